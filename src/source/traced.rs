//! A text together with where each part of it was written: text that was unindented, unquoted, filled or stripped of
//! spaces still knows its bytes in the author's file.

use super::Span;
use std::ops::Range;

/// One stretch of a [`Traced`] text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// First byte in the text.
    start: usize,
    /// One past the last byte in the text.
    end: usize,
    /// Where it was written; if as long as the stretch, byte for byte, otherwise as a whole.
    span: Span,
}

impl Piece {
    fn is_exact(self) -> bool {
        self.span.len() == self.end - self.start
    }

    /// The place of a part of the piece, given in bytes of the whole text.
    fn part(self, range: &Range<usize>) -> Span {
        if self.is_exact() {
            let (start, end) = (range.start.max(self.start), range.end.min(self.end));
            self.span.part(start - self.start..end.max(start) - self.start)
        } else {
            self.span
        }
    }
}

/// A text that knows where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    text: String,
    pieces: Vec<Piece>,
}

impl Traced {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// `text`, written at `span`: byte for byte if both are equally long, otherwise as a whole.
    #[must_use]
    pub fn at(text: &str, span: Span) -> Self {
        let mut traced = Self::new();
        traced.push(text, span);
        traced
    }

    /// Adds `text`, written at `span`: byte for byte if both are equally long, otherwise as a whole.
    pub fn push(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        let (start, end) = (self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        let piece = Piece { start, end, span };
        match self.pieces.last_mut() {
            Some(last) if last.is_exact() && piece.is_exact() && last.span.end == span.start => {
                last.end = end;
                last.span.end = span.end;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// Adds all of another text.
    pub fn append(&mut self, other: &Self) {
        for (text, span) in other.pieces() {
            self.push(text, span);
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The smallest place that holds the bytes `range` of the text. An empty range has the place of the byte after it.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let touched = if range.is_empty() { range.start..range.start + 1 } else { range.clone() };
        let first = self.pieces.partition_point(|p| p.end <= touched.start);
        let parts =
            self.pieces[first..].iter().take_while(|p| p.start < touched.end).map(|p| p.part(&touched));
        let whole = parts.reduce(Span::to);
        match (whole, self.pieces.last()) {
            (Some(span), _) if range.is_empty() => Span { start: span.start, end: span.start },
            (Some(span), _) => span,
            (None, Some(last)) => Span { start: last.span.end, end: last.span.end },
            (None, None) => Span::default(),
        }
    }

    /// The place of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The bytes `range` of the text, with their places. `range` must lie on character boundaries.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut out = Self::new();
        self.pieces_in(range).for_each(|(text, span)| out.push(text, span));
        out
    }

    /// The stretches within the bytes `range` in order, each with its place. `range` must lie on character boundaries.
    pub fn pieces_in(&self, range: Range<usize>) -> impl Iterator<Item = (&str, Span)> {
        let first = self.pieces.partition_point(|p| p.end <= range.start);
        let touched = self.pieces[first..].iter().take_while(move |p| p.start < range.end);
        touched.map(move |piece| {
            let (start, end) = (range.start.max(piece.start), range.end.min(piece.end));
            (&self.text[start..end], piece.part(&(start..end)))
        })
    }

    /// The stretches in order, each with its place.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Span)> {
        self.pieces.iter().map(|p| (&self.text[p.start..p.end], p.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_places() {
        let mut traced = Traced::at("ab", Span::new(10, 12));
        traced.push("cd", Span::new(12, 14));
        traced.push("777", Span::new(20, 40));
        traced.push("e", Span::new(41, 42));
        assert_eq!(traced.text(), "abcd777e");
        assert_eq!(traced.pieces().count(), 3, "neighbours are one piece");
        assert_eq!(traced.span(1..3), Span::new(11, 13));
        assert_eq!(traced.span(3..5), Span::new(13, 40), "a piece that is not exact answers as a whole");
        assert_eq!(traced.span(7..8), Span::new(41, 42));
        assert_eq!(traced.span(8..8), Span::new(42, 42));
        let part = traced.slice(2..6);
        assert_eq!((part.text(), part.whole()), ("cd77", Span::new(12, 40)));
    }
}
