//! In: one source and what was found in it. Out: the pages a person reads: the line with carets under it, what it means,
//! what to do. Refuses to know the terminal: width and colour are told. The only room that knows the excerpt printer.

mod excerpt;

use super::printable::{line, printable};
use super::wrap::wrap;
use super::{Culprit, Diagnostic, Label, Severity};
use crate::source::{Source, Span};
use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, DecorStyle, Style};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use excerpt::Excerpt;
use unicode_width::UnicodeWidthStr;

/// What the reader's screen can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns of a half-width character.
    pub columns: usize,
    /// Whether escape sequences for colour may be written.
    pub colour: bool,
}

/// Below this many columns excerpts are no longer cut: they would show nothing.
const FEWEST_COLUMNS: usize = 40;

/// One finding, ending in a line end.
#[must_use]
pub fn render(source: &Source, diagnostic: &Diagnostic, screen: Screen) -> String {
    let columns = screen.columns.max(FEWEST_COLUMNS);
    let (labels, zeros) = telling(source, &diagnostic.labels);
    let notes: Vec<String> = std::iter::once(&diagnostic.note)
        .chain(labels.iter().map(|label| &label.message))
        .map(|note| printable(note))
        .collect();
    let spans: Vec<Span> = std::iter::once(diagnostic.span)
        .chain(labels.iter().map(|label| label.span))
        .map(|span| clamp(source, span))
        .collect();
    let last_line = spans.iter().map(|span| source.place(span.start).line).max().unwrap_or(1);
    let digits = last_line.to_string().len();
    let room = columns - digits - " | ".len();
    let excerpt = Excerpt::new(source, &spans, room);
    let (annotations, mut below) = annotations(&excerpt, &notes, room);
    if zeros > 0 {
        below.push(format!("相加的还有 {zeros} 格，都是 0"));
    }

    let indent = format!("{}[{}]: ", diagnostic.severity.word(), diagnostic.code()).width();
    // A line end in a message would hide where the printer put the excerpt.
    let message = wrap(&printable(&diagnostic.message.replace(['\n', '\r'], " ")), columns - indent);
    let title = severity_level(diagnostic.severity).primary_title(message.join("\n")).id(diagnostic.code());
    let place = source.place(spans[0].start);
    let renderer = if screen.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(usize::MAX / 2).decor_style(DecorStyle::Ascii);
    let mut text = if source.text().is_empty() {
        let origin = Origin::path(line(source.name())).line(place.line).char_column(place.column);
        renderer.render(&[messages(title.element(origin), below, diagnostic, room)])
    } else {
        let snippet = Snippet::source(&*excerpt.text).line_start(excerpt.first_line).annotations(annotations);
        let mut text = renderer.render(&[messages(title.element(snippet), below, diagnostic, room)]);
        insert_origin(&mut text, message.len(), digits, screen, &source.said(spans[0]));
        text
    };
    text.push('\n');
    text
}

/// The carets with their notes; a note that would leave the screen (the printer never breaks one) stands below the excerpt.
fn annotations<'a>(
    excerpt: &Excerpt,
    notes: &'a [String],
    room: usize,
) -> (Vec<Annotation<'a>>, Vec<String>) {
    let mut annotations = Vec::new();
    let mut below = Vec::new();
    for (index, (mark, note)) in excerpt.marks.iter().zip(notes).enumerate() {
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(mark.range.clone());
        if note.is_empty() {
            annotations.push(annotation);
        } else if mark.end_column + 1 + note.width() <= room {
            annotations.push(annotation.label(note.as_str()));
        } else {
            annotations.push(annotation);
            below.push(format!("第 {} 行：{note}", mark.line));
        }
    }
    (annotations, below)
}

/// Writes ` --> file:line:col` below the title. The printer would count the column in the cut line.
fn insert_origin(text: &mut String, title_lines: usize, digits: usize, screen: Screen, origin: &str) {
    let style = if screen.colour { DEFAULT_LINE_NUM_STYLE } else { Style::new() };
    let line = format!("\n{:digits$}{style}-->{style:#} {}", "", printable(origin));
    let end_of_title = text.match_indices('\n').nth(title_lines - 1).map_or(text.len(), |(at, _)| at);
    text.insert_str(end_of_title, &line);
}

/// The lines below an excerpt: labels that found no room, what to do. Suspects are named in the message.
fn messages<'a>(group: Group<'a>, below: Vec<String>, diagnostic: &Diagnostic, columns: usize) -> Group<'a> {
    let notes = below.into_iter().map(|note| (Level::NOTE, "说明", note));
    let help = (!diagnostic.help.is_empty()).then(|| (Level::HELP, "改法", printable(&diagnostic.help)));
    notes.chain(help).fold(group, |group, (level, name, text)| {
        let text = wrap(&text, columns - name.width() - ": ".len()).join("\n");
        group.element(level.with_name(name).message(text))
    })
}

/// `予以公开·自然人 写成 1175，应为 1157`.
#[must_use]
pub(super) fn suspicion(culprit: &Culprit) -> String {
    let Culprit { key, column, written, expected, .. } = culprit;
    if written.is_empty() {
        return format!("{key}·{column} 应为 {expected}");
    }
    format!("{key}·{column} 写成 {written}，应为 {expected}")
}

/// A sum has up to twenty-two cells, most of them 0: those say nothing to a reader, and are only counted.
const MOST_LABELS: usize = 8;

/// The labels to show, and how many are left out.
fn telling<'a>(source: &Source, labels: &'a [Label]) -> (Vec<&'a Label>, usize) {
    let telling = |label: &&Label| labels.len() <= MOST_LABELS || source.slice(label.span) != "0";
    let shown: Vec<_> = labels.iter().filter(telling).collect();
    let left_out = labels.len() - shown.len();
    (shown, left_out)
}

/// 错误, 警告, 提示.
fn severity_level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO,
    }
    .with_name(severity.word())
}

/// A span that the printer can take: inside the text, on character boundaries, on one line.
fn clamp(source: &Source, span: Span) -> Span {
    let text = source.text();
    let floor = |n: u32| text.floor_char_boundary((n as usize).min(text.len()));
    let start = floor(span.start);
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |n| start + n);
    Span::new(start, floor(span.end).clamp(start, line_end))
}

#[cfg(test)]
mod tests;
