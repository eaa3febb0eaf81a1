//! In: the percentages and differences that say 同比. Out: X11, growth that the two numbers do not give, where both are known: from
//! the sentence, from a written difference, or from last year's report.

use super::Desk;
use super::claims::request_claim;
use super::figures::{Figure, MICRO};
use super::sentence::{Mention, Sentence};
use super::shares::{decimal, percent};
use crate::diagnostic::codes;

/// Words of growth, words of decline.
const UP: [&str; 5] = ["增长", "上升", "增加", "上涨", "增幅"];
const DOWN: [&str; 6] = ["下降", "减少", "降低", "回落", "下滑", "降幅"];

/// Words that compare with last year.
const THAN_LAST_YEAR: [&str; 9] =
    ["同比", "比上年", "较上年", "比去年", "较去年", "上一年", "与上年", "与去年", "较前一年"];

/// Recomputes growth.
pub(super) fn check(desk: &mut Desk<'_>) {
    for sentence in desk.sentences {
        for (index, mention) in sentence.mentions.iter().enumerate() {
            let share = mention.figure.unit == "%" && !mention.figure.approximate;
            // Looks back to the sentence's start, so only for shares.
            if share && let Some(up) = direction(desk, sentence, index) {
                growth(desk, sentence, index, up);
            }
        }
    }
}

/// Whether the mention says that something grew (true) or shrank (false) against last year.
fn direction(desk: &Desk<'_>, sentence: &Sentence, index: usize) -> Option<bool> {
    let mention = &sentence.mentions[index];
    let up = UP.iter().any(|w| mention.key.contains(w));
    let down = DOWN.iter().any(|w| mention.key.contains(w));
    // No comparison stands further off than this many bytes; a flood of figures in one sentence must not cost their square.
    let far = desk.text().floor_char_boundary(mention.figure.start.saturating_sub(600));
    let text = &desk.text()[far.max(sentence.range.start)..mention.figure.start];
    // 较上年的 120 件增长 11.7%: the comparison stands before the other figure.
    let nearby = text.rfind(['；', '。']).map_or(text, |at| &text[at..]);
    let compared = THAN_LAST_YEAR.iter().any(|w| nearby.contains(w))
        || nearby.contains(&format!("{}年", desk.facts.year.value - 1));
    (compared && up != down).then_some(up)
}

/// Recomputes one growth figure.
fn growth(desk: &mut Desk<'_>, sentence: &Sentence, index: usize, up: bool) {
    let mention = &sentence.mentions[index];
    let earlier = &sentence.mentions[..index];
    let Some(base) = earlier.iter().rev().find(|m| {
        m.scope == mention.scope && m.figure.is_count() && !m.figure.unit.is_empty() && !is_other(desk, m)
    }) else {
        return;
    };
    let between = &desk.text()[base.figure.end..mention.figure.start];
    if between.contains('；') || between.contains('。') {
        return;
    }
    let Some(now) = base.figure.whole() else { return };
    let mut before: Vec<u64> = Vec::new();
    for m in sentence.mentions.iter().filter(|m| m.figure.unit == base.figure.unit && m.figure.is_count()) {
        let Some(value) = m.figure.whole() else { continue };
        if m.figure.start > base.figure.start && m.figure.start < mention.figure.start && is_difference(m) {
            let shrank = DOWN.iter().any(|w| m.key.contains(w));
            before.extend(if shrank { now.checked_add(value) } else { now.checked_sub(value) });
        } else if is_last_years(desk, m) {
            before.push(value);
        }
    }
    if before.is_empty() {
        before = last_years(desk, sentence, base, now);
    }
    before.retain(|&b| b > 0);
    if before.is_empty() || before.iter().any(|&b| fits(&mention.figure, up, now, b)) {
        return;
    }
    let last = before[0];
    let micros = u128::from(now.abs_diff(last)) * 100 * MICRO / u128::from(last);
    let word = if now >= last { "增长" } else { "下降" };
    let (is, written) = (decimal(micros, mention.figure.places.max(1)), percent(&mention.figure));
    let says = if up { "增长" } else { "下降" };
    let unit = base.figure.unit;
    let message = format!("正文说{says} {written}%，由 {last} {unit}到 {now} {unit}是{word} {is}%");
    let place = desk.paragraph.place(base.figure.start..base.figure.end);
    let diagnostic = desk
        .finding_at(&codes::X11, mention, message)
        .note("增幅不对")
        .label(place, "本年数")
        .help("重算增幅，或核对两年的数");
    desk.tell(mention, diagnostic);
}

/// 增加 14 件.
fn is_difference(mention: &Mention) -> bool {
    UP.iter().chain(&DOWN).any(|w| mention.key.ends_with(w) || mention.key.ends_with(&format!("{w}了")))
}

/// 上年的 120 件, 2022 年 120 件.
fn is_last_years(desk: &Desk<'_>, mention: &Mention) -> bool {
    let year = format!("{}年", desk.facts.year.value - 1);
    let named = ["上年", "去年", "上一年", year.as_str()].iter().any(|w| mention.key.contains(w));
    named && !mention.key.contains("结转") && !is_difference(mention)
}

/// A figure that is no base: a difference or last year's.
fn is_other(desk: &Desk<'_>, mention: &Mention) -> bool {
    is_difference(mention) || is_last_years(desk, mention)
}

/// What last year's report holds where this year's holds `now`.
fn last_years(desk: &Desk<'_>, sentence: &Sentence, base: &Mention, now: u64) -> Vec<u64> {
    let Some(previous) = desk.previous else { return Vec::new() };
    let Some(claim) = request_claim(base, desk.text(), desk.scope(sentence)) else { return Vec::new() };
    if !desk.is_ours(sentence, base) {
        return Vec::new();
    }
    let matching = claim.readings.iter().filter(|r| r.value(desk.facts) == Some(now));
    // 受理 this year may be compared with either reading of last year.
    let any = claim.readings.iter().take(2);
    matching.chain(any).filter_map(|r| r.value(previous)).collect()
}

/// Whether growth from `before` to `now` is the written one, rounded or cut at its last digit.
fn fits(written: &Figure, up: bool, now: u64, before: u64) -> bool {
    let micros = u128::from(now.abs_diff(before)) * 100 * MICRO / u128::from(before);
    let near = micros.abs_diff(written.micros) <= MICRO / 10u128.pow(written.places.min(6));
    near && (now == before || (now > before) == up)
}
