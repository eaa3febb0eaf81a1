//! 勾稽关系: B01, B02, L01. One finding for each equation that does not hold, with both sums in the message and a label
//! on every cell that takes part.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::identity::{Axis, Equation, Identity, Term};
use crate::form::{CellId, Table};
use crate::report::{Report, TableReport};
use crate::source::Span;

/// An equation that does not hold.
struct Broken<'t> {
    equation: &'t Equation,
    left: i64,
    right: i64,
}

pub(super) fn check(report: &Report, found: &mut Diagnostics) {
    for table in report.tables() {
        for broken in broken(table) {
            found.push(say(table, &broken));
        }
    }
}

/// The equations that do not hold; those with a cell that was not read are left out.
fn broken(table: &TableReport) -> Vec<Broken<'_>> {
    let sum = |cells: &[CellId]| cells.iter().map(|&id| table.whole(id)).sum::<Option<i64>>();
    let form = table.form();
    let sums = form.equations.iter().filter_map(|e| Some((e, sum(&e.left)?, sum(&e.right)?)));
    sums.filter(|(_, left, right)| left != right)
        .map(|(equation, left, right)| Broken { equation, left, right })
        .collect()
}

fn say(table: &TableReport, broken: &Broken<'_>) -> Diagnostic {
    let form = table.form();
    let Broken { equation, left, right } = *broken;
    let identity = &form.identities[equation.identity];
    let main = equation.left[0];
    let message = format!(
        "{}：{}为 {left}，{}为 {right}，相差 {}",
        place(form, equation, identity),
        side(&identity.left, "之和"),
        side(&identity.right, "之和"),
        (left - right).abs(),
    );
    let mut found = Diagnostic::error(identity.code, at(table, main), message)
        .note(words(table, main, identity.axis))
        .help(format!("{}；请核对这几格", identity.sentence));
    for id in equation.cells().skip(1) {
        found = found.label(at(table, id), words(table, id, identity.axis));
    }
    found
}

/// Where the equation stands: `“自然人”一列`, `“予以公开”一行`.
fn place(form: &Table, equation: &Equation, identity: &Identity) -> String {
    let line = if identity.axis == Axis::EachColumn { "列" } else { "行" };
    format!("{}“{}”一{line}不平", form.name, equation.place(form))
}

/// One side in words; of many terms only their kind.
fn side(terms: &[Term], sum: &str) -> String {
    match terms {
        [only] => only.name.clone(),
        [first, second] => format!("{}加{}", first.name, second.name),
        [first, .., last] => format!("{}至{}{sum}", first.name, last.name),
        [] => String::new(),
    }
}

/// Where a cell stands; a computed total has its row's key for a place.
fn at(table: &TableReport, id: CellId) -> Span {
    match table.get(id) {
        Some(cell) if !cell.computed => cell.span,
        _ => table.key(id.row),
    }
}

/// A cell in a label: of a column the row's name, of a row the column's, and the number.
fn words(table: &TableReport, id: CellId, axis: Axis) -> String {
    let form = table.form();
    let name = match axis {
        Axis::EachColumn => form.rows[id.row].name.said(),
        Axis::EachRow => form.columns(id.row)[id.column].name.said(),
    };
    let computed = table.get(id).is_some_and(|cell| cell.computed);
    let mark = if computed { "（程序计算）" } else { "" };
    format!("{name} {}{mark}", table.whole(id).unwrap_or_default())
}
