//! In: what any room found wrong, and where. Out: one list of everything wrong in one run, in the order of the text.
//! Refuses to know how it is shown: `human`, `short`, `json` and `sarif` each render this one type.

pub mod advice;
pub mod codes;
pub mod human;
pub mod json;
pub mod outcome;
pub mod printable;
pub mod sarif;
pub mod short;
pub mod wrap;

use self::codes::Rule;
use crate::source::Span;
use std::collections::BTreeMap;

/// How grave a finding is. 错误 blocks the output, 警告 and 提示 do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示 (`I` in the catalogue).
    Hint,
    /// 警告 (`W`).
    Warning,
    /// 错误 (`E`).
    Error,
}

impl Severity {
    /// 错误, 警告, 提示.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Hint => "提示",
        }
    }
}

/// A second place that takes part in a finding, with its own few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What this place has to do with it (may be empty).
    pub message: String,
}

/// A cell which, changed to `expected`, would mend every identity that it takes part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Culprit {
    /// The row, by its name in messages (`予以公开`).
    pub key: String,
    /// The column, by its name (`自然人`).
    pub column: String,
    /// What is written there.
    pub written: String,
    /// What would mend it.
    pub expected: String,
    /// Where.
    pub span: Span,
}

/// One thing that is wrong: the rule, the place, what it is, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How grave: as the rule says, unless the place softened it or `--strict` raised it.
    pub severity: Severity,
    /// What is wrong, in one Chinese sentence without a final stop.
    pub message: String,
    /// The place; it is shown with carets.
    pub span: Span,
    /// A few words printed at the carets of `span` (may be empty).
    pub note: String,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do, in Chinese (may be empty).
    pub help: String,
    /// Cells that are probably wrong, likeliest first, at most five.
    pub culprits: Vec<Culprit>,
}

impl Diagnostic {
    /// A finding with neither labels nor help, as grave as its rule.
    #[must_use]
    pub fn of(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            span,
            note: String::new(),
            labels: Vec::new(),
            help: String::new(),
            culprits: Vec::new(),
        }
    }

    /// Name of the rule in the catalogue (`B01`).
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.rule.code
    }

    /// Whether 已核 can explain it: an error only where its rule says so.
    #[must_use]
    pub fn is_explainable(&self) -> bool {
        self.severity != Severity::Error || self.rule.explainable
    }

    /// As grave as the rule allows it to be where its softening holds. Of a rule without one the severity is not the caller's to change: it stays,
    /// and a build with assertions ends.
    #[must_use]
    pub fn softened(mut self) -> Self {
        debug_assert!(self.rule.softening.is_some(), "{} has no softening", self.rule.code);
        self.severity = self.rule.softening.map_or(self.severity, |softening| softening.severity);
        self
    }

    /// Adds the few words at the main place.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// The sink: everything wrong in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// What the author has looked into, each with the reason.
    waived: Vec<(Diagnostic, String)>,
}

impl Diagnostics {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Takes all of another sink's.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
        self.waived.extend(other.waived);
    }

    /// Whether anything blocks the output.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// In the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// In the order of the text; of one place the gravest first.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.list.sort_by(|a, b| {
            (a.span.start, b.severity, a.code(), a.span.end).cmp(&(
                b.span.start,
                a.severity,
                b.code(),
                b.span.end,
            ))
        });
        self
    }

    /// At most `most` of each rule; the last of a rule that has more says how many are left out. Nobody reads ten thousand
    /// findings of one kind, and to show them takes minutes.
    #[must_use]
    pub fn few_of_each(mut self, most: usize) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &self.list {
            *counts.entry(finding.code()).or_default() += 1;
        }
        counts.retain(|_, count| *count > most);
        if counts.is_empty() {
            return self;
        }
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        self.list.retain_mut(|finding| {
            let Some(count) = counts.get(finding.code()) else { return true };
            let number = seen.entry(finding.code()).or_default();
            *number += 1;
            if *number == most {
                finding.message = format!("{}（同类的另有 {} 处，没有列出）", finding.message, count - most);
            }
            *number <= most
        });
        self
    }

    /// Takes out those for which `reason` has one; they are shown apart, with it ([`Self::waived`]).
    pub fn waive(&mut self, mut reason: impl FnMut(&Diagnostic) -> Option<String>) {
        for finding in std::mem::take(&mut self.list) {
            match reason(&finding) {
                Some(reason) => self.waived.push((finding, reason)),
                None => self.list.push(finding),
            }
        }
    }

    /// What was taken out, each with the reason.
    pub fn waived(&self) -> impl Iterator<Item = (&Diagnostic, &str)> {
        self.waived.iter().map(|(finding, reason)| (finding, reason.as_str()))
    }

    /// Each finding made into another, those that were taken out too.
    #[must_use]
    pub fn map(self, mut to: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self {
            list: self.list.into_iter().map(&mut to).collect(),
            waived: self.waived.into_iter().map(|(finding, reason)| (to(finding), reason)).collect(),
        }
    }

    /// Keeps those for which `keep` holds, and may change them (`--allow`, `--strict`).
    pub fn retain(&mut self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        self.list.retain_mut(keep);
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_of_each_rule_are_listed_and_the_rest_counted() {
        let mut found = Diagnostics::new();
        for at in 0..5 {
            found.push(Diagnostic::of(&codes::G06, Span::new(at, at + 1), "引号不成对"));
        }
        found.push(Diagnostic::of(&codes::B01, Span::default(), "不等"));
        let few = found.clone().few_of_each(3);
        let said: Vec<&str> = few.iter().map(|finding| &*finding.message).collect();
        assert_eq!(said, ["引号不成对", "引号不成对", "引号不成对（同类的另有 2 处，没有列出）", "不等"]);
        assert_eq!(found.clone().few_of_each(5), found);
    }
}
