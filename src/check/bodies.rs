//! In: the reporting body's name, and a name that the prose uses. Out: whose it is: the body's own (whole, without its region, or
//! customarily shortened), a superior's, another's. The one place that decides it. Names and words are `templates/bodies.yaml`.

mod former;
mod neighbours;
mod offices;

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use super::facts::{Facts, Paragraph};
use crate::source::{Sieve, is_han, opened, tail, without};
use crate::yaml::{WordList, entries, shipped};

/// Whose name a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameOwner {
    /// The reporting body's.
    Own,
    /// A body's above it: a government of its regions, the same department of a wider one.
    Superior,
    /// Another body's.
    Another,
}

entries! {
    /// The words of `templates/bodies.yaml`, which says what they are for.
    pub(crate) struct Words {
        "地名" regions: Vec<char>,
        "末尾" endings: WordList,
        "略称" shortened: Box<[(&'static str, WordList)]>,
        "简称" customary: Box<[(&'static str, WordList)]>,
        "动词" verbs: WordList,
        "公开" acts: WordList,
        "自述" own_deeds: WordList,
        "自办" own_will: WordList,
        "自称" selves: Box<[(&'static str, WordList)]>,
        "自称后非" not_selves: Box<[(&'static str, &'static str)]>,
        "称地" own_regions: WordList,
        "指代" pointing: WordList,
        "引出" leading: WordList,
        "别处" bodies: WordList,
        "各处" every: WordList,
        "局部" parts: WordList,
        "无关" unrelated: WordList,
        "自设" offices: WordList,
        "连同所属" with_branches: WordList,
        "不编年报" none_filed: WordList,
        "本机关自称" ours: WordList,
        "非地名" no_places: WordList,
        "向上级" asked_above: WordList,
        "转来" passed_on: WordList,
        "主管" guiding: WordList,
        "上级的" wide: WordList,
        "所管" matters: WordList,
        "设区的市" cities: WordList,
        "旧称" former: WordList,
        "别称" called_else: Box<[(&'static str, WordList)]>,
        "旧称前" formerly: WordList,
        "旧称后" of_old: WordList,
        "政府" governments: WordList,
        "全国" national: WordList,
        "党政" joint: WordList,
        "各级" others_own: &'static str,
        "园区" zones: WordList,
        "不略" kept: &'static str,
        "非名" no_names: &'static str,
        "乡镇" towns: WordList,
        "编制" announces: WordList,
        "依据" grounds: WordList,
        "年报" yearly: WordList,
        "报告" reports: WordList,
        "年报前" before_yearly: WordList,
        "编了年报" compiled: WordList,
        "本报告" itself: WordList,
        "系统" with_systems: WordList,
        "全系统" all_of: Vec<char>,
    }
}

pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("templates/bodies.yaml").all());

/// The longest name that is looked for, in characters.
const LONGEST: usize = 22;

/// What a body sets before its own name.
const OURS: [char; 4] = ['我', '本', '全', '该'];

/// Names by which a report calls its own body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// The full name, and the same with its ending or a word of it shortened.
    own: Vec<Vec<char>>,
    /// The regions it lies in, the widest first: 云州市, 青禾县.
    regions: Vec<String>,
    /// What follows the last of them: 水务局.
    core: String,
    /// 青禾县水局: the own name without a character that no short name leaves out.
    maimed: Vec<String>,
    sums_up: bool,
    /// Whether the report speaks of its whole system, where somebody asked.
    pub(crate) of_system: OnceLock<bool>,
    /// 我镇 for a bureau: what bodies of other kinds call themselves.
    others_call_themselves: Vec<&'static str>,
}

impl Names {
    pub(crate) fn of(facts: &Facts) -> Self {
        let full = facts.office.value.as_str();
        let (regions, core) = regions(full);
        let own = own_names(full);
        let is_own = |parts: &WordList| own.iter().any(|name| parts.iter().any(|part| name.contains(part)));
        // Without a name it may call itself anything.
        let others = WORDS.selves.iter().filter(|(_, parts)| !full.is_empty() && !is_own(parts));
        let others = others.map(|(name, _)| *name);
        // 我县 in the report of a bureau of a city.
        let town = WORDS.towns.says(core);
        let region = regions.last().filter(|region| !town || region.ends_with('区'));
        let elsewhere = WORDS.own_regions.iter().filter(|name| {
            // 我区 is the autonomous region's, if there is one.
            let levels: &[char] = if name.ends_with('区') { &['县'] } else { &['省', '市', '区'] };
            let autonomous = || facts.prose.iter().any(|p| p.has("自治区"));
            region.is_some_and(|region| region.ends_with(levels) && !full.ends_with(&name[3..]))
                && !(name.ends_with('区') && autonomous())
        });
        Self {
            others_call_themselves: others.chain(elsewhere).collect(),
            own: own.iter().map(|name| name.chars().collect()).collect(),
            maimed: maimed(full, regions.last().map_or("", String::as_str), core),
            regions,
            core: core.to_owned(),
            sums_up: facts.sums_up(),
            of_system: OnceLock::new(),
        }
    }

    /// Whose name `name` is.
    pub(crate) fn whose(&self, name: &str) -> NameOwner {
        let name = name.trim_start_matches(OURS);
        let (theirs, rest) = regions(name);
        let inmost = self.regions.last().map_or("", String::as_str);
        let here = theirs.last().is_none_or(|region| inmost == region.as_str() || is_whole(region, inmost));
        // 市政府 is not 县政府; but 市监局 begins with no region.
        let level = rest.chars().next().filter(|c| is_region(*c) && theirs.is_empty());
        let level = level.filter(|c| !self.core.starts_with(*c));
        if here && level.is_none_or(|c| inmost.ends_with(c)) && self.is_shortened(name) {
            return NameOwner::Own;
        }
        let known = theirs.last().is_some_and(|region| self.regions.iter().any(|r| r == region));
        let government = WORDS.governments.opens(rest.trim_start_matches(is_region));
        // 云州市水务局, above 青禾县水务局 though its name does not say so.
        let wider = theirs.last().is_some_and(|region| rank(region) < rank(inmost));
        let same = self.is_shortened(rest);
        // 县委县政府, 党委政府: both lead.
        let joint = |word: &str| name.ends_with(word) || name.contains(&format!("{word}办"));
        let general = WORDS.national.opens(name) || WORDS.joint.iter().any(joint);
        if general || (government && (known || level.is_some())) || (same && (known || wider)) {
            NameOwner::Superior
        } else {
            NameOwner::Another
        }
    }

    /// Whether a name is that of a body in the same innermost region: 青禾县司法局 beside 青禾县水务局, 双井镇党委 beside 双井镇人民政府.
    pub(crate) fn is_beside(&self, name: &str) -> bool {
        let town = |kind| Some(&name[..name.find(kind)? + str::len(kind)]);
        let own = |town: &str| {
            self.own.iter().any(|own| own.iter().collect::<String>().ends_with(&format!("{town}人民政府")))
        };
        self.regions.last().is_some_and(|own| name.contains(own.as_str()))
            || WORDS.towns.iter().filter_map(town).any(own)
    }

    /// A name in `text` that is the body's own but for one character (青和县水务局, 青禾县水局): where it stands.
    pub(crate) fn misspelt(&self, text: &str) -> Option<Range<usize>> {
        let maimed = || self.maimed.iter().find_map(|name| text.find(name).map(|at| at..at + name.len()));
        self.misplaced(text).or_else(maimed)
    }

    /// One that is so but for a character of its place.
    fn misplaced(&self, text: &str) -> Option<Range<usize>> {
        let region: Vec<char> = self.regions.last()?.chars().collect();
        let (level, place) = region.split_last()?;
        if place.len() < 2 || self.core.chars().count() < 2 {
            return None;
        }
        let behind = format!("{level}{}", self.core);
        miswritten(text, &behind, place).find_map(|(range, wrong)| match wrong.as_slice() {
            [(c, _)] => is_han(*c).then_some(range),
            // Two that have changed places.
            [(a, own), (b, other)] if a == other && b == own && place.len() == 2 => {
                is_han(*a).then_some(range)
            }
            _ => None,
        })
    }

    /// 云岭省农业农村局 in the report of 云岭省农业农村厅: its own name with the ending of another level; where it stands.
    pub(crate) fn of_another_level(&self, text: &str) -> Option<Range<usize>> {
        let own: String = self.own.first().filter(|_| !self.regions.is_empty())?.iter().collect();
        let other = [('厅', "局"), ('局', "厅")]
            .iter()
            .find_map(|(own_end, end)| Some(own.strip_suffix(*own_end)?.to_owned() + end))?;
        text.find(&other).map(|at| at..at + other.len())
    }

    /// The own place twice over: 青禾县县政府; where it stands.
    pub(crate) fn doubled_place(&self, text: &str) -> Option<Range<usize>> {
        let region = self.regions.last()?;
        let level = region.chars().next_back()?;
        let twice = format!("{region}{level}");
        text.match_indices(&twice).find_map(|(at, _)| {
            let rest = &text[at + twice.len()..];
            WORDS.governments.opens(rest).then_some(at + region.len() - level.len_utf8()..at + twice.len())
        })
    }

    /// 我镇 in the report of a bureau: where it stands.
    pub(crate) fn calls_itself_another(&self, paragraph: &Paragraph) -> Option<Range<usize>> {
        let text = paragraph.as_str();
        self.others_call_themselves.iter().find_map(|name| {
            let other =
                WORDS.not_selves.iter().find(|(end, _)| name.ends_with(end)).map_or("", |other| other.1);
            // 各乡镇结合本镇实际: each of others speaks so of its own.
            let each = |at: usize| {
                let clause = tail(&text[..at], "，。；、");
                name.starts_with('本') && clause.contains(|c| WORDS.others_own.contains(c))
            };
            paragraph.all(name).map(|at| at..at + name.len()).find(|range| {
                let quoted = opened(&text[..range.start], ['“', '”']).is_some();
                !quoted
                    && !text[range.end..].starts_with(|c| other.contains(c))
                    && !text[..range.start].ends_with('自')
                    && !each(range.start)
            })
        })
    }

    /// Whether the characters of `name` stand in one of the own names in their order, to the end: 人社局.
    fn is_shortened(&self, name: &str) -> bool {
        self.holds_in_order(&name.chars().collect::<Vec<char>>())
    }

    fn holds_in_order(&self, name: &[char]) -> bool {
        let holds = |own: &Vec<char>| {
            let mut rest = own.iter();
            own.last() == name.last() && name.iter().all(|c| rest.any(|o| o == c))
        };
        name.len() >= 2 && self.own.iter().any(holds)
    }

    /// Whether `words` name a body other than the reporting one, or only a part of it.
    pub(crate) fn names_another(&self, words: &str) -> bool {
        self.sums_up && WORDS.parts.says(&related(words)) || self.names_beside(words)
    }

    /// Whether they name another than it; 县政府 is the own one of a report that sums up its county.
    pub(crate) fn names_beside(&self, words: &str) -> bool {
        let sieve = Sieve::of(words);
        let mut text = related(words);
        if self.sums_up {
            text = without(&text, WORDS.every.iter());
        }
        let text = self.without_own(&text);
        WORDS.bodies.iter().filter(|body| sieve.may_hold(body)).any(|body| {
            // 全县 is the county's own word; in a bureau's report it is another body.
            let wider = !self.sums_up && body.chars().all(is_region);
            // 局网站 720 条, in a bureau's report.
            let bare = |before: &str| self.core.ends_with(body) && !before.ends_with(is_han);
            let own = |before: &str| (before.ends_with(OURS) || bare(before)) && !wider;
            text.match_indices(body).any(|(at, _)| !own(&text[..at]))
        })
    }

    /// The words without the body's own names, the longest of each place.
    pub(crate) fn without_own(&self, words: &str) -> String {
        let chars: Vec<char> = words.chars().collect();
        // Whether a name may end with a character.
        let ends: Vec<bool> =
            chars.iter().map(|c| self.own.iter().any(|own| own.last() == Some(c))).collect();
        let Some(last) = ends.iter().rposition(|ends| *ends) else { return words.to_owned() };
        let begins = |c: &char| OURS.contains(c) || self.own.iter().any(|own| own.contains(c));
        // Whose a name is costs a hundred times what it costs to see that it cannot be the own.
        let may_be_own = |name: &[char]| {
            let from = name.iter().position(|c| !OURS.contains(c)).unwrap_or(name.len());
            self.holds_in_order(&name[from..])
        };
        let mut out = String::with_capacity(words.len());
        let mut at = 0;
        while at < chars.len() {
            let longest = if at < last && begins(&chars[at]) { LONGEST.min(chars.len() - at) } else { 0 };
            let may_be_own = |n: &usize| ends[at + n - 1] && may_be_own(&chars[at..at + n]);
            let own = (2..=longest).rev().filter(may_be_own).find(|&n| {
                let token: String = chars[at..at + n].iter().collect();
                self.whose(&token) == NameOwner::Own
            });
            if own.is_none() {
                out.push(chars[at]);
            }
            at += own.unwrap_or(1);
        }
        out
    }
}

/// The full name, the body for which an office acts, and both with a word or the ending shortened.
fn own_names(full: &str) -> Vec<String> {
    let mut own = vec![full.to_owned()];
    // Of 区人民政府青禾街道办事处 the street is meant; 人民政府办公室 reports for its government.
    if let Some((region, rest)) = full.split_once("人民政府")
        && !rest.is_empty()
    {
        own.push(format!("{region}{rest}"));
        if rest.starts_with("办公") {
            own.push(format!("{region}人民政府"));
        }
    }
    for (long, short) in &WORDS.customary {
        for name in own.clone().iter().filter(|name| name.contains(long)) {
            own.extend(short.iter().map(|short| name.replacen(long, short, 1)));
        }
    }
    let mut at = 0;
    while at < own.len() {
        for (long, short) in &WORDS.shortened {
            let Some(stem) = own[at].strip_suffix(long).map(str::to_owned) else { continue };
            for name in short.iter().map(|short| format!("{stem}{short}")) {
                if name.chars().count() >= 2 && !own.contains(&name) {
                    own.push(name);
                }
            }
        }
        at += 1;
    }
    own
}

/// The names of a body that lack a character: those of its core but for the last, and for what short names leave out. Of 国家税务总局青禾县税务局
/// those of the national body, which is never shortened before the other.
fn maimed(full: &str, region: &str, core: &str) -> Vec<String> {
    if let Some((national, rest)) = full.split_once("总局").filter(|(_, rest)| !rest.is_empty()) {
        let national: Vec<char> = national.chars().chain("总局".chars()).collect();
        let without =
            |lost: usize| (national[..lost].iter().chain(&national[lost + 1..])).collect::<String>();
        return (1..national.len()).map(|lost| without(lost) + rest).collect();
    }
    // 芦溪人民政府 of 芦溪镇人民政府.
    let government = "人民政府";
    let town = core.strip_suffix(government).and_then(|town| town.strip_suffix(['镇', '乡']));
    let town = town.filter(|town| town.chars().nth(1).is_some() && !town.ends_with(is_region));
    let town = town.map(|town| format!("{town}{government}"));
    let core: Vec<char> = core.chars().collect();
    let last = core.len().checked_sub(1).filter(|last| *last >= 2 && !region.is_empty()).unwrap_or(0);
    let lost = (0..last).filter(|&lost| !WORDS.kept.contains(core[lost]));
    lost.map(|lost| {
        let short = core.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, c)| *c);
        region.chars().chain(short).collect()
    })
    .chain(town)
    .collect()
}

/// Where a text has `behind`, with a place before it that is not written so: the whole, and each wrong character with the right one. What
/// stands behind the place is right: it is looked for, and then what stands before it.
fn miswritten(
    text: &str,
    behind: &str,
    place: &[char],
) -> impl Iterator<Item = (Range<usize>, Vec<(char, char)>)> {
    text.match_indices(behind).filter_map(move |(at, _)| {
        let start = text[..at].char_indices().nth_back(place.len().checked_sub(1)?)?.0;
        let wrong = text[start..at].chars().zip(place.iter().copied()).filter(|(c, own)| c != own);
        Some((start..at + behind.len(), wrong.collect()))
    })
}

/// Words without those that have a body's name in them and mean none: 政府网站.
fn related(words: &str) -> String {
    without(words, WORDS.unrelated.iter())
}

pub(crate) fn is_region(c: char) -> bool {
    WORDS.regions.contains(&c)
}

/// 双江新区 beside 云州双江新区: a region whose city stands before it in the own name, without its 市.
fn is_whole(region: &str, own: &str) -> bool {
    let city = own.strip_suffix(region).map_or(0, |city| city.chars().count());
    city >= 2 && region.chars().count() > 2
}

/// How wide a region is: 省, 市, 县.
fn rank(region: &str) -> usize {
    let last = region.chars().next_back().unwrap_or('县');
    ["省", "市州盟"].iter().position(|level| level.contains(last)).unwrap_or(2)
}

/// The regions that a name begins with, and what follows them: 云州市, 青禾县; 水务局.
fn regions(name: &str) -> (Vec<String>, &str) {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in name.char_indices() {
        let end = at + c.len_utf8();
        if "局厅".contains(c) && end < name.len() {
            start = end;
        }
        let piece = &name[start.min(end)..end];
        // Zones are no regions: what they are called is shortened as the rest of a name is.
        let place = is_region(c) && piece.chars().nth(1).is_some() && !WORDS.zones.closes(piece);
        // 州 is the end of a name only before another region: 云州市.
        if place && !name[end..].starts_with(is_region) {
            found.push(piece.to_owned());
            start = end;
        }
    }
    (found, &name[start..])
}

/// Whether a name begins with a word that makes it no subject: 各, 会同.
fn is_led(name: &str) -> bool {
    WORDS.pointing.opens(name) || WORDS.leading.opens(name)
}

/// Whether a clause that begins so has the body it names for its object: 强化部门会商, 由办公室登记.
pub(crate) fn names_no_subject(clause: &str) -> bool {
    WORDS.leading.opens(clause) || WORDS.verbs.opens(clause)
}

/// The name of a body (`永宁县水利局`, with its region) at the start of a clause, if what follows is said of it.
pub(crate) fn subject(clause: &str) -> Option<&str> {
    let name = named(clause)?;
    let behind = &clause[name.len()..];
    // 起草市政府规范性文件: no verb.
    let noun = behind.starts_with("规范性");
    (!noun && WORDS.verbs.opens(behind) || WORDS.own_deeds.opens(behind)).then_some(name)
}

/// 政务新媒体与县融媒体中心: two names that are joined; but 云州市和县水务局.
fn are_two(name: &str) -> bool {
    name.match_indices(['与', '和', '同', '及']).any(|(at, word)| {
        let (before, behind) = (&name[..at], &name[at + word.len()..]);
        !before.is_empty() && !before.ends_with(is_region) && behind.starts_with(is_region)
    })
}

/// The name of a body with its region at the start of a clause.
pub(crate) fn named(clause: &str) -> Option<&str> {
    let sieve = Sieve::of(clause);
    let endings = WORDS.endings.iter().filter(|ending| sieve.may_hold(ending));
    let ends: Vec<usize> = endings.filter_map(|ending| Some(clause.find(ending)? + ending.len())).collect();
    let first = ends.iter().copied().min()?;
    // 云州市生态环境局青禾分局, 青禾县人民政府办公室: a later ending near the first.
    let near =
        |end: &usize| *end <= first + "青禾县分局".len() && !clause[first..*end].contains(['由', '，', '、']);
    let end = ends.into_iter().filter(near).max()?;
    let name = &clause[..end];
    let regional = name.char_indices().skip(2).any(|(_, c)| is_region(c) || "镇乡".contains(c));
    let fits = (4..=LONGEST).contains(&name.chars().count()) && (regional || name.ends_with("街道办事处"));
    // 2025水务局: a year without its 年.
    let plain = !name.contains(|c: char| c.is_ascii_punctuation() || WORDS.no_names.contains(c))
        && !name.starts_with(|c: char| c.is_ascii_digit());
    // 认真学习青禾县人民政府; but 共和县.
    let acts = WORDS.verbs.leading(name).is_some_and(|verb| verb.chars().nth(1).is_some());
    (fits && plain && !is_led(name) && !acts && !are_two(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::sample::idle;
    use crate::report::OfficeKind;

    pub(super) fn names(office: &str) -> Names {
        Names::of(&idle(office, OfficeKind::CountyDepartment, 2025))
    }

    #[test]
    fn whose_county_a_body_speaks_of() {
        let others = |office: &str| names(office).others_call_themselves.contains(&"我县");
        for (office, other) in [
            ("青禾县水务局", false),
            ("青禾市水务局", true),
            ("云州市城北区水务局", true),
            ("云岭省水利厅", true),
            ("云州市双井镇人民政府", false),
            ("双井镇人民政府", false),
        ] {
            assert_eq!(others(office), other, "{office}");
        }
    }
}
