//! Every rule of the table that says it is checked is broken by its example, and only by it: the report that the example is put into
//! is right. Examples go through the program itself, as an author's file would. What is said of each, and where, stands in
//! `tests/goldens/findings.txt`; `UPDATE=1` writes it anew: read what has changed as a clerk would before committing.

#[path = "harness/keys.rs"]
mod keys;
#[path = "harness/program.rs"]
mod program;

use keys::replaced;
use nianbao::diagnostic::Severity;
use nianbao::diagnostic::codes::{self, Example, Rule, Status};
use program::{Folder, in_repository, nianbao};
use std::fmt::Write as _;

/// Rules whose break is not a few lines of a report: the files of `tests/check` and the tests named show them.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("S11", "a thousand characters: suqian-2023 below"),
    ("Y01", "what no other Y describes"),
    ("Y07", "a file of megabytes: tests/cli.rs"),
    ("Y09", "bytes that are no text: tests/cli.rs"),
    ("F06", "an edition: tests/edition.rs"),
    ("D01", "a foreign file: tests/intake.rs, as the other D"),
    ("D02", "a foreign file"),
    ("D03", "a foreign file"),
    ("D04", "a foreign file"),
    ("D05", "a foreign file"),
    ("D06", "a foreign file"),
    ("D07", "a foreign file"),
    ("D08", "several files: tests/intake.rs"),
    ("S02", "a foreign file: in YAML the titles are keys"),
    ("P01", "found while the report is set: tests/cli.rs"),
    ("P02", "found while the report is set: tests/page.rs"),
    ("P03", "found while the report is set; tests/page.rs has one"),
];

/// One finding of `check --format json`.
struct Found {
    code: String,
    severity: String,
}

/// Checks this year's report with last year's beside it.
fn check(folder: &Folder, report: &str, previous: Option<&str>) -> Vec<Found> {
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let found = records(folder, report, previous).into_iter();
    let found = found.map(|f| Found { code: text(&f["code"]), severity: text(&f["severity"]) });
    // A clean report is told too, as a record without a code.
    found.filter(|found| found.severity != "none").collect()
}

/// The records of `check --format json`.
fn records(folder: &Folder, report: &str, previous: Option<&str>) -> Vec<serde_json::Value> {
    let report = folder.write("年报.yaml", report);
    let mut arguments = vec!["check", "--format", "json", &report];
    let last = previous.map(|text| folder.write("上年.yaml", text));
    if let Some(last) = &last {
        arguments.extend(["--previous", last]);
    }
    let ran = nianbao(&arguments);
    assert!(ran.code < 2, "{}", ran.err);
    let array: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    array.as_array().expect("an array").clone()
}

fn base(name: &str) -> String {
    std::fs::read_to_string(in_repository(&format!("tests/rules/{name}.yaml"))).expect("it is there")
}

/// What an example makes of the correct reports.
fn broken(rule: &Rule) -> Option<(String, Option<String>)> {
    match rule.example {
        // A roster is no report: tests/sum.rs.
        Example::None | Example::Sum(..) => None,
        Example::File(text) => Some((text.to_owned(), None)),
        Example::Report(wrong) if wrong.contains("年度: 2019") => {
            Some((replaced(&base("report-2019"), wrong), None))
        }
        Example::Report(wrong) => Some((replaced(&base("report"), wrong), None)),
        Example::Years(last, this) if last.contains("年度: 2019") => {
            Some((replaced(&base("report-2019"), this), Some(replaced(&base("report-2019"), last))))
        }
        Example::Years(last, this) => {
            Some((replaced(&base("report"), this), Some(replaced(&base("previous"), last))))
        }
    }
}

#[test]
fn the_reports_that_examples_are_put_into_are_right() {
    let folder = Folder::new("rules-right");
    for (report, previous) in [("report", Some("previous")), ("report", None), ("report-2019", None)] {
        let found = check(&folder, &base(report), previous.map(base).as_deref());
        let codes: Vec<&str> = found.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, [] as [&str; 0], "{report}");
    }
}

#[test]
fn every_rule_is_broken_by_its_example() {
    let folder = Folder::new("rules-broken");
    let mut silent = String::new();
    for rule in codes::all().filter(|rule| rule.status == Status::Checked) {
        let Some((report, previous)) = broken(rule) else {
            if !matches!(rule.example, Example::Sum(..))
                && !SHOWN_ELSEWHERE.iter().any(|(code, _)| *code == rule.code)
            {
                let _ = writeln!(silent, "{} has no example", rule.code);
            }
            continue;
        };
        let found = check(&folder, &report, previous.as_deref());
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        match found.iter().find(|f| f.code == rule.code) {
            None if SHOWN_ELSEWHERE.iter().any(|(code, _)| *code == rule.code) => {}
            None => {
                let others: Vec<_> = found.iter().map(|f| f.code.as_str()).collect();
                let _ = writeln!(silent, "{} is not found in its example; {others:?} are", rule.code);
            }
            Some(found) if found.severity != severity => {
                let _ = writeln!(silent, "{} is a {}, the table says {severity}", rule.code, found.severity);
            }
            Some(_) => {}
        }
    }
    assert!(silent.is_empty(), "\n{silent}");
}

/// A record in a few lines: the rule, how grave, the place, what is said; the other places; what to do.
fn read_out(found: &serde_json::Value) -> String {
    let place = |at: &serde_json::Value| {
        format!("{}:{}-{}:{}", at["line"], at["column"], at["end_line"], at["end_column"])
    };
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut out = format!(
        "{} {} {} {}\n",
        text(&found["code"]),
        text(&found["severity"]),
        place(found),
        text(&found["message"])
    );
    for label in found["labels"].as_array().into_iter().flatten() {
        let _ = writeln!(out, "    {} {}", place(label), text(&label["message"]));
    }
    for culprit in found["culprits"].as_array().into_iter().flatten() {
        let cell = ["key", "column", "written", "expected"].map(|part| text(&culprit[part]));
        let _ = writeln!(out, "    {}:{} ? {}", culprit["line"], culprit["col"], cell.join(" "));
    }
    if !text(&found["help"]).is_empty() {
        let _ = writeln!(out, "    → {}", text(&found["help"]));
    }
    out
}

#[test]
fn what_is_said_of_each_example_is_as_it_was_read() {
    let folder = Folder::new("rules-read-out");
    let mut said = String::new();
    for rule in codes::all().filter(|rule| rule.status == Status::Checked) {
        let Some((report, previous)) = broken(rule) else { continue };
        let _ = writeln!(said, "== {}", rule.code);
        for found in records(&folder, &report, previous.as_deref()) {
            said += &read_out(&found).replace(&folder.join(""), "");
        }
    }
    let golden = in_repository("tests/goldens/findings.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, &said).expect("the golden is written");
    }
    let expected = std::fs::read_to_string(&golden).expect("it is there");
    for (number, (found, expected)) in said.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "findings.txt:{}", number + 1);
    }
    assert_eq!(said.lines().count(), expected.lines().count(), "findings.txt");
}

/// A message never carries a code that the table says is not checked.
#[test]
fn no_message_carries_a_code_without_a_rule() {
    let folder = Folder::new("rules-known");
    for rule in codes::all() {
        let Some((report, previous)) = broken(rule) else { continue };
        for found in check(&folder, &report, previous.as_deref()) {
            let known = codes::find(&found.code).unwrap_or_else(|| panic!("{} has no rule", found.code));
            assert_eq!(known.status, Status::Checked, "{} is found, the table says otherwise", found.code);
        }
    }
}

#[test]
fn a_long_section_one_is_found() {
    let ran = nianbao(&["check", "--format", "short", &in_repository("tests/reports/suqian-2023.yaml")]);
    assert!(ran.out.contains("[S11]"), "{}", ran.out);
}

#[test]
fn examples_replace_keys() {
    let base = "a: 1\nb:\n  c: |\n    x\n    y\n\n  d: 2\ne: 3\n";
    assert_eq!(replaced(base, "b:\n  d: 4\n"), base.replace("d: 2", "d: 4"));
    assert_eq!(replaced(base, "b:\n  c: 5\n"), "a: 1\nb:\n  c: 5\n  d: 2\ne: 3\n");
    assert_eq!(replaced(base, "b: |\n  t\nf: 6\n"), "a: 1\nb: |\n  t\ne: 3\nf: 6\n");
}

/// What 已核 takes out is shown with its reason where a person reads, and is a suppression to a machine.
#[test]
fn what_the_author_looked_into_is_shown_with_the_reason() {
    let folder = Folder::new("waived");
    let base = std::fs::read_to_string(in_repository("tests/rules/report.yaml")).expect("it is there");
    let wrong = base.replace("规章: [0, 0, 0]", "规章: [0, 0, 6]");
    assert_ne!(wrong, base);
    let path = folder.write("年报.yaml", format!("{wrong}\n已核: [{{规则: A01, 说明: 省政府授权。}}]\n"));
    let human = nianbao(&["check", &path]);
    assert_eq!(human.code, 0, "{human:?}");
    let line = human.out.lines().find(|line| line.contains("已核[A01]")).unwrap_or_default();
    assert!(line.contains("年报.yaml:") && line.ends_with("——省政府授权"), "{}", human.out);
    assert!(!nianbao(&["check", "--errors", &path]).out.contains("已核"));
    let log: serde_json::Value =
        serde_json::from_str(&nianbao(&["check", "--format", "sarif", &path]).out).expect("a log");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let waived = results.iter().find(|result| result["ruleId"] == "A01").expect("it is told");
    assert_eq!(waived["suppressions"][0]["justification"], "省政府授权。");
}
