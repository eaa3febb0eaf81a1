//! In: the names typed for reports. Out: the reports to work on, each once, in the order typed; folders by name.

use super::failure::Failure;
use super::files;
use super::gathered::{self, LeftOut};
use super::inputs::Input;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What the words on the command line name.
#[derive(Default)]
pub(super) struct Batch {
    /// The reports, each once, in the order typed.
    pub(super) inputs: Vec<Input>,
    /// The folder of each report found in a typed folder, from there: kept under `--out`.
    below: BTreeMap<PathBuf, PathBuf>,
    /// What lies among the reports and is none.
    left_out: LeftOut,
}

impl Batch {
    /// What to say of the files that were left out; empty without any.
    pub(super) fn left_out(&self) -> String {
        self.left_out.said()
    }

    /// Whether a file was found in a typed folder.
    pub(super) fn was_found(&self, input: &Input) -> bool {
        matches!(input, Input::File(path) if self.below.contains_key(path))
    }

    /// Below which folder of an output folder the files of a report go.
    pub(super) fn below(&self, input: &Input) -> &Path {
        match input {
            Input::File(path) => self.below.get(path).map_or(Path::new(""), PathBuf::as_path),
            Input::Stdin | Input::Folder(_) => Path::new(""),
        }
    }
}

/// The reports that the words name, but for what lies in the folder that is written to, and `besides`, which was typed for something
/// else.
pub(super) fn expand(
    words: &[PathBuf],
    out: Option<&Path>,
    besides: Option<&Path>,
) -> Result<Batch, Failure> {
    let mut batch = Batch::default();
    let mut seen: BTreeSet<Option<PathBuf>> =
        besides.map(|path| Some(files::one_name(path))).into_iter().collect();
    let folders = words.iter().filter(|word| files::is_folder(word)).count();
    for word in words {
        refuse_full_width_option(word)?;
        let input = Input::typed(word);
        let found = match &input {
            Input::File(folder) if files::is_folder(folder) => batch.folder(folder, out, folders > 1)?,
            Input::File(path) => batch.file(path),
            Input::Stdin | Input::Folder(_) => vec![input],
        };
        for input in found {
            if seen.insert(input.one_name()) {
                batch.inputs.push(input);
            }
        }
    }
    batch.left_out.but_for(besides);
    if batch.inputs.is_empty() {
        return Err(Failure::new(
            "没有一份报告可以处理",
            batch.left_out.said().trim_end().replace('\n', "；"),
        ));
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
    /// A typed file; `*.docx` is the shell's way to name lock files too.
    fn file(&mut self, path: &Path) -> Vec<Input> {
        let found = gathered::one(path);
        self.left_out.append(found.left_out);
        found.reports.into_iter().map(Input::File).collect()
    }

    /// The reports in a typed folder; of several folders each keeps its name under `--out`.
    fn folder(
        &mut self,
        folder: &Path,
        out: Option<&Path>,
        one_of_many: bool,
    ) -> Result<Vec<Input>, Failure> {
        let found = gathered::below(folder, out);
        self.left_out.append(found.left_out);
        if found.reports.is_empty() && found.unread.is_empty() {
            let what = format!("文件夹 {} 里没有报告（.yaml、Word、Excel、网页文件）", folder.display());
            let named = self.left_out.said();
            let named = if named.is_empty() {
                String::new()
            } else {
                format!("；{}", named.trim_end().replace('\n', "；"))
            };
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
