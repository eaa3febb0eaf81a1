//! Which characters are Han, and what stands between marks.

/// Han characters of every block, the compatibility ones and 〇 too.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// What stands behind the last of a pair of marks (《》, “”) up to the end of a text, where that one opens.
#[must_use]
pub fn opened(text: &str, [open, close]: [char; 2]) -> Option<&str> {
    text[text.rfind([open, close])?..].strip_prefix(open)
}

#[cfg(test)]
mod tests {
    use super::opened;

    #[test]
    fn what_is_open_at_the_end_is_found() {
        assert_eq!(opened("按《条例》和《办法", ['《', '》']), Some("办法"));
        assert_eq!(opened("按《条例》和", ['《', '》']), None);
        assert_eq!(opened("按条例", ['《', '》']), None);
    }
}
