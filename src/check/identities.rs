//! 勾稽关系: B01, B02, L01. One finding for each equation that does not hold, with both sums in the message and a label
//! on every cell that takes part.

use super::culprit::{self, Correction, Explanation};
use crate::diagnostic::{Culprit, Diagnostic, Diagnostics};
use crate::form::identity::{Axis, Equation, Identity, Term};
use crate::form::{CellId, Table};
use crate::report::{Report, TableReport};
use crate::source::Span;

pub(super) fn check(report: &Report, found: &mut Diagnostics) {
    for table in report.tables() {
        let balances = culprit::balances(table);
        for (set, explanation) in culprit::explanations(table, &balances) {
            for &at in &set {
                found.push(say(table, &table.form().equations[at], &explanation, set.len()));
            }
        }
    }
}

/// The finding for one equation. All of a set name the same cell, and point at it if there is no doubt.
fn say(table: &TableReport, equation: &Equation, explanation: &Explanation, together: usize) -> Diagnostic {
    let form = table.form();
    let identity = &form.identities[equation.identity];
    let sum = |cells: &[CellId]| cells.iter().filter_map(|&id| table.whole(id)).sum::<i64>();
    let (left, right) = (sum(&equation.left), sum(&equation.right));
    let sure: &[Correction] = match explanation {
        Explanation::One(changes) if changes.len() == 1 => changes,
        Explanation::Swapped(pairs) => pairs.first().map_or(&[], |pair| pair),
        Explanation::Several(changes) => changes,
        Explanation::One(_) | Explanation::Unknown => &[],
    };
    let suspect = sure.iter().map(|change| change.id).find(|&id| equation.cells().any(|cell| cell == id));
    // Of several that may be wrong the likeliest is where to look first, also where it takes part by way of a computed total.
    let likeliest = match explanation {
        Explanation::One(changes) => changes.first().map(|change| change.id),
        _ => None,
    };
    let main = suspect.or(likeliest).unwrap_or(equation.left[0]);
    let message = format!(
        "{}：{}为 {left}，{}为 {right}，相差 {}；{}",
        place(form, equation, identity),
        side(&identity.left, "之和"),
        side(&identity.right, "之和"),
        (left - right).abs(),
        suspicion(form, explanation),
    );
    let label = |id: CellId| {
        let words = words(table, id, identity.axis);
        match sure.iter().find(|change| change.id == id) {
            Some(change) => format!("{words}，疑似应为 {}", change.expected),
            None => words,
        }
    };
    let help = format!("{}{}", remedy(form, explanation, together), identity.sentence);
    let mut found = Diagnostic::of(identity.rule, at(table, main), message).note(label(main)).help(help);
    for id in equation.cells().filter(|&id| id != main) {
        found = found.label(at(table, id), label(id));
    }
    found.culprits = culprits(table, explanation);
    found
}

/// What probably happened.
fn suspicion(form: &Table, explanation: &Explanation) -> String {
    match explanation {
        Explanation::One(changes) if changes.len() == 1 => format!("疑似：{}", slips(form, changes, "")),
        Explanation::One(_) => "其中一格写错".to_owned(),
        Explanation::Swapped(pairs) => {
            let pair = pairs.first().map_or(String::new(), |pair| exchange(form, pair));
            format!("疑似：{pair}")
        }
        Explanation::Several(changes) => {
            format!("疑似 {} 格写错：{}", changes.len(), slips(form, changes, "；"))
        }
        Explanation::Unknown => "不止一格写错".to_owned(),
    }
}

/// What to do about it, with the other explanations.
fn remedy(form: &Table, explanation: &Explanation, together: usize) -> String {
    match explanation {
        Explanation::One(changes) if changes.len() > 1 => {
            format!("疑似：{}。", slips(form, changes, "；或 "))
        }
        Explanation::Swapped(pairs) if pairs.len() > 1 => format!("或 {}。", exchange(form, &pairs[1])),
        Explanation::Unknown => "请逐格核对。".to_owned(),
        _ if together > 1 => format!("改正后，与此有关的 {together} 处都平。"),
        _ => String::new(),
    }
}

/// `予以公开·自然人 写成 1175，应为 1157`, of each change.
fn slips(form: &Table, changes: &[Correction], between: &str) -> String {
    let one = |change: &Correction| {
        format!("{} 写成 {}，应为 {}", form.cell_name(change.id), change.written, change.expected)
    };
    changes.iter().map(one).collect::<Vec<_>>().join(between)
}

fn exchange(form: &Table, [first, second]: &[Correction; 2]) -> String {
    let (one, other) = (form.cell_name(first.id), form.cell_name(second.id));
    format!("{one} 与 {other} 写颠倒了，应为 {} 和 {}", first.expected, second.expected)
}

fn culprits(table: &TableReport, explanation: &Explanation) -> Vec<Culprit> {
    let changes = match explanation {
        Explanation::One(changes) | Explanation::Several(changes) => changes.as_slice(),
        Explanation::Swapped(pairs) => pairs.as_flattened(),
        Explanation::Unknown => &[],
    };
    let form = table.form();
    let culprit = |change: &Correction| Culprit {
        key: form.rows[change.id.row].name.said().to_owned(),
        column: form.columns(change.id.row)[change.id.column].name.said().to_owned(),
        written: change.written.to_string(),
        expected: change.expected.to_string(),
        span: at(table, change.id),
    };
    changes.iter().map(culprit).collect()
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

/// Where a cell stands; a computed total has its row's key for a place, a computed row its group's.
fn at(table: &TableReport, id: CellId) -> Span {
    match table.get(id) {
        Some(cell) if !cell.computed => cell.span,
        _ if !table.key(id.row).is_empty() => table.key(id.row),
        _ => table.form().rows[id.row].groups.last().map_or(table.span, |&group| table.group_key(group)),
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
