//! In: a form. Out: which rules need a quantity that it lacks, so that a rule is never quietly off: `explain` says it of each
//! edition, F06 of a report that follows a given edition with less than the newest shipped one.

use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::form::{self, Form};
use crate::report::Report;

/// Rows or groups, and columns of each of them; the rows alone where there are none.
type Need = (&'static [Row], &'static [Column]);

const STOCK: Need = (&[Row::Regulations, Row::Norms], &[Column::Made, Column::Repealed, Column::InForce]);

const DEEDS: &[Row] = &[Row::Licences, Row::Penalties, Row::Enforcement];

const ITEMS: Need = (DEEDS, &[Column::ItemsBefore, Column::ItemsChange]);

const CASES: &[Row] = &[Row::Reviews, Row::DirectSuits, Row::SuitsAfterReview];

const ALL: &[Column] = &[Column::Applicants];

/// What each rule on figures needs. A rule that is not here needs none by name.
static NEEDS: &[(&Rule, Need)] = &[
    (&codes::A01, (&[Row::Regulations], &[])),
    (&codes::A02, STOCK),
    (&codes::A03, STOCK),
    (&codes::A04, STOCK),
    (&codes::A05, STOCK),
    (&codes::A06, (&[Row::Norms], &[Column::Made])),
    (&codes::A07, (&[Row::Norms], &[Column::Made, Column::InForce])),
    (&codes::A09, (&[Row::Fees], &[Column::Charged])),
    (&codes::A11, (DEEDS, &[Column::Decisions])),
    (&codes::A11, (&[Row::Received], ALL)),
    (&codes::A11, (&[Row::Fees], &[Column::Charged])),
    (&codes::A12, (&[Row::Licences], &[Column::Decisions])),
    (&codes::A13, (&[Row::Penalties, Row::Enforcement], &[Column::Decisions])),
    (&codes::A14, (&[Row::Fees], &[Column::Charged])),
    (&codes::A15, ITEMS),
    (&codes::A16, ITEMS),
    (&codes::A17, ITEMS),
    (&codes::A18, (&[Row::Norms], &[Column::NewlyMade, Column::NewlyPublic, Column::PublicInAll])),
    (&codes::A19, (&[Row::Purchases], &[Column::PurchaseCount, Column::PurchaseSum])),
    (&codes::B04, (&[Row::CarriedIn, Row::CarriedOut], &[])),
    (&codes::B09, (&[Row::Received], ALL)),
    (&codes::B10, (&[Row::Refused, Row::Unavailable, Row::Unprocessed, Row::OtherwiseClosed], &[])),
    (&codes::B11, (&[Row::Unpaid], ALL)),
    (&codes::B12, (&[Row::Received, Row::CarriedOut], ALL)),
    (&codes::B13, (&[Row::Secret], ALL)),
    (&codes::B14, (&[Row::Received], &[Column::Natural, Column::Applicants])),
    (&codes::B15, (&[Row::Received], &[Column::Natural, Column::Company, Column::Organisations])),
    (&codes::L02, (CASES, &[Column::Pending])),
    (&codes::L03, (CASES, &[Column::Cases])),
    (&codes::L04, (&[Row::Reviews, Row::Suits], &[Column::Corrected])),
    (&codes::L05, (CASES, &[Column::Cases])),
    (&codes::L06, (&[Row::Reviews], &[Column::Upheld, Column::Corrected])),
    (&codes::L07, (&[Row::Reviews], &[Column::Upheld, Column::OtherOutcome])),
    (&codes::L07, (&[Row::SuitsAfterReview], &[Column::Cases])),
    (&codes::X01, (&[Row::Received], ALL)),
    (&codes::X02, (&[Row::CarriedIn], ALL)),
    (&codes::X03, (&[Row::Closed], ALL)),
    (&codes::X04, (&[Row::CarriedOut], ALL)),
    (&codes::X05, (&[Row::Granted, Row::PartlyGranted], ALL)),
    (&codes::X07, (&[Row::Received], &[Column::Natural, Column::Organisations])),
    (&codes::X12, (&[Row::CarriedOut], ALL)),
    (&codes::X13, (&[Row::Regulations, Row::Norms], &[])),
];

/// The rules that are identities of the form.
static IDENTITIES: [&Rule; 3] = [&codes::B01, &codes::B02, &codes::L01];

/// What a form lacks of what a rule needs, in the words of messages; nothing if the rule is checked in full.
#[must_use]
pub fn lacking(rule: &Rule, form: &Form) -> Vec<String> {
    if IDENTITIES.contains(&rule) && !form.tables().flat_map(|t| &t.identities).any(|i| i.rule == rule) {
        return vec!["勾稽关系".to_owned()];
    }
    let of_rule = NEEDS.iter().filter(|(of, _)| *of == rule);
    let each = of_rule.flat_map(|(_, (rows, columns))| {
        let columns: Vec<Option<Column>> =
            if columns.is_empty() { vec![None] } else { columns.iter().copied().map(Some).collect() };
        rows.iter().flat_map(move |&row| columns.clone().into_iter().map(move |column| (row, column)))
    });
    form.lacks(&each.collect::<Vec<_>>())
}

/// F06: what an edition that was given lacks of what the newest shipped one has, and the rules that are off for it. What an older official form
/// never asked for is no fault of the report, and nobody's to mend: `explain` says it.
pub(super) fn check(report: &Report, sink: &mut Diagnostics) {
    let form = report.form();
    let known = form::newest_shipped();
    if !form.is_given() {
        return;
    }
    let (mut missing, mut rules): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
    for rule in codes::all() {
        let before = lacking(rule, known);
        let new = lacking(rule, form).into_iter().filter(|what| !before.contains(what));
        for what in new {
            if rules.last() != Some(&rule.code) {
                rules.push(rule.code);
            }
            if !missing.contains(&what) {
                missing.push(what);
            }
        }
    }
    if missing.is_empty() {
        return;
    }
    let message = format!("{} 版格式里没有{}", form.edition, missing.join("、"));
    let rules = rules.join("、");
    let help = format!("用到它们的规则没有核对：{rules}；这一行只是改了名称的，在 form.yaml 里写上“量”");
    sink.push(Diagnostic::of(&codes::F06, report.year().span, message).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_editions_lack_what_is_known() {
        let of = |year| form::for_year(year).expect("it is shipped");
        assert_eq!(lacking(&codes::A06, of(2023)), [] as [&str; 0]);
        assert_eq!(lacking(&codes::A06, of(2019)), ["表二“行政规范性文件·本年制发件数”"]);
        assert_eq!(lacking(&codes::A19, of(2023)).len(), 2);
        let off = |year| codes::all().filter(|rule| !lacking(rule, of(year)).is_empty()).count();
        assert_eq!((off(2019), off(2023)), (10, 5), "A02 to A07, A09, A11, A14; B11; A15 to A19");
    }
}
