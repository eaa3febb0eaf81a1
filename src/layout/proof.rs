//! In: a [`Document`]. Out: what setting it would find, at a small part of the price: most blocks can be seen to fit without one line
//! being chosen. Where that cannot be seen, the block is set by itself; where it does not fit, the document is.

use super::line::{HAIR, Line};
use super::paragraph::Widths;
use super::{BlockSetter, Set, layout, table};
use crate::diagnostic::Diagnostics;
use crate::document::{Block, Cell, Document, Run, Table};
use crate::font::{Coverage, FontBook};
use crate::source::is_han;
use crate::style::{Style, Typeface};

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
    let coverage = Typeface::ALL.iter().map(|&typeface| fonts.coverage(typeface)).collect();
    let sieve = Sieve { style, fonts, coverage };
    if document.blocks.iter().all(|block| sieve.passes(block)) {
        return Diagnostics::new();
    }
    layout(document, style, fonts).err().unwrap_or_default()
}

/// What can be seen to fit without being set.
struct Sieve<'a> {
    style: &'a Style,
    fonts: &'a FontBook,
    /// By typeface.
    coverage: Vec<Coverage<'a>>,
}

impl Sieve<'_> {
    fn passes(&self, block: &Block) -> bool {
        let flows = match block {
            Block::Heading(heading) => self.flows(std::slice::from_ref(&heading.run), UNBROKEN),
            Block::Paragraph(paragraph) => self.flows(&paragraph.runs, UNBROKEN),
            Block::Table(table) => return self.fits(table),
            // These are broken by meaning and stand where they stand.
            Block::Title(_) | Block::Signature(_) => false,
        };
        flows || self.stands(block)
    }

    /// Whether a text has a face for each character and can be broken anywhere.
    fn flows(&self, runs: &[Run], most: usize) -> bool {
        let mut unbroken = 0;
        runs.iter().all(|run| {
            let coverage = &self.coverage[self.style.role(run.role).typeface as usize];
            run.text.chars().all(|c| {
                unbroken = if is_han(c) { 0 } else { unbroken + 1 };
                unbroken <= most && coverage.has(c)
            })
        })
    }

    fn fits(&self, table: &Table) -> bool {
        let mut cells = table.rows.iter().flat_map(|row| &row.cells);
        let short = |cell: &Cell| {
            let length: usize = cell.runs.iter().map(|run| run.text.chars().count()).sum();
            length <= LONGEST_CELL
        };
        cells.clone().all(short)
            && table.note.as_ref().is_none_or(|note| self.flows(&note.runs, UNBROKEN))
            && (cells.all(|cell| self.flows(&cell.runs, UNBROKEN_IN_CELL))
                || table::finds_room(table, self.style, self.fonts))
    }

    /// Whether a block that is no table, set by itself, stands within the type area.
    fn stands(&self, block: &Block) -> bool {
        let mut wrong = Diagnostics::new();
        let set = BlockSetter { style: self.style, fonts: self.fonts }.set(block, &mut wrong);
        let width = self.style.page.width;
        let within = match &set {
            Set::Heading(_, lines, widths) | Set::Paragraph(_, lines, widths) => all_within(lines, *widths),
            Set::Title(_, lines) => {
                lines.len() <= MOST_LINES && all_within(lines, Widths { first: width, rest: width })
            }
            Set::Signature(signature) => {
                let lines: Vec<_> = signature.parts().flat_map(|part| &part.lines).collect();
                // From its left edge on.
                let within = |&(line, left): &&(Line, f64)| *left >= 0.0 && left + line.width <= width;
                lines.len() <= MOST_LINES && lines.iter().all(within)
            }
            Set::Table(..) => false,
        };
        within && !wrong.has_errors()
    }
}

fn all_within(lines: &[Line], widths: Widths) -> bool {
    lines.iter().all(|line| line.width <= widths.of(line.clusters.start) + HAIR)
}
