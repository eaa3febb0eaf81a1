//! In: set blocks with their heights. Out: which part of which block stands on which page, and where.
//!
//! Heights are counted in line boxes: a line of body text takes its whole pitch, so 22 of them fill a page, and the
//! first box begins half a lead above the type area (GB/T 33476.2: 34.58 mm from the paper's edge, not 37).
//! Text moves from page to page as a word processor moves it: two lines of a paragraph at least on either side, a
//! heading with what it heads. What a word processor cannot find by itself (a table kept whole) is put into [`crate::fit::Fit`].

use super::line::Line;
use super::shape::Shaped;
use super::table::SetTable;
use crate::document::{Block, Cell, Document, Role, Table};
use crate::style::Style;
use std::ops::Range;

/// Lines of a paragraph that may all go to the next page.
const FEW: usize = 5;

/// Rounding of heights, pt.
const HAIR: f64 = 0.01;

/// A block with everything measured but its place.
#[derive(Clone, Debug)]
pub(super) enum Set {
    /// The title and its lines.
    Title(Shaped, Vec<Line>),
    /// A heading and its lines.
    Heading(Shaped, Vec<Line>),
    /// A paragraph and its lines.
    Paragraph(Shaped, Vec<Line>),
    /// A table, and its note.
    Table(Box<SetTable>, Option<(Shaped, Vec<Line>)>),
    /// Name and date, each with its left edge in the type area, pt.
    Signature(Vec<(Shaped, Line, f64)>),
}

/// A part of a block on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// Index of the block.
    pub(super) block: usize,
    /// Page, from 0.
    pub(super) page: usize,
    /// Top of the part's first line box, pt from the paper's top.
    pub(super) y: f64,
    /// Which part.
    pub(super) part: Part,
}

/// Which part of a block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// These lines of a title, heading, paragraph or signature.
    Lines(Range<usize>),
    /// These rows; below a repeated head if they are not the first.
    Rows(Range<usize>),
    /// The note under a table.
    Note,
}

/// The whole flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Flow {
    /// Parts in reading order.
    pub(super) placed: Vec<Placed>,
    /// Blocks that begin a page by decision.
    pub(super) page_breaks: Vec<usize>,
    /// (block, row): rows that begin a new page.
    pub(super) row_breaks: Vec<(usize, usize)>,
    /// (block, row, pt): by how much a word processor must be told that the last row before a cut is higher, because it
    /// would find room for one more row where the type area ends.
    pub(super) filled_rows: Vec<(usize, usize, f64)>,
    /// Paragraphs that go to the next page with the block after them.
    pub(super) kept: Vec<usize>,
    /// (block, pt): the vertical padding of each table.
    pub(super) paddings: Vec<(usize, f64)>,
    /// Blank below the title, pt.
    pub(super) title_after: f64,
    /// Number of pages.
    pub(super) pages: usize,
}

/// How much air the page is given, 0 to 1 each.
#[derive(Clone, Copy, Debug)]
struct Air {
    /// Blank below the title: from half of it to all.
    title: f64,
    /// Padding in tables: from the least to the comfortable.
    tables: f64,
}

/// Airiest first.
const AIRS: [Air; 6] = [
    Air { title: 1.0, tables: 1.0 },
    Air { title: 0.0, tables: 1.0 },
    Air { title: 1.0, tables: 0.5 },
    Air { title: 0.0, tables: 0.5 },
    Air { title: 1.0, tables: 0.0 },
    Air { title: 0.0, tables: 0.0 },
];

/// Distributes the blocks over pages as airy as it goes: title and tables give up their air where that saves a page or
/// keeps the reader from turning to one with less than three lines.
pub(super) fn flow(document: &Document, set: &[Set], style: &Style) -> Flow {
    let tries = AIRS.into_iter().map(|air| {
        let flow = Flower::new(document, style, air).run(set);
        (flow.badness(set, style), flow)
    });
    // Of equals the first, the airiest.
    tries.min_by_key(|(badness, _)| *badness).map_or_else(Flow::default, |(_, flow)| flow)
}

impl Flow {
    /// The vertical padding of a table, pt.
    pub(super) fn padding(&self, block: usize) -> f64 {
        self.paddings.iter().find(|(b, _)| *b == block).map_or(0.0, |&(_, padding)| padding)
    }

    /// Pages, and how many of them hold less than three lines.
    fn badness(&self, set: &[Set], style: &Style) -> (usize, usize) {
        let pitch = style.role(Role::Body).pitch;
        let mut used = vec![0.0; self.pages];
        for placed in &self.placed {
            used[placed.page] += match (&placed.part, &set[placed.block]) {
                (Part::Lines(lines), _) => lines.len() as f64 * pitch,
                (Part::Note, _) => pitch,
                (Part::Rows(_), _) => 3.0 * pitch,
            };
        }
        let poor = used.iter().filter(|&&u| u < 3.0 * pitch - HAIR).count();
        (self.pages, poor)
    }
}

struct Flower<'a> {
    document: &'a Document,
    style: &'a Style,
    air: Air,
    /// Top of the first line box, pt.
    top: f64,
    /// Height of a page's line boxes, pt.
    height: f64,
    /// How much higher a page is for text, whose last line has half a lead below it, than for tables, which end with the
    /// type area, pt.
    lead: f64,
    /// Where the next part goes, pt from `top`.
    y: f64,
    flow: Flow,
}

impl<'a> Flower<'a> {
    fn new(document: &'a Document, style: &'a Style, air: Air) -> Self {
        let body = style.role(Role::Body);
        let lead = body.pitch - body.size;
        // Twenty-two line boxes, not a point more: a word processor whose page has a grid of them counts so too.
        let height = style.page.lines as f64 * body.pitch;
        Self {
            document,
            style,
            air,
            top: style.page.top - lead / 2.0,
            height,
            lead: height - style.page.height - lead / 2.0,
            y: 0.0,
            flow: Flow { pages: 1, ..Flow::default() },
        }
    }

    fn run(mut self, set: &[Set]) -> Flow {
        for block in 0..set.len() {
            match &set[block] {
                Set::Title(_, lines) => {
                    let look = self.style.role(Role::Title);
                    let blank = look.lines_after * self.style.role(Role::Body).pitch;
                    self.flow.title_after = blank * (1.0 + self.air.title) / 2.0;
                    self.put_lines(block, 0..lines.len(), look.pitch);
                    self.y += self.flow.title_after;
                }
                Set::Heading(_, lines) => {
                    let count = lines.len();
                    let pitch = self.style.role(Role::Heading1).pitch;
                    self.keep_heading(block, set, pitch * count as f64);
                    self.put_lines(block, 0..count, pitch);
                }
                Set::Paragraph(_, lines) => self.paragraph(block, lines.len(), set),
                Set::Table(..) => self.table(block, set),
                Set::Signature(lines) => {
                    let pitch = self.style.role(Role::Signature).pitch;
                    let count = lines.len();
                    if self.y > 0.0 {
                        self.y += pitch;
                    }
                    if self.y + pitch * count as f64 > self.height + HAIR {
                        self.new_page();
                    }
                    self.put_lines(block, 0..count, pitch);
                }
            }
        }
        self.flow
    }

    fn new_page(&mut self) {
        self.flow.pages += 1;
        self.y = 0.0;
    }

    fn left(&self) -> f64 {
        self.height - self.y
    }

    fn put_lines(&mut self, block: usize, lines: Range<usize>, pitch: f64) {
        let height = lines.len() as f64 * pitch;
        self.put(block, Part::Lines(lines), height);
    }

    fn put(&mut self, block: usize, part: Part, height: f64) {
        let page = self.flow.pages - 1;
        self.flow.placed.push(Placed { block, page, y: self.top + self.y, part });
        self.y += height;
    }

    /// Goes to the next page if the heading would be parted from what it heads.
    fn keep_heading(&mut self, block: usize, set: &[Set], height: f64) {
        let need = height + self.least_of(block + 1, set, height);
        if self.y > 0.0 && need > self.left() + HAIR {
            if matches!(set.get(block + 1), Some(Set::Table(..))) {
                self.flow.page_breaks.push(block);
            }
            self.new_page();
        }
    }

    /// The least height of a block that must stand under its heading of height `above`.
    fn least_of(&self, block: usize, set: &[Set], above: f64) -> f64 {
        match set.get(block) {
            None | Some(Set::Title(..) | Set::Signature(_)) => 0.0,
            Some(Set::Heading(_, lines)) => {
                let height = lines.len() as f64 * self.style.role(Role::Heading1).pitch;
                height + self.least_of(block + 1, set, above + height)
            }
            Some(Set::Paragraph(_, lines)) => {
                let pitch = self.style.role(Role::Body).pitch;
                let count = if self.is_lone_heading(block) {
                    return pitch * lines.len() as f64 + self.least_of(block + 1, set, above);
                } else if lines.len() <= 3 {
                    lines.len()
                } else {
                    2
                };
                // A few lines that would go to the next page with the signature take their heading with them.
                match self.signature_height(block + 1, set) {
                    height if height > 0.0 && lines.len() <= FEW => pitch * lines.len() as f64 + height,
                    _ => pitch * count as f64,
                }
            }
            Some(Set::Table(table, note)) => {
                let whole =
                    table.height_at(self.style.table.padding_vertical) + self.note_height(note.as_ref());
                if above + whole <= self.height - self.lead + HAIR {
                    whole + self.lead
                } else {
                    self.head_height(block, table, 2)
                }
            }
        }
    }

    /// A paragraph that is nothing but a heading of the second level or below.
    fn is_lone_heading(&self, block: usize) -> bool {
        matches!(&self.document.blocks[block], Block::Paragraph(p) if p.lead.is_some() && p.runs.len() == 1)
    }

    /// Lines of a paragraph, never one alone at the end or the start of a page.
    fn paragraph(&mut self, block: usize, count: usize, set: &[Set]) {
        let pitch = self.style.role(Role::Body).pitch;
        if self.is_lone_heading(block) {
            self.keep_heading(block, set, pitch * count as f64);
        }
        let signature = self.signature_height(block + 1, set);
        if signature > 0.0 && count <= FEW {
            self.flow.kept.push(block);
        }
        let mut from = 0;
        while from < count {
            let rest = count - from;
            let room = ((self.left() + HAIR) / pitch).floor().max(0.0);
            let mut now = (0..=rest).rev().find(|&n| n as f64 <= room).unwrap_or(0);
            // The signature does not go over the page alone: two lines go with it.
            if now == rest
                && signature > 0.0
                && self.left() - now as f64 * pitch + HAIR < signature
                && self.y > 0.0
            {
                now = rest.saturating_sub(2);
                self.flow.kept.push(block);
                // A word processor takes a paragraph with it whole; where that is a few lines, so do we.
                if from == 0 && rest <= FEW {
                    now = 0;
                }
            }
            if now < rest && rest - now == 1 {
                now -= usize::from(now > 0);
            }
            if now < rest && now < 2 {
                now = 0;
            }
            if now == 0 {
                if self.y == 0.0 {
                    now = rest.min(self.style.page.lines);
                } else {
                    self.new_page();
                    continue;
                }
            }
            self.put_lines(block, from..from + now, pitch);
            from += now;
            if from < count {
                self.new_page();
            }
        }
    }

    /// Height of a signature with the blank line above it; 0 if the block is none.
    fn signature_height(&self, block: usize, set: &[Set]) -> f64 {
        match set.get(block) {
            Some(Set::Signature(lines)) => (lines.len() + 1) as f64 * self.style.role(Role::Signature).pitch,
            _ => 0.0,
        }
    }

    fn note_height(&self, note: Option<&(Shaped, Vec<Line>)>) -> f64 {
        note.map_or(0.0, |(_, lines)| lines.len() as f64 * self.style.role(Role::TableNote).pitch)
    }

    /// Height of a row at the least padding.
    fn row_height(&self, table: &SetTable, row: usize) -> f64 {
        table.row_height(row, self.style.table.padding_vertical)
    }

    /// Height of a table's head and its first `rows` rows at the least padding.
    fn head_height(&self, block: usize, table: &SetTable, rows: usize) -> f64 {
        let Block::Table(model) = &self.document.blocks[block] else { return 0.0 };
        let count = (model.header_rows + rows).min(model.rows.len());
        (0..count).map(|row| self.row_height(table, row)).sum()
    }

    /// A table stands whole where it can: as airy as the room allows, on a page of its own if it must.
    fn table(&mut self, block: usize, set: &[Set]) {
        let Set::Table(table, note) = &set[block] else { return };
        let least = self.style.table.padding_vertical;
        let note_height = self.note_height(note.as_ref());
        let whole = table.height_at(least) + note_height + self.lead;
        if whole > self.left() + HAIR && whole <= self.height + HAIR {
            self.flow.page_breaks.push(block);
            self.new_page();
        }
        if whole <= self.left() + HAIR {
            let comfortable = least + (self.style.table.padding_comfortable - least) * self.air.tables;
            let spare = self.left() - self.lead - note_height - table.height_at(0.0);
            let rows = table.cells.len() as f64;
            let padding = (spare / (2.0 * rows)).clamp(least, comfortable);
            self.flow.paddings.push((block, padding));
            self.put(block, Part::Rows(0..table.cells.len()), table.height_at(padding));
        } else {
            self.flow.paddings.push((block, least));
            self.split_table(block, table);
        }
        if note_height > 0.0 {
            if note_height > self.left() + HAIR {
                self.new_page();
            }
            self.put(block, Part::Note, note_height);
        }
    }

    /// A table that no page holds: cut between rows, the head again on each page.
    fn split_table(&mut self, block: usize, table: &SetTable) {
        let Block::Table(model) = &self.document.blocks[block] else { return };
        let head: f64 = (0..model.header_rows).map(|row| self.row_height(table, row)).sum();
        let rows = table.cells.len();
        if self.head_height(block, table, 2) > self.left() + HAIR && self.y > 0.0 {
            self.flow.page_breaks.push(block);
            self.new_page();
        }
        let mut from = 0;
        while let Some(end) = self.cut(model, table, from, head) {
            let shown = from.max(model.header_rows)..end;
            let height = head + shown.map(|row| self.row_height(table, row)).sum::<f64>();
            let spare = self.left() - height - self.row_height(table, end);
            if spare >= 0.0 {
                self.flow.filled_rows.push((block, end - 1, spare + 1.0));
            }
            self.put(block, Part::Rows(from..end), height);
            self.flow.row_breaks.push((block, end));
            self.new_page();
            from = end;
        }
        let shown = from.max(model.header_rows)..rows;
        let height = head + shown.map(|row| self.row_height(table, row)).sum::<f64>();
        self.put(block, Part::Rows(from..rows), height + self.style.table.rule);
    }

    /// The row before which the table is cut if its rows from `from` on do not fit below a head of `head` pt: as many as
    /// fit, but no part of a group so low that its label does not fit beside it.
    fn cut(&self, model: &Table, table: &SetTable, from: usize, head: f64) -> Option<usize> {
        let first = from.max(model.header_rows);
        let mut height = head;
        let overflowing = (first..table.cells.len()).find(|&row| {
            height += self.row_height(table, row);
            row > first && height + self.style.table.rule > self.left() - self.lead + HAIR
        })?;
        let labels_fit = |end: &usize| self.labels_fit(model, table, from, *end);
        Some((first + 1..=overflowing).rev().find(labels_fit).unwrap_or(overflowing))
    }

    /// Whether the labels of groups that a cut before row `end` divides fit on both of its sides.
    fn labels_fit(&self, model: &Table, table: &SetTable, from: usize, end: usize) -> bool {
        let height = |rows: Range<usize>| rows.map(|row| self.row_height(table, row)).sum::<f64>();
        let divided = |row: usize, cell: &Cell| row < end && row + cell.row_span > end;
        let around = 2.0 * self.style.table.padding_vertical + self.style.table.rule;
        let pitch = self.style.role(Role::TableText).pitch;
        model.rows.iter().enumerate().all(|(row, cells)| {
            cells.cells.iter().zip(&table.cells[row]).filter(|(cell, _)| divided(row, cell)).all(
                |(cell, set)| {
                    let need = set.lines.len() as f64 * pitch + around - HAIR;
                    height(row.max(from)..end) >= need && height(end..row + cell.row_span) >= need
                },
            )
        })
    }
}
