//! In: what the figures of a sentence claim of applications. Out: the same without those that are told of some of them only, by what the sentence
//! tells beside them. Refuses to read words that no claim was made of.

use super::terms::count_of;
use crate::check::claim::{Matter, Outcome, Reading, Said, Whose};
use crate::check::compare::Passage;
use crate::check::text::{Class, Sentence, Words};
use crate::form::quantity::RowName as Row;

/// 代表县政府受理 203 件，以办公室名义受理 12 件; 以县政府名义答复 21 件、以办公室名义答复 12 件; 收到来函 22 封，登记为 36 件: where together
/// they are what the table has, or where the sentence tells that, none of them is all.
pub(super) fn received(passage: &Passage<'_>, sentence: &Sentence, claims: &mut [Option<Said>]) {
    let value = |at: usize| sentence.mentions[at].figure.whole().unwrap_or(0);
    let sum = |of: &[usize]| count_of(of.iter().map(|&at| value(at)));
    let all = |row| Reading::total(row).value(passage.facts).filter(|&n| n > 0);
    let counting = |matter| -> Vec<usize> {
        (0..claims.len()).filter(|&at| Said::counts_all(claims[at].as_ref(), &[matter])).collect()
    };
    let mut apart = counting(Matter::Finished);
    let closed = if apart.len() > 1 { all(Row::Closed) } else { None };
    // 线上办结 62 件，…，线上线下合计受理 74 件、办结 71 件: those before it are not all.
    let text = passage.text();
    let summed = apart.iter().any(|&at| {
        let lead = sentence.tokens[..sentence.mentions[at].token].since("；;").since("，,");
        Some(value(at)) == closed && lead.iter().any(|t| t.sums_up(text))
    });
    // 承办 33 件 is all of them.
    apart.retain(|&at| Some(value(at)) != closed);
    if !summed && (apart.len() < 2 || closed != Some(sum(&apart))) {
        apart.clear();
    }
    let of = counting(Matter::Received);
    if !of.is_empty()
        && let Some(new) = all(Row::Received)
    {
        let both = of.len() > 1 && sum(&of) == new;
        let told = sentence.mentions.iter().any(|m| m.figure.unit == "件" && m.figure.whole() == Some(new));
        apart.extend(of.into_iter().filter(|&at| both || told && sentence.mentions[at].figure.unit == "封"));
    }
    for at in apart {
        claims[at] = Some(Said::Another(Whose::Part));
    }
}

/// 新收 19 件，其中自然人 16 件、法人 3 件: where kinds of applicants together are all that came, none is counted with those that came over.
pub(super) fn applicants(passage: &Passage<'_>, sentence: &Sentence, claims: &mut [Option<Said>]) {
    let is = |said: &Option<Said>| Said::counts_all(said.as_ref(), &[Matter::Applicant]);
    let told = sentence.mentions.iter().zip(&*claims).filter(|(_, said)| is(said));
    let told = told.map(|(m, _)| m.figure.whole().unwrap_or(0)).collect::<Vec<u64>>();
    let sum = count_of(told.iter().copied());
    let count = |row| Reading::total(row).value(passage.facts);
    if told.len() > 1 && count(Row::CarriedIn) > Some(0) && count(Row::Received) == Some(sum) {
        for said in claims.iter_mut().filter(|said| is(said)) {
            if let Some(Said::Claim(claim)) = said {
                claim.readings.truncate(1);
            }
        }
    }
}

/// 公益组织 13 件，…，13 件全部予以公开: of those; 1 件补正后予以公开，另有 3 件予以公开: where both together are what the table has, neither
/// is all.
pub(super) fn granted(passage: &Passage<'_>, sentence: &Sentence, claims: &mut [Option<Said>]) {
    let list = &sentence.mentions;
    for at in 0..claims.len() {
        let own = &list[at];
        let Some(claim) = claims[at].as_ref().and_then(Said::claim) else { continue };
        let Some(n) = own.figure.whole().filter(|_| claim.matter == Matter::Outcome) else { continue };
        let is = |sum: u64| claim.reading(passage.facts, |value| value == sum).is_some();
        if is(n) {
            continue;
        }
        let again = |m: usize| {
            let all = Said::counts_all(claims[m].as_ref(), &[Matter::Received, Matter::Finished]);
            own.has_after(Class::All)
                && !all
                && list[m].figure.counts_like(&own.figure)
                && list[m].figure.whole() == Some(n)
        };
        // 予以公开 3 件，另 1 件予以公开前…; 3 件予以公开，另 1 件征求意见后也予以公开.
        let beside = |m: usize| {
            let end = list.get(m + 1).map_or(sentence.tokens.len(), |next| next.token);
            let words = &sentence.tokens[list[m].token..end];
            let mut named = words.named(Class::Outcome).chain(list[m].before().named(Class::Outcome));
            let same =
                m != at && list[m].figure.counts_like(&own.figure) && named.any(|name| name == claim.says);
            same && list[m].figure.whole().and_then(|some| some.checked_add(n)).is_some_and(is)
        };
        let first = at.saturating_sub(MOST);
        if (first..at).any(again) {
            claims[at] = Some(Said::Another(Whose::Part));
        } else if let Some(m) = (first..claims.len().min(at + MOST)).find(|&m| beside(m)) {
            claims[at] = Some(Said::Another(Whose::Part));
            claims[m] = Some(Said::Another(Whose::Part));
        }
    }
}

/// 社保缴费 3 件，因属于行政查询事项，告知…；案卷 2 件不予公开: where those of a row that the sentence names are the rest of a group, the others are not
/// all of it.
pub(super) fn refused(passage: &Passage<'_>, sentence: &Sentence, claims: &mut [Option<Said>]) {
    let form = passage.facts.form;
    for (mention, said) in sentence.mentions.iter().zip(claims) {
        let Some(claim) = said.as_ref().and_then(Said::claim).filter(|c| c.matter == Matter::Group) else {
            continue;
        };
        let all = claim.readings.first().and_then(|group| group.value(passage.facts));
        let rest = all.zip(mention.figure.whole()).and_then(|(all, n)| all.checked_sub(n)).filter(|&n| n > 0);
        let named = sentence.tokens.named(Class::Outcome).filter_map(|name| Outcome::named(form, name));
        let mut rows = named.filter(|row| !row.is_group).map(|row| Outcome::sum(&[row]).value(passage.facts));
        let met = claim.reading(passage.facts, |value| Some(value) == mention.figure.whole()).is_some();
        if !met && rest.is_some() && rows.any(|row| row == rest) {
            *said = Some(Said::Another(Whose::Part));
        }
    }
}

/// How many figures before one are looked at.
const MOST: usize = 20;
