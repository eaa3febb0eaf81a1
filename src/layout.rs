//! In: a [`Document`], a [`Style`], a [`FontBook`]. Out: [`pages::Pages`], everything placed, and the [`Fit`] that a
//! flowing format must be told. Refuses to know YAML, forms and file formats. The order of the steps is the order below.

pub mod pages;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::fit::Fit;
use crate::font::FontBook;
use crate::style::Style;
use pages::Pages;

/// A document set on pages, and what a flowing format must be told to break in the same places.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The pages.
    pub pages: Pages,
    /// The decisions.
    pub fit: Fit,
}

/// Sets a document.
///
/// # Errors
/// Everything that cannot be set, at its place in the author's text: a character that no face has (`P01`), a cell whose
/// content does not fit (`P02`).
pub fn layout(_document: &Document, _style: &Style, _fonts: &FontBook) -> Result<Layout, Diagnostics> {
    Err(Diagnostics::new())
}
