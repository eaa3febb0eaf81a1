//! Where things stand on the paper, measured by poppler in the PDF, against the millimetres of GB/T 9704-2012.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]
#![allow(clippy::print_stdout, reason = "the figures are the point")]

mod common;
#[path = "judges/judge.rs"]
mod judge;

use common::{fonts, set};
use judge::{ask, folder, installed};
use nianbao::export::pdf::pdf;
use std::path::Path;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// What a careful clerk's ruler would not see, mm.
const TOLERANCE: f64 = 0.35;

/// A word: left, top, right, bottom in mm from the paper's top left corner (the em box in 仿宋, whose ascent and descent
/// are the em box), and its text.
type Word = ([f64; 4], String);

fn words(file: &Path, page: usize) -> Vec<Word> {
    let page = page.to_string();
    let said = ask("pdftotext", &["-bbox", "-f", &page, "-l", &page, file.to_str().unwrap(), "-"]);
    let words = said.lines().filter(|line| line.trim_start().starts_with("<word"));
    words
        .map(|line| {
            let mut parts = line.split('"').skip(1).step_by(2).map(|n| n.parse::<f64>().unwrap() / MM);
            let text = line.split('>').nth(1).unwrap().trim_end_matches("</word");
            (std::array::from_fn(|_| parts.next().unwrap()), text.to_owned())
        })
        .collect()
}

fn assert_at(what: &str, found: f64, expected: f64) {
    println!("{what}: {found:.2} mm, GB/T 9704 {expected:.2} mm");
    assert!((found - expected).abs() <= TOLERANCE, "{what}: {found:.2} mm, expected {expected:.2} mm");
}

/// What is printed below the type area, mm: left and right edge of it all, and the middle of the dash at its left.
fn page_number_ink(file: &Path, page: usize) -> (f64, f64, f64) {
    const DPI: f64 = 200.0;
    let drawn = file.with_extension(format!("{page}"));
    let page = page.to_string();
    let (file, stem) = (file.to_str().unwrap(), drawn.to_str().unwrap());
    ask("pdftoppm", &["-r", "200", "-png", "-singlefile", "-f", &page, "-l", &page, file, stem]);
    let file = std::fs::File::open(format!("{stem}.png")).unwrap();
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().unwrap();
    let mut values = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut values).unwrap();
    let samples = info.color_type.samples();
    let mut ink: Vec<(f64, f64)> = Vec::new();
    for (row, line) in values.chunks(info.line_size).enumerate() {
        let y = (row as f64 + 0.5) / DPI * 25.4;
        for (column, _) in line.chunks(samples).enumerate().filter(|(_, pixel)| y > 262.5 && pixel[0] < 128) {
            ink.push(((column as f64 + 0.5) / DPI * 25.4, y));
        }
    }
    let left = ink.iter().map(|p| p.0).fold(f64::MAX, f64::min);
    let right = ink.iter().map(|p| p.0).fold(0.0, f64::max);
    let dash: Vec<f64> = ink.iter().filter(|p| p.0 < left + 3.0).map(|p| p.1).collect();
    (left, right, dash.iter().sum::<f64>() / dash.len() as f64)
}

#[test]
fn the_type_area_is_the_standards() {
    if !installed("pdftotext", "版面尺寸") {
        return;
    }
    let fonts = fonts();
    let set = set("tests/reports/suqian-2023.yaml", &fonts);
    let file = folder("positions").join("suqian-2023.pdf");
    std::fs::write(&file, pdf(&set.layout.pages, &fonts, &set.document.meta).unwrap()).unwrap();

    // Pages 2 to 5 are full of text: 22 lines each.
    for page in 2..=5 {
        let words = words(&file, page);
        let body: Vec<&Word> = words.iter().filter(|(place, _)| place[1] < 262.0).collect();
        let first = body.iter().map(|(place, _)| place[1]).fold(f64::MAX, f64::min);
        let last = body.iter().map(|(place, _)| place[3]).fold(0.0, f64::max);
        let (left, right) = (
            body.iter().map(|(place, _)| place[0]).fold(f64::MAX, f64::min),
            body.iter().map(|(place, _)| place[2]).fold(0.0, f64::max),
        );
        // 5.2.1: 天头 37, 订口 28, 版心 156 wide.
        assert_at(&format!("page {page}, first line's top"), first, 37.0);
        assert_at(&format!("page {page}, left edge"), left, 28.0);
        assert_at(&format!("page {page}, right edge"), right, 28.0 + 156.0);
        // 3.2 and 5.2.3: 22 lines of a 3号 character's height (5.54) with 7/8 of it between them.
        assert_at(
            &format!("page {page}, last line's bottom"),
            last,
            37.0 + 22.0 * 5.54 + 21.0 * 5.54 * 7.0 / 8.0,
        );
        // A line that is filled ends where the type area ends, to less than what a printer shows: no error adds up along it.
        let han = |text: &str| text.ends_with(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        let flush = body.iter().filter(|(place, text)| han(text) && (place[2] - 184.0).abs() < TOLERANCE);
        let off = flush.clone().map(|(place, _)| (place[2] - 184.0).abs()).fold(0.0, f64::max);
        assert!(flush.count() > 5 && off < 0.02, "page {page}: filled lines end {off:.3} mm from the edge");
        let mut tops: Vec<f64> = body.iter().map(|(place, _)| f64::midpoint(place[1], place[3])).collect();
        tops.sort_unstable_by(f64::total_cmp);
        tops.dedup_by(|a, b| (*a - *b).abs() < 2.0);
        assert_eq!(tops.len(), 22, "5.2.3: 22 lines a page");

        // 7.5: the dash 7 mm below the type area, one character of size 4 (14 pt) from the outer edge.
        let (ink_left, ink_right, dash) = page_number_ink(&file, page);
        assert_at(&format!("page {page}, page number's dash"), dash, 37.0 + 225.0 + 7.0);
        let character = 14.0 / MM;
        if page % 2 == 1 {
            assert_at(&format!("page {page}, page number's right"), ink_right, 28.0 + 156.0 - character);
        } else {
            assert_at(&format!("page {page}, page number's left"), ink_left, 28.0 + character);
        }
    }
}
