//! X18 where the slip is in 机关 itself: title, signature and prose agree on a name, and 机关 alone is a letter off. The odd one
//! out is named, once; everything else is then held against the name that the others agree on.

use super::bodies_named::{after_ground, is_slip, named_in};
use crate::check::bodies::{NameOwner, Names, WORDS};
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{Span, Spanned, is_han, pieces};

/// Reports a 机关 that is the odd one out; the facts as they would be with the name of the others.
pub(super) fn odd_one_out(facts: &Facts, names: &Names, sink: &mut Diagnostics) -> Option<Facts> {
    let office = &facts.office;
    if facts.sums_up() {
        return None;
    }
    // Where it stands by itself it is not the odd one out, and nobody need be asked: most reports say it so.
    let goes_on = |rest: &str| {
        let next = rest.chars().next().filter(|c| is_han(*c));
        next.is_some_and(|c| WORDS.endings.iter().any(|ending| ending.contains(c)))
    };
    let alone = |text: &str| {
        let mut all = text.match_indices(office.value.as_str());
        all.any(|(at, own)| !text[..at].ends_with(is_han) && !goes_on(&text[at + own.len()..]))
    };
    let titles = || facts.title.iter().chain(&facts.signature).map(|line| line.value.as_str());
    let mut texts = titles().chain(facts.prose.iter().map(Paragraph::as_str));
    if office.value.is_empty() || texts.any(alone) {
        return None;
    }
    let witnesses: Vec<(&str, Span, String)> = witnesses(facts, names)
        .filter(|(_, _, name)| is_slip(name, &office.value) && names.whose(name) == NameOwner::Another)
        .collect();
    let agreed = |name: &str| witnesses.iter().filter(|witness| witness.2 == name).count();
    let (_, _, name) = witnesses.iter().max_by_key(|witness| agreed(&witness.2))?;
    // 青禾县水务 stands in 青禾县水务局.
    let says_so = |text: &str| text.replace(name.as_str(), "").contains(&office.value);
    let supported = titles().chain(facts.prose.iter().map(Paragraph::as_str)).any(says_so);
    if supported || agreed(name) < 2 || agreed(name) < witnesses.len() {
        return None;
    }
    let mut where_said: Vec<&str> = witnesses.iter().map(|witness| witness.0).collect();
    where_said.dedup();
    let message = format!("机关写的是“{}”，{}里都是“{name}”", office.value, where_said.join("、"));
    let mut found =
        Diagnostic::of(&codes::X18, office.span, message).help(format!("机关多半写错了，改成“{name}”"));
    for (word, place, _) in witnesses.iter().take(3) {
        found = found.label(*place, *word);
    }
    sink.push(found);
    Some(Facts { office: Spanned::new(name.clone(), office.span), ..facts.clone() })
}

/// The names by which title, signature and prose call the reporting body, each with its place.
fn witnesses<'f>(
    facts: &'f Facts,
    names: &'f Names,
) -> impl Iterator<Item = (&'static str, Span, String)> + 'f {
    let before_year = |title: &str| title.split(|c: char| c.is_ascii_digit()).next().map(str::to_owned);
    let title =
        facts.title.iter().filter_map(move |title| Some(("标题", title.span, before_year(&title.value)?)));
    let signature = facts.signature.iter().map(|name| ("署名", name.span, name.value.trim().to_owned()));
    let prose = facts.prose.iter().flat_map(move |paragraph| {
        pieces(paragraph.as_str(), "。！？").filter_map(move |(at, sentence)| {
            let (from, name) = named_in(sentence, names).or_else(|| after_ground(sentence))?;
            let place = paragraph.place(at + from..at + from + name.len());
            Some(("正文", place, name.to_owned()))
        })
    });
    title.chain(signature).chain(prose)
}
