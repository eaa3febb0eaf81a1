//! What several test files need: the shipped fonts, a template's style, reproducible randomness.
#![allow(dead_code, reason = "each test file uses its own part")]

use nianbao::font::{FontBook, FontData, FontError};
use nianbao::style::Style;
use nianbao::templates;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A path inside the repository.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The style of the 2021 edition.
pub(crate) fn style() -> Style {
    templates::by_name("2021").expect("shipped").style.clone()
}

/// The shipped fonts, read from `fonts/`.
pub(crate) fn fonts() -> FontBook {
    let mut open = |file: &str| -> Result<FontData, FontError> {
        let bytes = std::fs::read(path("fonts").join(file));
        bytes
            .map(|bytes| Arc::new(bytes) as FontData)
            .map_err(|error| FontError { file: file.to_owned(), reason: error.to_string() })
    };
    FontBook::new(&style().typefaces, &mut open).expect("the shipped fonts are usable")
}

/// xorshift64*: the same numbers on every machine and in every run.
pub(crate) struct Random(u64);

impl Random {
    /// A generator from a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % bound
    }
}
