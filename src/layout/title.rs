//! Where the title breaks: GB/T 9704 7.3.1, 回行时要做到词意完整，排列对称，长短适宜. The document says where a line may
//! end and how good each place is; here the widths decide which of those places are used.

use super::greedy;
use super::line::Line;
use super::shape::{Cluster, Shaped};
use crate::document::TitleBreak;
use std::ops::Range;

/// A fourth line would be a title nobody reads; names of 40 characters need three.
const MOST_LINES: usize = 4;

/// Names of 40 characters have a dozen places to break at; what has more of them is no name.
const MOST_BREAKS: usize = 60;

/// The byte ranges of the lines of a title or a name: broken by meaning, and where the meaning leaves a line wider than
/// `width` pt, as running text is.
pub(super) fn title_lines(shaped: &Shaped, breaks: &[TitleBreak], width: f64) -> Vec<Range<usize>> {
    let length = shaped.text.len();
    if measure(shaped, 0..length) <= width {
        return std::iter::once(0..length).collect();
    }
    let breaks = if breaks.len() <= MOST_BREAKS { breaks } else { &[] };
    let mut best: Option<(f64, Vec<usize>)> = None;
    search(shaped, breaks, width, 0, &mut Vec::new(), &mut best);
    let offsets = best.map_or_else(Vec::new, |(_, ends)| ends.iter().map(|&i| breaks[i].offset).collect());
    let starts = std::iter::once(0).chain(offsets.iter().copied());
    let lines = starts.zip(offsets.iter().copied().chain([length])).map(|(a, b)| a..b);
    lines.flat_map(|line| cut(shaped, line, width)).collect()
}

/// A line that is too wide, as the lines of running text.
fn cut(shaped: &Shaped, line: Range<usize>, width: f64) -> Vec<Range<usize>> {
    let inside = |c: &&Cluster| line.contains(&(c.start as usize));
    let clusters: Vec<Cluster> = shaped.clusters.iter().filter(inside).cloned().collect();
    let lines = greedy::lines(&clusters, width);
    let bytes = |line: Line| {
        let clusters = &clusters[line.clusters];
        clusters.first().map_or(0, |c| c.start as usize)..clusters.last().map_or(0, |c| c.end as usize)
    };
    lines.into_iter().map(bytes).collect()
}

/// Tries every choice of at most three places (there are a dozen places at most).
fn search(
    shaped: &Shaped,
    breaks: &[TitleBreak],
    width: f64,
    from: usize,
    chosen: &mut Vec<usize>,
    best: &mut Option<(f64, Vec<usize>)>,
) {
    if !chosen.is_empty() {
        let cost = cost(shaped, breaks, width, chosen);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            *best = Some((cost, chosen.clone()));
        }
    }
    if chosen.len() + 1 < MOST_LINES {
        for next in from..breaks.len() {
            chosen.push(next);
            search(shaped, breaks, width, next + 1, chosen, best);
            chosen.pop();
        }
    }
}

/// Too wide a line outweighs all; then fewer lines, better places, lines of like length, and no middle line that is
/// the shortest (梯形 or 菱形, never 沙漏).
fn cost(shaped: &Shaped, breaks: &[TitleBreak], width: f64, chosen: &[usize]) -> f64 {
    let offsets = || chosen.iter().map(|&i| breaks[i].offset);
    let starts = std::iter::once(0).chain(offsets());
    let widths: Vec<f64> = starts
        .zip(offsets().chain([shaped.text.len()]))
        .map(|(a, b)| measure(shaped, a..b) / width)
        .collect();
    let over: f64 = widths.iter().map(|w| (w - 1.0).max(0.0)).sum();
    let mean = widths.iter().sum::<f64>() / widths.len() as f64;
    let uneven: f64 = widths.iter().map(|w| (w - mean) * (w - mean)).sum();
    let places: f64 = chosen.iter().map(|&i| [0.0, 0.15, 0.6][usize::from(breaks[i].rank.min(2))]).sum();
    // A line that begins in the body's name and ends in the form's title reads as neither.
    let joined = breaks.iter().enumerate().any(|(i, b)| b.rank == 0 && !chosen.contains(&i));
    let hourglass = widths.windows(3).filter(|w| w[1] < w[0] && w[1] < w[2]).count() as f64;
    over * 100.0
        + chosen.len() as f64 * 0.5
        + places
        + uneven
        + hourglass * 0.2
        + if joined { 0.8 } else { 0.0 }
}

fn measure(shaped: &Shaped, range: Range<usize>) -> f64 {
    let inside = shaped.clusters.iter().filter(|c| range.contains(&(c.start as usize)));
    inside.map(|c| c.advance).sum()
}
