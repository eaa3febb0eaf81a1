//! In: one paragraph. Out: the figures in it, exact, each with its unit and its place. Refuses to know what a figure is about.
//! Dates, document numbers, ordinals, list numbers, telephone numbers and addresses are no figures.

use std::ops::Range;

use super::lexicon::LEXICON;
use super::numerals::{MICRO, Number, digit, is_numeral, number, scale, value};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// First byte of the number.
    pub(crate) start: usize,
    /// One past the number (万 and 余 included), before the unit.
    pub(crate) digits_end: usize,
    /// One past the unit and what belongs to it (`左右`).
    pub(crate) end: usize,
    /// The value times a million.
    pub(crate) micros: u128,
    /// Digits after the decimal point.
    pub(crate) places: u32,
    /// The counted unit; `%` for shares; empty without one.
    pub(crate) unit: &'static str,
    /// 约, 近, 余, 多, 左右: not meant exactly.
    pub(crate) approximate: bool,
}

impl Figure {
    /// One of a whole value at a place, the unit not yet read.
    fn bare(range: Range<usize>, value: u64, approximate: bool) -> Self {
        let Range { start, end } = range;
        let micros = u128::from(value) * MICRO;
        Self { start, digits_end: end, end, micros, places: 0, unit: "", approximate }
    }

    pub(crate) fn whole(&self) -> Option<u64> {
        self.micros.is_multiple_of(MICRO).then(|| u64::try_from(self.micros / MICRO).ok())?
    }

    /// Whether it is a value as far as it is written: 582.1 万 is 5,821,460. Of one digit (1 万) that says nothing. `text` is where
    /// it stands.
    pub(crate) fn rounds(&self, text: &str, value: u64) -> bool {
        let step = u64::try_from(self.step(text) / MICRO).unwrap_or(0);
        let written = &text[self.start..self.digits_end];
        let told = written.chars().filter(|&c| digit(c).is_some()).count() >= 2;
        told && step > 1 && self.whole().is_some_and(|whole| whole.abs_diff(value) <= step / 2)
    }

    /// What its last written digit counts, in millionths: 1000 things in 58.2 万.
    pub(crate) fn step(&self, text: &str) -> u128 {
        let written = &text[self.start..self.digits_end];
        let scales = written.chars().filter(|c| matches!(c, '万' | '亿')).filter_map(scale);
        MICRO * scales.map(u128::from).product::<u128>() / 10u128.pow(self.places.min(6))
    }

    /// Whether it counts in a unit of a list of the lexicon.
    pub(crate) fn counts_in(&self, list: &str) -> bool {
        LEXICON.has(list, self.unit)
    }

    /// 40%, 2 个百分点: whether it counts parts of a hundred.
    pub(crate) fn is_percent(&self) -> bool {
        self.unit == "%" || self.unit == "百分点"
    }

    /// Whether it counts things exactly, in the unit of another figure.
    pub(crate) fn counts_like(&self, other: &Self) -> bool {
        self.unit == other.unit && self.is_count()
    }

    /// Whether it counts things exactly.
    pub(crate) fn is_count(&self) -> bool {
        !self.approximate && !self.is_percent() && self.whole().is_some()
    }
}

pub(crate) fn figures(text: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    // Most characters begin nothing.
    let begins = |c: char| c.is_ascii_alphanumeric() || digit(c).is_some() || is_numeral(c);
    while let Some((start, c)) = text[at..].char_indices().find(|(_, c)| begins(*c)) {
        at += start;
        at = if c.is_ascii_alphabetic() {
            at + latin(&text[at..])
        } else if is_numeral(c) {
            chinese(text, at, &mut found)
        } else {
            arabic(text, at, &mut found)
        };
    }
    found
}

/// The length of a Latin word, web address or code, with the digits in it.
fn latin(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_./:@=?&%#+".contains(c))).unwrap_or(text.len())
}

/// Whether a number at `start` is a date, an ordinal, a document number, an address or a list number.
fn is_label(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches(' ');
    let after = text[end..].trim_start_matches(' ');
    let glued = text[..start].chars().next_back();
    // “6·25”, 1∶2∶1.
    if glued.is_some_and(|c| "-/_.:@#—–~～·∶：".contains(c) && adjoins_code(&text[..start - c.len_utf8()]))
    {
        return true;
    }
    if before.ends_with(['第', '〔', '【', '［', '[']) || after.starts_with(['〕', '】', '］', ']']) {
        return true;
    }
    // 12345 热线, 12317 监督举报电话.
    let line = text[start..end].len() == 5 && text[start..].starts_with("12");
    if line && LEXICON.opens("号码后", after) {
        return true;
    }
    // 2023 全年: a year without its 年.
    let bare_year = after.starts_with("全年") && text[start..end].chars().count() == 4;
    let dated = bare_year || after.starts_with(['年', '月', '日', '号', '时', '点', '届', '级', '后', '秒']);
    if dated
        || after.starts_with("岁")
        || (before.is_empty() && after.starts_with(['.', '．', '、', '）', ')']))
    {
        return true;
    }
    let mut rest = after.chars();
    let link = rest.next().filter(|c| "-/:—–~～至到+×xX·∶：".contains(*c));
    link.is_some() && rest.next().is_some_and(|c| digit(c).is_some() || c.is_ascii_alphabetic() || c == '—')
        || after.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether the text ends like a code or a range (`2023`, `www`), so that the sign after it joins two parts.
fn adjoins_code(before: &str) -> bool {
    before.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || digit(c).is_some() || c == '—')
}

/// Reads a number in digits at `start`; returns where to go on.
fn arabic(text: &str, start: usize, found: &mut Vec<Figure>) -> usize {
    let Some(Number { mut micros, places, mut end }) = number(text, start) else {
        let rest = &text[start..];
        return start + rest.find(|c: char| digit(c).is_none() && c != '.').unwrap_or(rest.len());
    };
    if is_label(text, start, end) {
        return end;
    }
    let mut rough = false;
    loop {
        let gap = text[end..].len() - text[end..].trim_start_matches(' ').len();
        let Some(c) = text[end + gap..].chars().next() else { break };
        match c {
            '余' | '多' | '几' => rough = true,
            '万' | '亿' | '千' | '百' if !text[end + gap..].starts_with("百分点") => {
                let Some(product) = scale(c).and_then(|s| micros.checked_mul(u128::from(s))) else { break };
                micros = product;
            }
            _ => break,
        }
        end += gap + c.len_utf8();
    }
    finish(text, Figure { start, digits_end: end, end, micros, places, unit: "", approximate: rough }, found)
}

/// Finds the unit and the words that make a figure rough, and keeps it.
fn finish(text: &str, mut figure: Figure, found: &mut Vec<Figure>) -> usize {
    let rest = &text[figure.end..];
    let bare = rest.trim_start_matches(' ');
    let gap = rest.len() - bare.len();
    if bare.starts_with('％') {
        figure.unit = "%";
        figure.end += gap + '％'.len_utf8();
    } else if let Some(unit) = LEXICON.units.iter().find(|u| bare.starts_with(**u)) {
        figure.unit = if *unit == "个百分点" { "百分点" } else { unit };
        figure.end += gap + unit.len();
    }
    let before = text[..figure.start].trim_end_matches(' ');
    let after = text[figure.end..].trim_start_matches(' ');
    let rough_after = LEXICON.rough_after.iter().find(|w| after.starts_with(**w));
    let led = |words: &[&str]| words.iter().any(|w| before.ends_with(w));
    figure.approximate |= rough_after.is_some() || led(&LEXICON.rough_before) && !led(&LEXICON.not_rough);
    let end = figure.end;
    found.push(figure);
    end
}

/// Reads a number in numerals at `start`; returns where to go on.
fn chinese(text: &str, start: usize, found: &mut Vec<Figure>) -> usize {
    if text[start..].starts_with("百分之") {
        return percent(text, start, found);
    }
    let mut end = start;
    // 数百件, 几十件, 上万条.
    let mut rough = text[..start].ends_with(['数', '几', '上']);
    for c in text[start..].chars() {
        if !is_numeral(c) {
            break;
        }
        end += c.len_utf8();
    }
    let run = &text[start..end];
    while let Some(c) = text[end..].chars().next().filter(|c| "余多几".contains(*c)) {
        rough = true;
        end += c.len_utf8();
        if let Some(s) = text[end..].chars().next().filter(|c| "万亿".contains(*c)) {
            end += s.len_utf8();
        }
    }
    let before = text[..start].chars().next_back();
    // 占三成, 近七成: tenths; 完成, 建成, 一成不变 are words.
    let led = before.is_some_and(|c| "占近约超逾过的达为到足".contains(c));
    let tenths = led && text[end..].starts_with('成') && run.chars().count() == 1;
    if let Some(n) = value(run).filter(|_| tenths && !rough) {
        return finish(text, Figure::bare(start..end, n, false), found);
    }
    let word = |known: &&str| text[start..].starts_with(*known);
    let counted =
        LEXICON.counted.iter().any(|u| text[end..].starts_with(u)) && !LEXICON.uncounted.iter().any(word);
    let word = before.is_some_and(|c| "第每同某这那另统唯之逐任无".contains(c));
    let Some(value) = value(run).filter(|_| counted && !word) else { return start + run.len() };
    finish(text, Figure::bare(start..end, value, rough), found)
}

/// Reads `百分之三十` or `百分之30`.
fn percent(text: &str, start: usize, found: &mut Vec<Figure>) -> usize {
    let at = start + "百分之".len();
    let rest = &text[at..];
    let digits = number(text, at).filter(|n| n.end > at);
    let (micros, places, end) = if let Some(n) = digits {
        (n.micros, n.places, n.end)
    } else {
        let len = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
        let Some(value) = value(&rest[..len]) else { return at };
        (u128::from(value) * MICRO, 0, at + len)
    };
    let approximate = LEXICON.rough_before.iter().any(|w| text[..start].ends_with(w));
    found.push(Figure { start, digits_end: end, end, micros, places, unit: "%", approximate });
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Value, unit and roughness of each figure, as a reader would note them.
    fn read(text: &str) -> Vec<String> {
        figures(text)
            .iter()
            .map(|f| {
                let whole = f.micros / MICRO;
                let part = f.micros % MICRO;
                let mut s = whole.to_string();
                if part > 0 {
                    s = format!("{s}.{}", format!("{part:06}").trim_end_matches('0'));
                }
                format!("{}{s}{}", if f.approximate { "~" } else { "" }, f.unit)
            })
            .collect()
    }

    #[test]
    fn digits_units_and_scales() {
        assert_eq!(read("全市共主动公开政府信息18万余条。"), ["~180000条"]);
        assert_eq!(
            read("公开20 场，３４件，1,024条，59237.2449万元"),
            ["20场", "34件", "1024条", "592372449元"]
        );
        // Only three digits make a thousand.
        assert_eq!(read("公开1,2345条，12,34件"), ["1", "2345条", "12", "34件"]);
        assert_eq!(read("同比增长70.3%，占33.9％，提高2个百分点"), ["70.3%", "33.9%", "2百分点"]);
        assert_eq!(
            read("政民互动200余场，赠阅3万余册，访问7854070人次，近50件，100件左右"),
            ["~200场", "~30000册", "7854070人次", "~50件", "~100件"]
        );
        assert_eq!(read("申请数量为0。"), ["0"]);
        assert_eq!(read("1.2亿元、3千元"), ["120000000元", "3000元"]);
    }

    #[test]
    fn numerals_need_a_unit() {
        assert_eq!(
            read("收到申请三十五件，其中一千二百零三件、十余件、两次"),
            ["35件", "1203件", "~10件", "2次"]
        );
        assert_eq!(read("百分之三十，百分之12.5，数百件"), ["30%", "12.5%", "~100件"]);
        assert_eq!(read("一是强化“三审三校”，第一批，五个方面，第三期，万众一心"), [] as [&str; 0]);
        assert_eq!(read("一万二千件，三万条"), ["12000件", "30000条"]);
    }

    #[test]
    fn labels_are_no_figures() {
        assert_eq!(
            read("2023年1月1日至12月31日，国办公开办函〔2021〕30号，第20条，2021-2025年"),
            [] as [&str; 0]
        );
        assert_eq!(read("www.a1.gov.cn/2023/5 电话0527-84368000，“1+X”发布会，9:30"), [] as [&str; 0]);
        assert_eq!(read("1.加强培训"), [] as [&str; 0]);
        assert_eq!(read("网络30件+信函40件"), ["30件", "40件"]);
        assert_eq!(read("三个“100”行动，“12345民声在线”"), ["100", "12345"]);
    }
}
