//! The tables that every TrueType font has (`head hhea maxp hmtx loca glyf`), cut to the kept glyphs, and the directory
//! that joins tables into a file (OpenType 1.9, "Organization of an OpenType Font").

use super::outline::Outlines;
use super::{Face, FontError, Kept, error, table};
use skrifa::raw::TableProvider;
use skrifa::raw::types::Tag;

/// A table and its name.
pub(super) type Table = (Tag, Vec<u8>);

/// The largest `glyf` that the short form of `loca` (halves of offsets in 16 bits) can address.
const SHORT_LOCA: usize = 0x1_FFFE;
/// `magicNumber` of `head` is at 12; its checksum, over the whole file, at 8; `indexToLocFormat` at 50.
const HEAD_CHECKSUM: usize = 8;
const HEAD_MAC_STYLE: usize = 44;
const HEAD_LOCA_FORMAT: usize = 50;

/// The six tables.
pub(super) struct Core {
    head: Vec<u8>,
    hhea: Vec<u8>,
    maxp: Vec<u8>,
    hmtx: Vec<u8>,
    loca: Vec<u8>,
    glyf: Vec<u8>,
}

impl Core {
    pub(super) fn new(face: &Face, kept: &Kept) -> Result<Self, FontError> {
        let (loca, glyf, long) = outlines(face, kept)?;
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
        // but the three instructions of `prep` in `sfnt` need a stack.
        maxp[16..26].fill(0);
        maxp[24..26].copy_from_slice(&2_u16.to_be_bytes());
        maxp[26..28].fill(0);
        Ok(Self { head, hhea, maxp, hmtx, loca, glyf })
    }

    pub(super) fn into_tables(self) -> Vec<Table> {
        vec![
            (Tag::new(b"head"), self.head),
            (Tag::new(b"hhea"), self.hhea),
            (Tag::new(b"maxp"), self.maxp),
            (Tag::new(b"hmtx"), self.hmtx),
            (Tag::new(b"loca"), self.loca),
            (Tag::new(b"glyf"), self.glyf),
        ]
    }
}

fn count(kept: &Kept) -> u16 {
    u16::try_from(kept.glyphs().len()).expect("no more glyphs than in the face")
}

/// `loca`, `glyf`, and whether `loca` is long.
fn outlines(face: &Face, kept: &Kept) -> Result<(Vec<u8>, Vec<u8>, bool), FontError> {
    let outlines = Outlines::new(face)?;
    let mut glyf = Vec::new();
    let mut offsets = vec![0];
    for &glyph in kept.glyphs() {
        glyf.extend_from_slice(&outlines.written(glyph, kept)?);
        glyf.resize(glyf.len().next_multiple_of(2), 0);
        offsets.push(u32::try_from(glyf.len()).map_err(|_| error(face, "字体太大"))?);
    }
    let long = glyf.len() > SHORT_LOCA;
    let loca = if long {
        offsets.iter().flat_map(|o| o.to_be_bytes()).collect()
    } else {
        offsets.iter().flat_map(|o| u16::try_from(o / 2).expect("checked above").to_be_bytes()).collect()
    };
    Ok((loca, glyf, long))
}

/// `hmtx`, and how many of its entries have an advance: those at the end that repeat it are written without.
fn metrics(face: &Face, kept: &Kept) -> Result<(Vec<u8>, u16), FontError> {
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

/// A file of these tables, directory sorted by name, checksums right.
pub(super) fn join(mut tables: Vec<Table>) -> Vec<u8> {
    tables.sort_by_key(|(tag, _)| *tag);
    let number = u16::try_from(tables.len()).expect("about a dozen tables");
    let power = number.ilog2();
    let search = 16 << power;
    let mut out = Vec::with_capacity(512 + tables.iter().map(|(_, data)| data.len() + 3).sum::<usize>());
    out.extend_from_slice(&0x0001_0000_u32.to_be_bytes());
    for field in [number, search, u16::try_from(power).expect("below 16"), 16 * number - search] {
        out.extend_from_slice(&field.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut head = 0;
    for (tag, data) in &tables {
        if *tag == Tag::new(b"head") {
            head = offset;
        }
        out.extend_from_slice(&tag.to_be_bytes());
        for field in [checksum(data), length(offset), length(data.len())] {
            out.extend_from_slice(&field.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        out.extend_from_slice(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let whole = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&out));
    out[head + HEAD_CHECKSUM..head + HEAD_CHECKSUM + 4].copy_from_slice(&whole.to_be_bytes());
    out
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a subset is far below 4 GB")
}

fn checksum(data: &[u8]) -> u32 {
    let (whole, rest) = data.as_chunks::<4>();
    let sum = whole.iter().fold(0_u32, |sum, &word| sum.wrapping_add(u32::from_be_bytes(word)));
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    sum.wrapping_add(u32::from_be_bytes(last))
}
