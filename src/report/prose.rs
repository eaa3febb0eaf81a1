//! Text of a section: paragraphs with their numbered leads, each character with its place.

use crate::source::{Span, Traced};

/// The text of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Where the author wrote it (key and text); empty if it is missing.
    pub span: Span,
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The characters: spaces between Han and digits dropped, placeholders filled (once `check` has done so).
    pub text: Traced,
    /// Which fixed sub-item of the section it belongs to, as an index of the form's list, if the author gave a map.
    pub item: Option<usize>,
    /// Level of its numbered lead: 2 `（一）`, 3 `1.`, 4 `（1）`.
    pub level: Option<u8>,
    /// Bytes of `text` that are the lead, run in at its start: up to the first `。` or `：`. 0 without a lead.
    pub lead: usize,
    /// Spaces that were dropped between Han characters and digits.
    pub dropped: Vec<Span>,
    /// `{{ }}` not yet filled, as bytes of `text`.
    pub placeholders: Vec<std::ops::Range<usize>>,
}

impl Paragraph {
    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.text()
    }

    /// Where bytes of the text were written.
    #[must_use]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        self.text.span(range)
    }
}
