//! In: the cells in which a report differs from the sum, and the bodies. Out: what would explain the differences: a body left
//! out, one counted twice, one that does not count, a report that is in no sum, one that sent nothing, else a slip in single cells. What remains
//! after an explanation is explained on; nothing is left without a word.

use super::carried::follows;
use super::{Difference, Figures, Place, Slip, places};
use crate::form::Form;
use std::borrow::Cow;

/// A body that may have to do with a difference.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// It counts, with these figures.
    Counted(usize, &'a Figures),
    /// It sent these figures, and does not count.
    Excluded(usize, &'a Figures),
    /// It sent nothing; its figures of last year, if they are known.
    Missing(usize, Option<&'a Figures>),
    /// A report that is in no sum, as an index of the submissions, its figures, and the body that it is of with what counts of that.
    Spare(usize, &'a Figures, Option<(usize, Option<&'a Figures>)>),
}

/// What may have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The report lacks a body that counts.
    LeftOut,
    /// The report has a body twice.
    Twice,
    /// The report has a body that does not count.
    NotOurs,
    /// The report has a submission that is in no sum.
    Spare(usize),
    /// The report has that submission of a body, and not the one that counts.
    Instead(usize),
    /// The report has a body that sent nothing: what is over follows that body's last year, or merely could.
    Missing {
        /// Carried in, and the stock of documents, join last year's report.
        fits: bool,
    },
    /// Single cells are wrong.
    Cell(Option<Slip>),
}

/// One explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened.
    pub cause: Cause,
    /// The bodies; of several each would explain it, but for [`Cause::Missing`] that fits, where they do so together. Of a
    /// cell those whose figure is the difference.
    pub bodies: Vec<usize>,
    /// The cells explained, as indices of the differences.
    pub cells: Vec<usize>,
}

/// Whole bodies that are looked for one after the other; more at once nobody mistakes.
const MOST_BODIES: usize = 8;

/// Explains all differences.
#[must_use]
pub fn explain(form: &Form, differences: &[Difference], bodies: &[Known<'_>]) -> Vec<Explanation> {
    let count = places(form).len();
    let mut rest = vec![0; count];
    for difference in differences {
        rest[difference.at] = difference.more();
    }
    let candidates = candidates(bodies);
    let mut out = Vec::new();
    for _ in 0..MOST_BODIES {
        let alike = whole(&rest, &candidates);
        let Some(first) = alike.first() else { break };
        let touched = |at: &usize| first.cells[*at] != 0 && rest[*at] != 0;
        let cells: Vec<usize> = (0..differences.len()).filter(|&n| touched(&differences[n].at)).collect();
        for (rest, own) in rest.iter_mut().zip(&*first.cells) {
            *rest -= first.sign * own;
        }
        let bodies = alike.iter().filter_map(|one| one.body).collect();
        out.push(Explanation { cause: first.cause.clone(), bodies, cells });
    }
    out.extend(missing(form, &mut rest, differences, bodies));
    out.extend(cells(form, &rest, differences, bodies));
    out
}

/// What a whole report would explain: a difference of its figures, so signed.
struct Candidate<'a> {
    cause: Cause,
    body: Option<usize>,
    sign: i64,
    cells: Cow<'a, [i64]>,
}

fn candidates<'a>(bodies: &[Known<'a>]) -> Vec<Candidate<'a>> {
    let mut out = Vec::new();
    for known in bodies {
        let mut add = |cause, body, sign, cells| out.push(Candidate { cause, body, sign, cells });
        match *known {
            Known::Counted(body, figures) => {
                add(Cause::LeftOut, Some(body), -1, Cow::Borrowed(figures.cells()));
                add(Cause::Twice, Some(body), 1, Cow::Borrowed(figures.cells()));
            }
            Known::Excluded(body, figures) => {
                add(Cause::NotOurs, Some(body), 1, Cow::Borrowed(figures.cells()));
            }
            Known::Spare(at, figures, of) => {
                add(Cause::Spare(at), of.map(|of| of.0), 1, Cow::Borrowed(figures.cells()));
                if let Some((body, Some(counted))) = of {
                    let more =
                        figures.cells().iter().zip(counted.cells()).map(|(own, counted)| own - counted);
                    add(Cause::Instead(at), Some(body), 1, more.collect());
                }
            }
            Known::Missing(..) => {}
        }
    }
    out
}

/// The candidates that explain most cells by a whole report: all with the same figures and cause.
fn whole<'c, 'a>(rest: &[i64], candidates: &'c [Candidate<'a>]) -> Vec<&'c Candidate<'a>> {
    let open = rest.iter().filter(|cell| **cell != 0).count();
    let mut best: (usize, Vec<&Candidate<'_>>) = (0, Vec::new());
    for one in candidates {
        let own = one.cells.iter().zip(rest).filter(|(own, _)| **own != 0);
        let (mut filled, mut met) = (0_usize, 0_usize);
        for (own, rest) in own {
            filled += 1;
            met += usize::from(one.sign * own == *rest);
        }
        // A body of few figures is met by chance: then all of the difference must be its. Two reports of one body differ in few.
        let enough = match one.cause {
            _ if filled >= 5 => met * 10 >= filled * 8,
            Cause::Instead(_) => met > 0 && met == filled,
            _ => met >= 2 && met == filled && met == open,
        };
        if !enough {
            continue;
        }
        match &mut best {
            (most, list) if *most == met && list.first().is_some_and(|first| first.cause == one.cause) => {
                if list[0].cells == one.cells {
                    list.push(one);
                }
            }
            (most, _) if *most >= met => {}
            _ => best = (met, vec![one]),
        }
    }
    best.1
}

/// What is over, as the figures of bodies that sent nothing.
fn missing(
    form: &Form,
    rest: &mut [i64],
    differences: &[Difference],
    bodies: &[Known<'_>],
) -> Option<Explanation> {
    let absent: Vec<(usize, Option<&Figures>)> = bodies
        .iter()
        .filter_map(|known| if let Known::Missing(body, last) = known { Some((*body, *last)) } else { None })
        .collect();
    let open = rest.iter().filter(|cell| **cell != 0).count();
    // A few cells that are short have another reason; what is over may still be a body's.
    let short = rest.iter().filter(|cell| **cell < 0).count();
    if absent.is_empty() || open == 0 || short * 8 > open {
        return None;
    }
    let joins = |group: &[usize]| {
        let mut together = Figures::zero(form);
        for &n in group {
            together.add(absent[n].1?, 1);
        }
        // Nothing carried out and no stock join anything.
        (together.filled() > 0 && follows(form, rest, &together)).then(|| group.to_vec())
    };
    let singles = (0..absent.len()).map(|n| vec![n]);
    let pairs = (0..absent.len()).flat_map(|a| (a + 1..absent.len()).map(move |b| vec![a, b]));
    let all = std::iter::once((0..absent.len()).collect::<Vec<_>>());
    let few = absent.len() <= 60;
    let fitting: Vec<Vec<usize>> = if few {
        let single: Vec<_> = singles.filter_map(|group| joins(&group)).collect();
        if single.is_empty() {
            all.chain(pairs).find_map(|group| joins(&group)).into_iter().collect()
        } else {
            single
        }
    } else {
        all.filter_map(|group| joins(&group)).collect()
    };
    let (fits, chosen) = match &fitting[..] {
        [only] => (true, only.iter().map(|&n| absent[n].0).collect()),
        [] => (false, absent.iter().map(|(body, _)| *body).collect()),
        several => (false, several.iter().flatten().map(|&n| absent[n].0).collect()),
    };
    // Of one or two cells a slip is the plainer reason.
    if !fits && open < 4 {
        return None;
    }
    let cells = (0..differences.len()).filter(|&n| rest[differences[n].at] > 0).collect();
    for cell in rest.iter_mut() {
        *cell = (*cell).min(0);
    }
    Some(Explanation { cause: Cause::Missing { fits }, bodies: chosen, cells })
}

/// What is left, cell by cell; totals go with the cell that they follow from.
fn cells(form: &Form, rest: &[i64], differences: &[Difference], bodies: &[Known<'_>]) -> Vec<Explanation> {
    let open: Vec<usize> = (0..differences.len()).filter(|&n| rest[differences[n].at] != 0).collect();
    let is_total = |place: Place| {
        let table = place.table(form);
        (table.rows[place.cell.row].total, table.columns(place.cell.row)[place.cell.column].total)
    };
    let mut taken = vec![false; differences.len()];
    let mut out = Vec::new();
    let mut order = open.clone();
    order.sort_by_key(|&n| {
        let (row, column) = is_total(differences[n].place);
        (usize::from(row) + usize::from(column), n)
    });
    for n in order {
        if taken[n] {
            continue;
        }
        let Difference { at, place, sum, parent } = differences[n];
        let follows = |m: usize| {
            let other = differences[m].place;
            let (row, column) = is_total(other);
            let same = other.table == place.table && rest[differences[m].at] == rest[at];
            let by_row = row && other.cell.column == place.cell.column;
            let by_column = column && other.cell.row == place.cell.row;
            m == n || (same && (by_row || by_column || (row && column)))
        };
        let cells: Vec<usize> = open.iter().copied().filter(|&m| !taken[m] && follows(m)).collect();
        for &m in &cells {
            taken[m] = true;
        }
        let counted = bodies.iter().filter_map(|known| match known {
            Known::Counted(body, figures) => Some((*body, figures.cells()[at])),
            _ => None,
        });
        let alike = counted.filter(|(_, own)| *own == rest[at].abs()).map(|(body, _)| body).collect();
        let slip = if parent - sum == rest[at] { Slip::between(sum, parent) } else { None };
        out.push(Explanation { cause: Cause::Cell(slip), bodies: alike, cells });
    }
    out
}
