//! In: what is added and taken away, and the figure that it should come to. Out: whether it does, and what is said where it does not (X09).
//! The one place where such a finding is made.

use super::terms::{Part, sum_of};
use crate::check::compare::{Passage, spelled};
use crate::check::text::Mention;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::Rule;

/// What the figures of a sum that holds are bound to.
pub(super) const HELD: &str = "分项之和";

/// What the figures of a sum are called in what is said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Called {
    /// The terms, where they are named before they are listed.
    pub(super) lead: &'static str,
    pub(super) result: &'static str,
    /// At the terms.
    pub(super) label: &'static str,
    pub(super) help: &'static str,
}

/// 分项 8＋12＝20 条，总数写 38 条.
pub(super) const PARTS: Called =
    Called { lead: "分项 ", result: "总数", label: "分项", help: "核对总数和每个分项" };

/// What is added (true) or taken away, and what it should come to.
#[derive(Clone, Debug)]
pub(super) struct Equation<'m> {
    pub(super) terms: Vec<(bool, Part<'m>)>,
    /// What is added beside the figures.
    pub(super) more: u128,
    pub(super) result: &'m Mention,
    pub(super) called: Called,
}

impl<'m> Equation<'m> {
    pub(super) fn of_parts(parts: &[Part<'m>], more: u128, whole: &'m Mention) -> Self {
        let terms = parts.iter().map(|part| (true, *part)).collect();
        Self { terms, more, result: whole, called: PARTS }
    }

    /// What the terms come to; never less than nothing.
    fn value(&self) -> u128 {
        let of = |sign: bool| sum_of(self.terms.iter().filter(|t| t.0 == sign).map(|t| t.1.value));
        of(true).saturating_add(self.more).saturating_sub(of(false))
    }

    pub(super) fn holds(&self) -> bool {
        self.value() == self.result.figure.micros
    }

    /// Compares its figures with one another: says that it does not hold, unless one of them is told of.
    pub(super) fn check(&self, passage: &mut Passage<'_>, rule: &'static Rule) {
        if self.holds() {
            self.bind(passage);
        } else if !self.is_told(passage) {
            self.say(passage, rule);
        }
    }

    pub(super) fn members(&self) -> impl Iterator<Item = &'m Mention> {
        self.terms.iter().map(|term| term.1.mention).chain([self.result])
    }

    /// Whether a finding names one of its figures already.
    pub(super) fn is_told(&self, passage: &Passage<'_>) -> bool {
        self.members().any(|m| passage.is_told(m))
    }

    /// Its figures are compared with one another.
    pub(super) fn bind(&self, passage: &mut Passage<'_>) {
        self.members().for_each(|m| passage.bind(m, HELD));
    }

    /// The finding that it does not hold, at one of its figures.
    pub(super) fn finding(&self, passage: &Passage<'_>, rule: &'static Rule, at: &Mention) -> Diagnostic {
        let text = passage.text();
        let fine = self.members().min_by_key(|m| m.figure.step(text)).unwrap_or(self.result);
        let spelled = |micros: u128| spelled(text, &fine.figure, micros);
        let mut sum = if self.more > 0 { spelled(self.more) } else { String::new() };
        for (plus, part) in &self.terms {
            let sign = if *plus { "＋" } else { "－" };
            sum = format!("{sum}{}{}", if sum.is_empty() { "" } else { sign }, spelled(part.value));
        }
        let (is, figure) = (self.value(), &self.result.figure);
        let unit = if figure.unit.is_empty() { String::new() } else { format!(" {}", figure.unit) };
        let rough = if figure.approximate { "余" } else { "" };
        let Called { lead, result, label, help } = self.called;
        let wrote = spelled(figure.micros);
        let message = format!("{lead}{sum}＝{}{unit}，{result}写 {wrote}{rough}{unit}", spelled(is));
        // The terms on the one side of the result.
        let first = self.terms[0].1.mention.figure.start;
        let before = |m: &&Mention| (m.figure.start < figure.start) == (first < figure.start);
        let terms = || self.terms.iter().map(|term| term.1.mention).filter(before);
        let from = terms().map(|m| m.figure.start).min().unwrap_or(first);
        let to = terms().map(|m| m.figure.end).max().unwrap_or(first);
        let finding = passage.finding_at(rule, at, message);
        let by = if lead.is_empty() { "算得" } else { "分项相加" };
        let off = if is > figure.micros { "多" } else { "少" };
        finding
            .note(format!("{by}{off} {}", spelled(is.abs_diff(figure.micros))))
            .label(passage.paragraph.place(from..to), label)
            .help(help)
    }

    /// Says that it does not hold; of each of its figures nothing more is said.
    pub(super) fn say(&self, passage: &mut Passage<'_>, rule: &'static Rule) {
        self.say_at(passage, rule, self.result);
    }

    /// The same, at another of its figures.
    pub(super) fn say_at(&self, passage: &mut Passage<'_>, rule: &'static Rule, at: &Mention) {
        passage.tell(at, self.finding(passage, rule, at));
        self.bind_apart(passage);
        passage.told.extend(self.members().map(|m| m.figure.start));
    }

    /// The result is compared with its terms, and they with it.
    pub(super) fn bind_apart(&self, passage: &mut Passage<'_>) {
        passage.bind(self.result, HELD);
        self.terms.iter().for_each(|term| passage.bind(term.1.mention, self.called.result));
    }
}

/// Whether a figure is a member of a sum that holds.
pub(super) fn is_held(passage: &Passage<'_>, mention: &Mention) -> bool {
    passage.bound_with(mention) == Some(HELD)
}
