//! `word/styles.xml`: each role as a named style. The names are those by which Word knows its own styles, so that its
//! navigation, its contents and its templates find them (`heading 1` shows as 标题 1 in Chinese Word); the role's own
//! name stands beside them as an alias. Identifiers never change: other programs address styles by them.
//!
//! *Marks at line ends.* `w:overflowPunct` is on, as Word has it by default. Off would be nearer to the PDF, but
//! `LibreOffice` 7.4 reads it the wrong way round, and then lets a mark hang at the end of a justified line that it forgets
//! to paint. *Han next to digits.* `w:autoSpaceDE` and `w:autoSpaceDN` stay on: `LibreOffice` adds the space whatever
//! they say, so the PDF has it too.

use super::order::ORDER;
use super::{W, Writer, half_points, twips};
use crate::document::Role;
use crate::package::xml::Xml;
use crate::style::{Alignment, RoleStyle};

/// A paragraph style of the document.
struct ParagraphStyle {
    id: &'static str,
    /// Word's own name for it, or ours.
    name: &'static str,
    role: Role,
    based_on: Option<&'static str>,
    /// Outline level, from 0.
    outline: Option<&'static str>,
    keep_next: bool,
    /// The character style of the same look.
    link: Option<&'static str>,
}

/// A style that is no heading.
const fn plain(id: &'static str, name: &'static str, role: Role) -> ParagraphStyle {
    ParagraphStyle { id, name, role, based_on: Some("Normal"), outline: None, keep_next: false, link: None }
}

/// A heading that stands alone.
const fn heading(
    id: &'static str,
    name: &'static str,
    role: Role,
    outline: &'static str,
    link: &'static str,
) -> ParagraphStyle {
    let (outline, link) = (Some(outline), Some(link));
    ParagraphStyle { id, name, role, based_on: Some("Normal"), outline, keep_next: true, link }
}

/// A paragraph that a heading is run into: body text that the navigation lists at the heading's level. Word's own means
/// for this (a hidden paragraph mark, `w:specVanish`) would be two paragraphs to every other program.
const fn run_in(id: &'static str, name: &'static str, outline: &'static str) -> ParagraphStyle {
    let (role, outline) = (Role::Body, Some(outline));
    ParagraphStyle { id, name, role, based_on: Some("Normal"), outline, keep_next: false, link: None }
}

const PARAGRAPHS: &[ParagraphStyle] = &[
    ParagraphStyle { based_on: None, ..plain("Normal", "Normal", Role::Body) },
    ParagraphStyle { outline: None, ..heading("Title", "Title", Role::Title, "9", "TitleChar") },
    heading("Heading1", "heading 1", Role::Heading1, "0", "Heading1Char"),
    heading("Heading2", "heading 2", Role::Heading2, "1", "Heading2Char"),
    heading("Heading3", "heading 3", Role::Heading3, "2", "Heading3Char"),
    heading("Heading4", "heading 4", Role::Heading4, "3", "Heading4Char"),
    run_in("RunIn2", "二级标题正文", "1"),
    run_in("RunIn3", "三级标题正文", "2"),
    run_in("RunIn4", "四级标题正文", "3"),
    plain("TableText", "表文", Role::TableText),
    plain("TableFigure", "表数", Role::TableFigure),
    plain("TableNote", "表注", Role::TableNote),
    plain("Signature", "Signature", Role::Signature),
    plain("Date", "Date", Role::Signature),
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

/// The style of a paragraph of running text.
pub(super) fn of_paragraph(lead: Option<u8>, alone: bool) -> &'static str {
    match (lead, alone) {
        (Some(2), true) => "Heading2",
        (Some(3), true) => "Heading3",
        (Some(4), true) => "Heading4",
        (Some(2), false) => "RunIn2",
        (Some(3), false) => "RunIn3",
        (Some(4), false) => "RunIn4",
        _ => "Normal",
    }
}

/// `word/styles.xml`.
pub(super) fn write(writer: &Writer<'_>) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    xml.element("w:styles", &[("xmlns:w", W)], |xml| {
        defaults(writer, xml);
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
                fonts(writer, xml, writer.style.role(Role::Body));
                xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
            });
        });
        xml.empty("w:pPrDefault", &[]);
    });
}

fn paragraph(writer: &Writer<'_>, xml: &mut Xml, style: &ParagraphStyle) {
    let look = writer.style.role(style.role);
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if style.based_on.is_none() {
        attributes.push(("w:default", "1"));
    }
    // Only our own styles have names that are not ASCII.
    if !style.name.is_ascii() {
        attributes.push(("w:customStyle", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", style.name);
        if style.name.is_ascii() && style.name != look.name {
            xml.value("w:aliases", &look.name);
        }
        if let Some(base) = style.based_on {
            xml.value("w:basedOn", base);
        }
        if style.keep_next || style.id.starts_with("RunIn") {
            xml.value("w:next", "Normal");
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
    xml.empty("w:widowControl", &[]);
    xml.empty("w:kinsoku", &[]);
    xml.empty("w:overflowPunct", &[]);
    xml.empty("w:autoSpaceDE", &[]);
    xml.empty("w:autoSpaceDN", &[]);
    xml.value("w:adjustRightInd", "0");
    // Every style has an exact pitch; the grid tells Word's page setup (22 lines a page) and moves nothing.
    xml.value("w:snapToGrid", "0");
    let after = look.lines_after * writer.style.role(Role::Body).pitch;
    xml.empty(
        "w:spacing",
        &[
            ("w:before", "0"),
            ("w:after", &twips(after)),
            ("w:line", &twips(look.pitch)),
            ("w:lineRule", "exact"),
        ],
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
    let latin = writer.families.latin(writer.fonts, look.typeface);
    let han = writer.families.han(writer.fonts, look.typeface);
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
