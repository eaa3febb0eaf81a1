//! What `check --out` writes of each file: a Word file with comments where the findings are, a list beside any other.

use super::failure::Failure;
use super::files::{self, Target};
use super::inputs::Input;
use super::overview::{Finding, Line};
use crate::annotate::{self, Remark};
use crate::diagnostic::outcome::gravest;
use crate::diagnostic::short;
use crate::examine::Examined;
use crate::source::Address;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Writes what was found in a file into a folder, under its own name; below a folder that was typed under the same path.
pub(super) fn write(
    out: &Path,
    below: &Path,
    input: &Input,
    file: &Examined,
    sources: &BTreeSet<PathBuf>,
) -> Result<(), Failure> {
    let target = target(&out.join(below), input);
    if let Some(folder) = target.parent() {
        files::make_folder(folder)?;
    }
    let is_word =
        target.extension().and_then(OsStr::to_str).is_some_and(|e| e.to_ascii_lowercase().starts_with("doc"));
    let annotated = if is_word { annotate::docx(&input.read()?, &remarks(file)) } else { None };
    if let Some(bytes) = annotated {
        return put(&target, &bytes, sources);
    }
    let mut name = target.into_os_string();
    name.push(".txt");
    put(Path::new(&name), list(file).as_bytes(), sources)
}

/// Puts a file in its place; a report that was read is never written over.
pub(super) fn put(path: &Path, bytes: &[u8], sources: &BTreeSet<PathBuf>) -> Result<(), Failure> {
    files::write_together(vec![Target { path: path.to_owned(), bytes }], sources).map(drop)
}

fn target(out: &Path, input: &Input) -> PathBuf {
    match input {
        Input::Stdin => out.join("标准输入"),
        Input::File(path) | Input::Folder(path) => out.join(path.file_name().unwrap_or_default()),
    }
}

/// One comment a finding: rule and what, then what to do.
fn remarks(file: &Examined) -> Vec<Remark> {
    let each = file.findings.iter().map(|found| {
        let at = match file.source.origin(found.span).map(|origin| origin.address) {
            Some(Address::Bytes(_, bytes)) => bytes,
            _ => 0..0,
        };
        let mut lines = vec![format!("{}[{}] {}", found.severity.word(), found.code(), found.message)];
        if !found.help.is_empty() {
            lines.push(format!("改法：{}", found.help));
        }
        Remark { at, lines }
    });
    each.collect()
}

fn list(file: &Examined) -> String {
    let mut text: String = file
        .findings
        .iter()
        .map(|found| {
            let help =
                if found.help.is_empty() { String::new() } else { format!("\n    改法：{}", found.help) };
            short::render(&file.source, found) + &help + "\n"
        })
        .collect();
    if text.is_empty() {
        text.push_str("没有发现问题\n");
    }
    text
}

/// The file as a line of the overview.
pub(super) fn line(file: &Examined) -> Line {
    let Examined { source, findings, identity, .. } = file;
    let place = |found: &crate::diagnostic::Diagnostic| match source.origin(found.span) {
        Some(origin) => origin.words,
        None => format!("第 {} 行", source.place(found.span.start).line),
    };
    Line {
        outcome: file.outcome(),
        first: gravest(findings)
            .map_or(String::new(), |found| format!("{}：{}", place(found), found.message)),
        figures: identity.key[0],
        last: identity.key[1],
        findings: findings
            .iter()
            .map(|found| Finding {
                severity: found.severity.word(),
                code: found.code(),
                place: place(found),
                message: found.message.clone(),
                help: found.help.clone(),
            })
            .collect(),
    }
}
