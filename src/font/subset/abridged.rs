//! In: a face and characters. Out: its file with the outlines of these alone, for a page that brings its faces along. Glyphs
//! keep their numbers, and measures, character map and substitutions are whole: a document set with it is set as with the
//! whole file, to the byte, and where it shows a character that was left out that is known ([`Face::lacks`]).

use super::outline::Glyf;
use super::tables::Table;
use super::{Face, FontError, KeptGlyphs, error, joined, table};
use skrifa::raw::types::Tag;
use std::collections::BTreeSet;

/// Our own table: a bit a glyph, the first the highest of its byte; set where the outline was left out.
pub(in crate::font) const LEFT_OUT: [u8; 4] = *b"NBlo";

/// What layout and small fonts read of a file, outlines apart.
const READ: [[u8; 4]; 9] =
    [*b"OS/2", *b"cmap", *b"hhea", *b"hmtx", *b"maxp", *b"name", *b"post", *b"GSUB", *b"head"];

/// The file with the outlines of `characters`; of glyphs that no character leads to (forms that others are put in place by)
/// all are kept.
///
/// # Errors
/// A face without TrueType outlines, or a broken one.
pub fn abridged(face: &Face, characters: &BTreeSet<char>) -> Result<Vec<u8>, FontError> {
    let glyf = Glyf::new(face)?;
    let font = face.font();
    let away: BTreeSet<u16> = face
        .characters()
        .filter(|(character, _)| !characters.contains(character))
        .map(|(_, glyph)| glyph)
        .collect();
    let shown = characters.iter().filter_map(|&character| face.glyph(character));
    // The code of its outlines is made of some of them, whatever is shown.
    let shown: BTreeSet<u16> = shown.chain(glyf.samples()).collect();
    let kept = (0..glyf.count()).filter(|glyph| shown.contains(glyph) || !away.contains(glyph));
    let kept = KeptGlyphs::new(face, kept)?;
    let (mut outlines, mut loca) = (Vec::new(), vec![0_u32]);
    let mut left_out = vec![0_u8; usize::from(glyf.count()).div_ceil(8)];
    for glyph in 0..glyf.count() {
        let raw = glyf.raw(glyph).ok_or_else(|| error(face, "轮廓的数据已损坏"))?;
        if kept.new_id(glyph).is_some() {
            outlines.extend_from_slice(&raw);
            outlines.resize(outlines.len().next_multiple_of(4), 0);
        } else if !raw.is_empty() {
            left_out[usize::from(glyph / 8)] |= 0x80 >> (glyph % 8);
        }
        loca.push(u32::try_from(outlines.len()).map_err(|_| error(face, "轮廓的数据太长"))?);
    }
    let mut tables: Vec<Table> = Vec::new();
    for tag in READ {
        if let Some(bytes) = font.table_data(Tag::new(&tag)) {
            tables.push((Tag::new(&tag), bytes.as_bytes().to_vec()));
        } else if tag != *b"GSUB" {
            table(face, &font, tag)?;
        }
    }
    // Long offsets.
    if let Some((_, head)) = tables.last_mut().filter(|(_, head)| head.len() >= 52) {
        head[50..52].copy_from_slice(&[0, 1]);
    }
    tables.push((Tag::new(b"loca"), loca.into_iter().flat_map(u32::to_be_bytes).collect()));
    tables.push((Tag::new(b"glyf"), outlines));
    tables.push((Tag::new(&LEFT_OUT), left_out));
    Ok(joined(tables))
}
