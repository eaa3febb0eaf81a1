//! In: what a container holds, paragraph by paragraph and table by table, every character with its place. Out: a
//! [`Transcript`]: the same as one plain text, a line a paragraph or a row of a table, with blocks that point into it.
//! Refuses to know the form, and which container it was.

use super::Refusal;
use super::room::Room;
use crate::source::{Span, Traced};
use std::ops::Range;

/// A paragraph or a table as a container has it. Places are the container's own.
#[derive(Clone, Debug)]
pub(super) enum Raw {
    /// Text; a line end in it ends a paragraph.
    Paragraph(Traced, Layer),
    /// Rows of cells.
    Table(Vec<Vec<RawCell>>, Layer),
    /// A picture of some size: it may be a table that was photographed.
    Picture,
}

/// Which element of a page a block lies in, as an index of [`Transcript::layers`]; 0 is the whole.
pub(super) type Layer = u32;

/// A cell as a container has it.
#[derive(Clone, Debug, Default)]
pub(super) struct RawCell {
    /// Paragraphs and tables in it.
    pub(super) content: Vec<Raw>,
    /// Columns of the grid left free before it.
    pub(super) skip: usize,
    /// Columns covered, at least 1.
    pub(super) columns: usize,
    /// Rows covered, at least 1.
    pub(super) rows: usize,
    /// Goes on from the cell above (`w:vMerge`).
    pub(super) continued: bool,
    /// Where in the container it can be spoken of though it has no text.
    pub(super) place: Option<Span>,
    /// What its container calls it (`Sheet1!D12`).
    pub(super) address: Option<String>,
}

/// A block of a transcript.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A line of text, not empty.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A picture.
    Picture,
}

/// A paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paragraph {
    /// Its bytes in the transcript, without blanks around it.
    pub(super) at: Span,
    /// Where it lies.
    pub(super) layer: Layer,
    /// Another line of the paragraph that the container has for the one before.
    pub(super) goes_on: bool,
}

/// A table on one grid.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// Where it lies.
    pub(super) layer: Layer,
}

/// The cells of a row, left to right; those that go on from above too.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Cells.
    pub(super) cells: Vec<Cell>,
    /// The row's line in the transcript.
    pub(super) at: Span,
}

/// A cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Its text in the transcript; of one that goes on from above that of the cell above.
    pub(super) at: Span,
    /// First column of the grid.
    pub(super) column: usize,
    /// Columns covered.
    pub(super) columns: usize,
    /// Goes on from the row above.
    pub(super) continued: bool,
}

/// A file as one plain text.
#[derive(Clone, Debug, Default)]
pub(super) struct Transcript {
    /// The text; its places are the container's bytes (of its main part), or characters.
    pub(super) words: Traced,
    /// What it consists of, in reading order.
    pub(super) blocks: Vec<Block>,
    /// Places in the container of cells without text, by their place here, ascending.
    pub(super) blanks: Vec<(Span, Span)>,
    /// What the container calls its cells, by their place in the text, ascending.
    pub(super) addresses: Vec<(Span, String)>,
    /// The element around each element of a page; the first is the whole and its own.
    pub(super) layers: Vec<Layer>,
    /// What must be said of how it was read, in the container's order.
    pub(super) remarks: Vec<Remark>,
}

/// Whether the text of a header or a footer says more than the number of its page.
pub(super) fn is_more_than_a_page(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic() && !"第页共总".contains(c))
}

/// Whether raised characters are the mark of a note behind a figure: `27¹`, `27[1]`, `27注`. `before` is what stands before them on
/// the line; a whole line may be raised, its figures too.
pub(super) fn is_note_mark(before: &str, raised: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mark = |c: char| digit(c) || ('①'..='⑳').contains(&c) || "[]［］（）()*＊※注 ".contains(c);
    before.ends_with(digit) && raised.chars().count() <= 4 && raised.chars().all(mark)
}

/// Something that reading must not keep to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remark {
    /// 修订: insertions are in, deletions are out.
    Tracked,
    /// 批注 were left out.
    Comments,
    /// Hidden text was left out.
    Hidden,
    /// Words with a line through them were left out.
    Struck,
    /// Raised signs behind figures were left out: they are marks of notes.
    Raised,
    /// Footnotes stand in brackets in the text.
    Footnotes,
    /// Text boxes were read at their anchors.
    TextBoxes,
    /// A formula without a stored result.
    NoResult,
    /// Hidden rows or columns of a sheet were left out.
    HiddenCells,
    /// Hidden sheets were left out.
    HiddenSheets,
    /// Characters of a symbol font, which mean what the font draws.
    Symbols,
    /// Words of charts and diagrams were left out.
    Drawn,
    /// Another document in this one (`w:altChunk`) was not read.
    Embedded,
    /// Headers and footers say more than the page's number.
    Margins,
}

/// What parts two cells of a row in the transcript.
const BETWEEN: &str = " | ";

impl Transcript {
    /// Writes blocks out.
    ///
    /// # Errors
    /// They come to more than any report: cells that reach down stand in every row.
    pub(super) fn new(raw: Vec<Raw>) -> Result<Self, Refusal> {
        let mut transcript = Self { layers: vec![0], ..Self::default() };
        transcript.take(raw, &mut Room::default())?;
        Ok(transcript)
    }

    /// The text at a place.
    pub(super) fn text(&self, at: Span) -> &str {
        &self.words.text()[at.range()]
    }

    fn take(&mut self, raw: Vec<Raw>, room: &mut Room) -> Result<(), Refusal> {
        for block in raw {
            room.blocks(1);
            match block {
                Raw::Paragraph(words, layer) => self.paragraph(&words, layer),
                Raw::Picture => self.blocks.push(Block::Picture),
                Raw::Table(rows, _) if arranges(&rows) => {
                    for cell in rows.into_iter().flatten().filter(|cell| !cell.continued) {
                        let start = self.words.text().len();
                        self.take(cell.content, room)?;
                        let at = Span::new(start, self.words.text().len());
                        self.addresses.extend(cell.address.map(|address| (at, address)));
                    }
                }
                Raw::Table(rows, layer) => self.table(rows, layer, room)?,
            }
            room.check()?;
        }
        Ok(())
    }

    fn paragraph(&mut self, words: &Traced, layer: Layer) {
        for (number, line) in lines(words.text()).enumerate() {
            let start = self.words.text().len();
            self.line(words, line);
            let at = Span::new(start, self.words.text().len());
            self.blocks.push(Block::Paragraph(Paragraph { at, layer, goes_on: number > 0 }));
            self.glue("\n");
        }
    }

    /// A cell: its paragraphs in one line, parted by a space only where that keeps two numbers apart.
    fn cell(&mut self, content: &[Raw]) -> Span {
        let start = self.words.text().len();
        for raw in content {
            let Raw::Paragraph(words, _) = raw else { continue };
            for line in lines(words.text()) {
                let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
                if ends(self.words.text()[start..].chars().next_back())
                    && ends(words.text()[line.clone()].chars().next())
                {
                    self.words.push(" ", words.span(line.start..line.start));
                }
                self.line(words, line);
            }
        }
        Span::new(start, self.words.text().len())
    }

    fn line(&mut self, words: &Traced, line: Range<usize>) {
        for (text, span) in words.pieces_in(line) {
            // A line end inside a cell would part one row in two lines.
            if text.as_bytes().contains(&b'\n') || text.as_bytes().contains(&b'\r') {
                self.words.push(&text.replace(['\n', '\r'], " "), span);
            } else {
                self.words.push(text, span);
            }
        }
    }

    fn table(&mut self, raw: Vec<Vec<RawCell>>, layer: Layer, room: &mut Room) -> Result<(), Refusal> {
        let mut rows: Vec<Row> = Vec::new();
        // Cells that reach down into the row at hand, and how many rows further.
        let mut above: Vec<(usize, Cell)> = Vec::new();
        for raw_row in raw {
            let start = self.words.text().len();
            let mut cells: Vec<Cell> = Vec::new();
            let mut begun = Vec::new();
            let mut column = 0;
            for raw_cell in raw_row {
                column = free_column(&above, column + raw_cell.skip);
                if column > WIDEST {
                    return Err(Refusal::TooLarge);
                }
                let (columns, down) = (raw_cell.columns.clamp(1, MOST_COLUMNS), raw_cell.rows);
                let cell = if raw_cell.continued {
                    let before = rows.last().and_then(|row| row.cells.iter().find(|c| c.column == column));
                    let at = before.map_or_else(|| Span::new(start, start), |cell| cell.at);
                    Cell { at, column, columns, continued: true }
                } else {
                    if self.words.text().len() > start {
                        self.glue(BETWEEN);
                    }
                    let at = self.cell(&raw_cell.content);
                    if at.is_empty() {
                        self.blanks.extend(raw_cell.place.map(|place| (at, place)));
                    }
                    if let Some(address) = raw_cell.address {
                        self.addresses.push((at, address));
                    }
                    Cell { at, column, columns, continued: false }
                };
                if down > 1 {
                    begun.push((down - 1, Cell { continued: true, ..cell }));
                }
                cells.push(cell);
                column += columns;
            }
            cells.extend(above.iter().map(|(_, cell)| *cell));
            room.blocks(1 + cells.len());
            room.check()?;
            cells.sort_by_key(|cell| cell.column);
            above.retain_mut(|(further, _)| {
                *further -= 1;
                *further > 0
            });
            above.extend(begun);
            let at = Span::new(start, self.words.text().len());
            self.glue("\n");
            rows.push(Row { cells, at });
        }
        self.blocks.push(Block::Table(Table { rows, layer }));
        Ok(())
    }

    /// Adds what the container does not hold.
    fn glue(&mut self, text: &str) {
        let end = self.words.text().len();
        let place = self.words.span(end..end);
        self.words.push(text, place);
    }
}

/// The first column from `column` on into which nothing reaches down.
fn free_column(above: &[(usize, Cell)], mut column: usize) -> usize {
    let covers =
        |column: usize| above.iter().find(|(_, c)| c.column <= column && column < c.column + c.columns);
    while let Some((_, cell)) = covers(column) {
        column = cell.column + cell.columns;
    }
    column
}

/// Columns beyond which a cell's span is nonsense.
pub(super) const MOST_COLUMNS: usize = 256;
/// Columns beyond which a row is of no report's table; they bound the search for a free one.
const WIDEST: usize = 2_000;

/// Whether a table only arranges: it has a table in a cell, or no more than one column.
fn arranges(rows: &[Vec<RawCell>]) -> bool {
    let nested = |cell: &RawCell| cell.content.iter().any(|raw| matches!(raw, Raw::Table(..)));
    let single = rows.iter().all(|row| row.len() <= 1);
    single || rows.iter().flatten().any(nested)
}

/// The lines of a text that say something, as its bytes, without the blanks around them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let from = start + (line.len() - line.trim_start_matches(is_blank).len());
        start += line.len();
        from..from + line.trim_matches(is_blank).len()
    });
    lines.filter(|line| !line.is_empty())
}

/// Blanks of all kinds, and characters that show nothing.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{0}'..='\u{1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, rows: usize) -> RawCell {
        let content = vec![Raw::Paragraph(Traced::at(text, Span::default()), 0)];
        RawCell { content, columns, rows, ..RawCell::default() }
    }

    #[test]
    fn cells_that_span_rows_push_those_below_to_the_right() {
        let rows = vec![
            vec![cell("a", 1, 2), cell("b", 2, 1)],
            vec![cell("c", 1, 1), cell("d", 1, 1)],
            vec![cell("e", 1, 1), cell("f", 1, 1), cell("g", 1, 1)],
        ];
        let transcript = Transcript::new(vec![Raw::Table(rows, 0)]).unwrap();
        assert_eq!(transcript.words.text(), "a | b\nc | d\ne | f | g\n");
        let Block::Table(table) = &transcript.blocks[0] else { panic!() };
        let columns: Vec<Vec<(usize, &str)>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|c| (c.column, transcript.text(c.at))).collect())
            .collect();
        assert_eq!(columns[1], [(0, "a"), (1, "c"), (2, "d")]);
        assert_eq!(columns[2], [(0, "e"), (1, "f"), (2, "g")]);
    }

    #[test]
    fn cells_that_reach_down_are_counted_in_every_row() {
        let tall = |rows: usize| {
            let first = (0..1000).map(|_| cell("a", 1, rows)).collect();
            let rest = (1..rows).map(|_| vec![cell("b", 1, 1)]);
            Transcript::new(vec![Raw::Table(std::iter::once(first).chain(rest).collect(), 0)])
        };
        assert!(tall(90).is_ok());
        assert!(matches!(tall(1000), Err(Refusal::TooLarge)));
        let wide = vec![(0..3000).map(|_| cell("a", 1, 2)).collect(), vec![cell("b", 1, 1), cell("c", 1, 1)]];
        assert!(matches!(Transcript::new(vec![Raw::Table(wide, 0)]), Err(Refusal::TooLarge)));
    }

    #[test]
    fn numbers_of_two_paragraphs_do_not_become_one() {
        let two = |a: &str, b: &str| {
            let raw = [a, b].map(|text| Raw::Paragraph(Traced::at(text, Span::default()), 0));
            let mut transcript = Transcript::default();
            transcript.cell(&raw);
            transcript.words.text().to_owned()
        };
        assert_eq!(two("3", "4"), "3 4");
        assert_eq!(two("22", "（其中修订16件）"), "22（其中修订16件）");
        assert_eq!(two("法律服", "务机构"), "法律服务机构");
    }
}
