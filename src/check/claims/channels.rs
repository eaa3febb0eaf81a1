//! 通过网络 30 件、信函 40 件 without 其中: they add up to what came in (X17); 网络 30＋信函 40＝70 (X17).

use super::lists::{Kinds, class, is_count};
use super::naming::names_the_rest;
use super::slips::{RARE, rarity};
use crate::check::claim::Whose;
use crate::check::claim::reading::{Reading, done, received};
use crate::check::compare::{Passage, decimal, written};
use crate::check::text::clauses::Mention;
use crate::check::text::lexicon::{Class, LEXICON};
use crate::check::text::numerals::MICRO;
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

/// Adds up the ways by which applications came.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    equations(passage, index);
    let sentence = &passage.sentences[index];
    if !(passage.on_request[index] || sentence.has(Class::OwnApplication)) {
        return;
    }
    let text = passage.text();
    let ways: Vec<&Mention> = sentence
        .mentions
        .iter()
        .filter(|m| {
            matches!(m.figure.unit, "件" | "份" | "宗" | "起" | "例" | "项")
                && is_count(m)
                && !m.figure.approximate
                && class(m) == Kinds::Channels
        })
        .filter(|m| !m.has_before(Class::Channels) && !m.has([Class::OtherThing, Class::Dispute]))
        // 另有来信 11 件，不作为申请: beside what came in.
        .filter(|m| !m.before().iter().any(|t| t.is(Class::Rest) && t.text(text).starts_with('另')))
        .collect();
    let (Some(first), Some(last)) = (ways.first(), ways.last()) else { return };
    let end = text.floor_char_boundary((last.figure.end + 6).min(sentence.range.end));
    let open = text[first.figure.end..end].contains('等')
        || names_the_rest(&text[last.figure.end..sentence.range.end]);
    if ways.len() < 2 || ways.iter().any(|m| m.depth != first.depth || passage.is_told(m)) || open {
        return;
    }
    let values: Vec<u64> = ways.iter().filter_map(|m| m.figure.whole()).collect();
    let sum = values.iter().fold(0u64, |a, &b| a.saturating_add(b));
    let near = &passage.sentences[index.saturating_sub(1)..=index];
    let counts = near.iter().flat_map(|s| s.mentions.iter()).filter(|m| is_count(m));
    let mut wholes: Vec<u64> = counts.filter_map(|m| m.figure.whole()).collect();
    let all = Column::Applicants.word();
    let table = received(all).into_iter().chain(done(all).into_iter().take(1));
    let table: Vec<u64> = table.filter_map(|r| r.value(passage.facts)).collect();
    wholes.extend(&table);
    let &[new, both, ..] = table.as_slice() else { return };
    let [all, told] = [new, sum].map(|n| u128::from(n) * MICRO);
    let slip = rarity(text, None, all, &ways, told).is_some_and(|rare| rare >= 2 * RARE);
    // 网络 60 件、信函 5 件，去重后新收 62 件.
    let netted = || LEXICON.says("去重", &text[sentence.range.clone()]);
    let near_miss = (sum > both || sum < new && (new - sum) * 10 <= new || slip) && !netted();
    if wholes.contains(&sum) {
        return ways.iter().for_each(|m| passage.bind(m, "各渠道之和"));
    }
    if !near_miss || passage.whose(sentence, first).is_some() {
        return ways.iter().for_each(|m| passage.leave(m, Whose::Channel));
    }
    let spelled: Vec<String> = values.iter().map(u64::to_string).collect();
    let message = format!("各渠道 {}＝{sum} 件，表三“本年新收·总计”是 {new}", spelled.join("＋"));
    let finding = passage
        .finding(&codes::X17, first.figure.start..last.figure.end, message)
        .label(Reading::total(Row::Received).place(passage.facts), format!("这里是 {new}"))
        .help("核对每个渠道的件数");
    passage.sink.push(finding);
}

/// 网络 30+信函 40+线下 0=70.
fn equations(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let list = &sentence.mentions;
    let joins = |a: &Mention, b: &Mention, signs: [char; 2], most: usize| {
        let between = &text[a.figure.end..b.figure.start];
        between.contains(signs) && between.chars().count() <= most
    };
    for at in 1..list.len() {
        let result = &list[at];
        if !joins(&list[at - 1], result, ['=', '＝'], 8) {
            continue;
        }
        let mut first = at - 1;
        while first > 0 && joins(&list[first - 1], &list[first], ['+', '＋'], 60) {
            first -= 1;
        }
        let terms = &list[first..at];
        let sum: u128 = terms.iter().map(|m| m.figure.micros).sum();
        let exact = list[first..=at].iter().all(|m| !m.figure.approximate);
        if terms.len() < 2 || !exact {
            continue;
        }
        list[first..=at].iter().for_each(|m| passage.bind(m, "算式"));
        if sum != result.figure.micros {
            let spelled: Vec<String> = terms.iter().map(|m| written(&m.figure)).collect();
            let places = terms.iter().map(|m| m.figure.places).max().unwrap_or(0);
            let (is, wrote) = (decimal(sum, places), written(&result.figure));
            let message = format!("{}＝{is}，正文写 {wrote}", spelled.join("＋"));
            let finding = passage.finding_at(&codes::X17, result, message).help("重算这个式子");
            passage.tell(result, finding);
        }
    }
}
