//! In: a folder. Out: the reports in it, and what lies among them that is none: rosters, files that this program wrote of a report
//! beside them, files that cannot be read. Nothing is left out without a word. Refuses to know what the reports are wanted for.

use super::args::RunOptions;
use super::checker;
use super::files::{self, FolderListing};
use super::inputs::Input;
use super::work;
use crate::diagnostic::printable::line;
use crate::intake;
use crate::press::names::stem;
use crate::roster;
use crate::yaml::decode;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files that are named in one line.
const NAMED: usize = 10;
/// The same of files that nothing need be done about.
const FEW_NAMED: usize = 2;

/// What is found in a folder.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The reports, by name.
    pub(super) reports: Vec<PathBuf>,
    /// Folders that could not be read to their end.
    pub(super) unread: Vec<PathBuf>,
    /// What lies among them.
    pub(super) left_out: LeftOut,
}

/// Files that lie among reports and are not read as such.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Meant to be reports, by their names, or sent as such, and cannot be read.
    strays: Vec<PathBuf>,
    /// Rosters.
    rosters: Vec<PathBuf>,
    /// Folders of comments that an earlier run wrote.
    comments: Vec<PathBuf>,
    /// Written by this program of the YAML beside them.
    written: Vec<PathBuf>,
}

/// The reports below a folder, but for those in `out`, where this run writes to.
pub(super) fn below(folder: &Path, out: Option<&Path>) -> Gathered {
    sorted_out(files::below(folder, out))
}

/// The reports that lie in a folder itself.
pub(super) fn within(folder: &Path) -> Gathered {
    sorted_out(files::within(folder))
}

/// The same of one file that was named. What cannot be read says so itself.
pub(super) fn one(path: &Path) -> Gathered {
    let mut found = Gathered::default();
    let place = if files::is_lock(path) {
        &mut found.left_out.strays
    } else if is_roster(path) {
        &mut found.left_out.rosters
    } else {
        &mut found.reports
    };
    place.push(path.to_owned());
    found
}

fn sorted_out(FolderListing { reports, unread, strays, comments }: FolderListing) -> Gathered {
    let (rosters, mut reports): (Vec<PathBuf>, Vec<PathBuf>) =
        reports.into_iter().partition(|path| is_roster(path));
    // A PDF beside the Word file that it was made of is no report that is missing.
    let beside: BTreeSet<PathBuf> = reports.iter().map(|path| path.with_extension("")).collect();
    let is_twin = |path: &PathBuf| files::is_unreadable(path) && beside.contains(&path.with_extension(""));
    let mut strays: Vec<PathBuf> = strays.into_iter().filter(|path| !is_twin(path)).collect();
    let written = written(&reports, &strays);
    reports.retain(|path| !written.contains(path));
    strays.retain(|path| !written.contains(path));
    // Of a PDF it goes without saying: it is none of the files that are read.
    let written = written.into_iter().filter(|path| !files::is_unreadable(path)).collect();
    Gathered { reports, unread, left_out: LeftOut { strays, rosters, comments, written } }
}

/// Whether a file is a roster.
fn is_roster(path: &Path) -> bool {
    // Whoever opens a pipe takes something from it.
    let text = || {
        let bytes = files::read(path, roster::LARGEST).ok()?;
        decode::decode_up_to("", &bytes, roster::LARGEST, "").ok()
    };
    files::is_yaml(path)
        && files::is_regular(path)
        && text().is_some_and(|source| roster::is_roster(source.text()))
}

/// By what a YAML and what was made of it are known to each other.
struct Owner {
    /// The names that files made of it may have: its own, and its title.
    stems: [String; 2],
    /// 机关 and 年度; none where they cannot be read.
    whose: Option<(String, u16)>,
}

/// The files that this program wrote of a YAML in the same folder: those of the same name, of the name that its title gives, and those
/// that say of themselves whose they are. What another body's YAML lies beside is that body's report.
fn written(reports: &[PathBuf], strays: &[PathBuf]) -> BTreeSet<PathBuf> {
    let yaml: BTreeSet<&Path> =
        reports.iter().filter(|path| files::is_yaml(path)).filter_map(|path| path.parent()).collect();
    let beside = |path: &&PathBuf| path.parent().is_some_and(|folder| yaml.contains(folder));
    let candidates: Vec<&PathBuf> =
        reports.iter().filter(|path| !files::is_yaml(path)).filter(beside).collect();
    let ours = ask(&candidates, |input| input.read().is_ok_and(|bytes| intake::is_ours(&bytes)));
    let ours = candidates.into_iter().zip(ours).filter_map(|(path, is_ours)| is_ours.then_some(path));
    // PDFs and the like are told by their names only.
    let ours: Vec<&PathBuf> =
        ours.chain(strays.iter().filter(|path| files::is_unreadable(path)).filter(beside)).collect();
    let folders: BTreeSet<&Path> = ours.iter().filter_map(|path| path.parent()).collect();
    let owned = |path: &&PathBuf| {
        files::is_yaml(path) && path.parent().is_some_and(|folder| folders.contains(folder))
    };
    let owning: Vec<&PathBuf> = reports.iter().filter(owned).collect();
    let read = ask(&owning, whose);
    let mut owners: BTreeMap<&Path, Vec<Owner>> = BTreeMap::new();
    for (path, whose) in owning.into_iter().zip(read) {
        let title = whose.as_ref().map_or(String::new(), |(title, ..)| stem(title));
        let owner =
            Owner { stems: [own_stem(path), title], whose: whose.map(|(_, office, year)| (office, year)) };
        owners.entry(path.parent().unwrap_or(Path::new(""))).or_default().push(owner);
    }
    let owners_of =
        |path: &Path| path.parent().and_then(|folder| owners.get(folder)).map_or(&[][..], Vec::as_slice);
    let by_name = |path: &Path| {
        let own = own_stem(path);
        owners_of(path).iter().any(|owner| owner.stems.contains(&own))
    };
    let (named, others): (Vec<&PathBuf>, Vec<&PathBuf>) = ours.into_iter().partition(|path| by_name(path));
    let others: Vec<&PathBuf> = others.into_iter().filter(|path| !files::is_unreadable(path)).collect();
    let said = ask(&others, whose);
    let theirs = others.into_iter().zip(said).filter(|(path, said)| {
        let said = said.as_ref().map(|(_, office, year)| (office.clone(), *year));
        said.is_some() && owners_of(path).iter().any(|owner| owner.whose == said)
    });
    named.into_iter().chain(theirs.map(|(path, _)| path)).cloned().collect()
}

/// Title, 机关 and 年度 of a report.
fn whose(input: &Input) -> Option<(String, String, u16)> {
    let report = checker::compared(input).ok().flatten()?.report;
    let whose = (report.whole_title(), report.office().value.clone(), report.year().value);
    Some(whose).filter(|(_, office, _)| !office.is_empty())
}

fn own_stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn ask<T: Send>(paths: &[&PathBuf], what: impl Fn(&Input) -> T + Sync) -> Vec<T> {
    let inputs: Vec<Input> = paths.iter().map(|path| Input::File((*path).clone())).collect();
    work::ask_each(&inputs, RunOptions::default(), what)
}

impl LeftOut {
    /// Adds another's.
    pub(super) fn append(&mut self, other: Self) {
        self.strays.extend(other.strays);
        self.rosters.extend(other.rosters);
        self.comments.extend(other.comments);
        self.written.extend(other.written);
    }

    /// Passes over what a run knows by another word.
    pub(super) fn but_for(&mut self, known: Option<&Path>) {
        if let Some(known) = known.map(files::one_name) {
            self.rosters.retain(|path| files::one_name(path) != known);
        }
    }

    /// Passes over rosters: those of areas below lie among their reports.
    pub(super) fn without_rosters(mut self) -> Self {
        self.rosters.clear();
        self
    }

    /// A line on each kind; empty without any.
    pub(super) fn said(&self) -> String {
        let why = |path: &PathBuf| {
            let reason = if files::is_lock(path) {
                "Word 打开文件时留下的"
            } else if path.is_symlink() && !files::exists(path) {
                "链接指向的文件没有了"
            } else if files::is_unreadable(path) {
                "读不了这种文件，请对方发送 .docx"
            } else if self.rosters.contains(path) {
                "这是名册，用于 nianbao sum 和 check --roster"
            } else if path.is_file() {
                "扩展名应为 .yaml"
            } else {
                "不是文件"
            };
            format!("{}（{reason}）", name(path))
        };
        let no_reports: Vec<String> = self.strays.iter().chain(&self.rosters).map(why).collect();
        let comments: Vec<String> = self.comments.iter().map(|path| name(path)).collect();
        let written: Vec<String> = self.written.iter().map(|path| name(path)).collect();
        let told = |kind: &str, named: &[String], most: usize, what: &str| {
            let more = if named.len() > most { "等" } else { "" };
            let first = &named[..named.len().min(most)];
            if named.is_empty() {
                String::new()
            } else {
                format!("有 {} 个{kind}{what}：{}{more}\n", named.len(), first.join("、"))
            }
        };
        told("文件", &no_reports, NAMED, "不是报告，没有处理")
            + &told("文件夹", &comments, NAMED, "里是以前写出的批注，没有处理")
            + &told("文件", &written, FEW_NAMED, "由旁边的 YAML 写出，没有另算")
    }
}

fn name(path: &Path) -> String {
    line(&path.display().to_string())
}
