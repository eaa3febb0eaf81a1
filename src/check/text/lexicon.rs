//! In: `templates/lexicon.yaml`. Out: the classes of words that the patterns speak of, and the longest word at a place of a text.
//! Refuses to know what a class is good for.

mod word;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::source::{self, Initials, Sieve};
use crate::yaml::{Datum, shipped};
pub(crate) use word::{Class, Classes};
use word::{Word, class_named};

/// The rows, columns or deeds that a word names, of each class that has such.
pub(crate) type Values = [(Class, &'static str)];

/// All words by their first two characters, of one beginning the longest first, each once with the classes of all places of the file where
/// it stands. `templates/build.rs` has laid them out.
#[allow(clippy::unreadable_literal, reason = "laid out by a program and read by none")]
static WORDS: &[Word] = include!(concat!(env!("OUT_DIR"), "/templates/lexicon.yaml.by_two.rs"));

/// Which of them begin with two characters.
static BY_TWO: Initials = include!(concat!(env!("OUT_DIR"), "/templates/lexicon.yaml.initials.rs"));

/// The row, column or deed that a word names, of each class that has such; word by word.
static VALUES: &Values = include!(concat!(env!("OUT_DIR"), "/templates/lexicon.yaml.values.rs"));

#[derive(Debug)]
pub(crate) struct Lexicon {
    /// What the words are parts of.
    text: &'static str,
    unions: HashMap<&'static str, Classes>,
    /// Counted units, the longest first.
    pub(crate) units: Vec<&'static str>,
    /// Units in which documents are counted, in which bodies are, and in which persons are.
    pub(crate) writings: Vec<&'static str>,
    pub(crate) bodies: Vec<&'static str>,
    pub(crate) people: Vec<&'static str>,
    /// Units that a number in Chinese numerals must have to be taken for a figure.
    pub(super) counted: Vec<&'static str>,
    /// Words that begin with a numeral and its unit and count nothing.
    pub(super) uncounted: Vec<&'static str>,
    /// Words just before a number that make it a rough one.
    pub(super) rough_before: Vec<&'static str>,
    /// Words that end like those and do not (签约 36 户).
    pub(super) not_rough: Vec<&'static str>,
    /// Words just after a unit that make it a rough one.
    pub(super) rough_after: Vec<&'static str>,
    /// Two kinds that leave no third.
    pub(crate) pairs: Vec<Vec<&'static str>>,
    /// Periods, and how many of each a year has; of days the second are those on which offices work.
    pub(crate) periods: Vec<(&'static str, Vec<u128>)>,
    /// 翻一番, and how many times as many that is.
    pub(crate) factors: Vec<(&'static str, u64)>,
    /// What several kinds are called together, under one key, and the kinds.
    pub(crate) kinds: Vec<(&'static str, Vec<&'static str>)>,
    /// Things that are told in several places, and what each is called.
    pub(crate) told: Vec<(&'static str, Vec<&'static str>)>,
    /// Kinds of units, and what each is called.
    pub(crate) units_called: Vec<(&'static str, Vec<&'static str>)>,
    /// Platforms, and what the body's own on each is called.
    pub(crate) channels_called: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) patterns: Vec<(&'static str, Vec<&'static str>)>,
    /// Lists that one file alone asks for, by their names.
    lists: HashMap<&'static str, Vec<&'static str>>,
}

/// The words that the program knows, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let file = shipped!("templates/lexicon.yaml");
    file.read(|_, root| Ok(Lexicon::of(file.text(), root)))
});

impl Lexicon {
    /// What stands under a root beside the words.
    fn of(text: &'static str, root: Datum) -> Self {
        let union = |names| each(names).map(class_named).fold(Classes::NONE, Classes::with);
        let unions = root.get("合").and_then(Datum::map).into_iter().flatten();
        let list = |key: &str| {
            let list = root.get("数").and_then(|numbers| numbers.get(key));
            let mut list: Vec<&str> = list.into_iter().flat_map(each).collect();
            list.sort_by_key(|w| std::cmp::Reverse(w.len()));
            list
        };
        Self {
            text,
            unions: unions.map(|(name, classes)| (name, union(classes))).collect(),
            units: list("量词"),
            writings: list("信息的量词"),
            bodies: list("机构的量词"),
            people: list("人的量词"),
            counted: list("汉字数的量词"),
            uncounted: list("不是数"),
            rough_before: list("约在前"),
            not_rough: list("约不在前"),
            rough_after: list("约在后"),
            pairs: root
                .get("成对")
                .and_then(Datum::list)
                .into_iter()
                .flatten()
                .map(|pair| each(pair).collect())
                .collect(),
            periods: named(root, "周期")
                .map(|(name, many)| (name, many.iter().filter_map(|n| n.parse().ok()).collect()))
                .collect(),
            factors: named(root, "翻番")
                .filter_map(|(times, words)| Some((times.parse().ok()?, words)))
                .flat_map(|(times, words): (u64, Vec<&str>)| words.into_iter().map(move |word| (word, times)))
                .collect(),
            kinds: named(root, "统称").collect(),
            told: named(root, "重述").collect(),
            units_called: named(root, "单位的叫法").collect(),
            channels_called: named(root, "渠道的叫法").collect(),
            patterns: named(root, "句式").collect(),
            lists: named(root, "单用").collect(),
        }
    }

    /// The longest word that `text` begins with: its length in bytes, its classes, the values it names.
    pub(crate) fn longest(&self, text: &str) -> Option<(usize, Classes, &'static Values)> {
        let mut chars = text.chars();
        let first = chars.next()?;
        let (text, all) = (text.as_bytes(), self.text.as_bytes());
        // 政府信息公开 and what may follow it are two hundred words: most end otherwise.
        let stands = |word: &&Word| {
            let written = &all[word.start as usize..(word.start + word.len) as usize];
            text.get(written.len() - 1) == written.last() && text.starts_with(written)
        };
        let longer = chars.next().map(|second| &WORDS[BY_TWO.get_by_two([first, second])]);
        let longer = longer.and_then(|words| words.iter().find(stands));
        let word = longer.or_else(|| WORDS[BY_TWO.get(first)].first())?;
        let (first, count) = (word.values.0 as usize, word.values.1 as usize);
        Some((word.len as usize, word.classes, &VALUES[first..first + count]))
    }

    fn written(&self, word: &Word) -> &'static str {
        &self.text[word.start as usize..(word.start + word.len) as usize]
    }

    /// Whether a word is one of a class.
    pub(super) fn names(&self, class: Class, word: &str) -> bool {
        let mut chars = word.chars();
        let begins = [(); 2].map(|()| chars.next().unwrap_or_default());
        let mut known = WORDS[BY_TWO.get_by_two(begins)].iter().filter(|known| self.written(known) == word);
        known.any(|known| known.classes.meets(class))
    }

    /// Whether words of a class name a row or column.
    pub(super) fn has_value(class: Class, value: &str) -> bool {
        VALUES.iter().any(|(of, known)| *of == class && *known == value)
    }

    /// The words of a list of its own name.
    pub(crate) fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).unwrap_or_else(|| panic!("templates/lexicon.yaml: no list “{name}”"))
    }

    /// Whether a word is one of such a list.
    pub(crate) fn has(&self, name: &str, word: &str) -> bool {
        self.list(name).contains(&word)
    }

    /// Whether a text begins with a word of such a list.
    pub(crate) fn opens(&self, name: &str, text: &str) -> bool {
        self.list(name).iter().any(|word| text.starts_with(word))
    }

    /// What stands behind the word of such a list that it begins with.
    pub(crate) fn behind<'t>(&self, name: &str, text: &'t str) -> Option<&'t str> {
        self.list(name).iter().find_map(|word| text.strip_prefix(word))
    }

    /// What stands before the word of such a list that it ends with.
    pub(crate) fn before<'t>(&self, name: &str, text: &'t str) -> Option<&'t str> {
        self.list(name).iter().find_map(|word| text.strip_suffix(word))
    }

    /// A text without the words of such a list that it begins with.
    pub(crate) fn cut_start<'t>(&self, name: &str, text: &'t str) -> &'t str {
        let mut text = text.trim_start();
        while let Some(rest) = self.behind(name, text) {
            text = rest.trim_start();
        }
        text
    }

    /// A text without the words of such a list that it ends with.
    pub(crate) fn cut_end<'t>(&self, name: &str, text: &'t str) -> &'t str {
        let mut text = text.trim_end();
        while let Some(rest) = self.before(name, text) {
            text = rest.trim_end();
        }
        text
    }

    /// A text without the words of such a list, wherever they stand.
    pub(crate) fn without(&self, name: &str, text: &str) -> String {
        source::without(text, self.list(name).iter().copied())
    }

    /// Whether it ends with one.
    pub(crate) fn closes(&self, name: &str, text: &str) -> bool {
        self.list(name).iter().any(|word| text.ends_with(word))
    }

    /// Whether a text has a word of such a list.
    pub(crate) fn says(&self, name: &str, text: &str) -> bool {
        let sieve = Sieve::of(text);
        self.list(name).iter().any(|word| sieve.may_hold(word) && text.contains(word))
    }

    /// The classes of a name that a pattern uses: one class or several under one name.
    pub(crate) fn named(&self, name: &str) -> Classes {
        self.unions.get(name).copied().unwrap_or_else(|| class_named(name).into())
    }
}

/// The lists under a key, with their names.
fn named(root: Datum, key: &str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lists = root.get(key).and_then(Datum::map).into_iter().flatten();
    lists.map(|(name, words)| (name, each(words).collect()))
}

fn each(list: Datum) -> impl Iterator<Item = &'static str> {
    list.words().iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words_and_the_longest_wins() {
        for (name, class) in Class::ALL {
            assert!(WORDS.iter().any(|w| w.classes.meets(*class)), "{name} has no word");
        }
        // No word is hidden by a shorter one that it begins with.
        let hidden = WORDS
            .iter()
            .map(|word| LEXICON.written(word))
            .filter(|text| LEXICON.longest(text).map(|w| w.0) != Some(text.len()));
        assert_eq!(hidden.collect::<Vec<_>>(), [] as [&str; 0]);
        let (length, classes, _) = LEXICON.longest("不予受理4件").expect("a word");
        assert_eq!((length, classes.meets(Class::Receive)), ("不予受理".len(), false));
        let (_, _, values) = LEXICON.longest("部分予以公开3件").expect("a word");
        assert_eq!(values, [(Class::Outcome, "部分公开")]);
    }
}
