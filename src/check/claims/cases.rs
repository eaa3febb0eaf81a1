//! 行政复议 and 行政诉讼 over 政府信息公开: their numbers (L05) and how they ended (L06).

use std::ops::Range;

use super::reading::Reading;
use super::{Claim, Matter};
use crate::check::compare::{Passage, Whose};
use crate::check::text::clauses::{Mention, Sentence};
use crate::check::text::lexicon::Class;
use crate::check::text::tokens::{Kind, Token};

/// Compares what a sentence says of cases.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !sentence.has([Class::Review, Class::Suit, Class::DirectSuit, Class::LaterSuit]) {
        return;
    }
    let mut named = Vec::new();
    for mention in &sentence.mentions {
        let own = courts(mention.before());
        if !own.is_empty() {
            named.clone_from(&own);
        }
        if sentence.has(Class::GeneralCase) || !is_about_disclosure(passage, index, sentence, mention) {
            if !own.is_empty() {
                passage.leave(mention, Whose::OtherThing);
            }
            continue;
        }
        if counts_cases(mention)
            && let Some(claim) = claim(mention, &named)
        {
            passage.compare(sentence, mention, &claim);
        }
    }
}

/// Cases over 政府信息公开, by the words before the figure or right behind it; under 依申请公开 there are no others.
fn is_about_disclosure(passage: &Passage<'_>, index: usize, sentence: &Sentence, mention: &Mention) -> bool {
    let said = |tokens: &[Token]| tokens.iter().any(|t| t.is([Class::Disclosure, Class::OwnApplication]));
    passage.on_request[index] || said(&sentence.tokens[..mention.token]) || said(mention.after())
}

/// Whether a figure can count cases.
fn counts_cases(mention: &Mention) -> bool {
    let ends = mention.right.first().is_none_or(|t| matches!(t.kind, Kind::Mark(_)));
    let counted = matches!(mention.figure.unit, "件" | "起" | "宗" | "例" | "次" | "件次" | "项" | "桩");
    (counted || mention.figure.unit.is_empty() && ends) && mention.figure.is_count()
}

/// The rows of table four that words name.
fn courts(words: &[Token]) -> Vec<Range<usize>> {
    let has = |class: Class| words.iter().any(|t| t.is(class));
    let suits = [(Class::LaterSuit, 2..3), (Class::DirectSuit, 1..2)];
    let courts = [(Class::Review, 0..1), (Class::Suit, 1..3)];
    match suits.into_iter().find(|(class, _)| has(*class)) {
        Some((_, row)) => std::iter::once(row).collect(),
        None => courts.into_iter().filter(|(class, _)| has(*class)).map(|(_, rows)| rows).collect(),
    }
}

/// What the words around a figure say of cases; `named` are the courts named last.
fn claim(mention: &Mention, named: &[Range<usize>]) -> Option<Claim> {
    if mention.has_before([
        Class::CaseAside,
        Class::ReceiveNew,
        Class::LastYear,
        Class::Carry,
        Class::CarryIn,
        Class::Not,
    ]) || mention.before().iter().any(|t| matches!(t.value(Class::Deed), Some("制发")))
    {
        return None;
    }
    let own = courts(mention.before());
    let behind = if own.is_empty() { courts(mention.after()) } else { Vec::new() };
    if let Some(columns) = verdict(mention).filter(|_| !named.is_empty()) {
        let readings = match named {
            [rows] => rows_of(rows, columns),
            _ => [0..3, 0..1, 1..3, 1..2, 2..3]
                .map(|rows| Reading::Cases { rows, outcomes: columns.to_vec() })
                .to_vec(),
        };
        return Some(Claim::new(Matter::Verdict, words_of(columns), readings));
    }
    match if own.is_empty() { behind.as_slice() } else { own.as_slice() } {
        [rows] => {
            let says = if rows.start == 0 { "行政复议" } else { "行政诉讼" };
            Some(Claim::new(Matter::Case, says, totals(rows)))
        }
        [_, _] => {
            let mut readings = totals(&(0..3));
            readings.extend(totals(&(0..1)));
            readings.extend(totals(&(1..3)));
            Some(Claim::new(Matter::Case, "行政复议、行政诉讼", readings))
        }
        _ => None,
    }
}

/// The columns of the outcome that stands right before a figure, or right behind it.
fn verdict(mention: &Mention) -> Option<&'static [usize]> {
    let plain = |t: &&Token| {
        t.is([Class::Filler, Class::Quantity, Class::Application]) && !t.is(Class::Verdict) || t.is_mark("、")
    };
    let before = mention.before().iter().rev().find(|t| !plain(t));
    let behind = mention.after().iter().find(|t| !t.is([Class::Filler, Class::All]) || t.is(Class::Verdict));
    let name = before.and_then(|t| t.value(Class::Verdict)).or_else(|| {
        // 3 件维持: only where nothing before the figure says what is counted.
        let bare = mention.before().iter().all(|t| plain(&t) || t.is([Class::Among, Class::Rest]));
        behind.filter(|_| bare)?.value(Class::Verdict)
    })?;
    Some(match name {
        "结果维持" => &[0],
        "结果纠正" => &[1],
        "其他结果" => &[2],
        "尚未审结" => &[3],
        _ => &[0, 1, 2],
    })
}

/// What an outcome is called in messages.
fn words_of(columns: &[usize]) -> &'static str {
    match columns {
        [0] => "结果维持",
        [1] => "结果纠正",
        [2] => "其他结果",
        [3] => "尚未审结",
        _ => "已审结",
    }
}

/// A total of one kind: all, or what is decided, or (for 诉讼) either row.
fn totals(rows: &Range<usize>) -> Vec<Reading> {
    let of = |rows: Range<usize>| {
        [vec![4], vec![0, 1, 2]].map(|outcomes| Reading::Cases { rows: rows.clone(), outcomes })
    };
    let mut readings = of(rows.clone()).to_vec();
    for row in rows.clone().filter(|_| rows.len() > 1) {
        readings.extend(of(row..row + 1));
    }
    readings
}

/// An outcome of one kind.
fn rows_of(rows: &Range<usize>, columns: &[usize]) -> Vec<Reading> {
    let mut readings = vec![Reading::Cases { rows: rows.clone(), outcomes: columns.to_vec() }];
    readings.extend(rows.clone().map(|r| Reading::Cases { rows: r..r + 1, outcomes: columns.to_vec() }));
    readings.dedup();
    readings
}
