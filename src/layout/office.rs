//! In: shaped text and a width. Out: where a word processor ends its lines by itself, and so of which lines it must be told
//! ([`crate::fit::LineFit`]). Measured on `LibreOffice` 7.4 and held against it by tests/parity.rs: first come first
//! served, every mark at its full width, Latin text by the rules of Unicode (UAX 14).

use super::breaking::{may_break_at_need, may_meet_edge};
use super::class::{Class, is_plain};
use super::line::HAIR;
use super::shape::Cluster;
use crate::font::script::{self, Script};

/// Where the line that begins at `start` ends, one past its last cluster: the last place where a line may end and that
/// still fits. A word longer than the line is cut where it must be.
pub(super) fn line_end(clusters: &[Cluster], start: usize, width: f64) -> usize {
    line_end_where(clusters, start, width, |at| may_break(clusters, at))
}

/// The same where a line may end before the clusters that `may_end` says.
pub(super) fn line_end_where(
    clusters: &[Cluster],
    start: usize,
    width: f64,
    may_end: impl Fn(usize) -> bool,
) -> usize {
    let mut natural = 0.0;
    let (mut end, mut earlier) = (None, None);
    for (i, cluster) in clusters.iter().enumerate().skip(start) {
        natural += cluster.advance;
        let hanging =
            if Class::of(cluster.first) == Class::Space { cluster.advance } else { cluster.trailing };
        if natural - hanging > width + HAIR {
            let clinging = i > 0 && clings(&clusters[i - 1], cluster);
            let end = if end == Some(i) && clinging { earlier } else { end };
            let at_need = || (start + 1..=i).rev().find(|&at| may_break_at_need(clusters, at));
            return end.or_else(at_need).unwrap_or_else(|| i.max(start + 1));
        }
        if i + 1 == clusters.len() || may_end(i + 1) {
            earlier = end.replace(i + 1);
        }
    }
    clusters.len()
}

/// Whether a line ends before cluster `at` if it is full there.
pub(super) fn ends_line(clusters: &[Cluster], at: usize) -> bool {
    may_break(clusters, at) && !clings(&clusters[at - 1], &clusters[at])
}

/// Whether a line may end before cluster `at`.
pub(super) fn may_break(clusters: &[Cluster], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|i| &clusters[i]), clusters.get(at)) else {
        return false;
    };
    let (a, b) = (before.last, after.first);
    if is_plain(a) && is_plain(b) {
        return true;
    }
    let earlier = at.checked_sub(2).map_or(' ', |i| clusters[i].last);
    // The rules of Latin text hold before a bracket that opens it.
    let next = clusters.get(at + 1).map_or(' ', |next| next.first);
    let bracket = Class::of(b) == Class::Open && !is_quote(b);
    if bracket && Script::of(next) == Script::Latin && clings_to_bracket(before, next) {
        return false;
    }
    may_part(earlier, (a, before.script), (b, after.script))
}

/// Whether a bracket that opens Latin text, which begins with `next`, stays with what is before it: `5G〔2023〕`,
/// `App（WiFi）`, `100%〔2023〕`.
fn clings_to_bracket(before: &Cluster, next: char) -> bool {
    let a = before.last;
    let quoted = is_quote(a) && before.script == Script::Latin;
    quoted || a.is_ascii_alphanumeric() || Class::of(a) == Class::Unit && next.is_ascii_digit()
}

/// Whether a cluster stays with the Latin text before it if it is the first that does not fit: word processors ask the
/// rules of Latin text there, by which an opening bracket goes with the word, and a `/` wants more of its address.
fn clings(before: &Cluster, after: &Cluster) -> bool {
    let opens = Class::of(after.first) == Class::Open && !is_quote(after.first);
    let quoted = is_quote(before.last) && before.script == Script::Latin;
    before.last == '/' && after.script == Script::Latin
        || opens && (quoted || before.last.is_ascii_alphanumeric())
}

/// Whether a line may end between two characters, each with the script it has there; `earlier` stands before them.
fn may_part(earlier: char, (a, script_a): (char, Script), (b, script_b): (char, Script)) -> bool {
    let wide = script_a == Script::Latin && matches!(b, '～' | '％' | '‰' | '℃');
    let myriad = (Class::of(a), Class::of(b)) == (Class::Digit, Class::Myriad);
    if !may_meet_edge(Class::of(a), Class::of(b)) && !wide && !myriad {
        return false;
    }
    // Unicode's rules (UAX 14), by which a word processor breaks Latin text and what the DOCX marks as such, join a
    // quote to what stands beside it.
    if is_quote(b) && script_b == Script::Latin {
        return false;
    }
    if script::is_dash(a) || script::is_dash(b) {
        // 省略号 begins a line only behind what closes or stops.
        let closed = matches!(
            Class::of(a),
            Class::Close | Class::Inner | Class::NarrowClose | Class::Unit | Class::Dash
        );
        let ellipsis = b == '…' && !closed;
        return !(ellipsis || is_quote(a) && script::is_dash(b));
    }
    match (script_a, script_b) {
        (Script::Latin, Script::Latin) => a == ' ' || may_break_latin(earlier, a, b),
        // `、App`, `。2023年`: UAX 14 keeps what closes (CL) with the Latin text after it, but not `：；！？`.
        (_, Script::Latin) => {
            Class::of(a) != Class::Close || matches!(a, '：' | '；') || Class::of(b) == Class::Open
        }
        _ => true,
    }
}

/// Within Latin text: behind the joints of compounds and addresses.
fn may_break_latin(earlier: char, a: char, b: char) -> bool {
    let word = b.is_alphanumeric();
    match a {
        '-' => word,
        '/' => {
            let joint = earlier.is_alphanumeric() || earlier == '/';
            word && joint && !(earlier.is_numeric() && b.is_numeric())
        }
        '?' | '!' => b.is_alphabetic(),
        ')' => b == '(',
        _ => false,
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::shape::tests::clusters;

    fn breaks(text: &str) -> String {
        let clusters = clusters(text);
        let broken = |(i, cluster): (usize, &Cluster)| {
            let before = if may_break(&clusters, i) { "|" } else { "" };
            format!("{before}{}", cluster.first)
        };
        clusters.iter().enumerate().map(broken).collect()
    }

    #[test]
    fn where_lines_may_end() {
        assert_eq!(breaks("增长70.3%，其中3.5万元"), "增|长|70.3%，|其|中|3.5|万|元");
        assert_eq!(breaks("（市政府349件）"), "（市|政|府|349|件）");
        assert_eq!(breaks("——《意见》"), "——|《意|见》");
        assert_eq!(breaks("“1+X”新"), "“1+X”|新");
        assert_eq!(breaks("2023年度"), "2023|年|度");
        assert_eq!(breaks("等……及"), "等……|及");
        assert_eq!(breaks("例外”——公"), "例|外”——|公");
    }

    #[test]
    fn where_latin_text_may_end() {
        assert_eq!(breaks("www.a.gov.cn/b/c.html?id=1"), "www.a.gov.cn/|b/|c.html?|id=1");
        assert_eq!(breaks("http://www.a.cn/2023/01"), "http://|www.a.cn/|2023/01");
        assert_eq!(breaks("0527-8436转2"), "0527-|8436|转|2");
        assert_eq!(breaks("用App和WiFi"), "用|App|和|WiFi");
        assert_eq!(breaks("用App（WiFi）"), "用|App（WiFi）");
        assert_eq!(breaks("GB/T 9704"), "GB/|T |9704");
        assert_eq!(breaks("1/2-3"), "1/2-|3");
        assert_eq!(breaks("0527—8436"), "0527|—|8436");
        assert_eq!(breaks("公开。2023年、App：0527"), "公|开。2023|年、App：|0527");
        assert_eq!(breaks("〔2023〕5号"), "〔2023〕5|号");
        assert_eq!(breaks("12“乙”（3）"), "12“乙”|（3）");
        assert_eq!(breaks("为25%；“互联"), "为|25%；“互|联");
        assert_eq!(breaks("为25件；“互联"), "为|25|件；|“互|联");
    }
}
