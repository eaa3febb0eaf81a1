//! The rules of a table: each line of the grid drawn where two different cells meet, joined to the longest strokes.

use super::pages::{Item, Page};
use super::table::SetTable;
use crate::document::Table;
use crate::style::Style;

/// Adds the rules of the rows `shown`, whose edges are `tops` (one more than rows), pt from the paper's top.
pub(super) fn add(
    page: &mut Page,
    table: &Table,
    set: &SetTable,
    style: &Style,
    shown: &[usize],
    tops: &[f64],
) {
    let grid = cells_on_grid(table, shown);
    let rule = style.table.rule;
    let mut lefts = vec![style.page.left];
    for width in &set.widths {
        lefts.push(lefts[lefts.len() - 1] + width);
    }
    let (rows, columns) = (shown.len(), table.columns);
    for edge in 0..=rows {
        let meets = |c: usize| edge == 0 || edge == rows || grid[edge - 1][c] != grid[edge][c];
        for (from, to) in strokes(columns, meets) {
            page.items.push(Item::Rule {
                x: lefts[from] - rule / 2.0,
                y: tops[edge] - if edge == 0 { 0.0 } else { rule / 2.0 },
                width: lefts[to] - lefts[from] + rule,
                height: rule,
            });
        }
    }
    for edge in 0..=columns {
        let meets = |r: usize| edge == 0 || edge == columns || grid[r][edge - 1] != grid[r][edge];
        for (from, to) in strokes(rows, meets) {
            page.items.push(Item::Rule {
                x: lefts[edge] - rule / 2.0,
                y: tops[from],
                width: rule,
                height: tops[to] - tops[from],
            });
        }
    }
}

/// Which cell (row, index) covers each place of the shown rows.
fn cells_on_grid(table: &Table, shown: &[usize]) -> Vec<Vec<(usize, usize)>> {
    let mut grid = vec![vec![(usize::MAX, 0); table.columns]; shown.len()];
    for (r, row) in table.rows.iter().enumerate() {
        for (index, cell) in row.cells.iter().enumerate() {
            for (line, _) in grid.iter_mut().zip(shown).filter(|(_, at)| (r..r + cell.row_span).contains(at))
            {
                line[cell.column..cell.column + cell.column_span].fill((r, index));
            }
        }
    }
    grid
}

/// The longest runs of `0..count` for which `meets` holds, as (first, one past the last).
fn strokes(count: usize, meets: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut strokes: Vec<(usize, usize)> = Vec::new();
    for at in (0..count).filter(|&at| meets(at)) {
        match strokes.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => strokes.push((at, at + 1)),
        }
    }
    strokes
}
