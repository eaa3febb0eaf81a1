//! The piece table: which bytes of the file are which characters ([MS-DOC] 2.9.38, 2.9.177).

use super::Bytes;
use std::ops::Range;

/// Characters that stand next to one another in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    from: u32,
    to: u32,
    /// The first byte in the stream of the text.
    place: usize,
    /// A byte a character (Windows-1252), else two (UTF-16).
    narrow: bool,
    /// Properties that a fast save put on all of it.
    pub(super) properties: Bytes<'a>,
    /// The same, as a number and an operand.
    pub(super) property: (u8, u8),
}

impl Piece<'_> {
    /// The number of its first character, which no other piece has.
    pub(super) fn start(&self) -> u32 {
        self.from
    }
}

/// A character of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character<'a> {
    /// Its number among all characters.
    pub(super) number: u32,
    /// Its first byte in the stream.
    pub(super) place: usize,
    /// Bytes that it takes there.
    pub(super) width: usize,
    /// A unit of UTF-16.
    pub(super) unit: u16,
    /// The piece that it belongs to.
    pub(super) piece: Piece<'a>,
}

/// All pieces of a file.
pub(super) struct Pieces<'a> {
    word: Bytes<'a>,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Pieces<'a> {
    /// Reads the `Clx`. `None` if it does not hold together.
    pub(super) fn read(word: Bytes<'a>, clx: Bytes<'a>) -> Option<Self> {
        let mut properties = Vec::new();
        let mut at = 0;
        while clx.byte(at)? == 1 {
            let length = usize::from(clx.u16(at + 1)?);
            properties.push(clx.slice(at + 3, length)?);
            at += 3 + length;
        }
        let table = clx.slice(at + 5, clx.size(at + 1)?)?;
        let mut pieces = Vec::new();
        let mut last = 0;
        for (from, to, record) in table.plc(8) {
            let (place, change) = (record.u32(2)?, record.u16(6)?);
            let narrow = place & 0x4000_0000 != 0;
            let place = usize::try_from(place & 0x3FFF_FFFF).ok()?;
            let place = if narrow { place / 2 } else { place };
            let long = usize::try_from(to.checked_sub(from)?).ok()?;
            word.slice(place, long * if narrow { 1 } else { 2 })?;
            let [low, high] = change.to_le_bytes();
            let many = usize::from(change >> 1);
            let (properties, property) = if low & 1 == 1 {
                (properties.get(many).copied().unwrap_or(Bytes(&[])), (0, 0))
            } else {
                (Bytes(&[]), (low >> 1, high))
            };
            if from < last {
                return None;
            }
            last = to;
            pieces.push(Piece { from, to, place, narrow, properties, property });
        }
        Some(Self { word, pieces })
    }

    /// Whether every character up to a number is there.
    pub(super) fn reach(&self, number: u32) -> bool {
        let joined = self.pieces.windows(2).all(|pair| pair[0].to == pair[1].from);
        joined
            && self.pieces.first().is_some_and(|p| p.from == 0)
            && self.pieces.last().is_some_and(|p| p.to >= number)
    }

    /// The characters of a range of numbers.
    pub(super) fn characters(&self, range: Range<u32>) -> impl Iterator<Item = Character<'a>> {
        let first = self.pieces.partition_point(|piece| piece.to <= range.start);
        let pieces = self.pieces[first..].iter().take_while(move |piece| piece.from < range.end);
        pieces.flat_map(move |piece| {
            (piece.from.max(range.start)..piece.to.min(range.end)).map(move |number| {
                let into = (number - piece.from) as usize;
                let width = if piece.narrow { 1 } else { 2 };
                let place = piece.place + into * width;
                let unit = if piece.narrow {
                    wide(self.word.byte(place).unwrap_or(0))
                } else {
                    self.word.u16(place).unwrap_or(0)
                };
                Character { number, place, width, unit, piece: *piece }
            })
        })
    }
}

/// Windows-1252 as far as it differs from Latin-1.
fn wide(byte: u8) -> u16 {
    const FROM_80: [u16; 32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
        0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ];
    match byte {
        0x80..=0x9F => FROM_80[usize::from(byte - 0x80)],
        _ => u16::from(byte),
    }
}
