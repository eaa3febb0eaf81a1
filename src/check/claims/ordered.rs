//! What words say of two or three figures of a sentence: 少于上年, 逐年递增, 由 9 个压减为 11 个 (X11), 数量相等 (X09); of a rank and of how many it is one (X09).

use super::growth::is_from;
use crate::check::compare::{Passage, written};
use crate::check::text::{Class, Kind, LEXICON, Mention, Sentence, Token, Words, first_phrase, is_pause};
use crate::diagnostic::codes;
use crate::source::number;

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    for at in 0..sentence.mentions.len() {
        ranked(passage, sentence, at);
    }
    if sentence.mentions.len() < 2 {
        return;
    }
    let text = passage.text();
    for at in 1..sentence.mentions.len() {
        than_last_year(passage, sentence, at);
    }
    for (at, two) in sentence.mentions.windows(2).enumerate() {
        // 由 82%提高到 71%，提高 9 个百分点: of the three the last is told already.
        if !sentence.mentions.get(at + 2).is_some_and(|by| passage.is_told(by)) {
            moved(passage, &two[0], &two[1]);
        }
    }
    for clause in sentence.clauses() {
        let words = &text[clause.range(0, clause.len() - 1)];
        if clause.has_figure() || clause.has([Class::Not, Class::Denial, Class::Must]) {
            continue;
        }
        if LEXICON.says("相等", words) {
            equal(passage, sentence);
        } else if let Some(up) = direction(words, &clause) {
            ordered(passage, sentence, up);
        }
    }
}

/// 逐年增加, 少于上年: whether what is told grew (true) or shrank.
fn direction(words: &str, clause: &[Token]) -> Option<bool> {
    let compared = clause.has([Class::LastYear, Class::Compare]);
    way(words).filter(|_| compared || LEXICON.says("历年", words))
}

/// Whether the verbs of some words say that something grew (true) or shrank.
fn way(words: &str) -> Option<bool> {
    let (up, down) = (LEXICON.says("升", words), LEXICON.says("降", words));
    (up != down).then_some(up)
}

/// 由 9 个压减为 11 个, 较上年的 26 件减少到 31 件: two figures of which the verb between them says the contrary.
fn moved(passage: &mut Passage<'_>, old: &Mention, new: &Mention) {
    let text = passage.text();
    let verb = old.between(new, text);
    let reached = || LEXICON.closes("变到的字", LEXICON.cut_end("本年的", verb).trim_end());
    let like = old.figure.unit == new.figure.unit && old.scope == new.scope;
    if !like || old.figure.approximate || new.figure.approximate || verb.contains(is_pause) || !reached() {
        return;
    }
    // 排名由 8 位升至 3 位, 由 5 级提升为 3 级; 由 20 天提升到 5 天: less is better.
    let better = LEXICON.has("越小越好的量词", new.figure.unit);
    // 由 12 个整合为 18 个: what is made one is fewer.
    let fewer = |verb| LEXICON.says("并成少的", verb).then_some(false);
    if (is_from(text, old) || old.has_before(Class::Compare))
        && let Some(up) = way(verb).or(fewer(verb)).filter(|up| !(*up && better))
        && is_against(up, old, new)
    {
        belie(passage, up, old, new);
    }
}

/// 收到 15 件，较上年的 12 件有所减少: a comparison without its own number, which no figure before it bears out.
fn than_last_year(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) {
    let (text, old) = (passage.text(), &sentence.mentions[at]);
    if !old.has_before(Class::Compare) || !counts_all(old) {
        return;
    }
    let near = &text[old.figure.end..text.floor_char_boundary(old.figure.end + SIGHT)];
    let told = LEXICON.behind("有所", near.trim_start_matches('，'));
    let Some(up) = told.and_then(|words| way(first_phrase(words))) else { return };
    let earlier = sentence.mentions[..at].iter().rev().take(MOST);
    let like: Vec<&Mention> = earlier.filter(|m| m.figure.unit == old.figure.unit && counts_all(m)).collect();
    if let Some(new) = like.first().filter(|_| like.iter().all(|new| is_against(up, old, new))) {
        belie(passage, up, old, new);
    }
}

/// How many figures back what is compared is looked for, and how many bytes behind it the verb.
const MOST: usize = 12;
const SIGHT: usize = 60;

fn counts_all(mention: &Mention) -> bool {
    !mention.figure.approximate && !mention.figure.unit.is_empty()
}

/// Whether two figures do not tell that something grew, or shrank.
fn is_against(up: bool, old: &Mention, new: &Mention) -> bool {
    let (old, new) = (old.figure.micros, new.figure.micros);
    if up { new <= old } else { new >= old }
}

/// 正文说减少，由 26 件到 31 件不是减少.
fn belie(passage: &mut Passage<'_>, up: bool, old: &Mention, new: &Mention) {
    let (says, unit) = (if up { "增加" } else { "减少" }, new.figure.unit);
    let [was, now] = [old, new].map(|m| written(&m.figure));
    let message = format!("正文说{says}，由 {was} {unit}到 {now} {unit}不是{says}").replace(" %", "%");
    passage.tell(new, passage.finding_at(&codes::X11, new, message).help("核对两个数和动词"));
}

/// The year of a figure, as its own clause names it.
fn year(passage: &Passage<'_>, mention: &Mention) -> Option<u16> {
    let this = passage.facts.year.value;
    let named = mention.before().iter().rev().find_map(|t| match t.kind {
        Kind::Year(year) => Some(year),
        _ if t.is(Class::LastYear) && !t.is(Class::Compare) => this.checked_sub(1),
        _ if t.is(Class::ThisYear) => Some(this),
        _ => None,
    });
    let changed = [Class::Up, Class::Down, Class::Compare];
    named.filter(|_| !mention.figure.approximate && !mention.has_before(changed))
}

/// 少于上年：2024年 26 件，2025年 35 件: each figure against the one of the year before; all must be dated.
fn ordered(passage: &mut Passage<'_>, sentence: &Sentence, up: bool) {
    let mut dated: Vec<(u16, &Mention)> =
        sentence.mentions.iter().filter_map(|m| Some((year(passage, m)?, m))).collect();
    // 2023年、2024年、2025年分别为 86 件、72 件、64 件.
    let first = &sentence.mentions[0];
    let year_of = |t: &Token| if let Kind::Year(year) = t.kind { Some(year) } else { None };
    let years: Vec<u16> = first.before().iter().filter_map(year_of).collect();
    if first.has_before(Class::Each) && years.len() == sentence.mentions.len() {
        dated = years.into_iter().zip(&sentence.mentions).collect();
    }
    let alike =
        |pair: &[(u16, &Mention)]| pair[0].0 < pair[1].0 && pair[0].1.figure.unit == pair[1].1.figure.unit;
    if dated.len() != sentence.mentions.len() || !dated.windows(2).all(alike) {
        return;
    }
    if let Some([(_, old), (_, new)]) = dated.windows(2).find(|two| is_against(up, two[0].1, two[1].1)) {
        belie(passage, up, old, new);
    }
}

/// 在 22 个部门中位列第 25: no rank is beyond so many.
fn ranked(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) {
    let (text, mention) = (passage.text(), &sentence.mentions[at]);
    // 在 2 次测评中均列第 3: bodies have ranks.
    if !mention.figure.counts_in("参评") {
        return;
    }
    // 在 9 个县的考核中，得 87.6 分，排第 10.
    let next = sentence.mentions[at + 1..].iter().find(|m| m.figure.unit != "分");
    let next = next.map_or(sentence.range.end, |next| next.figure.start);
    let clause = text[mention.figure.end..next].split(['；', '。', '、']).next().unwrap_or_default();
    let Some((lead, rank)) = clause.split_once('第') else { return };
    let among = lead.contains('中');
    let Some(((rank, digits), all)) = number(rank).zip(mention.figure.whole()) else { return };
    if among && LEXICON.closes("名次", lead) && mention.figure.is_count() && rank as u64 > all {
        let message = format!("共 {all} {}，名次写第 {rank}", mention.figure.unit);
        let start = mention.figure.end + lead.len();
        let finding = passage.finding(&codes::X09, start..start + '第'.len_utf8() + digits, message);
        passage.sink.push(finding.label(passage.place(mention), "总数").help("核对名次和总数"));
    }
}

/// 轮出 1.8 万吨，轮入 1.8 万吨，数量相等.
fn equal(passage: &mut Passage<'_>, sentence: &Sentence) {
    let [one, other] = sentence.mentions.as_slice() else { return };
    let rough = one.figure.approximate || other.figure.approximate;
    if rough || one.figure.unit != other.figure.unit || one.figure.micros == other.figure.micros {
        return;
    }
    let unit = other.figure.unit;
    let [a, b] = [one, other].map(|m| written(&m.figure));
    let message = format!("正文说两个数相等，一个是 {a} {unit}，一个是 {b} {unit}");
    passage.tell(other, passage.finding_at(&codes::X09, other, message).help("核对这两个数"));
}
