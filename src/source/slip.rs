//! One slip of a hand between two numbers as they are written: two neighbouring digits exchanged, a digit wrong, one lost or added.

/// How one number was mistaken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// 36 for 63.
    Exchanged,
    /// 36 for 39.
    Digit,
    /// 36 for 360 or for 306, or the other way round.
    Length,
}

/// The slip that makes the one of the other, if there is one.
#[must_use]
pub fn slip(one: &str, other: &str) -> Option<Slip> {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let from = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short.as_bytes()[from..], &long.as_bytes()[from..]);
    match (short, long) {
        (rest, [_, others @ ..]) if rest == others => Some(Slip::Length),
        ([_, rest @ ..], [_, others @ ..]) if rest == others => Some(Slip::Digit),
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => {
            Some(Slip::Exchanged)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_movement_of_the_hand() {
        for (written, meant, is) in [
            ("36", "63", Some(Slip::Exchanged)),
            ("1206", "1260", Some(Slip::Exchanged)),
            ("36", "39", Some(Slip::Digit)),
            ("36", "360", Some(Slip::Length)),
            ("306", "36", Some(Slip::Length)),
            ("36", "36", None),
            ("123", "321", None),
            ("36", "45", None),
            ("36", "3606", None),
        ] {
            assert_eq!(slip(written, meant), is, "{written} {meant}");
        }
    }
}
