//! How many units the body has (9 个社区, 13 个派出所), wherever a report says it: 全县 9 个社区 and 所辖 8 个社区 are not both right, however small the
//! figures are, nor 16 个村和 2 个社区 and 19 个村（社区）. What is said of some of them (抽查 3 个社区) is another thing.

use super::across::summed;
use super::{Spot, is_narrow};
use crate::check::compare::Passage;
use crate::check::text::{COMMAS, Class, LEXICON, Mention, Sentence, Words, last_words};
use crate::diagnostic::Diagnostics;
use crate::source;

/// How many of the units there are a number tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// It does not say.
    Unsaid,
    /// 共有 12 个社区设立…: all, or those that did.
    Had,
    /// 全县 9 个社区, 9 个社区全部: all there are.
    All,
    /// 全部 16 个社区: whatever else is said of all of them is said of as many.
    Each,
}

pub(crate) struct Units {
    pub(super) noun: String,
    count: u64,
    extent: Extent,
    pub(super) spot: Spot,
    /// Where its noun ends in the paragraph, and whether it goes on from the number before it: 16 个村和 2 个社区.
    end: usize,
    joined: bool,
}

impl Units {
    /// Whether it is told of all there are.
    pub(super) fn is_all(&self) -> bool {
        self.extent > Extent::Unsaid
    }
}

pub(super) fn collect(passage: &Passage<'_>, sentence: &Sentence) -> Vec<Units> {
    let mut found: Vec<Units> = Vec::new();
    for mention in &sentence.mentions {
        let Some(mut units) = one(passage, sentence, mention) else { continue };
        let between = found.last().and_then(|last| passage.text().get(last.end..mention.figure.start));
        units.joined = between.is_some_and(|words| ["、", "和", "及", "与", "以及", "，"].contains(&words));
        found.push(units);
    }
    found
}

fn one(passage: &Passage<'_>, sentence: &Sentence, mention: &Mention) -> Option<Units> {
    let (text, figure) = (passage.text(), &mention.figure);
    let count = figure.whole().filter(|&n| n > 1 && figure.is_count())?;
    if !LEXICON.has("单位量词", figure.unit) || mention.depth > 0 || passage.computed(mention) {
        return None;
    }
    let noun = noun_at(&text[figure.end..sentence.range.end])?;
    let head = &text[sentence.range.start..figure.start];
    let behind = source::head(&text[figure.end + noun.len()..sentence.range.end], COMMAS);
    let clause = last_words(head);
    let among = sentence.tokens[..mention.token].has([Class::Among, Class::Rest]);
    let other = mention.has_before([Class::LastYear, Class::NextYear, Class::OtherTime]);
    let ends = |word: &&str| head.trim_end_matches(['的', ' ']).ends_with(*word);
    let wholly = LEXICON.opens("单位全部", behind);
    let all = wholly || LEXICON.list("全部单位").iter().any(ends);
    let each = LEXICON.list("辖的单位").contains(&noun) && (wholly || LEXICON.closes("每个单位", head));
    let done = LEXICON.opens("单位之中", behind.trim_start_matches('的'));
    let some = LEXICON.says("一部分单位", clause) || !wholly && (done || LEXICON.says("一部分单位", behind));
    if among || other || some || is_narrow(passage, sentence, mention) {
        return None;
    }
    Some(Units {
        noun: noun.to_owned(),
        count,
        extent: match (all, ends(&"有")) {
            (true, true) => Extent::Had,
            (true, false) if each => Extent::Each,
            (true, false) => Extent::All,
            (false, _) => Extent::Unsaid,
        },
        spot: Spot::of(passage, sentence, mention),
        end: figure.end + noun.len(),
        joined: false,
    })
}

/// The noun that a text begins with: 社区, 乡镇（街道）.
pub(super) fn noun_at(text: &str) -> Option<&str> {
    let word = |text: &str| {
        LEXICON.list("单位").iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
    };
    let mut end = word(text)?;
    loop {
        let mark = text[end..].chars().next().filter(|c| "（、和及".contains(*c)).map_or(0, char::len_utf8);
        let Some(next) = word(&text[end + mark..]) else { break };
        end += mark + next;
    }
    if text[..end].contains('（') && text[end..].starts_with('）') {
        end += '）'.len_utf8();
    }
    let other = LEXICON.opens("单位后", &text[end..]);
    (!other).then_some(&text[..end])
}

/// The number of such units told before that differs from another by no more than a slip of the hand.
pub(super) fn otherwise<'u>(before: &'u [Units], later: &'u Units) -> Option<[&'u Units; 2]> {
    let like = || before.iter().filter(|other| other.noun == later.noun);
    let known = like().any(|earlier| earlier.count == later.count);
    like().find(|earlier| !known && differ(earlier, later)).map(|earlier| [later, earlier])
}

/// 16 个村和 2 个社区, and 19 个村（社区）: what is counted together is as many as its kinds.
pub(super) fn together(units: &[Units], sink: &mut Diagnostics) {
    let kinds: Vec<Vec<&str>> = units.iter().map(|units| kinds(&units.noun)).collect();
    for (whole, named) in units.iter().zip(&kinds).filter(|(_, kinds)| kinds.len() > 1) {
        // As many in a row as it has kinds, one of each.
        let apart = |at: usize| {
            let run = units.get(at..at + named.len())?;
            let own = named.iter().all(|kind| kinds[at..at + named.len()].contains(&vec![*kind]));
            (own && run[1..].iter().all(|units| units.joined)).then_some(run)
        };
        let runs: Vec<&[Units]> = (0..units.len()).filter_map(apart).collect();
        let sum = |run: &[Units]| run.iter().map(|units| units.count).sum::<u64>();
        if runs.iter().any(|run| sum(run) == whole.count) {
            continue;
        }
        let off = |run: &&&[Units]| {
            let all = run.iter().any(Units::is_all);
            run[0].spot.sentence != whole.spot.sentence
                && are_apart((sum(run), all), (whole.count, whole.is_all()))
        };
        let Some(run) = runs.iter().find(off) else { continue };
        let parts: Vec<&Spot> = run.iter().map(|units| &units.spot).collect();
        sink.push(summed(&whole.spot, "", &parts, u128::from(sum(run))));
    }
}

/// The kinds of units that a noun names: 村 and 社区 of 村（社区）, of 行政村、居委会; none where a word is no kind.
fn kinds(noun: &str) -> Vec<&'static str> {
    let (mut found, mut rest) = (Vec::new(), noun);
    while let Some(c) = rest.chars().next() {
        let named =
            LEXICON.units_called.iter().flat_map(|(kind, names)| names.iter().map(move |name| (kind, name)));
        let longest = named.filter(|(_, name)| rest.starts_with(**name)).max_by_key(|(_, name)| name.len());
        match longest {
            Some((kind, name)) => {
                found.push(*kind);
                rest = &rest[name.len()..];
            }
            None if "（）、和及".contains(c) => rest = &rest[c.len_utf8()..],
            None => return Vec::new(),
        }
    }
    found
}

/// Whether two numbers of one kind of units cannot both be right. Of some of them no more may be told than there are.
fn differ(a: &Units, b: &Units) -> bool {
    // 全部 16 个社区 and 辖区 12 个社区; 共有 12 个社区设立… may be some of them.
    let far = a.count.max(b.count) <= a.count.min(b.count).saturating_mul(2);
    let both = a.extent.max(b.extent) == Extent::Each && a.extent.min(b.extent) >= Extent::All;
    let each = both && far && a.count != b.count;
    a.spot.sentence != b.spot.sentence && (each || are_apart((a.count, a.is_all()), (b.count, b.is_all())))
}

/// The same of their counts, each with whether it is of all.
fn are_apart(a: (u64, bool), b: (u64, bool)) -> bool {
    let (low, high) = if a.0 < b.0 { (a, b) } else { (b, a) };
    let off = high.0 - low.0;
    let turned = |n: u64| n / 10 + n % 10 * 10;
    let near = off == 1 || off == 2 && low.0 >= 10 || low.0 >= 12 && high.0 < 100 && turned(low.0) == high.0;
    // 指导 15 家 of 所属 16 家 are hardly all but one.
    near && (low.1 || off == 1 && low.0 >= if high.1 { 4 } else { 6 })
}
