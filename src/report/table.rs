//! A table as written: the form's cells with their values and places, and the questions that rules ask of them.

use super::{Figure, Prose};
use crate::form::quantity::Quantity;
use crate::form::{CellId, Line, Table};
use crate::source::{Span, Spanned};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its value.
    pub figure: Figure,
    /// Where it is written; for a computed total where its row's key is.
    pub span: Span,
    /// As written; empty for a computed total.
    pub written: String,
    /// 注.
    pub note: Option<Spanned<String>>,
    /// The author left the total to the program.
    pub computed: bool,
}

/// A table as written.
#[derive(Clone, Debug)]
pub struct TableReport {
    form: &'static Table,
    cells: Vec<Vec<Option<Cell>>>,
    keys: Vec<Span>,
    group_keys: Vec<Span>,
    /// 表前: text between the section's heading and the table.
    pub before: Prose,
    /// 表注.
    pub note: Option<Spanned<String>>,
    /// Where the table's map stands.
    pub span: Span,
}

impl TableReport {
    /// A table whose cells are all unread.
    #[must_use]
    pub fn new(form: &'static Table, span: Span) -> Self {
        let cells = (0..form.rows.len()).map(|row| vec![None; form.columns(row).len()]).collect();
        let keys = vec![Span::default(); form.rows.len()];
        let group_keys = vec![Span::default(); form.groups.len()];
        Self { form, cells, keys, group_keys, before: Prose::default(), note: None, span }
    }

    /// The form's table.
    #[must_use]
    pub fn form(&self) -> &'static Table {
        self.form
    }

    /// A cell; `None` if it is missing or could not be read.
    #[must_use]
    pub fn get(&self, id: CellId) -> Option<&Cell> {
        self.cells.get(id.row)?.get(id.column)?.as_ref()
    }

    /// Puts a cell.
    pub fn set(&mut self, id: CellId, cell: Cell) {
        self.cells[id.row][id.column] = Some(cell);
    }

    /// Where the key of a row stands; empty if it is missing.
    #[must_use]
    pub fn key(&self, row: usize) -> Span {
        self.keys[row]
    }

    /// Says where the key of a row stands.
    pub fn set_key(&mut self, row: usize, span: Span) {
        self.keys[row] = span;
    }

    /// Where the key of a group stands; the table itself if it is missing.
    #[must_use]
    pub fn group_key(&self, group: usize) -> Span {
        Some(self.group_keys[group]).filter(|key| !key.is_empty()).unwrap_or(self.span)
    }

    /// Says where the key of the group of this name stands that holds a row.
    pub fn set_group_key(&mut self, row: usize, key: &str, span: Span) {
        if let Some(&group) =
            self.form.rows[row].groups.iter().find(|&&g| self.form.groups[g].name.key == key)
        {
            self.group_keys[group] = span;
        }
    }

    /// Whether every cell was read.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.cells.iter().flatten().all(Option::is_some)
    }

    /// All cells that were read, in the form's order.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        self.form.cells().filter_map(|id| Some((id, self.get(id)?)))
    }

    /// The whole number in a cell; `None` if it was not read or is money.
    #[must_use]
    pub fn whole(&self, id: CellId) -> Option<i64> {
        self.get(id)?.figure.whole()
    }

    /// A cell by row path and column (key, short name or head): `(["不予公开", "属于国家秘密"], "自然人")`. The column of a
    /// row with one cell may be empty. `None` for a group or an unread cell.
    #[must_use]
    pub fn cell(&self, row: &[&str], column: &str) -> Option<&Cell> {
        let Line::Row(row) = self.form.find(row)? else { return None };
        self.get(CellId { row, column: self.column(row, column)? })
    }

    /// The whole number of a row, or the sum of a group of rows, in a column, with the smallest place that holds all of it.
    #[must_use]
    pub fn count(&self, row: &[&str], column: &str) -> Option<Spanned<i64>> {
        self.sum(self.form.find(row)?, column)
    }

    /// The same for a row or group already found.
    #[must_use]
    pub fn sum(&self, line: Line, column: &str) -> Option<Spanned<i64>> {
        let mut sum = Spanned::new(0, Span::default());
        for row in self.form.summands(line) {
            let cell = self.get(CellId { row, column: self.column(row, column)? })?;
            sum.value += cell.figure.whole()?;
            sum.span = if sum.span.is_empty() { cell.span } else { sum.span.to(cell.span) };
        }
        Some(sum)
    }

    /// The sum that a quantity of this table stands for; `None` where a cell was not read or is money.
    #[must_use]
    pub fn value(&self, quantity: &Quantity) -> Option<i64> {
        quantity.cells(self.form).try_fold(0_i64, |sum, (sign, id)| sum.checked_add(sign * self.whole(id)?))
    }

    /// Where a quantity is best shown: its first cell that is not 0, else its first.
    #[must_use]
    pub fn place(&self, quantity: &Quantity) -> Span {
        let mut cells = quantity.cells(self.form).filter(|&(sign, _)| sign > 0).map(|(_, id)| id);
        let used = cells.clone().find(|&id| self.whole(id).is_some_and(|n| n != 0));
        used.or_else(|| cells.next()).map_or_else(Span::default, |id| self.place_of(id))
    }

    /// Where a cell is written; of a total that the program computed the cells of its row.
    #[must_use]
    pub fn place_of(&self, id: CellId) -> Span {
        let Some(cell) = self.get(id) else { return self.key(id.row) };
        let columns = self.form.columns(id.row);
        if !cell.computed || !columns[id.column].total {
            return cell.span;
        }
        let summed = (0..columns.len()).filter(|&column| !columns[column].total);
        let mut spans = summed.filter_map(|column| Some(self.get(CellId { column, ..id })?.span));
        let Some(first) = spans.next() else { return cell.span };
        first.to(spans.next_back().unwrap_or(first))
    }

    fn column(&self, row: usize, name: &str) -> Option<usize> {
        if name.is_empty() && self.form.columns(row).len() == 1 {
            Some(0)
        } else {
            self.form.column(row, name)
        }
    }
}
