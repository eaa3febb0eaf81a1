//! In: the names of rows and columns. Out: what a figure of the prose may stand for: a sum of cells of one table, by names alone; the
//! form says which cells they are, and what it does not have is no reading.

use crate::check::facts::Facts;
use crate::form::quantity::{ColumnName as Column, Quantity, RowName as Row};
use crate::form::{Form, Line};
use crate::source::Span;

/// One way to understand a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    table: &'static str,
    /// Rows and groups added (1) or taken away (-1).
    rows: Vec<(i64, &'static str)>,
    /// Columns that are added.
    columns: Vec<&'static str>,
}

impl Reading {
    /// Rows that are added, over columns that are added.
    pub(crate) fn of(rows: &[Row], columns: &[Column]) -> Self {
        let table = rows.first().map_or("", |row| row.table());
        let rows: Vec<&'static str> = rows.iter().map(|row| row.word()).collect();
        Self::named(table, &rows, columns.iter().map(|column| column.word()).collect())
    }

    /// The same by the words that the form has for them.
    pub(crate) fn named(table: &'static str, rows: &[&'static str], columns: Vec<&'static str>) -> Self {
        Self { table, rows: rows.iter().map(|&row| (1, row)).collect(), columns }
    }

    /// A row of table three over all applicants.
    pub(crate) fn total(row: Row) -> Self {
        Self::of(&[row], &[Column::Applicants])
    }

    /// With another row of the same table.
    fn plus(mut self, row: Row) -> Self {
        self.rows.push((1, row.word()));
        self
    }

    /// Without another row of the same table.
    fn minus(mut self, row: Row) -> Self {
        self.rows.push((-1, row.word()));
        self
    }

    /// The same rows over another column or group of columns.
    fn over(mut self, column: &'static str) -> Self {
        self.columns = vec![column];
        self
    }

    /// The cells in the report's form; `None` where it has no such row or column.
    pub(crate) fn quantity(&self, facts: &Facts) -> Option<Quantity> {
        facts.form.sum(self.table, &self.rows, &self.columns)
    }

    /// The value; nothing if it would be negative, or where the form lacks a row or column.
    pub(crate) fn value(&self, facts: &Facts) -> Option<u64> {
        facts.value(&self.quantity(facts)?)
    }

    /// The cell at which the label stands.
    pub(crate) fn place(&self, facts: &Facts) -> Span {
        self.quantity(facts).map_or_else(Span::default, |quantity| facts.place(&quantity))
    }

    /// What it is called in a message: `表三“本年新收·总计”`.
    pub(crate) fn name(&self, facts: &Facts) -> String {
        self.quantity(facts).map_or_else(String::new, |quantity| quantity.said(facts.form))
    }
}

/// Readings of 收到, 受理: 一 first, then 一+二.
pub(crate) fn received(column: &'static str) -> Vec<Reading> {
    let new = || Reading::total(Row::Received).over(column);
    vec![new(), new().plus(Row::CarriedIn)]
}

/// Readings of 办结, 答复: （七） first, then what offices mean by it: without the carried ones, without 其他处理, without 不予处理.
pub(crate) fn done(column: &'static str) -> Vec<Reading> {
    let all = || Reading::total(Row::Closed).over(column);
    vec![
        all(),
        all().minus(Row::CarriedIn),
        all().minus(Row::OtherwiseClosed),
        all().minus(Row::Unprocessed),
        all().minus(Row::OtherwiseClosed).minus(Row::Unprocessed),
    ]
}

/// Readings of 办结: （七）, with or without the carried ones.
pub(crate) fn closed(column: &'static str) -> Vec<Reading> {
    let mut readings = done(column);
    readings.truncate(2);
    readings
}

/// Readings of 办理: what was done, or all that there was to do.
pub(crate) fn handled(column: &'static str) -> Vec<Reading> {
    let mut readings = done(column);
    readings.extend(received(column));
    readings
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Outcome {
    /// Its place among the rows.
    place: usize,
    pub(crate) name: &'static str,
    /// One of （一） to （六）, and not a row of theirs.
    pub(crate) is_group: bool,
    /// 予以公开, 部分公开.
    pub(crate) is_granted: bool,
}

impl Outcome {
    /// The result that a word of the lexicon names, if the form has it.
    pub(crate) fn named(form: &Form, name: &'static str) -> Option<Self> {
        let (index, table, _) = form.row(Row::Closed)?;
        let line = table.find(&[name])?;
        let is = |row: Row| form.row(row).is_some_and(|(other, _, same)| (other, same) == (index, line));
        let place = match line {
            Line::Row(row) => row,
            Line::Group(group) => table.groups[group].rows.start,
        };
        let is_granted = is(Row::Granted) || is(Row::PartlyGranted);
        Some(Self { place, name, is_group: table.above(line).len() == 1, is_granted })
    }

    /// Several of them over all applicants.
    pub(crate) fn sum(outcomes: &[Self]) -> Reading {
        let rows: Vec<&'static str> = outcomes.iter().map(|outcome| outcome.name).collect();
        Reading::named(Row::Closed.table(), &rows, vec![Column::Applicants.word()])
    }
}
