//! Parity: the share of prose lines that end at the same character on the same page in our PDF and in `LibreOffice`'s
//! rendering of our DOCX. `cargo test --test parity -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "the figures are printed")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;
#[path = "parity/lines.rs"]
mod lines;
#[path = "parity/prose.rs"]
mod prose;
#[path = "parity/report.rs"]
mod report;

use common::Set;
use nianbao::document::{Block, Run};
use nianbao::export::{docx, pdf};
use nianbao::font::FontBook;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What was counted over one or more documents.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    lines: usize,
    same: usize,
}

impl Count {
    fn percent(self) -> f64 {
        100.0 * self.same as f64 / self.lines as f64
    }
}

/// Writes both formats of each report and has the DOCX turned into PDF; (ours, theirs) for each.
fn render(folder: &Path, reports: &[&Set], fonts: &FontBook) -> Vec<(PathBuf, PathBuf)> {
    let style = common::style();
    let pair = |number: usize| {
        let set = reports[number];
        let ours = folder.join(format!("{number:02}.pdf"));
        std::fs::write(&ours, pdf::pdf(&set.layout.pages, fonts, &set.document.meta).unwrap()).unwrap();
        let docx = folder.join(format!("{number:02}.docx"));
        std::fs::write(&docx, docx::write(&set.document, &style, fonts, &set.layout.fit).unwrap()).unwrap();
        (ours, docx)
    };
    let pairs: Vec<_> = (0..reports.len()).map(pair).collect();
    // Two sessions, each with half of the reports: as an office would convert them, one session for many files.
    let half = |first: usize| {
        let files: Vec<_> = pairs.iter().skip(first).step_by(2).map(|(_, docx)| docx).collect();
        if files.is_empty() {
            return;
        }
        let profile = folder.join(format!("profile-{first}"));
        let mut arguments =
            vec![OsString::from(format!("-env:UserInstallation=file://{}", profile.display()))];
        arguments.extend(["--headless", "--convert-to", "pdf", "--outdir"].map(OsString::from));
        arguments.push(folder.join("theirs").into());
        arguments.extend(files.into_iter().map(Into::into));
        judge::ask("soffice", &arguments);
    };
    std::thread::scope(|scope| {
        scope.spawn(|| half(0));
        scope.spawn(|| half(1));
    });
    let theirs = |number: usize| folder.join(format!("theirs/{number:02}.pdf"));
    pairs.into_iter().enumerate().map(|(number, (ours, _))| (ours, theirs(number))).collect()
}

/// Each block of prose as one text.
fn texts(report: &Set) -> Vec<String> {
    let join = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let mut texts = Vec::new();
    for block in &report.document.blocks {
        match block {
            Block::Title(title) => texts.push(title.run.text.clone()),
            Block::Heading(heading) => texts.push(heading.run.text.clone()),
            Block::Paragraph(paragraph) => texts.push(join(&paragraph.runs)),
            Block::Table(table) => texts.extend(table.note.iter().map(|note| join(&note.runs))),
            Block::Signature(signature) => {
                texts
                    .extend([&signature.name, &signature.date].into_iter().flatten().map(|r| r.text.clone()));
            }
        }
    }
    texts
}

/// Compares line by line and prints where the first difference of each block is.
fn compare(name: &str, report: &Set, ours: &Path, theirs: &Path) -> Count {
    let (ours, theirs) = (lines::of(ours), lines::of(theirs));
    let (mut at_ours, mut at_theirs) = (0, 0);
    let mut count = Count::default();
    for text in texts(report) {
        let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let Some((a, after)) = lines::find(&ours, at_ours, &text) else {
            panic!("{name}: our PDF does not show {text}");
        };
        at_ours = after;
        count.lines += a.len();
        let Some((b, after)) = lines::find(&theirs, at_theirs, &text) else {
            println!("{name}: LibreOffice does not show {text}");
            continue;
        };
        at_theirs = after;
        count.same += a.iter().filter(|end| b.contains(end)).count();
        if let Some((x, y)) = a.iter().zip(&b).find(|(x, y)| x != y) {
            let tail = |&(page, end): &(usize, usize)| {
                let from = end.saturating_sub(12);
                format!(
                    "p{} …{}|{}",
                    page + 1,
                    characters[from..end].iter().collect::<String>(),
                    characters[end..(end + 4).min(characters.len())].iter().collect::<String>()
                )
            };
            println!("{name}: ours {}  theirs {}", tail(x), tail(y));
        }
    }
    count
}

/// Counts over reports, and prints what each adds.
fn judge_reports(folder: &str, reports: &[(String, Set)], fonts: &FontBook) -> Option<Count> {
    if !["soffice", "pdftotext"].iter().all(|program| judge::installed(program, "DOCX 与 PDF 逐行一致"))
    {
        return None;
    }
    let (names, sets): (Vec<&str>, Vec<&Set>) =
        reports.iter().map(|(name, set)| (name.as_str(), set)).unzip();
    let mut total = Count::default();
    let pairs = render(&judge::folder(folder), &sets, fonts);
    for ((name, set), (ours, theirs)) in names.iter().zip(&sets).zip(pairs) {
        let count = compare(name, set, &ours, &theirs);
        println!(
            "{name}: {} pages, {} of {} lines, {:.1} %",
            set.layout.pages.pages.len(),
            count.same,
            count.lines,
            count.percent()
        );
        total.lines += count.lines;
        total.same += count.same;
    }
    println!("{folder}: {} of {} lines end alike, {:.2} %", total.same, total.lines, total.percent());
    Some(total)
}

#[test]
fn published_reports_break_alike() {
    let fonts = common::fonts();
    let names = ["dengtalu-2023", "suqian-2023", "shanghai-office-2019", "fenye-2024", "shengpizi-2023"];
    let reports =
        names.map(|name| (name.to_owned(), common::set(&format!("tests/reports/{name}.yaml"), &fonts)));
    if let Some(total) = judge_reports("parity-published", &reports, &fonts) {
        assert_eq!(total.same, total.lines);
    }
}

#[test]
fn fifty_generated_reports_break_alike() {
    let fonts = common::fonts();
    let reports: Vec<(String, Set)> = (1..=50)
        .map(|seed| {
            let name = format!("{seed:02}");
            let set = common::set_text(&name, report::yaml(seed), &fonts);
            (name, set)
        })
        .collect();
    let pages = reports.iter().map(|(_, set)| set.layout.pages.pages.len());
    assert!(pages.clone().all(|count| (3..=12).contains(&count)), "{:?}", pages.collect::<Vec<_>>());
    if let Some(total) = judge_reports("parity-generated", &reports, &fonts) {
        assert!(total.percent() >= 98.0);
    }
}
