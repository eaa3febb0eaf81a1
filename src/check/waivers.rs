//! 已核 and `--allow`: rules that the author has looked into. Errors of the form cannot be silenced, those of judgement only
//! by 已核 with its reason, one place an entry; an entry that silences nothing is itself a warning, so that it does not outlive its reason.

use super::Options;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::form::{Body, Name};
use crate::report::prose::Paragraph;
use crate::report::{Content, Report, Waiver};
use crate::source::Span;

/// Errors that a reason can explain: 规章 of a body that has the power after all, last year's published report in the wrong.
const EXPLAINABLE: [&str; 2] = ["A01", "B04"];

/// Takes out what is silenced, and says which entries of 已核 silence nothing.
pub(super) fn apply(report: &Report, options: &Options<'_>, found: &mut Diagnostics) {
    waive(report, found);
    // After 已核, so that an entry has been used though its rule is allowed for this run.
    found.retain(|finding| {
        let allowed = options.allow.iter().any(|code| code.eq_ignore_ascii_case(finding.code));
        finding.severity == Severity::Error || !allowed
    });
}

fn waive(report: &Report, found: &mut Diagnostics) {
    let waivers = report.waivers();
    if waivers.is_empty() {
        return;
    }
    let placed = silence_named_places(report, found);
    let first = waivers.iter().map(|waiver| waiver.place.is_none() && silence_first(waiver, found));
    let used: Vec<bool> = first.zip(placed).map(|(first, placed)| first || placed).collect();
    say_what_stays(report, found);
    for (waiver, _) in waivers.iter().zip(used).filter(|(_, used)| !used) {
        let rule = &waiver.code.value;
        let of_rule = |f: &&Diagnostic| rule.eq_ignore_ascii_case(f.code);
        let help = match found.iter().find(of_rule) {
            Some(stays) if !explainable(stays) => "错误不能用“已核”略过，请改正；警告和提示才可以",
            Some(_) => "“位置”与提示的地方对不上；写行名、部分的标题，或提示里的几个字",
            None => "这条规则在这里没有提示什么；删去这一条",
        };
        found.push(
            Diagnostic::warning("Y17", waiver.code.span, format!("“已核”的 {rule} 没有用上")).help(help),
        );
    }
}

/// Whether a reason can explain a finding.
fn explainable(finding: &Diagnostic) -> bool {
    finding.severity != Severity::Error || EXPLAINABLE.contains(&finding.code)
}

/// Takes out what lies at the places that entries name; for each entry, whether it took out anything.
fn silence_named_places(report: &Report, found: &mut Diagnostics) -> Vec<bool> {
    let mut used = vec![false; report.waivers().len()];
    found.retain(|finding| {
        let at = report.waivers().iter().position(|waiver| covers(report, waiver, finding));
        let Some(at) = at.filter(|_| explainable(finding)) else { return true };
        used[at] = true;
        false
    });
    used
}

/// An entry that names no place is about one: the first in the text that is left. Whether there is one.
fn silence_first(waiver: &Waiver, found: &mut Diagnostics) -> bool {
    let meant = |f: &Diagnostic| waiver.code.value.eq_ignore_ascii_case(f.code) && explainable(f);
    let first = found.iter().filter(|f| meant(f)).map(|f| f.span).min();
    let Some(first) = first else { return false };
    found.retain(|finding| !(finding.span == first && meant(finding)));
    true
}

/// What stays beside an entry without a place tells how to name its own.
fn say_what_stays(report: &Report, found: &mut Diagnostics) {
    let unplaced: Vec<&Waiver> = report.waivers().iter().filter(|w| w.place.is_none()).collect();
    found.retain(|finding| {
        let counted = unplaced.iter().any(|w| w.code.value.eq_ignore_ascii_case(finding.code));
        if counted && explainable(finding) {
            let place =
                name_of(report, finding.span).map_or(String::new(), |name| format!("，如“位置: {name}”"));
            let stop = if finding.help.is_empty() { "" } else { "；" };
            finding.help.push_str(stop);
            finding
                .help
                .push_str("“已核”的一条不写“位置”时只管最前的一处；这一处也核实过的，再写一条，写明“位置”");
            finding.help.push_str(&place);
        }
        true
    });
}

/// Whether a waiver is about a finding: the same rule, at the place that it names.
fn covers(report: &Report, waiver: &Waiver, finding: &Diagnostic) -> bool {
    let rule = waiver.code.value.eq_ignore_ascii_case(finding.code);
    let place = waiver.place.as_ref().filter(|_| rule);
    place.is_some_and(|place| {
        finding.message.contains(&place.value) || lies_in(report, &place.value, finding.span)
    })
}

/// Whether a place lies in the section, part, row or paragraph of a name or words.
fn lies_in(report: &Report, name: &str, at: Span) -> bool {
    let (titles, words) = around(report, at);
    rows_at(report, at).any(|row| row.is(name)) || titles.contains(&name) || words.contains(name)
}

/// The row, or else the part or section, in which a place lies, as an author would name it.
fn name_of(report: &Report, at: Span) -> Option<&str> {
    rows_at(report, at).map(Name::said).next().or_else(|| around(report, at).0.last().copied())
}

/// The titles of the section and of its part in which a place lies, and the words of the paragraph.
fn around(report: &Report, at: Span) -> (Vec<&str>, &str) {
    let (mut titles, mut words) = (Vec::new(), "");
    for (form, section) in report.form().sections.iter().zip(report.sections()) {
        match &section.content {
            Content::Table(table) if within(table.span, at) => titles.push(form.title.as_str()),
            Content::Prose(prose) if within(prose.span, at) => {
                titles.push(form.title.as_str());
                let here = |p: &&Paragraph| within(p.span(0..p.as_str().len()), at);
                let Some(paragraph) = prose.paragraphs.iter().find(here) else { continue };
                words = paragraph.as_str();
                if let (Some(item), Body::Prose(items)) = (paragraph.item, &form.body) {
                    titles.extend(items.get(item).map(String::as_str));
                }
            }
            _ => {}
        }
    }
    (titles, words)
}

/// The names of the rows in which a place lies: one or none.
fn rows_at(report: &Report, at: Span) -> impl Iterator<Item = &Name> {
    report.tables().flat_map(move |table| {
        let rows = table.form().rows.iter().enumerate().filter(move |(row, _)| {
            let cells = table.cells().filter(|(id, _)| id.row == *row).map(|(_, cell)| cell.span);
            within(cells.fold(table.key(*row), Span::to), at)
        });
        rows.map(|(_, row)| &row.name)
    })
}

fn within(span: Span, at: Span) -> bool {
    span.start <= at.start && at.end <= span.end
}
