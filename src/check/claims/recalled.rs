//! 统计分析类信息仅占公开总量的 13.7%: a share of which another paragraph tells the part and the whole (X10). Only what one slip of a hand
//! makes of the true one is said: another whole may be meant.

use super::percent::{is_share, percentage, wrong_share};
use super::slips::{Slip, slip};
use crate::check::compare::{Passage, written};
use crate::check::facts::Paragraph;
use crate::check::text::{LEXICON, MICRO, Mention, figures};

/// The least characters of a name that stands in two paragraphs for one thing.
const LEAST: usize = 4;

/// The longest paragraph, in bytes, and the most of them, that are looked through for it: a flood must not cost its square.
const MOST: usize = 4000;
const PARAGRAPHS: usize = 30;

/// Holds a share of what `called` names, of a whole that `of` names, against the figures of the report.
pub(super) fn check(passage: &mut Passage<'_>, mention: &Mention, called: &str, of: &str) {
    let name = LEXICON.cut_end("占前的字", called).trim_end_matches("信息");
    // 执法类信息占 45%: of what is not said.
    let plain = !LEXICON.says("全体的", of);
    let bare = ["占", "占比", "占比为"].contains(&of.trim());
    let short = name.chars().count() < LEAST + usize::from(plain);
    if short || passage.text().len() > MOST || plain && !bare {
        return;
    }
    let all = passage.facts.prose.iter().take(PARAGRAPHS).map(Paragraph::as_str);
    for text in all.filter(|text| text.len() <= MOST) {
        let told = |(at, _): (usize, &str)| {
            text[at + name.len()..].starts_with(|c: char| c.is_ascii_digit()).then_some(at)
        };
        let Some(at) = text.match_indices(name).find_map(told) else { continue };
        let all = figures(text);
        let Some(part) = all.iter().find(|f| f.start == at + name.len() && f.is_count()) else { continue };
        let from = text[..at].rfind('。').unwrap_or(0);
        let before =
            all.iter().filter(|f| (from..at).contains(&f.start) && f.unit == part.unit && f.is_count());
        let Some(whole) = before.max_by_key(|f| f.micros).filter(|f| f.micros >= part.micros.max(1)) else {
            continue;
        };
        if is_share(&mention.figure, part.micros, whole.micros) {
            return passage.bind(mention, "占比");
        }
        let is = percentage(part.micros, whole.micros, &mention.figure);
        let step = MICRO / 10u128.pow(mention.figure.places.min(6));
        let meant = (part.micros * 100 * MICRO / whole.micros + step / 2) / step;
        let slip = slip(mention.figure.micros / step, meant);
        return if slip.is_some_and(|slip| !plain || slip == Slip::Exchanged) {
            passage.bind(mention, "占比");
            let (part, whole) = (written(part), written(whole));
            let message = format!("{name}占 {}%，按前文 {part}÷{whole} 算是 {is}%", written(&mention.figure));
            let finding = wrong_share(passage, mention.range(), message);
            passage.tell(mention, finding);
        };
    }
}
