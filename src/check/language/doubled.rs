//! G01: a word or a character that stands twice in a row. Twice is wrong unless the language says it so (常常, 方方面面, 研究研究) or
//! one word ends and the next begins there (工作｜作风, 政府｜政府网站): `templates/words.yaml` and `templates/borders.txt`.

use super::Reading;
use super::characters::Characters;
use super::slot::Key;
use super::vocabulary::{self, LONGEST as LONGEST_WORD, Run};
use super::words::TABLE;
use crate::diagnostic::codes;
use crate::source::is_han;

/// The longest stretch that is looked for twice, in characters.
const LONGEST: usize = 12;

/// Characters around a doubled one by which it is cut into words.
const AROUND: usize = 6;

/// By how much dearer words must be with a character twice.
const SUPERFLUOUS: u32 = 20;
/// By how much where the second begins a word: what costs so much does not stand alone before it (获|获取).
const LONE: u32 = 56;

/// Looks for what stands twice.
pub(super) fn check(reading: &mut Reading<'_>) {
    let characters = reading.characters;
    let chars = characters.all.as_slice();
    let mut i = 0;
    while i + 1 < chars.len() {
        let (c, most) = (chars[i], LONGEST.min((chars.len() - i) / 2));
        // Most characters do not come again so soon.
        let again = chars[i + 1..=i + most].contains(&c);
        let mut lengths = (2..=if again { most } else { 0 }).rev();
        let longest = lengths.find(|&n| chars[i + n] == c && is_repeated(characters, i, n));
        let single = || again && is_doubled(characters, i) && !begins_own_name(chars, i + 1, reading.own);
        let Some(n) = longest.or_else(|| single().then_some(1)) else {
            i += 1;
            continue;
        };
        let word: String = chars[i..i + n].iter().collect();
        reading.say(&codes::G01, characters.bytes(&(i..i + 2 * n)), twice(&word), ONCE);
        i += 2 * n;
    }
    across(reading);
}

/// What is said of words that stand twice, and what to do.
pub(super) fn twice(words: &str) -> String {
    format!("“{words}”重复")
}
pub(super) const ONCE: &str = "删去一个";

/// 加强审核，审核，确保准确; 微博、微博: what stands on both sides of a mark.
fn across(reading: &mut Reading<'_>) {
    let chars = reading.characters.all.as_slice();
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
        if item && !again && !behind[..n].iter().any(|c| is_numeral(*c)) {
            let word: String = behind[..n].iter().collect();
            let range = reading.characters.bytes(&(mark..mark + 1 + n));
            reading.say(&codes::G01, range, twice(&word), ONCE);
        }
    }
}

/// 三十三十, 一件一件: numbers repeat lawfully.
pub(super) fn is_numeral(c: char) -> bool {
    crate::source::is_numeral(c) || matches!(c, '百' | '千' | '万' | '亿' | '两' | '零' | '〇')
}

/// Whether `n` characters from `i` stand there again at once.
fn is_repeated(characters: &Characters<'_>, i: usize, n: usize) -> bool {
    let chars = characters.all.as_slice();
    let same = (0..n).all(|k| chars[i + k] == chars[i + n + k] && is_han(chars[i + k]));
    // 进一步进一步 only has a numeral in it.
    if !same || is_numeral(chars[i]) || n <= 2 && chars[i..i + n].iter().any(|c| is_numeral(*c)) {
        return false;
    }
    let (before, here) = characters.split(i);
    let after = characters.split(i + 2 * n).1;
    // 老年人年人: what stands twice ends a word. 印发印发: or it is one, though dictionaries lack it.
    let known = |from: usize| vocabulary::word(Key::of(chars[from..i + 2].iter().copied())).is_some();
    let ends = || i.checked_sub(1).is_some_and(known) || known(i);
    let word = &here[..(here.len() - after.len()) / 2];
    if TABLE.repeated.has(word) || !borders(chars[i]).begins(chars[i + 1]) && !ends() {
        return false;
    }
    !TABLE.second.iter().any(|border| {
        (border.words.has(word) || border.words.has("各词"))
            && border.follows.opens(after)
            && !border.unless.closes(before)
            && (border.led.is_empty() || border.led.closes(before))
    })
}

/// 的的, 办办公室, 监督权权: a character twice that no two words make at their border.
fn is_doubled(characters: &Characters<'_>, i: usize) -> bool {
    let chars = characters.all.as_slice();
    let c = chars[i];
    if chars[i + 1] != c || !is_han(c) || is_numeral(c) {
        return false;
    }
    let before = i.checked_sub(1).map(|k| chars[k]);
    let after = chars.get(i + 2).copied();
    // 某某某, ×××: three are meant; “清清双溪” is a name.
    if before == Some('“') || before == Some(c) || after == Some(c) {
        return false;
    }
    // 方方面面, 实实在在.
    let pair = |at: usize| at + 1 < chars.len() && chars[at] == chars[at + 1] && is_han(chars[at]);
    if pair(i + 2) || i >= 2 && pair(i - 2) {
        return false;
    }
    if let Some(excused) = TABLE.doubled.get(&c) {
        return !(before.is_some_and(|b| excused.before.contains(b))
            || after.is_some_and(|a| excused.after.contains(a)));
    }
    let (here, inner) = (characters.split(i.saturating_sub(1)).1, characters.split(i).1);
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

/// 平安|安丰市公安局: whether the body's own name begins at a character, of a word that ends with the same before it.
fn begins_own_name(chars: &[char], i: usize, office: &str) -> bool {
    let named = office.chars().zip(&chars[i..]).take_while(|(own, c)| own == *c).count() >= 2;
    named && i >= 2 && borders(chars[i]).ends(chars[i - 2])
}

/// 处理|后|后|发布: each of the two is a word of its own, whatever is a word with them elsewhere (后发).
fn stands_twice(chars: &[char], i: usize) -> bool {
    let (written, at) = around(chars, i, i, AROUND);
    let words = Run::of(&written).words();
    let alone = |at: usize| words.contains(&(at..at + 1));
    alone(at) && alone(at + 1)
}

/// By how much the words around a character that stands twice are dearer than with one of it: 安全|全国 and 殷殷 are words.
fn superfluous(chars: &[char], i: usize) -> u32 {
    let (written, before) = around(chars, i + 1, i + 2, LONGEST_WORD);
    let once = [&written[..before], &written[before + 1..]].concat();
    vocabulary::cost(&written).saturating_sub(vocabulary::cost(&once))
}

/// The Han characters around a stretch, up to so many on each side, with it; and how many of them are before it.
fn around(chars: &[char], from: usize, to: usize, most: usize) -> (Vec<char>, usize) {
    let han = |c: &&char| is_han(**c);
    let before = chars[..from].iter().rev().take_while(han).take(most).count();
    let behind = chars[to..].iter().take_while(han).take(most).count();
    (chars[from - before..to + behind].to_vec(), before)
}

/// What stands beside a character within words: a line of `templates/borders.txt`.
pub(super) struct Borders {
    common: &'static str,
    others: &'static str,
    ends: &'static str,
}

impl Borders {
    /// Whether no common word begins with the character.
    pub(super) fn begin_none(&self) -> bool {
        self.common.is_empty() && self.others.is_empty()
    }

    /// Whether a word begins with the character and `next`.
    pub(super) fn begins(&self, next: char) -> bool {
        self.common.contains(next) || self.others.contains(next)
    }

    /// Whether that word is one of those that every report has.
    pub(super) fn is_common(&self, next: char) -> bool {
        self.common.contains(next)
    }

    /// Whether a word ends with `last` and the character.
    pub(super) fn ends(&self, last: char) -> bool {
        self.ends.contains(last)
    }
}

pub(super) fn borders(c: char) -> Borders {
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
        assert!(rows.clone().all(|row| row.chars().next().is_some_and(|c| !borders(c).begin_none())));
        assert!(borders('公').is_common('开') && borders('公').ends('办') && borders('庁').begin_none());
    }
}
