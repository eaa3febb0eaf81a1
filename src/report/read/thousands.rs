//! Commas for thousands in a list: to YAML `1,024` is two entries, 1 and 024, and every number behind them stands one column
//! off. In: the entries of a row. Out: which of them are one number.

use super::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::form::Column;
use crate::source::{Source, Span};
use crate::yaml::Node;
use std::ops::Range;

/// Entries of a row in which commas are looked for; no row of a form has half as many.
const LONGEST: usize = 32;
/// Commas that are weighed one by one; a row with more is read as all or nothing.
const MOST: usize = 10;

/// How a row with commas in its numbers is to be read.
pub(super) enum Cut {
    /// Each entry is a number.
    Nowhere,
    /// These runs of entries are one number each.
    Runs(Vec<Range<usize>>),
    /// Some run is, and it cannot be told which: the first that may be.
    Somewhere(Range<usize>),
}

/// The entries of a row, and where a comma may have cut a number.
struct Row {
    /// Their numbers; `None` for anything else.
    numbers: Vec<Option<u64>>,
    /// Entries that may continue the number of the entry before them: three digits behind a comma without a blank.
    joints: Vec<usize>,
    /// Entries that must: three digits that begin with 0 are no number of their own.
    certain: Vec<usize>,
    /// Whether other commas have a blank behind them, so that one without means something.
    loose: bool,
    /// Entries of a whole row, and of one whose total is left to the program.
    columns: usize,
    own: usize,
    /// Where the total stands.
    total: Option<usize>,
}

impl Reader<'_> {
    /// Where commas cut the numbers of a row.
    pub(super) fn cut(&self, items: &[Node], columns: &[Column]) -> Cut {
        if columns.len() < 2 || items.len() > LONGEST {
            return Cut::Nowhere;
        }
        let row = self.row_of(items, columns);
        if row.joints.is_empty() { Cut::Nowhere } else { row.cut() }
    }

    fn row_of(&self, items: &[Node], columns: &[Column]) -> Row {
        let words: Vec<&str> =
            items.iter().map(|item| item.scalar().map_or("", |scalar| scalar.text.text())).collect();
        let digits = |at: usize| !words[at].is_empty() && words[at].bytes().all(|byte| byte.is_ascii_digit());
        let tight = |at: usize| {
            let between = Span { start: items[at - 1].span.end, end: items[at].span.start };
            matches!(self.source.slice(between), "," | "，")
        };
        let mut joints: Vec<usize> = Vec::new();
        for at in 1..items.len() {
            let part = digits(at) && words[at].len() == 3 && items[at].span.len() == 3;
            let head = digits(at - 1)
                && words[at - 1].len() <= 3
                && (!words[at - 1].starts_with('0') || joints.last() == Some(&(at - 1)));
            if part && head && tight(at) {
                joints.push(at);
            }
        }
        Row {
            numbers: (0..items.len())
                .map(|at| digits(at).then(|| words[at].parse().ok()).flatten())
                .collect(),
            certain: joints.iter().copied().filter(|&at| words[at].starts_with('0')).collect(),
            joints,
            loose: (1..items.len()).any(|at| !tight(at)),
            columns: columns.len(),
            own: columns.iter().filter(|column| !column.total).count(),
            total: columns.iter().position(|column| column.total),
        }
    }
}

impl Row {
    fn cut(&self) -> Cut {
        let as_written = self.fits(&[]);
        if self.certain.is_empty()
            && as_written
            && !self.off_balance(&[])
            && (!self.loose || self.balances(&[]))
        {
            return Cut::Nowhere;
        }
        if self.loose || self.joints.len() > MOST {
            let whole = self.fits(&self.joints);
            return if whole || self.loose { runs(&self.joints) } else { Cut::Nowhere };
        }
        let sets: Vec<Vec<usize>> =
            self.sets().filter(|set| self.fits(set) && !self.off_balance(set)).collect();
        let balanced = sets.iter().find(|set| self.balances(set));
        match (balanced, &sets[..]) {
            (Some(set), _) => runs(set),
            (None, [only]) => runs(only),
            (None, []) if self.certain.is_empty() => Cut::Nowhere,
            (None, []) => runs(&self.certain),
            (None, [first, ..]) if as_written => runs(first),
            (None, [first, ..]) => Cut::Somewhere(first[0] - 1..first[0] + 1),
        }
    }

    /// The sets of joints that may be meant, the smaller first.
    fn sets(&self) -> impl Iterator<Item = Vec<usize>> {
        let mut masks: Vec<u32> = (1..1 << self.joints.len()).collect();
        masks.sort_by_key(|mask| mask.count_ones());
        let set = |mask: u32| {
            let joints = self.joints.iter().enumerate();
            joints.filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, &at)| at).collect::<Vec<_>>()
        };
        masks.into_iter().map(set).filter(|set| self.certain.iter().all(|at| set.contains(at)))
    }

    fn fits(&self, joints: &[usize]) -> bool {
        let entries = self.numbers.len() - joints.len();
        entries == self.columns || entries == self.own
    }

    /// Whether a row that has a total, joined so, adds up to it.
    fn balances(&self, joints: &[usize]) -> bool {
        let Some((total, parts)) = self.split(joints) else { return false };
        parts.iter().sum::<u64>() == total
    }

    /// Whether a row, joined so, has a total that is less than one of its parts: no slip in the total, but one in the columns.
    fn off_balance(&self, joints: &[usize]) -> bool {
        self.split(joints).is_some_and(|(total, parts)| parts.iter().any(|&part| part > total))
    }

    /// Total and parts of a whole row, joined so.
    fn split(&self, joints: &[usize]) -> Option<(u64, Vec<u64>)> {
        let mut numbers: Vec<u64> = Vec::new();
        for (at, number) in self.numbers.iter().enumerate() {
            let number = (*number)?;
            match numbers.last_mut().filter(|_| joints.contains(&at)) {
                Some(last) => *last = last.checked_mul(1000)?.checked_add(number)?,
                None => numbers.push(number),
            }
        }
        if numbers.len() != self.columns || self.own == self.columns {
            return None;
        }
        let total = numbers.remove(self.total?);
        // Numbers beyond any office's would overflow in a sum.
        (numbers.iter().all(|&number| number < 1 << 48)).then_some((total, numbers))
    }
}

/// The runs of entries that joints make one number of.
fn runs(joints: &[usize]) -> Cut {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &at in joints {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end += 1,
            None => runs.push(at - 1..at + 1),
        }
    }
    Cut::Runs(runs)
}

/// A number as it was meant: of `1,024` 1024, and the same with its comma.
fn meant(items: &[Node], run: &Range<usize>) -> (String, String) {
    let words: Vec<&str> =
        items[run.clone()].iter().map(|item| item.scalar().map_or("", |scalar| scalar.text.text())).collect();
    (words.concat(), words.join(","))
}

impl Reader<'_> {
    /// Reports numbers that commas cut. A full-width comma within one has been reported as such: that finding goes, since to
    /// put a half-width one there would be wrong.
    pub(super) fn cut_by_commas(&mut self, items: &[Node], runs: &[Range<usize>], name: &str) {
        let found = cut_by_commas(items, runs, name, self.source);
        let places: Vec<Span> =
            std::iter::once(found.span).chain(found.labels.iter().map(|l| l.span)).collect();
        let within = |span: Span| places.iter().any(|place| place.start < span.start && span.end < place.end);
        self.found.retain(|other| {
            if other.code() != codes::Y04.code
                || !within(other.span) && !other.labels.iter().any(|l| within(l.span))
            {
                return true;
            }
            let mut left: Vec<Span> =
                std::iter::once(other.span).chain(other.labels.iter().map(|l| l.span)).collect();
            left.retain(|&span| !within(span));
            let Some((&first, rest)) = left.split_first() else { return false };
            let (words, _) = other.message.split_once("，共 ").unwrap_or((&other.message, ""));
            other.message =
                if rest.is_empty() { words.to_owned() } else { format!("{words}，共 {} 处", left.len()) };
            other.span = first;
            other.labels.retain(|label| rest.contains(&label.span));
            true
        });
        self.found.push(found);
    }
}

/// The finding for numbers that commas cut.
fn cut_by_commas(items: &[Node], runs: &[Range<usize>], name: &str, source: &Source) -> Diagnostic {
    let place = |run: &Range<usize>| items[run.start].span.to(items[run.end - 1].span);
    let first = source.slice(place(&runs[0]));
    let pieces = ["两", "三", "四"].get(runs[0].len() - 2).copied().unwrap_or("几");
    let message = format!("“{name}”里的“{first}”用了逗号分节，成了{pieces}个数");
    let whole: Vec<String> = runs.iter().map(|run| meant(items, run).0).collect();
    let help = format!("数字里不要用逗号分节，写成 {}；确是几个数的，逗号后面加一个空格", whole.join("、"));
    let found = Diagnostic::of(&codes::C04, place(&runs[0]), message).help(help);
    runs[1..].iter().fold(found, |found, run| found.label(place(run), "这里也是"))
}

/// What to do where some number of a row that is too long was cut.
pub(super) fn advice(items: &[Node], run: &Range<usize>) -> String {
    let (whole, written) = meant(items, run);
    format!("有的数疑似用了逗号分节，如“{written}”：写成 {whole}")
}
