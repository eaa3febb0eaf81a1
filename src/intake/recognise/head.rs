//! Who reports on which year, from title and signature; the date.

use super::labels::half_width;
use crate::intake::blocks::is_blank;
use crate::report::OfficeKind;
use std::ops::Range;

/// What a title says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// 机关, as bytes of the title; empty if it names none.
    pub(super) office: Range<usize>,
    /// 年度 and its bytes.
    pub(super) year: Option<(u16, Range<usize>)>,
}

/// Whether a text can be the title of a report, or its end.
pub(super) fn is_title(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let report = plain.contains("年度报告") || plain.contains("年报") || plain.ends_with("工作报告");
    report
        && plain.contains("信息公开")
        && plain.chars().count() <= 80
        && !plain.contains(['。', '>', '＞', '；', '|', '，'])
}

/// Takes a title apart.
pub(super) fn title(text: &str) -> Title {
    let year = year(text);
    let end = text.find("政府信息公开").or_else(|| text.find("信息公开")).unwrap_or(text.len());
    let office = match &year {
        Some((_, at)) if at.start < end => {
            let before = trimmed(text, 0..at.start);
            if before.is_empty() {
                // 2023年度某某局政府信息公开…
                let rest = &text[at.end..end];
                let skip = rest.len() - rest.trim_start_matches(['年', '度']).len();
                trimmed(text, at.end + skip..end)
            } else {
                before
            }
        }
        _ => trimmed(text, 0..end),
    };
    Title { office, year }
}

/// A stretch without blanks, quotes and 关于 around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let around = |c: char| is_blank(c) || "《“\"—－-:：".contains(c);
    let part = &text[range.clone()];
    let inner = part.trim_matches(around);
    let inner = inner.strip_prefix("关于").unwrap_or(inner).trim_matches(around);
    let start = range.start + (inner.as_ptr() as usize - part.as_ptr() as usize);
    start..start + inner.len()
}

/// The first year in a text and its bytes, without 年: 2023, ２０２３, 二〇二三.
pub(super) fn year(text: &str) -> Option<(u16, Range<usize>)> {
    let chars: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !is_blank(*c)).collect();
    for (at, window) in chars.windows(5).enumerate() {
        if window[4].1 != '年' || (at > 0 && digit(chars[at - 1].1).is_some()) {
            continue;
        }
        let digits: Option<Vec<u16>> = window[..4].iter().map(|(_, c)| digit(*c)).collect();
        let Some(digits) = digits else { continue };
        let year = digits.iter().fold(0, |year, digit| year * 10 + digit);
        if (2000..2100).contains(&year) {
            return Some((year, window[0].0..window[4].0));
        }
    }
    None
}

fn digit(c: char) -> Option<u16> {
    let c = half_width(c);
    let value = c.to_digit(10).or_else(|| {
        let place = "〇一二三四五六七八九".chars().position(|d| d == c);
        place.and_then(|n| u32::try_from(n).ok())
    });
    value.and_then(|n| u16::try_from(n).ok())
}

/// A date at the end of a line, and where it begins: `2024年1月20日`, `二〇二四年一月二十日`, `2024-01-20`.
pub(super) fn date(text: &str) -> Option<(String, Range<usize>)> {
    let text_end = text.trim_end_matches(|c| is_blank(c) || ")）".contains(c)).len();
    let line = &text[..text_end];
    let (numbers, start) = if line.ends_with('日') { han_date(line)? } else { plain_date(line)? };
    let [year, month, day] = numbers;
    let fits = (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| (format!("{year}-{month:02}-{day:02}"), start..text_end))
}

fn han_date(line: &str) -> Option<([u16; 3], usize)> {
    let at = line.rfind('年')?;
    let (year, start) = {
        let chars: Vec<(usize, char)> = line[..at].char_indices().filter(|(_, c)| !is_blank(*c)).collect();
        let four = &chars[chars.len().checked_sub(4)?..];
        let digits: Option<Vec<u16>> = four.iter().map(|(_, c)| digit(*c)).collect();
        (digits?.iter().fold(0, |year, digit| year * 10 + digit), four[0].0)
    };
    let (month, day) = line[at + '年'.len_utf8()..].strip_suffix('日')?.split_once('月')?;
    Some(([year, small(month)?, small(day)?], start))
}

/// A number below a hundred in digits or Han.
fn small(text: &str) -> Option<u16> {
    let text: String = text.chars().filter(|c| !is_blank(*c)).map(half_width).collect();
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { small(tens)? };
        let ones = if ones.is_empty() { 0 } else { small(ones)? };
        return Some(tens * 10 + ones);
    }
    let digits: Option<Vec<u16>> = text.chars().map(digit).collect();
    let digits = digits.filter(|d| !d.is_empty() && d.len() <= 2)?;
    Some(digits.iter().fold(0, |number, digit| number * 10 + digit))
}

fn plain_date(line: &str) -> Option<([u16; 3], usize)> {
    let start = line.len() - line.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
    let parts: Vec<&str> = line[start..].split(['-', '/', '.']).collect();
    let [year, month, day] = parts[..] else { return None };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    (year.len() == 4).then_some(())?;
    Some(([number(year)?, number(month)?, number(day)?], start))
}

/// The cities above counties, by name without 市: of a 市 that is none of them nobody can say whether it is one of a county's rank
/// without asking. 行政区划 of 2024.
const CITIES: &str = include_str!("cities.txt");

/// The kind of a body, where its name leaves no doubt.
pub(super) fn kind(office: &str) -> Option<OfficeKind> {
    if office.ends_with("街道办事处") {
        return Some(OfficeKind::Subdistrict);
    }
    if office.ends_with("镇人民政府") || office.ends_with("乡人民政府") {
        return Some(OfficeKind::Township);
    }
    let government = office.ends_with("人民政府");
    let ends = ["局", "委员会", "办公室", "委", "厅"];
    let department = !government && ends.iter().any(|end| office.ends_with(end));
    // Bodies of development zones have the rank of whoever set them up.
    let zone = ["开发区", "新区", "园区", "示范区", "度假区", "保税区", "管理区"]
        .iter()
        .any(|zone| office.contains(zone));
    let (province, rest) = province(office);
    let (city, rest) = city(rest);
    if zone || !(government || department || rest.is_empty()) {
        return None;
    }
    let of = |body: OfficeKind, part: OfficeKind| Some(if department { part } else { body });
    let below = rest.strip_suffix("人民政府").unwrap_or(rest);
    match () {
        () if below.contains(['县', '旗', '区']) && !below.contains("地区") => {
            of(OfficeKind::County, OfficeKind::CountyDepartment)
        }
        // 市 that is not in the list, 地区.
        () if below.contains(['市', '州']) && !below.starts_with("市场") || below.contains("地区") => {
            None
        }
        () if city => of(OfficeKind::City, OfficeKind::CityDepartment),
        () if province => of(OfficeKind::Province, OfficeKind::ProvinceDepartment),
        () => None,
    }
}

/// Whether a name begins with a province's or a municipality's, and what follows it.
fn province(office: &str) -> (bool, &str) {
    for name in ["北京市", "天津市", "上海市", "重庆市"] {
        if let Some(rest) = office.strip_prefix(name) {
            return (true, rest);
        }
    }
    for end in ["自治区", "省"] {
        if let Some(at) = office.find(end).filter(|at| office[..*at].chars().count() <= 6) {
            return (true, &office[at + end.len()..]);
        }
    }
    (false, office)
}

/// Whether a name begins with that of a city above counties, and what follows it.
fn city(office: &str) -> (bool, &str) {
    if let Some(at) = office.find("自治州") {
        return (true, &office[at + "自治州".len()..]);
    }
    for name in CITIES.split_whitespace() {
        if let Some(rest) = office.strip_prefix(name).and_then(|rest| rest.strip_prefix('市')) {
            return (true, rest);
        }
    }
    (false, office)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_apart() {
        for (text, office, of) in [
            ("安平县教育局2023年政府信息公开工作年度报告", "安平县教育局", Some(2023)),
            ("2023年度安平县教育局政府信息公开工作年度报告", "安平县教育局", Some(2023)),
            ("安平县教育局 二〇二三年政府信息公开年报", "安平县教育局", Some(2023)),
            ("安平县教育局政府信息公开工作年度报告（2023年）", "安平县教育局", Some(2023)),
            ("政府信息公开工作年度报告", "", None),
        ] {
            let found = title(text);
            assert_eq!(&text[found.office], office, "{text}");
            assert_eq!(found.year.map(|y| y.0), of, "{text}");
        }
    }

    #[test]
    fn dates_are_found_at_the_end_of_a_line() {
        for text in [
            "2024年1月20日",
            "某局 2024 年 01 月 20 日",
            "二〇二四年一月二十日",
            "2024-01-20",
            "（2024年1月20日）",
        ] {
            assert_eq!(date(text).map(|d| d.0).as_deref(), Some("2024-01-20"), "{text}");
        }
        for text in ["截至2023年12月底", "共20日", "12.5", "2024年13月20日"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn kinds_are_said_only_without_doubt() {
        for (office, of) in [
            ("北关区灯塔路街道办事处", Some(OfficeKind::Subdistrict)),
            ("安平县教育局", Some(OfficeKind::CountyDepartment)),
            ("安平县人民政府", Some(OfficeKind::County)),
            ("安阳市北关区教育局", Some(OfficeKind::CountyDepartment)),
            ("安阳市教育局", Some(OfficeKind::CityDepartment)),
            ("安阳市市场监督管理局", Some(OfficeKind::CityDepartment)),
            ("河南省安阳市人民政府", Some(OfficeKind::City)),
            ("荣成市教育局", None),
            ("威海市荣成市教育局", None),
            ("河南省教育厅", Some(OfficeKind::ProvinceDepartment)),
            ("上海市人民政府办公厅", Some(OfficeKind::ProvinceDepartment)),
            ("上海市徐汇区人民政府", Some(OfficeKind::County)),
            ("宿迁市", Some(OfficeKind::City)),
            ("苏州工业园区管理委员会", None),
            ("沭阳中学", None),
        ] {
            assert_eq!(kind(office), of, "{office}");
        }
    }
}
