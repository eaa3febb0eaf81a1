//! Runs the program as a reader would, in folders of its own.

#![allow(dead_code, reason = "each test file uses its own part of the harness")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// What a run left.
#[derive(Debug)]
pub(crate) struct RunOutput {
    /// Exit code; -1 if a signal ended it.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// The program with nothing of the outer world in its environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    for name in
        ["NO_COLOR", "NIANBAO_FONTS", "COLUMNS", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "RUST_BACKTRACE"]
    {
        command.env_remove(name);
    }
    // Wide enough that no message is broken where a test looks for words of it.
    command.env("COLUMNS", "1000");
    command
}

/// Runs it with arguments.
pub(crate) fn nianbao(arguments: &[&str]) -> RunOutput {
    run(program().args(arguments), b"")
}

/// Runs a prepared command with something on its standard input.
pub(crate) fn run(command: &mut Command, input: &[u8]) -> RunOutput {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program was built");
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_vec();
    // A program that does not read all of its input closes the pipe; that is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("writing does not panic");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    RunOutput { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// A path in the repository.
pub(crate) fn in_repository(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// The text of a report in `tests/reports`.
pub(crate) fn report(name: &str) -> String {
    std::fs::read_to_string(in_repository(&format!("tests/reports/{name}.yaml")))
        .expect("it is in the repository")
}

/// A new folder, removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Of a name that says which test made it.
    pub(crate) fn new(name: &str) -> Self {
        static FOLDERS: AtomicU32 = AtomicU32::new(0);
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("nianbao-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// A name in it, as an argument.
    pub(crate) fn join(&self, name: &str) -> String {
        self.0.join(name).into_os_string().into_string().expect("the name is UTF-8")
    }

    /// Writes a file in it; returns its path as an argument.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.join(name);
        std::fs::create_dir_all(Path::new(&path).parent().expect("it lies in the folder"))
            .expect("can be made");
        std::fs::write(&path, bytes).expect("the temporary folder can be written");
        path
    }

    /// Reads a file in it.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}; there is {:?}", self.names()))
    }

    /// The names of everything in it, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("it is there");
        let mut names: Vec<_> =
            entries.map(|e| e.expect("it can be read").file_name().into_string().expect("UTF-8")).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
