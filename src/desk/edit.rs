//! In: a report's text and values for its fields. Out: the text with the values in their places; comments and layout stay.

use super::ask::Refusal;
use super::sheet::{Field, PartBody, Row, Sheet, TableSheet, item_name};
use super::{ask, heads};
use crate::diagnostic::Diagnostics;
use crate::form::{self, Branch, CellId, Column, Form};
use crate::report::read::{self, tree};
use crate::source::Source;
use crate::yaml::rewrite::Rewrite;
use crate::yaml::scalar::{one_line, quoted};
use crate::yaml::{Entry, Tree};
use serde_json::Value;
use std::collections::BTreeSet;

/// A value for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) field: String,
    pub(super) value: String,
}

/// The edits of a request.
pub(super) fn edits(ask: &Value) -> Result<Vec<Edit>, Refusal> {
    let list = ask.get("edits").and_then(Value::as_array).ok_or_else(|| ask::malformed("edits"))?;
    let edit = |edit: &Value| Ok(Edit { field: ask::text(edit, "field")?, value: ask::text(edit, "value")? });
    list.iter().map(edit).collect()
}

/// The text with the values put in. Those that take the place of others are put in together.
pub(super) fn apply(text: &str, mut edits: &[Edit]) -> Result<String, Refusal> {
    let mut text = text.to_owned();
    while !edits.is_empty() {
        let (new, done) = some(&text, edits)?;
        text = new;
        edits = &edits[done..];
    }
    Ok(text)
}

/// The edits that undo others: the old values where these give the old text back to the byte, else the old text.
pub(super) fn back(old: &str, new: &str, edits: &[Edit]) -> Vec<Edit> {
    let source = Source::new("", old);
    let before = |field: &str| {
        let (tree, form) = laid_out(&source)?;
        let sheet = Sheet::of(&tree.root, form)?;
        Some(sheet.value(Field::named(field, form)?, old))
    };
    let values =
        edits.iter().rev().map(|edit| Some(Edit { field: edit.field.clone(), value: before(&edit.field)? }));
    let whole = || vec![whole(old)];
    let Some(values) = values.collect::<Option<Vec<Edit>>>() else { return whole() };
    if apply(new, &values).is_ok_and(|text| text == old) { values } else { whole() }
}

/// The edit that puts a text in the place of another.
pub(super) fn whole(text: &str) -> Edit {
    Edit { field: Field::Whole.name(form::newest()), value: text.to_owned() }
}

/// The tree of a text and the form that it follows.
fn laid_out(source: &Source) -> Option<(Tree, &'static Form)> {
    let tree = tree(source, &mut Diagnostics::new())?;
    let form = read::form(source, &tree).unwrap_or_else(form::newest);
    Some((tree, form))
}

/// Puts in the first of several edits, and those behind it that do not touch what it touches; and how many those are.
fn some(text: &str, edits: &[Edit]) -> Result<(String, usize), Refusal> {
    if edits[0].field == Field::Whole.name(form::newest()) {
        return Ok((edits[0].value.clone(), 1));
    }
    let source = Source::new("", text);
    let (tree, form) = laid_out(&source).ok_or_else(|| unreadable(&edits[0]))?;
    let sheet = Sheet::of(&tree.root, form).ok_or_else(|| unreadable(&edits[0]))?;
    let mut editor = Editor { sheet: &sheet, rewrite: Rewrite::new(text), text };
    let mut touched: BTreeSet<Field> = BTreeSet::new();
    for (done, edit) in edits.iter().enumerate() {
        let value = clean(&edit.value);
        let field = Field::named(&edit.field, form).ok_or_else(|| unknown(edit))?;
        // What seems missing may stand in a line that was left out.
        if tree.broken && sheet.entry(field).is_none() && !value.is_empty() && field != Field::Whole {
            return Err(unreadable(edit));
        }
        let simple = editor.replaces(field, &value);
        if done > 0 && (!simple || touched.contains(&field)) {
            return Ok((editor.rewrite.finish(), done));
        }
        if sheet.value(field, text) != value {
            match field {
                Field::Cell(section, id) => editor.cell(section, id, &value),
                _ => editor.text(field, &value),
            }
        }
        if !simple {
            return Ok((editor.rewrite.finish(), done + 1));
        }
        touched.insert(field);
    }
    Ok((editor.rewrite.finish(), edits.len()))
}

fn unreadable(edit: &Edit) -> Refusal {
    let what = "YAML 有写法错误，这一格暂时不能在表里改";
    Refusal::new(what, "先在 YAML 里改正第一处错误，再回到表里填写").about(&edit.field)
}

fn unknown(edit: &Edit) -> Refusal {
    let what = format!("这份报告的格式里没有“{}”这一格", edit.field);
    Refusal::new(what, "核对 年度；重新打开页面").about(&edit.field)
}

/// A value as it can be written: one kind of line end, nothing that no editor shows.
fn clean(value: &str) -> String {
    let value = value.replace("\r\n", "\n");
    let kept = value.chars().filter_map(|c| match c {
        '\r' | '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' => Some(c),
        '\t' => Some(' '),
        c if c.is_control() || c == '\u{FEFF}' => None,
        c => Some(c),
    });
    kept.collect()
}

struct Editor<'a> {
    sheet: &'a Sheet<'a>,
    rewrite: Rewrite<'a>,
    text: &'a str,
}

impl<'a> Editor<'a> {
    /// Whether a value takes the place of one that is there, and of nothing else.
    fn replaces(&self, field: Field, value: &str) -> bool {
        match field {
            Field::Whole | Field::Head("年度" | "格式") => false,
            Field::Cell(section, id) => {
                let Some(table) = self.sheet.table(section) else { return false };
                let goes = value.is_empty() && table.form.columns(id.row)[id.column].total;
                match table.row(id.row) {
                    Row::List(_, places) => places[id.column].len() == 1 && !goes,
                    Row::Map(entries) => entries[id.column].is_some() && !goes,
                    Row::One(_) => table.form.columns(id.row).len() == 1,
                    Row::Nothing => false,
                }
            }
            _ => self.sheet.entry(field).is_some() && !(value.is_empty() && Self::may_go(field)),
        }
    }

    /// A text of one line or of several.
    fn text(&mut self, field: Field, value: &str) {
        let prose = match field {
            Field::Head(key) => heads::of(key).kind == "prose",
            Field::Note(_) => false,
            _ => true,
        };
        let value = if prose {
            value.trim_matches('\n').to_owned()
        } else {
            value.replace('\n', " ").trim().to_owned()
        };
        let parent = self.parent(field);
        match self.sheet.entry(field) {
            Some(entry) if value.is_empty() && Self::may_go(field) => self.rewrite.remove(parent, entry),
            Some(entry) if prose => {
                let flow = parent.is_some_and(|parent| self.rewrite.is_flow(&parent.value));
                self.rewrite.text(entry, &value, flow);
            }
            Some(entry) if entry.value.is_blank() => self.rewrite.value(entry, &one_line(&value)),
            Some(entry) => self.rewrite.put(entry.value.span, one_line(&value)),
            None if value.is_empty() => {}
            None => self.new_text(field, &value, prose),
        }
    }

    /// Whether a text without a word is left out, rather than left empty.
    fn may_go(field: Field) -> bool {
        match field {
            Field::Head(key) => !heads::of(key).required,
            Field::Item(_, item) => item == 0,
            Field::Before(_) | Field::Note(_) => true,
            _ => false,
        }
    }

    /// The entry below which a field stands; none at the top.
    fn parent(&self, field: Field) -> Option<&'a Entry> {
        match field {
            Field::Item(section, _) | Field::Before(section) | Field::Note(section) => {
                self.sheet.parts[section].entry
            }
            _ => None,
        }
    }

    /// A key that is not there yet, and its text.
    fn new_text(&mut self, field: Field, value: &str, prose: bool) {
        let form = self.sheet.form;
        let name = field.name(form);
        let key = name.rsplit('/').next().unwrap_or_default();
        let flow = self.parent(field).is_some_and(|parent| self.rewrite.is_flow(&parent.value));
        let new = match prose {
            true if flow => format!("{key}: {}", quoted(value)),
            true => block(key, value),
            false => format!("{key}: {}", one_line(value)),
        };
        let section = match field {
            Field::Head(key) => return insert_head(self.sheet, &mut self.rewrite, self.text, key, &new),
            Field::Section(section)
            | Field::Item(section, _)
            | Field::Before(section)
            | Field::Note(section) => section,
            Field::Cell(..) | Field::Whole => return,
        };
        if matches!(field, Field::Section(_)) {
            return self.new_section(section, &new);
        }
        let Some(parent) = self.sheet.parts[section].entry else {
            let title = &form.sections[section].title;
            return self.new_section(section, &format!("{title}:\n{}", inner(&new)));
        };
        let siblings = match &self.sheet.parts[section].body {
            PartBody::Items(items) => {
                let at = (0..items.len()).find(|&item| item_name(form, section, item) == key).unwrap_or(0);
                (last(&items[..at]), first(&items[at..]))
            }
            PartBody::Table(table) if matches!(field, Field::Note(_)) => (self.last_row(table), None),
            PartBody::Table(table) => (None, table_first(table)),
            PartBody::Text => (None, None),
        };
        self.rewrite.insert(Some(parent), siblings, &new);
    }

    fn new_section(&mut self, section: usize, new: &str) {
        let parts: Vec<Option<&Entry>> = self.sheet.parts.iter().map(|part| part.entry).collect();
        let heads = self.sheet.heads.iter().map(|(_, entry)| *entry);
        let heads = heads.max_by_key(|entry| entry.map(|entry| entry.key_span().start)).flatten();
        // An empty line parts sections.
        let before = last(&parts[..section]).or(heads);
        self.rewrite.insert(None, (before, first(&parts[section..])), &format!("\n{new}"));
    }

    fn last_row<'n>(&self, table: &TableSheet<'n>) -> Option<&'n Entry> {
        let entries = table.rows.iter().chain(&table.groups).flatten();
        entries.max_by_key(|entry| self.rewrite.end_of(entry)).copied()
    }

    /// One figure, with its note in brackets behind it.
    fn cell(&mut self, section: usize, id: CellId, value: &str) {
        let value = value.replace('\n', " ");
        let value = value.trim();
        let Some(table) = self.sheet.table(section) else { return };
        let columns = table.form.columns(id.row);
        let new = figure(value);
        let Some(entry) = table.rows[id.row] else {
            if !value.is_empty() {
                self.new_row(section, id, &new);
            }
            return;
        };
        match table.row(id.row) {
            Row::One(node) if columns.len() == 1 => match node.get("数") {
                Some(number) if !new.starts_with('{') && !has_note(value) && node.get("注").is_none() => {
                    self.rewrite.figure(number.span, &new);
                }
                _ => self.rewrite.figure(node.span, &new),
            },
            Row::Nothing if columns.len() == 1 => self.rewrite.value(entry, &new),
            Row::Nothing | Row::One(_) => {
                let first = self.sheet.value(Field::Cell(section, CellId { column: 0, ..id }), self.text);
                let mut cells = vec![String::new(); columns.len()];
                cells[0] = first;
                value.clone_into(&mut cells[id.column]);
                self.rewrite.value(entry, &row(&cells, columns));
            }
            Row::List(list, places) => {
                let items = list.list().unwrap_or_default();
                let place = places[id.column].clone();
                match &items[place.clone()] {
                    // A total without a figure is the program's again.
                    [_] if value.is_empty() && columns[id.column].total && items.len() == columns.len() => {
                        self.rewrite.remove_item(list, place.start);
                    }
                    [only] => self.rewrite.figure(only.span, &new),
                    [] if value.is_empty() => {}
                    [] if columns[id.column].total && items.len() + 1 == columns.len() => {
                        self.rewrite.insert_item(list, id.column, &new);
                    }
                    [] => {
                        let mut all: Vec<String> = (0..columns.len())
                            .map(|column| {
                                self.sheet.value(Field::Cell(section, CellId { column, ..id }), self.text)
                            })
                            .collect();
                        value.clone_into(&mut all[id.column]);
                        self.rewrite.put(list.span, row(&all, columns));
                    }
                    [first, .., last] => self.rewrite.put(first.span.to(last.span), new),
                }
            }
            Row::Map(entries) => match entries[id.column] {
                Some(own) if value.is_empty() && columns[id.column].total => {
                    self.rewrite.remove(Some(entry), own);
                }
                Some(own) => self.rewrite.value(own, &new),
                None if value.is_empty() => {}
                None => {
                    let siblings = (last(&entries[..id.column]), first(&entries[id.column..]));
                    let key = &columns[id.column].name.key;
                    self.rewrite.insert(Some(entry), siblings, &format!("{key}: {new}"));
                }
            },
        }
    }

    /// A row that is not there yet, with the groups and the section around it where those are not there either.
    fn new_row(&mut self, section: usize, id: CellId, new: &str) {
        let Some(table) = self.sheet.table(section) else { return };
        let form = table.form;
        let columns = form.columns(id.row);
        let mut cells = vec![String::new(); columns.len()];
        new.clone_into(&mut cells[id.column]);
        let figures = if columns.len() == 1 { new.to_owned() } else { raw_row(&cells, columns) };
        let mut lines = format!("{}: {figures}", form.rows[id.row].name.key);
        let groups = &form.rows[id.row].groups;
        // From the inside out, up to the first that is there.
        let mut child = (form.rows[id.row].name.key.as_str(), groups.len());
        for (depth, &group) in groups.iter().enumerate().rev() {
            if let Some(entry) = table.groups[group] {
                child.1 = depth + 1;
                return self.put_below(table, entry, groups, child, &lines);
            }
            let key = form.groups[group].name.key.as_str();
            lines = format!("{key}:\n{}", inner(&lines));
            child = (key, depth);
        }
        if let Some(entry) = self.sheet.parts[section].entry {
            return self.put_below(table, entry, groups, child, &lines);
        }
        self.new_section(section, &format!("{}:\n{}", form.title, inner(&lines)));
    }

    /// Puts lines among those below an entry: a group, or the table's own.
    fn put_below(
        &mut self,
        table: &TableSheet<'_>,
        parent: &Entry,
        groups: &[usize],
        (key, depth): (&str, usize),
        lines: &str,
    ) {
        let labels: Vec<&Branch> = table.form.bands.iter().flat_map(|band| &band.labels).collect();
        let mut branches = labels;
        for &group in &groups[..depth] {
            let name = &table.form.groups[group].name.key;
            let own = branches.iter().find(|branch| branch.name.key == *name);
            branches = own.map_or_else(Vec::new, |own| own.children.iter().collect());
        }
        let entries: Vec<Option<&Entry>> =
            branches.iter().map(|branch| table.entry_of(&groups[..depth], branch)).collect();
        let at = branches.iter().position(|branch| branch.name.key == key).unwrap_or(0);
        self.rewrite.insert(Some(parent), (last(&entries[..at]), first(&entries[at..])), lines);
    }
}

/// Puts a key of the head where the form has it; behind the line `#署名: …` of a starter where there is one.
pub(super) fn insert_head(sheet: &Sheet<'_>, rewrite: &mut Rewrite<'_>, text: &str, key: &str, new: &str) {
    if let Some(at) = commented(sheet, text, key) {
        return rewrite.insert_lines(at, 0, new);
    }
    let at = sheet.heads.iter().position(|(own, _)| *own == key).unwrap_or(0);
    let entries: Vec<Option<&Entry>> = sheet.heads.iter().map(|(_, entry)| *entry).collect();
    let sections = sheet.parts.iter().map(|part| part.entry);
    let after: Vec<Option<&Entry>> = entries[at..].iter().copied().chain(sections).collect();
    rewrite.insert(None, (last(&entries[..at]), first(&after)), new);
}

/// Behind the comment that shows a key of the head, above the sections.
fn commented(sheet: &Sheet<'_>, text: &str, key: &str) -> Option<usize> {
    let sections = sheet.parts.iter().filter_map(|part| part.entry);
    let end = sections.map(|entry| entry.key_span().start as usize).min()?;
    let mut at = 0;
    for line in text.get(..end)?.split_inclusive('\n') {
        at += line.len();
        let bare = line.strip_prefix('#').map(str::trim_start);
        if bare.and_then(|line| line.strip_prefix(key)).is_some_and(|rest| rest.starts_with(':')) {
            let heads = sheet.heads.iter().filter_map(|(_, entry)| *entry);
            let around = |entry: &Entry| {
                let value = entry.value.span;
                (value.start as usize) < at && at < value.end as usize
            };
            return (!heads.into_iter().any(around)).then_some(at);
        }
    }
    None
}

impl<'n> TableSheet<'n> {
    /// The entry of a row or group below the groups named.
    fn entry_of(&self, above: &[usize], branch: &Branch) -> Option<&'n Entry> {
        let form = self.form;
        if branch.children.is_empty() {
            let row = (0..form.rows.len())
                .find(|&row| form.rows[row].groups == above && form.rows[row].name.key == branch.name.key)?;
            return self.rows[row];
        }
        let group = (0..form.groups.len()).find(|&group| {
            form.groups[group].parent == above.last().copied()
                && form.groups[group].name.key == branch.name.key
        })?;
        self.groups[group]
    }
}

fn first<'n>(entries: &[Option<&'n Entry>]) -> Option<&'n Entry> {
    entries.iter().flatten().copied().next()
}

/// The last in the text, whatever the form's order.
fn last<'n>(entries: &[Option<&'n Entry>]) -> Option<&'n Entry> {
    entries.iter().flatten().copied().max_by_key(|entry| entry.key_span().start)
}

fn table_first<'n>(table: &TableSheet<'n>) -> Option<&'n Entry> {
    let entries = table.rows.iter().chain(&table.groups).flatten().copied();
    entries.min_by_key(|entry| entry.key_span().start)
}

/// Lines one step further in.
fn inner(lines: &str) -> String {
    lines
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("  {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

/// A key with a text below it.
fn block(key: &str, value: &str) -> String {
    format!("{key}: |\n{}", inner(value))
}

/// Whether a cell's words end in a note.
fn has_note(value: &str) -> bool {
    value.ends_with('）') && value.contains('（')
}

/// A cell as it is written: a number, `{数: 22, 注: 其中修订16件}`, or whatever was typed. Nothing is an empty text, so that the
/// cells behind it stay in their columns.
fn figure(value: &str) -> String {
    if let Some((number, note)) = value.strip_suffix('）').and_then(|value| value.split_once('（')) {
        return format!("{{数: {}, 注: {}}}", number_of(number.trim()), one_line(note));
    }
    number_of(value)
}

fn number_of(value: &str) -> String {
    if value.is_empty() { "\"\"".to_owned() } else { one_line(value) }
}

/// A row of cells as shown; a total without a figure is left to the program.
fn row(cells: &[String], columns: &[Column]) -> String {
    raw_row(
        &cells
            .iter()
            .map(|cell| if cell.is_empty() { String::new() } else { figure(cell) })
            .collect::<Vec<_>>(),
        columns,
    )
}

/// The same of cells that are written already.
fn raw_row(cells: &[String], columns: &[Column]) -> String {
    let written = cells.iter().zip(columns).filter(|(cell, column)| !(cell.is_empty() && column.total));
    let written = written.map(|(cell, _)| if cell.is_empty() { "\"\"" } else { cell.as_str() });
    format!("[{}]", written.collect::<Vec<_>>().join(", "))
}
