//! In: a paragraph. Out: where it names documents: each 文号 with its parts, each name in 《》. Refuses to know which are right.

use std::ops::Range;

use super::table::TABLE;
use crate::source::{digits_closing, digits_leading, is_han, titles};

/// A 文号 as it is written; ranges are bytes of the paragraph.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// 机关代字; empty if it is none that national bodies have.
    pub(super) code: Range<usize>,
    /// The brackets with what is in them; empty for 国务院令第711号.
    pub(super) bracket: Range<usize>,
    pub(super) year: Option<u16>,
    /// From the digits (第 before them included) to 号.
    pub(super) order: Range<usize>,
    pub(super) number: u16,
    /// 第 stands before the digits.
    pub(super) ordinal: bool,
}

impl Reference {
    pub(super) fn whole(&self) -> Range<usize> {
        self.code.start..self.order.end
    }
}

/// Marks that are meant for 〔 and 〕.
const OPEN: &str = "〔﹝［[【（(<〈《{｛〖";
const CLOSE: &str = "〕﹞］]】）)>〉》}｝〗";

/// Every 文号 of a text.
pub(super) fn numbers(text: &str) -> Vec<Reference> {
    text.match_indices('号').filter_map(|(at, mark)| number(text, at, at + mark.len())).collect()
}

/// The 文号 whose 号 stands at `at`.
fn number(text: &str, at: usize, end: usize) -> Option<Reference> {
    let digits = at - digits_closing(&text[..at]);
    let number = text[digits..at].parse().ok()?;
    let ordinal = text[..digits].ends_with('第');
    let start = if ordinal { digits - '第'.len_utf8() } else { digits };
    let head = &text[..start];
    let order = start..end;
    let Some(close) = head.chars().next_back().filter(|c| CLOSE.contains(*c)) else {
        // 国办发第711号: an order has 第, by whatever code it is called.
        let order_code = |code: &Range<usize>| ordinal || text[code.clone()].ends_with('令');
        let code = code_before(text, start).filter(order_code)?;
        return Some(Reference { code, bracket: start..start, year: None, order, number, ordinal });
    };
    let inner = &head[..head.len() - close.len_utf8()];
    let from = inner.len() - digits_closing(inner);
    let open = inner[..from].chars().next_back().filter(|c| OPEN.contains(*c))?;
    let bracket = from - open.len_utf8()..start;
    let year = inner[from..].parse().ok().filter(|_| inner.len() - from == 4)?;
    let named = text[..bracket.start].chars().next_back().is_some_and(is_han);
    let code = code_before(text, bracket.start).unwrap_or(bracket.start..bracket.start);
    named.then_some(Reference { code, bracket, year: Some(year), order, number, ordinal })
}

/// 国办发〔20191〕54号, 〔2019年〕54号: the brackets with a year that is none.
pub(super) fn malformed_years(text: &str) -> Vec<Range<usize>> {
    let brackets = text.match_indices('〔').filter_map(|(at, mark)| {
        let (digits, order) = closed_year(&text[at + mark.len()..])?;
        let end = text.len() - order.len();
        let year = text[..end].ends_with("年〕");
        ((2..=6).contains(&digits) && (digits != 4 || year) && ordered(order).is_some()).then_some(at..end)
    });
    brackets.collect()
}

/// 2020〕109号, 2020年〕109号: how many digits a text begins with that 〕 closes, and what stands behind.
fn closed_year(text: &str) -> Option<(usize, &str)> {
    let digits = digits_leading(text);
    let rest = &text[digits..];
    Some((digits, rest.strip_prefix('年').unwrap_or(rest).strip_prefix('〕')?))
}

/// 109号: the bytes of a number with its 号.
fn ordered(text: &str) -> Option<usize> {
    let digits = digits_leading(text);
    (digits > 0 && text[digits..].starts_with('号')).then_some(digits + '号'.len_utf8())
}

/// 国办发〔2019〕54）: a code with its year and number, behind which 号 is missing.
pub(super) fn without_mark(text: &str) -> Vec<Range<usize>> {
    let years = text.match_indices('〕').filter_map(|(at, mark)| {
        let from = at + mark.len();
        let digits = digits_leading(&text[from..]);
        let open = text[..at].rfind('〔').filter(|open| at - open == '〔'.len_utf8() + 4)?;
        let row = text[from + digits..].starts_with(|c| "号、-—－至和及".contains(c));
        (digits > 0 && !row && text[..open].ends_with(is_han)).then_some(open..from + digits)
    });
    years.collect()
}

/// （〔2025〕7号）, 青政发〔2025〕-7号: numbers without a code or with a mark before the digits, and what is wrong.
pub(super) fn maimed(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut places = Vec::new();
    for (open, mark) in text.match_indices('〔') {
        let Some((4, rest)) = closed_year(&text[open + mark.len()..]) else { continue };
        let order = rest.trim_start_matches(['-', '－', '—']);
        let end = text.len() - order.len() + digits_leading(order);
        let end = end + text[end..].strip_prefix('号').map_or(0, |_| '号'.len_utf8());
        let before = &text[..open];
        // （青政发〔2025〕7号、〔2025〕9号）: the code of the one before.
        let fault = if before.ends_with('》') || before.ends_with('（') && !order.is_empty() {
            "前面少了机关代字"
        } else if order.len() < rest.len() && digits_leading(order) > 0 {
            "的序号前面多了短横"
        } else {
            continue;
        };
        places.push((open..end, fault));
    }
    places
}

/// 国办函2020〕109号: a code behind which 〔 is missing.
pub(super) fn half_bracketed(text: &str) -> Vec<Range<usize>> {
    let text = if text.contains('〕') { text } else { "" };
    let codes = TABLE.codes.iter().filter(|code| code.ends_with(['函', '发']));
    let ends = codes.flat_map(|code| text.match_indices(code).map(move |(at, code)| at + code.len()));
    let half = ends.filter_map(|at| {
        let (_, order) = closed_year(&text[at..]).filter(|(digits, _)| *digits == 4)?;
        Some(at..text.len() - order.len() + ordered(order)?)
    });
    let mut half: Vec<_> = half.collect();
    half.dedup();
    half
}

/// The code of a national body before `end`, also a miswritten one: it begins with 国办, 中办, 国令 or 国务院.
fn code_before(text: &str, end: usize) -> Option<Range<usize>> {
    let head = &text[..end];
    let known = TABLE.codes.iter().filter(|code| head.ends_with(code)).map(|code| end - code.len()).min();
    let begins = TABLE.code_begins.iter().filter_map(|word| head.rfind(word)).max();
    let written = begins.filter(|at| {
        let code = &text[*at..end];
        code.chars().count() <= 8
            && code.chars().all(is_han)
            && code.ends_with(|c| TABLE.code_ends.contains(c))
    });
    // 办公开办函, 办发: the first character is lost where none of another body's name stands before it.
    let maimed = TABLE.maimed.iter().filter(|code| head.ends_with(code)).map(|code| end - code.len());
    let maimed = maimed.filter(|at| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|c| !is_han(c) || "照据和与及彻实发".contains(c))
    });
    let start = known.into_iter().chain(written).chain(maimed).min()?;
    Some(start..end)
}

/// A name in 《》, and what it is without the marks in it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// What stands between the marks.
    pub(super) inner: Range<usize>,
    /// Without marks, without 关于印发 and 的通知, without （试行）.
    pub(super) core: String,
    /// （试行） stands at its end.
    pub(super) trial: bool,
}

/// Every name in 《》; a name within a name is a part of it.
pub(super) fn names(text: &str) -> Vec<Name> {
    let outer = titles(text).filter(|(_, depth)| *depth == 0);
    let names = outer.map(|(title, _)| {
        let inner = title.start + '《'.len_utf8()..title.end - '》'.len_utf8();
        let written = &text[inner.clone()];
        let trial = written.trim_end_matches(['〉', '》']).ends_with("（试行）");
        Name { core: core(written), trial, inner }
    });
    names.collect()
}

/// A name without what may stand before and behind it.
fn core(name: &str) -> String {
    let plain: String =
        name.chars().filter(|c| !c.is_whitespace() && !"《》〈〉<>“”＜＞、".contains(*c)).collect();
    let mut rest = plain.as_str();
    // （2019年修订）, （试行）.
    if let Some(open) = rest.rfind(['（', '(']).filter(|_| rest.ends_with(['）', ')'])) {
        rest = &rest[..open];
    }
    while let Some(shorter) = TABLE.before.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    while let Some(shorter) = TABLE.behind.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_bracket_is_no_bracket() {
        let text = "按照国办函2020〕109号办理";
        let found = half_bracketed(text);
        assert_eq!(found.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(), ["2020〕109号"]);
        for none in
            ["国办函〔2020〕109号", "国办函202〕109号", "国办函2020〕号", "国办函2020〕109", "2020〕109号"]
        {
            assert_eq!(half_bracketed(none), [], "{none}");
        }
    }

    #[test]
    fn a_trial_stands_at_the_end_of_a_name() {
        let trial = |text: &str| names(text).iter().map(|name| name.trial).collect::<Vec<_>>();
        assert_eq!(trial("《甲（试行）》《关于印发〈乙（试行）〉》《（试行）丙》"), [true, true, false]);
    }
}
