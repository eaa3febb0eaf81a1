//! Where a word of up to four characters stands in the table of words, and what stands there. Knows nothing else: `templates/build.rs`
//! lays the table out with it.

/// Places in the table, a power of two, of four bytes each.
pub(crate) const PLACES: usize = 1 << 18;
/// The bit of an entry whose word is common; below it are the word's cost, above it a part of its hash.
pub(crate) const COMMON: u32 = 1 << 7;
/// Entries are told apart by these bits of the hash.
const PRINT: u32 = !0xFF;

/// What stands for any character; 0 is where a word has none.
pub(crate) const ANY: char = '\u{1}';

/// A word as a number, sixteen bits a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(u64);

impl Key {
    /// No character.
    pub(crate) const NONE: Self = Self(0);

    pub(crate) fn of(word: impl IntoIterator<Item = char>) -> Self {
        word.into_iter().enumerate().fold(Self::NONE, |key, (at, c)| key.with(at, c))
    }

    /// The same with another character at a place.
    #[inline]
    pub(crate) fn with(self, at: usize, c: char) -> Self {
        Self(self.0 & !(0xFFFF << (16 * at)) | (u64::from(u32::from(c)) & 0xFFFF) << (16 * at))
    }

    /// The first place to look at, and what an entry of this word has in its upper bits.
    #[inline]
    fn home(self) -> (usize, u32) {
        let mut product = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        product ^= product >> 32;
        product = product.wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let (high, low) = (product >> 32, product & 0xFFFF_FFFF);
        let at = usize::try_from(high).unwrap_or(0) & (PLACES - 1);
        (at, u32::try_from(low).unwrap_or(0) & PRINT)
    }

    /// The entry of this word among those that `entry` reads; 0 if there is none.
    #[inline]
    pub(crate) fn entry(self, entry: impl Fn(usize) -> u32) -> u32 {
        let (mut at, print) = self.home();
        loop {
            match entry(at) {
                0 => return 0,
                found if found & PRINT == print => return found & !PRINT,
                _ => at = (at + 1) & (PLACES - 1),
            }
        }
    }

    /// Puts an entry for this word into the table; one that is there stays.
    #[allow(dead_code, reason = "the build lays the table out, the program reads it")]
    pub(crate) fn put(self, table: &mut [u32], entry: u32) {
        if self.entry(|at| table[at]) == 0 {
            let (mut at, print) = self.home();
            while table[at] != 0 {
                at = (at + 1) & (PLACES - 1);
            }
            table[at] = print | entry;
        }
    }
}
