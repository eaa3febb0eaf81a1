//! In: two numbers of which one should be the other. Out: the slip of a hand that makes one of the other, if there is one.

use crate::source;

/// A slip of a hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// One digit is another.
    Digit,
    /// Two neighbours stand in each other's place.
    Swapped,
    /// A digit too many.
    Added,
    /// A digit too few.
    Lost,
}

impl Slip {
    /// How `written` came of `meant`.
    #[must_use]
    pub fn between(meant: i64, written: i64) -> Option<Self> {
        // 0 is not a digit that was lost.
        if meant == 0 || written == 0 {
            return None;
        }
        let (meant, written) = (meant.unsigned_abs().to_string(), written.unsigned_abs().to_string());
        match source::slip(&meant, &written)? {
            // Of one digit everything is one digit away.
            source::Slip::Digit => (meant.len() > 1).then_some(Self::Digit),
            source::Slip::Exchanged => Some(Self::Swapped),
            source::Slip::Length if written.len() > meant.len() => Some(Self::Added),
            source::Slip::Length => Some(Self::Lost),
        }
    }

    /// In a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Digit => "有一位数字不同",
            Self::Swapped => "相邻两位颠倒",
            Self::Added => "多了一位",
            Self::Lost => "少了一位",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand() {
        for (meant, written, slip) in [
            (1157, 1175, Some(Slip::Swapped)),
            (1157, 1197, Some(Slip::Digit)),
            (1157, 11157, Some(Slip::Added)),
            (1157, 157, Some(Slip::Lost)),
            (0, 20, None),
            (7, 3, None),
            (1157, 2346, None),
        ] {
            assert_eq!(Slip::between(meant, written), slip, "{meant} {written}");
        }
    }
}
