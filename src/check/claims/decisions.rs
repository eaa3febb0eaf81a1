//! 行政许可, 行政处罚, 行政强制: 处理决定 of table two (A12, A13).

use super::denials::clauses;
use super::slips::slip;
use crate::check::claim::reading::Reading;
use crate::check::claim::{Claim, Matter, Whose};
use crate::check::compare::Passage;
use crate::check::text::clauses::{Mention, Sentence};
use crate::check::text::lexicon::{Class, LEXICON};
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
    let certificate = passage.paragraph.has("许可")
        && sentence.tokens.iter().any(|t| t.text(passage.text()).contains("许可"));
    if !certificate && !sentence.has([Class::Licence, Class::Penalty, Class::Force]) {
        return;
    }
    none_decided(passage, sentence);
    let (mut goes_on, mut shown) = (false, false);
    for mention in &sentence.mentions {
        certificates(passage, sentence, mention);
        // 申请人民法院强制执行行政处罚决定 1 件: of those that were made.
        if LEXICON.says("法院执行", &passage.text()[sentence.range.start..mention.figure.start])
            && mention.before().iter().any(|t| t.text(passage.text()).contains("执行"))
        {
            passage.leave(mention, Whose::Part);
            continue;
        }
        let named: Vec<_> = ROWS.iter().filter(|(class, ..)| mention.has_before(*class)).collect();
        let &[&(class, row, matter)] = named.as_slice() else { continue };
        let cases = mention.before().iter().any(|t| t.text(passage.text()).contains('案'));
        let more = mention.after().iter().any(|t| !t.is([Class::Decide, Class::Filler]) || t.is(Class::Of));
        // 查处案件 may end otherwise than in a decision: near the table's number it is meant, far from it not.
        let table = decided(row).value(passage.facts).unwrap_or(0);
        let far = mention.figure.whole().is_none_or(|n| n.abs_diff(table) > (table / 10).max(1));
        let exchanged = mention.figure.whole().is_some_and(|n| is_exchanged(n, table));
        // 公示行政处罚决定 95 件 where the table has 59; or some more than it has.
        let slipped = exchanged && (table >= 100 || mention.figure.whole() > Some(table));
        let above = mention
            .figure
            .whole()
            .is_some_and(|n| n > table && n - table <= table / 5 && slip(n.into(), table.into()).is_some());
        let too_many =
            (above || slipped) && mention.before().iter().any(|t| t.text(passage.text()).contains("决定"));
        // 全系统办理 23000 件，其中局机关办理 846 件.
        let system = sentence.tokens[mention.token..]
            .iter()
            .skip_while(|t| !t.is(Class::Among))
            .take(3)
            .any(|t| t.is(Class::OwnLevel));
        if system && !sentence.tokens[..mention.token].iter().any(|t| t.is(Class::Among)) {
            passage.leave(mention, Whose::OtherBody);
            continue;
        }
        // 公示行政处罚决定 58 件、行政许可决定 120 件: the verb goes on.
        let row_goes_on =
            matches!(mention.before(), [mark, thing, ..] if mark.is_mark("、") && thing.is(class));
        shown = mention.has(Class::NoDecision) || shown && row_goes_on;
        // 公开行政处罚 22 件、行政强制 6 件: the one is all of the table's, so must be the other.
        let beside = |m: &Mention| {
            let held = |row| {
                m.figure.whole().is_some_and(|n| n >= 10 && decided(row).value(passage.facts) == Some(n))
            };
            ROWS.iter().any(|(class, other, _)| *other != row && m.has_before(*class) && held(*other))
        };
        let shown_only = shown && !too_many && (far || !sentence.mentions.iter().any(beside));
        let other_cases = row != Row::Licences && cases && far && !exchanged;
        if shown_only || more && !slipped || !counts(mention) || other_cases {
            passage.leave(mention, Whose::OtherThing);
            continue;
        }
        // 实施行政处罚 86 件，行政强制 13 件: the verb goes on.
        let bare = mention.before().iter().all(|t| t.is([class, Class::Quantity]) || t.is_mark("、，"));
        // 全年行政许可 2306 件: without a verb it is meant where it is near the table's number.
        let plain = [class, Class::Quantity, Class::ThisYear, Class::We, Class::Filler];
        let meant = !far || exchanged || mention.has_before(Class::ThisYear);
        let named = exchanged || meant && mention.before().iter().all(|t| t.is(plain) || t.is_mark("、，"));
        if mention.has(Class::Decide) || goes_on && bare || named {
            goes_on = true;
            if row == Row::Licences && granted_and_refused(passage, sentence, mention, table) {
                continue;
            }
            let claim = Claim::new(matter, row.word(), vec![decided(row)]);
            passage.compare(sentence, mention, &claim);
        }
    }
}

/// Whether two numbers have the same digits in another order.
fn is_exchanged(one: u64, other: u64) -> bool {
    let digits = |n: u64| {
        let mut digits = n.to_string().into_bytes();
        digits.sort_unstable();
        digits
    };
    one != other && one >= 10 && digits(one) == digits(other)
}

/// 准予许可 86 件，不予许可 2 件: the table counts both.
fn granted_and_refused(
    passage: &mut Passage<'_>,
    sentence: &Sentence,
    mention: &Mention,
    table: u64,
) -> bool {
    let text = passage.text();
    let before = |m: &Mention, list| m.before().iter().any(|t| LEXICON.says(list, t.text(text)));
    let refused = sentence.mentions.iter().find(|m| before(m, "不准"));
    let (Some(refused), Some(n)) = (refused, mention.figure.whole()) else { return false };
    let both =
        before(mention, "准了") && refused.figure.whole().is_some_and(|r| n.saturating_add(r) == table);
    if both {
        passage.bind(mention, "表二“行政许可”");
        passage.bind(refused, "表二“行政许可”");
    }
    both
}

/// 核发取水许可证 86 份: near the table's number they are the licences, far from it some of them.
fn certificates(passage: &mut Passage<'_>, sentence: &Sentence, mention: &Mention) {
    let text = passage.text();
    let words: String = mention.before().iter().map(|t| t.text(text)).collect();
    let given = LEXICON.says("发证", &words);
    let unit = matches!(mention.figure.unit, "份" | "本" | "件" | "张" | "个");
    let table = decided(Row::Licences).value(passage.facts).unwrap_or(0);
    let near = mention.figure.whole().is_some_and(|n| n.abs_diff(table) <= (table / 10).max(1));
    let alone =
        sentence.mentions.iter().filter(|m| m.before().iter().any(|t| t.text(text).contains('证'))).count()
            <= 1;
    if given && words.contains("许可证") && unit && near && table > 0 && alone && mention.figure.is_count()
    {
        let claim = Claim::new(Matter::Licence, "核发许可证", vec![decided(Row::Licences)]);
        passage.compare(sentence, mention, &claim);
    }
}

/// Whether a figure can count decisions.
fn counts(mention: &Mention) -> bool {
    let times = mention.figure.unit == "次" && mention.has_before(Class::Force);
    (times || matches!(mention.figure.unit, "件" | "份" | "宗" | "起" | "例" | "项" | "件次"))
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
            if count == 0 || !ends || !passage.is_ours(lead_in) {
                continue;
            }
            let says = format!("没有{}", row.word());
            passage.belie(&codes::A13, clause[at].start..last.end, &says, &reading);
        }
    }
}
