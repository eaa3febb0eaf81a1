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
    let lines = syllables(c).map(|&(_, start, end)| &SOUNDS[start as usize..end as usize]);
    lines.flat_map(str::chars).filter(move |&other| other != c).chain(of_shape(c))
}

/// The syllables of a character.
fn syllables(c: char) -> impl Iterator<Item = &'static Row> + Clone {
    let first = SYLLABLES.partition_point(|&(of, ..)| of < c);
    SYLLABLES[first..].iter().take_while(move |&&(of, ..)| of == c)
}

/// The characters of the same shape.
fn of_shape(c: char) -> impl Iterator<Item = char> {
    // 增加约两成: behind 的 any two characters make what looks like a word.
    row(SHAPES, LIKES, c).chars().skip(2).filter(|&other| other != '的')
}

/// Whether two characters are typed for one another.
pub(super) fn is_alike(one: char, other: char) -> bool {
    let others = syllables(other);
    let sound = |own: &Row| others.clone().any(|row| row.1 == own.1);
    one != other && syllables(one).any(sound) || of_shape(one).any(|c| c == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_among_those_alike_is_alike() {
        for &(one, ..) in SYLLABLES.iter().chain(LIKES).step_by(7) {
            let of: Vec<char> = alike(one).collect();
            for &(other, ..) in SYLLABLES.iter().step_by(5) {
                assert_eq!(is_alike(one, other), of.contains(&other), "{one}{other}");
            }
        }
    }

    #[test]
    fn what_is_typed_for_one_another() {
        assert!(
            is_alike('复', '付') && is_alike('簿', '薄') && is_alike('己', '已') && !is_alike('复', '公')
        );
    }
}
