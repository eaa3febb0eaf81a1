//! Shares against each other: several in a row are of one whole and no more than it; what two parts have together (X10).

use super::super::lists::overlap;
use super::super::naming::names_others;
use super::super::percent::{
    distance, is_of_another_whole, is_share, nearest, percent, percentage, wrong_share,
};
use super::super::terms::{count_of, sum_of};
use super::{BOUND, wholes};
use crate::check::compare::{Passage, decimal};
use crate::check::text::{Class, LEXICON, MICRO, Mention, Sentence, Words, runs_on};
use crate::diagnostic::codes;
use crate::form::quantity::ColumnName as Column;

/// A share that some whole in sight gives.
pub(super) struct Fit<'m> {
    pub(super) share: &'m Mention,
    pub(super) count: u64,
    /// Those that give it.
    pub(super) wholes: Vec<u64>,
}

/// The least shares that are a row.
const SEVERAL: usize = 4;

/// 予以公开 206 件，占 50.4%；…；无法提供 98 件，占 23.0%；…: shares in a row are of one whole, even if another gives one of them.
pub(super) fn of_one_whole(passage: &mut Passage<'_>, row: &[Fit<'_>]) {
    // 701 件占 82.9%、132 件占 15.6%、13 件占 1.9%, of 846 件: three that are all of it.
    let sum = count_of(row.iter().map(|fit| fit.count));
    if row.len() < SEVERAL - 1 {
        return;
    }
    // 办结 321 件 of 322 received: where one gives all of them, they are of that one.
    if row[0].wholes.iter().any(|whole| row.iter().all(|fit| fit.wholes.contains(whole))) {
        return;
    }
    // What gives all but one of them gives the first or the second.
    let given = row[..2].iter().flat_map(|fit| &fit.wholes);
    let mut odd = given.filter(|&&whole| row.len() >= SEVERAL || whole == sum).filter_map(|&whole| {
        let mut others = row.iter().filter(|fit| !fit.wholes.contains(&whole));
        others.next().filter(|_| others.next().is_none()).map(|fit| (fit, whole))
    });
    let Some((fit, whole)) = odd.next() else { return };
    if odd.any(|(other, _)| !std::ptr::eq(other, fit)) {
        return;
    }
    // 解读 125 条，其中图解 50 条，占 40%: of a part.
    let part = |other: &Fit<'_>| whole != sum && fit.wholes.contains(&other.count);
    if row.iter().any(|other| passage.is_told(other.share) || part(other)) {
        return;
    }
    let (is, wrote) = (percentage(fit.count, whole, &fit.share.figure), percent(&fit.share.figure));
    let message = format!("其他各项都是占 {whole} 的比例，{} 占 {whole} 的 {is}%，不是 {wrote}%", fit.count);
    passage.tell(fit.share, wrong_share(passage, fit.share.range(), message));
}

/// How many parts in a row are added in any way: no sentence has more.
const MANY: usize = 12;

/// 予以公开 402 件、部分公开 96 件，两项之和占 47.3%: the figures right before it, added.
pub(super) fn together(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) {
    let mention = &sentence.mentions[at];
    // 两项之和: how many they are.
    let many = sentence.mention_before(at).is_some_and(|m| runs_on(passage.text(), m, mention));
    let at = at - usize::from(many);
    let Some(last) = sentence.mention_before(at) else { return };
    let like = |m: &&Mention| m.figure.counts_like(&last.figure) && m.scope == last.scope;
    let parts: Vec<u64> =
        sentence.mentions[..at].iter().rev().take_while(like).filter_map(|m| m.figure.whole()).collect();
    let sums = || (2..=parts.len()).map(|n| count_of(parts[..n].iter().copied()));
    let Some(sum) = sums().next() else { return };
    let wholes = wholes(passage, last, sum);
    if wholes.is_empty() {
        return;
    }
    passage.bind(mention, BOUND);
    // 前两项合计占 96%: those beside each other anywhere.
    let row = &parts[..parts.len().min(MANY)];
    let all = |from: usize, to: usize| count_of(row[from..to].iter().copied());
    let mut runs = (0..row.len()).flat_map(|from| (from + 2..=row.len()).map(move |to| all(from, to)));
    if runs.any(|sum| wholes.iter().any(|&whole| is_share(&mention.figure, sum, whole))) {
        return;
    }
    let share = &mention.figure;
    let pairs = sums().map(|sum| (sum, nearest(share, sum, &wholes)));
    let Some((sum, whole)) = pairs.min_by_key(|&(sum, whole)| distance(share, sum, whole)) else { return };
    let (is, wrote) = (percentage(sum, whole, share), percent(share));
    let message = format!("正文说合占 {wrote}%，按 {sum}÷{whole} 算是 {is}%");
    passage.tell(mention, wrong_share(passage, mention.range(), message));
}

/// 网站和微信分别发布 480 条和 720 条，分别占 40%和 60%; 网站 525 条、微信 350 条，占比为 60%和 40%: the part that a share in a row of shares belongs to.
pub(super) fn part_in_row<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Option<&'m Mention> {
    let list = &sentence.mentions;
    let row = |i: usize| {
        list[i].figure.unit == "%" && list[i].from > 0 && list[i].before().are(Class::Filler, "、，")
    };
    let first = (0..=at).rev().find(|&i| !row(i)).filter(|&i| list[i].figure.unit == "%")?;
    let count = 1 + (first + 1..list.len()).take_while(|&i| row(i)).count();
    let parts = list.get(first.checked_sub(count)?..first)?;
    // 网站 286 条、公众号 412 条、公开栏 102 条，共 800 条，占比依次为…: the sum stands between.
    let before = (first - count).checked_sub(1).and_then(|from| list.get(from..first - 1)).unwrap_or(parts);
    let sum = sum_of(before.iter().map(|m| m.figure.micros));
    let parts = if sum == parts[count - 1].figure.micros { before } else { parts };
    let alike = |m: &Mention| m.figure.counts_like(&parts[0].figure);
    let mut words = list[first].before().iter().skip_while(|t| !t.is(Class::Share)).peekable();
    let share = words.peek().is_some();
    // 占比为: without the name of a whole.
    let each = list[first].has_before(Class::Each)
        || words.all(|t| t.is([Class::Share, Class::Quantity, Class::Filler]));
    let own = !is_of_another_whole(&list[first]) && !names_others(text, sentence, &list[first]);
    (count >= 2 && share && each && own && parts.iter().all(alike)).then(|| &parts[at - first])
}

/// 网络占 70%、信函占 20%、当面占 15%: shares of one whole that are more than all of it.
pub(super) fn sum_of_list(passage: &mut Passage<'_>, sentence: &Sentence) {
    let text = passage.text();
    let share = |m: &Mention| m.figure.unit == "%" && !m.figure.approximate;
    // Results and applicants are parted each for itself.
    let kind = |m: &Mention| [Class::Applicant, Class::Outcome].map(|class| m.has_before(class));
    let joined = |a: &Mention, b: &Mention| {
        let between = a.between(b, text);
        share(a)
            && share(b)
            && between.starts_with(['、', '，'])
            && between.chars().count() <= 16
            && kind(a) == kind(b)
            && a.scope == b.scope
            && !LEXICON.says("不并列", &between.replace(BOUND, ""))
    };
    for row in sentence.mentions.chunk_by(|a, b| joined(a, b)) {
        let first = row.iter().position(|m| m.has_before(Class::Share)).unwrap_or(row.len());
        let row = &row[first..];
        sum_above_all(passage, sentence, row);
    }
}

/// 占网站的 70%: the whole that a share names.
fn whole_named<'t>(text: &'t str, share: &Mention) -> &'t str {
    let of = share.before().iter().rfind(|t| t.is(Class::Share));
    let words = of.map_or("", |of| &text[of.start..share.figure.start]);
    words.trim_start_matches(['占', '比', '为', '约'])
}

/// Says that shares add up to more than the whole.
fn sum_above_all(passage: &mut Passage<'_>, sentence: &Sentence, shares: &[Mention]) {
    let [first, .., last] = shares else { return };
    let text = passage.text();
    let sum: u128 = shares.iter().map(|m| m.figure.micros).sum();
    // Each may be rounded by half of its last digit.
    let rounding: u128 = shares.iter().map(|m| MICRO / 10u128.pow(m.figure.places.min(6)) / 2).sum();
    let one = shares[1..].iter().all(|m| ["", whole_named(text, first)].contains(&whole_named(text, m)));
    let told = shares.iter().any(|m| passage.is_told(m));
    // 甲、乙占比分别达 65%、75%: what has come so far is each of its own whole.
    let reached = first.has_before(Class::Each)
        && (first.has_before(Class::Reaching) || first.head(text).ends_with(['达', '到']))
        && !first.has_before([Class::Application, Class::Applicant, Class::Outcome, Class::Channel]);
    if reached || is_of_another_whole(first) {
        return;
    }
    let each = shares.len() == 2 && first.has_before(Class::Each);
    // 自然人占 97%，法人占 4%: the two leave no third.
    let natural = |m: &Mention| {
        let of = m.before().named(Class::Applicant).next();
        of.map(|of| of == Column::Natural.word())
    };
    let alone = shares.len() == sentence.mentions.len();
    let both = alone && shares.len() == 2 && natural(first).zip(natural(last)).is_some_and(|(a, b)| a != b);
    let off = if both { sum.abs_diff(100 * MICRO) } else { sum.saturating_sub(100 * MICRO) };
    // 认为渠道畅通的占 92%、更新及时的占 88%、解读易懂的占 81%: no slip of a hand makes twice the whole of it.
    let several = || sum > 200 * MICRO || overlap(text, sentence);
    if shares.len() < 3 && !each && !both || off <= rounding || !one || told || several() {
        return;
    }
    let of = if both { "应为" } else { "超过" };
    let message = format!("各项占比相加是 {}%，{of} 100%", decimal(sum, 2));
    let finding = passage.finding(&codes::X10, first.figure.start..last.figure.end, message);
    passage.tell(last, finding.help("重算比例"));
}
