//! How tests call the judges: programs of others that read what we write. One that is not installed is said loudly and
//! left out; with `NIANBAO_JUDGES=all`, as `.ci/run` sets it, it is a failure.

#![allow(clippy::print_stderr, reason = "said loudly")]
#![allow(dead_code, reason = "not every test calls every judge")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether `program` can be run; if not, says that `what` is not judged.
pub(crate) fn installed(program: &str, what: &str) -> bool {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()));
    if !found {
        let message = format!("!!! 缺少 {program}：没有检验{what}");
        eprintln!("{message}");
        assert!(std::env::var_os("NIANBAO_JUDGES").is_none_or(|v| v != "all"), "{message}");
    }
    found
}

/// What `program` prints; panics with all its output if it fails.
pub(crate) fn ask<A: AsRef<OsStr>>(program: impl AsRef<OsStr>, args: &[A]) -> String {
    let program = program.as_ref();
    let output =
        Command::new(program).args(args).stdin(Stdio::null()).output().expect("installed() found it");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{}: {said}{}",
        program.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// The script of a judge that has one.
pub(crate) fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges").join(name)
}

/// A folder of the build's own to leave files in for a judge.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).expect("the build's folder can be written");
    folder
}
