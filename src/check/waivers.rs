//! 已核 and `--allow`: rules that the author has looked into. Errors of the form cannot be silenced, those of judgement only
//! by 已核 with its reason; an entry that silences nothing is itself a warning, so that it does not outlive its reason.

use super::Options;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::report::{Report, Waiver};
use crate::source::Span;

/// Errors that a reason can explain: 规章 of a body that has the power after all, last year's published report in the wrong.
const EXPLAINABLE: [&str; 2] = ["A01", "B04"];

/// Takes out what is silenced, and says which entries of 已核 silence nothing.
pub(super) fn apply(report: &Report, options: &Options<'_>, found: &mut Diagnostics) {
    let mut used = vec![false; report.waivers().len()];
    found.retain(|finding| {
        let error = finding.severity == Severity::Error;
        if error && !EXPLAINABLE.contains(&finding.code) {
            return true;
        }
        if !error && options.allow.iter().any(|code| code.eq_ignore_ascii_case(finding.code)) {
            return false;
        }
        let silenced = report.waivers().iter().position(|waiver| covers(report, waiver, finding));
        if let Some(at) = silenced {
            used[at] = true;
        }
        silenced.is_none()
    });
    for (waiver, _) in report.waivers().iter().zip(used).filter(|(_, used)| !used) {
        let help = if found.iter().any(|f| f.code == waiver.code.value && f.severity == Severity::Error) {
            "错误不能用“已核”略过，请改正；警告和提示才可以"
        } else {
            "这条规则在这里没有提示什么；删去这一条"
        };
        found.push(
            Diagnostic::warning("Y17", waiver.code.span, format!("“已核”的 {} 没有用上", waiver.code.value))
                .help(help),
        );
    }
}

/// Whether a waiver is about a finding: the same rule, and the place that it names, if it names one.
fn covers(report: &Report, waiver: &Waiver, finding: &Diagnostic) -> bool {
    if !waiver.code.value.eq_ignore_ascii_case(finding.code) {
        return false;
    }
    let Some(place) = &waiver.place else { return true };
    finding.message.contains(&place.value) || lies_in(report, &place.value, finding.span)
}

/// Whether a place lies in the section or row of a name.
fn lies_in(report: &Report, name: &str, at: Span) -> bool {
    let within = |span: Span| span.start <= at.start && at.end <= span.end;
    let section = report.form().sections.iter().zip(report.sections()).any(|(form, section)| {
        let span = match &section.content {
            crate::report::Content::Prose(prose) => prose.span,
            crate::report::Content::Table(table) => table.span,
        };
        form.title == name && within(span)
    });
    let row = report.tables().any(|table| {
        let rows = table.form().rows.iter().enumerate().filter(|(_, row)| row.name.is(name));
        rows.into_iter().any(|(row, _)| {
            let cells = table.cells().filter(|(id, _)| id.row == row).map(|(_, cell)| cell.span);
            within(cells.fold(table.key(row), Span::to))
        })
    });
    section || row
}
