//! In: the report and last year's. Out: everything that a reviewer would mark, beyond the form's identities. Lays the report flat
//! once and hands it to each room; what needs every cell is silent while some could not be read.

use super::facts::Facts;
use super::{language, plausible, prose, structure, years};
use crate::diagnostic::Diagnostics;
use crate::report::{Report, placeholder};

/// Reviews a report: structure, language, plausibility, last year, prose against tables.
pub fn review(report: &Report, previous: Option<&Report>, sink: &mut Diagnostics) {
    let facts = Facts::of(report);
    let previous = previous.filter(|p| p.is_complete()).map(Facts::of);
    structure::check(&facts, sink);
    language::check(&facts, sink);
    if facts.complete {
        plausible::check(&facts, previous.as_ref(), sink);
        if let Some(previous) = &previous {
            years::check(&facts, previous, sink);
        }
        prose::check(&facts, previous.as_ref(), sink);
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
