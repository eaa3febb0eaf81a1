//! The faces as a word processor knows them: the names in `w:rFonts`, and the embedded subsets (ISO/IEC 29500-1 17.8).
//!
//! *Which name goes where.* `w:rFonts` carries the face's own family name, and the subset inside the file is given that
//! very name, because `LibreOffice` finds an embedded font by the name in the font's own `name` table. The names that
//! offices know (`仿宋_GB2312`, 方正小标宋简体 …) stand in `w:altName`, where Word looks for a substitute if it does not take
//! the embedded one. The other way round, our subset would call itself by a foreign maker's name. Where an office puts
//! its own faces first (`--office-fonts`), their names are in `w:rFonts` by the same rule.
//!
//! *What is embedded* ([`Carried`]): what the document shows; or in the faces of body and tables everything of every day as
//! well, so that the next editor can go on writing; or nothing, and the names are the office's.
//!
//! *Tags.* A subset that is another in every document has a name that ends in four letters drawn from its characters, as the
//! names of subsets in a PDF begin with six: a program that has two reports open would show the second with the first one's
//! subset, and all that only the second one has with another face (`LibreOffice` does; a conversion of many files is one
//! session). A subset that is the same in all documents (figures alone; everything of every day) has a plain name. What a
//! document shows beyond that is a family of its own.

use super::order::ORDER;
use super::{R, W};
use crate::document::{Block, Document, Role, Run};
use crate::export::hash;
use crate::font::subset::SmallFont;
use crate::font::{FaceId, FontBook, FontError, everyday, subset};
use crate::package::xml::Xml;
use crate::package::zip::Deflated;
use crate::style::{Style, Typeface, WRITTEN};
use skrifa::MetadataProvider;
use skrifa::string::StringId;
use std::collections::{BTreeMap, BTreeSet};

/// What of its faces a document carries for its next editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carried {
    /// The characters that it shows, and ASCII.
    #[default]
    Used,
    /// In the faces of body and tables the characters of every day too (GB 2312 level 1, marks, full-width forms).
    Everyday,
    /// Nothing: the families are those that offices have.
    Nothing,
}

/// A family that the document names, with the characters that it shows by it.
struct Family {
    name: String,
    /// The office's names for the typeface that it stands for.
    office: String,
    latin: bool,
    face: FaceId,
    chars: BTreeSet<char>,
}

/// All families. The first ones are those of the book's faces, by their ids.
pub(super) struct Families {
    carried: Carried,
    list: Vec<Family>,
    /// The characters that the main faces of body and tables have in every document.
    everyday: BTreeSet<char>,
    /// For each face of every day the family of what it shows beyond that.
    beyond: BTreeMap<FaceId, usize>,
    /// By `Typeface as usize`: the family of its Han characters, and that of its ASCII.
    main: Vec<(String, String)>,
}

/// A family as `word/fontTable.xml` has it.
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
    pub(super) fn new(document: &Document, style: &Style, fonts: &FontBook, carried: Carried) -> Self {
        let mut families = Self {
            carried,
            list: Vec::new(),
            everyday: BTreeSet::new(),
            beyond: BTreeMap::new(),
            main: Vec::new(),
        };
        let mut names = Vec::new();
        for (face, mut chars) in (0..).map(FaceId).zip(used(document, style, fonts)) {
            let (name, own) = family_name(style, fonts, face, &names);
            names.push(name.clone());
            let (office, latin) = office_names(style, fonts, face);
            if !chars.is_empty() {
                chars.extend(' '..='~');
            }
            // The same in every document.
            let mut fixed = chars.iter().all(char::is_ascii);
            let written = WRITTEN.iter().any(|&typeface| fonts.chain(typeface).first() == Some(&face));
            if carried == Carried::Everyday && written {
                if families.everyday.is_empty() {
                    families.everyday = everyday::characters().chain(' '..='~').collect();
                }
                families.beyond.insert(face, usize::MAX);
                fixed = true;
            }
            let tag = !own && !fixed && subset::is_installable(fonts.face(face));
            let name = if tag { tagged(&name, &chars) } else { name };
            families.list.push(Family { name, office, latin, face, chars });
        }
        families.part_from_everyday();
        families.main =
            Typeface::ALL.into_iter().map(|typeface| families.main_of(style, fonts, typeface)).collect();
        families
    }

    /// What a face of every day shows beyond that becomes a family of its own.
    fn part_from_everyday(&mut self) {
        for face in self.beyond.keys().copied().collect::<Vec<_>>() {
            let family = &mut self.list[usize::from(face.0)];
            let mut rest = std::mem::replace(&mut family.chars, self.everyday.clone());
            rest.retain(|character| !self.everyday.contains(character));
            let rest = Family {
                name: tagged(&family.name, &rest),
                office: family.office.clone(),
                latin: false,
                face,
                chars: rest,
            };
            self.beyond.insert(face, self.list.len());
            self.list.push(rest);
        }
    }

    fn main_of(&self, style: &Style, fonts: &FontBook, typeface: Typeface) -> (String, String) {
        let office = style.chain(typeface).office.first();
        if let (Carried::Nothing, Some(office)) = (self.carried, office) {
            return ((*office).to_owned(), LATIN.to_owned());
        }
        let name = |face: FaceId| self.list[usize::from(face.0)].name.clone();
        let han = fonts.chain(typeface)[0];
        (name(han), name(*fonts.latin(typeface).first().unwrap_or(&han)))
    }

    /// The family that shows a typeface's Han characters, where nothing is rare.
    pub(super) fn han(&self, typeface: Typeface) -> &str {
        &self.main[typeface as usize].0
    }

    /// The family that shows a typeface's ASCII characters.
    pub(super) fn latin(&self, typeface: Typeface) -> &str {
        &self.main[typeface as usize].1
    }

    /// The family that shows a character, if that is not the typeface's main one. Offices' programs find the faces of rare
    /// characters themselves.
    pub(super) fn other(&self, fonts: &FontBook, typeface: Typeface, character: char) -> Option<usize> {
        if character.is_ascii() || self.carried == Carried::Nothing {
            return None;
        }
        let first = fonts.chain(typeface)[0];
        let face = fonts.resolve(typeface, character).map_or(first, |shown| shown.face);
        match self.beyond.get(&face) {
            Some(&beyond) if !self.everyday.contains(&character) => Some(beyond),
            _ => (face != first).then_some(usize::from(face.0)),
        }
    }

    /// The name of a family that [`Self::other`] found.
    pub(super) fn name(&self, family: usize) -> &str {
        &self.list[family].name
    }

    /// All families that show anything, and those that a style names. The subsets have the whole of ASCII: who corrects a
    /// figure in a word processor types ASCII, and a word processor that lacks a digit takes another font for it.
    pub(super) fn named<'a>(&self, style: &Style, fonts: &'a FontBook) -> Result<Vec<Named<'a>>, FontError> {
        if self.carried == Carried::Nothing {
            return Ok(self.of_the_office(style));
        }
        let first = |index: usize| {
            Typeface::ALL.iter().any(|&t| fonts.chain(t).first().is_some_and(|id| usize::from(id.0) == index))
        };
        let shown = self.list.iter().enumerate().filter(|(index, f)| !f.chars.is_empty() || first(*index));
        let name = |(_, family): (usize, &Family)| {
            let face = fonts.face(family.face);
            let mut embedded = None;
            if !family.chars.is_empty() && subset::is_installable(face) {
                let mut font = subset::installable(face, &family.name, &family.chars)?;
                // The directory holds the checksums of all tables.
                let key = key(font.front_mut());
                embedded = Some((font, key));
            }
            let (name, office, latin) = (family.name.clone(), family.office.clone(), family.latin);
            Ok(Named { name, office, latin, embedded })
        };
        shown.map(name).collect()
    }

    /// The office's families, each with the names of its like.
    fn of_the_office<'a>(&self, style: &Style) -> Vec<Named<'a>> {
        let han = Typeface::ALL.into_iter().map(|typeface| {
            let office = style.chain(typeface).office.iter().skip(1).copied().collect::<Vec<_>>().join(",");
            Named { name: self.han(typeface).to_owned(), office, latin: false, embedded: None }
        });
        let latin = Named { name: LATIN.to_owned(), office: String::new(), latin: true, embedded: None };
        han.chain([latin]).collect()
    }
}

/// What offices call the Latin face.
const LATIN: &str = "Times New Roman";

/// The family name of a face that none before it has, and whether it is one that offices know: an office's own face goes by
/// the name that documents have for it, `仿宋_GB2312` and not `FangSong_GB2312`.
fn family_name(style: &Style, fonts: &FontBook, face: FaceId, before: &[String]) -> (String, bool) {
    let face = fonts.face(face);
    let font = face.font();
    let string = |id| font.localized_strings(id).english_or_first().map(|s| s.to_string());
    let office = |name: &String| style.typefaces.iter().any(|chain| chain.office.contains(&name.as_str()));
    let known = font.localized_strings(StringId::FAMILY_NAME).map(|s| s.to_string()).find(office);
    let own = known.is_some();
    let mut name = known.or_else(|| string(StringId::FAMILY_NAME)).unwrap_or_else(|| face.stem().to_owned());
    // Two faces of one family cannot both be its regular face.
    if before.contains(&name) {
        name = format!("{name} {}", string(StringId::SUBFAMILY_NAME).unwrap_or_default());
    }
    while before.contains(&name) {
        name.push('2');
    }
    (name, own)
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
    let mut hash = used.iter().fold(hash::BASIS, |hash, &c| hash::step(hash, c));
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
fn office_names(style: &Style, fonts: &FontBook, face: FaceId) -> (String, bool) {
    let is = |id: &FaceId| *id == face;
    if Typeface::ALL.iter().any(|&t| fonts.latin(t).iter().any(is)) {
        return (LATIN.to_owned(), true);
    }
    let first = Typeface::ALL.iter().find(|&&t| fonts.chain(t).first().is_some_and(is));
    let typeface = first.or_else(|| Typeface::ALL.iter().rev().find(|&&t| fonts.chain(t).iter().any(is)));
    (typeface.map_or_else(String::new, |&t| style.chain(t).office.join(",")), false)
}

/// A key for the obfuscation, drawn from the font's tables but the outlines, and from the
/// checksum of these (FNV-1a, twice): the same font has the same key in every run.
fn key(data: &[u8]) -> [u8; 16] {
    let hash = |basis: u64| data.iter().fold(basis, |hash, &byte| hash::step(hash, byte));
    let mut key = [0; 16];
    key[..8].copy_from_slice(&hash(hash::BASIS).to_be_bytes());
    key[8..].copy_from_slice(&hash(hash::SECOND_BASIS).to_be_bytes());
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
