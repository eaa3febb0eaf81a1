//! One sentence a line: what a reviewer marks in it, or that it is right. The files are `tests/prose/*.txt`; each line stands in
//! a report that is right in everything else.
//!
//! ```text
//! # a comment
//! ! G02 截止 | 主动公开：截止2025年12月31日，发布信息57条。     must be found there, and nothing else
//! ! X01 16件; X03 15件 | 依申请公开：…　表：本年新收 [17]　     two marks; fields are parted by ` ｜ `, lines by `⏎`
//! ! F02/F03 30号 | …                                            either rule
//! = 主动公开：截至2025年12月31日，发布信息57条。               nothing is said
//! ? X09 400条 | …                                               a reviewer marks it, the program is known not to
//! ```
//!
//! `tests/prose/long/*.txt` are whole reports: their fields a line each, `---`, then one planted fault a line, of which the rest of the
//! report is what is printed above; what a fault makes wrong elsewhere is not counted as false.
//!
//! ```text
//! = S11                                                         said of the report as it is, and true
//! ! X01 103件 | 新收政府信息公开申请104件 → 新收政府信息公开申请103件
//! ```
//!
//! `PROSE_SET=/a/folder` judges somebody else's sentences in the same form instead, and its `long/`; the code `*` there means any rule.
//!
//! Fields: 机关, 类别, 年度, 标题, 署名, 导语, 总体情况 (instead of the five), the five (主动公开, 依申请公开, 信息管理, 平台建设, 监督保障),
//! 第五部分, 第六部分, and 表: `行 [cells from the left]` or `行 n`, parted by `；`; other cells are 0, sums are computed.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its sentences has failed")]

use nianbao::check::{Options, check, figures};
use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::report;
use nianbao::source::Source;
use std::fmt::Write as _;

#[path = "harness/base.rs"]
mod base;

/// What a line demands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    Found,
    Right,
    Unread,
}

/// A line of a file.
struct Case {
    place: String,
    demand: Demand,
    /// The codes that may say it, and the words at which it is said (anywhere if empty).
    marks: Vec<(Vec<String>, String)>,
    report: String,
}

/// Where the sentences are.
fn folder() -> std::path::PathBuf {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/prose");
    std::env::var_os("PROSE_SET").map_or_else(|| own.into(), Into::into)
}

fn cases() -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            cases.push(case(&format!("{name}:{}", number + 1), line));
        }
    }
    cases
}

fn case(place: &str, line: &str) -> Case {
    let (sign, rest) = line.split_at(1);
    let demand = match sign {
        "!" => Demand::Found,
        "=" => Demand::Right,
        "?" => Demand::Unread,
        _ => panic!("{place}: a line begins with ! = ? or #"),
    };
    let (marks, fields) = if demand == Demand::Right {
        (Vec::new(), rest)
    } else {
        let (marks, fields) = rest.split_once(" | ").unwrap_or_else(|| panic!("{place}: marks | fields"));
        let one = |mark: &str| {
            let (codes, words) = mark.trim().split_once(' ').unwrap_or((mark.trim(), ""));
            (codes.split('/').map(str::to_owned).collect(), words.trim().to_owned())
        };
        (marks.split("; ").map(one).collect(), fields)
    };
    let report = base::report(fields.trim()).unwrap_or_else(|wrong| panic!("{place}: {wrong}"));
    Case { place: place.to_owned(), demand, marks, report }
}

/// The whole reports, each first as it is (right), then with one fault at a time; with their names.
fn long_cases() -> Vec<(Case, Vec<Case>)> {
    let folder = folder().join("long");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| long_case(file)).collect()
}

fn long_case(file: &std::path::Path) -> (Case, Vec<Case>) {
    let name = format!("long/{}", file.file_name().unwrap().to_str().unwrap());
    let text = std::fs::read_to_string(file).unwrap();
    let (fields, faults) =
        text.split_once("\n---\n").unwrap_or_else(|| panic!("{name}: fields, ---, faults"));
    let fields: Vec<&str> = fields.lines().filter(|line| !line.starts_with('#')).collect();
    let fields = fields.join("｜");
    let mut base = case(&format!("{name}:0"), &format!("= {fields}"));
    let first = text.lines().count() - faults.lines().count();
    let mut planted = Vec::new();
    for (number, line) in faults.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        if let Some(code) = line.strip_prefix("= ") {
            base.marks.push((vec![code.to_owned()], String::new()));
            continue;
        }
        let place = format!("{name}:{}", first + number + 1);
        let (marks, change) = line.split_once(" | ").unwrap_or_else(|| panic!("{place}: marks | change"));
        let (old, new) = change.split_once(" → ").unwrap_or_else(|| panic!("{place}: old → new"));
        assert_eq!(fields.matches(old).count(), 1, "{place}: {old} stands once");
        planted.push(case(&place, &format!("{marks} | {}", fields.replace(old, new))));
    }
    (base, planted)
}

/// Code, severity, the words at the place, the message.
type Finding = (&'static str, Severity, String, String);

fn said(case: &Case) -> Vec<Finding> {
    let source = Source::new(case.place.clone(), case.report.clone());
    let mut found = Diagnostics::new();
    let report = report::read::read(&source, &mut found);
    let report = report.unwrap_or_else(|| panic!("{}: {found:#?}\n{}", case.place, case.report));
    assert!(report.is_complete(), "{}: {found:#?}\n{}", case.place, case.report);
    found.append(check(report, &Options::default()).1);
    let found = found.sorted();
    found.iter().map(|d| (code(d), d.severity, source.slice(d.span).to_owned(), d.message.clone())).collect()
}

/// All that is told of a case: each finding with its note, labels and help, and what each figure was compared with, or why with nothing.
fn told(case: &Case) -> String {
    let source = Source::new(case.place.clone(), case.report.clone());
    let mut found = Diagnostics::new();
    let report = report::read::read(&source, &mut found).unwrap();
    let figures = figures(&report, None);
    found.append(check(report, &Options::default()).1);
    let mut all = String::new();
    for d in &found.sorted() {
        let at = |span| source.slice(span).lines().next().unwrap_or_default();
        let labels: Vec<String> = d.labels.iter().map(|l| format!("{}: {}", at(l.span), l.message)).collect();
        let words = [d.note.clone(), labels.join("; "), d.help.clone()].join(" | ");
        writeln!(all, "  {} {} {} | {} | {words}", code(d), d.severity.word(), at(d.span), d.message)
            .unwrap();
    }
    for figure in figures {
        writeln!(all, "  {} {:?}", figure.written, figure.status).unwrap();
    }
    all
}

/// What became of the figures of a line.
fn fates(case: &Case) -> String {
    let source = Source::new(case.place.clone(), case.report.clone());
    let report = report::read::read(&source, &mut Diagnostics::new()).unwrap();
    let said: Vec<String> =
        figures(&report, None).iter().map(|f| format!("{} {:?}", f.written, f.status)).collect();
    said.join(", ")
}

fn code(finding: &nianbao::diagnostic::Diagnostic) -> &'static str {
    finding.code()
}

/// The figures of one file, and everything that is not as it demands.
#[derive(Default)]
struct Tally {
    marked: usize,
    found: usize,
    right: usize,
    falsely: usize,
    unread: usize,
    wrong: Vec<String>,
}

impl Tally {
    /// A sentence: its marks, and nothing else.
    fn count(&mut self, case: &Case) {
        let rest = self.count_in(case, said(case));
        self.right += usize::from(case.demand == Demand::Right);
        self.falsely += rest.len();
        for (code, severity, at, message) in rest {
            self.wrong.push(format!("{}: false: {} {code} {at} | {message}", case.place, severity.word()));
        }
    }

    /// The marks of a case among findings; those that are none of them come back.
    fn count_in(&mut self, case: &Case, mut findings: Vec<Finding>) -> Vec<Finding> {
        for (codes, words) in &case.marks {
            let meets = |(code, _, at, _): &Finding| {
                codes.iter().any(|c| c == code || c == "*")
                    && (at.contains(words.as_str()) || words.contains(at.as_str()))
            };
            let hit = findings.iter().position(meets);
            if case.demand == Demand::Unread {
                self.unread += 1;
                if hit.is_some() {
                    self.wrong.push(format!(
                        "{}: {} {words} is found now: mark it with !",
                        case.place,
                        codes.join("/")
                    ));
                }
            } else {
                self.marked += 1;
                self.found += usize::from(hit.is_some());
                if hit.is_none() {
                    let said = findings.iter().map(|(code, _, at, _)| format!("{code} {at}"));
                    let read = if case.place.starts_with("long/") {
                        format!("said: {}", said.collect::<Vec<_>>().join(", "))
                    } else {
                        fates(case)
                    };
                    self.wrong.push(format!(
                        "{}: {} {words} is not found; {read}",
                        case.place,
                        codes.join("/")
                    ));
                }
            }
            if let Some(at) = hit {
                findings.remove(at);
            }
        }
        findings
    }
}

/// Every fault planted in the whole reports is found, and of the reports as they are nothing is said but what is true.
#[test]
fn every_fault_of_a_whole_report_is_found() {
    let only = std::env::var("PROSE").unwrap_or_default();
    let mut wrong = Vec::new();
    for (base, planted) in long_cases().iter().filter(|(base, _)| base.place.contains(&only)) {
        let before = said(base);
        let mut tally = Tally::default();
        for (code, severity, at, message) in &before {
            if !base.marks.iter().any(|(codes, _)| codes.iter().any(|known| known == code)) {
                tally.wrong.push(format!(
                    "{}: false: {} {code} {at} | {message}",
                    base.place,
                    severity.word()
                ));
            }
        }
        tally.falsely = tally.wrong.len();
        for case in planted {
            tally
                .count_in(case, said(case).into_iter().filter(|finding| !before.contains(finding)).collect());
        }
        let file = base.place.split(':').next().unwrap_or_default();
        let t = &tally;
        println!(
            "{file}: {} of {} faults found, {} false, {} known unread",
            t.found, t.marked, t.falsely, t.unread
        );
        wrong.append(&mut tally.wrong);
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every mark found where it stands, and nothing else said. `PROSE=words` looks at the files of that name only.
#[test]
fn every_sentence_is_judged_as_a_reviewer_would() {
    let only = std::env::var("PROSE").unwrap_or_default();
    let mut tallies: std::collections::BTreeMap<String, Tally> = std::collections::BTreeMap::new();
    for case in cases().iter().filter(|case| case.place.contains(&only)) {
        let file = case.place.split(':').next().unwrap_or_default().to_owned();
        tallies.entry(file).or_default().count(case);
    }
    let mut table = String::new();
    for (file, t) in &tallies {
        writeln!(
            table,
            "{file}: {} of {} marks found, {} false, {} right sentences, {} known unread",
            t.found, t.marked, t.falsely, t.right, t.unread
        )
        .unwrap();
    }
    println!("{table}");
    let wrong: Vec<&String> = tallies.values().flat_map(|t| &t.wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}\n{table}",
        wrong.len(),
        wrong.iter().map(|w| w.as_str()).collect::<Vec<_>>().join("\n")
    );
}

/// What a change of a rule does to any sentence is seen: all that is told of each is kept. `UPDATE=1` writes it anew: read the difference before
/// committing.
#[test]
fn all_that_is_told_of_a_sentence_is_as_it_was_read() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/goldens/prose.txt");
    let mut found = String::new();
    for case in cases() {
        let (file, told) = (case.place.split(".txt").next().unwrap_or_default(), told(&case));
        if !told.is_empty() {
            writeln!(found, "{file}\n{told}").unwrap();
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(golden, &found).unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap();
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "prose.txt:{}", number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}
