//! The form's own words as labels: rows, groups, heads, captions.

use super::labels::{Label, SAME, Text, best};
use crate::form::{Branch, Column, Form, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A row of a table, as indices of the form's tables and the table's rows.
pub(super) type RowId = (usize, usize);

/// Everything that the tables of a form print.
pub(super) struct FormTexts {
    pub(super) form: &'static Form,
    rows: Vec<(RowId, Label)>,
    groups: Vec<Label>,
    heads: Vec<Label>,
    others: Vec<Label>,
    /// What each way of writing is a label of.
    exact: BTreeMap<String, Exact>,
    /// Names of columns that name rows too.
    plain: [Label; 2],
    /// The heads of each row's columns.
    columns: Vec<(RowId, Rc<[Label]>)>,
    pub(super) across: Option<Rc<Across>>,
}

/// What a text is that is a label but for marks, blanks, number and brackets.
#[derive(Default)]
struct Exact {
    rows: Vec<RowId>,
    group: bool,
    head: bool,
    printed: bool,
}

/// The labels of the table whose rows stand side by side.
pub(super) struct Across {
    pub(super) number: usize,
    pub(super) heads: Vec<Label>,
    pub(super) rows: Vec<Label>,
    pub(super) groups: Vec<Label>,
    /// A head has digits in it, so that a figure may be like it.
    pub(super) has_digits: bool,
}

impl Across {
    fn of((number, table): (usize, &Table)) -> Self {
        let columns = table.bands[0].columns.iter();
        let heads: Vec<Label> = columns.map(|c| Label::of_name(&c.label, &c.name)).collect();
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

impl FormTexts {
    pub(super) fn of(form: &'static Form) -> Self {
        let mut known = Self {
            form,
            rows: Vec::new(),
            groups: Vec::new(),
            heads: Vec::new(),
            others: Vec::new(),
            exact: BTreeMap::new(),
            plain: ["其他", "总计"].map(Label::of),
            columns: Vec::new(),
            across: form.tables().enumerate().find(|(_, table)| table.across).map(Across::of).map(Rc::new),
        };
        for (number, table) in form.tables().enumerate() {
            let mut band: Option<(&[Column], Rc<[Label]>)> = None;
            for (row, own) in table.rows.iter().enumerate() {
                known.rows.push(((number, row), Label::of_name(&own.label, &own.name)));
                let columns = table.columns(row);
                let labels = match &band {
                    Some((same, labels)) if std::ptr::eq(*same, columns) => Rc::clone(labels),
                    _ => columns.iter().map(|c| Label::of_name(&c.label, &c.name)).collect(),
                };
                known.columns.push(((number, row), Rc::clone(&labels)));
                band = Some((columns, labels));
            }
            for group in &table.groups {
                known.groups.push(Label::of_name(&group.label, &group.name));
            }
            for band in &table.bands {
                known.others.push(Label::of(&band.corner));
                known.others.extend(band.caption.as_deref().map(Label::of));
                known.heads.extend(band.columns.iter().map(|c| Label::of_name(&c.label, &c.name)));
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
        let mut exact: BTreeMap<String, Exact> = BTreeMap::new();
        let mut of = |label: &Label, is: &dyn Fn(&mut Exact)| {
            label.ways().iter().for_each(|way| is(exact.entry(way.text().to_owned()).or_default()));
        };
        self.rows.iter().for_each(|(id, label)| of(label, &|exact| exact.rows.push(*id)));
        self.groups.iter().for_each(|label| of(label, &|exact| exact.group = true));
        self.heads.iter().for_each(|label| of(label, &|exact| exact.head = true));
        self.others.iter().for_each(|label| of(label, &|exact| exact.printed = true));
        self.exact = exact;
    }

    /// What a text is, by each way in which it may be meant.
    fn exact(&self, text: &Text) -> impl Iterator<Item = &Exact> + Clone {
        text.ways().iter().filter_map(|way| self.exact.get(way.text()))
    }

    fn upper_heads(&mut self, heads: &[Branch]) {
        for head in heads.iter().filter(|head| !head.children.is_empty()) {
            self.others.push(Label::of_branch(head));
            self.upper_heads(&head.children);
        }
    }

    /// The heads of a row's columns.
    pub(super) fn columns(&self, id: RowId) -> Rc<[Label]> {
        let found = self.columns.iter().find(|(row, _)| *row == id);
        Rc::clone(&found.expect("ids come from this form's rows").1)
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
        let mut exact = self.exact(text);
        let mut rows = exact.clone().flat_map(|exact| &exact.rows);
        if let Some(id) = rows.next() {
            return if rows.all(|other| other == id) { Meaning::Row(*id, SAME) } else { Meaning::Unclear };
        }
        if exact.clone().any(|exact| exact.group) {
            return Meaning::Group;
        }
        if exact.any(|exact| exact.head || exact.printed) {
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
                let others = self.heads.iter().chain(&self.others).map(|label| label.likeness(text));
                if others.max().unwrap_or(0) >= 750 { Meaning::Printed } else { Meaning::Foreign }
            }
        }
    }

    /// Whether a text heads a column; `其他` and `总计` name rows too and do not count.
    pub(super) fn heads_column(&self, text: &Text) -> bool {
        // Most cells hold a figure.
        !text.is_number()
            && !self.plain.iter().any(|label| label.is(text))
            && (self.exact(text).any(|exact| exact.head)
                || self.heads.iter().any(|label| label.likeness(text) >= 750))
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
