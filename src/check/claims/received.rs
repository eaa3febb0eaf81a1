//! 收到, 受理, 新收: what came in during a year (X01).

use crate::check::claim::{Claim, Matter, Said, Whose, handled, received};
use crate::check::text::{COMMAS, Class, Classes, Kind, LEXICON, Mention, Token, Words, last_clause, stands};
use crate::form::quantity::ColumnName as Column;

/// What a figure says of receiving; `here` if its place says that applications are meant.
pub(super) fn claim(mention: &Mention, here: bool) -> Option<Said> {
    // 收到涉及堤防加固的政府信息公开申请 9 件: of one content, or all there are.
    let all = stands("收到申请", mention.before(), &[]);
    let some = !all && stands("收到一种申请", mention.before(), &[]);
    let by_verb = all || some;
    let of = |name: &str| stands(name, mention.before(), mention.after());
    let others = mention.has_before([Class::Others, Class::Rest]);
    let reached = of("变到多少") && grows(mention);
    let leads = mention.right.first().is_some_and(|t| t.is(Class::Reaching));
    let named = reached || !by_verb && (of("没有动词的公开申请") || here && !others && of("没有动词的申请"));
    if leads && (by_verb || named) {
        return Some(Said::Another(Whose::OtherTime));
    }
    if !(by_verb || named) {
        return None;
    }
    // 收到的 2 件申请均未收费: what follows the application's name is said of them.
    let those = mention.left.last().is_some_and(|t| t.is(Class::Of)) && by_verb;
    let after = if those {
        let names = mention.after().iter().take_while(|t| t.is(Class::Application)).count();
        &mention.after()[..names]
    } else {
        mention.after()
    };
    let has = |classes: Classes| mention.has_before(classes) || after.has(classes);
    if has([Class::Not, Class::Must, Class::Rejected, Class::Except].into())
        || mention.has_before(Class::Each)
    {
        return None;
    }
    if has([Class::OtherThing, Class::Dispute, Class::Fee].into()) && !has(Class::OwnApplication.into()) {
        return Some(Said::Another(Whose::OtherThing));
    }
    // 对 1 件申请按件计收信息处理费, 对 3 件申请分两次补正: some of many.
    let mut rest = mention.right.iter().take_while(|t| !t.is_mark("，,。；;"));
    let led = mention.before().last().is_some_and(|t| t.is(Class::Filler));
    if !by_verb && led && !rest.any(|t| t.is(Class::All)) {
        return Some(Said::Another(Whose::Part));
    }
    let ways = ways(mention);
    if ways == ChannelsNamed::One {
        return Some(Said::Another(Whose::Channel));
    }
    let many = ways == ChannelsNamed::Many;
    if has([Class::Partly, Class::Outcome].into())
        || has(Class::Concerning.into()) && !some
        || !after.iter().all(|t| is_plain(t) || many && t.is(Class::Channel))
    {
        return Some(Said::Another(Whose::Part));
    }
    // 在线提交申请 38 件，占 73.1%: a share of them.
    let mut next = mention.right.iter().skip_while(|t| t.is_mark("，,（("));
    if next.next().is_some_and(|t| t.is(Class::Share)) {
        return Some(Said::Another(Whose::Part));
    }
    let column = Column::Applicants.word();
    let mut readings = received(column);
    let verb = mention.before().iter().rev().find(|t| t.is([Class::Receive, Class::ReceiveNew]));
    if verb.is_some_and(|v| v.is(Class::ReceiveNew)) {
        readings.truncate(1);
    }
    if named {
        readings.extend(handled(column));
    }
    let says = if verb.is_some_and(|v| v.is(Class::ReceiveNew)) { "新收" } else { "收到" };
    Some(Said::Claim(Claim { some, ..Claim::new(Matter::Received, says, readings) }))
}

/// 通过当面、信函等渠道向我局申请公开政府信息，全年总计 16 件: the figure's clause says nothing but 共计, an earlier one what is counted.
pub(super) fn of_clause_before(mention: &Mention) -> Option<Said> {
    let idle = LEXICON.named("闲");
    let plain = |t: &Token| t.is(idle) || is_date(t);
    let own = last_clause(&mention.left).max(mention.from);
    let (head, own) = mention.left.split_at(own);
    let changed = |i: usize| i > 0 && head[i - 1].is([Class::Up, Class::Down]);
    let ends = |i: usize| head[i].is_mark("；;。") || head[i].is_figure() && !changed(i);
    let head = &head[(0..head.len()).rev().find(|&i| ends(i)).map_or(0, |i| i + 1)..];
    let mut clauses = head.rsplit(|t| t.is_mark(COMMAS));
    let (some, matters) = (LEXICON.named("收到的一部分"), LEXICON.named("句子说的事"));
    let named = clauses.find(|c| c.has(some.with(matters)))?;
    let has = |classes: Classes| named.has(classes);
    let own = own.iter().all(plain) && !mention.has_before([Class::Others, Class::Rest]);
    let ends = mention.right.first().is_none_or(|t| t.is_mark("，,；;。（") || t.is(Class::Application));
    if !own || !ends || !has(Class::Application.into()) || has(some.with(LEXICON.named("收到以外"))) {
        return None;
    }
    // 申请以网上为主，网上申请 20 件: the figure's own clause names one.
    let own = ways_of(mention.before().iter());
    if own == ChannelsNamed::One || ways_of(named.iter().chain(mention.before())) == ChannelsNamed::One {
        return Some(Said::Another(Whose::Channel));
    }
    let all = Column::Applicants.word();
    let answered = has(Class::Finish.into()) && !has([Class::Receive, Class::ReceiveNew].into());
    let (matter, says) = if answered { (Matter::Finished, "办理") } else { (Matter::Received, "收到") };
    let readings = received(all).into_iter().chain(handled(all)).collect();
    Some(Said::Claim(Claim::new(matter, says, readings)))
}

/// 12月31日: a day within the year.
fn is_date(token: &Token) -> bool {
    token.kind == Kind::Other && token.end - token.start <= "12月31日".len()
}

/// Whether what grows or shrinks are the applications: the subject of the clauses before names them and nothing else.
fn grows(mention: &Mention) -> bool {
    let head = &mention.left;
    let named = head.iter().rposition(|t| t.is(Class::Application));
    let other = LEXICON.named("增减别的");
    let plain = |t: &Token| !(t.is(other) || t.is(Class::Channel) || t.is_mark("。；;"));
    named.is_some_and(|at| head[at + 1..].iter().all(plain) && !head[..at].has(Class::Applicant))
}

/// How a clause speaks of the ways by which applications come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChannelsNamed {
    /// Not at all.
    Unsaid,
    /// 通过网络收到 3 件: one among others.
    One,
    /// 通过网站、信函、当面等渠道收到 26 件: by all of them.
    Many,
}

/// How the clause of a figure speaks of channels.
pub(super) fn ways(mention: &Mention) -> ChannelsNamed {
    ways_of(mention.before().iter().chain(behind(mention)))
}

/// The words behind a figure up to the next comma: what stands in a row of 、 too, unless that runs on into another figure.
fn behind(mention: &Mention) -> &[Token] {
    let end = mention.right.iter().position(|t| t.is_mark(COMMAS) || t.is_figure());
    match end.map(|end| (end, mention.right[end].kind)) {
        Some((_, Kind::Figure(_))) => mention.after(),
        Some((end, _)) => &mention.right[..end],
        None => &mention.right,
    }
}

/// How words speak of channels; 网站在线, 网上平台 are one.
fn ways_of<'t>(words: impl Iterator<Item = &'t Token> + Clone) -> ChannelsNamed {
    let open = words.clone().any(|t| t.is(Class::Channels));
    let mut last = usize::MAX;
    let mut apart = |t: &&Token| std::mem::replace(&mut last, t.end) != t.start;
    match words.filter(|t| t.is(Class::Channel) && apart(t)).count() {
        0 => ChannelsNamed::Unsaid,
        1 if !open => ChannelsNamed::One,
        _ => ChannelsNamed::Many,
    }
}

/// Words after a figure that leave it speaking of all applications.
pub(super) fn is_plain(token: &Token) -> bool {
    token.is(LEXICON.named("数后仍是全部"))
}
