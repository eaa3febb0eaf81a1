//! X27: the same quantity told twice with different figures: 全年公开信息 310 条, and in another place 301 条. What is told in the same words is
//! the same; what is told in nearly the same only if one slip of a hand leads from the one figure to the other.

mod across;
pub(super) mod again;
mod called;
mod meant;
mod tied;
mod units;

use std::ops::Range;

use super::slips::{Slip, slip};
use super::terms::{come_to, people};
use crate::check::claim::Whose;
use crate::check::compare::{FigureStatus, Passage};
use crate::check::facts::Part;
use crate::check::text::{COMMAS, Class, Figure, LEXICON, Mention, Sentence, Token, Words, is_comma};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{self, Span};
use called::{Called, Likeness, Shared, called, shared_out};
use meant::Count;
use units::Units;

/// How much of its name a figure says that it tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// 全年, 共: all.
    Year,
    /// A part of what is told before it.
    Among,
    Unsaid,
}

/// What else says what a figure tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Backing {
    Nothing,
    /// Other figures of the report.
    Figures,
    Table,
}

/// What a figure tells of the year.
struct Told {
    called: Called,
    unit: &'static str,
    /// In millionths, and how many of them its last written digit counts.
    micros: u128,
    step: u128,
    extent: Extent,
    backing: Backing,
    /// 上述, 对这 3 件, 召开的 5 次: it was told before.
    again: bool,
    /// 以上合计: it begins its sentence as the sum of what stands before.
    sums: bool,
    /// The largest number before it in its sentence, of which it may be a part.
    of: Option<u128>,
    /// 占全年公开信息的 48%: what it is a share of, where no figure beside it gives that.
    share: Option<Shared>,
    figure: Figure,
    paragraph: Span,
    spot: Spot,
}

/// Where a figure stands, and how it is written.
#[derive(PartialEq, Eq)]
struct Spot {
    sentence: Span,
    place: Span,
    written: String,
}

impl Spot {
    fn of(passage: &Passage<'_>, sentence: &Sentence, mention: &Mention) -> Self {
        let place = |range: Range<usize>| passage.paragraph.place(range);
        let written = passage.text()[mention.range()].to_owned();
        Self { sentence: place(sentence.range.clone()), place: place(mention.range()), written }
    }
}

/// How many figures of a report are held against each other: no report has as many, and no sentence as many as the latter.
const MOST: usize = 500;
const OF_SENTENCE: usize = 60;

/// What a report tells, to be held against itself.
#[derive(Default)]
pub(crate) struct Tale {
    told: Vec<Told>,
    units: Vec<Units>,
    counts: Vec<Count>,
}

impl Tale {
    pub(super) fn collect(&mut self, passage: &Passage<'_>, sentence: &Sentence) {
        // A row of hundreds tells nothing that is told again.
        if sentence.mentions.len() > OF_SENTENCE {
            return;
        }
        let told = sentence.mentions.iter().enumerate().filter_map(|(at, mention)| {
            // Whose it is is asked last: that is what costs time.
            one(passage, sentence, at, mention).filter(|_| passage.whose(sentence, mention).is_none())
        });
        self.told.extend(told);
        self.units.extend(units::collect(passage, sentence));
        self.counts.extend((0..sentence.mentions.len()).filter_map(|at| meant::count(passage, sentence, at)));
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.told.extend(other.told);
        self.units.extend(other.units);
        self.counts.extend(other.counts);
    }
}

fn one(passage: &Passage<'_>, sentence: &Sentence, at: usize, mention: &Mention) -> Option<Told> {
    let text = passage.text();
    let figure = &mention.figure;
    let counted =
        !figure.approximate && !["", "百分点", "成", "倍"].contains(&figure.unit) && figure.micros > 0;
    if !counted || mention.depth > 0 || passage.is_told(mention) || passage.computed(mention) {
        return None;
    }
    let backing = match passage.status(mention) {
        _ if passage.is_tabled(mention) => Backing::Table,
        Some(FigureStatus::Bound(_)) => Backing::Figures,
        Some(FigureStatus::Another(Whose::OtherTime | Whose::OtherBody | Whose::Channel)) => return None,
        _ => Backing::Nothing,
    };
    // 公文 214 件主动公开，398 件不予公开: what papers are thought to be is told beside the answers.
    if backing != Backing::Table && LEXICON.says("公文属性", &text[sentence.range.clone()])
        || is_narrow(passage, sentence, mention)
        || adds_up(passage.text(), sentence, at)
    {
        return None;
    }
    let unbound = figure.unit == "%" && !passage.is_bound(mention);
    let called = called(passage, sentence, at)?;
    let rate = is_rate(&called.name);
    let share = if unbound && !rate { shared_out(text, sentence, mention) } else { None };
    if share.is_none() && (figure.unit == "%" && !rate || LEXICON.says("不重述", &called.name)) {
        return None;
    }
    let lead = &sentence.tokens[..mention.token];
    let among = lead.has([Class::Among, Class::Lists, Class::Composed])
        || mention.has_before([Class::Rest, Class::Others]);
    let year = |tokens: &[Token]| tokens.has(Class::ThisYear);
    let total = || at == 0 && mention.sums_up(text);
    // 将 4 个政务新媒体全部纳入监测: of all there are.
    let all = || mention.after().iter().any(|t| t.is(Class::All) && t.text(text).contains("全部"));
    let whole = || year(mention.before()) || at == 0 && year(lead) || total() || all();
    let like = sentence.mentions[..at].iter().filter(|m| m.figure.unit == figure.unit && m.figure.is_count());
    let of = like.map(|m| m.figure.micros).max();
    let head = text[sentence.range.start..figure.start].trim_end_matches(' ');
    // 3 场发布会均有实录: of all of them.
    let tail = source::head(&text[figure.end..sentence.range.end], COMMAS);
    let head_of_point = LEXICON.before("点", head).unwrap_or(head);
    let begins = head_of_point.is_empty() || head_of_point.ends_with(is_comma);
    let of_all = begins && LEXICON.says("说全体", tail) && !LEXICON.says("一部分单位", tail);
    let of_some = begins && !of_all && LEXICON.says("说部分", tail);
    let extent = if among || of_some {
        Extent::Among
    } else if whole() {
        Extent::Year
    } else {
        Extent::Unsaid
    };
    Some(Told {
        called,
        unit: if people(figure.unit) { "人" } else { figure.unit },
        micros: figure.micros,
        step: figure.step(text).max(1),
        extent,
        backing,
        sums: at == 0 && mention.sums_up(text),
        again: of_all || head.ends_with('的') || LEXICON.closes("所说", head),
        of,
        share,
        figure: figure.clone(),
        paragraph: passage.paragraph.place(0..text.len()),
        spot: Spot::of(passage, sentence, mention),
    })
}

/// 低保 54 条、养老 37 条，共计 91 条: the sum of those before it, whatever they are called together.
fn adds_up(text: &str, sentence: &Sentence, at: usize) -> bool {
    let mention = &sentence.mentions[at];
    let like = sentence.mentions[..at].iter().rev().take_while(|m| m.figure.unit == mention.figure.unit);
    mention.sums_up(text) && come_to(like.map(|m| m.figure.micros), 2, mention.figure.micros)
}

/// A rate that says of what it is: 群众满意率, 考核权重.
fn is_rate(name: &str) -> bool {
    LEXICON.before("是什么的率", name).is_some_and(|of| of.chars().count() >= 4)
}

/// Whether a figure tells less than the year, or what is not yet done: 上半年, 每次, 同比增加, 计划.
fn is_narrow(passage: &Passage<'_>, sentence: &Sentence, mention: &Mention) -> bool {
    let text = passage.text();
    let from = mention.before().first().map_or(mention.figure.start, |t| t.start);
    let clause = text[..from].rfind(is_comma).map_or(sentence.range.start, |at| at);
    let clause = clause.max(sentence.range.start);
    let head = &text[clause..mention.figure.start];
    let moved = [Class::Up, Class::Down, Class::Compare, Class::LastYear, Class::Except];
    let planned =
        passage.paragraph.part == Part::Problems && LEXICON.says("打算", &text[..mention.figure.start]);
    // 网站、微信分别发布 12 条、30 条; 各 3 次; but not 各村报送的信息 238 条.
    let lead = sentence.tokens[..mention.token].iter().rev().take_while(|t| !t.is_mark("，,；;"));
    let mut attribute = false;
    let each = { lead }.any(|t| {
        attribute |= t.is(Class::Of);
        t.is(Class::Each) && !(attribute && t.text(text) == "各")
    });
    // 由 30 个调整为 24 个: what there was.
    let was = LEXICON.closes("原来是", head);
    // 取消 6 项、新增 2 项，年末 82 项: what there came to be.
    let whole = &text[sentence.range.clone()];
    let came = (head.contains("年末") || head.contains("年底")) && LEXICON.says("增减", whole);
    planned
        || was
        || came
        || each
        || LEXICON.says("非全年", &head.replace("”期间", ""))
        || mention.has_before(moved)
        || mention.right.first().is_some_and(|t| t.is([Class::Reaching, Class::Up, Class::Down]))
}

/// Says where two of them differ; of each figure once.
pub(crate) fn report(tale: &Tale, sink: &mut Diagnostics) {
    let mut said = Vec::new();
    let units = &tale.units[..tale.units.len().min(MOST)];
    units::together(units, sink);
    say(units, |units| &units.spot, &mut said, sink, units::otherwise);
    let told = &tale.told[..tale.told.len().min(MOST)];
    across::check(told, sink);
    let counts = &tale.counts[..tale.counts.len().min(MOST)];
    tied::opened(counts, sink);
    say(counts, |count| &count.spot, &mut said, sink, meant::otherwise);
    say(counts, |count| &count.spot, &mut said, sink, |before, later| tied::otherwise(counts, before, later));
    say(
        told,
        |told| &told.spot,
        &mut said,
        sink,
        |before, later| {
            let earlier = before.iter().find(|earlier| differ(told, earlier, later))?;
            // 其中网站 878 条、微信 326 条 of 1204, and 微信 336 条: the other is odd.
            let turned = later.backing != Backing::Nothing && earlier.backing == Backing::Nothing;
            Some(if turned { [earlier, later] } else { [later, earlier] })
        },
    );
}

/// Says which of them tell otherwise what one before them tells, if neither is in `said`; the odd one of two is the first.
fn say<'t, T>(
    list: &'t [T],
    spot: fn(&T) -> &Spot,
    said: &mut Vec<Span>,
    sink: &mut Diagnostics,
    otherwise: impl Fn(&'t [T], &'t T) -> Option<[&'t T; 2]>,
) {
    for (at, later) in list.iter().enumerate() {
        let Some([here, there]) = otherwise(&list[..at], later).map(|pair| pair.map(spot)) else { continue };
        if ![here, there].iter().any(|spot| said.contains(&spot.place)) {
            sink.push(told_twice(here.place, &here.written, there.place, &there.written));
            said.extend([here.place, there.place]);
        }
    }
}

/// A figure, and the other one.
pub(super) fn told_twice(odd: Span, written: &str, other: Span, wrote: &str) -> Diagnostic {
    Diagnostic::of(&codes::X27, odd, format!("这里写{written}，另一处写{wrote}"))
        .label(other, "另一处")
        .help("同一个数前后写成一样；口径不同的写明各是什么")
}

impl Told {
    /// 公开 292 条。其中政务信息 229 条、…: the first of the parts of what the sentence before tells.
    fn is_part_of(&self, whole: &Self) -> bool {
        let next = self.paragraph == whole.paragraph && self.spot.sentence.start == whole.spot.sentence.end;
        next && self.extent == Extent::Among && self.of.is_none() && self.micros < whole.micros
    }

    /// The slip of a hand that makes the one figure of the other.
    fn slipped(&self, other: &Self) -> Option<Slip> {
        if self.step == other.step { slip(self.micros / self.step, other.micros / other.step) } else { None }
    }
}

/// Whether two figures tell the same and are not the same.
fn differ(told: &[Told], a: &Told, b: &Told) -> bool {
    let close = a.micros.abs_diff(b.micros) < a.step.max(b.step);
    if a.unit != b.unit
        || a.share.is_some()
        || b.share.is_some()
        || close
        || a.spot.sentence == b.spot.sentence && a.called.likeness(&b.called) != Some(Likeness::Channel)
        || [a, b].iter().all(|told| told.backing == Backing::Table)
        || b.is_part_of(a)
    {
        return false;
    }
    let slip = a.slipped(b);
    let off = a.micros.abs_diff(b.micros);
    // How like two names are takes time to find out.
    if slip.is_none() && a.called.name != b.called.name {
        return false;
    }
    let Some(likeness) = a.called.likeness(&b.called) else { return false };
    let digits = (a.micros.max(b.micros) / a.step.max(b.step)).to_string().len();
    let year = [a, b].iter().filter(|told| told.extent == Extent::Year).count();
    let among = [a, b].iter().any(|told| told.extent == Extent::Among);
    let common = a.called.is_common();
    let told_long = a.called.length().min(b.called.length()) >= 5;
    let told_of_all = year == 2 || year == 1 && told_long || b.again;
    // 300 and 600 are seldom a slip.
    let round = [a, b].iter().all(|told| (told.micros / told.step).is_multiple_of(10));
    // 6 of 14 may be some of them.
    let near = year == 2
        || b.again && a.paragraph == b.paragraph
        || off <= a.micros.max(b.micros) / 2
        || slip == Some(Slip::Exchanged);
    let by_one = off <= a.step.max(b.step) || slip == Some(Slip::Exchanged);
    let slip = slip.filter(|slip| !round || *slip == Slip::Exchanged);
    match likeness {
        // 全年新设专栏 5 个, 新设专栏 6 个: the same was done, and nearly as often.
        Likeness::Same
            if !among
                && near
                && (told_of_all
                    || !common
                    || (year > 0 || a.called.is_spoken_like(&b.called) && a.paragraph != b.paragraph)
                        && by_one)
                && alone(told, a, b) =>
        {
            true
        }
        // 发现问题 12 个, 21 个: of a common name two digits are exchanged by chance.
        Likeness::Same if !a.called.is_of_channel() => slipped(slip, digits, if common { 3 } else { 4 }),
        Likeness::Same | Likeness::Channel => slip.is_some_and(|slip| slip != Slip::Length) && digits >= 3,
        Likeness::Much => slip == Some(Slip::Exchanged) && digits >= 2,
    }
}

/// Whether a slip of a hand is likelier than chance, of names that have so many characters in common.
fn slipped(slip: Option<Slip>, digits: usize, length: usize) -> bool {
    match slip {
        Some(Slip::Exchanged) => digits >= 3 || digits == 2 && length >= 4,
        Some(Slip::Digit) => digits >= 4 || digits == 3 && length >= 4,
        Some(Slip::Length) => digits >= 4 && length >= 4,
        None => false,
    }
}

/// Whether no third figure of the same name tells that they are several: 培训 3 次, 5 次 and 8 次.
fn alone(told: &[Told], a: &Told, b: &Told) -> bool {
    told.iter()
        .filter(|c| c.unit == a.unit && a.called.likeness(&c.called) == Some(Likeness::Same))
        .all(|c| c.micros == a.micros || c.micros == b.micros)
}
