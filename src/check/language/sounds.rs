//! In: a character. Out: those that it is typed for: of the same sound by `templates/sounds.txt`, of the same shape by
//! `templates/shapes.txt` (both made by `tests/bench/characters.py`). A rare one is typed for others, none for it.

use super::doubled::{Row, row};

/// A line a syllable.
const SOUNDS: &str = include_str!("../../../templates/sounds.txt");

/// A line a character.
const SHAPES: &str = include_str!("../../../templates/shapes.txt");

/// The syllables of each character, in the order of characters and of the file.
static SYLLABLES: &[Row] = include!(concat!(env!("OUT_DIR"), "/templates/sounds.txt.rs"));

/// Where the line of each character's likes is.
#[allow(clippy::unreadable_literal, reason = "the build writes it")]
static LIKES: &[Row] = include!(concat!(env!("OUT_DIR"), "/templates/shapes.txt.rs"));

/// The characters of the same sound, and those of the same shape.
pub(super) fn alike(c: char) -> impl Iterator<Item = char> {
    let first = SYLLABLES.partition_point(|&(of, ..)| of < c);
    let syllables = SYLLABLES[first..].iter().take_while(move |&&(of, ..)| of == c);
    let sound = syllables.flat_map(|&(_, start, end)| SOUNDS[start as usize..end as usize].chars());
    // 增加约两成: behind 的 any two characters make what looks like a word.
    let shape = row(SHAPES, LIKES, c).chars().skip(2).filter(|&other| other != '的');
    sound.filter(move |&other| other != c).chain(shape)
}

pub(crate) fn is_alike(typed: char, meant: char) -> bool {
    alike(typed).any(|c| c == meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_for_one_another() {
        for (typed, meant) in [('复', '付'), ('簿', '薄'), ('己', '已'), ('洵', '询'), ('侓', '律')]
        {
            assert!(is_alike(typed, meant), "{typed}{meant}");
        }
        for (typed, meant) in [('复', '公'), ('复', '复'), ('询', '洵'), ('律', '侓')] {
            assert!(!is_alike(typed, meant), "{typed}{meant}");
        }
    }
}
