//! In: what takes time to find out. Out: the same again without the time. A table of 65,536 places, one a character or a
//! glyph, filled as they are asked for and shared between threads: in a batch everything is found out once.

use std::sync::OnceLock;

/// Places of a block. Characters and glyphs of a text lie scattered: small blocks waste little memory on places between.
const BLOCK: usize = 64;
const BLOCKS: usize = 65_536 / BLOCK;

type Block<T> = [OnceLock<T>; BLOCK];
type Blocks<T> = [OnceLock<Box<Block<T>>>; BLOCKS];

/// The table. Large values belong into a box: an empty place takes as much room as a full one.
pub(super) struct Lazy<T> {
    blocks: OnceLock<Box<Blocks<T>>>,
}

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Self { blocks: OnceLock::new() }
    }
}

impl<T> Lazy<T> {
    /// What is at `index`: as it was found out before, or as `find` does now.
    pub(super) fn get(&self, index: u16, find: impl FnOnce() -> T) -> &T {
        let blocks = self.blocks.get_or_init(|| Box::new([const { OnceLock::new() }; BLOCKS]));
        let (block, place) = (usize::from(index) / BLOCK, usize::from(index) % BLOCK);
        let block = blocks[block].get_or_init(|| Box::new([const { OnceLock::new() }; BLOCK]));
        block[place].get_or_init(find)
    }
}
