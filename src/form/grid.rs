//! Trees of heads and labels -> the printed grid. Spans are derived, never written, so a hole or an overlap cannot be.

use super::{Branch, CellId, Table};

/// A table as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Grid columns.
    pub columns: usize,
    /// Leading rows that head the whole table (0 where each band has heads of its own).
    pub header_rows: usize,
    /// The cells that begin in each row, left to right.
    pub rows: Vec<Vec<GridCell>>,
}

/// One printed cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// First grid column.
    pub column: usize,
    /// Grid columns covered.
    pub column_span: usize,
    /// Rows covered.
    pub row_span: usize,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a printed cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Words over columns.
    Head(String),
    /// Words before rows.
    Label(String),
    /// A figure of the report.
    Figure(CellId),
}

/// Derives the grid of a table.
#[must_use]
pub fn grid(table: &Table) -> Grid {
    if table.across { across(table) } else { down(table) }
}

/// Levels of a tree.
fn depth(branches: &[Branch]) -> usize {
    branches.iter().map(|b| 1 + depth(&b.children)).max().unwrap_or(0)
}

/// Leaves of a tree.
fn width(branch: &Branch) -> usize {
    branch.children.iter().map(width).sum::<usize>().max(1)
}

/// Rows below one another, labels at the left.
fn down(table: &Table) -> Grid {
    let label_columns = table.bands.iter().map(|b| depth(&b.labels)).max().unwrap_or(0);
    let columns = label_columns + table.bands.iter().map(|b| b.columns.len()).max().unwrap_or(0);
    let mut grid = Grid { columns, header_rows: 0, rows: Vec::new() };
    for band in &table.bands {
        if let Some(caption) = &band.caption {
            grid.rows.push(vec![cell(0, columns, 1, Content::Head(caption.clone()))]);
        }
        let (top, height) = (grid.rows.len(), depth(&band.heads));
        grid.rows.resize(top + height, Vec::new());
        grid.rows[top].push(cell(0, label_columns, height, Content::Head(band.corner.clone())));
        heads(&band.heads, label_columns, top, top + height, &mut grid.rows);
        if table.bands.len() == 1 {
            grid.header_rows = grid.rows.len();
        }
        let first = grid.rows.len();
        grid.rows.resize(first + band.rows.len(), Vec::new());
        labels(&band.labels, 0, label_columns, first, &mut grid.rows);
        for (row, at) in band.rows.clone().zip(first..) {
            for column in 0..band.columns.len() {
                let id = CellId { row, column };
                grid.rows[at].push(cell(label_columns + column, 1, 1, Content::Figure(id)));
            }
        }
        // The last column of a band narrower than the table takes the rest of the grid.
        for row in &mut grid.rows[top..] {
            if let Some(last) = row.last_mut() {
                let narrow = label_columns + band.columns.len();
                if last.column + last.column_span == narrow {
                    last.column_span += columns - narrow;
                }
            }
        }
    }
    grid
}

/// Rows side by side: their labels head the columns.
fn across(table: &Table) -> Grid {
    let band = &table.bands[0];
    let tree = labels_over_heads(&band.labels, &band.heads);
    let height = depth(&tree);
    let mut rows = vec![Vec::new(); height];
    heads(&tree, 0, 0, height, &mut rows);
    let figures = table.cells().enumerate().map(|(at, id)| cell(at, 1, 1, Content::Figure(id)));
    rows.push(figures.collect());
    Grid { columns: table.cells().count(), header_rows: height, rows }
}

/// The tree of labels with the heads hung below each of its leaves.
fn labels_over_heads(labels: &[Branch], heads: &[Branch]) -> Vec<Branch> {
    let hang = |label: &Branch| Branch {
        children: if label.children.is_empty() {
            heads.to_vec()
        } else {
            labels_over_heads(&label.children, heads)
        },
        ..label.clone()
    };
    labels.iter().map(hang).collect()
}

fn cell(column: usize, column_span: usize, row_span: usize, content: Content) -> GridCell {
    GridCell { column, column_span, row_span, content }
}

/// Heads from row `top` to row `bottom`; a leaf reaches to the bottom.
fn heads(branches: &[Branch], mut column: usize, top: usize, bottom: usize, rows: &mut [Vec<GridCell>]) {
    for branch in branches {
        let span = width(branch);
        let leaf = branch.children.is_empty();
        let height = if leaf { bottom - top } else { 1 };
        rows[top].push(cell(column, span, height, Content::Head(branch.label.clone())));
        heads(&branch.children, column, top + 1, bottom, rows);
        column += span;
    }
}

/// Labels from grid column `left` to `right`; a leaf reaches to the right.
fn labels(branches: &[Branch], left: usize, right: usize, mut row: usize, rows: &mut [Vec<GridCell>]) {
    for branch in branches {
        let height = width(branch);
        let leaf = branch.children.is_empty();
        let span = if leaf { right - left } else { 1 };
        rows[row].push(cell(left, span, height, Content::Label(branch.label.clone())));
        labels(&branch.children, left + 1, right, row, rows);
        row += height;
    }
}
