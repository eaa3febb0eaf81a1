//! Several reports at once, each a file of any kind: what a reviewer sees of each, its comments, and the overview of all.

use super::Reply;
use super::ask::{self, Refusal};
use super::found::Finder;
use crate::annotate;
use crate::diagnostic::outcome::{Tally, gravest};
use crate::examine::{Examined, Terms, examine};
use crate::overview::notes::{list, remarks};
use crate::overview::{self, Line};
use serde_json::{Value, json};

/// Files of one overview.
const MOST: usize = 5_000;

/// A file of a request, examined; and its bytes.
fn examined(ask: &Value) -> Result<(Examined, Vec<u8>), Refusal> {
    let (name, bytes) = (ask::text(ask, "name")?, ask::decoded(ask, "bytes")?);
    Ok((examine(&name, &bytes, &Terms::default(), &mut |_, _| None), bytes))
}

/// A file as a line of the reviewer's list.
pub(super) fn judge(ask: &Value) -> Result<Value, Refusal> {
    let (file, _) = examined(ask)?;
    let finder = Finder::of(&file.source, None);
    let tally = Tally::of(&file.findings);
    let state = match (&file.checked, file.report()) {
        (Some(_), _) => "whole",
        (None, Some(_)) => "errors",
        (None, None) => "unreadable",
    };
    Ok(json!({
        "name": file.source.name(),
        "office": file.identity.office,
        "year": file.identity.year,
        "state": state,
        "counts": { "error": tally.errors, "warning": tally.warnings, "hint": tally.hints },
        "first": gravest(&file.findings).map(|found| finder.one(found)),
        "findings": finder.all(&file.findings),
    }))
}

/// A Word file with its findings as comments; of other kinds the list of them.
pub(super) fn annotate(ask: &Value) -> Result<Reply, Refusal> {
    let (file, bytes) = examined(ask)?;
    let name = file.source.name();
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let is_word = file.foreign.is_some();
    let annotated = if is_word { annotate::docx(&bytes, &remarks(&file)) } else { None };
    Ok(match annotated {
        Some(bytes) => Reply::File { name: base, bytes },
        None => Reply::File { name: format!("{base}.txt"), bytes: list(&file).into_bytes() },
    })
}

/// The overview of many.
pub(super) fn overview(ask: &Value) -> Result<Reply, Refusal> {
    let files = ask.get("files").and_then(Value::as_array).ok_or_else(|| ask::malformed("files"))?;
    if files.len() > MOST {
        return Err(Refusal::new(format!("一次最多 {MOST} 份"), "分几次做，或用 nianbao check 文件夹 --out"));
    }
    let lines = files.iter().map(|file| Ok(overview::line(&examined(file)?.0)));
    let lines = lines.collect::<Result<Vec<Line>, Refusal>>()?;
    let bytes = overview::workbook(&lines);
    let bytes =
        bytes.map_err(|reason| Refusal::new(format!("写不成核对情况：{reason}"), "把这一行发给维护者"))?;
    Ok(Reply::File { name: "核对情况.xlsx".to_owned(), bytes })
}
