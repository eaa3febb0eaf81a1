//! In: the text of a file, nodes of its tree, and what shall stand there instead. Out: the text with those stretches
//! replaced: comments, order, quoting and layout stay as their author has them. Knows YAML, and nothing of reports.

use super::scalar::{one_line, quoted};
use super::{Entry, Node, Quoting, Value};
use crate::source::Span;
use std::ops::Range;

/// Replacements in a text, made together.
#[derive(Debug)]
pub struct Rewrite<'t> {
    text: &'t str,
    edits: Vec<(Range<usize>, String)>,
}

impl<'t> Rewrite<'t> {
    /// Nothing is replaced yet.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, edits: Vec::new() }
    }

    /// Puts `new` in the place of a stretch; where it is empty, before what is behind it.
    pub fn put(&mut self, place: Span, new: impl Into<String>) {
        self.edits.push((place.range(), new.into()));
    }

    /// Puts a figure in the place of another. Figures that stand in columns keep standing in them: blanks before the number
    /// give way, or come.
    pub fn figure(&mut self, place: Span, new: &str) {
        let before = &self.text[..place.start as usize];
        let blanks = before.len() - before.trim_end_matches(' ').len();
        let wider = new.len().saturating_sub(place.len()).min(blanks.saturating_sub(1));
        let narrower = if blanks > 1 { place.len().saturating_sub(new.len()) } else { 0 };
        let place = place.start as usize - wider..place.end as usize;
        self.edits.push((place, " ".repeat(narrower) + new));
    }

    /// Puts a figure, or what else fits a line, as the value of a key; nothing may stand there yet.
    pub fn value(&mut self, entry: &Entry, new: &str) {
        if entry.value.is_blank() {
            let colon = self.behind_colon(entry);
            self.edits.push((colon..colon, format!(" {new}")));
        } else {
            self.figure(entry.value.span, new);
        }
    }

    /// Puts a text of any length as the value of a key: in one line where it stood in one and fits, else as a block.
    pub fn text(&mut self, entry: &Entry, new: &str, flow: bool) {
        let quoting = entry.value.scalar().map(|scalar| scalar.quoting);
        let blank = entry.value.is_blank();
        if flow {
            return self.value(entry, &quoted(new));
        }
        if quoting == Some(Quoting::Block) {
            return self.block(entry, new);
        }
        let one = matches!(entry.value.value, Value::Scalar(_)) && !blank && !new.contains('\n');
        let own = entry.value.span.range();
        if one && !self.text[own.clone()].contains('\n') {
            return self.edits.push((own, one_line(new)));
        }
        // What is behind the value in its line, a comment, stays behind the mark of the block.
        let colon = self.behind_colon(entry);
        let end = if blank { colon } else { own.end.max(colon) };
        self.edits.push((colon..end, " |".to_owned()));
        let next = self.line_end(end);
        let text = self.as_block(new, self.indent_of(entry) + 2, next);
        self.edits.push((next..next, text));
    }

    /// Replaces the lines of a block scalar.
    fn block(&mut self, entry: &Entry, new: &str) {
        let colon = self.behind_colon(entry);
        let header = &self.text[colon..self.line_end(colon)];
        let mark = header.find(['|', '>']).unwrap_or(0);
        let sign = header[mark..].find([' ', '\t', '\r', '\n']).map_or(header.len(), |at| mark + at);
        if header[mark..sign].contains(|c: char| c == '>' || c.is_ascii_digit()) {
            self.edits.push((colon + mark..colon + sign, "|".to_owned()));
        }
        let place = self.content(entry);
        let own = self.text[place.clone()].lines().filter(|line| !line.trim().is_empty());
        let own = own.map(|line| line.len() - line.trim_start_matches(' ').len()).min();
        let least = self.indent_of(entry) + 1;
        let indent = own.filter(|&own| own >= least).unwrap_or(least + 1);
        let text = self.as_block(new, indent, place.start);
        self.edits.push((place, text));
    }

    /// The lines of a block scalar, without the empty ones at its end.
    fn content(&self, entry: &Entry) -> Range<usize> {
        let start = self.line_end(self.behind_colon(entry));
        let least = self.indent_of(entry) + 1;
        let (mut end, mut at) = (start, start);
        for line in self.text[start..].split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() {
                if indent < least {
                    break;
                }
                end = at + line.len();
            }
            at += line.len();
        }
        // Lines that lost their indent were mended in reading.
        let own = entry.value.scalar().map_or(start, |scalar| scalar.text.whole().end as usize);
        let own = if own > end { self.line_end(own) } else { end };
        start..own
    }

    /// A text as lines of a block, for the place `at`, the start of a line.
    fn as_block(&self, text: &str, indent: usize, at: usize) -> String {
        let ending = self.line_ending();
        let mut out = String::new();
        if at > 0 && !self.text[..at].ends_with('\n') {
            out.push_str(ending);
        }
        for line in lines(text) {
            if !line.is_empty() {
                out.push_str(&" ".repeat(indent));
                out.push_str(line);
            }
            out.push_str(ending);
        }
        out
    }

    /// Puts an entry where it belongs among those of a map: behind `before`, else ahead of `after`, else as the first below
    /// the key `parent`; without a parent at the top of the file. `flow` says that the map has braces.
    pub fn insert(&mut self, parent: Option<&Entry>, siblings: (Option<&Entry>, Option<&Entry>), new: &str) {
        let flow = parent.is_some_and(|parent| self.is_flow(&parent.value));
        match siblings {
            (Some(before), _) if flow => {
                let end = before.key_span().to(before.value.span).end as usize;
                self.edits.push((end..end, format!(", {new}")));
            }
            (None, Some(after)) if flow => {
                let start = after.key_span().start as usize;
                self.edits.push((start..start, format!("{new}, ")));
            }
            (None, None) if flow => {
                let open = parent.map_or(0, |parent| parent.value.span.start as usize + 1);
                self.edits.push((open..open, new.to_owned()));
            }
            (Some(before), _) => self.insert_lines(self.end_of(before), self.indent_of(before), new),
            (None, Some(after)) => {
                let start = self.line_start(after.key_span().start as usize);
                self.insert_lines(start, self.indent_of(after), new);
            }
            (None, None) => {
                let (at, indent) = parent.map_or((self.text.len(), 0), |parent| {
                    (self.line_end(self.behind_colon(parent)), self.indent_of(parent) + 2)
                });
                self.insert_lines(at, indent, new);
            }
        }
    }

    /// Puts lines at the start of a line, each as far in as `indent` says.
    pub fn insert_lines(&mut self, at: usize, indent: usize, new: &str) {
        let text = self.as_block(new, indent, at);
        self.edits.push((at..at, text));
    }

    /// Takes an entry out, with its lines or from between its commas.
    pub fn remove(&mut self, parent: Option<&Entry>, entry: &Entry) {
        let own = entry.key_span().to(entry.value.span).range();
        if parent.is_some_and(|parent| self.is_flow(&parent.value)) {
            let entries = parent.and_then(|parent| parent.value.map()).unwrap_or_default();
            let at = entries.iter().position(|other| other.key_span() == entry.key_span()).unwrap_or(0);
            let extents: Vec<Range<usize>> =
                entries.iter().map(|entry| entry.key_span().to(entry.value.span).range()).collect();
            return self.take_out(&extents, at);
        }
        self.edits.push((self.line_start(own.start)..self.end_of(entry), String::new()));
    }

    /// Puts an item into a list, before the one that has the place now.
    pub fn insert_item(&mut self, list: &Node, at: usize, new: &str) {
        let items = list.list().unwrap_or_default();
        if self.is_flow(list) {
            let (place, new) = match (at.checked_sub(1).and_then(|last| items.get(last)), items.first()) {
                (Some(last), _) => (last.span.end as usize, format!(", {new}")),
                (None, Some(first)) => (first.span.start as usize, format!("{new}, ")),
                (None, None) => (list.span.start as usize + 1, new.to_owned()),
            };
            return self.edits.push((place..place, new));
        }
        // A block list has an item at least.
        let last = at.checked_sub(1).and_then(|last| items.get(last));
        let beside = last.or(items.first()).map_or(list.span, |item| item.span);
        let start = self.line_start(beside.start as usize);
        let line = &self.text[start..];
        let indent = line.len() - line.trim_start_matches(' ').len();
        let place = if last.is_some() { self.line_end(beside.end as usize) } else { start };
        self.insert_lines(place, indent, &format!("- {new}"));
    }

    /// Takes an item out of a list.
    pub fn remove_item(&mut self, list: &Node, at: usize) {
        let items = list.list().unwrap_or_default();
        let extents: Vec<Range<usize>> = items.iter().map(|item| item.span.range()).collect();
        if self.is_flow(list) {
            return self.take_out(&extents, at);
        }
        if let Some(own) = extents.get(at) {
            self.edits.push((self.line_start(own.start)..self.line_end(own.end), String::new()));
        }
    }

    /// Takes one of several out from between its commas.
    fn take_out(&mut self, extents: &[Range<usize>], at: usize) {
        let Some(own) = extents.get(at).cloned() else { return };
        let place = match (at.checked_sub(1).map(|last| &extents[last]), extents.get(at + 1)) {
            (Some(last), _) => last.end..own.end,
            (None, Some(next)) => own.start..next.start,
            (None, None) => own,
        };
        self.edits.push((place, String::new()));
    }

    /// The text with everything replaced.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.edits.sort_by_key(|(place, _)| (place.start, place.end));
        let mut out = String::with_capacity(self.text.len() + 1024);
        let mut at = 0;
        for (place, new) in &self.edits {
            out.push_str(self.text.get(at..place.start).unwrap_or_default());
            out.push_str(new);
            at = at.max(place.end);
        }
        out.push_str(&self.text[at..]);
        out
    }

    /// Whether a collection stands in brackets or braces.
    #[must_use]
    pub fn is_flow(&self, node: &Node) -> bool {
        matches!(node.value, Value::Map(_) | Value::List(_))
            && self.text[node.span.start as usize..].starts_with(['[', '{'])
    }

    /// Where the lines of an entry end, all of its value and the comment behind it among them: the start of the next line.
    #[must_use]
    pub fn end_of(&self, entry: &Entry) -> usize {
        let node = &entry.value;
        match &node.value {
            Value::Map(entries) if !self.is_flow(node) => {
                entries.last().map_or_else(|| self.line_end(node.span.end as usize), |last| self.end_of(last))
            }
            Value::Scalar(scalar) if scalar.quoting == Quoting::Block => self.content(entry).end,
            _ => self.line_end(entry.key_span().to(node.span).end as usize),
        }
    }

    /// Blanks before the key of an entry in its line.
    #[must_use]
    pub fn indent_of(&self, entry: &Entry) -> usize {
        let key = entry.key_span().start as usize;
        let line = &self.text[self.line_start(key)..key];
        line.len() - line.trim_start_matches(' ').len()
    }

    /// Behind the colon of a key.
    fn behind_colon(&self, entry: &Entry) -> usize {
        let key = entry.key_span().end as usize;
        let rest = &self.text[key..];
        let colon = rest.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '\n'));
        colon.map_or(self.text.len(), |(at, c)| key + at + if c == '\n' { 0 } else { c.len_utf8() })
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The start of the line behind a place; at the end of the text its end.
    fn line_end(&self, at: usize) -> usize {
        if at > 0 && self.text[..at].ends_with('\n') && self.line_start(at) == at && at == self.text.len() {
            return at;
        }
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    fn line_ending(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

/// The lines of a block: without the empty ones at both ends, which a block does not keep, and without blanks before the first
/// word, which would be its indent.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_matches(['\n', '\r']);
    let blank = text.lines().take_while(|line| line.trim_matches([' ', '\t']).is_empty()).count();
    let lines = text.lines().skip(blank).enumerate();
    lines.map(|(at, line)| if at == 0 { line.trim_start_matches([' ', '\t']) } else { line })
}
