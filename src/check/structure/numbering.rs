//! S16: numbers that are said twice or left out: （一）（二）（四） in a section, 一是…二是…二是… in a paragraph.

use super::{finding, section_of};
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::source::{Lead, Level, NUMERALS, numeral};

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

/// （三） at the start, and its length.
fn bracketed(text: &str) -> Option<(usize, usize)> {
    let lead = Lead::of(text).filter(|lead| lead.level == Level::Second)?;
    Some((numeral(&text[lead.digits.0..])?.0, lead.len))
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
                .take_while(|c| NUMERALS.contains(*c))
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
