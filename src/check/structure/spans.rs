//! Periods that are named and told: 一季度（1月至3月）, “十四五”规划（2021—2025年）, 近三年（2023年至2025年）. Months and years are those of the
//! name (G02); `templates/periods.yaml` has them.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{digits_closing, digits_leading, head, is_han};
use crate::yaml::{WordList, entries, shipped};

/// The first month or year of a period, and the last.
type Ends = [u16; 2];

entries! {
    /// The words of `templates/periods.yaml`, which says what they are for.
    pub(super) struct Periods {
        "月份" months: Box<[(&'static str, Ends)]>,
        "年份" years: Box<[(&'static str, Ends)]>,
        "之间" between: WordList,
        "不接" not_behind: &'static str,
        "首年" first: WordList,
        "末年" last: WordList,
        "几年" counts: Box<[(&'static str, u16)]>,
        "几年前非" no_count_behind: &'static str,
        "几年后非" no_count_before: &'static str,
        "所做" doings: WordList,
        "旧事" old: WordList,
        "依据" grounds: WordList,
        "提出" raised: WordList,
        "已过" past: WordList,
        "打算" plans: WordList,
        "统计期" figures: WordList,
        "往年" earlier: WordList,
        "来年" later: WordList,
        "将字句" objects: WordList,
        "打算说法" means: WordList,
        "报告提出" cited: WordList,
        "报告名" reports: WordList,
        "报告公布" published: WordList,
        "总述" deeds_of_own: WordList,
        "属于" attributes: &'static str,
        "年终才有" summed_up: WordList,
        "本年" this_year: WordList,
        "增减" moved: WordList,
        "打算起" next_steps: WordList,
        "打算做" goes_on: WordList,
        "本机关" ours: WordList,
        "开头字" opening: &'static str,
        "总计" totals: WordList,
        "成绩" achieved: WordList,
        "机关末字" bodies: &'static str,
        "打算前" before_plans: &'static str,
        "打算书" no_plans: WordList,
        "统计为" counted_by: WordList,
        "截至" until: WordList,
        "上年的" of_last: WordList,
        "起讫" joints: &'static str,
        "发出" issued: WordList,
        "编成" compiled: WordList,
        "编发" made: WordList,
        "导语" announces: WordList,
        "上年" last_year: WordList,
        "下年" next_year: WordList,
        "今年" of_this_year: WordList,
        "转到" carried_to: WordList,
        "转自" carried_from: WordList,
        "所转" carried: WordList,
        "结转" carries: WordList,
        "同比" compared: WordList,
        "两头" ends: WordList,
        "同比后" told: &'static str,
        "春天的事" of_spring: WordList,
        "与" with: WordList,
        "比" than: WordList,
        "本报告" this_report: WordList,
        "以上" above: WordList,
        "做了" done: WordList,
        "期限字" limits: &'static str,
    }
}

pub(super) static PERIODS: LazyLock<Periods> = LazyLock::new(|| shipped!("templates/periods.yaml").all());

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    for (unit, names) in [('月', &PERIODS.months), ('年', &PERIODS.years)] {
        for (name, ends) in names {
            for at in paragraph.all(name) {
                named(paragraph, unit, at..at + name.len(), *ends, sink);
                if unit == '年' {
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
        sink.push(paragraph.finding(&codes::G02, range, message).help("核对起讫的月份、年份"));
    }
}

/// 2025年是“十五五”开局之年: the first or the last year of a period is another.
fn bounded(paragraph: &Paragraph, name: Range<usize>, ends: Ends, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let head = text[..name.start].trim_end_matches(['“', '的']);
    let head = head.strip_suffix('是').or_else(|| head.strip_suffix("作为")).unwrap_or(head);
    let Some(before) = head.strip_suffix('年') else { return };
    let digits = digits_closing(before);
    let start = before.len() - digits;
    let Some(year) = before[start..].parse::<u16>().ok().filter(|_| digits == 4) else { return };
    let rest = text[name.end..].trim_start_matches(['”', '规', '划', '时', '期', '的']);
    let said = [PERIODS.first, PERIODS.last].into_iter().zip(ends).find(|(words, _)| words.opens(rest));
    let Some((_, right)) = said.filter(|(_, right)| *right != year) else { return };
    let message = format!("“{}”的这一年是 {right} 年，这里写的是 {year} 年", &text[name]);
    let range = start..before.len() + '年'.len_utf8();
    sink.push(paragraph.finding(&codes::X15, range, message).help("核对年份"));
}

/// How many characters a span has at most.
const FAR: usize = 20;

/// 近三年（2022年至2025年）, 三年行动计划（2022—2025年）.
fn counted(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for at in paragraph.all("年") {
        let many = PERIODS.counts.iter().find_map(|(word, n)| Some((text[..at].strip_suffix(word)?, *n)));
        let Some((before, many)) = many else { continue };
        let rest = &text[at + '年'.len_utf8()..];
        let name = head(rest, "（");
        let plain =
            name.chars().count() <= FAR / 2 && name.chars().all(|c| is_han(c) || "“”《》".contains(c));
        if before.ends_with(|c| PERIODS.no_count_behind.contains(c))
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
            let found = paragraph.finding(&codes::G02, start..start + len, message);
            sink.push(found.help("核对起讫的年份"));
        }
    }
}

/// The span that a text begins with: 2021年至2025年, 2021—2025, 1—6月, 2025年1月至6月; what it counts, its ends, its bytes.
fn span(text: &str) -> Option<(char, Ends, usize)> {
    let (first, unit, rest) = end(text)?;
    let to = rest.trim_start_matches(|c| PERIODS.joints.contains(c));
    let (last, closing, behind) = end(to)?;
    let year = |n: u16| (1990..2100).contains(&n).then_some('年');
    let closing = closing.or_else(|| year(first).and(year(last)))?;
    let same = unit.is_none_or(|unit| unit == closing) && to.len() < rest.len();
    same.then_some((closing, [first, last], text.len() - behind.len()))
}

/// One end of a span: 2021年, 6月份, 2025年1月; its unit may stand behind the other end.
fn end(text: &str) -> Option<(u16, Option<char>, &str)> {
    let digits = digits_leading(text);
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
}
