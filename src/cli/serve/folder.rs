//! In: names from the page. Out: the files of the folder that was typed, and no others: no way up, no link out, nothing hidden.
//! What is written is written whole, and never over a change that the page has not seen.

use crate::cli::failure::Failure;
use crate::cli::files::{self, Target};
use crate::cli::gathered;
use crate::desk::{Refusal, decoded, encoded};
use crate::intake::{self, LARGEST};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Component, Path, PathBuf};

/// Files that are listed.
const MOST: usize = 5_000;

/// What was typed.
pub(super) struct Folder {
    /// Its one name; none where nothing was typed.
    root: Option<PathBuf>,
    /// The report that was typed, by its name in the folder.
    file: Option<String>,
}

impl Folder {
    /// Of a file its folder, of which only what lies beside the file.
    pub(super) fn typed(place: Option<&Path>) -> Result<Self, Failure> {
        let Some(place) = place else { return Ok(Self { root: None, file: None }) };
        if !files::exists(place) {
            let what = format!("没有 {}", place.display());
            return Err(Failure::new(what, "检查路径；新的报告不写文件名，在页面里建"));
        }
        let one = files::one_name(place);
        if files::is_folder(&one) {
            return Ok(Self { root: Some(one), file: None });
        }
        let name = one.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        let root = one.parent().map(Path::to_owned);
        if name.as_deref().is_none_or(|name| !is_report(name)) || !files::is_regular(&one) {
            let what = format!("{} 不是报告", place.display());
            return Err(Failure::new(what, "报告文件名以 .yaml、.docx、.xlsx 或 .html 结尾"));
        }
        Ok(Self { root, file: name })
    }

    /// What is opened, for the terminal.
    pub(super) fn said(&self) -> String {
        match (&self.root, &self.file) {
            (Some(root), Some(file)) => format!("打开的报告：{}", root.join(file).display()),
            (Some(root), None) => format!("打开的文件夹：{}", root.display()),
            (None, _) => "没有打开磁盘上的文件；报告在页面里拖入和存出。".to_owned(),
        }
    }

    /// What lies in it and is not listed, for the terminal; empty without any.
    pub(super) fn left_out(&self) -> String {
        let whole = self.root.as_ref().filter(|_| self.file.is_none());
        whole.map_or(String::new(), |root| gathered::below(root, None).left_out.said())
    }

    /// What the page may do with files, and what there is.
    pub(super) fn opened(&self) -> Result<Value, Refusal> {
        let Some(root) = &self.root else { return Ok(json!({ "canSave": false })) };
        if let Some(file) = &self.file {
            return Ok(json!({ "file": self.read_name(file)?, "canSave": true }));
        }
        let names = gathered::below(root, None).reports.into_iter().filter_map(|path| {
            let parts = path.strip_prefix(root).ok()?.components();
            let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
            Some(parts?.join("/"))
        });
        Ok(json!({ "folder": names.take(MOST).collect::<Vec<_>>(), "canSave": true }))
    }

    /// A file, with what tells this version of it from others.
    pub(super) fn read(&self, ask: &Value) -> Result<Value, Refusal> {
        self.read_name(text(ask, "name")?)
    }

    fn read_name(&self, name: &str) -> Result<Value, Refusal> {
        let path = self.path(name)?;
        if !is_report(name) {
            return Err(Refusal::new(format!("{name} 不是报告"), "选 .yaml、Word、Excel 或网页文件"));
        }
        let bytes = files::read(&path, LARGEST).map_err(|failure| super::refusal(&failure))?;
        if bytes.len() > LARGEST {
            return Err(Refusal::new(format!("{name} 太大，不像是一份报告"), "检查是否选错了文件"));
        }
        Ok(json!({ "name": name, "bytes": encoded(&bytes), "stamp": stamp(&bytes) }))
    }

    /// Writes a file. `stamp` is that of the version that the page knows; `*` writes over any, none only where nothing is.
    pub(super) fn write(&self, ask: &Value) -> Result<Value, Refusal> {
        let name = text(ask, "name")?;
        let bytes = decoded(ask, "bytes")?;
        let path = self.path(name)?;
        if !is_writable(name) {
            let help = "文件名以 .yaml、.pdf、.docx、.html、.xlsx、.ofd 或 .txt 结尾";
            return Err(Refusal::new(format!("不写 {name} 这种文件"), help));
        }
        let known = ask.get("stamp").and_then(Value::as_str);
        if files::exists(&path) {
            let there = files::read(&path, 2 * LARGEST).map_err(|failure| super::refusal(&failure))?;
            match known {
                Some("*") => {}
                Some(known) if known == stamp(&there) => {}
                Some(_) => {
                    let help = "先另存一份，再重新打开磁盘上的文件对照";
                    return Err(Refusal::new(format!("磁盘上的 {name} 已被改动，没有写"), help));
                }
                None => {
                    return Err(Refusal::new(
                        format!("已经有 {name}，没有写"),
                        "换一个文件名，或确认盖掉原来的文件",
                    ));
                }
            }
        }
        let target = Target { path, bytes: &bytes };
        files::write_together(vec![target], &BTreeSet::new()).map_err(|failure| super::refusal(&failure))?;
        Ok(json!({ "stamp": stamp(&bytes) }))
    }

    /// The path of a name. What is there, or the folder where it will be, lies below the root, links followed.
    fn path(&self, name: &str) -> Result<PathBuf, Refusal> {
        let outside = || Refusal::new(format!("“{name}”不在打开的文件夹里"), "只能读写打开的文件夹里的文件");
        let root = self
            .root
            .as_ref()
            .ok_or_else(|| Refusal::new("没有打开文件夹", "用 nianbao serve 文件夹 打开，或从页面下载"))?;
        let plain = |part: Component<'_>| match part {
            Component::Normal(part) => !part.to_string_lossy().starts_with('.'),
            _ => false,
        };
        let hidden = |c: char| c.is_control() || matches!(c, '\\' | ':');
        let path = Path::new(name);
        let beside = self.file.is_none() || path.components().count() == 1;
        if name.is_empty() || name.contains(hidden) || !path.components().all(plain) || !beside {
            return Err(outside());
        }
        let whole = root.join(path);
        if whole.is_symlink() || files::exists(&whole) {
            let one = files::one_name(&whole);
            let ours = one.starts_with(root) && files::is_regular(&one);
            return if ours { Ok(one) } else { Err(outside()) };
        }
        let (Some(parent), Some(last)) = (whole.parent(), whole.file_name()) else { return Err(outside()) };
        let parent = files::one_name(parent);
        if parent.starts_with(root) && files::is_folder(&parent) {
            Ok(parent.join(last))
        } else {
            Err(outside())
        }
    }
}

fn text<'a>(ask: &'a Value, key: &str) -> Result<&'a str, Refusal> {
    ask.get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| Refusal::new(format!("请求里缺少“{key}”"), "重新打开页面"))
}

/// Tells one version of a file from another, within this run.
fn stamp(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:x}-{:016x}", bytes.len(), hasher.finish())
}

fn ends_in(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|own| ending.eq_ignore_ascii_case(own))
}

fn is_report(name: &str) -> bool {
    ends_in(name, &["yaml", "yml"]) || ends_in(name, &intake::EXTENSIONS)
}

fn is_writable(name: &str) -> bool {
    ends_in(name, &["yaml", "yml", "pdf", "docx", "html", "xlsx", "ofd", "txt"])
}
