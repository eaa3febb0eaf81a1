//! In: one report's bytes. Out: what was found in it, and, where nothing is wrong, the checked report. The way from bytes
//! to a checked report, step by step; the steps are other rooms'.

use super::args::Strictness;
use super::explain;
use super::failure::Failure;
use super::inputs::Input;
use crate::check::{self, Checked};
use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::report::{self, Report};
use crate::source::{Source, Span, decode};
use std::path::Path;

/// What all reports of a run have in common.
pub(super) struct Desk {
    strict: bool,
    errors_only: bool,
    allow: Vec<&'static Rule>,
    /// Last year's report, named on the command line.
    previous: Option<Report>,
    /// Whether the figures of the prose are asked for.
    figures: bool,
}

/// One report, read and checked.
pub(super) struct Reading {
    /// Its text.
    pub(super) source: Source,
    /// What was found, in the order of the text.
    pub(super) findings: Diagnostics,
    /// The report, if nothing in it is an error.
    pub(super) checked: Option<Checked>,
    /// The figures of its prose, if they are asked for.
    pub(super) figures: Vec<check::Figure>,
    /// Whose it is.
    pub(super) identity: Identity,
}

/// What a report says of itself, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// 机关; empty where it could not be read.
    pub(super) office: String,
    /// 年度.
    year: Option<u16>,
    /// The title that it would be printed with.
    pub(super) title: Option<String>,
}

impl Identity {
    fn of(report: &Report) -> Self {
        let year = Some(report.year()).filter(|year| !year.span.is_empty());
        Self {
            office: report.office().value.clone(),
            year: year.map(|year| year.value),
            title: Some(report.whole_title()),
        }
    }
}

impl Reading {
    /// The row of an overview.
    pub(super) fn outcome(&self) -> Outcome {
        Outcome::new(&self.source, self.identity.office.clone(), self.identity.year, &self.findings)
    }
}

impl Desk {
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
    pub(super) fn read(&self, input: &Input) -> Result<Reading, Failure> {
        let mut findings = Diagnostics::new();
        let source = match decode::decode(&input.name(), &input.read()?) {
            Ok(source) => source,
            Err(broken) => {
                let (source, found) = *broken;
                findings.push(found);
                let identity = Identity::default();
                return Ok(Reading { source, findings, checked: None, figures: Vec::new(), identity });
            }
        };
        let report = report::read::read(&source, &mut findings);
        let identity = report.as_ref().map(Identity::of).unwrap_or_default();
        let mut figures = Vec::new();
        let checked = report.and_then(|report| self.check(input, report, &mut findings, &mut figures));
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
        Ok(Reading { source, findings: findings.sorted(), checked, figures, identity })
    }

    /// The findings that are shown.
    pub(super) fn shown<'r>(&self, reading: &'r Reading) -> impl Iterator<Item = &'r Diagnostic> {
        let errors_only = self.errors_only;
        reading.findings.iter().filter(move |found| !errors_only || found.severity == Severity::Error)
    }

    fn check(
        &self,
        input: &Input,
        report: Report,
        findings: &mut Diagnostics,
        figures: &mut Vec<check::Figure>,
    ) -> Option<Checked> {
        let named = match (&self.previous, report.previous()) {
            (None, Some(path)) => {
                let place = Input::File(input.folder().join(Path::new(&path.value)));
                last_years(&place, "上年报告").map_or_else(
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
    let source = decode::decode(&input.name(), &input.read().ok()?).ok()?;
    let report = report::read::read(&source, &mut Diagnostics::new())?;
    Some(report.whole_title())
}

/// Last year's report; of what is wrong in it only that something is.
fn last_years(input: &Input, named_by: &str) -> Result<Report, Failure> {
    let mut findings = Diagnostics::new();
    let source = decode::decode(&input.name(), &input.read()?);
    let report = source.ok().and_then(|source| report::read::read(&source, &mut findings));
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
