//! In: the report and last year's, flat. Out: everything that a reviewer would mark, beyond the form's identities. Hands them to each
//! room; what needs every cell is silent while some could not be read.

use super::facts::Facts;
use super::prose::Comparison;
use super::{AtOnce, language, plausible, prose, structure, years};
use crate::diagnostic::{Diagnostics, codes};
use crate::report::{Report, placeholder};
use crate::source::Span;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A part of the work on a report, of which none needs what another found.
type Piece<'f> = Box<dyn Fn(&mut Diagnostics) + Sync + 'f>;

/// Reviews a report: structure, language, plausibility, last year, prose against tables, where every cell was read. One alone is reviewed
/// by two threads, which do what else is to be done with it too.
pub(super) fn review<'f>(
    facts: &'f Facts,
    previous: Option<&'f Facts>,
    prose: Option<Comparison<'f>>,
    at_once: AtOnce,
    beside: Option<&(dyn Fn() + Sync)>,
    sink: &mut Diagnostics,
) {
    // Long ones first: at the end one thread waits for the other.
    let mut pieces: Vec<Piece<'_>> = vec![Box::new(|cited| structure::check(facts, cited))];
    if let Some(beside) = beside {
        pieces.push(Box::new(|_| beside()));
    }
    let words = pieces.len();
    for paragraph in &facts.prose {
        pieces.push(Box::new(|words| language::check(facts, paragraph, words)));
    }
    pieces.push(Box::new(|words| language::check_whole(facts, words)));
    let words = words..pieces.len();
    if let Some(prose) = &prose {
        pieces.push(Box::new(|figures| plausible::check(facts, previous, figures)));
        if let Some(previous) = previous {
            pieces.push(Box::new(|figures| years::check(facts, previous, figures)));
        }
        for at in 0..facts.prose.len() {
            pieces.push(Box::new(move |figures| prose.paragraph(at, figures)));
        }
    }
    let mut found = all_done(&pieces, at_once);
    drop(pieces);
    // A wrong name of a document is said as such, and not as a wrong word again.
    let names: Vec<Span> = found[0].iter().filter(|d| *d.rule == codes::F02).map(|d| d.span).collect();
    for words in &mut found[words] {
        words.retain(|d| {
            *d.rule != codes::G02 || !names.iter().any(|n| n.start <= d.span.start && d.span.end <= n.end)
        });
    }
    for found in found {
        sink.append(found);
    }
    if let Some(prose) = prose {
        prose.finish(sink);
    }
}

/// What each piece finds. Of one report alone two threads take the next that nobody has begun; where no second is to be had (in a browser),
/// one does them all.
fn all_done(pieces: &[Piece<'_>], at_once: AtOnce) -> Vec<Diagnostics> {
    let next = AtomicUsize::new(0);
    let done: Vec<OnceLock<Diagnostics>> = pieces.iter().map(|_| OnceLock::new()).collect();
    let work = || {
        while let Some((piece, place)) = pieces.iter().zip(&done).nth(next.fetch_add(1, Ordering::Relaxed)) {
            let mut found = Diagnostics::new();
            piece(&mut found);
            // Nobody else has begun it.
            let _ = place.set(found);
        }
    };
    thread::scope(|scope| {
        if at_once == AtOnce::One {
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    done.into_iter().map(|place| place.into_inner().unwrap_or_default()).collect()
}

/// What [`review`] may call an error: only figures that cannot be, and those that last year's contradict.
pub(super) fn errors(facts: &Facts, previous: Option<&Facts>, sink: &mut Diagnostics) {
    if !facts.complete {
        return;
    }
    plausible::check(facts, previous, sink);
    if let Some(previous) = previous {
        years::check(facts, previous, sink);
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
