//! 结转: applications that came over from last year (X02), and those that go on into the next (X04).

use crate::check::claim::{Claim, Matter, Said};
use std::sync::LazyLock;

use crate::check::claim::reading::Reading;
use crate::check::text::clauses::Mention;
use crate::check::text::lexicon::Class;
use crate::check::text::pattern::{Pattern, Patterns, patterns};
use crate::form::quantity::RowName as Row;

/// They come from last year: 上年结转 2 件, 2024 年结转至 2025 年 2 件, 2 件为上年结转.
static IN: Patterns = LazyLock::new(|| patterns("从上年结转"));

/// 2024 年未办结的 2 件, which words of the next year's would be without their year.
static LEFT_OVER: Patterns = LazyLock::new(|| patterns("上年没有办结"));

/// They go into the next: 结转下年 3 件, 3 件结转 2026 年办理, 其余 3 件按规定结转.
static OUT: Patterns = LazyLock::new(|| patterns("结转到下年"));

/// 另有 3 件因申请时间临近年末，结转次年继续办理.
static OUT_NEXT_CLAUSE: Patterns = LazyLock::new(|| patterns("后一句结转到下年"));

/// Only the place tells which: 结转 3 件.
static EITHER: Patterns = LazyLock::new(|| patterns("只说结转"));

/// 结转至 2025 年 in a report of 2025: into this year, or meant for the next, where the year is wrong (X16).
static INTO: Patterns = LazyLock::new(|| patterns("结转到本年"));

/// What a figure says of 结转.
pub(super) fn claim(mention: &Mention) -> Option<Said> {
    let clause = |p: &Pattern| p.stands(mention.before(), mention.after());
    let beyond = |p: &Pattern| p.stands(mention.before(), &mention.right);
    // 上年结转的 1 件行政复议案件.
    if mention.after().first().is_some_and(|t| t.is([Class::Review, Class::Suit, Class::Disclosure]))
        && mention.has_after([Class::Review, Class::Suit])
    {
        return None;
    }
    // 6 件全部办结，没有结转下年度的.
    let carry = [Class::Carry, Class::CarryOut, Class::NextYear];
    let until = || mention.right.iter().take_while(|t| !t.is(carry));
    let denied = || until().any(|t| t.is([Class::Not, Class::Denial]));
    let across = mention.before().len() <= 2 && OUT_NEXT_CLAUSE.iter().any(beyond) && !denied();
    if !across
        && !mention.has([Class::Carry, Class::CarryIn, Class::CarryOut, Class::Underway, Class::NextYear])
    {
        return None;
    }
    // 除结转下年度办理的 2 件外 counts them too; 不含上年结转 does not count what follows.
    let head = mention.before();
    let whole = head.iter().any(|t| t.is([Class::Receive, Class::Handle, Class::Finish]));
    if whole
        && head.iter().any(|t| t.is(Class::Including))
        && head.iter().any(|t| t.is([Class::Carry, Class::CarryIn]))
    {
        return None;
    }
    let (matter, says, rows): (_, _, &[Row]) = if LEFT_OVER.iter().any(clause) {
        (Matter::Carried, "上年结转", &[Row::CarriedIn])
    } else if across || OUT.iter().any(clause) {
        (Matter::Next, "结转下年", &[Row::CarriedOut])
    } else if INTO.iter().any(clause) && !mention.has_before([Class::LastYear, Class::CarryIn]) {
        (Matter::Next, "结转", &[Row::CarriedIn, Row::CarriedOut])
    } else if IN.iter().any(clause) {
        (Matter::Carried, "上年结转", &[Row::CarriedIn])
    } else if EITHER.iter().any(clause) {
        (Matter::Next, "结转", &[Row::CarriedOut, Row::CarriedIn])
    } else {
        return None;
    };
    let readings = rows.iter().map(|&row| Reading::total(row)).collect();
    Some(Said::Claim(Claim::new(matter, says, readings)))
}
