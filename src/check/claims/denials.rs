//! 未收到政府信息公开申请 while table three holds some (X01), 无上年结转 while some came over (X02), 全部办结 or 无结转 while it carries
//! some over (X12).

use crate::check::claim::reading::Reading;
use crate::check::claim::{Matter, Said};
use crate::check::compare::Passage;
use crate::check::text::clauses::{COMMAS, Sentence};
use crate::check::text::lexicon::{Class, Classes, LEXICON};
use crate::check::text::tokens::{Kind, Token};
use crate::diagnostic::codes;
use crate::form::quantity::RowName as Row;

/// Looks for what a sentence denies, and for what it says of all.
pub(super) fn check(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let sentence = &passage.sentences[index];
    if passage.on_request[index] || sentence.has(Class::OwnApplication) {
        received(passage, sentence);
        let said = all_done(passage, sentence, claims);
        none_carried(passage, sentence, said);
    }
}

/// The clauses of a sentence: where each begins in its tokens, and its tokens.
pub(super) fn clauses(sentence: &Sentence) -> impl Iterator<Item = (usize, &[Token])> {
    let mut from = 0;
    sentence.tokens.split_inclusive(|t| t.is_mark(COMMAS)).map(move |clause| {
        from += clause.len();
        (from - clause.len(), clause)
    })
}

fn has(clause: &[Token], classes: impl Into<Classes>) -> bool {
    let classes = classes.into();
    clause.iter().any(|t| t.is(classes))
}

/// 未收到申请.
fn received(passage: &mut Passage<'_>, sentence: &Sentence) {
    let reading = Reading::total(Row::Received);
    let count = reading.value(passage.facts).unwrap_or(0);
    if count == 0 {
        return;
    }
    for (from, clause) in clauses(sentence) {
        let zero = clause
            .iter()
            .position(|t| t.is(Class::Zero))
            .filter(|&z| has(&clause[..z], Class::OwnApplication));
        let denial = clause.iter().position(|t| t.is(Class::Denial));
        let Some(at) = denial.or(zero) else { continue };
        let rest = if denial.is_some() { &clause[at + 1..] } else { &clause[..at] };
        let about = rest.iter().position(|t| t.is(Class::Application));
        let carried = [Class::Carry, Class::CarryIn, Class::CarryOut];
        if about.is_some_and(|n| has(&rest[..rest.len().min(n + 2)], carried)) {
            continue;
        }
        // 没有有效联系方式的申请: what those do not have that are spoken of.
        let named = |n: usize| {
            n > 0 && rest[n - 1].is(Class::Of) && !has(&rest[..n], [Class::Submit, Class::Everyone])
        };
        if !clause[at].is(Class::Receive)
            && !clause[at].text(passage.text()).contains('收')
            && about.is_some_and(named)
        {
            continue;
        }
        let gap = about.map(|n| {
            rest[..n].iter().filter(|t| t.kind == Kind::Other).map(|t| t.end - t.start).sum::<usize>()
        });
        let other = LEXICON.named("没收到别的");
        // 17 个未收到申请: some of them did not.
        let figure = clause.iter().any(|t| matches!(t.kind, Kind::Figure(_)));
        let one_way =
            rest.iter().filter(|t| t.is(Class::Channel)).count() == 1 && !has(rest, Class::Channels);
        let one_kind = rest.iter().filter(|t| t.is(Class::Applicant)).count() == 1;
        if gap.is_none_or(|g| g > 36) || has(clause, other) || figure || one_way || one_kind {
            continue;
        }
        let lead_in = &sentence.tokens[..from + at];
        if !passage.is_ours(lead_in) {
            continue;
        }
        return passage.belie(&codes::X01, clause[at].start..clause[at].end, "没有收到申请", &reading);
    }
}

/// 无上年结转, 无结转; `said` that all are done already is not said again.
fn none_carried(passage: &mut Passage<'_>, sentence: &Sentence, said: bool) {
    let carry = [Class::Carry, Class::CarryIn, Class::CarryOut];
    for (from, clause) in clauses(sentence) {
        let Some(at) = clause.iter().position(|t| t.is([Class::Denial, Class::Not])) else { continue };
        let rest = &clause[at + 1..];
        let Some(named) = rest.iter().position(|t| t.is(carry)) else { continue };
        let figure = rest.iter().any(|t| matches!(t.kind, Kind::Figure(_)));
        let other = [Class::Except, Class::Others, Class::OtherThing, Class::Dispute, Class::Concerning];
        let gap = rest[..named].iter().map(|t| t.end - t.start).sum::<usize>();
        let lead_in = &sentence.tokens[..from];
        if figure || gap > 36 || has(clause, other) || !passage.is_ours(lead_in) {
            continue;
        }
        let came = rest[named].is(Class::CarryIn)
            || has(clause, Class::LastYear) && !rest[named].is(Class::CarryOut);
        let named_next = rest[named].is(Class::CarryOut) || has(clause, Class::NextYear);
        let (rule, row, what) = match (came, named_next) {
            (true, _) => (&codes::X02, Row::CarriedIn, "上年结转"),
            (false, true) => (&codes::X04, Row::CarriedOut, "结转下年"),
            (false, false) => (&codes::X12, Row::CarriedOut, "结转"),
        };
        let reading = Reading::total(row);
        let count = reading.value(passage.facts).unwrap_or(0);
        if count == 0 || said && !came && !named_next {
            continue;
        }
        let first = if came && at > 0 && clause[at - 1].is(Class::LastYear) { at - 1 } else { at };
        let range = clause[first].start..rest[named].end;
        return passage.belie(rule, range, &format!("没有{what}"), &reading);
    }
}

/// 全部办结, 办结率 100%; whether it was said.
fn all_done(passage: &mut Passage<'_>, sentence: &Sentence, claims: &[Option<Said>]) -> bool {
    let next = Reading::total(Row::CarriedOut).value(passage.facts).unwrap_or(0);
    let is = |said: &Option<Said>, matter| {
        said.as_ref().and_then(Said::claim).is_some_and(|c| c.matter == matter && !c.some)
    };
    let onward = claims.iter().position(|said| is(said, Matter::Next)).map(|at| sentence.mentions[at].token);
    if next == 0 || !sentence.has(Class::Application) || sentence.has([Class::OtherThing, Class::Dispute]) {
        return false;
    }
    for (from, clause) in clauses(sentence) {
        let Some((first, last)) = all_done_words(clause, passage.text()) else { continue };
        let other = [Class::Must, Class::Except, Class::Carry, Class::CarryIn, Class::CarryOut];
        // 均已按期答复 leaves out what is not due; 均按期办结 does not.
        let due = if clause[last].is(Class::Close) { &clause[..first] } else { clause };
        let lead_in = &sentence.tokens[..from + first];
        // 1 件结转…，其余均已办结.
        let rest = has(&clause[..first], Class::Rest)
            && lead_in.iter().any(|t| t.is([Class::Carry, Class::CarryOut, Class::Underway]));
        // 收到 36 件，已全部办结，其中 2 件结转下年: what came is told right before, and that some are left right behind.
        let came = sentence.mentions.partition_point(|m| m.token < from).checked_sub(1);
        let denied = || {
            let of_all = came.is_some_and(|at| is(&claims[at], Matter::Received));
            let words = &passage.text()[clause[0].start..clause[last].end];
            clause[last].is(Class::Close) && of_all && !LEXICON.says("到期的", words)
        };
        if onward.is_some_and(|next| next < from + last || !denied()) {
            continue;
        }
        let due = onward.is_none() && has(due, Class::Deadline);
        if rest || has(clause, other) || due || !passage.is_ours(lead_in) {
            continue;
        }
        let place = Reading::total(Row::CarriedOut).place(passage.facts);
        let message = format!("正文说申请全部办结，表三“结转下年度·总计”是 {next}");
        let finding = passage
            .finding(&codes::X12, clause[first].start..clause[last].end, message)
            .label(place, format!("还有 {next} 件结转下年"))
            .help("没有办结的写明结转下年度继续办理");
        passage.sink.push(finding);
        return true;
    }
    false
}

/// Where a clause says that all are done: the first and the last of its words.
pub(super) fn all_done_words(clause: &[Token], text: &str) -> Option<(usize, usize)> {
    for (i, token) in clause.iter().enumerate() {
        let rest = &clause[i + 1..];
        if token.is(Class::All) {
            let end = rest.iter().position(|t| t.is(Class::Finish)).filter(|&n| {
                let gap = rest[..n].iter().map(|t| t.end - t.start).sum::<usize>();
                let apart =
                    |t: &Token| matches!(t.kind, Kind::Figure(_)) || t.is_mark("、（") || t.is(Class::All);
                gap <= 30 && !rest[..n].iter().any(apart)
            });
            if let Some(end) = end {
                return Some((i, i + 1 + end));
            }
        }
        if token.is(Class::FinishRate) {
            let plain = rest.iter().take_while(|t| t.is(Class::Quantity) || t.is_mark("：:")).count();
            let figure = rest.get(plain).is_some_and(|t| matches!(t.kind, Kind::Figure(_)));
            if let Some(n) = Some(plain)
                .filter(|_| figure)
                .filter(|&n| rest[n].text(text).trim_end_matches(['%', '％']) == "100")
            {
                return Some((i, i + 1 + n));
            }
        }
    }
    None
}
