//! What is said of a table's cells: words of labels that are not the form's, which are never dropped in silence, and cells that hold
//! no figure.

use super::known::Meaning;
use super::labels::{MEANT, SAME, Text, half_width, is_figure};
use super::{Purpose, Recogniser};
use crate::diagnostic::{Diagnostic, codes};
use crate::intake::blocks::Table;
use crate::source::Span;
use std::collections::BTreeMap;

impl Recogniser<'_> {
    /// Says of a table's cells which words are not the form's, each wording once.
    pub(super) fn say_worded(&mut self, table: &Table) {
        let cells = table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.continued);
        for at in cells.map(|cell| cell.at) {
            let written = self.transcript.text(at);
            if is_figure(written) || self.worded.contains(written) {
                continue;
            }
            let Some((message, help)) = self.worded(at, written) else { continue };
            self.worded.insert(written.to_owned());
            self.found.push(Diagnostic::of(&codes::D06, at, message).help(help));
        }
    }

    /// What is said of a cell, and what to do.
    fn worded(&self, at: Span, written: &str) -> Option<(String, String)> {
        let text = self.text(at);
        if self.known.prints_all_of(&text) || self.known.prints_all_of(&Text::new(&without_unit(written))) {
            return None;
        }
        match self.known.meaning(&text) {
            Meaning::Row(id, like) => {
                let table = self.known.table(id.0);
                let row = &table.rows[id.1];
                let taken = like == SAME || table.across || self.rows.get(&id) == Some(&at);
                // A total heads columns too. Another that is like a row's label was taken for something else, and that was said.
                if like == MEANT && !taken && self.known.heads_total(&text) {
                    return Some((
                        format!("“{written}”按“{}”读", self.known.nearest(&text)?),
                        "改成格式中的名称".to_owned(),
                    ));
                }
                let message = format!("行名“{written}”按“{}”读", row.name.said());
                taken.then(|| (message, format!("格式中的行名是“{}”", row.label)))
            }
            Meaning::Group | Meaning::Printed => {
                let printed = self.known.nearest(&text)?;
                let message = format!("“{written}”按“{printed}”读");
                Some((message, format!("格式中写的是“{printed}”，改成一样的")))
            }
            Meaning::Unclear | Meaning::Foreign => None,
        }
    }
}

impl Recogniser<'_> {
    /// Rows of a table with cells that hold no figure: said once a table where they are many, and not again for each row.
    pub(super) fn say_unfilled(&mut self) {
        if self.purpose != Purpose::Check {
            return;
        }
        let mut tables: BTreeMap<usize, BTreeMap<usize, Vec<Span>>> = BTreeMap::new();
        for ((table, cell), at) in &self.figures {
            let text = self.transcript.text(*at);
            if is_figure(text) && !text.contains(char::is_numeric) {
                tables.entry(*table).or_default().entry(cell.row).or_default().push(*at);
            }
        }
        for (table, rows) in tables.into_iter().filter(|(_, rows)| rows.len() >= MANY) {
            let cells: usize = rows.values().map(Vec::len).sum();
            let name = &self.known.table(table).name;
            let message = format!("{name}有 {} 行共 {cells} 格没有填数", rows.len());
            let first = rows.values().next().map_or_else(Span::default, |cells| cells[0]);
            self.found.push(Diagnostic::of(&codes::C01, first, message).help("没有发生的都填 0"));
            self.blank.extend(rows.into_values().flatten());
        }
    }
}

/// Rows that are said in one.
const MANY: usize = 3;

/// A label without a unit in brackets, which is no other label for it.
fn without_unit(text: &str) -> String {
    let Some((before, rest)) = text.rsplit_once(['（', '(']) else { return text.to_owned() };
    let Some((inner, behind)) = rest.split_once(['）', ')']) else { return text.to_owned() };
    let bare: String = inner.chars().map(half_width).filter(|c| c.is_alphabetic()).collect();
    let unit = bare.strip_prefix("单位").unwrap_or(&bare);
    let is_unit = ["件", "万元", "元", "个", "人", "条", "项", "宗", "件次", "人次"].contains(&unit);
    if is_unit { format!("{before}{behind}") } else { text.to_owned() }
}
