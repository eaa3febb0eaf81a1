//! Which characters a text has, roughly: whoever looks for many words in it passes over those that it cannot have.

/// The characters of a text, folded into a thousand bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sieve([u64; 16]);

impl Sieve {
    /// Of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut bits = [0; 16];
        for c in text.chars() {
            let (at, bit) = place(c);
            bits[at] |= bit;
        }
        Self(bits)
    }

    /// Whether the text may have a word; `false` is certain.
    #[must_use]
    pub fn may_hold(&self, word: &str) -> bool {
        word.chars().all(|c| {
            let (at, bit) = place(c);
            self.0[at] & bit != 0
        })
    }
}

fn place(c: char) -> (usize, u64) {
    let c = u32::from(c);
    ((c >> 6 & 15) as usize, 1 << (c & 63))
}

#[cfg(test)]
mod tests {
    use super::Sieve;

    #[test]
    fn what_a_text_has_is_never_passed_over() {
        let sieve = Sieve::of("公开政府信息12条");
        assert!(["公开", "信息12", "条", "", "府公"].iter().all(|word| sieve.may_hold(word)));
        assert!(!sieve.may_hold("公文") && !sieve.may_hold("复议"));
    }
}
