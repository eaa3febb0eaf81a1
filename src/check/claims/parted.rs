//! Parts of the applications of which the sentence tells no whole: table three has it (X09).

use super::lists::{HELD, Kinds, class, parts_by};
use super::slips::{RARE, rarity};
use super::totals::{MOST, alike, counts};
use crate::check::claim::reading::{Reading, closed, handled, received};
use crate::check::compare::Passage;
use crate::check::text::clauses::Mention;
use crate::check::text::lexicon::Class;
use crate::check::text::numerals::MICRO;
use crate::diagnostic::codes;
use crate::form::quantity::ColumnName as Column;

/// 从内容看，征地类 28 件、权属类 12 件、其他 7 件: parts of the applications, of which the sentence tells no whole.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let Some(first) = sentence.mentions.first() else { return };
    let lead = &sentence.tokens[..first.token];
    let comma = lead.iter().position(|t| t.is_mark("，,：:"));
    let parted = comma.is_some_and(|comma| {
        let all = comma > 1 && lead[comma - 1].text(text) == "中" && lead[comma - 2].is(Class::Application);
        all || parts_by(text, &sentence.tokens, comma)
    });
    let about = passage.on_request[index] || lead.iter().any(|t| t.is(Class::OwnApplication));
    if !(about && parted && counts(first) && first.figure.unit == "件") {
        return;
    }
    let parts = sentence.mentions.iter().enumerate().take(MOST).map_while(|(at, m)| {
        let joined = at == 0 || {
            let before = &sentence.mentions[at - 1];
            let between = &text[before.figure.end..m.figure.start];
            between.starts_with(['、', '，']) && !between.contains(['；', '。'])
        };
        let kind = matches!(class(m), Kinds::Plain | Kinds::Channels);
        (joined && kind && alike(first, m)).then_some(m)
    });
    let parts: Vec<&Mention> = parts.collect();
    let (Some(last), true) = (parts.last(), parts.len() >= 2) else { return };
    let rest = text[last.figure.end..sentence.range.end].trim_start();
    let sum = parts.iter().filter_map(|p| p.figure.whole()).fold(0u64, u64::saturating_add);
    let all = Column::Applicants.word();
    let readings: Vec<Reading> = received(all).into_iter().chain(handled(all)).chain(closed(all)).collect();
    let values = || readings.iter().filter_map(|r| r.value(passage.facts));
    if values().any(|value| value == sum) {
        return parts.iter().for_each(|p| passage.bind(p, HELD));
    }
    let rare = |value: u64| rarity(text, None, u128::from(value) * MICRO, &parts, u128::from(sum) * MICRO);
    let rarest = values().filter_map(rare).max();
    let complete = last.has_before(Class::Others) || parts.len() >= 4;
    let told = parts.iter().any(|p| passage.is_told(p));
    if told || rest.starts_with('等') || rarest.is_none_or(|rare| !complete && rare < RARE) {
        return;
    }
    let Some((reading, value)) = readings.first().and_then(|r| Some((r, r.value(passage.facts)?))) else {
        return;
    };
    let message = format!("各部分相加是 {sum} 件，{}是 {value}", reading.name(passage.facts));
    let finding = passage
        .finding(&codes::X09, first.figure.start..last.figure.end, message)
        .label(reading.place(passage.facts), format!("这里是 {value}"))
        .help("核对各部分的件数");
    passage.told.extend(parts.iter().map(|p| p.figure.start));
    for part in &parts {
        passage.bind(part, HELD);
    }
    passage.sink.push(finding);
}
