//! The figures that say by how much more or less than last year: a difference that two figures of the sentence do not give (X11).

use super::growth::{BOUND, has_moved, is_aside, is_difference, is_from, is_last_years};
use super::terms::{further, sum_of};
use crate::check::claim::{Matter, Said};
use crate::check::compare::{Passage, spelled};
use crate::check::text::{Class, LEXICON, Mention, Sentence, Words, is_comma};
use crate::diagnostic::{Diagnostic, codes};

/// Compares the differences of a sentence; `claims` are what its figures say of applications.
pub(super) fn check(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let sentence = &passage.sentences[index];
    for at in 0..sentence.mentions.len() {
        if let Some(told) = Difference::of(passage.text(), sentence, at) {
            judge(passage, &told, claims);
        }
    }
}

/// 增加 33 条, 提高 2.8 个百分点: how much more or less something is.
struct Difference<'s> {
    text: &'s str,
    sentence: &'s Sentence,
    by: &'s Mention,
    /// What the two figures count.
    unit: &'s str,
    points: bool,
    up: bool,
    /// The figures before it that may be one of the two, and those around it.
    earlier: Vec<&'s Mention>,
    near: Vec<&'s Mention>,
}

/// Words of a year.
const YEAR: [Class; 3] = [Class::LastYear, Class::Quantity, Class::Filler];

impl<'s> Difference<'s> {
    /// What a figure of a sentence says of two others; nothing where it is told of others than two years.
    fn of(text: &'s str, sentence: &'s Sentence, at: usize) -> Option<Self> {
        let by = &sentence.mentions[at];
        let points = by.figure.unit == "百分点";
        let unit = if points { "%" } else { by.figure.unit };
        let told = points || by.figure.unit != "%" && (is_difference(by) || is_new(by));
        let (up, down) = (by.has_before(Class::Up) || is_new(by), by.has_before(Class::Down));
        let clear = if points { !(up && down) } else { up != down };
        if !told || unit.is_empty() || !clear || by.has_before(Class::Reaching) || is_aside(text, by) {
            return None;
        }
        // 位次上升 11 个位次; 由 55%提高到 62%，高于全省 7.8 个百分点: against others.
        if by.tail(text).starts_with("位次") || LEXICON.opens("与别处比", by.lead(text)) {
            return None;
        }
        // 一级由 8 个减为 5 个，二级由 34 个减为 26 个，分别减少 3 个、8 个: each of its own.
        let moves = sentence.mentions[..at].windows(2).filter(|two| has_moved(text, &two[0], &two[1]));
        if by.has_before(Class::Each) && moves.count() > 1 {
            return None;
        }
        let mut told = Self { text, sentence, by, unit, points, up, earlier: Vec::new(), near: Vec::new() };
        let around = &sentence.mentions[at.saturating_sub(4)..(at + 3).min(sentence.mentions.len())];
        told.near = around.iter().filter(|m| told.counts(m)).collect();
        told.earlier = told.near.iter().copied().filter(|m| m.token < by.token).collect();
        Some(told)
    }

    /// Whether a figure may be one of the two.
    fn counts(&self, m: &Mention) -> bool {
        // 31 件，同比减少 6 件（2024 年 37 件）.
        let bracket = m.depth == self.by.depth + 1 && m.before().are(YEAR, "");
        m.figure.unit == self.unit
            && !m.figure.approximate
            && (m.scope == self.by.scope || bracket)
            && m.token != self.by.token
    }

    /// Whether it is that of two numbers.
    fn fits(&self, new: u128, old: u128) -> bool {
        new.abs_diff(old) == self.by.figure.micros && (self.points || new == old || (new > old) == self.up)
    }

    /// 1208 条（上年 1046 条）、643 条（上年 702 条），合计 1851 条，较上年净增 103 条: whether it is of all of these.
    fn is_of_sums(&self) -> bool {
        let years =
            self.sentence.mentions.iter().filter(|m| self.counts(m) && is_last_years(self.sentence, m));
        let old = sum_of(years.map(|m| m.figure.micros));
        self.earlier.last().is_some_and(|new| new.sums_up(self.text) && self.fits(new.figure.micros, old))
    }

    /// Last year's number as the sentence gives it.
    fn last_years(&self) -> Option<&'s Mention> {
        let years = || self.near.iter().copied().filter(|m| is_last_years(self.sentence, m));
        // 较上年的 121 条减少 12 条，主要是转载信息（由 44 条减至 29 条）: the one that fits, if one does.
        let given =
            |old: &&Mention| self.earlier.iter().any(|new| self.fits(new.figure.micros, old.figure.micros));
        let compared = |m: &&Mention| m.has_before(Class::Compare);
        years().rfind(given).or_else(|| years().rfind(compared)).or_else(|| years().next_back())
    }

    /// What there was, and those of which one may be what there is.
    fn two(&self) -> Option<(&'s Mention, Vec<&'s Mention>)> {
        let last = self.last_years();
        // 由 20.4%提升到 22.3%，提高 1.9 个百分点，…由 19.9%提升到…: those right before, not those of the next.
        let moved = |from: &Mention| {
            is_from(self.text, from) && last.is_none_or(|m| m.token == from.token || m.token > self.by.token)
        };
        if let [.., from, to] = self.earlier[..]
            && moved(from)
        {
            return (!self.names_another(to)).then(|| (from, vec![to]));
        }
        // 比 2022 年的 1046 条增加 83 条，比 2021 年的 902 条增加 227 条: what its own clause compares it with.
        let own = self.earlier.last().filter(|m| {
            m.has_before(Class::Compare)
                && m.has_before(Class::OtherTime)
                && !m.between(self.by, self.text).contains(is_comma)
        });
        let last = own.copied().or(last)?;
        // 净增 14 项，总数由 112 项增至 126 项: what came and went is for X09.
        if self.near.iter().any(|m| m.token > self.by.token && has_moved(self.text, last, m)) {
            return None;
        }
        let now = |m: &&Mention| !is_last_years(self.sentence, m) && !is_difference(m);
        Some((last, self.earlier.iter().copied().filter(now).collect()))
    }

    /// 由 2.05%提高到 2.7%，先进制造业增加值占比提升 5 个百分点: whether its own clause names another thing.
    fn names_another(&self, to: &Mention) -> bool {
        let (text, by) = (self.text, self.by);
        let verb = by.before().iter().rfind(|t| t.is([Class::Up, Class::Down]));
        let end = verb.map_or(by.figure.start, |t| t.start);
        let name = &text[(by.figure.start - by.lead(text).len()).min(end)..end];
        name.chars().count() > 4
            && !by.has_before(Class::Compare)
            && !text[self.sentence.range.start..to.figure.end].contains(name)
    }

    /// What is compared with what there was: what came in, else what stands beside.
    fn now(&self, last: &Mention, nows: &[&'s Mention], claims: &[Option<Said>]) -> Option<&'s Mention> {
        let (text, by) = (self.text, self.by);
        let span = last.figure.start.min(by.figure.start)..last.figure.end.max(by.figure.end);
        let received = |m: &&&Mention| {
            let mut said =
                self.sentence.mentions.iter().zip(claims).filter(|(other, _)| other.token == m.token);
            said.any(|(_, said)| Said::counts(said.as_ref(), &[Matter::Received]))
        };
        let beside = |m: &&&Mention| !text[m.figure.end..span.start.max(m.figure.end)].contains(['；', '。']);
        // …增加 48 条；2024年为 135 条; but （上年 1920 件）；…，减少 11 件.
        let named = last.token > by.token && last.before().are(YEAR, "");
        let apart = text[span.clone()].contains('。') || text[span.clone()].contains('；') && !named;
        if apart {
            return None;
        }
        nows.iter().find(received).or_else(|| nows.iter().rev().find(beside)).copied()
    }
}

/// 比 2024 年的 480 条增加 33 条, 由 92.3% 提高到 95.1%，提高 2.8 个百分点: three numbers of one sentence; the difference may stand before
/// last year's number, and other numbers before it.
fn judge(passage: &mut Passage<'_>, told: &Difference<'_>, claims: &[Option<Said>]) {
    let (sentence, by) = (told.sentence, told.by);
    if told.is_of_sums() {
        return passage.bind(by, BOUND);
    }
    let Some((last, nows)) = told.two() else { return };
    let Some(now) = told.now(last, &nows, claims) else { return };
    let fits = |m: &Mention| told.fits(m.figure.micros, last.figure.micros);
    let far = || further(&sentence.mentions, now, |m| m.token < by.token && fits(m));
    let held = nows.iter().copied().find(|m| fits(m)).or_else(far);
    // 2025年 1020 条，其中政策类较上年减少 12 条: of a part.
    let among = now.token.min(by.token)..now.token.max(by.token);
    if held.is_none() && sentence.tokens[among].has(Class::Among) {
        return;
    }
    passage.bind_all([last, held.unwrap_or(now), by], BOUND);
    if held.is_none() {
        let finding = differs(passage, [last, now, by]).note("增减数不对");
        passage.tell(by, finding.help("核对两年的数和增减数"));
    }
}

/// What is said of a difference that is not that of two figures.
pub(super) fn differs(passage: &Passage<'_>, [old, new, by]: [&Mention; 3]) -> Diagnostic {
    let text = passage.text();
    let fine = [new, old, by].into_iter().min_by_key(|m| m.figure.step(text)).unwrap_or(by);
    let off = new.figure.micros.abs_diff(old.figure.micros);
    let [was, now, is, wrote] =
        [old.figure.micros, new.figure.micros, off, by.figure.micros].map(|n| spelled(text, &fine.figure, n));
    let unit = old.figure.unit;
    let of = if by.figure.unit == "百分点" { "个百分点" } else { unit };
    let message = format!("由 {was} {unit}到 {now} {unit}，相差 {is} {of}，正文写 {wrote} {of}");
    passage.finding_at(&codes::X11, by, message)
}

/// 较上年的 2215 条新增 165 条.
fn is_new(mention: &Mention) -> bool {
    let compared = || mention.left.iter().rev().take(8).any(|t| t.is(Class::Compare));
    mention.before().last().is_some_and(|t| t.is(Class::ReceiveNew)) && compared()
}
