//! A page's content stream (ISO 32000-1 9.4): its text between the marks that tie it to the structure, then its rules.
//! Written by hand, because `pdf-writer` spells two-byte codes in hexadecimal, twice as long.

use super::fonts::{Fonts, UsedFace, glyph_text};
use super::structure::Marks;
use crate::font::FaceId;
use crate::layout::pages::{Glyph, GlyphRun, Item, Page, Pages};

/// How far a glyph may be from its place before it is told to move, pt (0.007 mm).
const TOLERANCE: f64 = 0.02;

/// The name of the file's how-manieth font in the pages' resources.
pub(super) fn font_name(index: usize) -> String {
    format!("F{index}")
}

/// Writes one page and notes its marked content in `marks`.
pub(super) fn write(page: &Page, index: usize, pages: &Pages, fonts: &Fonts, marks: &mut Marks) -> Vec<u8> {
    let mut text = Text { out: b"BT\n".to_vec(), height: pages.height, font: None, spacing: 0, line: (0, 0) };
    let runs: Vec<&GlyphRun> = page.items.iter().filter_map(Item::glyphs).collect();
    for marked in runs.chunk_by(|a, b| a.node == b.node) {
        text.open_mark(marked[0].node, index, pages, marks);
        for run in marked {
            text.run(run, fonts);
        }
        text.out.extend_from_slice(b"EMC\n");
    }
    text.out.extend_from_slice(b"ET\n");
    let rules = page.items.iter().filter_map(|item| match item {
        Item::Rule { x, y, width, height } => Some([*x, pages.height - y - height, *width, *height]),
        Item::Glyphs(_) => None,
    });
    write_rules(&mut text.out, &rules.collect::<Vec<_>>());
    text.out
}

fn write_rules(out: &mut Vec<u8>, rules: &[[f64; 4]]) {
    if rules.is_empty() {
        return;
    }
    out.extend_from_slice(b"/Artifact BMC\n");
    for rule in rules {
        for &side in rule {
            number(out, hundredths(side), 2);
            out.push(b' ');
        }
        out.extend_from_slice(b"re\n");
    }
    out.extend_from_slice(b"f\nEMC\n");
}

/// A text object that grows, with the state that a reader has at its end.
struct Text {
    out: Vec<u8>,
    height: f64,
    /// Face and size, hundredths of a point.
    font: Option<(FaceId, i64)>,
    /// Character spacing, thousandths of a point.
    spacing: i64,
    /// Where the current line began, hundredths of a point from the lower left.
    line: (i64, i64),
}

impl Text {
    fn open_mark(&mut self, node: Option<usize>, page: usize, pages: &Pages, marks: &mut Marks) {
        match node {
            None => self.out.extend_from_slice(b"/Artifact<</Type/Pagination>>BDC\n"),
            Some(node) => {
                let mark = marks.add(page, node);
                let role = super::structure::role_name(&pages.nodes[node].kind);
                self.out.extend_from_slice(format!("/{role}<</MCID {mark}>>BDC\n").as_bytes());
            }
        }
    }

    fn run(&mut self, run: &GlyphRun, fonts: &Fonts) {
        let (index, font) = fonts.of(run.face);
        let size = hundredths(run.size);
        if self.font != Some((run.face, size)) {
            self.out.extend_from_slice(format!("/{} ", font_name(index)).as_bytes());
            self.operator(&[(size, 2)], "Tf");
            self.font = Some((run.face, size));
        }
        if let Some(spacing) = usual_gap(run, font)
            && spacing != self.spacing
        {
            self.operator(&[(spacing, 3)], "Tc");
            self.spacing = spacing;
        }
        let at = (hundredths(run.x), hundredths(self.height - run.y));
        self.operator(&[(at.0 - self.line.0, 2), (at.1 - self.line.1, 2)], "Td");
        self.line = at;
        self.show(run, font);
    }

    /// Shows the glyphs, each at its place; one whose text the font would give back wrongly says its own.
    fn show(&mut self, run: &GlyphRun, font: &UsedFace) {
        let exact = |glyph: &Glyph| {
            let text = glyph_text(run, &glyph.text);
            text == font.text(font.code(glyph.id)) && !text.chars().any(is_private)
        };
        let mut pen = 0.0;
        for part in run.glyphs.chunk_by(|a, b| exact(a) && exact(b)) {
            let told = exact(&part[0]);
            if !told {
                self.actual_text(glyph_text(run, &part[0].text));
            }
            self.show_part(run, part, font, &mut pen);
            if !told {
                self.out.extend_from_slice(b"EMC\n");
            }
        }
    }

    fn actual_text(&mut self, text: &str) {
        self.out.extend_from_slice(b"/Span<</ActualText<FEFF");
        for unit in text.encode_utf16() {
            self.out.extend_from_slice(format!("{unit:04X}").as_bytes());
        }
        self.out.extend_from_slice(b">>>BDC\n");
    }

    /// `pen`: where a reader is, pt from the run's start.
    fn show_part(&mut self, run: &GlyphRun, part: &[Glyph], font: &UsedFace, pen: &mut f64) {
        let spacing = self.spacing as f64 / 1000.0;
        let begin = self.out.len();
        self.out.extend_from_slice(b"[(");
        let mut moved = false;
        for glyph in part {
            if (glyph.x - *pen).abs() > TOLERANCE {
                // To the left is positive, in thousandths of the size.
                let adjust = rounded((*pen - glyph.x) * 1000.0 / run.size);
                self.out.push(b')');
                number(&mut self.out, adjust, 0);
                self.out.push(b'(');
                *pen -= adjust as f64 * run.size / 1000.0;
                moved = true;
            }
            let code = font.code(glyph.id);
            for byte in code.to_be_bytes() {
                escaped(&mut self.out, byte);
            }
            *pen += font.width(code) * run.size / 1000.0 + spacing;
        }
        if moved {
            self.out.extend_from_slice(b")]TJ\n");
        } else {
            self.out.remove(begin);
            self.out.extend_from_slice(b")Tj\n");
        }
    }

    fn operator(&mut self, operands: &[(i64, usize)], name: &str) {
        for &(value, places) in operands {
            number(&mut self.out, value, places);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'\n');
    }
}

/// The distance that most neighbours of a run have beyond their width, thousandths of a point: its character spacing.
/// The middle one of all; squeezed punctuation stands at the ends.
fn usual_gap(run: &GlyphRun, font: &UsedFace) -> Option<i64> {
    let gap = |pair: &[Glyph]| {
        let width = font.width(font.code(pair[0].id)) * run.size / 1000.0;
        rounded((pair[1].x - pair[0].x - width) * 1000.0)
    };
    let mut gaps: Vec<i64> = run.glyphs.windows(2).map(gap).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

/// Private use: means nothing outside the font, so the text must say itself (ISO 19005-2 6.2.11.7.3).
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A byte of a literal string (7.3.4.2).
fn escaped(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

fn hundredths(points: f64) -> i64 {
    rounded(points * 100.0)
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page in thousandths is below 2^31")]
fn rounded(value: f64) -> i64 {
    // Not `round`, which is a call into the system's library for every glyph.
    (value + 0.5_f64.copysign(value)) as i64
}

/// A decimal number of `value` units of the last of `places` places, as short as it can be.
fn number(out: &mut Vec<u8>, value: i64, places: usize) {
    let scale = 10_u64.pow(u32::try_from(places).expect("two or three"));
    let (whole, mut part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    if value < 0 {
        out.push(b'-');
    }
    if whole > 0 || part == 0 {
        digits(out, whole, 1);
    }
    if part > 0 {
        let mut width = places;
        while part.is_multiple_of(10) {
            part /= 10;
            width -= 1;
        }
        out.push(b'.');
        digits(out, part, width);
    }
}

/// At least `width` digits.
fn digits(out: &mut Vec<u8>, mut value: u64, width: usize) {
    let begin = out.len();
    while value > 0 || out.len() < begin + width {
        out.push(b"0123456789"[(value % 10) as usize]);
        value /= 10;
    }
    out[begin..].reverse();
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short_and_right() {
        let text = |value, places| {
            let mut out = Vec::new();
            number(&mut out, value, places);
            String::from_utf8(out).unwrap()
        };
        let cases = [
            (0, 2, "0"),
            (5, 2, ".05"),
            (-5, 2, "-.05"),
            (100, 2, "1"),
            (1230, 2, "12.3"),
            (-210, 3, "-.21"),
        ];
        for (value, places, expected) in cases {
            assert_eq!(text(value, places), expected);
        }
    }
}
