//! In: a whole and the list of its parts (其中, brackets, channels). Out: X08 and X09 (the parts do not add up to the whole), X17
//! (channels), X20 (parts counted in another unit than the whole).
//! A list of parts need not be complete: too small a sum is reported only where the list is of a kind that is complete, or where
//! so little is missing that a slip is likelier than an omission.

use super::Desk;
use super::claims::RECEIVE;
use super::reading::{APPLICANTS, RESULTS};
use super::sentence::{Mention, Sentence};
use crate::check::bodies::Names;
use crate::check::facts::{CARRIED, DONE, NEW};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{self, Rule};

/// What the parts of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// 自然人, 法人.
    Applicants,
    /// 予以公开 … 结转: table three is the judge.
    Results,
    /// 收到, 办结: no part of a list.
    Stage,
    /// 网络, 信函, 当面.
    Channels,
    /// Anything else.
    Plain,
}

/// Ways by which an application comes in.
const CHANNELS: [&str; 16] = [
    "网络", "网站", "网上", "在线", "平台", "信函", "邮寄", "邮件", "当面", "现场", "传真", "线下", "线上",
    "窗口", "书面", "信件",
];

/// Units in which documents are counted.
const WRITINGS: [&str; 5] = ["条", "篇", "件", "份", "则"];

/// Words before a figure that make it a change or a comparison, no part.
const CHANGES: [&str; 9] = ["增加", "减少", "同比", "较上", "比上", "较去", "比去", "去年", "上年的"];

/// A list that is being looked at.
struct List<'m> {
    whole: &'m Mention,
    /// All figures that may stand for the whole.
    wholes: Vec<u64>,
    parts: Vec<&'m Mention>,
    /// A part says 其他, or the parts are of a kind that is complete.
    complete: bool,
    /// 等, ……: a list that says itself that it is not complete.
    open: bool,
    shape: Shape,
}

/// How a list stands to its whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// 其中 and what follows.
    Among,
    /// In brackets right behind the whole.
    Bracketed,
    /// 其中, with parts in several units.
    Mixed,
}

impl List<'_> {
    /// The values of the parts.
    fn values(&self) -> Vec<u64> {
        self.parts.iter().filter_map(|p| p.figure.whole()).collect()
    }

    /// Whether the first parts, or all, add up to a figure that may be the whole.
    fn adds_up(&self) -> bool {
        let mut sum = 0u64;
        self.values().iter().any(|&v| {
            sum = sum.saturating_add(v);
            self.wholes.contains(&sum)
        })
    }
}

/// Looks at all lists of a paragraph.
pub(super) fn check(desk: &mut Desk<'_>) {
    for index in 0..desk.sentences.len() {
        let sentence = &desk.sentences[index];
        bracketed(desk, sentence);
        introduced(desk, index);
        channels(desk, index);
        equations(desk, sentence);
    }
}

/// Whether a mention can be a part or a whole.
fn is_plain_count(mention: &Mention) -> bool {
    let changed = CHANGES.iter().any(|w| mention.key.contains(w));
    mention.figure.is_count() && !changed
}

/// 3607件（市政府349件、…）.
fn bracketed(desk: &mut Desk<'_>, sentence: &Sentence) {
    for whole in sentence.mentions.iter().filter(|m| is_plain_count(m) && !m.figure.unit.is_empty()) {
        let rest = &desk.text()[whole.figure.end..sentence.range.end];
        let Some(open) = rest.chars().next().filter(|c| "（(".contains(*c)) else { continue };
        let scope = whole.figure.end + open.len_utf8();
        let inside = &rest[open.len_utf8()..];
        let inside = &inside[..inside.find(['）', ')']).unwrap_or(inside.len())];
        let parts: Vec<&Mention> = sentence
            .mentions
            .iter()
            .filter(|m| m.scope == scope && m.figure.unit == whole.figure.unit && is_plain_count(m))
            .collect();
        if parts.len() < 2 || inside.starts_with("含") || inside.starts_with("较") || mixed(&parts) {
            continue;
        }
        let list = List {
            whole,
            wholes: whole.figure.whole().into_iter().collect(),
            complete: is_complete(&parts) || parts.len() >= 4,
            open: is_open(inside),
            parts,
            shape: Shape::Bracketed,
        };
        judge(desk, &list);
    }
}

/// Whether the parts are of more than one kind, so that they are no list.
fn mixed(parts: &[&Mention]) -> bool {
    let first = class(parts[0]);
    first == Class::Stage || first == Class::Results || parts.iter().any(|p| class(p) != first)
}

/// Whether the list's words say that it is not complete.
fn is_open(words: &str) -> bool {
    words.contains('等') || words.contains('…') || words.contains("主要") || words.contains("例如")
}

/// Whether the parts are of a kind that leaves nothing out.
fn is_complete(parts: &[&Mention]) -> bool {
    let last = parts.last().is_some_and(|p| ["其他", "其它", "其余"].iter().any(|w| p.key.contains(w)));
    let natural = parts.iter().any(|p| p.key.contains("自然人"));
    let legal = parts.iter().any(|p| p.key.contains("法人") || p.key.contains("企业"));
    last || natural && legal
}

/// 其中 in this sentence, or at its start after a sentence with the whole.
fn introduced(desk: &mut Desk<'_>, index: usize) {
    let sentence = &desk.sentences[index];
    let text = desk.text();
    let slice = &text[sentence.range.clone()];
    let marks: Vec<usize> = slice.match_indices("其中").map(|(at, _)| sentence.range.start + at).collect();
    let mut lists = Vec::new();
    for (i, &mark) in marks.iter().enumerate() {
        let end = marks.get(i + 1).copied().unwrap_or(sentence.range.end);
        let mut before: Vec<&Mention> =
            sentence.mentions.iter().filter(|m| m.figure.start < mark && m.depth == 0).collect();
        if before.is_empty() && mark == sentence.range.start + leading_space(slice) && index > 0 {
            before = desk.sentences[index - 1].mentions.iter().filter(|m| m.depth == 0).collect();
        }
        let members: Vec<&Mention> = sentence
            .mentions
            .iter()
            .filter(|m| m.figure.start > mark && m.figure.start < end && m.depth == 0 && is_plain_count(m))
            .collect();
        lists.extend(by_unit(&before, &members, text, mark, end));
    }
    for list in lists {
        judge(desk, &list);
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// One list for each unit that both the wholes and the parts have; else one of mixed units.
fn by_unit<'m>(
    before: &[&'m Mention],
    members: &[&'m Mention],
    text: &str,
    mark: usize,
    end: usize,
) -> Vec<List<'m>> {
    let mut lists = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for whole in before.iter().rev().filter(|m| is_plain_count(m) && !m.figure.unit.is_empty()) {
        let unit = whole.figure.unit;
        if seen.contains(&unit) {
            continue;
        }
        seen.push(unit);
        let parts: Vec<&Mention> = members.iter().copied().filter(|m| m.figure.unit == unit).collect();
        let Some(parts) = one_kind(&parts, text) else { continue };
        // 机构类 20 条，内有领导 10 条: parts of parts.
        if ["内有", "包含", "，含"].iter().any(|w| text[mark..end].contains(w)) {
            continue;
        }
        // One piece of news goes out by several channels; an application comes in by one.
        if class(parts[0]) == Class::Channels && unit != "件" {
            continue;
        }
        let same = |m: &&&Mention| m.figure.unit == unit && is_plain_count(m);
        let values: Vec<u64> = before.iter().filter(same).filter_map(|m| m.figure.whole()).collect();
        let sum = values.iter().fold(0u64, |a, &b| a.saturating_add(b));
        let mut wholes = vec![whole.figure.whole().unwrap_or(0)];
        wholes.extend(values);
        wholes.push(sum);
        // 等 stands behind the last part's unit or a few words on.
        let last = parts.last().map_or(end, |p| floor(text, (p.figure.end + 12).min(end)));
        let words = &text[mark..last];
        let (complete, open) = (is_complete(&parts), is_open(words));
        lists.push(List { whole, wholes, complete, open, parts, shape: Shape::Among });
    }
    // 25 件 … 2950 元。其中 1 件 420 元; …: where one of the two adds up, the list is complete for the other too.
    if lists.len() == 2 && lists.iter().any(List::adds_up) {
        for list in &mut lists {
            list.complete |= list.parts.len() >= 3;
        }
    }
    if !lists.iter().any(List::adds_up) {
        let mixed = of_mixed_units(before, members, text).filter(List::adds_up);
        if let Some(list) = mixed {
            lists = vec![list];
        }
        lists.retain(|list| !lacks_other_units(list, members));
    }
    lists
}

/// Whether too little is in a list beside which documents are counted in another unit: some of the whole may be there.
fn lacks_other_units(list: &List<'_>, members: &[&Mention]) -> bool {
    let unit = list.whole.figure.unit;
    let sum = list.values().iter().fold(0u64, |a, &b| a.saturating_add(b));
    let others = members.iter().any(|m| m.figure.unit != unit && WRITINGS.contains(&m.figure.unit));
    let little = list.whole.figure.whole().is_some_and(|whole| sum < whole);
    list.shape == Shape::Among && little && others && WRITINGS.contains(&unit)
}

/// The rule for a list of bodies, of channels, of anything else.
fn rule_of(list: &List<'_>, names: &Names) -> &'static Rule {
    if class(list.parts[0]) == Class::Channels {
        &codes::X17
    } else if list.shape == Shape::Bracketed || list.parts.iter().all(|p| names.names_another(&p.key)) {
        &codes::X08
    } else {
        &codes::X09
    }
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// The leading parts of one class; in pieces between semicolons if the first piece is a list of its own.
fn one_kind<'m>(parts: &[&'m Mention], text: &str) -> Option<Vec<&'m Mention>> {
    let first = class(parts.first()?);
    if matches!(first, Class::Results | Class::Stage) {
        return None;
    }
    let run: Vec<&Mention> = parts.iter().copied().take_while(|p| class(p) == first).collect();
    let stop = run.windows(2).position(|w| text[w[0].figure.end..w[1].figure.start].contains('；'));
    let run = match stop {
        Some(at) if at + 1 >= 2 && at + 1 < run.len() => run[..=at].to_vec(),
        _ => run,
    };
    (run.len() >= 2).then_some(run)
}

/// What a part is.
fn class(mention: &Mention) -> Class {
    let key = mention.key.as_str();
    let has = |words: &[&str]| words.iter().any(|w| key.contains(w));
    if RESULTS.iter().any(|(w, _)| key.contains(w))
        || has(&["结转", "转下", "撤回", "不予受理", "维持", "纠正", "审结"])
    {
        Class::Results
    } else if APPLICANTS.iter().any(|(w, _)| key.contains(w)) || has(&["法人", "企业申请"]) {
        Class::Applicants
    } else if has(&["办结", "答复", "已办", "按时"])
        || RECEIVE.iter().any(|w| key.contains(w)) && key.contains("申请")
    {
        Class::Stage
    } else if has(&CHANNELS) {
        Class::Channels
    } else {
        Class::Plain
    }
}

/// 66 条。其中 … 9 篇, 11 条: units of documents mixed.
fn of_mixed_units<'m>(before: &[&'m Mention], members: &[&'m Mention], text: &str) -> Option<List<'m>> {
    let whole = before.iter().rev().copied().find(|m| is_plain_count(m))?;
    let parts: Vec<&Mention> =
        members.iter().copied().filter(|m| WRITINGS.contains(&m.figure.unit)).collect();
    let mixed = parts.iter().any(|p| p.figure.unit != whole.figure.unit);
    let parts = one_kind(&parts, text).filter(|p| p.len() >= 3)?;
    let wholes = vec![whole.figure.whole()?];
    let mixable = mixed && WRITINGS.contains(&whole.figure.unit);
    mixable.then_some(List { whole, wholes, parts, complete: false, open: true, shape: Shape::Mixed })
}

/// Adds the parts up and says what is wrong.
fn judge(desk: &mut Desk<'_>, list: &List<'_>) {
    let values = list.values();
    let reached = list.adds_up();
    let total = values.iter().fold(0u64, |a, &b| a.saturating_add(b));
    if list.shape == Shape::Mixed {
        if list.wholes.contains(&total) {
            mixed_units(desk, list);
        }
        return;
    }
    let computed = list.parts.iter().chain([&list.whole]).all(|m| desk.computed(m));
    let told = list.parts.iter().chain([&list.whole]).any(|m| desk.told.contains(&m.figure.start));
    if reached || computed || told {
        return;
    }
    let whole = list.whole.figure.whole().unwrap_or(0);
    let sure = if total > whole {
        // Two parts may overlap; if they exceed the whole by little, a slip is likelier.
        let little = list.shape == Shape::Among && (total - whole).saturating_mul(10) <= whole;
        list.complete || list.parts.len() >= 3 || little
    } else {
        // Little is missing, or the whole has a digit too many.
        let little = (whole - total) * 10 <= whole || total.checked_mul(10) == Some(whole);
        !list.open && (list.complete || list.parts.len() >= 3 && little)
    };
    if !sure || list.open && total < whole {
        return;
    }
    let unit = list.whole.figure.unit;
    let spelled: Vec<String> = values.iter().map(u64::to_string).collect();
    let message = format!("分项 {}＝{total} {unit}，总数写 {whole} {unit}", spelled.join("＋"));
    let place = desk.paragraph.place(list.whole.figure.start..list.whole.figure.end);
    let range = list.parts[0].figure.start..list.parts[list.parts.len() - 1].figure.end;
    let difference = whole.abs_diff(total);
    let word = if total > whole { "多" } else { "少" };
    let diagnostic = desk
        .finding(rule_of(list, desk.names), range, message)
        .note(format!("分项相加{word} {difference}"))
        .label(place, format!("总数是 {whole}"))
        .help("核对总数和每个分项");
    for part in &list.parts {
        desk.told.push(part.figure.start);
    }
    desk.tell(list.whole, diagnostic);
}

/// The sum is right, the units are not.
fn mixed_units(desk: &mut Desk<'_>, list: &List<'_>) {
    let whole = list.whole.figure.unit;
    let Some(other) = list.parts.iter().find(|p| p.figure.unit != whole) else { return };
    let message = format!("总数用“{whole}”，分项用“{}”", other.figure.unit);
    let place = desk.paragraph.place(list.whole.figure.start..list.whole.figure.end);
    let range = other.figure.start..other.figure.end;
    let diagnostic = Diagnostic::of(&codes::X20, desk.paragraph.place(range), message)
        .label(place, "总数")
        .help("同一笔数用同一个量词");
    desk.sink.push(diagnostic);
}

/// 通过网络30件、信函40件 without 其中: they add up to what came in.
fn channels(desk: &mut Desk<'_>, index: usize) {
    let sentence = &desk.sentences[index];
    let scope = desk.scope(sentence);
    if !(scope.on_request || scope.names_requests) {
        return;
    }
    let ways: Vec<&Mention> = sentence
        .mentions
        .iter()
        .filter(|m| m.figure.unit == "件" && is_plain_count(m) && class(m) == Class::Channels)
        .filter(|m| !["等", "渠道", "方式", "途径", "共"].iter().any(|w| m.key.contains(w)))
        .collect();
    let (Some(first), Some(last)) = (ways.first(), ways.last()) else { return };
    if ways.len() < 2 || ways.iter().any(|m| m.depth != first.depth) {
        return;
    }
    let values: Vec<u64> = ways.iter().filter_map(|m| m.figure.whole()).collect();
    let sum = values.iter().fold(0u64, |a, &b| a.saturating_add(b));
    let near = &desk.sentences[index.saturating_sub(1)..=index];
    let mut wholes: Vec<u64> = near
        .iter()
        .flat_map(|s| s.mentions.iter())
        .filter(|m| is_plain_count(m))
        .filter_map(|m| m.figure.whole())
        .collect();
    let t = &desk.facts.requests;
    wholes.extend([t.total(NEW), t.total(NEW) + t.total(CARRIED), t.total(DONE)]);
    let new = t.total(NEW);
    let told = ways.iter().any(|m| desk.told.contains(&m.figure.start));
    let near_miss = sum > t.total(NEW) + t.total(CARRIED) || sum < new && (new - sum) * 10 <= new;
    if wholes.contains(&sum)
        || told
        || !desk.is_ours(sentence, first)
        || !near_miss
        || is_open(&desk.text()[first.before.start..last.figure.end])
    {
        return;
    }
    let spelled: Vec<String> = values.iter().map(u64::to_string).collect();
    let message = format!("各渠道 {}＝{sum} 件，表三“本年新收·总计”是 {new}", spelled.join("＋"));
    let place = t.cells[NEW][6].span;
    let range = first.figure.start..last.figure.end;
    let diagnostic = desk
        .finding(&codes::X17, range, message)
        .label(place, format!("这里是 {new}"))
        .help("核对每个渠道的件数");
    desk.sink.push(diagnostic);
}

/// 网络30+信函40+线下0=70.
fn equations(desk: &mut Desk<'_>, sentence: &Sentence) {
    let list = &sentence.mentions;
    for (i, result) in list.iter().enumerate() {
        let text = desk.text();
        let Some(before) = i.checked_sub(1).map(|b| &text[list[b].figure.end..result.figure.start]) else {
            continue;
        };
        if !before.contains(['=', '＝']) || before.chars().count() > 8 {
            continue;
        }
        let mut first = i - 1;
        while first > 0 && text[list[first - 1].figure.end..list[first].figure.start].contains(['+', '＋']) {
            first -= 1;
        }
        let sum: u128 = list[first..i].iter().map(|m| m.figure.micros).sum();
        let exact = list[first..=i].iter().all(|m| !m.figure.approximate);
        if first + 1 < i && exact && sum != result.figure.micros {
            let spelled: Vec<String> = list[first..i]
                .iter()
                .map(|m| super::shares::decimal(m.figure.micros, m.figure.places))
                .collect();
            let places = list[first..i].iter().map(|m| m.figure.places).max().unwrap_or(0);
            let (is, written) = (super::shares::decimal(sum, places), super::shares::percent(&result.figure));
            let message = format!("{}＝{is}，正文写 {written}", spelled.join("＋"));
            let diagnostic = desk.finding_at(&codes::X17, result, message).help("重算这个式子");
            desk.tell(result, diagnostic);
        }
    }
}
