//! The order of a report: which paragraphs are the headings of the six parts, and which paragraphs stand under each.

use super::labels::{Label, SAME, Text, number};
use crate::form::Form;
use crate::intake::blocks::is_blank;

/// Titles of the parts that older reports have, by the part's place in the form.
const OLDER: [&[&str]; 6] = [
    &["概述", "概况", "工作总体情况", "总体工作情况", "政府信息公开工作总体情况", "基本情况"],
    &["行政机关主动公开政府信息情况", "主动公开情况", "主动公开政府信息的情况"],
    &["行政机关收到和处理政府信息公开申请情况", "依申请公开政府信息情况", "收到和处理政府信息公开申请的情况"],
    &[
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "行政复议、行政诉讼情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
    ],
    &[
        "政府信息公开工作存在的主要问题及改进情况",
        "存在的主要问题和改进情况",
        "存在的问题及改进措施",
        "存在问题及改进情况",
        "工作中存在的主要问题及改进措施",
    ],
    &["其他需要报告的情况", "需要报告的其他事项", "其他事项", "其他需要报告事项"],
];

/// Characters beyond which a paragraph is no heading.
const LONGEST: usize = 40;

/// A heading found: the paragraph, the part, whether the title is the form's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Index of the paragraph.
    pub(super) paragraph: usize,
    /// Index of the form's sections.
    pub(super) section: usize,
    /// The title is written as the form has it.
    pub(super) exact: bool,
    /// The number written before it; 0 if none.
    pub(super) number: u32,
    /// Where in the paragraph the title ends; text may follow it there.
    pub(super) end: usize,
    /// It stands where the others do not lead to it.
    pub(super) displaced: bool,
}

impl Heading {
    /// With how likely it is one though text follows it.
    fn run_in(self) -> (Self, usize) {
        let numbered = self.number as usize == self.section + 1;
        (self, SAME - 50 + if numbered { 150 } else { 0 })
    }
}

/// The headings among paragraphs: of each part the likeliest.
pub(super) fn headings(form: &Form, paragraphs: &[&str]) -> Vec<Heading> {
    let titles: Vec<(Label, Vec<Label>)> = form
        .sections
        .iter()
        .zip(OLDER)
        .map(|(section, older)| {
            (Label::of(&section.title), older.iter().map(|title| Label::of(title)).collect())
        })
        .collect();
    let mut candidates: Vec<(Heading, usize)> = Vec::new();
    for (paragraph, text) in paragraphs.iter().enumerate() {
        if is_contents(text) {
            continue;
        }
        if let Some((heading, like)) = run_in(form, &titles, text) {
            candidates.push((Heading { paragraph, ..heading }, like));
            continue;
        }
        if text.chars().count() > LONGEST {
            continue;
        }
        let bare = Text::new(text.trim_end_matches(['。', '：', ':', '；']));
        if bare.is_empty() {
            continue;
        }
        let (number, _) = number(text);
        for (section, (title, older)) in titles.iter().enumerate() {
            let numbered = number as usize == section + 1;
            let least = if numbered { 500 } else { 740 };
            let own = title.likeness_from(&bare, least);
            let old = older.iter().map(|label| label.likeness_from(&bare, least)).max().unwrap_or(0);
            let like = own.max(old);
            // `（一）` before it is a part of a part.
            let inner = text.trim_start().starts_with(['（', '(']) && like < SAME;
            if like >= least && !inner {
                let heading = Heading {
                    paragraph,
                    section,
                    exact: title.is(&bare),
                    number,
                    end: text.len(),
                    displaced: false,
                };
                candidates.push((heading, like + if numbered { 150 } else { 0 }));
            }
        }
    }
    let mut headings = longest(&candidates);
    // What is only like a title, as captions are, is none where the title itself stands elsewhere.
    let titled = |own: &Heading| {
        candidates.iter().any(|(other, _)| other.section == own.section && other.exact && other.number > 0)
    };
    headings.retain(|own| own.exact || own.number > 0 || !titled(own));
    headings.extend(displaced(&candidates, &headings));
    headings.sort_unstable_by_key(|heading| heading.paragraph);
    headings
}

/// Candidates that bear the form's title of a part which has no heading among those in order: it stands elsewhere. Several before the
/// first heading are a table of contents.
fn displaced(candidates: &[(Heading, usize)], headings: &[Heading]) -> Vec<Heading> {
    let Some(first) = headings.first().map(|heading| heading.paragraph) else { return Vec::new() };
    let contents = candidates.iter().filter(|(own, _)| own.exact && own.paragraph < first).count() > 2;
    let own = candidates.iter().map(|(own, _)| *own);
    let own = own.filter(|own| own.exact && !(contents && own.paragraph < first));
    let mut found: Vec<Heading> = Vec::new();
    for heading in own {
        let taken = headings.iter().chain(&found);
        if taken.into_iter().all(|o| o.section != heading.section && o.paragraph != heading.paragraph) {
            found.push(Heading { displaced: true, ..heading });
        }
    }
    found
}

/// A title with text behind it in its paragraph, and how likely it is one.
fn run_in(form: &Form, titles: &[(Label, Vec<Label>)], text: &str) -> Option<(Heading, usize)> {
    let (number, lead) = number(text);
    let inner = text.trim_start().starts_with(['（', '(']);
    // Most paragraphs are neither numbered nor begin as a title does.
    let own = |at: usize| text[lead..].starts_with(&form.sections[at].title);
    if inner || number == 0 && !(0..titles.len()).any(own) || titles.iter().any(|(t, _)| t.is_all_of(text)) {
        return None;
    }
    let marks = text[lead..].char_indices().take(LONGEST).skip(1).filter_map(|(at, c)| {
        // Words of a title are parted in many ways, a title from its text by a colon or a full stop.
        let parts = matches!(c, '：' | ':' | '。');
        let may_part = parts || number > 0 && (matches!(c, '（' | '(' | '—' | '，') || is_blank(c));
        may_part.then_some((lead + at, parts))
    });
    for (end, parts) in marks.filter(|(at, _)| text[*at..].contains(char::is_alphanumeric)) {
        let head = Text::new(&text[..end]);
        for (section, (title, older)) in titles.iter().enumerate() {
            let (exact, numbered) = (title.is(&head), number as usize == section + 1);
            let old = || number > 0 && older.iter().any(|label| label.is(&head));
            let like = || numbered && parts && older.iter().chain([title]).any(|label| label.is_like(&head));
            if exact || old() || like() {
                return Some(
                    Heading { paragraph: 0, section, exact, number, end, displaced: false }.run_in(),
                );
            }
        }
    }
    // Nothing parts the title from what is plainly a sentence.
    let section = (number as usize).checked_sub(1).filter(|&at| at < titles.len() && own(at))?;
    let end = lead + form.sections[section].title.len();
    let says = text[end..].contains(['，', '。']);
    says.then(|| Heading { paragraph: 0, section, exact: true, number, end, displaced: false }.run_in())
}

/// A line of a table of contents: dots or a tab, and a page.
fn is_contents(text: &str) -> bool {
    let page = text.trim_end_matches(|c: char| c.is_ascii_digit());
    page.len() < text.len() && (page.ends_with(['.', '…', '·', '\t']) || page.ends_with("  "))
}

/// The chain of candidates, each of a later part and further down than the one before, that is likest in all; of equals the
/// later, because what stands first may be a table of contents.
fn longest(candidates: &[(Heading, usize)]) -> Vec<Heading> {
    // For each candidate the best chain that ends with it: likeness, and the candidate before.
    let mut chains: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (heading, like)) in candidates.iter().enumerate() {
        let before = (0..at)
            .filter(|&b| {
                let other = candidates[b].0;
                other.paragraph < heading.paragraph && other.section < heading.section
            })
            .max_by_key(|&b| (chains[b].0, b));
        chains.push((like + before.map_or(0, |b| chains[b].0), before));
    }
    let mut at = (0..chains.len()).max_by_key(|&at| (chains[at].0, at));
    let mut out = Vec::new();
    while let Some(index) = at {
        out.push(candidates[index].0);
        at = chains[index].1;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paragraphs: &[&str]) -> Vec<(usize, usize)> {
        headings(crate::form::newest(), paragraphs).iter().map(|h| (h.paragraph, h.section)).collect()
    }

    #[test]
    fn headings_are_found_in_every_dress() {
        let text = [
            "某局2023年政府信息公开工作年度报告",
            "总体情况",
            "今年。",
            "二、行政机关主动公开政府信息情况",
            "三 收到和处理政府信息公开申请情况",
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "五、存在的主要问题及改进情况。",
            "存在的主要问题：一是人手不足。",
            "六.其他需报告的事项",
        ];
        assert_eq!(found(&text), [(1, 0), (3, 1), (4, 2), (5, 3), (6, 4), (8, 5)]);
    }

    #[test]
    fn parts_in_another_order_are_found() {
        let text = [
            "一、总体情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "三、收到和处理政府信息公开申请情况",
            "五、存在的主要问题及改进情况",
        ];
        let headings = headings(crate::form::newest(), &text);
        let found: Vec<(usize, bool)> = headings.iter().map(|h| (h.section, h.displaced)).collect();
        assert_eq!(found.iter().map(|h| h.0).collect::<Vec<_>>(), [0, 3, 2, 4]);
        assert_eq!(found.iter().filter(|h| h.1).count(), 1);
    }

    #[test]
    fn a_table_of_contents_is_none() {
        let text = [
            "一、总体情况....1",
            "二、主动公开政府信息情况",
            "一、总体情况",
            "正文。",
            "二、主动公开政府信息情况",
        ];
        assert_eq!(found(&text), [(2, 0), (4, 1)]);
    }
}
