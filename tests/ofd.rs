//! The OFD: every character where the PDF has it, found by its face's own map; small; and drawn and read by other programs.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;

use common::Set;
use judge::{ask, installed, script};
use nianbao::export::{ofd, pdf};
use nianbao::font::FontBook;
use nianbao::layout::pages::Item;
use nianbao::package::parts::Parts;
use quick_xml::Reader;
use quick_xml::events::Event;
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;

const REPORTS: [&str; 3] = ["dengtalu-2023", "suqian-2023", "shengpizi-2023"];

fn set(name: &str, fonts: &FontBook) -> Set {
    common::set(&format!("tests/reports/{name}.yaml"), fonts)
}

fn written(set: &Set, fonts: &FontBook) -> Vec<u8> {
    ofd::ofd(&set.layout.pages, fonts, &set.document.meta).unwrap()
}

fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    Parts::open(bytes).unwrap().read(name).unwrap().unwrap_or_else(|| panic!("no {name}"))
}

fn text_of(bytes: &[u8], name: &str) -> String {
    String::from_utf8(part(bytes, name)).unwrap()
}

/// One character on a page: font, place in millimetres, glyph if it is named by number.
#[derive(Debug)]
struct Shown {
    text: String,
    font: String,
    x: f64,
    y: f64,
    glyph: Option<u16>,
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

/// `g 3 5.6 2.8` -> 5.6 5.6 5.6 2.8
fn deltas(text: &str) -> Vec<f64> {
    let mut out = Vec::new();
    let mut words = text.split(' ');
    while let Some(word) = words.next() {
        if word == "g" {
            let count: usize = words.next().unwrap().parse().unwrap();
            out.extend(vec![words.next().unwrap().parse::<f64>().unwrap(); count]);
        } else {
            out.push(word.parse().unwrap());
        }
    }
    out
}

/// The characters of a page; a text of several characters under one glyph is one.
fn shown(xml: &[u8]) -> Vec<Shown> {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).unwrap());
    let mut out = Vec::new();
    let (mut boundary, mut font, mut glyph, mut place) = (Vec::new(), String::new(), None, BTreeMap::new());
    let mut words = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let attributes: BTreeMap<String, String> = start
                    .attributes()
                    .map(|attribute| attribute.unwrap())
                    .map(|a| (a.key.as_ref().to_owned(), a.value.clone().into_owned()))
                    .collect();
                match start.name().as_ref() {
                    "ofd:TextObject" => {
                        (boundary, font, glyph) =
                            (numbers(&attributes["Boundary"]), attributes["Font"].clone(), None);
                    }
                    "ofd:TextCode" => place = attributes,
                    _ => {}
                }
                words.clear();
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(reference) => words.push_str(match reference.as_ref() {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                _ => "'",
            }),
            Event::End(end) => match end.name().as_ref() {
                "ofd:Glyphs" => glyph = Some(words.parse().unwrap()),
                "ofd:TextCode" => {
                    let (mut x, y) =
                        (boundary[0] + numbers(&place["X"])[0], boundary[1] + numbers(&place["Y"])[0]);
                    let steps = place.get("DeltaX").map_or(Vec::new(), |steps| deltas(steps));
                    let show = |text: String, x| Shown { text, font: font.clone(), x, y, glyph };
                    if glyph.is_some() {
                        out.push(show(words.clone(), x));
                    } else {
                        assert_eq!(words.chars().count(), steps.len() + 1, "{words}");
                        for (index, c) in words.chars().enumerate() {
                            out.push(show(c.to_string(), x));
                            x += steps.get(index).unwrap_or(&0.0);
                        }
                    }
                }
                _ => {}
            },
            Event::Eof => return out,
            _ => {}
        }
    }
}

#[test]
fn every_character_stands_where_the_pdf_has_it() {
    let fonts = common::fonts();
    for name in REPORTS {
        let set = set(name, &fonts);
        let bytes = written(&set, &fonts);
        for (number, page) in set.layout.pages.pages.iter().enumerate() {
            let shown = shown(&part(&bytes, &format!("Doc_0/Pages/Page_{number}/Content.xml")));
            let glyphs = page.items.iter().filter_map(Item::glyphs).flat_map(|run| {
                run.glyphs.iter().map(move |glyph| {
                    let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
                    (text, (run.x + glyph.x) / 72.0 * 25.4, run.y / 72.0 * 25.4)
                })
            });
            let glyphs: Vec<_> = glyphs.collect();
            assert_eq!(glyphs.len(), shown.len(), "{name} page {number}");
            for ((text, x, y), shown) in glyphs.into_iter().zip(shown) {
                assert_eq!(shown.text, text, "{name} page {number}");
                let away = (shown.x - x).abs().max((shown.y - y).abs());
                assert!(away < 0.1, "{name} page {number}: {text} stands {away} mm away");
            }
        }
    }
}

#[test]
fn each_face_is_there_once_and_finds_its_characters() {
    let fonts = common::fonts();
    for name in REPORTS {
        let set = set(name, &fonts);
        let bytes = written(&set, &fonts);
        let resources = text_of(&bytes, "Doc_0/PublicRes.xml");
        let runs = set.layout.pages.pages.iter().flat_map(|page| &page.items).filter_map(Item::glyphs);
        let faces: BTreeSet<_> = runs.map(|run| run.face).collect();
        assert_eq!(resources.matches("<ofd:FontFile>").count(), faces.len(), "{name}");
        let mut files = BTreeMap::new();
        for number in 0..set.layout.pages.pages.len() {
            for shown in shown(&part(&bytes, &format!("Doc_0/Pages/Page_{number}/Content.xml"))) {
                let file = files
                    .entry(shown.font.clone())
                    .or_insert_with(|| part(&bytes, &format!("Doc_0/Res/font_{}.ttf", shown.font)));
                let font = FontRef::new(file).unwrap();
                let glyph = match shown.glyph {
                    Some(glyph) => Some(u32::from(glyph)),
                    None => {
                        font.charmap().map(shown.text.chars().next().unwrap()).map(skrifa::GlyphId::to_u32)
                    }
                };
                assert!(glyph.is_some_and(|glyph| glyph > 0), "{name}: {shown:?}");
            }
        }
    }
}

#[test]
fn it_is_small_the_same_every_run_and_says_what_it_is() {
    let fonts = common::fonts();
    for name in REPORTS {
        let set = set(name, &fonts);
        let bytes = written(&set, &fonts);
        assert_eq!(bytes, written(&set, &fonts), "{name}");
        let pdf = pdf::pdf(&set.layout.pages, &fonts, &set.document.meta).unwrap();
        assert!(10 * bytes.len() <= 13 * pdf.len(), "{name}: {} bytes, the PDF {}", bytes.len(), pdf.len());
        let (root, document) = (text_of(&bytes, "OFD.xml"), text_of(&bytes, "Doc_0/Document.xml"));
        let meta = &set.document.meta;
        assert!(root.contains(&format!("<ofd:Title>{}</ofd:Title>", meta.title)), "{root}");
        assert!(root.contains(&format!("<ofd:Author>{}</ofd:Author>", meta.author)), "{root}");
        let titles = document.matches("<ofd:OutlineElem Title=").count();
        assert_eq!(titles, set.layout.pages.bookmarks.len(), "{name}");
        assert!(document.contains("Title=\"一、总体情况\""), "{document}");
    }
}

/// A picture: its width, and how bright each pixel is.
fn picture(path: &std::path::Path) -> (usize, Vec<u8>) {
    let mut reader =
        png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let samples = info.color_type.samples();
    (info.width as usize, pixels[..info.buffer_size()].chunks(samples).map(|pixel| pixel[0]).collect())
}

/// How many dark pixels of one picture have no ink within a pixel's distance in the other, and how many there are. A rule half a
/// point thick is one dark row of pixels to one program and two grey ones to the other.
fn astray((width, pixels): &(usize, Vec<u8>), (other_width, other): &(usize, Vec<u8>)) -> (usize, usize) {
    let near = |x: usize, y: usize| {
        (y.saturating_sub(1)..=y + 1).any(|y| {
            (x.saturating_sub(1)..=x + 1)
                .any(|x| x < *other_width && other.get(y * other_width + x).is_some_and(|&pixel| pixel < 224))
        })
    };
    let dark =
        pixels.iter().enumerate().filter(|(_, pixel)| **pixel < 128).map(|(at, _)| (at % width, at / width));
    dark.fold((0, 0), |(astray, all), (x, y)| (astray + usize::from(!near(x, y)), all + 1))
}

#[test]
fn other_programs_draw_it_like_the_pdf_and_read_its_text() {
    if !["ofd.sh", "pdftoppm"].iter().all(|judge| installed(judge, " OFD（ofd-cli、sofd、ofdkit）")) {
        return;
    }
    let fonts = common::fonts();
    for name in ["dengtalu-2023", "shengpizi-2023"] {
        let set = set(name, &fonts);
        let folder = judge::folder(&format!("ofd-{name}"));
        let (ofd_file, pdf_file) = (folder.join("a.ofd"), folder.join("a.pdf"));
        std::fs::write(&ofd_file, written(&set, &fonts)).unwrap();
        std::fs::write(&pdf_file, pdf::pdf(&set.layout.pages, &fonts, &set.document.meta).unwrap()).unwrap();
        let said = ask(script("ofd.sh"), &[ofd_file.as_os_str(), folder.as_os_str()]);
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let title = dense(&set.document.meta.title);
        let said = dense(&said);
        assert!(said.contains(&title) && said.contains("收到和处理政府信息公开申请情况"), "{name}: {said}");
        let pictures = ["-r", "110", "-png"].map(OsStr::new);
        ask("pdftoppm", &[&pictures[..], &[pdf_file.as_os_str(), folder.join("pdf").as_os_str()]].concat());
        for page in 0..set.layout.pages.pages.len() {
            let ours = picture(&folder.join(format!("pdf-{}.png", page + 1)));
            // sofd 0.6 keeps a character in sixteen bits, and warns of those beyond.
            let sofd = (!said.contains(|c| c > '\u{FFFF}')).then(|| format!("s{page}.png"));
            for reader in [Some(format!("p_doc0_page{page}.png")), sofd].into_iter().flatten() {
                let theirs = picture(&folder.join(&reader));
                for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
                    let (astray, all) = astray(one, other);
                    let strays = 1000 * astray < all;
                    assert!(all > 10_000 && strays, "{name} {reader}: {astray} of {all} pixels");
                }
            }
        }
    }
}
