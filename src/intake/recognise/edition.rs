//! Of which edition of the form the tables of a file are.

use super::known::FormTexts;
use super::labels::Text;
use super::{CellTexts, Recogniser};
use crate::diagnostic::{Diagnostic, codes};
use crate::form::{self, Form};
use crate::intake::blocks::{Block, Table};
use crate::source::Span;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// The labels of the edition whose own words the tables use; where they do not tell, or one table tells another than the next, of
/// that of the year.
pub(super) fn known(cells: &CellTexts<'_>, year: Option<u16>) -> Arc<FormTexts> {
    let by_year = year.and_then(form::for_year).unwrap_or_else(form::newest);
    let known = FormTexts::of(by_year);
    let tables = cells.transcript.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(cells.labels(table)),
        _ => None,
    });
    let tables: Vec<Vec<Rc<Text>>> = tables.collect();
    if tables.iter().flatten().filter(|text| !known.prints(text)).count() <= SLIPS {
        return known;
    }
    let Some(other) = other_edition(by_year, &tables.iter().flatten()) else { return known };
    let (own, others) = (FormTexts::marks(by_year), FormTexts::marks(other));
    let mixed = tables.iter().any(|table| count(&own, table.iter()) > count(&others, table.iter()));
    if mixed { known } else { FormTexts::of(other) }
}

/// The edition, not this one, that clearly more of the texts are from.
fn other_edition<'t>(
    own: &'static Form,
    texts: &(impl Iterator<Item = &'t Rc<Text>> + Clone),
) -> Option<&'static Form> {
    let least = count(&FormTexts::marks(own), texts.clone()) + SLIPS;
    let others = form::all().filter(|form| form.edition != own.edition);
    let others = others.map(|form| (count(&FormTexts::marks(form), texts.clone()), form));
    others.max_by_key(|(count, _)| *count).filter(|(most, _)| *most > least).map(|(_, form)| form)
}

/// How many of the texts are words of an edition.
fn count<'t>(marks: &BTreeSet<String>, texts: impl Iterator<Item = &'t Rc<Text>>) -> usize {
    texts.filter(|text| text.ways().iter().any(|way| marks.contains(way.text()))).count()
}

/// Words of another edition that are slips of the hand.
const SLIPS: usize = 2;

impl Recogniser<'_> {
    /// Says of a table that is of another edition than the others just this, and not what of it was not recognised.
    pub(super) fn say_edition(&mut self, table: &Table) {
        let labels = self.texts.labels(table);
        let own = self.known.form;
        if labels.iter().filter(|text| !self.known.prints(text)).count() <= SLIPS {
            return;
        }
        let Some(other) = other_edition(own, &labels.iter()) else { return };
        let Some(all) = table.rows.iter().map(|row| row.at).reduce(Span::to) else { return };
        let inside = |at: Span| all.start <= at.start && at.end <= all.end;
        self.found.retain(|found| !(inside(found.span) && [&codes::D05, &codes::D06].contains(&found.rule)));
        self.said.extend(self.left.iter().chain(&self.stray_heads).copied().filter(|at| inside(*at)));
        let own_tables = self.tables.iter().filter(|(_, at)| inside(**at)).map(|(number, _)| *number);
        self.of_other_edition.extend(own_tables);
        let message = format!(
            "这张表用的是 {} 年的格式，应当用 {} 年的；认不出的行、列没有读入",
            other.edition, own.edition
        );
        let help = format!("照《{}》（{}）重做这张表", own.name, own.document);
        self.found.push(Diagnostic::of(&codes::D05, table.rows[0].at, message).help(help));
    }
}
