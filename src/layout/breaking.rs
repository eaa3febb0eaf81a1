//! In: shaped text. Out: whether a line may end before a cluster. Refuses to know widths and word processors.
//!
//! The rules are those of GB/T 15834 5.1 and CLREQ 3.1.3: what closes never begins a line, what opens never ends one;
//! 破折号, 省略号, words and numbers with their signs are whole; 连接号 never begins a line. Addresses are broken behind
//! their own joints; dates, telephone numbers and numbers of standards are whole.

use super::class::Class;
use super::shape::Cluster;

/// Whether a line may end before cluster `at`.
pub(super) fn may_break(clusters: &[Cluster], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|i| &clusters[i]), clusters.get(at)) else {
        return false;
    };
    let (a, b) = (before.last, after.first);
    if !may_meet_edge(Class::of(a), Class::of(b)) {
        return false;
    }
    let earlier = at.checked_sub(2).map_or(' ', |i| clusters[i].last);
    let later = clusters.get(at + 1).map_or(' ', |cluster| cluster.first);
    if before.address && after.address {
        return may_break_address(earlier, a, b);
    }
    if b == '…' && a != '…' && !stops(a) || is_quote(a) && is_double(after, b, later) {
        // Nor does any word processor: 省略号 begins a line only behind what closes, 破折号 none behind a quote.
        return false;
    }
    if is_joint(b) && !is_double(after, b, later) {
        return false;
    }
    if is_joint(a) && !is_double(before, a, earlier) {
        // Behind a 连接号 as wide as a character, not behind a hyphen in a date, a telephone number, the number of a standard.
        let inside = a.is_ascii() && earlier.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
        return !inside || is_compound(earlier, a, b);
    }
    if is_sign(a) && b.is_ascii_digit() {
        return false;
    }
    !(is_latin(a) && is_latin(b)) || a == ' ' || a == ')' && b == '('
}

/// Whether a line may end before cluster `at` if it can end nowhere else: not inside a word, and with no mark at a wrong
/// edge, but between Latin text and the marks that cling to it.
pub(super) fn may_break_at_need(clusters: &[Cluster], at: usize) -> bool {
    let (a, b) = (clusters[at - 1].last, clusters[at].first);
    may_meet_edge(Class::of(a), Class::of(b)) && !(a.is_ascii_graphic() && b.is_ascii_graphic())
}

/// What holds in every text: never at the start of a line, never at its end; spaces hang on the line that they follow.
pub(super) fn may_meet_edge(a: Class, b: Class) -> bool {
    use Class::{
        Close, Currency, Dash, Digit, Ellipsis, Inner, Mark, Myriad, NarrowClose, NarrowQuote, Open, Space,
        Unit,
    };
    !matches!(
        (a, b),
        (_, Close | Inner | NarrowClose | NarrowQuote | Unit | Space | Mark)
            | (Open | NarrowQuote | Currency, _)
            | (Dash, Dash)
            | (Ellipsis, Ellipsis)
            | (Digit, Digit | Myriad)
    )
}

/// Behind the joints of an address, but not inside `http://`, and not so that a number is cut (`2023.|01`).
fn may_break_address(earlier: char, a: char, b: char) -> bool {
    let word = b.is_ascii_alphanumeric();
    match a {
        '/' => word && earlier != ':',
        '.' | '@' | '_' | '?' | '=' | '&' => word,
        '-' => word && !b.is_ascii_digit(),
        _ => false,
    }
}

fn stops(c: char) -> bool {
    use Class::{Close, Dash, Inner, NarrowClose, Unit};
    matches!(Class::of(c), Close | Inner | NarrowClose | Unit | Dash)
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

/// 连接号 (GB/T 15834 4.13, 5.1.6), and what is typed for one.
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '～' | '〜' | '~' | '-' | '－' | '‐' | '‑' | '−')
}

/// Whether a dash is half of a 破折号, which may begin a line and end one.
fn is_double(cluster: &Cluster, dash: char, neighbour: char) -> bool {
    dash == '—' && (neighbour == '—' || cluster.end - cluster.start > 3)
}

/// An English compound: `e-government`, not `COVID-19`.
fn is_compound(earlier: char, a: char, b: char) -> bool {
    a == '-' && earlier.is_ascii_alphabetic() && b.is_ascii_alphabetic()
}

/// A sign that stays with the figure behind it: `±0.5`, `≥90`, `№12`.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '±' | '＋'
            | '+'
            | '≥'
            | '≤'
            | '＞'
            | '＜'
            | '≈'
            | '≠'
            | '∓'
            | '№'
            | '＃'
            | '＄'
            | '－'
            | '-'
            | '−'
    )
}

fn is_latin(c: char) -> bool {
    c.is_ascii_graphic() || c == ' ' || matches!(Class::of(c), Class::Latin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::shape::tests::clusters;

    fn breaks(text: &str) -> String {
        let clusters = clusters(text);
        let mut out = String::new();
        for (i, cluster) in clusters.iter().enumerate() {
            if may_break(&clusters, i) {
                out.push('|');
            }
            out.push(cluster.first);
        }
        out
    }

    #[test]
    fn where_lines_may_end() {
        for expected in [
            "增|长|70.3%，|其|中|3.5万|元",
            "（市|政|府|349|件）",
            "示|——|《意|见》",
            "“1+X”|新",
            "2023|年|度",
            "等……|及",
            "例|外”——|公",
            "公|开。|2023|年、|App：|0527",
            "（一）|～|（五）".replace("|～", "～").as_str(),
            "发|〔2024〕|12|号",
        ] {
            assert_eq!(breaks(&expected.replace('|', "")), expected);
        }
    }

    #[test]
    fn joints_never_begin_a_line_and_signs_never_end_one() {
        for expected in [
            "1|月|1|日—|12|月|31|日",
            "电|话|0527—|83593059，|来",
            "第|1～|3|季|度",
            "周|一|至|周|五|9:00～|17:00，|含",
            "2024-01-01|至|2024-12-31",
            "0318-7522001|转|2",
            "GB/T |9704-2012、|COVID-19，|B-2-305|室",
            "编|号|为|AP-2024-001-0023",
            "上|升|±0.5℃，|增|长|+12.5%",
            "＞95%，|约|≥90|分，|№12，",
            "费|￥2950|元，|减|免|￥300|元",
            "费|$29|和|€3",
            "北|京–|上|海",
            "e-|government",
            "规|划|（2021—|2025|年）",
        ] {
            assert_eq!(breaks(&expected.replace('|', "")), expected);
        }
    }

    #[test]
    fn where_addresses_may_end() {
        for expected in [
            "www.|a.|gov.|cn/|b/|c.|html?|id=|1",
            "（http://|zwgk.|example.|gov.|cn/|2023/|01/|t2023_|4.|shtml）|查",
            "zwgk_|bgs@|example.|gov.|cn",
            "https://|a.|cn/#/|index",
            "版|本|2.0.1，|GB/T |9704",
            "www.|a.|cn/|zw-|gk/|2024-01-02/|t-_|1.|html",
            "用|Café|的",
        ] {
            assert_eq!(breaks(&expected.replace('|', "")), expected);
        }
    }
}
