//! Which properties hold at which byte of the text: pages of 512 bytes that name stretches and their modifiers
//! ([MS-DOC] 2.9.33, 2.9.175).

use super::{Bytes, fib::Fib, fib::Part};

/// Bytes of a page.
const PAGE: usize = 512;
/// Stretches beyond which a document is no report.
const MOST: usize = 1 << 20;

/// A stretch of bytes with the same properties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    /// First byte.
    pub(super) from: usize,
    /// One past the last byte.
    pub(super) to: usize,
    /// Number of the paragraph's style; 0 for characters.
    pub(super) style: u16,
    /// The modifiers.
    pub(super) modifiers: Bytes<'a>,
}

/// All stretches, in the order of the file.
pub(super) struct Runs<'a>(Vec<Run<'a>>);

impl<'a> Runs<'a> {
    /// Of paragraphs or of characters. `None` if there are too many.
    pub(super) fn read(word: Bytes<'a>, fib: &Fib<'a>, part: Part) -> Option<Self> {
        let paragraphs = matches!(part, Part::ParagraphRuns);
        let mut runs = Vec::new();
        for (_, _, record) in fib.part(part).plc(4) {
            let number = record.size(0).unwrap_or(0) & 0x003F_FFFF;
            let Some(page) = word.slice(number * PAGE, PAGE) else { continue };
            let count = usize::from(page.byte(PAGE - 1).unwrap_or(0));
            for n in 0..count {
                let Some((from, to)) = page.size(4 * n).zip(page.size(4 * n + 4)) else { break };
                let (style, modifiers) =
                    if paragraphs { paragraph(page, count, n) } else { character(page, count, n) };
                runs.push(Run { from, to, style, modifiers });
            }
            if runs.len() > MOST {
                return None;
            }
        }
        runs.sort_by_key(|run| run.from);
        Some(Self(runs))
    }

    /// The stretch around a byte.
    pub(super) fn at(&self, byte: usize) -> Option<Run<'a>> {
        let behind = self.0.partition_point(|run| run.from <= byte);
        let run = *self.0.get(behind.checked_sub(1)?)?;
        (byte < run.to).then_some(run)
    }
}

/// Style and modifiers of a page's paragraph.
fn paragraph(page: Bytes<'_>, count: usize, n: usize) -> (u16, Bytes<'_>) {
    let none = (0, Bytes(&[]));
    let Some(at) = page.byte(4 * (count + 1) + 13 * n).filter(|&at| at != 0) else { return none };
    let at = 2 * usize::from(at);
    // The length is in words; one byte of it, or two where it does not fit.
    let (at, length) = match (page.byte(at), page.byte(at + 1)) {
        (Some(0), Some(words)) => (at + 2, 2 * usize::from(words)),
        (Some(words), _) => (at + 1, (2 * usize::from(words)).saturating_sub(1)),
        _ => return none,
    };
    let own = page.slice(at, length).unwrap_or(Bytes(&[]));
    (own.u16(0).unwrap_or(0), own.from(2))
}

/// Modifiers of a page's characters.
fn character(page: Bytes<'_>, count: usize, n: usize) -> (u16, Bytes<'_>) {
    let at = page.byte(4 * (count + 1) + n).filter(|&at| at != 0).map(|at| 2 * usize::from(at));
    let own = at.and_then(|at| page.slice(at + 1, usize::from(page.byte(at)?)));
    (0, own.unwrap_or(Bytes(&[])))
}
