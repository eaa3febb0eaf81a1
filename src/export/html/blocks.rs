//! Block by block.

use super::look::{Look, Part};
use super::text::{escaped, runs};
use super::{iso, table};
use crate::document::{Block, Date, Document, Paragraph, Role, Run, Signature, Title};
use std::borrow::Cow;
use std::fmt::Write as _;

/// How deep the last heading was.
#[derive(Default)]
struct Depth {
    /// Of all headings.
    heading: u8,
    /// Of those that are elements of their own. Checkers count these alone: one that stands two levels below the last is
    /// told by its role, as the lead above it is.
    element: u8,
}

impl Depth {
    fn to(&mut self, level: u8) {
        (self.heading, self.element) = (level, level);
    }

    /// The level of the next heading. None is passed over on the way down: a report may have 1. where no （一） stands above it.
    fn below(&mut self, level: u8) -> u8 {
        self.heading = level.min(self.heading + 1);
        self.heading
    }
}

/// All blocks of a document.
pub(super) fn write(out: &mut String, document: &Document, look: Look) {
    let mut tables = 0;
    let mut depth = Depth::default();
    for block in &document.blocks {
        match block {
            Block::Title(title) => {
                depth.to(1);
                self::title(out, title, look);
            }
            Block::Heading(section) => {
                depth.to(2);
                heading(out, look.level(2), "", std::slice::from_ref(&section.run));
            }
            Block::Paragraph(text) => paragraph(out, text, look, &mut depth),
            Block::Table(model) => {
                tables += 1;
                table::write(out, model, tables, look);
            }
            Block::Signature(end) => signature(out, end, document.meta.date, look),
        }
    }
}

/// 标题, which may be broken where its meaning allows (GB/T 9704 7.3.1).
fn title(out: &mut String, title: &Title, look: Look) {
    let level = look.level(1);
    let _ = write!(out, "<h{level}{}>", look.of(Part::Title));
    let mut begin = 0;
    for place in &title.breaks {
        let _ = write!(out, "{}<wbr>", escaped(&title.run.text[begin..place.offset]));
        begin = place.offset;
    }
    let _ = writeln!(out, "{}</h{level}>", escaped(&title.run.text[begin..]));
}

fn heading(out: &mut String, level: u8, attributes: &str, text: &[Run]) {
    let _ = write!(out, "<h{level}{attributes}>");
    runs(out, text, |_| (Cow::Borrowed(""), ""));
    let _ = writeln!(out, "</h{level}>");
}

fn paragraph(out: &mut String, paragraph: &Paragraph, look: Look, depth: &mut Depth) {
    let level = paragraph.lead.map(|level| depth.below(level + 1));
    if let Some(level) = level
        && paragraph.is_heading()
        && level <= depth.element + 1
    {
        depth.element = level;
        return heading(out, look.level(level), "", &paragraph.runs);
    }
    let level = level.map(|level| look.level(level));
    let part = if paragraph.role() == Role::Dateline { Part::Dateline } else { Part::Paragraph };
    let _ = write!(out, "<p{}>", look.of(part));
    runs(out, &paragraph.runs, |role| match (role, level) {
        (Role::Heading2, Some(level)) => {
            let lead = look.of(Part::Lead);
            (Cow::Owned(format!("<span role=\"heading\" aria-level=\"{level}\"{lead}>")), "</span>")
        }
        // Set like the text that they open (GB/T 9704 7.3.3).
        (Role::Heading3 | Role::Heading4, Some(level)) => {
            (Cow::Owned(format!("<span role=\"heading\" aria-level=\"{level}\">")), "</span>")
        }
        _ => (Cow::Borrowed(""), ""),
    });
    out.push_str("</p>\n");
}

fn signature(out: &mut String, signature: &Signature, date: Date, look: Look) {
    let attributes = look.of(Part::Signature);
    if let Some(name) = &signature.name {
        let _ = writeln!(out, "<p{attributes}>{}</p>", escaped(&name.text));
    }
    if let Some(printed) = &signature.date {
        let text = escaped(&printed.text);
        let _ = writeln!(out, "<p{attributes}><time datetime=\"{}\">{text}</time></p>", iso(date));
    }
}
