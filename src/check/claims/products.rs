//! 12 期，每期 1800 册，共 21600 册: what each of a kind has, how many of the kind there are and what all have together (X09); a mean that
//! the two do not give (X10).

use super::terms::{is_count, is_whole_year, like, people};
use crate::check::compare::{Passage, decimal, spelled, written};
use crate::check::text::{
    COMMAS, Class, LEXICON, MICRO, Mention, Sentence, Token, first_phrase, is_pause, runs_on,
};
use crate::diagnostic::codes;
use crate::source::is_han;

/// What a figure is told of each of.
struct Each<'t> {
    /// What stands behind 每 or before 均: a period, a counter, or the first character of a thing.
    of: &'t str,
    /// The thing behind the counter: 乡 of 每个乡镇.
    thing: &'t str,
    /// 平均: rounded as a mean is.
    mean: bool,
    /// Hardly anything else stands in its clause: 每期 60 人.
    bare: bool,
    /// How many names stand before 各.
    many: Option<u128>,
    /// Of what it is told each of these: 厂 of 每厂每季度.
    outer: &'t str,
}

/// What the figures of a product are bound to.
const BOUND: &str = "平均数";

/// How a product may miss its whole: it is nearer than one `near`th of it.
type Times = (u128, Option<u128>);

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    for (at, mention) in sentence.mentions.iter().enumerate() {
        if let Some(each) = each(passage.text(), mention) {
            judge(passage, sentence, at, &each);
        }
    }
}

/// 每月 18 件, 平均每期 60 人, 户均 3000 元: of what a figure is told each; nothing where it is told of each twice (每人每月).
fn each<'t>(text: &'t str, mention: &Mention) -> Option<Each<'t>> {
    // 每月发布水质状况，共 12 期: of all months.
    if mention.sums_up(text) {
        return None;
    }
    let from = mention.before().first()?.start;
    let words = text[from..mention.figure.start].trim_start_matches(is_pause);
    // 每月 3 至 5 期: between the two.
    let least = LEXICON.cut_end("起讫", words);
    if least.len() < words.len() && least.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mean = words.contains('均');
    // 居民人均可支配收入 2.9 万元: what is surveyed is no part of the money that is told; 人均每月: of each twice.
    // 其中 1 件作出 3 份答复，其余每件 1 份: of some.
    if LEXICON.says("人均调查", words) || LEXICON.says("余下的", words) {
        return None;
    }
    // 东部、中部、西部各 140 户.
    let named = words.matches('、').count() as u128;
    if words.trim_end_matches('为').ends_with('各') && named > 0 {
        return Some(Each { of: "", thing: "", mean: false, bare: true, many: Some(named + 1), outer: "" });
    }
    let many = None;
    let Some((head, tail)) = words.rsplit_once('每') else {
        // 得分均在 85 分以上: all of them.
        let (head, _) = words.rsplit_once('均').filter(|(_, tail)| !tail.starts_with('在'))?;
        let of = counters().filter(|name| head.ends_with(name)).max_by_key(|name| name.len())?;
        return Some(Each { of, thing: "", mean, bare: false, many, outer: "" });
    };
    // 每期依次为 31 人次、27 人次.
    if LEXICON.says("依次", tail) {
        return None;
    }
    let tail = tail.trim_start();
    let first = tail.chars().next().filter(|c| is_han(*c))?;
    let unit = counters().filter(|name| tail.starts_with(name)).max_by_key(|name| name.len());
    let of = unit.unwrap_or(&tail[..first.len_utf8()]);
    let rest = &tail[of.len()..];
    let thing = &rest[..rest.chars().next().map_or(0, char::len_utf8)];
    // 1月至12月每月 1 期.
    let led =
        head.trim_end_matches("平均").trim_matches(|c: char| c == '月' || c == '至' || c.is_ascii_digit());
    let bare = led.chars().count() <= 2 && rest.chars().count() <= 2;
    let (led, outer) = led.rsplit_once('每').unwrap_or((led, ""));
    (!led.contains('每')).then_some(Each { of, thing, mean, bare, many, outer })
}

fn counters() -> impl Iterator<Item = &'static str> {
    LEXICON.periods.iter().map(|(name, _)| *name).chain(LEXICON.units.iter().copied())
}

/// How many there are of which each has so much.
fn how_many(text: &str, sentence: &Sentence, at: usize, each: &Each<'_>) -> (bool, Vec<Times>) {
    if let Some(many) = each.many {
        return (true, vec![(many, None)]);
    }
    if let Some((_, many)) = LEXICON.periods.iter().find(|(name, _)| *name == each.of) {
        // Weeks and days are not told to the last; offices work on 250 days.
        let near = |nth: usize, many: u128| (many > 12).then_some(if nth == 0 { 10 } else { 20 });
        let list = &sentence.mentions[..at];
        // 4 家水厂，每厂每季度 1 份; 4 家水厂每季度各公布 1 份.
        let runs = list.last().filter(|m| runs_on(text, m, &sentence.mentions[at]));
        let of = |m: &&Mention| {
            let noun: String = m.tail(text).chars().take(6).take_while(|c| is_han(*c)).collect();
            noun.contains(each.outer) || each.outer == m.figure.unit
        };
        let several = match (each.outer, runs) {
            ("", None) => 1,
            ("", Some(m)) if !m.between(&sentence.mentions[at], text).contains('各') => 1,
            ("", Some(m)) => m.figure.whole().unwrap_or(1),
            _ => list.iter().rev().find(of).and_then(|m| m.figure.whole()).unwrap_or(0),
        };
        let several = u128::from(several);
        let times = many.iter().enumerate().map(|(nth, &many)| (many * several, near(nth, many)));
        return (true, times.filter(|(many, _)| *many > 0).collect());
    }
    let counted = |m: &Mention| {
        let plain = each.of != "个" || each.mean && each.thing.is_empty();
        // 3870 人次、3600 万元，人均 9302 元.
        let counter = (m.figure.unit == each.of || people(each.of) && people(m.figure.unit)) && plain;
        let thing = if m.figure.unit == each.of { each.thing } else { each.of };
        counter || !thing.is_empty() && m.tail(text).trim_start().starts_with(thing)
    };
    let own = sentence.mentions[at].token;
    let list = sentence.mentions.iter().filter(|m| m.token != own && m.figure.is_count() && counted(m));
    let list = list.filter(|m| self::each(text, m).is_none()).filter_map(|m| m.figure.whole());
    let mut many: Vec<Times> = list.map(|many| (u128::from(many), None)).collect();
    many.retain(|(many, _)| *many > 0);
    (false, many)
}

/// The figures that may tell what all have: of a period what stands beside it, else any of the sentence.
fn wholes<'m>(text: &str, sentence: &'m Sentence, at: usize, period: bool) -> Vec<&'m Mention> {
    let list = &sentence.mentions;
    let mention = &list[at];
    // 8 件中文字类占 6 件，图解、视频各 1 件: another part.
    let other = [Class::LastYear, Class::Up, Class::Down, Class::OtherTime, Class::Share];
    let whole = |m: &&Mention| {
        m.token != mention.token
            && like(m, mention)
            && m.scope == mention.scope
            && !m.figure.approximate
            && is_count(m)
            && !m.has_before(other)
            && each(text, m).is_none()
    };
    if !period {
        return list.iter().filter(whole).collect();
    }
    let before = sentence.mention_before(at).filter(whole);
    let plain = |m: &&Mention| m.has_before(Class::ThisYear) || is_plain(text, m, mention);
    let behind = list.get(at + 1).filter(whole).filter(plain);
    before.or(behind).into_iter().collect()
}

/// Those of them that do not tell something else.
fn likely_wholes<'m>(
    text: &str,
    sentence: &'m Sentence,
    at: usize,
    each: &Each<'_>,
    period: bool,
) -> Vec<&'m Mention> {
    let mention = &sentence.mentions[at];
    let mut wholes = wholes(text, sentence, at, period);
    // 注册用户 68 万人，日均访问 3.1 万人次: of something else.
    wholes.retain(|whole| !period || !people(whole.figure.unit) || whole.figure.unit == mention.figure.unit);
    // 关停账号 1 个，保留微信、微博账号各 1 个: no more than each of them has.
    wholes.retain(|whole| each.many.is_none() || whole.figure.micros > mention.figure.micros);
    // 每轮 7 个社区，共检查 28 个次，发现问题 13 个: what is told as the sum.
    if !each.mean && wholes.iter().filter(|m| m.sums_up(text)).count() == 1 {
        wholes.retain(|m| m.sums_up(text));
    }
    wholes
}

/// 共 9000 册, 全年 52 次: nothing else is told of it than of what each has.
fn is_plain(text: &str, mention: &Mention, each: &Mention) -> bool {
    let idle = [Class::Quantity, Class::ThisYear, Class::Filler];
    let known = |t: &Token| each.before().iter().any(|own| own.text(text) == t.text(text));
    mention.before().iter().all(|t| t.is(idle) || t.is_mark(COMMAS) || known(t))
}

/// Says that no count times what each has is what all have.
fn judge(passage: &mut Passage<'_>, sentence: &Sentence, at: usize, each: &Each<'_>) {
    let text = passage.text();
    let mention = &sentence.mentions[at];
    let (period, many) = how_many(text, sentence, at, each);
    let wholes = likely_wholes(text, sentence, at, each, period);
    // 平均每件配解读 2.0 个（篇）: what is counted in two ways.
    if mention.counts_in_two(text) || period && !is_whole_year(text, sentence, mention) {
        return;
    }
    let step = mention.figure.step(text);
    let value = mention.figure.micros;
    let holds = |whole: &Mention, &(many, near): &Times| {
        let (all, off) = (whole.figure.micros, value.saturating_mul(many).abs_diff(whole.figure.micros));
        // 不足 3 件 of 2.7: rounded.
        let rough = mention.figure.approximate
            && match near {
                None => off.saturating_mul(10) <= all,
                Some(near) => near == 10 && off / MICRO < many,
            };
        // 1440 条，平均每月 130 条: all months are told; 80 of 83 is told roundly.
        let month = period && many <= 12;
        let tens = if month && value.is_multiple_of(10 * step) { 10 } else { 1 };
        let rounded = each.mean && (!period || month) && off < many.saturating_mul(step).saturating_mul(tens);
        // 户均就业 2 人以上.
        let least = each.mean && !period && mention.tail(text).starts_with("以上");
        off == 0 || least || rounded || rough || near.is_some_and(|near| off.saturating_mul(near) <= all)
    };
    // 42 场，其中主题 30 场、专题 12 场，平均每月 3.5 场: of what was parted.
    let parted = if period && each.mean { self::wholes(text, sentence, at, false) } else { Vec::new() };
    let held = wholes.iter().chain(&parted).find(|whole| many.iter().any(|many| holds(whole, many)));
    if let Some(whole) = held {
        return passage.bind_all([whole, mention], BOUND);
    }
    // 春运 40 天发布 520 条，日均 13 条; 由 7 个账号精简为 4 个，平均 1350 条: of so many as the sentence tells.
    let told = |n: u64| wholes.iter().any(|whole| holds(whole, &(u128::from(n), None)));
    let of = |m: &Mention| {
        let unit = m.figure.unit;
        unit.ends_with(each.of)
            || people(each.of) && people(unit)
            || each.of == "日" && m.figure.counts_in("天数")
            || first_phrase(m.tail(text)).contains(each.of)
    };
    // 31 个村每村 1 人，两期共 62 人次: as often too.
    let often = |n: u64| {
        let all = |many: u128| many.saturating_mul(value).saturating_mul(u128::from(n));
        let one = if let [one] = wholes[..] { Some(one.figure.micros) } else { None };
        !each.mean && one.is_some_and(|one| many.iter().any(|(many, _)| all(*many) == one))
    };
    let others = sentence.mentions.iter().filter(|m| m.token != mention.token && m.figure.is_count());
    let right = |m: &Mention, n: u64| n > 1 && (each.mean && of(m) && told(n) || often(n));
    if { others }.any(|m| m.figure.whole().is_some_and(|n| right(m, n))) {
        return;
    }
    let ([whole, ..], [(many, _), ..]) = (wholes.as_slice(), many.as_slice()) else { return };
    // Far off, something else is meant.
    let (all, product) = (whole.figure.micros, value.saturating_mul(*many));
    let most = if each.mean { 20 } else { 3 };
    let near = product <= all.saturating_mul(most) && all <= product.saturating_mul(most);
    let sure = each.mean
        || (each.bare || whole.sums_up(text) || is_plain(text, whole, mention))
            && wholes.len() == 1
            && !mention.figure.approximate;
    if near && sure && ![mention, whole].iter().any(|m| passage.is_told(m)) {
        tell(passage, mention, each, *many, whole);
    }
}

/// Says that so many times what each has is not what all have.
fn tell(passage: &mut Passage<'_>, mention: &Mention, each: &Each<'_>, many: u128, whole: &Mention) {
    let (text, unit) = (passage.text(), whole.figure.unit);
    let total = spelled(text, &whole.figure, whole.figure.micros);
    let (rule, message) = if each.mean {
        let is = decimal(whole.figure.micros / many, mention.figure.places);
        (&codes::X10, format!("{total} {unit}平均是 {is}，正文写 {}", written(&mention.figure)))
    } else {
        let product = spelled(text, &whole.figure, mention.figure.micros.saturating_mul(many));
        let told = if each.of.is_empty() { "各".to_owned() } else { format!("每{}", each.of) };
        let (one, own) = (written(&mention.figure), mention.figure.unit);
        (&codes::X09, format!("{told} {one} {own}，乘以 {many} 是 {product} {unit}，正文写 {total} {unit}"))
    };
    passage.bind_all([mention, whole], BOUND);
    let finding = passage.finding_at(rule, mention, message).label(passage.place(whole), "总数");
    passage.tell(mention, finding.help("核对总数和每个的数"));
}
