//! 署名 and 成文日期 (GB/T 9704 7.3.5.2): the name two characters from the right; the date's first character two to the
//! right of the name's; a date longer than the name stands two from the right, and the name moves. A name that no line
//! holds is broken by meaning, as a title is, its lines centred on each other; the widest counts.

use super::BlockSetter;
use super::line::{Fill, Line, Measured};
use super::shape::{Shaped, shape};
use super::title;
use crate::diagnostic::Diagnostics;
use crate::document::{Role, Run, Signature};

/// Name or date: its text, and its lines with the left edge of each in the type area, pt.
#[derive(Clone, Debug)]
pub(super) struct SetPart {
    pub(super) shaped: Shaped,
    pub(super) lines: Vec<(Line, f64)>,
}

impl SetPart {
    fn width(&self) -> f64 {
        self.lines.iter().map(|(line, _)| line.width).fold(0.0, f64::max)
    }

    /// Centres the lines in the room that the widest takes from `left` on.
    fn stand_at(&mut self, left: f64) {
        let widest = self.width();
        for (line, at) in &mut self.lines {
            *at = left + (widest - line.width) / 2.0;
        }
    }

    /// Left edge of the widest line, pt.
    pub(super) fn left(&self) -> f64 {
        self.lines.iter().map(|(_, left)| *left).fold(f64::INFINITY, f64::min)
    }
}

/// A signature with its places.
#[derive(Clone, Debug)]
pub(super) struct SetSignature {
    pub(super) name: Option<SetPart>,
    pub(super) date: Option<SetPart>,
}

impl SetSignature {
    /// Its lines, the name's first.
    pub(super) fn count(&self) -> usize {
        self.parts().map(|part| part.lines.len()).sum()
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &SetPart> {
        self.name.iter().chain(&self.date)
    }
}

impl BlockSetter<'_> {
    pub(super) fn signature(&self, signature: &Signature, wrong: &mut Diagnostics) -> SetSignature {
        let look = self.style.role(Role::Signature);
        let two = 2.0 * (look.size + look.tracking);
        let right = self.style.page.width - two;
        let mut part = |run: &Run, room: f64| {
            let shaped = shape(std::slice::from_ref(run), self.style, self.fonts, 1.0, wrong);
            let ranges = title::title_lines(&shaped, &signature.breaks, room);
            let measured = Measured::new(&shaped.clusters);
            let fit = |range| (measured.fit(shaped.clusters_of(range), room, Fill::Natural, false), 0.0);
            let lines = ranges.into_iter().map(fit).collect();
            SetPart { shaped, lines }
        };
        let mut date = signature.date.as_ref().map(|run| part(run, right));
        let date_width = date.as_ref().map_or(0.0, SetPart::width);
        // A date that is longer than the name takes room from it on the left.
        let mut name = signature.name.as_ref().map(|run| part(run, right));
        let name_width = name.as_ref().map_or(0.0, SetPart::width);
        let (name_left, date_left) = if date_width > name_width || name.is_none() {
            (right - date_width - two, right - date_width)
        } else {
            (right - name_width, right - name_width + two)
        };
        for (part, left) in [(&mut name, name_left), (&mut date, date_left)] {
            if let Some(part) = part {
                part.stand_at(left);
            }
        }
        SetSignature { name, date }
    }
}
