//! In: the bytes of a workbook. Out: its blocks, sheet by sheet: a row with one cell is a paragraph, rows with more make a table;
//! every cell with its name (`Sheet1!D12`). Formulas count by their stored results.

mod book;
mod formats;
mod unseen;

use super::Refusal;
use super::blocks::{Raw, RawCell, Remark};
use super::room::Room;
use crate::package::parts::Parts;
use crate::source::{Span, Traced};
use book::{At, Book};
use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use formats::Formats;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use unseen::Unseen;

/// Cells beyond which a workbook is no report.
const MOST_CELLS: usize = 100_000;
/// Columns beyond which a sheet is no report.
const MOST_COLUMNS: u32 = 200;
/// Filled rows beyond which a sheet is no report; with the columns they bound the time that its grid takes.
const MOST_ROWS: usize = 5_000;
/// Merged regions beyond which a sheet is no report, and those that reach into one row.
const MOST_MERGED: usize = 10_000;

/// What a sheet holds.
#[derive(Default)]
struct Sheet {
    name: String,
    cells: BTreeMap<At, String>,
    /// Last row and column of each merged region, by its first.
    merged: BTreeMap<At, At>,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<Raw>, Vec<Remark>), Refusal> {
    let weight = Parts::open(bytes)?.weigh()?;
    let damaged = |_: XlsxError| Refusal::Damaged;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    })?;
    let sheets: Vec<(String, bool)> =
        book.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect();
    let mut parts = Parts::open(bytes)?;
    let styles = Book::read(&mut parts);
    let formats = styles.as_ref().and_then(|book| Formats::of(&book.styles));
    let struck = styles.as_ref().map_or_else(BTreeSet::new, |book| unseen::struck(&book.styles));
    let mut blocks = Vec::new();
    let mut remarks = BTreeSet::new();
    let (mut count, mut room) = (0, Room::default());
    for (name, visible) in sheets {
        if !visible {
            remarks.insert(Remark::HiddenSheets);
            continue;
        }
        // Any number of sheets may name one part.
        room.read(weight);
        room.check()?;
        let mut sheet = Sheet { name, ..Sheet::default() };
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet.name) else { continue };
        let mut marks = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            count += 1;
            if count > MOST_CELLS {
                return Err(Refusal::TooLarge);
            }
            let text = text(cell.get_value());
            room.words(text.len());
            room.check()?;
            if is_mark(&text) {
                marks.insert(cell.get_position());
            } else if cell.get_position().1 <= MOST_COLUMNS {
                if matches!(cell.get_value(), DataRef::Int(_) | DataRef::Float(_)) {
                    numbers.insert(cell.get_position());
                }
                sheet.cells.insert(cell.get_position(), text);
            }
        }
        drop(cells);
        // After the cells: these stand behind them, and whoever looks for them reads past all.
        for region in book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            if region.start.0 <= region.end.0 && region.start.1 <= region.end.1 {
                sheet.merged.insert(region.start, region.end);
            }
            if sheet.merged.len() > MOST_MERGED {
                return Err(Refusal::TooLarge);
            }
        }
        let text = styles.as_ref().and_then(|book| book.sheet(&mut parts, &sheet.name)).unwrap_or_default();
        if let Some(formats) = &formats {
            let own = sheet.cells.iter_mut().filter(|(at, _)| numbers.contains(at));
            formats.apply(&text, &mut own.map(|(at, text)| (*at, text)).collect());
        }
        remarks.extend(sheet.leave_out(&Unseen::of(&text, &struck)));
        let Ok(mut formulas) = book.worksheet_cells_reader(&sheet.name) else { continue };
        while let Some(formula) = formulas.next_formula().map_err(damaged)? {
            let result = sheet.cells.get(&formula.get_position());
            let is_mark = marks.contains(&formula.get_position());
            if !is_mark && !formula.get_value().is_empty() && result.is_none_or(String::is_empty) {
                remarks.insert(Remark::NoResult);
            }
        }
        blocks.extend(sheet.blocks()?);
    }
    Ok((blocks, remarks.into_iter().collect()))
}

/// Whether a cell only says of others whether they add up, as workbooks that count do beside their tables.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "平" | "不平" | "勾稽" | "勾稽关系") || text.starts_with("勾稽：")
}

/// What a cell shows.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // A sheet keeps fifteen digits; what is behind them is the machine's.
        DataRef::Float(number) => plain(&format!("{number:.14e}")),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// `5.92372449000000e4` -> `59237.2449`.
fn plain(scientific: &str) -> String {
    let (number, power) = scientific.split_once('e').unwrap_or((scientific, "0"));
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let point = 1 + power.parse::<i32>().unwrap_or(0);
    let (whole, rest) = match usize::try_from(point) {
        Ok(0) | Err(_) => {
            let zeros = usize::try_from(-point).unwrap_or(0).min(32);
            ("0".to_owned(), format!("{}{digits}", "0".repeat(zeros)))
        }
        Ok(point) if point < digits.len() => (digits[..point].to_owned(), digits[point..].to_owned()),
        Ok(point) => (format!("{digits}{}", "0".repeat((point - digits.len()).min(32))), String::new()),
    };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

impl Sheet {
    /// Takes away what nobody sees, or what is struck through; what must be said of it.
    fn leave_out(&mut self, unseen: &Unseen) -> BTreeSet<Remark> {
        let mut remarks = BTreeSet::new();
        let merged = &self.merged;
        self.cells.retain(|at, text| {
            let hidden = unseen.hides(*at, merged.get(at).copied().unwrap_or(*at));
            let left_out = hidden || unseen.strikes(*at);
            if left_out && !text.trim().is_empty() {
                remarks.insert(if hidden { Remark::HiddenCells } else { Remark::Struck });
            }
            !left_out
        });
        remarks
    }

    fn blocks(&self) -> Result<Vec<Raw>, Refusal> {
        let filled = || self.cells.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(at, _)| *at);
        let (Some(first), Some(last)) = (filled().map(|at| at.1).min(), filled().map(|at| at.1).max()) else {
            return Ok(Vec::new());
        };
        let mut blocks = Vec::new();
        let mut table: Vec<Vec<RawCell>> = Vec::new();
        let mut rows: Vec<u32> = filled().map(|at| at.0).collect();
        rows.dedup();
        if rows.len() > MOST_ROWS {
            return Err(Refusal::TooLarge);
        }
        let mut before = None;
        for (number, &row) in rows.iter().enumerate() {
            let own = self.cells.range((row, 0)..=(row, u32::MAX));
            let own: Vec<At> = own.filter(|(_, text)| !text.trim().is_empty()).map(|(at, _)| *at).collect();
            let here = self.merged_into(row)?;
            let reached = here.iter().any(|(start, _)| start.0 < row);
            let apart = before.is_some_and(|before: u32| row > before + 1 && !reached);
            let follows = !table.is_empty() && before.is_some_and(|before| before + 1 == row);
            if !reached && self.is_paragraph(row, &own, first, last, follows) {
                blocks.extend((!table.is_empty()).then(|| Raw::Table(std::mem::take(&mut table), 0)));
                // A table of one cell is a paragraph with the cell's name.
                blocks.push(Raw::Table(vec![vec![self.cell(own[0], 1)]], 0));
            } else {
                if apart {
                    blocks.extend((!table.is_empty()).then(|| Raw::Table(std::mem::take(&mut table), 0)));
                }
                table.push(self.row(&rows[number..], first, last, &here));
            }
            before = Some(row);
        }
        blocks.extend((!table.is_empty()).then_some(Raw::Table(table, 0)));
        Ok(blocks)
    }

    /// The merged regions that begin in a row or reach into it. They never lie over one another, so there are no more than columns.
    fn merged_into(&self, row: u32) -> Result<Vec<(At, At)>, Refusal> {
        let begun = self.merged.range(..=(row, u32::MAX)).filter(|(_, end)| row <= end.0);
        let here: Vec<(At, At)> = begun.map(|(start, end)| (*start, *end)).collect();
        if here.len() > MOST_COLUMNS as usize { Err(Refusal::Damaged) } else { Ok(here) }
    }

    /// A row that is a line of text: one cell, over most of the width or with no other beside it.
    fn is_paragraph(&self, row: u32, own: &[At], first: u32, last: u32, follows: bool) -> bool {
        let [only] = own else { return false };
        let (end_row, end) = self.merged.get(only).copied().unwrap_or(*only);
        let width = last - first + 1;
        let wide = (end.min(last) - only.1 + 1) * 5 >= width * 4;
        let beside = self.cells.range((row, 0)..=(row, u32::MAX)).count() > 1;
        // A label whose figures are blank, right below a row of the same table.
        let text = self.cells.get(only).map_or("", |text| text.trim());
        let titled =
            text.starts_with(|c: char| "一二三四五六".contains(c)) && text.chars().nth(1) == Some('、');
        let label = follows && !titled && text.chars().count() <= 45 && !text.ends_with('。');
        let alone = !beside && !self.merged.contains_key(only) && !label;
        end_row == row && only.1 <= first + 1 && (width == 1 || wide || alone)
    }

    /// The cells of the first of these rows. Cells that reach down reach over rows in which something stands.
    fn row(&self, rows: &[u32], first: u32, last: u32, here: &[(At, At)]) -> Vec<RawCell> {
        let row = rows[0];
        let mut cells = Vec::new();
        let mut column = first;
        while column <= last {
            let at = (row, column);
            let inside =
                here.iter().find(|(start, end)| *start != at && start.1 <= column && column <= end.1);
            match inside {
                // The cell above reaches down; it is put here by the one who lays out the grid.
                Some((start, end)) if start.0 < row => column = end.1 + 1,
                Some((_, end)) => column = end.1 + 1,
                None => {
                    let end = self.merged.get(&at).copied().unwrap_or(at);
                    let down = rows.iter().take(1000).take_while(|row| **row <= end.0).count();
                    cells.push(self.cell(at, down));
                    column = end.1 + 1;
                }
            }
        }
        cells
    }

    fn cell(&self, at: At, rows: usize) -> RawCell {
        let text = self.cells.get(&at).map_or("", String::as_str);
        let end = self.merged.get(&at).map_or(at.1, |end| end.1.min(MOST_COLUMNS));
        RawCell {
            content: vec![Raw::Paragraph(Traced::at(text, Span::default()), 0)],
            columns: (end - at.1 + 1) as usize,
            rows,
            address: Some(format!("{}!{}{}", self.name, letters(at.1), at.0 + 1)),
            ..RawCell::default()
        }
    }
}

/// A, B, … Z, AA.
pub(super) fn letters(column: u32) -> String {
    let mut out = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        out.push(char::from(b'A' + ((left - 1) % 26).to_le_bytes()[0]));
        left = (left - 1) / 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_typed() {
        for (value, shown) in [
            (59237.2449, "59237.2449"),
            (3402.0, "3402"),
            (0.1 + 0.2, "0.3"),
            (0.05, "0.05"),
            (-8.0, "-8"),
            (0.0, "0"),
            (1e15, "1000000000000000"),
        ] {
            assert_eq!(text(&DataRef::Float(value)), shown);
        }
        assert_eq!([letters(0), letters(25), letters(26), letters(701)], ["A", "Z", "AA", "ZZ"]);
    }
}
