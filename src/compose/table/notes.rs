//! Notes of a table. A few short ones stand in their cells, in brackets; where they would crowd the table they stand below
//! it, numbered, and the figure has the number as a sign: `2①`.

use crate::document::{Paragraph, Role, Run};
use crate::form::grid::{Content, Grid};
use crate::report::TableReport;
use crate::source::Span;

/// The signs of numbered notes.
const SIGNS: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/// How many notes a table takes in its cells.
const FEW: usize = 2;

/// How many characters the notes of a table of one column may have; of more columns so much less. In table three a longer note
/// takes more than four lines.
const ROOM: usize = 160;

/// A note that stands below its table: its words, where they were first written, its sign.
pub(super) struct Signed<'a> {
    note: &'a str,
    span: Span,
    sign: char,
}

/// A note without the brackets that its author may have put around it.
pub(super) fn bare(note: &str) -> &str {
    note.trim_start_matches(['（', '(']).trim_end_matches(['）', ')'])
}

/// The notes of cells that stand below the table, in the order of its rows; the same words are one note.
pub(super) fn numbered<'a>(grid: &Grid, report: &'a TableReport) -> Vec<Signed<'a>> {
    let figures = grid.rows.iter().flatten().filter_map(|cell| match cell.content {
        Content::Figure(id) => report.get(id),
        _ => None,
    });
    let notes = figures.filter_map(|figure| figure.note.as_ref().map(|note| (bare(&note.value), note.span)));
    let notes: Vec<_> = notes.collect();
    let long = |&(note, _): &(&str, Span)| note.chars().count() > ROOM / grid.columns;
    if notes.len() <= FEW && !notes.iter().any(long) || notes.iter().any(|(note, _)| is_sign(note)) {
        return Vec::new();
    }
    let mut signed: Vec<Signed<'a>> = Vec::new();
    let mut signs = SIGNS.chars();
    for (note, span) in notes {
        if signed.iter().all(|known| known.note != note) {
            // More than there are signs stay in their cells.
            let Some(sign) = signs.next() else { return Vec::new() };
            signed.push(Signed { note, span, sign });
        }
    }
    signed
}

/// The sign that a note has in its cell: of its number, or it is one itself (a report that was read from a Word file).
pub(super) fn sign_of(note: &str, signed: &[Signed<'_>]) -> Option<char> {
    let known = signed.iter().find(|known| known.note == note).map(|known| known.sign);
    known.or_else(|| note.chars().next().filter(|_| is_sign(note)))
}

fn is_sign(note: &str) -> bool {
    let mut characters = note.chars();
    characters.next().is_some_and(|c| SIGNS.contains(c)) && characters.next().is_none()
}

/// What stands below the table: its own note, then those of its cells.
pub(super) fn below(report: &TableReport, signed: &[Signed<'_>]) -> Option<Paragraph> {
    let run = |text: String, span: Span| Run { text, role: Role::TableNote, span };
    let mut runs = Vec::new();
    let own = report.note.as_ref();
    let first = own.map(|note| note.span).or(signed.first().map(|note| note.span))?;
    if !own.is_some_and(|note| note.value.starts_with('注') || note.value.starts_with("说明")) {
        runs.push(run("注：".to_owned(), Span { start: first.start, end: first.start }));
    }
    if let Some(note) = own {
        let stopped = signed.is_empty() || note.value.ends_with(['。', '！', '？', '；']);
        let text = if stopped { note.value.clone() } else { format!("{}。", note.value) };
        runs.push(run(text, note.span));
    }
    for (index, Signed { note, span, sign }) in signed.iter().enumerate() {
        let stop = if index + 1 < signed.len() { '；' } else { '。' };
        let note = note.trim_end_matches(['。', '；', '，']);
        runs.push(run(format!("{sign}{note}{stop}"), *span));
    }
    Some(Paragraph { lead: None, runs })
}
