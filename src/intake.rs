//! In: the bytes of a file that was not written for this program: Word, Excel, a saved page. Out: the same report as
//! authoring YAML, and for every stretch of it the place in the original. Invents and mends nothing; what cannot be placed is
//! said. Refuses to open files, and to know fonts.
//!
//! A container's reader makes a transcript of paragraphs and tables; one recogniser for all containers finds the form in it
//! and writes YAML, which takes the road of every report. Only where a finding points is looked up here.

#![deny(clippy::float_arithmetic)]

mod blocks;
mod doc;
pub(crate) mod docx;
mod grid;
mod html;
mod kinds;
mod numbering;
mod recognise;
mod refusal;
mod room;
mod xlsx;

pub use grid::{Grid, GridCell, grid};
pub use kinds::{EXTENSIONS, Kind, is_foreign, is_ours, kind_of};

use crate::diagnostic::{Diagnostic, Diagnostics, advice, codes};
use crate::package::parts::Parts;
use crate::source::{Landmark, Origins, Source, Span, Traced};
use blocks::{Block, Raw, Remark, Transcript};
use refusal::{Refusal, SAVE_AS};
use std::collections::BTreeSet;
use std::io::{Read, Seek};

/// Bytes beyond which a file is no report, photographs included.
pub const LARGEST: usize = 48 << 20;

/// What the YAML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be checked as the original stands: a blank stays a blank.
    Check,
    /// To be worked on: a blank is `0  # 原文为空`, and what found no place stands at the end.
    Import,
}

/// A foreign file as a report.
#[derive(Clone, Debug)]
pub struct Intake {
    /// What kind of file it is.
    pub kind: Kind,
    /// What the file says, a line a paragraph or a row, with its places.
    pub original: Source,
    /// The same as authoring YAML.
    pub yaml: Source,
    /// What reading it found. Places are in `original`.
    pub found: Diagnostics,
    /// Places in `original` of which `found` says why nothing is filled in.
    blank: BTreeSet<Span>,
    /// The YAML with its places in the original.
    places: Traced,
}

/// Makes the labels that a file's tables will be held against.
pub fn prepare() {
    recognise::prepare();
}

/// Reads a foreign file. `None` if it is none: then it is the text of an author.
///
/// # Errors
/// One finding that says why it cannot be read, in a source of its name.
#[must_use]
pub fn read(name: &str, bytes: &[u8], purpose: Purpose) -> Option<Result<Intake, Box<(Source, Diagnostic)>>> {
    let read = match kinds::kind(name, bytes) {
        Ok(None) => return None,
        Ok(Some(_)) if bytes.len() > LARGEST => Err(Refusal::TooLarge),
        Ok(Some(kind)) => transcript(kind, bytes).map(|transcript| intake(name, kind, transcript, purpose)),
        Err(refusal) => Err(refusal),
    };
    Some(read.map_err(|refusal| refused(name, refusal)))
}

/// The same of a Word file, of which no more is read than its words: neither pictures nor fonts. `None` if it is another file, or none that
/// can be read so: then whoever reads it whole says what is wrong.
#[must_use]
pub fn read_word(
    name: &str,
    file: impl Read + Seek,
    purpose: Purpose,
) -> Option<Result<Intake, Box<(Source, Diagnostic)>>> {
    let mut parts = Parts::within(file).ok()?;
    kinds::zipped(&parts).ok().filter(|kind| *kind == Kind::Docx)?;
    let read = word(&mut parts).map(|transcript| intake(name, Kind::Docx, transcript, purpose));
    Some(read.map_err(|refusal| refused(name, refusal)))
}

fn refused(name: &str, refusal: Refusal) -> Box<(Source, Diagnostic)> {
    let source = Source::new(name, "").with_origins(Origins::default());
    Box::new((source, refusal.finding()))
}

fn transcript(kind: Kind, bytes: &[u8]) -> Result<Transcript, Refusal> {
    let (raw, remarks): (Vec<Raw>, Vec<Remark>) = match kind {
        Kind::Docx => return word(&mut Parts::open(bytes)?),
        Kind::Doc => doc::read(bytes)?,
        Kind::Xlsx => xlsx::read(bytes)?,
        Kind::Html => {
            let page = html::read(bytes)?;
            let mut transcript = Transcript::new(page.blocks)?;
            transcript.layers = page.layers;
            transcript.remarks = page.remarks;
            return Ok(transcript);
        }
    };
    written(raw, remarks)
}

fn word(parts: &mut Parts<'_>) -> Result<Transcript, Refusal> {
    let (raw, remarks) = docx::read(parts)?;
    written(raw, remarks)
}

fn written(raw: Vec<Raw>, remarks: Vec<Remark>) -> Result<Transcript, Refusal> {
    let mut transcript = Transcript::new(raw)?;
    transcript.remarks = remarks;
    Ok(transcript)
}

fn intake(name: &str, kind: Kind, transcript: Transcript, purpose: Purpose) -> Intake {
    let recognised = recognise::recognise(&transcript, purpose);
    let mut found = recognised.found;
    for remark in &transcript.remarks {
        let (message, help) = remark.words();
        found.push(Diagnostic::of(&codes::D04, Span::default(), message).help(help));
    }
    let no_words = transcript.words.text().trim().is_empty();
    if no_words || recognised.yaml.text().trim().is_empty() {
        let (message, help) = if no_words {
            ("文件里没有文字", "请检查是否选错了文件；扫描件要重新录入")
        } else {
            let help = "请检查是否选错了文件；确是报告的，写全标题，照格式写出六个部分和表格";
            ("不像是一份年度报告：没有读出机关、年度，也没有格式里的部分和表格", help)
        };
        // What else it lacks goes without saying.
        found.retain(|finding| finding.rule == &codes::D04);
        found.push(Diagnostic::of(&codes::D01, Span::default(), message).help(help));
    }
    let mut landmarks = recognised.landmarks;
    landmarks.extend(plain_places(&transcript));
    let blank = recognised.blank;
    let Transcript { words, blanks, addresses, .. } = transcript;
    let original = Source::new(name, words.text());
    let mut origins = Origins::new(landmarks, addresses);
    if kind == Kind::Docx {
        origins = origins.with_part("word/document.xml", words, blanks);
    }
    let original = original.with_origins(origins);
    let yaml = Source::new(name, recognised.yaml.text()).laid_out();
    Intake { kind, original, yaml, found, blank, places: recognised.yaml }
}

/// Places by counting: `第12段`, `第2个表格第3行`.
fn plain_places(transcript: &Transcript) -> Vec<(Span, Landmark)> {
    let mut places = Vec::new();
    let (mut paragraphs, mut tables) = (0, 0);
    for block in &transcript.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraphs += 1;
                places.push((paragraph.at, Landmark::Words(format!("第{paragraphs}段"))));
            }
            Block::Table(table) => {
                tables += 1;
                let all = table.rows.iter().map(|row| row.at).reduce(Span::to);
                places.extend(all.map(|at| (at, Landmark::Words(format!("第{tables}个表格")))));
                for (number, row) in (1..).zip(&table.rows) {
                    places.push((row.at, Landmark::Row(tables, number)));
                }
            }
            Block::Picture => {}
        }
    }
    places
}

impl Intake {
    /// Where in the original a stretch of the YAML was taken from.
    #[must_use]
    pub fn place(&self, span: Span) -> Span {
        self.places.span(span.range())
    }

    /// Whether a finding, pointed at the original, says once more that nothing is filled in where reading said why.
    #[must_use]
    pub fn said(&self, finding: &Diagnostic) -> bool {
        let empty = finding.rule == &codes::C01 || finding.rule == &codes::S04;
        empty && self.blank.contains(&finding.span)
    }

    /// A finding about the YAML, pointed at the original and in its terms.
    #[must_use]
    pub fn at_original(&self, mut finding: Diagnostic) -> Diagnostic {
        let place = |span: Span| self.place(span);
        finding.span = place(finding.span);
        for label in &mut finding.labels {
            label.span = place(label.span);
        }
        for culprit in &mut finding.culprits {
            culprit.span = place(culprit.span);
        }
        advice::of_originals(finding)
    }
}

impl Remark {
    /// What it says, and what to do.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Tracked => ("文件里有修订，按接受后的样子读", "定稿前接受或拒绝全部修订"),
            Self::Comments => ("文件里有批注，没有读", "定稿前删去批注"),
            Self::Hidden => ("文件里有隐藏的文字，没有读", "定稿前删去隐藏的文字"),
            Self::Struck => ("文件里有加了删除线的文字，没有读", "定稿前删去这些文字，或去掉删除线"),
            Self::Raised => ("数后面的上标当作注的记号，没有读", "要加说明时，写在数后面的括号里"),
            Self::Footnotes => ("脚注放进了正文的括号里", "年度报告一般不用脚注"),
            Self::TextBoxes => ("文本框里的文字按它所在的位置读", "正文和表格不要放在文本框里"),
            Self::NoResult => ("有公式没有算出的值，按空格读", "用 Excel 或 WPS 打开后重新保存"),
            Self::HiddenCells => ("有隐藏的行、列，里面的文字和数没有读", "取消隐藏，或删去这些行、列"),
            Self::HiddenSheets => ("隐藏的工作表没有读", "取消隐藏，或删去"),
            Self::Symbols => ("用符号字体画的符号没有读", "换成文字，或用“插入符号”里的普通字符"),
            Self::Drawn => ("图表、图形里的文字没有读", "属于报告的文字和数写进正文和表格"),
            Self::Margins => ("页眉、页脚里的文字没有读", "属于报告的写进正文；公文只在页脚印页码"),
            Self::Embedded => ("嵌入的另一份文件没有读", "把它的内容粘贴到正文中"),
        }
    }
}
