//! The workbook of a sum before other people's programs: valid, recalculated to the same values, and the sums themselves made
//! again from the YAML by a program that is not ours.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "judges/judge.rs"]
mod judge;
#[path = "harness/program.rs"]
mod program;

use judge::{ask, installed, script};
use program::{in_repository, nianbao};
use std::ffi::OsString;
use std::path::PathBuf;

/// The workbook of the county of `tests/sum`, held against its report.
fn book(test: &str) -> PathBuf {
    let path = judge::folder(test).join("汇总表.xlsx");
    let ran = nianbao(&[
        "sum",
        &in_repository("tests/sum/名册.yaml"),
        "--against",
        &in_repository("tests/sum/全县.yaml"),
        "--xlsx",
        path.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    path
}

#[test]
fn the_workbook_is_valid_and_the_same_every_time() {
    let (one, two) = (book("sum-one"), book("sum-two"));
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(two).unwrap());
    if installed("docx.sh", "汇总表（Open XML SDK）") {
        let said = ask(script("docx.sh"), &[one]);
        assert!(said.trim_end().ends_with("errors 0"), "{said}");
    }
}

#[test]
fn other_programs_come_to_the_same_sums() {
    if !installed("sums.sh", "合计（Python、LibreOffice Calc）") {
        return;
    }
    let book = book("sum-again");
    let mut arguments: Vec<OsString> = vec![book.clone().into(), book.with_file_name("重算.xlsx").into()];
    let bodies = ["教育局", "水利局", "青山镇"];
    arguments.extend(bodies.iter().map(|name| in_repository(&format!("tests/sum/{name}.yaml")).into()));
    let said = ask(script("sums.sh"), &arguments);
    let agree: usize = said.trim().rsplit(' ').next().unwrap().parse().unwrap();
    assert!(agree > 1000, "{said}");
}
