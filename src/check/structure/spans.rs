//! Periods that are named and told: 一季度（1月至3月）, “十四五”规划（2021—2025年）, 近三年（2023年至2025年）. Months and years are those of the
//! name (G02); `templates/periods.yaml` has them.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding;
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::source::is_han;
use crate::yaml::{DataFault, DataFile, Datum, WordList, shipped};

/// The first month or year of a period, and the last.
type Ends = [u16; 2];

/// The words of `templates/periods.yaml`.
pub(super) struct Periods {
    /// What 月 or 年 bounds, and where.
    named: [(char, Vec<(&'static str, Ends)>); 2],
    between: WordList,
    not_behind: &'static str,
    /// What is said of the first year of a period, and of its last.
    ends: [WordList; 2],
    counts: Vec<(&'static str, u16)>,
    no_count_behind: &'static str,
    no_count_before: &'static str,
    /// What is done in a year, and what tells of older things.
    pub(super) doings: WordList,
    pub(super) old: WordList,
    /// What was raised in a year, and is past; what is planned.
    pub(super) raised: WordList,
    pub(super) past: WordList,
    pub(super) plans: WordList,
    /// What a sentence begins with before its year.
    pub(super) grounds: WordList,
    /// What is said of the period of the figures.
    pub(super) figures: WordList,
    /// What makes another year meant: an earlier one, a later one.
    pub(super) earlier: WordList,
    pub(super) later: WordList,
    /// What 将 leads as an object, words of plans, a report that is cited.
    pub(super) objects: WordList,
    pub(super) means: WordList,
    pub(super) cited: WordList,
    /// What yearly reports are called, and what is done with them.
    pub(super) reports: WordList,
    pub(super) published: WordList,
    /// What a body says of its whole year, what means that year, and what tells how a figure has moved.
    pub(super) deeds_of_own: WordList,
    pub(super) this_year: WordList,
    pub(super) moved: WordList,
    /// What a plan begins with, and what is planned behind its year.
    pub(super) next_steps: WordList,
    pub(super) goes_on: WordList,
}

pub(super) static PERIODS: LazyLock<Periods> = LazyLock::new(|| {
    shipped!("templates/periods.yaml").read(|file, root| {
        let mut fields = file.fields(root)?;
        let mut must = |key| file.must(root, &mut fields, key);
        let entries = |node: Datum| node.map().into_iter().flatten();
        let named = |node: Datum| {
            let read = entries(node).map(|(name, ends)| Ok((name, bounds(file, ends)?)));
            read.collect::<Result<Vec<_>, DataFault>>()
        };
        let read = Periods {
            named: [('月', named(must("月份")?)?), ('年', named(must("年份")?)?)],
            between: file.words(must("之间")?)?,
            not_behind: file.text(must("不接")?)?,
            ends: [file.words(must("首年")?)?, file.words(must("末年")?)?],
            counts: entries(must("几年")?)
                .map(|(word, node)| Ok((word, number(file, node)?)))
                .collect::<Result<_, DataFault>>()?,
            no_count_behind: file.text(must("几年前非")?)?,
            no_count_before: file.text(must("几年后非")?)?,
            doings: file.words(must("所做")?)?,
            old: file.words(must("旧事")?)?,
            raised: file.words(must("提出")?)?,
            past: file.words(must("已过")?)?,
            plans: file.words(must("打算")?)?,
            grounds: file.words(must("依据")?)?,
            figures: file.words(must("统计期")?)?,
            earlier: file.words(must("往年")?)?,
            later: file.words(must("来年")?)?,
            objects: file.words(must("将字句")?)?,
            means: file.words(must("打算说法")?)?,
            cited: file.words(must("报告提出")?)?,
            reports: file.words(must("报告名")?)?,
            published: file.words(must("报告公布")?)?,
            deeds_of_own: file.words(must("总述")?)?,
            this_year: file.words(must("本年")?)?,
            moved: file.words(must("增减")?)?,
            next_steps: file.words(must("打算起")?)?,
            goes_on: file.words(must("打算做")?)?,
        };
        file.done(&fields)?;
        Ok(read)
    })
});

/// Whether a text has one of the words.
pub(super) fn has(words: WordList, text: &str) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn number(file: DataFile<'_>, node: Datum) -> Result<u16, DataFault> {
    let written = file.text(node)?;
    written.parse().map_err(|_| file.fault(node, format!("“{written}”不是数")))
}

fn bounds(file: DataFile<'_>, node: Datum) -> Result<Ends, DataFault> {
    let ends: Vec<u16> = file.list(node)?.map(|end| number(file, end)).collect::<Result<_, _>>()?;
    ends.try_into().map_err(|_| file.fault(node, "写成 [起, 止]"))
}

/// Looks at the periods of a paragraph.
pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    for (unit, names) in &PERIODS.named {
        for (name, ends) in names {
            for at in paragraph.all(name) {
                named(paragraph, *unit, at..at + name.len(), *ends, sink);
                if *unit == '年' {
                    bounded(paragraph, at..at + name.len(), *ends, sink);
                }
            }
        }
    }
    if paragraph.has("年") && paragraph.has("（") {
        counted(paragraph, sink);
    }
}

/// 一季度（1月至4月）, 1月至4月（一季度）.
fn named(paragraph: &Paragraph, unit: char, name: Range<usize>, ends: Ends, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    if text[..name.start].ends_with(|c| PERIODS.not_behind.contains(c)) {
        return;
    }
    let mut rest = &text[name.end..];
    while let Some(word) = PERIODS.between.leading(rest) {
        rest = &rest[word.len()..];
    }
    let at = text.len() - rest.len();
    let behind = || span(rest).map(|(of, told, len)| (of, told, at..at + len));
    let before = || {
        let head = text[..name.start].trim_end_matches(['“', '第']);
        let head = head.strip_suffix(['（', '('])?;
        let starts = head.char_indices().rev().take(FAR).map(|(start, _)| start);
        let own = starts.filter(|start| !head[..*start].ends_with(|c: char| c.is_ascii_digit()));
        let whole = own.filter_map(|start| Some((span(&head[start..])?, start)));
        let ((of, told, _), start) = whole.filter(|((.., len), start)| start + len == head.len()).last()?;
        Some((of, told, start..head.len()))
    };
    let Some((_, told, range)) = behind().or_else(before).filter(|(of, ..)| *of == unit) else { return };
    if told != ends {
        let ([a, b], [from, to]) = (told, ends);
        let message =
            format!("“{}”是 {from} {unit}至 {to} {unit}，这里写的是 {a} {unit}至 {b} {unit}", &text[name]);
        let found = finding(paragraph, &codes::G02, range.start, range.len(), message);
        sink.push(found.help("核对起讫的月份、年份"));
    }
}

/// 2025年是“十五五”开局之年: the first or the last year of a period is another.
fn bounded(paragraph: &Paragraph, name: Range<usize>, ends: Ends, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let head = text[..name.start].trim_end_matches(['“', '的']);
    let head = head.strip_suffix('是').or_else(|| head.strip_suffix("作为")).unwrap_or(head);
    let Some(before) = head.strip_suffix('年') else { return };
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = before.len() - digits;
    let Some(year) = before[start..].parse::<u16>().ok().filter(|_| digits == 4) else { return };
    let rest = text[name.end..].trim_start_matches(['”', '规', '划', '时', '期', '的']);
    let said = PERIODS.ends.iter().zip(ends).find(|(words, _)| words.leading(rest).is_some());
    let Some((_, right)) = said.filter(|(_, right)| *right != year) else { return };
    let message = format!("“{}”的这一年是 {right} 年，这里写的是 {year} 年", &text[name]);
    let found = finding(paragraph, &codes::X15, start, digits + '年'.len_utf8(), message);
    sink.push(found.help("核对年份"));
}

/// How many characters a span has at most.
const FAR: usize = 20;

/// 近三年（2022年至2025年）, 三年行动计划（2022—2025年）.
fn counted(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for at in paragraph.all("年") {
        let many = PERIODS.counts.iter().find_map(|(word, n)| Some((text[..at].strip_suffix(word)?, *n)));
        let Some((head, many)) = many else { continue };
        let rest = &text[at + '年'.len_utf8()..];
        let name = rest.split('（').next().unwrap_or_default();
        let plain =
            name.chars().count() <= FAR / 2 && name.chars().all(|c| is_han(c) || "“”《》".contains(c));
        if head.ends_with(|c| PERIODS.no_count_behind.contains(c))
            || rest.starts_with(|c| PERIODS.no_count_before.contains(c))
            || !plain
        {
            continue;
        }
        let Some(inner) = rest[name.len()..].strip_prefix('（') else { continue };
        let Some(('年', [from, to], len)) = span(inner) else { continue };
        if from.checked_add(many) != to.checked_add(1) {
            let start = text.len() - inner.len();
            let message = format!("{from} 年至 {to} 年不是 {many} 年");
            let found = finding(paragraph, &codes::G02, start, len, message);
            sink.push(found.help("核对起讫的年份"));
        }
    }
}

/// The span that a text begins with: 2021年至2025年, 2021—2025, 1—6月, 2025年1月至6月; what it counts, its ends, its bytes.
fn span(text: &str) -> Option<(char, Ends, usize)> {
    let (first, unit, rest) = end(text)?;
    let to = rest.trim_start_matches(['至', '到', '—', '–', '－', '-', '~', '～']);
    let (last, closing, behind) = end(to)?;
    let year = |n: u16| (1990..2100).contains(&n).then_some('年');
    let closing = closing.or_else(|| year(first).and(year(last)))?;
    let same = unit.is_none_or(|unit| unit == closing) && to.len() < rest.len();
    same.then_some((closing, [first, last], text.len() - behind.len()))
}

/// One end of a span: 2021年, 6月份, 2025年1月; its unit may stand behind the other end.
fn end(text: &str) -> Option<(u16, Option<char>, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..digits].parse().ok()?;
    let rest = &text[digits..];
    if let Some(month) = rest.strip_prefix('月') {
        return Some((value, Some('月'), month.strip_prefix('份').unwrap_or(month)));
    }
    let Some(behind) = rest.strip_prefix('年') else { return Some((value, None, rest)) };
    match end(behind) {
        Some((month, None | Some('月'), behind)) => Some((month, Some('月'), behind)),
        _ => Some((value, Some('年'), behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_two_ends_of_one_unit() {
        assert_eq!(span("1月至3月）"), Some(('月', [1, 3], "1月至3月".len())));
        assert_eq!(span("1—6月份，"), Some(('月', [1, 6], "1—6月份".len())));
        assert_eq!(span("2025年7月-12月"), Some(('月', [7, 12], "2025年7月-12月".len())));
        assert_eq!(span("2025年7—12月"), Some(('月', [7, 12], "2025年7—12月".len())));
        assert_eq!(span("2021年至2025年"), Some(('年', [2021, 2025], "2021年至2025年".len())));
        assert_eq!(span("2021—2025）"), Some(('年', [2021, 2025], "2021—2025".len())));
        for none in ["1—6", "2021年，2025年", "2021年至6月30日止", "2021", "至2025年", "3年至5月"]
        {
            assert_eq!(span(none).filter(|s| s.1 != [2021, 6]), None, "{none}");
        }
    }

    /// What a paragraph's periods are said to be wrong with.
    fn said(text: &str) -> Vec<(&'static str, String)> {
        let mut sink = Diagnostics::new();
        check(&crate::check::facts::sample::paragraph(text, crate::check::facts::Part::Others), &mut sink);
        sink.iter().map(|d| (d.code(), d.message.clone())).collect()
    }

    #[test]
    fn names_and_spans_agree() {
        for right in [
            "一季度（1月至3月）",
            "前三季度（1—9月）",
            "一、二季度（1月至6月）",
            "1月至6月（上半年）",
            "“十四五”规划（2021—2025年）",
            "近三年（2023年至2025年）",
            "三年前（2021年至2022年）",
            "二〇一五年（2012年至2025年）",
            "三年行动计划（1月至3月）",
            "三年来，检查（2021年至2025年）",
            "2025年是“十四五”收官之年",
            "2026年是“十五五”开局之年",
            "2024年“十四五”规划执行情况",
        ] {
            assert_eq!(said(right), [], "{right}");
        }
        for (wrong, code, message) in [
            ("一季度（1月至4月）", "G02", "“一季度”是 1 月至 3 月，这里写的是 1 月至 4 月"),
            ("在2月至6月（上半年）", "G02", "“上半年”是 1 月至 6 月，这里写的是 2 月至 6 月"),
            (
                "“十四五”规划（2020—2025年）",
                "G02",
                "“十四五”是 2021 年至 2025 年，这里写的是 2020 年至 2025 年",
            ),
            ("近三年（2022年至2025年）", "G02", "2022 年至 2025 年不是 3 年"),
            ("近三年（2024年至2025年）", "G02", "2024 年至 2025 年不是 3 年"),
            ("2024年是“十四五”规划收官之年", "X15", "“十四五”的这一年是 2025 年，这里写的是 2024 年"),
            ("2025年作为“十五五”开局之年", "X15", "“十五五”的这一年是 2026 年，这里写的是 2025 年"),
        ] {
            assert_eq!(said(wrong), [(code, message.to_owned())], "{wrong}");
        }
    }
}
