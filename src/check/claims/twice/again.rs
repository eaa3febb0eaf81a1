//! 上述 5 项问题, 这 6 场发布会: what stands right before, told again. The figure is one told there, the sum of some told there, or how many
//! are listed there.

use super::super::terms::come_to;
use crate::check::compare::Passage;
use crate::check::text::clauses::{Mention, first_phrase};
use crate::check::text::lexicon::LEXICON;
use crate::check::text::numerals::MICRO;
use crate::diagnostic::codes;
use crate::source::is_han;

/// How many sentences before it are looked through.
const SIGHT: usize = 3;

/// Looks at the figures of a sentence that point back.
pub(in crate::check::claims) fn check(passage: &mut Passage<'_>, index: usize) {
    for mention in &passage.sentences[index].mentions {
        let head = passage.text()[..mention.figure.start].trim_end();
        let points = LEXICON.closes("回指", head);
        if !points || !mention.figure.is_count() || passage.is_told(mention) || passage.computed(mention) {
            continue;
        }
        let Some(before) = differs(passage, index, mention) else { continue };
        let [here, there] = [mention, before].map(|m| &passage.text()[m.figure.start..m.figure.end]);
        let message = format!("这里写{here}，前面写{there}");
        let place = passage.paragraph.place(before.figure.start..before.figure.end);
        let finding = passage
            .finding_at(&codes::X27, mention, message)
            .label(place, "前面")
            .help("同一个数前后写成一样；说的不是前面那些，写明是哪些");
        passage.tell(mention, finding);
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
