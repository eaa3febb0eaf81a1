//! In: words. Out: the same by their first characters, and which begin with which.

#[path = "../../src/source/initials.rs"]
#[allow(dead_code, unreachable_pub, reason = "words are looked up when the program runs")]
mod places;

use super::tape::number;
use places::{Slot, place};

/// Brings words into the order of their first characters, those of one in the order that they have, and says in Rust where each
/// character's begin and end.
pub(crate) fn by_first<W>(words: &mut [W], first: impl Fn(&W) -> char) -> String {
    words.sort_by_key(&first);
    let groups: Vec<&[W]> = words.chunk_by(|a, b| first(a) == first(b)).collect();
    let mut slots = vec![Slot::default(); (groups.len() * 2).next_power_of_two()];
    let mut from = 0;
    for group in groups {
        let first = first(&group[0]);
        let (at, to) = (place(&slots, first), from + number(group.len()));
        slots[at] = Slot { first, from, to };
        from = to;
    }
    format!("{{ use crate::source::Slot; Initials(&{slots:?}) }}")
}
