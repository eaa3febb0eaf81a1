//! In: a report. Out: its figures alone, cell by cell in the form's order, exactly.

use crate::form::{CellId, Form, Kind, Table};
use crate::report::{Amount, Figure, Report, Unit};

/// A cell of a form: which of [`Form::tables`], and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index among the form's tables.
    pub table: usize,
    /// The cell in it.
    pub cell: CellId,
}

impl Place {
    /// The cell's table.
    ///
    /// # Panics
    /// If it is of another form.
    #[must_use]
    pub fn table(self, form: &Form) -> &Table {
        form.tables().nth(self.table).expect("a place is of its form")
    }

    /// What messages call it: `表三“予以公开·自然人”`.
    #[must_use]
    pub fn said(self, form: &Form) -> String {
        let table = self.table(form);
        format!("{}“{}”", table.name, table.cell_name(self.cell))
    }

    /// What it holds.
    #[must_use]
    pub fn kind(self, form: &Form) -> Kind {
        self.table(form).columns(self.cell.row)[self.cell.column].kind
    }

    /// Whether it holds money.
    #[must_use]
    pub fn is_money(self, form: &Form) -> bool {
        matches!(self.kind(form), Kind::Money | Kind::TenThousand)
    }
}

/// All cells of a form, in order: the order of [`Figures`].
#[must_use]
pub fn places(form: &Form) -> Vec<Place> {
    let each = |(table, own): (usize, &Table)| own.cells().map(move |cell| Place { table, cell }).collect();
    form.tables().enumerate().flat_map(each as fn(_) -> Vec<Place>).collect()
}

/// The figures of a report or of a sum: counts as they are, money in 分 (0.01 元). Exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    cells: Box<[i64]>,
    /// Cells that could not be read; they count as 0.
    unread: Vec<u16>,
}

impl Figures {
    /// Nothing but zeros.
    #[must_use]
    pub fn zero(form: &Form) -> Self {
        Self { cells: places(form).iter().map(|_| 0).collect(), unread: Vec::new() }
    }

    /// Those of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut cells = Vec::new();
        let mut unread = Vec::new();
        for table in report.tables() {
            for cell in table.form().cells() {
                let figure = table.get(cell).map(|cell| match cell.figure {
                    Figure::Count(n) | Figure::Change(n) => n,
                    Figure::Amount(amount) => amount.cents(),
                });
                if figure.is_none() {
                    unread.push(u16::try_from(cells.len()).unwrap_or(u16::MAX));
                }
                cells.push(figure.unwrap_or(0));
            }
        }
        Self { cells: cells.into(), unread }
    }

    /// The cells in the order of [`places`].
    #[must_use]
    pub fn cells(&self) -> &[i64] {
        &self.cells
    }

    /// Whether a cell was read.
    #[must_use]
    pub fn is_read(&self, at: usize) -> bool {
        !self.unread.iter().any(|&unread| usize::from(unread) == at)
    }

    /// How many cells could not be read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Adds others, `times` over. A sum beyond all numbers stays at the largest, which no report can hold.
    pub fn add(&mut self, others: &Self, times: i64) {
        for (own, other) in self.cells.iter_mut().zip(&others.cells) {
            *own = own.saturating_add(other.saturating_mul(times));
        }
    }

    /// Adds to one cell.
    pub fn add_to(&mut self, at: usize, number: i64) {
        self.cells[at] = self.cells[at].saturating_add(number);
    }

    /// How many cells are not 0.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| **cell != 0).count()
    }
}

/// A figure as it is written: money in 万元 without trailing zeros.
#[must_use]
pub fn shown(place: Place, form: &Form, value: i64) -> String {
    match place.kind(form) {
        Kind::Change if value > 0 => format!("+{value}"),
        Kind::Count | Kind::Change => value.to_string(),
        Kind::TenThousand | Kind::Money => {
            let sign = if value < 0 { "-" } else { "" };
            let digits = i64::try_from(value.unsigned_abs()).unwrap_or(i64::MAX);
            // 分 are hundredths of 元, which in_ten_thousand() writes in 万元.
            sign.to_owned() + &Amount { digits, places: 2, unit: Unit::Yuan }.in_ten_thousand()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    #[test]
    fn money_is_exact() {
        let form = form::newest();
        let money = places(form).into_iter().find(|place| place.is_money(form)).expect("there is one");
        for (cents, written) in [(32_500_000_i64, "32.5"), (1, "0.000001"), (-1_000_000, "-1"), (0, "0")] {
            assert_eq!(shown(money, form, cents), written);
        }
        let mut sum = Figures::zero(form);
        let tenth = {
            let mut tenth = Figures::zero(form);
            let at = places(form).iter().position(|place| *place == money).expect("it is");
            tenth.add_to(at, 100_000);
            tenth
        };
        (0..3).for_each(|_| sum.add(&tenth, 1));
        assert!(sum.cells().contains(&300_000), "0.1 + 0.1 + 0.1 is 0.3");
    }
}
