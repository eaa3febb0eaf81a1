//! In: a [`Document`], its [`Style`], and the [`Fit`] that layout found. Out: a workbook that counts: each table on a sheet of
//! its own, as the official grid with merged heads; totals and the sentences that bind the figures as formulas, with 平 or 不平
//! beside them; the report's text on sheets before, between and behind, in the report's order, so that the workbook holds all of
//! it and can be read in again. Every formula carries its result too, for readers that do not count.
//!
//! What helps to count stands beside and below the grid, outside the print area: on paper there is the official table alone.

mod formula;
mod looks;
mod sheet;
mod table;

use crate::document::{Block, Document, Meta};
use crate::fit::Fit;
use crate::style::Style;
use looks::Looks;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::SheetWriter;
use std::collections::BTreeSet;

/// Writes a document as a workbook.
///
/// # Panics
/// Never: a grid has no overlap, the names of sheets are made fit, long texts are parted.
#[must_use]
pub fn write(document: &Document, style: &Style, fit: &Fit) -> Vec<u8> {
    try_write(document, style, fit).expect("everything that a workbook refuses is avoided")
}

fn try_write(document: &Document, style: &Style, fit: &Fit) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(&document.meta)?);
    let looks = Looks::new(style);
    let mut names = BTreeSet::new();
    for blocks in sheets(document) {
        let mut writer = SheetWriter::new(&looks, style, fit, &blocks);
        let worksheet = book.add_worksheet();
        worksheet.set_name(name(&blocks, &mut names))?;
        writer.write(worksheet, &blocks)?;
    }
    book.save_to_buffer()
}

/// What the file says about itself; the date is the report's, never that of the run.
fn properties(meta: &Meta) -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_ymd(meta.date.year, meta.date.month, meta.date.day)?;
    Ok(DocProperties::new()
        .set_title(&meta.title)
        .set_author(&meta.author)
        .set_subject(&meta.subject)
        .set_creation_datetime(&date)
        .set_custom_property("generator", "nianbao"))
}

/// A block and its place in the document.
type Numbered<'a> = (usize, &'a Block);

/// The blocks of each sheet: a part that holds a table has its own, those without one share.
fn sheets(document: &Document) -> Vec<Vec<Numbered<'_>>> {
    let mut parts: Vec<Vec<Numbered<'_>>> = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        if matches!(block, Block::Heading(_)) || parts.is_empty() {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push((at, block));
        }
    }
    let has_table = |part: &[Numbered<'_>]| part.iter().any(|(_, block)| matches!(block, Block::Table(_)));
    let mut sheets: Vec<Vec<Numbered<'_>>> = Vec::new();
    for part in parts {
        match sheets.last_mut() {
            Some(last) if !has_table(last) && !has_table(&part) => last.extend(part),
            _ => sheets.push(part),
        }
    }
    sheets
}

/// 表二 and the like, or 正文; none twice.
fn name(blocks: &[Numbered<'_>], taken: &mut BTreeSet<String>) -> String {
    let table = blocks.iter().find_map(|(_, block)| match block {
        Block::Table(table) => table.name.split(' ').next(),
        _ => None,
    });
    // What Excel takes in no name, and as much as it takes.
    let fit = |c: &char| !"[]:*?/\\'".contains(*c);
    let stem: String = table.unwrap_or("正文").chars().filter(fit).take(20).collect();
    let mut number = 1;
    let mut name = stem.clone();
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{stem}（{number}）");
    }
    name
}
