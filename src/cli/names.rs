//! The names of the files that are written: the title, made fit for every file system, or what was typed.

use super::failure::Failure;
use super::files;
use super::inputs::Input;
use crate::diagnostic::printable::{line, named};
use crate::export::Format;
use crate::press::names::{FORBIDDEN, is_device, misleads, stem};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Whether a name from the command line will do.
pub(super) fn typed_name(name: &str, reports: usize) -> Result<(), Failure> {
    if reports > 1 {
        return Err(Failure::new("--name 只能用于一份报告", "多份报告的文件名用各自的标题"));
    }
    if let Some((bad, _)) = FORBIDDEN.iter().find(|(bad, _)| name.contains(*bad)) {
        let what = format!("--name 里不能有“{bad}”");
        return Err(Failure::new(what, "只写文件名；文件夹用 --out 指定"));
    }
    if let Some(bad) = name.chars().find(|&c| misleads(c)) {
        return Err(Failure::new(format!("--name 里不能有 {}", named(bad)), "删去它，或重打一遍文件名"));
    }
    if name.trim().is_empty() || name.starts_with('.') {
        return Err(Failure::new(format!("--name 不能是“{name}”"), "写一个不以点开头的文件名"));
    }
    if name.trim() != name || name.ends_with('.') {
        return Err(Failure::new(format!("--name“{name}”的首尾有空格或点"), "删去首尾的空格和点"));
    }
    if is_device(name) {
        return Err(Failure::new(format!("Windows 不许文件叫“{name}”"), "换一个文件名"));
    }
    let lower = name.to_ascii_lowercase();
    let endings = Format::all().map(Format::ending).chain(["doc", "yaml"]);
    let own = |end: &&str| lower.strip_suffix(end).is_some_and(|stem| stem.ends_with('.'));
    // Of two endings that both fit the longer is the file's.
    if let Some(end) = endings.filter(own).max_by_key(|end| end.len()) {
        let stem = &name[..name.len() - end.len() - 1];
        return Err(Failure::new(
            format!("--name 后面不写“.{end}”"),
            format!("写成 --name {stem}；扩展名由程序加上"),
        ));
    }
    Ok(())
}

/// A file cannot be the folder that `--out` names.
pub(super) fn refuse_file_as_folder(out: Option<&Path>, besides: &str) -> Result<(), Failure> {
    match out.filter(|out| files::exists(out) && !files::is_folder(out)) {
        None => Ok(()),
        Some(out) => Err(Failure::new(
            format!("--out {} 是一个文件，不是文件夹", out.display()),
            format!("--out 后面写文件夹{besides}"),
        )),
    }
}

/// Reports whose files would be written over one another.
pub(super) struct Clash {
    /// The files' name, without extension.
    path: PathBuf,
    /// Their numbers among the inputs.
    pub(super) reports: Vec<usize>,
}

impl Clash {
    /// Why none of them is written.
    pub(super) fn failure(&self, inputs: &[Input]) -> Failure {
        let named = self.named(inputs);
        let what = format!("{named} 的标题相同，文件名都是 {}；都没有写出", self.path.display());
        Failure::new(what, "核对各份报告的 机关 和 年度；确要同名时分别写到不同的 --out")
    }

    /// The same where nothing is written.
    pub(super) fn remark(&self, inputs: &[Input]) -> String {
        let stem = self.path.file_name().unwrap_or_default().to_string_lossy();
        let remark = format!("{} 的标题相同：{stem}；核对各份报告的 机关 和 年度\n", self.named(inputs));
        line(remark.trim_end()) + "\n"
    }

    fn named(&self, inputs: &[Input]) -> String {
        self.reports.iter().map(|&at| inputs[at].name()).collect::<Vec<_>>().join("、")
    }
}

/// Whether standard input is named among other reports.
pub(super) fn refuse_stdin_among_others(inputs: &[Input]) -> Result<(), Failure> {
    if inputs.len() > 1 && inputs.contains(&Input::Stdin) {
        return Err(Failure::new("标准输入（-）只能单独用", "与其他报告一起处理时，先把它存成文件"));
    }
    Ok(())
}

/// All reports that would be written over one another; `folders` are where the files of each go, `titles` what they are called
/// by. What cannot be read writes nothing.
pub(super) fn clashes(folders: &[PathBuf], titles: &[Option<String>]) -> Vec<Clash> {
    let folders_once: BTreeSet<&Path> = folders.iter().map(PathBuf::as_path).collect();
    let one_names: BTreeMap<&Path, PathBuf> =
        folders_once.into_iter().map(|folder| (folder, files::one_name(folder))).collect();
    let mut taken: BTreeMap<(&Path, String), Vec<usize>> = BTreeMap::new();
    for (at, (folder, title)) in folders.iter().zip(titles).enumerate() {
        let Some(title) = title else { continue };
        // Half of the world's disks take two names that differ by case only for one.
        let key = (one_names[folder.as_path()].as_path(), stem(title).to_lowercase());
        taken.entry(key).or_default().push(at);
    }
    let several = taken.into_values().filter(|reports| reports.len() > 1);
    let clash = |reports: Vec<usize>| {
        let path = folders[reports[0]].join(stem(titles[reports[0]].as_deref().unwrap_or_default()));
        Clash { path, reports }
    };
    let mut clashes: Vec<Clash> = several.map(clash).collect();
    clashes.sort_by_key(|clash| clash.reports[0]);
    clashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_name_is_refused_where_it_would_not_do() {
        for (name, said) in [
            ("年报.", "首尾"),
            (" 年报", "首尾"),
            ("NUL", "Windows"),
            ("com¹", "Windows"),
            ("年\u{202e}报", "U+202E"),
            ("年\u{7}报", "U+0007"),
            (".年报", "点开头"),
            ("", "点开头"),
            ("年/报", "“/”"),
            ("年报.pdf", ".pdf"),
            ("年报.Docx", "--name 年报；"),
        ] {
            let failure = typed_name(name, 1).unwrap_err().to_string();
            assert!(failure.contains(said), "{name:?}: {failure}");
        }
        assert!(typed_name("2023年报 v1.2", 1).is_ok());
    }
}
