//! In: what section six says of 信息处理费. Out: X14 (an amount that the law cannot give, a count without an amount, 未收取 and an
//! amount), B11 (逾期不缴费 without any notice). 国办函〔2020〕109号: every lawful fee is a multiple of ten yuan.

use super::Desk;
use super::figures::MICRO;
use super::sentence::{Mention, Sentence, sentences};
use crate::check::facts::{ALL, Facts, Paragraph, Part, UNPAID};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Words of the fee.
const FEE: [&str; 5] = ["信息处理费", "信息公开处理费", "公开处理费", "信息公开费", "处理费"];

/// Looks at the amounts of a paragraph on fees.
pub(super) fn check(desk: &mut Desk<'_>) {
    let about = FEE.iter().any(|w| desk.text().contains(w));
    if !about {
        return;
    }
    for sentence in desk.sentences {
        let amounts: Vec<&Mention> = sentence.mentions.iter().filter(|m| is_amount(desk, m)).collect();
        for amount in &amounts {
            if amount.figure.micros % (10 * MICRO) != 0 {
                let written = super::shares::percent(&amount.figure);
                let message = format!("信息处理费 {written} 元不是 10 元的整数倍");
                let diagnostic = desk
                    .finding_at(&codes::X14, amount, message)
                    .note("按件每件 100 元、按页每页 10 元起，不会有零头")
                    .help("核对金额和单位");
                desk.tell(amount, diagnostic);
            }
        }
        count_and_amount(desk, sentence, &amounts);
    }
}

/// An exact sum of money that was taken (no rate, no 万元 of something else).
fn is_amount(desk: &Desk<'_>, mention: &Mention) -> bool {
    let rate = ["每", "标准", "按件", "按页", "/"].iter().any(|w| mention.key.contains(w));
    let after = desk.text()[mention.figure.end..].trim_start();
    mention.figure.unit == "元"
        && !mention.figure.approximate
        && !rate
        && !after.starts_with(['/', '／', '每'])
}

/// 收取 3 件 0 元, 收取 0 件 300 元.
fn count_and_amount(desk: &mut Desk<'_>, sentence: &Sentence, amounts: &[&Mention]) {
    let text = &desk.text()[sentence.range.clone()];
    let [amount] = amounts else { return };
    let counts: Vec<&Mention> =
        sentence.mentions.iter().filter(|m| m.figure.unit == "件" && m.figure.is_count()).collect();
    let [count] = counts.as_slice() else { return };
    if ["通知", "减免", "免", "未缴", "应收", "退"].iter().any(|w| text.contains(w)) {
        return;
    }
    if (count.figure.micros == 0) == (amount.figure.micros == 0) {
        return;
    }
    let (n, sum) = (count.figure.whole().unwrap_or(0), super::shares::percent(&amount.figure));
    let message = format!("收费 {n} 件，金额却是 {sum} 元");
    let place = desk.paragraph.place(count.figure.start..count.figure.end);
    let diagnostic = desk.finding_at(&codes::X14, amount, message).label(place, format!("{n} 件"));
    desk.tell(amount, diagnostic);
}

/// What the whole of section six says: 未收取 beside an amount; no notice beside 逾期不缴费.
pub(super) fn check_whole(facts: &Facts, sink: &mut Diagnostics) {
    let section: Vec<&Paragraph> = facts.prose.iter().filter(|p| p.part == Part::Others).collect();
    let denial = section.iter().find_map(|p| Some((*p, denied(p.as_str())?)));
    if let Some((paragraph, range)) = denial
        && let Some((other, amount)) = section.iter().find_map(|p| Some((*p, taken(p.as_str())?)))
    {
        let sum = super::shares::decimal(amount.figure.micros, 0);
        let message = format!("这里说未收取信息处理费，另一处说收取 {sum} 元");
        let place = other.place(amount.figure.start..amount.figure.end);
        let diagnostic =
            Diagnostic::of(&codes::X14, paragraph.place(range), message).label(place, "这里收取了");
        sink.push(diagnostic);
    }
    let cell = &facts.requests.cells[UNPAID][ALL];
    if cell.value == 0 {
        return;
    }
    if !section.is_empty()
        && !section.iter().any(|p| p.as_str().contains("通知") || taken(p.as_str()).is_some())
    {
        let message = format!("表三“逾期不缴费·总计”是 {}，第六部分没有写收费通知", cell.value);
        sink.push(
            Diagnostic::of(&codes::B11, cell.span, message)
                .help("在第六部分写明发出收费通知的件数、总金额和实际收取的总金额"),
        );
    }
    for paragraph in section {
        let words =
            ["未发出收费通知", "没有发出收费通知", "未发出过收费通知", "未发送收费通知", "未发收费通知"];
        if let Some((at, word)) = words.iter().find_map(|w| Some((paragraph.as_str().find(w)?, *w))) {
            let message = format!("正文说没有发出收费通知，表三“逾期不缴费·总计”是 {}", cell.value);
            let diagnostic = Diagnostic::of(&codes::B11, paragraph.place(at..at + word.len()), message)
                .label(cell.span, format!("这里是 {}", cell.value))
                .help("逾期不缴费的前提是发出过收费通知");
            sink.push(diagnostic);
        }
    }
}

/// Where a text says that nothing was charged.
fn denied(text: &str) -> Option<std::ops::Range<usize>> {
    for verb in ["未收取", "没有收取", "未收费", "无收取"] {
        for (at, _) in text.match_indices(verb) {
            let rest = &text[at + verb.len()..];
            let clause = &rest[..rest.find(['，', '。', '；']).unwrap_or(rest.len())];
            if FEE.iter().any(|w| clause.contains(w)) && !clause.contains("其他") && !clause.contains("以外")
            {
                return Some(at..at + verb.len());
            }
        }
    }
    None
}

/// An amount above zero that a text says was taken as 信息处理费.
fn taken(text: &str) -> Option<Mention> {
    for sentence in sentences(text) {
        let words = &text[sentence.range.clone()];
        let about = FEE.iter().any(|w| words.contains(w));
        if !about || words.contains("通知") || denied(words).is_some() {
            continue;
        }
        let found = sentence.mentions.into_iter().find(|m| {
            let paid = m.key.contains("收取") || m.key.contains("处理费") || m.key.contains("收费");
            m.figure.unit == "元"
                && m.figure.micros > 0
                && paid
                && !m.key.contains('每')
                && !m.key.contains("标准")
        });
        if found.is_some() {
            return found;
        }
    }
    None
}
