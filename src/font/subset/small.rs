//! A small font before it is bytes: its tables joined under a directory (OpenType 1.9, "Organization of an OpenType
//! Font"), its outlines still apart, because they are compressed already.

use super::deflate::{Bits, Code};
use super::outline::Outline;
use super::tables::{HEAD_CHECKSUM, Table};
use libdeflater::Crc;
use skrifa::raw::types::Tag;
use std::borrow::Cow;

const HEAD: Tag = Tag::new(b"head");
const GLYF: Tag = Tag::new(b"glyf");
/// What all 32-bit words of a font add up to.
const WHOLE: u32 = 0xB1B0_AFBA;

/// A font with the glyphs of one document.
pub struct SmallFont<'a> {
    /// Directory and all tables but the outlines.
    front: Vec<u8>,
    outlines: Vec<Cow<'a, Outline>>,
    /// Fills the outlines up to whole words.
    padding: &'static [u8],
    code: &'a Code,
}

/// A font compressed.
pub struct Compressed {
    /// The compressed bytes.
    pub bytes: Vec<u8>,
    /// Length of the font, bytes.
    pub length: usize,
    /// CRC-32 of the font, as zip files state it; of a zlib stream, which states its own sum, 0.
    pub crc32: u32,
}

impl<'a> SmallFont<'a> {
    /// Joins tables, the outlines last in the file, whatever their place in the directory.
    pub(super) fn new(mut tables: Vec<Table>, outlines: Vec<Cow<'a, Outline>>, code: &'a Code) -> Self {
        tables.sort_by_key(|(tag, _)| *tag);
        let glyf_length: usize = outlines.iter().map(|outline| outline.bytes.len()).sum();
        let glyf_sum = outlines_sum(&outlines);
        let start = 12 + 16 * (tables.len() + 1);
        let mut entries = Vec::new();
        let mut offset = start;
        for (tag, data) in &tables {
            entries.push((*tag, checksum(data), offset, data.len()));
            offset += data.len().next_multiple_of(4);
        }
        entries.push((GLYF, glyf_sum, offset, glyf_length));
        entries.sort_by_key(|entry| entry.0);
        let mut front = Vec::with_capacity(offset);
        directory(&mut front, &entries);
        for (_, data) in &tables {
            front.extend_from_slice(data);
            front.resize(front.len().next_multiple_of(4), 0);
        }
        let adjustment = WHOLE.wrapping_sub(checksum(&front)).wrapping_sub(glyf_sum);
        let head =
            entries.iter().find(|entry| entry.0 == HEAD).map_or(start, |entry| entry.2) + HEAD_CHECKSUM;
        front[head..head + 4].copy_from_slice(&adjustment.to_be_bytes());
        let padding: &[u8] = if glyf_length.is_multiple_of(4) { &[] } else { &[0, 0] };
        Self { front, outlines, padding, code }
    }

    /// The beginning of the font, directory first, for those who must disguise it.
    pub fn front_mut(&mut self) -> &mut [u8] {
        &mut self.front
    }

    fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let outlines = self.outlines.iter().map(|outline| outline.bytes.as_slice());
        std::iter::once(self.front.as_slice()).chain(outlines).chain([self.padding])
    }

    /// The font.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.parts().collect::<Vec<_>>().concat()
    }

    /// The font as a deflate stream (RFC 1951), for zip.
    #[must_use]
    pub fn deflated(&self) -> Compressed {
        let mut crc = Crc::new();
        self.parts().for_each(|part| crc.update(part));
        Compressed { bytes: self.stream().into_bytes(), length: self.length(), crc32: crc.sum() }
    }

    /// The font as a zlib stream (RFC 1950), for PDF.
    #[must_use]
    pub fn zlib(&self) -> Compressed {
        let stream = self.stream().into_bytes();
        let mut bytes = Vec::with_capacity(stream.len() + 6);
        bytes.extend_from_slice(&[0x78, 0x9C]);
        bytes.extend_from_slice(&stream);
        bytes.extend_from_slice(&self.parts().fold(1, adler32).to_be_bytes());
        Compressed { bytes, length: self.length(), crc32: 0 }
    }

    fn length(&self) -> usize {
        self.parts().map(<[u8]>::len).sum()
    }

    fn stream(&self) -> Bits {
        let mut bits = self.code.begin();
        bits.reserve(
            self.outlines.iter().map(|outline| outline.bits.length()).sum::<usize>() + self.front.len(),
        );
        bits.append(&self.code.encode(&self.front));
        for outline in &self.outlines {
            bits.append(&outline.bits);
        }
        bits.append(&self.code.encode(self.padding));
        self.code.end(&mut bits);
        bits
    }
}

/// The Adler-32 sum of what `before` is the sum of, and then `part` (RFC 1950 8.2).
fn adler32(before: u32, part: &[u8]) -> u32 {
    const MODULUS: u64 = 65_521;
    let halves = |sum: u32| (u64::from(sum & 0xFFFF), u64::from(sum >> 16));
    let ((low, high), (part_low, part_high)) = (halves(before), halves(libdeflater::adler32(part)));
    let length = part.len() as u64 % MODULUS;
    let new_low = (low + part_low + MODULUS - 1) % MODULUS;
    let new_high = (high + part_high + length * (low + MODULUS - 1)) % MODULUS;
    u32::try_from(new_high << 16 | new_low).expect("both are below 65,521")
}

/// Number of tables, the figures of a binary search among them, then one entry a table.
fn directory(out: &mut Vec<u8>, entries: &[(Tag, u32, usize, usize)]) {
    let number = u16::try_from(entries.len()).expect("about a dozen tables");
    let power = number.ilog2();
    let search = 16 << power;
    out.extend_from_slice(&0x0001_0000_u32.to_be_bytes());
    for field in [number, search, u16::try_from(power).expect("below 16"), 16 * number - search] {
        out.extend_from_slice(&field.to_be_bytes());
    }
    let long = |bytes: usize| u32::try_from(bytes).expect("a subset is far below 4 GB");
    for &(tag, sum, offset, length) in entries {
        out.extend_from_slice(&tag.to_be_bytes());
        for field in [sum, long(offset), long(length)] {
            out.extend_from_slice(&field.to_be_bytes());
        }
    }
}

/// A font of tables that are all bytes.
pub(crate) fn joined(mut tables: Vec<Table>) -> Vec<u8> {
    tables.sort_by_key(|(tag, _)| *tag);
    let mut offset = 12 + 16 * tables.len();
    let mut entries = Vec::new();
    for (tag, data) in &tables {
        entries.push((*tag, checksum(data), offset, data.len()));
        offset += data.len().next_multiple_of(4);
    }
    let mut out = Vec::with_capacity(offset);
    directory(&mut out, &entries);
    for (_, data) in &tables {
        out.extend_from_slice(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

/// The 32-bit words of a table added up, as if zeros filled the last.
fn checksum(data: &[u8]) -> u32 {
    let (whole, rest) = data.as_chunks::<4>();
    let sum = whole.iter().fold(0_u32, |sum, &word| sum.wrapping_add(u32::from_be_bytes(word)));
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    sum.wrapping_add(u32::from_be_bytes(last))
}

/// The same for outlines end to end: one that begins within a word is added with its halves swapped.
fn outlines_sum(outlines: &[Cow<'_, Outline>]) -> u32 {
    let (mut sum, mut swapped) = (0_u32, false);
    for outline in outlines {
        let bytes = &outline.bytes;
        let own = if swapped && !bytes.is_empty() {
            checksum(&bytes[2..]).wrapping_add(u32::from(u16::from_be_bytes([bytes[0], bytes[1]])))
        } else {
            checksum(bytes)
        };
        sum = sum.wrapping_add(own);
        swapped ^= !bytes.len().is_multiple_of(4);
    }
    sum
}
