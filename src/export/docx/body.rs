//! `word/document.xml`: block by block, then the section (GB/T 33476.2: margins and pitch of an official document).

use super::order::ORDER;
use super::{R, W, Writer, runs, styles, table, twips};
use crate::document::{Block, Document, Heading, Paragraph, Role, Run, Signature, Title};
use crate::fit::BlockFit;
use crate::package::xml::Xml;
use crate::style::MM;
use std::ops::Range;

/// GB/T 33476.2 gives the margins of line boxes (34.58 and 32.58 mm), GB/T 9704 those of the characters in them (37 and
/// 35 mm): they differ by half of what the line, 10.39 mm, is higher than the character.
const HALF_LEAD: f64 = 2.42 * MM;

impl Writer<'_> {
    /// `word/document.xml`.
    pub(super) fn document(&self, document: &Document) -> Vec<u8> {
        let mut xml = Xml::new(ORDER);
        xml.element("w:document", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
            xml.element("w:body", &[], |xml| {
                let default = BlockFit::default();
                for (index, block) in document.blocks.iter().enumerate() {
                    let mut fit = self.fit.blocks.get(index).unwrap_or(&default).clone();
                    let above =
                        index.checked_sub(1).and_then(|above| self.fit.blocks.get(above)?.table.as_ref());
                    if above.is_some_and(|table| !table.breaks.is_empty()) {
                        // In the PDF the rest of a table begins half a lead below the page's first line box, where a row
                        // cannot be put: what follows it makes up for that.
                        fit.space_before += HALF_LEAD;
                    }
                    match block {
                        Block::Title(title) => self.title(xml, title, &fit),
                        Block::Heading(heading) => self.heading(xml, heading, &fit),
                        Block::Paragraph(paragraph) => self.paragraph(xml, paragraph, &fit),
                        Block::Table(model) => table::write(self, xml, model, &fit),
                        Block::Signature(signature) => self.signature(xml, signature, &fit),
                    }
                }
                if matches!(document.blocks.last(), Some(Block::Table(table)) if table.note.is_none()) {
                    // A body may not end with a table (17.2.2: Word repairs such a file).
                    empty_paragraph(xml);
                }
                self.section(xml);
            });
        });
        xml.finish()
    }

    /// 标题: one paragraph; its lines are the only ones that are broken by hand, by meaning (GB/T 9704 7.3.1).
    fn title(&self, xml: &mut Xml, title: &Title, fit: &BlockFit) {
        xml.element("w:p", &[], |xml| {
            properties(xml, "Title", true, fit);
            self.lines(xml, &title.run, &fit.title_lines);
        });
    }

    /// Text that is broken by meaning.
    pub(super) fn lines(&self, xml: &mut Xml, run: &Run, lines: &[Range<usize>]) {
        let whole = 0..run.text.len();
        let lines = if lines.is_empty() { std::slice::from_ref(&whole) } else { lines };
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                xml.element("w:r", &[], |xml| xml.empty("w:br", &[]));
            }
            let text = run.text[line.clone()].to_owned();
            runs::write(self, xml, &[Run { text, ..run.clone() }], run.role, 1.0);
        }
    }

    fn heading(&self, xml: &mut Xml, heading: &Heading, fit: &BlockFit) {
        xml.element("w:p", &[], |xml| {
            properties(xml, "Heading1", true, fit);
            let run = std::slice::from_ref(&heading.run);
            runs::write_lines(self, xml, run, Role::Heading1, 1.0, &fit.lines);
        });
    }

    fn paragraph(&self, xml: &mut Xml, paragraph: &Paragraph, fit: &BlockFit) {
        let (style, base) = styles::of_paragraph(paragraph);
        xml.element("w:p", &[], |xml| {
            properties(xml, style, paragraph.is_heading(), fit);
            runs::write_lines(self, xml, &paragraph.runs, base, 1.0, &fit.lines);
        });
    }

    /// 署名 and 成文日期 (GB/T 9704 7.3.5.2), one blank line below the text; layout found where each begins.
    fn signature(&self, xml: &mut Xml, signature: &Signature, fit: &BlockFit) {
        let look = self.style.role(Role::Signature);
        let (name_left, date_left) = fit.signature_left.unwrap_or_default();
        let blank = twips(look.pitch + fit.space_before);
        let right = twips(2.0 * (look.size + look.tracking));
        let parts = [("Signature", &signature.name, name_left), ("Date", &signature.date, date_left)];
        let mut first = true;
        for (style, run, left) in parts {
            let Some(run) = run else { continue };
            xml.element("w:p", &[], |xml| {
                let next = style == "Signature" && signature.date.is_some();
                xml.element("w:pPr", &[], |xml| {
                    xml.value("w:pStyle", style);
                    if next {
                        xml.empty("w:keepNext", &[]);
                    }
                    if first {
                        xml.empty("w:spacing", &[("w:before", &blank)]);
                    }
                    if style == "Signature" && fit.title_lines.len() > 1 {
                        xml.empty("w:ind", &[("w:left", &twips(left)), ("w:right", &right)]);
                        xml.value("w:jc", "center");
                    } else if fit.signature_left.is_some() {
                        // A date that begins two characters behind a short name ends at the edge of the type area, and
                        // a word processor sets figures among Han wider: past the edge rather than on a second line.
                        let past = twips(-look.size);
                        xml.empty("w:ind", &[("w:left", &twips(left)), ("w:right", &past)]);
                        xml.value("w:jc", "left");
                    }
                });
                self.lines(xml, run, if style == "Signature" { &fit.title_lines } else { &[] });
            });
            first = false;
        }
    }

    /// Paper, margins, footers, grid.
    fn section(&self, xml: &mut Xml) {
        let (page, body) = (&self.style.page, self.style.role(Role::Body));
        let top = page.top - HALF_LEAD;
        let bottom = page.paper_height - page.top - page.height - HALF_LEAD;
        let right = page.paper_width - page.left - page.width;
        xml.element("w:sectPr", &[], |xml| {
            xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
            xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rId5")]);
            xml.empty("w:pgSz", &[("w:w", &twips(page.paper_width)), ("w:h", &twips(page.paper_height))]);
            xml.empty(
                "w:pgMar",
                &[
                    ("w:top", &twips(top)),
                    ("w:right", &twips(right)),
                    ("w:bottom", &twips(bottom)),
                    ("w:left", &twips(page.left)),
                    ("w:header", "851"),
                    ("w:footer", &twips(self.footer_distance())),
                    ("w:gutter", "0"),
                ],
            );
            xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &twips(body.pitch))]);
        });
    }

    /// From the paper's edge to the foot of the page number's line. The dash stands `page_number_gap` below the type
    /// area; in an exact line as high as the type, word processors put the baseline a fifth above its foot, and the dash
    /// another quarter above that.
    fn footer_distance(&self) -> f64 {
        let (page, look) = (&self.style.page, self.style.role(Role::PageNumber));
        let dash = page.paper_height - page.top - page.height - page.page_number_gap;
        dash - 0.465 * look.size
    }

    /// From the last line box of a full page to the top of the page number's line.
    pub(super) fn blank_above_number(&self) -> f64 {
        let (page, body) = (&self.style.page, self.style.role(Role::Body));
        let lines = page.top - HALF_LEAD + page.lines as f64 * body.pitch;
        page.paper_height - lines - self.footer_distance() - self.style.role(Role::PageNumber).pitch
    }
}

/// `w:pPr` of a paragraph with a style, which is a heading's or not, and what was decided for this one.
fn properties(xml: &mut Xml, style: &str, heading: bool, fit: &BlockFit) {
    xml.element("w:pPr", &[], |xml| {
        xml.value("w:pStyle", style);
        match (heading, fit.keep_next) {
            (false, true) => xml.empty("w:keepNext", &[]),
            // A heading's style keeps it with what follows.
            (true, false) => xml.value("w:keepNext", "0"),
            _ => {}
        }
        if fit.space_before > 0.0 {
            xml.empty("w:spacing", &[("w:before", &twips(fit.space_before))]);
        }
        if fit.lines.ragged {
            xml.value("w:jc", "left");
        }
    });
}

fn empty_paragraph(xml: &mut Xml) {
    xml.element("w:p", &[], |xml| xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", "TableNote")));
}
