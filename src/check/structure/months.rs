//! Months that are told of a part of the year, or one by one of what is counted: 上半年…，分别在3月和8月 (G02), 会议2次，分别于3月、7月、11月 (X09).

use super::enumerated::small;
use super::spans::PERIODS;
use crate::check::facts::Paragraph;
use crate::check::text::LEXICON;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{CLAUSE, digits_leading, head, is_numeral, tail};
use std::ops::Range;

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    if !paragraph.has("月") {
        return;
    }
    let text = paragraph.as_str();
    for at in paragraph.all(EACH) {
        let start = text.len() - LEXICON.cut_start("在", &text[at + EACH.len()..]).len();
        let (months, end) = row(text, start);
        // 三季度发布会分别在 8 月和 10 月: what is told of a quarter may be told in the next.
        if months.len() > 1 && counted(paragraph, at, (&months, end), sink) {
            let lead = tail(near(text, at), "。；");
            let find = |name: &'static str| Some((at - lead.len() + lead.rfind(name)?, name));
            if let Some(named) = PERIODS.months.iter().filter_map(|(name, _)| find(name)).max() {
                outside(paragraph, named, &months, sink);
            }
        }
    }
    for (name, _) in &PERIODS.months {
        for at in paragraph.all(name) {
            let behind = &text[at + name.len()..];
            let rest = LEXICON.cut_start("在", behind);
            // 上半年于5月、8月; 上半年1月至6月 is a span.
            let (months, end) = row(text, text.len() - rest.len());
            if rest.len() < behind.len() && !text[end..].starts_with(['至', '到', '—', '-']) {
                outside(paragraph, (at, name), &months, sink);
            }
        }
    }
}

const EACH: &str = "分别";

/// How many bytes around them are looked at: a flood must not cost its square.
const SIGHT: usize = 240;

/// What stands before a place.
fn near(text: &str, at: usize) -> &str {
    &text[text.floor_char_boundary(at.saturating_sub(SIGHT))..at]
}

/// A month, and where it stands.
type Month = (u16, Range<usize>);

/// 3月、7月和11月, with the days in them: the months from a place on, and where the last ends.
fn row(text: &str, start: usize) -> (Vec<Month>, usize) {
    let (mut months, mut end, mut at) = (Vec::new(), start, start);
    while let Some((month, len)) = month(&text[at..]) {
        end = at + len;
        months.push((month, at..end));
        let rest = text[end..].strip_prefix(['、', '和', '及', '与']);
        let Some(rest) = rest else { break };
        at = text.len() - rest.len();
    }
    (months, end)
}

/// The month that a text begins with, and its bytes with a day: 3月, 3月中旬, 3月15日.
fn month(text: &str) -> Option<(u16, usize)> {
    let whole = text.len();
    let text = if digits_leading(text) == 4 { text[4..].strip_prefix('年')? } else { text };
    let digits = digits_leading(text);
    let month = text[..digits].parse().ok().filter(|month| (1..=12).contains(month))?;
    let rest = text[digits..].strip_prefix('月')?;
    let day = rest[digits_leading(rest)..].strip_prefix('日');
    let rest = day.or_else(|| LEXICON.behind("月中", rest)).unwrap_or(rest);
    Some((month, whole - rest.len()))
}

/// 会议2次，分别于3月、7月、11月: as many months as times, up to two more or fewer; whether times are told.
fn counted(
    paragraph: &Paragraph,
    each: usize,
    (months, end): (&[Month], usize),
    sink: &mut Diagnostics,
) -> bool {
    let text = paragraph.as_str();
    // 分别于3月、7月各组织 2 次; 分别于3月、5月两次.
    let behind = head(&text[end..text.floor_char_boundary(end + SIGHT)], CLAUSE);
    let before = text[..each].trim_end_matches('，');
    let from = before.len() - tail(near(text, before.len()), CLAUSE).len();
    // 十二 is read from its first character.
    let inner = |at: usize| before[..at].ends_with(|c: char| c.is_ascii_digit() || is_numeral(c));
    let starts = before[from..].char_indices().rev().map(|(at, _)| from + at);
    let figure = { starts }.filter(|&at| !inner(at)).find_map(|at| {
        let (number, len) = small(&before[at..])?;
        let unit = LEXICON.list("次的量词").iter().find(|unit| before[at + len..].starts_with(**unit))?;
        Some((number, at, at + len + unit.len()))
    });
    let Some((number, start, until)) = figure else { return false };
    let aside = before[..start].ends_with(['第', '每', '各', '约', '近']) || before[from..].contains('每');
    let again = LEXICON.says("各有几次", behind) || text[end..].starts_with(['等', '至', '到', '—']);
    let close =
        before[until..].chars().count() <= 10 && !before[until..].contains(|c: char| c.is_ascii_digit());
    if (1..=2).contains(&number.abs_diff(months.len())) && close && !aside && !again {
        let message = format!("后面分别说了 {} 个时间，这里写的是 {number}", months.len());
        sink.push(paragraph.finding(&codes::X09, start..until, message).help("核对次数和月份"));
    }
    close
}

/// 上半年于5月、8月: a month that is not in the part of the year.
fn outside(paragraph: &Paragraph, (at, name): (usize, &str), months: &[Month], sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let known = PERIODS.months.iter().find(|(known, _)| *known == name);
    let Some((_, [from, to])) = known.filter(|_| !text[..at].ends_with(|c| PERIODS.not_behind.contains(c)))
    else {
        return;
    };
    if let Some((month, range)) = months.iter().find(|(month, _)| !(*from..=*to).contains(month)) {
        let message = format!("“{name}”是 {from} 月至 {to} 月，这里写的是 {month} 月");
        sink.push(paragraph.finding(&codes::G02, range.clone(), message).help("核对月份"));
    }
}
