//! In: the text of one file and its name. Out: places in it. Knows bytes, lines and columns; refuses to know what the text means.

mod cut;
mod decimal;
mod digits;
mod han;
mod initials;
mod lead;
mod origins;
mod sieve;
mod slip;
mod traced;

pub use cut::{
    CLAUSE, bare, digits_closing, digits_leading, head, is_rearranged, is_within, near, pieces, tail, without,
};
pub use decimal::{decimal, without_zeros};
pub use digits::{are_wide_thousands, next_digit};
pub use han::{is_han, opened, titles};
pub(crate) use initials::Slot;
pub use initials::{Initials, NONE};
pub use lead::{Lead, Level, NUMERALS, half_bracketed, is_numeral, number, numeral};
pub use origins::{Address, Landmark, Origin, Origins};
pub use sieve::Sieve;
pub use slip::{Slip, slip};
pub use traced::Traced;

use std::ops::Range;
use std::sync::Arc;

/// A half-open range of bytes in a [`Source`]'s text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `start..end` bytes. Sources above 4 GiB are refused by the porch, so the cast is exact.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let exact = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: exact(start), end: exact(end) }
    }

    /// The same span as a range of `usize`, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The part of this span at `range`, counted from its start; clamped to the span.
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Self {
        let at = |n: usize| (self.start as usize + n).min(self.end as usize);
        Self::new(at(range.start), at(range.end))
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and the place in the author's text that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A line and a column, both from 1; columns count characters, not bytes and not screen cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One file's text under the name by which messages call it; a copy is the same text, not one more.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: Arc<Text>,
    origins: Option<Arc<Origins>>,
    laid_out: bool,
}

/// A text and where its lines begin.
#[derive(Debug)]
struct Text {
    text: String,
    line_starts: Vec<u32>,
}

impl Source {
    /// Takes decoded text (UTF-8, no byte order mark).
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0).chain(ends.map(|i| Span::new(i + 1, i + 1).start)).collect();
        Self { name: name.into(), text: Arc::new(Text { text, line_starts }), origins: None, laid_out: false }
    }

    /// Says where the text was taken from: its lines and columns are then not what messages name.
    #[must_use]
    pub fn with_origins(mut self, origins: Origins) -> Self {
        self.origins = Some(Arc::new(origins));
        self
    }

    /// Says that this program laid the text out: no hand has slipped in it.
    #[must_use]
    pub fn laid_out(mut self) -> Self {
        self.laid_out = true;
        self
    }

    /// Whether this program laid the text out.
    #[must_use]
    pub fn is_laid_out(&self) -> bool {
        self.laid_out
    }

    /// The place of a stretch in the file that the text was taken from; `None` if the text is the file.
    #[must_use]
    pub fn origin(&self, span: Span) -> Option<Origin> {
        self.origins.as_ref().map(|origins| origins.find(span))
    }

    /// What messages call a place: `年报.yaml:3:5`, `年报.docx：表三“重复申请”·科研机构`.
    #[must_use]
    pub fn said(&self, span: Span) -> String {
        // A file's name may have a line end; a place stands in one line.
        let name = self.name.replace('\n', "\u{fffd}");
        match self.origin(span) {
            Some(origin) if origin.words.is_empty() => name,
            Some(origin) => format!("{name}：{}", origin.words),
            None => {
                let place = self.place(span.start);
                format!("{name}:{}:{}", place.line, place.column)
            }
        }
    }

    /// The name by which messages call the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text.text
    }

    /// The text at a span, clamped to the text and to character boundaries.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let text = self.text();
        let floor = |n: u32| text.floor_char_boundary((n as usize).min(text.len()));
        let (start, end) = (floor(span.start), floor(span.end));
        &text[start..end.max(start)]
    }

    /// Line and column of a byte offset, clamped to the text.
    #[must_use]
    pub fn place(&self, offset: u32) -> Place {
        let Text { text, line_starts } = &*self.text;
        let offset = text.floor_char_boundary((offset as usize).min(text.len()));
        let line = line_starts.partition_point(|&start| start as usize <= offset);
        let start = line_starts[line - 1] as usize;
        Place { line, column: text[start..offset].chars().count() + 1 }
    }

    /// The text of a line (from 1), without its line end; empty past the end.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let Text { text, line_starts } = &*self.text;
        let Some(&start) = line.checked_sub(1).and_then(|i| line_starts.get(i)) else { return "" };
        let end = line_starts.get(line).map_or(text.len(), |&next| next as usize);
        text[start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a", "机关: 甲\n年度: 2023\n");
        assert_eq!(source.place(8), Place { line: 1, column: 5 });
        let second = source.text().find("2023").unwrap();
        assert_eq!(source.place(Span::new(second, second).start), Place { line: 2, column: 5 });
        assert_eq!(source.line(2), "年度: 2023");
        assert_eq!(source.line(9), "");
    }
}
