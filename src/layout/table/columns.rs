//! In: the cells of a table, shaped. Out: the widths of its columns. The way there is a search: thousands of widths are
//! tried, so each is only asked what it changes.

use super::{BETWEEN_FIGURES, HAIR, Heights, SetCell, SetTable, inner_width, is_bare};
use crate::document::{Cell, CellKind, Role, Table};
use crate::style::Style;
use std::ops::Range;

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

/// How figures stand in their columns.
#[derive(Clone, Copy)]
struct Figures {
    /// Whether they stand as near to the rules as they may.
    near: bool,
    /// Size over the usual size.
    scale: f64,
}

/// The ways in which figures give way, one after another: first they come nearer to the rules, then they are set smaller.
fn ways(style: &Style) -> impl Iterator<Item = Figures> {
    let size = style.role(Role::TableFigure).size;
    let smaller = std::iter::successors(Some(size), |size| Some(size - 0.5));
    let smaller = smaller.take_while(|&size| size >= style.table.least_size);
    std::iter::once(Figures { near: false, scale: 1.0 })
        .chain(smaller.map(move |now| Figures { near: true, scale: now / size }))
}

/// The widths of a table's columns: with figures as large as they can be where it stands in `room` pt; where it never does,
/// with the first figures whose columns leave each label its longest word.
pub(super) fn widths(table: &Table, set: &SetTable, style: &Style, room: f64) -> Vec<f64> {
    let mut first: Option<Vec<f64>> = None;
    let mut tried: Vec<f64> = Vec::new();
    for figures in ways(style) {
        let columns = Columns::new(table, set, style, figures);
        if columns.least == tried {
            continue;
        }
        if columns.least.iter().sum::<f64>() <= columns.total {
            let (height, widths) = columns.best();
            if height <= room {
                return widths;
            }
            first = first.or(Some(widths));
        }
        tried = columns.least;
    }
    first.unwrap_or_else(|| Columns::new(table, set, style, least(style)).squeezed())
}

/// Figures that have given way as far as they may.
fn least(style: &Style) -> Figures {
    Figures { near: true, scale: style.table.least_size / style.role(Role::TableFigure).size }
}

/// Whether [`widths`] leaves every figure the room that it needs.
pub(super) fn find_room(table: &Table, set: &SetTable, style: &Style) -> bool {
    let columns = Columns::new(table, set, style, least(style));
    columns.least.iter().sum::<f64>() <= columns.total
}

impl<'a> Columns<'a> {
    fn new(table: &'a Table, set: &'a SetTable, style: &'a Style, figures: Figures) -> Self {
        let em = style.role(Role::TableText).size;
        let around = 2.0 * style.table.padding + style.table.rule;
        let mut least = vec![2.0 * em + around; table.columns];
        let mut labels = table.columns;
        for (row, set_row) in table.rows.iter().zip(&set.cells) {
            for (cell, set_cell) in row.cells.iter().zip(set_row) {
                let need = match cell.kind {
                    CellKind::Figure => {
                        labels = labels.min(cell.column);
                        if is_bare(cell) && figures.near {
                            (set_cell.widest + BETWEEN_FIGURES * em) * figures.scale - around
                        } else {
                            // A figure with a note takes a few lines rather than a dozen.
                            set_cell.widest.max(set_cell.natural / NOTE_LINES)
                        }
                    }
                    CellKind::RowHeader | CellKind::ColumnHeader => set_cell.widest,
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

    /// Widths where the columns do not find room even so: they give way, down to two characters.
    fn squeezed(&self) -> Vec<f64> {
        let least: f64 = self.least.iter().sum();
        let head = (4.0 * self.half + self.around) * self.table.columns as f64;
        let share = ((self.total - head) / (least - head)).max(0.0);
        let head = (head / self.table.columns as f64).min(self.total / self.table.columns as f64);
        self.least.iter().map(|w| head + (w - head) * share).collect()
    }

    /// The widths that make the table lowest; of those the ones with the fewest lines, then the nearest to equal columns.
    /// With the height of the table at the least padding, pt.
    fn best(&self) -> (f64, Vec<f64>) {
        let mut search = ColumnSearch::new(self);
        if self.labels == 0 {
            let widths = level(self.total, &self.least);
            search.set_figures(&widths);
            let height = search.score(&widths, f64::INFINITY).map_or(0.0, |(text, _)| text);
            return (self.height(height), widths);
        }
        let (labels, figures) = self.least.split_at(self.labels);
        let equal = self.total / self.table.columns as f64;
        let halves = |width: f64| (width / self.half - HAIR).ceil().max(0.0);
        let narrowest: f64 = labels.iter().map(|w| halves(*w)).sum::<f64>() * self.half;
        let widest = self.total - figures.iter().sum::<f64>();
        let mut width = narrowest.max(equal * self.labels as f64);
        let (last, choices) = (self.labels - 1, self.label_choices());
        let mut widths = self.least.clone();
        let mut best: Option<((f64, usize), Vec<f64>)> = None;
        while best.is_none() || width < widest + self.half - HAIR {
            let width_now = width.min(widest);
            let figure_widths = level(self.total - width_now, figures);
            search.set_figures(&figure_widths);
            widths[self.labels..].copy_from_slice(&figure_widths);
            for choice in &choices {
                // The last label column takes the rest.
                let rest = width_now - choice.iter().sum::<f64>();
                if rest < labels[last] - HAIR {
                    continue;
                }
                widths[..last].copy_from_slice(choice);
                widths[last] = rest;
                let highest = best.as_ref().map_or(f64::INFINITY, |(least, _)| least.0 + HAIR);
                let Some(score) = search.score(&widths, highest) else { continue };
                let better = |least: &(f64, usize)| {
                    score.0 < least.0 - HAIR || (score.0 < least.0 + HAIR && score.1 < least.1)
                };
                if best.as_ref().is_none_or(|(least, _)| better(least)) {
                    best = Some((score, widths.clone()));
                }
            }
            width += self.half;
        }
        best.map_or_else(
            || (f64::INFINITY, self.least.clone()),
            |((text, _), widths)| (self.height(text), widths),
        )
    }

    /// Height of the whole table whose text takes `text` pt, at the least padding, pt.
    fn height(&self, text: f64) -> f64 {
        let style = &self.style.table;
        text + (2.0 * style.padding_vertical + style.rule) * self.table.rows.len() as f64 + style.rule
    }

    /// Widths of all label columns but the last.
    fn label_choices(&self) -> Vec<Vec<f64>> {
        let mut choices: Vec<Vec<f64>> = vec![Vec::new()];
        for narrowest in &self.least[..self.labels - 1] {
            let wider = |choice: Vec<f64>| {
                (0..LABEL_STEPS).map(move |n| {
                    let width = narrowest + n as f64 * self.half;
                    choice.iter().copied().chain([width]).collect()
                })
            };
            choices = choices.into_iter().flat_map(wider).collect();
        }
        choices
    }
}

/// The cells as the search sees them, and what it has found out about them.
struct ColumnSearch<'a> {
    columns: &'a Columns<'a>,
    /// Cells that begin in a label column, and the others.
    labels: Vec<MeasuredCell<'a>>,
    others: Vec<MeasuredCell<'a>>,
    /// Those over several rows, in the order of the rows: whether it is a label, and which.
    spanning: Vec<(bool, usize)>,
    /// Of the others at the present widths of their columns: the heights of the rows, and all lines.
    heights: Heights,
    lines: usize,
    /// Of a try.
    tried: Heights,
}

/// By how much a table must be higher than the lowest to be given up half-way, pt: far beyond what sums are rounded by.
const HIGHER: f64 = 1.0;

/// Places for widths and lines.
const KNOWN: usize = 64;
/// Two ways to add up the same widths differ by less, pt.
const ROUNDING: f64 = 1e-9;

/// A cell, measured at the widths that were tried.
struct MeasuredCell<'a> {
    cell: &'a Cell,
    set: &'a SetCell,
    rows: Range<usize>,
    /// Widths that a label was asked at and its lines there: the search comes back to a few dozen, half a character apart.
    known: Vec<(f64, usize)>,
    /// Its lines at the present width.
    lines: usize,
}

impl MeasuredCell<'_> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few dozen half characters"
    )]
    fn set_width(&mut self, width: f64, half: f64) {
        let known = &mut self.known[(width / half) as usize % KNOWN];
        if (known.0 - width).abs() > ROUNDING {
            *known = (width, self.set.count(width));
        }
        self.lines = known.1;
    }

    fn spans(&self) -> bool {
        self.rows.len() > 1
    }
}

impl<'a> ColumnSearch<'a> {
    fn new(columns: &'a Columns<'a>) -> Self {
        let (mut labels, mut others) = (Vec::new(), Vec::new());
        for (r, (row, set_row)) in columns.table.rows.iter().zip(&columns.set.cells).enumerate() {
            for (cell, set) in row.cells.iter().zip(set_row) {
                let rows = r..r + cell.row_span;
                if cell.column < columns.labels {
                    labels.push(MeasuredCell { cell, set, rows, known: vec![(-1.0, 0); KNOWN], lines: 0 });
                } else {
                    others.push(MeasuredCell { cell, set, rows, known: Vec::new(), lines: 0 });
                }
            }
        }
        let spanning = |is_label: bool, list: &[MeasuredCell]| -> Vec<(bool, usize)> {
            let spans = (0..list.len()).filter(|&index| list[index].spans());
            spans.map(|index| (is_label, index)).collect()
        };
        let mut spanning = [spanning(true, &labels), spanning(false, &others)].concat();
        spanning.sort_by_key(|&(is_label, index)| {
            let seen: &MeasuredCell = if is_label { &labels[index] } else { &others[index] };
            (seen.rows.start, seen.cell.column)
        });
        let heights = Heights::new(columns.table, columns.style);
        Self { columns, labels, others, spanning, tried: heights.clone(), heights, lines: 0 }
    }

    /// Gives the figure columns their widths.
    fn set_figures(&mut self, widths: &[f64]) {
        self.heights = Heights::new(self.columns.table, self.columns.style);
        self.lines = 0;
        for seen in &mut self.others {
            let first = seen.cell.column - self.columns.labels;
            let width: f64 = widths[first..first + seen.cell.column_span].iter().sum();
            // A figure is made to fit on one line.
            seen.lines = if is_bare(seen.cell) { 1 } else { seen.set.count(width - self.columns.around) };
            self.lines += seen.lines;
            if !seen.spans() {
                self.heights.take(seen.rows.clone(), seen.lines);
            }
        }
    }

    /// Height of the table's text, then the number of its lines; `None` if it is higher than `highest`.
    fn score(&mut self, widths: &[f64], highest: f64) -> Option<(f64, usize)> {
        let (heights, mut lines) = (&mut self.tried, self.lines);
        heights.rows.copy_from_slice(&self.heights.rows);
        let mut total: f64 = heights.rows.iter().sum();
        for seen in &mut self.labels {
            seen.set_width(inner_width(seen.cell, widths, self.columns.style), self.columns.half);
            // A group's label stands beside its rows whatever its lines are.
            if !seen.spans() {
                lines += seen.lines;
                total += heights.take(seen.rows.clone(), seen.lines);
                if total >= highest + HIGHER {
                    return None;
                }
            }
        }
        if heights.rows.iter().sum::<f64>() >= highest {
            return None;
        }
        for &(is_label, index) in &self.spanning {
            let seen = if is_label { &self.labels[index] } else { &self.others[index] };
            heights.take(seen.rows.clone(), seen.lines);
        }
        Some((heights.rows.iter().sum(), lines))
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

#[cfg(test)]
mod tests;
