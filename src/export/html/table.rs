//! A table: its heads repeated in print, its bands apart, every figure with the cells that head it.

use super::look::{Look, Part};
use super::text::{escaped, runs};
use crate::document::{Cell, CellKind, Role, Table};
use std::borrow::Cow;
use std::fmt::Write as _;

/// A cell and the row in which it begins.
#[derive(Clone, Copy)]
struct Placed<'a> {
    row: usize,
    cell: &'a Cell,
}

/// Writes the `number`th table (from 1) of its document, and its note.
pub(super) fn write(out: &mut String, table: &Table, number: usize, look: Look) {
    let grid = grid(table);
    let _ = match look {
        Look::Page => write!(
            out,
            "<div{} role=\"region\" tabindex=\"0\" aria-labelledby=\"t{number}\" style=\"--columns: {}\">\n\
             <table>\n<caption id=\"t{number}\">",
            look.of(Part::Region),
            table.columns
        ),
        Look::Fragment => write!(
            out,
            "<div{} role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table{}>\n<caption{}>",
            look.of(Part::Region),
            escaped(&table.name),
            look.of(Part::Table),
            look.of(Part::Caption)
        ),
    };
    let _ = writeln!(out, "{}</caption>", escaped(&table.name));
    let mut open = None;
    for (row, model) in table.rows.iter().enumerate() {
        let group = if row < table.header_rows { "thead" } else { "tbody" };
        if open != Some(group) || table.is_joint(row) {
            if let Some(open) = open {
                let _ = writeln!(out, "</{open}>");
            }
            let _ = writeln!(out, "<{group}>");
            open = Some(group);
        }
        out.push_str("<tr>");
        for cell in &model.cells {
            write_cell(out, &grid, Placed { row, cell }, number, look);
        }
        out.push_str("</tr>\n");
    }
    if let Some(open) = open {
        let _ = writeln!(out, "</{open}>");
    }
    out.push_str("</table>\n</div>\n");
    if let Some(note) = &table.note {
        let _ = write!(out, "<p{}>", look.of(Part::Note));
        runs(out, &note.runs, |_| (Cow::Borrowed(""), ""));
        out.push_str("</p>\n");
    }
}

/// What covers each place of the grid, row by row.
fn grid(table: &Table) -> Vec<Vec<Option<Placed<'_>>>> {
    let mut grid = vec![vec![None; table.columns]; table.rows.len()];
    for (row, model) in table.rows.iter().enumerate() {
        for cell in &model.cells {
            for covered in grid.iter_mut().skip(row).take(cell.row_span) {
                covered[cell.column..cell.column + cell.column_span].fill(Some(Placed { row, cell }));
            }
        }
    }
    grid
}

fn write_cell(out: &mut String, grid: &[Vec<Option<Placed<'_>>>], at: Placed<'_>, number: usize, look: Look) {
    let cell = at.cell;
    let (tag, part) = match cell.kind {
        CellKind::Figure => ("td", Part::Figure(cell.align)),
        CellKind::ColumnHeader | CellKind::RowHeader => ("th", Part::Header(cell.align)),
    };
    let _ = write!(out, "<{tag}");
    if cell.kind != CellKind::Figure {
        if look == Look::Page {
            let _ = write!(out, " id=\"{}\"", name(number, at));
        }
        let scope = match (cell.kind, cell.column_span > 1, cell.row_span > 1) {
            (CellKind::ColumnHeader, true, _) => "colgroup",
            (CellKind::ColumnHeader, false, _) => "col",
            (_, _, true) => "rowgroup",
            (_, _, false) => "row",
        };
        let _ = write!(out, " scope=\"{scope}\"");
    } else if look == Look::Page {
        let headers: Vec<String> = headers(grid, at).into_iter().map(|head| name(number, head)).collect();
        let _ = write!(out, " headers=\"{}\"", headers.join(" "));
    }
    for (attribute, span) in [("colspan", cell.column_span), ("rowspan", cell.row_span)] {
        if span > 1 {
            let _ = write!(out, " {attribute}=\"{span}\"");
        }
    }
    let _ = write!(out, "{}>", look.of(part));
    runs(out, &cell.runs, |role| match role {
        Role::TableFigure => (Cow::Owned(format!("<span{}>", look.of(Part::Number))), "</span>"),
        _ => (Cow::Borrowed(""), ""),
    });
    let _ = write!(out, "</{tag}>");
}

/// The identifier of a head or label.
fn name(table: usize, Placed { row, cell }: Placed<'_>) -> String {
    format!("t{table}r{row}c{}", cell.column)
}

/// What heads a figure, outer before inner: the heads of its own band above it, then the labels at its left.
fn headers<'a>(grid: &[Vec<Option<Placed<'a>>>], at: Placed<'_>) -> Vec<Placed<'a>> {
    let is = |kind: CellKind| move |placed: &&Placed<'a>| placed.cell.kind == kind;
    let column = at.cell.column;
    let above = grid[..at.row].iter().rev().filter_map(|row| row[column].as_ref());
    let mut heads: Vec<Placed<'a>> = above
        .skip_while(|placed| placed.cell.kind != CellKind::ColumnHeader)
        .take_while(is(CellKind::ColumnHeader))
        .copied()
        .collect();
    heads.reverse();
    let left = grid[at.row][..column].iter().flatten();
    heads.extend(left.filter(is(CellKind::RowHeader)).copied());
    heads.dedup_by_key(|placed| (placed.row, placed.cell.column));
    heads
}
