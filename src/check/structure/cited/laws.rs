//! Laws and regulations: the years in which they were made and revised, the days on which they took effect, and how many articles
//! they have, as far as the prose says so (F02). What is known of each is `templates/documents.yaml`.

use std::ops::Range;

use super::sentence_at;
use super::table::{Law, Subject, TABLE};
use crate::check::dates::{WrittenDate, dates};
use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{head, is_within, near, number, tail};

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let laws = mentions(paragraph);
    for law in &laws {
        articles(paragraph, law, sink);
        miswritten(paragraph, law, sink);
    }
    if laws.iter().any(|law| law.law.is_some()) {
        days(paragraph, &laws, sink);
    }
}

/// Where a law is named, without 《》.
struct Mention {
    name: Range<usize>,
    /// With the marks.
    whole: Range<usize>,
    /// The law, if it is one of the table.
    law: Option<&'static Law>,
}

/// Each name in 《》, and the table's laws that are named without.
fn mentions(paragraph: &Paragraph) -> Vec<Mention> {
    let text = paragraph.as_str();
    let mut found = Vec::new();
    let mut titles = Vec::new();
    for (open, mark) in text.match_indices('《') {
        let start = open + mark.len();
        let Some(len) = text[start..].find('》') else { continue };
        let (name, whole) = (start..start + len, open..start + len + '》'.len_utf8());
        titles.push(whole.clone());
        found.push(Mention { law: Law::named(text[name.clone()].trim()), name, whole });
    }
    for law in &TABLE.laws {
        // 《条例》 is this one, 条例 without marks any.
        let names = law.names.iter().filter(|name| name.chars().count() > 2);
        for (at, name) in paragraph.each(names) {
            let range = at..at + name.len();
            let taken = |known: &Range<usize>| known.start <= range.start && range.end <= known.end;
            // 青禾县政府信息公开条例 is another.
            let local = text[..at].ends_with(['省', '市', '区', '县', '州']);
            if !TABLE.goes_on.opens(&text[range.end..]) && !local && !titles.iter().any(taken) {
                titles.push(range.clone());
                found.push(Mention { name: range.clone(), whole: range, law: Some(law) });
            }
        }
    }
    // 按照条例第二十条: a regulation without marks and by no other name is this one.
    for at in paragraph.all("条例第") {
        let led = text[..at].chars().next_back().is_none_or(|c| "据照按依循守行彻实习和合、，".contains(c));
        if led {
            let range = at..at + "条例".len();
            found.push(Mention { name: range.clone(), whole: range, law: Law::named("条例") });
        }
    }
    found.sort_by_key(|mention| mention.whole.start);
    found
}

/// 《条例》第五十九条: an article that the law does not have.
fn articles(paragraph: &Paragraph, mention: &Mention, sink: &mut Diagnostics) {
    let Some(law) = mention.law else { return };
    let text = paragraph.as_str();
    let mut at = mention.whole.end;
    // 《…条例》（以下简称《条例》）第五十条.
    if text[at..].starts_with(['（', '('])
        && let Some(close) = text[at..].find(['）', ')'])
    {
        at += close + text[at + close..].chars().next().map_or(0, char::len_utf8);
    }
    let (mut row, mut told) = (Vec::new(), false);
    loop {
        let rest = text[at..].trim_start_matches(|c: char| "、，和及与或至到—-".contains(c));
        let start = text.len() - rest.len();
        let Some((value, end, unit)) = ordinal(text, start) else { break };
        if unit == '章' {
            chapter(paragraph, law, value, start..end, sink);
        }
        if unit != '条' {
            break;
        }
        told |= article(paragraph, law, value, start..end, sink);
        row.push(value);
        at = end;
    }
    // What is no article of such a report, or none at all, is not said to be about something else too.
    if !row.is_empty() && !told {
        subjects(paragraph, law, &row, mention.whole.start..at, sink);
    }
}

/// 第二十条: the number that begins at a byte, where it ends with what it counts, and that.
fn ordinal(text: &str, start: usize) -> Option<(usize, usize, char)> {
    let written = text[start..].strip_prefix('第')?;
    let (value, len) = number(written)?;
    let unit = written[len..].chars().next()?;
    Some((value, text.len() - written.len() + len + unit.len_utf8(), unit))
}

/// An article that the law does not have, or one that no report is compiled by; whether it is one.
fn article(paragraph: &Paragraph, law: &Law, value: usize, at: Range<usize>, sink: &mut Diagnostics) -> bool {
    let text = paragraph.as_str();
    let written = &text[at.clone()];
    let message = if value > usize::from(law.articles) {
        format!("“{written}”：《{}》只有 {} 条", law.name(), law.articles)
    } else if let Some(right) = article_meant(law, value, sentence_at(text, at.start)) {
        format!("“{written}”：年度报告依第四十九条、第五十条编制，疑为第{right}条")
    } else {
        return false;
    };
    sink.push(paragraph.finding(&codes::F02, at, message).help("核对条文的序号"));
    true
}

/// 《条例》第三十条规定的主动公开内容: what is said of a row of articles is what others are about; `cited` is from the law's name to
/// the last of them.
fn subjects(
    paragraph: &Paragraph,
    law: &'static Law,
    row: &[usize],
    cited: Range<usize>,
    sink: &mut Diagnostics,
) {
    let text = paragraph.as_str();
    let end = cited.end;
    let (mut at, mut own) = (end, None);
    // 第三十六条第（五）项, 第二款第3项.
    while let Some((len, number)) = item(&text[at..]) {
        at += len;
        own = number;
    }
    let clause = |from: usize| head(&text[from..], "，。；（《：");
    let (list, words, far) = if let Some(lead) = TABLE.leads.leading(&text[at..]) {
        (&law.subjects, clause(at + lead.len()), FAR)
    } else {
        let lead = TABLE.rules.leading(&text[at..]);
        (&law.doings, clause(at + lead.map_or(0, str::len)), if lead.is_some() { usize::MAX } else { 2 })
    };
    let near = |word: &str| near(words, word, far).is_some();
    let start = text[..end].rfind('第').unwrap_or(end);
    if let Some(own) = own {
        let items = law.items.iter().filter(|item| row == [item.article]);
        let mut about = items.filter_map(|item| Some((item, item.words.iter().find(|word| near(word))?)));
        let Some((first, word)) = about.clone().next().filter(|_| !about.any(|(item, _)| item.number == own))
        else {
            return;
        };
        let article = &text[start..end];
        let (name, number) = (law.name(), first.written);
        let message = format!("“{}”：《{name}》里说“{word}”的是{article}第（{number}）项", &text[start..at]);
        sink.push(paragraph.finding(&codes::F02, start..at, message).help("核对款项的序号"));
        return;
    }
    let head = case(&text[..cited.start]);
    let about = |subject: &'static Subject| Some((subject, subject.words.iter().find(|word| near(word))?));
    let met =
        |subject: &'static Subject| Some((subject, subject.words.iter().find(|word| head.contains(word))?));
    let mut found: Vec<_> = list.iter().filter_map(about).collect();
    if found.is_empty() {
        found.extend(law.cases.iter().filter_map(met));
    }
    let own = found.iter().any(|(subject, _)| row.iter().any(|&article| subject.has(article)));
    let (Some((subject, word)), false) = (found.first(), own) else { return };
    let message =
        format!("“{}”：《{}》里说“{word}”的是第{}", &text[start..end], law.name(), subject.written());
    sink.push(paragraph.finding(&codes::F02, start..end, message).help("核对条文的序号"));
}

/// 对需要延长答复期限的申请，依照: what an article is applied to by the clause before the one that cites it.
fn case(head: &str) -> &str {
    let cited = head.trim_end_matches("严格");
    let by = TABLE.by.closing(cited).and_then(|by| cited.strip_suffix(by));
    let clause = by.and_then(|head| head.trim_end_matches("严格").strip_suffix('，'));
    let clause = clause.map(|clause| tail(clause, "，。；："));
    clause.filter(|clause| TABLE.case_ends.closes(clause)).unwrap_or_default()
}

/// 第（五）项, 第二款: its bytes, and the number of a 项.
fn item(text: &str) -> Option<(usize, Option<usize>)> {
    let rest = text.strip_prefix('第')?;
    let end = rest.find(['款', '项'])?;
    let written = rest[..end].trim_matches(['（', '）', '(', ')']);
    let (value, _) = number(written).filter(|(_, len)| *len == written.len())?;
    let of_item = rest[end..].starts_with('项').then_some(value);
    Some(('第'.len_utf8() + end + '项'.len_utf8(), of_item))
}

/// How many characters may stand between an article and the words that say what it is about.
const FAR: usize = 8;

/// 《条例》第五十章: a chapter that the law does not have; most often 条 is meant.
fn chapter(paragraph: &Paragraph, law: &Law, value: usize, range: Range<usize>, sink: &mut Diagnostics) {
    if value > usize::from(law.chapters) {
        let written = &paragraph.as_str()[range.clone()];
        let message = format!("“{written}”：{}只有 {} 章", law.name(), law.chapters);
        sink.push(paragraph.finding(&codes::F02, range, message).help("核对是“条”还是“章”"));
    }
}

/// 根据《条例》第三十九条编制年度报告: one of the two articles on yearly reports with a numeral wrong.
fn article_meant(law: &Law, value: usize, sentence: &str) -> Option<&'static str> {
    let compiled = TABLE.compiling.says(sentence) && sentence.contains("报告");
    let confused =
        law.confused.iter().find(|(_, wrong)| wrong.iter().any(|&wrong| usize::from(wrong) == value));
    confused.filter(|_| compiled).map(|(right, _)| *right)
}

/// 《中华人民共和国行政复义法》, 《个人信息保护条例》.
fn miswritten(paragraph: &Paragraph, mention: &Mention, sink: &mut Diagnostics) {
    if mention.law.is_some() {
        return;
    }
    let written = &paragraph.as_str()[mention.name.clone()];
    let kind = |from: &str, to: &str| Law::named(&format!("{}{to}", written.strip_suffix(from)?));
    let other_kind = kind("条例", "法").or_else(|| kind("法", "条例"));
    let near = |law: &&Law| {
        law.name().ends_with('法')
            && (super::is_miswritten(written, law.name())
                || super::is_rearranged(written, law.name())
                || is_shortened(written, law))
    };
    let of_state = || TABLE.laws.iter().filter(|_| written.starts_with("中华")).find(near);
    if let Some(law) = other_kind.filter(|_| !super::is_regulation(written)).or_else(of_state) {
        let message = format!("法律名称“{written}”与《{}》有出入", law.name());
        sink.push(paragraph.finding(&codes::F02, mention.name.clone(), message).help("核对名称"));
    }
}

/// 《中华人民共和国保密法》: a short name where the full one is meant, or the full one with words lost.
fn is_shortened(written: &str, law: &Law) -> bool {
    const STATE: &str = "中华人民共和国";
    let (Some(short), Some(full)) = (written.strip_prefix(STATE), law.name().strip_prefix(STATE)) else {
        return false;
    };
    let lost = || short.chars().count() >= 3 && short.ends_with('法') && is_within(short, full);
    law.names.has(short) || lost()
}

/// What is said to have happened on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Event {
    /// 公布, 修订.
    Made,
    /// 施行.
    InForce,
}

fn event(text: &str, at: usize) -> Option<(Event, usize)> {
    let rest = text[at..].trim_start_matches(|c: char| "起开始正式全面后新重进行了已".contains(c));
    let start = text.len() - rest.len();
    let Some(made) = TABLE.made.leading(rest) else {
        return Some((Event::InForce, start + TABLE.in_force.leading(rest)?.len()));
    };
    let end = start + made.len();
    // 修订施行: on that day it took effect.
    let both = TABLE.in_force.leading(&text[end..]);
    Some(both.map_or((Event::Made, end), |word| (Event::InForce, end + word.len())))
}

/// 2018年修订的《条例》, 《…法》自2023年1月1日起施行, （2017年修订）: each date against the law that it is said of.
fn days(paragraph: &Paragraph, laws: &[Mention], sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    // Where the last date that was said of a law ends: the next may follow it.
    let mut chain: Option<(&'static Law, usize)> = None;
    for date in dates(text).into_iter().filter(|date| date.year.is_some() && date.fault.is_none()) {
        let behind = event(text, date.range.end);
        let end = behind.map_or(date.range.end, |(_, end)| end);
        let follows = laws.iter().find(|law| law.whole.start >= end).filter(|law| {
            let between = &text[end..law.whole.start];
            between.chars().count() <= 8
                && between.chars().all(|c| "的新后版并起正式施行实修订过布公颁".contains(c))
        });
        let before = laws.iter().rev().find(|law| law.whole.end <= date.range.start);
        let joined = |end: usize, words: &str, most: usize| {
            let between = &text[end..date.range.start];
            between.chars().count() <= most && between.chars().all(|c| words.contains(c))
        };
        let before = before.filter(|law| joined(law.whole.end, "于自从在已（(", 3)).and_then(|law| law.law);
        let chained =
            chain.filter(|(_, end)| *end <= date.range.start && joined(*end, "，、于自从在并已", 3));
        let said = match (behind, follows) {
            // 自2018年5月15日新《条例》施行以来.
            (None, Some(law)) => law.law.zip(event(text, law.whole.end)),
            (Some(said), Some(law)) if law.law.is_some() => law.law.zip(Some(said)),
            (Some(said), None) => before.or_else(|| chained.map(|(law, _)| law)).zip(Some(said)),
            _ => None,
        };
        // 《条例》…，2025年修订了指南: of another.
        let object = |end: usize| text[end..].starts_with(['了', '完', '《', '本', '我']);
        let Some((law, (event, end))) = said.filter(|(_, (_, end))| follows.is_some() || !object(*end))
        else {
            continue;
        };
        chain = Some((law, end));
        judge(paragraph, law, event, &date, sink);
    }
}

/// Says that a law was not made, or did not take effect, on a day.
fn judge(paragraph: &Paragraph, law: &Law, event: Event, date: &WrittenDate, sink: &mut Diagnostics) {
    let own = if event == Event::Made { &law.made } else { &law.in_force };
    let right = |day: &(u16, u8, u8)| {
        date.year == Some(day.0)
            && date.month.is_none_or(|month| month == day.1)
            && date.day.is_none_or(|d| d == day.2)
    };
    // 2024年新修订的: the year in which it took effect is meant now and then.
    let loosely = date.month.is_none() && law.made.iter().chain(&law.in_force).any(right);
    if own.iter().any(right) || loosely {
        return;
    }
    let written = &paragraph.as_str()[date.range.clone()];
    let word = if event == Event::Made { "公布、修订" } else { "施行" };
    let said: Vec<String> = own.iter().map(|(y, m, d)| format!("{y}年{m}月{d}日")).collect();
    let message = format!("“{written}”：《{}》的{word}日期是{}", law.name(), said.join("、"));
    sink.push(paragraph.finding(&codes::F02, date.range.clone(), message).help("核对日期"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_and_items_are_read_to_their_end() {
        assert_eq!(ordinal("按第二十条规定", "按".len()), Some((20, "按第二十条".len(), '条')));
        assert_eq!(ordinal("第23条", 0), Some((23, "第23条".len(), '条')));
        assert_eq!(ordinal("二十条", 0), None);
        assert_eq!(ordinal("第条", 0), None);
        assert_eq!(item("第（五）项规定"), Some(("第（五）项".len(), Some(5))));
        assert_eq!(item("第2款第一项"), Some(("第2款".len(), None)));
        let items = TABLE.laws.iter().flat_map(|law| &law.items);
        let written = |number| items.clone().find(|item| item.number == number).map(|item| item.written);
        assert_eq!([8, 10, 14].map(written), ["八", "十", "十四"].map(Some));
        for none in ["第款", "第几项", "五项", "第五条"] {
            assert_eq!(item(none), None, "{none}");
        }
    }

    #[test]
    fn a_law_is_shortened_by_words_lost_or_by_its_short_name() {
        let law = Law::named("保密法").expect("known");
        for (written, shortened) in [
            ("中华人民共和国保密法", true),
            ("中华人民共和国保守秘密法", true),
            ("中华人民共和国秘密法", true),
            ("中华人民共和国密法", false),
            ("中华人民共和国保守国家秘密", false),
            ("中华人民共和国保险法", false),
            ("保密法", false),
        ] {
            assert_eq!(is_shortened(written, law), shortened, "{written}");
        }
    }
}
