//! Years that are a slip of the hand (X15): 2015年5月 among the doings of 2025, and a year that is still to come said of the past.

use super::finding;
use super::spans::{PERIODS, has};
use crate::check::dates::WrittenDate;
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;

/// Looks at the years of a sentence, which begins at byte `at` of its paragraph.
pub(super) fn check(
    facts: &Facts,
    paragraph: &Paragraph,
    (sentence, dates): (&str, &[WrittenDate]),
    at: usize,
    sink: &mut Diagnostics,
) {
    let this = facts.year.value;
    for date in dates.iter().filter(|date| date.fault.is_none()) {
        if let Some(year) = date.year.filter(|&year| year != this + 1 && publishes_this(sentence, date)) {
            let message = format!("{this} 年度的报告在 {} 年公布，这里写的是 {year} 年", this + 1);
            let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
            sink.push(found.label(facts.year.span, "年度").help("核对年份"));
            return;
        }
        if is_against_itself(sentence, dates, date, this) {
            let message = format!("与 {this} 年自己相比，上年是 {} 年", this - 1);
            let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
            sink.push(found.label(facts.year.span, "年度").help("核对年份"));
            return;
        }
        let Some(year) = date.year.filter(|&year| year != this) else { continue };
        let early = date.month.is_some_and(|month| month <= 6);
        let elsewhen = |of: &u16| of + 1 < year || *of >= year && early;
        let message = if let Some(of) = reported_year(sentence, dates, date).filter(elsewhen) {
            format!("{of} 年度的报告在 {} 年公布，这里写的是 {year} 年", of + 1)
        } else if sums_up_problems(sentence, date) {
            format!("正文写的是 {year} 年，报告年度是 {this} 年")
        } else if year == this + 1 && is_still_to_come(sentence, date) {
            format!("{year} 年的事还没有发生，报告年度是 {this} 年")
        } else if (is_decade_off(year, this) || is_year_beside(sentence, date, this))
            && is_doing(facts, sentence, date, year)
        {
            format!("本年做的事写的是 {year} 年，报告年度是 {this} 年")
        } else if year > this && is_told_as_past(sentence, date) {
            format!("{year} 年还没有到，报告年度是 {this} 年")
        } else if [this - 1, this].iter().any(|&of| is_decade_off(year, of))
            && is_told_as_past(sentence, date)
        {
            // 2014年度报告提出的问题已整改.
            format!("正文写的是 {year} 年，报告年度是 {this} 年，上年是 {} 年", this - 1)
        } else {
            continue;
        };
        let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
        sink.push(found.label(facts.year.span, "年度").help("核对年份"));
        return;
    }
}

/// 2015 for 2025: another digit than the last is wrong. 2020 for 2025 may be meant.
pub(super) fn is_decade_off(year: u16, this: u16) -> bool {
    let (written, meant) = (year.to_string(), this.to_string());
    let differing = written.bytes().zip(meant.bytes()).filter(|(a, b)| a != b).count();
    written.len() == meant.len() && differing == 1 && year % 10 == this % 10
}

/// 2026年3月，组织培训 and 2024年3月，组织培训 in a report of 2025: of the next year or the last, where nothing of this one is told.
fn is_year_beside(sentence: &str, date: &WrittenDate, this: u16) -> bool {
    let other =
        [this - 1, this, this + 1].into_iter().map(|year| sentence.matches(&format!("{year}年")).count());
    // What is made public in spring is the report.
    let behind = &sentence[date.range.end..];
    let report = ["报告", "年报", "公布", "发布", "完成", "印发"].iter().any(|word| behind.contains(word));
    let beside = date.year == Some(this + 1) && date.month.is_some_and(|month| month > 1)
        || date.year == Some(this - 1) && date.month.is_some_and(|month| month < 11);
    beside && date.range.start == 0 && !report && !has(PERIODS.plans, sentence) && other.sum::<usize>() == 1
}

/// 2025年公开233条，比2025年的215条增加18条: no other year is named that one could be.
fn is_against_itself(sentence: &str, dates: &[WrittenDate], date: &WrittenDate, this: u16) -> bool {
    let before = &sentence[..date.range.start];
    let led = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let beside = led(&["与", "同", "和"]);
    if date.year != Some(this) || date.month.is_some() || !beside && !led(&["比", "较"]) {
        return false;
    }
    let behind = sentence[date.range.end..].trim_start_matches('度').trim_start_matches("全年");
    let figure = behind.trim_start_matches('的').trim_start_matches("同期");
    // 与2025年相比减少2件.
    let compared = figure.trim_start_matches('相').strip_prefix('比');
    let figure = if beside { compared.unwrap_or_default() } else { figure }.trim_start_matches('，');
    let clause = figure.split(['，', '。', '；']).next().unwrap_or_default();
    (figure.starts_with(|c: char| c.is_ascii_digit()) || PERIODS.moved.leading(figure).is_some())
        && has(PERIODS.moved, clause)
        && dates.iter().all(|other| other.year.is_none_or(|year| year == this))
        && !has(PERIODS.plans, sentence)
}

/// 2024年年度报告已于2026年1月28日公布: the year of the report that was published on a day.
fn reported_year(sentence: &str, dates: &[WrittenDate], day: &WrittenDate) -> Option<u16> {
    let of = dates.iter().rfind(|date| date.range.end < day.range.start && date.month.is_none())?;
    let between = sentence[of.range.end..day.range.start].trim_start_matches('度');
    let led = &between[PERIODS.reports.leading(between)?.len()..];
    let published = PERIODS.published.iter().any(|verb| sentence[day.range.end..].contains(verb));
    let near = led.chars().count() <= 6 && !led.contains(['的', '题']);
    of.year.filter(|_| published && near && day.month.is_some())
}

/// 本报告编制完成后，于2023年1月9日公布: the day on which this report was published.
fn publishes_this(sentence: &str, day: &WrittenDate) -> bool {
    const OWN: [&str; 4] = ["本报告", "本年度报告", "本年报", "该报告"];
    let head = &sentence[..day.range.start];
    let Some(at) = OWN.iter().filter_map(|word| Some(head.rfind(word)? + word.len())).max() else {
        return false;
    };
    let between = &head[at..];
    let led = between.ends_with(['于', '在']) || between.is_empty();
    let behind = sentence[day.range.end..].split(['，', '。', '；']).next().unwrap_or_default();
    let published = PERIODS.published.iter().any(|verb| behind.contains(verb));
    let near = between.chars().count() <= 10 && !between.contains(['的', '题', '据', '《']);
    led && near && published && day.month.is_some_and(|month| month <= 6)
}

/// 以上是2022年度公开工作中存在的问题: what this report has told.
fn sums_up_problems(sentence: &str, date: &WrittenDate) -> bool {
    let behind = sentence[date.range.end..].trim_start_matches('度');
    let opens = ["以上", "上述"].iter().any(|word| sentence.starts_with(word));
    let near = sentence[..date.range.start].chars().count() <= 16;
    opens && near && date.month.is_none() && behind.starts_with("政府信息公开") && behind.contains("问题")
}

/// 剩余1件于2026年12月28日收到: a day behind the months in which the report is written, of what has been done.
fn is_still_to_come(sentence: &str, date: &WrittenDate) -> bool {
    let behind = sentence[date.range.end..].split(['，', '。', '；']).next().unwrap_or_default();
    let done = ["收到", "受理", "印发", "召开", "举办", "办结", "答复", "通报", "完成了", "建成", "开通"];
    let near = done.iter().any(|verb| behind.find(verb).is_some_and(|at| behind[..at].chars().count() <= 6));
    date.month.is_some_and(|month| month > 6)
        && near
        && !behind.starts_with(['前', '底', '止', '至', '起', '以'])
        && !sentence[..date.range.start].ends_with(['至', '到', '—', '-'])
        && !has(PERIODS.plans, sentence)
}

/// 2015年5月举办培训班: a month of the year in which something was done, and that nothing else in the report speaks of.
fn is_doing(facts: &Facts, sentence: &str, date: &WrittenDate, year: u16) -> bool {
    let (before, behind) = (&sentence[..date.range.start], &sentence[date.range.end..]);
    let opens = before.is_empty() || before.ends_with(['，', '；', '、', '：', '于', '在']);
    let written = format!("{year}年");
    let alone = || facts.prose.iter().map(|p| p.as_str().matches(&written).count()).sum::<usize>() == 1;
    date.month.is_some()
        && opens
        && has(PERIODS.doings, behind)
        && !has(PERIODS.old, behind)
        && !["自", "从", "截至"].iter().any(|word| before.ends_with(word))
        && alone()
}

/// 2026年提出的问题已整改到位.
fn is_told_as_past(sentence: &str, date: &WrittenDate) -> bool {
    let behind = sentence[date.range.end..].trim_start_matches('度');
    let Some(lead) = PERIODS.raised.leading(behind) else { return false };
    let rest = &behind[lead.len()..];
    date.month.is_none() && has(PERIODS.past, rest) && !has(PERIODS.plans, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::dates::dates;

    #[test]
    fn a_decade_is_off_where_another_digit_than_the_last_is() {
        for (year, off) in [
            (2015, true),
            (2035, true),
            (2005, true),
            (2024, false),
            (2026, false),
            (2115, false),
            (2020, false),
        ] {
            assert_eq!(is_decade_off(year, 2025), off, "{year}");
        }
    }

    #[test]
    fn doings_of_the_year_beside_open_a_sentence_of_no_other_year() {
        for (sentence, beside) in [
            ("2026年2月组织培训。", true),
            ("2026年1月组织培训。", false),
            ("2027年2月组织培训。", false),
            ("2024年10月组织培训。", true),
            ("2024年11月组织培训。", false),
            ("2023年5月组织培训。", false),
            ("年内，2024年5月组织培训。", false),
            ("2024年5月组织培训，2025年5月再次组织。", false),
            ("2026年5月将组织培训。", false),
            ("2026年5月公布年报。", false),
        ] {
            assert_eq!(is_year_beside(sentence, &dates(sentence)[0], 2025), beside, "{sentence}");
        }
    }

    #[test]
    fn a_report_is_of_the_year_that_stands_before_its_name() {
        for (sentence, of) in [
            ("2024年年度报告已于2026年1月28日公布。", Some(2024)),
            ("2024年度政府信息公开工作年度报告于2026年1月发布。", Some(2024)),
            ("2024年年度报告提出的问题于2026年1月公布。", None),
            ("2024年年度报告经过几次修改后才于2026年1月公布。", None),
            ("2024年年度报告已于2026年1月编成。", None),
            ("2024年年度报告已于2026年公布。", None),
            ("2024年公文已于2026年1月公布。", None),
        ] {
            let dates = dates(sentence);
            assert_eq!(reported_year(sentence, &dates, &dates[1]), of, "{sentence}");
        }
    }

    #[test]
    fn what_was_raised_is_past_if_it_was_dealt_with() {
        for (sentence, past) in [
            ("2026年提出的问题已整改。", true),
            ("2026年度报告反映的不足均已解决。", true),
            ("2026年提出的问题将逐项整改。", false),
            ("2026年提出的问题有三个。", false),
            ("2026年1月提出的问题已整改。", false),
            ("2026年的问题已整改。", false),
        ] {
            assert_eq!(is_told_as_past(sentence, &dates(sentence)[0]), past, "{sentence}");
        }
    }
}
