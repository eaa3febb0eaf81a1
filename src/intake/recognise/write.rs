//! What was recognised -> authoring YAML, laid out as `new` lays it out, every character with its place in the transcript.

use super::labels::half_width;
use super::parts::Sections;
use super::{Purpose, Recogniser};
use crate::form::{Body, Branch, CellId, Kind, Table};
use crate::intake::blocks::{Transcript, is_blank};
use crate::source::{Lead, Level, Span, Traced};
use crate::yaml::scalar;
use unicode_width::UnicodeWidthStr;

/// Text with places.
type Pieces = Vec<(String, Span)>;

/// The YAML being written.
pub(super) struct Writer<'t> {
    transcript: &'t Transcript,
    out: Traced,
    /// Where in the transcript the last character came from.
    last: Span,
}

impl<'t> Writer<'t> {
    pub(super) fn new(transcript: &'t Transcript) -> Self {
        Self { transcript, out: Traced::new(), last: Span::default() }
    }

    pub(super) fn finish(self) -> Traced {
        self.out
    }

    /// Adds what the original does not hold; it is answered for by what stands before it.
    pub(super) fn glue(&mut self, text: &str) {
        let end = Span { start: self.last.end, end: self.last.end };
        self.out.push(text, end);
    }

    /// Adds what the program writes for a place in the original.
    pub(super) fn say(&mut self, text: &str, place: Span) {
        self.out.push(text, place);
        self.last = place;
    }

    fn pieces(&mut self, pieces: &[(String, Span)]) {
        for (text, place) in pieces {
            self.say(text, *place);
        }
    }

    /// `键: 文字`, quoted where YAML wants it.
    pub(super) fn entry(&mut self, key: &str, place: Span, text: &str) {
        self.say(key, place);
        self.glue(": ");
        // A year or a date is for the report's reader to take as it is.
        let date = text.starts_with(|c: char| c.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        self.say(&if date { text.to_owned() } else { scalar::name(text) }, place);
        self.glue("\n");
    }

    /// Paragraphs below a key, one a line.
    pub(super) fn prose(&mut self, key: &str, place: Span, indent: usize, paragraphs: &[Span]) {
        let blank = "  ".repeat(indent);
        self.glue(&blank);
        self.say(key, place);
        if paragraphs.is_empty() {
            self.glue(":\n");
            return;
        }
        self.glue(": |\n");
        for paragraph in paragraphs {
            self.glue(&blank);
            self.glue("  ");
            self.paragraph(*paragraph);
            self.glue("\n");
        }
    }

    /// A paragraph; two braces would be taken for a placeholder.
    fn paragraph(&mut self, place: Span) {
        let text = self.transcript.text(place);
        if text.contains("{{") {
            self.say(&text.replace("{{", "{ {"), place);
        } else {
            self.say(text, place);
        }
    }
}

/// A cell of the file as it will stand, with its width on a screen.
struct SizedCell {
    pieces: Pieces,
    width: usize,
}

impl Recogniser<'_> {
    /// The parts in the form's order.
    pub(super) fn write_sections(&self, writer: &mut Writer<'_>, sections: &Sections) {
        let mut table = 0;
        for (number, section) in self.known.form.sections.iter().enumerate() {
            let heading = sections.headings[number];
            let paragraphs = &sections.prose[number];
            match &section.body {
                Body::Table(form) => {
                    let place = heading.or_else(|| self.tables.get(&table).copied());
                    if let Some(place) = place {
                        writer.glue("\n");
                        self.write_table(writer, table, form, place);
                    }
                    table += 1;
                }
                Body::Prose(items) => {
                    let Some(place) = heading else { continue };
                    writer.glue("\n");
                    if let Some(parts) = self.fixed_items(paragraphs, items) {
                        writer.say(&section.title, place);
                        writer.glue(":\n");
                        for (key, at, paragraphs) in parts {
                            writer.prose(&key, at, 1, &paragraphs);
                        }
                    } else {
                        writer.prose(&section.title, place, 0, paragraphs);
                    }
                }
            }
        }
    }

    /// The fixed sub-items of a part, if its text has just these, numbered, in order: key, place, paragraphs.
    fn fixed_items(&self, paragraphs: &[Span], items: &[String]) -> Option<Vec<(String, Span, Vec<Span>)>> {
        let mut parts: Vec<(String, Span, Vec<Span>)> = Vec::new();
        let mut intro = Vec::new();
        for &paragraph in paragraphs {
            let text = self.transcript.text(paragraph);
            let Some(lead) = Lead::of(text).filter(|lead| lead.level == Level::Second) else {
                match parts.last_mut() {
                    Some((_, _, own)) => own.push(paragraph),
                    None => intro.push(paragraph),
                }
                continue;
            };
            let item = items.get(parts.len())?;
            let right = crate::form::numeral(parts.len());
            let follows = text[lead.len..].strip_prefix(item.as_str())?;
            if text[lead.digits.0..lead.digits.1] != *right.encode_utf8(&mut [0; 4]) {
                return None;
            }
            let at =
                Span::new(paragraph.start as usize, paragraph.start as usize + text.len() - follows.len());
            // The program prints number, name and colon itself. Numbered in another way, the text stays one, as its author wrote it.
            let own = follows.strip_prefix('：')?.trim_start_matches(is_blank);
            if own.is_empty() {
                return None;
            }
            let own = Span::new(paragraph.end as usize - own.len(), paragraph.end as usize);
            parts.push((item.clone(), at, vec![own]));
        }
        if parts.len() != items.len() || items.is_empty() {
            return None;
        }
        if let Some(first) = intro.first() {
            parts.insert(0, ("导语".to_owned(), *first, intro));
        }
        Some(parts)
    }

    fn write_table(&self, writer: &mut Writer<'_>, number: usize, form: &Table, place: Span) {
        writer.say(&form.title, place);
        writer.glue(":\n");
        if let Some(before) = self.before_tables.get(&number) {
            writer.prose("表前", before[0], 1, before);
        }
        for band in &form.bands {
            let mut lines = Vec::new();
            for branch in &band.labels {
                self.lines(number, form, branch, 1, &mut lines);
            }
            let rows = band.rows.clone();
            let columns = band.columns.len();
            let cells: Vec<Option<Vec<SizedCell>>> =
                rows.clone().map(|row| self.cells(number, row, columns)).collect();
            let key_width = lines.iter().map(|line| line.text.width()).max().unwrap_or(0) + 1;
            let widths: Vec<usize> = (0..columns)
                .map(|column| {
                    let own = cells.iter().flatten().map(|row| row[column].width).max().unwrap_or(0);
                    own.max(band.columns[column].name.key.width())
                })
                .collect();
            if columns > 1 && cells.iter().any(Option::is_some) {
                let mut heads = String::from("  #");
                heads.push_str(&" ".repeat(key_width.saturating_sub(heads.width()) + 1));
                for (column, width) in band.columns.iter().zip(&widths) {
                    heads.push_str(&" ".repeat(1 + width - column.name.key.width()));
                    heads.push_str(&column.name.key);
                    heads.push(' ');
                }
                writer.glue(heads.trim_end());
                writer.glue("\n");
            }
            for line in lines {
                let indent = line.text.len() - line.text.trim_start().len();
                writer.glue(&line.text[..indent]);
                let Some(row) = line.row else {
                    writer.say(line.text.trim_start(), place);
                    writer.glue("\n");
                    continue;
                };
                let label = self.rows.get(&(number, row)).copied().unwrap_or(place);
                writer.say(line.text.trim_start(), label);
                let Some(cells) = &cells[row - rows.start] else {
                    writer.glue("\n");
                    continue;
                };
                if let [only] = &cells[..] {
                    writer.glue(" ");
                    writer.pieces(&only.pieces);
                } else {
                    writer.glue(&" ".repeat(key_width - line.text.width()));
                    writer.glue("[");
                    for (column, cell) in cells.iter().enumerate() {
                        writer.glue(&" ".repeat(widths[column] - cell.width + usize::from(column > 0)));
                        writer.pieces(&cell.pieces);
                        writer.glue(if column + 1 < cells.len() { "," } else { "]" });
                    }
                }
                self.blanks(writer, number, form, row);
                writer.glue("\n");
            }
        }
        if let Some(notes) = self.notes.get(&number).filter(|notes| !notes.is_empty()) {
            writer.glue("  ");
            writer.say("表注", notes[0]);
            writer.glue(": '");
            for (index, note) in notes.iter().enumerate() {
                let text = self.transcript.text(*note).replace('\'', "''");
                writer.glue(if index > 0 { " " } else { "" });
                writer.say(&text, *note);
            }
            writer.glue("'\n");
        }
    }

    /// `# 原文为空：科研机构` behind a row whose blanks became 0.
    fn blanks(&self, writer: &mut Writer<'_>, number: usize, form: &Table, row: usize) {
        if self.purpose != Purpose::Import {
            return;
        }
        let columns = form.columns(row);
        let blank = |column: &usize| {
            let at = self.figures.get(&(number, CellId { row, column: *column }));
            at.is_none_or(|at| self.transcript.text(*at).trim_matches(is_blank).is_empty())
        };
        let blanks: Vec<&str> =
            (0..columns.len()).filter(blank).map(|column| columns[column].name.key.as_str()).collect();
        match (blanks.len(), columns.len()) {
            (0, _) => {}
            (_, 1) => writer.glue("  # 原文为空"),
            (blank, all) if blank == all => writer.glue("  # 原文全部为空"),
            _ => writer.glue(&format!("  # 原文为空：{}", blanks.join("、"))),
        }
    }

    /// The keys of a branch and of what is below it, as far as the file has them.
    fn lines(&self, number: usize, table: &Table, branch: &Branch, depth: usize, lines: &mut Vec<Line>) {
        let text = format!("{}{}:", "  ".repeat(depth), branch.name.key);
        if branch.children.is_empty() {
            let row = table.rows.iter().position(|row| row.name == branch.name && row.label == branch.label);
            if row.is_some_and(|row| self.rows.contains_key(&(number, row))) {
                lines.push(Line { text, row });
            }
            return;
        }
        let before = lines.len();
        lines.push(Line { text, row: None });
        for child in &branch.children {
            self.lines(number, table, child, depth + 1, lines);
        }
        // A group without a row is reported as missing by its own name.
        if lines.len() == before + 1 {
            lines.pop();
        }
    }

    /// The cells of a row; `None` if it has none at all.
    fn cells(&self, number: usize, row: usize, columns: usize) -> Option<Vec<SizedCell>> {
        let label = *self.rows.get(&(number, row))?;
        let all = (0..columns).map(|column| {
            let id = (number, CellId { row, column });
            let pieces = match self.figures.get(&id) {
                Some(at) => self.figure(self.bare(*at, id), self.yuan.contains(&id)),
                None => self.blank(Span { start: label.end, end: label.end }),
            };
            let width = pieces.iter().map(|(text, _)| text.width()).sum();
            SizedCell { pieces, width }
        });
        Some(all.collect())
    }

    fn blank(&self, at: Span) -> Pieces {
        let text = if self.purpose == Purpose::Import { "0" } else { "\"\"" };
        vec![(text.to_owned(), at)]
    }

    /// Where the figure of a cell stands. Zeros that a sheet's format sets behind the point of a count are no part of it.
    fn bare(&self, at: Span, (number, cell): (usize, CellId)) -> Span {
        let kind = self.known.table(number).columns(cell.row)[cell.column].kind;
        let text = self.transcript.text(at);
        let of_sheet = !self.transcript.addresses.is_empty() && matches!(kind, Kind::Count | Kind::Change);
        match text.split_once('.').filter(|(_, zeros)| of_sheet && zeros.bytes().all(|byte| byte == b'0')) {
            Some((whole, _)) => Span::new(at.start as usize, at.start as usize + whole.len()),
            None => at,
        }
    }

    /// What a cell says: its figure; figure and note; or the very characters, quoted.
    fn figure(&self, at: Span, yuan: bool) -> Pieces {
        let text = self.transcript.text(at);
        let unit = if yuan && text.bytes().any(|b| b.is_ascii_digit()) { "元" } else { "" };
        if text.is_empty() {
            return self.blank(at);
        }
        if is_number(text) {
            return vec![(text.to_owned(), at), (unit.to_owned(), Span { start: at.end, end: at.end })];
        }
        // `2①`: the sign of a numbered note under the table.
        if let Some((open, sign)) = text.char_indices().next_back().filter(|(_, c)| ('①'..='⑳').contains(c))
        {
            let number = text[..open].trim_end_matches(is_blank);
            if is_number(number) {
                return noted(at, number, unit, (open, &text[open..open + sign.len_utf8()]));
            }
        }
        if let Some(open) = text.find(['（', '(']) {
            let (number, note) = (text[..open].trim_end_matches(is_blank), &text[open..]);
            let inner = note.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
            let whole = note.chars().next_back().is_some_and(|c| half_width(c) == ')');
            // Brackets in the note are the note's own; only one pair around all of it is taken off.
            let paired = note.chars().filter(|c| half_width(*c) == '(').count() == 1 && whole;
            if is_number(number) && paired && !inner.is_empty() {
                let bracket = note.chars().next().map_or(0, char::len_utf8);
                return noted(at, number, unit, (open + bracket, inner));
            }
        }
        let quote = |place: u32| ("'".to_owned(), Span { start: place, end: place });
        vec![quote(at.start), (text.replace('\'', "''"), at), quote(at.end)]
    }
}

/// A figure and its note, which begins so many bytes behind the figure's first.
fn noted(at: Span, number: &str, unit: &str, (open, note): (usize, &str)) -> Pieces {
    let start = at.start as usize;
    let note_at = Span::new(start + open, start + open + note.len());
    vec![
        ("{数: ".to_owned(), Span { start: at.start, end: at.start }),
        (number.to_owned(), Span::new(start, start + number.len())),
        (format!("{unit}, 注: '"), Span { start: note_at.start, end: note_at.start }),
        (note.replace('\'', "''"), note_at),
        ("'}".to_owned(), Span { start: note_at.end, end: note_at.end }),
    ]
}

/// One line of a table in the file.
struct Line {
    text: String,
    row: Option<usize>,
}

/// What YAML holds without quotes and the report's reader takes as it is: digits with a point, a sign, a unit.
fn is_number(text: &str) -> bool {
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let rest = rest.strip_suffix("万元").or_else(|| rest.strip_suffix('元')).unwrap_or(rest);
    !rest.is_empty()
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}
