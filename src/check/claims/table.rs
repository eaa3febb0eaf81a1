//! Parts of which the sentence tells no whole, for the tables have it: the ways of applications (X17), what it parts all applications into
//! (X09), all results (X06).

use super::denials::all_done_words;
use super::equation::HELD;
use super::lists::parts_by;
use super::naming::names_the_rest;
use super::slips::{RARE, rarity};
use super::terms::{Kinds, alike, class, counts, things, total};
use super::totals::MOST;
use crate::check::claim::{Matter, Reading, Said, Whose, closed, done, handled, received};
use crate::check::compare::{Passage, decimal, written};
use crate::check::text::{Class, LEXICON, Mention, Words};
use crate::diagnostic::codes::{self, Rule};
use crate::form::quantity::ColumnName as Column;

/// Parts, and what the tables may have as their whole.
struct Run<'m> {
    rule: &'static Rule,
    name: &'static str,
    parts: Vec<&'m Mention>,
    /// The plainest first.
    readings: Vec<Reading>,
    /// They may be of other bodies: 局机关受理 29 件，直属分局受理 81 件.
    others: bool,
    /// How rare a slip must be that would make them a whole; nothing where they are one in any case.
    least: Option<u128>,
}

/// 通过网络 30 件、信函 40 件 without 其中: they add up to what came in.
pub(super) fn ways(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !(passage.on_request[index] || sentence.has(Class::OwnApplication)) {
        return;
    }
    let text = passage.text();
    // 4 件均书面答复: how they are answered.
    let answered =
        |m: &Mention| m.after().windows(2).any(|w| w[0].is(Class::Channel) && w[1].is(Class::Finish));
    let way = |m: &&Mention| {
        m.figure.counts_in("渠道的量词")
            && counts(m)
            && !answered(m)
            && class(m) == Kinds::Channels
            && !m.has_before(Class::Channels)
            && !m.has([Class::OtherThing, Class::Dispute])
            && !m.sums_up(text)
    };
    let mut parts: Vec<&Mention> = sentence.mentions.iter().filter(way).collect();
    // 网上 34 件、信函 8 件；邮寄答复 27 件、当面答复 15 件: the answers go their own ways.
    let answered = parts.get(1).and_then(|second| {
        let other = |&at: &usize| {
            sentence.tokens[at].is(Class::Finish)
                || sentence.tokens[at].is_mark("，,") && parts_by(text, &sentence.tokens, at)
        };
        (second.token..sentence.tokens.len()).find(other)
    });
    parts.retain(|m| answered.is_none_or(|at| m.token < at));
    // 网络 60 件、信函 5 件，去重后新收 62 件.
    let netted = || LEXICON.says("去重", &text[sentence.range.clone()]);
    if parts.len() < 2 || parts.iter().any(|m| m.depth != parts[0].depth) {
        return;
    }
    let all = Column::Applicants.word();
    let readings: Vec<Reading> = received(all).into_iter().chain(done(all).into_iter().take(1)).collect();
    let values: Vec<u64> = readings.iter().filter_map(|r| r.value(passage.facts)).collect();
    let &[new, both, ..] = values.as_slice() else { return };
    let (sum, new, both) = (total(&parts), things(new), things(both));
    let near = sum > both || sum < new && (new - sum) * 10 <= new;
    let least = if netted() { Some(u128::MAX) } else { (!near).then_some(2 * RARE) };
    judge(passage, index, &Run { rule: &codes::X17, name: "各渠道", parts, readings, others: false, least });
}

/// 从内容看，征地类 28 件、权属类 12 件、其他 7 件: parts of the applications.
pub(super) fn parted(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let Some(first) = sentence.mentions.first() else { return };
    let lead = &sentence.tokens[..first.token];
    let parted = lead.iter().position(|t| t.is_mark("，,：:")).is_some_and(|comma| {
        let all = comma > 1 && lead[comma - 1].text(text) == "中" && lead[comma - 2].is(Class::Application);
        all || parts_by(text, &sentence.tokens, comma)
    });
    // 申请内容涉及加装电梯 4 件、违法建设 3 件、其他 1 件: without a comma only where nothing is left out.
    let told = LEXICON.opens("申请的内容", first.before().written(text).as_str());
    let about = passage.on_request[index] || lead.has(Class::OwnApplication);
    if !(about && (parted || told) && counts(first) && first.figure.unit == "件") {
        return;
    }
    let joined = |at: usize| {
        let [before, own] = [at - 1, at].map(|at| &sentence.mentions[at]);
        let between = before.between(own, text);
        between.starts_with(['、', '，']) && !between.contains(['；', '。']) && !own.has_before(Class::Among)
    };
    let parts = sentence.mentions.iter().enumerate().take(MOST).take_while(|(at, m)| {
        let kind = matches!(class(m), Kinds::Plain | Kinds::Channels);
        kind && alike(first, m) && (*at == 0 || joined(*at))
    });
    let parts: Vec<&Mention> = parts.map(|(_, m)| m).collect();
    let closes = parts.last().is_some_and(|m| m.has_before(Class::Others));
    let complete = closes || parts.len() >= 4;
    if parts.len() < 2 || !parted && !closes || parts.iter().any(|m| passage.is_told(m)) {
        return;
    }
    let all = Column::Applicants.word();
    let readings = received(all).into_iter().chain(handled(all)).chain(closed(all)).collect();
    let least = Some(if complete { 0 } else { RARE });
    judge(passage, index, &Run { rule: &codes::X09, name: "各部分", parts, readings, others: true, least });
}

/// 已全部答复：予以公开 10 件、部分公开 3 件, each right, while others are left out.
pub(super) fn results(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let sentence = &passage.sentences[index];
    let colon = sentence.clauses().find_map(|clause| {
        let (_, last) = all_done_words(&clause, passage.text())?;
        clause.get(last + 1).filter(|t| t.is_mark("：:")).copied()
    });
    let Some(colon) = colon else { return };
    let results = [Matter::Outcome, Matter::Group, Matter::Next];
    // 无法提供 3 件，其中没有现成信息 1 件、不掌握 2 件: parts of a part, up to the next point.
    let among = |m: &Mention| sentence.tokens[..m.token].since("；;：:").has(Class::Among);
    let all = sentence.mentions.iter().zip(claims);
    let all = all.filter(|(m, _)| m.figure.start > colon.end && !among(m));
    let parts: Vec<&Mention> =
        all.filter(|(_, said)| Said::counts(said.as_ref(), &results)).map(|(m, _)| m).collect();
    // 另有 2 件因年代久远未予保存，告知不掌握: a result in words.
    if sentence.mentions.iter().any(|m| m.has_before(Class::Rest)) {
        return;
    }
    if parts.len() >= 2 && !parts.iter().any(|m| m.depth > 0) {
        let readings = done(Column::Applicants.word());
        let (rule, name) = (&codes::X06, "各类办理结果");
        judge(passage, index, &Run { rule, name, parts, readings, others: false, least: None });
    }
}

/// Adds the parts up.
fn judge(passage: &mut Passage<'_>, index: usize, found: &Run<'_>) {
    let Run { rule, name, parts, readings, others, least } = found;
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let sum = total(parts);
    let values = || readings.iter().filter_map(|r| r.value(passage.facts)).map(things);
    // The whole may stand beside them, or in the sentence before.
    let mut near = passage.sentences[index.saturating_sub(1)..=index].iter().flat_map(|s| &s.mentions);
    if values().any(|value| value == sum) || near.any(|m| m.figure.micros == sum) {
        return passage.bind_all(parts.iter().copied(), HELD);
    }
    let end = text.floor_char_boundary((last.figure.end + "，等".len()).min(sentence.range.end));
    let open = text[first.figure.end..end].contains('等')
        || names_the_rest(&text[last.figure.end..sentence.range.end]);
    let rarest = values().filter_map(|value| rarity(text, None, value, parts, sum)).max();
    let sure = least.is_none_or(|least| rarest.is_some_and(|rare| rare >= least));
    if open || parts.iter().any(|m| passage.is_told(m)) {
        return;
    }
    let Some((reading, value)) = readings.first().and_then(|r| Some((r, r.value(passage.facts)?))) else {
        return;
    };
    if !sure || !others && passage.whose(sentence, first).is_some() {
        let ways = parts.iter().all(|m| class(m) == Kinds::Channels);
        let whose = if ways { Whose::Channel } else { Whose::Part };
        return parts.iter().for_each(|m| passage.leave(m, whose));
    }
    let terms: Vec<String> = parts.iter().map(|p| written(&p.figure)).collect();
    let (terms, sum, cell) = (terms.join("＋"), decimal(sum, 0), reading.name(passage.facts));
    let message = format!("{name} {terms}＝{sum} 件，{cell}是 {value}");
    let finding = passage
        .finding(rule, first.figure.start..last.figure.end, message)
        .note("没有列全，或有一个数不对")
        .label(reading.place(passage.facts), format!("这里是 {value}"))
        .help("核对各部分的件数");
    passage.bind_all(parts.iter().copied(), HELD);
    passage.told.extend(parts.iter().map(|part| part.figure.start));
    passage.sink.push(finding);
}
