//! X19: paragraphs that say what last year's said. Both texts are cut into runs of four characters, figures left out, so that a
//! changed year or number does not hide a copy; a paragraph's likeness is the share of its runs that last year's prose holds.

use crate::check::facts::{Facts, Paragraph, Part};
use crate::diagnostic::{Diagnostics, codes};

/// Characters of a run.
const RUN: usize = 4;

/// Share of a report's runs, in percent, above which it is called alike (“内容雷同”).
const ALIKE: usize = 85;

/// Paragraphs shorter than this many runs are formulas (`未收取信息处理费`) and do not count.
const SHORTEST: usize = 30;

/// How many paragraphs one finding names.
const NAMED: usize = 5;

pub(super) fn check(facts: &Facts, previous: &Facts, sink: &mut Diagnostics) {
    let known = Known::of(previous.prose.iter().flat_map(|p| runs(p.as_str())).collect());
    let (mut all, mut same) = (0, 0);
    let mut alike: Vec<(&Paragraph, usize)> = Vec::new();
    for paragraph in facts.prose.iter().filter(|p| p.part != Part::TableNote) {
        let own = runs(paragraph.as_str());
        if own.len() < SHORTEST {
            continue;
        }
        let shared = own.iter().filter(|run| known.has(**run)).count();
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
    let mut diagnostic = first
        .finding(&codes::X19, first.opening(), message)
        .note(format!("这一段 {share}% 相同"))
        .help(format!("写本年实际做的工作；{}", codes::X19.why.trim_end_matches('。')));
    for (paragraph, share) in alike.iter().skip(1).take(NAMED - 1) {
        diagnostic = diagnostic.label(paragraph.place(paragraph.opening()), format!("这一段 {share}% 相同"));
    }
    sink.push(diagnostic);
}

/// Runs that a text has: a table of places, a power of two, at least twice as many as are taken.
struct Known(Vec<u64>);

impl Known {
    fn of(runs: Vec<u64>) -> Self {
        let mut known = Self(vec![0; (runs.len() * 2).next_power_of_two().max(2)]);
        for run in runs {
            let at = known.place(run);
            known.0[at] = run + 1;
        }
        known
    }

    fn has(&self, run: u64) -> bool {
        self.0[self.place(run)] != 0
    }

    /// Where a run is, or the empty place where it would be. An empty place holds 0, the others a run and one; no run is the
    /// greatest number, for U+FFFF is no letter.
    fn place(&self, run: u64) -> usize {
        let mask = self.0.len() - 1;
        let mut at = usize::try_from(run.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32).unwrap_or(0) & mask;
        while self.0[at] != 0 && self.0[at] != run + 1 {
            at = (at + 1) & mask;
        }
        at
    }
}

/// The runs of a text as numbers: four characters of 16 bits and a bit.
fn runs(text: &str) -> Vec<u64> {
    // Nearly all are Han, of which no table has to be asked.
    let is_letter = |c: &char| matches!(c, '\u{4E00}'..='\u{9FA5}') || c.is_alphabetic();
    let chars: Vec<u64> = text.chars().filter(is_letter).map(|c| u64::from(c) & 0xffff).collect();
    chars.windows(RUN).map(|w| w.iter().fold(0, |run, c| (run << 16) | c)).collect()
}
