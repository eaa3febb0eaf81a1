//! Reports of the generator (`tests/parity/report.rs`) with what hands, word processors and mischief put into them: the structure stays
//! mostly whole, so that most get through to the files. Who chooses is the caller's matter: dice in a test, bytes under a fuzzer.

use super::report;

/// What is put into the words of a paragraph, a title or a name.
const WORDS: &[&str] = &[
    "{{ 表三.本年新收.总计 }}",
    "{{ 上年.表三.本年新收.总计 }}",
    "{{ 表三 | 占比(表四) }}",
    "{{ 1 // 0 }}",
    "{{",
    "}}",
    "{% if x %}",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{200d}",
    "\u{2028}",
    "\u{2029}",
    "\u{b}",
    "\u{c}",
    "\t",
    "\u{85}",
    "\u{a0}",
    "\u{3000}",
    "\u{202e}",
    "\u{2066}",
    "\u{fe0f}",
    "\u{e0100}",
    "\u{301}",
    "e\u{301}",
    "\u{fdd0}",
    "\u{fffe}",
    "\u{10ffff}",
    "\u{e000}",
    "\u{fffd}",
    "𠮷",
    "𬱖",
    "㑇",
    "鿏",
    "🏛",
    "👩\u{200d}💼",
    "한글",
    "かな",
    "العربية",
    "ﬀ",
    "Ⅷ",
    "①",
    "㎡",
    "℃",
    "‰",
    "％",
    "±",
    "≥",
    "→",
    "—",
    "——",
    "…",
    "……",
    "-",
    "–",
    "～",
    "·",
    "•",
    "《",
    "》",
    "〈",
    "〉",
    "“",
    "”",
    "‘",
    "’",
    "（",
    "）",
    "【",
    "】",
    "(",
    ")",
    "[",
    "]",
    "。",
    "；",
    "：",
    "，",
    "、",
    "！",
    "？",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "/",
    "\\",
    "&",
    "<",
    ">",
    "<w:p/>",
    "]]>",
    "&amp;",
    "&#0;",
    "'",
    "\"",
    "http://www.suqian.gov.cn/xxgk/2023/index.html?id=1&b=%E5%B9%B4#a",
    "zfxxgk@anping.gov.cn",
    "0527-84368000",
    "12345",
    "7×24",
    "2023年12月31日",
    "18万余条",
    "70.3%",
    "１２３",
    "1,234,567",
    "0.000001",
    "99999999999999999999",
    "百分之三十三",
    "二〇二三",
    "3～5件",
    "（一）",
    "1.",
    "（1）",
    "一是",
    "附件：1.",
    "同比增长",
    "其中",
    "新收",
    "等",
    "无",
    "SupercalifragilisticexpialidociousGovernmentInformationDisclosurePlatform",
    "中华人民共和国国务院办公厅政府信息与政务公开办公室关于印发的通知",
];

/// What stands where a number should.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "00",
    "-1",
    "+3",
    "7",
    "12345678",
    "99999999",
    "123456789012",
    "18446744073709551615",
    "99999999999999999999",
    "1.5",
    "0.01",
    "113300.89",
    "1e3",
    "0x10",
    "/",
    "—",
    "",
    "12件",
    "约12",
    "{数: 3, 注: 含划转4件}",
    "{数: 3, 注: 甲\u{2028}乙}",
    "１２",
    "\"5\"",
    "~",
    "null",
    "251000元",
    "3.25万元",
];

/// Lines that may stand beside the others.
const LINES: &[&str] = &[
    "标题: 宿迁市2023年政府信息公开工作年度报告",
    "标题: \"甲\\x0b乙\\u2029丙\\t丁\"",
    "标题: 一",
    "署名: 宿迁市人民政府办公室",
    "署名: \"\\u202e甲\"",
    "成文日期: 2024-01-31",
    "成文日期: 2024年1月31日",
    "成文日期: 2024-02-30",
    "文档字体: 办公",
    "文档字体: 常用",
    "文档字体: 嵌入",
    "格式: 2021",
    "格式: 2019",
    "导语: 根据《中华人民共和国政府信息公开条例》编制。",
    "导语: \"\\x01\"",
    "导语: |\n  甲\u{b}乙\n  丙",
    "已核: [{规则: S10, 说明: 无}]",
    "已核: [{规则: G01}]",
    "上年报告: ../2022.yaml",
    "数据: {甲: 1, 乙: 丙}",
    "甲: 乙",
    "? 甲",
    "- 甲",
    "# 甲",
    "---",
    "...",
    "&a 甲: *a",
    "导语: >\n  折行\n  的字\n\n  两段",
];

/// A report. `below(n)` chooses a number below `n`.
pub(crate) fn report(below: &mut impl FnMut(usize) -> usize) -> String {
    let mut text = report::yaml(below(1 << 16) as u64);
    for _ in 0..below(7) {
        spice(&mut text, below);
    }
    text
}

fn one<'a>(list: &[&'a str], below: &mut impl FnMut(usize) -> usize) -> &'a str {
    list[below(list.len())]
}

/// One thing more in it.
fn spice(text: &mut String, below: &mut impl FnMut(usize) -> usize) {
    match below(12) {
        0..=4 => {
            let words = one(WORDS, below).repeat(if below(12) == 0 { 1 + below(60) } else { 1 });
            let at = in_prose(text, below);
            text.insert_str(at, &words);
        }
        5 | 6 => {
            let numbers = numbers(text);
            let number = numbers[below(numbers.len())].clone();
            text.replace_range(number, one(NUMBERS, below));
        }
        7 => {
            let line = one(LINES, below);
            let keys: Vec<usize> =
                std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            let top: Vec<usize> =
                keys.into_iter().filter(|&at| !text[at..].starts_with([' ', '\n'])).collect();
            text.insert_str(top[below(top.len())], &format!("{line}\n"));
        }
        8 => {
            // A paragraph over and over.
            let at = in_prose(text, below);
            let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
            let end = text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
            let copies = text[start..end].repeat(1 + below(20));
            text.insert_str(start, &copies);
        }
        9 => {
            // A name grows.
            let at = text.find("机关: ").map_or(0, |at| at + "机关: ".len());
            text.insert_str(at, &one(WORDS, below).repeat(1 + below(4)));
        }
        10 => {
            // A line less, and what hangs from it.
            let at = boundary(text, below(text.len()));
            let end = text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
            text.replace_range(at..end, "");
        }
        _ => {
            let at = boundary(text, below(text.len()));
            text.insert_str(at, one(WORDS, below));
        }
    }
}

fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

/// A place between two characters of a paragraph.
fn in_prose(text: &str, below: &mut impl FnMut(usize) -> usize) -> usize {
    let mut start = 0;
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.len() > 80 && !line.contains('[') {
            lines.push((start, line.trim_end().len()));
        }
        start += line.len();
    }
    if lines.is_empty() {
        return boundary(text, below(text.len() + 1));
    }
    let (start, length) = lines[below(lines.len())];
    boundary(text, start + 2 + below(length - 1))
}

/// The numbers between brackets and commas, or alone behind a colon.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
        let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |n| start + n);
        found.push(start..end);
        at = end;
    }
    if found.is_empty() {
        found.push(0..0);
    }
    found
}
