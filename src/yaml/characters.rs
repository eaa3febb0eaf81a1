//! The one character set of a report, decided before anyone reads a word of it: what a character may be, what it stands
//! for, and what is refused, in keys, numbers and prose alike, raw or spelt by an escape (`"\x0b"`).
//!
//! | characters | what becomes of them |
//! |---|---|
//! | U+000B, U+0085, U+2028, U+2029, CR (a word processor's soft break) | end a line |
//! | tab, U+00A0 and the spaces of print (U+2000–200A, U+202F, U+205F) | a space; the wide one (U+3000) stays |
//! | zero-width spaces and joiners, soft hyphen, byte order mark | vanish: they show nothing and come with copied text |
//! | controls of direction that say "left to right", or end another | vanish: Chinese runs that way anyway |
//! | variation selectors 15 and 16 (as text, as a picture) | vanish: a report has no pictures |
//! | controls of direction that turn the text around | refused: the page would not say what the editor shows |
//! | other variation selectors, alone or behind a letter | refused: no shipped face has the shape that they ask for |
//! | all other controls, noncharacters, U+FFFC, U+FFFD | refused: XML 1.0 (2.2) forbids them, or something was lost |

use super::mended::{Fix, Mended};
use crate::diagnostic::printable::{Direction, is_noncharacter, named, turns};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{Span, Traced};

/// Refused characters listed before the rest are left out in silence.
const MOST: usize = 20;

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treatment {
    Stays,
    LineEnd,
    Space,
    Vanishes,
    Refused,
}

fn treatment(c: char) -> Treatment {
    match c {
        // Nearly every character of a report.
        ' '..='~' | '\n' | '\u{3000}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}' => Treatment::Stays,
        '\u{B}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Treatment::LineEnd,
        '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Treatment::Space,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE0E}' | '\u{FE0F}' => {
            Treatment::Vanishes
        }
        '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' | '\u{FFFC}' | '\u{FFFD}' => Treatment::Refused,
        _ if c.is_control() || is_noncharacter(c) => Treatment::Refused,
        _ => match turns(c) {
            None => Treatment::Stays,
            Some(Direction::Right) => Treatment::Vanishes,
            Some(Direction::Left) => Treatment::Refused,
        },
    }
}

/// The characters that may have to be treated, with their places: nearly all are passed over byte by byte. What is led by E3 to E9 is
/// U+3000 to U+9FFF.
fn unusual(text: &str) -> impl Iterator<Item = (usize, char)> {
    /// So many bytes are looked at together, with the processor's wide registers.
    const TOGETHER: usize = 32;
    let odd = |byte: u8| !matches!(byte, b' '..=b'~' | b'\n' | 0x80..=0xBF | 0xE3..=0xE9);
    let chunks = text.as_bytes().chunks(TOGETHER).enumerate();
    let chunks = chunks.filter(move |(_, chunk)| chunk.iter().fold(false, |any, &byte| any | odd(byte)));
    let bytes = chunks.flat_map(|(at, chunk)| (at * TOGETHER..).zip(chunk));
    let places = bytes.filter(move |(_, byte)| odd(**byte));
    places.filter_map(|(at, _)| Some((at, text[at..].chars().next()?)))
}

/// The text without what the parser would stumble over; `None` if it has nothing of the kind. Line ends of a word
/// processor become U+2028, which is no line end to YAML, and spaces stay: what they are worth where they stand is for
/// others to say.
pub(super) fn clean(text: &str, found: &mut Diagnostics) -> Option<Mended> {
    let mut fixes = Vec::new();
    let mut refused = 0;
    for (at, c) in unusual(text) {
        match treatment(c) {
            Treatment::Vanishes => fixes.push(Fix { at, old: c.len_utf8(), new: "".into() }),
            Treatment::LineEnd if c == '\u{B}' => fixes.push(Fix { at, old: 1, new: "\u{2028}".into() }),
            Treatment::Refused => {
                fixes.push(Fix { at, old: c.len_utf8(), new: "".into() });
                refused += 1;
                if refused <= MOST {
                    found.push(refusal(c, Span::new(at, at + c.len_utf8())));
                }
            }
            _ => {}
        }
    }
    (!fixes.is_empty()).then(|| Mended::new(text, fixes))
}

/// A scalar as it is meant; what was refused goes to `found`.
pub(super) fn settle(text: Traced, found: &mut impl FnMut(Diagnostic)) -> Traced {
    if unusual(text.text()).all(|(_, c)| treatment(c) == Treatment::Stays) {
        return text;
    }
    let mut settled = Traced::new();
    let mut from = 0;
    for (at, c) in text.text().char_indices() {
        let new = match treatment(c) {
            Treatment::Stays => continue,
            Treatment::LineEnd => "\n",
            Treatment::Space => " ",
            Treatment::Vanishes => "",
            Treatment::Refused => {
                found(refusal(c, text.span(at..at + c.len_utf8())));
                ""
            }
        };
        settled.append(&text.slice(from..at));
        from = at + c.len_utf8();
        settled.push(new, text.span(at..from));
    }
    settled.append(&text.slice(from..text.text().len()));
    settled
}

fn refusal(c: char, place: Span) -> Diagnostic {
    let help = match c {
        '\u{FFFC}' => "报告只有文字和表格；删去它，图片另附",
        '\u{FFFD}' => "这里的字在转换编码时丢失了，对照原文补上",
        '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => {
            "删去它，用通用的字形；把光标放在字后面，按一次退格键"
        }
        _ if turns(c).is_some() => "删去它：它会让印出来的次序与编辑器里看到的不同",
        _ => "删去它，多半是从别的程序粘贴带来的；前后的字重打一遍即可",
    };
    Diagnostic::of(&codes::Y21, place, format!("报告里不能有 {}", named(c))).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::yaml::{Outline, parse};

    /// The value of `甲`, and the codes of what was found with what stands at their places.
    fn read(text: &str) -> (String, Vec<String>) {
        let source = Source::new("a", text);
        let mut found = Diagnostics::new();
        let tree = parse(&source, &Outline::new(), &mut found).unwrap();
        let value = tree.root.get("甲").unwrap().scalar().unwrap().text.text().to_owned();
        (value, found.iter().map(|d| format!("{} {}", d.code(), source.slice(d.span))).collect())
    }

    #[test]
    fn a_character_fares_the_same_raw_and_escaped() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let treatment = treatment(c);
            // Quotes and what ends a line to YAML itself have no raw form inside quotes that is one character.
            if treatment == Treatment::Stays || matches!(c, '\t' | '\r') {
                continue;
            }
            let escape = format!("\\U{:08X}", u32::from(c));
            for (spelt, place) in [(c.to_string(), c.to_string()), (escape.clone(), escape)] {
                let (value, found) = read(&format!("甲: \"乙{spelt}丙\"\n丁: 1\n"));
                let (want, said) = match treatment {
                    Treatment::LineEnd => ("乙\n丙", vec![]),
                    Treatment::Space => ("乙 丙", vec![]),
                    Treatment::Vanishes => ("乙丙", vec![]),
                    _ => ("乙丙", vec![format!("Y21 {place}")]),
                };
                assert_eq!((value.as_str(), found), (want, said), "{c:?} {spelt:?}");
            }
        }
    }

    /// XML 1.0, production 2: everything else is an error in the reader, so that no writer ever meets it.
    #[test]
    fn nothing_that_xml_forbids_is_let_in() {
        let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
        for c in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|&c| !allowed(c)) {
            assert_ne!(treatment(c), Treatment::Stays, "{c:?}");
        }
    }

    #[test]
    fn soft_breaks_end_lines_and_invisible_characters_vanish_wherever_they_stand() {
        assert_eq!(read("甲: |\n  一\u{B}二\u{2028}三\u{2029}\n").0, "一\n二\n三\n\n");
        assert_eq!(read("\u{200B}甲\u{FEFF}:\u{200B} 1\u{AD}2\u{200D}\n").0, "12");
        assert_eq!(read("甲: '一\t二'\n").0, "一 二");
        assert_eq!(read("\u{200E}甲: \u{202A}0086\u{202C}\n"), ("0086".to_owned(), vec![]));
    }

    /// What was taken out or stands for something else moves no place behind it, nor before it.
    #[test]
    fn places_around_stay_exact() {
        let text = "甲: |\n  一二\u{B}三四\u{200B}五六\n  七\n乙: 一\u{200B}二\u{B}三\n";
        let source = Source::new("a", text);
        let tree = parse(&source, &Outline::new(), &mut Diagnostics::new()).unwrap();
        for key in ["甲", "乙"] {
            let value = &tree.root.get(key).unwrap().scalar().unwrap().text;
            for (at, c) in value.text().char_indices().filter(|(_, c)| *c != '\n') {
                assert_eq!(source.slice(value.span(at..at + c.len_utf8())), c.to_string(), "{key}");
            }
        }
    }

    #[test]
    fn a_flood_is_not_listed_whole() {
        let (_, found) = read(&format!("甲: {}\n", "\u{1}".repeat(1000)));
        assert_eq!(found.len(), MOST);
    }
}
