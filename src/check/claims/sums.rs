//! In: a list. Out: X08 and X09 (the parts do not add up to the whole), X20 (parts counted in another unit than the whole). A list
//! need not be complete: too small a sum is a warning only where the list is of a kind that is complete or little is missing, else
//! a hint.

use super::equation::{Called, Equation, HELD};
use super::lists::{List, Opener, lists};
use super::naming::names_before_row;
use super::slips::{RARE, rarity};
use super::terms::{Kinds, Part, alike, class, total, writings};
use crate::check::claim::Whose;
use crate::check::compare::Passage;
use crate::check::text::{Class, Figure, LEXICON, Mention, Sentence, Token, Words, is_comma, is_pause};
use crate::diagnostic::codes::{self, Rule};

/// 30＋40＝70，正文写 71.
const WRITTEN: Called = Called { lead: "", result: "正文", label: "算式", help: "重算这个式子" };

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let text = passage.text();
    let mut found = lists(passage, index);
    // 25 件 … 2950 元。其中 1 件 420 元; …: where one of the two adds up, the list is complete for the other too.
    if found.len() == 2 && found.iter().any(|l| reaches(text, l, &l.parts)) {
        for list in &mut found {
            list.complete |= list.parts.len() >= 2;
        }
    }
    for list in found {
        judge(passage, &list);
    }
    written(passage, index);
    halves(passage, &passage.sentences[index]);
}

/// 一至四季度分别为 86 条、95 条、104 条和 115 条，其中下半年 219 条.
fn halves(passage: &mut Passage<'_>, sentence: &Sentence) {
    let (text, list) = (passage.text(), &sentence.mentions);
    let said = list.len() > 4 && text[sentence.range.clone()].contains("半年");
    let named = |m: &Mention| names_before_row(text, m) == 4 && m.before().hold("季度", text);
    let Some(four) = list.windows(4).filter(|_| said).find(|four| named(&four[0])) else { return };
    for (half, two) in [("上半年", &four[..2]), ("下半年", &four[2..])] {
        let of = |m: &&Mention| m.token > four[3].token && alike(&four[0], m) && m.before().hold(half, text);
        if let Some(half) = list.iter().find(of) {
            let parts: Vec<Part<'_>> = two.iter().map(Part::plain).collect();
            Equation::of_parts(&parts, 0, half).check(passage, &codes::X09);
        }
    }
}

/// 网络 30+信函 40+线下 0=70.
fn written(passage: &mut Passage<'_>, index: usize) {
    let (text, list) = (passage.text(), &passage.sentences[index].mentions);
    let joins = |at: usize, signs: [char; 2], most: usize| {
        let between = &text[list[at - 1].figure.end..list[at].figure.start];
        between.contains(signs) && between.chars().count() <= most
    };
    for at in (2..list.len()).filter(|&at| joins(at, ['=', '＝'], 8)) {
        let first = (1..at).rev().find(|&n| !joins(n, ['+', '＋'], 60)).unwrap_or(0);
        if at - first >= 2 && list[first..=at].iter().all(|m| !m.figure.approximate) {
            let terms = list[first..at].iter().map(|m| (true, Part::plain(m))).collect();
            Equation { terms, more: 0, result: &list[at], called: WRITTEN }.check(passage, &codes::X17);
        }
    }
}

/// The least and the most that a figure may mean (1700 余: up to 1799).
fn bounds(text: &str, figure: &Figure) -> (u128, u128) {
    let value = figure.micros;
    if text[figure.end..].trim_start().starts_with("以上") {
        return (value, u128::MAX);
    }
    let tens = std::iter::successors(Some(1), |ten: &u128| ten.checked_mul(10));
    let ten = tens.take_while(|ten| value > 0 && value.is_multiple_of(*ten)).last().unwrap_or(1);
    if figure.approximate {
        (value.saturating_sub(ten), value.saturating_add(ten - 1))
    } else {
        (value, value)
    }
}

/// Whether some figures add up to one that may be the whole: all, or those up to a semicolon or another verb.
fn reaches(text: &str, list: &List<'_>, parts: &[&Mention]) -> bool {
    let ends = |n: usize| {
        parts.get(n).is_none_or(|next| {
            let between = &text[parts[n - 1].figure.end..next.figure.start];
            let first = next.first_but(Class::Filler);
            let verb = first.is_some_and(|t| t.is([Class::NewMatter, Class::Publish]));
            // 成立登记 120 件、变更注销 86 件，作出行政处罚决定 15 件.
            // 城市 512 户 774 人、农村 3614 户 5544 人，新增 386 户: the same with another count between.
            // 268 条（含投诉 14 条，均已回复）、1379 条: whatever the bracket has.
            let paused = |pair: &[&Mention]| {
                let between = &text[pair[0].figure.end..pair[1].figure.start];
                let aside = between.split_once('）').filter(|_| between.starts_with('（'));
                let between = aside.map_or(between, |(_, rest)| rest);
                between.contains('、') && !between.contains(is_comma)
            };
            let left = n >= 2 && parts[..n].windows(2).all(paused) && !between.starts_with('、');
            // 办法 1 项、规程 2 项，以及制度 1 项.
            let left = left && !LEXICON.opens("接着列", between);
            // 合计 2300 元，其中 1600 元已缴纳，700 元未缴纳，实际收取 1600 元.
            let indeed = between.rsplit('，').next().is_some_and(|words| words.starts_with("实际"));
            between.contains(['；', ';', '。']) || verb || left || indeed && n >= 2
        })
    };
    (1..=parts.len()).any(|n| ends(n) && list.wholes.contains(&total(&parts[..n])))
}

/// 县直部门 39 件，甲、乙两家共 21 件: of bodies that may be among those before.
fn of_several(text: &str, part: &Mention) -> bool {
    let head = text[..part.figure.start].strip_suffix('共');
    head.is_some_and(|head| head.ends_with(['家', '者', '地']))
}

/// 176 万次, 关注 3 万人: how often something was seen, and by how many.
fn is_visit(mention: &Mention) -> bool {
    mention.figure.approximate && !writings(mention.figure.unit)
}

/// Whether any sensible reading of the list adds up: its parts, its parts and what goes on behind them, all units together.
fn adds_up(text: &str, list: &List<'_>) -> bool {
    let unit = list.whole.figure.unit;
    // 新收 12 件，其中自然人 9 件、企业 2 件；上年结转 1 件: what follows all applicants is none of them.
    let applicants = list.complete && list.parts.iter().all(|part| class(part) == Kinds::Applicants);
    // 每旬更新一次: is no part, whatever it is added to.
    // 信息 3374 条，…，访问 176 万次: nor is what is counted as no documents are.
    let documents = list.parts.iter().all(|m| writings(m.figure.unit)) && writings(unit);
    let is_part =
        |m: &&Mention| !(m.figure.is_percent() || m.before().hold("每", text) || documents && is_visit(m));
    let counted: Vec<&Mention> = list.all.iter().copied().filter(is_part).collect();
    let same: Vec<&Mention> = counted.iter().copied().filter(|m| m.figure.unit == unit).collect();
    // 300 条，其中动态 180 篇、公告 120 件: all are counted as documents are.
    let mut all = counted.iter().copied().chain([list.whole]);
    let together = counted.len() > 2 || counted.len() == 2 && all.all(|m| writings(m.figure.unit));
    reaches(text, list, &list.parts)
        || !applicants && (reaches(text, list, &same) || together && reaches(text, list, &counted))
}

fn judge(passage: &mut Passage<'_>, list: &List<'_>) {
    let members = || list.parts.iter().copied().chain([list.whole]);
    let text = passage.text();
    let parts = &list.parts[..];
    if adds_up(text, list) {
        lost_unit(passage, list);
        mixed_units(passage, list);
        let all = if reaches(text, list, parts) { parts } else { &list.all };
        all.iter().copied().chain([list.whole]).for_each(|m| passage.bind(m, HELD));
        return;
    }
    let (size, sum) = (list.whole.figure.micros, total(parts));
    // 有效线索 887 条，已处置 851 条，其余 36 条: parts of a part.
    let near = sum.abs_diff(size) <= (size / 4).max(2 * list.one);
    let nested = || {
        let halves = (1..parts.len()).map(|n| parts.split_at(n));
        parts.len() >= 3 && !near && halves.into_iter().any(|(some, rest)| total(some) == total(rest))
    };
    // 600 元、820 元，另 2 件各 220 元: taken more than once; 各区统计部门 892 人次 is not.
    let body = |t: &Token| {
        text[t.end..].starts_with(['区', '县', '市', '州', '乡', '镇', '街', '单', '部', '科', '处', '股'])
    };
    let is_each = |t: Option<&Token>| t.is_some_and(|t| t.text(text) == "各" && !body(t));
    let each = |m: &&Mention| is_each(m.before().first()) || is_each(m.before().last());
    // 办结 12 件，其中予以公开 9 件、…，结转下年度 2 件: up to the last that are in it.
    let within = |n: usize| total(&parts[..n]) == size;
    let fates = list.kinds == Kinds::Fates && !parts.last().is_some_and(|p| p.has_before(Class::Others));
    let told = members().any(|m| passage.is_told(m))
        || members().all(|m| passage.computed(m))
        || fates && (sum <= size || (1..parts.len()).any(within));
    // 审查 912 件，其中初审通过 905 件、复审通过 901 件、发布 898 件: each of those before it.
    let funnel = parts.len() > 2
        && parts[0].figure.micros <= size
        && parts[1].figure.micros.saturating_mul(2) > size
        && parts[..3].windows(2).all(|two| two[1].figure.micros <= two[0].figure.micros);
    let left = funnel || nested() || parts.iter().any(|m| each(m) || of_several(text, m));
    let said = if left || told { None } else { wrong(text, list) };
    let Some((added, weak)) = said else {
        return parts.iter().for_each(|part| passage.leave(part, Whose::Part));
    };
    let added: Vec<Part<'_>> = added.iter().map(|m| Part::plain(m)).collect();
    let equation = Equation::of_parts(&added, 0, list.whole);
    let rule = rule(passage, list);
    // Of two ways of applications one is not worth leaving out.
    if weak && rule.softening.is_some() {
        let finding = equation.finding(passage, rule, list.whole).softened();
        equation.bind_apart(passage);
        // 2874 项，其中政策文件 29 项、解读 54 项: what has not half of the whole plainly names but some.
        if sum.saturating_mul(2) >= size {
            passage.sink.push(finding.help("列全各项；没有列全的，写“等”或“主要包括”"));
        }
    } else {
        // 网站 754 条，新媒体 2808 条。其中公众号 1205 条、微博 12984 条: one part is above all of them.
        let above = |m: &&&Mention| list.wholes.iter().all(|&whole| m.figure.micros > whole);
        // 318 件，其中公开 354 件; 8.42 亿元，其中省级 22700 亿元: the only one, or one out of all measure.
        let several = list.wholes.iter().any(|&whole| whole > size);
        let alone = added.len() == 1 && list.opener == Opener::Among;
        let measure = |m: &Mention| several || alone || m.figure.micros >= size.saturating_mul(10);
        let odd = parts.iter().find(above).filter(|m| measure(m));
        // 3.06 万元，其中 1.38 亿元、9600 万元: the whole has another scale than all of them.
        let one = parts.iter().filter(above).count() == 1;
        let odd = odd.filter(|_| one || several);
        equation.say_at(passage, rule, odd.copied().unwrap_or(list.whole));
    }
}

/// The parts that do not come to the whole, if that is a slip (a warning), or an incomplete list that does not say so (a hint).
fn wrong<'l, 'm>(text: &str, list: &'l List<'m>) -> Option<(&'l [&'m Mention], bool)> {
    let parts = &list.parts[..];
    let (whole, sum) = (list.whole, total(parts));
    let (least, most) = bounds(text, &whole.figure);
    let rough = |parts: &[&Mention]| parts.iter().any(|p| p.figure.approximate);
    // 1700 余条，其中督导 872 条，资格认定 581 人，…，公众号等媒体发稿 178 篇: up to where channels tell something else.
    let channels = |m: &Mention| m.has_before(Class::Channel);
    let within = |n: usize| channels(list.all[n]) && (least..=most).contains(&total(&list.all[..n]));
    if whole.figure.approximate && (3..list.all.len()).any(within) && !channels(list.all[0]) {
        return None;
    }
    if whole.figure.approximate && list.all.len() >= 3 && total(&list.all) > most && !rough(&list.all) {
        return Some((&list.all, false));
    }
    // 18 个社区中，15 个建有广场，11 个建有图书室: what one has another may have too.
    let gained = |p: &&Mention| LEXICON.opens("兼得", &text[p.figure.end..]);
    // 97 个，其中公开整体目标 97 个、项目目标 1154 个: what all of them have leaves nothing to add.
    let among = matches!(list.opener, Opener::Among | Opener::Bracket);
    let full = among && parts.len() == 2 && parts.iter().any(|p| p.figure.micros == whole.figure.micros);
    if sum > most && (full || parts.iter().all(gained)) {
        return None;
    }
    // One slip of a hand would make it hold.
    let exact = !rough(parts) && !whole.figure.approximate;
    let slip = !list.open && parts.len() >= 2 && exact;
    let rare = if slip { rarity(text, Some(whole), whole.figure.micros, parts, sum) } else { None };
    let rare = rare.unwrap_or(0);
    // Two of 其中 that are less than the whole may be two of three.
    let some = parts.len() == 2 && sum < least && !list.complete;
    let weak = if rare >= 2 * RARE {
        Some(some && rare < 6 * RARE)
    } else if sum > most {
        exceeds(list, sum, most).then_some(false)
    } else if sum < least && exact {
        falls_short(text, list, sum, least)
    } else {
        None
    };
    Some((parts, weak?))
}

/// Whether parts above the whole are a slip: two of 其中 may overlap, channels may carry the same news.
fn exceeds(list: &List<'_>, sum: u128, most: u128) -> bool {
    let several = list.complete || list.parts.len() >= 3;
    let little = sum - most <= (most / 10).max(list.one);
    if !(several && little) && list.wholes.iter().any(|&whole| sum <= whole) {
        return false;
    }
    let single = list.parts.iter().map(|p| p.figure.micros).max().unwrap_or(0);
    if list.kinds == Kinds::Channels && list.whole.figure.unit != "件" {
        return single > most
            || single.saturating_mul(10) < most.saturating_mul(9) && sum < most.saturating_mul(2);
    }
    let consists = matches!(list.opener, Opener::Consists | Opener::Wholly) && list.parts.len() >= 2;
    // Two that overlap by half are seldom told side by side.
    let half = list.parts.len() == 2 && sum - most <= most / 2;
    half || several || little && list.opener == Opener::Among || consists || single > most
}

/// Whether parts below the whole are a slip (a warning), or an incomplete list that does not say so (a hint).
fn falls_short(text: &str, list: &List<'_>, sum: u128, least: u128) -> Option<bool> {
    let unit = list.whole.figure.unit;
    // 政策 47 条，动态 985 条，办理留言 64 件: what stands behind the last part is told of something else.
    let last = list.parts.last().map_or(0, |part| part.token);
    let among = list.all.iter().take_while(|m| m.token < last);
    let others = { among }.any(|m| m.figure.unit != unit && writings(m.figure.unit));
    let parts = list.parts.len();
    if list.open || parts < 2 || others && writings(unit) && !list.complete {
        return None;
    }
    let (among, bracket) = (list.opener == Opener::Among, list.opener == Opener::Bracket);
    let little = (least - sum) * 10 <= least;
    // Little is missing, or the whole has a digit too many.
    let most = little || sum.checked_mul(10) == Some(least);
    // Two that lack one, or are nearly all: a slip, or a third that is not worth its name.
    let two = parts == 2 && (little || least - sum == list.one && least >= 5 * list.one);
    let new =
        |p: &&Mention| p.first_but([Class::Filler, Class::Among]).is_some_and(|t| t.is(Class::NewMatter));
    let several = parts >= 3 && list.kinds != Kinds::Channels && !list.parts.iter().all(new);
    if list.complete || bracket && parts >= 4 || parts >= 3 && most {
        Some(false)
    } else {
        // 57 条，包括许可 30 条和处罚 26 条: the last of them is named as such.
        let consists = || list.opener == Opener::Consists && is_closed(text, &list.parts);
        (bracket && parts == 3 || two && (bracket || consists()) || among && (several || two)).then_some(true)
    }
}

/// 许可 30 条和处罚 26 条: whether a word for the last leads the last part.
fn is_closed(text: &str, parts: &[&Mention]) -> bool {
    let [.., before, last] = parts else { return false };
    LEXICON.opens("并列", before.between(last, text))
}

/// The rule for a list of bodies, of the ways of applications, of anything else.
fn rule(passage: &Passage<'_>, list: &List<'_>) -> &'static Rule {
    let words = |part: &Mention| -> String {
        let words = part.before().iter().filter(|t| !t.is(Class::NoBody));
        words.map(|t| t.text(passage.text())).collect()
    };
    let bodies = list.parts.iter().filter(|m| passage.names.names_another(&words(m))).count();
    if list.kinds == Kinds::Channels && list.whole.figure.unit == "件" {
        &codes::X17
    } else if bodies > 0 && bodies * 2 >= list.parts.len() {
        &codes::X08
    } else {
        &codes::X09
    }
}

/// What is to be done about a unit.
const ONE_UNIT: &str = "同一笔数用同一个量词";

/// 制度 15，公告 21 条，依据 23 条: the sum is right, one part lost its unit.
fn lost_unit(passage: &mut Passage<'_>, list: &List<'_>) {
    let unit = list.whole.figure.unit;
    let (own, bare): (Vec<&Mention>, Vec<&Mention>) = list.all.iter().partition(|m| m.figure.unit == unit);
    if let [bare] = bare[..]
        && bare.figure.unit.is_empty()
        && bare.figure.micros > 0
        && bare.tail(passage.text()).starts_with(is_pause)
        && own.len() >= 2
    {
        let written = &passage.text()[bare.range()];
        let finding = passage.finding_at(&codes::X20, bare, format!("“{written}”后面少了“{unit}”"));
        passage.sink.push(finding.help(ONE_UNIT));
    }
}

/// The sum is right, a part has another unit.
fn mixed_units(passage: &mut Passage<'_>, list: &List<'_>) {
    let unit = list.whole.figure.unit;
    let own = list.parts.iter().any(|m| m.figure.unit == unit);
    let other = |m: &&&Mention| m.figure.unit != unit && writings(m.figure.unit);
    // 部门文件 5 件，同步发布解读稿 7 篇: another matter.
    let verb = |m: &Mention| m.has_before([Class::NewMatter, Class::Publish]);
    let all = list.wholes.contains(&total(&list.all)) && !(own && list.wholes.contains(&total(&list.parts)));
    // 动态 27 条、诉求 11 件: each is counted as such things are.
    let cases = |m: &Mention| {
        m.figure.unit == "件" && m.before().iter().any(|t| LEXICON.says("论件", t.text(passage.text())))
    };
    let found = list.all.iter().find(other).filter(|m| !cases(m) && (!verb(m) || verb(list.all[0])));
    // 信息 124 条，其中存档 124 份: all of them.
    let Some(other) = found.filter(|_| all && writings(unit) && list.all.len() > 1) else { return };
    let message = format!("总数用“{unit}”，分项用“{}”", other.figure.unit);
    let finding = passage.finding_at(&codes::X20, other, message);
    passage.sink.push(finding.label(passage.place(list.whole), "总数").help(ONE_UNIT));
}
