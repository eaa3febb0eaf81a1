//! In: the tables. Out: what a figure of the prose may stand for, as a sum of cells with a name and a place.

use std::ops::Range;

use crate::check::facts::{
    ALL, CARRIED, COLUMN_NAMES, DONE, Documents, Facts, LEGAL, NEW, OTHER, REFUSED, ROW_NAMES, UNAVAILABLE,
    UNPROCESSED,
};
use crate::source::Span;

/// Rows of table three added up (`+1`) or taken away (`-1`).
pub(crate) type Terms = Vec<(i8, Range<usize>)>;

/// One way to understand a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Cells of table three.
    Requests {
        /// Rows.
        terms: Terms,
        /// Columns.
        columns: Range<usize>,
    },
    /// Cells of table four: rows and outcomes (4 is 总计).
    Cases {
        /// 行政复议, 未经复议直接起诉, 复议后起诉.
        rows: Range<usize>,
        /// Columns that are added.
        outcomes: Vec<usize>,
    },
    /// A cell of 规章 (0), 行政规范性文件 (1) in table two.
    Documents {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
    /// 行政许可 (0), 行政处罚 (1), 行政强制 (2).
    Decisions(usize),
}

/// A single row.
pub(crate) fn row(row: usize) -> Range<usize> {
    row..row + 1
}

impl Reading {
    /// The whole of a row, in 总计.
    pub(crate) fn total(at: usize) -> Self {
        Self::rows(row(at))
    }

    /// The whole of one row or group, in 总计.
    pub(crate) fn rows(rows: Range<usize>) -> Self {
        Self::Requests { terms: vec![(1, rows)], columns: ALL..ALL + 1 }
    }

    /// The value; nothing if it would be negative.
    pub(crate) fn value(&self, facts: &Facts) -> Option<u64> {
        match self {
            Self::Requests { terms, columns } => {
                // A row that the edition lacks is not compared.
                let mut rows = terms.iter().flat_map(|(_, rows)| rows.clone());
                if rows.any(|row| facts.requests.names[row].is_none()) {
                    return None;
                }
                let mut sum = 0i128;
                for (sign, rows) in terms {
                    sum += i128::from(*sign) * i128::from(facts.requests.sum(rows.clone(), columns.clone()));
                }
                u64::try_from(sum).ok()
            }
            Self::Cases { rows, outcomes } => {
                let cells = rows.clone().flat_map(|r| outcomes.iter().map(move |&o| (r, o)));
                Some(cells.map(|(r, o)| facts.cases[r][o].value).sum())
            }
            Self::Documents { row, column } => Some(documents(facts, *row)[*column].value),
            Self::Decisions(row) => Some(facts.disclosed.decisions[*row].value),
        }
    }

    /// The cell at which the label stands.
    pub(crate) fn place(&self, facts: &Facts) -> Span {
        match self {
            Self::Requests { terms, columns } => {
                let rows = terms.first().map_or(NEW..NEW + 1, |(_, rows)| rows.clone());
                let cells = || rows.clone().flat_map(|r| columns.clone().map(move |c| (r, c)));
                let used = cells().find(|&(r, c)| facts.requests.cells[r][c].value > 0);
                let (r, c) = used.or_else(|| cells().next()).unwrap_or((NEW, ALL));
                facts.requests.cells[r][c].span
            }
            Self::Cases { rows, outcomes } => {
                let outcome = outcomes.first().copied().unwrap_or(4);
                facts.cases[rows.start][outcome].span
            }
            Self::Documents { row, column } => documents(facts, *row)[*column].span,
            Self::Decisions(row) => facts.disclosed.decisions[*row].span,
        }
    }

    /// What it is called in a message: `表三“本年新收·总计”`.
    pub(crate) fn name(&self, facts: &Facts) -> String {
        match self {
            Self::Requests { terms, columns } => {
                let mut name = String::new();
                for (sign, rows) in terms {
                    if !name.is_empty() {
                        name.push(if *sign < 0 { '－' } else { '＋' });
                    }
                    name.push_str(match facts.requests.names[rows.start] {
                        Some(name) if rows.len() == 1 => name,
                        _ => row_name(rows),
                    });
                }
                format!("表三“{name}·{}”", column_name(columns))
            }
            Self::Cases { rows, outcomes } => {
                let row = match (rows.start, rows.end) {
                    (0, 1) => "行政复议",
                    (0, _) => "行政复议＋行政诉讼",
                    (1, 2) => "未经复议直接起诉",
                    (2, _) => "复议后起诉",
                    _ => "行政诉讼",
                };
                let names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
                let outcome: Vec<&str> = outcomes.iter().map(|&o| names[o]).collect();
                format!("表四“{row}·{}”", outcome.join("＋"))
            }
            Self::Documents { row, column } => {
                let row = if *row == 0 {
                    "规章"
                } else if facts.of_2021() {
                    "行政规范性文件"
                } else {
                    "规范性文件"
                };
                let columns = if facts.of_2021() {
                    ["本年制发件数", "本年废止件数", "现行有效件数"]
                } else {
                    ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
                };
                format!("表二“{row}·{}”", columns[*column])
            }
            Self::Decisions(row) => {
                format!("表二“{}”", ["行政许可", "行政处罚", "行政强制"][*row])
            }
        }
    }
}

/// 规章 (0) or 行政规范性文件 (1).
fn documents(facts: &Facts, row: usize) -> &Documents {
    if row == 0 { &facts.disclosed.regulations } else { &facts.disclosed.norms }
}

/// Name of a row or group.
pub(crate) fn row_name(rows: &Range<usize>) -> &'static str {
    if *rows == REFUSED {
        "不予公开"
    } else if *rows == UNAVAILABLE {
        "无法提供"
    } else if *rows == UNPROCESSED {
        "不予处理"
    } else if *rows == OTHER {
        "其他处理"
    } else {
        ROW_NAMES[rows.start]
    }
}

/// Name of a column or of 法人或其他组织.
fn column_name(columns: &Range<usize>) -> &'static str {
    if *columns == LEGAL { "法人或其他组织" } else { COLUMN_NAMES[columns.start] }
}

/// Readings of 收到, 受理: 一 first, then 一+二.
pub(crate) fn received(columns: &Range<usize>) -> Vec<Reading> {
    let of = |terms| Reading::Requests { terms, columns: columns.clone() };
    vec![of(vec![(1, row(NEW))]), of(vec![(1, row(NEW)), (1, row(CARRIED))])]
}

/// Readings of 办结, 答复: （七） first, then what offices mean by it: without the carried ones, without 其他处理, without 不予处理.
pub(crate) fn done(columns: &Range<usize>) -> Vec<Reading> {
    let of = |terms| Reading::Requests { terms, columns: columns.clone() };
    vec![
        of(vec![(1, row(DONE))]),
        of(vec![(1, row(DONE)), (-1, row(CARRIED))]),
        of(vec![(1, row(DONE)), (-1, OTHER)]),
        of(vec![(1, row(DONE)), (-1, UNPROCESSED)]),
        of(vec![(1, row(DONE)), (-1, OTHER), (-1, UNPROCESSED)]),
    ]
}

/// Readings of 办理: what was done, or all that there was to do.
pub(crate) fn handled(columns: &Range<usize>) -> Vec<Reading> {
    let mut readings = done(columns);
    readings.extend(received(columns));
    readings
}

/// The rows of table three that a name of the lexicon stands for.
pub(crate) fn rows(name: &str) -> Option<Range<usize>> {
    Some(match name {
        "不予公开" => REFUSED,
        "无法提供" => UNAVAILABLE,
        "不予处理" => UNPROCESSED,
        "其他处理" => OTHER,
        _ => row(ROW_NAMES.iter().position(|n| *n == name)?),
    })
}

/// The columns of table three that a name of the lexicon stands for.
pub(crate) fn columns(name: &str) -> Option<Range<usize>> {
    match name {
        "法人或其他组织" => Some(LEGAL),
        _ => COLUMN_NAMES.iter().position(|n| *n == name).map(|at| at..at + 1),
    }
}
