//! What section six says of 信息处理费: an amount that the law cannot give, a count without an amount, 未收取 and an amount (X14),
//! 逾期不缴费 without any notice (B11). 国办函〔2020〕109号: every lawful fee is a multiple of ten yuan.

use super::slips::{Slip, slip};
use super::twice::told_twice;
use crate::check::compare::{Passage, decimal, written};
use crate::check::facts::{Facts, Paragraph, Part};
use crate::check::text::{COMMAS, Class, Figure, Kind, LEXICON, MICRO, Mention, Sentence, Token, Words};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::quantity::{ColumnName as Column, RowName as Row};
use crate::source::{CLAUSE, head, tail};

/// The least that is taken: 10 yuan.
const TEN: u128 = 10 * MICRO;

pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    let amounts: Vec<&Mention> = sentence.mentions.iter().filter(|m| is_amount(passage.text(), m)).collect();
    // Asked last: a paragraph of thousands of sentences would be looked through for each of them.
    if amounts.is_empty() || !passage.sentences.iter().any(|s| s.has(Class::Fee)) {
        return;
    }
    for amount in &amounts {
        passage.bind(amount, "信息处理费的标准");
        if amount.figure.micros % TEN != 0 {
            let message = format!("信息处理费 {} 元不是 10 元的整数倍", written(&amount.figure));
            let finding = passage
                .finding_at(&codes::X14, amount, message)
                .note("按件每件 100 元、按页每页 10 元起，不会有零头")
                .help("核对金额和单位");
            passage.tell(amount, finding);
        }
    }
    too_much(passage, sentence, &amounts);
    count_and_amount(passage, sentence, &amounts);
    collected(passage, sentence, &amounts);
    no_notice(passage, sentence, &amounts);
}

/// What charges are announced by.
const NOTICE: &str = "收费通知";

/// 发出收费通知 0 件，收取 320 元.
fn no_notice(passage: &mut Passage<'_>, sentence: &Sentence, amounts: &[&Mention]) {
    let none = |m: &&Mention| m.figure.unit == "件" && m.figure.micros == 0;
    let notice = sentence.mentions.iter().filter(none).find(|m| m.before().hold("通知", passage.text()));
    let taken = amounts.iter().find(|m| m.figure.micros > 0 && m.figure.micros % TEN == 0);
    let (Some(notice), Some(amount)) = (notice, taken) else { return };
    let message = format!("发出{NOTICE} 0 件，却收取 {} 元", written(&amount.figure));
    let finding = passage.finding_at(&codes::X14, amount, message).label(passage.place(notice), "0 件");
    passage.tell(amount, finding);
}

/// Of how many an amount is: the last number of applications, applicants or notices before it.
fn charged<'s>(sentence: &'s Sentence, amount: &Mention) -> Option<&'s Mention> {
    let before = sentence.mentions.iter().take_while(|m| m.token < amount.token);
    before.filter(|m| m.figure.counts_in("收费的量词")).last()
}

/// 收费通知 2 件，合计 1580 万元: no application costs as much, of pages without number.
fn too_much(passage: &mut Passage<'_>, sentence: &Sentence, amounts: &[&Mention]) {
    /// What a thousand pages cost, and more: 100,000 yuan.
    const MOST: u128 = 100_000 * MICRO;
    let counts = sentence.mentions.iter().filter(|m| m.figure.counts_in("收费的量词") && m.figure.is_count());
    let Some(most) = counts.filter_map(|m| m.figure.whole()).max().map(u128::from) else { return };
    for amount in amounts {
        if amount.figure.micros > MOST.saturating_mul(most.max(1)) && !passage.is_told(amount) {
            let sum = written(&amount.figure);
            let message = format!("{most} 件收费写 {sum} 元，多半是单位写错了");
            passage.tell(amount, passage.finding_at(&codes::X14, amount, message).help("核对金额和单位"));
        }
    }
}

/// 收费通知 2 件、总金额 460 元，…；实际收取 2 件 480 元: of as many as were sent nothing else was taken.
fn collected(passage: &mut Passage<'_>, sentence: &Sentence, amounts: &[&Mention]) {
    let text = passage.text();
    let count = |amount: &Mention| charged(sentence, amount);
    let taken = amounts.iter().find(|m| {
        let of = count(m).map_or(String::new(), |of| of.before().written(text));
        LEXICON.says("实际收", &(of + &m.before().written(text)))
    });
    let (Some(&first), Some(&taken)) = (amounts.first(), taken) else { return };
    let (Some(sent), Some(of)) = (count(first), count(taken)) else { return };
    let told = first.figure.micros == taken.figure.micros || first.token == taken.token;
    if told || sent.token == of.token || sent.figure.micros != of.figure.micros || passage.is_told(taken) {
        return;
    }
    let [all, is, many] = [first, taken, of].map(|m| written(&m.figure));
    let message = format!("{NOTICE} {many} 件，总金额 {all} 元，实际收取 {many} 件却是 {is} 元");
    let finding = passage.finding_at(&codes::X14, taken, message).label(passage.place(first), "总金额");
    passage.tell(taken, finding.help("核对两处金额"));
}

/// An exact sum of money that was taken (no rate, no 万元 of something else).
fn is_amount(text: &str, mention: &Mention) -> bool {
    mention.figure.unit == "元"
        && !mention.figure.approximate
        && !mention.has_before(Class::Rate)
        && !mention.head(text).trim_end().ends_with(['/', '／'])
        && !mention.tail(text).trim_start().starts_with(['/', '／', '每'])
}

/// 收取 3 件 0 元, 收取 0 件 300 元.
fn count_and_amount(passage: &mut Passage<'_>, sentence: &Sentence, amounts: &[&Mention]) {
    let [amount] = amounts else { return };
    let mut counts = sentence.mentions.iter().filter(|m| m.figure.unit == "件" && m.figure.is_count());
    let (Some(count), None) = (counts.next(), counts.next()) else { return };
    if LEXICON.says("不收的费", &passage.text()[sentence.range.clone()]) {
        return;
    }
    passage.bind(count, "信息处理费的金额");
    if (count.figure.micros == 0) == (amount.figure.micros == 0) {
        return;
    }
    let (n, sum) = (count.figure.whole().unwrap_or(0), written(&amount.figure));
    let message = format!("收费 {n} 件，金额却是 {sum} 元");
    let finding = passage.finding_at(&codes::X14, amount, message);
    passage.tell(amount, finding.label(passage.place(count), format!("{n} 件")));
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
        let message = format!("这里说未收取信息处理费，另一处说收取 {} 元", decimal(amount.micros, 0));
        let place = other.place(amount.start..amount.end);
        sink.push(Diagnostic::of(&codes::X14, paragraph.place(range), message).label(place, "这里收取了"));
    }
    for (at, (paragraph, taken)) in amounts.iter().enumerate() {
        let other = amounts[..at].iter().find(|(_, other)| other.contradicts(taken));
        let Some((other, Taken { amount: wrote, .. })) = other else { continue };
        let amount = &taken.amount;
        let [here, there] = [amount, wrote].map(|amount| format!("{}元", written(amount)));
        let [place, label] = [(paragraph, amount), (other, wrote)].map(|(p, a)| p.place(a.start..a.end));
        sink.push(told_twice(place, &here, label, &there));
    }
    let Some(cell) = facts.count(Row::Unpaid, Column::Applicants).filter(|cell| cell.value > 0) else {
        return;
    };
    let unpaid = format!("表三“逾期不缴费·总计”是 {}", cell.value);
    if !section.is_empty() && !section.iter().any(|(p, taken)| p.as_str().contains("通知") || taken.is_some())
    {
        let found = Diagnostic::of(&codes::B11, cell.span, format!("{unpaid}，第六部分没有写{NOTICE}"));
        sink.push(found.help("在第六部分写明发出收费通知的件数、总金额和实际收取的总金额"));
    }
    for (paragraph, _) in section {
        let Some(range) = unnotified(paragraph.as_str()) else { continue };
        let message = format!("正文说没有发出{NOTICE}，{unpaid}");
        let found = Diagnostic::of(&codes::B11, paragraph.place(range), message);
        let found = found.label(cell.span, format!("这里是 {}", cell.value));
        sink.push(found.help("逾期不缴费的前提是发出过收费通知"));
    }
}

/// Where a text says that nothing was charged.
fn denied(paragraph: &Paragraph) -> Option<std::ops::Range<usize>> {
    let text = paragraph.as_str();
    LEXICON.list("没有收").iter().find_map(|verb| {
        let mut places = paragraph.all(verb);
        let about = |at: &usize| {
            let (lead, clause) = (tail(&text[..*at], CLAUSE), head(&text[at + verb.len()..], CLAUSE));
            // 其他单位未收取信息处理费.
            let others = [lead, clause].iter().any(|words| LEXICON.says("另外的", words));
            LEXICON.says("这种费", clause) && !others
        };
        places.find(about).map(|at| at..at + verb.len())
    })
}

/// 未发出收费通知, 没有向申请人发送过收费通知: in any clause.
fn unnotified(text: &str) -> Option<std::ops::Range<usize>> {
    text.match_indices(NOTICE).find_map(|(notice, _)| {
        let clause = tail(&text[..notice], COMMAS);
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
            let words = m.before().written(text);
            words.contains("通知")
                || LEXICON.says("没收的费", &words)
                || m.has_before([Class::LastYear, Class::Rate])
        };
        // 总金额 430 元，已全部收取.
        let all = LEXICON.says("费已收", &text[sentence.range.clone()]);
        let due = |m: &Mention| all && m.head(text).trim_end_matches(['为', '共', '计']).ends_with("金额");
        let found = sentence.mentions.iter().find(|m| {
            let said = m.has_before([Class::Taken, Class::Fee]) || m.before().are(Class::Quantity, "，");
            m.figure.unit == "元" && m.figure.micros > 0 && !aside(m) && (said || due(m))
        });
        let Some(mention) = found else { continue };
        let of = charged(sentence, mention);
        let all = mention.sums_up(text) || tokens[..mention.token].has(Class::ThisYear);
        return Some(Taken { amount: mention.figure.clone(), of: of.map(|m| m.figure.micros), all });
    }
    None
}
