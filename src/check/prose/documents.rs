//! In: the sentences on 规章, 行政规范性文件, 行政许可, 行政处罚 and 行政强制. Out: X13, A12, A13 (table two says another number), and
//! X13 where the number was left out.

use super::Desk;
use super::reading::Reading;
use super::sentence::{Mention, Sentence};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{self, Rule};

/// What was done with documents: the word, the columns of the 2021 form, those of the 2019 form.
const DEEDS: [(&str, &[usize], &[usize]); 11] = [
    ("宣布失效", &[1], &[]),
    ("废止", &[1], &[]),
    ("现行有效", &[2], &[2]),
    ("制发", &[0], &[0, 1]),
    ("印发", &[0], &[0, 1]),
    ("制定", &[0], &[0, 1]),
    ("出台", &[0], &[0, 1]),
    ("发布", &[0, 2], &[0, 1, 2]),
    ("主动公开", &[0, 2], &[0, 1, 2]),
    ("公开", &[0, 2], &[0, 1, 2]),
    ("包括", &[0, 2], &[0, 1, 2]),
];

/// Sentences that count documents for another purpose.
const OTHER_PURPOSES: [&str; 16] = [
    "公报",
    "刊登",
    "清理",
    "备案",
    "审查",
    "审核",
    "解读",
    "修订",
    "修改",
    "等",
    "累计",
    "评估",
    "意见",
    "转发",
    "规范性文件库",
    "历史",
];

/// Compares the sentences with table two.
pub(super) fn check(desk: &mut Desk<'_>) {
    for sentence in desk.sentences {
        let text = &desk.text()[sentence.range.clone()];
        let documents = text.contains("规章") || text.contains("规范性文件");
        let decisions = text.contains("许可") || text.contains("处罚") || text.contains("行政强制");
        if documents {
            left_out(desk, sentence);
        }
        let mut deed = None;
        for mention in &sentence.mentions {
            if documents {
                deed = document(desk, sentence, mention, deed);
            }
            if decisions {
                decision(desk, sentence, mention);
            }
        }
        if decisions {
            none_decided(desk, sentence);
        }
    }
}

/// A number of documents; the deed may stand with an earlier figure (`主动公开规章13件，行政规范性文件60件`).
fn document(
    desk: &mut Desk<'_>,
    sentence: &Sentence,
    mention: &Mention,
    before: Option<usize>,
) -> Option<usize> {
    let key = mention.key.as_str();
    let named: Vec<usize> = ["规章", "规范性文件"]
        .iter()
        .enumerate()
        .filter(|(_, w)| key.contains(**w))
        .map(|(i, _)| i)
        .collect();
    let &[row] = named.as_slice() else { return None };
    let deed = DEEDS.iter().position(|(w, ..)| key.contains(w)).or(before)?;
    let lead_in = sentence.lead_in(desk.text(), mention);
    let tail = &desk.text()[mention.after.clone()];
    let other = OTHER_PURPOSES.iter().any(|w| lead_in.contains(w) || tail.contains(w));
    if other
        || key.contains("规范性文件") && key.contains("规章制度")
        || !is_counted(mention)
        || mention.depth > 0
    {
        return None;
    }
    let (word, new, old) = DEEDS[deed];
    let columns = if desk.facts.of_2021() { new } else { old };
    let several = DEEDS.iter().filter(|(w, ..)| key.contains(w)).count() > 1 && !key.contains("公开");
    let readings: Vec<Reading> = columns.iter().map(|&column| Reading::Documents { row, column }).collect();
    if several && !(word == "宣布失效" || word == "废止") {
        return None;
    }
    let says = format!("{word}{}", ["规章", "规范性文件"][row]);
    // What was put online in a year may be older or another's; what was made or repealed is table two's own count.
    let weak = word == "发布" || word == "包括" || word.ends_with("公开");
    compare(desk, sentence, mention, (&codes::X13, weak), &says, &readings);
    Some(deed)
}

/// A number of decisions.
fn decision(desk: &mut Desk<'_>, sentence: &Sentence, mention: &Mention) {
    const KINDS: [&str; 3] = ["行政许可", "行政处罚", "行政强制"];
    let key = mention.key.as_str();
    let named: Vec<usize> = (0..3).filter(|&i| key.contains(KINDS[i])).collect();
    let &[row] = named.as_slice() else { return };
    let decided = ["作出", "做出", "办理", "准予", "实施", "处理决定"].iter().any(|w| key.contains(w));
    let shown = ["公开", "公示", "信息", "归集", "事项", "上传", "发布", "不予", "撤销", "延续", "变更"];
    if !decided || shown.iter().any(|w| key.contains(w)) || !is_counted(mention) {
        return;
    }
    let reading = Reading::Decisions(row);
    let table = reading.value(desk.facts).unwrap_or(0);
    // 处罚 and 强制 are counted by cases in the text and by decisions in the table: only none against some is certain.
    if row > 0 && table > 0 && mention.figure.micros > 0 {
        return;
    }
    let rule = if row == 0 { &codes::A12 } else { &codes::A13 };
    compare(desk, sentence, mention, (rule, false), KINDS[row], &[reading]);
}

fn is_counted(mention: &Mention) -> bool {
    matches!(mention.figure.unit, "件" | "份" | "部" | "宗" | "起") && mention.figure.is_count()
}

/// Reports a figure that none of the readings explains.
fn compare(
    desk: &mut Desk<'_>,
    sentence: &Sentence,
    mention: &Mention,
    (rule, weak): (&'static Rule, bool),
    says: &str,
    readings: &[Reading],
) {
    let Some(written) = mention.figure.whole() else { return };
    let (Some(first), false) = (readings.first(), desk.computed(mention)) else { return };
    let matched = readings.iter().any(|r| r.value(desk.facts) == Some(written));
    if matched || !desk.is_ours(sentence, mention) {
        return;
    }
    let value = first.value(desk.facts).unwrap_or(0);
    let name = first.name(desk.facts);
    let message = format!("正文说{says} {written} {}，{name}是 {value}", mention.figure.unit);
    let place = desk.paragraph.place(mention.figure.start..mention.figure.end);
    let diagnostic = Diagnostic::of(rule, place, message)
        .note("与表二不一致")
        .label(first.place(desk.facts), format!("这里是 {value}"))
        .help("核对后改正文或表");
    desk.tell(mention, if weak { diagnostic.softened() } else { diagnostic });
}

/// 制发行政规范性文件件: the number is missing.
fn left_out(desk: &mut Desk<'_>, sentence: &Sentence) {
    let text = &desk.text()[sentence.range.clone()];
    for word in ["规范性文件", "规章"] {
        for (at, _) in text.match_indices(word) {
            let end = at + word.len();
            let rest = text[end..].trim_start();
            let closed = rest
                .strip_prefix('件')
                .is_some_and(|r| r.is_empty() || r.starts_with(['，', '。', '；', '、']));
            if closed {
                let from = sentence.range.start;
                let message = format!("“{word}”后面的件数没有填");
                let until = from + end + (text[end..].len() - rest.len()) + '件'.len_utf8();
                let diagnostic =
                    desk.finding(&codes::X13, from + at..until, message).help("填上数字，没有的写 0 件");
                desk.sink.push(diagnostic);
                return;
            }
        }
    }
}

/// 未作出行政处罚 while table two holds some.
fn none_decided(desk: &mut Desk<'_>, sentence: &Sentence) {
    let text = &desk.text()[sentence.range.clone()];
    for (row, word) in [(1, "行政处罚"), (2, "行政强制")] {
        let denials = ["未实施", "未作出", "无", "没有实施", "没有作出"];
        let Some((at, denial)) = denials.iter().find_map(|d| {
            let phrase = format!("{d}{word}");
            text.find(&phrase).map(|at| (at, phrase))
        }) else {
            continue;
        };
        let reading = Reading::Decisions(row);
        let value = reading.value(desk.facts).unwrap_or(0);
        let ends = text[at + denial.len()..].chars().next().is_none_or(|c| "，。；、行案决".contains(c));
        let another = desk.names.names_another(&text[..at]);
        if value == 0 || another || !ends {
            continue;
        }
        let start = sentence.range.start + at;
        let message = format!("正文说{denial}，{}是 {value}", reading.name(desk.facts));
        let diagnostic = desk
            .finding(&codes::A13, start..start + denial.len(), message)
            .label(reading.place(desk.facts), format!("这里是 {value}"));
        desk.sink.push(diagnostic);
    }
}
