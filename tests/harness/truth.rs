//! The figures of a report, its file, and the words of a template filled from them.

use std::fmt::Write as _;
use std::ops::Range;

/// A small generator of numbers (xorshift): the same in every run.
pub(crate) struct Random(u64);

impl Random {
    /// A generator from a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.below(2);
        }
        random
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }
}

/// `seed` folded into a list.
pub(crate) fn index(seed: u64, len: usize) -> usize {
    usize::try_from(seed % len as u64).expect("less than the length")
}

/// The figures of a report.
pub(crate) struct Truth {
    /// Results and 结转, by row and applicant.
    rows: Vec<[u64; 6]>,
    cases: [[u64; 4]; 3],
    norms: [u64; 3],
    decisions: [u64; 3],
    year: u64,
    /// 机关 and 机关类别.
    office: (&'static str, &'static str),
}

/// Bodies of the kinds that rules treat differently.
const OFFICES: [(&str, &str); 4] = [
    ("安平县教育局", "县级部门"),
    ("安平县人民政府", "县级人民政府"),
    ("安平县城关镇人民政府", "乡镇人民政府"),
    ("衡水市教育局", "市级部门"),
];

/// The figures that only one sentence has.
struct Own {
    whole: u64,
    was: u64,
    seed: u64,
}

/// Rows of table three from 予以公开 on, without 总计.
const KEYS: [&str; 22] = [
    "予以公开",
    "部分公开",
    "属于国家秘密",
    "其他法律行政法规禁止公开",
    "危及三安全一稳定",
    "保护第三方合法权益",
    "属于三类内部事务信息",
    "属于四类过程性信息",
    "属于行政执法案卷",
    "属于行政查询事项",
    "本机关不掌握相关政府信息",
    "没有现成信息需要另行制作",
    "补正后申请内容仍不明确",
    "信访举报投诉类申请",
    "重复申请",
    "要求提供公开出版物",
    "无正当理由大量反复申请",
    "要求行政机关确认或重新出具已获取信息",
    "逾期不补正",
    "逾期不缴费",
    "其他",
    "结转",
];

impl Truth {
    /// Figures for a report.
    pub(crate) fn roll(random: &mut Random) -> Self {
        let mut row = |r: usize| match r {
            2 | 19 => [0; 6],
            21 => [random.below(6), random.below(2), 0, 0, 0, 0],
            _ => {
                let top = if r < 2 { 60 } else { 12 };
                let least = if r == 0 { 30 } else { 0 };
                [least + random.below(top), random.below(4), 0, random.below(2), 0, random.below(2)]
            }
        };
        let rows = (0..KEYS.len()).map(&mut row).collect();
        let case = |random: &mut Random| [random.below(9), random.below(3), random.below(4), random.below(3)];
        let cases = [case(random), case(random), case(random)];
        let (made, repealed) = (random.below(20), random.below(6));
        let norms = [made, repealed, made + random.below(90) + 5];
        let decisions = [random.below(900) + 3, random.below(300) + 3, random.below(30) + 3];
        let office = OFFICES[index(random.below(1 << 20), OFFICES.len())];
        Self { rows, cases, norms, decisions, year: 2021 + random.below(4), office }
    }

    fn sum(&self, rows: Range<usize>) -> u64 {
        self.rows[rows].iter().flatten().sum()
    }

    fn column(&self, columns: Range<usize>) -> u64 {
        self.rows.iter().flat_map(|r| &r[columns.clone()]).sum()
    }

    /// What was carried over: a natural person's few.
    fn carried(&self) -> u64 {
        self.column(0..1).min(3)
    }

    fn case(&self, rows: Range<usize>, columns: Range<usize>) -> u64 {
        self.cases[rows].iter().flat_map(|r| &r[columns.clone()]).sum()
    }

    /// The figure of a name in a template.
    fn figure(&self, name: &str) -> Option<u64> {
        let value = match name {
            "all" => self.sum(0..22),
            "new" => self.sum(0..22) - self.carried(),
            "carried" => self.carried(),
            "done" => self.sum(0..21),
            "next" => self.sum(21..22),
            "granted" => self.sum(0..1),
            "partial" => self.sum(1..2),
            "refused" => self.sum(2..10),
            "unavailable" => self.sum(10..13),
            "unprocessed" => self.sum(13..18),
            "other" => self.sum(18..21),
            "natural" => self.column(0..1) - self.carried(),
            "natural_all" => self.column(0..1),
            "legal" => self.column(1..6),
            "firms" => self.column(1..2),
            "review" => self.case(0..1, 0..4),
            "suits" => self.case(1..3, 0..4),
            "direct" => self.case(1..2, 0..4),
            "after" => self.case(2..3, 0..4),
            "cases" => self.case(0..3, 0..4),
            "upheld" => self.case(0..1, 0..1),
            "corrected" => self.case(0..1, 1..2),
            "otherwise" => self.case(0..1, 2..3),
            "pending" => self.case(0..1, 3..4),
            "all_pending" => self.case(0..3, 3..4),
            "made" => self.norms[0],
            "repealed" => self.norms[1],
            "valid" => self.norms[2],
            "licences" => self.decisions[0],
            "penalties" => self.decisions[1],
            _ => {
                let row: usize = name.strip_prefix("row")?.parse().ok()?;
                self.sum(row..row + 1)
            }
        };
        Some(value)
    }

    /// Whether a template's token (`{new}…`) is a figure of the tables.
    pub(crate) fn is_bound(&self, token: &str) -> bool {
        let name = token.trim_start_matches('{').split('}').next().unwrap_or_default();
        self.figure(name).is_some()
    }

    /// A template's words: `{new}` a figure, `{Y}` `{Y-1}` `{Y+1}` years, `{any 3 40}` a number, `{whole}` a number of this
    /// sentence and `{part 0 whole 3}` its parts, `{share granted done}` a percentage, `{was}` last year's number with
    /// `{way new}` and `{growth new}`.
    pub(crate) fn fill(&self, template: &str, random: &mut Random) -> String {
        let own =
            Own { whole: 60 + random.below(900), was: 10 + random.below(190), seed: random.below(1 << 40) };
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (token, tail) = after.split_once('}').expect("the template closes its braces");
            out.push_str(before);
            out.push_str(&self.word(token, &own, random));
            rest = tail;
        }
        out + rest
    }

    /// The words of one token.
    fn word(&self, token: &str, own: &Own, random: &mut Random) -> String {
        let words: Vec<&str> = token.split(' ').collect();
        let value = |name: &str| match name {
            "whole" => own.whole,
            "was" => own.was,
            _ => {
                self.figure(name).or_else(|| name.parse().ok()).unwrap_or_else(|| panic!("no figure {name}"))
            }
        };
        match words.as_slice() {
            ["Y"] => self.year.to_string(),
            ["Y-1"] => (self.year - 1).to_string(),
            ["Y+1"] => (self.year + 1).to_string(),
            ["any", low, high] => (value(low) + random.below(value(high) - value(low) + 1)).to_string(),
            ["part", which, name, count] => {
                let parts = split(own.seed, value(name), index(value(count), 99));
                parts[index(value(which), parts.len())].to_string()
            }
            ["share", part, of] => share(value(part), value(of), random),
            ["way", name] => (if value(name) >= own.was { "增长" } else { "下降" }).to_owned(),
            ["more", name] => (if value(name) >= own.was { "增加" } else { "减少" }).to_owned(),
            ["change", name] => value(name).abs_diff(own.was).to_string(),
            ["growth", name] => share(value(name).abs_diff(own.was), own.was, random),
            ["plain", name] => value(name).to_string(),
            ["wrong", name] => (value(name) + 7 + random.below(90)).to_string(),
            ["whole" | "was"] => value(token).to_string(),
            _ => said(value(token), random),
        }
    }

    /// The report's file with this prose: 主动公开, 依申请公开, 监督保障, 其他需要报告的事项.
    pub(crate) fn yaml(&self, texts: [&str; 4]) -> String {
        let columns = |rows: Range<usize>| {
            let mut sum = [0u64; 6];
            for row in &self.rows[rows] {
                for (total, value) in sum.iter_mut().zip(row) {
                    *total += value;
                }
            }
            sum
        };
        let mut new = columns(0..22);
        new[0] -= self.carried();
        let mut out = format!(
            "机关: {}\n机关类别: {}\n年度: {}\n总体情况:\n  主动公开: |\n    {}\n  依申请公开: |\n    {}\n  \
             政府信息管理: |\n    落实信息发布审核制度，开展考核和社会评议，未发生责任追究情形。\n  政府信息公开平台建设: |\n    网站专栏改版。\n  监督保障: |\n    {}\n",
            self.office.0, self.office.1, self.year, texts[0], texts[1], texts[2]
        );
        let [licences, penalties, force] = self.decisions;
        let _ = write!(
            out,
            "主动公开政府信息情况:\n  规章: [0, 0, 0]\n  行政规范性文件: {:?}\n  行政许可: {licences}\n  行政处罚: {penalties}\n  \
             行政强制: {force}\n  行政事业性收费: 3.25\n收到和处理政府信息公开申请情况:\n  本年新收政府信息公开申请数量: {new:?}\n  \
             上年结转政府信息公开申请数量: [{}, 0, 0, 0, 0, 0]\n  本年度办理结果:\n",
            self.norms,
            self.carried()
        );
        let groups = [("不予公开", 2..10), ("无法提供", 10..13), ("不予处理", 13..18), ("其他处理", 18..21)];
        for (key, row) in KEYS.iter().zip(&self.rows).take(2) {
            let _ = writeln!(out, "    {key}: {row:?}");
        }
        for (name, rows) in groups {
            let _ = writeln!(out, "    {name}:");
            for (key, row) in KEYS[rows.clone()].iter().zip(&self.rows[rows]) {
                let _ = writeln!(out, "      {key}: {row:?}");
            }
        }
        let [review, direct, after] = self.cases;
        let _ = write!(
            out,
            "    总计: {:?}\n  结转下年度继续办理: {:?}\n政府信息公开行政复议、行政诉讼情况:\n  行政复议: {review:?}\n  行政诉讼:\n    \
             未经复议直接起诉: {direct:?}\n    复议后起诉: {after:?}\n存在的主要问题及改进情况: |\n  \
             存在栏目更新不及时的问题。下一步将加强检查，改进工作。\n其他需要报告的事项: |\n  {}\n",
            columns(0..21),
            self.rows[21],
            texts[3]
        );
        out
    }
}

/// A number as an office may write it: with spaces, full width, in numerals.
fn said(n: u64, random: &mut Random) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
    match random.below(12) {
        0 => format!(" {n} "),
        1 => n.to_string().chars().map(wide).collect(),
        2 if n > 0 && n < 10_000 => numerals(n),
        _ => n.to_string(),
    }
}

/// A number below ten thousand in Chinese numerals.
fn numerals(n: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const SCALES: [&str; 4] = ["", "十", "百", "千"];
    let text = n.to_string();
    let mut out = String::new();
    let mut zero = false;
    for (i, c) in text.bytes().enumerate() {
        let digit = usize::from(c - b'0');
        if digit == 0 {
            zero = true;
            continue;
        }
        if zero {
            out.push_str(DIGITS[0]);
            zero = false;
        }
        out.push_str(DIGITS[digit]);
        out.push_str(SCALES[text.len() - 1 - i]);
    }
    out.strip_prefix("一十").map_or(out.clone(), |rest| format!("十{rest}"))
}

/// `part` of `whole` in percent with none, one or two digits, rounded.
fn share(part: u64, whole: u64, random: &mut Random) -> String {
    let whole = whole.max(1);
    match random.below(3) {
        0 => ((part * 1000 / whole + 5) / 10).to_string(),
        1 => {
            let tenths = (part * 10_000 / whole + 5) / 10;
            format!("{}.{}", tenths / 10, tenths % 10)
        }
        _ => {
            let hundredths = (part * 100_000 / whole + 5) / 10;
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        }
    }
}

/// A whole in parts, the same for every part of a sentence.
fn split(seed: u64, whole: u64, count: usize) -> Vec<u64> {
    let mut random = Random::new(seed);
    let mut left = whole;
    let mut parts = Vec::new();
    for i in 0..count {
        let part = if i + 1 == count { left } else { random.below(left / 2 + 1) };
        parts.push(part);
        left -= part;
    }
    parts
}
