//! How cells look, and the measures of a sheet.

use crate::document::{Align, Cell, CellKind, Role};
use crate::style::{Alignment, Style};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// A sheet's columns and rows are this much larger than on the page: spreadsheets keep more room around a number, and show
/// none at all where it is short of it. Printed, the sheet is fitted to the page's width again.
pub(super) const SCALE: f64 = 1.2;
/// Largest size of text, pt: a row is no higher than 409 pt, which at this size holds a paragraph of a thousand characters.
const LARGEST: f64 = 11.0;

/// A row of the sheet, or a count of rows.
pub(super) fn row(number: usize) -> u32 {
    u32::try_from(number).expect("a report has a few thousand rows")
}

/// A column of the sheet, or a count of columns.
pub(super) fn column(number: usize) -> u16 {
    u16::try_from(number).expect("a form has a few dozen columns")
}

/// How everything looks.
pub(super) struct Looks {
    roles: Vec<Format>,
    /// 平, 不平.
    pub(super) mark: Format,
    /// What they are said of.
    pub(super) sentence: Format,
}

impl Looks {
    pub(super) fn new(style: &Style) -> Self {
        let roles = Role::ALL.map(|role| {
            let look = style.role(role);
            let families = &style.chain(look.typeface).office;
            let align = match look.align {
                Alignment::Justify | Alignment::Left => FormatAlign::Left,
                Alignment::Center => FormatAlign::Center,
                Alignment::Right => FormatAlign::Right,
            };
            let format = Format::new().set_font_size(size(style, role)).set_align(align).set_text_wrap();
            let format = format.set_align(FormatAlign::VerticalCenter);
            families.first().map_or(format.clone(), |family| format.set_font_name(*family))
        });
        let mark = Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let sentence = Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::VerticalCenter);
        Self { roles: roles.into(), mark, sentence: sentence.set_text_wrap() }
    }

    pub(super) fn role(&self, role: Role) -> Format {
        self.roles[role as usize].clone()
    }

    /// A cell of a grid. A figure is made smaller rather than replaced by crosses.
    pub(super) fn cell(&self, cell: &Cell) -> Format {
        let format = self.role(role(cell)).set_border(FormatBorder::Thin).set_align(alignment(cell));
        let plain = cell.kind == CellKind::Figure && cell.runs.len() == 1;
        if plain { format.unset_text_wrap().set_shrink() } else { format }
    }
}

/// The size of text on a sheet, pt: there is no page to be read from afar.
pub(super) fn size(style: &Style, role: Role) -> f64 {
    let size = style.role(role).size;
    if role == Role::Title { size.min(LARGEST * 1.5) } else { size.min(LARGEST) }
}

/// How a cell is aligned.
fn alignment(cell: &Cell) -> FormatAlign {
    match cell.align {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
    }
}

/// The role of a cell's text.
fn role(cell: &Cell) -> Role {
    if cell.kind == CellKind::Figure { Role::TableFigure } else { Role::TableText }
}
