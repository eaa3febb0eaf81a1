//! In: a form. Out: which rules need a quantity that it lacks, so that a rule is never quietly off: `explain` says it of each
//! edition, F06 of a report that follows an edition with less than the newest.

use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::form::{self, Form};
use crate::report::Report;

/// A row or group, in a column where one is meant.
type Need = (Row, Option<Column>);

const fn of(row: Row, column: Column) -> Need {
    (row, Some(column))
}

const STOCK: &[Need] = &[
    of(Row::Regulations, Column::Made),
    of(Row::Regulations, Column::Repealed),
    of(Row::Regulations, Column::InForce),
    of(Row::Norms, Column::Made),
    of(Row::Norms, Column::Repealed),
    of(Row::Norms, Column::InForce),
];

const ITEMS: &[Need] = &[
    of(Row::Licences, Column::ItemsBefore),
    of(Row::Licences, Column::ItemsChange),
    of(Row::Penalties, Column::ItemsBefore),
    of(Row::Penalties, Column::ItemsChange),
    of(Row::Enforcement, Column::ItemsBefore),
    of(Row::Enforcement, Column::ItemsChange),
];

const CASES: &[Need] = &[
    of(Row::Reviews, Column::Cases),
    of(Row::DirectSuits, Column::Cases),
    of(Row::SuitsAfterReview, Column::Cases),
];

/// What each rule on figures needs. A rule that is not here needs none by name.
static NEEDS: &[(&Rule, &[Need])] = &[
    (&codes::A01, &[(Row::Regulations, None)]),
    (&codes::A02, STOCK),
    (&codes::A03, STOCK),
    (&codes::A04, STOCK),
    (&codes::A05, STOCK),
    (&codes::A06, &[of(Row::Norms, Column::Made)]),
    (&codes::A07, &[of(Row::Norms, Column::Made), of(Row::Norms, Column::InForce)]),
    (&codes::A09, &[of(Row::Fees, Column::Charged)]),
    (
        &codes::A11,
        &[
            of(Row::Licences, Column::Decisions),
            of(Row::Penalties, Column::Decisions),
            of(Row::Enforcement, Column::Decisions),
            of(Row::Received, Column::Applicants),
            of(Row::Fees, Column::Charged),
        ],
    ),
    (&codes::A12, &[of(Row::Licences, Column::Decisions)]),
    (&codes::A13, &[of(Row::Penalties, Column::Decisions), of(Row::Enforcement, Column::Decisions)]),
    (&codes::A14, &[of(Row::Fees, Column::Charged)]),
    (&codes::A15, ITEMS),
    (&codes::A16, ITEMS),
    (&codes::A17, ITEMS),
    (
        &codes::A18,
        &[
            of(Row::Norms, Column::NewlyMade),
            of(Row::Norms, Column::NewlyPublic),
            of(Row::Norms, Column::PublicInAll),
        ],
    ),
    (&codes::A19, &[of(Row::Purchases, Column::PurchaseCount), of(Row::Purchases, Column::PurchaseSum)]),
    (&codes::B04, &[(Row::CarriedIn, None), (Row::CarriedOut, None)]),
    (&codes::B09, &[of(Row::Received, Column::Applicants)]),
    (
        &codes::B10,
        &[
            (Row::Refused, None),
            (Row::Unavailable, None),
            (Row::Unprocessed, None),
            (Row::OtherwiseClosed, None),
        ],
    ),
    (&codes::B11, &[of(Row::Unpaid, Column::Applicants)]),
    (&codes::B12, &[of(Row::Received, Column::Applicants), of(Row::CarriedOut, Column::Applicants)]),
    (&codes::B13, &[of(Row::Secret, Column::Applicants)]),
    (&codes::B14, &[of(Row::Received, Column::Natural), of(Row::Received, Column::Applicants)]),
    (
        &codes::B15,
        &[
            of(Row::Received, Column::Natural),
            of(Row::Received, Column::Company),
            of(Row::Received, Column::Organisations),
        ],
    ),
    (
        &codes::L02,
        &[
            of(Row::Reviews, Column::Pending),
            of(Row::DirectSuits, Column::Pending),
            of(Row::SuitsAfterReview, Column::Pending),
        ],
    ),
    (&codes::L03, CASES),
    (&codes::L04, &[of(Row::Reviews, Column::Corrected), of(Row::Suits, Column::Corrected)]),
    (&codes::L05, CASES),
    (&codes::L06, &[of(Row::Reviews, Column::Upheld), of(Row::Reviews, Column::Corrected)]),
    (
        &codes::L07,
        &[
            of(Row::Reviews, Column::Upheld),
            of(Row::Reviews, Column::OtherOutcome),
            of(Row::SuitsAfterReview, Column::Cases),
        ],
    ),
    (&codes::X01, &[of(Row::Received, Column::Applicants)]),
    (&codes::X02, &[of(Row::CarriedIn, Column::Applicants)]),
    (&codes::X03, &[of(Row::Closed, Column::Applicants)]),
    (&codes::X04, &[of(Row::CarriedOut, Column::Applicants)]),
    (&codes::X05, &[of(Row::Granted, Column::Applicants), of(Row::PartlyGranted, Column::Applicants)]),
    (&codes::X07, &[of(Row::Received, Column::Natural), of(Row::Received, Column::Organisations)]),
    (&codes::X12, &[of(Row::CarriedOut, Column::Applicants)]),
    (&codes::X13, &[(Row::Regulations, None), (Row::Norms, None)]),
];

/// The rules that are identities of the form.
static IDENTITIES: [&Rule; 3] = [&codes::B01, &codes::B02, &codes::L01];

/// What a form lacks of what a rule needs, in the words of messages; nothing if the rule is checked in full.
#[must_use]
pub fn lacking(rule: &Rule, form: &Form) -> Vec<String> {
    if IDENTITIES.contains(&rule) && !form.tables().flat_map(|t| &t.identities).any(|i| i.rule == rule) {
        return vec!["勾稽关系".to_owned()];
    }
    NEEDS.iter().filter(|(of, _)| *of == rule).flat_map(|(_, needs)| form.lacks(needs)).collect()
}

/// F06: what an edition lacks that the newest shipped one has, and the rules that are off for it.
pub(super) fn check(report: &Report, sink: &mut Diagnostics) {
    let form = report.form();
    let known = form::newest_shipped();
    if std::ptr::eq(form, known) {
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
    let mut help = format!("用到它们的规则没有核对：{}", rules.join("、"));
    if form.is_given() {
        help.push_str("；这一行只是改了名称的，在 form.yaml 里写上“量”");
    }
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
