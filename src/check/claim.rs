//! What a figure of the prose may say: what it counts, and the readings that would make it true. `claims` makes them of words,
//! `compare` holds them against the tables; both know this room, and it knows neither.

pub(crate) mod reading;

use crate::check::facts::Facts;
use crate::diagnostic::codes::{self, Rule};
pub(crate) use reading::{Outcome, Reading, closed, done, handled, received};

#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// What it counts.
    pub(crate) matter: Matter,
    /// The word for it in messages (`新收`).
    pub(crate) says: String,
    /// The readings that would make it true; the plainest first.
    pub(crate) readings: Vec<Reading>,
    /// The figure counts some of them only (延期答复): it may be less than every reading, not more.
    pub(crate) some: bool,
    /// What the words count may be something else (公开 of documents of earlier years): a hint at most.
    pub(crate) weak: bool,
    /// Where the words end that say it, if they stand apart behind the figure: 8 件，均由自然人提出.
    pub(crate) words_end: Option<usize>,
}

impl Claim {
    pub(crate) fn new(matter: Matter, says: impl Into<String>, readings: Vec<Reading>) -> Self {
        Self { matter, says: says.into(), readings, some: false, weak: false, words_end: None }
    }

    /// The first of its readings whose value fits.
    pub(crate) fn reading(&self, facts: &Facts, fits: impl Fn(u64) -> bool) -> Option<usize> {
        self.readings.iter().position(|reading| reading.value(facts).is_some_and(&fits))
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// Applications received.
    Received,
    /// Applications carried over from last year.
    Carried,
    /// Applications answered.
    Finished,
    /// Applications carried over into next year.
    Next,
    Outcome,
    Group,
    /// Applications of one kind of applicant.
    Applicant,
    /// 行政复议, 行政诉讼.
    Case,
    /// How cases ended.
    Verdict,
    /// 规章, 行政规范性文件.
    Document,
    /// 行政许可.
    Licence,
    /// 行政处罚, 行政强制.
    Decision,
}

impl Matter {
    pub(crate) fn rule(self) -> &'static Rule {
        match self {
            Self::Received => &codes::X01,
            Self::Carried => &codes::X02,
            Self::Finished => &codes::X03,
            Self::Next => &codes::X04,
            Self::Outcome => &codes::X05,
            Self::Group => &codes::B10,
            Self::Applicant => &codes::X07,
            Self::Case => &codes::L05,
            Self::Verdict => &codes::L06,
            Self::Document => &codes::X13,
            Self::Licence => &codes::A12,
            Self::Decision => &codes::A13,
        }
    }

    /// A few words at the figure.
    pub(crate) fn note(self) -> &'static str {
        match self {
            Self::Case | Self::Verdict => "与表四不一致",
            Self::Document | Self::Licence | Self::Decision => "与表二不一致",
            _ => "与表不一致",
        }
    }

    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Case | Self::Verdict => "核对后改正文或表；注意是否含上年度结转",
            Self::Document | Self::Licence | Self::Decision => "核对后改正文或表",
            _ => "核对后改正文或表；写成 {{ }} 由程序填数就不会不一致",
        }
    }
}

/// What the words around a figure say.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// What it counts.
    Claim(Claim),
    /// That it counts nothing of the tables.
    Another(Whose),
}

impl Said {
    pub(crate) fn claim(&self) -> Option<&Claim> {
        if let Self::Claim(claim) = self { Some(claim) } else { None }
    }

    /// Whether what is said of a figure is that it counts one of the matters.
    pub(crate) fn counts(said: Option<&Self>, matters: &[Matter]) -> bool {
        said.and_then(Self::claim).is_some_and(|claim| matters.contains(&claim.matter))
    }

    /// Whether it counts all of them that there are.
    pub(crate) fn counts_all(said: Option<&Self>, matters: &[Matter]) -> bool {
        Self::counts(said, matters) && said.and_then(Self::claim).is_some_and(|claim| !claim.some)
    }
}

/// Whose a figure is, if it is not the report's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// 去年, 上半年, 历年.
    OtherTime,
    /// Another body, or a part of this one.
    OtherBody,
    /// 热线工单, 建议提案, 培训: nothing that the tables count.
    OtherThing,
    /// 通过网络 3 件: one way among several.
    Channel,
    /// Applications of one content, or with one status on the way (延期, 补正).
    Part,
    /// 约, 余: nothing to compare exactly.
    Rough,
    /// 公开率 100%, 同比增长 6%: a rate of what no table and no earlier report here gives.
    Rate,
}

impl Whose {
    /// In a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OtherTime => "别的时间的数",
            Self::OtherBody => "别的机关的数",
            Self::OtherThing => "表中没有的事项",
            Self::Channel => "渠道的分项",
            Self::Part => "其中一部分",
            Self::Rough => "约数",
            Self::Rate => "无从计算的比率",
        }
    }
}
