//! In: set blocks and the flow. Out: the [`Fit`]: what a flowing format must be told to break in the same places.

use super::flow::{Flow, Set};
use super::line::{Line, Measured};
use super::office;
use super::paragraph::Widths;
use super::shape::{Cluster, Shaped, is_told_apart};
use super::signature::SetPart;
use crate::document::{Block, Document};
use crate::fit::{BlockFit, Fit, LineFit, LinesFit};
use crate::style::Style;
use std::ops::Range;

/// How much less a word processor is told than a table or a blank takes here, pt: it rounds each row to a twentieth of a
/// point, and where the sum is the least too much, the page's last line goes to the next.
const SLACK: f64 = 0.5;

/// What a line that it is told the spacing of leaves free, pt: for its rounding, and less than any character.
const FREE: f64 = 0.5;

/// What a flowing format must be told.
pub(super) fn fit(document: &Document, style: &Style, set: &[Set], flow: &Flow) -> Fit {
    let blocks = document.blocks.iter().zip(set).enumerate().map(|(index, (block, set))| {
        let mut fit = BlockFit {
            keep_next: flow.kept.contains(&index),
            space_before: (flow.space_before(index) - SLACK).max(0.0),
            ..BlockFit::default()
        };
        match (block, set) {
            (_, Set::Title(shaped, lines)) => {
                fit.title_lines = lines.iter().map(|line| bytes(shaped, line)).collect();
            }
            (_, Set::Heading(shaped, lines, widths) | Set::Paragraph(shaped, lines, widths)) => {
                fit.lines = told_lines(shaped, lines, *widths, style);
            }
            (Block::Table(table), Set::Table(set, note)) => {
                let breaks =
                    flow.row_breaks.iter().filter(|(b, _)| *b == index).map(|&(_, row)| row).collect();
                let mut told = set.fit(table, style, flow.padding(index), breaks);
                for (_, row, more) in flow.filled_rows.iter().filter(|(b, ..)| *b == index) {
                    told.row_heights[*row] += more;
                }
                // The closing rule stands on the last row's foot.
                if let Some(last) = told.row_heights.last_mut() {
                    *last -= SLACK;
                }
                if let Some((shaped, lines, widths)) = note {
                    fit.lines = told_lines(shaped, lines, *widths, style);
                }
                fit.table = Some(told);
            }
            (_, Set::Signature(set)) => {
                let left = |part: &Option<SetPart>| part.as_ref().map_or(0.0, SetPart::left);
                fit.signature_left = Some((left(&set.name), left(&set.date)));
                if let Some(name) = &set.name {
                    fit.title_lines = name.lines.iter().map(|(line, _)| bytes(&name.shaped, line)).collect();
                }
            }
            _ => {}
        }
        fit
    });
    Fit { blocks: blocks.collect() }
}

fn bytes(shaped: &Shaped, line: &Line) -> Range<usize> {
    shaped.bytes_of(line.clusters.clone())
}

/// The lines of a paragraph that a word processor would end elsewhere by itself; of one with a ragged line all.
fn told_lines(shaped: &Shaped, lines: &[Line], widths: Widths, style: &Style) -> LinesFit {
    let clusters = &shaped.clusters;
    let measured = Measured::new(clusters);
    let last = |line: &Line| line.clusters.end == clusters.len();
    let alone = |line: &Line| {
        let range = &line.clusters;
        office::line_end(clusters, range.start, widths.of(range.start)) == range.end
    };
    let cut = |line: &&Line| !last(line) && !alone(line) && !office::ends_line(clusters, line.clusters.end);
    let cut_words: Vec<Range<usize>> =
        lines.iter().filter(cut).map(|line| word_around(clusters, line.clusters.end)).collect();
    // A word that is cut anywhere is cut in each line that it reaches over.
    let in_cut_word = |line: &Line| {
        let end = line.clusters.end;
        cut_words.iter().any(|word| word.start < end && end < word.end)
    };
    let mut told = LinesFit { ragged: lines.iter().any(|line| line.ragged), ..LinesFit::default() };
    for line in lines {
        let (range, width) = (line.clusters.clone(), widths.of(line.clusters.start));
        if alone(line) && !in_cut_word(line) && (!told.ragged || last(line)) {
            continue;
        }
        // A ragged line is left ragged, but not where only its end keeps the word from going on.
        let ragged = line.ragged && !in_cut_word(line);
        let full = if ragged { line.width } else { width - FREE };
        let missing = full - measured.whole(&range);
        let tracking = style.role(clusters[range.start].role).tracking;
        let spacing = spacing(&clusters[range], missing, tracking);
        told.lines.push(LineFit { bytes: bytes(shaped, line), spacing });
    }
    told.cut_words = cut_words
        .into_iter()
        .filter(|word| !word.is_empty())
        .map(|word| clusters[word.start].start as usize..clusters[word.end - 1].end as usize)
        .collect();
    told
}

/// By how much the letter spacing of a line's characters that are not ASCII is to be changed from `tracking`, so that the
/// line takes `missing` pt more. A word processor takes no spacing behind a portion's last character where characters are
/// drawn together, but some where they are drawn apart.
fn spacing(line: &[Cluster], missing: f64, tracking: f64) -> f64 {
    let wide = |cluster: &Cluster| !cluster.first.is_ascii();
    let pairs =
        line.windows(2).filter(|pair| wide(&pair[1]) && !is_told_apart(&pair[0], &pair[1])).count() as f64;
    let all = line.iter().filter(|cluster| wide(cluster)).count() as f64;
    if all == 0.0 {
        return 0.0;
    }
    let spacing = missing / pairs.max(1.0);
    if tracking + spacing <= 0.0 { spacing } else { (missing + tracking * pairs) / all - tracking }
}

/// The clusters of the Latin words that meet before cluster `at`, or stand before the marks there: a word processor asks the
/// language of the last letter or figure.
fn word_around(clusters: &[Cluster], at: usize) -> Range<usize> {
    let latin = |cluster: &&Cluster| cluster.first.is_ascii_graphic();
    let after = clusters[at..].iter().take_while(latin).count();
    let marks = clusters[..at].iter().rev().take_while(|cluster| !cluster.first.is_alphanumeric()).count();
    let before = clusters[..at - marks].iter().rev().take_while(latin).count();
    if before == 0 { at..at + after } else { at - marks - before..at + after }
}
