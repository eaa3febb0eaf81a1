//! In: a paragraph and its figures. Out: its tokens: figures, years, the longest words of the lexicon, marks, and runs of what the
//! lexicon does not know. Spaces are no tokens, so that no pattern stumbles over one.

use super::figures::Figure;
use super::lexicon::{Class, Classes, LEXICON, Values};
use super::wordings::Wordings;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word of the lexicon.
    Word,
    /// The figure of this number in the paragraph.
    Figure(usize),
    /// `2024年`.
    Year(u16),
    /// `，` and the like.
    Mark(char),
    /// Characters that the lexicon does not know.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// Its classes, if it is a word.
    pub(crate) classes: Classes,
    /// The rows, columns or deeds that the word names.
    pub(crate) values: &'static Values,
}

impl Token {
    #[inline]
    pub(crate) fn is(&self, classes: impl Into<Classes>) -> bool {
        self.classes.meets(classes)
    }

    #[inline]
    pub(crate) fn is_mark(&self, marks: &str) -> bool {
        matches!(self.kind, Kind::Mark(c) if marks.chars().any(|mark| mark == c))
    }

    pub(crate) fn is_any_mark(&self) -> bool {
        matches!(self.kind, Kind::Mark(_))
    }

    pub(crate) fn is_figure(&self) -> bool {
        matches!(self.kind, Kind::Figure(_))
    }

    /// Whether it is a figure or a mark: what parts words.
    pub(crate) fn is_no_word(&self) -> bool {
        self.is_figure() || self.is_any_mark()
    }

    /// The row, column or deed that it names as a word of a class.
    pub(crate) fn value(&self, class: Class) -> Option<&'static str> {
        self.values.iter().find(|(c, _)| *c == class).map(|(_, value)| *value)
    }

    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// 合计, 共, 计: whether it says that what follows is the sum of others; the 计 of 审计 does not.
    pub(crate) fn sums_up(&self, text: &str) -> bool {
        let word = self.text(text);
        !self.is_no_word()
            && LEXICON.has("合起来", word)
            && !(word == "计" && LEXICON.closes("非计", &text[..self.start]))
    }
}

/// What is asked of words in a row.
pub(crate) trait Words {
    fn all(&self) -> &[Token];

    /// Where the first word of the classes stands.
    fn find(&self, classes: impl Into<Classes>) -> Option<usize> {
        let classes = classes.into();
        self.all().iter().position(|t| t.is(classes))
    }

    fn has(&self, classes: impl Into<Classes>) -> bool {
        self.find(classes).is_some()
    }

    /// Where the first word stands that names a row, column or deed as a word of a class.
    fn find_named(&self, class: Class, name: &str) -> Option<usize> {
        self.all().iter().position(|t| t.value(class) == Some(name))
    }

    /// The rows, columns or deeds that they name as words of a class, in order.
    fn named(&self, class: Class) -> impl Iterator<Item = &'static str> {
        self.all().iter().filter_map(move |t| t.value(class))
    }

    fn has_figure(&self) -> bool {
        self.all().iter().any(Token::is_figure)
    }

    fn has_mark(&self, marks: &str) -> bool {
        self.all().iter().any(|t| t.is_mark(marks))
    }

    /// Those from the last of the marks on; all where there is none.
    fn since(&self, marks: &str) -> &[Token] {
        let words = self.all();
        &words[words.iter().rposition(|t| t.is_mark(marks)).unwrap_or(0)..]
    }

    /// The first and those behind it up to the next mark or figure.
    fn phrase(&self) -> &[Token] {
        let words = self.all();
        let ends = words.iter().skip(1).position(Token::is_no_word);
        &words[..ends.map_or(words.len(), |end| end + 1)]
    }

    /// Whether each of them is of the classes or one of the marks.
    fn are(&self, classes: impl Into<Classes>, marks: &str) -> bool {
        let classes = classes.into();
        self.all().iter().all(|t| t.is(classes) || t.is_mark(marks))
    }

    /// Whether each of them is of the classes or a mark.
    fn are_but_marks(&self, classes: impl Into<Classes>) -> bool {
        let classes = classes.into();
        self.all().iter().all(|t| t.is(classes) || t.is_any_mark())
    }

    /// Whether one of them has these characters in it.
    fn hold(&self, characters: &str, text: &str) -> bool {
        self.all().iter().any(|t| t.text(text).contains(characters))
    }

    /// Whether one of them has a word of a list of the lexicon in it.
    fn say(&self, list: &str, text: &str) -> bool {
        LEXICON.list(list).iter().any(|word| self.hold(word, text))
    }

    fn written(&self, text: &str) -> String {
        self.all().iter().map(|t| t.text(text)).collect()
    }
}

impl Words for [Token] {
    fn all(&self) -> &[Token] {
        self
    }
}

/// Marks that are tokens of their own.
const MARKS: [char; 28] = [
    '，', ',', '；', ';', '。', '！', '？', '!', '?', '：', ':', '、', '（', '）', '(', ')', '“', '”', '《',
    '》', '〈', '〉', '—', '…', '+', '＋', '=', '＝',
];

/// Cuts a paragraph into tokens; `year` is the report's, `wordings` its form's.
pub(crate) fn tokens(text: &str, figures: &[Figure], year: u16, wordings: Wordings) -> Vec<Token> {
    let mut list: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut next = figures.iter().enumerate().peekable();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some((i, figure)) = next.next_if(|(_, f)| f.start <= at) {
            list.push(token(at, figure.end.max(at + c.len_utf8()), Kind::Figure(i)));
        } else if c == ' ' || c == '\u{3000}' {
            at += c.len_utf8();
            continue;
        } else if let Some((number, end)) = c.is_ascii_digit().then(|| year_at(text, at)).flatten() {
            list.push(Token { classes: of_year(number, year), ..token(at, end, Kind::Year(number)) });
        } else if let Some((len, classes, values)) =
            wordings.longest(&text[at..], LEXICON.longest(&text[at..]))
        {
            list.push(Token { classes, values, ..token(at, at + len, Kind::Word) });
        } else if MARKS.contains(&c) {
            list.push(token(at, at + c.len_utf8(), Kind::Mark(c)));
        } else {
            let end = at + c.len_utf8();
            match list.last_mut().filter(|t| t.kind == Kind::Other && t.end == at) {
                Some(last) => last.end = end,
                None => list.push(token(at, end, Kind::Other)),
            }
        }
        at = list.last().map_or(at, |t| t.end);
    }
    list
}

fn token(start: usize, end: usize, kind: Kind) -> Token {
    Token { start, end, kind, classes: Classes::NONE, values: &[] }
}

/// `2024年` or `2024年度` at a place: the year, and where it ends.
fn year_at(text: &str, at: usize) -> Option<(u16, usize)> {
    let rest = &text[at..];
    let digits = rest.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let gap = rest[4..].len() - rest[4..].trim_start_matches(' ').len();
    let tail = rest[4 + gap..].strip_prefix('年')?;
    let more = if tail.starts_with('度') { '度'.len_utf8() } else { 0 };
    Some((digits.parse().ok()?, at + 4 + gap + '年'.len_utf8() + more))
}

/// A year is this one, the last, the next or another, as the words for them are.
fn of_year(number: u16, year: u16) -> Classes {
    match i32::from(number) - i32::from(year) {
        0 => Class::ThisYear.into(),
        -1 => Class::LastYear.into(),
        1 => Class::NextYear.into(),
        _ => Class::OtherTime.into(),
    }
}
