//! 未发生行政复议 while table four holds some (L03); 零败诉, 均获维持 while it holds 结果纠正 or 尚未审结 (L04).

use super::cases::{BOTH, REVIEWS, SUITS};
use super::denials::clauses;
use crate::check::claim::reading::Reading;
use crate::check::compare::Passage;
use crate::check::facts::{Part, Topic};
use crate::check::text::clauses::Sentence;
use crate::check::text::lexicon::Class;
use crate::check::text::tokens::{Kind, Token};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

/// Looks for what a sentence says of all cases.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !sentence.has([Class::Review, Class::Suit, Class::Dispute, Class::NeverLost])
        || sentence.has(Class::GeneralCase)
    {
        return;
    }
    let here = matches!(passage.paragraph.part, Part::Overview(Some(Topic::OnRequest | Topic::Supervision)));
    if here || sentence.has([Class::Disclosure, Class::OwnApplication]) {
        denied(passage, sentence);
        never_lost(passage, sentence);
        all_by_one_road(passage, sentence);
        plainly_lost(passage, sentence);
    }
}

/// 未发生行政复议、行政诉讼.
fn denied(passage: &mut Passage<'_>, sentence: &Sentence) {
    for (from, clause) in clauses(sentence) {
        let Some(at) = clause.iter().position(|t| t.is([Class::Denial, Class::Not])) else { continue };
        let rest = &clause[at + 1..];
        let lost = |t: &Token| t.is([Class::Verdict, Class::NeverLost, Class::Rejected, Class::Partly]);
        let counted = rest.iter().any(|t| matches!(t.kind, Kind::Figure(_)));
        let not_only = clause[at].is(Class::Not) && !clause[at].is(Class::Denial);
        if rest.iter().any(lost) || counted || not_only && !passive(passage, rest) {
            continue;
        }
        let lead_in = &sentence.tokens[..from + at];
        if !passage.is_ours(lead_in) {
            continue;
        }
        for (class, word, courts) in [(Class::Review, "复议", REVIEWS), (Class::Suit, "诉讼", SUITS)] {
            let reading = Reading::of(courts, &[Column::Cases]);
            let count = reading.value(passage.facts).unwrap_or(0);
            if count == 0 || !rest.iter().any(|t| t.is(class)) {
                continue;
            }
            let range = clause[at].start..clause[at].end;
            passage.belie(&codes::L03, range, &format!("没有行政{word}"), &reading);
        }
    }
}

/// 未被申请行政复议, 未引发行政诉讼.
fn passive(passage: &Passage<'_>, rest: &[Token]) -> bool {
    let first = rest.first().map_or("", |t| t.text(passage.text()));
    first.starts_with(['被', '引', '因', '曾'])
}

/// 行政复议 3 件，复议机关维持原行政行为: without 均 it is said of all, where no other outcome is named and none is counted.
fn plainly_upheld(sentence: &Sentence, from: usize, clause: &[Token]) -> Option<(usize, usize, bool)> {
    let figure = |t: &Token| matches!(t.kind, Kind::Figure(_));
    // 复议 1 件，结果维持；诉讼 1 件，判决驳回: each for itself.
    let point = |t: &Token| t.is_mark("；;");
    let start = sentence.tokens[..from].iter().rposition(point).map_or(0, |at| at + 1);
    let end = sentence.tokens[from..].iter().position(point).map_or(sentence.tokens.len(), |n| from + n);
    let point = &sentence.tokens[start..end];
    let outcomes = || point.iter().filter_map(|t| t.value(Class::Verdict));
    let at = clause.iter().position(|t| t.value(Class::Verdict) == Some("结果维持"))?;
    let aside =
        clause.iter().any(|t| figure(t) || t.is([Class::Not, Class::Denial, Class::Must, Class::Among]));
    let alone = outcomes().count() == 1 && point.iter().any(figure);
    (alone && !aside).then_some((at, at, true))
}

/// What names suits, by either road.
const SUIT_WORDS: [Class; 3] = [Class::Suit, Class::DirectSuit, Class::LaterSuit];

/// 均获维持, 零败诉.
fn never_lost(passage: &mut Passage<'_>, sentence: &Sentence) {
    for (from, clause) in clauses(sentence) {
        if all_pending(passage, sentence, from, clause) || all_decided(passage, sentence, from, clause) {
            return;
        }
        let found = clause.iter().enumerate().find_map(|(i, token)| {
            if token.is(Class::AllUpheld) {
                Some((i, i, true))
            } else if token.is(Class::NeverLost) {
                Some((i, i, false))
            } else if token.is(Class::All) {
                let near =
                    clause[i + 1..].iter().take(4).position(|t| t.value(Class::Verdict) == Some("结果维持"));
                near.map(|n| (i, i + 1 + n, true))
            } else {
                None
            }
        });
        let Some((first, last, upheld)) = found.or_else(|| plainly_upheld(sentence, from, clause)) else {
            continue;
        };
        let lead_in = &sentence.tokens[..from + first];
        if !passage.is_ours(lead_in) {
            continue;
        }
        let phrase = &passage.text()[clause[first].start..clause[last].end];
        // 复议 5 件，纠正 1 件；诉讼 3 件，均判决驳回: of what is named behind the semicolon.
        let near = lead_in
            .iter()
            .rposition(|t| t.is_mark("；;"))
            .filter(|&at| lead_in[at..].iter().any(|t| t.is(Class::Review) || t.is(SUIT_WORDS)));
        let near = || lead_in[near.unwrap_or(0)..].iter().chain(clause);
        let (mut review, mut suit) = (near().any(|t| t.is(Class::Review)), near().any(|t| t.is(SUIT_WORDS)));
        if !(review || suit) {
            (review, suit) = (sentence.has(Class::Review), sentence.has(Class::Suit));
        }
        // 零败诉 and 判决 speak of suits; 未被纠错 of what the sentence names.
        let judged = ["诉", "判", "法院"].iter().any(|word| phrase.contains(word));
        let courts = match (judged, review, suit) {
            (true, ..) | (false, false, true) => SUITS,
            (false, true, false) => REVIEWS,
            _ => BOTH,
        };
        // 审结的 5 件均获维持 says nothing of the others.
        let decided = sentence.tokens.iter().any(|t| t.value(Class::Verdict) == Some("已审结"));
        // 已判决的 3 件均驳回，另 1 件尚未审结: those that are pending are named beside.
        let pending = sentence.tokens.iter().any(|t| t.value(Class::Verdict) == Some("尚未审结"));
        let columns: &[Column] = if upheld && pending && !decided {
            &[Column::Corrected, Column::OtherOutcome]
        } else if upheld && !decided {
            &[Column::Corrected, Column::Pending, Column::OtherOutcome]
        } else {
            &[Column::Corrected]
        };
        for &column in columns {
            let reading = Reading::of(courts, &[column]);
            let count = reading.value(passage.facts).unwrap_or(0);
            if count > 0 {
                let what = column.word();
                let message = format!("正文说“{phrase}”，表四“{what}”有 {count} 件");
                let range = clause[first].start..clause[last].end;
                let finding =
                    passage.finding(&codes::L04, range, message).label(reading.place(passage.facts), what);
                passage.sink.push(finding);
                return;
            }
        }
    }
}

/// 行政诉讼 2 件，全部为直接起诉, while the table has some after a review.
fn all_by_one_road(passage: &mut Passage<'_>, sentence: &Sentence) {
    for (from, clause) in clauses(sentence) {
        let Some(all) = clause.iter().position(|t| t.is(Class::All)) else { continue };
        let road = |t: &Token| t.is([Class::DirectSuit, Class::LaterSuit]);
        let Some(near) = clause[all + 1..].iter().take(3).position(road) else { continue };
        let last = &clause[all + 1 + near];
        let other = if last.is(Class::LaterSuit) { Row::DirectSuits } else { Row::SuitsAfterReview };
        let reading = Reading::of(&[other], &[Column::Cases]);
        let count = reading.value(passage.facts).unwrap_or(0);
        let lead_in = &sentence.tokens[..from + all];
        let figure = clause.iter().any(|t| matches!(t.kind, Kind::Figure(_)));
        if count == 0 || figure || !passage.is_ours(lead_in) {
            continue;
        }
        let range = clause[all].start..last.end;
        let says = format!("“{}”", &passage.text()[range.clone()]);
        passage.belie(&codes::L05, range, &says, &reading);
    }
}

/// 行政复议 1 件，复议机关撤销原答复, while the table has none corrected.
fn plainly_lost(passage: &mut Passage<'_>, sentence: &Sentence) {
    let cases = |courts| Reading::of(courts, &[Column::Cases]).value(passage.facts).unwrap_or(0);
    let courts = match (sentence.has(Class::Review), sentence.has(Class::Suit)) {
        (true, false) => REVIEWS,
        (false, true) => SUITS,
        // 行政复议 1 件，复议机关纠正我局答复；无行政诉讼案件.
        (true, true) if cases(SUITS) == 0 => REVIEWS,
        (true, true) if cases(REVIEWS) == 0 => SUITS,
        _ => return,
    };
    let value = |column| Reading::of(courts, &[column]).value(passage.facts).unwrap_or(0);
    if value(Column::Cases) == 0
        || value(Column::Corrected) > 0
        || !sentence.tokens.iter().any(|t| matches!(t.kind, Kind::Figure(_)))
    {
        return;
    }
    let outcomes = sentence.tokens.iter().filter(|t| t.value(Class::Verdict).is_some()).count();
    for (from, clause) in clauses(sentence) {
        let Some(at) = clause.iter().position(|t| t.value(Class::Verdict) == Some("结果纠正")) else {
            continue;
        };
        let words = &passage.text()[clause[0].start..clause[at].start];
        let passive = clause.iter().any(|t| t.is(Class::All)) && words.ends_with('被');
        // 复议结果均为纠正.
        let bare = words.trim_end_matches(['为', '是', '均', '都', '被']).trim_end_matches("全部");
        let passive =
            passive || bare.ends_with("结果") || clause[at].text(passage.text()).starts_with("结果");
        let judged =
            passive || ["机关", "法院", "县政府", "市政府", "区政府"].iter().any(|word| words.contains(word));
        let aside = clause.iter().any(|t| {
            matches!(t.kind, Kind::Figure(_))
                || t.is([Class::Not, Class::Denial, Class::Must, Class::Among, Class::NeverLost, Class::Of])
        });
        let lead_in = &sentence.tokens[..from];
        if !judged || aside || outcomes > 1 || !passage.is_now(lead_in) {
            continue;
        }
        let reading = Reading::of(courts, &[Column::Corrected]);
        let range = clause[at].start..clause[at].end;
        let says = format!("“{}”", &passage.text()[range.clone()]);
        passage.belie(&codes::L06, range, &says, &reading);
    }
}

/// 行政复议 3 件，均在审理之中 while some are decided; whether it was said.
fn all_pending(passage: &mut Passage<'_>, sentence: &Sentence, from: usize, clause: &[Token]) -> bool {
    let decided = [Column::Upheld, Column::Corrected, Column::OtherOutcome];
    all_are(passage, sentence, (from, clause), ("尚未审结", "均未审结"), &decided)
}

/// 行政复议 3 件，均已审结 while some are not.
fn all_decided(passage: &mut Passage<'_>, sentence: &Sentence, from: usize, clause: &[Token]) -> bool {
    // 其中维持的 2 件均已审结: of some.
    let some = clause
        .iter()
        .any(|t| matches!(t.kind, Kind::Figure(_)) || t.is([Class::Among, Class::Rest, Class::LastYear]));
    !some && all_are(passage, sentence, (from, clause), ("已审结", "均已审结"), &[Column::Pending])
}

/// Says that all of a kind of cases are what `word` says, while the table has some in `others`; whether it was said.
fn all_are(
    passage: &mut Passage<'_>,
    sentence: &Sentence,
    (from, clause): (usize, &[Token]),
    (word, says): (&str, &str),
    others: &[Column],
) -> bool {
    let Some(all) = clause.iter().position(|t| t.is(Class::All)) else { return false };
    let near = clause[all + 1..].iter().take(3).position(|t| t.value(Class::Verdict) == Some(word));
    let Some(last) = near.map(|n| all + 1 + n) else { return false };
    let lead_in = &sentence.tokens[..from + all];
    let named = |class: Class| lead_in.iter().any(|t| t.is(class));
    let courts = match (
        named(Class::Review),
        named(Class::Suit) || named(Class::DirectSuit) || named(Class::LaterSuit),
    ) {
        (true, false) => REVIEWS,
        (false, true) => SUITS,
        _ => return false,
    };
    let reading = Reading::of(courts, others);
    if reading.value(passage.facts).unwrap_or(0) == 0 || !passage.is_ours(lead_in) {
        return false;
    }
    passage.belie(&codes::L06, clause[all].start..clause[last].end, says, &reading);
    true
}
