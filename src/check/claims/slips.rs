//! A sum that does not hold and that one slip of a hand would make true is hardly no sum: how hardly says [`rarity`].

use crate::check::text::Mention;
use crate::source;
pub(super) use crate::source::Slip;

/// Rare enough where figures are named like a list. Of 1,000 right sentences and 30 right reports no such figures came to more than 1.
pub(super) const RARE: u128 = 6;

/// How many values a slip may make of a number of so many digits.
fn ways(slip: Slip, digits: usize) -> u128 {
    let digits = digits as u128;
    match slip {
        Slip::Exchanged => digits.saturating_sub(1),
        Slip::Digit => 9 * digits,
        Slip::Length => 11 * digits + 10,
    }
}

pub(super) fn slip(written: u128, meant: u128) -> Option<Slip> {
    source::slip(&written.to_string(), &meant.to_string())
}

/// Of a total that is not the `sum` of its parts (both in millionths): how many times rarer than always such figures are one slip from a
/// sum, were they none. Nothing where no slip makes it hold. `whole` is the figure of the total, where it is one of the text.
pub(super) fn rarity(
    text: &str,
    whole: Option<&Mention>,
    total: u128,
    parts: &[&Mention],
    sum: u128,
) -> Option<u128> {
    let written = |m: &&Mention| (m.figure.micros, m.figure.step(text));
    let parts: Vec<(u128, u128)> = parts.iter().map(written).collect();
    rarity_of(whole.as_ref().map(written), total, &parts, sum)
}

/// The same of figures by their values and by what the last digit of each counts.
pub(super) fn rarity_of(
    whole: Option<(u128, u128)>,
    total: u128,
    parts: &[(u128, u128)],
    sum: u128,
) -> Option<u128> {
    let all = || whole.into_iter().chain(parts.iter().copied());
    let mut step = all().map(|(_, step)| step).min().filter(|&step| step > 0)?;
    // 4.7万人, 6000人, 5000人: of round figures there are few.
    while all().all(|(written, _)| written > 0 && written.is_multiple_of(step * 10)) {
        step *= 10;
    }
    let of = |(written, own): (u128, u128), meant: Option<u128>| {
        let meant = meant.filter(|meant| meant.is_multiple_of(own))? / own;
        slip(written / own, meant)
    };
    let meant = |part: &(u128, u128)| of(*part, total.checked_add(part.0).and_then(|t| t.checked_sub(sum)));
    let whole_slip = whole.and_then(|whole| of(whole, Some(sum)));
    let found: Vec<Slip> = whole_slip.into_iter().chain(parts.iter().filter_map(meant)).collect();
    let best = [Slip::Exchanged, Slip::Digit, Slip::Length].into_iter().find(|slip| found.contains(slip))?;
    let ways: u128 =
        all().map(|(written, own)| ways(best, (written / own.max(step)).to_string().len())).sum();
    Some(total.max(sum) / step / ways.max(1))
}
