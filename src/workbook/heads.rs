//! The heads of a table's sheet: group, row, column of every cell; and where a printed page may end.

use super::styles::Styles;
use crate::form::{CellId, Table};
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

/// Rows of heads below the title.
pub(super) const HEADS: RowNum = 3;
/// Columns of figures on a printed page.
const ON_A_PAGE: usize = 28;

/// Writes the heads; the cells of `table` stand from the second column on.
pub(super) fn write(sheet: &mut Worksheet, table: &Table, styles: &Styles) -> Result<(), XlsxError> {
    let head = &styles.head;
    join(sheet, [1, HEADS], [0, 0], "机关", head)?;
    let cells: Vec<CellId> = table.cells().collect();
    let group = |cell: &CellId| table.rows[cell.row].groups.last().map(|&group| &*table.groups[group].label);
    // A group that goes over the edge of a page has its name on both.
    let breaks = page_breaks(table);
    let page = |cell: &CellId| breaks.iter().filter(|at| **at <= u32::from(column(&cells, *cell))).count();
    let together = |a: &CellId, b: &CellId| group(a) == group(b) && page(a) == page(b);
    for run in cells.chunk_by(together).filter(|run| group(&run[0]).is_some()) {
        let columns = [column(&cells, run[0]), column(&cells, run[run.len() - 1])];
        join(sheet, [1, 1], columns, group(&run[0]).unwrap_or(""), head)?;
    }
    for run in cells.chunk_by(|a, b| a.row == b.row) {
        let columns = [column(&cells, run[0]), column(&cells, run[run.len() - 1])];
        // Without a group over it a label takes its place too.
        let top = if group(&run[0]).is_some() { 2 } else { 1 };
        join(sheet, [top, 2], columns, &table.rows[run[0].row].label, head)?;
    }
    for cell in &cells {
        let label = &table.columns(cell.row)[cell.column].label;
        sheet.write_with_format(HEADS, column(&cells, *cell), label, head)?;
    }
    sheet.set_row_height(1, 30)?.set_row_height(2, 44)?.set_row_height(HEADS, 44)?;
    Ok(())
}

/// The columns before which a printed page ends: never within a row of the form.
pub(super) fn page_breaks(table: &Table) -> Vec<u32> {
    let cells: Vec<CellId> = table.cells().collect();
    let mut breaks = Vec::new();
    let mut begun = 0;
    for run in cells.chunk_by(|a, b| a.row == b.row) {
        let first = usize::from(column(&cells, run[0]));
        if first - 1 + run.len() - begun > ON_A_PAGE {
            breaks.push(u32::from(column(&cells, run[0])));
            begun = first - 1;
        }
    }
    breaks
}

/// The column of a cell.
fn column(cells: &[CellId], cell: CellId) -> ColNum {
    let at = cells.binary_search(&cell).unwrap_or(0);
    ColNum::try_from(at + 1).unwrap_or(ColNum::MAX)
}

/// One text over rows and columns.
fn join(
    sheet: &mut Worksheet,
    rows: [RowNum; 2],
    columns: [ColNum; 2],
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if rows[0] == rows[1] && columns[0] == columns[1] {
        sheet.write_with_format(rows[0], columns[0], text, format)?;
    } else {
        sheet.merge_range(rows[0], columns[0], rows[1], columns[1], text, format)?;
    }
    Ok(())
}
