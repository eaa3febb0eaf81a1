//! The form's grid with the report's figures in it.

mod notes;

use crate::document::{Align, Cell, CellKind, Place, Role, Row, Run, Sum, Table};
use crate::form::grid::{Content, Grid, GridCell, grid};
use crate::form::identity::Equation;
use crate::form::{self, CellId, Kind};
use crate::report::{Figure, TableReport};
use crate::source::Span;
use notes::Signed;

pub(super) fn table(report: &TableReport) -> Table {
    let form = report.form();
    let grid = grid(form);
    // Labels of one column stand centred as their heads do; in a tree of labels the leaves are sentences.
    let tree = form.bands.iter().any(|band| band.labels.iter().any(|label| !label.children.is_empty()));
    let signed = notes::numbered(&grid, report);
    let cells = |row: &Vec<GridCell>| row.iter().map(|c| cell(c, tree, report, &signed)).collect();
    let rows = grid.rows.iter().map(|row| Row { cells: cells(row) });
    let note = notes::below(report, &signed);
    Table {
        name: format!("{} {}", form.name, form.title),
        columns: grid.columns,
        header_rows: grid.header_rows,
        rows: rows.collect(),
        note,
        sums: sums(form, &grid),
        span: report.span,
    }
}

/// The form's identities, by the places of their cells on the grid.
fn sums(form: &form::Table, grid: &Grid) -> Vec<Sum> {
    let mut places = vec![Place { row: 0, column: 0 }; form.rows.len() * grid.columns];
    let at = |id: CellId| id.row * grid.columns + id.column;
    for (row, cells) in grid.rows.iter().enumerate() {
        for cell in cells {
            if let Content::Figure(id) = cell.content {
                places[at(id)] = Place { row, column: cell.column };
            }
        }
    }
    let side = |cells: &[CellId]| cells.iter().map(|&id| places[at(id)]).collect();
    let sum = |equation: &Equation| Sum {
        sentence: form.identities[equation.identity].sentence.clone(),
        left: side(&equation.left),
        right: side(&equation.right),
    };
    form.equations.iter().map(sum).collect()
}

fn cell(cell: &GridCell, tree: bool, report: &TableReport, signed: &[Signed<'_>]) -> Cell {
    let words =
        |text: &str| vec![Run { text: text.to_owned(), role: Role::TableText, span: Span::default() }];
    let (kind, align, runs) = match &cell.content {
        Content::Head(text) => (CellKind::ColumnHeader, Align::Center, words(text)),
        Content::Label(text) => {
            let align = if tree && cell.row_span == 1 { Align::Left } else { Align::Center };
            (CellKind::RowHeader, align, words(text))
        }
        Content::Figure(id) => (CellKind::Figure, Align::Center, figure(*id, report, signed)),
    };
    Cell { column: cell.column, column_span: cell.column_span, row_span: cell.row_span, kind, align, runs }
}

/// The figure, then its note in brackets, or the sign under which it stands below the table.
fn figure(id: CellId, report: &TableReport, signed: &[Signed<'_>]) -> Vec<Run> {
    // Only a draft lacks one.
    let Some(cell) = report.get(id) else {
        return vec![Run { text: String::new(), role: Role::TableFigure, span: report.key(id.row) }];
    };
    let text = match (report.form().columns(id.row)[id.column].kind, cell.figure) {
        // The form names no unit there, so the author's own is printed.
        (Kind::Money, Figure::Amount(amount)) if amount.digits != 0 => amount.as_written(),
        (Kind::Money, Figure::Amount(_)) => "0".to_owned(),
        (_, figure) => figure.to_string(),
    };
    let note = cell.note.as_ref().map(|note| (notes::bare(&note.value), note.span));
    let sign = note.and_then(|(note, _)| notes::sign_of(note, signed));
    let text = if let Some(sign) = sign { format!("{text}{sign}") } else { text };
    let mut runs = vec![Run { text, role: Role::TableFigure, span: cell.span }];
    if let Some((note, span)) = note.filter(|_| sign.is_none()) {
        runs.push(Run { text: format!("（{note}）"), role: Role::TableText, span });
    }
    runs
}
