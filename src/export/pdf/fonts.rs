//! The fonts of a file (ISO 32000-1 9.7): for each face used a subset, its widths, and the text that each glyph stands
//! for. The glyphs' numbers in the subset are their codes in the page's text (`Identity-H`).

use super::file::File;
use crate::export::hash;
use crate::font::subset::{self, KeptGlyphs, Program};
use crate::font::{Face, FaceId, FontBook, FontError};
use crate::layout::pages::{GlyphRun, Item, Pages};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};
use skrifa::raw::TableProvider;

const IDENTITY: SystemInfo =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Width of a glyph that the width array does not name, thousandths of an em: a Han character.
const DEFAULT_WIDTH: f64 = 1000.0;

/// One face as the file uses it.
pub(super) struct UsedFace<'a> {
    face: FaceId,
    kept: KeptGlyphs,
    /// By glyph of the whole face: its code, 0 if unused.
    codes: Vec<u16>,
    /// By code: the text it stands for; the first in the document, if there are several.
    texts: Vec<&'a str>,
    /// By code: its width as the file states it, thousandths of an em.
    widths: Vec<f64>,
}

impl UsedFace<'_> {
    /// The code of a glyph of the whole face.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes[usize::from(glyph)]
    }

    /// The text that the file's font gives back for a code.
    pub(super) fn text(&self, code: u16) -> &str {
        self.texts[usize::from(code)]
    }

    /// The width of a code, thousandths of an em.
    pub(super) fn width(&self, code: u16) -> f64 {
        self.widths[usize::from(code)]
    }
}

/// All faces used, by the order of their ids.
pub(super) struct Fonts<'a> {
    used: Vec<UsedFace<'a>>,
}

impl<'a> Fonts<'a> {
    /// A face and its place among the file's fonts.
    pub(super) fn of(&self, face: FaceId) -> (usize, &UsedFace<'a>) {
        let index = self.used.iter().position(|f| f.face == face).expect("used() saw every run");
        (index, &self.used[index])
    }
}

/// Gathers what the pages use of each face.
pub(super) fn used<'a>(pages: &'a Pages, book: &FontBook) -> Result<Fonts<'a>, FontError> {
    let mut seen: Vec<ShownGlyphs> = Vec::new();
    for run in pages.pages.iter().flat_map(|page| &page.items).filter_map(Item::glyphs) {
        let index = seen.iter().position(|face| face.id == run.face).unwrap_or_else(|| {
            seen.push(ShownGlyphs { id: run.face, places: Vec::new(), glyphs: Vec::new() });
            seen.len() - 1
        });
        for glyph in &run.glyphs {
            seen[index].take(glyph.id, glyph_text(run, &glyph.text));
        }
    }
    seen.sort_unstable_by_key(|face| face.id);
    let used: Result<_, _> = seen.into_iter().map(|seen| one(book.face(seen.id), seen)).collect();
    Ok(Fonts { used: used? })
}

/// The text of a run that one of its glyphs stands for.
pub(super) fn glyph_text<'a>(run: &'a GlyphRun, range: &std::ops::Range<u32>) -> &'a str {
    &run.text[range.start as usize..range.end as usize]
}

/// The glyphs of a face that the pages show.
struct ShownGlyphs<'a> {
    id: FaceId,
    /// By glyph: its place in `glyphs` plus one, 0 if it was not seen.
    places: Vec<u16>,
    /// Glyphs and what they first stood for, in the order seen.
    glyphs: Vec<(u16, &'a str)>,
}

impl<'a> ShownGlyphs<'a> {
    fn take(&mut self, glyph: u16, text: &'a str) {
        let index = usize::from(glyph);
        if index >= self.places.len() {
            self.places.resize(index + 1, 0);
        }
        if self.places[index] == 0 {
            self.glyphs.push((glyph, text));
            self.places[index] = u16::try_from(self.glyphs.len()).expect("no more glyphs than numbers");
        }
    }
}

fn one<'a>(face: &Face, seen: ShownGlyphs<'a>) -> Result<UsedFace<'a>, FontError> {
    let kept = KeptGlyphs::new(face, seen.glyphs.iter().map(|&(glyph, _)| glyph))?;
    let place = |glyph: u16| seen.places.get(usize::from(glyph)).map_or(0, |&place| usize::from(place));
    // A part of a composite glyph, and `.notdef`, stand for nothing.
    let text = |&glyph: &u16| place(glyph).checked_sub(1).map_or("", |place| seen.glyphs[place].1);
    let texts = kept.glyphs().iter().map(text).collect();
    let width = |&glyph: &u16| (face.advance(glyph) * 100_000.0).round() / 100.0;
    let widths = kept.glyphs().iter().map(width).collect();
    let mut codes = seen.places;
    for (code, &glyph) in (0..).zip(kept.glyphs()) {
        if let Some(place) = codes.get_mut(usize::from(glyph)) {
            *place = code;
        }
    }
    Ok(UsedFace { face: seen.id, kept, codes, texts, widths })
}

/// Writes all fonts; returns their objects in the order of [`Fonts`].
pub(super) fn write(file: &mut File, fonts: &Fonts, book: &FontBook) -> Result<Vec<Ref>, FontError> {
    fonts.used.iter().map(|font| write_one(file, font, book.face(font.face))).collect()
}

fn write_one(file: &mut File, font: &UsedFace, face: &Face) -> Result<Ref, FontError> {
    let [type0, cid_font, descriptor, program, to_unicode] = std::array::from_fn(|_| file.bump());
    let name = base_name(font, face);
    let small = subset::program(face, &font.kept)?;
    let is_cff = matches!(small, Program::Cff(_));
    match small {
        Program::TrueType(font) => {
            let zlib = font.zlib();
            file.stream(program, &zlib.bytes, |stream| {
                // Length of the program before compression: required for FontFile2 (table 127).
                stream.filter(Filter::FlateDecode).pair(Name(b"Length1"), super::integer(zlib.length));
            });
        }
        Program::Cff(bytes) => file.deflated_stream(program, &bytes, |stream| {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        }),
    }
    file.text_stream(to_unicode, &unicode_map(font));

    let mut object = file.object().type0_font(type0);
    object.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
    object.descendant_font(cid_font).to_unicode(to_unicode);
    object.finish();

    let mut object = file.object().cid_font(cid_font);
    object.subtype(if is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
    object.base_font(Name(name.as_bytes())).system_info(IDENTITY);
    object.font_descriptor(descriptor).default_width(super::points(DEFAULT_WIDTH));
    if !is_cff {
        object.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let mut widths = object.widths();
    for (first, stretch) in stretches(&font.widths) {
        widths.consecutive(first, stretch.iter().map(|&w| super::points(w)));
    }
    widths.finish();
    object.finish();
    write_descriptor(file, descriptor, (program, is_cff), &name, face);
    Ok(type0)
}

/// Stretches of codes whose width is not the default.
fn stretches(widths: &[f64]) -> impl Iterator<Item = (u16, &[f64])> {
    let usual = |w: &f64| (w - DEFAULT_WIDTH).abs() < 0.005;
    let mut start = 0;
    widths.chunk_by(move |a, b| usual(a) == usual(b)).filter_map(move |stretch| {
        let first = start;
        start += stretch.len();
        let first = u16::try_from(first).expect("no more codes than glyphs in the face");
        (!usual(&stretch[0])).then_some((first, stretch))
    })
}

fn write_descriptor(file: &mut File, id: Ref, (program, is_cff): (Ref, bool), name: &str, face: &Face) {
    let font = face.font();
    let em = |units: i16| super::points(f64::from(units) * 1000.0 / face.units_per_em());
    let head = font.head().expect("subset() read it");
    let hhea = font.hhea().expect("subset() read it");
    let os2 = font.os2().ok();
    let weight = os2.as_ref().map_or(400, skrifa::raw::tables::os2::Os2::us_weight_class);
    let ascent = hhea.ascender().to_i16();
    let mut object = file.object().font_descriptor(id);
    object.name(Name(name.as_bytes())).flags(FontFlags::SYMBOLIC);
    object.bbox(Rect::new(em(head.x_min()), em(head.y_min()), em(head.x_max()), em(head.y_max())));
    object.italic_angle(0.0).ascent(em(ascent)).descent(em(hhea.descender().to_i16()));
    object.cap_height(em(os2.and_then(|os2| os2.s_cap_height()).unwrap_or(ascent)));
    // No font file tells it. The usual guess from the weight; nothing but a substitute font would use it.
    object.stem_v(super::points(10.0 + 0.000_244 * (f64::from(weight) - 50.0).powi(2)));
    if is_cff {
        object.font_file3(program);
    } else {
        object.font_file2(program);
    }
}

/// `ABCDEF+Name`: six letters that differ between subsets of one face (9.6.4).
fn base_name(font: &UsedFace, face: &Face) -> String {
    let mut hash = font.kept.glyphs().iter().fold(hash::BASIS, |hash, &glyph| hash::step(hash, glyph));
    let mut name = String::new();
    for _ in 0..6 {
        name.push(char::from(b'A' + u8::try_from((hash >> 32) % 26).expect("below 26")));
        hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    name.push('+');
    name.extend(face.stem().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-'));
    name
}

fn unicode_map(font: &UsedFace) -> Vec<u8> {
    let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for (code, text) in (0_u16..).zip(&font.texts) {
        if !text.is_empty() {
            map.pair_with_multiple(code, text.chars());
        }
    }
    map.finish().into_vec()
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_WIDTH, stretches};

    #[test]
    fn a_stretch_of_widths_begins_at_its_own_code() {
        let usual = DEFAULT_WIDTH;
        let widths = [usual, 500.0, 250.0, usual, usual, 333.0];
        let said: Vec<_> = stretches(&widths).collect();
        assert_eq!(said, [(1, &[500.0, 250.0][..]), (5, &[333.0][..])]);
    }
}
