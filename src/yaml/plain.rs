//! In: a shipped file of data. Out: the tree that [`super::parse`] makes of it, at a tenth of the cost: the files are read at every
//! start, and what costs there is what helps an author (slips mended, characters judged, everything wrong said at once).
//! Knows as much of YAML as those files use: maps and lists by indentation, `[…]` and `{…}` over any number of lines, plain and quoted
//! words, comments. Refuses everything else, which the whole reader then takes; a test holds that no shipped file needs it.

use super::{Entry, Node, Quoting, Scalar, Value};
use crate::source::{Span, Traced};

/// Nesting beyond which a file is not ours.
const DEEPEST: usize = 24;

/// The root; nothing where the file uses more of YAML.
pub(super) fn read(text: &str) -> Option<Node> {
    let mut reader = Reader { text, at: 0 };
    let root = reader.block(0, DEEPEST)?;
    reader.skip();
    (reader.at == text.len()).then_some(root)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.next() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Over blanks, ends of lines and comments.
    fn skip(&mut self) {
        loop {
            self.blanks();
            match self.next() {
                Some(b'\n') => self.at += 1,
                Some(b'#') => self.at += self.line_left(),
                _ => return,
            }
        }
    }

    /// Bytes to the end of the line.
    fn line_left(&self) -> usize {
        self.rest().find('\n').unwrap_or(self.rest().len())
    }

    /// Bytes of the line before this place: only blanks and dashes stand there.
    fn column(&self) -> usize {
        self.at - self.text[..self.at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn node(&self, start: usize, value: Value) -> Node {
        Node { span: Span::new(start, self.at), value }
    }

    /// A value that is not there.
    fn blank(&self) -> Node {
        let text = Traced::new();
        self.node(self.at, Value::Scalar(Scalar { text, quoting: Quoting::Plain }))
    }

    /// A map or a list at this column or further in.
    fn block(&mut self, least: usize, depth: usize) -> Option<Node> {
        self.skip();
        let (start, column, depth) = (self.at, self.column(), depth.checked_sub(1)?);
        let listed = self.rest().starts_with("- ");
        if column < least || self.rest().is_empty() {
            return None;
        }
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        while !self.rest().is_empty() && self.column() == column && self.rest().starts_with("- ") == listed {
            if listed {
                self.at += "- ".len();
                self.blanks();
                items.push(if self.opens_entry() {
                    self.block(column + 1, depth)?
                } else {
                    self.value(column + 1, depth)?
                });
            } else {
                let key = self.key(|byte, next| byte == b':' && matches!(next, Some(b' ' | b'\n')))?;
                entries.push(Entry { key, value: self.value(column + 1, depth)? });
            }
            self.skip();
        }
        if self.column() > column && !self.rest().is_empty() {
            return None;
        }
        Some(self.node(start, if listed { Value::List(items) } else { Value::Map(entries) }))
    }

    /// Whether the rest of the line is `key: …`.
    fn opens_entry(&self) -> bool {
        let line = &self.rest()[..self.line_left()];
        !line.starts_with(['[', '{', '"', '\'']) && (line.contains(": ") || line.ends_with(':'))
    }

    /// `key:`
    fn key(&mut self, ends: impl Fn(u8, Option<u8>) -> bool) -> Option<Traced> {
        let word = self.word(ends)?;
        (self.next()? == b':').then_some(())?;
        self.at += 1;
        matches!(self.next(), Some(b' ' | b'\n')).then_some(word.text)
    }

    /// What stands behind a key or a dash: on the line, or below it and further in.
    fn value(&mut self, least: usize, depth: usize) -> Option<Node> {
        self.blanks();
        if matches!(self.next(), Some(b'\n' | b'#') | None) {
            return self.block(least, depth);
        }
        let node = if matches!(self.next(), Some(b'[' | b'{')) {
            self.flow(depth)?
        } else {
            let start = self.at;
            let word = self.word(|_, _| false)?;
            self.node(start, Value::Scalar(word))
        };
        self.blanks();
        let alone = matches!(self.next(), Some(b'\n' | b'#') | None);
        self.skip();
        // What goes on further in belongs to the word: more of YAML than this.
        (alone && (self.rest().is_empty() || self.column() < least)).then_some(node)
    }

    /// `[a, b]`, `{a: b}`, a word between commas.
    fn flow(&mut self, depth: usize) -> Option<Node> {
        let (start, depth) = (self.at, depth.checked_sub(1)?);
        let close = match self.next()? {
            b'[' => b']',
            b'{' => b'}',
            _ => {
                let word = self.word(ends_in_flow)?;
                return Some(self.node(start, Value::Scalar(word)));
            }
        };
        self.at += 1;
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        loop {
            self.skip();
            if self.next()? == close {
                self.at += 1;
                let value = if close == b']' { Value::List(items) } else { Value::Map(entries) };
                return Some(self.node(start, value));
            }
            if close == b']' {
                items.push(self.flow(depth)?);
            } else {
                let key = self.key(ends_in_flow)?;
                self.blanks();
                let blank = matches!(self.next(), Some(b',' | b'}'));
                let value = if blank { self.blank() } else { self.flow(depth)? };
                entries.push(Entry { key, value });
            }
            self.skip();
            match self.next()? {
                b',' => self.at += 1,
                c if c == close => {}
                _ => return None,
            }
        }
    }

    /// A word: quoted without escapes, or plain up to where it ends, which `ends` says of a byte and the next.
    fn word(&mut self, ends: impl Fn(u8, Option<u8>) -> bool) -> Option<Scalar> {
        let start = self.at;
        if let Some(quote @ (b'"' | b'\'')) = self.next() {
            let inner = &self.rest()[1..];
            let end = inner.find(char::from(quote))?;
            let (inner, behind) = (&inner[..end], &inner[end + 1..]);
            if inner.contains(['\\', '\n']) || behind.starts_with('\'') {
                return None;
            }
            self.at += end + 2;
            let text = Traced::at(inner, Span::new(start + 1, start + 1 + end));
            return Some(Scalar { text, quoting: Quoting::Quoted });
        }
        if let Some(
            b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'?' | b'~' | b',' | b']' | b'}',
        ) = self.next()
        {
            return None;
        }
        // All that ends a word is ASCII, and no byte of another character is.
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii() {
                let next = bytes.get(self.at + 1).copied();
                let comment = byte == b'#' && self.at > start && bytes[self.at - 1] == b' ';
                if byte == b'\n' || comment || ends(byte, next) {
                    break;
                }
                // `a: b` within a word would be a map of its own.
                if byte == b':' && next == Some(b' ') {
                    return None;
                }
            }
            self.at += 1;
        }
        let word = self.text[start..self.at].trim_end_matches(' ');
        if word.is_empty() {
            return None;
        }
        let end = start + word.len();
        if self.next().is_none_or(|c| c == b'\n' || c == b'#') {
            self.at = end;
        }
        Some(Scalar { text: Traced::at(word, Span::new(start, end)), quoting: Quoting::Plain })
    }
}

/// Where a plain word ends between brackets.
fn ends_in_flow(byte: u8, next: Option<u8>) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}') || byte == b':' && next == Some(b' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::Source;
    use crate::yaml::{Outline, parse};

    const FILES: [&str; 9] = [
        include_str!("../../templates/bodies.yaml"),
        include_str!("../../templates/documents.yaml"),
        include_str!("../../templates/headings.yaml"),
        include_str!("../../templates/lexicon.yaml"),
        include_str!("../../templates/terms.yaml"),
        include_str!("../../templates/words.yaml"),
        include_str!("../../templates/2019/form.yaml"),
        include_str!("../../templates/2021/form.yaml"),
        include_str!("../../templates/2021/style.yaml"),
    ];

    /// Everything but where nodes end.
    fn same(source: &Source, a: &Node, b: &Node) {
        let line = |node: &Node| source.place(node.span.start).line;
        assert_eq!(line(a), line(b), "{a:?}\n{b:?}");
        match (&a.value, &b.value) {
            (Value::Scalar(x), Value::Scalar(y)) => assert_eq!(x, y),
            (Value::List(x), Value::List(y)) => {
                assert_eq!(x.len(), y.len(), "line {}", line(a));
                x.iter().zip(y).for_each(|(x, y)| same(source, x, y));
            }
            (Value::Map(x), Value::Map(y)) => {
                assert_eq!(x.len(), y.len(), "line {}", line(a));
                for (x, y) in x.iter().zip(y) {
                    assert_eq!(x.key, y.key);
                    same(source, &x.value, &y.value);
                }
            }
            _ => panic!("line {}: {a:?}\n{b:?}", line(a)),
        }
    }

    fn whole(text: &str) -> (Source, Option<Node>) {
        let source = Source::new("data", text);
        let mut found = Diagnostics::new();
        let tree = parse(&source, &Outline::new(), &mut found);
        let root = tree.filter(|_| found.is_empty()).map(|tree| tree.root);
        (source, root)
    }

    #[test]
    fn shipped_files_are_read_as_the_whole_reader_reads_them() {
        for (number, text) in FILES.into_iter().enumerate() {
            let root = read(text).unwrap_or_else(|| panic!("file {number} uses more of YAML than this"));
            let (source, right) = whole(text);
            same(&source, &root, &right.expect("it is right"));
        }
    }

    /// What it takes it reads as the whole reader does, wherever a file is cut or a character is struck out of it.
    #[test]
    fn what_is_not_understood_is_refused() {
        let text = "a: [b, \"c: d\", e#f, {g: 1, h: [i]}] # j\nk:\n  - l: m\n    n: 'o'\n  - p\nq: r s\n";
        let mut taken = 0;
        for (at, _) in text.char_indices() {
            for changed in [text[..at].to_owned(), format!("{}{}", &text[..at], &text[at + 1..])] {
                let (source, right) = whole(&changed);
                if let (Some(root), Some(right)) = (read(&changed), right) {
                    same(&source, &root, &right);
                    taken += 1;
                }
            }
        }
        assert!(taken > 40, "{taken}");
        for beyond in
            ["a: |\n  b\n", "a: &b c\n", "a: *b\n", "a: \"\\n\"\n", "a: b\n  c\n", "a: ~\n", "a:\n", ""]
        {
            assert_eq!(read(beyond), None, "{beyond}");
        }
    }
}
