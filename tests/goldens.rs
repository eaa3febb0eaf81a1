//! The pages of four reports, as text (where each line of glyphs and each table's rules stand), as pictures, and as what a word
//! processor is told of them (`.fit.txt`), and what stands in the files of other formats, against what was looked at and found right: the sample, a city's long text, one that meets every kind of page break, one with
//! rare characters and figures of eight digits. `UPDATE=1` writes them anew: look at every picture before committing.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;

use common::{fonts, path, set};
use judge::{ask, folder, installed};
use nianbao::export::docx::Carried;
use nianbao::export::pdf::pdf;
use nianbao::export::{Format, export};
use nianbao::fit::Fit;
use nianbao::layout::pages::{Item, Pages};
use std::fmt::Write;
use std::io::{Cursor, Read as _};
use std::ops::Range;
use std::path::Path;

const REPORTS: [&str; 4] = ["dengtalu-2023", "suqian-2023", "fenye-2024", "shengpizi-2023"];

/// How far a position may be from its golden: rounding in the last digit, pt.
const TOLERANCE: f64 = 0.06;
/// How far a picture may be from its golden: the mean difference of pixel values (0 to 255) that another version of
/// poppler makes by its hinting stays below 1; a line that moved by a line's height gives more than 3.
const DIFFERENCE: f64 = 1.5;

/// Each line of glyphs and each rule, one a line.
fn positions(pages: &Pages) -> String {
    let mut out = String::new();
    for (number, page) in pages.pages.iter().enumerate() {
        writeln!(out, "page {}", number + 1).unwrap();
        let mut line: Option<(f64, f64, f64, String)> = None;
        let mut rules = Vec::new();
        let flush = |line: Option<(f64, f64, f64, String)>, out: &mut String| {
            if let Some((x, y, size, text)) = line {
                writeln!(out, "{x:7.2} {y:7.2} {size:5.2} {text}").unwrap();
            }
        };
        for item in &page.items {
            match item {
                Item::Glyphs(run) => {
                    let same = |l: &(f64, f64, f64, String)| {
                        (l.1 - run.y).abs() < 0.01 && l.0 < run.x && run.size > 12.0
                    };
                    if line.as_ref().is_some_and(same) {
                        line.as_mut().unwrap().3.push_str(&run.text);
                    } else {
                        flush(line.take(), &mut out);
                        line = Some((run.x, run.y, run.size, run.text.clone()));
                    }
                }
                Item::Rule { x, y, width, height } => rules.push((*x, *y, *width, *height)),
            }
        }
        flush(line, &mut out);
        for (x, y, width, height) in rules {
            writeln!(out, "{x:7.2} {y:7.2} {width:6.2} × {height:.2}").unwrap();
        }
    }
    out
}

/// Whether two goldens say the same but for the last digit of a position.
fn close(a: &str, b: &str) -> bool {
    a == b
        || match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(a), Ok(b)) => (a - b).abs() <= TOLERANCE,
            _ => false,
        }
}

fn assert_positions(name: &str, found: &str) {
    let golden = path(&format!("tests/goldens/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&golden).unwrap();
    assert_eq!(found.lines().count(), expected.lines().count(), "{name}: lines of glyphs and rules");
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let same = words(found).len() == words(expected).len()
            && words(found).iter().zip(&words(expected)).all(|(a, b)| close(a, b));
        assert!(same, "{name}.txt:{}\n  found    {found}\n  expected {expected}", number + 1);
    }
}

/// A grey picture: width, height, values from 0 to 255.
#[derive(PartialEq)]
struct Picture(u32, u32, Vec<u8>);

/// The picture that pdftoppm leaves (a PGM).
fn drawn(file: &Path) -> Picture {
    let bytes = std::fs::read(file).unwrap();
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        fields.push(String::from_utf8(bytes[at..end].to_vec()).unwrap());
        at = end + 1;
    }
    assert_eq!((fields[0].as_str(), fields[3].as_str()), ("P5", "255"));
    Picture(fields[1].parse().unwrap(), fields[2].parse().unwrap(), bytes[at..].to_vec())
}

fn golden(file: &Path) -> Picture {
    let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(file).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut values = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut values).unwrap();
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::Eight));
    values.truncate(info.buffer_size());
    Picture(info.width, info.height, values)
}

fn keep(picture: &Picture, file: &Path) {
    let mut encoder = png::Encoder::new(std::fs::File::create(file).unwrap(), picture.0, picture.1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&picture.2).unwrap();
}

/// What a word processor is told, block by block: only what is to be told.
fn told(fit: &Fit) -> String {
    let mut out = String::new();
    let joined = |words: Vec<String>| format!(" {}", words.join(" "));
    let ranges =
        |ranges: &[Range<usize>]| joined(ranges.iter().map(|r| format!("{}-{}", r.start, r.end)).collect());
    let numbers = |numbers: &[f64]| joined(numbers.iter().map(|n| format!("{n:.2}")).collect());
    for (number, block) in fit.blocks.iter().enumerate() {
        let mut say = |what: &str, words: &str| writeln!(out, "{number:3} {what}{words}").unwrap();
        if block.keep_next {
            say("kept with the next", "");
        }
        if block.space_before != 0.0 {
            say("space before", &numbers(&[block.space_before]));
        }
        if !block.title_lines.is_empty() {
            say("title", &ranges(&block.title_lines));
        }
        if let Some((name, date)) = block.signature_left {
            say("signature", &numbers(&[name, date]));
        }
        if block.lines.ragged {
            say("ragged", "");
        }
        if !block.lines.cut_words.is_empty() {
            say("cut words", &ranges(&block.lines.cut_words));
        }
        for line in &block.lines.lines {
            say("line", &format!("{} by {:.3}", ranges(std::slice::from_ref(&line.bytes)), line.spacing));
        }
        let Some(table) = &block.table else { continue };
        say("columns", &numbers(&table.column_widths));
        say("rows", &numbers(&table.row_heights));
        say("padding", &numbers(&[table.padding]));
        for (row, cell, size) in &table.small_cells {
            say("small", &format!(" {row} {cell} {size:.2}"));
        }
        for (row, cell, width) in &table.narrow_cells {
            say("narrow", &format!(" {row} {cell} {width:.2}"));
        }
        for (row, cell, lines) in &table.cell_lines {
            say("cell", &format!(" {row} {cell} {}", ranges(lines)));
        }
        if !table.breaks.is_empty() {
            say("breaks", &format!(" {:?}", table.breaks));
        }
    }
    out
}

/// `tests/judges` hold these against what a word processor then makes of them; this is quick and says which measure moved.
#[test]
fn word_processors_are_told_what_was_looked_at() {
    let fonts = fonts();
    for name in REPORTS {
        let set = set(&format!("tests/reports/{name}.yaml"), &fonts);
        assert_positions(&format!("{name}.fit"), &told(&set.layout.fit));
    }
}

/// Markup with a line for each piece that may stand there often; lines that follow one another alike are counted.
fn laid_out(markup: &str) -> String {
    let mut text = markup.to_owned();
    for end in
        ["</w:p>", "</w:style>", "</w:font>", "</c>", "</si>", "</xf>", "</td>", "</th>", "</p>", "</tr>"]
    {
        text = text.replace(end, &format!("{end}\n"));
    }
    let mut lines: Vec<(&str, usize)> = Vec::new();
    for line in text.lines() {
        match lines.last_mut() {
            Some((last, times)) if *last == line => *times += 1,
            _ => lines.push((line, 1)),
        }
    }
    let counted = |&(line, times): &(&str, usize)| {
        if times > 1 { format!("{line} ×{times}\n") } else { format!("{line}\n") }
    };
    lines.iter().map(counted).collect::<Vec<_>>().concat()
}

/// The parts of a package that are text and ours.
fn parts_of(package: &[u8]) -> String {
    let mut container = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut out = String::new();
    for index in 0..container.len() {
        let mut file = container.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        writeln!(out, "== {name}").unwrap();
        match String::from_utf8(bytes) {
            // The workbook's theme is its library's; the pages of an OFD are held against those of the PDF in tests/ofd.rs.
            Ok(text) if !name.contains("theme") && !name.contains("Pages/") => out += &laid_out(&text),
            _ => {}
        }
    }
    out
}

/// `tests/judges` hold these files against other people's programs; this says at once which piece of them has changed.
#[test]
fn files_are_as_they_were_judged() {
    let fonts = fonts();
    let set = common::set_text("everything", common::everything(), &fonts);
    let write =
        |format| export(format, &set.document, &set.layout, &common::style(), &fonts, Carried::Used).unwrap();
    for format in Format::all() {
        let found = match format.ending() {
            "docx" | "xlsx" | "ofd" => parts_of(&write(format)),
            "html" => laid_out(&String::from_utf8(write(format)).unwrap()),
            _ => continue,
        };
        assert_lines(&format!("everything.{}", format.ending()), &found);
    }
}

fn assert_lines(name: &str, found: &str) {
    let golden = path(&format!("tests/goldens/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, found).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap();
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{name}.txt:{}", number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{name}");
}

#[test]
fn positions_are_as_they_were_looked_at() {
    let fonts = fonts();
    for name in REPORTS {
        let set = set(&format!("tests/reports/{name}.yaml"), &fonts);
        assert_positions(name, &positions(&set.layout.pages));
    }
}

#[test]
fn pictures_are_as_they_were_looked_at() {
    if !installed("pdftoppm", "页面图像") {
        return;
    }
    let fonts = fonts();
    let out = folder("goldens");
    for name in REPORTS {
        let set = set(&format!("tests/reports/{name}.yaml"), &fonts);
        let file = out.join(format!("{name}.pdf"));
        std::fs::write(&file, pdf(&set.layout.pages, &fonts, &set.document.meta).unwrap()).unwrap();
        for page in 1..=set.layout.pages.pages.len() {
            let number = page.to_string();
            let picture = out.join(format!("{name}-{page}"));
            let (file, stem) = (file.to_str().unwrap(), picture.to_str().unwrap());
            ask("pdftoppm", &["-r", "40", "-gray", "-singlefile", "-f", &number, "-l", &number, file, stem]);
            let found = drawn(&picture.with_extension("pgm"));
            let file = path(&format!("tests/goldens/{name}-{page}.png"));
            if std::env::var_os("UPDATE").is_some() {
                keep(&found, &file);
                continue;
            }
            let expected = golden(&file);
            assert_eq!((found.0, found.1), (expected.0, expected.1), "{name}-{page}: size of the picture");
            let sum: u64 = found.2.iter().zip(&expected.2).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            let mean = sum as f64 / found.2.len() as f64;
            assert!(
                mean <= DIFFERENCE,
                "{name}-{page}.png: mean difference {mean:.2}, more than {DIFFERENCE}"
            );
        }
    }
}
