//! In: the text of a roster (`名册.yaml`, or the cells of a sheet with the same columns). Out: the bodies whose reports a
//! government's report sums up: who, below whom, in which file, counted or not and why. Refuses to know any report, and to
//! guess who counts.

#![deny(clippy::float_arithmetic)]

mod matching;
mod names;
mod read;
mod sheet;
mod skeleton;
#[cfg(test)]
mod tests;
mod tree;

pub use matching::{folder_of, matches};
pub use names::{likely, short_name, vertical};
pub use read::{LARGEST, is_other, is_roster, read};
pub use sheet::read_sheet;
pub use skeleton::{FolderEntry, skeleton};

use crate::report::OfficeKind;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// The keys of a body, which are also the columns of a sheet; 成员 is no column.
pub const KEYS: [&str; 9] = ["机关", "机关类别", "文件", "上级", "口径", "不计", "别名", "上年报告", "成员"];

/// Whose figures are summed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// 年度, if the roster says it.
    pub year: Option<Spanned<u16>>,
    /// 文件夹: where reports lie that no 文件 names; each is found by the body that it names itself.
    pub folder: Option<Spanned<String>>,
    /// 上年文件夹: the same of last year.
    pub last_folder: Option<Spanned<String>>,
    /// The bodies in the order written, a superior before those below it. The first is the one whose report is made.
    pub bodies: Vec<Body>,
    /// 联合发文: documents that several bodies made together and each counted.
    pub joint: Vec<Joint>,
}

/// One body of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// 机关: its full name.
    pub name: Spanned<String>,
    /// 机关类别.
    pub kind: Option<OfficeKind>,
    /// 文件: a path or a pattern (`*`, `?`), relative to the roster.
    pub file: Option<Spanned<String>>,
    /// 上年报告: the path of last year's report, relative to the roster.
    pub last: Option<Spanned<String>>,
    /// 口径: what its own report contains, where bodies stand below it.
    pub scope: Option<Spanned<Scope>>,
    /// 不计: why its figures are not counted.
    pub excluded: Option<Spanned<String>>,
    /// 别名: other names by which its report may call it.
    pub aliases: Vec<String>,
    /// The body that it stands below, as an index of [`Roster::bodies`]; none for the first.
    pub parent: Option<usize>,
}

/// 口径: what a report of a body contains that others stand below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// 本级: its own figures only; those below are added.
    Own,
    /// 汇总: those below are in it already; they are compared, not added.
    Whole,
}

impl Scope {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "本级",
            Self::Whole => "汇总",
        }
    }

    /// The scope of a word.
    #[must_use]
    pub fn by_name(word: &str) -> Option<Self> {
        [Self::Own, Self::Whole].into_iter().find(|scope| scope.name() == word)
    }
}

/// 联合发文: documents of several bodies, counted by each of them, that exist once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Where it stands.
    pub span: Span,
    /// The row of table two (`行政规范性文件`, `规章`).
    pub row: Spanned<String>,
    /// The bodies, as indices of [`Roster::bodies`].
    pub bodies: Vec<usize>,
    /// 制发, 废止, 现行有效: how many of each are counted by every one of them.
    pub counts: [i64; 3],
}

impl Roster {
    /// The bodies directly below one.
    pub fn below(&self, body: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.bodies.len()).filter(move |&at| self.bodies[at].parent == Some(body))
    }

    /// Whether a body that others stand below is to send a report of its own: 口径 speaks of one. 汇总 of the whole area is the report that
    /// is made.
    #[must_use]
    pub fn awaits(&self, body: usize) -> bool {
        let scope = self.bodies[body].scope.map(|scope| scope.value);
        self.bodies[body].file.is_some() || scope == Some(Scope::Own) || (scope.is_some() && body > 0)
    }

    /// Every name and 别名 with its body; a full name outweighs another's 别名.
    #[must_use]
    pub fn names(&self) -> BTreeMap<&str, usize> {
        let mut names = BTreeMap::new();
        for (at, body) in self.bodies.iter().enumerate().rev() {
            names.extend(body.aliases.iter().map(|alias| (alias.as_str(), at)));
        }
        names.extend(self.bodies.iter().enumerate().rev().map(|(at, body)| (body.name.value.as_str(), at)));
        names
    }

    /// The roster of one of its bodies and of those below it. A report of it that contains them is the one that is made, and none of theirs.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<Self> {
        let top = self.find(name)?;
        let is_below = |mut body: usize| loop {
            match self.bodies[body].parent {
                _ if body == top => return true,
                Some(parent) => body = parent,
                None => return false,
            }
        };
        let mut kept: Vec<usize> = (0..self.bodies.len()).filter(|&at| at != top && is_below(at)).collect();
        kept.insert(0, top);
        let new: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        let body = |&old: &usize| {
            let parent = self.bodies[old].parent.and_then(|parent| new.get(&parent).copied());
            let own = self.bodies[old].clone();
            let made = old == top && own.scope.is_some_and(|scope| scope.value == Scope::Whole);
            Body { parent: parent.filter(|_| old != top), file: own.file.filter(|_| !made), ..own }
        };
        let joint = self.joint.iter().map(|joint| {
            let bodies = joint.bodies.iter().filter_map(|old| new.get(old).copied()).collect();
            Joint { bodies, ..joint.clone() }
        });
        Some(Self {
            bodies: kept.iter().map(body).collect(),
            joint: joint.filter(|joint| joint.bodies.len() > 1).collect(),
            ..self.clone()
        })
    }

    /// The body of a name, which may be one of its 别名.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.bodies.iter().position(|body| body.is(name))
    }
}

impl Body {
    /// Whether a name is its own or one of its 别名.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.value == name || self.aliases.iter().any(|alias| alias == name)
    }
}
