//! In: a figure of a sentence. Out: what it counts as something that is added: its unit, its kind, and how often it is taken.

use crate::check::text::{COMMAS, Class, Kind, LEXICON, MICRO, Mention, Sentence, Token, is_comma, runs_on};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    /// 自然人, 法人.
    Applicants,
    /// 予以公开 … 结转, 收到, 办结: table three is the judge.
    Fates,
    /// 网络, 信函, 当面.
    Channels,
    /// Anything else.
    Plain,
}

/// A figure that is added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'m> {
    pub(super) mention: &'m Mention,
    /// What it counts, in millionths: 72 of 6 个社区每月 1 次.
    pub(super) value: u128,
    /// What else the words may mean: 12 of the same.
    pub(super) also: u128,
}

/// Words before a figure that say how often it is taken; of a list of thousands of figures each would look at all others.
const SIGHT: usize = 40;

/// Characters of what each of several does: 各设 1 处, 各新增 1 名.
const VERB: usize = 2;

impl<'m> Part<'m> {
    /// A figure as it stands.
    pub(super) fn plain(mention: &'m Mention) -> Self {
        Self { mention, value: mention.figure.micros, also: mention.figure.micros }
    }

    /// A figure as something that is added; nothing where it is an average, the least of something or said of one among several.
    pub(super) fn of(text: &str, sentence: &'m Sentence, at: usize) -> Option<Self> {
        let mention = &sentence.mentions[at];
        let plain = Self::plain(mention);
        let comma = sentence.tokens[..mention.token].iter().rev().take(SIGHT).find(|t| t.is_mark(COMMAS));
        let seen = sentence.tokens[mention.token.saturating_sub(SIGHT)].start;
        let clause = &text[comma.map_or(seen, |t| t.end)..mention.figure.start];
        if clause.contains('均') {
            return None;
        }
        let before = sentence.mention_before(at).filter(|m| runs_on(text, m, mention));
        let many = before.and_then(|m| m.figure.whole().filter(|_| m.figure.is_count())).map(u128::from);
        // 每期依次为 34 人次、36 人次: one after the other.
        let each = clause.rfind('每').filter(|at| !LEXICON.says("依次", &clause[*at..]));
        if let Some(at) = each {
            let times = times_a_year(text, sentence, mention, &clause[at + '每'.len_utf8()..])?;
            let also = plain.value.saturating_mul(u128::from(times));
            return Some(Self { value: also.saturating_mul(many.unwrap_or(1)), also, ..plain });
        }
        // 14 个乡镇各设查询机 2 台.
        let is_each = |rest: &str| !rest.starts_with(['类', '项', '种', '级', '界', '方', '地']);
        let each = before.and_then(|m| text[m.figure.end..mention.figure.start].split('各').nth(1));
        if let Some(many) = many.filter(|_| each.is_some_and(is_each)) {
            // 13 个村和 2 个社区各明确 1 名: of both.
            let first = at.checked_sub(2).map(|i| &sentence.mentions[i]).filter(|m| {
                let between = m.between(&sentence.mentions[at - 1], text);
                m.figure.is_count() && between.chars().count() <= 6 && between.contains(['和', '及', '、'])
            });
            let both = many + first.and_then(|m| m.figure.whole()).map_or(0, u128::from);
            let [value, also] = [both, many].map(|many| plain.value.saturating_mul(many));
            return Some(Self { value, also, ..plain });
        }
        // 另在集镇、学校各设 1 处, 第三、第四季度各 1 次: of so many as are named.
        match clause.rsplit_once('各').filter(|(_, rest)| is_each(rest)) {
            Some((names, verb)) if verb.chars().count() <= VERB => {
                let many = names.matches(['、', '和', '与']).count() as u128 + 1;
                (many > 1).then_some(Self { value: plain.value.saturating_mul(many), ..plain })
            }
            Some((names, _)) if names.contains("、第") => None,
            _ => Some(plain),
        }
    }

    /// Whether it is taken more than once.
    pub(super) fn is_taken_often(&self) -> bool {
        self.value > self.mention.figure.micros
    }
}

/// How often a year has what words begin with (月, 季度), where the sentence speaks of the whole year up to a figure.
fn times_a_year(text: &str, sentence: &Sentence, mention: &Mention, words: &str) -> Option<u64> {
    let named = LEXICON.periods.iter().filter(|(name, _)| words.starts_with(name));
    let (_, many) = named.max_by_key(|(name, _)| name.len())?;
    let [many] = many[..] else { return None };
    u64::try_from(many).ok().filter(|&many| many <= 12 && is_whole_year(text, sentence, mention))
}

/// 半年公示 1 次，全年 2 次: whether a figure tells of a period what the next tells of the year.
pub(super) fn is_each_of_year(text: &str, each: &Mention, year: &Mention) -> bool {
    let own = |(name, many): &(&str, Vec<u128>)| {
        let times = many.first().map(|many| each.figure.micros.saturating_mul(*many));
        times == Some(year.figure.micros) && each.lead(text).contains(name)
    };
    like(each, year) && year.has_before(Class::ThisYear) && LEXICON.periods.iter().any(own)
}

/// Whether the words up to a figure speak of the whole year: 1月至12月, or no month and no half of it at all.
pub(super) fn is_whole_year(text: &str, sentence: &Sentence, mention: &Mention) -> bool {
    let lead = &sentence.tokens[..mention.token];
    // 每季度, 月均: of the whole year.
    let each = |t: &Token| text[..t.start].ends_with(['每', '均']) || t.text(text).contains(['每', '均']);
    if lead.iter().any(|t| t.is(Class::OtherTime) && !each(t)) {
        return false;
    }
    let words = &text[sentence.range.start..mention.figure.start];
    let digits = |(at, _): (usize, &str)| {
        let head = &words[..at];
        head[head.trim_end_matches(|c: char| c.is_ascii_digit()).len()..].to_owned()
    };
    let named: Vec<String> = words.match_indices('月').map(digits).filter(|d| !d.is_empty()).collect();
    match named.as_slice() {
        [] => true,
        [one] => one == "12",
        [first, .., last] => first == "1" && last == "12",
    }
}

/// 文件 8 件、动态 73 条，合计 81 条: all of a row that is summed up, whichever word counts each.
pub(super) fn row_before<'m>(text: &str, sentence: &'m Sentence, at: usize) -> Vec<Part<'m>> {
    let whole = &sentence.mentions[at];
    let counted = |m: &Mention| m.scope == whole.scope && counts(m) && writings(m.figure.unit);
    let mut row = Vec::new();
    if writings(whole.figure.unit) && whole.sums_up(text) {
        for n in (0..at).rev().take(SIGHT) {
            let m = &sentence.mentions[n];
            let paused = n + 1 == at || text[m.figure.end..].starts_with('、');
            let Some(part) = Part::of(text, sentence, n).filter(|_| paused && counted(m)) else { break };
            row.push(part);
        }
    }
    row.reverse();
    row
}

/// Whether a unit is one in which documents are counted.
pub(super) fn writings(unit: &str) -> bool {
    LEXICON.writings.contains(&unit)
}

pub(super) fn people(unit: &str) -> bool {
    LEXICON.people.contains(&unit)
}

pub(super) fn bodies(unit: &str) -> bool {
    LEXICON.bodies.contains(&unit)
}

/// Whether two figures count in the same unit.
pub(super) fn like(one: &Mention, other: &Mention) -> bool {
    one.figure.unit == other.figure.unit || people(one.figure.unit) && people(other.figure.unit)
}

/// Whether a figure counts things, and is no change or comparison.
pub(super) fn is_count(mention: &Mention) -> bool {
    let words = mention.before();
    // 多功能运动场, 较大类: one character is a comparison only right before the figure.
    let compared = |(at, t): (usize, &Token)| {
        let alone = t.end - t.start == '多'.len_utf8() && at + 1 < words.len();
        t.is([Class::Up, Class::Down, Class::Compare, Class::LastYear]) && !alone
    };
    !["%", "百分点", "成"].contains(&mention.figure.unit) && !words.iter().enumerate().any(compared)
}

/// Whether a figure counts things that may be added.
pub(super) fn counts(mention: &Mention) -> bool {
    !mention.figure.approximate && !mention.figure.unit.is_empty() && is_count(mention)
}

/// Whether two figures count in the same unit, in the same bracket.
pub(super) fn alike(one: &Mention, other: &Mention) -> bool {
    like(one, other) && one.scope == other.scope && counts(other)
}

/// Whether only 、 stands between figures.
pub(super) fn is_paused(text: &str, parts: &[&Mention]) -> bool {
    parts.windows(2).all(|pair| text[pair[0].figure.end..].trim_start().starts_with('、'))
}

/// 一季度公开 21 条、解读 3 条，二季度公开 18 条、解读 2 条: whether a figure is the second of a pair beside pairs, which is added to none of the first.
pub(super) fn is_second(text: &str, list: &[Mention], at: usize) -> bool {
    let paused =
        |at: usize| (1..list.len()).contains(&at) && list[at - 1].between(&list[at], text).starts_with('、');
    let of = |other: usize| {
        let (Some(one), Some(next)) = (list.get(at.min(other)), list.get(at.max(other))) else {
            return false;
        };
        let apart = list[at.max(other) - 2].between(&list[at.max(other) - 1], text).starts_with(is_comma);
        let name = one.lead(text).trim();
        apart && paused(other) && alike(one, next) && !name.is_empty() && name == next.lead(text).trim()
    };
    paused(at) && alike(&list[at - 1], &list[at]) && (of(at + 2) || at > 2 && of(at - 2))
}

/// What numbers come to; no more than can be held.
pub(super) fn sum_of(numbers: impl Iterator<Item = u128>) -> u128 {
    numbers.fold(0, u128::saturating_add)
}

/// What counts come to; no more than can be held.
pub(super) fn count_of(counts: impl IntoIterator<Item = u64>) -> u64 {
    counts.into_iter().fold(0, u64::saturating_add)
}

/// What figures come to, in millionths.
pub(super) fn total(parts: &[&Mention]) -> u128 {
    sum_of(parts.iter().map(|part| part.figure.micros))
}

/// 318 条，其中网站 146 条、公众号 121 条，较上年的 285 条增加 33 条: the first figure counted as one is that makes right what is told of that one,
/// however far it is.
pub(super) fn further<'m>(
    figures: &'m [Mention],
    like: &Mention,
    right: impl Fn(&Mention) -> bool,
) -> Option<&'m Mention> {
    let same = |m: &&Mention| self::like(m, like) && !m.figure.approximate;
    figures.iter().filter(same).find(|m| right(m))
}

/// Whether numbers, so many of them or more, come to a sum: up to the last or before.
pub(super) fn come_to(numbers: impl Iterator<Item = u128>, least: usize, sum: u128) -> bool {
    let sums = numbers.scan(0u128, |all, one| {
        *all = all.saturating_add(one);
        Some(*all)
    });
    { sums }.skip(least - 1).any(|all| all == sum)
}

pub(super) fn class(mention: &Mention) -> Kinds {
    let idle = [Class::Filler, Class::Quantity, Class::Rest, Class::ThisYear];
    let bare = mention.before().iter().all(|t| t.is(idle) || t.is_mark("、，"));
    let has = |class: Class| mention.has_before(class) || bare && mention.has_after(class);
    let fates = [Class::Outcome, Class::Carry, Class::CarryIn, Class::CarryOut, Class::Rejected];
    if fates.into_iter().any(has) || has(Class::Verdict) && !has(Class::Others) {
        Kinds::Fates
    } else if has(Class::Applicant) {
        Kinds::Applicants
    } else if has(Class::Channel) && thing_behind_channel(mention) <= "网站".len() {
        Kinds::Channels
    } else if has(Class::Finish) || has(Class::Application) && (has(Class::Receive) || has(Class::ReceiveNew))
    {
        Kinds::Fates
    } else {
        Kinds::Plain
    }
}

/// How many bytes of a thing's name stand behind the channel (网站要闻 6, 网站公开信息 0).
fn thing_behind_channel(mention: &Mention) -> usize {
    let words = mention.before();
    let behind = words.iter().rposition(|t| t.is(Class::Channel)).map_or(0, |at| at + 1);
    words[behind..].iter().filter(|t| t.kind == Kind::Other).map(|t| t.end - t.start).sum()
}

/// A number of things in millionths.
pub(super) fn things(count: u64) -> u128 {
    u128::from(count) * MICRO
}
