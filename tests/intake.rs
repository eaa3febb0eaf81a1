//! Foreign files against the authoring form: what the program writes as Word comes back whole, and is found the same things in.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "harness/program.rs"]
mod program;

use program::{Folder, in_repository, nianbao};
use std::io::Read as _;

const REPORTS: [&str; 5] =
    ["dengtalu-2023", "suqian-2023", "shanghai-office-2019", "fenye-2024", "shengpizi-2023"];

/// A part of a container.
fn part(file: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// Rule and message of everything found, ordered.
fn findings(path: &str) -> Vec<(String, String)> {
    let ran = nianbao(&["check", "--format", "json", path]);
    assert!(ran.code < 2, "{}", ran.err);
    let array: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let found = array.as_array().unwrap().iter();
    let mut found: Vec<_> = found.map(|f| (text(&f["code"]), text(&f["message"]))).collect();
    found.sort();
    found
}

/// Every figure, paragraph, note and signature of our own DOCX: the file made of the imported report is the same.
#[test]
fn our_own_word_files_come_back() {
    let folder = Folder::new("intake-own");
    for report in REPORTS {
        let yaml = in_repository(&format!("tests/reports/{report}.yaml"));
        let out = folder.join("");
        assert_eq!(nianbao(&["build", &yaml, "--format", "docx", "--out", &out, "--name", report]).code, 0);
        let (docx, back) = (folder.join(&format!("{report}.docx")), folder.join(&format!("{report}.yaml")));
        let ran = nianbao(&["import", &docx, "-o", &back]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(nianbao(&["build", &back, "--format", "docx", "--out", &out, "--name", "again"]).code, 0);
        let document = |name: &str| part(&folder.read(name), "word/document.xml");
        assert!(document(&format!("{report}.docx")) == document("again.docx"), "{report}");
        // A finding about a Word file is one about the report in it; stray spaces are gone from it already.
        let of_spaces =
            |found: Vec<(String, String)>| found.into_iter().filter(|f| f.0 != "G04").collect::<Vec<_>>();
        let (yaml, docx) = (of_spaces(findings(&yaml)), of_spaces(findings(&docx)));
        assert_eq!(yaml, docx, "{report}");
        // Word files are built as they are.
        let ran = nianbao(&[
            "build",
            &folder.join(&format!("{report}.docx")),
            "--format",
            "docx",
            "--out",
            &out,
            "--name",
            "direct",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(document("direct.docx") == document("again.docx"), "{report}");
    }
}
