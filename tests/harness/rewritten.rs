//! Word files as others write them: one of ours with its text changed.

use crate::office::{part, with_part};
use crate::program::{Folder, in_repository, nianbao};

/// A report of ours as a Word file, its text changed as a writer might: `change` is given the part that holds it.
pub(crate) fn rewritten(folder: &Folder, report: &str, change: impl Fn(String) -> String) -> String {
    let yaml = in_repository(&format!("tests/reports/{report}.yaml"));
    let out = folder.join("");
    assert_eq!(nianbao(&["build", &yaml, "--format", "docx", "--out", &out, "--name", "原件"]).code, 0);
    let whole = folder.read("原件.docx");
    let document = String::from_utf8(part(&whole, "word/document.xml")).unwrap();
    let new = change(document.clone());
    assert_ne!(new, document, "nothing was changed");
    folder.write("年报.docx", with_part(&whole, "word/document.xml", new.as_bytes()))
}

/// The elements of a name in a part, outermost ones only.
pub(crate) fn element(document: &str, name: &str, number: usize) -> std::ops::Range<usize> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let from = document.match_indices(&open).nth(number).unwrap().0;
    from..from + document[from..].find(&close).unwrap() + close.len()
}
