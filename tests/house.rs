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
    ("form", &["yaml", "source", "diagnostic"]),
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
    // The hall, between the porches and both wings: from bytes to a checked report, and from there to files.
    ("examine", &["intake", "report", "check", "sum", "yaml", "source", "diagnostic"]),
    ("press", &["check", "compose", "document", "export", "font", "layout", "report", "style", "diagnostic"]),
    // What a reviewer keeps of many examined files.
    ("overview", &["examine", "annotate", "source", "diagnostic"]),
    // The page's own files, embedded.
    ("page", &[]),
    // The porches. This one has no door to the street: its hosts carry what is asked.
    (
        "desk",
        &[
            "annotate",
            "overview",
            "examine",
            "press",
            "intake",
            "templates",
            "report",
            "form",
            "yaml",
            "layout",
            "export",
            "font",
            "style",
            "source",
            "diagnostic",
        ],
    ),
    (
        "cli",
        &[
            "desk",
            "page",
            "overview",
            "examine",
            "press",
            "annotate",
            "intake",
            "roster",
            "sum",
            "workbook",
            "templates",
            "compose",
            "check",
            "report",
            "roster",
            "form",
            "yaml",
            "export",
            "font",
            "style",
            "document",
            "source",
            "diagnostic",
        ],
    ),
];

/// The rooms within `check`, and which of them each may know; the tables' and the prose's side meet in `review` only.
const CHECK: &[(&str, &[&str])] = &[
    // What is read once: the report laid flat, and words as tokens.
    ("facts", &[]),
    ("dates", &[]),
    ("text", &[]),
    ("bodies", &["facts"]),
    // Tables.
    ("culprit", &[]),
    ("identities", &["culprit"]),
    ("plausible", &["facts"]),
    ("years", &["facts"]),
    ("needs", &[]),
    // Prose: what figures claim, held against the tables.
    ("claim", &["facts"]),
    ("compare", &["bodies", "claim", "facts", "text"]),
    ("claims", &["claim", "compare", "dates", "facts", "text"]),
    ("prose", &["bodies", "claims", "compare", "facts", "text"]),
    // Words and order.
    ("language", &["dates", "facts"]),
    ("structure", &["bodies", "dates", "facts", "language", "text"]),
    // All of them, and what the author has looked into.
    ("review", &["facts", "language", "plausible", "prose", "structure", "years"]),
    ("waivers", &[]),
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
    (
        "serde_json",
        &[
            "cli/serve.rs",
            "cli/serve",
            "cli/sum/json.rs",
            "desk.rs",
            "desk",
            "diagnostic/json.rs",
            "diagnostic/sarif.rs",
            "form/schema.rs",
        ],
    ),
    ("base64", &["desk/ask.rs"]),
    ("hyper", &["cli/serve/http.rs"]),
    ("hyper_util", &["cli/serve/http.rs"]),
    ("http_body_util", &["cli/serve/http.rs"]),
    ("tokio", &["cli/serve/http.rs"]),
    ("getrandom", &["cli/serve/gate.rs"]),
    ("open", &["cli/serve.rs"]),
    ("skrifa", &["font.rs", "font", "layout/shape.rs", "export/pdf/fonts.rs", "export/docx/fonts.rs"]),
    ("pdf_writer", &["export/pdf.rs", "export/pdf"]),
    ("libdeflater", &["export/pdf", "font/subset", "package"]),
    ("subsetter", &["font/subset.rs"]),
    (
        "quick_xml",
        &["package/xml.rs", "intake/docx.rs", "intake/docx", "intake/xlsx", "annotate.rs", "annotate"],
    ),
    ("memchr", &["package/parts.rs", "source.rs", "check/facts.rs", "intake/docx.rs", "intake/docx"]),
    ("zip", &["package/parts.rs"]),
    (
        "strsim",
        &[
            "report/read/names.rs",
            "check/facts/headings.rs",
            "check/language/addresses.rs",
            "check/structure/cited.rs",
            "check/structure/bodies_named.rs",
            "intake/recognise/labels.rs",
        ],
    ),
    ("scraper", &["intake/html.rs"]),
    ("cfb", &["intake/doc.rs"]),
    ("calamine", &["intake/xlsx.rs", "intake/grid.rs"]),
    ("rust_xlsxwriter", &["workbook.rs", "workbook", "overview.rs", "export/xlsx.rs", "export/xlsx"]),
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

/// A table of arrows without a circle: nobody knows one that knows it, by whatever way.
fn assert_no_circle(arrows: &[(&str, &[&str])]) {
    let arrows: BTreeMap<&str, &[&str]> = arrows.iter().copied().collect();
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

#[test]
fn rooms_stand_in_no_circle() {
    assert_no_circle(ARROWS);
    assert_no_circle(CHECK);
}

/// Inside `check`: the arrows are those of [`CHECK`], each of them used.
#[test]
fn rules_know_only_what_they_are_about() {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for room in rooms().iter().filter(|room| room.name() == "check" && !room.path.ends_with("sample.rs")) {
        let Some(inner) = room.path.strip_prefix("check/") else { continue };
        let name = inner.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        let top = !inner.contains('/');
        let known = found.entry(name.clone()).or_default();
        known.extend(words_after(&room.code, "crate::check::").into_iter().map(str::to_owned));
        if top {
            for (at, _) in room.code.match_indices("super::") {
                let rest = &room.code[at + "super::".len()..];
                let names = rest.strip_prefix('{').and_then(|rest| rest.split('}').next()).unwrap_or(rest);
                let names = names.split(if rest.starts_with('{') { ',' } else { ';' });
                let first = |name: &str| name.trim().split([':', ' ']).next().unwrap_or_default().to_owned();
                known.extend(names.take(if rest.starts_with('{') { usize::MAX } else { 1 }).map(first));
            }
        }
        known.remove(&name);
    }
    let allowed: BTreeMap<&str, &[&str]> = CHECK.iter().copied().collect();
    for (name, known) in &found {
        let may =
            allowed.get(name.as_str()).unwrap_or_else(|| panic!("check/{name}: CHECK does not list it"));
        let known: Vec<&str> =
            known.iter().map(String::as_str).filter(|known| allowed.contains_key(known)).collect();
        assert_eq!(known, *may, "check/{name}: what it knows, and what CHECK lets it know");
    }
}

/// Rules name quantities; which cells they are, and in which edition, the form says.
#[test]
fn rules_know_no_edition_and_no_row_number() {
    for room in rooms().iter().filter(|room| room.name() == "check" && !room.path.ends_with("sample.rs")) {
        for year in ["2019", "2021"] {
            // What a sentence tells the reader of a year (2019 年修订的条例) decides nothing.
            let mut said = room.code.match_indices(year).map(|(at, _)| &room.code[at + year.len()..]);
            assert!(said.all(|rest| rest.starts_with(" 年")), "{}: {year}; ask the form instead", room.path);
        }
        for line in room.code.lines().filter(|line| line.contains("const ")) {
            let row = ["usize = ", "Range<usize> = "].iter().any(|of| line.contains(of));
            let named = ["ROW", "COLUMN"].iter().any(|word| line.contains(word));
            assert!(!(row && named), "{}: {line}; rows and columns have names", room.path);
        }
        for index in ["cells[", "rows[", "columns[", "sections[", "sections()["] {
            let numbered = room
                .code
                .match_indices(index)
                .any(|(at, _)| room.code[at + index.len()..].starts_with(|c: char| c.is_ascii_digit()));
            assert!(!numbered, "{}: {index}…; a place in the form has a name", room.path);
        }
    }
}

/// What rules ask of the tables by name, `check/needs.rs` says, so that a form without it puts no rule off in silence; and nothing
/// that none asks.
#[test]
fn what_rules_ask_for_is_said_where_a_form_lacks_it() {
    // Looked at where the form has it; the rules of its band name the others.
    const WHERE_IT_IS: [&str; 1] = ["OtherServices"];
    let rooms = rooms();
    let named = |room: &Room| -> BTreeSet<String> {
        let words = ["Row::", "RowName::", "Column::", "ColumnName::"];
        words.iter().flat_map(|word| words_after(&room.code, word)).map(str::to_owned).collect()
    };
    let rules = rooms.iter().filter(|room| room.name() == "check" && !room.path.ends_with("sample.rs"));
    let (needs, others): (Vec<&Room>, Vec<&Room>) = rules.partition(|room| room.path == "check/needs.rs");
    let mut asked: BTreeSet<String> = others.into_iter().flat_map(named).collect();
    asked.retain(|name| !WHERE_IT_IS.contains(&name.as_str()));
    assert_eq!(asked, needs.into_iter().flat_map(named).collect::<BTreeSet<_>>());
}

/// No file knows one that knows it, by whatever way; what belongs to a room may know the room's own file.
#[test]
fn files_stand_in_no_circle() {
    let rooms = rooms();
    let module = |path: &str| path.trim_end_matches(".rs").replace('/', "::");
    let modules: BTreeMap<String, usize> =
        rooms.iter().enumerate().map(|(at, room)| (module(&room.path), at)).collect();
    // The file that has the longest beginning of a path of modules.
    let home =
        |path: &[&str]| (1..=path.len()).rev().find_map(|n| modules.get(&path[..n].join("::")).copied());
    let mut arrows: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); rooms.len()];
    for (at, room) in rooms.iter().enumerate() {
        let own = module(&room.path);
        let own: Vec<&str> = own.split("::").collect();
        let code = room.code.replace("pub use ", "");
        for (found, word) in ["crate::", "super::"].iter().flat_map(|w| code.match_indices(*w)) {
            if code[..found].ends_with("super::") {
                continue;
            }
            let mut base: Vec<&str> =
                if word == "crate::" { Vec::new() } else { own[..own.len() - 1].to_vec() };
            let mut rest = &code[found + word.len()..];
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
            let end = rest.find(|c: char| !c.is_alphanumeric() && !"_:".contains(c)).unwrap_or(rest.len());
            let (path, tail) = rest.split_at(end);
            base.extend(path.split("::").filter(|word| !word.is_empty()));
            let several = tail.strip_prefix('{').and_then(|tail| tail.split('}').next()).unwrap_or("");
            for last in several.split(',') {
                let mut full = base.clone();
                full.extend(last.trim().split("::").filter(|word| !word.is_empty()));
                let of_own = |to: usize| own.join("::").starts_with(&(module(&rooms[to].path) + "::"));
                arrows[at].extend(home(&full).filter(|&to| to != at && !of_own(to)));
            }
        }
    }
    for start in 0..rooms.len() {
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        let mut next: Vec<(usize, usize)> = arrows[start].iter().map(|&to| (start, to)).collect();
        while let Some((from, to)) = next.pop() {
            if known.contains_key(&to) {
                continue;
            }
            known.insert(to, from);
            next.extend(arrows[to].iter().map(|&after| (to, after)));
        }
        if let Some(&last) = known.get(&start) {
            panic!("{} knows itself by way of {}", rooms[start].path, rooms[last].path);
        }
    }
}

/// `pdf` and `ofd` transcribe pages and must not ask how they came about; `docx` and `xlsx` read a fit and
/// never a layout; `html` neither.
#[test]
fn exporters_know_only_what_they_transcribe() {
    for room in rooms() {
        if room.path.starts_with("export/docx") || room.path.starts_with("export/xlsx") {
            assert!(!room.code.contains("crate::layout"), "{}: reads a Fit, never layout", room.path);
        }
        if room.path.starts_with("export/html") {
            let known = words_after(&room.code, "crate::");
            let flows = known.iter().all(|room| ["document", "style"].contains(room));
            assert!(flows, "{}: measures nothing: {known:?}", room.path);
        }
        if room.path.starts_with("export/pdf") || room.path.starts_with("export/ofd") {
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

/// Whoever contributes sees the house as it is.
#[test]
fn the_picture_is_one() {
    let read = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (library, guide) = (read("src/lib.rs"), read(".github/CONTRIBUTING.md"));
    let picture = library.split("//! ```text\n").nth(1).unwrap().split("//! ```\n").next().unwrap();
    let picture = picture.lines().map(|line| line.trim_start_matches("//!").trim());
    let shown = guide.split("## The picture").nth(1).unwrap().split("\n## ").next().unwrap();
    let shown: BTreeSet<&str> = shown.lines().map(str::trim).collect();
    for line in picture.filter(|line| !line.is_empty()) {
        assert!(shown.contains(line), "CONTRIBUTING lacks: {line}");
    }
    for (room, _) in ARROWS.iter().filter(|(room, _)| !["templates", "package"].contains(room)) {
        assert!(library.contains(room), "src/lib.rs does not draw {room}");
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

/// A guard that moved would fall out of `tests/mutants/run guards`, which is run seldom.
#[test]
fn guards_are_where_they_are_said_to_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("tests/mutants/guards.txt")).unwrap();
    let mut guards = 0;
    // One after the other they are taken away in one copy of the file: none may stand within another.
    let mut texts = BTreeMap::new();
    for entry in list.split("\n\n") {
        let lines: Vec<&str> = entry.lines().filter(|line| !line.starts_with('#')).collect();
        let [head, old, new] = lines[..] else {
            assert!(lines.is_empty(), "the file and its tests, the line, the line changed: {entry}");
            continue;
        };
        let file = head.split(' ').next().unwrap();
        let text = texts.entry(file).or_insert_with(|| fs::read_to_string(root.join(file)).unwrap());
        let guard = old.strip_prefix("- ").unwrap().replace('↵', "\n");
        assert_eq!(
            text.matches(&guard).count(),
            1,
            "{head}: say in guards.txt where this guard is now:\n{guard}"
        );
        *text = text.replace(&guard, &new.strip_prefix("+ ").unwrap().replace('↵', "\n"));
        guards += 1;
    }
    assert!(guards >= 49, "{guards} guards");
}
