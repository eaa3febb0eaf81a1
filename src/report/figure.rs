//! What a cell holds: counts, changes and amounts, exactly.

use crate::source::{decimal, without_zeros};
use std::fmt;

/// Largest count that is believed: 12 digits.
pub const LARGEST: i64 = 999_999_999_999;

/// The value of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// 件数: 0 to [`LARGEST`].
    Count(i64),
    /// 增/减: with sign.
    Change(i64),
    /// Money.
    Amount(Amount),
}

impl Figure {
    /// A count or a change; `None` for money.
    #[must_use]
    pub fn whole(self) -> Option<i64> {
        match self {
            Self::Count(n) | Self::Change(n) => Some(n),
            Self::Amount(_) => None,
        }
    }

    /// Money; `None` for counts.
    #[must_use]
    pub fn amount(self) -> Option<Amount> {
        if let Self::Amount(amount) = self { Some(amount) } else { None }
    }
}

/// The unit in which an amount was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    TenThousand,
}

impl Unit {
    /// As written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousand => "万元",
        }
    }

    /// Decimal places from this unit to 万元.
    fn places(self) -> u8 {
        match self {
            Self::Yuan => 4,
            Self::TenThousand => 0,
        }
    }
}

/// An amount of money: `digits` × 10^-`places` of `unit`, exactly as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// All digits without the point.
    pub digits: i64,
    /// Digits behind the point.
    pub places: u8,
    /// The unit in which it was written.
    pub unit: Unit,
}

impl Amount {
    /// In millionths of 万元 (分, 0.01 元); exact, since more than six decimals of 万元 are refused by the reader.
    #[must_use]
    pub fn cents(self) -> i64 {
        let places = self.places + self.unit.places();
        let scale = 10_i64.pow(u32::from(6_u8.saturating_sub(places)));
        self.digits.saturating_mul(scale)
    }

    /// Decimal places when written in 万元, without trailing zeros.
    #[must_use]
    pub fn places_in_ten_thousand(self) -> usize {
        self.in_ten_thousand().split_once('.').map_or(0, |(_, decimals)| decimals.len())
    }

    /// The digits when written in 万元: exact, no trailing zeros behind the point unless the author wrote them.
    #[must_use]
    pub fn in_ten_thousand(self) -> String {
        let text = decimal(self.digits, usize::from(self.places + self.unit.places()));
        if self.unit == Unit::Yuan { without_zeros(text) } else { text }
    }

    /// The digits and the unit as written.
    #[must_use]
    pub fn as_written(self) -> String {
        format!("{}{}", decimal(self.digits, self.places.into()), self.unit.name())
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(n) => write!(f, "{n}"),
            Self::Change(0) => write!(f, "0"),
            Self::Change(n) => write!(f, "{n:+}"),
            Self::Amount(amount) => write!(f, "{}", amount.in_ten_thousand()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let written = Amount { digits: 11_330_089, places: 2, unit: Unit::Yuan };
        assert_eq!(written.in_ten_thousand(), "11.330089");
        assert_eq!((written.cents(), written.places_in_ten_thousand()), (11_330_089, 6));
        assert_eq!(written.as_written(), "113300.89元");
        let round = Amount { digits: 251_000, places: 0, unit: Unit::Yuan };
        assert_eq!((round.in_ten_thousand().as_str(), round.cents()), ("25.1", 25_100_000));
        let fee = Amount { digits: 592_372_449, places: 4, unit: Unit::TenThousand };
        assert_eq!((fee.in_ten_thousand().as_str(), fee.cents()), ("59237.2449", 59_237_244_900));
        assert_eq!(Amount { digits: 5, places: 2, unit: Unit::TenThousand }.in_ten_thousand(), "0.05");
    }
}
