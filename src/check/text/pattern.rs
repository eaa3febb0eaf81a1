//! In: a pattern, and the words around a figure. Out: whether they match. A small language, read once:
//!
//! ```text
//! 收 闲* #            a word of 收 in the figure's clause, then any number of words of 闲, then the figure
//! # 闲* 结果 $        the figure, words of 闲, a word of 结果, the end of the clause
//! 结转 ~4 下年        up to four characters of anything between (no mark, no figure)
//! 收|新收 申请?       one of two classes; perhaps one
//! ， ^                 a comma; the beginning of the clause
//! ```
//!
//! Names are the classes of the lexicon. Every pattern holds the figure `#` once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lexicon::{Classes, LEXICON};
use super::tokens::{Kind, Token};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// A word of the classes.
    One(Classes),
    /// Perhaps a word of the classes.
    Maybe(Classes),
    /// Words of the classes, none too.
    Many(Classes),
    /// Up to so many characters, no mark and no figure.
    Gap(usize),
    Mark(char),
    /// The beginning or end of the clause.
    Edge,
}

#[derive(Clone, Debug)]
struct Pattern {
    /// What stands before the figure, from the figure outwards.
    left: Vec<Step>,
    /// What stands after it.
    right: Vec<Step>,
}

impl Pattern {
    /// Reads a pattern. It is ours: a name that the lexicon does not have is a fault of the program.
    fn new(written: &str) -> Self {
        let (left, right) = written.split_once('#').unwrap_or_else(|| panic!("{written}: no figure"));
        let mut left: Vec<Step> = left.split_whitespace().map(step).collect();
        left.reverse();
        Self { left, right: right.split_whitespace().map(step).collect() }
    }

    /// Whether it stands around a figure: `left` and `right` are the tokens of its sentence and bracket before and after it.
    fn stands(&self, left: &[Token], right: &[Token]) -> bool {
        let backwards = |i: usize| left.len().checked_sub(i + 1).map(|at| &left[at]);
        matches(&self.left, &backwards, 0) && matches(&self.right, &|i| right.get(i), 0)
    }
}

/// Those of 句式 that mean the same, by their names.
static READ: LazyLock<BTreeMap<&'static str, Vec<Pattern>>> = LazyLock::new(|| {
    let read = |written: &Vec<&str>| written.iter().map(|w| Pattern::new(w)).collect();
    LEXICON.patterns.iter().map(|(name, written)| (*name, read(written))).collect()
});

/// Whether one of the patterns of a name stands around a figure.
pub(crate) fn stands(name: &str, left: &[Token], right: &[Token]) -> bool {
    let known = READ.get(name).unwrap_or_else(|| panic!("templates/lexicon.yaml: no pattern “{name}”"));
    known.iter().any(|pattern| pattern.stands(left, right))
}

fn step(word: &str) -> Step {
    let classes =
        |names: &str| names.split('|').fold(Classes::NONE, |all, name| all.with(LEXICON.named(name)));
    match word {
        "^" | "$" => Step::Edge,
        "，" | "：" | "、" | "；" => Step::Mark(word.chars().next().unwrap_or('，')),
        _ => {
            if let Some(n) = word.strip_prefix('~') {
                Step::Gap(n.parse().unwrap_or_else(|_| panic!("{word}: how many characters?")))
            } else if let Some(names) = word.strip_suffix('*') {
                Step::Many(classes(names))
            } else if let Some(names) = word.strip_suffix('?') {
                Step::Maybe(classes(names))
            } else {
                Step::One(classes(word))
            }
        }
    }
}

/// Whether the steps match the tokens that `at` gives, from number `from` on.
fn matches<'t>(steps: &[Step], at: &dyn Fn(usize) -> Option<&'t Token>, from: usize) -> bool {
    let Some((step, rest)) = steps.split_first() else { return true };
    let token = at(from);
    match step {
        Step::One(classes) => token.is_some_and(|t| t.is(*classes)) && matches(rest, at, from + 1),
        Step::Maybe(classes) => {
            token.is_some_and(|t| t.is(*classes)) && matches(rest, at, from + 1) || matches(rest, at, from)
        }
        Step::Many(classes) => {
            let tokens = std::iter::successors(Some(from), |i| Some(i + 1)).map_while(at);
            let run = tokens.take_while(|t| t.is(*classes) || is_thin(t)).count();
            (0..=run).rev().any(|n| matches(rest, at, from + n))
        }
        Step::Gap(most) => gap(rest, at, from, *most),
        Step::Mark(mark) => token.is_some_and(|t| same_mark(t, *mark)) && matches(rest, at, from + 1),
        Step::Edge => token.is_none_or(ends_clause) && matches(rest, at, from),
    }
}

/// Tries the rest after none, one, two … tokens, as long as their characters are few enough.
fn gap<'t>(rest: &[Step], at: &dyn Fn(usize) -> Option<&'t Token>, from: usize, most: usize) -> bool {
    let mut length = 0;
    let mut here = from;
    loop {
        if matches(rest, at, here) {
            return true;
        }
        let Some(token) = at(here) else { return false };
        if ends_clause(token) {
            return false;
        }
        // Han characters have three bytes.
        length += (token.end - token.start).div_ceil(3);
        if length > most {
            return false;
        }
        here += 1;
    }
}

/// Quotation marks and pauses between words that a pattern passes over.
fn is_thin(token: &Token) -> bool {
    token.is_mark("、“”")
}

/// A comma may be half-width.
fn same_mark(token: &Token, mark: char) -> bool {
    match mark {
        '，' => token.is_mark("，,"),
        '：' => token.is_mark("：:"),
        '；' => token.is_mark("；;"),
        _ => token.kind == Kind::Mark(mark),
    }
}

fn ends_clause(token: &Token) -> bool {
    token.is_figure() || token.is_mark("，,；;。！？：:")
}

#[cfg(test)]
mod tests {
    use super::super::clauses::sentences;
    use super::super::wordings::Wordings;
    use super::*;

    fn stands(pattern: &str, text: &str) -> bool {
        let all = sentences(text, 2025, Wordings::NONE);
        let mention = all[0].mentions.last().expect("a figure");
        Pattern::new(pattern).stands(&mention.left, &mention.right)
    }

    #[test]
    fn words_gaps_and_marks() {
        assert!(stands("收 闲* #", "全年共收到政府信息公开申请26件"));
        assert!(!stands("收 闲* #", "全年不予受理4件"));
        assert!(stands("# ， 全 闲* 申请人", "收到9件，均为自然人申请"));
        assert!(stands("结转 ~2 下年 ~6 #", "结转到2026年继续办理3件"));
        assert!(!stands("结转 ~2 下年 ~6 #", "结转2件，2026年办理3件"));
        assert!(stands("^ # 结转 闲* $", "办结3件，2件结转继续办理。"));
    }
}
