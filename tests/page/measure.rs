//! Figures of set pages: advances between Han characters, empty space, glyphs outside of the type area.

use nianbao::document::{Block, Document};
use nianbao::font::FontBook;
use nianbao::layout::pages::{Item, NodeKind, Page, Pages};
use nianbao::style::Style;
use std::fmt;

const MM: f64 = 72.0 / 25.4;
/// Rounding, pt.
const HAIR: f64 = 0.1;
/// Advances that body text should not and may not have, pt (15.79 are usual).
const WIDE: f64 = 16.5;
const TORN: f64 = 18.5;

/// What was measured over one or more reports.
#[derive(Debug, Default)]
pub(crate) struct Measure {
    /// Lines of running text with two Han characters side by side.
    pub(crate) lines: usize,
    /// Those with an advance above [`WIDE`], and above [`TORN`].
    pub(crate) wide: usize,
    pub(crate) torn: usize,
    /// Advances between Han characters; those above [`WIDE`], and above [`TORN`].
    pub(crate) pairs: [usize; 3],
    /// The widest advance, pt.
    pub(crate) advance: f64,
    /// Lines but the last of their paragraph that end more than half a character before the right edge.
    pub(crate) ragged: usize,
    /// Pages but the last of each report.
    pub(crate) inner: usize,
    /// Those with more than 50 mm empty that do not stand before table three.
    pub(crate) holes: usize,
    /// The largest such hole, mm.
    pub(crate) hole: f64,
    /// Glyphs that do not lie in the type area (page numbers aside).
    pub(crate) outside: usize,
    /// Pages.
    pub(crate) pages: usize,
    /// What is worth a look.
    pub(crate) remarks: Vec<String>,
}

/// One line of running text: baseline, node, and its characters with their left and right edges.
struct Line {
    y: f64,
    characters: Vec<(char, f64, f64)>,
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Width of the glyph of a character, pt.
fn width(fonts: &FontBook, run: &nianbao::layout::pages::GlyphRun, index: usize) -> f64 {
    fonts.face(run.face).advance(run.glyphs[index].id) * run.size
}

fn lines(page: &Page, pages: &Pages, fonts: &FontBook) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in page.items.iter().filter_map(Item::glyphs) {
        let running =
            |kind: &NodeKind| matches!(kind, NodeKind::Paragraph | NodeKind::Heading(_) | NodeKind::Link(_));
        if run.size < 15.0 || !run.node.is_some_and(|node| running(&pages.nodes[node].kind)) {
            continue;
        }
        if !lines.last().is_some_and(|line| (line.y - run.y).abs() < HAIR) {
            lines.push(Line { y: run.y, characters: Vec::new() });
        }
        let line = lines.last_mut().unwrap();
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let character = run.text[glyph.text.start as usize..].chars().next().unwrap();
            let left = run.x + glyph.x;
            line.characters.push((character, left, left + width(fonts, run, index)));
        }
    }
    lines
}

/// Blank between the lowest thing on a page and the end of the type area, pt.
fn empty(page: &Page, style: &Style) -> f64 {
    let bottom = style.page.top + style.page.height;
    let lowest = page.items.iter().map(|item| match item {
        Item::Glyphs(run) if run.y < bottom => run.y + 0.12 * run.size,
        Item::Glyphs(_) => 0.0,
        Item::Rule { y, height, .. } => y + height,
    });
    bottom - lowest.fold(0.0, f64::max)
}

impl Measure {
    pub(crate) fn of(
        name: &str,
        document: &Document,
        pages: &Pages,
        style: &Style,
        fonts: &FontBook,
    ) -> Self {
        let mut sum = Self { pages: pages.pages.len(), ..Self::default() };
        for (index, page) in pages.pages.iter().enumerate() {
            let place = format!("{name}, page {}", index + 1);
            let lines = lines(page, pages, fonts);
            for (index, line) in lines.iter().enumerate() {
                sum.line(&place, line, lines.get(index + 1), style);
            }
            sum.outside(&place, page, style, fonts);
            if index + 1 < pages.pages.len() {
                sum.inner += 1;
                let empty = empty(page, style) / MM;
                if empty > 50.0 && !before_table_three(document, &pages.pages[index + 1]) {
                    sum.holes += 1;
                    sum.hole = sum.hole.max(empty);
                    let next = pages.pages[index + 1].items.iter().find_map(Item::glyphs);
                    let next = next.map_or("", |run| &run.text);
                    sum.remarks.push(format!("{place}: {empty:.0} mm empty before {next}"));
                }
            }
        }
        sum
    }

    fn line(&mut self, place: &str, line: &Line, next: Option<&Line>, style: &Style) {
        let pairs = line.characters.windows(2).filter(|pair| is_han(pair[0].0) && is_han(pair[1].0));
        let advances: Vec<f64> = pairs.map(|pair| pair[1].1 - pair[0].1).collect();
        let Some(widest) = advances.iter().copied().reduce(f64::max) else { return };
        for (count, above) in self.pairs.iter_mut().zip([0.0, WIDE, TORN]) {
            *count += advances.iter().filter(|&&advance| advance > above).count();
        }
        self.lines += 1;
        self.advance = self.advance.max(widest);
        self.wide += usize::from(widest > WIDE);
        let text: String = line.characters.iter().map(|(c, ..)| c).collect();
        self.torn += usize::from(widest > TORN);
        if widest > WIDE + HAIR {
            self.remarks.push(format!("{place}: {widest:.1} pt in {text}"));
        }
        let end = style.page.left + style.page.width;
        let full = line.characters.last().is_some_and(|&(_, _, right)| right > end - 8.0);
        // The last line of a paragraph ends where it ends; the one after it is indented.
        let goes_on = next.is_some_and(|next| next.characters[0].1 < style.page.left + 8.0);
        if goes_on && !full {
            self.ragged += 1;
            self.remarks.push(format!("{place}: ragged: {text}"));
        }
    }

    fn outside(&mut self, place: &str, page: &Page, style: &Style, fonts: &FontBook) {
        let setup = &style.page;
        for run in page.items.iter().filter_map(Item::glyphs).filter(|run| run.node.is_some()) {
            for (index, glyph) in run.glyphs.iter().enumerate() {
                let left = run.x + glyph.x;
                let right = left + width(fonts, run, index);
                let top = run.y - 0.88 * run.size;
                let inside = left > setup.left - HAIR
                    && right < setup.left + setup.width + HAIR
                    && top > setup.top - 3.0 - HAIR
                    && top + run.size < setup.top + setup.height + HAIR;
                if !inside && !run.text[glyph.text.start as usize..].starts_with(' ') {
                    self.outside += 1;
                    if self.outside == 1 {
                        self.remarks.push(format!(
                            "{place}: outside: {} at {left:.1} … {right:.1}, {top:.1}",
                            run.text
                        ));
                    }
                }
            }
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.lines += other.lines;
        self.wide += other.wide;
        self.torn += other.torn;
        self.pairs.iter_mut().zip(other.pairs).for_each(|(a, b)| *a += b);
        self.advance = self.advance.max(other.advance);
        self.ragged += other.ragged;
        self.inner += other.inner;
        self.holes += other.holes;
        self.hole = self.hole.max(other.hole);
        self.outside += other.outside;
        self.pages += other.pages;
    }
}

/// Whether a page begins with the heading of table three, or with the table.
fn before_table_three(document: &Document, page: &Page) -> bool {
    let first = page.items.iter().find_map(Item::glyphs).map_or("", |run| run.text.as_str());
    let heading = document.blocks.windows(2).find_map(|pair| match pair {
        [Block::Heading(heading), Block::Table(table)] if table.rows.len() > 25 => {
            Some(heading.run.text.clone())
        }
        _ => None,
    });
    heading.is_some_and(|heading| heading.starts_with(first.trim_end()))
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |count: usize| 100.0 * count as f64 / self.lines.max(1) as f64;
        write!(
            f,
            "{} lines of Han: widest advance {:.2} pt, {} ({:.2} %) above 16.5, {} ({:.2} %) above 18.5; {} ragged; ",
            self.lines,
            self.advance,
            self.wide,
            percent(self.wide),
            self.torn,
            percent(self.torn),
            self.ragged
        )?;
        let [pairs, wide, torn] = self.pairs;
        write!(f, "{pairs} advances, {wide} above 16.5, {torn} above 18.5; ")?;
        write!(
            f,
            "{} pages, {} of {} inner ones more than 50 mm empty (largest {:.0} mm); {} glyphs outside",
            self.pages, self.holes, self.inner, self.hole, self.outside
        )
    }
}
