//! In: shaped text and where a line begins and ends. Out: where its glyphs stand.
//!
//! Marks that meet give up their inner half (CLREQ 3.1.6). A line that is too long takes up to a quarter em of the blank of
//! its other marks. One that is too short is spread: evenly, until the eye would see it; then at the spaces and at the marks;
//! and evenly again. Latin text is never spread, and a line that would be torn is left ragged. Marks at the start and end of
//! a line keep their cells, which is what the type area's edges are measured by (GB/T 9704 5.2.3: 撑满版心).
//!
//! *Nothing but a space looks like one.* Readers of a PDF guess spaces from gaps: from a tenth of an em on (poppler 0.1, pdf.js
//! 0.102, `MuPDF` 0.15), and then `317条` is not found. So every gap stays below that, between Han and Latin too, where a word
//! processor has a fifth of an em. `ActualText` would keep the fifth, but pdf.js does not read it.

use super::class::Class;
use super::shape::Cluster;
use std::ops::Range;

/// Rounding that a width may be off by without a difference to the eye, pt: word processors count in twentieths, and the
/// type area of a DOCX is 442.25 pt wide where 156 mm are 442.20.
pub(super) const HAIR: f64 = 0.06;

/// What every gap of a line may be spread by before those that may be spread more are, em: 16.25 pt from one 3号
/// character to the next, where 15.79 are usual.
const EVEN: f64 = 0.5 / 16.0;
/// What every gap may be spread by at the most, em: 16.5 pt from one 3号 character to the next. Beyond it a line looks torn,
/// and is left ragged.
const LOOSE: f64 = 0.74 / 16.0;
/// What of a line may be left before its gaps are spread beyond that, em.
const NEARLY: f64 = 0.15;
/// What they may be spread by then, em: 18 pt.
const TORN: f64 = 2.25 / 16.0;
/// What the paragraph's letter spacing may be narrowed by to spare its last line a single character, em (0.2 pt).
const NARROWED: f64 = 0.2 / 16.0;
/// What a mark may give up of its blank, and be spread by before a line is left ragged, em.
const QUARTER: f64 = 0.25;
/// The widest gap that no reader of a PDF takes for a space, em.
const UNSEEN: f64 = 0.095;
/// What a space between words may take, em.
const WORD_SPACE_MORE: f64 = 0.5;

/// One line: its clusters, and the left edge of each glyph's cell from the line's start, pt.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Clusters of the shaped text.
    pub(super) clusters: Range<usize>,
    /// Left edges, pt; as many as clusters.
    pub(super) x: Vec<f64>,
    /// Width of the fitted line, pt.
    pub(super) width: f64,
    /// Whether it ought to be flush and is not.
    pub(super) ragged: bool,
}

/// How a line is brought to its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// Flush at both edges.
    Justify,
    /// Natural width, less if there is no room for it.
    Natural,
}

/// What two neighbours, and all up to them, add up to; a line's own sums are differences.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// Advances up to this cluster, it too, pt.
    advance: f64,
    /// What meeting marks give up, pt.
    trimmed: f64,
    /// Gaps that may be spread.
    gaps: usize,
    /// What single gaps may be spread by beyond [`EVEN`], pt.
    more: f64,
    /// Gaps beside marks.
    marks: usize,
    /// What may be given up before a cluster (its left blank, the space), and behind it, pt.
    less_before: f64,
    less_behind: f64,
}

/// A text whose lines are to be measured: any range of it at once.
pub(super) struct Measured<'a> {
    pub(super) clusters: &'a [Cluster],
    /// One more than clusters; `sums[i + 1]` is up to cluster `i` and its gap to the one before.
    sums: Vec<Sum>,
    /// Size of the text, pt.
    size: f64,
}

/// How a line of some clusters comes to its width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fitting {
    /// Each gap takes `even` pt, those that may take more the share `more` of that, and those beside marks `marks` pt.
    Spread { even: f64, more: f64, marks: f64 },
    /// The marks give up the share `marks` of what they may, and each gap `even` pt.
    Squeezed { marks: f64, even: f64 },
    /// Each gap takes as much as it may, and so much is still missing, pt.
    Ragged(f64),
    /// It does not fit.
    TooLong,
}

impl<'a> Measured<'a> {
    pub(super) fn new(clusters: &'a [Cluster]) -> Self {
        let mut sums = Vec::with_capacity(clusters.len() + 1);
        sums.push(Sum::default());
        for (i, cluster) in clusters.iter().enumerate() {
            let mut sum: Sum = sums[i];
            sum.advance += cluster.advance;
            if let Some(before) = i.checked_sub(1).map(|i| &clusters[i]) {
                let trims = trims(before, cluster);
                sum.trimmed += trims.0 + trims.1;
                sum.gaps += usize::from(is_gap(before, cluster));
                sum.more += more(before, cluster);
                sum.marks += usize::from(is_mark_gap(before, cluster));
                sum.less_before += less_before(before, cluster);
            }
            sum.less_behind += less_behind(cluster, clusters.get(i + 1));
            sums.push(sum);
        }
        let size = clusters.first().map_or(0.0, |cluster| cluster.size);
        Self { clusters, sums, size }
    }

    /// What the line takes with its marks trimmed where they meet, pt.
    fn natural(&self, range: &Range<usize>) -> f64 {
        let (first, last) = (&self.sums[range.start + 1], &self.sums[range.end]);
        let advance = last.advance - self.sums[range.start].advance;
        advance - (last.trimmed - first.trimmed) - hanging(&self.clusters[range.clone()])
    }

    /// What a word processor takes it to be, which trims nothing, pt.
    pub(super) fn whole(&self, range: &Range<usize>) -> f64 {
        let advance = self.sums[range.end].advance - self.sums[range.start].advance;
        advance - hanging(&self.clusters[range.clone()])
    }

    /// The first end of a line from `start` on that is worth a thought: what is shorter is ragged by four characters.
    pub(super) fn reach(&self, start: usize, width: f64) -> usize {
        let least = self.sums[start].advance + width - 4.0 * self.size;
        let reached = self.sums.partition_point(|sum| sum.advance < least);
        reached.clamp(start + 1, self.clusters.len())
    }

    /// How a line comes to `width` pt; `narrow`: the letter spacing may give way.
    pub(super) fn fitting(&self, range: &Range<usize>, width: f64, narrow: bool) -> Fitting {
        let missing = width - self.natural(range);
        let (first, last) = (&self.sums[range.start + 1], &self.sums[range.end]);
        let gaps = (last.gaps - first.gaps) as f64;
        if missing >= -HAIR {
            let (even, more) = (EVEN * self.size, last.more - first.more);
            if missing <= gaps * even {
                return Fitting::Spread { even: missing / gaps.max(1.0), more: 0.0, marks: 0.0 };
            }
            let rest = missing - gaps * even;
            if rest <= more {
                return Fitting::Spread { even, more: rest / more, marks: 0.0 };
            }
            let loose = LOOSE * self.size;
            let over = rest - more - gaps * (loose - even);
            if over > 0.0 {
                // Rather than to leave the line ragged: the blank behind a stop is one already.
                let marks = over / (last.marks - first.marks).max(1) as f64;
                if marks <= (QUARTER - UNSEEN) * self.size {
                    return Fitting::Spread { even: loose, more: 1.0, marks };
                }
            }
            let even = even + (rest - more) / gaps;
            // To stop a hair before the edge would look like a mistake.
            let nearly = over <= NEARLY * self.size && even <= TORN * self.size;
            return if over <= 0.0 || nearly {
                Fitting::Spread { even, more: 1.0, marks: 0.0 }
            } else {
                Fitting::Ragged(over)
            };
        }
        // The first mark of a line keeps its left blank, the last one its right.
        let before = self.sums[range.end].less_before - self.sums[range.start + 1].less_before;
        let behind = self.sums[range.end - 1].less_behind - self.sums[range.start].less_behind;
        let less = before + behind;
        if -missing <= less + HAIR {
            return Fitting::Squeezed { marks: (-missing / less.max(HAIR)).min(1.0), even: 0.0 };
        }
        let even = (-missing - less) / gaps.max(1.0);
        if narrow && even <= NARROWED * self.size {
            Fitting::Squeezed { marks: 1.0, even: -even }
        } else {
            Fitting::TooLong
        }
    }

    /// Places the clusters of one line.
    pub(super) fn fit(&self, range: Range<usize>, width: f64, fill: Fill, narrow: bool) -> Line {
        let line = &self.clusters[range.clone()];
        let fitting = if range.is_empty() { Fitting::TooLong } else { self.fitting(&range, width, narrow) };
        let fitting = match (fill, fitting) {
            (Fill::Natural, Fitting::Spread { .. } | Fitting::Ragged(_)) => Fitting::TooLong,
            _ => fitting,
        };
        let mut x = Vec::with_capacity(line.len());
        let mut at = 0.0;
        for (i, cluster) in line.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).map(|i| &line[i]) {
                let trims = trims(before, cluster);
                at -= trims.0;
                at += match fitting {
                    Fitting::Spread { even, more: share, marks } if is_gap(before, cluster) => {
                        let marks = if is_mark_gap(before, cluster) { marks } else { 0.0 };
                        even + share * more(before, cluster) + marks
                    }
                    Fitting::Ragged(_) if is_gap(before, cluster) => {
                        LOOSE * self.size + more(before, cluster)
                    }
                    Fitting::Squeezed { marks, even } => {
                        let less = less_before(before, cluster) + less_behind(before, Some(cluster));
                        even * f64::from(u8::from(is_gap(before, cluster))) - marks * less
                    }
                    _ => 0.0,
                };
                at -= trims.1;
            }
            x.push(at);
            at += cluster.advance;
        }
        let width = at - hanging(line);
        Line { clusters: range, x, width, ragged: matches!(fitting, Fitting::Ragged(_)) }
    }
}

/// Places the clusters of one line of a short text.
pub(super) fn fit(clusters: &[Cluster], range: Range<usize>, width: f64, fill: Fill) -> Line {
    Measured::new(clusters).fit(range, width, fill, false)
}

/// What does not count at the end of a line: what trails its last glyph, and a space.
fn hanging(line: &[Cluster]) -> f64 {
    match line {
        [.., glyph, space] if Class::of(space.first) == Class::Space => space.advance + glyph.trailing,
        [.., last] => last.trailing,
        [] => 0.0,
    }
}

/// Two marks that meet give up the blank between them down to half a character: `。”` `）、` `：“` `（《`. What the first
/// gives up, and the second. The space between Han and Latin is what no reader sees.
fn trims(a: &Cluster, b: &Cluster) -> (f64, f64) {
    if is_space(a, b) {
        (a.trailing - UNSEEN * a.size, 0.0)
    } else if a.blank_right > 0.0 && (b.blank_left > 0.0 || b.blank_right > 0.0) {
        (a.blank_right, 0.0)
    } else if a.blank_left > 0.0 && b.blank_left > 0.0 {
        (0.0, b.blank_left)
    } else {
        (0.0, 0.0)
    }
}

/// Whether two neighbours may be parted: not inside Latin words, numbers, 破折号, 省略号, nor where a space stands that must
/// not be seen.
fn is_gap(a: &Cluster, b: &Cluster) -> bool {
    use Class::{Currency, Dash, Digit, Ellipsis, Latin, Mark, NarrowClose, NarrowQuote, Space, Unit};
    !is_space(a, b)
        && !matches!(
            (Class::of(a.last), Class::of(b.first)),
            (Latin | Digit | NarrowClose | NarrowQuote, Latin | Digit | NarrowClose | NarrowQuote | Unit)
                | (Currency, Digit)
                | (Dash, Dash)
                | (Ellipsis, Ellipsis)
                | (_, Mark | Space)
        )
}

/// What the gap of two neighbours may take beyond [`EVEN`], pt: a space between words, a mark's.
fn more(a: &Cluster, b: &Cluster) -> f64 {
    if !is_gap(a, b) {
        0.0
    } else if Class::of(a.first) == Class::Space {
        WORD_SPACE_MORE * a.size
    } else if is_mark_gap(a, b) {
        (UNSEEN - LOOSE) * a.size
    } else {
        0.0
    }
}

/// Whether a gap is beside the blank of a mark.
fn is_mark_gap(a: &Cluster, b: &Cluster) -> bool {
    (a.blank_right > 0.0 || b.blank_left > 0.0) && is_gap(a, b)
}

/// Whether there is a space between Han and Latin.
fn is_space(a: &Cluster, b: &Cluster) -> bool {
    a.script != b.script && a.trailing > UNSEEN * a.size
}

/// What may be given up between two neighbours before the second: its left blank, pt.
fn less_before(a: &Cluster, b: &Cluster) -> f64 {
    let (left, right) = trims(a, b);
    if b.blank_left > 0.0 && left == 0.0 && right == 0.0 { QUARTER * b.size } else { 0.0 }
}

/// What may be given up behind a mark before its neighbour, pt.
fn less_behind(a: &Cluster, b: Option<&Cluster>) -> f64 {
    let met = b.is_some_and(|b| trims(a, b).0 > 0.0);
    if a.blank_right > 0.0 && !met { QUARTER * a.size } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{Fill, Fitting, HAIR, Measured};
    use crate::layout::shape::tests::clusters;

    /// What is said to be missing from a ragged line is what its glyphs leave of it, its marks' gaps included.
    #[test]
    fn a_ragged_line_ends_where_it_says() {
        for text in ["落实，制度", "落实 of 制度，公开", "公开（二）件"] {
            let clusters = clusters(text);
            let measured = Measured::new(&clusters);
            let range = 0..clusters.len();
            let width = measured.natural(&range) + 60.0;
            let Fitting::Ragged(over) = measured.fitting(&range, width, false) else { panic!("{text}") };
            let line = measured.fit(range, width, Fill::Justify, false);
            assert!(
                line.ragged && (line.width + over - width).abs() < HAIR,
                "{text}: {} {over} {width}",
                line.width
            );
        }
    }
}
