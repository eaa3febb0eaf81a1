//! In: a code. Out: what the rule demands, why, an example and the mend; without a code, the list of all.

use super::failure::Failure;
use crate::diagnostic::codes::{self, Example, Rule, Status};
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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
    codes::find(code).ok_or_else(|| {
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
    section(&mut text, "为什么", rule.why, columns);
    match rule.example {
        Example::None => {}
        Example::Report(wrong) | Example::File(wrong) => example(&mut text, "错例", wrong, columns),
        Example::Years(last, this) => {
            example(&mut text, "上年", last, columns);
            example(&mut text, "本年", this, columns);
        }
    }
    section(&mut text, "改法", rule.mend, columns);
    match rule.status {
        Status::Checked => {}
        Status::ByConstruction(reason) => section(&mut text, "不会出错", reason, columns),
        Status::NotChecked(reason) => section(&mut text, "没有核对", reason, columns),
    }
    text
}

fn section(text: &mut String, title: &str, body: &str, columns: usize) {
    if !body.is_empty() {
        let _ = write!(text, "\n{title}\n{}", wrapped(body, columns, "  "));
    }
}

fn example(text: &mut String, title: &str, yaml: &str, columns: usize) {
    if yaml.is_empty() {
        return;
    }
    let _ = write!(text, "\n{title}\n");
    for line in yaml.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        text.push_str(&wrapped(line.trim_start_matches(' '), columns, &" ".repeat(indent + 4)));
    }
}

/// Text in lines of at most `columns`, each indented; broken between any two characters but not before a closing mark and
/// not inside a Latin word.
fn wrapped(text: &str, columns: usize, indent: &str) -> String {
    let room = columns.saturating_sub(indent.len()).max(20);
    let mut lines = String::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && line.width() + piece.width() > room {
            let _ = writeln!(lines, "{indent}{}", line.trim_end());
            line.clear();
        }
        line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
    }
    let _ = writeln!(lines, "{indent}{}", line.trim_end());
    lines
}

/// What stays together: a Latin word, or one character with the closing marks behind it and the opening ones before it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let end = at + c.len_utf8();
        let Some(&(_, next)) = characters.peek() else { break };
        let latin = |c: char| c.width() == Some(1) && !c.is_whitespace();
        let together = latin(c) && latin(next)
            || "，。、；：！？）》”’】〕％,.;:)]}".contains(next)
            || "（《“‘【〔([{".contains(c);
        if !together {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(explain(Some("b01"), 80).unwrap().starts_with("B01（错误）"));
        assert!(explain(Some("Z99"), 80).unwrap_err().to_string().contains("没有“Z99”"));
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        let text = wrapped(&"办结、答复的件数，是表三（七）总计。".repeat(9), 41, "  ");
        for line in text.lines() {
            assert!(!line.trim_start().starts_with(['，', '。', '、', '）']), "{line}");
        }
    }
}
