//! Where a reader pauses: a comma that parts a noun from its number, a mark that is missing before 一是, a full stop or a colon in the
//! middle of a sentence, a list whose marks are mixed (G13); a comma between titles (G09), a bracket behind its full stop, marks
//! beside a number in brackets (G03). Words are `templates/words.yaml`.

use super::marks::{Kind, MarkFindings};
use super::words::{Listed, TABLE};
use crate::check::facts::Paragraph;
use crate::source::{CLAUSE, Level, digits_closing, digits_leading, head, is_han, tail};
use std::ops::Range;

pub(super) fn check(paragraph: &Paragraph, found: &mut MarkFindings) {
    let text = paragraph.as_str();
    let mut say = |kind, range: Range<usize>| found.add(kind, paragraph.place(range));
    for at in paragraph.all("，") {
        if let Some(kind) = comma(text, at) {
            say(kind, at..at + '，'.len_utf8());
        }
    }
    for range in missing(paragraph) {
        say(Kind::Missing, range);
    }
    for (at, _) in paragraph.each(TABLE.pauses.next_sentence.iter()) {
        if is_adverbial(text, at) {
            say(Kind::Severing, at..at + '。'.len_utf8());
        }
    }
    for at in paragraph.all("：请") {
        if TABLE.pauses.conditions.opens(tail(&text[..at], "，。；：！？")) {
            say(Kind::Colon, at..at + '：'.len_utf8());
        }
    }
    for at in paragraph.all("。（") {
        if is_contact_at_end(&text[at + '。'.len_utf8()..]) {
            say(Kind::Outside, at..at + '。'.len_utf8());
        }
    }
    for word in TABLE.pauses.others.iter().filter(|word| paragraph.has(word)) {
        for at in paragraph.all(word) {
            if let Some(at) = odd_mark(text, at) {
                say(Kind::Mixed, at);
            }
        }
    }
}

/// What is wrong with the comma at `at`, if anything is.
fn comma(text: &str, at: usize) -> Option<Kind> {
    let (before, after) = (&text[..at], &text[at + '，'.len_utf8()..]);
    let next = after.chars().next()?;
    if next == '《' {
        return is_between_titles(before, after).then_some(Kind::Titles);
    }
    if next.is_ascii_digit() {
        return is_before_number(before, after).then_some(Kind::Number);
    }
    is_among_nouns(before, after).then_some(Kind::Mixed)
}

/// 收到信件，183条，: a noun that is said to be counted, and nothing but its number.
fn is_before_number(before: &str, after: &str) -> bool {
    let clause = tail(before, "，。；：、（");
    let counted = after.get(digits_leading(after)..).unwrap_or("");
    let unit = TABLE.counters.leading(counted).unwrap_or("");
    let closed = counted[unit.len()..].chars().next().is_none_or(|c| "，。；、（）".contains(c));
    closed
        && !unit.is_empty()
        && clause.ends_with(|c| is_han(c) && c != '的')
        && !clause.contains(|c: char| c.is_ascii_digit())
        && TABLE.counting_verbs.says(clause)
        && !TABLE.pauses.ranking.says(clause)
}

/// 根据《…条例》，《…办法》和…的规定: titles in a row that one word governs.
fn is_between_titles(before: &str, after: &str) -> bool {
    // A code or a short name stands behind a title in brackets.
    let title =
        before.strip_suffix('）').and_then(|inner| inner.rfind('（')).map_or(before, |at| &before[..at]);
    let sentence = tail(before, "。；");
    let Some((_, rest)) = after.split_once('》').filter(|_| title.ends_with('》')) else { return false };
    let rest =
        rest.strip_prefix('（').and_then(|inner| inner.split_once('）')).map_or(rest, |(_, rest)| rest);
    let led = sentence.find('《').is_some_and(|open| TABLE.pauses.obeying.says(&sentence[..open]));
    led && TABLE.pauses.behind_titles.opens(rest)
}

/// 公开人事信息、领导简介，财政预决算、要闻等: one comma in a row of nouns that begins in a clause and goes on to 等 or the full stop. Of groups
/// (机构职能，政策文件、公告，预算、决算) there are more.
fn is_among_nouns(before: &str, after: &str) -> bool {
    const LONGEST: usize = 10;
    let Listed { ends, begins, .. } = &TABLE.pauses.listed;
    let noun = |c: char| is_han(c) && c != '等' || c == '“' || c == '”';
    let Some((end, '、' | '等')) = after.char_indices().take(LONGEST).find(|(_, c)| !noun(*c)) else {
        return false;
    };
    let (next, last) = (&after[..end], tail(before, "，。；：、（）"));
    let row = tail(before, "，。；：");
    let alone = || {
        let behind = &after[head(after, "，。；等").len()..];
        begins.opens(row) && !behind.starts_with(['，', '；'])
    };
    row.len() > last.len()
        && last.chars().count() <= LONGEST
        && ends.closes(last)
        && ends.closes(next)
        && !begins.opens(next)
        && !last.contains(['等', '的'])
        && !next.contains('的')
        && alone()
}

/// Where two words stand beside each other that a mark belongs between: 工作机制一是, 37号邮编, 落到实处依法.
fn missing(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let text = paragraph.as_str();
    let mut places = Vec::new();
    // 第一是, 统一是, 之一是.
    if paragraph.has("二是") {
        let first = paragraph.all("一是").filter(|&at| {
            let last = text[..at].chars().next_back();
            last.is_some_and(|c| is_han(c) && !TABLE.pauses.no_first.contains(c))
        });
        places.extend(first.map(|at| at..at + "一是".len()));
    }
    for (at, word) in paragraph.each(TABLE.pauses.contacts.iter()) {
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        let sentence = tail(before, "。");
        let told = behind.starts_with(['：', ':']) || behind.starts_with(|c: char| c.is_ascii_digit());
        let house = TABLE.postcodes.has(word) && TABLE.pauses.house_ends.closes(before);
        // 邮编：255000联系电话：: the digits are those of the item before.
        let digits = &before[..before.len() - digits_closing(before)];
        let number = digits.len() < before.len()
            && TABLE
                .pauses
                .contacts
                .closes(digits.trim_end_matches(|c: char| "：:-—".contains(c) || c.is_ascii_digit()));
        let place = paragraph.place(at..at + word.len());
        // A space parts them too.
        let apart = paragraph.dropped.iter().any(|space| space.end == place.start);
        if told && !apart && (number || house && sentence.contains("地址")) {
            places.push(at..at + word.len());
        }
    }
    if paragraph.level == Some(Level::Second) {
        places.extend(run_on_heading(text));
    }
    places
}

/// （一）主动公开2020年我处主动公开…。: the year with which a sentence begins right behind its heading.
fn run_on_heading(text: &str) -> Option<Range<usize>> {
    let start = head(text, "，。：；、").find("20")?;
    let named = TABLE.pauses.run_on_headings.closes(&text[..start]);
    let year = digits_leading(&text[start..]) == 4;
    let behind = text.get(start + 4..)?.strip_prefix('年')?.trim_start_matches('度');
    let subject = behind.starts_with(|c| TABLE.pauses.subjects.contains(c));
    (named && year && subject && text.contains('。')).then_some(start..start + 4)
}

/// 根据…有关文件要求。特向社会公布…: what stands before the full stop at `at` is only the adverbial of what follows.
fn is_adverbial(text: &str, at: usize) -> bool {
    let sentence = tail(&text[..at], "。！？；\n");
    TABLE.pauses.by.opens(sentence)
        && TABLE.pauses.by_ends.closes(sentence)
        && !sentence.contains(['，', '了'])
}

/// （地址：…）at the end of a paragraph, behind a sentence that has ended.
fn is_contact_at_end(text: &str) -> bool {
    let Some((inner, rest)) = text.strip_prefix('（').and_then(|text| text.split_once('）')) else {
        return false;
    };
    matches!(rest.trim_end(), "" | "。") && TABLE.pauses.contact_begins.opens(inner)
}

/// 动态8条，通知6条，信息1条、其他20条: the one mark that differs, in a row of things with numbers of one unit that ends with the rest.
fn odd_mark(text: &str, from: usize) -> Option<Range<usize>> {
    const LEAST: usize = 4;
    let last = head(&text[from..], CLAUSE);
    let digits = last.find(|c: char| c.is_ascii_digit())?;
    let number = digits_leading(&last[digits..]);
    let unit = TABLE.counters.leading(&last[digits + number..])?;
    let mut start = from - text[..from].chars().next_back().filter(|c| is_mark(*c))?.len_utf8();
    let mut marks = Vec::new();
    while let Some(c) = text[start..].chars().next().filter(|c| is_mark(*c)) {
        let item = text[..start].rsplit(is_stop).next()?;
        let Some(counted) = item.strip_suffix(unit) else { break };
        let thing = &counted[..counted.len() - digits_closing(counted)];
        if thing.len() == counted.len() || TABLE.pauses.listed.verbs.says(thing) {
            break;
        }
        marks.push((start, c));
        let first = TABLE.pauses.listed.first.opens(item);
        let Some(before) = text[..start - item.len()].chars().next_back().filter(|_| !first) else { break };
        start -= item.len() + before.len_utf8();
    }
    let (_, odd) = [('，', '、'), ('；', '，')].into_iter().find(|(row, odd)| {
        marks.iter().filter(|m| m.1 == *odd).count() == 1 && marks.iter().all(|m| m.1 == *row || m.1 == *odd)
    })?;
    let at = marks.iter().find(|m| m.1 == odd)?.0;
    let closed = last[digits + number..].len() == unit.len() && !text[from + last.len()..].starts_with('，');
    (marks.len() + 1 >= LEAST && closed).then_some(at..at + odd.len_utf8())
}

/// Marks between the things of a row.
fn is_mark(c: char) -> bool {
    matches!(c, '，' | '、' | '；')
}

/// Those, and what a row may begin behind.
fn is_stop(c: char) -> bool {
    is_mark(c) || matches!(c, '。' | '：' | '（' | '）')
}
