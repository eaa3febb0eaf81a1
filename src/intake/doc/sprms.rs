//! Property modifiers: what is special about a stretch of characters, a paragraph, a row ([MS-DOC] 2.2.5, 2.6).

use super::Bytes;
use super::pieces::Piece;
use super::tables::{Edge, Shape};

/// Of a paragraph, as far as reading needs it.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a modifier of the standard, and they are independent"
)]
pub(super) struct Paragraph {
    /// How many tables it lies in.
    pub(super) depth: usize,
    /// Its mark ends a row of the outermost table.
    pub(super) ends_row: bool,
    /// Its mark ends a cell of an inner table.
    pub(super) ends_inner_cell: bool,
    /// Its mark ends a row of an inner table.
    pub(super) ends_inner_row: bool,
    /// The list that it is in.
    pub(super) list: Option<i16>,
    /// The level in it.
    pub(super) level: Option<u8>,
    /// The cells of its row.
    pub(super) shape: Option<Shape>,
    in_table: bool,
}

/// Of characters.
#[derive(Clone, Copy, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a modifier of the standard, and they are independent"
)]
pub(super) struct Character {
    /// Taken out, changes tracked.
    pub(super) deleted: bool,
    /// Put in, changes tracked.
    pub(super) inserted: bool,
    /// Hidden.
    pub(super) hidden: bool,
    /// With a line through it.
    pub(super) struck: bool,
    /// Raised above the line.
    pub(super) raised: bool,
    /// Stands for something else: a picture, a note.
    pub(super) special: bool,
    /// Of a picture its place in the stream of data.
    pub(super) picture: Option<usize>,
    /// Of a character of a symbol font.
    pub(super) symbol: Option<u16>,
}

/// Each modifier with its operand.
fn each(modifiers: Bytes<'_>) -> impl Iterator<Item = (u16, Bytes<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = modifiers.u16(at)?;
        at += 2;
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // Cells of a row: two bytes of length, which count one byte too many.
            _ if code == 0xD608 => 1 + usize::from(modifiers.u16(at)?),
            // Tab stops: 255 bytes and more are counted by their own numbers.
            _ if code == 0xC615 && modifiers.byte(at)? == 255 => {
                let deleted = usize::from(modifiers.byte(at + 1)?);
                let added = usize::from(modifiers.byte(at + 2 + 4 * deleted)?);
                3 + 4 * deleted + 3 * added
            }
            _ => 1 + usize::from(modifiers.byte(at)?),
        };
        let operand = modifiers.slice(at, length)?;
        at += length;
        Some((code, operand))
    })
}

impl Paragraph {
    /// Of a paragraph's own modifiers and those of the piece that its mark stands in.
    pub(super) fn of(modifiers: Bytes<'_>, piece: &Piece<'_>, data: Bytes<'_>) -> Self {
        let mut paragraph = Self::default();
        paragraph.take(modifiers, data);
        paragraph.take(piece.properties, data);
        match piece.property {
            (0x18, value) => paragraph.in_table = value != 0,
            (0x19, value) => paragraph.ends_row = value != 0,
            _ => {}
        }
        if paragraph.depth == 0 && paragraph.in_table {
            paragraph.depth = 1;
        }
        paragraph
    }

    /// Of a style.
    pub(super) fn of_style(modifiers: Bytes<'_>) -> Self {
        let mut paragraph = Self::default();
        paragraph.take(modifiers, Bytes(&[]));
        paragraph
    }

    fn take(&mut self, modifiers: Bytes<'_>, data: Bytes<'_>) {
        for (code, operand) in each(modifiers) {
            let on = operand.byte(0).is_some_and(|byte| byte != 0);
            match code {
                0x2416 => self.in_table = on,
                0x2417 => self.ends_row = on,
                0x6649 => self.depth = operand.size(0).unwrap_or(0).min(super::tables::DEEPEST + 1),
                0x244B => self.ends_inner_cell = on,
                0x244C => self.ends_inner_row = on,
                0x460B => self.list = operand.u16(0).map(u16::cast_signed),
                0x260A => self.level = operand.byte(0),
                0xD608 => self.shape = Shape::read(operand),
                0xD62B => {
                    if let (Some(shape), Some(cell)) = (&mut self.shape, operand.byte(1)) {
                        shape.merge_down(usize::from(cell), operand.byte(2).unwrap_or(0));
                    }
                }
                0x5624 => {
                    if let (Some(shape), Some(range)) =
                        (&mut self.shape, operand.byte(0).zip(operand.byte(1)))
                    {
                        shape.merge_across(usize::from(range.0)..usize::from(range.1));
                    }
                }
                // More than the page holds: in the stream of data, which cannot point on.
                0x6646 | 0x6645 | 0x646B if !data.is_empty() => {
                    let at = operand.size(0).unwrap_or(usize::MAX);
                    let long = data.u16(at).map_or(0, usize::from);
                    if let Some(more) = at.checked_add(2).and_then(|at| data.slice(at, long)) {
                        self.take(more, Bytes(&[]));
                    }
                }
                _ => {}
            }
        }
    }
}

impl Character {
    /// Of the modifiers of its run and of its piece.
    pub(super) fn of(modifiers: Bytes<'_>, piece: &Piece<'_>) -> Self {
        let mut character = Self::default();
        character.take(modifiers);
        character.take(piece.properties);
        match piece.property {
            (0x41, value) => character.deleted = value != 0,
            (0x42, value) => character.inserted = value != 0,
            (0x57, value) => character.struck = value & 1 == 1,
            (0x5C, value) => character.hidden = value & 1 == 1,
            (0x68, value) => character.raised = value == 1,
            _ => {}
        }
        character
    }

    fn take(&mut self, modifiers: Bytes<'_>) {
        for (code, operand) in each(modifiers) {
            let value = operand.byte(0).unwrap_or(0);
            match code {
                0x0800 => self.deleted = value != 0,
                0x0801 => self.inserted = value != 0,
                // 0x81 is the opposite of what the style says, and no style of a report hides.
                0x083C => self.hidden = value & 1 == 1,
                0x0837 | 0x2A53 => self.struck = value & 1 == 1,
                0x2A48 => self.raised = value == 1,
                0x0855 => self.special = value != 0,
                0x6A03 => self.picture = operand.size(0),
                0x6A09 => self.symbol = operand.u16(2),
                _ => {}
            }
        }
    }
}

impl Shape {
    /// `sprmTDefTable`: the edges of a row's cells and how they are merged ([MS-DOC] 2.9.316).
    fn read(operand: Bytes<'_>) -> Option<Self> {
        let cells = usize::from(operand.byte(2)?);
        let edge = |n: usize| operand.u16(3 + 2 * n).map(|edge| Edge::from(edge.cast_signed()));
        let edges = (0..=cells).map(edge).collect::<Option<Vec<Edge>>>()?;
        // Cells behind the last that is described are plain.
        let merges = (0..cells).map(|n| operand.u16(3 + 2 * (cells + 1) + 20 * n).unwrap_or(0)).collect();
        Some(Self::new(edges, merges))
    }
}
