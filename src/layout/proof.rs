//! In: a [`Document`]. Out: what setting it would find, at a small part of the price: most documents can be seen to fit without
//! one line being chosen. Where that cannot be seen, the document is set.

use super::{BlockSetter, Set, layout};
use crate::diagnostic::Diagnostics;
use crate::document::{Block, Document, Run, Table};
use crate::font::FontBook;
use crate::source::is_han;
use crate::style::Style;

/// Neighbours other than Han letters, between which a line might not be broken: so many are narrower than any line of text.
const UNBROKEN: usize = 40;
/// The same in a cell: figures of twelve digits still fit in every column of the forms.
const UNBROKEN_IN_CELL: usize = 9;
/// Characters of a cell: official labels have less than sixty, and so many make no row higher than a page.
const LONGEST_CELL: usize = 80;
/// Lines of a title or a signature, which every page holds.
const MOST_LINES: usize = 4;

/// What [`layout`] would find wrong.
#[must_use]
pub fn proof(document: &Document, style: &Style, fonts: &FontBook) -> Diagnostics {
    let sieve = Sieve { style, fonts };
    if document.blocks.iter().all(|block| sieve.passes(block)) {
        return Diagnostics::new();
    }
    layout(document, style, fonts).err().unwrap_or_default()
}

/// What can be seen to fit without being set.
struct Sieve<'a> {
    style: &'a Style,
    fonts: &'a FontBook,
}

impl Sieve<'_> {
    fn passes(&self, block: &Block) -> bool {
        match block {
            Block::Heading(heading) => self.flows(std::slice::from_ref(&heading.run), UNBROKEN),
            Block::Paragraph(paragraph) => self.flows(&paragraph.runs, UNBROKEN),
            Block::Table(table) => self.fits(table),
            // These are broken by meaning and stand where they stand: they are set.
            Block::Title(_) | Block::Signature(_) => self.stands(block),
        }
    }

    /// Whether a text has a face for each character and can be broken anywhere.
    fn flows(&self, runs: &[Run], most: usize) -> bool {
        let mut unbroken = 0;
        runs.iter().all(|run| {
            let typeface = self.style.role(run.role).typeface;
            run.text.chars().all(|c| {
                unbroken = if is_han(c) { 0 } else { unbroken + 1 };
                unbroken <= most && self.fonts.resolve(typeface, c).is_some()
            })
        })
    }

    fn fits(&self, table: &Table) -> bool {
        let cells = || table.rows.iter().flat_map(|row| &row.cells);
        cells().all(|cell| {
            let length: usize = cell.runs.iter().map(|run| run.text.chars().count()).sum();
            length <= LONGEST_CELL && self.flows(&cell.runs, UNBROKEN_IN_CELL)
        }) && table.note.as_ref().is_none_or(|note| self.flows(&note.runs, UNBROKEN))
    }

    fn stands(&self, block: &Block) -> bool {
        let mut wrong = Diagnostics::new();
        let set = BlockSetter { style: self.style, fonts: self.fonts }.set(block, &mut wrong);
        let width = self.style.page.width;
        let widths: Vec<f64> = match &set {
            Set::Title(_, lines) => lines.iter().map(|line| line.width).collect(),
            Set::Signature(signature) => {
                let lines = signature.parts().flat_map(|part| &part.lines);
                // From its left edge on.
                lines
                    .map(|(line, left)| if *left < 0.0 { f64::INFINITY } else { left + line.width })
                    .collect()
            }
            _ => return false,
        };
        !wrong.has_errors() && widths.len() <= MOST_LINES && widths.iter().all(|&line| line <= width)
    }
}
