//! A report begun, or opened from a file of any kind; and what the program can.

use super::ask::{self, Refusal};
use super::edit::{self, Edit};
use super::found::Finder;
use super::sheet::Field;
use crate::diagnostic::codes::{self, Status};
use crate::diagnostic::json::severity;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::Format;
use crate::form::quantity::RowName;
use crate::form::skeleton::{Purpose as Starter, skeleton};
use crate::form::{self, Body, CellId, Column, Form, Line};
use crate::intake::{self, Intake, Purpose};
use crate::report::{OfficeKind, Report, read};
use crate::source::Source;
use crate::yaml::decode;
use serde_json::{Value, json};

/// The YAML of a new report has this name until it is saved under another.
const NEW: &str = "年报.yaml";

/// A starter for a body and a year.
pub(super) fn start(ask: &Value) -> Result<Value, Refusal> {
    let last = ask::maybe(ask, "previous").and_then(|text| {
        let source = Source::new("上年", text);
        read::read(&source, &mut Diagnostics::new())
    });
    let office = ask::maybe(ask, "office").unwrap_or_default();
    let office = Some(office.trim().to_owned()).filter(|office| !office.is_empty());
    let office = office.or_else(|| Some(last.as_ref()?.office().value.clone()));
    let office = office.filter(|office| !office.is_empty());
    let office = office.ok_or_else(|| Refusal::new("没有写机关名称", "写机关全称，如 安平县教育局"))?;
    let kind = ask::maybe(ask, "kind").filter(|kind| !kind.is_empty());
    let kind = match kind {
        Some(kind) => OfficeKind::by_name(&kind).or_else(|| OfficeKind::meant(&kind)).ok_or_else(|| {
            let all: Vec<&str> = OfficeKind::ALL.iter().map(|kind| kind.name()).collect();
            Refusal::new(format!("没有“{kind}”这个机关类别"), format!("选其中之一：{}", all.join("、")))
        })?,
        None => last.as_ref().and_then(Report::office_kind).map_or(OfficeKind::Other, |kind| kind.value),
    };
    let year = ask.get("year").and_then(Value::as_u64).and_then(|year| u16::try_from(year).ok());
    let year = year.filter(|year| (2019..2100).contains(year));
    let form = year.and_then(form::for_year);
    let (Some(year), Some(form)) = (year, form) else {
        return Err(Refusal::new("这一年度没有统一的格式", "统一格式从 2019 年度开始"));
    };
    let text = skeleton(form, Starter { office: &office, kind: kind.name(), year });
    let last = last.filter(|last| last.year().value + 1 == year);
    let text = edit::apply(&text, &last.map(|last| carried(form, &last)).unwrap_or_default())?;
    Ok(opened(&text, NEW, &[]))
}

/// What last year's report carries over to this year, as 上年结转: column by column, totals are left to the program.
fn carried(form: &'static Form, last: &Report) -> Vec<Edit> {
    let rows = (form.row(RowName::CarriedIn), last.form().row(RowName::CarriedOut));
    let (Some((_, table, Line::Row(row))), Some((_, before, Line::Row(from)))) = rows else {
        return Vec::new();
    };
    let own = |body: &Body| matches!(body, Body::Table(own) if own.name == table.name);
    let section = form.sections.iter().position(|section| own(&section.body));
    let (Some(section), Some(figures)) = (section, last.table(&before.name)) else { return Vec::new() };
    let columns = table.columns(row).iter().enumerate().filter(|(_, column)| !column.total);
    let edit = |(column, named): (usize, &Column)| {
        let count = figures.whole(CellId { row: from, column: before.column(from, &named.name.key)? })?;
        let field = Field::Cell(section, CellId { row, column }).name(form);
        Some(Edit { field, value: count.to_string() })
    };
    columns.filter_map(edit).collect()
}

fn opened(text: &str, name: &str, found: &[Value]) -> Value {
    json!({ "text": text, "name": name, "found": found })
}

/// A file as a report.
pub(super) fn open(ask: &Value) -> Result<Value, Refusal> {
    let name = ask::text(ask, "name")?;
    let bytes = ask::decoded(ask, "bytes")?;
    match intake::read(&name, &bytes, Purpose::Import) {
        Some(Ok(Intake { yaml, original, found, .. })) => {
            let found = Finder::of(&original, None).all(&found.sorted());
            Ok(opened(yaml.text(), &yaml_name(&name), &found))
        }
        Some(Err(refused)) => Err(unreadable(&refused.0, &refused.1)),
        None => match decode::decode(&name, &bytes) {
            Ok(source) => Ok(opened(source.text(), &yaml_name(&name), &[])),
            Err(refused) => Err(unreadable(&refused.0, &refused.1)),
        },
    }
}

fn unreadable(source: &Source, found: &Diagnostic) -> Refusal {
    let mut all = Diagnostics::new();
    all.push(found.clone());
    let findings = Finder::of(source, None).all(&all);
    Refusal { findings, ..Refusal::new(found.message.clone(), found.help.clone()) }
}

/// `年报.docx` becomes `年报.yaml`.
fn yaml_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    if stem.is_empty() { NEW.to_owned() } else { format!("{stem}.yaml") }
}

/// What the program can.
pub(super) fn about() -> Value {
    let formats = Format::all()
        .map(|format| json!({ "name": format.name(), "ending": format.ending(), "words": format.purpose() }));
    let yaml = json!({ "name": "yaml", "ending": "yaml", "words": "报告文件，留着以后改" });
    let rules = codes::all().filter(|rule| rule.status == Status::Checked).map(|rule| {
        json!({
            "code": rule.code, "severity": severity(rule.severity), "title": rule.title, "why": rule.why, "mend": rule.mend,
        })
    });
    let reads = ["yaml", "yml"].into_iter().chain(intake::EXTENSIONS);
    let first = form::all().map(|form| form.first_year).min().unwrap_or(2019);
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "kinds": OfficeKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        "years": (first..=first + 20).collect::<Vec<_>>(),
        "formats": std::iter::once(yaml).chain(formats).collect::<Vec<_>>(),
        "reads": reads.collect::<Vec<_>>(),
        "rules": rules.collect::<Vec<_>>(),
    })
}
