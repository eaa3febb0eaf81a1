//! What placeholders may name: tables, rows, groups, columns, 数据, 上年, 年度, 机关. A name that is not there is noted with
//! what would be, so that the message can say it.

use crate::form::{Line, Table};
use crate::report::{Report, TableReport};
use crate::yaml::{Entry, Node, Value as Yaml};
use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use std::fmt;
use std::sync::{Arc, Mutex};

/// A look-up that found nothing.
#[derive(Clone, Debug)]
pub(super) struct FailedLookup {
    /// The name.
    pub(super) word: String,
    /// In what it was looked up.
    pub(super) place: String,
    /// What is there.
    pub(super) known: Vec<String>,
}

/// A report as placeholders see it.
#[derive(Debug)]
pub(super) struct ReportValues {
    office: String,
    year: u16,
    tables: Vec<TableReport>,
    data: Vec<Entry>,
    previous: Option<Arc<Self>>,
    /// The first look-up of an expression that found nothing.
    miss: Arc<Mutex<Option<FailedLookup>>>,
}

impl ReportValues {
    pub(super) fn of(report: &Report, previous: Option<&Report>) -> Arc<Self> {
        let miss = Arc::new(Mutex::new(None));
        let previous = previous.map(|last| Arc::new(Self::one(last, None, Arc::clone(&miss))));
        Arc::new(Self::one(report, previous, miss))
    }

    fn one(report: &Report, previous: Option<Arc<Self>>, miss: Arc<Mutex<Option<FailedLookup>>>) -> Self {
        Self {
            office: report.office().value.clone(),
            year: report.year().value,
            tables: report.tables().cloned().collect(),
            data: report.data().to_vec(),
            previous,
            miss,
        }
    }

    pub(super) fn value(self: &Arc<Self>) -> Value {
        Value::from_dyn_object(Arc::clone(self))
    }

    pub(super) fn previous(&self) -> Option<&Arc<Self>> {
        self.previous.as_ref()
    }

    /// The first name of the last expression that was not there.
    pub(super) fn take_miss(&self) -> Option<FailedLookup> {
        self.miss.lock().ok()?.take()
    }

    fn missed(&self, word: &str, place: &str, known: Vec<String>) -> Option<Value> {
        if let Ok(mut miss) = self.miss.lock() {
            miss.get_or_insert_with(|| FailedLookup {
                word: word.to_owned(),
                place: place.to_owned(),
                known,
            });
        }
        None
    }
}

/// What an expression may begin with.
pub(super) const NAMES: [&str; 7] = ["表二", "表三", "表四", "数据", "上年", "年度", "机关"];

impl Object for ReportValues {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let word = key.as_str()?;
        match word {
            "数据" => {
                let data = Data { report: Arc::clone(self), path: Vec::new(), name: "数据".to_owned() };
                Some(Value::from_object(data))
            }
            "年度" => Some(Value::from(self.year)),
            "机关" => Some(Value::from(self.office.as_str())),
            "上年" if self.previous.is_some() => self.previous.as_ref().map(Self::value),
            _ => {
                let Some(table) = self.tables.iter().position(|t| t.form().name == word) else {
                    return self.missed(word, "占位", NAMES.map(str::to_owned).to_vec());
                };
                let lines = Lines { report: Arc::clone(self), table, path: Vec::new(), line: None };
                Some(Value::from_object(lines))
            }
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }
}

/// A table, or a row or group of it.
#[derive(Debug)]
pub(super) struct Lines {
    report: Arc<ReportValues>,
    table: usize,
    path: Vec<String>,
    line: Option<Line>,
}

impl Lines {
    fn report(&self) -> &TableReport {
        &self.report.tables[self.table]
    }

    fn form(&self) -> &'static Table {
        self.report().form()
    }

    /// What it is called.
    pub(super) fn name(&self) -> String {
        let words = std::iter::once(self.form().name.as_str()).chain(self.path.iter().map(String::as_str));
        words.collect::<Vec<_>>().join(".")
    }

    /// The one number of a row with one cell; of the row of totals its own total.
    pub(super) fn bare(&self) -> Option<String> {
        let Some(Line::Row(row)) = self.line else { return None };
        let columns = self.form().columns(row);
        let column = match columns {
            [only] => &only.name.key,
            _ if self.form().rows[row].total => &columns.iter().find(|c| c.total)?.name.key,
            _ => return None,
        };
        self.cell(Line::Row(row), column).map(|value| value.to_string())
    }

    /// The numbers of the row or group, one a column, its total left out.
    pub(super) fn numbers(&self) -> Vec<Value> {
        let Some(line) = self.line else { return Vec::new() };
        let Some(&row) = self.form().summands(line).first() else { return Vec::new() };
        let columns = self.form().columns(row).iter().filter(|c| !c.total);
        columns.filter_map(|c| self.cell(line, &c.name.key)).collect()
    }

    fn cell(&self, line: Line, column: &str) -> Option<Value> {
        if let Some(sum) = self.report().sum(line, column) {
            return Some(Value::from(sum.value));
        }
        let Line::Row(row) = line else { return None };
        let column = self.form().column(row, column)?;
        let cell = self.report().get(crate::form::CellId { row, column })?;
        Some(Value::from(cell.figure.to_string()))
    }

    /// The names that may follow.
    fn known(&self) -> Vec<String> {
        let form = self.form();
        let depth = self.path.len();
        let below = |line: Line| match self.line {
            None => depth == 0,
            Some(Line::Group(group)) => form.above(line).contains(&group),
            Some(Line::Row(_)) => false,
        };
        let groups = (0..form.groups.len()).filter(|&g| below(Line::Group(g))).map(|g| &form.groups[g].name);
        let rows = (0..form.rows.len()).filter(|&r| below(Line::Row(r))).map(|r| &form.rows[r].name);
        let names =
            groups.chain(rows).flat_map(|name| std::iter::once(&name.key).chain(&name.short)).cloned();
        let first = self.line.and_then(|line| form.summands(line).first().copied());
        let columns = first.map_or(&[][..], |row| form.columns(row)).iter().map(|c| c.name.key.clone());
        columns.chain(names).collect()
    }
}

impl Object for Lines {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let word = key.as_str()?;
        let mut path = self.path.clone();
        path.push(word.to_owned());
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let below = if matches!(self.line, Some(Line::Row(_))) { None } else { self.form().find(&names) };
        if let Some(line) = below {
            let lines = Self { report: Arc::clone(&self.report), table: self.table, path, line: Some(line) };
            return Some(Value::from_object(lines));
        }
        let value = self.line.and_then(|line| self.cell(line, word));
        value.or_else(|| self.report.missed(word, &format!("“{}”", self.name()), self.known()))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.bare().unwrap_or_default())
    }
}

/// 数据 and its maps.
#[derive(Debug)]
pub(super) struct Data {
    report: Arc<ReportValues>,
    /// Which entry of each map on the way leads here.
    path: Vec<usize>,
    name: String,
}

impl Data {
    fn entries(&self) -> &[Entry] {
        self.path
            .iter()
            .fold(&self.report.data, |entries, &index| entries[index].value.map().unwrap_or_default())
    }

    /// The value of one of its entries.
    fn value(&self, index: usize) -> Value {
        let entry = &self.entries()[index];
        match &entry.value.value {
            Yaml::Map(_) => {
                let path = self.path.iter().copied().chain([index]).collect();
                let name = format!("{}.{}", self.name, entry.key.text());
                Value::from_object(Self { report: Arc::clone(&self.report), path, name })
            }
            Yaml::List(items) => {
                let items = items.iter().take(MOST_ITEMS).map(figure);
                Value::from(items.collect::<Vec<_>>())
            }
            _ => figure(&entry.value),
        }
    }

    /// Its values, for a sum.
    pub(super) fn values(&self) -> Vec<Value> {
        (0..self.entries().len().min(MOST_ITEMS)).map(|index| self.value(index)).collect()
    }
}

impl Object for Data {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let word = key.as_str()?;
        if let Some(index) = self.entries().iter().position(|entry| entry.key.text() == word) {
            return Some(self.value(index));
        }
        let known = self.entries().iter().map(|entry| entry.key.text().to_owned()).collect();
        self.report.missed(word, &format!("“{}”", self.name), known)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }
}

/// Numbers that a sum may have.
pub(super) const MOST: usize = 1000;

/// Items of a list that are looked at: one more than a sum takes, so that it can refuse.
const MOST_ITEMS: usize = MOST + 1;
/// Characters of a text of 数据 that are looked at; a longer one makes a result that is refused for its length.
const LONGEST_TEXT: usize = super::LONGEST_RESULT + 1;

/// A scalar of 数据: whole numbers as numbers, all else as it was written. Lists within lists have no value.
fn figure(node: &Node) -> Value {
    let text = node.scalar().map_or("", |scalar| scalar.text.text().trim());
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::from(number),
        _ => Value::from(text.chars().take(LONGEST_TEXT).collect::<String>()),
    }
}
