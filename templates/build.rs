//! In: the files of data of this folder. Out: of each its words end to end and the items of `src/yaml/item.rs`, in Rust, and what is
//! looked up at every place of a text by what it begins with. A fault in a file ends the build with its name.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[path = "build/chinese.rs"]
mod chinese;
#[path = "build/initials.rs"]
mod initials;
#[path = "../src/yaml/item.rs"]
mod item;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "build/neighbours.rs"]
mod neighbours;
#[path = "../src/check/language/slot.rs"]
mod slot;
#[path = "build/tape.rs"]
mod tape;
#[path = "build/terms.rs"]
mod terms;
#[path = "build/words.rs"]
mod words;

use item::Item;
use tape::{Tape, number};

/// Files that the program reads by key.
const FILES: [&str; 11] = [
    "2019/form.yaml",
    "2021/form.yaml",
    "2021/style.yaml",
    "bodies.yaml",
    "documents.yaml",
    "headings.yaml",
    "lexicon.yaml",
    "limits.yaml",
    "periods.yaml",
    "terms.yaml",
    "words.yaml",
];

/// A table that is laid out of a file: its name, and it in Rust.
type Written = (&'static str, String);

fn main() {
    let of = |name: &str| env::var_os(name).unwrap_or_else(|| panic!("cargo gives {name}"));
    let (here, out) = (of("CARGO_MANIFEST_DIR"), of("OUT_DIR"));
    let (here, out) = (Path::new(&here).join("templates"), Path::new(&out).join("templates"));
    println!("cargo::rerun-if-changed={}", here.display());
    for shared in [
        "yaml/item",
        "source/initials",
        "check/text/lexicon/word",
        "check/language/words/entry",
        "check/language/slot",
    ] {
        println!("cargo::rerun-if-changed=src/{shared}.rs");
    }
    println!("cargo::rerun-if-changed=src/check/language/terms/term.rs");
    let read =
        |file: &str| fs::read_to_string(here.join(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"));
    let write = |file: &str, rust: &[u8]| {
        let target = out.join(file);
        let folder = target.parent().unwrap_or(&out);
        fs::create_dir_all(folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
        fs::write(&target, rust).unwrap_or_else(|fault| panic!("{}: {fault}", target.display()));
    };
    for file in FILES {
        let fail = |fault: String| -> ! { panic!("templates/{file}: {fault}") };
        let mut tape = Tape::of(&read(file)).unwrap_or_else(|fault| fail(fault));
        let tables = match file {
            "lexicon.yaml" => lexicon::laid_out(&mut tape).map(Vec::from),
            "terms.yaml" => terms::laid_out(&tape).map(Vec::from),
            "words.yaml" => words::laid_out(&tape).map(Vec::from),
            _ => Ok(Vec::new()),
        };
        for (name, rust) in tables.unwrap_or_else(|fault| fail(fault)) {
            write(&format!("{file}.{name}.rs"), rust.as_bytes());
        }
        write(&format!("{file}.rs"), in_rust(&tape.items).as_bytes());
        write(&format!("{file}.words"), tape.words.as_bytes());
    }
    write("shapes.txt.rs", format!("&{:?}", rows(&read("shapes.txt"))).as_bytes());
    write("borders.txt.rs", format!("&{:?}", columns(&read("borders.txt"))).as_bytes());
    write("sounds.txt.rs", format!("&{:?}", syllables(&read("sounds.txt"))).as_bytes());
    let (words, pairs) = chinese::table(&read("chinese.txt"));
    write("chinese.table", &words);
    write("pairs.rs", pairs.as_bytes());
    let (table, typed) = neighbours::laid_out(&read("neighbours.txt"), &words);
    write("neighbours.table", &table);
    write("neighbours.rs", typed.as_bytes());
}

/// The character of each line, in the order of characters, and where the line begins and ends.
fn rows(text: &str) -> Vec<(char, u32, u32)> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(first) = line.chars().next().filter(|first| *first != '#') {
            rows.push((first, number(start), number(start + line.trim_end_matches('\n').len())));
        }
        start += line.len();
    }
    assert!(rows.is_sorted(), "lines in the order of their characters");
    rows
}

/// The character of each line, and behind it where each of three columns begins and where a fourth would; tabs stand between them.
fn columns(text: &str) -> Vec<(char, [u32; 4])> {
    let columns = |(first, start, end): (char, u32, u32)| {
        let line = &text[start as usize..end as usize];
        let behind = |(tab, _): (usize, &str)| start + number(tab) + 1;
        let mut begins = line.match_indices('\t').map(behind).chain(std::iter::repeat(end + 1));
        (first, [(); 4].map(|()| begins.next().unwrap_or(end)))
    };
    rows(text).into_iter().map(columns).collect()
}

/// Each character of `sounds.txt` in order, and where what may be meant by it begins and ends in the lines of its syllables: before a blank.
fn syllables(text: &str) -> Vec<(char, u32, u32)> {
    let mut syllables = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with('#') {
            let (meant, typed) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
            let end = start + meant.len();
            syllables.extend(meant.chars().chain(typed.chars()).map(|c| (c, number(start), number(end))));
        }
        start += line.len();
    }
    syllables.sort_unstable();
    syllables
}

/// A list of items as the compiler reads it.
fn in_rust(items: &[Item]) -> String {
    let mut rust = String::from("&[\n");
    for item in items {
        let Item { kind, line, start, len, next } = item;
        let _ = writeln!(
            rust,
            "Item {{ kind: Kind::{kind:?}, line: {line}, start: {start}, len: {len}, next: {next} }},"
        );
    }
    rust + "]\n"
}
