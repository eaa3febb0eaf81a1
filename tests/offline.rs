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
    ask(script("offline.sh"), &words);
    let set = TypeSet { style: common::style(), fonts: common::fonts() };
    for (name, report) in REPORTS.iter().zip(&reports) {
        let bytes = fs::read(report).unwrap();
        let examined = examine(name, &bytes, &Terms::default(), &mut |_, _| None);
        let formats: Vec<Format> = Format::all().filter(|format| *format != Format::Xlsx).collect();
        let printed = set.print(&examined.checked.unwrap(), &formats, None).unwrap().unwrap();
        for (format, native) in printed.files {
            let there = fs::read(out.join(format!("{name}.{}", format.name()))).unwrap();
            assert!(
                there == native,
                "{name}.{}: {} bytes, {} in a browser",
                format.name(),
                native.len(),
                there.len()
            );
        }
    }
}
