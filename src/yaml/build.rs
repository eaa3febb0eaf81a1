//! The parser's events -> nodes. The only file that knows the parser.

use super::faults::{DEEPEST, SyntaxError};
use super::mended::Mended;
use super::{Entry, Node, Quoting, Scalar, Value, characters, duplicate, faults};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Span, Traced};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, options};
use std::collections::BTreeMap;

/// Findings beyond which no more are listed.
const MOST_FINDINGS: usize = 100;

/// Why no tree was built.
pub(super) enum Stop {
    /// A syntax error.
    Syntax(Box<SyntaxError>),
    /// Too deep, too many: nothing more is read.
    Limit(Box<Diagnostic>),
}

/// A collection that is still open.
enum Open {
    List { start: usize, items: Vec<Node> },
    Map { start: usize, entries: Vec<Entry>, seen: BTreeMap<String, Span>, key: Option<Key> },
}

/// A key that waits for its value.
struct Key {
    text: Traced,
    keep: bool,
}

struct Builder<'a> {
    mended: &'a Mended,
    found: &'a mut Diagnostics,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
}

/// Parses the mended text, at most so many nodes of it; findings (places in the author's text) go to `found`.
pub(super) fn build(
    mended: &Mended,
    most_nodes: usize,
    found: &mut Diagnostics,
) -> Result<Option<Node>, Stop> {
    let options = options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut builder = Builder { mended, found, open: Vec::new(), root: None, nodes: 0, documents: 0 };
    for event in Parser::new_from_str_with_options(mended.text(), options) {
        let (event, at) = event.map_err(|error| {
            let byte = error.marker().byte_offset().unwrap_or(0);
            if *error.kind() == ErrorKind::RecursionLimitExceeded {
                return Stop::Limit(Box::new(faults::too_deep(mended.author(byte..byte + 1))));
            }
            Stop::Syntax(Box::new(SyntaxError { kind: error.kind().clone(), byte }))
        })?;
        let bytes = at.byte_range().unwrap_or_default();
        if let Some(tag) = at.tag_span().and_then(|tag| tag.byte_range()) {
            builder.find(faults::tag(mended.author(tag)));
        }
        if !builder.take(event, bytes) {
            break;
        }
        if builder.nodes > most_nodes {
            return Err(Stop::Limit(Box::new(faults::too_many())));
        }
    }
    Ok(builder.root)
}

impl Builder<'_> {
    fn find(&mut self, finding: Diagnostic) {
        if self.found.iter().len() < MOST_FINDINGS {
            self.found.push(finding);
        }
    }

    /// Takes one event; `false` when the rest of the file is not wanted.
    fn take(&mut self, event: Event<'_>, bytes: std::ops::Range<usize>) -> bool {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.find(faults::second_document(self.mended.author(bytes)));
                    return false;
                }
            }
            Event::Anchor(_, name) => {
                self.find(faults::anchor(&name, self.mended.author(bytes)));
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(bytes),
            Event::Scalar(text, style, ..) => self.scalar(&text, style, bytes),
            Event::SequenceStart(..) => self.open.push(Open::List { start: bytes.start, items: Vec::new() }),
            Event::MappingStart(..) => self.open.push(Open::Map {
                start: bytes.start,
                entries: Vec::new(),
                seen: BTreeMap::new(),
                key: None,
            }),
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes.end),
            _ => {}
        }
        true
    }

    fn alias(&mut self, bytes: std::ops::Range<usize>) {
        let span = self.mended.author(bytes);
        // `<<: *a` is one fault, reported at its key.
        let merge = matches!(self.open.last(), Some(Open::Map { key: Some(key), .. }) if !key.keep);
        if !merge {
            self.find(faults::alias(span));
        }
        self.put(Node { span, value: Value::Refused });
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, bytes: std::ops::Range<usize>) {
        let span = self.mended.author(bytes.clone());
        let quoting = match style {
            ScalarStyle::Plain => Quoting::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Quoting::Quoted,
            _ => Quoting::Block,
        };
        // The parser writes `~` for a value that is not there.
        let text = if bytes.is_empty() { "" } else { text };
        let traced =
            characters::settle(trace(text, quoting, bytes, self.mended), &mut |found| self.find(found));
        self.put(Node { span, value: Value::Scalar(Scalar { text: traced, quoting }) });
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        // The end of a block collection is where the next token stands; its own end is that of its last entry.
        let node = match open {
            Open::List { start, items } => {
                let span = self.extent(start, end, items.last().map(|n| n.span));
                Node { span, value: Value::List(items) }
            }
            Open::Map { start, entries, .. } => {
                let span = self.extent(start, end, entries.last().map(|e| e.key_span().to(e.value.span)));
                Node { span, value: Value::Map(entries) }
            }
        };
        self.put(node);
    }

    /// The place of a collection: up to its closing bracket, or to the end of its last entry.
    fn extent(&self, start: usize, end: usize, last: Option<Span>) -> Span {
        let flow = self.mended.text()[..end].ends_with([']', '}'])
            && self.mended.text()[start..].starts_with(['[', '{']);
        match last {
            Some(last) if !flow => self.mended.author(start..start).to(last),
            _ => self.mended.author(start..end),
        }
    }

    fn put(&mut self, node: Node) {
        self.nodes += 1;
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) if key.is_some() => {
                if let Some(key) = key.take().filter(|k| k.keep) {
                    entries.push(Entry { key: key.text, value: node });
                }
            }
            Some(Open::Map { seen, key, .. }) => {
                let (finding, next) = take_key(node, seen);
                *key = Some(next);
                if let Some(finding) = finding {
                    self.find(finding);
                }
            }
        }
    }
}

/// A node that stands as a key: the key, and what is wrong with it.
fn take_key(node: Node, seen: &mut BTreeMap<String, Span>) -> (Option<Diagnostic>, Key) {
    let span = node.span;
    let Value::Scalar(scalar) = node.value else {
        let finding = (node.value != Value::Refused).then(|| faults::key_not_a_word(span));
        return (finding, Key { text: Traced::new(), keep: false });
    };
    let text = scalar.text;
    if text.text() == "<<" && scalar.quoting == Quoting::Plain {
        return (Some(faults::merge(span)), Key { text, keep: false });
    }
    if let Some(&first) = seen.get(text.text()) {
        return (Some(duplicate(text.text(), span, first)), Key { text, keep: false });
    }
    seen.insert(text.text().to_owned(), span);
    (None, Key { text, keep: true })
}

/// The value of a scalar, aligned with the characters that wrote it.
fn trace(value: &str, quoting: Quoting, bytes: std::ops::Range<usize>, mended: &Mended) -> Traced {
    let raw = &mended.text()[bytes.clone()];
    if value == raw {
        let mut traced = Traced::new();
        place(&mut traced, value, bytes, mended);
        return traced;
    }
    let (raw, base) = match quoting {
        Quoting::Quoted if raw.len() >= 2 => (&raw[1..raw.len() - 1], bytes.start + 1),
        _ => (raw, bytes.start),
    };
    let mut traced = Traced::new();
    let (mut offset, mut at) = (0, 0);
    while let Some(c) = value[offset..].chars().next() {
        // The parser begins a block at its first words, past empty lines that count as line ends.
        if c == '\n' && at == 0 && quoting == Quoting::Block && !raw.starts_with(char::is_whitespace) {
            traced.push("\n", mended.author(base..base));
            offset += 1;
            continue;
        }
        let Some(taken) = written_as(c, &raw[at..]) else {
            traced.push(&value[offset..], mended.author(base + at..base + raw.len()));
            break;
        };
        let (start, end) = (base + at + taken.start, base + at + taken.end);
        traced.push(&value[offset..offset + c.len_utf8()], mended.author(start..end));
        offset += c.len_utf8();
        at += taken.end;
        // Plain stretches in one step: most of a text is written as it reads.
        let same = common(&value[offset..], &raw[at..]);
        place(&mut traced, &value[offset..offset + same], base + at..base + at + same, mended);
        offset += same;
        at += same;
    }
    traced
}

/// Adds text that stands in the mended text as it reads. Where something was mended within it, the stretches around keep their
/// places byte for byte, and only the mended character, which is not halved, has that of all that it stands for.
fn place(traced: &mut Traced, text: &str, bytes: std::ops::Range<usize>, mended: &Mended) {
    let span = mended.author(bytes.clone());
    let middle = text.ceil_char_boundary(text.len() / 2);
    if span.len() == text.len() || middle == 0 || middle == text.len() {
        traced.push(text, span);
        return;
    }
    let at = bytes.start + middle;
    place(traced, &text[..middle], bytes.start..at, mended);
    place(traced, &text[middle..], at..bytes.end, mended);
}

/// Length in bytes of what two texts begin with alike, up to a line's end.
fn common(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y && *x != b'\n').count();
    a.floor_char_boundary(same)
}

/// The bytes near the start of `raw` that wrote the character `c`, past layout that writes nothing.
fn written_as(c: char, raw: &str) -> Option<std::ops::Range<usize>> {
    const BLANK: [char; 3] = [' ', '\t', '\r'];
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    let skip = |s: &str, set: &[char]| s.len() - s.trim_start_matches(set).len();
    let mut at = 0;
    loop {
        let rest = &raw[at..];
        let first = rest.chars().next()?;
        let taken = match (c, first) {
            _ if first == c && !rest.starts_with("\'\'") => c.len_utf8(),
            ('\'', '\'') => 2,
            ('\n', _) if BLANK.contains(&first) => {
                at += skip(rest, &BLANK);
                continue;
            }
            // A folded line end reads as one space.
            (' ', _) if SPACE.contains(&first) => skip(rest, &SPACE),
            (_, '\\') if rest[1..].starts_with(['\n', '\r']) => {
                at += 1 + skip(&rest[1..], &SPACE);
                continue;
            }
            (_, '\\') => {
                let digits = match rest.as_bytes().get(1)? {
                    b'x' => 2,
                    b'u' => 4,
                    b'U' => 8,
                    _ => rest[1..].chars().next()?.len_utf8() - 1,
                };
                2 + digits
            }
            _ if SPACE.contains(&first) => {
                at += skip(rest, &SPACE);
                continue;
            }
            _ => return None,
        };
        return raw.is_char_boundary(at + taken).then_some(at..at + taken);
    }
}
