//! The faces as a word processor knows them: the names in `w:rFonts`, and the embedded subsets (ISO/IEC 29500-1 17.8).
//!
//! *Which name goes where.* `w:rFonts` carries the face's own family name, and the subset inside the file is given that
//! very name, because `LibreOffice` finds an embedded font by the name in the font's own `name` table. The names that
//! offices know (`仿宋_GB2312`, 方正小标宋简体 …) stand in `w:altName`, where Word looks for a substitute if it does not take
//! the embedded one. The other way round, our subset would call itself by a foreign maker's name. Where an office puts
//! its own faces first (`--office-fonts`), their names are in `w:rFonts` by the same rule.
//!
//! A subset's name ends in four letters drawn from its characters, as the names of subsets in a PDF begin with six: a
//! program that has two reports open would show the second with the first one's subset, and all that only the second one
//! has with another face (`LibreOffice` does; a conversion of many files is one session).

use super::order::ORDER;
use super::{R, W};
use crate::document::{Block, Document, Role, Run};
use crate::font::subset::SmallFont;
use crate::font::{FaceId, FontBook, FontError, subset};
use crate::package::xml::Xml;
use crate::package::zip::Deflated;
use crate::style::{Style, Typeface};
use skrifa::MetadataProvider;
use skrifa::string::StringId;
use std::collections::BTreeSet;

/// Family names by face, and the characters of each face that the document shows.
pub(super) struct Families {
    names: Vec<String>,
    /// For each face the office's names for the typeface that it stands for, and whether it is a Latin face.
    office: Vec<(String, bool)>,
    used: Vec<BTreeSet<char>>,
}

/// A face that the document names.
pub(super) struct Named<'a> {
    name: String,
    office: String,
    latin: bool,
    /// Its subset and the key of that; none if its maker does not allow it, or word processors cannot read it (CFF): who
    /// sets with such a face has it installed.
    embedded: Option<(SmallFont<'a>, [u8; 16])>,
}

impl Families {
    /// The names of all faces of the book, and what of each the document shows.
    pub(super) fn new(document: &Document, style: &Style, fonts: &FontBook) -> Self {
        let used = used(document, style, fonts);
        let mut names: Vec<String> = Vec::new();
        for face in fonts.faces() {
            let font = face.font();
            let string = |id| font.localized_strings(id).english_or_first().map(|s| s.to_string());
            // An office's own face by the name that documents have for it: 仿宋_GB2312, not FangSong_GB2312.
            let office = |name: &String| style.typefaces.iter().any(|chain| chain.office.contains(name));
            let known = font.localized_strings(StringId::FAMILY_NAME).map(|s| s.to_string()).find(office);
            let own = known.is_some();
            let mut name = known
                .or_else(|| string(StringId::FAMILY_NAME))
                .unwrap_or_else(|| face.file().trim_end_matches(".ttf").to_owned());
            // Two faces of one family cannot both be its regular face.
            if names.contains(&name) {
                name = format!("{name} {}", string(StringId::SUBFAMILY_NAME).unwrap_or_default());
            }
            while names.contains(&name) {
                name.push('2');
            }
            let used = &used[names.len()];
            if !own && !used.is_empty() && subset::is_installable(face) {
                name = tagged(&name, used);
            }
            names.push(name);
        }
        let office = (0..names.len()).map(|face| office_names(style, fonts, face)).collect();
        Self { names, office, used }
    }

    /// The family name of a face.
    pub(super) fn name(&self, face: FaceId) -> &str {
        &self.names[usize::from(face.0)]
    }

    /// The family that shows a typeface's Han characters, where nothing is rare.
    pub(super) fn han(&self, fonts: &FontBook, typeface: Typeface) -> &str {
        self.name(fonts.chain(typeface)[0])
    }

    /// The family that shows a typeface's ASCII characters.
    pub(super) fn latin(&self, fonts: &FontBook, typeface: Typeface) -> &str {
        self.name(*fonts.latin(typeface).first().unwrap_or(&fonts.chain(typeface)[0]))
    }

    /// All faces that show anything, and those that a style names. The subsets have the whole of ASCII: who corrects a
    /// figure in a word processor types ASCII, and a word processor that lacks a digit takes another font for it.
    pub(super) fn named<'a>(&self, fonts: &'a FontBook) -> Result<Vec<Named<'a>>, FontError> {
        let first = |index: usize| {
            Typeface::ALL.iter().any(|&t| fonts.chain(t).first().is_some_and(|id| usize::from(id.0) == index))
        };
        let shown = self.used.iter().enumerate().filter(|(index, used)| !used.is_empty() || first(*index));
        let name = |(index, used): (usize, &BTreeSet<char>)| {
            let (face, name) = (&fonts.faces()[index], self.names[index].clone());
            let (office, latin) = self.office[index].clone();
            let mut embedded = None;
            if !used.is_empty() && subset::is_installable(face) {
                let chars: BTreeSet<char> = used.iter().copied().chain(' '..='~').collect();
                let mut font = subset::installable(face, &name, &chars)?;
                // The directory holds the checksums of all tables.
                let key = key(font.front_mut());
                embedded = Some((font, key));
            }
            Ok(Named { name, office, latin, embedded })
        };
        shown.map(name).collect()
    }
}

/// The characters that each face of the book shows in the document and its page numbers.
fn used(document: &Document, style: &Style, fonts: &FontBook) -> Vec<BTreeSet<char>> {
    let mut used = vec![BTreeSet::new(); fonts.faces().len()];
    let mut show = |role: Role, text: &str| {
        let typeface = style.role(role).typeface;
        for character in text.chars() {
            // Layout has reported what no face shows; here it is shown as the missing glyph of the first.
            let face =
                fonts.resolve(typeface, character).map_or(fonts.chain(typeface)[0], |shown| shown.face);
            used[usize::from(face.0)].insert(character);
        }
    };
    show(Role::PageNumber, "— 0123456789 —");
    let mut runs = |runs: &[Run]| runs.iter().for_each(|run| show(run.role, &run.text));
    for block in &document.blocks {
        match block {
            Block::Title(title) => runs(std::slice::from_ref(&title.run)),
            Block::Heading(heading) => runs(std::slice::from_ref(&heading.run)),
            Block::Paragraph(paragraph) => runs(&paragraph.runs),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| runs(&cell.runs));
                table.note.iter().for_each(|note| runs(&note.runs));
            }
            Block::Signature(signature) => {
                [&signature.name, &signature.date].into_iter().flatten().for_each(|run| {
                    runs(std::slice::from_ref(run));
                });
            }
        }
    }
    used
}

/// A family name with four letters of its own. Word knows no name of more than 31 characters.
fn tagged(name: &str, used: &BTreeSet<char>) -> String {
    let mut hash = used.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3)
    });
    let mut tagged: String = name.chars().take(26).collect();
    tagged.push(' ');
    for _ in 0..4 {
        tagged.push(char::from(b'A' + u8::try_from(hash % 26).expect("below 26")));
        hash /= 26;
    }
    tagged
}

/// What offices call the typeface that a face stands for: the one it is first in the chain of, else the last whose chain
/// has it (宋体 for the face of last resort).
fn office_names(style: &Style, fonts: &FontBook, face: usize) -> (String, bool) {
    let is = |id: &FaceId| usize::from(id.0) == face;
    if Typeface::ALL.iter().any(|&t| fonts.latin(t).iter().any(is)) {
        return ("Times New Roman".to_owned(), true);
    }
    let first = Typeface::ALL.iter().find(|&&t| fonts.chain(t).first().is_some_and(is));
    let typeface = first.or_else(|| Typeface::ALL.iter().rev().find(|&&t| fonts.chain(t).iter().any(is)));
    (typeface.map_or_else(String::new, |&t| style.chain(t).office.join(",")), false)
}

/// A key for the obfuscation, drawn from the font's tables but the outlines, and from the
/// checksum of these (FNV-1a, twice): the same font has the same key in every run.
fn key(data: &[u8]) -> [u8; 16] {
    let hash = |basis: u64| {
        data.iter().fold(basis, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    };
    let mut key = [0; 16];
    key[..8].copy_from_slice(&hash(0xCBF2_9CE4_8422_2325).to_be_bytes());
    key[8..].copy_from_slice(&hash(0x6C62_272E_07BB_0142).to_be_bytes());
    // RFC 9562: version 8 (made by the application), variant 1.
    key[6] = key[6] & 0x0F | 0x80;
    key[8] = key[8] & 0x3F | 0x80;
    key
}

/// The key as the GUID that `w:fontKey` shows.
fn guid(key: [u8; 16]) -> String {
    let hex = format!("{:032X}", u128::from_be_bytes(key));
    format!("{{{}-{}-{}-{}-{}}}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

impl Named<'_> {
    /// The embedded font with its first 32 bytes `XORed` with the GUID's digits, read from the right (17.8.1), compressed.
    pub(super) fn obfuscated(self) -> Option<Deflated> {
        let (mut font, key) = self.embedded?;
        for (byte, key) in font.front_mut().iter_mut().take(32).zip(key.iter().rev().cycle()) {
            *byte ^= key;
        }
        let small = font.deflated();
        Some(Deflated { bytes: small.bytes, length: small.length, crc32: small.crc32 })
    }

    /// Whether the document carries it.
    pub(super) fn is_embedded(&self) -> bool {
        self.embedded.is_some()
    }
}

/// `word/fontTable.xml`; the embedded fonts are `rId1` and so on.
pub(super) fn table(named: &[Named<'_>]) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    let mut number = 0;
    xml.element("w:fonts", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        for font in named {
            xml.element("w:font", &[("w:name", &font.name)], |xml| {
                if !font.office.is_empty() {
                    xml.value("w:altName", &font.office);
                }
                xml.value("w:charset", if font.latin { "00" } else { "86" });
                xml.value("w:family", if font.latin { "roman" } else { "auto" });
                xml.value("w:pitch", "variable");
                if let Some((_, key)) = font.embedded {
                    number += 1;
                    let id = format!("rId{number}");
                    xml.empty("w:embedRegular", &[("r:id", &id), ("w:fontKey", &guid(key))]);
                }
            });
        }
    });
    xml.finish()
}
