//! The whole road: generated reports with all that hands and mischief put into them (`tests/harness/spiced.rs`), from YAML to the bytes of
//! every format. Nothing panics; what is refused is refused with a word and a place; what is accepted, other people's readers of ZIP,
//! XML and PDF take.
//!
//! ```sh
//! LEFT_WING=1000000 ROAD=100000 cargo test --profile fuzz --test mutated --test road -- --nocapture
//! ```
//!
//! runs as many, optimised and with debug assertions; the same numbers are the same reports. `ROAD_FROM=n` begins at number n.
//! Under cargo-fuzz the target `whole_road` of `tests/fuzz` takes the same road.

#![allow(clippy::print_stdout, reason = "the figures are the point")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;
#[path = "parity/prose.rs"]
mod prose;
#[path = "parity/report.rs"]
mod report;
#[path = "harness/spiced.rs"]
mod spiced;
#[path = "harness/walk.rs"]
mod walk;

use common::Random;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use walk::Road;

const THREADS: usize = 2;
/// Accepted reports of which the readers of others are shown every file.
const SHOWN: usize = 200;

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name)
        .map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[test]
fn every_report_is_written_or_refused_with_a_word() {
    let (runs, from) = (number("ROAD", 120), number("ROAD_FROM", 0));
    let folder = judge::folder("road");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    let (written, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let step = runs.div_ceil(SHOWN);
    let next = AtomicUsize::new(from);
    let drive = || {
        let (style, fonts) = (common::style(), common::fonts());
        let road = Road { style: &style, fonts: &fonts };
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= from + runs {
                return;
            }
            if number > from && number.is_multiple_of(5_000) {
                println!("{} of {runs} reports", number - from);
            }
            let mut random = Random::new(number as u64);
            let text = spiced::report(&mut |limit| random.below(limit.max(1)));
            let outcome = catch_unwind(AssertUnwindSafe(|| road.walk(text.as_bytes())));
            let Ok(files) = outcome else {
                let place = folder.join(format!("{number}.yaml"));
                std::fs::write(&place, &text).unwrap();
                panic!("report {number}: {}", place.display());
            };
            match files {
                Some(files) => {
                    written.fetch_add(1, Ordering::Relaxed);
                    for (format, bytes) in files.iter().filter(|_| number.is_multiple_of(step)) {
                        std::fs::write(folder.join(format!("{number}.{}", format.ending())), bytes).unwrap();
                    }
                }
                None => {
                    refused.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(drive);
        }
    });
    let (written, refused) = (written.into_inner(), refused.into_inner());
    println!("the whole road: {runs} reports from {from}, {written} written, {refused} refused");
    assert_eq!(written + refused, runs);
    assert!(written * 4 >= runs, "too few get through for the right wing to be tried");
    if ["python3", "qpdf", "pdftotext"].iter().all(|program| judge::installed(program, "写出的文件能否读回"))
    {
        print!("{}", judge::ask("python3", &[judge::script("read.py").as_os_str(), folder.as_os_str()]));
    }
}
