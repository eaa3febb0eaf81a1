//! In: one paragraph. Out: the figures in it, exact, each with its unit and its place. Refuses to know what a figure is about.
//! Dates, document numbers, ordinals, list numbers, telephone numbers and addresses are no figures.

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// `34`, `３４`.
    Arabic,
    /// `三十四`.
    Chinese,
}

/// A figure in prose.
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
    /// Digits or numerals.
    pub(crate) script: Script,
}

/// A million, the unit of [`Figure::micros`].
pub(crate) const MICRO: u128 = 1_000_000;

impl Figure {
    /// The value, if it is a whole number.
    pub(crate) fn whole(&self) -> Option<u64> {
        self.micros.is_multiple_of(MICRO).then(|| u64::try_from(self.micros / MICRO).ok())?
    }

    /// Whether it counts things exactly.
    pub(crate) fn is_count(&self) -> bool {
        !self.approximate && self.unit != "%" && self.unit != "百分点" && self.whole().is_some()
    }
}

/// Counted units, longer ones first where one begins another.
const UNITS: [&str; 52] = [
    "个百分点",
    "百分点",
    "个小时",
    "个工作日",
    "工作日",
    "个月",
    "小时",
    "分钟",
    "人次",
    "件次",
    "条次",
    "篇次",
    "户次",
    "家次",
    "平方米",
    "公里",
    "件",
    "条",
    "篇",
    "期",
    "份",
    "次",
    "场",
    "例",
    "宗",
    "起",
    "项",
    "个",
    "名",
    "人",
    "位",
    "元",
    "家",
    "户",
    "册",
    "部",
    "页",
    "字",
    "张",
    "则",
    "幅",
    "批",
    "类",
    "套",
    "本",
    "天",
    "周",
    "倍",
    "处",
    "块",
    "台",
    "%",
];

/// Units that a number in Chinese numerals must have to be taken for a figure.
const COUNTED: [&str; 20] = [
    "件", "条", "篇", "期", "份", "次", "场", "例", "宗", "起", "名", "元", "家", "册", "页", "人次", "件次",
    "%", "项", "户",
];

/// Words just before a number that make it a rough one.
const ROUGH_BEFORE: [&str; 10] = ["约", "近", "超", "逾", "超过", "突破", "不足", "不到", "至少", "最多"];

/// Words just after a unit that make it a rough one.
const ROUGH_AFTER: [&str; 6] = ["左右", "以上", "上下", "以内", "以下", "余"];

/// Reads all figures of a paragraph.
pub(crate) fn figures(text: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = if digit(c).is_some() {
            arabic(text, at, &mut found)
        } else if c.is_ascii_alphabetic() {
            at + latin(&text[at..])
        } else if numeral(c).is_some() || scale(c).is_some() {
            chinese(text, at, &mut found)
        } else {
            at + c.len_utf8()
        };
        at = next;
    }
    found
}

/// The length of a Latin word, web address or code, with the digits in it.
fn latin(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_./:@=?&%#+".contains(c))).unwrap_or(text.len())
}

/// A digit's value, half or full width.
fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(c as u32 - '0' as u32).ok(),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

/// A numeral's value.
fn numeral(c: char) -> Option<u64> {
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
fn scale(c: char) -> Option<u64> {
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

/// Digits read so far.
struct Number {
    micros: u128,
    places: u32,
    end: usize,
}

/// Reads digits, thousands commas and a decimal part.
fn number(text: &str, start: usize) -> Option<Number> {
    let mut whole: u128 = 0;
    let mut end = start;
    while let Some(c) = text[end..].chars().next() {
        if let Some(d) = digit(c) {
            whole = whole.checked_mul(10)?.checked_add(u128::from(d))?;
            end += c.len_utf8();
        } else if c == ',' && thousands(&text[end + 1..]) {
            end += 1;
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

/// Whether a number at `start` is a date, an ordinal, a document number, an address or a list number.
fn is_label(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches(' ');
    let after = text[end..].trim_start_matches(' ');
    let glued = text[..start].chars().next_back();
    if glued.is_some_and(|c| "-/_.:@#—–~～".contains(c) && adjoins_code(&text[..start - c.len_utf8()])) {
        return true;
    }
    if before.ends_with(['第', '〔', '【', '［', '[']) || after.starts_with(['〕', '】', '］', ']']) {
        return true;
    }
    let dated = after.starts_with(['年', '月', '日', '号', '时', '点', '届', '级', '后', '秒']);
    if dated
        || after.starts_with("岁")
        || (before.is_empty() && after.starts_with(['.', '．', '、', '）', ')']))
    {
        return true;
    }
    let mut rest = after.chars();
    let link = rest.next().filter(|c| "-/:—–~～至到+×xX".contains(*c));
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
    finish(
        text,
        Figure {
            start,
            digits_end: end,
            end,
            micros,
            places,
            unit: "",
            approximate: rough,
            script: Script::Arabic,
        },
        found,
    )
}

/// Finds the unit and the words that make a figure rough, and keeps it.
fn finish(text: &str, mut figure: Figure, found: &mut Vec<Figure>) -> usize {
    let rest = &text[figure.end..];
    let bare = rest.trim_start_matches(' ');
    let gap = rest.len() - bare.len();
    if bare.starts_with('％') {
        figure.unit = "%";
        figure.end += gap + '％'.len_utf8();
    } else if let Some(unit) = UNITS.iter().find(|u| bare.starts_with(**u)) {
        figure.unit = if *unit == "个百分点" { "百分点" } else { unit };
        figure.end += gap + unit.len();
    }
    let before = text[..figure.start].trim_end_matches(' ');
    let after = text[figure.end..].trim_start_matches(' ');
    let rough_after = ROUGH_AFTER.iter().find(|w| after.starts_with(**w));
    figure.approximate |= rough_after.is_some() || ROUGH_BEFORE.iter().any(|w| before.ends_with(w));
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
        if numeral(c).is_none() && scale(c).is_none() {
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
    let counted = COUNTED.iter().any(|u| text[end..].starts_with(u));
    let word = before.is_some_and(|c| "第每同某这那另统唯之逐任".contains(c));
    let Some(value) = value(run).filter(|_| counted && !word) else { return start + run.len() };
    let micros = u128::from(value) * MICRO;
    let figure = Figure {
        start,
        digits_end: end,
        end,
        micros,
        places: 0,
        unit: "",
        approximate: rough,
        script: Script::Chinese,
    };
    finish(text, figure, found)
}

/// Reads `百分之三十` or `百分之30`.
fn percent(text: &str, start: usize, found: &mut Vec<Figure>) -> usize {
    let at = start + "百分之".len();
    let rest = &text[at..];
    let digits = number(text, at).filter(|n| n.end > at);
    let (micros, places, end) = if let Some(n) = digits {
        (n.micros, n.places, n.end)
    } else {
        let len = rest.find(|c| numeral(c).is_none() && scale(c).is_none()).unwrap_or(rest.len());
        let Some(value) = value(&rest[..len]) else { return at };
        (u128::from(value) * MICRO, 0, at + len)
    };
    let approximate = ROUGH_BEFORE.iter().any(|w| text[..start].ends_with(w));
    found.push(Figure {
        start,
        digits_end: end,
        end,
        micros,
        places,
        unit: "%",
        approximate,
        script: Script::Chinese,
    });
    end
}

/// The value of a run of numerals (`三千四百零二`, `二〇二三`, `十二`); nothing if it is not one number.
fn value(run: &str) -> Option<u64> {
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
