//! The tables that every TrueType font has (`head hhea maxp hmtx loca`), cut to the kept glyphs (OpenType 1.9).

use super::deflate::Code;
use super::outline::{Glyf, Outline};
use super::{Face, FontError, KeptGlyphs, SmallFont, error, table};
use skrifa::raw::TableProvider;
use skrifa::raw::types::Tag;
use std::borrow::Cow;

/// A table and its name.
pub(super) type Table = (Tag, Vec<u8>);

// Where fields of `head` are.
pub(super) const HEAD_CHECKSUM: usize = 8;
const HEAD_MAC_STYLE: usize = 44;
const HEAD_LOCA_FORMAT: usize = 50;

/// All that every font has.
pub(super) struct Core<'a> {
    tables: Vec<Table>,
    outlines: Vec<Cow<'a, Outline>>,
    code: &'a Code,
}

impl<'a> Core<'a> {
    pub(super) fn new(face: &'a Face, kept: &KeptGlyphs) -> Result<Self, FontError> {
        let glyf = Glyf::new(face)?;
        let outlines: Vec<_> =
            kept.glyphs().iter().map(|&glyph| glyf.written(glyph, kept)).collect::<Result<_, _>>()?;
        let (loca, long) = loca(&outlines);
        let (hmtx, measured) = metrics(face, kept)?;
        let font = face.font();
        let fixed = |tag: [u8; 4], length: usize| -> Result<Vec<u8>, FontError> {
            let bytes = table(face, &font, tag)?.get(..length);
            Ok(bytes.ok_or_else(|| error(face, "表的长度不对"))?.to_vec())
        };
        let mut head = fixed(*b"head", 54)?;
        head[HEAD_CHECKSUM..HEAD_CHECKSUM + 4].fill(0);
        head[HEAD_MAC_STYLE..HEAD_MAC_STYLE + 2].fill(0);
        head[HEAD_LOCA_FORMAT..HEAD_LOCA_FORMAT + 2].copy_from_slice(&u16::from(long).to_be_bytes());
        let mut hhea = fixed(*b"hhea", 36)?;
        hhea[34..36].copy_from_slice(&measured.to_be_bytes());
        let mut maxp = fixed(*b"maxp", 32)?;
        maxp[4..6].copy_from_slice(&count(kept).to_be_bytes());
        // Twilight points, storage, functions, instruction definitions, stack, instructions: nothing is left of them,
        // but the three instructions of an installable font's `prep` need a stack.
        maxp[16..28].fill(0);
        maxp[24..26].copy_from_slice(&2_u16.to_be_bytes());
        let named = [(b"head", head), (b"hhea", hhea), (b"maxp", maxp), (b"hmtx", hmtx), (b"loca", loca)];
        let tables = named.into_iter().map(|(tag, bytes)| (Tag::new(tag), bytes)).collect();
        Ok(Self { tables, outlines, code: glyf.code() })
    }

    /// A font of these and `more` tables.
    pub(super) fn join(self, more: Vec<Table>) -> SmallFont<'a> {
        SmallFont::new(self.tables.into_iter().chain(more).collect(), self.outlines, self.code)
    }
}

fn count(kept: &KeptGlyphs) -> u16 {
    u16::try_from(kept.glyphs().len()).expect("no more glyphs than in the face")
}

/// `loca`, and whether it is long.
fn loca(outlines: &[Cow<'_, Outline>]) -> (Vec<u8>, bool) {
    let mut end = 0;
    let mut offsets = vec![0];
    for outline in outlines {
        end += u32::try_from(outline.bytes.len()).expect("a subset is far below 4 GB");
        offsets.push(end);
    }
    let short: Result<Vec<u16>, _> = offsets.iter().map(|offset| u16::try_from(offset / 2)).collect();
    match short {
        Ok(halves) => (halves.iter().flat_map(|half| half.to_be_bytes()).collect(), false),
        Err(_) => (offsets.iter().flat_map(|offset| offset.to_be_bytes()).collect(), true),
    }
}

/// `hmtx`, and how many of its entries have an advance: those at the end that repeat it are written without.
fn metrics(face: &Face, kept: &KeptGlyphs) -> Result<(Vec<u8>, u16), FontError> {
    let hmtx = face.font().hmtx().map_err(|_| error(face, "缺少 hmtx 表"))?;
    let both: Vec<(u16, i16)> = kept
        .glyphs()
        .iter()
        .map(|&old| (hmtx.advance(old.into()).unwrap_or(0), hmtx.side_bearing(old.into()).unwrap_or(0)))
        .collect();
    let last = both.last().map_or(0, |m| m.0);
    let same = both.iter().rev().take_while(|m| m.0 == last).count();
    let measured = both.len() - same.saturating_sub(1);
    let mut out = Vec::with_capacity(4 * both.len());
    for (index, (advance, bearing)) in both.into_iter().enumerate() {
        if index < measured {
            out.extend_from_slice(&advance.to_be_bytes());
        }
        out.extend_from_slice(&bearing.to_be_bytes());
    }
    Ok((out, u16::try_from(measured).expect("no more glyphs than in the face")))
}
