//! The lines of a PDF as `pdftotext` sees them, across the page or in the columns of a table, and which lines of which pages
//! a known text takes.

use super::judge;
use std::ops::Range;
use std::path::Path;

/// One line of a page, its characters without spaces.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Page, from 0.
    pub(crate) page: usize,
    /// Characters.
    pub(crate) text: String,
}

/// A word and where it stands, pt from the page's left and top.
#[derive(Clone, Debug)]
struct Word {
    left: f64,
    right: f64,
    middle: f64,
    text: String,
}

/// The words of a PDF by page.
pub(crate) struct Words(Vec<Vec<Word>>);

impl Words {
    /// As `pdftotext` finds them.
    pub(crate) fn of(pdf: &Path) -> Self {
        let html = judge::ask("pdftotext", &["-bbox".as_ref(), pdf.as_os_str(), "-".as_ref()]);
        Self(html.split("<page ").skip(1).map(|page| page.lines().filter_map(word).collect()).collect())
    }

    /// The number of pages.
    pub(crate) fn pages(&self) -> usize {
        self.0.len()
    }

    /// All lines in reading order, of the words whose middle lies in `across`.
    pub(crate) fn lines(&self, across: &Range<f64>) -> Vec<Line> {
        let mut lines = Vec::new();
        for (page, words) in self.0.iter().enumerate() {
            let inside = |word: &&Word| across.contains(&f64::midpoint(word.left, word.right));
            let mut words: Vec<&Word> = words.iter().filter(inside).collect();
            words.sort_by(|a, b| a.middle.total_cmp(&b.middle));
            let mut rows: Vec<Vec<&Word>> = Vec::new();
            for word in words {
                match rows.last_mut() {
                    // Words of one line differ in height by their fonts; lines are at least 13 pt apart.
                    Some(row) if word.middle - row[row.len() - 1].middle < 5.0 => row.push(word),
                    _ => rows.push(vec![word]),
                }
            }
            for mut row in rows {
                row.sort_by(|a, b| a.left.total_cmp(&b.left));
                let text = row.iter().map(|word| word.text.as_str()).collect();
                lines.push(Line { page, text });
            }
        }
        lines
    }
}

fn word(line: &str) -> Option<Word> {
    let line = line.trim().strip_prefix("<word ")?;
    let value = |name: &str| -> Option<f64> {
        let rest = &line[line.find(name)? + name.len() + 2..];
        rest[..rest.find('"')?].parse().ok()
    };
    let text = &line[line.find('>')? + 1..line.rfind("</word>")?];
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    let middle = f64::midpoint(value("yMin")?, value("yMax")?);
    Some(Word { left: value("xMin")?, right: value("xMax")?, middle, text })
}

/// The lines that a text takes, from line `from` on: for each its page and the offset (in characters without spaces) at
/// which it ends, and the line after it.
pub(crate) fn find(lines: &[Line], from: usize, text: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (from..lines.len()).find_map(|start| {
        let mut ends = Vec::new();
        let mut rest = wanted.as_str();
        let mut at = start;
        while !rest.is_empty() {
            let line = lines.get(at)?;
            if let Some(after) = rest.strip_prefix(line.text.as_str()).filter(|_| !line.text.is_empty()) {
                rest = after;
                ends.push((line.page, wanted.chars().count() - rest.chars().count()));
            } else if ends.is_empty() || !is_page_number(&line.text) {
                return None;
            }
            at += 1;
        }
        Some((ends, at))
    })
}

fn is_page_number(text: &str) -> bool {
    text.starts_with('—') && text.ends_with('—')
}
