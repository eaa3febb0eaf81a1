//! In: what `compose` decided to say. Out: the same, as blocks that every format can write.
//! Every question of content is answered here (numbering, wording, cell text, spans); nothing is measured:
//! no font, no width, no line, no page. Each run keeps the [`Span`] of the author's text to the very end.

pub mod links;

use crate::source::Span;

/// The kind of text a run is; `style.yaml` says for each how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 标题: the report's title.
    Title,
    /// 一、: first level, a line of its own.
    Heading1,
    /// （一）: second level, run into its paragraph or alone.
    Heading2,
    /// 1.: third level (official documents set it like the body).
    Heading3,
    /// （1）: fourth level.
    Heading4,
    /// 正文.
    Body,
    /// Words in a table: heads and row labels.
    TableText,
    /// Figures in a table.
    TableFigure,
    /// 表注 under a table.
    TableNote,
    /// 发文机关署名 and 成文日期.
    Signature,
    /// Page number.
    PageNumber,
    /// 题下日期, the date in brackets under the title.
    Dateline,
}

impl Role {
    /// All roles, in the order of `style.yaml`.
    pub const ALL: [Self; 12] = [
        Self::Title,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Body,
        Self::TableText,
        Self::TableFigure,
        Self::TableNote,
        Self::Signature,
        Self::PageNumber,
        Self::Dateline,
    ];
}

/// A stretch of text of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters, final: placeholders filled, stray spaces dropped, numbering included.
    pub text: String,
    /// What kind of text it is.
    pub role: Role,
    /// Where it comes from. If it is as long in bytes as `text`, offsets map one to one; otherwise (a number that the
    /// program wrote, a placeholder, the form's own wording) the whole span answers for the whole run. Empty: the form.
    pub span: Span,
}

impl Run {
    /// Where the character at byte `offset` of `text` was written.
    #[must_use]
    pub fn place(&self, offset: usize) -> Span {
        if self.span.len() == self.text.len() {
            let len = self.text[offset..].chars().next().map_or(0, char::len_utf8);
            self.span.part(offset..offset + len)
        } else {
            self.span
        }
    }
}

/// A calendar date of the document; never today's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

/// What a file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Whole title in one line; also the file's name.
    pub title: String,
    /// 机关.
    pub author: String,
    /// One line on what the report is.
    pub subject: String,
    /// Creation date: 成文日期, else 1 January after the report's year.
    pub date: Date,
}

/// The whole report, ready to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What the file says about itself.
    pub meta: Meta,
    /// Title first, signature last.
    pub blocks: Vec<Block>,
}

/// One block of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title.
    Title(Title),
    /// A first-level heading on a line of its own.
    Heading(Heading),
    /// A paragraph of prose.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// Name and date at the end.
    Signature(Signature),
}

/// A place in the title or the name below the report where a line may end, and how good it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleBreak {
    /// Byte offset in the text: the next line begins here.
    pub offset: usize,
    /// 0: after the body's full name; 1: between two parts of the name (市|区|街道); 2: another word boundary.
    pub rank: u8,
}

/// 标题 with the places where it may be broken by meaning (GB/T 9704 7.3.1: 词意完整).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The text, role [`Role::Title`].
    pub run: Run,
    /// Ascending by offset.
    pub breaks: Vec<TitleBreak>,
}

/// 一、 … 六、.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The text with its number, role [`Role::Heading1`].
    pub run: Run,
}

/// A paragraph; if it opens with a numbered lead (`（一）主动公开：`), that lead is its first run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Level 2 to 4 if the first run is a heading of that level, run into the text; the run's role says the same.
    pub lead: Option<u8>,
    /// Runs in order; never empty, never with a line break inside.
    pub runs: Vec<Run>,
}

impl Paragraph {
    /// The role whose indent, pitch and alignment its lines have.
    #[must_use]
    pub fn role(&self) -> Role {
        let dateline = self.runs.first().is_some_and(|run| run.role == Role::Dateline);
        if dateline { Role::Dateline } else { Role::Body }
    }

    /// Whether it is nothing but a heading of the second level or below.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        self.lead.is_some() && self.runs.iter().all(|run| run.role != Role::Body)
    }

    /// Whether its last character is a stop.
    #[must_use]
    pub fn ends_in_stop(&self) -> bool {
        self.runs
            .last()
            .is_some_and(|run| run.text.ends_with(['。', '！', '？', '；', '…', '.', '!', '?', ';']))
    }
}

/// A table on one grid of columns. Cells are given where they begin; the grid is complete (no hole, no overlap).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is, for those who do not see it (`表三 收到和处理政府信息公开申请情况`).
    pub name: String,
    /// Number of grid columns.
    pub columns: usize,
    /// How many leading rows are its head and are repeated on each page.
    pub header_rows: usize,
    /// Rows in order.
    pub rows: Vec<Row>,
    /// 表注, printed under it.
    pub note: Option<Paragraph>,
    /// What its figures must add up to.
    pub sums: Vec<Sum>,
    /// Where the author wrote it.
    pub span: Span,
}

impl Table {
    /// Whether a row begins a new headed band: a caption as wide as the table, below other rows.
    #[must_use]
    pub fn is_joint(&self, row: usize) -> bool {
        let caption = |cell: &Cell| cell.kind == CellKind::ColumnHeader && cell.column_span == self.columns;
        row > 0 && self.rows.get(row).is_some_and(|row| row.cells.first().is_some_and(caption))
    }
}

/// Figures of a table that must come to the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The sentence that says so; of all columns or rows in which it holds the same.
    pub sentence: String,
    /// Cells whose sum is the left side.
    pub left: Vec<Place>,
    /// Cells whose sum is the right side.
    pub right: Vec<Place>,
}

impl Sum {
    /// All its cells, left side first.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.left.iter().chain(&self.right).copied()
    }
}

/// Where a cell begins on a table's grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Row, from 0.
    pub row: usize,
    /// Grid column, from 0.
    pub column: usize,
}

/// The cells that begin in one row, left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Cells.
    pub cells: Vec<Cell>,
}

/// What a cell is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Heads the columns below it.
    ColumnHeader,
    /// Heads the row (or rows) to its right.
    RowHeader,
    /// Holds a figure.
    Figure,
}

/// Horizontal alignment in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left.
    Left,
    /// Centred.
    Center,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// First grid column, from 0.
    pub column: usize,
    /// Grid columns covered.
    pub column_span: usize,
    /// Rows covered.
    pub row_span: usize,
    /// Header or figure.
    pub kind: CellKind,
    /// Alignment.
    pub align: Align,
    /// Figure or words, then (in a run of its own) the cell's note. Empty text for an empty cell.
    pub runs: Vec<Run>,
}

/// 署名 and 成文日期 (GB/T 9704 7.3.5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// 发文机关署名.
    pub name: Option<Run>,
    /// Where the name may be broken by meaning if a line does not hold it; ascending by offset.
    pub breaks: Vec<TitleBreak>,
    /// 成文日期, as printed.
    pub date: Option<Run>,
}
