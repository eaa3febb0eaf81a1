//! How a text is written as a scalar, so that it reads as itself: plain where that is safe, else in double quotes.

/// Characters that mean nothing to YAML, nor to what mends slips of the hand, wherever they stand in a value of one line.
const SAFE: &str = "（）〔〕《》·、－—。“”.%+-/_";

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

/// A name: plain where it is a word of Han and safe marks, never a number nor one of YAML's own words; else in double quotes.
#[must_use]
pub fn name(text: &str) -> String {
    if is_plain_name(text) { text.to_owned() } else { quoted(&text.replace(['\n', '\r'], " ")) }
}

/// Whether [`name`] writes a text without quotes.
#[must_use]
pub fn is_plain_name(text: &str) -> bool {
    let word = text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
    word && text.chars().all(|c| c.is_alphanumeric() || SAFE.contains(c))
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

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn odd_names_are_quoted() {
        assert_eq!(name("安平县教育局（本级）"), "安平县教育局（本级）");
        assert_eq!(name("a: b # \"c\""), r#""a: b # \"c\"""#);
        assert_eq!(name("- x"), r#""- x""#);
        assert_eq!(name("true"), r#""true""#);
    }
}
