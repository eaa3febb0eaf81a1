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

/// Comments are as many as the findings; every part but those that comments need is what it was; run again, nothing is added.
#[test]
fn findings_become_comments() {
    let folder = Folder::new("intake-comments");
    let yaml = in_repository("tests/reports/suqian-2023.yaml");
    let inbox = folder.join("报送");
    assert_eq!(nianbao(&["build", &yaml, "--format", "docx", "--out", &inbox, "--name", "年报"]).code, 0);
    let found = findings(&folder.join("报送/年报.docx")).len();
    let (once, twice) = (folder.join("批注"), folder.join("再批注"));
    assert_eq!(nianbao(&["check", &inbox, "--out", &once]).code, 0);
    let (before, after) = (folder.read("报送/年报.docx"), folder.read("批注/年报.docx"));
    let comments = String::from_utf8(part(&after, "word/comments.xml")).unwrap();
    assert_eq!(comments.matches("<w:comment ").count(), found);
    let document = String::from_utf8(part(&after, "word/document.xml")).unwrap();
    for mark in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
        assert_eq!(document.matches(mark).count(), found, "{mark}");
    }
    let names = zip::ZipArchive::new(std::io::Cursor::new(&before)).unwrap();
    let needed = ["[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"];
    for name in names.file_names().map(|name| name.unwrap().into_owned()) {
        assert!(needed.contains(&&*name) || part(&before, &name) == part(&after, &name), "{name}");
    }
    assert_eq!(nianbao(&["check", &once, "--out", &twice]).code, 0);
    let again = String::from_utf8(part(&folder.read("再批注/年报.docx"), "word/comments.xml")).unwrap();
    assert_eq!(again.matches("<w:comment ").count(), found);
    let overview = String::from_utf8(folder.read("批注/核对情况.html")).unwrap();
    assert!(overview.contains("宿迁市") && overview.contains("3511"));
    assert!(folder.read("批注/核对情况.xlsx").starts_with(b"PK"));
}

/// What importing a file of `tests/intake` writes, and what it says on the way.
fn imported(file: &str) -> (String, String) {
    let ran = nianbao(&["import", &in_repository(&format!("tests/intake/{file}"))]);
    assert_eq!(ran.code, 0, "{file}: {}", ran.err);
    (ran.out, ran.err)
}

/// A Word 97 file, saved by LibreOffice, says what the DOCX says that it was made of: numbers before titles, changes, a table in a
/// table, one in a text box, a footnote, a field, and neither hidden words nor comments. `.wps` is the same container.
#[test]
fn old_word_files_say_what_new_ones_say() {
    let (yaml, said) = imported("odd.doc");
    let (same, as_before) = imported("odd.docx");
    assert_eq!(yaml, same);
    for (text, stands) in [("（脚注里的话）域的结果", true), ("不该看见的字", false), ("请核实", false)]
    {
        assert_eq!(yaml.contains(text), stands, "{text}");
    }
    for remark in ["修订", "批注", "隐藏", "脚注", "文本框"] {
        assert!(said.contains(remark) && as_before.contains(remark), "{remark}: {said}");
    }
    // Merged cells of every kind, figures with notes.
    let (yaml, said) = imported("merged.doc");
    assert!(said.is_empty(), "{said}");
    assert!(yaml.contains("3511") && yaml.contains("总计"), "{yaml}");
    let folder = Folder::new("intake-wps");
    folder.write("年报.wps", std::fs::read(in_repository("tests/intake/merged.doc")).unwrap());
    let ran = nianbao(&["import", &folder.join("年报.wps")]);
    assert_eq!((ran.code, ran.out), (0, yaml), "{}", ran.err);
}

/// Whatever is done to its bytes, an old Word file is read or refused, and never takes the program down.
#[test]
fn damaged_old_word_files_are_refused() {
    let whole = std::fs::read(in_repository("tests/intake/odd.doc")).unwrap();
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut refused = 0;
    for n in 0..300 {
        let mut bytes = whole.clone();
        if n % 5 == 0 {
            bytes.truncate(random(whole.len()));
        }
        for _ in 0..=n % 40 {
            // Heads and tables matter more than words.
            let at = if n % 2 == 0 { random(2048) } else { random(whole.len()) };
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random(256).to_le_bytes()[0];
            }
        }
        let read = nianbao::intake::read("年报.doc", &bytes, nianbao::intake::Purpose::Check);
        refused += usize::from(read.is_some_and(|read| read.is_err()));
    }
    assert!(refused > 30, "{refused}");
}
