//! Who reports on which year, from title and signature; the date.

use super::labels::half_width;
use crate::intake::blocks::is_blank;
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
}
