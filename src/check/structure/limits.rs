//! Limits that a law sets, told otherwise (F07): 自收到申请之日起30个工作日内答复. What each is about, and what is said of it, is
//! `templates/limits.yaml`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{digits_closing, head, is_numeral, numeral, pieces};
use crate::yaml::{DataFault, DataFile, Datum, FromDatum, WordList, entries, shipped};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time {
    count: usize,
    /// What it counts, in fifths of a day.
    unit: usize,
}

const WORK_DAY: usize = 7;
const DAY: usize = 5;
const MONTH: usize = 150;

/// A limit in a sentence: its bytes, and how long it is.
struct Told {
    range: Range<usize>,
    time: Time,
}

entries! {
    /// A limit of a law: what says that it is the matter, all of those that are named; what says that it is not.
    pub(super) struct Limit {
        "事" matter: &'static str,
        "条" article: &'static str,
        "限" times: Vec<Lawful>,
        "句" within: WordList = WordList::NONE,
        "前" ahead: WordList = WordList::NONE,
        "紧前" right_before: WordList = WordList::NONE,
        "后" behind: WordList = WordList::NONE,
        "前非" not_before: WordList = WordList::NONE,
        "后非" not_behind: WordList = WordList::NONE,
        "免" not_within: WordList = WordList::NONE,
        // What says that a body has set itself a shorter one, or tells how fast it was.
        "短免" own: WordList = WordList::NONE,
        // What says that the law is told, so that a shorter one is wrong too; none if it always is.
        "严" strict: Option<WordList> = None,
    }
}

/// A lawful time, and the same as it is written.
pub(super) struct Lawful(Time, &'static str);

impl FromDatum for Lawful {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let written = file.text(datum)?;
        let whole = told(written).filter(|told| told.range == (0..written.len()));
        let time = whole.ok_or_else(|| file.fault(datum, format!("“{written}”不是期限")))?.time;
        Ok(Self(time, written))
    }
}

entries! {
    pub(super) struct Table {
        "期限" limits: Vec<Limit>,
        "后接" behind: WordList,
        "前接" before: WordList,
        "或有" hints: WordList,
    }
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("templates/limits.yaml").all());

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    if !TABLE.hints.iter().any(|word| paragraph.has(word)) {
        return;
    }
    for (start, sentence) in pieces(paragraph.as_str(), "。；") {
        let limits = limits(sentence);
        for (nth, told) in limits.iter().enumerate() {
            let from = nth.checked_sub(1).map_or(0, |last| limits[last].range.end);
            let until = limits.get(nth + 1).map_or(sentence.len(), |next| next.range.start);
            let (before, behind) = (&sentence[from..told.range.start], &sentence[told.range.end..until]);
            let Some(limit) = judged(sentence, told, before, behind) else { continue };
            let written = &sentence[told.range.clone()];
            let right: Vec<&str> = limit.times.iter().map(|time| time.1).collect();
            let message = format!("“{written}”：{}是{}（{}）", limit.matter, right.join("或"), limit.article);
            let range = start + told.range.start..start + told.range.end;
            let found = paragraph.finding(&codes::F07, range, message);
            sink.push(found.help("核对期限；自己定得更短的，写明比法定期限缩短"));
        }
    }
}

/// The law's limit that a told one, between what stands before and behind it, should be and is not.
fn judged(sentence: &str, told: &Told, before: &str, behind: &str) -> Option<&'static Limit> {
    let within = TABLE.behind.leading(behind).filter(|word| word.ends_with('内'));
    let behind = behind[within.map_or(0, str::len)..].trim_start_matches('，');
    let behind = head(behind, "，。；：（");
    let limit = TABLE.limits.iter().find(|limit| {
        (limit.within.is_empty() || limit.within.says(sentence))
            && (limit.ahead.is_empty() || limit.ahead.says(before))
            && (limit.right_before.is_empty() || limit.right_before.closes(before))
            && (limit.behind.is_empty() || limit.behind.says(behind))
            && !limit.not_before.says(before)
            && !limit.not_behind.says(behind)
            && !limit.not_within.says(sentence)
    })?;
    let mut lawful = limit.times.iter().map(|time| time.0);
    let longer = lawful.clone().all(|time| told.time.count * told.time.unit > time.count * time.unit);
    let strict = !limit.own.says(sentence) && limit.strict.is_none_or(|words| words.says(sentence));
    (lawful.all(|time| time != told.time) && (longer || strict)).then_some(limit)
}

fn limits(sentence: &str) -> Vec<Told> {
    let units = sentence.char_indices().filter(|(_, c)| "日天月".contains(*c));
    let limits = units.filter_map(|(at, unit)| {
        let end = at + unit.len_utf8();
        let told = told(&sentence[..end])?;
        let is = TABLE.behind.opens(&sentence[end..]) || TABLE.before.closes(&sentence[..told.range.start]);
        is.then_some(told)
    });
    limits.collect()
}

/// The time that a text ends with: 20个工作日, 六十日, 6个月.
fn told(text: &str) -> Option<Told> {
    let (head, unit) = [
        ("个工作日", WORK_DAY),
        ("工作日", WORK_DAY),
        ("个月", MONTH),
        ("个自然日", DAY),
        ("日", DAY),
        ("天", DAY),
    ]
    .into_iter()
    .find_map(|(word, unit)| Some((text.strip_suffix(word)?, unit)))?;
    let head = head.trim_end_matches(' ');
    let digits = digits_closing(head);
    let numerals = head.len() - head.trim_end_matches(|c: char| is_numeral(c) || c == '两').len();
    let len = digits.max(numerals);
    let start = head.len() - len;
    let written = &head[start..];
    let count = match (digits, written) {
        (1.., _) => written.parse().ok()?,
        (_, "两") => 2,
        _ => numeral(written).filter(|(_, read)| *read == len)?.0,
    };
    // 3月20日, 第15日, 2.5天, 15至20日.
    let other = head[..start].ends_with(['月', '年', '第', '.', '-', '—', '至', '到', '～', '~', '周', '每']);
    (len > 0 && !other).then_some(Told { range: start..text.len(), time: Time { count, unit } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_with_their_units() {
        for (text, count, unit) in [
            ("自收到之日起20个工作日", 20, WORK_DAY),
            ("二十个工作日", 20, WORK_DAY),
            ("在15工作日", 15, WORK_DAY),
            ("两个月", 2, MONTH),
            ("知道之日起六十日", 60, DAY),
            ("不少于30天", 30, DAY),
        ] {
            assert_eq!(told(text).map(|told| told.time), Some(Time { count, unit }), "{text}");
        }
        for none in ["1月31日", "第15日", "2.5天", "工作日", "每15日", "6月"] {
            assert!(told(none).is_none(), "{none}");
        }
    }

    #[test]
    fn a_time_is_a_limit_by_what_stands_beside_it() {
        let written = |text: &'static str| -> Vec<&str> {
            limits(text).into_iter().map(|told| &text[told.range]).collect()
        };
        assert_eq!(written("可在60日内申请行政复议，或在6个月内起诉"), ["60日", "6个月"]);
        assert_eq!(written("期限为20个工作日，最长不超过40个工作日"), ["20个工作日", "40个工作日"]);
        assert_eq!(written("平均用时12个工作日，2025年3月5日内部印发"), [] as [&str; 0]);
    }
}
