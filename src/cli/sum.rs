//! `sum`: reads the roster and the reports that it names, adds them up, says what stands in the way, compares with a report
//! that sums the same, and writes the tables into it.

mod collect;
mod draft;
mod json;
mod shown;

use super::Exit;
use super::args::{Sum, SumFormat};
use super::checker::{self, Compared};
use super::failure::Failure;
use super::files::{self, Target};
use super::inputs::Input;
use super::rosters;
use super::terminal::{Stream, Terminal};
use crate::diagnostic::Diagnostics;
use crate::examine::at_original;
use crate::form::skeleton::{Purpose, skeleton};
use crate::form::{self, Form};
use crate::report;
use crate::report::OfficeKind;
use crate::roster::Roster;
use crate::source::Source;
use crate::sum::{
    self, Allotment, Counted, Difference, Explanation, Figures, Known, Standing, Sums, Terms, Unwritable,
};
use crate::workbook::{self, Against};
use crate::yaml::decode;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Does it.
pub(super) fn sum(sum: &Sum, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(folder) = &sum.new_roster {
        return draft::draft(folder, sum, terminal);
    }
    let path = sum.roster.as_deref().unwrap_or(Path::new(""));
    let (source, roster, mut found) = rosters::read(path)?;
    let Some(roster) = roster.filter(|_| !found.has_errors()) else {
        return Ok(shown::refused(sum, &source, &found.sorted(), terminal));
    };
    let roster = match &sum.office {
        None => roster,
        Some(office) => roster
            .part(office)
            .ok_or_else(|| Failure::new(format!("名册里没有“{office}”"), "写名册里的全称或别名"))?,
    };
    let terms = terms(sum, &roster)?;
    let collected = collect::collect(sum, path, &roster, terms.year, terminal)?;
    let allotment = sum::allot(&roster, &collected.submissions, terms, &mut found);
    let sums = sum::sums(&allotment, &mut found);
    sum::carried(&allotment, &mut found);
    sum::below(&allotment, &sums, &mut found);
    let refused = found.has_errors();
    let comparison = match &sum.against {
        None => None,
        Some(path) => Some(compare(path, &allotment, &sums, &collected.lasts)?),
    };
    let mut outcome = Outcome {
        source,
        found: found.sorted(),
        counted: sum::counted(&allotment),
        allotment,
        sums,
        comparison,
        written: Vec::new(),
    };
    let sources: BTreeSet<PathBuf> = collected.inputs.iter().filter_map(Input::one_name).collect();
    if let Some(path) = &sum.output {
        if refused {
            outcome.written.push(format!("有上面的错误，没有写 {}；照“改法”改后再汇总", path.display()));
        } else {
            match write_report(path, &mut outcome, &sources) {
                Ok(()) => {}
                Err(Unwritten::Machine(failure)) => return Err(failure),
                Err(Unwritten::Report(source, found)) => {
                    shown::findings(&source, &found, terminal);
                    return Ok(Exit::Report);
                }
            }
        }
    }
    if let Some(path) = &sum.xlsx {
        write_workbook(path, &mut outcome, &sources)?;
    }
    let errors = refused || outcome.comparison.as_ref().is_some_and(|c| c.found.has_errors());
    match sum.format {
        SumFormat::Human => shown::human(&outcome, terminal),
        SumFormat::Json => json::object(&outcome, terminal),
    }
    terminal.say(Stream::Err, &collected.left_out.said());
    Ok(if errors { Exit::Report } else { Exit::Fine })
}

/// All that came of a run.
struct Outcome<'a> {
    /// The roster's text.
    source: Source,
    /// What was found, at the roster's lines.
    found: Diagnostics,
    allotment: Allotment<'a>,
    sums: Sums,
    counted: Counted,
    comparison: Option<Comparison>,
    /// What was written, in words.
    written: Vec<String>,
}

impl Outcome<'_> {
    fn form(&self) -> &'static Form {
        self.allotment.terms.form
    }

    fn total(&self) -> Option<&Figures> {
        self.sums.area[0].as_ref()
    }
}

/// A report that sums the same, held against the sum.
struct Comparison {
    source: Source,
    found: Diagnostics,
    figures: Figures,
    differences: Vec<Difference>,
    explanations: Vec<Explanation>,
    /// The same in words.
    words: Vec<String>,
}

fn terms(sum: &Sum, roster: &Roster) -> Result<Terms, Failure> {
    let year = match (sum.year, roster.year) {
        (Some(typed), Some(written)) if typed != written.value => {
            let what = format!("--year {typed} 与名册里的年度 {} 不同", written.value);
            return Err(Failure::new(what, "改正其中一个"));
        }
        (Some(year), _) => year,
        (None, Some(year)) => year.value,
        (None, None) => {
            return Err(Failure::new("不知道汇总哪一年度", "加上 --year 2025，或在名册里写“年度: 2025”"));
        }
    };
    let form = form::for_year(year)
        .ok_or_else(|| Failure::new(format!("{year} 年度没有统一的格式"), "统一格式从 2019 年度开始"))?;
    Ok(Terms { year, form, with_errors: sum.with_errors, with_missing: sum.with_missing })
}

/// Holds a report against the sum.
fn compare(
    path: &Path,
    allotment: &Allotment<'_>,
    sums: &Sums,
    lasts: &[Option<Figures>],
) -> Result<Comparison, Failure> {
    let input = Input::File(path.to_owned());
    let unread = || {
        let what = format!("--against {} 读不了", path.display());
        Failure::new(what, format!("先改正它：nianbao check {}", path.display()))
    };
    let Compared { report, source, foreign } = checker::compared(&input)?.ok_or_else(unread)?;
    let form = allotment.terms.form;
    if report.form().edition != form.edition || report.year().value != allotment.terms.year {
        let what = format!("--against {} 是 {} 年度的报告", path.display(), report.year().value);
        return Err(Failure::new(what, format!("换成 {} 年度的", allotment.terms.year)));
    }
    let figures = Figures::of(&report);
    let zero = Figures::zero(form);
    let total = sums.area[0].as_ref().unwrap_or(&zero);
    let differences = sum::against(form, total, &figures);
    let known = known(allotment, lasts);
    let explanations = sum::explain(form, &differences, &known);
    let mut found = Diagnostics::new();
    sum::in_words(allotment, sums, &report, &differences, &explanations, &mut found);
    let words = found.iter().take(explanations.len()).map(|found| found.message.clone()).collect();
    let found = at_original(foreign.as_deref(), found).sorted();
    let source = foreign.map_or(source, |intake| intake.original);
    Ok(Comparison { source, found, figures, differences, explanations, words })
}

/// The bodies that may explain a difference.
fn known<'a>(allotment: &Allotment<'a>, lasts: &'a [Option<Figures>]) -> Vec<Known<'a>> {
    let each = allotment.standing.iter().enumerate();
    let bodies = each.filter_map(|(body, standing)| match standing {
        Standing::Counted(_) | Standing::Whole(_) => Some(Known::Counted(body, allotment.figures(body)?)),
        Standing::Excluded(_) | Standing::Within(_) => Some(Known::Excluded(body, allotment.figures(body)?)),
        Standing::Unusable | Standing::Missing => Some(Known::Missing(body, lasts[body].as_ref())),
        Standing::Below => None,
    });
    let used: BTreeSet<usize> =
        allotment.standing.iter().filter_map(|standing| standing.submission()).collect();
    let names = allotment.roster.names();
    let spare = allotment.submissions.iter().enumerate().filter_map(|(at, sent)| {
        let figures = sent.figures.as_ref().filter(|_| sent.edition == allotment.terms.form.edition)?;
        let body = names.get(sent.office.as_str()).copied().or(sent.named_by);
        let of = body.map(|body| (body, allotment.figures(body)));
        (!used.contains(&at)).then_some(Known::Spare(at, figures, of))
    });
    bodies.chain(spare).collect()
}

/// Writes the workbook; who is missing stands in it too.
fn write_workbook(
    path: &Path,
    outcome: &mut Outcome<'_>,
    sources: &BTreeSet<PathBuf>,
) -> Result<(), Failure> {
    let explanations: Vec<(Vec<usize>, String)> = outcome
        .comparison
        .iter()
        .flat_map(|comparison| comparison.explanations.iter().zip(&comparison.words))
        .map(|(explanation, words)| (explanation.cells.clone(), words.clone()))
        .collect();
    let against = outcome.comparison.as_ref().map(|comparison| Against {
        file: comparison.source.name(),
        figures: &comparison.figures,
        differences: &comparison.differences,
        explanations: &explanations,
    });
    let bytes = workbook::workbook(&outcome.allotment, &outcome.sums, against).map_err(|reason| {
        Failure::new(format!("写不成 {}：{reason}", path.display()), "把这一行发给维护者")
    })?;
    let target = Target { path: path.to_owned(), bytes: &bytes };
    files::write_together(vec![target], sources)?;
    outcome.written.push(format!("汇总表已写到 {}", path.display()));
    Ok(())
}

/// Why the report was not written.
enum Unwritten {
    /// What is wrong with the report that is there.
    Report(Box<Source>, Diagnostics),
    Machine(Failure),
}

/// Puts the tables into the report, or into a new one.
fn write_report(
    path: &Path,
    outcome: &mut Outcome<'_>,
    sources: &BTreeSet<PathBuf>,
) -> Result<(), Unwritten> {
    let Some(total) = outcome.sums.area[0].as_ref() else {
        let failure = Failure::new("没有一份报告可以计入", "检查名册里的文件");
        return Err(Unwritten::Machine(failure));
    };
    let form = outcome.form();
    let Terms { year, .. } = outcome.allotment.terms;
    let own = &outcome.allotment.roster.bodies[0];
    let name = path.display().to_string();
    let source = if files::exists(path) {
        let bytes = files::read(path, decode::LARGEST).map_err(Unwritten::Machine)?;
        decode::decode(&name, &bytes).map_err(|broken| {
            let (source, finding) = *broken;
            let mut found = Diagnostics::new();
            found.push(finding);
            Unwritten::Report(Box::new(source), found)
        })?
    } else {
        let kind = own.kind.or_else(|| OfficeKind::of(&own.name.value)).unwrap_or(OfficeKind::Other).name();
        Source::new(&*name, skeleton(form, Purpose { office: &own.name.value, kind, year }))
    };
    let mut comment = vec![format!("{} {year} 年度", own.name.value)];
    comment.extend(outcome.counted.lines(&outcome.allotment));
    let text = match sum::rewrite(&source, form, total, &comment) {
        Ok(text) => text,
        Err(Unwritable(found)) => return Err(Unwritten::Report(Box::new(source), found)),
    };
    let again = report::read::read(&Source::new(&*name, text.clone()), &mut Diagnostics::new());
    if again.as_ref().map(Figures::of).as_ref() != Some(total) {
        let what = format!("写进 {name} 的数读回来与合计不一致，没有写");
        return Err(Unwritten::Machine(Failure::new(
            what,
            "检查这份报告的三张表和年度；仍不行，请发给维护者",
        )));
    }
    let target = Target { path: path.to_owned(), bytes: text.as_bytes() };
    files::write_together(vec![target], sources).map_err(Unwritten::Machine)?;
    outcome.written.push(format!("三张表已写进 {name}。核对：nianbao check {name}"));
    Ok(())
}
