//! In: the report and last year's. Out: everything that a reviewer would mark, beyond the form's identities. Lays the report flat
//! once and hands it to each room; what needs every cell is silent while some could not be read.

use super::facts::Facts;
use super::{language, plausible, prose, structure, years};
use crate::diagnostic::{Diagnostics, codes};
use crate::report::{Report, placeholder};
use crate::source::Span;

/// Reviews a report: structure, language, plausibility, last year, prose against tables.
pub fn review(report: &Report, previous: Option<&Report>, sink: &mut Diagnostics) {
    let facts = Facts::of(report);
    let previous = previous.filter(|p| p.is_complete()).map(Facts::of);
    let mut cited = Diagnostics::new();
    structure::check(&facts, &mut cited);
    let mut words = Diagnostics::new();
    language::check(&facts, &mut words);
    // A wrong name of a document is said as such, and not as a wrong word again.
    let names: Vec<Span> = cited.iter().filter(|d| *d.rule == codes::F02).map(|d| d.span).collect();
    words.retain(|d| {
        *d.rule != codes::G02 || !names.iter().any(|n| n.start <= d.span.start && d.span.end <= n.end)
    });
    sink.append(cited);
    sink.append(words);
    if facts.complete {
        plausible::check(&facts, previous.as_ref(), sink);
        if let Some(previous) = &previous {
            years::check(&facts, previous, sink);
        }
        prose::check(&facts, previous.as_ref(), sink);
    }
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
