//! What the review says of the published reports, and of prose that is right by construction.

use nianbao::check::review;
use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::report;
use nianbao::source::Source;
use nianbao::source::decode::decode;

fn published(name: &str) -> Source {
    let path = format!("{}/tests/reports/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the reports are in the repository");
    decode(name, &bytes).expect("they are UTF-8")
}

/// Code, the words at the place, the message, of all findings of at least a severity.
fn said(source: &Source, least: Severity) -> Vec<String> {
    let mut read = Diagnostics::new();
    let report = report::read::read(source, &mut read).expect("it can be read");
    let mut found = Diagnostics::new();
    review(&report, None, &mut found);
    let list = found.sorted();
    list.iter()
        .filter(|d| d.severity >= least)
        .map(|d| format!("{} {} | {}", d.code, source.slice(d.span), d.message))
        .collect()
}

#[test]
fn show() {
    for name in ["dengtalu-2023", "suqian-2023", "shanghai-office-2019"] {
        println!("{name}\n{:#?}", said(&published(name), Severity::Hint));
    }
}
