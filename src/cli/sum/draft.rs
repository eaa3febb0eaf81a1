//! `sum --new-roster`: the draft of a roster from what lies in a folder.

use crate::cli::Exit;
use crate::cli::args::{RunOptions, Sum};
use crate::cli::checker;
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::cli::gathered;
use crate::cli::inputs::Input;
use crate::cli::terminal::Terminal;
use crate::cli::work;
use crate::roster::{FolderEntry, skeleton, vertical};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Drafts it.
pub(super) fn draft(folder: &Path, sum: &Sum, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let below = gathered::below(folder, None);
    if below.reports.is_empty() {
        let what = format!("文件夹 {} 里没有报告（.yaml、Word、Excel、网页文件）", folder.display());
        return Err(Failure::new(what, "检查路径；空白的名册可以照 nianbao sum --help 里的样子写"));
    }
    let inputs: Vec<Input> = below.reports.iter().cloned().map(Input::File).collect();
    let options = RunOptions { jobs: sum.jobs, ..RunOptions::default() };
    let read = work::ask_each(&inputs, options, |input| {
        let read = checker::compared(input).ok().flatten()?;
        let report = read.report;
        Some((report.office().value.clone(), report.year().value))
    });
    let mut years: BTreeMap<u16, usize> = BTreeMap::new();
    let base = sum.output.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let mut drafts = Vec::new();
    let mut unread = 0;
    for (path, read) in below.reports.iter().zip(read) {
        let (office, year) = read.unwrap_or_default();
        if !office.is_empty() {
            *years.entry(year).or_default() += 1;
        }
        let file = path.strip_prefix(base).unwrap_or(path);
        let file = file.strip_prefix(".").unwrap_or(file).to_string_lossy().replace('\\', "/");
        let excluded = vertical(&office).then_some("垂直管理");
        unread += usize::from(office.is_empty());
        let inner = path.strip_prefix(folder).ok().and_then(Path::parent).unwrap_or(Path::new(""));
        let inner = inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        drafts.push((inner.collect(), FolderEntry { file, office, excluded, below: Vec::new() }));
    }
    let drafts = nested(drafts);
    let year = sum.year.or_else(|| years.iter().max_by_key(|(_, count)| **count).map(|(year, _)| *year));
    let office = sum.office.clone().unwrap_or_else(|| superior(&drafts));
    let text = skeleton(&office, year, &drafts);
    match &sum.output {
        None => terminal.out(&text),
        Some(path) => {
            files::write_new(path, text.as_bytes())?;
            let path = path.display();
            terminal
                .out(&format!("已起草 {path}（{} 份报告）。逐行核对后：nianbao sum {path}\n", inputs.len()));
        }
    }
    if unread > 0 {
        terminal.err(&format!("有 {unread} 份没有读出机关，在名册里只写成注释，请核对\n"));
    }
    terminal.err(&below.left_out.said());
    Ok(Exit::Fine)
}

/// Bodies in the order of their folders: those in the folder of another government below it; a folder that only sorts (部门,
/// 乡镇, one for each body) is no level.
fn nested(drafts: Vec<(Vec<String>, FolderEntry)>) -> Vec<FolderEntry> {
    let mut own = Vec::new();
    let mut folders: BTreeMap<String, Vec<(Vec<String>, FolderEntry)>> = BTreeMap::new();
    for (mut path, draft) in drafts {
        if path.is_empty() {
            own.push(draft);
        } else {
            folders.entry(path.remove(0)).or_default().push((path, draft));
        }
    }
    let groups: Vec<Vec<FolderEntry>> = folders.into_values().map(nested).collect();
    let areas: BTreeSet<String> = groups.iter().map(|group| superior(group)).collect();
    let sorts = areas.len() < 2 && (own.is_empty() || areas.contains(&superior(&own)));
    for mut group in groups {
        if sorts || group.len() == 1 {
            own.append(&mut group);
            continue;
        }
        let office = superior(&group);
        let head = group.iter().position(|draft| draft.office == office);
        let head = head.map_or(FolderEntry { office, ..FolderEntry::default() }, |at| group.remove(at));
        own.push(FolderEntry { below: group, ..head });
    }
    own
}

/// The government above all: what their names begin with.
fn superior(drafts: &[FolderEntry]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for draft in drafts {
        let end = draft.office.char_indices().skip(1).find(|(_, c)| "省市县区旗州".contains(*c));
        if let Some((at, c)) = end {
            *counts.entry(draft.office[..at + c.len_utf8()].to_owned()).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or_else(|| "请填写汇总机关的全称".to_owned(), |(area, _)| area + "人民政府")
}
