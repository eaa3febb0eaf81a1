//! In: findings about a text, and its fields. Out: the findings as the page shows them, each with the field that it is about;
//! in prose with the characters of its value.

use super::sheet::{Field, Row, Sheet, shown};
use crate::diagnostic::advice;
use crate::diagnostic::json::severity;
use crate::diagnostic::{Culprit, Diagnostic, Diagnostics, Label};
use crate::form::CellId;
use crate::source::{Source, Span, Traced};
use crate::yaml::Entry;
use serde_json::{Map, Value, json};
use std::ops::Range;

/// Where in the text the fields are.
pub(super) struct Finder<'a> {
    source: &'a Source,
    sheet: Option<&'a Sheet<'a>>,
    /// Of two that are as wide the first is meant.
    extents: Vec<(Span, Field)>,
}

impl<'a> Finder<'a> {
    pub(super) fn of(source: &'a Source, sheet: Option<&'a Sheet<'a>>) -> Self {
        let mut finder = Self { source, sheet, extents: Vec::new() };
        let Some(sheet) = sheet else { return finder };
        for field in sheet.fields() {
            match field {
                Field::Cell(section, id) => finder.cell(sheet, section, id),
                _ => finder.add(sheet.entry(field), field),
            }
        }
        for (section, part) in sheet.parts.iter().enumerate() {
            let Some(table) = sheet.table(section) else {
                let first = Field::Item(section, 0);
                finder.add(
                    part.entry,
                    if sheet.fields().contains(&first) { first } else { Field::Section(section) },
                );
                continue;
            };
            let rows = table.rows.iter().enumerate();
            let rows = rows.map(|(row, entry)| (*entry, CellId { row, column: 0 }));
            let groups = table.groups.iter().zip(&table.form.groups);
            let groups = groups.map(|(entry, group)| (*entry, CellId { row: group.rows.start, column: 0 }));
            let all = rows.chain(groups).chain([(part.entry, CellId { row: 0, column: 0 })]);
            for (entry, id) in all {
                finder.add(entry, Field::Cell(section, id));
            }
        }
        finder
    }

    fn add(&mut self, entry: Option<&Entry>, field: Field) {
        self.extents.extend(entry.map(|entry| (entry.key_span().to(entry.value.span), field)));
    }

    fn cell(&mut self, sheet: &Sheet<'_>, section: usize, id: CellId) {
        let Some(table) = sheet.table(section) else { return };
        let field = Field::Cell(section, id);
        match table.row(id.row) {
            Row::List(list, columns) => {
                let items = &list.list().unwrap_or_default()[columns[id.column].clone()];
                self.extents.extend(items.iter().map(|item| (item.span, field)));
            }
            Row::Map(columns) => self.add(columns[id.column], field),
            Row::One(node) if id.column == 0 => self.extents.push((node.span, field)),
            Row::One(_) | Row::Nothing => {}
        }
    }

    /// The field that a place is in.
    pub(super) fn field(&self, span: Span) -> Option<Field> {
        let around = self.extents.iter().filter(|(own, _)| own.start <= span.start && span.end <= own.end);
        around.min_by_key(|(own, _)| own.len()).map(|(_, field)| *field)
    }

    /// All findings, those that 已核 explains among them, in the order of the text.
    pub(super) fn all(&self, found: &Diagnostics) -> Vec<Value> {
        let waived = found.waived().map(|(finding, reason)| (finding, Some(reason)));
        let mut all: Vec<_> = found.iter().map(|finding| (finding, None)).chain(waived).collect();
        all.sort_by_key(|(finding, _)| finding.span.start);
        all.into_iter().map(|(finding, reason)| self.finding(finding, reason)).collect()
    }

    /// One finding.
    pub(super) fn one(&self, found: &Diagnostic) -> Value {
        self.finding(found, None)
    }

    fn finding(&self, found: &Diagnostic, reason: Option<&str>) -> Value {
        let mut out = Map::new();
        out.insert("code".into(), found.code().into());
        out.insert("severity".into(), severity(found.severity).into());
        out.insert("message".into(), found.message.as_str().into());
        self.put_field(&mut out, found.span);
        let help = match (self.field(found.span), self.sheet) {
            (Some(field), Some(sheet)) => {
                let name = field.name(sheet.form);
                advice::of_fields(&found.help, name.rsplit('/').next().unwrap_or_default())
            }
            _ => found.help.clone(),
        };
        out.insert("help".into(), help.into());
        let place = self.source.place(found.span.start);
        out.insert("line".into(), place.line.into());
        out.insert("column".into(), place.column.into());
        let words = self.source.origin(found.span).map(|origin| origin.words);
        out.insert("place".into(), words.unwrap_or_else(|| format!("第 {} 行", place.line)).into());
        let own = (!found.note.is_empty()).then(|| Label { span: found.span, message: found.note.clone() });
        let labels = own.iter().chain(&found.labels).map(|label| self.label(label));
        out.insert("labels".into(), labels.collect());
        out.insert("culprits".into(), found.culprits.iter().map(|culprit| self.culprit(culprit)).collect());
        out.insert("waivable".into(), found.is_explainable().into());
        if let Some(reason) = reason {
            out.insert("waived".into(), reason.into());
        }
        Value::Object(out)
    }

    fn label(&self, label: &Label) -> Value {
        let mut out = Map::new();
        self.put_field(&mut out, label.span);
        out.insert("line".into(), self.source.place(label.span.start).line.into());
        out.insert("message".into(), label.message.as_str().into());
        Value::Object(out)
    }

    fn culprit(&self, culprit: &Culprit) -> Value {
        let mut out = Map::new();
        self.put_field(&mut out, culprit.span);
        let words = json!({
            "key": culprit.key, "column": culprit.column, "written": culprit.written, "expected": culprit.expected,
        });
        out.extend(words.as_object().cloned().unwrap_or_default());
        Value::Object(out)
    }

    /// `field`, and in prose `start` and `end`.
    fn put_field(&self, out: &mut Map<String, Value>, span: Span) {
        let (Some(field), Some(sheet)) = (self.field(span), self.sheet) else { return };
        out.insert("field".into(), field.name(sheet.form).into());
        if matches!(field, Field::Cell(..)) {
            return;
        }
        let entry = sheet.entry(field);
        let Some((traced, own)) = entry.and_then(|entry| shown(&entry.value)) else { return };
        if let Some(place) = characters(traced, &own, span) {
            out.insert("start".into(), place.start.into());
            out.insert("end".into(), place.end.into());
        }
    }
}

/// The UTF-16 units, of the part of a text that is shown, that were written at a place; `None` if none of it was.
fn characters(traced: &Traced, own: &Range<usize>, span: Span) -> Option<Range<usize>> {
    let (mut at, mut start, mut end) = (0, None, 0);
    for (text, written) in traced.pieces() {
        let exact = written.len() == text.len();
        let touches = written.start < span.end.max(span.start + 1) && span.start < written.end;
        if touches {
            let offset = |byte: u32| {
                let byte = (byte.saturating_sub(written.start) as usize).min(text.len());
                at + text.floor_char_boundary(byte)
            };
            let here = if exact { offset(span.start)..offset(span.end) } else { at..at + text.len() };
            start.get_or_insert(here.start);
            end = here.end;
        }
        at += text.len();
    }
    let whole = traced.text();
    let clamp = |byte: usize| byte.clamp(own.start, own.end);
    let (start, end) = (clamp(start?), clamp(end));
    let units = |to: usize| whole[own.start..to].encode_utf16().count();
    Some(units(start)..units(end.max(start)))
}

#[cfg(test)]
mod tests {
    use super::characters;
    use crate::source::{Span, Traced};

    #[test]
    fn characters_are_counted_as_pages_count_them() {
        // U+20000 is two units of UTF-16 and four bytes.
        let text = "甲𠀀乙丙";
        let traced = Traced::at(text, Span::new(100, 100 + text.len()));
        let place = |from: usize, to: usize| characters(&traced, &(0..text.len()), Span::new(from, to));
        assert_eq!(place(107, 110), Some(3..4));
        assert_eq!(place(100, 113), Some(0..5));
        assert_eq!(place(103, 103), Some(1..1));
        assert_eq!(place(90, 95), None);
    }
}
