//! How cells look: few, since every one is written into the file.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of the workbook.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) head: Format,
    /// By depth in the tree.
    pub(super) names: Vec<Format>,
    pub(super) text: Format,
    pub(super) missing: Format,
    pub(super) count: Format,
    pub(super) change: Format,
    pub(super) money: Format,
    pub(super) total_name: Format,
    pub(super) total_count: Format,
    pub(super) total_change: Format,
    pub(super) total_money: Format,
    /// Laid over cells in which something does not hold.
    pub(super) wrong: Format,
}

/// What every office has; where it is not, another takes its place.
const FONT: &str = "宋体";
const TOTAL: Color = Color::RGB(0x00F2_F2F2);

impl Styles {
    pub(super) fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_font_name(FONT).set_font_size(10);
        let count = cell.clone().set_num_format("#,##0");
        let change = cell.clone().set_num_format("+#,##0;-#,##0;0");
        let money = cell.clone();
        let total = |format: &Format| format.clone().set_bold().set_background_color(TOTAL);
        let head = cell
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00E8_EEF7));
        Self {
            title: Format::new().set_bold().set_font_name(FONT).set_font_size(14),
            names: (0..8).map(|depth| cell.clone().set_indent(depth)).collect(),
            text: cell.clone().set_text_wrap().set_align(FormatAlign::Top),
            missing: cell.clone().set_font_color(Color::RGB(0x00C0_0000)),
            total_name: total(&cell),
            total_count: total(&count),
            total_change: total(&change),
            total_money: total(&money),
            head,
            count,
            change,
            money,
            wrong: Format::new()
                .set_background_color(Color::RGB(0x00FF_C7CE))
                .set_font_color(Color::RGB(0x009C_0006)),
        }
    }
}
