//! What a cell that could not be read should hold, where the form's identities leave only one number.

use crate::diagnostic::codes::Rule;
use crate::diagnostic::{Culprit, Diagnostic, Diagnostics};
use crate::form::CellId;
use crate::form::identity::Equation;
use crate::report::TableReport;
use crate::source::Span;

/// A cell whose characters are no figure, and why.
#[derive(Clone)]
pub(super) struct Fault {
    /// The cell.
    pub(super) id: CellId,
    /// Where it is written.
    pub(super) span: Span,
    /// The rule that is broken.
    pub(super) rule: &'static Rule,
    /// What is wrong.
    pub(super) message: String,
    /// What to write instead.
    pub(super) help: String,
    /// The characters.
    pub(super) written: String,
}

/// One finding for the cells of a row that break the same rule, with what the identities say of them.
pub(super) fn report(table: &TableReport, faults: Vec<Fault>, found: &mut Diagnostics) {
    let mut rows: Vec<Vec<Fault>> = Vec::new();
    for fault in faults {
        let same = |row: &&mut Vec<Fault>| row[0].id.row == fault.id.row && row[0].rule == fault.rule;
        match rows.iter_mut().find(same) {
            Some(row) => row.push(fault),
            None => rows.push(vec![fault]),
        }
    }
    for row in rows {
        found.push(finding(table, &row));
    }
}

/// The finding for some cells of one row.
fn finding(table: &TableReport, faults: &[Fault]) -> Diagnostic {
    let form = table.form();
    let first = &faults[0];
    let column = |fault: &Fault| form.columns(fault.id.row)[fault.id.column].name.said();
    let message = if let [only] = faults {
        format!("{}：{}", form.cell_name(only.id), only.message)
    } else {
        let alike = faults.iter().all(|fault| fault.message == first.message);
        let more = if alike { "" } else { "，等等" };
        format!("“{}”有 {} 格：{}{more}", form.rows[first.id.row].name.said(), faults.len(), first.message)
    };
    let mut helps: Vec<&str> = faults.iter().map(|fault| fault.help.as_str()).collect();
    helps.dedup();
    let mut help = helps.join("；");
    let mut found = Diagnostic::of(first.rule, first.span, message);
    if faults.len() > 1 {
        found = found.note(column(first));
    }
    for fault in faults.iter().skip(1).filter(|fault| fault.span != first.span) {
        found = found.label(fault.span, column(fault));
    }
    for fault in faults {
        let Some(expected) = implied(table, fault.id) else { continue };
        let here = if faults.len() > 1 { column(fault) } else { "这里" };
        help = format!("{help}；按勾稽关系，{here}应为 {expected}");
        found.culprits.push(Culprit {
            key: form.rows[fault.id.row].name.said().to_owned(),
            column: column(fault).to_owned(),
            written: fault.written.clone(),
            expected: expected.to_string(),
            span: fault.span,
        });
    }
    found.help(help)
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
