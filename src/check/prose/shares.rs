//! In: the percentages that say 占. Out: X10, a share that no whole in sight gives.

use super::Desk;
use super::claims::named_part;
use super::figures::{Figure, MICRO};
use super::sentence::{Mention, Sentence, without_brackets};
use crate::check::facts::{CARRIED, DONE, NEW, NEXT, OTHER, REFUSED, UNAVAILABLE, UNPROCESSED};
use crate::diagnostic::codes;

/// Wholes that no paragraph and no table gives.
const OTHER_WHOLES: [&str; 14] = [
    "全省", "全市", "全县", "全区", "全国", "面积", "人口", "投资", "总额", "资金", "收入", "任务", "年初",
    "预算",
];

/// Recomputes the shares of a paragraph.
pub(super) fn check(desk: &mut Desk<'_>) {
    for sentence in desk.sentences {
        for (index, mention) in sentence.mentions.iter().enumerate() {
            if mention.figure.unit == "%" && !mention.figure.approximate && mention.key.contains('占') {
                share(desk, sentence, index, mention);
            }
        }
        sum_of_shares(desk, sentence);
    }
}

/// Recomputes one share.
fn share(desk: &mut Desk<'_>, sentence: &Sentence, index: usize, mention: &Mention) {
    let key = &mention.key;
    let after_word = &key[key.rfind('占').unwrap_or(0)..];
    if OTHER_WHOLES.iter().any(|w| after_word.contains(w)) || key.contains("分别") || key.contains("均") {
        return;
    }
    // 其中予以公开占 58.5%: the part is named, not counted, and the figure before it is another's.
    let named =
        key[..key.rfind('占').unwrap_or(0)].trim_matches(|c: char| !crate::check::language::is_han(c));
    if !named.is_empty() {
        named_share(desk, sentence, mention, named);
        return;
    }
    if names_a_whole(after_word) {
        return;
    }
    // 不予公开 35 件，占 4.34%: the part stands right before, in the same bracket or outside all.
    let part = sentence.mentions[..index].iter().rev().find(|m| m.figure.unit != "%");
    let Some(part) =
        part.filter(|p| p.figure.is_count() && p.scope == mention.scope || is_bracketed(desk, p, mention))
    else {
        return;
    };
    let Some(count) = part.figure.whole().filter(|_| !part.figure.unit.is_empty()) else { return };
    let between = &desk.text()[part.figure.end..mention.figure.start];
    if between.contains('；') || between.matches(['，', ',']).count() > 1 || is_changed(&part.key) {
        return;
    }
    let wholes = wholes(desk, part, count);
    if wholes.is_empty() || wholes.iter().any(|&w| is_share(&mention.figure, count, w)) {
        return;
    }
    let lead_in = sentence.lead_in(desk.text(), mention);
    if desk.names.names_another(&without_brackets(lead_in)) && !in_sight(desk, sentence, part) {
        return;
    }
    let written = percent(&mention.figure);
    let nearest = wholes.iter().copied().min_by_key(|&w| distance(&mention.figure, count, w)).unwrap_or(0);
    let is =
        decimal(u128::from(count) * 100 * MICRO / u128::from(nearest.max(1)), mention.figure.places.max(1));
    let message = format!("正文说 {count} {}占 {written}%，按总数 {nearest} 算是 {is}%", part.figure.unit);
    let place = desk.paragraph.place(part.figure.start..part.figure.end);
    let diagnostic = desk
        .finding_at(&codes::X10, mention, message)
        .note("比例不对")
        .label(place, "占比的件数")
        .help("重算比例，或核对件数");
    desk.tell(mention, diagnostic);
}

/// 予以公开占 58.5%: table three gives the part and the whole.
fn named_share(desk: &mut Desk<'_>, sentence: &Sentence, mention: &Mention, named: &str) {
    let scope = desk.scope(sentence);
    if !(scope.on_request || scope.names_requests) || !desk.is_ours(sentence, mention) {
        return;
    }
    let Some(claim) = named_part(named) else { return };
    let t = &desk.facts.requests;
    let wholes = [t.total(DONE), t.total(NEW), t.total(NEW) + t.total(CARRIED)];
    let parts: Vec<u64> = claim.readings.iter().filter_map(|r| r.value(desk.facts)).collect();
    let fits = |part: u64, whole: u64| whole == 0 || is_share(&mention.figure, part, whole);
    if parts.iter().any(|&part| wholes.iter().any(|&whole| fits(part, whole))) {
        return;
    }
    let (Some(reading), Some(&part)) = (claim.readings.first(), parts.first()) else { return };
    let is = decimal(u128::from(part) * 100 * MICRO / u128::from(wholes[0]), mention.figure.places.max(1));
    let written = percent(&mention.figure);
    let message = format!("正文说{}占 {written}%，按表三 {part}÷{} 是 {is}%", claim.says, wholes[0]);
    let diagnostic = desk
        .finding_at(&codes::X10, mention, message)
        .note("比例不对")
        .label(reading.place(desk.facts), format!("{}是 {part}", claim.says))
        .help("重算比例，或核对件数");
    desk.tell(mention, diagnostic);
}

/// Whether the words after 占 name a whole that is neither the applications nor what was published (占单位总数的).
fn names_a_whole(words: &str) -> bool {
    let mut rest = words.to_owned();
    for word in [
        "占比", "占", "总数", "总量", "全部", "其中", "比例", "比重", "为", "达", "到", "了", "的", "约",
        "，", "：",
    ] {
        rest = rest.replace(word, "");
    }
    let known =
        ["申请", "办结", "受理", "收到", "答复", "办理", "新收", "信息", "全年", "本年", "发布", "总"];
    !rest.is_empty() && !known.iter().any(|w| rest.contains(w))
}

/// `（占 33.9%）` right behind its figure.
fn is_bracketed(desk: &Desk<'_>, part: &Mention, share: &Mention) -> bool {
    part.figure.is_count()
        && desk.text()[part.figure.end..].starts_with(['（', '('])
        && share.depth == part.depth + 1
}

/// A change (增加 10 件) is no part of a whole.
fn is_changed(key: &str) -> bool {
    ["增加", "减少", "增长", "下降", "同比", "去年", "上年的"].iter().any(|w| key.contains(w))
}

/// Whether the sentence itself gives a whole of the same unit before the part.
fn in_sight(desk: &Desk<'_>, sentence: &Sentence, part: &Mention) -> bool {
    let _ = desk;
    sentence.mentions.iter().any(|m| m.figure.start < part.figure.start && m.figure.unit == part.figure.unit)
}

/// Every whole that a share of `part` may refer to: counts of the paragraph, sums of its parts, totals of table three.
fn wholes(desk: &Desk<'_>, part: &Mention, count: u64) -> Vec<u64> {
    let mut wholes = Vec::new();
    let mut sight = 0;
    for sentence in desk.sentences {
        let mut sum = 0u64;
        for m in &sentence.mentions {
            let same = m.figure.unit == part.figure.unit && m.figure.unit != "%" && !is_changed(&m.key);
            if let Some(value) = m.figure.whole().filter(|_| same) {
                sum = sum.saturating_add(value);
                if m.figure.start != part.figure.start {
                    let total = ["共", "总", "全年", "收到", "受理", "发布", "公开", "答复"]
                        .iter()
                        .any(|w| m.key.contains(w));
                    sight += usize::from(total && m.figure.start < part.figure.start);
                    wholes.push(value);
                }
                wholes.push(sum);
                if value <= sum {
                    wholes.push(sum - value);
                }
            }
        }
    }
    let scope = desk.sentences.iter().any(|s| desk.scope(s).names_requests || desk.scope(s).on_request);
    let t = &desk.facts.requests;
    if scope && part.figure.unit == "件" {
        let groups = [REFUSED, UNAVAILABLE, UNPROCESSED, OTHER].map(|g| t.sum(g, 6..7));
        wholes.extend([t.total(NEW), t.total(NEW) + t.total(CARRIED), t.total(DONE), t.total(NEXT)]);
        wholes.extend(groups);
        sight += usize::from(t.total(DONE) > 0);
    }
    wholes.retain(|&w| w >= count && w > 0);
    if sight == 0 { Vec::new() } else { wholes }
}

/// Whether `count` of `whole` is the written share, rounded or cut at its last digit.
fn is_share(share: &Figure, count: u64, whole: u64) -> bool {
    distance(share, count, whole) <= MICRO / 10u128.pow(share.places.min(6))
}

/// How far the written share is from the true one, in millionths of a percent.
fn distance(share: &Figure, count: u64, whole: u64) -> u128 {
    let is = u128::from(count) * 100 * MICRO / u128::from(whole.max(1));
    is.abs_diff(share.micros)
}

/// The written percentage.
pub(super) fn percent(figure: &Figure) -> String {
    decimal(figure.micros, figure.places)
}

/// `micros` with `places` digits after the point, rounded half up.
pub(super) fn decimal(micros: u128, places: u32) -> String {
    let unit = MICRO / 10u128.pow(places.min(6));
    let scaled = (micros + unit / 2) / unit;
    if places == 0 {
        return scaled.to_string();
    }
    let base = 10u128.pow(places.min(6));
    format!("{}.{:0width$}", scaled / base, scaled % base, width = places as usize)
}

/// 自然人占 97%，法人占 4%: shares of complementary kinds that add up to more than the whole.
fn sum_of_shares(desk: &mut Desk<'_>, sentence: &Sentence) {
    let shares: Vec<&Mention> =
        sentence.mentions.iter().filter(|m| m.figure.unit == "%" && m.key.contains('占')).collect();
    let bare = shares.len() == sentence.mentions.len() && shares.iter().all(|m| !m.figure.approximate);
    let named = |w: &str| shares.iter().any(|m| m.key.contains(w));
    if !bare || shares.len() != 2 || !named("自然人") || !named("法人") {
        return;
    }
    let sum: u128 = shares.iter().map(|m| m.figure.micros).sum();
    if sum.abs_diff(100 * MICRO) <= MICRO / 5 {
        return;
    }
    let last = shares[1];
    let message = format!("自然人与法人的占比相加是 {}%，应为 100%", decimal(sum, 2));
    let diagnostic = desk.finding_at(&codes::X10, last, message).help("重算比例");
    desk.tell(last, diagnostic);
}
