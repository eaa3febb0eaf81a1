//! In: findings with their sources. Out: the parts of one SARIF 2.1.0 log, written as they come, so that a batch of any
//! size is never held in memory. Refuses to know where it goes.

use super::outcome::Outcome;
use super::{Culprit, Diagnostic, Severity, codes, json};
use crate::source::{Source, Span};
use serde_json::{Map, Value, json};

/// Everything before the first result.
#[must_use]
pub fn opening() -> String {
    let rules: Vec<Value> = codes::all().map(rule).collect();
    let driver = json!({
        "name": "nianbao",
        "version": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": rules,
    });
    format!(
        "{{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\
         \"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// Everything after the last result: the reports looked at, those without findings too, and how the run ended. `failures` are
/// what was said of files that could not be read.
#[must_use]
pub fn closing(outcomes: &[Outcome], exit: u8, failures: &[String]) -> String {
    let artifact = |outcome: &Outcome| {
        json!({
            "location": { "uri": uri(&outcome.file) },
            "properties": {
                "机关": outcome.office,
                "年度": outcome.year,
                "错误": outcome.tally.errors,
                "警告": outcome.tally.warnings,
                "提示": outcome.tally.hints,
            },
        })
    };
    let artifacts: Vec<Value> = outcomes.iter().map(artifact).collect();
    let notification = |text: &String| json!({ "level": "error", "message": { "text": text.trim_end() } });
    let invocation = json!({
        "executionSuccessful": failures.is_empty(),
        "exitCode": exit,
        "toolExecutionNotifications": failures.iter().map(notification).collect::<Vec<_>>(),
    });
    format!("],\"artifacts\":{},\"invocations\":[{invocation}]}}]}}", Value::from(artifacts))
}

/// One result; results are joined by commas. `office` is whose report it is.
#[must_use]
pub fn result(source: &Source, office: &str, diagnostic: &Diagnostic) -> Value {
    let mut result = Map::new();
    result.insert("ruleId".into(), diagnostic.code().into());
    if let Some(index) = codes::all().position(|rule| rule == diagnostic.rule) {
        result.insert("ruleIndex".into(), index.into());
    }
    result.insert("level".into(), level(diagnostic.severity).into());
    let mut text = diagnostic.message.clone();
    if !diagnostic.help.is_empty() {
        text = format!("{text}。{}", diagnostic.help);
    }
    result.insert("message".into(), json!({ "text": text }));
    let mut location = location(source, diagnostic.span);
    if !diagnostic.note.is_empty() {
        location["message"] = json!({ "text": diagnostic.note });
    }
    result.insert("locations".into(), vec![location].into());
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .enumerate()
        .map(|(id, label)| {
            let mut related = self::location(source, label.span);
            related["id"] = id.into();
            if !label.message.is_empty() {
                related["message"] = json!({ "text": label.message });
            }
            related
        })
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    let mut properties = json!({ "机关": office });
    if !diagnostic.culprits.is_empty() {
        let culprits: Vec<_> = diagnostic.culprits.iter().map(|c| json::culprit(source, c)).collect();
        properties["culprits"] = culprits.into();
        if source.origin(diagnostic.span).is_none() {
            result.insert("fixes".into(), diagnostic.culprits.iter().map(|c| fix(source, c)).collect());
        }
    }
    result.insert("properties".into(), properties);
    Value::Object(result)
}

/// A result that the author has looked into, with the reason (3.35).
#[must_use]
pub fn suppressed(source: &Source, office: &str, diagnostic: &Diagnostic, reason: &str) -> Value {
    let mut result = result(source, office, diagnostic);
    result["suppressions"] =
        json!([{ "kind": "inSource", "status": "accepted", "justification": reason.trim_end() }]);
    result
}

/// `error`, `warning`, `note`.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn rule(rule: &codes::Rule) -> Value {
    let mut value = json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.why },
        "defaultConfiguration": {
            "level": level(rule.severity),
            "enabled": rule.status == codes::Status::Checked,
        },
    });
    if !rule.mend.is_empty() {
        value["help"] = json!({ "text": rule.mend });
    }
    value
}

fn location(source: &Source, span: Span) -> Value {
    let artifact = json!({ "uri": uri(source.name()) });
    match source.origin(span) {
        // A region counts lines of a text file; of another file the place is said in words (3.33).
        Some(origin) => json!({
            "physicalLocation": { "artifactLocation": artifact },
            "logicalLocations": [{ "fullyQualifiedName": origin.words }],
            "properties": { "origin": json::origin(&origin) },
        }),
        None => {
            json!({ "physicalLocation": { "artifactLocation": artifact, "region": region(source, span) } })
        }
    }
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.place(span.start), source.place(span.end.max(span.start)));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// What an editor can offer: write the number that would mend the identities.
fn fix(source: &Source, culprit: &Culprit) -> Value {
    json!({
        "description": { "text": super::human::suspicion(culprit) },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(source.name()) },
            "replacements": [{
                "deletedRegion": region(source, culprit.span),
                "insertedContent": { "text": culprit.expected },
            }],
        }],
    })
}

/// A path as a reference (RFC 3986), of a whole path as `file:` (RFC 8089): every byte that is not unreserved or `/` is
/// escaped.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_escaped() {
        assert_eq!(uri("a/年 报.yaml"), "a/%E5%B9%B4%20%E6%8A%A5.yaml");
        assert_eq!(uri("/a/b.yaml"), "file:///a/b.yaml");
    }

    #[test]
    fn the_parts_make_one_log() {
        let source = Source::new("a.yaml", "机关: 甲\n");
        let found = Diagnostic::of(&codes::B01, Span::new(0, 6), "不等").help("核对");
        let text = format!("{}{}{}", opening(), result(&source, "甲", &found), closing(&[], 1, &[]));
        let log: Value = serde_json::from_str(&text).expect("JSON");
        let result = &log["runs"][0]["results"][0];
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], "B01");
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["endColumn"], 3);
    }
}
