//! In: a code. Out: what the rule demands, why, an example and the mend; without a code, the list of all.

use super::failure::Failure;
use crate::check::needs;
use crate::diagnostic::codes::{self, Example, Rule, Status};
use crate::diagnostic::wrap::wrap;
use crate::form;
use std::fmt::Write as _;

/// Lines are no wider than this even where the screen is.
const WIDEST: usize = 88;

/// One rule, or all in a list.
pub(super) fn explain(code: Option<&str>, columns: usize) -> Result<String, Failure> {
    let columns = columns.clamp(40, WIDEST);
    match code {
        None => Ok(list()),
        Some(code) => Ok(page(known(code)?, columns)),
    }
}

/// The rule of a code, or the failure that says that there is none.
pub(super) fn known(code: &str) -> Result<&'static Rule, Failure> {
    // `b1` is what one types for B01.
    let padded = code.char_indices().nth(1).map(|(at, _)| format!("{}0{}", &code[..at], &code[at..]));
    codes::find(code).or_else(|| codes::find(&padded?)).ok_or_else(|| {
        Failure::new(
            format!("没有“{code}”这条规则"),
            "规则是一个字母加两位数字，如 B01；nianbao explain 列出全部规则",
        )
    })
}

fn list() -> String {
    let mut text = String::from("nianbao explain 规则　说明一条规则。带 * 的由构造保证，带 - 的没有核对。\n");
    for chapter in &codes::CHAPTERS {
        let _ = write!(text, "\n{}\n", chapter.title);
        for rule in chapter.rules {
            let mark = match rule.status {
                Status::Checked => ' ',
                Status::ByConstruction(_) => '*',
                Status::NotChecked(_) => '-',
            };
            let _ = writeln!(text, " {mark}{}  {}  {}", rule.code, rule.severity.word(), rule.title);
        }
    }
    text
}

fn page(rule: &Rule, columns: usize) -> String {
    let mut text = format!("{}（{}）  {}\n", rule.code, rule.severity.word(), rule.title);
    if let Some(softening) = rule.softening {
        let when = format!("{}时，作为{}。", softening.when, softening.severity.word());
        section(&mut text, "从轻", &when, columns);
    }
    section(&mut text, "为什么", rule.why, columns);
    match rule.example {
        Example::None => {}
        Example::Report(wrong) | Example::File(wrong) => example(&mut text, "错例", wrong, columns),
        Example::Years(last, this) => {
            example(&mut text, "上年", last, columns);
            example(&mut text, "本年", this, columns);
        }
        Example::Sum(roster, report) => {
            example(&mut text, "名册错例", roster, columns);
            example(&mut text, "汇总报告错例", report, columns);
        }
    }
    section(&mut text, "改法", rule.mend, columns);
    for form in form::all() {
        let lacks = needs::lacking(rule, form);
        if !lacks.is_empty() {
            let what = format!("{} 版格式没有{}，用到时不核对。", form.edition, lacks.join("、"));
            section(&mut text, "不适用", &what, columns);
        }
    }
    match rule.status {
        Status::Checked => {}
        Status::ByConstruction(reason) => section(&mut text, "不会出错", reason, columns),
        Status::NotChecked(reason) => section(&mut text, "没有核对", reason, columns),
    }
    text
}

fn section(text: &mut String, title: &str, body: &str, columns: usize) {
    if !body.is_empty() {
        let _ = write!(text, "\n{title}\n");
        paragraph(text, body, columns, 2);
    }
}

fn example(text: &mut String, title: &str, yaml: &str, columns: usize) {
    if yaml.is_empty() {
        return;
    }
    let _ = write!(text, "\n{title}\n");
    for line in yaml.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        paragraph(text, line.trim_start_matches(' '), columns, indent + 4);
    }
}

fn paragraph(text: &mut String, body: &str, columns: usize, indent: usize) {
    for line in wrap(body, columns - indent) {
        let _ = writeln!(text, "{:indent$}{line}", "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_rule_fits_eighty_columns() {
        for rule in codes::all() {
            for line in page(rule, 80).lines() {
                assert!(line.width() <= 80, "{}: {line}", rule.code);
            }
        }
        for line in list().lines() {
            assert!(line.width() <= 80, "{line}");
        }
    }

    #[test]
    fn small_letters_will_do_and_unknown_codes_are_said() {
        for code in ["b01", "b1", "B1"] {
            assert!(explain(Some(code), 80).unwrap().starts_with("B01（错误）"));
        }
        assert!(explain(Some("Z99"), 80).unwrap_err().to_string().contains("没有“Z99”"));
    }
}
