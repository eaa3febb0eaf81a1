//! Fixed terms with a character lost, doubled, exchanged or written as another of the same sound or shape (G02), by
//! `templates/terms.yaml`: at each place the terms that begin there, or have lost their beginning there, are held against the text.
//! What is right in itself, or may be the end or the beginning of another word, is passed over.

mod term;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Reading;
use super::doubled::borders;
use super::slot::Key;
use super::sounds::is_alike;
use super::vocabulary::{self, LONGEST};
use super::words::TABLE;
use crate::check::facts::{Paragraph, Part, headings};
use crate::diagnostic::codes;
use crate::source::{Initials, Level, is_han};
use crate::yaml::{LaidOut, entries, shipped};
use term::{Kind, Term};

/// The characters of all terms, and of what is right, end to end; `templates/build.rs` has laid them out, and the following.
static CHARS: &[char] = include!(concat!(env!("OUT_DIR"), "/templates/terms.yaml.chars.rs"));

/// The terms of the field, by their first characters.
static TERMS: &[Term] = include!(concat!(env!("OUT_DIR"), "/templates/terms.yaml.by_first.rs"));

/// Which of them begin with a character.
static BY_FIRST: Initials = include!(concat!(env!("OUT_DIR"), "/templates/terms.yaml.initials.rs"));

/// What differs from a term by a character or two and is right: its first character, and how many it has.
static RIGHT: &[(u32, u32)] = include!(concat!(env!("OUT_DIR"), "/templates/terms.yaml.right.rs"));

entries! {
    /// What stands beside terms in other words.
    pub(super) struct Neighbours {
        "专名" _proper: LaidOut,
        "用语" _common: LaidOut,
        "词语" _words: LaidOut,
        "无误" _right: LaidOut,
        // The last character of a term, and what may follow it.
        "接" goes_on: BTreeMap<char, &'static str>,
        // The first, and what may precede it.
        "前" begins: BTreeMap<char, &'static str>,
    }
}

pub(super) static NEIGHBOURS: LazyLock<Neighbours> = LazyLock::new(|| shipped!("templates/terms.yaml").all());

/// By how much likelier a term must be of which all stands but its last character.
const REMNANT: u32 = 15;

/// Terms shorter than this lose a character into other words.
const SHORTEST: usize = 5;

impl Term {
    fn chars(&self) -> &'static [char] {
        chars(self.start, self.len)
    }

    /// Whether the term may stand at the beginning of a text whose first character is its own, maimed: whatever has happened to the
    /// second, the text goes on as the term does, a character or two further on.
    fn may_begin(&self, [second, third]: [char; 2]) -> bool {
        let [own, next, last] = self.next;
        second == own || third == next || second == next || second == last || third == own
    }
}

fn chars(start: u32, len: u32) -> &'static [char] {
    &CHARS[start as usize..(start + len) as usize]
}

/// What a term has suffered: how many characters of the text stand for it, and what happened.
struct Misspelling {
    length: usize,
    /// Where it differs: the character after the last that is the term's own.
    at: usize,
    what: &'static str,
}

/// The name of a sub-item that its heading misspells.
pub(super) fn heading(reading: &mut Reading<'_>) {
    let Paragraph { level, part, .. } = reading.paragraph;
    if *level != Some(Level::Second) || !matches!(part, Part::Overview(_)) {
        return;
    }
    let text = reading.text();
    if let Some((_, name, written)) = headings::misspelt(text)
        && let Some(at) = text.find(written)
    {
        let message = format!("小标题“{written}”应为“{name}”");
        reading.say(&codes::G02, at..at + written.len(), message, "");
    }
}

pub(super) fn check(reading: &mut Reading<'_>) {
    let text = reading.characters.all.as_slice();
    let mut at = 0;
    while at < text.len() {
        let Some((term, slip)) = maimed(text, at) else {
            at += 1;
            continue;
        };
        let range = reading.characters.bytes(&(at..at + slip.length));
        at += slip.length;
        let right: String = term.chars().iter().collect();
        let message = format!("“{}”{}，应为“{right}”", &reading.text()[range.clone()], slip.what);
        reading.say(&codes::G02, range, message, "");
    }
}

/// The term that is maimed at a place, and how.
fn maimed(text: &[char], at: usize) -> Option<(&'static Term, Misspelling)> {
    let candidates = &TERMS[BY_FIRST.get(text[at])];
    let behind = [1, 2].map(|n| text.get(at + n).copied().unwrap_or_default());
    let slips = candidates.iter().filter(|term| term.may_begin(behind));
    let slips: Vec<_> = slips.filter_map(|term| Some((term, slip(term, text, at)?))).collect();
    // The longest term that stands here whole accounts for its characters.
    let stands = |term: &&[char]| text[at..].starts_with(term);
    let whole = || candidates.iter().map(Term::chars).filter(stands).map(<[char]>::len).max();
    let whole = if slips.is_empty() { None } else { whole() };
    let slips = slips.into_iter().filter(|(_, slip)| {
        whole.is_none_or(|n| slip.at > n || slip.at == n && slip.length > n + 2)
            && !is_right(text, at + slip.at)
    });
    slips.max_by_key(|(term, slip)| (slip.at, usize::MAX - term.chars().len()))
}

/// Whether a stretch that is right in itself lies across the place at which a term would be maimed.
fn is_right(text: &[char], at: usize) -> bool {
    RIGHT.iter().map(|&(start, len)| chars(start, len)).any(|word| {
        let first = at.saturating_sub(word.len() - 1);
        (first..at).any(|from| text[from..].starts_with(word))
    })
}

/// What has happened to a term whose first character stands at `at`; nothing if it is whole or another word.
fn slip(term: &Term, text: &[char], at: usize) -> Option<Misspelling> {
    let (term, kind) = (term.chars(), term.kind);
    let proper = kind == Kind::Proper;
    let rest = &text[at..];
    let same = term.iter().zip(rest).take_while(|(own, c)| own == c).count();
    if same == term.len() {
        return None;
    }
    let found = |length: usize, what: &'static str| Some(Misspelling { length, at: same, what });
    // Whatever has happened, the text goes on as the term does, a character or two further on; most texts do not. Only of a wrong
    // character may nothing be left behind it.
    let near = |at: usize, term_at: usize| term.get(term_at).is_some_and(|c| rest.get(at) == Some(c));
    if !(same + 1 == term.len()
        || near(same + 1, same + 1)
        || near(same, same + 1)
        || near(same, same + 2)
        || near(same + 1, same))
    {
        return None;
    }
    let from = |at: usize, term_at: usize| rest.get(at..).is_some_and(|r| r.starts_with(&term[term_at..]));
    let left = term.len() - same;
    let other = rest.get(same).copied().filter(|c| is_han(*c));
    if from(same + 1, same + 1)
        && other.is_some_and(|c| is_alike(c, term[same]) || term.len() >= SHORTEST && is_rare(c))
        && (left >= 2
            || other.is_some_and(is_rare)
            || rest.get(same + 1).is_none_or(|c| !is_han(*c) || ENDS.contains(*c)))
        && !ends_a_word(text, at, at + same)
        && !(left == 1 && begins_a_place(&rest[same..]))
    {
        return found(term.len(), "有错字");
    }
    if same + 1 == term.len() {
        return last(term, text, at);
    }
    // Two exchanged.
    if rest.get(same + 1) == Some(&term[same])
        && rest.get(same) == Some(&term[same + 1])
        && from(same + 2, same + 2)
    {
        return found(term.len(), "两个字颠倒");
    }
    if kind == Kind::Word || term.len() < SHORTEST {
        return short(term, text, at, same);
    }
    // One or two characters lost within it.
    for lost in 1..=2 {
        let enough = left > lost && (lost == 1 || proper && term.len() >= 7 && same >= 2 && left > lost + 1);
        // A mark is left out at will: 党中央国务院.
        if enough && is_han(term[same]) && from(same, same + lost) {
            let length = term.len() - lost;
            let ends = left - lost >= 2 || ends_here(term[term.len() - 1], rest.get(length));
            let begins = same >= 2 || begins_here(term[0], at.checked_sub(1).map(|k| text[k]));
            return found(length, "漏字").filter(|_| ends && begins);
        }
    }
    // One doubled.
    let repeated = rest.get(same).is_some_and(|c| term[..same].contains(c));
    found(term.len() + 1, "多字").filter(|_| same >= 2 && repeated && from(same + 1, same))
}

/// Whether a word that begins before a term would end with the character that is wrong in it: 负责人分工 beside 责任分工.
fn ends_a_word(text: &[char], term: usize, wrong: usize) -> bool {
    let first = (wrong + 1).saturating_sub(LONGEST);
    (first..term).any(|from| vocabulary::word(Key::of(text[from..=wrong].iter().copied())).is_some())
}

/// Whether the name of a place may begin so: 公开澜海市的…, which is no 公开栏.
fn begins_a_place(text: &[char]) -> bool {
    text.iter().skip(2).take(2).any(|c| "市县区州旗镇乡".contains(*c))
}

/// A term that has lost its last character, 公开平 for 公开平台: what is left of its last word is no word with what stands beside it.
fn last(term: &[char], text: &[char], at: usize) -> Option<Misspelling> {
    let [.., before, left, lost] = *term else { return None };
    let length = term.len() - 1;
    let behind = text.get(at + length).copied().filter(|c| is_han(*c));
    let parted = term.len() > 3
        && borders(left).begins(lost)
        && !borders(before).begins(left)
        && !borders(left).ends(before);
    // 搭平台建机制: what is left is a word of its own before another. 答、复, 答有复: a mark stands in it, or a character too many.
    let joined = behind.is_some_and(|behind| borders(left).begins(behind) || TABLE.alone.contains(left))
        || text.get(at + length + 1) == Some(&lost)
        // 财政预、决算, 上、下半年: two words share what is lost.
        || text.get(at + length) == Some(&'、') && text[at + length..].iter().take(4).any(|c| *c == lost);
    let found = || Misspelling { length, at: length, what: "漏字" };
    (parted && !joined && is_likelier(term, text, at, REMNANT)).then(found)
}

/// A short word with a character twice in it, or without one, where what then stands there is far less likely: 说明明理由, 营商境. What is left over on either side of the loss may be another word's: 专栏更新, 行政查询.
fn short(term: &[char], text: &[char], at: usize, same: usize) -> Option<Misspelling> {
    let rest = &text[at..];
    let goes_on = |from: usize, at: usize| rest.get(from..).is_some_and(|r| r.starts_with(&term[at..]));
    // 提高高质量: the second begins a word. 扎扎实实推进: both stand twice.
    let twice = at.checked_sub(1).is_some_and(|before| text[before] == text[at]);
    let begins = || twice || borders(term[same - 1]).is_common(term[same]);
    if rest.get(same) == Some(&term[same - 1]) && goes_on(same + 1, same) && !begins() {
        return Some(Misspelling { length: term.len() + 1, at: same, what: "多字" });
    }
    let lost = is_han(term[same]) && goes_on(same, same + 1);
    let word = |first, next| borders(first).is_common(next);
    let anothers = || {
        same == 1 && at.checked_sub(1).is_some_and(|k| word(text[k], term[0]))
            || term.len() - same == 2
                && rest.get(term.len() - 1).is_some_and(|&next| word(term[same + 1], next))
    };
    (lost && is_likelier(term, text, at, vocabulary::CHANCE) && !anothers()).then_some(Misspelling {
        length: term.len() - 1,
        at: same,
        what: "漏字",
    })
}

/// Whether the words around a term that has lost a character are likelier with the whole of it by more than so much.
fn is_likelier(term: &[char], text: &[char], at: usize, least: u32) -> bool {
    let end = at + term.len() - 1;
    let around = |range: std::ops::Range<usize>| text[range].iter().copied();
    let (from, to) = (at.saturating_sub(LONGEST), text.len().min(end + LONGEST));
    let from = (from..at).rev().find(|&k| !is_han(text[k])).map_or(from, |k| k + 1);
    let to = (end..to).find(|&k| !is_han(text[k])).unwrap_or(to);
    let whole: Vec<char> = around(from..at).chain(term.iter().copied()).chain(around(end..to)).collect();
    vocabulary::cost(&text[from..to]) > vocabulary::cost(&whole) + least
}

/// Whether a last character that stands alone ends a word here, so that it is a remnant.
fn ends_here(last: char, next: Option<&char>) -> bool {
    let Some(next) = next.filter(|c| is_han(**c)) else { return true };
    let other = NEIGHBOURS.goes_on.get(&last).is_some_and(|words| words.contains(*next));
    !other && (NEIGHBOURS.goes_on.contains_key(&last) || ENDS.contains(*next))
}

/// Characters that begin another word behind a term.
const ENDS: &str = "的和与及等情是在由将共未均已制工管";

/// A character with which no common word begins: a foreign form (庁), a wrongly recognised one.
fn is_rare(c: char) -> bool {
    borders(c).begin_none()
}

/// Whether a first character that stands alone begins a word here.
fn begins_here(first: char, before: Option<char>) -> bool {
    before.filter(|c| is_han(*c)).is_none_or(|before| {
        NEIGHBOURS.begins.get(&first).is_some_and(|words| !words.contains(before))
            || "的和与及对将把了在以为向按从".contains(before)
    })
}

pub(super) fn is_term(word: &str) -> bool {
    word.chars().next().is_some_and(|first| {
        TERMS[BY_FIRST.get(first)].iter().any(|term| term.chars().iter().copied().eq(word.chars()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What may happen to a term behind its first character: a character or two lost, one doubled, two exchanged, one wrong.
    fn maimed(term: &[char]) -> Vec<Vec<char>> {
        let mut texts = Vec::new();
        for at in 1..term.len() {
            let (before, behind) = term.split_at(at);
            texts.push([before, &behind[1..]].concat());
            texts.push([before, behind.get(2..).unwrap_or_default()].concat());
            texts.push([before, &[before[at - 1]], behind].concat());
            texts.push([before, &['鑫'], &behind[1..]].concat());
            if let [one, other, rest @ ..] = behind {
                texts.push([before, &[*other, *one], rest].concat());
            }
        }
        texts
    }

    #[test]
    fn no_maimed_term_is_passed_over_at_its_beginning() {
        let mut found = 0;
        for term in TERMS.iter().step_by(5) {
            for mut text in maimed(term.chars()) {
                text.extend("，共".chars());
                if slip(term, &text, 0).is_some() {
                    assert!(term.may_begin([text[1], text[2]]), "{}", text.iter().collect::<String>());
                    found += 1;
                }
            }
        }
        assert!(found > 1000, "{found} of them are maimed");
    }

    #[test]
    fn a_long_name_that_lost_two_characters_is_found() {
        let (mut found, mut all) = (0, 0);
        for term in TERMS.iter().filter(|t| t.kind == Kind::Proper && t.len >= 9) {
            let chars = term.chars();
            for at in 2..chars.len() - 4 {
                let mut text = [&chars[..at], &chars[at + 2..]].concat();
                text.push('，');
                found += usize::from(slip(term, &text, 0).is_some_and(|slip| slip.what == "漏字"));
                all += 1;
            }
        }
        assert!(all > 50 && found * 20 > all * 19, "{found} of {all}");
    }
}
