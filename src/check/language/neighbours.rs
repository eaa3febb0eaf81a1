//! In: the words of a paragraph in their order. Out: those that were typed for another of the same sound (公开形势 for 公开形式): what is
//! written goes with neither neighbour, what is meant with one at least, by `templates/neighbours.txt`. Refuses to know what is said.

use std::ops::Range;

use super::doubled::is_numeral;
use super::slot::Key;
use super::vocabulary::{self, LONGEST, Run};
use super::words::TABLE as WORDS;
use crate::source::is_han;

/// What goes together, as `templates/build.rs` has laid it out.
pub(super) const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/templates/neighbours.table"));

/// What is typed, what is meant and costs, whether the two are of only roughly the same sound; in the order of what is typed.
#[allow(clippy::unreadable_literal, reason = "the build writes it")]
static TYPED: &[(Key, Key, u32, bool)] = include!(concat!(env!("OUT_DIR"), "/templates/neighbours.rs"));

/// The common words of two characters, by each of these.
#[allow(clippy::unreadable_literal, reason = "the build writes it")]
static PAIRS: &[(char, Key)] = include!(concat!(env!("OUT_DIR"), "/templates/pairs.rs"));

/// What a character must cost that is left of a word, and how much likelier the word must be: of lost characters a fifth are found so, and
/// right texts of another kind have three marks in 100,000 characters.
const LEFT: u32 = 52;
const WHOLE: u32 = 24;
/// Of one that is so rare alone less is asked of the whole word's neighbours.
const HARDLY: u32 = 60;

/// What a character must cost in any case, how well the whole word must go with its neighbours where others stand alone beside it, and how
/// much likelier it must be then, with twice the levels: a further twelfth of lost characters, four marks in 7,500 paragraphs of news and laws.
const FOREIGN: u32 = 48;
const CLOSE: u32 = 5;
const CLOSELY: u32 = 54;

/// How well the whole word must go with its neighbours before a figure, and how much likelier it must be: of last characters lost there
/// three times as many are found, with two marks more in 600,000 characters of reports on the work of cities.
const COUNTED: u32 = 2;
const COUNTS: u32 = 34;

/// How much likelier what is meant must be, in sixths of a nat. These were chosen on news that the table had not been counted from (7 marks
/// in 150,000 characters); of twelve such words in sentences that others had written meanwhile nine are found.
const LEAST: u32 = 18;

/// By how much more where the sounds are told apart by many.
const ROUGH: u32 = 14;

/// Characters of the shortest word that is typed for another.
const SHORTEST: usize = 2;

/// The levels that what is meant must have with its neighbours: 的 stands somewhat oftener behind most nouns than by chance.
const BOUND: u32 = 3;
/// How much likelier what is meant must be if it has none of these, one, two: of words typed for others in sentences of reports seven in
/// ten are found so and not six, with three marks more in 600,000 characters of reports on the work of cities.
const UNBOUND: [u32; BOUND as usize] = [40, 30, 20];

/// Sixths of a nat of a level.
const LEVEL: u32 = 6;

/// A word where it stands, or what stands between words.
struct Word {
    key: Key,
    cost: u32,
    /// By characters; empty where it is none.
    place: Range<usize>,
}

pub(super) struct Sequence(Vec<Word>);

pub(super) struct Typed {
    pub(super) place: Range<usize>,
    pub(super) meant: Key,
    saved: u32,
}

impl Sequence {
    pub(super) fn new() -> Self {
        Self(vec![Word::between(None)])
    }

    /// Adds a run of Han characters that begins at `start`; behind its first `end` characters none are words.
    pub(super) fn add(&mut self, run: &Run<'_>, start: usize, end: usize) {
        for place in run.words().into_iter().filter(|place| place.end <= end) {
            let key = Key::of(run.chars[place.clone()].iter().copied());
            self.0.push(Word { key, cost: run.cost(&place), place: start + place.start..start + place.end });
        }
    }

    /// Adds what stands behind a run; 、 parts nothing.
    pub(super) fn between(&mut self, c: Option<char>) {
        if c != Some('、') {
            self.0.push(Word::between(c));
        }
    }

    pub(super) fn typed(&self) -> Vec<Typed> {
        let mut found: Vec<Typed> = (1..self.0.len()).flat_map(|first| self.typed_at(first)).collect();
        found.sort_by_key(|typed| (u32::MAX - typed.saved, typed.place.start));
        found
    }

    /// Where a character stands that is left of a word: 接受社会监，. It goes with neither neighbour, the whole word does.
    pub(super) fn lost(&self) -> impl Iterator<Item = Typed> {
        self.0.windows(3).filter_map(|three| {
            let [before, left, behind] = three else { return None };
            let c = left.key.chars().next().filter(|c| left.place.len() == 1 && !is_numeral(*c))?;
            // 12名 is none; of 收到申9件 more is asked.
            let is = |word: &Word, kind: char| word.key == Key::of([kind]);
            if left.cost < FOREIGN
                || is(before, '9')
                || is(before, ' ')
                || is(behind, ' ')
                || WORDS.behind_any.contains(c)
                || together(before.key, left.key, behind.key) > 0
            {
                return None;
            }
            // 常务会议|题: with the last character of the word before, or the first of the word behind, it is one.
            if is_cut_otherwise(before.key, c, behind.key) {
                return None;
            }
            // 落 实 is a word.
            let apart = |word: &Word| word.place.len() != 1;
            let alone = left.cost < LEFT || !apart(before) || !apart(behind) || WORDS.alone.contains(c);
            let bound = if left.cost < HARDLY { BOUND } else { BOUND - 1 };
            let first = PAIRS.partition_point(|row| row.0 < c);
            let words = PAIRS[first..].iter().take_while(|row| row.0 == c);
            let likely = words.filter_map(|&(_, whole)| {
                let together = together(before.key, whole, behind.key);
                let saved = (left.cost + LEVEL * together).checked_sub(vocabulary::word(whole)?.cost)?;
                let enough = if is(behind, '9') {
                    let counted = COUNTED * if WORDS.alone.contains(c) { 2 } else { 1 };
                    apart(before) && together >= counted && saved >= COUNTS
                } else {
                    together >= bound && saved >= WHOLE && !alone
                        || together >= CLOSE && saved + 2 * together >= CLOSELY && !WORDS.alone.contains(c)
                };
                enough.then_some((whole, saved))
            });
            let (meant, saved) = likely.max_by_key(|&(_, saved)| saved)?;
            Some(Typed { place: left.place.clone(), meant, saved })
        })
    }

    /// Of the words that begin with a word of the row.
    fn typed_at(&self, first: usize) -> impl Iterator<Item = Typed> {
        let start = self.0[first].place.start;
        let (mut key, mut cost, mut end) = (Key::NONE, 0, start);
        let joined = self.0[first..].iter().enumerate().map_while(move |(more, word)| {
            let size = end - start;
            if word.place.start != end || word.place.is_empty() || word.place.end - start > LONGEST {
                return None;
            }
            key = key.then(size, word.key);
            cost += word.cost;
            end = word.place.end;
            Some((key, cost, end, first + more))
        });
        joined.filter_map(move |(key, cost, end, last)| {
            if end - start < SHORTEST {
                return None;
            }
            let beside = (self.0[first - 1].key, self.0.get(last + 1)?.key);
            let (meant, saved) = meant(key, cost, beside, first == last)?;
            Some(Typed { place: start..end, meant, saved })
        })
    }
}

impl Word {
    /// What stands between words counts as a word of its kind.
    fn between(c: Option<char>) -> Self {
        let kind = match c {
            Some(c) if c.is_ascii_digit() => '9',
            Some(c) if c.is_alphabetic() && !is_han(c) => 'A',
            Some(' ') => ' ',
            _ => '，',
        };
        Self { key: Key::of([kind]), cost: 0, place: 0..0 }
    }
}

/// The word that is likeliest meant by what is typed at this cost between two neighbours, and what it saves; `word` where what is typed
/// was taken for one.
fn meant(typed: Key, cost: u32, (before, behind): (Key, Key), word: bool) -> Option<(Key, u32)> {
    if typed.beside(Key::NONE).entry(TABLE) == 0 || word && together(before, typed, behind) > 0 {
        return None;
    }
    let first = TYPED.partition_point(|row| row.0 < typed);
    let rows = TYPED[first..].iter().take_while(|row| row.0 == typed);
    let likely = rows.filter_map(|&(_, meant, dear, rough)| {
        let dear = dear + LEAST + if rough { ROUGH } else { 0 };
        let together = together(before, meant, behind);
        let unbound = UNBOUND.get(together as usize).copied().unwrap_or(0);
        Some((meant, (cost + LEVEL * together).checked_sub(dear + unbound)?))
    });
    likely.max_by_key(|&(_, saved)| saved).filter(|&(_, saved)| saved > 0)
}

/// Whether a character makes a common word with a part of the word before or behind it, of which the rest is one too.
fn is_cut_otherwise(before: Key, c: char, behind: Key) -> bool {
    let word = |word: &[char]| vocabulary::word(Key::of(word.iter().copied()));
    let (before, behind): (Vec<char>, Vec<char>) = (before.chars().collect(), behind.chars().collect());
    let both = |rest, whole: &[char]| word(rest).is_some() && word(whole).is_some_and(|word| word.common);
    (1..before.len()).any(|at| both(&before[..at], &[&before[at..], &[c]].concat()))
        || (1..behind.len()).any(|at| both(&behind[at..], &[&[c], &behind[..at]].concat()))
}

/// How well a word goes with what is beside a place of a run.
pub(super) fn goes_with(run: &Run<'_>, place: &Range<usize>, word: Key) -> u32 {
    let key = |beside: Option<Range<usize>>| {
        beside.map_or(Key::of(['，']), |beside| Key::of(run.chars[beside].iter().copied()))
    };
    together(key(run.word_before(place.start)), word, key(run.word_behind(place.end)))
}

/// How well a word goes with what is beside it.
fn together(before: Key, word: Key, behind: Key) -> u32 {
    before.beside(word).entry(TABLE) + word.beside(behind).entry(TABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a text: what is written, what is meant.
    fn found(text: &str) -> Vec<(String, String)> {
        let chars: Vec<char> = text.chars().collect();
        let (mut row, mut start) = (Sequence::new(), 0);
        for run in chars.split(|c| !is_han(*c)) {
            row.add(&Run::of(run), start, run.len());
            row.between(chars.get(start + run.len()).copied());
            start += run.len() + 1;
        }
        let typed = row.typed().into_iter();
        typed.map(|typed| (chars[typed.place].iter().collect(), typed.meant.chars().collect())).collect()
    }

    #[test]
    fn the_likeliest_is_said_first_and_what_stands_elsewhere_is_not_joined() {
        let texts: Vec<String> =
            found("汛期等终点时段，公开形势不够丰富").into_iter().map(|found| found.0).collect();
        assert_eq!(texts, ["终点", "形势"]);
        assert_eq!(found("汛期等终、点时段"), []);
        assert_eq!(found("汛期等终，点时段"), []);
    }

    #[test]
    fn a_word_goes_with_what_is_beside_its_place() {
        let of = |word: &str| Key::of(word.chars());
        let chars: Vec<char> = "汛期等终点时段".chars().collect();
        let run = Run::of(&chars);
        let both = goes_with(&run, &(3..5), of("重点"));
        assert_eq!(both, together(of("等"), of("重点"), of("时段")));
        assert!(both > 0 && goes_with(&run, &(3..5), of("涉及")) < both);
        assert_eq!(goes_with(&run, &(0..7), of("重点")), together(of("，"), of("重点"), of("，")));
    }

    #[test]
    fn neighbours_are_passed_on_over_a_pause_and_stopped_by_a_mark() {
        let kinds = |text: &str| {
            let mut row = Sequence::new();
            text.chars().for_each(|c| row.between(Some(c)));
            row.0.iter().map(|word| word.key.chars().collect::<String>()).collect::<Vec<_>>()
        };
        assert_eq!(kinds("、7、b。"), ["，", "9", "A", "，"]);
    }

    #[test]
    fn what_is_behind_the_end_is_no_word() {
        let chars: Vec<char> = "汛期等终点时段".chars().collect();
        let typed = |end| {
            let mut row = Sequence::new();
            row.add(&Run::of(&chars), 0, end);
            row.between(None);
            row.typed().len()
        };
        assert_eq!((typed(chars.len()), typed(5), typed(4)), (1, 1, 0));
    }

    #[test]
    fn what_only_some_hear_alike_must_save_more() {
        let rough = TYPED.iter().filter(|row| row.3).count();
        assert!(rough > 1000 && rough < TYPED.len() / 2, "{rough}");
        let of = |word: &str| Key::of(word.chars());
        let (before, behind) = (of("等"), of("时段"));
        let cost =
            |word: &str| crate::check::language::vocabulary::word(of(word)).map_or(0, |word| word.cost);
        let level = LEVEL * together(before, of("重点"), behind);
        let saved = cost("终点") + level - cost("重点") - LEAST;
        assert_eq!(meant(of("终点"), cost("终点"), (before, behind), true), Some((of("重点"), saved)));
        let least = cost("重点") + LEAST - level;
        assert_eq!(meant(of("终点"), least, (before, behind), true), None);
        assert_eq!(meant(of("终点"), least + 1, (before, behind), true), Some((of("重点"), 1)));
    }
}
