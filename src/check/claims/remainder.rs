//! What is left of a whole beside what is taken away: 其余, 仅剩, 未采纳 (X09).

use crate::check::claim::reading::Reading;
use crate::check::compare::Passage;
use crate::check::text::clauses::Mention;
use crate::check::text::lexicon::{Class, LEXICON};
use crate::check::text::tokens::{Kind, Token};
use crate::diagnostic::codes;
use crate::form::quantity::RowName as Row;

/// 收到申请 14 件，除撤回 1 件外，其余 13 件均已答复: what is left and what is taken away make up the whole.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    // 40 件，逾七成来自自然人，共 31 件，其余 9 件.
    let counted = |m: &&Mention| !["%", "成", "百分点"].contains(&m.figure.unit);
    let list: Vec<&Mention> = sentence.mentions.iter().filter(counted).collect();
    for at in 2..list.len() {
        let [whole, part, rest] = list[at - 2..=at] else { continue };
        let unit = rest.figure.unit;
        let same =
            [whole, part, rest].iter().all(|m| m.figure.unit == unit && m.figure.is_count() && m.depth == 0);
        let led = rest.before().iter().find(|t| !t.is(Class::Filler) && !matches!(t.kind, Kind::Mark(_)));
        let led = led.is_some_and(|t| {
            // 另有, 还有 are beside the whole.
            // 4 个问题，2 个已整改，另 1 个需长期坚持 is not.
            let bare = part.before().iter().all(|t| t.is_mark("，,"));
            let words = t.text(passage.text());
            t.is([Class::Rest, Class::Others])
                && (words.starts_with(['其', '剩', '余']) || bare && words == "另")
        });
        let last = list.get(at + 1).is_none_or(|m| m.figure.unit != unit);
        let parted = last && is_parted(passage.text(), part, rest);
        // 26 个街道，除 2 个新设的外，24 个…; 除 2 家涉密的外，48 家中有 46 家….
        let out = |m: &Mention| m.after().last().is_some_and(|t| t.text(passage.text()).ends_with('外'));
        let left_out = |m: &Mention| m.has_before(Class::Except) && out(m);
        let bracket = |m: &Mention| m.before().iter().all(|t| !t.is(Class::Rest));
        let first_out = left_out(whole) && bracket(part) && bracket(rest);
        let excepted = last && (first_out || left_out(part) && bracket(rest));
        let (whole, part) = if first_out { (part, whole) } else { (whole, part) };
        let led = led || parted || excepted;
        // 排查栏目 48 个，保留 40 个，其余 6 个已整合: nothing but 其余 before the last.
        let bare = rest
            .before()
            .iter()
            .all(|t| t.is([Class::Rest, Class::Others, Class::Filler]) || t.is_mark("，,；;"));
        let between = passage.text().get(whole.figure.end..part.figure.start).unwrap_or("");
        // 15 项整改任务，…，目前完成 9 项，其余 7 项.
        let done = || LEXICON.list("除去").iter().any(|verb| between.ends_with(verb));
        // 不予处理 3 件，部分公开 2 件，其余 12 件: parts beside each other.
        let beside = sentence.tokens[..whole.token].iter().any(|t| t.is(Class::Among));
        let follows =
            bare && !beside && (between.starts_with('，') || done()) && !between.contains(['、', '；', '%']);
        let taken = excepted
            || follows
            || parted
            || sentence.tokens.get(whole.token..part.token).is_some_and(|between| {
                between.iter().any(|t| t.is([Class::Among, Class::Except, Class::Close]))
            });
        let first = at == 2
            || list[at - 3].figure.unit != unit
            || sentence.tokens[list[at - 3].token..list[at - 2].token].iter().any(|t| t.is_mark("；;"));
        let (Some(n), Some(p), Some(r)) = (whole.figure.whole(), part.figure.whole(), rest.figure.whole())
        else {
            continue;
        };
        if !(same && led && taken && first && !unit.is_empty()) {
            continue;
        }
        let told = [whole, part, rest].iter().any(|m| passage.is_told(m));
        if told || n < p {
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
        let (from, to) = (whole.figure.start.min(part.figure.start), whole.figure.end.max(part.figure.end));
        let place = passage.paragraph.place(from..to);
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
        let verb = words.trim_start_matches("其中").trim_start_matches("经审核");
        let verb = verb.trim_start_matches(['已', '共', '有', '按', '期', '时']);
        let verb = verb.trim_end_matches(['了', '的', '共', '为', '有']);
        let short = verb.chars().count() <= 5;
        LEXICON.list("除去").iter().copied().find(|known| *known == verb || short && verb.ends_with(known))
    };
    let verb = [part.before(), part.after()].into_iter().find_map(|tokens| done(&words(tokens)));
    let (Some(verb), before, after) = (verb, words(rest.before()), words(rest.after())) else { return false };
    let not_done = |words: &str| {
        words
            .strip_prefix(['未', '不', '没'])
            .or_else(|| words.strip_prefix("尚未"))
            .is_some_and(|w| w.starts_with(verb))
    };
    // 办结 178 件，正在办理 8 件.
    let underway = ["正在", "正", "尚在", "仍在", "还在", "待", "在"].iter().any(|lead| {
        let done = |rest: &str| verb.starts_with(rest) || rest.starts_with(verb) || rest.ends_with("理");
        before.strip_prefix(lead).is_some_and(|rest| !rest.is_empty() && done(rest))
    });
    // 拟公开 74 条，退回 8 条，实际发布 66 条.
    LEXICON.list("仅剩").contains(&before.as_str())
        || before.starts_with("实际")
        || underway
        || not_done(&before)
        || LEXICON.list("还有").contains(&before.as_str())
            && (not_done(&after) || after.starts_with("正在") || after.starts_with('待'))
}
