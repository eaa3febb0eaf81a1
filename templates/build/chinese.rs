//! In: `chinese.txt`. Out: the table in which the program finds its words, and the common ones of two characters by each of these.

use super::slot::{self, ANY, COMMON, Key};
use std::collections::{HashMap, HashSet};

/// By how much cheaper four characters are together than what they are made of, if nothing else is like them: 举一反三, and not 重大成就.
const IDIOM: u32 = 70;

/// What a character costs that no line has.
const UNKNOWN: u32 = 114;

/// The words with their costs, and of the common ones and idioms what they are with any one character in it, with the least cost of such
/// words: the lines are in the order of costs.
pub(crate) fn table(text: &str) -> (Vec<u8>, String) {
    let (mut entries, mut pairs) = (Vec::new(), Vec::new());
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (head, words) = line.split_once(' ').unwrap_or((line, ""));
        Some((head.trim_end_matches('*').parse::<u32>().ok()?, head.ends_with('*'), words))
    });
    let often = text.lines().find_map(|line| line.strip_prefix("* ")).unwrap_or_default();
    let often: HashSet<&str> = often.split(' ').collect();
    let costs: HashMap<&str, u32> =
        lines.clone().flat_map(|(cost, _, words)| words.split(' ').map(move |word| (word, cost))).collect();
    for (cost, common, words) in lines {
        assert!((1..COMMON).contains(&cost), "chinese.txt: {cost}");
        for word in words.split(' ') {
            let key = Key::of(word.chars());
            let common = common || often.contains(word) || is_idiom(word, cost, &costs);
            entries.push((key, cost | if common { COMMON } else { 0 }));
            for at in (0..word.chars().count()).filter(|_| common) {
                entries.push((key.with(at, ANY), cost));
            }
            if common && word.chars().count() == 2 {
                pairs.extend(word.chars().map(|c| (c, key.0)));
            }
        }
    }
    pairs.sort_unstable();
    let rows: Vec<_> = pairs.iter().map(|(c, key)| format!("({c:?}, Key({key}))")).collect();
    (slot::table(&entries), format!("&[{}]", rows.join(",\n")))
}

/// Whether a word of four characters is no sum of others.
fn is_idiom(word: &str, cost: u32, costs: &HashMap<&str, u32>) -> bool {
    let places: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    if places.len() != 5 {
        return false;
    }
    let mut cheapest = [u32::MAX; 5];
    cheapest[0] = 0;
    for end in 1..5 {
        for start in (0..end).filter(|start| end - start < 4) {
            let part = costs.get(&word[places[start]..places[end]]).copied();
            let part = part.or((end == start + 1).then_some(UNKNOWN));
            cheapest[end] = cheapest[end].min(part.map_or(u32::MAX, |part| cheapest[start] + part));
        }
    }
    cheapest[4] > cost + IDIOM
}
