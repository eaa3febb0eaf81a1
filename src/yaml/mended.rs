//! The author's text with slips mended; places in it lead back to the author's.

use crate::diagnostic::Diagnostics;
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes of the author's text that the mended text has otherwise.
#[derive(Debug)]
pub(super) struct Fix {
    /// First byte.
    pub(super) at: usize,
    /// How many.
    pub(super) old: usize,
    /// What stands for them.
    pub(super) new: Cow<'static, str>,
}

/// The author's text with slips mended; places in it lead back to the author's.
pub(super) struct Mended {
    text: String,
    edits: Vec<Edit>,
    /// What the mended text was made of, if that was not the author's own.
    below: Option<Box<Self>>,
}

/// `new` characters stand in the mended text at `at` for `old` bytes of the author's text.
struct Edit {
    /// Byte in the author's text.
    author: usize,
    old: usize,
    /// Byte in the mended text.
    mended: usize,
    new: usize,
}

impl Mended {
    /// The text with fixes made; they must not overlap.
    pub(super) fn new(text: &str, mut fixes: Vec<Fix>) -> Self {
        // What is put in stands before what is taken out there.
        fixes.sort_by_key(|fix| (fix.at, fix.old));
        let mut out = String::with_capacity(text.len() + fixes.len());
        let mut edits = Vec::with_capacity(fixes.len());
        let mut at = 0;
        for Fix { at: author, old, new } in fixes {
            out.push_str(&text[at..author]);
            edits.push(Edit { author, old, mended: out.len(), new: new.len() });
            out.push_str(&new);
            at = author + old;
        }
        out.push_str(&text[at..]);
        Self { text: out, edits, below: None }
    }

    /// The mended text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the author's text of bytes of the mended text. One without a byte, where something was taken out, stands
    /// behind that.
    pub(super) fn author(&self, bytes: Range<usize>) -> Span {
        let start = self.back(bytes.start, false);
        let end = self.back(bytes.end, true).max(start);
        self.below.as_ref().map_or(Span::new(start, end), |below| below.author(start..end))
    }

    /// Says of what the text was made, and where slips found in that stand in the author's.
    pub(super) fn lay_over(&mut self, below: Self, found: &mut Diagnostics) {
        found.retain(|finding| {
            finding.span = below.author(finding.span.range());
            finding.labels.iter_mut().for_each(|label| label.span = below.author(label.span.range()));
            true
        });
        self.below = Some(Box::new(below));
    }

    fn back(&self, byte: usize, end: bool) -> usize {
        let before =
            self.edits.partition_point(|e| e.mended < byte || (!end && e.mended == byte && e.new == 0));
        let Some(edit) = before.checked_sub(1).map(|i| &self.edits[i]) else { return byte };
        let inside = byte - edit.mended;
        if inside >= edit.new {
            edit.author + edit.old + inside - edit.new
        } else {
            edit.author + if end && inside > 0 { edit.old } else { 0 }
        }
    }

    /// Blanks the line at a byte and the lines that hang from it; `false` if there was nothing to blank.
    pub(super) fn leave_out(&mut self, byte: usize) -> bool {
        let byte = byte.min(self.text.len());
        let start = self.text[..self.text.floor_char_boundary(byte)].rfind('\n').map_or(0, |n| n + 1);
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let mut end = start;
        let mut own = None;
        for line in self.text[start..].split_inclusive('\n') {
            let blank = line.trim().is_empty();
            match own {
                None if blank => return false,
                None => own = Some(indent(line)),
                Some(own) if !blank && indent(line) <= own => break,
                Some(_) => {}
            }
            end += line.len();
        }
        let blanked: String =
            self.text[start..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        self.text.replace_range(start..end, &blanked);
        true
    }
}
