//! 勾稽关系: B01, B02, L01. One finding for the equations of one kind that one row breaks, with their sums in the message and a label
//! on every cell that takes part in the first and, of the others, on the row's.

use super::Testimony;
use super::culprit::{self, Correction, Explanation, MOST};
use crate::diagnostic::{Culprit, Diagnostic, Diagnostics};
use crate::form::identity::{Axis, Equation, Identity, Term};
use crate::form::{CellId, Table};
use crate::report::{Report, TableReport};
use crate::source::Span;
use std::cell::LazyCell;

/// `prose` is what it tells of the tables: of the cells that may be wrong, that which it has otherwise is.
pub(super) fn check(report: &Report, prose: &dyn Fn() -> Vec<Testimony>, found: &mut Diagnostics) {
    let prose = LazyCell::new(prose);
    for table in report.tables().filter(|table| !holds(table)) {
        let balances = culprit::balances(table);
        let place = report.form.tables().position(|own| std::ptr::eq(own, table.form()));
        let of_table = |told: &&Testimony| told.may_be.iter().all(|one| Some(one.table()) == place);
        let testimonies: Vec<&Testimony> = prose.iter().filter(of_table).collect();
        for (set, explanation) in culprit::explanations(table, &balances, &testimonies) {
            for group in groups(table, &set, &explanation) {
                found.push(say(table, &group, &explanation, set.len()));
            }
        }
    }
}

/// Whether every equation holds whose cells were read, so that nothing is to be explained.
fn holds(table: &TableReport) -> bool {
    let sum = |cells: &[CellId]| cells.iter().map(|&id| table.whole(id)).sum::<Option<i64>>();
    let mut equations = table.form().equations.iter();
    equations.all(|equation| sum(&equation.left).zip(sum(&equation.right)).is_none_or(|(a, b)| a == b))
}

/// Equations of one identity that do not hold, and the cell to look at first.
struct Group<'t> {
    main: CellId,
    equations: Vec<&'t Equation>,
}

/// The cells that are wrong, where there is no doubt.
fn sure(explanation: &Explanation) -> &[Correction] {
    match explanation {
        Explanation::One(changes) if changes.len() == 1 => changes,
        Explanation::Swapped(pairs) => pairs.first().map_or(&[], |pair| pair),
        Explanation::Several(changes) => changes,
        Explanation::One(_) | Explanation::Unknown => &[],
    }
}

/// The equations of a set by identity and by the row of the suspect; one in which no suspect takes part itself goes with the first.
fn groups<'t>(table: &'t TableReport, set: &[usize], explanation: &Explanation) -> Vec<Group<'t>> {
    // Of several that may be wrong the likeliest is where to look first, also where it takes part by way of a computed total.
    let likeliest = match explanation {
        Explanation::One(changes) => changes.first().map(|change| change.id),
        _ => None,
    };
    let suspect = |equation: &Equation| {
        let cells = || sure(explanation).iter().map(|change| change.id);
        let axis = table.form().identities[equation.identity].axis;
        // Behind a computed total it stands in the equation's line.
        let behind = |id: &CellId| match axis {
            Axis::EachColumn => id.column == equation.at,
            Axis::EachRow => id.row == equation.at,
        };
        let direct = cells().find(|&id| equation.cells().any(|cell| cell == id));
        direct.or_else(|| cells().find(behind)).or(likeliest)
    };
    let mut groups: Vec<Group<'t>> = Vec::new();
    let mut set = set.to_vec();
    set.sort_unstable();
    let all = set.iter().map(|&at| &table.form().equations[at]);
    let (held, loose): (Vec<_>, Vec<_>) = all.partition(|equation| suspect(equation).is_some());
    for equation in held.into_iter().chain(loose) {
        let own = suspect(equation);
        let alike = |group: &&mut Group<'_>| {
            group.equations[0].identity == equation.identity && own.is_none_or(|id| id.row == group.main.row)
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.equations.push(equation),
            None => {
                groups.push(Group { main: own.unwrap_or(equation.left[0]), equations: vec![equation] });
            }
        }
    }
    groups
}

/// The finding for a group. All of a set name the same cell, and point at it if there is no doubt.
fn say(table: &TableReport, group: &Group<'_>, explanation: &Explanation, together: usize) -> Diagnostic {
    let (form, main) = (table.form(), group.main);
    let first = group.equations[0];
    let identity = &form.identities[first.identity];
    let sum = |cells: &[CellId]| cells.iter().filter_map(|&id| table.whole(id)).sum::<i64>();
    let sums = || group.equations.iter().map(|equation| (sum(&equation.left), sum(&equation.right)));
    let list = |numbers: &mut dyn Iterator<Item = i64>| {
        numbers.map(|number| number.to_string()).collect::<Vec<_>>().join("、")
    };
    let message = format!(
        "{}：{}为 {}，{}为 {}，相差 {}；{}",
        place(form, group, identity),
        side(&identity.left, "之和"),
        list(&mut sums().map(|(left, _)| left)),
        side(&identity.right, "之和"),
        list(&mut sums().map(|(_, right)| right)),
        list(&mut sums().map(|(left, right)| (left - right).abs())),
        suspicion(form, explanation),
    );
    let label = |id: CellId, axis: Axis| {
        let words = words(table, id, axis);
        match sure(explanation).iter().find(|change| change.id == id) {
            Some(change) => format!("{words}，疑似应为 {}", change.expected),
            None => words,
        }
    };
    let help = format!("{}{}", remedy(form, explanation, together), identity.sentence);
    let own = label(main, identity.axis);
    let mut found = Diagnostic::of(identity.rule, at(table, main), message).note(own).help(help);
    for id in first.cells().filter(|&id| id != main) {
        found = found.label(at(table, id), label(id, identity.axis));
    }
    for equation in &group.equations[1..] {
        if let Some(id) = equation.cells().find(|id| id.row == main.row && *id != main) {
            found = found.label(at(table, id), label(id, Axis::EachRow));
        }
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
            let (named, more) = changes.split_at(changes.len().min(MOST));
            let more = if more.is_empty() { "" } else { "；或别的格" };
            format!("疑似：{}{more}。", slips(form, named, "；或 "))
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
    changes.iter().take(MOST).map(culprit).collect()
}

/// Where the equations stand: `“自然人”一列`, `“予以公开”一行`, `“自然人”、“总计”两列`.
fn place(form: &Table, group: &Group<'_>, identity: &Identity) -> String {
    let line = if identity.axis == Axis::EachColumn { "列" } else { "行" };
    let names: Vec<String> =
        group.equations.iter().map(|equation| format!("“{}”", equation.place(form))).collect();
    let count = match names.len() {
        1 => "一".to_owned(),
        2 => "两".to_owned(),
        many => format!("共 {many} "),
    };
    format!("{}{}{count}{line}不平", form.name, names.join("、"))
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
