//! In: one report's bytes. Out: what was found in it, and, where nothing is wrong, the checked report. The way from bytes
//! to a checked report, step by step; the steps are other rooms'.

use super::args::Strictness;
use super::explain;
use super::failure::Failure;
use super::inputs::Input;
use super::key_figures::{self, KeyFigures};
use crate::check::{self, Checked};
use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::outcome::{Outcome, Tally};
use crate::diagnostic::printable::printable;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::intake::{self, Intake, Purpose};
use crate::report::{self, Report};
use crate::source::{Source, Span};
use crate::sum::Figures;
use crate::yaml::decode;
use std::path::Path;

/// Findings of one rule that are listed; the longest list of a published report has some forty.
const MOST_OF_EACH: usize = 200;

/// What all reports of a run have in common.
pub(super) struct Checker {
    strict: bool,
    errors_only: bool,
    allow: Vec<&'static Rule>,
    /// Last year's report, named on the command line.
    previous: Option<Report>,
    /// Whether the figures of the prose are asked for.
    figures: bool,
}

/// One report, read and checked.
pub(super) struct CheckedFile {
    /// Its text; of a foreign file what it says, with its places there.
    pub(super) source: Source,
    /// What was found, in the order of the text.
    pub(super) findings: Diagnostics,
    /// The report, if nothing in it is an error.
    pub(super) checked: Option<Checked>,
    /// The figures of its prose, if they are asked for.
    pub(super) figures: Vec<check::Figure>,
    /// Whose it is.
    pub(super) identity: Identity,
    /// Where in a foreign file each place of its report is.
    foreign: Option<Box<Intake>>,
}

/// What a report says of itself, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// 机关; empty where it could not be read.
    pub(super) office: String,
    /// 年度.
    pub(super) year: Option<u16>,
    /// The title that it would be printed with.
    pub(super) title: Option<String>,
    /// Key figures of this year, and of the one before where it was named.
    pub(super) key: [KeyFigures; 2],
    /// All its figures, and those of the year before where it was named.
    pub(super) tables: [Option<Figures>; 2],
    /// Edition of its form.
    pub(super) edition: String,
}

impl Identity {
    fn of(report: &Report) -> Self {
        let year = Some(report.year()).filter(|year| !year.span.is_empty());
        Self {
            office: report.office().value.clone(),
            year: year.map(|year| year.value),
            title: Some(report.whole_title()),
            key: [key_figures::of(report), KeyFigures::default()],
            tables: [Some(Figures::of(report)), None],
            edition: report.form().edition.clone(),
        }
    }
}

impl CheckedFile {
    /// The row of an overview of all findings.
    pub(super) fn outcome(&self) -> Outcome {
        Outcome::new(&self.source, self.identity.office.clone(), self.identity.year, &self.findings)
    }

    /// Adds what was found while the report was set.
    pub(super) fn append(&mut self, found: Diagnostics) {
        if found.is_empty() {
            return;
        }
        let mut all = std::mem::take(&mut self.findings);
        all.append(at_original(self.foreign.as_deref(), found));
        self.findings = all.sorted();
    }
}

/// Findings about a report, pointed at the file that it was taken from.
pub(super) fn at_original(foreign: Option<&Intake>, found: Diagnostics) -> Diagnostics {
    let Some(intake) = foreign else { return found };
    found.map(|finding| intake.at_original(finding))
}

/// A report's text: what its author wrote, or what was taken from a foreign file.
struct ReportText {
    source: Source,
    foreign: Option<Box<Intake>>,
}

impl ReportText {
    /// Of a file's bytes; one finding, in a source of its own, where nothing can be read.
    fn read(input: &Input, bytes: &[u8]) -> Result<Self, Box<(Source, Diagnostic)>> {
        match intake::read(&input.name(), bytes, Purpose::Check) {
            Some(Ok(intake)) => Ok(Self { source: intake.yaml.clone(), foreign: Some(Box::new(intake)) }),
            Some(Err(refused)) => Err(refused),
            None => Ok(Self { source: decode::decode(&input.name(), bytes)?, foreign: None }),
        }
    }

    /// The report, and what reading it found: in the text's own places, and what intake found in the original's.
    fn report(&self, findings: &mut Diagnostics) -> Option<Report> {
        let report = report::read::read(&self.source, findings)?;
        let foreign = self.foreign.as_ref().is_some_and(|intake| intake.found.has_errors());
        Some(report).filter(|_| !foreign)
    }
}

impl Checker {
    /// Takes down what is to be passed over, and reads last year's report if one is named.
    pub(super) fn new(strictness: &Strictness, inputs: &[Input]) -> Result<Self, Failure> {
        let mut allow = Vec::new();
        for code in &strictness.allow {
            let rule = explain::known(code)?;
            if rule.severity == Severity::Error {
                let what = format!("{} 是错误，不能用 --allow 略过", rule.code);
                return Err(Failure::new(what, "改正报告；警告和提示才可以略过"));
            }
            allow.push(rule);
        }
        let previous = match &strictness.previous {
            None => None,
            Some(_) if inputs.len() > 1 => {
                let what = "--previous 只能用于一份报告";
                return Err(Failure::new(what, "多份报告时，在各份里写 上年报告: 去年.yaml"));
            }
            Some(path) => Some(last_years(&Input::typed(path), "--previous")?),
        };
        let errors_only = strictness.errors;
        Ok(Self { strict: strictness.strict, errors_only, allow, previous, figures: false })
    }

    /// Asks for the figures of the prose too.
    pub(super) fn with_figures(self, figures: bool) -> Self {
        Self { figures, ..self }
    }

    /// Reads and checks one report.
    pub(super) fn read(&self, input: &Input) -> Result<CheckedFile, Failure> {
        let mut findings = Diagnostics::new();
        let text = match ReportText::read(input, &input.read()?) {
            Ok(text) => text,
            Err(broken) => {
                let (source, found) = *broken;
                findings.push(found);
                let identity = Identity::default();
                return Ok(CheckedFile {
                    source,
                    findings,
                    checked: None,
                    figures: Vec::new(),
                    identity,
                    foreign: None,
                });
            }
        };
        let ReportText { source, foreign } = text;
        let report = report::read::read(&source, &mut findings);
        let mut identity = report.as_ref().map(Identity::of).unwrap_or_default();
        let mut figures = Vec::new();
        let checked =
            report.and_then(|report| self.check(input, report, &mut findings, &mut figures, &mut identity));
        let mut findings = at_original(foreign.as_deref(), findings);
        let source = match &foreign {
            Some(intake) => {
                for figure in &mut figures {
                    figure.span = intake.place(figure.span);
                }
                // What intake said already, reading the YAML says once more in the author's terms.
                let said = intake.found.iter().any(|found| found.rule == &codes::D02);
                findings.retain(|found| !(said && found.rule == &codes::Y12));
                findings.append(intake.found.clone());
                intake.original.clone()
            }
            None => source,
        };
        // Reading warns too, and 已核 of its own entries.
        findings.retain(|f| f.severity == Severity::Error || !self.allow.contains(&f.rule));
        if self.strict {
            findings.retain(|finding| {
                if finding.severity == Severity::Warning {
                    finding.severity = Severity::Error;
                }
                true
            });
        }
        let checked = checked.filter(|_| !findings.has_errors());
        Ok(CheckedFile {
            source,
            findings: findings.sorted().few_of_each(MOST_OF_EACH),
            checked,
            figures,
            identity,
            foreign,
        })
    }

    /// A finding about a file among others, as the switches want it; `None` where it is passed over.
    pub(super) fn judged(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        if self.strict && finding.severity == Severity::Warning {
            finding.severity = Severity::Error;
        }
        let shown = !self.errors_only || finding.severity == Severity::Error;
        (shown && !self.allow.contains(&finding.rule)).then_some(finding)
    }

    /// The findings that are shown.
    pub(super) fn shown<'r>(&self, file: &'r CheckedFile) -> impl Iterator<Item = &'r Diagnostic> {
        let errors_only = self.errors_only;
        file.findings.iter().filter(move |found| !errors_only || found.severity == Severity::Error)
    }

    /// Whether warnings and hints are not to be shown.
    pub(super) fn errors_only(&self) -> bool {
        self.errors_only
    }

    /// The row of an overview of what is shown.
    pub(super) fn outcome(&self, file: &CheckedFile) -> Outcome {
        let mut outcome = file.outcome();
        if self.errors_only {
            outcome.tally = Tally { errors: outcome.tally.errors, ..Tally::default() };
            outcome.gravest = outcome.gravest.filter(|gravest| gravest.severity == Severity::Error);
        }
        outcome
    }

    /// A line for each finding that 已核 explains, with its reason.
    pub(super) fn waived(&self, file: &CheckedFile) -> String {
        let waived = file.findings.waived().filter(|_| !self.errors_only);
        let line = |(found, reason): (&Diagnostic, &str)| {
            let (place, code, message) = (file.source.said(found.span), found.code(), &found.message);
            printable(&format!(
                "{place}: 已核[{code}] {message}——{}\n",
                reason.trim().trim_end_matches('。').replace('\n', " ")
            ))
        };
        waived.map(line).collect()
    }

    fn check(
        &self,
        input: &Input,
        report: Report,
        findings: &mut Diagnostics,
        figures: &mut Vec<check::Figure>,
        identity: &mut Identity,
    ) -> Option<Checked> {
        let named = match (&self.previous, report.previous()) {
            (None, Some(path)) => {
                let place = Input::named(input.folder().join(Path::new(&path.value)));
                place.and_then(|place| last_years(&place, "上年报告")).map_or_else(
                    |failure| {
                        findings.push(unusable(path.span, &failure));
                        None
                    },
                    Some,
                )
            }
            _ => None,
        };
        let previous = self.previous.as_ref().or(named.as_ref());
        identity.key[1] = previous.map(key_figures::of).unwrap_or_default();
        identity.tables[1] = previous.map(Figures::of);
        if self.figures {
            *figures = check::figures(&report, previous);
        }
        let options = check::Options { previous, allow: self.allow.clone() };
        let (checked, found) = check::check(report, &options);
        findings.append(found);
        checked
    }
}

/// The title that a report would be printed with; `None` where it cannot be read.
pub(super) fn title(input: &Input) -> Option<String> {
    let text = ReportText::read(input, &input.read().ok()?).ok()?;
    Some(text.report(&mut Diagnostics::new())?.whole_title())
}

/// A report that is compared with others, however much is wrong in it.
pub(super) struct Compared {
    pub(super) report: Report,
    /// The text that its places are in.
    pub(super) source: Source,
    /// Where in a foreign file they are.
    pub(super) foreign: Option<Box<Intake>>,
}

/// Reads a report to compare it; `None` where nothing can be read.
pub(super) fn compared(input: &Input) -> Result<Option<Compared>, Failure> {
    let Ok(ReportText { source, foreign }) = ReportText::read(input, &input.read()?) else { return Ok(None) };
    let report = report::read::read(&source, &mut Diagnostics::new());
    Ok(report.map(|report| Compared { report, source, foreign }))
}

/// The figures of last year's report, with whose and which year's they are; `None` where it is no whole report.
pub(super) fn last_figures(input: &Input) -> Option<(String, u16, Figures)> {
    let Compared { report, .. } = compared(input).ok().flatten()?;
    Some(report)
        .filter(Report::is_complete)
        .map(|report| (report.office().value.clone(), report.year().value, Figures::of(&report)))
}

/// Last year's report; of what is wrong in it only that something is.
fn last_years(input: &Input, named_by: &str) -> Result<Report, Failure> {
    let mut findings = Diagnostics::new();
    let text = ReportText::read(input, &input.read()?);
    let report = text.ok().and_then(|text| text.report(&mut findings));
    report.filter(Report::is_complete).ok_or_else(|| {
        let name = input.name();
        Failure::new(
            format!("{named_by} {name} 本身有错误，没有用来核对"),
            format!("先改正它：nianbao check {name}"),
        )
    })
}

fn unusable(span: Span, failure: &Failure) -> Diagnostic {
    Diagnostic::of(&codes::Y18, span, failure.what()).help(failure.remedy())
}
