//! In: a shipped file of data. Out: its [`Item`]s, laid out while the program is built (`templates/build.rs`): the files are needed at
//! every start.
//! Knows as much of YAML as those files use: maps and lists by indentation, `[…]` and `{…}` over any number of lines, plain and quoted
//! words, comments. Refuses everything else, with which the program is not built; a test holds that it reads them as
//! [`super::parse`] does.

use super::item::{Item, Kind};

/// Nesting beyond which a file is not ours.
const DEEPEST: usize = 24;

/// The items of a file; nothing where it uses more of YAML.
pub(crate) fn read(text: &str) -> Option<Vec<Item>> {
    let mut reader = Reader { text: text.as_bytes(), at: 0, line: 1, line_start: 0, items: Vec::new() };
    let understood = reader.block(0, DEEPEST);
    reader.skip();
    (understood && reader.ends()).then_some(reader.items)
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    /// From 1, and its first byte.
    line: usize,
    line_start: usize,
    items: Vec<Item>,
}

/// Where a plain word ends.
#[derive(Clone, Copy)]
enum Until {
    /// With the line.
    Line,
    /// At the colon of a key.
    Key,
    /// At what parts the values between brackets.
    Part,
}

/// Whoever reads on says whether all was understood.
impl Reader<'_> {
    fn ends(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The byte so far ahead; 0 behind the end.
    fn peek(&self, ahead: usize) -> u8 {
        if self.at + ahead < self.text.len() { self.text[self.at + ahead] } else { 0 }
    }

    fn ends_line(&self) -> bool {
        self.ends() || matches!(self.peek(0), b'\n' | b'#')
    }

    fn push(&mut self, kind: Kind, start: usize, len: usize) -> usize {
        let index = self.items.len();
        self.items.push(Item { kind, line: self.line, start, len, next: index + 1 });
        index
    }

    /// All that is in a list or a map has been read.
    fn close(&mut self, index: usize) {
        self.items[index].next = self.items.len();
    }

    fn blanks(&mut self) {
        while self.peek(0) == b' ' {
            self.at += 1;
        }
    }

    /// Over blanks, ends of lines and comments.
    fn skip(&mut self) {
        loop {
            self.blanks();
            match self.peek(0) {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.line_start = self.at;
                }
                b'#' => {
                    while !self.ends() && self.peek(0) != b'\n' {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    /// Bytes of the line before this place: only blanks and dashes stand there.
    fn column(&self) -> usize {
        self.at - self.line_start
    }

    fn listed(&self) -> bool {
        self.peek(0) == b'-' && self.peek(1) == b' '
    }

    /// A map or a list at this column or further in.
    fn block(&mut self, least: usize, depth: usize) -> bool {
        self.skip();
        let column = self.column();
        if depth == 0 || column < least || self.ends() {
            return false;
        }
        let listed = self.listed();
        let whole = self.push(if listed { Kind::List } else { Kind::Map }, 0, 0);
        while !self.ends() && self.column() == column && self.listed() == listed {
            let understood = if listed {
                self.at += 2;
                self.blanks();
                if self.opens_entry() {
                    self.block(column + 1, depth - 1)
                } else {
                    self.value(column + 1, depth - 1)
                }
            } else {
                self.key(Until::Key) && self.value(column + 1, depth - 1)
            };
            if !understood {
                return false;
            }
            self.skip();
        }
        self.close(whole);
        self.ends() || self.column() <= column
    }

    /// Whether the rest of the line is `key: …`.
    fn opens_entry(&self) -> bool {
        if matches!(self.peek(0), b'[' | b'{' | b'"' | b'\'') {
            return false;
        }
        let mut ahead = 0;
        while self.at + ahead < self.text.len() && self.peek(ahead) != b'\n' {
            if self.peek(ahead) == b':' && matches!(self.peek(ahead + 1), b' ' | b'\n' | 0) {
                return true;
            }
            ahead += 1;
        }
        false
    }

    /// `key:`
    fn key(&mut self, until: Until) -> bool {
        if !self.word(until) || self.peek(0) != b':' {
            return false;
        }
        self.at += 1;
        matches!(self.peek(0), b' ' | b'\n')
    }

    /// What stands behind a key or a dash: on the line, or below it and further in.
    fn value(&mut self, least: usize, depth: usize) -> bool {
        self.blanks();
        if self.ends_line() {
            return self.block(least, depth);
        }
        let understood =
            if matches!(self.peek(0), b'[' | b'{') { self.flow(depth) } else { self.word(Until::Line) };
        self.blanks();
        let alone = self.ends_line();
        self.skip();
        // What goes on further in belongs to the word: more of YAML than this.
        understood && alone && (self.ends() || self.column() < least)
    }

    /// `[a, b]`, `{a: b}`, a word between commas.
    fn flow(&mut self, depth: usize) -> bool {
        if depth == 0 {
            return false;
        }
        let (kind, close) = match self.peek(0) {
            b'[' => (Kind::List, b']'),
            b'{' => (Kind::Map, b'}'),
            _ => return self.word(Until::Part),
        };
        let whole = self.push(kind, 0, 0);
        self.at += 1;
        loop {
            self.skip();
            if self.peek(0) == close {
                self.at += 1;
                self.close(whole);
                return true;
            }
            if close == b'}' {
                if !self.key(Until::Part) {
                    return false;
                }
                self.blanks();
            }
            if close == b'}' && matches!(self.peek(0), b',' | b'}') {
                self.push(Kind::Word, self.at, 0);
            } else if !self.flow(depth - 1) {
                return false;
            }
            self.skip();
            match self.peek(0) {
                b',' => self.at += 1,
                byte if byte == close => {}
                _ => return false,
            }
        }
    }

    /// A word: quoted without escapes, or plain up to where it ends.
    fn word(&mut self, until: Until) -> bool {
        match self.peek(0) {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            0 | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'?' | b'~' | b',' | b']' | b'}' => {
                false
            }
            _ => self.plain(until),
        }
    }

    fn quoted(&mut self, quote: u8) -> bool {
        let mut len = 0;
        while self.peek(1 + len) != quote {
            if matches!(self.peek(1 + len), 0 | b'\\' | b'\n') {
                return false;
            }
            len += 1;
        }
        self.push(Kind::Word, self.at + 1, len);
        self.at += len + 2;
        // `''` is an escape.
        self.peek(0) != b'\''
    }

    /// All that ends a word is ASCII, and no byte of another character is.
    fn plain(&mut self, until: Until) -> bool {
        let start = self.at;
        while !self.ends() {
            let (byte, next) = (self.peek(0), self.peek(1));
            let comment = byte == b'#' && self.at > start && self.text[self.at - 1] == b' ';
            let ended = match until {
                Until::Line => false,
                Until::Key => byte == b':' && matches!(next, b' ' | b'\n'),
                Until::Part => {
                    matches!(byte, b',' | b'[' | b']' | b'{' | b'}') || byte == b':' && next == b' '
                }
            };
            if byte == b'\n' || comment || ended {
                break;
            }
            // `a: b` within a word would be a map of its own.
            if byte == b':' && next == b' ' {
                return false;
            }
            self.at += 1;
        }
        let mut end = self.at;
        while end > start && self.text[end - 1] == b' ' {
            end -= 1;
        }
        self.push(Kind::Word, start, end - start);
        if self.ends_line() {
            self.at = end;
        }
        end > start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::Source;
    use crate::yaml::datum::Tape;
    use crate::yaml::{Outline, parse, shipped};

    /// The items with their words.
    type LaidOut = Vec<(Kind, usize, String, usize)>;

    fn laid_out(text: &str, items: &[Item]) -> LaidOut {
        let word = |item: &Item| text[item.start..][..item.len].to_owned();
        items.iter().map(|item| (item.kind, item.line, word(item), item.next)).collect()
    }

    fn plain(text: &str) -> Option<LaidOut> {
        Some(laid_out(text, &read(text)?))
    }

    fn whole(text: &str) -> Option<LaidOut> {
        let source = Source::new("data", text);
        let mut found = Diagnostics::new();
        let tree = parse(&source, &Outline::new(), &mut found).filter(|_| found.is_empty())?;
        let tape = Tape::of(&source, &tree.root);
        Some(laid_out(tape.text, tape.items))
    }

    #[test]
    fn shipped_files_are_read_as_the_whole_reader_reads_them() {
        for file in [
            shipped!("templates/bodies.yaml"),
            shipped!("templates/documents.yaml"),
            shipped!("templates/headings.yaml"),
            shipped!("templates/lexicon.yaml"),
            shipped!("templates/terms.yaml"),
            shipped!("templates/words.yaml"),
            shipped!("templates/2019/form.yaml"),
            shipped!("templates/2021/form.yaml"),
            shipped!("templates/2021/style.yaml"),
        ] {
            let Tape { text, items } = *file.tape();
            assert_eq!(laid_out(text, items), whole(text).expect("it is right"));
        }
    }

    /// What it takes it reads as the whole reader does, wherever a file is cut or a character is struck out of it.
    #[test]
    fn what_is_not_understood_is_refused() {
        let text = "a: [b, \"c: d\", e#f, {g: 1, h: [i]}] # j\nk:\n  - l: m\n    n: 'o'\n  - p\nq: r s\n";
        let mut taken = 0;
        for (at, _) in text.char_indices() {
            for changed in [text[..at].to_owned(), format!("{}{}", &text[..at], &text[at + 1..])] {
                if let (Some(plain), Some(whole)) = (plain(&changed), whole(&changed)) {
                    assert_eq!(plain, whole, "{changed}");
                    taken += 1;
                }
            }
        }
        assert!(taken > 40, "{taken}");
        for beyond in
            ["a: |\n  b\n", "a: &b c\n", "a: *b\n", "a: \"\\n\"\n", "a: b\n  c\n", "a: ~\n", "a:\n", ""]
        {
            assert_eq!(plain(beyond), None, "{beyond}");
        }
    }
}
