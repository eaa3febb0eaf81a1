//! `{{ 表三.本年新收.总计 }}`: figures of the report's own tables in its prose, so that text and table cannot differ. The only
//! room that knows the expression language. Exact: no float enters or leaves.

mod filters;
mod roots;

use super::read::names;
use super::{Content, Paragraph, Prose, Report};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Span, Traced};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use roots::{FailedLookup, Lines, ReportValues};
use std::ops::Range;
use std::sync::Arc;

/// Placeholders a report may have: one for every cell, several times over.
const MOST: usize = 1000;
/// Steps an expression may take: a sum over a whole table takes some hundred.
const FUEL: u64 = 10_000;
/// Characters an expression may have: the longest paths of tables joined five times over.
const LONGEST: usize = 500;
/// Characters an expression may come to, and those of a report together.
const LONGEST_RESULT: usize = 2_000;
const MOST_RESULTS: usize = 50_000;
/// Expressions that cannot be evaluated listed before the rest are left as they are.
const MOST_WRONG: usize = 50;

/// Fills the placeholders of all prose; last year's report answers to `上年`.
pub fn fill(report: &mut Report, previous: Option<&Report>, found: &mut Diagnostics) {
    say_other_braces(report, found);
    if report.paragraphs().all(|(_, p)| !p.as_str().contains("{{")) {
        return;
    }
    let all: usize = report.paragraphs().map(|(_, p)| p.placeholders.len()).sum();
    if all > MOST {
        let place = report.paragraphs().find_map(|(_, p)| Some(p.span(p.placeholders.first()?.clone())));
        let message = format!("正文里有 {all} 个占位，最多 {MOST} 个");
        found.push(Diagnostic::of(&codes::Y19, place.unwrap_or_default(), message).help("直接写表里的数"));
        return;
    }
    let values = ReportValues::of(report, previous);
    let mut filler = Filler { env: environment(), report: values, found, wrong: 0, room: MOST_RESULTS };
    let Report { intro, preface, sections, .. } = report;
    let prose = intro.iter_mut().chain(preface).chain(sections.iter_mut().map(|s| match &mut s.content {
        Content::Prose(prose) => prose,
        Content::Table(table) => &mut table.before,
    }));
    prose.for_each(|prose| filler.prose(prose));
}

/// `｛｛ 表三… ｝｝` and `{ 表三… }` are meant as placeholders, but would be printed as they stand.
fn say_other_braces(report: &Report, found: &mut Diagnostics) {
    for (_, paragraph) in report.paragraphs() {
        let text = paragraph.as_str();
        let mut from = 0;
        while let Some(open) = text[from..].find(['{', '｛']).map(|n| n + from) {
            let inner = text[open..].trim_start_matches(['{', '｛']);
            let end = text.len() - inner.len();
            let rooted = roots::NAMES.iter().any(|root| inner.trim_start().starts_with(root));
            if &text[open..end] != "{{" && rooted {
                let message = format!("占位用了“{}”", &text[open..end]);
                let finding = Diagnostic::of(&codes::Y19, paragraph.span(open..end), message);
                found.push(finding.help("前后各写两个半角花括号，如 {{ 表三.本年新收.总计 }}"));
            }
            from = end;
        }
    }
}

fn environment() -> Environment<'static> {
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_recursion_limit(50);
    env.set_debug(true);
    env.add_filter("合计", filters::sum);
    env.add_filter("同比", filters::growth);
    env.add_filter("占比", filters::share);
    env
}

struct Filler<'a> {
    env: Environment<'static>,
    report: Arc<ReportValues>,
    found: &'a mut Diagnostics,
    /// Expressions that could not be evaluated.
    wrong: usize,
    /// Characters that may still be filled in.
    room: usize,
}

impl Filler<'_> {
    fn prose(&mut self, prose: &mut Prose) {
        for paragraph in &mut prose.paragraphs {
            if paragraph.as_str().contains("{{") {
                *paragraph = self.paragraph(paragraph);
            }
        }
    }

    /// The paragraph with its placeholders filled; those that cannot be stay as they are.
    fn paragraph(&mut self, old: &Paragraph) -> Paragraph {
        let mut text = Traced::new();
        let mut filled = Vec::new();
        let mut from = 0;
        for range in &old.placeholders {
            text.append(&old.text.slice(from..range.start));
            match self.value(old, range) {
                Some(value) => {
                    filled.push(text.text().len()..text.text().len() + value.len());
                    text.push(&value, old.span(range.clone()));
                }
                None => text.append(&old.text.slice(range.clone())),
            }
            from = range.end;
        }
        let rest = &old.as_str()[from..];
        if let Some(open) = rest.find("{{") {
            let at = old.span(from + open..from + open + 2);
            self.found.push(
                Diagnostic::of(&codes::Y19, at, "“{{”没有配对的“}}”")
                    .help("写成“{{ 表三.本年新收.总计 }}”，不要跨行"),
            );
        }
        text.append(&old.text.slice(from..old.as_str().len()));
        let dropped = old.dropped.clone();
        let soft_break = old.soft_break;
        Paragraph { dropped, filled, soft_break, placeholders: Vec::new(), ..Paragraph::new(text, old.item) }
    }

    /// What one placeholder stands for.
    fn value(&mut self, paragraph: &Paragraph, range: &Range<usize>) -> Option<String> {
        if self.wrong >= MOST_WRONG {
            return None;
        }
        let inner = range.start + 2..range.end - 2;
        let words = &paragraph.as_str()[inner.clone()];
        let whole = paragraph.span(range.clone());
        match self.evaluated(words) {
            Ok(value) => {
                self.room -= value.chars().count();
                Some(value)
            }
            Err((word, message, help)) => {
                self.wrong += 1;
                let place = word.map_or(whole, |r: Range<usize>| {
                    paragraph.span(inner.start + r.start..inner.start + r.end)
                });
                self.push(place, message, help);
                None
            }
        }
    }

    /// What an expression comes to, as it is printed.
    fn evaluated(&self, words: &str) -> Result<String, Fault> {
        let too_much = |message: &str| (None, message.to_owned(), "直接写表里的数".to_owned());
        if words.chars().count() > LONGEST {
            return Err(too_much("占位太长"));
        }
        if multiplies(words) {
            let help = "占位里只有加减；合计、占比、同比有各自的算法，如 {{ [甲, 乙] | 合计 }}";
            return Err((find_word(words, "*"), "占位里不用乘法".to_owned(), help.to_owned()));
        }
        let expression = with_last_year(words);
        let result = self.env.compile_expression(&expression).and_then(|e| e.eval(self.report.value()));
        let value = match (result, self.report.take_miss()) {
            (_, Some(miss)) => return Err(self.missed(words, &miss)),
            (Ok(value), None) => shown(&value).map_err(|(message, help)| (None, message, help))?,
            (Err(error), None) => return Err(explained(words, &error)),
        };
        let length = value.chars().count();
        if length > LONGEST_RESULT {
            return Err(too_much(&format!("占位得出 {length} 字，最多 {LONGEST_RESULT} 字")));
        }
        if length > self.room {
            return Err(too_much(&format!("各处占位得出的字合计超过 {MOST_RESULTS} 字")));
        }
        Ok(value)
    }

    fn push(&mut self, place: Span, message: String, help: String) {
        self.found.push(Diagnostic::of(&codes::Y19, place, message).help(help));
    }

    /// A name that is not there: what was looked up, where, and what is.
    fn missed(&self, words: &str, miss: &FailedLookup) -> Fault {
        let place = find_word(words, &miss.word);
        if miss.word == "上年" && self.report.previous().is_none() {
            let help = "在报告里写明“上年报告: 路径”，或用 --previous 指定".to_owned();
            return (place, "没有上年的报告，“上年”无从取数".to_owned(), help);
        }
        let known: Vec<&str> = miss.known.iter().map(String::as_str).collect();
        let message = format!("{}里没有“{}”", miss.place, miss.word);
        // `新收` for `本年新收`: part of one known name only.
        let mut parts = known.iter().copied().filter(|name| name.contains(miss.word.as_str()));
        let part = parts.next().filter(|_| miss.word.chars().count() > 1);
        let only = parts.all(|other| part.is_some_and(|part| other.contains(part) || part.contains(other)));
        let help = match names::nearest(&miss.word, &known).or(part.filter(|_| only)) {
            Some(name) if name == miss.word => format!("“{name}”一格没有读出，先改正表里的错误"),
            Some(name) => format!("应为“{name}”"),
            None => {
                let short: Vec<&str> =
                    known.iter().copied().filter(|name| name.chars().count() <= 8).collect();
                let more = if short.len() > 12 || short.len() < known.len() { " 等" } else { "" };
                format!("这里可以写：{}{more}", short[..short.len().min(12)].join("、"))
            }
        };
        (place, message, help)
    }
}

/// The words of an expression that are wrong (bytes), what is wrong, and what to do.
type Fault = (Option<Range<usize>>, String, String);

/// Whether an expression has a `*` outside of its quotes. To the engine `[1] * 99999999` is a list and `'字' * 99999999` a
/// text, and no step that it counts bounds them; no figure of a report is a product.
fn multiplies(words: &str) -> bool {
    let mut quote = None;
    let mut characters = words.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (None, '*') => return true,
            (None, '\'' | '"') => quote = Some(c),
            (Some(_), '\\') => drop(characters.next()),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    false
}

/// Where a word stands in an expression.
fn find_word(words: &str, word: &str) -> Option<Range<usize>> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    words
        .match_indices(word)
        .map(|(at, _)| at..at + word.len())
        .find(|range| !words[..range.start].ends_with(part) && !words[range.end..].starts_with(part))
}

/// `表三.本年新收.总计 | 同比` compares with last year's same cell.
fn with_last_year(words: &str) -> String {
    if let Some((path, filter)) = words.rsplit_once('|')
        && matches!(filter.trim(), "同比" | "同比()")
        && path.trim().chars().all(|c| c.is_alphanumeric() || c == '.' || c == '_')
    {
        return format!("{path}| 同比(上年.{})", path.trim());
    }
    words.to_owned()
}

/// A value as it is printed.
fn shown(value: &Value) -> Result<String, (String, String)> {
    if let Some(lines) = value.downcast_object_ref::<Lines>() {
        return lines.bare().ok_or_else(|| {
            let help = format!("写明哪一列，如 {}.总计", lines.name());
            (format!("“{}”有好几个数", lines.name()), help)
        });
    }
    if value.is_integer() {
        return Ok(value.to_string());
    }
    match value.as_str() {
        Some(text) if !text.contains('\n') => Ok(text.to_owned()),
        _ if value.is_number() => Err((
            "算出来的不是整数".to_owned(),
            "百分比用 占比 或 同比，如 {{ 表三.本年新收.自然人 | 占比(表三.本年新收.总计) }}".to_owned(),
        )),
        _ => Err(("这里得不到一个数".to_owned(), "写到具体的一格，如 {{ 表三.本年新收.总计 }}".to_owned())),
    }
}

fn explained(words: &str, error: &Error) -> Fault {
    let range = error.range().filter(|r| r.end <= words.len() && words.is_char_boundary(r.start));
    let range = range.filter(|r| words.is_char_boundary(r.end) && !r.is_empty());
    let (message, help) = match error.kind() {
        ErrorKind::SyntaxError | ErrorKind::InvalidDelimiter => {
            let help = if words.contains(['。', '．', '｜', '（', '）', '，', '“', '”']) {
                "点、竖线、括号、逗号都用半角，如 {{ 表三.本年新收.总计 }}"
            } else {
                "写成“{{ 表.行.列 }}”，如 {{ 表三.本年新收.总计 }}"
            };
            ("占位的写法不对".to_owned(), help.to_owned())
        }
        ErrorKind::UnknownFilter
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownTest => ("没有这个算法".to_owned(), "可用的有：合计、同比、占比".to_owned()),
        ErrorKind::OutOfFuel => ("占位太复杂".to_owned(), "直接写表里的数".to_owned()),
        ErrorKind::TooManyArguments | ErrorKind::MissingArgument => (
            "算法后面括号里的数不对".to_owned(),
            "写成 {{ 甲 | 占比(乙) }}、{{ 今年 | 同比(上年) }}".to_owned(),
        ),
        _ => match error.detail().filter(|detail| detail.starts_with(filters::DETAIL)) {
            Some(detail) => {
                (detail.trim_start_matches(filters::DETAIL).to_owned(), "检查占位里的名称和算法".to_owned())
            }
            None => ("占位里的数不能这样算".to_owned(), "加减只用于件数；百分比用 占比、同比".to_owned()),
        },
    };
    (range, message, help)
}
