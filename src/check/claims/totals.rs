//! Totals that no word of a list opens (X09): a figure behind a run of like figures, or before one, that may be their sum. How surely
//! a sum is meant is read off the place, the words that the figures share and what is missing; where that is not enough, a sum that
//! does not hold counts only if one slip of a hand would make it hold.

use super::is_property;
use super::lists::{HELD, Kinds, WRITINGS, class, is_count, like, people};
use super::naming::{
    are_kinds_of, came, name, named_in_turn, names_all, names_the_rest, parallel, parts_name_whole,
};
use super::products::times_a_year;
use super::slips::{RARE, rarity};
use crate::check::claim::reading::{handled, received};
use crate::check::claim::{Claim, Matter};
use crate::check::compare::{FigureStatus, Passage, spelled};
use crate::check::text::clauses::{COMMAS, Mention, Sentence, last_clause, runs_on};
use crate::check::text::figures::Figure;
use crate::check::text::lexicon::{Class, LEXICON};
use crate::check::text::numerals::MICRO;
use crate::check::text::tokens::{Kind, Token};
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

/// A figure that is added.
#[derive(Clone, Copy)]
struct Part<'m> {
    mention: &'m Mention,
    /// What it counts: 72 of 6 个社区每月 1 次.
    value: u64,
    /// What else the words may mean: 12 of the same.
    also: u64,
}

/// A figure that may be the sum of others.
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

/// Adds up the runs of like figures of a sentence.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    for (at, whole) in sentence.mentions.iter().enumerate() {
        if !counts(whole) {
            continue;
        }
        let totals = [behind(passage, sentence, at), before(passage, sentence, at)];
        for total in totals.into_iter().flatten() {
            judge(passage, index, &total);
        }
    }
    for six in sentence.mentions.windows(6) {
        in_pairs(passage, six);
    }
}

/// 通知 7 件、1420 元，收取 5 件、1060 元，未缴 2 件、360 元: where the one row adds up, so must the other.
fn in_pairs(passage: &mut Passage<'_>, six: &[Mention]) {
    let [n, all, m, some, rest, left] = six else { return };
    let units = |a: &Mention, b: &Mention| (a.figure.unit, b.figure.unit) == (n.figure.unit, all.figure.unit);
    let same = units(m, some) && units(rest, left) && n.figure.unit != all.figure.unit;
    let value = |m: &Mention| m.figure.whole().filter(|_| counts(m)).unwrap_or(0);
    let part = |mention| Part { mention, value: value(mention), also: value(mention) };
    let (counted, sum) = (value(m).saturating_add(value(rest)), value(some).saturating_add(value(left)));
    // 收取 2 件、420 元，其中 1 件 100 元: parts of a part.
    let among = left.left.iter().any(|t| t.is(Class::Among) && t.start > n.figure.start);
    let told = among || six.iter().any(|m| passage.is_told(m) || value(m) == 0);
    // 3 = 2 + 1 may be chance.
    if same && value(n) >= 5 && counted == value(n) && sum != value(all) && !told {
        say(passage, all, &[part(some), part(left)], 0);
    }
}

/// Whether a figure counts things that may be added.
pub(super) fn counts(mention: &Mention) -> bool {
    mention.figure.is_count() && !mention.figure.unit.is_empty() && is_count(mention)
}

/// Whether two figures count in the same unit, in the same bracket.
pub(super) fn alike(one: &Mention, other: &Mention) -> bool {
    like(one, other) && one.scope == other.scope && counts(other)
}

/// A figure as something that is added; nothing where it is an average, the least of something or said of one among several.
fn part<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Option<Part<'m>> {
    let mention = &sentence.mentions[at];
    let value = mention.figure.whole()?;
    let plain = Part { mention, value, also: value };
    let comma = sentence.tokens[..mention.token].iter().rev().find(|t| t.is_mark(COMMAS));
    let clause = &text[comma.map_or(sentence.range.start, |t| t.end)..mention.figure.start];
    if clause.contains('均') {
        return None;
    }
    let before = at.checked_sub(1).map(|i| &sentence.mentions[i]).filter(|m| runs_on(text, m, mention));
    let many = before.and_then(|m| m.figure.whole().filter(|_| m.figure.is_count()));
    if let Some(at) = clause.rfind('每') {
        let rest = &clause[at..];
        let times = times_a_year(text, sentence, mention, &rest['每'.len_utf8()..])?;
        let also = value.saturating_mul(times);
        return Some(Part { value: also.saturating_mul(many.unwrap_or(1)), also, ..plain });
    }
    // 14 个乡镇各设查询机 2 台.
    let each = before.map_or("", |m| &text[m.figure.end..mention.figure.start]);
    let each = each
        .split('各')
        .nth(1)
        .is_some_and(|rest| !rest.starts_with(['类', '项', '种', '级', '界', '方', '地']));
    match many.filter(|_| each) {
        Some(many) => Some(Part { value: value.saturating_mul(many), ..plain }),
        // 第三、第四季度各 1 次: of so many as are named.
        None => (!clause.ends_with('各')).then_some(plain),
    }
}

/// 网上申请 10 件、书面申请 4 件，合计 14 件: the figures before a total that are counted as it is.
fn behind<'m>(passage: &Passage<'m>, sentence: &'m Sentence, at: usize) -> Option<Total<'m>> {
    let text = passage.text();
    let list = &sentence.mentions;
    let whole = &list[at];
    let mut parts = Vec::new();
    let mut next = whole;
    let mut cut = false;
    // 图解 28 期、短视频 19 期，形成解读产品 47 个: what they make is counted otherwise.
    let last = at.checked_sub(1).map(|i| &list[i])?;
    let made = own_words(sentence, whole, last).0;
    let made = is_made(text, made);
    let paused =
        |m: &Mention, next: &Mention| next.token == whole.token || text[m.figure.end..].starts_with('、');
    let like = |m: &Mention, next: &Mention| {
        if made { m.scope == whole.scope && counts(m) && paused(m, next) } else { alike(whole, m) }
    };
    for (n, m) in list[..at].iter().enumerate().rev().take(MOST) {
        if like(m, next) {
            // 个人 5 件；单位 3 件，共 8 件: what stands behind the semicolon is added first.
            if parts.len() >= 2 && text[m.figure.end..next.figure.start].contains(['；', ';']) {
                break;
            }
            let Some(part) = part(text, sentence, n) else { break };
            parts.push(part);
        } else if m.scope == whole.scope && !runs_on(text, m, next) && !text[m.figure.end..].starts_with('、')
        {
            cut = true;
            break;
        }
        next = m;
    }
    parts.reverse();
    // What is taken so many times is the whole sum, or the first of its parts.
    let several =
        parts.len() >= 2 || !cut && parts.iter().any(|p| p.value > p.mention.figure.whole().unwrap_or(0));
    if !several
        || part(text, sentence, at)
            .is_none_or(|whole| whole.value != whole.mention.figure.whole().unwrap_or(0))
    {
        return None;
    }
    let (evidence, counted) = collects(text, sentence, whole, &parts)?;
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
    let first =
        own.iter().find(|t| !t.is([Class::Quantity, Class::Filler]) && !matches!(t.kind, Kind::Mark(_)));
    first.is_some_and(|t| LEXICON.list("做成").iter().any(|word| text[t.start..].starts_with(word)))
}

/// How the words before a figure say that it is the sum of those before it; nothing where they count on.
fn collects(
    text: &str,
    sentence: &Sentence,
    whole: &Mention,
    parts: &[Part<'_>],
) -> Option<(Evidence, Option<usize>)> {
    let (first, last) = (parts[0].mention, parts[parts.len() - 1].mention);
    let (own, apart) = own_words(sentence, whole, last);
    // 其他镇合计 260 条: of those that are not named; 调整后总数为 18 个: with those that were there.
    let stock = |t: &Token| ["优化后", "调整后", "改版后"].iter().any(|w| text[..t.start].ends_with(w));
    if own.iter().any(|t| t.is(Class::Others) || stock(t)) {
        return None;
    }
    let from = first.before().first().map_or(first.figure.start, |t| t.start);
    // 培训两期，第一期 34 人，第二期 29 人，累计培训 63 人.
    let ordered = text[from..first.figure.start].contains("第一");
    let from = if ordered { sentence.range.start } else { from };
    let span = &text[from..own.first().map_or(last.figure.end, |t| t.start)];
    let words = |tokens: &[Token]| -> String {
        let idle = [
            Class::Quantity,
            Class::Region,
            Class::We,
            Class::ThisYear,
            Class::Filler,
            Class::All,
            Class::Of,
        ];
        let content =
            tokens.iter().filter(|t| !t.is(idle) && !matches!(t.kind, Kind::Mark(_) | Kind::Figure(_)));
        content.map(|t| t.text(text)).collect()
    };
    let familiar = |words: &str| words.chars().all(|c| span.contains(c));
    let lead = own.first().zip(own.last()).map_or("", |(a, b)| &text[a.start..b.end]);
    // 两项合计, 三种刊物: the words say how many they are.
    let counted = lead
        .chars()
        .next()
        .and_then(|c| "两二三四五六七八九".chars().position(|n| n == c))
        .map(|n| n.max(1) + 1);
    let counted = counted.filter(|_| lead.chars().count() <= 9);
    if counted.is_some_and(|n| n <= parts.len()) {
        return Some((Evidence::Sure, counted));
    }
    let made = is_made(text, own);
    if made && apart && parts.len() >= 3 && is_paused(text, parts) {
        return Some((Evidence::Sure, None));
    }
    let sums = own.iter().rposition(|t| LEXICON.list("合起来").contains(&t.text(text)));
    let sums = sums.or(LEXICON.list("量为").iter().any(|end| lead.ends_with(end)).then(|| own.len() - 1));
    let evidence = if let Some(at) = sums {
        let mentions: Vec<&Mention> = parts.iter().map(|p| p.mention).collect();
        let sure = familiar(&words(&own[at + 1..])) || are_kinds_of(text, whole, &mentions);
        if sure { Evidence::Sure } else { Evidence::Names }
    } else if !apart || text[whole.figure.end..].starts_with('、') || both_ways(text, parts) {
        return None;
    } else {
        let content = words(own);
        let year = own.iter().any(|t| t.is(Class::ThisYear));
        let those = own.last().is_some_and(|t| t.is(Class::Of));
        let paused = is_paused(text, parts);
        let each = own.iter().any(|t| ["各类", "各项", "各种"].contains(&t.text(text)));
        if year && familiar(&content) || those && !content.is_empty() && familiar(&content) {
            Evidence::Sure
        } else if familiar(&content) || each || paused && !own.iter().any(|t| t.is(VERBS)) {
            Evidence::Names
        } else {
            Evidence::Place
        }
    };
    Some((evidence, None))
}

/// 新增 4 条、取消 2 条: what came and what went is not added.
fn both_ways(text: &str, parts: &[Part<'_>]) -> bool {
    let way = |p: &Part<'_>| {
        let words = p.mention.before();
        words.first().and_then(|t| came(&text[t.start..p.mention.figure.start]))
    };
    parts.iter().any(|p| way(p) == Some(true)) && parts.iter().any(|p| way(p) == Some(false))
}

/// 公开信息 310 条，动态类 180 条、公告类 130 条: the figures right behind one that are counted as it is.
fn before<'m>(passage: &Passage<'m>, sentence: &'m Sentence, at: usize) -> Option<Total<'m>> {
    let text = passage.text();
    let list = &sentence.mentions;
    let whole = &list[at];
    let next = list.get(at + 1);
    let named = next.map_or(0, |m| named_in_turn(text, m));
    let opened = |m: &Mention| {
        let words = &sentence.tokens[whole.token + 1..m.token];
        let lists = |t: &Token| t.is([Class::Lists, Class::Composed]) && named == 0;
        words.iter().any(|t| t.is([Class::Among, Class::Open, Class::Holds]) || lists(t) || t.is_mark("；;"))
    };
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (n, m) in list.iter().enumerate().skip(at + 1).take(MOST) {
        if alike(whole, m) {
            let year = is_of_year(text, m);
            if opened(m) || m.has_before([Class::OtherTime, Class::LastYear, Class::Compare]) && !year {
                break;
            }
            let Some(part) = part(text, sentence, n) else { break };
            parts.push(part);
        } else if m.scope == whole.scope && !list.get(n + 1).is_some_and(|next| runs_on(text, m, next)) {
            break;
        }
    }
    let (first, last) = (parts.first().filter(|_| parts.len() >= 2)?.mention, parts.last()?.mention);
    let (_, apart) = own_words(sentence, first, whole);
    // 等 behind the last, or what is left named without a figure: not all are listed.
    let rest = text[last.figure.end..sentence.range.end].trim_start();
    // 317 条信息中 298 条通过审核，20 条退回.
    let within = !text[whole.figure.end..].starts_with('、')
        && first.before().iter().rev().take(2).any(|t| t.text(text) == "中");
    if !(apart || within) || is_of_year(text, whole) || rest.starts_with('等') || names_the_rest(rest) {
        return None;
    }
    let closed = last.has_before(Class::Others);
    let paused = is_paused(text, &parts);
    let property = |p: &Part<'_>| {
        let at = list.iter().position(|m| m.token == p.mention.token);
        at.is_some_and(|at| is_property(text, sentence, at))
    };
    let mentions: Vec<&Mention> = parts.iter().map(|p| p.mention).collect();
    // 8 个账号，关停微信 2 个、微博 4 个，其余 2 个.
    let closed = closed && parts.len() >= 3 && is_paused(text, &parts[..parts.len() - 1]);
    let sure = closed || paused && parts.len() >= 4 || parts.iter().all(property);
    let year = parts.iter().all(|p| is_of_year(text, p.mention));
    let several = parts.len() >= 3 || paused;
    let alike = several && !parallel(text, &[&[whole], &mentions[..]].concat()) && parallel(text, &mentions);
    let in_turn = named == parts.len();
    // 成员 7 名，配备专职人员 2 名、兼职人员 7 名: a verb leads the first, and something else is told.
    let length = |m: &Mention| name(text, m).chars().count();
    let leads = [Class::Thing, Class::NewMatter, Class::Publish, Class::Decide];
    let led = length(first) > length(last) + 1
        && first.before().iter().find(|t| !matches!(t.kind, Kind::Mark(_))).is_some_and(|t| t.is(leads));
    let alike = alike && !led;
    let kinds = parts_name_whole(text, whole, &mentions) || !led && names_all(text, whole, &mentions);
    // 共设查阅点 36 个，区级 2 个、街道 9 个、社区 25 个.
    let ended = paused && parts.len() >= 3 && !led && !rest.starts_with(|c: char| c.is_alphabetic());
    let collects = whole.before().iter().any(|t| text[t.start..].starts_with(['共', '总']));
    let ways = !WRITINGS.contains(&whole.figure.unit) && mentions.iter().all(|m| class(m) == Kinds::Channels);
    let kinds = kinds || paused && are_kinds_of(text, whole, &mentions);
    let verb = mentions.iter().any(|m| m.has_before(VERBS));
    // 问题 43 个，立即整改 31 个，限期整改 13 个; 删除 42 个，更新 57 个，归档 39 个: three that are more than the whole.
    let alike_two = parallel(text, &mentions);
    let sum = parts.iter().fold(0u64, |sum, p| sum.saturating_add(p.value));
    let apart = |m: &&Mention| text[..m.figure.start].ends_with('共');
    let above = parts.len() >= 3
        && !both_ways(text, &parts)
        && !mentions.iter().any(apart)
        && whole.figure.whole().is_some_and(|whole| sum > whole);
    let evidence = if sure || year && kinds {
        Evidence::Sure
    } else if in_turn || alike || kinds || ended && (collects || ways) {
        Evidence::Kinds
    } else if within
        || (paused && !verb || alike_two || above) && !led && rest.starts_with(|c| COMMAS.contains(c))
    {
        Evidence::Row
    } else if several || parallel(text, &mentions) {
        Evidence::Names
    } else {
        Evidence::Place
    };
    let counted = (in_turn || alike && paused).then_some(parts.len());
    Some(Total { whole, parts, evidence, behind: false, counted })
}

/// Whether only 、 stands between the parts.
fn is_paused(text: &str, parts: &[Part<'_>]) -> bool {
    parts.windows(2).all(|pair| text[pair[0].mention.figure.end..].starts_with('、'))
}

/// Compares a total with what its parts add up to.
fn judge(passage: &mut Passage<'_>, index: usize, total: &Total<'_>) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let Total { whole, parts, .. } = total;
    let of = |n: usize| if total.behind { &parts[parts.len() - n..] } else { &parts[..n] };
    let value = whole.figure.whole().unwrap_or(0);
    // 由主要负责人任组长、3 名分管负责人任副组长: the one is not counted.
    let led = u64::from(people(whole) && is_led(&text[sentence.range.clone()]));
    let range = total.counted.map_or(2.min(parts.len())..=parts.len(), |n| n..=n);
    let sum = |parts: &[Part<'_>]| parts.iter().fold(0u64, |sum, p| sum.saturating_add(p.value));
    let holds = |n: usize| {
        let also = of(n).iter().fold(0u64, |sum, p| sum.saturating_add(p.also));
        [sum(of(n)), sum(of(n)).saturating_add(led), also].contains(&value)
    };
    if let Some(n) = range.clone().find(|&n| holds(n)) {
        of(n).iter().map(|p| p.mention).chain([*whole]).for_each(|m| passage.bind(m, HELD));
        return compare_with_table(passage, index, total);
    }
    // 44 个中有 27 个…，17 个…: it is one of the parts of the largest.
    let most = parts.iter().map(|p| p.value).max().unwrap_or(0);
    if value.saturating_add(sum(parts)) == most.saturating_mul(2) {
        return;
    }
    let members = || parts.iter().map(|p| p.mention).chain([*whole]);
    let held = |m: &&Mention| matches!(passage.status(m), Some(FigureStatus::Bound(with)) if with == HELD);
    // What stands in a table is held against the table; 84 件做了决定 has no name.
    let unnamed = |m: &Mention| m.before().iter().all(|t| matches!(t.kind, Kind::Mark(_)));
    let bound = |m: &Mention| matches!(passage.status(m), Some(FigureStatus::Bound(_)));
    if members().any(|m| passage.is_told(m))
        || members().filter(held).count() >= 2
        || total.evidence < Evidence::Sure && parts.iter().any(|p| bound(p.mention))
        || total.evidence == Evidence::Place && members().any(|m| bound(m) || unnamed(m))
    {
        return;
    }
    let all = of(*range.end());
    let mentions: Vec<&Mention> = all.iter().map(|p| p.mention).collect();
    let added = u128::from(sum(all)) * MICRO;
    let rare = rarity(text, Some(whole), whole.figure.micros, &mentions, added);
    // A whole is no less than one of its parts.
    let less = !total.behind && total.evidence < Evidence::Sure && value < most;
    if less && rare.is_none_or(|rare| rare < RARE) {
        return;
    }
    let nearest = range.map(of).min_by_key(|parts| sum(parts).abs_diff(value)).unwrap_or(all);
    let little = sum(nearest).abs_diff(value) <= (value / 5).max(2);
    let (added, least) = match total.evidence {
        // Less than one of its parts: none of them may be meant.
        Evidence::Sure if value < most && parts.len() > 1 => (all, RARE),
        Evidence::Sure if rare.is_none() && little => return say(passage, whole, nearest, led),
        Evidence::Sure | Evidence::Kinds => (all, 0),
        Evidence::Row if little => (all, 0),
        Evidence::Names | Evidence::Row => (all, RARE),
        Evidence::Place => (all, 6 * RARE),
    };
    if rare.is_some_and(|rare| rare >= least) {
        say(passage, whole, added, led);
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

/// 分项 8＋12＝20 条，总数写 38 条.
fn say(passage: &mut Passage<'_>, whole: &Mention, parts: &[Part<'_>], led: u64) {
    let text = passage.text();
    let unit = whole.figure.unit;
    let one = |value: u64, like: &Figure| spelled(text, like, u128::from(value) * MICRO);
    let values: Vec<String> = parts.iter().map(|p| one(p.value, &p.mention.figure)).collect();
    let sum = parts.iter().fold(led, |sum, p| sum.saturating_add(p.value));
    let (sum, wrote) = (one(sum, &whole.figure), one(whole.figure.whole().unwrap_or(0), &whole.figure));
    let message = format!("分项 {}＝{sum} {unit}，总数写 {wrote} {unit}", values.join("＋"));
    let place = parts[0].mention.figure.start..parts[parts.len() - 1].mention.figure.end;
    let finding = passage
        .finding_at(&codes::X09, whole, message)
        .label(passage.paragraph.place(place), "分项")
        .help("核对总数和每个分项");
    for part in parts {
        passage.bind(part.mention, "总数");
        passage.told.push(part.mention.figure.start);
    }
    passage.bind(whole, HELD);
    passage.tell(whole, finding);
}

/// 上半年 120 条, 一季度 30 条: a part of the year.
fn is_of_year(text: &str, mention: &Mention) -> bool {
    let clause =
        &text[mention.before().first().map_or(mention.figure.start, |t| t.start)..mention.figure.start];
    clause.contains("半年") || clause.contains("季度")
}

/// 由主要负责人任组长、3 名…任副组长.
fn is_led(sentence: &str) -> bool {
    let behind = sentence.split("任组长").nth(1).unwrap_or("");
    behind.trim_start_matches(['、', '，']).starts_with(|c: char| c.is_ascii_digit())
}
