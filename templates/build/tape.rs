//! In: the text of a file of data. Out: its items and its words end to end, and the values in them.

use super::item::{Item, Kind};
use granit_parser::{Event, Parser};

/// A file laid out flat.
pub(crate) struct Tape {
    /// The root first; behind each map and list what is in it, keys before their values.
    pub(crate) items: Vec<Item>,
    /// What the words are parts of.
    pub(crate) words: String,
}

impl Tape {
    /// Lays out a file.
    pub(crate) fn of(text: &str) -> Result<Self, String> {
        let (mut items, mut words, mut open) = (Vec::new(), String::new(), Vec::new());
        for event in Parser::new_from_str(text) {
            let (event, place) = event.map_err(|fault| fault.to_string())?;
            let line = place.start.line();
            let (kind, word) = match event {
                Event::SequenceStart(..) => (Kind::List, None),
                Event::MappingStart(..) => (Kind::Map, None),
                // The parser writes `~` for a value that is not there.
                Event::Scalar(word, ..) => (Kind::Word, Some(word).filter(|_| place.start != place.end)),
                Event::SequenceEnd | Event::MappingEnd => {
                    let whole: usize = open.pop().ok_or("more ends than beginnings")?;
                    let next = items.len();
                    let item: &mut Item = items.get_mut(whole).ok_or("an end without its beginning")?;
                    item.next = next;
                    continue;
                }
                Event::Alias(_) => return Err(format!("{line}: an alias")),
                _ => continue,
            };
            if kind != Kind::Word {
                open.push(items.len());
            }
            let (word, start) = (word.as_deref().unwrap_or_default(), words.len());
            words.push_str(word);
            items.push(Item { kind, line, start, len: word.len(), next: items.len() + 1 });
        }
        Ok(Self { items, words })
    }

    /// A word, the empty one for a list or a map.
    pub(crate) fn word(&self, at: usize) -> &str {
        let item = &self.items[at];
        &self.words[item.start..item.start + item.len]
    }

    /// The items of a list, or keys and values of a map; of a word none.
    pub(crate) fn inside(&self, at: usize) -> Vec<usize> {
        let (mut inside, mut next) = (Vec::new(), at + 1);
        while next < self.items[at].next {
            inside.push(next);
            next = self.items[next].next;
        }
        inside
    }

    /// The first byte of a word and its bytes.
    pub(crate) fn place(&self, at: usize) -> (u32, u32) {
        (number(self.items[at].start), number(self.items[at].len))
    }

    /// Whether an item is a map.
    pub(crate) fn is_map(&self, at: usize) -> bool {
        self.items[at].kind == Kind::Map
    }

    /// Keys and values of a map.
    pub(crate) fn entries(&self, at: usize) -> Vec<(&str, usize)> {
        self.inside(at).chunks_exact(2).map(|pair| (self.word(pair[0]), pair[1])).collect()
    }

    /// The value of a key.
    pub(crate) fn get(&self, at: usize, key: &str) -> Result<usize, String> {
        let found = self.entries(at).into_iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value).ok_or_else(|| format!("{}: 缺少“{key}”", self.items[at].line))
    }
}

/// A number of a table; no file has 4 GB.
pub(crate) fn number(number: usize) -> u32 {
    u32::try_from(number).expect("a small file")
}
