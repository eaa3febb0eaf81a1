//! In: a shipped file of data. Out: its [`Tape`], laid out while the program is compiled: the files are needed at every start. In
//! a debug build at the first use instead: the compiler takes three quarters of a minute for them, each time.
//! Knows as much of YAML as those files use: maps and lists by indentation, `[…]` and `{…}` over any number of lines, plain and quoted
//! words, comments. Refuses everything else, with which the program does not compile; a test holds that it reads them as
//! [`super::parse`] does.

use super::datum::{Item, Kind, Tape};

/// Nesting beyond which a file is not ours.
const DEEPEST: usize = 24;

/// A shipped file, by its path in the repository.
macro_rules! shipped {
    ($name:literal) => {{
        const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $name));
        #[cfg(debug_assertions)]
        let tape = {
            static TAPE: std::sync::LazyLock<$crate::yaml::Tape> =
                std::sync::LazyLock::new(|| $crate::yaml::Tape::laid_out(TEXT));
            std::sync::LazyLock::force(&TAPE)
        };
        #[cfg(not(debug_assertions))]
        let tape = {
            #[allow(long_running_const_eval, reason = "a release is compiled once")]
            const COUNT: usize = $crate::yaml::count(TEXT);
            #[allow(long_running_const_eval, reason = "a release is compiled once")]
            static TAPE: $crate::yaml::Tape =
                $crate::yaml::Tape::shipped(TEXT, &$crate::yaml::items::<COUNT>(TEXT));
            &TAPE
        };
        $crate::yaml::Shipped::new($name, tape)
    }};
}
pub(crate) use shipped;

impl Tape {
    /// A shipped file, laid out now; kept to the end of the process.
    #[cfg(debug_assertions)]
    pub(crate) fn laid_out(text: &'static str) -> Self {
        let mut items = vec![NOTHING; count(text)];
        read(text, &mut items);
        Self { text, items: items.leak() }
    }

    /// A shipped file and its items.
    #[cfg_attr(debug_assertions, allow(dead_code, reason = "of a release"))]
    pub(crate) const fn shipped(text: &'static str, items: &'static [Item]) -> Self {
        Self { text, items }
    }
}

const NOTHING: Item = Item { kind: Kind::Word, line: 0, start: 0, len: 0, next: 0 };

/// How many items a file has.
pub(crate) const fn count(text: &str) -> usize {
    match read(text, &mut []) {
        Some(count) => count,
        None => panic!("a shipped file uses more of YAML than this reader knows"),
    }
}

/// The items of a file that has so many.
#[cfg_attr(debug_assertions, allow(dead_code, reason = "of a release"))]
pub(crate) const fn items<const N: usize>(text: &str) -> [Item; N] {
    let mut items = [NOTHING; N];
    read(text, &mut items);
    items
}

/// Reads a file, keeps as many items as there is room for and says how many there are; nothing where it uses more of YAML.
const fn read(text: &str, items: &mut [Item]) -> Option<usize> {
    let mut reader = Reader { text: text.as_bytes(), at: 0, line: 1, line_start: 0, items, count: 0 };
    if !reader.block(0, DEEPEST) {
        return None;
    }
    reader.skip();
    if reader.ends() { Some(reader.count) } else { None }
}

struct Reader<'t, 'i> {
    text: &'t [u8],
    at: usize,
    /// From 1, and its first byte.
    line: usize,
    line_start: usize,
    items: &'i mut [Item],
    count: usize,
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
impl Reader<'_, '_> {
    const fn ends(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The byte so far ahead; 0 behind the end.
    const fn peek(&self, ahead: usize) -> u8 {
        if self.at + ahead < self.text.len() { self.text[self.at + ahead] } else { 0 }
    }

    const fn ends_line(&self) -> bool {
        self.ends() || matches!(self.peek(0), b'\n' | b'#')
    }

    const fn push(&mut self, kind: Kind, start: usize, len: usize) -> usize {
        let index = self.count;
        self.count += 1;
        if index < self.items.len() {
            self.items[index] = Item { kind, line: self.line, start, len, next: self.count };
        }
        index
    }

    /// All that is in a list or a map has been read.
    const fn close(&mut self, index: usize) {
        if index < self.items.len() {
            self.items[index].next = self.count;
        }
    }

    const fn blanks(&mut self) {
        while self.peek(0) == b' ' {
            self.at += 1;
        }
    }

    /// Over blanks, ends of lines and comments.
    const fn skip(&mut self) {
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
    const fn column(&self) -> usize {
        self.at - self.line_start
    }

    const fn listed(&self) -> bool {
        self.peek(0) == b'-' && self.peek(1) == b' '
    }

    /// A map or a list at this column or further in.
    const fn block(&mut self, least: usize, depth: usize) -> bool {
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
    const fn opens_entry(&self) -> bool {
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
    const fn key(&mut self, until: Until) -> bool {
        if !self.word(until) || self.peek(0) != b':' {
            return false;
        }
        self.at += 1;
        matches!(self.peek(0), b' ' | b'\n')
    }

    /// What stands behind a key or a dash: on the line, or below it and further in.
    const fn value(&mut self, least: usize, depth: usize) -> bool {
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
    const fn flow(&mut self, depth: usize) -> bool {
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
    const fn word(&mut self, until: Until) -> bool {
        match self.peek(0) {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            0 | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'?' | b'~' | b',' | b']' | b'}' => {
                false
            }
            _ => self.plain(until),
        }
    }

    const fn quoted(&mut self, quote: u8) -> bool {
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
    const fn plain(&mut self, until: Until) -> bool {
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
    use crate::yaml::{Outline, parse};

    /// The items with their words.
    type LaidOut = Vec<(Kind, usize, String, usize)>;

    fn laid_out(text: &str, items: &[Item]) -> LaidOut {
        let word = |item: &Item| text[item.start..][..item.len].to_owned();
        items.iter().map(|item| (item.kind, item.line, word(item), item.next)).collect()
    }

    fn plain(text: &str) -> Option<LaidOut> {
        let mut items = [NOTHING; 32];
        let count = read(text, &mut items)?;
        Some(laid_out(text, &items[..count]))
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
            let Tape { text, items } = file.tape;
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
