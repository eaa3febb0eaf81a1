//! The percentages that say 同比: growth that the two numbers do not give, where both are known: from the sentence, from a written
//! difference, or from last year's report (X11). What of a sentence is last year's, or a change.

use super::naming::came;
use super::percent::is_share;
use super::terms::count_of;
use crate::check::claim::Said;
use crate::check::compare::{Passage, decimal, spelled, written};
use crate::check::text::{Class, Kind, LEXICON, MICRO, Mention, Sentence, Token, Words, last_words};
use crate::diagnostic::codes;

/// What the figures of two years are bound to.
pub(super) const BOUND: &str = "两年的数";

/// Recomputes the growth of a sentence; `claims` are what its figures say of applications.
pub(super) fn check(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    for (at, mention) in sentence.mentions.iter().enumerate() {
        let unit = mention.figure.unit;
        if unit != "%"
            || is_aside(text, mention)
            || is_of_last_year(text, mention)
            || in_points(passage, sentence, at)
        {
            continue;
        }
        if let Some(up) = direction(text, sentence, mention) {
            growth(passage, sentence, at, up, claims);
        } else if !mention.has_before(Class::Reaching)
            && let Some((last, by)) = has_moved_by(text, sentence, at)
        {
            grew_by(passage, mention, last, last.figure.micros, by);
        }
    }
}

/// 由 92.4%升至 96.1%，提高 3.7%: the difference of two percentages is one of 百分点.
fn in_points(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) -> bool {
    let [.., old, new] = &sentence.mentions[..at] else { return false };
    let (text, mention) = (passage.text(), &sentence.mentions[at]);
    let by = old.figure.micros.abs_diff(new.figure.micros);
    let moved = old.figure.is_percent() && new.figure.is_percent() && has_moved(text, old, new);
    let beside = mention.before().are([Class::Up, Class::Down], "，,");
    if !moved
        || !beside
        || by != mention.figure.micros
        || by == 0
        || is_share(&mention.figure, by, old.figure.micros)
    {
        return false;
    }
    let message = format!("两个百分比相差 {0} 个百分点，不是 {0}%", written(&mention.figure));
    let finding = passage.finding_at(&codes::X11, mention, message);
    passage.tell(mention, finding.help(format!("写成“{}个百分点”", written(&mention.figure))));
    true
}

/// Whether a figure says nothing exact of two years.
pub(super) fn is_aside(text: &str, mention: &Mention) -> bool {
    // 年均增长 8.7%, 两年提高 2.7 个百分点: of more than two years.
    // 比重由 45.1%提高到 48.9%: what there was is no growth.
    let from = || mention.figure.unit == "%" && is_from(text, mention);
    mention.figure.approximate || mention.has_before(Class::OtherTime) || from()
}

/// 是上年的 125%: so many times as last year's.
pub(super) fn is_of_last_year(text: &str, mention: &Mention) -> bool {
    mention.figure.unit == "%" && LEXICON.closes("上年的", mention.head(text).trim_end())
}

/// What is said at the figure that a comparison is about.
pub(super) const THIS_YEAR: &str = "本年数";

/// 由 32 个调整为 28 个: the first of two.
pub(super) fn is_from(text: &str, mention: &Mention) -> bool {
    let from = LEXICON.list("由来");
    LEXICON.closes("由来", mention.head(text).trim_end())
        || mention.before().iter().any(|t| from.contains(&t.text(text)))
}

/// 较 2023 年的 80 件增加 24 件，增幅为 30%; 较预算数 47.8 万元减少 5.2 万元，下降 10.9%: what is compared and the difference stand right
/// before.
fn has_grown_by(sentence: &Sentence, at: usize) -> Option<(&Mention, u128)> {
    let [.., last, by] = &sentence.mentions[..at] else { return None };
    let same = last.figure.counts_like(&by.figure) && by.figure.is_count();
    let compared = is_last_years(sentence, last) || last.has_before(Class::Compare) && !is_difference(last);
    (same && is_difference(by) && compared).then_some((last, by.figure.micros))
}

/// 由 8 天压缩至 3 天，压缩 62.5%: what there was and what it came to stand right before.
fn has_moved_by<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Option<(&'m Mention, u128)> {
    let [.., old, new] = &sentence.mentions[..at] else { return None };
    let exact = |m: &Mention| !m.figure.approximate && !m.figure.is_percent();
    let words = new.between(&sentence.mentions[at], text);
    let changed = came(words).is_some() && !words.contains(['；', '、']) && words.chars().count() <= 12;
    let moved = old.figure.unit == new.figure.unit && exact(old) && exact(new) && has_moved(text, old, new);
    let real = is_real(old, last_words(old.head(text)));
    (changed && moved && !real).then_some((old, old.figure.micros.abs_diff(new.figure.micros)))
}

/// 生产总值 1686 亿元，净增 305 亿元，增长 7.5%: at the prices of another year.
fn is_real(money: &Mention, words: &str) -> bool {
    money.figure.unit == "元" && LEXICON.says("可比价", words)
}

/// Recomputes a rate of growth from what there was and the difference, both counted as `like` is.
pub(super) fn grew_by(passage: &mut Passage<'_>, mention: &Mention, like: &Mention, was: u128, by: u128) {
    passage.bind(mention, BOUND);
    if was == 0 || is_share(&mention.figure, by, was) {
        return;
    }
    let micros = by * 100 * MICRO / was;
    // 12.5 万 is any of a thousand.
    let step = like.figure.step(passage.text());
    let slack = if step > MICRO { step.saturating_mul(200 * MICRO) / was } else { 0 };
    if micros.abs_diff(mention.figure.micros) < slack {
        return;
    }
    let (is, wrote) = (decimal(micros, mention.figure.places.max(1)), written(&mention.figure));
    let [was, by] = [was, by].map(|n| spelled(passage.text(), &like.figure, n));
    let message = format!("正文说 {wrote}%，{was} {0}增减 {by} {0}是 {is}%", like.figure.unit);
    let finding = passage.finding_at(&codes::X11, mention, message).note("增幅不对");
    passage.tell(mention, finding.help("重算增幅，或核对两个数"));
}

/// 由 32 个调整为 28 个: what there was, and what there is.
pub(super) fn has_moved(text: &str, old: &Mention, new: &Mention) -> bool {
    is_from(text, old)
        && LEXICON.closes("变到的字", LEXICON.cut_end("本年的", old.between(new, text)).trim_end())
}

/// The last figure of a list that counts something of this year and fits, and its number in the sentence.
pub(super) fn base_among<'m>(
    sentence: &Sentence,
    list: &'m [Mention],
    fits: impl Fn(&Mention) -> bool,
) -> Option<(usize, &'m Mention)> {
    let mut list = list.iter().enumerate().rev();
    list.find(|(_, m)| {
        let exact = m.figure.is_count() && !m.figure.unit.is_empty();
        fits(m) && exact && !is_difference(m) && !is_last_years(sentence, m)
    })
}

/// Whether the mention says that something grew (true) or shrank (false) against last year.
fn direction(text: &str, sentence: &Sentence, mention: &Mention) -> Option<bool> {
    let (up, down) = (mention.has_before(Class::Up), mention.has_before(Class::Down));
    // 较上年的 120 件增长 11.7%: the comparison stands before the other figure; no further off than this many tokens.
    let near = &sentence.tokens[mention.token.saturating_sub(60)..mention.token];
    let near = near.since("；;。");
    let named = near.has([Class::Compare, Class::LastYear, Class::Reaching]) || near.hold("同比", text);
    (named && up != down).then_some(up)
}

/// 108 件，较 2024 年的 120 件下降 10%，较 2023 年的 105 件增长 2.9%: of the year that is named right before; whether it is.
fn of_year_before(passage: &mut Passage<'_>, sentence: &Sentence, at: usize) -> bool {
    let this = passage.facts.year.value;
    let dated = |m: &Mention| m.before().iter().any(|t| matches!(t.kind, Kind::Year(year) if year != this));
    let [earlier @ .., last] = &sentence.mentions[..at] else { return false };
    if !last.has_before(Class::Compare)
        || is_difference(last)
        || !dated(last)
        || last.has_before(Class::LastYear)
    {
        return false;
    }
    let like = |m: &&Mention| m.figure.counts_like(&last.figure);
    let now = earlier.iter().rev().filter(like).find(|m| !m.has_before(Class::Compare));
    // 2024年的 100 件又比 2023年的 125 件减少 20%: two other years.
    if let Some(now) = now.filter(|m| !dated(m) && last.figure.is_count()) {
        let by = now.figure.micros.abs_diff(last.figure.micros);
        grew_by(passage, &sentence.mentions[at], last, last.figure.micros, by);
    }
    true
}

fn growth(passage: &mut Passage<'_>, sentence: &Sentence, at: usize, up: bool, claims: &[Option<Said>]) {
    let (text, mention) = (passage.text(), &sentence.mentions[at]);
    // 由 12.5 万增至 15.2 万: without a unit.
    let bare = || has_moved_by(text, sentence, at).filter(|(m, _)| m.figure.unit.is_empty());
    // 较 222 件增加 52 件，增长 18.9%: the difference is what is wrong.
    if sentence.mention_before(at).is_some_and(|by| is_difference(by) && passage.is_told(by)) {
        return;
    }
    if let Some((last, by)) = has_grown_by(sentence, at).or_else(bare) {
        return grew_by(passage, mention, last, last.figure.micros, by);
    }
    if of_year_before(passage, sentence, at) {
        return;
    }
    let same = |m: &Mention| m.scope == mention.scope;
    let Some((number, base)) = base_among(sentence, &sentence.mentions[..at], same) else { return };
    let between = base.between(mention, text);
    // 余额 852 亿元，比年初增加 55 亿元，其中创业担保贷款增长 64%: of a part; 甲、乙分别下降 10.9%、2.4%: of those named.
    let among = between.contains("其中");
    let each = mention.has_before(Class::Each) && !mention.has_before(Class::Compare);
    let said = text[sentence.range.start..mention.figure.start].rsplit('；').next().unwrap_or("");
    if between.contains(['；', '。']) || among || each || is_real(base, said) {
        return;
    }
    let Some((now, before)) = two_years(passage, sentence, (number, base), mention, claims) else { return };
    passage.bind_all([mention, base], BOUND);
    let fits =
        |now: u64, b: u64| is_share(&mention.figure, now.abs_diff(b), b) && (now == b || (now > b) == up);
    // 28 件，其中企业 1 件，比上年减少 7 件，下降 20%: so much before its difference.
    let told = sentence.mentions[number + 1..at].iter().any(is_difference);
    let of_whole = |b: u64| {
        let differs = |n: u64| told && fits(n, n.saturating_add(b).saturating_sub(now));
        wholes(sentence, number).into_iter().any(|n| n > now && (fits(n, b) || differs(n)))
    };
    if before.iter().any(|&b| fits(now, b) || of_whole(b)) {
        return;
    }
    // 9 件，其中企业 1 件，较上年的 12 件下降 33.3%: it is the whole that is compared.
    let among = sentence.tokens[..base.token].iter().rposition(|t| t.is(Class::Among)).unwrap_or(0);
    let whole = sentence.mentions[..number].iter();
    let whole = { whole }.find(|m| m.figure.unit == base.figure.unit && m.token < among);
    let base = whole.filter(|m| !told && m.figure.whole() > Some(now)).unwrap_or(base);
    tell_growth(passage, mention, up, base, [before[0], base.figure.whole().unwrap_or(now)]);
}

/// What growth may be told of behind a part: 486 条 of 486 条，其中动态 213 条、公告 92 条，较上年的 450 条增长 8%; 自然人 108 件、企业 18 件 together.
fn wholes(sentence: &Sentence, part: usize) -> Vec<u64> {
    let base = &sentence.mentions[part];
    let clause = sentence.tokens[..base.token].iter().rposition(|t| t.is_mark("；;")).unwrap_or(0);
    // Up to 其中, or all together.
    let among = sentence.tokens[clause..].find(Class::Among).map_or(usize::MAX, |at| clause + at);
    let like = sentence.mentions[..=part].iter().filter(|m| m.figure.unit == base.figure.unit);
    let all: Vec<(usize, u64)> = like.filter_map(|m| Some((m.token, m.figure.whole()?))).collect();
    let sum = count_of(all.iter().filter(|(token, _)| *token >= clause).map(|(_, n)| *n));
    all.iter().filter(|(token, _)| *token < among).map(|(_, n)| *n).chain([sum]).collect()
}

/// Says that a number has not grown so from last year's; `up` is what the words say.
fn tell_growth(
    passage: &mut Passage<'_>,
    mention: &Mention,
    up: bool,
    base: &Mention,
    [last, now]: [u64; 2],
) {
    let unit = base.figure.unit;
    let micros = u128::from(now.abs_diff(last)) * 100 * MICRO / u128::from(last);
    let (is, wrote) = (decimal(micros, mention.figure.places.max(1)), written(&mention.figure));
    let [says, word] = [up, now >= last].map(|up| if up { "增长" } else { "下降" });
    let message = format!("正文说{says} {wrote}%，由 {last} {unit}到 {now} {unit}是{word} {is}%");
    let mut finding = passage
        .finding_at(&codes::X11, mention, message)
        .label(passage.place(base), THIS_YEAR)
        .note("增幅不对")
        .help("重算增幅，或核对两年的数");
    // 增长 of what fell is to be mended at the word.
    let moved = mention.before().iter().find(|t| t.is([Class::Up, Class::Down]));
    if let Some(moved) = moved.filter(|_| says != word) {
        finding = finding.label(passage.paragraph.place(moved.start..moved.end), format!("应是{word}"));
    }
    passage.tell(mention, finding);
}

/// What a figure (of a number in the sentence) counts, and last year's number as the sentence gives it: by a difference, or by name; else as
/// last year's report does. `growth` is the figure that compares them.
pub(super) fn two_years(
    passage: &Passage<'_>,
    sentence: &Sentence,
    (number, base): (usize, &Mention),
    growth: &Mention,
    claims: &[Option<Said>],
) -> Option<(u64, Vec<u64>)> {
    let now = base.figure.whole()?;
    let mut before = Vec::new();
    for m in sentence.mentions.iter().filter(|m| m.figure.counts_like(&base.figure)) {
        let Some(value) = m.figure.whole() else { continue };
        if is_difference(m) {
            // 较上年减少 4 件，降至 16 件.
            let reached = base.has_before(Class::Reaching);
            if (m.token > base.token || reached) && m.token < growth.token {
                let shrank = m.has_before(Class::Down);
                before.extend(if shrank { now.checked_add(value) } else { now.checked_sub(value) });
            }
        // （上年 2932 件）；…，增长 8.9%: of what stands before the semicolon.
        } else if is_last_years(sentence, m) && !m.between(base, passage.text()).contains('；') {
            before.push(value);
        }
    }
    if before.is_empty() {
        before = last_years(passage, sentence, base, now, claims[number].as_ref());
    }
    before.retain(|&b| b > 0);
    (!before.is_empty()).then_some((now, before))
}

/// 增加 14 件.
pub(super) fn is_difference(mention: &Mention) -> bool {
    mention.before().iter().rev().take(2).any(|t| t.is([Class::Up, Class::Down]))
}

/// 上年的 120 件, 2022 年 120 件, 比 2022 年（31 起）.
pub(super) fn is_last_years(sentence: &Sentence, mention: &Mention) -> bool {
    let behind = mention.depth > 0 && mention.before().is_empty();
    let outside =
        mention.scope.checked_sub(2).is_some_and(|i| behind && names_last_year(&sentence.tokens[i]));
    let named = mention.before().iter().any(names_last_year);
    let carried = mention.has_before([Class::Carry, Class::CarryIn]);
    // 由 20 件降至 16 件.
    let next = sentence.tokens.get(mention.token + 1);
    let named = named || next.is_some_and(|t| t.is(Class::Reaching));
    (named || outside) && !carried && !is_difference(mention)
}

/// 上年, 2022 年, 较上年 (but not 同比 alone).
fn names_last_year(token: &Token) -> bool {
    token.is(Class::LastYear) || token.is(Class::Compare) && token.end - token.start >= "较上年".len()
}

/// What last year's report holds where this year's holds `now`.
fn last_years(
    passage: &Passage<'_>,
    sentence: &Sentence,
    base: &Mention,
    now: u64,
    said: Option<&Said>,
) -> Vec<u64> {
    let (Some(previous), Some(claim)) = (passage.previous, said.and_then(Said::claim)) else {
        return Vec::new();
    };
    if passage.whose(sentence, base).is_some() {
        return Vec::new();
    }
    let matching = claim.readings.iter().filter(|r| r.value(passage.facts) == Some(now));
    // 受理 this year may be compared with either reading of last year.
    matching.chain(claim.readings.iter().take(2)).filter_map(|r| r.value(previous)).collect()
}
