//! The table whose rows stand side by side (表四): labels above, heads below them, one row of figures.

use super::Recogniser;
use super::known::{Across, RowId};
use super::labels::is_figure;
use crate::diagnostic::{Diagnostic, codes};
use crate::form::{CellId, Table as FormTable};
use crate::intake::blocks::{Cell, Row, Table};
use crate::source::Span;
use std::sync::Arc;

/// A column under a head.
struct Leaf {
    cell: Cell,
    /// Index of the band's columns.
    head: usize,
    /// The row whose label stands above it, if one does.
    row: Option<usize>,
}

impl Recogniser<'_> {
    /// Which rows of a table may be such heads: those with three of them at least.
    pub(super) fn heads_across(&self, table: &Table) -> Vec<bool> {
        let Some(across) = &self.known.across else { return vec![false; table.rows.len()] };
        let heads = |row: &Row| own(row).filter(|cell| self.head_of(across, cell).is_some()).count();
        table.rows.iter().map(|row| heads(row) >= 3).collect()
    }

    /// The column whose head a cell holds.
    fn head_of(&self, across: &Across, cell: &Cell) -> Option<usize> {
        let figure = self.transcript.text(cell.at).bytes().all(|byte| byte.is_ascii_digit());
        if figure && !across.has_digits {
            return None;
        }
        let text = self.text(cell.at);
        across.heads.iter().position(|label| label.is(&text)).or_else(|| {
            let own = across.heads.iter().map(|label| label.likeness(&text)).enumerate();
            super::labels::best(own).filter(|(_, like)| *like >= 740).map(|(at, _)| at)
        })
    }

    /// Reads the table that begins at a row, if one does; the row behind it. `heads` are the rows of heads.
    pub(super) fn across(&mut self, table: &Table, from: usize, heads: &[bool]) -> Option<usize> {
        let across = Arc::clone(self.known.across.as_ref()?);
        let (number, across) = (across.number, &*across);
        let form = self.known.table(number);
        // Up to two rows of labels stand before them.
        let first_heads = (from..table.rows.len().min(from + 4)).find(|&r| heads[r])?;
        let labels_before = (from..first_heads).all(|r| self.only_labels(across, &table.rows[r]));
        if !labels_before {
            return None;
        }
        let mut last = first_heads;
        while last + 1 < table.rows.len() && heads[last + 1] {
            last += 1;
        }
        // Rows below one another with these heads are read as such.
        let next = table.rows.get(last + 1);
        if next.is_some_and(|next| own(next).any(|cell| self.row_of(across, cell).is_some())) {
            return None;
        }
        let mut leaves = Vec::new();
        for row in &table.rows[from..=last] {
            for cell in own(row) {
                if let Some(head) = self.head_of(across, cell) {
                    let row = self.label_above(across, table, from..last + 1, cell);
                    leaves.push(Leaf { cell: *cell, head, row });
                }
            }
        }
        // A head that was written once for each row it covers is one head.
        leaves.sort_by_key(|leaf| leaf.cell.column);
        leaves.dedup_by_key(|leaf| leaf.cell.column);
        let figures = (last + 1..table.rows.len()).find(|&r| {
            let cells: Vec<&Cell> = own(&table.rows[r]).collect();
            let figures = cells.iter().filter(|cell| is_figure(self.transcript.text(cell.at)));
            cells.len() > 1 && figures.count() * 2 > cells.len()
        });
        // A sheet does not keep a row in which nothing stands.
        if figures.is_none() && next.is_some() {
            return None;
        }
        let behind = figures.map_or(last + 1, |figures| figures + 1);
        for row in &table.rows[from..behind] {
            self.landmarks.push((row.at, form.name.as_str().into()));
        }
        self.tables.entry(number).or_insert(table.rows[from].at);
        let nothing = Row::default();
        let figures = figures.map_or(&nothing, |figures| &table.rows[figures]);
        self.figures_of(across, form, &leaves, &table.rows[from..=last], figures);
        Some(behind)
    }

    /// Whether a row has a figure for each of the form's columns, however they are headed.
    fn is_whole(&self, form: &FormTable, row: &Row) -> bool {
        let figures = own(row).filter(|cell| {
            let text = self.transcript.text(cell.at);
            is_figure(text) && !text.is_empty()
        });
        figures.count() == form.rows.len() * form.bands[0].columns.len()
    }

    fn only_labels(&self, across: &Across, row: &Row) -> bool {
        let mut labels = 0;
        for cell in own(row).filter(|cell| !cell.at.is_empty()) {
            let text = self.text(cell.at);
            let group = || across.groups.iter().any(|group| group.is_like(&text));
            if self.row_of(across, cell).is_some() || group() {
                labels += 1;
            }
        }
        labels > 0 || own(row).all(|cell| cell.at.is_empty())
    }

    /// The row of the form whose label a cell holds.
    fn row_of(&self, across: &Across, cell: &Cell) -> Option<usize> {
        let text = self.text(cell.at);
        let likes = across.rows.iter().map(|row| row.likeness(&text));
        super::labels::best(likes.enumerate()).map(|(row, _)| row)
    }

    /// The row whose label stands above a head, nearest first.
    fn label_above(
        &self,
        across: &Across,
        table: &Table,
        rows: std::ops::Range<usize>,
        head: &Cell,
    ) -> Option<usize> {
        let covers = |cell: &&Cell| cell.column <= head.column && head.column < cell.column + cell.columns;
        rows.rev()
            .find_map(|row| table.rows[row].cells.iter().filter(covers).find_map(|c| self.row_of(across, c)))
    }

    fn figures_of(
        &mut self,
        across: &Across,
        form: &FormTable,
        leaves: &[Leaf],
        heads: &[Row],
        figures: &Row,
    ) {
        let (number, wanted) = (across.number, form.bands[0].columns.len());
        let columns: Vec<usize> = leaves.iter().map(|leaf| leaf.head).collect();
        let mut pairs: Vec<(usize, usize)> =
            leaves.iter().filter_map(|leaf| leaf.row.map(|row| (row, leaf.head))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let by_labels = pairs.len() == leaves.len() && leaves.len().is_multiple_of(wanted);
        // Labels do not stand above their heads: in their order then, if the heads come in the form's.
        let labels: Vec<usize> = {
            let cells = heads.iter().flat_map(own);
            let mut rows: Vec<usize> = cells.filter_map(|cell| self.row_of(across, cell)).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        };
        let in_order = leaves.len() == labels.len() * wanted
            && columns.chunks(wanted).all(|chunk| chunk.iter().copied().eq(0..wanted));
        let place = heads.first().map_or(figures.at, |row| row.at);
        let mut whole = false;
        let ids: Vec<(usize, usize)> = if by_labels {
            leaves.iter().map(|leaf| (leaf.row.unwrap_or(0), leaf.head)).collect()
        } else if in_order {
            labels.iter().flat_map(|&row| (0..wanted).map(move |head| (row, head))).collect()
        } else if self.is_whole(form, figures) {
            self.wrong_heads(number, place);
            whole = true;
            (0..form.rows.len()).flat_map(|row| (0..wanted).map(move |head| (row, head))).collect()
        } else {
            let message = format!("{}的表头认不全，没有读入它的数", form.name);
            self.found.push(Diagnostic::of(&codes::D05, place, message).help("表头各列的名称与格式一致"));
            self.leave_said(own(figures).map(|cell| cell.at));
            return;
        };
        let mut cells: Vec<&Cell> = own(figures).collect();
        if cells.is_empty() {
            for row in ids.iter().map(|(row, _)| *row).collect::<std::collections::BTreeSet<_>>() {
                self.put_row((number, row), place, &[]);
            }
            return;
        }
        let under = !whole
            && leaves.iter().all(|leaf| {
                cells.iter().any(|c| c.column == leaf.cell.column && c.columns == leaf.cell.columns)
            });
        if under {
            cells.retain(|c| leaves.iter().any(|leaf| leaf.cell.column == c.column));
        }
        // A word before the figures (`件数`).
        while cells.len() > ids.len() && !is_figure(self.transcript.text(cells[0].at)) {
            cells.remove(0);
        }
        while cells.len() > ids.len() && cells.last().is_some_and(|cell| cell.at.is_empty()) {
            cells.pop();
        }
        if cells.len() != ids.len() {
            let message = format!("{}的数有 {} 格，表头有 {} 列", form.name, cells.len(), ids.len());
            self.found
                .push(Diagnostic::of(&codes::D05, figures.at, message).help("每列一格，没有发生的填 0"));
            self.leave_said(cells.iter().map(|cell| cell.at));
            return;
        }
        let mut rows: Vec<usize> = ids.iter().map(|(row, _)| *row).collect();
        rows.dedup();
        for row in rows {
            let id: RowId = (number, row);
            let of_row = ids.iter().zip(&cells).filter(|((r, _), _)| *r == row);
            self.note_columns(id, of_row.clone().map(|((_, column), _)| *column), place);
            let placed: Vec<(CellId, Span)> =
                of_row.map(|((_, column), cell)| (CellId { row, column: *column }, cell.at)).collect();
            self.put_row(id, place, &placed);
        }
        let strangers: Vec<Span> = heads
            .iter()
            .flat_map(own)
            .filter(|cell| self.known.meaning(&self.text(cell.at)) == super::known::Meaning::Foreign)
            .filter(|cell| self.transcript.text(cell.at).chars().any(char::is_alphabetic))
            .map(|cell| cell.at)
            .collect();
        self.left.extend(strangers);
    }
}

fn own(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| !cell.continued)
}
