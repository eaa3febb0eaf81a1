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

use common::Random;
use nianbao::document::{
    Block, Date, Document, Heading, Meta, Paragraph, Role, Run, Signature, Title, TitleBreak,
};
use nianbao::export::{docx, pdf};
use nianbao::layout::layout;
use nianbao::source::Span;
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

fn run(text: impl Into<String>, role: Role) -> Run {
    Run { text: text.into(), role, span: Span::default() }
}

/// A report of random prose, `weight` paragraphs long.
fn random_report(seed: u64) -> Document {
    let mut random = Random::new(seed);
    let mut blocks = vec![Block::Title(Title {
        run: run("北关区灯塔路街道办事处2023年政府信息公开工作年度报告", Role::Title),
        breaks: vec![TitleBreak { offset: "北关区灯塔路街道办事处".len(), rank: 0 }],
    })];
    for number in ["一", "二", "三", "四", "五", "六"] {
        blocks.push(Block::Heading(Heading { run: run(format!("{number}、总体情况"), Role::Heading1) }));
        for part in 0..=random.below(6) {
            let text = prose::paragraph(&mut random);
            let mut runs = vec![run(text, Role::Body)];
            let mut lead = None;
            if random.below(3) == 0 {
                let number = ["一", "二", "三", "四", "五", "六", "七"][part];
                runs.insert(0, run(format!("（{number}）主动公开方面。"), Role::Heading2));
                lead = Some(2);
            }
            blocks.push(Block::Paragraph(Paragraph { lead, runs }));
        }
    }
    if random.below(2) == 0 {
        blocks.push(Block::Signature(Signature {
            name: Some(run("北关区灯塔路街道办事处", Role::Signature)),
            date: Some(run("2024年1月17日", Role::Signature)),
        }));
    }
    let meta = Meta {
        title: "年度报告".into(),
        author: "北关区灯塔路街道办事处".into(),
        subject: "年度报告".into(),
        date: Date { year: 2024, month: 1, day: 17 },
    };
    Document { meta, blocks }
}

/// Writes both formats of each document and has the DOCX turned into PDF; (ours, theirs) for each.
fn render(folder: &Path, documents: &[Document]) -> Vec<(PathBuf, PathBuf)> {
    let (style, fonts) = (common::style(), common::fonts());
    let mut arguments: Vec<OsString> = Vec::new();
    let profile = folder.join("profile");
    arguments.push(format!("-env:UserInstallation=file://{}", profile.display()).into());
    arguments.extend(["--headless", "--convert-to", "pdf", "--outdir"].map(OsString::from));
    arguments.push(folder.join("theirs").into());
    let mut pairs = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let set = layout(document, &style, &fonts).expect("every character is in the shipped fonts");
        let ours = folder.join(format!("{number:02}.pdf"));
        std::fs::write(&ours, pdf::pdf(&set.pages, &fonts, &document.meta).unwrap()).unwrap();
        let docx = folder.join(format!("{number:02}.docx"));
        std::fs::write(&docx, docx::write(document, &style, &fonts, &set.fit).unwrap()).unwrap();
        pairs.push((ours, folder.join(format!("theirs/{number:02}.pdf"))));
        arguments.push(docx.into());
    }
    judge::ask("soffice", &arguments);
    pairs
}

/// Each block of prose as one text.
fn texts(document: &Document) -> Vec<String> {
    let join = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Title(title) => texts.push(title.run.text.clone()),
            Block::Heading(heading) => texts.push(heading.run.text.clone()),
            Block::Paragraph(paragraph) => texts.push(join(&paragraph.runs)),
            Block::Table(_) => {}
            Block::Signature(signature) => {
                texts
                    .extend([&signature.name, &signature.date].into_iter().flatten().map(|r| r.text.clone()));
            }
        }
    }
    texts
}

/// Compares line by line and prints where the first difference of each block is.
fn compare(name: &str, document: &Document, ours: &Path, theirs: &Path) -> Count {
    let (ours, theirs) = (lines::of(ours), lines::of(theirs));
    let (mut at_ours, mut at_theirs) = (0, 0);
    let mut count = Count::default();
    for text in texts(document) {
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

#[test]
fn fifty_random_reports() {
    if !judge::installed("soffice", "DOCX 与 PDF 逐行一致")
        || !judge::installed("pdftotext", "DOCX 与 PDF 逐行一致")
    {
        return;
    }
    let folder = judge::folder("parity-random");
    let documents: Vec<Document> = (1..=50).map(random_report).collect();
    let mut total = Count::default();
    for ((number, document), (ours, theirs)) in documents.iter().enumerate().zip(render(&folder, &documents))
    {
        let count = compare(&format!("{number:02}"), document, &ours, &theirs);
        println!("{number:02}: {} of {} lines, {:.1} %", count.same, count.lines, count.percent());
        total.lines += count.lines;
        total.same += count.same;
    }
    println!(
        "50 random reports: {} of {} lines end alike, {:.2} %",
        total.same,
        total.lines,
        total.percent()
    );
    assert!(total.percent() >= 98.0);
}
