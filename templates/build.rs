//! In: the files of data of this folder. Out: of each its words end to end and the items of `src/yaml/item.rs`, in Rust, and what is
//! looked up in the others by halves. A fault in a file ends the build with its name.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[path = "../src/yaml/item.rs"]
mod item;

use granit_parser::{Event, Parser};
use item::{Item, Kind};

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
    let read =
        |file: &str| fs::read_to_string(here.join(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"));
    let write = |file: &str, rust: String| {
        let target = out.join(file);
        let folder = target.parent().unwrap_or(&out);
        fs::create_dir_all(folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
        fs::write(&target, rust).unwrap_or_else(|fault| panic!("{}: {fault}", target.display()));
    };
    for file in FILES {
        let (items, words) =
            laid_out(&read(file)).unwrap_or_else(|fault| panic!("templates/{file}: {fault}"));
        write(&format!("{file}.rs"), in_rust(&items));
        write(&format!("{file}.words"), words);
    }
    write("sounds.txt.rs", format!("&{:?}\n", syllables(&read("sounds.txt"))));
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

/// The items of a file, and its words end to end.
fn laid_out(text: &str) -> Result<(Vec<Item>, String), String> {
    let (mut items, mut words, mut open) = (Vec::new(), String::new(), Vec::new());
    for event in Parser::new_from_str(text) {
        let (event, place) = event.map_err(|fault| fault.to_string())?;
        let line = place.start.line();
        let (kind, word) = match event {
            Event::SequenceStart(..) => (Kind::List, None),
            Event::MappingStart(..) => (Kind::Map, None),
            // The parser writes `~` for a value that is not there.
            Event::Scalar(word, ..) => (Kind::Word, Some(word).filter(|_| place.start != place.end)),
            Event::SequenceEnd | Event::MappingEnd => {
                let whole: usize = open.pop().ok_or("more ends than beginnings")?;
                let next = items.len();
                let item: &mut Item = items.get_mut(whole).ok_or("an end without its beginning")?;
                item.next = next;
                continue;
            }
            Event::Alias(_) => return Err(format!("{line}: an alias")),
            _ => continue,
        };
        if kind != Kind::Word {
            open.push(items.len());
        }
        let (word, start) = (word.as_deref().unwrap_or_default(), words.len());
        words.push_str(word);
        items.push(Item { kind, line, start, len: word.len(), next: items.len() + 1 });
    }
    Ok((items, words))
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
