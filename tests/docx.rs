//! The DOCX of whole reports, part by part: what no schema sees. Validity and text are judged in tests/judges.rs.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;

use nianbao::export::docx;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

const REPORTS: [&str; 5] =
    ["dengtalu-2023", "suqian-2023", "shanghai-office-2019", "fenye-2024", "shengpizi-2023"];

/// The parts of a report's DOCX.
fn parts(report: &str) -> BTreeMap<String, Vec<u8>> {
    parts_with(report, docx::Carried::Used)
}

/// The same, with what it carries of its faces.
fn parts_with(report: &str, carried: docx::Carried) -> BTreeMap<String, Vec<u8>> {
    let fonts = common::fonts();
    let set = common::set(&format!("tests/reports/{report}.yaml"), &fonts);
    unzipped(&docx::write(&set.document, &common::style(), &fonts, &set.layout.fit, carried).unwrap())
}

fn unzipped(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..container.len() {
        let mut file = container.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        parts.insert(file.name().unwrap().into_owned(), bytes);
    }
    parts
}

/// An element with its attributes, text and children.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn parse(bytes: &[u8]) -> Self {
        let mut reader = Reader::from_str(std::str::from_utf8(bytes).unwrap());
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::new(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Self::new(&start)),
                Event::End(_) => {
                    let closed = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(closed);
                }
                Event::Text(text) => open.last_mut().unwrap().text += &*text,
                Event::Eof => return open.pop().unwrap().children.pop().unwrap(),
                _ => {}
            }
        }
    }

    fn new(start: &BytesStart<'_>) -> Self {
        let attributes = start
            .attributes()
            .map(|attribute| attribute.unwrap())
            .map(|a| (a.key.as_ref().to_owned(), a.value.clone().into_owned()))
            .collect();
        Self { name: start.name().as_ref().to_owned(), attributes, ..Self::default() }
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of a name at any depth, in order.
    fn all<'a>(&'a self, name: &str, out: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                out.push(child);
            }
            child.all(name, out);
        }
    }

    fn every(&self, name: &str) -> Vec<&Self> {
        let mut out = Vec::new();
        self.all(name, &mut out);
        out
    }

    fn value(&self) -> &str {
        &self.attributes["w:val"]
    }

    fn words(&self) -> String {
        self.every("w:t").iter().map(|t| t.text.as_str()).collect()
    }
}

fn document(report: &str) -> Element {
    Element::parse(&parts(report)["word/document.xml"])
}

#[test]
fn every_cell_holds_a_paragraph_and_every_row_fills_the_grid() {
    for report in REPORTS {
        let document = document(report);
        for table in document.every("w:tbl") {
            let columns = table.child("w:tblGrid").unwrap().children.len();
            for row in table.every("w:tr") {
                let mut filled = 0;
                for cell in row.every("w:tc") {
                    assert_eq!(cell.children.last().unwrap().name, "w:p", "{report}");
                    let span = cell.every("w:gridSpan");
                    filled += span.first().map_or(1, |span| span.value().parse::<usize>().unwrap());
                }
                assert_eq!(filled, columns, "{report}");
                assert!(!row.every("w:cantSplit").is_empty(), "{report}");
            }
        }
    }
}

/// A long report on pages of so few lines that its tables are cut, and where it breaks.
fn low(lines: usize) -> (Element, nianbao::fit::Fit) {
    let (mut style, fonts) = (common::style(), common::fonts());
    style.page.height *= lines as f64 / style.page.lines as f64;
    style.page.lines = lines;
    let text = std::fs::read_to_string(common::path("tests/reports/suqian-2023.yaml")).unwrap();
    let set = common::set_in(&style, "low", text, &fonts);
    let bytes = docx::write(&set.document, &style, &fonts, &set.layout.fit, docx::Carried::Used).unwrap();
    (Element::parse(&unzipped(&bytes)["word/document.xml"]), set.layout.fit)
}

#[test]
fn heads_are_repeated_and_labels_begin_anew_below_a_cut() {
    let (document, _) = low(12);
    let tables = document.every("w:tbl");
    let three = tables[1];
    let rows = three.every("w:tr");
    let heads = rows.iter().take_while(|row| !row.every("w:tblHeader").is_empty()).count();
    assert_eq!(heads, 3);
    let group = |row: &&Element| row.words().starts_with("三、本年度办理结果");
    assert!(rows.iter().filter(|row| group(row)).count() > 1, "once in its place, once below each cut");
    let cut = rows.iter().rposition(group).unwrap();
    let words = rows[cut].words();
    assert!(words.starts_with("三、本年度办理结果（"), "the group's label too: {words}");
    for cell in &rows[cut].every("w:tc")[..2] {
        assert_eq!(cell.every("w:vMerge")[0].value(), "restart");
    }
}

#[test]
fn the_head_of_a_band_is_repeated_above_no_other() {
    let (document, fit) = low(7);
    let two = fit.blocks.iter().find_map(|block| block.table.as_ref()).unwrap();
    assert!(!two.breaks.is_empty());
    assert!(document.every("w:tbl")[0].every("w:tblHeader").is_empty());
}

#[test]
fn lines_are_broken_by_hand_in_the_title_and_in_the_forms_words_only() {
    for report in REPORTS {
        let document = document(report);
        let body = document.child("w:body").unwrap();
        for (index, paragraph) in body.every("w:p").into_iter().enumerate() {
            let breaks = paragraph.every("w:br").len();
            let label = paragraph.every("w:pStyle")[0].value() == "TableText";
            assert!(breaks == 0 || index == 0 || label, "{report}: {}", paragraph.words());
        }
        for forbidden in ["w:txbxContent", "w:drawing", "w:pict", "w:framePr", "w:tab"] {
            assert!(document.every(forbidden).is_empty(), "{report}: {forbidden}");
        }
    }
}

#[test]
fn marks_that_could_be_latin_are_told_to_be_han() {
    let document = document("suqian-2023");
    for run in document.every("w:r") {
        let words = run.words();
        if words.chars().any(|c| "“”‘’—…·".contains(c)) {
            let fonts = run.every("w:rFonts")[0];
            assert_eq!(fonts.attributes["w:ascii"], fonts.attributes["w:eastAsia"], "{words}");
            assert_eq!(fonts.attributes["w:hint"], "eastAsia");
        }
    }
}

#[test]
fn every_font_named_is_embedded_with_the_whole_of_ascii() {
    for report in REPORTS {
        let parts = parts(report);
        let mut named = BTreeSet::new();
        for part in ["word/document.xml", "word/styles.xml", "word/footer1.xml"] {
            for fonts in Element::parse(&parts[part]).every("w:rFonts") {
                let families = ["w:ascii", "w:hAnsi", "w:eastAsia"];
                named.extend(families.iter().filter_map(|f| fonts.attributes.get(*f).cloned()));
            }
        }
        let table = Element::parse(&parts["word/fontTable.xml"]);
        let mut embedded = BTreeSet::new();
        for (number, font) in (1..).zip(&table.children) {
            let name = &font.attributes["w:name"];
            embedded.insert(name.clone());
            assert!(font.child("w:altName").is_some(), "{report}: {name}");
            let key = &font.child("w:embedRegular").unwrap().attributes["w:fontKey"];
            assert!(name.chars().count() <= 31, "{report}: {name}");
            let data = plain_font(&parts[&format!("word/fonts/font{number}.odttf")], key);
            assert_eq!(family(&data), *name, "{report}");
            let face = skrifa::FontRef::new(&data).unwrap();
            let charmap = skrifa::MetadataProvider::charmap(&face);
            // The faces of rare characters have no ASCII to give; their runs take it from the Latin face.
            let rare =
                ["Noto Serif SC Light", "Kai Rare", "HanaMinB"].iter().any(|rare| name.starts_with(rare));
            assert!(rare || (' '..='~').all(|c| charmap.map(c).is_some()), "{report}: {name}");
        }
        // 四级 and the like may have styles that no text has.
        let used: BTreeSet<String> = named.intersection(&embedded).cloned().collect();
        assert_eq!(used, embedded, "{report}");
        let shown: BTreeSet<String> = named.difference(&embedded).cloned().collect();
        assert!(shown.is_empty(), "{report}: {shown:?} not embedded");
    }
}

/// Family names with the embedded fonts, as the font table has them.
fn carried_fonts(parts: &BTreeMap<String, Vec<u8>>) -> Vec<(String, Option<Vec<u8>>)> {
    let mut number = 0;
    let mut font = |font: &Element| {
        let data = font.child("w:embedRegular").map(|embedded| {
            number += 1;
            plain_font(&parts[&format!("word/fonts/font{number}.odttf")], &embedded.attributes["w:fontKey"])
        });
        (font.attributes["w:name"].clone(), data)
    };
    Element::parse(&parts["word/fontTable.xml"]).children.iter().map(&mut font).collect()
}

#[test]
fn an_editor_can_go_on_writing_where_the_characters_of_every_day_are_carried() {
    let all = ["dengtalu-2023", "suqian-2023"].map(|report| {
        let fonts = carried_fonts(&parts_with(report, docx::Carried::Everyday));
        let of = |family: &str| fonts.iter().find(|(name, _)| name == family).unwrap().1.clone().unwrap();
        [of("FandolFang R"), of("Noto Serif SC")]
    });
    // One name, one font: two documents that are open at once show the same.
    assert_eq!(all[0], all[1]);
    for data in &all[0] {
        let face = skrifa::FontRef::new(data).unwrap();
        let charmap = skrifa::MetadataProvider::charmap(&face);
        let han = charmap.mappings().filter(|(code, _)| (0x4E00..0xA000).contains(code)).count();
        assert_eq!(han, 3_755);
        assert!("的一是，。；：“”（）《》—…％0123".chars().all(|c| charmap.map(c).is_some()));
    }
    // 沭 is of level 2: a family of its own.
    let suqian = carried_fonts(&parts_with("suqian-2023", docx::Carried::Everyday));
    let (_, beyond) = suqian.iter().find(|(name, _)| name.starts_with("FandolFang R ")).unwrap();
    let face = skrifa::FontRef::new(beyond.as_ref().unwrap()).unwrap();
    assert!(skrifa::MetadataProvider::charmap(&face).map('沭').is_some());
}

#[test]
fn an_office_that_has_the_fonts_gets_their_names_alone() {
    // The second has characters that no face of an office but a large one has.
    for report in ["dengtalu-2023", "shengpizi-2023"] {
        let parts = parts_with(report, docx::Carried::Nothing);
        let names: Vec<String> = carried_fonts(&parts)
            .into_iter()
            .map(|(name, data)| {
                assert!(data.is_none(), "{name}");
                name
            })
            .collect();
        assert_eq!(
            names,
            ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体", "Times New Roman"]
        );
        for part in ["word/document.xml", "word/styles.xml", "word/footer1.xml"] {
            for fonts in Element::parse(&parts[part]).every("w:rFonts") {
                for family in ["w:ascii", "w:hAnsi", "w:eastAsia"] {
                    assert!(fonts.attributes.get(family).is_none_or(|name| names.contains(name)), "{part}");
                }
            }
        }
        assert!(Element::parse(&parts["word/settings.xml"]).child("w:embedTrueTypeFonts").is_none());
    }
}

/// A long figure that its column holds in a smaller size only has that size in a word processor too.
#[test]
fn figures_set_smaller_are_smaller_there_too() {
    let set = common::set("tests/reports/shengpizi-2023.yaml", &common::fonts());
    let tables = set.layout.fit.blocks.iter().filter_map(|block| block.table.as_ref());
    let mut told: Vec<f64> = tables.flat_map(|table| &table.small_cells).map(|(_, _, size)| *size).collect();
    let document = document("shengpizi-2023");
    let tables = document.every("w:tbl");
    let written = tables.iter().flat_map(|table| table.every("w:sz"));
    let mut written: Vec<f64> = written.map(|size| size.value().parse::<f64>().unwrap() / 2.0).collect();
    told.sort_by(f64::total_cmp);
    written.sort_by(f64::total_cmp);
    assert!(!told.is_empty());
    assert_eq!(told.len(), written.len(), "{told:?} {written:?}");
    assert!(
        told.iter().zip(&written).all(|(told, written)| (told - written).abs() <= 0.5),
        "{told:?} {written:?}"
    );
}

/// Undoes the obfuscation (ISO/IEC 29500-1 17.8.1).
fn plain_font(bytes: &[u8], key: &str) -> Vec<u8> {
    let digits: String = key.chars().filter(char::is_ascii_hexdigit).collect();
    let key: Vec<u8> =
        (0..16).rev().map(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap()).collect();
    let mut data = bytes.to_vec();
    data.iter_mut().take(32).enumerate().for_each(|(i, byte)| *byte ^= key[i % 16]);
    assert_eq!(data[..4], [0, 1, 0, 0], "TrueType outlines");
    data
}

fn family(data: &[u8]) -> String {
    use skrifa::MetadataProvider;
    use skrifa::string::StringId;
    let font = skrifa::FontRef::new(data).unwrap();
    font.localized_strings(StringId::FAMILY_NAME).english_or_first().unwrap().to_string()
}

#[test]
fn styles_have_names_and_outline_levels() {
    let parts = parts("dengtalu-2023");
    let styles = Element::parse(&parts["word/styles.xml"]);
    let level = |id: &str| {
        let style = styles.children.iter().find(|s| s.attributes.get("w:styleId").is_some_and(|i| i == id));
        let style = style.unwrap_or_else(|| panic!("no style {id}"));
        style.every("w:outlineLvl").first().map(|level| level.value().to_owned())
    };
    let levels = ["Heading1", "Heading2", "Heading3", "Heading4"].map(level);
    assert_eq!(levels, ["0", "1", "2", "3"].map(|l| Some(l.to_owned())));
    for id in [
        "Title",
        "Normal",
        "BodyText",
        "TableText",
        "TableFigure",
        "TableNote",
        "Signature",
        "Date",
        "Footer",
    ] {
        assert_eq!(level(id), None);
    }
    // Every style that a paragraph or a run asks for is there.
    let document = Element::parse(&parts["word/document.xml"]);
    for name in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
        for style in document.every(name) {
            level(style.value());
        }
    }
}

#[test]
fn plain_text_is_plain_and_a_lead_shows_its_face_to_every_reader() {
    let parts = parts("dengtalu-2023");
    let styles = Element::parse(&parts["word/styles.xml"]);
    let normal = styles
        .children
        .iter()
        .find(|s| s.attributes.get("w:styleId").is_some_and(|i| i == "Normal"))
        .unwrap();
    for property in ["w:ind", "w:spacing", "w:sz", "w:rFonts"] {
        assert!(normal.every(property).is_empty(), "{property}");
    }
    assert_eq!(normal.every("w:overflowPunct")[0].value(), "0", "no mark hangs over the end of a line");
    let document = Element::parse(&parts["word/document.xml"]);
    let is_lead = |run: &&Element| run.every("w:rStyle").iter().any(|style| style.value() == "Heading2Char");
    let leads: Vec<&Element> = document.every("w:r").into_iter().filter(is_lead).collect();
    assert!(leads.len() >= 5);
    for lead in leads {
        assert!(
            lead.every("w:rFonts")[0].attributes["w:eastAsia"].starts_with("FandolKai"),
            "{}",
            lead.words()
        );
    }
}

#[test]
fn nothing_is_forced_to_begin_a_page() {
    let fonts = common::fonts();
    for report in REPORTS {
        let set = common::set(&format!("tests/reports/{report}.yaml"), &fonts);
        let document = document(report);
        assert!(document.every("w:pageBreakBefore").is_empty(), "{report}");
        let fits = set.layout.fit.blocks.iter().filter_map(|block| block.table.as_ref());
        for (table, fit) in document.every("w:tbl").into_iter().zip(fits) {
            let rows = table.every("w:tr");
            // The heads of table two's first band would be repeated above another where it is cut.
            let headed = !rows[0].every("w:tblHeader").is_empty();
            assert!(headed || !fit.breaks.is_empty(), "{report}: a table without a head");
            let kept = |row: &Element| {
                let all = row.every("w:pPr");
                let kept = all.iter().filter(|p| p.child("w:keepNext").is_some()).count();
                assert!(kept == 0 || kept == all.len(), "{report}: a row kept in part");
                kept > 0
            };
            assert!(kept(rows[0]), "{report}: a head alone at the end of a page");
        }
    }
}

#[test]
fn page_numbers_stand_at_the_outer_edge() {
    let parts = parts("dengtalu-2023");
    for (part, align) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let footer = Element::parse(&parts[part]);
        assert_eq!(footer.every("w:jc")[0].value(), align);
        assert_eq!(footer.every("w:instrText")[0].text, " PAGE ");
        let chars = format!("w:{align}Chars");
        assert_eq!(footer.every("w:ind")[0].attributes[&chars], "100");
    }
    let settings = Element::parse(&parts["word/settings.xml"]);
    assert!(settings.child("w:evenAndOddHeaders").is_some());
}

#[test]
fn margins_and_pitch_are_the_standards() {
    let document = document("dengtalu-2023");
    let margins = document.every("w:pgMar")[0];
    // GB/T 33476.2: 34.58, 32.58, 28, 26 mm; 10.39 mm a line.
    let millimetres = |twips: &str| (twips.parse::<f64>().unwrap() / 1440.0 * 25.4 * 100.0).round() / 100.0;
    let of = |side: &str| millimetres(&margins.attributes[side]);
    assert!(
        [("w:top", 34.58), ("w:bottom", 32.58), ("w:left", 28.0), ("w:right", 26.0)]
            .iter()
            .all(|(side, length)| (of(side) - length).abs() < 0.02)
    );
    assert!((millimetres(&document.every("w:docGrid")[0].attributes["w:linePitch"]) - 10.39).abs() < 0.02);
}

#[test]
fn a_face_that_may_not_be_embedded_is_named() {
    let style = common::style();
    let mut open = |file: &str| -> Result<nianbao::font::FontData, nianbao::font::FontError> {
        let mut bytes = std::fs::read(common::path("fonts").join(file)).unwrap();
        if file.starts_with("FandolKai") {
            restrict(&mut bytes);
        }
        Ok(std::sync::Arc::new(bytes))
    };
    let fonts = nianbao::font::FontBook::new(&style.typefaces, &mut open).unwrap();
    let set = common::set("tests/reports/dengtalu-2023.yaml", &fonts);
    let bytes = docx::write(&set.document, &style, &fonts, &set.layout.fit, docx::Carried::Used).unwrap();
    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = Vec::new();
    container.by_name("word/fontTable.xml").unwrap().read_to_end(&mut text).unwrap();
    let table = Element::parse(&text);
    let embedded = |font: &Element| font.child("w:embedRegular").is_some();
    let kai = table.children.iter().find(|font| font.attributes["w:name"] == "FandolKai").unwrap();
    assert!(!embedded(kai));
    assert!(kai.child("w:altName").unwrap().value().starts_with("楷体_GB2312"));
    let count = table.children.iter().filter(|font| embedded(font)).count();
    let files =
        container.file_names().filter(|name| name.as_ref().is_ok_and(|n| n.ends_with(".odttf"))).count();
    assert_eq!((count, files), (table.children.len() - 1, table.children.len() - 1));
}

/// Sets OS/2 `fsType` to 2: no embedding without the maker's leave.
fn restrict(font: &mut [u8]) {
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let record = (0..tables).map(|n| 12 + 16 * n).find(|&at| &font[at..at + 4] == b"OS/2").unwrap();
    let offset = u32::from_be_bytes(font[record + 8..record + 12].try_into().unwrap()) as usize;
    font[offset + 8..offset + 10].copy_from_slice(&[0, 2]);
}

/// Word adds widths up in its own roundings: a cell has a little more room there than its lines need here, so that none is broken anew;
/// and so little that no other line is.
#[test]
fn cells_have_room_to_spare() {
    let fonts = common::fonts();
    for report in REPORTS {
        let set = common::set(&format!("tests/reports/{report}.yaml"), &fonts);
        let fits: Vec<_> = set.layout.fit.blocks.iter().filter_map(|block| block.table.as_ref()).collect();
        let document = document(report);
        let tables = document.every("w:tbl");
        assert_eq!(tables.len(), fits.len(), "{report}");
        for (table, fit) in tables.into_iter().zip(fits) {
            let margins = table.every("w:tblCellMar");
            for side in ["w:left", "w:right"] {
                let told: f64 = margins[0].child(side).unwrap().attributes["w:w"].parse().unwrap();
                let spare = fit.padding - told / 20.0;
                assert!((0.2..=0.3).contains(&spare), "{report}: {spare} pt to spare at {side}");
            }
        }
    }
}
