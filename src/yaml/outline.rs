//! The keys that a file of some kind may have, and which of them stand below which. Whoever asks for a tree tells this room, so
//! that a known key in a wrong column can be put where it belongs; what the keys mean stays unknown here.

use super::lines::{BLANKS, proper_colon, spaces};
use std::collections::{BTreeMap, BTreeSet};

/// Below what a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parent<'k> {
    /// Nothing: at the top of the file.
    Top,
    /// This key.
    Below(&'k str),
}

/// How much a file of some kind may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of text.
    pub bytes: usize,
    /// Values, keys among them (a report has about 400).
    pub nodes: usize,
}

/// Those of a report.
impl Default for Bounds {
    fn default() -> Self {
        Self { bytes: super::decode::LARGEST, nodes: 50_000 }
    }
}

/// Known keys, each with the keys below which it may stand; and how much the file may hold.
#[derive(Clone, Debug, Default)]
pub struct Outline<'k> {
    parents: BTreeMap<&'k str, Vec<Parent<'k>>>,
    /// Keys whose value stands on their own line, so that no `|` is wanted.
    lines: BTreeSet<&'k str>,
    bounds: Bounds,
}

impl<'k> Outline<'k> {
    /// Nothing is known: columns are looked at only where YAML refuses them.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same for files that may hold more, or less, than a report.
    #[must_use]
    pub fn within(self, bounds: Bounds) -> Self {
        Self { bounds, ..self }
    }

    pub(super) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Adds a key and the one below which it stands; `None` is the top of the file.
    pub fn add(&mut self, key: &'k str, parent: Option<&'k str>) {
        let parent = parent.map_or(Parent::Top, Parent::Below);
        let parents = self.parents.entry(key).or_default();
        if !parents.contains(&parent) {
            parents.push(parent);
        }
    }

    /// Says that the value of a key stands on the key's own line: a name, a date, a figure, a row.
    pub fn on_one_line(&mut self, key: &'k str) {
        self.lines.insert(key);
    }

    pub(super) fn is_on_one_line(&self, key: &str) -> bool {
        self.lines.contains(key)
    }

    pub(super) fn knows(&self, key: &str) -> bool {
        self.parents.contains_key(key)
    }

    /// The same key, as long as the outline lives.
    pub(super) fn known(&self, key: &str) -> Option<&'k str> {
        self.parents.get_key_value(key).map(|(&key, _)| key)
    }

    /// The one place of a key; `None` if it is unknown or may stand in several.
    pub(super) fn parent(&self, key: &str) -> Option<Parent<'k>> {
        match self.parents.get(key).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// Whether other known keys stand below a key.
    pub(super) fn holds_keys(&self, key: &str) -> bool {
        self.parents.values().flatten().any(|&parent| parent == Parent::Below(key))
    }

    /// Whether a key may stand below another.
    pub(super) fn is_below(&self, key: &str, parent: &str) -> bool {
        self.parents.get(key).is_some_and(|parents| parents.contains(&Parent::Below(parent)))
    }

    /// Whether a key stands at the top of the file and nowhere else.
    pub(super) fn is_top(&self, key: &str) -> bool {
        self.parent(key) == Some(Parent::Top)
    }

    /// The columns in which the keys of a text stand.
    pub(super) fn columns(&self, text: &str) -> Columns<'k> {
        let mut seen: BTreeMap<Parent<'k>, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut named = BTreeSet::new();
        for line in text.lines() {
            let rest = line.trim_start_matches(BLANKS);
            if let Some((&key, _)) = self.parents.get_key_value(first_word(bare(rest))) {
                named.insert(key);
            }
            let Some(end) = proper_colon(rest) else { continue };
            let (dashes, key) = rest.split_at(rest.len() - rest.trim_start_matches("- ").len());
            let key = key[..end - dashes.len()].trim_end();
            if let Some(parent) = self.parent(key) {
                // Where a key stands behind list signs says nothing of where it belongs.
                if !dashes.is_empty() {
                    seen.entry(parent).or_default();
                    continue;
                }
                let column = spaces(&line[..line.len() - rest.len()]);
                *seen.entry(parent).or_default().entry(column).or_default() += 1;
            }
        }
        let mut columns = Columns { below: BTreeMap::new(), named };
        for &parent in seen.keys() {
            self.settle(parent, &seen, &mut columns);
        }
        columns
    }

    /// Most of the keys below one stand where all of them should; of columns that as many hold, the one nearest to two blanks
    /// more than the parent's.
    fn settle(
        &self,
        parent: Parent<'k>,
        seen: &BTreeMap<Parent<'k>, BTreeMap<usize, usize>>,
        columns: &mut Columns<'k>,
    ) -> usize {
        if let Some(&column) = columns.below.get(&parent) {
            return column;
        }
        let (least, wanted) = match parent {
            Parent::Top => (0, 0),
            Parent::Below(key) => {
                let above = self.parent(key).map_or(0, |above| self.settle(above, seen, columns));
                (above + 1, above + 2)
            }
        };
        let held = seen.get(&parent).into_iter().flatten().filter(|&(&column, _)| column >= least);
        let column = held
            .max_by_key(|&(&column, &count)| (count, std::cmp::Reverse(column.abs_diff(wanted))))
            .map_or(wanted, |(&column, _)| column);
        columns.below.insert(parent, column);
        column
    }
}

/// What a hand sets where a colon belongs. 、 stands within the names of sections.
pub(super) const MARKS: [char; 8] = ['；', ';', '=', '＝', '.', '。', ',', '，'];

/// What other programs set around a word that is to stand out.
pub(super) const DECORATION: [char; 9] = ['*', '_', '`', '“', '”', '【', '】', '《', '》'];

/// A line without list signs and decoration in front.
fn bare(rest: &str) -> &str {
    rest.trim_start_matches("- ").trim_start_matches(DECORATION).trim_start_matches(['"', '\''])
}

/// The word that a line begins with: up to a blank, a colon, a mark set for one, or what opens a value.
pub(super) fn first_word(rest: &str) -> &str {
    let ends = |c| {
        matches!(c, ':' | '：' | '|' | '｜' | '[' | '"' | '\'')
            || [&BLANKS[..], &MARKS, &DECORATION].iter().any(|set| set.contains(&c))
    };
    rest.split(ends).next().unwrap_or_default()
}

/// Where the keys below each key of a file stand, as spaces from its left.
#[derive(Debug)]
pub(super) struct Columns<'k> {
    below: BTreeMap<Parent<'k>, usize>,
    /// Known keys that a line begins with, whatever is wrong behind them.
    pub(super) named: BTreeSet<&'k str>,
}

impl Columns<'_> {
    pub(super) fn below(&self, parent: Parent<'_>) -> Option<usize> {
        self.below.get(&parent).copied()
    }
}
