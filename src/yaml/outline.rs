//! The keys that a file of some kind may have, and which of them stand below which. Whoever asks for a tree tells this room, so
//! that a known key in a wrong column can be put where it belongs; what the keys mean stays unknown here.

use super::slips::{proper_colon, spaces};
use std::collections::BTreeMap;

/// Known keys, each with the keys below which it may stand.
#[derive(Clone, Debug, Default)]
pub struct Outline<'k> {
    /// `None` is the top of the file.
    parents: BTreeMap<&'k str, Vec<Option<&'k str>>>,
}

impl<'k> Outline<'k> {
    /// Nothing is known: columns are looked at only where YAML refuses them.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key and the one below which it stands.
    pub fn add(&mut self, key: &'k str, parent: Option<&'k str>) {
        let parents = self.parents.entry(key).or_default();
        if !parents.contains(&parent) {
            parents.push(parent);
        }
    }

    pub(super) fn knows(&self, key: &str) -> bool {
        self.parents.contains_key(key)
    }

    /// The one place of a key; `None` if it is unknown or may stand in several.
    pub(super) fn parent(&self, key: &str) -> Option<Option<&'k str>> {
        match self.parents.get(key).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// Whether a key stands at the top of the file and nowhere else.
    pub(super) fn is_top(&self, key: &str) -> bool {
        self.parent(key) == Some(None)
    }

    /// The columns in which the keys of a text stand.
    pub(super) fn columns(&self, text: &str) -> Columns<'k> {
        let mut seen: BTreeMap<Option<&'k str>, BTreeMap<usize, usize>> = BTreeMap::new();
        for line in text.lines() {
            let rest = line.trim_start_matches(super::slips::BLANKS);
            let Some(end) = proper_colon(rest) else { continue };
            if let Some(parent) = self.parent(rest[..end].trim_end()) {
                let column = spaces(&line[..line.len() - rest.len()]);
                *seen.entry(parent).or_default().entry(column).or_default() += 1;
            }
        }
        let mut columns = Columns { below: BTreeMap::new() };
        for &parent in seen.keys() {
            self.settle(parent, &seen, &mut columns);
        }
        columns
    }

    /// Most of the keys below one stand where all of them should; of columns that as many hold, the one nearest to two blanks
    /// more than the parent's.
    fn settle(
        &self,
        parent: Option<&'k str>,
        seen: &BTreeMap<Option<&'k str>, BTreeMap<usize, usize>>,
        columns: &mut Columns<'k>,
    ) -> usize {
        if let Some(&column) = columns.below.get(&parent) {
            return column;
        }
        let wanted = match parent {
            None => 0,
            Some(key) => self.parent(key).map_or(0, |above| self.settle(above, seen, columns)) + 2,
        };
        let held = seen.get(&parent).into_iter().flatten();
        let column = held
            .max_by_key(|&(&column, &count)| (count, std::cmp::Reverse(column.abs_diff(wanted))))
            .map_or(wanted, |(&column, _)| column);
        columns.below.insert(parent, column);
        column
    }
}

/// Where the keys below each key of a file stand, as spaces from its left.
#[derive(Debug)]
pub(super) struct Columns<'k> {
    below: BTreeMap<Option<&'k str>, usize>,
}

impl Columns<'_> {
    pub(super) fn below(&self, parent: Option<&str>) -> Option<usize> {
        self.below.get(&parent).copied()
    }
}
