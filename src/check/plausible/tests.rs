//! Unlikely sums of money and figures of the form of 2019 beside likely ones; `tests/prose/cells.txt` has those of the other tables.

use super::check;
use crate::check::facts::Facts;
use crate::check::facts::sample::{amount, idle};
use crate::diagnostic::{Diagnostics, Severity};
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::report::{Figure, OfficeKind};

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
fn fees_in_the_wrong_unit() {
    let charge = |facts: &mut Facts, written| facts.put(Row::Fees, Column::Charged, amount(written));
    let mut facts = office(OfficeKind::Subdistrict);
    charge(&mut facts, "113300.89");
    let mut sink = Diagnostics::new();
    check(&facts, None, &mut sink);
    let found = sink.iter().next().unwrap();
    assert_eq!(found.code(), "A09");
    assert!(found.help.contains("11.330089"), "{}", found.help);
    charge(&mut facts, "113300.89元");
    assert_eq!(codes(&facts), none());
    charge(&mut facts, "35.65");
    assert_eq!(codes(&facts), none());
    charge(&mut facts, "2230.50");
    assert_eq!(codes(&facts), ["A09"]);
    // Two decimals of thousands are usual for whoever sums up many bodies, or charges for a city or a country.
    for kind in [OfficeKind::City, OfficeKind::CityDepartment, OfficeKind::Ministry] {
        facts.kind = kind;
        assert_eq!(codes(&facts), none());
    }
    facts.kind = OfficeKind::City;
    charge(&mut facts, "59237.2449");
    assert_eq!(codes(&facts), none());
    charge(&mut facts, "11.330089");
    assert_eq!(codes(&facts), ["A14"]);
    let mut last = facts.clone();
    charge(&mut last, "12");
    charge(&mut facts, "118000");
    let mut sink = Diagnostics::new();
    check(&facts, Some(&last), &mut sink);
    assert_eq!(sink.iter().map(crate::diagnostic::Diagnostic::code).collect::<Vec<_>>(), ["A09"]);
}

#[test]
fn the_form_of_2019() {
    let with = |before, change, decisions, purchases, spent| {
        let mut facts = idle("安平县教育局", OfficeKind::CountyDepartment, 2019);
        facts.put(Row::Licences, Column::ItemsBefore, Figure::Count(before));
        facts.put(Row::Licences, Column::ItemsChange, Figure::Change(change));
        facts.put(Row::Licences, Column::Decisions, Figure::Count(decisions));
        facts.put(Row::Purchases, Column::PurchaseCount, Figure::Count(purchases));
        facts.put(Row::Purchases, Column::PurchaseSum, amount(spent));
        facts
    };
    assert_eq!(codes(&with(12, 3, 15, 0, "0元")), ["A15"]);
    assert_eq!(codes(&with(3, -5, 20, 0, "0元")), ["A17"]);
    assert_eq!(codes(&with(3, 0, 3, 6, "251000元")), none());
    assert_eq!(codes(&with(3, 0, 0, 0, "251000元")), ["A19"]);
    let mut facts = with(0, 0, 0, 0, "0元");
    facts.put_row("表二", "规范性文件", &[3, 5, 6]);
    assert_eq!(codes(&facts), ["A18"]);
    facts.put_row("表二", "规范性文件", &[5, 5, 4]);
    assert_eq!(codes(&facts), ["A18"]);
}
