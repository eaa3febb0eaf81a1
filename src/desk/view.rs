//! In: a report opened. Out: its fields and what is wrong in it, as the page shows them; of a report with errors too.

use super::desktop::Desktop;
use super::found::Finder;
use super::sheet::{Field, OTHER, PartBody, Sheet, item_name};
use super::{grid, heads, placeholders};
use crate::diagnostic::outcome::Tally;
use crate::examine::Examined;
use crate::form::numeral;
use crate::report::{Content, Prose, Report};
use serde_json::{Map, Value, json};

/// What the page is told.
pub(super) fn view(desktop: &Desktop) -> Value {
    let Examined { findings, identity, .. } = &desktop.examined;
    let sheet = desktop.sheet();
    let state = match (&sheet, &desktop.examined.checked) {
        (None, _) => "unreadable",
        (Some(_), Some(_)) => "whole",
        (Some(_), None) => "errors",
    };
    let finder = Finder::of(&desktop.source, sheet.as_ref());
    let tally = Tally::of(findings);
    let mut view = json!({
        "office": identity.office,
        "year": identity.year,
        "edition": identity.edition,
        "title": identity.title.clone().unwrap_or_default(),
        "state": state,
        "head": [],
        "sections": [],
        "findings": finder.all(findings),
        "placeholders": [],
        "counts": { "error": tally.errors, "warning": tally.warnings, "hint": tally.hints },
    });
    if let Some(sheet) = &sheet {
        let report = desktop.examined.report();
        let page = Page { desktop, sheet, report };
        let keys = sheet.heads.iter().map(|(key, _)| *key).filter(|key| !OTHER.contains(key));
        view["head"] = keys.map(|key| page.head(key)).collect();
        view["sections"] = (0..sheet.parts.len()).map(|section| page.section(section)).collect();
        let known = report.map(|report| placeholders::all(report, desktop.previous.as_deref()));
        view["placeholders"] = known.unwrap_or_default().into();
    }
    view
}

struct Page<'a> {
    desktop: &'a Desktop,
    sheet: &'a Sheet<'a>,
    report: Option<&'a Report>,
}

impl Page<'_> {
    fn text(&self, field: Field, label: &str, kind: &str, required: bool, hint: &str) -> Map<String, Value> {
        let value = self.sheet.value(field, self.desktop.source.text());
        let field = field.name(self.sheet.form);
        let object = json!({
            "field": field, "label": label, "value": value, "filled": [], "kind": kind, "required": required,
            "hint": hint,
        });
        if let Value::Object(object) = object { object } else { Map::new() }
    }

    fn head(&self, key: &'static str) -> Value {
        let about = heads::of(key);
        let mut text = self.text(Field::Head(key), key, about.kind, about.required, about.hint);
        let choices = heads::choices(key);
        if !choices.is_empty() {
            text.insert("choices".into(), choices.into());
        }
        let filled = match (key, self.report) {
            ("导语", Some(report)) => paragraphs(report.intro(), None),
            ("编制说明", Some(report)) => paragraphs(report.preface(), None),
            ("标题", Some(report)) => vec![report.whole_title()],
            _ => Vec::new(),
        };
        text.insert("filled".into(), filled.into());
        text.into()
    }

    fn prose(&self, section: usize) -> Option<&Prose> {
        match &self.report?.sections().get(section)?.content {
            Content::Prose(prose) => Some(prose),
            Content::Table(table) => Some(&table.before),
        }
    }

    fn section(&self, section: usize) -> Value {
        let form = self.sheet.form;
        let own = &form.sections[section];
        let hint = heads::of_section(form, section);
        let filled = |mut text: Map<String, Value>, item: Option<usize>| -> Value {
            text.insert("filled".into(), paragraphs(self.prose(section), item).into());
            text.into()
        };
        let mut out = json!({
            "id": own.title,
            "title": format!("{}、{}", numeral(section), own.title),
            "texts": [],
        });
        match &self.sheet.parts[section].body {
            PartBody::Text => {
                let text = self.text(Field::Section(section), &own.title, "prose", true, &hint);
                out["texts"] = json!([filled(text, None)]);
            }
            PartBody::Items(items) => {
                let text = |item: usize| {
                    let name = item_name(form, section, item);
                    let hint = if item == 0 {
                        "各项之前的话；一行是一段；可以不写".to_owned()
                    } else {
                        "序号由程序编排；一行是一段".to_owned()
                    };
                    let text = self.text(Field::Item(section, item), name, "prose", item > 0, &hint);
                    filled(text, Some(item))
                };
                out["texts"] = (0..items.len()).map(text).collect();
            }
            PartBody::Table(table) => {
                let before =
                    self.text(Field::Before(section), "表前", "prose", false, "印在标题和表之间；一般不写");
                out["texts"] = json!([filled(before, None)]);
                let mut grid = grid::grid(self.desktop, section, table, self.report);
                let note = self.text(Field::Note(section), "表注", "line", false, "印在表下面；一般不写");
                grid["note"] = Value::Object(note);
                out["grid"] = grid;
            }
        }
        out
    }
}

/// Paragraphs as they are printed; of a text by items those of one.
fn paragraphs(prose: Option<&Prose>, item: Option<usize>) -> Vec<String> {
    let all = prose.into_iter().flat_map(|prose| &prose.paragraphs);
    let own = all.filter(|paragraph| item.is_none_or(|item| paragraph.item == item.checked_sub(1)));
    own.map(|paragraph| paragraph.as_str().to_owned()).collect()
}
