//! In: a paragraph. Out: characters that stand beside neighbours with which no text has them, while another of the same sound stands
//! there often (G02): 密切恋系, 切身哩益. `templates/sounds.txt` says which sound alike, `templates/pairs.bin` which stand together
//! (counted by `tests/bench/pairs.py` from laws and a dictionary: of 2.4 million characters of other laws six were called wrong).

use super::{Reported, finding};
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::source::is_han;
use std::sync::LazyLock;

/// Two filters of pairs of characters: those that any text has, then those that are common.
const PAIRS: &[u8] = include_bytes!("../../../templates/pairs.bin");

/// A line a syllable.
const SOUNDS: &str = include_str!("../../../templates/sounds.txt");

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
    let mut window = [(0, ' '); 3];
    for (at, c) in text.char_indices() {
        window = [window[1], window[2], (at, c)];
        let [(start, before), (_, wrong), (_, after)] = window;
        let run = is_han(before) && is_han(wrong) && is_han(after);
        if !run || is_seen(before, wrong) || is_seen(wrong, after) {
            continue;
        }
        let range = start..at + c.len_utf8();
        let right = alike(wrong).find(|&c| is_common(before, c) && is_common(c, after));
        let Some(right) = right.filter(|_| !own.contains(&text[range.clone()])) else { continue };
        if told.take(&range) {
            let message = format!("“{before}{wrong}{after}”疑为“{before}{right}{after}”");
            sink.push(finding(paragraph, &codes::G02, range, message).help("核对这个字"));
        }
    }
}

/// The syllables of each character, in the order of characters and of the file: the character in the upper half, where the line of the
/// syllable begins in the lower. Looked up: a flood of one character asks thousands of times.
static SYLLABLES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut syllables = Vec::new();
    let mut start = 0;
    for line in SOUNDS.split_inclusive('\n') {
        if !line.starts_with('#') {
            syllables.extend(line.trim_end().chars().map(|c| u64::from(u32::from(c)) << 32 | start));
        }
        start += line.len() as u64;
    }
    syllables.sort_unstable();
    syllables
});

/// The characters of the same sound.
fn alike(c: char) -> impl Iterator<Item = char> {
    let of = |c: char| u64::from(u32::from(c)) << 32;
    let first = SYLLABLES.partition_point(|&syllable| syllable < of(c));
    let own = SYLLABLES[first..].iter().take_while(move |&&syllable| syllable >> 32 == of(c) >> 32);
    let lines = own.filter_map(|&syllable| SOUNDS.get((syllable & 0xFFFF_FFFF) as usize..)?.lines().next());
    lines.flat_map(str::chars).filter(move |&other| other != c)
}

/// Whether two characters are typed for one another.
pub(super) fn sound_alike(one: char, other: char) -> bool {
    alike(one).any(|c| c == other)
}

fn is_seen(first: char, second: char) -> bool {
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
        assert!(sound_alike('复', '付') && !sound_alike('复', '公'));
        assert_eq!(PAIRS.len(), (SEEN + OFTEN) as usize / 8);
    }
}
