//! In: `neighbours.txt`. Out: the table in which the program finds which words go together, and which are typed for which.

use super::slot::{COMMON, Key, PLACES};
use std::fmt::Write;

/// What goes together, with its level, and every word that is typed for another beside nothing; the words typed, those meant,
/// what these cost by the table of words, and whether they are of only roughly the same sound, in Rust.
pub(crate) fn laid_out(text: &str, words: &[u8]) -> (Vec<u8>, String) {
    let cost = |word: Key| {
        word.entry(|at| u32::from_le_bytes(words[4 * at..][..4].try_into().unwrap_or_default())) & !COMMON
    };
    let (mut table, mut typed) = (vec![0; PLACES], Vec::new());
    // The first is for who counts.
    let mut lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let meant = Key::of(words.next().unwrap_or_default().chars());
        let cost = cost(meant);
        assert!(cost > 0, "neighbours.txt: {line}");
        for word in words {
            let written = Key::of(word.trim_start_matches('~').chars());
            written.beside(Key::NONE).put(&mut table, 1);
            typed.push((written.0, meant.0, cost, word.starts_with('~')));
        }
    }
    for line in lines {
        let parts = line.split_once('<').and_then(|(word, beside)| Some((word, beside.split_once('>')?)));
        let Some((word, (before, behind))) = parts else { panic!("neighbours.txt: {line}") };
        let word = Key::of(word.chars());
        beside(before, |other, level| other.beside(word).put(&mut table, level));
        beside(behind, |other, level| word.beside(other).put(&mut table, level));
    }
    typed.sort_unstable();
    let mut rows = String::from("&[\n");
    for (typed, meant, cost, rough) in typed {
        let _ = writeln!(rows, "(Key({typed}), Key({meant}), {cost}, {rough}),");
    }
    (table.into_iter().flat_map(u32::to_le_bytes).collect(), rows + "]\n")
}

/// Digits below this are levels; 9 is a neighbour.
const LEVELS: u32 = 5;

/// Neighbours with their levels: a level's digit stands before its first.
fn beside(words: &str, mut add: impl FnMut(Key, u32)) {
    let mut level = 0;
    for word in words.split(' ') {
        let next = word.chars().next().and_then(|c| c.to_digit(LEVELS));
        level = next.unwrap_or(level);
        let word = if next.is_some() { &word[1..] } else { word };
        if !word.is_empty() {
            add(Key::of(word.chars()), level);
        }
    }
}
