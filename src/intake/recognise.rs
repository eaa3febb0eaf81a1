//! In: a transcript and the forms. Out: authoring YAML, and for every stretch of it the place in the transcript, also in
//! words. One recogniser for all containers; refuses to know any. Invents and mends no figure: what cannot be placed is said.

mod across;
mod edition;
mod head;
mod known;
mod labels;
mod merged;
mod order;
mod outline;
mod parts;
mod rows;
mod title;
mod twice;
mod worded;
mod write;

use super::Purpose;
use super::blocks::{self, Block, Paragraph, Table, Transcript};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::form::{self, Body, CellId};
use crate::report::OfficeKind;
use crate::source::{Landmark, Span, Traced};
use known::{FormTexts, Meaning, RowId};
use labels::Text;
use parts::End;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use write::Writer;

/// What became of a transcript.
pub(super) struct Recognised {
    /// The report; places are bytes of the transcript.
    pub(super) yaml: Traced,
    /// Places are bytes of the transcript.
    pub(super) found: Diagnostics,
    /// Places of the transcript in words.
    pub(super) landmarks: Vec<(Span, Landmark)>,
    /// Places of the transcript of which `found` says why nothing is filled in.
    pub(super) blank: BTreeSet<Span>,
}

/// What is known of a file while it is read.
struct Recogniser<'t> {
    transcript: &'t Transcript,
    purpose: Purpose,
    known: Arc<FormTexts>,
    texts: CellTexts<'t>,
    found: Diagnostics,
    landmarks: Vec<(Span, Landmark)>,
    /// Cells by table and place.
    figures: BTreeMap<(usize, CellId), Span>,
    /// Labels of the rows found.
    rows: BTreeMap<RowId, Span>,
    /// Where each table begins.
    tables: BTreeMap<usize, Span>,
    /// Sentences between the heading and each table: 表前.
    before_tables: BTreeMap<usize, Vec<Span>>,
    /// Notes under each table.
    notes: BTreeMap<usize, Vec<Span>>,
    /// Notes in the last row of the table at hand.
    table_notes: Vec<Span>,
    /// Amounts whose head says 元.
    yuan: BTreeSet<(usize, CellId)>,
    /// Tables of another edition than the others.
    of_other_edition: BTreeSet<usize>,
    /// Tables whose heads were complained of.
    wrong_heads: Vec<usize>,
    /// Wordings of cells that were complained of.
    worded: BTreeSet<String>,
    /// Heads of columns that say nothing known.
    stray_heads: Vec<Span>,
    /// Rows that came more than once, by table.
    twice: BTreeMap<usize, Vec<twice::Twice>>,
    /// The row read last, by table, and what was said to stand in another order.
    order: order::Order,
    /// What found no place.
    left: Vec<Span>,
    /// Of that what a finding speaks of.
    said: BTreeSet<Span>,
    /// Where cells or tables are not filled because of what a finding says.
    blank: BTreeSet<Span>,
}

/// Texts of cells, which are asked for again and again.
struct CellTexts<'t> {
    transcript: &'t Transcript,
    read: RefCell<BTreeMap<Span, Rc<Text>>>,
}

impl CellTexts<'_> {
    fn text(&self, at: Span) -> Rc<Text> {
        let mut read = self.read.borrow_mut();
        Rc::clone(read.entry(at).or_insert_with(|| Rc::new(Text::new(self.transcript.text(at)))))
    }

    /// The words in a table, as far as they may be labels.
    fn labels(&self, table: &Table) -> Vec<Rc<Text>> {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let cells = cells.filter(|cell| !cell.continued && !cell.at.is_empty());
        let words = cells.filter(|cell| !labels::is_figure(self.transcript.text(cell.at)));
        words.take(MOST_LABELS).map(|cell| self.text(cell.at)).collect()
    }
}

/// Words of a table that are compared with those of the editions.
const MOST_LABELS: usize = 1000;

/// Reads a transcript.
pub(super) fn recognise(transcript: &Transcript, purpose: Purpose) -> Recognised {
    let paragraphs: Vec<(usize, Paragraph)> = transcript
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| if let Block::Paragraph(p) = block { Some((at, *p)) } else { None })
        .collect();
    let texts: Vec<&str> = paragraphs.iter().map(|(_, p)| transcript.text(p.at)).collect();
    let headings = outline::headings(form::newest(), &texts);
    let first = headings.first().map_or(paragraphs.len(), |h| h.paragraph);
    let title = title::find(&texts, &paragraphs, first);
    let (text, places) = title.clone().map_or((String::new(), Vec::new()), |range| {
        (texts[range.clone()].concat(), paragraphs[range].iter().map(|(_, p)| p.at).collect::<Vec<_>>())
    });
    let named = head::title(&text);
    let office = solid(&text[named.office.clone()]);
    let year = title::year(&named, &texts, title.as_ref(), first);
    let texts = CellTexts { transcript, read: RefCell::default() };
    let known = edition::known(&texts, year);
    let mut recogniser = Recogniser {
        transcript,
        purpose,
        known,
        texts,
        found: Diagnostics::new(),
        landmarks: Vec::new(),
        figures: BTreeMap::new(),
        rows: BTreeMap::new(),
        tables: BTreeMap::new(),
        before_tables: BTreeMap::new(),
        notes: BTreeMap::new(),
        table_notes: Vec::new(),
        yuan: BTreeSet::new(),
        of_other_edition: BTreeSet::new(),
        wrong_heads: Vec::new(),
        worded: BTreeSet::new(),
        stray_heads: Vec::new(),
        twice: BTreeMap::new(),
        order: order::Order::default(),
        left: Vec::new(),
        said: BTreeSet::new(),
        blank: BTreeSet::new(),
    };
    recogniser.read_tables(&paragraphs, &headings);
    recogniser.say_stray_tables(&paragraphs, &headings);
    let outside = recogniser.outside(&paragraphs, &headings);
    let end = recogniser.signature(&paragraphs, &headings, &outside, &office);
    let sections = recogniser.sections(&paragraphs, &headings, &end, &outside);
    let front = recogniser.before(&paragraphs[..first], title, &outside);
    let prose = sections.prose.iter().chain(recogniser.before_tables.values()).flatten();
    let prose: Vec<Span> = prose.chain(front.paragraphs()).copied().collect();
    recogniser.say_braces(&prose);
    recogniser.pictures(&paragraphs, &headings);
    recogniser.complete();
    recogniser.say_twice();

    let mut writer = Writer::new(transcript);
    recogniser.head(&mut writer, &text, &places, &named, year, &end);
    if let Some((at, date)) = &front.dateline {
        writer.entry("题下日期", *at, date);
    }
    if let Some(first) = front.intro.first() {
        writer.glue("\n");
        writer.prose("导语", *first, 0, &front.intro);
    }
    if let Some((heading, paragraphs)) = &front.preface {
        writer.glue("\n");
        writer.prose("编制说明", *heading, 0, paragraphs);
    }
    recogniser.write_sections(&mut writer, &sections);
    recogniser.say_what_is_left(&mut writer);
    let Recogniser { found, landmarks, blank, .. } = recogniser;
    Recognised { yaml: writer.finish(), found, landmarks, blank }
}

/// A name without the blanks that part its lines.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !blocks::is_blank(*c)).collect()
}

/// Whether a line can be one of several of a name.
fn is_line_of_name(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || " （）()·".contains(c);
    text.chars().count() <= 30 && text.chars().all(fits) && !text.contains('年') && !text.starts_with('附')
}

/// Makes the labels of the newest edition, which most files follow.
pub(super) fn prepare() {
    FormTexts::of(form::newest());
}

impl Recogniser<'_> {
    /// What a cell says, to be compared.
    fn text(&self, at: Span) -> Rc<Text> {
        self.texts.text(at)
    }

    fn read_tables(&mut self, paragraphs: &[(usize, Paragraph)], headings: &[outline::Heading]) {
        let mut above = rows::CurrentHeads::default();
        let transcript = self.transcript;
        for (at, block) in transcript.blocks.iter().enumerate() {
            let Block::Table(table) = block else { continue };
            if !self.is_of_the_form(table) {
                self.strange_table(table);
                continue;
            }
            self.rows(table, &mut above);
            self.say_worded(table);
            self.say_edition(table);
            let notes = std::mem::take(&mut self.table_notes);
            if let Some(number) = self.section_at(at, paragraphs, headings) {
                self.notes.entry(number).or_default().extend(notes);
            } else {
                self.left.extend(notes);
            }
        }
    }

    /// The table whose section a block stands in; without headings the one read last.
    fn section_at(
        &self,
        block: usize,
        paragraphs: &[(usize, Paragraph)],
        headings: &[outline::Heading],
    ) -> Option<usize> {
        let heading = headings.iter().rev().find(|heading| paragraphs[heading.paragraph].0 < block);
        heading.map_or_else(|| self.tables.keys().last().copied(), |heading| self.table_of(heading.section))
    }

    /// The number among the tables of a section that holds one.
    fn table_of(&self, section: usize) -> Option<usize> {
        let sections = &self.known.form.sections;
        let is_table = |at: usize| matches!(sections[at].body, Body::Table(_));
        is_table(section).then(|| (0..section).filter(|&at| is_table(at)).count())
    }

    /// Whether a table has a row or two heads of the form.
    fn is_of_the_form(&self, table: &Table) -> bool {
        let mut known = 0;
        for row in &table.rows {
            for cell in row.cells.iter().filter(|cell| !cell.continued) {
                let words = self.transcript.text(cell.at);
                if words.is_empty() || labels::is_figure(words) || words.chars().count() > 80 {
                    continue;
                }
                let text = self.text(cell.at);
                known += match self.known.meaning(&text) {
                    Meaning::Row(_, labels::SAME) => 2,
                    Meaning::Row(..) | Meaning::Group => 1,
                    Meaning::Printed => usize::from(self.known.heads_column(&text)),
                    _ => 0,
                };
                if known >= 2 {
                    return true;
                }
            }
        }
        false
    }

    fn strange_table(&mut self, table: &Table) {
        let rows = table.rows.iter().filter(|row| !row.at.is_empty()).map(|row| row.at);
        let Some(at) = rows.reduce(Span::to) else { return };
        self.left.push(at);
    }

    /// Totals that the form prints and the file does not have: the author's YAML may leave them to the program, a file may not.
    fn complete(&mut self) {
        let tables: Vec<usize> = self.tables.keys().copied().collect();
        for number in tables {
            let table = self.known.table(number);
            let place = self.tables[&number];
            let missing = table
                .rows
                .iter()
                .enumerate()
                .filter(|(row, own)| own.total && !self.rows.contains_key(&(number, *row)));
            let found: Vec<Diagnostic> = missing
                .map(|(_, row)| {
                    let message = format!("缺少“{}”这一行", row.label);
                    Diagnostic::of(&codes::C01, place, message).help("按格式补上这一行")
                })
                .collect();
            for finding in found {
                self.found.push(finding);
            }
        }
        let stray = std::mem::take(&mut self.stray_heads);
        self.left.extend(stray);
        self.say_unfilled();
    }

    fn head(
        &mut self,
        writer: &mut Writer<'_>,
        title: &str,
        places: &[Span],
        named: &head::Title,
        year: Option<u16>,
        end: &End,
    ) {
        let place = places.iter().copied().reduce(Span::to).unwrap_or_default();
        let form = self.known.form;
        if self.purpose == Purpose::Import {
            writer.glue(&format!("# 由原件导入。核对后再用：nianbao check；格式：《{}》\n\n", form.name));
        }
        let mut office = solid(&title[named.office.clone()]);
        let mut office_at = place_in(places, title, named.office.clone(), self.transcript);
        if office.is_empty()
            && let Some(name) = end.name
        {
            office = solid(self.transcript.text(name));
            office_at = name;
        }
        if office.is_empty() {
            let message = "没有读出是哪个机关的报告";
            let help = "标题写全：“机关+年度+政府信息公开工作年度报告”，或在末尾署名";
            self.found.push(Diagnostic::of(&codes::D02, place, message).help(help));
        } else {
            writer.entry("机关", office_at, &office);
            if let Some(kind) = OfficeKind::of(&office) {
                writer.say("机关类别", office_at);
                writer.glue(": ");
                writer.say(kind.name(), office_at);
                writer.glue("    # 按机关名称推定\n");
            }
        }
        if let Some(year) = year {
            let range = named.year.as_ref().map(|(_, range)| range.clone());
            let at = range.map_or(place, |range| place_in(places, title, range, self.transcript));
            writer.entry("年度", at, &year.to_string());
            let by_year = form::for_year(year);
            if by_year.is_none_or(|own| own.edition != form.edition) {
                writer.entry("格式", at, &form.edition);
            }
        } else {
            let message = "没有读出是哪一年度的报告";
            let help = "标题写全：“机关+年度+政府信息公开工作年度报告”";
            self.found.push(Diagnostic::of(&codes::D02, place, message).help(help));
        }
        if title.is_empty() && !office.is_empty() && year.is_some() {
            let help = "在正文前写上标题：“机关+年度+政府信息公开工作年度报告”";
            self.found.push(Diagnostic::of(&codes::S14, place, "没有标题").help(help));
        }
        let whole = solid(title);
        let usual = year.map(|year| format!("{office}{year}年政府信息公开工作年度报告"));
        if !whole.is_empty() && usual.is_none_or(|usual| usual != whole) {
            writer.entry("标题", place, &whole);
        }
        if let Some(name) = end.name {
            let text = solid(self.transcript.text(name));
            writer.entry("署名", name, &text);
        }
        if let Some((at, date)) = &end.date {
            writer.entry("成文日期", *at, date);
        }
    }

    /// Two braces are written apart, so that they are not taken for a placeholder.
    fn say_braces(&mut self, paragraphs: &[Span]) {
        for place in paragraphs {
            if let Some(at) = self.transcript.text(*place).find("{{") {
                let found = Diagnostic::of(&codes::D04, place.part(at..at + 2), "“{{”读成了“{ {”");
                self.found.push(found.help("正文里一般不用花括号；是范本里留下的，删去或填上内容"));
            }
        }
    }

    /// Words without a place: a finding each, and in an imported report a comment each.
    fn say_what_is_left(&mut self, writer: &mut Writer<'_>) {
        let mut left = std::mem::take(&mut self.left);
        left.retain(|at| !at.is_empty());
        left.sort_unstable();
        left.dedup();
        for at in left.iter().filter(|at| !self.said.contains(at)) {
            let text = self.transcript.text(*at);
            let mut short: String = text.chars().take(20).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            let message = format!("“{}”没有读入", short.replace(char::is_control, " "));
            let help = if text.contains('|') {
                "格式里没有这张表、这些格的位置；属于报告的，改写成正文，不属于的删去"
            } else {
                "格式里没有它的位置；属于报告的，移到六个部分的正文里，不属于的删去"
            };
            self.found.push(Diagnostic::of(&codes::D03, *at, message).help(help));
        }
        if self.purpose == Purpose::Import && !left.is_empty() {
            writer.glue("\n# 以下是原件中没有放进上面各项的文字：\n");
            for at in left {
                for line in self.transcript.text(at).lines() {
                    writer.glue("# ");
                    writer.glue(line);
                    writer.glue("\n");
                }
            }
        }
    }
}

/// The place in the transcript of bytes of a title that stands in several paragraphs.
fn place_in(places: &[Span], title: &str, range: std::ops::Range<usize>, transcript: &Transcript) -> Span {
    let mut start = 0;
    let mut found: Option<Span> = None;
    for place in places {
        let length = transcript.text(*place).len();
        let (from, to) = (range.start.max(start), range.end.min(start + length));
        if from < to {
            let part = place.part(from - start..to - start);
            found = Some(found.map_or(part, |before| before.to(part)));
        }
        start += length;
    }
    debug_assert!(start == title.len() || places.is_empty(), "a title is its paragraphs");
    found.unwrap_or_else(|| places.first().copied().unwrap_or_default())
}
