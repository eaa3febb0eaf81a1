//! Where a text stands in the file that it was taken from, for files whose lines and columns nobody sees: a place in words,
//! and as the file's own format counts.

use super::{Span, Traced};
use std::fmt;
use std::ops::Range;

/// The places of a text in the file that it was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    landmarks: Vec<(Span, Landmark)>,
    cells: Vec<(Span, String)>,
    part: Option<(&'static str, Traced)>,
    blanks: Vec<(Span, Span)>,
}

/// A place in words, put together when somebody asks: a report has hundreds, and findings point at a few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landmark {
    /// As it stands.
    Words(String),
    /// `表三“重复申请”·科研机构`: a table's name, that of its row, that of the column where the row has several.
    Cell(&'static str, &'static str, Option<&'static str>),
    /// `第2个表格第3行`.
    Row(usize, usize),
}

impl From<&str> for Landmark {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl fmt::Display for Landmark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Cell(table, row, None) => write!(f, "{table}“{row}”"),
            Self::Cell(table, row, Some(column)) => write!(f, "{table}“{row}”·{column}"),
            Self::Row(table, row) => write!(f, "第{table}个表格第{row}行"),
        }
    }
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// In words: `表三“重复申请”·科研机构`, `第一部分第3段`.
    pub words: String,
    /// As the format calls it.
    pub address: Address,
}

/// A place as a file's format counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Bytes of a part of the container (`word/document.xml`).
    Bytes(&'static str, Range<usize>),
    /// A cell of a sheet (`Sheet1!D12`).
    Cell(String),
    /// The format has no place that anyone could look up.
    None,
}

impl Origins {
    /// Places by stretches of the text: in words, narrower ones within wider; cells by their names.
    #[must_use]
    pub fn new(landmarks: Vec<(Span, Landmark)>, cells: Vec<(Span, String)>) -> Self {
        Self { landmarks, cells, part: None, blanks: Vec::new() }
    }

    /// The part that the text was taken from, the text with its bytes there, and where what has no text is.
    #[must_use]
    pub fn with_part(mut self, part: &'static str, text: Traced, blanks: Vec<(Span, Span)>) -> Self {
        self.part = Some((part, text));
        self.blanks = blanks;
        self
    }

    /// The place of a stretch.
    #[must_use]
    pub(super) fn find(&self, span: Span) -> Origin {
        let mut words = narrowest(&self.landmarks, span).map(Landmark::to_string).unwrap_or_default();
        let address = match (narrowest(&self.cells, span).cloned(), &self.part) {
            (Some(cell), _) => {
                words = if words.is_empty() { cell.clone() } else { format!("{words}（{cell}）") };
                Address::Cell(cell)
            }
            (None, Some((part, text))) => {
                let blank = self.blanks.iter().find(|(at, _)| span.is_empty() && *at == span);
                let at = blank.map_or_else(|| text.span(span.range()), |(_, place)| *place);
                Address::Bytes(part, at.range())
            }
            (None, None) => Address::None,
        };
        Origin { words, address }
    }
}

/// What the narrowest stretch around a place is called.
fn narrowest<T>(list: &[(Span, T)], span: Span) -> Option<&T> {
    let around = list.iter().filter(|(at, _)| at.start <= span.start && span.end <= at.end);
    around.min_by_key(|(at, _)| at.len()).map(|(_, called)| called)
}
