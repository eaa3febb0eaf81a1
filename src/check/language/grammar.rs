//! Grammar: an exact number with 余 (G11), 的 for 地, two constructions in one sentence, a number both rough ways (G12), a number
//! lost before its unit (G02). Words and patterns are `templates/words.yaml`.

use super::doubled;
use super::slot::Key;
use super::vocabulary;
use super::words::{Counted, Pattern, TABLE, Uncounted};
use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{bare, head, is_han, near, next_digit, opened, pieces, tail};
use crate::yaml::WordList;

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    rough_numbers(paragraph, sink);
    adverbs(paragraph, sink);
    let text = paragraph.as_str();
    let totals: Vec<&str> = TABLE.counted.totals.iter().filter(|word| paragraph.has(word)).collect();
    let has = |words: WordList| words.iter().any(|word| paragraph.has(word));
    let told = |pattern: &&Pattern| {
        has(pattern.opens)
            && [pattern.ends, pattern.holds].into_iter().all(|words| words.is_empty() || has(words))
    };
    let (in_clauses, in_sentences): (Vec<&Pattern>, Vec<_>) =
        TABLE.patterns.iter().filter(told).partition(|pattern| pattern.clause);
    for (start, sentence) in pieces(if in_sentences.is_empty() { "" } else { text }, "。！？") {
        // 本报告依据《条例》，编制本报告，统计期限为…: it may go on.
        let ends = sentence.match_indices('，').map(|(at, _)| at).chain([sentence.len()]);
        ends.into_iter().any(|end| mixed(paragraph, start, &sentence[..end], &in_sentences, sink));
    }
    if TABLE.files.iter().any(|word| paragraph.has(word)) {
        pieces(text, "。！？").for_each(|(start, sentence)| unfetched(paragraph, start, sentence, sink));
    }
    for (start, clause) in pieces(text, CLAUSES) {
        mixed(paragraph, start, clause, &in_clauses, sink);
        unclosed(paragraph, start, clause, sink);
    }
    let mut last = "";
    for (start, clause) in pieces(text, PARTS) {
        unnumbered_among(paragraph, start, clause, last, sink);
        last = repeated(paragraph, start, clause, last, sink);
        if !lost_number(paragraph, start, clause, &totals, sink) {
            uncounted(paragraph, start, clause, sink);
            unnumbered(paragraph, start, clause, sink);
        }
    }
}

/// Marks that end a clause, and marks that part anything.
const CLAUSES: &str = "，。；！？,;";
const PARTS: &str = "，。；！？,;：、";

/// 上网不涉密，上网不涉密; “三审三校”“三审三校” (G01): a clause, or what is quoted, that stands there again at once; what the next is held
/// against.
fn repeated<'t>(
    paragraph: &Paragraph,
    start: usize,
    clause: &'t str,
    last: &str,
    sink: &mut Diagnostics,
) -> &'t str {
    const LEAST: usize = 4;
    let body = clause.trim_end_matches(|c: char| !is_han(c) && !c.is_ascii_digit());
    let long = || body.chars().count() >= LEAST && body.chars().all(is_han);
    let mut say = |range, words: &str| {
        let found = paragraph.finding(&codes::G01, range, doubled::twice(words));
        sink.push(found.help(doubled::ONCE));
    };
    // 县政府网站、政府网站 are two.
    let row = || paragraph.as_str()[..start].ends_with('、');
    if last.ends_with(body) && (last == body || !row()) && long() {
        say(start..start + body.len(), body);
    }
    let quoted = if clause.contains("”“") { clause } else { "" };
    for (at, joint) in quoted.match_indices("”“") {
        let after = &clause[at + joint.len()..];
        let Some(end) = after.find('”') else { break };
        if clause[..at].ends_with(&format!("“{}", &after[..end])) {
            let from = start + at + '”'.len_utf8();
            say(from..from + end + 2 * '”'.len_utf8(), &after[..end]);
        }
    }
    body
}

/// 137余条 (G11), 近130余条, 约120条左右 (G12).
fn rough_numbers(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let run =
            text[start..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let number = text[start..start + run].trim_end_matches(['.', ',']);
        at = start + run;
        let end = start + number.len();
        let rest = &text[end..];
        let after = rest.trim_start_matches(['万', '亿', '千', '百']);
        let more = ['余', '多'].into_iter().find(|c| after.starts_with(*c));
        let before = &text[..start];
        // 附近3家 is no number given roughly, 以约 no more.
        let rough = TABLE.rough.closing(before).filter(|_| !TABLE.not_rough.closes(before));
        let unit = more.map_or("", |c| &after[c.len_utf8()..]);
        // 15余亩 is a measure, whose odd part is less than one.
        let counted = !TABLE.measures.opens(unit.trim_start_matches('个'))
            && unit.starts_with(is_han)
            && !unit.starts_with(|c| TABLE.no_counters.contains(c));
        // 278余万: the odd part is of ten thousands.
        let thousands = unit.starts_with(['万', '亿', '千', '百']);
        let exact =
            !thousands && after.len() == rest.len() && !number.ends_with('0') && !number.contains(['.', ',']);
        let standing = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "第./-".contains(c));
        if more.is_some() && counted && exact && standing {
            let range = start..end + '余'.len_utf8();
            let message = format!("“{}”：有零头的确数后面不用“余”“多”", &text[range.clone()]);
            sink.push(paragraph.finding(&codes::G11, range, message).help("删去“余”“多”，或写成整数"));
        } else if more.is_some() && standing && unit.starts_with(['余', '多']) {
            let range = start..end + (rest.len() - unit.len()) + '余'.len_utf8();
            let message = format!("“{}”：约数说了两遍", &text[range.clone()]);
            sink.push(paragraph.finding(&codes::G12, range, message).help("“多”和“余”留一个"));
        } else if let Some(rough) = rough.filter(|_| more.is_some() && counted || is_about(rest)) {
            let range = start - rough.len()..end + if more.is_some() { rest.len() - unit.len() } else { 0 };
            let message = format!("“{}”：约数说了两遍", &text[range.clone()]);
            sink.push(paragraph.finding(&codes::G12, range, message).help("“约”“近”和“余”“左右”留一个"));
        }
    }
}

/// 条左右: a unit of one or two characters and 左右.
fn is_about(rest: &str) -> bool {
    near(rest, "左右", 3).is_some_and(|at| at > 0 && rest[..at].chars().all(is_han))
}

/// G12: 较好的保证了, 更好的服务群众.
fn adverbs(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for (at, de) in text.match_indices('的') {
        let Some(adverb) = TABLE.adverbs.closing(&text[..at]) else { continue };
        let rest = &text[at + de.len()..];
        let Some(verb) = TABLE.verbs.leading(rest) else { continue };
        let behind = &rest[verb.len()..];
        let object = TABLE.objects.opens(behind) && adverb.starts_with(['更', '最']);
        let done = behind.starts_with('了') && !behind.starts_with("了解");
        if done || object || stands_for_a_clause(&text[..at - adverb.len()], verb, behind) {
            let range = at - adverb.len()..at + de.len() + verb.len();
            let message = format!("“{}”：动词前用“地”", &text[range.clone()]);
            sink.push(paragraph.finding(&codes::G12, range, message).help(format!("写成“{adverb}地{verb}”")));
        }
    }
}

/// 认真的梳理历年公开文件: a clause that begins with the adverb or its subject, and goes on from the verb to an object; no verb before governs
/// it, and it ends with no noun that the adverb belongs to: 规范的审核流程; 完善 makes no noun with what follows.
fn stands_for_a_clause(before: &str, verb: &str, behind: &str) -> bool {
    const STOPS: &str = "，。；：！？,;";
    const LONG: usize = 5;
    let (led, object) = (tail(before, STOPS), head(behind, STOPS));
    let row = head(object, "、");
    // 及时准确的公布救助、就业等群众关心的信息: a row that ends in what it is of.
    let listed = object.split_once('等').filter(|(list, of)| list.contains('、') && TABLE.objects.closes(of));
    let plain = listed.map_or(object, |(list, _)| list);
    (row.chars().count() >= 3 || TABLE.objects.has(row))
        && object.starts_with(|c| is_han(c) || "“《".contains(c))
        && !object.starts_with(|c| TABLE.no_object.contains(c))
        && !plain.contains(|c| TABLE.no_objects.contains(c))
        && led.chars().count() <= 12
        && !TABLE.governing.says(led)
        && (TABLE.pure_verbs.has(verb) && row.chars().count() >= LONG
            || !TABLE.governed.closes(object) && !TABLE.governed.closes(row))
}

/// G12: an opening and an ending that do not go together: 本报告依据…，编制本报告.
fn mixed(
    paragraph: &Paragraph,
    start: usize,
    sentence: &str,
    patterns: &[&Pattern],
    sink: &mut Diagnostics,
) -> bool {
    let body = if patterns.is_empty() { "" } else { bare(sentence, CLAUSES) };
    for pattern in patterns {
        let Some(ends) = pattern.ends.closing(body).or_else(|| pattern.ends.is_empty().then_some("")) else {
            continue;
        };
        let end = body.len() - ends.len();
        let opens = pattern.opens.iter().find_map(|w| Some((body[..end].find(w)?, w)));
        let Some((from, opens)) = opens else { continue };
        // 本报告是根据…，现将…: not in the name of a document.
        let behind = from + opens.len();
        let held = pattern.holds.iter().find_map(|w| Some((behind + body[behind..end].find(w)?, w)));
        let held = held.filter(|(at, _)| opened(&body[..*at], ['《', '》']).is_none());
        if held.is_none() && !pattern.holds.is_empty() {
            continue;
        }
        let (at, last) = match held {
            Some((at, word)) if ends.is_empty() => {
                let last = word.trim_start_matches('，');
                (at + word.len() - last.len(), last)
            }
            _ => (end, ends),
        };
        // “本报告”一段之后另起的句子: a semicolon or a colon parts them.
        if pattern.excuses.says(sentence) || body[from..at].contains(['；', '：']) {
            continue;
        }
        let (message, help) = if pattern.right.is_empty() {
            (format!("“{opens}…{last}”是两种句式搅在一起"), "只留一种说法")
        } else {
            (format!("“{opens}…{last}”应为“{}”", pattern.right), "")
        };
        let place = start + if pattern.clause { from } else { at }..start + at + last.len();
        sink.push(paragraph.finding(&codes::G12, place, message).help(help));
        return true;
    }
    false
}

/// G02: 本报告的电子版可在县人民政府网站（网址）。: where it is, and not what can be done there.
fn unfetched(paragraph: &Paragraph, start: usize, sentence: &str, sink: &mut Diagnostics) {
    let Some(file) = TABLE.files.iter().find_map(|word| sentence.find(word)) else { return };
    let lead = |word| Some((file + sentence[file..].find(word)?, str::len(word)));
    let Some((at, lead)) = TABLE.may_be_at.iter().find_map(lead) else { return };
    if !TABLE.fetched.says(&sentence[at + lead..]) {
        let message = format!("“{}…”后面少了“查阅”“下载”一类的话", &sentence[at..at + lead]);
        let end = at + head(&sentence[at..], "，。；（").len();
        let found = paragraph.finding(&codes::G02, start + at..start + end, message);
        sink.push(found.help("补上动词"));
    }
}

/// Characters of a subject before its 在.
const SUBJECT: usize = 8;

/// G02: 在县委的坚强领导，我局…: 在 without its 下.
fn unclosed(paragraph: &Paragraph, start: usize, clause: &str, sink: &mut Diagnostics) {
    let Some(body) = clause.strip_suffix('，') else { return };
    // 我局在县委的领导，; 存在 and 现在 are words.
    let subject = near(body, "在", SUBJECT);
    let subject = subject.filter(|&at| !body[..at].ends_with(|c| TABLE.no_at.contains(c)));
    let Some(at) = subject else { return };
    let (start, body) = (start + at, &body[at..]);
    let Some(led) = TABLE.under.closing(body) else { return };
    let inner = &body['在'.len_utf8()..body.len() - led.len()];
    // 根本在于党的领导，.
    if inner.starts_with('于') {
        return;
    }
    // 在加强对股室的指导，做好审核上下功夫; 在县委的领导，县政府的支持下.
    let rest = head(&paragraph.as_str()[start + clause.len()..], "。");
    let closes = |part: &str| {
        part.ends_with(|c| TABLE.closing.contains(c)) || part.contains("方面") || part.contains("功夫")
    };
    if TABLE.verbs.opens(inner) || inner.contains(['下', '对', '是']) || rest.split('，').any(closes) {
        return;
    }
    let range = start + body.len() - led.trim_start_matches('的').len()..start + body.len();
    let message = format!("“在…{led}”后面少了“下”");
    sink.push(paragraph.finding(&codes::G02, range, message).help("补上“下”"));
}

/// G02: 共主动公开条: a number lost before its unit; `totals` are the words that promise one and that the paragraph has; whether it was said.
fn lost_number(
    paragraph: &Paragraph,
    start: usize,
    clause: &str,
    totals: &[&str],
    sink: &mut Diagnostics,
) -> bool {
    let Counted { before, units, .. } = &TABLE.counted;
    let body = bare(clause, PARTS);
    let total = totals.iter().filter_map(|w| Some((body.find(w)?, w))).min();
    let Some((at, total)) = total else { return false };
    let counted = &body[at + total.len()..];
    let word = body[..at].ends_with(|c| TABLE.no_total.contains(c))
        || counted.starts_with(|c| TABLE.total_words.contains(c));
    if word || counted.contains(is_number) {
        return false;
    }
    // 共主动公开|条, 共主动公开|条信息.
    let named = |unit: &&'static str| {
        let mut places = counted.match_indices(*unit).map(|(at, _)| at);
        places.find(|&at| {
            TABLE.counted_things.opens(&counted[at + unit.len()..]) && before.closes(&counted[..at])
        })
    };
    let closing = units.closing(body).map(|unit| (counted.len().saturating_sub(unit.len()), unit));
    let inside = || units.iter().find_map(|unit| Some((named(&unit)?, unit)));
    let Some((head, unit)) = closing.or_else(inside) else { return false };
    if let Some(word) = before.closing(&counted[..head]) {
        let end = start + at + total.len() + head + unit.len();
        let message = format!("“{word}{unit}”前面的数没有填");
        let place = end - unit.len() - word.len()..end;
        sink.push(paragraph.finding(&codes::G02, place, message).help("填上数字"));
        return true;
    }
    false
}

/// A character of a number, or of what stands for one.
fn is_number(c: char) -> bool {
    c.is_ascii_digit() || doubled::is_numeral(c) || "几数多半每各{".contains(c)
}

/// 物: whatever stands before the unit.
const ANY_THING: &str = "任何";

/// What a word costs at least that no text of the state has.
const RARE: u32 = 105;

/// Whether what stands before a unit makes no word with it (现场, 附件).
fn ends_a_word(head: &str, unit: &str) -> bool {
    let (Some(last), Some(first)) = (head.chars().next_back(), unit.chars().next()) else { return false };
    // 训人 of 培训人次 is a word that only a dictionary has.
    let joined = vocabulary::word(Key::of([last, first])).is_some_and(|word| word.cost < RARE);
    // 宣传|册.
    let longer = |n: usize| {
        let before: Vec<char> = head.chars().rev().take(n).collect();
        let word = before.iter().rev().copied().chain(unit.chars());
        before.len() == n && vocabulary::word(Key::of(word)).is_some()
    };
    let longer = unit.chars().count() == 1 && (longer(2) || longer(3));
    is_han(last) && !doubled::borders(first).ends(last) && !joined && !longer
}

/// G02: 召开推进会次: a thing and its unit without a number between.
fn uncounted(paragraph: &Paragraph, start: usize, clause: &str, sink: &mut Diagnostics) {
    let body = bare(clause, PARTS);
    for Uncounted { verbs, things, units } in &TABLE.uncounted {
        let Some(unit) = units.closing(body) else { continue };
        let head = &body[..body.len() - unit.len()];
        let any = things.has(ANY_THING);
        let named = things.iter().filter(|thing| head.ends_with(thing)).max_by_key(|thing| thing.len());
        let Some(thing) = named.or_else(|| (any && ends_a_word(head, unit)).then_some("")) else { continue };
        let head = &head[..head.len() - thing.len()];
        let row = paragraph.as_str()[..start].ends_with('、') && unit.chars().count() > 1;
        let led = |at: usize| at == 0 || TABLE.led.has(&head[..at]);
        let first = |at: usize| led(at) && !row && !head.contains(|c| TABLE.not_first.contains(c));
        let stands = verbs.iter().flat_map(|verb| head.match_indices(verb));
        // 公示期: a deed and its time.
        let whole = |verb: &str| unit.chars().count() == 1 && verb.len() == head.len();
        let stands = stands.filter(|(at, verb)| !any || first(*at) && !whole(verb));
        let Some(verb) = stands.map(|found| found.0).max() else { continue };
        let number = |c: char| is_number(c) || "首本逐第".contains(c);
        if head[verb..].chars().count() <= 14 && !head[verb..].contains(number) {
            let range = start + head.len()..start + body.len();
            let message = format!("“{thing}{unit}”前面的数没有填");
            sink.push(paragraph.finding(&codes::G02, range, message).help("填上数字"));
            return;
        }
    }
}

/// G02: 政策文件 21 条、财政预决算条: a thing and its unit without a number, in a row behind one (`before`) that has it.
fn unnumbered_among(paragraph: &Paragraph, start: usize, clause: &str, before: &str, sink: &mut Diagnostics) {
    const SHORTEST: usize = 4;
    if !before.contains(|c: char| c.is_ascii_digit()) || !paragraph.as_str()[..start].ends_with('、') {
        return;
    }
    let body = bare(clause, PARTS);
    let Some(unit) = TABLE.counters.closing(body) else { return };
    let counted = before.strip_suffix(unit).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
    let head = &body[..body.len() - unit.len()];
    let thing = head.chars().count() + 1 >= SHORTEST && head.chars().all(is_han) && !head.contains(is_number);
    if counted && thing && ends_a_word(head, unit) {
        let message = format!("“{unit}”前面的数没有填");
        let found = paragraph.finding(&codes::G02, start..start + body.len(), message);
        sink.push(found.help("填上数字"));
    }
}

/// G02: 通过网站发布条政务动态: a verb, a unit and its thing without a number.
fn unnumbered(paragraph: &Paragraph, start: usize, clause: &str, sink: &mut Diagnostics) {
    const LONGEST: usize = 8;
    let body = bare(clause, PARTS);
    let Some(thing) = TABLE.counted_things.closing(body) else { return };
    let head = &body[..body.len() - thing.len()];
    for verb in TABLE.counting_verbs.iter() {
        let Some(at) = head.rfind(verb).map(|at| at + verb.len()) else { continue };
        let Some(unit) = TABLE.bare_units.leading(&body[at..]) else { continue };
        let rest = &body[at + unit.len()..];
        let first = rest.chars().next().unwrap_or(' ');
        let word = |c: char| {
            let joined = vocabulary::word(Key::of([c, first]));
            doubled::borders(c).begins(first) || joined.is_some_and(|word| word.cost < RARE)
        };
        let apart = !unit.chars().next_back().is_some_and(word);
        if apart && rest.len() <= LONGEST * first.len_utf8() && rest.chars().all(is_han) {
            let range = start + at - verb.len()..start + at + unit.len();
            let message = format!("“{verb}{unit}”中间的数没有填");
            sink.push(paragraph.finding(&codes::G02, range, message).help("填上数字"));
            return;
        }
    }
}
