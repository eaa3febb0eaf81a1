//! In: this year's report and last year's. Out: where the two do not join (B04, A02, A03, A16, L02), jump (A11), repeat each other's
//! words (X19), or tell of more suits than reviews (L07).

mod similar;

use super::facts::{Cell, Facts, in_ten_thousand};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::report::Report;

/// Notes that explain a stock which does not add up.
const LAWFUL: [&str; 8] = ["修订", "修改", "自然失效", "失效", "划转", "划入", "划出", "机构改革"];

/// What says that table four leaves out the cases of the year before.
const WITHOUT_CARRIED: [&str; 3] = ["不含上年", "不包括上年", "不含上一年"];

/// Whether a report is of the year before; Y18 if not, and then nothing is compared with it.
pub(crate) fn are_neighbours(report: &Report, last: &Report, sink: &mut Diagnostics) -> bool {
    let (this, year) = (report.year().value, last.year().value);
    if year + 1 == this {
        return true;
    }
    let (span, or) = match report.previous() {
        Some(path) => (path.span, "，或删去这一项"),
        // Named beside the report: there is nothing in it to strike out.
        None => (report.year().span, ""),
    };
    let message = format!("上年报告是 {year} 年度的，应为 {} 年度", this - 1);
    sink.push(Diagnostic::of(&codes::Y18, span, message).help(format!("换成 {} 年度的报告{or}", this - 1)));
    false
}

/// Compares two years that follow one another.
pub(crate) fn check(facts: &Facts, previous: &Facts, sink: &mut Diagnostics) {
    carried(facts, previous, sink);
    stock(facts, previous, Row::Regulations, sink);
    stock(facts, previous, Row::Norms, sink);
    items(facts, previous, sink);
    jumps(facts, previous, sink);
    cases(facts, previous, sink);
    similar::check(facts, previous, sink);
}

/// B04: 二 of this year is 四 of last year, in every column.
fn carried(facts: &Facts, previous: &Facts, sink: &mut Diagnostics) {
    let now = facts.each(Row::CarriedIn, None);
    let before = previous.each(Row::CarriedOut, None);
    // A column that only one of two editions has is not compared.
    let pairs = now.iter().filter_map(|(name, now)| {
        let (_, before) = before.iter().find(|(other, _)| other == name)?;
        (now.value != before.value).then_some((name, now, before.value))
    });
    let wrong: Vec<(&&str, &Cell, u64)> = pairs.collect();
    let Some(&(_, first, was)) = wrong.first() else { return };
    let list: Vec<String> =
        wrong.iter().map(|(name, now, before)| format!("{name}本年 {}、上年 {before}", now.value)).collect();
    let message = format!("上年结转与上年报告的结转下年度不符：{}", list.join("，"));
    let mut diagnostic = Diagnostic::of(&codes::B04, first.span, message)
        .note(format!("上年报告是 {was}"))
        .help("与上年公布的报告逐列核对；上年报告确有错误的，用“已核”说明");
    for (_, cell, before) in wrong[1..].iter().filter(|(_, cell, _)| cell.span != first.span) {
        diagnostic = diagnostic.label(cell.span, format!("上年报告是 {before}"));
    }
    sink.push(diagnostic);
}

/// A02, A03: the stock at the year's end joins last year's.
fn stock(facts: &Facts, previous: &Facts, row: Row, sink: &mut Diagnostics) {
    let columns = [Column::Made, Column::Repealed, Column::InForce];
    let Some(now) = facts.counts(row, columns) else { return };
    let Some(before) = previous.count(row, Column::InForce) else { return };
    let name = facts.row_said(row);
    let [made, repealed, valid] = &now;
    let last = before.value;
    let held = last.saturating_add(made.value);
    if repealed.value > held {
        let message = format!(
            "{name}废止 {} 件，多于上年现行有效 {last} 件与本年制发 {} 件之和",
            repealed.value, made.value
        );
        let diagnostic = Diagnostic::of(&codes::A03, repealed.span, message).label(made.span, "本年制发");
        sink.push(diagnostic.help("核对废止件数和上年的现行有效件数"));
        return;
    }
    let expected = held - repealed.value;
    let explained = now.iter().any(|c| LAWFUL.iter().any(|w| c.note.contains(w)));
    if expected == valid.value || explained {
        return;
    }
    let message = format!(
        "{name}现行有效 {} 件，上年 {last}＋制发 {}－废止 {}＝{expected}",
        valid.value, made.value, repealed.value
    );
    let diagnostic = Diagnostic::of(&codes::A02, valid.span, message)
        .note(format!("算得 {expected}"))
        .label(made.span, "制发")
        .label(repealed.span, "废止")
        .help("核对三个数；属修订、自然失效、划转的，在格中加注，如 {数: 15, 注: 含划转4件}");
    sink.push(diagnostic);
}

/// A16: 上一年项目数量 is last year's number with its change.
fn items(facts: &Facts, previous: &Facts, sink: &mut Diagnostics) {
    for row in [Row::Licences, Row::OtherServices, Row::Penalties, Row::Enforcement, Row::Fees] {
        let number = |facts: &Facts| facts.count(row, Column::ItemsBefore);
        let change = previous.change(row, Column::ItemsChange);
        let (Some(now), Some(before), Some((change, _))) = (number(facts), number(previous), change) else {
            continue;
        };
        let expected = i128::from(before.value) + i128::from(change);
        if i128::from(now.value) != expected {
            let name = facts.row_said(row);
            let message = format!("{name}上一年项目数量 {}，按上年报告应为 {expected}", now.value);
            let diagnostic = Diagnostic::of(&codes::A16, now.span, message);
            sink.push(diagnostic.help("应为上年报告的项目数量加增减"));
        }
    }
}

/// A11: this year more than five times last year, or less than a fifth of it.
fn jumps(facts: &Facts, previous: &Facts, sink: &mut Diagnostics) {
    let counted = [
        (Row::Licences, Column::Decisions, ""),
        (Row::Penalties, Column::Decisions, ""),
        (Row::Enforcement, Column::Decisions, ""),
        (Row::Received, Column::Applicants, "申请"),
    ];
    for (row, column, thing) in counted {
        let (Some(now), Some(before)) = (facts.count(row, column), previous.count(row, column)) else {
            continue;
        };
        if is_jump(now.value.into(), before.value.into(), 20) {
            let name = facts.row_said(row);
            let message = format!("{name}{thing} {} 件，上年是 {} 件", now.value, before.value);
            let help = "核对该数；确有变化的，在正文说明或用“已核”";
            sink.push(Diagnostic::of(&codes::A11, now.span, message).help(help));
        }
    }
    let charged = |facts: &Facts| facts.money(Row::Fees, Column::Charged);
    if let (Some(fee), Some(last)) = (charged(facts), charged(previous))
        && is_jump(fee.fen, last.fen, 20_000_000)
    {
        let message = format!(
            "行政事业性收费 {} 万元，上年是 {} 万元",
            in_ten_thousand(fee.fen, 6),
            in_ten_thousand(last.fen, 6)
        );
        sink.push(
            Diagnostic::of(&codes::A11, fee.span, message).help("核对该数和单位；确有变化的，用“已核”说明"),
        );
    }
}

/// Whether one is more than five times the other, and neither is a trifle.
fn is_jump(now: u128, before: u128, trifle: u128) -> bool {
    let (low, high) = (now.min(before), now.max(before));
    high > trifle && low > 0 && high > low * 5
}

/// L02, L07: table four.
fn cases(facts: &Facts, previous: &Facts, sink: &mut Diagnostics) {
    let without_carried = WITHOUT_CARRIED.iter().any(|word| facts.prose.iter().any(|p| p.has(word)));
    for row in [Row::Reviews, Row::DirectSuits, Row::SuitsAfterReview] {
        let pending = previous.count(row, Column::Pending);
        let (Some(pending), Some(total)) = (pending, facts.count(row, Column::Cases)) else { continue };
        if pending.value > total.value && !without_carried {
            let (name, total_value) = (facts.row_said(row), total.value);
            let message = format!("{name}上年尚未审结 {} 件，本年总计只有 {total_value} 件", pending.value);
            let help = "不含上年结转的，在表注写明“行政复议、行政诉讼数量不含上年度结转数量”";
            sink.push(Diagnostic::of(&codes::L02, total.span, message).help(help));
        }
    }
    let upheld = [Column::Upheld, Column::OtherOutcome];
    let reviews =
        |facts: &Facts| Some(facts.counts(Row::Reviews, upheld)?.iter().map(|c| c.value).sum::<u64>());
    let suits = facts.count(Row::SuitsAfterReview, Column::Cases);
    let (Some(suits), Some(now), Some(before)) = (suits, reviews(facts), reviews(previous)) else { return };
    let reviews = now + before;
    if suits.value > reviews {
        let message = format!("复议后起诉 {} 件，近两年维持和其他结果的复议只有 {reviews} 件", suits.value);
        sink.push(Diagnostic::of(&codes::L07, suits.span, message).help("核对是否应填在未经复议直接起诉"));
    }
}

#[cfg(test)]
mod tests;
