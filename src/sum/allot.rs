//! In: the roster and what was sent in. Out: which report is whose, and who counts; everything that stands in the way of a
//! sum, all at once, at the roster's lines (H02 to H04, H10 to H12).

use super::{Figures, Submission};
use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::Form;
use crate::roster::{Roster, Scope, likely, vertical};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What is summed, and what is let pass.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// 年度.
    pub year: u16,
    /// The form of that year.
    pub form: &'static Form,
    /// Reports with errors count all the same.
    pub with_errors: bool,
    /// The sum is made though bodies are missing, or sent what cannot be counted.
    pub with_missing: bool,
}

/// How a body stands in the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its report counts: index of the submission.
    Counted(usize),
    /// Its report contains those below it; they are not added.
    Whole(usize),
    /// It is only what stands below it.
    Below,
    /// It is in the report of a superior, and not added; its own report, if it sent one.
    Within(Option<usize>),
    /// 不计; its report, if it sent one all the same.
    Excluded(Option<usize>),
    /// What came cannot be counted; why is said.
    Unusable,
    /// Nothing came.
    Missing,
}

impl Standing {
    /// The submission that the body's figures are in.
    #[must_use]
    pub fn submission(self) -> Option<usize> {
        match self {
            Self::Counted(at) | Self::Whole(at) => Some(at),
            Self::Within(at) | Self::Excluded(at) => at,
            Self::Below | Self::Unusable | Self::Missing => None,
        }
    }
}

/// Who counts.
#[derive(Debug)]
pub struct Allotment<'a> {
    /// The roster.
    pub roster: &'a Roster,
    /// What was sent in.
    pub submissions: &'a [Submission],
    /// What is summed.
    pub terms: Terms,
    /// How each body of the roster stands.
    pub standing: Vec<Standing>,
    /// The bodies below each.
    pub below: Vec<Vec<usize>>,
}

impl<'a> Allotment<'a> {
    /// The figures of a body's own report.
    #[must_use]
    pub fn figures(&self, body: usize) -> Option<&'a Figures> {
        self.submissions[self.standing[body].submission()?].figures.as_ref()
    }

    /// The bodies in the order of the tree: each before those below it.
    #[must_use]
    pub fn in_order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut next = vec![0];
        while let Some(body) = next.pop() {
            order.push(body);
            next.extend(self.below[body].iter().rev());
        }
        order
    }

    /// How many bodies' own reports count.
    #[must_use]
    pub fn counted(&self) -> usize {
        let counts = |standing: &&Standing| matches!(standing, Standing::Counted(_) | Standing::Whole(_));
        self.standing.iter().filter(counts).count()
    }
}

/// Gives each report to its body, and says what stands in the way.
pub fn allot<'a>(
    roster: &'a Roster,
    submissions: &'a [Submission],
    terms: Terms,
    found: &mut Diagnostics,
) -> Allotment<'a> {
    let mut below = vec![Vec::new(); roster.bodies.len()];
    for (at, body) in roster.bodies.iter().enumerate() {
        below[body.parent.unwrap_or(at)].extend(body.parent.map(|_| at));
    }
    let mut allotter = Allotter {
        roster,
        submissions,
        terms,
        found,
        sent: vec![Vec::new(); roster.bodies.len()],
        misnamed: BTreeSet::new(),
    };
    allotter.give();
    let mut standing = vec![Standing::Missing; roster.bodies.len()];
    let mut next = vec![(0, false)];
    while let Some((body, inside)) = next.pop() {
        standing[body] = allotter.stand(body, inside, below[body].is_empty());
        let inside = inside || matches!(standing[body], Standing::Whole(_));
        next.extend(below[body].iter().rev().map(|&child| (child, inside)));
    }
    allotter.missing(&standing);
    allotter.twins(&standing);
    Allotment { roster, submissions, terms, standing, below }
}

struct Allotter<'a, 'd> {
    roster: &'a Roster,
    submissions: &'a [Submission],
    terms: Terms,
    found: &'d mut Diagnostics,
    /// The submissions of each body.
    sent: Vec<Vec<usize>>,
    /// Bodies whose file is another's: that is said, and not that they are missing.
    misnamed: BTreeSet<usize>,
}

impl Allotter<'_, '_> {
    fn say(&mut self, rule: &'static Rule, at: Span, message: String, help: &str) {
        self.found.push(Diagnostic::of(rule, at, message).help(help));
    }

    fn name(&self, body: usize) -> &str {
        &self.roster.bodies[body].name.value
    }

    fn at(&self, body: usize) -> Span {
        self.roster.bodies[body].name.span
    }

    /// Each report to the body that names its file, else to the one that it names itself.
    fn give(&mut self) {
        let names = self.roster.names();
        let mut unknown = Vec::new();
        for (at, sent) in self.submissions.iter().enumerate() {
            let by_name = names.get(sent.office.as_str()).copied();
            match (sent.named_by, by_name) {
                (Some(body), other) if other != Some(body) && !sent.office.is_empty() => {
                    let (name, office, file) = (self.name(body), &sent.office, &sent.file);
                    let message = format!("“{name}”的文件 {file} 是“{office}”的报告");
                    let help = "换成它自己的文件；名称只是写法不同的，在名册里写“别名”";
                    self.say(&codes::H10, self.at(body), message, help);
                    self.misnamed.insert(body);
                }
                (Some(body), _) | (None, Some(body)) => self.sent[body].push(at),
                (None, None) => unknown.push(at),
            }
        }
        self.unknown(&unknown, &names);
    }

    /// Reports of bodies that the roster does not name, each with the one of those missing that it likely is.
    fn unknown(&mut self, unknown: &[usize], names: &BTreeMap<&str, usize>) {
        let roster = self.roster;
        let missing = |&body: &usize| {
            let own = &roster.bodies[body];
            self.sent[body].is_empty() && own.excluded.is_none() && !self.misnamed.contains(&body)
        };
        let missing = (1..roster.bodies.len()).filter(missing);
        let missing: Vec<&str> = missing.map(|body| roster.bodies[body].name.value.as_str()).collect();
        let offices = unknown.iter().map(|&at| self.submissions[at].office.as_str()).collect::<BTreeSet<_>>();
        let likely = likely(&offices.into_iter().collect::<Vec<_>>(), &missing);
        for &at in unknown {
            let Submission { office, file, first_error, .. } = &self.submissions[at];
            if let Some((&meant, &body)) =
                likely.get(office.as_str()).and_then(|meant| names.get_key_value(meant))
            {
                let message =
                    format!("{file} 是“{office}”的报告，名册里没有这个机关；疑为“{meant}”，它没有别的报告");
                let help =
                    format!("是的，给“{meant}”写“别名: {office}”；不是的，写进成员，不计的写“不计: 理由”");
                self.say(&codes::H10, self.at(body), message, &help);
                self.misnamed.insert(body);
                continue;
            }
            let message = match office.as_str() {
                "" => format!("{file} 不知道是哪个机关的：{first_error}"),
                office => format!("{file} 是“{office}”的报告，名册里没有这个机关"),
            };
            let help = "写进名册的成员；不该计入的也写上，并写“不计: 理由”";
            self.say(&codes::H10, self.at(0), message, help);
        }
    }

    fn stand(&mut self, body: usize, inside: bool, is_leaf: bool) -> Standing {
        let own = &self.roster.bodies[body];
        let mut sent = self.sent[body].clone();
        if own.excluded.is_some() {
            return Standing::Excluded(
                sent.first().copied().filter(|&at| self.submissions[at].figures.is_some()),
            );
        }
        let named: Vec<usize> =
            sent.iter().copied().filter(|&at| self.submissions[at].named_by == Some(body)).collect();
        if let ([one], [_, _, ..]) = (&named[..], &sent[..]) {
            // The roster has decided.
            let others = sent.iter().filter(|at| *at != one).map(|&at| self.submissions[at].file.as_str());
            let (name, file) = (&own.name.value, &self.submissions[*one].file);
            let others: Vec<&str> = others.collect();
            let message = format!("“{name}”照名册用 {file}，另报的 {} 没有计入", others.join("、"));
            let finding = Diagnostic::of(&codes::H03, self.at(body), message)
                .help("核对用的是不是定稿；其余的移走")
                .softened();
            self.found.push(finding);
            sent = named;
        }
        if let [first, _, ..] = sent[..] {
            let files: Vec<&str> = sent.iter().map(|&at| self.submissions[at].file.as_str()).collect();
            let message = format!("“{}”报了 {} 份：{}", own.name.value, sent.len(), files.join("、"));
            self.say(&codes::H03, self.at(body), message, "留下一份；写“文件: …”指明用哪一份，其余移走");
            return if inside { Standing::Within(Some(first)) } else { Standing::Unusable };
        }
        if vertical(&own.name.value) && body > 0 {
            let message = format!("“{}”是垂直管理单位，一般不列入本地区的名单", own.name.value);
            self.say(&codes::H04, self.at(body), message, "写“不计: 垂直管理”；确应计入的，不必管");
        }
        let usable = sent.first().copied().filter(|&at| self.usable(body, at));
        match usable {
            _ if inside => Standing::Within(usable),
            Some(at) if is_leaf => Standing::Counted(at),
            Some(at) => match own.scope.map(|scope| scope.value) {
                Some(Scope::Own) => Standing::Counted(at),
                Some(Scope::Whole) => Standing::Whole(at),
                None => {
                    let message =
                        format!("“{}”有报告，下面又列了下级，不知道报告里是否已含下级", own.name.value);
                    let help = "写“口径: 本级”（下级另加）或“口径: 汇总”（已含下级，不再加）";
                    self.say(&codes::H03, self.at(body), message, help);
                    Standing::Unusable
                }
            },
            None if !is_leaf && sent.is_empty() && !self.roster.awaits(body) => Standing::Below,
            None if sent.is_empty() && !self.misnamed.contains(&body) => Standing::Missing,
            None => Standing::Unusable,
        }
    }

    /// Whether a report can be counted; why not is said.
    fn usable(&mut self, body: usize, at: usize) -> bool {
        let sent = &self.submissions[at];
        let (name, file) = (self.name(body).to_owned(), sent.file.clone());
        let Terms { year, form, with_errors, .. } = self.terms;
        let (edition, other) = (&sent.edition, sent.year.filter(|other| *other != year));
        let unusable = if let Some(other) = other {
            let message = format!("“{name}”报的是 {other} 年度的报告（{file}），汇总的是 {year} 年度");
            Some((&codes::H11, message, "换成本年度的报告"))
        } else if sent.figures.is_none() {
            let message = format!("“{name}”的报告读不了：{}", sent.first_error);
            Some((&codes::H12, message, "请它重新报送"))
        } else if *edition != form.edition {
            let message = format!("“{name}”用的是 {edition} 年的格式（{file}），应为 {} 年的", form.edition);
            Some((&codes::H11, message, "请它按本年度的格式重新报送"))
        } else {
            None
        };
        if let Some((rule, message, help)) = unusable {
            self.lacking(rule, body, message, help);
            return false;
        }
        if sent.errors > 0 {
            let message = format!("“{name}”的报告有 {} 处错误：{}", sent.errors, sent.first_error);
            let help = format!("改正后重报（nianbao check {file}）；或用 --with-errors 照样计入");
            let finding = Diagnostic::of(&codes::H12, self.at(body), message).help(help);
            self.found.push(if with_errors { finding.softened() } else { finding });
        }
        sent.errors == 0 || with_errors
    }

    /// H02: who sent nothing.
    fn missing(&mut self, standing: &[Standing]) {
        for (body, standing) in standing.iter().enumerate() {
            if *standing != Standing::Missing {
                continue;
            }
            let looked = self.roster.bodies[body]
                .file
                .as_ref()
                .map_or(String::new(), |file| format!("（{}）", file.value));
            let message = format!("缺“{}”的报告{looked}", self.name(body));
            let only_below = if self.roster.bodies[body].scope.is_some() {
                "；没有自己的报告、只算下级的，删去“口径”"
            } else {
                ""
            };
            let help = format!("催报；文件名不同的，改正“文件”；不该计入的，写“不计: 理由”{only_below}");
            self.lacking(&codes::H02, body, message, &help);
        }
    }

    /// A body whose figures are not there to be added.
    fn lacking(&mut self, rule: &'static Rule, body: usize, message: String, help: &str) {
        let finding = Diagnostic::of(rule, self.at(body), message);
        self.found.push(if self.terms.with_missing {
            finding.help(help).softened()
        } else {
            finding.help(format!("{help}；先算其余的，用 --with-missing"))
        });
    }

    /// H03, softened: two bodies with the same figures in every cell.
    fn twins(&mut self, standing: &[Standing]) {
        /// Figures below this many filled cells may be alike by chance.
        const LEAST: usize = 12;
        let mut seen: BTreeMap<&[i64], usize> = BTreeMap::new();
        let mut pairs = Vec::new();
        for (body, standing) in standing.iter().enumerate() {
            let Standing::Counted(at) = *standing else { continue };
            let Some(figures) = self.submissions[at].figures.as_ref().filter(|f| f.filled() >= LEAST) else {
                continue;
            };
            match seen.get(figures.cells()) {
                Some(&first) => pairs.push((first, body)),
                None => drop(seen.insert(figures.cells(), body)),
            }
        }
        for (first, body) in pairs {
            let message = format!("“{}”与“{}”的三张表完全相同", self.name(body), self.name(first));
            let finding = Diagnostic::of(&codes::H03, self.at(body), message)
                .label(self.at(first), "与它相同")
                .help("核对是否一份报告用了两个名称报送")
                .softened();
            self.found.push(finding);
        }
    }
}
