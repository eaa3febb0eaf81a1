//! In: who counts. Out: the same in words: how many and who, who not and why, who is missing.

use super::{Allotment, Standing};

/// Who is in a sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Bodies whose own reports are in it, as indices of the roster.
    pub counted: Vec<usize>,
    /// Of these, those whose reports have errors.
    pub with_errors: Vec<usize>,
    /// Bodies that are in the report of a superior.
    pub within: Vec<usize>,
    /// Bodies of which only what stands below them is in it.
    pub below: Vec<usize>,
    /// Bodies that do not count.
    pub excluded: Vec<usize>,
    /// Bodies of which came what cannot be counted.
    pub unusable: Vec<usize>,
    /// Bodies of which nothing came.
    pub missing: Vec<usize>,
}

/// Who is in the sum of a roster.
#[must_use]
pub fn counted(allotment: &Allotment<'_>) -> Counted {
    let mut out = Counted::default();
    for body in allotment.in_order() {
        match allotment.standing[body] {
            Standing::Counted(at) | Standing::Whole(at) => {
                out.counted.push(body);
                if allotment.submissions[at].errors > 0 {
                    out.with_errors.push(body);
                }
            }
            Standing::Within(_) => out.within.push(body),
            Standing::Excluded(_) => out.excluded.push(body),
            Standing::Unusable => out.unusable.push(body),
            Standing::Missing => out.missing.push(body),
            Standing::Below if body > 0 => out.below.push(body),
            Standing::Below => {}
        }
    }
    out
}

/// Names listed in a comment; a longer list is for the workbook.
const MOST_NAMES: usize = 300;

impl Counted {
    /// `计入 60 家`, `不计 2 家`, `缺 1 家`.
    #[must_use]
    pub fn in_short(&self) -> String {
        let mut words = vec![format!("计入 {} 家", self.counted.len())];
        let others = [
            (&self.with_errors, "其中有错误"),
            (&self.within, "已含在上级的报告里"),
            (&self.below, "没有自己的报告、只算下级的"),
            (&self.excluded, "不计"),
            (&self.unusable, "报来不能用"),
            (&self.missing, "缺"),
        ];
        words.extend(
            others
                .iter()
                .filter(|(list, _)| !list.is_empty())
                .map(|(list, word)| format!("{word} {} 家", list.len())),
        );
        words.join("，")
    }

    /// The lines of a comment: who counts, who not and why, who is missing.
    #[must_use]
    pub fn lines(&self, allotment: &Allotment<'_>) -> Vec<String> {
        let name = |body: usize| allotment.roster.bodies[body].name.value.clone();
        let list = |bodies: &[usize], say: &dyn Fn(usize) -> String| {
            let mut text =
                bodies.iter().take(MOST_NAMES).map(|&body| say(body)).collect::<Vec<_>>().join("、");
            if bodies.len() > MOST_NAMES {
                text.push_str("等，全部见汇总表");
            }
            text
        };
        let reason = |body: usize| {
            let why = allotment.roster.bodies[body].excluded.as_ref().map_or("", |why| &why.value);
            format!("{}（{why}）", name(body))
        };
        let mut lines = vec![format!("计入 {} 家：{}", self.counted.len(), list(&self.counted, &name))];
        if !self.with_errors.is_empty() {
            lines.push(format!(
                "其中报告有错误仍计入的 {} 家：{}",
                self.with_errors.len(),
                list(&self.with_errors, &name)
            ));
        }
        if !self.within.is_empty() {
            lines.push(format!(
                "已含在上级报告里、不另加的 {} 家：{}",
                self.within.len(),
                list(&self.within, &name)
            ));
        }
        if !self.below.is_empty() {
            lines.push(format!(
                "没有自己的报告、只算下级的 {} 家：{}",
                self.below.len(),
                list(&self.below, &name)
            ));
        }
        if !self.excluded.is_empty() {
            lines.push(format!("不计 {} 家：{}", self.excluded.len(), list(&self.excluded, &reason)));
        }
        for (bodies, what) in [(&self.missing, "缺"), (&self.unusable, "报来不能用、没有计入的")]
        {
            if !bodies.is_empty() {
                lines.push(format!("{what} {} 家，数不全：{}", bodies.len(), list(bodies, &name)));
            }
        }
        if !allotment.roster.joint.is_empty() {
            lines.push(format!("联合发文 {} 条，各只计一次", allotment.roster.joint.len()));
        }
        lines
    }
}
