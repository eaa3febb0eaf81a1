//! Random counties, each with one fault: bodies as they are (most with few applications, some with none), their last year, and
//! the county's report, in which or beside which something is wrong.

use nianbao::diagnostic::Diagnostics;
use nianbao::form::{self, CellId, Form, Kind, Line, Table};
use nianbao::roster::{self, Roster};
use nianbao::source::Source;
use nianbao::sum::{self, Cause, Figures, Known, Place, Standing, Submission, Terms};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// What came of it.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) right: usize,
    pub(crate) silent: usize,
    pub(crate) wrong: Vec<String>,
}

/// Numbers that are the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// 0 to `below` - 1.
    pub(crate) fn roll(&mut self, below: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % below).unwrap()
    }

    /// Small numbers often, large ones seldom.
    fn few(&mut self, most: u64) -> i64 {
        let below = 1 + self.roll(most + 1) as u64;
        i64::try_from(self.roll(below)).unwrap()
    }
}

/// Adds `number` to a cell.
fn add(figures: &mut Figures, form: &Form, table: usize, cell: CellId, number: i64) {
    static PLACES: OnceLock<BTreeMap<Place, usize>> = OnceLock::new();
    let places = PLACES.get_or_init(|| sum::places(form).into_iter().zip(0..).collect());
    figures.add_to(places[&Place { table, cell }], number);
}

/// A body's figures of this year and of last year, by every identity of the form.
fn body(dice: &mut Dice, form: &'static Form) -> (Figures, Figures) {
    let (mut now, mut last) = (Figures::zero(form), Figures::zero(form));
    for (number, table) in form.tables().enumerate() {
        match number {
            0 => active(dice, form, table, &mut now, &mut last),
            1 if dice.roll(10) < 7 => requests(dice, form, table, &mut now, &mut last),
            2 if dice.roll(10) < 3 => disputes(dice, form, table, &mut now),
            _ => {}
        }
    }
    (now, last)
}

fn active(dice: &mut Dice, form: &'static Form, table: &Table, now: &mut Figures, last: &mut Figures) {
    for row in 0..table.rows.len() {
        let columns = table.columns(row);
        if columns.len() == 3 {
            if row == 0 {
                continue;
            }
            let (held, made) = (dice.few(40), dice.few(6));
            let repealed = dice.few(3).min(held);
            for (column, number) in [made, repealed, held + made - repealed].into_iter().enumerate() {
                add(now, form, 0, CellId { row, column }, number);
            }
            add(last, form, 0, CellId { row, column: 2 }, held);
        } else if dice.roll(3) > 0 {
            // Money to 元, as reports have it.
            let money = matches!(columns[0].kind, Kind::TenThousand);
            let number = if money { dice.few(900_000) * 100 } else { dice.few(4000) };
            add(now, form, 0, CellId { row, column: 0 }, number);
        }
    }
}

fn requests(dice: &mut Dice, form: &'static Form, table: &Table, now: &mut Figures, last: &mut Figures) {
    let row = |name: &str| match table.find(&[name]).unwrap() {
        Line::Row(row) => row,
        Line::Group(_) => panic!("{name} is a group"),
    };
    let (new, carried, done, next) =
        (row("本年新收"), row("上年结转"), row("办理结果总计"), row("结转下年度"));
    let results: Vec<usize> =
        (0..table.rows.len()).filter(|at| ![new, carried, done, next].contains(at)).collect();
    let columns = table.columns(new).len();
    for column in 0..columns - 1 {
        if column > 0 && dice.roll(4) > 0 {
            continue;
        }
        let (received, before) = (dice.few(if column == 0 { 120 } else { 12 }), dice.few(4));
        let after = dice.few(4).min(received);
        let put = |figures: &mut Figures, row, number| {
            add(figures, form, 1, CellId { row, column }, number);
            add(figures, form, 1, CellId { row, column: columns - 1 }, number);
        };
        put(now, new, received);
        put(now, carried, before);
        put(last, next, before);
        put(now, next, after);
        put(now, done, received + before - after);
        for _ in 0..received + before - after {
            // Half are granted; the rest anything.
            let result =
                if dice.roll(2) == 0 { results[0] } else { results[dice.roll(results.len() as u64)] };
            put(now, result, 1);
        }
    }
}

fn disputes(dice: &mut Dice, form: &'static Form, table: &Table, now: &mut Figures) {
    for row in 0..table.rows.len() {
        let columns = table.columns(row).len();
        for column in 0..columns - 1 {
            let number = dice.few(3);
            add(now, form, 2, CellId { row, column }, number);
            add(now, form, 2, CellId { row, column: columns - 1 }, number);
        }
    }
}

/// What was planted.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Missing(usize),
    Doubled(usize),
    Twice(usize),
    LeftOut(usize),
    Digit(usize),
}

struct County {
    roster: Roster,
    names: Vec<String>,
    now: Vec<Figures>,
    last: Vec<Figures>,
}

impl County {
    fn new(dice: &mut Dice, form: &'static Form) -> Self {
        let count = 8 + dice.roll(60);
        let names: Vec<String> = (0..count).map(|n| format!("安平县第{}局", numeral(n))).collect();
        let mut text = String::from("机关: 安平县人民政府\n年度: 2025\n文件夹: 报送\n成员:\n");
        for name in &names {
            let _ = writeln!(text, "  - {name}");
        }
        let roster = roster::read(&Source::new("名册.yaml", text), &mut Diagnostics::new()).unwrap();
        let (now, last) = names.iter().map(|_| body(dice, form)).unzip();
        Self { roster, names, now, last }
    }

    fn submission(&self, body: usize, figures: &Figures) -> Submission {
        Submission {
            file: format!("报送/{}.yaml", self.names[body]),
            office: self.names[body].clone(),
            year: Some(2025),
            edition: "2021".to_owned(),
            figures: Some(figures.clone()),
            last: Some(self.last[body].clone()),
            ..Submission::default()
        }
    }
}

/// 一 to 七十.
fn numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let n = n + 1;
    let tens = if n >= 20 {
        DIGITS[n / 10].to_owned() + "十"
    } else if n >= 10 {
        "十".to_owned()
    } else {
        String::new()
    };
    tens + DIGITS[n % 10]
}

/// Plants one fault in each county, and counts how many are named.
pub(crate) fn faults(counties: u64) -> Told {
    let form = form::for_year(2025).unwrap();
    let mut told = Told::default();
    for seed in 0..counties {
        let mut dice = Dice::new(seed + 1);
        let county = County::new(&mut dice, form);
        let mut total = Figures::zero(form);
        county.now.iter().for_each(|own| total.add(own, 1));
        let some = |dice: &mut Dice, fits: &dyn Fn(usize) -> bool, count: usize| {
            let from = dice.roll(count as u64);
            (0..count).map(|n| (from + n) % count).find(|&n| fits(n)).unwrap()
        };
        let count = county.now.len();
        let has_figures = |n: usize| county.now[n].filled() > 0;
        let fault = match seed % 5 {
            0 => Fault::Missing(some(&mut dice, &has_figures, count)),
            1 => Fault::Doubled(dice.roll(count as u64)),
            2 => Fault::Twice(some(&mut dice, &has_figures, count)),
            3 => Fault::LeftOut(some(&mut dice, &has_figures, count)),
            _ => Fault::Digit(some(&mut dice, &|at| total.cells()[at] > 9, total.cells().len())),
        };
        plant(&county, form, total, fault, &mut dice, &mut told, seed);
    }
    told
}

fn plant(
    county: &County,
    form: &'static Form,
    total: Figures,
    fault: Fault,
    dice: &mut Dice,
    told: &mut Told,
    seed: u64,
) {
    let mut parent = total;
    let mut sent: Vec<Submission> =
        (0..county.now.len()).map(|n| county.submission(n, &county.now[n])).collect();
    match fault {
        Fault::Missing(body) => drop(sent.remove(body)),
        Fault::Doubled(body) => {
            let mut other = county.now[body].clone();
            if dice.roll(2) == 0 {
                other.add_to(7, 3);
            }
            sent.push(county.submission(body, &other));
        }
        Fault::Twice(body) => parent.add(&county.now[body], 1),
        Fault::LeftOut(body) => parent.add(&county.now[body], -1),
        Fault::Digit(at) => {
            let digits = parent.cells()[at].to_string();
            let written = if sum::places(form)[at].is_money(form) { digits.len() - 2 } else { digits.len() };
            let place = u32::try_from(digits.len() - 1 - dice.roll(written as u64)).unwrap();
            let unit = 10_i64.pow(place);
            let digit = parent.cells()[at] / unit % 10;
            let mut other = i64::try_from(dice.roll(9)).unwrap();
            other += i64::from(other >= digit);
            // A number does not begin with 0.
            if other == 0 && parent.cells()[at] / unit < 10 {
                other = if digit == 9 { 8 } else { 9 };
            }
            parent.add_to(at, (other - digit) * unit);
        }
    }
    let terms = Terms { year: 2025, form, with_errors: false, with_missing: false };
    let mut found = Diagnostics::new();
    let allotment = sum::allot(&county.roster, &sent, terms, &mut found);
    let sums = sum::sums(&allotment, &mut found);
    let zero = Figures::zero(form);
    let differences = sum::against(form, sums.area[0].as_ref().unwrap_or(&zero), &parent);
    let known: Vec<Known<'_>> = (1..county.roster.bodies.len())
        .map(|body| match allotment.standing[body] {
            Standing::Counted(_) => Known::Counted(body, allotment.figures(body).unwrap()),
            _ => Known::Missing(body, Some(&county.last[body - 1])),
        })
        .collect();
    let explanations = sum::explain(form, &differences, &known);
    // The roster's first body is the county.
    let first = explanations.first();
    let is = |cause: &Cause, body: usize| {
        first.is_some_and(|first| &first.cause == cause && first.bodies == [body + 1])
            && explanations.len() == 1
    };
    let names = |code: &str, body: usize| {
        found.iter().any(|f| f.code() == code && f.message.contains(&format!("“{}”", county.names[body])))
    };
    let right = match fault {
        Fault::Missing(body) => names("H02", body) && is(&Cause::Missing { fits: true }, body),
        Fault::Doubled(body) => names("H03", body) && found.iter().count() == 1,
        Fault::Twice(body) => is(&Cause::Twice, body),
        Fault::LeftOut(body) => is(&Cause::LeftOut, body),
        Fault::Digit(at) => {
            let here = |cells: &[usize]| differences[cells[0]].at == at;
            explanations.len() == 1
                && first.is_some_and(|e| matches!(e.cause, Cause::Cell(_)) && here(&e.cells))
        }
    };
    told.right += usize::from(right);
    if !right {
        let said: Vec<_> = explanations.iter().map(|e| (&e.cause, &e.bodies, e.cells.len())).collect();
        told.wrong.push(format!("county {seed}: {fault:?}: {said:?}"));
        told.silent += usize::from(differences.is_empty() && found.is_empty());
    }
}
