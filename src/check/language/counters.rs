//! Figures and their counters (G02): a figure without one in a row of figures, digits and numerals mixed (一百六十8篇), a mark between a figure and
//! its counter (7、项). Words are `templates/words.yaml`.

use super::doubled::borders;
use super::words::TABLE;
use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{
    are_wide_thousands, digits_closing, digits_leading, head, is_han, is_numeral, next_digit, tail,
};

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let end = start + digits_leading(&text[start..]);
        at = end;
        if are_wide_thousands(&text[end..]) {
            continue;
        }
        let fault = lettered(text, start, end)
            .or_else(|| mixed(text, start, end))
            .or_else(|| parted(text, end))
            .or_else(|| run_on(text, start, end))
            .or_else(|| bare(text, start, end))
            .or_else(|| alone(text, start, end))
            .or_else(|| uncounted_thing(text, start, end));
        if let Some((from, to, fault)) = fault {
            let message = format!("“{}”{fault}", &text[from..to]);
            sink.push(paragraph.finding(&codes::G02, from..to, message).help("核对这个数"));
        }
    }
}

/// 1O6条, 2l件: a letter among the digits of a figure, typed for the digit that looks like it.
fn lettered(text: &str, start: usize, end: usize) -> Option<Fault> {
    const LIKE_DIGITS: [char; 4] = ['O', 'o', 'l', 'I'];
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let head = text[..start].trim_end_matches(LIKE_DIGITS);
    let tail = text[end..].trim_start_matches(|c: char| LIKE_DIGITS.contains(&c) || c.is_ascii_digit());
    let (from, to) = (head.len(), text.len() - tail.len());
    let figure = &text[from..to];
    let alone = !head.ends_with(|c: char| is_letter(c) || c.is_ascii_digit() || "./-_@".contains(c));
    let counted = || counter(tail).is_some() || tail.starts_with(['年', '月', '日', '%', '万', '号']);
    (figure.contains(is_letter) && alone && counted()).then_some((from, to, "：数字里混进了字母"))
}

/// 建议93条开展座谈会7场: a mark is lost where another deed with a figure of its own begins.
fn run_on(text: &str, start: usize, end: usize) -> Option<Fault> {
    let unit = counter(&text[end..]).filter(|unit| TABLE.run_on_counters.has(unit))?;
    let rest = &text[end + unit.len()..];
    let verb = TABLE.next_deeds.leading(rest)?;
    let own = head(rest, "，。；、").contains(|c: char| c.is_ascii_digit());
    own.then_some((start, end + unit.len() + verb.len(), "：两件事之间丢了标点"))
}

/// A fault of a figure: where it begins and ends, and what it is.
type Fault = (usize, usize, &'static str);

/// The counter that a text begins with, if it is no other word's beginning (条例, 个人).
fn counter(text: &str) -> Option<&'static str> {
    let unit = TABLE.counters.leading(text)?;
    let next = text[unit.len()..].chars().next().unwrap_or(' ');
    let word = unit.chars().next_back().is_some_and(|last| borders(last).begins(next));
    (!word).then_some(unit)
}

/// The figure whose first digits these are, with its decimals and 万 or 余; nothing if the digits belong to a word, a code or a year.
fn figure(text: &str, start: usize, end: usize) -> Option<(&str, &str)> {
    let before = text[..start].chars().next_back().filter(|c| is_han(*c) && *c != '第')?;
    let rest = &text[end..];
    let decimals = rest.strip_prefix('.').map_or(0, |rest| 1 + digits_leading(rest));
    let whole = rest[decimals..].trim_start_matches(ROUND);
    let year = end - start == 4 && (text[start..].starts_with("19") || text[start..].starts_with("20"));
    // 12345 and 12315 are hotlines.
    let hotline = end - start == 5 && text[start..].starts_with("12");
    let plain = decimals == 0 || whole.len() < rest.len() - decimals;
    (plain && !hotline && !(year && whole.len() == rest.len()) && before != '号')
        .then_some((&text[..start], whole))
}

/// What a figure may have behind its digits.
const ROUND: [char; 4] = ['万', '亿', '余', '多'];

/// 标注失效74，废止9件: the only figure without a counter in a sentence of others that have one, behind no word that a mere number follows.
fn alone(text: &str, start: usize, end: usize) -> Option<Fault> {
    let (before, rest) = figure(text, start, end)?;
    // 意见7、建议3条 share their counter; in 规章2件、通知53、公告8条 each has its own.
    let own = || tail(before, "，。；：").contains(|c: char| c.is_ascii_digit());
    let next = rest.strip_prefix('、').map(|row| row.starts_with(is_han) && own());
    let ends = next.unwrap_or(rest.starts_with(['，', '。', '；']));
    // 在线人数逾20万.
    let named = before.trim_end_matches(['逾', '超', '达', '约', '近', '为']);
    // 粉丝数由4.2万增至5.1万: so named before both.
    let row = || tail(before, "，。；").split_once('由').is_some_and(|(name, _)| TABLE.numbered.closes(name));
    if !ends || TABLE.numbered.closes(named) || TABLE.numbered.closes(before) || row() {
        return None;
    }
    let mut counted = 0;
    for other in [tail(before, "。"), head(rest, "。")] {
        let ends = other.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at + 1);
        for at in ends.filter(|&at| !other[at..].starts_with(|c: char| c.is_ascii_digit())) {
            match other[at..].trim_start_matches(ROUND).chars().next() {
                Some(c) if TABLE.behind_numbers.contains(c) => {}
                Some(c) if is_han(c) => counted += 1,
                _ => return None,
            }
        }
    }
    (counted > 0).then_some((start, text.len() - rest.len(), "后面没有量词"))
}

/// 惠及2140农户: no counter between a figure and what it counts.
fn uncounted_thing(text: &str, start: usize, end: usize) -> Option<Fault> {
    let (_, rest) = figure(text, start, end).filter(|(_, rest)| rest.len() == text.len() - end)?;
    let thing = TABLE.bare_things.leading(rest)?;
    Some((start, text.len() - rest.len() + thing.len(), "：数和事物之间没有量词"))
}

/// 二2次, 一百六十8篇: a figure half in numerals.
fn mixed(text: &str, start: usize, end: usize) -> Option<Fault> {
    let unit = counter(&text[end..])?;
    let numeral = |c| is_numeral(c) || c == '百';
    let head = text[..start].trim_end_matches(|c| numeral(c) || c == '千');
    let led = head.ends_with(|c| TABLE.before_mixed.contains(c));
    (text[..start].ends_with(numeral) && !led)
        .then(|| (head.len(), end + unit.len(), "：一个数里又有汉字又有数字"))
}

/// 7、项: a mark between a figure and its counter.
fn parted(text: &str, end: usize) -> Option<Fault> {
    let rest = text[end..].strip_prefix('、')?;
    let unit = counter(rest)?;
    let goes_on = rest[unit.len()..].chars().next().is_some_and(is_han);
    let start = end - digits_closing(&text[..end]);
    goes_on.then(|| (start, text.len() - rest.len() + unit.len(), "：数和量词之间多了标点"))
}

/// 更新信息265，; 3场、25人次、4。: no counter behind a figure that has to have one.
fn bare(text: &str, start: usize, end: usize) -> Option<Fault> {
    let ends = text[end..].starts_with(['，', '。', '；', '（']) && end - start != 4
        || text[end..].starts_with(['。', '；']);
    let before = text[..start].trim_end();
    let thing = TABLE.counted_things.closing(before);
    let verb = || TABLE.counting_verbs.says(tail(before, "，。；："));
    if let Some(thing) = thing.filter(|_| ends && verb()) {
        return Some((before.len() - thing.len(), end, "后面没有量词"));
    }
    let row = before.strip_suffix('、')?;
    let digits = |unit| row.strip_suffix(unit).is_some_and(|number| digits_closing(number) > 0);
    let counted = TABLE.counters.iter().any(digits);
    (ends && counted && row.contains(['，', '、', '；'])).then_some((start, end, "后面没有量词"))
}
