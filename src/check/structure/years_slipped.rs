//! Years that are a slip of the hand (X15): 2015年5月 among the doings of 2025, and a year that is still to come said of the past.

use super::finding;
use super::spans::PERIODS;
use crate::check::dates::WrittenDate;
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::yaml::WordList;

/// Looks at the years of a sentence, which begins at byte `at` of its paragraph.
pub(super) fn check(
    facts: &Facts,
    paragraph: &Paragraph,
    (sentence, dates): (&str, &[WrittenDate]),
    at: usize,
    sink: &mut Diagnostics,
) {
    let this = facts.year.value;
    for date in dates {
        let Some(year) = date.year.filter(|&year| year != this && date.fault.is_none()) else { continue };
        let message = if is_decade_off(year, this) && is_doing(facts, sentence, date, year) {
            format!("本年做的事写的是 {year} 年，报告年度是 {this} 年")
        } else if year > this && is_told_as_past(sentence, date) {
            format!("{year} 年还没有到，报告年度是 {this} 年")
        } else {
            continue;
        };
        let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
        sink.push(found.label(facts.year.span, "年度").help("核对年份"));
        return;
    }
}

/// 2015 for 2025: another digit than the last is wrong. 2020 for 2025 may be meant.
fn is_decade_off(year: u16, this: u16) -> bool {
    let (written, meant) = (year.to_string(), this.to_string());
    let differing = written.bytes().zip(meant.bytes()).filter(|(a, b)| a != b).count();
    written.len() == meant.len() && differing == 1 && year % 10 == this % 10
}

fn has(words: WordList, text: &str) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// 2015年5月举办培训班: a month of the year in which something was done, and that nothing else in the report speaks of.
fn is_doing(facts: &Facts, sentence: &str, date: &WrittenDate, year: u16) -> bool {
    let (before, behind) = (&sentence[..date.range.start], &sentence[date.range.end..]);
    let opens = before.is_empty() || before.ends_with(['，', '；', '、', '：', '于', '在']);
    let written = format!("{year}年");
    let alone = || facts.prose.iter().map(|p| p.as_str().matches(&written).count()).sum::<usize>() == 1;
    date.month.is_some()
        && opens
        && has(PERIODS.doings, behind)
        && !has(PERIODS.old, behind)
        && !["自", "从", "截至"].iter().any(|word| before.ends_with(word))
        && alone()
}

/// 2026年提出的问题已整改到位.
fn is_told_as_past(sentence: &str, date: &WrittenDate) -> bool {
    let behind = sentence[date.range.end..].trim_start_matches('度');
    let Some(lead) = PERIODS.raised.leading(behind) else { return false };
    let rest = &behind[lead.len()..];
    date.month.is_none() && has(PERIODS.past, rest) && !has(PERIODS.plans, sentence)
}
