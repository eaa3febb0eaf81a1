//! In: where a sentence stands and what comes before a figure in it. Out: whether the figure speaks of this body's whole year.
//! Everything here errs on the side of silence.

use std::ops::Range;

use crate::check::facts::{Facts, Paragraph, Part, Topic};

/// What is known of a sentence before any figure is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    /// The report's year.
    pub(crate) year: u16,
    /// In the sub-item 依申请公开.
    pub(crate) on_request: bool,
    /// First byte of the sentence in its paragraph.
    pub(crate) start: usize,
    /// The sentence speaks of applications for information.
    pub(crate) names_requests: bool,
}

impl Scope {
    /// The scope of a sentence of `paragraph`.
    pub(crate) fn of(facts: &Facts, paragraph: &Paragraph, range: Range<usize>) -> Self {
        let sentence = &paragraph.as_str()[range.clone()];
        let names_requests = ["公开申请", "依申请公开", "申请公开", "公开办件", "公开案件"];
        Self {
            year: facts.year.value,
            start: range.start,
            on_request: paragraph.part == Part::Overview(Some(Topic::OnRequest)),
            names_requests: names_requests.iter().any(|w| sentence.contains(w)),
        }
    }
}

/// Words that make a figure one of a part of the year, an average, another year, or of many years.
const OTHER_TIMES: [&str; 25] = [
    "上半年",
    "下半年",
    "季度",
    "每月",
    "月均",
    "平均",
    "每年",
    "年均",
    "以来",
    "历年",
    "近年",
    "五年",
    "三年",
    "同期",
    "每日",
    "1-",
    "1月",
    "1至",
    "前三",
    "截至6月",
    "截至9月",
    "半年",
    "去年",
    "往年",
    "上年的",
];

/// Whether the words from the sentence's start up to the figure speak of this year.
pub(crate) fn is_this_year(lead_in: &str, year: u16) -> bool {
    let whole_year = lead_in.contains("1月1日");
    if OTHER_TIMES.iter().any(|w| lead_in.contains(w) && !(whole_year && matches!(*w, "1月" | "1至" | "1-")))
    {
        return false;
    }
    // The year named last counts, unless 结转 or a comparison names it for its own purpose.
    let compact: String = lead_in.chars().filter(|c| *c != ' ').collect();
    let mut last = None;
    for (i, _) in compact.match_indices('年') {
        let digits = &compact[..i];
        let start = digits.len() - digits.bytes().rev().take_while(u8::is_ascii_digit).count();
        let Ok(named) = digits[start..].parse::<u16>() else { continue };
        let compares = digits[..start].ends_with(['较', '比', '与', '同', '至', '到']);
        let carries = compact[i..].starts_with("年结转") || compact[i..].starts_with("年度结转");
        if digits.len() - start == 4 && !compares && !carries {
            last = Some(named);
        }
    }
    last.is_none_or(|named| named == year)
}
