//! In: the files of data of this folder. Out: each as the items of `src/yaml/item.rs`, in Rust, and what is looked up in the others by
//! halves. A file that the reader does not understand ends the build with its name.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[path = "../src/yaml/item.rs"]
mod item;
#[path = "../src/yaml/plain.rs"]
mod plain;

use item::Item;

/// Files that the program reads by key.
const FILES: [&str; 9] = [
    "2019/form.yaml",
    "2021/form.yaml",
    "2021/style.yaml",
    "bodies.yaml",
    "documents.yaml",
    "headings.yaml",
    "lexicon.yaml",
    "terms.yaml",
    "words.yaml",
];

fn main() {
    let of = |name: &str| env::var_os(name).unwrap_or_else(|| panic!("cargo gives {name}"));
    let (here, out) = (of("CARGO_MANIFEST_DIR"), of("OUT_DIR"));
    let (here, out) = (Path::new(&here).join("templates"), Path::new(&out).join("templates"));
    println!("cargo::rerun-if-changed={}", here.display());
    println!("cargo::rerun-if-changed=src/yaml/item.rs");
    println!("cargo::rerun-if-changed=src/yaml/plain.rs");
    let read =
        |file: &str| fs::read_to_string(here.join(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"));
    let write = |file: &str, rust: String| {
        let target = out.join(format!("{file}.rs"));
        let folder = target.parent().unwrap_or(&out);
        fs::create_dir_all(folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
        fs::write(&target, rust).unwrap_or_else(|fault| panic!("{}: {fault}", target.display()));
    };
    for file in FILES {
        let items = plain::read(&read(file));
        let items = items.unwrap_or_else(|| panic!("{file} uses more of YAML than this reader knows"));
        write(file, in_rust(&items));
    }
    write("sounds.txt", format!("&{:?}\n", syllables(&read("sounds.txt"))));
}

/// Each character of `sounds.txt` in order, and where the lines of its syllables begin.
fn syllables(text: &str) -> Vec<(char, usize)> {
    let mut syllables = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with('#') {
            syllables.extend(line.trim_end().chars().map(|c| (c, start)));
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
