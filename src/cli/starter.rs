//! `new` and `schema`: what the form says to someone who begins.

use super::Exit;
use super::args::{New, Schema};
use super::failure::Failure;
use super::files;
use super::terminal::Terminal;
use crate::diagnostic::printable::printable;
use crate::form::{self, Form, skeleton};
use crate::report::OfficeKind;

/// Writes a commented starter; never over a file that is there.
pub(super) fn new(new: &New, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let kinds = OfficeKind::ALL.map(OfficeKind::name);
    if OfficeKind::by_name(&new.kind).is_none() {
        let what = format!("没有“{}”这个机关类别", new.kind);
        let remedy = match OfficeKind::meant(&new.kind) {
            Some(kind) => format!("写成 --kind {}", kind.name()),
            None => format!("写成其中之一：{}", kinds.join("、")),
        };
        return Err(Failure::new(what, remedy));
    }
    let office = new.office.trim();
    if office.is_empty() {
        return Err(Failure::new("--office 后面没有写机关名称", "写机关全称，如 安平县教育局"));
    }
    let purpose = skeleton::Purpose { office, kind: &new.kind, year: new.year };
    let text = skeleton::skeleton(form_of(new.year)?, purpose);
    match &new.output {
        None => terminal.out(&text),
        Some(path) => {
            files::write_new(path, text.as_bytes())?;
            let path = printable(&path.display().to_string());
            terminal.out(&format!("已生成 {path}。填好文字和数后：nianbao check {path}\n"));
        }
    }
    Ok(Exit::Fine)
}

/// Prints the JSON Schema.
pub(super) fn schema(schema: &Schema, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let kinds = OfficeKind::ALL.map(OfficeKind::name);
    let schema = form::schema::schema(form_of(schema.year)?, &kinds);
    terminal.out(&format!("{schema:#}\n"));
    Ok(Exit::Fine)
}

fn form_of(year: u16) -> Result<&'static Form, Failure> {
    form::for_year(year)
        .ok_or_else(|| Failure::new(format!("{year} 年度没有统一的格式"), "统一格式从 2019 年度开始"))
}
