//! In: a face and what a document uses of it. Out: a small font with that alone: [`program`] for PDF (glyphs are asked
//! for by number), [`sfnt`] for DOCX (a complete TrueType font that could be installed). Refuses to know formats.
//!
//! Hinting is dropped from both: it is a third of Liberation's bytes, and no page printed at 600 dpi shows it.

mod abridged;
mod deflate;
mod names;
mod outline;
mod small;
mod tables;

use super::{Face, FontError};
pub(super) use abridged::LEFT_OUT;
pub use abridged::abridged;
pub use outline::Outlines;
use skrifa::raw::types::Tag;
use skrifa::raw::{FontRef, TableProvider};
pub(crate) use small::joined;
pub use small::{Compressed, SmallFont};
use std::collections::{BTreeMap, BTreeSet};

/// The glyphs of a face that a small font keeps. Their place in `old` is their number there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptGlyphs {
    /// Glyphs of the whole face, ascending, `.notdef` first; complete under composition.
    old: Vec<u16>,
}

impl KeptGlyphs {
    /// The glyphs asked for, `.notdef`, and all that composite glyphs are made of.
    ///
    /// # Errors
    /// Broken outlines.
    pub fn new(face: &Face, glyphs: impl IntoIterator<Item = u16>) -> Result<Self, FontError> {
        let mut set: BTreeSet<u16> = glyphs.into_iter().collect();
        set.insert(0);
        if set.iter().any(|&glyph| face.lacks(glyph)) {
            return Err(error(face, "这份字体只有常用字的字形，要用完整的字体文件"));
        }
        if is_cff(face) {
            return Ok(Self { old: set.into_iter().collect() });
        }
        let outlines = outline::Glyf::new(face)?;
        let mut asked: Vec<u16> = set.iter().copied().collect();
        while let Some(glyph) = asked.pop() {
            for component in outlines.glyph(glyph)?.components() {
                if set.insert(component) {
                    asked.push(component);
                }
            }
        }
        Ok(Self { old: set.into_iter().collect() })
    }

    /// The number of a glyph of the whole face in the small font.
    #[must_use]
    pub fn new_id(&self, old: u16) -> Option<u16> {
        u16::try_from(self.old.binary_search(&old).ok()?).ok()
    }

    /// The kept glyphs by their numbers in the whole face; the index is the new number.
    #[must_use]
    pub fn glyphs(&self) -> &[u16] {
        &self.old
    }
}

/// What a face's maker allows a document to carry of it (OS/2 `fsType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Embedding {
    /// Nothing, or only the unchanged whole.
    Forbidden,
    /// For reading and printing: PDF.
    Print,
    /// In documents that others may edit: DOCX too.
    Edit,
}

/// What the face's maker allows. A face without OS/2 table says nothing, which allows everything.
#[must_use]
pub fn embedding(face: &Face) -> Embedding {
    let fs_type = face.font().os2().map_or(0, |os2| os2.fs_type());
    // Bits 0 to 3 are one licence, the most generous of several holds; bit 8: not in parts; bit 9: as bitmaps only.
    match fs_type & 0xF {
        _ if fs_type & 0x300 != 0 => Embedding::Forbidden,
        0 => Embedding::Edit,
        usage if usage & 8 != 0 => Embedding::Edit,
        usage if usage & 4 != 0 => Embedding::Print,
        _ => Embedding::Forbidden,
    }
}

fn demand(face: &Face, use_in: Embedding) -> Result<(), FontError> {
    if embedding(face) >= use_in {
        return Ok(());
    }
    let document = if use_in == Embedding::Edit { "DOCX 这类可编辑的文档" } else { "文档" };
    Err(error(face, &format!("字体的许可（OS/2 fsType）不允许嵌入{document}，请换一个字体")))
}

/// A font program for PDF: outlines and measures, no character map (ISO 32000-1 9.9: codes are glyph numbers).
pub enum Program<'a> {
    /// A TrueType font (`FontFile2`).
    TrueType(SmallFont<'a>),
    /// A bare CFF table (`FontFile3`, `CIDFontType0C`).
    Cff(Vec<u8>),
}

/// The font program with the kept glyphs.
///
/// # Errors
/// A face that may not be embedded, or is broken.
pub fn program<'a>(face: &'a Face, kept: &KeptGlyphs) -> Result<Program<'a>, FontError> {
    demand(face, Embedding::Print)?;
    if is_cff(face) {
        return Ok(Program::Cff(cff(face, kept)?));
    }
    Ok(Program::TrueType(tables::Core::new(face, kept)?.join(Vec::new())))
}

fn is_cff(face: &Face) -> bool {
    face.font().table_data(Tag::new(b"CFF ")).is_some()
}

fn cff(face: &Face, kept: &KeptGlyphs) -> Result<Vec<u8>, FontError> {
    let mapper = subsetter::GlyphRemapper::new_from_glyphs_sorted(kept.glyphs());
    let small = subsetter::subset(face.data(), face.index(), &mapper);
    let small = small.map_err(|_| error(face, "CFF 轮廓的数据已损坏"))?;
    let font = FontRef::new(&small).map_err(|_| error(face, "CFF 轮廓的数据已损坏"))?;
    Ok(table(face, &font, *b"CFF ")?.to_vec())
}

/// Whether [`installable`] can cut the face: its maker allows it in documents that others may edit, and its outlines are
/// such as word processors take from a document.
#[must_use]
pub fn is_installable(face: &Face) -> bool {
    embedding(face) >= Embedding::Edit && !is_cff(face)
}

/// A complete font with the characters of `chars` that the face has, to be embedded in a DOCX under the name `family`,
/// of which it is the regular face. Characters that the face lacks are left out.
///
/// # Errors
/// A face that may not be embedded in a document that can be edited, has no TrueType outlines, or is broken.
pub fn installable<'a>(
    face: &'a Face,
    family: &str,
    chars: &BTreeSet<char>,
) -> Result<SmallFont<'a>, FontError> {
    demand(face, Embedding::Edit)?;
    if is_cff(face) {
        return Err(error(face, "是 CFF 轮廓的字体，文字处理软件不能可靠地使用嵌入的 CFF 字体，只写字体名"));
    }
    let mapped: Vec<(char, u16)> = chars.iter().filter_map(|&c| Some((c, face.glyph(c)?))).collect();
    let kept = KeptGlyphs::new(face, mapped.iter().map(|&(_, glyph)| glyph))?;
    let mapped: Vec<(char, u16)> =
        mapped.into_iter().filter_map(|(c, glyph)| Some((c, kept.new_id(glyph)?))).collect();
    complete(face, family, &kept, &mapped)
}

/// A complete font with the kept glyphs under the name `family`, in which each of `characters` finds the glyph given for it
/// (a number of the whole face): for a document that is only read.
///
/// # Errors
/// A face that may not be embedded, has no TrueType outlines, or is broken.
pub fn mapped<'a>(
    face: &'a Face,
    family: &str,
    kept: &KeptGlyphs,
    characters: &BTreeMap<char, u16>,
) -> Result<SmallFont<'a>, FontError> {
    demand(face, Embedding::Print)?;
    if is_cff(face) {
        return Err(error(face, "是 CFF 轮廓的字体，OFD 里不能可靠地嵌入，请换一个 TrueType 字体"));
    }
    let known = |(&c, &glyph): (&char, &u16)| Some((c, kept.new_id(glyph)?));
    complete(face, family, kept, &characters.iter().filter_map(known).collect::<Vec<_>>())
}

/// The kept glyphs with the tables by which a font is found and asked.
fn complete<'a>(
    face: &'a Face,
    family: &str,
    kept: &KeptGlyphs,
    mapped: &[(char, u16)],
) -> Result<SmallFont<'a>, FontError> {
    let named = vec![
        (Tag::new(b"cmap"), names::cmap(mapped)),
        (Tag::new(b"OS/2"), names::os2(face, mapped)?),
        (Tag::new(b"name"), names::name(face, family)),
        (Tag::new(b"post"), names::post(face)?),
        // What makes a rasterizer smooth unhinted outlines at all sizes (gasp) and close gaps in them (prep).
        (Tag::new(b"gasp"), vec![0, 1, 0, 1, 0xFF, 0xFF, 0, 0x0F]),
        (Tag::new(b"prep"), vec![0xB8, 0x01, 0xFF, 0x85, 0xB0, 0x04, 0x8D]),
    ];
    Ok(tables::Core::new(face, kept)?.join(named))
}

/// The bytes of [`installable`].
///
/// # Errors
/// As there.
pub fn sfnt(face: &Face, family: &str, chars: &BTreeSet<char>) -> Result<Vec<u8>, FontError> {
    Ok(installable(face, family, chars)?.bytes())
}

fn error(face: &Face, reason: &str) -> FontError {
    FontError { file: face.file().to_owned(), reason: reason.to_owned() }
}

/// A table's bytes, or the error that names it.
fn table<'a>(face: &Face, font: &FontRef<'a>, tag: [u8; 4]) -> Result<&'a [u8], FontError> {
    let missing = || error(face, &format!("缺少 {} 表", String::from_utf8_lossy(&tag)));
    Ok(font.table_data(Tag::new(&tag)).ok_or_else(missing)?.as_bytes())
}
