//! In: paths. Out: bytes; and the other way, whole or not at all. The only room that knows `std::fs`.

mod private;
mod staged;

pub(super) use private::Private;
pub(super) use staged::{Target, Written, sweep, write_new, write_together};

use super::failure::Failure;
use super::signals;
use crate::font::{FontData, FontFile};
use crate::intake;
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads a file, but no more than `limit` bytes and one: whoever decodes it sees that there is too much, and a device that
/// never ends does not hang the program.
pub(super) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let failure = |error| Failure::io("读不了", path, &error);
    let read = || {
        let file = File::open(path).map_err(failure)?;
        let size = file.metadata().map_or(0, |about| usize::try_from(about.len()).unwrap_or(usize::MAX));
        read_up_to(file, size, limit).map_err(failure)
    };
    if is_regular(path) { read() } else { signals::waiting(read) }
}

/// Opens a file on a disk to be read in places; whoever reads it whole says what is wrong with one that cannot be opened.
pub(super) fn in_places(path: &Path) -> Option<impl Read + Seek> {
    // Whoever opens a pipe takes something from it.
    is_regular(path).then(|| File::open(path).ok()).flatten().map(BufReader::new)
}

/// Reads standard input in the same way.
pub(super) fn read_stdin(limit: usize) -> Result<Vec<u8>, Failure> {
    signals::waiting(|| read_up_to(io::stdin().lock(), 0, limit))
        .map_err(|error| Failure::new(format!("读不了标准输入：{error}"), "用 < 或 | 把报告送进来"))
}

/// Reads what is said to have so many bytes, and room for one more that tells the end, at once.
fn read_up_to(reader: impl Read, size: usize, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(limit).saturating_add(1));
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads one of the page's files from the tree that the program was built in, so that who works on the page need not build.
#[cfg(debug_assertions)]
pub(super) fn page_file(name: &str) -> Option<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page").join(name)).ok()
}

/// Whether a path is a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a path is a file on a disk: no folder, pipe or device.
pub(super) fn is_regular(path: &Path) -> bool {
    path.is_file()
}

/// Whether anything is there.
pub(super) fn exists(path: &Path) -> bool {
    path.exists()
}

/// The one name of a path, whatever way it was typed; the path itself where that cannot be said.
pub(super) fn one_name(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether two ways lead to the same folder.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let name = |path: &Path| one_name(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    name(one) == name(other)
}

/// The folder that the program lies in, links followed.
pub(super) fn program_folder() -> Option<PathBuf> {
    Some(one_name(&std::env::current_exe().ok()?).parent()?.to_owned())
}

/// What `check --out` writes about all files, beside the comments to each.
pub(super) const OVERVIEWS: [&str; 2] = ["核对情况.xlsx", "核对情况.html"];

/// What is found below a folder.
#[derive(Debug, Default)]
pub(super) struct FolderListing {
    /// Files of the kinds that reports are written and sent in, by name.
    pub(super) reports: Vec<PathBuf>,
    /// Folders that could not be read to their end.
    pub(super) unread: Vec<PathBuf>,
    /// Files that were meant to be reports, by their names, and are none.
    pub(super) strays: Vec<PathBuf>,
    /// Folders of comments that an earlier run wrote.
    pub(super) comments: Vec<PathBuf>,
}

/// Looks through a folder and those below it, but not through `but_for`; hidden files and folders are passed over, links to folders
/// are not followed.
pub(super) fn below(folder: &Path, but_for: Option<&Path>) -> FolderListing {
    let but_for = but_for.map(one_name);
    let mut found = FolderListing::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        match entries(&folder) {
            Err(_) => found.unread.push(folder),
            Ok(entries) => {
                for (path, is_folder) in entries {
                    if is_folder && OVERVIEWS.iter().all(|overview| path.join(overview).is_file()) {
                        found.comments.push(path);
                    } else if is_folder {
                        folders.extend(
                            Some(path).filter(|path| but_for.is_none() || but_for != Some(one_name(path))),
                        );
                    } else {
                        found.take(path);
                    }
                }
            }
        }
    }
    found.sorted()
}

/// What lies in a folder itself; one that cannot be read has nothing.
pub(super) fn within(folder: &Path) -> FolderListing {
    let mut found = FolderListing::default();
    let entries = entries(folder).unwrap_or_default().into_iter();
    entries.filter(|(_, is_folder)| !is_folder).for_each(|(path, _)| found.take(path));
    found.sorted()
}

impl FolderListing {
    fn take(&mut self, path: PathBuf) {
        if is_report(&path) && path.is_file() {
            self.reports.push(path);
        } else if is_meant(&path) || is_unreadable(&path) {
            self.strays.push(path);
        }
    }

    fn sorted(mut self) -> Self {
        for paths in [&mut self.reports, &mut self.unread, &mut self.strays, &mut self.comments] {
            paths.sort();
        }
        self
    }
}

/// The files below a folder that may be fonts, by name; a folder that cannot be read has none.
pub(super) fn fonts_below(folder: &Path) -> Vec<PathBuf> {
    let is_font = |path: &Path| {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        ["ttf", "ttc", "otf", "otc"].iter().any(|wanted| extension.eq_ignore_ascii_case(wanted))
    };
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for (path, is_folder) in entries(&folder).unwrap_or_default() {
            if is_folder {
                folders.push(path);
            } else if is_font(&path) && path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What lies in a folder and is not hidden, and whether it is a folder itself.
pub(super) fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, Failure> {
    let failure = |error| Failure::io("读不了文件夹", folder, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        let path = entry.path();
        if !entry.file_name().to_string_lossy().starts_with('.') && !is_lock(&path) {
            found.push((path, entry.file_type().is_ok_and(|kind| kind.is_dir())));
        }
    }
    Ok(found)
}

/// Whether a file is what Word and WPS leave beside one that is open (`~$年报.docx`): it says who opened it.
pub(super) fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
}

/// `年报.yaml.txt`, `年报.yaml~`, `年报。yaml`, and links that lead nowhere.
fn is_meant(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    ["yaml", "yml"].iter().any(|end| {
        let dotted = ['.', '．', '。'].iter().any(|dot| name.contains(&format!("{dot}{end}")));
        dotted || name == *end
    })
}

/// Whether a file is of a kind in which reports are sent and that cannot be read.
pub(super) fn is_unreadable(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["pdf", "ofd", "rtf", "odt", "ods", "zip", "rar", "7z"]
        .iter()
        .any(|kind| extension.eq_ignore_ascii_case(kind))
}

fn is_report(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    // What `check --out` wrote about others.
    let is_overview = |name: &OsStr| OVERVIEWS.iter().any(|overview| name == *overview);
    !path.file_name().is_some_and(is_overview)
        && (is_yaml(path) || intake::EXTENSIONS.iter().any(|foreign| extension.eq_ignore_ascii_case(foreign)))
}

/// Whether a file is the text of an author, by its name.
pub(super) fn is_yaml(path: &Path) -> bool {
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
    use tempfile::TempDir;

    #[test]
    fn reports_are_found_by_name_and_hidden_ones_passed_over() {
        let folder = TempDir::new().unwrap();
        for name in ["b.yaml", "a.YML", "c.txt", ".d.yaml", "~$f.docx", "._g.docx", ".~lock.h.docx#"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("sub/e.yaml"), "").unwrap();
        let found = below(folder.path(), None).reports;
        let names: Vec<_> =
            found.iter().map(|p| p.strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.YML", "b.yaml", "sub/e.yaml"]);
        let sub = folder.path().join("./sub");
        assert_eq!(below(folder.path(), Some(&sub)).reports.len(), 2);
    }

    #[test]
    fn no_more_is_read_than_the_limit_and_one() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, [b'x'; 100]).unwrap();
        assert_eq!(read(&path, 10).unwrap().len(), 11);
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_told_and_not_the_end() {
        let folder = TempDir::new().unwrap();
        let gone = folder.path().join("gone");
        let found = below(&gone, None);
        assert!(found.reports.is_empty());
        assert_eq!(found.unread, std::slice::from_ref(&gone));
        assert!(entries(&gone).unwrap_err().to_string().contains("读不了文件夹"));
    }
}
