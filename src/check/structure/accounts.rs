//! X27: accounts that the report says it has none of, and works with: 未开设政务新媒体, and 运营本局微信公众号.

use crate::check::bodies::WORDS;
use crate::check::facts::{Facts, Paragraph};
use crate::check::text::LEXICON;
use crate::diagnostic::{Diagnostics, codes};
use std::ops::Range;

pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let Some((paragraph, denied, name)) = facts.prose.iter().find_map(denial) else { return };
    let Some((other, own)) = facts.prose.iter().find_map(|p| Some((p, account(p, name)?))) else { return };
    let [says, has] = [&paragraph.as_str()[denied.clone()], &other.as_str()[own.clone()]];
    let message = format!("这里说“{says}”，另一处说“{has}”");
    let found = paragraph.finding(&codes::X27, denied, message);
    sink.push(found.label(other.place(own), "另一处").help("核对有没有账号，前后写成一样"));
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
