//! In: a report's tree and its form. Out: its fields, everything that the form asks for, each with what is written there: a
//! number or none, a row with too few figures, nothing at all. Found the way the reader of reports finds it, by the form's
//! keys and what was meant as one.

use crate::form::{Body, Branch, CellId, Form, Section, Table};
use crate::report::read::HEAD_KEYS;
use crate::report::read::names::wanted;
use crate::source::Traced;
use crate::yaml::{Entry, Fields, Node, Value};
use std::ops::Range;

/// A place of the report that can be filled in. Sections are numbered as the form has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// The whole text.
    Whole,
    /// A key at the top: 机关, 年度 …
    Head(&'static str),
    /// The text of a section.
    Section(usize),
    /// 导语 (0) and the fixed sub-items of a section.
    Item(usize, usize),
    /// 表前 of a section's table.
    Before(usize),
    /// 表注.
    Note(usize),
    /// A cell of a section's table.
    Cell(usize, CellId),
}

const WHOLE: &str = "全文";
const BEFORE: &str = "表前";
const NOTE: &str = "表注";
const INTRO: &str = "导语";

impl Field {
    /// What the page calls it.
    pub(super) fn name(self, form: &Form) -> String {
        let title = |section: usize| form.sections[section].title.as_str();
        match self {
            Self::Whole => WHOLE.to_owned(),
            Self::Head(key) => key.to_owned(),
            Self::Section(section) => title(section).to_owned(),
            Self::Item(section, item) => format!("{}/{}", title(section), item_name(form, section, item)),
            Self::Before(section) => format!("{}/{BEFORE}", title(section)),
            Self::Note(section) => format!("{}/{NOTE}", title(section)),
            Self::Cell(section, id) => format!("{}/{}/{}", title(section), id.row, id.column),
        }
    }

    /// The field of a name.
    pub(super) fn named(name: &str, form: &'static Form) -> Option<Self> {
        if name == WHOLE {
            return Some(Self::Whole);
        }
        if let Some(key) = HEAD_KEYS.into_iter().find(|key| *key == name) {
            return Some(Self::Head(key));
        }
        let mut parts = name.split('/');
        let title = parts.next()?;
        let section = form.sections.iter().position(|section| section.title == title)?;
        let rest: Vec<&str> = parts.collect();
        match (&form.sections[section].body, &rest[..]) {
            (Body::Prose(_), []) => Some(Self::Section(section)),
            (Body::Prose(items), [INTRO]) if !items.is_empty() => Some(Self::Item(section, 0)),
            (Body::Prose(items), [item]) => {
                Some(Self::Item(section, items.iter().position(|own| own == item)? + 1))
            }
            (Body::Table(_), [BEFORE]) => Some(Self::Before(section)),
            (Body::Table(_), [NOTE]) => Some(Self::Note(section)),
            (Body::Table(table), [row, column]) => {
                let id = CellId { row: row.parse().ok()?, column: column.parse().ok()? };
                let there = id.row < table.rows.len() && id.column < table.columns(id.row).len();
                there.then_some(Self::Cell(section, id))
            }
            _ => None,
        }
    }
}

/// The key of an item.
pub(super) fn item_name(form: &Form, section: usize, item: usize) -> &str {
    match (&form.sections[section].body, item) {
        (Body::Prose(items), 1..) => &items[item - 1],
        _ => INTRO,
    }
}

/// A report laid out as its form.
pub(super) struct Sheet<'n> {
    /// The form.
    pub(super) form: &'static Form,
    /// The keys at the top, in the form's order, each with its entry.
    pub(super) heads: Vec<(&'static str, Option<&'n Entry>)>,
    /// The sections.
    pub(super) parts: Vec<Part<'n>>,
}

/// A section as written.
pub(super) struct Part<'n> {
    /// Its entry.
    pub(super) entry: Option<&'n Entry>,
    /// What it holds.
    pub(super) body: PartBody<'n>,
}

/// What a section holds.
pub(super) enum PartBody<'n> {
    /// One text.
    Text,
    /// 导语 and its fixed sub-items, each with its entry.
    Items(Vec<Option<&'n Entry>>),
    /// A table.
    Table(TableSheet<'n>),
}

/// A table as written.
pub(super) struct TableSheet<'n> {
    /// The form's.
    pub(super) form: &'static Table,
    /// 表前.
    pub(super) before: Option<&'n Entry>,
    /// 表注.
    pub(super) note: Option<&'n Entry>,
    /// By row: its entry.
    pub(super) rows: Vec<Option<&'n Entry>>,
    /// By group: its entry.
    pub(super) groups: Vec<Option<&'n Entry>>,
}

/// How a row is written.
pub(super) enum Row<'n> {
    /// Not at all, or a key with nothing behind it.
    Nothing,
    /// One value: of a row with one cell, or what is no list of figures.
    One(&'n Node),
    /// A list; by column which of its items.
    List(&'n Node, Vec<Range<usize>>),
    /// A map by column.
    Map(Vec<Option<&'n Entry>>),
}

impl<'n> Sheet<'n> {
    /// Lays a tree out; `None` if it is no map.
    pub(super) fn of(root: &'n Node, form: &'static Form) -> Option<Self> {
        let mut fields = Fields::of(root)?;
        let titles = form.sections.iter().map(|section| section.title.as_str());
        let known: Vec<&str> = HEAD_KEYS.into_iter().chain(titles).collect();
        let heads = HEAD_KEYS.map(|key| (key, wanted(&mut fields, key, &known))).to_vec();
        let parts = form.sections.iter().map(|section| part(&mut fields, section, &known)).collect();
        Some(Self { form, heads, parts })
    }

    /// The entry of a key at the top.
    pub(super) fn head(&self, key: &str) -> Option<&'n Entry> {
        self.heads.iter().find(|(own, _)| *own == key).and_then(|(_, entry)| *entry)
    }

    /// The entry of a text; of a cell that of its row.
    pub(super) fn entry(&self, field: Field) -> Option<&'n Entry> {
        match field {
            Field::Whole => None,
            Field::Head(key) => self.head(key),
            Field::Section(section) => self.parts[section].entry,
            Field::Item(section, item) => match &self.parts[section].body {
                PartBody::Items(items) => items.get(item).copied().flatten(),
                _ => None,
            },
            Field::Before(section) => self.table(section)?.before,
            Field::Note(section) => self.table(section)?.note,
            Field::Cell(section, id) => self.table(section)?.rows[id.row],
        }
    }

    /// The table of a section.
    pub(super) fn table(&self, section: usize) -> Option<&TableSheet<'n>> {
        match &self.parts.get(section)?.body {
            PartBody::Table(table) => Some(table),
            _ => None,
        }
    }

    /// All fields that the report shows, in order.
    pub(super) fn fields(&self) -> Vec<Field> {
        let keys = self.heads.iter().map(|(key, _)| *key);
        let mut all: Vec<Field> = keys.filter(|key| !OTHER.contains(key)).map(Field::Head).collect();
        for (section, part) in self.parts.iter().enumerate() {
            match &part.body {
                PartBody::Text => all.push(Field::Section(section)),
                PartBody::Items(items) => {
                    all.extend((0..items.len()).map(|item| Field::Item(section, item)));
                }
                PartBody::Table(table) => {
                    all.push(Field::Before(section));
                    all.extend(table.form.cells().map(|id| Field::Cell(section, id)));
                    all.push(Field::Note(section));
                }
            }
        }
        all
    }

    /// What is written in a field; empty where nothing is.
    pub(super) fn value(&self, field: Field, text: &str) -> String {
        match field {
            Field::Whole => text.to_owned(),
            Field::Cell(section, id) => {
                self.table(section).map_or_else(String::new, |table| table.value(id, text))
            }
            _ => self.entry(field).map_or_else(String::new, |entry| match shown(&entry.value) {
                Some((traced, own)) => traced.text()[own].to_owned(),
                None => text[entry.value.span.range()].to_owned(),
            }),
        }
    }
}

/// Keys at the top that are no text: the office's own figures, and what was looked into.
pub(super) const OTHER: [&str; 2] = ["数据", "已核"];

impl<'n> TableSheet<'n> {
    /// How a row is written.
    pub(super) fn row(&self, row: usize) -> Row<'n> {
        let columns = self.form.columns(row);
        let Some(entry) = self.rows[row].filter(|entry| !entry.value.is_blank()) else { return Row::Nothing };
        let mut node = &entry.value;
        // A pair of brackets too many.
        while let Some([only]) = node.list().filter(|_| columns.len() > 1)
            && only.list().is_some()
        {
            node = only;
        }
        match &node.value {
            Value::List(items) if columns.len() > 1 => {
                let own = columns.iter().filter(|column| !column.total).count();
                let mut next = 0;
                let item = |(at, column): (usize, &crate::form::Column)| {
                    if items.len() == own && column.total {
                        return next..next;
                    }
                    let start = next.min(items.len());
                    // What is beyond the last column is shown in it.
                    next = if at + 1 == columns.len() { items.len() } else { (start + 1).min(items.len()) };
                    start..next
                };
                Row::List(node, columns.iter().enumerate().map(item).collect())
            }
            Value::Map(_) if columns.len() > 1 && node.get("数").is_none() => {
                let Some(mut fields) = Fields::of(node) else { return Row::One(node) };
                let known: Vec<&str> = columns.iter().map(|column| column.name.key.as_str()).collect();
                let column = |head: &crate::form::Column| {
                    let named = fields.take_where(|word| head.name.is(word) || word == head.label);
                    named.or_else(|| wanted(&mut fields, &head.name.key, &known))
                };
                Row::Map(columns.iter().map(column).collect())
            }
            _ => Row::One(node),
        }
    }

    /// What is written in a cell, its note in brackets behind it.
    pub(super) fn value(&self, id: CellId, text: &str) -> String {
        match self.row(id.row) {
            Row::One(node) if id.column == 0 => cell(node, text),
            Row::Nothing | Row::One(_) => String::new(),
            Row::List(list, columns) => {
                let items = &list.list().unwrap_or_default()[columns[id.column].clone()];
                items.iter().map(|item| cell(item, text)).collect::<Vec<_>>().join(", ")
            }
            Row::Map(columns) => {
                columns[id.column].map_or_else(String::new, |entry| cell(&entry.value, text))
            }
        }
    }
}

/// A cell as written.
fn cell(node: &Node, text: &str) -> String {
    let scalar = |node: &Node| node.scalar().map(|scalar| scalar.text.text().to_owned());
    let number = node.get("数").and_then(scalar);
    match (number, node.get("注").and_then(scalar)) {
        (Some(number), Some(note)) => format!("{number}（{note}）"),
        (Some(number), None) => number,
        _ => scalar(node).unwrap_or_else(|| text[node.span.range()].to_owned()),
    }
}

/// The characters of a text and which of them are shown: all but the empty lines at both ends.
pub(super) fn shown(node: &Node) -> Option<(&Traced, Range<usize>)> {
    let traced = &node.scalar()?.text;
    let text = traced.text();
    let start = text.len() - text.trim_start_matches('\n').len();
    Some((traced, start..text.trim_end_matches('\n').len().max(start)))
}

fn part<'n>(fields: &mut Fields<'n>, section: &'static Section, known: &[&str]) -> Part<'n> {
    let entry = wanted(fields, &section.title, known);
    let body = match &section.body {
        Body::Prose(items) if items.is_empty() => PartBody::Text,
        Body::Prose(items) => match entry {
            Some(entry) if entry.value.map().is_none() && !entry.value.is_blank() => PartBody::Text,
            _ => {
                let names = std::iter::once(INTRO).chain(items.iter().map(String::as_str));
                let known: Vec<&str> = names.collect();
                let mut own = entry.and_then(|entry| Fields::of(&entry.value));
                let item = |name| own.as_mut().and_then(|own| wanted(own, name, &known));
                PartBody::Items(known.iter().copied().map(item).collect())
            }
        },
        Body::Table(table) => PartBody::Table(table_sheet(entry, table)),
    };
    Part { entry, body }
}

fn table_sheet<'n>(entry: Option<&'n Entry>, form: &'static Table) -> TableSheet<'n> {
    let mut sheet = TableSheet {
        form,
        before: None,
        note: None,
        rows: vec![None; form.rows.len()],
        groups: vec![None; form.groups.len()],
    };
    let Some(mut fields) = entry.and_then(|entry| Fields::of(&entry.value)) else { return sheet };
    let labels: Vec<&Branch> = form.bands.iter().flat_map(|band| &band.labels).collect();
    let mut known: Vec<&str> = labels.iter().map(|label| label.name.key.as_str()).collect();
    known.extend([BEFORE, NOTE]);
    sheet.before = wanted(&mut fields, BEFORE, &known);
    sheet.note = wanted(&mut fields, NOTE, &known);
    let (mut row, mut group) = (0, 0);
    level(Some(fields), &labels, &known, (&mut row, &mut group), &mut sheet);
    sheet
}

/// One level of the tree of labels; rows and groups come in the form's order.
fn level<'n>(
    mut fields: Option<Fields<'n>>,
    labels: &[&Branch],
    known: &[&str],
    (row, group): (&mut usize, &mut usize),
    sheet: &mut TableSheet<'n>,
) {
    for label in labels {
        let entry = fields.as_mut().and_then(|fields| wanted(fields, &label.name.key, known));
        if label.children.is_empty() {
            sheet.rows[*row] = entry;
            *row += 1;
            continue;
        }
        sheet.groups[*group] = entry;
        *group += 1;
        let below: Vec<&Branch> = label.children.iter().collect();
        let known: Vec<&str> = below.iter().map(|label| label.name.key.as_str()).collect();
        level(entry.and_then(|entry| Fields::of(&entry.value)), &below, &known, (row, group), sheet);
    }
}
