//! 上述 5 项问题, 这 6 场发布会: what stands right before, told again. The figure is one told there, the sum of some told there, or how many
//! are listed there.

use super::super::terms::come_to;
use super::told_twice;
use crate::check::compare::Passage;
use crate::check::text::{LEXICON, MICRO, Mention, first_phrase};
use crate::source::is_han;

/// How many sentences before it are looked through.
const SIGHT: usize = 3;

/// Looks at the figures of a sentence that point back.
pub(in crate::check::claims) fn check(passage: &mut Passage<'_>, index: usize) {
    for pair in passage.sentences[index].mentions.windows(2) {
        restated(passage, &pair[0], &pair[1]);
    }
    for mention in &passage.sentences[index].mentions {
        let head = passage.text()[..mention.figure.start].trim_end();
        let points = LEXICON.closes("回指", head);
        if !points || !mention.figure.is_count() || passage.is_told(mention) || passage.computed(mention) {
            continue;
        }
        let Some(before) = differs(passage, index, mention) else { continue };
        say(passage, before, mention);
    }
}

/// Says that a figure tells what one before it tells otherwise.
fn say(passage: &mut Passage<'_>, before: &Mention, mention: &Mention) {
    let [here, there] = [mention, before].map(|m| &passage.text()[m.range()]);
    passage.tell(mention, told_twice(passage.place(mention), here, passage.place(before), there));
}

/// 36.52 万元，即 365200 元: the same in another scale.
fn restated(passage: &mut Passage<'_>, one: &Mention, again: &Mention) {
    let (text, [a, b]) = (passage.text(), [&one.figure, &again.figure]);
    let between = one.between(again, text);
    if between.len() > "，折合".len() || a.unit != b.unit || !LEXICON.list("换算").contains(&between) {
        return;
    }
    let (fine, off) = ([a, b].map(|f| f.step(text)), a.micros.abs_diff(b.micros));
    if fine[0] == fine[1] || a.approximate || b.approximate || off > a.micros {
        return;
    }
    passage.bind_all([one, again], "换算");
    if off >= fine[0].max(fine[1]) {
        say(passage, one, again);
    }
}

/// The figure that is told again otherwise: the last of the same unit that is called the same.
fn differs<'p>(passage: &Passage<'p>, index: usize, mention: &Mention) -> Option<&'p Mention> {
    let text = passage.text();
    let noun: String = text[mention.figure.end..].trim_start_matches('的').chars().take(2).collect();
    if noun.chars().count() < 2 || !noun.chars().all(is_han) {
        return None;
    }
    let earlier: Vec<&'p Mention> = passage.sentences[index.saturating_sub(SIGHT)..=index]
        .iter()
        .flat_map(|sentence| &sentence.mentions)
        .filter(|m| m.figure.start < mention.figure.start)
        .collect();
    let like: Vec<&'p Mention> = earlier
        .iter()
        .copied()
        .filter(|m| m.figure.unit == mention.figure.unit && m.figure.is_count())
        .collect();
    let named = |m: &Mention| m.lead(text).contains(&noun) || first_phrase(m.tail(text)).contains(&noun);
    let last = like.iter().rev().find(|m| named(m))?;
    let said = mention.figure.micros;
    // Any of them, several in a row together, one without another; of other units too, whose sum may be counted so.
    let sums_to = |list: &[&Mention]| {
        (0..list.len()).any(|from| come_to(list[from..].iter().map(|m| m.figure.micros), 1, said))
    };
    let told = sums_to(&like)
        || sums_to(&earlier)
        || like
            .iter()
            .any(|a| like.iter().any(|b| a.figure.micros.checked_sub(b.figure.micros) == Some(said)));
    (!told && !is_listed(&text[last.figure.start..mention.figure.start], said)).then_some(*last)
}

/// 一是…；二是…: whether so many stand in a list.
fn is_listed(text: &str, said: u128) -> bool {
    let listed = LEXICON.list("点").iter().take_while(|number| text.contains(**number)).count();
    listed > 0 && said == listed as u128 * MICRO
}
