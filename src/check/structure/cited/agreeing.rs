//! The documents that a report cites more than once, other bodies' too: one name has one 文号, one 文号 one name (F02).

use std::ops::Range;

use super::mentions::{Name, names};
use super::table::TABLE;
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{Slip, is_han, is_within, slip};

/// A name with the 文号 that stands right behind it: `《…要点》（青政办发〔2025〕12号）`.
struct Citation<'f> {
    paragraph: &'f Paragraph,
    name: Name,
    /// 青政办发, 2025, 12.
    parts: [&'f str; 3],
    /// Where they stand, from the code to 号.
    number: Range<usize>,
}

pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let paragraphs = facts.prose.iter().filter(|p| p.has("〔") && p.has("《"));
    let all: Vec<Citation<'_>> = paragraphs.flat_map(citations).collect();
    for (at, later) in all.iter().enumerate() {
        let before = all[..at].iter();
        let Some((first, range, message)) = before.into_iter().find_map(|first| disagree(first, later))
        else {
            continue;
        };
        let found = later.paragraph.finding(&codes::F02, range, message);
        let place = first.paragraph.place(first.number.clone());
        sink.push(found.label(place, "前面写的").help("核对名称和文号，前后写成一样"));
    }
    for paragraph in facts.prose.iter().filter(|p| !all.is_empty() && p.has("〔")) {
        untitled(paragraph, &all, sink);
    }
}

/// 按照青政办发〔2025〕12号文件: without its title it is one that the report cites with it; of that year and code another by one digit is none.
fn untitled(paragraph: &Paragraph, all: &[Citation<'_>], sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (open, _) in text.match_indices('〔') {
        let Some((year, rest)) = text[open + '〔'.len_utf8()..].split_once('〕') else { return };
        let Some((order, behind)) = rest.split_once('号').filter(|(_, rest)| rest.starts_with("文件"))
        else {
            continue;
        };
        let own = |c: &&Citation<'_>| c.parts[1] == year && text[..open].ends_with(c.parts[0]);
        let mut cited = all.iter().filter(own);
        let Some(first) = cited.next().filter(|_| cited.next().is_none()) else { continue };
        if order.len() > 1 && slip(order, first.parts[2]) == Some(Slip::Digit) {
            let end = text.len() - behind.len();
            let range = open - first.parts[0].len()..end;
            let number = &first.paragraph.as_str()[first.number.clone()];
            let message = format!("前面写的文号是“{number}”，这里是“{}”", &text[range.clone()]);
            let found = paragraph.finding(&codes::F02, range, message);
            let place = first.paragraph.place(first.number.clone());
            sink.push(found.label(place, "前面写的").help("核对文号，前后写成一样"));
        }
    }
}

/// The citations of a paragraph; what the table of documents knows is compared with that.
fn citations(paragraph: &Paragraph) -> Vec<Citation<'_>> {
    let text = paragraph.as_str();
    let known = |name: &Name| TABLE.documents.iter().any(|d| d.names.has(&name.core));
    let cited = names(text).into_iter().filter(|name| !known(name)).filter_map(|name| {
        let start = name.inner.end + '》'.len_utf8();
        let open = text[start..].strip_prefix('（')?;
        let (number, _) = open.split_once('）')?;
        let (code, rest) = number.split_once('〔')?;
        let (year, order) = rest.split_once('〕')?;
        let order = order.strip_suffix('号')?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let sound = !code.is_empty() && code.chars().all(is_han) && digits(year) && digits(order);
        let from = start + '（'.len_utf8();
        let range = from..from + number.len();
        sound.then_some(Citation { paragraph, name, parts: [code, year, order], number: range })
    });
    cited.collect()
}

/// How a citation disagrees with an earlier one: at what, and in what words.
fn disagree<'c, 'f>(
    first: &'c Citation<'f>,
    later: &Citation<'f>,
) -> Option<(&'c Citation<'f>, Range<usize>, String)> {
    let differing = first.parts.iter().zip(&later.parts).filter(|(a, b)| a != b).count();
    let [one, other] = [first, later].map(|c| c.name.core.as_str());
    // A document that was issued anew, or one of every year, has another year and another number.
    if one == other && differing == 1 {
        let [a, b] = [first, later].map(|c| &c.paragraph.as_str()[c.number.clone()]);
        let message = format!("同一个文件，前面的文号是“{a}”，这里是“{b}”");
        return Some((first, later.number.clone(), message));
    }
    if differing > 0 || one == other || is_within(one, other) || is_within(other, one) {
        return None;
    }
    let number = &later.paragraph.as_str()[later.number.clone()];
    let message = format!("同一个文号“{number}”，前面是《{one}》，这里是《{other}》");
    Some((first, later.name.inner.clone(), message))
}
