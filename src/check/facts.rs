//! In: nothing of its own; the rooms that read the report fill it. Out: the report as a reviewer sees it, flat: three tables
//! under fixed names, the prose by paragraph, who writes and of which year. Refuses to know YAML and how a form is drawn, so
//! that a rule reads like the sentence of the catalogue that it carries out.

pub(crate) mod headings;
mod read;
mod tables;

use std::ops::Range;

use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::Rule;
use crate::form::Form;
use crate::report::{OfficeKind, TableReport};
use crate::source::{Level, Sieve, Span, Spanned, Traced, decimal, without_zeros};

/// One written number of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) value: u64,
    /// Where it is written; the row, if the program computed it.
    pub(crate) span: Span,
    /// The cell's note (`其中修订16件`), empty without one.
    pub(crate) note: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Money {
    /// In 分 (0.01 yuan), rounded down.
    pub(crate) fen: u128,
    /// Digits written after the decimal point.
    pub(crate) places: usize,
    pub(crate) written: String,
    /// Whether it was written in yuan with the unit, so that a mistaken unit is out of the question.
    pub(crate) in_yuan: bool,
    pub(crate) span: Span,
}

/// A sum as 万元 × 10^`places`, in 万元.
pub(crate) fn in_ten_thousand(sum: u128, places: usize) -> String {
    without_zeros(decimal(sum, places))
}

/// The part of the report a paragraph belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 导语 before section one, or section one's own.
    Intro,
    /// 一、总体情况, in one of its sub-items.
    Overview(Option<Topic>),
    /// 表前, between a heading and its table.
    BeforeTable,
    /// A note under a table, and whatever else is a line beside the prose.
    TableNote,
    /// 五、存在的主要问题及改进情况.
    Problems,
    /// 六、其他需要报告的事项.
    Others,
}

/// The five sub-items of 总体情况 (国办公开办函〔2021〕30号).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// 主动公开.
    Active,
    /// 依申请公开.
    OnRequest,
    /// 政府信息管理.
    Management,
    /// 政府信息公开平台建设.
    Platform,
    /// 监督保障.
    Supervision,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its characters with their places.
    pub(crate) text: Traced,
    /// Which characters it has.
    pub(crate) sieve: Sieve,
    pub(crate) part: Part,
    /// The level of its number, if it begins with one; that of a fixed sub-item is not written.
    pub(crate) level: Option<Level>,
    /// Spaces that were dropped between Han characters and digits.
    pub(crate) dropped: Vec<Span>,
    /// What filled the placeholders, as bytes of `text`: right by construction.
    pub(crate) filled: Vec<Range<usize>>,
    /// A placeholder could not be filled, so that a figure is missing.
    pub(crate) unfilled: bool,
    /// A soft break that ended it, which editors do not show.
    pub(crate) soft_break: Option<(char, Span)>,
    /// The author gave the sub-items as a map, so that the program numbers them.
    pub(crate) fixed: bool,
}

impl Paragraph {
    /// A text of one line beside the prose: a note, a title.
    pub(crate) fn line(text: &Spanned<String>) -> Self {
        Self {
            text: Traced::at(&text.value, text.span),
            sieve: Sieve::of(&text.value),
            part: Part::TableNote,
            level: None,
            dropped: Vec::new(),
            filled: Vec::new(),
            unfilled: false,
            soft_break: None,
            fixed: false,
        }
    }

    pub(crate) fn opening(&self) -> Range<usize> {
        const CHARACTERS: usize = 12;
        let text = self.as_str();
        0..text.char_indices().nth(CHARACTERS).map_or(text.len(), |(end, _)| end)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.text.text()
    }

    pub(crate) fn find(&self, word: &str) -> Option<usize> {
        self.sieve.may_hold(word).then(|| memmem::find(self.as_str().as_bytes(), word.as_bytes()))?
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.sieve.may_hold(word) && self.as_str().contains(word)
    }

    pub(crate) fn all<'t>(&'t self, word: &'t str) -> impl Iterator<Item = usize> + 't {
        let mut from = self.sieve.may_hold(word).then_some(0);
        std::iter::from_fn(move || {
            let at = from? + memmem::find(&self.as_str().as_bytes()[from?..], word.as_bytes())?;
            from = Some(at + word.len());
            Some(at)
        })
    }

    /// Every place at which one of some words stands, word by word.
    pub(crate) fn each<'p, 'w: 'p>(
        &'p self,
        words: impl IntoIterator<Item = &'w str>,
    ) -> impl Iterator<Item = (usize, &'w str)> {
        words.into_iter().flat_map(|word| self.all(word).map(move |at| (at, word)))
    }

    /// What is found at `range` of the text.
    pub(crate) fn finding(
        &self,
        rule: &'static Rule,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::of(rule, self.place(range), message)
    }

    /// Where `range` of the text was written.
    pub(crate) fn place(&self, range: Range<usize>) -> Span {
        self.text.span(range)
    }

    /// Whether the byte at `offset` was written by the program, from a placeholder.
    pub(crate) fn computed(&self, offset: usize) -> bool {
        self.filled.iter().any(|range| range.contains(&offset))
    }
}

/// A whole report, flat.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// 机关.
    pub(crate) office: Spanned<String>,
    /// 机关类别; [`OfficeKind::Other`] if not given.
    pub(crate) kind: OfficeKind,
    /// 年度.
    pub(crate) year: Spanned<u16>,
    /// 标题, if written.
    pub(crate) title: Option<Spanned<String>>,
    /// 署名, if written.
    pub(crate) signature: Option<Spanned<String>>,
    /// 成文日期, if written: year, month, day.
    pub(crate) date: Option<Spanned<(u16, u8, u8)>>,
    pub(crate) form: &'static Form,
    /// The tables, in the order of [`Form::tables`].
    pub(crate) tables: Vec<TableReport>,
    /// All prose, in the report's order.
    pub(crate) prose: Vec<Paragraph>,
    /// Every cell was read, so that sums and comparisons mean something.
    pub(crate) complete: bool,
}

impl Facts {
    /// A government whose report sums up its departments' and lower bodies' figures.
    pub(crate) fn sums_up(&self) -> bool {
        matches!(self.kind, OfficeKind::Province | OfficeKind::City | OfficeKind::County)
    }
}

#[cfg(test)]
pub(crate) mod sample;
