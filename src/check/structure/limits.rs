//! Limits that a law sets, told otherwise (F07): 自收到申请之日起30个工作日内答复. What each is about, and what is said of it, is
//! `templates/limits.yaml`.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding;
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::source::{is_numeral, numeral};
use crate::yaml::{DataFault, DataFile, Datum, WordList, shipped};

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    WorkDays,
    Days,
    Months,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time {
    count: usize,
    unit: Unit,
}

impl Time {
    /// In fifths of a day.
    fn length(self) -> usize {
        self.count
            * match self.unit {
                Unit::WorkDays => 7,
                Unit::Days => 5,
                Unit::Months => 150,
            }
    }
}

/// A limit in a sentence: its bytes, and how long it is.
struct Told {
    range: Range<usize>,
    time: Time,
}

/// A limit of a law.
struct Limit {
    matter: &'static str,
    article: &'static str,
    times: Vec<Time>,
    /// The same as they are written.
    written: WordList,
    /// What says that it is the matter: in the sentence, before it, right before it, behind it; all of those that are named.
    tells: [WordList; 4],
    /// What says that it is not: before it, behind it, in the sentence.
    excuses: [WordList; 3],
    /// What says that a body has set itself a shorter one, or tells how fast it was.
    own: WordList,
    /// What says that the law is told, so that a shorter one is wrong too; none if it always is.
    strict: Option<WordList>,
}

pub(super) struct Table {
    limits: Vec<Limit>,
    behind: WordList,
    before: WordList,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    shipped!("templates/limits.yaml").read(|file, root| {
        let mut fields = file.fields(root)?;
        let mut must = |key| file.must(root, &mut fields, key);
        let limits = file.list(must("期限")?)?.map(|node| limit(file, node)).collect::<Result<_, _>>()?;
        let read =
            Table { limits, behind: file.words(must("后接")?)?, before: file.words(must("前接")?)? };
        file.done(&fields)?;
        Ok(read)
    })
});

fn limit(file: DataFile<'_>, node: Datum) -> Result<Limit, DataFault> {
    let mut fields = file.fields(node)?;
    let matter = file.text(file.must(node, &mut fields, "事")?)?;
    let article = file.text(file.must(node, &mut fields, "条")?)?;
    let written = file.words(file.must(node, &mut fields, "限")?)?;
    let time = |word: &str| told(word).filter(|told| told.range == (0..word.len())).map(|told| told.time);
    let times =
        written.iter().map(|word| time(word).ok_or_else(|| file.fault(node, format!("“{word}”不是期限"))));
    let times = times.collect::<Result<_, _>>()?;
    let mut list = |key| fields.take(key).map(|words| file.words(words)).transpose();
    let mut may = |key| Ok::<_, DataFault>(list(key)?.unwrap_or(WordList::NONE));
    let tells = [may("句")?, may("前")?, may("紧前")?, may("后")?];
    let excuses = [may("前非")?, may("后非")?, may("免")?];
    let own = may("短免")?;
    let strict = list("严")?;
    file.done(&fields)?;
    Ok(Limit { matter, article, times, written, tells, excuses, own, strict })
}

/// Looks at the limits that a paragraph tells.
pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    if !["工作日", "日内", "天内", "个月", "以内", "期限", "不少于"].iter().any(|word| paragraph.has(word))
    {
        return;
    }
    let text = paragraph.as_str();
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '；']) {
        let limits = limits(sentence);
        for (nth, told) in limits.iter().enumerate() {
            let from = nth.checked_sub(1).map_or(0, |last| limits[last].range.end);
            let until = limits.get(nth + 1).map_or(sentence.len(), |next| next.range.start);
            if let Some(limit) =
                judged(sentence, told, &sentence[from..told.range.start], &sentence[told.range.end..until])
            {
                let written = &sentence[told.range.clone()];
                let right: Vec<&str> = limit.written.iter().collect();
                let message =
                    format!("“{written}”：{}是{}（{}）", limit.matter, right.join("或"), limit.article);
                let found =
                    finding(paragraph, &codes::F07, start + told.range.start, told.range.len(), message);
                sink.push(found.help("核对期限；自己定得更短的，写明比法定期限缩短"));
            }
        }
        start += sentence.len();
    }
}

/// The law's limit that a told one, between what stands before and behind it, should be and is not.
fn judged(sentence: &str, told: &Told, before: &str, behind: &str) -> Option<&'static Limit> {
    let behind = TABLE
        .behind
        .leading(behind)
        .filter(|word| word.ends_with('内'))
        .map_or(behind, |word| &behind[word.len()..]);
    let behind =
        behind.trim_start_matches('，').split(['，', '。', '；', '：', '（']).next().unwrap_or_default();
    let has = |words: WordList, text: &str| words.iter().any(|word| text.contains(word));
    let limit = TABLE.limits.iter().find(|limit| {
        let [within, ahead, right_before, after] = limit.tells;
        let [not_before, not_behind, not_within] = limit.excuses;
        let told = |words: WordList, is: bool| words.is_empty() || is;
        told(within, has(within, sentence))
            && told(ahead, has(ahead, before))
            && told(right_before, right_before.closing(before).is_some())
            && told(after, has(after, behind))
            && !has(not_before, before)
            && !has(not_behind, behind)
            && !has(not_within, sentence)
    })?;
    let longer = limit.times.iter().all(|time| told.time.length() > time.length());
    let strict = !has(limit.own, sentence) && limit.strict.is_none_or(|words| has(words, sentence));
    (!limit.times.contains(&told.time) && (longer || strict)).then_some(limit)
}

/// The limits of a sentence.
fn limits(sentence: &str) -> Vec<Told> {
    let units = sentence.char_indices().filter(|(_, c)| "日天月".contains(*c));
    let mut found: Vec<Told> = Vec::new();
    for (at, unit) in units {
        let end = at + unit.len_utf8();
        let Some(told) = told(&sentence[..end]) else { continue };
        let (before, behind) = (&sentence[..told.range.start], &sentence[end..]);
        let is = TABLE.behind.leading(behind).is_some() || TABLE.before.closing(before).is_some();
        if is {
            found.push(told);
        }
    }
    found
}

/// The time that a text ends with: 20个工作日, 六十日, 6个月.
fn told(text: &str) -> Option<Told> {
    let (head, unit) = [
        ("个工作日", Unit::WorkDays),
        ("工作日", Unit::WorkDays),
        ("个月", Unit::Months),
        ("个自然日", Unit::Days),
        ("日", Unit::Days),
        ("天", Unit::Days),
    ]
    .into_iter()
    .find_map(|(word, unit)| Some((text.strip_suffix(word)?, unit)))?;
    let head = head.trim_end_matches(' ');
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
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
            ("自收到之日起20个工作日", 20, Unit::WorkDays),
            ("二十个工作日", 20, Unit::WorkDays),
            ("在15工作日", 15, Unit::WorkDays),
            ("两个月", 2, Unit::Months),
            ("知道之日起六十日", 60, Unit::Days),
            ("不少于30天", 30, Unit::Days),
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
