//! 收到, 受理, 新收: what came in during a year (X01).

use crate::check::claim::{Claim, Matter, Said, Whose};
use std::sync::LazyLock;

use crate::check::claim::reading::{handled, received};
use crate::check::text::clauses::Mention;
use crate::check::text::lexicon::Class;
use crate::check::text::pattern::{Pattern, patterns};
use crate::check::text::tokens::Token;
use crate::form::quantity::ColumnName as Column;

/// 收到申请 26 件; 收到公民以信函等形式提出的依申请公开 3 件; 共收到各类有效的政府信息公开申请 26 件.
static RECEIVED: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    patterns(&[
        "收|新收 闲* #",
        "收|新收 的 #",
        "收|新收 ~40 提交 闲* 申请 闲* #",
        "本年|量 收|新收 ~10 公开申请 闲* #",
    ])
});

/// 信息依申请公开 12 件, without a verb.
static NAMED: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| patterns(&["^ 闲* 公开申请 闲* #", "： 申请 闲* #", "^ 量|本年|己方* # 闲* 公开申请"]));

/// 申请 26 件, 26 件申请中, where the place says which applications are meant.
static NAMED_HERE: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| patterns(&["^ 闲* 申请 闲* #", "^ 量|本年|己方|虚* # 闲* 申请 闲* $"]));

/// 申请量由 20 件降至 16 件: the second is this year's, the first last year's.
static REACHED: LazyLock<Vec<Pattern>> = LazyLock::new(|| patterns(&["变到 量* #"]));

/// What a figure says of receiving; `here` if its place says that applications are meant.
pub(super) fn claim(mention: &Mention, here: bool) -> Option<Said> {
    let by_verb = RECEIVED.iter().any(|p| p.stands(mention.before(), &[]));
    let of = |list: &[Pattern]| list.iter().any(|p| p.stands(mention.before(), mention.after()));
    let others = mention.has_before([Class::Others, Class::Rest]);
    let reached = of(&REACHED) && grows(mention);
    let leads = mention.right.first().is_some_and(|t| t.is(Class::Reaching));
    let named = reached || !by_verb && (of(&NAMED) || here && !others && of(&NAMED_HERE));
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
    let has = |classes: &[Class]| {
        classes.iter().any(|&class| mention.has_before(class) || after.iter().any(|t| t.is(class)))
    };
    if has(&[Class::Not, Class::Must, Class::Rejected, Class::Except]) || mention.has_before(Class::Each) {
        return None;
    }
    if has(&[Class::OtherThing, Class::Dispute, Class::Fee]) && !has(&[Class::OwnApplication]) {
        return Some(Said::Another(Whose::OtherThing));
    }
    // 对 1 件申请按件计收信息处理费: one of many.
    let charged = mention.right.iter().take_while(|t| !t.is_mark("，,。；;")).any(|t| t.is(Class::Fee));
    if charged && !by_verb {
        return Some(Said::Another(Whose::Part));
    }
    if ways(mention) == ChannelsNamed::One {
        return Some(Said::Another(Whose::Channel));
    }
    if has(&[Class::Concerning, Class::Partly, Class::Outcome]) || !after.iter().all(is_plain) {
        return Some(Said::Another(Whose::Part));
    }
    let all = Column::Applicants.word();
    let mut readings = received(all);
    let verb = mention.before().iter().rev().find(|t| t.is([Class::Receive, Class::ReceiveNew]));
    if verb.is_some_and(|v| v.is(Class::ReceiveNew)) {
        readings.truncate(1);
    }
    if named {
        readings.extend(handled(all));
    }
    let says = if verb.is_some_and(|v| v.is(Class::ReceiveNew)) { "新收" } else { "收到" };
    Some(Said::Claim(Claim::new(Matter::Received, says, readings)))
}

/// Whether what grows or shrinks are the applications: the subject of the clauses before names them and nothing else.
fn grows(mention: &Mention) -> bool {
    let head = &mention.left;
    let named = head.iter().rposition(|t| t.is(Class::Application));
    let other = [
        Class::OtherThing,
        Class::Dispute,
        Class::Outcome,
        Class::Applicant,
        Class::Finish,
        Class::Carry,
        Class::Share,
    ];
    let plain = |t: &Token| !(t.is(other) || t.is(Class::Channel) || t.is_mark("。；;"));
    named.is_some_and(|at| {
        head[at + 1..].iter().all(plain) && !head[..at].iter().any(|t| t.is(Class::Applicant))
    })
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
    let count = |words: &[Token]| words.iter().filter(|t| t.is(Class::Channel)).count();
    let open = mention.before().iter().any(|t| t.is(Class::Channels));
    match count(mention.before()) + count(mention.after()) {
        0 => ChannelsNamed::Unsaid,
        1 if !open => ChannelsNamed::One,
        _ => ChannelsNamed::Many,
    }
}

/// Words after a figure that leave it speaking of all applications.
pub(super) fn is_plain(token: &Token) -> bool {
    token.is([
        Class::Application,
        Class::Quantity,
        Class::Filler,
        Class::Everyone,
        Class::Submit,
        Class::Handle,
        Class::Finish,
    ])
}
