//! Text of a section: paragraphs with their numbered leads, each character with its place.

use crate::source::{Lead, Level, Span, Traced, is_han};
use std::ops::Range;

/// The text of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Where the author wrote it (key and text); empty if it is missing.
    pub span: Span,
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The characters: spaces between Han and digits dropped, placeholders filled (once `check` has done so).
    pub text: Traced,
    /// Which fixed sub-item of the section it belongs to, as an index of the form's list, if the author gave a map.
    pub item: Option<usize>,
    /// Level of its numbered lead: 2 `（一）`, 3 `1.`, 4 `（1）`.
    pub level: Option<Level>,
    /// Bytes of `text` that are the lead, run in at its start: up to the first `。` or `：`. 0 without a lead.
    pub lead: usize,
    /// Spaces that were dropped between Han characters and digits.
    pub dropped: Vec<Span>,
    /// `{{ }}` not yet filled, as bytes of `text`.
    pub placeholders: Vec<Range<usize>>,
    /// What filled the placeholders, as bytes of `text`: right by construction.
    pub filled: Vec<Range<usize>>,
    /// A soft break that ended it (U+000B, U+2028, U+2029), which editors do not show.
    pub soft_break: Option<(char, Span)>,
}

impl Paragraph {
    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.text()
    }

    /// Where bytes of the text were written.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        self.text.span(range)
    }
}

impl Prose {
    /// Adds the paragraphs of a text: each line that is not empty is one.
    pub fn add(&mut self, text: &Traced, item: Option<usize>) {
        let mut start = 0;
        for line in text.text().split_inclusive('\n') {
            let words = line.trim();
            if !words.is_empty() {
                let from = start + (line.len() - line.trim_start().len());
                self.paragraphs.push(Paragraph::new(text.slice(from..from + words.len()), item));
            }
            start += line.len();
        }
    }
}

impl Paragraph {
    /// A paragraph of one line: stray spaces dropped, lead and placeholders found.
    #[must_use]
    pub fn new(line: Traced, item: Option<usize>) -> Self {
        let (text, dropped) = without_stray_spaces(line);
        let placeholders = placeholders(text.text());
        let (level, lead) = lead(text.text()).map_or((None, 0), |(level, lead)| (Some(level), lead));
        Self { text, item, level, lead, dropped, placeholders, filled: Vec::new(), soft_break: None }
    }
}

/// Han letters and full-width marks.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Whether a space between two characters says nothing: one of them is wide, and not both are Han letters (a space
/// between those may be meant).
fn is_stray(before: char, after: char) -> bool {
    (is_wide(before) || is_wide(after)) && !(is_han(before) && is_han(after))
}

/// The line without the spaces that copying leaves between Han characters and digits, and where they were. Text
/// between `{{` and `}}` stays as it is.
fn without_stray_spaces(line: Traced) -> (Traced, Vec<Span>) {
    let text = line.text();
    if !text.contains(char::is_whitespace) {
        return (line, Vec::new());
    }
    let mut stays = placeholders(text).into_iter().peekable();
    let mut kept = Traced::new();
    let mut dropped = Vec::new();
    let mut from = 0;
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(range) = stays.next_if(|r| r.start == at) {
            (at, before) = (range.end, Some('}'));
            continue;
        }
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            let run = text[at..].len() - text[at..].trim_start().len();
            let after = text[at + run..].chars().next();
            if let (Some(before), Some(after)) = (before, after) {
                let keep = usize::from(!is_stray(before, after)) * c.len_utf8();
                if keep < run {
                    kept.append(&line.slice(from..at + keep));
                    dropped.push(line.span(at + keep..at + run));
                    from = at + run;
                }
            }
            at += run;
            continue;
        }
        before = Some(c);
        at = end;
    }
    kept.append(&line.slice(from..text.len()));
    (kept, dropped)
}

/// Where `{{ … }}` stand.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    // Most paragraphs have no brace at all.
    let mut from = text.find('{').unwrap_or(text.len());
    while let Some(start) = text[from..].find("{{").map(|n| from + n) {
        let Some(end) = text[start..].find("}}").map(|n| start + n + 2) else { break };
        out.push(start..end);
        from = end;
    }
    out
}

/// Level of a numbered lead below `一、`, and its length in bytes. It reaches to the first `。` or `：`; of the lower levels, which
/// look like the body, only where that is near.
fn lead(text: &str) -> Option<(Level, usize)> {
    let Lead { level, len, .. } = Lead::of(text).filter(|lead| lead.level > Level::First)?;
    let stop = text[len..].char_indices().find(|(_, c)| "。：".contains(*c));
    let sentence = stop.map_or(text.len(), |(n, c)| len + n + c.len_utf8());
    let short = text[..sentence].chars().count() <= 30;
    Some((level, if level == Level::Second || short { sentence } else { len }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph::new(Traced::at(text, Span::new(0, text.len())), None)
    }

    #[test]
    fn drops_stray_spaces_and_keeps_places() {
        let text = "2023 年，公开  66 条，见 {{ 表三.本年新收 }} 件， App Store 张 三 。";
        let made = paragraph(text);
        assert_eq!(made.as_str(), "2023年，公开66条，见{{ 表三.本年新收 }}件，App Store张 三。");
        for (at, c) in made.as_str().char_indices() {
            let span = made.span(at..at + c.len_utf8());
            assert_eq!(&text[span.range()], c.encode_utf8(&mut [0; 4]));
        }
        assert_eq!(made.dropped.len(), 8);
        assert_eq!(made.placeholders.len(), 1);
        assert_eq!(&made.as_str()[made.placeholders[0].clone()], "{{ 表三.本年新收 }}");
    }

    #[test]
    fn finds_leads() {
        for (text, level, lead) in [
            ("（一）主动公开方面。坚持公开。", Some(Level::Second), "（一）主动公开方面。"),
            ("（十一）其他：无。", Some(Level::Second), "（十一）其他："),
            ("(二)依申请公开。全年。", Some(Level::Second), "(二)依申请公开。"),
            // However long, what an official heading says is set as one; of the lower levels only what is short.
            (
                "（一）坚持以公开为常态、不公开为例外，持续推动政府信息主动公开工作提质增效。坚持公开。",
                Some(Level::Second),
                "（一）坚持以公开为常态、不公开为例外，持续推动政府信息主动公开工作提质增效。",
            ),
            (
                "1.坚持以公开为常态、不公开为例外，持续推动政府信息主动公开工作提质增效。其他。",
                Some(Level::Third),
                "1.",
            ),
            ("1.加强学习。其他。", Some(Level::Third), "1.加强学习。"),
            ("（1）加强学习。其他。", Some(Level::Fourth), "（1）加强学习。"),
            ("1.5万件。", None, ""),
            ("2023年。", None, ""),
            ("一是加强。", None, ""),
            ("（含自然失效）", None, ""),
        ] {
            let made = paragraph(text);
            assert_eq!((made.level, &made.as_str()[..made.lead]), (level, lead), "{text}");
        }
    }

    #[test]
    fn lines_are_paragraphs() {
        let text = "　　甲。\n\n  \t\n乙。\n";
        let mut prose = Prose::default();
        prose.add(&Traced::at(text, Span::new(0, text.len())), Some(1));
        let words: Vec<&str> = prose.paragraphs.iter().map(Paragraph::as_str).collect();
        assert_eq!(words, ["甲。", "乙。"]);
    }
}
