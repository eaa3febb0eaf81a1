//! In: explanations, and the text of the report that sums. Out: findings at the report's own places, in words (H01 to H03, H05,
//! H09), and where its text disagrees with the roster (H06, H07).

use super::carried::row;
use super::{Allotment, Cause, Difference, Explanation, Sums, places, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::form::quantity::RowName;
use crate::report::{Paragraph, Report};
use crate::roster::short_name;
use crate::source::Span;

/// Names listed in a message.
const MOST_NAMES: usize = 5;

/// What differs between a report and the sum of its area, in words and at the report's places.
pub fn in_words(
    allotment: &Allotment<'_>,
    sums: &Sums,
    parent: &Report,
    differences: &[Difference],
    explanations: &[Explanation],
    found: &mut Diagnostics,
) {
    let words = Words { allotment, parent };
    for explanation in explanations {
        found.push(words.explanation(differences, explanation));
    }
    words.smaller(sums, found);
    words.number_of_bodies(found);
    words.by_area(sums, found);
}

struct Words<'a> {
    allotment: &'a Allotment<'a>,
    parent: &'a Report,
}

impl Words<'_> {
    fn names(&self, bodies: &[usize]) -> String {
        let name = |&body: &usize| format!("“{}”", self.allotment.roster.bodies[body].name.value);
        let list: Vec<String> = bodies.iter().take(MOST_NAMES).map(name).collect();
        let more =
            if bodies.len() > MOST_NAMES { format!("等 {} 家", bodies.len()) } else { String::new() };
        list.join("、") + &more
    }

    /// `报送/财政局.docx（“安平县财政局”）`.
    fn submission(&self, at: usize) -> String {
        let sent = &self.allotment.submissions[at];
        let office =
            if sent.office.is_empty() { String::new() } else { format!("（“{}”）", sent.office) };
        format!("{}{office}", sent.file)
    }

    fn place(&self, difference: &Difference) -> Span {
        let table = self.parent.tables().nth(difference.place.table);
        table.map_or_else(Span::default, |table| table.place_of(difference.place.cell))
    }

    /// `表三“本年新收·总计”：各机关合计 120，报告写 100，少 20`.
    fn cell(&self, difference: &Difference) -> String {
        let form = self.allotment.terms.form;
        let Difference { place, sum, parent, .. } = *difference;
        let more = difference.more();
        let (sum, parent) = (shown(place, form, sum), shown(place, form, parent));
        let word = if more > 0 { "多" } else { "少" };
        let by = shown(place, form, more.abs());
        format!(
            "{}：各机关合计 {sum}，报告写 {parent}，{word} {}",
            place.said(form),
            by.trim_start_matches('+')
        )
    }

    fn explanation(&self, differences: &[Difference], explanation: &Explanation) -> Diagnostic {
        let Explanation { cause, bodies, cells } = explanation;
        let either = if bodies.len() > 1 { "其中一家" } else { "" };
        let names = self.names(bodies);
        // The plainest example: what the readers of a report look at first.
        let received = row(self.allotment.terms.form, RowName::Received);
        let likely = cells.iter().find(|&&n| received.last() == Some(&differences[n].at));
        let Some(first) = likely.or(cells.first()).map(|&n| &differences[n]) else {
            return Diagnostic::of(&codes::H09, Span::default(), "报告与合计不一致");
        };
        let example = self.cell(first);
        let count = cells.len();
        let (rule, message, help) = match cause {
            Cause::LeftOut => (
                &codes::H02,
                format!("报告漏了{names}{either}：{count} 格少的正是它的数，如{example}"),
                "补上它的数，或用 nianbao sum -o 重新写出三张表".to_owned(),
            ),
            Cause::Twice => (
                &codes::H03,
                format!("报告把{names}{either}计了两次：{count} 格多的正是它的数，如{example}"),
                "减去一次，或用 nianbao sum -o 重新写出三张表".to_owned(),
            ),
            Cause::NotOurs => (
                &codes::H03,
                format!("报告计入了名册里不计的{names}{either}：{count} 格多的正是它的数，如{example}"),
                "减去它的数；应当计入的，删去名册里的“不计”".to_owned(),
            ),
            Cause::Spare(at) => (
                &codes::H03,
                format!(
                    "报告计入了没有计入合计的 {}：{count} 格多的正是它的数，如{example}",
                    self.submission(*at)
                ),
                "不该计的，减去它的数；该计的，在名册里写明（“文件”写这一份，或写进成员）".to_owned(),
            ),
            Cause::Instead(at) => {
                let used = bodies.first().and_then(|&body| self.allotment.standing[body].submission());
                let used = used.map_or("另一份", |used| &self.allotment.submissions[used].file);
                (
                    &codes::H03,
                    format!(
                        "报告用的是 {}，名册用的是 {used}：{count} 格差的正是两份之差，如{example}",
                        self.submission(*at)
                    ),
                    "核对哪一份是定稿：是这一份的，名册的“文件”写这一份；不是的，照合计改报告".to_owned(),
                )
            }
            Cause::Missing { fits: true } => (
                &codes::H02,
                format!(
                    "报告多出的 {count} 格与没有报送的{names}相符：上年结转接得上它上年的报告，如{example}"
                ),
                "催它报送，再汇总一次".to_owned(),
            ),
            Cause::Missing { fits: false } => (
                &codes::H02,
                format!(
                    "报告多出的 {count} 格与报来的哪一份都不符，可能是没有报送或不能用的{names}的数，如{example}"
                ),
                "催报后再汇总一次；名册里写上各机关的“上年报告”，可以认出是哪一家".to_owned(),
            ),
            Cause::Cell(slip) => {
                let stock = self.is_stock(first);
                let reason = slip.map_or(String::new(), |slip| format!("；疑似写错：{}", slip.words()));
                let word = if first.more() > 0 { "计了两次" } else { "漏了" };
                let bodies = match bodies.len() {
                    0 => String::new(),
                    1..=3 => format!("；相差的正是{names}的数，可能{word}"),
                    more => format!("；有 {more} 家的数正好是这个差"),
                };
                let totals = if count > 1 { "，合计跟着不同" } else { "" };
                let fix = shown(first.place, self.allotment.terms.form, first.sum);
                let help = if stock && first.more() < 0 {
                    format!("有联合发文各家都计的，在名册里写“联合发文”；没有的，改为 {fix}")
                } else {
                    format!("核对后改为 {fix}")
                };
                let rule = if stock { &codes::H05 } else { &codes::H09 };
                (rule, format!("{example}{totals}{reason}{bodies}"), help)
            }
        };
        let label = format!("各机关合计 {}", shown(first.place, self.allotment.terms.form, first.sum));
        Diagnostic::of(rule, self.place(first), message).note(label).help(help)
    }

    /// Whether a cell counts documents, of which joint ones are counted by several bodies.
    fn is_stock(&self, difference: &Difference) -> bool {
        let form = self.allotment.terms.form;
        [RowName::Regulations, RowName::Norms].iter().any(|&name| row(form, name).contains(&difference.at))
    }

    /// H01: a cell of the report that is smaller than that of a body in it.
    fn smaller(&self, sums: &Sums, found: &mut Diagnostics) {
        let form = self.allotment.terms.form;
        let parent = super::Figures::of(self.parent);
        let all = places(form);
        for &child in &self.allotment.below[0] {
            let Some(area) = &sums.area[child] else { continue };
            let is_less = |at: &usize| {
                let change = all[*at].kind(form) == crate::form::Kind::Change;
                !change && parent.is_read(*at) && parent.cells()[*at] < area.cells()[*at]
            };
            let less: Vec<usize> = (0..all.len()).filter(is_less).collect();
            let Some(&first) = less.first() else { continue };
            let (own, theirs) = (parent.cells()[first], area.cells()[first]);
            let name = &self.allotment.roster.bodies[child].name.value;
            let more =
                if less.len() > 1 { format!("（这样的共 {} 格）", less.len()) } else { String::new() };
            let message = format!(
                "{}写 {}，比下级“{name}”的 {} 还小{more}",
                all[first].said(form),
                shown(all[first], form, own),
                shown(all[first], form, theirs)
            );
            let table = self.parent.tables().nth(all[first].table);
            let at = table.map_or_else(Span::default, |table| table.place_of(all[first].cell));
            found.push(
                Diagnostic::of(&codes::H01, at, message)
                    .help("汇总报告包括各下级，每一格都不会小于其中一家；核对两边"),
            );
        }
    }

    /// H06: `64 家单位` in a sentence about who reports.
    fn number_of_bodies(&self, found: &mut Diagnostics) {
        const ABOUT: [&str; 6] = ["汇总", "编制", "涵盖", "名单", "报送", "全部单位"];
        const BODIES: [&str; 6] = ["单位", "机关", "行政机关", "部门和单位", "编制主体", "责任主体"];
        let counted = self.allotment.counted();
        let listed = self.allotment.roster.bodies.len() - 1;
        let mine = |n: i64| [counted, listed].iter().any(|own| i64::try_from(*own) == Ok(n));
        for (_, paragraph) in self.parent.paragraphs() {
            let text = paragraph.as_str();
            for (at, sentence) in sentences(text) {
                if !ABOUT.iter().any(|word| sentence.contains(word)) {
                    continue;
                }
                for (start, end, number) in numbers(sentence) {
                    let rest = sentence[end..].trim_start_matches(['个', '家', ' ']);
                    if rest.len() == sentence[end..].len()
                        || !BODIES.iter().any(|word| rest.starts_with(word))
                        || mine(number)
                    {
                        continue;
                    }
                    let message =
                        format!("正文说 {number} 家，名册里计入的是 {counted} 家（共列 {listed} 家）");
                    let place = paragraph.span(at + start..at + end);
                    found.push(Diagnostic::of(&codes::H06, place, message).help("核对正文和名册"));
                }
            }
        }
    }

    /// H07: `其中青禾县 12 件、白石县 30 件`: what most of the names agree with is what is meant.
    fn by_area(&self, sums: &Sums, found: &mut Diagnostics) {
        let form = self.allotment.terms.form;
        let children: Vec<(usize, String)> = self.allotment.below[0]
            .iter()
            .filter(|&&child| sums.area[child].is_some())
            .map(|&child| (child, short_name(&self.allotment.roster.bodies[child].name.value)))
            .collect();
        let rows = [RowName::Received, RowName::CarriedIn, RowName::Closed, RowName::CarriedOut];
        let totals: Vec<usize> = rows.iter().filter_map(|&name| row(form, name).last().copied()).collect();
        for (_, paragraph) in self.parent.paragraphs() {
            for (at, sentence) in sentences(paragraph.as_str()) {
                let said = areas(sentence, &children);
                if said.len() < 2 {
                    continue;
                }
                let met = |&total: &usize| {
                    said.iter()
                        .filter(|(child, _, n)| {
                            sums.area[*child].as_ref().is_some_and(|a| a.cells()[total] == *n)
                        })
                        .count()
                };
                let Some(&total) = totals.iter().max_by_key(|total| met(total)) else { continue };
                if met(&total) * 2 >= said.len() {
                    self.area_differs(paragraph, at, &said, total, sums, found);
                }
            }
        }
    }

    fn area_differs(
        &self,
        paragraph: &Paragraph,
        at: usize,
        said: &[(usize, std::ops::Range<usize>, i64)],
        total: usize,
        sums: &Sums,
        found: &mut Diagnostics,
    ) {
        let form = self.allotment.terms.form;
        for (child, range, number) in said {
            let own = sums.area[*child].as_ref().map_or(0, |area| area.cells()[total]);
            if own == *number {
                continue;
            }
            let name = &self.allotment.roster.bodies[*child].name.value;
            let message =
                format!("正文说“{name}”{number} 件，它的{}是 {own}", places(form)[total].said(form));
            let place = paragraph.span(at + range.start..at + range.end);
            found.push(Diagnostic::of(&codes::H07, place, message).help("以下级报告为准，改正正文"));
        }
    }
}

/// Sentences with the byte at which each begins.
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive(['。', '；', '！']).map(move |sentence| {
        let at = start;
        start += sentence.len();
        (at, sentence)
    })
}

/// Whole numbers in Arabic digits: first byte, one past the last, value.
fn numbers(text: &str) -> Vec<(usize, usize, i64)> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if end > at {
            let alone = !text[end..].starts_with(['.', '%', '-'])
                && (at == 0 || !matches!(bytes[at - 1], b'.' | b'-'));
            if let Some(number) = text[at..end].parse().ok().filter(|_| alone) {
                out.push((at, end, number));
            }
            at = end;
        }
        at += 1;
    }
    out
}

/// The areas that a sentence names with a number of 件 behind each, before any mark.
fn areas(sentence: &str, children: &[(usize, String)]) -> Vec<(usize, std::ops::Range<usize>, i64)> {
    /// Bytes between a name and its number: 新收申请, 收到.
    const NEAR: usize = 24;
    let mut out = Vec::new();
    for (start, end, number) in numbers(sentence) {
        if !sentence[end..].trim_start().starts_with('件') {
            continue;
        }
        let clause = sentence[..start].rfind(['，', '、', '：', '（']).map_or(0, |at| at + '，'.len_utf8());
        let named = children.iter().filter_map(|(child, name)| {
            let at = sentence[clause..start].rfind(name.as_str())?;
            let near = start - (clause + at + name.len()) <= NEAR;
            near.then_some((name.len(), *child))
        });
        if let Some((_, child)) = named.max() {
            out.push((child, start..end, number));
        }
    }
    out
}
