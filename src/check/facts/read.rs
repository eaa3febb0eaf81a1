//! In: the report as read. Out: the same, flat. A cell that could not be read is 0 and the facts say that they are not complete.

use super::{
    COLUMN_NAMES, Cell, Change, Disclosed, Documents, Edition, Facts, Items, Level, Money, OTHER, Outcomes,
    Paragraph, Part, ROW_NAMES, Requests, Topic, level_of,
};
use crate::check::headings;
use crate::report::table::Cell as Written;
use crate::report::{Amount, Content, OfficeKind, Report, TableReport, Unit};
use crate::source::{Spanned, Traced};

impl Facts {
    /// The facts of a report.
    pub(crate) fn of(report: &Report) -> Self {
        let year = report.year();
        let table = |name: &str| report.table(name);
        let two = table("表二");
        let four = table("表四");
        Self {
            office: report.office().clone(),
            kind: report.office_kind().map_or(OfficeKind::Other, |kind| kind.value),
            year,
            title: report.title().cloned(),
            signature: report.signature().cloned(),
            date: report.date().map(|d| Spanned::new((d.value.year, d.value.month, d.value.day), d.span)),
            form: report.form(),
            tables: report.tables().cloned().collect(),
            disclosed: disclosed(two, report.form().edition == "2019"),
            requests: requests(table("表三")),
            cases: cases(four),
            prose: prose(report),
            complete: report.is_complete(),
        }
    }
}

/// A cell as a count.
fn count(cell: Option<&Written>) -> Cell {
    let Some(cell) = cell else { return Cell::default() };
    Cell {
        value: cell.figure.whole().and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
        span: cell.span,
        note: cell.note.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
    }
}

/// A cell as money.
fn money(cell: Option<&Written>) -> Money {
    let Some((cell, amount)) = cell.and_then(|c| Some((c, c.figure.amount()?))) else {
        return Money::default();
    };
    Money {
        fen: u128::try_from(Amount::cents(amount)).unwrap_or(0),
        places: usize::from(amount.places),
        in_yuan: amount.unit == Unit::Yuan,
        written: cell.written.clone(),
        span: cell.span,
    }
}

/// Table three.
pub(super) fn requests(table: Option<&TableReport>) -> Requests {
    let mut requests = Requests::zero();
    let Some(table) = table else { return requests };
    for (row, name) in ROW_NAMES.iter().enumerate() {
        let path: Vec<&str> = name.split('·').collect();
        // The 2019 form's single （六） stands in the group's last row.
        let single = row == OTHER.end - 1 && table.form().find(&path).is_none();
        let path = if single { &path[..1] } else { &path[..] };
        requests.names[row] = table.form().find(path).map(|line| table.form().line_name(line).said());
        requests.cells[row] = COLUMN_NAMES.map(|column| count(table.cell(path, column)));
        shown_by_its_parts(table, path, &mut requests.cells[row]);
    }
    requests
}

/// A total that the program computed is shown by the cells it is the sum of.
fn shown_by_its_parts(table: &TableReport, path: &[&str], row: &mut [Cell]) {
    let computed = table.cell(path, "总计").is_some_and(|cell| cell.computed);
    if let [first, .., last, total] = row
        && computed
    {
        total.span = first.span.to(last.span);
    }
}

/// Table four.
pub(super) fn cases(table: Option<&TableReport>) -> [Outcomes; 3] {
    ["行政复议", "未经复议直接起诉", "复议后起诉"].map(|row| outcomes(table, row))
}

/// A row of table four.
fn outcomes(table: Option<&TableReport>, row: &str) -> Outcomes {
    let Some(table) = table else { return Outcomes::default() };
    let mut cells = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
        .map(|column| count(table.cell(&[row], column)));
    shown_by_its_parts(table, &[row], &mut cells);
    cells
}

/// Table two.
pub(super) fn disclosed(table: Option<&TableReport>, of_2019: bool) -> Disclosed {
    let cell = |row: &str, column: &str| table.and_then(|t| t.cell(&[row], column));
    let documents = |row: &str| -> Documents {
        let columns = if of_2019 {
            ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
        } else {
            ["本年制发件数", "本年废止件数", "现行有效件数"]
        };
        columns.map(|column| count(cell(row, column)))
    };
    let decided = if of_2019 { "处理决定数量" } else { "" };
    let edition = if of_2019 {
        of_2019_rows(table)
    } else {
        Edition::Of2021 { fee: money(cell("行政事业性收费", "")) }
    };
    Disclosed {
        regulations: documents("规章"),
        norms: documents(if of_2019 { "规范性文件" } else { "行政规范性文件" }),
        decisions: ["行政许可", "行政处罚", "行政强制"].map(|row| count(cell(row, decided))),
        edition,
    }
}

/// What only the 2019 form asks.
fn of_2019_rows(table: Option<&TableReport>) -> Edition {
    let cell = |row: &str, column: &str| table.and_then(|t| t.cell(&[row], column));
    let names = ["行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费"];
    let items = names.map(|name| {
        let change = cell(name, "本年增/减");
        Items {
            name,
            before: count(cell(name, "上一年项目数量")),
            change: Change {
                value: change.and_then(|c| c.figure.whole()).unwrap_or(0),
                span: change.map(|c| c.span).unwrap_or_default(),
            },
            decisions: cell(name, "处理决定数量").map(|c| count(Some(c))),
        }
    });
    Edition::Of2019 {
        items: items.to_vec(),
        purchases: count(cell("政府集中采购", "采购项目数量")),
        spent: money(cell("政府集中采购", "采购总金额")),
    }
}

/// All prose in order, each paragraph with what it belongs to.
fn prose(report: &Report) -> Vec<Paragraph> {
    let mut list = Vec::new();
    let mut topic = None;
    let numbered = report.paragraphs().any(|(section, p)| section == 1 && p.level == Some(2));
    for (section, paragraph) in report.paragraphs() {
        let text = paragraph.as_str();
        let fixed = paragraph.item.is_some();
        let level = match paragraph.level {
            Some(2) => Some(Level::Second),
            Some(3) => Some(Level::Third),
            Some(4) => Some(Level::Fourth),
            _ => level_of(text),
        };
        if section == 1 {
            topic = match paragraph.item {
                Some(item) => TOPICS.get(item).copied(),
                None if level == Some(Level::Second) => headings::topic(text),
                // Without （一） a line may open a sub-item all the same: 二是依申请公开情况。
                None if !numbered => headings::unnumbered(text).or(topic),
                None => topic,
            };
        }
        let table =
            section.checked_sub(1).is_some_and(|n| matches!(report.sections()[n].content, Content::Table(_)));
        let part = match section {
            0 => Part::Intro,
            _ if table => Part::BeforeTable,
            1 => Part::Overview(topic),
            5 => Part::Problems,
            _ => Part::Others,
        };
        list.push(Paragraph {
            text: paragraph.text.clone(),
            part,
            level,
            dropped: paragraph.dropped.clone(),
            filled: paragraph.filled.clone(),
            unfilled: !paragraph.placeholders.is_empty(),
            fixed,
        });
    }
    list.extend(table_notes(report));
    list
}

/// The notes under the tables.
fn table_notes(report: &Report) -> impl Iterator<Item = Paragraph> {
    report.tables().filter_map(|table| {
        let note = table.note.as_ref()?;
        Some(Paragraph {
            text: Traced::at(&note.value, note.span),
            part: Part::TableNote,
            level: None,
            dropped: Vec::new(),
            filled: Vec::new(),
            unfilled: false,
            fixed: false,
        })
    })
}

/// The topics in the order of the form's list.
const TOPICS: [Topic; 5] =
    [Topic::Active, Topic::OnRequest, Topic::Management, Topic::Platform, Topic::Supervision];
