//! In: a [`Document`] and what `layout` made of it. Out: the bytes of a file. The only list of formats; exporters
//! return bytes and never write.

pub mod docx;
mod hash;
pub mod html;
mod identity;
pub mod ofd;
pub mod pdf;
pub mod xlsx;

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
    /// A web page.
    Html,
    /// A piece of a web page.
    HtmlFragment,
    /// A workbook.
    Xlsx,
    /// GB/T 33190.
    Ofd,
}

/// What is to be known of a format.
struct Facts {
    format: Format,
    /// By which it is asked for.
    name: &'static str,
    /// Of the file's name, without the dot before it.
    ending: &'static str,
    /// What it is for, in Chinese.
    purpose: &'static str,
    /// Shows pages as `layout` set them; otherwise it flows.
    paged: bool,
    /// Is written where no format is asked for.
    usual: bool,
}

/// All, in the order in which they are written.
const FORMATS: &[Facts] = &[
    Facts {
        format: Format::Pdf,
        name: "pdf",
        ending: "pdf",
        purpose: "打印、存档、公开",
        paged: true,
        usual: true,
    },
    Facts {
        format: Format::Docx,
        name: "docx",
        ending: "docx",
        purpose: "报送，还要改的",
        paged: false,
        usual: true,
    },
    Facts {
        format: Format::Html,
        name: "html",
        ending: "html",
        purpose: "网页，放到网站上，手机上也好读",
        paged: false,
        usual: false,
    },
    Facts {
        format: Format::HtmlFragment,
        name: "html-fragment",
        ending: "fragment.html",
        purpose: "网页的一段，粘贴到网站后台的编辑器里",
        paged: false,
        usual: false,
    },
    Facts {
        format: Format::Xlsx,
        name: "xlsx",
        ending: "xlsx",
        purpose: "Excel 文件，总计和勾稽关系是公式",
        paged: false,
        usual: false,
    },
    Facts {
        format: Format::Ofd,
        name: "ofd",
        ending: "ofd",
        purpose: "OFD 版式文件（GB/T 33190），试用",
        paged: true,
        usual: false,
    },
];

impl Format {
    /// All, in the order in which they are written.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        FORMATS.iter().map(|facts| facts.format)
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        FORMATS.iter().find(|facts| facts.name == name).map(|facts| facts.format)
    }

    fn facts(self) -> &'static Facts {
        let own = FORMATS.iter().find(|facts| facts.format == self);
        own.expect("the table has every format")
    }

    /// The name by which it is asked for.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The end of the file's name, without the dot before it.
    #[must_use]
    pub fn ending(self) -> &'static str {
        self.facts().ending
    }

    /// What it is for, in Chinese.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        self.facts().purpose
    }

    /// Whether it shows pages as `layout` set them; otherwise it flows, and is told where to break.
    #[must_use]
    pub fn is_paged(self) -> bool {
        self.facts().paged
    }

    /// Whether it is written where no format is asked for.
    #[must_use]
    pub fn is_usual(self) -> bool {
        self.facts().usual
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
        Format::Html => Ok(html::page(document, style)),
        Format::HtmlFragment => Ok(html::fragment(document)),
        Format::Xlsx => Ok(xlsx::write(document, style, &layout.fit)),
        Format::Ofd => ofd::ofd(&layout.pages, fonts, &document.meta),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_has_a_name_and_an_ending_of_its_own() {
        for format in Format::all() {
            assert_eq!(Format::named(format.name()), Some(format));
            assert!(!format.purpose().is_empty());
        }
        let endings: BTreeSet<_> = Format::all().map(Format::ending).collect();
        assert_eq!(endings.len(), Format::all().len());
        let usual: Vec<_> = Format::all().filter(|format| format.is_usual()).collect();
        assert_eq!(usual, [Format::Pdf, Format::Docx]);
    }
}
