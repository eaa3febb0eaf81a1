//! X27: what the report says that there was none of, and tells of: 未开设政务新媒体, and 运营本局微信公众号; 没有发生责任追究, and 责任追究 2 起.

use crate::check::bodies::WORDS;
use crate::check::facts::{Facts, Paragraph};
use crate::check::text::LEXICON;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{CLAUSE, digits_closing, head, tail};
use std::ops::Range;

pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let prose = || facts.prose.iter();
    if let Some((paragraph, denied, name)) = prose().find_map(denial)
        && let Some(other) = prose().find_map(|p| Some((p, account(p, name)?)))
    {
        say((paragraph, denied), other, "核对有没有账号，前后写成一样", sink);
    }
    if let Some(denied) = prose().find_map(|p| Some((p, no_blame(p)?)))
        && let Some(other) = prose().find_map(|p| Some((p, blame(p)?)))
    {
        say(denied, other, "核对有没有责任追究，前后写成一样", sink);
    }
}

fn say(
    denied: (&Paragraph, Range<usize>),
    told: (&Paragraph, Range<usize>),
    help: &str,
    sink: &mut Diagnostics,
) {
    let [says, has] = [&denied, &told].map(|(paragraph, at)| &paragraph.as_str()[at.clone()]);
    let message = format!("这里说“{says}”，另一处说“{has}”");
    let found = denied.0.finding(&codes::X27, denied.1, message);
    sink.push(found.label(told.0.place(told.1), "另一处").help(help));
}

/// 没有发生责任追究情形: a denial of the year, whole.
fn no_blame(paragraph: &Paragraph) -> Option<Range<usize>> {
    let text = paragraph.as_str();
    paragraph.each(LEXICON.list("没有追究").iter().copied()).find_map(|(at, denial)| {
        let rest = LEXICON.cut_start("追究前的字", &text[at + denial.len()..]);
        let behind = LEXICON.cut_start("追究后的字", LEXICON.behind("追责", rest)?);
        let ends = behind.is_empty() || behind.starts_with(['，', '。', '；', '、']);
        let last = tail(&text[..at], "。").contains(['上', '去']);
        (ends && !last).then(|| at..text.len() - behind.len())
    })
}

/// 责任追究 2 起; 对 2 起迟报问题进行了责任追究.
fn blame(paragraph: &Paragraph) -> Option<Range<usize>> {
    let text = paragraph.as_str();
    paragraph.each(LEXICON.list("追责").iter().copied()).find_map(|(at, word)| {
        let (before, behind) = (tail(&text[..at], CLAUSE), head(&text[at + word.len()..], CLAUSE));
        let figure = LEXICON.cut_start("追究后的字", behind);
        let counted = figure.starts_with(|c: char| ('1'..='9').contains(&c));
        let of = || {
            let unit = before.rfind(|c: char| "起件例次人名个家".contains(c));
            unit.is_some_and(|unit| digits_closing(&before[..unit]) > 0) && LEXICON.says("已追究", before)
        };
        let told = (counted || of()) && !LEXICON.says("没追究", &[before, behind].concat());
        told.then(|| at - before.len()..at + word.len() + behind.len())
    })
}

/// 未开设独立的政务新媒体: where it stands, and of what.
fn denial(paragraph: &Paragraph) -> Option<(&Paragraph, Range<usize>, &'static str)> {
    let text = paragraph.as_str();
    paragraph.each(LEXICON.list("没有开设").iter().copied()).find_map(|(at, verb)| {
        let rest = LEXICON.cut_start("账号前的字", &text[at + verb.len()..]);
        let name = longest(rest)?;
        // 未开设微信公众号的科室: of others.
        let ends = rest[name.len()..].trim_start_matches("账号").starts_with(['，', '。', '；', '、']);
        ends.then(|| (paragraph, at..text.len() - rest.len() + name.len(), name))
    })
}

/// 运营本局微信公众号: where an account of the kind is the own one.
fn account(paragraph: &Paragraph, denied: &str) -> Option<Range<usize>> {
    let text = paragraph.as_str();
    paragraph.each(WORDS.ours.iter()).find_map(|(at, own)| {
        let rest = LEXICON.cut_start("账号前的字", &text[at + own.len()..]);
        let name = longest(rest)?;
        let kind = denied.ends_with("新媒体") || name.ends_with(denied) || denied.ends_with(name);
        let verb = LEXICON.list("办账号").iter().find(|verb| text[..at].ends_with(**verb))?;
        kind.then(|| at - verb.len()..text.len() - rest.len() + name.len())
    })
}

/// The name of a kind of account that a text begins with.
fn longest(text: &str) -> Option<&'static str> {
    let names = LEXICON.list("账号的种类").iter().copied();
    names.filter(|name| text.starts_with(name)).max_by_key(|name| name.len())
}
