//! In: the first characters of words. Out: which words begin with a character, looked up at every place of a text.

/// Words by their first character.
#[derive(Clone, Debug)]
pub struct Initials {
    /// Numbers of words; those of one character beside each other, in their order.
    order: Vec<u32>,
    /// A table twice as large as it needs, a power of two; empty places hold no words.
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
    pub fn of(firsts: impl ExactSizeIterator<Item = char>) -> Self {
        let mut slots = vec![Slot::default(); (firsts.len() * 2).next_power_of_two().max(2)];
        let places: Vec<usize> = firsts
            .map(|first| {
                let at = place(&slots, first);
                // Their count, for now.
                slots[at].first = first;
                slots[at].to += 1;
                at
            })
            .collect();
        let mut end = 0;
        for slot in &mut slots {
            (slot.from, end) = (end, end + slot.to);
            slot.to = slot.from;
        }
        let mut order = vec![0; places.len()];
        for (word, at) in (0..).zip(places) {
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
        assert_eq!(initials.get('开'), []);
        initials.groups_mut().for_each(<[u32]>::reverse);
        assert_eq!((initials.get('公'), initials.get('信')), (&[4, 2, 0][..], &[3][..]));
        let every: Vec<char> = ('一'..'十').collect();
        let initials = Initials::of(every.iter().copied());
        assert!((0..).zip(&every).all(|(at, &c)| initials.get(c) == [at]));
        assert_eq!(Initials::of([].into_iter()).get('公'), []);
    }
}
