//! The years that the prose names: another than the report's (X15), a carry-over from the wrong one (X16). Both are what a copied
//! text leaves behind.

use super::{bodies_named, finding};
use crate::check::bodies::Names;
use crate::check::dates::{WrittenDate, dates, leading_year};
use crate::check::facts::{Facts, Paragraph, Part};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;

/// Looks at the sentences of a paragraph.
pub(super) fn check(facts: &Facts, paragraph: &Paragraph, names: &Names, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    carried(facts, paragraph, sink);
    bodies_named::own_name(paragraph, names, sink);
    let mut start = opening(text);
    for sentence in text[start..].split_inclusive(['。', '！', '？']) {
        let at = start;
        start += sentence.len();
        year_of(facts, paragraph, sentence, at, sink);
        planned(facts, paragraph, sentence, at, sink);
        period(facts, paragraph, sentence, at, sink);
        announced(facts, paragraph, sentence, at, sink);
        if !facts.sums_up() {
            bodies_named::check(facts, paragraph, names, sentence, at, sink);
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

/// X15: a plan of section five for the year that is reported: 2025年，我局将继续…
fn planned(facts: &Facts, paragraph: &Paragraph, sentence: &str, at: usize, sink: &mut Diagnostics) {
    /// What follows 将 where it is no 把.
    const PLANS: [&str; 24] = [
        "继续",
        "进一步",
        "着力",
        "重点",
        "从以下",
        "加强",
        "持续",
        "不断",
        "认真",
        "围绕",
        "坚持",
        "深入",
        "按照",
        "加大",
        "强化",
        "努力",
        "切实",
        "在以下",
        "做好",
        "抓好",
        "积极",
        "严格",
        "完善",
        "健全",
    ];
    let this = facts.year.value;
    let year = format!("{this}年");
    if paragraph.part != Part::Problems {
        return;
    }
    for (start, _) in sentence.match_indices(&year) {
        let rest = sentence[start + year.len()..].trim_start_matches(['度', '，', ',']);
        let Some(will) = rest.find('将').filter(|&i| rest[..i].chars().count() <= 6) else { continue };
        let before = sentence[..start].chars().next_back();
        let opens = before.is_none_or(|c| "，。；：、".contains(c)) || sentence[..start].ends_with("下一步");
        if opens && PLANS.iter().any(|word| rest[will + '将'.len_utf8()..].starts_with(word)) {
            let message = format!("今后的打算写的是 {this} 年，报告年度就是 {this} 年");
            let found = finding(paragraph, &codes::X15, at + start, year.len(), message);
            sink.push(found.label(facts.year.span, "年度").help(format!("改成 {} 年", this + 1)));
            return;
        }
    }
}

/// Words of a sentence on the period of the figures.
const PERIOD: [&str; 11] = [
    "统计期",
    "统计时",
    "统计数据",
    "统计周期",
    "所列数据",
    "数据的统计",
    "数据统计",
    "报告期",
    "本报告反映",
    "期限",
    "数据为",
];

/// X15: the period of the figures is the report's year, from its first day to its last.
fn period(facts: &Facts, paragraph: &Paragraph, sentence: &str, at: usize, sink: &mut Diagnostics) {
    let this = facts.year.value;
    if !PERIOD.iter().any(|word| sentence.contains(word)) {
        return;
    }
    let dates: Vec<WrittenDate> =
        dates(sentence).into_iter().filter(|d| d.day.is_some() && d.month.is_some()).collect();
    let Some([first, last]) = dates.windows(2).find(|pair| is_period(sentence, &pair[0], &pair[1])) else {
        return;
    };
    let ends = [(first, (1, 1), "1 月 1 日"), (last, (12, 31), "12 月 31 日")];
    // 征集期限自3月1日至31日 is another matter's.
    if !ends.iter().any(|(date, day, _)| (date.month, date.day) == (Some(day.0), Some(day.1))) {
        return;
    }
    for (date, day, word) in ends {
        let right = (date.month, date.day) == (Some(day.0), Some(day.1));
        let message = match date.year {
            Some(year) if year != this => format!("统计期写的是 {year} 年，报告年度是 {this} 年"),
            _ if !right => format!("统计期的起讫是 1 月 1 日和 12 月 31 日，这里不是 {word}"),
            _ => continue,
        };
        let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
        sink.push(found.label(facts.year.span, "年度").help("统计期为报告年度的 1 月 1 日至 12 月 31 日"));
        return;
    }
}

/// Whether two dates are the ends of a period: 自…起至…止.
fn is_period(sentence: &str, first: &WrittenDate, last: &WrittenDate) -> bool {
    let between = &sentence[first.range.end..last.range.start];
    let sound = first.fault.is_none() && last.fault.is_none();
    let joined = between.chars().count() <= 4 && between.contains(|c: char| "至到-—–－~～".contains(c));
    sound && joined
}

/// X15: the report that the opening announces is this year's, and it is published in the next.
fn announced(facts: &Facts, paragraph: &Paragraph, sentence: &str, at: usize, sink: &mut Diagnostics) {
    let this = facts.year.value;
    let report = |date: &&WrittenDate| {
        let rest = sentence[date.range.end..].trim_start_matches('度');
        let title = &rest[..rest.find(['，', '。', '；', '、', '》']).unwrap_or(rest.len())];
        let named = title.contains("公开") && (title.contains("年度报告") || title.contains("年报"));
        date.month.is_none() && named && title.chars().count() <= 24
    };
    let dates = dates(sentence);
    let Some(of) = dates.iter().find(report) else { return };
    let Some(year) = of.year else { return };
    let message = if year == this {
        let verbs = ["公布", "发布", "公开", "上报", "报送", "完成", "编制"];
        let early = dates.iter().find(|d| {
            d.range.start > of.range.start && d.year == Some(this) && d.month.is_some_and(|m| m <= 6)
        });
        let Some(early) = early.filter(|d| verbs.iter().any(|v| sentence[d.range.end..].contains(v))) else {
            return;
        };
        let message = format!("{this} 年度的报告在 {} 年编制和公布，这里写的是 {this} 年", this + 1);
        (early.range.clone(), message)
    } else {
        let opening = matches!(paragraph.part, Part::Intro | Part::Overview(None));
        let announces =
            ["现将", "现公布", "现予", "编制", "特公布", "公布如下"].iter().any(|w| sentence.contains(w));
        if !opening || !announces || year.abs_diff(this) > 9 {
            return;
        }
        (of.range.clone(), format!("导语说的是 {year} 年的报告，报告年度是 {this} 年"))
    };
    let (range, message) = message;
    let found = finding(paragraph, &codes::X15, at + range.start, range.len(), message);
    sink.push(found.label(facts.year.span, "年度").help("核对年份"));
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
        // 2023年结转2024年, 2023年结转下年 say where it goes.
        let goes = rest.trim_start_matches("结转").trim_start_matches(['至', '到']);
        let expected = match leading_year(goes) {
            Some((target, _)) => target - 1,
            None if goes.starts_with('下') => this,
            None => this - 1,
        };
        let known = year == expected || year == this;
        if at - digits == 4 && carries && !known && year + 5 > this && year <= this {
            let message = format!("“{year}年结转”应为 {expected} 年");
            let diagnostic = finding(paragraph, &codes::X16, digits, at - digits + '年'.len_utf8(), message);
            sink.push(diagnostic.label(facts.year.span, "年度").help("写“上年结转”，或写对年份"));
        }
    }
}
