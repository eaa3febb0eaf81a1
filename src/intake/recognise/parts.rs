//! Paragraphs to parts: what stands before part one, under each heading, and at the end; what lies outside of the report.

use super::known::Meaning;
use super::labels::{Text, half_width};
use super::{Recogniser, head, is_line_of_name, labels, outline, solid};
use crate::diagnostic::{Diagnostic, codes};
use crate::form::numeral;
use crate::intake::blocks::{Block, Layer, Paragraph, is_blank};
use crate::source::{Landmark, Span};

/// The parts of the report by the form's sections.
pub(super) struct Sections {
    pub(super) headings: Vec<Option<Span>>,
    pub(super) prose: Vec<Vec<Span>>,
}

/// What stands between the title and part one.
#[derive(Default)]
pub(super) struct Front {
    /// 题下日期: its place, and the day as YAML writes it.
    pub(super) dateline: Option<(Span, String)>,
    /// 导语: paragraphs without a heading.
    pub(super) intro: Vec<Span>,
    /// 编制说明: its heading, and what stands under it.
    pub(super) preface: Option<(Span, Vec<Span>)>,
}

/// What stands at the end of a report.
#[derive(Default)]
pub(super) struct End {
    pub(super) name: Option<Span>,
    pub(super) date: Option<(Span, String)>,
    /// Paragraphs taken or behind it: from this one on.
    pub(super) from: Option<usize>,
    /// The last of them that is the report's.
    pub(super) last: usize,
}

impl Recogniser<'_> {
    /// Paragraphs that lie outside the element of a page in which the report is.
    pub(super) fn outside(
        &self,
        paragraphs: &[(usize, Paragraph)],
        headings: &[outline::Heading],
    ) -> Vec<bool> {
        let layers = &self.transcript.layers;
        // Only a page has more than one.
        if layers.len() < 2 {
            return vec![false; paragraphs.len()];
        }
        let path = |layer: Layer| {
            let mut path = vec![layer];
            while let Some(&above) = layers.get(path[path.len() - 1] as usize)
                && above != path[path.len() - 1]
            {
                path.push(above);
            }
            path.reverse();
            path
        };
        let tables = self.transcript.blocks.iter().filter_map(|block| match block {
            Block::Table(table) if self.is_of_the_form(table) => Some(table.layer),
            _ => None,
        });
        let own = headings.iter().map(|heading| paragraphs[heading.paragraph].1.layer).chain(tables);
        let common = own
            .map(path)
            .reduce(|a, b| a.iter().zip(&b).take_while(|(a, b)| a == b).map(|(a, _)| *a).collect());
        let common = common.unwrap_or_default();
        paragraphs.iter().map(|(_, p)| !path(p.layer).starts_with(&common)).collect()
    }

    /// 署名 and 成文日期 below the last part.
    pub(super) fn signature(
        &mut self,
        paragraphs: &[(usize, Paragraph)],
        headings: &[outline::Heading],
        outside: &[bool],
        office: &str,
    ) -> End {
        let Some(last) = headings.last() else { return End::default() };
        let text = |at: usize| self.transcript.text(paragraphs[at].1.at);
        let inside = |at: &usize| !outside[*at];
        let mut dates = (last.paragraph + 1..paragraphs.len()).rev().filter(inside);
        let dated = dates.find_map(|at| {
            let (date, range) = head::date(text(at))?;
            let before = text(at)[..range.start].trim_matches(is_blank);
            let short = before.chars().count() <= 30 || solid(before) == office;
            let alone = short && !before.contains(['。', '，', '；', '：', '、']);
            // `- 2026年1月20日`: what stands before it names nobody.
            let name = if before.contains(char::is_alphabetic) { before.len() } else { 0 };
            alone.then_some((at, date, range, name))
        });
        let Some((at, date, range, before)) = dated else {
            // A name alone, at the very end.
            let tail = (last.paragraph + 2..paragraphs.len()).rev().find(inside);
            let tail = tail.filter(|&at| text(at).chars().count() >= 4);
            return match tail
                .and_then(|at| Some((at, self.name(paragraphs, last.paragraph + 1, at, office)?)))
            {
                Some((at, (from, place))) => {
                    self.landmarks.push((place, "署名".into()));
                    End { name: Some(place), date: None, from: Some(from), last: at }
                }
                None => End::default(),
            };
        };
        let place = paragraphs[at].1.at;
        let date_at = place.part(range.clone());
        self.landmarks.push((date_at, "成文日期".into()));
        let mut end = End { name: None, date: Some((date_at, date)), from: Some(at), last: at };
        if before > 0 {
            let text = text(at);
            let lead = text.len() - text.trim_start_matches(is_blank).len();
            end.name = Some(place.part(lead..lead + before));
        } else if let Some(above) = (last.paragraph + 1..at).rev().find(inside)
            && let Some((from, name)) = self.name(paragraphs, last.paragraph, above, office)
        {
            end.name = Some(name);
            end.from = Some(from);
        }
        self.landmarks.extend(end.name.map(|name| (name, "署名".into())));
        end
    }

    /// The name that ends with a paragraph below the heading `heading`, and the paragraph that it begins with: several lines where they are that of the
    /// title, or a whole paragraph of the container.
    fn name(
        &self,
        paragraphs: &[(usize, Paragraph)],
        heading: usize,
        at: usize,
        office: &str,
    ) -> Option<(usize, Span)> {
        let text = |at: usize| self.transcript.text(paragraphs[at].1.at);
        let joined = |from: usize| (from..=at).map(|at| solid(text(at))).collect::<String>();
        let lines = |from: &usize| (*from..=at).all(|at| is_line_of_name(text(at)));
        let starts = || (heading + 1..at).rev().take(3).take_while(lines);
        let title = starts().find(|from| joined(*from) == office);
        let own = || starts().find(|from| !paragraphs[*from].1.goes_on);
        let own = || own().filter(|from| (from + 1..=at).all(|at| paragraphs[at].1.goes_on));
        let from = title.or_else(|| own().filter(|_| solid(text(at)) != office)).unwrap_or(at);
        let name = joined(from);
        (name == office || is_name(&name)).then(|| (from, paragraphs[from].1.at.to(paragraphs[at].1.at)))
    }

    /// The paragraphs of each part.
    pub(super) fn sections(
        &mut self,
        paragraphs: &[(usize, Paragraph)],
        headings: &[outline::Heading],
        end: &End,
        outside: &[bool],
    ) -> Sections {
        let count = self.known.form.sections.len();
        let mut sections = Sections { headings: vec![None; count], prose: vec![Vec::new(); count] };
        let mut outer = Vec::new();
        self.say_displaced(paragraphs, headings);
        let in_order = headings.iter().all(|heading| !heading.displaced);
        let mut numbers = Vec::new();
        for (index, heading) in headings.iter().enumerate() {
            let next = headings.get(index + 1).map_or(paragraphs.len(), |next| next.paragraph);
            let whole = paragraphs[heading.paragraph].1.at;
            let place = whole.part(0..heading.end);
            let part = format!("第{}部分", numeral(heading.section));
            sections.headings[heading.section] = Some(place);
            self.landmarks.push((place, Landmark::Words(format!("{part}标题"))));
            let mut number = 0;
            if in_order && heading.exact && !has_number(self.transcript.text(place), heading.section) {
                numbers.push((heading, place));
            }
            let last = index + 1 == headings.len();
            let signed = |at: usize| end.from.is_some_and(|from| at >= from && at <= end.last) && last;
            let own = (heading.paragraph + 1..next).filter(|at| !signed(*at));
            let own: Vec<(usize, Span)> = own.map(|at| (at, paragraphs[at].1.at)).collect();
            let behind = self.judge_heading(heading, whole, own.is_empty());
            let behind = behind.map(|text| (heading.paragraph, text));
            for (at, place) in behind.into_iter().chain(own) {
                if is_page_number(self.transcript.text(place)) {
                    self.left.push(place);
                    self.said.insert(place);
                    continue;
                }
                if outside[at] || (last && end.from.is_some() && at > end.last) {
                    outer.push(place);
                    continue;
                }
                number += 1;
                self.landmarks.push((place, Landmark::Words(format!("{part}第{number}段"))));
                match self.table_of(heading.section) {
                    None => sections.prose[heading.section].push(place),
                    Some(table) => self.beside_table(table, place),
                }
            }
        }
        self.say_numbers(&numbers);
        self.say_outer(&outer);
        sections
    }

    /// Headings without their number, or with one that is written in another way: said once.
    fn say_numbers(&mut self, headings: &[(&outline::Heading, Span)]) {
        let [(first, place), rest @ ..] = headings else { return };
        let written = self.transcript.text(*place);
        let none = headings.iter().all(|(heading, _)| heading.number == 0);
        let what = match headings.iter().any(|(heading, _)| heading.number as usize != heading.section + 1) {
            _ if none => "没有序号",
            true => "的序号与格式不一致",
            false => "的序号写法与格式不一致",
        };
        let more = if rest.is_empty() { String::new() } else { format!("等 {} 个标题", headings.len()) };
        let title = &self.known.form.sections[first.section].title;
        let help = format!(
            "写成“{}、{title}”{}",
            numeral(first.section),
            if rest.is_empty() { "" } else { "，其余各部分同样" }
        );
        let message = format!("标题“{written}”{more}{what}");
        self.found.push(Diagnostic::of(&codes::S02, *place, message).help(help));
    }

    /// A paragraph in a part that holds a table: a note, the form's own words, a sentence above or below the table, or something
    /// without a place.
    pub(super) fn beside_table(&mut self, table: usize, place: Span) {
        let text = self.transcript.text(place);
        let note = ["注", "说明", "备注", "※", "*"].iter().any(|mark| text.starts_with(mark));
        let above = self.tables.get(&table).map(|at| place.start < at.start);
        if note {
            self.notes.entry(table).or_default().push(place);
        } else if matches!(self.known.meaning(&Text::new(text)), Meaning::Printed) {
        } else if is_sentence(text) && above == Some(true) {
            self.before_tables.entry(table).or_default().push(place);
        } else if is_sentence(text) && above == Some(false) {
            // What is said below a table stays below it.
            self.notes.entry(table).or_default().push(place);
        } else {
            self.left.push(place);
        }
    }

    /// Says how a heading differs from the form's. What of its paragraph belongs to the part: text behind the title, or, where the
    /// part holds nothing else, the whole of a title that says more (`六、无其他需要报告的事项`).
    fn judge_heading(&mut self, heading: &outline::Heading, whole: Span, alone: bool) -> Option<Span> {
        let title = &self.known.form.sections[heading.section].title;
        let right = format!("{}、{title}", numeral(heading.section));
        let written = self.transcript.text(whole);
        let place = whole.part(0..heading.end);
        let text = written[heading.end..].trim_start_matches(|c| is_blank(c) || "：:。，—".contains(c));
        let of_end = |len: usize| whole.part(written.len() - len..written.len());
        let bracket = text.starts_with(['（', '(']);
        let alone = alone && self.table_of(heading.section).is_none();
        if !text.is_empty() && (alone || !bracket || is_sentence(text)) {
            let message = format!("标题“{}”后面接着写了正文", &written[..heading.end]);
            let help = format!("标题单独成段，写成“{right}”，正文另起一段");
            self.found.push(Diagnostic::of(&codes::S02, place, message).help(help));
            return Some(of_end(text.len()));
        }
        if heading.exact && !bracket {
            return None;
        }
        let message = format!("标题“{written}”与格式不一致");
        self.found.push(Diagnostic::of(&codes::S02, place, message).help(format!("写成“{right}”")));
        let name = &written[labels::number(written).1..];
        if alone && name.contains(title) {
            return Some(of_end(name.len()));
        }
        if bracket || name.contains(title) {
            let more = if bracket { of_end(text.len()) } else { whole };
            self.left.push(more);
            self.said.insert(more);
        }
        None
    }

    /// What stands before part one, besides the title: 题下日期, 导语, 编制说明, or something that has no place.
    pub(super) fn before(
        &mut self,
        paragraphs: &[(usize, Paragraph)],
        title: Option<std::ops::Range<usize>>,
        outside: &[bool],
    ) -> Front {
        let title = title.unwrap_or(0..0);
        let mut front = Front::default();
        let mut outer = Vec::new();
        for (at, (_, paragraph)) in paragraphs.iter().enumerate() {
            let place = paragraph.at;
            let text = self.transcript.text(place);
            let follows = at >= title.end;
            if title.contains(&at) {
                self.landmarks.push((place, "标题".into()));
            } else if outside[at]
                || self.transcript.layers.len() > 1 && at < title.start && !is_sentence(text)
            {
                outer.push(place);
            } else if follows
                && front.is_empty()
                && let Some(date) = dateline(text)
            {
                front.dateline = Some((place, date));
                self.landmarks.push((place, "题下日期".into()));
            } else if follows && front.preface.is_none() && is_preface(text) {
                front.preface = Some((place, Vec::new()));
                self.landmarks.push((place, "编制说明标题".into()));
            } else if follows && is_sentence(text) {
                let (name, own) = match &mut front.preface {
                    Some((_, own)) => ("编制说明", own),
                    None => ("导语", &mut front.intro),
                };
                own.push(place);
                self.landmarks.push((place, Landmark::Words(format!("{name}第{}段", own.len()))));
            } else {
                self.left.push(place);
            }
        }
        self.say_outer(&outer);
        front
    }

    /// The words of a page around the report: its menus, its foot.
    pub(super) fn say_outer(&mut self, outer: &[Span]) {
        if self.transcript.layers.len() < 2 {
            // A sheet has the caption of its table above it, as a line.
            let of_sheet = !self.transcript.addresses.is_empty();
            let printed = |at: &&Span| matches!(self.known.meaning(&self.text(**at)), Meaning::Printed);
            let outer: Vec<Span> = outer.iter().filter(|at| !(of_sheet && printed(at))).copied().collect();
            self.left.extend(outer);
        } else if let Some(first) = outer.first() {
            let message = format!("网页上报告以外的文字没有读入，共 {} 段", outer.len());
            self.found.push(Diagnostic::of(&codes::D04, *first, message));
        }
    }

    /// A picture, or lines with tabs, where a table should be.
    pub(super) fn pictures(&mut self, paragraphs: &[(usize, Paragraph)], headings: &[outline::Heading]) {
        let tables: Vec<(usize, String)> =
            self.known.form.tables().enumerate().map(|(n, t)| (n, t.name.clone())).collect();
        for (number, name) in tables {
            let Some(at) = headings.iter().position(|h| self.table_of(h.section) == Some(number)) else {
                continue;
            };
            let place = paragraphs[headings[at].paragraph];
            if self.tables.contains_key(&number) {
                // A table none of whose rows could be read is spoken of already, and one of another edition.
                let none = !self.rows.keys().any(|(of, _)| *of == number);
                if none || self.of_other_edition.contains(&number) {
                    self.blank.insert(place.1.at.part(0..headings[at].end));
                }
                continue;
            }
            let next = headings.get(at + 1).map(|next| paragraphs[next.paragraph]);
            let next = next.map_or((usize::MAX, u32::MAX), |(block, paragraph)| (block, paragraph.at.start));
            let picture =
                self.transcript.blocks.iter().enumerate().any(|(index, block)| {
                    matches!(block, Block::Picture) && index > place.0 && index < next.0
                });
            if picture {
                let message = format!("{name}是一张图片，里面的数读不出来");
                self.found.push(Diagnostic::of(&codes::D07, place.1.at, message).help("在文件中重做成表格"));
                self.blank.insert(place.1.at);
            } else {
                self.typed_table(&name, place.1.at, next.1);
            }
        }
    }
}

impl Recogniser<'_> {
    /// A table that was set with tabs or blanks between a heading and the byte where the next begins: said once, not line by line.
    fn typed_table(&mut self, name: &str, heading: Span, next: u32) {
        let own: Vec<Span> =
            self.left.iter().copied().filter(|at| at.start > heading.start && at.start < next).collect();
        let is_row = |at: &&Span| {
            let mut cells =
                self.transcript.text(**at).split(['\t', '\u{3000}']).flat_map(|part| part.split("  "));
            cells.any(|cell| {
                let cell = cell.trim_matches(is_blank);
                !cell.is_empty() && cell.chars().all(|c| half_width(c).is_ascii_digit())
            })
        };
        if own.iter().filter(is_row).count() < 3 {
            return;
        }
        let message = format!("{name}是用制表符或空格排的，不是表格，里面的数读不出来");
        self.found.push(Diagnostic::of(&codes::D07, heading, message).help("在文件中重做成表格"));
        self.blank.insert(heading);
        self.said.extend(own);
    }
}

impl Front {
    fn is_empty(&self) -> bool {
        self.dateline.is_none() && self.intro.is_empty() && self.preface.is_none()
    }

    /// All its paragraphs.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Span> {
        self.intro.iter().chain(self.preface.iter().flat_map(|(_, own)| own))
    }
}

/// Whether a line is the number of a page between strokes.
fn is_page_number(text: &str) -> bool {
    let stroke = |c: char| "—－–-".contains(c);
    let inner = text.trim_matches(|c| stroke(c) || is_blank(c));
    let digits = (1..=3).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    digits && text.starts_with(stroke) && text.ends_with(stroke)
}

/// Whether a heading begins with its part's number, `一、`.
fn has_number(written: &str, section: usize) -> bool {
    let rest = written.trim_start_matches(is_blank).strip_prefix(numeral(section));
    rest.is_some_and(|rest| rest.trim_start_matches(is_blank).starts_with('、'))
}

/// Whether a paragraph says something, rather than name or count it as captions, menus and units do.
fn is_sentence(text: &str) -> bool {
    text.contains('。') || text.ends_with(['：', '；', '！', ':', '…']) || text.chars().count() >= 40
}

/// A date that is its whole paragraph, as it stands under a title: in brackets, or in words. The bare digits of a page say when
/// it was put there.
fn dateline(text: &str) -> Option<String> {
    let text = text.trim_matches(is_blank);
    let inner = text.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')']));
    let (date, range) = head::date(inner.unwrap_or(text))?;
    (range.start == 0 && (inner.is_some() || text.ends_with('日'))).then_some(date)
}

/// Whether a line may be the name of a body, as it stands below a report.
fn is_name(text: &str) -> bool {
    let end = [
        "局", "委", "会", "府", "处", "室", "厅", "办", "院", "中心", "公司", "队", "所", "站", "市", "区",
        "县",
    ];
    text.chars().count() <= 60
        && !text.contains(['。', '，', '；', '：', '、', '！'])
        && end.iter().any(|end| text.ends_with(end))
}

/// The heading of 编制说明.
fn is_preface(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !is_blank(*c)).collect();
    plain.trim_end_matches(['：', ':']) == "编制说明"
}
