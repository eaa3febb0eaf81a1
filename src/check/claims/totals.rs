//! Totals that no word of a list opens (X09): a figure behind a run of like figures, or before one, that may be their sum. How surely
//! a sum is meant is read off the place, the words that the figures share and what is missing; where that is not enough, a sum that
//! does not hold counts only if one slip of a hand would make it hold.

use super::equation::{Equation, is_held};
use super::growth::has_moved;
use super::lists::overlap;
use super::naming::{
    are_channels, are_kinds_of, are_stages, begins_row, both_ways, came, is_one_of, name, names_all,
    names_before_row, names_the_rest, numeral, parallel,
};
use super::slips::{RARE, rarity};
use super::terms::{
    Kinds, Part, alike, bodies, class, counts, further, is_each_of_year, is_paused, is_second, like, people,
    row_before, sum_of, things,
};
use crate::check::claim::{Claim, Matter, handled, received};
use crate::check::compare::Passage;
use crate::check::text::{
    Class, Classes, LEXICON, Mention, Sentence, Token, Words, is_comma, last_clause, runs_on,
};
use crate::diagnostic::codes;
use crate::form::quantity::ColumnName as Column;

/// How surely a figure is the sum of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// By its place alone.
    Place,
    /// By its place and by how the figures are named.
    Names,
    /// By names between which only 、 stands, and that nothing follows.
    Row,
    /// By names that leave nothing out, though something may be under way.
    Kinds,
    /// By a word, or by a list that is complete.
    Sure,
}

struct Total<'m> {
    whole: &'m Mention,
    /// In their order.
    parts: Vec<Part<'m>>,
    evidence: Evidence,
    /// They stand before it.
    behind: bool,
    /// The words say that they are so many.
    counted: Option<usize>,
}

/// Verbs after which something else is counted.
const VERBS: [Class; 5] =
    [Class::NewMatter, Class::Publish, Class::Receive, Class::ReceiveNew, Class::Finish];

/// The most parts that are looked at.
pub(super) const MOST: usize = 40;

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if overlap(passage.text(), sentence) {
        return;
    }
    // 三个栏目共 103 条（项）: of both.
    let text = passage.text();
    let second = |at: usize| is_second(text, &sentence.mentions, at);
    let single =
        |(at, m): &(usize, &Mention)| counts(m) && !m.counts_in_two(text) && !second(*at) && !second(at + 1);
    for (at, _) in sentence.mentions.iter().enumerate().filter(single) {
        let totals = [behind(text, sentence, at), before(text, sentence, at)];
        for total in totals.into_iter().flatten() {
            judge(passage, index, &total);
        }
    }
}

fn value_of(parts: &[Part<'_>]) -> u128 {
    sum_of(parts.iter().map(|part| part.value))
}

fn mentions<'m>(parts: &[Part<'m>]) -> Vec<&'m Mention> {
    parts.iter().map(|part| part.mention).collect()
}

/// 网上申请 10 件、书面申请 4 件，合计 14 件: the figures before a total that are counted as it is.
fn behind<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Option<Total<'m>> {
    let list = &sentence.mentions;
    let whole = &list[at];
    let last = sentence.mention_before(at)?;
    let (own, apart) = own_words(sentence, whole, last);
    // 图解 28 期、短视频 19 期，形成解读产品 47 个: what they make is counted otherwise.
    let made = is_made(text, own);
    let paused = |m: &Mention| text[m.figure.end..].starts_with('、');
    // Of …，服务企业共 6 家 the bodies are others.
    let most = if apart { "共" } else { "县直各部门共" };
    let glued = text[..whole.figure.start].ends_with('共')
        && own.iter().map(|t| t.end - t.start).sum::<usize>() <= most.len();
    let dated = whole.before().hold("截至", text);
    let (mut parts, mut next, mut cut) = (Vec::new(), whole, false);
    for (n, m) in list[..at].iter().enumerate().rev().take(MOST) {
        let same = m.scope == whole.scope;
        let like = same && counts(m) && (next.token == whole.token || paused(m));
        // 14 个乡镇、3 个街道、31 个县直部门共 49 家: bodies, whichever word counts them.
        let bodies = glued && same && counts(m) && [m, whole].iter().all(|m| bodies(m.figure.unit));
        // 成员由 9 人增至 11 人: what there was is none of what there is.
        // 半年公示 1 次，全年 2 次: nor is what each half has.
        let within = list.get(n + 1).filter(|next| next.token < whole.token);
        let apart = |next| has_moved(text, m, next) || is_each_of_year(text, m, next);
        if within.is_some_and(apart) || is_second(text, list, n) {
            next = m;
            continue;
        }
        // 截至 6 月底 310 条，截至年底 702 条: what there was by then is in it.
        if dated && m.before().hold("截至", text) {
            return None;
        }
        // 专区 1 个，11 个社区设公开角 11 个，共 12 个: those that have them.
        let has = |next: &Mention| {
            let words = m.between(next, text);
            next.token < whole.token && alike(m, next) && words.contains('设') && !words.contains('各')
        };
        if runs_on(text, m, next) && has(next) {
            next = m;
            continue;
        }
        if if made { like } else { bodies || alike(whole, m) } {
            let Some(part) = Part::of(text, sentence, n) else { break };
            parts.push(part);
        } else if same && !runs_on(text, m, next) && !paused(m) {
            cut = true;
            break;
        }
        next = m;
    }
    parts.reverse();
    let row = row_before(text, sentence, at);
    if row.len() > parts.len() && value_of(&parts) != whole.figure.micros {
        parts = row;
    }
    // What is taken so many times is the whole sum, or the first of its parts.
    // 1 条、4 条、13 条；全年共 58 条，其余 40 条: those that are not named come behind.
    let rest = list.get(at + 1).filter(|m| m.has_before(Class::Rest) && alike(whole, m));
    let sum = value_of(&parts);
    if rest.is_some_and(|rest| sum.saturating_add(rest.figure.micros) == whole.figure.micros) {
        return None;
    }
    // 主办 15 件、会办 9 件，主办 21 件、会办 14 件，主办件共 36 件: those that are called as it is.
    let called: String = name(text, whole).chars().take(2).collect();
    let mut named = 0u128;
    for m in list[..at].iter().rev().take(MOST).filter(|m| alike(whole, m) && name(text, m).contains(&called))
    {
        named = named.saturating_add(m.figure.micros);
    }
    if called.len() >= "主办".len() && named == whole.figure.micros && named != sum {
        return None;
    }
    let several = parts.len() >= 2 || !cut && parts.iter().any(Part::is_taken_often);
    // 研究 4 次，每月调度 1 次，全年 12 次: what is taken so often is the whole.
    let often = |p: &Part<'_>| p.is_taken_often() && p.value == whole.figure.micros;
    if parts.len() >= 2 && parts.last().is_some_and(often) {
        return None;
    }
    if !several || Part::of(text, sentence, at).is_none_or(|whole| whole.is_taken_often()) {
        return None;
    }
    let (evidence, counted) = collects(text, sentence, whole, &mentions(&parts))?;
    Some(Total { whole, parts, evidence, behind: true, counted })
}

/// Where the words of a figure's own clause begin: behind the last comma, or behind the figure before.
fn own_words<'s>(sentence: &'s Sentence, whole: &Mention, last: &Mention) -> (&'s [Token], bool) {
    let between = &sentence.tokens[last.token + 1..whole.token];
    let comma = last_clause(between);
    (&between[comma..], comma > 0)
}

/// 形成解读产品 47 个: whether something was made of what stands before.
fn is_made(text: &str, own: &[Token]) -> bool {
    let first = own.iter().find(|t| !t.is([Class::Quantity, Class::Filler]) && !t.is_any_mark());
    first.is_some_and(|t| LEXICON.opens("做成", &text[t.start..]))
}

/// How the words before a figure say that it is the sum of those before it; nothing where they count on.
fn collects(
    text: &str,
    sentence: &Sentence,
    whole: &Mention,
    parts: &[&Mention],
) -> Option<(Evidence, Option<usize>)> {
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let (own, apart) = own_words(sentence, whole, last);
    // 其他镇合计 260 条: of those that are not named; 调整后总数为 18 个: with those that were there.
    let stock = |t: &Token| LEXICON.closes("改动之后", &text[..t.start]);
    // 与街道专区合计 12 处: with what has no figure.
    let with = own.iter().find(|t| !t.is_any_mark());
    let with = with.is_some_and(|t| text[t.start..].starts_with(['与', '连', '加']));
    // 新增 1 个，注销 3 个，目前共计 6 个: what came and went is no part of what there is.
    let went = |m: &&Mention| came(&name(text, m)) == Some(false);
    if parts.iter().any(went) && own.iter().any(|t| LEXICON.list("眼下").contains(&t.text(text))) {
        return None;
    }
    if with || own.iter().any(|t| t.is(Class::Others) || stock(t)) {
        return None;
    }
    let lead = own.first().zip(own.last()).map_or("", |(a, b)| &text[a.start..b.end]);
    // 两项合计, 三种刊物: the words say how many they are.
    let counted = numeral(lead.chars().next()).filter(|n| (2..10).contains(n) && lead.chars().count() <= 9);
    // 2022年、2023年、2024年分别为 4 件、9 件、12 件，三年合计 25 件: one of them is told of another year.
    if counted.is_some_and(|n| n > parts.len()) && sentence.has(Class::Each) {
        return None;
    }
    if counted.is_some_and(|n| n <= parts.len()) {
        return Some((Evidence::Sure, counted));
    }
    let paused = is_paused(text, parts);
    if is_made(text, own) && apart && parts.len() >= 3 && paused {
        return Some((Evidence::Sure, None));
    }
    let from = first.before().first().map_or(first.figure.start, |t| t.start);
    // 培训两期，第一期 34 人，第二期 29 人，累计培训 63 人; 参训人员分别为 34 人、29 人，….
    let ordered = LEXICON.says("起头", &text[from..first.figure.start]);
    let from = if ordered { sentence.range.start } else { from };
    let span = &text[from..own.first().map_or(last.figure.end, |t| t.start)];
    let idle =
        [Class::Quantity, Class::Region, Class::We, Class::ThisYear, Class::Filler, Class::All, Class::Of];
    let words = |tokens: &[Token]| -> String {
        let content = tokens.iter().filter(|t| !t.is(idle) && !t.is_no_word());
        content.map(|t| t.text(text)).collect()
    };
    let familiar = |words: &str| words.chars().all(|c| span.contains(c));
    let sums = own.iter().rposition(|t| t.sums_up(text));
    let sums = sums.or(LEXICON.closes("量为", lead).then(|| own.len() - 1));
    if let Some(at) = sums {
        let behind = words(&own[at + 1..]);
        let sure =
            familiar(&behind) || LEXICON.has("总的做法", behind.as_str()) || are_kinds_of(text, whole, parts);
        return Some((if sure { Evidence::Sure } else { Evidence::Names }, None));
    }
    if !apart || text[whole.figure.end..].starts_with('、') || both_ways(text, parts) {
        return None;
    }
    let content = words(own);
    let year = own.has(Class::ThisYear);
    let those = own.last().is_some_and(|t| t.is(Class::Of)) && !content.is_empty();
    let each = || own.iter().any(|t| LEXICON.has("各种各样", t.text(text)));
    let evidence = match familiar(&content) {
        true if year || those => Evidence::Sure,
        true => Evidence::Names,
        false if each() || paused && !own.has(VERBS) => Evidence::Names,
        false => Evidence::Place,
    };
    Some((evidence, None))
}

/// 公开信息 310 条，动态类 180 条、公告类 130 条: the figures right behind one that are counted as it is.
fn before<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Option<Total<'m>> {
    let whole = &sentence.mentions[at];
    let parts = parts_behind(text, sentence, at);
    let figures = mentions(&parts);
    if parts.len() < 2
        || is_one_of_row(text, sentence, at, &figures) && value_of(&parts) != whole.figure.micros
        || are_channels(text, whole, &figures)
        || are_stages(text, &figures)
        || is_beside(text, sentence, at, &parts)
    {
        return None;
    }
    let (first, last) = (figures[0], figures[figures.len() - 1]);
    let (_, apart) = own_words(sentence, first, whole);
    let rest = text[last.figure.end..sentence.range.end].trim_start();
    // 317 条信息中 298 条通过审核，20 条退回.
    let within = !text[whole.figure.end..].starts_with('、')
        && first.before().iter().rev().take(2).any(|t| t.text(text) == "中");
    // 等 behind the last, or what is left named without a figure: not all are listed.
    if !(apart || within) || is_of_year(text, whole) || rest.starts_with('等') || names_the_rest(rest) {
        return None;
    }
    // 二级栏目 54 个，精简后一级栏目 6 个、二级栏目 38 个: what there was is no sum of what there is.
    if LEXICON.says("改动之后", whole.between(first, text)) {
        return None;
    }
    if apart
        && !is_paused(text, &figures)
        && is_one_of(text, whole, &figures)
        && value_of(&parts) != whole.figure.micros
    {
        return None;
    }
    let (evidence, counted) = lists(text, sentence, whole, &parts, (within, rest))?;
    Some(Total { whole, parts, evidence, behind: false, counted })
}

/// 公共文化信息 41 条，旅游信息 25 条，执法信息 13 条，其他信息 16 条: whether a figure is named as those before it and behind it are.
fn is_one_of_row(text: &str, sentence: &Sentence, at: usize, behind: &[&Mention]) -> bool {
    let whole = &sentence.mentions[at];
    let before = sentence.mention_before(at).filter(|m| alike(whole, m) && m.depth == whole.depth);
    before.zip(behind.first()).is_some_and(|(before, first)| {
        let joint = |a: &Mention, b: &Mention| a.between(b, text).chars().next();
        joint(before, whole) == joint(whole, first) && parallel(text, &[before, whole, first])
    })
}

/// The figures right behind one that may be its parts.
fn parts_behind<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Vec<Part<'m>> {
    let (list, whole) = (&sentence.mentions, &sentence.mentions[at]);
    let ordered = list[at + 1..].iter().find(|m| alike(whole, m)).is_some_and(begins_row);
    let opened = |m: &Mention| {
        let words = &sentence.tokens[whole.token + 1..m.token];
        let lists = |t: &Token| t.is([Class::Lists, Class::Composed]) && !ordered;
        words.iter().any(|t| t.is([Class::Among, Class::Open, Class::Holds]) || lists(t) || t.is_mark("；;"))
    };
    let other = [Class::OtherTime, Class::LastYear, Class::Compare];
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (n, m) in list.iter().enumerate().skip(at + 1).take(MOST) {
        if alike(whole, m) {
            if opened(m) || m.has_before(other) && !is_of_year(text, m) {
                break;
            }
            let Some(part) = Part::of(text, sentence, n) else { break };
            parts.push(part);
        } else if m.scope == whole.scope && !list.get(n + 1).is_some_and(|next| runs_on(text, m, next)) {
            break;
        }
    }
    parts
}

/// Whether a figure is one beside others, and the sum of these is another.
fn is_beside(text: &str, sentence: &Sentence, at: usize, parts: &[Part<'_>]) -> bool {
    let whole = &sentence.mentions[at];
    // 审查 1124 条，一审退回 36 条，二审退回 14 条，两级共退回 50 条: the last adds up those before it.
    if matches!(parts, [rest @ .., last] if rest.len() > 1 && last.value == value_of(rest)) {
        return true;
    }
    let sum = value_of(parts);
    // 对 9 个县（市）和 34 个部门考核，优秀 12 个、良好 24 个、合格 7 个: of both.
    let joined = |m: &&Mention| alike(whole, m) && !m.between(whole, text).contains(is_comma);
    let both = sentence.mention_before(at).filter(joined);
    // 46 项里工贸 19 项，危化 11 项，建筑 9 项，商贸 7 项: the first of the parts of what was told before.
    let all = sum.saturating_add(whole.figure.micros);
    both.is_some_and(|m| m.figure.micros.saturating_add(whole.figure.micros) == sum)
        || further(&sentence.mentions[..at], whole, |m| m.figure.micros == all).is_some()
}

/// How the names of the figures behind a whole, and where they stand, say that they are all of it; nothing where one is done to others. `within`
/// where the whole says that they are in it, `rest` what stands behind the last.
fn lists(
    text: &str,
    sentence: &Sentence,
    whole: &Mention,
    all: &[Part<'_>],
    (within, rest): (bool, &str),
) -> Option<(Evidence, Option<usize>)> {
    let parts = &mentions(all)[..];
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let paused = is_paused(text, parts);
    // 成员 7 名，配备专职人员 2 名、兼职人员 7 名: a verb leads the first, and something else is told.
    let length = |m: &Mention| name(text, m).chars().count();
    let leads = [Class::Thing, Class::NewMatter, Class::Publish, Class::Decide];
    let led = length(first) > length(last) + 1 && first.first_but(Classes::NONE).is_some_and(|t| t.is(leads));
    // 8 个账号，关停微信 2 个、微博 4 个，其余 2 个.
    let closed =
        last.has_before(Class::Others) && parts.len() >= 3 && is_paused(text, &parts[..parts.len() - 1]);
    let parallels = parallel(text, parts);
    let several = parts.len() >= 3 || paused;
    let siblings = parallels && parallel(text, &[&[whole], parts].concat());
    // 制定制度 5 项，修订制度 2 项，废止制度 1 项: one deed beside the others.
    let is = |m: &Mention, new| came(&name(text, m)) == Some(new);
    if siblings && is(whole, true) && parts.iter().any(|m| is(m, false)) {
        return None;
    }
    let alike = several && !led && parallels && !siblings;
    let kinds = !led && names_all(text, whole, parts) || paused && are_kinds_of(text, whole, parts);
    // 共设查阅点 36 个，区级 2 个、街道 9 个、社区 25 个.
    let ended = paused && parts.len() >= 3 && !led && !rest.starts_with(|c: char| c.is_alphabetic());
    let collected = || whole.before().iter().any(|t| text[t.start..].starts_with(['共', '总']));
    let verb = || parts.iter().any(|m| m.has_before(VERBS));
    // 问题 43 个，立即整改 31 个，限期整改 13 个; 删除 42 个，更新 57 个，归档 39 个: three that are more than the whole.
    let above = || {
        let apart = |m: &&Mention| m.head(text).ends_with('共');
        let more = parts.len() >= 3 && value_of(all) > whole.figure.micros;
        more && !both_ways(text, parts) && !parts.iter().any(apart)
    };
    // 培训 2 期，参训 119 人次，两期依次为 52 人次、67 人次: as many as were told before.
    let counted = |m: &Mention| m.figure.is_count() && m.figure.whole() == Some(parts.len() as u64);
    let mut earlier = sentence.mentions.iter().take_while(|m| m.token < first.token);
    let in_turn = names_before_row(text, first) == parts.len()
        || begins_row(first) && earlier.any(|m| counted(m) && !like(whole, m));
    let evidence = if closed || paused && parts.len() >= 4 {
        Evidence::Sure
    } else if in_turn || alike || kinds || ended && collected() {
        Evidence::Kinds
    } else if within || !led && rest.starts_with(is_comma) && (parallels || paused && !verb() || above()) {
        Evidence::Row
    } else {
        Evidence::Place
    };
    Some((evidence, (in_turn || alike && paused).then_some(parts.len())))
}

/// Compares a total with what its parts add up to.
fn judge(passage: &mut Passage<'_>, index: usize, total: &Total<'_>) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let Total { whole, parts, evidence, .. } = total;
    let of = |n: usize| if total.behind { &parts[parts.len() - n..] } else { &parts[..n] };
    let value = whole.figure.micros;
    // 由主要负责人任组长、3 名分管负责人任副组长: the one is not counted.
    let led = things(u64::from(people(whole.figure.unit) && is_led(&text[sentence.range.clone()])));
    let range = total.counted.map_or(2.min(parts.len())..=parts.len(), |n| n..=n);
    let holds = |n: &usize| {
        let (sum, also) = (value_of(of(*n)), sum_of(of(*n).iter().map(|p| p.also)));
        [sum, sum.saturating_add(led), also].contains(&value)
    };
    if let Some(n) = range.clone().find(holds) {
        Equation::of_parts(of(n), led, whole).bind(passage);
        return compare_with_table(passage, index, total);
    }
    let all = of(*range.end());
    let members = || parts.iter().map(|p| p.mention).chain([*whole]);
    let sure = *evidence == Evidence::Sure;
    // 主动公开 40 分，平台 20 分，…: all of them make up the hundred.
    let hundred = whole.figure.unit == "分" && value.saturating_add(value_of(parts)) == things(100);
    if hundred
        || members().all(|m| passage.is_tabled(m))
        || members().any(|m| passage.is_told(m))
        || members().filter(|m| is_held(passage, m)).count() >= 2
        // 各站所、村各指定 1 名，全镇共 26 名，其中站所 9 名、村 17 名.
        || parts.len() == 1 && is_held(passage, whole)
        || !sure && parts.iter().any(|p| passage.is_bound(p.mention))
        || *evidence == Evidence::Place && members().any(|m| passage.is_bound(m))
    {
        return;
    }
    let nearest = range.map(of).min_by_key(|parts| value_of(parts).abs_diff(value)).unwrap_or(all);
    let slips = |parts: &[Part<'_>]| rarity(text, Some(whole), value, &mentions(parts), value_of(parts));
    // 清理 2460 条，下架 117 条、修正 86 条，合计 213 条: of all, or of those that come nearest.
    let apart = || parts[parts.len() - 1].mention.between(whole, text).contains('；');
    let all = if total.behind && whole.sums_up(text) && !apart() && slips(nearest) > slips(all) {
        nearest
    } else {
        all
    };
    let rare = slips(all);
    let most = all.iter().map(|p| p.value).max().unwrap_or(0);
    // 3.25 公顷、4.1 公顷，合计 7.4 公顷: rounded.
    if members().any(|m| value_of(nearest).abs_diff(value) < m.figure.step(text)) {
        return;
    }
    // 46 个村中 41 个…，12 个…: what is done to some may be done to others too, unless one slip would make it hold.
    let twice = value_of(nearest) > value && parts.len() == 2 && !total.behind && rare.is_none();
    let little =
        value_of(nearest).abs_diff(value) <= if twice { things(1) } else { (value / 5).max(things(2)) };
    let least = match evidence {
        // Less than one of its parts: none of them may be meant.
        Evidence::Sure if value < most && parts.len() > 1 => RARE,
        Evidence::Sure if rare.is_none() && little => {
            return Equation::of_parts(nearest, led, whole).say(passage, &codes::X09);
        }
        // A whole is no less than one of its parts.
        _ if !sure && !total.behind && value < most && *evidence > Evidence::Place => RARE,
        Evidence::Sure | Evidence::Kinds => 0,
        Evidence::Row if little => 0,
        Evidence::Names | Evidence::Row => RARE,
        Evidence::Place => 6 * RARE,
    };
    if rare.is_some_and(|rare| rare >= least) {
        Equation::of_parts(all, led, whole).say(passage, &codes::X09);
    }
}

/// 申请 of all ways are what came.
fn compare_with_table(passage: &mut Passage<'_>, index: usize, total: &Total<'_>) {
    let sentence = &passage.sentences[index];
    let about = passage.on_request[index] || sentence.has(Class::OwnApplication);
    let ways = total.parts.iter().all(|p| class(p.mention) == Kinds::Channels);
    if about && ways && total.behind && total.whole.figure.unit == "件" {
        let all = Column::Applicants.word();
        let readings = received(all).into_iter().chain(handled(all)).collect();
        passage.compare(sentence, total.whole, &Claim::new(Matter::Received, "收到", readings));
    }
}

/// 上半年 120 条, 一季度 30 条: a part of the year.
fn is_of_year(text: &str, mention: &Mention) -> bool {
    let from = mention.before().first().map_or(mention.figure.start, |t| t.start);
    let clause = &text[from..mention.figure.start];
    clause.contains("半年") || clause.contains("季度")
}

/// 由主要负责人任组长、3 名…任副组长; 组长由局长担任，副组长 2 人.
fn is_led(sentence: &str) -> bool {
    let behind = sentence.split("任组长").nth(1).unwrap_or("");
    let counted = behind.trim_start_matches(['、', '，']).starts_with(|c: char| c.is_ascii_digit());
    counted || sentence.contains("组长由")
}
