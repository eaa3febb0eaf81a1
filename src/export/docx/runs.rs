//! Text to `w:r`: cut where the font changes, and where a word processor would otherwise take the wrong one.
//!
//! Word and LibreOffice choose between a run's Latin and its East Asian font by the character, and both call `“”‘’—…·`
//! ambiguous: Word goes by `w:hint`, LibreOffice by the character before (`12“` makes the quote Latin). Such marks are
//! runs of their own in which both fonts are the Han face.

use super::{Writer, half_points, twips};
use crate::document::links::links;
use crate::document::{Role, Run};
use crate::fit::LinesFit;
use crate::font::script;
use crate::package::xml::Xml;

/// By how much the title is raised, pt: its lines are higher than the grid's and have an exact height, of which word
/// processors put a fifth below the baseline, so that the title would stand that much lower than in the PDF. It cannot be
/// said in the style, where `LibreOffice` takes it for an exponent.
const TITLE_RAISE: f64 = 1.5;

/// How a word processor will see the characters of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// ASCII and Han: told apart rightly by every program.
    Plain,
    /// Could be Latin or Han: `“”‘’·`, and whatever is neither ASCII nor plainly East Asian.
    Ambiguous,
    /// 破折号 and 省略号, which must not be cut.
    Dash,
}

/// Text that one `w:r` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    text: String,
    role: Role,
    kind: Kind,
    /// The family of its characters other than ASCII, if that is not the typeface's main one.
    other: Option<usize>,
    /// What is added to the letter spacing in the line it stands in, twentieths of a point.
    spacing: i32,
    /// The relation of the address that it is part of.
    link: Option<String>,
    /// Whether a line ends in or beside it where a word processor would not end one.
    cut: bool,
}

/// Writes runs into a paragraph whose style is that of `base`; `scale` below 1 sets them smaller.
pub(super) fn write(writer: &Writer<'_>, xml: &mut Xml, runs: &[Run], base: Role, scale: f64) {
    write_lines(writer, xml, runs, base, scale, &LinesFit::default());
}

/// The same with the lines that a word processor must be told of. It is not told to break them: the spacing makes them as
/// long as they are in the PDF, so that they end there by themselves, and text that is edited flows on. Where a line ends
/// in an address, its words are marked as Chinese, which `LibreOffice` breaks anywhere.
pub(super) fn write_lines(
    writer: &Writer<'_>,
    xml: &mut Xml,
    runs: &[Run],
    base: Role,
    scale: f64,
    told: &LinesFit,
) {
    for pieces in pieces(writer, runs, told).chunk_by(|a, b| a.link == b.link) {
        let write =
            |xml: &mut Xml| pieces.iter().for_each(|piece| write_piece(writer, xml, piece, base, scale));
        match &pieces[0].link {
            Some(id) => xml.element("w:hyperlink", &[("r:id", id), ("w:history", "1")], write),
            None => write(xml),
        }
    }
}

fn write_piece(writer: &Writer<'_>, xml: &mut Xml, piece: &Piece, base: Role, scale: f64) {
    xml.element("w:r", &[], |xml| {
        properties(writer, xml, piece, base, scale);
        xml.text("w:t", &[("xml:space", "preserve")], &piece.text);
    });
}

fn pieces(writer: &Writer<'_>, runs: &[Run], told: &LinesFit) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut byte = 0;
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let links = links(&text);
    for run in runs {
        let typeface = writer.style.role(run.role).typeface;
        for character in run.text.chars() {
            let kind = kind(character);
            let other = writer.families.other(writer.fonts, typeface, character);
            let line = told.lines.iter().find(|line| line.bytes.contains(&byte));
            let spacing = line.filter(|_| !character.is_ascii()).map_or(0, |line| floor_twips(line.spacing));
            let cut = told.cut_words.iter().any(|word| word.contains(&byte));
            let link = links.iter().find(|link| link.range.contains(&byte));
            let link = link.map(|link| writer.targets.relation(&link.target));
            byte += character.len_utf8();
            let piece = Piece { text: String::new(), role: run.role, kind, other, spacing, link, cut };
            if pieces.last().is_none_or(|last| (Piece { text: String::new(), ..last.clone() }) != piece) {
                pieces.push(piece);
            }
            if let Some(last) = pieces.last_mut() {
                last.text.push(character);
            }
        }
    }
    pieces
}

/// Points as twentieths, never more.
#[expect(clippy::cast_possible_truncation, reason = "the spacing of characters is a few points")]
fn floor_twips(points: f64) -> i32 {
    (points * 20.0).floor() as i32
}

fn kind(character: char) -> Kind {
    if script::is_dash(character) {
        Kind::Dash
    } else if script::is_ambiguous(character) {
        Kind::Ambiguous
    } else {
        Kind::Plain
    }
}

fn properties(writer: &Writer<'_>, xml: &mut Xml, piece: &Piece, base: Role, scale: f64) {
    let (look, under) = (writer.style.role(piece.role), writer.style.role(base));
    let lead = heading_character_style(piece.role).filter(|_| piece.role != base);
    let size = look.size * scale;
    let under_size = if lead.is_some() { look.size } else { under.size };
    // A lead carries its face itself as well, for readers that do not look up character styles.
    let font_differs = look.typeface != under.typeface;
    let size_differs = half_points(size) != half_points(under_size);
    let plain = piece.kind == Kind::Plain && piece.other.is_none() && !font_differs;
    let raised = piece.role == Role::Title;
    let told = piece.spacing != 0 || piece.cut;
    if plain && lead.is_none() && !size_differs && !raised && !told {
        return;
    }
    xml.element("w:rPr", &[], |xml| {
        if let Some(style) = lead {
            xml.value("w:rStyle", style);
        }
        let main = writer.families.han(look.typeface);
        let han = piece.other.map_or(main, |family| writer.families.name(family));
        if piece.kind != Kind::Plain {
            let fonts = [("w:hint", "eastAsia"), ("w:ascii", han), ("w:hAnsi", han), ("w:eastAsia", han)];
            xml.empty("w:rFonts", &fonts);
        } else if !plain {
            xml.empty("w:rFonts", &[("w:eastAsia", han)]);
        }
        if piece.spacing != 0 || lead.is_none() && look.tracking.total_cmp(&under.tracking).is_ne() {
            xml.value("w:spacing", &twips(look.tracking + f64::from(piece.spacing) / 20.0));
        }
        if raised {
            xml.value("w:position", &half_points(TITLE_RAISE));
        }
        if size_differs {
            xml.value("w:sz", &half_points(size));
            xml.value("w:szCs", &half_points(size));
        }
        if piece.kind == Kind::Dash {
            // LibreOffice breaks `——` and `……` in two, unless their language is one whose lines it breaks by
            // Unicode's rules (UAX 14), which keep both whole. Word keeps them whole in any language.
            xml.empty("w:lang", &[("w:eastAsia", "en-US")]);
        } else if piece.cut {
            xml.empty("w:lang", &[("w:val", "zh-CN")]);
        }
    });
}

/// The character style of a lead that is run into its paragraph.
pub(super) fn heading_character_style(role: Role) -> Option<&'static str> {
    match role {
        Role::Heading2 => Some("Heading2Char"),
        Role::Heading3 => Some("Heading3Char"),
        Role::Heading4 => Some("Heading4Char"),
        _ => None,
    }
}
