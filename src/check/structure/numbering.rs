//! S16: numbers that are said twice or left out: （一）（二）（四） in a section, 一是…二是…二是… in a paragraph.

use super::{finding, section_of};
use crate::check::facts::{Facts, Level, Paragraph};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;

/// Looks at the numbers of each section's headings and of each paragraph's points.
pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let mut section = None;
    let (mut last, mut said) = (0, false);
    for paragraph in &facts.prose {
        if section != Some(section_of(paragraph.part)) {
            section = Some(section_of(paragraph.part));
            (last, said) = (0, false);
        }
        points(paragraph, sink);
        let numbered = paragraph.level == Some(Level::Second) && !paragraph.fixed;
        let Some((number, len)) = bracketed(paragraph.as_str()).filter(|_| numbered) else { continue };
        // A list that begins again at （一） stands under another heading.
        if number != last + 1 && number != 1 && !said {
            say(paragraph, 0, len, last, number, sink);
            said = true;
        }
        last = number;
    }
}

/// Says that a number does not follow the one before it.
fn say(paragraph: &Paragraph, at: usize, len: usize, last: usize, number: usize, sink: &mut Diagnostics) {
    let written = &paragraph.as_str()[at..at + len];
    let message = match last {
        0 => format!("序号从“{written}”开始，前面没有“一”"),
        _ if number == last => format!("序号“{written}”写了两遍"),
        _ => format!("序号“{written}”与前一个不相连"),
    };
    sink.push(finding(paragraph, &codes::S16, at, len, message).help("序号依次写，不重复、不跳号"));
}

/// 一 to 九十九.
fn numeral(text: &str) -> Option<(usize, usize)> {
    let len = text.find(|c: char| !"一二三四五六七八九十".contains(c)).unwrap_or(text.len());
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|n| n + 1);
    let (tens, ones) = text[..len]
        .split_once('十')
        .map_or(("", &text[..len]), |(t, o)| (if t.is_empty() { "一" } else { t }, o));
    let one = |s: &str| {
        if s.is_empty() {
            Some(0)
        } else {
            s.chars().next().filter(|_| s.chars().count() == 1).and_then(digit)
        }
    };
    let value = one(tens)? * 10 + one(ones)?;
    (value > 0).then_some((value, len))
}

/// （三） at the start, and its length.
fn bracketed(text: &str) -> Option<(usize, usize)> {
    let open = text.chars().next().filter(|c| "（(".contains(*c))?.len_utf8();
    let (value, len) = numeral(&text[open..])?;
    let close = text[open + len..].chars().next().filter(|c| "）)".contains(*c))?;
    Some((value, open + len + close.len_utf8()))
}

/// 一是…；二是…；二是…: the points of a paragraph.
fn points(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let mut last = 0;
    for (at, word) in text.match_indices('是') {
        let start = text[..at].len()
            - text[..at]
                .chars()
                .rev()
                .take_while(|c| "一二三四五六七八九十".contains(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let opens = text[..start].chars().next_back().is_none_or(|c| "，。；：、！ ".contains(c));
        let Some((number, _)) = numeral(&text[start..at]).filter(|_| opens && start < at) else { continue };
        // The points begin anew with every 一是.
        if number != last + 1 && number != 1 && last > 0 {
            say(paragraph, start, at + word.len() - start, last, number, sink);
            return;
        }
        last = number;
    }
}
