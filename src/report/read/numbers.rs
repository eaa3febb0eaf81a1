//! Numbers and bullets at the head of a text whose number the program writes: the page would show two.

use super::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::report::{Paragraph, Prose};
use crate::source::{Lead, Level};

/// What lists in other programs begin with.
const BULLETS: [&str; 8] = ["- ", "* ", "●", "•", "■", "◆", "▪", "·"];

impl Reader<'_> {
    /// Warns of paragraphs of a numbered sub-item that begin with a number of its own level, of the number and name of a section in
    /// its own text, of a list number that counts nothing, and of bullets anywhere.
    pub(super) fn numbered_twice(&mut self, prose: &Prose, section: &str, items: &[String]) {
        for paragraph in &prose.paragraphs {
            let text = paragraph.as_str();
            let bullet = BULLETS.iter().find(|bullet| text.starts_with(**bullet)).map(|bullet| bullet.len());
            let number = section_number(text);
            let siblings = |alike: &dyn Fn(&Paragraph) -> bool| {
                prose.paragraphs.iter().filter(|p| p.item == paragraph.item && alike(p)).count()
            };
            let lead = Lead::of(text).map_or(0, |lead| lead.len);
            let (end, message) = match (bullet, paragraph.item, paragraph.level) {
                (Some(length), ..) => (length, "段首有列表的符号，会照样印出"),
                (None, item, None) if number > 0 => {
                    let name = item.and_then(|at| items.get(at)).map_or(section, String::as_str);
                    let alone = siblings(&|p| section_number(p.as_str()) > 0) == 1;
                    match item {
                        _ if text[number..].starts_with(name) && item.is_none() => {
                            (number + name.len(), "这一部分的序号和标题由程序编排，这里又写了一遍")
                        }
                        Some(_) if alone || text[number..].starts_with(name) => {
                            (number, "这一方面的序号由程序编排，这里又写了一个")
                        }
                        _ => continue,
                    }
                }
                (None, Some(_), Some(Level::Second)) => (lead, "这一方面的序号由程序编排，这里又写了一个"),
                (None, Some(_), level @ Some(_)) if siblings(&|p| p.level == level) == 1 => {
                    (lead, "只有一条，不必编号")
                }
                _ => continue,
            };
            let found = Diagnostic::of(&codes::S20, paragraph.span(0..end), message);
            self.found.push(found.help(format!("删去“{}”", text[..end].trim_end())));
        }
    }
}

/// Bytes of the number of a section that a paragraph begins with (`三、`); 0 without.
fn section_number(text: &str) -> usize {
    Lead::of(text).filter(|lead| lead.level == Level::First).map_or(0, |lead| lead.len)
}
