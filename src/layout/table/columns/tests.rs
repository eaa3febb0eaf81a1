use super::{Columns, Figures, HAIR, find_room, ways, widths};
use crate::check::{Options, check};
use crate::compose::compose;
use crate::diagnostic::Diagnostics;
use crate::document::{Block, CellKind, Table};
use crate::font::{FontBook, FontData, FontError};
use crate::layout::greedy;
use crate::layout::table::{SetTable, inner_width, is_bare, shaped};
use crate::report::read::read;
use crate::source::Source;
use crate::style::Style;
use crate::templates;
use std::path::Path;
use std::sync::Arc;

fn file(relative: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

fn fonts(style: &Style) -> FontBook {
    let mut open = |name: &str| -> Result<FontData, FontError> {
        Ok(Arc::new(std::fs::read(file("fonts").join(name)).expect("it is in the repository")) as FontData)
    };
    FontBook::new(&style.typefaces, &mut open).expect("the shipped fonts are usable")
}

/// The tables of a report of the repository.
fn tables(relative: &str) -> Vec<Table> {
    let text = std::fs::read_to_string(file(relative)).expect("it is in the repository");
    let report = read(&Source::new(relative, text), &mut Diagnostics::new()).expect("it can be read");
    let (checked, _) = check(report, &Options::default());
    let document = compose(&checked.expect("it is right"));
    let table = |block| if let Block::Table(table) = block { Some(table) } else { None };
    document.blocks.into_iter().filter_map(table).collect()
}

/// Height and lines of a table at widths, told anew: every cell is broken, rows take their own cells first, then each group from
/// above what it still needs. What stands beside a group is no line of it.
fn measured(table: &Table, set: &SetTable, style: &Style, widths: &[f64], labels: usize) -> (f64, usize) {
    let pitch = style.role(crate::document::Role::TableText).pitch;
    let between = 2.0 * style.table.padding_vertical + style.table.rule;
    let lines = |row: usize, cell: usize| {
        let model = &table.rows[row].cells[cell];
        let width = inner_width(model, widths, style);
        let shaped = &set.cells[row][cell].shaped;
        let count = if is_bare(model) { 1 } else { greedy::lines(&shaped.clusters, width).len() };
        (model.row_span, model.column < labels, count)
    };
    let mut rows = vec![pitch; table.rows.len()];
    let mut all = 0;
    let mut groups = Vec::new();
    for (row, model) in table.rows.iter().enumerate() {
        for cell in 0..model.cells.len() {
            let (span, label, count) = lines(row, cell);
            if !label || span == 1 {
                all += count;
            }
            if span == 1 {
                rows[row] = f64::max(rows[row], count as f64 * pitch);
            } else {
                groups.push((row, span, count));
            }
        }
    }
    for (row, span, count) in groups {
        let have: f64 = rows[row..row + span].iter().sum::<f64>() + between * (span - 1) as f64;
        let more = (count as f64 * pitch - have).max(0.0) / span as f64;
        rows[row..row + span].iter_mut().for_each(|height| *height += more);
    }
    (rows.iter().sum::<f64>() + between * rows.len() as f64 + style.table.rule, all)
}

/// Widths that share `total` alike, but none below its least: what the narrow ones lack is taken from all others.
fn shared(total: f64, least: &[f64]) -> Vec<f64> {
    let (mut low, mut high) = (0.0, total);
    for _ in 0..80 {
        let level = f64::midpoint(low, high);
        if least.iter().map(|w| w.max(level)).sum::<f64>() > total { high = level } else { low = level }
    }
    least.iter().map(|w| w.max(low)).collect()
}

#[test]
fn no_other_widths_make_a_table_lower_or_its_lines_fewer() {
    let style = templates::by_name("2021").expect("shipped").style.clone();
    let fonts = fonts(&style);
    let mut tried = 0;
    for report in ["tests/reports/dengtalu-2023.yaml", "tests/reports/suqian-2023.yaml"] {
        for (nth, table) in tables(report).iter().enumerate() {
            let set = shaped(table, &style, &fonts, &mut Diagnostics::new());
            for share in [1.0, 0.93, 0.86, 0.8] {
                let mut style = style.clone();
                style.page.width *= share;
                let columns = Columns::new(table, &set, &style, Figures { near: false, scale: 1.0 });
                let total = columns.total;
                if columns.least.iter().sum::<f64>() > total {
                    continue;
                }
                let what = format!("{report}, table {nth}, {total:.1} pt");
                let (height, best) = columns.best();
                assert!((best.iter().sum::<f64>() - total).abs() < HAIR, "{what}: {best:?}");
                assert!(
                    best.iter().zip(&columns.least).all(|(w, least)| *w > least - HAIR),
                    "{what}: {best:?}"
                );
                let (own, lines) = measured(table, &set, &style, &best, columns.labels);
                assert!((own - height).abs() < HAIR, "{what}: said to be {height} pt high, is {own}");
                if columns.labels == 0 {
                    continue;
                }
                // Other widths of the labels, half a character apart, and the rest for the figures.
                let (least, figures) = columns.least.split_at(columns.labels);
                let widest = total - figures.iter().sum::<f64>();
                let last = columns.labels - 1;
                let own_labels: f64 = best[..columns.labels].iter().sum();
                for first in 0..7_usize.pow(u32::try_from(last).expect("few")) {
                    let step =
                        |nth: usize| (first / 7_usize.pow(u32::try_from(nth).expect("few")) % 7) as f64;
                    let mut labels: Vec<f64> =
                        (0..last).map(|nth| least[nth] + step(nth) * columns.half).collect();
                    for sum in [0.0, 1.0, 2.0, -1.0, -2.0, 5.0].map(|n| own_labels + n * columns.half) {
                        let rest = sum - labels.iter().sum::<f64>();
                        // The search begins at equal columns.
                        let begins = sum > total / table.columns as f64 * columns.labels as f64 - HAIR;
                        if rest < least[last] || sum > widest || !begins {
                            continue;
                        }
                        labels.push(rest);
                        let other = [labels.clone(), shared(total - sum, figures)].concat();
                        labels.pop();
                        let (height, more) = measured(table, &set, &style, &other, columns.labels);
                        tried += 1;
                        let lower = height < own - HAIR || height < own + HAIR && more < lines;
                        assert!(
                            !lower,
                            "{what}: {best:?} is {own} pt and {lines} lines, {other:?} {height} and {more}"
                        );
                    }
                }
            }
        }
    }
    assert!(tried > 200, "{tried} other widths were tried");
}

#[test]
fn figures_give_way_as_far_as_a_table_needs_and_no_further() {
    let style = templates::by_name("2021").expect("shipped").style.clone();
    let fonts = fonts(&style);
    let mut table = tables("tests/reports/dengtalu-2023.yaml").remove(1);
    let sizes: Vec<f64> = ways(&style).map(|way| way.scale).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b) && sizes.len() > 2, "{sizes:?}");
    // The same figure in every cell, longer and longer: as long as it finds room at the least size, the columns hold it at one of the sizes.
    for digits in 1..=15 {
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if cell.kind == CellKind::Figure {
                cell.runs[0].text = "8".repeat(digits);
            }
        }
        let set = shaped(&table, &style, &fonts, &mut Diagnostics::new());
        let found = widths(&table, &set, &style, 640.0);
        let total: f64 = found.iter().sum();
        let fits = |way: Figures| {
            let columns = Columns::new(&table, &set, &style, way);
            found.iter().zip(&columns.least).all(|(width, least)| *width > least - HAIR)
        };
        let room = find_room(&table, &set, &style);
        assert_eq!(room, ways(&style).any(fits), "{digits} digits: {found:?}");
        assert!((total - style.page.width).abs() < HAIR, "{digits} digits: {total} pt");
        assert_eq!(room, digits <= 12, "{digits} digits");
    }
}
