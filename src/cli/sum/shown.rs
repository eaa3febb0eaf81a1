//! What came of a sum, for a person.

use super::json;
use super::{Comparison, Outcome};
use crate::cli::Exit;
use crate::cli::args::{Sum, SumFormat};
use crate::cli::terminal::{Stream, Terminal};
use crate::diagnostic::{Diagnostics, human};
use crate::source::Source;
use crate::sum::{Figures, places, shown};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Findings of one rule that are listed.
const MOST_OF_EACH: usize = 60;
/// Differences that are listed one by one.
const MOST_DIFFERENCES: usize = 40;

/// A roster that cannot be worked with.
pub(super) fn refused(sum: &Sum, source: &Source, found: &Diagnostics, terminal: &mut Terminal) -> Exit {
    match sum.format {
        SumFormat::Human => findings(source, found, terminal),
        SumFormat::Json => json::refused(source, found, terminal),
    }
    Exit::Report
}

/// Findings with the lines that they are about.
pub(super) fn findings(source: &Source, found: &Diagnostics, terminal: &mut Terminal) {
    let screen = terminal.screen(Stream::Out);
    for finding in &found.clone().few_of_each(MOST_OF_EACH) {
        terminal.write(Stream::Out, &(human::render(source, finding, screen) + "\n"));
    }
}

/// For a person.
pub(super) fn human(outcome: &Outcome<'_>, terminal: &mut Terminal) {
    findings(&outcome.source, &outcome.found, terminal);
    if let Some(comparison) = &outcome.comparison {
        findings(&comparison.source, &comparison.found, terminal);
    }
    let own = &outcome.allotment.roster.bodies[0].name.value;
    let mut text = format!("{own} {} 年度：{}\n", outcome.allotment.terms.year, outcome.counted.in_short());
    if let Some(total) = outcome.total() {
        text.push_str(&totals(outcome, total));
    }
    if let Some(comparison) = &outcome.comparison {
        text.push_str(&differences(outcome, comparison));
    }
    for line in &outcome.written {
        let _ = writeln!(text, "{line}");
    }
    terminal.out(&text);
}

/// The figures that a reader looks at first: every row of tables two and four, the totals of table three.
fn totals(outcome: &Outcome<'_>, total: &Figures) -> String {
    let form = outcome.form();
    let against = outcome.comparison.as_ref().map(|comparison| &comparison.figures);
    let mut rows = Vec::new();
    for (at, place) in places(form).into_iter().enumerate() {
        let table = place.table(form);
        let columns = table.columns(place.cell.row);
        let has_total = columns.iter().any(|column| column.total);
        let in_groups = !table.rows[place.cell.row].groups.is_empty() && !table.across;
        let is_sum = table.rows[place.cell.row].total;
        if (has_total && !columns[place.cell.column].total) || (in_groups && !is_sum) {
            continue;
        }
        let parent = against.map(|figures| shown(place, form, figures.cells()[at]));
        rows.push((place.said(form), shown(place, form, total.cells()[at]), parent));
    }
    let width = rows.iter().map(|row| row.0.width()).max().unwrap_or(0);
    let digits = rows.iter().map(|row| row.1.len()).max().unwrap_or(0).max(4);
    let mut text = String::new();
    if against.is_some() {
        let _ = writeln!(
            text,
            "  {:blank$}{:>digits$}  {:>digits$}",
            "",
            "合计",
            "报告",
            blank = width + 2,
            digits = digits - 2
        );
    }
    for (name, sum, parent) in rows {
        let blank = width - name.width() + 2;
        let parent = parent.map_or(String::new(), |parent| {
            let mark = if parent == sum { "" } else { "  ←" };
            format!("  {parent:>digits$}{mark}")
        });
        let _ = writeln!(text, "  {name}{:blank$}{sum:>digits$}{parent}", "");
    }
    text
}

fn differences(outcome: &Outcome<'_>, comparison: &Comparison) -> String {
    let form = outcome.form();
    let list = &comparison.differences;
    if list.is_empty() {
        return format!("与 {} 逐格相同\n", comparison.source.name());
    }
    let mut text = format!("与 {} 有 {} 格不同：\n", comparison.source.name(), list.len());
    for difference in list.iter().take(MOST_DIFFERENCES) {
        let (sum, parent) = (difference.sum, difference.parent);
        let place = difference.place;
        let more = shown(place, form, difference.more());
        let sign = if difference.more() > 0 && !more.starts_with('+') { "+" } else { "" };
        let _ = writeln!(
            text,
            "  {}  合计 {}  报告 {}  差 {sign}{more}",
            place.said(form),
            shown(place, form, sum),
            shown(place, form, parent)
        );
    }
    if list.len() > MOST_DIFFERENCES {
        let _ = writeln!(text, "  ……还有 {} 格，全部见汇总表（--xlsx）", list.len() - MOST_DIFFERENCES);
    }
    text
}
