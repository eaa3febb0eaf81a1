//! What there was, what came to it and what went from it (由 93 个增至 95 个，新增 8 个，撤并 6 个), and what is left of a whole beside what
//! is taken away: 其余, 仅剩, 未采纳 (X09).

use std::ops::Range;

use super::differences::differs;
use super::equation::{Called, Equation, HELD};
use super::growth::has_moved;
use super::naming::{came, name};
use super::terms::{Part, counts, further, sum_of};
use crate::check::compare::Passage;
use crate::check::text::{
    Class, Classes, LEXICON, Mention, Sentence, Token, Words, first_phrase, is_pause, last_phrase,
};
use crate::diagnostic::codes;

/// 93＋8－6＝95 个，现有写 97 个.
const STOCK: Called =
    Called { lead: "", result: "现有", label: "原有的", help: "核对原有、增减和现有的数" };

/// 20－4.5＝15.5 个工作日，相差写 16 个工作日.
const DIFFERENCE: Called =
    Called { lead: "", result: "相差", label: "两个数", help: "核对这几个数" };

/// 14－1＝13 件，其余写 12 件.
const REST: Called =
    Called { lead: "", result: "其余", label: "总数和除去的", help: "核对这几个数" };

/// How many changes are looked at.
const MOST: usize = 8;

/// Compares what there was and is, and what was taken away and is left.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let list = &sentence.mentions;
    let moved: Vec<usize> = (1..list.len())
        .filter(|&at| has_moved(text, &list[at - 1], &list[at]) && alike(&list[at - 1], &list[at]))
        .collect();
    // 一级由 14 项减为 12 项，二级由 86 项增至 94 项，删去 3 项、新设 11 项: up to the next that has moved.
    let end = each_moved_by(passage, list, &moved);
    for (nth, &at) in moved.iter().enumerate() {
        let from = nth.checked_sub(1).map_or(0, |before| moved[before] + 1);
        let to = moved.get(nth + 1).map_or(end, |next| next - 1);
        came_to(passage, sentence, from..to, (at - 1, at));
    }
    for three in list.windows(3) {
        difference(passage, sentence, three);
    }
    // 年初 87 条，新开 4 条、停运 2 条，年末 89 条. Few sentences have one of them anywhere.
    let words = &text[sentence.range.clone()];
    let named = |name: &'static str| {
        let here = if LEXICON.says(name, words) { list.len() } else { 0 };
        (0..here).rev().filter(move |&at| LEXICON.says(name, lead(text, sentence, at)))
    };
    // 核对 86 项，新增 9 项、取消 5 项，年末共有 90 项: what is told before what came and went; 保留 26 件、废止 5 件 are parts.
    let first = |new: usize| {
        let way = |at: usize| came(lead(text, sentence, at));
        // 调整 6 项 among them is neither.
        let paused = |at: usize| list[at].between(&list[at + 1], text).starts_with('、');
        let from = (0..new).rev().find(|&at| way(at).is_none() && !paused(at))?;
        let both = [true, false].iter().all(|&kind| (from..new).any(|at| way(at) == Some(kind)));
        Some(from).filter(|_| both)
    };
    // 原有栏目 48 个，…，现有 40 个；粉丝由年初的 3.6 万人…: those that count the same.
    // 比上年末 312 个减少 26 个: what there was, though 年末 is in it.
    let is_old = |at: &usize| LEXICON.says("原有", lead(text, sentence, *at));
    let pair = named("现有").filter(|new| !is_old(new)).find_map(|new| {
        let mut olds = named("原有").chain(first(new));
        Some((olds.find(|&old| old < new && alike(&list[old], &list[new]))?, new))
    });
    if let Some((old, new)) = pair {
        came_to(passage, sentence, old..list.len(), (old, new));
    }
    for at in 2..list.len() {
        net_change(passage, list, at);
    }
    wholly(passage, sentence);
    // 40 件，逾七成来自自然人，共 31 件，其余 9 件.
    let counted = |m: &&Mention| m.figure.unit != "成" && !m.figure.is_percent();
    let list: Vec<&Mention> = list.iter().filter(counted).collect();
    for at in 2..list.len() {
        rest(passage, sentence, &list, at);
    }
}

/// 一级由 8 个减为 5 个，二级由 34 个减为 26 个，分别减少 3 个、8 个: what each has moved by, told behind all; where that begins. `moved` are the
/// figures that others have come to.
fn each_moved_by(passage: &mut Passage<'_>, list: &[Mention], moved: &[usize]) -> usize {
    let text = passage.text();
    let [_, .., last] = *moved else { return list.len() };
    let first =
        list[last + 1..].first().filter(|m| m.has_before(Class::Each) && came(m.lead(text)).is_some());
    let row = list[last + 1..].get(..moved.len()).filter(|_| first.is_some());
    for (by, &at) in row.unwrap_or_default().iter().zip(moved) {
        let [old, new] = [&list[at - 1], &list[at]];
        let off = old.figure.micros.abs_diff(new.figure.micros);
        if alike(old, by) && off != by.figure.micros && !passage.is_told(by) {
            passage.tell(by, differs(passage, [old, new, by]).help(STOCK.help));
        }
        passage.bind(by, HELD);
    }
    if row.is_some() { last + 1 } else { list.len() }
}

/// Whether two figures count the same.
fn alike(one: &Mention, other: &Mention) -> bool {
    let exact = |m: &Mention| !m.figure.approximate && !m.figure.unit.is_empty() && !m.figure.is_percent();
    one.figure.unit == other.figure.unit && one.scope == other.scope && exact(one) && exact(other)
}

/// 增加到 35 个, 达 4 家, 增加至 2020 年的 70 家: what something came to is no change, nor what each has.
fn is_reached(mention: &Mention, lead: &str) -> bool {
    let reached = LEXICON.closes("达到的字", lead.trim_end_matches('了'));
    reached || lead.contains('每') || mention.has_before(Class::Reaching)
}

/// 净增 8 项: whether a change is of what came and what went at once.
fn is_net(text: &str, by: &Mention) -> bool {
    by.before().say("净增减", text)
}

/// From the first of two figures to the second.
fn span(one: &Mention, other: &Mention) -> Range<usize> {
    let (one, other) = (&one.figure, &other.figure);
    one.end.min(other.end)..one.start.max(other.start)
}

/// The words of a figure's own clause up to it.
fn lead<'t>(text: &'t str, sentence: &Sentence, at: usize) -> &'t str {
    let before = at.checked_sub(1).map_or(sentence.range.start, |i| sentence.mentions[i].figure.end);
    last_phrase(&text[before..sentence.mentions[at].figure.start])
}

/// 用时 4.5 个工作日，比规定的 20 个工作日压缩 15.5 个工作日.
fn difference(passage: &mut Passage<'_>, sentence: &Sentence, three: &[Mention]) {
    let [new, old, by] = three else { return };
    // 增加 24 条、减少 12 条、增加 16 条，净增 28 条: of all of them.
    if !(alike(old, new) && alike(old, by)) || passage.is_bound(by) || is_net(passage.text(), by) {
        return;
    }
    let between = old.between(by, passage.text());
    let changed = came(between).is_some() && !between.contains(is_pause) && !is_reached(by, between);
    // 17 件，其中 5 件为企业，比上年的 20 件减少 3 件: what is compared stands before its parts.
    let among = || sentence.tokens[..new.token].has(Class::Among);
    let compared = old.has_before(Class::Compare) && !new.has_before(Class::Compare);
    if !(changed && compared && !among() || are_compared(passage.text(), new, old, by)) {
        return;
    }
    // 65 项，包括救助 23 项、就业 9 项；较上年的 58 项增加 7 项: of the whole, however far it is.
    let fits =
        |m: &Mention| m.token < new.token && m.figure.micros.abs_diff(old.figure.micros) == by.figure.micros;
    let new = further(&sentence.mentions, by, fits).unwrap_or(new);
    let [less, more] = if old.figure.micros < new.figure.micros { [old, new] } else { [new, old] };
    let terms = vec![(true, Part::plain(more)), (false, Part::plain(less))];
    Equation { terms, more: 0, result: by, called: DIFFERENCE }.check(passage, &codes::X09);
}

/// 新增 14 项、取消 9 项，净增 5 项; 增加 24 条、减少 12 条、增加 16 条，净增 28 条: what came and went right before, against what is told of all.
fn net_change(passage: &mut Passage<'_>, list: &[Mention], at: usize) {
    let (by, text) = (&list[at], passage.text());
    if !is_net(text, by) || passage.is_told(by) || passage.is_bound(by) {
        return;
    }
    let moves = list[..at].iter().rev().take(MOST).take_while(|m| alike(m, by));
    let moves = moves.map_while(|m| Some((came(last_phrase(m.lead(text)))?, Part::plain(m))));
    let mut terms: Vec<(bool, Part<'_>)> = moves.collect();
    terms.reverse();
    let of = |way: bool| sum_of(terms.iter().filter(|t| t.0 == way).map(|t| t.1.value));
    let (up, down) = (of(true), of(false));
    if up == 0 || down == 0 {
        return;
    }
    // 净减: what went is more.
    for term in &mut terms {
        term.0 = term.0 == (up >= down);
    }
    terms.sort_by_key(|term| !term.0);
    Equation { terms, more: 0, result: by, called: DIFFERENCE }.check(passage, &codes::X09);
}

/// 网站 2318 条、微信 1876 条，网站比微信多 442 条: whether a difference names both of which it is told.
fn are_compared(text: &str, one: &Mention, other: &Mention, by: &Mention) -> bool {
    let words = by.lead(text);
    let Some((more, less)) = LEXICON.list("比着").iter().find_map(|word| words.split_once(word)) else {
        return false;
    };
    let (kind, less) = (more.chars().take(2).collect::<String>(), LEXICON.cut_end("多了", less));
    let of = |a: &Mention, b: &Mention| {
        let [a, b] = [a, b].map(|m| name(text, m));
        a.contains(&kind) && b.contains(less) && !a.contains(less)
    };
    let named = counts(one) && counts(other) && kind.len().min(less.len()) >= "网站".len();
    named && (of(one, other) || of(other, one))
}

/// Compares one stock with the changes that its sentence tells.
fn came_to(passage: &mut Passage<'_>, sentence: &Sentence, within: Range<usize>, (at, then): (usize, usize)) {
    let text = passage.text();
    let list = &sentence.mentions;
    let (old, new) = (&list[at], &list[then]);
    let thing = LEXICON.cut_end("由来", lead(text, sentence, at));
    // 开放日活动由 12 场增至 15 场，开放日活动 15 场共接待 900 人: what it came to, told again.
    let again = |i: usize| {
        list[i].figure.micros == new.figure.micros
            && !thing.is_empty()
            && lead(text, sentence, i).contains(thing)
    };
    let near = list.iter().enumerate().skip(at.saturating_sub(MOST)).take(2 * MOST);
    let near = near.filter(|(i, _)| within.contains(i));
    let changes: Vec<(bool, Part<'_>)> = near
        .filter(|(i, m)| *i != at && *i != then && alike(old, m) && !again(*i))
        .filter(|(i, m)| !is_reached(m, lead(text, sentence, *i)) && !text[span(old, m)].contains('；'))
        .filter_map(|(i, m)| Some((came(lead(text, sentence, i))?, Part::plain(m))))
        .collect();
    // 新增 14 项、删除 6 项，净增 8 项: the last is both.
    let (nets, rest): (Vec<_>, Vec<_>) = changes.into_iter().partition(|(_, by)| is_net(text, by.mention));
    let (nets, changes) = if rest.is_empty() { (rest, nets) } else { (nets, rest) };
    // 由 8 场增加到 10 场，其中新增专题发布 4 场: some of those that came.
    let among = sentence.tokens[new.token..].has(Class::Among);
    if changes.is_empty() || changes.len() == 1 && among {
        return;
    }
    // 净增 2 个: both at once; 提前 5 天提醒，由 15 天减为 12 天，减少 3 天: what stands before is of something else.
    let off = old.figure.micros.abs_diff(new.figure.micros);
    let mut behind = changes.iter().filter(|(_, c)| c.mention.token > new.token || changes.len() == 1);
    let net = behind.next().is_some_and(|(_, c)| c.value == off) && behind.next().is_none();
    // Of one change alone it must be said that it is one of the same things.
    let thing: Vec<char> = thing.chars().collect();
    // What kind of thing it is stands last: 企业 of 高新技术企业.
    let kind = String::from_iter(&thing[thing.len().saturating_sub(2)..]);
    let says = |words: &str| thing.windows(2).any(|pair| words.contains(&String::from_iter(pair)));
    // 产业集群由 1 个增至 4 个，新增示范企业 6 个: what is named behind the change is not what there was.
    let of_kind = |c: &Mention| {
        let words = first_phrase(&text[c.figure.end..sentence.range.end]);
        let named = !kind.is_empty() && words.contains(&kind);
        let other = words.chars().nth(2).is_some() && !kind.is_empty() && !named;
        // 由 14 个压减为 11 个，合并 3 个: nothing but the verb; 比年初减少 4 个，由 26 个减至 22 个.
        let most = if c.token < old.token { "比年初减少" } else { "，合并了" };
        let own = c.before().written(text);
        own.len() <= most.len() && !other || named || says(&own)
    };
    // A change of several times all there is is one of another thing.
    let most = old.figure.micros.max(new.figure.micros).saturating_mul(3);
    let sure = changes.len() >= 2 || changes.iter().all(|(_, c)| of_kind(c.mention) && c.value < most);
    let terms = [(true, Part::plain(old))].into_iter().chain(changes).collect();
    let equation = Equation { terms, more: 0, result: new, called: STOCK };
    for by in nets.iter().map(|(_, by)| by.mention).filter(|_| equation.holds()) {
        passage.bind(by, HELD);
        if by.figure.micros != off {
            passage.tell(by, differs(passage, [old, new, by]).help(STOCK.help));
        }
    }
    if net {
        equation.bind(passage);
    } else if sure || equation.holds() {
        equation.check(passage, &codes::X09);
    }
}

/// 收到申请 14 件，除撤回 1 件外，其余 13 件均已答复: what is left and what is taken away make up the whole.
fn rest(passage: &mut Passage<'_>, sentence: &Sentence, list: &[&Mention], at: usize) {
    let text = passage.text();
    let [whole, part, rest] = [list[at - 2], list[at - 1], list[at]];
    let unit = rest.figure.unit;
    let same =
        [whole, part, rest].iter().all(|m| m.figure.unit == unit && m.figure.is_count() && m.depth == 0);
    let first = at == 2
        || list[at - 3].figure.unit != unit
        || whole.sums_up(text)
        || sentence.tokens[list[at - 3].token..whole.token].has_mark("；;");
    // 17 台，其中县中心 3 台，其余每处 1 台: of each of them.
    let each = rest.before().say("每一个", text);
    // 除 9 件结转外，其余连同上年结转的 5 件共 174 件: of what came over.
    if !same || !first || unit.is_empty() || each || rest.has_before(Class::CarryIn) {
        return;
    }
    let last = list.get(at + 1).is_none_or(|m| m.figure.unit != unit);
    // 26 个街道，除 2 个新设的外，24 个…; 除 2 家涉密的外，48 家中有 46 家….
    let left_out = |m: &Mention| {
        let out = m.after().last().is_some_and(|t| t.text(text).ends_with('外'));
        last && out && m.has_before(Class::Except) && !rest.has_before(Class::Rest)
    };
    let first_out = left_out(whole) && !part.has_before(Class::Rest);
    let excepted = first_out || left_out(part);
    let (whole, part) = if first_out { (part, whole) } else { (whole, part) };
    let parted =
        excepted || last && is_parted(text, part, rest) || is_led(text, sentence, [whole, part, rest]);
    let terms = vec![(true, Part::plain(whole)), (false, Part::plain(part))];
    let equation = Equation { terms, more: 0, result: rest, called: REST };
    if !parted || equation.is_told(passage) || whole.figure.micros < part.figure.micros {
        return;
    }
    if equation.holds() || is_rest_of_another(passage, sentence, &list[..at - 2], [whole, part, rest]) {
        passage.bind(part, HELD);
        passage.bind(rest, HELD);
    } else {
        equation.say(passage, &codes::X09);
    }
}

/// 15 项整改任务，…，目前完成 9 项，其余 7 项: whether the words before the last of three say that it is what is left.
fn is_led(text: &str, sentence: &Sentence, [whole, part, rest]: [&Mention; 3]) -> bool {
    let led = rest.first_but(Class::Filler).is_some_and(|t| {
        // 另有, 还有 are beside the whole. 4 个问题，2 个已整改，另 1 个需长期坚持 is not.
        let bare = part.before().are(Classes::NONE, "，,");
        let words = t.text(text);
        t.is([Class::Rest, Class::Others]) && (words.starts_with(['其', '剩', '余']) || bare && words == "另")
    });
    // 排查栏目 48 个，保留 40 个，其余 6 个已整合: nothing but 其余 before the last.
    let bare = rest.before().are([Class::Rest, Class::Others, Class::Filler], "，,；;");
    let between = whole.between(part, text);
    // 不予处理 3 件，部分公开 2 件，其余 12 件: parts beside each other.
    let beside = sentence.tokens[..whole.token].has(Class::Among);
    let joins = between.starts_with('，') || LEXICON.closes("除去", between);
    let follows = bare && !beside && joins && !between.contains(['、', '；', '%']);
    let opened = || {
        let tokens = sentence.tokens.get(whole.token..part.token);
        tokens.is_some_and(|tokens| tokens.has([Class::Among, Class::Except, Class::Close]))
    };
    led && (follows || opened())
}

/// Whether what is left is left of something else that is told before.
fn is_rest_of_another(
    passage: &Passage<'_>,
    sentence: &Sentence,
    earlier: &[&Mention],
    [whole, part, rest]: [&Mention; 3],
) -> bool {
    // 新收 50 件；办结 47 件，予以公开 19 件；余下 3 件: of what stands before.
    let both = whole.figure.micros.saturating_add(rest.figure.micros);
    // 参检 1128 家，合格 1071 家，基本合格 42 家，不合格 15 家: all three are parts.
    let three = both.saturating_add(part.figure.micros);
    let is =
        |m: &Mention, sums: &[u128]| m.figure.unit == rest.figure.unit && sums.contains(&m.figure.micros);
    let here = |s: &Sentence| s.range.start == sentence.range.start;
    let mut before = passage.sentences.iter().take_while(|s| !here(s)).flat_map(|s| &s.mentions);
    earlier.iter().any(|m| is(m, &[both, three])) || earlier.is_empty() && before.any(|m| is(m, &[three]))
}

/// 64 个，已全部整改，其中立行立改 52 个，剩余 12 个正在整改: all of them, and some that were not.
fn wholly(passage: &mut Passage<'_>, sentence: &Sentence) {
    let text = passage.text();
    let words = &text[sentence.range.clone()];
    for (at, all) in LEXICON.list("全都").iter().flat_map(|all| words.match_indices(all)) {
        let rest = &words[at + all.len()..];
        let verbs = LEXICON.list("除去").iter().filter(|verb| rest.starts_with(**verb));
        let Some(verb) = verbs.max_by_key(|verb| verb.len()) else { continue };
        let range = sentence.range.start + at..sentence.range.start + at + all.len() + verb.len();
        let stem: String = verb.chars().take(2).collect();
        // The clause tells no number of its own, and none of another matter stands between.
        let near =
            |m: &&Mention| m.figure.start > range.end && !text[range.end..m.figure.start].contains('；');
        let clause = first_phrase(&text[range.end..]);
        let left = |m: &&Mention| {
            let [before, after] = [m.before(), m.after()].map(|tokens| tokens.written(text));
            let before = before.trim_start_matches(['，', '、']);
            let not = LEXICON.behind("没做", before).is_some_and(|rest| rest.starts_with(&stem));
            let under = LEXICON.behind("正做", &after).is_some_and(|rest| rest.starts_with(&stem));
            let failed = before == "不及格" && stem == "合格";
            not || failed || under && LEXICON.opens("仅剩", before)
        };
        let counted = clause.contains(|c: char| c.is_ascii_digit());
        let Some(some) = sentence.mentions.iter().filter(near).find(left).filter(|_| !counted) else {
            continue;
        };
        if some.figure.micros > 0 && passage.is_now(&sentence.tokens[..some.token]) {
            let message = format!("正文说“{}”，后面又有{}没有", &text[range.clone()], &text[some.range()]);
            let found = passage.finding(&codes::X09, range, message).label(passage.place(some), "没有的");
            return passage.sink.push(found.help(REST.help));
        }
    }
}

/// 整改 20 项，仅剩 3 项; 采纳 61 条，未采纳 72 条; 已整改 20 个，还有 3 个正在整改: what was done to the part, and nothing else, stands in
/// its clause; the last are those to which it was not.
fn is_parted(text: &str, part: &Mention, rest: &Mention) -> bool {
    let words = |tokens: &[Token]| tokens.written(text).replace(['，', ',', '；', ';', '、'], "");
    let done = |words: &str| -> Option<&'static str> {
        let verb = LEXICON.cut_end("做了后", LEXICON.cut_start("做了前", words));
        let short = verb.chars().count() <= 5;
        LEXICON.list("除去").iter().copied().find(|known| *known == verb || short && verb.ends_with(known))
    };
    let verb = [part.before(), part.after()].into_iter().find_map(|tokens| done(&words(tokens)));
    let (Some(verb), before, after) = (verb, words(rest.before()), words(rest.after())) else { return false };
    let not_done = |words: &str| LEXICON.behind("没做", words).is_some_and(|rest| rest.starts_with(verb));
    // 办结 178 件，正在办理 8 件.
    let underway = LEXICON.behind("正做", &before).is_some_and(|rest| {
        !rest.is_empty() && (verb.starts_with(rest) || rest.starts_with(verb) || rest.ends_with('理'))
    });
    // 拟公开 74 条，退回 8 条，实际发布 66 条.
    LEXICON.has("仅剩", before.as_str())
        || before.starts_with("实际")
        || underway
        || not_done(&before)
        || LEXICON.has("还有", before.as_str())
            && (not_done(&after) || after.starts_with("正在") || after.starts_with('待'))
}
