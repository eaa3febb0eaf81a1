//! Whole reports to the bytes of every format: what the fuzzer gives chooses what is put into a generated report. `tests/road.rs` is its
//! sister with dice, which runs with all tests and, as long as one likes, without cargo-fuzz.

#![no_main]

#[path = "../../common/mod.rs"]
mod common;
#[path = "../../parity/prose.rs"]
mod prose;
#[path = "../../parity/report.rs"]
mod report;
#[path = "../../harness/spiced.rs"]
mod spiced;
#[path = "../../harness/walk.rs"]
mod walk;

use libfuzzer_sys::fuzz_target;
use nianbao::font::FontBook;
use nianbao::style::Style;
use std::sync::LazyLock;

static LOOK: LazyLock<(Style, FontBook)> = LazyLock::new(|| (common::style(), common::fonts()));

fuzz_target!(|bytes: &[u8]| {
    let mut pairs = bytes.chunks(2);
    let mut below = |limit: usize| {
        let pair = pairs.next().unwrap_or_default();
        pair.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)) % limit.max(1)
    };
    let text = spiced::report(&mut below);
    let (style, fonts) = &*LOOK;
    walk::Road { style, fonts }.walk(text.as_bytes());
});
