//! In: the YAML of a report, and what its tables come to. Out: the same YAML with the figures put in, each in the place of the
//! one before it: comments, notes, prose and layout stay as the author wrote them. A comment names what was counted.

use super::{Figures, Place, places, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::form::{Body, Branch, CellId, Form, Kind, Line, Table};
use crate::source::{Source, Span};
use crate::yaml::rewrite::Rewrite;
use crate::yaml::{Entry, Node, Outline, Value, parse};
use std::collections::BTreeMap;

/// First and last line of the comment; a later sum replaces what is between.
const FIRST: &str = "# ┌ 汇总：以下三张表由 nianbao sum 写出，重新汇总时更新";
const LAST: &str = "# └ 汇总";
/// Characters of a comment's line.
const WIDTH: usize = 38;

/// The file lacks rows, or cannot be read.
#[derive(Debug)]
pub struct Unwritable(pub Diagnostics);

/// The text with the figures put in.
///
/// # Errors
/// What keeps the figures from having a place, at the author's lines.
pub fn rewrite(
    source: &Source,
    form: &Form,
    sum: &Figures,
    comment: &[String],
) -> Result<String, Unwritable> {
    let mut found = Diagnostics::new();
    let Some(tree) = parse(source, &Outline::new(), &mut found) else { return Err(Unwritable(found)) };
    if found.has_errors() {
        return Err(Unwritable(found));
    }
    let all = places(form);
    let index: BTreeMap<Place, usize> = all.iter().enumerate().map(|(at, place)| (*place, at)).collect();
    let edits = Rewrite::new(source.text());
    let mut editor = Editor { source, form, sum, index, edits, found };
    let mut first_key = None;
    let tables = form
        .sections
        .iter()
        .filter_map(|s| if let Body::Table(table) = &s.body { Some(table) } else { None });
    for (number, table) in tables.enumerate() {
        let entry = tree.root.map().and_then(|map| map.iter().find(|entry| entry.key.text() == table.title));
        let Some(entry) = entry else {
            editor.lacks(&table.title, Span::default(), "这一部分");
            continue;
        };
        first_key.get_or_insert(entry.key_span());
        let mut row = 0;
        for branch in table.bands.iter().flat_map(|band| &band.labels) {
            editor.branch(number, table, branch, entry, &mut row);
        }
    }
    if editor.found.has_errors() {
        return Err(Unwritable(editor.found));
    }
    Ok(editor.finish(first_key.unwrap_or_default(), comment))
}

struct Editor<'a> {
    source: &'a Source,
    form: &'a Form,
    sum: &'a Figures,
    index: BTreeMap<Place, usize>,
    edits: Rewrite<'a>,
    found: Diagnostics,
}

impl Editor<'_> {
    fn lacks(&mut self, key: &str, at: Span, what: &str) {
        let message = format!("缺少“{key}”{what}，汇总的数没有地方写");
        self.found
            .push(Diagnostic::of(&codes::C01, at, message).help("照“nianbao new”生成的样子补上，数填 0"));
    }

    /// One row or group below its parent's entry.
    fn branch(&mut self, number: usize, table: &Table, branch: &Branch, parent: &Entry, row: &mut usize) {
        let entries = parent.value.map().unwrap_or_default();
        let entry = entries.iter().find(|entry| entry.key.text() == branch.name.key);
        if branch.children.is_empty() {
            let own = *row;
            *row += 1;
            match entry {
                Some(entry) => self.row(number, table, own, entry),
                None if branch.total => self.total_row(number, table, own, parent),
                None => self.lacks(&branch.name.key, parent.key_span(), "这一行"),
            }
            return;
        }
        if entry.is_none() {
            self.lacks(&branch.name.key, parent.key_span(), "及其下各行");
        }
        for child in &branch.children {
            match entry {
                Some(entry) => self.branch(number, table, child, entry, row),
                None => *row += leaves(child),
            }
        }
    }

    /// What a cell comes to, as the author would write it.
    fn figure(&self, table: usize, cell: CellId) -> String {
        let place = Place { table, cell };
        let text = shown(place, self.form, self.value_of(table, cell));
        // Where a column's amounts carry their unit.
        if place.kind(self.form) == Kind::Money { text + "万元" } else { text }
    }

    fn value_of(&self, table: usize, cell: CellId) -> i64 {
        self.sum.cells()[self.index[&Place { table, cell }]]
    }

    /// Whether the total of a row is what its other cells come to; of reports with errors it need not be.
    fn is_computed(&self, number: usize, table: &Table, row: usize) -> bool {
        let columns = table.columns(row);
        let value = |column| self.value_of(number, CellId { row, column });
        let own: i64 = (0..columns.len()).filter(|&column| !columns[column].total).map(value).sum();
        columns.iter().position(|column| column.total).is_none_or(|total| value(total) == own)
    }

    /// A row of totals that the author left to the program stays left to it, if the program comes to the same.
    fn total_row(&mut self, number: usize, table: &Table, row: usize, parent: &Entry) {
        let Some(&group) = table.rows[row].groups.last() else { return };
        let rows = table.summands(Line::Group(group));
        let columns = table.columns(row).len();
        let comes_to =
            |column| rows.iter().map(|&row| self.value_of(number, CellId { row, column })).sum::<i64>();
        let same =
            (0..columns).all(|column| comes_to(column) == self.value_of(number, CellId { row, column }));
        let first = parent.value.map().and_then(<[Entry]>::first).map(Entry::key_span);
        if let (false, Some(first)) = (same, first) {
            let before = &self.source.text()[..first.start as usize];
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let all: Vec<String> =
                (0..columns).map(|c| self.figure(number, CellId { row, column: c })).collect();
            let key = &table.rows[row].name.key;
            let text = format!("{}{key}: [{}]\n", &before[line..], all.join(", "));
            self.edits.put(Span::new(line, line), text);
        }
    }

    fn row(&mut self, number: usize, table: &Table, row: usize, entry: &Entry) {
        let columns = table.columns(row);
        let computed = self.is_computed(number, table, row);
        let figure = |editor: &Self, column| editor.figure(number, CellId { row, column });
        let node = &entry.value;
        match &node.value {
            Value::List(items) => {
                let own: Vec<usize> = (0..columns.len()).filter(|&column| !columns[column].total).collect();
                let meant: Vec<usize> =
                    if items.len() == columns.len() { (0..columns.len()).collect() } else { own };
                if items.len() == meant.len() && (computed || meant.len() == columns.len()) {
                    for (item, &column) in items.iter().zip(&meant) {
                        let text = figure(self, column);
                        self.cell(item, &text);
                    }
                    return;
                }
            }
            Value::Map(entries) if node.get("数").is_none() && columns.len() > 1 => {
                for (column, head) in columns.iter().enumerate() {
                    let named =
                        entries.iter().find(|e| head.name.is(e.key.text()) || e.key.text() == head.label);
                    match named {
                        Some(named) => {
                            let text = figure(self, column);
                            self.value(named, &text);
                        }
                        None if head.total && computed => {}
                        None => self.lacks(&head.name.key, entry.key_span(), "这一列"),
                    }
                }
                return;
            }
            _ if columns.len() == 1 => {
                let text = figure(self, 0);
                self.value(entry, &text);
                return;
            }
            _ => {}
        }
        let written = (0..columns.len()).filter(|&c| !computed || !columns[c].total);
        let all: Vec<String> = written.map(|c| figure(self, c)).collect();
        self.value(entry, &format!("[{}]", all.join(", ")));
    }

    /// A number, or the 数 of a number with a note.
    fn cell(&mut self, node: &Node, text: &str) {
        self.edits.figure(node.get("数").map_or(node.span, |number| number.span), text);
    }

    /// The value of a key; nothing may stand there yet.
    fn value(&mut self, entry: &Entry, text: &str) {
        match entry.value.get("数") {
            Some(number) => self.edits.figure(number.span, text),
            None => self.edits.value(entry, text),
        }
    }

    fn finish(mut self, first_key: Span, comment: &[String]) -> String {
        let text = self.source.text();
        let start = text[..first_key.start as usize].rfind('\n').map_or(0, |at| at + 1);
        self.edits.put(Span::new(start, start), block(comment));
        if let Some(old) = old_block(text) {
            self.edits.put(old, "");
        }
        self.edits.finish()
    }
}

fn leaves(branch: &Branch) -> usize {
    branch.children.iter().map(leaves).sum::<usize>().max(1)
}

/// The comment, in lines that a screen holds.
fn block(lines: &[String]) -> String {
    let mut out = format!("{FIRST}\n");
    for line in lines {
        let characters: Vec<char> = line.chars().filter(|c| !c.is_control()).collect();
        for piece in characters.chunks(WIDTH) {
            out.push_str("# │ ");
            out.extend(piece);
            out.push('\n');
        }
    }
    out + LAST + "\n"
}

/// The comment that an earlier sum left.
fn old_block(text: &str) -> Option<Span> {
    let start = text.find(FIRST).filter(|&at| at == 0 || text.as_bytes()[at - 1] == b'\n')?;
    let after = start + FIRST.len() + 1;
    let mut end = after;
    for line in text.get(after..)?.split_inclusive('\n') {
        if line.trim_end() == LAST {
            return Some(Span::new(start, end + line.len()));
        }
        if !line.starts_with("# │") {
            return None;
        }
        end += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;
    use crate::form::skeleton::{Purpose, skeleton};

    /// Each cell another number; totals of rows are what their cells come to, as in a report without errors.
    fn sample(form: &Form) -> Figures {
        let mut figures = Figures::zero(form);
        let total = |place: &Place| place.table(form).columns(place.cell.row)[place.cell.column].total;
        let value = |at: usize, place: &Place| {
            if place.is_money(form) { 12_345_678 } else { i64::try_from(at).unwrap_or(0) + 1 }
        };
        let places = places(form);
        for (at, place) in places.iter().enumerate() {
            let row = |other: &Place| (other.table, other.cell.row) == (place.table, place.cell.row);
            let own = if total(place) {
                let parts = places.iter().enumerate().filter(|(_, other)| row(other) && !total(other));
                parts.map(|(at, other)| value(at, other)).sum()
            } else {
                value(at, place)
            };
            figures.add_to(at, own);
        }
        figures
    }

    #[test]
    fn figures_take_the_place_of_figures() {
        let form = form::newest();
        let new = skeleton(form, Purpose { office: "安平县人民政府", kind: "县级人民政府", year: 2025 });
        let source = Source::new("全县.yaml", new);
        let comment = ["计入 2 家：安平县教育局、安平县水利局".to_owned()];
        let once = rewrite(&source, form, &sample(form), &comment).unwrap();
        assert!(once.contains("行政事业性收费: 12.345678 ") && once.contains("# │ 计入 2 家"), "{once}");
        let again = rewrite(&Source::new("全县.yaml", once.clone()), form, &sample(form), &comment).unwrap();
        assert_eq!(once, again, "a second sum changes nothing");
    }

    #[test]
    fn notes_comments_and_manners_stay() {
        let form = form::newest();
        let new = skeleton(form, Purpose { office: "安平县人民政府", kind: "县级人民政府", year: 2025 });
        let line =
            |key: &str| new.lines().find(|line| line.trim_start().starts_with(key)).unwrap().to_owned();
        let new = new
            .replace(&line("行政规范性文件:"), "  行政规范性文件: [1, 0, {数: 22, 注: 其中修订16件}]   # 司法局核过")
            .replace(&line("行政处罚:"), "  行政处罚:   # 待填")
            .replace(&line("予以公开:"), "    予以公开: {自然人: 1, 商业企业: 0, 科研机构: 0, 社会公益组织: 0, 法律服务机构: 0, 其他: 0}")
            .replace(&line("上年结转政府信息公开申请数量:"), "  上年结转政府信息公开申请数量:");
        let text = rewrite(&Source::new("a", new), form, &sample(form), &[]).unwrap();
        assert!(
            text.contains("  行政规范性文件: [4, 5, {数: 6, 注: 其中修订16件}]   # 司法局核过"),
            "{text}"
        );
        assert!(text.contains("  行政处罚: 8   # 待填"), "{text}");
        assert!(text.contains("    予以公开: {自然人: 25, 商业企业: 26,"), "{text}");
        assert!(text.contains("  上年结转政府信息公开申请数量: [18, 19, 20, 21, 22, 23]"), "{text}");
    }

    #[test]
    fn a_row_that_is_not_there_is_named() {
        let form = form::newest();
        let new = skeleton(form, Purpose { office: "安平县人民政府", kind: "县级人民政府", year: 2025 });
        let without: String =
            new.lines().filter(|l| !l.contains("行政强制:")).map(|l| l.to_owned() + "\n").collect();
        let found = rewrite(&Source::new("a", without), form, &sample(form), &[]).unwrap_err().0;
        assert!(found.iter().any(|f| f.message.contains("行政强制")));
    }
}
