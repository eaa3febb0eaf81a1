//! In: the report as facts, last year's if there is one. Out: where the prose disagrees with the tables or with itself (X, L03 to
//! L06, A12, A13, B11), and what became of every figure in it. Reads nothing itself: `text` cuts the prose, `claims` say what its
//! figures mean, `compare` holds them against the tables.

use super::Testimony;
use super::bodies::Names;
use super::claims::{self, twice::Tale};
use super::compare::{FigureStatus, Passage};
use super::facts::Facts;
use super::text::clauses::sentences;
use super::text::wordings::Wordings;
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use std::sync::OnceLock;

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

/// All prose of a report, to be compared with the tables and with itself, paragraph by paragraph in whatever order.
pub(crate) struct Comparison<'f> {
    facts: &'f Facts,
    previous: Option<&'f Facts>,
    names: Names,
    wordings: Wordings,
    /// What each paragraph tells of the whole year, and what it says was taken as a fee.
    told: Vec<OnceLock<(Tale, Option<claims::fees::Taken>)>>,
}

impl<'f> Comparison<'f> {
    pub(crate) fn of(facts: &'f Facts, previous: Option<&'f Facts>) -> Self {
        let told = facts.prose.iter().map(|_| OnceLock::new()).collect();
        Self { facts, previous, names: Names::of(facts), wordings: Wordings::of(facts.form), told }
    }

    /// Compares the paragraph of this number.
    pub(crate) fn paragraph(&self, at: usize, sink: &mut Diagnostics) {
        self.read(at, sink, &mut |_| {});
    }

    /// Reads a paragraph, and shows it when it is read.
    fn read(&self, at: usize, sink: &mut Diagnostics, then: &mut dyn FnMut(&Passage<'_>)) {
        let paragraph = &self.facts.prose[at];
        if paragraph.unfilled {
            return;
        }
        let sentences = sentences(paragraph.as_str(), self.facts.year.value, self.wordings);
        let on_request = claims::on_request(paragraph.part, &sentences, paragraph.as_str());
        let mut passage = Passage {
            facts: self.facts,
            previous: self.previous,
            names: &self.names,
            paragraph,
            sentences: &sentences,
            on_request,
            fates: Vec::new(),
            told: Vec::new(),
            sink,
        };
        let mut tale = Tale::default();
        claims::read(&mut passage, &mut tale);
        then(&passage);
        // Nobody else reads it.
        let _ = self.told[at].set((tale, claims::fees::taken(&passage)));
    }

    /// Compares what the paragraphs told with one another.
    pub(crate) fn finish(self, sink: &mut Diagnostics) {
        let read = self.told.into_iter().map(|read| read.into_inner().unwrap_or_default());
        let (tales, taken): (Vec<Tale>, Vec<_>) = read.unzip();
        let mut tale = Tale::default();
        for told in tales {
            tale.append(told);
        }
        claims::twice::report(&tale, sink);
        claims::fees::check_whole(self.facts, &taken, sink);
    }
}

/// What the prose tells of the tables, of a report whose cells were all read.
pub(crate) fn testimonies(facts: &Facts) -> Vec<Testimony> {
    let mut all = Vec::new();
    let prose = Comparison::of(facts, None);
    for at in 0..facts.prose.len() {
        prose.read(at, &mut Diagnostics::new(), &mut |passage| all.extend(claims::testimonies(passage)));
    }
    all
}

/// Every figure of the prose with its status, in the report's order.
pub(crate) fn figures(facts: &Facts, previous: Option<&Facts>) -> Vec<Figure> {
    let mut list = Vec::new();
    let prose = Comparison::of(facts, previous);
    for at in 0..facts.prose.len() {
        prose.read(at, &mut Diagnostics::new(), &mut |passage| {
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
    }
    list
}

#[cfg(test)]
mod tests;
