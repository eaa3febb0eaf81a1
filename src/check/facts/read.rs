//! In: the report as read. Out: the same, flat. The tables stay as they are; what rules ask of them is `tables`' matter.

use super::headings::{self, SUB_ITEMS};
use super::{Facts, Paragraph, Part};
use crate::form::Body;
use crate::report::{OfficeKind, Report};
use crate::source::{Lead, Level, Sieve, Spanned, half_bracketed};

impl Facts {
    pub(crate) fn of(report: &Report) -> Self {
        Self {
            office: report.office().clone(),
            kind: report.office_kind().map_or(OfficeKind::Other, |kind| kind.value),
            year: report.year(),
            title: report.title().cloned(),
            signature: report.signature().cloned(),
            date: report.date().map(|d| Spanned::new((d.value.year, d.value.month, d.value.day), d.span)),
            form: report.form(),
            tables: report.tables().cloned().collect(),
            prose: prose(report),
            complete: report.is_complete(),
        }
    }
}

/// All prose in order, each paragraph with what it belongs to.
fn prose(report: &Report) -> Vec<Paragraph> {
    let mut list = Vec::new();
    let mut topic = None;
    let sections = &report.form().sections;
    let overview = |section: usize| {
        let body = section.checked_sub(1).map(|at| &sections[at].body);
        matches!(body, Some(Body::Prose(items)) if !items.is_empty())
    };
    let numbered =
        report.paragraphs().any(|(section, p)| overview(section) && p.level == Some(Level::Second));
    for (section, paragraph) in report.paragraphs() {
        let text = paragraph.as_str();
        let fixed = paragraph.item.is_some();
        // Among （一）（二） it is one that has lost a bracket: 三）.
        let half = || (numbered && overview(section)).then(|| half_bracketed(text)).flatten();
        let lead = || Lead::of(text).map(|lead| lead.level).or_else(|| half().map(|_| Level::Second));
        let level = paragraph.level.or_else(lead);
        if overview(section) {
            topic = match paragraph.item {
                Some(item) => SUB_ITEMS.get(item).map(|sub_item| sub_item.0),
                None if level == Some(Level::Second) => {
                    headings::topic(text).or_else(|| Some(headings::misspelt(text)?.0))
                }
                // Without （一） a line may open a sub-item all the same: 二是依申请公开情况。
                None if !numbered => headings::unnumbered(text).or(topic),
                None => topic,
            };
        }
        let part = match section.checked_sub(1).map(|at| &sections[at].body) {
            None => Part::Intro,
            Some(Body::Table(_)) => Part::BeforeTable,
            Some(_) if overview(section) => Part::Overview(topic),
            Some(_) if section == sections.len() => Part::Others,
            Some(_) => Part::Problems,
        };
        list.push(Paragraph {
            text: paragraph.text.clone(),
            sieve: Sieve::of(text),
            part,
            level,
            dropped: paragraph.dropped.clone(),
            filled: paragraph.filled.clone(),
            unfilled: !paragraph.placeholders.is_empty(),
            soft_break: paragraph.soft_break,
            fixed,
        });
    }
    list.extend(table_notes(report));
    list
}

fn table_notes(report: &Report) -> impl Iterator<Item = Paragraph> {
    report.tables().filter_map(|table| table.note.as_ref().map(Paragraph::line))
}
