//! G08: identity card numbers (GB 11643) and mobile numbers in the text.

use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::next_digit;

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let rest = &text[start..];
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let number = &rest[..len];
        let joined =
            text[..start].ends_with(['-', '.', '/', '_', '@']) || rest[len..].starts_with(['.', '@']);
        let found = |message, help| paragraph.finding(&codes::G08, start..start + len, message).help(help);
        if !joined && is_identity(number) {
            sink.push(found("正文里有身份证号码", "删去；个人信息不应公布"));
        } else if !joined && is_mobile(number) {
            sink.push(found("正文里有手机号码", "删去；联系方式写办公电话"));
        }
        at = start + len;
    }
}

/// Eighteen characters: region, a date, an order and a check digit.
fn is_identity(number: &str) -> bool {
    let bytes = number.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let digit = |i: usize| u32::from(bytes[i] - b'0');
    let month = digit(10) * 10 + digit(11);
    let day = digit(12) * 10 + digit(13);
    let dated =
        matches!(&bytes[6..8], b"18" | b"19" | b"20") && (1..=12).contains(&month) && (1..=31).contains(&day);
    // A number of that shape whose check digit is mistyped is a person's all the same.
    dated && (bytes[17].is_ascii_digit() || bytes[17].eq_ignore_ascii_case(&b'x'))
}

/// Eleven digits from 13 to 19.
fn is_mobile(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::is_identity;

    #[test]
    fn a_number_of_eighteen_digits_is_a_persons_if_a_date_is_in_it() {
        for (number, is) in [
            ("370902199903071234", true),
            ("37090219990307123x", true),
            ("370902199913071234", false),
            ("370902199900071234", false),
            ("370902199903321234", false),
            ("370902199903001234", false),
            ("370902179903071234", false),
            ("37090219990307123Y", false),
            ("3709021999030712345", false),
        ] {
            assert_eq!(is_identity(number), is, "{number}");
        }
    }
}
