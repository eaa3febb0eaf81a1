//! In: who counts, and what those below each body come to. Out: bodies whose own report contains those below it and does not come
//! to the same (H09, softened). Theirs to mend: in the sum they are as they reported.

use super::{Allotment, Standing, Sums, against, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// Compares each 口径: 汇总 with those below it, where all of them sent something; with some missing nothing can be said.
pub fn below(allotment: &Allotment<'_>, sums: &Sums, found: &mut Diagnostics) {
    let form = allotment.terms.form;
    for (body, standing) in allotment.standing.iter().enumerate() {
        let Standing::Whole(sent) = *standing else { continue };
        let (Some(own), Some(sum)) = (allotment.figures(body), &sums.below[body]) else { continue };
        let Some(count) = complete(allotment, body) else { continue };
        let mut sum = sum.clone();
        if let Some(joint) = &sums.joint[body] {
            sum.add(joint, -1);
        }
        let differences = against(form, &sum, own);
        let Some(first) = differences.first() else { continue };
        let name = &allotment.roster.bodies[body].name;
        let message = format!(
            "“{}”的汇总报告与它下面 {count} 家之和有 {} 格不同，如{}：合计 {}，报告写 {}",
            name.value,
            differences.len(),
            first.place.said(form),
            shown(first.place, form, first.sum),
            shown(first.place, form, first.parent)
        );
        let help =
            format!("逐格看：加上“--office {} --against {}”", name.value, allotment.submissions[sent].file);
        found.push(Diagnostic::of(&codes::H09, name.span, message).softened().help(help));
    }
}

/// How many reports are below a body; `None` if one is missing or cannot be read.
fn complete(allotment: &Allotment<'_>, body: usize) -> Option<usize> {
    let mut count = 0;
    let mut next = allotment.below[body].clone();
    while let Some(child) = next.pop() {
        if matches!(allotment.standing[child], Standing::Excluded(_)) {
            continue;
        }
        let below = &allotment.below[child];
        let reported = allotment.figures(child).is_some();
        if !reported && below.is_empty() {
            return None;
        }
        count += usize::from(reported);
        next.extend(below);
    }
    Some(count)
}
