//! Addresses that a click opens (ISO 32000-1 12.5.6.5, 12.6.4.7): for each line of one an annotation, which belongs to the
//! element of the address (ISO 14289-1 7.18.5), says in words where it leads (7.18.1) and shows no frame.

use super::file::File;
use super::structure::Marks;
use crate::layout::pages::{NodeKind, Page, Pages};
use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::writers::Annotation;
use pdf_writer::{Rect, Ref, Str, TextStr};

/// Writes the annotations of one page and notes them in `marks`.
pub(super) fn write(
    file: &mut File,
    page: &Page,
    index: usize,
    pages: &Pages,
    marks: &mut Marks,
) -> Vec<Ref> {
    let mut written = Vec::with_capacity(page.links.len());
    for area in &page.links {
        let NodeKind::Link(target) = &pages.nodes[area.node].kind else { unreachable!("layout says so") };
        let id = file.bump();
        let key = marks.add_link(index, area.node, id);
        let (bottom, top) = (pages.height - area.y - area.height, pages.height - area.y);
        let [left, bottom, right, top] = [area.x, bottom, area.x + area.width, top].map(super::points);
        let mut object = file.object().indirect(id).start::<Annotation>();
        object.subtype(AnnotationType::Link).rect(Rect::new(left, bottom, right, top));
        object.border(0.0, 0.0, 0.0, None);
        // Printed, as PDF/A wants of all annotations (ISO 19005-2 6.3.2): there is nothing to see.
        object.flags(AnnotationFlags::PRINT).contents(TextStr(&words(target)));
        object.struct_parent(super::integer(key));
        // Addresses are ASCII: document/links.rs finds no others.
        object.action().action_type(ActionType::Uri).uri(Str(target.as_bytes()));
        written.push(id);
    }
    written
}

/// Where a link leads, to be read aloud.
fn words(target: &str) -> String {
    match target.strip_prefix("mailto:") {
        Some(address) => format!("电子邮箱 {address}"),
        None => format!("网址 {target}"),
    }
}
