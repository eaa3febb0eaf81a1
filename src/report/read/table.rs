//! Rows of a table: the form's tree of labels against the author's maps.

use super::thousands::{Cut, advice};
use super::{Found, Reader, implied, names};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::form::{Branch, CellId, Column, Table};
use crate::report::{Cell, Figure, TableReport};
use crate::source::{Span, Spanned};
use crate::yaml::{Fields, Node, Quoting, Value};

impl Reader<'_> {
    pub(super) fn table(&mut self, found: Option<Found<'_>>, form: &'static Table) -> TableReport {
        let span = found.map_or_else(Span::default, |f| f.key.to(f.node.span));
        let mut table = TableReport::new(form, span);
        let Some(found) = found else { return table };
        let Some(mut fields) = self.rows_of(found, &form.title) else { return table };
        let labels: Vec<&Branch> = form.bands.iter().flat_map(|band| &band.labels).collect();
        let mut known: Vec<&str> = labels.iter().map(|b| b.name.key.as_str()).collect();
        known.extend(["表前", "表注"]);
        if let Some(before) = self.want(&mut fields, "表前", &known) {
            table.before = self.section_prose(before, "表前", &[]);
        }
        table.note = self.line(&mut fields, &known, "表注");
        let mut row = 0;
        self.level(&mut fields, found.key, &labels, &known, &mut row, &mut table);
        self.stray(&fields, &known, &form.title, form);
        compute_rows(&mut table);
        let faults = std::mem::take(&mut self.faults);
        implied::report(&table, faults, self.found);
        table
    }

    /// The rows under a key, which must be a map.
    fn rows_of<'n>(&mut self, found: Found<'n>, name: &str) -> Option<Fields<'n>> {
        let fields = Fields::of(found.node);
        if fields.is_none() && found.node.value != Value::Refused {
            let place = if found.node.is_blank() { found.key } else { found.node.span };
            let rule = if found.node.is_blank() { &codes::S04 } else { &codes::Y13 };
            self.found.push(
                Diagnostic::of(rule, place, format!("“{name}”下面没有表中的各行"))
                    .help("每行缩进两个空格，写成“行名: [数, 数, …]”"),
            );
        }
        fields
    }

    /// One level of the tree of labels.
    fn level(
        &mut self,
        fields: &mut Fields<'_>,
        parent: Span,
        labels: &[&Branch],
        known: &[&str],
        row: &mut usize,
        table: &mut TableReport,
    ) {
        for label in labels {
            let key = label.name.key.as_str();
            let found = self.want(fields, key, known);
            let first = *row;
            *row += leaves(label);
            match found {
                None if label.total => {}
                None if self.broken => {}
                None => self.missing_rows(parent, label),
                Some(found) if label.children.is_empty() => self.row(found, first, table),
                Some(found) => {
                    table.set_group_key(first, key, found.key);
                    let Some(mut fields) = self.rows_of(found, key) else { continue };
                    let below: Vec<&Branch> = label.children.iter().collect();
                    let known: Vec<&str> = below.iter().map(|b| b.name.key.as_str()).collect();
                    let mut row = first;
                    self.level(&mut fields, found.key, &below, &known, &mut row, table);
                    self.stray(&fields, &known, key, table.form());
                }
            }
        }
    }

    fn missing_rows(&mut self, parent: Span, label: &Branch) {
        let key = &label.name.key;
        let (what, help) = if label.children.is_empty() {
            (format!("缺少“{key}”这一行"), format!("补上“{key}: …”；没有发生的填 0，不能省去"))
        } else {
            (format!("缺少“{key}”及其下各行"), format!("补上“{key}:”，下面逐行填写；没有发生的填 0"))
        };
        self.found.push(Diagnostic::of(&codes::C01, parent, what).note("这里面缺一项").help(help));
    }

    /// Keys that no row of this level has; a row of another level is sent home.
    fn stray(&mut self, fields: &Fields<'_>, known: &[&str], place: &str, table: &Table) {
        for entry in fields.rest() {
            let word = entry.key.text();
            let home = table.find(&[word]).map(|line| table.above(line));
            let finding = match home.as_deref() {
                Some([.., last]) if table.groups[*last].name.key != place => {
                    let group = &table.groups[*last].name.key;
                    Diagnostic::of(&codes::Y11, entry.key_span(), format!("“{word}”应当写在“{group}”下面"))
                        .help(format!("移到“{group}:”下面，并缩进两个空格"))
                }
                Some([]) if place != table.title => {
                    Diagnostic::of(&codes::Y11, entry.key_span(), format!("“{word}”不在“{place}”下面"))
                        .help(format!("与“{place}”所在的大项左边对齐"))
                }
                _ => names::unknown(entry, known, place),
            };
            self.found.push(finding);
        }
    }

    /// One row: a value, a list or a map by column.
    fn row(&mut self, found: Found<'_>, row: usize, table: &mut TableReport) {
        table.set_key(row, found.key);
        let columns = table.form().columns(row);
        match &found.node.value {
            Value::Refused => {}
            Value::List(items) => self.list(found, items, row, table),
            Value::Map(_) if columns.len() > 1 && found.node.get("数").is_none() => {
                self.by_column(found, row, table);
            }
            _ if columns.len() == 1 => {
                if let Some(cell) = self.cell(found.node, found.key, CellId { row, column: 0 }, table.form())
                {
                    table.set(CellId { row, column: 0 }, cell);
                }
            }
            _ => {
                let place = if found.node.is_blank() { found.key } else { found.node.span };
                let rule = if found.node.is_blank() { &codes::C01 } else { &codes::C05 };
                let name = &table.form().rows[row].name.key;
                let quoted = found.node.scalar().is_some_and(|scalar| scalar.quoting == Quoting::Quoted);
                let message = match other_brackets(found.node) {
                    Some(_) if quoted => format!("“{name}”的数外面加了引号，成了一段文字"),
                    Some(open) => format!("“{name}”的数外面是“{open}”，不是方括号"),
                    None => format!("“{name}”要写 {} 个数", columns.len()),
                };
                self.found.push(Diagnostic::of(rule, place, message).help(format!(
                    "写成“{name}: [{}]”，依次是{}",
                    figures_of(found.node, columns),
                    heads(columns)
                )));
            }
        }
        compute_total(row, table);
    }

    fn list(&mut self, found: Found<'_>, items: &[Node], row: usize, table: &mut TableReport) {
        let columns = table.form().columns(row);
        let own = columns.iter().filter(|c| !c.total).count();
        let fits = items.len() == columns.len() || items.len() == own;
        // [15 2 0 0 0 0]: one text to YAML, a row without its commas to the hand.
        if let [only] = items
            && !fits
            && let Some(figures) = own_figures(only, columns)
        {
            let name = &table.form().rows[row].name.key;
            self.found.push(
                Diagnostic::of(&codes::C05, found.node.span, format!("“{name}”的数之间没有用逗号隔开"))
                    .help(format!("写成“{name}: [{figures}]”，依次是{}", heads(columns))),
            );
            return;
        }
        // [0  0, 3. 0]: some commas of a row lost, or written as stops.
        if !fits && let Some((broken, figures)) = without_commas(items, columns) {
            let name = &table.form().rows[row].name.key;
            let count = items.len();
            let message = format!("“{name}”的数之间少了逗号，成了 {count} 个");
            let found = Diagnostic::of(&codes::C05, broken[0], message)
                .note("这里少一个逗号")
                .help(format!("写成“{name}: [{figures}]”，依次是{}", heads(columns)));
            self.found.push(broken[1..].iter().fold(found, |found, &place| found.label(place, "这里也是")));
            return;
        }
        if let Some(empty) = comma_twice(items, columns) {
            let name = &table.form().rows[row].name.key;
            let message = format!("“{name}”的数之间多了一个逗号");
            let help = format!("删去一个逗号；这一格没有发生的填 0，依次是{}", heads(columns));
            let place = if empty.is_empty() { found.node.span } else { empty };
            self.found.push(Diagnostic::of(&codes::C05, place, message).help(help));
            return;
        }
        let cut = self.cut(items, columns);
        if let Cut::Runs(runs) = &cut {
            self.cut_by_commas(items, runs, &table.form().rows[row].name.key);
            let whole = |at: &usize| !runs.iter().any(|run| run.contains(at));
            for column in (0..items.len()).filter(whole).take(64) {
                let id = CellId { row, column: column.min(columns.len() - 1) };
                self.cell(&items[column], found.key, id, table.form());
            }
            return;
        }
        // [[0, 0, 0]]: a pair of brackets too many, and still the row.
        if columns.len() > 1
            && let [only] = items
            && let Value::List(inner) = &only.value
        {
            let name = &table.form().rows[row].name.key;
            self.found.push(
                Diagnostic::of(&codes::C05, found.node.span, format!("“{name}”的数外面多了一层方括号"))
                    .help(format!("只写一层，写成“{name}: [{}]”", vec!["…"; columns.len()].join(", "))),
            );
            return self.list(Found { key: found.key, node: only }, inner, row, table);
        }
        // What a `#` took away with the bracket that ends the row has been said.
        let torn = !fits && self.is_torn(found.node.span);
        if !fits && !torn {
            let mut wrong = wrong_length(found, items, columns, &table.form().rows[row].name.key);
            if let Cut::Somewhere(run) = &cut {
                wrong.help = format!("{}；{}", advice(items, run), wrong.help);
            }
            self.found.push(wrong);
        }
        // Of a list of the wrong length the numbers are still looked at, but it is not known whose they are.
        for (column, item) in items.iter().enumerate().take(64) {
            let id = CellId { row, column: column.min(columns.len() - 1) };
            if let Some(cell) = self.cell(item, found.key, id, table.form())
                && fits
            {
                table.set(id, cell);
            }
        }
    }

    /// Whether a row was never closed because the rest of its line is a remark.
    fn is_torn(&self, row: Span) -> bool {
        let rest = self.source.text().get(row.start as usize..).unwrap_or_default();
        let line = rest.lines().next().and_then(|line| line.split_once(" #"));
        let remark = line.is_some_and(|(_, remark)| remark.ends_with([']', '}']));
        let open = |other: &Diagnostic| {
            other.code() == codes::Y14.code && row.start <= other.span.start && other.span.start < row.end
        };
        remark && self.found.iter().any(open)
    }

    fn by_column(&mut self, found: Found<'_>, row: usize, table: &mut TableReport) {
        let columns = table.form().columns(row);
        let name = &table.form().rows[row].name.key;
        let Some(mut fields) = Fields::of(found.node) else { return };
        let known: Vec<&str> = columns.iter().map(|c| c.name.key.as_str()).collect();
        for (column, head) in columns.iter().enumerate() {
            let entry = fields.take_where(|word| head.name.is(word) || word == head.label);
            let item = entry.map(Found::from).or_else(|| self.want(&mut fields, &head.name.key, &known));
            let id = CellId { row, column };
            match item {
                Some(item) => {
                    if let Some(cell) = self.cell(item.node, item.key, id, table.form()) {
                        table.set(id, cell);
                    }
                }
                None if head.total || self.broken => {}
                None => self.found.push(
                    Diagnostic::of(&codes::C05, found.key, format!("“{name}”缺少“{}”", head.name.key))
                        .help(format!("补上“{}: …”；没有发生的填 0", head.name.key)),
                ),
            }
        }
        self.left_over(&fields, &known, name);
    }
}

fn wrong_length(found: Found<'_>, items: &[Node], columns: &[Column], name: &str) -> Diagnostic {
    let own = columns.iter().filter(|c| !c.total).count();
    let wanted = columns.len();
    let (wanted, help) = if own < wanted {
        let help = format!("依次写{}；总计可以不写，由程序计算", heads(columns));
        (format!("{own} 个（可加总计，共 {wanted} 个）"), help)
    } else {
        (format!("{wanted} 个"), format!("依次写{}", heads(columns)))
    };
    let message = format!("“{name}”写了 {} 个数，应为 {wanted}", items.len());
    Diagnostic::of(&codes::C05, found.node.span, message).note(format!("{} 个数", items.len())).help(help)
}

/// What a row that is no list to YAML stands in.
const BRACKETS: [char; 14] = ['[', ']', '［', '］', '【', '】', '(', ')', '（', '）', '〔', '〕', '｛', '｝'];

/// The bracket that a row begins with in place of `[`.
fn other_brackets(node: &Node) -> Option<char> {
    node.scalar()?.text.text().chars().next().filter(|c| BRACKETS.contains(c))
}

/// The figures that a row pasted from elsewhere holds, as a list; zeros if they are not as many as the columns.
fn figures_of(node: &Node, columns: &[Column]) -> String {
    own_figures(node, columns).unwrap_or_else(|| vec!["0"; columns.len()].join(", "))
}

/// The place of the empty entry of a row that would be right without it, and with it has a total less than its parts.
fn comma_twice(items: &[Node], columns: &[Column]) -> Option<Span> {
    let total = columns.iter().position(|column| column.total)?;
    if items.len() != columns.len() {
        return None;
    }
    let number = |node: &Node| node.scalar().map_or(Some(0), |scalar| scalar.text.text().parse::<u64>().ok());
    let is_empty = |node: &&Node| node.scalar().is_some_and(|scalar| scalar.text.text().is_empty());
    let mut empty = items.iter().filter(is_empty);
    let only = empty.next().filter(|_| empty.next().is_none())?;
    let parts = items.iter().enumerate().filter(|&(at, _)| at != total).filter_map(|(_, node)| number(node));
    let sum = parts.fold(0_u64, u64::saturating_add);
    (number(&items[total])? < sum).then_some(only.span)
}

/// The entries of a row that hold several figures each, and all its figures; if those are as many as the columns.
fn without_commas(items: &[Node], columns: &[Column]) -> Option<(Vec<Span>, String)> {
    let mut broken = Vec::new();
    let mut words = Vec::new();
    for item in items.iter().take(columns.len()) {
        let text = item.scalar()?.text.text();
        let before = words.len();
        words.extend(text.split_whitespace().map(|word| word.trim_end_matches(['.', '。', ';', '；', '、'])));
        if words.len() > before + 1 {
            broken.push(item.span);
        }
    }
    let own = columns.iter().filter(|c| !c.total).count();
    let figures = words.iter().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()));
    let as_many = items.len() < columns.len() && (words.len() == own || words.len() == columns.len());
    (figures && as_many && !broken.is_empty()).then(|| (broken, words.join(", ")))
}

/// The figures in a text, if they are as many as the columns.
fn own_figures(node: &Node, columns: &[Column]) -> Option<String> {
    let text = node.scalar()?.text.text();
    let between = |c: char| c.is_whitespace() || "，、,;；|｜“”\"'".contains(c) || BRACKETS.contains(&c);
    let words: Vec<&str> = text.split(between).filter(|word| !word.is_empty()).collect();
    let own = columns.iter().filter(|c| !c.total).count();
    let figures = words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    (figures && (words.len() == own || words.len() == columns.len())).then(|| words.join(", "))
}

fn heads(columns: &[Column]) -> String {
    columns.iter().map(|c| c.name.key.as_str()).collect::<Vec<_>>().join("、")
}

fn leaves(label: &Branch) -> usize {
    label.children.iter().map(leaves).sum::<usize>().max(1)
}

/// The total of a row that the author left to the program.
fn compute_total(row: usize, table: &mut TableReport) {
    let columns = table.form().columns(row);
    let Some(total) = columns.iter().position(|c| c.total) else { return };
    let id = |column| CellId { row, column };
    if table.get(id(total)).is_some() {
        return;
    }
    let parts = (0..columns.len()).filter(|&c| c != total);
    let sum: Option<i64> = parts.map(|column| table.whole(id(column))).sum();
    if let Some(sum) = sum {
        table.set(id(total), computed(sum, table.key(row)));
    }
}

/// The total rows that the author left to the program.
fn compute_rows(table: &mut TableReport) {
    let form = table.form();
    for (row, own) in form.rows.iter().enumerate().filter(|(_, own)| own.total) {
        let Some(&group) = own.groups.last() else { continue };
        if !table.key(row).is_empty() {
            continue;
        }
        for column in 0..form.columns(row).len() {
            let rows = form.summands(crate::form::Line::Group(group));
            let sum: Option<i64> = rows.into_iter().map(|row| table.whole(CellId { row, column })).sum();
            if let Some(sum) = sum {
                let place = table.group_key(group);
                table.set(CellId { row, column }, computed(sum, place));
            }
        }
    }
}

fn computed(sum: i64, place: Span) -> Cell {
    Cell {
        figure: Figure::Count(sum),
        span: Span { start: place.start, end: place.start },
        written: String::new(),
        note: None::<Spanned<String>>,
        computed: true,
    }
}
