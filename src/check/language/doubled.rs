//! G01: a word or a character that stands twice in a row, by the lists of `templates/words.yaml`.

use super::words::TABLE;
use super::{Reported, finding};
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::source::is_han;

/// The longest stretch that is looked for twice, in characters.
const LONGEST: usize = 12;

/// Finds what stands twice in a paragraph.
pub(super) fn check(paragraph: &Paragraph, told: &mut Reported, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let chars: &[(usize, char)] = &text.char_indices().collect::<Vec<_>>();
    let mut i = 0;
    while i + 1 < chars.len() {
        let longest =
            (2..=LONGEST.min((chars.len() - i) / 2)).rev().find(|&n| is_repeated(text, chars, i, n));
        let Some(n) = longest.or(is_doubled(chars, i).then_some(1)) else {
            i += 1;
            continue;
        };
        let start = chars[i].0;
        let end = chars.get(i + 2 * n).map_or(text.len(), |c| c.0);
        let word = &text[start..chars[i + n].0];
        told.take(&(start..end));
        sink.push(finding(paragraph, &codes::G01, start..end, format!("“{word}”重复")).help("删去一个"));
        i += 2 * n;
    }
}

/// Whether `n` characters from `i` stand there again at once.
fn is_repeated(text: &str, chars: &[(usize, char)], i: usize, n: usize) -> bool {
    let same = (0..n).all(|k| chars[i + k].1 == chars[i + n + k].1 && is_han(chars[i + k].1));
    // 一件一件, 三十三十: numbers repeat lawfully; 进一步进一步 only has one in it.
    let numeral = |(_, c): &(usize, char)| "一二三四五六七八九十百千万两".contains(*c);
    if !same || numeral(&chars[i]) || n <= 2 && chars[i..i + n].iter().any(numeral) {
        return false;
    }
    let one = chars[i..i + n].iter().all(|(_, c)| *c == chars[i].1);
    if n > 2 || one {
        return !one;
    }
    let word = &text[chars[i].0..chars[i + n].0];
    let next = chars.get(i + 2 * n).map(|c| c.1);
    // 信息信息化, 资金资金池: the second one begins a longer word.
    let longer = TABLE
        .begins
        .iter()
        .any(|(of, with)| (of == "各词" || of == word) && next.is_some_and(|c| with.contains(c)));
    let ended = next.is_none_or(|c| !is_han(c) || "等的和与及".contains(c));
    let excused =
        TABLE.repeated.iter().any(|w| w == word) || !ended && TABLE.repeatable.iter().any(|w| w == word);
    !longer && !excused
}

/// 的的, 了了, 我县县: pairs that no two words make at their border.
fn is_doubled(chars: &[(usize, char)], i: usize) -> bool {
    let c = chars[i].1;
    if chars[i + 1].1 != c {
        return false;
    }
    let before = i.checked_sub(1).map(|k| chars[k].1);
    let after = chars.get(i + 2).map(|x| x.1);
    if let Some((excused_before, excused_after)) = TABLE.doubled.get(&c) {
        let excused = before.is_some_and(|b| excused_before.contains(b))
            || after.is_some_and(|a| excused_after.contains(a));
        return !excused && before != Some(c) && after != Some(c);
    }
    TABLE.doubled_names.get(&c).is_some_and(|unit| {
        // 教育局局: the name has its ending; 全县县直 has not. After 我 and 本 it is said of one's own.
        let named = before.is_some_and(|b| "我本".contains(b) || c == '局' && is_han(b));
        named && !after.is_some_and(|a| unit.contains(a))
    })
}
