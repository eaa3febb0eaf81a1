//! What a figure counts, in the words that a sentence has for it: those of its own clause without what every sentence has (全年, 共, 开展,
//! 发布), and how nearly two such names are one.

use std::ops::Range;

use crate::check::claims::terms::{people, writings};
use crate::check::compare::Passage;
use crate::check::text::{Class, Kind, LEXICON, Mention, Sentence, Token, Words, is_comma, last_phrase};
use crate::source::Sieve;

/// The name of what a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    /// The words that tell it from other things.
    pub(super) name: String,
    /// All of them, the idle ones (政务公开业务 of 政务公开业务培训) as well.
    pub(super) words: String,
    /// Where it is: the platform that it is on, if its own clause or one before names one.
    pub(super) place: Vec<String>,
    /// It is named by the platform that it is on.
    quoted: bool,
    /// The platform on which it counts all that the body has there.
    channel: Option<&'static str>,
}

/// How nearly two names are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// In all that tells them from others.
    Same,
    /// They have a long run of characters in common: 投诉举报处理.
    Much,
    /// All that is on one platform: 微信平台推文, 公众号推送信息.
    Channel,
}

/// A run of so many characters that two names have in common is no chance.
const LONG_RUN: usize = 5;

/// How far back a platform is looked for, in bytes.
const SIGHT: usize = 600;

/// The name of what a figure of a paragraph counts; nothing where its clause has none.
pub(super) fn called(passage: &Passage<'_>, sentence: &Sentence, at: usize) -> Option<Called> {
    let text = passage.text();
    let mention = &sentence.mentions[at];
    let words = own_words(text, sentence, at);
    // “青禾水务”公众号 has it in its name.
    let words = if words.contains('“') { words } else { passage.names.without_own(&words) };
    let own = platforms(&words);
    let (mut name, mut quoted) = bare(&words, mention.figure.unit);
    let written = writings(mention.figure.unit);
    // 受理投诉 815 件，办结 252 件: of what is named before.
    if without(&name, LEXICON.list("动作")).is_empty() {
        let mut named = sentence.mentions[..at].iter().enumerate().rev().take(FEW).filter_map(|(at, m)| {
            let named = bare(&own_words(text, sentence, at), m.figure.unit);
            (!without(&named.0, LEXICON.list("动作")).is_empty()).then_some(named)
        });
        // 加强“青禾水务”公众号管理，全年推送 168 条: of the account that a clause before names.
        let on_account = || {
            let told = written && own.is_none() && mention.has_before(Class::ThisYear);
            let on = earlier(text, sentence, mention).filter(|_| told);
            on.filter(|on| account(on).is_some()).map(|_| ("信息".to_owned(), false))
        };
        let (of, of_quoted) = named.next().or_else(on_account)?;
        (name, quoted) = (of + &name, of_quoted);
    }
    // “青禾水务”公众号发布 498 条: of what is on it.
    if quoted && written && own.as_ref().is_some_and(|own| own.iter().any(|place| place.contains(&name))) {
        (name, quoted) = ("信息".to_owned(), false);
    }
    // 册, 场, 人次 are of no platform.
    let place = if written {
        own.or_else(|| earlier(text, sentence, mention)).unwrap_or_default()
    } else {
        own.filter(|_| mention.figure.unit == "次").unwrap_or_default()
    };
    let channel = if place.is_empty() { None } else { channel(&name, &place) };
    Some(Called { name, words, place, quoted, channel })
}

/// The platform on which a name counts all: it says no more, and no other platform.
fn channel(name: &str, place: &[String]) -> Option<&'static str> {
    let called = |words: &str| LEXICON.channels_called.iter().find(|(_, names)| names.contains(&words));
    let mut on = place.iter().filter_map(|word| called(word)).collect::<Vec<_>>();
    // 微信视频号 is no 公众号.
    let (own, names) = on.pop().filter(|_| on.is_empty())?;
    let rest = without(&without(name, names), LEXICON.list("渠道闲词"));
    rest.is_empty().then_some(*own)
}

/// How many figures back a name is looked for.
const FEW: usize = 8;

/// What a share is of that no figure beside it gives.
pub(super) struct Shared {
    /// 动态信息 of 以动态信息为主，占全年公开信息的 48%.
    pub(super) part: String,
    /// 信息; empty where no more is said than 占 48%, 占总量的 48%.
    pub(super) whole: String,
    /// 总量, 全部: all that there are, if not of what.
    pub(super) of_all: bool,
}

/// The least characters of a name by which a part of an unnamed whole is found elsewhere.
const LEAST: usize = 4;

/// The names of a share's part and whole.
pub(super) fn shared_out(text: &str, sentence: &Sentence, mention: &Mention) -> Option<Shared> {
    let lead = &text[sentence.range.start..mention.figure.start];
    let (part, of) = lead.rsplit_once('占')?;
    let clause = last_phrase(part.trim_end_matches([',', '，', '的', '仅', '只', '约', '均']));
    let part = clause
        .split_once('以')
        .and_then(|(_, rest)| rest.split_once("为主"))
        .map_or(clause, |(part, _)| part);
    let name = part.trim_end_matches("信息").chars().count();
    let [part, whole] = [part, of].map(|words| {
        let idle = without(words, LEXICON.list("占比的闲字"));
        bare(&idle, "%").0
    });
    let of_all = LEXICON.says("全体的", of);
    // 执法类信息占 45%: of what is not said.
    let long = name >= LEAST + usize::from(!of_all);
    let bare = of_all || ["", "比", "比为"].contains(&of.trim());
    let named = !whole.is_empty() || long && bare && !mention.has_before([Class::OtherWhole, Class::Each]);
    let digits = |words: &str| words.contains(|c: char| c.is_ascii_digit());
    (!part.is_empty() && named && !digits(clause) && !digits(&whole)).then_some(Shared {
        part,
        whole,
        of_all,
    })
}

/// How many words number a clause: 一是 of 一是开展 3 次培训.
fn unnumbered(text: &str, words: &[Token]) -> usize {
    let first = words.first().filter(|t| t.end - t.start == '一'.len_utf8());
    if first.is_some_and(|t| LEXICON.opens("点", &text[t.start..])) { 2 } else { 0 }
}

/// The words of a figure's clause that tell what it counts.
fn own_words(text: &str, sentence: &Sentence, at: usize) -> String {
    let mention = &sentence.mentions[at];
    // 成员由 9 名增至 13 名: the name stands before the first.
    let first = at.checked_sub(1).map(|at| &sentence.mentions[at]);
    let reached = first.filter(|m| {
        mention.has_before(Class::Reaching) && m.right.first().is_some_and(|t| t.is(Class::Reaching))
    });
    let all = reached.unwrap_or(mention).before();
    let told = behind_ways(text, all);
    let before = &told[unnumbered(text, told)..];
    let examples = examples(text, before, mention.figure.unit);
    let ends = mention.right.iter().position(|t| matches!(t.kind, Kind::Mark(c) if !"“”《》".contains(c)));
    let behind = &mention.right[..ends.unwrap_or(mention.right.len())];
    // 2 处专区运行良好: what is said of it.
    let said = |t: &Token| LEXICON.opens("数后动词", &text[t.start..]);
    let end = behind.iter().position(|t| t.is(Class::All) || said(t)).unwrap_or(behind.len());
    // 4 期培训 162 人次: what stands before the next figure is its own.
    let own = !behind[..end].has_figure();
    let mut named = if own { content(text, &behind[..end]) } else { String::new() };
    // 3 处专区设备老化: what is said of it.
    let things = LEXICON.list("单列的事").iter().filter_map(|thing| Some(named.find(thing)? + thing.len()));
    named.truncate(things.min().unwrap_or(named.len()));
    // 微信、微博共 3 个政务新媒体: what they are together.
    let summed = !named.is_empty() && mention.sums_up(text) && before.has_mark("、");
    let [led, meant] = [&before[..examples.start], &before[examples.end..]].map(|words| content(text, words));
    // 存在的问题：3 期公报…: a heading.
    let titled = !named.is_empty() && text[..mention.figure.start].ends_with(['：', ':']);
    if summed || titled { named } else { led + &meant + &named }
}

/// 修订信息审核、保密审查等制度 5 项: what stands as examples between the verb and the noun; nothing of writings, of which those are a kind.
fn examples(text: &str, before: &[Token], unit: &str) -> Range<usize> {
    let end = before.iter().rposition(|t| t.text(text) == "等").filter(|_| !writings(unit));
    let Some(end) = end.filter(|&end| before[..end].has_mark("、")) else { return 0..0 };
    // 建立公开审查…等制度: 公开 begins a name there.
    let verbs = || {
        ["起首动词", "动作", "重述动词"]
            .into_iter()
            .flat_map(|list| LEXICON.list(list))
            .filter(|v| **v != "公开")
    };
    let mut from = before[0].start;
    while let Some(verb) =
        verbs().filter(|verb| text[from..].starts_with(**verb)).max_by_key(|verb| verb.len())
    {
        from += verb.len();
    }
    let start = before.partition_point(|t| t.start < from);
    if start > 0 && start < end && before[start].start == from { start..end + 1 } else { 0..0 }
}

/// 通过网站等渠道公开: by all ways; the words behind them.
fn behind_ways<'t>(text: &str, all: &'t [Token]) -> &'t [Token] {
    let ways =
        all.iter().rposition(|t| t.is(Class::Channels) && text[..t.end].ends_with(['道', '式', '径', '台']));
    // 在便民服务中心等地.
    let ways = ways.or_else(|| {
        let places = |t: &Token| LEXICON.opens("等地", &text[t.start..]);
        all.iter().rposition(places).map(|at| (at + 1).min(all.len() - 1))
    });
    &all[ways.map_or(0, |at| at + 1)..]
}

/// The words of tokens, without those that name nothing.
fn content(text: &str, tokens: &[Token]) -> String {
    let idle = [
        Class::Filler,
        Class::Quantity,
        Class::ThisYear,
        Class::We,
        Class::All,
        Class::Of,
        Class::OnTime,
        Class::Share,
        Class::Among,
        Class::Lists,
    ];
    let tells = |t: &&Token| !t.is(idle) && !matches!(t.kind, Kind::Mark(c) if !"“”《》".contains(c));
    // 工|作, 场|所: the end of a word that nobody knows.
    let ends = |at: usize| {
        let before = at.checked_sub(1).map(|i| &tokens[i]).filter(|b| b.kind == Kind::Other);
        before.is_some_and(|b| b.end == tokens[at].start)
            && ["作", "所", "全"].contains(&tokens[at].text(text))
    };
    let told = tokens.iter().enumerate().filter(|(at, token)| tells(token) || ends(*at));
    told.map(|(_, token)| token.text(text)).collect()
}

/// A name without its idle words, and whether a platform's name in quotation marks is in it.
fn bare(words: &str, unit: &str) -> (String, bool) {
    // “水务动态”栏目, 微博“青禾水务”: the name of a platform; “一图读懂” may be on several.
    let [open, close] = [words.find('“'), words.rfind('”')];
    let quoted = open.is_some_and(|at| LEXICON.closes("载体", &words[..at]))
        || close.is_some_and(|at| LEXICON.opens("载体", &words[at + '”'.len_utf8()..]));
    let words = named_alike(words);
    let verbs = LEXICON.list("重述动词");
    // 领导小组召开的会议 is 领导小组会议.
    let less = named_alike(&without(&without(&words, LEXICON.list("重述泛词")), verbs));
    // 政务信息, 业务活动: where nothing else is left, they are the name.
    let mut name =
        if less.chars().filter(|c| c.is_alphanumeric()).count() >= 2 { less } else { without(&words, verbs) };
    name = name.strip_prefix('局').map_or(name.clone(), str::to_owned);
    if people(unit) {
        let less = without(&name, LEXICON.list("受训"));
        name = if less.is_empty() && !name.is_empty() { "培训".to_owned() } else { less };
    }
    if quoted {
        name = without(&name, LEXICON.list("载体"));
    }
    let name = name.trim_start_matches(['虽', '但', '且', '也', '还', '又']);
    (unbegun(name).chars().filter(|c| c.is_alphanumeric()).collect(), quoted)
}

/// A name without the verb that it begins with: 建设, 制定.
fn unbegun(name: &str) -> &str {
    let rests = LEXICON.list("起首动词").iter().filter_map(|verb| name.strip_prefix(verb));
    rests.min_by_key(|rest| rest.len()).filter(|rest| rest.chars().count() >= 2).unwrap_or(name)
}

/// Words in which each thing has one name.
pub(super) fn named_alike(words: &str) -> String {
    let mut words = words.to_owned();
    let mut sieve = Sieve::of(&words);
    for (one, others) in &LEXICON.told {
        for other in others {
            if sieve.may_hold(other) && words.contains(other) {
                words = words.replace(other, one);
                sieve = Sieve::of(&words);
            }
        }
    }
    words
}

/// A text without the words of a list, the longest first; things that have a name of their own (发布会) stay whole.
pub(super) fn without(text: &str, words: &[&str]) -> String {
    let sieve = Sieve::of(text);
    let words: Vec<&str> = words.iter().copied().filter(|word| sieve.may_hold(word)).collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let things = || LEXICON.told.iter().map(|(thing, _)| *thing);
    let things: Vec<&str> = things().filter(|thing| sieve.may_hold(thing)).collect();
    let longest = |words: &[&str], rest: &str| {
        words.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max()
    };
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = longest(&words, rest);
        let kept = longest(&things, rest).filter(|thing| word.is_some_and(|word| word < *thing));
        let until = kept.or(word).unwrap_or(c.len_utf8());
        if word.is_none() || kept.is_some() {
            left.push_str(&rest[..until]);
        }
        rest = &rest[until..];
    }
    left
}

/// The platforms that a text names, the names in quotation marks of such as well.
fn platforms(text: &str) -> Option<Vec<String>> {
    let sieve = Sieve::of(text);
    let names = LEXICON.list("载体").iter().copied();
    let mut found: Vec<&str> = names.filter(|word| sieve.may_hold(word) && text.contains(word)).collect();
    // 门户网站 is 网站, 微信公众号 is 公众号.
    for (whole, part) in [("网站", "门户"), ("公众号", "微信")] {
        if found.contains(&whole) {
            found.retain(|name| *name != part);
        }
    }
    let quoted = text.split_once('“').and_then(|(_, rest)| rest.split_once('”'));
    found.extend(quoted.filter(|(_, rest)| LEXICON.opens("载体", rest)).map(|(name, _)| name));
    (!found.is_empty()).then(|| found.into_iter().map(str::to_owned).collect())
}

/// Those of the nearest clause before that names one.
fn earlier(text: &str, sentence: &Sentence, mention: &Mention) -> Option<Vec<String>> {
    let end = mention.before().first().map_or(mention.figure.start, |t| t.start).max(sentence.range.start);
    let from = text.floor_char_boundary(end.saturating_sub(SIGHT));
    text[from..end].rsplit(is_comma).find_map(platforms)
}

/// The name of an account among platforms: 青禾水务.
fn account(place: &[String]) -> Option<&String> {
    place.iter().find(|word| !LEXICON.has("载体", word.as_str()))
}

impl Called {
    /// Whether it is all that is on a platform.
    pub(super) fn is_of_channel(&self) -> bool {
        self.channel.is_some()
    }

    /// How nearly it is another; nothing where they are two things.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        let place = self.place == other.place || self.quoted || other.quoted;
        if self.name == other.name && place {
            return Some(Likeness::Same);
        }
        if self.channel.is_some() && self.channel == other.channel {
            let [one, two] = [self, other].map(|called| account(&called.place));
            return (one.is_none() || two.is_none() || one == two).then_some(Likeness::Channel);
        }
        // 投诉举报处理, 行政执法类: so much in common is no chance, whatever else is said.
        let open = self.place.is_empty() || other.place.is_empty();
        let [one, other] = [self, other].map(|called| called.name.chars().collect::<Vec<char>>());
        (open && common_run(&one, &other).0.len() >= LONG_RUN).then_some(Likeness::Much)
    }

    /// Whether the words for the one end with those for the other: 政务公开培训, 培训.
    pub(super) fn is_spoken_like(&self, other: &Self) -> bool {
        let plain =
            |one: &Self, spoken: &str| spoken.chars().count() >= 2 && !LEXICON.says("动作", &one.words);
        let [one, two] = [self, other].map(Self::spoken);
        plain(self, &one) && plain(other, &two) && (one.ends_with(&two) || two.ends_with(&one))
    }

    /// The name that it was told with, without what was done: 政务公开业务培训.
    fn spoken(&self) -> String {
        unbegun(&without(&named_alike(&self.words), LEXICON.list("重述动词"))).to_owned()
    }

    /// How many characters it was told with.
    pub(super) fn length(&self) -> usize {
        self.words.chars().filter(|c| c.is_alphanumeric()).count()
    }

    /// 培训, 会议, 信息: what reports have of many kinds.
    pub(super) fn is_common(&self) -> bool {
        is_common(&self.name) && !self.quoted
    }
}

/// Whether a name says no more than such a word.
pub(super) fn is_common(name: &str) -> bool {
    without(name, LEXICON.list("泛说")).chars().count() <= 1
}

/// The longest run of characters that two names have in common, in each.
pub(super) fn common_run(one: &[char], other: &[char]) -> (Range<usize>, Range<usize>) {
    let mut best = (0..0, 0..0);
    for a in 0..one.len() {
        for b in 0..other.len() {
            let run = one[a..].iter().zip(&other[b..]).take_while(|(x, y)| x == y).count();
            if run > best.0.len() {
                best = (a..a + run, b..b + run);
            }
        }
    }
    best
}
