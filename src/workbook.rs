//! In: who counts, what the areas come to, and a report held against them. Out: the same as a workbook, a sheet a table with a
//! line a body: sums and identities are live formulas, so that a figure corrected in it carries through. Refuses to add up
//! anything that `sum` has not: what a formula will show stands beside it already.

mod compared;
mod heads;
mod lines;
mod members;
mod styles;
mod table;

use crate::form::Table;
use crate::sum::{Allotment, Difference, Figures, Sums};
use lines::{Content, Line, plan};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use styles::Styles;

/// A report that is held against the sum.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// The name of its file.
    pub file: &'a str,
    /// What it says.
    pub figures: &'a Figures,
    /// Where it differs.
    pub differences: &'a [Difference],
    /// What would explain it: the differences explained, and in words.
    pub explanations: &'a [(Vec<usize>, String)],
}

/// Writes it; the same input makes the same bytes.
///
/// # Errors
/// What the writer of workbooks says, such as more rows than a sheet has.
pub fn workbook(
    allotment: &Allotment<'_>,
    sums: &Sums,
    against: Option<Against<'_>>,
) -> Result<Vec<u8>, String> {
    write(allotment, sums, against).map_err(|error| error.to_string())
}

fn write(allotment: &Allotment<'_>, sums: &Sums, against: Option<Against<'_>>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = format!("{}{}年度汇总", allotment.roster.bodies[0].name.value, allotment.terms.year);
    // No clock: the day on which the form was set.
    let day = ExcelDateTime::from_ymd(2021, 9, 26)?;
    book.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&day));
    let styles = Styles::new();
    let lines = plan(allotment, sums, against.as_ref());
    let mut first = 0;
    let tables: Vec<&Table> = allotment.terms.form.tables().collect();
    for own in tables {
        let sheet = table::Sheet { title: &title, table: own, first, lines: &lines, styles: &styles };
        sheet.write(book.add_worksheet())?;
        first += own.cells().count();
    }
    members::write(book.add_worksheet(), allotment, &styles)?;
    if let Some(against) = against {
        compared::write(book.add_worksheet(), allotment, against, sum_and_report(&lines), &styles)?;
    }
    book.save_to_buffer()
}

/// The lines of the sum and of the report that is held against it.
fn sum_and_report(lines: &[Line<'_>]) -> [usize; 2] {
    let find = |is: fn(&Content<'_>) -> bool| lines.iter().position(|line| is(&line.content)).unwrap_or(0);
    [
        find(|content| matches!(content, Content::Sum(..))),
        find(|content| matches!(content, Content::Report(_))),
    ]
}
