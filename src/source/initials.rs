//! In: the first characters of words that stand in their order. Out: which words begin with a character, looked up at every place of
//! a text. Knows nothing else: `templates/build.rs` lays it out.

use std::ops::Range;

/// Words by their first character: a table of places, a power of two, twice as many as are taken.
#[derive(Clone, Copy, Debug)]
pub struct Initials(pub(crate) &'static [Slot]);

/// The words of one character, from the first to the one behind the last; of an empty place none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slot {
    pub(crate) first: char,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

impl Initials {
    /// The numbers of the words that begin with a character.
    #[must_use]
    pub fn get(self, first: char) -> Range<usize> {
        let slot = self.0[place(self.0, first)];
        slot.from as usize..slot.to as usize
    }
}

/// Where a character is, or the empty place where it would be.
pub(crate) fn place(slots: &[Slot], first: char) -> usize {
    let mask = slots.len() - 1;
    let mut at = (u32::from(first).wrapping_mul(0x9E37_79B1) >> 12) as usize & mask;
    while slots[at].to > slots[at].from && slots[at].first != first {
        at = (at + 1) & mask;
    }
    at
}
