//! `#`: what stands behind it is a remark and is not printed, unless it stands in a text under `|`, where it is printed with it.
//! Both are said, since neither is seen before the report is out.

use super::{Found, MOST_PARAGRAPHS, Reader};
use crate::diagnostic::{Diagnostic, codes};
use crate::report::Paragraph;
use crate::source::Span;
use crate::yaml::{Node, Quoting, Scalar};

/// Characters of a remark that a message quotes.
const QUOTED: usize = 16;

impl Reader<'_> {
    /// Warns of words behind a name or a text on one line that are taken for a remark.
    pub(super) fn cut_off(&mut self, node: &Node) {
        let Some(scalar) = node.scalar().filter(|scalar| scalar.quoting == Quoting::Plain) else { return };
        if scalar.text.text().is_empty() {
            return;
        }
        if let Some(remark) = self.remark_behind(node.span.end) {
            let message = format!("“{}”不会印出：空格加“#”后面的是说明", self.quoted(remark));
            let help = "文字里有“#”时，整段加双引号；确是说明的，另起一行写在上面";
            self.found.push(Diagnostic::of(&codes::Y22, remark, message).help(help));
        }
    }

    /// Why a key seems to have nothing behind it, if that is a `#`.
    pub(super) fn hidden(&self, found: Found<'_>) -> Option<String> {
        let colon = self.source.text().get(found.key.end as usize..)?.find(':')?;
        let remark = self.remark_behind(found.key.end + u32::try_from(colon).ok()? + 1)?;
        let words = self.quoted(remark);
        found.node.is_blank().then(|| format!("“#”后面的是说明，不算内容：把“{words}”移到“|”下面，去掉“#”"))
    }

    /// Warns of what `#` does to a text: cuts it off where it stands on a line, is printed where it stands under `|`. In quotes it is
    /// meant.
    pub(super) fn remarks(&mut self, scalar: &Scalar, node: &Node, paragraphs: &[Paragraph]) {
        match scalar.quoting {
            Quoting::Plain => self.cut_off(node),
            Quoting::Block => self.printed_remarks(paragraphs),
            Quoting::Quoted => {}
        }
    }

    /// Warns of `#` under `|`, where it begins a line or has a blank in front, as a remark has.
    fn printed_remarks(&mut self, paragraphs: &[Paragraph]) {
        for paragraph in paragraphs.iter().take(MOST_PARAGRAPHS) {
            let text = paragraph.as_str();
            let (at, message) = if text.starts_with('#') {
                (0, "这一行会连“#”一起印出")
            } else if let Some(at) = behind_blank(paragraph) {
                (at, "“#”和后面的字会一起印出")
            } else {
                continue;
            };
            let help = "不要印的，移到“|”的上面；要印的，删去“#”";
            self.found.push(Diagnostic::of(&codes::Y22, paragraph.span(at..at + 1), message).help(help));
        }
    }

    /// The remark behind a byte on its line.
    fn remark_behind(&self, byte: u32) -> Option<Span> {
        let start = byte as usize;
        let line = self.source.text().get(start..)?.lines().next()?;
        let blanks = line.len() - line.trim_start().len();
        let remark = line[blanks..].trim_end();
        let is_remark = blanks > 0 && remark.starts_with('#');
        is_remark.then(|| Span::new(start + blanks, start + blanks + remark.len()))
    }

    fn quoted(&self, remark: Span) -> String {
        let words = self.source.slice(remark);
        let mut quoted: String = words.chars().take(QUOTED).collect();
        if quoted.len() < words.len() {
            quoted.push('…');
        }
        quoted
    }
}

/// The first `#` of a paragraph that had a blank in front, also where that was dropped.
fn behind_blank(paragraph: &Paragraph) -> Option<usize> {
    let text = paragraph.as_str();
    let mut signs = text.match_indices('#').map(|(at, _)| at);
    signs.find(|&at| {
        let start = paragraph.span(at..at + 1).start;
        text[..at].ends_with(' ') || paragraph.dropped.iter().any(|blank| blank.end == start)
    })
}
