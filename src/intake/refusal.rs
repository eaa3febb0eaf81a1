//! Why a file is not read, and what to do about it.

use crate::diagnostic::{Diagnostic, codes};
use crate::package::parts::Fault;
use crate::source::Span;

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Its parts do not hold together.
    Damaged,
    /// It needs a password.
    Encrypted,
    /// More than any report holds.
    TooLarge,
    /// Elements in elements in elements.
    TooDeep,
    /// It declares words of its own, which can grow without end.
    Entities,
    /// Something else, in words, and what to do.
    Other(&'static str, &'static str),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Damaged => Self::Damaged,
            Fault::Encrypted => Self::Encrypted,
            Fault::TooLarge => Self::TooLarge,
        }
    }
}

/// What to do about a text that cannot be read.
pub(super) const SAVE_AS: &str = "用 Word 或 WPS 打开，另存为 .docx 再核对";
/// The same of figures.
pub(super) const SAVE_AS_WORKBOOK: &str = "用 Excel 或 WPS 打开，另存为 .xlsx 再核对";

impl Refusal {
    pub(super) fn finding(self) -> Diagnostic {
        let (message, help) = match self {
            Self::Damaged => ("文件损坏或不完整，读不出来", SAVE_AS),
            Self::Encrypted => ("文件加了密码，读不出来", "去掉密码，另存为 .docx 再核对"),
            Self::TooLarge => ("文件展开后太大，不像是一份年度报告", "请检查是否选错了文件"),
            Self::TooDeep => ("文件层层嵌套，不像是一份年度报告", SAVE_AS),
            Self::Entities => ("文件里有自定义的实体，不读这样的文件", SAVE_AS),
            Self::Other(what, help) => (what, help),
        };
        Diagnostic::of(&codes::D01, Span::default(), message).help(help)
    }
}
