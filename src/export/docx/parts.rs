//! The parts that only say what other parts there are, and what the file says about itself.

use super::order::ORDER;
use crate::document::Meta;
use crate::package::xml::Xml;
use std::cell::RefCell;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// `[Content_Types].xml`.
pub(super) fn content_types() -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.element("Types", &[("xmlns", types)], |xml| {
        for (extension, kind) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
        ] {
            xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        for (part, kind) in [
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            ("footer1", "footer"),
            ("footer2", "footer"),
        ] {
            let (name, kind) = (format!("/word/{part}.xml"), format!("{WORD}.{kind}+xml"));
            xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
        let app = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
        xml.empty("Override", &[("PartName", "/docProps/app.xml"), ("ContentType", app)]);
    });
    xml.finish()
}

/// `_rels/.rels`.
pub(super) fn package_relations() -> Vec<u8> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let parts = [
        (format!("{OFFICE}/officeDocument"), "word/document.xml".to_owned()),
        (core.to_owned(), "docProps/core.xml".to_owned()),
        (format!("{OFFICE}/extended-properties"), "docProps/app.xml".to_owned()),
    ];
    relations(&parts, &[])
}

/// Where the document's addresses lead, in the order in which its body, written first, comes to them.
#[derive(Default)]
pub(super) struct Targets(RefCell<Vec<String>>);

impl Targets {
    /// The relation by which the body names a target.
    pub(super) fn relation(&self, target: &str) -> String {
        let mut targets = self.0.borrow_mut();
        let index = targets.iter().position(|known| known == target).unwrap_or_else(|| {
            targets.push(target.to_owned());
            targets.len() - 1
        });
        format!("rId{}", PARTS + index + 1)
    }
}

/// Parts that the document is related to, before the targets of its addresses.
const PARTS: usize = 5;

/// `word/_rels/document.xml.rels`; `rId4` and `rId5` are the footers of odd and even pages.
pub(super) fn document_relations(targets: &Targets) -> Vec<u8> {
    let part = |kind: &str, target: &str| (format!("{OFFICE}/{kind}"), target.to_owned());
    let parts: [_; PARTS] = [
        part("styles", "styles.xml"),
        part("settings", "settings.xml"),
        part("fontTable", "fontTable.xml"),
        part("footer", "footer1.xml"),
        part("footer", "footer2.xml"),
    ];
    relations(&parts, &targets.0.borrow())
}

/// `word/_rels/fontTable.xml.rels`.
pub(super) fn font_relations(count: usize) -> Vec<u8> {
    let fonts: Vec<_> =
        (1..=count).map(|n| (format!("{OFFICE}/font"), format!("fonts/font{n}.odttf"))).collect();
    relations(&fonts, &[])
}

/// Relations `rId1` and so on: to parts, then to addresses.
fn relations(list: &[(String, String)], addresses: &[String]) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    xml.element("Relationships", &[("xmlns", RELATIONS)], |xml| {
        for (number, (kind, target)) in (1..).zip(list) {
            let id = format!("rId{number}");
            xml.empty("Relationship", &[("Id", &id), ("Type", kind), ("Target", target)]);
        }
        let kind = format!("{OFFICE}/hyperlink");
        for (number, target) in (list.len() + 1..).zip(addresses) {
            let id = format!("rId{number}");
            let attributes =
                [("Id", &*id), ("Type", &*kind), ("Target", &**target), ("TargetMode", "External")];
            xml.empty("Relationship", &attributes);
        }
    });
    xml.finish()
}

/// `docProps/core.xml`: title, author and date of the report itself, never of the run that wrote the file.
pub(super) fn core(meta: &Meta) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let date = format!("{:04}-{:02}-{:02}T00:00:00Z", meta.date.year, meta.date.month, meta.date.day);
    xml.element("cp:coreProperties", &names, |xml| {
        xml.text("dc:title", &[], &meta.title);
        xml.text("dc:subject", &[], &meta.subject);
        xml.text("dc:creator", &[], &meta.author);
        xml.text("cp:lastModifiedBy", &[], &meta.author);
        xml.text("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &date);
        xml.text("dcterms:modified", &[("xsi:type", "dcterms:W3CDTF")], &date);
        xml.text("dc:language", &[], "zh-CN");
    });
    xml.finish()
}

/// `docProps/app.xml`.
pub(super) fn app() -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    let name = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.element("Properties", &[("xmlns", name)], |xml| {
        xml.text("Application", &[], "nianbao");
    });
    xml.finish()
}
