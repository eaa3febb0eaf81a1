//! 大部分为自然人申请, 绝大多数予以公开: what words say of more than the half of all applications, where table three has less of it (X05, X07).

use super::{applicants, results};
use crate::check::claim::{Matter, Reading};
use crate::check::compare::Passage;
use crate::check::text::{Class, Classes, LEXICON, Words, is_comma};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    if !(passage.on_request[index] || sentence.has(Class::OwnApplication))
        || !LEXICON.says("多半", &text[sentence.range.clone()])
    {
        return;
    }
    for clause in sentence.clauses() {
        let (start, end) = (clause[0].start, clause[clause.len() - 1].end);
        let words = text[start..end].trim_end_matches(is_comma);
        let led = words.trim_start_matches("其中").trim_start_matches("申请人");
        let Some(rest) = LEXICON.behind("多半", led) else { continue };
        let from = start + words.len() - rest.len();
        let tail = &clause[clause.iter().position(|t| t.start >= from).unwrap_or(clause.len())..];
        let idle = [Class::Filler, Class::Quantity, Class::Application, Class::Submit];
        if !tail.are_but_marks(Classes::from(idle).with([Class::Applicant, Class::Outcome])) {
            continue;
        }
        let claim = applicants::of_words(tail).or_else(|| results::of_words(passage.facts.form, tail, true));
        let Some(mut claim) = claim else { continue };
        let (rule, row) = if claim.matter == Matter::Applicant {
            (&codes::X07, Row::Received)
        } else {
            (&codes::X05, Row::Closed)
        };
        // Made public in part is made public.
        if claim.says == Row::Granted.word() {
            claim.readings.push(Reading::of(&[Row::Granted, Row::PartlyGranted], &[Column::Applicants]));
        }
        let total = Reading::total(row);
        let all = passage.count(&total);
        // 不予公开 6 件，大部分为自然人申请: of some of them.
        let before = sentence.mentions.iter().take_while(|m| m.token < clause.from).last();
        let of_all = before.is_none_or(|m| m.figure.whole() == Some(all));
        let most = claim.readings.iter().filter_map(|reading| reading.value(passage.facts)).max();
        if let Some(most) = most.filter(|most| of_all && most.saturating_mul(2) < all) {
            let said = &words[words.len() - led.len()..];
            let message =
                format!("正文说“{said}”，{}是 {all}，{}只有 {most}", total.name(passage.facts), claim.says);
            let at = start + words.len() - led.len()..start + words.len();
            let place = total.place(passage.facts);
            let finding = passage.finding(rule, at, message).label(place, format!("这里是 {all}"));
            passage.sink.push(finding);
        }
    }
}
