//! A sentence with the dates in it, as the rules on years look at it.

use std::ops::Range;

use crate::check::dates::{WrittenDate, dates};
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{CLAUSE, head};

/// How many dates of a sentence are looked at: no sentence has as many, and each is held against all that stands behind it.
const MOST: usize = 100;

pub(super) struct Dated<'a> {
    pub(super) facts: &'a Facts,
    pub(super) paragraph: &'a Paragraph,
    pub(super) text: &'a str,
    /// Where it begins.
    pub(super) at: usize,
    pub(super) dates: Vec<WrittenDate>,
}

impl<'a> Dated<'a> {
    pub(super) fn of(facts: &'a Facts, paragraph: &'a Paragraph, (at, text): (usize, &'a str)) -> Self {
        let mut dates = dates(text);
        dates.truncate(MOST);
        Self { facts, paragraph, text, at, dates }
    }

    pub(super) fn this(&self) -> u16 {
        self.facts.year.value
    }

    /// Whether that year is named.
    pub(super) fn names_this(&self) -> bool {
        self.text.contains(&self.this().to_string())
    }

    pub(super) fn before(&self, date: &WrittenDate) -> &'a str {
        &self.text[..date.range.start]
    }

    /// What stands behind a date, without the 度 of 年度.
    pub(super) fn behind(&self, date: &WrittenDate) -> &'a str {
        self.text[date.range.end..].trim_start_matches('度')
    }

    /// The rest of the clause that a date stands in.
    pub(super) fn clause_behind(&self, date: &WrittenDate) -> &'a str {
        head(&self.text[date.range.end..], CLAUSE)
    }

    /// X15: a year that is not the one meant.
    pub(super) fn wrong(&self, range: &Range<usize>, message: impl Into<String>) -> Diagnostic {
        let range = self.at + range.start..self.at + range.end;
        let found = self.paragraph.finding(&codes::X15, range, message);
        found.label(self.facts.year.span, "年度").help("核对年份")
    }

    /// The same of one that is not the report's.
    pub(super) fn another(&self, range: &Range<usize>, year: u16) -> Diagnostic {
        self.wrong(range, format!("正文写的是 {year} 年，报告年度是 {} 年", self.this()))
    }
}
