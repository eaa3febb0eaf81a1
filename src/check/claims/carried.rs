//! 结转: applications that came over from last year (X02), and those that go on into the next (X04).

use crate::check::claim::{Claim, Matter, Reading, Said};
use crate::check::text::{Class, Mention, Words, stands};
use crate::form::quantity::RowName as Row;

/// What a figure says of 结转.
pub(super) fn claim(mention: &Mention) -> Option<Said> {
    let clause = |name: &str| stands(name, mention.before(), mention.after());
    let beyond = |name: &str| stands(name, mention.before(), &mention.right);
    // 上年结转的 1 件行政复议案件.
    if mention.has_after([Class::Review, Class::Suit]) {
        return None;
    }
    // 3 件索取的是在办案件的材料: what they ask for.
    let underway = mention.after().iter().rposition(|t| t.is(Class::Underway));
    if underway
        .is_some_and(|at| at + 1 < mention.after().len() && mention.after()[..at].has(Class::Concerning))
    {
        return None;
    }
    // 6 件全部办结，没有结转下年度的; 待办总数 100 件，除 6 件转入下年外: of what the next clause takes away from them.
    let carry = [Class::Carry, Class::CarryOut, Class::NextYear];
    let mut until = mention.right.iter().take_while(|t| !t.is(carry));
    let across = mention.before().len() <= 2
        && beyond("后一句结转到下年")
        && !until.any(|t| t.is([Class::Not, Class::Denial, Class::Except]));
    if !across
        && !mention.has([Class::Carry, Class::CarryIn, Class::CarryOut, Class::Underway, Class::NextYear])
    {
        return None;
    }
    // 除结转下年度办理的 2 件外 counts them too; 不含上年结转 does not count what follows.
    let head = mention.before();
    let whole = head.has([Class::Receive, Class::Handle, Class::Finish]);
    if whole && head.has(Class::Including) && head.has([Class::Carry, Class::CarryIn]) {
        return None;
    }
    let (matter, says, rows): (_, _, &[Row]) = if clause("上年没有办结") {
        (Matter::Carried, "上年结转", &[Row::CarriedIn])
    } else if across || clause("结转到下年") {
        (Matter::Next, "结转下年", &[Row::CarriedOut])
    } else if clause("结转到本年") && !mention.has_before([Class::LastYear, Class::CarryIn]) {
        (Matter::Next, "结转", &[Row::CarriedIn, Row::CarriedOut])
    } else if clause("从上年结转") {
        (Matter::Carried, "上年结转", &[Row::CarriedIn])
    } else if clause("只说结转") {
        (Matter::Next, "结转", &[Row::CarriedOut, Row::CarriedIn])
    } else {
        return None;
    };
    let readings = rows.iter().map(|&row| Reading::total(row)).collect();
    Some(Said::Claim(Claim::new(matter, says, readings)))
}
