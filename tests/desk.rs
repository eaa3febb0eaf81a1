//! The page of `nianbao serve`, as a clerk uses it: in a real browser, from the first key to the saved file. The stories are
//! told in `tests/desk/*.js`.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "harness/clerk.rs"]
mod clerk;
#[path = "judges/judge.rs"]
mod judge;
#[path = "harness/program.rs"]
mod program;

use judge::{ask, installed, script};
use program::{Folder, in_repository, program, report};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// `nianbao serve` at work; ended with the test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn new(place: Option<&str>) -> Self {
        let mut child =
            program().arg("serve").args(place).stdout(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.map(Result::unwrap).map(|line| line.trim().to_owned());
        let address = address.into_iter().find(|line| line.starts_with("http://")).unwrap();
        Self { child, address }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tells a story in a folder, with the report or folder that `serve` is given.
fn story(name: &str, folder: &Folder, place: Option<&str>) {
    if !installed("desk.sh", "页面（Chromium、axe-core、tsc）") {
        return;
    }
    let served = Served::new(place);
    clerk::tell(name, &served.address, folder, "chromium");
}

fn told(name: &str) {
    story(name, &Folder::new("desk"), None);
}

#[test]
fn the_modules_are_typed() {
    if installed("desk.sh", "页面的类型（tsc）") {
        assert_eq!(ask(script("desk.sh"), &["types"]), "");
    }
}

/// What makes the page, and what only the one that opens from a folder has.
const OTHERS: [&str; 6] = [
    "build",
    "engine/offline.js",
    "engine/wasm.js",
    "engine/worker.js",
    "yaml/bundle",
    "yaml/codemirror.d.ts",
];

/// The editor of the text is what its script makes of the packages that it names.
#[test]
fn the_editor_is_bundled_as_it_says() {
    if installed("desk.sh", "随页面的 CodeMirror") {
        assert_eq!(ask(script("desk.sh"), &["bundle"]), "");
    }
}

/// Every file of the page that `serve` gives is in the program, and nothing else.
#[test]
fn the_page_is_embedded_whole() {
    fn below(folder: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, root, found);
            } else if path.file_name().is_some_and(|name| name != "tsconfig.json") {
                found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let root = PathBuf::from(in_repository("src/page"));
    let mut found = Vec::new();
    below(&root, &root, &mut found);
    found.retain(|name| !OTHERS.contains(&name.as_str()));
    found.sort();
    let mut embedded: Vec<_> = nianbao::page::FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    embedded.sort();
    assert_eq!(embedded, found);
}

#[test]
fn a_report_is_filled_in_from_nothing_to_pdf() {
    told("fromNothing");
}

#[test]
fn a_wrong_figure_is_red_and_mended_by_the_button() {
    told("mended");
}

#[test]
fn ranges_are_pasted_and_copied() {
    told("pasted");
}

#[test]
fn last_years_word_file_is_dropped() {
    story("lastYear", &clerk::last_year(), None);
}

#[test]
fn a_finding_is_looked_into() {
    told("waived");
}

#[test]
fn a_reload_loses_nothing() {
    told("reloaded");
}

#[test]
fn an_input_method_is_left_alone() {
    told("composed");
}

#[test]
fn slow_answers_lose_no_key() {
    told("slow");
}

#[test]
fn the_file_on_disk_is_written_back_and_not_over_a_change() {
    let folder = Folder::new("desk");
    let file = folder.write("年报.yaml", report("dengtalu-2023"));
    story("onDisk", &folder, Some(&file));
}

#[test]
fn a_program_that_was_ended_loses_nothing() {
    let folder = Folder::new("desk");
    let file = folder.write("年报.yaml", report("dengtalu-2023"));
    story("gone", &folder, Some(&file));
}

#[test]
fn the_text_itself_is_written() {
    told("yaml");
}

#[test]
fn the_keyboard_is_enough() {
    told("keyboard");
    told("keyboardMends");
}

#[test]
fn it_is_accessible_at_every_size() {
    told("axe");
}

#[test]
fn many_files_become_a_list() {
    story("list", &clerk::many(), None);
}
