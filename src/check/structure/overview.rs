//! Section one: its five sub-items (S05 to S07), what a government must add (S08), its length (S11).

use crate::check::facts::headings::{self, HEADINGS, SUB_ITEMS, heading};
use crate::check::facts::{Facts, Paragraph, Part, Topic};
use crate::check::text::{LEXICON, is_comma};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{Lead, Level, Span, head, pieces};

/// 篇幅原则上不超过一千字.
const LONGEST: usize = 1000;

pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let section: Vec<&Paragraph> =
        facts.prose.iter().filter(|p| matches!(p.part, Part::Overview(_))).collect();
    let Some(first) = section.first() else { return };
    if !section.iter().any(|p| p.fixed) {
        sub_items(&section, sink);
    }
    accountability(facts, &section, sink);
    let length: usize = section.iter().map(|p| told_of_the_work(p)).sum();
    if length > LONGEST {
        let message = format!("第一部分有 {length} 字，原则上不超过一千字");
        sink.push(first.finding(&codes::S11, first.opening(), message).help("删去与政府信息公开无关的内容"));
    }
}

/// The characters of a paragraph without the sentences that say on what grounds the report is made and what it consists of.
fn told_of_the_work(paragraph: &Paragraph) -> usize {
    let opening = paragraph.part == Part::Overview(None);
    let sentences = paragraph
        .as_str()
        .split_inclusive('。')
        .filter(|sentence| !opening || !HEADINGS.preamble.says(sentence));
    sentences.map(|sentence| sentence.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// S05 to S07: the sub-items of a section written as one text.
fn sub_items(section: &[&Paragraph], sink: &mut Diagnostics) {
    let leads: Vec<&Paragraph> = section.iter().copied().filter(|p| p.level == Some(Level::Second)).collect();
    if leads.is_empty() {
        return unnumbered(section, sink);
    }
    let topic = |p: &Paragraph| if let Part::Overview(topic) = p.part { topic } else { None };
    // （三）政府信息管理和平台建设情况: two under one heading.
    let first: Vec<Topic> = leads.iter().filter_map(|p| topic(p)).collect();
    let all = |p: &&Paragraph| {
        let others = headings::topics(p.as_str()).filter(|topic| !first.contains(topic));
        let mut all: Vec<Topic> = topic(p).into_iter().chain(others).collect();
        all.sort_by_key(|topic| position(*topic));
        all
    };
    let mut written: Vec<Topic> = leads.iter().flat_map(all).collect();
    // （一）主动公开。…。（二）依申请公开。…: all of them in one paragraph.
    if let [only] = leads[..] {
        let numbered =
            pieces(only.as_str(), "。；").map(|(_, piece)| piece).filter(|piece| is_numbered(piece));
        let topics: Vec<Topic> = numbered.filter_map(headings::topic).collect();
        if topics.len() > written.len() {
            written = topics;
        }
    }
    // （二）信息公开情况, and under it 1.主动公开情况 or 主动公开方面：: told of, if not by a heading of its own.
    let lower = |p: &&&Paragraph| {
        p.level == Some(Level::Third) || p.level.is_none() && headings::unnumbered(p.as_str()).is_some()
    };
    let lower = section.iter().filter(lower).flat_map(|p| headings::topics(head(p.as_str(), "。：，")));
    missing(leads[0], &written, &lower.collect::<Vec<_>>(), sink);
    // Those that are about 政府信息公开 still are passed over.
    let others = leads.iter().filter(|p| topic(p).is_none() && !HEADINGS.related.says(heading(p.as_str())));
    let others: Vec<Span> = others.map(|p| p.place(0..heading(p.as_str()).len())).collect();
    let message = "有的小标题不在五个方面之内";
    if let Some((first, more)) = others.split_first() {
        let mut found = Diagnostic::of(&codes::S07, *first, message).help("并入五个方面，或移到第六部分");
        for place in more {
            found = found.label(*place, "");
        }
        sink.push(found);
    }
}

/// Whether a text begins with （二）.
fn is_numbered(text: &str) -> bool {
    Lead::of(text).is_some_and(|lead| lead.level == Level::Second)
}

/// S05: sub-items that are missing, or out of order; those in `lower` stand under others.
fn missing(place: &Paragraph, written: &[Topic], lower: &[Topic], sink: &mut Diagnostics) {
    let told = |topic: &Topic| written.contains(topic) || lower.contains(topic);
    let missing: Vec<&str> = SUB_ITEMS.iter().filter(|(t, _)| !told(t)).map(|(_, name)| *name).collect();
    let len = super::lead_len(place.as_str());
    if !missing.is_empty() {
        let message = format!("第一部分缺“{}”", missing.join("”“"));
        sink.push(place.finding(&codes::S05, 0..len, message).help("按五个方面补齐，次序与格式一致"));
    } else if !written.iter().map(|t| position(*t)).is_sorted() {
        let message = "第一部分五个方面的次序与格式不一致";
        sink.push(place.finding(&codes::S05, 0..len, message));
    }
}

/// S06: headings that are not numbered （一）, wherever in a paragraph they stand; S05 if there are none.
fn unnumbered(section: &[&Paragraph], sink: &mut Diagnostics) {
    let opens = |p: &&&Paragraph| {
        headings::unnumbered(p.as_str()).is_some() || matches!(p.level, Some(Level::First | Level::Third))
    };
    let heads = || section.iter().flat_map(|p| p.as_str().split(['。', '；', '\n']));
    let mut topics: Vec<Topic> = heads().filter_map(headings::unnumbered).collect();
    topics.extend(section.iter().filter(opens).filter_map(|p| {
        headings::topic(p.as_str().trim_start_matches(|c: char| c.is_ascii_digit() || ".．、".contains(c)))
    }));
    topics.sort_by_key(|t| position(*t));
    topics.dedup();
    let numbered = section.iter().any(|p| matches!(p.level, Some(Level::First | Level::Third)));
    let Some(first) = section.iter().find(opens).filter(|_| topics.len() >= 3 || numbered) else {
        // What is told of without a heading of its own is not missing.
        let clauses = || section.iter().flat_map(|p| p.as_str().split(is_comma));
        // 加强政府信息管理和平台建设 tells of both.
        topics.extend(clauses().flat_map(|clause| headings::topics(clause).chain(headings::topic(clause))));
        topics.sort_by_key(|t| position(*t));
        topics.dedup();
        // 公开信息 74 条: where others are told of.
        let told = |clause: &str| {
            let counted = clause.contains(|c: char| c.is_ascii_digit());
            counted && HEADINGS.published.says(clause) && headings::topic(clause) != Some(Topic::OnRequest)
        };
        if topics.len() > 1 && !topics.contains(&Topic::Active) && clauses().any(told) {
            topics.insert(0, Topic::Active);
        }
        return missing(section[0], &topics, &[], sink);
    };
    let heading = head(first.as_str(), "。：，");
    let message = format!("第一部分的小标题“{heading}”没有用（一）");
    sink.push(first.finding(&codes::S06, 0..heading.len(), message).help("改用（一）至（五）"));
}

fn position(topic: Topic) -> usize {
    SUB_ITEMS.iter().position(|(t, _)| *t == topic).unwrap_or(SUB_ITEMS.len())
}

/// S08: 条例第五十条第四项 asks governments for 工作考核, 社会评议 and 责任追究.
fn accountability(facts: &Facts, section: &[&Paragraph], sink: &mut Diagnostics) {
    if !facts.kind.is_government() {
        return;
    }
    let supervision: Vec<&&Paragraph> =
        section.iter().filter(|p| p.part == Part::Overview(Some(Topic::Supervision))).collect();
    let Some(first) = supervision.first() else { return };
    let text: String = section.iter().map(|p| p.as_str()).collect();
    let items = ["工作考核", "社会评议", "责任追究"];
    let missing: Vec<&str> = items.into_iter().filter(|item| !LEXICON.says(item, &text)).collect();
    if missing.is_empty() {
        return;
    }
    let end = head(first.as_str(), "。，：").len();
    let message = format!("监督保障没有写“{}”", missing.join("”“"));
    let help = "《条例》第五十条第四项：各级人民政府应写明考核、社会评议和责任追究结果";
    sink.push(first.finding(&codes::S08, 0..end, message).help(help));
}
