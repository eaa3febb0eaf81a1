//! Parity: the share of lines, in prose and in cells, that end at the same character on the same page in our PDF and in `LibreOffice`'s
//! rendering of our DOCX, and where each page's first ink is. `cargo test --test parity -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "the figures are printed")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/hanging.rs"]
mod hanging;
#[path = "judges/judge.rs"]
mod judge;
#[path = "page/kinds.rs"]
mod kinds;
#[path = "parity/lines.rs"]
mod lines;
#[path = "parity/prose.rs"]
mod prose;
#[path = "parity/report.rs"]
mod report;

use common::Set;
use lines::{Line, Words};
use nianbao::document::{Block, Run};
use nianbao::export::docx::Carried;
use nianbao::export::{docx, pdf};
use nianbao::font::{FaceId, FontBook, subset};
use nianbao::layout::pages::{Item, Page};
use nianbao::style::{Style, Typeface};
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What was counted over one or more documents.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    lines: usize,
    same: usize,
    /// Pages whose first ink is more than half a millimetre from ours.
    astray: usize,
    /// Documents with more or fewer pages than ours.
    longer: usize,
}

impl Count {
    fn percent(self) -> f64 {
        100.0 * self.same as f64 / self.lines as f64
    }
}

/// Writes both formats of each report and has the DOCX turned into PDF; (ours, theirs) for each.
fn render(folder: &Path, reports: &[&Set], fonts: &FontBook, carried: Carried) -> Vec<(PathBuf, PathBuf)> {
    let style = common::style();
    let pair = |number: usize| {
        let set = reports[number];
        let ours = folder.join(format!("{number:02}.pdf"));
        std::fs::write(&ours, pdf::pdf(&set.layout.pages, fonts, &set.document.meta).unwrap()).unwrap();
        let docx = folder.join(format!("{number:02}.docx"));
        let bytes = docx::write(&set.document, &style, fonts, &set.layout.fit, carried).unwrap();
        std::fs::write(&docx, hanging::without_hanging(&bytes)).unwrap();
        (ours, docx)
    };
    let pairs: Vec<_> = (0..reports.len()).map(pair).collect();
    let office = (carried == Carried::Nothing).then(|| office_fonts(folder, reports, fonts));
    // Two sessions, each with half of the reports: as an office would convert them, one session for many files.
    let half = |first: usize| {
        let files: Vec<_> = pairs.iter().skip(first).step_by(2).map(|(_, docx)| docx).collect();
        if files.is_empty() {
            return;
        }
        let profile = folder.join(format!("profile-{first}"));
        let mut arguments: Vec<OsString> = office.iter().cloned().collect();
        arguments.push("soffice".into());
        arguments.push(format!("-env:UserInstallation=file://{}", profile.display()).into());
        arguments.extend(["--headless", "--convert-to", "pdf", "--outdir"].map(OsString::from));
        arguments.push(folder.join("theirs").into());
        arguments.extend(files.into_iter().map(Into::into));
        judge::ask("env", &arguments);
    };
    std::thread::scope(|scope| {
        scope.spawn(|| half(0));
        scope.spawn(|| half(1));
    });
    let theirs = |number: usize| folder.join(format!("theirs/{number:02}.pdf"));
    pairs.into_iter().enumerate().map(|(number, (ours, _))| (ours, theirs(number))).collect()
}

/// Installs stand-ins for the office's fonts, our faces under their names, for one session: the variable that says so.
fn office_fonts(folder: &Path, reports: &[&Set], fonts: &FontBook) -> OsString {
    let style = common::style();
    let mut chars: BTreeSet<char> = (' '..='~').chain("—".chars()).collect();
    for report in reports {
        chars.extend(passages(report, &style).iter().flat_map(|passage| passage.text.chars()));
    }
    let install = |name: &str, face: FaceId| {
        let font = subset::sfnt(fonts.face(face), name, &chars).unwrap();
        std::fs::write(folder.join(format!("{name}.ttf")), font).unwrap();
    };
    for typeface in Typeface::ALL {
        install(style.chain(typeface).office[0], fonts.chain(typeface)[0]);
    }
    install("Times New Roman", fonts.latin(Typeface::Fangsong)[0]);
    let config = folder.join("fonts.conf");
    let folder = folder.display();
    let text = format!("<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>");
    std::fs::write(&config, text).unwrap();
    format!("FONTCONFIG_FILE={}", config.display()).into()
}

/// A text of a report and where it stands across the page, pt: a block of prose anywhere, a cell in its columns.
struct Passage {
    text: String,
    across: Range<f64>,
}

/// All texts of a report, in order.
fn passages(report: &Set, style: &Style) -> Vec<Passage> {
    let join = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let anywhere = |text: String| Passage { text, across: 0.0..style.page.paper_width };
    let mut passages = Vec::new();
    for (block, fit) in report.document.blocks.iter().zip(&report.layout.fit.blocks) {
        match block {
            Block::Title(title) => passages.push(anywhere(title.run.text.clone())),
            Block::Heading(heading) => passages.push(anywhere(heading.run.text.clone())),
            Block::Paragraph(paragraph) => passages.push(anywhere(join(&paragraph.runs))),
            Block::Table(table) => {
                let widths = &fit.table.as_ref().unwrap().column_widths;
                let edge = |column: usize| style.page.left + widths[..column].iter().sum::<f64>();
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    let across = edge(cell.column)..edge(cell.column + cell.column_span);
                    passages.push(Passage { text: join(&cell.runs), across });
                }
                passages.extend(table.note.iter().map(|note| anywhere(join(&note.runs))));
            }
            Block::Signature(signature) => {
                let both = [&signature.name, &signature.date].into_iter().flatten();
                passages.extend(both.map(|run| anywhere(run.text.clone())));
            }
        }
    }
    passages.retain(|passage| !passage.text.trim().is_empty());
    passages
}

/// The lines of a PDF, each part of its width read once, and how far it has been read.
struct PdfLines {
    words: Words,
    parts: Vec<(Range<f64>, Vec<Line>, usize)>,
}

impl PdfLines {
    fn new(pdf: &Path) -> Self {
        Self { words: Words::of(pdf), parts: Vec::new() }
    }

    /// Page and end of each line of the next place that shows a text.
    fn find(&mut self, passage: &Passage) -> Option<Vec<(usize, usize)>> {
        let known = self.parts.iter().position(|(across, ..)| *across == passage.across);
        let part = known.unwrap_or_else(|| {
            let lines = self.words.lines(&passage.across);
            self.parts.push((passage.across.clone(), lines, 0));
            self.parts.len() - 1
        });
        let (_, lines, at) = &mut self.parts[part];
        let (ends, after) = lines::find(lines, *at, &passage.text)?;
        *at = after;
        Some(ends)
    }
}

/// Compares line by line and prints where the first difference of each text is.
fn compare(name: &str, report: &Set, ours: &Path, theirs: &Path) -> Count {
    let (mut ours, mut theirs) = (PdfLines::new(ours), PdfLines::new(theirs));
    let mut count = Count::default();
    if ours.words.pages() != theirs.words.pages() {
        println!("{name}: {} pages, theirs {}", ours.words.pages(), theirs.words.pages());
        count.longer += 1;
    }
    for passage in passages(report, &common::style()) {
        let characters: Vec<char> = passage.text.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(a) = ours.find(&passage) else {
            panic!("{name}: our PDF does not show {}", passage.text);
        };
        count.lines += a.len();
        let Some(b) = theirs.find(&passage) else {
            println!("{name}: LibreOffice does not show {}", passage.text);
            continue;
        };
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

/// Where the first ink of each page is, mm from its top: the pages as 200 dpi pictures.
fn first_ink(pdf: &Path) -> Vec<f64> {
    let stem = pdf.with_extension("");
    // The upper quarter: no page begins below it.
    let options = ["-gray", "-r", "200", "-x", "0", "-y", "0", "-W", "1654", "-H", "585"].map(OsStr::new);
    let files = [pdf.as_os_str(), stem.as_os_str()];
    judge::ask("pdftoppm", &[options.as_slice(), &files].concat());
    let (folder, name) = (pdf.parent().unwrap(), stem.file_name().unwrap().to_str().unwrap());
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_page = |file: &PathBuf| {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        stem.starts_with(&format!("{name}-")) && file.extension().is_some_and(|ending| ending == "pgm")
    };
    let mut pages: Vec<PathBuf> = files.filter(is_page).collect();
    pages.sort();
    pages.iter().map(|page| first_dark_row(&std::fs::read(page).unwrap()) / 200.0 * 25.4).collect()
}

/// The first row of a binary PGM that is darker than half anywhere.
fn first_dark_row(pgm: &[u8]) -> f64 {
    let mut fields = pgm.splitn(5, u8::is_ascii_whitespace);
    let number =
        |field: Option<&[u8]>| std::str::from_utf8(field.unwrap()).unwrap().parse::<usize>().unwrap();
    assert_eq!(fields.next(), Some(b"P5".as_slice()));
    let (width, _) = (number(fields.next()), (number(fields.next()), number(fields.next())));
    let pixels = fields.next().unwrap();
    let row = pixels.chunks(width).position(|row| row.iter().any(|&pixel| pixel < 128));
    f64::from(u32::try_from(row.unwrap_or_default()).unwrap())
}

/// Whether a rule is the first thing on a page: the rest of a table, for a whole one has its heading above it.
fn begins_with_table(page: &Page) -> bool {
    let top = |item: &Item| match item {
        Item::Glyphs(run) => (run.y - run.size, false),
        Item::Rule { y, .. } => (*y, true),
    };
    page.items.iter().map(top).min_by(|a, b| a.0.total_cmp(&b.0)).is_some_and(|(_, rule)| rule)
}

/// Counts over reports, and prints what each adds.
fn judge_reports(
    folder: &str,
    reports: &[(String, Set)],
    fonts: &FontBook,
    carried: Carried,
) -> Option<Count> {
    if !["soffice", "pdftotext", "pdftoppm"]
        .iter()
        .all(|program| judge::installed(program, "DOCX 与 PDF 逐行一致"))
    {
        return None;
    }
    let (names, sets): (Vec<&str>, Vec<&Set>) =
        reports.iter().map(|(name, set)| (name.as_str(), set)).unzip();
    let mut total = Count::default();
    let folder_path = judge::folder(folder);
    // Pictures of a run before this one may have other names.
    std::fs::remove_dir_all(&folder_path).unwrap();
    let pairs = render(&judge::folder(folder), &sets, fonts, carried);
    for ((name, set), (ours, theirs)) in names.iter().zip(&sets).zip(pairs) {
        let count = compare(name, set, &ours, &theirs);
        // The rest of a table that is cut begins half a lead lower in the PDF than a word processor can set it.
        let goes_on = |page: usize| begins_with_table(&set.layout.pages.pages[page]);
        for (page, (a, b)) in first_ink(&ours).iter().zip(first_ink(&theirs)).enumerate() {
            if (b - a).abs() > 0.5 && !goes_on(page) {
                println!("{name}: page {}: first ink at {a:.2} mm, theirs {b:.2}", page + 1);
                total.astray += 1;
            }
        }
        println!(
            "{name}: {} pages, {} of {} lines, {:.1} %",
            set.layout.pages.pages.len(),
            count.same,
            count.lines,
            count.percent()
        );
        total.lines += count.lines;
        total.same += count.same;
        total.longer += count.longer;
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
    if let Some(total) = judge_reports("parity-published", &reports, &fonts, Carried::Used) {
        assert_eq!(total.same, total.lines);
        assert_eq!((total.astray, total.longer), (0, 0));
    }
}

#[test]
fn reports_that_set_badly_break_alike() {
    let fonts = common::fonts();
    let mut names: Vec<String> = std::fs::read_dir(common::path("tests/page"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "yaml"))
        .collect();
    names.sort();
    assert!(names.len() >= 12);
    let set = |name: String| {
        let set = common::set(&format!("tests/page/{name}"), &fonts);
        (name, set)
    };
    let mut reports: Vec<(String, Set)> = names.into_iter().map(set).collect();
    let of_kind = |(name, text): (String, String)| (name.clone(), common::set_text(&name, text, &fonts));
    reports.extend(kinds::all().into_iter().map(of_kind));
    if let Some(total) = judge_reports("parity-page", &reports, &fonts, Carried::Used) {
        assert!(total.percent() >= 99.0);
        assert_eq!((total.astray, total.longer), (0, 0));
    }
}

#[test]
fn lines_are_the_same_with_the_fonts_of_an_office() {
    let fonts = common::fonts();
    let names = ["dengtalu-2023", "suqian-2023", "fenye-2024"];
    let reports =
        names.map(|name| (name.to_owned(), common::set(&format!("tests/reports/{name}.yaml"), &fonts)));
    if let Some(total) = judge_reports("parity-office", &reports, &fonts, Carried::Nothing) {
        assert_eq!(total.same, total.lines);
        assert_eq!((total.astray, total.longer), (0, 0));
    }
}

#[test]
fn characters_of_every_day_leave_the_lines() {
    let fonts = common::fonts();
    let style = Style { everyday_apart: true, ..common::style() };
    let names = ["suqian-2023", "shengpizi-2023", "fenye-2024"];
    let reports = names.map(|name| {
        let text = std::fs::read_to_string(common::path(&format!("tests/reports/{name}.yaml"))).unwrap();
        (name.to_owned(), common::set_in(&style, name, text, &fonts))
    });
    if let Some(total) = judge_reports("parity-everyday", &reports, &fonts, Carried::Everyday) {
        assert!(total.percent() >= 99.0);
        assert_eq!((total.astray, total.longer), (0, 0));
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
    if let Some(total) = judge_reports("parity-generated", &reports, &fonts, Carried::Used) {
        assert!(total.percent() >= 99.0);
        assert_eq!((total.astray, total.longer), (0, 0));
    }
}
