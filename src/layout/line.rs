//! In: shaped text and a width. Out: lines, and for each line where its glyphs stand.
//!
//! Two steps, kept apart on purpose. *Breaking* decides where lines end: greedily, with every mark at its full width,
//! as word processors do, so that both formats break alike. *Fitting* then makes the line as wide as it must be: marks
//! that meet give up their inner half (CLREQ 3.1.6), and what is missing is spread between the characters. Marks at the
//! start and end of a line keep their cells, which is what the type area's edges are measured by (GB/T 9704 5.2.3:
//! 撑满版心), and what a word processor shows too.

use super::breaking::{clings, may_break, may_break_at_need};
use super::class::Class;
use super::shape::{Cluster, Shaped};
use std::ops::Range;

/// Rounding that a width may be off by without a difference to the eye, pt: word processors count in twentieths, and the
/// type area of a DOCX is 442.25 pt wide where 156 mm are 442.20.
const HAIR: f64 = 0.06;

/// One line: its clusters, and the left edge of each glyph's cell from the line's start, pt.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Clusters of the shaped text.
    pub(super) clusters: Range<usize>,
    /// Left edges, pt; as many as clusters.
    pub(super) x: Vec<f64>,
    /// Width of the fitted line, pt.
    pub(super) width: f64,
}

/// How a line is brought to its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// Flush at both edges.
    Justify,
    /// Natural width.
    Natural,
}

/// Breaks a whole paragraph: the first line is `first` wide, all others `rest`, pt; the last one keeps its natural width.
pub(super) fn lines(clusters: &[Cluster], first: f64, rest: f64, fill: Fill) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < clusters.len() {
        let width = if start == 0 { first } else { rest };
        let end = line_end(clusters, start, width);
        let fill = if end == clusters.len() { Fill::Natural } else { fill };
        lines.push(fit(clusters, start..end, width, fill));
        start = end;
    }
    lines
}

/// Where the line that begins at `start` ends, one past its last cluster: the last place where a line may end and that
/// still fits. A word longer than the line is cut where it must be.
fn line_end(clusters: &[Cluster], start: usize, width: f64) -> usize {
    let mut natural = 0.0;
    let (mut end, mut earlier) = (None, None);
    for (i, cluster) in clusters.iter().enumerate().skip(start) {
        natural += cluster.advance;
        let hanging =
            if Class::of(cluster.first) == Class::Space { cluster.advance } else { cluster.trailing };
        if natural - hanging > width + HAIR {
            let clinging = i > 0 && clings(&clusters[i - 1], cluster);
            let end = if end == Some(i) && clinging { earlier } else { end };
            let at_need = || (start + 1..=i).rev().find(|&at| may_break_at_need(clusters, at));
            return end.or_else(at_need).unwrap_or_else(|| i.max(start + 1));
        }
        if i + 1 == clusters.len() || may_break(clusters, i + 1) {
            earlier = end.replace(i + 1);
        }
    }
    clusters.len()
}

/// Places the clusters of one line.
pub(super) fn fit(clusters: &[Cluster], range: Range<usize>, width: f64, fill: Fill) -> Line {
    let line = &clusters[range.clone()];
    let trims = meeting_marks(line);
    let sum: f64 = line.iter().zip(&trims).map(|(c, t)| c.advance - t.0 - t.1).sum();
    let natural = sum - hanging(line);
    let gaps = gaps(line);
    let count = gaps.iter().filter(|&&g| g).count();
    let stretch = match fill {
        Fill::Justify if count > 0 => (width - natural) / count as f64,
        _ => 0.0,
    };
    let mut x = Vec::with_capacity(line.len());
    let mut at = 0.0;
    for (i, cluster) in line.iter().enumerate() {
        x.push(at - trims[i].0);
        at += cluster.advance - trims[i].0 - trims[i].1;
        if gaps.get(i) == Some(&true) {
            at += stretch;
        }
    }
    let width = at - hanging(line);
    Line { clusters: range, x, width }
}

/// What does not count at the end of a line: what trails its last glyph, and a space.
fn hanging(line: &[Cluster]) -> f64 {
    match line {
        [.., glyph, space] if Class::of(space.first) == Class::Space => space.advance + glyph.trailing,
        [.., last] => last.trailing,
        [] => 0.0,
    }
}

/// Two marks that meet give up the blank between them down to half a character: `。”` `）、` `：“` `（《`.
fn meeting_marks(line: &[Cluster]) -> Vec<(f64, f64)> {
    let mut trims = vec![(0.0, 0.0); line.len()];
    for i in 1..line.len() {
        let (a, b) = (&line[i - 1], &line[i]);
        if a.blank_right > 0.0 && (b.blank_left > 0.0 || b.blank_right > 0.0) {
            trims[i - 1].1 = a.blank_right;
        } else if a.blank_left > 0.0 && b.blank_left > 0.0 {
            trims[i].0 = b.blank_left;
        }
    }
    trims
}

/// Where a line may be stretched: behind every cluster but the last, not inside Latin words, numbers, 破折号, 省略号;
/// in a line that is one long address, everywhere.
fn gaps(line: &[Cluster]) -> Vec<bool> {
    use Class::{Dash, Digit, Ellipsis, Latin, Mark, NarrowClose, Unit};
    let visible = match line {
        [head @ .., last] if Class::of(last.first) == Class::Space => head.len(),
        _ => line.len(),
    };
    let pairs = line[..visible].windows(2).map(|pair| {
        let (a, b) = (Class::of(pair[0].last), Class::of(pair[1].first));
        !matches!(
            (a, b),
            (Latin | Digit | NarrowClose, Latin | Digit | NarrowClose | Unit)
                | (Dash, Dash)
                | (Ellipsis, Ellipsis)
                | (_, Mark)
        )
    });
    let gaps: Vec<bool> = pairs.collect();
    if gaps.contains(&true) { gaps } else { vec![true; gaps.len()] }
}

/// How many lines a text needs in a width.
pub(super) fn count(shaped: &Shaped, width: f64) -> usize {
    let (mut start, mut count) = (0, 0);
    while start < shaped.clusters.len() {
        start = line_end(&shaped.clusters, start, width);
        count += 1;
    }
    count
}

/// The widest part that no line may be broken in, pt.
pub(super) fn widest_part(shaped: &Shaped) -> f64 {
    let (mut widest, mut part) = (0.0_f64, 0.0);
    for (i, cluster) in shaped.clusters.iter().enumerate() {
        part += cluster.advance;
        widest = widest.max(part - cluster.trailing);
        if may_break(&shaped.clusters, i + 1) {
            part = 0.0;
        }
    }
    widest
}
