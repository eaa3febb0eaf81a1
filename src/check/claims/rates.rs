//! 办结率, 回收率, 整改率: a rate of two figures of the same sentence, or of table three, that they do not give (X10).

use super::percent::{distance, is_share, percentage};
use super::terms::{count_of, further, is_paused, total};
use crate::check::claim::{Matter, Reading, Said};
use crate::check::compare::{Passage, written};
use crate::check::dates::day_number;
use crate::check::text::{Class, LEXICON, MICRO, Mention, Sentence, Words, last_phrase};
use crate::diagnostic::codes;
use crate::form::quantity::RowName as Row;

/// Recomputes the rates of a sentence; `claims` are what its figures say of applications.
pub(super) fn check(passage: &mut Passage<'_>, index: usize, claims: &[Option<Said>]) {
    let (text, sentence) = (passage.text(), &passage.sentences[index]);
    for (at, mention) in sentence.mentions.iter().enumerate() {
        above_all(passage, mention);
        let exact = mention.figure.unit == "%" && !mention.figure.approximate;
        let asked = exact && !mention.has_before(Class::Share);
        let Some(stem) = stem(text, mention).filter(|_| asked) else { continue };
        // 剥离不良贷款 45 亿元，不良贷款率 2.44%: of what there is, which is not told.
        if LEXICON.closes("统计的率", name(text, mention)) {
            continue;
        }
        if mention.figure.micros == 100 * MICRO && is_belied(passage, index, at, stem) {
            continue;
        }
        // 合格率 99%；其中蔬菜合格率 98%、水果合格率 100%: of a kind of them.
        let of_all = |m: &Mention| self::stem(text, m) == Some(stem);
        if !mention.lead(text).starts_with(stem) && sentence.mentions[..at].iter().any(of_all) {
            continue;
        }
        let mut pairs = Vec::new();
        if mention.has_before(Class::FinishRate) && !mention.has_before(Class::Deadline) {
            pairs = of_applications(passage, index, claims);
        }
        let named = of_named(text, &sentence.mentions[..at], mention);
        if pairs.is_empty() {
            let near = || of_neighbours(passage, index, at, (stem, is_failed(text, mention, stem)));
            pairs = named.map_or_else(near, |pair| vec![pair]);
        }
        // 解读率 100% may be of something else.
        let all = mention.figure.micros == 100 * MICRO;
        // 已整改 78 处，整改率 100%.
        let part = sentence.mention_before(at);
        let done =
            part.and_then(|part| part.head(text).strip_suffix(stem)).is_some_and(|h| h.ends_with('已'));
        // 回收率 96%，发放 500 份，回收 480 份.
        let told_before = sentence.mentions[..at].iter().all(|m| m.figure.unit == "%");
        let sure = (told_before || named.is_some()) && !all
            || (!all || done) && is_of_part(text, sentence, at, stem)
            || pairs.first().is_some_and(|(part, whole)| part > whole);
        judge(passage, sentence, mention, stem, &pairs, sure);
    }
}

/// 96 条，3 条超期答复，及时答复率 100%; 2 件正在办理。办结率 100%: whether the last figure before it counts what was late, or is not done.
fn is_belied(passage: &mut Passage<'_>, index: usize, at: usize, stem: &str) -> bool {
    let (text, list) = (passage.text(), &passage.sentences[index].mentions);
    let before =
        index.checked_sub(1).filter(|_| at == 0).map(|before| &passage.sentences[before].mentions[..]);
    let mention = &list[at];
    let words = |m: &Mention| m.before().written(text) + &m.after().written(text);
    let timely = LEXICON.closes("按时的", name(text, mention).trim_end_matches('率').trim_end_matches(stem));
    // 按时答复率 100%，其中超期答复 1 件.
    let late = |m: &&Mention| {
        let own = words(m);
        timely
            && m.figure.is_count()
            && LEXICON.says("超了期", &own)
            && own.contains(stem)
            && m.figure.micros > 0
    };
    if let Some(late) = list.get(at + 1).filter(late) {
        not_all(passage, mention, late, stem, "后面", "超期");
        return true;
    }
    let [.., whole, rest] = before.unwrap_or(&list[..at]) else { return false };
    let own = words(rest);
    let said = |list| LEXICON.says(list, &own);
    // 10 件结转下年，答复率 100%: of those that were due.
    // 新收 6 件、上年结转 1 件，办结率 100%: nor is what came over what was left.
    let due =
        || own.contains("结转") && !stem.starts_with('办') || rest.has(Class::CarryIn) || said("到期的");
    let left = || said("没办完") && LEXICON.has("办完的", stem) && !due();
    let amiss = if timely { said("超了期") && own.contains(stem) } else { left() };
    let less = rest.figure.is_count() && (1..whole.figure.micros).contains(&rest.figure.micros);
    // 正在办理的业务 45 件，均已答复: of all.
    let between = text.get(rest.figure.end..mention.figure.start - mention.lead(text).len()).unwrap_or("");
    if !(amiss && less) || whole.figure.unit != rest.figure.unit || between.contains(['均', '全']) {
        return false;
    }
    not_all(passage, mention, rest, stem, "前面", if timely { "超期" } else { "没有办完" });
    true
}

/// 办结率写 100%，前面还有 2 件没有办完.
fn not_all(
    passage: &mut Passage<'_>,
    mention: &Mention,
    rest: &Mention,
    stem: &str,
    place: &str,
    what: &str,
) {
    passage.bind(mention, "两个数之比");
    let message =
        format!("{stem}率写 100%，{place}还有 {} {}{what}", written(&rest.figure), rest.figure.unit);
    let finding = passage.finding_at(&codes::X10, mention, message).label(passage.place(rest), what);
    passage.tell(mention, finding.note("比率不对").help("重算比率，或核对件数"));
}

/// 征集意见 286 条，采纳 171 条，采纳率: nothing but the verb stands by the part.
fn is_of_part(text: &str, sentence: &Sentence, at: usize, stem: &str) -> bool {
    let Some(part) = sentence.mention_before(at) else { return false };
    let words = part.before().written(text).replace(['，', '、'], "");
    let lead = sentence.mentions[at].head(text).rsplit(['，', '、', '；']).next().unwrap_or("");
    let own = lead.trim_end_matches(['达', '到', '为', '是', ' ']).strip_suffix('率') == Some(stem);
    // 新增学位 33480 个；校外培训机构压减 353 个，压减率 85.9%: of others.
    let apart = at.checked_sub(2).map_or("", |i| sentence.mentions[i].between(part, text));
    own && words.ends_with(stem) && part.after().is_empty() && !apart.contains('；')
}

/// 满意率 198.6%: a part of all cannot be more.
fn above_all(passage: &mut Passage<'_>, mention: &Mention) {
    let rate = mention.figure.unit == "%"
        && mention.figure.micros > 100 * MICRO
        && !mention.has([Class::Up, Class::Compare]);
    let name = name(passage.text(), mention);
    if rate && LEXICON.closes("不过百", name) && !LEXICON.closes("可过百", name) {
        let message = format!("{}%：超过 100%", written(&mention.figure));
        passage.tell(mention, passage.finding_at(&codes::X10, mention, message).help("核对这个比率"));
    }
}

/// The words up to a rate and its name.
fn name<'t>(text: &'t str, mention: &Mention) -> &'t str {
    let head = LEXICON.cut_end("率后的字", mention.head(text));
    // 满意率（不含基本满意）.
    let bracket = head.strip_suffix('）').and_then(|inner| inner.rsplit_once('（'));
    bracket.filter(|(_, inner)| LEXICON.opens("不计", inner)).map_or(head, |(name, _)| name)
}

/// The verb of a rate: 回收 of 回收率.
fn stem<'t>(text: &'t str, mention: &Mention) -> Option<&'t str> {
    let name = name(text, mention);
    // 合格率在 95%和 97%之间.
    if mention.head(text)[name.len()..].contains('在') {
        return None;
    }
    // 满意度 is one of those asked; 知晓度, 热度 are not.
    let satisfied = || name.strip_suffix('度').filter(|word| word.ends_with(SATISFIED));
    let word = LEXICON.before("率的叫法", name).or_else(satisfied)?;
    let start = word.char_indices().rev().nth(1)?.0;
    Some(&word[start..]).filter(|word| word.chars().all(crate::source::is_han))
}

/// 不合格率: whether the rate is that of those of which the verb is denied.
fn is_failed(text: &str, mention: &Mention, stem: &str) -> bool {
    let name = name(text, mention).trim_end_matches(['率', '度']);
    name.strip_suffix(stem).is_some_and(|before| before.ends_with('不'))
}

/// The one stem whose 率 is called 度 too, and of which there are several.
const SATISFIED: &str = "满意";

/// What was answered, of what came in.
fn of_applications(passage: &Passage<'_>, index: usize, claims: &[Option<Said>]) -> Vec<(u64, u64)> {
    let sentence = &passage.sentences[index];
    let of = |matter: Matter| -> Vec<u64> {
        let all = sentence.mentions.iter().zip(claims);
        let found = all.filter(|(_, said)| Said::counts_all(said.as_ref(), &[matter]));
        found.filter_map(|(m, _)| m.figure.whole()).collect()
    };
    let (came, carried, done) = (of(Matter::Received), of(Matter::Carried), of(Matter::Finished));
    if came.is_empty() {
        return Vec::new();
    }
    let total = |row| passage.count(&Reading::total(row));
    let (closed, new) = (total(Row::Closed), total(Row::Received));
    let all = new.saturating_add(total(Row::CarriedIn));
    let mut pairs = Vec::new();
    for &new in &came {
        let wholes = carried.iter().map(|c| new.saturating_add(*c)).chain([new]);
        wholes.for_each(|whole| pairs.extend(done.iter().map(|&d| (d, whole))));
    }
    pairs.extend([(closed, all), (closed, new)]);
    pairs.retain(|(part, whole)| *whole > 0 && part <= whole);
    pairs
}

/// 发放 500 份，收回 478 份，回收率 95.6%: the two figures before, if the nearer one's clause has the verb.
fn of_neighbours(
    passage: &Passage<'_>,
    index: usize,
    at: usize,
    (stem, failed): (&str, bool),
) -> Vec<(u64, u64)> {
    let list = &passage.sentences[index].mentions;
    let earlier = || list[..at].iter().enumerate().rev().filter(|(_, m)| m.figure.unit != "%");
    let text = passage.text();
    let said = |m: &Mention| m.before().written(text) + &m.after().written(text);
    let has_verb = |m: &Mention| {
        let said = said(m);
        // 不合格 13 家 is no part of a 合格率, but of a 不合格率.
        stem.chars().all(|c| said.contains(c))
            && said.match_indices(stem).any(|(at, _)| LEXICON.closes("没做成", &said[..at])) == failed
    };
    // “满意” 81 份、“基本满意” 6 份、“不满意” 3 份: the first alone, or both.
    let several = || {
        let kinds: Vec<(usize, &Mention)> = earlier().take_while(|(_, m)| said(m).contains(stem)).collect();
        let (first, _) = *kinds.last().filter(|_| kinds.len() > 1)?;
        let whole = first.checked_sub(1).map(|at| &list[at])?;
        let alike = |m: &Mention| m.figure.counts_like(&whole.figure);
        let good: Vec<u64> =
            kinds.iter().rev().filter(|(_, m)| has_verb(m)).filter_map(|(_, m)| m.figure.whole()).collect();
        let of = whole.figure.whole().filter(|_| kinds.iter().all(|(_, m)| alike(m)) && alike(whole))?;
        let sum = count_of(good.iter().copied());
        Some(vec![(*good.first()?, of), (sum, of)]).filter(|_| sum <= of)
    };
    if !failed && let Some(pairs) = several() {
        return pairs;
    }
    // 通过 931 篇，退回 33 篇，通过率: the verb stands by the last but one.
    let part = earlier().take(2).find(|(_, m)| has_verb(m)).or_else(|| earlier().next());
    let Some((number, part)) = part else { return of_those_behind(passage, &list[at + 1..], &has_verb) };
    let whole = list[..number].iter().rev().find(|m| m.figure.unit == part.figure.unit);
    // 15 个社区中，已有 13 个建成…，覆盖率.
    let covered = || {
        let within = whole.is_some_and(|m| m.is_parted_by(part, text));
        LEXICON.has("覆盖", stem) && number + 1 == at && within
    };
    let verb = has_verb(part) || covered();
    // 归集 48 亿元、提取 33 亿元、发放个贷 21 亿元，个贷率: of three amounts beside each other none is the whole of the next.
    if part.figure.unit == "元"
        && number >= 2
        && is_paused(text, &[&list[number - 2], &list[number - 1], part])
    {
        return Vec::new();
    }
    let Some(whole) = whole else {
        // 优良天数 323 天，优良率 88.5%: of the days of the year.
        let days = part.figure.whole().filter(|_| verb && part.figure.unit == "天" && part.figure.is_count());
        let begins = |year| day_number(year, 1, 1);
        let all = begins(passage.facts.year.value + 1) - begins(passage.facts.year.value);
        return days.into_iter().map(|days| (days, u64::from(all))).collect();
    };
    let same = whole.figure.unit == part.figure.unit && whole.depth == part.depth;
    let (Some(w), Some(p)) = (whole.figure.whole(), part.figure.whole()) else { return Vec::new() };
    let exact = whole.figure.is_count() && part.figure.is_count();
    // 成交 136 万元，节约 11 万元，节约率: of what there was before.
    let before = ["节约", "节省"].contains(&stem).then(|| (p, w.saturating_add(p)));
    // A part that is more than its whole is a slip too.
    if verb && same && exact && p <= w.saturating_add(w / 5) && w > 0 {
        before.into_iter().chain([(p, w)]).collect()
    } else {
        Vec::new()
    }
}

/// 公文 520 份，其中主动公开 182 份、依申请公开 247 份、不予公开 91 份，主动公开率 35%: the part that has the whole name of the rate, of a list
/// behind 其中 that makes up its whole.
fn of_named(text: &str, earlier: &[Mention], mention: &Mention) -> Option<(u64, u64)> {
    let name = name(text, mention);
    let near = &name[name.floor_char_boundary(name.len().saturating_sub(SIGHT))..];
    let name = last_phrase(near).strip_suffix('率').filter(|n| n.chars().count() >= 4)?;
    let few = &earlier[earlier.len().saturating_sub(FEW)..];
    // 不同意公开 3 份 is no part of a 同意公开率.
    let is =
        |m: &Mention| m.head(text).strip_suffix(name).is_some_and(|before| !LEXICON.closes("没做成", before));
    let at = few.iter().rposition(is)?;
    let among = |m: &Mention| m.before().first().is_some_and(|t| t.is(Class::Among));
    let first = (0..=at).rev().find(|&at| among(&few[at]))?;
    let whole = first.checked_sub(1).map(|at| &few[at])?;
    let parts: Vec<&Mention> =
        few[first..].iter().take_while(|m| m.figure.counts_like(&whole.figure)).collect();
    let held = first + parts.len() > at && total(&parts) == whole.figure.micros;
    few[at].figure.whole().zip(whole.figure.whole()).filter(|(_, w)| held && *w > 0)
}

/// How many figures back a list may begin, and how many bytes a name may have.
const FEW: usize = 12;
const SIGHT: usize = 60;

/// 回收率 96%，发放 500 份，回收 480 份: the two figures behind.
fn of_those_behind(
    passage: &Passage<'_>,
    behind: &[Mention],
    has_verb: &dyn Fn(&Mention) -> bool,
) -> Vec<(u64, u64)> {
    let [whole, part, rest @ ..] = behind else { return Vec::new() };
    let alike = |m: &Mention| m.figure.counts_like(&whole.figure);
    let near = alike(whole) && alike(part) && has_verb(part) && !rest.iter().any(alike);
    let joined = whole.between(part, passage.text()).starts_with(['，', '中']);
    match (whole.figure.whole(), part.figure.whole()) {
        // 就业率 95%；培训 1.4 万人，转移就业 6.5 万人: no part of these.
        (Some(w), Some(p)) if near && joined && w > 0 && p <= w.saturating_add(w / 5) => vec![(p, w)],
        _ => Vec::new(),
    }
}

/// Says that none of the pairs gives the rate; 100% is for X12 to say.
fn judge(
    passage: &mut Passage<'_>,
    sentence: &Sentence,
    mention: &Mention,
    stem: &str,
    pairs: &[(u64, u64)],
    sure: bool,
) {
    let off = |&&(part, whole): &&(u64, u64)| distance(&mention.figure, part, whole);
    let Some(&(part, whole)) = pairs.iter().min_by_key(off) else { return };
    let gives = |&(part, whole): &(u64, u64)| is_share(&mention.figure, part, whole);
    // 网站发布 168 条，…；转载 36 条，被采用 14 条，采用率 8.3%: of another whole.
    let earlier = &sentence.mentions[..sentence.mentions.partition_point(|m| m.token < mention.token)];
    let like = earlier.iter().find(|m| m.figure.whole() == Some(whole));
    let larger = |m: &Mention| m.figure.whole().is_some_and(|w| w > part && gives(&(part, w)));
    if pairs.iter().any(gives) || like.is_some_and(|like| further(earlier, like, larger).is_some()) {
        return passage.bind(mention, "两个数之比");
    }
    // Far off, something else is meant.
    let whole_rate = mention.figure.micros == 100 * MICRO && mention.has_before(Class::FinishRate);
    if whole_rate || !sure && distance(&mention.figure, part, whole) > 10 * MICRO {
        return;
    }
    passage.bind(mention, "两个数之比");
    let (is, wrote) = (percentage(part, whole, &mention.figure), written(&mention.figure));
    let not = if is_failed(passage.text(), mention, stem) { "不" } else { "" };
    let message = format!("{not}{stem}率写 {wrote}%，按 {part}÷{whole} 算是 {is}%");
    let finding = passage.finding_at(&codes::X10, mention, message).note("比率不对");
    passage.tell(mention, finding.help("重算比率，或核对件数"));
}
