//! A table: the official grid, its sums as formulas, and beside and below it whether they hold.

use super::formula::Grid;
use super::looks::{Looks, SCALE, column, row};
use crate::document::{Cell, CellKind, Place, Sum, Table};
use crate::fit::TableFit;
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, Formula, Worksheet,
    XlsxError,
};
use std::collections::BTreeMap;

/// What heads the marks, and what stands before the sentences below the grid. `intake` passes over what begins so.
const MARK: &str = "勾稽";
/// Digits that a sheet keeps of a number.
const EXACT: usize = 15;

/// Writes a table whose grid begins in row `top`; the first row below it that is outside the print area.
pub(super) fn write(
    sheet: &mut Worksheet,
    looks: &Looks,
    table: &Table,
    measures: &TableFit,
    top: u32,
) -> Result<(), XlsxError> {
    let noted = noted(table);
    let grid = Grid { top, noted: &noted };
    let totals = totals(table);
    for (number, height) in measures.row_heights.iter().enumerate() {
        sheet.set_row_height(top + row(number), height * SCALE)?;
    }
    for (number, model) in table.rows.iter().enumerate() {
        for cell in &model.cells {
            let place = Place { row: number, column: cell.column };
            let (first, left) = grid.cell(place);
            let (last, right) = (first + row(cell.row_span) - 1, left + column(cell.column_span) - 1);
            let format = number_format(cell, looks.cell(cell));
            if (last, right) != (first, left) {
                sheet.merge_range(first, left, last, right, "", &format)?;
            }
            let total = totals.get(&place).map(|sum| grid.sum(&sum.right));
            write_cell(sheet, (first, left), cell, total, &format)?;
        }
    }
    Ok(())
}

/// The figures and where they stand.
fn figures(table: &Table) -> impl Iterator<Item = (Place, &Cell)> {
    table.rows.iter().enumerate().flat_map(|(row, model)| {
        let own = model.cells.iter().filter(|cell| cell.kind == CellKind::Figure);
        own.map(move |cell| (Place { row, column: cell.column }, cell))
    })
}

/// Figures with a note or its sign in their cell, and with what that begins.
fn noted(table: &Table) -> Vec<(Place, char)> {
    // A note is a run of its own; the sign of one below the table ends the figure's.
    let sign = |cell: &Cell| cell.runs.first()?.text.chars().last().filter(|c| ('①'..='⑳').contains(c));
    let begin = |cell: &Cell| cell.runs.get(1).map_or_else(|| sign(cell), |note| note.text.chars().next());
    figures(table).filter_map(|(at, cell)| Some((at, begin(cell)?))).collect()
}

/// The cells that are the sum of others; of two sums for one cell the first.
fn totals(table: &Table) -> BTreeMap<Place, &Sum> {
    let mut totals = BTreeMap::new();
    for sum in &table.sums {
        if let [total] = sum.left[..] {
            totals.entry(total).or_insert(sum);
        }
    }
    totals
}

/// A number as the sheet shows it: with as many decimals, and the sign, as in the report.
fn number_format(cell: &Cell, format: Format) -> Format {
    let (CellKind::Figure, Some(number)) = (cell.kind, cell.runs.first()) else { return format };
    let decimals = number.text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if number.text.starts_with(['+', '-']) {
        format.set_num_format("+0;-0;0")
    } else if decimals > 0 {
        format.set_num_format(format!("0.{}", "0".repeat(decimals)))
    } else {
        format.set_num_format("0")
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    total: Option<String>,
    format: &Format,
) -> Result<(), XlsxError> {
    let text: String = cell.runs.iter().map(|run| run.text.as_str()).collect();
    let is_number = cell.kind == CellKind::Figure && cell.runs.len() == 1;
    let number = text.parse::<f64>().ok().filter(|_| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        is_number && digits <= EXACT && text.chars().all(|c| c.is_ascii_digit() || "+-.".contains(c))
    });
    match (total, number) {
        (Some(sum), Some(_)) => {
            let formula = Formula::new(format!("={sum}")).set_result(text.trim_start_matches('+'));
            sheet.write_formula_with_format(row, column, formula, format)?;
        }
        (Some(sum), None) if cell.runs.len() > 1 => {
            let note: String = cell.runs[1..].iter().map(|run| run.text.replace('"', "\"\"")).collect();
            let formula = Formula::new(format!("={sum}&\"{note}\"")).set_result(text);
            sheet.write_formula_with_format(row, column, formula, format)?;
        }
        (_, Some(number)) => {
            sheet.write_number_with_format(row, column, number, format)?;
        }
        // A unit or a note beside it, or more digits than a sheet keeps.
        _ if text.is_empty() => {
            sheet.write_blank(row, column, format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, text, format)?;
        }
    }
    Ok(())
}

/// Says of every sum whether it holds: at the right of a row, below a column. `below` is the first free row.
pub(super) fn marks(
    sheet: &mut Worksheet,
    looks: &Looks,
    table: &Table,
    top: u32,
    below: u32,
) -> Result<(), XlsxError> {
    if table.sums.is_empty() {
        return Ok(());
    }
    let noted = noted(table);
    let grid = Grid { top, noted: &noted };
    // A blank column between the grid and what is not of it.
    let right = column(table.columns) + 1;
    let mut sentences: Vec<&str> = Vec::new();
    let mut headed = false;
    for sum in &table.sums {
        let formula = format!("=IF({}={},\"平\",\"不平\")", grid.sum(&sum.left), grid.sum(&sum.right));
        let formula = Formula::new(formula).set_result("平");
        let place = if has_row_of_its_own(table, sum) {
            if !headed {
                headed = true;
                let head = top + row(sum.left[0].row.saturating_sub(1));
                sheet.write_string_with_format(head, right, MARK, &looks.mark)?;
            }
            (top + row(sum.left[0].row), right)
        } else {
            let line = sentences.iter().position(|sentence| *sentence == sum.sentence).unwrap_or_else(|| {
                sentences.push(&sum.sentence);
                sentences.len() - 1
            });
            (below + row(line), column(sum.left[0].column))
        };
        sheet.write_formula_with_format(place.0, place.1, formula, &looks.mark)?;
        let wrong =
            ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo("不平")).set_format(
                Format::new()
                    .set_font_color(Color::RGB(0x9C_0006))
                    .set_background_color(Color::RGB(0xFF_C7CE)),
            );
        sheet.add_conditional_format(place.0, place.1, place.0, place.1, &wrong)?;
    }
    // The sentence stands before the first figure of the columns that it is said of.
    let labels = table.sums.iter().flat_map(Sum::places).map(|place| place.column).min().unwrap_or(0);
    for (line, sentence) in sentences.iter().enumerate() {
        let at = below + row(line);
        let text = format!("{MARK}：{sentence}");
        if labels > 1 {
            sheet.merge_range(at, 0, at, column(labels) - 1, &text, &looks.sentence)?;
            sheet.set_row_height(at, 32)?;
        } else {
            sheet.write_string_with_format(at, right, text, &Format::new().set_align(FormatAlign::Left))?;
        }
    }
    Ok(())
}

/// Whether no other sum is said of its row.
fn has_row_of_its_own(table: &Table, sum: &Sum) -> bool {
    let row_of = |sum: &Sum| {
        let first = sum.left[0].row;
        sum.places().all(|place| place.row == first).then_some(first)
    };
    let own = row_of(sum);
    own.is_some() && table.sums.iter().filter(|other| row_of(other) == own).count() == 1
}
