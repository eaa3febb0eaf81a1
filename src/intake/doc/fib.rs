//! The file information block: where everything else is ([MS-DOC] 2.5).

use super::Bytes;
use crate::intake::Refusal;

/// Pairs of place and length, by their number in `FibRgFcLcb97`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    CommentReferences = 4,
    CharacterRuns = 12,
    ParagraphRuns = 13,
    Pieces = 33,
    Shapes = 40,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    TextBoxes = 56,
    Lists = 73,
    ListOverrides = 74,
}

/// Characters beyond which a document is no report.
const MOST_CHARACTERS: u32 = 1 << 20;

/// The block, checked as far as it is used.
pub(super) struct Fib<'a> {
    table: Bytes<'a>,
    /// The pairs.
    parts: Bytes<'a>,
    /// Characters of the text itself, then of footnotes, headers, macros, comments, endnotes, text boxes: in this order the
    /// stories follow one another.
    counts: [u32; 7],
}

/// In which stream tables of places stand; refuses what is not Word 97 to 2003, and what is encrypted.
pub(super) fn table_stream(word: Bytes<'_>) -> Result<&'static str, Refusal> {
    let (ident, version) = (word.u16(0).ok_or(Refusal::Damaged)?, word.u16(2).ok_or(Refusal::Damaged)?);
    if ident != 0xA5EC || version < 0x00C0 {
        return Err(Refusal::Other("这是 Word 95 或更早的文件", super::super::SAVE_AS));
    }
    let flags = word.u16(0x0A).ok_or(Refusal::Damaged)?;
    if flags & 0x0100 != 0 {
        return Err(Refusal::Encrypted);
    }
    Ok(if flags & 0x0200 == 0 { "/0Table" } else { "/1Table" })
}

impl<'a> Fib<'a> {
    pub(super) fn read(word: Bytes<'a>, table: Bytes<'a>) -> Option<Self> {
        let shorts = usize::from(word.u16(0x20)?);
        let longs_at = 0x22 + 2 * shorts + 2;
        let longs = usize::from(word.u16(longs_at - 2)?);
        let pairs_at = longs_at + 4 * longs + 2;
        let pairs = usize::from(word.u16(pairs_at - 2)?);
        let parts = word.slice(pairs_at, 8 * pairs)?;
        let mut counts = [0; 7];
        // ccpText is the fourth of the long numbers.
        for (n, count) in counts.iter_mut().enumerate() {
            *count = word.u32(longs_at + 4 * (3 + n))?;
        }
        Some(Self { table, parts, counts })
    }

    /// Whether it holds more than any report.
    pub(super) fn is_too_long(&self) -> bool {
        self.counts.iter().map(|&count| u64::from(count)).sum::<u64>() > u64::from(MOST_CHARACTERS)
    }

    /// A part of the table stream; empty if the file has none.
    pub(super) fn part(&self, part: Part) -> Bytes<'a> {
        let at = 8 * part as usize;
        let pair = self.parts.size(at).zip(self.parts.size(at + 4));
        pair.and_then(|(place, length)| self.table.slice(place, length)).unwrap_or(Bytes(&[]))
    }

    /// The table stream from a part's end on: the levels of lists stand behind their part.
    pub(super) fn behind(&self, part: Part) -> Bytes<'a> {
        let at = 8 * part as usize;
        let pair = self.parts.size(at).zip(self.parts.size(at + 4));
        pair.map_or(Bytes(&[]), |(place, length)| self.table.from(place.saturating_add(length)))
    }

    /// How many characters the text has.
    pub(super) fn text(&self) -> u32 {
        self.counts[0]
    }

    /// Where footnotes begin.
    pub(super) fn footnotes(&self) -> u32 {
        self.before(1)
    }

    /// Where headers and footers stand.
    pub(super) fn margins(&self) -> std::ops::Range<u32> {
        self.before(2)..self.before(3)
    }

    /// Where endnotes begin.
    pub(super) fn endnotes(&self) -> u32 {
        self.before(5)
    }

    /// Where text boxes begin.
    pub(super) fn text_boxes(&self) -> u32 {
        self.before(6)
    }

    fn before(&self, story: usize) -> u32 {
        self.counts[..story].iter().sum()
    }
}
