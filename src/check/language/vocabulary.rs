//! In: characters. Out: what words they are and how dear these are, by `templates/chinese.txt`; how a run of characters is cheapest cut
//! into words. A cost is six times the negative natural logarithm of a word's share of all words, so costs of words add up.

use std::ops::Range;

use super::slot::{ANY, COMMON, Key};

/// The table that `templates/build.rs` has laid out.
pub(super) const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/templates/chinese.table"));

/// Characters of the longest word.
pub(super) const LONGEST: usize = 4;
/// By how much dearer a text must be than another to be no matter of chance: six nats.
pub(super) const CHANCE: u32 = 36;
/// What a character costs that few words are: where it stands alone beside a word, something is said that has no words here.
const RARE: u32 = 48;
/// What a character costs that is no word.
const UNKNOWN: u32 = 6 * 19;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) cost: u32,
    /// Whether texts of the state have it often, so that it may be what is meant by something like it.
    pub(super) common: bool,
}

/// The word of a key.
#[inline]
pub(super) fn word(key: Key) -> Option<Word> {
    let entry = key.entry(TABLE);
    (entry != 0).then_some(Word { cost: entry & !COMMON, common: entry & COMMON != 0 })
}

/// What the cheapest common word costs that has these characters around the place `at`.
pub(super) fn cheapest(key: Key, at: usize) -> Option<u32> {
    word(key.with(at, ANY)).map(|word| word.cost)
}

/// What characters cost that are cut into words as cheaply as can be.
pub(super) fn cost(chars: &[char]) -> u32 {
    forwards(chars).last().map_or(0, |place| place.before)
}

/// A run of Han characters, cut into words as cheaply as can be.
pub(super) struct Run<'a> {
    pub(super) chars: &'a [char],
    places: Vec<Place>,
}

/// A place between characters.
#[derive(Clone, Copy)]
struct Place {
    /// What the words before it cost, and what those behind it.
    before: u32,
    behind: u32,
    /// What the words cost that begin here, by their lengths; 0 where there is none.
    words: [u32; LONGEST],
}

/// The places of a run, with what stands before each.
fn forwards(chars: &[char]) -> Vec<Place> {
    let nothing = Place { before: u32::MAX, behind: u32::MAX, words: [0; LONGEST] };
    let mut places = vec![nothing; chars.len() + 1];
    places[0].before = 0;
    for start in 0..chars.len() {
        let mut key = Key::NONE;
        for (at, &c) in chars[start..].iter().take(LONGEST).enumerate() {
            key = key.with(at, c);
            let cost = word(key).map_or(if at == 0 { UNKNOWN } else { 0 }, |word| word.cost);
            if cost > 0 {
                places[start].words[at] = cost;
                let before = places[start].before + cost;
                let end = &mut places[start + at + 1];
                end.before = end.before.min(before);
            }
        }
    }
    places
}

impl<'a> Run<'a> {
    pub(super) fn of(chars: &'a [char]) -> Self {
        let mut places = forwards(chars);
        places[chars.len()].behind = 0;
        for start in (0..chars.len()).rev() {
            let words = places[start].words;
            let ways = words.iter().enumerate().filter(|way| *way.1 > 0);
            places[start].behind =
                ways.map(|(at, cost)| places[start + at + 1].behind + cost).min().unwrap_or(0);
        }
        Self { chars, places }
    }

    /// The words that it is cut into.
    pub(super) fn words(&self) -> Vec<Range<usize>> {
        let mut words: Vec<_> =
            std::iter::successors(self.word_before(self.chars.len()), |word| self.word_before(word.start))
                .collect();
        words.reverse();
        words
    }

    /// What a word costs that it is cut into.
    pub(super) fn cost(&self, word: &Range<usize>) -> u32 {
        self.places[word.start].words[word.len() - 1]
    }

    /// The word that ends at a place.
    pub(super) fn word_before(&self, end: usize) -> Option<Range<usize>> {
        let cheapest = |start: &usize| {
            let place = self.places[*start];
            let cost = place.words[end - start - 1];
            cost > 0 && place.before + cost == self.places[end].before
        };
        (end.saturating_sub(LONGEST)..end).find(cheapest).map(|start| start..end)
    }

    /// The word that begins at a place.
    pub(super) fn word_behind(&self, start: usize) -> Option<Range<usize>> {
        let place = self.places[start];
        let cheapest = |end: &usize| {
            let cost = place.words[end - start - 1];
            cost > 0 && self.places[*end].behind + cost == place.behind
        };
        (start + 1..=self.chars.len().min(start + LONGEST)).find(cheapest).map(|end| start..end)
    }

    /// What would be saved if a word of this cost stood at these characters, or anything in their place.
    pub(super) fn saved(&self, place: &Range<usize>, cost: u32) -> u32 {
        let (before, behind) = (self.places[place.start].before, self.places[place.end].behind);
        self.places[0].behind.saturating_sub(before + cost + behind)
    }

    /// On how many sides of a place a rare character stands alone.
    pub(super) fn loners(&self, place: &Range<usize>) -> u32 {
        let (start, end) = (self.places[place.start], self.places[place.end]);
        let before = place.start.checked_sub(1).is_some_and(|at| {
            let [alone, ..] = self.places[at].words;
            alone > RARE && self.places[at].before + alone == start.before
        });
        let [alone, ..] = end.words;
        let behind = alone > RARE
            && self.places.get(place.end + 1).is_some_and(|next| alone + next.behind == end.behind);
        u32::from(before) + u32::from(behind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_cut_into_its_cheapest_words() {
        for (text, words) in [
            ("公开形式不够丰富", vec!["公开", "形式", "不够", "丰富"]),
            ("囍", vec!["囍"]),
            ("加强囍囍管理", vec!["加强", "囍", "囍", "管理"]),
            ("", vec![]),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let cut = Run::of(&chars).words();
            let cut: Vec<String> = cut.into_iter().map(|place| chars[place].iter().collect()).collect();
            assert_eq!(cut, words);
        }
    }

    #[test]
    fn the_words_beside_a_place_are_those_of_the_cheapest_cut() {
        let chars: Vec<char> = "公开形式不够丰富".chars().collect();
        let run = Run::of(&chars);
        assert_eq!((run.word_before(2), run.word_behind(2)), (Some(0..2), Some(2..4)));
        assert_eq!((run.word_before(0), run.word_behind(8)), (None, None));
        assert_eq!((run.word_before(8), run.word_behind(0)), (Some(6..8), Some(0..2)));
    }
}
