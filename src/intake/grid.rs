//! In: the bytes of a workbook that holds a list, such as a roster. Out: the filled cells of its first sheet, each with its
//! place. Refuses to know what the list is of.

use super::{LARGEST, Refusal, xlsx};
use crate::diagnostic::Diagnostic;
use crate::package::parts::Parts;
use crate::source::{Landmark, Origins, Source, Span, Traced};
use calamine::{Reader, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;

/// Cells beyond which a sheet is no list of bodies.
const MOST_CELLS: usize = 500_000;
/// Bytes of words beyond which it is none.
const MOST_WORDS: usize = 16 << 20;

/// The first visible sheet of a workbook.
#[derive(Debug)]
pub struct Grid {
    /// What the sheet says, a line a row, with the name of each cell; a row without any is an empty line.
    pub source: Source,
    /// The rows that have filled cells, top to bottom.
    pub rows: Vec<Vec<GridCell>>,
}

/// A filled cell.
#[derive(Debug)]
pub struct GridCell {
    /// Its column, from 0.
    pub column: usize,
    /// What it shows, with its place in [`Grid::source`].
    pub text: Traced,
}

/// Reads the first visible sheet.
///
/// # Errors
/// One finding that says why it cannot be read, in a source of its name.
pub fn grid(name: &str, bytes: &[u8]) -> Result<Grid, Box<(Source, Diagnostic)>> {
    let cells = cells(bytes).map_err(|refusal| {
        Box::new((Source::new(name, "").with_origins(Origins::default()), refusal.finding()))
    })?;
    let mut text = String::new();
    let mut places = Vec::new();
    let mut landmarks = Vec::new();
    let mut rows: Vec<Vec<GridCell>> = Vec::new();
    let mut last = 0;
    for ((row, column), shown) in cells {
        let begun = rows.last_mut().filter(|_| last == row);
        // A line a row of the sheet, those too in which nothing stands.
        text.push_str(&if begun.is_some() { "\t".to_owned() } else { "\n".repeat((row - last) as usize) });
        last = row;
        let span = Span::new(text.len(), text.len() + shown.len());
        text.push_str(&shown);
        places.push((span, format!("{}{}", xlsx::letters(column), row + 1)));
        landmarks.push((span, Landmark::Words(format!("第{}行", row + 1))));
        let cell = GridCell { column: column as usize, text: Traced::at(&shown, span) };
        match begun {
            Some(begun) => begun.push(cell),
            None => rows.push(vec![cell]),
        }
    }
    let source = Source::new(name, text).with_origins(Origins::new(landmarks, places));
    Ok(Grid { source, rows })
}

/// Row and column from 0, and what is shown there.
type Shown = ((u32, u32), String);

/// The filled cells by row and column.
fn cells(bytes: &[u8]) -> Result<Vec<Shown>, Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    Parts::open(bytes)?.weigh()?;
    let damaged = |_: XlsxError| Refusal::Damaged;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let visible = book.sheets_metadata().iter().find(|sheet| sheet.visible == SheetVisible::Visible);
    let sheet = visible.map(|sheet| sheet.name.clone()).ok_or(Refusal::Damaged)?;
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    let (mut cells, mut words) = (Vec::new(), 0);
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let text = xlsx::text(cell.get_value());
        if !text.trim().is_empty() {
            // One shared string may stand in every cell.
            words += text.len();
            cells.push((cell.get_position(), text));
        }
        if cells.len() > MOST_CELLS || words > MOST_WORDS {
            return Err(Refusal::TooLarge);
        }
    }
    cells.sort_by_key(|(at, _)| *at);
    Ok(cells)
}
