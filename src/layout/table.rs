//! In: a table and the width of the type area. Out: column widths, row heights and the lines of every cell.
//!
//! No column is narrower than its widest figure, nor than the longest word in its heads and labels: words of the form are
//! never parted. The rest goes to the row labels, in the proportion that makes the whole table lowest, so that table three
//! stays on one page. Where it does not, figures give way before labels: they come nearer to the rules, then they are set
//! smaller, half a point at a time.

mod columns;

use super::greedy;
use super::line::Line;
use super::shape::{KeptWords, Shaped, shape};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Cell, CellKind, Role, Table};
use crate::fit::TableFit;
use crate::font::FontBook;
use crate::style::Style;
use std::ops::Range;

/// Rounding of widths, pt.
const HAIR: f64 = 0.01;

/// By how much a word processor may find a cell wider, pt: the slack that it is given, and its rounding.
const TOLERANCE: f64 = 1.2;

/// A cell with its shaped text; `scale` is below 1 where a figure had to be set smaller.
#[derive(Clone, Debug)]
pub(super) struct SetCell {
    /// The text, one after another: words or figure, then the note.
    pub(super) shaped: Shaped,
    /// The lines, at the final width.
    pub(super) lines: Vec<Line>,
    /// Size over the role's size.
    pub(super) scale: f64,
    /// Widest part that cannot be broken, pt.
    widest: f64,
    /// Width on one line, pt.
    natural: f64,
    /// Width that its lines are kept to, if that is less than the cell's, pt.
    narrow: Option<f64>,
    /// Whether a word processor would end its lines elsewhere: in a word.
    told: bool,
}

/// A table with its widths and the heights of its rows' text; the padding is the flow's to choose.
#[derive(Clone, Debug)]
pub(super) struct SetTable {
    /// By row, then as in `Row::cells`.
    pub(super) cells: Vec<Vec<SetCell>>,
    /// Widths of the grid's columns, pt.
    pub(super) widths: Vec<f64>,
    /// Height of the text in each row, pt, without padding and rule.
    text_heights: Vec<f64>,
    rule: f64,
}

impl SetTable {
    /// Height of a row at a padding, pt.
    pub(super) fn row_height(&self, row: usize, padding: f64) -> f64 {
        self.text_heights[row] + 2.0 * padding + self.rule
    }

    /// Height of all rows at a padding, pt, with the closing rule.
    pub(super) fn height_at(&self, padding: f64) -> f64 {
        let text: f64 = self.text_heights.iter().sum();
        text + (2.0 * padding + self.rule) * self.text_heights.len() as f64 + self.rule
    }

    /// What a flowing format must be told.
    pub(super) fn fit(&self, table: &Table, style: &Style, padding: f64, breaks: Vec<usize>) -> TableFit {
        let (mut small_cells, mut narrow_cells, mut cell_lines) = (Vec::new(), Vec::new(), Vec::new());
        for (row, cells) in self.cells.iter().enumerate() {
            for (index, cell) in cells.iter().enumerate() {
                if cell.told {
                    let lines = cell.lines.iter().map(|line| cell.shaped.bytes_of(line.clusters.clone()));
                    cell_lines.push((row, index, lines.collect()));
                } else {
                    narrow_cells.extend(cell.narrow.map(|width| (row, index, width)));
                }
                if cell.scale < 1.0 {
                    let role = table.rows[row].cells[index].runs.first().map_or(Role::TableText, |r| r.role);
                    small_cells.push((row, index, style.role(role).size * cell.scale));
                }
            }
        }
        TableFit {
            column_widths: self.widths.clone(),
            row_heights: (0..self.text_heights.len()).map(|row| self.row_height(row, padding)).collect(),
            padding: style.table.padding,
            small_cells,
            narrow_cells,
            cell_lines,
            breaks,
        }
    }
}

/// Sets a table, to stand in `room` pt if it can.
pub(super) fn set(
    table: &Table,
    style: &Style,
    fonts: &FontBook,
    room: f64,
    wrong: &mut Diagnostics,
) -> SetTable {
    let mut set = shaped(table, style, fonts, wrong);
    set.widths = columns::widths(table, &set, style, room);
    shrink_figures(table, &mut set, style, fonts, wrong);
    for (row, cells) in table.rows.iter().zip(&mut set.cells) {
        for (cell, set_cell) in row.cells.iter().zip(cells) {
            let width = inner_width(cell, &set.widths, style);
            if cell.kind == CellKind::ColumnHeader {
                set_cell.narrow = balanced(&set_cell.shaped, width);
            }
            // A figure is one line: it is as small as it must be.
            let width = if is_bare(cell) { f64::INFINITY } else { set_cell.narrow.unwrap_or(width) };
            let clusters = &set_cell.shaped.clusters;
            set_cell.lines = greedy::lines(clusters, width);
            let found = |width| greedy::are_found_alone(clusters, &set_cell.lines, width);
            set_cell.told = cell.kind != CellKind::Figure && !(found(width) && found(width + TOLERANCE));
        }
    }
    set.text_heights = text_heights(table, style, &set.cells);
    set
}

/// Whether every figure finds room at the least size, and every character has a face.
pub(super) fn finds_room(table: &Table, style: &Style, fonts: &FontBook) -> bool {
    let mut wrong = Diagnostics::new();
    let set = shaped(table, style, fonts, &mut wrong);
    !wrong.has_errors() && columns::find_room(table, &set, style)
}

/// The cells, shaped and without widths.
fn shaped(table: &Table, style: &Style, fonts: &FontBook, wrong: &mut Diagnostics) -> SetTable {
    let kept = KeptWords::of(&style.table.words);
    let cells = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| set_cell(cell, style, &kept, fonts, wrong)).collect());
    SetTable { cells: cells.collect(), widths: Vec::new(), text_heights: Vec::new(), rule: style.table.rule }
}

impl SetCell {
    /// How many lines the text needs in a width.
    fn count(&self, width: f64) -> usize {
        // Most cells hold a figure: one line, without looking for places to break it.
        if self.natural <= width {
            usize::from(!self.shaped.clusters.is_empty())
        } else {
            greedy::count(&self.shaped, width)
        }
    }
}

fn set_cell(
    cell: &Cell,
    style: &Style,
    kept: &KeptWords<'_>,
    fonts: &FontBook,
    wrong: &mut Diagnostics,
) -> SetCell {
    let mut shaped = shape(&cell.runs, style, fonts, 1.0, wrong);
    if cell.kind != CellKind::Figure {
        shaped.keep_words(kept);
    }
    let natural = shaped.clusters.iter().map(|c| c.advance).sum();
    // A figure with the sign of a note is whole.
    let widest = if is_bare(cell) { natural } else { greedy::widest_part(&shaped) };
    SetCell { shaped, lines: Vec::new(), scale: 1.0, widest, natural, narrow: None, told: false }
}

/// The least width that needs no more lines than `width`, in whole characters: 结果/维持, not 结果维/持.
fn balanced(shaped: &Shaped, width: f64) -> Option<f64> {
    let count = greedy::count(shaped, width);
    let size = shaped.clusters.first()?.size;
    let mut narrow = size * (shaped.clusters.len() as f64 / count as f64).ceil();
    while count > 1 && narrow < width {
        if greedy::count(shaped, narrow) == count {
            return Some(narrow);
        }
        narrow += size;
    }
    None
}

fn inner_width(cell: &Cell, widths: &[f64], style: &Style) -> f64 {
    let columns = &widths[cell.column..cell.column + cell.column_span];
    columns.iter().sum::<f64>() - 2.0 * style.table.padding - style.table.rule
}

/// What is left between two figures in neighbouring columns, the rule between them included, em: nearer, and readers of a
/// PDF take them for one.
const BETWEEN_FIGURES: f64 = 0.2;

/// Whether a cell holds a figure without a note: its line may come near to the rules.
fn is_bare(cell: &Cell) -> bool {
    cell.kind == CellKind::Figure && cell.runs.len() == 1
}

/// The size of figures that take the share `scale` of their width at the usual size: word processors know half points.
fn figure_size(style: &Style, scale: f64) -> f64 {
    (style.role(Role::TableFigure).size * scale * 2.0).floor() / 2.0
}

/// A figure wider than its column is set smaller, down to the least size; below that it is the author's to mend.
fn shrink_figures(
    table: &Table,
    set: &mut SetTable,
    style: &Style,
    fonts: &FontBook,
    wrong: &mut Diagnostics,
) {
    for (row, cells) in table.rows.iter().zip(&mut set.cells) {
        for (cell, set_cell) in row.cells.iter().zip(cells) {
            if cell.kind != CellKind::Figure {
                continue;
            }
            let size = style.role(Role::TableFigure).size;
            let inner = inner_width(cell, &set.widths, style);
            let width = if is_bare(cell) {
                let outer = inner + 2.0 * style.table.padding + style.table.rule;
                outer * set_cell.widest / (set_cell.widest + BETWEEN_FIGURES * size)
            } else {
                inner
            };
            if set_cell.widest <= width + HAIR {
                continue;
            }
            let least = style.table.least_size;
            let scale = figure_size(style, (width + HAIR) / set_cell.widest).max(least) / size;
            *set_cell = SetCell {
                shaped: shape(&cell.runs, style, fonts, scale, &mut Diagnostics::new()),
                scale,
                ..set_cell.clone()
            };
            if set_cell.widest * scale > width + HAIR {
                let run = &cell.runs[0];
                let message = format!("“{}”太长，这一格放不下", run.text);
                wrong.push(Diagnostic::of(&codes::P02, run.span, message).help("核对数字；文字请写进 注"));
            }
        }
    }
}

/// Height of the text in each row: its own cells first, then what cells over several rows still need.
fn text_heights(table: &Table, style: &Style, cells: &[Vec<SetCell>]) -> Vec<f64> {
    let mut heights = Heights::new(table, style);
    let mut spanning = Vec::new();
    for (r, (row, set_row)) in table.rows.iter().zip(cells).enumerate() {
        for (cell, set_cell) in row.cells.iter().zip(set_row) {
            let rows = r..r + cell.row_span;
            if cell.row_span == 1 {
                heights.take(rows, set_cell.lines.len());
            } else {
                spanning.push((rows, set_cell));
            }
        }
    }
    for (rows, set_cell) in spanning {
        heights.take(rows, set_cell.lines.len());
    }
    heights.rows
}

/// Heights of rows, growing with each cell taken; cells over several rows last, in the order of their rows.
#[derive(Clone)]
struct Heights {
    rows: Vec<f64>,
    pitch: f64,
    /// Between the text of two rows, pt.
    between: f64,
}

impl Heights {
    fn new(table: &Table, style: &Style) -> Self {
        let pitch = style.role(Role::TableText).pitch;
        let between = 2.0 * style.table.padding_vertical + style.table.rule;
        Self { rows: vec![pitch; table.rows.len()], pitch, between }
    }

    /// Takes a cell of so many lines; by how much the height of a single row has grown.
    fn take(&mut self, rows: Range<usize>, lines: usize) -> f64 {
        let rows = &mut self.rows[rows];
        let need = lines.max(1) as f64 * self.pitch;
        if let [height] = rows {
            let more = (need - *height).max(0.0);
            *height += more;
            return more;
        }
        let have = rows.iter().sum::<f64>() + self.between * (rows.len() - 1) as f64;
        if need > have {
            let share = (need - have) / rows.len() as f64;
            for height in rows {
                *height += share;
            }
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::Heights;

    #[test]
    fn a_cell_over_rows_that_needs_more_raises_each_alike() {
        let heights = || Heights { rows: vec![10.0, 30.0, 10.0], pitch: 10.0, between: 5.0 };
        // Three rows and what is between them hold six lines.
        for (lines, rows) in [(0, [10.0, 30.0, 10.0]), (6, [10.0, 30.0, 10.0]), (9, [20.0, 40.0, 20.0])] {
            let mut heights = heights();
            assert!(heights.take(0..3, lines) == 0.0 && heights.rows == rows, "{lines}: {:?}", heights.rows);
        }
        let mut heights = heights();
        assert!(
            (heights.take(0..1, 3), heights.take(0..1, 2)) == (20.0, 0.0)
                && heights.rows == [30.0, 30.0, 10.0]
        );
    }
}
