//! `Content.xml` of a page (7.7): its text, run by run, then its rules.

use super::fonts::{Font, Fonts, text};
use super::order::ORDER;
use super::{Numbers, OFD, decimal, mm, thousandths};
use crate::layout::pages::{Glyph, GlyphRun, Item, Page, Pages};
use crate::package::xml::Xml;
use std::fmt::Write as _;

/// What of a line stands above and below its baseline, in sizes of text: a box that all of it fits in.
const ASCENT: f64 = 1.0;
const DESCENT: f64 = 0.3;

/// Writes one page.
pub(super) fn write(page: &Page, pages: &Pages, fonts: &Fonts, numbers: &mut Numbers) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    xml.element("ofd:Page", &[("xmlns:ofd", OFD)], |xml| {
        xml.element("ofd:Area", &[], |xml| {
            let paper = format!("0 0 {} {}", mm(pages.width), mm(pages.height));
            xml.text("ofd:PhysicalBox", &[], &paper);
        });
        xml.element("ofd:Content", &[], |xml| {
            let layer = numbers.next().to_string();
            xml.element("ofd:Layer", &[("ID", &layer), ("Type", "Body")], |xml| {
                for run in page.items.iter().filter_map(Item::glyphs) {
                    let font = fonts.of(run.face);
                    // What a character does not find stands alone, and so does one beyond U+FFFF, which some readers count twice.
                    let plain = |glyph: &Glyph| font.character(run, glyph).is_some_and(|c| c <= '\u{FFFF}');
                    for part in run.glyphs.chunk_by(|a, b| plain(a) && plain(b)) {
                        text_object(xml, run, part, font, numbers);
                    }
                }
                for item in &page.items {
                    if let Item::Rule { x, y, width, height } = item {
                        rule(xml, [*x, *y, *width, *height], numbers);
                    }
                }
            });
        });
    });
    xml.finish()
}

/// Glyphs of a run, each at its place (11.3).
fn text_object(xml: &mut Xml, run: &GlyphRun, part: &[Glyph], font: &Font, numbers: &mut Numbers) {
    let (first, last) = (&part[0], &part[part.len() - 1]);
    let at = |glyph: &Glyph| thousandths(run.x + glyph.x);
    let top = thousandths(run.y - ASCENT * run.size);
    let (left, baseline) = (at(first), thousandths(run.y));
    // A glyph is as wide as its text is long, and no wider.
    let width = at(last) - left + thousandths(run.size * text(run, last).chars().count().max(1) as f64);
    let height = thousandths((ASCENT + DESCENT) * run.size);
    let boundary = [left, top, width, height].map(decimal).join(" ");
    let (id, size) = (numbers.next().to_string(), mm(run.size));
    let attributes =
        [("ID", id.as_str()), ("Boundary", &boundary), ("Font", &font.id.to_string()), ("Size", &size)];
    let words: String = part.iter().map(|glyph| text(run, glyph)).collect();
    xml.element("ofd:TextObject", &attributes, |xml| {
        if let [only] = part
            && font.character(run, only).is_none()
        {
            let count = words.chars().count().to_string();
            let transform = [("CodePosition", "0"), ("CodeCount", count.as_str()), ("GlyphCount", "1")];
            xml.element("ofd:CGTransform", &transform, |xml| {
                xml.text("ofd:Glyphs", &[], &font.glyph(only.id).to_string());
            });
        }
        let y = decimal(baseline - top);
        let steps: Vec<i64> = part.windows(2).map(|pair| at(&pair[1]) - at(&pair[0])).collect();
        let steps = deltas(&steps);
        let mut place = vec![("X", "0"), ("Y", y.as_str())];
        if !steps.is_empty() {
            place.push(("DeltaX", &steps));
        }
        xml.text("ofd:TextCode", &place, &words);
    });
}

/// Distances of neighbours; stretches of the same as `g n distance` (11.3).
fn deltas(steps: &[i64]) -> String {
    let mut out = String::new();
    for same in steps.chunk_by(|a, b| a == b) {
        let step = decimal(same[0]);
        let blank = if out.is_empty() { "" } else { " " };
        if same.len() > 2 {
            let _ = write!(out, "{blank}g {} {step}", same.len());
        } else {
            let _ = write!(out, "{blank}{}", vec![step; same.len()].join(" "));
        }
    }
    out
}

/// A filled rectangle (9.1).
fn rule(xml: &mut Xml, [x, y, width, height]: [f64; 4], numbers: &mut Numbers) {
    let (id, boundary) = (numbers.next().to_string(), [x, y, width, height].map(mm).join(" "));
    let attributes = [("ID", id.as_str()), ("Boundary", &boundary), ("Stroke", "false"), ("Fill", "true")];
    xml.element("ofd:PathObject", &attributes, |xml| {
        xml.empty("ofd:FillColor", &[("Value", "0 0 0")]);
        let (w, h) = (mm(width), mm(height));
        xml.text("ofd:AbbreviatedData", &[], &format!("M 0 0 L {w} 0 L {w} {h} L 0 {h} C"));
    });
}

#[cfg(test)]
mod tests {
    use super::{decimal, deltas};

    #[test]
    fn lengths_are_short_and_right() {
        for (value, expected) in [(0, "0"), (5, "0.005"), (-5644, "-5.644"), (210_000, "210"), (1200, "1.2")]
        {
            assert_eq!(decimal(value), expected);
        }
        assert_eq!(deltas(&[5644, 5644, 5644, 2800, 5644, 5644]), "g 3 5.644 2.8 5.644 5.644");
        assert_eq!(deltas(&[]), "");
    }
}
