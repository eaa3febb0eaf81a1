//! In: nothing. Out: two faces that have measures and no outlines, for a document that carries no faces and names those of its
//! reader: where lines end and how wide columns are can be told without a font file. Faces of official documents have Han
//! characters and their marks one em wide; ASCII is Times New Roman's. Nothing can be drawn with them.

use super::subset;
use super::{FontBook, FontData, FontError};
use crate::style::TypefaceChain;
use skrifa::Tag;
use std::sync::Arc;

const HAN: &str = "一字一格";
const LATIN: &str = "Times New Roman";

const EM: u16 = 2048;

/// Advances of `' '..='~'` in Times New Roman, of 2048 an em (the same in Liberation Serif, which was made to its measures).
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569, 1024, 1024, 1024, 1024, 1024, 1024, 1024,
    1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909, 1886, 1479, 1366, 1366, 1479, 1251, 1139, 1479, 1479, 682, 797, 1479, 1251,
    1821, 1479, 1479, 1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479, 1251, 682, 569, 682, 961, 1024, 682, 909, 1024,
    909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024, 1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024,
    909, 983, 410, 983, 1108,
];

impl FontBook {
    /// Measures in the place of every typeface.
    ///
    /// # Panics
    /// Never: the two faces are written here.
    #[must_use]
    pub fn of_measures(chains: &[TypefaceChain]) -> Self {
        let plain =
            |chain: &TypefaceChain| TypefaceChain { latin: vec![LATIN], files: vec![HAN], ..chain.clone() };
        let chains: Vec<_> = chains.iter().map(plain).collect();
        let mut open = |file: &str| -> Result<FontData, FontError> {
            Ok(Arc::new(if file == LATIN { latin() } else { han() }))
        };
        Self::new(&chains, &mut open).expect("both faces are whole")
    }
}

/// Every character of a plane has its place in the plane as its glyph: they are all the same.
fn han() -> Vec<u8> {
    let planes = [0, 1, 2, 3].map(|plane: u32| (plane << 16 | 1, plane << 16 | 0xFFFD, 1));
    face(&planes, &[EM])
}

fn latin() -> Vec<u8> {
    face(&[(u32::from(' '), u32::from('~'), 1)], &[&[EM], &ASCII[..]].concat())
}

/// A face without outlines: groups of characters with the glyph of the first, and advances by glyph, of which the last counts
/// for all after it (OpenType 1.9: head, hhea, hmtx, maxp 0.5, cmap format 12).
fn face(groups: &[(u32, u32, u32)], advances: &[u16]) -> Vec<u8> {
    let count = u16::try_from(advances.len()).expect("a hundred at most");
    let mut head = vec![0; 54];
    head[..4].copy_from_slice(&0x0001_0000_u32.to_be_bytes());
    head[12..16].copy_from_slice(&0x5F0F_3CF5_u32.to_be_bytes());
    head[18..20].copy_from_slice(&EM.to_be_bytes());
    let mut hhea = vec![0; 36];
    hhea[..4].copy_from_slice(&0x0001_0000_u32.to_be_bytes());
    hhea[34..].copy_from_slice(&count.to_be_bytes());
    let hmtx = advances.iter().flat_map(|advance| [advance.to_be_bytes(), [0, 0]]).flatten().collect();
    let maxp = [0, 0, 0x50, 0, 0xFF, 0xFF].to_vec();
    let number = u32::try_from(groups.len()).expect("a group a plane");
    let length = 16 + 12 * number;
    // One subtable, for Windows with all of Unicode.
    let mut cmap: Vec<u8> = [0_u16, 1, 3, 10].into_iter().flat_map(u16::to_be_bytes).collect();
    cmap.extend([12_u32, 12 << 16, length, 0, number].into_iter().flat_map(u32::to_be_bytes));
    cmap.extend(
        groups.iter().flat_map(|&(first, last, glyph)| [first, last, glyph]).flat_map(u32::to_be_bytes),
    );
    let tables = [(b"cmap", cmap), (b"head", head), (b"hhea", hhea), (b"hmtx", hmtx), (b"maxp", maxp)];
    subset::joined(tables.into_iter().map(|(tag, bytes)| (Tag::new(tag), bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Typeface;

    #[test]
    fn they_are_as_wide_as_those_of_the_office() {
        let chain =
            TypefaceChain { typeface: Typeface::Fangsong, latin: vec![], files: vec![], office: vec![] };
        let book = FontBook::of_measures(&[chain]);
        let advance = |c| book.resolve(Typeface::Fangsong, c).map(|shown| shown.advance);
        for (character, wide) in [
            ('国', 1.0),
            ('，', 1.0),
            ('—', 1.0),
            ('𠮷', 1.0),
            ('\u{31350}', 1.0),
            ('0', 0.5),
            (' ', 0.25),
            ('~', 1108.0 / 2048.0),
        ] {
            assert_eq!(advance(character), Some(wide), "{character}");
        }
    }
}
