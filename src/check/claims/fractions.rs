//! 占三分之二, 占半数以上: a share in words that no whole in sight gives (X10). Such shares are rough: only what is far off is said.

use super::percent::wrong_share;
use super::shares::wholes;
use crate::check::compare::Passage;
use crate::check::text::{Class, LEXICON, MICRO, Mention, is_comma, last_words};
use crate::source::numeral;

/// How far a fraction may be from what it tells, in hundredths; how far where it says that it is rough.
const OFF: u64 = 6;
const ROUGHLY_OFF: u64 = 12;

/// How many characters may say what a part is.
const FAR: usize = 12;

/// Fractions of a paragraph: each looks at all its figures.
const MOST: usize = 40;

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    const OF: &str = "分之";
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    let words = &text[sentence.range.clone()];
    if words.contains('占') && words.contains(['半', '多', '少', '大']) && sentence.mentions.len() <= MOST
    {
        halves(passage, index, "占多半", |n, of| n > of);
        halves(passage, index, "占一半", |n, of| {
            n.abs_diff(of).saturating_mul(100) <= of.saturating_mul(2 * ROUGHLY_OFF)
        });
        halves(passage, index, "占少半", |n, of| n < of);
    }
    if !text[sentence.range.clone()].contains(OF) || text.matches(OF).nth(MOST).is_some() {
        return;
    }
    for (found, _) in text[sentence.range.clone()].match_indices(OF) {
        let at = sentence.range.start + found;
        let (head, tail) = (&text[sentence.range.start..at], &text[at + OF.len()..]);
        let Some((first, _)) = head.char_indices().next_back() else { continue };
        let (Some((below, _)), Some((above, len))) = (numeral(&head[first..]), numeral(tail)) else {
            continue;
        };
        let head = &head[..first];
        let (Some((_, lead)), true) = (last_words(head).rsplit_once('占'), above < below) else { continue };
        // 占全省五分之一: of what is not told.
        if LEXICON.opens("别处的总数", lead) {
            continue;
        }
        let behind = &tail[len..];
        let more = LEXICON.closes("超过", lead) || LEXICON.opens("有余", behind);
        let rough = more || LEXICON.closes("近约", lead) || LEXICON.opens("不到", behind);
        let off = if rough { ROUGHLY_OFF } else { OFF };
        let Some(part) = part_of(passage, index, head.len() - lead.len() + sentence.range.start) else {
            continue;
        };
        let count = part.figure.whole().unwrap_or(0);
        let told = (above * 100 / below) as u64;
        let wholes = wholes(passage, part, count);
        let share = |whole: u64| count.saturating_mul(100) / whole.max(1);
        let fits = |&whole: &u64| match share(whole) {
            is if is > told => is - told <= off || more,
            is => told - is <= off,
        };
        let Some(&whole) = wholes.iter().min_by_key(|&&whole| share(whole).abs_diff(told)) else { continue };
        if wholes.iter().any(fits) {
            continue;
        }
        let range = sentence.range.start + first..at + OF.len() + len;
        let message = format!("正文说占{}，按 {count}÷{whole} 算是 {}%", &text[range.clone()], share(whole));
        let finding = wrong_share(passage, range, message).label(passage.place(part), "占比的一部分");
        passage.sink.push(finding);
    }
}

/// 自然人 8 件，占半数以上; 占比不到一半: whether twice a part is above all that may be its whole, or below.
fn halves(passage: &mut Passage<'_>, index: usize, list: &str, is: impl Fn(u64, u64) -> bool) {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    let words = &text[sentence.range.clone()];
    let found =
        LEXICON.list(list).iter().find_map(|word| Some((sentence.range.start + words.find(word)?, *word)));
    // 占多数的是公告: of what is named behind.
    let found = found.filter(|(at, word)| !text[at + word.len()..].starts_with('的'));
    let Some((at, word)) = found else { return };
    let Some(part) = part_of(passage, index, at) else { return };
    let count = part.figure.whole().unwrap_or(0);
    let wholes = wholes(passage, part, count);
    let twice = count.saturating_mul(2);
    let fits = |&whole: &u64| is(twice, whole) || word.ends_with("以上") && twice == whole;
    // Of what is not told in between; 其中 3 件涉及水价，占大多数.
    let between = text[part.figure.end..at].trim_end_matches('，');
    let near = between.is_empty()
        || part.has_before(Class::Among) && !between.contains(is_comma) && between.chars().count() <= FAR;
    if let Some(whole) = wholes.first().filter(|_| near && !wholes.iter().any(fits)) {
        let range = at..at + word.len();
        let message =
            format!("正文说{word}，{count}÷{whole} 是 {}%", count.saturating_mul(100) / (*whole).max(1));
        let finding = wrong_share(passage, range, message).label(passage.place(part), "占比的一部分");
        passage.sink.push(finding);
    }
}

/// The figure right before a place of a sentence of which a share may be told.
fn part_of<'p>(passage: &Passage<'p>, index: usize, until: usize) -> Option<&'p Mention> {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    let counts = |m: &&Mention| m.figure.end <= until && m.figure.unit != "%";
    let part = sentence.mentions.iter().rev().find(counts)?;
    let between = &text[part.figure.end..until];
    let near = !between.contains('；') && between.matches(is_comma).count() <= 1;
    (near && part.figure.is_count() && !part.figure.unit.is_empty() && part.figure.micros > MICRO)
        .then_some(part)
}
