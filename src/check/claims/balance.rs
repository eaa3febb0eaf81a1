//! The figures of one passage against each other: what came in and what became of it (X06).

use super::equation::{Called, Equation};
use super::terms::Part;
use crate::check::claim::{Claim, Matter, Reading, Said, received};
use crate::check::compare::Passage;
use crate::check::text::{Class, Mention, Words, last_clause};
use crate::diagnostic::codes;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

/// All figures of a passage with what they claim of applications.
pub(super) type Claimed<'m> = Vec<(&'m Mention, Said)>;

/// 新收 78 件，上年结转 3 件，答复 75 件，结转下年 3 件: four figures that do not meet, whatever the table says.
pub(super) fn of_passage(passage: &mut Passage<'_>, claimed: &Claimed<'_>) {
    let only = |matter: Matter| -> Option<&Mention> {
        let mut of = claimed.iter().filter(|(_, s)| s.claim().is_some_and(|c| c.matter == matter && !c.some));
        let first = of.next()?;
        of.all(|(m, _)| m.figure.micros == first.0.figure.micros).then_some(first.0)
    };
    let (Some(new), Some(done), Some(next)) =
        (only(Matter::Received), only(Matter::Finished), only(Matter::Next))
    else {
        return;
    };
    let carried = only(Matter::Carried);
    let several = claimed.iter().any(|(_, s)| s.claim().is_some_and(|c| c.matter == Matter::Carried));
    let all = [Some(new), carried, Some(done), Some(next)];
    let value = |m: &Mention| m.figure.whole().unwrap_or(0);
    let (n, d, x) = (value(new), value(done), value(next));
    let c = carried.map_or(0, value);
    // 受理 18 件（含上年结转 3 件）: the first figure counts them already.
    let within = carried.is_some_and(|m| m.depth > 0 || m.has_before([Class::Including, Class::Among]));
    // 上年结转 5 件，全年应办 98 件: with these.
    let of = |row| Reading::total(row).value(passage.facts).unwrap_or(0);
    let within = within || carried.is_some() && n == of(Row::Received).saturating_add(of(Row::CarriedIn));
    // 上年结转 1 件，…。结转的 1 件为…: the same again.
    let bare = |s: &Said| s.claim().is_some_and(|claim| claim.matter == Matter::Next && claim.says == "结转");
    let again = c == x && claimed.iter().any(|(_, s)| bare(s)) && n.checked_add(c) == Some(d);
    // 新收 52 件，上年结转 2 件，共办理 54 件，…，结转下年 3 件: what was in hand, not what was done.
    let handled =
        |s: &Said| s.claim().is_some_and(|claim| claim.matter == Matter::Finished && claim.says == "办理");
    let in_hand = n.checked_add(c) == Some(d) && claimed.iter().any(|(_, s)| handled(s));
    let meet = n.checked_add(c) == d.checked_add(x) || within && n == d.saturating_add(x) || again || in_hand;
    let told = all.into_iter().flatten().any(|m| passage.is_told(m));
    if meet
        || carried.is_none() && (several || told)
        || all.into_iter().flatten().any(|m| passage.computed(m))
    {
        return;
    }
    let ours = passage.sentences.iter().flat_map(|s| s.mentions.iter().map(move |m| (s, m)));
    let mut ours = ours.filter(|(_, m)| all.iter().flatten().any(|a| a.figure.start == m.figure.start));
    if ours.any(|(s, m)| passage.whose(s, m).is_some()) {
        return;
    }
    let first = all.into_iter().flatten().map(|m| m.figure.start).min().unwrap_or(0);
    let last = all.into_iter().flatten().map(|m| m.figure.end).max().unwrap_or(0);
    let finding = if carried.is_some() {
        let message = format!("新收 {n} 件＋上年结转 {c} 件，不等于办结 {d} 件＋结转下年 {x} 件");
        passage.finding(&codes::X06, first..last, message).help("四个数中有一个不对，对照表三核对")
    } else {
        let table = Reading::total(Row::CarriedIn);
        let message = format!("新收 {n} 件，办结 {d} 件又结转下年 {x} 件，三个数对不上");
        let value = table.value(passage.facts).unwrap_or(0);
        let finding = passage.finding(&codes::X06, first..last, message).softened();
        finding.label(table.place(passage.facts), format!("上年结转 {value} 件")).help("写明上年结转多少件")
    };
    passage.sink.push(finding);
}

/// 16＋2＝18 件，合计写 17 件.
const DUE: Called =
    Called { lead: "", result: "合计", label: "新收和结转", help: "核对这几个数" };

/// 收到 46 件，加上上年结转 2 件，共需办理 46 件: the third is not the sum of the two before it.
pub(super) fn added(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let sentence = &passage.sentences[index];
    // 新收 215 件，…。上年结转 6 件，合计 223 件: with what the sentence before told.
    if let ([carried, all, ..], [Some(Said::Claim(claim)), ..]) = (&sentence.mentions[..], claims)
        && claim.matter == Matter::Carried
        && all.sums_up(passage.text())
        && all.before().iter().all(|t| t.is(Class::Quantity) || t.is_mark("，,"))
        && (carried.figure.unit, carried.depth) == (all.figure.unit, all.depth)
    {
        let due = received(Column::Applicants.word()).swap_remove(1);
        passage.compare(sentence, all, &Claim::new(Matter::Received, "新收和结转共", vec![due]));
    }
    for (at, three) in sentence.mentions.windows(3).enumerate() {
        let [new, carried, all] = three else { continue };
        let is = |at: usize, matter| {
            claims[at].as_ref().and_then(Said::claim).is_some_and(|claim| claim.matter == matter)
        };
        let joined = passage.text()[new.figure.end..carried.figure.start].contains('加');
        let comma = last_clause(all.before());
        let words = &all.before()[comma..];
        let has = |class: Class| words.has(class);
        let due = has(Class::Quantity) && !has(Class::Finish) && (!has(Class::Handle) || has(Class::Must));
        let same = three.iter().all(|m| m.figure.unit == new.figure.unit && m.depth == 0);
        let said = is(at, Matter::Received) && is(at + 1, Matter::Carried) && joined && due && same;
        if said {
            let terms = [new, carried].map(|m| (true, Part::plain(m))).to_vec();
            Equation { terms, more: 0, result: all, called: DUE }.check(passage, &codes::X06);
        }
    }
}
