//! Any bytes through the whole left wing: bytes -> text -> tree -> report -> checks -> document. `tests/mutated.rs` is its
//! small deterministic sister, which runs with all tests.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::check::{Options, check};
use nianbao::diagnostic::Diagnostics;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = nianbao::yaml::decode::decode("fuzz.yaml", bytes) else { return };
    let mut found = Diagnostics::new();
    let Some(report) = nianbao::report::read::read(&source, &mut found) else {
        assert!(found.has_errors(), "a file that is no report is told so");
        return;
    };
    let (checked, _) = check(report, &Options::default());
    if let Some(checked) = checked {
        let document = nianbao::compose::compose(&checked);
        assert!(!document.blocks.is_empty());
    }
});
