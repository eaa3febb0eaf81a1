//! How a text is written as a scalar, so that it reads as itself: plain where that is safe, else in double quotes; in lines of
//! a block.

/// Characters that mean nothing to YAML, nor to what mends slips of the hand, wherever they stand in a value of one line.
const SAFE: &str = "（）〔〕《》·、—。“”.%+-/";

/// Marks that a plain text may begin with.
const OPENING: &str = "（〔《“";

/// A text of one line: plain where that is safe, else in double quotes. Line ends become blanks.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next();
    let opens = match first {
        Some('-' | '+') => characters.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_alphanumeric() || OPENING.contains(c),
        None => false,
    };
    if opens && text.chars().all(|c| c.is_alphanumeric() || SAFE.contains(c)) {
        return text.to_owned();
    }
    quoted(&text.replace(['\n', '\r'], " "))
}

/// A text in double quotes; line ends as `\n`.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out + "\""
}

/// The lines of a block: without the empty ones at both ends, which a block does not keep, and without blanks before the first
/// word, which would be its indent.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_matches(['\n', '\r']);
    let blank = text.lines().take_while(|line| line.trim_matches([' ', '\t']).is_empty()).count();
    let lines = text.lines().skip(blank).enumerate();
    lines.map(|(at, line)| if at == 0 { line.trim_start_matches([' ', '\t']) } else { line })
}
