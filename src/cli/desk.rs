//! In: one report's bytes. Out: what was found in it, with what the reader asked to pass over left out. The way from bytes
//! to a checked report, step by step; the steps are other rooms'.

use super::args::Strictness;
use super::explain;
use super::failure::Failure;
use super::inputs::Input;
use crate::diagnostic::{Diagnostics, Severity};
use crate::report;
use crate::source::{Source, decode};
use std::fmt;

/// What all reports of a run have in common.
pub(super) struct Desk {
    strict: bool,
    allowed: Vec<&'static str>,
}

/// One report, read and checked.
pub(super) struct Reading {
    /// Its text.
    pub(super) source: Source,
    /// What was found, in the order of the text.
    pub(super) findings: Diagnostics,
}

impl Desk {
    /// Takes down what is to be passed over.
    pub(super) fn new(strictness: &Strictness) -> Result<Self, Failure> {
        let mut allowed = Vec::new();
        for code in &strictness.allow {
            allowed.push(explain::known(code)?.code);
        }
        Ok(Self { strict: strictness.strict, allowed })
    }

    /// Reads and checks one report.
    pub(super) fn read(&self, input: &Input) -> Result<Reading, Failure> {
        let mut findings = Diagnostics::new();
        let source = match decode::decode(&input.name(), &input.read()?) {
            Ok(source) => source,
            Err(broken) => {
                let (source, found) = *broken;
                findings.push(found);
                return Ok(Reading { source, findings });
            }
        };
        report::read::read(&source, &mut findings);
        self.weigh(&mut findings);
        Ok(Reading { source, findings: findings.sorted() })
    }

    /// `--allow` and `--strict`.
    fn weigh(&self, findings: &mut Diagnostics) {
        findings.retain(|finding| {
            if self.strict && finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
            !self.allowed.contains(&finding.code)
        });
    }
}

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    errors: usize,
    warnings: usize,
    hints: usize,
}

impl Tally {
    pub(super) fn of(findings: &Diagnostics) -> Self {
        Self {
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            hints: findings.count(Severity::Hint),
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.hints += other.hints;
    }
}

/// `3 处错误，1 处警告`; nothing found is said as such.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.errors, "错误"), (self.warnings, "警告"), (self.hints, "提示")];
        let said: Vec<_> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} 处{word}"))
            .collect();
        if said.is_empty() { f.write_str("没有发现问题") } else { f.write_str(&said.join("，")) }
    }
}
