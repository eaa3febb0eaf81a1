//! 予以公开, 部分公开, 不予公开 and the others: the rows of table three (X05) and its groups (B10).

use super::terms::count_of;
use crate::check::claim::{Claim, Matter, Outcome, Reading, Said, Whose};
use crate::check::compare::Passage;
use crate::check::text::{Class, Kind, LEXICON, Mention, Sentence, Token, Words, stands};
use crate::diagnostic::codes;
use crate::form::Form;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

pub(super) fn claim(form: &Form, mention: &Mention) -> Option<Said> {
    // 6 件无法提供、1 件不予公开: what stands before the pause is the other's.
    let paused = mention.left.last().is_some_and(|t| t.is_mark("、"));
    let led = !paused && stands("结果在前", mention.before(), &[]);
    let words = if led {
        mention.before()
    } else if stands("结果在后", mention.before(), &mention.right)
        && !mention.after().is_empty()
        && !mention.has_before([Class::Receive, Class::ReceiveNew, Class::Finish])
    {
        mention.after()
    } else {
        return plainly_open(mention);
    };
    if mention.has([Class::Dispute, Class::Except]) || mention.has_before(Class::Share) {
        return None;
    }
    // 其余 9 件分别作不予公开、不予处理; 80 件作出不予公开、无法提供等答复: some of each.
    let listed = |next: &[Token]| {
        let first = next[1..].iter().find(|t| !t.is(Class::Filler));
        next[0].is_mark("、") && first.is_some_and(|t| t.is(Class::Outcome))
    };
    let behind = &mention.right[mention.until..];
    let each = || {
        mention.after().has(Class::Each) && mention.right.has_mark("、")
            || !led && !behind.is_empty() && listed(behind)
    };
    // 1 件经补正后予以公开: of those that were granted.
    let granted = || words.find_named(Class::Outcome, Row::Granted.word());
    let after = |at: usize| words[..at].has(Class::Outcome);
    if mention.has(Class::Partly) || concerns_something(words) || each() || granted().is_some_and(after) {
        return Some(Said::Another(Whose::Part));
    }
    of_words(form, words, mention.has([Class::Application, Class::Detail])).map(Said::Claim)
}

/// 其中 2 件公开，1 件不予公开: 公开 alone, beside a figure that nothing else explains.
fn plainly_open(mention: &Mention) -> Option<Said> {
    let open = |t: &Token| t.is(Class::Publish) && t.end - t.start == 6 && open_alone(t);
    let before = match mention.before() {
        [before @ .., last] if open(last) && mention.right.has(Class::Outcome) => before,
        before => {
            let beside = mention.right.has(Class::Outcome) || mention.left.has(Class::Outcome);
            matches!(mention.after(), [only] if open(only) && beside).then_some(before)?
        }
    };
    before.are_but_marks([Class::Among, Class::Quantity]).then(|| said_open(&[Row::Granted]))
}

/// That they were made public, without the word that says how.
fn said_open(rows: &[Row]) -> Said {
    let reading = Reading::of(rows, &[Column::Applicants]);
    Said::Claim(Claim::new(Matter::Outcome, "公开", vec![reading]))
}

/// 予以公开（含部分公开）14 件: both together.
pub(super) fn with_bracket(form: &Form, sentence: &Sentence, mention: &Mention) -> Option<Said> {
    let (before, behind) = (&sentence.tokens[..mention.token], &sentence.tokens[mention.token + 1..]);
    // 公开 11 件（含部分公开 3 件）.
    let partly = |t: &Token| t.value(Class::Outcome) == Some(Row::PartlyGranted.word());
    if let ([.., own], [open, with, other, ..]) = (before, behind)
        && open_alone(own)
        && open.is_mark("（(")
        && with.is(Class::Including)
        && partly(other)
    {
        return Some(said_open(&[Row::Granted, Row::PartlyGranted]));
    }
    let open = before
        .last()
        .filter(|t| t.is_mark("）)"))
        .and_then(|_| before.iter().rposition(|t| t.is_mark("（(")))?;
    let outcome = before[..open].last().filter(|t| t.is(Class::Outcome) || open_alone(t))?;
    let inside = &before[open + 1..before.len() - 1];
    let added = inside.first().is_some_and(|t| t.is(Class::Including)) && inside.has(Class::Outcome);
    // 公开（含部分公开）37 件.
    if added && !outcome.is(Class::Outcome) {
        let partly = inside.find_named(Class::Outcome, Row::PartlyGranted.word());
        return partly.map(|_| said_open(&[Row::Granted, Row::PartlyGranted]));
    }
    let words: Vec<Token> = std::iter::once(outcome).chain(inside).copied().collect();
    // 不予公开（保护第三方合法权益）3 件: of either.
    let named = inside.first().is_some_and(|t| t.is(Class::Outcome)) && outcome.is(Class::Outcome);
    (added || named).then(|| of_words(form, &words, true).map(Said::Claim))?
}

/// 公开或部分公开, 全部或部分公开: two results in one.
fn or_partly(words: &[Token]) -> bool {
    let whole = |t: &Token| open_alone(t) || t.is(Class::All);
    let joined = |t: &Token| t.is(Class::Filler) || t.is_mark("、");
    words.windows(3).any(|w| whole(&w[0]) && joined(&w[1]) && w[2].is(Class::Outcome))
}

/// 公开 alone, of which it is not said how.
fn open_alone(token: &Token) -> bool {
    token.value(Class::Deed) == Some("公开")
}

/// 9 件，均已予以公开: what is said of all of them.
pub(super) fn all_of_them(form: &Form, mention: &Mention) -> Option<Claim> {
    let all = stands("都是一种结果", &mention.left, &mention.right);
    let within = mention.has_after(Class::Outcome);
    // 不予处理的 5 件均为信访: what stands before the figure names the group.
    if within && !mention.has_before(Class::Outcome) {
        return None;
    }
    let tail = if within { mention.after() } else { &mention.right[mention.until..] };
    let words = tail.phrase();
    (all && !or_partly(words)).then(|| of_words(form, words, true))?
}

/// 不予公开 4 件（均属于行政查询事项）: what a bracket says of all of them.
pub(super) fn all_in_bracket(form: &Form, sentence: &Sentence, mention: &Mention) -> Option<Claim> {
    let [open, words @ ..] = &sentence.tokens[mention.token + 1..] else { return None };
    let words = &words[..words.iter().position(|t| t.is_mark("）)"))?];
    let said = open.is_mark("（(") && words.first().is_some_and(|t| t.is(Class::All)) && !words.has_figure();
    said.then(|| of_words(form, words, true))?
}

/// 收到的 13 件申请，经审查均予以公开; 收到申请 1 件，作出部分公开答复: what a clause without a figure says of all that came.
pub(super) fn plainly_told(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let sentence = &passage.sentences[index];
    let ([mention], [Some(Said::Claim(claim))]) = (sentence.mentions.as_slice(), claims) else { return };
    let closed = Reading::total(Row::Closed).value(passage.facts);
    let Some(count) = mention.figure.whole().filter(|&n| n > 0 && Some(n) == closed) else { return };
    if claim.matter != Matter::Received || passage.is_told(mention) || sentence.has(Class::Dispute) {
        return;
    }
    for (clause, at) in sentence.clauses_with(Class::Outcome).filter(|(c, _)| c.from > mention.token) {
        // 对属于公开范围的均予以公开: of some of them.
        let aside = [Class::Of, Class::Not, Class::Must, Class::Except, Class::Rest, Class::Concerning];
        let plain = [Class::Filler, Class::Outcome, Class::Handle, Class::Finish];
        let all = clause[..at].iter().rposition(|t| t.is(Class::All));
        if clause[..at].has(aside) || !clause[at + 1..].are_but_marks(plain) {
            continue;
        }
        // 均予以公开或部分公开: all of them together.
        let named = clause[at..].named(Class::Outcome);
        let outcomes: Option<Vec<_>> = named.map(|name| Outcome::named(passage.facts.form, name)).collect();
        let Some(outcomes) = outcomes else { continue };
        let reading = Outcome::sum(&outcomes);
        let told = reading.value(passage.facts);
        // 按“信访举报投诉类申请”不予处理: a row and its group.
        let one = outcomes.iter().any(|one| Outcome::sum(&[*one]).value(passage.facts) == Some(count));
        if told == Some(count) || one || all.is_none() && count > 1 || !passage.is_ours(clause.lead_in(at)) {
            continue;
        }
        let range = clause.range(all.unwrap_or(at), at);
        let says = format!(" {count} 件申请“{}”", &passage.text()[range.clone()]);
        passage.belie(&codes::X05, range, &says, &reading);
        return;
    }
}

/// 不予公开的均因属于行政执法案卷: of all of a group that they are of some of its rows.
pub(super) fn on_one_ground(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !passage.on_request[index] && !sentence.has(Class::OwnApplication) || sentence.has(Class::Dispute) {
        return;
    }
    let form = passage.facts.form;
    let named = |t: &Token| Outcome::named(form, t.value(Class::Outcome)?);
    for (clause, all) in sentence.clauses_with(Class::All) {
        let group = clause[..all].iter().filter_map(named).find(|outcome| outcome.is_group);
        let grounds: Vec<Outcome> = clause[all..].iter().filter_map(named).collect();
        let aside = [Class::Not, Class::Must, Class::Except, Class::Rest, Class::Others];
        let aside = clause.has_figure() || clause.has(aside);
        let Some(group) = group.filter(|_| !aside) else { continue };
        // 均逐件说明属于…的理由 says something else of them.
        let words = clause[all + 1..].iter().take_while(|t| named(t).is_none());
        let said = { words }.all(|t| t.is([Class::Filler, Class::Quantity, Class::Detail]));
        if !said || grounds.is_empty() || grounds.iter().any(|ground| ground.is_group) {
            continue;
        }
        let (reading, of) = (Outcome::sum(&grounds), Outcome::sum(&[group]).value(passage.facts));
        let some = of.zip(reading.value(passage.facts)).filter(|(of, some)| some < of);
        let Some((of, _)) = some.filter(|_| passage.is_ours(clause.lead_in(all))) else { continue };
        let range = clause.range(all, clause.iter().rposition(|t| named(t).is_some()).unwrap_or(all));
        let says = format!("{}的 {of} 件“{}”", group.name, &passage.text()[range.clone()]);
        return passage.belie(&codes::X05, range, &says, &reading);
    }
}

/// 收到申请 9 件，不予公开 2 件，其余均予以公开: what is left is granted.
pub(super) fn rest_granted(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let sentence = &passage.sentences[index];
    for (clause, all) in sentence.clauses_with(Class::All) {
        let Some(rest) = clause.find(Class::Rest) else { continue };
        let words = &passage.text()[clause.range(all, clause.len() - 1)];
        let said = LEXICON.list("都公开了").iter();
        let granted = said.filter_map(|word| Some(words.find(word)? + word.len())).min();
        let Some(granted) = granted.filter(|_| rest < all && !clause.has_figure()) else { continue };
        let before = || sentence.mentions.iter().zip(claims).take_while(|(m, _)| m.token < clause.from);
        let of = |matters: &[Matter]| -> Vec<u64> {
            let told = before().filter(|(m, said)| m.depth == 0 && Said::counts_all(said.as_ref(), matters));
            told.map(|(m, _)| m.figure.whole().unwrap_or(0)).collect()
        };
        let came = of(&[Matter::Received, Matter::Carried]);
        let others = of(&[Matter::Outcome, Matter::Group, Matter::Next]);
        let told = came.len() + others.len() == before().count() && !came.is_empty() && !others.is_empty();
        let left = count_of(came).checked_sub(count_of(others)).filter(|_| told);
        let reading = Reading::total(Row::Granted);
        let differs = |left: &u64| reading.value(passage.facts).is_some_and(|n| n != *left);
        let Some(left) = left.filter(differs).filter(|_| passage.is_ours(clause.lead_in(0))) else {
            continue;
        };
        let range = clause[rest].start..clause[all].start + granted;
        passage.belie(&codes::X05, range, &format!("其余 {left} 件均予以公开"), &reading);
    }
}

/// The claim in words that name results; a detail alone is too common a word (国家秘密, 第三方) unless 申请 or 属于 stands by it.
pub(super) fn of_words(form: &Form, words: &[Token], sure: bool) -> Option<Claim> {
    let named = words.named(Class::Outcome).filter_map(|name| Outcome::named(form, name));
    let (mut groups, details): (Vec<Outcome>, Vec<Outcome>) = named.partition(|outcome| outcome.is_group);
    // 公开或部分公开 13 件: both.
    if or_partly(words) {
        groups.extend(Outcome::named(form, Row::Granted.word()));
    }
    groups.sort_unstable();
    groups.dedup();
    if groups.len() > 1 {
        let says: Vec<&str> = groups.iter().map(|outcome| outcome.name).collect();
        return Some(Claim::new(Matter::Outcome, says.join("及"), vec![Outcome::sum(&groups)]));
    }
    let outcome = groups.first().or(details.first())?;
    // 属于行政执法案卷 is said of nothing else; 国家秘密 may be.
    let long = words.iter().any(|t| t.is(Class::Outcome) && t.end - t.start >= "属于某某".len() + 3);
    if groups.is_empty() && !sure && !long {
        return None;
    }
    let mut readings: Vec<Reading> =
        groups.iter().chain(&details).map(|outcome| Outcome::sum(&[*outcome])).collect();
    // 本机关不掌握或需要另行制作 8 件.
    if groups.is_empty() && details.len() > 1 {
        readings.push(Outcome::sum(&details));
    }
    let matter = if outcome.is_group && !outcome.is_granted { Matter::Group } else { Matter::Outcome };
    Some(Claim::new(matter, outcome.name, readings))
}

/// 涉及征地的予以公开 5 件: some of them, by their content.
fn concerns_something(words: &[Token]) -> bool {
    words.windows(2).any(|w| w[0].is(Class::Concerning) && w[1].kind == Kind::Other)
}
