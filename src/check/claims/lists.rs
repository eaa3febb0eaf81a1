//! In: a sentence. Out: its lists: a whole and its parts, by 其中, 包括, 由…组成, a colon or a bracket, by marks and units alone. No word
//! takes a part away before the structure is known; `sums` adds them up.

use std::ops::Range;

use super::equation::is_held;
use super::naming::{are_stages, names_all, names_the_rest};
use super::terms::{Kinds, class, is_count, is_second, sum_of, total, writings};
use crate::check::compare::Passage;
use crate::check::text::{Class, LEXICON, MICRO, Mention, Sentence, Token, Words, last_clause};
use crate::form::quantity::ColumnName as Column;
use crate::source::is_han;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// 其中: parts may be left out.
    Among,
    /// 包括, 分为, 由…组成, a colon: the parts make up the whole.
    Consists,
    /// 按渠道划分: and nothing is left out.
    Wholly,
    /// A bracket right behind the whole.
    Bracket,
}

/// A list: what may be its whole, and its parts as far as they are of one kind.
#[derive(Clone, Debug)]
pub(super) struct List<'m> {
    pub(super) opener: Opener,
    /// One of what it counts, in millionths: a thing, or what the last decimal of a figure counts.
    pub(super) one: u128,
    /// The figure that the list belongs to.
    pub(super) whole: &'m Mention,
    /// All exact figures of its unit that may be meant by it.
    pub(super) wholes: Vec<u128>,
    /// The parts in its unit, up to where the form changes.
    pub(super) parts: Vec<&'m Mention>,
    /// Every figure up to the end of the list, whatever its unit.
    pub(super) all: Vec<&'m Mention>,
    /// A part says 其他, or the kinds leave nothing out.
    pub(super) complete: bool,
    /// 等, 主要, ……: the list says itself that it is not complete.
    pub(super) open: bool,
    /// What the parts are, if they are all channels (one piece of news may go by several) or the first is a fate of applications (table
    /// three is the judge of what they are, not of whether they are too many).
    pub(super) kinds: Kinds,
}

pub(super) fn lists<'m>(passage: &Passage<'m>, index: usize) -> Vec<List<'m>> {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    let mut found = Vec::new();
    if sentence.mentions.is_empty() {
        return found;
    }
    let mut first = sentence.tokens.len();
    let mut brackets: Vec<usize> = Vec::new();
    for (i, token) in sentence.tokens.iter().enumerate() {
        // The bracket that a token stands in, as mentions name it.
        if token.is_mark("）)") {
            brackets.pop();
        }
        let bracket = brackets.last().map_or(0, |o| o + 1);
        if token.is_mark("（(") {
            brackets.push(i);
        }
        let Some((opener, region)) = opened(text, sentence, i, token) else { continue };
        // 6 条（其中预算 2 条、…）: the bracket opens it.
        if opener == Opener::Among
            && i > 1
            && brackets.last() == Some(&(i - 1))
            && sentence.tokens[i - 2].is_figure()
        {
            continue;
        }
        let scope = if opener == Opener::Bracket { region.start } else { bracket };
        let inside = |m: &&Mention| region.contains(&m.token) && m.scope == scope;
        let single = |(at, _): &(usize, &Mention)| !is_second(text, &sentence.mentions, *at);
        let all = sentence.mentions.iter().enumerate().filter(|(_, m)| inside(m)).filter(single);
        let all: Vec<&Mention> = all.map(|(_, m)| m).collect();
        // 建议 64 件、提案 92 件（合计 156 件）: both together, and no part.
        if matches!(all[..], [only] if opener == Opener::Bracket && only.sums_up(text)) {
            continue;
        }
        // 从内容看，…；从渠道看，…: both part what stands before the first.
        let parted = parts_by(text, &sentence.tokens, i);
        first = first.min(i);
        let until = if parted { first } else { i };
        let outside = |m: &&Mention| m.depth == 0;
        let mut before: Vec<&Mention> =
            sentence.mentions.iter().filter(|m| m.token < until).filter(outside).collect();
        let bare = || sentence.tokens[..i].are(Class::Quantity, "");
        if opener == Opener::Bracket {
            before = sentence.mentions.iter().filter(|m| m.token + 1 == i).collect();
        } else if before.is_empty() && index > 0 && (parted && !passage.on_request[index] || bare()) {
            before = passage.sentences[index - 1].mentions.iter().filter(outside).collect();
            // The largest is what is parted.
            before.sort_by_key(|m| m.figure.micros);
        }
        by_unit(passage, opener, &before, &all, &sentence.tokens[region], &mut found);
    }
    if !found.is_empty() && overlap(text, sentence) {
        found.clear();
    }
    found
}

/// 700 条，其中网站 640 条、公众号 410 条，部分信息在两个平台同时发布: parts that have some in common do not add up.
pub(super) fn overlap(text: &str, sentence: &Sentence) -> bool {
    LEXICON.says("重叠", &text[sentence.range.clone()])
}

/// What a token opens, and how far that reaches.
fn opened(text: &str, sentence: &Sentence, at: usize, token: &Token) -> Option<(Opener, Range<usize>)> {
    let opens = token.is([Class::Among, Class::Filler, Class::Lists]);
    if !opens && !token.is_any_mark() {
        return None;
    }
    let tokens = &sentence.tokens;
    let figure = |back: usize| at.checked_sub(back).is_some_and(|i| tokens[i].is_figure());
    let until = |ends: &dyn Fn(&Token) -> bool| {
        let rest = &tokens[at + 1..];
        at + 1..at + 1 + rest.iter().position(ends).unwrap_or(rest.len())
    };
    if token.is_mark("（(") {
        return figure(1).then(|| (Opener::Bracket, until(&|t| t.is_mark("）)"))));
    }
    let comma = at.checked_sub(1).is_some_and(|i| tokens[i].is_mark("，,"));
    let behind = figure(1) || comma && figure(2);
    // 1286 条信息包括就业 412 条、….
    let noun = |words: &[Token]| {
        let figure = words.iter().rposition(Token::is_no_word);
        let named = figure.filter(|&i| words[i].is_figure());
        named.is_some_and(|i| token.start - words[i].end <= "个新媒体账号，".len())
    };
    let composed = || {
        // 265 条信息，由公告 97 条、指南 64 条组成.
        let named = || noun(&tokens[..at - usize::from(comma)]);
        token.is(Class::Filler) && (behind || named()) && tokens[at..].has(Class::Composed)
    };
    let listed = || (token.is_mark("：:") || token.is(Class::Lists)) && (behind || noun(&tokens[..at]));
    let opener = if token.is(Class::Among) || among_those(text, sentence, at) {
        Opener::Among
    // 860 条。按渠道划分，网站 512 条、…; 从申请主体来看，….
    } else if token.is_mark("，,：:") && parts_by(text, tokens, at) {
        Opener::Wholly
    } else if composed() || listed() {
        Opener::Consists
    } else {
        return None;
    };
    Some((opener, until(&|t| t.is(Class::Among))))
}

/// 33 件申请中，涉及征地的 14 件; 146 个行政村中，…: a comma that does what 其中 does.
pub(super) fn among_those(text: &str, sentence: &Sentence, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let inside = |last: usize| text[..tokens[last].end].ends_with('中') && !tokens[last].is(Class::Among);
    if !tokens[at].is_mark("，,") || !at.checked_sub(1).is_some_and(inside) {
        return false;
    }
    let from = last_clause(&tokens[..at]);
    let Some(figure) = (from..at).rev().find(|&i| tokens[i].is_figure()) else {
        return false;
    };
    let named: usize = tokens[figure + 1..at].iter().map(|t| t.end - t.start).sum();
    let place = sentence.mentions.binary_search_by_key(&figure, |m| m.token);
    let counted = place.is_ok_and(|i| !["", "%"].contains(&sentence.mentions[i].figure.unit));
    counted && named <= "个已经登记的村（社区）中".len()
}

/// Whether the clause before a comma says by what something is parted: 按渠道划分, 从申请主体来看.
pub(super) fn parts_by(text: &str, tokens: &[Token], comma: usize) -> bool {
    let clause = &tokens[last_clause(&tokens[..comma])..comma];
    let (Some(first), Some(last)) = (clause.first(), clause.last()) else { return false };
    let words = &text[first.start..last.end];
    LEXICON.opens("按", words) && LEXICON.closes("划分", words) && !clause.has_figure()
}

/// The most figures of a list, and before it: more are no sentence, and each would be added to each.
const MOST: usize = 100;

/// One list for each unit that both a whole and the parts have.
fn by_unit<'m>(
    passage: &Passage<'m>,
    opener: Opener,
    before: &[&'m Mention],
    all: &[&'m Mention],
    words: &[Token],
    found: &mut Vec<List<'m>>,
) {
    let text = passage.text();
    if all.len() > MOST {
        return;
    }
    let before = &before[before.len().saturating_sub(MOST)..];
    let mut seen: Vec<&str> = Vec::new();
    // 跑一次 has no parts; but 发布 1 条，包括机构概况 2 条、预算 3 条: 1 that nothing else may be the whole of.
    let beside = |m: &Mention, other: &Mention| {
        other.figure.unit == m.figure.unit && !other.between(m, text).contains('；')
    };
    let alone = |m: &Mention| before.iter().filter(|other| beside(m, other)).count() == 1;
    let digit = |m: &Mention| text[m.figure.start..].starts_with('1') && opener != Opener::Bracket;
    let several = |m: &Mention| m.figure.whole() != Some(1) || all.len() > 1 && digit(m) && alone(m);
    let whole =
        |m: &&&'m Mention| is_count(m) && !m.figure.unit.is_empty() && several(m) && !is_each(text, m);
    for whole in before.iter().rev().filter(whole) {
        let unit = whole.figure.unit;
        // 机构类 20 条，内有领导 10 条: parts of parts.
        if seen.contains(&unit) || words.has(Class::Holds) {
            continue;
        }
        seen.push(unit);
        // Of applications table three is the judge; 审核公文 320 份，其中主动公开 45 份 is a list as others are.
        let judged = passage.is_bound(whole) || all.iter().any(|m| passage.is_bound(m));
        let fates = all.first().is_none_or(|m| judged && class(m) == Kinds::Fates);
        // 通知书 6 份，其中 5 件…，2 件…: counted otherwise, and the same things; but 规范性文件 2 件，解读材料 6 篇，其中图解 3 篇…: of the whole
        // that is counted as they are.
        let other = all.first().map_or(unit, |m| m.figure.unit);
        let nearer = other != unit && before.iter().any(|m| m.figure.unit == other);
        let same = writings(unit) && writings(other) && all.iter().all(|m| m.figure.unit == other);
        let counted = if same && !nearer { other } else { unit };
        let mut parts = without_sums(text, parts(all, counted, text, judged));
        // 现行有效规章 24 件，其中新制定 2 件；现行有效规范性文件 638 件: no digit too many makes a part ten times its whole.
        let other = |at: &usize| {
            let above = parts[*at].figure.micros >= whole.figure.micros.saturating_mul(10);
            above && are_apart(text, &parts[*at - 1..=*at])
        };
        let until = (1..parts.len()).find(other).unwrap_or(parts.len());
        parts.truncate(until);
        // 32 个项目，其中开工 21 个、投产 9 个: what has come to the later stage is among those of the earlier.
        if are_stages(text, &parts) {
            continue;
        }
        // 新收 50 件；办结 47 件，其中予以公开 19 件；余下 3 件结转: what is left of an earlier figure.
        let earlier = |rest: &Mention| {
            let both = whole.figure.micros.saturating_add(rest.figure.micros);
            rest.has_before(Class::Rest) && before.iter().any(|m| m.figure.micros == both)
        };
        if parts.last().is_some_and(|rest| earlier(rest)) {
            parts.pop();
        }
        let like =
            |m: &&&Mention| [unit, counted].contains(&m.figure.unit) && is_count(m) && !m.figure.approximate;
        let fine = before.iter().filter(like).chain(&parts).filter(|m| m.figure.whole().is_none());
        let one = fine.map(|m| m.figure.step(text)).min().unwrap_or(MICRO).max(1);
        let only = |m: &&&Mention| whole.figure.whole() != Some(1) || m.token == whole.token;
        // 年初 49 个，注销 8 个、新开设 2 个，年末 43 个，其中…: what a stock has come to is the whole, and none of those before it.
        let wholes = if LEXICON.says("现有", whole.lead(text)) && is_held(passage, whole) {
            vec![whole.figure.micros]
        } else {
            wholes(before.iter().filter(like).filter(only).map(|m| m.figure.micros).collect())
        };
        let counted: Vec<&Mention> = all.iter().copied().filter(|m| is_count(m)).collect();
        let adds_up = [&parts, &counted].iter().any(|all| wholes.contains(&total(all)));
        if are_of_another(text, opener, &parts, words) && !adds_up {
            continue;
        }
        let last = parts.last().map_or(whole.figure.end, |p| p.figure.end);
        let open = is_open(text, opener, words, last);
        let wholly = opener == Opener::Wholly && parts.len() >= 3;
        let complete = wholly || is_complete(&parts) || names_all(text, whole, &parts);
        let kinds = match parts.iter().all(|p| class(p) == Kinds::Channels) {
            _ if fates => Kinds::Fates,
            true if !parts.is_empty() => Kinds::Channels,
            _ => Kinds::Plain,
        };
        found.push(List { opener, one, whole, wholes, parts, all: all.to_vec(), complete, open, kinds });
    }
}

/// Numbers before a list that may be its whole, and all of them together.
fn wholes(mut numbers: Vec<u128>) -> Vec<u128> {
    let sum = sum_of(numbers.iter().copied());
    // 网站 482 条、公众号 254 条，共 736 条: one of them is the sum already.
    if numbers.len() <= 2 || !numbers.iter().any(|n| n.saturating_mul(2) == sum) {
        numbers.push(sum);
    }
    numbers
}

/// Whether a semicolon stands between the first two of some figures.
fn are_apart(text: &str, pair: &[&Mention]) -> bool {
    pair[0].between(pair[1], text).contains(['；', ';'])
}

/// Whether a semicolon parts what is counted from its whole.
fn are_of_another(text: &str, opener: Opener, parts: &[&Mention], words: &[Token]) -> bool {
    // 1134 项，其中县级 914 项；建成专区 118 个; 46 条，涵盖进展、验收；公开招标信息 235 条: the first behind the semicolon is none.
    let beyond = |part: &Mention| {
        words.first().is_some_and(|t| text[t.start..part.figure.start].contains(['；', ';']))
    };
    // 制发 3 件，其中 1 件为重新公布；废止 3 件，现行有效 14 件: what follows the first part is told of something else.
    let apart = |pair: &[&Mention]| are_apart(text, pair);
    let mut pairs = parts.windows(2);
    let two = opener == Opener::Among && parts.len() == 2 && !is_complete(parts);
    parts.first().is_some_and(|first| beyond(first)) && opener != Opener::Bracket
        || pairs.next().is_some_and(apart) && (two || !pairs.all(apart))
}

/// Whether the words of a list, or those behind its last part, say that there are more.
fn is_open(text: &str, opener: Opener, words: &[Token], last: usize) -> bool {
    // 等 behind the last part; 主要, 例如 anywhere. 一等奖 and 公告栏等 2250 条 are parts.
    let unsaid = |t: &Token| t.is(Class::Open) && (t.start >= last || !t.text(text).ends_with(['等', '…']));
    // 210 条（含图片 36 条、视频 14 条）: some of them.
    opener == Opener::Bracket && words.first().is_some_and(|t| t.is(Class::Including))
        || words.iter().any(|t| unsaid(t) && t.start <= last + 12)
        || names_the_rest(&text[last..])
}

/// 甲、乙分别为 302 件和 244 件，两地合计 546 件: what adds up those before it is no part beside them.
fn without_sums<'m>(text: &str, parts: Vec<&'m Mention>) -> Vec<&'m Mention> {
    let mut kept: Vec<&Mention> = Vec::with_capacity(parts.len());
    for part in parts {
        if !(part.sums_up(text) && kept.len() >= 2 && total(&kept) == part.figure.micros) {
            kept.push(part);
        }
    }
    kept
}

/// 平均 3.5 场, 人均约 2.9 次, 每页 10 元, 其余每处 1 台: of one of many.
fn is_each(text: &str, mention: &Mention) -> bool {
    let head = &text[..mention.figure.start];
    let words = &head[head.trim_end_matches(is_han).len()..];
    words.contains('每')
        || words.contains("平均")
        || words.trim_end_matches(['约', '为', '达', '近']).ends_with('均')
}

/// The leading parts of one kind in a unit, up to where the form changes.
fn parts<'m>(all: &[&'m Mention], unit: &str, text: &str, judged: bool) -> Vec<&'m Mention> {
    let mut parts: Vec<&Mention> = Vec::new();
    for (i, mention) in all.iter().enumerate() {
        // 94.6 分（满分 100 分）: of how many, and no part; 列在废止的 5 件之内 nor what holds one.
        let (lead, tail) = (mention.lead(text), mention.tail(text));
        let holds = lead.ends_with("满分") || LEXICON.opens("之内", tail);
        // 新设专栏 2 个，分别为“甲”“乙”，上述 2 个专栏: the whole again.
        // 10 亿元以上 9 个，1 亿元至 10 亿元（不含） 41 个: between what sums.
        let bound = mention.figure.unit == "元" && LEXICON.opens("金额界", tail);
        if is_each(text, mention) || holds || bound || LEXICON.has("回指", lead) {
            continue;
        }
        // 直播 19 场，专题 7 场，观看人数达 310 万: of something else.
        let coarser = mention.figure.step(text) > all[0].figure.step(text);
        // 双桥、枫树垭 2 村: no bare number.
        let bare = mention.figure.unit.is_empty() && i > 0 && !coarser && !tail.starts_with(is_han);
        // 回应热点信息 2 条 is a part, 收到信件 183 条 another matter.
        let kind = text[..mention.figure.start].trim_end().ends_with(['息', '类', '栏']);
        let first = mention.first_but([Class::Filler, Class::Quantity]);
        let verb =
            first.is_some_and(|t| t.is(Class::NewMatter)) && !mention.has_before(Class::Channel) && !kind;
        // After 、 a list goes on.
        let between = i.checked_sub(1).map_or("", |i| &text[all[i].figure.end..mention.figure.start]);
        // 一件 120 元，另一件 200 元: of the same too.
        let paused = between.trim_start().starts_with('、') || between.contains("，另一");
        let broken = between.contains(['；', ';']);
        let first = parts.first().copied();
        let led = |m: &Mention| m.has_before(Class::Publish) && !m.has_before(Class::Others);
        if i > 0 && verb && !paused && !all[0].has_before(Class::NewMatter)
            || broken && (led(mention) && first.is_some_and(|f| !led(f)) || LEXICON.opens("另有的", between))
            || (judged || mention.has_before(VERBS))
                && !mention.has_before(Class::Others)
                && !akin(class(first.unwrap_or(all[0])), class(mention))
        {
            break;
        }
        if (mention.figure.unit == unit || bare) && is_count(mention) {
            parts.push(mention);
        }
    }
    parts
}

/// What becomes of a matter, and is no part of it.
const VERBS: [Class; 6] =
    [Class::Receive, Class::ReceiveNew, Class::Finish, Class::Carry, Class::CarryIn, Class::CarryOut];

/// Channels and other things may stand in one list.
fn akin(first: Kinds, next: Kinds) -> bool {
    let plain = |c| matches!(c, Kinds::Channels | Kinds::Plain);
    first == next || plain(first) && plain(next)
}

/// Whether the parts are of a kind that leaves nothing out.
fn is_complete(parts: &[&Mention]) -> bool {
    let last = parts.last().is_some_and(|p| p.has_before(Class::Others));
    let by = |natural: bool| {
        let mut named = parts.iter().flat_map(|part| part.before().named(Class::Applicant));
        named.any(|name| (name == Column::Natural.word()) == natural)
    };
    last || by(true) && by(false)
}
