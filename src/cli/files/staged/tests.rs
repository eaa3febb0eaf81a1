use super::*;
use tempfile::TempDir;

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn write(paths: &[&Path], bytes: &[u8]) -> Result<Vec<Written>, Failure> {
    let targets = paths.iter().map(|path| Target { path: path.to_path_buf(), bytes });
    write_together(targets.collect(), &BTreeSet::new())
}

#[test]
fn a_file_is_replaced_whole_and_left_alone_when_the_same() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("年报.pdf");
    assert_eq!(write(&[&path], b"one").unwrap(), [Written::New]);
    assert_eq!(write(&[&path], b"one").unwrap(), [Written::Unchanged]);
    assert_eq!(write(&[&path], b"two").unwrap(), [Written::New]);
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names(&folder), ["年报.pdf"]);
}

#[test]
fn what_cannot_be_written_leaves_no_draft() {
    let folder = TempDir::new().unwrap();
    let taken = folder.path().join("taken");
    fs::create_dir(&taken).unwrap();
    assert!(write(&[&taken], b"x").unwrap_err().to_string().contains("文件夹"));
    let long = folder.path().join("长".repeat(100));
    assert!(write(&[&long], b"x").unwrap_err().to_string().contains("--name"));
    assert_eq!(names(&folder), ["taken"]);
}

/// The second place is taken, so the first file stays as it was.
#[test]
fn two_files_appear_together_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    let [pdf, docx] = ["年报.pdf", "年报.docx"].map(|name| folder.path().join(name));
    write(&[&pdf], b"old").unwrap();
    fs::create_dir(&docx).unwrap();
    write(&[&pdf, &docx], b"new").unwrap_err();
    assert_eq!(fs::read(&pdf).unwrap(), b"old");
    fs::remove_dir(&docx).unwrap();
    fs::write(&docx, "locked").unwrap();
    let mut permissions = fs::metadata(&docx).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&docx, permissions).unwrap();
    write(&[&pdf, &docx], b"new").unwrap_err();
    assert_eq!(fs::read(&pdf).unwrap(), b"old");
    assert_eq!(names(&folder), ["年报.docx", "年报.pdf"]);
}

#[test]
fn a_second_rename_that_fails_says_which_file_is_new() {
    let first = PathBuf::from("年报.pdf");
    let failure = half_done(Path::new("年报.docx"), &io::ErrorKind::ResourceBusy.into(), &[first]);
    let said = failure.to_string();
    assert!(said.contains("写不了 年报.docx") && said.contains("年报.pdf 已经是新的"), "{said}");
}

#[test]
fn a_report_is_never_its_own_output() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("年报.pdf");
    fs::write(&path, "机关: 甲\n").unwrap();
    let sources = BTreeSet::from([one_name(&path)]);
    let refused = |path: PathBuf| {
        let failure = write_together(vec![Target { path, bytes: b"%PDF" }], &sources).unwrap_err();
        assert!(failure.to_string().contains("读进来的文件"), "{failure}");
    };
    refused(path.clone());
    #[cfg(unix)]
    {
        let link = folder.path().join("link.pdf");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        refused(link);
    }
    assert_eq!(fs::read(&path).unwrap(), "机关: 甲\n".as_bytes());
}

#[test]
fn of_many_that_want_one_new_name_one_gets_it() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("年报.yaml");
    let all: Vec<String> = (0..16).map(|n| n.to_string().repeat(1000)).collect();
    let won = std::thread::scope(|scope| {
        let runs: Vec<_> = all
            .iter()
            .map(|text| {
                scope.spawn({
                    let path = &path;
                    move || write_new(path, text.as_bytes()).is_ok().then_some(text)
                })
            })
            .collect();
        runs.into_iter().filter_map(|run| run.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(won.len(), 1, "one is told that it wrote");
    assert_eq!(fs::read(&path).unwrap(), won[0].as_bytes(), "and it did");
    assert!(write_new(&path, b"again").unwrap_err().to_string().contains("已经存在"));
    assert_eq!(names(&folder), ["年报.yaml"]);
}

#[test]
fn a_sweep_takes_what_is_left_and_lets_be_what_is_being_written() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("年报.pdf");
    let staged = StagedFile::beside(&path, b"one").unwrap();
    for left in [".nianbao-left.tmp", ".nianbao-4294967295-0.tmp"] {
        fs::write(folder.path().join(left), "a staged file of a run that is no more").unwrap();
    }
    for other in ["report.tmp", ".nianbao-notes", "nianbao-x.tmp"] {
        fs::write(folder.path().join(other), "someone else's").unwrap();
    }
    sweep(folder.path());
    assert_eq!(names(&folder).len(), 4, "{:?}", names(&folder));
    staged.0.persist(&path).unwrap();
    sweep(folder.path());
    assert_eq!(names(&folder), [".nianbao-notes", "nianbao-x.tmp", "report.tmp", "年报.pdf"]);
}

#[cfg(unix)]
#[test]
fn a_sweep_takes_no_file_that_was_put_in_place_of_the_one_it_opened() {
    let folder = TempDir::new().unwrap();
    let (path, new) = (folder.path().join("opened"), folder.path().join("new"));
    fs::write(&path, "left").unwrap();
    let opened = File::open(&path).unwrap();
    fs::write(&new, "being written").unwrap();
    fs::rename(&new, &path).unwrap();
    remove_if_unlocked(&opened, &path);
    assert_eq!(fs::read(&path).unwrap(), b"being written");
}

/// A file system without locks, and a sweep of another machine: what was taken away is written again.
#[test]
fn a_draft_that_was_taken_away_is_written_again() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("年报.pdf");
    let staged = StagedFile::beside(&path, b"one").unwrap();
    fs::remove_file(staged.0.path()).unwrap();
    publish(staged, &Target { path: path.clone(), bytes: b"one" }).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one");
    assert_eq!(names(&folder), ["年报.pdf"]);
}

#[test]
fn names_of_drafts_are_no_ones_to_guess() {
    let folder = TempDir::new().unwrap();
    let name = |staged: &StagedFile| staged.0.path().file_name().unwrap().to_str().unwrap().to_owned();
    let staged: Vec<_> =
        (0..20).map(|_| StagedFile::beside(&folder.path().join("a"), b"").unwrap()).collect();
    let distinct: BTreeSet<String> = staged.iter().map(name).collect();
    assert_eq!(distinct.len(), 20);
    let process = std::process::id().to_string();
    assert!(
        distinct
            .iter()
            .all(|name| name.len() == 16 + ".nianbao-.tmp".len() && !name.contains(&format!("-{process}-")))
    );
}

/// A link with a staged file's name leads to someone's file: it is neither written through nor removed.
#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    let folder = TempDir::new().unwrap();
    let precious = folder.path().join("precious");
    fs::write(&precious, "kept").unwrap();
    std::os::unix::fs::symlink(&precious, folder.path().join(".nianbao-x.tmp")).unwrap();
    sweep(folder.path());
    assert_eq!(names(&folder), [".nianbao-x.tmp", "precious"]);
    assert_eq!(fs::read(&precious).unwrap(), b"kept");
}

/// New files are as open to others as the user's mask says, not private as temporary files are.
#[cfg(unix)]
#[test]
fn a_report_may_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let (ours, theirs) = (folder.path().join("年报.pdf"), folder.path().join("plain"));
    write(&[&ours], b"x").unwrap();
    fs::write(&theirs, "x").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&ours), mode(&theirs));
}
