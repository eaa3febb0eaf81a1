//! 行政复议 and 行政诉讼 over 政府信息公开: their numbers (L05) and how they ended (L06).

use super::growth::is_from;
use crate::check::claim::{Claim, Matter, Reading, Whose};
use crate::check::compare::Passage;
use crate::check::facts::Part;
use crate::check::text::{Class, LEXICON, Mention, Sentence, Token, Words};
use crate::form::quantity::{ColumnName as Column, RowName as Row};

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !sentence.has([Class::Review, Class::Suit, Class::DirectSuit, Class::LaterSuit]) {
        return;
    }
    let mut named = Vec::new();
    for (at, mention) in sentence.mentions.iter().enumerate() {
        let mut own = courts(mention.before());
        // 有 2 件在行政复议中被纠正.
        if own.is_empty() && verdict(mention).is_some() {
            own = courts(mention.after());
        }
        // 行政复议方面，全年 31 件: a clause of its own names what is counted.
        if own.is_empty() {
            own = topic(passage.text(), sentence, mention);
        }
        // 行政复议案件均已审结，结果为维持 2 件: they are named without a number.
        if own.is_empty() && named.is_empty() && verdict(mention).is_some() {
            named = courts(&sentence.tokens[..mention.token]);
        }
        // 行政复议 9 件、行政诉讼 7 件，审结 14 件: of both.
        let joined = at > 0 && sentence.mentions[at - 1].between(mention, passage.text()).starts_with('、');
        if !own.is_empty() {
            named.retain(|courts| joined && !own.contains(courts));
            named.extend_from_slice(&own);
        }
        // 未经复议直接起诉 3 件，…，负责人出庭应诉率 100%: of what follows.
        let general =
            sentence.tokens[..mention.token].has(Class::GeneralCase) || mention.has_after(Class::GeneralCase);
        let unrelated = LEXICON.says("与公开无关", &passage.text()[mention.figure.end..sentence.range.end]);
        // 收到行政复议答复通知书 4 件，其中涉及政府信息公开的 1 件: the first are of all kinds.
        let behind = &sentence.tokens[mention.token + 1..];
        let among = behind.find(Class::Among).map_or(&[][..], |at| &behind[at..]);
        let unrelated = unrelated
            || matches!(among, [_, by, about, ..] if by.is(Class::Concerning) && about.is(Class::Disclosure));
        // 无 1 件被复议.
        let none = LEXICON.closes("不是的字", mention.head(passage.text()));
        if general || none || unrelated || !is_about_disclosure(passage, index, sentence, mention) {
            if !own.is_empty() {
                passage.leave(mention, Whose::OtherThing);
            }
            continue;
        }
        // 由上年的 12 件降至 7 件: what there was.
        if is_from(passage.text(), mention) {
            passage.leave(mention, Whose::OtherTime);
        } else if counts_cases(mention)
            && let Some(claim) = claim(sentence, mention, &own, if own.is_empty() { &named } else { &own })
        {
            // 驳回申请 1 件、终止 1 件: both are 其他结果.
            let alike = |m: &&Mention| verdict(m).is_some_and(|own| own == claim.says);
            let some = claim.says == Column::OtherOutcome.word()
                && sentence.mentions.iter().filter(alike).count() > 1;
            // 对 2 件答复提起行政复议，其中维持 1 件: of what is named behind.
            let behind = courts(mention.after());
            let counted = claim.matter == Matter::Case && own.is_empty() && !joined && behind.len() == 1;
            passage.compare(sentence, mention, &Claim { some: some && named.len() == 1, ..claim });
            if counted {
                named = behind;
            }
        }
    }
}

/// Cases over 政府信息公开, by the words before the figure or right behind it; under 依申请公开 there are no others.
fn is_about_disclosure(passage: &Passage<'_>, index: usize, sentence: &Sentence, mention: &Mention) -> bool {
    let said = |tokens: &[Token]| tokens.has([Class::Disclosure, Class::OwnApplication]);
    let corrected = Some(Column::Corrected.word());
    let problems =
        passage.paragraph.part == Part::Problems && sentence.mentions.iter().any(|m| verdict(m) == corrected);
    passage.on_request[index] || problems || said(&sentence.tokens[..mention.token]) || said(mention.after())
}

fn counts_cases(mention: &Mention) -> bool {
    let ends = mention.right.first().is_none_or(Token::is_any_mark);
    // 申请、复议、诉讼三项: how many names stand before it.
    let marks = mention.before().iter().filter(|t| t.is_mark("、")).count();
    if marks > 0 && mention.figure.unit == "项" && mention.figure.whole() == Some(marks as u64 + 1) {
        return false;
    }
    (mention.figure.counts_in("案件的量词") || mention.figure.unit.is_empty() && ends)
        && mention.figure.is_count()
}

/// 行政复议, 行政诉讼 or both, as rows of table four that are added.
pub(super) type Courts = &'static [Row];

pub(super) const REVIEWS: Courts = &[Row::Reviews];
pub(super) const SUITS: Courts = &[Row::Suits];
pub(super) const BOTH: Courts = &[Row::Reviews, Row::Suits];
const DIRECT: Courts = &[Row::DirectSuits];
const LATER: Courts = &[Row::SuitsAfterReview];

/// The single rows of courts.
fn each(courts: Courts) -> impl Iterator<Item = Courts> {
    [DIRECT, LATER].into_iter().filter(move |_| courts == SUITS)
}

/// The rows of table four that words name.
fn courts(words: &[Token]) -> Vec<Courts> {
    let suits = [(Class::LaterSuit, LATER), (Class::DirectSuit, DIRECT)];
    let courts = [(Class::Review, REVIEWS), (Class::Suit, SUITS)];
    match suits.into_iter().find(|(class, _)| words.has(*class)) {
        Some((_, row)) => vec![row],
        None => courts.into_iter().filter(|(class, _)| words.has(*class)).map(|(_, rows)| rows).collect(),
    }
}

/// 行政复议方面，: the courts that a clause before a figure's own is headed with; the first figure behind it counts them.
fn topic(text: &str, sentence: &Sentence, mention: &Mention) -> Vec<Courts> {
    let before = &sentence.tokens[..mention.token];
    let last = before.iter().rposition(|t| t.is_figure() || t.is_mark("；;"));
    let lead = &before[last.map_or(0, |at| at + 1)..];
    let Some(comma) = lead.iter().rposition(|t| t.is_mark("，,")) else { return Vec::new() };
    let (head, own) = lead.split_at(comma);
    let headed = head.last().is_some_and(|t| text[..t.end].ends_with("方面"));
    let bare = own[1..].are([Class::ThisYear, Class::Quantity, Class::Filler], "");
    if headed && bare { courts(head) } else { Vec::new() }
}

/// What the words around a figure say of cases; `own` are the courts it counts, `named` those named last.
fn claim(sentence: &Sentence, mention: &Mention, own: &[Courts], named: &[Courts]) -> Option<Claim> {
    let carried = [Class::ReceiveNew, Class::LastYear, Class::Carry, Class::CarryIn];
    let made = mention.before().named(Class::Deed).any(|deed| deed == "制发");
    if mention.has_before(carried) || mention.has_before([Class::CaseAside, Class::Not]) || made {
        return None;
    }
    // 1 件复议机关作出纠正决定: who decides it.
    let decided = mention.after().named(Class::Verdict).next().is_some();
    // 21 件行政复议中有 3 件被纠正: the words run on to the next figure.
    let behind =
        if mention.until > 0 { mention.after() } else { &mention.right[..mention.right.len().min(1)] };
    // 14 件涉及行政复议案卷查询: what they are of.
    // But 1 件涉及政府信息公开的行政复议.
    let about = behind.first().is_some_and(|t| t.is(Class::Concerning))
        && behind.iter().rposition(|t| t.is([Class::Review, Class::Suit])) < behind.len().checked_sub(1);
    let behind = if own.is_empty() && !decided && !about { courts(behind) } else { Vec::new() };
    if let Some(verdict) = verdict(mention).filter(|_| !named.is_empty()) {
        let roads = sentence.has([Class::DirectSuit, Class::LaterSuit]);
        let of = |courts: Courts| {
            let rows: Vec<&'static str> = courts.iter().map(|row| row.word()).collect();
            let decided = || DECIDED.iter().map(|column| column.word()).collect();
            let columns = if verdict == ALL_DECIDED { decided() } else { vec![verdict] };
            Reading::named(Row::Reviews.table(), &rows, columns)
        };
        let readings = match named {
            [courts] => {
                // 复议后起诉 7 件，法院已审结 7 件: of both roads.
                let all = (roads && *courts != REVIEWS).then_some(SUITS);
                std::iter::once(*courts).chain(each(courts).filter(|_| roads)).chain(all).map(of).collect()
            }
            // 直接起诉 2 件、复议后起诉 5 件，已审结的 6 件; …，7 件中维持 6 件: of both roads.
            roads if roads.iter().all(|courts| *courts != REVIEWS) => vec![of(SUITS)],
            // 复议 15 件，…；诉讼 6 件，…，已审结的 5 件: of both, or of those named last.
            _ if verdict == ALL_DECIDED => [BOTH, REVIEWS, SUITS].map(of).to_vec(),
            _ => vec![of(BOTH)],
        };
        return Some(Claim::new(Matter::Verdict, verdict, readings));
    }
    let (says, courts) = match if own.is_empty() { behind.as_slice() } else { own } {
        [courts] if *courts == SUITS => ("行政诉讼", vec![SUITS]),
        [courts] => (courts[0].word(), vec![*courts]),
        [_, _] => ("行政复议、行政诉讼", vec![BOTH, REVIEWS, SUITS]),
        _ => return None,
    };
    let readings = courts.into_iter().flat_map(|courts| totals(sentence, mention, courts)).collect();
    Some(Claim::new(Matter::Case, says, readings))
}

/// What the lexicon calls what is not decided, and all that is, and the columns that it is the sum of.
pub(super) const PENDING: &str = "尚未审结";
pub(super) const ALL_DECIDED: &str = "已审结";
pub(super) const DECIDED: &[Column] = &[Column::Upheld, Column::Corrected, Column::OtherOutcome];

/// The outcome that stands right before a figure, or right behind it: a column of table four, or [`ALL_DECIDED`].
fn verdict(mention: &Mention) -> Option<&'static str> {
    let plain = |t: &&Token| {
        t.is([Class::Filler, Class::Quantity, Class::Application, Class::ThisYear]) && !t.is(Class::Verdict)
            || t.value(Class::Deed) == Some("现行有效")
            || t.is_mark("、“”")
    };
    // 3 件结果维持、1 件尚未审结: what stands before the pause is the other's.
    let paused = mention.before().last().is_some_and(|t| t.is_mark("、"));
    let before = mention.before().iter().rev().find(|t| !plain(t)).filter(|_| !paused);
    let passed = [Class::Filler, Class::All, Class::Review, Class::Suit];
    let behind = mention.after().iter().find(|t| !t.is(passed) || t.is(Class::Verdict));
    // 1 件复议案件截至年底尚未审结.
    let pending = mention.after().last().filter(|t| t.value(Class::Verdict) == Some(PENDING));
    let behind = pending.or(behind);
    before.and_then(|t| t.value(Class::Verdict)).or_else(|| {
        // 3 件维持: only where nothing before the figure says what is counted.
        let idle = |t: &Token| plain(&t) || t.is([Class::Among, Class::Rest]);
        // 21 件行政复议中有 3 件被纠正.
        let within = mention.before().iter().rposition(|t| !idle(t)).is_some_and(|at| {
            let [inside @ .., last] = &mention.before()[..=at] else { return false };
            // 其中复议 1 件尚未审结.
            last.is([Class::Review, Class::Suit]) && inside.iter().all(idle)
        });
        let bare = paused || within || mention.before().iter().all(idle);
        behind.filter(|_| bare)?.value(Class::Verdict)
    })
}

/// A total of one kind: all; what is decided, where the sentence tells it from the rest; for 诉讼 either row, where it names one.
fn totals(sentence: &Sentence, mention: &Mention, courts: Courts) -> Vec<Reading> {
    let told = |t: &Token| matches!(t.value(Class::Verdict), Some(PENDING | ALL_DECIDED));
    let behind = &sentence.tokens[mention.token + 1..];
    // 6 件，其中直接起诉 3 件、复议后起诉 3 件: of both.
    let both = behind.has(Class::DirectSuit) && behind.has(Class::LaterSuit);
    // Up to where the other court is spoken of.
    let other = [Class::Review, Class::Suit, Class::DirectSuit, Class::LaterSuit];
    let listed = behind.iter().position(|t| t.is(other) && !t.is(Class::Verdict)).unwrap_or(behind.len());
    let behind = &behind[..listed];
    // 6 件，其中维持 4 件、未审结 1 件 has the pending ones in it.
    // So has 6 件，维持 4 件，未审结 1 件.
    let within = behind.iter().position(told).is_some_and(|at| {
        let before = &behind[..at];
        let decided = before.has(Class::Among) || before.named(Class::Verdict).next().is_some();
        decided && behind[at].value(Class::Verdict) == Some(PENDING)
    });
    let apart = !within && behind.iter().any(told);
    let named = !both && sentence.has([Class::DirectSuit, Class::LaterSuit]);
    // 已审结的 13 件行政复议案件.
    let decided = mention.before().named(Class::Verdict).any(|verdict| verdict == ALL_DECIDED);
    let rows = std::iter::once(courts).chain(each(courts).filter(|_| named));
    let of = |courts: Courts| {
        let decided = Some(DECIDED).filter(|_| apart || decided);
        std::iter::once(&[Column::Cases][..]).chain(decided).map(move |columns| Reading::of(courts, columns))
    };
    rows.flat_map(of).collect()
}
