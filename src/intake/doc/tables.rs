//! Rows as a document keeps them, each with the edges of its own cells, onto one grid a table.

use crate::intake::blocks::{Raw, RawCell};
use std::ops::Range;

/// Tables in tables beyond which a file is no report.
pub(super) const DEEPEST: usize = 32;
/// Twips (a twentieth of a point) by which two edges of one column may differ: a millimetre.
const SAME_EDGE: Edge = 57;

/// Twips from the margin.
pub(super) type Edge = i32;

/// The cells of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// One more than cells.
    edges: Vec<Edge>,
    /// `TCGRF` of each cell.
    merges: Vec<u16>,
}

impl Shape {
    pub(super) fn new(edges: Vec<Edge>, merges: Vec<u16>) -> Self {
        Self { edges, merges }
    }

    /// `sprmTVertMerge`: 0 not merged, 1 goes on from above, 3 begins.
    pub(super) fn merge_down(&mut self, cell: usize, how: u8) {
        if let Some(merge) = self.merges.get_mut(cell) {
            *merge = *merge & !0x60 | u16::from(how & 3) << 5;
        }
    }

    /// `sprmTMerge`: the first of them and those that it swallows.
    pub(super) fn merge_across(&mut self, cells: Range<usize>) {
        for (n, merge) in self.merges.iter_mut().enumerate().filter(|(n, _)| cells.contains(n)) {
            *merge = *merge & !3 | if n == cells.start { 1 } else { 2 };
        }
    }

    /// Whether a cell goes on from the one above.
    fn goes_on_down(&self, cell: usize) -> bool {
        self.merges.get(cell).is_some_and(|merge| merge & 0x60 == 0x20)
    }

    /// Whether a cell is swallowed by the one before. Which of the two bits says so, the standard and the writers disagree on;
    /// the first of a row that is merged begins.
    fn goes_on_across(&self, cell: usize) -> bool {
        let how = |cell: usize| self.merges.get(cell).map_or(0, |merge| merge & 3);
        let begins = (0..self.merges.len()).map(how).find(|&how| how != 0);
        cell > 0 && how(cell) != 0 && how(cell - 1) != 0 && Some(how(cell)) != begins
    }
}

/// A row: the content of its cells.
pub(super) struct Line {
    pub(super) cells: Vec<Vec<Raw>>,
    pub(super) shape: Option<Shape>,
}

/// The rows on one grid.
pub(super) fn table(lines: Vec<Line>) -> Raw {
    let grid = grid(&lines);
    Raw::Table(lines.into_iter().map(|line| row(line, &grid)).collect(), 0)
}

/// The edges of all rows, each once.
fn grid(lines: &[Line]) -> Vec<Edge> {
    let mut all: Vec<Edge> = lines
        .iter()
        .filter_map(|line| line.shape.as_ref())
        .flat_map(|shape| shape.edges.iter().copied())
        .collect();
    all.sort_unstable();
    let mut grid: Vec<Edge> = Vec::new();
    for edge in all {
        if grid.last().is_none_or(|last| edge - last > SAME_EDGE) {
            grid.push(edge);
        }
    }
    grid
}

fn row(line: Line, grid: &[Edge]) -> Vec<RawCell> {
    let column = |edge: Edge| grid.partition_point(|&own| own <= edge).saturating_sub(1);
    // A row whose edges are not those of its cells is read by its order.
    let shape = line.shape.filter(|shape| shape.merges.len() == line.cells.len());
    let mut cells: Vec<RawCell> = Vec::new();
    let mut next = 0;
    for (n, content) in line.cells.into_iter().enumerate() {
        let Some(shape) = &shape else {
            cells.push(RawCell { content, columns: 1, rows: 1, ..RawCell::default() });
            continue;
        };
        let from = column(shape.edges[n]).max(next);
        let columns = column(shape.edges[n + 1]).saturating_sub(from).max(1);
        if let (true, Some(before)) = (shape.goes_on_across(n), cells.last_mut()) {
            before.columns += columns;
            before.content.extend(content);
        } else {
            let continued = shape.goes_on_down(n);
            cells.push(RawCell {
                content,
                skip: from - next,
                columns,
                rows: 1,
                continued,
                ..RawCell::default()
            });
        }
        next = from + columns;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_edges_of_their_own_share_a_grid() {
        let line = |edges: &[Edge], merges: &[u16]| Line {
            cells: vec![Vec::new(); merges.len()],
            shape: Some(Shape::new(edges.to_vec(), merges.to_vec())),
        };
        let lines = vec![
            line(&[0, 3000, 6000], &[0x60, 0]),
            line(&[2, 3010, 4500, 5990], &[0x20, 0, 0]),
            line(&[3000, 4480, 6000], &[0, 0]),
            line(&[0, 3000, 4500, 6000], &[0, 1, 2]),
        ];
        let Raw::Table(rows, _) = table(lines) else { panic!() };
        let shown = |row: &Vec<RawCell>| -> Vec<(usize, usize, bool)> {
            row.iter().map(|cell| (cell.skip, cell.columns, cell.continued)).collect()
        };
        assert_eq!(shown(&rows[0]), [(0, 1, false), (0, 2, false)]);
        assert_eq!(shown(&rows[1]), [(0, 1, true), (0, 1, false), (0, 1, false)]);
        assert_eq!(shown(&rows[2]), [(1, 1, false), (0, 1, false)]);
        assert_eq!(shown(&rows[3]), [(0, 1, false), (0, 2, false)]);
    }
}
