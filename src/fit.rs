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
    /// Table only.
    pub table: Option<TableFit>,
}

/// The measures of one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableFit {
    /// Width of each grid column, pt; they add up to the type area's width.
    pub column_widths: Vec<f64>,
    /// Height of each row, pt, rules included; before a cut more, where the room would tempt one more row onto the page.
    pub row_heights: Vec<f64>,
    /// Size of the text, pt.
    pub text_size: f64,
    /// Distance of two lines in a cell, pt.
    pub line_pitch: f64,
    /// Inner distance of text from the left and right rule, pt.
    pub padding: f64,
    /// Size of the text of single cells that had to be set smaller: (row, index in `Row::cells`, pt).
    pub small_cells: Vec<(usize, usize, f64)>,
    /// Heads whose lines are kept shorter than their cell, for lines of like length: (row, index in `Row::cells`, width
    /// of the text, pt); the text is centred.
    pub narrow_cells: Vec<(usize, usize, f64)>,
    /// Rows (never below `header_rows`) that begin a new page: cells that reach over them begin anew there.
    pub breaks: Vec<usize>,
}
