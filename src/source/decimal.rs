//! Decimals written out exactly, of whole numbers of their last place.

use std::fmt;

/// A whole number with a point before its last `places` digits: exact, no float.
#[must_use]
pub fn decimal(digits: impl fmt::Display, places: usize) -> String {
    let text = format!("{digits:0width$}", width = places + 1);
    let (whole, decimals) = text.split_at(text.len() - places);
    if places == 0 { whole.to_owned() } else { format!("{whole}.{decimals}") }
}

/// A decimal without the zeros at its end.
#[must_use]
pub fn without_zeros(mut decimal: String) -> String {
    if decimal.contains('.') {
        decimal.truncate(decimal.trim_end_matches('0').trim_end_matches('.').len());
    }
    decimal
}
