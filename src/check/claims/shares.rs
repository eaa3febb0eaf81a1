//! The percentages that say 占: a share that no whole in sight gives (X10).

mod rows;

use self::rows::Fit;
use super::naming::{name, part_of_called};
use super::percent::{is_evened, is_share, nearest, percent, percentage, wrong_share};
use super::terms::{further, like};
use super::{applicants, results};
use crate::check::claim::{Outcome, Reading, Whose};
use crate::check::compare::{Passage, spelled, written};
use crate::check::text::{
    Class, Classes, Figure, LEXICON, MICRO, Mention, Sentence, Token, Words, is_comma, last_words,
};
use crate::form::quantity::RowName as Row;

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let mut row = Vec::new();
    for (at, mention) in sentence.mentions.iter().enumerate() {
        let about = mention.head(passage.text()).trim_end().ends_with('约');
        if let Some(part) = rows::part_in_row(passage.text(), sentence, at) {
            compare(passage, index, mention, part, None);
        } else if is_rate(mention) && (!mention.figure.approximate || about) {
            let named = of_named_whole(passage, sentence, at);
            if !named && mention.has_before(Class::Share) {
                row.extend(share(passage, index, at));
            }
        }
    }
    rows::of_one_whole(passage, &row);
    rows::sum_of_list(passage, sentence);
}

/// No figure of a report is larger, in millionths; a hundred million times as much can be held.
const MOST: u128 = MICRO * MICRO * MICRO * MICRO;

/// What the figures of a share are bound to.
const BOUND: &str = "占比";

/// 40%, 四成.
fn is_rate(mention: &Mention) -> bool {
    ["%", "成"].contains(&mention.figure.unit)
}

/// Recomputes one share; what gives it, where the share names no whole.
fn share<'m>(passage: &mut Passage<'m>, index: usize, at: usize) -> Option<Fit<'m>> {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    let mention = &sentence.mentions[at];
    let words = mention.before();
    let of = words.iter().rposition(|t| t.is(Class::Share))?;
    if words[of..].has(Class::OtherWhole) || words.has(Class::Each) {
        passage.leave(mention, Whose::OtherThing);
        return None;
    }
    if LEXICON.opens("合占", text[words[0].start..words[of].end].trim_start_matches(['，', ',', '、'])) {
        rows::together(passage, sentence, at);
        return None;
    }
    let named = words[..of].iter().copied();
    let named: Vec<Token> = named.filter(|t| !t.is_any_mark() && !t.is(Class::Among)).collect();
    let called = named.first().zip(named.last()).map_or("", |(a, b)| &text[a.start..b.end]);
    // 咨询类占 45%，共 651 个; 占 45%（651 个）.
    let behind = sentence.mentions.get(at + 1).filter(|m| {
        let bracket = m.depth == mention.depth + 1 && m.scope == mention.token + 2;
        let own = &sentence.tokens[mention.token + 1..m.token];
        // 460 条、占 4.07%，其他 1439 条: of the others.
        let idle =
            own.len() > 1 && own.are([Class::Quantity, Class::Filler], "，,") && !own.has(Class::Others);
        !is_rate(m) && (bracket || m.scope == mention.scope && idle)
    });
    let by_name = told_by_name(text, &sentence.mentions[..at], called).or(behind);
    if !named.is_empty() && by_name.is_none() {
        named_share(passage, index, mention, &named);
        return None;
    }
    // 占单位总数的 20%: a whole that neither the text nor the tables give.
    let dealt = [Class::Finish, Class::Handle, Class::Receive, Class::Application];
    let known = Classes::from(dealt).with([Class::PlainWhole, Class::Share, Class::Quantity, Class::Filler]);
    if !words[of..].are_but_marks(known) {
        let called = part_of_called(passage, index, at, words[of].end).filter(|_| named.is_empty());
        if let Some((part, whole)) = called {
            compare(passage, index, mention, part, Some(whole));
        } else {
            passage.leave(mention, Whose::OtherThing);
        }
        return None;
    }
    // 不予公开 35 件，占 4.34%: the part stands right before, in the same bracket or outside all.
    // 365 条，即每日 1 条，占 38.5%: of all days.
    let own = |m: &&Mention| !is_rate(m) && !m.before().hold("每", text);
    let part = by_name.or_else(|| sentence.mentions[..at].iter().rev().find(own))?;
    let bracket = mention.depth == part.depth + 1 && mention.scope == part.token + 2;
    let between = part.between(mention, text);
    let near = by_name.is_some() || !between.contains('；') && between.matches(['，', ',']).count() <= 1;
    if part.figure.unit.is_empty() || !part.figure.is_count() {
        return None;
    }
    // 上年 19 件，占 59.4%（32 件）: the bracket gives the whole.
    let whole = behind.and_then(|m| m.figure.whole());
    let before = sentence.mention_before(at).filter(|m| like(m, part));
    let count = before.and_then(|m| m.figure.whole());
    if whole.zip(count).is_some_and(|(whole, count)| is_share(&mention.figure, count, whole)) {
        passage.bind_all([mention, part], BOUND);
        return None;
    }
    let beside = near && (part.scope == mention.scope || bracket || behind.is_some());
    let fit = if beside { compare(passage, index, mention, part, None) } else { None };
    fit.filter(|_| words.len() == of + 1)
}

/// The last figure that the words of a share call its part by.
fn told_by_name<'m>(text: &str, earlier: &'m [Mention], called: &str) -> Option<&'m Mention> {
    let count = || earlier.iter().rev().filter(|m| !is_rate(m) && !called.is_empty());
    let denied = |head: &str| LEXICON.closes("不是的字", head);
    // 微信发布量占 52%: of what 微信 is told.
    let less = LEXICON.cut_end("的量", called);
    let less = if less.chars().nth(1).is_some() { less } else { called };
    let ends = |m: &Mention, name| m.head(text).strip_suffix(name).is_some_and(|head| !denied(head));
    let spoken = |m: &&Mention| ends(m, called) || ends(m, less);
    // 上半年访问 150 万次，…，上半年占比: what is named is one of two that leave no third.
    let paired = || LEXICON.pairs.iter().flatten().any(|word| *word == called);
    count().find(spoken).or_else(|| count().find(|m| paired() && m.before().hold(called, text)))
}

/// Holds a share against its part and `whole`, or every one in sight; those that give it.
fn compare<'m>(
    passage: &mut Passage<'m>,
    index: usize,
    mention: &'m Mention,
    part: &Mention,
    whole: Option<u64>,
) -> Option<Fit<'m>> {
    let sentence = &passage.sentences[index];
    let count = part.figure.whole().filter(|_| !is_changed(part))?;
    let mut wholes = whole.map_or_else(|| wholes(passage, part, count), |whole| vec![whole]);
    // 占办结总数的 58.0%: of no other whole.
    let closed = Reading::total(Row::Closed).value(passage.facts);
    if closed.is_some_and(|n| n != count && wholes.contains(&n))
        && mention.has_before(Class::Finish)
        && passage.on_request[index]
    {
        wholes.retain(|&whole| Some(whole) == closed);
    }
    if wholes.is_empty() {
        return None;
    }
    passage.bind_all([mention, part], BOUND);
    // 约占 14.2%.
    let about = last_words(mention.head(passage.text())).contains(['约', '近']);
    let share = Figure { approximate: about || mention.figure.approximate, ..mention.figure.clone() };
    let gives = |w: &u64| is_share(&share, count, *w) || is_evened(sentence, mention, count, *w);
    let fits: Vec<u64> = wholes.iter().copied().filter(gives).collect();
    if !fits.is_empty() {
        return Some(Fit { share: mention, count, wholes: fits });
    }
    let in_sight =
        sentence.mentions.iter().any(|m| m.token < part.token && m.figure.unit == part.figure.unit);
    if passage.names_another(&sentence.tokens[..mention.token]) && !in_sight {
        return None;
    }
    let nearest = nearest(&mention.figure, count, &wholes);
    let (is, wrote) = (percentage(count, nearest, &mention.figure), percent(&mention.figure));
    let message = format!("正文说 {count} {}占 {wrote}%，按总数 {nearest} 算是 {is}%", part.figure.unit);
    let finding = wrong_share(passage, mention.range(), message);
    passage.tell(mention, finding.label(passage.place(part), "占比的件数"));
    None
}

/// 428 条，占总数 535 条的 82%; 完成投资 4.6 亿元，为年度计划 5 亿元的 92%; 予以公开 21 件、部分公开 3 件，之和占 40 件的六成: the words name the
/// whole; whether they do.
fn of_named_whole(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) -> bool {
    let mention = &sentence.mentions[at];
    let text = passage.text();
    // 两项之和 counts what is added.
    let before = sentence.mentions[..at].iter().rev().filter(|m| !m.tail(text).starts_with("之和"));
    let before: Vec<&Mention> = before.take(3).collect();
    let [whole, part, ..] = before[..] else { return false };
    let between = whole.between(mention, text).trim_matches([' ', '约', '近']);
    // 占全县总量（451 件）的 30.6%.
    let bracket = whole.depth == mention.depth + 1 && between == "）的" && mention.has_before(Class::Share);
    let share = bracket || whole.has_before(Class::Share);
    let done = |t: &Token| t.text(text).starts_with("完成") || t.text(text).ends_with("完成");
    let led = share || whole.has_before(Class::Quantity) || whole.before().iter().any(done);
    let changed = [Class::Up, Class::Down, Class::Compare, Class::LastYear];
    // “3 个 90%”目标: a name.
    let cited = between.is_empty() && whole.head(text).ends_with('“');
    let named = led
        && !cited
        && (bracket || ["", "的"].contains(&between))
        && !whole.has_before(changed)
        && !mention.has_before(changed);
    let least = |m: &Mention| m.figure.micros < MOST;
    let exact = |m: &Mention| !m.figure.approximate && !is_rate(m) && !m.figure.unit.is_empty() && least(m);
    let clause = part.between(whole, text).matches(is_comma).count() <= 1;
    if !(named && clause && like(part, whole) && exact(part) && exact(whole) && whole.figure.micros > 0) {
        return false;
    }
    let together = share && whole.before().iter().any(|t| t.text(text).ends_with('和'));
    let first = before.get(2).filter(|m| together && like(m, part));
    let count = part.figure.micros + first.map_or(0, |m| m.figure.micros.min(MOST));
    let of = whole.figure.micros;
    if share && count > of {
        return false;
    }
    passage.bind_all([part, whole, mention], BOUND);
    // 办结 60 件，结转下年 5 件，办结的占应办 65 件的 92.3%: of one further off.
    let gives = |count: u128| is_share(&mention.figure, count, of);
    let other = || further(&sentence.mentions[..at], whole, |m| least(m) && gives(m.figure.micros));
    if !gives(count) && other().is_none() {
        let (is, wrote) = (percentage(count, of, &mention.figure), percent(&mention.figure));
        let [count, of] = [(part, count), (whole, of)].map(|(m, micros)| spelled(text, &m.figure, micros));
        let message = format!("正文说 {count} {}是 {of} {0}的 {wrote}%，算出来是 {is}%", part.figure.unit);
        passage.tell(mention, wrong_share(passage, mention.range(), message));
    }
    true
}

/// 予以公开占 58.5%: table three gives the part and the whole.
fn named_share(passage: &mut Passage<'_>, index: usize, mention: &Mention, named: &[Token]) {
    let (sentence, text) = (&passage.sentences[index], passage.text());
    // 二是无法提供的申请占办结总数的 23.7%: of no other whole than table three's, wherever it is told.
    let numbered = named.first().is_some_and(|t| LEXICON.opens("点", &text[t.start..]));
    let named = if numbered { &named[named.len().min(2)..] } else { named };
    let whole = mention.before().iter().skip_while(|t| !t.is(Class::Share));
    let dealt = [Class::Application, Class::Finish, Class::ReceiveNew];
    let of_table = named.has(Class::Outcome) && whole.skip(1).any(|t| t.is(dealt));
    let about = passage.on_request[index] || sentence.has(Class::OwnApplication) || of_table;
    let plain =
        [Class::Outcome, Class::Applicant, Class::Detail, Class::Application, Class::Filler, Class::Quantity];
    let claim = results::of_words(passage.facts.form, named, true).or_else(|| applicants::of_words(named));
    let Some(claim) = claim.filter(|_| about && named.are(plain, "")) else { return };
    let total = |row| passage.count(&Reading::total(row));
    let new = total(Row::Received);
    // 无法提供的申请中，因不掌握的占 84%: of a group.
    let lead = sentence.tokens[..mention.token].named(Class::Outcome);
    let groups = lead.filter_map(|name| Outcome::named(passage.facts.form, name)).filter(|o| o.is_group);
    let groups = groups.map(|group| passage.count(&Outcome::sum(&[group])));
    let all = [total(Row::Closed), new, new + total(Row::CarriedIn)];
    let wholes: Vec<u64> = all.into_iter().chain(groups.filter(|&group| group > 0)).collect();
    let parts: Vec<u64> = claim.readings.iter().filter_map(|r| r.value(passage.facts)).collect();
    passage.bind(mention, BOUND);
    let fits = |part: u64, whole: u64| whole == 0 || is_share(&mention.figure, part, whole);
    if parts.iter().any(|&part| wholes.iter().any(|&whole| fits(part, whole)))
        || passage.whose(sentence, mention).is_some()
    {
        return;
    }
    let (Some(reading), Some(&part)) = (claim.readings.first(), parts.first()) else { return };
    let is = percentage(part, wholes[0], &mention.figure);
    let wrote = written(&mention.figure);
    let message = format!("正文说{}占 {wrote}%，按表三 {part}÷{} 是 {is}%", claim.says, wholes[0]);
    let given = format!("{}是 {part}", claim.says);
    let finding = wrong_share(passage, mention.range(), message);
    passage.tell(mention, finding.label(reading.place(passage.facts), given));
}

/// A change (增加 10 件) is no part of a whole.
fn is_changed(mention: &Mention) -> bool {
    mention.has_before([Class::Up, Class::Down, Class::LastYear])
        && !mention.has_before([Class::Carry, Class::CarryIn])
}

/// Every whole that a share of `part` may refer to: counts of the paragraph, sums of its parts, totals of table three.
pub(super) fn wholes(passage: &Passage<'_>, part: &Mention, count: u64) -> Vec<u64> {
    let text = passage.text();
    let mut wholes = Vec::new();
    let is_part = |m: &Mention| m.figure.start == part.figure.start;
    let alone = |m: &&Mention| m.figure.counts_like(&part.figure);
    // 检查新媒体 24 个。其中更新不及时的 6 个，占 25%: of the last figure of the sentence before.
    let here = passage.sentences.iter().position(|s| s.range.contains(&part.figure.start)).unwrap_or(0);
    let opens = passage.sentences[here].tokens.first().is_some_and(|t| t.is(Class::Among));
    let before = here.checked_sub(1).filter(|_| opens).and_then(|i| passage.sentences[i].mentions.last());
    let mut in_sight = before.as_ref().is_some_and(alone);
    // 上半年访问 150 万次，下半年访问 100 万次: both are all.
    let halves = |a: &Mention, b: &Mention| {
        let [a, b] = [a, b].map(|m| name(text, m).replace(['上', '下'], ""));
        b.contains("半年") && a.ends_with(&b)
    };
    for sentence in passage.sentences {
        let own = sentence.mentions.iter().any(is_part);
        let alike: Vec<&Mention> = sentence.mentions.iter().filter(alone).collect();
        if let [a, b] = alike[..] {
            // 清理文件 860 件，继续有效 516 件，占 60%: two figures, and the first is the larger.
            let larger = is_part(b) && a.figure.micros > part.figure.micros;
            in_sight |= own && (larger || halves(a, b));
        }
        let among = own && sentence.tokens.iter().any(|t| t.is(Class::Among) && t.end <= part.figure.start);
        let mut sum = 0u64;
        for m in sentence.mentions.iter().filter(|m| m.figure.unit == part.figure.unit && !is_changed(m)) {
            let Some(value) = m.figure.whole() else { continue };
            sum = sum.saturating_add(value);
            if !is_part(m) {
                in_sight |= m.figure.start < part.figure.start && may_be_whole(text, sentence, m, part);
                wholes.push(value);
            }
            if !among {
                wholes.extend([sum, sum - value]);
            }
        }
    }
    let about =
        passage.on_request.contains(&true) || passage.sentences.iter().any(|s| s.has(Class::OwnApplication));
    if about && part.figure.unit == "件" {
        let total = |row| passage.count(&Reading::total(row));
        let (new, closed) = (total(Row::Received), total(Row::Closed));
        wholes.extend([new, new + total(Row::CarriedIn), closed, total(Row::CarriedOut)]);
        let groups = [Row::Refused, Row::Unavailable, Row::Unprocessed, Row::OtherwiseClosed];
        wholes.extend(groups.map(total));
        in_sight |= closed > 0;
    }
    wholes.retain(|&w| in_sight && w >= count && w > 0);
    wholes
}

/// Whether a figure before a part is told as its whole: 全年发布 40 条; 满分 100 分; 40 条中，; 40 条，其中.
fn may_be_whole(text: &str, sentence: &Sentence, whole: &Mention, part: &Mention) -> bool {
    let done = [Class::Receive, Class::ReceiveNew, Class::Publish, Class::Finish];
    let between = whole.figure.end..part.figure.start;
    whole.has_before([Class::Quantity, Class::ThisYear])
        || whole.has_before(done)
        || whole.head(text).ends_with("满分")
        || sentence.tokens.iter().any(|t| t.is(Class::Among) && between.contains(&t.start))
        || whole.figure.micros > part.figure.micros && whole.is_parted_by(part, text)
}
