//! X09: names and points that a number counts: “甲”“乙”“丙”5个专栏, 三个环节：一是…二是….

use super::numbering::{STYLES, point};
use crate::check::facts::{Facts, Paragraph};
use crate::check::text::LEXICON;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{digits_leading, is_han, is_numeral, number, tail};
use std::borrow::Cow;
use std::ops::Range;

pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    for (at, paragraph) in facts.prose.iter().enumerate() {
        names(paragraph, sink);
        bare_names(paragraph, sink);
        bracketed(paragraph, sink);
        points(paragraph, facts.prose.get(at + 1), sink);
    }
}

/// A small number in digits or numerals at the start of a text, and its length; 两 too.
pub(super) fn small(text: &str) -> Option<(usize, usize)> {
    let read = || number(text).filter(|_| digits_leading(text) <= 2);
    if text.starts_with('两') { Some((2, '两'.len_utf8())) } else { read() }
}

/// Such a number with a unit of a list behind it, and the length of both.
fn with_unit(text: &str, units: &str) -> Option<(usize, usize)> {
    let (number, len) = small(text)?;
    Some((number, text.len() - LEXICON.behind(units, &text[len..])?.len()))
}

/// “甲”“乙”“丙”“丁”5个专栏: so many names, and another number right behind them.
fn names(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (open, close) in [('“', '”'), ('《', '》')] {
        let mut at = 0;
        while let Some(found) = text[at..].find(open) {
            let start = at + found;
            let (count, end) = run(text, start, open, close);
            at = end.max(start + open.len_utf8());
            let Some((number, len)) = with_unit(&text[end..], "名称量词") else { continue };
            // Other names without marks stand before them: 招考信息、“惠企政策”2个专栏.
            let alone = !text[..start].ends_with(['、', '和', '及', '与', '”', '》']);
            // “口袋书”“明白纸”28种 are kinds of these.
            let other = count >= 2 && number >= 2 && number != count && number <= 3 * (count + 1) && alone;
            if other && !text[end + len..].starts_with("百分点") {
                let message = format!("前面列出 {count} 个名称，这里写的是 {number}");
                sink.push(names_counted(paragraph, end..end + len, message));
            }
        }
    }
}

/// X09: a number of names that is another than theirs.
fn names_counted(paragraph: &Paragraph, range: Range<usize>, message: String) -> Diagnostic {
    paragraph.finding(&codes::X09, range, message).help("核对名称和个数；没有列全的，写“等”")
}

/// 生成、审核、发布、归档五个环节: names without marks before the number that counts them.
fn bare_names(paragraph: &Paragraph, sink: &mut Diagnostics) {
    const LONGEST: usize = 4;
    let text = paragraph.as_str();
    if !paragraph.has("、") {
        return;
    }
    for (behind, unit) in paragraph.each(LEXICON.list("列名量词").iter().copied()) {
        let head =
            text[..behind].trim_end_matches(|c: char| c.is_ascii_digit() || is_numeral(c) || c == '两');
        let Some((number, _)) =
            small(&text[head.len()..behind]).filter(|(n, len)| *n >= 3 && head.len() + len == behind)
        else {
            continue;
        };
        let names = head.trim_end_matches('共');
        let plain = names.trim_end_matches('等');
        let more = named(plain, number + 4).filter(|named| named.count > number);
        // So many are named at least; 就业创业 beside 教育 may be two.
        let fewer = || {
            let named = named(&last_apart(plain), number + 4)?;
            let alike = named.longest <= LONGEST && named.longest < 2 * named.shortest;
            let all = alike && named.joints == 0 && plain.len() == names.len();
            Some(named).filter(|named| all && named.count + 1 == number && number <= 9)
        };
        let Some(named) = more.or_else(fewer).filter(|named| named.count >= 3) else { continue };
        let message = format!("前面列出 {} 个名称，这里写的是 {number}", named.count);
        sink.push(names_counted(paragraph, head.len()..behind + unit.len(), message));
    }
}

/// Names that stand side by side.
struct Named {
    count: usize,
    /// How often 和 or the like stands in them.
    joints: usize,
    /// The lengths of the longest and the shortest but the first, in characters.
    longest: usize,
    shortest: usize,
}

/// What joins the last of some names to those before it, or is in one name.
const JOINTS: [char; 3] = ['和', '及', '与'];

/// 甲、乙和丙 with each of the three by itself.
fn last_apart(names: &str) -> Cow<'_, str> {
    let last = names.len() - tail(names, "、").len();
    match names[last..].split_once(JOINTS) {
        Some((one, other)) if last > 0 && [one, other].iter().all(|name| name.chars().nth(1).is_some()) => {
            format!("{}{one}、{other}", &names[..last]).into()
        }
        _ => names.into(),
    }
}

/// The names that a text ends with, joined by 、, as many as matter: back to the verb that leads to them or to another mark.
fn named(text: &str, most: usize) -> Option<Named> {
    const LONGEST: usize = 12;
    let mut all = Named { count: 0, joints: 0, longest: 0, shortest: LONGEST };
    for item in text.rsplit('、').take(most) {
        let own = item.rsplit(|c: char| !is_han(c)).next().unwrap_or(item);
        // 应急管理 ends with the verb that 管理网站 begins with.
        let led = ["列名动词", "重述动词"]
            .into_iter()
            .flat_map(|list| LEXICON.list(list))
            .any(|verb| own.match_indices(verb).any(|(at, _)| own[at + verb.len()..].chars().count() >= 2));
        let length = own.chars().count();
        // 发布登记 of 信息采集、发布登记四项制度 is a name.
        let led = led && (all.count > 0 || length > 4);
        if all.count == 0 && (led || own.len() < item.len()) || length < 2 {
            return None;
        }
        all.count += 1;
        all.joints += own.matches(JOINTS).count();
        if led || own.len() < item.len() || length > LONGEST {
            break;
        }
        (all.longest, all.shortest) = (all.longest.max(length), all.shortest.min(length));
    }
    (all.count > 1).then_some(all)
}

/// 3个问题（目录不全、更新较慢）; 6 个栏目，分别是…: what a number counts, joined by 、 alone behind it.
fn bracketed(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let opened = |(at, c): (usize, char)| match c {
        '（' => Some((at, at + c.len_utf8(), '）')),
        '：' => Some((at, at + c.len_utf8(), '。')),
        '，' => {
            let words = text[at + c.len_utf8()..].trim_start_matches('：');
            Some((at, text.len() - LEXICON.behind("列出", words)?.len(), '。'))
        }
        _ => None,
    };
    for (open, begin, close) in text.char_indices().filter_map(opened) {
        let head = &text[..open];
        let head = LEXICON.list("列出").iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
        // What costs the length of the paragraph is asked last: there may be thousands of brackets.
        let nouns = if close == '）' { "列举名词" } else { "列名名词" };
        // 账号共 4 个，即…: the noun before its number.
        let noun = head.trim_end_matches(['个', '项', '类']);
        let noun = noun.trim_end_matches(|c: char| c.is_ascii_digit() || is_numeral(c) || c == '两');
        // 四大主业：甲、乙、丙。
        let counted_so = LEXICON.closes("列名量词", head);
        let known = counted_so
            || LEXICON.closes(nouns, head)
            || LEXICON.closes(nouns, noun.trim_end_matches(['共', '有', '为']));
        // 对 3 个村进行通报，分别为…: one by one, whatever stands between.
        let each = text[open..begin].contains("分别");
        if !known && !each {
            continue;
        }
        let rest = text[begin..].trim_start_matches('：');
        let inner = &rest[..rest.find(['）', '，', '；', '。', '：']).unwrap_or(0)];
        let plain = |c: char| is_han(c) || close != '）' && "“”《》".contains(c);
        let whole = inner.split('、').all(|point| point.chars().count() > 1 && point.chars().all(plain));
        if !whole || inner.is_empty() {
            continue;
        }
        let Some((number, range)) = counted(head, "，。；：、") else { continue };
        // 对 2 个县的 3 个乡镇开展检查: of which of the two it is told is not said.
        let lead = tail(&text[..range.start], "，。；：、");
        if !known && lead.contains(|c: char| c.is_ascii_digit() || is_numeral(c)) {
            continue;
        }
        let quote = match inner.chars().next() {
            Some('“') => '”',
            Some('《') => '》',
            _ => '、',
        };
        let count = inner.split('、').count().max(inner.matches(quote).count());
        // 栏目和目录 may be one point or two; others may follow.
        let open_end = LEXICON.says("列举未尽", inner);
        let all = close == '）' && inner.split('、').all(|point| point.chars().count() > 2);
        // 即甲、乙和丙: no more than so many.
        let last = inner.rsplit('、').next().unwrap_or(inner);
        let most = count + last.chars().skip(1).filter(|c| "和及与".contains(*c)).count();
        // 分别是甲镇、乙镇，以及丙镇: more of them behind the comma.
        let more = inner.contains('等') || LEXICON.opens("还列出", &rest[inner.len()..]);
        let closed = counted_so && rest[inner.len()..].starts_with(['。', '；']);
        let namely = most < number && !more && (each || closed || text[open..begin].ends_with(['即', '是']));
        let fewer = count < number && all && !open_end || namely;
        if count >= 2 && (count > number || fewer) {
            let place = if close == '）' { "括号里" } else { "后面" };
            let count = if namely { most } else { count };
            let message = format!("{place}列出 {count} 点，这里写的是 {number}");
            let found = paragraph.finding(&codes::X09, range, message);
            sink.push(found.help("核对点数；没有列全的，写“等”"));
        }
    }
}

/// How many names stand side by side from `start`, and where the last ends.
fn run(text: &str, start: usize, open: char, close: char) -> (usize, usize) {
    let (mut count, mut at, mut end) = (0, start, start);
    while text[at..].starts_with(open) {
        let Some(len) = text[at..].find(close) else { break };
        end = at + len + close.len_utf8();
        count += 1;
        at = end;
        let goes_on =
            |joint: &&&str| text[end..].strip_prefix(**joint).is_some_and(|rest| rest.starts_with(open));
        at += LEXICON.list("名称之间").iter().find(goes_on).map_or(0, |joint| joint.len());
    }
    (count, end)
}

/// 两个方面的问题：一是…；二是…；三是….
fn points(paragraph: &Paragraph, next: Option<&Paragraph>, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (colon, mark) in text.match_indices('：') {
        let from = colon + mark.len();
        let Some(style) =
            STYLES.into_iter().find(|style| point(text, from, *style).is_some_and(|p| p.0 == 1))
        else {
            continue;
        };
        let Some((number, range)) = counted(&text[..colon], "，。；：") else { continue };
        let mut last = 1;
        let opens = text[from..].char_indices().filter(|(_, c)| "，。；".contains(*c));
        for (i, c) in opens {
            match point(text, from + i + c.len_utf8(), style).map(|p| p.0) {
                Some(n) if n == last + 1 => last = n,
                Some(_) => break,
                None => {}
            }
        }
        let goes_on =
            next.is_some_and(|next| point(next.as_str(), 0, style).is_some_and(|p| p.0 == last + 1));
        if last < 2 || last == number || goes_on {
            continue;
        }
        let message = format!("后面列出 {last} 点，这里写的是 {number}");
        let found = paragraph.finding(&codes::X09, range, message);
        sink.push(found.help("核对点数"));
    }
}

/// The number of points that the clause at the end of a text promises, and where it stands.
fn counted(text: &str, marks: &str) -> Option<(usize, Range<usize>)> {
    let from = text.len() - tail(text, marks).len();
    // 第三个, 十二 read from its end.
    let inner =
        |at: &usize| text[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '第' || is_numeral(c));
    let starts = text[from..].char_indices().map(|(at, _)| from + at).filter(|at| !inner(at));
    let mut counts = starts.filter_map(|at| {
        let (number, len) = with_unit(&text[at..], "点数量词")?;
        (number >= 2 && text[at + len..].chars().count() <= 12).then_some((number, at..at + len))
    });
    counts.next_back()
}
