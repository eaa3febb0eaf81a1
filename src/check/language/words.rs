//! Wrong words by the table `templates/words.yaml` (G02 and, where the table says so, X24 to X26, G01, G12), each with what must or
//! must not stand beside it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Reported, finding};
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{self, Rule};
use crate::source::is_han;
use crate::yaml::{DataFault, DataFile, Node};

/// A wrong word.
struct Word {
    wrong: String,
    right: String,
    rule: &'static Rule,
    before: Neighbours,
    after: Neighbours,
}

/// What stands beside a word: one of the first, if there are any, and none of the second.
#[derive(Default)]
struct Neighbours {
    wanted: Vec<String>,
    excuses: Vec<String>,
}

/// `templates/words.yaml`.
pub(super) struct Table {
    words: Vec<Word>,
    by_first: BTreeMap<char, Vec<usize>>,
    /// 叠字: what may stand before and after a doubled character.
    pub(super) doubled: BTreeMap<char, (String, String)>,
    /// 叠字成词: characters that are a word when doubled.
    pub(super) reduplications: String,
    /// 叠语: words with a doubled character in them.
    pub(super) idioms: Vec<String>,
    /// 名末: endings of names, before which any character may stand.
    pub(super) endings: String,
    /// 叠用: words that may always stand twice.
    pub(super) repeated: Vec<String>,
    /// 叠界: words whose second one begins a longer word; 各词 for all.
    pub(super) second: Vec<Border>,
    pub(super) adverbs: Vec<String>,
    pub(super) verbs: Vec<String>,
    pub(super) objects: Vec<String>,
    pub(super) patterns: Vec<Pattern>,
    /// 失数: the words before a unit, the units, the words that promise a number.
    pub(super) counted: [Vec<String>; 3],
}

/// 叠界: of such words the second belongs to what follows.
pub(super) struct Border {
    pub(super) words: Vec<String>,
    pub(super) follows: Vec<String>,
    /// What must stand before the first, if anything is named.
    pub(super) led: Vec<String>,
    pub(super) unless: Vec<String>,
}

/// 句式: openings and endings that do not go together, and what between them excuses.
pub(super) struct Pattern {
    pub(super) opens: Vec<String>,
    pub(super) ends: Vec<String>,
    pub(super) excuses: Vec<String>,
    /// It ends with a clause, not with the sentence.
    pub(super) clause: bool,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    DataFile::shipped("templates/words.yaml", include_str!("../../../templates/words.yaml"), read)
});

fn read(file: &DataFile<'_>, root: &Node) -> Result<Table, DataFault> {
    let mut fields = file.fields(root)?;
    let mut must = |key| file.must(root, &mut fields, key);
    let words =
        file.list(must("字词")?)?.iter().map(|node| word(file, node)).collect::<Result<Vec<Word>, _>>()?;
    let mut doubled = BTreeMap::new();
    for entry in must("叠字")?.map().unwrap_or_default() {
        let mut beside = file.fields(&entry.value)?;
        let mut may = |key| Ok(file.may(&mut beside, key)?.unwrap_or_default());
        doubled.insert(entry.key.text().chars().next().unwrap_or_default(), (may("前非")?, may("后非")?));
    }
    let reduplications = file.text(must("叠字成词")?)?;
    let endings = file.text(must("名末")?)?;
    let second = file.list(must("叠界")?)?.iter().map(|node| border(file, node)).collect::<Result<_, _>>()?;
    let patterns =
        file.list(must("句式")?)?.iter().map(|node| pattern(file, node)).collect::<Result<_, _>>()?;
    let counted = must("失数")?;
    let mut parts = file.fields(counted)?;
    let mut part = |key| file.words(file.must(counted, &mut parts, key)?);
    let counted = [part("前")?, part("量")?, part("总")?];
    let mut list = |key| file.words(must(key)?);
    let (idioms, repeated) = (list("叠语")?, list("叠用")?);
    let (adverbs, verbs, objects) = (list("状语")?, list("动词")?, list("宾语")?);
    file.done(&fields)?;
    let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        by_first.entry(word.wrong.chars().next().unwrap_or_default()).or_default().push(at);
    }
    Ok(Table {
        words,
        by_first,
        doubled,
        reduplications,
        idioms,
        endings,
        repeated,
        second,
        adverbs,
        verbs,
        objects,
        patterns,
        counted,
    })
}

fn border(file: &DataFile<'_>, node: &Node) -> Result<Border, DataFault> {
    let mut fields = file.fields(node)?;
    let words = file.words(file.must(node, &mut fields, "词")?)?;
    let follows = file.words(file.must(node, &mut fields, "后")?)?;
    let mut list = |key| fields.take(key).map_or_else(|| Ok(Vec::new()), |e| file.words(&e.value));
    let (led, unless) = (list("前")?, list("前非")?);
    file.done(&fields)?;
    Ok(Border { words, follows, led, unless })
}

fn pattern(file: &DataFile<'_>, node: &Node) -> Result<Pattern, DataFault> {
    let mut fields = file.fields(node)?;
    let clause = file.may(&mut fields, "句中")?.is_some_and(|word| word == "是");
    let mut list = |key| file.words(file.must(node, &mut fields, key)?);
    Ok(Pattern { opens: list("起")?, ends: list("止")?, excuses: list("免")?, clause })
}

fn word(file: &DataFile<'_>, node: &Node) -> Result<Word, DataFault> {
    let mut fields = file.fields(node)?;
    let wrong = file.text(file.must(node, &mut fields, "错")?)?;
    let right = file.text(file.must(node, &mut fields, "对")?)?;
    let rule = match file.may(&mut fields, "规则")? {
        Some(code) => codes::find(&code).ok_or_else(|| file.fault(node, "没有这条规则"))?,
        None => &codes::G02,
    };
    let mut list = |key| fields.take(key).map_or_else(|| Ok(Vec::new()), |e| file.words(&e.value));
    let before = Neighbours { wanted: list("前")?, excuses: list("前非")? };
    let after = Neighbours { wanted: list("后")?, excuses: list("后非")? };
    file.done(&fields)?;
    Ok(Word { wrong, right, rule, before, after })
}

/// Finds the words of the table in a paragraph.
pub(super) fn check(paragraph: &Paragraph, told: &mut Reported, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (at, c) in text.char_indices().filter(|(_, c)| TABLE.by_first.contains_key(c)) {
        let here = TABLE.by_first[&c].iter().map(|&word| &TABLE.words[word]);
        let found = here.filter(|word| text[at..].starts_with(&word.wrong)).find(|word| {
            let (before, after) = (&text[..at], &text[at + word.wrong.len()..]);
            word.before.allows(|w| ends_with(before, w)) && word.after.allows(|w| starts_with(after, w))
        });
        let Some(word) = found else { continue };
        let range = at..at + word.wrong.len();
        if !told.take(&range) {
            continue;
        }
        let message = format!("“{}”应为“{}”", word.wrong, word.right);
        sink.push(finding(paragraph, word.rule, range, message));
    }
}

impl Neighbours {
    fn allows(&self, stands: impl Fn(&str) -> bool) -> bool {
        (self.wanted.is_empty() || self.wanted.iter().any(|w| stands(w)))
            && !self.excuses.iter().any(|w| stands(w))
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
