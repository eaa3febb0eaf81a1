//! In: a [`Document`] and what `layout` made of it. Out: the bytes of a file. The only list of formats; exporters
//! return bytes and never write.

pub mod docx;
pub mod pdf;

use crate::document::Document;
use crate::font::{FontBook, FontError};
use crate::layout::Layout;
use crate::style::Style;

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// PDF/A-2a and PDF/UA-1.
    Pdf,
    /// Office Open XML.
    Docx,
}

impl Format {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Docx];

    /// The file name's extension.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Whether it shows pages as `layout` set them; otherwise it flows, and is told where to break.
    #[must_use]
    pub fn is_paged(self) -> bool {
        self == Self::Pdf
    }
}

/// The bytes of a file; a DOCX carries its faces as `carried` says.
///
/// # Errors
/// A face that may not be embedded, or whose file is broken.
pub fn export(
    format: Format,
    document: &Document,
    layout: &Layout,
    style: &Style,
    fonts: &FontBook,
    carried: docx::Carried,
) -> Result<Vec<u8>, FontError> {
    match format {
        Format::Pdf => pdf::pdf(&layout.pages, fonts, &document.meta),
        Format::Docx => docx::write(document, style, fonts, &layout.fit, carried),
    }
}
