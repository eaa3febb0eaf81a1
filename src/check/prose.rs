//! In: the report as facts, last year's if there is one. Out: where the prose disagrees with the tables or with itself (X, L03 to
//! L06, A12, A13, B11), and what became of every figure in it. Reads nothing itself: `text` cuts the prose, `claims` say what its
//! figures mean, `compare` holds them against the tables.

use super::bodies::Names;
use super::claims;
use super::compare::{FigureStatus, Passage};
use super::facts::Facts;
use super::text::clauses::sentences;
use super::text::wordings::Wordings;
use crate::diagnostic::Diagnostics;
use crate::source::Span;

/// A figure in the prose and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where it stands, its unit included.
    pub span: Span,
    /// As it is written.
    pub written: String,
    /// What it was compared with, or why with nothing.
    pub status: FigureStatus,
}

/// Compares all prose with the tables and with itself.
pub(crate) fn check(facts: &Facts, previous: Option<&Facts>, sink: &mut Diagnostics) {
    read(facts, previous, sink, &mut |_| {});
}

/// Every figure of the prose with its status, in the report's order.
pub(crate) fn figures(facts: &Facts, previous: Option<&Facts>) -> Vec<Figure> {
    let mut list = Vec::new();
    read(facts, previous, &mut Diagnostics::new(), &mut |passage| {
        for sentence in passage.sentences {
            for mention in &sentence.mentions {
                let range = mention.figure.start..mention.figure.end;
                list.push(Figure {
                    span: passage.paragraph.place(range.clone()),
                    written: passage.text()[range].to_owned(),
                    status: claims::status(passage, sentence, mention),
                });
            }
        }
    });
    list
}

/// Reads each paragraph, and shows it when it is read.
fn read(facts: &Facts, previous: Option<&Facts>, sink: &mut Diagnostics, then: &mut dyn FnMut(&Passage<'_>)) {
    let names = Names::of(facts);
    let wordings = Wordings::of(facts.form);
    let mut told = Vec::new();
    for paragraph in facts.prose.iter().filter(|p| !p.unfilled) {
        let sentences = sentences(paragraph.as_str(), facts.year.value, wordings);
        let on_request = claims::on_request(paragraph.part, &sentences, paragraph.as_str());
        let mut passage = Passage {
            facts,
            previous,
            names: &names,
            paragraph,
            sentences: &sentences,
            on_request,
            fates: Vec::new(),
            told: Vec::new(),
            sink,
        };
        claims::read(&mut passage, &mut told);
        then(&passage);
    }
    claims::twice::report(&told, sink);
    claims::fees::check_whole(facts, sink);
}

#[cfg(test)]
mod tests;
