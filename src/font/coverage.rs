//! In: a typeface. Out: whether a face of its chain has a character, whichever and in which glyph. Who asks no more than that asks
//! thousands of characters: the faces' maps are opened once, and what was found is remembered for all reports and threads.

use super::{Chain, FontBook};
use crate::style::Typeface;
use skrifa::charmap::Charmap;
use std::cell::OnceCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

const WORDS: usize = 65_536 / 64;

/// A bit for each character up to U+FFFF that some face has.
#[derive(Default)]
pub(super) struct Covered(OnceLock<Box<[AtomicU64]>>);

impl Covered {
    fn word(&self, character: char) -> Option<(&AtomicU64, u64)> {
        let words = self.0.get_or_init(|| (0..WORDS).map(|_| AtomicU64::new(0)).collect());
        let code = u32::from(character);
        Some((words.get((code / 64) as usize)?, 1 << (code % 64)))
    }

    fn holds(&self, character: char) -> bool {
        self.word(character).is_some_and(|(word, bit)| word.load(Ordering::Relaxed) & bit != 0)
    }

    fn add(&self, character: char) {
        if let Some((word, bit)) = self.word(character) {
            word.fetch_or(bit, Ordering::Relaxed);
        }
    }
}

/// What the faces of a typeface have.
pub struct Coverage<'a> {
    book: &'a FontBook,
    chain: &'a Chain,
    /// Of each face of the chain, Han before Latin.
    maps: Vec<OnceCell<Charmap<'a>>>,
}

impl Coverage<'_> {
    /// Whether [`FontBook::resolve`] finds something for a character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        if self.chain.covered.holds(character) {
            return true;
        }
        let faces = self.chain.han.iter().chain(&self.chain.latin);
        let found = faces.zip(&self.maps).any(|(&id, map)| {
            let face = self.book.face(id);
            let map = map.get_or_init(|| face.mapping.charmap(&face.font()));
            map.map(character).is_some_and(|glyph| u16::try_from(glyph.to_u32()).is_ok())
        });
        if found {
            self.chain.covered.add(character);
        }
        found
    }
}

impl FontBook {
    /// What the faces of a typeface have.
    #[must_use]
    pub fn coverage(&self, typeface: Typeface) -> Coverage<'_> {
        let chain = &self.chains[typeface as usize];
        let maps = chain.han.iter().chain(&chain.latin).map(|_| OnceCell::new()).collect();
        Coverage { book: self, chain, maps }
    }
}
