//! In: a [`Document`], a [`Style`], a [`FontBook`]. Out: [`pages::Pages`], everything placed, and the [`Fit`] that a
//! flowing format must be told. Refuses to know YAML, forms and file formats.
//!
//! The steps, in their order: `shape` (characters to glyphs) -> `breaking`, `paragraph`, `line`, `title`, `signature` (glyphs
//! to lines), `table` (cells to columns and rows) -> `flow` (blocks to pages) -> `place`, `rules`, `page_number` (everything
//! to its coordinates) -> `office`, `fit` (what a word processor would do otherwise).

mod breaking;
mod class;
mod fit;
mod flow;
mod greedy;
mod line;
mod office;
mod page_number;
pub mod pages;
mod paragraph;
mod place;
mod proof;
mod rules;
mod shape;
mod signature;
mod table;
mod title;

pub use proof::proof;

use crate::diagnostic::Diagnostics;
use crate::document::{Block, Document, Role, Run, Title};
use crate::fit::Fit;
use crate::font::FontBook;
use crate::style::Style;
use flow::Set;
use line::{Fill, Line, Measured};
use pages::Pages;
use paragraph::Widths;
use shape::{Shaped, shape};

/// A document set on pages, and what a flowing format must be told to break in the same places.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The pages.
    pub pages: Pages,
    /// The decisions.
    pub fit: Fit,
}

/// Sets a document.
///
/// # Errors
/// Everything that cannot be set, at its place in the author's text: a character that no face has (`P01`), a cell whose
/// content does not fit (`P02`), a character that would stand outside of the type area (`P03`).
pub fn layout(document: &Document, style: &Style, fonts: &FontBook) -> Result<Layout, Diagnostics> {
    let mut wrong = Diagnostics::new();
    let setter = BlockSetter { style, fonts };
    let set: Vec<Set> = document.blocks.iter().map(|block| setter.set(block, &mut wrong)).collect();
    if wrong.has_errors() {
        return Err(wrong);
    }
    let flow = flow::flow(document, &set, style);
    let pages = place::place(document, style, fonts, &set, &flow)?;
    Ok(Layout { pages, fit: fit::fit(document, style, &set, &flow) })
}

struct BlockSetter<'a> {
    style: &'a Style,
    fonts: &'a FontBook,
}

impl BlockSetter<'_> {
    fn set(&self, block: &Block, wrong: &mut Diagnostics) -> Set {
        match block {
            Block::Title(title) => self.title(title, wrong),
            Block::Heading(heading) => {
                let (shaped, lines, widths) =
                    self.running(std::slice::from_ref(&heading.run), Role::Heading1, wrong);
                Set::Heading(shaped, lines, widths)
            }
            Block::Paragraph(paragraph) => {
                let (shaped, lines, widths) = self.running(&paragraph.runs, paragraph.role(), wrong);
                Set::Paragraph(shaped, lines, widths)
            }
            Block::Table(table) => {
                let note = table.note.as_ref().map(|note| self.running(&note.runs, Role::TableNote, wrong));
                let lines = note.as_ref().map_or(0, |(_, lines, _)| lines.len());
                let room = flow::room_under_heading(self.style)
                    - lines as f64 * self.style.role(Role::TableNote).pitch;
                Set::Table(Box::new(table::set(table, self.style, self.fonts, room, wrong)), note)
            }
            Block::Signature(signature) => Set::Signature(self.signature(signature, wrong)),
        }
    }

    /// Text of a role in the width of the type area.
    fn running(&self, runs: &[Run], role: Role, wrong: &mut Diagnostics) -> (Shaped, Vec<Line>, Widths) {
        let look = self.style.role(role);
        let shaped = shape(runs, self.style, self.fonts, 1.0, wrong);
        let width = self.style.page.width;
        let indent = look.indent * (look.size + look.tracking);
        let widths = Widths { first: width - indent, rest: width };
        let lines = paragraph::lines(&shaped.clusters, widths);
        (shaped, lines, widths)
    }

    fn title(&self, title: &Title, wrong: &mut Diagnostics) -> Set {
        let shaped = shape(std::slice::from_ref(&title.run), self.style, self.fonts, 1.0, wrong);
        let width = self.style.page.width;
        let measured = Measured::new(&shaped.clusters);
        let ranges = title::title_lines(&shaped, &title.breaks, width).into_iter();
        let fit = |range| measured.fit(shaped.clusters_of(range), width, Fill::Natural, false);
        let lines = ranges.map(fit).collect();
        Set::Title(shaped, lines)
    }
}
