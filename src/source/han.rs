//! Which characters are Han, and what stands between marks.

use std::ops::Range;

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

/// Every name in 《》 with its marks, each behind those that stand in it, and in how many others it stands. None goes on behind 。.
pub fn titles(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    let mut open = Vec::new();
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '《' => open.push(at),
            '》' => return open.pop().map(|start| (start..at + c.len_utf8(), open.len())),
            '。' => open.clear(),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{opened, titles};

    #[test]
    fn titles_stand_in_one_another() {
        let found =
            |text: &'static str| titles(text).map(|(range, depth)| (&text[range], depth)).collect::<Vec<_>>();
        assert_eq!(found("《关于《条例》的通知》"), [("《条例》", 1), ("《关于《条例》的通知》", 0)]);
        assert_eq!(found("《条例。办法》《规定》"), [("《规定》", 0)]);
    }

    #[test]
    fn what_is_open_at_the_end_is_found() {
        assert_eq!(opened("按《条例》和《办法", ['《', '》']), Some("办法"));
        assert_eq!(opened("按《条例》和", ['《', '》']), None);
        assert_eq!(opened("按条例", ['《', '》']), None);
    }
}
