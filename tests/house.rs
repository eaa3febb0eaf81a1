//! Keeps the walls of the house: which room may know which, and which crate is known to one room only. A new arrow is a
//! decision: it is made here first.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the source tree has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms that each room may know. `src/lib.rs` has the picture.
const ARROWS: &[(&str, &[&str])] = &[
    // Ground floor.
    ("source", &[]),
    ("diagnostic", &["source"]),
    // Left wing: never hears of points, fonts, pages.
    ("yaml", &["source", "diagnostic"]),
    ("form", &["yaml", "diagnostic"]),
    ("report", &["form", "yaml", "source", "diagnostic"]),
    // Foreign files, before `yaml`: it knows containers and writes what an author would.
    ("intake", &["package", "report", "form", "yaml", "source", "diagnostic"]),
    // Whose reports are summed up: written by an author or in a sheet.
    ("roster", &["intake", "report", "yaml", "source", "diagnostic"]),
    // Figures of many bodies meet.
    ("sum", &["roster", "report", "form", "yaml", "source", "diagnostic"]),
    // Findings into the original: beside the exporters, it reads no meaning.
    ("annotate", &["intake", "package"]),
    ("check", &["report", "form", "yaml", "source", "diagnostic"]),
    // The sums as a workbook: beside the exporters, it adds nothing up.
    ("workbook", &["sum", "report", "form"]),
    // The door: the only rooms that see both wings.
    ("templates", &["form", "style", "document", "yaml"]),
    ("compose", &["check", "report", "form", "document", "source"]),
    // Right wing: never hears of YAML, forms, identities.
    ("document", &["source"]),
    ("style", &["document"]),
    ("fit", &[]),
    ("font", &["style"]),
    ("layout", &["document", "style", "font", "fit", "source", "diagnostic"]),
    ("package", &[]),
    ("export", &["document", "style", "font", "fit", "layout", "package", "source"]),
    // The porch.
    (
        "cli",
        &[
            "annotate",
            "intake",
            "roster",
            "sum",
            "workbook",
            "templates",
            "compose",
            "check",
            "report",
            "form",
            "yaml",
            "layout",
            "export",
            "font",
            "style",
            "document",
            "source",
            "diagnostic",
        ],
    ),
];

/// Where a third-party crate may be named: files and folders below `src`.
const CRATES: &[(&str, &[&str])] = &[
    ("granit_parser", &["yaml"]),
    ("minijinja", &["report"]),
    ("encoding_rs", &["yaml/decode.rs", "font/everyday.rs"]),
    ("annotate_snippets", &["diagnostic/human.rs"]),
    (
        "unicode_width",
        &[
            "diagnostic/human.rs",
            "diagnostic/human",
            "diagnostic/wrap.rs",
            "form/skeleton.rs",
            "intake/recognise/write.rs",
            "cli",
        ],
    ),
    ("serde_json", &["cli/sum/json.rs", "diagnostic/json.rs", "diagnostic/sarif.rs", "form/schema.rs"]),
    ("skrifa", &["font.rs", "font", "layout/shape.rs", "export/pdf/fonts.rs", "export/docx/fonts.rs"]),
    ("pdf_writer", &["export/pdf.rs", "export/pdf"]),
    ("libdeflater", &["export/pdf", "font/subset", "package/zip.rs"]),
    ("subsetter", &["font/subset.rs"]),
    ("quick_xml", &["package/xml.rs", "intake/docx.rs", "intake/docx", "annotate.rs", "annotate"]),
    ("zip", &["package/parts.rs"]),
    (
        "strsim",
        &[
            "report/read/names.rs",
            "check/language/addresses.rs",
            "check/structure/cited.rs",
            "check/structure/own_name.rs",
            "intake/recognise/labels.rs",
        ],
    ),
    ("scraper", &["intake/html.rs"]),
    ("cfb", &["intake/doc.rs"]),
    ("calamine", &["intake/xlsx.rs", "intake/grid.rs"]),
    ("rust_xlsxwriter", &["workbook.rs", "workbook", "cli/overview.rs"]),
    ("clap", &["cli/args.rs", "cli/args"]),
    ("anstream", &["cli/terminal.rs"]),
    ("terminal_size", &["cli/terminal.rs"]),
    ("fontdb", &["cli/fonts.rs"]),
    ("memmap2", &["cli/files.rs"]),
    ("tempfile", &["cli/files"]),
    ("rayon", &["cli/work.rs"]),
    ("indicatif", &["cli/work.rs"]),
    ("ctrlc", &["cli/signals.rs"]),
    ("signal_hook", &["cli/signals.rs"]),
];

/// One file below `src`, without comments and without its tests.
struct Room {
    /// Path below `src`.
    path: String,
    code: String,
}

impl Room {
    fn name(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }
}

fn source_files() -> Vec<(PathBuf, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&source).unwrap().to_owned(), text));
            }
        }
    }
    files.sort();
    files
}

fn rooms() -> Vec<Room> {
    let files = source_files().into_iter();
    let files = files.map(|(path, text)| (path.to_str().unwrap().replace('\\', "/"), text));
    files
        .filter(|(path, _)| !path.ends_with("tests.rs"))
        .map(|(path, text)| {
            let code = text.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            Room { path, code: lines.collect::<Vec<_>>().join("\n") }
        })
        .collect()
}

/// The words that follow `before` in the code.
fn words_after<'a>(code: &'a str, before: &str) -> BTreeSet<&'a str> {
    code.match_indices(before)
        .filter_map(|(at, _)| {
            code[at + before.len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next()
        })
        .collect()
}

/// Whether `word::` stands in the code as a path of its own.
fn names_crate(code: &str, word: &str) -> bool {
    let path = format!("{word}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
    })
}

#[test]
fn rooms_know_only_whom_they_may_know() {
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    for room in rooms().iter().filter(|room| !matches!(room.name(), "main" | "lib")) {
        let Some(may) = allowed.get(room.name()) else {
            wrong.push(format!("{}: a room that ARROWS does not list", room.path));
            continue;
        };
        assert!(!room.code.contains("use crate::{"), "{}: one `use crate::room` a line, please", room.path);
        for known in words_after(&room.code, "crate::") {
            if known != room.name() && !may.contains(&known) {
                wrong.push(format!("{} -> {known}", room.path));
            }
        }
    }
    assert!(wrong.is_empty(), "new arrows:\n{}", wrong.join("\n"));
}

/// A permission that nobody uses is struck: the table is the picture, not a wish.
#[test]
fn no_permission_is_stale() {
    let rooms = rooms();
    let mut stale = Vec::new();
    for (name, may) in ARROWS {
        let mut known = BTreeSet::new();
        for room in rooms.iter().filter(|room| room.name() == *name) {
            known.extend(words_after(&room.code, "crate::"));
        }
        stale.extend(may.iter().filter(|may| !known.contains(*may)).map(|may| format!("{name} -> {may}")));
    }
    // A crate that nothing names yet is a matter of Cargo.toml.
    for (name, places) in CRATES.iter().filter(|(name, _)| rooms.iter().any(|r| names_crate(&r.code, name))) {
        for place in *places {
            let at = |room: &&Room| room.path == *place || room.path.starts_with(&format!("{place}/"));
            if !rooms.iter().filter(at).any(|room| names_crate(&room.code, name)) {
                stale.push(format!("{place} names no {name}"));
            }
        }
    }
    assert!(stale.is_empty(), "nobody uses:\n{}", stale.join("\n"));
}

/// No room knows one that knows it, by whatever way.
#[test]
fn rooms_stand_in_no_circle() {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    for start in arrows.keys() {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let mut next: Vec<&str> = arrows[start].to_vec();
        while let Some(room) = next.pop() {
            assert_ne!(room, *start, "{start} knows itself by way of others");
            if known.insert(room) {
                next.extend(arrows.get(room).copied().unwrap_or_default());
            }
        }
    }
}

/// `pdf` transcribes pages and must not ask how they came about; `docx` reads a fit and never a layout; `html` neither.
#[test]
fn exporters_know_only_what_they_transcribe() {
    for room in rooms() {
        if room.path.starts_with("export/docx") {
            assert!(!room.code.contains("crate::layout"), "{}: reads a Fit, never layout", room.path);
        }
        if room.path.starts_with("export/html") {
            let known = words_after(&room.code, "crate::");
            let flows = known.iter().all(|room| ["document", "style"].contains(room));
            assert!(flows, "{}: measures nothing: {known:?}", room.path);
        }
        if room.path.starts_with("export/pdf") {
            let layout = words_after(&room.code, "crate::layout::");
            assert!(layout.iter().all(|&word| word == "pages"), "{}: {layout:?}", room.path);
        }
    }
}

#[test]
fn each_crate_is_known_to_its_room_only() {
    let mut wrong = Vec::new();
    for room in rooms() {
        for (name, places) in CRATES {
            let at_home = places.iter().any(|p| room.path == *p || room.path.starts_with(&format!("{p}/")));
            if names_crate(&room.code, name) && !at_home {
                wrong.push(format!("{} names {name}", room.path));
            }
        }
        if !room.path.starts_with("cli/files")
            && (room.code.contains("std::fs") || names_crate(&room.code, "fs"))
        {
            wrong.push(format!("{} touches files; only cli/files.rs does", room.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every dependency has a wall in [`CRATES`].
#[test]
fn each_dependency_has_a_wall() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let listed = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    for line in listed.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")) {
        let name = line.split(" = ").next().unwrap().replace('-', "_");
        assert!(CRATES.iter().any(|(known, _)| *known == name), "{name} has no wall in tests/house.rs");
    }
}

/// A rule is the static that it is named by, so that a wrong code does not compile and nothing branches on its letters.
#[test]
fn codes_are_never_strings() {
    let is_code = |word: &str| {
        let [letter, digits @ ..] = word.as_bytes() else { return false };
        letter.is_ascii_uppercase() && digits.len() == 2 && digits.iter().all(u8::is_ascii_digit)
    };
    for room in rooms() {
        let codes: Vec<&str> = room.code.split('"').filter(|word| is_code(word)).collect();
        assert!(codes.is_empty(), "{}: {codes:?}; name the rule, as in &codes::B01", room.path);
    }
}

#[test]
fn the_left_wing_has_no_floats() {
    for (path, text) in source_files() {
        let path = path.to_str().unwrap().to_owned();
        let room = path.split(['/', '.']).next().unwrap();
        if ["yaml", "form", "report", "check", "intake", "roster", "sum"].contains(&room) {
            let code = text.split("#[cfg(test)]").next().unwrap();
            let floats = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let floats: Vec<_> = floats.filter(|line| line.contains("f64") || line.contains("f32")).collect();
            assert!(floats.is_empty(), "{path}: counts and money are never floats: {floats:?}");
        }
    }
}

#[test]
fn files_are_named_by_subject_and_stay_short() {
    for (path, text) in source_files() {
        let path = path.to_str().unwrap();
        let name = path.rsplit(['/', '\\']).next().unwrap();
        for vague in ["mod.rs", "utils.rs", "util.rs", "common.rs", "helpers.rs", "types.rs", "misc.rs"] {
            assert_ne!(name, vague, "{path}");
        }
        assert!(text.lines().count() <= 500, "{path} has more than 500 lines: is it two subjects?");
        assert!(
            text.starts_with("//!") || name == "tests.rs",
            "{path} does not say what comes in and what goes out"
        );
    }
}

#[test]
fn the_top_level_stays() {
    let given =
        ["Cargo.toml", "Cargo.lock", "LICENSE", "README.md", "src", "templates", "fonts", "tests", "target"];
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with('.') || given.contains(&&*name), "{name} does not belong at the top level");
    }
}
