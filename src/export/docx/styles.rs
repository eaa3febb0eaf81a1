//! `word/styles.xml`: each role as a named style. The names are those by which Word knows its own styles, so that its
//! navigation, its contents and its templates find them (`heading 1` shows as 标题 1 in Chinese Word); the role's own
//! name stands beside them as an alias. Identifiers never change: other programs address styles by them.
//!
//! *Plain `Normal`.* What an editor types without a style is ordinary text of the tables' face and size, not body text
//! with an indent: the body has a style of its own (`Body Text`, 正文). *A lead that is run into its paragraph* has no
//! outline level, because the navigation would show the whole paragraph: Word's style separator (`w:specVanish`) is two
//! paragraphs to `LibreOffice` 7.4 and to every simple reader. *Marks at line ends.* `w:overflowPunct` is off: with it Word
//! hangs marks that the PDF takes to the next line. `LibreOffice` 7.4 reads it the wrong way round. *Lines of 10.39 mm* are
//! those of the page's grid (GB/T 33476.2), so that the characters stand in the middle of them in every program; a line of
//! exact height has them lower. *Han next to digits.* `w:autoSpaceDE` and `w:autoSpaceDN` stay on: `LibreOffice` adds the
//! space whatever they say, so the PDF has it too.

use super::order::ORDER;
use super::{W, Writer, half_points, twips};
use crate::document::{Paragraph, Role};
use crate::package::xml::Xml;
use crate::style::{Alignment, RoleStyle};

/// A paragraph style of the document.
struct ParagraphStyle {
    id: &'static str,
    /// Word's own name for it, or ours.
    name: &'static str,
    role: Role,
    /// Outline level, from 0.
    outline: Option<&'static str>,
    keep_next: bool,
    /// The character style of the same look.
    link: Option<&'static str>,
}

/// A style that is no heading.
const fn plain(id: &'static str, name: &'static str, role: Role) -> ParagraphStyle {
    ParagraphStyle { id, name, role, outline: None, keep_next: false, link: None }
}

/// A heading that stands alone.
const fn heading(
    id: &'static str,
    name: &'static str,
    role: Role,
    outline: &'static str,
    link: &'static str,
) -> ParagraphStyle {
    ParagraphStyle { id, name, role, outline: Some(outline), keep_next: true, link: Some(link) }
}

const PARAGRAPHS: &[ParagraphStyle] = &[
    plain("BodyText", "Body Text", Role::Body),
    ParagraphStyle { outline: None, ..heading("Title", "Title", Role::Title, "9", "TitleChar") },
    heading("Heading1", "heading 1", Role::Heading1, "0", "Heading1Char"),
    heading("Heading2", "heading 2", Role::Heading2, "1", "Heading2Char"),
    heading("Heading3", "heading 3", Role::Heading3, "2", "Heading3Char"),
    heading("Heading4", "heading 4", Role::Heading4, "3", "Heading4Char"),
    plain("TableText", "表文", Role::TableText),
    plain("TableFigure", "表数", Role::TableFigure),
    plain("TableNote", "表注", Role::TableNote),
    plain("Signature", "Signature", Role::Signature),
    plain("Date", "Date", Role::Signature),
    plain("Dateline", "题下日期", Role::Dateline),
    plain("Footer", "footer", Role::PageNumber),
];

/// Character styles linked to paragraph styles.
const CHARACTERS: &[(&str, &str, Role, &str)] = &[
    ("TitleChar", "Title Char", Role::Title, "Title"),
    ("Heading1Char", "Heading 1 Char", Role::Heading1, "Heading1"),
    ("Heading2Char", "Heading 2 Char", Role::Heading2, "Heading2"),
    ("Heading3Char", "Heading 3 Char", Role::Heading3, "Heading3"),
    ("Heading4Char", "Heading 4 Char", Role::Heading4, "Heading4"),
];

/// The style of a paragraph of running text, and the role whose look that is.
pub(super) fn of_paragraph(paragraph: &Paragraph) -> (&'static str, Role) {
    match paragraph.lead {
        Some(2) if paragraph.is_heading() => ("Heading2", Role::Heading2),
        Some(3) if paragraph.is_heading() => ("Heading3", Role::Heading3),
        Some(4) if paragraph.is_heading() => ("Heading4", Role::Heading4),
        _ if paragraph.role() == Role::Dateline => ("Dateline", Role::Dateline),
        _ => ("BodyText", Role::Body),
    }
}

/// `word/styles.xml`.
pub(super) fn write(writer: &Writer<'_>) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    xml.element("w:styles", &[("xmlns:w", W)], |xml| {
        defaults(writer, xml);
        normal(xml);
        for style in PARAGRAPHS {
            paragraph(writer, xml, style);
        }
        xml.element(
            "w:style",
            &[("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")],
            |xml| {
                xml.value("w:name", "Default Paragraph Font");
                xml.value("w:uiPriority", "1");
                xml.empty("w:semiHidden", &[]);
                xml.empty("w:unhideWhenUsed", &[]);
            },
        );
        for &(id, name, role, link) in CHARACTERS {
            xml.element(
                "w:style",
                &[("w:type", "character"), ("w:customStyle", "1"), ("w:styleId", id)],
                |xml| {
                    xml.value("w:name", name);
                    xml.value("w:basedOn", "DefaultParagraphFont");
                    xml.value("w:link", link);
                    let look = writer.style.role(role);
                    xml.element("w:rPr", &[], |xml| run_properties(writer, xml, look));
                },
            );
        }
        tables(writer, xml);
    });
    xml.finish()
}

fn defaults(writer: &Writer<'_>, xml: &mut Xml) {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                let look = writer.style.role(Role::TableText);
                fonts(writer, xml, look);
                xml.value("w:sz", &half_points(look.size));
                xml.value("w:szCs", &half_points(look.size));
                xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
            });
        });
        xml.empty("w:pPrDefault", &[]);
    });
}

/// What all paragraphs have in common: how lines are broken.
fn normal(xml: &mut Xml) {
    let attributes = [("w:type", "paragraph"), ("w:styleId", "Normal"), ("w:default", "1")];
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            xml.empty("w:widowControl", &[]);
            xml.empty("w:kinsoku", &[]);
            xml.value("w:overflowPunct", "0");
            xml.empty("w:autoSpaceDE", &[]);
            xml.empty("w:autoSpaceDN", &[]);
            xml.value("w:adjustRightInd", "0");
            xml.value("w:snapToGrid", "0");
        });
    });
}

fn paragraph(writer: &Writer<'_>, xml: &mut Xml, style: &ParagraphStyle) {
    let look = writer.style.role(style.role);
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    // Only our own styles have names that are not ASCII.
    if !style.name.is_ascii() {
        attributes.push(("w:customStyle", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", style.name);
        if style.name.is_ascii() && style.name != look.name {
            xml.value("w:aliases", &look.name);
        }
        xml.value("w:basedOn", "Normal");
        if style.keep_next {
            xml.value("w:next", "BodyText");
        }
        if let Some(link) = style.link {
            xml.value("w:link", link);
        }
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| paragraph_properties(writer, xml, style, look));
        xml.element("w:rPr", &[], |xml| run_properties(writer, xml, look));
    });
}

fn paragraph_properties(writer: &Writer<'_>, xml: &mut Xml, style: &ParagraphStyle, look: &RoleStyle) {
    if style.keep_next {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
    }
    // A line of the grid is as high as the body's pitch; other lines have their own height.
    let body = writer.style.role(Role::Body);
    let on_grid = look.pitch.total_cmp(&body.pitch).is_eq();
    if on_grid {
        xml.empty("w:snapToGrid", &[]);
    }
    let (line, rule) = if on_grid { ("240".to_owned(), "auto") } else { (twips(look.pitch), "exact") };
    let after = twips(look.lines_after * body.pitch);
    xml.empty(
        "w:spacing",
        &[("w:before", "0"), ("w:after", &after), ("w:line", &line), ("w:lineRule", rule)],
    );
    let hundredths = format!("{:.0}", look.indent * 100.0);
    let indent = twips(look.indent * (look.size + look.tracking));
    xml.empty("w:ind", &[("w:firstLineChars", &hundredths), ("w:firstLine", &indent)]);
    xml.value("w:jc", alignment(look.align));
    if let Some(level) = style.outline {
        xml.value("w:outlineLvl", level);
    }
}

fn alignment(align: Alignment) -> &'static str {
    match align {
        Alignment::Justify => "both",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

fn run_properties(writer: &Writer<'_>, xml: &mut Xml, look: &RoleStyle) {
    fonts(writer, xml, look);
    xml.value("w:spacing", &twips(look.tracking));
    xml.value("w:sz", &half_points(look.size));
    xml.value("w:szCs", &half_points(look.size));
}

fn fonts(writer: &Writer<'_>, xml: &mut Xml, look: &RoleStyle) {
    let latin = writer.families.latin(look.typeface);
    let han = writer.families.han(look.typeface);
    xml.empty("w:rFonts", &[("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", han), ("w:cs", latin)]);
}

fn tables(writer: &Writer<'_>, xml: &mut Xml) {
    let normal = [("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")];
    xml.element("w:style", &normal, |xml| {
        xml.value("w:name", "Normal Table");
        xml.value("w:uiPriority", "99");
        xml.empty("w:semiHidden", &[]);
        xml.empty("w:unhideWhenUsed", &[]);
    });
    xml.element("w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")], |xml| {
        xml.value("w:name", "Table Grid");
        xml.value("w:basedOn", "TableNormal");
        xml.element("w:tblPr", &[], |xml| {
            // Eighths of a point.
            let rule = format!("{:.0}", writer.style.table.rule * 8.0);
            xml.element("w:tblBorders", &[], |xml| {
                for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                    let line = [
                        ("w:val", "single"),
                        ("w:sz", rule.as_str()),
                        ("w:space", "0"),
                        ("w:color", "000000"),
                    ];
                    xml.empty(side, &line);
                }
            });
        });
    });
}
