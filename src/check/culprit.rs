//! Which cell is wrong: from the set of equations that do not hold, the single cell that, changed to one value, mends all of
//! them and breaks none; else two neighbours written in each other's place; else two cells. Several explanations are
//! ordered by how easily a hand makes that slip.

use super::Testimony;
use crate::form::quantity::Quantity;
use crate::form::{CellId, Line, Table};
use crate::report::TableReport;
use crate::source::{self, Slip};
use std::collections::BTreeMap;

/// An equation as a sum over written cells that should be 0; computed totals are replaced by what they were computed from.
#[derive(Debug)]
pub(super) struct Balance {
    /// How often each cell counts (left side positive).
    weights: BTreeMap<CellId, i64>,
    /// The sum: 0 where the equation holds.
    rest: i64,
}

/// One cell and what it should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Correction {
    pub(super) id: CellId,
    pub(super) written: i64,
    pub(super) expected: i64,
}

/// What may have happened to a set of equations that do not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Explanation {
    /// One of these cells is wrong, likeliest first.
    One(Vec<Correction>),
    /// Two neighbours stand in each other's place; one of these pairs, likeliest first.
    Swapped(Vec<[Correction; 2]>),
    Several(Vec<Correction>),
    /// More than one cell is wrong, and it cannot be told which.
    Unknown,
}

/// At most as many cells are named.
pub(super) const MOST: usize = 5;
/// [`CulpritSearch::slip`] of numbers that no slip of the hand turns into each other.
const FAR: usize = 6;

/// The balances of a table's equations, in their order; `None` where a cell was not read.
pub(super) fn balances(table: &TableReport) -> Vec<Option<Balance>> {
    table
        .form()
        .equations
        .iter()
        .map(|equation| {
            let mut balance = Balance { weights: BTreeMap::new(), rest: 0 };
            for (cells, sign) in [(&equation.left, 1), (&equation.right, -1)] {
                for &id in cells {
                    balance.rest += sign * table.whole(id)?;
                    written(table, id, sign, &mut balance.weights);
                }
            }
            balance.weights.retain(|_, weight| *weight != 0);
            Some(balance)
        })
        .collect()
}

/// Adds the written cells from which a cell's value comes.
fn written(table: &TableReport, id: CellId, sign: i64, weights: &mut BTreeMap<CellId, i64>) {
    if table.get(id).is_none_or(|cell| !cell.computed) {
        *weights.entry(id).or_insert(0) += sign;
        return;
    }
    let form = table.form();
    let row_is_computed = form.rows[id.row].total && table.key(id.row).is_empty();
    if let (true, Some(&group)) = (row_is_computed, form.rows[id.row].groups.last()) {
        for row in form.summands(Line::Group(group)) {
            written(table, CellId { row, ..id }, sign, weights);
        }
    } else {
        for column in (0..form.columns(id.row).len()).filter(|&column| column != id.column) {
            written(table, CellId { column, ..id }, sign, weights);
        }
    }
}

/// The equations that do not hold, in sets that one slip may have broken, each with what may have happened.
pub(super) fn explanations(
    table: &TableReport,
    balances: &[Option<Balance>],
    testimonies: &[&Testimony],
) -> Vec<(Vec<usize>, Explanation)> {
    let witnesses = witnesses(table, testimonies);
    let mut sets = sets(balances);
    let mut out = Vec::new();
    // An exchange of neighbours breaks two equations that share no cell.
    while let Some(set) = sets.pop() {
        let with = (0..sets.len()).find_map(|other| {
            let joined: Vec<usize> = set.iter().chain(&sets[other]).copied().collect();
            let swapped = CulpritSearch::new(table, balances, &joined).swapped();
            (!swapped.is_empty()).then_some((other, joined, swapped))
        });
        if let Some((other, joined, swapped)) = with {
            sets.remove(other);
            out.push((joined, Explanation::Swapped(swapped)));
        } else {
            let explanation = explain(table, balances, &witnesses, &set);
            out.push((set, explanation));
        }
    }
    out.reverse();
    out
}

/// The equations that do not hold, in sets that share cells.
fn sets(balances: &[Option<Balance>]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (at, balance) in balances.iter().enumerate() {
        let Some(balance) = balance.as_ref().filter(|b| b.rest != 0) else { continue };
        let touches = |set: &Vec<usize>| {
            set.iter()
                .filter_map(|&other| balances[other].as_ref())
                .any(|other| other.weights.keys().any(|id| balance.weights.contains_key(id)))
        };
        let (touching, mut apart): (Vec<_>, Vec<_>) = sets.into_iter().partition(touches);
        let mut joined: Vec<usize> = touching.into_iter().flatten().collect();
        joined.push(at);
        apart.push(joined);
        sets = apart;
    }
    sets
}

/// A figure that the prose tells of a table: how far each quantity that it may stand for is from it, and how often each written cell
/// counts there.
struct Witness(Vec<(i64, BTreeMap<CellId, i64>)>);

impl Witness {
    /// How plainly it tells what the table would have with a cell so much higher: 2 by its first meaning, 1 by another, 0 not at all.
    fn holds(&self, id: CellId, by: i64) -> i64 {
        let first = self.0.iter().position(|(off, weights)| off + by * weights.get(&id).unwrap_or(&0) == 0);
        first.map_or(0, |at| if at == 0 { 2 } else { 1 })
    }
}

fn witnesses(table: &TableReport, testimonies: &[&Testimony]) -> Vec<Witness> {
    let quantity = |count: u64, quantity: &Quantity| {
        let mut weights = BTreeMap::new();
        let mut off = -i64::try_from(count).ok()?;
        for (sign, id) in quantity.cells(table.form()) {
            off += sign * table.whole(id)?;
            written(table, id, sign, &mut weights);
        }
        Some((off, weights))
    };
    let of =
        |told: &&Testimony| Witness(told.may_be.iter().filter_map(|one| quantity(told.count, one)).collect());
    testimonies.iter().map(of).collect()
}

/// What may have happened to one set of equations.
fn explain(
    table: &TableReport,
    balances: &[Option<Balance>],
    witnesses: &[Witness],
    set: &[usize],
) -> Explanation {
    let search = CulpritSearch::new(table, balances, set);
    let mut single = search.single();
    // What a change makes true of what the prose tells, less what it makes false.
    let backed = |change: &Correction| -> i64 {
        let holds = |by: i64| witnesses.iter().map(|w| w.holds(change.id, by)).sum::<i64>();
        holds(change.expected - change.written) - holds(0)
    };
    let most = single.iter().map(backed).max().unwrap_or(0);
    single.retain(|change| backed(change) == most);
    single.sort_by_key(|change| (search.slip(change), change.id));
    let swapped = search.swapped();
    // A part and the total in each other's place explain more than several cells of which any may be wrong, or one that no
    // slip of the hand makes.
    let plain = most > 0 || single.len() == 1 && search.slip(&single[0]) < FAR;
    if !plain && !swapped.is_empty() {
        return Explanation::Swapped(swapped);
    }
    if !single.is_empty() {
        return Explanation::One(single);
    }
    search.apart().or_else(|| search.pair()).map_or(Explanation::Unknown, Explanation::Several)
}

struct CulpritSearch<'t> {
    table: &'t TableReport,
    form: &'static Table,
    /// For every written cell the equations that it counts in, with its weight.
    counts: BTreeMap<CellId, Vec<(usize, i64)>>,
    /// What each equation is off by.
    rest: Vec<i64>,
    set: &'t [usize],
}

impl<'t> CulpritSearch<'t> {
    fn new(table: &'t TableReport, balances: &[Option<Balance>], set: &'t [usize]) -> Self {
        let mut counts: BTreeMap<CellId, Vec<(usize, i64)>> = BTreeMap::new();
        for (at, balance) in balances.iter().enumerate() {
            for (&id, &weight) in balance.iter().flat_map(|b| &b.weights) {
                counts.entry(id).or_default().push((at, weight));
            }
        }
        let rest = balances.iter().map(|b| b.as_ref().map_or(0, |b| b.rest)).collect();
        Self { table, form: table.form(), counts, rest, set }
    }

    fn value(&self, id: CellId) -> i64 {
        self.table.whole(id).unwrap_or_default()
    }

    fn change(&self, id: CellId, by: i64) -> Option<Correction> {
        let written = self.value(id);
        let expected = written.checked_add(by).filter(|&n| n >= 0 && by != 0)?;
        Some(Correction { id, written, expected })
    }

    /// By how much a cell must change so that all its equations hold, if one number does it.
    fn mend(&self, id: CellId) -> Option<i64> {
        let mut by = None;
        for &(at, weight) in self.counts.get(&id)? {
            if self.rest[at] % weight != 0 {
                return None;
            }
            let needed = -self.rest[at] / weight;
            if *by.get_or_insert(needed) != needed {
                return None;
            }
        }
        by.filter(|&by| by != 0)
    }

    fn equations(&self, id: CellId) -> impl Iterator<Item = usize> + '_ {
        self.counts.get(&id).into_iter().flatten().map(|&(at, _)| at)
    }

    /// Whether cells take part in every equation of the set.
    fn cover(&self, cells: &[CellId]) -> bool {
        self.set.iter().all(|&at| cells.iter().any(|&id| self.equations(id).any(|e| e == at)))
    }

    /// Cells of which one change mends the set and breaks nothing.
    fn single(&self) -> Vec<Correction> {
        let cells = self.counts.keys().filter(|&&id| self.cover(&[id]));
        cells.filter_map(|&id| self.change(id, self.mend(id)?)).collect()
    }

    /// Two neighbours, in a row or in a column, whose exchange mends the set and breaks nothing.
    fn swapped(&self) -> Vec<[Correction; 2]> {
        let after = |id: CellId| [CellId { column: id.column + 1, ..id }, CellId { row: id.row + 1, ..id }];
        let pairs = self.counts.keys().flat_map(|&id| after(id).map(|next| (id, next)));
        let pairs = pairs.filter(|(_, next)| self.counts.contains_key(next));
        let mut found: Vec<[Correction; 2]> = pairs
            .filter_map(|(id, next)| {
                let by = self.value(next) - self.value(id);
                let fits = by != 0 && self.cover(&[id, next]) && self.mended(&[(id, by), (next, -by)]);
                if fits { Some([self.change(id, by)?, self.change(next, -by)?]) } else { None }
            })
            .collect();
        // Totals are mostly added up by a machine; two parts are exchanged by hand.
        found.sort_by_key(|[first, second]| (self.is_total(first.id) || self.is_total(second.id), first.id));
        found.truncate(2);
        found
    }

    fn is_total(&self, id: CellId) -> bool {
        self.form.rows[id.row].total || self.form.columns(id.row)[id.column].total
    }

    /// Whether every equation of these cells holds after the changes.
    fn mended(&self, changes: &[(CellId, i64)]) -> bool {
        changes.iter().flat_map(|&(id, _)| self.equations(id)).all(|at| {
            let moved = changes.iter().map(|&(id, by)| by * self.weight(id, at)).sum::<i64>();
            self.rest[at] + moved == 0
        })
    }

    fn weight(&self, id: CellId, at: usize) -> i64 {
        let counts = self.counts.get(&id).into_iter().flatten();
        counts.filter(|&&(e, _)| e == at).map(|&(_, weight)| weight).sum()
    }

    /// Cells far apart: each mends equations of its own, together they mend the set. Only if there is no doubt.
    fn apart(&self) -> Option<Vec<Correction>> {
        let changes: Vec<Correction> =
            self.counts.keys().filter_map(|&id| self.change(id, self.mend(id)?)).collect();
        let mut met: Vec<usize> = changes.iter().flat_map(|c| self.equations(c.id)).collect();
        met.sort_unstable();
        let mut set = self.set.to_vec();
        set.sort_unstable();
        (met == set && changes.len() <= MOST).then_some(changes)
    }

    /// Two cells that share equations, only if no other two would do.
    fn pair(&self) -> Option<Vec<Correction>> {
        let cells: Vec<CellId> = self
            .counts
            .keys()
            .copied()
            .filter(|&id| self.equations(id).any(|e| self.set.contains(&e)))
            .collect();
        let mut found: Option<Vec<Correction>> = None;
        for (n, &first) in cells.iter().enumerate() {
            for &second in &cells[n + 1..] {
                if !self.cover(&[first, second]) {
                    continue;
                }
                let Some(pair) = self.solve(first, second) else { continue };
                if found.replace(pair).is_some() {
                    return None;
                }
            }
        }
        found
    }

    /// The changes of two cells that mend everything, if an equation of each is not the other's.
    fn solve(&self, first: CellId, second: CellId) -> Option<Vec<Correction>> {
        let alone = |id: CellId, other: CellId| {
            let at = self.equations(id).find(|&at| self.weight(other, at) == 0)?;
            Some(-self.rest[at] / self.weight(id, at))
        };
        let (by, other) = (alone(first, second)?, alone(second, first)?);
        let changes = vec![self.change(first, by)?, self.change(second, other)?];
        self.mended(&[(first, by), (second, other)]).then_some(changes)
    }

    /// How unlikely a slip of the hand is: two digits transposed, a number copied from the total beside it, a nought too
    /// many, one digit wrong, one left out, a cell forgotten; then anything else.
    fn slip(&self, change: &Correction) -> usize {
        let (written, expected) = (change.written.to_string(), change.expected.to_string());
        let columns = self.form.columns(change.id.row);
        let total = columns.iter().position(|c| c.total).map(|column| CellId { column, ..change.id });
        // A total that is computed has it from here.
        let typed = |id: &CellId| *id != change.id && self.table.get(*id).is_some_and(|cell| !cell.computed);
        // 0 is no number that lost a digit.
        let forgotten = written == "0" || expected == "0";
        let copied =
            total.filter(typed).is_some_and(|id| self.value(id) == change.written) && change.written > 0;
        match source::slip(&written, &expected) {
            Some(Slip::Exchanged) => 0,
            _ if copied => 1,
            Some(Slip::Length) if !forgotten && is_nought(&written, &expected) => 2,
            Some(Slip::Digit) => 3,
            Some(Slip::Length) if !forgotten => 4,
            _ if change.written == 0 => 5,
            _ => FAR + differing(&written, &expected),
        }
    }
}

/// Whether a nought at the end is all that one number has more than another.
fn is_nought(written: &str, expected: &str) -> bool {
    [(written, expected), (expected, written)]
        .iter()
        .any(|(long, short)| long.strip_suffix('0') == Some(short))
}

/// How many digits of two numbers differ; of such as are not of one length all.
fn differing(written: &str, expected: &str) -> usize {
    if written.len() != expected.len() {
        return written.len().max(expected.len());
    }
    written.bytes().zip(expected.bytes()).filter(|(a, b)| a != b).count()
}
