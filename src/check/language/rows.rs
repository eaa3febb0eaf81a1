//! In: a paragraph. Out: rows of like members of which one has lost a character (G02): 件件有登记、件有回复、件件有归档. Members are like if they
//! are of one length and have the same characters at the same places. Refuses to know what they say.

use std::ops::{Range, RangeInclusive};

use super::words::TABLE;
use super::{Reading, doubled};
use crate::diagnostic::codes;
use crate::source::{is_han, pieces};

/// Characters of the shortest member that has all its own, and of the longest.
const SHORTEST: usize = 3;
const LONGEST: usize = 6;

/// Bytes of a member that lacks one of them; a Han letter has three or four.
const SHORT: RangeInclusive<usize> = 3 * (SHORTEST - 1)..=4 * (LONGEST - 1);

/// A member of a row: its characters, and where it begins.
type Member = (usize, Vec<char>);

pub(super) fn check(reading: &mut Reading<'_>) {
    let text = reading.text();
    for (mut at, sentence) in pieces(text, "。；：！？“”（）") {
        let body = sentence.trim_end_matches(|c: char| !is_han(c));
        let words = || body.split(['、', '，']);
        // Most sentences have no three of which one is so short.
        if words().nth(2).is_none() || !words().any(|words| SHORT.contains(&words.len())) {
            continue;
        }
        let members = words().map(|words| {
            let from = at;
            at += words.len() + '、'.len_utf8();
            (from, words.chars().collect())
        });
        let members: Vec<Member> = members.collect();
        for odd in 0..members.len() {
            if let Some((range, like)) = maimed(&members, odd) {
                let message = format!("“{}”与并列的“{like}”不一致，疑漏字", &text[range.clone()]);
                reading.say(&codes::G02, range, message, "核对这几个并列的词语");
            }
        }
    }
}

/// Where the member `odd` stands if it lacks a character that its neighbours have, and one of them.
fn maimed(members: &[Member], odd: usize) -> Option<(Range<usize>, String)> {
    let (start, own) = &members[odd];
    let length = own.len() + 1;
    if !(SHORTEST..=LONGEST).contains(&length) || !own.iter().all(|c| is_han(*c)) {
        return None;
    }
    // Those beside it, as far as they are of one length.
    let near = odd.saturating_sub(3)..(odd + 4).min(members.len());
    let mut others: Vec<&[char]> =
        (near.start..odd).rev().map_while(|at| part(members, at, length)).collect();
    others.extend((odd + 1..near.end).map_while(|at| part(members, at, length)));
    let (first, rest) = others.split_first().filter(|(_, rest)| !rest.is_empty())?;
    // 设公开指南、公开制度、年度报告: the verb of all stands before the first.
    if TABLE.leading_verbs.contains(first[0]) && rest.iter().all(|other| other[0] != first[0]) {
        return None;
    }
    let fixed: Vec<bool> = (0..length).map(|at| rest.iter().all(|other| other[at] == first[at])).collect();
    // The places at which it may have lost one: with any character there it is like the others.
    let stands = |lost: usize, at: usize| own[at - usize::from(at > lost)];
    let fits =
        |lost: &usize| (0..length).all(|at| at == *lost || !fixed[at] || first[at] == stands(*lost, at));
    let lost: Vec<usize> = (0..length).filter(fits).collect();
    let each = others.iter().all(|other| other[0] == other[1]);
    let single = each && own[0] != own[1] && TABLE.reduplications.contains(own[0]);
    // 同部署、同检查、同落: short members.
    let short = length == SHORTEST && rest.len() > 1 && fixed[0] && lost.iter().any(|&at| !fixed[at]);
    let count = fixed.iter().filter(|fixed| **fixed).count();
    let enough = count >= if rest.len() > 1 || length > 4 { 2 } else { 3 };
    // 亭子口灌区 and 升钟灌区 end alike, and are of any length.
    let apart = fixed.windows(2).filter(|pair| pair[0] != pair[1]).count() > 1;
    let like = enough && apart && lost.iter().any(|&at| fixed[at]) && !doubled::is_numeral(own[0]);
    (single || short || like).then(|| {
        let bytes: usize = own.iter().map(|c| c.len_utf8()).sum();
        (*start..start + bytes, first.iter().collect())
    })
}

/// So many characters of a member that has no more; of the first its end and of the last its beginning, as the sentence goes on there.
fn part(members: &[Member], at: usize, length: usize) -> Option<&[char]> {
    let chars = members[at].1.as_slice();
    let part = match at {
        0 => chars.get(chars.len().checked_sub(length)?..)?,
        _ if at + 1 == members.len() => chars.get(..length)?,
        _ => Some(chars).filter(|chars| chars.len() == length)?,
    };
    part.iter().all(|c| is_han(*c)).then_some(part)
}
