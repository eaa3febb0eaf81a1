//! 行政许可, 行政处罚, 行政强制: 处理决定 of table two (A12, A13).

use super::denials::clauses;
use super::reading::Reading;
use super::{Claim, Matter};
use crate::check::compare::{Passage, Whose};
use crate::check::text::clauses::{Mention, Sentence};
use crate::check::text::lexicon::Class;
use crate::diagnostic::codes;

/// The rows, by their words.
const ROWS: [(Class, &str); 3] =
    [(Class::Licence, "行政许可"), (Class::Penalty, "行政处罚"), (Class::Force, "行政强制")];

/// Compares what a sentence says of decisions.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !sentence.has([Class::Licence, Class::Penalty, Class::Force]) {
        return;
    }
    none_decided(passage, sentence);
    for mention in &sentence.mentions {
        let named: Vec<usize> = (0..3).filter(|&i| mention.has_before(ROWS[i].0)).collect();
        let &[row] = named.as_slice() else { continue };
        let cases = mention.before().iter().any(|t| t.text(passage.text()).contains('案'));
        let more = mention.after().iter().any(|t| !t.is([Class::Decide, Class::Filler]) || t.is(Class::Of));
        // 查处案件 may end otherwise than in a decision: near the table's number it is meant, far from it not.
        let table = passage.facts.disclosed.decisions[row].value;
        let far = mention.figure.whole().is_none_or(|n| n.abs_diff(table) > (table / 10).max(1));
        if mention.has(Class::NoDecision) || more || !counts(mention) || row > 0 && cases && far {
            passage.leave(mention, Whose::OtherThing);
            continue;
        }
        if mention.has(Class::Decide) {
            let matter = if row == 0 { Matter::Licence } else { Matter::Decision };
            let claim = Claim::new(matter, ROWS[row].1, vec![Reading::Decisions(row)]);
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
        for (row, (class, word)) in ROWS.iter().enumerate().skip(1) {
            let Some(named) = clause[at + 1..].iter().take(2).position(|t| t.is(*class)) else { continue };
            let last = &clause[at + 1 + named];
            let ends = text[last.end..].chars().next().is_none_or(|c| "，。；、行案决".contains(c));
            let reading = Reading::Decisions(row);
            let count = reading.value(passage.facts).unwrap_or(0);
            let lead_in = &sentence.tokens[..from + at];
            if count == 0 || !ends || !passage.is_now(lead_in) || passage.names_another(lead_in) {
                continue;
            }
            let message = format!("正文说没有{word}，{}是 {count}", reading.name(passage.facts));
            let finding = passage
                .finding(&codes::A13, clause[at].start..last.end, message)
                .label(reading.place(passage.facts), format!("这里是 {count}"));
            passage.sink.push(finding);
        }
    }
}
