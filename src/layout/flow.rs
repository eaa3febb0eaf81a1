//! In: set blocks with their heights. Out: which part of which block stands on which page, and where.
//!
//! Heights are counted in line boxes: a line of body text takes its whole pitch, so 22 of them fill a page, and the
//! first box begins half a lead above the type area (GB/T 33476.2: 34.58 mm from the paper's edge, not 37).
//! Text moves from page to page as a word processor moves it: two lines of a paragraph at least on either side, a
//! heading with what it heads. What a word processor cannot find by itself (a table kept whole) is put into [`crate::fit::Fit`].

mod table;

use super::line::Line;
use super::paragraph::Widths;
use super::shape::Shaped;
use super::signature::SetSignature;
use super::table::SetTable;
use crate::document::{Block, Document, Role};
use crate::style::{MM, Style};
use std::ops::Range;

/// Lines of a paragraph that may all go to the next page.
const FEW: usize = 5;

/// Rounding of heights, pt.
const HAIR: f64 = 0.01;

/// What a page has for a table under a heading of one line, pt.
pub(super) fn room_under_heading(style: &Style) -> f64 {
    let body = style.role(Role::Body);
    style.page.height - f64::midpoint(body.pitch, body.size)
}

/// A block with everything measured but its place.
#[derive(Clone, Debug)]
pub(super) enum Set {
    /// The title and its lines.
    Title(Shaped, Vec<Line>),
    /// A heading and its lines.
    Heading(Shaped, Vec<Line>, Widths),
    /// A paragraph and its lines.
    Paragraph(Shaped, Vec<Line>, Widths),
    /// A table, and its note.
    Table(Box<SetTable>, Option<Note>),
    /// Name and date.
    Signature(SetSignature),
}

/// The text of a note under a table, its lines and their widths.
pub(super) type Note = (Shaped, Vec<Line>, Widths);

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
    /// These lines of the note under a table.
    Note(Range<usize>),
}

/// The whole flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Flow {
    /// Parts in reading order.
    pub(super) placed: Vec<Placed>,
    /// (block, row): rows that begin a new page.
    pub(super) row_breaks: Vec<(usize, usize)>,
    /// (block, row, pt): by how much a word processor must be told that the last row before a cut is higher, because it
    /// would find room for one more row where the type area ends.
    pub(super) filled_rows: Vec<(usize, usize, f64)>,
    /// Blocks that go to the next page with the block after them.
    pub(super) kept: Vec<usize>,
    /// (block, pt): the vertical padding of each table.
    pub(super) paddings: Vec<(usize, f64)>,
    /// (block, pt): blank above a block.
    spaces: Vec<(usize, f64)>,
    /// What of each page but the last is empty, pt.
    empty: Vec<f64>,
    /// Number of pages.
    pub(super) pages: usize,
}

/// One way to set the pages.
#[derive(Clone, Copy, Debug)]
struct PageOptions {
    /// Blank in the rows of tables, 0 to 1: from the least padding to the comfortable.
    padding: f64,
    /// Text below a title or a table stands on the page's 22 lines again, so that sheets printed on both sides back up.
    register: bool,
    /// Where tables of several headed bands are cut.
    cut: Cut,
}

/// Where a table of several headed bands is cut that does not fit its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// Nowhere: it begins a page.
    Never,
    /// Before the first band that leaves no hole above the cut: the more of it stands together below.
    High,
    /// Before the last band that fits.
    Low,
}

/// The options without cuts, best first.
const OPTIONS: [PageOptions; 6] = [
    PageOptions { padding: 1.0, register: true, cut: Cut::Never },
    PageOptions { padding: 0.5, register: true, cut: Cut::Never },
    PageOptions { padding: 0.0, register: true, cut: Cut::Never },
    PageOptions { padding: 1.0, register: false, cut: Cut::Never },
    PageOptions { padding: 0.5, register: false, cut: Cut::Never },
    PageOptions { padding: 0.0, register: false, cut: Cut::Never },
];

/// How much of an inner page may be empty, pt: about five lines.
const HOLE: f64 = 50.0 * MM;

/// Distributes the blocks over pages with the best options: tables give up the blank in their rows, and then the text its register, where
/// that saves a page, keeps the reader from turning to one with less than three lines, or closes a hole of more than five
/// lines. A table of several bands is cut where that saves a page or such a hole, and else not: it is never cut for less
/// than five lines of blank, which would only stand elsewhere then. For a hole it is cut as high as closes it; as low as it
/// can be only for a page.
pub(super) fn flow(document: &Document, set: &[Set], style: &Style) -> Flow {
    let best = |cut: Cut| {
        let tries = OPTIONS.into_iter().map(|options| {
            let flow = Paginator::new(document, style, PageOptions { cut, ..options }).run(set);
            (flow.badness(document, set, style), flow)
        });
        // Of equals the first.
        tries.min_by_key(|(badness, _)| *badness).expect("there are options")
    };
    let mut chosen = best(Cut::Never);
    if chosen.1.pushes_bands(document) {
        for cut in [Cut::High, Cut::Low] {
            let other = best(cut);
            if other.0 < chosen.0 {
                chosen = other;
            }
        }
    }
    chosen.1
}

impl Flow {
    /// The vertical padding of a table, pt.
    pub(super) fn padding(&self, block: usize) -> f64 {
        self.paddings.iter().find(|(b, _)| *b == block).map_or(0.0, |&(_, padding)| padding)
    }

    /// Blank above a block, pt.
    pub(super) fn space_before(&self, block: usize) -> f64 {
        self.spaces.iter().find(|(b, _)| *b == block).map_or(0.0, |&(_, space)| space)
    }

    /// Pages, how many of them hold less than three lines, and how many have a hole.
    fn badness(&self, document: &Document, set: &[Set], style: &Style) -> (usize, usize, usize) {
        let pitch = style.role(Role::Body).pitch;
        let mut used = vec![0.0; self.pages];
        for placed in &self.placed {
            used[placed.page] += match (&placed.part, &set[placed.block]) {
                (Part::Lines(lines), _) => lines.len() as f64 * pitch,
                (Part::Note(lines), _) => lines.len() as f64 * pitch / 2.0,
                (Part::Rows(_), _) => 3.0 * pitch,
            };
        }
        let poor = used.iter().filter(|&&u| u < 3.0 * pitch - HAIR).count();
        let hole = |(page, &empty): (usize, &f64)| empty > HOLE && !self.ends_before_table(page, document);
        (self.pages, poor, self.empty.iter().enumerate().filter(|&end| hole(end)).count())
    }

    /// Whether a table that could be cut begins a page, alone or under its heading.
    fn pushes_bands(&self, document: &Document) -> bool {
        let banded = |block: usize| match document.blocks.get(block) {
            Some(Block::Table(table)) => (0..table.rows.len()).any(|row| table.is_joint(row)),
            _ => false,
        };
        self.placed.chunk_by(|a, b| a.page == b.page).any(|page| {
            let block = page[0].block;
            banded(block) || matches!(document.blocks[block], Block::Heading(_)) && banded(block + 1)
        })
    }

    /// Whether a page ends before a table that stands whole on the next and has no place to be cut: table three takes a
    /// page of its own.
    fn ends_before_table(&self, page: usize, document: &Document) -> bool {
        let whole = |block: usize| match document.blocks.get(block) {
            Some(Block::Table(table)) => !(0..table.rows.len()).any(|row| table.is_joint(row)),
            _ => false,
        };
        let next = self.placed.iter().find(|placed| placed.page == page + 1);
        next.is_some_and(|next| match (&next.part, &document.blocks[next.block]) {
            (Part::Rows(rows), _) => rows.start == 0 && whole(next.block),
            (Part::Lines(_), Block::Heading(_)) => whole(next.block + 1),
            _ => false,
        })
    }
}

struct Paginator<'a> {
    document: &'a Document,
    style: &'a Style,
    options: PageOptions,
    /// Top of the first line box, pt.
    top: f64,
    /// Height of a page's line boxes, pt.
    height: f64,
    /// Distance of two body lines, pt.
    pitch: f64,
    /// Blank above a body line's characters in its box, and below them, pt.
    half_lead: f64,
    /// How much lower the last line box ends than the type area, with which tables end, pt.
    lead: f64,
    /// Where the next part goes, pt from `top`.
    y: f64,
    flow: Flow,
}

impl<'a> Paginator<'a> {
    fn new(document: &'a Document, style: &'a Style, options: PageOptions) -> Self {
        let body = style.role(Role::Body);
        let half_lead = (body.pitch - body.size) / 2.0;
        // Twenty-two line boxes, not a point more: a word processor whose page has a grid of them counts so too.
        let height = style.page.lines as f64 * body.pitch;
        Self {
            document,
            style,
            options,
            top: style.page.top - half_lead,
            height,
            pitch: body.pitch,
            half_lead,
            lead: height - style.page.height - half_lead,
            y: 0.0,
            flow: Flow { pages: 1, ..Flow::default() },
        }
    }

    fn run(mut self, set: &[Set]) -> Flow {
        for block in 0..set.len() {
            match &set[block] {
                Set::Title(_, lines) => self.title(block, lines.len()),
                Set::Heading(_, lines, _) => {
                    self.return_to_register(block);
                    self.heading(block, lines.len(), set);
                    self.put_lines(block, 0..lines.len(), self.pitch);
                }
                Set::Paragraph(_, lines, _) => {
                    self.return_to_register(block);
                    self.paragraph(block, lines.len(), set);
                }
                Set::Table(..) => self.table(block, set),
                Set::Signature(signature) => {
                    self.return_to_register(block);
                    let count = signature.count();
                    if self.y > 0.0 {
                        self.y += self.pitch;
                    }
                    if self.y + self.pitch * count as f64 > self.height + HAIR {
                        self.new_page();
                    }
                    self.put_lines(block, 0..count, self.pitch);
                }
            }
        }
        self.flow
    }

    /// The title, and one blank line (GB/T 9704 7.3.2). What brings the text below it to the page's lines stands above it,
    /// where the standard asks for nothing.
    fn title(&mut self, block: usize, lines: usize) {
        let look = self.style.role(Role::Title);
        let after = look.lines_after * self.pitch;
        let height = look.pitch * lines as f64 + after;
        if self.options.register {
            self.space(block, self.to_register(self.y + height));
        }
        self.flow.kept.push(block);
        self.put_lines(block, 0..lines, look.pitch);
        self.y += after;
    }

    /// How far the page's next line is from `y`, pt.
    fn to_register(&self, y: f64) -> f64 {
        let over = y.rem_euclid(self.pitch);
        if over < HAIR || self.pitch - over < HAIR { 0.0 } else { self.pitch - over }
    }

    fn return_to_register(&mut self, block: usize) {
        if self.options.register {
            self.space(block, self.to_register(self.y));
        }
    }

    fn space(&mut self, block: usize, height: f64) {
        if height > 0.0 {
            self.flow.spaces.push((block, height));
            self.y += height;
        }
    }

    /// At the top of a page no blank is wanted above what has not been placed yet.
    fn new_page(&mut self) {
        let placed = self.flow.placed.last().map_or(0, |placed| placed.block);
        self.flow.spaces.retain(|(block, _)| *block <= placed);
        self.flow.pages += 1;
        // Below the last line's characters.
        self.flow.empty.push(self.height + self.lead - self.y);
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

    /// A heading that heads something stands on the page of what it heads.
    fn heading(&mut self, block: usize, lines: usize, set: &[Set]) {
        if self.heads(block) {
            self.flow.kept.push(block);
            let height = self.pitch * lines as f64;
            let need = height + self.least_of(block + 1, set, height);
            if self.y > 0.0 && need > self.left() + HAIR {
                self.new_page();
            }
        }
    }

    /// Whether a block is a heading alone in its paragraph that heads what follows: not if it ends in a stop, for then it
    /// says all that it has to say, and not before another of its own or a higher level.
    fn heads(&self, block: usize) -> bool {
        let level = match &self.document.blocks[block] {
            Block::Heading(_) => 1,
            Block::Paragraph(p) if p.is_heading() && !p.ends_in_stop() => p.lead.unwrap_or_default(),
            _ => return false,
        };
        match self.document.blocks.get(block + 1) {
            Some(Block::Paragraph(next)) => next.lead.is_none_or(|next| next > level),
            Some(Block::Table(_)) => true,
            Some(Block::Title(_) | Block::Heading(_) | Block::Signature(_)) | None => false,
        }
    }

    /// The least height of a block that must stand under its heading of height `above`.
    fn least_of(&self, block: usize, set: &[Set], above: f64) -> f64 {
        match set.get(block) {
            None | Some(Set::Title(..) | Set::Heading(..) | Set::Signature(_)) => 0.0,
            Some(Set::Paragraph(_, lines, _)) => {
                let count = lines.len();
                if self.heads(block) {
                    let height = self.pitch * count as f64;
                    return height + self.least_of(block + 1, set, above + height);
                }
                // A few lines that would go to the next page with the signature take their heading with them.
                match self.signature_height(block + 1, set) {
                    height if height > 0.0 && count <= FEW => self.pitch * count as f64 + height,
                    _ => self.pitch * if count <= 3 { count } else { 2 } as f64,
                }
            }
            Some(Set::Table(table, note)) => self.least_of_table(block, table, note.as_ref(), above),
        }
    }

    /// Lines of a paragraph, never one alone at the end or the start of a page.
    fn paragraph(&mut self, block: usize, count: usize, set: &[Set]) {
        let pitch = self.pitch;
        self.heading(block, count, set);
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
            Some(Set::Signature(signature)) => (signature.count() + 1) as f64 * self.pitch,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests;
