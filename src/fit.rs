//! In: nothing. Out: the decisions of `layout` that a flowing format must be told in order to show the same lines on
//! the same pages: where the title breaks, how wide columns are, where a table is cut. Plain data in points.
//!
//! This is the wall between the two roads: the DOCX exporter reads a [`Fit`], never `layout` itself.

use std::ops::Range;

/// What a flowing format must be told, block by block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// One entry a block of the document, in its order.
    pub blocks: Vec<BlockFit>,
}

/// The decisions for one block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockFit {
    /// The block goes to the next page with the block after it: a heading with what it heads (not every one does), a few
    /// lines with the signature.
    pub keep_next: bool,
    /// Title, and name of a signature: the byte ranges of its lines.
    pub title_lines: Vec<Range<usize>>,
    /// Blank above it, pt: what brings the text after a title or a table back to the page's lines.
    pub space_before: f64,
    /// Signature only: where name and date begin, pt from the type area's left edge (the missing one is 0).
    pub signature_left: Option<(f64, f64)>,
    /// Heading, paragraph, and note of a table: the lines that would end elsewhere.
    pub lines: LinesFit,
    /// Table only.
    pub table: Option<TableFit>,
}

/// The lines of a paragraph, or of the note under a table, that a word processor would end elsewhere by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinesFit {
    /// Those lines.
    pub lines: Vec<LineFit>,
    /// Bytes of Latin words in or beside which a line ends where a word processor would not end one.
    pub cut_words: Vec<Range<usize>>,
    /// A line of the paragraph cannot be filled: it is set flush left, the others brought to their width by their spacing.
    pub ragged: bool,
}

/// A line that a word processor must be told of. Characters that are not ASCII take the spacing; with it the line is just
/// full, so that nothing more fits and nothing goes over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineFit {
    /// Its bytes in the joined text of the runs.
    pub bytes: Range<usize>,
    /// What is added behind each of its characters that are not ASCII, pt; below zero where it is condensed.
    pub spacing: f64,
}

/// The measures of one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableFit {
    /// Width of each grid column, pt; they add up to the type area's width.
    pub column_widths: Vec<f64>,
    /// Height of each row, pt, rules included; before a cut more, where the room would tempt one more row onto the page.
    pub row_heights: Vec<f64>,
    /// Inner distance of text from the left and right rule, pt.
    pub padding: f64,
    /// Size of the text of single cells that had to be set smaller: (row, index in `Row::cells`, pt).
    pub small_cells: Vec<(usize, usize, f64)>,
    /// Heads whose lines are kept shorter than their cell, for lines of like length: (row, index in `Row::cells`, width
    /// of the text, pt); the text is centred.
    pub narrow_cells: Vec<(usize, usize, f64)>,
    /// Heads and labels whose lines a word processor would end in a word: (row, index in `Row::cells`, bytes of the lines in
    /// the joined text of the runs).
    pub cell_lines: Vec<(usize, usize, Vec<Range<usize>>)>,
    /// Rows (never below `header_rows`) that begin a new page: cells that reach over them begin anew there.
    pub breaks: Vec<usize>,
}
