//! How many units the body has (9 个社区, 13 个派出所), wherever a report says it: 全县 9 个社区 and 所辖 8 个社区 are not both right, however small the
//! figures are. What is said of some of them (抽查 3 个社区) is another thing.

use super::{is_narrow, told_twice};
use crate::check::compare::Passage;
use crate::check::text::clauses::{Mention, Sentence, is_comma};
use crate::check::text::lexicon::{Class, LEXICON};
use crate::diagnostic::Diagnostics;
use crate::source::Span;

/// A number of units.
pub(crate) struct Units {
    pub(super) noun: String,
    count: u64,
    /// 全县 9 个社区, 9 个社区全部: of all there are.
    pub(super) all: bool,
    place: Span,
    sentence: Span,
    pub(super) written: String,
}

/// Collects the numbers of units in a sentence.
pub(super) fn collect(passage: &Passage<'_>, sentence: &Sentence) -> Vec<Units> {
    sentence.mentions.iter().filter_map(|mention| one(passage, sentence, mention)).collect()
}

fn one(passage: &Passage<'_>, sentence: &Sentence, mention: &Mention) -> Option<Units> {
    let (text, figure) = (passage.text(), &mention.figure);
    let count = figure.whole().filter(|&n| n > 1 && figure.is_count())?;
    if !LEXICON.list("单位量词").contains(&figure.unit) || mention.depth > 0 || passage.computed(mention)
    {
        return None;
    }
    let noun = noun_at(&text[figure.end..sentence.range.end])?;
    let head = &text[sentence.range.start..figure.start];
    let behind = &text[figure.end + noun.len()..sentence.range.end];
    let behind = &behind[..behind.find(is_comma).unwrap_or(behind.len())];
    let clause = head.rsplit(is_comma).next().unwrap_or(head);
    let among = sentence.tokens[..mention.token].iter().any(|t| t.is([Class::Among, Class::Rest]));
    let other = mention.has_before([Class::LastYear, Class::NextYear, Class::OtherTime]);
    let ends = |word: &&str| head.trim_end_matches(['的', ' ']).ends_with(*word);
    let wholly = LEXICON.list("单位全部").iter().any(|word| behind.starts_with(word));
    let all = wholly || LEXICON.list("全部单位").iter().any(ends);
    let done = LEXICON.list("单位之中").iter().any(|word| behind.trim_start_matches('的').starts_with(word));
    let some = LEXICON.says("一部分单位", clause) || !wholly && (done || LEXICON.says("一部分单位", behind));
    if among || other || some || is_narrow(passage, sentence, mention) {
        return None;
    }
    let range = figure.start..figure.end;
    Some(Units {
        noun: noun.to_owned(),
        count,
        all,
        place: passage.paragraph.place(range.clone()),
        sentence: passage.paragraph.place(sentence.range.clone()),
        written: text[range].to_owned(),
    })
}

/// The noun that a text begins with: 社区, 乡镇（街道）.
fn noun_at(text: &str) -> Option<&str> {
    let word = |text: &str| {
        LEXICON.list("单位").iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
    };
    let mut end = word(text)?;
    loop {
        let mark = text[end..].chars().next().filter(|c| "（、和及".contains(*c)).map_or(0, char::len_utf8);
        let Some(next) = word(&text[end + mark..]) else { break };
        end += mark + next;
    }
    let other = LEXICON.list("单位后").iter().any(|word| text[end..].starts_with(word));
    (!other).then_some(&text[..end])
}

/// Says where two of them differ by no more than a slip of the hand.
pub(super) fn report(units: &[Units], sink: &mut Diagnostics) {
    for (at, later) in units.iter().enumerate() {
        let like = |other: &&Units| other.noun == later.noun;
        if units[..at].iter().filter(like).any(|earlier| earlier.count == later.count) {
            continue;
        }
        let Some(earlier) = units[..at].iter().filter(like).find(|earlier| differ(earlier, later)) else {
            continue;
        };
        let again = units[at + 1..].iter().filter(like).any(|other| other.count == later.count);
        let (odd, other) = if again { (earlier, later) } else { (later, earlier) };
        sink.push(told_twice(odd.place, &odd.written, other.place, &other.written));
    }
}

/// Whether two numbers of one kind of units cannot both be right. Of some of them no more may be told than there are.
fn differ(a: &Units, b: &Units) -> bool {
    let (low, high) = if a.count < b.count { (a, b) } else { (b, a) };
    let off = high.count - low.count;
    let turned = |n: u64| n / 10 + n % 10 * 10;
    let near = off == 1
        || off == 2 && low.count >= 10
        || low.count >= 12 && high.count < 100 && turned(low.count) == high.count;
    // 指导 15 家 of 所属 16 家 are hardly all but one.
    let said = low.all || off == 1 && low.count >= if high.all { 4 } else { 6 };
    near && said && a.sentence != b.sentence
}
