//! Words: doubled (G01), with a character lost (G02), wrong names of the trade (X24 to X26), empty brackets (X22), addresses
//! and telephone numbers (X23).

use super::{finding, is_han};
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{self, Rule};

/// Finds wrong words in a paragraph.
pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    doubled(paragraph, &chars, sink);
    lost(paragraph, sink);
    names(paragraph, sink);
    empty(paragraph, sink);
    addresses(paragraph, sink);
}

/// Two-character words that may stand twice in a row without a slip: as a verb and its object, or at a word boundary.
const REPEATABLE: &str = "公开 服务 管理 发展 监督 工作 建设 保障 审查 研究 学习 讨论 指导 检查 评估 培训 宣传 规范 组织 行动 改革 \
    创新 交流 合作 投资 消费 生产 生活 健康 教育 安全 执法 处罚 许可 收费 申请 答复 办理 处理 审批 登记 备案 公示 公告 通知 报告 \
    计划 规划 统计 调查 反馈 考核 评议 问责 追究 政策 解读 个人 数据 一个 一次 一件 一条 一批 一项 逐条 逐项 逐个 多次 反复 \
    不断 许多 哈哈 代表 企业 社会 群众 人民 政府 政务 网站 平台";

/// G01: the same word twice in a row.
fn doubled(paragraph: &Paragraph, chars: &[(usize, char)], sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let mut i = 0;
    while i + 1 < chars.len() {
        let longest = (2..=10.min((chars.len() - i) / 2)).rev().find(|&n| is_repeated(text, chars, i, n));
        let single = longest.is_none() && is_doubled_character(chars, i);
        let Some(n) = longest.or(single.then_some(1)) else {
            i += 1;
            continue;
        };
        let start = chars[i].0;
        let end = chars.get(i + 2 * n).map_or(text.len(), |c| c.0);
        let word = &text[start..chars[i + n].0];
        let message = format!("“{word}”重复");
        sink.push(finding(paragraph, &codes::G01, start..end, message).help("删去一个"));
        i += 2 * n;
    }
}

/// Whether `n` characters from `i` stand there again at once.
fn is_repeated(text: &str, chars: &[(usize, char)], i: usize, n: usize) -> bool {
    let same = (0..n).all(|k| chars[i + k].1 == chars[i + n + k].1 && is_han(chars[i + k].1));
    // 一件一件, 三十三十: numbers repeat lawfully; 进一步进一步 only has one in it.
    let numeral = |(_, c): &(usize, char)| "一二三四五六七八九十百千万两".contains(*c);
    if !same || numeral(&chars[i]) || n <= 2 && chars[i..i + n].iter().any(numeral) {
        return false;
    }
    let word = &text[chars[i].0..chars[i + n].0];
    let next = chars.get(i + 2 * n).map(|c| c.1);
    // 信息信息化, 资金资金池: the second one begins a longer word.
    let longer = next.is_some_and(|c| "化性员者类型池网库站".contains(c))
        || word == "信息" && next.is_some_and(|c| "系技产处平管安中资查发".contains(c));
    let one = chars[i..i + n].iter().all(|(_, c)| *c == chars[i].1);
    n > 2 && !one || n == 2 && !longer && !one && !REPEATABLE.split_whitespace().any(|w| w == word)
}

/// 的的, 了了, 我县县: pairs that no two words make at their border.
fn is_doubled_character(chars: &[(usize, char)], i: usize) -> bool {
    let c = chars[i].1;
    if chars[i + 1].1 != c {
        return false;
    }
    let before = i.checked_sub(1).map(|k| chars[k].1);
    let after = chars.get(i + 2).map(|x| x.1);
    match c {
        '的' => before != Some('目') && !after.is_some_and(|c| "士确话".contains(c)),
        '了' => before != Some('为') && before != Some('除') && after != Some('解') && after != Some('结'),
        '县' | '市' | '区' | '镇' | '省' | '局' => {
            let own = before.is_some_and(|c| "我本全".contains(c));
            let unit = "级直政委乡城域区长里内属办人司公住法场民中外各辖管本机部门属上下际情容貌志史";
            own && !after.is_some_and(|c| unit.contains(c))
        }
        _ => false,
    }
}

/// G02: fixed terms with a character lost: what stands there, what may stand before or after it so that nothing is lost, what
/// is meant.
const LOST: [(&str, &str, &str, &str); 10] = [
    ("府信息公开", "政", "", "政府信息公开"),
    ("企事业单信息", "", "", "企事业单位信息"),
    ("政府息公开", "", "", "政府信息公开"),
    ("政府信公开", "", "", "政府信息公开"),
    ("政府信息开", "", "展发通放设启", "政府信息公开"),
    ("依申公开", "", "", "依申请公开"),
    ("依申请开", "", "展始", "依申请公开"),
    ("规范性件", "", "", "规范性文件"),
    ("人民府", "", "", "人民政府"),
    ("中华人民共和政", "", "", "中华人民共和国政"),
];

/// Finds fixed terms with a character lost.
fn lost(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (wrong, before, after, right) in LOST {
        for (at, _) in text.match_indices(wrong) {
            let end = at + wrong.len();
            let excused = text[..at].chars().next_back().is_some_and(|c| before.contains(c))
                || text[end..].chars().next().is_some_and(|c| after.contains(c));
            if !excused {
                let message = format!("“{wrong}”漏字，应为“{right}”");
                sink.push(finding(paragraph, &codes::G02, at..end, message));
            }
        }
    }
}

/// Wrong names: rule, what stands there, what is meant, and what before it excuses it.
const NAMES: [(&Rule, &str, &str, &str); 10] = [
    (&codes::X24, "上年转结", "上年结转", ""),
    (&codes::X24, "上年度转结", "上年度结转", ""),
    (&codes::X24, "转结下", "结转下", ""),
    (&codes::X24, "转结至", "结转至", ""),
    (&codes::X24, "年转结", "年结转", "上"),
    (&codes::X25, "信息公开处理费", "信息处理费", ""),
    (&codes::X26, "法人及其他组织", "法人或其他组织", "、和与或"),
    (&codes::X26, "法人及其它组织", "法人或其他组织", ""),
    (&codes::X26, "法人或其它组织", "法人或其他组织", ""),
    (&codes::X26, "法人和其它组织", "法人和其他组织", ""),
];

/// X24 to X26.
fn names(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (rule, wrong, right, excuse) in NAMES {
        let Some(at) = text.find(wrong) else { continue };
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| excuse.contains(c)) {
            continue;
        }
        let message = format!("“{wrong}”应为“{right}”");
        sink.push(finding(paragraph, rule, at..at + wrong.len(), message));
    }
}

/// X22: empty brackets and quotes.
fn empty(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for pair in ["（）", "()", "《》", "“”", "【】", "（ ）", "( )"] {
        if let Some(at) = text.find(pair) {
            let message = format!("“{pair}”里面是空的");
            sink.push(finding(paragraph, &codes::X22, at..at + pair.len(), message).help("补上内容，或删去"));
        }
    }
}

/// X23: web addresses with Chinese marks in them, telephone numbers of a wrong length.
fn addresses(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for wrong in ["http：", "https：", "www。", "www．", "http:／", "https:／"] {
        if let Some(at) = text.find(wrong) {
            let message = format!("网址里有中文标点“{wrong}”");
            sink.push(finding(paragraph, &codes::X23, at..at + wrong.len(), message).help("网址用半角符号"));
        }
    }
    for word in ["电话", "传真"] {
        for (at, _) in text.match_indices(word) {
            telephone(paragraph, at + word.len(), sink);
        }
    }
}

/// A number right behind 电话: an area code and seven or eight digits, or a short service number.
fn telephone(paragraph: &Paragraph, from: usize, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let rest = text[from..].trim_start_matches(|c: char| "：: 为（(".contains(c));
    let start = text.len() - rest.len();
    let number =
        &rest[..rest.find(|c: char| !(c.is_ascii_digit() || "-—－ ".contains(c))).unwrap_or(rest.len())];
    let number = number.trim_end();
    let groups: Vec<usize> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).map(str::len).collect();
    let wrong = match groups.as_slice() {
        [area, local, ..] if number.starts_with('0') => !(3..=4).contains(area) || !(7..=8).contains(local),
        [one] => !matches!(one, 3..=5 | 7 | 8 | 10..=12),
        _ => false,
    };
    if wrong {
        let message = format!("电话号码“{number}”的位数不对");
        let range = start..start + number.len();
        sink.push(finding(paragraph, &codes::X23, range, message).help("区号 3 或 4 位，号码 7 或 8 位"));
    }
}
