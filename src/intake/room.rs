//! What a file of others may come to as a report, however small it is where it lies: one footnote may be referred to from every line,
//! one shared string fill every cell, one cell reach down into a thousand rows. A reader counts what it takes and stops where the
//! room ends.

use super::Refusal;
use crate::yaml::decode;

/// Bytes of words: as many as an author's own file may have.
const MOST_WORDS: usize = decode::LARGEST;
/// Paragraphs, pictures, rows and cells, those that reach down counted in each row. A report has some hundreds.
const MOST_BLOCKS: usize = 100_000;

/// Bytes of a container, each counted as often as it is read.
const MOST_READ: usize = 128 << 20;

/// What was taken so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    words: usize,
    blocks: usize,
    read: usize,
}

impl Room {
    /// Takes words of so many bytes.
    pub(super) fn words(&mut self, bytes: usize) {
        self.words += bytes;
    }

    /// Takes blocks.
    pub(super) fn blocks(&mut self, count: usize) {
        self.blocks += count;
    }

    /// Bytes of the container read for it; some may be read for many.
    pub(super) fn read(&mut self, bytes: usize) {
        self.read += bytes;
    }

    /// Whether all of it had room.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let fits = self.words <= MOST_WORDS && self.blocks <= MOST_BLOCKS && self.read <= MOST_READ;
        if fits { Ok(()) } else { Err(Refusal::TooLarge) }
    }
}
