//! In: a report's text, and a finding that its author has looked into. Out: the text with an entry of 已核 for it, or without.

use super::ask::{self, Refusal};
use super::desktop::Desktop;
use super::found::Finder;
use super::sheet::{Field, Sheet, item_name};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::yaml::rewrite::Rewrite;
use crate::yaml::scalar::one_line;
use crate::yaml::{Entry, Node};
use serde_json::Value;

/// Longest reason.
const LONGEST: usize = 500;

/// The text after it.
pub(super) fn waive(desktop: &Desktop, ask: &Value) -> Result<String, Refusal> {
    let code = ask::text(ask, "code")?;
    let reason = ask::text(ask, "reason")?.split_whitespace().collect::<Vec<_>>().join(" ");
    let field = ask::maybe(ask, "field");
    let rule =
        codes::find(&code).ok_or_else(|| Refusal::new(format!("没有“{code}”这条规则"), "重新打开页面"))?;
    let sheet =
        desktop.sheet().ok_or_else(|| Refusal::new("YAML 有写法错误，“已核”没有地方写", "先改正 YAML"))?;
    if reason.chars().count() > LONGEST {
        return Err(Refusal::new("说明太长", format!("写在 {LONGEST} 字以内")));
    }
    let finder = Finder::of(&desktop.source, Some(&sheet));
    let here = |found: &Diagnostic| {
        found.rule == rule
            && field
                .as_ref()
                .is_none_or(|name| finder.field(found.span).is_some_and(|own| own.name(sheet.form) == *name))
    };
    let mut rewrite = Rewrite::new(desktop.source.text());
    let entry = sheet.head("已核");
    if reason.is_empty() {
        let waived = desktop.examined.findings.waived().find(|(found, _)| here(found));
        let (_, reason) =
            waived.ok_or_else(|| Refusal::new(format!("没有标为已核的 {code}"), "刷新后再看"))?;
        let reason = reason.to_owned();
        take_out(&mut rewrite, entry, rule.code, &reason);
        return Ok(rewrite.finish());
    }
    let found = desktop.examined.findings.iter().find(|found| here(found));
    let found = found.ok_or_else(|| Refusal::new(format!("这里没有 {code} 的提示"), "刷新后再看"))?;
    if !found.is_explainable() {
        return Err(Refusal::new("这是错误，不能标为已核", "请改正"));
    }
    let place = finder.field(found.span).and_then(|field| place(&sheet, field));
    let place = place.map_or_else(String::new, |place| format!(", 位置: {}", one_line(&place)));
    let item = format!("{{规则: {}, 说明: {}{place}}}", rule.code, one_line(&reason));
    match entry {
        Some(entry) if entry.value.list().is_some_and(|list| !list.is_empty()) => {
            let count = entry.value.list().map_or(0, <[Node]>::len);
            rewrite.insert_item(&entry.value, count, &item);
        }
        Some(entry) if rewrite.is_flow(&entry.value) => rewrite.insert_item(&entry.value, 0, &item),
        Some(entry) if entry.value.is_blank() => rewrite.value(entry, &format!("[{item}]")),
        Some(_) => return Err(Refusal::new("“已核”的写法不对，加不进去", "在 YAML 里把它写成列表")),
        None => super::edit::insert_head(
            &sheet,
            &mut rewrite,
            desktop.source.text(),
            "已核",
            &format!("已核:\n  - {item}"),
        ),
    }
    Ok(rewrite.finish())
}

/// Takes out the entry of a rule and a reason; with the last one the key.
fn take_out(rewrite: &mut Rewrite<'_>, entry: Option<&Entry>, code: &str, reason: &str) {
    let Some((entry, list)) = entry.and_then(|entry| Some((entry, entry.value.list()?))) else { return };
    let text = |node: &Node, key: &str| {
        node.get(key)
            .and_then(Node::scalar)
            .map(|scalar| scalar.text.text().trim().to_owned())
            .unwrap_or_default()
    };
    let is =
        |item: &Node| text(item, "规则").eq_ignore_ascii_case(code) && text(item, "说明") == reason.trim();
    let Some(at) = list.iter().position(is) else { return };
    if list.len() == 1 {
        rewrite.remove(None, entry);
    } else {
        rewrite.remove_item(&entry.value, at);
    }
}

/// By what 已核 names the place of a field: the row, the section or its part.
fn place(sheet: &Sheet<'_>, field: Field) -> Option<String> {
    let title = |section: usize| sheet.form.sections[section].title.clone();
    match field {
        Field::Cell(section, id) => Some(sheet.table(section)?.form.rows[id.row].name.said().to_owned()),
        Field::Item(section, 0) | Field::Section(section) | Field::Before(section) | Field::Note(section) => {
            Some(title(section))
        }
        Field::Item(section, item) => Some(item_name(sheet.form, section, item).to_owned()),
        Field::Head(_) | Field::Whole => None,
    }
}
