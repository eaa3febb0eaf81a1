//! X27: the same quantity told twice with different figures: 全年公开信息 310 条, and in another place 301 条. Only what is told in the
//! same words is the same: a verb, a thing, and nothing beside them that narrows it.

use crate::check::compare::Passage;
use crate::check::text::clauses::{Mention, Sentence};
use crate::check::text::lexicon::{Class, LEXICON};
use crate::check::text::tokens::{Kind, Token};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// What a sentence tells of the whole year.
pub(crate) struct Told {
    /// The thing and its unit.
    what: String,
    value: u64,
    /// 全年, 共: it says that it is all.
    whole: bool,
    /// The words of the verb.
    verb: String,
    place: Span,
    written: String,
}

/// Collects what a sentence tells.
pub(super) fn collect(passage: &Passage<'_>, sentence: &Sentence) -> Vec<Told> {
    let told = |mention| one(passage, sentence, mention).or_else(|| those(passage, sentence, mention));
    sentence.mentions.iter().filter_map(told).collect()
}

/// 对 3 件收费通知均做好登记: all that there are, as their number is told.
fn those(passage: &Passage<'_>, sentence: &Sentence, mention: &Mention) -> Option<Told> {
    let text = passage.text();
    // 政务公开在绩效考核中的权重为 4%.
    if mention.figure.unit == "%" {
        let head = text[..mention.figure.start].trim_end_matches(|c| "为达占是到明确的".contains(c));
        let word = LEXICON.list("重述比率").iter().find(|word| head.ends_with(**word))?;
        let ours = text[sentence.range.clone()].contains("公开") && !mention.figure.approximate;
        let own = ours && passage.whose(sentence, mention).is_none();
        return own.then(|| told(passage, mention, (*word).to_owned()));
    }
    let (head, behind) = (&text[..mention.figure.start], &text[mention.figure.end..]);
    if !LEXICON.list("所说").iter().any(|word| head.ends_with(word)) {
        return None;
    }
    let names = LEXICON.told.iter().flat_map(|(name, called)| called.iter().map(move |word| (*name, *word)));
    let (name, rest) = names
        .filter(|(name, _)| LEXICON.list("逐一").contains(name))
        .filter_map(|(name, word)| Some((name, behind.strip_prefix(word)?)))
        .min_by_key(|n| n.1.len())?;
    let all = rest.starts_with(['均', '全', '都']) && mention.figure.is_count();
    let own = all && passage.whose(sentence, mention).is_none();
    own.then(|| told(passage, mention, format!("{name}{}", mention.figure.unit)))
}

/// What is told of a thing in words that name no verb.
fn told(passage: &Passage<'_>, mention: &Mention, what: String) -> Told {
    let range = mention.figure.start..mention.figure.end;
    Told {
        what,
        value: u64::try_from(mention.figure.micros).unwrap_or(0),
        whole: false,
        verb: String::new(),
        place: passage.paragraph.place(range.clone()),
        written: passage.text()[range].to_owned(),
    }
}

fn one(passage: &Passage<'_>, sentence: &Sentence, mention: &Mention) -> Option<Told> {
    let text = passage.text();
    let ends = mention.right.first().is_none_or(|t| t.is_mark("，,。；;"));
    if !mention.figure.is_count() || mention.depth > 0 || !ends || passage.computed(mention) {
        return None;
    }
    let all = mention.before();
    let whole =
        all.iter().any(|t| t.is(Class::ThisYear) || ["共", "累计", "共计", "总共"].contains(&t.text(text)));
    // 通过网站等渠道公开: by all ways.
    let ways =
        all.iter().rposition(|t| t.is(Class::Channels) && text[..t.end].ends_with(['道', '式', '径', '台']));
    let ways = ways.or_else(|| {
        let at = all.iter().position(|t| t.is(Class::ByWay))?;
        all[..at].iter().any(|t| t.is(Class::Channels)).then_some(at)
    });
    let own = &all[ways.map_or(0, |at| at + 1)..];
    let plain = |t: &&Token| !(t.is([Class::ThisYear, Class::We]) || matches!(t.kind, Kind::Mark(_)));
    let words: String = own.iter().filter(plain).map(|t| t.text(text)).collect();
    let words = words
        .trim_start_matches(['共', '累', '计', '总'])
        .trim_end_matches(['共', '计', '达', '为', '总', '累', '仅']);
    let words = words.strip_suffix("数量").unwrap_or(words);
    let verb = LEXICON
        .list("重述动词")
        .iter()
        .filter(|verb| words.starts_with(**verb))
        .max_by_key(|verb| verb.len())?;
    let thing = words[verb.len()..].trim_start_matches(['了', '各', '类']);
    let name = LEXICON.told.iter().find(|(_, called)| called.contains(&thing))?.0;
    // 设置特色栏目，发布信息 318 条: of what stands in the clause before.
    let from = sentence.tokens[..mention.token].iter().rposition(|t| t.is_mark("，,；;"));
    let of_those = !all.iter().any(|t| t.is(Class::ThisYear))
        && sentence.tokens[..from.unwrap_or(0)].iter().any(|t| t.is(Class::Thing));
    let beside = of_those
        || sentence.tokens[..mention.token]
            .iter()
            .any(|t| t.is([Class::Among, Class::Compare, Class::LastYear]));
    if beside || passage.whose(sentence, mention).is_some() {
        return None;
    }
    let what = format!("{name}{}", mention.figure.unit);
    Some(Told { whole, verb: (*verb).to_owned(), ..told(passage, mention, what) })
}

/// Says where two of them differ.
pub(crate) fn report(told: &[Told], sink: &mut Diagnostics) {
    for (at, first) in told.iter().enumerate() {
        let same = |later: &&Told| {
            let those = first.verb.is_empty() || later.verb.is_empty();
            let whole = first.whole && later.whole || first.whole != later.whole;
            let sure = those || whole || first.verb == later.verb;
            later.what == first.what && later.value != first.value && sure
        };
        let earlier = told[..at].iter().any(|known| known.what == first.what);
        let Some(other) = told[at + 1..].iter().find(same).filter(|_| !earlier) else { continue };
        let message = format!("这里写{}，另一处写{}", first.written, other.written);
        sink.push(
            Diagnostic::of(&codes::X27, first.place, message)
                .label(other.place, "另一处")
                .help("同一个数前后写成一样；口径不同的写明各是什么"),
        );
    }
}
