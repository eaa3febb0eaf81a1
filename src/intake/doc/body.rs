//! Characters and their properties -> paragraphs and tables.

use super::fib::{Fib, Part};
use super::pieces::{Character, Pieces};
use super::runs::Runs;
use super::sprms::{self, Paragraph};
use super::tables::{self, Line};
use super::{Bytes, Streams, lists};
use crate::intake::Refusal;
use crate::intake::blocks::{Raw, Remark, is_more_than_a_page, is_note_mark};
use crate::intake::numbering::Numbering;
use crate::intake::room::Room;
use crate::source::{Span, Traced};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Twips of a picture that could be a table: 8 cm wide and 2.5 cm high.
const WIDE: i64 = 4536;
const HIGH: i64 = 1417;

/// Reads a document.
pub(super) fn read(streams: &Streams) -> Result<(Vec<Raw>, Vec<Remark>), Refusal> {
    let (word, data) = (Bytes(&streams.word), Bytes(&streams.data));
    let fib = Fib::read(word, Bytes(&streams.table)).ok_or(Refusal::Damaged)?;
    if fib.is_too_long() {
        return Err(Refusal::TooLarge);
    }
    let pieces = Pieces::read(word, fib.part(Part::Pieces)).ok_or(Refusal::Damaged)?;
    if !pieces.reach(fib.text()) {
        return Err(Refusal::Damaged);
    }
    let paragraphs = Runs::read(word, &fib, Part::ParagraphRuns).ok_or(Refusal::TooLarge)?;
    let characters = Runs::read(word, &fib, Part::CharacterRuns).ok_or(Refusal::TooLarge)?;
    let mut body = Body {
        data,
        pieces,
        paragraphs,
        characters,
        numbering: lists::read(&fib),
        notes: BTreeMap::new(),
        shapes: BTreeMap::new(),
        remarks: BTreeSet::new(),
        room: Room::default(),
    };
    body.read_notes(&fib)?;
    body.read_shapes(&fib)?;
    if !fib.part(Part::CommentReferences).is_empty() {
        body.remarks.insert(Remark::Comments);
    }
    if body.has_words_in_margins(&fib)? {
        body.remarks.insert(Remark::Margins);
    }
    let blocks = body.story(0..fib.text())?;
    Ok((blocks, body.remarks.into_iter().collect()))
}

/// What a document holds.
struct Body<'a> {
    data: Bytes<'a>,
    pieces: Pieces<'a>,
    paragraphs: Runs<'a>,
    characters: Runs<'a>,
    numbering: Numbering,
    /// The text of each note, by the character that refers to it.
    notes: BTreeMap<u32, String>,
    /// Text boxes and pictures, by the character that they hang on.
    shapes: BTreeMap<u32, Vec<Raw>>,
    remarks: BTreeSet<Remark>,
    room: Room,
}

/// Whether a block of a margin, or of a table in it, has words besides those around a page's number.
fn says_more_than_a_page(block: &Raw) -> bool {
    match block {
        Raw::Paragraph(words, _) => is_more_than_a_page(words.text()),
        Raw::Table(rows, _) => {
            rows.iter().flatten().flat_map(|cell| &cell.content).any(says_more_than_a_page)
        }
        Raw::Picture => false,
    }
}

/// A table that is being read, or what lies in none.
#[derive(Default)]
struct Open {
    lines: Vec<Line>,
    cells: Vec<Vec<Raw>>,
    content: Vec<Raw>,
}

impl Open {
    /// The table, and what stands in it behind its last row.
    fn finish(mut self) -> Vec<Raw> {
        if !self.cells.is_empty() {
            self.lines.push(Line { cells: self.cells, shape: None });
        }
        let mut out = if self.lines.is_empty() { Vec::new() } else { vec![tables::table(self.lines)] };
        out.append(&mut self.content);
        out
    }
}

impl Body<'_> {
    fn read_notes(&mut self, fib: &Fib<'_>) -> Result<(), Refusal> {
        let kinds = [
            (Part::FootnoteReferences, Part::FootnoteTexts, fib.footnotes()),
            (Part::EndnoteReferences, Part::EndnoteTexts, fib.endnotes()),
        ];
        for (references, texts, story) in kinds {
            let texts = fib.part(texts).plc(0);
            for ((at, ..), (from, to, _)) in fib.part(references).plc(2).zip(texts) {
                let range = story.saturating_add(from)..story.saturating_add(to);
                let blocks = self.story(range)?;
                let words = blocks.iter().map(|raw| match raw {
                    Raw::Paragraph(words, _) => words.text().trim(),
                    _ => "",
                });
                self.notes.insert(at, words.collect());
            }
        }
        Ok(())
    }

    /// Whether a header or a footer says more than the number of its page. What else they hold is no matter of the text.
    fn has_words_in_margins(&mut self, fib: &Fib<'_>) -> Result<bool, Refusal> {
        let before = self.remarks.clone();
        let blocks = self.story(fib.margins())?;
        self.remarks = before;
        Ok(blocks.iter().any(says_more_than_a_page))
    }

    /// `Spa` and `FTXBXS`: shapes, and the text of those that hold some.
    fn read_shapes(&mut self, fib: &Fib<'_>) -> Result<(), Refusal> {
        let mut boxes: BTreeMap<u32, Vec<Raw>> = BTreeMap::new();
        for (from, to, record) in fib.part(Part::TextBoxes).plc(22) {
            let story = fib.text_boxes();
            let blocks = self.story(story.saturating_add(from)..story.saturating_add(to))?;
            boxes.entry(record.u32(14).unwrap_or(0)).or_default().extend(blocks);
        }
        for (at, _, record) in fib.part(Part::Shapes).plc(26) {
            let side = |n: usize| i64::from(record.u32(4 + 4 * n).unwrap_or(0).cast_signed());
            let (width, height) = (side(2) - side(0), side(3) - side(1));
            let own = match boxes.remove(&record.u32(0).unwrap_or(0)) {
                Some(blocks) => {
                    self.remarks.insert(Remark::TextBoxes);
                    blocks
                }
                None if width > WIDE && height > HIGH => vec![Raw::Picture],
                None => continue,
            };
            self.shapes.entry(at).or_default().extend(own);
        }
        Ok(())
    }

    /// The blocks of a range of characters.
    fn story(&mut self, range: Range<u32>) -> Result<Vec<Raw>, Refusal> {
        // Stories may lie over one another.
        self.room.read(range.len());
        self.room.check()?;
        let characters: Vec<Character<'_>> = self.pieces.characters(range).collect();
        let mut story = Story { open: vec![Open::default()], ..Story::default() };
        let mut run: Option<(Range<usize>, u32, sprms::Character)> = None;
        for character in characters {
            let same = run.as_ref().filter(|(range, piece, _)| {
                range.contains(&character.place) && *piece == character.piece.start()
            });
            let properties = if let Some((_, _, properties)) = same {
                *properties
            } else {
                let own = self.characters.at(character.place);
                let modifiers = own.map_or(Bytes(&[]), |run| run.modifiers);
                let properties = sprms::Character::of(modifiers, &character.piece);
                self.room.read(modifiers.len() + character.piece.properties.len());
                let range = own.map_or(character.place..character.place + 1, |run| run.from..run.to);
                run = Some((range, character.piece.start(), properties));
                properties
            };
            self.character(&mut story, &character, properties)?;
        }
        if story.fields.contains(&true) {
            return Err(Refusal::Damaged);
        }
        self.end_paragraph(&mut story, None, false)?;
        while story.open.len() > 1 {
            story.close();
        }
        Ok(story.open.pop().map(Open::finish).unwrap_or_default())
    }

    fn character(
        &mut self,
        story: &mut Story,
        character: &Character<'_>,
        properties: sprms::Character,
    ) -> Result<(), Refusal> {
        let sprms::Character { deleted, inserted, hidden, struck, raised, .. } = properties;
        if deleted || inserted {
            self.remarks.insert(Remark::Tracked);
        }
        match character.unit {
            0x0D if deleted => {}
            0x0D | 0x07 => self.end_paragraph(story, Some(character), deleted)?,
            // The end of a section, or a page break within a paragraph.
            0x0C => {
                let run = self.paragraphs.at(character.place);
                if run.is_none_or(|run| run.to == character.place + character.width) {
                    self.end_paragraph(story, Some(character), false)?;
                } else {
                    story.text.push(u16::from(b'\n'));
                }
            }
            0x13 => story.fields.push(true),
            0x14 => {
                if let Some(field) = story.fields.last_mut() {
                    *field = false;
                }
            }
            0x15 => {
                story.fields.pop();
            }
            _ if deleted || story.fields.contains(&true) => {}
            _ if hidden => {
                self.remarks.insert(Remark::Hidden);
            }
            0x20.. if struck => {
                self.remarks.insert(Remark::Struck);
            }
            0x20.. if raised && story.is_note_mark(character.unit) => {
                self.remarks.insert(Remark::Raised);
            }
            0x01 => story.after.extend(self.picture(properties)),
            0x02 => {
                if let Some(note) = self.notes.get(&character.number).filter(|note| !note.is_empty()) {
                    self.remarks.insert(Remark::Footnotes);
                    self.room.words(note.len());
                    self.room.check()?;
                    story.text.extend(format!("（{note}）").encode_utf16());
                }
            }
            0x08 => story.after.extend(self.shapes.remove(&character.number).unwrap_or_default()),
            0x28 if properties.special => {
                self.remarks.insert(Remark::Symbols);
            }
            0x09 => story.text.push(0x09),
            0x0B => story.text.push(u16::from(b'\n')),
            0x1E => story.text.push(u16::from(b'-')),
            0x00..=0x1F => {}
            unit => {
                story.text.push(unit);
                if raised {
                    story.raised = story.text.len();
                }
            }
        }
        Ok(())
    }

    /// Whether a picture in the text could be a table ([MS-DOC] 2.9.190).
    fn picture(&self, properties: sprms::Character) -> Option<Raw> {
        let at = properties.picture.filter(|_| properties.special)?;
        let head = self.data.from(at);
        let side =
            |goal: usize, scale: usize| Some(i64::from(head.u16(goal)?) * i64::from(head.u16(scale)?) / 1000);
        (side(0x1C, 0x20)? > WIDE && side(0x1E, 0x22)? > HIGH).then_some(Raw::Picture)
    }

    /// Ends the paragraph at its mark; at the end of a story there may be none.
    fn end_paragraph(
        &mut self,
        story: &mut Story,
        mark: Option<&Character<'_>>,
        deleted: bool,
    ) -> Result<(), Refusal> {
        let units = std::mem::take(&mut story.text);
        story.raised = 0;
        let after = std::mem::take(&mut story.after);
        let (run, piece) =
            (mark.and_then(|mark| self.paragraphs.at(mark.place)), mark.map(|mark| mark.piece));
        let modifiers = run.map_or(Bytes(&[]), |run| run.modifiers);
        self.room.read(modifiers.len() + piece.map_or(0, |piece| piece.properties.len()));
        self.room.blocks(1);
        let own = piece.map_or_else(Paragraph::default, |piece| Paragraph::of(modifiers, &piece, self.data));
        let is_cell_mark = mark.is_some_and(|mark| mark.unit == 0x07);
        let depth = own.depth.max(usize::from(is_cell_mark));
        if depth > tables::DEEPEST {
            return Err(Refusal::TooDeep);
        }
        let (ends_cell, ends_row) = if is_cell_mark {
            (!own.ends_row, own.ends_row)
        } else {
            // The mark of an inner row is one of a cell too.
            (own.ends_inner_cell && !own.ends_inner_row && depth > 1, own.ends_inner_row && depth > 1)
        };
        while story.open.len() > depth + 1 {
            story.close();
        }
        while story.open.len() < depth + 1 {
            story.open.push(Open::default());
        }
        let words = String::from_utf16_lossy(&units);
        let list = own.list.map(|list| list.to_string());
        let style = run.map(|run| run.style.to_string());
        let number = if ends_row {
            None
        } else {
            self.numbering.next(list.as_deref(), own.level.map(usize::from), style.as_deref())
        };
        let number = number.filter(|_| words.chars().any(char::is_alphabetic)).unwrap_or_default();
        self.room.words(number.len() + words.len());
        self.room.check()?;
        let Some(open) = story.open.last_mut() else { return Ok(()) };
        if !words.is_empty() {
            let words = Traced::at(&(number + &words), Span::default());
            open.content.push(Raw::Paragraph(words, 0));
        }
        open.content.extend(after);
        if ends_cell {
            open.cells.push(std::mem::take(&mut open.content));
        } else if ends_row {
            let cells = std::mem::take(&mut open.cells);
            open.content.clear();
            if !deleted {
                open.lines.push(Line { cells, shape: own.shape });
            }
        }
        Ok(())
    }
}

/// What of a story is open.
#[derive(Default)]
struct Story {
    /// What lies in no table, and in it the tables that are open, the innermost last.
    open: Vec<Open>,
    /// The paragraph at hand, in UTF-16.
    text: Vec<u16>,
    /// Length of it up to the last unit that is raised.
    raised: usize,
    /// What hangs on it.
    after: Vec<Raw>,
    /// Open fields, each with whether its instruction is being read.
    fields: Vec<bool>,
}

impl Story {
    /// Whether a raised unit is the mark of a note.
    fn is_note_mark(&self, unit: u16) -> bool {
        let before = &self.text[self.text.len().saturating_sub(1)..];
        self.raised < self.text.len()
            && is_note_mark(&String::from_utf16_lossy(before), &String::from_utf16_lossy(&[unit]))
    }

    /// Hands the innermost table to what is around it.
    fn close(&mut self) {
        if let (Some(inner), Some(outer)) = (self.open.pop(), self.open.last_mut()) {
            outer.content.extend(inner.finish());
        }
    }
}
