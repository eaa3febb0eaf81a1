//! In: the numbers of `templates/*/style.yaml`, already read. Out: how each role looks. Plain data; refuses to know
//! where it was written and what the text says. Lengths are points (1 pt = 25.4/72 mm) unless a name says otherwise.

use crate::document::Role;

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;

/// The typefaces of official documents (GB/T 9704 5.2.2, 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Typeface {
    /// 小标宋, titles.
    Xiaobiaosong,
    /// 黑体, first level.
    Heiti,
    /// 楷体, second level.
    Kaiti,
    /// 仿宋, body.
    Fangsong,
    /// 宋体, tables and page numbers.
    Songti,
}

impl Typeface {
    /// All, in declaration order (`as usize` indexes it).
    pub const ALL: [Self; 5] = [Self::Xiaobiaosong, Self::Heiti, Self::Kaiti, Self::Fangsong, Self::Songti];

    /// The Chinese name, as in the style file and in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xiaobiaosong => "小标宋",
            Self::Heiti => "黑体",
            Self::Kaiti => "楷体",
            Self::Fangsong => "仿宋",
            Self::Songti => "宋体",
        }
    }
}

/// The files that a typeface is shown with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypefaceChain {
    /// Which typeface.
    pub typeface: Typeface,
    /// Asked for ASCII first.
    pub latin: Vec<&'static str>,
    /// Asked in this order.
    pub files: Vec<&'static str>,
    /// Family names that offices have for it, best first (`仿宋_GB2312`, `仿宋`): written as `altName`, looked for
    /// by `--office-fonts`.
    pub office: Vec<&'static str>,
}

/// How a paragraph of a role is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Flush at both edges, last line left.
    Justify,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// How text of one role looks.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleStyle {
    /// Typeface.
    pub typeface: Typeface,
    /// Name of the style in a word processor (`标题`, `正文`).
    pub name: String,
    /// Size, pt.
    pub size: f64,
    /// Distance of baselines, pt.
    pub pitch: f64,
    /// Added after each character, pt (-0.21 makes 28 characters of 16 pt fill 156 mm).
    pub tracking: f64,
    /// First-line indent in characters of `size` + `tracking`.
    pub indent: f64,
    /// Alignment.
    pub align: Alignment,
    /// Blank lines (of body pitch) after the block.
    pub lines_after: f64,
}

/// The paper and the type area (GB/T 9704 5.1, 5.2).
#[derive(Clone, Debug, PartialEq)]
pub struct PageSetup {
    /// Paper width, pt.
    pub paper_width: f64,
    /// Paper height, pt.
    pub paper_height: f64,
    /// 订口: left edge of the type area, pt.
    pub left: f64,
    /// 天头: top of the type area, pt.
    pub top: f64,
    /// Width of the type area, pt.
    pub width: f64,
    /// Height of the type area, pt.
    pub height: f64,
    /// Lines a page.
    pub lines: usize,
    /// From the bottom of the type area to the dash beside the page number, pt (7.5: 7 mm).
    pub page_number_gap: f64,
    /// Inset of the page number from the outer edge, in characters of the page number's own size (7.5: 空一字).
    pub page_number_inset: f64,
}

/// How tables are ruled and fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct TableStyle {
    /// Thickness of all rules, pt.
    pub rule: f64,
    /// Least distance of text from the rules at its left and right, pt.
    pub padding: f64,
    /// Least distance of a cell's lines from the rules above and below, pt.
    pub padding_vertical: f64,
    /// The same distance where there is room for it, pt.
    pub padding_comfortable: f64,
    /// Size below which no cell's text is set, pt.
    pub least_size: f64,
    /// Words of the heads and labels, in which no line ends.
    pub words: Vec<&'static str>,
}

/// How a document of one edition looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Paper.
    pub page: PageSetup,
    /// By `Role as usize`.
    pub roles: Vec<RoleStyle>,
    /// Tables.
    pub table: TableStyle,
    /// Files of each typeface.
    pub typefaces: Vec<TypefaceChain>,
    /// Whether the DOCX has what the faces of body and tables show beyond the characters of every day in runs of their own:
    /// a word processor rounds the width of each run.
    pub everyday_apart: bool,
}

/// The typefaces that an editor goes on writing in: those of body and tables.
pub const WRITTEN: [Typeface; 2] = [Typeface::Fangsong, Typeface::Songti];

impl Style {
    /// The style of a role.
    #[must_use]
    pub fn role(&self, role: Role) -> &RoleStyle {
        &self.roles[role as usize]
    }

    /// The chain of a typeface.
    ///
    /// # Panics
    /// Never: `templates` refuses a style file that lacks one.
    #[must_use]
    pub fn chain(&self, typeface: Typeface) -> &TypefaceChain {
        self.typefaces.iter().find(|c| c.typeface == typeface).expect("templates checks that all are there")
    }
}
