//! In: the bytes of one report, YAML or a foreign file. Out: what was found in it, where, whose it is, and the checked report
//! where nothing is wrong. The way from bytes to a checked report, step by step; the steps are other rooms'. Refuses to open
//! files: last year's report is given.

pub mod key_figures;

use crate::check::{self, AtOnce, Checked};
use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::intake::{self, Intake, Purpose};
use crate::report::{self, Report};
use crate::source::Source;
use crate::sum::Figures;
use crate::yaml::decode;
use key_figures::KeyFigures;
use std::io::{Read, Seek};
use std::sync::Arc;

/// Findings of one rule that are listed; the longest list of a published report has some forty.
const MOST_OF_EACH: usize = 200;

/// How to judge.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Warnings are errors.
    pub strict: bool,
    /// Rules that are passed over; errors never are.
    pub allow: Vec<&'static Rule>,
    /// The figures of the prose are asked for.
    pub figures: bool,
    /// Only errors are asked for, at a third of the price.
    pub errors_only: bool,
    /// How many reports are examined at the same time.
    pub at_once: AtOnce,
}

/// One report, read and checked.
#[derive(Debug)]
pub struct Examined {
    /// Its text; of a foreign file what it says, with its places there.
    pub source: Source,
    /// What was found, in the order of the text.
    pub findings: Diagnostics,
    /// The report, if nothing in it is an error.
    pub checked: Option<Checked>,
    /// The report with its placeholders filled where something in it is an error and it could be read.
    pub faulty: Option<Report>,
    /// The figures of its prose, if they are asked for.
    pub figures: Vec<check::Figure>,
    /// Whose it is.
    pub identity: Identity,
    /// Where in a foreign file each place of its report is.
    pub foreign: Option<Box<Intake>>,
}

/// What a report says of itself, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// 机关; empty where it could not be read.
    pub office: String,
    /// 年度.
    pub year: Option<u16>,
    /// The title that it would be printed with.
    pub title: Option<String>,
    /// Key figures of this year, and of the one before where it was named.
    pub key: [KeyFigures; 2],
    /// All its figures, and those of the year before where it was named.
    pub tables: [Option<Figures>; 2],
    /// Edition of its form.
    pub edition: String,
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

impl Examined {
    /// A file in which nothing can be read.
    fn unread(source: Source, found: Diagnostic) -> Self {
        let mut findings = Diagnostics::new();
        findings.push(found);
        Self {
            source,
            findings,
            checked: None,
            faulty: None,
            figures: Vec::new(),
            identity: Identity::default(),
            foreign: None,
        }
    }

    /// The report, however much is wrong in it; `None` where it could not be read.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.checked.as_ref().map(Checked::report).or(self.faulty.as_ref())
    }

    /// The row of an overview of all findings.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        Outcome::new(&self.source, self.identity.office.clone(), self.identity.year, &self.findings)
    }

    /// Adds what was found while the report was set.
    pub fn append(&mut self, found: Diagnostics) {
        if found.is_empty() {
            return;
        }
        let mut all = std::mem::take(&mut self.findings);
        all.append(at_original(self.foreign.as_deref(), found));
        self.findings = all.sorted();
    }
}

/// Findings about a report, pointed at the file that it was taken from.
#[must_use]
pub fn at_original(foreign: Option<&Intake>, found: Diagnostics) -> Diagnostics {
    let Some(intake) = foreign else { return found };
    let mut found = found.map(|finding| intake.at_original(finding));
    found.retain(|finding| !intake.said(finding));
    found
}

/// A report's text: what its author wrote, or what was taken from a foreign file.
#[derive(Debug)]
pub struct ReportText {
    /// The YAML.
    pub source: Source,
    /// Where it was taken from.
    pub foreign: Option<Box<Intake>>,
}

impl ReportText {
    /// Of a file's bytes.
    ///
    /// # Errors
    /// One finding, in a source of its own, where nothing can be read.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Box<(Source, Diagnostic)>> {
        match intake::read(name, bytes, Purpose::Check) {
            Some(read) => read.map(Self::of),
            None => Ok(Self { source: decode::decode(name, bytes)?, foreign: None }),
        }
    }

    /// Of a Word file, in places; `None` if it must be read whole.
    pub fn read_word(name: &str, file: impl Read + Seek) -> Option<Result<Self, Box<(Source, Diagnostic)>>> {
        Some(intake::read_word(name, file, Purpose::Check)?.map(Self::of))
    }

    fn of(intake: Intake) -> Self {
        Self { source: intake.yaml.clone(), foreign: Some(Box::new(intake)) }
    }

    /// The report; what reading it found, in the text's own places, goes to `findings`. `None` where intake found an error.
    pub fn report(&self, findings: &mut Diagnostics) -> Option<Report> {
        let report = report::read::read(&self.source, findings)?;
        let foreign = self.foreign.as_ref().is_some_and(|intake| intake.found.has_errors());
        Some(report).filter(|_| !foreign)
    }
}

/// Reads what a report of this name will ask for beyond its own text, while somebody else reads that.
pub fn prepare(name: &str) {
    // In the order in which it is asked for.
    if intake::is_foreign(name) {
        intake::prepare();
    }
    check::prepare();
}

/// Reads and checks one report. `previous` finds last year's, and says what is wrong with the one that the report names.
pub fn examine(
    name: &str,
    bytes: &[u8],
    terms: &Terms,
    previous: &mut dyn FnMut(&Report, &mut Diagnostics) -> Option<Arc<Report>>,
) -> Examined {
    examine_read(ReportText::read(name, bytes), terms, None, previous)
}

/// The same of a file whose bytes were read already, and are needed no longer. `beside` is done with the report while the rules are.
pub fn examine_read(
    read: Result<ReportText, Box<(Source, Diagnostic)>>,
    terms: &Terms,
    beside: Option<check::Beside<'_>>,
    previous: &mut dyn FnMut(&Report, &mut Diagnostics) -> Option<Arc<Report>>,
) -> Examined {
    match read {
        Ok(text) => examine_text(text, terms, beside, previous),
        Err(broken) => Examined::unread(broken.0, broken.1),
    }
}

/// The same of a text that was read already.
pub fn examine_text(
    ReportText { source, foreign }: ReportText,
    terms: &Terms,
    beside: Option<check::Beside<'_>>,
    previous: &mut dyn FnMut(&Report, &mut Diagnostics) -> Option<Arc<Report>>,
) -> Examined {
    let mut findings = Diagnostics::new();
    let mut figures = Vec::new();
    let report = report::read::read(&source, &mut findings);
    let mut identity = report.as_ref().map(Identity::of).unwrap_or_default();
    let checked = report.map(|report| {
        let previous = previous(&report, &mut findings);
        let previous = previous.as_deref();
        identity.key[1] = previous.map(key_figures::of).unwrap_or_default();
        identity.tables[1] = previous.map(Figures::of);
        if terms.figures {
            figures = check::figures(&report, previous);
        }
        let options = check::Options {
            previous,
            allow: terms.allow.clone(),
            errors_only: terms.errors_only,
            at_once: terms.at_once,
            beside,
        };
        let (checked, found) = check::judge(report, &options);
        findings.append(found);
        checked
    });
    let mut findings = at_original(foreign.as_deref(), findings);
    let source = match &foreign {
        Some(intake) => {
            for figure in &mut figures {
                figure.span = intake.place(figure.span);
            }
            // What intake said already, reading the YAML says once more in the author's terms.
            let said = |rule: &Rule| intake.found.iter().any(|found| found.rule == rule);
            let (none, whose) = (said(&codes::D01), said(&codes::D02));
            findings.retain(|found| !(none || whose && found.rule == &codes::Y12));
            findings.append(intake.found.clone());
            intake.original.clone()
        }
        None => source,
    };
    // Reading warns too, and 已核 of its own entries.
    findings.retain(|f| f.severity == Severity::Error || !terms.allow.contains(&f.rule));
    if terms.strict {
        findings.retain(|finding| {
            if finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
            true
        });
    }
    let (checked, faulty) = match checked {
        Some(Ok(checked)) if !findings.has_errors() => (Some(checked), None),
        Some(Ok(checked)) => (None, Some(checked.report().clone())),
        Some(Err(report)) => (None, Some(*report)),
        None => (None, None),
    };
    let findings = findings.sorted().few_of_each(MOST_OF_EACH);
    Examined { source, findings, checked, faulty, figures, identity, foreign }
}
