//! Facts for tests: a body without a single figure, and the same with the figures of suqian-2023.

use super::{
    ALL, COLUMNS, Cell, Disclosed, Documents, Edition, Facts, Money, Paragraph, Part, Requests, level_of,
};
use crate::report::OfficeKind;
use crate::source::{Span, Spanned, Traced};

/// A paragraph written at byte 0.
pub(crate) fn paragraph(text: &str, part: Part) -> Paragraph {
    Paragraph {
        text: Traced::at(text, Span::new(0, text.len())),
        part,
        level: level_of(text),
        dropped: Vec::new(),
        filled: Vec::new(),
        unfilled: false,
        fixed: false,
    }
}

/// A count.
pub(crate) fn cell(value: u64) -> Cell {
    Cell { value, span: Span::new(1, 2), note: String::new() }
}

/// A body that did nothing in a year.
pub(crate) fn idle(office: &str, kind: OfficeKind, year: u16) -> Facts {
    Facts {
        office: Spanned::new(office.to_owned(), Span::default()),
        kind,
        year: Spanned::new(year, Span::default()),
        title: None,
        signature: None,
        date: None,
        disclosed: Disclosed {
            rules: Documents::default(),
            norms: Documents::default(),
            decisions: Default::default(),
            edition: Edition::Of2021 { fee: Money::default() },
        },
        requests: Requests::zero(),
        cases: Default::default(),
        prose: Vec::new(),
        complete: true,
    }
}

/// The tables of suqian-2023.
pub(crate) fn suqian() -> Facts {
    let mut facts = idle("宿迁市", OfficeKind::City, 2023);
    let rows: [[u64; COLUMNS]; super::ROWS] = [
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
    for (row, values) in rows.iter().enumerate() {
        for (column, &value) in values.iter().enumerate() {
            facts.requests.cells[row][column] = cell(value);
        }
        assert_eq!(facts.requests.cells[row][ALL].value, values[..6].iter().sum::<u64>());
    }
    facts.cases = [[309, 17, 88, 26, 440], [1, 1, 16, 6, 24], [13, 0, 67, 9, 89]].map(|row| row.map(cell));
    facts.disclosed.rules = [2, 0, 11].map(cell);
    facts.disclosed.norms = [109, 489, 597].map(cell);
    facts.disclosed.decisions = [1_808_595, 2_822_652, 20_163].map(cell);
    facts
}
