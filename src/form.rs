//! In: `templates/*/form.yaml`. Out: the official form as types: sections, tables as trees of rows and columns, the
//! identities that bind their cells. One definition drives reading, hints, checking, skeleton, schema and the printed
//! grid. Refuses to know any report.

#![deny(clippy::float_arithmetic)]

pub mod grid;
pub mod identity;
pub mod quantity;
mod read;
pub mod schema;
pub mod skeleton;

use crate::source::NUMERALS;
use crate::yaml::{DataFault, DataFile, shipped};
use identity::{Equation, Identity};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// One edition of the official form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name in `templates/` (`2021`).
    pub edition: String,
    /// The form's own title.
    pub name: String,
    /// 文号 of the document that set it.
    pub document: String,
    /// First report year.
    pub first_year: u16,
    /// Last report year, if a later edition replaced it.
    pub last_year: Option<u16>,
    /// The six sections in order.
    pub sections: Vec<Section>,
    /// Read at run time, not shipped with the program.
    given: bool,
    /// By [`quantity::RowName`]: which of [`Form::tables`] has it, and where.
    rows_named: Vec<Option<(usize, Line)>>,
}

/// One of the six parts of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its title without number; also its key in the author's file.
    pub title: String,
    /// What it holds.
    pub body: Body,
    /// A word of what it must speak of, if the form names such.
    pub must_say: Option<String>,
}

/// What a section holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Text, with the fixed sub-items that it should have (may be none).
    Prose(Vec<String>),
    /// A table.
    Table(Table),
}

/// A table: bands on one grid, rows and columns flattened in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// 表二, 表三 or 表四.
    pub name: String,
    /// Title of its section.
    pub title: String,
    /// Stretches of rows that share columns.
    pub bands: Vec<Band>,
    /// Printed with its rows side by side: their labels head the columns (表四).
    pub across: bool,
    /// All rows that hold figures, top to bottom.
    pub rows: Vec<Row>,
    /// All groups of rows, outer before inner.
    pub groups: Vec<Group>,
    /// What binds the cells.
    pub identities: Vec<Identity>,
    /// The identities written out for every column or row they bind.
    pub equations: Vec<Equation>,
}

/// Rows of a table that share columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// A line across the table above the heads (`第二十条第（一）项`).
    pub caption: Option<String>,
    /// The words over the row labels.
    pub corner: String,
    /// The heads, as a tree.
    pub heads: Vec<Branch>,
    /// The row labels, as a tree.
    pub labels: Vec<Branch>,
    /// The columns that hold figures: the leaves of `heads`.
    pub columns: Vec<Column>,
    /// All groups of heads, outer before inner.
    pub head_groups: Vec<HeadGroup>,
    /// Which of the table's rows: the leaves of `labels`.
    pub rows: Range<usize>,
}

/// A node of a tree of heads or labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// What is printed.
    pub label: String,
    /// Key, short name, kind: of leaves and groups alike.
    pub name: Name,
    /// Below it; empty for a leaf.
    pub children: Vec<Branch>,
    /// Whether it is the sum of its siblings.
    pub total: bool,
    /// What its cells hold, if it is a column.
    pub kind: Kind,
}

/// By what a row, column or group is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// In the author's file.
    pub key: String,
    /// In placeholders and messages, where the key is too long or says too little.
    pub short: Option<String>,
    /// In rules, where an edition's key differs from that of other editions ([`quantity`]).
    pub quantity: Option<String>,
    /// In prose: what a report's sentences call it, beside the words that all editions have for it; `None` is the key.
    pub wordings: Option<Vec<String>>,
}

impl Name {
    /// What messages say.
    #[must_use]
    pub fn said(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.key)
    }

    /// Whether `word` is its key, its short name or the name that rules have for it.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.key == word || self.short.as_deref() == Some(word) || self.quantity.as_deref() == Some(word)
    }
}

/// A row that holds figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its names.
    pub name: Name,
    /// What is printed before it.
    pub label: String,
    /// The groups it lies in, outermost first, as indices of [`Table::groups`].
    pub groups: Vec<usize>,
    /// Its band, as an index of [`Table::bands`].
    pub band: usize,
    /// Whether it is the sum of the other rows of its group.
    pub total: bool,
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its names.
    pub name: Name,
    /// What is printed before it.
    pub label: String,
    /// The group it lies in.
    pub parent: Option<usize>,
    /// Its rows.
    pub rows: Range<usize>,
}

/// A group of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadGroup {
    /// Its names.
    pub name: Name,
    /// Its columns.
    pub columns: Range<usize>,
}

/// A column that holds figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its names.
    pub name: Name,
    /// What is printed above it.
    pub label: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether it is the sum of the others.
    pub total: bool,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A whole number, not negative.
    #[default]
    Count,
    /// A whole number with sign: 增/减.
    Change,
    /// An amount printed in 万元.
    TenThousand,
    /// An amount with its unit.
    Money,
}

/// A row or a group, found by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A row, as an index of [`Table::rows`].
    Row(usize),
    /// A group, as an index of [`Table::groups`].
    Group(usize),
}

/// The place of a cell in a table: row and column of the row's band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// Index of [`Table::rows`].
    pub row: usize,
    /// Index of the band's columns.
    pub column: usize,
}

/// Newest first. Each is read when first asked for: a report needs one edition only.
static FORMS: [LazyLock<Form>; 2] = [
    LazyLock::new(|| shipped!("templates/2021/form.yaml").read(read::read)),
    LazyLock::new(|| shipped!("templates/2019/form.yaml").read(read::read)),
];

/// Editions read at run time, newest first.
static GIVEN: OnceLock<Vec<Form>> = OnceLock::new();

/// Reads an edition that is not shipped; `name` is the file's, for messages.
///
/// # Errors
/// On anything unknown, missing or unresolved in it.
pub fn read(name: &str, text: &str) -> Result<Form, DataFault> {
    DataFile::read(name, text, read::read).map(|form| Form { given: true, ..form })
}

/// Puts further editions beside the shipped ones, in whose place one of the same name steps. Done once, by the porch, before
/// the first report is read; what comes later is not taken.
pub fn give(mut forms: Vec<Form>) {
    forms.sort_by_key(|form| Reverse(form.first_year));
    let _ = GIVEN.set(forms);
}

/// The editions read at run time, newest first.
pub fn given() -> impl Iterator<Item = &'static Form> {
    GIVEN.get().into_iter().flatten()
}

/// The shipped editions that none of the same name replaced, newest first.
fn kept() -> impl Iterator<Item = &'static Form> {
    FORMS.iter().map(|form| &**form).filter(|form| given().all(|other| other.edition != form.edition))
}

/// All editions: those read at run time, then the shipped ones; newest first.
pub fn all() -> impl Iterator<Item = &'static Form> {
    given().chain(kept())
}

/// The newest edition.
#[must_use]
pub fn newest() -> &'static Form {
    given().next().filter(|form| form.first_year >= newest_shipped().first_year).unwrap_or(newest_shipped())
}

/// The newest edition that the program brings with it.
#[must_use]
pub fn newest_shipped() -> &'static Form {
    &FORMS[0]
}

/// The edition for reports of a year; `None` before 2019, when no form was set.
#[must_use]
pub fn for_year(year: u16) -> Option<&'static Form> {
    let holds = |f: &&Form| f.first_year <= year && f.last_year.is_none_or(|last| year <= last);
    match (given().find(holds), kept().find(holds)) {
        (Some(given), Some(shipped)) if shipped.first_year > given.first_year => Some(shipped),
        (given, shipped) => given.or(shipped),
    }
}

/// The edition of a name (`2021`).
#[must_use]
pub fn by_name(edition: &str) -> Option<&'static Form> {
    all().find(|f| f.edition == edition)
}

impl Form {
    /// Whether it was read at run time.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.given
    }

    /// The tables in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().filter_map(|s| if let Body::Table(table) = &s.body { Some(table) } else { None })
    }

    /// A table by its name (`表三`).
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables().find(|t| t.name == name)
    }
}

/// The Chinese number of a section (from 0): 一 to 十.
///
/// # Panics
/// Above ten: `form/read` refuses such a form.
#[must_use]
pub fn numeral(index: usize) -> char {
    NUMERALS.chars().nth(index).expect("form/read allows no more than ten sections")
}

impl Table {
    /// The columns of a row.
    #[must_use]
    pub fn columns(&self, row: usize) -> &[Column] {
        &self.bands[self.rows[row].band].columns
    }

    /// A column of a row by key, short name or printed head.
    #[must_use]
    pub fn column(&self, row: usize, name: &str) -> Option<usize> {
        self.columns(row).iter().position(|c| c.name.is(name) || c.label == name)
    }

    /// The row or group that a path names: each word a key or short name, outer before inner; groups between may be
    /// left out where that is not ambiguous. Of several the outermost is meant.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<Line> {
        let (last, above) = path.split_last()?;
        let groups = (0..self.groups.len()).filter(|&g| self.groups[g].name.is(last)).map(Line::Group);
        let rows = (0..self.rows.len()).filter(|&r| self.rows[r].name.is(last)).map(Line::Row);
        groups
            .chain(rows)
            .filter(|&line| self.lies_in(line, above))
            .min_by_key(|&line| self.above(line).len())
    }

    /// The columns of a row or group that prose calls by a word; none where it has no such row.
    #[must_use]
    pub fn columns_called(&self, row: &str, word: &str) -> Vec<&str> {
        let Some(line) = self.find(&[row]) else { return Vec::new() };
        let Some(&first) = self.summands(line).first() else { return Vec::new() };
        let called = |column: &&Column| column.name.wordings.iter().flatten().any(|wording| wording == word);
        self.columns(first).iter().filter(called).map(|column| column.name.key.as_str()).collect()
    }

    /// The groups around a row or group, outermost first.
    #[must_use]
    pub fn above(&self, line: Line) -> Vec<usize> {
        match line {
            Line::Row(row) => self.rows[row].groups.clone(),
            Line::Group(group) => {
                let mut above: Vec<usize> =
                    std::iter::successors(self.groups[group].parent, |&g| self.groups[g].parent).collect();
                above.reverse();
                above
            }
        }
    }

    /// The names of a row or group.
    #[must_use]
    pub fn line_name(&self, line: Line) -> &Name {
        match line {
            Line::Row(row) => &self.rows[row].name,
            Line::Group(group) => &self.groups[group].name,
        }
    }

    fn lies_in(&self, line: Line, path: &[&str]) -> bool {
        let above = self.above(line);
        let mut groups = above.iter();
        path.iter().all(|word| groups.any(|&g| self.groups[g].name.is(word)))
    }

    /// The rows of a row or group that are summed: totals are left out of a group.
    #[must_use]
    pub fn summands(&self, line: Line) -> Vec<usize> {
        match line {
            Line::Row(row) => vec![row],
            Line::Group(group) => self.groups[group].rows.clone().filter(|&r| !self.rows[r].total).collect(),
        }
    }

    /// What messages call a cell: `予以公开·自然人`; of a row with one cell only the row.
    #[must_use]
    pub fn cell_name(&self, cell: CellId) -> String {
        let row = self.rows[cell.row].name.said();
        match self.columns(cell.row) {
            [_] => row.to_owned(),
            columns => format!("{row}·{}", columns[cell.column].name.said()),
        }
    }

    /// All cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = CellId> {
        (0..self.rows.len())
            .flat_map(|row| (0..self.columns(row).len()).map(move |column| CellId { row, column }))
    }
}
