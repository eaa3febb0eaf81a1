//! G01: a word or a character that stands twice in a row. Twice is wrong unless the language says it so (常常, 方方面面, 研究研究) or
//! one word ends and the next begins there (工作｜作风, 政府｜政府网站): `templates/words.yaml` and `templates/borders.txt`.

use std::cell::LazyCell;
use std::ops::Range;

use super::Reported;
use super::characters::Characters;
use super::slot::Key;
use super::vocabulary::{self, LONGEST as LONGEST_WORD, Run};
use super::words::TABLE;
use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::is_han;

/// The longest stretch that is looked for twice, in characters.
const LONGEST: usize = 12;

/// Characters around a doubled one by which it is cut into words.
const AROUND: usize = 6;

/// By how much dearer words must be with a character twice.
const SUPERFLUOUS: u32 = 20;
/// By how much where the second begins a word: what costs so much does not stand alone before it (获|获取).
const LONE: u32 = 56;

/// Finds what stands twice in a paragraph.
pub(super) fn check(
    paragraph: &Paragraph,
    characters: &Characters<'_>,
    reported: &mut Reported<'_>,
    sink: &mut Diagnostics,
) {
    let (text, plain) = (paragraph.as_str(), &characters.all);
    let chars = LazyCell::new(|| text.char_indices().collect::<Vec<_>>());
    let mut i = 0;
    while i + 1 < plain.len() {
        let (c, most) = (plain[i], LONGEST.min((plain.len() - i) / 2));
        // Most characters do not come again so soon.
        if !plain[i + 1..=i + most].contains(&c) {
            i += 1;
            continue;
        }
        let chars: &[(usize, char)] = &chars;
        let behind = chars.get(i + 2..=i + most).unwrap_or_default().iter().enumerate();
        let mut again = behind.rev().filter(|(_, (_, other))| *other == c).map(|(k, _)| k + 2);
        let longest = again.find(|&n| is_repeated(text, chars, i, n));
        let Some(n) = longest.or(is_doubled(text, chars, i).then_some(1)) else {
            i += 1;
            continue;
        };
        let start = chars[i].0;
        let end = chars.get(i + 2 * n).map_or(text.len(), |c| c.0);
        let word = &text[start..chars[i + n].0];
        if reported.take(&(start..end)) {
            sink.push(twice(paragraph, start..end, word));
        }
        i += 2 * n;
    }
    across(paragraph, characters, reported, sink);
}

/// G01: words that stand twice.
pub(super) fn twice(paragraph: &Paragraph, range: Range<usize>, words: &str) -> Diagnostic {
    paragraph.finding(&codes::G01, range, format!("“{words}”重复")).help("删去一个")
}

/// 加强审核，审核，确保准确; 微博、微博: what stands on both sides of a mark.
fn across(
    paragraph: &Paragraph,
    characters: &Characters<'_>,
    reported: &mut Reported<'_>,
    sink: &mut Diagnostics,
) {
    let chars = characters.all.as_slice();
    let marks = chars.iter().enumerate().filter(|(_, c)| matches!(c, '，' | '、'));
    for (mark, c) in marks {
        let behind = &chars[mark + 1..];
        let n = behind.iter().take(LONGEST).take_while(|c| is_han(**c)).count();
        let whole = behind.get(n).is_none_or(|c| "，。；、".contains(*c));
        // What is longer is a clause.
        if !(2..=LONGEST_WORD).contains(&n) || n > mark || !whole || chars[mark - n..mark] != behind[..n] {
            continue;
        }
        // Of a list the whole of what stands before; 公开，公开，再公开.
        let before = (mark - n).checked_sub(1).map(|at| chars[at]);
        let item = *c == '，' || before.is_none_or(|c| "，。；、：".contains(c));
        // 谁公开、谁审查，谁审查、谁负责.
        let again = behind.get(n + 1).is_some_and(|c| "再还更谁".contains(*c));
        let range = characters.bytes(&(mark..mark + 1 + n));
        if item && !again && !behind[..n].iter().any(|c| is_numeral(*c)) && reported.take(&range) {
            let word: String = behind[..n].iter().collect();
            sink.push(twice(paragraph, range, &word));
        }
    }
}

/// 三十三十, 一件一件: numbers repeat lawfully.
pub(super) fn is_numeral(c: char) -> bool {
    crate::source::is_numeral(c) || matches!(c, '百' | '千' | '万' | '亿' | '两' | '零' | '〇')
}

/// Whether `n` characters from `i` stand there again at once.
fn is_repeated(text: &str, chars: &[(usize, char)], i: usize, n: usize) -> bool {
    let same = (0..n).all(|k| chars[i + k].1 == chars[i + n + k].1 && is_han(chars[i + k].1));
    // 进一步进一步 only has a numeral in it.
    if !same || is_numeral(chars[i].1) || n <= 2 && chars[i..i + n].iter().any(|(_, c)| is_numeral(*c)) {
        return false;
    }
    let one = chars[i..i + n].iter().all(|(_, c)| *c == chars[i].1);
    if n > 2 || one {
        return !one;
    }
    let word = &text[chars[i].0..chars[i + n].0];
    // 老年人年人: what stands twice ends a word.
    let ends = || {
        let three = i.checked_sub(1).map(|before| Key::of([before, i, i + 1].map(|at| chars[at].1)));
        three.is_some_and(|key| vocabulary::word(key).is_some())
    };
    if TABLE.repeated.has(word) || !borders(chars[i].1).begins(chars[i + 1].1) && !ends() {
        return false;
    }
    let (before, after) = (&text[..chars[i].0], &text[chars.get(i + 2 * n).map_or(text.len(), |c| c.0)..]);
    !TABLE.second.iter().any(|border| {
        (border.words.has(word) || border.words.has("各词"))
            && border.follows.opens(after)
            && !border.unless.closes(before)
            && (border.led.is_empty() || border.led.closes(before))
    })
}

/// 的的, 办办公室, 监督权权: a character twice that no two words make at their border.
fn is_doubled(text: &str, chars: &[(usize, char)], i: usize) -> bool {
    let c = chars[i].1;
    if chars[i + 1].1 != c || !is_han(c) || is_numeral(c) {
        return false;
    }
    let before = i.checked_sub(1).map(|k| chars[k].1);
    let after = chars.get(i + 2).map(|x| x.1);
    // 某某某, ×××: three are meant; “清清双溪” is a name.
    if before == Some('“') || before == Some(c) || after == Some(c) {
        return false;
    }
    // 方方面面, 实实在在.
    let pair = |at: usize| at + 1 < chars.len() && chars[at].1 == chars[at + 1].1 && is_han(chars[at].1);
    if pair(i + 2) || i >= 2 && pair(i - 2) {
        return false;
    }
    if let Some(excused) = TABLE.doubled.get(&c) {
        return !(before.is_some_and(|b| excused.before.contains(b))
            || after.is_some_and(|a| excused.after.contains(a)));
    }
    let here = &text[i.checked_sub(1).map_or(0, |k| chars[k].0)..];
    let inner = &text[chars[i].0..];
    let border = borders(c);
    let alone = before.is_none_or(|b| !border.ends(b));
    if before == Some('一')
        || TABLE.idioms.opens(here)
        || TABLE.idioms.opens(inner)
        || if TABLE.reduplications.contains(c) { alone } else { superfluous(chars, i) <= SUPERFLUOUS }
    {
        return false;
    }
    if stands_twice(chars, i) || superfluous(chars, i) > LONE {
        return true;
    }
    // The second begins a word, and the first ends one; of a word that every report has, the first must be seen to end one.
    let Some(after) = after.filter(|a| border.begins(*a)) else { return true };
    border.is_common(after) && alone && !TABLE.endings.contains(c)
}

/// 处理|后|后|发布: each of the two is a word of its own, whatever is a word with them elsewhere (后发).
fn stands_twice(chars: &[(usize, char)], i: usize) -> bool {
    let (written, at) = around(chars, i, i, AROUND);
    let words = Run::of(&written).words();
    let alone = |at: usize| words.contains(&(at..at + 1));
    alone(at) && alone(at + 1)
}

/// By how much the words around a character that stands twice are dearer than with one of it: 安全|全国 and 殷殷 are words.
fn superfluous(chars: &[(usize, char)], i: usize) -> u32 {
    let (written, before) = around(chars, i + 1, i + 2, LONGEST_WORD);
    let once = [&written[..before], &written[before + 1..]].concat();
    vocabulary::cost(&written).saturating_sub(vocabulary::cost(&once))
}

/// The Han characters around a stretch, up to so many on each side, with it; and how many of them are before it.
fn around(chars: &[(usize, char)], from: usize, to: usize, most: usize) -> (Vec<char>, usize) {
    let han = |c: &&(usize, char)| is_han(c.1);
    let before = chars[..from].iter().rev().take_while(han).take(most).count();
    let behind = chars[to..].iter().take_while(han).take(most).count();
    (chars[from - before..to + behind].iter().map(|c| c.1).collect(), before)
}

/// What stands beside a character within words: a line of `templates/borders.txt`.
struct Borders {
    common: &'static str,
    others: &'static str,
    ends: &'static str,
}

impl Borders {
    /// Whether a word begins with the character and `next`.
    fn begins(&self, next: char) -> bool {
        self.common.contains(next) || self.others.contains(next)
    }

    /// Whether that word is one of those that every report has.
    fn is_common(&self, next: char) -> bool {
        self.common.contains(next)
    }

    /// Whether a word ends with `last` and the character.
    fn ends(&self, last: char) -> bool {
        self.ends.contains(last)
    }
}

/// Whether any common word begins with the character.
pub(super) fn begins_words(c: char) -> bool {
    let borders = borders(c);
    !borders.common.is_empty() || !borders.others.is_empty()
}

/// Whether two characters begin a word.
pub(super) fn begins(first: char, second: char) -> bool {
    borders(first).begins(second)
}

/// Whether a word ends with two characters.
pub(super) fn ends(last_but_one: char, last: char) -> bool {
    borders(last).ends(last_but_one)
}

/// Whether two characters begin a word that such reports have.
pub(super) fn is_common_word(first: char, second: char) -> bool {
    borders(first).is_common(second)
}

/// The line of a character.
fn borders(c: char) -> Borders {
    #[allow(clippy::unreadable_literal, reason = "laid out by a program and read by none")]
    static ROWS: &[(char, [u32; 4])] = include!(concat!(env!("OUT_DIR"), "/templates/borders.txt.rs"));
    const FILE: &str = include_str!("../../../templates/borders.txt");
    let begins = ROWS.binary_search_by_key(&c, |row| row.0).map_or([0; 4], |at| ROWS[at].1);
    // A column that is not there begins where the next does.
    let column = |at: usize| {
        FILE.get(begins[at] as usize..(begins[at + 1] as usize).saturating_sub(1)).unwrap_or_default()
    };
    Borders { common: column(0), others: column(1), ends: column(2) }
}

/// A character, and where its line of a file begins and ends; `templates/build.rs` lays them out in the order of characters.
pub(super) type Row = (char, u32, u32);

/// The line of a file that begins with a character.
pub(super) fn row(file: &'static str, rows: &[Row], c: char) -> &'static str {
    let found = rows.binary_search_by_key(&c, |row| row.0).map(|at| rows[at]);
    found.map_or("", |(_, start, end)| &file[start as usize..end as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_borders_is_found() {
        const FILE: &str = include_str!("../../../templates/borders.txt");
        let rows = FILE.lines().filter(|row| !row.starts_with('#'));
        assert!(rows.clone().all(|row| row.chars().next().is_some_and(begins_words)));
        assert!(borders('公').is_common('开') && borders('公').ends('办') && !begins_words('庁'));
    }
}
