//! Two years side by side.

use super::check;
use crate::check::facts::sample::{cell, idle, paragraph};
use crate::check::facts::{Change, Edition, Facts, Items, Money, NEXT, Part, Topic};
use crate::diagnostic::{Diagnostics, Severity};
use crate::report::OfficeKind;
use crate::source::Span;

fn two() -> (Facts, Facts) {
    let of = |year| idle("安平县教育局", OfficeKind::CountyDepartment, year);
    (of(2022), of(2023))
}

fn codes((previous, facts): &(Facts, Facts)) -> Vec<&'static str> {
    let mut sink = Diagnostics::new();
    check(facts, previous, &mut sink);
    sink.iter().map(crate::diagnostic::Diagnostic::code).collect()
}

#[test]
fn carried_over_per_column() {
    let mut years = two();
    years.0.requests.cells[NEXT][0] = cell(2);
    years.0.requests.cells[NEXT][6] = cell(2);
    let mut sink = Diagnostics::new();
    check(&years.1, &years.0, &mut sink);
    let found = sink.iter().next().unwrap();
    assert_eq!((found.code(), found.severity), ("B04", Severity::Error));
    assert!(found.message.contains("自然人本年 0、上年 2，总计本年 0、上年 2"), "{}", found.message);
    years.1.requests.cells[1] = years.0.requests.cells[NEXT].clone();
    assert_eq!(codes(&years), [] as [&str; 0]);
}

#[test]
fn stock_joins_last_years() {
    let mut years = two();
    years.0.disclosed.norms = [1, 0, 10].map(cell);
    years.1.disclosed.norms = [2, 1, 15].map(cell);
    assert_eq!(codes(&years), ["A02"]);
    years.1.disclosed.norms[2].note = "含机构改革划转4件".to_owned();
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.1.disclosed.norms = [2, 1, 11].map(cell);
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.1.disclosed.norms = [0, 12, 0].map(cell);
    assert_eq!(codes(&years), ["A03"]);
}

#[test]
fn jumps_but_not_trifles() {
    let mut years = two();
    years.0.disclosed.decisions[0] = cell(20);
    years.1.disclosed.decisions[0] = cell(2000);
    assert_eq!(codes(&years), ["A11"]);
    years.1.disclosed.decisions[0] = cell(100);
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.0.disclosed.decisions[0] = cell(1);
    years.1.disclosed.decisions[0] = cell(9);
    assert_eq!(codes(&years), [] as [&str; 0]);
    let fee = |fen| Edition::Of2021 {
        fee: Money { fen, places: 0, written: String::new(), in_yuan: false, span: Span::default() },
    };
    years.0.disclosed.edition = fee(11_330_089);
    years.1.disclosed.edition = fee(113_300_890_000);
    assert_eq!(codes(&years), ["A11"]);
}

#[test]
fn cases_pending_come_back() {
    let mut years = two();
    years.0.cases[0][3] = cell(4);
    years.1.cases[0][4] = cell(1);
    assert_eq!(codes(&years), ["L02"]);
    years.1.prose = vec![paragraph("行政复议、行政诉讼数量不含上年度结转数量。", Part::TableNote)];
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.1.cases[2][4] = cell(5);
    assert_eq!(codes(&years), ["L07"]);
}

#[test]
fn items_of_the_2019_form_follow() {
    let with = |year, before, change| {
        let mut facts = idle("安平县教育局", OfficeKind::CountyDepartment, year);
        let change = Change { value: change, span: Span::default() };
        let item = Items { name: "行政许可", before: cell(before), change, decisions: None };
        facts.disclosed.edition =
            Edition::Of2019 { items: vec![item], purchases: cell(0), spent: Money::default() };
        facts
    };
    assert_eq!(codes(&(with(2019, 12, -2), with(2020, 10, 0))), [] as [&str; 0]);
    assert_eq!(codes(&(with(2019, 12, -2), with(2020, 12, 0))), ["A16"]);
}

#[test]
fn copied_prose_is_named() {
    let mut years = two();
    let part = Part::Overview(Some(Topic::Supervision));
    let text = "2022年，本机关明确分管领导和责任股室，建立信息发布审核制度，坚持先审后发，落实专人负责，定期开展自查，开展业务培训2次。";
    let other = "2023年，我局围绕高考报名、义务教育划片和幼儿园收费等群众关心的事项编制问答手册，走进二十所学校和社区现场讲解政策。";
    years.0.prose = vec![paragraph(text, part)];
    years.1.prose = vec![paragraph(&text.replace("2022", "2023").replace("2次", "3次"), part)];
    assert_eq!(codes(&years), ["X19"]);
    years.1.prose = vec![paragraph(other, part)];
    assert_eq!(codes(&years), [] as [&str; 0]);
}
