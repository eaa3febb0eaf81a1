//! In: the sentences on 行政复议 and 行政诉讼 over 政府信息公开. Out: L03 (denied, or table four is empty), L04 (零败诉 and the like),
//! L05 (numbers of cases), L06 (outcomes).

use std::ops::Range;

use super::Desk;
use super::reading::Reading;
use super::scope::is_this_year;
use super::sentence::{Mention, Sentence, without_brackets};
use crate::check::facts::{Part, Topic};
use crate::diagnostic::codes::{self, Rule};

/// 行政复议 or 行政诉讼: the word and the rows of table four.
const COURTS: [(&str, Range<usize>); 2] = [("复议", 0..1), ("诉讼", 1..3)];

/// Outcomes: the word, the columns.
const OUTCOMES: [(&str, &[usize]); 11] = [
    ("维持", &[0]),
    ("纠正", &[1]),
    ("纠错", &[1]),
    ("其他结果", &[2]),
    ("尚未审结", &[3]),
    ("未审结", &[3]),
    ("正在审理", &[3]),
    ("待审", &[3]),
    ("已审结", &[0, 1, 2]),
    ("审结", &[0, 1, 2]),
    ("结案", &[0, 1, 2]),
];

/// Compares what the sentences say of cases.
pub(super) fn check(desk: &mut Desk<'_>) {
    for sentence in desk.sentences {
        let text = desk.text()[sentence.range.clone()].to_owned();
        if !(text.contains("复议") || text.contains("诉讼") || text.contains("败诉")) || is_general(&text)
        {
            continue;
        }
        let part = desk.paragraph.part;
        let ours = matches!(part, Part::Overview(Some(Topic::OnRequest | Topic::Supervision)));
        if ours {
            never_lost(desk, sentence, &text);
        }
        if !is_about_disclosure(&text) {
            continue;
        }
        if !ours {
            never_lost(desk, sentence, &text);
        }
        for mention in &sentence.mentions {
            number(desk, sentence, mention);
        }
        denied(desk, sentence, &text);
    }
}

/// Cases over 政府信息公开.
fn is_about_disclosure(text: &str) -> bool {
    ["信息公开", "政务公开", "依申请公开"].iter().any(|w| text.contains(w))
}

/// Cases that a 司法局 handles, or an office wins, in general.
fn is_general(text: &str) -> bool {
    let words = [
        "收到行政复议申请",
        "办理行政复议",
        "受理行政复议",
        "审理行政复议",
        "承办行政",
        "代理行政",
        "行政应诉",
        "出庭",
        "应诉率",
    ];
    words.iter().any(|w| text.contains(w))
}

/// A number of cases or of an outcome.
fn number(desk: &mut Desk<'_>, sentence: &Sentence, mention: &Mention) {
    if !matches!(mention.figure.unit, "" | "件" | "起" | "宗" | "例" | "次") || !mention.figure.is_count()
    {
        return;
    }
    let Some(written) = mention.figure.whole() else { return };
    let after = desk.text()[mention.after.clone()].to_owned();
    let rest = desk.text()[mention.figure.end..].trim_start();
    if mention.figure.unit.is_empty() && !(rest.is_empty() || rest.starts_with(['，', '；', '。', '、']))
    {
        return;
    }
    // 行政复议 60 件，其中涉及政府信息公开的 3 件: what is said after the figure does not narrow it.
    if !is_about_disclosure(sentence.lead_in(desk.text(), mention)) && !is_about_disclosure(&after) {
        return;
    }
    let Some((rule, says, readings)) = case_claim(&mention.key, &after) else { return };
    let values: Vec<u64> = readings.iter().filter_map(|r| r.value(desk.facts)).collect();
    if values.contains(&written) || !desk.is_ours(sentence, mention) || desk.computed(mention) {
        return;
    }
    let (Some(first), Some(value)) = (readings.first(), values.first()) else { return };
    let (name, place) = (first.name(desk.facts), first.place(desk.facts));
    let message = format!("正文说{says} {written} 件，{name}是 {value}");
    let diagnostic = desk
        .finding_at(rule, mention, message)
        .note("与表四不一致")
        .label(place, format!("这里是 {value}"))
        .help("核对后改正文或表；注意是否含上年度结转");
    desk.tell(mention, diagnostic);
}

/// What the words around a figure claim of cases: the rule, the word, the readings.
fn case_claim(key: &str, after: &str) -> Option<(&'static Rule, &'static str, Vec<Reading>)> {
    let suit = [(1, ["直接起诉", "未经复议"]), (2, ["复议后", "经复议"])]
        .into_iter()
        .find(|(_, words)| words.iter().any(|w| key.contains(w)));
    let here =
        |w: &str| key.contains(w) || !key.contains("诉讼") && !key.contains("复议") && after.contains(w);
    let named: Vec<Range<usize>> = match suit {
        Some((row, _)) => std::iter::once(row..row + 1).collect(),
        None => COURTS.iter().filter(|(w, _)| here(w)).map(|(_, r)| r.clone()).collect(),
    };
    let outcome = OUTCOMES
        .iter()
        .find(|(w, _)| key.ends_with(w) || key.ends_with(&format!("{w}的")) || after.starts_with(w));
    if ["未被", "新增", "新收", "上年", "结转", "一审", "二审"].iter().any(|w| key.contains(w))
    {
        return None;
    }
    Some(match (named.as_slice(), outcome) {
        ([], Some((word, columns))) => (&codes::L06, *word, outcomes_anywhere(columns)),
        ([rows], Some((word, columns))) => (&codes::L06, *word, rows_of(rows, columns)),
        ([rows], None) => (&codes::L05, if rows.start == 0 { "行政复议" } else { "行政诉讼" }, totals(rows)),
        ([_, _], None) => (&codes::L05, "行政复议、行政诉讼", both()),
        _ => return None,
    })
}

/// A total of one kind: all, or what is decided, or (for 诉讼) either row.
fn totals(rows: &Range<usize>) -> Vec<Reading> {
    let mut readings = vec![
        Reading::Cases { rows: rows.clone(), outcomes: vec![4] },
        Reading::Cases { rows: rows.clone(), outcomes: vec![0, 1, 2] },
    ];
    for row in rows.clone().filter(|_| rows.len() > 1) {
        readings.push(Reading::Cases { rows: row..row + 1, outcomes: vec![4] });
        readings.push(Reading::Cases { rows: row..row + 1, outcomes: vec![0, 1, 2] });
    }
    readings
}

/// 行政复议、行政诉讼案件 n 件: the sum, or either kind where the words do not say.
fn both() -> Vec<Reading> {
    let mut readings = totals(&(0..3));
    readings.extend(totals(&(0..1)));
    readings.extend(totals(&(1..3)));
    readings
}

/// An outcome of one kind.
fn rows_of(rows: &Range<usize>, columns: &[usize]) -> Vec<Reading> {
    let mut readings = vec![Reading::Cases { rows: rows.clone(), outcomes: columns.to_vec() }];
    readings.extend(rows.clone().map(|r| Reading::Cases { rows: r..r + 1, outcomes: columns.to_vec() }));
    readings.dedup();
    readings
}

/// An outcome where the words do not say of which kind.
fn outcomes_anywhere(columns: &[usize]) -> Vec<Reading> {
    [0..3, 0..1, 1..3, 1..2, 2..3].map(|rows| Reading::Cases { rows, outcomes: columns.to_vec() }).to_vec()
}

/// 未发生行政复议、行政诉讼 while table four holds some.
fn denied(desk: &mut Desk<'_>, sentence: &Sentence, text: &str) {
    const DENIALS: [&str; 12] = [
        "未发生",
        "没有发生",
        "未产生",
        "没有产生",
        "未引发",
        "未被申请",
        "未被提起",
        "没有被",
        "未出现",
        "未收到",
        "无因",
        "没有因",
    ];
    let direct = text.find("无行政复议").or_else(|| text.find("无行政诉讼")).map(|at| (at, "无"));
    let Some((at, denial)) = DENIALS.iter().find_map(|d| Some((text.find(d)?, *d))).or(direct) else {
        return;
    };
    let rest = &text[at..];
    // The clause may list both kinds over a 、 but ends at the comma.
    let clause = &rest[..rest.find(['，', '；', '。', ',']).unwrap_or(rest.len())];
    let lost = ["纠错", "纠正", "败诉", "撤销", "确认违法", "责令", "改变", "不当", "维持", "被诉"];
    if lost.iter().any(|w| clause.contains(w)) {
        return;
    }
    let subject = without_brackets(&text[..at]);
    if !is_this_year(&subject, desk.facts.year.value) || desk.names.names_another(&subject) {
        return;
    }
    for (word, rows) in COURTS {
        let reading = Reading::Cases { rows: rows.clone(), outcomes: vec![4] };
        let count = reading.value(desk.facts).unwrap_or(0);
        if !clause.contains(word) || count == 0 {
            continue;
        }
        let start = sentence.range.start + at;
        let (name, place) = (reading.name(desk.facts), reading.place(desk.facts));
        let message = format!("正文说没有行政{word}，{name}是 {count}");
        let range = start..start + denial.len();
        let diagnostic = desk.finding(&codes::L03, range, message).label(place, format!("这里是 {count}"));
        desk.sink.push(diagnostic);
    }
}

/// Words that say that all cases were upheld.
const UPHELD: [&str; 8] =
    ["均获维持", "均予维持", "全部维持", "均被维持", "均维持", "均得到维持", "全部获得维持", "均获得维持"];

/// Words that say that none was lost.
const NEVER_LOST: [&str; 12] = [
    "零败诉",
    "无败诉",
    "没有败诉",
    "未败诉",
    "未被纠错",
    "无一纠错",
    "零纠错",
    "没有被纠错",
    "无被纠错",
    "均胜诉",
    "全部胜诉",
    "未被复议审查机关纠错",
];

/// 均获维持, 零败诉 while table four holds 结果纠正 or 尚未审结.
fn never_lost(desk: &mut Desk<'_>, sentence: &Sentence, text: &str) {
    let upheld = UPHELD.iter().find_map(|w| Some((text.find(w)?, *w, true)));
    let found = upheld.or_else(|| NEVER_LOST.iter().find_map(|w| Some((text.find(w)?, *w, false))));
    let Some((at, phrase, upheld)) = found else { return };
    let subject = without_brackets(&text[..at]);
    if !is_this_year(&subject, desk.facts.year.value) || desk.names.names_another(&subject) {
        return;
    }
    // 零败诉 speaks of suits; 未被纠错 of what the sentence names.
    let rows = match (phrase.contains('诉'), text.contains("复议"), text.contains("诉讼")) {
        (true, ..) | (false, false, true) => 1..3,
        (false, true, false) => 0..1,
        _ => 0..3,
    };
    let columns: &[(usize, &str)] =
        if upheld { &[(1, "结果纠正"), (3, "尚未审结")] } else { &[(1, "结果纠正")] };
    for &(column, what) in columns {
        let cells = desk.facts.cases[rows.clone()].iter().map(|row| &row[column]);
        let count: u64 = cells.clone().map(|c| c.value).sum();
        let Some(cell) = cells.clone().find(|c| c.value > 0) else { continue };
        let start = sentence.range.start + at;
        let message = format!("正文说“{phrase}”，表四“{what}”有 {count} 件");
        let diagnostic =
            desk.finding(&codes::L04, start..start + phrase.len(), message).label(cell.span, what);
        desk.sink.push(diagnostic);
        return;
    }
}
