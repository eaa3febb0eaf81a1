//! One table's sheet: heads, a line a body, sums and identities as formulas.

use super::heads::{self, HEADS};
use super::lines::{Content, Line};
use super::styles::Styles;
use crate::form::identity::Equation;
use crate::form::{CellId, Kind, Table};
use crate::sum::Figures;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    ColNum, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, Format, Formula,
    RowNum, Worksheet, XlsxError,
};
use std::fmt::Write as _;

/// The number that the format has for the paper.
const A3: u8 = 8;
/// The first line of figures.
const FIRST: RowNum = HEADS + 1;
/// Arguments of a SUM: Excel takes 255.
const MOST_ARGUMENTS: usize = 250;

/// What a sheet is made of.
pub(super) struct Sheet<'a> {
    pub(super) title: &'a str,
    pub(super) table: &'a Table,
    /// Where the table's figures begin among all.
    pub(super) first: usize,
    pub(super) lines: &'a [Line<'a>],
    pub(super) styles: &'a Styles,
}

/// The row of a line.
pub(super) fn row_of(line: usize) -> RowNum {
    FIRST + RowNum::try_from(line).unwrap_or(RowNum::MAX - FIRST)
}

impl Sheet<'_> {
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let Self { table, styles, .. } = self;
        sheet.set_name(&table.name)?;
        sheet.write_with_format(
            0,
            0,
            format!("{}　{} {}", self.title, table.name, table.title),
            &styles.title,
        )?;
        heads::write(sheet, table, styles)?;
        sheet.set_column_width(0, 34)?;
        let cells: Vec<CellId> = table.cells().collect();
        for (at, cell) in cells.iter().enumerate() {
            let width = if is_money(self.kind(*cell)) { 12.0 } else { 7.0 };
            sheet.set_column_width(column(at), width)?;
        }
        let sides = self.identity_heads(sheet, cells.len())?;
        for (number, line) in self.lines.iter().enumerate() {
            self.line(sheet, number, line, &cells)?;
            self.identities(sheet, number, line, &cells)?;
        }
        self.marks(sheet, cells.len(), sides)?;
        self.print(sheet)
    }

    fn kind(&self, cell: CellId) -> Kind {
        self.table.columns(cell.row)[cell.column].kind
    }

    fn format(&self, kind: Kind, total: bool) -> &Format {
        let styles = self.styles;
        match (kind, total) {
            (Kind::Count, false) => &styles.count,
            (Kind::Count, true) => &styles.total_count,
            (Kind::Change, false) => &styles.change,
            (Kind::Change, true) => &styles.total_change,
            (Kind::Money | Kind::TenThousand, false) => &styles.money,
            (Kind::Money | Kind::TenThousand, true) => &styles.total_money,
        }
    }

    fn line(
        &self,
        sheet: &mut Worksheet,
        number: usize,
        line: &Line<'_>,
        cells: &[CellId],
    ) -> Result<(), XlsxError> {
        let row = row_of(number);
        let total = matches!(line.content, Content::Sum(..));
        let name = match line.content {
            Content::Sum(..) => &self.styles.total_name,
            Content::Missing => &self.styles.missing,
            _ => &self.styles.names[line.depth.min(self.styles.names.len() - 1)],
        };
        sheet.write_with_format(row, 0, &line.name, name)?;
        for (at, &cell) in cells.iter().enumerate() {
            let kind = self.kind(cell);
            let format = self.format(kind, total);
            let value = |figures: &Figures| figures.cells()[self.first + at];
            let written = |figures: &Figures| number_of(kind, value(figures));
            match &line.content {
                Content::Figures(figures) | Content::Report(figures) if figures.is_read(self.first + at) => {
                    sheet.write_number_with_format(row, column(at), written(figures), format)?;
                }
                Content::Figures(_) | Content::Report(_) | Content::Missing => {
                    sheet.write_blank(row, column(at), format)?;
                }
                Content::TakenOff(figures) => {
                    sheet.write_number_with_format(row, column(at), -written(figures), format)?;
                }
                Content::Sum(parts, figures) => {
                    let result = figures.map_or("0".to_owned(), |figures| written(figures).to_string());
                    let sum = sum_of(parts, at, kind).set_result(result);
                    sheet.write_formula_with_format(row, column(at), sum, format)?;
                }
                Content::Difference([report, sum], of, less) => {
                    let name = column_number_to_name(column(at));
                    let plain = format!("{name}{}-{name}{}", row_of(*report) + 1, row_of(*sum) + 1);
                    let result = number_of(kind, value(of) - value(less)).to_string();
                    let difference = exact(&plain, kind).set_result(result);
                    sheet.write_formula_with_format(row, column(at), difference, format)?;
                }
            }
        }
        Ok(())
    }

    /// The heads over the columns that say by how much identities do not hold. Returns how many there are.
    fn identity_heads(&self, sheet: &mut Worksheet, cells: usize) -> Result<usize, XlsxError> {
        let identities = &self.table.identities;
        for (at, identity) in identities.iter().enumerate() {
            let column = column(cells + at);
            sheet.write_with_format(1, column, format!("勾稽 {}", identity.rule.code), &self.styles.head)?;
            sheet.merge_range(
                2,
                column,
                HEADS,
                column,
                &format!("{}（相差，应为 0）", identity.formula),
                &self.styles.head,
            )?;
            sheet.set_column_width(column, 18)?;
        }
        Ok(identities.len())
    }

    /// By how much each identity does not hold in a line.
    fn identities(
        &self,
        sheet: &mut Worksheet,
        number: usize,
        line: &Line<'_>,
        cells: &[CellId],
    ) -> Result<(), XlsxError> {
        let figures = match &line.content {
            Content::Figures(figures) | Content::Report(figures) => Some(*figures),
            Content::Sum(_, figures) => *figures,
            Content::TakenOff(_) | Content::Missing | Content::Difference(..) => return Ok(()),
        };
        let row = row_of(number);
        let place = |cell: &CellId| cells.binary_search(cell).unwrap_or(0);
        for identity in 0..self.table.identities.len() {
            let own = self.table.equations.iter().filter(|equation| equation.identity == identity);
            let mut formula = String::from("=");
            let mut apart = 0;
            for equation in own {
                let side = |side: &[CellId]| -> i64 {
                    side.iter()
                        .map(|cell| figures.map_or(0, |figures| figures.cells()[self.first + place(cell)]))
                        .sum()
                };
                apart += (side(&equation.left) - side(&equation.right)).abs();
                let plus = if formula.len() > 1 { "+" } else { "" };
                let _ = write!(formula, "{plus}ABS({})", sides(equation, row, &place));
            }
            let formula = Formula::new(formula).set_result(apart.to_string());
            sheet.write_formula_with_format(
                row,
                column(cells.len() + identity),
                formula,
                &self.styles.count,
            )?;
        }
        Ok(())
    }

    /// What does not hold is red: identities, the name before them, differences from the report.
    fn marks(&self, sheet: &mut Worksheet, cells: usize, sides: usize) -> Result<(), XlsxError> {
        let last = row_of(self.lines.len().saturating_sub(1));
        let wrong = &self.styles.wrong;
        let not_nought =
            ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::NotEqualTo(0)).set_format(wrong);
        if sides > 0 {
            let (first, end) = (column(cells), column(cells + sides - 1));
            sheet.add_conditional_format(FIRST, first, last, end, &not_nought)?;
            let (first, end) = (column_number_to_name(first), column_number_to_name(end));
            let rule = format!("=SUM(${first}{0}:${end}{0})<>0", FIRST + 1);
            let name = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(wrong);
            sheet.add_conditional_format(FIRST, 0, last, 0, &name)?;
        }
        for (number, line) in self.lines.iter().enumerate() {
            if matches!(line.content, Content::Difference(..)) {
                let row = row_of(number);
                sheet.add_conditional_format(row, column(0), row, column(cells - 1), &not_nought)?;
            }
        }
        Ok(())
    }

    /// Heads and sums stay in sight; A3 across, heads and names on every page.
    fn print(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let is_top = |line: &&Line<'_>| {
            line.depth == 0 && !matches!(line.content, Content::Figures(_) | Content::Missing)
        };
        let top = self.lines.iter().take_while(is_top).count();
        sheet.set_freeze_panes(row_of(top), 1)?;
        sheet.set_landscape().set_paper_size(A3).set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2);
        sheet.set_repeat_rows(0, HEADS)?.set_repeat_columns(0, 0)?;
        sheet.set_footer("&C第 &P 页，共 &N 页");
        let breaks = heads::page_breaks(self.table);
        if breaks.is_empty() {
            sheet.set_print_fit_to_pages(1, 0);
        } else {
            sheet.set_print_scale(62).set_vertical_page_breaks(&breaks)?;
        }
        Ok(())
    }
}

/// The column of a figure.
pub(super) fn column(at: usize) -> ColNum {
    ColNum::try_from(at + 1).unwrap_or(ColNum::MAX)
}

pub(super) fn is_money(kind: Kind) -> bool {
    matches!(kind, Kind::Money | Kind::TenThousand)
}

/// A figure as a sheet holds it: money in 万元. Counts below 2^53 and money of so many 分 are exact.
pub(super) fn number_of(kind: Kind, value: i64) -> f64 {
    if is_money(kind) { value as f64 / 1e6 } else { value as f64 }
}

/// `=SUM(B6:B20,B33)`: lines that follow each other as one range.
fn sum_of(parts: &[usize], at: usize, kind: Kind) -> Formula {
    let name = column_number_to_name(column(at));
    let runs: Vec<String> = parts
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [only] => format!("{name}{}", row_of(*only) + 1),
            _ => format!("{name}{}:{name}{}", row_of(run[0]) + 1, row_of(run[run.len() - 1]) + 1),
        })
        .collect();
    let sums: Vec<String> =
        runs.chunks(MOST_ARGUMENTS).map(|runs| format!("SUM({})", runs.join(","))).collect();
    let sum = if sums.is_empty() { "0".to_owned() } else { sums.join("+") };
    exact(&sum, kind)
}

/// What a sheet calculates of figures. Amounts are rounded, since doubles do not hold tenths: 0.1 + 0.2.
pub(super) fn exact(calculation: &str, kind: Kind) -> Formula {
    Formula::new(if is_money(kind) { format!("=ROUND({calculation},6)") } else { format!("={calculation}") })
}

/// `SUM(B6,I6)-SUM(FK6,FR6)`.
fn sides(equation: &Equation, row: RowNum, place: &impl Fn(&CellId) -> usize) -> String {
    let side = |cells: &[CellId]| {
        let mut places: Vec<usize> = cells.iter().map(place).collect();
        places.sort_unstable();
        let name = |at: usize| format!("{}{}", column_number_to_name(column(at)), row + 1);
        let runs = places.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
            [only] => name(*only),
            _ => format!("{}:{}", name(run[0]), name(run[run.len() - 1])),
        });
        let runs: Vec<String> = runs.collect();
        if places.len() == 1 { runs.join("") } else { format!("SUM({})", runs.join(",")) }
    };
    format!("{}-{}", side(&equation.left), side(&equation.right))
}
