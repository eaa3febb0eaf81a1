//! Wrong words by the table `templates/words.yaml` (G02 and, where the table says so, X24 to X26, G01, G12), each with what must or
//! must not stand beside it.

mod entry;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Reading;
use crate::diagnostic::codes::{self, Rule};
use crate::source::{Initials, NONE, is_han, opened};
use crate::yaml::{DataFault, DataFile, Datum, FromDatum, LaidOut, Shipped, WordList, entries, shipped};
use entry::Entry;

entries! {
    /// A wrong word, and what stands beside it: one of the wanted, if there are any, and none of the others.
    struct Word {
        "错" wrong: &'static str,
        "对" right: &'static str,
        "规则" rule: &'static Rule = &codes::G02,
        "前" before: WordList = WordList::NONE,
        "前非" not_before: WordList = WordList::NONE,
        "后" behind: WordList = WordList::NONE,
        "后非" not_behind: WordList = WordList::NONE,
    }
}

/// `templates/words.yaml`.
static FILE: Shipped = shipped!("templates/words.yaml");

/// Where its wrong words stand, by their first characters; `templates/build.rs` has laid them out.
static ENTRIES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/templates/words.yaml.by_first.rs"));

/// Which of them begin with a character.
static BY_FIRST: Initials = include!(concat!(env!("OUT_DIR"), "/templates/words.yaml.initials.rs"));

entries! {
    /// What the file holds beside the wrong words; it says what they are for.
    pub(super) struct Table {
        "字词" _laid_out: LaidOut,
        "叠字" doubled: BTreeMap<char, Beside>,
        "独字" alone: &'static str,
        "尾字" behind_any: &'static str,
        "量字" units: &'static str,
        "领字" leading_verbs: &'static str,
        "叠字成词" reduplications: &'static str,
        "四字格" apart: WordList,
        "叠语" idioms: WordList,
        "名末" endings: &'static str,
        "叠用" repeated: WordList,
        "叠界" second: Vec<Border>,
        "状语" adverbs: WordList,
        "动词" verbs: WordList,
        "纯动" pure_verbs: WordList,
        "宾语" objects: WordList,
        "地前免" governing: WordList,
        "地后免" governed: WordList,
        "句式" patterns: Vec<Pattern>,
        "数动" counting_verbs: WordList,
        "数物" counted_things: WordList,
        "数前量" bare_units: WordList,
        "量词" counters: WordList,
        "号数" numbered: WordList,
        "直物" bare_things: WordList,
        "失数" counted: Counted,
        "缺数" uncounted: Vec<Uncounted>,
        "电子版" files: WordList,
        "可在" may_be_at: WordList,
        "取得" fetched: WordList,
        "在下" under: WordList,
        "句首" led: WordList,
        "另起" next_deeds: WordList,
        "让步" conceding: WordList,
        "让步后" conceded: &'static str,
        "量度" measures: WordList,
        "所量" measured: &'static str,
        "非宾" no_object: &'static str,
        "非地名" no_places: WordList,
        "聚落" settled: WordList,
        "住址" addresses: WordList,
        "地形" land_ends: &'static str,
        "河段" of_rivers: WordList,
        "热线" hotlines: WordList,
        "旧费" former_costs: WordList,
        "收取" charging: WordList,
        "大会" of_congress: WordList,
        "起讫" joints: WordList,
        "起始" beginning: WordList,
        "截止" ending: WordList,
        "概数" rough: WordList,
        "不概" not_rough: WordList,
        "余后非" no_counters: &'static str,
        "宾语非" no_objects: &'static str,
        "在前非" no_at: &'static str,
        "领导后" closing: &'static str,
        "总前非" no_total: &'static str,
        "总后非" total_words: &'static str,
        "非首动" not_first: &'static str,
        "网址误" wrong_sites: WordList,
        "邮箱" mail: WordList,
        "邮箱误末" wrong_domains: WordList,
        "域名末" domains: WordList,
        "年后" behind_years: WordList,
        "年后机关" years_bodies: WordList,
        "联系项" contacts: WordList,
        "空括号" empty: WordList,
        "电话" telephones: WordList,
        "邮编" postcodes: WordList,
        "混写前" before_mixed: &'static str,
        "独数后" behind_numbers: &'static str,
        "计数" run_on_counters: WordList,
        "停顿" pauses: Pauses,
    }
}

entries! {
    /// 叠字: what may stand before and after a doubled character.
    pub(super) struct Beside {
        "前非" before: &'static str = "",
        "后非" after: &'static str = "",
    }
}

entries! {
    /// 叠界: of such words the second belongs to what follows.
    pub(super) struct Border {
        "词" words: WordList,
        "后" follows: WordList,
        "前" led: WordList = WordList::NONE,
        "前非" unless: WordList = WordList::NONE,
    }
}

entries! {
    /// 句式: openings and endings that do not go together, and what between them excuses.
    pub(super) struct Pattern {
        "起" opens: WordList,
        "止" ends: WordList = WordList::NONE,
        "免" excuses: WordList,
        // It ends with a clause, not with the sentence.
        "句中" clause: bool = false,
        // What stands between them too; without an ending whatever follows.
        "含" holds: WordList = WordList::NONE,
        // What is meant, where the two are no mixture.
        "应" right: &'static str = "",
    }
}

entries! {
    /// 失数: the words before a unit, the units, the words that promise a number.
    pub(super) struct Counted {
        "前" before: WordList,
        "量" units: WordList,
        "总" totals: WordList,
    }
}

entries! {
    /// 停顿: what `pauses` looks at; the file says what each is for.
    pub(super) struct Pauses {
        "断后" next_sentence: WordList,
        "如有" conditions: WordList,
        "其他" others: WordList,
        "非数语" ranking: WordList,
        "依照" by: WordList,
        "遵循" obeying: WordList,
        "依照末" by_ends: WordList,
        "题名后" behind_titles: WordList,
        "并列" listed: Listed,
        "联系项" contacts: WordList,
        "联系项首" contact_begins: WordList,
        "门牌末" house_ends: WordList,
        "联系末" reaching: WordList,
        "一是前非" no_first: &'static str,
        "连排标题" run_on_headings: WordList,
        "起句" subjects: &'static str,
        "站名末" sites: WordList,
    }
}

entries! {
    /// 并列: what the things of a row end with, what begins a clause and no thing, what makes a thing with a number a clause, and what the first begins with.
    pub(super) struct Listed {
        "末" ends: WordList,
        "始" begins: WordList,
        "动" verbs: WordList,
        "首" first: WordList,
    }
}

entries! {
    /// 缺数: verbs, things and their units, where a number belongs between the last two.
    pub(super) struct Uncounted {
        "动" verbs: WordList,
        "物" things: WordList,
        "量" units: WordList,
    }
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| FILE.all());

impl FromDatum for &'static Rule {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        codes::find(file.text(datum)?).ok_or_else(|| file.fault(datum, "没有这条规则"))
    }
}

pub(super) fn check(reading: &mut Reading<'_>) {
    let text = reading.text();
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
        let found = here.map(|entry| FILE.read_at(entry.at as usize, Word::read)).find(|word| {
            let before = |w| ends_with(&text[..at], w);
            let behind = |w| starts_with(&text[at + word.wrong.len()..], w);
            (word.before.is_empty() || word.before.iter().any(before))
                && !word.not_before.iter().any(before)
                && (word.behind.is_empty() || word.behind.iter().any(behind))
                && !word.not_behind.iter().any(behind)
        });
        let Some(word) = found else { continue };
        // What is wrong in a document's name is said of the name.
        let named = || opened(&text[..at], ['《', '》']).is_some();
        if word.rule.code != codes::X25.code || !named() {
            let message = format!("“{}”应为“{}”", word.wrong, word.right);
            reading.say(word.rule, at..at + word.wrong.len(), message, "");
        }
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
            let word = FILE.read_at(entry.at as usize, Word::read);
            let first = word.wrong.chars().next().expect("a character");
            assert!(ENTRIES[BY_FIRST.get(first)].iter().any(|found| found.at == entry.at), "{}", word.wrong);
        }
    }
}
