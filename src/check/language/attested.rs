//! In: a place of a text. Out: whether proofread texts have what stands there, with what is before it or behind, so that it is right
//! whatever the rules make of it: 县县通, 饮用水源. By `templates/attested.txt`.

use std::cmp::Ordering;
use std::ops::Range;

/// A line a stretch that is right, in the order of their bytes behind the comments.
const TEXT: &str = include_str!("../../../templates/attested.txt");

/// Characters beside what is marked: two of a single one, one of a longer stretch.
fn beside(marked: &str) -> usize {
    if marked.chars().nth(1).is_none() { 2 } else { 1 }
}

/// Whether the characters at a place are right with those on one of its sides.
pub(super) fn is_right(text: &str, place: &Range<usize>) -> bool {
    // 我县县建立 is not 实现县县建成.
    if text[..place.start].ends_with(['我', '本']) {
        return false;
    }
    let n = beside(&text[place.clone()]);
    let before = text[..place.start].char_indices().rev().nth(n - 1).map(|(from, _)| &text[from..place.end]);
    let behind = text[place.end..].char_indices().nth(n - 1);
    let behind = behind.map(|(at, c)| &text[place.start..place.end + at + c.len_utf8()]);
    before.into_iter().chain(behind).any(is_line)
}

/// Whether a stretch is a line of the table.
fn is_line(words: &str) -> bool {
    let text = TEXT.as_bytes();
    let (mut from, mut to) = (0, text.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = text[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let line = text[start..].split(|b| *b == b'\n').next().unwrap_or_default();
        match line.cmp(words.as_bytes()) {
            Ordering::Equal => return true,
            Ordering::Less => from = start + line.len() + 1,
            Ordering::Greater => to = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found() {
        let lines: Vec<&str> = TEXT.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 1000 && lines.iter().all(|line| is_line(line)));
        assert!(!is_line("") && !is_line("县") && !is_line("龙龙龙龙"));
    }

    #[test]
    fn what_is_right_with_one_of_its_neighbours_is_right() {
        let text = "实现县县通高速";
        assert!(is_right(text, &("实现".len().."实现县县".len())));
        assert!(!is_right("青禾县县政府", &("青禾".len().."青禾县县".len())));
    }
}
