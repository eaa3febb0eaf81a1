//! A real table (`w:tbl`): fixed widths, rows that are not cut, heads that are repeated.
//!
//! Where layout cuts a table ([`crate::fit::TableFit::breaks`]), cells that reach over the cut begin anew below it, with
//! their words: a group's label is read on every page that shows a part of the group.

use super::{Writer, runs, twips};
use crate::document::{Align, Cell, CellKind, Role, Row, Table};
use crate::fit::{BlockFit, TableFit};
use crate::package::xml::Xml;
use std::ops::Range;

/// What a cell's text gets more than layout found at either side, pt: word processors round widths and rules, and a head
/// of two characters a line must not become one of one character for the twentieth of a point.
const SLACK: f64 = 0.25;

/// What a row holds at a column of the grid.
enum Slot<'a> {
    /// A cell with its words: it begins here, or is printed again below a cut.
    Begin(&'a Cell, Told<'a>),
    /// Goes on from the row above.
    Continue(&'a Cell),
}

/// What is told of a cell: the size of its text where that is smaller, the width of its text where that is narrower than
/// the cell, pt, and its lines where they would end in a word.
#[derive(Clone, Copy, Default)]
struct Told<'a> {
    size: Option<f64>,
    narrow: Option<f64>,
    lines: &'a [Range<usize>],
}

impl<'a> Told<'a> {
    fn of(measures: &'a TableFit, row: usize, index: usize) -> Self {
        let is = |r: usize, i: usize| (r, i) == (row, index);
        let length = |list: &[(usize, usize, f64)]| {
            list.iter().find(|(r, i, _)| is(*r, *i)).map(|&(_, _, length)| length)
        };
        let lines = measures.cell_lines.iter().find(|(r, i, _)| is(*r, *i));
        Self {
            size: length(&measures.small_cells),
            narrow: length(&measures.narrow_cells),
            lines: lines.map_or(&[], |(_, _, lines)| lines),
        }
    }
}

impl Slot<'_> {
    fn cell(&self) -> &Cell {
        match self {
            Self::Begin(cell, ..) | Self::Continue(cell) => cell,
        }
    }
}

/// Writes a table and its note.
pub(super) fn write(writer: &Writer<'_>, xml: &mut Xml, table: &Table, fit: &BlockFit) {
    let equal = TableFit::default();
    let measures = fit.table.as_ref().unwrap_or(&equal);
    let widths = widths(writer, table, measures);
    xml.element("w:tbl", &[], |xml| {
        properties(xml, table, measures, &widths);
        xml.element("w:tblGrid", &[], |xml| {
            for width in &widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        for row in 0..table.rows.len() {
            write_row(writer, xml, table, measures, &widths, row);
        }
    });
    if let Some(note) = &table.note {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", "TableNote"));
            runs::write_lines(writer, xml, &note.runs, Role::TableNote, 1.0, &fit.lines);
        });
    }
}

/// Widths of the grid's columns in twentieths of a point. Their edges are rounded, not they themselves, so that they add
/// up to the type area's width.
fn widths(writer: &Writer<'_>, table: &Table, measures: &TableFit) -> Vec<i64> {
    let total = writer.style.page.width;
    let equal = vec![total / table.columns as f64; table.columns];
    let widths = if measures.column_widths.len() == table.columns { &measures.column_widths } else { &equal };
    let (mut edge, mut before) = (0.0, 0);
    let mut rounded = Vec::with_capacity(widths.len());
    for width in widths {
        edge += width;
        #[allow(clippy::cast_possible_truncation, reason = "a page is some 12,000 twentieths wide")]
        let at = (edge * 20.0).round() as i64;
        rounded.push(at - before);
        before = at;
    }
    rounded
}

fn properties(xml: &mut Xml, table: &Table, measures: &TableFit, widths: &[i64]) {
    xml.element("w:tblPr", &[], |xml| {
        xml.value("w:tblStyle", "TableGrid");
        let total: i64 = widths.iter().sum();
        xml.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
        xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        let side = twips(measures.padding - SLACK);
        xml.element("w:tblCellMar", &[], |xml| {
            for (name, width) in [("w:top", "0"), ("w:left", &side), ("w:bottom", "0"), ("w:right", &side)] {
                xml.empty(name, &[("w:w", width), ("w:type", "dxa")]);
            }
        });
        xml.empty(
            "w:tblLook",
            &[("w:val", "0020"), ("w:firstRow", "1"), ("w:noHBand", "0"), ("w:noVBand", "0")],
        );
        xml.value("w:tblCaption", &table.name);
    });
}

/// What stands in a row, left to right.
fn slots<'a>(table: &'a Table, measures: &'a TableFit, row: usize) -> Vec<Slot<'a>> {
    let mut slots = Vec::new();
    for (from, above) in table.rows[..=row].iter().enumerate() {
        for (index, cell) in above.cells.iter().enumerate() {
            if from + cell.row_span <= row {
                continue;
            }
            let again = measures.breaks.contains(&row);
            slots.push(if from == row || again {
                Slot::Begin(cell, Told::of(measures, from, index))
            } else {
                Slot::Continue(cell)
            });
        }
    }
    slots.sort_by_key(|slot| slot.cell().column);
    slots
}

/// How many leading rows are marked as heads, which a word processor repeats on every page: those of the form, or the
/// heads of the first band where a table of several bands stands whole. Where it is cut between two bands they would
/// head the wrong one.
fn heads(table: &Table, measures: &TableFit) -> usize {
    if table.header_rows > 0 || !measures.breaks.is_empty() {
        return table.header_rows;
    }
    let is_head = |row: &&Row| row.cells.iter().all(|cell| cell.kind == CellKind::ColumnHeader);
    table.rows.iter().take_while(is_head).count()
}

/// Whether a row stays on the page of the next. A table that stands whole stays whole, with its note; one that is cut
/// between bands keeps each of them; one that no page holds keeps its head with two rows, and its note with the last.
/// So nothing is forced to begin a page, and a table that is moved by what is written above it leaves no hole in itself.
fn is_kept(table: &Table, measures: &TableFit, row: usize) -> bool {
    let next = row + 1;
    if next == table.rows.len() {
        return table.note.is_some();
    }
    if measures.breaks.iter().all(|&cut| table.is_joint(cut)) {
        return measures.breaks.is_empty() || !table.is_joint(next);
    }
    next < table.header_rows + 2
}

fn write_row(
    writer: &Writer<'_>,
    xml: &mut Xml,
    table: &Table,
    measures: &TableFit,
    widths: &[i64],
    row: usize,
) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if let Some(&height) = measures.row_heights.get(row) {
                xml.empty("w:trHeight", &[("w:val", &twips(height)), ("w:hRule", "atLeast")]);
            }
            if row < heads(table, measures) {
                xml.empty("w:tblHeader", &[]);
            }
        });
        let keep = is_kept(table, measures, row);
        for slot in slots(table, measures, row) {
            write_cell(writer, xml, &slot, measures, widths, keep);
        }
    });
}

/// Whether a cell holds a number alone, which stands on one line in its middle.
fn is_number(cell: &Cell) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.' || ('①'..='⑳').contains(&c);
    cell.kind == CellKind::Figure
        && cell.align == Align::Center
        && cell.runs.iter().all(|run| run.text.chars().all(is_digit))
}

fn write_cell(
    writer: &Writer<'_>,
    xml: &mut Xml,
    slot: &Slot<'_>,
    measures: &TableFit,
    widths: &[i64],
    keep: bool,
) {
    let cell = slot.cell();
    let width: i64 = widths[cell.column..cell.column + cell.column_span].iter().sum();
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if cell.column_span > 1 {
                xml.value("w:gridSpan", &cell.column_span.to_string());
            }
            match slot {
                Slot::Begin(cell, ..) if cell.row_span > 1 => xml.value("w:vMerge", "restart"),
                Slot::Continue(_) => xml.empty("w:vMerge", &[]),
                Slot::Begin(..) => {}
            }
            if is_number(cell) {
                // All of the column for the figures that the next editor types: a number is broken like a word.
                xml.element("w:tcMar", &[], |xml| {
                    for side in ["w:left", "w:right"] {
                        xml.empty(side, &[("w:w", "0"), ("w:type", "dxa")]);
                    }
                });
            }
            xml.value("w:vAlign", "center");
        });
        let base = cell.runs.first().map_or(Role::TableText, |run| run.role);
        let look = writer.style.role(base);
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", if base == Role::TableFigure { "TableFigure" } else { "TableText" });
                if keep {
                    xml.empty("w:keepNext", &[]);
                }
                if let Slot::Begin(_, Told { narrow: Some(narrow), .. }) = slot {
                    // Lines of like length: the rest of the cell's width is indent.
                    let room = width as f64 / 20.0 - 2.0 * measures.padding - writer.style.table.rule;
                    let side = twips(((room - narrow) / 2.0 - SLACK).max(0.0));
                    xml.empty("w:ind", &[("w:left", &side), ("w:right", &side)]);
                }
                xml.value("w:jc", if cell.align == Align::Center { "center" } else { "left" });
            });
            if let Slot::Begin(cell, told) = slot {
                let scale = told.size.map_or(1.0, |size| size / look.size);
                // The words of the form are one run.
                match cell.runs.first().filter(|_| !told.lines.is_empty()) {
                    Some(words) => writer.lines(xml, words, told.lines),
                    None => runs::write(writer, xml, &cell.runs, base, scale),
                }
            }
        });
    });
}
