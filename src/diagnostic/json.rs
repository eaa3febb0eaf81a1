//! In: one source and one finding. Out: the JSON object that editors and scripts read. Lines and columns from 1, columns
//! in characters; the end is the first column behind the place.

use super::{Culprit, Diagnostic, Severity};
use crate::source::{Address, Origin, Source, Span};
use serde_json::{Map, Value, json};

/// `{code, severity, message, file, 机关, line, column, end_line, end_column, labels, help, culprits}`; `office` is whose report
/// it is.
#[must_use]
pub fn object(source: &Source, office: &str, diagnostic: &Diagnostic) -> Value {
    let mut object = Map::new();
    object.insert("code".into(), diagnostic.code().into());
    object.insert("severity".into(), severity(diagnostic.severity).into());
    object.insert("message".into(), (&*diagnostic.message).into());
    object.insert("file".into(), source.name().into());
    object.insert("机关".into(), office.into());
    insert_places(&mut object, source, diagnostic.span);
    object.insert("labels".into(), labels(source, diagnostic));
    object.insert("help".into(), (&*diagnostic.help).into());
    let culprits: Vec<_> = diagnostic.culprits.iter().map(|c| culprit(source, c)).collect();
    object.insert("culprits".into(), culprits.into());
    Value::Object(object)
}

/// `{figure, fate, with, file, line, column, end_line, end_column}`: a figure of the prose and what became of it (`bound`,
/// `another`, `unread`).
#[must_use]
pub fn figure(source: &Source, span: Span, written: &str, fate: &str, with: &str) -> Value {
    let mut object = Map::new();
    object.insert("figure".into(), written.into());
    object.insert("fate".into(), fate.into());
    object.insert("with".into(), with.into());
    object.insert("file".into(), source.name().into());
    insert_places(&mut object, source, span);
    Value::Object(object)
}

/// A report in which nothing was found: the same keys, severity `none`, no code and no place.
#[must_use]
pub fn silent(source: &Source, office: &str) -> Value {
    placeless("none", "没有发现问题", source.name(), office, "")
}

/// A file that could not be read: severity `error`, no code and no place.
#[must_use]
pub fn unread(file: &str, message: &str, help: &str) -> Value {
    placeless("error", message, file, "", help)
}

fn placeless(severity: &str, message: &str, file: &str, office: &str, help: &str) -> Value {
    json!({
        "code": "",
        "severity": severity,
        "message": message,
        "file": file,
        "机关": office,
        "line": null,
        "column": null,
        "end_line": null,
        "end_column": null,
        "labels": [],
        "help": help,
        "culprits": [],
    })
}

/// The place in a file that is no text: `{place, part, start, end}` or `{place, cell}`; lines and columns beside it are those of
/// what the file says, a line a paragraph or a row of a table.
pub(super) fn origin(origin: &Origin) -> Value {
    match &origin.address {
        Address::Bytes(part, bytes) => {
            json!({ "place": origin.words, "part": part, "start": bytes.start, "end": bytes.end })
        }
        Address::Cell(cell) => json!({ "place": origin.words, "cell": cell }),
        Address::None => json!({ "place": origin.words }),
    }
}

/// `error`, `warning`, `hint`.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

/// The few words at the place itself are a label like any other.
fn labels(source: &Source, diagnostic: &Diagnostic) -> Value {
    let own = (!diagnostic.note.is_empty()).then_some((diagnostic.span, &diagnostic.note));
    let others = diagnostic.labels.iter().map(|label| (label.span, &label.message));
    own.into_iter()
        .chain(others)
        .map(|(span, message)| {
            let mut label = Map::new();
            insert_places(&mut label, source, span);
            label.insert("message".into(), (&**message).into());
            Value::Object(label)
        })
        .collect()
}

pub(super) fn culprit(source: &Source, culprit: &Culprit) -> Value {
    let place = source.place(culprit.span.start);
    let mut value = json!({
        "key": culprit.key,
        "column": culprit.column,
        "written": culprit.written,
        "expected": culprit.expected,
        "line": place.line,
        "col": place.column,
    });
    if let Some(origin) = source.origin(culprit.span) {
        value["origin"] = self::origin(&origin);
    }
    value
}

fn insert_places(object: &mut Map<String, Value>, source: &Source, span: Span) {
    let (start, end) = (source.place(span.start), source.place(span.end.max(span.start)));
    object.insert("line".into(), start.line.into());
    object.insert("column".into(), start.column.into());
    object.insert("end_line".into(), end.line.into());
    object.insert("end_column".into(), end.column.into());
    if let Some(origin) = source.origin(span) {
        object.insert("origin".into(), self::origin(&origin));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn the_shape_that_scripts_rely_on() {
        let source = Source::new("a.yaml", "机关: 甲\n予以公开: [1175, 0]\n");
        let at = Span::new(source.text().find("1175").unwrap(), source.text().find(", 0").unwrap());
        let mut found = Diagnostic::of(&codes::B01, at, "不等").note("此处").help("写成 1157");
        found.culprits.push(Culprit {
            key: "予以公开".into(),
            column: "自然人".into(),
            written: "1175".into(),
            expected: "1157".into(),
            span: at,
        });
        let expected = json!({
            "code": "B01", "severity": "error", "message": "不等", "file": "a.yaml", "机关": "甲",
            "line": 2, "column": 8, "end_line": 2, "end_column": 12,
            "labels": [{"line": 2, "column": 8, "end_line": 2, "end_column": 12, "message": "此处"}],
            "help": "写成 1157",
            "culprits": [{"key": "予以公开", "column": "自然人", "written": "1175", "expected": "1157", "line": 2, "col": 8}],
        });
        assert_eq!(object(&source, "甲", &found), expected);
        let text = object(&source, "甲", &found).to_string();
        assert!(text.starts_with(
            r#"{"code":"B01","severity":"error","message":"不等","file":"a.yaml","机关":"甲","line":2,"#
        ));
    }
}
