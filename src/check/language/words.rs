//! Wrong words by the table `templates/words.yaml` (G02 and, where the table says so, X24 to X26, G01, G12), each with what must or
//! must not stand beside it.

mod entry;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Reported, finding};
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{self, Rule};
use crate::source::{Initials, NONE, is_han, opened};
use crate::yaml::{DataFault, DataFile, Datum, Shipped, WordList, shipped};
use entry::Entry;

/// A wrong word.
struct Word {
    wrong: &'static str,
    right: &'static str,
    rule: &'static Rule,
    before: Neighbours,
    after: Neighbours,
}

/// What stands beside a word: one of the first, if there are any, and none of the second.
struct Neighbours {
    wanted: WordList,
    excuses: WordList,
}

/// `templates/words.yaml`.
static FILE: Shipped = shipped!("templates/words.yaml");

/// Where its wrong words stand, by their first characters; `templates/build.rs` has laid them out.
static ENTRIES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/templates/words.yaml.by_first.rs"));

/// Which of them begin with a character.
static BY_FIRST: Initials = include!(concat!(env!("OUT_DIR"), "/templates/words.yaml.initials.rs"));

/// What the file holds beside the wrong words.
pub(super) struct Table {
    /// 叠字: what may stand before and after a doubled character.
    pub(super) doubled: BTreeMap<char, (&'static str, &'static str)>,
    /// 独字: characters that stand alone, so that nothing is seen to be lost beside them.
    pub(super) alone: &'static str,
    /// 尾字: characters that stand behind any word, or before one, and are left of none.
    pub(super) behind_any: &'static str,
    /// 量字: counters of one character.
    pub(super) units: &'static str,
    /// 叠字成词: characters that are a word when doubled.
    pub(super) reduplications: &'static str,
    /// 四字格: two characters that go together with another behind each (内拓外联).
    pub(super) apart: WordList,
    /// 叠语: words with a doubled character in them.
    pub(super) idioms: WordList,
    /// 名末: endings of names, before which any character may stand.
    pub(super) endings: &'static str,
    /// 叠用: words that may always stand twice.
    pub(super) repeated: WordList,
    /// 叠界: words whose second one begins a longer word; 各词 for all.
    pub(super) second: Vec<Border>,
    pub(super) adverbs: WordList,
    pub(super) verbs: WordList,
    pub(super) objects: WordList,
    /// 地前免, 地后免: verbs before an adverb whose object follows, and nouns at the end of the clause that the adverb belongs to.
    pub(super) governed: [WordList; 2],
    pub(super) patterns: Vec<Pattern>,
    /// 无量: verbs, and things that are counted after them with a counter.
    pub(super) counting_verbs: WordList,
    pub(super) counted_things: WordList,
    /// 量词: what stands behind a number of things, the longest first.
    pub(super) counters: WordList,
    /// 号数: words that a mere number follows; 直物: what is not counted without a counter.
    pub(super) numbered: WordList,
    pub(super) bare_things: WordList,
    /// 失数: the words before a unit, the units, the words that promise a number.
    pub(super) counted: [WordList; 3],
    /// 缺数: verbs, things and their units, where a number belongs between the last two.
    pub(super) uncounted: Vec<[WordList; 3]>,
    /// 在下: what 在 leads to, with 下 behind it.
    pub(super) under: WordList,
    /// 句首: what may stand before the verb of such a clause.
    pub(super) led: WordList,
    /// 另起: verbs before which a mark is lost.
    pub(super) next_deeds: WordList,
    /// 量度: units of what is measured and not counted.
    pub(super) measures: WordList,
    /// 非宾: what an object does not begin with.
    pub(super) no_object: &'static str,
    /// 非地名: words that begin as the end of a place's name.
    pub(super) no_places: WordList,
    /// 热线: names of the hotline 12345.
    pub(super) hotlines: WordList,
}

/// 叠界: of such words the second belongs to what follows.
pub(super) struct Border {
    pub(super) words: WordList,
    pub(super) follows: WordList,
    /// What must stand before the first, if anything is named.
    pub(super) led: WordList,
    pub(super) unless: WordList,
}

/// 句式: openings and endings that do not go together, and what between them excuses.
pub(super) struct Pattern {
    pub(super) opens: WordList,
    pub(super) ends: WordList,
    pub(super) excuses: WordList,
    /// It ends with a clause, not with the sentence.
    pub(super) clause: bool,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| FILE.read(read));

fn read(file: DataFile<'_>, root: Datum) -> Result<Table, DataFault> {
    let mut fields = file.fields(root)?;
    let mut must = |key| file.must(root, &mut fields, key);
    must("字词")?;
    let mut doubled = BTreeMap::new();
    for (key, value) in must("叠字")?.map().into_iter().flatten() {
        let mut beside = file.fields(value)?;
        let mut may = |key| Ok(file.may(&mut beside, key)?.unwrap_or_default());
        doubled.insert(key.chars().next().unwrap_or_default(), (may("前非")?, may("后非")?));
    }
    let (alone, behind_any) = (file.text(must("独字")?)?, file.text(must("尾字")?)?);
    let (units, reduplications) = (file.text(must("量字")?)?, file.text(must("叠字成词")?)?);
    let (endings, no_object) = (file.text(must("名末")?)?, file.text(must("非宾")?)?);
    let second = file.list(must("叠界")?)?.map(|node| border(file, node)).collect::<Result<_, _>>()?;
    let patterns = file.list(must("句式")?)?.map(|node| pattern(file, node)).collect::<Result<_, _>>()?;
    let counted = must("失数")?;
    let mut parts = file.fields(counted)?;
    let mut part = |key| file.words(file.must(counted, &mut parts, key)?);
    let counted = [part("前")?, part("量")?, part("总")?];
    let uncounted = file.list(must("缺数")?)?.map(|node| {
        let mut parts = file.fields(node)?;
        let mut part = |key| file.words(file.must(node, &mut parts, key)?);
        let read = [part("动")?, part("物")?, part("量")?];
        file.done(&parts)?;
        Ok(read)
    });
    let uncounted = uncounted.collect::<Result<_, DataFault>>()?;
    let mut list = |key| file.words(must(key)?);
    let (idioms, repeated) = (list("叠语")?, list("叠用")?);
    let mut list = |key| file.words(must(key)?);
    let (adverbs, verbs, objects) = (list("状语")?, list("动词")?, list("宾语")?);
    let (counting_verbs, counted_things, counters) = (list("数动")?, list("数物")?, list("量词")?);
    let (numbered, bare_things) = (list("号数")?, list("直物")?);
    let (led, apart) = (list("句首")?, list("四字格")?);
    let (under, no_places) = (list("在下")?, list("非地名")?);
    let (next_deeds, measures, hotlines) = (list("另起")?, list("量度")?, list("热线")?);
    let governed = [list("地前免")?, list("地后免")?];
    file.done(&fields)?;
    Ok(Table {
        doubled,
        alone,
        behind_any,
        units,
        reduplications,
        apart,
        idioms,
        endings,
        repeated,
        second,
        adverbs,
        verbs,
        objects,
        governed,
        patterns,
        counting_verbs,
        counted_things,
        counters,
        numbered,
        bare_things,
        counted,
        uncounted,
        under,
        led,
        next_deeds,
        measures,
        no_object,
        no_places,
        hotlines,
    })
}

fn border(file: DataFile<'_>, node: Datum) -> Result<Border, DataFault> {
    let mut fields = file.fields(node)?;
    let words = file.words(file.must(node, &mut fields, "词")?)?;
    let follows = file.words(file.must(node, &mut fields, "后")?)?;
    let mut list = |key| fields.take(key).map_or(Ok(WordList::NONE), |list| file.words(list));
    let (led, unless) = (list("前")?, list("前非")?);
    file.done(&fields)?;
    Ok(Border { words, follows, led, unless })
}

fn pattern(file: DataFile<'_>, node: Datum) -> Result<Pattern, DataFault> {
    let mut fields = file.fields(node)?;
    let clause = file.may(&mut fields, "句中")?.is_some_and(|word| word == "是");
    let mut list = |key| file.words(file.must(node, &mut fields, key)?);
    Ok(Pattern { opens: list("起")?, ends: list("止")?, excuses: list("免")?, clause })
}

/// An entry of 字词.
fn word(file: DataFile<'_>, node: Datum) -> Result<Word, DataFault> {
    let (mut wrong, mut right, mut rule) = (None, None, &codes::G02);
    let (mut before, mut after) = (Neighbours::NONE, Neighbours::NONE);
    for (key, value) in node.map().into_iter().flatten() {
        match key {
            "错" => wrong = value.word(),
            "对" => right = value.word(),
            "规则" => {
                rule = codes::find(file.text(value)?).ok_or_else(|| file.fault(value, "没有这条规则"))?;
            }
            "前" => before.wanted = file.words(value)?,
            "前非" => before.excuses = file.words(value)?,
            "后" => after.wanted = file.words(value)?,
            "后非" => after.excuses = file.words(value)?,
            _ => return Err(file.fault(value, format!("没有“{key}”这一项"))),
        }
    }
    let (Some(wrong), Some(right)) = (wrong, right) else {
        return Err(file.fault(node, "缺少“错”或“对”"));
    };
    Ok(Word { wrong, right, rule, before, after })
}

/// Finds the words of the table in a paragraph.
pub(super) fn check(paragraph: &Paragraph, told: &mut Reported<'_>, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let words = FILE.text().as_bytes();
    for (at, c) in text.char_indices() {
        let entries = &ENTRIES[BY_FIRST.get(c)];
        if entries.is_empty() {
            continue;
        }
        let (rest, second) =
            (&text.as_bytes()[at..], text[at + c.len_utf8()..].chars().next().unwrap_or_default());
        let stands = |entry: &&Entry| {
            (entry.second == second || entry.second == NONE)
                && rest.starts_with(&words[entry.start as usize..(entry.start + entry.len) as usize])
        };
        let here = entries.iter().filter(stands);
        let found = here.map(|entry| FILE.read_at(entry.at as usize, word)).find(|word| {
            let (before, after) = (&text[..at], &text[at + word.wrong.len()..]);
            word.before.allows(|w| ends_with(before, w)) && word.after.allows(|w| starts_with(after, w))
        });
        let Some(word) = found else { continue };
        let range = at..at + word.wrong.len();
        // What is wrong in a document's name is said of the name.
        let named = || opened(&text[..at], ['《', '》']).is_some();
        if word.rule.code == codes::X25.code && named() || !told.take(&range) {
            continue;
        }
        let message = format!("“{}”应为“{}”", word.wrong, word.right);
        sink.push(finding(paragraph, word.rule, range, message));
    }
}

impl Neighbours {
    const NONE: Self = Self { wanted: WordList::NONE, excuses: WordList::NONE };

    fn allows(&self, stands: impl Fn(&str) -> bool) -> bool {
        (self.wanted.is_empty() || self.wanted.iter().any(&stands)) && !self.excuses.iter().any(&stands)
    }
}

/// Whether `text` begins with a word of the table; 数 is any digit, 句 a mark or the end.
fn starts_with(text: &str, word: &str) -> bool {
    let next = text.chars().next();
    match word {
        "句" => next.is_none_or(|c| "，。；、！？）”》：,;".contains(c)),
        _ => match word.strip_suffix('数') {
            Some(word) => {
                text.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            }
            None => text.starts_with(word),
        },
    }
}

fn ends_with(text: &str, word: &str) -> bool {
    match word {
        "数" => text.ends_with(|c: char| c.is_ascii_digit()),
        "头" => text.chars().next_back().is_none_or(|c| !is_han(c) && !c.is_alphanumeric()),
        _ => text.ends_with(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_an_end_and_a_head_are_asked_of_what_stands_around() {
        for (text, word) in [("，及时", "句"), ("", "句"), ("约5件", "约数"), ("收到", "收到")] {
            assert!(starts_with(text, word), "{text} {word}");
        }
        for (text, word) in [("及时", "句"), ("约五件", "约数"), ("到收", "收到")] {
            assert!(!starts_with(text, word), "{text} {word}");
        }
        for (text, word) in [("共5", "数"), ("", "头"), ("公开，", "头"), ("收到", "到")] {
            assert!(ends_with(text, word), "{text} {word}");
        }
        for (text, word) in [("共五", "数"), ("公开", "头"), ("公开A", "头"), ("公开5", "头"), ("到收", "到")]
        {
            assert!(!ends_with(text, word), "{text} {word}");
        }
    }

    #[test]
    fn every_entry_can_be_read_and_is_found_by_its_first_character() {
        for entry in ENTRIES {
            let word = FILE.read_at(entry.at as usize, word);
            let first = word.wrong.chars().next().expect("a character");
            assert!(ENTRIES[BY_FIRST.get(first)].iter().any(|found| found.at == entry.at), "{}", word.wrong);
        }
    }
}
