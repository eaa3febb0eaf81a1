//! Tables whose rows stand below one another: each row is known by its own label, never by its place in the grid; its figures
//! are what follows the label, in the order of the heads.

use super::Recogniser;
use super::known::{Heads, Meaning, RowId};
use super::labels::{LIKE, Label, Text, is_figure};
use super::twice::Twice;
use crate::diagnostic::{Diagnostic, codes};
use crate::form::CellId;
use crate::intake::blocks::{Cell, Row, Table};
use crate::source::{Landmark, NUMERALS, Span};
use std::rc::Rc;

/// A head as it stands in the file.
struct Head {
    column: usize,
    columns: usize,
    /// Which row of heads it stands in, counted through the file.
    line: usize,
    at: Span,
    text: Rc<Text>,
}

/// The heads above the rows at hand.
#[derive(Default)]
pub(super) struct CurrentHeads {
    heads: Vec<Head>,
    /// Rows of heads so far.
    lines: usize,
    /// A row with figures came since the last head: the next head begins anew.
    closed: bool,
}

impl Recogniser<'_> {
    /// Reads a table, row by row. `above` is kept from table to table: one may go on over a page.
    pub(super) fn rows(&mut self, table: &Table, above: &mut CurrentHeads) {
        let heads = self.heads_across(table);
        let mut number = 0;
        while number < table.rows.len() {
            if let Some(next) = self.across(table, number, &heads) {
                number = next;
                continue;
            }
            self.row(table, &table.rows[number], above);
            number += 1;
        }
    }

    fn row(&mut self, table: &Table, row: &Row, above: &mut CurrentHeads) {
        let own: Vec<Cell> = row.cells.iter().filter(|cell| !cell.continued).copied().collect();
        if own.iter().all(|cell| cell.at.is_empty()) {
            return;
        }
        // Most cells hold a figure.
        let digits = |cell: &Cell| self.transcript.text(cell.at).bytes().all(|byte| byte.is_ascii_digit());
        if own.iter().any(|cell| !digits(cell) && self.known.heads_column(&self.text(cell.at))) {
            self.heads(&own, above);
            return;
        }
        // 总计 behind other heads, none of which the form knows.
        if let [before @ .., last] = &own[..]
            && before.iter().any(|cell| !is_figure(self.transcript.text(cell.at)))
            && self.known.heads_total(&self.text(last.at))
        {
            self.heads(&own, above);
            return;
        }
        let meaning = |cell: &Cell| {
            let figure = is_figure(self.transcript.text(cell.at));
            if figure { Meaning::Foreign } else { self.known.meaning(&self.text(cell.at)) }
        };
        let meanings: Vec<Meaning> = own.iter().map(meaning).collect();
        let label = meanings.iter().rposition(|meaning| matches!(meaning, Meaning::Row(..)));
        let unclear = meanings.iter().rposition(|meaning| *meaning == Meaning::Unclear);
        match (label, unclear) {
            (Some(at), unclear) if unclear.is_none_or(|unclear| unclear < at) => {
                let Meaning::Row(id, _) = meanings[at] else { return };
                self.known_row(table, row, &own, at, id, above);
                self.leave_strangers(&own[..at], &meanings[..at]);
            }
            _ => self.unknown_row(row, &own, &meanings),
        }
    }

    fn heads(&mut self, own: &[Cell], above: &mut CurrentHeads) {
        if std::mem::take(&mut above.closed) {
            above.heads.clear();
        }
        above.lines += 1;
        for cell in own {
            let text = self.text(cell.at);
            if !text.is_empty() {
                if matches!(self.known.meaning(&text), Meaning::Foreign) {
                    self.stray_heads.push(cell.at);
                }
                above.heads.retain(|head| head.column != cell.column || cell.columns < head.columns);
                above.heads.push(Head {
                    column: cell.column,
                    columns: cell.columns,
                    line: above.lines,
                    at: cell.at,
                    text,
                });
            }
        }
    }

    /// The order of a row's columns by the heads above it; the row has so many cells.
    fn order(&self, above: &CurrentHeads, id: RowId, cells: usize) -> Result<Option<Heads>, Span> {
        let labels = self.known.columns(id);
        let mut order: Vec<(usize, usize, usize)> = Vec::new();
        let mut lines: Vec<(usize, usize, usize)> = Vec::new();
        for (index, label) in labels.iter().enumerate() {
            let mut same = above.heads.iter().filter(|head| label.is(&head.text));
            let found = same.next().or_else(|| {
                let likes = above.heads.iter().map(|head| {
                    let taken = labels.iter().any(|other| other.is(&head.text));
                    if taken { 0 } else { label.likeness(&head.text) }
                });
                super::labels::best(likes.enumerate()).map(|(at, _)| &above.heads[at])
            });
            if let Some(twice) = same.next()
                && twice.column != found.map_or(0, |head| head.column)
            {
                return Err(twice.at);
            }
            if let Some(head) = found {
                order.push((head.column, head.columns, index));
                lines.push((head.line, head.column, index));
            }
        }
        order.sort_unstable();
        lines.sort_unstable();
        if order.is_empty() {
            return Ok(None);
        }
        if order.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return Err(above.heads[0].at);
        }
        if order.len() == labels.len() {
            // Where every row of heads has the form's order, spans that do not add up have shifted one row against another.
            let sorted = order.is_sorted_by_key(|(_, _, index)| *index);
            let shifted = !sorted && lines.is_sorted_by(|a, b| a.0 != b.0 || a.2 < b.2);
            return Ok(Some(if shifted {
                Heads { order: Vec::new(), guessed: true }
            } else {
                Heads { order, guessed: false }
            }));
        }
        // Some heads say nothing known: where the others stand as in the form, so do they.
        let sorted = order.windows(2).all(|pair| pair[0].2 < pair[1].2);
        let strangers = above.heads.iter().filter(|head| {
            let inside = order.first().is_some_and(|f| head.column > f.0)
                || order.last().is_some_and(|l| head.column > l.0);
            inside && !labels.iter().any(|label| label.is(&head.text)) && !self.is_upper(&head.text)
        });
        let (missing, strangers) = (labels.len() - order.len(), strangers.count());
        if sorted && strangers == missing {
            return Ok(Some(Heads { order: Vec::new(), guessed: true }));
        }
        // Neither heads nor cells of some columns.
        if sorted && strangers == 0 && cells <= order.len() {
            return Ok(Some(Heads { order, guessed: false }));
        }
        Err(above.heads.last().map_or_else(Span::default, |head| head.at))
    }

    fn is_upper(&self, text: &Text) -> bool {
        matches!(self.known.meaning(text), Meaning::Printed) && !self.known.heads_column(text)
    }

    /// A row whose label is known.
    fn known_row(
        &mut self,
        around: &Table,
        row: &Row,
        own: &[Cell],
        at: usize,
        id: RowId,
        above: &mut CurrentHeads,
    ) {
        above.closed = true;
        let table = self.known.table(id.0);
        let name = table.rows[id.1].name.said();
        let label = own[at].at;
        self.landmarks.push((row.at, Landmark::Cell(&table.name, name, None)));
        self.tables.entry(id.0).or_insert(row.at);
        let columns = table.columns(id.1);
        let mut values: Vec<Cell> = own[at + 1..].to_vec();
        if columns.len() == 1 {
            self.single(row, id, label, &values);
            self.head_of_one(id, above);
            return;
        }
        let heads = match self.order(above, id, values.len()) {
            Ok(heads) => {
                self.say_like(id, heads.as_ref(), above);
                self.missing_columns(id, label, heads.as_ref(), above);
                heads
            }
            Err(place) => {
                self.wrong_heads(id.0, place);
                None
            }
        };
        if heads.is_none() && !self.wrong_heads.contains(&id.0) {
            self.wrong_heads.push(id.0);
            let message = format!("{}没有表头，按格式的次序读各列", table.name);
            self.found
                .push(Diagnostic::of(&codes::D06, row.at, message).help("补上表头，各列的名称与格式一致"));
        }
        let known = heads.as_ref().filter(|heads| !heads.guessed);
        let wanted = known.map_or(columns.len(), |heads| heads.order.len());
        // Figures that stand under their heads are taken from there, whatever blanks are around them.
        if let Some(heads) = heads.as_ref().filter(|heads| !heads.guessed) {
            let under = heads.order.iter().map(|(column, columns, _)| {
                values.iter().find(|cell| cell.column == *column && cell.columns == *columns).copied()
            });
            let sorted = heads.order.iter().map(|(_, _, index)| *index).is_sorted();
            if let Some(under) = under.collect::<Option<Vec<Cell>>>()
                && sorted
                && under.len() == wanted
            {
                let others = values.iter().filter(|cell| !under.iter().any(|u| u.column == cell.column));
                let others: Vec<Span> = others.map(|cell| cell.at).collect();
                self.leave(others.into_iter());
                values = under;
            }
        }
        // A label that should cover several columns and does not leaves blanks behind it.
        while values.len() > wanted && values[0].at.is_empty() {
            values.remove(0);
        }
        while values.len() > wanted && values.last().is_some_and(|cell| cell.at.is_empty()) {
            values.pop();
        }
        let by_order = values.len() == wanted;
        let guessed = heads.as_ref().is_some_and(|heads| heads.guessed);
        if guessed {
            self.wrong_heads(id.0, above.heads.last().map_or(row.at, |head| head.at));
        }
        // Heads in another order are believed where the figures of the whole table stand under them: spans may say anything.
        let sorted = |heads: &Heads| heads.order.is_sorted_by_key(|(_, _, index)| *index);
        let order: Vec<usize> = match &heads {
            Some(heads) if !guessed && (sorted(heads) || self.stand_under(around, heads)) => {
                let place = above.heads.last().map_or(row.at, |head| head.at);
                self.note_columns(id, heads.order.iter().map(|(_, _, index)| *index), place);
                heads.order.iter().map(|(_, _, index)| *index).collect()
            }
            heads => {
                if heads.is_some() && !guessed {
                    self.wrong_heads(id.0, row.at);
                }
                (0..columns.len()).collect()
            }
        };
        let mut placed: Vec<(CellId, Span)> = Vec::new();
        if by_order {
            for (index, cell) in order.iter().zip(&values) {
                placed.push((CellId { row: id.1, column: *index }, cell.at));
            }
        } else {
            self.wrong_length(row, id, [values.len(), wanted], heads.as_ref());
            if let Some(heads) = heads.filter(|heads| !heads.guessed) {
                for (column, _, index) in heads.order {
                    if let Some(cell) = values.iter().find(|c| c.column == column && c.columns == 1) {
                        placed.push((CellId { row: id.1, column: index }, cell.at));
                    }
                }
            }
            let kept: Vec<Span> = placed.iter().map(|(_, at)| *at).collect();
            self.leave_said(values.iter().map(|cell| cell.at).filter(|at| !kept.contains(at)));
            self.blank.insert(Span { start: label.end, end: label.end });
        }
        self.put_row(id, label, &placed);
    }

    /// Whether in every row of a table that has as many figures as there are heads each stands under its own.
    fn stand_under(&self, table: &Table, heads: &Heads) -> bool {
        let count = heads.order.len();
        table.rows.iter().all(|row| {
            let own: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.continued).collect();
            let Some((labels, figures)) = own.len().checked_sub(count).map(|at| own.split_at(at)) else {
                return true;
            };
            let is_figure = |cell: &&&Cell| is_figure(self.transcript.text(cell.at));
            let is_row =
                figures.iter().all(|cell| is_figure(&cell)) && !labels.iter().all(|cell| is_figure(&cell));
            !is_row || heads.order.iter().zip(figures).all(|((column, ..), cell)| *column == cell.column)
        })
    }

    /// Leaves cells of which a finding says that they were not read.
    pub(super) fn leave_said(&mut self, cells: impl Iterator<Item = Span>) {
        let before = self.left.len();
        self.leave(cells);
        self.said.extend(&self.left[before..]);
    }

    /// Leaves cells of one row; neighbours in one piece.
    pub(super) fn leave(&mut self, cells: impl Iterator<Item = Span>) {
        let mut piece: Option<Span> = None;
        for at in cells.filter(|at| !at.is_empty()) {
            let next_to = piece.filter(|piece| {
                let between = self.transcript.words.text().get(piece.end as usize..at.start as usize);
                between.is_some_and(|between| between.chars().all(|c| c == '|' || c == ' '))
            });
            match next_to {
                Some(before) => piece = Some(before.to(at)),
                None => self.left.extend(piece.replace(at)),
            }
        }
        self.left.extend(piece);
    }

    /// A row of one figure, however many cells its writer gave it.
    fn single(&mut self, row: &Row, id: RowId, label: Span, values: &[Cell]) {
        let filled: Vec<&Cell> = values.iter().filter(|cell| !cell.at.is_empty()).collect();
        let cell = CellId { row: id.1, column: 0 };
        match filled[..] {
            [] => {
                let at = values.first().map_or(Span::new(row.at.end as usize, row.at.end as usize), |c| c.at);
                let placed: &[_] = if values.is_empty() { &[] } else { &[(cell, at)] };
                self.put_row(id, label, placed);
            }
            [only] => self.put_row(id, label, &[(cell, only.at)]),
            [..] => {
                self.wrong_length(row, id, [filled.len(), 1], None);
                self.leave_said(filled.iter().map(|cell| cell.at));
                self.blank.insert(Span { start: label.end, end: label.end });
            }
        }
    }

    /// The head of a row of one figure: another's, or one of a fee that says 元, where the form's unit is 万元.
    fn head_of_one(&mut self, id: RowId, above: &CurrentHeads) {
        use crate::form::Kind;
        let column = &self.known.table(id.0).columns(id.1)[0];
        let label = Label::of_name(&column.label, &column.name);
        let head = above.heads.iter().rev().find(|head| label.likeness(&head.text) >= LIKE);
        let Some(head) = head else {
            let mut others = above.heads.iter().filter(|head| self.known.heads_column(&head.text));
            if let (Some(other), None) = (others.next(), others.next()) {
                let written = self.transcript.text(other.at);
                let message = format!("表头“{written}”按“{}”读", column.label);
                let help = format!("格式中这一行的表头是“{}”", column.label);
                self.found.push(Diagnostic::of(&codes::D06, other.at, message).help(help));
            }
            return;
        };
        if column.kind != Kind::TenThousand {
            return;
        }
        let said: String = self.transcript.text(head.at).chars().filter(|c| !c.is_whitespace()).collect();
        if ["单位：元", "单位:元", "（元）", "(元)"].iter().any(|unit| said.contains(unit)) {
            self.yuan.insert((id.0, CellId { row: id.1, column: 0 }));
            let message = format!("表头写的单位是元（“{said}”），按元读入");
            self.found.push(Diagnostic::of(&codes::D06, head.at, message).help("格式中的单位是万元"));
        }
    }

    /// Takes down the figures of a row; a row that comes twice must say the same.
    pub(super) fn put_row(&mut self, id: RowId, label: Span, placed: &[(CellId, Span)]) {
        let table = self.known.table(id.0);
        if let Some(first) = self.rows.get(&id) {
            let same = placed.iter().all(|(cell, at)| {
                let before = self.figures.get(&(id.0, *cell));
                before.is_some_and(|before| self.transcript.text(*before) == self.transcript.text(*at))
            });
            let more =
                placed.iter().any(|(_, at)| self.transcript.text(*at).contains(|c| ('1'..='9').contains(&c)));
            self.twice.entry(id.0).or_default().push(Twice { row: id.1, first: *first, label, same, more });
            if !same {
                self.leave_said(placed.iter().map(|(_, at)| *at));
            }
            return;
        }
        self.rows.insert(id, label);
        self.note_row(id, label);
        for (cell, at) in placed {
            self.figures.insert((id.0, *cell), *at);
            let row = table.rows[cell.row].name.said();
            let column = match table.columns(cell.row) {
                [_] => None,
                columns => Some(columns[cell.column].name.said()),
            };
            self.landmarks.push((*at, Landmark::Cell(&table.name, row, column)));
        }
    }

    /// Heads that were known though they are only like the form's.
    fn say_like(&mut self, id: RowId, heads: Option<&Heads>, above: &CurrentHeads) {
        if self.stray_heads.is_empty() {
            return;
        }
        let columns = self.known.table(id.0).columns(id.1);
        for (column, covered, index) in heads.iter().flat_map(|heads| &heads.order) {
            let here = above.heads.iter().filter(|head| head.column == *column && head.columns == *covered);
            for at in here.map(|head| head.at) {
                if self.stray_heads.contains(&at) {
                    self.stray_heads.retain(|stray| *stray != at);
                    let (written, printed) = (self.transcript.text(at), &columns[*index].label);
                    let message = format!("“{written}”按“{printed}”读");
                    let help = format!("格式中写的是“{printed}”，改成一样的");
                    self.found.push(Diagnostic::of(&codes::D06, at, message).help(help));
                }
            }
        }
    }

    /// Columns without a head and without cells: said once a table, and not again for each row.
    fn missing_columns(&mut self, id: RowId, label: Span, heads: Option<&Heads>, above: &CurrentHeads) {
        let Some(heads) = heads.filter(|heads| !heads.guessed) else { return };
        let table = self.known.table(id.0);
        let columns = table.columns(id.1);
        let missing = (0..columns.len()).filter(|index| !heads.order.iter().any(|(.., own)| own == index));
        let missing: Vec<String> = missing.map(|index| format!("“{}”", columns[index].name.said())).collect();
        if missing.is_empty() {
            return;
        }
        self.blank.insert(Span { start: label.end, end: label.end });
        if self.wrong_heads.contains(&id.0) {
            return;
        }
        self.wrong_heads.push(id.0);
        let place = above.heads.last().map_or_else(Span::default, |head| head.at);
        let message = format!("{}缺少{}这一列，其余各列按表头读", table.name, missing.join("、"));
        self.found.push(Diagnostic::of(&codes::C01, place, message).help("按格式补上这一列，没有发生的填 0"));
    }

    /// Said once a table.
    pub(super) fn wrong_heads(&mut self, table: usize, place: Span) {
        if self.wrong_heads.contains(&table) {
            return;
        }
        self.wrong_heads.push(table);
        let name = &self.known.table(table).name;
        let strangers: Vec<String> =
            self.stray_heads.iter().map(|at| format!("“{}”", self.transcript.text(*at))).collect();
        let which = if strangers.is_empty() {
            "认不全".to_owned()
        } else {
            format!("{}认不出", strangers.join("、"))
        };
        let place = self.stray_heads.first().copied().unwrap_or(place);
        let message = format!("{name}的表头{which}，按格式的次序读各列");
        self.found.push(Diagnostic::of(&codes::D05, place, message).help("表头各列的名称与格式一致"));
        self.said.extend(&self.stray_heads);
    }

    fn unknown_row(&mut self, row: &Row, own: &[Cell], meanings: &[Meaning]) {
        let text = |cell: &Cell| self.transcript.text(cell.at);
        let filled: Vec<&Cell> = own.iter().filter(|cell| !cell.at.is_empty()).collect();
        let figures =
            filled.iter().filter(|cell| is_figure(text(cell)) && text(cell).chars().any(char::is_numeric));
        if figures.count() >= 2 || (own.len() > 1 && filled.len() == 2 && is_figure(text(filled[1]))) {
            let name = filled.iter().find(|cell| !is_figure(text(cell))).map_or("", |cell| text(cell));
            let message = if name.is_empty() {
                "这一行没有行名，不知道是哪一项的数，没有读入".to_owned()
            } else if meanings.contains(&Meaning::Group) && !meanings.contains(&Meaning::Unclear) {
                format!("“{name}”是一组的名称，这一行不知道是其中哪一项的数，没有读入")
            } else {
                format!("表格里“{name}”这一行，认不出是格式中的哪一项，没有读入")
            };
            self.found.push(Diagnostic::of(&codes::D05, row.at, message).help("把行名改成格式中的名称"));
            self.leave_said(filled.iter().map(|cell| cell.at));
            return;
        }
        // 注 in the last row of a table.
        if let [only] = filled[..]
            && text(only).starts_with(['注', '说', '备'])
        {
            self.table_notes.push(only.at);
            return;
        }
        self.leave_strangers(own, meanings);
    }

    /// Words beside the form's own are not lost without a word.
    fn leave_strangers(&mut self, own: &[Cell], meanings: &[Meaning]) {
        for (cell, meaning) in own.iter().zip(meanings) {
            let text = self.transcript.text(cell.at);
            let says = text.chars().any(char::is_alphanumeric);
            let number = text.chars().all(|c| !c.is_alphabetic() || NUMERALS.contains(c));
            if *meaning == Meaning::Foreign && says && !number {
                self.left.push(cell.at);
            }
        }
    }
}
