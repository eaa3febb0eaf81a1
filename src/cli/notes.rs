//! What `check --out` writes of each file: a Word file with comments where the findings are, a list beside any other.

use super::batch::Batch;
use super::failure::Failure;
use super::files::{self, Target};
use super::inputs::Input;
use crate::annotate;
use crate::examine::Examined;
use crate::overview::notes::{list, remarks};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Writes what was found in a file into a folder, under its own name; below a folder that was typed under the same path.
pub(super) fn write(
    out: &Path,
    below: &Path,
    input: &Input,
    file: &Examined,
    sources: &BTreeSet<PathBuf>,
) -> Result<(), Failure> {
    let target = target(&out.join(below), input);
    if let Some(folder) = target.parent() {
        files::make_folder(folder)?;
    }
    let is_word =
        target.extension().and_then(OsStr::to_str).is_some_and(|e| e.to_ascii_lowercase().starts_with("doc"));
    let annotated = if is_word { annotate::docx(&input.read()?, &remarks(file)) } else { None };
    if let Some(bytes) = annotated {
        return put(&target, &bytes, sources);
    }
    let mut name = target.into_os_string();
    name.push(".txt");
    put(Path::new(&name), list(file).as_bytes(), sources)
}

/// The folder of the reports is not that of what is said of them: a Word file would be written over, and lists would lie among
/// reports. Beside a YAML that was typed alone there is room.
pub(super) fn refuse_own_folder(out: &Path, batch: &Batch) -> Result<(), Failure> {
    let own = |input: &&Input| match input {
        Input::File(path) if batch.was_found(input) || !files::is_yaml(path) => {
            files::is_same(&out.join(batch.below(input)), input.folder())
        }
        _ => false,
    };
    match batch.inputs.iter().find(own) {
        None => Ok(()),
        Some(_) => Err(Failure::new(
            format!("--out {} 就是报告所在的文件夹，没有核对：批注会盖掉原件", out.display()),
            format!("换一个文件夹，如 --out {}", out.join("批注").display()),
        )),
    }
}

/// Puts a file in its place; a report that was read is never written over.
pub(super) fn put(path: &Path, bytes: &[u8], sources: &BTreeSet<PathBuf>) -> Result<(), Failure> {
    files::write_together(vec![Target { path: path.to_owned(), bytes }], sources).map(drop)
}

fn target(out: &Path, input: &Input) -> PathBuf {
    match input {
        Input::Stdin => out.join("标准输入"),
        Input::File(path) | Input::Folder(path) => out.join(path.file_name().unwrap_or_default()),
    }
}
