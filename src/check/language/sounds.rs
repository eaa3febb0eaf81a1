//! In: a character. Out: those that are typed for it: of the same sound by `templates/sounds.txt`, of the same shape by
//! `templates/shapes.txt` (both made by `tests/bench/characters.py`).

use super::doubled::{Row, row};

/// A line a syllable.
const SOUNDS: &str = include_str!("../../../templates/sounds.txt");

/// A line a character.
const SHAPES: &str = include_str!("../../../templates/shapes.txt");

/// The syllables of each character, in the order of characters and of the file.
static SYLLABLES: &[Row] = include!(concat!(env!("OUT_DIR"), "/templates/sounds.txt.rs"));

/// Where the line of each character's likes is.
static LIKES: &[Row] = include!(concat!(env!("OUT_DIR"), "/templates/shapes.txt.rs"));

/// The characters of the same sound, and those of the same shape.
pub(super) fn alike(c: char) -> impl Iterator<Item = char> {
    let first = SYLLABLES.partition_point(|&(of, ..)| of < c);
    let own = SYLLABLES[first..].iter().take_while(move |&&(of, ..)| of == c);
    let lines = own.map(|&(_, start, end)| &SOUNDS[start as usize..end as usize]);
    // 增加约两成: behind 的 any two characters make what looks like a word.
    let shapes = row(SHAPES, LIKES, c).chars().skip(2).filter(|&other| other != '的');
    lines.flat_map(str::chars).filter(move |&other| other != c).chain(shapes)
}

/// Whether two characters are typed for one another.
pub(super) fn is_alike(one: char, other: char) -> bool {
    alike(one).any(|c| c == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_for_one_another() {
        assert!(
            is_alike('复', '付') && is_alike('簿', '薄') && is_alike('己', '已') && !is_alike('复', '公')
        );
    }
}
