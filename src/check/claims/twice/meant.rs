//! A figure before its noun that points back: 8 处公示点又多在集镇, 举办的 4 期培训班, 依托 22 期学堂. It is of all that an earlier sentence counted
//! (设立信息公示点 6 处): of the one number that the report has for that noun, and not far from it.

use super::super::slips::{Slip, slip};
use super::super::terms::come_to;
use super::called::{common_run, without};
use super::{Extent, Spot, is_narrow, units};
use crate::check::claim::Whose;
use crate::check::compare::{FigureStatus, Passage};
use crate::check::facts::Part;
use crate::check::text::{Class, LEXICON, Mention, Sentence, Words};
use crate::source;

pub(crate) struct Count {
    pub(super) unit: &'static str,
    pub(super) number: u128,
    /// The words of its clause before it and behind it that may be its noun.
    pub(super) before: String,
    pub(super) after: String,
    /// Of its sentence, all up to its clause's end.
    pub(super) words: String,
    points: Option<Pointing>,
    /// Of less than the year, or a part of another number.
    pub(super) narrow: bool,
    pub(super) spot: Spot,
}

/// How a figure points back.
struct Pointing {
    /// 举办 of 举办的 4 期培训班.
    done: Option<String>,
    /// 全年 5 场恳谈会: of the year.
    year: bool,
    /// 全年披露 24 期债券: told anew.
    stated: bool,
    /// Of what another body did.
    others: bool,
    /// 14 处查阅点全部更新: of all; 8 处专区被评为…: of some.
    extent: Extent,
}

/// The most characters that a noun has.
const LONG: usize = 14;

/// The number of a sentence that one of its figures tells.
pub(super) fn count(passage: &Passage<'_>, sentence: &Sentence, at: usize) -> Option<Count> {
    let (text, mention) = (passage.text(), &sentence.mentions[at]);
    let figure = &mention.figure;
    if passage.is_told(mention) {
        return None;
    }
    let number = figure.whole().filter(|&n| n > 0 && figure.is_count() && !figure.unit.is_empty())?;
    let head = head(text, sentence, at);
    let rest = source::head(&text[figure.end..sentence.range.end], ENDS);
    let plain = |words: &str| words.chars().filter(|c| !"“”《》 ".contains(*c)).collect::<String>();
    let mut before = plain(named_at(text, sentence, at).unwrap_or(head));
    before.truncate(LEXICON.cut_end("数前字", &before).len());
    let after: String = plain(rest).trim_start_matches('的').chars().take(LONG).collect();
    let end = figure.end + rest.len();
    let (lead, of) = (&sentence.tokens[..mention.token], head.ends_with('的'));
    let words = &text[sentence.range.start..end];
    Some(Count {
        unit: figure.unit,
        number: u128::from(number),
        before,
        after,
        words: words.rsplit('；').next().unwrap_or(words).to_owned(),
        points: pointing(passage, sentence, mention, head, rest),
        narrow: mention.depth > 0
            || !of && is_narrow(passage, sentence, mention)
            || of && mention.has_before([Class::LastYear, Class::NextYear])
            || lead.has([Class::Among, Class::Rest])
            || !passage.is_now(if of {
                &lead[..lead.len() - mention.before().len().min(lead.len())]
            } else {
                lead
            }),
        spot: Spot::of(passage, sentence, mention),
    })
}

/// Marks that end the words that may be a figure's own.
const ENDS: &str = "，,；;。！？：:、（）";

/// The words of its clause before a figure.
fn head<'t>(text: &'t str, sentence: &Sentence, at: usize) -> &'t str {
    let from = at.checked_sub(1).map_or(sentence.range.start, |at| sentence.mentions[at].figure.end);
    source::tail(&text[from..sentence.mentions[at].figure.start], ENDS).trim()
}

/// 账号由 57 个压减到 42 个: those of the figure that has the noun.
fn named_at<'t>(text: &'t str, sentence: &Sentence, at: usize) -> Option<&'t str> {
    let first = &sentence.mentions[at.checked_sub(1)?];
    let last = &sentence.mentions[at];
    let own = first.figure.unit == last.figure.unit && head(text, sentence, at).ends_with(['到', '至', '为']);
    let from = head(text, sentence, at - 1);
    (own && from.ends_with(['由', '从'])).then_some(from)
}

/// Whether it points back: it begins its clause, or stands behind 的 or behind a preposition.
fn pointing(
    passage: &Passage<'_>,
    sentence: &Sentence,
    mention: &Mention,
    head: &str,
    rest: &str,
) -> Option<Pointing> {
    let year = LEXICON.says("一年里", head);
    let numbered = LEXICON.behind("点", head).unwrap_or(head);
    let bare = numbered.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let bare = LEXICON.before("一年里", bare).unwrap_or(bare);
    let definite = bare.is_empty() || bare.ends_with('的') || LEXICON.closes("指着", bare);
    let stated = !definite && LEXICON.opens("一年里", bare);
    let bound = || match passage.status(mention) {
        Some(FigureStatus::Another(whose)) => {
            !matches!(whose, Whose::OtherThing | Whose::Rough | Whose::Rate)
        }
        _ => passage.is_tabled(mention),
    };
    let first = rest.trim_start_matches(['的', '“', '《']).chars().next();
    if !definite && !stated
        || mention.depth > 0
        || mention.figure.whole() == Some(1)
        || mention.has_after(Class::Application)
        || units::noun_at(rest).is_some()
        || first.is_none_or(|c| !source::is_han(c))
        || passage.is_told(mention)
        || passage.computed(mention)
        || is_narrow(passage, sentence, mention)
        || sentence.tokens[..mention.token].has([Class::Among, Class::Rest])
        || bound()
    {
        return None;
    }
    // 一是…；二是…: an earlier clause of section five tells of another time and body.
    let whose = if passage.paragraph.part == Part::Problems {
        let now = passage.is_now(mention.before());
        if now {
            passage.names_another(mention.before()).then_some(Whose::OtherBody)
        } else {
            Some(Whose::OtherTime)
        }
    } else {
        passage.whose(sentence, mention)
    };
    if whose == Some(Whose::OtherTime) {
        return None;
    }
    let extent = if LEXICON.says("说全体", rest) {
        Extent::Year
    } else if LEXICON.says("说部分", rest) {
        Extent::Among
    } else {
        Extent::Unsaid
    };
    Some(Pointing {
        done: bare.strip_suffix('的').map(|done| {
            let chars: Vec<char> = done.chars().collect();
            chars[chars.len().saturating_sub(2)..].iter().collect()
        }),
        year,
        stated,
        others: whose.is_some(),
        extent,
    })
}

/// The number that another points to and is not.
pub(super) fn otherwise<'c>(before: &'c [Count], again: &'c Count) -> Option<[&'c Count; 2]> {
    let pointing = again.points.as_ref()?;
    let like: Vec<(&Count, String)> = before
        .iter()
        .filter(|count| count.unit == again.unit && count.spot.sentence != again.spot.sentence)
        .filter_map(|count| Some((count, noun(count, again)?)))
        .collect();
    let same = |count: &Count| count.unit == again.unit && count.number == again.number;
    let (first, name) = like.iter().find(|(count, _)| !count.narrow)?;
    if before.iter().any(|count| {
        same(count) && (count.words.contains(name.as_str()) || count.after.contains(name.as_str()))
    }) {
        return None;
    }
    let sums = |from: usize| come_to(like[from..].iter().map(|(count, _)| count.number), 1, again.number);
    let whole: Vec<_> = like.iter().filter(|(count, _)| !count.narrow).collect();
    let one = |all: &[&(&'c Count, String)]| all.windows(2).all(|two| two[0].0.number == two[1].0.number);
    let (first, name) = if one(&whole) {
        (*first, name)
    } else {
        let most = whole.iter().map(|w| shared(w.0, again, &w.1)).max().filter(|most| *most >= 2)?;
        let own: Vec<_> = whole.iter().copied().filter(|w| shared(w.0, again, &w.1) == most).collect();
        let found = own.first().filter(|_| one(&own))?;
        (found.0, &found.1)
    };
    let shares = shared(first, again, name);
    let done = pointing.done.as_ref().is_some_and(|done| first.words.contains(done.as_str()));
    let alike = if pointing.others {
        shares >= 4
    } else if without(name, LEXICON.list("泛说")).is_empty() {
        shares >= 4 || done || pointing.year
    } else {
        true
    };
    (!(0..like.len()).any(sums) && alike && is_near(first, again, name, pointing, done || shares >= 2))
        .then_some([again, first])
}

/// Whether two numbers may be the same, one of them with a slip: neither a part of the other nor more than it.
fn is_near(first: &Count, again: &Count, name: &str, pointing: &Pointing, tied: bool) -> bool {
    let verbs = LEXICON.list("重述动词").iter().chain(LEXICON.list("起首动词"));
    let rest = first.before.strip_suffix(name).unwrap_or_default();
    let kind = verbs.filter_map(|verb| Some(rest.rsplit_once(*verb)?.1)).min_by_key(|kind| kind.len());
    let kind = kind.unwrap_or(rest);
    let (a, b) = (first.number, again.number);
    let off = a.abs_diff(b);
    let exchanged = slip(a, b) == Some(Slip::Exchanged);
    if pointing.stated {
        exchanged
    } else if b > a {
        let new = rest.contains('新') && !again.words.contains('新');
        exchanged || off <= (a / 2).max(1) && !new && (tied || !LEXICON.says("分说", kind))
    } else {
        let part = if pointing.extent == Extent::Year { off <= b } else { off * 4 <= a };
        // 直播的 5 场发布会 of 6: some of them.
        let own = tied || pointing.done.is_none();
        exchanged || part && own && pointing.extent != Extent::Among
    }
}

/// The noun that both count: 公示点 of 设立信息公示点 6 处 and 8 处公示点又多在集镇.
fn noun(first: &Count, again: &Count) -> Option<String> {
    let behind: Vec<char> = again.after.chars().collect();
    let in_front = (2..=behind.len()).rev().find_map(|n| {
        let name: String = behind[..n].iter().collect();
        first.before.ends_with(&name).then_some(name)
    });
    let both = || {
        let run: String = again
            .after
            .chars()
            .zip(first.after.chars())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a)
            .collect();
        (run.chars().count() >= 2).then_some(run)
    };
    in_front.or_else(both)
}

/// How many characters of the words around two of them tell the same, the noun and the idle words aside.
fn shared(first: &Count, again: &Count, name: &str) -> usize {
    let telling = |count: &Count, mark: &str| -> Vec<char> {
        let words = count.words.replace(name, mark).replace(&count.spot.written, mark);
        let words = without(&without(&words, LEXICON.list("重述泛词")), LEXICON.list("重述动词"));
        words.chars().collect()
    };
    let (mut one, other) = (telling(first, "<"), telling(again, ">"));
    let mut all = 0;
    for _ in 0..2 {
        let (run, _) = common_run(&one, &other);
        if run.len() < 2 {
            break;
        }
        all += run.len();
        one.drain(run);
    }
    all
}
