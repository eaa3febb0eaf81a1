//! Reports whose prose is built from their tables, in many wordings; many sentences speak of other things on purpose, since a
//! rule that takes those for claims cries wolf.

mod sentences;
mod truth;
mod varied;

use sentences::{BOUND, BOUND_ELSEWHERE, FEES, ON_REQUEST, OTHERS, SUPERVISION};
use truth::{Random, Truth};

/// A report with the sentences of its number, and how many paragraphs of it are generated.
pub(crate) fn report(seed: u64) -> (String, usize) {
    let mut random = Random::new(seed);
    let truth = Truth::roll(&mut random);
    let mut say = |first: &[&str], second: &[&str]| {
        let at = truth::index(seed, first.len() + second.len());
        let template = first.get(at).or_else(|| second.get(at - first.len())).expect("one of the two");
        truth.fill(template, &mut random)
    };
    let (requests, other) = (say(ON_REQUEST, varied::ON_REQUEST), say(OTHERS, varied::OTHERS));
    let (watch, fee) = (say(SUPERVISION, varied::SUPERVISION), say(FEES, &[]));
    (truth.yaml([&other, &requests, &watch, &fee]), 4)
}

/// A report in whose 依申请公开 one figure is changed, and the sentence; nothing if the figure drawn is no plain number.
pub(crate) fn wrong_report(seed: u64) -> Option<(String, String)> {
    let template = BOUND[truth::index(seed, BOUND.len())];
    wrong(seed + 1_000_000, 1, template, '件')
}

/// A report with a varied wording in which one figure of the tables is changed, and the sentence; nothing where it has no such.
pub(crate) fn wrong_varied(seed: u64) -> Option<(String, String)> {
    let lists = [(1, varied::ON_REQUEST), (0, varied::OTHERS), (2, varied::SUPERVISION)];
    let all: Vec<(usize, &str)> = lists.iter().flat_map(|(at, l)| l.iter().map(move |t| (*at, *t))).collect();
    let (place, template) = all[truth::index(seed, all.len())];
    let mut random = Random::new(seed + 3_000_000);
    let truth = Truth::roll(&mut random);
    let bound: Vec<usize> =
        template.match_indices('{').map(|(at, _)| at).filter(|at| truth.is_bound(&template[*at..])).collect();
    let at = *bound.get(truth::index(random.below(1 << 30), bound.len().max(1)))?;
    let changed = format!("{}{{wrong {}", &template[..at], &template[at + 1..]);
    let mut texts = ["公开信息。", "依法答复申请。", "开展培训。", "未收取信息处理费。"];
    let sentence = truth.fill(&changed, &mut random);
    texts[place] = &sentence;
    Some((truth.yaml(texts), sentence.clone()))
}

/// The same for what is bound elsewhere.
pub(crate) fn wrong_elsewhere(seed: u64) -> Option<(String, String)> {
    let (place, template, unit) = BOUND_ELSEWHERE[truth::index(seed, BOUND_ELSEWHERE.len())];
    wrong(seed + 2_000_000, place, template, unit)
}

/// A report with a template's sentence at its place, one figure of a unit changed.
fn wrong(seed: u64, place: usize, template: &str, unit: char) -> Option<(String, String)> {
    let mut random = Random::new(seed);
    let truth = Truth::roll(&mut random);
    let right = truth.fill(template, &mut random);
    let units: Vec<usize> = right.match_indices(unit).map(|(i, _)| i).collect();
    let unit = units[truth::index(random.below(1 << 30), units.len())];
    let head = right[..unit].trim_end_matches(' ');
    let digits = head.len() - head.bytes().rev().take_while(u8::is_ascii_digit).count();
    let value: u64 = head[digits..].parse().ok()?;
    let changed = format!("{}{}{}", &head[..digits], value + 7 + random.below(200), &right[unit..]);
    let mut texts = ["公开信息。", "依法答复申请。", "开展培训。", "未收取信息处理费。"];
    texts[place] = &changed;
    Some((truth.yaml(texts), changed.clone()))
}
