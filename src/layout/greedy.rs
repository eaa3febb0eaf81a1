//! In: the shaped text of a cell and a width. Out: its lines. First come first served, and only where the standards let a
//! line end and a word processor ends one too, and in no word of the form: of that it is told.

use super::breaking;
use super::line::{Fill, Line, Measured};
use super::office;
use super::shape::{Cluster, Shaped};

fn may_break(clusters: &[Cluster], at: usize) -> bool {
    clusters.get(at).is_none_or(|cluster| !cluster.in_word) && may_break_alone(clusters, at)
}

fn may_break_alone(clusters: &[Cluster], at: usize) -> bool {
    breaking::may_break(clusters, at) && office::may_break(clusters, at)
}

/// Whether a word processor ends these lines by itself.
pub(super) fn are_found_alone(clusters: &[Cluster], lines: &[Line], width: f64) -> bool {
    let alone = |line: &Line| {
        let start = line.clusters.start;
        line.clusters.end
            == office::line_end_where(clusters, start, width, |at| may_break_alone(clusters, at))
    };
    lines.iter().all(alone)
}

fn line_end(clusters: &[Cluster], start: usize, width: f64) -> usize {
    office::line_end_where(clusters, start, width, |at| may_break(clusters, at))
}

/// The lines of a text, each of its natural width.
pub(super) fn lines(clusters: &[Cluster], width: f64) -> Vec<Line> {
    let measured = Measured::new(clusters);
    let (mut lines, mut start) = (Vec::new(), 0);
    while start < clusters.len() {
        let end = line_end(clusters, start, width);
        lines.push(measured.fit(start..end, width, Fill::Natural, false));
        start = end;
    }
    lines
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
