//! 栏目由 93 个增至 95 个，新增 8 个，撤并 6 个: what there was, what came to it and what went from it give what there is (X09).

use super::growth::{differs, has_moved};
use super::lists::HELD;
use super::naming::came;
use crate::check::compare::{FigureStatus, Passage, spelled};
use crate::check::text::clauses::{COMMAS, Mention, Sentence};
use crate::check::text::lexicon::Class;
use crate::diagnostic::codes;

/// How many changes are looked at.
const MOST: usize = 8;

/// Compares stocks and their changes.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    for (at, pair) in sentence.mentions.windows(2).enumerate() {
        let [old, new] = pair else { continue };
        if has_moved(text, old, new) && alike(old, new) {
            judge(passage, sentence, at, at + 1);
        }
    }
    // 用时 4.5 个工作日，比规定的 20 个工作日压缩 15.5 个工作日.
    for three in sentence.mentions.windows(3) {
        let [new, old, by] = three else { continue };
        let between = &text[old.figure.end..by.figure.start];
        let changed = came(between).is_some() && !between.contains(|c| COMMAS.contains(c) || c == '、');
        let held = matches!(passage.status(by), Some(FigureStatus::Bound(_)));
        if changed
            && !held
            && alike(old, new)
            && alike(old, by)
            && old.has_before(Class::Compare)
            && !new.has_before(Class::Compare)
            // 17 件，其中 5 件为企业，比上年的 20 件减少 3 件: what is compared stands before its parts.
            && !sentence.tokens[..new.token].iter().any(|t| t.is(Class::Among))
        {
            compared(passage, new, old, by);
        }
    }
    // 年初 87 条，新开 4 条、停运 2 条，年末 89 条.
    let named = |names: &[&str]| {
        // Few sentences have one of them anywhere.
        if !names.iter().any(|name| text[sentence.range.clone()].contains(name)) {
            return None;
        }
        (0..sentence.mentions.len()).rev().find(|at| {
            let words = lead(text, sentence, *at);
            names.iter().any(|name| words.contains(name))
        })
    };
    if let Some(old) = named(&["年初", "原有", "上年末", "上年底"])
        && let Some(new) = named(&["年末", "年底", "现有", "目前"])
        && old < new
        && alike(&sentence.mentions[old], &sentence.mentions[new])
    {
        judge(passage, sentence, old, new);
    }
}

/// Whether two figures count the same.
fn alike(one: &Mention, other: &Mention) -> bool {
    let exact = |m: &Mention| !m.figure.approximate && !["", "%", "百分点"].contains(&m.figure.unit);
    one.figure.unit == other.figure.unit && one.scope == other.scope && exact(one) && exact(other)
}

/// The words of a figure's own clause up to it.
fn lead<'t>(text: &'t str, sentence: &Sentence, at: usize) -> &'t str {
    let mention = &sentence.mentions[at];
    let before = at.checked_sub(1).map_or(sentence.range.start, |i| sentence.mentions[i].figure.end);
    let words = &text[before.min(mention.figure.start)..mention.figure.start];
    words.rsplit(|c| COMMAS.contains(c) || c == '、').next().unwrap_or(words)
}

/// Says that a change is not that between two figures.
fn compared(passage: &mut Passage<'_>, new: &Mention, old: &Mention, by: &Mention) {
    let three = [old, new, by];
    let off = new.figure.micros.abs_diff(old.figure.micros);
    if off == by.figure.micros || three.iter().any(|m| passage.is_told(m)) {
        return three.iter().for_each(|m| passage.bind(m, HELD));
    }
    let message = differs(passage.text(), old, new, by);
    let finding = passage.finding_at(&codes::X09, by, message).help("核对这几个数");
    passage.tell(by, finding);
}

/// Compares one stock with the changes that its sentence tells.
fn judge(passage: &mut Passage<'_>, sentence: &Sentence, at: usize, then: usize) {
    let text = passage.text();
    let list = &sentence.mentions;
    let (old, new) = (&list[at], &list[then]);
    let near = list.iter().enumerate().skip(at.saturating_sub(MOST)).take(2 * MOST);
    let changes: Vec<(&Mention, bool)> = near
        .filter(|(i, m)| *i != at && *i != then && alike(old, m))
        .filter_map(|(i, m)| Some((m, came(lead(text, sentence, i))?)))
        .collect();
    let sum = |sign: bool| {
        changes.iter().filter(|c| c.1 == sign).map(|c| c.0.figure.micros).fold(0, u128::saturating_add)
    };
    let (came, went) = (sum(true), sum(false));
    let (before, after) = (old.figure.micros, new.figure.micros);
    // 由 8 场增加到 10 场，其中新增专题发布 4 场: some of those that came.
    let among = sentence.tokens.iter().any(|t| t.is(Class::Among) && t.start > new.figure.start);
    if changes.is_empty() || changes.len() == 1 && among {
        return;
    }
    let members = || changes.iter().map(|c| c.0).chain([old, new]);
    let holds = before.saturating_add(came) == after.saturating_add(went);
    // 净增 2 个: both at once.
    let net = changes.len() == 1 && before.abs_diff(after) == came.max(went);
    if holds || net {
        return members().for_each(|m| passage.bind(m, HELD));
    }
    if members().any(|m| passage.is_told(m)) {
        return;
    }
    // Of one change alone it must be said that it is one of the same things.
    let thing = lead(text, sentence, at).trim_end_matches(['由', '从']);
    let thing: Vec<char> = thing.chars().collect();
    let told = |pair: &[char]| {
        let pair: String = pair.iter().collect();
        changes.iter().any(|(m, _)| m.before().iter().chain(m.after()).any(|t| t.text(text).contains(&pair)))
    };
    // 由 14 个压减为 11 个，合并 3 个: nothing but the verb.
    let bare = || {
        changes.iter().all(|(m, _)| {
            // 比年初减少 4 个，由 26 个减至 22 个.
            let most = if m.token < old.token { "比年初减少" } else { "，合并了" };
            m.before().iter().map(|t| t.end - t.start).sum::<usize>() <= most.len()
        })
    };
    if !(changes.len() >= 2 || bare() || thing.windows(2).any(told)) {
        return;
    }
    let unit = old.figure.unit;
    let fine = members().min_by_key(|m| m.figure.step(text)).map_or(&old.figure, |m| &m.figure);
    let is = before.saturating_add(came).saturating_sub(went);
    let [before, came, went, is, after] = [before, came, went, is, after].map(|n| spelled(text, fine, n));
    let message =
        format!("原有 {before} {unit}，增 {came} 减 {went}，应为 {is} {unit}，正文写 {after} {unit}");
    let place = passage.paragraph.place(old.figure.start..old.figure.end);
    let finding =
        passage.finding_at(&codes::X09, new, message).label(place, "原有的").help("核对原有、增减和现有的数");
    passage.tell(new, finding);
}
