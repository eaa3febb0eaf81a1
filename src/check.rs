//! temporary
pub(crate) mod facts;
mod language;
mod prose;

use crate::diagnostic::Diagnostics;
use crate::report::Report;

/// Reviews.
pub fn review(report: &Report, previous: Option<&Report>, sink: &mut Diagnostics) {
    let facts = facts::Facts::of(report);
    let previous = previous.map(facts::Facts::of);
    language::check(&facts, sink);
    prose::check(&facts, previous.as_ref(), sink);
}
