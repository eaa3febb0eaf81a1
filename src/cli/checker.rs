//! In: one report's file. Out: what was found in it as the command line wants it, and, where nothing is wrong, the checked
//! report. The way there is `examine`'s; here are the files: the report's own, and last year's.

use super::args::Strictness;
use super::explain;
use super::failure::Failure;
use super::inputs::Input;
use crate::check::{AtOnce, Beside};
use crate::diagnostic::codes;
use crate::diagnostic::outcome::{Outcome, Tally};
use crate::diagnostic::printable::printable;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::examine::{self, Examined, ReportText, Terms};
use crate::intake::Intake;
use crate::report::{self, Report};
use crate::source::{Source, Span};
use crate::sum::Figures;
use std::path::Path;
use std::sync::Arc;

/// What all reports of a run have in common.
pub(super) struct Checker {
    terms: Terms,
    errors_only: bool,
    /// Last year's report, named on the command line.
    previous: Option<Arc<Report>>,
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
            Some(path) => Some(Arc::new(last_years(&Input::typed(path), "--previous")?)),
        };
        let terms = Terms {
            strict: strictness.strict,
            allow,
            figures: false,
            errors_only: false,
            at_once: if inputs.len() == 1 { AtOnce::One } else { AtOnce::Several },
        };
        Ok(Self { terms, errors_only: strictness.errors, previous })
    }

    /// Asks for the figures of the prose too.
    pub(super) fn with_figures(mut self, figures: bool) -> Self {
        self.terms.figures = figures;
        self
    }

    /// Asks for errors only.
    pub(super) fn for_errors(mut self) -> Self {
        self.terms.errors_only = true;
        self
    }

    /// Reads and checks one report.
    pub(super) fn read(&self, input: &Input) -> Result<Examined, Failure> {
        self.read_beside(input, None)
    }

    /// The same; `beside` is done with the report while the rules are.
    pub(super) fn read_beside(&self, input: &Input, beside: Option<Beside<'_>>) -> Result<Examined, Failure> {
        let in_places = input.word_file().and_then(|file| ReportText::read_word(&input.name(), file));
        let text = match in_places {
            Some(read) => read,
            None => ReportText::read(&input.name(), &input.read()?),
        };
        let mut previous =
            |report: &Report, found: &mut Diagnostics| match (&self.previous, report.previous()) {
                (Some(given), _) => Some(Arc::clone(given)),
                (None, Some(path)) => {
                    let place = Input::named(input.folder().join(Path::new(&path.value)));
                    let last = place.and_then(|place| last_years(&place, "上年报告"));
                    last.map_err(|failure| found.push(unusable(path.span, &failure))).ok().map(Arc::new)
                }
                (None, None) => None,
            };
        Ok(examine::examine_read(text, &self.terms, beside, &mut previous))
    }

    /// A finding about a file among others, as the switches want it; `None` where it is passed over.
    pub(super) fn judged(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        if self.terms.strict && finding.severity == Severity::Warning {
            finding.severity = Severity::Error;
        }
        let shown = !self.errors_only || finding.severity == Severity::Error;
        (shown && !self.terms.allow.contains(&finding.rule)).then_some(finding)
    }

    /// The findings that are shown.
    pub(super) fn shown<'r>(&self, file: &'r Examined) -> impl Iterator<Item = &'r Diagnostic> {
        let errors_only = self.errors_only;
        file.findings.iter().filter(move |found| !errors_only || found.severity == Severity::Error)
    }

    /// Whether warnings and hints are not to be shown.
    pub(super) fn errors_only(&self) -> bool {
        self.errors_only
    }

    /// The row of an overview of what is shown.
    pub(super) fn outcome(&self, file: &Examined) -> Outcome {
        let mut outcome = file.outcome();
        if self.errors_only {
            outcome.tally = Tally { errors: outcome.tally.errors, ..Tally::default() };
            outcome.gravest = outcome.gravest.filter(|gravest| gravest.severity == Severity::Error);
        }
        outcome
    }

    /// A line for each finding that 已核 explains, with its reason.
    pub(super) fn waived(&self, file: &Examined) -> String {
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
}

/// The title that a report would be printed with; `None` where it cannot be read.
pub(super) fn title(input: &Input) -> Option<String> {
    let text = ReportText::read(&input.name(), &input.read().ok()?).ok()?;
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
    let Ok(ReportText { source, foreign }) = ReportText::read(&input.name(), &input.read()?) else {
        return Ok(None);
    };
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
    let text = ReportText::read(&input.name(), &input.read()?);
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
