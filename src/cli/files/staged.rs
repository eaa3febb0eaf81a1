//! In: bytes and the paths where they belong. Out: whole files, or none. Drafts lie beside their targets and are renamed when
//! all of them are finished. A staged file is signed with a lock, which the system takes back when its run ends in whatever way,
//! and which runs in other containers or on other machines see too; a process number says nothing to them.

use super::{Failure, one_name, signals};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Written {
    /// It is there now, new or in place of another.
    New,
    /// It held the same bytes already and was left alone.
    Unchanged,
}

/// How the names of staged files begin and end; what stands between them cannot be guessed.
const DRAFT: (&str, &str) = (".nianbao-", ".tmp");
/// How often a staged file is begun anew that someone took away.
const TRIES: usize = 3;

/// A file that is written whole or not at all.
pub(in crate::cli) struct Target<'b> {
    /// Where it belongs.
    pub(in crate::cli) path: PathBuf,
    /// What it holds.
    pub(in crate::cli) bytes: &'b [u8],
}

/// What a target waits for.
enum Ready<'b> {
    /// For nothing.
    Unchanged,
    /// For its staged file to be renamed.
    Staged(StagedFile, Target<'b>),
}

/// Puts files in their places together: none is replaced before the staged files of all are finished and all places are known to
/// be free or replaceable. A file that holds its bytes already is left alone. `sources` are the one names of the reports that
/// are read: none of them is ever written over.
pub(in crate::cli) fn write_together(
    targets: Vec<Target<'_>>,
    sources: &BTreeSet<PathBuf>,
) -> Result<Vec<Written>, Failure> {
    let ready = targets.into_iter().map(|target| ready(target, sources)).collect::<Result<Vec<_>, _>>()?;
    signals::publishing(|| put(ready))
}

fn put(ready: Vec<Ready<'_>>) -> Result<Vec<Written>, Failure> {
    let mut new = Vec::new();
    let mut written = Vec::new();
    for ready in ready {
        written.push(match ready {
            Ready::Unchanged => Written::Unchanged,
            Ready::Staged(staged, target) => {
                publish(staged, &target).map_err(|error| half_done(&target.path, &error, &new))?;
                new.push(target.path);
                Written::New
            }
        });
    }
    Ok(written)
}

/// Puts `bytes` at `path` if nothing is there, however many runs want to at once.
pub(in crate::cli) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failure = |error| Failure::io("写不了", path, &error);
    if path.is_dir() {
        return Err(failure(io::ErrorKind::IsADirectory.into()));
    }
    // Looked for first, so that a folder that cannot be written is not blamed.
    if path.symlink_metadata().is_ok() {
        return Err(failure(io::ErrorKind::AlreadyExists.into()));
    }
    let staged = StagedFile::beside(path, bytes).map_err(failure)?;
    staged.0.persist_noclobber(path).map_err(|error| failure(error.error))?;
    Ok(())
}

/// Removes the staged files that killed runs left in a folder; those of a run that is still there are let be.
pub(in crate::cli) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(or_here(folder)) else { return };
    for entry in entries.flatten() {
        let is_draft = |name: &str| name.starts_with(DRAFT.0) && name.ends_with(DRAFT.1);
        if entry.file_name().to_str().is_some_and(is_draft)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
        {
            remove_if_left(&entry.path());
        }
    }
}

/// Removes a staged file whose lock nobody holds. On file systems without locks nothing is ever removed.
fn remove_if_left(path: &Path) {
    // Writable: locks of network file systems ask for it.
    if let Ok(file) = OpenOptions::new().read(true).write(true).open(path) {
        remove_if_unlocked(&file, path);
    }
}

/// Since it was opened the file may have been published, and another begun under its name.
fn remove_if_unlocked(file: &File, path: &Path) {
    if file.try_lock().is_ok() && is_at(file, path) {
        let _ = fs::remove_file(path);
    }
}

fn ready<'b>(mut target: Target<'b>, sources: &BTreeSet<PathBuf>) -> Result<Ready<'b>, Failure> {
    let path = target.path.clone();
    let failure = |error| Failure::io("写不了", &path, &error);
    if let Ok(about) = fs::metadata(&path) {
        if about.is_dir() {
            return Err(failure(io::ErrorKind::IsADirectory.into()));
        }
        let real = one_name(&path);
        if sources.contains(&real) {
            let what = format!("写不了 {}：这就是读进来的文件，不能盖掉", path.display());
            return Err(Failure::new(what, "写到别的文件夹，或另起一个文件名"));
        }
        if about.len() == target.bytes.len() as u64 && fs::read(&path).is_ok_and(|old| old == target.bytes) {
            return Ok(Ready::Unchanged);
        }
        if about.permissions().readonly() {
            let what = format!("写不了 {}：原有的文件设成了只读", path.display());
            return Err(Failure::new(what, "取消只读，或写到别处"));
        }
        replaceable(&path).map_err(failure)?;
    }
    // A link stays a link: what it points at is replaced.
    if path.is_symlink() {
        target.path = one_name(&path);
    }
    let staged = StagedFile::beside(&target.path, target.bytes).map_err(failure)?;
    Ok(Ready::Staged(staged, target))
}

/// Whether a file may be taken away. On Windows one that a program holds open may not; elsewhere that is the folder's to
/// say, but for files that are immutable (EPERM, which is not the EACCES of someone else's file).
fn replaceable(path: &Path) -> io::Result<()> {
    const EPERM: i32 = 1;
    match OpenOptions::new().append(true).open(path) {
        Err(error) if cfg!(windows) || error.raw_os_error() == Some(EPERM) => Err(error),
        _ => Ok(()),
    }
}

fn publish(staged: StagedFile, target: &Target<'_>) -> io::Result<()> {
    match staged.0.persist(&target.path) {
        Ok(_) => Ok(()),
        // Someone who does not see our locks has taken the staged file for a left one.
        Err(error) if error.error.kind() == io::ErrorKind::NotFound => {
            let staged = StagedFile::beside(&target.path, target.bytes)?;
            staged.0.persist(&target.path).map(drop).map_err(|error| error.error)
        }
        Err(error) => Err(error.error),
    }
}

/// A fault after other files of the same report were replaced already.
fn half_done(path: &Path, error: &io::Error, new: &[PathBuf]) -> Failure {
    let failure = Failure::io("写不了", path, error);
    if new.is_empty() {
        return failure;
    }
    let names: Vec<_> = new.iter().map(|path| path.display().to_string()).collect();
    let what = format!("{}；{} 已经是新的", failure.what(), names.join("、"));
    let remedy = if failure.remedy().is_empty() { "再运行一次" } else { failure.remedy() };
    Failure::new(what, format!("{remedy}；这些文件出自同一份报告，先不要单用一份"))
}

/// A finished file under a name of its own, locked. It is gone when this is dropped unpublished.
struct StagedFile(NamedTempFile);

impl StagedFile {
    /// In the folder of `path`, so that publishing is a rename on one disk. The name is short: the file's own may be as long
    /// as names can be.
    fn beside(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        for _ in 0..TRIES {
            let staged = Self::begun(or_here(path.parent().unwrap_or(Path::new(""))))?;
            // Between its making and its lock a sweep may have taken it.
            if is_at(staged.0.as_file(), staged.0.path()) {
                staged.0.as_file().write_all(bytes)?;
                staged.0.as_file().sync_all()?;
                return Ok(staged);
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// New, never one that is there already and never through a link.
    fn begun(folder: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(DRAFT.0).suffix(DRAFT.1).rand_bytes(16);
        // As open to others as any new file: it becomes the report.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        // The crate's error has the staged file's path in it, which says nothing to the reader.
        let staged = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
        // Where there are no locks there are no sweeps either.
        let _ = staged.as_file().lock();
        Ok(Self(staged))
    }
}

/// Whether a path still leads to a file that was opened there.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (Ok(there), Ok(here)) = (path.symlink_metadata(), file.metadata()) else { return false };
        (there.dev(), there.ino()) == (here.dev(), here.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.symlink_metadata().is_ok()
    }
}

/// The folder that an empty path means.
fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

#[cfg(test)]
mod tests;
