//! The documents that the prose cites: of the right year (F02), with the right brackets (F03), in the form's own words (F04).

use super::finding;
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;

/// Looks at the citations of a paragraph.
pub(super) fn check(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (at, _) in text.match_indices('号') {
        number(facts, paragraph, at, sink);
    }
    if facts.of_2021() {
        old_name(paragraph, sink);
    }
}

/// F02, F03: a 文号 that ends with the 号 at `at`.
fn number(facts: &Facts, paragraph: &Paragraph, at: usize, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let head = &text[..at];
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = &head[head.len() - digits..];
    let before = &head[..head.len() - digits];
    if number == "492" && before.ends_with("国务院令第") && facts.year.value >= 2019 {
        let message = "引用了 2019 年修订前的条例（国务院令第492号）".to_owned();
        let start = before.len() - "国务院令第".len();
        let diagnostic = finding(paragraph, &codes::F02, start, at + '号'.len_utf8() - start, message);
        sink.push(diagnostic.help("现行条例为国务院令第711号"));
        return;
    }
    let Some(close) = before.chars().next_back().filter(|c| "〕】］])）".contains(*c)) else { return };
    let inner = &before[..before.len() - close.len_utf8()];
    let year_start = inner.len() - inner.bytes().rev().take_while(u8::is_ascii_digit).count();
    let year = &inner[year_start..];
    let outer = &inner[..year_start];
    let Some(open) = outer.chars().next_back().filter(|c| "〔【［[(（".contains(*c)) else { return };
    let prefix = outer[..outer.len() - open.len_utf8()].chars().next_back();
    if year.len() != 4 || digits == 0 || !prefix.is_some_and(super::super::language::is_han) {
        return;
    }
    let start = outer.len() - open.len_utf8();
    let len = at + '号'.len_utf8() - start;
    if open != '〔' {
        let message = format!("文号“{}”的年份没有用六角括号", &text[start..start + len]);
        let right = format!("写成〔{year}〕{number}号");
        sink.push(finding(paragraph, &codes::F03, start, len, message).help(right));
    }
    let disclosure = outer[..start].ends_with("公开办函");
    let sixty = disclosure && year == "2019" && number == "60";
    if sixty && facts.year.value >= 2021 {
        let message = "引用了 2019 年的格式（60号），本年度适用国办公开办函〔2021〕30号".to_owned();
        sink.push(finding(paragraph, &codes::F02, start, len, message).help("改引国办公开办函〔2021〕30号"));
    } else if disclosure && year == "2021" && number == "30" && text.contains("年度报告有关事项的通知")
    {
        let message = "30号文配上了60号文的标题".to_owned();
        let help = "30号文的标题是《…关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》";
        sink.push(finding(paragraph, &codes::F02, start, len, message).help(help));
    }
}

/// F04: 规范性文件 with a number and without 行政.
fn old_name(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let word = "规范性文件";
    for (at, _) in text.match_indices(word) {
        let rest = text[at + word.len()..].trim_start_matches([' ', '共', '为']);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let counted = digits > 0 && rest[digits..].trim_start().starts_with('件');
        let before = &text[..at];
        let verbs = ["制发", "印发", "制定", "出台", "发布", "废止", "有效", "公开", "失效", "发的"];
        if counted && verbs.iter().any(|v| before.ends_with(v)) {
            let message = "2021 年格式的名称是“行政规范性文件”".to_owned();
            sink.push(finding(paragraph, &codes::F04, at, word.len(), message).help("写成“行政规范性文件”"));
            return;
        }
    }
}
