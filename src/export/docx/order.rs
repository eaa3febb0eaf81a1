//! The order in which the schema (ISO/IEC 29500-1 annex A, transitional) wants the children of the elements we write.
//! Checked while writing in debug builds; only elements that we write more than one child into are here.

use crate::package::xml::Order;

/// Children by parent. A `choice` of the schema, where any order is right, is left out (`w:r`, `w:p`, `w:body`).
pub(super) const ORDER: Order = &[
    ("w:document", &["w:body"]),
    ("w:pPr", P_PR),
    ("w:rPr", R_PR),
    ("w:sectPr", &["w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:docGrid"]),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
    ),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:tcMar", &["w:left", "w:right"]),
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    ("w:tr", &["w:trPr", "w:tc"]),
    ("w:tc", &["w:tcPr", "w:p"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcMar", "w:vAlign"]),
    ("w:styles", &["w:docDefaults", "w:style"]),
    ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
    (
        "w:style",
        &[
            "w:name",
            "w:aliases",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
        ],
    ),
    ("w:font", &["w:altName", "w:charset", "w:family", "w:pitch", "w:embedRegular"]),
    (
        "w:settings",
        &[
            "w:zoom",
            "w:embedTrueTypeFonts",
            "w:saveSubsetFonts",
            "w:defaultTabStop",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
            "w:decimalSymbol",
            "w:listSeparator",
        ],
    ),
];

const P_PR: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:widowControl",
    "w:kinsoku",
    "w:overflowPunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
];

const R_PR: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:color",
    "w:spacing",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:lang",
];
