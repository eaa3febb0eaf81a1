//! How each part is told to look: by the page's style sheet, or, in a fragment, by itself.

use crate::document::Align;

/// Where the markup will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// In a page of its own, with a style sheet.
    Page,
    /// In another page, of which nothing is known.
    Fragment,
}

/// A part that does not look as its element does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 标题.
    Title,
    /// 题下日期.
    Dateline,
    /// A paragraph of prose.
    Paragraph,
    /// A lead run into its paragraph.
    Lead,
    /// What a wide table is moved in.
    Region,
    /// A table.
    Table,
    /// Its name.
    Caption,
    /// Its head or label.
    Header(Align),
    /// A cell with a figure.
    Figure(Align),
    /// A number, never broken.
    Number,
    /// 表注.
    Note,
    /// 署名 and 成文日期.
    Signature,
}

impl Look {
    /// The attribute that says it, with a blank before it; empty where there is nothing to say.
    pub(super) fn of(self, part: Part) -> &'static str {
        match self {
            Self::Page => class(part),
            Self::Fragment => style(part),
        }
    }

    /// The level of a heading's element: `report` is the title's, 1, and those below it.
    pub(super) fn level(self, report: u8) -> u8 {
        let level = if self == Self::Page { report } else { report + 1 };
        level.min(6)
    }
}

fn class(part: Part) -> &'static str {
    match part {
        Part::Dateline => " class=\"dateline\"",
        Part::Lead => " class=\"lead\"",
        Part::Region => " class=\"table\"",
        Part::Header(Align::Left) => " class=\"left\"",
        Part::Number => " class=\"number\"",
        Part::Note => " class=\"note\"",
        Part::Signature => " class=\"signature\"",
        Part::Title
        | Part::Paragraph
        | Part::Table
        | Part::Caption
        | Part::Header(Align::Center)
        | Part::Figure(_) => "",
    }
}

fn style(part: Part) -> &'static str {
    match part {
        Part::Title => " style=\"text-align: center; word-break: keep-all\"",
        Part::Dateline => " style=\"text-align: center\"",
        Part::Paragraph => " style=\"text-indent: 2em\"",
        Part::Lead => " style=\"font-weight: bold\"",
        Part::Region => " style=\"overflow-x: auto\"",
        Part::Table => " style=\"width: 100%; border-collapse: collapse\"",
        // Seen by nobody, read out to those who go from table to table.
        Part::Caption => {
            " style=\"position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap\""
        }
        Part::Header(Align::Center) => {
            " style=\"border: 1px solid; padding: 4px; text-align: center; font-weight: normal\""
        }
        Part::Header(Align::Left) => {
            " style=\"border: 1px solid; padding: 4px; text-align: left; font-weight: normal\""
        }
        Part::Figure(Align::Center) => " style=\"border: 1px solid; padding: 4px; text-align: center\"",
        Part::Figure(Align::Left) => " style=\"border: 1px solid; padding: 4px; text-align: left\"",
        Part::Number => " style=\"white-space: nowrap\"",
        Part::Note => " style=\"font-size: smaller\"",
        Part::Signature => " style=\"text-align: right\"",
    }
}
