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
use std::collections::BTreeMap;

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
    /// Width on one line, pt.
    natural: f64,
    /// Width that its lines are kept to, if that is less than the cell's, pt.
    narrow: Option<f64>,
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
        let look = style.role(Role::TableText);
        let (mut small_cells, mut narrow_cells) = (Vec::new(), Vec::new());
        for (row, cells) in self.cells.iter().enumerate() {
            for (index, cell) in cells.iter().enumerate() {
                narrow_cells.extend(cell.narrow.map(|width| (row, index, width)));
                if cell.scale < 1.0 {
                    let role = table.rows[row].cells[index].runs.first().map_or(Role::TableText, |r| r.role);
                    small_cells.push((row, index, style.role(role).size * cell.scale));
                }
            }
        }
        TableFit {
            column_widths: self.widths.clone(),
            row_heights: (0..self.text_heights.len()).map(|row| self.row_height(row, padding)).collect(),
            text_size: look.size,
            line_pitch: look.pitch,
            padding: style.table.padding,
            small_cells,
            narrow_cells,
            breaks,
        }
    }
}

/// Sets a table.
pub(super) fn set(table: &Table, style: &Style, fonts: &FontBook, wrong: &mut Diagnostics) -> SetTable {
    let cells = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| set_cell(cell, style, fonts, wrong)).collect());
    let mut set = SetTable {
        cells: cells.collect(),
        widths: Vec::new(),
        text_heights: Vec::new(),
        rule: style.table.rule,
    };
    set.widths = Columns::new(table, &set, style).best();
    shrink_figures(table, &mut set, style, fonts, wrong);
    for (row, cells) in table.rows.iter().zip(&mut set.cells) {
        for (cell, set_cell) in row.cells.iter().zip(cells) {
            let width = inner_width(cell, &set.widths, style);
            if cell.kind == CellKind::ColumnHeader {
                set_cell.narrow = balanced(&set_cell.shaped, width);
            }
            let width = set_cell.narrow.unwrap_or(width);
            set_cell.lines = line::lines(&set_cell.shaped, width, width, Fill::Natural);
        }
    }
    set.text_heights = text_heights(table, style, |row, index| set.cells[row][index].lines.len());
    set
}

fn set_cell(cell: &Cell, style: &Style, fonts: &FontBook, wrong: &mut Diagnostics) -> SetCell {
    let shaped = shape(&cell.runs, style, fonts, 1.0, wrong);
    let widest = line::widest_part(&shaped);
    let natural = shaped.clusters.iter().map(|c| c.advance).sum();
    SetCell { shaped, lines: Vec::new(), scale: 1.0, widest, natural, narrow: None }
}

/// The least width that needs no more lines than `width`, in whole characters: 结果/维持, not 结果维/持.
fn balanced(shaped: &Shaped, width: f64) -> Option<f64> {
    let count = line::count(shaped, width);
    let size = shaped.clusters.first()?.size;
    let mut narrow = size * (shaped.clusters.len() as f64 / count as f64).ceil();
    while count > 1 && narrow < width {
        if line::count(shaped, narrow) == count {
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

/// The search for column widths, in half characters: the label columns take a whole number of them.
struct Columns<'a> {
    table: &'a Table,
    set: &'a SetTable,
    style: &'a Style,
    /// Width of the type area, pt.
    total: f64,
    /// Half a character of table text, pt.
    half: f64,
    /// What a cell's text leaves free at its left and right, pt.
    around: f64,
    /// Least width of each column, pt.
    least: Vec<f64>,
    /// Columns that hold row labels only; they stand before all others.
    labels: usize,
}

/// Label columns beyond the narrowest are tried up to this many half characters wider, the last one takes the rest.
const LABEL_STEPS: usize = 7;

/// In how many lines a figure with its note should fit.
const NOTE_LINES: f64 = 4.0;

impl<'a> Columns<'a> {
    fn new(table: &'a Table, set: &'a SetTable, style: &'a Style) -> Self {
        let em = style.role(Role::TableText).size;
        let around = 2.0 * style.table.padding + style.table.rule;
        let mut least = vec![2.0 * em + around; table.columns];
        let mut labels = table.columns;
        for (row, set_row) in table.rows.iter().zip(&set.cells) {
            for (cell, set_cell) in row.cells.iter().zip(set_row) {
                let need = match cell.kind {
                    CellKind::Figure => {
                        labels = labels.min(cell.column);
                        // A figure with a note takes a few lines rather than a dozen.
                        set_cell.widest.max(set_cell.natural / NOTE_LINES)
                    }
                    CellKind::RowHeader => set_cell.widest,
                    CellKind::ColumnHeader => 0.0,
                };
                let spanned = &mut least[cell.column..cell.column + cell.column_span];
                let missing = need + around - spanned.iter().sum::<f64>();
                if missing > 0.0 {
                    let share = missing / cell.column_span as f64;
                    for width in spanned {
                        *width += share;
                    }
                }
            }
        }
        Self { table, set, style, total: style.page.width, half: em / 2.0, around, least, labels }
    }

    /// The widths that make the table lowest; of those the ones with the fewest lines, then the nearest to equal columns.
    fn best(&self) -> Vec<f64> {
        let least: f64 = self.least.iter().sum();
        if least > self.total {
            // More figures of eight digits than the page is wide: their columns give way, down to two characters.
            let head = (4.0 * self.half + self.around) * self.table.columns as f64;
            let share = ((self.total - head) / (least - head)).max(0.0);
            let head = (head / self.table.columns as f64).min(self.total / self.table.columns as f64);
            return self.least.iter().map(|w| head + (w - head) * share).collect();
        }
        if self.labels == 0 {
            return level(self.total, &self.least);
        }
        let (labels, figures) = self.least.split_at(self.labels);
        let equal = self.total / self.table.columns as f64;
        let halves = |width: f64| (width / self.half - HAIR).ceil().max(0.0);
        let narrowest: f64 = labels.iter().map(|w| halves(*w)).sum::<f64>() * self.half;
        let widest = self.total - figures.iter().sum::<f64>();
        let mut width = narrowest.max(equal * self.labels as f64);
        let mut counts = LabelCounts::default();
        let mut best: Option<((f64, usize), Vec<f64>)> = None;
        while best.is_none() || width <= widest + HAIR {
            let width_now = width.min(widest);
            let figure_widths = level(self.total - width_now, figures);
            let fixed = self.fixed_counts(&figure_widths);
            for label_widths in self.label_choices(width_now) {
                let widths: Vec<f64> = label_widths.iter().chain(&figure_widths).copied().collect();
                let score = self.score(&widths, &fixed, &mut counts);
                let better = |least: &(f64, usize)| {
                    score.0 < least.0 - HAIR || (score.0 < least.0 + HAIR && score.1 < least.1)
                };
                if best.as_ref().is_none_or(|(least, _)| better(least)) {
                    best = Some((score, widths));
                }
            }
            width += self.half;
        }
        best.map_or_else(|| self.least.clone(), |(_, widths)| widths)
    }

    /// Ways to share `total` among the label columns; the last one takes the rest.
    fn label_choices(&self, total: f64) -> Vec<Vec<f64>> {
        let mut choices: Vec<Vec<f64>> = vec![Vec::new()];
        for (i, narrowest) in self.least[..self.labels].iter().enumerate() {
            let last = i + 1 == self.labels;
            choices = choices
                .into_iter()
                .flat_map(|choice| {
                    let rest = total - choice.iter().sum::<f64>();
                    let steps = if last { 1 } else { LABEL_STEPS };
                    (0..steps).map(move |n| {
                        let width = if last { rest } else { narrowest + n as f64 * self.half };
                        choice.iter().copied().chain([width]).collect::<Vec<f64>>()
                    })
                })
                .filter(|choice| choice[i] >= narrowest - HAIR)
                .collect();
        }
        choices
    }

    /// Lines of the cells that reach into figure columns; `None` for those that are labels only.
    fn fixed_counts(&self, figure_widths: &[f64]) -> Vec<Vec<Option<usize>>> {
        let rows = self.table.rows.iter().zip(&self.set.cells).map(|(row, set_row)| {
            let cells = row.cells.iter().zip(set_row).map(|(cell, set_cell)| {
                let first = cell.column.checked_sub(self.labels)?;
                let width: f64 = figure_widths[first..first + cell.column_span].iter().sum();
                Some(line::count(&set_cell.shaped, width - self.around))
            });
            cells.collect()
        });
        rows.collect()
    }

    /// Height of the table's text, then the number of its lines.
    fn score(&self, widths: &[f64], fixed: &[Vec<Option<usize>>], known: &mut LabelCounts) -> (f64, usize) {
        let mut lines = 0;
        let mut counts: Vec<Vec<usize>> = Vec::with_capacity(fixed.len());
        for (r, (row, fixed_row)) in self.table.rows.iter().zip(fixed).enumerate() {
            let cells = row.cells.iter().zip(fixed_row).enumerate().map(|(index, (cell, fixed))| {
                fixed.unwrap_or_else(|| {
                    let width = inner_width(cell, widths, self.style);
                    known.lines((r, index), width, &self.set.cells[r][index].shaped)
                })
            });
            counts.push(cells.collect());
            lines += counts[r].iter().sum::<usize>();
        }
        let heights = text_heights(self.table, self.style, |row, index| counts[row][index]);
        (heights.iter().sum(), lines)
    }
}

/// Lines of label cells at the few widths that the search comes back to.
#[derive(Default)]
struct LabelCounts(BTreeMap<((usize, usize), u64), usize>);

impl LabelCounts {
    fn lines(&mut self, cell: (usize, usize), width: f64, shaped: &Shaped) -> usize {
        *self.0.entry((cell, width.to_bits())).or_insert_with(|| line::count(shaped, width))
    }
}

/// Equal widths that add up to `total`, but none below its least.
fn level(total: f64, least: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..least.len()).collect();
    order.sort_by(|&a, &b| least[b].total_cmp(&least[a]));
    let mut widths = least.to_vec();
    let mut rest = total;
    for (done, &column) in order.iter().enumerate() {
        let share = rest / (least.len() - done) as f64;
        if least[column] <= share {
            for &column in &order[done..] {
                widths[column] = share;
            }
            break;
        }
        rest -= least[column];
    }
    widths
}
