//! 栏目由 93 个增至 95 个，新增 8 个，撤并 6 个: what there was, what came to it and what went from it give what there is (X09).

use super::growth::is_from;
use super::slips::{RARE, rarity};
use crate::check::compare::Passage;
use crate::check::text::clauses::{COMMAS, Mention, Sentence};
use crate::diagnostic::codes;

/// What verbs of coming and of going are made of.
const COMES: [char; 7] = ['新', '增', '添', '补', '扩', '设', '开'];
const GOES: [char; 15] =
    ['减', '撤', '并', '删', '停', '销', '关', '退', '废', '除', '清', '压', '裁', '消', '下'];

/// How many changes are looked at.
const MOST: usize = 8;

/// Compares stocks and their changes.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    for (at, pair) in sentence.mentions.windows(2).enumerate() {
        let [old, new] = pair else { continue };
        let between = text[old.figure.end..new.figure.start].trim_end();
        let moved = is_from(text, old) && ["到", "至", "为", "成"].iter().any(|word| between.ends_with(word));
        let same = old.figure.unit == new.figure.unit && old.scope == new.scope;
        if moved && same && old.figure.is_count() && new.figure.is_count() {
            judge(passage, sentence, at);
        }
    }
}

/// The words of a figure's own clause up to it.
fn lead<'t>(text: &'t str, sentence: &Sentence, at: usize) -> &'t str {
    let mention = &sentence.mentions[at];
    let before = at.checked_sub(1).map_or(sentence.range.start, |i| sentence.mentions[i].figure.end);
    let words = &text[before.min(mention.figure.start)..mention.figure.start];
    words.rsplit(|c| COMMAS.contains(c) || c == '、').next().unwrap_or(words)
}

/// Whether a figure came (true) or went (false), by its verb.
fn came(words: &str) -> Option<bool> {
    match (words.contains(COMES), words.contains(GOES)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Compares one stock with the changes that its sentence tells.
fn judge(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) {
    let text = passage.text();
    let list = &sentence.mentions;
    let (old, new) = (&list[at], &list[at + 1]);
    let near = list.iter().enumerate().skip(at.saturating_sub(MOST)).take(2 * MOST);
    let changes: Vec<(&Mention, bool)> = near
        .filter(|(i, m)| *i != at && *i != at + 1 && m.figure.unit == old.figure.unit && m.scope == old.scope)
        .filter(|(_, m)| m.figure.is_count())
        .filter_map(|(i, m)| Some((m, came(lead(text, sentence, i))?)))
        .collect();
    let sum = |sign: bool| {
        changes.iter().filter(|c| c.1 == sign).filter_map(|c| c.0.figure.whole()).fold(0, u64::saturating_add)
    };
    let (came, went) = (sum(true), sum(false));
    let (Some(before), Some(after)) = (old.figure.whole(), new.figure.whole()) else { return };
    if changes.is_empty() {
        return;
    }
    let members = || changes.iter().map(|c| c.0).chain([old, new]);
    let holds = before.saturating_add(came) == after.saturating_add(went);
    // 净增 2 个: both at once.
    let net = changes.len() == 1 && before.abs_diff(after) == came.max(went);
    if holds || net {
        return members().for_each(|m| passage.bind(m, "增减"));
    }
    if members().any(|m| passage.is_told(m)) {
        return;
    }
    // With both what came and what went told, all is told; else only if it is told of the same things.
    let thing = lead(text, sentence, at).trim_end_matches(['由', '从']);
    let thing: Vec<char> = thing.chars().collect();
    let told = |pair: &[char]| {
        let pair: String = pair.iter().collect();
        changes.iter().any(|(m, _)| m.before().iter().chain(m.after()).any(|t| t.text(text).contains(&pair)))
    };
    let parts: Vec<&Mention> = changes.iter().map(|c| c.0).collect();
    let rare = || {
        let gap = u128::from(before.abs_diff(after)) * crate::check::text::numerals::MICRO;
        rarity(text, new, &parts, gap).is_some_and(|rare| rare >= RARE)
    };
    if !(came > 0 && went > 0 || thing.windows(2).any(told) || rare()) {
        return;
    }
    let unit = old.figure.unit;
    let is = before.saturating_add(came).saturating_sub(went);
    let message =
        format!("原有 {before} {unit}，增 {came} 减 {went}，应为 {is} {unit}，正文写 {after} {unit}");
    let place = passage.paragraph.place(old.figure.start..old.figure.end);
    let finding =
        passage.finding_at(&codes::X09, new, message).label(place, "原有的").help("核对原有、增减和现有的数");
    passage.tell(new, finding);
}
