//! In: the characters of a number, in digits or in Chinese numerals. Out: its value, exact. Refuses to know whether it counts
//! anything.

use crate::source::are_wide_thousands;

/// A million: what the value of a figure is counted in.
pub(crate) const MICRO: u128 = 1_000_000;

/// A digit's value, half or full width.
pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(c as u32 - '0' as u32).ok(),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

pub(super) fn numeral(c: char) -> Option<u64> {
    let value = match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

/// The value of 十 to 亿.
pub(super) fn scale(c: char) -> Option<u64> {
    let value = match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    Some(value)
}

pub(super) fn is_numeral(c: char) -> bool {
    numeral(c).is_some() || scale(c).is_some()
}

/// Digits read so far.
pub(super) struct Number {
    pub(super) micros: u128,
    pub(super) places: u32,
    pub(super) end: usize,
}

/// Reads digits, thousands commas and a decimal part.
pub(super) fn number(text: &str, start: usize) -> Option<Number> {
    let mut whole: u128 = 0;
    let mut end = start;
    while let Some(c) = text[end..].chars().next() {
        if let Some(d) = digit(c) {
            whole = whole.checked_mul(10)?.checked_add(u128::from(d))?;
            end += c.len_utf8();
        } else if c == ',' && thousands(&text[end + 1..]) {
            end += 1;
        } else if c == '，' && end > start && are_wide_thousands(&text[end..]) {
            end += c.len_utf8();
        } else {
            break;
        }
    }
    let mut micros = whole.checked_mul(MICRO)?;
    let mut places = 0;
    let point = text[end..].chars().next().filter(|&c| c == '.' || c == '．');
    if let Some(point) = point {
        let mut unit = MICRO;
        let mut at = end + point.len_utf8();
        while let Some((c, d)) = text[at..].chars().next().and_then(|c| Some((c, digit(c)?))) {
            unit /= 10;
            micros = micros.checked_add(unit * u128::from(d))?;
            places += 1;
            at += c.len_utf8();
        }
        if places > 0 {
            end = at;
        }
    }
    (places <= 6 && whole < 1_000_000_000_000_000).then_some(Number { micros, places, end })
}

/// Whether exactly three digits follow.
fn thousands(rest: &str) -> bool {
    rest.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// The value of a run of numerals (`三千四百零二`, `二〇二三`, `十二`); nothing if it is not one number.
pub(crate) fn value(run: &str) -> Option<u64> {
    if run.chars().count() > 1 && run.chars().all(|c| numeral(c).is_some()) {
        let mut chars = run.chars().filter_map(numeral);
        return chars.try_fold(0u64, |sum, d| sum.checked_mul(10)?.checked_add(d));
    }
    let (mut total, mut section, mut last) = (0u64, 0u64, None::<u64>);
    for c in run.chars() {
        if let Some(d) = numeral(c) {
            if last.is_some_and(|l| l != 0) {
                return None;
            }
            last = Some(d);
        } else {
            let s = scale(c)?;
            if s >= 10_000 {
                section += last.take().unwrap_or(0);
                total = (total + section).checked_mul(s).filter(|&v| v > 0)?;
                section = 0;
            } else {
                section += last.take().unwrap_or(1).max(1) * s;
            }
        }
    }
    (total + section).checked_add(last.unwrap_or(0)).filter(|_| !run.is_empty())
}
