//! What figures that stand beside each other rule out: a mean above the most or below the least (X09), one name twice in a row (X27).

use super::twice::told_twice;
use crate::check::compare::{Passage, written};
use crate::check::text::{Class, LEXICON, Mention, Sentence};
use crate::diagnostic::codes;

/// The list of what says that a figure is a mean.
const MEAN: &str = "说平均";

/// How many figures of a sentence are looked at.
const FEW: usize = 100;

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    // No hand writes more, and a flood must not cost its square.
    if !(2..=FEW).contains(&sentence.mentions.len()) {
        return;
    }
    if passage.text()[sentence.range.clone()].contains('最') {
        extremes(passage, sentence);
    }
    for later in 1..sentence.mentions.len() {
        named_again(passage, sentence, later);
    }
}

/// 平均 92 分，最高 91 分，最低 85 分: the least, the mean and the most of one thing, in this order.
fn extremes(passage: &mut Passage<'_>, sentence: &Sentence) {
    let text = passage.text();
    let is = |list: &str, m: &Mention| {
        let lead = LEXICON.cut_end("率后的字", m.lead(text)).trim_end_matches('分');
        if list != MEAN {
            return LEXICON.before(list, lead).is_some_and(|before| ["", "其中"].contains(&before));
        }
        // 平均办理时间 5 天; 比平均高 2 分 is a difference.
        let behind = LEXICON.list(list).iter().find_map(|word| Some(lead.rsplit_once(word)?.1));
        behind.is_some_and(|behind| behind.chars().count() <= 6 && !behind.contains(['高', '低', '多', '少']))
    };
    let of = |list: &str, unit: &str| {
        let said = |m: &&Mention| m.figure.unit == unit && !m.figure.approximate && is(list, m);
        let mut all = sentence.mentions.iter().filter(said);
        // Of two kinds each has its own.
        all.next().filter(|_| all.next().is_none())
    };
    let Some(unit) = sentence.mentions.iter().map(|m| m.figure.unit).find(|unit| !unit.is_empty()) else {
        return;
    };
    let three = ["说最少", MEAN, "说最多"].map(|list| of(list, unit));
    for (low, high) in [(0, 1), (1, 2), (0, 2)] {
        if let (Some(less), Some(more)) = (three[low], three[high])
            && less.figure.micros > more.figure.micros
        {
            let [less_is, more_is] = [less, more].map(|m| written(&m.figure));
            let [less_said, more_said] = [low, high].map(|at| ["最小", "平均", "最大"][at]);
            let message = format!("{less_said}的 {less_is} {unit}多于{more_said}的 {more_is} {unit}");
            let odd = if less.token > more.token { less } else { more };
            return passage.tell(odd, passage.finding_at(&codes::X09, odd, message).help("核对这几个数"));
        }
    }
}

/// 一季度 21 条、二季度 32 条、三季度 40 条、三季度 28 条: two of a row have one name.
fn named_again(passage: &mut Passage<'_>, sentence: &Sentence, later: usize) {
    let (text, list) = (passage.text(), &sentence.mentions);
    let again = &list[later];
    let idle = [
        Class::Quantity,
        Class::Filler,
        Class::Among,
        Class::ThisYear,
        Class::Of,
        Class::All,
        Class::Rest,
        Class::Each,
    ];
    let name = again.lead(text).trim();
    if !list[later - 1].between(again, text).starts_with('、')
        || name.chars().count() < 2
        || again.before().iter().all(|t| t.is(idle) || t.is_any_mark())
    {
        return;
    }
    // 发布就业信息 32 条、社保信息 28 条、就业信息 46 条: the verb stands before the first.
    let named = |m: &Mention| {
        let before = m.lead(text).trim().strip_suffix(name);
        before.is_some_and(|before| before.is_empty() || LEXICON.has("重述动词", before))
    };
    let row = (0..later).rev();
    let joined = |&at: &usize| {
        list[at].between(&list[at + 1], text).starts_with('、') && list[at].figure.unit == again.figure.unit
    };
    let Some(first) = { row }.take_while(joined).find(|&at| named(&list[at])) else {
        return;
    };
    let first = &list[first];
    if first.figure.micros != again.figure.micros && !again.figure.is_percent() {
        let [here, there] = [again, first].map(|m| &text[m.range()]);
        passage.tell(again, told_twice(passage.place(again), here, passage.place(first), there));
    }
}
