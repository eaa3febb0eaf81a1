//! In: characters. Out: what words they are and how dear these are, by `templates/chinese.txt`; how a run of characters is cheapest cut
//! into words. A cost is six times the negative natural logarithm of a word's share of all words, so costs of words add up.

use std::ops::Range;

use super::slot::{ANY, COMMON, Key, PLACES};

/// The table that `templates/build.rs` has laid out.
const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/templates/chinese.table"));
const _: () = assert!(TABLE.len() == 4 * PLACES);

/// Characters of the longest word.
pub(super) const LONGEST: usize = 4;
/// By how much dearer a text must be than another to be no matter of chance: six nats.
pub(super) const CHANCE: u32 = 36;
/// What a character costs that is no word.
const UNKNOWN: u32 = 6 * 19;

/// A word of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) cost: u32,
    /// Whether texts of the state have it often, so that it may be what is meant by something like it.
    pub(super) common: bool,
}

/// The word of a key.
pub(super) fn word(key: Key) -> Option<Word> {
    let entry = key.entry(|at| {
        let bytes = TABLE[4 * at..].first_chunk().copied().unwrap_or_default();
        u32::from_le_bytes(bytes)
    });
    (entry != 0).then_some(Word { cost: entry & !COMMON, common: entry & COMMON != 0 })
}

/// What the cheapest common word costs that has these characters around the place `at`.
pub(super) fn cheapest(key: Key, at: usize) -> Option<u32> {
    word(key.with(at, ANY)).map(|word| word.cost)
}

/// What characters cost that are cut into words as cheaply as can be.
pub(super) fn cost(chars: &[char]) -> u32 {
    Run::of(chars).behind[0]
}

/// A run of Han characters, cut into words as cheaply as can be.
pub(super) struct Run<'a> {
    pub(super) chars: &'a [char],
    /// What the words before each place cost, and what those behind it.
    before: Vec<u32>,
    behind: Vec<u32>,
}

impl<'a> Run<'a> {
    pub(super) fn of(chars: &'a [char]) -> Self {
        let size = chars.len();
        let (mut before, mut behind) = (vec![u32::MAX; size + 1], vec![u32::MAX; size + 1]);
        before[0] = 0;
        behind[size] = 0;
        let mut costs = vec![[0; LONGEST]; size];
        for start in 0..size {
            for length in 1..=LONGEST.min(size - start) {
                let known = word(Key::of(chars[start..start + length].iter().copied()));
                let cost = known.map_or(if length == 1 { UNKNOWN } else { 0 }, |word| word.cost);
                costs[start][length - 1] = cost;
                if cost > 0 {
                    let end = before[start] + cost;
                    before[start + length] = before[start + length].min(end);
                }
            }
        }
        for start in (0..size).rev() {
            let ways = costs[start].iter().enumerate().filter(|way| *way.1 > 0);
            behind[start] = ways.map(|(at, cost)| behind[start + at + 1] + cost).min().unwrap_or(0);
        }
        Self { chars, before, behind }
    }

    /// What would be saved if a word of this cost stood at these characters, or anything in their place.
    pub(super) fn saved(&self, place: &Range<usize>, cost: u32) -> u32 {
        self.behind[0].saturating_sub(self.before[place.start] + cost + self.behind[place.end])
    }
}
