//! Facts for tests: a body without a single figure, and the same with the figures of suqian-2023.

use super::{Facts, Paragraph, Part};
use crate::form::quantity::{ColumnName, RowName};
use crate::form::{self, CellId, Form, Kind, Line};
use crate::report::{Amount, Figure, OfficeKind, TableReport, Unit, table};
use crate::source::{Lead, Sieve, Span, Spanned, Traced};

/// A paragraph written at byte 0.
pub(crate) fn paragraph(text: &str, part: Part) -> Paragraph {
    Paragraph {
        text: Traced::at(text, Span::new(0, text.len())),
        sieve: Sieve::of(text),
        part,
        level: Lead::of(text).map(|lead| lead.level),
        dropped: Vec::new(),
        filled: Vec::new(),
        unfilled: false,
        soft_break: None,
        fixed: false,
    }
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
    let mut facts = idle("宿迁市", OfficeKind::City, 2023);
    let form: &Form = facts.form;
    let three = form.table("表三").expect("the form has it");
    let rows: [[u64; 7]; 25] = [
        [3402, 99, 0, 4, 5, 1, 3511],
        [91, 3, 0, 0, 2, 0, 96],
        [1175, 12, 0, 3, 1, 0, 1191],
        [319, 7, 0, 0, 2, 0, 328],
        [0; 7],
        [27, 0, 0, 0, 0, 0, 27],
        [6, 0, 0, 0, 0, 0, 6],
        [38, 0, 0, 0, 0, 0, 38],
        [20, 0, 0, 0, 0, 0, 20],
        [9, 0, 0, 0, 0, 0, 9],
        [21, 0, 0, 0, 0, 0, 21],
        [20, 1, 0, 0, 0, 0, 21],
        [968, 74, 0, 1, 3, 1, 1047],
        [26, 2, 0, 0, 0, 0, 28],
        [3, 0, 0, 0, 0, 0, 3],
        [305, 0, 0, 0, 0, 0, 305],
        [39, 0, 0, 0, 0, 0, 39],
        [0; 7],
        [58, 0, 0, 0, 0, 0, 58],
        [4, 0, 0, 0, 0, 0, 4],
        [40, 0, 0, 0, 0, 0, 40],
        [10, 0, 0, 0, 0, 0, 10],
        [287, 3, 0, 0, 1, 0, 291],
        [3375, 99, 0, 4, 7, 1, 3486],
        [118, 3, 0, 0, 0, 0, 121],
    ];
    for (row, counts) in three.rows.iter().zip(&rows) {
        assert_eq!(counts[6], counts[..6].iter().sum::<u64>());
        facts.put_row("表三", row.name.said(), counts);
    }
    let suits = [
        ("行政复议", [309, 17, 88, 26, 440]),
        ("未经复议直接起诉", [1, 1, 16, 6, 24]),
        ("复议后起诉", [13, 0, 67, 9, 89]),
    ];
    for (row, counts) in suits {
        facts.put_row("表四", row, &counts);
    }
    facts.put_row("表二", "规章", &[2, 0, 11]);
    facts.put_row("表二", "行政规范性文件", &[109, 489, 597]);
    for (row, count) in [("行政许可", 1_808_595), ("行政处罚", 2_822_652), ("行政强制", 20_163)] {
        facts.put_row("表二", row, &[count]);
    }
    facts
}
