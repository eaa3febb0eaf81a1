//! 是上年的 5 倍, 增长 2 倍, 翻一番, 是上年的 125%: how many times another a number is, which the two do not give (X11 of two years, X10 of two
//! that are named).

use super::growth::{
    BOUND, THIS_YEAR, base_among, has_moved, is_aside, is_last_years, is_of_last_year, two_years,
};
use super::naming::name;
use super::terms::{counts, like};
use crate::check::claim::Said;
use crate::check::compare::{Passage, decimal, spelled, written};
use crate::check::text::{Class, LEXICON, MICRO, Mention, Sentence, Token, is_comma, last_words};
use crate::diagnostic::codes::{self, Rule};

/// Recomputes how many times a number is another; `claims` are what the figures of the sentence say of applications.
pub(super) fn check(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    doubled(passage, sentence, claims);
    for (at, mention) in sentence.mentions.iter().enumerate() {
        if fallen(passage, mention) {
            continue;
        }
        if (mention.figure.unit == "倍" || is_of_last_year(text, mention)) && !is_aside(text, mention) {
            compare(passage, sentence, at, claims);
        }
    }
}

/// 较上年下降了 2 倍: of a number that falls once nothing is left.
fn fallen(passage: &mut Passage<'_>, mention: &Mention) -> bool {
    let once = mention.figure.unit == "倍" && mention.figure.micros >= MICRO;
    let falls = once && mention.before().last().is_some_and(|t| t.is(Class::Down));
    if falls {
        passage.bind(mention, BOUND);
        let message = format!("减少用百分比，减少 {} 倍说不通", written(&mention.figure));
        let finding = passage.finding_at(&codes::X11, mention, message).note("倍数不对");
        passage.tell(mention, finding.help("改成减少百分之几，或减少多少"));
    }
    falls
}

/// 是上年的 5 倍, 增长 2 倍, 是上年的 125%; 制发文件 12 件，发布解读材料 18 件，解读材料是文件的 1.5 倍.
fn compare(passage: &mut Passage<'_>, sentence: &Sentence, at: usize, claims: &[Option<Said>]) {
    let (text, mention) = (passage.text(), &sentence.mentions[at]);
    // 下载量 9.42 万次，调用 316.8 万次，分别为上年的 1.5 倍和 1.6 倍: each of its own.
    let before = sentence.mention_before(at).filter(|m| m.figure.unit == "倍");
    if [Some(mention), before].into_iter().flatten().any(|m| m.has_before(Class::Each)) {
        return;
    }
    let (earlier, share) = (&sentence.mentions[..at], mention.figure.unit == "%");
    let millionths = |n: u64| u128::from(n) * MICRO;
    let told = two_told(text, sentence, at)
        .map(|(rule, more, less)| (rule, more, more.figure.micros, vec![less.figure.micros]));
    let read = told.or_else(|| {
        // 由 23 场增加到 46 场，增加了一倍.
        let moved = matches!(earlier, [.., old, new] if has_moved(text, old, new));
        let dated = |t: &Token| t.is([Class::LastYear, Class::Compare]) || t.text(text).starts_with("同比");
        // 是去年 10 件的 2 倍: another figure stands between.
        let mut clause = mention.left.iter().rev().take_while(|t| !t.is_mark("，,；;"));
        let base = base_among(sentence, earlier, |m| m.scope == mention.scope)?;
        let years = two_years(passage, sentence, base, mention, claims);
        // 214 条，上年为 107 条，增长 1.5 倍.
        let beside = || earlier.last().is_some_and(|m| is_last_years(sentence, m) && like(m, base.1));
        let (now, before) = years.filter(|_| moved || share || clause.any(dated) || beside())?;
        Some((&codes::X11, base.1, millionths(now), before.into_iter().map(millionths).collect()))
    });
    let Some((rule, base, now, before)) = read else { return };
    let (one, unit) = if share { (100 * MICRO, "%") } else { (MICRO, " 倍") };
    let less = if mention.has_before(Class::Up) { one } else { 0 };
    let factor = |b: u128| (now.saturating_mul(one) / b.max(1)).saturating_sub(less);
    passage.bind(mention, BOUND);
    let step = MICRO / 10u128.pow(mention.figure.places.min(6));
    if before.iter().any(|&b| factor(b).abs_diff(mention.figure.micros) < step) {
        return;
    }
    let is = decimal(factor(before[0]), mention.figure.places.max(1));
    let says = format!(" {}{unit}", written(&mention.figure));
    let message = multiplied(text, &says, base, [before[0], now], &format!("{is}{unit}"));
    let finding = passage.finding_at(rule, mention, message).note("倍数不对");
    passage.tell(mention, finding.help("重算倍数，或核对两个数"));
}

/// What is said of a number that is not so many times another as `says` tells.
fn multiplied(text: &str, says: &str, base: &Mention, numbers: [u128; 2], is: &str) -> String {
    let [last, now] = numbers.map(|n| spelled(text, &base.figure, n));
    format!("正文说{says}，由 {last} {0}到 {now} {0}是 {is}", base.figure.unit)
}

/// 1.26 万人，是年初 0.84 万人的 1.5 倍; 解读材料是文件的 1.5 倍: the two of which it is told, by their place or by their names.
fn two_told<'m>(
    text: &str,
    sentence: &'m Sentence,
    at: usize,
) -> Option<(&'static Rule, &'m Mention, &'m Mention)> {
    /// How many figures are looked through.
    const MOST: usize = 8;
    let times = &sentence.mentions[at];
    if let Some(old) = sentence.mention_before(at).filter(|m| m.between(times, text) == "的") {
        let same = |m: &Mention| m.scope == times.scope && m.figure.unit == old.figure.unit;
        let (_, base) = base_among(sentence, &sentence.mentions[..at - 1], same)?;
        return (old.figure.micros > 0).then_some((&codes::X11, base, old));
    }
    let words = times.lead(text).trim_end_matches('的');
    let (more, less) = LEXICON.list("几倍").iter().find_map(|word| words.split_once(word))?;
    let of = |word: &str| {
        let word = LEXICON.cut_end("的量", word);
        // 网站公开条数 of 通过县政府网站公开信息 94 条.
        let long = word.chars().nth(3).is_some();
        let said = |name: &str| name.ends_with(word) || long && name.contains(word);
        let named = |m: &&Mention| counts(m) && said(&name(text, m));
        sentence.mentions[..at].iter().rev().take(MOST).find(named).filter(|_| word.chars().nth(1).is_some())
    };
    Some((&codes::X10, of(more)?, of(less)?))
}

/// 38 个，上年为 22 个，同比翻了一番: nearly twice, or four times.
fn doubled(passage: &mut Passage<'_>, sentence: &Sentence, claims: &[Option<Said>]) {
    let text = passage.text();
    let words = &text[sentence.range.clone()];
    let found = LEXICON.factors.iter().find_map(|(word, factor)| Some((words.find(word)?, *word, *factor)));
    let Some((from, word, factor)) = found else { return };
    let range = sentence.range.start + from..sentence.range.start + from + word.len();
    let (head, tail) = (&text[..range.start], &text[range.end..]);
    let rough = LEXICON.opens("约倍", tail) || LEXICON.closes("近倍", head);
    // 实现翻一番的目标: what was aimed at.
    let aimed = tail.trim_start_matches('的').starts_with("目标");
    let earlier = &sentence.mentions[..sentence.mentions.partition_point(|m| m.figure.start < range.start)];
    let Some(growth) = earlier.last().filter(|_| !rough && !aimed) else { return };
    // 营业收入突破 4000 亿元，实现翻番; 游客比五年前翻了一番: of the figure right before, or of what its own clause names.
    let between = &text[growth.figure.end..range.start];
    let named = last_words(between).split(['比', '较', '同', '实']).next().unwrap_or("");
    let other = between.contains(is_comma) && named.chars().count() > 4;
    let exact = growth.figure.is_count() && !growth.figure.unit.is_empty();
    if other || !exact || between.contains(['；', '、']) {
        return;
    }
    let Some(base) = base_among(sentence, earlier, |_| true) else { return };
    let Some((now, before)) = two_years(passage, sentence, base, growth, claims) else { return };
    if before.iter().any(|&b| now.abs_diff(b.saturating_mul(factor)) <= now / 20) {
        return;
    }
    let [last, now] = [before[0], now].map(|n| u128::from(n) * MICRO);
    let times = decimal(now * MICRO / last, 1);
    let message = multiplied(text, word, base.1, [last, now], &format!("{times} 倍"));
    let finding = passage.finding(&codes::X11, range, message).label(passage.place(base.1), THIS_YEAR);
    passage.sink.push(finding.note("倍数不对").help("改成增长多少，或核对两年的数"));
}
