//! What a file of data holds, laid out flat: one [`Item`] after another in the order of the file, so that a shipped file is laid out
//! when the program is built (`templates/build.rs`) and costs nothing to read. A [`Datum`] is a place in it.

use super::item::{Item, Kind};
use super::{Node, Value};
use crate::source::Source;

/// A whole file.
#[derive(Debug)]
pub struct Tape {
    /// What the words are parts of.
    pub(super) text: &'static str,
    /// The root first; behind each map and list what is in it, keys before their values.
    pub(super) items: &'static [Item],
}

/// A value in a file of data.
#[derive(Clone, Copy, Debug)]
pub struct Datum {
    tape: &'static Tape,
    at: usize,
}

impl Tape {
    /// A shipped file and its items.
    pub(crate) const fn shipped(text: &'static str, items: &'static [Item]) -> Self {
        Self { text, items }
    }

    /// Lays out a file that was read at run time; kept to the end of the process.
    pub(super) fn of(source: &Source, root: &Node) -> &'static Self {
        let (mut text, mut items) = (String::new(), Vec::new());
        lay_out(source, root, &mut text, &mut items);
        Box::leak(Box::new(Self { text: text.leak(), items: items.leak() }))
    }

    /// The value that is the whole file.
    pub(super) fn root(&'static self) -> Datum {
        self.at(0)
    }

    /// The value that begins with an item.
    pub(super) const fn at(&'static self, at: usize) -> Datum {
        Datum { tape: self, at }
    }
}

fn lay_out(source: &Source, node: &Node, text: &mut String, items: &mut Vec<Item>) {
    let line = source.place(node.span.start).line;
    let at = items.len();
    match &node.value {
        Value::Scalar(scalar) => return items.push(word(scalar.text.text(), line, text, at)),
        // Said already.
        Value::Refused => return items.push(word("", line, text, at)),
        Value::List(list) => {
            items.push(Item { kind: Kind::List, line, start: 0, len: 0, next: 0 });
            for item in list {
                lay_out(source, item, text, items);
            }
        }
        Value::Map(entries) => {
            items.push(Item { kind: Kind::Map, line, start: 0, len: 0, next: 0 });
            for entry in entries {
                let line = source.place(entry.key_span().start).line;
                let key = word(entry.key.text(), line, text, items.len());
                items.push(key);
                lay_out(source, &entry.value, text, items);
            }
        }
    }
    items[at].next = items.len();
}

fn word(word: &str, line: usize, text: &mut String, at: usize) -> Item {
    let start = text.len();
    text.push_str(word);
    Item { kind: Kind::Word, line, start, len: word.len(), next: at + 1 }
}

impl Datum {
    fn item(self) -> &'static Item {
        &self.tape.items[self.at]
    }

    /// The line it begins on, from 1.
    pub(super) fn line(self) -> usize {
        self.item().line
    }

    fn text(self) -> &'static str {
        let item = self.item();
        &self.tape.text[item.start..item.start + item.len]
    }

    fn inside(self, kind: Kind) -> Option<Values> {
        let item = self.item();
        (item.kind == kind).then_some(Values { tape: self.tape, at: self.at + 1, end: item.next })
    }

    /// Whether it is a word.
    pub(super) fn is_word(self) -> bool {
        self.item().kind == Kind::Word
    }

    /// The word, if it is one.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        self.is_word().then(|| self.text())
    }

    /// The values of the list, if it is one.
    #[must_use]
    pub fn list(self) -> Option<Values> {
        self.inside(Kind::List)
    }

    /// The words of a list that has nothing else in it; of anything else none.
    #[must_use]
    pub fn words(self) -> WordList {
        if self.item().kind == Kind::List { WordList::of(self) } else { WordList::NONE }
    }

    /// Keys and values of the map, if it is one.
    #[must_use]
    pub fn map(self) -> Option<Entries> {
        self.inside(Kind::Map).map(Entries)
    }

    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Self> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The value of a key, and which entry of the map it is.
    pub(super) fn entry(self, key: &str) -> Option<(usize, Self)> {
        let Self { tape: Tape { text, items }, at } = self;
        let map = Some(&items[at]).filter(|item| item.kind == Kind::Map)?;
        let (mut at, mut number) = (at + 1, 0);
        while at < map.next {
            let name = &items[at];
            if name.len == key.len() && text.as_bytes()[name.start..].starts_with(key.as_bytes()) {
                return Some((number, Self { at: at + 1, ..self }));
            }
            (at, number) = (items[at + 1].next, number + 1);
        }
        None
    }
}

/// One value after another.
#[derive(Clone, Debug)]
pub struct Values {
    tape: &'static Tape,
    at: usize,
    end: usize,
}

impl Iterator for Values {
    type Item = Datum;

    fn next(&mut self) -> Option<Datum> {
        let next = (self.at < self.end).then_some(Datum { tape: self.tape, at: self.at })?;
        self.at = next.item().next;
        Some(next)
    }
}

/// One key and value after another.
#[derive(Clone, Debug)]
pub struct Entries(Values);

impl Iterator for Entries {
    type Item = (&'static str, Datum);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?.text(), self.0.next()?))
    }
}

/// The words of a list.
#[derive(Clone, Copy, Debug)]
pub struct WordList {
    text: &'static str,
    words: &'static [Item],
}

impl WordList {
    /// No word.
    pub const NONE: Self = Self { text: "", words: &[] };

    /// Those of a list of nothing else.
    pub(super) fn of(list: Datum) -> Self {
        let Tape { text, items } = list.tape;
        Self { text, words: &items[list.at + 1..list.item().next] }
    }

    /// One after another.
    pub fn iter(self) -> impl Iterator<Item = &'static str> + Clone {
        self.words.iter().map(move |word| &self.text[word.start..word.start + word.len])
    }

    /// Whether a word is one of them.
    #[must_use]
    pub fn has(self, word: &str) -> bool {
        self.find(|own| own == word.as_bytes()).is_some()
    }

    /// Whether a text has one of them somewhere.
    #[must_use]
    pub fn says(self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// Whether a text begins with one of them.
    #[must_use]
    pub fn opens(self, text: &str) -> bool {
        self.leading(text).is_some()
    }

    /// Whether a text ends with one of them.
    #[must_use]
    pub fn closes(self, text: &str) -> bool {
        self.closing(text).is_some()
    }

    /// The first that a text begins with.
    #[must_use]
    pub fn leading(self, text: &str) -> Option<&'static str> {
        let text = text.as_bytes();
        // The last bytes are compared first: most differ there.
        self.find(|word| text.get(word.len().wrapping_sub(1)) == word.last() && text.starts_with(word))
    }

    /// The first that a text ends with.
    #[must_use]
    pub fn closing(self, text: &str) -> Option<&'static str> {
        let text = text.as_bytes();
        self.find(|word| word.last().is_none_or(|last| text.last() == Some(last)) && text.ends_with(word))
    }

    fn find(self, is: impl Fn(&[u8]) -> bool) -> Option<&'static str> {
        let bytes = self.text.as_bytes();
        let found = self.words.iter().find(|word| is(&bytes[word.start..word.start + word.len]))?;
        Some(&self.text[found.start..found.start + found.len])
    }

    /// The first, if there is any.
    #[must_use]
    pub fn first(self) -> Option<&'static str> {
        self.iter().next()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.words.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::yaml::{Outline, parse, shipped};

    /// The items of a file with their words.
    fn laid_out(Tape { text, items }: &Tape) -> Vec<(Kind, usize, &str, usize)> {
        items.iter().map(|item| (item.kind, item.line, &text[item.start..][..item.len], item.next)).collect()
    }

    #[test]
    fn shipped_files_are_laid_out_as_files_given_at_run_time_are() {
        macro_rules! same {
            ($($name:literal),*) => {$({
                let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $name));
                let source = Source::new($name, text);
                let mut found = Diagnostics::new();
                let tree = parse(&source, &Outline::new(), &mut found).expect("it is right");
                assert!(found.is_empty(), "{}: {found:?}", $name);
                assert_eq!(laid_out(shipped!($name).tape()), laid_out(Tape::of(&source, &tree.root)), $name);
            })*};
        }
        same!(
            "templates/bodies.yaml",
            "templates/documents.yaml",
            "templates/headings.yaml",
            "templates/lexicon.yaml",
            "templates/periods.yaml",
            "templates/terms.yaml",
            "templates/words.yaml",
            "templates/2019/form.yaml",
            "templates/2021/form.yaml",
            "templates/2021/style.yaml"
        );
    }
}
