//! The arithmetic of shares: whether a percentage is that of a part and a whole, and which one would be.

use std::ops::Range;

use super::terms::sum_of;
use crate::check::compare::{Passage, decimal, written};
use crate::check::text::{Class, Figure, MICRO, Mention, Sentence};
use crate::diagnostic::{Diagnostic, codes};

/// Whether `count` of `whole` is the written share, rounded at its last digit; cut there, where it or they are told roughly (六成, 1.2 万).
pub(super) fn is_share(share: &Figure, count: impl Into<u128>, whole: impl Into<u128>) -> bool {
    let tenths = if share.unit == "成" { 10 } else { 1 };
    let unit = tenths * MICRO / 10u128.pow(share.places.min(6));
    let (count, whole) = (count.into(), whole.into().max(1));
    let is = count * 100 * MICRO / whole;
    let told = share.micros.saturating_mul(tenths);
    let round = [count, whole].iter().any(|n| *n >= 10_000 && n.is_multiple_of(100));
    // Half of its last digit may go either way.
    let cut = tenths > 1 || share.approximate || round || is % unit == unit / 2;
    ((is + unit / 2) / unit) * unit == told || cut && (is / unit) * unit == told
}

/// 28.6%、28.6%、42.8%: one of shares that were made to come to all, less than its last digit off.
pub(super) fn is_evened(sentence: &Sentence, mention: &Mention, count: u64, whole: u64) -> bool {
    let share = |m: &&Mention| m.figure.unit == "%" && m.scope == mention.scope;
    sum_of(sentence.mentions.iter().filter(share).map(|m| m.figure.micros)) == 100 * MICRO
        && distance(&mention.figure, count, whole) < MICRO / 10u128.pow(mention.figure.places.min(6))
}

/// 40 of 40% and of 四成.
pub(super) fn percent(share: &Figure) -> String {
    if share.unit == "成" { decimal(share.micros.saturating_mul(10), 0) } else { written(share) }
}

/// How far the written share is from the true one, in millionths of a percent.
pub(super) fn distance(share: &Figure, count: u64, whole: u64) -> u128 {
    let is = u128::from(count) * 100 * MICRO / u128::from(whole.max(1));
    is.abs_diff(share.micros)
}

/// The one of several wholes that comes nearest to giving a share.
pub(super) fn nearest(share: &Figure, count: u64, wholes: &[u64]) -> u64 {
    wholes.iter().copied().min_by_key(|&whole| distance(share, count, whole)).unwrap_or(0)
}

/// X10: a share that is not that of its part.
pub(super) fn wrong_share(passage: &Passage<'_>, range: Range<usize>, message: String) -> Diagnostic {
    passage.finding(&codes::X10, range, message).note("比例不对").help("重算比例，或核对件数")
}

/// The true share, with the digits of the written one.
pub(super) fn percentage(part: impl Into<u128>, whole: impl Into<u128>, like: &Figure) -> String {
    decimal(part.into() * 100 * MICRO / whole.into().max(1), like.places.max(1))
}

/// 分别占全市的 59.2%和 42.7%, 占年度计划的 118.8%: of what neither the text nor the tables give; applications are in the tables.
pub(super) fn is_of_another_whole(share: &Mention) -> bool {
    share.has_before(Class::OtherWhole) && !share.has_before([Class::Application, Class::Applicant])
}
