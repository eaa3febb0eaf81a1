//! In: a form and a checked report. Out: the document: numbering, wording, table cells, signature; every question of
//! content answered. The other of the two rooms that see both wings; refuses to measure anything.

mod table;
mod title;

use crate::check::Checked;
use crate::document::{Block, Date, Document, Heading, Meta, Paragraph, Role, Run, Signature};
use crate::form::numeral;
use crate::report::{self, Content, Prose, Report};
use crate::source::{Level, Span, Traced};

/// A report in which something is wrong, to be looked at and never written: what is no figure stays blank in its cell.
#[derive(Debug)]
pub struct Draft(Document);

impl Draft {
    /// For a screen.
    #[must_use]
    pub fn on_screen(&self) -> &Document {
        &self.0
    }
}

/// Makes what can be shown of a report in which something is wrong.
#[must_use]
pub fn draft(report: &Report) -> Draft {
    Draft(document(report))
}

/// Makes the document of a report.
#[must_use]
pub fn compose(checked: &Checked) -> Document {
    document(checked.report())
}

fn document(report: &Report) -> Document {
    let title = title::title(report);
    let meta = Meta {
        title: title.run.text.clone(),
        author: report.office().value.clone(),
        subject: format!("{}年政府信息公开工作年度报告", report.year().value),
        date: report.date().map_or_else(
            || Date { year: report.year().value + 1, month: 1, day: 1 },
            |date| Date { year: date.value.year, month: date.value.month, day: date.value.day },
        ),
    };
    let mut blocks = vec![Block::Title(title)];
    if let Some(date) = report.dateline() {
        let text = format!("（{}）", in_words(date.value));
        let runs = vec![Run { text, role: Role::Dateline, span: date.span }];
        blocks.push(Block::Paragraph(Paragraph { lead: None, runs }));
    }
    if let Some(intro) = report.intro() {
        prose(intro, &[], &mut blocks);
    }
    if let Some(preface) = report.preface() {
        let run = Run { text: "编制说明".to_owned(), role: Role::Heading1, span: preface.span };
        blocks.push(Block::Heading(Heading { run }));
        prose(preface, &[], &mut blocks);
    }
    for (number, (form, section)) in report.form().sections.iter().zip(report.sections()).enumerate() {
        let text = format!("{}、{}", numeral(number), form.title);
        blocks.push(Block::Heading(Heading { run: Run { text, role: Role::Heading1, span: section.key } }));
        match &section.content {
            Content::Prose(text) => prose(text, report.fixed_items(number + 1), &mut blocks),
            Content::Table(table) => {
                prose(&table.before, &[], &mut blocks);
                blocks.push(Block::Table(table::table(table)));
            }
        }
    }
    blocks.extend(signature(report).map(Block::Signature));
    Document { meta, blocks }
}

/// The paragraphs of a text; fixed sub-items are numbered in the order in which they come.
fn prose(prose: &Prose, items: &[String], blocks: &mut Vec<Block>) {
    let mut number = 0;
    let mut last = None;
    for text in &prose.paragraphs {
        let opens = text.item.filter(|_| text.item != last);
        last = text.item;
        let item = opens.map(|item| {
            number += 1;
            format!("（{}）{}", numeral(number - 1), items[item])
        });
        blocks.push(Block::Paragraph(paragraph(text, item.as_deref())));
    }
}

/// A paragraph; `item` is the lead that the program gives it (`（一）主动公开`), unless the author wrote it too.
fn paragraph(text: &report::Paragraph, item: Option<&str>) -> Paragraph {
    let mut runs = Vec::new();
    let mut lead = text.level;
    match (item, text.level) {
        (Some(item), level) if level != Some(Level::Second) || !text.as_str().starts_with(item) => {
            let at = text.span(0..0);
            runs.push(Run { text: format!("{item}："), role: Role::Heading2, span: at });
            push(&text.text, Role::Body, &mut runs);
            lead = Some(Level::Second);
        }
        (_, Some(level)) => {
            let role = match level {
                Level::First | Level::Second => Role::Heading2,
                Level::Third => Role::Heading3,
                Level::Fourth => Role::Heading4,
            };
            push(&text.text.slice(0..text.lead), role, &mut runs);
            push(&text.text.slice(text.lead..text.as_str().len()), Role::Body, &mut runs);
        }
        _ => push(&text.text, Role::Body, &mut runs),
    }
    Paragraph { lead: lead.map(Level::depth), runs }
}

/// A run for every stretch of a text that was written in one piece.
fn push(text: &Traced, role: Role, runs: &mut Vec<Run>) {
    runs.extend(text.pieces().map(|(text, span)| Run { text: text.to_owned(), role, span }));
}

/// A date in Arabic numerals without leading zeros (GB/T 9704 7.3.5.4).
fn in_words(date: report::Date) -> String {
    let report::Date { year, month, day } = date;
    format!("{year}年{month}月{day}日")
}

/// 署名 and 成文日期, the date as GB/T 9704 7.3.5.4 wants it: Arabic numerals, no leading zeros.
fn signature(report: &Report) -> Option<Signature> {
    let run = |text: String, span: Span| Run { text, role: Role::Signature, span };
    let name = report.signature().map(|name| run(name.value.clone(), name.span));
    let breaks = name.as_ref().map_or_else(Vec::new, |name| title::breaks(&name.text, &name.text));
    let date = report.date().map(|date| run(in_words(date.value), date.span));
    (name.is_some() || date.is_some()).then_some(Signature { name, breaks, date })
}
