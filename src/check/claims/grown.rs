//! 全年公开 2100 条，其中…。与上年的 1875 条相比，总量增长 12%: growth of what the sentence before has told, which the two do not give (X11).

use super::differences::differs;
use super::growth::{BOUND, grew_by, is_difference, is_last_years};
use super::percent::is_share;
use super::terms::counts;
use crate::check::compare::Passage;
use crate::check::text::{Class, LEXICON, Mention, Token};

/// Holds what a sentence tells of last year against the first figure of the one before it.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let Some(before) = index.checked_sub(1) else { return };
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    let [first, rest @ ..] = &sentence.mentions[..] else { return };
    // Nothing but the comparison is told up to the rate.
    let idle = [Class::Compare, Class::LastYear, Class::Quantity, Class::Filler, Class::ThisYear, Class::Of];
    let moves = [Class::Up, Class::Down];
    let plain = |t: &Token| {
        t.is(idle) || t.is(moves) || t.is_any_mark() || t.is_figure() || LEXICON.has("总量", t.text(text))
    };
    let up_to = |m: &Mention| sentence.tokens[..m.token].iter().all(plain);
    let told_before = &passage.sentences[before];
    let counts_it = |m: &&Mention| {
        let own = counts(m) && m.depth == 0 && m.figure.unit == first.figure.unit;
        own && !is_difference(m) && !is_last_years(told_before, m)
    };
    let all: Vec<&Mention> = told_before.mentions.iter().filter(counts_it).collect();
    let Some(&now) = all.first() else { return };
    let is_last = is_last_years(sentence, first) && first.figure.is_count();
    let (last, rest) = if is_last { (Some(first), rest) } else { (None, &sentence.mentions[..]) };
    let by = rest.first().filter(|m| is_difference(m) && m.figure.unit == now.figure.unit && up_to(m));
    let by = by.filter(|m| m.figure.is_count() && !passage.is_told(m));
    if let Some((last, by)) = last.zip(by) {
        let off = |now: &Mention| now.figure.micros.abs_diff(last.figure.micros);
        if !all.iter().any(|now| off(now) == by.figure.micros) {
            passage.tell(by, differs(passage, [last, now, by]).help("核对两年的数和增减数"));
        }
        return passage.bind_all([last, by], BOUND);
    }
    let rates = &rest[usize::from(by.is_some())..];
    let rate = rates.first().filter(|m| m.figure.unit == "%" && m.has_before(moves) && up_to(m));
    let Some(rate) = rate.filter(|m| !m.figure.approximate && !passage.is_told(m)) else { return };
    let was = |now: &Mention| match (last, by) {
        (Some(last), _) => last.figure.micros,
        (None, Some(by)) if by.has_before(Class::Up) => now.figure.micros.saturating_sub(by.figure.micros),
        (None, Some(by)) => now.figure.micros.saturating_add(by.figure.micros),
        (None, None) => 0,
    };
    let change = |now: &Mention, was: u128| now.figure.micros.abs_diff(was);
    let gives = |(now, was): &(&Mention, u128)| *was > 0 && is_share(&rate.figure, change(now, *was), *was);
    let (now, was) = all.iter().map(|&m| (m, was(m))).find(gives).unwrap_or((now, was(now)));
    if was > 0 {
        grew_by(passage, rate, last.unwrap_or(now), was, change(now, was));
    }
}
