//! What a cell that could not be read should hold, where the form's identities leave only one number.

use crate::diagnostic::codes::Rule;
use crate::diagnostic::{Culprit, Diagnostic, Diagnostics};
use crate::form::CellId;
use crate::form::identity::Equation;
use crate::report::TableReport;

/// A cell whose characters are no figure, and the finding that says so.
#[derive(Clone)]
pub(super) struct Fault {
    /// The cell.
    pub(super) id: CellId,
    /// The finding's place and rule.
    pub(super) span: crate::source::Span,
    pub(super) rule: &'static Rule,
    /// The characters.
    pub(super) written: String,
}

/// Adds to the findings about unread cells what the identities say of them.
pub(super) fn add(table: &TableReport, faults: &[Fault], found: &mut Diagnostics) {
    for fault in faults {
        let Some(expected) = implied(table, fault.id) else { continue };
        found.retain(|finding| {
            if finding.span == fault.span && finding.rule == fault.rule && finding.culprits.is_empty() {
                tell(table, fault, expected, finding);
            }
            true
        });
    }
}

fn tell(table: &TableReport, fault: &Fault, expected: i64, finding: &mut Diagnostic) {
    let (form, id) = (table.form(), fault.id);
    finding.help = format!("{}；按勾稽关系，这里应为 {expected}", finding.help);
    finding.culprits.push(Culprit {
        key: form.rows[id.row].name.said().to_owned(),
        column: form.columns(id.row)[id.column].name.said().to_owned(),
        written: fault.written.clone(),
        expected: expected.to_string(),
        span: finding.span,
    });
}

/// The number with which all equations of a cell hold, as far as their other cells are known; `None` if they disagree.
fn implied(table: &TableReport, id: CellId) -> Option<i64> {
    let mut agreed = None;
    for equation in table.form().equations.iter().filter(|e| e.cells().any(|cell| cell == id)) {
        let Some(value) = solve(table, equation, id) else { continue };
        if *agreed.get_or_insert(value) != value {
            return None;
        }
    }
    agreed.filter(|&value| value >= 0)
}

/// The value of one cell of an equation, if all others are known.
fn solve(table: &TableReport, equation: &Equation, id: CellId) -> Option<i64> {
    let sum = |cells: &[CellId]| -> Option<i64> {
        cells.iter().filter(|&&cell| cell != id).map(|&cell| table.whole(cell)).sum()
    };
    let (left, right) = (sum(&equation.left)?, sum(&equation.right)?);
    Some(if equation.left.contains(&id) { right - left } else { left - right })
}
