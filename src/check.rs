//! In: the form and a report. Out: [`Checked`], which only this room can make, so what is unchecked cannot be drawn; and
//! everything in which the report contradicts its form, itself or last year's. Refuses to change what was written.
//!
//! ```text
//! identities <- culprit        the form's sums, and the cell that would mend them
//!
//! report -> facts --+--> plausible, years                    figures that are unlikely
//!                   +--> claims --> claim <-- compare <- prose   what prose says, held against the tables
//!    text, dates ---+       (words are templates/lexicon.yaml and 说法)
//!   bodies, dates --+--> structure, language                 frame, order and words
//!
//! review: all of these; waivers: 已核; needs: what a form lacks, and the rules that are off for it
//! ```

#![deny(clippy::float_arithmetic)]

mod bodies;
mod claim;
mod claims;
mod compare;
mod culprit;
mod dates;
mod facts;
mod identities;
mod language;
pub mod needs;
mod plausible;
mod prose;
mod review;
mod structure;
mod text;
mod waivers;
mod years;

pub use claim::Whose;
pub use compare::FigureStatus;
pub use prose::Figure;
pub use review::figures;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::Rule;
use crate::form::quantity::Quantity;
use crate::report::{Report, placeholder};
use facts::Facts;
use prose::Comparison;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// A report that holds: every cell read, every identity true, no error of any rule.
#[derive(Clone, Debug)]
pub struct Checked {
    report: Report,
}

impl Checked {
    /// The report.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}

/// What a figure of the prose tells of the tables.
#[derive(Clone, Debug)]
pub(crate) struct Testimony {
    /// The quantities that it may stand for, the plainest first.
    may_be: Vec<Quantity>,
    count: u64,
}

/// What else is done with a report while it is looked at.
pub type Beside<'a> = &'a (dyn Fn(&Report) + Sync);

/// How to check.
#[derive(Clone, Default)]
pub struct Options<'a> {
    /// Last year's report, if there is one.
    pub previous: Option<&'a Report>,
    /// Rules that are silenced (errors are never).
    pub allow: Vec<&'static Rule>,
    /// Only errors are asked for: the rules of words and prose, which warn, are not held against it.
    pub errors_only: bool,
    /// How many reports are checked at the same time.
    pub at_once: AtOnce,
    /// Done beside the rules with one that is checked alone, as long as nothing in it is an error.
    pub beside: Option<Beside<'a>>,
}

/// How many reports are checked at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AtOnce {
    /// Several, each on one thread.
    #[default]
    Several,
    /// One alone, on two.
    One,
}

/// Reads the words that the rules know, which otherwise waits until a rule asks for them.
pub fn prepare() {
    LazyLock::force(&text::lexicon::LEXICON);
    LazyLock::force(&bodies::WORDS);
    language::prepare();
    structure::prepare();
}

/// Checks a report. Whatever reading found wrong is not said again, but keeps the report from being [`Checked`].
#[must_use]
pub fn check(report: Report, options: &Options<'_>) -> (Option<Checked>, Diagnostics) {
    let (judged, found) = judge(report, options);
    (judged.ok(), found)
}

/// The same; a report in which something is an error comes back, with its placeholders filled.
pub fn judge(mut report: Report, options: &Options<'_>) -> (Result<Checked, Box<Report>>, Diagnostics) {
    let mut found = Diagnostics::new();
    let previous = options.previous.filter(|last| years::are_neighbours(&report, last, &mut found));
    placeholder::fill(&mut report, previous, &mut found);
    needs::check(&report, &mut found);
    let facts = Facts::of(&report);
    let last = previous.filter(|last| last.is_complete()).map(Facts::of);
    // Read once, by whoever asks first.
    let compare = || facts.complete.then(|| Comparison::of(&facts, last.as_ref()));
    let prose = OnceCell::new();
    let testimonies = || prose.get_or_init(compare).as_ref().map_or_else(Vec::new, Comparison::testimonies);
    identities::check(&report, &testimonies, &mut found);
    if options.errors_only {
        review::errors(&facts, last.as_ref(), &mut found);
    } else {
        let holds = report.is_complete() && !found.has_errors();
        let beside = options.beside.filter(|_| holds && options.at_once == AtOnce::One);
        let beside = beside.map(|beside| || beside(&report));
        let beside = beside.as_ref().map(|beside| beside as &(dyn Fn() + Sync));
        let prose = prose.into_inner().unwrap_or_else(compare);
        review::review(&facts, last.as_ref(), prose, options.at_once, beside, &mut found);
    }
    waivers::apply(&report, options, &mut found);
    let holds = report.is_complete() && !found.has_errors();
    (if holds { Ok(Checked { report }) } else { Err(Box::new(report)) }, found)
}
