//! Unlikely figures beside likely ones.

use super::check;
use crate::check::facts::sample::{cell, idle, paragraph, suqian};
use crate::check::facts::{Change, Edition, Facts, Items, Money, Part, Topic};
use crate::diagnostic::{Diagnostics, Severity};
use crate::report::OfficeKind;
use crate::source::Span;

fn codes(facts: &Facts) -> Vec<String> {
    let mut sink = Diagnostics::new();
    check(facts, None, &mut sink);
    sink.iter()
        .map(|d| format!("{}{}", d.code(), if d.severity == Severity::Error { "!" } else { "" }))
        .collect()
}

fn office(kind: OfficeKind) -> Facts {
    idle("安平县教育局", kind, 2023)
}

fn none() -> [&'static str; 0] {
    []
}

#[test]
fn documents() {
    let mut facts = office(OfficeKind::Subdistrict);
    facts.disclosed.rules[2] = cell(6);
    assert_eq!(codes(&facts), ["A01!"]);
    facts.kind = OfficeKind::City;
    assert_eq!(codes(&facts), none());
    for (row, code) in [([3, 0, 0], "A04"), ([5, 1, 2], "A05")] {
        let mut facts = office(OfficeKind::CountyDepartment);
        facts.disclosed.norms = row.map(cell);
        assert_eq!(codes(&facts), [code]);
        facts.disclosed.norms = [3, 3, 0].map(cell);
        assert_eq!(codes(&facts), none());
    }
    let mut facts = office(OfficeKind::Subdistrict);
    facts.disclosed.norms = [2, 0, 2].map(cell);
    assert_eq!(codes(&facts), ["A06"]);
    let mut facts = office(OfficeKind::CountyDepartment);
    facts.disclosed.norms = [30, 0, 30].map(cell);
    assert_eq!(codes(&facts), none());
    facts.prose = vec![paragraph("主动公开政策文件30条。", Part::Overview(Some(Topic::Active)))];
    assert_eq!(codes(&facts), ["A07"]);
    assert_eq!(codes(&suqian()), none());
}

#[test]
fn fees_in_the_wrong_unit() {
    let fee = |written: &str, fen, places, in_yuan| Edition::Of2021 {
        fee: Money { fen, places, in_yuan, written: written.to_owned(), span: Span::default() },
    };
    let mut facts = office(OfficeKind::Subdistrict);
    facts.disclosed.edition = fee("113300.89", 113_300_890_000, 2, false);
    let mut sink = Diagnostics::new();
    check(&facts, None, &mut sink);
    let found = sink.iter().next().unwrap();
    assert_eq!(found.code(), "A09");
    assert!(found.help.contains("11.330089"), "{}", found.help);
    facts.disclosed.edition = fee("113300.89元", 11_330_089, 2, true);
    assert_eq!(codes(&facts), none());
    facts.disclosed.edition = fee("35.65", 35_650_000, 2, false);
    assert_eq!(codes(&facts), none());
    facts.disclosed.edition = fee("2230.50", 2_230_500_000, 2, false);
    assert_eq!(codes(&facts), ["A09"]);
    facts.kind = OfficeKind::City;
    facts.disclosed.edition = fee("59237.2449", 59_237_244_900, 4, false);
    assert_eq!(codes(&facts), none());
    facts.disclosed.edition = fee("11.330089", 11_330_089, 6, false);
    assert_eq!(codes(&facts), ["A14"]);
    let mut last = facts.clone();
    last.disclosed.edition = fee("12", 12_000_000, 0, false);
    facts.disclosed.edition = fee("118000", 118_000_000_000, 0, false);
    let mut sink = Diagnostics::new();
    check(&facts, Some(&last), &mut sink);
    assert_eq!(sink.iter().map(crate::diagnostic::Diagnostic::code).collect::<Vec<_>>(), ["A09"]);
}

#[test]
fn the_form_of_2019() {
    let with = |before, change, decisions: Option<u64>, purchases, fen| {
        let mut facts = idle("安平县教育局", OfficeKind::CountyDepartment, 2019);
        let change = Change { value: change, span: Span::default() };
        let item =
            Items { name: "行政许可", before: cell(before), change, decisions: decisions.map(cell) };
        let spent = Money { fen, written: "251000元".to_owned(), ..Money::default() };
        facts.disclosed.edition = Edition::Of2019 { items: vec![item], purchases: cell(purchases), spent };
        facts
    };
    assert_eq!(codes(&with(12, 3, Some(15), 0, 0)), ["A15"]);
    assert_eq!(codes(&with(3, -5, Some(20), 0, 0)), ["A17"]);
    assert_eq!(codes(&with(3, 0, Some(3), 6, 25_100_000)), none());
    assert_eq!(codes(&with(3, 0, None, 0, 25_100_000)), ["A19"]);
    let mut facts = with(0, 0, None, 0, 0);
    facts.disclosed.norms = [3, 5, 6].map(cell);
    assert_eq!(codes(&facts), ["A18"]);
    facts.disclosed.norms = [5, 5, 4].map(cell);
    assert_eq!(codes(&facts), ["A18"]);
}

#[test]
fn table_three() {
    let mut facts = office(OfficeKind::Township);
    facts.requests.cells[0] = [20, 0, 0, 0, 0, 0, 20].map(cell);
    facts.requests.cells[24] = [3, 0, 0, 0, 0, 0, 3].map(cell);
    assert_eq!(codes(&facts), none());
    facts.requests.cells[24] = [10, 0, 0, 0, 0, 0, 10].map(cell);
    assert_eq!(codes(&facts), ["B12"]);
    facts.requests.cells[24] = [0; 7].map(cell);
    facts.requests.cells[4] = [1, 0, 0, 0, 0, 0, 1].map(cell);
    assert_eq!(codes(&facts), ["B13"]);
    facts.requests.cells[4] = [0; 7].map(cell);
    facts.requests.cells[0] = [0, 20, 0, 0, 0, 0, 20].map(cell);
    assert_eq!(codes(&facts), ["B14"]);
    facts.requests.cells[0] = [2, 0, 18, 0, 0, 0, 20].map(cell);
    assert_eq!(codes(&facts), ["B15"]);
    facts.requests.cells[0] = [0, 0, 0, 0, 0, 0, 3].map(cell);
    assert_eq!(codes(&facts), ["B09"]);
}
