//! In: `chinese.txt`. Out: the table in which the program finds its words.

use super::slot::{ANY, COMMON, Key, PLACES};

/// The words with their costs, and of the common ones what they are with any one character in it, with the least cost of such words:
/// the lines are in the order of costs.
pub(crate) fn table(text: &str) -> Vec<u8> {
    let mut table = vec![0; PLACES];
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (head, words) = line.split_once(' ').unwrap_or((line, ""));
        let Ok(cost) = head.trim_end_matches('*').parse::<u32>() else { continue };
        let common = head.ends_with('*');
        assert!((1..COMMON).contains(&cost), "chinese.txt: {head}");
        for word in words.split(' ') {
            let key = Key::of(word.chars());
            key.put(&mut table, cost | if common { COMMON } else { 0 });
            for at in (0..word.chars().count()).filter(|_| common) {
                key.with(at, ANY).put(&mut table, cost);
            }
        }
    }
    table.into_iter().flat_map(u32::to_le_bytes).collect()
}
