//! In: what was found in one report, and whose it is. Out: the few things that a row of an overview of many reports says.
//! Refuses to know how the rows are shown: the closing table of a folder and every other overview are made of these.

use super::{Diagnostic, Diagnostics, Severity, codes};
use crate::source::{Place, Source};
use std::cmp::Reverse;
use std::fmt;

/// What became of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// 机关; empty where it could not be read.
    pub office: String,
    /// The name by which messages call the file.
    pub file: String,
    /// 年度; `None` where it could not be read.
    pub year: Option<u16>,
    /// How much was found.
    pub tally: Tally,
    /// The gravest of it.
    pub gravest: Option<Gravest>,
}

/// The finding that is to be mended first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gravest {
    /// Name of its rule.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The same in words, without the file's name: `表三“重复申请”·科研机构`, `第 12 行`.
    pub words: String,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl Outcome {
    /// Of the findings of one source; `office` and `year` are what the report says of itself.
    #[must_use]
    pub fn new(source: &Source, office: String, year: Option<u16>, findings: &Diagnostics) -> Self {
        let gravest = gravest(findings).map(|found| Gravest {
            code: found.code(),
            severity: found.severity,
            place: source.place(found.span.start),
            words: match source.origin(found.span) {
                Some(origin) => origin.words,
                None => format!("第 {} 行", source.place(found.span.start).line),
            },
            message: found.message.clone(),
        });
        Self { office, file: source.name().to_owned(), year, tally: Tally::of(findings), gravest }
    }
}

impl Gravest {
    /// Where and what, in one line. A message that names its row itself, as many do, is not led by that row once more.
    #[must_use]
    pub fn said(&self) -> String {
        let Self { words, message, .. } = self;
        // 表三“重复申请”·科研机构
        let cell = words.split_once('“').and_then(|(table, rest)| Some((table, rest.split_once("”·")?)));
        let (place, what) = match cell {
            Some((table, (row, column))) => {
                let named = format!("{row}·{column}：");
                if message.starts_with(&format!("{table}“{row}”")) {
                    ("", message.as_str())
                } else if message.starts_with(&format!("“{row}”")) {
                    return format!("{table}{message}");
                } else {
                    (words.as_str(), message.strip_prefix(&named).unwrap_or(message))
                }
            }
            None => (words.as_str(), message.as_str()),
        };
        if place.is_empty() { what.to_owned() } else { format!("{place}：{what}") }
    }
}

/// Overviews list the gravest first: by errors, then by warnings, then by hints; of the same by name.
impl Ord for Outcome {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |outcome: &Self| {
            let Tally { errors, warnings, hints } = outcome.tally;
            (Reverse(errors), Reverse(warnings), Reverse(hints))
        };
        key(self).cmp(&key(other)).then_with(|| self.file.cmp(&other.file))
    }
}

impl PartialOrd for Outcome {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What is to be mended first: what is graver, also before a switch made warnings errors; then in the order of the catalogue,
/// which goes from what keeps the file from being read to what is merely ill said; then in the order of the text.
#[must_use]
pub fn gravest(findings: &Diagnostics) -> Option<&Diagnostic> {
    let rank = |found: &&Diagnostic| {
        let order = codes::all().position(|rule| rule == found.rule);
        (Reverse(found.severity), Reverse(found.rule.severity), order, found.span.start)
    };
    findings.iter().min_by_key(rank)
}

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// 错误.
    pub errors: usize,
    /// 警告.
    pub warnings: usize,
    /// 提示.
    pub hints: usize,
}

impl Tally {
    /// Of all findings.
    #[must_use]
    pub fn of(findings: &Diagnostics) -> Self {
        Self {
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            hints: findings.count(Severity::Hint),
        }
    }

    /// Of one finding.
    #[must_use]
    pub fn one(severity: Severity) -> Self {
        let one = |of| usize::from(severity == of);
        Self { errors: one(Severity::Error), warnings: one(Severity::Warning), hints: one(Severity::Hint) }
    }

    /// Adds another's.
    pub fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.hints += other.hints;
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn the_gravest_is_not_the_first() {
        let source = Source::new("a.yaml", "机关: 甲\n年度: 2023\n");
        let mut found = Diagnostics::new();
        let mut strict = Diagnostic::of(&codes::X15, Span::new(0, 6), "改成错误的警告");
        strict.severity = Severity::Error;
        found.push(strict);
        found.push(Diagnostic::of(&codes::Y20, Span::new(0, 6), "并成一段"));
        found.push(Diagnostic::of(&codes::B01, Span::new(8, 9), "不平"));
        found.push(Diagnostic::of(&codes::C01, Span::new(12, 18), "没有填"));
        let outcome = Outcome::new(&source, "甲".to_owned(), Some(2023), &found);
        let gravest = outcome.gravest.as_ref().expect("there are four");
        assert_eq!((gravest.code, gravest.place.line), ("C01", 2));
        assert_eq!(outcome.tally.to_string(), "3 处错误，1 处警告");
        let said = |words: &str, message: &str| {
            Gravest { words: words.to_owned(), message: message.to_owned(), ..gravest.clone() }.said()
        };
        let cell = "表三“重复申请”·其他";
        assert_eq!(said(cell, "重复申请·其他：“０”是全角数字"), format!("{cell}：“０”是全角数字"));
        assert_eq!(said(cell, "“重复申请”有 2 格：“无”不是数字"), "表三“重复申请”有 2 格：“无”不是数字");
        assert_eq!(said(cell, "表三“重复申请”一行不平"), "表三“重复申请”一行不平");
        assert_eq!(said(cell, "缺了一格"), format!("{cell}：缺了一格"));
        assert_eq!(said("", "文件是空的"), "文件是空的");
        let fewer = Outcome { tally: Tally { errors: 2, warnings: 9, hints: 9 }, ..outcome.clone() };
        assert!(outcome < fewer, "the gravest comes first");
    }
}
