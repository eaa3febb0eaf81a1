//! What stands in another order than the form's: parts, tables under the headings of others, rows and columns. All of it is read by
//! its name; that it stands elsewhere is said.

use super::known::RowId;
use super::labels::Label;
use super::{Recogniser, outline};
use crate::diagnostic::{Diagnostic, codes};
use crate::form::numeral;
use crate::intake::blocks::{Block, Paragraph};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What was seen so far of the order in tables.
#[derive(Default)]
pub(super) struct Order {
    /// The last row of each table.
    last: BTreeMap<usize, usize>,
    /// Tables whose rows were complained of, and those whose columns were.
    rows: BTreeSet<usize>,
    columns: BTreeSet<usize>,
}

impl Recogniser<'_> {
    /// A part's name as the form prints it.
    fn part(&self, section: usize) -> String {
        format!("“{}、{}”", numeral(section), self.known.form.sections[section].title)
    }

    /// Parts that the headings around them do not lead to.
    pub(super) fn say_displaced(&mut self, paragraphs: &[(usize, Paragraph)], headings: &[outline::Heading]) {
        for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| heading.displaced) {
            let before = at.checked_sub(1).map(|at| headings[at].section);
            let behind =
                before.filter(|before| *before > heading.section).map(|other| (other, "后面", "前面"));
            let next = || headings.get(at + 1).map(|next| (next.section, "前面", "后面"));
            let Some((other, stands, right)) = behind.or_else(next) else { continue };
            let message =
                format!("{}排在{}{stands}，次序与格式不同", self.part(heading.section), self.part(other));
            let place = paragraphs[heading.paragraph].1.at.part(0..heading.end);
            let help = format!("把这一部分移到{}{right}，序号依次写", self.part(other));
            self.found.push(Diagnostic::of(&codes::S01, place, message).help(help));
        }
    }

    /// Tables that stand under the heading of another part, or under none of their own.
    pub(super) fn say_stray_tables(
        &mut self,
        paragraphs: &[(usize, Paragraph)],
        headings: &[outline::Heading],
    ) {
        let sections = 0..self.known.form.sections.len();
        let tables: Vec<(usize, usize)> =
            sections.filter_map(|section| Some((section, self.table_of(section)?))).collect();
        for (section, number) in tables {
            let Some(&at) = self.tables.get(&number) else { continue };
            let above = |heading: &&outline::Heading| paragraphs[heading.paragraph].1.at.start < at.start;
            let Some(under) = headings.iter().rev().find(above) else { continue };
            if under.section == section {
                continue;
            }
            // A workbook's table has its name on the sheet; some write it in the table's first row.
            let headed = headings.iter().any(|heading| heading.section == section);
            if !headed && (!self.transcript.addresses.is_empty() || self.is_titled(number)) {
                continue;
            }
            let (name, right) = (&self.known.table(number).name, self.part(section));
            let found = if headed {
                let message = format!("{name}放在{}下面，不在{right}下面", self.part(under.section));
                Diagnostic::of(&codes::S04, at, message).help(format!("把{name}移到{right}下面"))
            } else {
                let message = format!("{name}上面没有标题{right}");
                Diagnostic::of(&codes::S02, at, message).help("补上这个标题")
            };
            self.found.push(found);
        }
    }

    /// Whether the title of a table stands in a cell.
    fn is_titled(&self, number: usize) -> bool {
        let title = Label::of(&self.known.table(number).title);
        let tables = self.transcript.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let mut cells = tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        cells.any(|cell| title.is(&self.text(cell.at)))
    }

    /// A row that stands behind one that the form has later.
    pub(super) fn note_row(&mut self, id: RowId, label: Span) {
        let Some(last) = self.order.last.insert(id.0, id.1).filter(|last| *last > id.1) else { return };
        if self.order.rows.insert(id.0) {
            let table = self.known.table(id.0);
            let (own, other) = (table.rows[id.1].name.said(), table.rows[last].name.said());
            let message = format!("{}的行与格式的次序不同：“{own}”排在“{other}”后面", table.name);
            self.found.push(Diagnostic::of(&codes::D06, label, message).help("各行按格式的次序排列"));
        }
    }

    /// Columns of a row, left to right, of which one stands behind one that the form has later.
    pub(super) fn note_columns(&mut self, id: RowId, columns: impl Iterator<Item = usize>, place: Span) {
        let columns: Vec<usize> = columns.collect();
        let Some(pair) = columns.windows(2).find(|pair| pair[0] > pair[1]) else { return };
        if self.order.columns.insert(id.0) {
            let table = self.known.table(id.0);
            let names = table.columns(id.1);
            let (own, other) = (names[pair[0]].name.said(), names[pair[1]].name.said());
            let message = format!("{}的列与格式的次序不同：“{own}”排在“{other}”前面，按表头读", table.name);
            let help = "核对这两列的数；各列按格式的次序排列";
            self.found.push(Diagnostic::of(&codes::D06, place, message).help(help));
        }
    }
}
