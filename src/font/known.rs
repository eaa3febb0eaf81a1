//! In: what a search through a chain of faces found. Out: the same again without the search. One table a typeface, filled
//! as characters are asked for and shared between threads: in a batch every character is searched once.

use super::FaceId;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Characters of a block; of the 256 blocks a Chinese text touches about ninety.
const BLOCK: usize = 256;
/// Not asked for yet.
const UNKNOWN: u32 = 0;
/// Asked for, and no face has it.
const NOWHERE: u32 = u32::MAX;

type Block = [AtomicU32; BLOCK];

/// What is known of the characters up to U+FFFF.
pub(super) struct Known {
    blocks: [OnceLock<Box<Block>>; BLOCK],
}

impl Default for Known {
    fn default() -> Self {
        Self { blocks: [const { OnceLock::new() }; BLOCK] }
    }
}

impl Known {
    /// The face and glyph of `character`: as known, or as `search` finds it.
    pub(super) fn get(
        &self,
        character: char,
        search: impl FnOnce() -> Option<(FaceId, u16)>,
    ) -> Option<(FaceId, u16)> {
        // Beyond U+FFFF are the rare characters of names: not worth a table.
        let Ok(code) = u16::try_from(u32::from(character)) else { return search() };
        let [block, place] = code.to_be_bytes();
        let block = self.blocks[usize::from(block)]
            .get_or_init(|| Box::new([const { AtomicU32::new(UNKNOWN) }; BLOCK]));
        let entry = &block[usize::from(place)];
        // Every thread that searches finds the same, so it does not matter whose answer is kept.
        match entry.load(Ordering::Relaxed) {
            UNKNOWN => {
                let found = search();
                entry.store(pack(found), Ordering::Relaxed);
                found
            }
            NOWHERE => None,
            packed => unpack(packed),
        }
    }
}

fn pack(found: Option<(FaceId, u16)>) -> u32 {
    found.map_or(NOWHERE, |(face, glyph)| (u32::from(face.0) + 1) << 16 | u32::from(glyph))
}

fn unpack(packed: u32) -> Option<(FaceId, u16)> {
    let face = u16::try_from((packed >> 16) - 1).ok()?;
    let glyph = u16::try_from(packed & 0xFFFF).ok()?;
    Some((FaceId(face), glyph))
}
