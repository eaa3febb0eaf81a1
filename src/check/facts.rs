//! In: nothing of its own; the rooms that read the report fill it. Out: the report as a reviewer sees it, flat: three tables
//! under fixed names, the prose by paragraph, who writes and of which year. Refuses to know YAML and how a form is drawn, so
//! that a rule reads like the sentence of the catalogue that it carries out.

mod read;
#[cfg(test)]
pub(crate) mod sample;
mod tables;

use std::ops::Range;

use crate::form::Form;
use crate::report::{OfficeKind, TableReport};
use crate::source::{Span, Spanned, Traced};

/// One written number of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The number.
    pub(crate) value: u64,
    /// Where it is written; the row, if the program computed it.
    pub(crate) span: Span,
    /// The cell's note (`其中修订16件`), empty without one.
    pub(crate) note: String,
}

/// A signed number of the 2019 form (`本年增/减`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// The number with its sign.
    pub(crate) value: i64,
    /// Where it is written.
    pub(crate) span: Span,
}

/// A sum of money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Money {
    /// In 分 (0.01 yuan), rounded down.
    pub(crate) fen: u128,
    /// Digits written after the decimal point.
    pub(crate) places: usize,
    /// As written.
    pub(crate) written: String,
    /// Whether it was written in yuan with the unit, so that a mistaken unit is out of the question.
    pub(crate) in_yuan: bool,
    /// Where it is written.
    pub(crate) span: Span,
}

/// Rows of table three, in the form's order. The 2019 form's single （六） stands in [`OTHER`]'s last row.
pub(crate) const NEW: usize = 0;
/// 二、上年结转.
pub(crate) const CARRIED: usize = 1;
/// （一）予以公开.
pub(crate) const GRANTED: usize = 2;
/// （二）部分公开.
pub(crate) const PARTIAL: usize = 3;
/// （三）不予公开.
pub(crate) const REFUSED: Range<usize> = 4..12;
/// （四）无法提供.
pub(crate) const UNAVAILABLE: Range<usize> = 12..15;
/// （五）不予处理.
pub(crate) const UNPROCESSED: Range<usize> = 15..20;
/// （六）其他处理.
pub(crate) const OTHER: Range<usize> = 20..23;
/// （六）2. 逾期不缴费.
pub(crate) const UNPAID: usize = 21;
/// （七）总计.
pub(crate) const DONE: usize = 23;
/// 四、结转下年度继续办理.
pub(crate) const NEXT: usize = 24;
/// Number of rows.
pub(crate) const ROWS: usize = 25;

/// Short names of the rows, for messages; a group before a `·` where the name alone is not unique. The rows are found by
/// them too.
pub(crate) const ROW_NAMES: [&str; ROWS] = [
    "本年新收",
    "上年结转",
    "予以公开",
    "部分公开",
    "属于国家秘密",
    "其他法律行政法规禁止公开",
    "危及三安全一稳定",
    "保护第三方合法权益",
    "属于三类内部事务信息",
    "属于四类过程性信息",
    "属于行政执法案卷",
    "属于行政查询事项",
    "本机关不掌握相关政府信息",
    "没有现成信息需要另行制作",
    "补正后申请内容仍不明确",
    "信访举报投诉类申请",
    "重复申请",
    "要求提供公开出版物",
    "无正当理由大量反复申请",
    "要求行政机关确认或重新出具已获取信息",
    "逾期不补正",
    "逾期不缴费",
    "其他处理·其他",
    "办理结果总计",
    "结转下年度",
];

/// Columns of table three: six kinds of applicant and 总计.
pub(crate) const COLUMNS: usize = 7;
/// 法人或其他组织.
pub(crate) const LEGAL: Range<usize> = 1..6;
/// 总计.
pub(crate) const ALL: usize = 6;
/// Names of the columns.
pub(crate) const COLUMN_NAMES: [&str; COLUMNS] =
    ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// Table three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requests {
    /// By row and column.
    pub(crate) cells: Vec<[Cell; COLUMNS]>,
    /// Rows that the form has, each by the name that it has there.
    pub(crate) names: Vec<Option<&'static str>>,
}

impl Requests {
    /// A table of zeros.
    pub(crate) fn zero() -> Self {
        Self { cells: vec![<[Cell; COLUMNS]>::default(); ROWS], names: vec![None; ROWS] }
    }

    /// The number in 总计 of a row.
    pub(crate) fn total(&self, row: usize) -> u64 {
        self.cells[row][ALL].value
    }

    /// The sum over rows and columns.
    pub(crate) fn sum(&self, rows: Range<usize>, columns: Range<usize>) -> u64 {
        rows.flat_map(|row| self.cells[row][columns.clone()].iter()).map(|c| c.value).sum()
    }
}

/// Table four: 结果维持, 结果纠正, 其他结果, 尚未审结, 总计.
pub(crate) type Outcomes = [Cell; 5];

/// A row 规章 or 行政规范性文件 of table two: 制发, 废止, 现行有效; in the 2019 form 新制作, 新公开, 对外公开总数.
pub(crate) type Documents = [Cell; 3];

/// 上一年项目数量, 本年增/减, 处理决定数量 of the 2019 form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Items {
    /// The row's name.
    pub(crate) name: &'static str,
    /// 上一年项目数量.
    pub(crate) before: Cell,
    /// 本年增/减.
    pub(crate) change: Change,
    /// 处理决定数量; 行政事业性收费 has none.
    pub(crate) decisions: Option<Cell>,
}

/// The rows of table two that differ between the editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edition {
    /// From 2021: 收费金额.
    Of2021 {
        /// 行政事业性收费.
        fee: Money,
    },
    /// 2019 and 2020.
    Of2019 {
        /// 行政许可, 其他对外管理服务事项, 行政处罚, 行政强制, 行政事业性收费.
        items: Vec<Items>,
        /// 采购项目数量.
        purchases: Cell,
        /// 采购总金额.
        spent: Money,
    },
}

/// Table two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Disclosed {
    /// 规章.
    pub(crate) regulations: Documents,
    /// 行政规范性文件.
    pub(crate) norms: Documents,
    /// 行政许可, 行政处罚, 行政强制: 处理决定数量.
    pub(crate) decisions: [Cell; 3],
    /// What else the edition asks.
    pub(crate) edition: Edition,
}

/// The part of the report a paragraph belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 导语 before section one, or section one's own.
    Intro,
    /// 一、总体情况, in one of its sub-items.
    Overview(Option<Topic>),
    /// 表前, between a heading and its table.
    BeforeTable,
    /// A note under a table.
    TableNote,
    /// 五、存在的主要问题及改进情况.
    Problems,
    /// 六、其他需要报告的事项.
    Others,
}

/// The five sub-items of 总体情况 (国办公开办函〔2021〕30号).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// 主动公开.
    Active,
    /// 依申请公开.
    OnRequest,
    /// 政府信息管理.
    Management,
    /// 政府信息公开平台建设.
    Platform,
    /// 监督保障.
    Supervision,
}

/// The level of a paragraph's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// `一、`.
    First,
    /// `（一）`.
    Second,
    /// `1.`.
    Third,
    /// `（1）`.
    Fourth,
}

/// A paragraph of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its characters with their places.
    pub(crate) text: Traced,
    /// What it belongs to.
    pub(crate) part: Part,
    /// The level of its number, if it begins with one; that of a fixed sub-item is not written.
    pub(crate) level: Option<Level>,
    /// Spaces that were dropped between Han characters and digits.
    pub(crate) dropped: Vec<Span>,
    /// What filled the placeholders, as bytes of `text`: right by construction.
    pub(crate) filled: Vec<Range<usize>>,
    /// A placeholder could not be filled, so that a figure is missing.
    pub(crate) unfilled: bool,
    /// The author gave the sub-items as a map, so that the program numbers them.
    pub(crate) fixed: bool,
}

impl Paragraph {
    /// Its characters.
    pub(crate) fn as_str(&self) -> &str {
        self.text.text()
    }

    /// Where `range` of the text was written.
    pub(crate) fn place(&self, range: Range<usize>) -> Span {
        self.text.span(range)
    }

    /// Whether the byte at `offset` was written by the program, from a placeholder.
    pub(crate) fn computed(&self, offset: usize) -> bool {
        self.filled.iter().any(|range| range.contains(&offset))
    }
}

/// The level of the number that `text` begins with.
pub(crate) fn level_of(text: &str) -> Option<Level> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let mut chars = text.chars();
    let first = chars.next()?;
    if first == '（' || first == '(' {
        let inner: String = chars.by_ref().take_while(|&c| c != '）' && c != ')').take(4).collect();
        return match inner.chars().next()? {
            _ if inner.chars().count() > 3 => None,
            c if numeral(c) && inner.chars().all(numeral) => Some(Level::Second),
            c if c.is_ascii_digit() && inner.chars().all(|c| c.is_ascii_digit()) => Some(Level::Fourth),
            _ => None,
        };
    }
    if numeral(first) {
        let rest = text.trim_start_matches(numeral);
        return rest.starts_with('、').then_some(Level::First);
    }
    if first.is_ascii_digit() {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = rest.chars().nth(1);
        let numbered = rest.starts_with(['.', '．', '、']) && !after.is_some_and(|c| c.is_ascii_digit());
        return numbered.then_some(Level::Third);
    }
    None
}

/// A whole report, flat.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// 机关.
    pub(crate) office: Spanned<String>,
    /// 机关类别; [`OfficeKind::Other`] if not given.
    pub(crate) kind: OfficeKind,
    /// 年度.
    pub(crate) year: Spanned<u16>,
    /// 标题, if written.
    pub(crate) title: Option<Spanned<String>>,
    /// 署名, if written.
    pub(crate) signature: Option<Spanned<String>>,
    /// 成文日期, if written: year, month, day.
    pub(crate) date: Option<Spanned<(u16, u8, u8)>>,
    /// The form that is followed.
    pub(crate) form: &'static Form,
    /// The tables, in the order of [`Form::tables`].
    pub(crate) tables: Vec<TableReport>,
    /// Table two.
    pub(crate) disclosed: Disclosed,
    /// Table three.
    pub(crate) requests: Requests,
    /// Table four: 行政复议, 未经复议直接起诉, 复议后起诉.
    pub(crate) cases: [Outcomes; 3],
    /// All prose, in the report's order.
    pub(crate) prose: Vec<Paragraph>,
    /// Every cell was read, so that sums and comparisons mean something.
    pub(crate) complete: bool,
}

impl Facts {
    /// Whether the form of 2021 is used.
    pub(crate) fn of_2021(&self) -> bool {
        matches!(self.disclosed.edition, Edition::Of2021 { .. })
    }

    /// A government whose report sums up its departments' and lower bodies' figures.
    pub(crate) fn sums_up(&self) -> bool {
        matches!(self.kind, OfficeKind::Province | OfficeKind::City | OfficeKind::County)
    }
}
