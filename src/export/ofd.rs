//! In: [`Pages`], the faces they are set in, and what the file says about itself. Out: the bytes of an OFD (GB/T 33190-2016).
//! Transcribes; places nothing and measures nothing. Lengths are millimetres here, as the standard's are, from the page's top
//! left corner.
//!
//! Text is written as characters, each at its own place, in a subset of its face with a character map: so it is found and
//! selected. A glyph that the map does not give back (a long dash of two characters) is named by its number (11.4, `CGTransform`).

mod fonts;
mod order;
mod page;
mod parts;

use crate::document::Meta;
use crate::export::identity::Identity;
use crate::font::{FontBook, FontError};
use crate::layout::pages::Pages;
use crate::package::zip::{Deflated, Package};
use crate::source::{self, without_zeros};
use fonts::Fonts;

/// Namespace of the standard.
const OFD: &str = "http://www.ofdspec.org/2016";

/// Gives each object of the file its number (7.9.1: `ST_ID`).
#[derive(Default)]
struct Numbers(usize);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 += 1;
        self.0
    }
}

/// Writes a set document.
///
/// # Errors
/// A face that may not be embedded, that has no TrueType outlines, or whose file is broken.
pub fn ofd(pages: &Pages, book: &FontBook, meta: &Meta) -> Result<Vec<u8>, FontError> {
    let mut numbers = Numbers::default();
    let fonts = Fonts::used(pages, book, &mut numbers)?;
    let ids: Vec<usize> = pages.pages.iter().map(|_| numbers.next()).collect();
    let written: Vec<Vec<u8>> =
        pages.pages.iter().map(|page| page::write(page, pages, &fonts, &mut numbers)).collect();
    let mut identity = Identity::default();
    for page in &written {
        identity.add(page);
    }

    let mut package = Package::new();
    package.add("OFD.xml", &parts::root(meta, &identity));
    package.add("Doc_0/Document.xml", &parts::document(pages, &ids, numbers.0));
    package.add("Doc_0/PublicRes.xml", &parts::resources(&fonts));
    for (index, page) in written.iter().enumerate() {
        package.add(&format!("Doc_0/Pages/Page_{index}/Content.xml"), page);
    }
    for font in fonts.all() {
        let small = font.program(book.face(font.face))?.deflated();
        let part = Deflated { bytes: small.bytes, length: small.length, crc32: small.crc32 };
        package.add_deflated(&format!("Doc_0/Res/{}", font.file()), &part);
    }
    Ok(package.finish())
}

/// Thousandths of a millimetre.
#[expect(clippy::cast_possible_truncation, reason = "a page is 300,000 thousandths of a millimetre high")]
fn thousandths(points: f64) -> i64 {
    (points / crate::style::MM * 1000.0).round() as i64
}

/// Thousandths as a decimal number, as short as it can be.
fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{}", without_zeros(source::decimal(thousandths.unsigned_abs(), 3)))
}

/// A length in points as millimetres.
fn mm(points: f64) -> String {
    decimal(thousandths(points))
}
