//! The percentages that say 占: a share that no whole in sight gives (X10).

use super::naming::{name, names_others, part_of_called};
use super::percent::{distance, is_evened, is_of_another_whole, is_share, percent, percentage};
use super::terms::like;
use super::{applicants, recalled, results};
use crate::check::claim::Whose;
use crate::check::claim::reading::Reading;
use crate::check::compare::{Passage, decimal, spelled, written};
use crate::check::text::clauses::{Mention, Sentence, is_comma, runs_on};
use crate::check::text::figures::Figure;
use crate::check::text::lexicon::{Class, LEXICON};
use crate::check::text::numerals::MICRO;
use crate::check::text::tokens::{Kind, Token};
use crate::diagnostic::{Diagnostic, codes};
use crate::form::quantity::RowName as Row;

/// Recomputes the shares of a sentence.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let mut row = Vec::new();
    for (at, mention) in sentence.mentions.iter().enumerate() {
        let about = passage.text()[..mention.figure.start].trim_end().ends_with('约');
        if let Some(part) = in_turn(passage.text(), sentence, at) {
            compare(passage, index, mention, part, None);
        } else if is_rate(mention) && (!mention.figure.approximate || about) {
            let named = of_named_whole(passage, sentence, at);
            if !named && mention.has_before(Class::Share) {
                row.extend(share(passage, index, at));
            }
        }
    }
    of_one_whole(passage, &row);
    sum_of_list(passage, sentence);
}

/// No figure of a report is larger, in millionths; a hundred million times as much can be held.
const MOST: u128 = MICRO * MICRO * MICRO * MICRO;

/// 40%, 四成.
fn is_rate(mention: &Mention) -> bool {
    ["%", "成"].contains(&mention.figure.unit)
}

/// A share that some whole in sight gives.
struct Fit<'m> {
    share: &'m Mention,
    count: u64,
    /// Those that give it.
    wholes: Vec<u64>,
}

/// The least shares that are a row.
const SEVERAL: usize = 4;

/// 予以公开 206 件，占 50.4%；…；无法提供 98 件，占 23.0%；…: shares in a row are of one whole, even if another gives one of them.
fn of_one_whole(passage: &mut Passage<'_>, row: &[Fit<'_>]) {
    if row.len() < SEVERAL {
        return;
    }
    // What gives all but one of them gives the first or the second.
    let mut odd = row[..2].iter().flat_map(|fit| &fit.wholes).filter_map(|&whole| {
        let mut others = row.iter().filter(|fit| !fit.wholes.contains(&whole));
        others.next().filter(|_| others.next().is_none()).map(|fit| (fit, whole))
    });
    let Some((fit, whole)) = odd.next() else { return };
    if odd.any(|(other, _)| !std::ptr::eq(other, fit)) {
        return;
    }
    // 解读 125 条，其中图解 50 条，占 40%: of a part.
    if row.iter().any(|other| passage.is_told(other.share) || fit.wholes.contains(&other.count)) {
        return;
    }
    let (is, wrote) = (percentage(fit.count, whole, &fit.share.figure), percent(&fit.share.figure));
    let message = format!("其他各项都是占 {whole} 的比例，{} 占 {whole} 的 {is}%，不是 {wrote}%", fit.count);
    let finding = wrong_share(passage, fit.share, message);
    passage.tell(fit.share, finding);
}

/// Recomputes one share; what gives it, where the share names no whole.
fn share<'m>(passage: &mut Passage<'m>, index: usize, at: usize) -> Option<Fit<'m>> {
    let sentence = &passage.sentences[index];
    let mention = &sentence.mentions[at];
    let words = mention.before();
    let of = words.iter().rposition(|t| t.is(Class::Share))?;
    let known = |t: &Token| {
        t.is([Class::PlainWhole, Class::Share, Class::Application, Class::Quantity, Class::Filler])
            || t.is([Class::Finish, Class::Handle, Class::Receive])
            || matches!(t.kind, Kind::Mark(_))
    };
    if words[of..].iter().any(|t| t.is(Class::OtherWhole)) || words.iter().any(|t| t.is(Class::Each)) {
        passage.leave(mention, Whose::OtherThing);
        return None;
    }
    let lead = &passage.text()[words[0].start..words[of].end];
    let bare = lead.trim_start_matches(['，', ',', '、']);
    if ["之和占", "合计占", "合占", "共占"].iter().any(|word| bare.starts_with(word)) {
        together(passage, sentence, at);
        return None;
    }
    let named: Vec<Token> = words[..of]
        .iter()
        .copied()
        .filter(|t| !matches!(t.kind, Kind::Mark(_)) && !t.is(Class::Among))
        .collect();
    let spoken = |m: &&Mention| {
        let words = named.first().zip(named.last()).map(|(a, b)| &passage.text()[a.start..b.end]);
        let denied = |head: &str| head.ends_with(['非', '不', '未', '无']);
        let head = words.and_then(|w| passage.text()[..m.figure.start].strip_suffix(w));
        !is_rate(m) && head.is_some_and(|head| !denied(head))
    };
    // 上半年访问 150 万次，…，上半年占比: what is named is one of two that leave no third.
    let paired = |m: &&Mention| {
        let words = named.first().zip(named.last()).map_or("", |(a, b)| &passage.text()[a.start..b.end]);
        let known = LEXICON.pairs.iter().flatten().any(|word| *word == words);
        known && !is_rate(m) && m.before().iter().any(|t| t.text(passage.text()).contains(words))
    };
    let earlier = &sentence.mentions[..at];
    let by_name = earlier.iter().rev().find(spoken).or_else(|| earlier.iter().rev().find(paired));
    // 咨询类占 45%，共 651 个; 占 45%（651 个）.
    let behind = sentence.mentions.get(at + 1).filter(|m| {
        let bracket = m.depth == mention.depth + 1 && m.scope == mention.token + 2;
        let idle = |t: &Token| t.is([Class::Quantity, Class::Filler]) || t.is_mark("，,");
        let own = &sentence.tokens[mention.token + 1..m.token];
        !is_rate(m) && (bracket || m.scope == mention.scope && own.len() > 1 && own.iter().all(idle))
    });
    let by_name = by_name.or(behind);
    if !named.is_empty() && by_name.is_none() {
        named_share(passage, index, mention, &named);
        let called = named.first().zip(named.last()).map_or("", |(a, b)| &passage.text()[a.start..b.end]);
        recalled::check(passage, mention, called, &passage.text()[words[of].start..mention.figure.start]);
        return None;
    }
    // 占单位总数的 20%: a whole that neither the text nor the tables give.
    if !words[of..].iter().all(known) {
        if let Some((part, whole)) =
            part_of_called(passage, index, at, words[of].end).filter(|_| named.is_empty())
        {
            compare(passage, index, mention, part, Some(whole));
            return None;
        }
        passage.leave(mention, Whose::OtherThing);
        return None;
    }
    // 不予公开 35 件，占 4.34%: the part stands right before, in the same bracket or outside all.
    let nearest = sentence.mentions[..at].iter().rev().find(|m| !is_rate(m));
    let part = by_name.or(nearest)?;
    let bracket = mention.depth == part.depth + 1 && mention.scope == part.token + 2;
    let between = passage.text().get(part.figure.end..mention.figure.start).unwrap_or_default();
    let near = by_name.is_some() || !between.contains('；') && between.matches(['，', ',']).count() <= 1;
    if part.figure.unit.is_empty() || !part.figure.is_count() {
        return None;
    }
    let beside = near && (part.scope == mention.scope || bracket || behind.is_some());
    let fit = if beside { compare(passage, index, mention, part, None) } else { None };
    fit.filter(|_| words.len() == of + 1)
}

/// 予以公开 402 件、部分公开 96 件，两项之和占 47.3%: the figures right before it, added.
fn together(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) {
    let mention = &sentence.mentions[at];
    // 两项之和: how many they are.
    let many = at.checked_sub(1).is_some_and(|i| runs_on(passage.text(), &sentence.mentions[i], mention));
    let at = at - usize::from(many);
    let Some(last) = at.checked_sub(1).map(|i| &sentence.mentions[i]) else { return };
    let like =
        |m: &&Mention| m.figure.unit == last.figure.unit && m.figure.is_count() && m.scope == last.scope;
    let parts: Vec<u64> =
        sentence.mentions[..at].iter().rev().take_while(like).filter_map(|m| m.figure.whole()).collect();
    let sums = || (2..=parts.len()).map(|n| parts[..n].iter().fold(0u64, |a, &b| a.saturating_add(b)));
    let Some(sum) = sums().next() else { return };
    let wholes = wholes(passage, last, sum);
    if wholes.is_empty() {
        return;
    }
    passage.bind(mention, "占比");
    if sums().any(|sum| wholes.iter().any(|&whole| is_share(&mention.figure, sum, whole))) {
        return;
    }
    let nearest = wholes.iter().copied().min_by_key(|&w| distance(&mention.figure, sum, w)).unwrap_or(0);
    let (is, wrote) = (percentage(sum, nearest, &mention.figure), percent(&mention.figure));
    let message = format!("正文说合占 {wrote}%，按 {sum}÷{nearest} 算是 {is}%");
    let finding = wrong_share(passage, mention, message);
    passage.tell(mention, finding);
}

/// 网站和微信分别发布 480 条和 720 条，分别占 40%和 60%: the part that a share in a row of shares belongs to.
fn in_turn<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Option<&'m Mention> {
    let list = &sentence.mentions;
    let joined = |i: usize| {
        list[i].before().iter().all(|t| t.is(Class::Filler) || t.is_mark("、，")) && list[i].from > 0
    };
    let share = |i: usize| list[i].figure.unit == "%";
    let first = (0..=at).rev().find(|&i| !(share(i) && joined(i))).filter(|&i| share(i))?;
    let count = 1 + (first + 1..list.len()).take_while(|&i| share(i) && joined(i)).count();
    let parts = list.get(first.checked_sub(count)?..first)?;
    let alike = |m: &Mention| m.figure.unit == parts[0].figure.unit && m.figure.is_count();
    let each = list[first].has_before(Class::Each) && list[first].has_before(Class::Share);
    let own = !is_of_another_whole(&list[first]) && !names_others(text, sentence, &list[first]);
    (count >= 2 && each && own && parts.iter().all(alike)).then(|| &parts[at - first])
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
    // 流转土地 605 万亩，占比 46.5%: no whole but itself.
    let itself = mention.figure.micros < 100 * MICRO && wholes.iter().all(|&whole| whole == count);
    if wholes.is_empty() || itself {
        return None;
    }
    passage.bind(mention, "占比");
    passage.bind(part, "占比");
    // 约占 14.2%.
    let lead = &passage.text()[..mention.figure.start];
    let about = lead[lead.rfind(is_comma).unwrap_or(0)..].contains(['约', '近']);
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
    let nearest = wholes.iter().copied().min_by_key(|&w| distance(&mention.figure, count, w)).unwrap_or(0);
    let is = percentage(count, nearest, &mention.figure);
    let wrote = percent(&mention.figure);
    let message = format!("正文说 {count} {}占 {wrote}%，按总数 {nearest} 算是 {is}%", part.figure.unit);
    let place = passage.paragraph.place(part.figure.start..part.figure.end);
    let finding = wrong_share(passage, mention, message).label(place, "占比的件数");
    passage.tell(mention, finding);
    None
}

/// 428 条，占总数 535 条的 82%; 完成投资 4.6 亿元，为年度计划 5 亿元的 92%; 予以公开 21 件、部分公开 3 件，之和占 40 件的六成: the words name the
/// whole; whether they do.
fn of_named_whole(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) -> bool {
    let mention = &sentence.mentions[at];
    let text = passage.text();
    // 两项之和 counts what is added.
    let before = sentence.mentions[..at].iter().rev().filter(|m| !text[m.figure.end..].starts_with("之和"));
    let before: Vec<&Mention> = before.take(3).collect();
    let [whole, part, ..] = before[..] else { return false };
    let between = text[whole.figure.end..mention.figure.start].trim_matches([' ', '约', '近']);
    // 占全县总量（451 件）的 30.6%.
    let bracket = whole.depth == mention.depth + 1 && between == "）的" && mention.has_before(Class::Share);
    let between = if bracket { "的" } else { between };
    let led = bracket
        || whole.has_before([Class::Share, Class::Quantity])
        || whole.before().iter().any(|t| t.text(text).starts_with("完成") || t.text(text).ends_with("完成"));
    let changed = [Class::Up, Class::Down, Class::Compare, Class::LastYear];
    // “3 个 90%”目标: a name.
    let cited = between.is_empty() && text[..whole.figure.start].ends_with('“');
    let named = led
        && !cited
        && ["", "的"].contains(&between)
        && !whole.has_before(changed)
        && !mention.has_before(changed);
    let least = |m: &Mention| m.figure.micros < MOST;
    let exact = |m: &Mention| !m.figure.approximate && !is_rate(m) && !m.figure.unit.is_empty() && least(m);
    let share = bracket || whole.has_before(Class::Share);
    let clause = text[part.figure.end..whole.figure.start].matches(is_comma).count() <= 1;
    if !(named && clause && like(part, whole) && exact(part) && exact(whole) && whole.figure.micros > 0) {
        return false;
    }
    let together = whole.before().iter().any(|t| t.text(text).ends_with('和')) && share;
    let first = before.get(2).filter(|m| together && like(m, part));
    let count = part.figure.micros + first.map_or(0, |m| m.figure.micros.min(MOST));
    let of = whole.figure.micros;
    if share && count > of {
        return false;
    }
    for m in [part, whole, mention] {
        passage.bind(m, "占比");
    }
    if is_share(&mention.figure, count, of) {
        return true;
    }
    let (is, wrote) = (percentage(count, of, &mention.figure), percent(&mention.figure));
    let [count, of] = [(part, count), (whole, of)].map(|(m, micros)| spelled(text, &m.figure, micros));
    let message = format!("正文说 {count} {}是 {of} {0}的 {wrote}%，算出来是 {is}%", part.figure.unit);
    let finding = wrong_share(passage, mention, message);
    passage.tell(mention, finding);
    true
}

/// 网络占 70%、信函占 20%、当面占 15%: shares of one whole that are more than all of it.
fn sum_of_list(passage: &mut Passage<'_>, sentence: &Sentence) {
    let text = passage.text();
    let share = |m: &Mention| m.figure.unit == "%" && !m.figure.approximate;
    // Results and applicants are parted each for itself.
    let kind = |m: &Mention| [Class::Applicant, Class::Outcome].map(|class| m.has_before(class));
    let joined = |a: &Mention, b: &Mention| {
        let between = &text[a.figure.end..b.figure.start];
        let other = ["其中", "率", "比", "度", "增", "降", "提高", "较", "达到", "合计", "共计", "总计"]
            .iter()
            .any(|w| between.replace("占比", "").contains(w));
        between.starts_with(['、', '，'])
            && kind(a) == kind(b)
            && between.chars().count() <= 16
            && !other
            && a.scope == b.scope
    };
    // The whole that a share names: 占网站的 70%.
    let whole = |m: &Mention| {
        let words = m.before();
        let of = words.iter().rposition(|t| t.is(Class::Share));
        of.map_or("", |of| &text[words[of].start..m.figure.start])
            .trim_start_matches(['占', '比', '为', '约'])
            .to_owned()
    };
    let mut at = 0;
    while at < sentence.mentions.len() {
        let first = &sentence.mentions[at];
        let mut end = at + 1;
        if share(first) && first.has_before(Class::Share) {
            while end < sentence.mentions.len()
                && share(&sentence.mentions[end])
                && joined(&sentence.mentions[end - 1], &sentence.mentions[end])
            {
                end += 1;
            }
            sum_above_all(passage, &sentence.mentions[at..end], end - at == sentence.mentions.len(), &whole);
        }
        at = end;
    }
}

/// Says that shares add up to more than the whole.
fn sum_above_all(
    passage: &mut Passage<'_>,
    shares: &[Mention],
    alone: bool,
    whole: &dyn Fn(&Mention) -> String,
) {
    let [first, .., last] = shares else { return };
    let sum: u128 = shares.iter().map(|m| m.figure.micros).sum();
    // Each may be rounded by half of its last digit.
    let rounding: u128 = shares.iter().map(|m| MICRO / 10u128.pow(m.figure.places.min(6)) / 2).sum();
    let one = shares[1..].iter().all(|m| {
        let of = whole(m);
        of.is_empty() || of == whole(first)
    });
    let told = shares.iter().any(|m| passage.is_told(m));
    // 甲、乙占比分别达 65%、75%: what has come so far is each of its own whole.
    let lead = &passage.text()[..first.figure.start];
    let reached = first.has_before(Class::Each)
        && (first.has_before(Class::Reaching) || lead.ends_with(['达', '到']))
        && !first.has_before([Class::Application, Class::Applicant, Class::Outcome, Class::Channel]);
    if reached || is_of_another_whole(first) {
        return;
    }
    let each = shares.len() == 2 && first.has_before(Class::Each);
    // 自然人占 97%，法人占 4%: the two leave no third.
    let natural =
        |m: &Mention| m.before().iter().find_map(|t| t.value(Class::Applicant)).map(|of| of == "自然人");
    let both = alone && shares.len() == 2 && natural(first).zip(natural(last)).is_some_and(|(a, b)| a != b);
    let off = if both { sum.abs_diff(100 * MICRO) } else { sum.saturating_sub(100 * MICRO) };
    if shares.len() < 3 && !each && !both || off <= rounding || !one || told {
        return;
    }
    let of = if both { "应为" } else { "超过" };
    let message = format!("各项占比相加是 {}%，{of} 100%", decimal(sum, 2));
    let finding = passage.finding(&codes::X10, first.figure.start..last.figure.end, message);
    passage.tell(last, finding.help("重算比例"));
}

/// 予以公开占 58.5%: table three gives the part and the whole.
fn named_share(passage: &mut Passage<'_>, index: usize, mention: &Mention, named: &[Token]) {
    let sentence = &passage.sentences[index];
    let about = passage.on_request[index] || sentence.has(Class::OwnApplication);
    let plain =
        [Class::Outcome, Class::Applicant, Class::Detail, Class::Application, Class::Filler, Class::Quantity];
    let claim = results::of_words(passage.facts.form, named, true).or_else(|| applicants::of_words(named));
    let Some(claim) = claim.filter(|_| about && named.iter().all(|t| t.is(plain))) else { return };
    let total = |row| Reading::total(row).value(passage.facts).unwrap_or(0);
    let new = total(Row::Received);
    let wholes = [total(Row::Closed), new, new + total(Row::CarriedIn)];
    let parts: Vec<u64> = claim.readings.iter().filter_map(|r| r.value(passage.facts)).collect();
    passage.bind(mention, "占比");
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
    let finding = wrong_share(passage, mention, message);
    passage.tell(mention, finding.label(reading.place(passage.facts), given));
}

/// A change (增加 10 件) is no part of a whole.
fn is_changed(mention: &Mention) -> bool {
    mention.has_before([Class::Up, Class::Down, Class::LastYear])
        && !mention.has_before([Class::Carry, Class::CarryIn])
}

/// Every whole that a share of `part` may refer to: counts of the paragraph, sums of its parts, totals of table three.
pub(super) fn wholes(passage: &Passage<'_>, part: &Mention, count: u64) -> Vec<u64> {
    let mut wholes = Vec::new();
    let mut sight = 0;
    let text_between =
        |a: &Mention, b: &Mention| passage.text().get(a.figure.end..b.figure.start).unwrap_or_default();
    let alone = |m: &Mention| m.figure.unit == part.figure.unit && m.figure.is_count();
    // 检查新媒体 24 个。其中更新不及时的 6 个，占 25%: of the last figure of the sentence before.
    let here = passage.sentences.iter().position(|s| s.range.contains(&part.figure.start)).unwrap_or(0);
    let opens = passage.sentences[here].tokens.first().is_some_and(|t| t.is(Class::Among));
    let before = here.checked_sub(1).filter(|_| opens).and_then(|i| passage.sentences[i].mentions.last());
    sight += usize::from(before.is_some_and(alone));
    for sentence in passage.sentences {
        let mut sum = 0u64;
        let own = sentence.mentions.iter().any(|m| m.figure.start == part.figure.start);
        // 清理文件 860 件，继续有效 516 件，占 60%: two figures, and the first is the larger.
        let mut pair = sentence.mentions.iter().filter(|m| alone(m));
        let pair = own
            && pair.next().is_some_and(|m| m.figure.micros > part.figure.micros)
            && pair.next().is_some_and(|m| m.figure.start == part.figure.start)
            && pair.next().is_none();
        let alike: Vec<&Mention> = sentence.mentions.iter().filter(|m| alone(m)).collect();
        // 上半年访问 150 万次，下半年访问 100 万次: both are all.
        let halves = |a: &Mention, b: &Mention| {
            let [a, b] = [a, b].map(|m| name(passage.text(), m).replace(['上', '下'], ""));
            b.contains("半年") && a.ends_with(&b)
        };
        let pair = pair || own && matches!(alike[..], [a, b] if halves(a, b));
        sight += usize::from(pair);
        let among = own && sentence.tokens.iter().any(|t| t.is(Class::Among) && t.end <= part.figure.start);
        for m in sentence.mentions.iter().filter(|m| m.figure.unit == part.figure.unit && !is_changed(m)) {
            let Some(value) = m.figure.whole() else { continue };
            sum = sum.saturating_add(value);
            if m.figure.start != part.figure.start {
                let total = m.has_before([
                    Class::Quantity,
                    Class::ThisYear,
                    Class::Receive,
                    Class::ReceiveNew,
                    Class::Publish,
                    Class::Finish,
                ]);
                let among = || {
                    let between = sentence
                        .tokens
                        .iter()
                        .filter(|t| (m.figure.end..part.figure.start).contains(&t.start));
                    between.into_iter().any(|t| t.is(Class::Among))
                };
                let among = || {
                    among() || m.figure.micros > part.figure.micros && text_between(m, part).contains("中，")
                };
                let full = || passage.text()[..m.figure.start].ends_with("满分");
                sight += usize::from(m.figure.start < part.figure.start && (total || full() || among()));
                wholes.push(value);
            }
            if !among {
                wholes.extend([sum, sum - value]);
            }
        }
    }
    let about =
        passage.on_request.contains(&true) || passage.sentences.iter().any(|s| s.has(Class::OwnApplication));
    let total = |row| Reading::total(row).value(passage.facts).unwrap_or(0);
    if about && part.figure.unit == "件" {
        let (new, closed) = (total(Row::Received), total(Row::Closed));
        wholes.extend([new, new + total(Row::CarriedIn), closed, total(Row::CarriedOut)]);
        let groups = [Row::Refused, Row::Unavailable, Row::Unprocessed, Row::OtherwiseClosed];
        wholes.extend(groups.map(total));
        sight += usize::from(closed > 0);
    }
    wholes.retain(|&w| w >= count && w > 0);
    if sight == 0 { Vec::new() } else { wholes }
}

/// X10: a share that is not that of its part.
fn wrong_share(passage: &Passage<'_>, mention: &Mention, message: String) -> Diagnostic {
    passage.finding_at(&codes::X10, mention, message).note("比例不对").help("重算比例，或核对件数")
}
