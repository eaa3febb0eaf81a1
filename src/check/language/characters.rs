//! The characters of a paragraph, decoded once for all that go through them one by one. Knows nothing of what they say.

use std::cell::OnceCell;
use std::ops::Range;

/// The characters of a text, and where each begins.
pub(super) struct Characters<'t> {
    text: &'t str,
    pub(super) all: Vec<char>,
    /// Asked for only where something is found.
    places: OnceCell<Vec<usize>>,
}

impl<'t> Characters<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, all: text.chars().collect(), places: OnceCell::new() }
    }

    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let places = self.places.get_or_init(|| self.text.char_indices().map(|(at, _)| at).collect());
        let byte = |at: usize| places.get(at).copied().unwrap_or(self.text.len());
        byte(range.start)..byte(range.end)
    }

    /// What stands before a place, and what from there on.
    pub(super) fn split(&self, at: usize) -> (&'t str, &'t str) {
        self.text.split_at(self.bytes(&(at..at)).start)
    }
}
