//! In: paths. Out: bytes; and the other way, whole or not at all. The only room that knows `std::fs`.

use super::failure::Failure;
use crate::font::{FontData, FontFile};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is there now, new or in place of another.
    New,
    /// It held the same bytes already and was left alone.
    Unchanged,
}

/// Reads a file, but no more than `limit` bytes and one: whoever decodes it sees that there is too much, and a device that
/// never ends does not hang the program.
pub(super) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let failure = |error| Failure::io("读不了", path, &error);
    let file = File::open(path).map_err(failure)?;
    read_up_to(file, limit).map_err(failure)
}

/// Reads standard input in the same way.
pub(super) fn read_stdin(limit: usize) -> Result<Vec<u8>, Failure> {
    read_up_to(io::stdin().lock(), limit)
        .map_err(|error| Failure::new(format!("读不了标准输入：{error}"), "用 < 或 | 把报告送进来"))
}

fn read_up_to(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a path is a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether anything is there.
pub(super) fn exists(path: &Path) -> bool {
    path.exists()
}

/// The one name of a path, whatever way it was typed; the path itself where that cannot be said.
pub(super) fn one_name(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The folder that the program lies in, links followed.
pub(super) fn program_folder() -> Option<PathBuf> {
    Some(one_name(&std::env::current_exe().ok()?).parent()?.to_owned())
}

/// All reports below a folder (`.yaml`, `.yml`), by name; hidden files and folders are passed over, links to folders are
/// not followed.
pub(super) fn reports_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failure = |error| Failure::io("读不了", &folder, &error);
        let mut entries = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failure)? {
            entries.push(entry.map_err(failure)?);
        }
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type().map_err(failure)?.is_dir() {
                folders.push(path);
            } else if is_report(&path) && path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_report(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}

/// Makes a folder and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| {
        let a_file_is_there = error.kind() == io::ErrorKind::AlreadyExists;
        let error = if a_file_is_there { io::ErrorKind::NotADirectory.into() } else { error };
        Failure::io("建不了文件夹", path, &error)
    })
}

/// Puts `bytes` at `path`: an existing file is replaced only by the finished one, and one that holds the same bytes is
/// left alone.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<Written, Failure> {
    let failure = |error| Failure::io("写不了", path, &error);
    // A link stays a link: what it points at is replaced.
    let path = &if path.is_symlink() { one_name(path) } else { path.to_owned() };
    if let Ok(about) = fs::metadata(path) {
        if about.is_dir() {
            return Err(failure(io::ErrorKind::IsADirectory.into()));
        }
        if about.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == bytes) {
            return Ok(Written::Unchanged);
        }
        if about.permissions().readonly() {
            let what = format!("写不了 {}：原有的文件设成了只读", path.display());
            return Err(Failure::new(what, "取消只读，或用 --out 写到别处"));
        }
    }
    let draft = Draft::beside(path);
    draft.fill(bytes).map_err(failure)?;
    draft.publish(path).map_err(failure)?;
    Ok(Written::New)
}

/// Puts `bytes` at `path` if nothing is there.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failure = |error| Failure::io("写不了", path, &error);
    if path.symlink_metadata().is_ok() {
        let kind = if path.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::AlreadyExists };
        return Err(failure(kind.into()));
    }
    let draft = Draft::beside(path);
    draft.fill(bytes).map_err(failure)?;
    draft.publish(path).map_err(failure)
}

/// How the names of drafts begin; the process's number follows.
const DRAFT: &str = ".nianbao-";

/// Removes the drafts that a killed run left in a folder; those of a run that is still there are let be.
pub(super) fn sweep(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let draft = name.to_str().and_then(|name| name.strip_prefix(DRAFT)?.strip_suffix(".tmp"));
        let process = draft.and_then(|draft| draft.split_once('-')?.0.parse::<u32>().ok());
        if process.is_some_and(has_ended) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a process is surely gone; only Linux says so in its file system.
fn has_ended(process: u32) -> bool {
    Path::new("/proc/self").exists() && !Path::new("/proc").join(process.to_string()).exists()
}

/// A file that is not finished. It is gone when this is dropped before [`Draft::publish`].
struct Draft {
    path: PathBuf,
}

impl Draft {
    /// A name of its own in the same folder, so that publishing is a rename on one disk. Short: the file's own name may be
    /// as long as names can be.
    fn beside(path: &Path) -> Self {
        static DRAFTS: AtomicU32 = AtomicU32::new(0);
        let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
        let name = format!("{DRAFT}{}-{number}.tmp", std::process::id());
        Self { path: path.with_file_name(name) }
    }

    fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(&self.path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// The folder itself is not synced: after a crash either the old file or the new one is there, and a batch would wait for
    /// the disk twice as long.
    fn publish(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.path.clear();
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Maps a font file: of 70 MB only the pages with the glyphs used are ever touched.
pub(super) fn map(path: &Path) -> Result<FontData, Failure> {
    let failure = |error| Failure::io("读不了字体", path, &error);
    let file = File::open(path).map_err(failure)?;
    if file.metadata().map_err(failure)?.is_dir() {
        return Err(failure(io::ErrorKind::IsADirectory.into()));
    }
    #[allow(
        unsafe_code,
        reason = "a font is installed once and not written again; if someone truncates it while a report is set, the \
                  process ends by a signal and no file is published"
    )]
    // SAFETY: the map is read only, and the file is not changed by this program.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(failure)?;
    Ok(Arc::new(MappedFont { map, file }))
}

/// A font file: its tables are mapped, its outlines are read one by one.
struct MappedFont {
    map: memmap2::Mmap,
    file: File,
}

impl FontFile for MappedFont {
    fn bytes(&self) -> &[u8] {
        &self.map
    }

    #[cfg(unix)]
    fn piece(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        let mut piece = vec![0; range.len()];
        std::os::unix::fs::FileExt::read_exact_at(&self.file, &mut piece, range.start as u64).ok()?;
        Some(Cow::Owned(piece))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for a test, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("nianbao-files-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn names(&self) -> Vec<String> {
            let mut names: Vec<_> = fs::read_dir(&self.0)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn a_file_is_replaced_whole_and_left_alone_when_the_same() {
        let folder = Folder::new("whole");
        let path = folder.0.join("年报.pdf");
        assert_eq!(write(&path, b"one").unwrap(), Written::New);
        assert_eq!(write(&path, b"one").unwrap(), Written::Unchanged);
        assert_eq!(write(&path, b"two").unwrap(), Written::New);
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(folder.names(), ["年报.pdf"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_no_draft() {
        let folder = Folder::new("draft");
        let taken = folder.0.join("taken");
        fs::create_dir(&taken).unwrap();
        assert!(write(&taken, b"x").unwrap_err().to_string().contains("文件夹"));
        let long = folder.0.join("长".repeat(100));
        assert!(write(&long, b"x").unwrap_err().to_string().contains("--name"));
        assert_eq!(folder.names(), ["taken"]);
    }

    #[test]
    fn write_new_never_replaces() {
        let folder = Folder::new("new");
        let path = folder.0.join("年报.yaml");
        write_new(&path, b"one").unwrap();
        assert!(write_new(&path, b"two").unwrap_err().to_string().contains("已经存在"));
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }

    #[test]
    fn reports_are_found_by_name_and_hidden_ones_passed_over() {
        let folder = Folder::new("below");
        for name in ["b.yaml", "a.YML", "c.txt", ".d.yaml"] {
            fs::write(folder.0.join(name), "").unwrap();
        }
        fs::create_dir(folder.0.join("sub")).unwrap();
        fs::write(folder.0.join("sub/e.yaml"), "").unwrap();
        let found = reports_below(&folder.0).unwrap();
        let names: Vec<_> =
            found.iter().map(|p| p.strip_prefix(&folder.0).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.YML", "b.yaml", "sub/e.yaml"]);
    }

    #[test]
    fn no_more_is_read_than_the_limit_and_one() {
        let folder = Folder::new("limit");
        let path = folder.0.join("a.yaml");
        fs::write(&path, [b'x'; 100]).unwrap();
        assert_eq!(read(&path, 10).unwrap().len(), 11);
    }
}
