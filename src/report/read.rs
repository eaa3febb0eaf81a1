//! Walks the form, not the file: for everything that the form asks for it takes the node of that key, and what is left
//! over is unknown. So the form is the schema, and there is no second one.

mod cell;
mod hash;
mod head;
mod implied;
pub(crate) mod names;
mod numbers;
mod outline;
mod table;
mod thousands;

use super::{Content, Paragraph, Prose, Report, Section};
use crate::diagnostic::codes;
use crate::diagnostic::printable::named;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::{self, Body, Form};
use crate::source::{Source, Span, Traced};
use crate::yaml::{Entry, Fields, Node, Quoting, Tree, Value, parse};

/// The keys at the top of a file besides those of the sections.
pub const HEAD_KEYS: [&str; 14] = [
    "机关",
    "机关类别",
    "年度",
    "格式",
    "标题",
    "题下日期",
    "上年报告",
    "导语",
    "编制说明",
    "署名",
    "成文日期",
    "文档字体",
    "数据",
    "已核",
];

/// Reads a report, and says everything in which it is not one.
///
/// `None` when nothing can be read at all, or the year has no form.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Report> {
    let mut found = Diagnostics::new();
    let report = tree(source, &mut found).and_then(|tree| {
        let broken = tree.broken;
        let mut reader = Reader { source, found: &mut found, faults: Vec::new(), broken, prose: 0 };
        reader.report(&tree.root)
    });
    let complete = !found.has_errors();
    diagnostics.append(found);
    report.map(|report| Report { complete, ..report })
}

/// The tree that [`read`] walks, with the keys that a report may have known.
pub fn tree(source: &Source, diagnostics: &mut Diagnostics) -> Option<Tree> {
    parse(source, outline::of(source.text()), diagnostics)
}

/// The form that a tree asks for; `None` where its year has none.
#[must_use]
pub fn form(source: &Source, tree: &Tree) -> Option<&'static Form> {
    let mut found = Diagnostics::new();
    let mut reader = Reader { source, found: &mut found, faults: Vec::new(), broken: tree.broken, prose: 0 };
    let mut fields = Fields::of(&tree.root)?;
    let known: Vec<&str> = HEAD_KEYS.into_iter().chain(section_titles()).collect();
    let year = reader.year(&mut fields, &known);
    reader.form(&mut fields, &known, year.as_ref())
}

/// Bytes of a paragraph: 10,000 characters, five times the longest published one.
const LONGEST_PARAGRAPH: usize = 30_000;

/// Paragraphs of a section: ten times those of the longest published one.
const MOST_PARAGRAPHS: usize = 1_000;

/// Bytes of all prose: 100,000 characters, far more than any published report. Lines of nothing but marks take ten microseconds a
/// character to set.
const MOST_PROSE: usize = 300_000;

/// What reading needs to know everywhere.
struct Reader<'a> {
    source: &'a Source,
    found: &'a mut Diagnostics,
    /// Cells of the table at hand that could not be read.
    faults: Vec<implied::Fault>,
    /// Lines were left out: what seems missing may stand in them, so it is not reported.
    broken: bool,
    /// Bytes of prose so far.
    prose: usize,
}

/// A key that the form asks for, and its value.
#[derive(Clone, Copy)]
struct Found<'n> {
    key: Span,
    node: &'n Node,
}

impl Reader<'_> {
    fn report(&mut self, root: &Node) -> Option<Report> {
        let Some(mut fields) = Fields::of(root) else {
            if root.value != Value::Refused {
                self.found.push(
                    Diagnostic::of(&codes::Y13, self.first_line(), "文件开头应当是“项目: 内容”的形式")
                        .help("第一行写“机关: 机关全称”；可用“nianbao new”生成一份空白报告对照"),
                );
            }
            return None;
        };
        let known: Vec<&str> = HEAD_KEYS.into_iter().chain(section_titles()).collect();
        let year = self.year(&mut fields, &known);
        let form = self.form(&mut fields, &known, year.as_ref())?;
        let year = year.unwrap_or_else(|| crate::source::Spanned::new(form.first_year, Span::default()));
        let office = self.office(&mut fields, &known);
        let office_kind = self.office_kind(&mut fields, &known, &office);
        let title = self.line(&mut fields, &known, "标题");
        let previous = self.line(&mut fields, &known, "上年报告");
        let intro = self.want(&mut fields, "导语", &known).map(|found| self.prose(found, &[]));
        let preface = self.want(&mut fields, "编制说明", &known);
        let preface = preface.map(|found| self.section_prose(found, "编制说明", &[]));
        let dateline = self.date(&mut fields, &known, "题下日期");
        let signature = self.line(&mut fields, &known, "署名");
        let date = self.date(&mut fields, &known, "成文日期");
        let word_fonts = self.word_fonts(&mut fields, &known);
        let data = self.data(&mut fields, &known);
        let waivers = self.waivers(&mut fields, &known);
        let sections = form
            .sections
            .iter()
            .map(|section| self.section(&mut fields, &known, section))
            .collect::<Vec<_>>();
        self.missing_sections(form, &sections);
        let keys =
            HEAD_KEYS.into_iter().chain(form.sections.iter().map(|s| s.title.as_str())).collect::<Vec<_>>();
        self.unknown(&fields, &keys, form);
        Some(Report {
            form,
            office,
            office_kind,
            year,
            title,
            previous,
            dateline,
            intro,
            preface,
            sections,
            signature,
            date,
            word_fonts,
            waivers,
            data,
            complete: false,
        })
    }

    /// One finding for all sections that are not there.
    fn missing_sections(&mut self, form: &'static Form, sections: &[Section]) {
        let missing: Vec<String> = form
            .sections
            .iter()
            .zip(sections)
            .filter(|(_, section)| section.key.is_empty())
            .map(|(form, _)| format!("“{}”", form.title))
            .collect();
        if missing.is_empty() || self.broken {
            return;
        }
        let parts = if missing.len() == 1 {
            "这一部分".to_owned()
        } else {
            format!("这 {} 个部分", missing.len())
        };
        self.found.push(
            Diagnostic::of(&codes::S01, self.end(), format!("缺少{}{parts}", missing.join("、")))
                .help("各写成“名称: …”补上；六个部分一个也不能少"),
        );
    }

    fn section(
        &mut self,
        fields: &mut Fields<'_>,
        known: &[&str],
        section: &'static form::Section,
    ) -> Section {
        let found = self.want(fields, &section.title, known);
        let key = found.map_or_else(Span::default, |f| f.key);
        let content = match &section.body {
            Body::Table(table) => Content::Table(self.table(found, table)),
            Body::Prose(items) => Content::Prose(match found {
                Some(found) => self.section_prose(found, &section.title, items),
                None => Prose::default(),
            }),
        };
        Section { key, content }
    }

    /// Text of a section, which must not be empty.
    fn section_prose(&mut self, found: Found<'_>, title: &str, items: &'static [String]) -> Prose {
        let before = self.found.iter().len();
        let prose = self.prose(found, items);
        if prose.paragraphs.is_empty() && self.found.iter().len() == before {
            let help = "在冒号后写“|”，另起一行缩进书写；确实没有的写明“无”";
            let help = self.hidden(found).unwrap_or_else(|| help.to_owned());
            let message = format!("“{title}”没有内容");
            self.found.push(Diagnostic::of(&codes::S04, found.key, message).help(help));
        }
        prose
    }

    /// A text, or a map of a section's fixed sub-items.
    fn prose(&mut self, found: Found<'_>, items: &'static [String]) -> Prose {
        let span = found.key.to(found.node.span);
        let mut prose = Prose { paragraphs: Vec::new(), span };
        match &found.node.value {
            Value::Scalar(scalar) => {
                prose.add(&scalar.text, None);
                self.remarks(scalar, found.node, &prose.paragraphs);
            }
            Value::Map(_) if !items.is_empty() => self.items(found, items, &mut prose),
            Value::Refused => {}
            Value::Map(_) | Value::List(_) => self
                .found
                .push(Diagnostic::of(&codes::Y13, found.node.span, "这里应当是一段文字").help(
                    "在冒号后写“|”，另起一行缩进书写，一行一段；文字里有“: ”或以“[”“- ”开头时尤其如此",
                )),
        }
        let prose = self.bounded(prose);
        self.numbered_twice(&prose, self.source.slice(found.key), items);
        prose
    }

    /// Takes out paragraphs that no hand wrote; later rooms compare every figure of a sentence with every other.
    fn bounded(&mut self, mut prose: Prose) -> Prose {
        let count = prose.paragraphs.len();
        if let Some(first) = prose.paragraphs.get(MOST_PARAGRAPHS) {
            let message = format!("这一部分有 {count} 段，不像是报告的一部分");
            let place = first.span(0..1);
            self.found.push(Diagnostic::of(&codes::Y07, place, message).help("检查是否贴错了内容"));
            prose.paragraphs.truncate(MOST_PARAGRAPHS);
        }
        prose.paragraphs.retain(|paragraph| {
            let fits = paragraph.as_str().len() <= LONGEST_PARAGRAPH;
            if !fits {
                let count = paragraph.as_str().chars().count();
                self.found.push(
                    Diagnostic::of(
                        &codes::Y07,
                        paragraph.span(0..1),
                        format!("这一段有 {count} 字，不像是报告的一段"),
                    )
                    .help("检查是否贴错了内容；一段太长时分成几段"),
                );
            }
            fits
        });
        self.bounded_in_all(&mut prose);
        for paragraph in &mut prose.paragraphs {
            self.joined(paragraph);
            paragraph.soft_break = self.soft_break_behind(paragraph);
        }
        prose
    }

    /// Takes out what is beyond the bytes that all prose together may have.
    fn bounded_in_all(&mut self, prose: &mut Prose) {
        let before = self.prose;
        let beyond = prose.paragraphs.iter().position(|paragraph| {
            self.prose += paragraph.as_str().len();
            self.prose > MOST_PROSE
        });
        let Some(beyond) = beyond else { return };
        if before <= MOST_PROSE {
            let message = format!("到这里正文已有 {} 万字以上，不像是一份报告", MOST_PROSE / 30_000);
            let place = prose.paragraphs[beyond].span(0..1);
            self.found.push(Diagnostic::of(&codes::Y07, place, message).help("检查是否贴错了内容"));
        }
        prose.paragraphs.truncate(beyond);
    }

    /// The soft break that a paragraph ends with, if one does.
    fn soft_break_behind(&self, paragraph: &Paragraph) -> Option<(char, Span)> {
        let end = paragraph.span(0..paragraph.as_str().len()).end as usize;
        let rest = self.source.text().get(end..)?;
        let c = rest.chars().next().filter(|c| matches!(c, '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}'))?;
        Some((c, Span::new(end, end + c.len_utf8())))
    }

    /// Without `|` YAML joins lines. One that ends in a full stop was meant as a paragraph; one that does not was wrapped.
    fn joined(&mut self, paragraph: &Paragraph) {
        let place = paragraph.span(0..paragraph.as_str().len());
        let lines = self.source.slice(place).split('\n').map(str::trim_end);
        let meant = lines.clone().count() - 1;
        let ended = lines.take(meant).filter(|line| line.ends_with('。')).count();
        if ended > 0 {
            let first = paragraph.span(0..paragraph.as_str().chars().next().map_or(0, char::len_utf8));
            self.found.push(
                Diagnostic::of(&codes::Y20, first, format!("从这里起的 {} 段会并成一段", ended + 1))
                    .help("冒号后写“|”，另起一行缩进书写，一行一段"),
            );
        }
    }

    fn items(&mut self, found: Found<'_>, items: &'static [String], prose: &mut Prose) {
        let Some(mut fields) = Fields::of(found.node) else { return };
        let known: Vec<&str> = std::iter::once("导语").chain(items.iter().map(String::as_str)).collect();
        for (at, name) in known.iter().enumerate() {
            let Some(item) = self.want(&mut fields, name, &known) else { continue };
            match &item.node.value {
                Value::Scalar(scalar) => {
                    let before = prose.paragraphs.len();
                    prose.add(&scalar.text, at.checked_sub(1));
                    self.remarks(scalar, item.node, &prose.paragraphs[before..]);
                    if prose.paragraphs.len() == before {
                        let help = self.hidden(item);
                        let help = help.unwrap_or_else(|| "在冒号后写“|”，另起一行缩进书写".to_owned());
                        let message = format!("“{name}”没有内容");
                        self.found.push(Diagnostic::of(&codes::S04, item.key, message).help(help));
                    }
                }
                Value::Refused => {}
                _ => self.found.push(
                    Diagnostic::of(&codes::Y13, item.node.span, format!("“{name}”应当是一段文字"))
                        .help("在冒号后写“|”，另起一行缩进书写，一行一段"),
                ),
            }
        }
        self.left_over(&fields, &known, "总体情况");
    }

    /// The value of a key. If it is missing but a key that nobody knows looks like it, that one is reported and taken.
    fn want<'n>(&mut self, fields: &mut Fields<'n>, key: &str, known: &[&str]) -> Option<Found<'n>> {
        let entry = names::wanted(fields, key, known)?;
        if entry.key.text() != key {
            self.found.push(names::misspelt(entry, key));
        }
        Some(Found::from(entry))
    }

    /// Reports the keys of a map that nobody asked for.
    fn left_over(&mut self, fields: &Fields<'_>, known: &[&str], place: &str) {
        for entry in fields.rest() {
            self.found.push(names::unknown(entry, known, place));
        }
    }

    /// The same at the top of the file, where a row's key may have lost its indent.
    fn unknown(&mut self, fields: &Fields<'_>, known: &[&str], form: &'static Form) {
        for entry in fields.rest() {
            let word = entry.key.text();
            let home = form.tables().find(|table| table.find(&[word]).is_some());
            let other = form::all().find(|f| f.sections.iter().any(|s| s.title == word));
            let finding = match (home, other) {
                (Some(table), _) => Diagnostic::of(
                    &codes::Y11,
                    entry.key_span(),
                    format!("“{word}”是{}里的一行，不能单独写在这里", table.name),
                )
                .help(format!("缩进两个空格，放在“{}”下面", table.title)),
                (None, Some(_)) => Diagnostic::of(&codes::Y11, entry.key_span(), format!("“{word}”写了两遍")),
                (None, None) => names::unknown(entry, known, "报告"),
            };
            self.found.push(finding);
        }
    }

    /// A text of one line.
    fn one_line(&mut self, node: &Node, name: &str) -> Option<crate::source::Spanned<String>> {
        match &node.value {
            Value::Scalar(scalar) => {
                let text = scalar.text.text();
                let start = text.len() - text.trim_start().len();
                let trimmed = text.trim();
                let span = scalar.text.span(start..start + trimmed.len());
                if trimmed.is_empty() {
                    self.found.push(
                        Diagnostic::of(&codes::Y12, node.span, format!("“{name}”没有填写"))
                            .help(format!("写成“{name}: …”")),
                    );
                    return None;
                }
                if trimmed.len() > LONGEST_PARAGRAPH {
                    let count = trimmed.chars().count();
                    let message = format!("“{name}”有 {count} 字，不像是一行文字");
                    let place = scalar.text.span(start..text.ceil_char_boundary(start + 1));
                    self.found.push(Diagnostic::of(&codes::Y07, place, message).help("检查是否贴错了内容"));
                    return None;
                }
                if let Some(at) = trimmed.find('\n') {
                    let line_end = scalar.text.span(start + at..start + at + 1);
                    self.found.push(several_lines(name, span, line_end, self.source));
                    return None;
                }
                Some(crate::source::Spanned::new(trimmed.to_owned(), span))
            }
            Value::Refused => None,
            Value::List(_) | Value::Map(_) => {
                self.found.push(
                    Diagnostic::of(&codes::Y13, node.span, format!("“{name}”应当是一行文字"))
                        .help(format!("写成“{name}: …”；文字里有“: ”时，整段加双引号")),
                );
                None
            }
        }
    }

    /// The characters of a scalar, if it is one; a list or map in its place is reported.
    fn scalar<'n>(&mut self, node: &'n Node, name: &str, example: &str) -> Option<(&'n Traced, Quoting)> {
        match &node.value {
            Value::Scalar(scalar) => Some((&scalar.text, scalar.quoting)),
            Value::Refused => None,
            _ => {
                self.found.push(
                    Diagnostic::of(&codes::Y13, node.span, format!("“{name}”的写法不对"))
                        .help(format!("写成“{name}: {example}”")),
                );
                None
            }
        }
    }

    /// The end of the text, where what is missing would be added.
    fn end(&self) -> Span {
        let end = self.source.text().trim_end().len();
        Span::new(end, end)
    }

    fn first_line(&self) -> Span {
        let text = self.source.text();
        let start = text.len() - text.trim_start().len();
        let end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        Span::new(start, end)
    }
}

/// The titles of all sections. The shipped editions share them (tests/form.rs), so that only one need be read.
fn section_titles() -> impl Iterator<Item = &'static str> {
    let forms = form::given().chain([form::newest_shipped()]);
    forms.flat_map(|form| &form.sections).map(|section| section.title.as_str())
}

/// An entry of a map as found.
impl<'n> From<&'n Entry> for Found<'n> {
    fn from(entry: &'n Entry) -> Self {
        Self { key: entry.key_span(), node: &entry.value }
    }
}

/// A name of several lines. A soft break, as word processors have it in titles, is not seen in an editor: it is named.
fn several_lines(name: &str, whole: Span, line_end: Span, source: &Source) -> Diagnostic {
    let written = source.slice(line_end);
    let what = match written.chars().next() {
        Some(c @ ('\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}')) => named(c),
        Some('\\') => format!("“{written}”"),
        _ => {
            return Diagnostic::of(&codes::Y13, whole, format!("“{name}”只写一行")).help("把各行合成一行");
        }
    };
    Diagnostic::of(&codes::Y13, line_end, format!("“{name}”只写一行，这里有{what}"))
        .help("删去它，把前后接起来；回行由程序按词意安排")
}
