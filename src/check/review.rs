//! In: the report and last year's. Out: everything that a reviewer would mark, beyond the form's identities. Lays the report flat
//! once and hands it to each room; what needs every cell is silent while some could not be read.

use super::AtOnce;
use super::facts::Facts;
use super::{language, plausible, prose, structure, years};
use crate::diagnostic::{Diagnostics, codes};
use crate::report::{Report, placeholder};
use crate::source::Span;
use std::panic::resume_unwind;
use std::thread;

/// Reviews a report: structure, language, plausibility, last year, prose against tables. Of one alone the language is looked at beside
/// the rest.
pub fn review(report: &Report, previous: Option<&Report>, at_once: AtOnce, sink: &mut Diagnostics) {
    let facts = Facts::of(report);
    let previous = previous.filter(|p| p.is_complete()).map(Facts::of);
    let language = || {
        let mut words = Diagnostics::new();
        language::check(&facts, &mut words);
        words
    };
    let others = || {
        let (mut cited, mut figures) = (Diagnostics::new(), Diagnostics::new());
        structure::check(&facts, &mut cited);
        if facts.complete {
            plausible::check(&facts, previous.as_ref(), &mut figures);
            if let Some(previous) = &previous {
                years::check(&facts, previous, &mut figures);
            }
            prose::check(&facts, previous.as_ref(), &mut figures);
        }
        (cited, figures)
    };
    let (mut words, (cited, figures)) =
        if at_once == AtOnce::One { beside(&language, others) } else { (language(), others()) };
    // A wrong name of a document is said as such, and not as a wrong word again.
    let names: Vec<Span> = cited.iter().filter(|d| *d.rule == codes::F02).map(|d| d.span).collect();
    words.retain(|d| {
        *d.rule != codes::G02 || !names.iter().any(|n| n.start <= d.span.start && d.span.end <= n.end)
    });
    sink.append(cited);
    sink.append(words);
    sink.append(figures);
}

/// Does one thing on a thread of its own beside another; where no thread is to be had (in a browser), before it.
fn beside<A: Send, B>(one: &(dyn Fn() -> A + Sync), other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| match thread::Builder::new().spawn_scoped(scope, one) {
        Ok(running) => {
            let other = other();
            (running.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
        }
        Err(_) => (one(), other()),
    })
}

/// What [`review`] may call an error: only figures that cannot be, and those that last year's contradict.
pub(super) fn errors(report: &Report, previous: Option<&Report>, sink: &mut Diagnostics) {
    if !report.is_complete() {
        return;
    }
    let facts = Facts::of(report);
    let previous = previous.filter(|p| p.is_complete()).map(Facts::of);
    plausible::check(&facts, previous.as_ref(), sink);
    if let Some(previous) = &previous {
        years::check(&facts, previous, sink);
    }
}

/// Every figure of the prose, in the report's order, with what it was compared with; none where a cell could not be read.
#[must_use]
pub fn figures(report: &Report, previous: Option<&Report>) -> Vec<prose::Figure> {
    let mut report = report.clone();
    placeholder::fill(&mut report, previous, &mut Diagnostics::new());
    let facts = Facts::of(&report);
    let previous = previous.filter(|p| p.is_complete()).map(Facts::of);
    if facts.complete { prose::figures(&facts, previous.as_ref()) } else { Vec::new() }
}

#[cfg(test)]
mod tests;
