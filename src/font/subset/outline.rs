//! `glyf` and `loca` (OpenType 1.9): one glyph's outline found, its components listed, its instructions cut out.

use super::deflate::{Bits, Code};
use super::{Face, FontError, KeptGlyphs, error, table};
use crate::font::lazy::Lazy;
use crate::font::table_range;
use skrifa::raw::TableProvider;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

// Flags of a composite glyph's component.
const ARGS_ARE_WORDS: u16 = 0x0001;
const HAS_SCALE: u16 = 0x0008;
const MORE_COMPONENTS: u16 = 0x0020;
const HAS_XY_SCALE: u16 = 0x0040;
const HAS_TWO_BY_TWO: u16 = 0x0080;
const HAS_INSTRUCTIONS: u16 = 0x0100;

// Flags of a simple glyph's point.
const X_SHORT: u8 = 0x02;
const Y_SHORT: u8 = 0x04;
const REPEAT: u8 = 0x08;
const X_SAME: u8 = 0x10;
const Y_SAME: u8 = 0x20;

/// Contours, bounds: what precedes the points.
const HEADER: usize = 10;

/// Glyphs, evenly spread, by which the code of a face is made.
const SAMPLES: u16 = 24;

/// The glyphs of a face that small fonts were made with, read, written and compressed once.
#[derive(Default)]
pub struct Outlines {
    code: OnceLock<Code>,
    known: Lazy<Option<Box<Glyph>>>,
}

/// A glyph as the face has it.
pub(super) enum Glyph {
    /// A simple one, or a blank.
    Simple(Outline),
    /// One made of others, as it is in the file: written, it differs from font to font.
    Composite { raw: Vec<u8>, components: Vec<u16> },
}

impl Glyph {
    /// What it is made of.
    pub(super) fn components(&self) -> impl Iterator<Item = u16> {
        let components: &[u16] = match self {
            Self::Simple(_) => &[],
            Self::Composite { components, .. } => components,
        };
        components.iter().copied()
    }
}

/// An outline as a small font writes it.
#[derive(Clone)]
pub(super) struct Outline {
    /// Of even length.
    pub(super) bytes: Vec<u8>,
    /// The same in the code of its face.
    pub(super) bits: Bits,
}

impl Outline {
    fn new(mut bytes: Vec<u8>, code: &Code) -> Self {
        bytes.resize(bytes.len().next_multiple_of(2), 0);
        let bits = code.encode(&bytes);
        Self { bytes, bits }
    }
}

/// All outlines of a face.
pub(super) struct Glyf<'a> {
    face: &'a Face,
    /// Where they are in the file.
    place: Range<usize>,
    loca: &'a [u8],
    long: bool,
}

impl<'a> Glyf<'a> {
    pub(super) fn new(face: &'a Face) -> Result<Self, FontError> {
        let font = face.font();
        let place = table_range(&font, *b"glyf").ok_or_else(|| error(face, "不是 TrueType 轮廓的字体"))?;
        let long = font.head().map_err(|_| error(face, "缺少 head 表"))?.index_to_loc_format() == 1;
        Ok(Self { face, place, loca: table(face, &font, *b"loca")?, long })
    }

    /// How many there are.
    pub(super) fn count(&self) -> u16 {
        let glyphs = (self.loca.len() / if self.long { 4 } else { 2 }).saturating_sub(1);
        u16::try_from(glyphs).unwrap_or(u16::MAX)
    }

    /// The bytes of one glyph, padding included; none for a blank.
    pub(super) fn raw(&self, glyph: u16) -> Option<Cow<'a, [u8]>> {
        let offset = |index: usize| -> Option<usize> {
            if self.long {
                let bytes = self.loca.get(index * 4..index * 4 + 4)?;
                usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
            } else {
                Some(usize::from(word(self.loca, index * 2)?) * 2)
            }
        };
        let index = usize::from(glyph);
        let (start, end) = (self.place.start + offset(index)?, self.place.start + offset(index + 1)?);
        if start > end || end > self.place.end {
            return None;
        }
        if start == end { Some(Cow::Borrowed(&[])) } else { self.face.data.piece(start..end) }
    }

    /// One glyph.
    pub(super) fn glyph(&self, glyph: u16) -> Result<&'a Glyph, FontError> {
        let known = self.face.outlines.known.get(glyph, || self.read(glyph).map(Box::new));
        known.as_deref().ok_or_else(|| self.broken(glyph))
    }

    fn read(&self, glyph: u16) -> Option<Glyph> {
        let raw = self.raw(glyph)?;
        if !is_composite(&raw) {
            return Some(Glyph::Simple(Outline::new(simple(&raw)?, self.code())));
        }
        let mut components = Vec::new();
        walk_components(&raw, |at, _| components.extend(word(&raw, at + 2)))?;
        Some(Glyph::Composite { raw: raw.into_owned(), components })
    }

    fn broken(&self, glyph: u16) -> FontError {
        error(self.face, &format!("第 {glyph} 个字形的数据已损坏"))
    }

    /// The outline as the small font writes it: without instructions and padding, components renumbered.
    pub(super) fn written(&self, glyph: u16, kept: &KeptGlyphs) -> Result<Cow<'a, Outline>, FontError> {
        match self.glyph(glyph)? {
            Glyph::Simple(outline) => Ok(Cow::Borrowed(outline)),
            Glyph::Composite { raw, .. } => {
                let bytes = composite(raw, kept).ok_or_else(|| self.broken(glyph))?;
                Ok(Cow::Owned(Outline::new(bytes, self.code())))
            }
        }
    }

    /// The glyphs by which its code is made.
    pub(super) fn samples(&self) -> impl Iterator<Item = u16> + use<> {
        // One more than there are, which has no bytes.
        let glyphs = self.count().saturating_add(1);
        (0..glyphs).step_by(usize::from(glyphs / SAMPLES).max(1))
    }

    /// The code in which the outlines of this face are compressed, in every font.
    pub(super) fn code(&self) -> &'a Code {
        let face = self.face;
        face.outlines.code.get_or_init(|| {
            let raw = self.samples().filter_map(|glyph| self.raw(glyph));
            let samples: Vec<Vec<u8>> =
                raw.filter(|raw| !is_composite(raw)).filter_map(|raw| simple(&raw)).collect();
            Code::of(samples.iter().map(Vec::as_slice))
        })
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn is_composite(raw: &[u8]) -> bool {
    // The number of contours is negative.
    raw.first().is_some_and(|high| high & 0x80 != 0)
}

/// Calls `each` with the place and flags of every component; returns where the last one ends.
fn walk_components(raw: &[u8], mut each: impl FnMut(usize, u16)) -> Option<usize> {
    let mut at = HEADER;
    loop {
        let flags = word(raw, at)?;
        each(at, flags);
        let arguments = if flags & ARGS_ARE_WORDS != 0 { 4 } else { 2 };
        let transform = match flags {
            _ if flags & HAS_SCALE != 0 => 2,
            _ if flags & HAS_XY_SCALE != 0 => 4,
            _ if flags & HAS_TWO_BY_TWO != 0 => 8,
            _ => 0,
        };
        at += 4 + arguments + transform;
        if flags & MORE_COMPONENTS == 0 {
            return Some(at);
        }
    }
}

fn composite(raw: &[u8], kept: &KeptGlyphs) -> Option<Vec<u8>> {
    let mut places = Vec::new();
    let end = walk_components(raw, |at, flags| places.push((at, flags)))?;
    let mut out = raw.get(..end)?.to_vec();
    for (at, flags) in places {
        out[at..at + 2].copy_from_slice(&(flags & !HAS_INSTRUCTIONS).to_be_bytes());
        let component = kept.new_id(word(raw, at + 2)?)?;
        out[at + 2..at + 4].copy_from_slice(&component.to_be_bytes());
    }
    Some(out)
}

fn simple(raw: &[u8]) -> Option<Vec<u8>> {
    if raw.is_empty() {
        return Some(Vec::new());
    }
    let contours = usize::from(word(raw, 0)?);
    if contours == 0 {
        return Some(Vec::new());
    }
    let ends = HEADER + 2 * contours;
    let points = usize::from(word(raw, ends - 2)?) + 1;
    let instructions = usize::from(word(raw, ends)?);
    let start = ends + 2 + instructions;
    let length = points_length(raw.get(start..)?, points)?;
    let mut out = Vec::with_capacity(ends + 2 + length);
    out.extend_from_slice(&raw[..ends]);
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(raw.get(start..start + length)?);
    Some(out)
}

/// How many bytes the coordinates of a point take, by its flags.
const COORDINATES: [u8; 256] = {
    const fn size(flag: u8, short: u8, same: u8) -> u8 {
        match (flag & short != 0, flag & same != 0) {
            (true, _) => 1,
            (false, true) => 0,
            (false, false) => 2,
        }
    }
    let mut sizes = [0; 256];
    let mut flag = 0_u8;
    loop {
        sizes[flag as usize] = size(flag, X_SHORT, X_SAME) + size(flag, Y_SHORT, Y_SAME);
        if flag == u8::MAX {
            break sizes;
        }
        flag += 1;
    }
};

/// How many bytes the flags and coordinates of `points` points take.
fn points_length(bytes: &[u8], points: usize) -> Option<usize> {
    let (mut at, mut seen, mut coordinates) = (0, 0, 0);
    while seen < points {
        let flag = *bytes.get(at)?;
        at += 1;
        let mut times = 1;
        if flag & REPEAT != 0 {
            times += usize::from(*bytes.get(at)?);
            at += 1;
        }
        seen += times;
        coordinates += times * usize::from(COORDINATES[usize::from(flag)]);
    }
    (seen == points).then_some(at + coordinates)
}
