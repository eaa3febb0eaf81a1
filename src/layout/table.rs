//! In: a table and the width of the type area. Out: column widths, row heights and the lines of every cell.
//!
//! Figures come first: no column is narrower than its widest figure. Then the head cells, two characters a line at the
//! least. The rest goes to the row labels, in the proportion that makes the whole table lowest, so that table three
//! stays on one page.

use super::line::{self, Fill, Line};
use super::shape::{Shaped, shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Cell, CellKind, Role, Table};
use crate::fit::TableFit;
use crate::font::FontBook;
use crate::style::Style;

/// Rounding of widths, pt.
const HAIR: f64 = 0.01;

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
}

/// A table with its widths and, at the least vertical padding, its heights.
#[derive(Clone, Debug)]
pub(super) struct SetTable {
    /// By row, then as in `Row::cells`.
    pub(super) cells: Vec<Vec<SetCell>>,
    /// Widths of the grid's columns, pt.
    pub(super) widths: Vec<f64>,
    /// Height of the text in each row, pt, without padding and rule.
    text_heights: Vec<f64>,
    /// Padding above and below the text of every row, pt; chosen by the flow.
    pub(super) padding: f64,
    rule: f64,
}

impl SetTable {
    /// Height of a row at the chosen padding, pt.
    pub(super) fn row_height(&self, row: usize) -> f64 {
        self.text_heights[row] + 2.0 * self.padding + self.rule
    }

    /// Height of all rows at a padding, pt, with the closing rule.
    pub(super) fn height_at(&self, padding: f64) -> f64 {
        let text: f64 = self.text_heights.iter().sum();
        text + (2.0 * padding + self.rule) * self.text_heights.len() as f64 + self.rule
    }

    /// What a flowing format must be told.
    pub(super) fn fit(&self, table: &Table, style: &Style, breaks: Vec<usize>) -> TableFit {
        let look = style.role(Role::TableText);
        let mut small_cells = Vec::new();
        for (row, cells) in self.cells.iter().enumerate() {
            for (index, cell) in cells.iter().enumerate() {
                if cell.scale < 1.0 {
                    let role = table.rows[row].cells[index].runs.first().map_or(Role::TableText, |r| r.role);
                    small_cells.push((row, index, style.role(role).size * cell.scale));
                }
            }
        }
        TableFit {
            column_widths: self.widths.clone(),
            row_heights: (0..self.text_heights.len()).map(|row| self.row_height(row)).collect(),
            text_size: look.size,
            line_pitch: look.pitch,
            padding: style.table.padding,
            small_cells,
            breaks,
        }
    }
}

/// Sets a table at the least vertical padding.
pub(super) fn set(table: &Table, style: &Style, fonts: &FontBook, wrong: &mut Diagnostics) -> SetTable {
    let cells = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| set_cell(cell, style, fonts, wrong)).collect());
    let mut set = SetTable {
        cells: cells.collect(),
        widths: Vec::new(),
        text_heights: Vec::new(),
        padding: style.table.padding_vertical,
        rule: style.table.rule,
    };
    set.widths = Columns::new(table, &set, style).best();
    shrink_figures(table, &mut set, style, fonts, wrong);
    for (row, cells) in table.rows.iter().zip(&mut set.cells) {
        for (cell, set_cell) in row.cells.iter().zip(cells) {
            let width = inner_width(cell, &set.widths, style);
            set_cell.lines = line::lines(&set_cell.shaped, width, width, Fill::Natural);
        }
    }
    set.text_heights = text_heights(table, style, |row, index| set.cells[row][index].lines.len());
    set
}

fn set_cell(cell: &Cell, style: &Style, fonts: &FontBook, wrong: &mut Diagnostics) -> SetCell {
    let shaped = shape(&cell.runs, style, fonts, 1.0, wrong);
    let widest = line::widest_part(&shaped);
    SetCell { shaped, lines: Vec::new(), scale: 1.0, widest }
}

fn inner_width(cell: &Cell, widths: &[f64], style: &Style) -> f64 {
    let columns = &widths[cell.column..cell.column + cell.column_span];
    columns.iter().sum::<f64>() - 2.0 * style.table.padding - style.table.rule
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
            let width = inner_width(cell, &set.widths, style);
            if set_cell.widest <= width + HAIR || cell.kind != CellKind::Figure {
                continue;
            }
            let size = style.role(Role::TableFigure).size;
            let scale = (width / set_cell.widest).max(style.table.least_size / size);
            *set_cell = SetCell {
                shaped: shape(&cell.runs, style, fonts, scale, &mut Diagnostics::new()),
                scale,
                ..set_cell.clone()
            };
            if set_cell.widest * scale > width + HAIR {
                let run = &cell.runs[0];
                let message = format!("“{}”太长，这一格放不下", run.text);
                wrong.push(Diagnostic::error("P02", run.span, message).help("核对数字；文字请写进 注"));
            }
        }
    }
}

/// Height of the text in each row: its own cells first, then what cells over several rows still need.
fn text_heights(table: &Table, style: &Style, lines: impl Fn(usize, usize) -> usize) -> Vec<f64> {
    let pitch = style.role(Role::TableText).pitch;
    let between = 2.0 * style.table.padding_vertical + style.table.rule;
    let mut heights = vec![pitch; table.rows.len()];
    for pass_spanning in [false, true] {
        for (r, row) in table.rows.iter().enumerate() {
            for (index, cell) in row.cells.iter().enumerate() {
                if (cell.row_span > 1) != pass_spanning {
                    continue;
                }
                let need = lines(r, index).max(1) as f64 * pitch;
                let rows = r..r + cell.row_span;
                let have = heights[rows.clone()].iter().sum::<f64>() + between * (cell.row_span - 1) as f64;
                if need > have {
                    let share = (need - have) / cell.row_span as f64;
                    heights[rows].iter_mut().for_each(|h| *h += share);
                }
            }
        }
    }
    heights
}

/// The search for column widths.
struct Columns<'a> {
    table: &'a Table,
    set: &'a SetTable,
    style: &'a Style,
    /// Width of the type area, pt.
    total: f64,
    /// Least width of each column, pt.
    least: Vec<f64>,
    /// Columns that hold row labels only.
    labels: Vec<usize>,
}

impl<'a> Columns<'a> {
    fn new(table: &'a Table, set: &'a SetTable, style: &'a Style) -> Self {
        let em = style.role(Role::TableText).size;
        let around = 2.0 * style.table.padding + style.table.rule;
        let mut least = vec![2.0 * em + around; table.columns];
        let mut figures = vec![false; table.columns];
        for (row, set_row) in table.rows.iter().zip(&set.cells) {
            for (cell, set_cell) in row.cells.iter().zip(set_row) {
                if cell.kind != CellKind::Figure {
                    continue;
                }
                figures[cell.column..cell.column + cell.column_span].fill(true);
                let need = set_cell.widest + around;
                let spanned = &mut least[cell.column..cell.column + cell.column_span];
                let have: f64 = spanned.iter().sum();
                if need > have {
                    let share = (need - have) / cell.column_span as f64;
                    for width in spanned {
                        *width += share;
                    }
                }
            }
        }
        let labels = (0..table.columns).filter(|&c| !figures[c]).collect();
        Self { table, set, style, total: style.page.width, least, labels }
    }

    /// The widths that make the table lowest; of those the ones nearest to equal columns.
    fn best(&self) -> Vec<f64> {
        let least: f64 = self.least.iter().sum();
        if least > self.total {
            // More figures of eight digits than the page is wide: all give way alike, the figures are set smaller.
            return self.least.iter().map(|w| w * self.total / least).collect();
        }
        if self.labels.is_empty() {
            return self.level(self.total, &self.least);
        }
        let figures: Vec<usize> = (0..self.table.columns).filter(|c| !self.labels.contains(c)).collect();
        let least_figures: Vec<f64> = figures.iter().map(|&c| self.least[c]).collect();
        let equal = self.total / self.table.columns as f64 * figures.len() as f64;
        let narrowest: f64 = least_figures.iter().sum();
        let steps = if equal > narrowest { 12 } else { 0 };
        let mut best: Option<((f64, usize), Vec<f64>)> = None;
        for step in 0..=steps {
            let part = if steps == 0 { 0.0 } else { f64::from(step) / f64::from(steps) };
            let share = equal.max(narrowest) * (1.0 - part) + narrowest * part;
            let level = self.level(share, &least_figures);
            for label_widths in self.label_choices(self.total - share) {
                let mut widths = vec![0.0; self.table.columns];
                figures.iter().zip(&level).for_each(|(&c, &w)| widths[c] = w);
                self.labels.iter().zip(&label_widths).for_each(|(&c, &w)| widths[c] = w);
                let score = self.score(&widths);
                if best.as_ref().is_none_or(|(least, _)| {
                    score.0 < least.0 - HAIR || (score.0 < least.0 + HAIR && score.1 < least.1)
                }) {
                    best = Some((score, widths));
                }
            }
        }
        best.map_or_else(|| self.level(self.total, &self.least), |(_, widths)| widths)
    }

    /// Equal widths that add up to `total`, but none below its least.
    #[allow(clippy::unused_self, reason = "reads as one of the search's steps")]
    fn level(&self, total: f64, least: &[f64]) -> Vec<f64> {
        let mut order: Vec<usize> = (0..least.len()).collect();
        order.sort_by(|&a, &b| least[b].total_cmp(&least[a]));
        let mut widths = least.to_vec();
        let (mut rest, mut count) = (total, least.len());
        for (done, &column) in order.iter().enumerate() {
            let share = rest / count as f64;
            if least[column] <= share {
                order[done..].iter().for_each(|&c| widths[c] = share);
                break;
            }
            rest -= least[column];
            count -= 1;
        }
        widths
    }

    /// Ways to share `total` among the label columns, by half characters; the last column takes the rest.
    fn label_choices(&self, total: f64) -> Vec<Vec<f64>> {
        let em = self.style.role(Role::TableText).size;
        let least: Vec<f64> = self.labels.iter().map(|&c| self.least[c]).collect();
        let mut choices = vec![Vec::new()];
        for (i, &narrowest) in least.iter().enumerate() {
            let last = i + 1 == least.len();
            let after: f64 = least[i + 1..].iter().sum();
            choices = choices
                .into_iter()
                .flat_map(|choice: Vec<f64>| {
                    let rest = total - choice.iter().sum::<f64>() - after;
                    let widths: Vec<f64> = if last {
                        vec![rest]
                    } else {
                        (0..8).map(|n| narrowest + f64::from(n) * em / 2.0).filter(|w| *w <= rest).collect()
                    };
                    widths.into_iter().map(move |w| {
                        let mut next = choice.clone();
                        next.push(w);
                        next
                    })
                })
                .filter(|choice| choice[i] >= narrowest - HAIR)
                .collect();
        }
        choices
    }

    /// Height of the table's text, then the number of its lines.
    fn score(&self, widths: &[f64]) -> (f64, usize) {
        let mut lines = 0;
        let counts: Vec<Vec<usize>> = self
            .table
            .rows
            .iter()
            .zip(&self.set.cells)
            .map(|(row, cells)| {
                let counts: Vec<usize> = row
                    .cells
                    .iter()
                    .zip(cells)
                    .map(|(cell, set)| line::count(&set.shaped, inner_width(cell, widths, self.style)))
                    .collect();
                lines += counts.iter().sum::<usize>();
                counts
            })
            .collect();
        let heights = text_heights(self.table, self.style, |row, index| counts[row][index]);
        (heights.iter().sum(), lines)
    }
}
