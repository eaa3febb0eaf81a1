//! Styles and lists: the numbers that Word shows before paragraphs ([MS-DOC] 2.9.131, 2.9.147, 2.9.271).

use super::Bytes;
use super::fib::{Fib, Part};
use super::sprms::Paragraph;
use crate::intake::numbering::{LEVELS, LONGEST, Level, Numbering, Style};
use std::collections::BTreeMap;

/// Everything that numbers; what does not hold together numbers nothing.
pub(super) fn read(fib: &Fib<'_>) -> Numbering {
    let mut numbering = Numbering::default();
    let _ = styles(fib.part(Part::Styles), &mut numbering);
    let _ = lists(fib.part(Part::Lists), fib.behind(Part::Lists), &mut numbering);
    let _ = overrides(fib.part(Part::ListOverrides), &mut numbering);
    numbering
}

/// `STSH`: which list a paragraph style brings, and which style it stands on.
fn styles(sheet: Bytes<'_>, numbering: &mut Numbering) -> Option<()> {
    let head = usize::from(sheet.u16(0)?);
    let (count, fixed) = (sheet.u16(2)?, usize::from(sheet.u16(4)?));
    let mut at = 2 + head;
    for number in 0..count {
        let long = usize::from(sheet.u16(at)?);
        let style = sheet.slice(at + 2, long)?;
        at += 2 + long + long % 2;
        let Some((kind, above)) = style.u16(2).map(|word| (word & 0x0F, word >> 4)) else { continue };
        let name = style.u16(fixed).map_or(0, usize::from);
        // Behind the name, which ends with a zero, the properties: of paragraphs first.
        let properties = fixed + 2 + 2 * name + 2;
        let own = style.u16(properties).and_then(|long| style.slice(properties + 2, usize::from(long)));
        if kind != 1 {
            continue;
        }
        let paragraph = own.map_or_else(Paragraph::default, |own| Paragraph::of_style(own.from(2)));
        let own = Style {
            list: paragraph.list.map(|list| list.to_string()),
            level: paragraph.level.map(usize::from),
            above: (above != 0x0FFF).then(|| above.to_string()),
        };
        numbering.styles.insert(number.to_string(), own);
    }
    Some(())
}

/// `PlfLst` and the levels behind it.
fn lists(part: Bytes<'_>, levels: Bytes<'_>, numbering: &mut Numbering) -> Option<()> {
    let mut at = 0;
    for n in 0..usize::from(part.u16(0)?) {
        let list = part.slice(2 + 28 * n, 28)?;
        let simple = list.byte(26)? & 1 == 1;
        let mut own = Vec::new();
        for _ in 0..if simple { 1 } else { LEVELS } {
            let (level, length) = level(levels.from(at))?;
            own.push(level);
            at += length;
        }
        own.resize(LEVELS, Level::default());
        numbering.levels.insert(list.u32(0)?.to_string(), own);
    }
    Some(())
}

/// `LVL` and how long it is.
fn level(bytes: Bytes<'_>) -> Option<(Level, usize)> {
    let start = bytes.u32(0)?;
    let format = format(bytes.byte(4)?).to_owned();
    let text_at = 28 + usize::from(bytes.byte(24)?) + usize::from(bytes.byte(25)?);
    let long = usize::from(bytes.u16(text_at)?);
    // A list with a level of its own has the others copied: a text longer than any number is kept no further.
    let units =
        (0..long.min(LONGEST)).map(|n| bytes.u16(text_at + 2 + 2 * n)).collect::<Option<Vec<u16>>>()?;
    let mut text = String::new();
    for c in char::decode_utf16(units) {
        match c.unwrap_or('\u{FFFD}') {
            // The number of a level stands for its figure.
            c @ '\0'..='\u{8}' => {
                text.push('%');
                text.push(char::from_digit(u32::from(c) + 1, 10).unwrap_or('1'));
            }
            c => text.push(c),
        }
    }
    Some((Level { start, format, text }, text_at + 2 + 2 * long))
}

/// `PlfLfo`: what paragraphs name, from 1 on.
fn overrides(part: Bytes<'_>, numbering: &mut Numbering) -> Option<()> {
    let count = part.size(0)?;
    let mut at = 4_usize.checked_add(count.checked_mul(16)?)?;
    for n in 0..count {
        let own = part.slice(4 + 16 * n, 16)?;
        let list = own.u32(0)?.to_string();
        numbering.lists.insert((n + 1).to_string(), (list.clone(), BTreeMap::new()));
    }
    for n in 0..count {
        if numbering.is_too_large() {
            return None;
        }
        let changes = usize::from(part.byte(4 + 16 * n + 12)?);
        at += 4;
        let (list, starts) = numbering.lists.get_mut(&(n + 1).to_string())?;
        for _ in 0..changes {
            let (start, flags) = (part.u32(at)?, part.u32(at + 4)?);
            at += 8;
            let of = (flags & 0x0F) as usize;
            if flags & 0x10 != 0 {
                starts.insert(of, start);
            }
            if flags & 0x20 != 0 {
                let (changed, length) = level(part.from(at))?;
                at += length;
                // A list of its own with this level in it.
                let mut levels = numbering.levels.get(list).cloned().unwrap_or_default();
                levels.resize(LEVELS, Level::default());
                if let Some(level) = levels.get_mut(of) {
                    *level = changed;
                }
                *list = format!("{list}+{n}");
                numbering.levels.insert(list.clone(), levels);
            }
        }
    }
    Some(())
}

/// The name of a number format (`MSONFC`) in a DOCX.
fn format(number: u8) -> &'static str {
    match number {
        3 => "upperLetter",
        4 => "lowerLetter",
        10 | 11 | 33..=37 | 39 => "chineseCountingThousand",
        14 | 19 => "decimalFullWidth",
        18 | 28 | 29 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        30 | 31 => "ideographTraditional",
        255 => "none",
        _ => "decimal",
    }
}
