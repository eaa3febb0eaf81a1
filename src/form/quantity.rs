//! In: names by which rules speak of rows and columns, the same in every edition. Out: the cells of one form that they stand
//! for, as a [`Quantity`]: a named sum of cells. Refuses to know any figure: a report gives the value and the place.
//!
//! A name is met by a key, a 简称 or a 量 in `form.yaml`, so that an edition may rename a row and say by 量 which it was.
//! Where an edition has no such row, whoever asks gets nothing, and [`Form::lacks`] can say what.

use super::{CellId, Form, Line, Table};

/// Enums of names, each with the table and the word that `form.yaml` has for it.
macro_rules! names {
    ($(#[$about:meta])* $name:ident { $($variant:ident: $table:literal $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $word] $variant,)* }

        impl $name {
            /// All, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The table that has it (`表三`).
            #[must_use]
            pub fn table(self) -> &'static str {
                match self { $(Self::$variant => $table,)* }
            }

            /// Its word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

names! {
    /// Rows and groups of rows that rules name.
    RowName {
        Regulations: "表二" "规章",
        Norms: "表二" "行政规范性文件",
        Licences: "表二" "行政许可",
        OtherServices: "表二" "其他对外管理服务事项",
        Penalties: "表二" "行政处罚",
        Enforcement: "表二" "行政强制",
        Fees: "表二" "行政事业性收费",
        Purchases: "表二" "政府集中采购",
        Received: "表三" "本年新收",
        CarriedIn: "表三" "上年结转",
        Granted: "表三" "予以公开",
        PartlyGranted: "表三" "部分公开",
        Refused: "表三" "不予公开",
        Secret: "表三" "属于国家秘密",
        Unavailable: "表三" "无法提供",
        Unprocessed: "表三" "不予处理",
        OtherwiseClosed: "表三" "其他处理",
        Unpaid: "表三" "逾期不缴费",
        Closed: "表三" "办理结果总计",
        CarriedOut: "表三" "结转下年度",
        Reviews: "表四" "行政复议",
        Suits: "表四" "行政诉讼",
        DirectSuits: "表四" "未经复议直接起诉",
        SuitsAfterReview: "表四" "复议后起诉",
    }
}

names! {
    /// Columns and groups of columns that rules name.
    ColumnName {
        Made: "表二" "本年制发件数",
        Repealed: "表二" "本年废止件数",
        InForce: "表二" "现行有效件数",
        NewlyMade: "表二" "本年新制作数量",
        NewlyPublic: "表二" "本年新公开数量",
        PublicInAll: "表二" "对外公开总数量",
        ItemsBefore: "表二" "上一年项目数量",
        ItemsChange: "表二" "本年增减",
        Decisions: "表二" "处理决定数量",
        Charged: "表二" "本年收费金额",
        PurchaseCount: "表二" "采购项目数量",
        PurchaseSum: "表二" "采购总金额",
        Natural: "表三" "自然人",
        Company: "表三" "商业企业",
        Organisations: "表三" "法人或其他组织",
        Applicants: "表三" "总计",
        Upheld: "表四" "结果维持",
        Corrected: "表四" "结果纠正",
        OtherOutcome: "表四" "其他结果",
        Pending: "表四" "尚未审结",
        Cases: "表四" "总计",
    }
}

/// A sum of cells of one table: rows added or taken away, over one or several columns that are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    table: usize,
    lines: Vec<(i64, Line)>,
    columns: Vec<usize>,
}

impl Quantity {
    /// One row or group of the `table`-th of [`Form::tables`], over columns of its band.
    #[must_use]
    pub fn new(table: usize, line: Line, columns: &[usize]) -> Self {
        Self { table, lines: vec![(1, line)], columns: columns.to_vec() }
    }

    /// This and another of the same table; its columns stay.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        self.lines.extend(&other.lines);
        self
    }

    /// This without another of the same table; its columns stay.
    #[must_use]
    pub fn minus(mut self, other: &Self) -> Self {
        self.lines.extend(other.lines.iter().map(|&(sign, line)| (-sign, line)));
        self
    }

    /// The same rows over other columns.
    #[must_use]
    pub fn over(mut self, columns: &[usize]) -> Self {
        self.columns = columns.to_vec();
        self
    }

    /// Which of [`Form::tables`].
    #[must_use]
    pub fn table(&self) -> usize {
        self.table
    }

    /// Its rows and groups, each with 1 or -1.
    #[must_use]
    pub fn lines(&self) -> &[(i64, Line)] {
        &self.lines
    }

    /// Its columns.
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Its cells, each with 1 or -1; `table` is its own.
    pub fn cells<'t>(&'t self, table: &'t Table) -> impl Iterator<Item = (i64, CellId)> + Clone + 't {
        self.lines.iter().flat_map(move |&(sign, line)| {
            table
                .summands(line)
                .into_iter()
                .flat_map(move |row| self.columns.iter().map(move |&column| (sign, CellId { row, column })))
        })
    }

    /// What messages call it: `表三“本年新收＋上年结转·总计”`; of a row with one cell only the row.
    #[must_use]
    pub fn said(&self, form: &Form) -> String {
        let Some(table) = form.tables().nth(self.table) else { return String::new() };
        let mut name = String::new();
        for &(sign, line) in &self.lines {
            if !name.is_empty() {
                name.push(if sign < 0 { '－' } else { '＋' });
            }
            name.push_str(table.line_name(line).said());
        }
        let columns = self.lines.first().map_or(String::new(), |&(_, line)| {
            let row = table.summands(line).first().copied().unwrap_or_default();
            table.columns_name(row, &self.columns)
        });
        let dot = if columns.is_empty() { "" } else { "·" };
        format!("{}“{name}{dot}{columns}”", table.name)
    }
}

impl Form {
    /// The cells of a row or group in a column or group of columns; `None` where this edition has no such cells.
    #[must_use]
    pub fn quantity(&self, row: RowName, column: ColumnName) -> Option<Quantity> {
        let (index, table, line) = self.row(row)?;
        let columns = table.columns_named(line, column.word())?;
        Some(Quantity::new(index, line, &columns))
    }

    /// The same by words, of rows that are added (1) or taken away (-1) over columns that are added.
    #[must_use]
    pub fn sum(&self, table: &str, rows: &[(i64, &str)], columns: &[&str]) -> Option<Quantity> {
        let (index, table) = self.tables().enumerate().find(|(_, t)| t.name == table)?;
        let lines: Option<Vec<(i64, Line)>> =
            rows.iter().map(|&(sign, row)| Some((sign, table.find(&[row])?))).collect();
        let lines = lines?;
        let first = lines.first()?.1;
        let mut named = Vec::new();
        for column in columns {
            named.extend(table.columns_named(first, column)?);
        }
        Some(Quantity { table: index, lines, columns: named })
    }

    /// A row or group with its table and the table's place among [`Form::tables`]; `None` where this edition has none.
    #[must_use]
    pub fn row(&self, name: RowName) -> Option<(usize, &Table, Line)> {
        let (index, line) = self.rows_named[name as usize]?;
        Some((index, self.tables().nth(index)?, line))
    }

    /// What of these an edition lacks, each in the words of a message: `表二“行政规范性文件·现行有效件数”`.
    #[must_use]
    pub fn lacks(&self, needs: &[(RowName, Option<ColumnName>)]) -> Vec<String> {
        let has = |&(row, column): &(RowName, Option<ColumnName>)| match column {
            Some(column) => self.quantity(row, column).is_some(),
            None => self.row(row).is_some(),
        };
        let said = |&(row, column): &(RowName, Option<ColumnName>)| {
            let column = column.map_or(String::new(), |column| format!("·{}", column.word()));
            format!("{}“{}{column}”", row.table(), row.word())
        };
        needs.iter().filter(|need| !has(need)).map(said).collect()
    }

    /// Every [`RowName`] resolved: the table and the row or group.
    pub(super) fn resolve_names(&mut self) {
        self.rows_named = RowName::ALL
            .iter()
            .map(|name| {
                let (index, table) = self.tables().enumerate().find(|(_, t)| t.name == name.table())?;
                Some((index, table.find(&[name.word()])?))
            })
            .collect();
    }
}

impl Table {
    /// The columns that a word names in the band of a row or group: one, or those of a group of heads.
    #[must_use]
    pub fn columns_named(&self, line: Line, word: &str) -> Option<Vec<usize>> {
        let row = *self.summands(line).first()?;
        if let Some(column) = self.column(row, word) {
            return Some(vec![column]);
        }
        let groups = &self.bands[self.rows[row].band].head_groups;
        let group = groups.iter().find(|group| group.name.is(word))?;
        Some(group.columns.clone().collect())
    }

    /// What messages call columns of a row: one by its name, a group by its own; of the only column nothing.
    fn columns_name(&self, row: usize, columns: &[usize]) -> String {
        let band = &self.bands[self.rows[row].band];
        if band.columns.len() == 1 {
            return String::new();
        }
        let group = band.head_groups.iter().find(|g| g.columns.clone().eq(columns.iter().copied()));
        match group {
            Some(group) if columns.len() > 1 => group.name.said().to_owned(),
            _ => {
                let names = columns.iter().map(|&column| band.columns[column].name.said());
                names.collect::<Vec<_>>().join("＋")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    fn of(year: u16, row: RowName, column: ColumnName) -> Option<String> {
        let form = form::for_year(year).expect("there is a form");
        form.quantity(row, column).map(|quantity| quantity.said(form))
    }

    #[test]
    fn names_hold_over_the_editions() {
        let said = |year, row, column| of(year, row, column).unwrap_or_default();
        for (year, norms) in [(2019, "规范性文件"), (2023, "行政规范性文件")] {
            assert_eq!(said(year, RowName::Received, ColumnName::Applicants), "表三“本年新收·总计”");
            assert_eq!(
                said(year, RowName::Refused, ColumnName::Organisations),
                "表三“不予公开·法人或其他组织”"
            );
            assert_eq!(said(year, RowName::Suits, ColumnName::Pending), "表四“行政诉讼·尚未审结”");
            assert!(said(year, RowName::Licences, ColumnName::Decisions).starts_with("表二“行政许可"));
            let form = form::for_year(year).expect("there is a form");
            let (_, table, line) = form.row(RowName::Norms).expect("both have it");
            assert_eq!(table.line_name(line).key, norms);
        }
        assert_eq!(of(2019, RowName::Norms, ColumnName::InForce), None);
        let lacks = form::for_year(2019)
            .expect("it is shipped")
            .lacks(&[(RowName::Received, None), (RowName::Norms, Some(ColumnName::InForce))]);
        assert_eq!(lacks, ["表二“行政规范性文件·现行有效件数”"]);
    }

    #[test]
    fn sums_say_their_terms() {
        let form = form::newest();
        let of = |row| form.quantity(row, ColumnName::Natural).expect("the form has it");
        let sum = of(RowName::Closed).plus(&of(RowName::CarriedOut)).minus(&of(RowName::CarriedIn));
        assert_eq!(sum.said(form), "表三“办理结果总计＋结转下年度－上年结转·自然人”");
        let table = form.tables().nth(sum.table()).expect("it is of table three");
        assert_eq!(sum.cells(table).map(|(sign, _)| sign).collect::<Vec<_>>(), [1, 1, -1]);
        assert_eq!(of(RowName::Refused).cells(table).count(), 8);
    }
}
