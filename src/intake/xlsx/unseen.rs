//! In: a sheet and the styles of its workbook. Out: which of its cells nobody sees, or which are struck through: neither is read, as in
//! a text.

use super::book::{At, cells, elements};
use crate::intake::docx::{attribute, local};
use quick_xml::events::BytesStart;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The cells of a sheet that are not to be read.
#[derive(Default)]
pub(super) struct Unseen {
    rows: BTreeSet<u32>,
    columns: Vec<RangeInclusive<u32>>,
    struck: BTreeSet<At>,
}

/// The styles of cells with a line through them.
pub(super) fn struck(styles: &str) -> BTreeSet<usize> {
    let (mut font, mut fonts, mut struck) = (0_usize, BTreeSet::new(), BTreeSet::new());
    // Fonts and formats stand in other lists too, behind these.
    let (mut of_cells, mut style) = (false, 0);
    elements(styles, |start| {
        match local(start) {
            "fills" => font = usize::MAX,
            "font" => font = font.saturating_add(1),
            "strike" if is_on(start, "val", true) => {
                fonts.insert(font);
            }
            "cellXfs" => of_cells = true,
            "cellStyles" => of_cells = false,
            "xf" if of_cells => {
                let own = attribute(start, "fontId").and_then(|id| id.parse::<usize>().ok());
                struck.extend(own.filter(|id| fonts.contains(&(id + 1))).map(|_| style));
                style += 1;
            }
            _ => {}
        }
        Some(())
    });
    struck
}

/// Whether an attribute says yes; `without` is what it means not to have it.
fn is_on(start: &BytesStart<'_>, name: &str, without: bool) -> bool {
    attribute(start, name).map_or(without, |value| matches!(&*value, "1" | "true"))
}

impl Unseen {
    /// Of a sheet, given the styles that strike cells through.
    pub(super) fn of(sheet: &str, styles: &BTreeSet<usize>) -> Self {
        let mut unseen = Self::default();
        let (mut rows, mut columns) = (BTreeSet::new(), Vec::new());
        if sheet.contains("hidden=") || !styles.is_empty() {
            let row_or_columns = |start: &BytesStart<'_>, row: u32| {
                let number = |name: &str| attribute(start, name).and_then(|n| n.parse::<u32>().ok());
                match (is_on(start, "hidden", false), number("min"), number("max")) {
                    (true, Some(min @ 1..), Some(max @ 1..)) => columns.push(min - 1..=max - 1),
                    (true, None, _) => {
                        rows.insert(row);
                    }
                    _ => {}
                }
            };
            cells(sheet, row_or_columns, |at, style| {
                if style.is_some_and(|style| styles.contains(&style)) {
                    unseen.struck.insert(at);
                }
            });
        }
        (unseen.rows, unseen.columns) = (rows, columns);
        unseen
    }

    /// Whether nobody sees what a cell that reaches to `end` shows.
    pub(super) fn hides(&self, at: At, end: At) -> bool {
        let column = |column: u32| self.columns.iter().any(|hidden| hidden.contains(&column));
        let rows = at.0..=end.0.min(at.0.saturating_add(1000));
        !self.rows.is_empty() && rows.clone().all(|row| self.rows.contains(&row))
            || !self.columns.is_empty() && (at.1..=end.1.min(at.1.saturating_add(1000))).all(column)
    }

    /// Whether a line is drawn through a cell.
    pub(super) fn strikes(&self, at: At) -> bool {
        self.struck.contains(&at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn struck_styles_are_found() {
        let styles = "<styleSheet><fonts><font><sz/></font><font><strike/></font><font><strike val=\"0\"/></font></fonts><fills/>\
            <cellStyleXfs><xf fontId=\"1\"/></cellStyleXfs><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs>\
            <cellStyles/><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
        assert_eq!(struck(styles), BTreeSet::from([1]));
    }

    #[test]
    fn hidden_rows_and_columns_are_found() {
        let sheet = "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"/></row>\
            <row r=\"4\" hidden=\"true\"><c r=\"A4\" s=\"1\"/></row></sheetData></worksheet>";
        let unseen = Unseen::of(sheet, &BTreeSet::from([1]));
        assert!(unseen.hides((0, 1), (0, 2)) && unseen.hides((3, 0), (3, 0)) && unseen.strikes((3, 0)));
        assert!(
            !unseen.hides((0, 0), (0, 0)) && !unseen.hides((0, 2), (0, 3)) && !unseen.hides((3, 0), (4, 0))
        );
    }
}
