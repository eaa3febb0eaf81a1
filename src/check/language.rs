//! In: the paragraphs. Out: what is wrong with their Chinese, whatever they say (G01 to G10, X22 to X26). Refuses to know figures
//! and tables. What is found often (spaces, half-width marks) is one finding a report, with further places as labels.

mod marks;
mod privacy;
mod terms;

use std::ops::Range;

use super::dates::dates;
use super::facts::{Facts, Paragraph};
use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// How many further places one finding names.
const PLACES: usize = 5;

/// Finds faults of language.
pub(crate) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let mut often = marks::Often::default();
    for paragraph in &facts.prose {
        terms::check(paragraph, sink);
        maimed_dates(paragraph, sink);
        privacy::check(paragraph, sink);
        marks::check(paragraph, &mut often, sink);
    }
    often.report(sink);
    dropped_spaces(facts, sink);
    superseded(facts, sink);
}

/// G07: sessions of the Party congress that later ones have followed: the word, what is said since, the first report year that
/// must know the later one. Only the succession itself is certain; other slogans change without a date.
const SUPERSEDED: [(&str, &str, u16); 2] = [("十八大", "十九大", 2018), ("十九大", "二十大", 2023)];

/// G07: a report that speaks of an earlier congress and never of the later.
fn superseded(facts: &Facts, sink: &mut Diagnostics) {
    let all = |word: &str| facts.prose.iter().any(|p| p.as_str().contains(word));
    for (old, new, since) in SUPERSEDED {
        let session = new.replace('大', "届");
        if facts.year.value < since || all(new) || all(&session) {
            continue;
        }
        let spoken = ["精神", "报告", "部署"];
        let found = facts.prose.iter().find_map(|p| {
            let at = p.as_str().find(old)?;
            let rest = &p.as_str()[at + old.len()..];
            spoken.iter().any(|w| rest.starts_with(w)).then_some((p, at))
        });
        if let Some((paragraph, at)) = found {
            let message = format!("正文只提“{old}”，没有提“{new}”");
            let place = paragraph.place(at..at + old.len());
            let help = "可能是照抄往年的提法，请核对";
            sink.push(Diagnostic::of(&codes::G07, place, message).help(help));
            return;
        }
    }
}

/// G04: the spaces that the typesetting drops.
fn dropped_spaces(facts: &Facts, sink: &mut Diagnostics) {
    let places: Vec<Span> = facts.prose.iter().flat_map(|p| p.dropped.iter().copied()).collect();
    gather(&codes::G04, &places, "汉字与数字之间有空格", "删去空格；不删也不影响输出", sink);
}

/// One finding for all places of a kind.
fn gather(rule: &'static Rule, places: &[Span], message: &str, help: &str, sink: &mut Diagnostics) {
    let Some((first, rest)) = places.split_first() else { return };
    let count = places.len();
    let message = if count > 1 { format!("{message}，共 {count} 处") } else { message.to_owned() };
    let mut diagnostic = Diagnostic::of(rule, *first, message).help(help);
    for place in rest.iter().take(PLACES) {
        diagnostic = diagnostic.label(*place, "");
    }
    sink.push(diagnostic);
}

/// G02: dates that lost a part, or that no calendar has; of a sentence the first.
fn maimed_dates(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let mut told = 0..0;
    for date in dates(text) {
        let Some(fault) = date.fault.filter(|_| !told.contains(&date.range.start)) else { continue };
        told = date.range.start..text[date.range.end..].find('。').map_or(text.len(), |i| date.range.end + i);
        let message = format!("日期“{}”有误：{fault}", &text[date.range.clone()]);
        sink.push(finding(paragraph, &codes::G02, date.range, message).help("核对日期"));
    }
}

/// A finding at a place in a paragraph.
fn finding(paragraph: &Paragraph, rule: &'static Rule, range: Range<usize>, message: String) -> Diagnostic {
    Diagnostic::of(rule, paragraph.place(range), message)
}

/// Whether a character is a Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests;
