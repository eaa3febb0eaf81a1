//! In which order the schema of GB/T 33190 wants the children of an element.

use crate::package::xml::Order;

pub(super) const ORDER: Order = &[
    ("ofd:OFD", &["ofd:DocBody"]),
    ("ofd:DocBody", &["ofd:DocInfo", "ofd:DocRoot"]),
    (
        "ofd:DocInfo",
        &[
            "ofd:DocID",
            "ofd:Title",
            "ofd:Author",
            "ofd:Subject",
            "ofd:Abstract",
            "ofd:CreationDate",
            "ofd:ModDate",
            "ofd:DocUsage",
            "ofd:Cover",
            "ofd:Keywords",
            "ofd:Creator",
            "ofd:CreatorVersion",
        ],
    ),
    ("ofd:Document", &["ofd:CommonData", "ofd:Pages", "ofd:Outlines", "ofd:VPreferences"]),
    ("ofd:CommonData", &["ofd:MaxUnitID", "ofd:PageArea", "ofd:PublicRes"]),
    ("ofd:OutlineElem", &["ofd:Actions", "ofd:OutlineElem"]),
    ("ofd:Res", &["ofd:Fonts"]),
    ("ofd:Page", &["ofd:Area", "ofd:Content"]),
    ("ofd:Layer", &["ofd:TextObject", "ofd:PathObject"]),
    ("ofd:TextObject", &["ofd:FillColor", "ofd:CGTransform", "ofd:TextCode"]),
    ("ofd:PathObject", &["ofd:FillColor", "ofd:AbbreviatedData"]),
];
