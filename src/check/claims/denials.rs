//! 未收到政府信息公开申请 while table three holds some (X01), 无上年结转 while some came over (X02), 全部办结 or 无结转 while it carries
//! some over (X12).

use crate::check::claim::{Matter, Reading, Said};
use crate::check::compare::Passage;
use crate::check::text::{Class, Kind, LEXICON, Sentence, Token, Words};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

pub(super) fn check(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let sentence = &passage.sentences[index];
    if passage.on_request[index] || sentence.has(Class::OwnApplication) {
        received(passage, sentence);
        let said = all_done(passage, sentence, claims);
        none_carried(passage, sentence, said);
    }
}

/// Words of what is carried from one year to the next.
const CARRIED: [Class; 3] = [Class::Carry, Class::CarryIn, Class::CarryOut];

/// How many bytes may stand between a denial and what it denies.
const MOST: usize = 36;

fn bytes<'t>(words: impl IntoIterator<Item = &'t Token>) -> usize {
    words.into_iter().map(|t| t.end - t.start).sum()
}

/// 未收到申请.
fn received(passage: &mut Passage<'_>, sentence: &Sentence) {
    let reading = Reading::total(Row::Received);
    if passage.count(&reading) == 0 {
        return;
    }
    for clause in sentence.clauses() {
        let zero = clause.find(Class::Zero).filter(|&z| clause[..z].has(Class::OwnApplication));
        let denial = clause.find(Class::Denial);
        let Some(at) = denial.or(zero) else { continue };
        let rest = if denial.is_some() { &clause[at + 1..] } else { &clause[..at] };
        let about = rest.find(Class::Application);
        if about.is_some_and(|n| rest[..rest.len().min(n + 2)].has(CARRIED)) {
            continue;
        }
        // 没有有效联系方式的申请: what those do not have that are spoken of.
        // 年末无未结申请: of those that were not done.
        let words = about.filter(|n| *n > 0).map(|n| &passage.text()[rest[0].start..rest[n].start]);
        if words.is_some_and(|words| LEXICON.says("没办完", words)) {
            continue;
        }
        let named =
            |n: usize| n > 0 && rest[n - 1].is(Class::Of) && !rest[..n].has([Class::Submit, Class::Everyone]);
        let received = clause[at].is(Class::Receive) || clause[at].text(passage.text()).contains('收');
        if !received && about.is_some_and(named) {
            continue;
        }
        let gap = about.map(|n| bytes(rest[..n].iter().filter(|t| t.kind == Kind::Other)));
        let other = LEXICON.named("没收到别的");
        let one_way = rest.iter().filter(|t| t.is(Class::Channel)).count() == 1 && !rest.has(Class::Channels);
        // 未收到公益组织和企业的申请: natural persons are the most, and not among them.
        let kinds = || rest.named(Class::Applicant);
        let natural = kinds().any(|kind| kind == Column::Natural.word());
        let one_kind = kinds().count() == 1 || kinds().next().is_some() && !natural;
        // 17 个未收到申请: some of them did not.
        let some = clause.has_figure() || one_way || one_kind;
        if gap.is_some_and(|g| g <= MOST)
            && !clause.has(other)
            && !some
            && passage.is_ours(clause.lead_in(at))
        {
            return passage.belie(&codes::X01, clause.range(at, at), "没有收到申请", &reading);
        }
    }
}

/// 无上年结转, 无结转; `said` that all are done already is not said again.
fn none_carried(passage: &mut Passage<'_>, sentence: &Sentence, said: bool) {
    for (clause, at) in sentence.clauses_with([Class::Not, Class::Denial]) {
        let rest = &clause[at + 1..];
        let Some(named) = rest.find(CARRIED) else { continue };
        let other = [Class::Except, Class::Others, Class::OtherThing, Class::Dispute, Class::Concerning];
        let far = bytes(&rest[..named]) > MOST;
        if rest.has_figure() || far || clause.has(other) || !passage.is_ours(clause.lead_in(0)) {
            continue;
        }
        let next = rest[named].is(Class::CarryOut);
        let came = rest[named].is(Class::CarryIn) || clause.has(Class::LastYear) && !next;
        let named_next = next || clause.has(Class::NextYear);
        let (rule, row, what) = match (came, named_next) {
            (true, _) => (&codes::X02, Row::CarriedIn, "上年结转"),
            (false, true) => (&codes::X04, Row::CarriedOut, "结转下年"),
            (false, false) => (&codes::X12, Row::CarriedOut, "结转"),
        };
        let reading = Reading::total(row);
        if passage.count(&reading) == 0 || said && !came && !named_next {
            continue;
        }
        let first = if came && at > 0 && clause[at - 1].is(Class::LastYear) { at - 1 } else { at };
        let range = clause.range(first, at + 1 + named);
        return passage.belie(rule, range, &format!("没有{what}"), &reading);
    }
}

/// 全部办结, 办结率 100%; whether it was said.
fn all_done(passage: &mut Passage<'_>, sentence: &Sentence, claims: &[Option<Said>]) -> bool {
    let reading = Reading::total(Row::CarriedOut);
    let next = passage.count(&reading);
    let onward = claims.iter().any(|said| Said::counts_all(said.as_ref(), &[Matter::Next]));
    if next == 0 || !sentence.has(Class::Application) {
        return false;
    }
    for clause in sentence.clauses() {
        let Some((first, last)) = all_done_words(&clause, passage.text()) else { continue };
        // 48 件，均已办结，内容主要涉及工伤认定: what follows says what they are of.
        if sentence.tokens[..clause.from + clause.len()].has([Class::OtherThing, Class::Dispute]) {
            return false;
        }
        let other = [Class::Must, Class::Except, Class::Carry, Class::CarryIn, Class::CarryOut];
        // 均已按期答复 leaves out what is not due; 均按期办结 does not.
        let due = if clause[last].is(Class::Close) { &clause[..first] } else { &clause[..] };
        // 收到 36 件，已全部办结，其中 2 件结转下年: what came is told right before, and that some are left right behind.
        let came = sentence.mentions.partition_point(|m| m.token < clause.from).checked_sub(1);
        let counts = |at: usize, matter| Said::counts_all(claims[at].as_ref(), &[matter]);
        // 新收 67 件，上年结转 5 件，所有申请均已办结: of both.
        let both = came.is_some_and(|at| {
            counts(at, Matter::Carried)
                && (0..at).any(|at| counts(at, Matter::Received))
                && clause[..last].has(Class::Application)
        });
        let denied = || {
            let of_all = both || came.is_some_and(|at| counts(at, Matter::Received));
            let words = &passage.text()[clause.range(0, last)];
            clause[last].is(Class::Close) && of_all && !LEXICON.says("到期的", words)
        };
        // 除 4 件结转外，其余 210 件均按时办结.
        let rest = clause.has(Class::Rest) && sentence.tokens[..clause.from].has(Class::Except);
        if rest
            || onward && !denied()
            || clause.has(other)
            || due.has(Class::Deadline)
            || !passage.is_ours(clause.lead_in(first))
        {
            continue;
        }
        let message = format!("正文说申请全部办结，表三“结转下年度·总计”是 {next}");
        let finding = passage
            .finding(&codes::X12, clause.range(first, last), message)
            .label(reading.place(passage.facts), format!("还有 {next} 件结转下年"))
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
        // 健全答复前会商制度.
        if token.is(Class::All) && !LEXICON.closes("全前的字", &text[..token.start]) {
            let end = rest.find(Class::Finish).filter(|&n| {
                let between = &rest[..n];
                let apart = between.has_figure() || between.has(Class::All);
                bytes(between) <= 30 && !apart && !between.has_mark("、（")
            });
            if let Some(end) = end {
                return Some((i, i + 1 + end));
            }
        }
        if token.is(Class::FinishRate) {
            let plain = rest.iter().take_while(|t| t.is(Class::Quantity) || t.is_mark("：:")).count();
            let all = |t: &Token| t.text(text).trim_end_matches(['%', '％']) == "100";
            if rest.get(plain).is_some_and(|t| t.is_figure() && all(t)) {
                return Some((i, i + 1 + plain));
            }
        }
    }
    None
}
