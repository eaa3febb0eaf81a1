//! One slip of a hand: two neighbouring digits exchanged, a digit wrong, lost or added. A sum that does not hold and that one such slip
//! would make true is hardly no sum: how hardly says [`rarity`].

use crate::check::text::Mention;

/// Rare enough where figures are named like a list. Of 1,000 right sentences and 30 right reports no such figures came to more than 1.
pub(super) const RARE: u128 = 6;

/// How a figure was mistaken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// 36 for 63.
    Exchanged,
    /// 36 for 39.
    Digit,
    /// 36 for 360 or for 306.
    Length,
}

impl Slip {
    /// How many values it may make of a number of so many digits.
    fn ways(self, digits: usize) -> u128 {
        let digits = digits as u128;
        match self {
            Self::Exchanged => digits.saturating_sub(1),
            Self::Digit => 9 * digits,
            Self::Length => 11 * digits + 10,
        }
    }
}

pub(super) fn slip(written: u128, meant: u128) -> Option<Slip> {
    let (written, meant) = (written.to_string(), meant.to_string());
    let (short, long) = if written.len() < meant.len() { (&written, &meant) } else { (&meant, &written) };
    let same = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let from = same(short, long);
    if long.len() > short.len() {
        return (long.len() == short.len() + 1 && long[from + 1..] == short[from..]).then_some(Slip::Length);
    }
    let (one, other) = (&written.as_bytes()[from..], &meant.as_bytes()[from..]);
    match (one, other) {
        ([_, a @ ..], [_, b @ ..]) if a == b => Some(Slip::Digit),
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => {
            Some(Slip::Exchanged)
        }
        _ => None,
    }
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
    let ways: u128 = all().map(|(written, own)| best.ways((written / own.max(step)).to_string().len())).sum();
    Some(total.max(sum) / step / ways.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_movement_of_the_hand() {
        assert_eq!(slip(36, 63), Some(Slip::Exchanged));
        assert_eq!(slip(1206, 1260), Some(Slip::Exchanged));
        assert_eq!(slip(36, 39), Some(Slip::Digit));
        assert_eq!(slip(36, 360), Some(Slip::Length));
        assert_eq!(slip(306, 36), Some(Slip::Length));
        assert_eq!(slip(123, 321), None);
        assert_eq!(slip(36, 45), None);
    }
}
