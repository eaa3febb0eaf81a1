//! In: a [`Document`] and its [`Style`]. Out: the same text as a web page ([`page`]), whole in one file, without script and
//! without anything to fetch; or as a piece of one ([`fragment`]), for the editor of a site. What the page shows is rendered,
//! not the page: nothing is measured, no line is broken.
//!
//! # How it is told to those who do not see it
//!
//! - A numbered lead that runs into its paragraph is a heading to assistive technology, as in the PDF, and stays part of the
//!   paragraph for everyone else (`role="heading"`).
//! - Every figure names the cells that head it (`headers`): the form's heads and labels are trees, which `scope` alone cannot
//!   say. A fragment has no identifiers, which could meet those of the page around it, and says `scope`.
//! - A table's caption is not printed in the official form, where the section's heading stands above it; it is there for those
//!   who go from table to table, as the PDF's summary is, and names the region in which a wide table is moved sideways.

mod blocks;
mod look;
mod sheet;
mod table;
mod text;

use crate::document::{Date, Document};
use crate::style::Style;
use look::Look;
use std::fmt::Write as _;
use text::escaped;

/// The page.
#[must_use]
pub fn page(document: &Document, style: &Style) -> Vec<u8> {
    let meta = &document.meta;
    let (title, author, subject) = (escaped(&meta.title), escaped(&meta.author), escaped(&meta.subject));
    let mut out = String::with_capacity(32 << 10);
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let _ = writeln!(out, "<title>{title}</title>");
    // The second, fourth and fifth are those that sites of public bodies must have (国办发〔2017〕47号, 网页标签规范).
    for (name, content) in [
        ("description", &*subject),
        ("ArticleTitle", &title),
        ("author", &author),
        ("ContentSource", &author),
        ("date", &iso(meta.date)),
        ("generator", "nianbao"),
        ("color-scheme", "light dark"),
    ] {
        let _ = writeln!(out, "<meta name=\"{name}\" content=\"{content}\">");
    }
    let _ = write!(out, "<style>\n{}</style>\n</head>\n<body>\n<main>\n", sheet::sheet(style));
    blocks::write(&mut out, document, Look::Page);
    out.push_str("</main>\n</body>\n</html>\n");
    out.into_bytes()
}

/// The piece. Its headings begin at the second level: the site's own page has the first.
#[must_use]
pub fn fragment(document: &Document) -> Vec<u8> {
    let mut out = String::with_capacity(32 << 10);
    out.push_str("<div lang=\"zh-CN\" data-generator=\"nianbao\">\n");
    blocks::write(&mut out, document, Look::Fragment);
    out.push_str("</div>\n");
    out.into_bytes()
}

fn iso(Date { year, month, day }: Date) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}
