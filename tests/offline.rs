//! The page that opens from a folder: its engine writes the same bytes as WebAssembly, and what a clerk does with `serve` she
//! does with it, in Chromium and in Firefox.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "harness/clerk.rs"]
mod clerk;
mod common;
#[path = "judges/judge.rs"]
mod judge;
#[path = "harness/program.rs"]
mod program;

use judge::{ask, folder, installed, script};
use nianbao::examine::{Terms, examine};
use nianbao::export::Format;
use nianbao::press::TypeSet;
use nianbao::report::WordFonts;
use program::Folder;
use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What `press` writes of a report.
fn native(report: &Path, formats: &[Format], word_fonts: Option<WordFonts>) -> Vec<(Format, Vec<u8>)> {
    let set = TypeSet { style: common::style(), fonts: common::fonts() };
    let bytes = fs::read(report).unwrap();
    let examined = examine("年报.yaml", &bytes, &Terms::default(), &mut |_, _| None);
    set.print(&examined.checked.unwrap(), formats, word_fonts).unwrap().unwrap().files
}

/// The folder, made once, and the reports that its engine wrote in Node; `None` where it cannot be made.
fn made() -> Option<&'static Path> {
    static MADE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let make = || {
        if !installed("offline.sh", "浏览器里的程序") {
            return None;
        }
        let out = folder("offline");
        let mut words: Vec<OsString> = vec!["files".into(), out.clone().into()];
        words.extend(REPORTS.iter().map(|name| report(name).into()));
        let built = Command::new(script("offline.sh")).args(&words).output().unwrap();
        let said = String::from_utf8_lossy(&built.stderr);
        // Neither rustup's target nor Debian's compiler can be had: src/page/build has named it.
        if built.status.code() == Some(3) {
            let _ = writeln!(std::io::stderr(), "\n!!! 没有检验浏览器里的程序：{said}");
            return None;
        }
        assert!(built.status.success(), "{said}");
        Some(out)
    };
    MADE.get_or_init(make).as_deref()
}

fn report(name: &str) -> PathBuf {
    common::path(&format!("tests/reports/{name}.yaml"))
}

const REPORTS: [&str; 3] = ["dengtalu-2023", "suqian-2023", "shanghai-office-2019"];

#[test]
fn web_assembly_writes_the_same_bytes() {
    let Some(out) = made() else { return };
    let formats: Vec<Format> = Format::all().collect();
    for name in REPORTS {
        for (format, native) in native(&report(name), &formats, None) {
            let there = fs::read(out.join(format!("{name}.{}", format.name()))).unwrap();
            let (format, ours, theirs) = (format.name(), native.len(), there.len());
            assert!(there == native, "{name}, {format}: {ours} bytes, {theirs} in a browser");
        }
    }
    // The page from its folder, in a browser: opened, and the PDF saved.
    let said = ask(script("offline.sh"), &["page".into(), out.into(), OsString::from(report(REPORTS[0]))]);
    assert!(said.contains("wrong []"), "{said}");
    let (_, pdf) = native(&report(REPORTS[0]), &[Format::Pdf], None).remove(0);
    assert!(fs::read(out.join("page.pdf")).unwrap() == pdf, "the page saves another PDF");
}

/// Where the page lies, with its fonts and without.
fn page(fonts: bool) -> PathBuf {
    let whole = common::path("target/年报填报");
    if fonts {
        return whole;
    }
    let bare = Path::new(env!("CARGO_TARGET_TMPDIR")).join("没有字体/年报填报");
    let _ = fs::remove_dir_all(&bare);
    copy(&whole, &bare);
    bare
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|entry| entry.file_name() != "字体")
    {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Tells a story at the page from `file://`.
fn story(name: &str, folder: &Folder, page: &Path, browser: &str) {
    let address = format!("file://{}/index.html", page.display());
    clerk::tell(name, &address, folder, browser);
}

fn has(browser: &str) -> bool {
    browser != "firefox" || installed("firefox-esr", "离线页面（Firefox）")
}

/// All that is told of `serve` too, but for what is done with its files on disk.
fn told(browser: &str, names: &[&str]) {
    if made().is_none() || !installed("desk.sh", "离线页面") || !has(browser) {
        return;
    }
    let page = page(true);
    for name in names {
        let folder = match *name {
            "lastYear" => clerk::last_year(),
            "list" => clerk::many(),
            _ => Folder::new("desk"),
        };
        story(name, &folder, &page, browser);
    }
}

const FILLING: [&str; 5] = ["fromNothing", "mended", "pasted", "lastYear", "waived"];
const KEEPING: [&str; 5] = ["reloaded", "yaml", "keyboard", "keyboardMends", "list"];

#[test]
fn a_clerk_fills_it_in() {
    told("chromium", &FILLING);
}

#[test]
fn nothing_is_lost_and_the_keyboard_is_enough() {
    told("chromium", &KEEPING);
}

#[test]
fn it_is_accessible_at_every_size() {
    told("chromium", &["axe"]);
}

#[test]
fn a_clerk_fills_it_in_with_firefox() {
    told("firefox", &FILLING);
}

#[test]
fn nothing_is_lost_in_firefox() {
    told("firefox", &KEEPING);
}

/// Without fonts beside it all is there but pages; with those of every day all but what is rare; and with whole files all.
#[test]
fn fonts_may_be_missing() {
    if made().is_none() || !installed("desk.sh", "没有字体的离线页面") {
        return;
    }
    let (folder, sample) = (Folder::new("desk"), report("dengtalu-2023"));
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let bare = page(false);
    let of = |report: &Path, format, word_fonts| native(report, &[format], word_fonts).remove(0).1;
    for browser in ["chromium", "firefox"].into_iter().filter(|browser| has(browser)) {
        story("fontless", &folder, &bare, browser);
        let office = of(&sample, Format::Docx, Some(WordFonts::Office));
        assert!(read("fontless.docx") == office, "{browser}: as --docx-fonts 办公 writes it");
        assert!(read("fontless.pdf") == of(&sample, Format::Pdf, None), "{browser}: with chosen fonts");
        story("rare", &folder, &page(true), browser);
        let rare = folder.join("生僻字.yaml");
        assert!(
            read("rare.pdf") == of(Path::new(&rare), Format::Pdf, None),
            "{browser}: with a rare character"
        );
    }
}
