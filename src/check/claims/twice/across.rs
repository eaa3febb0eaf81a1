//! Sums and shares of which one figure stands here and the others in another sentence or section: 全年公开信息 1206 条, and 网站 820 条、公众号
//! 440 条 elsewhere (X09); 占全年公开信息的 45%, and the figures of both elsewhere (X10).

use super::super::percent::{is_share, percentage};
use super::super::slips::{RARE, Slip, rarity_of, slip};
use super::super::terms::sum_of;
use super::called::{Shared, is_common};
use super::{Extent, Spot, Told};
use crate::check::compare::written;
use crate::check::text::MICRO;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// Compares what is told of the year with its parts and shares in other sentences.
pub(super) fn check(told: &[Told], sink: &mut Diagnostics) {
    for (at, one) in told.iter().enumerate() {
        if one.sums {
            behind(&told[..at], one, sink);
        }
        if let Some(shared) = &one.share {
            share(told, one, shared, sink);
        } else if one.extent == Extent::Year && one.called.place.is_empty() {
            sum(told, one, sink);
        }
        named_together(told, one, sink);
    }
}

/// 网站公开信息 820 条，公众号公开信息 440 条。两个平台共公开信息 1206 条: the sum of the like figures of the sentence before.
fn behind(before: &[Told], whole: &Told, sink: &mut Diagnostics) {
    let Some(last) = before.last().filter(|last| last.paragraph == whole.paragraph) else { return };
    let run: Vec<&Told> =
        before.iter().rev().take_while(|part| part.spot.sentence == last.spot.sentence).collect();
    let like = |part: &&&Told| part.unit == whole.unit && part.extent != Extent::Among;
    let parts: Vec<(u128, u128)> = run.iter().filter(like).map(|part| (part.micros, part.step)).collect();
    let sum = sum_of(parts.iter().map(|part| part.0));
    let rare = rarity_of(Some((whole.micros, whole.step)), whole.micros, &parts, sum);
    if parts.len() < 2 || sum == whole.micros || rare.is_none_or(|rare| rare < 2 * RARE) {
        return;
    }
    let message = format!("前一句各项相加是 {} {}，这里写{}", sum / MICRO, whole.unit, whole.spot.written);
    let found = Diagnostic::of(&codes::X09, whole.spot.place, message).help("核对总数和每个分项");
    sink.push(run.iter().rev().filter(like).fold(found, |found, part| found.label(part.spot.place, "分项")));
}

/// A whole, and parts told elsewhere (`which`) that come to another sum.
pub(super) fn summed(whole: &Spot, which: &str, parts: &[&Spot], sum: u128) -> Diagnostic {
    let terms: Vec<&str> = parts.iter().map(|part| part.written.as_str()).collect();
    let message = format!("这里写{}，另一处{which} {}，相加是 {sum}", whole.written, terms.join("＋"));
    let found = Diagnostic::of(&codes::X09, whole.place, message).help("核对总数和每个分项");
    parts.iter().fold(found, |found, part| found.label(part.place, "分项"))
}

/// 人大代表建议 19 件、政协提案 23 件, and 43 件人大代表建议和政协提案 in another sentence: what is counted together has the names of both.
fn named_together(told: &[Told], whole: &Told, sink: &mut Diagnostics) {
    let name = &whole.called.name;
    let of = |part: &Told| {
        part.unit == whole.unit
            && part.spot.sentence != whole.spot.sentence
            && part.called.name.chars().count() >= 2
            && part.called.name != *name
            && name.contains(&part.called.name)
    };
    for run in told.chunk_by(|a, b| a.spot.sentence == b.spot.sentence) {
        let parts: Vec<&Told> = run.iter().filter(|part| of(part)).collect();
        let rest = parts.iter().fold(name.clone(), |rest, part| rest.replacen(&part.called.name, "", 1));
        let sum = sum_of(parts.iter().map(|part| part.micros));
        let near = sum.abs_diff(whole.micros) <= sum / 2;
        if parts.len() < 2 || sum == whole.micros || !near || !rest.is_empty() {
            continue;
        }
        let parts: Vec<&Spot> = parts.iter().map(|part| &part.spot).collect();
        sink.push(summed(&whole.spot, "", &parts, sum / MICRO));
        return;
    }
}

/// 网站公开信息 820 条、公众号公开信息 440 条 of one paragraph: the platforms of a whole that stands in another sentence, whose sum is one slip of a
/// hand from it.
fn sum(told: &[Told], whole: &Told, sink: &mut Diagnostics) {
    let of = |part: &&Told| {
        let name = &part.called.name;
        part.unit == whole.unit
            && part.step == whole.step
            && part.extent != Extent::Among
            && !part.called.place.is_empty()
            && part.spot.sentence != whole.spot.sentence
            && name.len() > whole.called.name.len()
            && name.ends_with(&whole.called.name)
    };
    let parts: Vec<&Told> = told.iter().filter(of).collect();
    for parts in parts.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let sum = sum_of(parts.iter().map(|part| part.micros));
        if parts.len() < 2 || sum == whole.micros {
            continue;
        }
        let figures: Vec<(u128, u128)> = parts.iter().map(|part| (part.micros, part.step)).collect();
        let rare = rarity_of(Some((whole.micros, whole.step)), whole.micros, &figures, sum);
        if rare.is_none_or(|rare| rare < 4 * RARE) {
            continue;
        }
        let parts: Vec<&Spot> = parts.iter().map(|part| &part.spot).collect();
        sink.push(summed(&whole.spot, "各平台", &parts, sum / MICRO));
        return;
    }
}

/// 占全年公开信息的 45%: the share of a part that one figure of the report tells, of a whole that one tells. Where it names no whole (仅占总量的
/// 13.7%), only what one slip of a hand makes of the true one is said: another may be meant.
fn share(told: &[Told], share: &Told, of: &Shared, sink: &mut Diagnostics) {
    let bare = |name: &str| name.trim_end_matches("信息").trim_end_matches('类').to_owned();
    let counted = |t: &&Told| t.unit != "%" && t.share.is_none();
    let part = bare(&of.part);
    // 统计分析类信息: 统计 is no verb there.
    let same =
        |t: &&Told| !part.is_empty() && [&t.called.name, &t.called.words].iter().any(|n| bare(n) == part);
    let parts: Vec<&Told> = told.iter().filter(counted).filter(same).collect();
    let [one] = parts[..] else { return };
    // 占网站的 70% is of no other whole.
    let unnamed = of.whole.is_empty();
    let of_all = one.of.filter(|_| unnamed || one.extent == Extent::Among && is_common(&of.whole));
    let named = |t: &&Told| t.called.name == of.whole && t.unit == one.unit && t.extent == Extent::Year;
    let all: Vec<u128> = told.iter().filter(counted).filter(named).map(|t| t.micros).chain(of_all).collect();
    let figure = &share.figure;
    let fits = |of: &u128| *of >= one.micros && is_share(figure, one.micros, *of);
    let Some(whole) = all.first().filter(|all_of| **all_of > one.micros && !all.iter().any(fits)) else {
        return;
    };
    // 主办 72 件、会办 37 件，…A 类占主办件的 75%: of one told in its sentence.
    let beside = |t: &&Told| t.spot.sentence == share.spot.sentence && t.unit == one.unit;
    if told.iter().filter(beside).any(|t| fits(&t.micros)) {
        return;
    }
    let step = MICRO / 10u128.pow(figure.places.min(6));
    let meant = (one.micros * 100 * MICRO / whole + step / 2) / step;
    let slip = slip(figure.micros / step, meant);
    if unnamed && !slip.is_some_and(|slip| of.of_all || slip == Slip::Exchanged) {
        return;
    }
    let (wrote, is) = (written(figure), percentage(one.micros, *whole, figure));
    let (part, whole) = (&one.spot.written, whole / MICRO);
    let message = format!("正文说占 {wrote}%，另一处写{part}，按总数 {whole} 算是 {is}%");
    let found = Diagnostic::of(&codes::X10, share.spot.place, message).note("比例不对");
    sink.push(found.label(one.spot.place, "占比的一部分").help("重算比例，或核对件数"));
}
