//! What rules ask of the tables, in quantities: their value, place and name. What the form does not have is `None`.

use super::{Cell, Facts, Money};
use crate::form::quantity::{ColumnName, Quantity, RowName};
use crate::report::{TableReport, Unit};
use crate::source::Span;

impl Facts {
    /// The cells of a row or group in a column or group of columns, if the form has them.
    pub(crate) fn quantity(&self, row: RowName, column: ColumnName) -> Option<Quantity> {
        self.form.quantity(row, column)
    }

    /// The value of a quantity; `None` where it would be negative, or where a cell was not read.
    pub(crate) fn value(&self, quantity: &Quantity) -> Option<u64> {
        u64::try_from(self.tables.get(quantity.table())?.value(quantity)?).ok()
    }

    /// Where a quantity is best shown.
    pub(crate) fn place(&self, quantity: &Quantity) -> Span {
        self.tables.get(quantity.table()).map_or_else(Span::default, |table| table.place(quantity))
    }

    /// What messages call a row.
    pub(crate) fn row_said(&self, row: RowName) -> &'static str {
        self.form.row(row).map_or(row.word(), |(_, table, line)| table.line_name(line).said())
    }

    pub(crate) fn table_of(&self, row: RowName) -> Option<&TableReport> {
        let (index, ..) = self.form.row(row)?;
        self.tables.get(index)
    }

    /// A count with its place and note, if the form has it.
    pub(crate) fn count(&self, row: RowName, column: ColumnName) -> Option<Cell> {
        self.cell(&self.quantity(row, column)?)
    }

    /// Several counts of a row, if the form has all of them.
    pub(crate) fn counts<const N: usize>(&self, row: RowName, columns: [ColumnName; N]) -> Option<[Cell; N]> {
        let cells: Option<Vec<Cell>> = columns.into_iter().map(|column| self.count(row, column)).collect();
        cells?.try_into().ok()
    }

    /// The counts of a row or group in each of several columns, or in all, with the columns' names.
    pub(crate) fn each(&self, row: RowName, columns: Option<ColumnName>) -> Vec<(&'static str, Cell)> {
        let Some((index, form, line)) = self.form.row(row) else { return Vec::new() };
        let Some(&first) = form.summands(line).first() else { return Vec::new() };
        let wanted = match columns {
            Some(name) => form.columns_named(line, name.word()).unwrap_or_default(),
            None => (0..form.columns(first).len()).collect(),
        };
        let named = wanted.into_iter().filter_map(|column| {
            let cell = self.cell(&Quantity::new(index, line, &[column]))?;
            Some((form.columns(first)[column].name.said(), cell))
        });
        named.collect()
    }

    /// A signed number with its place, if the form has it.
    pub(crate) fn change(&self, row: RowName, column: ColumnName) -> Option<(i64, Span)> {
        let quantity = self.quantity(row, column)?;
        Some((self.tables.get(quantity.table())?.value(&quantity)?, self.place(&quantity)))
    }

    /// A sum of money, if the form has it.
    pub(crate) fn money(&self, row: RowName, column: ColumnName) -> Option<Money> {
        let quantity = self.quantity(row, column)?;
        let table = self.tables.get(quantity.table())?;
        let (_, id) = quantity.cells(table.form()).next()?;
        let cell = table.get(id)?;
        let amount = cell.figure.amount()?;
        Some(Money {
            fen: u128::try_from(amount.cents()).ok()?,
            places: usize::from(amount.places),
            in_yuan: amount.unit == Unit::Yuan,
            written: cell.written.clone(),
            span: cell.span,
        })
    }

    /// The value, place and note of a quantity.
    fn cell(&self, quantity: &Quantity) -> Option<Cell> {
        let table = self.tables.get(quantity.table())?;
        let (_, id) = quantity.cells(table.form()).next()?;
        let note = table.get(id).and_then(|cell| cell.note.as_ref());
        Some(Cell {
            value: self.value(quantity)?,
            span: table.place(quantity),
            note: note.map(|note| note.value.clone()).unwrap_or_default(),
        })
    }
}
