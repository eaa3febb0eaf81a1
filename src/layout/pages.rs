//! The end of the paged road: everything placed, nothing left to decide. Points from the page's top left corner.

use crate::font::FaceId;
use crate::source::Span;
use std::ops::Range;

/// A set document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// Paper width, pt.
    pub width: f64,
    /// Paper height, pt.
    pub height: f64,
    /// The pages.
    pub pages: Vec<Page>,
    /// The structure tree; node 0 is the document. Children come after their parents.
    pub nodes: Vec<Node>,
    /// Bookmarks in reading order.
    pub bookmarks: Vec<Bookmark>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// In painting (and reading) order.
    pub items: Vec<Item>,
    /// Where a click leads somewhere: one area for each line of an address.
    pub links: Vec<LinkArea>,
}

/// The part of an address that stands on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    /// Its node, a [`NodeKind::Link`].
    pub node: usize,
    /// Left, pt.
    pub x: f64,
    /// Top, pt.
    pub y: f64,
    /// Width, pt.
    pub width: f64,
    /// Height, pt.
    pub height: f64,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Glyphs of one face and size on one baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle (a table rule); always an artifact.
    Rule {
        /// Left, pt.
        x: f64,
        /// Top, pt.
        y: f64,
        /// Width, pt.
        width: f64,
        /// Height, pt.
        height: f64,
    },
}

impl Item {
    /// Its glyphs, if it has any.
    #[must_use]
    pub fn glyphs(&self) -> Option<&GlyphRun> {
        match self {
            Self::Glyphs(run) => Some(run),
            Self::Rule { .. } => None,
        }
    }
}

/// Glyphs of one face and size on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// Size, pt.
    pub size: f64,
    /// Left edge of the first glyph, pt.
    pub x: f64,
    /// Baseline, pt from the page's top.
    pub y: f64,
    /// The characters, in order.
    pub text: String,
    /// The glyphs, in order; together they stand for all of `text`.
    pub glyphs: Vec<Glyph>,
    /// The structure node this belongs to; `None` for an artifact (page number, repeated head).
    pub node: Option<usize>,
    /// Where the author wrote what it begins with; empty for the form's own words.
    pub source: Span,
}

/// One glyph.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Glyph in the face.
    pub id: u16,
    /// Left edge, pt from the run's `x`.
    pub x: f64,
    /// The bytes of the run's text that it stands for.
    pub text: Range<u32>,
}

/// What a part of the document is to assistive technology (ISO 32000-1 14.8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Root.
    Document,
    /// The report's title (`H1`; section headings are `H2` and so on below it).
    Title,
    /// Heading of a level, 1 to 4 as in `document` (`H2` …).
    Heading(u8),
    /// Paragraph.
    Paragraph,
    /// An address in the text around it, and where it leads (`https://…`, `mailto:…`).
    Link(String),
    /// Table with its summary.
    Table(String),
    /// The rows of a table that are its head.
    TableHead,
    /// All other rows of a table that has a head.
    TableBody,
    /// Row of a table.
    Row,
    /// Header cell: for its column or for its row.
    HeaderCell {
        /// `true`: /Scope /Column; `false`: /Scope /Row.
        column: bool,
        /// Rows covered.
        row_span: usize,
        /// Columns covered.
        column_span: usize,
    },
    /// Data cell.
    DataCell {
        /// Rows covered.
        row_span: usize,
        /// Columns covered.
        column_span: usize,
    },
}

/// One node of the structure tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its parent; 0 for the root itself.
    pub parent: usize,
}

/// One bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Text.
    pub title: String,
    /// Depth: 1 for the title and `一、`, 2 for `（一）`, …
    pub level: u8,
    /// Page, from 0.
    pub page: usize,
    /// Top of its line, pt from the page's top.
    pub y: f64,
}
