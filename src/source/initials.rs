//! In: the first characters of words that stand in their order. Out: which words begin with a character, looked up at every place of
//! a text. Knows nothing else: `templates/build.rs` lays it out.

use std::ops::Range;

/// Words by their first character, or by their first two: a table of places, a power of two, twice as many as are taken.
#[derive(Clone, Copy, Debug)]
pub struct Initials(pub(crate) &'static [Slot]);

/// The words of one beginning, from the first to the one behind the last; of an empty place none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slot {
    pub(crate) begins: [char; 2],
    pub(crate) from: u32,
    pub(crate) to: u32,
}

impl Initials {
    /// The numbers of the words that begin with a character.
    #[must_use]
    #[inline]
    pub fn get(self, first: char) -> Range<usize> {
        self.get_by_two([first, NONE])
    }

    /// The numbers of the words that begin with two characters; of a word of one the second is [`NONE`].
    #[must_use]
    #[inline]
    pub fn get_by_two(self, begins: [char; 2]) -> Range<usize> {
        let slot = self.0[place(self.0, begins)];
        slot.from as usize..slot.to as usize
    }
}

/// Stands where there is no second character.
pub const NONE: char = '\0';

/// Where a beginning is, or the empty place where it would be.
#[inline]
pub(crate) fn place(slots: &[Slot], begins: [char; 2]) -> usize {
    let mask = slots.len() - 1;
    let [first, second] = begins;
    let mixed = u32::from(first).wrapping_mul(0x9E37_79B1) ^ u32::from(second).wrapping_mul(0x85EB_CA6B);
    let is_other = |slot: &Slot| slot.begins[0] != first || slot.begins[1] != second;
    let mut at = (mixed >> 12) as usize & mask;
    while slots[at].to > slots[at].from && is_other(&slots[at]) {
        at = (at + 1) & mask;
    }
    at
}
