//! In: the three tables of one report. Out: figures that no sum contradicts and that are yet unlikely (A01, A04 to A07, A09, A14,
//! A15, A17 to A19, B09, B12 to B15). Refuses to look at the prose, but for A07, A09, B12 and B15.

use super::facts::{Facts, Part, in_ten_thousand};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::CellId;
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::report::OfficeKind;

/// 分 in 万元.
const TEN_THOUSAND_YUAN: u128 = 1_000_000;

pub(crate) fn check(facts: &Facts, previous: Option<&Facts>, sink: &mut Diagnostics) {
    regulations(facts, sink);
    stock(facts, Row::Regulations, sink);
    stock(facts, Row::Norms, sink);
    authority(facts, sink);
    copied_count(facts, sink);
    fee_in_yuan(facts, previous, sink);
    items(facts, sink);
    documents(facts, sink);
    purchases(facts, sink);
    requests(facts, sink);
    applicants(facts, sink);
    only_totals(facts, sink);
}

/// A01: 规章 of a body without the power to make them (立法法 91, 93).
fn regulations(facts: &Facts, sink: &mut Diagnostics) {
    let Some(cell) =
        facts.each(Row::Regulations, None).into_iter().map(|(_, cell)| cell).find(|c| c.value > 0)
    else {
        return;
    };
    let message = format!("{}没有规章制定权，规章应为 0", facts.kind.name());
    let help = "规章填 0；若是行政规范性文件，填到下一行";
    match facts.kind {
        OfficeKind::County
        | OfficeKind::CountyDepartment
        | OfficeKind::Township
        | OfficeKind::Subdistrict
        | OfficeKind::Zone => {
            sink.push(Diagnostic::of(&codes::A01, cell.span, message).help(help));
        }
        // A bureau of a city drafts the city's rules and may have counted them.
        OfficeKind::CityDepartment => {
            sink.push(Diagnostic::of(&codes::A01, cell.span, message).softened().help(help));
        }
        _ => {}
    }
}

/// A04, A05: what is in force at the year's end against what was made and repealed in it.
fn stock(facts: &Facts, row: Row, sink: &mut Diagnostics) {
    let columns = [Column::Made, Column::Repealed, Column::InForce];
    let Some([made, repealed, valid]) = facts.counts(row, columns) else { return };
    let name = facts.row_said(row);
    if made.value <= valid.value.saturating_add(repealed.value) {
        return;
    }
    let diagnostic = if valid.value == 0 {
        let message = format!("{name}本年制发 {} 件，现行有效却是 0", made.value);
        Diagnostic::of(&codes::A04, valid.span, message).help("补填年末全部有效的件数")
    } else {
        let left = made.value - repealed.value;
        let message = format!("{name}现行有效 {} 件，少于制发减废止的 {left} 件", valid.value);
        Diagnostic::of(&codes::A05, valid.span, message).help("现行有效是年末全部有效的件数，不是本年的")
    };
    sink.push(
        diagnostic
            .label(made.span, format!("制发 {}", made.value))
            .label(repealed.span, format!("废止 {}", repealed.value)),
    );
}

/// A06: 规范性文件 of a street's office.
fn authority(facts: &Facts, sink: &mut Diagnostics) {
    let Some(made) = facts.count(Row::Norms, Column::Made) else { return };
    if facts.kind == OfficeKind::Subdistrict && made.value > 0 {
        let message = format!("街道办事处制发了 {} 件行政规范性文件", made.value);
        let help = "街道办事处多半不制发；本省、市规定可以的，核对件数即可";
        sink.push(Diagnostic::of(&codes::A06, made.span, message).help(help));
    }
}

/// A07: the number of files put online, filled in as the number of 行政规范性文件.
fn copied_count(facts: &Facts, sink: &mut Diagnostics) {
    let Some([made, valid]) = facts.counts(Row::Norms, [Column::Made, Column::InForce]) else { return };
    if made.value != valid.value || made.value < 5 {
        return;
    }
    let number = made.value.to_string();
    for paragraph in facts.prose.iter().filter(|p| matches!(p.part, Part::Overview(_))) {
        for word in ["政策文件", "文件公开", "公开文件", "政策性文件"] {
            let text = paragraph.as_str();
            let Some(at) = text.find(word) else { continue };
            let rest = &text[at + word.len()..];
            let counted =
                rest.strip_prefix(number.as_str()).is_some_and(|r| r.starts_with(['条', '件', '份', '篇']));
            if counted {
                let message = format!("制发、现行有效都是 {number}，与正文“{word}{number}”的条数相同");
                let place = paragraph.place(at..at + word.len() + number.len());
                let help = "填司法行政部门登记的行政规范性文件件数，不是公开的条数";
                sink.push(
                    Diagnostic::of(&codes::A07, made.span, message).label(place, "正文的条数").help(help),
                );
                return;
            }
        }
    }
}

/// A09, A14: a fee in yuan under a head in 万元.
fn fee_in_yuan(facts: &Facts, previous: Option<&Facts>, sink: &mut Diagnostics) {
    let Some(fee) = &facts.money(Row::Fees, Column::Charged) else { return };
    if fee.in_yuan || fee.fen == 0 {
        return;
    }
    let whole = fee.fen / TEN_THOUSAND_YUAN;
    let limit = match facts.kind {
        OfficeKind::Township | OfficeKind::Subdistrict => Some(10_000),
        OfficeKind::CountyDepartment => Some(100_000),
        _ => None,
    };
    let large = limit.is_some_and(|l| whole >= l);
    // A government's, a ministry's or a city bureau's thousands of 万元 with two decimals are usual.
    let modest =
        matches!(facts.kind, OfficeKind::CountyDepartment | OfficeKind::Township | OfficeKind::Subdistrict);
    // The text may say 1386.72 万元 too.
    let told = || facts.prose.iter().any(|p| p.has(&fee.written) && p.has("万元"));
    let cents = fee.places == 2 && whole > 1000 && modest && !told();
    let last = previous.and_then(|previous| previous.money(Row::Fees, Column::Charged));
    let like_last = last.filter(|l| l.fen > 0 && is_near(fee.fen / 10_000, l.fen));
    if large || cents || like_last.is_some() {
        // Its digits are 万元 × 10^6; read as yuan they are 万元 × 10^10.
        let yuan = in_ten_thousand(fee.fen, 10);
        let why = match (large, &like_last) {
            (_, Some(last)) => format!("除以一万就接近上年的 {} 万元", last.written),
            (true, _) => format!("{}收费 {whole} 万元不合常理", facts.kind.name()),
            _ => "两位小数像是元角分".to_owned(),
        };
        let message = format!("行政事业性收费 {} 万元，疑似把元填进了万元", fee.written);
        let help = format!("若是元，写成 {yuan}，或带单位写 {}元", fee.written);
        sink.push(Diagnostic::of(&codes::A09, fee.span, message).note(why).help(help));
    } else if fee.places > 4 {
        let message = format!("行政事业性收费 {} 万元有 {} 位小数", fee.written, fee.places);
        sink.push(Diagnostic::of(&codes::A14, fee.span, message).help("第四位小数就是元；或带单位写元"));
    }
}

/// Within a fifth of each other.
fn is_near(a: u128, b: u128) -> bool {
    a.abs_diff(b) * 5 <= b
}

/// A15, A17: numbers of items with their changes.
fn items(facts: &Facts, sink: &mut Diagnostics) {
    for row in [Row::Licences, Row::OtherServices, Row::Penalties, Row::Enforcement, Row::Fees] {
        let Some(before) = facts.count(row, Column::ItemsBefore) else { continue };
        let Some((change, place)) = facts.change(row, Column::ItemsChange) else { continue };
        let name = facts.row_said(row);
        let after = i128::from(before.value) + i128::from(change);
        if after < 0 {
            let message = format!("{name}上一年 {} 项，减少 {} 项后成了负数", before.value, -change);
            let diagnostic = Diagnostic::of(&codes::A17, place, message);
            sink.push(diagnostic.label(before.span, "上一年项目数量"));
        } else if let Some(decisions) = facts.count(row, Column::Decisions)
            && change != 0
            && after > 0
            && i128::from(decisions.value) == after
        {
            let message = format!("{name}处理决定数量 {after} 正好是项目数量加增减");
            let diagnostic =
                Diagnostic::of(&codes::A15, decisions.span, message).label(before.span, "上一年项目数量");
            sink.push(diagnostic.help("处理决定数量填办件的数量，不是项目数"));
        }
    }
}

/// A18: what was made public is no more than what there is.
fn documents(facts: &Facts, sink: &mut Diagnostics) {
    for row in [Row::Regulations, Row::Norms] {
        let columns = [Column::NewlyMade, Column::NewlyPublic, Column::PublicInAll];
        let Some([made, shown, all]) = facts.counts(row, columns) else { continue };
        let name = facts.row_said(row);
        if shown.value > made.value {
            let message = format!("{name}新公开 {} 件，多于新制作 {} 件", shown.value, made.value);
            sink.push(Diagnostic::of(&codes::A18, shown.span, message).label(made.span, "新制作"));
        } else if all.value < shown.value {
            let message = format!("{name}对外公开总数 {} 件，少于新公开 {} 件", all.value, shown.value);
            sink.push(Diagnostic::of(&codes::A18, all.span, message).label(shown.span, "新公开"));
        }
    }
}

/// A19: 采购 has a number and a sum, or neither.
fn purchases(facts: &Facts, sink: &mut Diagnostics) {
    let count = facts.count(Row::Purchases, Column::PurchaseCount);
    let spent = facts.money(Row::Purchases, Column::PurchaseSum);
    if let (Some(count), Some(spent)) = (count, spent)
        && (count.value == 0) != (spent.fen == 0)
    {
        let message = format!("政府集中采购 {} 项，金额却是 {}", count.value, spent.written);
        sink.push(Diagnostic::of(&codes::A19, count.span, message).label(spent.span, "金额"));
    }
}

/// 27 件，10 件结转下年办理; 科研机构申请 10 件: what the prose tells too is no slip of the table.
fn is_told(facts: &Facts, word: &str, count: u64) -> bool {
    facts.prose.iter().any(|p| p.has(word) && p.has(&format!("{count}件")))
}

/// B12, B13: table three.
fn requests(facts: &Facts, sink: &mut Diagnostics) {
    let total = |row| facts.count(row, Column::Applicants);
    if let (Some(new), Some(next)) = (total(Row::Received), total(Row::CarriedOut))
        && next.value >= 10
        && next.value.saturating_mul(20) > new.value.saturating_mul(3)
        && !is_told(facts, "结转", next.value)
    {
        let percent = u128::from(next.value) * 100 / u128::from(new.value.max(1));
        let message = format!("结转下年度 {} 件，是本年新收 {} 件的 {percent}%", next.value, new.value);
        let diagnostic = Diagnostic::of(&codes::B12, next.span, message).label(new.span, "本年新收");
        sink.push(diagnostic.help("答复期限是 20 个工作日；确属年末集中申请的，在正文说明或用“已核”"));
    }
    if let Some(secret) = total(Row::Secret)
        && secret.value > 0
        && matches!(facts.kind, OfficeKind::Township | OfficeKind::Subdistrict)
    {
        let message = format!("{}以国家秘密为由不予公开 {} 件", facts.kind.name(), secret.value);
        sink.push(
            Diagnostic::of(&codes::B13, secret.span, message).help("乡镇、街道一般没有定密权，请复核理由"),
        );
    }
}

/// B14, B15: who applied.
fn applicants(facts: &Facts, sink: &mut Diagnostics) {
    let columns = [Column::Natural, Column::Company, Column::Applicants];
    let Some([natural, company, new]) = facts.counts(Row::Received, columns) else { return };
    if natural.value == 0 && new.value >= 10 {
        let message = format!("本年新收 {} 件，没有一件来自自然人", new.value);
        sink.push(Diagnostic::of(&codes::B14, natural.span, message).help("核对申请人类别是否错了列"));
        return;
    }
    for (name, cell) in facts.each(Row::Received, Some(Column::Organisations)) {
        let most = cell.value > company.value && cell.value > natural.value;
        if cell.value >= 10 && most && !is_told(facts, name, cell.value) {
            let message = format!("{name}申请 {} 件，多于自然人和商业企业", cell.value);
            sink.push(Diagnostic::of(&codes::B15, cell.span, message).help("核对是否错了列"));
        }
    }
}

/// B09: rows with a total and nothing that it is the total of.
fn only_totals(facts: &Facts, sink: &mut Diagnostics) {
    let Some(table) = facts.table_of(Row::Received) else { return };
    let form = table.form();
    let whole = |id| table.whole(id).unwrap_or_default();
    let mut totals = form.cells().filter(|id| form.columns(id.row)[id.column].total).filter(|&id| {
        let mut others = (0..form.columns(id.row).len()).filter(|&column| column != id.column);
        whole(id) > 0 && others.all(|column| whole(CellId { column, ..id }) == 0)
    });
    let Some(first) = totals.next() else { return };
    let message = format!("{} 行只填了总计，没有分申请人", 1 + totals.count());
    sink.push(Diagnostic::of(&codes::B09, table.place_of(first), message).help("把总计分到各类申请人"));
}

#[cfg(test)]
mod tests;
