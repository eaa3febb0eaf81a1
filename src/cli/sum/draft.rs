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
    let drafts = placed(drafts, &office);
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
    let own = drafts.iter().filter(|draft| draft.office == office && !draft.file.is_empty());
    for draft in own {
        terminal.err(&format!("{} 是{office}自己的报告，没有列进成员：照名册里的说明核对\n", draft.file));
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

/// Puts what belongs to a government below it, where its own report is there too: one of them may hold the others.
fn placed(drafts: Vec<FolderEntry>, office: &str) -> Vec<FolderEntry> {
    let area = |draft: &FolderEntry| {
        let area = draft.office.strip_suffix("人民政府").filter(|_| draft.office != office)?;
        (area_of(&draft.office)?.0 == area).then(|| area.to_owned())
    };
    let mut heads: BTreeMap<String, Vec<FolderEntry>> =
        drafts.iter().filter_map(|draft| Some((area(draft)?, Vec::new()))).collect();
    let mut kept = Vec::new();
    for draft in drafts {
        let above = area_of(&draft.office).filter(|_| area(&draft).is_none());
        match above.and_then(|(above, _)| heads.get_mut(above)) {
            Some(below) => below.push(draft),
            None => kept.push(draft),
        }
    }
    for draft in &mut kept {
        draft.below.extend(area(draft).and_then(|area| heads.remove(&area)).unwrap_or_default());
    }
    kept
}

/// The area that a name begins with, and how high it is.
fn area_of(office: &str) -> Option<(&str, u8)> {
    let end = |&(at, c): &(usize, char)| {
        // 云州市 is no 云州.
        let within = c == '州' && office[at + c.len_utf8()..].starts_with(['市', '县', '区']);
        "省市县区旗州盟".contains(c) && !within
    };
    let (at, c) = office.char_indices().skip(1).find(end)?;
    let area = &office[..at + c.len_utf8()];
    let level = match c {
        '省' => 3,
        '区' if area.ends_with("自治区") => 3,
        '市' | '州' | '盟' => 2,
        _ => 1,
    };
    Some((area, level))
}

/// The government above all: that of the highest area in their names that sent its own report or has several of them; of several as
/// high, of the one that most have.
fn superior(drafts: &[FolderEntry]) -> String {
    let mut areas: BTreeMap<&str, (u8, usize)> = BTreeMap::new();
    for draft in drafts {
        if let Some((area, level)) = area_of(&draft.office) {
            let own = draft.office[area.len()..] == *"人民政府";
            areas.entry(area).or_insert((level, 0)).1 += if own { 2 } else { 1 };
        }
    }
    let several = areas.values().any(|(_, count)| *count > 1);
    let most = areas.into_iter().filter(|(_, (_, count))| *count > 1 || !several).max_by_key(|(_, of)| *of);
    most.map_or_else(|| "请填写汇总机关的全称".to_owned(), |(area, _)| format!("{area}人民政府"))
}
