//! The sheet of differences: sum, report, difference, and what would explain it.

use super::Against;
use super::styles::Styles;
use super::table::{column, exact, is_money, number_of, row_of};
use crate::sum::Allotment;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

const HEADS: [(&str, u8); 5] =
    [("格", 44), ("各机关合计", 14), ("报告", 14), ("差（报告－合计）", 16), ("可能的原因", 90)];

pub(super) fn write(
    sheet: &mut Worksheet,
    allotment: &Allotment<'_>,
    against: Against<'_>,
    lines: [usize; 2],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let form = allotment.terms.form;
    sheet.set_name("与报告比较")?;
    for (column, (head, width)) in (0..).zip(HEADS) {
        sheet.write_with_format(0, column, head, &styles.head)?;
        sheet.set_column_width(column, f64::from(width))?;
    }
    // Where the sheets of tables have the sum and the report.
    let [sum, report] = lines.map(|line| row_of(line) + 1);
    let mut row = 0;
    for (number, difference) in against.differences.iter().enumerate() {
        row += 1;
        let place = difference.place;
        let table = place.table(form);
        let kind = place.kind(form);
        let format = if is_money(kind) { &styles.money } else { &styles.count };
        let at = table.cells().position(|cell| cell == place.cell).unwrap_or(0);
        let name = column_number_to_name(column(at));
        sheet.write_with_format(row, 0, place.said(form), &styles.text)?;
        for (to, line, value) in [(1, sum, difference.sum), (2, report, difference.parent)] {
            let result = number_of(kind, value).to_string();
            let formula = Formula::new(format!("='{}'!{name}{line}", table.name)).set_result(result);
            sheet.write_formula_with_format(row, to, formula, format)?;
        }
        let less = format!("C{0}-B{0}", row + 1);
        let result = number_of(kind, difference.more()).to_string();
        sheet.write_formula_with_format(row, 3, exact(&less, kind).set_result(result), format)?;
        let reasons: Vec<&str> = against
            .explanations
            .iter()
            .filter(|(cells, _)| cells.contains(&number))
            .map(|(_, words)| words.as_str())
            .collect();
        sheet.write_with_format(row, 4, reasons.join("\n"), &styles.text)?;
    }
    if row == 0 {
        sheet.write_with_format(1, 0, format!("与 {} 逐格相同", against.file), &styles.text)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}
