//! The form's own words as labels: rows, groups, heads, captions.

use super::labels::{Label, MEANT, SAME, Text, best};
use crate::form::{Branch, Form, Table};
use std::collections::BTreeSet;
use std::ops::Range;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError};

/// A row of a table, as indices of the form's tables and the table's rows.
pub(super) type RowId = (usize, usize);

/// Everything that the tables of a form print.
pub(super) struct FormTexts {
    pub(super) form: &'static Form,
    rows: Vec<(RowId, Label)>,
    groups: Vec<Label>,
    bands: Vec<BandHeads>,
    others: Vec<Label>,
    /// The labels by the bits of the ways in which they are written.
    exact: Vec<(u64, Printed)>,
    /// Names of columns that name rows too.
    plain: [Label; 2],
    pub(super) across: Option<Arc<Across>>,
}

/// The heads of a stretch of rows.
struct BandHeads {
    table: usize,
    rows: Range<usize>,
    heads: Arc<[Label]>,
}

/// What is printed, as a place among the labels of a form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Printed {
    Row(usize),
    Group(usize),
    Head(usize, usize),
    Other(usize),
}

/// The labels of the table whose rows stand side by side.
pub(super) struct Across {
    pub(super) number: usize,
    pub(super) heads: Arc<[Label]>,
    pub(super) rows: Vec<Label>,
    pub(super) groups: Vec<Label>,
    /// A head has digits in it, so that a figure may be like it.
    pub(super) has_digits: bool,
}

impl Across {
    fn of((number, table): (usize, &Table), heads: Arc<[Label]>) -> Self {
        let has_digits = heads.iter().any(Label::has_digits);
        let rows = table.rows.iter().map(|row| Label::of_name(&row.label, &row.name)).collect();
        let groups = table.groups.iter().map(|group| Label::of_name(&group.label, &group.name)).collect();
        Self { number, heads, rows, groups, has_digits }
    }
}

/// What a text in a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The label of a row, and how like it is.
    Row(RowId, usize),
    /// The label of a group of rows.
    Group,
    /// Something else that the form prints.
    Printed,
    /// As like to one row as to another.
    Unclear,
    /// Nothing that the form knows.
    Foreign,
}

/// What was made of each form, of which there are few.
static MADE: Mutex<Vec<Arc<FormTexts>>> = Mutex::new(Vec::new());

impl FormTexts {
    pub(super) fn of(form: &'static Form) -> Arc<Self> {
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.iter().find(|known| ptr::eq(known.form, form)) {
            return Arc::clone(known);
        }
        let known = Arc::new(Self::made(form));
        made.push(Arc::clone(&known));
        known
    }

    fn made(form: &'static Form) -> Self {
        let mut known = Self {
            form,
            rows: Vec::new(),
            groups: Vec::new(),
            bands: Vec::new(),
            others: Vec::new(),
            exact: Vec::new(),
            plain: ["其他", "总计"].map(Label::of),
            across: None,
        };
        for (number, table) in form.tables().enumerate() {
            for (row, own) in table.rows.iter().enumerate() {
                known.rows.push(((number, row), Label::of_name(&own.label, &own.name)));
            }
            for group in &table.groups {
                known.groups.push(Label::of_name(&group.label, &group.name));
            }
            for band in &table.bands {
                known.others.push(Label::of(&band.corner));
                known.others.extend(band.caption.as_deref().map(Label::of));
                let heads: Arc<[Label]> =
                    band.columns.iter().map(|c| Label::of_name(&c.label, &c.name)).collect();
                if table.across && known.across.is_none() {
                    known.across = Some(Arc::new(Across::of((number, table), Arc::clone(&heads))));
                }
                known.bands.push(BandHeads { table: number, rows: band.rows.clone(), heads });
                known.upper_heads(&band.heads);
            }
            // As a caption it may have the table's number before it.
            let titles = [table.title.clone(), format!("{}{}", table.name, table.title)];
            known.others.extend(titles.iter().map(|title| Label::of(title)));
        }
        // What people put at the side of the one row of table four.
        known.others.extend(["件数", "数量", "序号", "项目", "单位：件", "类别", "栏次"].map(Label::of));
        known.index();
        known
    }

    fn index(&mut self) {
        let mut exact = Vec::new();
        let mut add = |label: &Label, is| exact.extend(label.ways().iter().map(|way| (way.bits(), is)));
        self.rows.iter().enumerate().for_each(|(at, (_, label))| add(label, Printed::Row(at)));
        self.groups.iter().enumerate().for_each(|(at, label)| add(label, Printed::Group(at)));
        for (band, own) in self.bands.iter().enumerate() {
            own.heads.iter().enumerate().for_each(|(at, label)| add(label, Printed::Head(band, at)));
        }
        self.others.iter().enumerate().for_each(|(at, label)| add(label, Printed::Other(at)));
        exact.sort_unstable();
        self.exact = exact;
    }

    fn label(&self, printed: Printed) -> &Label {
        match printed {
            Printed::Row(at) => &self.rows[at].1,
            Printed::Group(at) => &self.groups[at],
            Printed::Head(band, at) => &self.bands[band].heads[at],
            Printed::Other(at) => &self.others[at],
        }
    }

    fn heads(&self) -> impl Iterator<Item = &Label> {
        self.bands.iter().flat_map(|band| band.heads.iter())
    }

    /// What a text is but for marks, blanks, number and brackets, by each way in which it may be meant.
    fn exact(&self, text: &Text) -> impl Iterator<Item = Printed> + Clone {
        text.ways().iter().flat_map(|way| {
            let from = self.exact.partition_point(|(bits, _)| *bits < way.bits());
            let like = self.exact[from..].iter().take_while(|(bits, _)| *bits == way.bits());
            like.map(|(_, printed)| *printed).filter(|printed| self.label(*printed).ways().contains(way))
        })
    }

    /// Whether the form prints just this.
    pub(super) fn prints(&self, text: &Text) -> bool {
        self.exact(text).next().is_some()
    }

    /// The same with all that stands in brackets.
    pub(super) fn prints_all_of(&self, text: &Text) -> bool {
        let all = text.ways().first();
        all.is_some_and(|all| self.exact(text).any(|printed| self.label(printed).ways().contains(all)))
    }

    /// The words of the form that a text is likest to with all that stands in brackets.
    pub(super) fn nearest(&self, text: &Text) -> Option<&str> {
        let text = &text.all();
        let rows = self.rows.iter().map(|(_, label)| label);
        let labels = rows.chain(&self.groups).chain(self.heads()).chain(&self.others);
        labels.max_by_key(|label| label.likeness(text)).map(Label::printed)
    }

    fn upper_heads(&mut self, heads: &[Branch]) {
        for head in heads.iter().filter(|head| !head.children.is_empty()) {
            self.others.push(Label::of_branch(head));
            self.upper_heads(&head.children);
        }
    }

    /// The heads of a row's columns.
    pub(super) fn columns(&self, (table, row): RowId) -> Arc<[Label]> {
        let found = self.bands.iter().find(|band| band.table == table && band.rows.contains(&row));
        Arc::clone(&found.expect("ids come from this form's rows").heads)
    }

    /// The tables of the form.
    pub(super) fn table(&self, number: usize) -> &'static Table {
        self.form.tables().nth(number).expect("numbers come from this form's tables")
    }

    /// What a text is; a row before a group before anything else.
    pub(super) fn meaning(&self, text: &Text) -> Meaning {
        if text.is_empty() {
            return Meaning::Foreign;
        }
        let exact = self.exact(text);
        let mut rows = exact.clone().filter_map(|printed| match printed {
            Printed::Row(at) => Some(self.rows[at].0),
            _ => None,
        });
        if let Some(id) = rows.next() {
            return if rows.all(|other| other == id) { Meaning::Row(id, SAME) } else { Meaning::Unclear };
        }
        if exact.clone().any(|printed| matches!(printed, Printed::Group(_))) {
            return Meaning::Group;
        }
        if exact.count() > 0 {
            return Meaning::Printed;
        }
        let labels = self.rows.iter().map(|(_, label)| label).chain(&self.groups);
        let likenesses = labels.map(|label| label.likeness_with_number(text)).enumerate();
        let rows = self.rows.len();
        match best(likenesses.clone()) {
            Some((index, like)) if index < rows => Meaning::Row(self.rows[index].0, like),
            Some(_) => Meaning::Group,
            None if likenesses.filter(|(_, like)| *like >= super::labels::LIKE).count() > 1 => {
                Meaning::Unclear
            }
            None => {
                let printed = self.heads().chain(&self.others).any(|label| label.is_like(text));
                if printed { Meaning::Printed } else { Meaning::Foreign }
            }
        }
    }

    /// Whether a text heads a column; `其他` and `总计` name rows too and do not count.
    pub(super) fn heads_column(&self, text: &Text) -> bool {
        // Most cells hold a figure.
        !text.is_number()
            && !self.plain.iter().any(|label| label.likeness(text) >= MEANT)
            && (self.exact(text).any(|printed| matches!(printed, Printed::Head(..)))
                || self.heads().any(|label| label.is_like(text)))
    }

    /// Whether a text may be the head of the columns' total.
    pub(super) fn heads_total(&self, text: &Text) -> bool {
        !text.has_number() && self.plain[1].likeness(text) >= MEANT
    }

    /// The words of a form's tables, bare.
    pub(super) fn marks(form: &'static Form) -> BTreeSet<String> {
        let mut labels = Vec::new();
        for table in form.tables() {
            labels.extend(table.rows.iter().map(|row| Label::of(&row.label)));
            let columns = table.bands.iter().flat_map(|band| &band.columns);
            labels.extend(columns.map(|column| Label::of(&column.label)));
        }
        labels.iter().flat_map(Label::ways).map(|way| way.text().to_owned()).collect()
    }
}

/// Cells of one row under the heads of its band: for each head's column of the grid which column of the band it is.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    /// First column of the grid, columns covered, index of the band's columns; by grid column.
    pub(super) order: Vec<(usize, usize, usize)>,
    /// Heads that say nothing known, and stand where the form has another.
    pub(super) guessed: bool,
}
