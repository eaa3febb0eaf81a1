//! `w:body`: paragraphs, tables, and what stands between them (ISO/IEC 29500-1, 17).

use super::tags::{Piece, Tag, Tags};
use super::without_prefix;
use crate::intake::Refusal;
use crate::intake::blocks::{MOST_COLUMNS, Raw, RawCell, Remark, is_note_mark};
use crate::intake::numbering::Numbering;
use crate::intake::room::Room;
use crate::source::{Span, Traced};
use quick_xml::escape::unescape;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Open elements beyond which a file is no report (a table in a text box in a table takes some forty).
const DEEPEST: usize = 256;
/// Elements beyond which a file is no report; with every run in three elements of its own one has some ten thousand.
const MOST_ELEMENTS: usize = 1_000_000;
/// EMU of a picture that could be a table: 8 cm wide and 2.5 cm high.
const WIDE: u64 = 2_880_000;
const HIGH: u64 = 900_000;

/// What is open and collects.
enum Frame {
    /// The body, a text box, a note.
    Blocks(Vec<Raw>),
    Table(Vec<Vec<RawCell>>),
    Row {
        cells: Vec<RawCell>,
        skip: usize,
        deleted: bool,
    },
    Cell {
        cell: RawCell,
        across: bool,
    },
    Paragraph(Box<Paragraph>),
}

#[derive(Default)]
struct Paragraph {
    words: Traced,
    list: Option<String>,
    level: Option<usize>,
    style: Option<String>,
    /// Where its element begins.
    begins: usize,
    /// Its mark was deleted: the next paragraph goes on in it.
    runs_on: bool,
    /// Length of its words up to the last that are raised.
    raised: usize,
    /// Text boxes and pictures at it.
    after: Vec<Raw>,
}

/// Reads one part.
pub(super) struct Body<'t> {
    text: &'t str,
    numbering: Numbering,
    notes: BTreeMap<(String, String), String>,
    frames: Vec<Frame>,
    /// Names of the open elements; the text of a part is theirs.
    open: Vec<&'t str>,
    /// Depth from which on everything is left out.
    skipped: Option<usize>,
    /// Open fields, each with whether its instruction is being read.
    fields: Vec<bool>,
    /// Why the words of the run at hand are left out.
    unread: Option<Remark>,
    /// The run at hand stands above the line.
    raised: bool,
    /// A paragraph whose mark was deleted.
    pending: Option<Traced>,
    remarks: BTreeSet<Remark>,
    room: Room,
    /// For notes: their number and kind.
    done: Vec<Raw>,
}

impl<'t> Body<'t> {
    pub(super) fn new(
        text: &'t str,
        numbering: Numbering,
        notes: BTreeMap<(String, String), String>,
    ) -> Self {
        Self {
            text,
            numbering,
            notes,
            frames: vec![Frame::Blocks(Vec::new())],
            open: Vec::new(),
            skipped: None,
            fields: Vec::new(),
            unread: None,
            raised: false,
            pending: None,
            remarks: BTreeSet::new(),
            room: Room::default(),
            done: Vec::new(),
        }
    }

    /// Everything that was read.
    pub(super) fn finish(mut self) -> (Vec<Raw>, Vec<Remark>) {
        while self.frames.len() > 1 {
            self.close();
        }
        if let Some(Frame::Blocks(blocks)) = self.frames.pop() {
            self.done.extend(blocks);
        }
        (self.done, self.remarks.into_iter().collect())
    }

    pub(super) fn read(&mut self) -> Result<(), Refusal> {
        let mut tags = Tags::of(self.text);
        let mut elements = 0;
        while let Some((piece, at)) = tags.next()? {
            elements += usize::from(matches!(piece, Piece::Start(_) | Piece::Empty(_)));
            if elements > MOST_ELEMENTS {
                return Err(Refusal::TooLarge);
            }
            match piece {
                Piece::Start(tag) => {
                    self.start(&tag, at.start);
                    self.open.push(tag.name);
                    if self.open.len() > DEEPEST {
                        return Err(Refusal::TooDeep);
                    }
                }
                Piece::Empty(tag) => {
                    self.start(&tag, at.start);
                    self.open.push("");
                    self.end(tag.local());
                }
                Piece::End(name) if self.open.last() != Some(&name) => return Err(Refusal::Damaged),
                Piece::End(name) => self.end(without_prefix(name)),
                Piece::Text(text) | Piece::Data(text) if self.takes_text() => self.push(text, at),
                Piece::Reference(written) if self.takes_text() => {
                    let character = unescape(written).map_err(|_| Refusal::Entities)?;
                    self.push(&character, at);
                }
                _ => {}
            }
            self.room.check()?;
        }
        // A field that does not end would take the rest of the text with it.
        let ended = self.open.is_empty() && !self.fields.contains(&true);
        if ended { Ok(()) } else { Err(Refusal::Damaged) }
    }

    /// Whether characters here are words: in `w:t` that is neither left out nor hidden nor a field's instruction.
    fn takes_text(&self) -> bool {
        let word = self.inside("t");
        let drawing = self.open.last().is_some_and(|name| name.starts_with("a:"));
        word && !drawing && self.skipped.is_none() && self.unread.is_none() && !self.fields.contains(&true)
    }

    fn push(&mut self, text: &str, at: Range<usize>) {
        self.room.words(text.len());
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            let before = paragraph.words.text();
            if self.raised && paragraph.raised < before.len() && is_note_mark(before, text) {
                self.remarks.insert(Remark::Raised);
                return;
            }
            paragraph.words.push(text, Span::new(at.start, at.end));
            if self.raised {
                paragraph.raised = paragraph.words.text().len();
            }
        }
    }

    /// Adds a mark that has no characters of its own, at the end of what was read.
    fn mark(&mut self, text: &str) {
        self.room.words(text.len());
        if self.skipped.is_none()
            && self.unread.is_none()
            && let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
        {
            let end = paragraph.words.text().len();
            let place = paragraph.words.span(end..end);
            paragraph.words.push(text, place);
        }
    }

    fn inside(&self, name: &str) -> bool {
        let before = self.open.last().and_then(|open| open.strip_suffix(name));
        before.is_some_and(|before| before.is_empty() || before.ends_with(':'))
    }

    /// Whether the element at hand is a property of a run.
    fn is_of_run(&self) -> bool {
        self.inside("rPr") && self.open.len() > 1 && self.open[self.open.len() - 2].ends_with(":r")
    }

    fn leave_out(&mut self, remark: Option<Remark>) {
        self.skipped = Some(self.open.len());
        self.remarks.extend(remark);
    }

    #[allow(clippy::too_many_lines, reason = "one arm an element of the standard")]
    fn start(&mut self, tag: &Tag<'_>, from: usize) {
        if self.skipped.is_some() {
            return;
        }
        let element = tag.local();
        let value = || tag.attribute("val").map(Cow::into_owned);
        let number = |name: &str| tag.attribute(name).and_then(|n| n.parse::<usize>().ok());
        self.room.blocks(usize::from(matches!(element, "p" | "tr" | "tc" | "extent" | "imagedata")));
        match element {
            "p" if !tag.name.starts_with("a:") => {
                self.frames
                    .push(Frame::Paragraph(Box::new(Paragraph { begins: from, ..Paragraph::default() })));
            }
            "tbl" => self.frames.push(Frame::Table(Vec::new())),
            "tr" if self.in_frame(|f| matches!(f, Frame::Table(_))) => {
                self.frames.push(Frame::Row { cells: Vec::new(), skip: 0, deleted: false });
            }
            "tc" if self.in_frame(|f| matches!(f, Frame::Row { .. })) => {
                let cell = RawCell { columns: 1, rows: 1, ..RawCell::default() };
                self.frames.push(Frame::Cell { cell, across: false });
            }
            "txbxContent" => {
                self.remarks.insert(Remark::TextBoxes);
                self.frames.push(Frame::Blocks(Vec::new()));
            }
            // The same content once more, for programs that do not know the first way of saying it.
            "Fallback" => self.leave_out(None),
            "moveFrom" => self.leave_out(Some(Remark::Tracked)),
            "del" | "ins" | "moveTo" => self.tracked(element),
            "cellDel" => self.set_cell(|cell| cell.content.clear()),
            "gridBefore" => {
                if let Some(Frame::Row { skip, .. }) = self.frames.last_mut() {
                    *skip = number("val").unwrap_or(0).min(64);
                }
            }
            "gridSpan" => {
                self.set_cell(|cell| cell.columns = number("val").unwrap_or(1).clamp(1, MOST_COLUMNS));
            }
            "vMerge" => self.set_cell(|cell| cell.continued = value().as_deref() != Some("restart")),
            "hMerge" => {
                if let Some(Frame::Cell { across, .. }) = self.frames.last_mut() {
                    *across = value().as_deref() != Some("restart");
                }
            }
            "numId" | "ilvl" | "pStyle" if self.numbering.lists.is_empty() => {}
            "numId" => self.set_paragraph(|p| p.list = value()),
            "ilvl" => self.set_paragraph(|p| p.level = number("val")),
            "pStyle" => self.set_paragraph(|p| p.style = value()),
            "r" => (self.unread, self.raised) = (None, false),
            "vertAlign" if self.is_of_run() => self.raised = value().as_deref() == Some("superscript"),
            "vanish" | "webHidden" | "strike" | "dstrike" if self.is_of_run() => {
                let why = if element.ends_with("strike") { Remark::Struck } else { Remark::Hidden };
                self.unread = self.unread.or(is_on(tag).then_some(why));
            }
            "hidden" if self.inside("trPr") && is_on(tag) => {
                self.remarks.insert(Remark::Hidden);
                if let Some(Frame::Row { deleted, .. }) = self.frames.last_mut() {
                    *deleted = true;
                }
            }
            "t" if self.unread.is_some() => self.remarks.extend(self.unread),
            "tab" if self.inside("r") => self.mark("\t"),
            "br" | "cr" if self.inside("r") => self.mark("\n"),
            "noBreakHyphen" => self.mark("-"),
            "fldChar" => match tag.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(true),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = false;
                    }
                }
                _ => {
                    self.fields.pop();
                }
            },
            "footnoteReference" => self.note("footnote", tag.attribute("id")),
            "endnoteReference" => self.note("endnote", tag.attribute("id")),
            "commentReference" => {
                self.remarks.insert(Remark::Comments);
            }
            "sym" if self.unread.is_none() && !self.fields.contains(&true) => {
                self.remarks.insert(Remark::Symbols);
            }
            "chart" | "relIds" if !self.open.is_empty() && self.inside("graphicData") => {
                self.remarks.insert(Remark::Drawn);
            }
            "altChunk" => {
                self.remarks.insert(Remark::Embedded);
            }
            "extent" => {
                let side = |name: &str| tag.attribute(name).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
                if side("cx") > WIDE && side("cy") > HIGH {
                    self.set_paragraph(|p| p.after.push(Raw::Picture));
                }
            }
            "imagedata" => self.set_paragraph(|p| p.after.push(Raw::Picture)),
            _ => {}
        }
    }

    fn in_frame(&self, is: impl Fn(&Frame) -> bool) -> bool {
        self.frames.last().is_some_and(is)
    }

    fn set_cell(&mut self, change: impl FnOnce(&mut RawCell)) {
        if let Some(Frame::Cell { cell, .. }) = self.frames.last_mut() {
            change(cell);
        }
    }

    fn set_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            change(paragraph);
        }
    }

    /// `w:ins` and `w:del`: around runs, in a row's properties, in a paragraph's mark.
    fn tracked(&mut self, element: &str) {
        self.remarks.insert(Remark::Tracked);
        if element != "del" {
            return;
        }
        if self.inside("trPr") {
            if let Some(Frame::Row { deleted, .. }) = self.frames.last_mut() {
                *deleted = true;
            }
        } else if self.inside("rPr") {
            self.set_paragraph(|p| p.runs_on = true);
        } else {
            self.leave_out(None);
        }
    }

    fn note(&mut self, kind: &str, id: Option<Cow<'_, str>>) {
        let note = self.notes.get(&(kind.to_owned(), id.unwrap_or_default().into_owned())).cloned();
        if let Some(note) = note.filter(|note| !note.is_empty()) {
            self.remarks.insert(Remark::Footnotes);
            self.mark(&format!("（{note}）"));
        }
    }

    fn end(&mut self, name: &str) {
        self.open.pop();
        if let Some(depth) = self.skipped {
            if self.open.len() <= depth {
                self.skipped = None;
            }
            return;
        }
        let closes = matches!(
            (name, self.frames.last()),
            ("p", Some(Frame::Paragraph(_)))
                | ("tbl", Some(Frame::Table(_)))
                | ("tr", Some(Frame::Row { .. }))
                | ("tc", Some(Frame::Cell { .. }))
                | ("txbxContent", Some(Frame::Blocks(_)))
        );
        if closes && self.frames.len() > 1 {
            self.close();
        }
        if name == "r" {
            self.unread = None;
        }
    }

    /// Hands the innermost frame to the one around it.
    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame {
            Frame::Paragraph(paragraph) => self.close_paragraph(*paragraph),
            Frame::Table(rows) => self.put([Raw::Table(rows, 0)]),
            Frame::Row { cells, skip, deleted } => {
                let mut cells = cells;
                if let (Some(first), true) = (cells.first_mut(), skip > 0) {
                    first.skip = skip;
                }
                if let (Some(Frame::Table(rows)), false) = (self.frames.last_mut(), deleted) {
                    rows.push(cells);
                }
            }
            Frame::Cell { cell, across } => {
                if let Some(Frame::Row { cells, .. }) = self.frames.last_mut() {
                    match cells.last_mut() {
                        Some(before) if across => before.columns += cell.columns,
                        _ => cells.push(cell),
                    }
                }
            }
            Frame::Blocks(blocks) => {
                if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
                    paragraph.after.extend(blocks);
                } else {
                    self.put(blocks);
                }
            }
        }
    }

    fn close_paragraph(&mut self, paragraph: Paragraph) {
        let Paragraph { words, list, level, style, begins, runs_on, after, .. } = paragraph;
        if let Some(Frame::Cell { cell, .. }) = self.frames.last_mut() {
            cell.place = Some(Span::new(begins, begins));
        }
        // One without text counts too.
        let number = self.numbering.next(list.as_deref(), level, style.as_deref());
        let number = number.filter(|_| words.text().chars().any(char::is_alphabetic));
        let before = self.pending.take().or_else(|| {
            let number = number?;
            self.room.words(number.len());
            Some(Traced::at(&number, words.span(0..0)))
        });
        let whole = match before {
            Some(mut whole) => {
                whole.append(&words);
                whole
            }
            None => words,
        };
        if runs_on {
            self.pending = Some(whole);
        } else {
            self.put([Raw::Paragraph(whole, 0)]);
        }
        self.put(after);
    }

    fn put(&mut self, blocks: impl IntoIterator<Item = Raw>) {
        match self.frames.last_mut() {
            Some(Frame::Blocks(to)) => to.extend(blocks),
            Some(Frame::Cell { cell, .. }) => {
                // Most cells hold one paragraph.
                cell.content.reserve_exact(usize::from(cell.content.is_empty()));
                cell.content.extend(blocks);
            }
            Some(Frame::Paragraph(paragraph)) => paragraph.after.extend(blocks),
            // Between rows nothing may stand; what stands there all the same follows the table.
            Some(Frame::Table(_) | Frame::Row { .. }) | None => self.done.extend(blocks),
        }
    }
}

/// Whether an on/off property (`<w:vanish/>`) is on.
fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// The text of each footnote or endnote, by kind and number.
pub(super) fn notes(
    text: &str,
    kind: &str,
    notes: &mut BTreeMap<(String, String), String>,
) -> Result<(), Refusal> {
    let mut tags = Tags::of(text);
    let (mut id, mut in_text) = (None, false);
    while let Some((piece, _)) = tags.next()? {
        match piece {
            Piece::Start(tag) if tag.local() == kind => id = tag.attribute("id"),
            Piece::Start(tag) if tag.local() == "t" => in_text = true,
            Piece::End(_) => in_text = false,
            Piece::Text(words) if in_text => {
                if let Some(id) = &id {
                    let note = notes.entry((kind.to_owned(), id.to_string())).or_default();
                    note.push_str(words.trim_start());
                }
            }
            _ => {}
        }
    }
    Ok(())
}
