//! Numbers and what they come to, told side by side: 通知 7 件、1420 元，收取 5 件、1060 元，未缴 2 件、360 元 (X09).

use super::equation::{Equation, is_held};
use super::terms::{Part, counts, things, total};
use crate::check::compare::Passage;
use crate::check::text::{Class, Mention};
use crate::diagnostic::codes;

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let list = &passage.sentences[index].mentions;
    for from in 0..list.len().saturating_sub(5) {
        // 通知 7 件、2260 元，其中市级 2 件、1400 元…；收取 6 件、2050 元，另有 1 件、210 元: all are told first.
        let six = |all: usize| [all, all + 1, from + 2, from + 3, from + 4, from + 5].map(|at| &list[at]);
        if from > 0 {
            in_pairs(passage, six(0), true);
        }
        in_pairs(passage, six(from), false);
    }
}

/// 通知 7 件、1420 元，收取 5 件、1060 元，未缴 2 件、360 元: where the one row adds up, so must the other. `apart`
/// where the parts of the first pair stand behind it.
fn in_pairs(passage: &mut Passage<'_>, six: [&Mention; 6], apart: bool) {
    let [n, all, m, some, rest, left] = six;
    let units = |a: &Mention, b: &Mention| (a.figure.unit, b.figure.unit) == (n.figure.unit, all.figure.unit);
    let same = units(m, some) && units(rest, left) && n.figure.unit != all.figure.unit;
    // 收取 2 件、420 元，其中 1 件 100 元: parts of a part.
    let among = |from: &Mention, to: &Mention| {
        to.left.iter().any(|t| t.is(Class::Among) && t.start > from.figure.start)
    };
    let among = || among(if apart { m } else { n }, left);
    let amiss = |m: &Mention| passage.is_told(m) || !counts(m) || m.figure.micros == 0;
    let equation = Equation::of_parts(&[Part::plain(some), Part::plain(left)], 0, all);
    // 3 = 2 + 1 may be chance.
    let held = n.figure.micros >= things(5) && total(&[m, rest]) == n.figure.micros;
    // 未缴 3570 元；市本级发出 9 件: no pair.
    let paired =
        [(n, all), (m, some), (rest, left)].iter().all(|(a, b)| !a.between(b, passage.text()).contains('；'));
    if same && held && paired && !equation.holds() && !among() && !six.iter().any(|m| amiss(m)) {
        // Where its own parts make up the first sum, the other is wrong.
        equation.say_at(passage, &codes::X09, if is_held(passage, all) { some } else { all });
    }
}
