//! In: the form and the author's tree. Out: the report as exact typed values, every one with its place. No float exists in
//! this wing. Refuses to judge: what is written is kept, `check` says whether it can be.

#![deny(clippy::float_arithmetic)]

pub mod figure;
pub mod office;
pub mod placeholder;
pub mod prose;
pub mod read;
pub mod table;

pub use figure::{Amount, Figure, Unit};
pub use office::OfficeKind;
pub use prose::{Paragraph, Prose};
pub use table::{Cell, TableReport};

use crate::diagnostic::codes::Rule;
use crate::form::{Body, Form};
use crate::source::{Span, Spanned};
use crate::yaml::Entry;

/// A report as written.
#[derive(Clone, Debug)]
pub struct Report {
    pub(crate) form: &'static Form,
    pub(crate) office: Spanned<String>,
    pub(crate) office_kind: Option<Spanned<OfficeKind>>,
    pub(crate) year: Spanned<u16>,
    pub(crate) title: Option<Spanned<String>>,
    pub(crate) previous: Option<Spanned<String>>,
    pub(crate) dateline: Option<Spanned<Date>>,
    pub(crate) preface: Option<Prose>,
    pub(crate) intro: Option<Prose>,
    pub(crate) sections: Vec<Section>,
    pub(crate) signature: Option<Spanned<String>>,
    pub(crate) date: Option<Spanned<Date>>,
    pub(crate) word_fonts: Option<WordFonts>,
    pub(crate) waivers: Vec<Waiver>,
    /// 数据: the office's own figures, for placeholders.
    pub(crate) data: Vec<Entry>,
    /// Everything the form asks for was read without an error.
    pub(crate) complete: bool,
}

/// 文档字体: what of its fonts the Word file carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordFonts {
    /// 嵌入: the characters that it shows.
    Used,
    /// 常用: those of every day too.
    Everyday,
    /// 办公: none, the office has them.
    Office,
}

impl WordFonts {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Used, Self::Everyday, Self::Office];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Used => "嵌入",
            Self::Everyday => "常用",
            Self::Office => "办公",
        }
    }
}

/// One of the six parts.
#[derive(Clone, Debug)]
pub struct Section {
    /// Where its key stands; empty if it is missing.
    pub key: Span,
    /// What it holds.
    pub content: Content,
}

/// What a section holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text.
    Prose(Prose),
    /// A table.
    Table(TableReport),
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

/// An entry of 已核: a rule that the author has looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule.
    pub rule: Spanned<&'static Rule>,
    /// Why it does not apply.
    pub reason: Spanned<String>,
    /// Where: a row, a section or words of the message; the first place in the text if absent.
    pub place: Option<Spanned<String>>,
}

impl Report {
    /// The form it follows.
    #[must_use]
    pub fn form(&self) -> &'static Form {
        self.form
    }

    /// 机关.
    #[must_use]
    pub fn office(&self) -> &Spanned<String> {
        &self.office
    }

    /// 机关类别.
    #[must_use]
    pub fn office_kind(&self) -> Option<Spanned<OfficeKind>> {
        self.office_kind
    }

    /// 年度.
    #[must_use]
    pub fn year(&self) -> Spanned<u16> {
        self.year
    }

    /// 标题, if the author gave one.
    #[must_use]
    pub fn title(&self) -> Option<&Spanned<String>> {
        self.title.as_ref()
    }

    /// The title that is printed.
    #[must_use]
    pub fn whole_title(&self) -> String {
        self.title.as_ref().map_or_else(
            || format!("{}{}年政府信息公开工作年度报告", self.office.value, self.year.value),
            |title| title.value.clone(),
        )
    }

    /// 上年报告: the path as written.
    #[must_use]
    pub fn previous(&self) -> Option<&Spanned<String>> {
        self.previous.as_ref()
    }

    /// 导语 before section one.
    #[must_use]
    pub fn intro(&self) -> Option<&Prose> {
        self.intro.as_ref()
    }

    /// 编制说明, a labelled part before section one.
    #[must_use]
    pub fn preface(&self) -> Option<&Prose> {
        self.preface.as_ref()
    }

    /// 题下日期: the date that is printed under the title.
    #[must_use]
    pub fn dateline(&self) -> Option<Spanned<Date>> {
        self.dateline
    }

    /// The sections, in the form's order and as many.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// 署名.
    #[must_use]
    pub fn signature(&self) -> Option<&Spanned<String>> {
        self.signature.as_ref()
    }

    /// 文档字体.
    #[must_use]
    pub fn word_fonts(&self) -> Option<WordFonts> {
        self.word_fonts
    }

    /// 成文日期.
    #[must_use]
    pub fn date(&self) -> Option<Spanned<Date>> {
        self.date
    }

    /// 已核.
    #[must_use]
    pub fn waivers(&self) -> &[Waiver] {
        &self.waivers
    }

    /// 数据: the office's own figures, for placeholders.
    #[must_use]
    pub fn data(&self) -> &[Entry] {
        &self.data
    }

    /// Whether everything that the form asks for was read without an error.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// A table by its name (`表三`).
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableReport> {
        self.tables().find(|t| t.form().name == name)
    }

    /// The tables in order.
    pub fn tables(&self) -> impl Iterator<Item = &TableReport> {
        self.sections
            .iter()
            .filter_map(|s| if let Content::Table(table) = &s.content { Some(table) } else { None })
    }

    /// The text of a section by its number, from 1; `None` for a table.
    #[must_use]
    pub fn prose(&self, number: usize) -> Option<&Prose> {
        match &self.sections.get(number.checked_sub(1)?)?.content {
            Content::Prose(prose) => Some(prose),
            Content::Table(_) => None,
        }
    }

    /// All paragraphs of the report with the number of their section (0: 导语 and 编制说明 before section one), in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (usize, &Paragraph)> {
        let opening = self.intro.iter().chain(&self.preface).map(|prose| (0, prose));
        let sections = self.sections.iter().enumerate().map(|(n, section)| match &section.content {
            Content::Prose(prose) => (n + 1, prose),
            Content::Table(table) => (n + 1, &table.before),
        });
        opening.chain(sections).flat_map(|(n, prose)| prose.paragraphs.iter().map(move |p| (n, p)))
    }

    /// A count by table, row path and column: `("表三", ["本年新收"], "总计")`. `None` if there is no such cell, it could
    /// not be read, or it holds no count.
    #[must_use]
    pub fn count(&self, table: &str, row: &[&str], column: &str) -> Option<Spanned<i64>> {
        self.table(table)?.count(row, column)
    }

    /// The fixed sub-items of a section, by its number from 1.
    #[must_use]
    pub fn fixed_items(&self, number: usize) -> &'static [String] {
        match number.checked_sub(1).and_then(|n| self.form.sections.get(n)).map(|s| &s.body) {
            Some(Body::Prose(items)) => items,
            _ => &[],
        }
    }
}
