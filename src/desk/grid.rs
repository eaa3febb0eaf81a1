//! In: a table as written. Out: the official grid with what is written in its cells, what they add up to, and last year's.

use super::desktop::Desktop;
use super::sheet::{Field, TableSheet};
use crate::form::grid::{Content, GridCell, grid as form_grid};
use crate::form::{CellId, Line};
use crate::report::{Report, TableReport};
use serde_json::{Map, Value, json};

/// The grid of a section's table.
pub(super) fn grid(
    desktop: &Desktop,
    section: usize,
    sheet: &TableSheet<'_>,
    report: Option<&Report>,
) -> Value {
    let form = sheet.form;
    let grid = form_grid(form);
    let filler = Filler {
        text: desktop.source.text(),
        edition: desktop.form(),
        section,
        sheet,
        report: report.and_then(|report| report.table(&form.name)),
        previous: desktop.previous.as_deref().and_then(|last| last.table(&form.name)),
    };
    let cells = grid.rows.iter().enumerate();
    let cells = cells.flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell)));
    json!({
        "caption": form.title,
        "rows": grid.rows.len(),
        "columns": grid.columns,
        "heads": grid.header_rows,
        "cells": cells.map(|(row, cell)| filler.cell(row, cell)).collect::<Vec<_>>(),
    })
}

struct Filler<'a> {
    text: &'a str,
    edition: &'static crate::form::Form,
    section: usize,
    sheet: &'a TableSheet<'a>,
    report: Option<&'a TableReport>,
    previous: Option<&'a TableReport>,
}

impl Filler<'_> {
    fn cell(&self, row: usize, cell: &GridCell) -> Value {
        let mut out = Map::new();
        let numbers =
            [("row", row), ("column", cell.column), ("rows", cell.row_span), ("columns", cell.column_span)];
        out.extend(numbers.map(|(key, number)| (key.to_owned(), number.into())));
        match &cell.content {
            Content::Head(words) => words_of(&mut out, "head", words),
            Content::Label(words) => words_of(&mut out, "label", words),
            Content::Figure(id) => self.figure(&mut out, *id),
        }
        Value::Object(out)
    }

    fn figure(&self, out: &mut Map<String, Value>, id: CellId) {
        let form = self.sheet.form;
        let column = &form.columns(id.row)[id.column];
        let row = &form.rows[id.row];
        let value = self.sheet.value(id, self.text);
        let total = self.total(id);
        out.insert("kind".into(), "figure".into());
        out.insert("field".into(), Field::Cell(self.section, id).name(self.edition).into());
        if value.is_empty() && total.is_some() {
            out.insert("computed".into(), true.into());
        }
        out.insert("value".into(), value.into());
        if let Some(total) = total {
            out.insert("total".into(), total.to_string().into());
        }
        if let Some(previous) = self.last(id) {
            out.insert("previous".into(), previous.into());
        }
        let groups = row.groups.iter().map(|&group| form.groups[group].label.as_str());
        let words: Vec<&str> = groups.chain([row.label.as_str(), column.label.as_str()]).collect();
        out.insert("name".into(), words.join("，").into());
    }

    /// What a total adds up to, where the author may leave it to the program.
    fn total(&self, id: CellId) -> Option<i64> {
        let (form, report) = (self.sheet.form, self.report?);
        let columns = form.columns(id.row);
        if columns[id.column].total {
            let own = (0..columns.len()).filter(|&column| !columns[column].total);
            let own = own.map(|column| CellId { column, ..id });
            // The total of a row of totals is that of its cells, however those came about.
            return own.map(|id| report.whole(id).or_else(|| self.total(id))).sum();
        }
        let group = *form.rows[id.row].groups.last().filter(|_| form.rows[id.row].total)?;
        let rows = form.summands(Line::Group(group));
        rows.into_iter().map(|row| report.whole(CellId { row, ..id })).sum()
    }

    /// Last year's figure of the same cell; of another edition where it has one of the same names.
    fn last(&self, id: CellId) -> Option<String> {
        let (last, form) = (self.previous?, self.sheet.form);
        if std::ptr::eq(last.form(), form) {
            return Some(last.get(id)?.figure.to_string());
        }
        let row = &form.rows[id.row];
        let groups = row.groups.iter().map(|&group| form.groups[group].name.said());
        let path: Vec<&str> = groups.chain([row.name.said()]).collect();
        let Some(Line::Row(other)) = last.form().find(&path) else { return None };
        let column = last.form().column(other, &form.columns(id.row)[id.column].name.key)?;
        Some(last.get(CellId { row: other, column })?.figure.to_string())
    }
}

fn words_of(out: &mut Map<String, Value>, kind: &str, words: &str) {
    out.insert("kind".into(), kind.into());
    out.insert("text".into(), words.into());
}
