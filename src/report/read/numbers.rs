//! Numbers, names and bullets at the head of a text whose number and name the program writes: the page would show two.

mod sign;

use super::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::report::{Paragraph, Prose};
use sign::{Sign, Style, bullet};

/// What stands behind the name of a sub-item or a section where it is written as a title.
const AFTER_NAME: [&str; 5] = ["工作情况", "工作", "方面", "情况", "部分"];
/// What ends such a title.
const END_OF_TITLE: [&str; 6] = ["：", ":", "。", "——", "】", " "];

impl Reader<'_> {
    /// Warns of paragraphs of a numbered sub-item that begin with a number of its own level or with its name, of the name of a
    /// section in its own text, of two numbers side by side, of a number that counts nothing, and of bullets anywhere.
    pub(super) fn numbered_twice(&mut self, prose: &Prose, section: &str, items: &[String]) {
        for paragraph in &prose.paragraphs {
            let name = paragraph.item.and_then(|at| items.get(at)).map_or(section, String::as_str);
            let Some((end, message)) = surplus(paragraph, prose, name) else { continue };
            let found = Diagnostic::of(&codes::S20, paragraph.span(0..end), message);
            let words = paragraph.as_str()[..end].trim_end();
            self.found.push(found.help(format!("删去“{words}”")));
        }
    }
}

/// Bytes at the head of a paragraph that should not stand there, and why.
fn surplus(paragraph: &Paragraph, prose: &Prose, name: &str) -> Option<(usize, &'static str)> {
    let text = paragraph.as_str();
    if let Some(length) = bullet(text) {
        return Some((length, "段首有列表的符号，会照样印出"));
    }
    let first = Sign::of(text);
    let alone = || first.as_ref().is_some_and(|sign| is_alone(sign, paragraph, prose));
    let is_item = paragraph.item.is_some();
    // （三）政府信息管理：（三）健全…: everything up to the text itself.
    let (mut end, mut named) = (0, false);
    loop {
        let sign = Sign::of(&text[end..]).filter(|sign| sign.style.is_of_a_section());
        let title = title(&text[end..], name);
        let Some(length) = title.or(sign.map(|sign| sign.len)) else { break };
        named |= title.is_some();
        end += length;
    }
    // Several of them count what stands in the text; so does （一） in a section without numbers of its own.
    match &first {
        _ if named && is_item => Some((end, "这一方面的序号和名称由程序编排，这里又写了一遍")),
        // （三）其他需要报告的事项 behind （一） and （二） names a point of its own.
        Some(sign) if named && sign.style == Style::Second && !alone() => None,
        _ if named => Some((end, "这一部分的序号和标题由程序编排，这里又写了一遍")),
        Some(sign) if sign.style.is_of_a_section() && is_item && alone() => {
            Some((end, "这一方面的序号由程序编排，这里又写了一个"))
        }
        // 一是 alone is a matter of style.
        Some(sign) if sign.style != Style::Words && alone() => Some((sign.len, "只有一条，不必编号")),
        Some(sign) if sign.style != Style::Words => {
            let second = Sign::of(&text[sign.len..]).filter(|second| second.style != Style::Words)?;
            Some((sign.len + second.len, "段首写了两个序号"))
                .filter(|_| !is_cited(&text[sign.len..]) && !is_day(&text[sign.len..][..second.len]))
        }
        _ => None,
    }
}

/// Bytes of a name written as a title: with what else titles say and the mark that ends it, or as all there is.
fn title(text: &str, name: &str) -> Option<usize> {
    let open = text.len() - text.trim_start_matches(['【', '“', '《']).len();
    let mut end = open + text[open..].strip_prefix(name).map(|_| name.len())?;
    while let Some(word) = AFTER_NAME.iter().find(|word| text[end..].starts_with(**word)) {
        end += word.len();
    }
    // “主动公开”栏目 is a quotation.
    end = text.len() - text[end..].trim_start_matches(['”', '》']).len();
    let body = end;
    while let Some(mark) = END_OF_TITLE.iter().find(|mark| text[end..].starts_with(**mark)) {
        end += mark.len();
    }
    (end > body || end == text.len()).then_some(end)
}

/// （一）项 is cited.
fn is_cited(text: &str) -> bool {
    text.contains(['项', '款'])
        && Sign::of(text).is_some_and(|sign| text[sign.len..].starts_with(['项', '款']))
}

/// （四）5.15政务公开日活动: a day of the year.
fn is_day(number: &str) -> bool {
    let parts = number.split_once('.').map(|(month, day)| (month.parse(), day.parse()));
    matches!(parts, Some((Ok(1u8..=12), Ok(10u8..=31))))
}

/// Whether no other number of its style counts anything in the same sub-item.
fn is_alone(sign: &Sign, paragraph: &Paragraph, prose: &Prose) -> bool {
    let texts = prose.paragraphs.iter().filter(|other| other.item == paragraph.item).map(Paragraph::as_str);
    // 一、 and （二） count together, if badly.
    let like = |other: Style| {
        other == sign.style
            || paragraph.item.is_none() && other.is_of_a_section() && sign.style.is_of_a_section()
    };
    let counts = |text: &&str| Sign::of(text).is_some_and(|other| like(other.style));
    // Most of them stand at the heads of paragraphs.
    texts.clone().filter(counts).nth(1).is_none() && texts.flat_map(clauses).filter(counts).nth(1).is_none()
}

/// What begins a text and what follows each of its marks.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let is_mark = |c: char| matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | ' ');
    let marks = text.match_indices(is_mark);
    std::iter::once(text).chain(marks.map(|(at, mark)| &text[at + mark.len()..]))
}
