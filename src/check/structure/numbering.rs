//! S16: numbers that are said twice or left out: （一）（二）（四） in a section, 一是…二是…二是… in a paragraph.

use super::sections;
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{Lead, Level, half_bracketed, is_han, is_numeral, number, numeral, pieces};

/// Looks at the numbers of each section's headings and of each paragraph's points.
pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    for section in sections(facts) {
        let (mut last, mut said, mut item) = (0, false, 0);
        for paragraph in section {
            items(paragraph, &mut item, sink);
            points(paragraph, sink);
            let numbered = paragraph.level == Some(Level::Second) && !paragraph.fixed;
            let text = paragraph.as_str();
            if let Some((number, len)) = half_bracketed(text).filter(|half| last > 0 && half.0 == last + 1) {
                let message = format!("“{}”前面少了半个括号", &text[..len]);
                sink.push(paragraph.finding(&codes::G06, 0..len, message).help("补上“（”"));
                last = number;
                continue;
            }
            let Some((number, len)) = bracketed(text).filter(|_| numbered) else { continue };
            // A list that begins again at （一） stands under another heading.
            if number != last + 1 && number != 1 && !said {
                say(paragraph, 0, len, last, number, sink);
                said = true;
            }
            last = number;
        }
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
    sink.push(paragraph.finding(&codes::S16, at..at + len, message).help("序号依次写，不重复、不跳号"));
}

/// （三） at the start, and its length.
fn bracketed(text: &str) -> Option<(usize, usize)> {
    let lead = Lead::of(text).filter(|lead| lead.level == Level::Second)?;
    Some((numeral(&text[lead.digits.0..])?.0, lead.len))
}

/// 1. 2. 2. at the start of paragraphs: a number that is no next one, under the same heading.
fn items(paragraph: &Paragraph, last: &mut usize, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let Some(lead) = Lead::of(text) else { return };
    if lead.level != Level::Third {
        // A heading begins another list, and so does 一、.
        *last = if lead.level == Level::Fourth { *last } else { 0 };
        return;
    }
    let Ok(number) = text[lead.digits.0..lead.digits.1].parse::<usize>() else { return };
    if number != *last + 1 && number != 1 && *last > 0 {
        say(paragraph, 0, lead.len, *last, number, sink);
    }
    *last = number;
}

/// How points are numbered within a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 一是.
    Is,
    /// （一）, 1., （1）.
    Lead(Level),
    /// ①.
    Circled,
    /// 第一，.
    Ordinal,
    /// 其一.
    Of,
}

pub(super) const STYLES: [Style; 7] = [
    Style::Is,
    Style::Lead(Level::Second),
    Style::Lead(Level::Third),
    Style::Lead(Level::Fourth),
    Style::Circled,
    Style::Ordinal,
    Style::Of,
];

/// 一是…；二是…；二是…: the points of a paragraph, of each style for itself.
fn points(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let opens = pieces(text, "，。；：、！ ").map(|(at, _)| at).filter(|&at| may_be_point(&text[at..]));
    let opens: Vec<usize> = opens.collect();
    for style in STYLES {
        let mut last: Option<(usize, usize)> = None;
        for &at in &opens {
            let Some((number, len)) = point(text, at, style) else { continue };
            let before = last.map_or(0, |(number, _)| number);
            // The points begin anew with every 一是; twice in one sentence it is a slip.
            let again = number == 1
                && before == 1
                && style != Style::Is
                && last.is_some_and(|(_, from)| !text[from..at].contains(['。', '：']));
            if before > 0 && number != before + 1 && (number != 1 || again) {
                say(paragraph, at, len, before, number, sink);
                break;
            }
            last = Some((number, at));
        }
    }
}

/// Whether a text begins as a point of any style does: most clauses do not.
fn may_be_point(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        c.is_ascii_digit() || matches!(c, '第' | '其' | '（' | '(' | '①'..='⑩') || is_numeral(c)
    })
}

/// The number of a point that begins at a byte, and its length.
pub(super) fn point(text: &str, at: usize, style: Style) -> Option<(usize, usize)> {
    let rest = &text[at..];
    let led = |word: &str| {
        let (number, len) = numeral(rest.strip_prefix(word)?)?;
        Some((number, word.len() + len))
    };
    match style {
        Style::Is => led("")
            .filter(|(_, len)| rest[*len..].starts_with('是'))
            .map(|(n, len)| (n, len + '是'.len_utf8())),
        Style::Ordinal => led("第").filter(|(_, len)| rest[*len..].starts_with(['，', '、', '：', ','])),
        Style::Of => led("其").filter(|(_, len)| rest[*len..].starts_with(['，', '是', '：', '、'])),
        Style::Circled => {
            let c = rest.chars().next()?;
            let number = "①②③④⑤⑥⑦⑧⑨⑩".chars().position(|own| own == c)?;
            Some((number + 1, c.len_utf8()))
        }
        Style::Lead(level) => {
            let lead = Lead::of(rest).filter(|lead| lead.level == level && at > 0)?;
            let (number, _) = number(&rest[lead.digits.0..])?;
            // （一）项 is cited; 1、2号 are numbers.
            let own = rest[lead.len..].starts_with(is_han) && !rest[lead.len..].starts_with(['项', '款']);
            (own && !(level == Level::Third && text[..at].ends_with('、'))).then_some((number, lead.len))
        }
    }
}
