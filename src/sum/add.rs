//! In: who counts. Out: what every government's tables come to: its own figures and those below it, joint documents once.

use super::{Allotment, Figures, Standing, places};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::form::{Form, Line};
use crate::roster::Joint;

/// The sums of a roster.
#[derive(Debug)]
pub struct Sums {
    /// What each body's area comes to; `None` where nothing came.
    pub area: Vec<Option<Figures>>,
    /// What those below each body come to, without its own report; `None` where nothing stands below or came.
    pub below: Vec<Option<Figures>>,
    /// How many reports are in each area's sum.
    pub reports: Vec<usize>,
    /// What was taken off at each body for 联合发文 that bodies below it counted together.
    pub joint: Vec<Option<Figures>>,
}

/// Adds up, from below.
pub fn sums(allotment: &Allotment<'_>, found: &mut Diagnostics) -> Sums {
    let form = allotment.terms.form;
    let count = allotment.roster.bodies.len();
    let mut sums = Sums {
        area: vec![None; count],
        below: vec![None; count],
        reports: vec![0; count],
        joint: vec![None; count],
    };
    let joint: Vec<(&Joint, [Option<usize>; 3])> =
        allotment.roster.joint.iter().map(|joint| (joint, columns(joint, form, found))).collect();
    check_joints(allotment, &joint, found);
    // How many of each joint document's bodies are in an area's sum, and how many were taken off already.
    let mut held = vec![vec![(0_i64, 0_i64); joint.len()]; if joint.is_empty() { 0 } else { count }];
    for &body in allotment.in_order().iter().rev() {
        let mut below: Option<Figures> = None;
        let mut reports = 0;
        for &child in &allotment.below[body] {
            if let Some(figures) = &sums.area[child] {
                below.get_or_insert_with(|| Figures::zero(form)).add(figures, 1);
                reports += sums.reports[child];
            }
        }
        let own = allotment.figures(body);
        let counts = matches!(allotment.standing[body], Standing::Counted(_));
        let area = match allotment.standing[body] {
            Standing::Excluded(_) => None,
            Standing::Whole(_) => own.cloned(),
            Standing::Within(_) => own.cloned().or_else(|| below.clone()),
            Standing::Counted(_) | Standing::Below | Standing::Unusable | Standing::Missing => {
                let mut area = below.clone();
                if let Some(own) = own.filter(|_| counts) {
                    area.get_or_insert_with(|| Figures::zero(form)).add(own, 1);
                }
                area
            }
        };
        let mut area = area;
        for (at, (joint, columns)) in joint.iter().enumerate() {
            let mut here = (i64::from(counts && joint.bodies.contains(&body)), 0);
            for &child in &allotment.below[body] {
                here = (here.0 + held[child][at].0, here.1 + held[child][at].1);
            }
            let more = (here.0 - 1).max(0) - here.1;
            held[body][at] = (here.0, here.1 + more);
            for (column, count) in columns.iter().zip(joint.counts) {
                let Some(column) = column else { continue };
                if let Some(area) = &mut area {
                    area.add_to(*column, -count * more);
                }
                if more > 0 {
                    sums.joint[body].get_or_insert_with(|| Figures::zero(form)).add_to(*column, count * more);
                }
            }
        }
        let own_report =
            usize::from(matches!(allotment.standing[body], Standing::Counted(_) | Standing::Whole(_)));
        let inside = matches!(allotment.standing[body], Standing::Whole(_));
        sums.reports[body] = own_report + if inside { 0 } else { reports };
        sums.below[body] = below;
        sums.area[body] = area;
    }
    sums
}

/// Where 制发, 废止 and 现行有效 of a joint document's row are.
fn columns(joint: &Joint, form: &Form, found: &mut Diagnostics) -> [Option<usize>; 3] {
    let all = places(form);
    let row = form.tables().enumerate().find_map(|(table, own)| match own.find(&[&joint.row.value]) {
        Some(Line::Row(row)) if own.columns(row).len() == 3 => Some((table, row)),
        _ => None,
    });
    let Some((table, row)) = row else {
        let message = format!("联合发文的“{}”不是表二的一行", joint.row.value);
        let help = "写“行: 规章”或“行: 行政规范性文件”；不写时是行政规范性文件";
        found.push(Diagnostic::of(&codes::H05, joint.row.span, message).help(help));
        return [None; 3];
    };
    [0, 1, 2].map(|column| {
        all.iter().position(|p| p.table == table && p.cell.row == row && p.cell.column == column)
    })
}

/// H05: a joint document that one of its bodies cannot have counted.
fn check_joints(allotment: &Allotment<'_>, joints: &[(&Joint, [Option<usize>; 3])], found: &mut Diagnostics) {
    for (joint, columns) in joints {
        for &body in &joint.bodies {
            let name = &allotment.roster.bodies[body].name.value;
            let Some(figures) = allotment.figures(body) else { continue };
            let short = columns.iter().zip(joint.counts).zip(["制发", "废止", "现行有效"]).find_map(
                |((column, count), word)| {
                    let has = figures.cells()[(*column)?];
                    (has < count).then(|| format!("联合发文{word} {count} 件，“{name}”的报告里只有 {has} 件"))
                },
            );
            if let Some(message) = short {
                let help = "没有计入这份联合发文的机关，从这一条里删去";
                found.push(Diagnostic::of(&codes::H05, joint.span, message).help(help));
            }
        }
    }
}
