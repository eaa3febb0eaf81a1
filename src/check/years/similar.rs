//! X19: paragraphs that say what last year's said. Both texts are cut into runs of four characters, figures left out, so that a
//! changed year or number does not hide a copy; a paragraph's likeness is the share of its runs that last year's prose holds.

use crate::check::facts::{Facts, Paragraph, Part};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Characters of a run.
const RUN: usize = 4;

/// Share of a report's runs, in percent, above which it is called alike (“内容雷同”).
const ALIKE: usize = 85;

/// Paragraphs shorter than this many runs are formulas (`未收取信息处理费`) and do not count.
const SHORTEST: usize = 30;

/// How many paragraphs one finding names.
const NAMED: usize = 5;

/// Compares the prose of two years.
pub(super) fn check(facts: &Facts, previous: &Facts, sink: &mut Diagnostics) {
    let mut known: Vec<u64> = previous.prose.iter().flat_map(|p| runs(p.as_str())).collect();
    known.sort_unstable();
    known.dedup();
    let (mut all, mut same) = (0, 0);
    let mut alike: Vec<(&Paragraph, usize)> = Vec::new();
    for paragraph in facts.prose.iter().filter(|p| p.part != Part::TableNote) {
        let own = runs(paragraph.as_str());
        if own.len() < SHORTEST {
            continue;
        }
        let shared = own.iter().filter(|r| known.binary_search(r).is_ok()).count();
        all += own.len();
        same += shared;
        let share = shared * 100 / own.len();
        if share > ALIKE {
            alike.push((paragraph, share));
        }
    }
    if all == 0 || same * 100 / all <= ALIKE {
        return;
    }
    alike.sort_by_key(|(_, share)| std::cmp::Reverse(*share));
    let Some((first, share)) = alike.first() else { return };
    let message = format!("正文与上年有 {}% 相同，{} 段雷同", same * 100 / all, alike.len());
    let mut diagnostic = Diagnostic::of(&codes::X19, opening(first), message)
        .note(format!("这一段 {share}% 相同"))
        .help(format!("写本年实际做的工作；{}", codes::X19.why.trim_end_matches('。')));
    for (paragraph, share) in alike.iter().skip(1).take(NAMED - 1) {
        diagnostic = diagnostic.label(opening(paragraph), format!("这一段 {share}% 相同"));
    }
    sink.push(diagnostic);
}

/// The first words of a paragraph.
fn opening(paragraph: &Paragraph) -> crate::source::Span {
    let text = paragraph.as_str();
    let end = text.char_indices().nth(12).map_or(text.len(), |(i, _)| i);
    paragraph.place(0..end)
}

/// The runs of a text as numbers: four characters of 16 bits and a bit.
fn runs(text: &str) -> Vec<u64> {
    let chars: Vec<u64> = text.chars().filter(|c| c.is_alphabetic()).map(|c| u64::from(c) & 0xffff).collect();
    chars.windows(RUN).map(|w| w.iter().fold(0, |run, c| (run << 16) | c)).collect()
}
