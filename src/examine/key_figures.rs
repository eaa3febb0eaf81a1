//! In: a report. Out: the six figures that an overview of many shows of each.

use crate::report::Report;

/// What they are called, in order.
pub const HEADS: [&str; 6] = ["本年新收", "上年结转", "本年办结", "结转下年度", "行政复议", "行政诉讼"];

/// The key figures of a report; `None` where one cannot be read.
pub type KeyFigures = [Option<i64>; 6];

/// Of a report, however much is wrong in it.
#[must_use]
pub fn of(report: &Report) -> KeyFigures {
    let count = |table: &str, row: &str| report.count(table, &[row], "总计").map(|count| count.value);
    let suits = ["未经复议直接起诉", "复议后起诉"].map(|row| count("表四", row));
    [
        count("表三", "本年新收"),
        count("表三", "上年结转"),
        count("表三", "办理结果总计"),
        count("表三", "结转下年度"),
        count("表四", "行政复议"),
        suits[0].zip(suits[1]).map(|(direct, after)| direct + after),
    ]
}
