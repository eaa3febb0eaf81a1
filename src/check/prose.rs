//! In: the report as facts, last year's if there is one. Out: where the prose disagrees with the tables or with itself (X, L03 to
//! L06, A12, A13, B11). Refuses to guess: a figure whose meaning is in doubt is passed over in silence.

mod agree;
mod cases;
mod claims;
mod documents;
mod fees;
mod figures;
mod growth;
mod lists;
mod reading;
mod scope;
mod sentence;
mod shares;

use std::ops::Range;

use self::scope::{Scope, is_this_year};
use self::sentence::{Mention, Sentence, sentences, without_brackets};
use super::bodies::Names;
use super::facts::{Facts, Paragraph};
use crate::diagnostic::codes::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// One paragraph on the reader's desk.
struct Desk<'a> {
    facts: &'a Facts,
    previous: Option<&'a Facts>,
    names: &'a Names,
    paragraph: &'a Paragraph,
    sentences: &'a [Sentence],
    /// First bytes of the figures that a finding already names.
    told: Vec<usize>,
    sink: &'a mut Diagnostics,
}

impl<'a> Desk<'a> {
    /// The paragraph's text.
    fn text(&self) -> &'a str {
        self.paragraph.as_str()
    }

    /// What is known of a sentence.
    fn scope(&self, sentence: &Sentence) -> Scope {
        Scope::of(self.facts, self.paragraph, sentence.range.clone())
    }

    /// Whether a figure speaks of this body's whole year.
    fn is_ours(&self, sentence: &Sentence, mention: &Mention) -> bool {
        let lead_in = sentence.lead_in(self.text(), mention);
        let last_years = ["上年", "去年", "上一年", "同期", "往年"].iter().any(|w| mention.key.contains(w));
        if last_years && !mention.key.contains('转') {
            return false;
        }
        is_this_year(lead_in, self.facts.year.value) && !self.names.names_another(&without_brackets(lead_in))
    }

    /// Whether the program wrote the figure.
    fn computed(&self, mention: &Mention) -> bool {
        self.paragraph.computed(mention.figure.start)
    }

    /// A finding at a place in the paragraph.
    fn finding(&self, rule: &'static Rule, range: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::of(rule, self.paragraph.place(range), message)
    }

    /// A finding at a figure.
    fn finding_at(&self, rule: &'static Rule, mention: &Mention, message: String) -> Diagnostic {
        self.finding(rule, mention.figure.start..mention.figure.end, message)
    }

    /// Reports what was found at a figure, unless an earlier finding named that figure.
    fn tell(&mut self, mention: &Mention, diagnostic: Diagnostic) {
        if !self.told.contains(&mention.figure.start) {
            self.told.push(mention.figure.start);
            self.sink.push(diagnostic);
        }
    }
}

/// Compares all prose with the tables and with itself.
pub(crate) fn check(facts: &Facts, previous: Option<&Facts>, sink: &mut Diagnostics) {
    let names = Names::of(facts);
    for paragraph in facts.prose.iter().filter(|p| !p.unfilled) {
        let sentences = sentences(paragraph.as_str());
        let mut desk =
            Desk { facts, previous, names: &names, paragraph, sentences: &sentences, told: Vec::new(), sink };
        agree::check(&mut desk);
        cases::check(&mut desk);
        documents::check(&mut desk);
        growth::check(&mut desk);
        shares::check(&mut desk);
        lists::check(&mut desk);
        fees::check(&mut desk);
    }
    fees::check_whole(facts, sink);
}

#[cfg(test)]
mod tests;
