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
mod table;
mod title;

use crate::diagnostic::Diagnostics;
use crate::document::{Block, Document, Role, Run, Signature, Title};
use crate::fit::{BlockFit, Fit};
use crate::font::FontBook;
use crate::style::Style;
use flow::{Flow, Set};
use line::{Fill, Line};
use pages::Pages;
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
/// content does not fit (`P02`).
pub fn layout(document: &Document, style: &Style, fonts: &FontBook) -> Result<Layout, Diagnostics> {
    let mut wrong = Diagnostics::new();
    let setter = Setter { style, fonts };
    let set: Vec<Set> = document.blocks.iter().map(|block| setter.set(block, &mut wrong)).collect();
    if wrong.has_errors() {
        return Err(wrong);
    }
    let flow = flow::flow(document, &set, style);
    let pages = place::place(document, style, fonts, &set, &flow);
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
                let (shaped, lines) = self.running(&paragraph.runs, Role::Body, wrong);
                Set::Paragraph(shaped, lines)
            }
            Block::Table(table) => {
                let note = table.note.as_ref().map(|note| self.running(&note.runs, Role::TableNote, wrong));
                Set::Table(Box::new(table::set(table, self.style, self.fonts, wrong)), note)
            }
            Block::Signature(signature) => self.signature(signature, wrong),
        }
    }

    /// Text of a role in the width of the type area.
    fn running(&self, runs: &[Run], role: Role, wrong: &mut Diagnostics) -> (Shaped, Vec<Line>) {
        let look = self.style.role(role);
        let shaped = shape(runs, self.style, self.fonts, 1.0, wrong);
        let width = self.style.page.width;
        let indent = look.indent * (look.size + look.tracking);
        let lines = line::lines(&shaped, width - indent, width, Fill::Justify);
        (shaped, lines)
    }

    fn title(&self, title: &Title, wrong: &mut Diagnostics) -> Set {
        let shaped = shape(std::slice::from_ref(&title.run), self.style, self.fonts, 1.0, wrong);
        let width = self.style.page.width;
        let mut lines = Vec::new();
        for range in title::title_lines(&shaped, &title.breaks, width) {
            let at = |byte: usize| shaped.clusters.partition_point(|c| (c.start as usize) < byte);
            lines.push(line::fit(&shaped.clusters, at(range.start)..at(range.end), width, Fill::Natural));
        }
        Set::Title(shaped, lines)
    }

    /// GB/T 9704 7.3.5.2: the name two characters from the right; the date's first character two to the right of the
    /// name's; a date longer than the name stands two from the right, and the name moves.
    fn signature(&self, signature: &Signature, wrong: &mut Diagnostics) -> Set {
        let look = self.style.role(Role::Signature);
        let two = 2.0 * (look.size + look.tracking);
        let width = self.style.page.width;
        let mut set = |run: &Option<Run>| {
            let run = run.as_ref()?;
            let shaped = shape(std::slice::from_ref(run), self.style, self.fonts, 1.0, wrong);
            let line = line::fit(&shaped.clusters, 0..shaped.clusters.len(), width - two, Fill::Natural);
            Some((shaped, line))
        };
        let (name, date) = (set(&signature.name), set(&signature.date));
        let wide = |part: &Option<(Shaped, Line)>| part.as_ref().map_or(0.0, |(_, line)| line.width);
        let right = width - two;
        let (name_left, date_left) = if wide(&date) > wide(&name) && name.is_some() {
            (right - wide(&date) - two, right - wide(&date))
        } else if name.is_none() {
            (0.0, right - wide(&date))
        } else {
            (right - wide(&name), right - wide(&name) + two)
        };
        let parts = [(name, name_left), (date, date_left)];
        Set::Signature(parts.into_iter().filter_map(|(part, left)| part.map(|(s, l)| (s, l, left))).collect())
    }
}

/// What a flowing format must be told.
fn fit(document: &Document, style: &Style, set: &[Set], flow: &Flow) -> Fit {
    let blocks = document.blocks.iter().zip(set).enumerate().map(|(index, (block, set))| {
        let mut fit = BlockFit {
            page_break_before: flow.page_breaks.contains(&index),
            keep_next: flow.kept.contains(&index),
            ..BlockFit::default()
        };
        match (block, set) {
            (Block::Title(_), Set::Title(shaped, lines)) => {
                let bytes = |line: &Line| {
                    let clusters = &shaped.clusters[line.clusters.clone()];
                    clusters.first().map_or(0, |c| c.start as usize)
                        ..clusters.last().map_or(0, |c| c.end as usize)
                };
                fit.title_lines = lines.iter().map(bytes).collect();
                fit.space_after = flow.title_after;
            }
            (Block::Table(table), Set::Table(set, _)) => {
                let breaks =
                    flow.row_breaks.iter().filter(|(b, _)| *b == index).map(|&(_, row)| row).collect();
                let mut table = set.fit(table, style, flow.padding(index), breaks);
                for (_, row, more) in flow.filled_rows.iter().filter(|(b, ..)| *b == index) {
                    table.row_heights[*row] += more;
                }
                fit.table = Some(table);
            }
            (Block::Signature(signature), Set::Signature(parts)) => {
                let left =
                    |at: Option<usize>| at.and_then(|i| parts.get(i)).map_or(0.0, |(_, _, left)| *left);
                let name = signature.name.as_ref().map(|_| 0);
                let date = signature.date.as_ref().map(|_| usize::from(name.is_some()));
                fit.signature_left = Some((left(name), left(date)));
            }
            _ => {}
        }
        fit
    });
    Fit { blocks: blocks.collect() }
}
