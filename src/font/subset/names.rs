//! The tables by which an installed font is found and asked: `cmap OS/2 name post` (OpenType 1.9), written anew for the
//! kept characters and the family name that the document gives the font.

use super::{Face, FontError, error, table};
use skrifa::raw::TableProvider;
use skrifa::raw::types::NameId;

/// Microsoft: Unicode BMP, Unicode full, and US English.
const WINDOWS: u16 = 3;
const UNICODE_BMP: u16 = 1;
const UNICODE_FULL: u16 = 10;
const ENGLISH: u16 = 0x0409;

fn words(out: &mut Vec<u8>, fields: &[u16]) {
    out.extend(fields.iter().flat_map(|f| f.to_be_bytes()));
}

fn longs(out: &mut Vec<u8>, fields: &[u32]) {
    out.extend(fields.iter().flat_map(|f| f.to_be_bytes()));
}

fn short(number: usize) -> u16 {
    u16::try_from(number).expect("a subset's tables are small")
}

fn long(number: usize) -> u32 {
    u32::try_from(number).expect("a subset's tables are small")
}

/// Characters and their glyphs, ascending, as stretches in which both count up together.
fn stretches(mapped: &[(char, u16)]) -> Vec<(u32, u32, u16)> {
    let mut found: Vec<(u32, u32, u16)> = Vec::new();
    for &(character, glyph) in mapped {
        let code = u32::from(character);
        match found.last_mut() {
            Some((first, last, start))
                if *last + 1 == code && u32::from(*start) + (code - *first) == u32::from(glyph) =>
            {
                *last = code;
            }
            _ => found.push((code, code, glyph)),
        }
    }
    found
}

/// `cmap`: format 4, and format 12 as well where a character is beyond U+FFFF.
pub(super) fn cmap(mapped: &[(char, u16)]) -> Vec<u8> {
    let all = stretches(mapped);
    let bmp: Vec<_> = all.iter().copied().filter(|&(first, ..)| first <= 0xFFFF).collect();
    let four = format_4(&bmp);
    let full = bmp.len() < all.len();
    let mut out = Vec::new();
    words(&mut out, &[0, 1 + u16::from(full), WINDOWS, UNICODE_BMP]);
    let start = if full { 20 } else { 12 };
    longs(&mut out, &[start]);
    if full {
        words(&mut out, &[WINDOWS, UNICODE_FULL]);
        longs(&mut out, &[start + long(four.len())]);
    }
    out.extend(four);
    if full {
        words(&mut out, &[12, 0]);
        longs(&mut out, &[16 + 12 * long(all.len()), 0, long(all.len())]);
        for (first, last, glyph) in all {
            longs(&mut out, &[first, last, u32::from(glyph)]);
        }
    }
    out
}

fn format_4(stretches: &[(u32, u32, u16)]) -> Vec<u8> {
    let low = |code: u32| u16::try_from(code).expect("stretches of the BMP only");
    // The last segment is U+FFFF, by order of the format.
    let number = short(stretches.len() + 1);
    let power = number.ilog2();
    let search = 2 << power;
    let mut out = Vec::new();
    words(&mut out, &[4, 16 + 8 * number, 0, 2 * number, search, short(power as usize), 2 * number - search]);
    out.extend(stretches.iter().flat_map(|&(_, last, _)| low(last).to_be_bytes()));
    words(&mut out, &[0xFFFF, 0]);
    out.extend(stretches.iter().flat_map(|&(first, ..)| low(first).to_be_bytes()));
    words(&mut out, &[0xFFFF]);
    out.extend(stretches.iter().flat_map(|&(first, _, glyph)| glyph.wrapping_sub(low(first)).to_be_bytes()));
    words(&mut out, &[1]);
    out.resize(out.len() + 2 * usize::from(number), 0);
    out
}

/// `OS/2`: the face's own, weight and style set to regular (the family has this face alone), first and last character.
pub(super) fn os2(face: &Face, mapped: &[(char, u16)]) -> Result<Vec<u8>, FontError> {
    let font = face.font();
    let mut out = table(face, &font, *b"OS/2")?.to_vec();
    if out.len() < 78 {
        return Err(error(face, "OS/2 表的长度不对"));
    }
    let mut set = |at: usize, value: u16| out[at..at + 2].copy_from_slice(&value.to_be_bytes());
    let code = |c: Option<&(char, u16)>| c.map_or(0, |c| u16::try_from(u32::from(c.0)).unwrap_or(0xFFFF));
    set(4, 400); // usWeightClass
    set(62, 0x40); // fsSelection: REGULAR
    set(64, code(mapped.first()));
    set(66, code(mapped.last()));
    Ok(out)
}

/// `name`: the family given, one regular face; copyright and licence as the face's maker wrote them.
pub(super) fn name(face: &Face, family: &str) -> Vec<u8> {
    let font = face.font();
    let kept = |id: NameId| -> Option<String> {
        let name = font.name().ok()?;
        let record = name.name_record().iter().find(|r| r.name_id() == id && r.is_unicode())?;
        Some(record.string(name.string_data()).ok()?.chars().collect())
    };
    // A PostScript name is ASCII without spaces and brackets.
    let postscript: String = face.stem().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let texts = [
        (NameId::COPYRIGHT_NOTICE, kept(NameId::COPYRIGHT_NOTICE)),
        (NameId::FAMILY_NAME, Some(family.to_owned())),
        (NameId::SUBFAMILY_NAME, Some("Regular".to_owned())),
        (NameId::UNIQUE_ID, Some(format!("{family} subset"))),
        (NameId::FULL_NAME, Some(family.to_owned())),
        (NameId::VERSION_STRING, Some("Version 1.0".to_owned())),
        (NameId::POSTSCRIPT_NAME, Some(format!("{postscript}-subset"))),
        (NameId::LICENSE_URL, kept(NameId::LICENSE_URL)),
    ];
    let texts: Vec<(u16, Vec<u16>)> = texts
        .into_iter()
        .filter_map(|(id, text)| Some((id.to_u16(), text?.encode_utf16().collect())))
        .collect();
    let mut out = Vec::new();
    words(&mut out, &[0, short(texts.len()), short(6 + 12 * texts.len())]);
    let mut offset = 0;
    for (id, text) in &texts {
        let length = 2 * text.len();
        words(&mut out, &[WINDOWS, UNICODE_BMP, ENGLISH, *id, short(length), short(offset)]);
        offset += length;
    }
    for (_, text) in &texts {
        words(&mut out, text);
    }
    out
}

/// `post`: the face's own figures, no glyph names (version 3).
pub(super) fn post(face: &Face) -> Result<Vec<u8>, FontError> {
    let font = face.font();
    let mut out =
        table(face, &font, *b"post")?.get(..32).ok_or_else(|| error(face, "post 表的长度不对"))?.to_vec();
    out[..4].copy_from_slice(&0x0003_0000_u32.to_be_bytes());
    Ok(out)
}
