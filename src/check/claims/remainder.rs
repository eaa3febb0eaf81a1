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
    let list = &sentence.mentions;
    for at in 2..list.len() {
        let [whole, part, rest] = &list[at - 2..=at] else { continue };
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
