//! In: a face and a glyph. Out: its outline as a path of SVG, for a page on a screen.

use super::Face;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};
use std::fmt::Write as _;

/// Units of the paths to an em.
pub const UNITS: f32 = 1000.0;

/// The outline, [`UNITS`] to an em, y downwards; empty for a blank and for what cannot be drawn.
#[must_use]
pub fn path(face: &Face, glyph: u16) -> String {
    let font = face.font();
    let mut pen = PathPen(String::new());
    if let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) {
        let settings = DrawSettings::unhinted(Size::new(UNITS), LocationRef::default());
        if outline.draw(settings, &mut pen).is_err() {
            pen.0.clear();
        }
    }
    pen.0
}

struct PathPen(String);

impl PathPen {
    fn add(&mut self, command: char, points: &[(f32, f32)]) {
        self.0.push(command);
        for (at, (x, y)) in points.iter().enumerate() {
            let blank = if at == 0 { "" } else { " " };
            let _ = write!(self.0, "{blank}{} {}", tenths(*x), tenths(-*y));
        }
    }
}

/// A tenth of a unit is a thousandth of a point in any size of text.
fn tenths(number: f32) -> f32 {
    let number = (number * 10.0).round() / 10.0;
    // No minus before a zero.
    if number == 0.0 { 0.0 } else { number }
}

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.add('Q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.add('C', &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}
