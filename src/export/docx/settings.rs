//! `word/settings.xml`.

use super::order::ORDER;
use super::{W, twips};
use crate::package::xml::Xml;

/// The document's settings; whether it carries fonts.
pub(super) fn write(carries_fonts: bool) -> Vec<u8> {
    let mut xml = Xml::new(ORDER);
    xml.element("w:settings", &[("xmlns:w", W)], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        if carries_fonts {
            xml.empty("w:embedTrueTypeFonts", &[]);
            xml.empty("w:saveSubsetFonts", &[]);
        }
        xml.value("w:defaultTabStop", &twips(21.0));
        xml.empty("w:evenAndOddHeaders", &[]);
        // Word squeezes marks that meet, as the PDF does; LibreOffice 7.4 does not read it.
        xml.value("w:characterSpacingControl", "compressPunctuation");
        xml.element("w:compat", &[], |xml| {
            // 15: the layout of Word 2013 and later; without it a table hangs out of the type area by its padding.
            let word = "http://schemas.microsoft.com/office/word";
            for name in [
                ("compatibilityMode", "15"),
                ("overrideTableStyleFontSizeAndJustification", "1"),
                ("enableOpenTypeFeatures", "1"),
                ("doNotFlipMirrorIndents", "1"),
                ("differentiateMultirowTableHeaders", "1"),
            ] {
                xml.empty("w:compatSetting", &[("w:name", name.0), ("w:uri", word), ("w:val", name.1)]);
            }
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
        xml.value("w:decimalSymbol", ".");
        xml.value("w:listSeparator", ",");
    });
    xml.finish()
}
