//! In: the clusters of a paragraph and the widths of its lines. Out: its lines, chosen together.
//!
//! Every way to break the paragraph has a price, line by line: what its gaps are spread or its marks squeezed by, and a
//! little where a word processor would by itself break elsewhere, for then it must be told. The cheapest way is taken. So
//! ordinary text breaks as every program breaks it, and a line is squeezed or its neighbours share where it would be torn.

use super::breaking::{is_joint, may_break, may_break_at_need};
use super::class::Class;
use super::line::{Fill, Fitting, HAIR, Line, Measured};
use super::office;
use super::shape::Cluster;
use std::ops::Range;

/// What a line costs that a word processor must be told of.
const TOLD: f64 = 0.6;
/// What it costs more for each em by which it must condense it, squared.
const CONDENSED: f64 = 1.5;
/// What blanks cost that a reader of the PDF takes for spaces.
const SEEN: f64 = 1.0;
/// What a break inside an address costs.
const IN_ADDRESS: f64 = 0.1;
/// What a break behind the 连接号 of two figures costs.
const IN_RANGE: f64 = 2.0;
/// What a line costs that is only taken where there is no other.
const FORBIDDEN: f64 = 1000.0;
/// Characters that the last line of a paragraph should have besides its stop (单字不成行).
const LAST_LINE: usize = 2;

/// Widths of a paragraph's first line and of all others, pt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    pub(super) first: f64,
    pub(super) rest: f64,
}

impl Widths {
    /// The width of the line that begins at cluster `start`.
    pub(super) fn of(self, start: usize) -> f64 {
        if start == 0 { self.first } else { self.rest }
    }
}

/// The lines of a paragraph; the last one keeps its natural width.
pub(super) fn lines(clusters: &[Cluster], widths: Widths) -> Vec<Line> {
    let measured = Measured::new(clusters);
    let mut search = BreakSearch { measured: &measured, widths, narrow: None };
    let (mut ends, _) = search.ends();
    if ends.len() > 1 && is_short(&clusters[ends[ends.len() - 2]..]) {
        // The last line's single character finds room above where letter spacing of a fifth of a point makes it.
        search.narrow = Some(search.most_spread(&ends));
        let (narrower, cost) = search.ends();
        if cost < FORBIDDEN {
            ends = narrower;
        } else {
            search.narrow = None;
        }
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let place = |(start, end): (usize, usize)| {
        let fill = if end == clusters.len() { Fill::Natural } else { Fill::Justify };
        measured.fit(start..end, widths.of(start), fill, search.narrow.is_some())
    };
    starts.zip(ends.iter().copied()).map(place).collect()
}

/// Whether a last line has too few characters besides its stop.
fn is_short(line: &[Cluster]) -> bool {
    let stops = |class| matches!(class, Class::Close | Class::Inner | Class::NarrowClose | Class::Space);
    line.iter().filter(|cluster| !stops(Class::of(cluster.first))).count() < LAST_LINE
}

struct BreakSearch<'a> {
    measured: &'a Measured<'a>,
    widths: Widths,
    /// If the letter spacing may give way: what its lines may be spread by at the most, pt.
    narrow: Option<f64>,
}

/// A place where a line may end: the cheapest way to it, and where its last line begins.
#[derive(Clone, Copy)]
struct Breakpoint {
    cost: f64,
    from: usize,
}

impl BreakSearch<'_> {
    /// The ends of the lines of the cheapest way, one past the last cluster of each, and what it costs.
    fn ends(&self) -> (Vec<usize>, f64) {
        let count = self.measured.clusters.len();
        let mut ways: Vec<Option<Breakpoint>> = vec![None; count + 1];
        ways[0] = Some(Breakpoint { cost: 0.0, from: 0 });
        for start in 0..count {
            let Some(way) = ways[start] else { continue };
            self.each_line(start, |end, cost| {
                let cost = way.cost + cost;
                if ways[end].is_none_or(|known| cost < known.cost) {
                    ways[end] = Some(Breakpoint { cost, from: start });
                }
            });
        }
        let mut ends = Vec::new();
        let mut end = count;
        while end > 0 {
            ends.push(end);
            end = ways[end].map_or(0, |way| way.from);
        }
        ends.reverse();
        (ends, ways[count].map_or(0.0, |way| way.cost))
    }

    /// The lines that may begin at `start`: their ends and costs. There is at least one.
    fn each_line(&self, start: usize, mut take: impl FnMut(usize, f64)) {
        let clusters = self.measured.clusters;
        let width = self.widths.of(start);
        let told = office::line_end(clusters, start, width);
        let first = self.measured.reach(start, width);
        let (mut found, mut last) = (false, first);
        for end in first..=clusters.len() {
            let fitting = self.measured.fitting(&(start..end), width, self.narrow.is_some());
            if fitting == Fitting::TooLong {
                // A space hangs over the end: with it the line may fit again.
                let hangs = clusters.get(end).is_some_and(|next| Class::of(next.first) == Class::Space);
                if hangs {
                    continue;
                }
                break;
            }
            last = end;
            if end == clusters.len() || may_break(clusters, end) {
                found = true;
                take(end, self.cost(fitting, start..end, told));
            }
        }
        if !found {
            // A long word: the line ends before it, or, where it is longer than a line, in it.
            let before = (start + 1..first).rev().find(|&at| may_break(clusters, at));
            let in_word = || (start + 1..=last).rev().find(|&at| may_break_at_need(clusters, at));
            let end = before.or_else(in_word).unwrap_or(last);
            take(end, self.cost(self.measured.fitting(&(start..end), width, false), start..end, told));
        }
    }

    /// What a break before a cluster costs by itself.
    fn price(&self, end: usize) -> f64 {
        let clusters = self.measured.clusters;
        let (before, after) = (&clusters[end - 1], &clusters[end]);
        if before.address && after.address {
            IN_ADDRESS
        } else if is_joint(before.last) && after.first.is_ascii_digit() {
            IN_RANGE
        } else {
            0.0
        }
    }

    /// What a line costs; a word processor would end it at `told`.
    fn cost(&self, fitting: Fitting, range: Range<usize>, told: usize) -> f64 {
        let line = &self.measured.clusters[range.clone()];
        let size = line.first().map_or(1.0, |cluster| cluster.size);
        let shape = match fitting {
            // At 16.5 pt from character to character a line begins to look loose.
            Fitting::Spread { even, more, marks } => {
                let loose = even / size * 16.0 / 0.75;
                loose * loose + 0.6 * more + if marks > 0.0 { SEEN + 4.0 * marks / size } else { 0.0 }
            }
            Fitting::Squeezed { marks, even } => {
                0.1 + 0.9 * marks * marks + if even < 0.0 { 1.5 } else { 0.0 }
            }
            Fitting::Ragged(missing) => {
                let missing = missing / size;
                3.0 + missing + 0.3 * missing * missing
            }
            Fitting::TooLong => 0.0,
        };
        let told = if range.end == told {
            0.0
        } else {
            let over = (self.measured.whole(&range) - self.widths.of(range.start)).max(0.0) / size;
            TOLD + CONDENSED * over * over
        };
        let limit = self.narrow.map_or(f64::INFINITY, |spread| spread + HAIR);
        if range.end < self.measured.clusters.len() {
            let beyond = match fitting {
                Fitting::Spread { even, .. } => even > limit,
                Fitting::Ragged(_) => self.narrow.is_some(),
                _ => false,
            };
            return shape + told + self.price(range.end) + if beyond { FORBIDDEN } else { 0.0 };
        }
        match fitting {
            _ if self.narrow.is_some() && is_short(line) => FORBIDDEN,
            Fitting::Spread { .. } | Fitting::Ragged(_) => told,
            Fitting::Squeezed { .. } | Fitting::TooLong => shape + told,
        }
    }

    /// What the gaps of the loosest line are spread by, but at the least what letter spacing may be changed by, pt.
    fn most_spread(&self, ends: &[usize]) -> f64 {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let lines = starts.zip(ends[..ends.len() - 1].iter().copied());
        let spread = lines.map(|(start, end)| {
            match self.measured.fitting(&(start..end), self.widths.of(start), false) {
                Fitting::Spread { even, .. } => even,
                _ => 0.0,
            }
        });
        spread.fold(0.2, f64::max)
    }
}
