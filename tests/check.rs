//! Every file under `tests/check/` is one kind of wrong input; what must be said about it is written beside the wrong line:
//!
//! ```text
//!   规章: [0, /, 0]        #! C01 10 没有发生的填 0
//! #!^ Y14 4 引号没有成对
//! ```
//!
//! `#!` speaks of its own line, `#!^` of the line above it, `#!^^` of that two above (where a comment would become a part of the value): the code, the
//! column from 1 in characters (or `first-last`), words of the message or the help. `#! 文件 CODE words` speaks of a finding
//! without a place. Every error of a file must be expected and every expectation met; warnings and hints only where they are
//! expected. A file that begins with `#! 片段` is a piece of a report: what it lacks is not looked at.

use nianbao::check::{Options, check};
use nianbao::diagnostic::{Diagnostic, Diagnostics, Severity};
use nianbao::report::read::read;
use nianbao::source::Source;
use nianbao::yaml::decode::decode;
use std::path::Path;

/// What a comment demands.
#[derive(Debug)]
struct Expected {
    code: String,
    /// Line and columns; `None` without a place.
    place: Option<(usize, usize, Option<usize>)>,
    words: String,
}

fn expectations(source: &Source) -> Vec<Expected> {
    let mut out = Vec::new();
    for (number, line) in source.text().lines().enumerate().map(|(n, line)| (n + 1, line)) {
        let Some((_, comment)) = line.split_once("#!") else { continue };
        let rest = comment.trim_start_matches('^');
        let (comment, number) = (rest.trim(), number - (comment.len() - rest.len()));
        if comment == "片段" {
            continue;
        }
        let mut parts = comment.splitn(3, ' ');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let words = parts.next().unwrap_or_default().to_owned();
        if first == "文件" {
            out.push(Expected { code: second.to_owned(), place: None, words });
            continue;
        }
        let (from, to) = second.split_once('-').map_or((second, None), |(from, to)| (from, Some(to)));
        let column = |text: &str| text.parse().unwrap_or_else(|_| panic!("a column is wanted: {comment}"));
        out.push(Expected {
            code: first.to_owned(),
            place: Some((number, column(from), to.map(column))),
            words,
        });
    }
    out
}

/// Everything that is said about a file.
fn said(name: &str, bytes: &[u8]) -> (Source, Diagnostics) {
    let mut found = Diagnostics::new();
    let source = match decode(name, bytes) {
        Ok(source) => source,
        Err(fault) => {
            let (source, finding) = *fault;
            found.push(finding);
            return (source, found);
        }
    };
    if let Some(report) = read(&source, &mut found) {
        let (_, only) = check(report.clone(), &Options { errors_only: true, ..Options::default() });
        let (_, more) = check(report, &Options::default());
        let errors = |found: &Diagnostics| {
            let errors = found.iter().filter(|found| found.severity == Severity::Error);
            errors.map(|found| (found.code(), found.span, found.message.clone())).collect::<Vec<_>>()
        };
        assert_eq!(errors(&only), errors(&more), "{name}: errors are the same when they alone are asked for");
        found.append(more);
    }
    (source, found)
}

fn meets(finding: &Diagnostic, expected: &Expected, source: &Source) -> bool {
    let start = source.place(finding.span.start);
    let end = source.place(finding.span.end);
    let there = expected.place.is_none_or(|(line, from, to)| {
        (start.line, start.column) == (line, from)
            && to.is_none_or(|to| (end.line, end.column) == (line, to + 1))
    });
    let text = format!("{} {} {}", finding.message, finding.note, finding.help);
    finding.code() == expected.code && there && text.contains(&expected.words)
}

fn shown(finding: &Diagnostic, source: &Source) -> String {
    let (start, end) = (source.place(finding.span.start), source.place(finding.span.end));
    format!(
        "{}:{}-{} {} {} / {}",
        start.line,
        start.column,
        end.column - 1,
        finding.code(),
        finding.message,
        finding.help
    )
}

/// What is wrong with a file's expectations, if anything.
fn disagreements(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).expect("it was just listed");
    let (source, found) = said(&path.display().to_string(), &bytes);
    let expected = expectations(&source);
    let fragment = source.text().starts_with("#! 片段");
    let mut out = Vec::new();
    if std::env::var_os("SHOW").is_some() {
        out.extend(found.iter().map(|f| shown(f, &source)));
        return out;
    }
    let mut met = vec![false; expected.len()];
    for finding in &found {
        for span in std::iter::once(finding.span).chain(finding.labels.iter().map(|label| label.span)) {
            let whole = source.text().get(span.start as usize..span.end as usize).is_some();
            assert!(whole, "{}: a place inside a character: {}", path.display(), shown(finding, &source));
        }
        let hit = expected.iter().zip(&mut met).find(|(e, met)| !**met && meets(finding, e, &source));
        if let Some((_, met)) = hit {
            *met = true;
        } else if finding.severity == Severity::Error && !(fragment && finding.message.starts_with("缺少"))
        {
            out.push(format!("not expected: {}", shown(finding, &source)));
        }
    }
    let missed = expected.iter().zip(met).filter(|(_, met)| !met);
    out.extend(missed.map(|(e, _)| format!("not said: {e:?}")));
    out
}

#[test]
fn every_fault_is_named_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("it is in the repository")
        .map(|e| e.expect("readable").path())
        .collect();
    files.sort();
    assert!(files.len() > 50, "the fixtures are there");
    let mut wrong = String::new();
    for file in
        files.iter().filter(|f| f.extension().is_some_and(|e| e == "yaml") && !f.ends_with("empty.yaml"))
    {
        let name = file.file_name().expect("a file").to_string_lossy();
        for line in disagreements(file) {
            wrong.extend([&name, ": ", &line, "\n"]);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    let (_, found) = said("empty.yaml", b"");
    assert_eq!(found.iter().map(nianbao::diagnostic::Diagnostic::code).collect::<Vec<_>>(), ["Y10"]);
}

/// 10 MB of brackets or dashes, in one line or in many: one word, at once.
#[test]
fn floods_are_refused() {
    for unit in ["[", "- ", "{a: ", "[\n", "- \n", "a:\n", "\t", "：", "\"", "? ", "{{1}}"] {
        for size in [10 << 20, 1 << 20] {
            let (_, found) = said("flood.yaml", unit.repeat(size / unit.len()).as_bytes());
            assert!(found.has_errors());
            assert!(found.iter().len() <= 100, "{unit:?}: {}", found.iter().len());
        }
    }
}

/// Every cell of a broken equation is labelled with its own number, where it stands.
#[test]
fn every_cell_that_takes_part_is_labelled() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/b01-part.yaml");
    let (source, found) = said("b01-part.yaml", &std::fs::read(path).expect("it is in the repository"));
    for (code, cells) in [("B01", 22), ("B02", 7)] {
        let finding = found.iter().find(|f| f.code() == code).expect("the file breaks it");
        let places =
            finding.labels.iter().map(|l| (l.span, &l.message)).chain([(finding.span, &finding.note)]);
        let mut seen = std::collections::BTreeSet::new();
        for (span, message) in places {
            assert!(
                message.contains(&format!(" {}", source.slice(span))),
                "{message}: {}",
                source.slice(span)
            );
            seen.insert(span);
        }
        assert_eq!(seen.len(), cells, "{code}");
    }
}

/// What the program computed stands nowhere: it is labelled at its row, and where that has no key at its group.
#[test]
fn a_computed_cell_is_labelled_at_the_key_that_it_belongs_to() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/b02-computed-results.yaml");
    let (source, found) =
        said("b02-computed-results.yaml", &std::fs::read(path).expect("it is in the repository"));
    let computed: Vec<(&str, &str)> = found
        .iter()
        .flat_map(|f| &f.labels)
        .filter(|label| label.message.contains("（程序计算）"))
        .map(|label| (label.message.split(' ').next().unwrap_or_default(), source.slice(label.span)))
        .collect();
    assert!(!computed.is_empty());
    for (name, key) in computed {
        println!("{name} {key}");
        assert!(!key.is_empty(), "{name}");
    }
}

/// A report with a paragraph that no hand wrote, and one with more placeholders than cells.
#[test]
fn floods_of_words_are_refused() {
    for (flood, code) in [
        ("增长12%，".repeat(60_000), "Y07"),
        ("甲。\u{b}".repeat(60_000), "Y07"),
        ("甲。\n  ".repeat(60_000), "Y07"),
        (format!("{}\n  ", "“".repeat(9_000)).repeat(30), "Y07"),
        ("{{1}}".repeat(3_000), "Y19"),
    ] {
        let text = format!("机关: 甲\n年度: 2023\n总体情况: |\n  {flood}\n");
        let (_, found) = said("flood.yaml", text.as_bytes());
        assert_eq!(found.iter().filter(|f| f.code() == code).count(), 1, "{code}");
    }
    for key in ["标题", "署名", "机关"] {
        let text = format!("年度: 2023\n{key}: {}\n", "a".repeat(1 << 20));
        let (_, found) = said("flood.yaml", text.as_bytes());
        assert_eq!(found.iter().filter(|f| f.code() == "Y07").count(), 1, "{key}");
    }
}
