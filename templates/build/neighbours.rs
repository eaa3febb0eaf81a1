//! In: `neighbours.txt`. Out: the table in which the program finds which words go together, and which are typed for which.

use super::slot::{self, COMMON, Key};
use std::fmt::Write;

/// What goes together, with its level, and every word that is typed for another beside nothing; the words typed, those meant,
/// what these cost by the table of words, and whether they are of only roughly the same sound, in Rust.
pub(crate) fn laid_out(text: &str, vocabulary: &[u8]) -> (Vec<u8>, String) {
    let (mut entries, mut typed) = (Vec::new(), Vec::new());
    // The first is for who counts.
    let mut lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let meant = Key::of(words.next().unwrap_or_default().chars());
        let cost = meant.entry(vocabulary) & !COMMON;
        assert!(cost > 0, "neighbours.txt: {line}");
        for word in words {
            let written = Key::of(word.trim_start_matches('~').chars());
            entries.push((written.beside(Key::NONE), 1));
            typed.push((written.0, meant.0, cost, word.starts_with('~')));
        }
    }
    for line in lines {
        let parts = line.split_once('<').and_then(|(word, beside)| Some((word, beside.split_once('>')?)));
        let Some((word, (before, behind))) = parts else { panic!("neighbours.txt: {line}") };
        let word = Key::of(word.chars());
        beside(before, |other, level| entries.push((other.beside(word), level)));
        beside(behind, |other, level| entries.push((word.beside(other), level)));
    }
    typed.sort_unstable();
    let mut rows = String::from("&[\n");
    for (typed, meant, cost, rough) in typed {
        let _ = writeln!(rows, "(Key({typed}), Key({meant}), {cost}, {rough}),");
    }
    (slot::table(&entries), rows + "]\n")
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
