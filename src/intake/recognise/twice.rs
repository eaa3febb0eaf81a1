//! Rows and tables that stand in a file twice.

use super::Recogniser;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// A row that was read before.
pub(super) struct Twice {
    pub(super) row: usize,
    pub(super) first: Span,
    pub(super) label: Span,
    pub(super) same: bool,
    /// It says more than that there was nothing.
    pub(super) more: bool,
}

/// Rows that come twice and are a table, not slips of a row.
const A_TABLE: usize = 3;

impl Recogniser<'_> {
    /// Rows that came twice: a second table, or single rows.
    pub(super) fn say_twice(&mut self) {
        for (number, rows) in std::mem::take(&mut self.twice) {
            let table = self.known.table(number);
            if rows.len() < A_TABLE {
                for Twice { row, first, label, same, more } in &rows {
                    let what = if *same {
                        "数相同，只读了一行"
                    } else {
                        "数不相同，不知道用哪一行"
                    };
                    let message = format!("有两行都是“{}”，{what}", table.rows[*row].name.said());
                    // A second row of figures keeps the table from adding up.
                    let rule = if *same && !more { &codes::D06 } else { &codes::D05 };
                    let found = Diagnostic::of(rule, *label, message).label(*first, "前一行在这里");
                    self.found.push(found.help("改正行名，或删去多余的一行"));
                }
                continue;
            }
            let differ: Vec<&Twice> = rows.iter().filter(|row| !row.same).collect();
            let (rule, at, what) = match differ[..] {
                [] => (&codes::D06, &rows[0], "数相同，只读一次".to_owned()),
                [at, ..] => {
                    let name = table.rows[at.row].name.said();
                    let more =
                        if differ.len() > 1 { format!("等 {} 行", differ.len()) } else { String::new() };
                    (&codes::D05, at, format!("“{name}”{more}的数不相同，不知道用哪一次的"))
                }
            };
            let message = format!("{}出现了两次，{what}", table.name);
            let found = Diagnostic::of(rule, at.label, message).label(at.first, "前一次在这里");
            self.found.push(found.help("删去多余的一次"));
        }
    }
}
