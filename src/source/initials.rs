//! In: the first characters of words. Out: which words begin with a character, looked up at every place of a text.

/// Words by their first character.
#[derive(Clone, Debug)]
pub struct Initials {
    /// Numbers of words; those of one character beside each other, in their order.
    order: Vec<u32>,
    /// A table at least twice as large as it needs, a power of two; empty places hold no words.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    first: char,
    from: u32,
    to: u32,
}

impl Initials {
    /// Of words numbered in the order of their first characters.
    #[must_use]
    pub fn of(firsts: impl Iterator<Item = char>) -> Self {
        let firsts: Vec<char> = firsts.collect();
        // Most words share their first characters with others.
        let mut size = firsts.len().next_power_of_two().max(4) / 2;
        loop {
            if let Some((slots, places)) = counted(&firsts, size) {
                return Self::of_counted(slots, &places);
            }
            size *= 2;
        }
    }

    /// Of counted words.
    fn of_counted(mut slots: Vec<Slot>, places: &[usize]) -> Self {
        let mut end = 0;
        for slot in &mut slots {
            (slot.from, end) = (end, end + slot.to);
            slot.to = slot.from;
        }
        let mut order = vec![0; places.len()];
        for (word, &at) in (0..).zip(places) {
            order[slots[at].to as usize] = word;
            slots[at].to += 1;
        }
        Self { order, slots }
    }

    /// The numbers of the words that begin with a character, in their order.
    #[must_use]
    pub fn get(&self, first: char) -> &[u32] {
        let slot = self.slots[place(&self.slots, first)];
        &self.order[slot.from as usize..slot.to as usize]
    }

    /// The numbers of all words, by character.
    pub fn groups_mut(&mut self) -> impl Iterator<Item = &mut [u32]> {
        let mut rest = &mut self.order[..];
        self.slots.iter().filter(|slot| slot.to > slot.from).map(move |slot| {
            let group = rest.split_off_mut(..(slot.to - slot.from) as usize);
            group.unwrap_or_default()
        })
    }
}

/// A table of so many slots with the counts of words in `to`, and the slot of each word; nothing if it is too small.
fn counted(firsts: &[char], size: usize) -> Option<(Vec<Slot>, Vec<usize>)> {
    let mut slots = vec![Slot::default(); size];
    let mut places = Vec::with_capacity(firsts.len());
    let mut taken = 0;
    for &first in firsts {
        let at = place(&slots, first);
        taken += usize::from(slots[at].to == 0);
        if taken * 2 > size {
            return None;
        }
        slots[at].first = first;
        slots[at].to += 1;
        places.push(at);
    }
    Some((slots, places))
}

/// Where a character is, or the empty place where it would be.
fn place(slots: &[Slot], first: char) -> usize {
    let mask = slots.len() - 1;
    let mut at = (u32::from(first).wrapping_mul(0x9E37_79B1) >> 12) as usize & mask;
    while slots[at].to > slots[at].from && slots[at].first != first {
        at = (at + 1) & mask;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::Initials;

    #[test]
    fn words_are_found_by_their_first_characters() {
        let words = ["公开", "政府", "公布", "信息", "公告", "政务"];
        let mut initials = Initials::of(words.map(|word| word.chars().next().expect("one")).into_iter());
        assert_eq!((initials.get('公'), initials.get('政')), (&[0, 2, 4][..], &[1, 5][..]));
        assert!(initials.get('开').is_empty());
        initials.groups_mut().for_each(<[u32]>::reverse);
        assert_eq!((initials.get('公'), initials.get('信')), (&[4, 2, 0][..], &[3][..]));
        let every: Vec<char> = ('一'..'十').collect();
        let initials = Initials::of(every.iter().copied());
        assert!((0..).zip(&every).all(|(at, &c)| initials.get(c) == [at]));
        assert!(Initials::of([].into_iter()).get('公').is_empty());
    }
}
