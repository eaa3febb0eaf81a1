//! Cells that were read as what the form prints though they say more, or something else: nothing of them is dropped in silence.

use super::Recogniser;
use super::known::Meaning;
use super::labels::{SAME, Text, half_width, is_figure};
use crate::diagnostic::{Diagnostic, codes};
use crate::intake::blocks::Table;
use crate::source::Span;

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
                // Another that is like a row's label was taken for something else, and that was said.
                let taken = like == SAME || table.across || self.rows.get(&id) == Some(&at);
                let row = &table.rows[id.1];
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

/// A label without a unit in brackets, which is no other label for it.
fn without_unit(text: &str) -> String {
    let Some((before, rest)) = text.rsplit_once(['（', '(']) else { return text.to_owned() };
    let Some((inner, behind)) = rest.split_once(['）', ')']) else { return text.to_owned() };
    let bare: String = inner.chars().map(half_width).filter(|c| c.is_alphabetic()).collect();
    let unit = bare.strip_prefix("单位").unwrap_or(&bare);
    let is_unit = ["件", "万元", "元", "个", "人", "条", "项", "宗", "件次", "人次"].contains(&unit);
    if is_unit { format!("{before}{behind}") } else { text.to_owned() }
}
