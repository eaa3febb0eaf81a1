//! A map read by name: what was asked for is ticked off, what is left over is unknown.

use super::{Entry, Node};

/// The entries of a map, each taken at most once.
#[derive(Debug)]
pub struct Fields<'n> {
    entries: &'n [Entry],
    taken: Vec<bool>,
}

impl<'n> Fields<'n> {
    /// The entries of a node; `None` if it is no map.
    #[must_use]
    pub fn of(node: &'n Node) -> Option<Self> {
        let entries = node.map()?;
        Some(Self { entries, taken: vec![false; entries.len()] })
    }

    /// Takes the entry of a key.
    pub fn take(&mut self, key: &str) -> Option<&'n Entry> {
        self.take_where(|word| word == key)
    }

    /// Takes the first entry not yet taken whose key satisfies `is`.
    pub fn take_where(&mut self, is: impl Fn(&str) -> bool) -> Option<&'n Entry> {
        let at = (0..self.entries.len()).find(|&i| !self.taken[i] && is(self.entries[i].key.text()))?;
        self.taken[at] = true;
        Some(&self.entries[at])
    }

    /// The entries that nobody asked for.
    pub fn rest(&self) -> impl Iterator<Item = &'n Entry> {
        self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|(entry, _)| entry)
    }
}
