//! Numbers and bullets at the head of a text whose number the program writes: the page would show two.

use super::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::report::Prose;

/// What lists in other programs begin with.
const BULLETS: [&str; 8] = ["- ", "* ", "●", "•", "■", "◆", "▪", "·"];

impl Reader<'_> {
    /// Warns of paragraphs of a numbered sub-item that begin with a number of its own level, of a list number that counts
    /// nothing, and of bullets anywhere.
    pub(super) fn numbered_twice(&mut self, prose: &Prose) {
        for paragraph in &prose.paragraphs {
            let text = paragraph.as_str();
            let bullet = BULLETS.iter().find(|bullet| text.starts_with(**bullet)).map(|bullet| bullet.len());
            let same = |level| {
                let siblings =
                    prose.paragraphs.iter().filter(|p| p.item == paragraph.item && p.level == level);
                siblings.count()
            };
            let (end, message) = match (bullet, paragraph.item, paragraph.level) {
                (Some(length), ..) => (length, "段首有列表的符号，会照样印出"),
                (None, Some(_), Some(2)) => (lead(text), "这一方面的序号由程序编排，这里又写了一个"),
                (None, Some(_), level @ Some(_)) if same(level) == 1 => (lead(text), "只有一条，不必编号"),
                _ => continue,
            };
            let found = Diagnostic::of(&codes::S20, paragraph.span(0..end), message);
            self.found.push(found.help(format!("删去“{}”", text[..end].trim_end())));
        }
    }
}

/// Bytes of the number that a paragraph begins with.
fn lead(text: &str) -> usize {
    let end = text.char_indices().take(6).find(|(_, c)| "）)、.．".contains(*c));
    end.map_or(0, |(at, c)| at + c.len_utf8())
}
