//! Totals that stand apart from their lists: 合计 behind the parts, 其余 beside what is taken away (X09).

use super::is_property;
use super::lists::{Kinds, class, is_count, names_all};
use super::sums::sum;
use crate::check::claim::reading::{Reading, handled, received};
use crate::check::claim::{Claim, Matter};
use crate::check::compare::{Passage, written};
use crate::check::text::clauses::{Mention, last_clause};
use crate::check::text::lexicon::{Class, LEXICON};
use crate::check::text::tokens::{Kind, Token};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

/// 网上申请 10 件、书面申请 4 件，合计 14 件: a total behind its parts.
pub(super) fn behind(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    for (at, total) in sentence.mentions.iter().enumerate().skip(2) {
        let counted = counts_the_parts(&text[sentence.range.start..total.figure.start]);
        let bare =
            |t: &Token| t.is([Class::Quantity, Class::Region, Class::We]) || matches!(t.kind, Kind::Mark(_));
        let comma = last_clause(total.before());
        let own_words = &total.before()[comma..];
        let said =
            own_words.iter().any(|t| ["合计", "共计", "总计", "共", "总共", "累计"].contains(&t.text(text)));
        // 上半年 120 条，下半年 180 条，全年共发布 310 条: the parts say that they are parts of the year.
        let split = sentence.mentions[..at].iter().rev().take(2).all(|m| is_of_year(text, m));
        let plain = |t: &Token| {
            let whole = t.is([
                Class::ThisYear,
                Class::Publish,
                Class::NewMatter,
                Class::We,
                Class::Thing,
                Class::Filler,
            ]);
            bare(t) || split && whole
        };
        let own = total.figure.is_count() && !total.figure.unit.is_empty() && total.depth == 0;
        let opens =
            total.left.get(..total.from).and_then(<[Token]>::last).is_none_or(|t| t.is_mark("，,；;"))
                || counted
                || comma > 0
                || total.before().first().is_some_and(|t| t.is_mark("，,"));
        // 各类会议共 10 次.
        let summed = own_words.first().is_some_and(|t| ["各类", "各项", "各种"].contains(&t.text(text)));
        let plain = |t: &Token| plain(t) || summed && t.is(Class::Thing);
        if !(said && own && opens && (counted || own_words.iter().all(plain))) || passage.is_told(total) {
            continue;
        }
        let people = |m: &Mention| matches!(m.figure.unit, "名" | "人" | "位");
        let same =
            |m: &&Mention| (m.figure.unit == total.figure.unit || people(m) && people(total)) && m.depth == 0;
        let parts: Vec<&Mention> = sentence.mentions[..at]
            .iter()
            .rev()
            .skip_while(|m| counted && m.figure.unit != total.figure.unit)
            .take_while(|m| same(m) && m.figure.is_count() && is_count(m))
            .collect();
        let Some(whole) = total.figure.whole().filter(|_| parts.len() >= 2) else { continue };
        // 由主要负责人任组长、3 名分管负责人任副组长: the one is not counted.
        let led = u64::from(people(total) && is_led(&text[sentence.range.clone()]));
        let sums = (2..=parts.len()).map(|n| sum(&parts[..n])).flat_map(|sum| [sum, sum + led]);
        if parts.iter().any(|m| passage.is_told(m)) {
            continue;
        }
        if sums.clone().any(|s| s == whole) || parts.iter().any(|p| p.figure.whole() == Some(whole)) {
            parts.iter().copied().chain([total]).for_each(|m| passage.bind(m, "分项之和"));
            let about = passage.on_request[index] || sentence.has(Class::OwnApplication);
            if about && parts.iter().all(|p| class(p) == Kinds::Channels) && total.figure.unit == "件" {
                // What came by all ways is what came.
                let all = Column::Applicants.word();
                let readings = received(all).into_iter().chain(handled(all)).collect();
                passage.compare(sentence, total, &Claim::new(Matter::Received, "收到", readings));
            }
            continue;
        }
        let nearest = sums.min_by_key(|s| s.abs_diff(whole)).unwrap_or(0);
        // 发布信息 300 条、微博 20 条，共计 4 条…: no sum is meant where none is near.
        if nearest.abs_diff(whole) > (whole / 5).max(2) {
            continue;
        }
        let count = (2..=parts.len())
            .find(|&n| nearest - sum(&parts[..n]).min(nearest) <= led)
            .unwrap_or(parts.len());
        let unit = total.figure.unit;
        let values: Vec<String> = parts[..count].iter().rev().map(|p| written(&p.figure)).collect();
        let message = format!("分项 {}＝{nearest} {unit}，合计写 {whole} {unit}", values.join("＋"));
        let place = passage.paragraph.place(parts[count - 1].figure.start..parts[0].figure.end);
        let finding =
            passage.finding_at(&codes::X09, total, message).label(place, "分项").help("核对总数和每个分项");
        for part in &parts {
            passage.bind(part, "总数");
            passage.told.push(part.figure.start);
        }
        passage.bind(total, "分项之和");
        passage.tell(total, finding);
    }
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

/// 两项合计, 三个平台合计: the words before a total say how many parts there are.
fn counts_the_parts(before: &str) -> bool {
    let lead = before.rsplit(['，', '；', '。', '：', '、', ',']).next().unwrap_or("").trim();
    let ends = ["合计", "共计", "总计", "总共"].iter().any(|word| lead.ends_with(word));
    ends && lead.starts_with(numeral) && lead.chars().count() <= 9
}

/// Whether a number is written in numerals.
fn numeral(c: char) -> bool {
    "两二三四五六七八九".contains(c)
}

/// 收到申请 14 件，除撤回 1 件外，其余 13 件均已答复: what is left and what is taken away make up the whole.
pub(super) fn rest(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let list = &sentence.mentions;
    for at in 2..list.len() {
        let [whole, part, rest] = &list[at - 2..=at] else { continue };
        let unit = rest.figure.unit;
        let same =
            [whole, part, rest].iter().all(|m| m.figure.unit == unit && m.figure.is_count() && m.depth == 0);
        let led = rest.before().iter().find(|t| !t.is(Class::Filler) && !matches!(t.kind, Kind::Mark(_)));
        let led = led.is_some_and(|t| {
            // 另有, 还有 are beside the whole.
            t.is([Class::Rest, Class::Others]) && t.text(passage.text()).starts_with(['其', '剩', '余'])
        });
        let last = list.get(at + 1).is_none_or(|m| m.figure.unit != unit);
        let parted = last && is_parted(passage.text(), part, rest);
        let led = led || parted;
        // 排查栏目 48 个，保留 40 个，其余 6 个已整合: nothing but 其余 before the last.
        let bare = rest
            .before()
            .iter()
            .all(|t| t.is([Class::Rest, Class::Others, Class::Filler]) || t.is_mark("，,；;"));
        let span = &passage.text()[whole.figure.end..rest.figure.start];
        let follows = bare
            && span.starts_with('，')
            && !passage.text()[whole.figure.end..part.figure.start].contains('、');
        let taken = follows
            || parted
            || sentence.tokens[whole.token..part.token]
                .iter()
                .any(|t| t.is([Class::Among, Class::Except, Class::Close]));
        let first = at == 2
            || list[at - 3].figure.unit != unit
            || sentence.tokens[list[at - 3].token..whole.token].iter().any(|t| t.is_mark("；;"));
        let (Some(n), Some(p), Some(r)) = (whole.figure.whole(), part.figure.whole(), rest.figure.whole())
        else {
            continue;
        };
        if !(same && led && taken && first && !unit.is_empty()) {
            continue;
        }
        let told = [whole, part, rest].iter().any(|m| passage.is_told(m));
        if told || n < p || !parted && passage.whose(sentence, whole).is_some() {
            continue;
        }
        for m in [part, rest] {
            passage.bind(m, "总数");
        }
        // What came over from last year may be among the rest.
        let carried = Reading::total(Row::CarriedIn).value(passage.facts).unwrap_or(0);
        if [n, n.saturating_add(carried)].contains(&p.saturating_add(r)) {
            continue;
        }
        let message = format!("{n} {unit}中除去 {p} {unit}，其余应为 {} {unit}，正文写 {r} {unit}", n - p);
        let place = passage.paragraph.place(whole.figure.start..part.figure.end);
        let finding =
            passage.finding_at(&codes::X09, rest, message).label(place, "总数和除去的").help("核对这几个数");
        passage.tell(rest, finding);
    }
}

/// 整改 20 项，仅剩 3 项; 采纳 61 条，未采纳 72 条; 已整改 20 个，还有 3 个正在整改: what was done to the part, and nothing else, stands in
/// its clause; the last are those to which it was not.
fn is_parted(text: &str, part: &Mention, rest: &Mention) -> bool {
    let words = |tokens: &[Token]| -> String {
        tokens.iter().filter(|t| !t.is_mark("，,；;、")).map(|t| t.text(text)).collect()
    };
    let done = |words: &str| -> Option<&'static str> {
        let verb = words.trim_start_matches("其中").trim_start_matches(['已', '共', '有', '按', '期', '时']);
        let verb = verb.trim_end_matches(['了', '的', '共', '为', '有']);
        LEXICON.list("除去").iter().copied().find(|known| *known == verb)
    };
    let verb = [part.before(), part.after()].into_iter().find_map(|tokens| done(&words(tokens)));
    let (Some(verb), before, after) = (verb, words(rest.before()), words(rest.after())) else { return false };
    let not_done = |words: &str| {
        words
            .strip_prefix(['未', '不', '没'])
            .or_else(|| words.strip_prefix("尚未"))
            .is_some_and(|w| w.starts_with(verb))
    };
    let underway = ["正在", "正", "尚在", "待", "在"].iter().any(|lead| {
        before
            .strip_prefix(lead)
            .is_some_and(|rest| !rest.is_empty() && (verb.starts_with(rest) || rest.starts_with(verb)))
    });
    LEXICON.list("仅剩").contains(&before.as_str())
        || underway
        || not_done(&before)
        || LEXICON.list("还有").contains(&before.as_str())
            && (not_done(&after) || after.starts_with("正在") || after.starts_with('待'))
}

/// 起草公文 417 件，主动公开 96 件、依申请公开 208 件、不予公开 113 件: the three ways in which a document may be public leave no fourth.
pub(super) fn properties(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    for (at, four) in sentence.mentions.windows(4).enumerate() {
        let [whole, parts @ ..] = four else { continue };
        let all = (at + 1..at + 4).all(|part| {
            let m = &sentence.mentions[part];
            let alike = m.figure.unit == whole.figure.unit && m.figure.is_count();
            alike && is_property(passage.text(), sentence, part)
        });
        let (Some(n), sum) = (whole.figure.whole(), sum(&parts.iter().collect::<Vec<_>>())) else { continue };
        if !all || !whole.figure.is_count() || passage.is_told(whole) {
            continue;
        }
        for m in four {
            passage.bind(m, "分项之和");
        }
        if sum == n {
            continue;
        }
        let unit = whole.figure.unit;
        let message = format!("主动公开、依申请公开、不予公开合计 {sum} {unit}，总数写 {n} {unit}");
        let place = passage.paragraph.place(parts[0].figure.start..parts[parts.len() - 1].figure.end);
        let finding =
            passage.finding_at(&codes::X09, whole, message).label(place, "分项").help("核对总数和每个分项");
        passage.tell(whole, finding);
    }
}

/// 公开信息 310 条，动态类 180 条、公告类 80 条、其他 40 条: parts right behind the whole, the last of which is the rest.
pub(super) fn listed(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let text = passage.text();
    let list = &sentence.mentions;
    let verbs = [
        Class::Publish,
        Class::Receive,
        Class::ReceiveNew,
        Class::Finish,
        Class::NewMatter,
        Class::Up,
        Class::Down,
        Class::Compare,
        Class::LastYear,
        Class::OtherTime,
        Class::Among,
    ];
    for (at, whole) in list.iter().enumerate() {
        let unit = whole.figure.unit;
        let same = |m: &Mention| m.figure.unit == unit && m.figure.is_count() && m.scope == whole.scope;
        let joined = |a: &Mention, b: &Mention| {
            let between = &text[a.figure.end..b.figure.start];
            between.starts_with(['，', '、', '：'])
                && between.chars().count() <= 24
                && !between.contains(['。', '；'])
        };
        let parts: Vec<&Mention> = list[at + 1..]
            .iter()
            .zip(&list[at..])
            .take_while(|(m, before)| {
                same(m) && joined(before, m) && (!m.has_before(verbs) || is_of_year(text, m))
            })
            .map(|(m, _)| m)
            .collect();
        let Some(last) = parts.last() else { continue };
        let others = last
            .before()
            .iter()
            .find(|t| !(t.is(Class::Filler) || matches!(t.kind, Kind::Mark(_))) || t.is(Class::Others));
        let closed =
            others.is_some_and(|t| t.is(Class::Others) || ["其他", "其它", "其余"].contains(&t.text(text)));
        let starts = text[whole.figure.end..].starts_with(['，', '：']);
        let paused = parts.windows(2).any(|pair| text[pair[0].figure.end..].starts_with('、'));
        let year = names_all(text, whole, &parts) && parts.iter().all(|m| is_of_year(text, m));
        let shown = parts.len() >= 3 && closed && paused;
        if unit.is_empty() || !same(whole) || !starts || !(shown || year) {
            continue;
        }
        let (sum, n) = (sum(&parts), whole.figure.whole().unwrap_or(0));
        let told = passage.is_told(whole) || parts.iter().any(|m| passage.is_told(m));
        if told || sum.abs_diff(n) > (n / 2).max(2) {
            continue;
        }
        parts.iter().copied().chain([whole]).for_each(|m| passage.bind(m, "分项之和"));
        if sum == n {
            continue;
        }
        let values: Vec<String> = parts.iter().map(|p| written(&p.figure)).collect();
        let message = format!("分项 {}＝{sum} {unit}，总数写 {n} {unit}", values.join("＋"));
        let place = passage.paragraph.place(parts[0].figure.start..last.figure.end);
        let finding =
            passage.finding_at(&codes::X09, whole, message).label(place, "分项").help("核对总数和每个分项");
        for part in &parts {
            passage.told.push(part.figure.start);
        }
        passage.tell(whole, finding);
    }
}
