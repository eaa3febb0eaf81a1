//! Slips that YAML either refuses without a useful word or, worse, reads as something else: tabs, full-width
//! colons and commas, a colon without its space, a list that is not closed, a line in a wrong column. Each is reported and
//! mended in a [`Mended`], so that the rest of the file is read as it was meant.

mod columns;
mod flow;
mod prose;
mod stray;

use super::lines::{BLANKS, spaces};
use super::mended::{Fix, Mended};
use super::outline::{Columns, MARKS, Outline, first_word};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Span;
use columns::{Level, Open, Run};
use prose::Prose;
use std::borrow::Cow;

/// Slips listed before the rest are mended in silence.
const MOST: usize = 50;

/// Finds the slips of a text, reports them, and mends them.
pub(super) fn mend(text: &str, outline: &Outline<'_>, diagnostics: &mut Diagnostics) -> Mended {
    let columns = outline.columns(text);
    let mut reader = SlipReader { text, outline, columns, fixes: Vec::new(), found: Vec::new() };
    let mut line_start = 0;
    let mut state = State::default();
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        reader.line(line_start, body, &mut state);
        line_start += line.len();
    }
    reader.close_open(&mut state);
    reader.found.sort_by_key(|d| d.span.start);
    for finding in reader.found.into_iter().take(MOST) {
        diagnostics.push(finding);
    }
    Mended::new(text, reader.fixes)
}

/// What the lines above leave open.
#[derive(Default)]
struct State<'a> {
    /// Inside a `|` text.
    block: Option<Prose<'a>>,
    /// Inside quotes that were not closed on their line.
    quote: Option<char>,
    /// Open brackets: the character and its byte.
    brackets: Vec<(char, usize)>,
    /// Byte after the last character inside the open brackets.
    last: usize,
    /// A `#` ended a line inside brackets.
    remark: bool,
    /// The keys that the last key stands below, and itself.
    levels: Vec<Level<'a>>,
    /// The line above is text without `|`, which may go on.
    plain: bool,
    /// A remark that such a text ended with: it may not go on then.
    severed: Option<(usize, usize)>,
    /// Lines just above that are all off by as much.
    run: Option<Run<'a>>,
    /// Keys just above with `- ` in front of them: the finding, the first key, how many.
    dashed: Option<(usize, &'a str, usize)>,
}

/// Reads the text line by line for slips.
struct SlipReader<'a> {
    text: &'a str,
    outline: &'a Outline<'a>,
    columns: Columns<'a>,
    fixes: Vec<Fix>,
    found: Vec<Diagnostic>,
}

/// Where a key of a line ends.
#[derive(Clone, Copy)]
enum Colon {
    /// A proper `: `, at this byte of the line.
    Proper(usize),
    /// A full-width one.
    Full(usize),
    /// One without a space behind it.
    Tight(usize),
    /// Several in a row, so many bytes.
    Doubled(usize, usize),
    /// None: at this byte something else stands, so many bytes of it, and has been mended.
    Lost(usize, usize),
}

impl<'a> SlipReader<'a> {
    fn fix(&mut self, at: usize, old: usize, new: impl Into<Cow<'static, str>>) {
        self.fixes.push(Fix { at, old, new: new.into() });
    }

    fn line(&mut self, start: usize, line: &'a str, state: &mut State<'a>) {
        let indent = line.len() - line.trim_start_matches(BLANKS).len();
        let rest = &line[indent..];
        if state.block.is_some() && self.prose(start, line, indent, state) {
            return;
        }
        if rest.is_empty() && state.quote.is_none() {
            self.blank(start, line);
        }
        if rest.starts_with('#')
            && state.quote.is_none()
            && state.brackets.is_empty()
            && let Some(key) = self.commented_key(start, line, state)
        {
            self.entry(start, line, key, true, state);
            return;
        }
        if rest.is_empty() || (rest.starts_with('#') && state.quote.is_none()) {
            if state.plain && !rest.is_empty() {
                state.severed.get_or_insert((start + indent, start + line.len()));
            }
            return;
        }
        if !state.brackets.is_empty() {
            let key_like = rest
                .find(": ")
                .or_else(|| rest.strip_suffix(':').map(str::len))
                .is_some_and(|n| !rest[..n].contains(['[', ']', '{', '}', ',', '"', '\'']));
            let key = state.levels.last().map_or(0, |level| level.column);
            if !(key_like && (spaces(&line[..indent]) <= key || rest.contains('['))) {
                self.flow(start, line, 0, state);
                return;
            }
            self.close_open(state);
        }
        if state.quote.is_some() {
            quoted(line, 0, state);
            return;
        }
        let odd = self.odd_blanks(start, &line[..indent]);
        self.entry(start, line, indent, odd, state);
    }

    /// A line `key: value` (or a part of a longer plain text). `odd`: what is wrong with its blanks has been said.
    fn entry(&mut self, start: usize, line: &'a str, indent: usize, odd: bool, state: &mut State<'a>) {
        let mut from = indent;
        while line[from..].starts_with("- ") {
            from += 2 + (line[from + 2..].len() - line[from + 2..].trim_start().len());
        }
        let rest = &line[from..];
        let dashed = self.dashed(start, line, indent..from, state);
        let dashes = if dashed { 0 } else { from - indent };
        let width = spaces(&line[..indent]) + dashes;
        if rest.starts_with(['[', '{', '"', '\'', '#']) && !self.is_quoted_key(rest) {
            self.settle(start, &line[..indent], width - dashes);
            if !rest.starts_with('#') {
                self.value(start, line, from, state);
            }
            return;
        }
        let hangs = state.levels.last().is_some_and(|top| width > top.column && top.open != Open::Blank);
        let mut remarks = rest.match_indices('#').map(|(at, _)| at);
        let words = remarks.find_map(|at| rest[..at].strip_suffix(' ')).unwrap_or(rest);
        let colon = self.find_colon(words, hangs);
        let lost = |reader: &mut Self| {
            if dashes == 0 { reader.lost_colon(start + from, words, indent == 0) } else { None }
        };
        let Some(colon) = colon.or_else(|| lost(self)) else {
            if dashes > 0 || hangs || !self.unmarked(start, line, indent, state) {
                self.settle(start, &line[..indent], width - dashes);
                if dashes == 0 {
                    self.goes_on(start + from, rest, state);
                }
            }
            return;
        };
        let stray = self.behind_group(start, line, from, colon);
        let (at, length) =
            if stray.is_some() { colon.place(from) } else { self.colon(start, rest, from, colon) };
        let key = self.undecorated(start + from, rest[..at - from].trim_end());
        let behind = if stray.is_some() { "" } else { &line[at + length..] };
        let value = stray.unwrap_or(at + length + (behind.len() - behind.trim_start().len()));
        let open = Open::of(&line[value..]);
        let column = if dashes > 0 {
            self.settle(start, &line[..indent], width - dashes);
            width
        } else {
            self.column(start, &line[..indent], key, odd || dashed, state)
        };
        while state.levels.last().is_some_and(|level| level.column >= column) {
            state.levels.pop();
        }
        state.levels.push(Level { column, key, open, end: start + at + length });
        let mut value = value;
        if line[value..].starts_with(['|', '｜', '>']) {
            let Some(goes_on) = self.stroke(start, line, value, key, column, state) else { return };
            value = goes_on;
            if let Some(level) = state.levels.last_mut() {
                level.open = Open::of(&line[value..]);
            }
        } else if self.marks_for_stroke(start, line, value, key, column, state) {
            return;
        }
        (state.plain, state.severed) = (false, None);
        if Open::of(&line[value..]) == Open::Text {
            self.goes_on(start + value, &line[value..], state);
        }
        if line[value..].split(" #").next().unwrap_or_default().trim_end() == "-" {
            self.lone_dash(start + value);
        }
        self.value(start, line, value, state);
    }

    /// Says what is wrong with a colon, and where it stands in the line and how long it is.
    fn colon(&mut self, start: usize, rest: &str, from: usize, colon: Colon) -> (usize, usize) {
        match colon {
            Colon::Proper(_) | Colon::Lost(..) => colon.place(from),
            Colon::Doubled(n, width) => {
                let at = start + from + n;
                self.fix(at, width, ": ");
                let key = rest[..n].trim_end();
                self.found.push(
                    Diagnostic::of(
                        &codes::Y15,
                        Span::new(at, at + width),
                        format!("“{key}”后面的冒号多写了"),
                    )
                    .help(format!("写成“{key}: …”")),
                );
                (from + n, width)
            }
            Colon::Full(n) => {
                self.full_colon(start + from + n);
                (from + n, '：'.len_utf8())
            }
            Colon::Tight(n) => {
                let at = start + from + n;
                // Blanks that YAML does not count are no blank either.
                let odd = rest[n + 1..].len() - rest[n + 1..].trim_start_matches(BLANKS).len();
                self.fix(at, 1 + odd, ": ");
                let message = if odd > 0 {
                    "冒号后面的空格不是半角的"
                } else {
                    "冒号后面缺一个空格"
                };
                self.found.push(
                    Diagnostic::of(&codes::Y15, Span::new(at, at + 1 + odd), message)
                        .help(format!("写成“{}: …”", rest[..n].trim())),
                );
                (from + n, 1 + odd)
            }
        }
    }

    /// A known name that a line begins with, and behind it no colon or another mark. `leftmost`: nothing stands in front of it.
    fn lost_colon(&mut self, at: usize, words: &str, leftmost: bool) -> Option<Colon> {
        let name = first_word(words);
        let (end, behind) = (name.len(), &words[name.len()..]);
        let mark = behind.chars().next().filter(|c| MARKS.contains(c));
        let width = mark.map_or(0, char::len_utf8);
        // A sentence, too, may begin with a known word and a comma.
        let sure = match mark {
            None => false,
            Some(';' | '；' | '=' | '＝') => true,
            Some(_) => leftmost && self.outline.is_top(name),
        };
        if !self.outline.knows(name) || !(sure || opens_value(&behind[width..])) {
            return None;
        }
        let help = format!("写成“{name}: …”");
        match mark {
            None => {
                self.fix(at + end, 0, if behind.starts_with(' ') || behind.is_empty() { ":" } else { ": " });
                let place = Span::new(at, at + end);
                let message = format!("“{name}”后面缺冒号");
                self.found.push(Diagnostic::of(&codes::Y16, place, message).help(help));
                Some(Colon::Lost(end, 0))
            }
            Some(mark) => {
                self.fix(at + end, width, ": ");
                let place = Span::new(at + end, at + end + width);
                let message = format!("“{name}”后面是“{mark}”，不是冒号");
                self.found.push(Diagnostic::of(&codes::Y04, place, message).help(help));
                Some(Colon::Lost(end, width))
            }
        }
    }

    /// Where the key of a line ends. `hangs`: the line may be the continuation of the plain text above it.
    fn find_colon(&self, rest: &str, hangs: bool) -> Option<Colon> {
        let is_name = |name: &str| is_key(name) || self.outline.knows(name);
        for (n, c) in rest.char_indices() {
            let behind = &rest[n + c.len_utf8()..];
            match c {
                ':' | '：' if behind.starts_with([':', '：']) && self.outline.knows(rest[..n].trim_end()) =>
                {
                    let width = rest.len() - n - rest[n..].trim_start_matches([':', '：']).len();
                    return Some(Colon::Doubled(n, width));
                }
                ':' if behind.is_empty() || behind.starts_with([' ', '\t']) => return Some(Colon::Proper(n)),
                '：' if !hangs && is_name(rest[..n].trim_end()) && is_value(behind.trim(), rest) => {
                    return Some(Colon::Full(n));
                }
                ':' if !hangs && is_name(&rest[..n]) && !rest.contains(": ") && !rest[..n].is_ascii() => {
                    return Some(Colon::Tight(n));
                }
                '：' | '#' => return None,
                _ => {}
            }
        }
        None
    }

    /// The value that begins at a byte of a line.
    fn value(&mut self, start: usize, line: &'a str, from: usize, state: &mut State<'a>) {
        match line[from..].chars().next() {
            Some('[' | '{') => self.flow(start, line, from, state),
            Some(quote @ ('"' | '\'')) => {
                state.quote = Some(quote);
                quoted(line, from + 1, state);
            }
            _ => {}
        }
    }

    fn full_colon(&mut self, at: usize) {
        self.fix(at, '：'.len_utf8(), ": ");
        self.found.push(
            Diagnostic::of(&codes::Y04, Span::new(at, at + '：'.len_utf8()), "项目名称后面用了全角冒号“：”")
                .help("改成半角冒号加一个空格“: ”"),
        );
    }
}

/// Inside quotes, from a byte of a line on.
fn quoted(line: &str, from: usize, state: &mut State<'_>) {
    let Some(quote) = state.quote else { return };
    let mut chars = line[from..].chars();
    while let Some(c) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            state.quote = None;
            return;
        }
    }
}

/// Han letters only, as keys are; a sentence with a colon in it is none.
fn is_key(text: &str) -> bool {
    // To count a flood anew up to each of its colons would take its square.
    !text.is_empty()
        && text.len() <= 128
        && text.chars().count() <= 32
        && !text.contains(['，', '。', '；', '、', '“', '”', ',', '[', ']', '{', '}', ' ', '#'])
}

/// Half-width or full-width digits.
fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || c == '.')
}

impl Colon {
    /// Where it stands in the line, and how many bytes of it there are.
    fn place(self, from: usize) -> (usize, usize) {
        match self {
            Self::Proper(n) | Self::Tight(n) => (from + n, 1),
            Self::Full(n) => (from + n, '：'.len_utf8()),
            Self::Lost(n, width) | Self::Doubled(n, width) => (from + n, width),
        }
    }
}

/// Whether these words are what a key's value begins with, and not the rest of a sentence.
fn opens_value(words: &str) -> bool {
    let value = words.trim();
    value.is_empty() || value.starts_with(['[', '|', '｜', '{']) || is_figure(value)
}

/// Whether what follows a full-width colon may be a key's value rather than the rest of a sentence.
fn is_value(behind: &str, line: &str) -> bool {
    !line.contains(": ") && (!behind.contains(['。', '；']) || behind.starts_with(['[', '{', '|']))
}
