//! H08: what each body carried in is what it carried out the year before.

use super::{Allotment, Figures, places, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::form::quantity::RowName;
use crate::form::{Form, Line};

/// Compares each body that counts with its report of last year.
pub fn carried(allotment: &Allotment<'_>, found: &mut Diagnostics) {
    let form = allotment.terms.form;
    let (carried_in, carried_out) = (row(form, RowName::CarriedIn), row(form, RowName::CarriedOut));
    let all = places(form);
    for (body, standing) in allotment.standing.iter().enumerate() {
        let Some(sent) = standing.submission().map(|at| &allotment.submissions[at]) else { continue };
        let (Some(now), Some(last)) = (&sent.figures, &sent.last) else { continue };
        let differences: Vec<String> = carried_in
            .iter()
            .zip(&carried_out)
            .filter(|&(&now_at, &last_at)| now.cells()[now_at] != last.cells()[last_at])
            .map(|(&now_at, &last_at)| {
                let column = all[now_at].table(form).columns(all[now_at].cell.row)[all[now_at].cell.column]
                    .name
                    .said();
                let (now, last) = (now.cells()[now_at], last.cells()[last_at]);
                format!(
                    "{column}本年 {}、上年 {}",
                    shown(all[now_at], form, now),
                    shown(all[last_at], form, last)
                )
            })
            .collect();
        if differences.is_empty() {
            continue;
        }
        let own = &allotment.roster.bodies[body].name;
        let message =
            format!("“{}”的上年结转与它上年的结转下年度不符：{}", own.value, differences.join("，"));
        found.push(Diagnostic::of(&codes::H08, own.span, message).help("请它与上年公布的报告逐列核对"));
    }
}

/// The cells of a row, in the order of [`places`].
pub(super) fn row(form: &Form, name: RowName) -> Vec<usize> {
    let Some((table, _, Line::Row(row))) = form.row(name) else { return Vec::new() };
    let cells = places(form);
    (0..cells.len()).filter(|&at| cells[at].table == table && cells[at].cell.row == row).collect()
}

/// Whether figures could be what followed last year's: what is carried in was carried out, and the stocks join.
pub(super) fn follows(form: &Form, now: &[i64], last: &Figures) -> bool {
    let carried_in = row(form, RowName::CarriedIn);
    let carried_out = row(form, RowName::CarriedOut);
    let joins =
        carried_in.iter().zip(&carried_out).all(|(&now_at, &last_at)| now[now_at] == last.cells()[last_at]);
    let stock = |name| match row(form, name)[..] {
        [made, repealed, valid] => now[valid] == last.cells()[valid] + now[made] - now[repealed],
        _ => true,
    };
    let stocks = form.edition == "2019" || (stock(RowName::Regulations) && stock(RowName::Norms));
    joins && stocks
}
