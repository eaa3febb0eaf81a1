//! Every single wrong cell of a published report, and every exchange of two neighbours: is it detected, and is the true cell
//! named? `cargo test --test mutation -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "the figures are what is asked for")]

use nianbao::check::{Options, check};
use nianbao::diagnostic::{Diagnostic, Diagnostics, Severity};
use nianbao::form::CellId;
use nianbao::report::Report;
use nianbao::report::read::read;
use nianbao::source::{Source, Span};
use std::collections::BTreeMap;

fn original() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports/suqian-2023.yaml");
    std::fs::read_to_string(path).expect("it is in the repository")
}

/// The errors of a text that are of reading or of an identity.
fn errors(text: &str) -> Vec<Diagnostic> {
    let source = Source::new("suqian-2023.yaml", text);
    let mut found = Diagnostics::new();
    if let Some(report) = read(&source, &mut found) {
        found.append(check(report, &Options::default()).1);
    }
    found.iter().filter(|d| d.severity == Severity::Error).cloned().collect()
}

struct Place {
    id: CellId,
    row: String,
    column: String,
    value: i64,
    span: Span,
}

fn cells(report: &Report, table: &str) -> Vec<Place> {
    let table = report.table(table).expect("the form has it");
    let form = table.form();
    table
        .cells()
        .map(|(id, cell)| Place {
            id,
            row: form.rows[id.row].name.said().to_owned(),
            column: form.columns(id.row)[id.column].name.said().to_owned(),
            value: cell.figure.whole().expect("tables three and four hold counts"),
            span: cell.span,
        })
        .collect()
}

/// What a hand may type for a number.
fn slips(value: i64) -> Vec<(&'static str, String)> {
    let mut out: Vec<(&str, String)> = [("+1", 1), ("-1", -1), ("+9", 9), ("-9", -9)]
        .map(|(name, by)| (name, (value + by).to_string()))
        .into();
    out.push(("x10", (value * 10).to_string()));
    out.push(("blank", "0".to_owned()));
    let digits = value.to_string();
    for at in 1..digits.len() {
        let mut swapped: Vec<char> = digits.chars().collect();
        swapped.swap(at - 1, at);
        let text: String = swapped.into_iter().collect();
        out.push(("digits", text));
    }
    out.retain(|(_, text)| *text != digits);
    out
}

fn replaced(text: &str, changes: &[(Span, &str)]) -> String {
    let mut changes = changes.to_vec();
    changes.sort_by_key(|(span, _)| span.start);
    let mut out = text.to_owned();
    for (span, new) in changes.iter().rev() {
        out.replace_range(span.range(), new);
    }
    out
}

#[derive(Default)]
struct Tally {
    tried: usize,
    detected: usize,
    first: usize,
    among: usize,
    refused: usize,
}

fn single_cells(table: &str, text: &str, report: &Report) -> BTreeMap<&'static str, Tally> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for cell in cells(report, table) {
        for (kind, typed) in slips(cell.value) {
            let tally = tallies.entry(kind).or_default();
            let found = errors(&replaced(text, &[(cell.span, &typed)]));
            tally.tried += 1;
            tally.detected += usize::from(!found.is_empty());
            let right = |c: &nianbao::diagnostic::Culprit| {
                (&c.key, &c.column, &c.expected) == (&cell.row, &cell.column, &cell.value.to_string())
            };
            // No number of a cell (-1, 07): refused where it stands, before anything is added up.
            tally.refused += usize::from(found.iter().any(|d| d.code().starts_with('C')));
            tally.first +=
                usize::from(!found.is_empty() && found.iter().all(|d| d.culprits.first().is_some_and(right)));
            tally.among +=
                usize::from(!found.is_empty() && found.iter().all(|d| d.culprits.iter().any(right)));
        }
    }
    tallies
}

fn print(table: &str, tallies: &BTreeMap<&str, Tally>) -> Tally {
    let mut sum = Tally::default();
    println!(
        "{table}\n  {:<8}{:>8}{:>10}{:>14}{:>10}{:>12}",
        "change", "tried", "detected", "(no number)", "first", "among five"
    );
    for (kind, t) in tallies {
        println!(
            "  {kind:<8}{:>8}{:>10}{:>14}{:>10}{:>12}",
            t.tried, t.detected, t.refused, t.first, t.among
        );
        sum.tried += t.tried;
        sum.detected += t.detected;
        sum.refused += t.refused;
        sum.first += t.first;
        sum.among += t.among;
    }
    println!(
        "  {:<8}{:>8}{:>10}{:>14}{:>10}{:>12}",
        "all", sum.tried, sum.detected, sum.refused, sum.first, sum.among
    );
    sum
}

fn report(text: &str) -> Report {
    let source = Source::new("suqian-2023.yaml", text);
    read(&source, &mut Diagnostics::new()).expect("it is a report")
}

#[test]
fn every_wrong_cell_is_detected_and_named() {
    let text = original();
    assert_eq!(errors(&text), []);
    let report = report(&text);
    let three = print("表三", &single_cells("表三", &text, &report));
    assert_eq!(three.detected, three.tried);
    assert_eq!(three.first, three.tried, "the true cell, with its value, is the first culprit");
    let four = print("表四", &single_cells("表四", &text, &report));
    assert_eq!(four.detected, four.tried);
    assert_eq!(four.among, four.tried, "one equation of five cells: the true one is listed");
}

/// Neighbours in a row or a column that stand in each other's place.
#[test]
fn every_exchange_of_neighbours_in_table_three_is_detected_and_named() {
    let text = original();
    let report = report(&text);
    let all = cells(&report, "表三");
    let (mut tried, mut detected, mut named, mut first) = (0, 0, 0, 0);
    for a in &all {
        let next = [CellId { column: a.id.column + 1, ..a.id }, CellId { row: a.id.row + 1, ..a.id }];
        for b in all.iter().filter(|b| next.contains(&b.id) && b.value != a.value) {
            let (x, y) = (b.value.to_string(), a.value.to_string());
            let found = errors(&replaced(&text, &[(a.span, &x), (b.span, &y)]));
            tried += 1;
            detected += usize::from(!found.is_empty());
            let names = |d: &Diagnostic, pairs: usize| {
                let cells: Vec<_> = d.culprits.iter().map(|c| (&c.key, &c.column, &c.expected)).collect();
                let pair = [(&a.row, &a.column, &y), (&b.row, &b.column, &x)];
                cells.chunks(2).take(pairs).any(|c| c == pair)
            };
            named += usize::from(!found.is_empty() && found.iter().all(|d| names(d, 2)));
            first += usize::from(!found.is_empty() && found.iter().all(|d| names(d, 1)));
        }
    }
    println!(
        "表三 exchanges of neighbours: {tried} tried, {detected} detected, {named} named, {first} of them first"
    );
    assert_eq!((detected, named), (tried, tried));
}

/// Two wrong cells at once: detected, no right cell accused, and both named wherever no other two would do.
#[test]
fn two_wrong_cells_are_not_blamed_on_others() {
    let text = original();
    let report = report(&text);
    let all = cells(&report, "表三");
    let (mut tried, mut detected, mut named, mut open) = (0, 0, 0, 0);
    // Steps through all pairs at a stride that shares no factor with their number.
    for step in 0..400_usize {
        let (a, b) = (&all[step * 37 % all.len()], &all[(step * 101 + 13 + step / 175) % all.len()]);
        if a.id == b.id {
            continue;
        }
        let (x, y) = (a.value + 3 + i64::try_from(step % 7).expect("small"), b.value + 20);
        let found = errors(&replaced(&text, &[(a.span, &x.to_string()), (b.span, &y.to_string())]));
        tried += 1;
        detected += usize::from(!found.is_empty());
        let is = |c: &nianbao::diagnostic::Culprit, p: &Place| {
            (&c.key, &c.column, &c.expected) == (&p.row, &p.column, &p.value.to_string())
        };
        let accused: Vec<_> = found.iter().flat_map(|d| &d.culprits).collect();
        for culprit in &accused {
            assert!(is(culprit, a) || is(culprit, b), "{} and {}: {culprit:?}", a.row, b.row);
        }
        let both = accused.iter().any(|c| is(c, a)) && accused.iter().any(|c| is(c, b));
        named += usize::from(both);
        open += usize::from(accused.is_empty());
    }
    println!(
        "表三 two wrong cells: {tried} tried, {detected} detected, {named} both named, {open} only said to be several"
    );
    assert_eq!(detected, tried);
    assert_eq!(named + open, tried);
    assert!(named * 10 >= tried * 9, "both are named in nine of ten");
}

/// A number written one row lower or one column further, its own cell left at 0.
#[test]
fn a_shifted_value_is_detected_and_both_cells_named() {
    let text = original();
    let report = report(&text);
    let form = report.table("表三").expect("the form has it").form();
    let part = |id: CellId| !form.rows[id.row].total && !form.columns(id.row)[id.column].total;
    let all: Vec<Place> = cells(&report, "表三").into_iter().filter(|cell| part(cell.id)).collect();
    let (mut tried, mut detected, mut named) = (0, 0, 0);
    for a in all.iter().filter(|a| a.value > 0) {
        let next = [CellId { column: a.id.column + 1, ..a.id }, CellId { row: a.id.row + 1, ..a.id }];
        for b in all.iter().filter(|b| next.contains(&b.id) && b.value != a.value) {
            let found = errors(&replaced(&text, &[(a.span, "0"), (b.span, &a.value.to_string())]));
            tried += 1;
            detected += usize::from(!found.is_empty());
            let names = |p: &Place| {
                found
                    .iter()
                    .flat_map(|d| &d.culprits)
                    .any(|c| (&c.key, &c.column, &c.expected) == (&p.row, &p.column, &p.value.to_string()))
            };
            if names(a) && names(b) {
                named += 1;
            } else {
                println!("  {}·{} {} -> {}·{} {}", a.row, a.column, a.value, b.row, b.column, b.value);
            }
        }
    }
    println!("表三 shifted values: {tried} tried, {detected} detected, {named} with both cells named");
    assert_eq!(detected, tried);
    assert!(named * 10 >= tried * 9, "{named} of {tried}");
}
