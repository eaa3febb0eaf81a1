//! In: font files (bytes, already mapped by the porch) and the chains of `style`. Out: for a typeface and a character the
//! face, glyph and advance that show it. Refuses to know lines, pages, formats and where files live.

mod coverage;
pub mod drawn;
pub mod everyday;
mod lazy;
mod measures;
pub mod script;
pub mod subset;

use crate::style::{Typeface, TypefaceChain};
pub use coverage::Coverage;
use lazy::Lazy;
use skrifa::charmap::MappingIndex;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, Tag};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The bytes of one font file, mapped or read.
pub trait FontFile: Send + Sync {
    /// The whole file.
    fn bytes(&self) -> &[u8];

    /// A piece of it; `None` beyond its end. Outlines lie scattered over megabytes: a mapped file is better read than
    /// touched, because for every page touched the system maps fifteen others.
    fn piece(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        self.bytes().get(range).map(Cow::Borrowed)
    }
}

impl FontFile for Vec<u8> {
    fn bytes(&self) -> &[u8] {
        self
    }
}

/// A font file, shared between threads.
pub type FontData = Arc<dyn FontFile>;

/// Index of a face in its [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A font file that cannot be used: the machine's fault, not the author's.
#[derive(Debug)]
pub struct FontError {
    /// The file.
    pub file: String,
    /// What is wrong with it, in Chinese.
    pub reason: String,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "字体文件 {}：{}", self.file, self.reason)
    }
}

impl std::error::Error for FontError {}

/// One face of one file.
pub struct Face {
    file: String,
    data: FontData,
    index: u32,
    units_per_em: f64,
    /// Which of the face's character maps to ask.
    mapping: MappingIndex,
    /// Where in the file the advances are, and how many glyphs have one of their own.
    advances: Range<usize>,
    measured: u16,
    /// Where a file that is not whole ([`subset::abridged`]) says which outlines it lacks.
    left_out: Option<Range<usize>>,
    /// Outlines as small fonts write them.
    outlines: subset::Outlines,
}

impl Face {
    /// Reads of a file what every question needs: only the pages with these tables are touched.
    ///
    /// # Errors
    /// No TrueType font, or one without measures.
    pub fn new(file: &str, data: FontData, index: u32) -> Result<Self, FontError> {
        let unusable = |reason: &str| FontError { file: file.to_owned(), reason: reason.to_owned() };
        let bytes = data.bytes();
        let font = FontRef::from_index(bytes, index).map_err(|_| unusable("不是可用的 TrueType 字体"))?;
        let head = font.head().map_err(|_| unusable("缺少 head 表"))?;
        let hhea = font.hhea().map_err(|_| unusable("缺少 hhea 表"))?;
        let start = table_range(&font, *b"hmtx").ok_or_else(|| unusable("缺少 hmtx 表"))?.start;
        let measured = hhea.number_of_h_metrics();
        let advances = start..start + 4 * usize::from(measured);
        if measured == 0 || bytes.len() < advances.end || head.units_per_em() == 0 {
            return Err(unusable("hmtx 表的长度不对"));
        }
        let (units_per_em, mapping) = (f64::from(head.units_per_em()), MappingIndex::new(&font));
        let left_out = table_range(&font, subset::LEFT_OUT).filter(|range| range.end <= bytes.len());
        let outlines = subset::Outlines::default();
        let file = file.to_owned();
        Ok(Self { file, data, index, units_per_em, mapping, advances, measured, left_out, outlines })
    }

    /// The glyph that shows a character.
    #[must_use]
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.mapping.charmap(&self.font()).map(character)?;
        u16::try_from(glyph.to_u32()).ok()
    }

    /// All characters that the face has, with their glyphs.
    pub fn characters(&self) -> impl Iterator<Item = (char, u16)> {
        let mapped = self.mapping.charmap(&self.font()).mappings();
        mapped.filter_map(|(code, glyph)| Some((char::from_u32(code)?, u16::try_from(glyph.to_u32()).ok()?)))
    }

    /// The advance of a glyph, em. Glyphs without one of their own have the last (OpenType 1.9, hmtx).
    #[must_use]
    pub fn advance(&self, glyph: u16) -> f64 {
        let at = self.advances.start + 4 * usize::from(glyph.min(self.measured - 1));
        let bytes = &self.data()[at..at + 2];
        f64::from(u16::from_be_bytes([bytes[0], bytes[1]])) / self.units_per_em
    }

    /// Whether the file was cut, and this glyph's outline with it: the face is the right one, but cannot draw it.
    #[must_use]
    pub fn lacks(&self, glyph: u16) -> bool {
        let bits = self.left_out.as_ref().map_or(&[][..], |range| &self.data()[range.clone()]);
        bits.get(usize::from(glyph / 8)).is_some_and(|bits| bits & (0x80 >> (glyph % 8)) != 0)
    }

    /// File name, as the chain names it; of an office's own face its path.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The file's name without folders and extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// The whole file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        self.data.bytes()
    }

    /// Index of the face in a collection (0 for a plain file).
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Units per em.
    #[must_use]
    pub fn units_per_em(&self) -> f64 {
        self.units_per_em
    }

    /// The parsed table directory; tables are read in place.
    ///
    /// # Panics
    /// Never: `FontBook::new` parsed the same bytes.
    #[must_use]
    pub fn font(&self) -> FontRef<'_> {
        FontRef::from_index(self.data(), self.index).expect("FontBook::new parsed this face")
    }
}

/// Where a table is in its file.
fn table_range(font: &FontRef<'_>, tag: [u8; 4]) -> Option<Range<usize>> {
    let records = font.table_directory().table_records();
    let record = records.iter().find(|record| record.tag() == Tag::new(&tag))?;
    let start = record.offset() as usize;
    Some(start..start + record.length() as usize)
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("file", &self.file).finish_non_exhaustive()
    }
}

/// What shows one character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolved {
    /// The face.
    pub face: FaceId,
    /// The glyph in it.
    pub glyph: u16,
    /// Its advance, em.
    pub advance: f64,
}

/// All faces, and for each typeface the order in which they are asked.
#[derive(Debug)]
pub struct FontBook {
    faces: Vec<Face>,
    /// By `Typeface as usize`: Latin face first for ASCII, then the chain.
    chains: Vec<Chain>,
}

#[derive(Default)]
struct Chain {
    latin: Vec<FaceId>,
    han: Vec<FaceId>,
    /// The face and glyph of each character up to U+FFFF. Beyond are the rare characters of names.
    known: Lazy<Option<(FaceId, u16)>>,
    /// The characters that some face is known to have.
    covered: coverage::Covered,
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").field("latin", &self.latin).field("han", &self.han).finish_non_exhaustive()
    }
}

impl FontBook {
    /// Opens every file that `chains` name; `open` is the porch's way to get a file's bytes.
    ///
    /// # Errors
    /// A file that `open` cannot give or that is no usable font.
    pub fn new(
        chains: &[TypefaceChain],
        open: &mut dyn FnMut(&str) -> Result<FontData, FontError>,
    ) -> Result<Self, FontError> {
        let mut book = Self { faces: Vec::new(), chains: Vec::new() };
        book.chains.resize_with(Typeface::ALL.len(), Chain::default);
        for chain in chains {
            let latin = chain.latin.iter().map(|f| book.face_of(f, open)).collect::<Result<_, _>>()?;
            let han = chain.files.iter().map(|f| book.face_of(f, open)).collect::<Result<_, _>>()?;
            book.chains[chain.typeface as usize] = Chain { latin, han, ..Chain::default() };
        }
        Ok(book)
    }

    fn face_of(
        &mut self,
        file: &str,
        open: &mut dyn FnMut(&str) -> Result<FontData, FontError>,
    ) -> Result<FaceId, FontError> {
        if let Some(known) = self.faces.iter().position(|f| f.file == file && f.index == 0) {
            return Ok(face_id(known));
        }
        self.faces.push(Face::new(file, open(file)?, 0)?);
        Ok(face_id(self.faces.len() - 1))
    }

    /// Asks a face that is no part of the style before all others of a typeface but for ASCII. `file` is what messages call it.
    ///
    /// # Errors
    /// It is no usable font.
    pub fn put_in_front(
        &mut self,
        typeface: Typeface,
        file: &str,
        data: &FontData,
        index: u32,
    ) -> Result<(), FontError> {
        let same = |face: &Face| face.file == file && face.index == index;
        let known = self.faces.iter().position(same);
        if known.is_none() {
            self.faces.push(Face::new(file, Arc::clone(data), index)?);
        }
        let id = face_id(known.unwrap_or(self.faces.len() - 1));
        let chain = &mut self.chains[typeface as usize];
        chain.han.insert(0, id);
        chain.known = Lazy::default();
        Ok(())
    }

    /// A face.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// All faces, in the order of their ids.
    #[must_use]
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The faces that a typeface asks for characters other than ASCII, in order.
    #[must_use]
    pub fn chain(&self, typeface: Typeface) -> &[FaceId] {
        &self.chains[typeface as usize].han
    }

    /// The faces that a typeface asks for ASCII, in order.
    #[must_use]
    pub fn latin(&self, typeface: Typeface) -> &[FaceId] {
        &self.chains[typeface as usize].latin
    }

    /// What shows `character` in `typeface`; `None` if no face of its chain has it. ASCII is always asked of the Latin
    /// face first (Noto's digits are proportional, `FandolKai`'s 0.555 em), and what no Han face has at last (`CO₂`); quotes,
    /// dashes and dots never.
    #[must_use]
    pub fn resolve(&self, typeface: Typeface, character: char) -> Option<Resolved> {
        let chain = &self.chains[typeface as usize];
        let search = || {
            let first: &[FaceId] = if character.is_ascii() { &chain.latin } else { &[] };
            let mut faces = first.iter().chain(&chain.han).chain(&chain.latin);
            faces.find_map(|&id| Some((id, self.face(id).glyph(character)?)))
        };
        let (face, glyph) = match u16::try_from(u32::from(character)) {
            Ok(code) => (*chain.known.get(code, search))?,
            Err(_) => search()?,
        };
        Some(Resolved { face, glyph, advance: self.face(face).advance(glyph) })
    }
}

fn face_id(index: usize) -> FaceId {
    FaceId(u16::try_from(index).expect("a style names a handful of faces"))
}
