//! What several test files need: the shipped fonts, a template's style, reproducible randomness.
#![allow(dead_code, reason = "each test file uses its own part")]

use nianbao::check::{Options, check};
use nianbao::compose::compose;
use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::document::Document;
use nianbao::font::{FontBook, FontData, FontError};
use nianbao::layout::{Layout, layout};
use nianbao::report;
use nianbao::source::Source;
use nianbao::style::Style;
use nianbao::templates;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A path inside the repository.
pub(crate) fn path(relative: &str) -> PathBuf {
    // The package of the fuzzers lies below the repository.
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.find(|folder| folder.join("fonts").is_dir()).expect("the repository has fonts").join(relative)
}

/// The style of the 2021 edition.
pub(crate) fn style() -> Style {
    templates::by_name("2021").expect("shipped").style.clone()
}

/// The shipped fonts, read from `fonts/`.
pub(crate) fn fonts() -> FontBook {
    let mut open = |file: &str| -> Result<FontData, FontError> {
        let bytes = std::fs::read(path("fonts").join(file));
        bytes
            .map(|bytes| Arc::new(bytes) as FontData)
            .map_err(|error| FontError { file: file.to_owned(), reason: error.to_string() })
    };
    FontBook::new(&style().typefaces, &mut open).expect("the shipped fonts are usable")
}

/// xorshift64*: the same numbers on every machine and in every run.
pub(crate) struct Random(u64);

impl Random {
    /// A generator from a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % bound
    }
}

/// A report of the repository all the way to its pages.
pub(crate) struct Set {
    /// What is said.
    pub(crate) document: Document,
    /// Where it stands.
    pub(crate) layout: Layout,
}

/// Takes a report's YAML along the whole road.
pub(crate) fn set(relative: &str, fonts: &FontBook) -> Set {
    let text = std::fs::read_to_string(path(relative)).expect("the report is in the repository");
    set_text(relative, text, fonts)
}

/// Takes a text along the whole road.
pub(crate) fn set_text(name: &str, text: String, fonts: &FontBook) -> Set {
    set_in(&style(), name, text, fonts)
}

/// The same in a style.
pub(crate) fn set_in(style: &Style, name: &str, text: String, fonts: &FontBook) -> Set {
    let document = document_of(name, text);
    let layout = layout(&document, style, fonts);
    let layout = layout.unwrap_or_else(|wrong| panic!("{name}: {:?}", wrong.iter().collect::<Vec<_>>()));
    Set { document, layout }
}

/// The document of a report that has no errors.
pub(crate) fn document_of(name: &str, text: String) -> Document {
    let source = Source::new(name, text);
    let mut found = Diagnostics::new();
    let report = report::read::read(&source, &mut found);
    let say = |found: &Diagnostics| {
        let errors = found.iter().filter(|d| d.severity == Severity::Error);
        errors
            .map(|d| format!("{}: {} {}", source.place(d.span.start).line, d.code(), d.message))
            .collect::<Vec<_>>()
    };
    let report = report.unwrap_or_else(|| panic!("{name}: {:?}", say(&found)));
    let (checked, more) = check(report, &Options::default());
    found.append(more);
    let checked = checked.unwrap_or_else(|| panic!("{name}: {:?}", say(&found)));
    compose(&checked)
}

/// A right report with everything that may stand in one: what surrounds its parts, notes of tables and cells, headings that
/// stand alone and such as run into their text, addresses, and characters that mean something in markup.
pub(crate) fn everything() -> String {
    let replaced = |text: String, (from, to): (&str, &str)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let base = std::fs::read_to_string(path("tests/rules/report.yaml")).expect("it is in the repository");
    [
        (
            "\n年度: 2023\n",
            "\n年度: 2023\n题下日期: 2024-01-23\n署名: 安平县教育局\n成文日期: 2024-01-23\n\
             编制说明: |\n  本报告由安平县教育局编制，邮箱：zwgk@anping.gov.cn，网址：https://www.anping.gov.cn/zwgk?id=2&t=nb。\n",
        ),
        (
            "  主动公开: |\n",
            "  主动公开: |\n    设“A&B”栏目，标题为<公开>与\"解读\"。\n    1.网站建设\n    2.信息发布。按月发布，详见www.anping.gov.cn。\n",
        ),
        (
            "  行政规范性文件: [1, 0, 12]\n",
            "  表前: |\n    本机关的情况如下。\n  行政规范性文件: [1, 0, {数: 12, 注: 含联合发文3件}]\n  表注: 统计截至12月31日，口径为A<B。\n",
        ),
        ("  存在的主要问题是", "  （一）公开渠道\n  1.平台\n  存在的主要问题是"),
        (
            "收到和处理政府信息公开申请情况:\n",
            "收到和处理政府信息公开申请情况:\n  表前: |\n    具体情况见下表。\n",
        ),
    ]
    .into_iter()
    .fold(base, replaced)
}
