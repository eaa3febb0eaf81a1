//! The names of the files that are written: the title, made fit for every file system, or what was typed.

use super::args::Pace;
use super::desk;
use super::failure::Failure;
use super::inputs::Input;
use super::work;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What no file system (or not every one) takes in a name, and what stands for it.
const FORBIDDEN: [(char, char); 9] = [
    ('/', '／'),
    ('\\', '＼'),
    (':', '：'),
    ('*', '＊'),
    ('?', '？'),
    ('"', '＂'),
    ('<', '＜'),
    ('>', '＞'),
    ('|', '｜'),
];

/// The name, without extension, of the files of a report with this title.
pub(super) fn stem(title: &str) -> String {
    let fit = |c: char| FORBIDDEN.iter().find(|(bad, _)| *bad == c).map_or(c, |(_, good)| *good);
    let stem: String = title.chars().filter(|c| !c.is_control()).map(fit).collect();
    let stem = stem.trim().trim_start_matches('.');
    if stem.is_empty() { "政府信息公开工作年度报告".to_owned() } else { stem.to_owned() }
}

/// Whether a name from the command line will do.
pub(super) fn typed_name(name: &str, reports: usize) -> Result<(), Failure> {
    if reports > 1 {
        return Err(Failure::new("--name 只能用于一份报告", "多份报告的文件名用各自的标题"));
    }
    if let Some((bad, _)) = FORBIDDEN.iter().find(|(bad, _)| name.contains(*bad)) {
        let what = format!("--name 里不能有“{bad}”");
        return Err(Failure::new(what, "只写文件名；文件夹用 --out 指定"));
    }
    if name.trim().is_empty() || name.starts_with('.') {
        return Err(Failure::new(format!("--name 不能是“{name}”"), "写一个不以点开头的文件名"));
    }
    let lower = name.to_ascii_lowercase();
    if let Some(end) = [".pdf", ".docx", ".doc", ".yaml"].into_iter().find(|end| lower.ends_with(end)) {
        let stem = &name[..name.len() - end.len()];
        return Err(Failure::new(
            format!("--name 后面不写“{end}”"),
            format!("写成 --name {stem}；扩展名由程序加上"),
        ));
    }
    Ok(())
}

/// Two reports that would be written over one another are an error before anything is written. `folders` are where the files
/// of each report go.
pub(super) fn refuse_clashes(inputs: &[Input], folders: &[&Path], pace: Pace) -> Result<(), Failure> {
    if inputs.len() < 2 {
        return Ok(());
    }
    if inputs.contains(&Input::Stdin) {
        return Err(Failure::new("标准输入（-）只能单独用", "与其他报告一起处理时，先把它存成文件"));
    }
    let mut taken: BTreeMap<PathBuf, &Input> = BTreeMap::new();
    let titles = work::ask_each(inputs, pace, desk::title);
    for ((input, folder), title) in inputs.iter().zip(folders).zip(titles) {
        // What cannot be read writes nothing.
        let Some(title) = title else { continue };
        let path = folder.join(stem(&title));
        if let Some(first) = taken.get(&path) {
            let what = format!(
                "{} 和 {} 的标题相同，文件名都是 {}；没有写出任何文件",
                first.name(),
                input.name(),
                path.display()
            );
            return Err(Failure::new(what, "核对两份报告的 机关 和 年度；确要同名时分别写到不同的 --out"));
        }
        taken.insert(path, input);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_every_disk_takes() {
        assert_eq!(
            stem("安平县教育局2023年政府信息公开工作年度报告"),
            "安平县教育局2023年政府信息公开工作年度报告"
        );
        assert_eq!(stem("../../etc/passwd"), "／..／etc／passwd");
        assert_eq!(stem("a:b\n?"), "a：b？");
        assert_eq!(stem(" . "), "政府信息公开工作年度报告");
    }
}
