//! In: words. Out: the same by their first characters, and which begin with which.

#[path = "../../src/source/initials.rs"]
#[allow(dead_code, unreachable_pub, reason = "words are looked up when the program runs")]
mod places;

use super::tape::number;
use places::{NONE, Slot, place};

/// Brings words into the order of their first characters, those of one in the order that they have, and says in Rust where each
/// character's begin and end.
pub(crate) fn by_first<W>(words: &mut [W], first: impl Fn(&W) -> char) -> String {
    by_two(words, |word| [first(word), NONE])
}

/// The same by their first two characters.
pub(crate) fn by_two<W>(words: &mut [W], begins: impl Fn(&W) -> [char; 2]) -> String {
    words.sort_by_key(&begins);
    let groups: Vec<&[W]> = words.chunk_by(|a, b| begins(a) == begins(b)).collect();
    let mut slots = vec![Slot::default(); (groups.len() * 2).next_power_of_two()];
    let mut from = 0;
    for group in groups {
        let begins = begins(&group[0]);
        let (at, to) = (place(&slots, begins), from + number(group.len()));
        slots[at] = Slot { begins, from, to };
        from = to;
    }
    format!("{{ use crate::source::Slot; Initials(&{slots:?}) }}")
}
