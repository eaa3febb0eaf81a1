//! Which characters an editor may type next: those of everyday Chinese, by the national standard.

/// The characters of everyday Chinese: the 3,755 of GB 2312 level 1 (rows 16 to 55), its marks (row 1) and full-width forms
/// (row 3).
pub fn characters() -> impl Iterator<Item = char> {
    let rows = [0xA1_u8, 0xA3].into_iter().chain(0xB0..=0xD7);
    let bytes: Vec<u8> = rows
        .flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]))
        // The last row of level 1 has 89 characters.
        .filter(|&[row, cell]| row < 0xD7 || cell <= 0xF9)
        .flatten()
        .collect();
    let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
    text.into_owned().chars().collect::<Vec<_>>().into_iter()
}

/// Whether a character is among [`characters`], or of ASCII.
#[must_use]
pub fn holds(character: char) -> bool {
    let mut text = [0; 4];
    let (bytes, _, unknown) = encoding_rs::GB18030.encode(character.encode_utf8(&mut text));
    let marks = |row: u8| matches!(row, 0xA1 | 0xA3 | 0xB0..=0xD7);
    character.is_ascii()
        || !unknown
            && matches!(*bytes, [row, cell] if marks(row) && (0xA1..=0xFE).contains(&cell) && (row < 0xD7 || cell <= 0xF9))
}

#[cfg(test)]
mod tests {
    use super::{characters, holds};

    #[test]
    fn what_is_listed_is_held_and_nothing_else() {
        let all: std::collections::BTreeSet<char> = characters().collect();
        for character in ('\u{80}'..='\u{FFFF}').filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)) {
            assert_eq!(holds(character), all.contains(&character), "{character}");
        }
    }
}
