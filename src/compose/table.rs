//! The form's grid with the report's figures in it.

use crate::document::{Align, Cell, CellKind, Paragraph, Role, Row, Run, Table};
use crate::form::grid::{Content, GridCell, grid};
use crate::form::{CellId, Kind};
use crate::report::{Figure, TableReport};
use crate::source::Span;

pub(super) fn table(report: &TableReport) -> Table {
    let form = report.form();
    let grid = grid(form);
    // Labels of one column stand centred as their heads do; in a tree of labels the leaves are sentences.
    let tree = form.bands.iter().any(|band| band.labels.iter().any(|label| !label.children.is_empty()));
    let rows = grid.rows.iter().map(|row| Row { cells: row.iter().map(|c| cell(c, tree, report)).collect() });
    let note = report.note.as_ref().map(|note| {
        let marked = note.value.starts_with('注') || note.value.starts_with("说明");
        let mark = Run { text: "注：".to_owned(), role: Role::TableNote, span: start(note.span) };
        let text = Run { text: note.value.clone(), role: Role::TableNote, span: note.span };
        Paragraph { lead: None, runs: if marked { vec![text] } else { vec![mark, text] } }
    });
    Table {
        name: format!("{} {}", form.name, form.title),
        columns: grid.columns,
        header_rows: grid.header_rows,
        rows: rows.collect(),
        note,
        span: report.span,
    }
}

fn start(span: Span) -> Span {
    Span { start: span.start, end: span.start }
}

fn cell(cell: &GridCell, tree: bool, report: &TableReport) -> Cell {
    let words =
        |text: &str| vec![Run { text: text.to_owned(), role: Role::TableText, span: Span::default() }];
    let (kind, align, runs) = match &cell.content {
        Content::Head(text) => (CellKind::ColumnHeader, Align::Center, words(text)),
        Content::Label(text) => {
            let align = if tree && cell.row_span == 1 { Align::Left } else { Align::Center };
            (CellKind::RowHeader, align, words(text))
        }
        Content::Figure(id) => (CellKind::Figure, Align::Center, figure(*id, report)),
    };
    Cell { column: cell.column, column_span: cell.column_span, row_span: cell.row_span, kind, align, runs }
}

/// The figure, then its note in brackets.
fn figure(id: CellId, report: &TableReport) -> Vec<Run> {
    let cell = report.get(id).expect("check lets no report through that lacks a cell");
    let text = match (report.form().columns(id.row)[id.column].kind, cell.figure) {
        // The form names no unit there, so the author's own is printed.
        (Kind::Money, Figure::Amount(amount)) if amount.digits != 0 => amount.as_written(),
        (Kind::Money, Figure::Amount(_)) => "0".to_owned(),
        (_, figure) => figure.to_string(),
    };
    let mut runs = vec![Run { text, role: Role::TableFigure, span: cell.span }];
    if let Some(note) = &cell.note {
        let text = note.value.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        runs.push(Run { text: format!("（{text}）"), role: Role::TableText, span: note.span });
    }
    runs
}
