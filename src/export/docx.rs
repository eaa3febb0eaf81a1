//! In: a [`Document`], its [`Style`], the fonts, and the [`Fit`] that layout found. Out: a DOCX (ISO/IEC 29500-1) that a
//! word processor breaks in the same places: paragraphs, styles and real tables, nothing forced that a rule can say.
//! Refuses to know pages: what `layout` decided reaches it through [`Fit`] alone.
//!
//! # Where a word processor's page differs from the PDF's
//!
//! Measured on `LibreOffice` 7.4 (tests/parity.rs counts the lines that end elsewhere):
//!
//! - A line that it would end elsewhere (squeezed, parted behind `。` before Latin text or in an address, kept from
//!   parting a number from its 万) is told its letter spacing, which makes it just full ([`crate::fit::LineFit`]); where it
//!   ends in or beside a Latin word, that word is marked as Chinese, which `LibreOffice` breaks anywhere. Word is not known to
//!   break an address there. A line that cannot be filled is left ragged, and its paragraph is set flush left; where it ends
//!   in an address, it is spread instead.
//! - Marks that meet give up their inner half in the PDF and in Word; `LibreOffice` leaves them whole and spreads the line
//!   less. Where lines end is decided with whole marks in all three.
//! - No mark hangs over the end of a full line, in the PDF and in Word (`w:overflowPunct` off). `LibreOffice` reads that the
//!   wrong way round: opened there as it is, marks hang, and lines end elsewhere.
//! - Between Han and Latin stands a fifth of an em, which `LibreOffice` cannot be told to leave out; in the PDF half of it, so
//!   that no reader takes it for a space. Where lines end is decided with the fifth in all three.
//! - The rest of a table that is cut begins half a lead (2.42 mm) higher on its page than in the PDF: nothing can stand above
//!   a table's first row. All else stands within half a millimetre.

mod body;
mod fonts;
mod footer;
mod order;
mod parts;
mod runs;
mod settings;
mod styles;
mod table;

use crate::document::Document;
use crate::fit::Fit;
use crate::font::{FontBook, FontError};
use crate::package::zip::Package;
use crate::style::Style;
pub use fonts::Carried;
use fonts::Families;

/// Namespace of `WordprocessingML`.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Namespace of relationships in office documents.
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes a document as DOCX.
///
/// # Errors
/// A face that may not be embedded in a document, or whose outlines are broken.
pub fn write(
    document: &Document,
    style: &Style,
    fonts: &FontBook,
    fit: &Fit,
    carried: Carried,
) -> Result<Vec<u8>, FontError> {
    let families = Families::new(document, style, fonts, carried);
    let writer = Writer { style, fonts, fit, families, targets: parts::Targets::default() };
    let body = writer.document(document);
    let footers = [footer::write(&writer, footer::Side::Odd), footer::write(&writer, footer::Side::Even)];
    let styles = styles::write(&writer);
    let named = writer.families.named(style, fonts)?;
    let embedded = named.iter().filter(|font| font.is_embedded()).count();

    let mut package = Package::new();
    package.add("[Content_Types].xml", &parts::content_types());
    package.add("_rels/.rels", &parts::package_relations());
    package.add("docProps/core.xml", &parts::core(&document.meta));
    package.add("docProps/app.xml", &parts::app());
    package.add("word/document.xml", &body);
    package.add("word/_rels/document.xml.rels", &parts::document_relations(&writer.targets));
    package.add("word/styles.xml", &styles);
    package.add("word/settings.xml", &settings::write(embedded > 0));
    package.add("word/footer1.xml", &footers[0]);
    package.add("word/footer2.xml", &footers[1]);
    package.add("word/fontTable.xml", &fonts::table(&named));
    package.add("word/_rels/fontTable.xml.rels", &parts::font_relations(embedded));
    for (number, font) in (1..).zip(named.into_iter().filter_map(fonts::Named::obfuscated)) {
        package.add_deflated(&format!("word/fonts/font{number}.odttf"), &font);
    }
    Ok(package.finish())
}

/// What every part of the document is written from.
struct Writer<'a> {
    style: &'a Style,
    fonts: &'a FontBook,
    fit: &'a Fit,
    /// Names of the faces, and the characters that each shows.
    families: Families,
    /// Where the addresses lead.
    targets: parts::Targets,
}

/// Points as twentieths, the unit of most lengths in `WordprocessingML`.
fn twips(points: f64) -> String {
    format!("{:.0}", points * 20.0)
}

/// Points as half points, the unit of sizes.
fn half_points(points: f64) -> String {
    format!("{:.0}", points * 2.0)
}
