//! In: one paragraph. Out: its sentences, each with its figures and the words around every figure up to the next comma, with
//! what stands in brackets set aside. Refuses to know what the words mean.

use std::ops::Range;

use super::figures::{Figure, figures};

/// A figure and its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The figure.
    pub(crate) figure: Figure,
    /// The innermost bracket that it stands in: first byte after the opening bracket; the sentence's start outside brackets.
    pub(crate) scope: usize,
    /// How many brackets it stands in.
    pub(crate) depth: usize,
    /// The words of the same clause before it, from the figure before.
    pub(crate) before: Range<usize>,
    /// The same words without what stands in brackets.
    pub(crate) key: String,
    /// The words after its unit up to the next mark.
    pub(crate) after: Range<usize>,
}

/// A sentence of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// Its bytes in the paragraph, the closing mark included.
    pub(crate) range: Range<usize>,
    /// Its figures in order.
    pub(crate) mentions: Vec<Mention>,
}

/// Marks that end a sentence.
const STOPS: [char; 5] = ['。', '！', '？', '!', '?'];

/// Marks that end a clause.
const COMMAS: [char; 7] = ['，', ',', '；', ';', '。', '！', '？'];

/// Marks that end the words after a figure.
const MARKS: &str = "，,；;。！？、：:（）()“”《》";

/// Cuts a paragraph into sentences with their figures.
pub(crate) fn sentences(text: &str) -> Vec<Sentence> {
    let mut all = figures(text).into_iter().peekable();
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text[start..]
            .char_indices()
            .find(|(_, c)| STOPS.contains(c))
            .map_or(text.len(), |(i, c)| start + i + c.len_utf8());
        let mut inside = Vec::new();
        while let Some(figure) = all.next_if(|f| f.start < end) {
            inside.push(figure);
        }
        found.push(Sentence { range: start..end, mentions: mentions(text, start..end, inside) });
        start = end;
    }
    found
}

/// Gives each figure of a sentence its surroundings.
fn mentions(text: &str, range: Range<usize>, figures: Vec<Figure>) -> Vec<Mention> {
    let mut open: Vec<usize> = Vec::new();
    let mut cursor = range.start;
    let mut list: Vec<Mention> = Vec::with_capacity(figures.len());
    let starts: Vec<usize> = figures.iter().skip(1).map(|f| f.start).chain([range.end]).collect();
    for (figure, next) in figures.into_iter().zip(starts) {
        for (i, c) in text[cursor..figure.start].char_indices() {
            match c {
                '（' | '(' => open.push(cursor + i + c.len_utf8()),
                '）' | ')' => {
                    open.pop();
                }
                _ => {}
            }
        }
        cursor = figure.start;
        let scope = open.last().copied().unwrap_or(range.start);
        let last = list.iter().rev().find(|m| m.scope == scope).map_or(scope, |m| m.figure.end);
        let before = clause_before(text, last..figure.start);
        let tail = &text[figure.end..next.max(figure.end)];
        let len = tail.find(|c| MARKS.contains(c)).unwrap_or(tail.len());
        list.push(Mention {
            scope,
            depth: open.len(),
            key: without_brackets(&text[before.clone()]),
            before,
            after: figure.end..figure.end + len,
            figure,
        });
    }
    list
}

/// The last clause of `range`; one more if the last says nothing but 共计 and the like.
fn clause_before(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let mut nest = 0usize;
    let mut bare_once = true;
    for (i, c) in words.char_indices().rev() {
        match c {
            '）' | ')' => nest += 1,
            '（' | '(' => nest = nest.saturating_sub(1),
            _ if nest == 0 && (COMMAS.contains(&c) || c == '：' || c == ':') => {
                let rest = &words[i + c.len_utf8()..];
                if "：:".contains(c) && rest.trim().is_empty() {
                    continue;
                }
                if bare_once && is_bare(rest) && !"；;。".contains(c) {
                    bare_once = false;
                    continue;
                }
                return range.start + i + c.len_utf8()..range.end;
            }
            _ => {}
        }
    }
    range
}

/// Whether a clause only introduces a figure (`共计`, `总数为`).
fn is_bare(clause: &str) -> bool {
    const WORDS: [&str; 12] =
        ["共计", "合计", "总计", "总共", "累计", "总数", "数量", "共", "计", "为", "达", "有"];
    let mut rest = clause.trim();
    while let Some(word) = WORDS.iter().find(|w| rest.starts_with(**w)) {
        rest = rest[word.len()..].trim_start();
    }
    rest.is_empty() && !clause.trim().is_empty()
}

/// The text without bracketed parts and spaces.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut nest = 0usize;
    let keep = |c: char| match c {
        '（' | '(' => {
            nest += 1;
            false
        }
        '）' | ')' => {
            nest = nest.saturating_sub(1);
            false
        }
        ' ' | '\u{3000}' => false,
        _ => nest == 0,
    };
    text.chars()
        .filter({
            let mut keep = keep;
            move |&c| keep(c)
        })
        .collect()
}

impl Sentence {
    /// The words from the sentence's start to a mention, brackets included.
    pub(crate) fn lead_in<'t>(&self, text: &'t str, mention: &Mention) -> &'t str {
        &text[self.range.start..mention.figure.start]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        sentences(text).iter().flat_map(|s| s.mentions.iter().map(|m| m.key.clone())).collect()
    }

    #[test]
    fn words_before_a_figure_end_at_the_comma_or_the_figure_before() {
        let text =
            "我局重视公开，全年收到申请34件、答复30件（含邮寄3件），作其他处理（含撤回）4件；共计38件。";
        assert_eq!(keys(text), ["全年收到申请", "、答复", "含邮寄", "作其他处理", "共计"]);
        assert_eq!(keys("收到政府信息公开申请，共34件"), ["收到政府信息公开申请，共"]);
        assert_eq!(keys("予以公开：9件"), ["予以公开："]);
    }

    #[test]
    fn words_after_a_figure_end_at_the_next_mark() {
        let text = "收到34件政府信息公开申请，办结9件。";
        let all = sentences(text);
        let after: Vec<&str> = all[0].mentions.iter().map(|m| &text[m.after.clone()]).collect();
        assert_eq!(after, ["政府信息公开申请", ""]);
    }
}
