//! The next digit of a text: whoever looks for numbers passes over long stretches without any.

use super::cut::digits_leading;

/// Where the first ASCII digit stands from a place on.
#[must_use]
pub fn next_digit(text: &str, from: usize) -> Option<usize> {
    /// So many bytes are looked at together, with the processor's wide registers.
    const TOGETHER: usize = 32;
    let bytes = &text.as_bytes()[from..];
    let has = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | byte.is_ascii_digit());
    let without = bytes.chunks_exact(TOGETHER).take_while(|chunk| !has(chunk)).count() * TOGETHER;
    let at = bytes[without..].iter().position(u8::is_ascii_digit)?;
    Some(from + without + at)
}

/// Whether a text goes on with the thousands of a number, behind a comma of full width: 1，025. No number begins with 0.
#[must_use]
pub fn are_wide_thousands(text: &str) -> bool {
    text.strip_prefix('，').is_some_and(|rest| rest.starts_with('0') && digits_leading(rest) == 3)
}

#[cfg(test)]
mod tests {
    use super::next_digit;

    #[test]
    fn the_next_digit_is_where_it_is() {
        let text = "收到申请".repeat(9) + "5件，" + &"答复".repeat(20) + "34件";
        let slow = |from: usize| text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at);
        for from in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            assert_eq!(next_digit(&text, from), slow(from), "{from}");
        }
    }
}
