//! What a page may cost: the parser's time grows with the square of how deep elements lie in one another and of how many
//! attributes one has. Counted here, in one pass over the characters, before it begins.

use crate::intake::Refusal;

/// Open elements beyond which a page is no report. Pages with hundreds of tags left open exist.
const DEEPEST: usize = 1000;
/// Tags in all; a report's page has some thousands.
const MOST_TAGS: usize = 200_000;
/// Blanks inside one tag, about one an attribute.
const MOST_BLANKS: usize = 2_000;

/// Elements that need no end, or end by themselves where the next begins.
const ENDLESS: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot",
    "colgroup", "html", "body", "head",
];

/// Whether a page may be parsed.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut tags) = (0, 0_usize, 0_usize);
    while let Some(found) = text[at..].find('<') {
        at += found + 1;
        if text[at..].starts_with("!--") {
            at = text[at..].find("-->").map_or(text.len(), |end| at + end);
            continue;
        }
        let closes = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closes);
        let length =
            text[start..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-:".contains(b)).count();
        if length == 0 {
            continue;
        }
        let name = text[start..start + length].to_ascii_lowercase();
        at = end_of_tag(bytes, start + length)?;
        tags += 1;
        if tags > MOST_TAGS {
            return Err(Refusal::TooLarge);
        }
        if matches!(name.as_str(), "script" | "style") && !closes {
            let end = format!("</{name}");
            let ends = |window: &[u8]| window.eq_ignore_ascii_case(end.as_bytes());
            at = bytes[at..].windows(end.len()).position(ends).map_or(text.len(), |end| at + end);
            continue;
        }
        if ENDLESS.contains(&name.as_str()) || bytes[..at].ends_with(b"/>") {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return Err(Refusal::TooDeep);
        }
    }
    Ok(())
}

/// The byte behind the `>` of a tag; one in quotes ends nothing.
fn end_of_tag(bytes: &[u8], from: usize) -> Result<usize, Refusal> {
    let mut quote = None;
    let mut blanks = 0;
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Ok(at + 1),
            (None, byte) if byte.is_ascii_whitespace() || byte == b'/' => {
                blanks += 1;
                if blanks > MOST_BLANKS {
                    return Err(Refusal::TooLarge);
                }
            }
            _ => {}
        }
    }
    Ok(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_and_number_are_bounded() {
        assert_eq!(check(&"<div>".repeat(5000)), Err(Refusal::TooDeep));
        assert_eq!(check(&"<p>".repeat(5000)), Ok(()));
        assert_eq!(check(&"<div></div>".repeat(50_000)), Ok(()));
        assert_eq!(check(&"<i></i>".repeat(150_000)), Err(Refusal::TooLarge));
        assert_eq!(check(&format!("<div {}>", "a ".repeat(5000))), Err(Refusal::TooLarge));
        assert_eq!(check(&format!("<script>{}</script>", "'<div>'".repeat(5000))), Ok(()));
    }
}
