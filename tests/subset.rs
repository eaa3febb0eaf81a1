//! The small fonts, read back by another reader than the one that wrote them: same outlines, same advances, and no
//! more than was asked for; and what the shipped faces draw.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

use libdeflater::Decompressor;
use nianbao::font::subset::{self, Embedding, KeptGlyphs, Program};
use nianbao::font::{Face, FontBook, FontData, FontError};
use nianbao::style::{Typeface, TypefaceChain};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

const FACES: [&str; 10] = [
    "FandolFang-Regular.ttf",
    "FandolKai-Regular.ttf",
    "HanaMinB-L3.ttf",
    "KaiRareSupplement-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Regular.ttf",
    "NotoSansSC-Medium-8105.ttf",
    "NotoSerifSC-Light-rare.ttf",
    "NotoSerifSC-Regular.ttf",
    "NotoSerifSC-SemiBold-8105.ttf",
];

/// Bends every path into text, so that two can be compared.
#[derive(Default)]
struct Pen(String);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{cx} {cy} {x} {y}");
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{ax} {ay} {bx} {by} {x} {y}");
    }
    fn close(&mut self) {
        self.0 += "Z";
    }
}

fn drawn(font: &FontRef, glyph: GlyphId) -> (String, Option<f32>) {
    let mut pen = Pen::default();
    if let Some(outline) = font.outline_glyphs().get(glyph) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut pen).unwrap();
    }
    let advance = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph);
    (pen.0, advance)
}

fn book_of(file: &'static str, open: &mut dyn FnMut(&str) -> Result<FontData, FontError>) -> FontBook {
    let chain = TypefaceChain {
        typeface: Typeface::Songti,
        latin: Vec::new(),
        files: vec![file],
        office: Vec::new(),
    };
    FontBook::new(&[chain], open).unwrap()
}

fn shipped(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file)).unwrap()
}

fn book(file: &'static str) -> FontBook {
    book_of(file, &mut |file| Ok(Arc::new(shipped(file))))
}

/// Every 37th character that the face has, and ASCII.
fn sample(face: &Face) -> BTreeSet<char> {
    let font = face.font();
    let some = font.charmap().mappings().step_by(37).filter_map(|(code, _)| char::from_u32(code));
    some.chain(' '..='~').collect()
}

#[test]
fn sfnt_draws_what_the_whole_face_draws() {
    for file in FACES {
        let book = book(file);
        let face = &book.faces()[0];
        let chars = sample(face);
        let small = subset::sfnt(face, "仿宋_嵌入", &chars).unwrap();
        assert_eq!(small, subset::sfnt(face, "仿宋_嵌入", &chars).unwrap(), "{file}: same input, same bytes");
        let compressed = subset::installable(face, "仿宋_嵌入", &chars).unwrap().deflated();
        let mut inflated = vec![0; compressed.length];
        Decompressor::new().deflate_decompress(&compressed.bytes, &mut inflated).unwrap();
        assert!(inflated == small && compressed.crc32 == libdeflater::crc32(&small), "{file}: compressed");
        let zlib = subset::installable(face, "仿宋_嵌入", &chars).unwrap().zlib();
        Decompressor::new().zlib_decompress(&zlib.bytes, &mut inflated).unwrap();
        assert!(inflated == small, "{file}: as a zlib stream");
        let (whole, small) = (face.font(), FontRef::new(&small).unwrap());
        let mut shown = 0;
        for c in chars {
            match (whole.charmap().map(c), small.charmap().map(c)) {
                (None, None) => {}
                (Some(old), Some(new)) => {
                    assert_eq!(drawn(&whole, old), drawn(&small, new), "{file}: {c}");
                    shown += 1;
                }
                other => panic!("{file}: {c} {other:?}"),
            }
        }
        assert!(shown > 30, "{file} shows {shown}");
        let glyphs = usize::from(small.maxp().unwrap().num_glyphs());
        assert!(glyphs <= 2 * shown + 2, "{file}: {glyphs} glyphs for {shown} characters");
        assert_eq!(small.charmap().map('〇' as u32 + 1), None, "{file}: a character that was not asked for");
    }
}

#[test]
fn program_keeps_the_parts_of_composite_glyphs() {
    let book = book("LiberationSerif-Regular.ttf");
    let face = &book.faces()[0];
    let whole = face.font();
    let old: Vec<u16> =
        "éǖA1".chars().map(|c| u16::try_from(whole.charmap().map(c).unwrap().to_u32()).unwrap()).collect();
    let kept = KeptGlyphs::new(face, old.iter().copied()).unwrap();
    assert!(kept.glyphs().len() > old.len() + 1, "é is made of e and an accent");
    let Program::TrueType(font) = subset::program(face, &kept).unwrap() else { panic!("not TrueType") };
    let bytes = font.bytes();
    let small = FontRef::new(&bytes).unwrap();
    for glyph in old {
        let new = kept.new_id(glyph).unwrap();
        assert_eq!(drawn(&whole, glyph.into()), drawn(&small, new.into()), "glyph {glyph}");
    }
}

#[test]
fn checksums_are_those_of_the_format() {
    let book = book("FandolKai-Regular.ttf");
    let bytes = subset::sfnt(&book.faces()[0], "楷体", &"一二三".chars().collect()).unwrap();
    let sum = |data: &[u8]| {
        data.chunks(4).fold(0_u32, |sum, chunk| {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            sum.wrapping_add(u32::from_be_bytes(word))
        })
    };
    assert_eq!(sum(&bytes), 0xB1B0_AFBA, "the whole file, its own adjustment included");
    let font = FontRef::new(&bytes).unwrap();
    for record in font.table_directory().table_records() {
        let (start, length) = (record.offset() as usize, record.length() as usize);
        let mut table = bytes[start..start + length].to_vec();
        if record.tag() == skrifa::Tag::new(b"head") {
            table[8..12].fill(0);
        }
        assert_eq!(sum(&table), record.checksum(), "{}", record.tag());
    }
}

#[test]
fn embedding_obeys_the_maker() {
    let fs_type = |bits: u16| {
        let mut bytes = shipped("KaiRareSupplement-Regular.ttf");
        let font = FontRef::new(&bytes).unwrap();
        let record =
            |tag| font.table_directory().table_records().iter().find(|r| r.tag() == tag).unwrap().offset();
        let at = record(skrifa::Tag::new(b"OS/2")) as usize + 8;
        bytes[at..at + 2].copy_from_slice(&bits.to_be_bytes());
        book_of("office.ttf", &mut |_| Ok(Arc::new(bytes.clone())))
    };
    let some = "一".chars().collect();
    for (bits, allowed) in [
        (0, Embedding::Edit),
        (2, Embedding::Forbidden),
        (4, Embedding::Print),
        (6, Embedding::Print),
        (8, Embedding::Edit),
        (0x100, Embedding::Forbidden),
        (0x208, Embedding::Forbidden),
    ] {
        let book = fs_type(bits);
        let face = &book.faces()[0];
        assert_eq!(subset::embedding(face), allowed, "fsType {bits:#x}");
        assert_eq!(subset::sfnt(face, "楷", &some).is_ok(), allowed == Embedding::Edit, "fsType {bits:#x}");
        let kept = KeptGlyphs::new(face, [1]).unwrap();
        assert_eq!(subset::program(face, &kept).is_ok(), allowed >= Embedding::Print, "fsType {bits:#x}");
    }
}

#[test]
fn a_torn_file_is_an_error_that_names_it() {
    let whole = shipped("KaiRareSupplement-Regular.ttf");
    let font = FontRef::new(&whole).unwrap();
    let glyf = font.table_directory().table_records().iter().find(|r| r.tag() == skrifa::Tag::new(b"glyf"));
    let start = glyf.unwrap().offset() as usize;
    // A glyph's number of contours, its last point and its flags, each beyond what follows.
    let mut torn = whole.clone();
    let length = torn.len();
    torn[start..length].fill(0x7F);
    let book = book_of("torn.ttf", &mut |_| Ok(Arc::new(torn.clone())));
    let message = KeptGlyphs::new(&book.faces()[0], [1, 2, 3])
        .and_then(|kept| subset::program(&book.faces()[0], &kept))
        .err()
        .unwrap()
        .to_string();
    assert!(message.contains("torn.ttf"), "{message}");
}

#[test]
fn no_two_han_characters_are_drawn_alike() {
    for file in ["FandolFang-Regular.ttf", "FandolKai-Regular.ttf", "KaiRareSupplement-Regular.ttf"] {
        let book = book(file);
        let font = book.faces()[0].font();
        let mut seen = BTreeMap::new();
        for (code, glyph) in font.charmap().mappings().filter(|(code, _)| (0x4E00..0xA000).contains(code)) {
            let character = char::from_u32(code).unwrap();
            if let Some(other) = seen.insert(drawn(&font, glyph).0, character) {
                panic!("{file} draws {other} and {character} alike");
            }
        }
        assert!(seen.len() > 1_000, "{file}: {} characters", seen.len());
    }
}

/// Found by fonts/build/suspects.py, taken out by fonts/build/mend.py: what a text test cannot see.
#[test]
fn what_fandol_draws_wrongly_is_shown_by_another_face() {
    let wrong = [
        ("FandolFang-Regular.ttf", "餘準幹捨醜鬆鬱鹼癥衹滷臟￥￣～－／＿○□◎ヶ→θж"),
        ("FandolKai-Regular.ttf", "懲誠稱騁衆锺￥￣～－／＿○□◎ヶ→θж"),
    ];
    for (file, characters) in wrong {
        let fallback = book("NotoSerifSC-Regular.ttf");
        let book = book(file);
        for character in characters.chars() {
            assert_eq!(book.faces()[0].glyph(character), None, "{file}: {character}");
            assert!(
                fallback.faces()[0].glyph(character).is_some(),
                "the chain's next face lacks {character}"
            );
        }
        let name = book.faces()[0].font();
        let said = |id| name.localized_strings(id).english_or_first().unwrap().to_string();
        assert!(said(StringId::DESCRIPTION).contains("2026-11-28: characters drawn wrongly"), "{file}");
        assert!(said(StringId::LICENSE_DESCRIPTION).contains("extended to this modified version"), "{file}");
    }
}

/// Its licence reserves the names of the face that it was cut from; fonts/build/rename.py gives it its own.
#[test]
fn the_supplement_for_kai_does_not_bear_reserved_names() {
    let book = book("KaiRareSupplement-Regular.ttf");
    let font = book.faces()[0].font();
    let said = |id| font.localized_strings(id).map(|name| name.to_string()).collect::<Vec<_>>();
    for id in [StringId::FAMILY_NAME, StringId::FULL_NAME, StringId::POSTSCRIPT_NAME, StringId::UNIQUE_ID] {
        let names = said(id);
        assert!(
            !names.is_empty() && names.iter().all(|name| name.replace(' ', "").contains("KaiRareSupplement"))
        );
        let reserved = ["LXGW", "WenKai", "霞鹜", "Klee"];
        assert!(!names.iter().any(|name| reserved.iter().any(|word| name.contains(word))), "{names:?}");
    }
    assert!(said(StringId::DESCRIPTION).iter().all(|text| text.starts_with("Modified Version (OFL 1.1)")));
}
