//! Tables on pages: whole where they can be, as airy as the room allows, with the note below the last row; cut between two
//! headed bands, or between rows where no page holds them.

use super::{Cut, HAIR, HOLE, Note, Paginator, Part, Set};
use crate::document::{Block, Cell, Role, Table};
use crate::layout::table::SetTable;
use std::ops::Range;

/// Rows at the least that stand with the note under a table that is cut.
const ROWS_WITH_NOTE: usize = 1;

/// How much more padding than the comfortable a table may have to fill the page before a cut, pt.
const FILLING: f64 = 3.5;

impl Paginator<'_> {
    fn note_height(&self, note: Option<&Note>) -> f64 {
        note.map_or(0.0, |(_, lines, _)| lines.len() as f64 * self.style.role(Role::TableNote).pitch)
    }

    /// Height of a row at the least padding.
    fn row_height(&self, table: &SetTable, row: usize) -> f64 {
        table.row_height(row, self.style.table.padding_vertical)
    }

    /// Height of rows at the least padding.
    fn rows_height(&self, table: &SetTable, rows: Range<usize>) -> f64 {
        rows.map(|row| self.row_height(table, row)).sum()
    }

    fn model(&self, block: usize) -> &Table {
        match &self.document.blocks[block] {
            Block::Table(table) => table,
            _ => unreachable!("set as a table"),
        }
    }

    /// What of a table must stand under its heading of height `above`.
    pub(super) fn least_of_table(
        &self,
        block: usize,
        table: &SetTable,
        note: Option<&Note>,
        above: f64,
    ) -> f64 {
        let whole = table.height_at(self.style.table.padding_vertical) + self.note_height(note);
        let model = self.model(block);
        if self.options.cut != Cut::Never
            && let Some(joint) = joints(model).next()
        {
            return self.rows_height(table, 0..joint) + self.style.table.rule + self.lead;
        }
        if above + whole <= self.height - self.lead + HAIR {
            whole + self.lead
        } else {
            let rows = (model.header_rows + 2).min(model.rows.len());
            self.rows_height(table, 0..rows)
        }
    }

    /// A table stands whole where it can: as airy as the room allows, on a page of its own if it must.
    pub(super) fn table(&mut self, block: usize, set: &[Set]) {
        let Set::Table(table, note) = &set[block] else { return };
        let least = self.style.table.padding_vertical;
        let note_height = self.note_height(note.as_ref());
        let whole = table.height_at(least) + note_height;
        self.begin_table();
        if whole > self.room() + HAIR
            && self.options.cut != Cut::Never
            && self.cut_at_joint(block, table, note_height)
        {
            // The rest follows on a page of its own.
        } else if whole <= self.room() + HAIR
            || whole <= self.style.page.height + HAIR && !self.is_headed_here(block)
        {
            if whole > self.room() + HAIR {
                self.new_page();
                self.begin_table();
            }
            let padding = self.padding(table, note_height);
            self.flow.paddings.push((block, padding));
            self.put(block, Part::Rows(0..table.cells.len()), table.height_at(padding));
        } else {
            self.flow.paddings.push((block, least));
            self.split_table(block, table, note_height);
        }
        if let Some((_, lines, _)) = note {
            self.note(block, lines.len());
        }
    }

    /// A table begins with the type area, not with the first line box.
    fn begin_table(&mut self) {
        self.y = self.y.max(self.half_lead);
    }

    /// Whether the table's heading stands on this page already. A page holds most tables with their heading; where it does
    /// not, the table is cut rather than parted from it.
    fn is_headed_here(&self, block: usize) -> bool {
        let last = self.flow.placed.last();
        last.is_some_and(|last| {
            last.block + 1 == block && last.page + 1 == self.flow.pages && self.heads(last.block)
        })
    }

    /// Room for a table on this page, pt.
    fn room(&self) -> f64 {
        self.room_from(self.y)
    }

    /// Room for a table from a height on, pt.
    fn room_from(&self, y: f64) -> f64 {
        self.height - y - self.lead
    }

    /// What a note needs on the page of the last row, pt: one that no page holds begins below it, whatever is left.
    fn kept_note(&self, note_height: f64) -> f64 {
        if note_height > self.style.page.height / 2.0 { 0.0 } else { note_height }
    }

    /// The padding at which a whole table fills the room that it wants, and ends on a line of the page where it can.
    fn padding(&self, table: &SetTable, note_height: f64) -> f64 {
        let style = &self.style.table;
        let comfortable = style.padding_vertical
            + (style.padding_comfortable - style.padding_vertical) * self.options.padding;
        let sides = 2.0 * table.cells.len() as f64;
        let spare = self.room() - note_height - table.height_at(0.0);
        let most = (spare / sides).clamp(style.padding_vertical, comfortable);
        if !self.options.register {
            return most;
        }
        let over = (self.y + table.height_at(most) + note_height).rem_euclid(self.pitch);
        let fitting = most - over / sides;
        if fitting < style.padding_vertical { most } else { fitting }
    }

    /// The note; only one that no page holds is parted.
    fn note(&mut self, block: usize, count: usize) {
        let pitch = self.style.role(Role::TableNote).pitch;
        let mut from = 0;
        while from < count {
            let room = (from + 1..=count).rev().find(|&to| (to - from) as f64 * pitch <= self.room() + HAIR);
            let to = room.unwrap_or(from);
            self.put(block, Part::Note(from..to), (to - from) as f64 * pitch);
            if to < count {
                self.new_page();
                self.begin_table();
            }
            from = to;
        }
    }

    /// Cuts a table of several headed bands between two of them; its rows take the air that is left. Returns whether any band
    /// fits, and the others, with the note, on a page of their own.
    fn cut_at_joint(&mut self, block: usize, table: &SetTable, note_height: f64) -> bool {
        let (style, rows) = (self.style, table.cells.len());
        let room = self.room() - style.table.rule;
        let least = style.table.padding_vertical;
        let own_page = self.room_from(self.half_lead) - style.table.rule - self.kept_note(note_height);
        // The padding at which the rows before a joint fill the room, and what they leave of it.
        let filled = |joint: usize| {
            let spare = (room - self.rows_height(table, 0..joint)) / (2.0 * joint as f64);
            let behind = (own_page - self.rows_height(table, joint..rows)) / (2.0 * (rows - joint) as f64);
            let padding = (least + spare.min(behind)).min(style.table.padding_comfortable + FILLING);
            let height: f64 = (0..joint).map(|row| table.row_height(row, padding)).sum();
            (padding, height, room - height)
        };
        let fitting = |&joint: &usize| {
            self.rows_height(table, 0..joint) <= room + HAIR
                && self.rows_height(table, joint..rows) <= own_page + HAIR
        };
        let joints: Vec<usize> = joints(self.model(block)).filter(fitting).collect();
        let closes =
            |joint: &&usize| self.options.cut == Cut::High && filled(**joint).2 + 2.0 * self.lead < HOLE;
        let Some(&joint) = joints.iter().find(closes).or(joints.last()) else { return false };
        let (padding, height, _) = filled(joint);
        self.flow.paddings.push((block, padding));
        self.fill(block, joint, room - height, table.row_height(joint, padding));
        self.put(block, Part::Rows(0..joint), height + style.table.rule);
        self.flow.row_breaks.push((block, joint));
        self.new_page();
        self.begin_table();
        let height: f64 = (joint..rows).map(|row| table.row_height(row, padding)).sum();
        self.put(block, Part::Rows(joint..rows), height + style.table.rule);
        true
    }

    /// Notes that a word processor would find room for row `row`, `next` pt high, in the `spare` pt of a page that ends
    /// before it.
    fn fill(&mut self, block: usize, row: usize, spare: f64, next: f64) {
        let spare = spare + self.lead + self.half_lead - next;
        if spare >= 0.0 {
            self.flow.filled_rows.push((block, row - 1, spare + 1.0));
        }
    }

    /// A table that no page holds: cut between rows, the head again on each page.
    fn split_table(&mut self, block: usize, table: &SetTable, note_height: f64) {
        let model = self.model(block).clone();
        let head = self.rows_height(table, 0..model.header_rows);
        let rows = table.cells.len();
        let first_rows = self.rows_height(table, 0..(model.header_rows + 2).min(rows));
        if first_rows > self.room() + HAIR && self.y > self.half_lead {
            self.new_page();
            self.begin_table();
        }
        let mut from = 0;
        while let Some(end) = self.cut(&model, table, from, head, note_height) {
            let height = head + self.rows_height(table, from.max(model.header_rows)..end);
            self.fill(block, end, self.room() - height, self.row_height(table, end));
            self.put(block, Part::Rows(from..end), height);
            self.flow.row_breaks.push((block, end));
            self.new_page();
            self.begin_table();
            from = end;
        }
        let height = head + self.rows_height(table, from.max(model.header_rows)..rows);
        self.put(block, Part::Rows(from..rows), height + self.style.table.rule);
    }

    /// The row before which the table is cut if its rows from `from` on do not fit below a head of `head` pt, with the note
    /// below the last: as many as fit, but no part of a group so low that its label does not fit beside it.
    fn cut(
        &self,
        model: &Table,
        table: &SetTable,
        from: usize,
        head: f64,
        note_height: f64,
    ) -> Option<usize> {
        let (first, rows) = (from.max(model.header_rows), table.cells.len());
        let room = self.room() - self.style.table.rule + HAIR;
        let mut height = head;
        let overflowing = (first..rows).find(|&row| {
            height += self.row_height(table, row);
            row > first && height > room
        });
        let most = match overflowing {
            Some(row) => row,
            None if height + self.kept_note(note_height) <= room => return None,
            None => rows.saturating_sub(ROWS_WITH_NOTE).max(first + 1),
        };
        if most >= rows {
            return None;
        }
        let labels_fit = |end: &usize| self.labels_fit(model, table, from, *end);
        Some((first + 1..=most).rev().find(labels_fit).unwrap_or(most))
    }

    /// Whether the labels of groups that a cut before row `end` divides fit on both of its sides.
    fn labels_fit(&self, model: &Table, table: &SetTable, from: usize, end: usize) -> bool {
        let divided = |row: usize, cell: &Cell| row < end && row + cell.row_span > end;
        let around = 2.0 * self.style.table.padding_vertical + self.style.table.rule;
        let pitch = self.style.role(Role::TableText).pitch;
        model.rows.iter().enumerate().all(|(row, cells)| {
            cells.cells.iter().zip(&table.cells[row]).filter(|(cell, _)| divided(row, cell)).all(
                |(cell, set)| {
                    let need = set.lines.len() as f64 * pitch + around - HAIR;
                    let above = self.rows_height(table, row.max(from)..end);
                    above >= need && self.rows_height(table, end..row + cell.row_span) >= need
                },
            )
        })
    }
}

/// Rows that begin a new headed band.
fn joints(table: &Table) -> impl Iterator<Item = usize> {
    (1..table.rows.len()).filter(|&row| table.is_joint(row))
}
