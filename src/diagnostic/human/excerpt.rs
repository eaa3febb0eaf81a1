//! In: the places that a message points at. Out: the lines around them, cut so that they fit the screen: a paragraph
//! of a report is one line of 500 characters and more. Refuses to know what the message says.

use crate::diagnostic::printable::turns;
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Stands for what was cut off.
const CUT: &str = "…";

/// Lines of a source, from the first that is pointed at to the last, in a text of their own.
pub(super) struct Excerpt {
    /// The lines, cut to fit.
    pub(super) text: String,
    /// Line number of the first.
    pub(super) first_line: usize,
    /// Where each of the given spans came to lie, in their order.
    pub(super) marks: Vec<Mark>,
}

/// One place in an excerpt.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    /// Bytes of the excerpt's text.
    pub(super) range: Range<usize>,
    /// Screen columns from the line's start to the mark's end.
    pub(super) end_column: usize,
    /// Line of the source, from 1.
    pub(super) line: usize,
}

impl Excerpt {
    /// `spans` lie inside the text, each on one line; `columns` is the room for the text of a line.
    pub(super) fn new(source: &Source, spans: &[Span], columns: usize) -> Self {
        let mut touched: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, span) in spans.iter().enumerate() {
            touched.entry(source.place(span.start).line).or_default().push(index);
        }
        let first_line = touched.keys().next().copied().unwrap_or(1);
        let last_line = touched.keys().next_back().copied().unwrap_or(1);
        let mut text = String::new();
        let mut marks = vec![Mark::default(); spans.len()];
        for number in first_line..=last_line {
            let line = source.line(number);
            let indices = touched.get(&number).map_or(&[][..], Vec::as_slice);
            let line_start = line_start(source, number);
            let ranges: Vec<_> = indices.iter().map(|&i| inside(spans[i], line_start, line)).collect();
            // A line between two that are shown is shown as well; any other is folded and need not be cut.
            let beside = touched.contains_key(&(number - 1)) && touched.contains_key(&(number + 1));
            if !indices.is_empty() || beside {
                let cut = CutLine::new(line, &ranges, columns);
                for (&index, range) in indices.iter().zip(&ranges) {
                    let range = cut.map(range);
                    let end_column = cut.text[..range.end].width();
                    marks[index] = Mark {
                        range: text.len() + range.start..text.len() + range.end,
                        end_column,
                        line: number,
                    };
                }
                text.push_str(&harmless(&cut.text));
            }
            text.push('\n');
        }
        Self { text, first_line, marks }
    }
}

/// The same text without what steers a terminal, byte for byte as long. The printer knows the control characters of ASCII and
/// shows pictures of them; it does not know the others.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c.len_utf8() {
            2 if c.is_control() || turns(c).is_some() => '¿',
            3 if turns(c).is_some() => '\u{fffd}',
            _ => c,
        })
        .collect()
}

/// Byte offset of a line's first character.
fn line_start(source: &Source, number: usize) -> usize {
    let text = source.text().as_ptr() as usize;
    let line = source.line(number);
    if line.is_empty() { 0 } else { line.as_ptr() as usize - text }
}

fn inside(span: Span, line_start: usize, line: &str) -> Range<usize> {
    let at = |n: u32| (n as usize).saturating_sub(line_start).min(line.len());
    at(span.start)..at(span.end).max(at(span.start))
}

/// One line with its less interesting stretches replaced by `…`.
struct CutLine {
    text: String,
    /// Stretches of the line that are kept, ascending, with their offset in `text`.
    kept: Vec<(Range<usize>, usize)>,
}

impl CutLine {
    fn new(line: &str, ranges: &[Range<usize>], columns: usize) -> Self {
        if line.width() <= columns {
            return Self { text: line.to_owned(), kept: vec![(0..line.len(), 0)] };
        }
        let mut kept: Vec<(Range<usize>, usize)> = Vec::new();
        let mut text = String::new();
        for window in windows(line, ranges, columns) {
            if window.start > 0 {
                text.push_str(CUT);
            }
            let at = text.len();
            text.push_str(&line[window.clone()]);
            kept.push((window, at));
        }
        if kept.last().is_none_or(|(window, _)| window.end < line.len()) {
            text.push_str(CUT);
        }
        Self { text, kept }
    }

    /// Where a range of the line lies in the cut text: its visible part.
    fn map(&self, range: &Range<usize>) -> Range<usize> {
        let shown = self.kept.iter().find(|(window, _)| window.end > range.start || window.end == range.end);
        let Some((window, at)) = shown else { return self.text.len()..self.text.len() };
        let to = |n: usize| at + n.clamp(window.start, window.end) - window.start;
        to(range.start)..to(range.end)
    }
}

/// The stretches to keep: each range with as much before and after it as there is room for; never overlapping.
fn windows(line: &str, ranges: &[Range<usize>], columns: usize) -> Vec<Range<usize>> {
    let mut sorted = ranges.to_vec();
    sorted.sort_by_key(|range| (range.start, range.end));
    if sorted.is_empty() {
        sorted.push(0..0);
    }
    let room = (columns / sorted.len()).saturating_sub(2 * CUT.width());
    let mut windows: Vec<Range<usize>> = Vec::new();
    for range in sorted {
        let window = window(line, &range, room);
        match windows.last_mut() {
            // Nothing is gained by cutting out less than the mark of the cut takes.
            Some(last) if window.start <= last.end + CUT.len() => last.end = last.end.max(window.end),
            _ => windows.push(window),
        }
    }
    windows
}

/// `range` and its surroundings, `room` columns in all; a longer range loses its end.
fn window(line: &str, range: &Range<usize>, room: usize) -> Range<usize> {
    let own = fitting(line[range.clone()].chars(), room);
    let spare = room - own.columns;
    let before = fitting(line[..range.start].chars().rev(), spare / 2);
    let after = fitting(line[range.start + own.bytes..].chars(), spare - before.columns);
    let before = fitting(line[..range.start].chars().rev(), spare - after.columns);
    range.start - before.bytes..range.start + own.bytes + after.bytes
}

struct Fitting {
    bytes: usize,
    columns: usize,
}

/// How much of `characters` fits into `room` columns.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> Fitting {
    let mut fitting = Fitting { bytes: 0, columns: 0 };
    for character in characters {
        let columns = character.width().unwrap_or(1);
        if fitting.columns + columns > room {
            break;
        }
        fitting.columns += columns;
        fitting.bytes += character.len_utf8();
    }
    fitting
}
