//! In: a [`Document`], a [`Style`], a [`FontBook`]. Out: [`pages::Pages`], everything placed, and the [`Fit`] that a
//! flowing format must be told. Refuses to know YAML, forms and file formats.
//!
//! The steps, in their order: `shape` (characters to glyphs) -> `line` and `title` (glyphs to lines), `table` (cells to
//! columns and rows) -> `flow` (blocks to pages) -> `place`, `rules`, `page_number` (everything to its coordinates).

mod breaking;
mod class;
mod flow;
mod line;
mod page_number;
pub mod pages;
mod place;
mod rules;
mod shape;
mod signature;
mod table;
mod title;

use crate::diagnostic::Diagnostics;
use crate::document::{Block, Document, Role, Run, Title};
use crate::fit::{BlockFit, Fit};
use crate::font::FontBook;
use crate::style::Style;
use flow::{Flow, Set};
use line::{Fill, Line};
use pages::Pages;
use shape::{Shaped, shape};
use signature::SetPart;

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
    let setter = Setter { style, fonts };
    let set: Vec<Set> = document.blocks.iter().map(|block| setter.set(block, &mut wrong)).collect();
    if wrong.has_errors() {
        return Err(wrong);
    }
    let flow = flow::flow(document, &set, style);
    let pages = place::place(document, style, fonts, &set, &flow)?;
    Ok(Layout { pages, fit: fit(document, style, &set, &flow) })
}

struct Setter<'a> {
    style: &'a Style,
    fonts: &'a FontBook,
}

impl Setter<'_> {
    fn set(&self, block: &Block, wrong: &mut Diagnostics) -> Set {
        match block {
            Block::Title(title) => self.title(title, wrong),
            Block::Heading(heading) => {
                let (shaped, lines) = self.running(std::slice::from_ref(&heading.run), Role::Heading1, wrong);
                Set::Heading(shaped, lines)
            }
            Block::Paragraph(paragraph) => {
                let (shaped, lines) = self.running(&paragraph.runs, paragraph.role(), wrong);
                Set::Paragraph(shaped, lines)
            }
            Block::Table(table) => {
                let note = table.note.as_ref().map(|note| self.running(&note.runs, Role::TableNote, wrong));
                Set::Table(Box::new(table::set(table, self.style, self.fonts, wrong)), note)
            }
            Block::Signature(signature) => Set::Signature(self.signature(signature, wrong)),
        }
    }

    /// Text of a role in the width of the type area.
    fn running(&self, runs: &[Run], role: Role, wrong: &mut Diagnostics) -> (Shaped, Vec<Line>) {
        let look = self.style.role(role);
        let shaped = shape(runs, self.style, self.fonts, 1.0, wrong);
        let width = self.style.page.width;
        let indent = look.indent * (look.size + look.tracking);
        let lines = line::lines(&shaped.clusters, width - indent, width, Fill::Justify);
        (shaped, lines)
    }

    fn title(&self, title: &Title, wrong: &mut Diagnostics) -> Set {
        let shaped = shape(std::slice::from_ref(&title.run), self.style, self.fonts, 1.0, wrong);
        let width = self.style.page.width;
        let mut lines = Vec::new();
        for range in title::title_lines(&shaped, &title.breaks, width) {
            lines.push(line::fit(&shaped.clusters, shaped.clusters_of(range), width, Fill::Natural));
        }
        Set::Title(shaped, lines)
    }
}

/// How much less a word processor is told than a table or a blank takes here, pt: it rounds each row to a twentieth of a
/// point, and where the sum is the least too much, the page's last line goes to the next.
const SLACK: f64 = 0.5;

/// What a flowing format must be told.
fn fit(document: &Document, style: &Style, set: &[Set], flow: &Flow) -> Fit {
    let blocks = document.blocks.iter().zip(set).enumerate().map(|(index, (block, set))| {
        let mut fit = BlockFit {
            keep_next: flow.kept.contains(&index),
            space_before: (flow.space_before(index) - SLACK).max(0.0),
            ..BlockFit::default()
        };
        let bytes = |shaped: &Shaped, line: &Line| {
            let clusters = &shaped.clusters[line.clusters.clone()];
            clusters.first().map_or(0, |c| c.start as usize)..clusters.last().map_or(0, |c| c.end as usize)
        };
        match (block, set) {
            (Block::Title(_), Set::Title(shaped, lines)) => {
                fit.title_lines = lines.iter().map(|line| bytes(shaped, line)).collect();
            }
            (Block::Table(table), Set::Table(set, _)) => {
                let breaks =
                    flow.row_breaks.iter().filter(|(b, _)| *b == index).map(|&(_, row)| row).collect();
                let mut table = set.fit(table, style, flow.padding(index), breaks);
                for (_, row, more) in flow.filled_rows.iter().filter(|(b, ..)| *b == index) {
                    table.row_heights[*row] += more;
                }
                // The closing rule stands on the last row's foot.
                if let Some(last) = table.row_heights.last_mut() {
                    *last -= SLACK;
                }
                fit.table = Some(table);
            }
            (Block::Signature(_), Set::Signature(set)) => {
                let left = |part: &Option<SetPart>| part.as_ref().map_or(0.0, SetPart::left);
                fit.signature_left = Some((left(&set.name), left(&set.date)));
                if let Some(name) = &set.name {
                    fit.title_lines = name.lines.iter().map(|(line, _)| bytes(&name.shaped, line)).collect();
                }
            }
            _ => {}
        }
        fit
    });
    Fit { blocks: blocks.collect() }
}
