//! 已核 and `--allow`: rules that the author has looked into. Errors of the form cannot be silenced, those of judgement only
//! by 已核 with its reason, one place an entry; an entry that silences nothing is itself a warning, so that it does not outlive its reason.

use super::Options;
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::form::{Body, Name};
use crate::report::prose::Paragraph;
use crate::report::{Content, Report, Waiver};
use crate::source::Span;

/// Takes out what is silenced, and says which entries of 已核 silence nothing.
pub(super) fn apply(report: &Report, options: &Options<'_>, found: &mut Diagnostics) {
    waive(report, found);
    // After 已核, so that an entry has been used though its rule is allowed for this run.
    found.retain(|finding| {
        let allowed = options.allow.contains(&finding.rule);
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
        let rule = waiver.rule.value;
        let of_rule = |f: &&Diagnostic| f.rule == rule;
        let help = match found.iter().find(of_rule) {
            Some(stays) if !stays.is_explainable() => "错误不能用“已核”略过，请改正；警告和提示才可以",
            Some(_) => "“位置”与提示的地方对不上；写行名、部分的标题，或提示里的几个字",
            None => "这条规则在这里没有提示什么；删去这一条",
        };
        found.push(
            Diagnostic::of(&codes::Y17, waiver.rule.span, format!("“已核”的 {} 没有用上", rule.code))
                .help(help),
        );
    }
}

/// Takes out what lies at the places that entries name; for each entry, whether it took out anything.
fn silence_named_places(report: &Report, found: &mut Diagnostics) -> Vec<bool> {
    let waivers = report.waivers();
    let mut used = vec![false; waivers.len()];
    found.waive(|finding| {
        let same = |w: &Waiver| w.place.is_some() && w.rule.value == finding.rule;
        if !finding.is_explainable() || !waivers.iter().any(same) {
            return None;
        }
        let place = Surroundings::of(report, finding.span);
        let names = |w: &Waiver| {
            w.place.as_ref().is_some_and(|p| finding.message.contains(&p.value) || place.is(&p.value))
        };
        let at = waivers.iter().position(|w| same(w) && names(w))?;
        used[at] = true;
        Some(waivers[at].reason.value.clone())
    });
    used
}

/// An entry that names no place is about one: the first in the text that is left. Whether there is one.
fn silence_first(waiver: &Waiver, found: &mut Diagnostics) -> bool {
    let meant = |f: &Diagnostic| waiver.rule.value == f.rule && f.is_explainable();
    let first = found.iter().filter(|f| meant(f)).map(|f| f.span).min();
    let Some(first) = first else { return false };
    found.waive(|finding| (finding.span == first && meant(finding)).then(|| waiver.reason.value.clone()));
    true
}

/// What stays beside an entry without a place tells how to name its own.
fn say_what_stays(report: &Report, found: &mut Diagnostics) {
    let unplaced: Vec<&Waiver> = report.waivers().iter().filter(|w| w.place.is_none()).collect();
    found.retain(|finding| {
        let counted = unplaced.iter().any(|w| w.rule.value == finding.rule);
        if counted && finding.is_explainable() {
            let place = Surroundings::of(report, finding.span)
                .name()
                .map_or(String::new(), |name| format!("，如“位置: {name}”"));
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

/// What lies around a place, as an author would name it.
#[derive(Default)]
struct Surroundings<'r> {
    row: Option<&'r Name>,
    /// The titles of the section and of its part.
    titles: Vec<&'r str>,
    words: &'r str,
}

impl<'r> Surroundings<'r> {
    fn of(report: &'r Report, at: Span) -> Self {
        let mut out = Self { row: row_at(report, at), ..Self::default() };
        for (form, section) in report.form().sections.iter().zip(report.sections()) {
            match &section.content {
                Content::Table(table) if within(table.span, at) => out.titles.push(&form.title),
                Content::Prose(prose) if within(prose.span, at) => {
                    out.titles.push(&form.title);
                    let here = |p: &&Paragraph| within(p.span(0..p.as_str().len()), at);
                    let Some(paragraph) = prose.paragraphs.iter().find(here) else { continue };
                    out.words = paragraph.as_str();
                    if let (Some(item), Body::Prose(items)) = (paragraph.item, &form.body) {
                        out.titles.extend(items.get(item).map(String::as_str));
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// Whether a name or words are about this place.
    fn is(&self, name: &str) -> bool {
        self.row.is_some_and(|row| row.is(name)) || self.titles.contains(&name) || self.words.contains(name)
    }

    /// The narrowest name.
    fn name(&self) -> Option<&'r str> {
        self.row.map(Name::said).or(self.titles.last().copied())
    }
}

fn row_at(report: &Report, at: Span) -> Option<&Name> {
    report.tables().filter(|table| within(table.span, at)).find_map(|table| {
        let rows = table.form().rows.iter().enumerate();
        let mut rows = rows.filter(|&(row, _)| {
            let cells = table.cells().filter(|(id, _)| id.row == row).map(|(_, cell)| cell.span);
            within(cells.fold(table.key(row), Span::to), at)
        });
        rows.next().map(|(_, row)| &row.name)
    })
}

fn within(span: Span, at: Span) -> bool {
    span.start <= at.start && at.end <= span.end
}
