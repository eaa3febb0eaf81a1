//! A sheet: blocks below one another, and how it is printed.

use super::looks::{Looks, SCALE, column, row, size};
use super::{Numbered, table};
use crate::document::{Block, Paragraph, Role, Run};
use crate::fit::{Fit, TableFit};
use crate::style::{MM, Style};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Distance of two lines, in sizes of text.
const LEAD: f64 = 1.3;
/// Characters that one cell takes (Excel counts UTF-16).
const MOST: usize = 32_000;

/// Writes the blocks of one sheet.
pub(super) struct SheetWriter<'a> {
    looks: &'a Looks,
    style: &'a Style,
    fit: &'a Fit,
    /// Columns of the widest grid; 1 where there is none.
    columns: usize,
    next: u32,
}

impl<'a> SheetWriter<'a> {
    pub(super) fn new(looks: &'a Looks, style: &'a Style, fit: &'a Fit, blocks: &[Numbered<'_>]) -> Self {
        let widths =
            blocks.iter().map(|(_, block)| if let Block::Table(table) = block { table.columns } else { 1 });
        Self { looks, style, fit, columns: widths.max().unwrap_or(1), next: 0 }
    }

    pub(super) fn write(&mut self, sheet: &mut Worksheet, blocks: &[Numbered<'_>]) -> Result<(), XlsxError> {
        self.page(sheet);
        if self.columns == 1 {
            sheet.set_column_width_pixels(0, pixels(self.width()))?;
        }
        let mut marks = Vec::new();
        for &(at, block) in blocks {
            match block {
                Block::Title(title) => self.text(sheet, Role::Title, std::slice::from_ref(&title.run))?,
                Block::Heading(heading) => {
                    self.text(sheet, Role::Heading1, std::slice::from_ref(&heading.run))?;
                }
                Block::Paragraph(paragraph) => self.text(sheet, role(paragraph), &paragraph.runs)?,
                Block::Signature(signature) => {
                    for run in signature.name.iter().chain(&signature.date) {
                        self.text(sheet, Role::Signature, std::slice::from_ref(run))?;
                    }
                }
                Block::Table(model) => {
                    let equal = TableFit::default();
                    let measures =
                        self.fit.blocks.get(at).and_then(|fit| fit.table.as_ref()).unwrap_or(&equal);
                    for (number, width) in measures.column_widths.iter().enumerate() {
                        sheet.set_column_width_pixels(column(number), pixels(width * SCALE))?;
                    }
                    let top = self.next;
                    table::write(sheet, self.looks, model, measures, top)?;
                    if model.header_rows > 0 {
                        sheet.set_repeat_rows(top, top + row(model.header_rows) - 1)?;
                    }
                    self.next += row(model.rows.len());
                    if let Some(note) = &model.note {
                        self.text(sheet, Role::TableNote, &note.runs)?;
                    }
                    marks.push((model, top));
                }
            }
        }
        sheet.set_print_area(0, 0, self.next.max(1) - 1, column(self.columns) - 1)?;
        for (model, top) in marks {
            // A blank row between the sheet and what is not of it.
            table::marks(sheet, self.looks, model, top, self.next + 1)?;
            self.next += 1 + row(model.sums.len());
        }
        Ok(())
    }

    /// Paper and margins of the official page, fitted to its width; its number at the foot.
    fn page(&self, sheet: &mut Worksheet) {
        let page = &self.style.page;
        let inches = |points: f64| points / 72.0;
        let right = page.paper_width - page.left - page.width;
        let bottom = page.paper_height - page.top - page.height;
        let footer = bottom - page.page_number_gap;
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        sheet.set_margins(
            inches(page.left),
            inches(right),
            inches(page.top),
            inches(bottom),
            inches(15.0 * MM),
            inches(footer),
        );
        sheet
            .set_header_footer_scale_with_doc(false)
            .set_footer(format!("&C&{:.0}— &P —", self.style.role(Role::PageNumber).size));
    }

    /// Width of all columns together, pt.
    fn width(&self) -> f64 {
        // A single column is not fitted to the page by every spreadsheet.
        self.style.page.width * if self.columns == 1 { 1.0 } else { SCALE }
    }

    /// A line of text over all columns. How high its row must be is said: no spreadsheet finds that out for merged cells, and
    /// not all do so for others.
    fn text(&mut self, sheet: &mut Worksheet, role: Role, runs: &[Run]) -> Result<(), XlsxError> {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let size = size(self.style, role);
        // Two characters are left for line ends that must not be.
        let per_line = (self.width() / size - 2.0).floor().max(1.0);
        for part in parts(&text) {
            let ems: f64 = part.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
            let lines = (ems / per_line).ceil().max(1.0);
            sheet.set_row_height(self.next, (lines * LEAD * size + size / 2.0).min(409.0))?;
            let format = self.looks.role(role);
            if self.columns > 1 {
                sheet.merge_range(self.next, 0, self.next, column(self.columns) - 1, part, &format)?;
            } else {
                sheet.write_string_with_format(self.next, 0, part, &format)?;
            }
            self.next += 1;
        }
        Ok(())
    }
}

fn role(paragraph: &Paragraph) -> Role {
    match paragraph.runs.first() {
        Some(lead) if paragraph.is_heading() => lead.role,
        _ => paragraph.role(),
    }
}

/// A text in parts that a cell takes.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((at, _)) = rest.char_indices().nth(MOST / 2) {
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// Points as pixels, of which a spreadsheet has 96 to the inch.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is some 800 pixels wide")]
fn pixels(points: f64) -> u32 {
    (points.max(0.0) * 96.0 / 72.0).round() as u32
}
