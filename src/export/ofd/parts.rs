//! The parts around the pages: what the file says about itself, which pages and fonts there are, the outline.

use super::fonts::Fonts;
use super::order::ORDER;
use super::{OFD, mm};
use crate::document::Meta;
use crate::export::identity::Identity;
use crate::layout::pages::Pages;
use crate::package::xml::Xml;

/// `OFD.xml` (7.4): title, author and date of the report itself, never of the run that wrote the file.
pub(super) fn root(meta: &Meta, identity: &Identity) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    let date = format!("{:04}-{:02}-{:02}", meta.date.year, meta.date.month, meta.date.day);
    let id = format!("{:032x}", u128::from_be_bytes(identity.bytes()));
    xml.element("ofd:OFD", &[("xmlns:ofd", OFD), ("DocType", "OFD"), ("Version", "1.0")], |xml| {
        xml.element("ofd:DocBody", &[], |xml| {
            xml.element("ofd:DocInfo", &[], |xml| {
                xml.text("ofd:DocID", &[], &id);
                xml.text("ofd:Title", &[], &meta.title);
                xml.text("ofd:Author", &[], &meta.author);
                xml.text("ofd:Subject", &[], &meta.subject);
                xml.text("ofd:CreationDate", &[], &date);
                xml.text("ofd:ModDate", &[], &date);
                xml.text("ofd:DocUsage", &[], "Normal");
                xml.text("ofd:Creator", &[], "nianbao");
                xml.text("ofd:CreatorVersion", &[], env!("CARGO_PKG_VERSION"));
            });
            xml.text("ofd:DocRoot", &[], "Doc_0/Document.xml");
        });
    });
    xml.finish()
}

/// `Document.xml` (7.5).
pub(super) fn document(pages: &Pages, ids: &[usize], last: usize) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    xml.element("ofd:Document", &[("xmlns:ofd", OFD)], |xml| {
        xml.element("ofd:CommonData", &[], |xml| {
            xml.text("ofd:MaxUnitID", &[], &last.to_string());
            xml.element("ofd:PageArea", &[], |xml| {
                let paper = format!("0 0 {} {}", mm(pages.width), mm(pages.height));
                xml.text("ofd:PhysicalBox", &[], &paper);
            });
            xml.text("ofd:PublicRes", &[], "PublicRes.xml");
        });
        xml.element("ofd:Pages", &[], |xml| {
            for (index, id) in ids.iter().enumerate() {
                let place = format!("Pages/Page_{index}/Content.xml");
                xml.empty("ofd:Page", &[("ID", &id.to_string()), ("BaseLoc", &place)]);
            }
        });
        if !pages.bookmarks.is_empty() {
            xml.element("ofd:Outlines", &[], |xml| outline(xml, pages, ids, 0..pages.bookmarks.len()));
        }
    });
    xml.finish()
}

/// Bookmarks of a range (7.8): each with those below it, which follow it and are deeper.
fn outline(xml: &mut Xml, pages: &Pages, ids: &[usize], range: std::ops::Range<usize>) {
    let marks = &pages.bookmarks;
    let mut at = range.start;
    while at < range.end {
        let mark = &marks[at];
        let below = marks[at + 1..range.end].iter().take_while(|other| other.level > mark.level).count();
        let end = at + 1 + below;
        xml.element("ofd:OutlineElem", &[("Title", &mark.title), ("Count", &below.to_string())], |xml| {
            xml.element("ofd:Actions", &[], |xml| {
                xml.element("ofd:Action", &[("Event", "CLICK")], |xml| {
                    xml.element("ofd:Goto", &[], |xml| {
                        let (page, top) = (ids[mark.page].to_string(), mm(mark.y));
                        let place =
                            [("Type", "XYZ"), ("PageID", &page), ("Left", "0"), ("Top", &top), ("Zoom", "0")];
                        xml.empty("ofd:Dest", &place);
                    });
                });
            });
            outline(xml, pages, ids, at + 1..end);
        });
        at = end;
    }
}

/// `PublicRes.xml` (7.9): the fonts.
pub(super) fn resources(fonts: &Fonts) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    xml.element("ofd:Res", &[("xmlns:ofd", OFD), ("BaseLoc", "Res")], |xml| {
        xml.element("ofd:Fonts", &[], |xml| {
            for font in fonts.all() {
                let id = font.id.to_string();
                let names = [("ID", id.as_str()), ("FontName", &font.name), ("FamilyName", &font.name)];
                xml.element("ofd:Font", &names, |xml| xml.text("ofd:FontFile", &[], &font.file()));
            }
        });
    });
    xml.finish()
}
