//! Two years side by side.

use super::check;
use crate::check::facts::sample::{amount, idle, paragraph};
use crate::check::facts::{Facts, Part, Topic};
use crate::diagnostic::{Diagnostics, Severity};
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::report::{Figure, OfficeKind};

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
    years.0.put_row("表三", "结转下年度", &[2, 0, 0, 0, 0, 0, 2]);
    let mut sink = Diagnostics::new();
    check(&years.1, &years.0, &mut sink);
    let found = sink.iter().next().unwrap();
    assert_eq!((found.code(), found.severity), ("B04", Severity::Error));
    assert!(found.message.contains("自然人本年 0、上年 2，总计本年 0、上年 2"), "{}", found.message);
    years.1.put_row("表三", "上年结转", &[2, 0, 0, 0, 0, 0, 2]);
    assert_eq!(codes(&years), [] as [&str; 0]);
}

#[test]
fn stock_joins_last_years() {
    let mut years = two();
    years.0.put_row("表二", "行政规范性文件", &[1, 0, 10]);
    years.1.put_row("表二", "行政规范性文件", &[2, 1, 15]);
    assert_eq!(codes(&years), ["A02"]);
    let mut noted = years.clone();
    noted.1.note(Row::Norms, Column::InForce, "含机构改革划转4件");
    assert_eq!(codes(&noted), [] as [&str; 0]);
    // Beside the number made or repealed it explains as much.
    for column in [Column::Made, Column::Repealed] {
        let mut noted = years.clone();
        noted.1.note(Row::Norms, column, "含机构改革划入4件");
        assert_eq!(codes(&noted), [] as [&str; 0]);
    }
    years.1.put_row("表二", "行政规范性文件", &[2, 1, 11]);
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.1.put_row("表二", "行政规范性文件", &[0, 12, 0]);
    assert_eq!(codes(&years), ["A03"]);
}

#[test]
fn jumps_but_not_trifles() {
    let mut years = two();
    years.0.put_row("表二", "行政许可", &[20]);
    years.1.put_row("表二", "行政许可", &[2000]);
    assert_eq!(codes(&years), ["A11"]);
    years.1.put_row("表二", "行政许可", &[100]);
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.0.put_row("表二", "行政许可", &[1]);
    years.1.put_row("表二", "行政许可", &[9]);
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.0.put(Row::Fees, Column::Charged, amount("11.330089"));
    years.1.put(Row::Fees, Column::Charged, amount("113300.89"));
    assert_eq!(codes(&years), ["A11"]);
}

#[test]
fn cases_pending_come_back() {
    let mut years = two();
    years.0.put(Row::Reviews, Column::Pending, Figure::Count(4));
    years.1.put(Row::Reviews, Column::Cases, Figure::Count(1));
    assert_eq!(codes(&years), ["L02"]);
    years.1.prose = vec![paragraph("行政复议、行政诉讼数量不含上年度结转数量。", Part::TableNote)];
    assert_eq!(codes(&years), [] as [&str; 0]);
    years.1.put(Row::SuitsAfterReview, Column::Cases, Figure::Count(5));
    assert_eq!(codes(&years), ["L07"]);
    // A suit may follow the review of either year.
    years.0.put(Row::Reviews, Column::Upheld, Figure::Count(3));
    years.1.put(Row::Reviews, Column::OtherOutcome, Figure::Count(1));
    assert_eq!(codes(&years), ["L07"]);
    years.1.put(Row::Reviews, Column::OtherOutcome, Figure::Count(2));
    assert_eq!(codes(&years), [] as [&str; 0]);
}

#[test]
fn items_of_the_2019_form_follow() {
    let with = |year, before, change| {
        let mut facts = idle("安平县教育局", OfficeKind::CountyDepartment, year);
        facts.put(Row::Licences, Column::ItemsBefore, Figure::Count(before));
        facts.put(Row::Licences, Column::ItemsChange, Figure::Change(change));
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

#[test]
fn a_paragraph_is_alike_where_more_than_its_share_is() {
    let han = |from: u32, count: u32| (from..from + count).filter_map(char::from_u32).collect::<String>();
    // Forty runs of four characters each; of the second 34 are last year's, which is the share itself and not more, of the third 35.
    let said = |second: u32| {
        let mut years = two();
        years.0.prose = vec![
            paragraph(&han(0x5000, 400), Part::Overview(Some(Topic::Active))),
            paragraph(&han(0x6000, 43), Part::Overview(Some(Topic::OnRequest))),
        ];
        let own = han(0x6000, second + 3) + &han(0x7000, 40 - second);
        years.1.prose = vec![
            paragraph(&han(0x5000, 400), Part::Overview(Some(Topic::Active))),
            paragraph(&own, Part::Overview(Some(Topic::OnRequest))),
        ];
        let mut sink = Diagnostics::new();
        check(&years.1, &years.0, &mut sink);
        let said = sink.iter().find(|d| d.code() == "X19").map(|d| d.message.clone());
        said.unwrap_or_default()
    };
    assert!(said(34).ends_with("，1 段雷同"), "{}", said(34));
    assert!(said(35).ends_with("，2 段雷同"), "{}", said(35));
}
