//! 行政事业性收费: the amount of table two (A20).

use crate::check::claim::Whose;
use crate::check::compare::{Passage, spelled};
use crate::check::facts::Money;
use crate::check::text::{Class, MICRO, Mention, Sentence, Token};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName, RowName};

const NAME: &str = "行政事业性收费";

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
    let step = mention.figure.step(passage.text());
    let right = (table.fen * MICRO / 100).abs_diff(mention.figure.micros) < step.max(2) / 2;
    if !right && let Some(whose) = passage.whose(sentence, mention) {
        return passage.leave(mention, whose);
    }
    passage.bind(mention, format!("表二“{NAME}”"));
    if right {
        return;
    }
    let sum = spelled(passage.text(), &mention.figure, mention.figure.micros);
    let number = sum.trim_end_matches(['万', '亿']);
    let scale = &sum[number.len()..];
    let message = format!("正文说{NAME} {number} {scale}元，表二“{NAME}”是 {}", table.written);
    let finding = passage
        .finding_at(&codes::A20, mention, message)
        .note("与表二不一致")
        .label(table.span, format!("这里是 {}", table.written))
        .help("核对后改正文或表；注意表二的单位是万元");
    passage.tell(mention, finding);
}

/// 无行政事业性收费 while table two holds some.
fn denied(passage: &mut Passage<'_>, sentence: &Sentence, table: &Money) {
    for (clause, at) in sentence.clauses_with([Class::Not, Class::Denial, Class::NoFee]) {
        let Some(last) = clause.soon(at, 3, |t| t.is(Class::Charge)) else { continue };
        let ends = clause.get(last + 1).is_none_or(Token::is_any_mark);
        if table.fen > 0 && ends && passage.is_ours(clause.lead_in(at)) {
            let message = format!("正文说没有{NAME}，表二“{NAME}”是 {}", table.written);
            let finding = passage.finding(&codes::A20, clause.range(at, last), message);
            passage.sink.push(finding.label(table.span, format!("这里是 {}", table.written)));
        }
    }
}
