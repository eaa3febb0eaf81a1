//! In: the names typed for reports. Out: the reports to work on, each once, in the order typed; folders by name.

use super::failure::Failure;
use super::files;
use crate::diagnostic::printable::printable;
use crate::intake::LARGEST;
use std::collections::{BTreeMap, BTreeSet};
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

/// What the words on the command line name.
#[derive(Default)]
pub(super) struct Batch {
    /// The reports, each once, in the order typed.
    pub(super) inputs: Vec<Input>,
    /// The folder of each report found in a typed folder, from there: kept under `--out`.
    below: BTreeMap<PathBuf, PathBuf>,
    /// Files that lie among the reports and are none.
    strays: Vec<PathBuf>,
}

impl Batch {
    /// Below which folder of an output folder the files of a report go.
    pub(super) fn below(&self, input: &Input) -> &Path {
        match input {
            Input::File(path) => self.below.get(path).map_or(Path::new(""), PathBuf::as_path),
            Input::Stdin | Input::Folder(_) => Path::new(""),
        }
    }

    /// A line on the files that were passed over; empty without any.
    pub(super) fn passed_over(&self) -> String {
        const NAMED: usize = 10;
        if self.strays.is_empty() {
            return String::new();
        }
        let why = |path: &PathBuf| {
            let reason = if path.is_symlink() && !files::exists(path) {
                "链接指向的文件没有了"
            } else if files::is_unreadable(path) {
                "读不了这种文件，请对方发送 .docx"
            } else if path.is_file() {
                "扩展名应为 .yaml"
            } else {
                "不是文件"
            };
            format!("{}（{reason}）", printable(&path.display().to_string()))
        };
        let named: Vec<String> = self.strays.iter().take(NAMED).map(why).collect();
        let more = if self.strays.len() > NAMED { "等" } else { "" };
        format!("有 {} 个文件不是报告，没有处理：{}{more}\n", self.strays.len(), named.join("、"))
    }
}

/// The reports that the words name.
pub(super) fn expand(words: &[PathBuf]) -> Result<Batch, Failure> {
    let mut batch = Batch::default();
    let mut seen = BTreeSet::new();
    let folders = words.iter().filter(|word| files::is_folder(word)).count();
    for word in words {
        refuse_full_width_option(word)?;
        let input = Input::typed(word);
        let found = match &input {
            Input::File(folder) if files::is_folder(folder) => batch.folder(folder, folders > 1)?,
            _ => vec![input],
        };
        for input in found {
            if seen.insert(input.one_name()) {
                batch.inputs.push(input);
            }
        }
    }
    Ok(batch)
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

impl Batch {
    /// The reports in a typed folder; of several folders each keeps its name under `--out`.
    fn folder(&mut self, folder: &Path, one_of_many: bool) -> Result<Vec<Input>, Failure> {
        let found = files::below(folder);
        self.strays.extend(found.strays);
        if found.reports.is_empty() && found.unread.is_empty() {
            let what = format!("文件夹 {} 里没有报告（.yaml、Word、Excel、网页文件）", folder.display());
            let named = self.passed_over();
            let named = if named.is_empty() { String::new() } else { format!("；{}", named.trim_end()) };
            return Err(Failure::new(
                what,
                format!("检查路径；报告文件名以 .yaml、.docx、.xlsx 或 .html 结尾{named}"),
            ));
        }
        let top = folder.file_name().filter(|_| one_of_many).map(PathBuf::from).unwrap_or_default();
        for path in &found.reports {
            let below = path.strip_prefix(folder).ok().and_then(Path::parent).unwrap_or(Path::new(""));
            self.below.insert(path.clone(), top.join(below));
        }
        let reports = found.reports.into_iter().map(Input::File);
        Ok(reports.chain(found.unread.into_iter().map(Input::Folder)).collect())
    }
}
