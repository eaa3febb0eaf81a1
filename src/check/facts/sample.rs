//! Facts for tests: a body without a single figure, and the same with the figures of suqian-2023.

use super::{Facts, Paragraph, Part};
use crate::diagnostic::Diagnostics;
use crate::form::quantity::{ColumnName, RowName};
use crate::form::{self, CellId, Kind, Line};
use crate::report::read::read;
use crate::report::{Amount, Figure, OfficeKind, TableReport, Unit, table};
use crate::source::{Lead, Source, Span, Spanned};

/// A paragraph written at byte 0.
pub(crate) fn paragraph(text: &str, part: Part) -> Paragraph {
    let line = Paragraph::line(&Spanned::new(text.to_owned(), Span::new(0, text.len())));
    Paragraph { part, level: Lead::of(text).map(|lead| lead.level), ..line }
}

/// A sum of money as written: `113300.89` (万元), `251000元`.
pub(crate) fn amount(written: &str) -> Figure {
    let (number, unit) = match written.strip_suffix('元') {
        Some(number) => (number, Unit::Yuan),
        None => (written, Unit::TenThousand),
    };
    let places = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = number.replace('.', "").parse().expect("digits");
    Figure::Amount(Amount { digits, places: u8::try_from(places).expect("few"), unit })
}

fn written(figure: Figure) -> table::Cell {
    let written = match figure {
        Figure::Amount(amount) if amount.unit == Unit::Yuan => amount.as_written(),
        figure => figure.to_string(),
    };
    table::Cell { figure, span: Span::new(1, 2), written, note: None, computed: false }
}

/// A body that did nothing in a year.
pub(crate) fn idle(office: &str, kind: OfficeKind, year: u16) -> Facts {
    let form = form::for_year(year).expect("there is a form for the year");
    let tables = form.tables().map(zero).collect();
    Facts {
        office: Spanned::new(office.to_owned(), Span::default()),
        kind,
        year: Spanned::new(year, Span { start: 0, end: 4 }),
        title: None,
        signature: None,
        date: None,
        form,
        tables,
        prose: Vec::new(),
        complete: true,
    }
}

/// A table in which nothing happened.
fn zero(form: &'static form::Table) -> TableReport {
    let mut table = TableReport::new(form, Span::default());
    for id in form.cells() {
        let figure = match form.columns(id.row)[id.column].kind {
            Kind::Count => Figure::Count(0),
            Kind::Change => Figure::Change(0),
            Kind::TenThousand => Figure::Amount(Amount { digits: 0, places: 0, unit: Unit::TenThousand }),
            Kind::Money => Figure::Amount(Amount { digits: 0, places: 0, unit: Unit::Yuan }),
        };
        table.set(id, written(figure));
    }
    table
}

impl Facts {
    pub(crate) fn put(&mut self, row: RowName, column: ColumnName, figure: Figure) {
        let quantity = self.quantity(row, column).expect("the form has it");
        let table = &mut self.tables[quantity.table()];
        let (_, id) = quantity.cells(table.form()).next().expect("a cell");
        table.set(id, written(figure));
    }

    pub(crate) fn note(&mut self, row: RowName, column: ColumnName, note: &str) {
        let quantity = self.quantity(row, column).expect("the form has it");
        let table = &mut self.tables[quantity.table()];
        let (_, id) = quantity.cells(table.form()).next().expect("a cell");
        let cell = table.get(id).expect("a figure").clone();
        table.set(id, table::Cell { note: Some(Spanned::new(note.to_owned(), Span::default())), ..cell });
    }

    /// Writes 总计 of rows of table three, each named by its key or short name.
    pub(crate) fn put_totals(&mut self, totals: &[(&str, u64)]) {
        for &(row, total) in totals {
            self.put_row("表三", row, &[0, 0, 0, 0, 0, 0, total]);
        }
    }

    /// Writes the counts of a row, named by its key or short name.
    pub(crate) fn put_row(&mut self, table: &str, row: &str, counts: &[u64]) {
        let table = self.tables.iter_mut().find(|t| t.form().name == table).expect("the form has it");
        let Some(Line::Row(row)) = table.form().find(&[row]) else { panic!("{row} is no row") };
        for (column, &count) in counts.iter().enumerate() {
            let count = i64::try_from(count).expect("a count");
            table.set(CellId { row, column }, written(Figure::Count(count)));
        }
    }
}

/// The tables of suqian-2023.
pub(crate) fn suqian() -> Facts {
    const REPORT: &str = include_str!("../../../tests/reports/suqian-2023.yaml");
    let report = read(&Source::new("suqian-2023.yaml", REPORT), &mut Diagnostics::new());
    let mut facts = idle("宿迁市", OfficeKind::City, 2023);
    for (own, table) in facts.tables.iter_mut().zip(report.expect("it is right").tables()) {
        table.cells().for_each(|(id, cell)| own.set(id, written(cell.figure)));
    }
    facts
}
