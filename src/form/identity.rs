//! 勾稽关系: `总计 = 自然人 + 商业企业 + …` resolved against a table into equations between cells.

use super::{Band, CellId, Line, Table};
use crate::diagnostic::codes::Rule;

/// Along what an identity is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Its terms are rows; it holds in every column.
    EachColumn,
    /// Its terms are columns; it holds in every row.
    EachRow,
}

/// One identity of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Name of the rule.
    pub rule: &'static Rule,
    /// As written in the form file.
    pub formula: String,
    /// The official sentence, or what stands for one.
    pub sentence: String,
    /// Along what it is repeated.
    pub axis: Axis,
    /// Lines (rows or columns) whose sum is the left side.
    pub left: Vec<Term>,
    /// Lines whose sum is the right side.
    pub right: Vec<Term>,
}

/// One term of an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As written in the formula.
    pub name: String,
    /// The rows or columns that it stands for; several for a group.
    pub lines: Vec<usize>,
}

/// An identity in one column or row: the sum of the left cells equals that of the right ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// Index of [`Table::identities`].
    pub identity: usize,
    /// Column or row in which it holds.
    pub at: usize,
    /// Cells of the left side.
    pub left: Vec<CellId>,
    /// Cells of the right side.
    pub right: Vec<CellId>,
}

impl Equation {
    /// All its cells, left side first.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.left.iter().chain(&self.right).copied()
    }

    /// What messages call it: the column or row in which it holds.
    #[must_use]
    pub fn place<'t>(&self, table: &'t Table) -> &'t str {
        match table.identities[self.identity].axis {
            Axis::EachColumn => {
                let row = self.left[0].row;
                table.columns(row)[self.at].name.said()
            }
            Axis::EachRow => table.rows[self.at].name.said(),
        }
    }
}

/// Resolves the formula of an identity.
///
/// # Errors
/// A sentence on what the formula names and the table lacks.
pub(super) fn resolve(
    table: &Table,
    rule: &'static Rule,
    formula: &str,
    axis: Axis,
    sentence: &str,
) -> Result<Identity, String> {
    let (left, right) = formula.split_once('=').ok_or_else(|| format!("“{formula}”里没有等号"))?;
    let side = |text: &str| -> Result<Vec<Term>, String> {
        text.split('+').map(|word| term(table, axis, word.trim())).collect()
    };
    let (left, right) = (side(left)?, side(right)?);
    Ok(Identity { rule, formula: formula.to_owned(), sentence: sentence.to_owned(), axis, left, right })
}

fn term(table: &Table, axis: Axis, word: &str) -> Result<Term, String> {
    let lines = match axis {
        Axis::EachColumn => table.find(&[word]).map(|line| match line {
            Line::Row(row) => vec![row],
            Line::Group(_) => table.summands(line),
        }),
        Axis::EachRow => table.column(0, word).map(|column| vec![column]),
    };
    let lines = lines.ok_or_else(|| format!("{}里没有“{word}”", table.name))?;
    Ok(Term { name: word.to_owned(), lines })
}

/// The identities of a table written out for every column or row of their band.
pub(super) fn equations(table: &Table) -> Vec<Equation> {
    let mut out = Vec::new();
    for (identity, rule) in table.identities.iter().enumerate() {
        let band: &Band = &table.bands[0];
        let places = match rule.axis {
            Axis::EachColumn => 0..band.columns.len(),
            Axis::EachRow => band.rows.clone(),
        };
        for at in places {
            let cells = |terms: &[Term]| {
                let line = |&line: &usize| match rule.axis {
                    Axis::EachColumn => CellId { row: line, column: at },
                    Axis::EachRow => CellId { row: at, column: line },
                };
                terms.iter().flat_map(|t| t.lines.iter().map(line)).collect()
            };
            out.push(Equation { identity, at, left: cells(&rule.left), right: cells(&rule.right) });
        }
    }
    out
}
