//! In: a paragraph. Out: the dates in it as they are written, each with what is wrong with it by itself: a part that lost its 年, 月
//! or 日, or a day that no calendar has. The one reader of dates. Refuses to know which dates a report should name.

use std::ops::Range;

use crate::source::{digits_closing, digits_leading, next_digit};

/// A date, or a part of one: `2025年1月1日`, `12月31日`, `2025年`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// Bytes of the paragraph.
    pub(crate) range: Range<usize>,
    pub(crate) year: Option<u16>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    /// What is wrong with it, as a message.
    pub(crate) fault: Option<&'static str>,
}

impl WrittenDate {
    /// Whether it is a year and nothing more.
    pub(crate) fn is_year(&self) -> bool {
        self.month.is_none() && self.fault.is_none()
    }

    /// The day of the week, 0 for Sunday; of a date without a year that of `year`.
    pub(crate) fn weekday(&self, year: u16) -> Option<usize> {
        let (month, day) = self.month.zip(self.day).filter(|_| self.fault.is_none())?;
        usize::try_from(day_number(self.year.unwrap_or(year), month, day) % 7).ok()
    }
}

/// A number and the 年, 月, 日 behind it.
struct Part {
    start: usize,
    digits: usize,
    value: u32,
    unit: Option<char>,
}

/// The dates of a text, in order. A year that stands alone is one too; numbers without 年, 月 or 日 are none.
pub(crate) fn dates(text: &str) -> Vec<WrittenDate> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let (parts, end) = parts(text, start);
        at = end.max(start + 1);
        // 2.5年, V2, 1-12月 are no dates of the calendar.
        let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '~' | '～');
        let before = text[..start].trim_end_matches(is_dash);
        let dashed = before.len() < start && before.ends_with(|c: char| c.is_ascii_digit());
        let joined =
            dashed || text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || "./+".contains(c));
        if parts.iter().any(|p| p.unit.is_some()) && !joined {
            found.push(date(text, &parts, end));
        }
    }
    if at == 0 {
        return found;
    }
    for date in emptied(text) {
        // 8月日: the 8月 in it is no date of its own.
        found.retain(|other| other.range.end <= date.range.start || date.range.end <= other.range.start);
        found.push(date);
    }
    found.sort_by_key(|d| d.range.start);
    found
}

/// 2025年月1日, 1月日, 3月至月, 自月1日: months and days whose number is lost.
fn emptied(text: &str) -> impl Iterator<Item = WrittenDate> {
    text.match_indices('月').chain(text.match_indices('日')).filter_map(|(at, unit)| lost(text, at, unit))
}

/// A 月 or 日 whose number is lost, by what stands before it. Some words begin so: 2025年月均, 3月日常检查, 至月底.
fn lost(text: &str, at: usize, unit: &str) -> Option<WrittenDate> {
    const MONTH: &str = "日期丢了月份";
    let before = text[..at].chars().next_back()?;
    let head = &text[..at - before.len_utf8()];
    let (head, many, otherwise, fault) = match (before, unit) {
        ('年', "月") => (head, 4..=4, "均度报", MONTH),
        ('年', _) => (head, 4..=4, "均常报", MONTH),
        ('月', "日") => (head, 1..=2, "均常报程", "日期丢了日子"),
        ('至' | '到' | '—' | '-', "月") => (head.strip_suffix('月')?, 1..=2, "底末初中上", MONTH),
        ('自', "月") => (head, 0..=0, "", MONTH),
        _ => return None,
    };
    let digits = digits_closing(head);
    let end = at + unit.len();
    let rest = &text[end..];
    // 自月1日起: of what has no number before it the day must follow.
    let day = digits > 0 || rest.starts_with(|c: char| c.is_ascii_digit());
    let is = many.contains(&digits) && day && !rest.starts_with(|c| otherwise.contains(c));
    let range = head.len() - digits..end;
    is.then_some(WrittenDate { range, year: None, month: None, day: None, fault: Some(fault) })
}

/// Numbers that follow each other with nothing but 年, 月, 日 between, and the end of the last.
fn parts(text: &str, start: usize) -> (Vec<Part>, usize) {
    let mut parts = Vec::new();
    let mut at = start;
    loop {
        let digits = digits_leading(&text[at..]);
        if digits == 0 {
            return (parts, at);
        }
        let value = text[at..at + digits].parse().unwrap_or(u32::MAX);
        let unit = text[at + digits..].chars().next().filter(|c| "年月日".contains(*c));
        parts.push(Part { start: at, digits, value, unit });
        at += digits + unit.map_or(0, char::len_utf8);
        if unit.is_none() {
            return (parts, at);
        }
    }
}

fn date(text: &str, parts: &[Part], end: usize) -> WrittenDate {
    let of = |unit: char| parts.iter().find(|p| p.unit == Some(unit)).map(|p| p.value);
    let small = |unit| of(unit).and_then(|v| u8::try_from(v).ok());
    let year = of('年').and_then(|v| u16::try_from(v).ok());
    let (month, day) = (small('月'), small('日'));
    let start = parts.first().map_or(end, |p| p.start);
    let fault = maimed(text, parts, end).or_else(|| impossible(year, month, day));
    WrittenDate { range: start..end, year, month, day, fault }
}

/// A part whose unit is lost or another's.
fn maimed(text: &str, parts: &[Part], end: usize) -> Option<&'static str> {
    let before = text[..parts.first()?.start].chars().next_back();
    let after = &text[end..];
    let opens = before.is_none_or(|c| "，。；、：（“自从于到至在与和截".contains(c));
    let units: Vec<Option<char>> = parts.iter().map(|p| p.unit).collect();
    for part in parts {
        match (part.unit, part.digits) {
            // 1231日.
            (Some('日'), 4) => return Some("日期丢了“月”"),
            (Some('月' | '日'), 5..) => return Some("日期丢了“年”或“月”"),
            (Some('月'), 3..) => return Some("日期里的“年”写成了“月”"),
            (Some('年'), 3 | 5..) if opens && (parts.len() > 1 || is_report_year(after)) => {
                return Some("年份的位数不对");
            }
            (Some('年'), 4) if !(1900..2100).contains(&part.value) && opens => return Some("年份不可能"),
            _ => {}
        }
    }
    let closes = after.starts_with(['起', '至', '止', '到', '。', '—', '）']);
    match units.as_slice() {
        [Some('年'), Some('日'), ..] if parts[0].digits == 4 => Some("日期里的“月”写成了“日”"),
        [Some('年'), Some('年'), ..] | [Some('年'), Some('日')] if parts[0].digits == 2 => {
            Some("日期里的“月”写成了“年”")
        }
        // 2015年至2025年11年: so many years.
        [Some('年'), Some('年')]
            if ["年至", "年到", "年—"].iter().any(|lead| text[..parts[0].start].ends_with(lead)) =>
        {
            None
        }
        [Some('年'), Some('年'), ..] => Some("日期里的“月”写成了“年”"),
        // 2025年5召开.
        [Some('年'), None] if parts[0].digits == 4 && is_month(parts[1].value, after) => {
            Some("日期丢了“月”")
        }
        [.., Some('月'), None] if closes && !is_range(after) => Some("日期丢了“日”"),
        [.., Some('日'), None] if closes => Some("“日”后面多了数字"),
        _ => None,
    }
}

/// Whether a number behind a year is a month by what is done then.
fn is_month(value: u32, after: &str) -> bool {
    const DONE: [&str; 12] =
        ["召开", "举办", "印发", "发布", "开展", "组织", "公布", "修订", "上线", "开通", "启动", "制定"];
    (1..=12).contains(&value) && DONE.iter().any(|verb| after.starts_with(verb))
}

/// 28至30日: the day's unit stands behind the second.
fn is_range(after: &str) -> bool {
    let rest = after.trim_start_matches(['至', '到']);
    let digits = digits_leading(rest);
    rest.len() < after.len() && digits > 0 && rest[digits..].starts_with('日')
}

/// What follows the year of a report.
fn is_report_year(after: &str) -> bool {
    after.starts_with(['度', '，', '我', '全', '本', '共', '政', '底', '末', '以', '初'])
}

/// A month or a day that the calendar does not have.
fn impossible(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Option<&'static str> {
    let Some(days) = days_of(year, month?) else { return Some("没有这个月份") };
    day.filter(|day| !(1..=days).contains(day)).map(|_| "没有这一天")
}

fn days_of(year: Option<u16>, month: u8) -> Option<u8> {
    let leap = year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    })
}

/// How many days there were up to a day since the year 1, which began on a Monday.
pub(crate) fn day_number(year: u16, month: u8, day: u8) -> u32 {
    let years = u32::from(year.max(1) - 1);
    let months = (1..month).filter_map(|month| days_of(Some(year), month)).map(u32::from).sum::<u32>();
    years * 365 + years / 4 - years / 100 + years / 400 + months + u32::from(day)
}

/// A year of four digits at the start of `text`, with 年.
pub(crate) fn leading_year(text: &str) -> Option<(u16, usize)> {
    let digits = digits_leading(text);
    let year = text[..digits].parse().ok().filter(|y| digits == 4 && (1990..2100).contains(y))?;
    text[digits..].starts_with('年').then_some((year, digits + '年'.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Option<&'static str>)> {
        dates(text).into_iter().map(|d| (&text[d.range.clone()], d.fault)).collect()
    }

    #[test]
    fn dates_as_written() {
        assert_eq!(
            read("自2025年1月1日起至12月31日止，2024年2月29日，9月28至30日，2.5年，3个月，24小时"),
            [
                ("2025年1月1日", None),
                ("12月31日", None),
                ("2024年2月29日", None),
                ("9月28", None),
                ("30日", None)
            ]
        );
        let whole = &dates("2025年3月5日")[0];
        assert_eq!((whole.year, whole.month, whole.day), (Some(2025), Some(3), Some(5)));
    }

    #[test]
    fn days_of_the_week_are_the_calendars() {
        for (text, day) in [
            ("2024年2月29日", Some(4)),
            ("2023年9月26日", Some(2)),
            ("2000年1月1日", Some(6)),
            ("3月2日", Some(0)),
            ("2025年2月30日", None),
            ("2025年3月", None),
        ] {
            assert_eq!(dates(text)[0].weekday(2025), day, "{text}");
        }
    }

    #[test]
    fn dates_lie_apart() {
        assert_eq!(read("8月日印发，9:30前完成"), [("8月日", Some("日期丢了日子"))]);
        assert_eq!(
            read("2025年月1日至3月日"),
            [("2025年月", Some("日期丢了月份")), ("1日", None), ("3月日", Some("日期丢了日子"))]
        );
        for pair in dates("2025年3月月日、2025年12月日年月1日，1月月日2月日").windows(2) {
            assert!(pair[0].range.end <= pair[1].range.start, "{pair:?}");
        }
    }

    #[test]
    fn what_lost_its_number_is_a_date_and_what_begins_so_is_none() {
        for (text, lost) in [
            ("于2025年月，修订", "2025年月"),
            ("2025年月底前", "2025年月"),
            ("2025年日，召开", "2025年日"),
            ("3月日召开", "3月日"),
            ("12月日召开", "12月日"),
            ("3月至月自查", "3月至月"),
            ("3月—月自查", "3月—月"),
            ("自月1日起", "自月"),
        ] {
            let faulty: Vec<_> = read(text).into_iter().filter(|(_, fault)| fault.is_some()).collect();
            assert!(matches!(faulty.as_slice(), [(written, _)] if *written == lost), "{text}: {faulty:?}");
        }
        for right in
            ["2025年月均", "25年月，", "2025年日均", "3月日常", "3月至月底", "自月初起", "每月日均", "至月末"]
        {
            assert!(read(right).iter().all(|(_, fault)| fault.is_none()), "{right}");
        }
    }

    #[test]
    fn maimed_ones() {
        for wrong in [
            "20241月1日",
            "202511日",
            "2025年11月31日",
            "2025年1日1日",
            "1月1起",
            "2025年12年31日",
            "20225年，",
        ] {
            assert!(dates(wrong)[0].fault.is_some(), "{wrong}");
        }
    }
}
