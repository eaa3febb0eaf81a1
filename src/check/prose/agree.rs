//! In: the sentences on applications. Out: X01 to X05, X07 (a figure that table three does not hold), X12 (all answered, and some
//! carried over).

use super::Desk;
use super::claims::{Claim, Matter, request_claim};
use super::reading::{APPLICANTS, Reading, done, row, total};
use super::scope::is_this_year;
use super::sentence::{Mention, Sentence, without_brackets};
use crate::check::facts::{ALL, CARRIED, NEW, NEXT};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;

/// Compares what the sentences say of applications.
pub(super) fn check(desk: &mut Desk<'_>) {
    for sentence in desk.sentences {
        let claims = claims(desk, sentence);
        for (index, mention) in sentence.mentions.iter().enumerate() {
            if let Some(claim) = &claims[index]
                && mention.figure.is_count()
                && !desk.computed(mention)
            {
                compare(desk, sentence, &claims, index, claim);
            }
        }
        denied(desk, sentence);
        all_done(desk, sentence);
        results_in_full(desk, sentence, &claims);
    }
}

/// X06: 已全部答复：予以公开 10 件、部分公开 3 件, each right, while others are left out.
fn results_in_full(desk: &mut Desk<'_>, sentence: &Sentence, claims: &[Option<Claim>]) {
    let text = &desk.text()[sentence.range.clone()];
    let Some((at, len)) = all_done_phrase(text) else { return };
    let end = sentence.range.start + at + len;
    if !desk.text()[end..].starts_with(['：', ':']) || text.contains('等') {
        return;
    }
    let results: Vec<&Mention> = sentence
        .mentions
        .iter()
        .zip(claims)
        .filter(|(m, c)| {
            m.figure.start > end
                && c.as_ref()
                    .is_some_and(|c| matches!(c.matter, Matter::Outcome | Matter::Group | Matter::Next))
        })
        .map(|(m, _)| m)
        .collect();
    let (Some(first), Some(last)) = (results.first(), results.last()) else { return };
    let told = results.iter().any(|m| desk.told.contains(&m.figure.start));
    if results.len() < 2 || told || !desk.is_ours(sentence, first) || results.iter().any(|m| m.depth > 0) {
        return;
    }
    let sum = results.iter().filter_map(|m| m.figure.whole()).fold(0u64, u64::saturating_add);
    let readings = done(&(ALL..ALL + 1));
    if readings.iter().any(|r| r.value(desk.facts) == Some(sum)) {
        return;
    }
    let reading = &readings[0];
    let value = reading.value(desk.facts).unwrap_or(0);
    let message = format!("正文各类办理结果相加是 {sum} 件，{}是 {value}", reading.name(desk.facts));
    let place = reading.place(desk.facts);
    let diagnostic = desk
        .finding(&codes::X06, first.figure.start..last.figure.end, message)
        .note("没有列全，或有一个数不对")
        .label(place, format!("这里是 {value}"));
    desk.sink.push(diagnostic);
}

/// The claim of each mention of a sentence.
fn claims(desk: &Desk<'_>, sentence: &Sentence) -> Vec<Option<Claim>> {
    let scope = desk.scope(sentence);
    sentence.mentions.iter().map(|m| request_claim(m, desk.text(), scope)).collect()
}

/// Compares one claim with its readings.
fn compare(desk: &mut Desk<'_>, sentence: &Sentence, claims: &[Option<Claim>], index: usize, claim: &Claim) {
    let mention = &sentence.mentions[index];
    let Some(written) = mention.figure.whole() else { return };
    let facts = desk.facts;
    let matched = claim.readings.iter().position(|r| r.value(facts) == Some(written));
    // The words before it are looked at only where there is something to say: that is what costs time.
    if matched.is_some() && !(matched == Some(1) && claim.matter == Matter::Received) {
        return;
    }
    if !desk.is_ours(sentence, mention) || is_part_of_a_part(desk, sentence, claims, index) {
        return;
    }
    let most = claim.readings.iter().filter_map(|r| r.value(facts)).max();
    if claim.some && most.is_some_and(|most| written <= most) {
        return;
    }
    match matched {
        None => disagree(desk, mention, claim, written),
        Some(1) if claim.matter == Matter::Received => ask_for_a_clear_word(desk, sentence, mention, claim),
        Some(_) => {}
    }
}

/// Whether 其中 or a bracket made the figure a part of something that no table holds.
fn is_part_of_a_part(desk: &Desk<'_>, sentence: &Sentence, claims: &[Option<Claim>], index: usize) -> bool {
    let mention = &sentence.mentions[index];
    let matter = claims[index].as_ref().map(|c| c.matter);
    if mention.depth > 0 && matches!(matter, Some(Matter::Received | Matter::Finished)) {
        return true;
    }
    let lead_in = sentence.lead_in(desk.text(), mention);
    let from = if mention.depth > 0 {
        mention.scope
    } else {
        match lead_in.rfind("其中") {
            Some(at) => sentence.range.start + at,
            None => return false,
        }
    };
    let between = sentence.mentions[..index].iter().zip(claims).filter(|(m, _)| m.figure.start >= from);
    let mut unknown =
        between.filter(|(m, c)| m.scope == mention.scope && c.is_none() && m.figure.unit != "%");
    matter == Some(Matter::Received) && !mention.key.contains("新收") || unknown.next().is_some()
}

/// Reports a figure that no reading explains.
fn disagree(desk: &mut Desk<'_>, mention: &Mention, claim: &Claim, written: u64) {
    let facts = desk.facts;
    let values: Vec<(&Reading, u64)> =
        claim.readings.iter().filter_map(|r| Some((r, r.value(facts)?))).collect();
    let Some((first, value)) = values.first().copied() else { return };
    let (name, place) = (first.name(facts), first.place(facts));
    let mut message = format!("正文说{} {written} 件，{name}是 {value}", claim.says);
    if matches!(claim.matter, Matter::Received | Matter::Applicant)
        && let Some((second, both)) = values.get(1).filter(|(_, v)| *v != value)
    {
        let with = second.name(facts);
        message = format!("{message}，{with}是 {both}");
    }
    let diagnostic = desk
        .finding_at(claim.matter.rule(), mention, message)
        .note("与表不一致")
        .label(place, format!("这里是 {value}"))
        .help("核对后改正文或表；写成 {{ }} 由程序填数就不会不一致");
    desk.tell(mention, diagnostic);
}

/// 受理 that includes the carried ones: right, but the reader cannot know.
fn ask_for_a_clear_word(desk: &mut Desk<'_>, sentence: &Sentence, mention: &Mention, claim: &Claim) {
    let text = &desk.text()[sentence.range.clone()];
    let carried = desk.facts.requests.total(CARRIED);
    if carried == 0
        || text.contains("上年")
        || text.contains("上一年")
        || text.contains('含') && text.contains("结转")
    {
        return;
    }
    let message = format!("“{}”的件数含上年结转 {carried} 件，正文没有说明", claim.says);
    let place = desk.paragraph.place(mention.figure.start..mention.figure.end);
    let help = "写明“新收”多少件，或写“含上年结转”";
    let cell = total(row(CARRIED)).place(desk.facts);
    let hint = Diagnostic::of(&codes::X01, place, message).softened().label(cell, "上年结转").help(help);
    desk.sink.push(hint);
}

/// 未收到政府信息公开申请 while table three holds some.
fn denied(desk: &mut Desk<'_>, sentence: &Sentence) {
    const DENIALS: [&str; 10] = [
        "未收到",
        "没有收到",
        "未受理",
        "未接到",
        "没有受理",
        "无政府信息公开申请",
        "无依申请公开",
        "没有政府信息公开申请",
        "未产生依申请公开",
        "未发生依申请公开",
    ];
    let text = &desk.text()[sentence.range.clone()];
    let Some((at, denial)) = DENIALS.iter().find_map(|d| Some((text.find(d)?, *d))) else { return };
    let rest = &text[at..];
    let clause = &rest[..rest.find(['，', '；', '。', ',']).unwrap_or(rest.len())];
    let about = clause.contains("公开申请") || clause.contains("依申请公开") || clause.contains("申请公开");
    let other = ["费", "形式", "复议", "诉讼", "投诉", "补正", "以外", "延期", "意见"];
    let applicant = APPLICANTS.iter().any(|(w, _)| clause.contains(w)) && !clause.contains("公民");
    let subject = &text[..at];
    let ours = is_this_year(subject, desk.facts.year.value) && !desk.names.names_another(subject);
    let count = desk.facts.requests.total(NEW);
    if !about || applicant || other.iter().any(|w| clause.contains(w)) || !ours || count == 0 {
        return;
    }
    let start = sentence.range.start + at;
    let range = start..start + denial.len();
    let reading = total(row(NEW));
    let (name, place) = (reading.name(desk.facts), reading.place(desk.facts));
    let message = format!("正文说没有收到申请，{name}是 {count}");
    let diagnostic = desk.finding(&codes::X01, range, message).label(place, format!("这里是 {count}"));
    desk.sink.push(diagnostic);
}

/// 全部办结 while table three carries some over.
fn all_done(desk: &mut Desk<'_>, sentence: &Sentence) {
    let next = desk.facts.requests.total(NEXT);
    let text = &desk.text()[sentence.range.clone()];
    let scope = desk.scope(sentence);
    if next == 0 || !(scope.on_request || scope.names_requests) {
        return;
    }
    let Some((at, phrase)) = all_done_phrase(text) else { return };
    let others = ["建议", "提案", "复议", "诉讼", "热线", "工单", "留言", "信访", "咨询"];
    if !text.contains("申请") || others.iter().any(|w| text.contains(w)) {
        return;
    }
    let hedges =
        ["期限", "按时", "按期", "到期", "应", "及时", "时限", "逾期", "建议", "提案", "复议", "诉讼", "除"];
    let clause_start = text[..at].rfind(['，', '；', ',']).map_or(0, |i| i);
    let clause_end = text[at..].find(['，', '；', '。']).map_or(text.len(), |i| at + i);
    let clause = &text[clause_start..clause_end];
    if hedges.iter().any(|w| clause.contains(w)) || desk.names.names_another(&without_brackets(&text[..at])) {
        return;
    }
    // 在上年结转的 2 件已全部办结 the whole is another.
    if clause.contains("结转") || !is_this_year(&text[..at], desk.facts.year.value) {
        return;
    }
    let start = sentence.range.start + at;
    let range = start..start + phrase;
    let place = total(row(NEXT)).place(desk.facts);
    let message = format!("正文说申请全部办结，表三“结转下年度·总计”是 {next}");
    let diagnostic = desk
        .finding(&codes::X12, range, message)
        .label(place, format!("还有 {next} 件结转下年"))
        .help("没有办结的写明结转下年度继续办理");
    desk.sink.push(diagnostic);
}

/// Finds 全部办结, 均已按要求办理完成, 办结率100%; its first byte and its length.
fn all_done_phrase(text: &str) -> Option<(usize, usize)> {
    const ENDS: [&str; 7] = ["办结", "办理完毕", "办理完成", "答复完毕", "完成答复", "予以答复", "答复"];
    for (word, gap) in [("全部", 12), ("均已", 24), ("都已", 24), ("全都", 12)] {
        for (at, _) in text.match_indices(word) {
            let rest = &text[at + word.len()..];
            let clause = &rest[..rest.find(['，', '；', '。', '、', ',', '（']).unwrap_or(rest.len())];
            if let Some((i, end)) = ENDS.iter().find_map(|e| Some((clause.find(e)?, *e)))
                && i <= gap
            {
                return Some((at, word.len() + i + end.len()));
            }
        }
    }
    for word in ["办结率100%", "办结率达100%", "办结率为100%", "答复率100%", "答复率达100%", "办结率 100%"]
    {
        if let Some(at) = text.find(word) {
            return Some((at, word.len()));
        }
    }
    None
}
