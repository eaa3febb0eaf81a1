//! 行政许可, 行政处罚, 行政强制: 处理决定 of table two (A12, A13).

use crate::check::claim::{Claim, Matter, Reading, Whose};
use crate::check::compare::Passage;
use crate::check::text::{Class, LEXICON, Mention, Sentence, Words};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::source::is_rearranged;

/// The rows, by their words, and what a number of them counts.
const ROWS: [(Class, Row, Matter); 3] = [
    (Class::Licence, Row::Licences, Matter::Licence),
    (Class::Penalty, Row::Penalties, Matter::Decision),
    (Class::Force, Row::Enforcement, Matter::Decision),
];

fn decided(row: Row) -> Reading {
    Reading::of(&[row], &[Column::Decisions])
}

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let certificate = passage.paragraph.has("许可") && sentence.tokens.hold("许可", text);
    if !certificate && !sentence.has([Class::Licence, Class::Penalty, Class::Force]) {
        return;
    }
    none_decided(passage, sentence);
    let mut said = Before::default();
    for mention in &sentence.mentions {
        certificates(passage, sentence, mention);
        // 申请人民法院强制执行行政处罚决定 1 件: of those that were made.
        let executed = mention.before().hold("执行", text);
        if executed && LEXICON.says("法院执行", &text[sentence.range.start..mention.figure.start]) {
            passage.leave(mention, Whose::Part);
            continue;
        }
        let named: Vec<_> = ROWS.iter().filter(|(class, ..)| mention.has_before(*class)).collect();
        // 作出 93 件，…，全年公布处罚决定书 97 份: more than the sentence says there are.
        if let Some((row, matter)) = said.made
            && counts(mention)
            && LEXICON.says("公布决定", &mention.before().written(text))
            && !mention.before().hold("信息", text)
            && mention.figure.whole().is_some_and(|n| is_some_more(n, passage.count(&decided(row))))
        {
            passage.compare(sentence, mention, &Claim::new(matter, row.word(), vec![decided(row)]));
        }
        if let [row] = named[..] {
            compare(passage, sentence, mention, *row, &mut said);
        }
    }
}

/// What the figures before one have said.
#[derive(Default)]
struct Before {
    /// A verb of deciding, which goes on.
    decided: bool,
    /// 公示, which goes on.
    shown: bool,
    /// All that the table has.
    made: Option<(Row, Matter)>,
}

/// Compares the number of the decisions of a row, if it is that.
fn compare(
    passage: &mut Passage<'_>,
    sentence: &Sentence,
    mention: &Mention,
    (class, row, matter): (Class, Row, Matter),
    said: &mut Before,
) {
    let text = passage.text();
    // 全系统办理 23000 件，其中局机关办理 846 件.
    let (before, behind) = sentence.tokens.split_at(mention.token);
    let system = behind.iter().skip_while(|t| !t.is(Class::Among)).take(3).any(|t| t.is(Class::OwnLevel));
    if system && !before.has(Class::Among) {
        return passage.leave(mention, Whose::OtherBody);
    }
    // 查处案件 may end otherwise than in a decision: near the table's number it is meant, far from it not.
    let table = passage.count(&decided(row));
    let far = !is_near(mention, table);
    let count = mention.figure.whole();
    let exchanged = count.is_some_and(|n| is_rearranged(&n.to_string(), &table.to_string()));
    // 公示行政处罚决定 95 件 where the table has 59; or some more than it has.
    let slipped = exchanged && (table >= 100 || count > Some(table));
    let above = count.is_some_and(|n| is_some_more(n, table));
    let too_many = (above || slipped) && mention.before().hold("决定", text);
    // 公示行政处罚决定 58 件、行政许可决定 120 件: the verb goes on.
    let row_goes_on = matches!(mention.before(), [mark, thing, ..] if mark.is_mark("、") && thing.is(class));
    said.shown = mention.has(Class::NoDecision) || said.shown && row_goes_on;
    // 公开行政处罚 22 件、行政强制 6 件: the one is all of the table's, so must be the other.
    let beside = |m: &Mention| {
        let count = m.figure.whole().filter(|&n| n >= 10);
        let held = |row| count.is_some() && count == decided(row).value(passage.facts);
        ROWS.iter().any(|(class, other, _)| *other != row && m.has_before(*class) && held(*other))
    };
    let shown_only = said.shown && !too_many && (far && !exchanged || !sentence.mentions.iter().any(beside));
    let more = mention.after().iter().any(|t| !t.is([Class::Decide, Class::Filler]) || t.is(Class::Of));
    let other_cases = row != Row::Licences && mention.before().hold("案", text) && far && !exchanged;
    if shown_only || more && !slipped || !counts(mention) || other_cases {
        return passage.leave(mention, Whose::OtherThing);
    }
    // 实施行政处罚 86 件，行政强制 13 件: the verb goes on.
    let bare = mention.before().are([class, Class::Quantity], "、，");
    // 全年行政许可 2306 件: without a verb it is meant where it is near the table's number.
    let plain = [class, Class::Quantity, Class::ThisYear, Class::We, Class::Filler];
    let meant = !far || mention.has_before(Class::ThisYear);
    let named = exchanged || meant && mention.before().are(plain, "、，");
    if mention.has(Class::Decide) || said.decided && bare || named {
        said.decided = true;
        if row == Row::Licences && granted_and_refused(passage, sentence, mention, table) {
            return;
        }
        passage.compare(sentence, mention, &Claim::new(matter, row.word(), vec![decided(row)]));
        said.made = Some((row, matter)).filter(|_| count == Some(table));
    }
}

/// Whether a number is above the table's by less than half of it.
fn is_some_more(n: u64, table: u64) -> bool {
    n > table && n - table <= table / 2
}

/// 准予许可 86 件，不予许可 2 件: the table counts both.
fn granted_and_refused(
    passage: &mut Passage<'_>,
    sentence: &Sentence,
    mention: &Mention,
    table: u64,
) -> bool {
    let text = passage.text();
    let refused = sentence.mentions.iter().find(|m| m.before().say("不准", text));
    let Some((refused, n)) = refused.zip(mention.figure.whole()) else { return false };
    let both = refused.figure.whole().is_some_and(|r| n.saturating_add(r) == table);
    for m in [mention, refused].into_iter().filter(|_| both) {
        passage.bind(m, format!("表二“{}”", Row::Licences.word()));
    }
    both
}

/// 核发取水许可证 86 份: near the table's number they are the licences, far from it some of them.
fn certificates(passage: &mut Passage<'_>, sentence: &Sentence, mention: &Mention) {
    let text = passage.text();
    let words = mention.before().written(text);
    let given = LEXICON.says("发证", &words) && words.contains("许可证");
    let unit = mention.figure.counts_in("证的量词") && mention.figure.is_count();
    let reading = decided(Row::Licences);
    let table = passage.count(&reading);
    let alone = || sentence.mentions.iter().filter(|m| m.before().hold("证", text)).count() <= 1;
    if given && unit && table > 0 && is_near(mention, table) && alone() {
        passage.compare(sentence, mention, &Claim::new(Matter::Licence, "核发许可证", vec![reading]));
    }
}

/// Whether a number is the table's, or one twentieth of it off: 412 of 447 are one kind of them.
fn is_near(mention: &Mention, table: u64) -> bool {
    mention.figure.whole().is_some_and(|n| n.abs_diff(table) <= (table / 20).max(1))
}

fn counts(mention: &Mention) -> bool {
    let times = mention.figure.unit == "次" && mention.has_before(Class::Force);
    (times || mention.figure.counts_in("决定的量词")) && mention.figure.is_count()
}

/// 未作出行政处罚 while table two holds some.
fn none_decided(passage: &mut Passage<'_>, sentence: &Sentence) {
    let text = passage.text();
    for (clause, at) in sentence.clauses_with([Class::Not, Class::Denial]) {
        for &(class, row, _) in ROWS.iter().filter(|(_, _, matter)| *matter == Matter::Decision) {
            let Some(named) = clause.soon(at, 2, |t| t.is(class)) else { continue };
            let range = clause.range(at, named);
            let ends = text[range.end..].chars().next().is_none_or(|c| "，。；、行案决".contains(c));
            let reading = decided(row);
            if ends && passage.count(&reading) > 0 && passage.is_ours(clause.lead_in(at)) {
                passage.belie(&codes::A13, range, &format!("没有{}", row.word()), &reading);
            }
        }
    }
}
