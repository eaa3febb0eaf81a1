//! In: a paragraph. Out: its sentences, and around each figure the words of its clause, what stands in brackets set aside. The one
//! place where prose is cut.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::rc::Rc;

use super::figures::{Figure, figures};
use super::lexicon::{Class, Classes, LEXICON};
use super::tokens::{Kind, Token, Words, tokens};
use super::wordings::Wordings;

/// A figure and what stands around it in the same bracket.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) figure: Figure,
    /// The innermost bracket that it stands in, by its opening token; the sentence's first token outside brackets.
    pub(crate) scope: usize,
    /// How many brackets it stands in.
    pub(crate) depth: usize,
    /// The token that it is.
    pub(crate) token: usize,
    /// Everything before it in the sentence and in the same bracket.
    pub(crate) left: Stretch,
    /// Everything after it.
    pub(crate) right: Stretch,
    /// Of `left`, where the words of its own clause begin.
    pub(crate) from: usize,
    /// Of `right`, where the words of its own clause end.
    pub(crate) until: usize,
}

/// A stretch of the tokens of a sentence that stand in one bracket.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    all: Rc<Vec<Token>>,
    range: Range<usize>,
}

impl Deref for Stretch {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.all[self.range.clone()]
    }
}

impl<'s> IntoIterator for &'s Stretch {
    type Item = &'s Token;
    type IntoIter = std::slice::Iter<'s, Token>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Mention {
    pub(crate) fn range(&self) -> Range<usize> {
        self.figure.start..self.figure.end
    }

    pub(crate) fn head<'t>(&self, text: &'t str) -> &'t str {
        &text[..self.figure.start]
    }

    pub(crate) fn tail<'t>(&self, text: &'t str) -> &'t str {
        &text[self.figure.end..]
    }

    pub(crate) fn between<'t>(&self, next: &Self, text: &'t str) -> &'t str {
        text.get(self.figure.end..next.figure.start).unwrap_or_default()
    }

    /// 15 个社区中，已有 13 个: whether one behind it is told as a part of it.
    pub(crate) fn is_parted_by(&self, part: &Self, text: &str) -> bool {
        let (noun, _) = self.between(part, text).split_once(is_pause).unwrap_or_default();
        noun.trim_end().ends_with('中')
    }

    /// What stands before it behind the last comma or pause.
    pub(crate) fn lead<'t>(&self, text: &'t str) -> &'t str {
        last_phrase(self.head(text))
    }

    /// The words of its clause before it.
    pub(crate) fn before(&self) -> &[Token] {
        &self.left[self.from..]
    }

    /// The words of its clause after it.
    pub(crate) fn after(&self) -> &[Token] {
        &self.right[..self.until]
    }

    /// The first word of its clause that is none of the classes.
    pub(crate) fn first_but(&self, idle: impl Into<Classes>) -> Option<&Token> {
        let idle = idle.into();
        self.before().iter().find(|t| !t.is(idle) && !t.is_any_mark())
    }

    /// 共 12 条: whether the words before it say that it is the sum of others.
    pub(crate) fn sums_up(&self, text: &str) -> bool {
        self.before().iter().any(|t| t.sums_up(text))
    }

    /// 103 条（项）: whether another unit stands in a bracket behind its own.
    pub(crate) fn counts_in_two(&self, text: &str) -> bool {
        let other = text[self.figure.end..].strip_prefix('（');
        let rest = other.and_then(|other| LEXICON.units.iter().find_map(|unit| other.strip_prefix(unit)));
        rest.is_some_and(|rest| rest.starts_with('）'))
    }

    /// Whether a word of the classes stands before it in its clause.
    pub(crate) fn has_before(&self, classes: impl Into<Classes>) -> bool {
        self.before().has(classes)
    }

    /// Whether a word of the classes stands after it in its clause.
    pub(crate) fn has_after(&self, classes: impl Into<Classes>) -> bool {
        self.after().has(classes)
    }

    /// Whether a word of the classes stands in its clause.
    pub(crate) fn has(&self, classes: impl Into<Classes>) -> bool {
        let classes = classes.into();
        self.has_before(classes) || self.has_after(classes)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// Its bytes, the closing mark included.
    pub(crate) range: Range<usize>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) mentions: Vec<Mention>,
}

impl Sentence {
    pub(crate) fn has(&self, classes: impl Into<Classes>) -> bool {
        self.tokens.has(classes)
    }

    /// The figure before one of a number.
    pub(crate) fn mention_before(&self, at: usize) -> Option<&Mention> {
        at.checked_sub(1).map(|before| &self.mentions[before])
    }

    pub(crate) fn clauses(&self) -> impl Iterator<Item = Clause<'_>> {
        let mut from = 0;
        self.tokens.split_inclusive(|t| t.is_mark(COMMAS)).map(move |words| {
            from += words.len();
            Clause { sentence: &self.tokens, from: from - words.len(), words }
        })
    }

    /// 未…, 均…: its clauses that have a word of the classes, and where in each the first stands.
    pub(crate) fn clauses_with(
        &self,
        classes: impl Into<Classes>,
    ) -> impl Iterator<Item = (Clause<'_>, usize)> {
        let classes = classes.into();
        self.clauses().filter_map(move |clause| Some((clause, clause.find(classes)?)))
    }

    /// 上年结转 2 件, 2024年结转的 2 件: whether it speaks of what was carried over from last year.
    pub(crate) fn tells_carried_in(&self) -> bool {
        self.has(Class::CarryIn) || self.has(Class::Carry) && self.has(Class::LastYear)
    }
}

/// A clause of a sentence: its words, the mark that ends it included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause<'s> {
    sentence: &'s [Token],
    /// Where it begins in the tokens of the sentence.
    pub(crate) from: usize,
    words: &'s [Token],
}

impl Deref for Clause<'_> {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        self.words
    }
}

impl<'s> Clause<'s> {
    /// The words of the sentence up to one of its own.
    pub(crate) fn lead_in(&self, at: usize) -> &'s [Token] {
        &self.sentence[..self.from + at]
    }

    /// Where one of so many words behind a word is as asked.
    pub(crate) fn soon(&self, at: usize, most: usize, is: impl Fn(&Token) -> bool) -> Option<usize> {
        self.words[at + 1..].iter().take(most).position(is).map(|n| at + 1 + n)
    }

    /// The bytes from one of its words to another.
    pub(crate) fn range(&self, first: usize, last: usize) -> Range<usize> {
        self.words[first].start..self.words[last].end
    }
}

/// Marks that end a sentence.
const STOPS: &str = "。！？!?";

/// Marks that end a clause.
pub(crate) const COMMAS: &str = "，,；;。！？：:";

/// Whether a character is one of [`COMMAS`]: thousands are asked.
pub(crate) fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '。' | '！' | '？' | '：' | ':')
}

/// Whether a character is one of them or a pause.
pub(crate) fn is_pause(c: char) -> bool {
    c == '、' || is_comma(c)
}

/// What stands behind the last comma.
pub(crate) fn last_words(text: &str) -> &str {
    text.rsplit(is_comma).next().unwrap_or(text)
}

/// What stands behind the last comma or pause.
pub(crate) fn last_phrase(text: &str) -> &str {
    text.rsplit(is_pause).next().unwrap_or(text)
}

/// What stands before the first comma or pause.
pub(crate) fn first_phrase(text: &str) -> &str {
    text.split(is_pause).next().unwrap_or(text)
}

/// Where the words behind the last comma begin.
pub(crate) fn last_clause(tokens: &[Token]) -> usize {
    tokens.iter().rposition(|t| t.is_mark(COMMAS)).map_or(0, |at| at + 1)
}

/// 6 of 6 个科室的 26 名信息员: a figure that runs on into the next one belongs to a name.
pub(crate) fn runs_on(text: &str, mention: &Mention, next: &Mention) -> bool {
    let between = text.get(mention.figure.end..next.figure.start);
    between.is_some_and(|words| !words.contains(|c| is_comma(c) || matches!(c, '、' | '（' | '）')))
}

/// Cuts a paragraph into sentences with their figures; `year` is the report's, `wordings` its form's.
pub(crate) fn sentences(text: &str, year: u16, wordings: Wordings) -> Vec<Sentence> {
    let figures = figures(text);
    let all = tokens(text, &figures, year, wordings);
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut from = 0;
    for (i, token) in all.iter().enumerate() {
        match token.kind {
            Kind::Mark('（' | '(') => depth += 1,
            Kind::Mark('）' | ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if token.is_mark(STOPS) && depth == 0 || i + 1 == all.len() {
            let tokens = all[from..=i].to_vec();
            let range = tokens[0].start..token.end;
            let mentions = mentions(&tokens, &figures);
            found.push(Sentence { range, tokens, mentions });
            from = i + 1;
            depth = 0;
        }
    }
    found
}

/// Gives each figure of a sentence its surroundings.
fn mentions(tokens: &[Token], figures: &[Figure]) -> Vec<Mention> {
    if !tokens.iter().any(Token::is_figure) {
        return Vec::new();
    }
    let mut open: Vec<usize> = Vec::new();
    let mut scopes = Vec::with_capacity(tokens.len());
    for (i, token) in tokens.iter().enumerate() {
        if token.is_mark("）)") {
            open.pop();
        }
        scopes.push((open.last().map_or(0, |o| o + 1), open.len()));
        if token.is_mark("（(") {
            open.push(i);
        }
    }
    // What stands in one bracket, without the brackets in it, and where in the sentence: a stretch at a time.
    let mut brackets: BTreeMap<usize, (Vec<usize>, Vec<Token>)> = BTreeMap::new();
    let mut from = 0;
    for stretch in scopes.chunk_by(|a, b| a.0 == b.0) {
        let (places, inside) = brackets.entry(stretch[0].0).or_default();
        let own = tokens.iter().enumerate().skip(from).take(stretch.len());
        for (i, token) in own.filter(|(_, token)| !token.is_mark("（()）")) {
            places.push(i);
            inside.push(*token);
        }
        from += stretch.len();
    }
    let brackets: BTreeMap<usize, (Vec<usize>, Rc<Vec<Token>>)> =
        brackets.into_iter().map(|(scope, (places, inside))| (scope, (places, inside.into()))).collect();
    let within = |range: Range<usize>, scope: usize| {
        let (places, all) = &brackets[&scope];
        let at = |place: usize| places.partition_point(|&i| i < place);
        Stretch { all: Rc::clone(all), range: at(range.start)..at(range.end) }
    };
    let mut list = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Kind::Figure(number) = token.kind else { continue };
        let (scope, depth) = scopes[i];
        // A flood of figures in one sentence must not cost its square.
        let (low, high) = (i.saturating_sub(REACH).max(scope), (i + 1 + REACH).min(tokens.len()));
        let (left, right) = (within(low..i, scope), within(i + 1..high, scope));
        let (from, until) = (clause_start(&left), clause_end(&right));
        list.push(Mention {
            figure: figures[number].clone(),
            scope,
            depth,
            token: i,
            left,
            right,
            from,
            until,
        });
    }
    list
}

/// How many tokens around a figure are looked at.
const REACH: usize = 160;

/// Where the clause before a figure begins: after the last comma or figure; one clause more if that says nothing but 共计.
fn clause_start(left: &[Token]) -> usize {
    let mut end = left.len();
    let mut bare_once = true;
    for (i, token) in left.iter().enumerate().rev() {
        if token.is_figure() {
            return i + 1;
        }
        if !token.is_mark(COMMAS) {
            continue;
        }
        let rest = &left[i + 1..end];
        if token.is_mark("：:") && rest.is_empty() {
            end = i;
            continue;
        }
        let bare = !rest.is_empty() && rest.iter().all(|t| t.is(Class::Quantity));
        if bare_once && bare && token.is_mark("，,：:") {
            bare_once = false;
            continue;
        }
        return i + 1;
    }
    0
}

/// Where the clause after a figure ends: at the next mark; words that run on into another figure are that figure's.
fn clause_end(right: &[Token]) -> usize {
    let end = right
        .iter()
        .position(|t| matches!(t.kind, Kind::Mark(c) if c != '“' && c != '”' && c != '《' && c != '》'));
    let figure = right.iter().position(Token::is_figure);
    match (end, figure) {
        (Some(end), Some(figure)) if figure < end => nouns(right),
        (None, Some(_)) => nouns(right),
        (Some(end), _) => end,
        (None, None) => right.len(),
    }
}

/// The application's name right after a figure, where the words run on.
fn nouns(right: &[Token]) -> usize {
    right.iter().take_while(|t| t.is(Class::Application)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(text: &str) -> Vec<String> {
        let join = |tokens: &[Token]| tokens.iter().map(|t| t.text(text)).collect::<String>();
        let all = sentences(text, 2025, Wordings::NONE);
        all.iter()
            .flat_map(|s| &s.mentions)
            .map(|m| format!("{}#{}", join(m.before()), join(m.after())))
            .collect()
    }

    #[test]
    fn words_before_a_figure_end_at_the_comma_or_the_figure_before() {
        let text =
            "我局重视公开，全年收到申请34件、答复30件（含邮寄3件），作其他处理（含撤回）4件；共计38件。";
        assert_eq!(clauses(text), ["全年收到申请#", "、答复#", "含邮寄#", "作其他处理#", "共计#"]);
        assert_eq!(clauses("收到政府信息公开申请，共34件"), ["收到政府信息公开申请，共#"]);
        assert_eq!(clauses("予以公开：9件"), ["予以公开：#"]);
    }

    #[test]
    fn words_after_a_figure_end_at_the_next_mark() {
        assert_eq!(
            clauses("收到34件政府信息公开申请，办结9件。收到26件申请办结24件。"),
            ["收到#政府信息公开申请", "办结#", "收到#申请", "申请办结#"]
        );
    }
}
