//! The machine's faults and the command line's: never a report's. Each names the file and the remedy; exit code 2.

use crate::diagnostic::printable::line;
use std::fmt;
use std::io;
use std::path::Path;

/// Why a file, a font, a disk or a command line stands in the way.
#[derive(Debug)]
pub(super) struct Failure {
    what: String,
    remedy: String,
}

impl Failure {
    /// What is wrong, and what to do about it (may be empty).
    pub(super) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }

    /// What is wrong.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// The same, with what it is that failed for it.
    pub(super) fn of(self, deed: &str) -> Self {
        Self { what: format!("{deed}：{}", self.what), ..self }
    }

    /// What to do about it.
    pub(super) fn remedy(&self) -> &str {
        &self.remedy
    }

    /// What the operating system said, in Chinese, about doing `deed` to `path`.
    pub(super) fn io(deed: &str, path: &Path, error: &io::Error) -> Self {
        let (reason, remedy) = in_chinese(error);
        // What cannot be read is not helped by another place to write to.
        let remedy =
            remedy.split_once(ELSEWHERE).filter(|_| deed.starts_with('读')).map_or(remedy, |(read, _)| read);
        Self::new(format!("{deed} {}：{reason}", path.display()), remedy)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "错误: {}", line(&self.what))?;
        if self.remedy.is_empty() { Ok(()) } else { writeln!(f, "  = 改法: {}", line(&self.remedy)) }
    }
}

impl std::error::Error for Failure {}

/// What a remedy for writing goes on with.
const ELSEWHERE: &str = "，或写到别处";

/// Reason and remedy.
fn in_chinese(error: &io::Error) -> (String, &'static str) {
    let (reason, remedy) = match error.kind() {
        io::ErrorKind::NotFound => ("没有这个文件或文件夹", "检查路径和文件名，注意全角字符和空格"),
        io::ErrorKind::PermissionDenied => ("没有权限", "检查文件和所在文件夹的权限，或写到别处"),
        io::ErrorKind::StorageFull => ("磁盘已满", "腾出空间，或写到别处"),
        io::ErrorKind::QuotaExceeded => ("超出磁盘配额", "腾出空间，或写到别处"),
        io::ErrorKind::FileTooLarge => {
            ("超出了允许的文件大小", "调大限额（ulimit -f），或请管理员调大；没有留下写了一半的文件")
        }
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "写到别处"),
        io::ErrorKind::IsADirectory => ("这是一个文件夹", "写出文件夹里的文件名"),
        io::ErrorKind::NotADirectory => ("路径当中有一段不是文件夹", "检查路径"),
        io::ErrorKind::InvalidFilename => (
            "文件名太长或有不许用的字符",
            "只写一份报告时用 --name 另起一个短的文件名；多份时在报告里写短些的标题",
        ),
        io::ErrorKind::AlreadyExists => ("文件已经存在", "换一个文件名，或先移走原来的文件"),
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => {
            ("文件正被其他程序使用", "关闭打开它的程序后再试")
        }
        _ => return (format!("{error}"), ""),
    };
    (reason.to_owned(), remedy)
}
