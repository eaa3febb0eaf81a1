//! 自然人, 法人或其他组织 and their kinds: the columns of table three (X07).

use crate::check::claim::{Claim, Matter, Reading, Said, Whose, done, handled, received};
use crate::check::compare::Passage;
use crate::check::text::{Class, Mention, Token, Words, stands};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

pub(super) fn claim(mention: &Mention) -> Option<Said> {
    // 16 件由自然人提出、1 件由企业提出: what stands before the pause is the other's.
    let paused = mention.left.last().is_some_and(|t| t.is_mark("、"));
    let words = if !paused && stands("申请人在前", mention.before(), &[]) {
        mention.before()
    } else if stands("申请人在后", mention.before(), &mention.right) {
        mention.after()
    } else {
        return None;
    };
    let claim = of_words(words)?;
    if mention.has([Class::Partly, Class::Concerning]) {
        return Some(Said::Another(Whose::Part));
    }
    Some(Said::Claim(claim))
}

/// 9 件，均为自然人申请: what is said of all of them.
pub(super) fn all_of_them(mention: &Mention) -> Option<Claim> {
    let all = stands("都是一种申请人", &mention.left, &mention.right);
    all.then(|| of_words(mention.right[mention.until..].phrase()))?
}

/// 申请人均为自然人: a sentence of its own, or a clause without a figure, where the table has others too.
pub(super) fn all_are(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    // Right behind a figure that counts them `all_of_them` has read it; 关于气象资料的申请 8 件 is one where no others came.
    let of_all = match &sentence.mentions[..] {
        [] => true,
        [only] => {
            let came = Reading::total(Row::Received).value(passage.facts);
            !passage.is_bound(only)
                && !passage.is_told(only)
                && only.has_before(Class::Receive)
                && only.figure.whole() == came
        }
        _ => false,
    };
    if !of_all || !(passage.on_request[index] || sentence.has(Class::OwnApplication)) {
        return;
    }
    for (clause, all) in sentence.clauses_with(Class::All) {
        let subject = clause[..all].has([Class::Everyone, Class::Application]);
        let tail = &clause[all + 1..];
        let plain = tail.are_but_marks([Class::Applicant, Class::Filler, Class::Application, Class::Submit]);
        let Some(name) = one_kind(tail).filter(|_| subject && plain) else { continue };
        let total = Reading::total(Row::Received);
        let own = received(name).swap_remove(0);
        let (Some(all_of), Some(own_of)) = (total.value(passage.facts), own.value(passage.facts)) else {
            continue;
        };
        if all_of == own_of || !passage.is_ours(clause.lead_in(all)) {
            continue;
        }
        let [all_name, own_name] = [&total, &own].map(|reading| reading.name(passage.facts));
        let message = format!("正文说全部是{name}申请，{all_name}是 {all_of}，{own_name}是 {own_of}");
        let last = clause.iter().rposition(|t| t.is(Class::Applicant)).unwrap_or(all);
        let finding = passage.finding(&codes::X07, clause.range(0, last), message);
        passage.sink.push(finding.label(own.place(passage.facts), format!("这里是 {own_of}")));
    }
}

/// The one kind of applicants that words name.
fn one_kind(words: &[Token]) -> Option<&'static str> {
    let mut named = words.named(Class::Applicant);
    let name = named.next()?;
    named.all(|other| other == name).then_some(name)
}

/// The claim in words that name one kind of applicant; two kinds are everyone.
pub(super) fn of_words(words: &[Token]) -> Option<Claim> {
    let name = one_kind(words)?;
    let of = |column: &'static str| -> Vec<Reading> {
        match (words.has([Class::Receive, Class::ReceiveNew]), words.has(Class::Finish)) {
            (true, _) => received(column),
            (false, true) => done(column),
            (false, false) => received(column).into_iter().chain(handled(column)).collect(),
        }
    };
    let mut readings = of(name);
    // 企业 may be 商业企业 alone; 法人或其他组织 is all of them.
    let short = words.iter().any(|t| t.is(Class::Applicant) && t.end - t.start <= "企业申请".len());
    if name == Column::Organisations.word() && short {
        readings.extend(of(Column::Company.word()));
    }
    Some(Claim::new(Matter::Applicant, format!("{name}申请"), readings))
}
