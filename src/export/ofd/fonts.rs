//! The fonts of a file (11.1): for each face used a subset, found by its characters.

use super::Numbers;
use crate::font::subset::{self, KeptGlyphs, SmallFont};
use crate::font::{Face, FaceId, FontBook, FontError};
use crate::layout::pages::{Glyph, GlyphRun, Item, Pages};
use std::collections::BTreeMap;

/// One face as the file uses it.
pub(super) struct Font {
    /// Which face.
    pub(super) face: FaceId,
    /// Its number in the file.
    pub(super) id: usize,
    /// The name of the subset.
    pub(super) name: String,
    kept: KeptGlyphs,
    /// Each character that is shown, and the glyph of the whole face that shows it.
    characters: BTreeMap<char, u16>,
}

impl Font {
    /// The part that holds it, in the folder of resources.
    pub(super) fn file(&self) -> String {
        format!("font_{}.ttf", self.id)
    }

    /// The subset.
    pub(super) fn program<'f>(&self, face: &'f Face) -> Result<SmallFont<'f>, FontError> {
        subset::mapped(face, &self.name, &self.kept, &self.characters)
    }

    /// The number of a glyph in the subset.
    pub(super) fn glyph(&self, old: u16) -> u16 {
        self.kept.new_id(old).expect("used() saw every run")
    }

    /// The character by which a reader finds the glyph, if there is one.
    pub(super) fn character(&self, run: &GlyphRun, glyph: &Glyph) -> Option<char> {
        let c = single(run, glyph)?;
        (self.characters.get(&c) == Some(&glyph.id)).then_some(c)
    }
}

/// The text of a run that one of its glyphs stands for.
pub(super) fn text<'r>(run: &'r GlyphRun, glyph: &Glyph) -> &'r str {
    &run.text[glyph.text.start as usize..glyph.text.end as usize]
}

/// The one character that a glyph stands for.
fn single(run: &GlyphRun, glyph: &Glyph) -> Option<char> {
    let mut characters = text(run, glyph).chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// All faces used, by the order of their ids.
pub(super) struct Fonts {
    fonts: Vec<Font>,
}

impl Fonts {
    /// Gathers what the pages use of each face.
    pub(super) fn used(pages: &Pages, book: &FontBook, numbers: &mut Numbers) -> Result<Self, FontError> {
        let mut seen: BTreeMap<FaceId, (Vec<u16>, BTreeMap<char, u16>)> = BTreeMap::new();
        for run in pages.pages.iter().flat_map(|page| &page.items).filter_map(Item::glyphs) {
            let (glyphs, characters) = seen.entry(run.face).or_default();
            for glyph in &run.glyphs {
                glyphs.push(glyph.id);
                // Of several glyphs of one character the first is found by it, the others by their numbers.
                if let Some(c) = single(run, glyph) {
                    characters.entry(c).or_insert(glyph.id);
                }
            }
        }
        let font = |(face, (mut glyphs, characters)): (FaceId, (Vec<u16>, BTreeMap<char, u16>))| {
            glyphs.sort_unstable();
            glyphs.dedup();
            Ok(Font {
                face,
                id: numbers.next(),
                name: book.face(face).stem().to_owned(),
                kept: KeptGlyphs::new(book.face(face), glyphs)?,
                characters,
            })
        };
        Ok(Self { fonts: seen.into_iter().map(font).collect::<Result<_, FontError>>()? })
    }

    /// All, in their order.
    pub(super) fn all(&self) -> &[Font] {
        &self.fonts
    }

    /// That of a face.
    pub(super) fn of(&self, face: FaceId) -> &Font {
        self.fonts.iter().find(|font| font.face == face).expect("used() saw every run")
    }
}
