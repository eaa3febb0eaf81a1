//! 办结, 答复, 办理: what became of the applications in a year (X03).

use super::received::{ChannelsNamed, is_plain, ways};
use crate::check::claim::{Claim, Matter, Said, Whose, closed, done, handled};
use crate::check::text::{Class, LEXICON, Mention, Token, Words, stands};
use crate::form::quantity::ColumnName as Column;

pub(super) fn claim(text: &str, mention: &Mention) -> Option<Said> {
    let before = stands("办结在前", mention.before(), &[]);
    let heads = [Class::Receive, Class::ReceiveNew, Class::Application, Class::Channel];
    let after = !before && !mention.has_before(heads) && stands("办结在后", mention.before(), &mention.right);
    if !(before || after) {
        return None;
    }
    let words = if before { mention.before() } else { mention.after() };
    let aside = [Class::Not, Class::Denial, Class::Must, Class::Rejected, Class::Except, Class::NoneLate];
    // 对其中 1 件答复不服: what came of the answer.
    let disputed = mention.has([Class::OtherThing, Class::Dispute]) || mention.after().hold("不服", text);
    if mention.has(aside) || disputed {
        return None;
    }
    // 书面答复 19 件, where no other way is told, is how all are answered.
    let channels = || mention.left.iter().chain(&mention.right).filter(|t| t.is(Class::Channel)).count();
    let in_writing = mention.before().windows(2).any(|w| w[0].text(text) == "书面" && w[1].is(Class::Finish));
    if ways(mention) == ChannelsNamed::One && !(in_writing && channels() == 1) {
        return Some(Said::Another(Whose::Channel));
    }
    // 申请人补正后答复 5 件: of those to whom something happened before.
    let narrowed = |t: &Token| t.is(Class::Outcome) || t.text(text).ends_with('后');
    // 122 件直接答复，9 件先补正后答复: those that were not are told beside them.
    if words.first().is_some_and(|t| LEXICON.opens("一部分的答法", &text[t.start..])) {
        return Some(Said::Another(Whose::Part));
    }
    let verb = mention.before().iter().position(|t| t.is([Class::Finish, Class::Handle]));
    // 依第十五条答复 3 件、第三十八条答复 4 件: of those on one ground.
    let ground = |verb: usize| text[..mention.before()[verb].start].ends_with(['条', '款']);
    if before && verb.is_some_and(|verb| mention.before()[..verb].iter().any(narrowed) || ground(verb)) {
        return Some(Said::Another(Whose::Part));
    }
    // 其中涉交通事故处理 21 件: what they are of.
    let of = mention.before().iter().find(|t| !t.is([Class::Among, Class::Filler]));
    let of = of.is_some_and(|t| text[t.start..].trim_start_matches('，').starts_with('涉'));
    // 当年新收当年办结的 52 件 leaves out what was carried over.
    // 1 件含 3 项内容，分别作出 3 份答复: of some.
    if of
        || mention.has(Class::Concerning)
        || mention.has_before([Class::Each, Class::ReceiveNew])
        || before && !mention.after().iter().all(is_plain)
    {
        return Some(Said::Another(Whose::Part));
    }
    let all = Column::Applicants.word();
    let (says, readings) = match (words.has(Class::Close), words.has(Class::Finish)) {
        (true, _) => ("办结", closed(all)),
        (false, true) => ("办结", done(all)),
        (false, false) => ("办理", handled(all)),
    };
    // 十个工作日内答复的 12 件 are some of them.
    let year = mention.has_before(Class::ThisYear) && mention.has_after(Class::Application);
    let those = mention.left.last().is_some_and(|t| t.is(Class::Of)) && !year;
    let within = mention.from > 0 && mention.before().first().is_some_and(|t| t.is(Class::Within));
    // 其余 6 件均已答复: what became of the others is known only if they are carried over.
    let rest = mention.has_before([Class::Rest, Class::Others])
        && !mention.left.has([Class::Carry, Class::CarryOut, Class::Underway]);
    // 按期办结 35 件，延期办结 2 件.
    let next = mention.right.iter().find(|t| !t.is_mark("，,、"));
    let late = mention.has_before(Class::OnTime) && next.is_some_and(|t| t.is(Class::Partly));
    let some = mention.has(Class::Partly) || those || within || rest || late;
    Some(Said::Claim(Claim { some, ..Claim::new(Matter::Finished, says, readings) }))
}
