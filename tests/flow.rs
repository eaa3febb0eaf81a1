//! Pages of 400 random documents with the form's own tables: headings stay with what they head, no line of a paragraph
//! stands alone at a page's end or start, tables are whole where a page can hold them, the signature has company.

#![allow(clippy::print_stdout, reason = "the figures are the point")]

mod common;

use common::{Random, fonts, set, style};
use nianbao::document::{Block, CellKind, Document, Heading, Paragraph, Role, Run, Signature};
use nianbao::layout::layout;
use nianbao::layout::pages::{Item, NodeKind, Pages};
use nianbao::source::Span;
use std::collections::BTreeMap;

const SENTENCE: &str =
    "街道办事处严格落实信息发布审核制度，由分管科室负责人初审、主管领导复审、主要领导终审。";

fn run(text: String, role: Role) -> Run {
    Run { text, role, span: Span::default() }
}

/// A paragraph of one to about fifteen lines.
fn paragraph(random: &mut Random) -> Block {
    let most = if random.below(3) == 0 { 400 } else { 90 };
    let length = 5 + random.below(most);
    let text = SENTENCE.chars().cycle().take(length).collect();
    Block::Paragraph(Paragraph { lead: None, runs: vec![run(text, Role::Body)] })
}

/// The sample's title and tables with prose of random length between them, signed or not.
fn document(sample: &Document, random: &mut Random) -> Document {
    let mut blocks = Vec::new();
    for block in &sample.blocks {
        match block {
            Block::Title(_) | Block::Table(_) => blocks.push(block.clone()),
            Block::Heading(Heading { run }) => {
                blocks.push(block.clone());
                // The sections of tables hold the table, now and then behind a paragraph (表前).
                let of_table = run.text.starts_with(['二', '三', '四']);
                let paragraphs = if of_table { random.below(4) / 3 } else { 1 + random.below(8) };
                blocks.extend((0..paragraphs).map(|_| paragraph(random)));
            }
            Block::Paragraph(_) | Block::Signature(_) => {}
        }
    }
    if random.below(2) == 0 {
        let name = Some(run("北关区灯塔路街道办事处".into(), Role::Signature));
        let date = Some(run("2024年1月23日".into(), Role::Signature));
        blocks.push(Block::Signature(Signature { name, breaks: Vec::new(), date }));
    }
    Document { meta: sample.meta.clone(), blocks }
}

/// Lines of running text on one page, top to bottom: (baseline in hundredths of a point, node).
fn text_lines(pages: &Pages, page: usize) -> Vec<(i64, usize)> {
    let mut lines = BTreeMap::new();
    for item in &pages.pages[page].items {
        let Item::Glyphs(run) = item else { continue };
        let Some(mut node) = run.node else { continue };
        if matches!(pages.nodes[node].kind, NodeKind::Link(_)) {
            node = pages.nodes[node].parent;
        }
        let kind = &pages.nodes[node].kind;
        if matches!(kind, NodeKind::Heading(_) | NodeKind::Paragraph | NodeKind::Title) {
            let y: i64 = format!("{:.0}", run.y * 100.0).parse().expect("a number");
            lines.insert(y, node);
        }
    }
    lines.into_iter().collect()
}

/// Where the last rule of a page's tables ends, pt.
fn lowest_rule(pages: &Pages, page: usize) -> f64 {
    let ends = pages.pages[page].items.iter().map(|item| match item {
        Item::Rule { y, height, .. } => y + height,
        Item::Glyphs(_) => 0.0,
    });
    ends.fold(0.0, f64::max)
}

fn has_table(pages: &Pages, page: usize) -> bool {
    pages.pages[page].items.iter().any(|item| matches!(item, Item::Rule { .. }))
}

/// Whether nothing stands below a heading on its page.
fn ends_with_a_heading(pages: &Pages, page: usize) -> bool {
    let Some(&(y, node)) = text_lines(pages, page).last() else { return false };
    let below = |item: &Item| matches!(item, Item::Rule { y: rule, .. } if *rule * 100.0 > y as f64);
    matches!(pages.nodes[node].kind, NodeKind::Heading(_)) && !pages.pages[page].items.iter().any(below)
}

#[test]
fn four_hundred_random_documents() {
    let (style, fonts) = (style(), fonts());
    let sample = set("tests/reports/dengtalu-2023.yaml", &fonts).document;
    let mut random = Random::new(2012);
    let (mut split, mut poor, mut cut) = (0, 0, 0);
    for number in 0..400 {
        let document = document(&sample, &mut random);
        let layout = layout(&document, &style, &fonts).expect("all characters are in the shipped faces");
        let pages = &layout.pages;
        let count = pages.pages.len();
        let signed = matches!(document.blocks.last(), Some(Block::Signature(_)));
        let mut of_node: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for page in 0..count {
            let lines = text_lines(pages, page);
            assert!(
                lines.len() <= style.page.lines,
                "document {number}, page {}: {} lines",
                page + 1,
                lines.len()
            );
            for (y, node) in &lines {
                let y = *y as f64 / 100.0 / 72.0 * 25.4;
                assert!((37.0..=262.0).contains(&y), "document {number}: a baseline at {y} mm");
                let on_pages = of_node.entry(*node).or_insert_with(|| vec![0; count]);
                on_pages[page] += 1;
            }
            let bottom = lowest_rule(pages, page) / 72.0 * 25.4;
            assert!(bottom <= 262.05, "document {number}, page {}: a table ends at {bottom} mm", page + 1);
            assert!(!ends_with_a_heading(pages, page), "document {number}: a heading ends page {}", page + 1);
            if !has_table(pages, page) {
                if lines.len() < 3 {
                    assert_eq!(
                        page + 1,
                        count,
                        "document {number}: page {} has {} lines",
                        page + 1,
                        lines.len()
                    );
                    poor += 1;
                }
                if signed && page + 1 == count {
                    assert!(lines.len() > 2, "document {number}: the signature stands alone");
                }
            }
        }
        for (node, on_pages) in of_node {
            let parts: Vec<usize> = on_pages.into_iter().filter(|&lines| lines > 0).collect();
            if parts.len() > 1 {
                split += 1;
                assert!(parts.iter().all(|&lines| lines >= 2), "document {number}, node {node}: {parts:?}");
            }
        }
        for (index, fit) in layout.fit.blocks.iter().enumerate() {
            let (Some(table), Block::Table(model)) = (&fit.table, &document.blocks[index]) else { continue };
            // A page holds each of the sample's tables; table two alone may be cut, where a headed band of it begins.
            for &row in &table.breaks {
                cut += 1;
                let caption = &model.rows[row].cells[0];
                assert_eq!(caption.column_span, model.columns, "document {number}, block {index}, row {row}");
                assert_eq!(
                    caption.kind,
                    CellKind::ColumnHeader,
                    "document {number}, block {index}, row {row}"
                );
            }
        }
    }
    println!(
        "400 documents: {split} paragraphs over two pages, {poor} last pages with less than three lines, {cut} tables cut"
    );
    assert!(split > 200 && cut > 0);
}

/// Pages so low that no table stands whole: wherever one is cut, the label of a divided group has its lines between the rules of its
/// own cell, on both pages.
#[test]
fn labels_of_divided_groups_fit() {
    let (mut style, fonts) = (style(), fonts());
    let sample = set("tests/reports/dengtalu-2023.yaml", &fonts).document;
    let mut random = Random::new(2021);
    let (mut cut, mut labels) = (0, 0);
    for lines in 7..=20 {
        let whole = style.page.clone();
        style.page.height = whole.height * lines as f64 / whole.lines as f64;
        style.page.lines = lines;
        for _ in 0..6 {
            let document = document(&sample, &mut random);
            let layout = layout(&document, &style, &fonts).expect("all characters are in the shipped faces");
            cut += layout
                .fit
                .blocks
                .iter()
                .filter_map(|fit| fit.table.as_ref())
                .map(|t| t.breaks.len())
                .sum::<usize>();
            let pages = &layout.pages;
            for (block, fit) in document.blocks.iter().zip(&layout.fit.blocks) {
                let (Block::Table(model), Some(first)) =
                    (block, fit.table.as_ref().and_then(|t| t.breaks.first()))
                else {
                    continue;
                };
                let rows = first - model.header_rows;
                assert!(rows >= 2 || model.is_joint(*first), "{lines} lines: a head with {rows} rows");
            }
            for (number, page) in pages.pages.iter().enumerate() {
                assert!(
                    !ends_with_a_heading(pages, number),
                    "{lines} lines: a heading ends page {}",
                    number + 1
                );
                let (bottom, most) = (lowest_rule(pages, number), style.page.top + style.page.height);
                assert!(
                    bottom <= most + 0.1,
                    "{lines} lines, page {}: a table ends at {bottom} pt",
                    number + 1
                );
                // By cell: the baselines of its first and last line, the middle of a line.
                let mut cells: BTreeMap<usize, (f64, f64, f64)> = BTreeMap::new();
                for run in page.items.iter().filter_map(Item::glyphs) {
                    let Some(node) = run.node else { continue };
                    if matches!(
                        pages.nodes[node].kind,
                        NodeKind::HeaderCell { .. } | NodeKind::DataCell { .. }
                    ) {
                        let cell = cells.entry(node).or_insert((f64::MAX, 0.0, run.x + run.size / 2.0));
                        *cell = (cell.0.min(run.y), cell.1.max(run.y), cell.2);
                    }
                }
                labels += cells.len();
                for (node, (first, last, middle)) in cells {
                    let crossed = page.items.iter().find(|item| match item {
                        Item::Rule { x, y, width, height } => {
                            width > height && (*x..=x + width).contains(&middle) && (first..=last).contains(y)
                        }
                        Item::Glyphs(_) => false,
                    });
                    assert!(
                        crossed.is_none(),
                        "{lines} lines, page {}, node {node}: {crossed:?}",
                        number + 1
                    );
                }
            }
        }
        style.page = whole;
    }
    println!("low pages: {cut} cuts, {labels} cells");
    assert!(cut > 50, "tables were cut");
}
