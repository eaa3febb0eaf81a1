//! What section six says of 信息处理费: an amount that the law cannot give, a count without an amount, 未收取 and an amount (X14),
//! 逾期不缴费 without any notice (B11). 国办函〔2020〕109号: every lawful fee is a multiple of ten yuan.

use super::slips::{Slip, slip};
use crate::check::compare::{Passage, decimal, written};
use crate::check::facts::{Facts, Paragraph, Part};
use crate::check::text::{Class, Figure, Kind, LEXICON, MICRO, Mention, Sentence, Token};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::quantity::{ColumnName as Column, RowName as Row};

/// Looks at the amounts of a passage on fees.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let amounts: Vec<&Mention> = sentence.mentions.iter().filter(|m| is_amount(passage, m)).collect();
    // Asked last: a paragraph of thousands of sentences would be looked through for each of them.
    if amounts.is_empty() || !passage.sentences.iter().any(|s| s.has(Class::Fee)) {
        return;
    }
    for amount in &amounts {
        passage.bind(amount, "信息处理费的标准");
        if amount.figure.micros % (10 * MICRO) != 0 {
            let message = format!("信息处理费 {} 元不是 10 元的整数倍", written(&amount.figure));
            let finding = passage
                .finding_at(&codes::X14, amount, message)
                .note("按件每件 100 元、按页每页 10 元起，不会有零头")
                .help("核对金额和单位");
            passage.tell(amount, finding);
        }
    }
    count_and_amount(passage, sentence, &amounts);
    no_notice(passage, sentence, &amounts);
}

/// 发出收费通知 0 件，收取 320 元.
fn no_notice(passage: &mut Passage<'_>, sentence: &Sentence, amounts: &[&Mention]) {
    let notice = sentence.mentions.iter().find(|m| {
        m.figure.unit == "件"
            && m.figure.micros == 0
            && m.before().iter().any(|t| t.text(passage.text()).contains("通知"))
    });
    let taken = amounts.iter().find(|m| m.figure.micros > 0 && m.figure.micros % (10 * MICRO) == 0);
    let (Some(notice), Some(amount)) = (notice, taken) else { return };
    let message = format!("发出收费通知 0 件，却收取 {} 元", written(&amount.figure));
    let place = passage.paragraph.place(notice.figure.start..notice.figure.end);
    let finding = passage.finding_at(&codes::X14, amount, message).label(place, "0 件");
    passage.tell(amount, finding);
}

/// An exact sum of money that was taken (no rate, no 万元 of something else).
fn is_amount(passage: &Passage<'_>, mention: &Mention) -> bool {
    let after = passage.text()[mention.figure.end..].trim_start();
    let slash = passage.text()[..mention.figure.start].trim_end().ends_with(['/', '／']);
    mention.figure.unit == "元"
        && !mention.figure.approximate
        && !mention.has_before(Class::Rate)
        && !slash
        && !after.starts_with(['/', '／', '每'])
}

/// 收取 3 件 0 元, 收取 0 件 300 元.
fn count_and_amount(passage: &mut Passage<'_>, sentence: &Sentence, amounts: &[&Mention]) {
    let text = &passage.text()[sentence.range.clone()];
    let [amount] = amounts else { return };
    let counts: Vec<&Mention> =
        sentence.mentions.iter().filter(|m| m.figure.unit == "件" && m.figure.is_count()).collect();
    let [count] = counts.as_slice() else { return };
    if ["通知", "减免", "免", "未缴", "应收", "退"].iter().any(|w| text.contains(w)) {
        return;
    }
    passage.bind(count, "信息处理费的金额");
    if (count.figure.micros == 0) == (amount.figure.micros == 0) {
        return;
    }
    let (n, sum) = (count.figure.whole().unwrap_or(0), written(&amount.figure));
    let message = format!("收费 {n} 件，金额却是 {sum} 元");
    let place = passage.paragraph.place(count.figure.start..count.figure.end);
    let finding = passage.finding_at(&codes::X14, amount, message).label(place, format!("{n} 件"));
    passage.tell(amount, finding);
}

/// What the whole of section six says: 未收取 beside an amount; no notice beside 逾期不缴费. `amounts` has of each paragraph what it says
/// was taken.
pub(crate) fn check_whole(facts: &Facts, amounts: &[Option<Taken>], sink: &mut Diagnostics) {
    let all = || facts.prose.iter().zip(amounts);
    let section: Vec<(&Paragraph, &Option<Taken>)> = all().filter(|(p, _)| p.part == Part::Others).collect();
    // What section one says of the fee is the same fee.
    let prose = || all().filter(|(p, _)| matches!(p.part, Part::Others | Part::Overview(_)));
    let amounts: Vec<(&Paragraph, &Taken)> =
        prose().filter_map(|(p, taken)| Some((p, taken.as_ref()?))).collect();
    let denial = prose().find_map(|(p, _)| Some((p, denied(p)?)));
    if let Some((paragraph, range)) = denial
        && let Some((other, Taken { amount, .. })) = amounts.first()
    {
        let sum = decimal(amount.micros, 0);
        let message = format!("这里说未收取信息处理费，另一处说收取 {sum} 元");
        let place = other.place(amount.start..amount.end);
        let diagnostic =
            Diagnostic::of(&codes::X14, paragraph.place(range), message).label(place, "这里收取了");
        sink.push(diagnostic);
    }
    for (at, (paragraph, taken)) in amounts.iter().enumerate() {
        let other = amounts[..at].iter().find(|(_, other)| other.contradicts(taken));
        let Some((other, Taken { amount: wrote, .. })) = other else { continue };
        let amount = &taken.amount;
        let [here, there] = [amount, wrote].map(written);
        let place = paragraph.place(amount.start..amount.end);
        let found = Diagnostic::of(&codes::X27, place, format!("这里写{here}元，另一处写{there}元"));
        let label = other.place(wrote.start..wrote.end);
        sink.push(found.label(label, "另一处").help("同一个数前后写成一样；口径不同的写明各是什么"));
    }
    let Some(cell) = facts.count(Row::Unpaid, Column::Applicants).filter(|cell| cell.value > 0) else {
        return;
    };
    if !section.is_empty() && !section.iter().any(|(p, taken)| p.as_str().contains("通知") || taken.is_some())
    {
        let message = format!("表三“逾期不缴费·总计”是 {}，第六部分没有写收费通知", cell.value);
        sink.push(
            Diagnostic::of(&codes::B11, cell.span, message)
                .help("在第六部分写明发出收费通知的件数、总金额和实际收取的总金额"),
        );
    }
    for (paragraph, _) in section {
        if let Some(range) = unnotified(paragraph.as_str()) {
            let message = format!("正文说没有发出收费通知，表三“逾期不缴费·总计”是 {}", cell.value);
            let diagnostic = Diagnostic::of(&codes::B11, paragraph.place(range), message)
                .label(cell.span, format!("这里是 {}", cell.value))
                .help("逾期不缴费的前提是发出过收费通知");
            sink.push(diagnostic);
        }
    }
}

/// Where a text says that nothing was charged.
fn denied(paragraph: &Paragraph) -> Option<std::ops::Range<usize>> {
    let text = paragraph.as_str();
    for verb in ["未收取", "没有收取", "未收费", "无收取"] {
        for at in paragraph.all(verb) {
            let rest = &text[at + verb.len()..];
            let clause = &rest[..rest.find(['，', '。', '；']).unwrap_or(rest.len())];
            if is_about_fee(clause) && !clause.contains("其他") && !clause.contains("以外") {
                return Some(at..at + verb.len());
            }
        }
    }
    None
}

/// 未发出收费通知, 没有向申请人发送过收费通知: in any clause.
fn unnotified(text: &str) -> Option<std::ops::Range<usize>> {
    const NOTICE: &str = "收费通知";
    text.match_indices(NOTICE).find_map(|(notice, _)| {
        let clause = text[..notice].rsplit(['，', '。', '；', '：', '\n']).next().unwrap_or_default();
        let denied = ["未", "没有"].iter().filter_map(|word| clause.find(word)).min()?;
        let start = notice - clause.len() + denied;
        clause[denied..].contains('发').then_some(start..notice + NOTICE.len())
    })
}

/// An amount above zero that a text says was taken as 信息处理费.
#[derive(Debug)]
pub(crate) struct Taken {
    amount: Figure,
    /// Of how many applications or applicants, where it says so.
    of: Option<u128>,
    /// 全年, 2025年, 共.
    all: bool,
}

impl Taken {
    /// Whether two amounts cannot both be right: of as many applications, or each of the year. 2950 元 and 2590 元 whatever is said of
    /// them, 300 元 and 330 元 where nothing says that they are of others.
    fn contradicts(&self, other: &Self) -> bool {
        let [one, two] = [self, other].map(|taken| taken.amount.micros);
        let slip = slip(one, two);
        one != two
            && match (self.of, other.of) {
                _ if slip == Some(Slip::Exchanged) => true,
                (Some(of), Some(others)) => of == others,
                _ if self.all && other.all => true,
                _ => slip.is_some() && one.abs_diff(two) <= one.max(two) / 4,
            }
    }
}

/// What a text says was taken.
pub(crate) fn taken(passage: &Passage<'_>) -> Option<Taken> {
    let text = passage.text();
    for sentence in passage.sentences {
        // 垃圾处理费 is another fee.
        let tokens = &sentence.tokens;
        let own = |(at, t): (usize, &Token)| {
            let glued = at > 0 && tokens[at - 1].kind == Kind::Other && tokens[at - 1].end == t.start;
            t.is(Class::Fee) && !(glued && t.text(text) == "处理费")
        };
        if !tokens.iter().enumerate().any(own) {
            continue;
        }
        let aside = |m: &Mention| {
            let words: String = m.before().iter().map(|t| t.text(text)).collect();
            words.contains("通知")
                || words.contains(['未', '应'])
                || words.contains("没有")
                || m.has_before(Class::LastYear)
        };
        // 总金额 430 元，已全部收取.
        let all = LEXICON.says("费已收", &text[sentence.range.clone()]);
        let due = |m: &Mention| {
            all && text[..m.figure.start].trim_end_matches(['为', '共', '计']).ends_with("金额")
        };
        let found = sentence.mentions.iter().find(|m| {
            m.figure.unit == "元"
                && !aside(m)
                && m.figure.micros > 0
                && (due(m)
                    || m.has_before([Class::Taken, Class::Fee])
                    || m.before().iter().all(|t| t.is(Class::Quantity) || t.is_mark("，")))
                && !m.has_before(Class::Rate)
        });
        if let Some(mention) = found {
            let before = sentence.mentions.iter().take_while(|m| m.token < mention.token);
            let of = before.filter(|m| ["件", "名", "人", "位"].contains(&m.figure.unit)).last();
            let lead = &sentence.tokens[..mention.token];
            let all = mention.sums_up(text) || lead.iter().any(|t| t.is(Class::ThisYear));
            let (amount, of) = (mention.figure.clone(), of.map(|m| m.figure.micros));
            return Some(Taken { amount, of, all });
        }
    }
    None
}

/// Whether words name the fee.
fn is_about_fee(words: &str) -> bool {
    words.contains("处理费") || words.contains("信息公开费")
}
