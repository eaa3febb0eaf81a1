//! Unlikely figures beside likely ones.

use super::check;
use crate::check::facts::sample::{amount, idle, paragraph, suqian};
use crate::check::facts::{Facts, Part, Topic};
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
fn documents() {
    let mut facts = office(OfficeKind::Subdistrict);
    facts.put(Row::Regulations, Column::InForce, Figure::Count(6));
    assert_eq!(codes(&facts), ["A01!"]);
    facts.kind = OfficeKind::City;
    assert_eq!(codes(&facts), none());
    for (row, code) in [([3, 0, 0], "A04"), ([5, 1, 2], "A05")] {
        let mut facts = office(OfficeKind::CountyDepartment);
        facts.put_row("表二", "行政规范性文件", &row);
        assert_eq!(codes(&facts), [code]);
        facts.put_row("表二", "行政规范性文件", &[3, 3, 0]);
        assert_eq!(codes(&facts), none());
    }
    let mut facts = office(OfficeKind::Subdistrict);
    facts.put_row("表二", "行政规范性文件", &[2, 0, 2]);
    assert_eq!(codes(&facts), ["A06"]);
    let mut facts = office(OfficeKind::CountyDepartment);
    facts.put_row("表二", "行政规范性文件", &[30, 0, 30]);
    assert_eq!(codes(&facts), none());
    facts.prose = vec![paragraph("主动公开政策文件30条。", Part::Overview(Some(Topic::Active)))];
    assert_eq!(codes(&facts), ["A07"]);
    assert_eq!(codes(&suqian()), none());
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

#[test]
fn table_three() {
    let mut facts = office(OfficeKind::Township);
    facts.put_row("表三", "本年新收", &[20, 0, 0, 0, 0, 0, 20]);
    facts.put_row("表三", "结转下年度", &[3, 0, 0, 0, 0, 0, 3]);
    assert_eq!(codes(&facts), none());
    facts.put_row("表三", "结转下年度", &[10, 0, 0, 0, 0, 0, 10]);
    assert_eq!(codes(&facts), ["B12"]);
    facts.put_row("表三", "结转下年度", &[0; 7]);
    facts.put_row("表三", "属于国家秘密", &[1, 0, 0, 0, 0, 0, 1]);
    assert_eq!(codes(&facts), ["B13"]);
    facts.put_row("表三", "属于国家秘密", &[0; 7]);
    facts.put_row("表三", "本年新收", &[0, 20, 0, 0, 0, 0, 20]);
    assert_eq!(codes(&facts), ["B14"]);
    for row in
        [[2, 0, 18, 0, 0, 0, 20], [2, 0, 0, 18, 0, 0, 20], [2, 0, 0, 0, 18, 0, 20], [2, 0, 0, 0, 0, 18, 20]]
    {
        facts.put_row("表三", "本年新收", &row);
        assert_eq!(codes(&facts), ["B15"]);
    }
    facts.put_row("表三", "本年新收", &[0, 0, 0, 0, 0, 0, 3]);
    assert_eq!(codes(&facts), ["B09"]);
    // Where each begins: ten applications, more than of either kind that applies most; three in twenty carried on.
    for (row, said) in [
        ([0, 9, 0, 0, 0, 0, 9], vec![]),
        ([0, 10, 0, 0, 0, 0, 10], vec!["B14"]),
        ([2, 0, 9, 0, 0, 0, 11], vec![]),
        ([2, 0, 10, 0, 0, 0, 12], vec!["B15"]),
        ([2, 10, 10, 0, 0, 0, 22], vec![]),
        ([10, 2, 10, 0, 0, 0, 22], vec![]),
        ([10, 10, 11, 0, 0, 0, 31], vec!["B15"]),
    ] {
        facts.put_row("表三", "本年新收", &row);
        assert_eq!(codes(&facts), said, "{row:?}");
    }
    facts.put_row("表三", "本年新收", &[100, 0, 0, 0, 0, 0, 100]);
    for (next, said) in [(15, vec![]), (16, vec!["B12"])] {
        facts.put_row("表三", "结转下年度", &[next, 0, 0, 0, 0, 0, next]);
        assert_eq!(codes(&facts), said, "{next}");
    }
    facts.put_row("表三", "本年新收", &[20, 0, 0, 0, 0, 0, 20]);
    for (next, said) in [(9, vec![]), (10, vec!["B12"])] {
        facts.put_row("表三", "结转下年度", &[next, 0, 0, 0, 0, 0, next]);
        assert_eq!(codes(&facts), said, "{next}");
    }
}
