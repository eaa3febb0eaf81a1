//! In: what takes time to find out. Out: the same again without the time. A table of 65,536 places, one a character or a
//! glyph, filled as they are asked for and shared between threads: in a batch everything is found out once.

use std::sync::OnceLock;

/// Places of a block; of the 256 blocks of characters a Chinese text touches about ninety.
const BLOCK: usize = 256;

type Block<T> = [OnceLock<T>; BLOCK];

/// The table.
pub(super) struct Lazy<T> {
    blocks: [OnceLock<Box<Block<T>>>; BLOCK],
}

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Self { blocks: [const { OnceLock::new() }; BLOCK] }
    }
}

impl<T> Lazy<T> {
    /// What is at `index`: as it was found out before, or as `find` does now.
    pub(super) fn get(&self, index: u16, find: impl FnOnce() -> T) -> &T {
        let [block, place] = index.to_be_bytes();
        let block = &self.blocks[usize::from(block)];
        let block = block.get_or_init(|| Box::new([const { OnceLock::new() }; BLOCK]));
        block[usize::from(place)].get_or_init(find)
    }
}
