//! In: the roster. Out: the reports that it names, each read, checked, and dropped but for its figures; and last year's figures.

use crate::cli::Exit;
use crate::cli::args::{RunOptions, Strictness, Sum};
use crate::cli::checker::{self, Checker};
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::cli::gathered::{self, LeftOut};
use crate::cli::inputs::Input;
use crate::cli::terminal::Terminal;
use crate::cli::work::{self, Done};
use crate::diagnostic::Severity;
use crate::diagnostic::outcome::gravest;
use crate::examine::Examined;
use crate::roster::{Roster, Scope, folder_of, matches};
use crate::sum::{Figures, Submission};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What was read.
pub(super) struct Collected {
    /// The files.
    pub(super) inputs: Vec<Input>,
    /// One a file that is somebody's, or should be.
    pub(super) submissions: Vec<Submission>,
    /// Last year's figures of each body of the roster.
    pub(super) lasts: Vec<Option<Figures>>,
    /// What lies among the files and is no report.
    pub(super) left_out: LeftOut,
}

/// A file to read, and why.
struct Found {
    path: PathBuf,
    /// The body that names it.
    named_by: Option<usize>,
    /// It only lies beside those that are named: it counts as unknown if it is a report of the year.
    beside: bool,
}

/// Reads everything.
pub(super) fn collect(
    sum: &Sum,
    path: &Path,
    roster: &Roster,
    year: u16,
    terminal: &mut Terminal,
) -> Result<Collected, Failure> {
    let base = path.parent().unwrap_or(Path::new(""));
    let not_ours: BTreeSet<PathBuf> =
        [Some(path), sum.output.as_deref(), sum.against.as_deref(), sum.xlsx.as_deref()]
            .into_iter()
            .flatten()
            .map(files::one_name)
            .collect();
    let last_paths = last_paths(base, roster);
    let last_names: BTreeSet<PathBuf> = last_paths.iter().map(|(path, _)| files::one_name(path)).collect();
    let mut left_out = LeftOut::default();
    let mut found = named(base, roster, &mut left_out);
    let mut seen: BTreeSet<PathBuf> = found.iter().map(|found| files::one_name(&found.path)).collect();
    let further = match &roster.folder {
        Some(folder) => {
            let found = gathered::below(&base.join(&folder.value), None);
            left_out.append(found.left_out);
            found.reports.into_iter().map(|path| (path, false)).collect()
        }
        None => beside(&found),
    };
    for (path, beside) in further {
        let name = files::one_name(&path);
        if !not_ours.contains(&name) && !last_names.contains(&name) && seen.insert(name) {
            found.push(Found { path, named_by: None, beside });
        }
    }
    let inputs: Vec<Input> = found.iter().map(|found| Input::File(found.path.clone())).collect();
    let checker = Checker::new(&Strictness::default(), &inputs)?.for_errors();
    let options = RunOptions { jobs: sum.jobs, ..RunOptions::default() };
    let mut submissions = Vec::with_capacity(inputs.len());
    let job = |input: &Input| Done { count: submission(&checker, input), ..Done::<Submission>::default() };
    let skipped = work::work(&inputs, options, terminal, job, |terminal, done| {
        // A bug of ours in one report: said, and the rest goes on.
        if done.exit != Exit::Fine {
            work::print(terminal, &done);
        }
        submissions.push(done.count);
    });
    if skipped > 0 {
        return Err(Failure::new("汇总中断了，没有写出", "再运行一次"));
    }
    let lasts = lasts(&last_paths, roster, year, options);
    let root = &roster.bodies[0];
    let names = roster.names();
    let submissions = found.iter().zip(submissions).filter_map(|(found, mut sent)| {
        sent.named_by = found.named_by;
        // The report that is made is none that is added.
        let made = found.beside || root.scope.is_some_and(|scope| scope.value == Scope::Whole);
        let own = made && root.file.is_none() && root.is(&sent.office);
        // A roster says 机关 and 年度 too; what has hardly a figure is no report.
        let figures = sent.figures.as_ref().is_some_and(|own| own.unread() * 2 < own.cells().len());
        let nothing = found.beside && (sent.office.is_empty() || sent.year != Some(year) || !figures);
        if sent.last.is_none() {
            let body = found.named_by.or_else(|| names.get(sent.office.as_str()).copied());
            sent.last = body.and_then(|body| lasts[body].clone());
        }
        (!own && !nothing).then_some(sent)
    });
    let left_out = left_out.without_rosters();
    Ok(Collected { submissions: submissions.collect(), inputs, lasts, left_out })
}

/// The file that a roster names; where it was written on Windows `\` parts the folders.
fn named_file(base: &Path, name: &str) -> PathBuf {
    let path = base.join(name);
    if files::exists(&path) { path } else { base.join(name.replace('\\', "/")) }
}

/// The files that 文件 names and that are there.
fn named(base: &Path, roster: &Roster, left_out: &mut LeftOut) -> Vec<Found> {
    let mut folders: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, body) in roster.bodies.iter().enumerate() {
        let Some(file) = &body.file else { continue };
        let Some(folder) = folder_of(&file.value) else {
            let path = named_file(base, &file.value);
            // A folder is no report: the body's is missing.
            if files::exists(&path) && !path.is_dir() {
                found.push(Found { path, named_by: Some(at), beside: false });
            }
            continue;
        };
        let top = base.join(&folder);
        let reports = folders.entry(folder).or_insert_with(|| {
            let top = if top.as_os_str().is_empty() { Path::new(".") } else { &top };
            let relative =
                |path: &Path| path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned();
            let found = gathered::below(top, None);
            left_out.append(found.left_out);
            found.reports.into_iter().map(|path| (path.clone(), relative(&path))).collect()
        });
        // Three thousand patterns in one folder of three thousand files: most are told apart by their longest words.
        let words = file.value.split(['*', '?', '/', '\\']).max_by_key(|words| words.len());
        for (path, relative) in reports.iter() {
            if words.is_none_or(|words| relative.contains(words)) && matches(&file.value, relative) {
                found.push(Found { path: path.clone(), named_by: Some(at), beside: false });
            }
        }
    }
    found
}

/// The reports that lie in the folders of those that are named.
fn beside(found: &[Found]) -> Vec<(PathBuf, bool)> {
    let folders: BTreeSet<&Path> = found.iter().filter_map(|found| found.path.parent()).collect();
    let here = |folder: &&Path| {
        if folder.as_os_str().is_empty() { Path::new(".").to_owned() } else { folder.to_path_buf() }
    };
    folders
        .iter()
        .flat_map(|folder| gathered::within(&here(folder)).reports)
        .map(|path| (path, true))
        .collect()
}

/// A report as a sum needs it.
fn submission(checker: &Checker, input: &Input) -> Submission {
    let file = input.name();
    match checker.read(input) {
        Err(failure) => Submission { file, first_error: failure.what().to_owned(), ..Submission::default() },
        Ok(Examined { source, findings, identity, .. }) => {
            let errors = findings.count(Severity::Error);
            let first = gravest(&findings).filter(|_| errors > 0);
            let [figures, last] = identity.tables;
            Submission {
                named_by: None,
                office: identity.office,
                year: identity.year,
                edition: identity.edition,
                figures,
                errors,
                first_error: first.map_or(String::new(), |found| {
                    let place = source.said(found.span);
                    let place = place.rsplit(['/', '\\']).next().unwrap_or_default();
                    format!("{place} {}", found.message)
                }),
                last,
                file,
            }
        }
    }
}

/// Last year's reports: those that a body names, and those of the folder.
fn last_paths(base: &Path, roster: &Roster) -> Vec<(PathBuf, Option<usize>)> {
    let own = roster.bodies.iter().enumerate();
    let own = own.filter_map(|(at, body)| Some((named_file(base, &body.last.as_ref()?.value), Some(at))));
    let folder =
        roster.last_folder.as_ref().map(|folder| gathered::below(&base.join(&folder.value), None).reports);
    own.chain(folder.into_iter().flatten().map(|path| (path, None))).collect()
}

/// Last year's figures of each body.
fn lasts(
    paths: &[(PathBuf, Option<usize>)],
    roster: &Roster,
    year: u16,
    options: RunOptions,
) -> Vec<Option<Figures>> {
    let inputs: Vec<Input> = paths.iter().map(|(path, _)| Input::File(path.clone())).collect();
    let read = work::ask_each(&inputs, options, checker::last_figures);
    let mut lasts = vec![None; roster.bodies.len()];
    let names = roster.names();
    for ((_, named_by), read) in paths.iter().zip(read) {
        let Some((office, of, figures)) = read else { continue };
        if of + 1 != year {
            continue;
        }
        if let Some(body) = named_by.or_else(|| names.get(office.as_str()).copied()) {
            lasts[body] = Some(figures);
        }
    }
    lasts
}
