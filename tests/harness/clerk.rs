//! What a clerk does with the page (`tests/desk/*.js`), told in a browser, and the files that she finds there.

#![allow(dead_code, reason = "each test file uses its own part")]

use crate::judge::{ask, script};
use crate::program::{Folder, in_repository, nianbao, report};
use std::ffi::OsString;

/// Tells a story at an address, in `chromium` or `firefox`.
pub(crate) fn tell(name: &str, address: &str, folder: &Folder, browser: &str) {
    let words = ["story".into(), name.into(), address.into(), folder.path().into(), OsString::from(browser)];
    let said = ask(script("desk.sh"), &words);
    assert!(said.contains(&format!("{name} came out")), "{said}");
}

/// Last year's report as a Word file.
pub(crate) fn last_year() -> Folder {
    let folder = Folder::new("desk");
    let last = in_repository("tests/reports/suqian-2023.yaml");
    let built = nianbao(&["build", &last, "--out", &folder.join(""), "--name", "上年", "--format", "docx"]);
    assert_eq!(built.code, 0, "{built:?}");
    folder
}

/// A good report, one with an error, a file that cannot be read.
pub(crate) fn many() -> Folder {
    let folder = Folder::new("desk");
    let sample = report("dengtalu-2023");
    let good = folder.write("好.yaml", sample.replace("113300.89", "11.330089"));
    let built = nianbao(&["build", &good, "--out", &folder.join(""), "--name", "好", "--format", "docx"]);
    assert_eq!(built.code, 0, "{built:?}");
    let whole = std::fs::read(folder.join("好.docx")).expect("built");
    folder.write("坏.docx", &whole[..whole.len() / 3]);
    folder.write("错.yaml", sample.replacen("申请数量: [0,", "申请数量: [3,", 1));
    folder
}
