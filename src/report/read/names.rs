//! Keys that nobody knows: which known one was meant.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::source::NUMERALS;
use crate::yaml::{Entry, Fields};

/// The entry of a key; where it is missing, of one that nobody knows and that looks like it.
pub(crate) fn wanted<'n>(fields: &mut Fields<'n>, key: &str, known: &[&str]) -> Option<&'n Entry> {
    let meant = |word: &str| !known.contains(&word) && nearest(word, known) == Some(key);
    fields.take(key).or_else(|| fields.take_where(meant))
}

/// The known name that a word was meant to be, if one is near enough.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let bare = bare(word);
    if bare.is_empty() {
        return None;
    }
    let reach = |name: &str| match bare.chars().count().min(name.chars().count()) {
        0..=1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        n => n / 3,
    };
    known
        .iter()
        .map(|&name| (if name == bare { 0 } else { strsim::osa_distance(&bare, name) }, name))
        .filter(|&(far, name)| far <= reach(name))
        .min_by_key(|&(far, _)| far)
        .map(|(_, name)| name)
        .or_else(|| abridged(&bare, known))
}

/// The one known name that a word shortens (`新收申请数量`) or adds to (`重复申请公开`).
fn abridged<'k>(bare: &str, known: &[&'k str]) -> Option<&'k str> {
    const LEAST: usize = 4;
    let within = |short: &str, long: &str| {
        let mut rest = long.chars();
        short.chars().count() >= LEAST && short.chars().all(|c| rest.any(|other| other == c))
    };
    let mut fitting = known.iter().copied().filter(|name| within(bare, name) || within(name, bare));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// A word without what people type around a key: numbers, brackets, quotes, spaces.
fn bare(word: &str) -> String {
    let number = |c: char| c.is_ascii_digit() || "、.．（）() ".contains(c) || NUMERALS.contains(c);
    let rest = word.trim_start_matches(number);
    let rest = if rest.is_empty() { word } else { rest };
    rest.chars().filter(|c| !c.is_whitespace() && !"“”\"'‘’：:".contains(*c)).take(40).collect()
}

/// A key that was meant to be `key`, and is read as that.
pub(crate) fn misspelt(entry: &Entry, key: &str) -> Diagnostic {
    let word = entry.key.text();
    Diagnostic::of(&codes::Y11, entry.key_span(), format!("没有“{word}”这一项，应为“{key}”"))
        .note(format!("应为“{key}”"))
        .help(format!("改成“{key}: …”"))
}

/// A key that nobody asked for.
pub(crate) fn unknown(entry: &Entry, known: &[&str], place: &str) -> Diagnostic {
    let word = entry.key.text();
    let found = Diagnostic::of(&codes::Y11, entry.key_span(), format!("{place}里没有“{word}”这一项"));
    match nearest(word, known) {
        Some(name) => found.help(format!("“{name}”已经写过；请删去这一项或改正名称")),
        None => found.help(format!("这里可以写：{}", known.join("、"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["规章", "行政规范性文件", "行政许可", "行政处罚", "其他", "属于国家秘密"];
        for (word, meant) in [
            ("行政规范文件", Some("行政规范性文件")),
            ("规范性文件", Some("行政规范性文件")),
            ("1.属于国家秘密", Some("属于国家秘密")),
            ("行政许可 ", Some("行政许可")),
            ("规定", Some("规章")),
            ("政府集中采购", None),
            ("备注", None),
        ] {
            assert_eq!(nearest(word, &known), meant, "{word}");
        }
    }
}
