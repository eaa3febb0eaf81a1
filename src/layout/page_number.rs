//! 页码 (GB/T 9704 7.5): half-width 宋体 figures of size 4 between two one-em dashes, 7 mm below the type area,
//! at the outer edge with one character of room: right on odd pages, left on even ones.

use super::line::{self, Fill};
use super::pages::{Glyph, GlyphRun, Item, Pages};
use super::shape::shape;
use crate::diagnostic::Diagnostics;
use crate::document::{Role, Run};
use crate::font::FontBook;
use crate::source::Span;
use crate::style::Style;

/// Height of the dash's middle above the baseline, em (一字线 of the shipped 宋体: 0.24 to 0.29).
const DASH_MIDDLE: f64 = 0.265;
/// Blank at the outer end of the dash, em: the stroke, not its cell, stands one character from the edge.
const DASH_BEARING: f64 = 0.04;

/// Adds a number to each page, as an artifact.
pub(super) fn add(pages: &mut Pages, style: &Style, fonts: &FontBook) {
    let (setup, look) = (&style.page, style.role(Role::PageNumber));
    let y = setup.top + setup.height + setup.page_number_gap + DASH_MIDDLE * look.size;
    for (index, page) in pages.pages.iter_mut().enumerate() {
        let text = format!("— {} —", index + 1);
        let run = Run { text, role: Role::PageNumber, span: Span::default() };
        let shaped = shape(&[run], style, fonts, 1.0, &mut Diagnostics::new());
        let line = line::fit(&shaped.clusters, 0..shaped.clusters.len(), setup.width, Fill::Natural);
        let inset = (setup.page_number_inset - DASH_BEARING) * look.size;
        let odd = index % 2 == 0;
        let x = setup.left + if odd { setup.width - inset - line.width } else { inset };
        for (cluster, offset) in shaped.clusters.iter().zip(&line.x) {
            let text = cluster.first.to_string();
            let length = u32::try_from(text.len()).unwrap_or(0);
            page.items.push(Item::Glyphs(GlyphRun {
                face: cluster.face,
                size: cluster.size,
                x: x + offset,
                y,
                text,
                glyphs: vec![Glyph { id: cluster.glyph, x: 0.0, text: 0..length }],
                node: None,
                source: Span::default(),
            }));
        }
    }
}
