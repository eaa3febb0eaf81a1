//! The keys at the top of a file: who reports, of which year, on which form.

use super::{Found, Reader, names};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::form::{self, Form};
use crate::report::{Date, OfficeKind, Waiver, WordFonts};
use crate::source::{Span, Spanned};
use crate::yaml::{Entry, Fields, Node, Value};

/// Keys whose text is a name or a date, never a quotation.
const HEAD: [&str; 7] = ["机关", "机关类别", "标题", "上年报告", "署名", "成文日期", "题下日期"];

/// Keys whose text is printed: of these nothing may get lost unseen.
const TEXTS: [&str; 5] = ["机关", "标题", "署名", "表注", "注"];

impl Reader<'_> {
    pub(super) fn year(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Option<Spanned<u16>> {
        let Some(found) = self.want(fields, "年度", known) else {
            self.missing("年度", "年度: 2025");
            return None;
        };
        let (text, _) = self.scalar(found.node, "年度", "2025")?;
        let word = text.text().trim();
        let digits = word.strip_suffix("年度").or_else(|| word.strip_suffix('年')).unwrap_or(word);
        let year = digits.parse::<u16>().ok().filter(|_| digits.len() == 4 && digits.starts_with(['1', '2']));
        match year {
            Some(year) if digits == word && (2008..2100).contains(&year) => {
                Some(Spanned::new(year, text.whole()))
            }
            Some(year) if digits != word => {
                self.found.push(
                    Diagnostic::of(&codes::Y13, text.whole(), "“年度”只写数字")
                        .help(format!("写成“年度: {digits}”")),
                );
                Some(Spanned::new(year, text.whole()))
            }
            _ => {
                let place = if text.text().is_empty() { found.key } else { text.whole() };
                let message = match year {
                    Some(year) => format!("“年度”写成了 {year}，没有这一年度的报告"),
                    None => "“年度”应当是四位半角数字的年份".to_owned(),
                };
                let meant = year_in(word).filter(|_| year.is_none());
                let help = meant.map_or_else(
                    || "写报告所属的年份，如“年度: 2025”".to_owned(),
                    |year| format!("只写数字，写成“年度: {year}”"),
                );
                self.found.push(Diagnostic::of(&codes::Y13, place, message).help(help));
                // The form and all dates depend on it.
                meant.map(|year| Spanned::new(year, text.whole()))
            }
        }
    }

    /// The edition that 格式 names, or that the year asks for.
    pub(super) fn form(
        &mut self,
        fields: &mut Fields<'_>,
        known: &[&str],
        year: Option<&Spanned<u16>>,
    ) -> Option<&'static Form> {
        let by_year = year.and_then(|year| form::for_year(year.value));
        if let Some(found) = self.want(fields, "格式", known)
            && let Some((text, _)) = self.scalar(found.node, "格式", "2021")
        {
            let Some(named) = form::by_name(text.text().trim()) else {
                let editions: Vec<&str> = form::all().map(|f| f.edition.as_str()).collect();
                let place = if text.text().is_empty() { found.key } else { text.whole() };
                self.found.push(
                    Diagnostic::of(&codes::F01, place, format!("没有“{}”版的格式", text.text()))
                        .help(format!("可用的格式：{}；一般不必写“格式”，由年度决定", editions.join("、"))),
                );
                return by_year.or(Some(form::newest()));
            };
            if let Some(right) = by_year.filter(|right| right.edition != named.edition) {
                self.found.push(
                    Diagnostic::of(
                        &codes::F01,
                        text.whole(),
                        format!("按年度应当用 {} 年的格式，这里指定了 {} 年的", right.edition, named.edition),
                    )
                    .help(format!("删去“格式”这一行，即按《{}》（{}）", right.name, right.document)),
                );
            }
            return Some(named);
        }
        match (year, by_year) {
            (_, Some(form)) => Some(form),
            (Some(year), None) => {
                self.found.push(
                    Diagnostic::of(&codes::F01, year.span, format!("{} 年还没有统一的报告格式", year.value))
                        .help("统一格式自 2019 年度起施行；更早的报告可写“格式: 2019”套用"),
                );
                None
            }
            // The rest is still worth reading.
            (None, None) => Some(form::newest()),
        }
    }

    pub(super) fn office(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Spanned<String> {
        let found = self.want(fields, "机关", known);
        if found.is_none() {
            self.missing("机关", "机关: 北关区灯塔路街道办事处");
        }
        let office = found.and_then(|found| self.filled(found, "机关", ""));
        office.unwrap_or_else(|| Spanned::new(String::new(), Span::default()))
    }

    pub(super) fn office_kind(
        &mut self,
        fields: &mut Fields<'_>,
        known: &[&str],
        office: &Spanned<String>,
    ) -> Option<Spanned<OfficeKind>> {
        let word = self.line(fields, known, "机关类别")?;
        let kind = OfficeKind::by_name(&word.value);
        if kind.is_none() {
            let all: Vec<&str> = OfficeKind::ALL.into_iter().map(OfficeKind::name).collect();
            let mut longer = all.iter().copied().filter(|name| name.starts_with(&word.value));
            let only = longer.next().filter(|_| longer.next().is_none());
            let customary = OfficeKind::meant(&word.value).map(OfficeKind::name);
            let meant = customary.or_else(|| names::nearest(&word.value, &all)).or(only);
            let finding = Diagnostic::of(&codes::Y13, word.span, format!("没有“{}”这一机关类别", word.value));
            self.found.push(match meant {
                Some(name) => finding.note(format!("应为“{name}”")).help(format!("写成“机关类别: {name}”")),
                None => finding.help(format!("写其中之一：{}", all.join("、"))),
            });
        }
        if let Some(kind) = kind.filter(|kind| kind.excludes(&office.value)) {
            let message = format!("“{}”不会是“{}”", office.value, kind.name());
            self.found.push(
                Diagnostic::of(&codes::Y23, word.span, message)
                    .label(office.span, "机关")
                    .help("核对 机关 和 机关类别，改正写错的一个"),
            );
        }
        kind.map(|kind| Spanned::new(kind, word.span))
    }

    /// What of its fonts the Word file carries.
    pub(super) fn word_fonts(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Option<WordFonts> {
        let word = self.line(fields, known, "文档字体")?;
        let meant = WordFonts::ALL.into_iter().find(|fonts| fonts.name() == word.value);
        if meant.is_none() {
            let message = format!("“文档字体”没有“{}”这一种", word.value);
            let all = WordFonts::ALL.map(WordFonts::name).join("、");
            self.found.push(
                Diagnostic::of(&codes::Y13, word.span, message)
                    .help(format!("写其中之一：{all}；或删去这一行")),
            );
        }
        meant
    }

    /// An optional key with a text of one line.
    pub(super) fn line(
        &mut self,
        fields: &mut Fields<'_>,
        known: &[&str],
        key: &str,
    ) -> Option<Spanned<String>> {
        let found = self.want(fields, key, known)?;
        self.filled(found, key, "，或删去这一行")
    }

    /// A text of one line that must not be blank.
    fn filled(&mut self, found: Found<'_>, key: &str, or: &str) -> Option<Spanned<String>> {
        if found.node.is_blank() {
            self.found.push(
                Diagnostic::of(&codes::Y12, found.key, format!("“{key}”没有填写"))
                    .help(format!("写成“{key}: …”{or}")),
            );
            return None;
        }
        let text = self.one_line(found.node, key)?;
        if TEXTS.contains(&key) {
            self.cut_off(found.node);
        }
        if !HEAD.contains(&key) {
            return Some(text);
        }
        let bare = bare(&text.value, key);
        if bare.len() == text.value.len() {
            return Some(text);
        }
        let (before, behind) = text.value.split_once(bare).unwrap_or_default();
        let message = match (before, behind) {
            (_, behind) if behind.trim_start().starts_with('＃') => {
                format!("“{key}”里的“＃”是全角的，后面的字会照样印出")
            }
            (open, close) if open.starts_with(QUOTES) || close.ends_with(QUOTES) => {
                format!("“{key}”外面用了中文引号，会照样印出")
            }
            (open, close) => format!("“{key}”两头多了“{open}{close}”，会照样印出"),
        };
        let help = if behind.contains('＃') {
            format!("写成“{key}: {bare}”；说明写在半角的“#”后面，“#”前面空一格")
        } else {
            format!("删去，写成“{key}: {bare}”")
        };
        self.found.push(Diagnostic::of(&codes::Y13, text.span, message).help(help));
        Some(Spanned::new(bare.to_owned(), text.span))
    }

    pub(super) fn date(
        &mut self,
        fields: &mut Fields<'_>,
        known: &[&str],
        key: &str,
    ) -> Option<Spanned<Date>> {
        let word = self.line(fields, known, key)?;
        let date = read_date(&word.value);
        if date.is_none() {
            self.found.push(
                Diagnostic::of(&codes::Y13, word.span, format!("“{key}”不是一个日期"))
                    .help(format!("写成“{key}: 2026-01-23”或“{key}: 2026年1月23日”")),
            );
        }
        date.map(|date| Spanned::new(date, word.span))
    }

    pub(super) fn data(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Vec<Entry> {
        let Some(found) = self.want(fields, "数据", known) else { return Vec::new() };
        if let Some(entries) = found.node.map() {
            for entry in entries {
                self.datum(entry.key.text(), entry.key_span(), &entry.value);
            }
            return entries.to_vec();
        }
        self.found.push(
            Diagnostic::of(&codes::Y13, found.key, "“数据”下面应当逐行写“名称: 数字”")
                .help("例如\n数据:\n  公开条数: 66"),
        );
        Vec::new()
    }

    /// What 数据 may hold: numbers, alone, in lists or in further maps; anything else would be printed as it stands.
    fn datum(&mut self, name: &str, key: Span, node: &Node) {
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    self.datum(entry.key.text(), entry.key_span(), &entry.value);
                }
            }
            Value::List(items) => {
                for item in items {
                    self.datum(name, key, item);
                }
            }
            Value::Scalar(scalar) => {
                let word = scalar.text.text().trim();
                let plain = word.chars().all(|c| c.is_ascii_digit() || "+-.,%".contains(c));
                if word.is_empty() {
                    let finding = Diagnostic::of(&codes::Y12, key, format!("“数据”里的“{name}”没有填写"));
                    self.found.push(finding.help(format!("写成“{name}: 66”，或删去这一行")));
                } else if !plain {
                    let message = format!("“数据”里的“{name}”不是半角数字");
                    let help = "只写半角数字，单位写在正文里占位的后面";
                    self.found.push(Diagnostic::of(&codes::Y13, scalar.text.whole(), message).help(help));
                }
            }
            Value::Refused => {}
        }
    }

    pub(super) fn waivers(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Vec<Waiver> {
        let Some(found) = self.want(fields, "已核", known) else { return Vec::new() };
        let Some(list) = found.node.list() else {
            self.found.push(
                Diagnostic::of(&codes::Y13, found.key, "“已核”应当是一个列表")
                    .help("写成“已核: [{规则: A02, 说明: 含自然失效29件}]”"),
            );
            return Vec::new();
        };
        list.iter().filter_map(|item| self.waiver(found, item)).collect()
    }

    fn waiver(&mut self, list: Found<'_>, node: &Node) -> Option<Waiver> {
        let keys = ["规则", "说明", "位置"];
        let Some(mut fields) = Fields::of(node) else {
            self.found.push(
                Diagnostic::of(&codes::Y13, node.span.to(list.key), "“已核”的每一条要写规则和说明")
                    .help("写成“- {规则: A02, 说明: 含自然失效29件}”"),
            );
            return None;
        };
        let code = self.line(&mut fields, &keys, "规则");
        let reason = self.line(&mut fields, &keys, "说明");
        let place = self.line(&mut fields, &keys, "位置");
        self.left_over(&fields, &keys, "已核");
        let (Some(code), Some(reason)) = (code, reason) else {
            if node.get("规则").is_none() || node.get("说明").is_none() {
                self.found.push(
                    Diagnostic::of(&codes::Y12, node.span, "“已核”的每一条都要有“规则”和“说明”")
                        .help("写明为什么不算错，如“说明: 含自然失效29件”"),
                );
            }
            return None;
        };
        let Some(rule) = codes::find(&code.value) else {
            self.found.push(
                Diagnostic::of(&codes::Y11, code.span, format!("没有“{}”这条规则", code.value))
                    .help("规则的名称在提示的方括号里，如 A02"),
            );
            return None;
        };
        Some(Waiver { rule: Spanned::new(rule, code.span), reason, place })
    }

    /// A key that every report must have is not there.
    fn missing(&mut self, key: &str, example: &str) {
        if !self.broken {
            self.found.push(
                Diagnostic::of(&codes::Y12, Span::default(), format!("缺少“{key}”"))
                    .help(format!("在开头写一行“{example}”")),
            );
        }
    }
}

/// The one year that is written among other characters, of whatever width.
fn year_in(word: &str) -> Option<u16> {
    let half =
        |c: char| if ('０'..='９').contains(&c) { char::from_u32(u32::from(c) - 0xFEE0) } else { Some(c) };
    let word: String = word.chars().filter_map(half).collect();
    let mut runs = word.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let only = runs.next().filter(|run| run.len() == 4 && runs.next().is_none())?;
    only.parse().ok().filter(|year| (2008..2100).contains(year))
}

/// Quotation marks that YAML does not know.
const QUOTES: [char; 11] = ['“', '”', '‘', '’', '「', '」', '『', '』', '＂', '＇', '〝'];

/// Pairs that enclose a whole name by mistake.
const PAIRS: [(char, char); 10] = [
    ('“', '”'),
    ('”', '“'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('《', '》'),
    ('〔', '〕'),
    ('（', '）'),
    ('(', ')'),
];

/// A name or a date without what hands set around it: a pair of quotes or brackets, half of one, marks, and what follows a full-width
/// `＃`. Quotes and brackets within, and marks that file names may hold, stay.
fn bare<'t>(text: &'t str, key: &str) -> &'t str {
    if key == "上年报告" {
        return text.trim_matches(QUOTES);
    }
    let mut bare = text;
    if key != "标题"
        && let Some((before, _)) = text.split_once('＃').filter(|(before, _)| !before.trim().is_empty())
    {
        bare = before.trim_end();
    }
    loop {
        let marks: &[char] = &['：', ':', '；', ';', '，', ',', '。', '、', '｜', '＃'];
        let mut inner = bare.trim_matches(marks);
        for (open, close) in PAIRS {
            let left = inner.strip_prefix(open).filter(|rest| !rest.trim_end_matches(close).contains(close));
            let right =
                inner.strip_suffix(close).filter(|rest| !rest.trim_start_matches(open).contains(open));
            inner = match (left, right) {
                (Some(left), Some(_)) => left.strip_suffix(close).unwrap_or(left),
                (Some(left), None) if !left.contains(close) => left,
                (None, Some(right)) if !right.contains(open) => right,
                _ => inner,
            };
        }
        inner = inner.trim();
        if inner.is_empty() {
            return text;
        }
        if inner.len() == bare.len() {
            return bare;
        }
        bare = inner;
    }
}

/// `2026-01-23` or `2026年1月23日`.
fn read_date(word: &str) -> Option<Date> {
    let numbers: Vec<&str> = match word.strip_suffix('日') {
        Some(rest) => {
            let (year, rest) = rest.split_once('年')?;
            let (month, day) = rest.split_once('月')?;
            vec![year, month, day]
        }
        None => word.split('-').collect(),
    };
    let [year, month, day] = numbers[..] else { return None };
    let number = |text: &str, most: usize| {
        let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let valid = (1949..2200).contains(&year) && (1..=last).contains(&day);
    valid.then(|| Date { year, month: month.to_le_bytes()[0], day: day.to_le_bytes()[0] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_of_the_calendar() {
        let date = Some(Date { year: 2026, month: 1, day: 23 });
        for word in ["2026-01-23", "2026年1月23日", "2026-1-23", "2026年01月23日"] {
            assert_eq!(read_date(word), date, "{word}");
        }
        assert!(read_date("2024-02-29").is_some());
        for word in [
            "2026-02-29",
            "2026-13-01",
            "2026年1月",
            "1月23日",
            "2026/01/23",
            "",
            "日",
            "2026-+1-23",
            "2026-1-23-1",
        ] {
            assert_eq!(read_date(word), None, "{word}");
        }
    }
}
