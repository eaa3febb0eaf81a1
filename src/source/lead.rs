//! The numbers that paragraphs, headings and labels begin with (GB/T 9704 7.3.3), read in one place.

use super::cut::digits_leading;

/// Chinese numerals, from one to ten.
pub const NUMERALS: &str = "一二三四五六七八九十";

/// Whether a character is one of [`NUMERALS`].
#[must_use]
#[inline]
pub fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The level of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `一、`.
    First,
    /// `（一）`.
    Second,
    /// `1.`.
    Third,
    /// `（1）`.
    Fourth,
}

impl Level {
    /// From 1, as outlines count.
    #[must_use]
    pub fn depth(self) -> u8 {
        self as u8 + 1
    }
}

/// The number that a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// By how it is written.
    pub level: Level,
    /// Bytes, its brackets and its mark included.
    pub len: usize,
    /// Bytes of the bare number within.
    pub digits: (usize, usize),
}

impl Lead {
    /// The number of a text: `一、`, `（一）`, `1.`, `（1）`, of whatever width; nothing for `1.5`, `2023年` or `（含失效）`.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let open = text.len() - text.strip_prefix(['（', '(']).unwrap_or(text).len();
        let rest = &text[open..];
        let run = |is: fn(char) -> bool| rest.len() - rest.trim_start_matches(is).len();
        let (han, arabic) = (run(is_numeral), run(|c| c.is_ascii_digit()));
        let end = open + han + arabic;
        let close = text[end..].chars().next()?;
        let level = match (open > 0, han, arabic) {
            (true, 1.., 0) if "）)".contains(close) => Level::Second,
            (true, 0, 1..) if "）)".contains(close) => Level::Fourth,
            (false, 1.., 0) if close == '、' => Level::First,
            (false, 0, 1..=2) if ".．、".contains(close) => Level::Third,
            _ => return None,
        };
        let len = end + close.len_utf8();
        let digits = digits_leading(&text[len..]);
        // 2.2025年，我镇…: a year stands behind it, no decimals.
        let number =
            level == Level::Third && digits > 0 && !(digits == 4 && text[len + digits..].starts_with('年'));
        (!number).then_some(Self { level, len, digits: (open, end) })
    }
}

/// 三）: a number of [`Level::Second`] that has lost its first bracket, and its bytes.
#[must_use]
pub fn half_bracketed(text: &str) -> Option<(usize, usize)> {
    let (number, len) = numeral(text)?;
    let close = text[len..].chars().next().filter(|c| "）)".contains(*c))?;
    Some((number, len + close.len_utf8()))
}

/// The number in Chinese numerals that a text begins with, 一 to 九十九, and its bytes.
#[must_use]
pub fn numeral(text: &str) -> Option<(usize, usize)> {
    let len = text.find(|c: char| !is_numeral(c)).unwrap_or(text.len());
    if len == 0 {
        return None;
    }
    let digit = |c: char| NUMERALS.chars().take(9).position(|d| d == c).map(|n| n + 1);
    let (tens, ones) = text[..len]
        .split_once('十')
        .map_or(("", &text[..len]), |(t, o)| (if t.is_empty() { "一" } else { t }, o));
    let one = |s: &str| {
        if s.is_empty() {
            Some(0)
        } else {
            s.chars().next().filter(|_| s.chars().count() == 1).and_then(digit)
        }
    };
    let value = one(tens)? * 10 + one(ones)?;
    (value > 0).then_some((value, len))
}

/// The number that a text begins with, in digits or numerals, and its bytes.
#[must_use]
pub fn number(text: &str) -> Option<(usize, usize)> {
    let digits = digits_leading(text);
    text[..digits].parse().ok().map(|value| (value, digits)).or_else(|| numeral(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_counted() {
        let all: String = ('\u{0}'..=char::MAX).filter(|&c| is_numeral(c)).collect();
        assert!(all.len() == NUMERALS.len() && all.chars().all(|c| NUMERALS.contains(c)));
        for (text, value) in [("三", 3), ("十", 10), ("十一、", 11), ("二十是", 20), ("九十九", 99)]
        {
            assert_eq!(numeral(text).map(|(value, _)| value), Some(value), "{text}");
        }
        assert_eq!((numeral("一一"), numeral("的"), numeral("")), (None, None, None));
        assert_eq!((number("12条"), number("十二条"), number("条")), (Some((12, 2)), Some((12, 6)), None));
    }

    #[test]
    fn numbers_are_told_by_how_they_are_written() {
        let read = |text: &str| Lead::of(text).map(|lead| (lead.level, lead.len));
        for (text, level, lead) in [
            ("一、总体情况", Level::First, "一、"),
            ("（十一）其他", Level::Second, "（十一）"),
            ("(二)依申请公开", Level::Second, "(二)"),
            ("12.重复申请", Level::Third, "12."),
            ("3、其他", Level::Third, "3、"),
            ("（1）其他", Level::Fourth, "（1）"),
            ("2.2025年，我镇", Level::Third, "2."),
        ] {
            assert_eq!(read(text), Some((level, lead.len())), "{text}");
        }
        for text in ["1.5万件", "2023年", "123.条", "（含失效）", "（一", "一是", "（一1）", "、", ""]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
