//! In: what a passage says, and the tables. Out: what became of every figure (compared with something, another's, or not read), and
//! the findings that say 正文说…，表…是…. The one place where such a sentence is made.

mod whose;

use std::ops::Range;

use super::bodies::Names;
use super::claim::reading::Reading;
use super::claim::{Claim, Matter, Whose};
use super::facts::{Facts, Paragraph};
use super::text::clauses::{Mention, Sentence};
use super::text::figures::Figure;
use super::text::lexicon::{Class, LEXICON};
use super::text::numerals::MICRO;
use crate::diagnostic::codes::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::quantity::RowName;
use crate::source::{self, Span};

/// What became of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureStatus {
    /// Compared with what the words say.
    Bound(String),
    /// Not this report's to answer for.
    Another(Whose),
    /// Nobody knows what it counts.
    Unread,
}

/// One paragraph as it is read.
pub(crate) struct Passage<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) previous: Option<&'a Facts>,
    pub(crate) names: &'a Names,
    pub(crate) paragraph: &'a Paragraph,
    pub(crate) sentences: &'a [Sentence],
    /// For each sentence, whether it speaks of applications by its place.
    pub(crate) on_request: Vec<bool>,
    /// The figures whose status is known, by their first bytes.
    pub(crate) fates: Vec<(usize, FigureStatus)>,
    /// First bytes of the figures that a finding already names.
    pub(crate) told: Vec<usize>,
    pub(crate) sink: &'a mut Diagnostics,
}

impl<'a> Passage<'a> {
    pub(crate) fn text(&self) -> &'a str {
        self.paragraph.as_str()
    }

    /// Whether the program wrote the figure.
    pub(crate) fn computed(&self, mention: &Mention) -> bool {
        self.paragraph.computed(mention.figure.start)
    }

    /// Notes what a figure was compared with.
    pub(crate) fn bind(&mut self, mention: &Mention, with: impl Into<String>) {
        self.settle(mention, FigureStatus::Bound(with.into()));
    }

    pub(crate) fn bind_all<'m>(&mut self, mentions: impl IntoIterator<Item = &'m Mention>, with: &str) {
        mentions.into_iter().for_each(|mention| self.bind(mention, with));
    }

    /// Notes whose a figure is.
    pub(crate) fn leave(&mut self, mention: &Mention, whose: Whose) {
        self.settle(mention, FigureStatus::Another(whose));
    }

    /// A comparison outweighs what was thought before.
    fn settle(&mut self, mention: &Mention, status: FigureStatus) {
        match self.fates.iter_mut().find(|(start, _)| *start == mention.figure.start) {
            Some((_, FigureStatus::Bound(_))) => {}
            Some((_, known)) => *known = status,
            None => self.fates.push((mention.figure.start, status)),
        }
    }

    pub(crate) fn status(&self, mention: &Mention) -> Option<&FigureStatus> {
        self.fates.iter().find(|(start, _)| *start == mention.figure.start).map(|(_, status)| status)
    }

    /// What a figure was compared with.
    pub(crate) fn bound_with(&self, mention: &Mention) -> Option<&str> {
        if let Some(FigureStatus::Bound(with)) = self.status(mention) { Some(with) } else { None }
    }

    pub(crate) fn is_bound(&self, mention: &Mention) -> bool {
        self.bound_with(mention).is_some()
    }

    /// Whether it was compared with the tables.
    pub(crate) fn is_tabled(&self, mention: &Mention) -> bool {
        self.bound_with(mention).is_some_and(|with| with.starts_with('表'))
    }

    /// What the tables have for a reading; none where the form lacks it.
    pub(crate) fn count(&self, reading: &Reading) -> u64 {
        reading.value(self.facts).unwrap_or(0)
    }

    pub(crate) fn place(&self, mention: &Mention) -> Span {
        self.paragraph.place(mention.range())
    }

    pub(crate) fn finding(&self, rule: &'static Rule, range: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::of(rule, self.paragraph.place(range), message)
    }

    pub(crate) fn finding_at(&self, rule: &'static Rule, mention: &Mention, message: String) -> Diagnostic {
        self.finding(rule, mention.range(), message)
    }

    /// 正文说没有行政复议，表四“行政复议·总计”是 3: reports words that a cell of the tables belies.
    pub(crate) fn belie(&mut self, rule: &'static Rule, range: Range<usize>, says: &str, reading: &Reading) {
        let count = self.count(reading);
        let message = format!("正文说{says}，{}是 {count}", reading.name(self.facts));
        let place = reading.place(self.facts);
        let finding = self.finding(rule, range, message).label(place, format!("这里是 {count}"));
        self.sink.push(finding);
    }

    pub(crate) fn is_told(&self, mention: &Mention) -> bool {
        self.told.contains(&mention.figure.start)
    }

    /// Reports what was found at a figure, unless an earlier finding named that figure.
    pub(crate) fn tell(&mut self, mention: &Mention, finding: Diagnostic) {
        if !self.is_told(mention) && !self.computed(mention) {
            self.told.push(mention.figure.start);
            self.sink.push(finding);
        }
    }

    /// Binds a figure to the reading of its claim that it meets; whether there is one.
    pub(crate) fn meet(&mut self, sentence: &Sentence, mention: &Mention, claim: &Claim) -> bool {
        let Some(written) = mention.figure.whole() else { return false };
        let (facts, text) = (self.facts, self.text());
        let exact = claim.reading(facts, |n| n == written);
        let matched = exact.or_else(|| claim.reading(facts, |n| mention.figure.rounds(text, n)));
        let Some(at) = matched else { return false };
        self.bind(mention, claim.readings[at].name(facts));
        if at == 1 && claim.matter == Matter::Received {
            self.ask_for_a_clear_word(sentence, mention, claim);
        }
        true
    }

    /// 全县税务系统收到 21 件，其中自然人 17 件、…: a sentence of which so many other figures are those of the tables that it tells of them,
    /// whatever name it has for the body; what one of these tells (新收 210 件，…；县政府本级 31 件) is told.
    fn is_of_table(&self, sentence: &Sentence, claim: &Claim) -> bool {
        let mut values = Vec::new();
        for mention in &sentence.mentions {
            let Some(with) = self.bound_with(mention) else { continue };
            if claim.readings.iter().any(|reading| reading.name(self.facts) == with) {
                return false;
            }
            values.extend(mention.figure.whole().filter(|&n| n > 0 && with.starts_with('表')));
        }
        values.sort_unstable();
        values.dedup();
        values.len() >= 3 && values.last().is_some_and(|&most| most >= 10)
    }

    /// 自然人 702 件、法人或其他组织 83 件: of the row of the table that the figure right before it is of.
    fn is_beside_own(&self, sentence: &Sentence, mention: &Mention, claim: &Claim) -> bool {
        let before = sentence.mentions.iter().rfind(|m| m.token < mention.token);
        let paused = before.filter(|m| m.between(mention, self.text()).starts_with('、'));
        let Some(before) = paused.filter(|m| m.figure.whole() >= Some(10)) else { return false };
        let Some((row, _)) = self.bound_with(before).and_then(|with| with.split_once('·')) else {
            return false;
        };
        let own = |reading: &Reading| reading.name(self.facts).starts_with(row);
        claim.matter == Matter::Applicant && claim.readings.iter().any(own)
    }

    /// Compares a claim with its readings: the figure is bound to the one that it meets, else the plainest is what it should be.
    pub(crate) fn compare(&mut self, sentence: &Sentence, mention: &Mention, claim: &Claim) {
        let Some(written) = mention.figure.whole() else { return };
        if self.meet(sentence, mention, claim) {
            return;
        }
        let (facts, text) = (self.facts, self.text());
        // Whose it is is asked only where there is something to say: that is what costs time.
        let whose = self.whose(sentence, mention);
        if let Some(whose) = whose.filter(|&whose| {
            whose != Whose::OtherBody
                || !self.is_of_table(sentence, claim)
                    && !self.is_beside_own(sentence, mention, claim)
                    && !self.made_by_itself(sentence, mention, claim)
        }) {
            return self.leave(mention, whose);
        }
        // 各县制发 71 件，…，合计 128 件: a part of what the table counts.
        let summed = |m: &Mention| m.figure.unit == mention.figure.unit && m.sums_up(text);
        // 24 份…合并为 1 件办理，登记申请 23 件: what is left of all that came.
        let netted = LEXICON.says("去重", &text[sentence.range.clone()]);
        // 申请表 24 份，登记申请 23 件: paper, and what it is of.
        let of_paper = |m: &Mention| {
            mention.figure.unit == "份" && m.figure.unit == "件" && m.has_before(Class::Receive)
        };
        // 收到 33 件，2024年结转 4 件，共计 37 件: what came is not all of it.
        let carried = |m: &Mention| m.has(Class::CarryIn) || m.has(Class::Carry) && m.has(Class::LastYear);
        let next = sentence.mentions.iter().find(|m| m.token > mention.token);
        if claim.matter == Matter::Received && next.is_some_and(carried) {
            return self.disagree(mention, claim, written);
        }
        let meant = |m: &Mention| {
            let Some(n) = m.figure.whole() else { return false };
            let fits = if netted { n < written } else { of_paper(m) || summed(m) && n > written };
            fits && claim.reading(facts, |value| n == value).is_some()
        };
        if sentence.mentions.iter().any(|m| m.token > mention.token && meant(m)) {
            return self.leave(mention, Whose::Part);
        }
        let most = claim.readings.iter().filter_map(|r| r.value(facts)).max();
        if claim.some && most.is_some_and(|most| written <= most) {
            return self.leave(mention, Whose::Part);
        }
        self.disagree(mention, claim, written);
    }

    /// 正文说收到 25 件，表三“本年新收·总计”是 26.
    fn disagree(&mut self, mention: &Mention, claim: &Claim, written: u64) {
        let facts = self.facts;
        let values: Vec<(&Reading, u64)> =
            claim.readings.iter().filter_map(|r| Some((r, r.value(facts)?))).collect();
        let Some((first, value)) = values.first().copied() else { return };
        let (name, place) = (first.name(facts), first.place(facts));
        let unit = if mention.figure.unit.is_empty() { "件" } else { mention.figure.unit };
        let mut message = format!("正文说{} {written} {unit}，{name}是 {value}", claim.says);
        if matches!(claim.matter, Matter::Received | Matter::Applicant)
            && let Some((second, both)) = values.get(1).filter(|(_, v)| *v != value)
        {
            let with = second.name(facts);
            message = format!("{message}，{with}是 {both}");
        }
        self.bind(mention, name);
        // 8 件，均由自然人提出: the figure is right in itself, what is said of it is not.
        let end = claim.words_end.unwrap_or(mention.figure.end);
        let finding = self
            .finding(claim.matter.rule(), mention.figure.start..end, message)
            .note(claim.matter.note())
            .label(place, format!("这里是 {value}"))
            .help(claim.matter.help());
        if !claim.weak {
            self.tell(mention, finding);
        } else if !self.is_told(mention) && !self.computed(mention) {
            // A hint leaves the figure to whoever knows it better.
            self.sink.push(finding.softened());
        }
    }

    /// 受理 that includes the carried ones: right, but the reader cannot know.
    fn ask_for_a_clear_word(&mut self, sentence: &Sentence, mention: &Mention, claim: &Claim) {
        let carried = Reading::total(RowName::CarriedIn);
        let count = self.count(&carried);
        let said = sentence.has([Class::LastYear, Class::CarryIn])
            || sentence.has(Class::Including) && sentence.has(Class::Carry);
        // 新收 4 件，2024年结转 1 件，共计 5 件。5 件申请中，…; 收办 58 件。其中新收 55 件、上年结转 3 件.
        let said = said || self.sentences.iter().any(Sentence::tells_carried_in);
        if count == 0 || said || self.computed(mention) {
            return;
        }
        let message = format!("“{}”的件数含上年结转 {count} 件，正文没有说明", claim.says);
        let finding = self
            .finding_at(claim.matter.rule(), mention, message)
            .softened()
            .label(carried.place(self.facts), "上年结转")
            .help("写明“新收”多少件，或写“含上年结转”");
        self.sink.push(finding);
    }
}

/// `micros` with `places` digits after the point, rounded half up.
pub(crate) fn decimal(micros: u128, places: u32) -> String {
    let unit = MICRO / 10u128.pow(places.min(6));
    source::decimal((micros + unit / 2) / unit, places.min(6) as usize)
}

pub(crate) fn written(figure: &Figure) -> String {
    decimal(figure.micros, figure.places)
}

/// A value in the scale of a figure: 18.6万.
pub(crate) fn spelled(text: &str, like: &Figure, micros: u128) -> String {
    let scale: String = text[like.start..like.digits_end].chars().filter(|c| "万亿".contains(*c)).collect();
    let whole = like.step(text) * 10u128.pow(like.places.min(6)) / MICRO;
    format!("{}{scale}", decimal(micros / whole.max(1), like.places))
}
