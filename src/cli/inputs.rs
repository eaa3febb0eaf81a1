//! In: the names typed for reports. Out: the reports to work on, each once, in the order typed; folders by name.

use super::failure::Failure;
use super::files;
use crate::source::decode::LARGEST;
use std::collections::BTreeSet;
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

/// The reports that the words name.
pub(super) fn expand(words: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    let mut seen = BTreeSet::new();
    for word in words {
        refuse_full_width_option(word)?;
        let input = Input::typed(word);
        let found = match &input {
            Input::File(folder) if files::is_folder(folder) => in_folder(folder)?,
            _ => vec![input],
        };
        for input in found {
            if seen.insert(input.one_name()) {
                inputs.push(input);
            }
        }
    }
    Ok(inputs)
}

/// `——out` and `－－out` are what an input method makes of `--out`.
fn refuse_full_width_option(word: &Path) -> Result<(), Failure> {
    let word = word.to_string_lossy();
    let bare = word.trim_start_matches(['—', '－', '–', '―', '‐']);
    if bare.len() < word.len() && !files::exists(Path::new(&*word)) {
        let what = format!("“{word}”前面是全角的横线");
        return Err(Failure::new(what, format!("选项用半角的减号：--{bare}")));
    }
    Ok(())
}

fn in_folder(folder: &Path) -> Result<Vec<Input>, Failure> {
    let found = files::below(folder);
    if found.reports.is_empty() && found.unread.is_empty() {
        let what = format!("文件夹 {} 里没有报告（.yaml 文件）", folder.display());
        return Err(Failure::new(what, "检查路径；报告文件名以 .yaml 结尾"));
    }
    let reports = found.reports.into_iter().map(Input::File);
    Ok(reports.chain(found.unread.into_iter().map(Input::Folder)).collect())
}
