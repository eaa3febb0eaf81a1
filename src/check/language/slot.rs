//! Where a word of up to four characters, or two such words beside each other, stand in a table, and what stands there. Knows nothing else:
//! `templates/build.rs` lays the tables out with it.

/// Bytes of a place in a table.
const PLACE: usize = 4;
/// The bit of an entry whose word is common; below it are the word's cost, above it a part of its hash.
pub(crate) const COMMON: u32 = 1 << 7;
/// Entries are told apart by these bits of the hash.
const PRINT: u32 = !0xFF;

/// What stands for any character; 0 is where a word has none.
pub(crate) const ANY: char = '\u{1}';

/// A word as a number, sixteen bits a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(pub(crate) u64);

impl Key {
    pub(crate) const NONE: Self = Self(0);

    pub(crate) fn of(word: impl IntoIterator<Item = char>) -> Self {
        word.into_iter().enumerate().fold(Self::NONE, |key, (at, c)| key.with(at, c))
    }

    /// The same with another character at a place.
    #[inline]
    pub(crate) fn with(self, at: usize, c: char) -> Self {
        Self(self.0 & !(0xFFFF << (16 * at)) | (u64::from(u32::from(c)) & 0xFFFF) << (16 * at))
    }

    /// The same with another word behind its `size` characters.
    #[allow(dead_code, reason = "the program reads texts, the build does not")]
    pub(crate) fn then(self, size: usize, next: Self) -> Self {
        Self(self.0 | next.0 << (16 * size))
    }

    #[allow(dead_code, reason = "the program reads texts, the build does not")]
    pub(crate) fn chars(self) -> impl Iterator<Item = char> {
        let digits = self.0.to_le_bytes();
        (0..4).filter_map(move |at| {
            let unit = u16::from_le_bytes([digits[2 * at], digits[2 * at + 1]]);
            char::from_u32(unit.into()).filter(|c| *c != '\0')
        })
    }

    /// This word and the next as one key.
    pub(crate) fn beside(self, next: Self) -> Self {
        Self(self.0.wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(31) ^ next.0)
    }

    /// The first place of a table to look at, and what an entry of this word has in its upper bits.
    #[inline]
    fn home(self, table: &[u8]) -> (usize, u32) {
        let mut product = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        product ^= product >> 32;
        product = product.wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let (high, low) = (product >> 32, product & 0xFFFF_FFFF);
        let at = usize::try_from(high).unwrap_or(0) & (table.len() / PLACE - 1);
        (at, u32::try_from(low).unwrap_or(0) & PRINT)
    }

    /// The place of this word in a table, or the free one that would be its, with what is there but the bits of its hash; 0 is nothing. A
    /// table has a power of two of places, not all of them taken.
    #[inline]
    fn place(self, table: &[u8]) -> (usize, u32) {
        let (mut at, print) = self.home(table);
        loop {
            let found = table[PLACE * at..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
            if found == 0 || found & PRINT == print {
                return (at, found & !PRINT);
            }
            at = (at + 1) & (table.len() / PLACE - 1);
        }
    }

    /// The entry of this word in a table; 0 if there is none.
    #[inline]
    pub(crate) fn entry(self, table: &[u8]) -> u32 {
        self.place(table).1
    }
}

/// The table of entries; of two for one word the first counts. A third of the places are free at least: in a table nine tenths full a word that is
/// not there took fifty looks.
#[allow(dead_code, reason = "the build lays tables out, the program reads them")]
pub(crate) fn table(entries: &[(Key, u32)]) -> Vec<u8> {
    let words: std::collections::HashSet<u64> = entries.iter().map(|(key, _)| key.0).collect();
    let mut table = vec![0; PLACE * (words.len() + words.len() / 2).next_power_of_two()];
    for &(key, entry) in entries {
        let (at, found) = key.place(&table);
        if found == 0 {
            let (_, print) = key.home(&table);
            table[PLACE * at..][..PLACE].copy_from_slice(&(print | entry).to_le_bytes());
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_its_characters() {
        let (one, other) = (Key::of("公开".chars()), Key::of("形式".chars()));
        assert_eq!(one.then(2, other), Key::of("公开形式".chars()));
        assert_eq!(one.then(2, other).chars().collect::<String>(), "公开形式");
        assert_eq!(one.chars().collect::<String>(), "公开");
        assert_eq!(Key::NONE.then(0, one), one);
    }

    #[test]
    fn neighbours_are_told_apart_by_their_order() {
        let (one, other) = (Key::of("公开".chars()), Key::of("形式".chars()));
        let pairs = [one.beside(other), other.beside(one), one.beside(Key::NONE), Key::NONE.beside(one), one];
        for (at, pair) in pairs.iter().enumerate() {
            assert_eq!(pairs.iter().filter(|other| *other == pair).count(), if at < 3 { 1 } else { 2 });
        }
    }
}
