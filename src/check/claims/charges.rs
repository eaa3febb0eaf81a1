//! 行政事业性收费: the amount of table two (A20).

use super::denials::clauses;
use crate::check::claim::Whose;
use crate::check::compare::{Passage, decimal};
use crate::check::facts::Money;
use crate::check::text::clauses::{Mention, Sentence};
use crate::check::text::lexicon::Class;
use crate::check::text::numerals::MICRO;
use crate::check::text::tokens::Kind;
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName, RowName};

/// Compares the amounts of a sentence with table two.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !sentence.has(Class::Charge) {
        return;
    }
    let Some(table) = passage.facts.money(RowName::Fees, ColumnName::Charged) else { return };
    denied(passage, sentence, &table);
    for mention in sentence.mentions.iter().filter(|m| m.figure.unit == "元" && m.has_before(Class::Charge))
    {
        let other = [Class::Up, Class::Down, Class::Compare, Class::Rate, Class::LastYear, Class::Partly];
        if mention.figure.approximate || mention.has(other) {
            passage.leave(mention, Whose::OtherThing);
        } else {
            compare(passage, sentence, mention, &table);
        }
    }
}

/// An amount is right if it is the table's, rounded to the digits that the text writes.
fn compare(passage: &mut Passage<'_>, sentence: &Sentence, mention: &Mention, table: &Money) {
    let text = &passage.text()[mention.figure.start..mention.figure.end];
    let (unit, name) = match text {
        text if text.contains('亿') => (100_000_000, "亿元"),
        text if text.contains('万') => (10_000, "万元"),
        _ => (1, "元"),
    };
    let step = unit * MICRO / 10u128.pow(mention.figure.places.min(6));
    let right = (table.fen * MICRO / 100).abs_diff(mention.figure.micros) < step.max(2) / 2;
    if !right && let Some(whose) = passage.whose(sentence, mention) {
        return passage.leave(mention, whose);
    }
    passage.bind(mention, "表二“行政事业性收费”");
    if right {
        return;
    }
    let sum = decimal(mention.figure.micros / unit, mention.figure.places);
    let message = format!("正文说行政事业性收费 {sum} {name}，表二“行政事业性收费”是 {}", table.written);
    let finding = passage
        .finding_at(&codes::A20, mention, message)
        .note("与表二不一致")
        .label(table.span, format!("这里是 {}", table.written))
        .help("核对后改正文或表；注意表二的单位是万元");
    passage.tell(mention, finding);
}

/// 无行政事业性收费 while table two holds some.
fn denied(passage: &mut Passage<'_>, sentence: &Sentence, table: &Money) {
    for (from, clause) in clauses(sentence) {
        let Some(at) = clause.iter().position(|t| t.is([Class::Not, Class::Denial, Class::NoFee])) else {
            continue;
        };
        let rest = &clause[at + 1..];
        let Some(named) = rest.iter().take(3).position(|t| t.is(Class::Charge)) else { continue };
        let ends = rest.get(named + 1).is_none_or(|t| matches!(t.kind, Kind::Mark(_)));
        let lead_in = &sentence.tokens[..from + at];
        if table.fen == 0 || !ends || !passage.is_ours(lead_in) {
            continue;
        }
        let message = format!("正文说没有行政事业性收费，表二“行政事业性收费”是 {}", table.written);
        let finding = passage
            .finding(&codes::A20, clause[at].start..rest[named].end, message)
            .label(table.span, format!("这里是 {}", table.written));
        passage.sink.push(finding);
    }
}
