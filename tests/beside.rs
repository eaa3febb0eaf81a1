//! The page that opens without a program has faces cut to the characters of every day, or none: what it writes is what the whole
//! faces write, or it says which file it wants.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;

use nianbao::desk::{Faces, Refusal, Reply, answer};
use nianbao::examine::{Terms, examine};
use nianbao::export::Format;
use nianbao::font::subset::abridged;
use nianbao::font::{Face, FontBook, FontData, FontError};
use nianbao::press::TypeSet;
use nianbao::report::WordFonts;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, OnceLock};

const REPORTS: [&str; 3] = ["dengtalu-2023", "suqian-2023", "shanghai-office-2019"];

fn text(report: &str) -> String {
    fs::read_to_string(common::path(&format!("tests/reports/{report}.yaml"))).unwrap()
}

fn file(name: &str) -> Vec<u8> {
    fs::read(common::path("fonts").join(name)).unwrap()
}

/// The face whose characters are those of every day, and so the list of them (fonts/README.md).
fn everyday() -> BTreeSet<char> {
    let like = "NotoSansSC-Medium-8105.ttf";
    let face = Face::new(like, Arc::new(file(like)), 0).unwrap();
    face.characters().map(|(character, _)| character).chain(' '..='~').collect()
}

/// All faces cut, by their files.
fn cut() -> &'static BTreeMap<String, Vec<u8>> {
    static CUT: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    CUT.get_or_init(|| {
        let characters = everyday();
        let one = |face: &Face| {
            let whole = Face::new(face.file(), Arc::new(face.data().to_vec()), 0).unwrap();
            (face.file().to_owned(), abridged(&whole, &characters).unwrap())
        };
        common::fonts().faces().iter().map(one).collect()
    })
}

/// Cut faces, but for those that are named.
fn faces(whole: &'static [&'static str]) -> Box<Faces<'static>> {
    Box::new(move |style| {
        let mut open = |name: &str| -> Result<FontData, FontError> {
            Ok(Arc::new(if whole.contains(&name) { file(name) } else { cut()[name].clone() }))
        };
        let fonts = FontBook::new(&style.typefaces, &mut open).unwrap();
        Ok(Arc::new(TypeSet { style: style.clone(), fonts }))
    })
}

fn none() -> Box<Faces<'static>> {
    Box::new(|_| Err(Refusal::new("没有字体", "")))
}

fn native(text: &str, format: Format, word_fonts: Option<WordFonts>) -> Vec<u8> {
    static SET: OnceLock<TypeSet> = OnceLock::new();
    let set = SET.get_or_init(|| TypeSet { style: common::style(), fonts: common::fonts() });
    let examined = examine("年报.yaml", text.as_bytes(), &Terms::default(), &mut |_, _| None);
    let printed = set.print(&examined.checked.unwrap(), &[format], word_fonts).unwrap().unwrap();
    printed.files.into_iter().next().unwrap().1
}

fn written(text: &str, format: Format, faces: &Faces<'_>) -> Result<Vec<u8>, Refusal> {
    match answer("file", &json!({ "text": text, "name": "年报.yaml", "format": format.name() }), faces)? {
        Reply::File { bytes, .. } => Ok(bytes),
        Reply::Json(value) => panic!("{value}"),
    }
}

fn pages(text: &str, faces: &Faces<'_>) -> Value {
    match answer("pages", &json!({ "text": text, "name": "年报.yaml" }), faces).unwrap() {
        Reply::Json(value) => value,
        Reply::File { name, .. } => panic!("{name}"),
    }
}

#[test]
fn cut_faces_write_the_same_bytes() {
    let whole: usize = common::fonts().faces().iter().map(|face| face.data().len()).sum();
    let cut_bytes: usize = cut().values().map(Vec::len).sum();
    assert!(cut_bytes * 2 < whole, "{cut_bytes} of {whole} bytes");
    for report in REPORTS {
        let text = text(report);
        assert_eq!(pages(&text, &faces(&[]))["lacking"], json!([]));
        for format in Format::all() {
            let ours = written(&text, format, &faces(&[])).unwrap();
            assert!(ours == native(&text, format, None), "{report}, {}", format.name());
        }
    }
    // The next editor's characters too.
    let text = text("dengtalu-2023").replacen("机关:", "文档字体: 常用\n机关:", 1);
    assert!(text.contains("常用"));
    assert!(written(&text, Format::Docx, &faces(&[])).unwrap() == native(&text, Format::Docx, None));
}

#[test]
fn every_everyday_character_has_its_outline() {
    let whole = common::fonts();
    let style = common::style();
    let cut = faces(&[])(&style).unwrap();
    for typeface in nianbao::style::Typeface::ALL {
        for character in everyday() {
            let shown = cut.fonts.resolve(typeface, character);
            assert_eq!(
                shown,
                whole.resolve(typeface, character),
                "{character}: the same glyph of the same face"
            );
            if let Some(shown) = shown {
                assert!(!cut.fonts.face(shown.face).lacks(shown.glyph), "{character}: drawn");
            }
        }
    }
}

/// Three faces have them: the main one, the first that is asked next, and that of last resort.
#[test]
fn rare_characters_name_the_file_that_has_them() {
    let text = text("dengtalu-2023").replacen("机关:", "署名: 飝𪚥町办事处\n机关:", 1);
    let found = pages(&text, &faces(&[]));
    let wanted = found["lacking"].as_array().unwrap().clone();
    assert!(!wanted.is_empty() && !found["pages"].as_array().unwrap().is_empty(), "{found}");
    let characters: String = wanted.iter().map(|one| one["characters"].as_str().unwrap()).collect();
    assert_eq!(characters.chars().collect::<BTreeSet<_>>(), "飝𪚥".chars().collect());
    for format in [Format::Pdf, Format::Docx, Format::Ofd] {
        let refusal = written(&text, format, &faces(&[])).unwrap_err();
        assert_eq!(refusal.lacking, wanted, "{}: {refusal:?}", format.name());
    }
    for format in [Format::Html, Format::Xlsx] {
        assert!(written(&text, format, &faces(&[])).unwrap() == native(&text, format, None));
    }
    // With what is named, all is as it is with everything.
    let named: &'static [&'static str] = &[
        "NotoSerifSC-Regular.ttf",
        "HanaMinB-L3.ttf",
        "NotoSerifSC-Light-rare.ttf",
        "FandolFang-Regular.ttf",
    ];
    assert!(wanted.iter().all(|one| named.contains(&one["file"].as_str().unwrap())), "{wanted:?}");
    for format in [Format::Pdf, Format::Docx, Format::Ofd] {
        assert!(
            written(&text, format, &faces(named)).unwrap() == native(&text, format, None),
            "{}",
            format.name()
        );
    }
}

#[test]
fn without_faces_all_is_written_that_carries_none() {
    for report in REPORTS {
        let text = text(report);
        assert!(
            written(&text, Format::Docx, &none()).unwrap()
                == native(&text, Format::Docx, Some(WordFonts::Office)),
            "{report}"
        );
        for format in [Format::Html, Format::HtmlFragment, Format::Xlsx] {
            assert!(
                written(&text, format, &none()).unwrap() == native(&text, format, None),
                "{report}, {}",
                format.name()
            );
        }
        for format in [Format::Pdf, Format::Ofd] {
            assert!(written(&text, format, &none()).is_err(), "{}", format.name());
        }
    }
}
