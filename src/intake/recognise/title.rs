//! Which paragraphs are the title, and of which year the report is.

use super::{head, is_line_of_name, solid};
use crate::intake::blocks::Paragraph;
use std::collections::BTreeMap;
use std::ops::Range;

/// Lines of a title.
const MOST_LINES: usize = 8;

/// The paragraphs, next to one another and before the first heading, that make the title.
pub(super) fn find(
    texts: &[&str],
    paragraphs: &[(usize, Paragraph)],
    first: usize,
) -> Option<std::ops::Range<usize>> {
    let (texts, below) = texts.split_at(first);
    let ends: Vec<usize> = (0..texts.len()).filter(|&at| ends_title(texts, at)).collect();
    // On a page its name stands above it once more; the nearest to the text is the report's.
    let whole = |at: &&usize| head::year(texts[**at]).is_some();
    let end = *ends.iter().rev().find(whole).or(ends.last())?;
    let mut start = end;
    let enough = |start: usize| {
        let found = head::title(&texts[start..=end].concat());
        found.year.is_some() && !found.office.is_empty()
    };
    while start > 0 && end - start < 3 && !enough(start) {
        let before = texts[start - 1];
        let part = before.chars().count() <= 30 && !before.contains(['。', '，', '：', '>', '|', '；']);
        if !part || head::date(before).is_some() {
            break;
        }
        start -= 1;
    }
    // What was taken without gain is no part of it.
    while start < end && !enough(start) {
        start += 1;
    }
    // A long name takes several lines: of one paragraph, or as the report has it in one piece below.
    while start > 0 && end - start < MOST_LINES && is_line_of_name(texts[start - 1]) {
        let title = texts[start..=end].concat();
        let office = head::title(&title).office;
        let longer = || format!("{}{}", texts[start - 1], &title[office.clone()]);
        let named = || office.start == 0 && !office.is_empty() && is_named(below, &solid(&longer()));
        // A site's name may stand above, in the same paragraph too: who signs alone has a name of its own.
        let signs = || below.iter().any(|text| solid(text) == solid(&title[office.clone()]));
        if !(named() || paragraphs[start].1.goes_on && !signs()) {
            break;
        }
        start -= 1;
    }
    Some(start..end + 1)
}

/// Whether a name stands below, in one line or in lines next to one another.
fn is_named(texts: &[&str], name: &str) -> bool {
    solid(&texts.concat()).contains(name)
}

/// Whether the title ends with a paragraph; it may be in several.
fn ends_title(texts: &[&str], at: usize) -> bool {
    head::is_title(texts[at])
        || (at > 0
            && (texts[at].contains("年度报告") || texts[at].contains("年报"))
            && head::is_title(&format!("{}{}", texts[at - 1], texts[at])))
}

/// The year of the report: that of its title, unless all else speaks of another, and is dated in the year after that one.
pub(super) fn year(
    named: &head::Title,
    texts: &[&str],
    title: Option<&Range<usize>>,
    first: usize,
) -> Option<u16> {
    let Some((year, _)) = &named.year else {
        return texts.iter().skip(first).find_map(|text| head::year(text)).map(|(year, _)| year);
    };
    let own = |at: &usize| title.is_none_or(|title| !title.contains(at));
    let mut said: BTreeMap<u16, usize> = BTreeMap::new();
    for text in (0..texts.len()).filter(own).map(|at| texts[at]) {
        let mut rest = text;
        while let Some((year, at)) = head::year(rest) {
            *said.entry(year).or_default() += 1;
            rest = &rest[at.end..];
        }
    }
    let mut dates = texts.iter().rev().take(SIGNED).filter_map(|text| head::date(text));
    let dated = dates.find_map(|(date, _)| date[..4].parse::<u16>().ok());
    let count = |year: u16| said.get(&year).copied().unwrap_or(0);
    let other = dated.map(|dated| dated - 1).filter(|other| other != year);
    Some(
        other
            .filter(|other| count(*other) >= OFTEN && count(*year) * OFTEN <= count(*other))
            .unwrap_or(*year),
    )
}

/// Paragraphs at the end among which the date is.
const SIGNED: usize = 5;
/// How often another year must be named, and how much oftener than the title's.
const OFTEN: usize = 3;
