//! In: `--templates`, or the folder beside the program. Out: the editions in it, put beside the shipped ones. An edition is a
//! folder with a `form.yaml`, and a `style.yaml` where its page differs.

use super::failure::Failure;
use super::files;
use crate::templates::{self, Given};
use std::path::{Path, PathBuf};

/// Bytes of a file of an edition.
const MOST: usize = 1 << 20;

/// Reads the editions of a folder, or of the one beside the program if there is one.
pub(super) fn load(typed: Option<&Path>) -> Result<(), Failure> {
    let folder = match typed {
        Some(folder) if !files::is_folder(folder) => {
            let what = format!("没有 --templates 指定的文件夹 {}", folder.display());
            return Err(Failure::new(what, "检查路径；其中每个格式版本是一个文件夹，内有 form.yaml"));
        }
        Some(folder) => Some(folder.to_owned()),
        None => beside(),
    };
    let Some(folder) = folder else { return Ok(()) };
    let mut folders: Vec<PathBuf> = files::entries(&folder)?
        .into_iter()
        .filter(|(_, is_folder)| *is_folder)
        .map(|(path, _)| path)
        .collect();
    folders.push(folder.clone());
    folders.retain(|folder| files::exists(&folder.join("form.yaml")));
    folders.sort();
    if folders.is_empty() && typed.is_some() {
        let what = format!("{} 里没有格式版本", folder.display());
        return Err(Failure::new(what, "每个格式版本是一个文件夹，内有 form.yaml"));
    }
    templates::give(folders.iter().map(|folder| edition(folder)).collect::<Result<_, _>>()?);
    Ok(())
}

/// Beside the program, or where an installation puts it.
fn beside() -> Option<PathBuf> {
    let program = files::program_folder()?;
    [program.join("templates"), program.join("../share/nianbao/templates")]
        .into_iter()
        .find(|folder| files::is_folder(folder))
}

fn edition(folder: &Path) -> Result<Given, Failure> {
    let (form, style) = (folder.join("form.yaml"), folder.join("style.yaml"));
    let form = (form.display().to_string(), text(&form)?);
    let style = if files::exists(&style) { Some((style.display().to_string(), text(&style)?)) } else { None };
    let style = style.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
    templates::read((&form.0, &form.1), style)
        .map_err(|fault| Failure::new(format!("格式文件有错：{fault}"), "对照 templates 里的各版格式改正"))
}

fn text(path: &Path) -> Result<String, Failure> {
    let bytes = files::read(path, MOST)?;
    String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("{} 不是 UTF-8 编码的文字", path.display()), "存为 UTF-8 编码"))
}
