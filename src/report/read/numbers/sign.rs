//! What hands and other programs write in front of a paragraph to number it: the official four of [`Lead`], and all the others.

use crate::source::{Lead, Level, is_han, is_numeral, numeral};

/// How a number is written; those of one style count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `一、`
    First,
    /// `（一）`
    Second,
    /// `1.` and `（1）`: they count together only with their own.
    Official(Level),
    /// `三.` `三）` `（叁）` `㈢` `第三节`: what stands for a section or a sub-item.
    OtherHan,
    /// `①` `⑴` `⒊` `3）` `A.` `Ⅲ、`
    OtherList,
    /// `一是` `第一，` `其一，`
    Words,
}

impl Style {
    /// Whether the program writes such numbers itself.
    pub(super) fn is_of_a_section(self) -> bool {
        matches!(self, Self::First | Self::Second | Self::OtherHan)
    }
}

/// A number at the head of a text.
pub(super) struct Sign {
    pub(super) style: Style,
    /// Bytes, with its brackets and marks.
    pub(super) len: usize,
}

impl Sign {
    /// The number that a text begins with; nothing for `3.5万件` or `第三方`.
    pub(super) fn of(text: &str) -> Option<Self> {
        // Most texts begin with a word.
        let counts = |c| is_numeral(c) || is_of_banks(c) || matches!(c, '第' | '其');
        text.chars().next().filter(|&c| !is_han(c) || counts(c))?;
        let (style, len) = official(text)
            .or_else(|| single(text))
            .or_else(|| in_words(text))
            .or_else(|| bracketed(text))
            .or_else(|| marked(text))
            .or_else(|| with_decimals(text))?;
        let behind = text[len..].trim_start_matches(['、', '.', '．', ' ']);
        let len = text.len() - behind.len();
        Some(Self { style, len })
    }
}

/// Numerals of banks.
fn is_of_banks(c: char) -> bool {
    matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾')
}

fn official(text: &str) -> Option<(Style, usize)> {
    let lead = Lead::of(text)?;
    let style = match lead.level {
        Level::First => Style::First,
        Level::Second => Style::Second,
        level => Style::Official(level),
    };
    Some((style, lead.len))
}

/// One character that is a number: ① ⑴ ⒊ ㈢ Ⅲ.
fn single(text: &str) -> Option<(Style, usize)> {
    let c = text.chars().next()?;
    let len = c.len_utf8();
    let marked = text[len..].starts_with(['、', '.', '．', '）', ')', '：', ' ']);
    match c {
        '㈠'..='㈩' | '㊀'..='㊉' => Some((Style::OtherHan, len)),
        '①'..='⒛' | '❶'..='❿' => Some((Style::OtherList, len)),
        'Ⅰ'..='Ⅻ' if marked => Some((Style::OtherList, len + text[len..].chars().next()?.len_utf8())),
        _ => None,
    }
}

/// 一是, 第一，, 其一，; 第三节.
fn in_words(text: &str) -> Option<(Style, usize)> {
    let after = |rest: &str, ends: &[&str]| {
        let (_, len) = numeral(rest)?;
        let end = ends.iter().find(|end| rest[len..].starts_with(**end))?;
        Some(len + end.len())
    };
    if let Some(rest) = text.strip_prefix('第') {
        let part = after(rest, &["部分", "节", "章"]);
        let point = || after(rest, &["，", "、", "：", ","]).map(|len| (Style::Words, len));
        return part
            .map(|len| (Style::OtherHan, len))
            .or_else(point)
            .map(|(s, len)| (s, len + '第'.len_utf8()));
    }
    if let Some(rest) = text.strip_prefix('其') {
        return after(rest, &["，", "是", "：", "、"]).map(|len| (Style::Words, len + '其'.len_utf8()));
    }
    after(text, &["是"]).map(|len| (Style::Words, len))
}

/// 三） 3） a) without a bracket in front; （叁） with numerals of banks.
fn bracketed(text: &str) -> Option<(Style, usize)> {
    let open = text.len() - text.strip_prefix(['（', '(']).unwrap_or(text).len();
    let rest = &text[open..];
    let run = |is: &dyn Fn(char) -> bool| rest.len() - rest.trim_start_matches(is).len();
    let bank = run(&is_of_banks);
    let close = |len: usize, closes: &str| rest[len..].chars().next().filter(|c| closes.contains(*c));
    if bank > 0 {
        let c = close(bank, if open > 0 { "）)" } else { "、.．）)" })?;
        return Some((Style::OtherHan, open + bank + c.len_utf8()));
    }
    let han = if open > 0 { 0 } else { run(&is_numeral) };
    if han > 0 {
        return close(han, "）)").map(|c| (Style::OtherHan, han + c.len_utf8()));
    }
    let digits = if open > 0 { 0 } else { run(&|c| c.is_ascii_digit()) };
    let letter = usize::from(rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let len = if (1..=2).contains(&digits) { digits } else { letter };
    let c = close(len, "）)").filter(|_| len > 0)?;
    Some((Style::OtherList, open + len + c.len_utf8()))
}

/// 三. with a stop for its mark; A. III. a、 before Han.
fn marked(text: &str) -> Option<(Style, usize)> {
    let run = |is: &dyn Fn(char) -> bool| text.len() - text.trim_start_matches(is).len();
    let (han, letters) = (run(&is_numeral), run(&|c| "IVXivx".contains(c)));
    let letters = letters.max(usize::from(text.starts_with(|c: char| c.is_ascii_alphabetic())));
    let (style, len) = match (han, letters) {
        (1.., _) => (Style::OtherHan, han),
        (0, 1..) => (Style::OtherList, letters),
        _ => return None,
    };
    let mark = text[len..].chars().next().filter(|c| ".．、".contains(*c))?;
    let end = len + mark.len_utf8();
    text[end..].trim_start().starts_with(is_han).then_some((style, end))
}

/// 3.1 before Han that measure nothing.
fn with_decimals(text: &str) -> Option<(Style, usize)> {
    let len = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let mut parts = text[..len].trim_end_matches('.').split('.');
    let short = parts.clone().count() > 1 && parts.all(|part| matches!(part.len(), 1 | 2));
    let words = text[len..].trim_start();
    let measured = words.starts_with(|c| "万亿千百十倍个元公平吨次人件条页分成米亩年月天小余多".contains(c));
    (short && words.starts_with(is_han) && !measured).then_some((Style::OtherList, len))
}

/// What lists in other programs begin with, `F0xx` being the letters of symbol fonts.
const BULLETS: &str = "●•■◆▪·★☆※§◇○□▲△▶►➢➤√✓✔➔→◎❖";

/// Bytes of a bullet at the head of a text. A dash or star is one before a Han letter; —— opens points by custom.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let c = text.chars().next()?;
    let rest = &text[c.len_utf8()..];
    let words = rest.trim_start();
    let is = match c {
        '\u{F000}'..='\u{F0FF}' => true,
        '-' | '*' | '+' | '–' | '—' | '－' | '＊' | '>' => {
            words.starts_with(|c| is_han(c) || "“《（【".contains(c))
        }
        _ => BULLETS.contains(c),
    };
    is.then_some(text.len() - words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_hand_are_known() {
        for (text, style, sign) in [
            ("（三）健全", Style::Second, "（三）"),
            ("三、健全", Style::First, "三、"),
            ("三.健全", Style::OtherHan, "三."),
            ("三）健全", Style::OtherHan, "三）"),
            ("㈢健全", Style::OtherHan, "㈢"),
            ("（叁）健全", Style::OtherHan, "（叁）"),
            ("第三部分 健全", Style::OtherHan, "第三部分 "),
            ("3）健全", Style::OtherList, "3）"),
            ("①健全", Style::OtherList, "①"),
            ("⒊健全", Style::OtherList, "⒊"),
            ("Ⅲ、健全", Style::OtherList, "Ⅲ、"),
            ("III.健全", Style::OtherList, "III."),
            ("a)健全", Style::OtherList, "a)"),
            ("3.1健全", Style::OtherList, "3.1"),
            ("一是健全", Style::Words, "一是"),
            ("第一，健全", Style::Words, "第一，"),
        ] {
            let read = Sign::of(text).map(|sign| (sign.style, sign.len));
            assert_eq!(read, Some((style, sign.len())), "{text}");
        }
        for text in
            ["3.5万件", "第三方评估", "一些", "三安全一稳定", "APP上线", "V信", "2023年", "其中3件", "一百件"]
        {
            assert!(Sign::of(text).is_none(), "{text}");
        }
    }

    #[test]
    fn bullets_are_told_from_dashes() {
        for (text, len) in [("● 定期", 4), ("-定期", 1), ("- 定期", 2), ("\u{F0B7}定期", 3), ("— 定期", 4)]
        {
            assert_eq!(bullet(text), Some(len), "{text}");
        }
        for text in ["——定期", "-3件", "定期", "*.gov.cn"] {
            assert_eq!(bullet(text), None, "{text}");
        }
    }
}
