//! What the figures of a sum are called: whether their names leave nothing out, are kinds of one thing, or name a rest that is not counted.

use super::percent::is_share;
use crate::check::compare::Passage;
use crate::check::text::{Class, LEXICON, Mention, Sentence, Token, is_comma, is_pause, last_clause};
use crate::source::{NUMERALS, head, is_within};

/// The names of parts leave nothing out, of this whole or of any: 校内 and 校外, 上半年 and 下半年, what the whole's own name has.
pub(super) fn names_all(text: &str, whole: &Mention, parts: &[&Mention]) -> bool {
    let names: Vec<String> = parts.iter().map(|part| name(text, part)).collect();
    let paired = |pair: &Vec<&str>| {
        let [one, other] = names.as_slice() else { return false };
        let [first, second] = pair.as_slice() else { return false };
        one.contains(first) && other.contains(second) || one.contains(second) && other.contains(first)
    };
    LEXICON.pairs.iter().any(paired) || parts_name_whole(text, whole, parts)
}

/// The words of a figure's clause that name what it counts.
pub(super) fn name(text: &str, mention: &Mention) -> String {
    let words = mention.before().iter().filter(|t| !t.is([Class::Filler, Class::Quantity, Class::Among]));
    words.filter(|t| !t.is_any_mark()).map(|t| t.text(text)).collect()
}

/// 人大代表建议和政协委员提案 26 件，其中建议 14 件、提案 12 件: the whole names what its parts are. Nothing
/// is left out by the quarters, and all numbers from 第一 on.
fn parts_name_whole(text: &str, whole: &Mention, parts: &[&Mention]) -> bool {
    let names: Vec<String> = parts.iter().map(|part| name(text, part)).collect();
    let said = name(text, whole);
    // 预算 in 预决算.
    // 人大代表建议、政协提案 in 建议提案 too.
    let kind = |name: &str| name.char_indices().nth_back(1).is_some_and(|(at, _)| said.contains(&name[at..]));
    let two = names.len() == 2 && names[0].chars().last() != names[1].chars().last();
    let held = |n: &String| n.chars().count() >= 2 && (is_within(n, &said) || two && kind(n));
    let compound = names.len() >= 2 && names.iter().all(held);
    let ordinal = |n: usize, name: &String| {
        NUMERALS.chars().nth(n).is_some_and(|number| name.contains(&format!("第{number}")))
    };
    let in_order = names.len() >= 2 && names.iter().enumerate().all(|(n, name)| ordinal(n, name));
    compound || in_order || names.len() == 4 && names.iter().all(|name| name.contains("季度"))
}

/// Whether a figure came (true) or went (false), by its verb.
pub(super) fn came(words: &str) -> Option<bool> {
    let words = LEXICON.without("非来去", words);
    match (LEXICON.says("来", &words), LEXICON.says("去", &words)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// 账号 7 个，微信 2 个、微博 4 个: what all are called together, and kinds of it.
pub(super) fn are_kinds_of(text: &str, whole: &Mention, parts: &[&Mention]) -> bool {
    let said = name(text, whole);
    let is = |kinds: &[&str], part: &Mention| kinds.iter().any(|kind| name(text, part).contains(kind));
    LEXICON.kinds.iter().any(|(of, kinds)| {
        of.split('、').any(|of| said.contains(of)) && parts.iter().all(|part| is(kinds, part))
    })
}

/// 公众号发布信息 278 条，网站发布信息 90 条，微博发布信息 103 条: each channel with what it did, none of them the whole of the others.
pub(super) fn are_channels(text: &str, whole: &Mention, parts: &[&Mention]) -> bool {
    let channel = |m: &Mention| m.has_before(Class::Channel) || LEXICON.says("载体", &name(text, m));
    let tells = |m: &Mention| m.has_before(Class::Publish) && channel(m);
    let done = parts.iter().all(|m| m.has_before(Class::Publish)) && parts.iter().any(|m| tells(m));
    tells(whole) && done && !are_kinds_of(text, whole, parts)
}

/// 涉及民生类信息 90 条，经济类信息 50 条; 涉及征地的 12 件，涉及规划的 8 件: a figure named as those behind it are is one of them, and not
/// their sum; but 三类信息, 各类信息.
pub(super) fn is_one_of(text: &str, first: &Mention, others: &[&Mention]) -> bool {
    let sort = |m: &Mention| {
        let name = name(text, m);
        let of = name.rfind('类').and_then(|at| name[..at].chars().next_back());
        of.is_some_and(|of| !NUMERALS.contains(of) && !"各几多两分种".contains(of))
    };
    let about = |m: &&Mention| LEXICON.says("所涉", &name(text, m));
    let all = || std::iter::once(&first).chain(others);
    others.first().is_some_and(|other| sort(first) && sort(other)) || all().all(about)
}

/// 开工 21 个、投产 9 个: what has come to the later stage is among those of the earlier.
pub(super) fn are_stages(text: &str, parts: &[&Mention]) -> bool {
    let stages = LEXICON.list("进度");
    !parts.is_empty() && parts.iter().all(|part| stages.contains(&name(text, part).trim_start_matches('已')))
}

/// 新增 4 条、取消 2 条: what came and what went is not added.
pub(super) fn both_ways(text: &str, parts: &[&Mention]) -> bool {
    let way = |m: &&Mention| m.before().first().and_then(|t| came(&text[t.start..m.figure.start]));
    [true, false].into_iter().all(|came| parts.iter().any(|m| way(m) == Some(came)))
}

/// 分别为 54 公顷, 分别发布 12 条: whether figures from this one on are told one after the other.
pub(super) fn begins_row(first: &Mention) -> bool {
    first.before().iter().rev().take(2).any(|t| t.is(Class::Each))
}

/// 不予公开、无法提供分别为 17 件、49 件: the words that name what this one of such a row counts.
pub(super) fn name_in_row(mention: &Mention) -> Option<&[Token]> {
    let joins = |t: &Token| t.is_mark("、") || t.is(Class::Filler);
    let (mut left, mut nth) = (&mention.left[..], 0);
    while let [rest @ .., figure, joint] = left
        && joins(joint)
        && figure.is_figure()
    {
        (left, nth) = (rest, nth + 1);
    }
    let follows = |pair: &&[Token]| matches!(pair, [joint, figure] if joins(joint) && figure.is_figure());
    let behind = mention.right.chunks(2).take_while(follows).count();
    let idle = [Class::Filler, Class::Quantity, Class::Application];
    let each = left.iter().rposition(|t| t.is(Class::Each))?;
    let row = &left[last_clause(&left[..each])..each];
    let mut names = row.split(|t| t.is_mark("、"));
    let told = row.iter().filter(|t| t.is_mark("、")).count() + 1;
    let said = left[each + 1..].iter().all(|t| t.is(idle));
    (said && told > 1 && told == nth + 1 + behind).then(|| names.nth(nth))?
}

/// 公园绿地、防护绿地、附属绿地分别为 54 公顷、…, 一至四季度分别为 96 条、…: how many are named before the first of their figures; 0 where
/// they are not.
pub(super) fn names_before_row(text: &str, first: &Mention) -> usize {
    let words = first.before();
    if !begins_row(first) {
        return 0;
    }
    let lead = &text[words[0].start..first.figure.start];
    if let Some((head, tail)) = lead.split_once(['至', '到'])
        && let (Some(from), Some(to)) = (numeral(head.chars().next_back()), numeral(tail.chars().next()))
    {
        return (to + 1).saturating_sub(from);
    }
    // 四个季度分别为: so many are said to follow.
    let counted = |at: usize| {
        let said = &lead[at..];
        let unit = said.chars().nth(1).is_some_and(|c| "个类项家大种期".contains(c));
        numeral(said.chars().next()).filter(|_| unit && !lead[..at].ends_with(['前', '后', '中']))
    };
    if let Some(many) = lead.char_indices().find_map(|(at, _)| counted(at)) {
        return many;
    }
    let joins = |t: &&Token| t.is_mark("、") || LEXICON.has("并列", t.text(text));
    let pauses = words.iter().filter(joins).count();
    if pauses > 0 { pauses + 1 } else { 0 }
}

/// 3 of 三, 2 of 二 and 两.
pub(super) fn numeral(c: Option<char>) -> Option<usize> {
    let c = if c == Some('两') { Some('二') } else { c };
    NUMERALS.chars().position(|n| c == Some(n)).map(|n| n + 1)
}

/// 当场答复, 限时答复, 延期答复; 建议保留, 建议修订, 建议废止; 文字类, 图表类: the names have their first two characters in common, or their
/// last two, or are as long and have their last in common.
pub(super) fn parallel(text: &str, parts: &[&Mention]) -> bool {
    let ends = |name: String| {
        let chars: Vec<char> = name.chars().collect();
        Some((*chars.first_chunk::<2>()?, *chars.last_chunk::<2>()?, chars.len()))
    };
    let all: Option<Vec<_>> = parts.iter().map(|part| ends(name(text, part))).collect();
    all.is_some_and(|all| {
        let (first, last, len) = all[0];
        let alike = |n: &([char; 2], [char; 2], usize)| n.1[1] == last[1] && n.2.abs_diff(len) <= 1;
        all.iter().all(|n| n.0 == first) || all.iter().all(|n| n.1 == last) || all.iter().all(alike)
    })
}

/// 收回问卷 450 份，…满意的 405 份，占收回数的 90%: the figure right before, and the one whose words the share calls its whole by. Nothing
/// where several together give the share.
pub(super) fn part_of_called<'m>(
    passage: &Passage<'m>,
    index: usize,
    at: usize,
    from: usize,
) -> Option<(&'m Mention, u64)> {
    let text = passage.text();
    let sentence = &passage.sentences[index];
    let (mention, part) = (&sentence.mentions[at], sentence.mention_before(at)?);
    let of = text[from..mention.figure.start].trim_end_matches(['的', '约']);
    let of = LEXICON.cut_end("总数的字", of);
    let meant = |m: &&Mention| {
        let said = name(text, m);
        let least = [&*said, of].iter().all(|words| words.chars().nth(1).is_some());
        least && (of.contains(&*said) || of.chars().all(|c| said.contains(c)))
    };
    let alike = |m: &&Mention| {
        m.figure.counts_like(&part.figure) && !m.has_before([Class::Up, Class::Down, Class::LastYear])
    };
    // The nearest first; a flood must not cost its square.
    let own = sentence.mentions[..at - 1].iter().rev();
    let sentences = &passage.sentences[index.saturating_sub(2)..index];
    let earlier =
        own.chain(sentences.iter().rev().flat_map(|s| s.mentions.iter().rev())).take(40).filter(alike);
    let before: Vec<&Mention> = earlier.collect();
    let at = before.iter().position(meant)?;
    let (count, whole) = (part.figure.whole()?, before[at].figure.whole()?);
    let near = part.between(mention, text).matches(is_comma).count() <= 1;
    let mut sum = count;
    let together = before[..at].iter().any(|m| {
        sum = sum.saturating_add(m.figure.whole().unwrap_or(0));
        is_share(&mention.figure, sum, whole)
    });
    (near && alike(&part) && whole >= count && !together).then_some((part, whole))
}

/// …，其余为自然人和其他主体, …，其余分布在四个县区: what is left is named and not counted.
pub(super) fn names_the_rest(behind: &str) -> bool {
    let clause = head(behind.trim_start_matches(['，', '、', '；', ',']), "。；");
    // 41 条、128 条，分别占 3.5% 和 5.8%，其余为动态.
    let shares = clause.split_once('，').filter(|(first, _)| first.contains('占'));
    let clause = shares.map_or(clause, |(_, rest)| rest);
    // 其他 may also belong to a noun: 其他工作有序开展.
    let others = LEXICON.behind("另外的", clause).filter(|rest| LEXICON.opens("另外的是", rest));
    let rest = LEXICON.behind("余下的", clause).or(others);
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_ascii_digit()))
}

/// 新增企业 9 家、平台 31 家，工业、服务业增加值占比分别达 20%、21%: the clause of the shares names something that its sentence has not told.
pub(super) fn names_others(text: &str, sentence: &Sentence, share: &Mention) -> bool {
    let words = share.before();
    let Some(of) = words.iter().rposition(|t| t.is(Class::Share)) else { return false };
    let from = words[0].start;
    let lead = text[from..words[of].start].trim_start_matches(is_pause).trim_end_matches("分别");
    let told = &text[sentence.range.start..from];
    let named = |name: &&str| name.chars().nth(1).is_some() && !LEXICON.opens("几个", name);
    lead.split(['、', '和', '与', '及']).filter(named).any(|name| !told.contains(name))
}
