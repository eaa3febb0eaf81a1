//! At least 100,000 damaged files, always the same ones, through the whole left wing: bytes -> text -> tree -> report ->
//! checks -> document. Nothing panics, nothing hangs, every place that is named lies in the text.

#![allow(
    clippy::print_stdout,
    reason = "a million files take their time, and whoever waits sees how far they are"
)]

use nianbao::check::{Options, check};
use nianbao::compose::compose;
use nianbao::diagnostic::Diagnostics;
use nianbao::report::read::read;
use nianbao::source::{Source, Span};
use nianbao::yaml::decode::decode;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Files in all, where `LEFT_WING` asks for no other number (`tests/road.rs` has the command); a whole report is a hundred times the work of a
/// fixture, so one in 200 is made from one, the rest from fixtures.
const FILES: u64 = 100_000;
const THREADS: u64 = 2;

/// Splitmix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % (limit.max(1) as u64)).expect("below a usize")
    }
}

/// What hands, editors and converters put into files.
const SCRAPS: [&[u8]; 48] = [
    b"[",
    b"]",
    b"{",
    b"}",
    b": ",
    b":",
    b"\t",
    b"- ",
    b"|",
    b">",
    b"\"",
    b"'",
    b"&a ",
    b"*a",
    b"!!int ",
    b"<<: ",
    b"{{ ",
    b" }}",
    b"#",
    b"%",
    b"@",
    b"\n",
    b"\r\n",
    b"\n---\n",
    b"...\n",
    b",",
    b"0",
    b"-1",
    b"+3",
    b"1e3",
    b"0x10",
    b"01",
    b"99999999999999999999",
    b"/",
    b"\\",
    b"\0",
    b"\xFF",
    b"\xE8\x82",
    b"\xEF\xBB\xBF",
    b"\xE2\x80\x8B",
    "：".as_bytes(),
    "，".as_bytes(),
    "１２".as_bytes(),
    "（一）".as_bytes(),
    "表三.本年新收.总计".as_bytes(),
    "年度: 2019\n".as_bytes(),
    "  ".as_bytes(),
    "𠮷".as_bytes(),
];

fn damage(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = random.below(bytes.len() + 1);
    let to = (at + random.below(40)).min(bytes.len());
    match random.below(9) {
        0 => {
            bytes.drain(at..to);
        }
        1 => {
            let copy = bytes[at..to].to_vec();
            let into = random.below(bytes.len() + 1);
            bytes.splice(into..into, copy);
        }
        2 => bytes.truncate(at),
        3 => {
            let from = random.below(other.len() + 1);
            let until = (from + random.below(200)).min(other.len());
            bytes.splice(at..at, other[from..until].iter().copied());
        }
        4 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(random.below(256)).expect("a byte");
            }
        }
        5 => {
            // The end of the line and what hangs from the next.
            let end = bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |n| at + n + 1);
            bytes.drain(at..end);
        }
        _ => {
            let scrap = SCRAPS[random.below(SCRAPS.len())];
            let times = if random.below(50) == 0 { 300 } else { 1 };
            bytes.splice(at..at, scrap.repeat(times));
        }
    }
}

fn inside(source: &Source, span: Span) {
    let end = span.end as usize;
    assert!(span.start <= span.end && end <= source.text().len(), "{span:?} of {}", source.text().len());
}

/// The way of a file through the left wing.
fn walk(bytes: &[u8]) {
    let mut found = Diagnostics::new();
    let source = match decode("damaged.yaml", bytes) {
        Ok(source) => source,
        Err(fault) => return inside(&fault.0, fault.1.span),
    };
    let report = read(&source, &mut found);
    assert!(report.is_some() || found.has_errors(), "a file that is no report is told so");
    if let Some(report) = report {
        let (checked, more) = check(report, &Options::default());
        assert!(checked.is_some() != (found.has_errors() || more.has_errors()), "held back, and no word why");
        found.append(more);
        if let Some(checked) = checked {
            let document = compose(&checked);
            assert!(document.blocks.len() > 6);
        }
    }
    for finding in &found {
        inside(&source, finding.span);
        finding.labels.iter().for_each(|label| inside(&source, label.span));
        finding.culprits.iter().for_each(|culprit| inside(&source, culprit.span));
        assert!(!finding.message.is_empty());
    }
}

fn corpus(folder: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(path)
        .expect("it is in the repository")
        .map(|e| e.expect("readable").path())
        .collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "yaml"));
    files.sort();
    files.iter().map(|f| std::fs::read(f).expect("readable")).collect()
}

#[test]
fn damaged_files_are_refused_with_a_word() {
    let (small, large) = (corpus("tests/check"), corpus("tests/reports"));
    let files = std::env::var("LEFT_WING").map_or(FILES, |n| n.parse().expect("a number"));
    let walk_some = |first: u64| {
        for number in (first..files).step_by(usize::try_from(THREADS).expect("few")) {
            if number > 0 && number.is_multiple_of(100_000) {
                println!("{number} of {files} files");
            }
            let mut random = Random(number);
            let from = if number % 200 == 0 { &large } else { &small };
            let mut bytes = from[random.below(from.len())].clone();
            for _ in 0..=random.below(4) {
                let other = &small[random.below(small.len())];
                damage(&mut random, &mut bytes, other);
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| walk(&bytes)));
            assert!(outcome.is_ok(), "file {number}:\n{}", String::from_utf8_lossy(&bytes));
        }
    };
    std::thread::scope(|scope| {
        for first in 0..THREADS {
            scope.spawn(move || walk_some(first));
        }
    });
}
