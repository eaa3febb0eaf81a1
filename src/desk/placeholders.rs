//! In: a report. Out: what may be written between `{{` and `}}` in its prose, with what each says now.

use crate::form::{Line, Table};
use crate::report::{Report, TableReport};
use crate::yaml::{Entry, Value as Yaml};
use serde_json::{Value, json};

/// All of them: the report's own tables, then what else has a name; of last year's report that there is one.
pub(super) fn all(report: &Report, previous: Option<&Report>) -> Vec<Value> {
    let mut out = vec![
        one("年度", &report.year().value.to_string(), "报告的年度"),
        one("机关", &report.office().value, "机关全称"),
    ];
    for table in report.tables() {
        lines(table, "", &mut out);
    }
    data("数据", report.data(), &mut out);
    for table in previous.into_iter().flat_map(Report::tables) {
        lines(table, "上年.", &mut out);
    }
    out
}

fn one(name: impl Into<String>, value: &str, about: impl Into<String>) -> Value {
    json!({ "name": name.into(), "value": value, "about": about.into() })
}

/// The rows and groups of a table: of each its total, or its one figure, or each of its columns.
fn lines(table: &TableReport, before: &str, out: &mut Vec<Value>) {
    let form = table.form();
    let groups = (0..form.groups.len()).map(Line::Group);
    let rows = (0..form.rows.len()).map(Line::Row);
    for line in groups.chain(rows) {
        let Some(&row) = form.summands(line).first() else { continue };
        let path = path(form, line);
        let columns = form.columns(row);
        for column in columns {
            let key = &column.name.key;
            let value = table.sum(line, key).map(|sum| sum.value.to_string()).or_else(|| {
                let Line::Row(row) = line else { return None };
                table.cell(&[form.rows[row].name.said()], key).map(|cell| cell.figure.to_string())
            });
            let Some(value) = value else { continue };
            let name = match columns {
                [_] if matches!(line, Line::Row(_)) => format!("{before}{}.{path}", form.name),
                _ => format!("{before}{}.{path}.{key}", form.name),
            };
            out.push(one(name, &value, format!("{}，{}", form.line_name(line).said(), column.label)));
        }
    }
}

/// The shortest names that lead to a row or group and to no other.
fn path(form: &Table, line: Line) -> String {
    let own = form.line_name(line).said();
    if form.find(&[own]) == Some(line) {
        return own.to_owned();
    }
    let above = form.above(line).into_iter().map(|group| form.groups[group].name.said());
    above.chain([own]).collect::<Vec<_>>().join(".")
}

fn data(name: &str, entries: &[Entry], out: &mut Vec<Value>) {
    for entry in entries {
        let name = format!("{name}.{}", entry.key.text());
        match &entry.value.value {
            Yaml::Map(below) => data(&name, below, out),
            Yaml::Scalar(scalar) => out.push(one(name, scalar.text.text(), "本单位的数")),
            _ => {}
        }
    }
}
