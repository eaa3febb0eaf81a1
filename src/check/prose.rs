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
    /// What was read of each paragraph.
    paragraphs: Vec<OnceLock<Reading>>,
}

/// What was read of a paragraph.
#[derive(Default)]
struct Reading {
    found: Diagnostics,
    /// What it tells of the whole year.
    tale: Tale,
    /// What it says was taken as a fee.
    taken: Option<claims::fees::Taken>,
}

impl<'f> Comparison<'f> {
    pub(crate) fn of(facts: &'f Facts, previous: Option<&'f Facts>) -> Self {
        let paragraphs = facts.prose.iter().map(|_| OnceLock::new()).collect();
        Self { facts, previous, names: Names::of(facts), wordings: Wordings::of(facts.form), paragraphs }
    }

    /// Compares the paragraph of this number.
    pub(crate) fn paragraph(&self, at: usize, sink: &mut Diagnostics) {
        sink.append(self.read(at, &mut |_| {}).found.clone());
    }

    /// What the prose tells of the tables.
    pub(crate) fn testimonies(&self) -> Vec<Testimony> {
        let mut all = Vec::new();
        self.read_all(&mut |passage| all.extend(claims::testimonies(passage)));
        all
    }

    fn read_all(&self, then: &mut dyn FnMut(&Passage<'_>)) {
        for at in 0..self.paragraphs.len() {
            self.read(at, then);
        }
    }

    /// A paragraph that is read once, and is shown when it is.
    fn read(&self, at: usize, then: &mut dyn FnMut(&Passage<'_>)) -> &Reading {
        self.paragraphs[at].get_or_init(|| self.read_anew(at, then))
    }

    fn read_anew(&self, at: usize, then: &mut dyn FnMut(&Passage<'_>)) -> Reading {
        let paragraph = &self.facts.prose[at];
        if paragraph.unfilled {
            return Reading::default();
        }
        let sentences = sentences(paragraph.as_str(), self.facts.year.value, self.wordings);
        let on_request = claims::on_request(paragraph.part, &sentences, paragraph.as_str());
        let mut found = Diagnostics::new();
        let mut passage = Passage {
            facts: self.facts,
            previous: self.previous,
            names: &self.names,
            paragraph,
            sentences: &sentences,
            on_request,
            fates: Vec::new(),
            told: Vec::new(),
            sink: &mut found,
        };
        let mut tale = Tale::default();
        claims::read(&mut passage, &mut tale);
        then(&passage);
        let taken = claims::fees::taken(&passage);
        Reading { found, tale, taken }
    }

    /// Compares what the paragraphs told with one another.
    pub(crate) fn finish(self, sink: &mut Diagnostics) {
        let (mut tale, mut taken) = (Tale::default(), Vec::new());
        for read in self.paragraphs {
            let read = read.into_inner().unwrap_or_default();
            tale.append(read.tale);
            taken.push(read.taken);
        }
        claims::twice::report(&tale, sink);
        claims::fees::check_whole(self.facts, &taken, sink);
    }
}

/// Every figure of the prose with its status, in the report's order.
pub(crate) fn figures(facts: &Facts, previous: Option<&Facts>) -> Vec<Figure> {
    let mut list = Vec::new();
    Comparison::of(facts, previous).read_all(&mut |passage| {
        for sentence in passage.sentences {
            for mention in &sentence.mentions {
                list.push(Figure {
                    span: passage.place(mention),
                    written: passage.text()[mention.range()].to_owned(),
                    status: claims::status(passage, sentence, mention),
                });
            }
        }
    });
    list
}

#[cfg(test)]
mod tests;
