//! In: a list. Out: X08 and X09 (the parts do not add up to the whole), X20 (parts counted in another unit than the whole). A list
//! need not be complete: too small a sum is a warning only where the list is of a kind that is complete or little is missing, else
//! a hint.

use super::lists::{Kinds, List, Opener, WRITINGS, class, lists};
use super::slips::{RARE, rarity};
use crate::check::claim::Whose;
use crate::check::compare::{Passage, spelled};
use crate::check::text::clauses::Mention;
use crate::check::text::lexicon::Class;
use crate::check::text::tokens::Kind;
use crate::diagnostic::codes::{self, Rule};

/// Adds up the lists of a sentence.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let text = passage.text();
    let mut found = lists(passage, index);
    // 25 件 … 2950 元。其中 1 件 420 元; …: where one of the two adds up, the list is complete for the other too.
    if found.len() == 2 && found.iter().any(|l| reaches(text, l, &l.parts)) {
        for list in &mut found {
            list.complete |= list.parts.len() >= 2;
        }
    }
    for list in found {
        judge(passage, &list);
    }
}

/// The least and the most that a figure may mean (1700 余: up to 1799).
fn bounds(text: &str, list: &List<'_>) -> (u64, u64) {
    let (figure, value) = (&list.whole.figure, list.value(list.whole));
    if text[figure.end..].trim_start().starts_with("以上") {
        return (value, u64::MAX);
    }
    if !figure.approximate {
        return (value, value);
    }
    let mut step = 1u64;
    while value > 0 && value.is_multiple_of(step.saturating_mul(10)) {
        step = step.saturating_mul(10);
    }
    (value.saturating_sub(step), value.saturating_add(step.saturating_sub(1)))
}

/// Whether some figures add up to one that may be the whole: all, or those up to a semicolon or another verb.
fn reaches(text: &str, list: &List<'_>, parts: &[&Mention]) -> bool {
    let ends = |n: usize| {
        parts.get(n).is_none_or(|next| {
            let between = &text[parts[n - 1].figure.end..next.figure.start];
            let first =
                next.before().iter().find(|t| !t.is(Class::Filler) && !matches!(t.kind, Kind::Mark(_)));
            let verb = first.is_some_and(|t| t.is([Class::NewMatter, Class::Publish]));
            // 成立登记 120 件、变更注销 86 件，作出行政处罚决定 15 件.
            let paused = |pair: &[&Mention]| text[pair[0].figure.end..].starts_with('、');
            let left = n >= 2 && parts[..n].windows(2).all(paused) && !between.starts_with('、');
            between.contains(['；', ';', '。']) || verb || left
        })
    };
    (1..=parts.len()).any(|n| ends(n) && list.wholes.contains(&list.sum(&parts[..n])))
}

/// 县直部门 39 件，甲、乙两家共 21 件: of bodies that may be among those before.
fn of_several(text: &str, part: &Mention) -> bool {
    let head = text[..part.figure.start].strip_suffix('共');
    head.is_some_and(|head| head.ends_with(['家', '者', '地']))
}

/// Whether any sensible reading of the list adds up: its parts, its parts and what goes on behind them, all units together.
fn adds_up(text: &str, list: &List<'_>) -> bool {
    let unit = list.whole.figure.unit;
    // 新收 12 件，其中自然人 9 件、企业 2 件；上年结转 1 件: what follows all applicants is none of them.
    let applicants = list.complete && list.parts.iter().all(|part| class(part) == Kinds::Applicants);
    let same: Vec<&Mention> = list.all.iter().copied().filter(|m| m.figure.unit == unit).collect();
    reaches(text, list, &list.parts)
        || !applicants && reaches(text, list, &same)
        || !applicants && (list.all.len() > 2 || are_writings(list)) && reaches(text, list, &list.all)
}

/// Whether whole and parts are all counted as documents are: 300 条，其中动态 180 篇、公告 120 件.
fn are_writings(list: &List<'_>) -> bool {
    let mut all = list.all.iter().copied().chain([list.whole]);
    list.all.len() >= 2 && all.all(|m| WRITINGS.contains(&m.figure.unit))
}

/// Says what is wrong with a list.
fn judge(passage: &mut Passage<'_>, list: &List<'_>) {
    let members = || list.parts.iter().copied().chain([list.whole]);
    let text = passage.text();
    if adds_up(text, list) {
        mixed_units(passage, list);
        let all = if reaches(text, list, &list.parts) { &list.parts } else { &list.all };
        all.iter().copied().chain([list.whole]).for_each(|m| passage.bind(m, "分项之和"));
        return;
    }
    // 有效线索 887 条，已处置 851 条，其余 36 条: parts of a part.
    let size = list.value(list.whole);
    let near = list.sum(&list.parts).abs_diff(size) <= (size / 4).max(2);
    let nested = (1..list.parts.len()).any(|n| {
        let (some, rest) = list.parts.split_at(n);
        rest.len() + n >= 3 && list.sum(some) == list.sum(rest) && !near
    });
    // 600 元、820 元，另 2 件各 220 元: taken more than once.
    let each = list.parts.iter().any(|m| m.before().last().is_some_and(|t| t.text(text) == "各"));
    if nested || each || list.parts.iter().any(|part| of_several(text, part)) {
        return list.parts.iter().for_each(|part| passage.leave(part, Whose::Part));
    }
    let told = members().any(|m| passage.is_told(m)) || members().all(|m| passage.computed(m));
    // 办结 12 件，其中予以公开 9 件、…，结转下年度 2 件: up to the last that are in it.
    let within = |n: usize| list.sum(&list.parts[..n]) == size;
    let fates = list.kinds == Kinds::Fates && !list.parts.last().is_some_and(|p| p.has_before(Class::Others));
    let told = told || fates && (list.sum(&list.parts) <= size || (1..list.parts.len()).any(within));
    let (least, most) = bounds(text, list);
    let total = list.sum(&list.parts);
    let rough = list.parts.iter().any(|p| p.figure.approximate);
    let rough_whole = list.whole.figure.approximate && list.all.len() >= 3 && list.sum(&list.all) > most;
    if rough_whole && !told && !list.all.iter().any(|m| m.figure.approximate) {
        return say(passage, list, &list.all, false);
    }
    let several = list.complete || list.parts.len() >= 3;
    // One slip of a hand would make it hold.
    let slip = !list.open && list.parts.len() >= 2 && !rough && !list.whole.figure.approximate;
    let rare = || {
        rarity(text, Some(list.whole), list.whole.figure.micros, &list.parts, u128::from(total) * list.step)
    };
    let rare = if slip { rare().unwrap_or(0) } else { 0 };
    // Two of 其中 that are less than the whole may be two of three.
    let some = list.parts.len() == 2 && total < least && !list.complete;
    let finding = if told || list.parts.is_empty() {
        None
    } else if rare >= if list.parts.len() >= 3 { RARE } else { 2 * RARE } {
        Some(some && rare < 6 * RARE)
    } else if total > most
        && (total > list.wholes.iter().copied().max().unwrap_or(0)
            || several && total - most <= (most / 10).max(1))
    {
        exceeds(list, total, most).then_some(false)
    } else if total < least && !rough && !list.whole.figure.approximate {
        falls_short(list, total, least)
    } else {
        None
    };
    match finding {
        Some(weak) => say(passage, list, &list.parts, weak),
        None => list.parts.iter().for_each(|part| passage.leave(part, Whose::Part)),
    }
}

/// Whether parts above the whole are a slip: two of 其中 may overlap, channels may carry the same news.
fn exceeds(list: &List<'_>, total: u64, most: u64) -> bool {
    let single = list.parts.iter().map(|p| list.value(p)).max().unwrap_or(0);
    if list.kinds == Kinds::Channels && list.whole.figure.unit != "件" {
        return single > most
            || single.saturating_mul(10) < most.saturating_mul(9) && total < most.saturating_mul(2);
    }
    let little = list.opener == Opener::Among && total - most <= (most / 10).max(1);
    let consists = list.opener == Opener::Consists && list.parts.len() >= 2;
    // Two that overlap by half are seldom told side by side.
    let half = list.parts.len() == 2 && total - most <= most / 2;
    half || list.complete || list.parts.len() >= 3 || little || consists || single > most
}

/// Whether parts below the whole are a slip (a warning), or an incomplete list that does not say so (a hint).
fn falls_short(list: &List<'_>, total: u64, least: u64) -> Option<bool> {
    let unit = list.whole.figure.unit;
    let others = list.all.iter().any(|m| m.figure.unit != unit && WRITINGS.contains(&m.figure.unit));
    let bracket = list.opener == Opener::Bracket && list.parts.len() >= 4;
    if list.open || list.parts.len() < 2 || others && WRITINGS.contains(&unit) && !list.complete {
        return None;
    }
    // Little is missing, or the whole has a digit too many.
    let little = (least - total) * 10 <= least || total.checked_mul(10) == Some(least);
    let sure = list.complete || bracket || list.parts.len() >= 3 && little;
    // Two that lack one: a slip, or a third that is not worth its name.
    let one = least - total == 1 && least >= 5;
    let verb = |p: &&Mention| {
        p.before()
            .iter()
            .find(|t| !t.is([Class::Filler, Class::Among]))
            .is_some_and(|t| t.is(Class::NewMatter))
    };
    // Two of three that are nearly all.
    let two = list.parts.len() == 2 && (least - total) * 10 <= least;
    let changes = list.parts.iter().all(verb);
    let two_in_bracket = list.opener == Opener::Bracket && list.parts.len() == 2 && (one || two);
    let hint = two_in_bracket
        || list.opener == Opener::Among
            && (list.parts.len() >= 3 && list.kinds != Kinds::Channels && !changes || one || two);
    if sure { Some(false) } else { hint.then_some(true) }
}

/// The rule for a list of bodies, of the ways of applications, of anything else.
fn rule(passage: &Passage<'_>, list: &List<'_>) -> &'static Rule {
    let bodies = list.parts.iter().filter(|m| passage.names.names_another(&words(passage, m))).count();
    if list.kinds == Kinds::Channels && list.whole.figure.unit == "件" {
        &codes::X17
    } else if bodies > 0 && bodies * 2 >= list.parts.len() {
        &codes::X08
    } else {
        &codes::X09
    }
}

/// The words of a part.
fn words(passage: &Passage<'_>, part: &Mention) -> String {
    let words = part.before().iter().filter(|t| !t.is(Class::NoBody));
    words.map(|t| t.text(passage.text())).collect()
}

/// 分项 8＋12＝20 条，总数写 38 条.
fn say(passage: &mut Passage<'_>, list: &List<'_>, added: &[&Mention], weak: bool) {
    let unit = list.whole.figure.unit;
    let text = passage.text();
    let like =
        list.parts.iter().chain([&list.whole]).min_by_key(|m| m.figure.step(text)).map_or(list.whole, |m| m);
    let spelled = |value: u64| spelled(text, &like.figure, u128::from(value) * list.step);
    let values: Vec<String> = added.iter().map(|p| spelled(list.value(p))).collect();
    let (total, whole) = (list.sum(added), list.value(list.whole));
    let sign = if list.whole.figure.approximate { "余" } else { "" };
    let message = format!(
        "分项 {}＝{} {unit}，总数写 {}{sign} {unit}",
        values.join("＋"),
        spelled(total),
        spelled(whole)
    );
    let parts = added[0].figure.start..added[added.len() - 1].figure.end;
    let word = if total > whole { "多" } else { "少" };
    let place = passage.paragraph.place(parts);
    let finding = passage
        .finding_at(rule(passage, list), list.whole, message)
        .note(format!("分项相加{word} {}", spelled(whole.abs_diff(total))))
        .label(place, "分项");
    let finding = if weak {
        finding.softened().help("列全各项；没有列全的，写“等”或“主要包括”")
    } else {
        finding.help("核对总数和每个分项")
    };
    passage.bind(list.whole, "分项之和");
    for part in added {
        passage.bind(part, "总数");
        if !weak {
            passage.told.push(part.figure.start);
        }
    }
    if weak {
        passage.sink.push(finding);
    } else {
        passage.tell(list.whole, finding);
    }
}

/// The sum is right, the units are not.
fn mixed_units(passage: &mut Passage<'_>, list: &List<'_>) {
    let unit = list.whole.figure.unit;
    let other = |m: &&&Mention| m.figure.unit != unit && WRITINGS.contains(&m.figure.unit);
    let own = list.parts.iter().any(|m| m.figure.unit == unit);
    // 部门文件 5 件，同步发布解读稿 7 篇: another matter.
    let verb = |m: &Mention| m.has_before([Class::NewMatter, Class::Publish]);
    let whole_list =
        list.wholes.contains(&list.sum(&list.all)) && !(own && list.wholes.contains(&list.sum(&list.parts)));
    let found = list.all.iter().find(other).filter(|m| !verb(m) || verb(list.all[0]));
    let Some(other) = found.filter(|_| whole_list && WRITINGS.contains(&unit)) else {
        return;
    };
    let message = format!("总数用“{unit}”，分项用“{}”", other.figure.unit);
    let place = passage.paragraph.place(list.whole.figure.start..list.whole.figure.end);
    let finding =
        passage.finding_at(&codes::X20, other, message).label(place, "总数").help("同一笔数用同一个量词");
    passage.sink.push(finding);
}
