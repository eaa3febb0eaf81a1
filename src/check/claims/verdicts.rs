//! 未发生行政复议 while table four holds some (L03); 零败诉, 均获维持 while it holds 结果纠正 or 尚未审结 (L04).

use std::ops::Range;

use super::cases::{ALL_DECIDED, BOTH, DECIDED, PENDING, REVIEWS, SUITS};
use crate::check::claim::Reading;
use crate::check::compare::Passage;
use crate::check::facts::{Part, Topic};
use crate::check::text::{Class, Classes, Clause, LEXICON, Sentence, Token, Words};
use crate::diagnostic::codes::{self, Rule};
use crate::form::quantity::{ColumnName as Column, RowName as Row};

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    // 诉讼 5 件，均结果维持，负责人出庭应诉率 100%: what is said behind does not widen what is said before.
    let first = |classes: Classes| sentence.tokens.find(classes).unwrap_or(sentence.tokens.len());
    let roads = Classes::from([Class::DirectSuit, Class::LaterSuit]);
    let said = first(roads.with([Class::Verdict, Class::AllUpheld, Class::NeverLost, Class::Denial]));
    if !sentence.has([Class::Review, Class::Suit, Class::Dispute, Class::NeverLost])
        || sentence.has(Class::GeneralCase) && first(Class::GeneralCase.into()) < said
    {
        return;
    }
    let here = matches!(
        passage.paragraph.part,
        Part::Overview(Some(Topic::OnRequest | Topic::Supervision)) | Part::Others
    );
    if here || sentence.has([Class::Disclosure, Class::OwnApplication]) {
        denied(passage, sentence);
        never_lost(passage, sentence);
        all_by_one_road(passage, sentence);
        plainly_decided(passage, sentence);
    }
}

/// What is not 结果纠正.
const NOT_CORRECTED: &[Column] = &[Column::Upheld, Column::Pending, Column::OtherOutcome];

/// 未发生行政复议、行政诉讼.
fn denied(passage: &mut Passage<'_>, sentence: &Sentence) {
    for (clause, at) in sentence.clauses_with([Class::Not, Class::Denial]) {
        let rest = &clause[at + 1..];
        let lost = rest.has([Class::Verdict, Class::NeverLost, Class::Rejected, Class::Partly]);
        // 未被申请行政复议, 未引发行政诉讼.
        let first = rest.first().map_or("", |t| t.text(passage.text()));
        let denied = clause[at].is(Class::Denial) || first.starts_with(['被', '引', '因', '曾']);
        if lost || rest.has_figure() || !denied || !passage.is_ours(clause.lead_in(at)) {
            continue;
        }
        for (class, word, courts) in [(Class::Review, "复议", REVIEWS), (Class::Suit, "诉讼", SUITS)] {
            let reading = Reading::of(courts, &[Column::Cases]);
            if passage.count(&reading) > 0 && rest.has(class) {
                passage.belie(&codes::L03, clause.range(at, at), &format!("没有行政{word}"), &reading);
            }
        }
    }
}

/// 行政复议 3 件，复议机关维持原行政行为: without 均 it is said of all, where no other outcome is named and none is counted.
fn plainly_upheld(sentence: &Sentence, clause: &Clause<'_>) -> Option<(usize, usize, bool)> {
    let point = point(sentence, clause);
    let at = clause.find_named(Class::Verdict, Column::Upheld.word())?;
    let aside = clause.has_figure() || clause.has([Class::Not, Class::Denial, Class::Must, Class::Among]);
    let alone = point.named(Class::Verdict).count() == 1 && point.has_figure();
    (alone && !aside).then_some((at, at, true))
}

/// 复议 1 件，结果维持；诉讼 1 件，判决驳回: what is said up to the semicolons around a clause, each for itself.
fn point<'s>(sentence: &'s Sentence, clause: &Clause<'_>) -> &'s [Token] {
    let start = clause.from - clause.lead_in(0).since("；;").len();
    let rest = &sentence.tokens[clause.from..];
    let end = rest.iter().position(|t| t.is_mark("；;")).unwrap_or(rest.len());
    &sentence.tokens[start..clause.from + end]
}

/// What names suits, by either road.
const SUIT_WORDS: [Class; 3] = [Class::Suit, Class::DirectSuit, Class::LaterSuit];

/// The words of all cases in a clause that have it that none was lost, and whether that all were upheld.
fn none_lost(clause: &Clause<'_>) -> Option<(usize, usize, bool)> {
    clause.iter().enumerate().find_map(|(i, token)| match token {
        token if token.is(Class::AllUpheld) => Some((i, i, true)),
        token if token.is(Class::NeverLost) => Some((i, i, false)),
        token if token.is(Class::All) => Some((i, clause.soon(i, 4, is(Column::Upheld.word()))?, true)),
        _ => None,
    })
}

/// Whether a word names an outcome.
fn is(outcome: &str) -> impl Fn(&Token) -> bool {
    move |t| t.value(Class::Verdict) == Some(outcome)
}

/// 均获维持, 零败诉.
fn never_lost(passage: &mut Passage<'_>, sentence: &Sentence) {
    for clause in sentence.clauses() {
        all_are(passage, &clause, PENDING, DECIDED);
        // 其中维持的 2 件均已审结: of some.
        if !clause.has_figure() && !clause.has([Class::Among, Class::Rest, Class::LastYear]) {
            all_are(passage, &clause, ALL_DECIDED, &[Column::Pending]);
            let corrected = passage.count(&Reading::of(BOTH, &[Column::Corrected])) > 0;
            if corrected && point(sentence, &clause).named(Class::Verdict).count() == 1 {
                all_are(passage, &clause, Column::Corrected.word(), NOT_CORRECTED);
                // 均予以驳回: the claim or the suit.
                all_are(passage, &clause, Column::OtherOutcome.word(), &[Column::Corrected]);
            }
        }
        let found = none_lost(&clause).or_else(|| plainly_upheld(sentence, &clause));
        let Some((first, last, upheld)) = found else { continue };
        let lead_in = clause.lead_in(first);
        // 市政府均作出维持决定: who decides it.
        let decided = LEXICON.closes("作裁判的", &passage.text()[..clause[first].start]);
        if !passage.is_ours(if decided { &sentence.tokens[..clause.from] } else { lead_in }) {
            continue;
        }
        let phrase = &passage.text()[clause.range(first, last)];
        // 复议 5 件，纠正 1 件；诉讼 3 件，均判决驳回: of what is named behind the semicolon.
        let point = lead_in.since("；;");
        let named = point.has(Class::Review) || point.has(SUIT_WORDS);
        let near = if named { point } else { lead_in };
        let near = |classes: Classes| near.has(classes) || clause.has(classes);
        // 零败诉 and 判决 speak of suits; 未被纠错 of what the sentence names.
        let said = LEXICON.says("法院的话", phrase);
        let part = point.iter().rposition(|t| t.is(Class::Among)).map_or(point, |at| &point[at..]);
        let courts = match (said, near(Class::Review.into()), near(SUIT_WORDS.into())) {
            _ if let Some(road) = one_road(part) => road,
            (true, ..) | (false, false, true) => SUITS,
            (false, true, false) => REVIEWS,
            _ => BOTH,
        };
        // 审结的 5 件均获维持 says nothing of the others.
        let told = |outcome| sentence.tokens.find_named(Class::Verdict, outcome).is_some();
        // 已判决的 3 件均驳回，另 1 件尚未审结: those that are pending are named beside.
        let columns: &[Column] = match (upheld && !told(ALL_DECIDED), told(PENDING)) {
            (true, true) => &[Column::Corrected, Column::OtherOutcome],
            (true, false) => &[Column::Corrected, Column::Pending, Column::OtherOutcome],
            (false, _) => &[Column::Corrected],
        };
        for &column in columns {
            let reading = Reading::of(courts, &[column]);
            let (count, what) = (passage.count(&reading), column.word());
            if count > 0 {
                let message = format!("正文说“{phrase}”，表四“{what}”有 {count} 件");
                let finding = passage.finding(&codes::L04, clause.range(first, last), message);
                passage.sink.push(finding.label(reading.place(passage.facts), what));
                return;
            }
        }
    }
}

/// 行政诉讼 2 件，全部为直接起诉, while the table has some after a review.
fn all_by_one_road(passage: &mut Passage<'_>, sentence: &Sentence) {
    for clause in sentence.clauses() {
        // 被提起诉讼 1 件，系复议后起诉: without 均 too, where there are none of the kind.
        let plain = clause.first().is_some_and(|t| t.text(passage.text()).starts_with(['系', '属', '为']));
        let Some(all) = clause.find(Class::All).or(plain.then_some(0)) else { continue };
        let road = |t: &Token| t.is([Class::DirectSuit, Class::LaterSuit]);
        let Some(last) = clause.soon(all, 3, road) else { continue };
        let later = clause[last].is(Class::LaterSuit);
        let other = if later { Row::DirectSuits } else { Row::SuitsAfterReview };
        let reading = Reading::of(&[other], &[Column::Cases]);
        let own = if later { Row::SuitsAfterReview } else { Row::DirectSuits };
        let some = plain && passage.count(&Reading::of(&[own], &[Column::Cases])) > 0;
        if passage.count(&reading) > 0
            && !some
            && !clause.has_figure()
            && passage.is_ours(clause.lead_in(all))
        {
            belie_words(passage, &codes::L05, clause.range(all, last), &reading);
        }
    }
}

/// Says that a cell of the tables belies words as they stand.
fn belie_words(passage: &mut Passage<'_>, rule: &'static Rule, range: Range<usize>, reading: &Reading) {
    let says = format!("“{}”", &passage.text()[range.clone()]);
    passage.belie(rule, range, &says, reading);
}

/// 行政复议 1 件，复议机关撤销原答复, while the table has none corrected; 复议结果为维持, while it has none upheld.
fn plainly_decided(passage: &mut Passage<'_>, sentence: &Sentence) {
    let count = |courts, column| passage.count(&Reading::of(courts, &[column]));
    for clause in sentence.clauses() {
        let of = |column: Column| Some((clause.find_named(Class::Verdict, column.word())?, column));
        let Some((at, column)) = of(Column::Corrected).or_else(|| of(Column::Upheld)) else { continue };
        let point = point(sentence, &clause);
        let courts = match (point.has(Class::Review), point.has(Class::Suit)) {
            (true, false) => REVIEWS,
            (false, true) => SUITS,
            // 行政复议 1 件，复议机关纠正我局答复，无行政诉讼案件.
            (true, true) if count(SUITS, Column::Cases) == 0 => REVIEWS,
            (true, true) if count(REVIEWS, Column::Cases) == 0 => SUITS,
            _ => continue,
        };
        let some = count(courts, Column::Cases) > 0 && count(courts, column) == 0;
        if !some || point.named(Class::Verdict).count() > 1 {
            continue;
        }
        let words = &passage.text()[clause[0].start..clause[at].start];
        // 复议结果均为纠正.
        let bare = words.trim_end_matches(['为', '是', '均', '都', '被']).trim_end_matches("全部");
        let result = bare.ends_with("结果") || clause[at].text(passage.text()).starts_with("结果");
        // 对答复不服申请复议，复议结果为纠正: of one, without its number; what was upheld is told with it elsewhere.
        let judged = match (column, point.has_figure()) {
            (Column::Corrected, true) => result || LEXICON.says("作裁判的", words),
            (_, numbered) => {
                let decides = || LEXICON.closes("作裁判的", LEXICON.cut_end("裁判的闲字", words));
                !numbered && (result || decides())
            }
        };
        let aside = [Class::Not, Class::Denial, Class::Must, Class::Among, Class::NeverLost, Class::Of];
        if judged && !clause.has_figure() && !clause.has(aside) && passage.is_now(clause.lead_in(0)) {
            let reading = Reading::of(courts, &[column]);
            return belie_words(passage, &codes::L06, clause.range(at, at), &reading);
        }
    }
}

/// 直接起诉 2 件，均维持: the suits of the one road that some words name alone.
fn one_road(words: &[Token]) -> Option<&'static [Row]> {
    let (direct, later) = (words.has(Class::DirectSuit), words.has(Class::LaterSuit));
    match (direct, later, words.has([Class::Review, Class::Suit])) {
        (true, false, false) => Some(&[Row::DirectSuits]),
        (false, true, false) => Some(&[Row::SuitsAfterReview]),
        _ => None,
    }
}

/// 行政复议 3 件，均在审理之中: says that all of a kind of cases are what `word` says, while the table has some in `others`.
fn all_are(passage: &mut Passage<'_>, clause: &Clause<'_>, word: &str, others: &[Column]) {
    let Some(all) = clause.find(Class::All) else { return };
    let Some(last) = clause.soon(all, 3, is(word)) else { return };
    let lead_in = clause.lead_in(all);
    // 直接起诉 3 件，…；复议后起诉 2 件，均在审理中: of those behind the semicolon.
    let point = lead_in.since("；;：:");
    let road = one_road(point);
    let named = |words: &[Token]| match (words.has(Class::Review), words.has(SUIT_WORDS)) {
        (true, false) => Some(REVIEWS),
        (false, true) => Some(SUITS),
        _ => None,
    };
    let courts: &[Row] = match named(&clause[..all]).or_else(|| named(lead_in)) {
        _ if let Some(road) = road => road,
        // 复议 4 件、诉讼 3 件，诉讼案件均已审结: its own clause names them.
        Some(courts) => courts,
        None => return,
    };
    let reading = Reading::of(courts, others);
    if passage.count(&reading) > 0 && passage.is_ours(lead_in) {
        belie_words(passage, &codes::L06, clause.range(all, last), &reading);
    }
}
