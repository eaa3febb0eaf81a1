//! The engine in a browser is the engine: as WebAssembly it writes the same bytes.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;

use judge::{ask, folder, installed, script};
use nianbao::examine::{Terms, examine};
use nianbao::export::Format;
use nianbao::press::TypeSet;
use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// What `press` writes of a report.
fn native(report: &Path, formats: &[Format]) -> Vec<(Format, Vec<u8>)> {
    let set = TypeSet { style: common::style(), fonts: common::fonts() };
    let bytes = fs::read(report).unwrap();
    let examined = examine("年报.yaml", &bytes, &Terms::default(), &mut |_, _| None);
    set.print(&examined.checked.unwrap(), formats, None).unwrap().unwrap().files
}

const REPORTS: [&str; 3] = ["dengtalu-2023", "suqian-2023", "shanghai-office-2019"];

#[test]
fn web_assembly_writes_the_same_bytes() {
    if !installed("offline.sh", "浏览器里的程序") {
        return;
    }
    let out = folder("offline");
    let reports = REPORTS.map(|name| common::path(&format!("tests/reports/{name}.yaml")));
    let mut words: Vec<OsString> = vec!["files".into(), out.clone().into()];
    words.extend(reports.iter().map(Into::into));
    let built = Command::new(script("offline.sh")).args(&words).output().unwrap();
    let said = String::from_utf8_lossy(&built.stderr);
    // Neither rustup's target nor Debian's compiler can be had: src/page/build has named it.
    if built.status.code() == Some(3) {
        let _ = writeln!(std::io::stderr(), "\n!!! 没有检验浏览器里的程序：{said}");
        return;
    }
    assert!(built.status.success(), "{said}");
    let formats: Vec<Format> = Format::all().collect();
    for (name, report) in REPORTS.iter().zip(&reports) {
        for (format, native) in native(report, &formats) {
            let there = fs::read(out.join(format!("{name}.{}", format.name()))).unwrap();
            let (name, ours, theirs) = (format.name(), native.len(), there.len());
            assert!(there == native, "{}, {name}: {ours} bytes, {theirs} in a browser", report.display());
        }
    }
    // The page from its folder, in a browser: opened, and the PDF saved.
    let said = ask(script("offline.sh"), &["page".into(), out.clone().into(), OsString::from(&reports[0])]);
    assert!(said.contains("wrong []"), "{said}");
    let (_, pdf) = native(&reports[0], &[Format::Pdf]).remove(0);
    assert!(fs::read(out.join("page.pdf")).unwrap() == pdf, "the page saves another PDF");
}
