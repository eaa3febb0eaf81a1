//! Two sentences that tell of one thing: they name it in the same quotation marks, have a long run of words in common, or tell one number of
//! both. What else both count in one unit and with one word (接待群众 1540 人次, 接待来访群众 1450 人次) is the same, where one slip of a hand makes
//! the one of the other. A sentence that parts what another counts (X09).

use super::super::slips::{Slip, slip};
use super::called::{common_run, is_common, named_alike, without};
use super::meant::Count;
use crate::check::text::LEXICON;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Span;

/// The least characters that two sentences on one thing have in common, and the words of two figures that count the same.
const LONG: usize = 6;
const SHORT: usize = 2;

/// The number before one that such a sentence tells otherwise.
pub(super) fn otherwise<'c>(all: &[Count], before: &'c [Count], later: &'c Count) -> Option<[&'c Count; 2]> {
    before.iter().find(|earlier| differ(all, earlier, later)).map(|earlier| [later, earlier])
}

fn differ(counts: &[Count], a: &Count, b: &Count) -> bool {
    // Cases and applications have tables to answer for them.
    if a.unit != b.unit
        || a.unit == "件"
        || a.narrow
        || b.narrow
        || a.number < 10
        || a.spot.sentence == b.spot.sentence
    {
        return false;
    }
    let Some(slip) = slip(a.number, b.number).filter(|slip| *slip != Slip::Length) else { return false };
    let words = |count: &Count, mark: &str| {
        let own = named_alike(&[&count.before, mark, &count.after].concat());
        without(&own, LEXICON.list("重述泛词")).chars().collect::<Vec<char>>()
    };
    let run = |a: &[char], b: &[char]| common_run(a, b).0.len();
    let (ours, theirs) = (words(a, "<"), words(b, ">"));
    if run(&ours, &theirs) < SHORT {
        return false;
    }
    // Either is told a second time, so that there are two such numbers.
    let told = |one: &Count, in_sentence: Span| {
        counts.iter().any(|c| c.spot.sentence == in_sentence && c.unit == one.unit && c.number == one.number)
    };
    if told(a, b.spot.sentence) || told(b, a.spot.sentence) {
        return false;
    }
    let [one, other] = [a, b].map(|count| {
        let less = without(&count.words, LEXICON.list("重述泛词"));
        without(&less, LEXICON.list("重述动词")).chars().collect::<Vec<char>>()
    });
    // 意见 is what reports have of many kinds.
    let common = is_common(&ours[common_run(&ours, &theirs).0].iter().collect::<String>());
    let long = if common { LONG } else { LONG - SHORT };
    let exchanged = slip == Slip::Exchanged && a.number >= 100;
    tied(counts, a, b) || exchanged && run(&one, &other) >= long
}

/// Whether two sentences name one thing in quotation marks, or tell one number with one word.
fn tied(counts: &[Count], a: &Count, b: &Count) -> bool {
    let named = quoted(&a.words).any(|name| quoted(&b.words).any(|other| name == other));
    let of = |one: &Count| counts.iter().filter(|c| c.spot.sentence == one.spot.sentence).collect::<Vec<_>>();
    named
        || of(a).iter().any(|x| {
            of(b).iter().any(|y| {
                let words = |c: &Count| format!("{}{}", c.before, c.after).chars().collect::<Vec<char>>();
                x.unit == y.unit
                    && x.number == y.number
                    && x.number > 2
                    && common_run(&words(x), &words(y)).0.len() >= SHORT
            })
        })
}

fn quoted(words: &str) -> impl Iterator<Item = &str> {
    words
        .split('“')
        .skip(1)
        .filter_map(|rest| rest.split('”').next())
        .filter(|name| name.chars().count() >= 4)
}

/// 农业执法信息中，农药 32 条、兽药 28 条，其余 34 条: the parts of what another sentence counted (农业执法 94 条).
pub(super) fn opened(counts: &[Count], sink: &mut Diagnostics) {
    let mut at = 0;
    for run in counts.chunk_by(|a, b| a.spot.sentence == b.spot.sentence) {
        at += run.len();
        let (first, last) = (&run[0], &run[run.len() - 1]);
        let complete = LEXICON.opens("余下的", &last.before) || LEXICON.opens("另外的", &last.before);
        if run.len() < 3 || !complete || run.iter().any(|part| part.unit != first.unit) {
            continue;
        }
        let whole = counts[..at - run.len()].iter().rev().find(|whole| {
            let name = whole.before.trim_end_matches("信息").trim_end_matches('类');
            let rest = first.words.strip_prefix(name).filter(|_| name.chars().count() >= 3);
            let rest = rest.map(|rest| rest.trim_start_matches('类').trim_start_matches("信息"));
            whole.unit == first.unit && rest.is_some_and(|rest| LEXICON.opens("分开说", rest))
        });
        let sum = run.iter().map(|part| part.number).sum::<u128>();
        let Some(whole) = whole.filter(|whole| whole.number != sum) else { continue };
        let terms: Vec<&str> = run.iter().map(|part| part.spot.written.as_str()).collect();
        let message = format!("各项 {}相加是 {sum}，前面写{}", terms.join("＋"), whole.spot.written);
        let found = Diagnostic::of(&codes::X09, last.spot.place, message).help("核对总数和每个分项");
        sink.push(found.label(whole.spot.place, "总数"));
    }
}
