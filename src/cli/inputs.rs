//! In: where a report comes from. Out: its name, its folder, its bytes.

use super::failure::Failure;
use super::files;
use crate::intake::LARGEST;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// Where one report comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// `-`.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A folder that could not be looked through: what lies in it is not read, and that is said.
    Folder(PathBuf),
}

impl Input {
    /// From what was typed.
    pub(super) fn typed(word: &Path) -> Self {
        if word.as_os_str() == "-" { Self::Stdin } else { Self::File(word.to_owned()) }
    }

    /// A file that a report names. No pipe and no device: the report's author cannot know what they would wait for.
    pub(super) fn named(path: PathBuf) -> Result<Self, Failure> {
        if files::exists(&path) && !files::is_regular(&path) {
            let what = format!("{} 不是文件", path.display());
            return Err(Failure::new(what, "写上年报告的文件"));
        }
        Ok(Self::File(path))
    }

    /// The name by which messages call it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin => "标准输入".to_owned(),
            Self::File(path) | Self::Folder(path) => path.display().to_string(),
        }
    }

    /// The folder beside whose files the output goes.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Self::Stdin => Path::new(""),
            Self::File(path) | Self::Folder(path) => path.parent().unwrap_or(Path::new("")),
        }
    }

    /// The one name of its file, whatever way it was typed.
    pub(super) fn one_name(&self) -> Option<PathBuf> {
        match self {
            Self::Stdin => None,
            Self::File(path) | Self::Folder(path) => Some(files::one_name(path)),
        }
    }

    /// A Word file, open to be read in places.
    pub(super) fn word_file(&self) -> Option<impl Read + Seek> {
        match self {
            Self::File(path) if path.extension().is_some_and(|own| own.eq_ignore_ascii_case("docx")) => {
                files::in_places(path)
            }
            _ => None,
        }
    }

    /// Its bytes; of a file that is too large for a report no more than shows that it is.
    pub(super) fn read(&self) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Stdin => files::read_stdin(LARGEST),
            Self::File(path) => files::read(path, LARGEST),
            Self::Folder(path) => Err(files::entries(path).err().unwrap_or_else(|| {
                // It could be read after all, a moment later.
                Failure::new(format!("读不了文件夹 {}", path.display()), "再运行一次")
            })),
        }
    }
}
