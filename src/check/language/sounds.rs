//! In: a paragraph. Out: characters that stand beside neighbours with which no text has them, while another of the same sound or
//! shape stands there often (G02): 密切恋系, 切身哩益, 力量簿弱. `templates/sounds.txt` says which sound alike, `templates/shapes.txt`
//! which look alike, `templates/pairs.bin` which stand together (all made by `tests/bench/pairs.py`, the last from laws and a
//! dictionary: of 1.6 million characters of laws left out of the count 26 were called wrong).

use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::source::is_han;
use std::ops::Range;
use std::sync::LazyLock;

use super::doubled::{Row, begins, is_rare, row};
use super::{Reported, finding};

/// Two filters of pairs of characters: those that any text has, then those that are common.
const PAIRS: &[u8] = include_bytes!("../../../templates/pairs.bin");

/// A line a syllable.
const SOUNDS: &str = include_str!("../../../templates/sounds.txt");

/// A line a character.
const SHAPES: &str = include_str!("../../../templates/shapes.txt");

/// Bits of the first filter, a power of two; the second has the rest.
const SEEN: u32 = 1 << 22;
/// Bits of the second.
const OFTEN: u32 = 1 << 19;
/// Bits that a pair sets.
const KEYS: u32 = 5;

/// Finds wrong characters in a paragraph, beside what was told already; `own` is the reporting body's name, whose characters may be
/// rare together.
pub(super) fn check(paragraph: &Paragraph, own: &str, told: &mut Reported, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    // Two characters before the one that is looked at, and two behind it.
    let mut window = [(0, ' '); 5];
    let mut before_seen = true;
    for (at, c) in text.char_indices().chain([(text.len(), ' '); 2]) {
        window = [window[1], window[2], window[3], window[4], (at, c)];
        let [_, (_, before), (_, wrong), (_, after), _] = window;
        let left = !before_seen;
        let right = is_han(wrong) && is_han(after) && !is_seen(wrong, after);
        before_seen = !right;
        if !(left || right) || !is_han(wrong) {
            continue;
        }
        let Some((range, right)) = slip(&window, left, right) else { continue };
        let written = &text[range.clone()];
        if own.contains(written) || is_name(text, &range, after) || !told.take(&range) {
            continue;
        }
        debug_assert!(is_han(before) || written.starts_with(wrong));
        let message = format!("“{written}”疑为“{right}”");
        sink.push(finding(paragraph, &codes::G02, range, message).help("核对这个字"));
    }
}

/// The pair that holds a wrong character, and what is meant by it. `left` and `right`: no text has the character beside the one before
/// it, and beside the one behind it.
fn slip(window: &[(usize, char); 5], left: bool, right: bool) -> Option<(Range<usize>, String)> {
    let [(_, outer), (start, before), (at, wrong), (end, after), (next, last)] = *window;
    let closes = |first: char, second: char| {
        is_han(first) && (begins(first, second) || is_rare(second) && is_seen(first, second))
    };
    if left
        && !FIELD.is_right(before, wrong)
        && let Some(meant) = alike(wrong).find(|&c| FIELD.is_word(before, c))
    {
        // 全文｜见附件: a word ends and another begins between the two.
        let fresh = is_han(after) && begins(wrong, after);
        // 批评｜股室 too, where either has been seen.
        let known = is_han(after) && (is_seen(wrong, after) || FIELD.is_right(wrong, after));
        let word = is_han(outer) && begins(outer, before);
        let alone = stands_alone(wrong);
        let apart = word && known || alone && (closes(outer, before) || stands_alone(before));
        if !fresh && !apart {
            return Some((start..end, format!("{before}{meant}")));
        }
    }
    if right
        && !FIELD.is_right(wrong, after)
        && let Some(meant) = alike(wrong).find(|&c| FIELD.is_word(c, after))
    {
        let closed = is_han(before) && closes(before, wrong) || FIELD.is_right(before, wrong);
        let fresh = is_han(last) && begins(after, last);
        let alone = stands_alone(wrong);
        let known = is_han(before) && is_seen(before, wrong);
        let apart = fresh && (alone || known) || alone && stands_alone(after);
        if !(closed || apart) {
            return Some((at..next, format!("{meant}{after}")));
        }
    }
    let both = left && right && !FIELD.is_right(before, wrong);
    let meant = alike(wrong).find(|&c| both && is_common(before, c) && is_common(c, after))?;
    Some((start..end, format!("{before}{meant}")))
}

/// 石坪镇, “溪语”: the names of places and of accounts are made of any characters.
fn is_name(text: &str, range: &Range<usize>, after: char) -> bool {
    let place = |c: char| "县镇乡村州旗盟街路河湖".contains(c);
    let quoted = text[..range.start]
        .rfind(['“', '”'])
        .is_some_and(|at| text[at..].starts_with('“') && text[at..range.start].chars().count() <= 6);
    let behind = text[range.end..].chars().next();
    quoted || place(after) || behind.is_some_and(place) || text[range.clone()].ends_with(place)
}

/// Words that such reports have, characters that stand alone, and words that look wrong and are right: `templates/field.txt`.
struct Field {
    words: &'static [u8],
    singles: &'static str,
    right: &'static [u8],
    /// A bit for every word: each character of a sound is asked for, and few make one.
    sieve: Vec<u64>,
}

/// Bits of the sieve of words, twenty a word.
const SIEVE: u32 = 1 << 14;

static FIELD: LazyLock<Field> = LazyLock::new(|| {
    const FILE: &str = include_str!("../../../templates/field.txt");
    let mut lines = FILE.lines().filter(|line| !line.starts_with('#'));
    let mut next = || lines.next().unwrap_or("");
    let (words, singles, right) = (next(), next(), next());
    let mut sieve = vec![0; SIEVE as usize / 64];
    let mut chars = words.chars();
    while let (Some(first), Some(second)) = (chars.next(), chars.next()) {
        let (at, bit) = in_sieve(first, second);
        sieve[at] |= bit;
    }
    Field { words: words.as_bytes(), singles, right: right.as_bytes(), sieve }
});

/// The place of a word in the sieve.
fn in_sieve(first: char, second: char) -> (usize, u64) {
    let key = u32::from(first).wrapping_mul(0x9E37_79B1) ^ u32::from(second).wrapping_mul(0x85EB_CA6B);
    let at = key >> 8 & (SIEVE - 1);
    (at as usize / 64, 1 << (at % 64))
}

impl Field {
    fn is_word(&self, first: char, second: char) -> bool {
        let (at, bit) = in_sieve(first, second);
        self.sieve[at] & bit != 0 && holds(self.words, first, second)
    }

    fn is_right(&self, first: char, second: char) -> bool {
        holds(self.right, first, second)
    }
}

/// Whether a line of words, all of six bytes and in order, has one.
fn holds(line: &[u8], first: char, second: char) -> bool {
    const LENGTH: usize = 6;
    let mut word = [0; LENGTH];
    if first.len_utf8() + second.len_utf8() != LENGTH {
        return false;
    }
    first.encode_utf8(&mut word);
    second.encode_utf8(&mut word[first.len_utf8()..]);
    let (mut low, mut high) = (0, line.len() / LENGTH);
    while low < high {
        let middle = usize::midpoint(low, high);
        match line[middle * LENGTH..(middle + 1) * LENGTH].cmp(&word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

fn stands_alone(c: char) -> bool {
    FIELD.singles.contains(c)
}

/// The syllables of each character, in the order of characters and of the file.
static SYLLABLES: &[Row] = include!(concat!(env!("OUT_DIR"), "/templates/sounds.txt.rs"));

/// Where the line of each character's likes is.
static LIKES: &[Row] = include!(concat!(env!("OUT_DIR"), "/templates/shapes.txt.rs"));

/// The characters of the same sound, and those of the same shape.
fn alike(c: char) -> impl Iterator<Item = char> {
    let first = SYLLABLES.partition_point(|&(of, ..)| of < c);
    let own = SYLLABLES[first..].iter().take_while(move |&&(of, ..)| of == c);
    let lines = own.map(|&(_, start, end)| &SOUNDS[start as usize..end as usize]);
    // 增加约两成: behind 的 any two characters make what looks like a word.
    let shapes = row(SHAPES, LIKES, c).chars().skip(2).filter(|&other| other != '的');
    lines.flat_map(str::chars).filter(move |&other| other != c).chain(shapes)
}

/// Whether two characters are typed for one another.
pub(super) fn is_alike(one: char, other: char) -> bool {
    alike(one).any(|c| c == other)
}

/// Whether any text has two characters beside each other.
pub(super) fn is_seen(first: char, second: char) -> bool {
    is_in(&PAIRS[..SEEN as usize / 8], SEEN, first, second)
}

fn is_common(first: char, second: char) -> bool {
    is_in(&PAIRS[SEEN as usize / 8..], OFTEN, first, second)
}

/// Whether a filter holds a pair; now and then one that it does not hold.
fn is_in(filter: &[u8], bits: u32, first: char, second: char) -> bool {
    let key = u64::from(u32::from(first)) << 32 | u64::from(u32::from(second));
    let mut product = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^= product >> 32;
    product = product.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    product ^= product >> 32;
    let (low, step) = (product & 0xFFFF_FFFF, product >> 32 | 1);
    (0..u64::from(KEYS)).all(|i| {
        let at = (low + i * step) % u64::from(bits);
        usize::try_from(at / 8).is_ok_and(|byte| filter[byte] >> (at % 8) & 1 == 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_sounds() {
        assert!(is_seen('信', '息') && is_common('信', '息'));
        assert!(!is_common('信', '惜'));
        assert!(
            is_alike('复', '付') && is_alike('簿', '薄') && is_alike('己', '已') && !is_alike('复', '公')
        );
        assert!(FIELD.is_word('反', '馈') && !FIELD.is_word('反', '溃') && stands_alone('见'));
        let words = std::str::from_utf8(FIELD.words).expect("Han");
        assert!(words.as_bytes().chunks(6).is_sorted(), "looked up by halves");
        assert_eq!(PAIRS.len(), (SEEN + OFTEN) as usize / 8);
    }
}
