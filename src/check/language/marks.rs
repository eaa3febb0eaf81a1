//! Marks: half-width, doubled and nested ones (G03), a missing full stop (G05), brackets and quotes without their other half (G06),
//! 顿号 between quoted things (G09). GB/T 15834-2011. What `pauses` finds is gathered here too.

use super::doubled::borders;
use super::gather;
use super::words::TABLE;
use crate::check::facts::{Paragraph, Part};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::printable::named;
use crate::source::{Level, Span, are_wide_thousands, is_han, is_numeral, titles};
use std::collections::BTreeMap;

/// Kinds of wrong marks, in the order in which they are reported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Half,
    /// 1月1日-12月31日.
    Range,
    /// Digits and letters of full width.
    Wide,
    /// Marks that end something, where a paragraph begins.
    Opening,
    Doubled,
    Unended,
    /// Marks that stand where the full stop should.
    EndedBy(char),
    /// Soft breaks in the middle of a sentence.
    Severed(char),
    Pause,
    Straight,
    Angles,
    Nested,
    /// “…“…”…”.
    NestedQuotes,
    /// What web pages and other programs mark text up with.
    Markup,
    /// （一）、.
    Numbered,
    /// A comma of full width within a number.
    Thousands,
    /// • for ·.
    Dot,
    /// A site in 《》.
    Site,
    /// A comma between titles.
    Titles,
    /// A comma between a noun and its number.
    Number,
    /// A mark that is missing.
    Missing,
    /// A full stop behind an adverbial.
    Severing,
    /// A colon behind a condition.
    Colon,
    /// A full stop before the bracket that belongs to its sentence.
    Outside,
    /// Two kinds of marks in one row.
    Mixed,
}

impl Kind {
    /// Its rule, what is said of it, and what to do.
    fn told(self) -> (&'static Rule, String, &'static str) {
        let ended = "改成“。”";
        let (rule, message, help) = match self {
            Self::Half => (&codes::G03, "中文里用了半角标点", "改成全角标点"),
            Self::Wide => (&codes::G03, "数字、字母用了全角", "改成半角"),
            Self::Thousands => (&codes::G03, "数里的逗号用了全角", "改成半角，或删去"),
            Self::Opening => (&codes::G03, "段首是标点，前面没有文字", "删去；丢了字的补上"),
            Self::Doubled => (&codes::G03, "两个标点叠在一起", "删去多余的一个"),
            Self::Unended => (&codes::G05, "段末没有句号", "补上句号"),
            Self::EndedBy('.') => (&codes::G05, "段末的句号写成了半角的“.”", ended),
            Self::EndedBy(mark @ ('．' | '｡')) => {
                return (&codes::G05, format!("段末的句号写成了“{mark}”"), ended);
            }
            Self::EndedBy(mark) => return (&codes::G05, format!("段末是“{mark}”，不是句号"), ended),
            Self::Severed(c) => {
                let help = "不分段的，删去它，前后的字重打一遍；要分段的，补上句号";
                return (&codes::G05, format!("看不见的 {} 把一段断成了两段", named(c)), help);
            }
            Self::Pause => (&codes::G09, "引号或书名号之间用了顿号", "GB/T 15834 4.5.3.5：通常不用顿号"),
            Self::Straight => (&codes::G03, "用了半角的直引号", "成对的引号写成“”，引号里的引号写成‘’"),
            Self::Angles => (&codes::G03, "书名号用了小于号、大于号", "外层用《》，里层用〈〉"),
            Self::Markup => (&codes::G03, "混进了网页或别的软件的记号", "删去记号，它会照样印出来"),
            Self::Nested => (&codes::G03, "书名号里又用了双书名号", "里层用〈〉（GB/T 15834 4.15.3.3）"),
            Self::NestedQuotes => (&codes::G03, "引号里又用了双引号", "里层用‘’（GB/T 15834 4.8.3.4）"),
            Self::Range => (&codes::G03, "起讫日期之间用了半角的短横", "写成“至”或“—”"),
            Self::Numbered => (&codes::G03, "带括号的序号后面用了标点", "删去标点"),
            Self::Dot => (&codes::G03, "间隔号写成了“•”", "写成“·”"),
            Self::Site => (&codes::G03, "网站、账号的名称用了书名号", "不用书名号，或改用引号"),
            Self::Titles => (
                &codes::G09,
                "并列的书名号之间用了逗号",
                "GB/T 15834 4.5.3.5：通常不用标点，夹有括注的用顿号",
            ),
            Self::Number => (&codes::G13, "数和它所数的事物之间用了逗号", "删去逗号"),
            Self::Missing => (&codes::G13, "前面少了标点", "补上标点"),
            Self::Severing => (&codes::G13, "一句话没有说完就用了句号", "改成逗号"),
            Self::Colon => (&codes::G13, "“如……”后面用了冒号", "改成逗号"),
            Self::Outside => (&codes::G13, "句号写在了括号前面", "句号移到括号后面"),
            Self::Mixed => (&codes::G13, "同一个列举里逗号和别的标点混用", "并列的几项之间用同一种标点"),
        };
        (rule, message.to_owned(), help)
    }
}

/// Marks found wrong; each kind is one finding a report.
#[derive(Default)]
pub(super) struct MarkFindings(BTreeMap<Kind, Vec<Span>>);

impl MarkFindings {
    pub(super) fn add(&mut self, kind: Kind, place: Span) {
        self.0.entry(kind).or_default().push(place);
    }

    /// Reports each kind once.
    pub(super) fn report(&self, sink: &mut Diagnostics) {
        for (kind, places) in &self.0 {
            let (rule, message, help) = kind.told();
            let Some(found) = gather(rule, places, &message, help) else { continue };
            // A row within a row may have other marks.
            sink.push(if *kind == Kind::Mixed { found.softened() } else { found });
        }
    }
}

/// `row` where it is one of several lines that need no stop.
pub(super) fn check(paragraph: &Paragraph, row: bool, found: &mut MarkFindings, sink: &mut Diagnostics) {
    check_line(paragraph, found, sink);
    if !row || paragraph.soft_break.is_some() {
        ending(paragraph, found);
    }
}

/// 电子邮箱：qhj@163.com: a line of where a body is found, that no mark ends.
pub(super) fn is_contact_line(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 8;
    let text = paragraph.as_str().trim_end();
    // Most paragraphs end with a mark.
    if !text.ends_with(|c: char| is_han(c) || c.is_alphanumeric()) {
        return false;
    }
    let label = text.split_once(['：', ':']).map_or("", |(label, _)| label);
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit() || ".、（）一二三四五".contains(c));
    let short = label.chars().count() <= LONGEST;
    short && TABLE.contacts.closes(label) && !text.contains('。')
}

/// Looks at the marks of a text that needs no full stop.
pub(super) fn check_line(paragraph: &Paragraph, found: &mut MarkFindings, sink: &mut Diagnostics) {
    let chars: Vec<(usize, char)> = paragraph.as_str().char_indices().collect();
    if let Some((_, first)) = chars.first().filter(|(_, c)| "，。；、：！？,;:!?".contains(*c)) {
        found.add(Kind::Opening, paragraph.place(0..first.len_utf8()));
    }
    neighbours(paragraph, &chars, found);
    balance(paragraph, &chars, found, sink);
    pairs(paragraph, found);
    markup(paragraph, found);
    if chars.iter().any(|(_, c)| is_wide(*c)) {
        wide_digits(paragraph, found);
    }
}

/// `<b>`, `</p>`, `&nbsp;`: printed as they stand.
fn markup(paragraph: &Paragraph, found: &mut MarkFindings) {
    const LONGEST: usize = 60;
    let text = paragraph.as_str();
    for (at, mark) in text.match_indices(['<', '&']) {
        let rest = &text[at + mark.len()..];
        let named = rest.trim_start_matches(['/', '#']).starts_with(|c: char| c.is_ascii_lowercase());
        let end = rest.find(if mark == "<" { '>' } else { ';' }).filter(|&end| named && end < LONGEST);
        // In an address & parts what is asked for.
        if let Some(end) =
            end.filter(|&end| rest[..end].chars().all(|c| !is_han(c) && c != '=' || mark == "<"))
        {
            found.add(Kind::Markup, paragraph.place(at..at + mark.len() + end + 1));
        }
    }
}

/// Digits and letters of full width.
fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// G03: digits and letters of full width (GB/T 15835-2011 5.1: Arabic digits are set in half width), a run at a time.
fn wide_digits(paragraph: &Paragraph, found: &mut MarkFindings) {
    let text = paragraph.as_str();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_wide).map(|n| n + from) {
        from = text[start..].find(|c| !is_wide(c)).map_or(text.len(), |n| n + start);
        found.add(Kind::Wide, paragraph.place(start..from));
    }
}

/// G05: what a paragraph ends with.
fn ending(paragraph: &Paragraph, found: &mut MarkFindings) {
    let text = without_note(paragraph.as_str().trim_end());
    let Some(last) = text.chars().next_back() else { return };
    let place = paragraph.place(text.len() - last.len_utf8()..text.len());
    match (last, paragraph.soft_break) {
        // Half-width and straight ones are G03's.
        ('）', None) if is_contact(text) && !is_heading(paragraph) => found.add(Kind::Unended, place),
        (last, _) if "。！？…：；”’）》】!?:;\"')".contains(last) => {}
        // Even a short piece is no heading where a sentence was cut in two.
        (_, Some((c, place))) => found.add(Kind::Severed(c), place),
        _ if is_heading(paragraph) || paragraph.part == Part::TableNote => {}
        ('.' | '．' | '｡' | '，' | ',' | '、', None) => {
            found.0.entry(Kind::Half).or_default().retain(|half| *half != place);
            found.add(Kind::EndedBy(last), place);
        }
        _ => found.add(Kind::Unended, place),
    }
}

/// A text without the number of a note behind its full stop: 办结25件。\[1\], …。①.
fn without_note(text: &str) -> &str {
    let numbers =
        |c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '［' | '］' | '〔' | '〕' | '①'..='⑳');
    let rest = text.trim_end_matches(numbers);
    let note = &text[rest.len()..];
    let bracketed = !note.starts_with(|c: char| c.is_ascii_digit()) && note.chars().count() <= "[12]".len();
    if rest.ends_with(['。', '！', '？']) && bracketed { rest } else { text }
}

/// 请与…办公室联系（地址：…）: a sentence that ends with a bracket.
fn is_contact(text: &str) -> bool {
    text.rfind('（').is_some_and(|open| TABLE.pauses.reaching.closes(&text[..open]))
}

/// A short numbered line without a stop is a heading (`（一）突出重点，做实主动公开`), and so is a short line without any mark.
fn is_heading(paragraph: &Paragraph) -> bool {
    // 第一，主动公开.
    let text = paragraph.as_str();
    let text = text
        .split_once('，')
        .filter(|(head, _)| head.starts_with('第') && head.chars().skip(1).all(is_numeral))
        .map_or(text, |(_, rest)| rest);
    let length = text.chars().count();
    let numbered = paragraph.level.is_some_and(|l| l >= Level::Second);
    !text.contains(['。', '；']) && (numbered && length <= 30 || length <= 15 && !text.contains(['，', ',']))
}

/// G03 and G09: a mark beside its neighbours.
fn neighbours(paragraph: &Paragraph, chars: &[(usize, char)], found: &mut MarkFindings) {
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let is = |c: Option<char>, marks: &str| c.is_some_and(|c| marks.contains(c));
    let han = |c: Option<char>| c.is_some_and(is_han) || is(c, "”》）");
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let text = paragraph.as_str();
    let mut braces = 0_usize;
    for (i, &(start, c)) in chars.iter().enumerate() {
        // A placeholder that could not be filled still stands there, with its half-width dots.
        match c {
            '{' | '｛' => braces += 1,
            '}' | '｝' => braces = braces.saturating_sub(1),
            _ => {}
        }
        if braces > 0 {
            continue;
        }
        let before = i.checked_sub(1).and_then(at);
        let after = at(i + 1);
        let place = || paragraph.place(start..start + c.len_utf8());
        match c {
            ',' | ';' | '?' | '!' | ':' if han(before) || digit(before) && han(after) => {
                found.add(Kind::Half, place());
            }
            // Of other widths: 及时公开信息｡; 1．加强 is a number.
            '﹐' | '､' | '﹑' | '﹔' | '﹕' | '｡' => found.add(Kind::Half, place()),
            // 编制.报告: a full stop of Latin script.
            '.' | '．' if han(before) && after.is_none_or(is_han) => found.add(Kind::Half, place()),
            ')' if is_closing_wide(chars, i) => found.add(Kind::Half, place()),
            '(' if after.is_some_and(is_han) || before.is_some_and(is_han) && !is_latin_inside(chars, i) => {
                found.add(Kind::Half, place());
            }
            '，' if digit(before) && are_wide_thousands(&text[start..]) => {
                found.add(Kind::Thousands, place());
            }
            '，' | '。' | '；' | '、' | '：' => {
                // （微信、微博、）; a clause in a bracket or a quotation may end with a comma.
                let closed = |a| match a {
                    '）' | '》' | '】' | '〉' => matches!(c, '、' | '；'),
                    '”' | '’' => c == '、',
                    _ => false,
                };
                // 公告、等信息; 、等级 goes on.
                let rest = || at(i + 2).is_none_or(|next| !borders('等').begins(next));
                let clash = after.filter(|a| {
                    matches!(a, '，' | '。' | '；' | '、' | '：')
                        || closed(*a)
                        || c == '、' && *a == '等' && rest()
                });
                if let Some(next) = clash {
                    let end = start + c.len_utf8() + next.len_utf8();
                    found.add(Kind::Doubled, paragraph.place(start..end));
                }
                if c == '、' && before == Some('）') && after != Some('（') && is_number_alone(&chars[..i])
                {
                    found.add(Kind::Numbered, place());
                }
                if c == '、' && is(before, "》”") && is(after, "《“") && !is_of_mixed_row(&chars[i + 2..])
                {
                    found.add(Kind::Pause, place());
                }
            }
            '•' if before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric) => {
                found.add(Kind::Dot, place());
            }
            '-' | '－' if digit(after) && is(before, "年月日") => {
                let behind = || chars[i + 1..].iter().map(|c| c.1).find(|c| !c.is_ascii_digit());
                if is(behind(), "年月日") {
                    found.add(Kind::Range, place());
                }
            }
            '（' | '《' | '“' if is(after, "，。；、：") => {
                let next = after.map_or(0, char::len_utf8);
                found.add(Kind::Doubled, paragraph.place(start..start + c.len_utf8() + next));
            }
            _ => {}
        }
    }
}

/// 践行“三个最”、|“清风”专项行动、法治宣传“三进”活动: whether the row goes on with what is no quotation alone.
fn is_of_mixed_row(behind: &[(usize, char)]) -> bool {
    let rest: String = behind.iter().map(|c| c.1).take_while(|c| !"，。；：".contains(*c)).collect();
    let mut items = rest.split('、');
    let open = |item: &str| item.split(['”', '》']).nth(1).is_some_and(|rest| rest.chars().nth(1).is_some());
    items.next().is_some_and(open) && items.next().is_some_and(|item| !item.starts_with(['“', '《']))
}

/// Whether the bracket at `i` closes one of full width: （一).
fn is_closing_wide(chars: &[(usize, char)], i: usize) -> bool {
    chars[..i].iter().rev().map(|c| c.1).find(|c| "（）()".contains(*c)) == Some('（')
}

/// Whether the bracket at `i` holds only Latin text or digits: `(CPI)`, `(2023)`.
fn is_latin_inside(chars: &[(usize, char)], i: usize) -> bool {
    chars[i + 1..].iter().take_while(|c| c.1 != ')').all(|c| c.1.is_ascii())
}

/// （一）: nothing else stands in a text, or in its last sentence.
fn is_number_alone(chars: &[(usize, char)]) -> bool {
    let inner = chars.iter().rev().skip(1);
    let numerals = inner.clone().take_while(|c| is_numeral(c.1) || c.1.is_ascii_digit()).count();
    let around = |n: usize| inner.clone().nth(numerals + n).map(|c| c.1);
    numerals > 0 && around(0) == Some('（') && around(1).is_none_or(|c| "。；：".contains(c))
}

/// Marks that stand in pairs.
const OPENING: &str = "（“《〔【‘〈";
const CLOSING: &str = "）”》〕】’〉";

/// G06: brackets and quotes in pairs.
fn balance(paragraph: &Paragraph, chars: &[(usize, char)], found: &mut MarkFindings, sink: &mut Diagnostics) {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut lone: Vec<(usize, char)> = Vec::new();
    let mut nested = None;
    for (i, &(at, c)) in chars.iter().enumerate().filter(|(_, (_, c))| !is_han(*c)) {
        let wide = if c == '(' { '（' } else { c };
        if OPENING.contains(wide) {
            open.push((at, wide));
        }
        let Some(kind) = CLOSING.chars().position(|mark| mark == if c == ')' { '）' } else { c }) else {
            continue;
        };
        let opener = OPENING.chars().nth(kind).unwrap_or_default();
        // The nearest opening mark of the kind; those in between have lost their other half.
        if let Some(k) = open.iter().rposition(|o| o.1 == opener) {
            lone.extend(open.drain(k + 1..));
            let inner = open.pop().map_or(at, |o| o.0);
            if c == '”' && open.iter().any(|o| o.1 == '“') {
                nested = Some(inner..at + c.len_utf8());
            }
        } else if !(opener == '（' && is_list_number(chars, i)) && c != '’' {
            lone.push((at, c));
        }
    }
    lone.extend(open);
    // Where one has lost its other half, nobody knows which stand in which.
    if let Some(range) = nested.filter(|_| lone.is_empty()) {
        found.add(Kind::NestedQuotes, paragraph.place(range));
    }
    lone.sort_unstable();
    let text = paragraph.as_str();
    // The brackets of a 文号 are F03's.
    let width = |at: usize| text[at..].chars().next().map_or(0, char::len_utf8);
    let year = |s: &str| s.len() >= 4 && s.bytes().take(4).all(|b| b.is_ascii_digit());
    let of_number = |at: usize| {
        let inner = &text[at + width(at)..];
        year(inner) && inner[4..].starts_with(|c: char| !c.is_alphanumeric())
            || year(text.get(at.wrapping_sub(4)..at).unwrap_or(""))
    };
    let mut lone = lone.into_iter().filter(|(at, c)| *c != '‘' && !of_number(*at)).peekable();
    while let Some((at, c)) = lone.next() {
        let mut range = at..at + width(at);
        let mut message = format!("“{c}”不成对");
        // （…〕: the other half is there and of another kind.
        let closes = |next: char| OPENING.contains(c) && (CLOSING.contains(next) || next == ')');
        if let Some((other, closer)) = lone.next_if(|(_, next)| closes(*next)) {
            range.end = other + width(other);
            message = format!("“{c}”和“{closer}”不是一对");
        }
        sink.push(paragraph.finding(&codes::G06, range, message).help("补上另一半，或删去"));
    }
}

/// `1）`, `一）`: a closing bracket alone behind a list number.
fn is_list_number(chars: &[(usize, char)], i: usize) -> bool {
    let number = |c: char| c.is_ascii_digit() || is_numeral(c);
    let from = chars[..i].iter().rposition(|c| !number(c.1)).map_or(0, |k| k + 1);
    from < i && (from == 0 || "，。；：、".contains(chars[from - 1].1))
}

/// G03: straight quotes in Chinese, < > for 〈 〉, 《》 within 《》.
fn pairs(paragraph: &Paragraph, found: &mut MarkFindings) {
    let text = paragraph.as_str();
    let wide = |c: char| is_han(c) || "，。；：、！？（）《》“”‘’—…".contains(c);
    for quote in ['"', '\''] {
        let mut marks = text.match_indices(quote).map(|(at, _)| at);
        while let Some(open) = marks.next() {
            let close = marks.next();
            let end = close.unwrap_or(open) + quote.len_utf8();
            // Around Han letters, or beside them: 健全"APP"审核, 健全"三审三校制度.
            let beside = text[..open].ends_with(wide) || text[end..].starts_with(wide);
            // An apostrophe stands between Latin letters, inches and feet behind a digit.
            let alone = quote == '\'' || text[..open].ends_with(|c: char| c.is_ascii_digit());
            if text[open..end].contains(is_han) || (beside && (close.is_some() || !alone)) {
                found.add(Kind::Straight, paragraph.place(open..end));
            }
        }
    }
    for (open, close) in [("<", ">"), ("＜", "＞")] {
        for at in paragraph.all(open) {
            let rest = &text[at..];
            let Some(end) = rest.find(close).filter(|&end| !rest[..end].contains('。')) else { continue };
            if rest[..end].contains(is_han) {
                found.add(Kind::Angles, paragraph.place(at..at + end + close.len()));
            }
        }
    }
    for (title, depth) in titles(text) {
        if depth > 0 {
            found.add(Kind::Nested, paragraph.place(title));
        } else if TABLE.pauses.sites.closes(&text[title.start..title.end - '》'.len_utf8()]) {
            found.add(Kind::Site, paragraph.place(title));
        }
    }
}
