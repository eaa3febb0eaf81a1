//! 行政许可, 行政处罚, 行政强制: 处理决定 of table two (A12, A13).

use super::denials::clauses;
use crate::check::claim::reading::Reading;
use crate::check::claim::{Claim, Matter, Whose};
use crate::check::compare::Passage;
use crate::check::text::clauses::{Mention, Sentence};
use crate::check::text::lexicon::Class;
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

/// The rows, by their words, and what a number of them counts.
const ROWS: [(Class, Row, Matter); 3] = [
    (Class::Licence, Row::Licences, Matter::Licence),
    (Class::Penalty, Row::Penalties, Matter::Decision),
    (Class::Force, Row::Enforcement, Matter::Decision),
];

/// The decisions of a row.
fn decided(row: Row) -> Reading {
    Reading::of(&[row], &[Column::Decisions])
}

/// Compares what a sentence says of decisions.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !sentence.has([Class::Licence, Class::Penalty, Class::Force]) {
        return;
    }
    none_decided(passage, sentence);
    let mut goes_on = false;
    for mention in &sentence.mentions {
        let named: Vec<_> = ROWS.iter().filter(|(class, ..)| mention.has_before(*class)).collect();
        let &[&(class, row, matter)] = named.as_slice() else { continue };
        let cases = mention.before().iter().any(|t| t.text(passage.text()).contains('案'));
        let more = mention.after().iter().any(|t| !t.is([Class::Decide, Class::Filler]) || t.is(Class::Of));
        // 查处案件 may end otherwise than in a decision: near the table's number it is meant, far from it not.
        let table = decided(row).value(passage.facts).unwrap_or(0);
        let far = mention.figure.whole().is_none_or(|n| n.abs_diff(table) > (table / 10).max(1));
        if mention.has(Class::NoDecision) || more || !counts(mention) || row != Row::Licences && cases && far
        {
            passage.leave(mention, Whose::OtherThing);
            continue;
        }
        // 实施行政处罚 86 件，行政强制 13 件: the verb goes on.
        let bare = mention.before().iter().all(|t| t.is([class, Class::Quantity]) || t.is_mark("、，"));
        // 全年行政许可 2306 件: without a verb it is meant where it is near the table's number.
        let plain = [class, Class::Quantity, Class::ThisYear, Class::We, Class::Filler];
        let named = !far && mention.before().iter().all(|t| t.is(plain) || t.is_mark("、，"));
        if mention.has(Class::Decide) || goes_on && bare || named {
            goes_on = true;
            let claim = Claim::new(matter, row.word(), vec![decided(row)]);
            passage.compare(sentence, mention, &claim);
        }
    }
}

/// Whether a figure can count decisions.
fn counts(mention: &Mention) -> bool {
    matches!(mention.figure.unit, "件" | "份" | "宗" | "起" | "例" | "项" | "件次")
        && mention.figure.is_count()
}

/// 未作出行政处罚 while table two holds some.
fn none_decided(passage: &mut Passage<'_>, sentence: &Sentence) {
    let text = passage.text();
    for (from, clause) in clauses(sentence) {
        let Some(at) = clause.iter().position(|t| t.is([Class::Not, Class::Denial])) else { continue };
        for &(class, row, _) in ROWS.iter().filter(|(_, _, matter)| *matter == Matter::Decision) {
            let Some(named) = clause[at + 1..].iter().take(2).position(|t| t.is(class)) else { continue };
            let last = &clause[at + 1 + named];
            let ends = text[last.end..].chars().next().is_none_or(|c| "，。；、行案决".contains(c));
            let reading = decided(row);
            let count = reading.value(passage.facts).unwrap_or(0);
            let lead_in = &sentence.tokens[..from + at];
            if count == 0 || !ends || !passage.is_now(lead_in) || passage.names_another(lead_in) {
                continue;
            }
            let message = format!("正文说没有{}，{}是 {count}", row.word(), reading.name(passage.facts));
            let finding = passage
                .finding(&codes::A13, clause[at].start..last.end, message)
                .label(reading.place(passage.facts), format!("这里是 {count}"));
            passage.sink.push(finding);
        }
    }
}
