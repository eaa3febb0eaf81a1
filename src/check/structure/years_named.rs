//! The years and the bodies that the prose names: another year than the report's (X15), a carry-over from the wrong year (X16),
//! another body as the subject (X18). All three are what a copied text leaves behind.

use super::finding;
use crate::check::bodies::{Names, Whose, named, subject};
use crate::check::facts::{Facts, Paragraph, Part};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;

/// Looks at the sentences of a paragraph.
pub(super) fn check(facts: &Facts, paragraph: &Paragraph, names: &Names, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    carried(facts, paragraph, sink);
    let mut start = opening(text);
    for sentence in text[start..].split_inclusive(['。', '！', '？']) {
        let at = start;
        start += sentence.len();
        year_of(facts, paragraph, sentence, at, sink);
        period(facts, paragraph, sentence, at, sink);
        if !facts.sums_up() {
            other_body(paragraph, names, sentence, at, sink);
        }
    }
}

/// Bytes of a run-in heading (`（一）主动公开情况。`), so that the first sentence begins after it.
fn opening(text: &str) -> usize {
    if !text.starts_with(['（', '(']) {
        return 0;
    }
    let end =
        text.find(['。', '：']).filter(|&i| text[..i].chars().count() <= 20 && !text[..i].contains('年'));
    end.map_or_else(
        || text.find(['）', ')']).map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8)),
        |i| i + text[i..].chars().next().map_or(0, char::len_utf8),
    )
}

/// A year of four digits at the start of `text`, with 年.
fn leading_year(text: &str) -> Option<(u16, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let year = text[..digits].parse().ok().filter(|y| digits == 4 && (1990..2100).contains(y))?;
    text[digits..].starts_with('年').then_some((year, digits + '年'.len_utf8()))
}

/// X15: a sentence that opens with another year.
fn year_of(facts: &Facts, paragraph: &Paragraph, sentence: &str, at: usize, sink: &mut Diagnostics) {
    let Some((year, len)) = leading_year(sentence) else { return };
    let this = facts.year.value;
    let rest = sentence[len..].trim_start_matches("度").trim_start_matches("全年");
    let opens = rest.starts_with(['，', ',', '我', '本', '全']);
    if year == this || !opens || sentence.contains(&this.to_string()) {
        return;
    }
    let past = [
        "以来", "至今", "问题", "整改", "上年", "去年", "首次", "先后", "曾", "本年", "今年", "结转", "印发",
    ];
    let future = ["将", "下一步", "拟", "计划", "继续", "力争", "要", "着力", "进一步"];
    let excused = if year > this { future.as_slice() } else { past.as_slice() };
    let plans = paragraph.part == Part::Problems && year > this;
    if plans || excused.iter().any(|w| sentence.contains(w)) || year > this + 1 {
        return;
    }
    let message = format!("正文写的是 {year} 年，报告年度是 {this} 年");
    let diagnostic = finding(paragraph, &codes::X15, at, len, message);
    sink.push(
        diagnostic
            .label(facts.year.span, "年度")
            .help("改成报告年度；确指别的年份的，写明“上年”或“自某年以来”"),
    );
}

/// X15: the period of the figures.
fn period(facts: &Facts, paragraph: &Paragraph, sentence: &str, at: usize, sink: &mut Diagnostics) {
    let this = facts.year.value;
    for (i, _) in sentence.match_indices("年1月1日") {
        let digits = sentence[..i].len() - sentence[..i].bytes().rev().take_while(u8::is_ascii_digit).count();
        let Ok(year) = sentence[digits..i].parse::<u16>() else { continue };
        let whole = sentence[i..].contains("12月31日")
            && ["统计", "期限", "数据", "所列"].iter().any(|w| sentence.contains(w));
        if whole && year != this {
            let message = format!("统计期写的是 {year} 年，报告年度是 {this} 年");
            let diagnostic =
                finding(paragraph, &codes::X15, at + digits, i - digits + '年'.len_utf8(), message);
            sink.push(diagnostic.label(facts.year.span, "年度"));
        }
    }
}

/// X16: 2021年结转 in a report of 2023.
fn carried(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let this = facts.year.value;
    for (at, _) in text.match_indices('年') {
        let digits = text[..at].len() - text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let Ok(year) = text[digits..at].parse::<u16>() else { continue };
        let rest = text[at + '年'.len_utf8()..].trim_start_matches('度');
        let carries = ["结转", "未办结", "转入"].iter().any(|w| rest.starts_with(w));
        // 2023年结转2024年, 2023年结转下年 tell of this year's end.
        let onward = rest.starts_with("结转下")
            || rest.starts_with("结转至")
            || rest.starts_with(&format!("结转{}年", this + 1));
        let expected = if onward { this } else { this - 1 };
        let known = year == expected || year == this;
        if at - digits == 4 && carries && !known && year + 5 > this && year <= this {
            let message = format!("“{year}年结转”应为 {expected} 年");
            let diagnostic = finding(paragraph, &codes::X16, digits, at - digits + '年'.len_utf8(), message);
            sink.push(diagnostic.label(facts.year.span, "年度").help("写“上年结转”，或写对年份"));
        }
    }
}

/// X18: a sentence whose subject is another body, or the title of another body's report.
fn other_body(paragraph: &Paragraph, names: &Names, sentence: &str, at: usize, sink: &mut Diagnostics) {
    let mut start = 0;
    if let Some((_, len)) = leading_year(sentence) {
        let rest = &sentence[len..];
        start = sentence.len()
            - rest.trim_start_matches("度").trim_start_matches("全年").trim_start_matches('，').len();
    }
    let rest = &sentence[start..];
    let clause = &rest[..rest.find(['，', '。', '、', '；', '：', '（', '“', '《']).unwrap_or(rest.len())];
    let subject = subject(clause).map(|name| (start, name));
    let Some((start, name)) = subject.or_else(|| reporter(sentence)) else { return };
    if names.whose(name) == Whose::Another {
        let message = format!("正文写的是“{name}”，不是本机关");
        let diagnostic = finding(paragraph, &codes::X18, at + start, name.len(), message);
        sink.push(diagnostic.help("改成本机关的名称"));
    }
}

/// The body before 2025年政府信息公开工作年度报告, and where it stands.
fn reporter(sentence: &str) -> Option<(usize, &str)> {
    let report = sentence.find("年度报告").or_else(|| sentence.find("信息公开年报"))?;
    let year = sentence[..report].rfind(|c: char| c.is_ascii_digit())? + 1;
    let head = sentence[..year].trim_end_matches(|c: char| c.is_ascii_digit());
    let opens = ["公布", "发布", "现将", "，", "。", "《", "“", "编制", "为"];
    let start = opens.iter().filter_map(|word| Some(head.rfind(word)? + word.len())).max().unwrap_or(0);
    let name = named(&head[start..])?;
    (start + name.len() == head.len()).then_some((start, name))
}
