//! 页码 (GB/T 9704 7.5): `— 1 —` in 4号宋体 at the outer edge, one character in; the dash 7 mm below the type area.

use super::order::ORDER;
use super::{R, W, Writer, twips};
use crate::document::{Role, Run};
use crate::package::xml::Xml;
use crate::source::Span;

/// Which pages a footer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Odd pages: the number stands at the right.
    Odd,
    /// Even pages: at the left.
    Even,
}

/// `word/footer1.xml` or `word/footer2.xml`.
pub(super) fn write(writer: &Writer<'_>, side: Side) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    let look = writer.style.role(Role::PageNumber);
    let inset = writer.style.page.page_number_inset;
    let (hundredths, inset) = (format!("{:.0}", inset * 100.0), twips(inset * look.size));
    xml.element("w:ftr", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", "Footer");
                // With this blank above the number the footer reaches up to the last of the page's 22 lines: the margins
                // of the standard leave 1.26 mm more, which LibreOffice would put half above the first line.
                xml.empty("w:spacing", &[("w:before", &twips(writer.blank_above_number()))]);
                match side {
                    Side::Odd => {
                        xml.empty("w:ind", &[("w:rightChars", &hundredths), ("w:right", &inset)]);
                        xml.value("w:jc", "right");
                    }
                    Side::Even => {
                        xml.empty("w:ind", &[("w:leftChars", &hundredths), ("w:left", &inset)]);
                        xml.value("w:jc", "left");
                    }
                }
            });
            let text = |xml: &mut Xml, text: &str| {
                let run = Run { text: text.to_owned(), role: Role::PageNumber, span: Span::default() };
                super::runs::write(writer, xml, &[run], Role::PageNumber, 1.0);
            };
            text(xml, "— ");
            for step in ["begin", "separate", "end"] {
                xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", step)]));
                match step {
                    "begin" => xml.element("w:r", &[], |xml| {
                        xml.text("w:instrText", &[("xml:space", "preserve")], " PAGE ");
                    }),
                    "separate" => text(xml, if side == Side::Odd { "1" } else { "2" }),
                    _ => {}
                }
            }
            text(xml, " —");
        });
    });
    xml.finish()
}
