//! 上述 5 项问题, 这 6 场发布会: what stands right before, told again. The figure is one told there, the sum of some told there, or how many
//! are listed there.

use super::super::slips::slip;
use super::super::terms::come_to;
use super::told_twice;
use crate::check::compare::Passage;
use crate::check::text::{COMMAS, LEXICON, MICRO, Mention, first_phrase};
use crate::source::{is_han, tail};

/// How many sentences before it are looked through.
const SIGHT: usize = 3;

/// How long a clause with 上述 is before its figure, and how near to its figure a word like the other stands, in characters.
const LONG: usize = 14;
const NEAR: usize = 3;

/// No more than 共计 stands before a sum, in bytes.
const LEAD: usize = 6;

/// Looks at the figures of a sentence that point back.
pub(in crate::check::claims) fn check(passage: &mut Passage<'_>, index: usize) {
    for pair in passage.sentences[index].mentions.windows(2) {
        restated(passage, &pair[0], &pair[1]);
    }
    for mention in &passage.sentences[index].mentions {
        let text = passage.text();
        let head = text[..mention.figure.start].trim_end();
        let clause = tail(&head[passage.sentences[index].range.start..], COMMAS);
        // 上述电子公告屏 22 块; 3 期培训均有记录, 所发的 84 条视频均为原创: of all of them.
        let led = LEXICON.opens("重提", clause)
            && clause.chars().count() <= LONG
            && !clause.ends_with(['中', '有']);
        let definite = clause.is_empty() || clause.ends_with('的') && clause.contains('所');
        let all = || LEXICON.says("都是", first_phrase(mention.tail(text)));
        let points = LEXICON.closes("回指", head) || led || definite && all();
        if !points || !mention.figure.is_count() || passage.is_told(mention) || passage.computed(mention) {
            continue;
        }
        let Some(before) = differs(passage, index, mention, led) else { continue };
        // 5 场发布会，3 场发布会均…: some of them.
        let [told, said] = [before, mention].map(|m| m.figure.micros / MICRO);
        let new = LEXICON.without("非来去", before.lead(text)).contains(['新', '增', '每', '各']);
        let slipped = slip(told, said).is_some() && !new && (said > told || said >= 10);
        if !(slipped || LEXICON.closes("回指", head)) {
            continue;
        }
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
    if between.len() > "，折合".len() || a.unit != b.unit || !LEXICON.has("换算", between) {
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

/// The figure that is told again otherwise: the last of the same unit that is called the same; where `led` by 上述, the only one.
fn differs<'p>(passage: &Passage<'p>, index: usize, mention: &Mention, led: bool) -> Option<&'p Mention> {
    let text = passage.text();
    let noun: String = text[mention.figure.end..].trim_start_matches('的').chars().take(2).collect();
    if !led && (noun.chars().count() < 2 || !noun.chars().all(is_han)) {
        return None;
    }
    let earlier: Vec<&'p Mention> = passage.sentences[index.saturating_sub(SIGHT)..=index]
        .iter()
        .flat_map(|sentence| &sentence.mentions)
        .filter(|m| m.figure.start < mention.figure.start)
        .collect();
    let like: Vec<&'p Mention> =
        earlier.iter().copied().filter(|m| m.figure.counts_like(&mention.figure)).collect();
    let named = |m: &Mention| m.lead(text).contains(&noun) || first_phrase(m.tail(text)).contains(&noun);
    // 督查 6 次，8 次检查的结果: by nearly the same word.
    let kin = |m: &Mention| noun.chars().any(|c| m.lead(text).chars().rev().take(NEAR).any(|d| c == d));
    let only = || <[_; 1]>::try_from(like.as_slice()).ok().filter(|[m]| led || kin(m)).map(|[m]| m);
    // 4月、7月各举办一次培训，共两次。三次培训均…: what adds them up is what is told again.
    let summed =
        |at: usize| like[at..].iter().copied().rfind(|m| m.sums_up(text) && m.lead(text).len() <= LEAD);
    let last = like.iter().rposition(|m| named(m)).map(|at| summed(at).unwrap_or(like[at])).or_else(only)?;
    let said = mention.figure.micros;
    // Any of them, several in a row together, one without another; of other units too, whose sum may be counted so.
    let sums_to = |list: &[&Mention]| {
        let parts = list.iter().filter(|m| !m.sums_up(text)).map(|m| m.figure.micros);
        let parts: Vec<u128> = parts.collect();
        let summed = (0..parts.len()).any(|from| come_to(parts[from..].iter().copied(), 1, said));
        summed || list.iter().any(|m| m.figure.micros == said)
    };
    let told = sums_to(&like)
        || sums_to(&earlier)
        || like
            .iter()
            .any(|a| like.iter().any(|b| a.figure.micros.checked_sub(b.figure.micros) == Some(said)));
    // 94 条，74 条均…，另有 20 条.
    let rest = last.figure.micros.checked_sub(said);
    let list = &passage.sentences[index].mentions;
    let told =
        told || list.iter().any(|m| Some(m.figure.micros) == rest && m.figure.unit == last.figure.unit);
    (!told && !is_listed(&text[last.figure.start..mention.figure.start], said)).then_some(last)
}

/// 一是…；二是…: whether so many stand in a list.
fn is_listed(text: &str, said: u128) -> bool {
    let listed = LEXICON.list("点").iter().take_while(|number| text.contains(**number)).count();
    listed > 0 && said == listed as u128 * MICRO
}
