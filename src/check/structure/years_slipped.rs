//! Years that are a slip of the hand (X15): 2015年5月 among the doings of 2025, and a year that is still to come said of the past.

use super::dated::Dated;
use super::spans::PERIODS;
use crate::check::dates::WrittenDate;
use crate::check::facts::Part;
use crate::diagnostic::Diagnostic;
use crate::source::{self, CLAUSE, Slip, head, is_han, near};

pub(super) fn check(dated: &Dated<'_>) -> Option<Diagnostic> {
    let mut sound = dated.dates.iter().filter(|date| date.fault.is_none());
    sound.find_map(|date| Some(dated.wrong(&date.range, slip(dated, date)?)))
}

fn slip(dated: &Dated<'_>, date: &WrittenDate) -> Option<String> {
    let this = dated.this();
    let year = date.year;
    if let Some(year) = year.filter(|&year| year != this + 1 && publishes_this(dated, date)) {
        return Some(format!("{this} 年度的报告在 {} 年公布，这里写的是 {year} 年", this + 1));
    }
    if is_against_itself(dated, date) {
        return Some(format!("与 {this} 年自己相比，上年是 {} 年", this - 1));
    }
    let year = year.filter(|&year| year != this)?;
    let early = date.month.is_some_and(|month| month <= 6);
    let elsewhen = |of: &u16| of + 1 < year || *of >= year && early;
    let off = |of| is_decade_off(year, of);
    Some(if let Some(of) = reported_year(dated, date).filter(elsewhen) {
        format!("{of} 年度的报告在 {} 年公布，这里写的是 {year} 年", of + 1)
    } else if sums_up_problems(dated, date) {
        format!("正文写的是 {year} 年，报告年度是 {this} 年")
    } else if year == this + 1 && (is_still_to_come(dated, date) || sums_up_to_come(dated, date)) {
        format!("{year} 年的事还没有发生，报告年度是 {this} 年")
    } else if (off(this) || is_year_beside(dated, date)) && is_doing(dated, date, year) {
        format!("本年做的事写的是 {year} 年，报告年度是 {this} 年")
    } else if year > this && is_told_as_past(dated, date) {
        format!("{year} 年还没有到，报告年度是 {this} 年")
    } else if (off(this - 1) || off(this)) && is_told_as_past(dated, date) {
        // 2014年度报告提出的问题已整改.
        format!("正文写的是 {year} 年，报告年度是 {this} 年，上年是 {} 年", this - 1)
    } else {
        return None;
    })
}

/// 2015 for 2025: another digit than the last is wrong. 2020 for 2025 may be meant.
pub(super) fn is_decade_off(year: u16, this: u16) -> bool {
    source::slip(&year.to_string(), &this.to_string()) == Some(Slip::Digit) && year % 10 == this % 10
}

/// 2026年3月，组织培训 and 2024年3月，组织培训 in a report of 2025: of the next year or the last, where nothing of this one is told.
fn is_year_beside(dated: &Dated<'_>, date: &WrittenDate) -> bool {
    let (this, sentence) = (dated.this(), dated.text);
    let named = (this - 1..=this + 1).map(|year| sentence.matches(&format!("{year}年")).count());
    let beside = date.year == Some(this + 1) && date.month.is_some_and(|month| month > 1)
        || date.year == Some(this - 1) && date.month.is_some_and(|month| month < 11);
    beside
        && date.range.start == 0
        // What is made public in spring is the report.
        && !PERIODS.of_spring.says(dated.behind(date))
        && !PERIODS.plans.says(sentence)
        && named.sum::<usize>() == 1
}

/// 2025年公开233条，比2025年的215条增加18条: no other year is named that one could be.
fn is_against_itself(dated: &Dated<'_>, date: &WrittenDate) -> bool {
    let before = dated.before(date);
    let beside = PERIODS.with.closes(before);
    if date.year != Some(dated.this()) || date.month.is_some() || !beside && !PERIODS.than.closes(before) {
        return false;
    }
    let behind = dated.behind(date).trim_start_matches("全年");
    let figure = behind.trim_start_matches('的').trim_start_matches("同期");
    // 与2025年相比减少2件.
    let compared = figure.trim_start_matches('相').strip_prefix('比');
    let figure = if beside { compared.unwrap_or_default() } else { figure }.trim_start_matches('，');
    (figure.starts_with(|c: char| c.is_ascii_digit()) || PERIODS.moved.opens(figure))
        && PERIODS.moved.says(head(figure, CLAUSE))
        && dated.dates.iter().all(|other| other.year.is_none_or(|year| year == dated.this()))
        && !PERIODS.plans.says(dated.text)
}

/// 2024年年度报告已于2026年1月28日公布: the year of the report that was published on a day.
fn reported_year(dated: &Dated<'_>, day: &WrittenDate) -> Option<u16> {
    let of = dated.dates.iter().rfind(|date| date.range.end < day.range.start && date.month.is_none())?;
    let between = dated.text[of.range.end..day.range.start].trim_start_matches('度');
    let led = &between[PERIODS.reports.leading(between)?.len()..];
    let published = PERIODS.published.says(&dated.text[day.range.end..]);
    let near = led.chars().count() <= 6 && !led.contains(['的', '题']);
    of.year.filter(|_| published && near && day.month.is_some())
}

/// 本报告编制完成后，于2023年1月9日公布: the day on which this report was published.
fn publishes_this(dated: &Dated<'_>, day: &WrittenDate) -> bool {
    let before = dated.before(day);
    let own = PERIODS.this_report.iter().filter_map(|word| Some(before.rfind(word)? + word.len())).max();
    own.is_some_and(|at| {
        let between = &before[at..];
        let led = between.ends_with(['于', '在']) || between.is_empty();
        let near = between.chars().count() <= 10 && !between.contains(['的', '题', '据', '《']);
        led && near
            && PERIODS.published.says(dated.clause_behind(day))
            && day.month.is_some_and(|month| month <= 6)
    })
}

/// 以上是2022年度公开工作中存在的问题: what this report has told.
fn sums_up_problems(dated: &Dated<'_>, date: &WrittenDate) -> bool {
    let behind = dated.behind(date);
    let near = dated.before(date).chars().count() <= 16;
    PERIODS.above.opens(dated.text)
        && near
        && date.month.is_none()
        && behind.starts_with("政府信息公开")
        && behind.contains("问题")
}

/// 剩余1件于2026年12月28日收到: a day behind the months in which the report is written, of what has been done.
fn is_still_to_come(dated: &Dated<'_>, date: &WrittenDate) -> bool {
    let behind = dated.clause_behind(date);
    date.month.is_some_and(|month| month > 6)
        && PERIODS.done.iter().any(|verb| near(behind, verb, 6).is_some())
        && !behind.starts_with(|c| PERIODS.limits.contains(c))
        && !dated.before(date).ends_with(['至', '到', '—', '-'])
        && !PERIODS.plans.says(dated.text)
}

/// 2026年度统计公报, 2026年部门决算: what sums up a year that has not ended.
fn sums_up_to_come(dated: &Dated<'_>, date: &WrittenDate) -> bool {
    let name = dated.behind(date).split(|c| !is_han(c)).next().unwrap_or_default();
    let name = name.trim_end_matches(['和', '及', '与']);
    date.is_year()
        && name.chars().count() <= 16
        && PERIODS.summed_up.closes(name)
        && !name.contains("预算")
        && !PERIODS.plans.says(dated.text)
        && dated.paragraph.part != Part::Problems
}

/// 2015年5月举办培训班: a month of the year in which something was done, and that nothing else in the report speaks of.
fn is_doing(dated: &Dated<'_>, date: &WrittenDate, year: u16) -> bool {
    let (before, behind) = (dated.before(date), &dated.text[date.range.end..]);
    let opens = before.is_empty() || before.ends_with(['，', '；', '、', '：', '于', '在']);
    let written = format!("{year}年");
    let named = dated.facts.prose.iter().map(|p| p.as_str().matches(&written).count());
    date.month.is_some()
        && opens
        && PERIODS.doings.says(behind)
        && !PERIODS.old.says(behind)
        && named.sum::<usize>() == 1
}

/// 2026年提出的问题已整改到位.
fn is_told_as_past(dated: &Dated<'_>, date: &WrittenDate) -> bool {
    let behind = dated.behind(date);
    PERIODS.raised.leading(behind).is_some_and(|lead| {
        date.month.is_none() && PERIODS.past.says(&behind[lead.len()..]) && !PERIODS.plans.says(dated.text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::Part;
    use crate::check::facts::sample::{idle, paragraph};
    use crate::report::OfficeKind;

    /// What `ask` says of a sentence of a report of 2025 that has nothing else.
    fn of<T>(sentence: &str, ask: impl Fn(&Dated<'_>) -> T) -> T {
        let facts = idle("安平县教育局", OfficeKind::CountyDepartment, 2025);
        let paragraph = paragraph(sentence, Part::Others);
        ask(&Dated::of(&facts, &paragraph, (0, sentence)))
    }

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
            assert_eq!(of(sentence, |s| is_year_beside(s, &s.dates[0])), beside, "{sentence}");
        }
    }

    #[test]
    fn a_report_is_of_the_year_that_stands_before_its_name() {
        for (sentence, year) in [
            ("2024年年度报告已于2026年1月28日公布。", Some(2024)),
            ("2024年度政府信息公开工作年度报告于2026年1月发布。", Some(2024)),
            ("2024年年度报告提出的问题于2026年1月公布。", None),
            ("2024年年度报告经过几次修改后才于2026年1月公布。", None),
            ("2024年年度报告已于2026年1月编成。", None),
            ("2024年年度报告已于2026年公布。", None),
            ("2024年公文已于2026年1月公布。", None),
        ] {
            assert_eq!(of(sentence, |s| reported_year(s, &s.dates[1])), year, "{sentence}");
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
            assert_eq!(of(sentence, |s| is_told_as_past(s, &s.dates[0])), past, "{sentence}");
        }
    }
}
