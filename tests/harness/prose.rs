//! Reports whose prose is built from their tables, in many wordings; many sentences speak of other things on purpose, since a
//! rule that takes those for claims cries wolf.

mod sentences;
mod truth;

pub(crate) use sentences::{BOUND, FEES, ON_REQUEST, OTHERS, SUPERVISION};
pub(crate) use truth::{Dice, Truth};

/// A report with the sentences of its number, and how many paragraphs of it are generated.
pub(crate) fn report(seed: u64) -> (String, usize) {
    let mut dice = Dice::new(seed);
    let truth = Truth::roll(&mut dice);
    let mut say = |list: &[&str]| truth.fill(list[truth::index(seed, list.len())], &mut dice);
    let (requests, other, watch, fee) = (say(ON_REQUEST), say(OTHERS), say(SUPERVISION), say(FEES));
    (truth.yaml([&other, &requests, &watch, &fee]), 4)
}

/// A report in whose 依申请公开 one figure is changed, and the sentence; nothing if the figure drawn is no plain number.
pub(crate) fn wrong_report(seed: u64) -> Option<(String, String)> {
    let mut dice = Dice::new(seed + 1_000_000);
    let truth = Truth::roll(&mut dice);
    let right = truth.fill(BOUND[truth::index(seed, BOUND.len())], &mut dice);
    let units: Vec<usize> = right.match_indices('件').map(|(i, _)| i).collect();
    let unit = units[truth::index(dice.below(1 << 30), units.len())];
    let head = right[..unit].trim_end_matches(' ');
    let digits = head.len() - head.bytes().rev().take_while(u8::is_ascii_digit).count();
    let value: u64 = head[digits..].parse().ok()?;
    let wrong = format!("{}{}{}", &head[..digits], value + 7 + dice.below(200), &right[unit..]);
    Some((truth.yaml(["公开信息。", &wrong, "开展培训。", "未收取信息处理费。"]), wrong))
}
