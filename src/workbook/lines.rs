//! The lines of a table's sheet: each government's sum, its own report, what stands below it; and of which lines a sum is made.

use super::Against;
use crate::sum::{Allotment, Figures, Standing, Sums};

/// One line of every table's sheet.
pub(super) struct Line<'a> {
    /// What stands before it.
    pub(super) name: String,
    /// Its depth in the tree.
    pub(super) depth: usize,
    /// What its cells hold.
    pub(super) content: Content<'a>,
}

/// What the cells of a line hold.
pub(super) enum Content<'a> {
    /// Figures of a report; not in any sum where the body is within a superior's report.
    Figures(&'a Figures),
    /// The sum of other lines, and what that is.
    Sum(Vec<usize>, Option<&'a Figures>),
    /// Taken off: documents that several bodies counted.
    TakenOff(&'a Figures),
    /// Nothing came.
    Missing,
    /// The report that is held against the sum.
    Report(&'a Figures),
    /// That report less the sum: the two lines, and what they hold.
    Difference([usize; 2], &'a Figures, &'a Figures),
}

/// All lines, the first body's sum at the top.
pub(super) fn plan<'a>(
    allotment: &'a Allotment<'_>,
    sums: &'a Sums,
    against: Option<&Against<'a>>,
) -> Vec<Line<'a>> {
    let mut planner = Planner { allotment, sums, lines: Vec::new() };
    planner.body(0, 0, against);
    planner.lines
}

struct Planner<'a, 'r> {
    allotment: &'a Allotment<'r>,
    sums: &'a Sums,
    lines: Vec<Line<'a>>,
}

impl<'a> Planner<'a, '_> {
    fn push(&mut self, name: String, depth: usize, content: Content<'a>) -> usize {
        self.lines.push(Line { name, depth, content });
        self.lines.len() - 1
    }

    /// The lines of a body and of those below it. Returns the line that a superior's sum takes.
    fn body(&mut self, body: usize, depth: usize, against: Option<&Against<'a>>) -> Option<usize> {
        let name = self.allotment.roster.bodies[body].name.value.clone();
        let standing = self.allotment.standing[body];
        if matches!(standing, Standing::Excluded(_)) {
            return None;
        }
        let own = self.allotment.figures(body);
        let below = &self.allotment.below[body];
        if below.is_empty() {
            let content = own.map_or(Content::Missing, Content::Figures);
            let said = match standing {
                Standing::Unusable => format!("{name}（不能用）"),
                _ if own.is_none() => format!("{name}（缺）"),
                _ => name,
            };
            return Some(self.push(said, depth, content));
        }
        // What contains those below it is a line of its own; their sum stands beside it to compare.
        let contains = matches!(standing, Standing::Whole(_))
            || (matches!(standing, Standing::Within(_)) && own.is_some());
        let itself =
            own.filter(|_| contains).map(|own| self.push(name.clone(), depth, Content::Figures(own)));
        let (said, area) = if contains {
            (format!("{name} 下级之和"), self.sums.below[body].as_ref())
        } else if body == 0 {
            ("合计".to_owned(), self.sums.area[body].as_ref())
        } else {
            (format!("{name} 合计"), self.sums.area[body].as_ref())
        };
        let total = self.push(said, depth, Content::Sum(Vec::new(), area));
        if let (Some(against), Some(area)) = (against, area) {
            let report = self.push("报告".to_owned(), depth, Content::Report(against.figures));
            self.push(
                "差（报告－合计）".to_owned(),
                depth,
                Content::Difference([report, total], against.figures, area),
            );
        }
        let mut parts = Vec::new();
        if let Some(own) = own.filter(|_| !contains) {
            parts.push(self.push(format!("{name} 本级"), depth + 1, Content::Figures(own)));
        }
        if let Some(joint) = self.sums.joint[body].as_ref().filter(|_| !contains) {
            parts.push(self.push("联合发文重复计的".to_owned(), depth + 1, Content::TakenOff(joint)));
        }
        for &child in below {
            parts.extend(self.body(child, depth + 1, None));
        }
        self.lines[total].content = Content::Sum(parts, area);
        Some(itself.unwrap_or(total))
    }
}
