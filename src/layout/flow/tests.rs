use super::{Flow, Part, Placed, Set};
use crate::document::{Block, Document, Meta, Paragraph};
use crate::layout::shape::Shaped;
use crate::templates;

/// A flow of one paragraph: what stands on which page, and what of each page but the last is empty.
fn badness(parts: &[(usize, Part)], empty: &[f64]) -> (usize, usize, usize) {
    let style = &templates::by_name("2021").expect("shipped").style;
    let document = Document {
        meta: Meta {
            title: String::new(),
            author: String::new(),
            subject: String::new(),
            date: crate::document::Date { year: 2024, month: 1, day: 1 },
        },
        blocks: vec![Block::Paragraph(Paragraph { lead: None, runs: Vec::new() })],
    };
    let set = [Set::Title(Shaped::default(), Vec::new())];
    let placed =
        parts.iter().map(|(page, part)| Placed { block: 0, page: *page, y: 0.0, part: part.clone() });
    let flow =
        Flow { placed: placed.collect(), empty: empty.to_vec(), pages: empty.len() + 1, ..Flow::default() };
    flow.badness(&document, &set, style)
}

#[test]
fn a_page_is_poor_below_three_lines_and_a_note_counts_half() {
    let (lines, note) = (|n| Part::Lines(0..n), |n| Part::Note(0..n));
    assert_eq!(badness(&[(0, lines(2)), (0, lines(1))], &[]), (1, 0, 0));
    assert_eq!(badness(&[(0, lines(2))], &[]), (1, 1, 0));
    assert_eq!(badness(&[(0, lines(2)), (0, note(2))], &[]), (1, 0, 0));
    assert_eq!(badness(&[(0, lines(2)), (0, note(1))], &[]), (1, 1, 0));
    assert_eq!(badness(&[(0, note(5))], &[]), (1, 1, 0));
    assert_eq!(badness(&[(0, note(6))], &[]), (1, 0, 0));
    // Rows are never few, and each page counts for itself.
    assert_eq!(badness(&[(0, Part::Rows(0..1)), (1, lines(2)), (2, lines(1))], &[0.0, 0.0]), (3, 2, 0));
}

#[test]
fn a_hole_is_more_than_five_centimetres() {
    let page = |n: usize| (n, Part::Lines(0..4));
    let five = 50.0 * crate::style::MM;
    assert_eq!(badness(&[page(0), page(1), page(2)], &[five - 0.5, five + 0.5]), (3, 0, 1));
    assert_eq!(badness(&[page(0), page(1)], &[five]), (2, 0, 0));
}
