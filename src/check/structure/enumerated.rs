//! X09: names and points that a number counts: “甲”“乙”“丙”5个专栏, 三个环节：一是…二是….

use super::finding;
use super::numbering::{STYLES, point};
use crate::check::facts::{Facts, Paragraph};
use crate::check::text::lexicon::LEXICON;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::source::{is_han, is_numeral, numeral};

/// Looks at all prose.
pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    for (at, paragraph) in facts.prose.iter().enumerate() {
        names(paragraph, sink);
        bare_names(paragraph, sink);
        bracketed(paragraph, sink);
        points(paragraph, facts.prose.get(at + 1), sink);
    }
}

/// A small number in digits or numerals at the start of a text, and its length; 两 too.
fn small(text: &str) -> Option<(usize, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let arabic = text[..digits].parse().ok().filter(|_| digits <= 2).map(|value| (value, digits));
    arabic.or_else(|| text.starts_with('两').then_some((2, '两'.len_utf8()))).or_else(|| numeral(text))
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
            let Some((number, len)) = small(&text[end..]) else { continue };
            let Some(unit) =
                LEXICON.list("名称量词").iter().find(|unit| text[end + len..].starts_with(**unit))
            else {
                continue;
            };
            // Other names without marks stand before them: 招考信息、“惠企政策”2个专栏.
            let before = text[..start].chars().next_back();
            let alone = before.is_none_or(|c| !"、和及与”》".contains(c));
            if count < 2
                || number == count
                || number < 2
                || !alone
                || text[end + len..].starts_with("个百分点")
            {
                continue;
            }
            let message = format!("前面列出 {count} 个名称，这里写的是 {number}");
            let found = finding(paragraph, &codes::X09, end, len + unit.len(), message);
            sink.push(found.help("核对名称和个数；没有列全的，写“等”"));
        }
    }
}

/// 生成、审核、发布、归档五个环节: short names without marks, three and more with 、 alone between them.
fn bare_names(paragraph: &Paragraph, sink: &mut Diagnostics) {
    const LONGEST: usize = 4;
    let text = paragraph.as_str();
    for (at, _) in text.match_indices('、') {
        let start = at + '、'.len_utf8();
        let rest = &text[start..];
        let begins = |c: char| is_numeral(c) || c == '两';
        let last = rest
            .chars()
            .take(LONGEST + 1)
            .position(|c| !is_han(c) || begins(c) && small(&rest[rest.find(c).unwrap_or(0)..]).is_some());
        let last = last.filter(|length| (2..=LONGEST).contains(length));
        let last = last.and_then(|length| rest.char_indices().nth(length));
        let Some((last, _)) = last else { continue };
        let Some((number, len)) = small(&rest[last..]).filter(|(n, _)| (3..=9).contains(n)) else { continue };
        let unit = LEXICON.list("列名量词").iter().find(|unit| rest[last + len..].starts_with(**unit));
        let Some(unit) = unit else { continue };
        // Backwards: short ones, and the end of one that a verb leads to.
        let mut count = 1usize;
        for item in text[..at].rsplit('、') {
            let end = item.rfind(|c: char| !is_han(c)).map_or(0, |i| i + 1);
            count += 1;
            if item.chars().count() > LONGEST || end > 0 {
                break;
            }
        }
        if count < 3 || count.abs_diff(number) != 1 || rest[..last].contains(['和', '及', '与', '等']) {
            continue;
        }
        let message = format!("前面列出 {count} 个名称，这里写的是 {number}");
        let found = finding(paragraph, &codes::X09, start + last, len + unit.len(), message);
        sink.push(found.help("核对名称和个数；没有列全的，写“等”"));
    }
}

/// 3个问题（目录不全、更新较慢）: points in brackets, joined by 、 alone, behind the noun that counts them.
fn bracketed(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (open, mark) in text.match_indices('（') {
        // What costs the length of the paragraph is asked last: there may be thousands of brackets.
        if !LEXICON.list("列举名词").iter().any(|noun| text[..open].ends_with(noun)) {
            continue;
        }
        let rest = &text[open + mark.len()..];
        let inner = &rest[..rest.find('）').unwrap_or(0)];
        let whole = inner.split('、').all(|point| point.chars().count() > 2 && point.chars().all(is_han));
        // 栏目和目录 may be one point or two.
        let open_end =
            ["等", "和", "以及", "及其", "与", "其中", "包括", "含"].iter().any(|word| inner.contains(word));
        if !whole || open_end {
            continue;
        }
        let from = text[..open].rfind(['，', '。', '；', '：', '、']).map_or(0, |i| i + '，'.len_utf8());
        let Some((number, range)) = counted(text, from, open) else { continue };
        let count = inner.split('、').count();
        if count >= 2 && count != number {
            let message = format!("括号里列出 {count} 点，这里写的是 {number}");
            let found = finding(paragraph, &codes::X09, range.start, range.len(), message);
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
        for joint in ["、", "和", "及", "与", "以及"] {
            if text[end..].starts_with(joint) && text[end + joint.len()..].starts_with(open) {
                at = end + joint.len();
            }
        }
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
        let clause = text[..colon].rfind(['，', '。', '；', '：']).map_or(0, |i| i + '，'.len_utf8());
        let Some((number, range)) = counted(text, clause, colon) else { continue };
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
        let found = finding(paragraph, &codes::X09, range.start, range.len(), message);
        sink.push(found.help("核对点数"));
    }
}

/// The number of points that a clause before a colon promises, and where it stands.
fn counted(text: &str, from: usize, to: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let mut found = None;
    for (at, _) in text[from..to].char_indices() {
        let start = from + at;
        let before = text[..start].chars().next_back();
        // 第三个, 十二 read from its end.
        let inner = before.is_some_and(|c| c.is_ascii_digit() || "第一二三四五六七八九十".contains(c));
        let Some((number, len)) = small(&text[start..to]).filter(|(n, _)| !inner && *n >= 2) else {
            continue;
        };
        let Some(unit) =
            LEXICON.list("点数量词").iter().find(|unit| text[start + len..to].starts_with(**unit))
        else {
            continue;
        };
        let noun = &text[start + len + unit.len()..to];
        if noun.chars().count() <= 12 {
            found = Some((number, start..start + len + unit.len()));
        }
    }
    found
}
