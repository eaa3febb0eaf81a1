//! Slips of the hand that YAML either refuses without a useful word or, worse, reads as something else: tabs, full-width
//! colons and commas, a colon without its space, a list that is not closed. Each is reported and mended in a
//! [`Draft`], so that the rest of the file is read as it was meant.

use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use std::ops::Range;

/// What stands at a line's start without being seen.
const BLANKS: [char; 4] = [' ', '\t', '\u{3000}', '\u{A0}'];
/// Slips listed before the rest are mended in silence.
const MOST: usize = 50;

/// The author's text with slips mended; places in it lead back to the author's.
pub(super) struct Draft {
    text: String,
    edits: Vec<Edit>,
    /// What the mended text was made of, if that was not the author's own.
    below: Option<Box<Self>>,
}

/// `new` characters stand in the draft at `at` for `old` bytes of the author's text.
struct Edit {
    /// Byte in the author's text.
    author: usize,
    old: usize,
    /// Byte in the draft.
    draft: usize,
    new: usize,
}

impl Draft {
    /// The mended text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the author's text of bytes of the draft.
    pub(super) fn author(&self, bytes: Range<usize>) -> Span {
        let (start, end) = (self.back(bytes.start, false), self.back(bytes.end, true));
        self.below.as_ref().map_or(Span::new(start, end), |below| below.author(start..end))
    }

    /// Says of what the text was made, and where slips found in that stand in the author's.
    pub(super) fn lay_over(&mut self, below: Self, found: &mut Diagnostics) {
        found.retain(|finding| {
            finding.span = below.author(finding.span.range());
            true
        });
        self.below = Some(Box::new(below));
    }

    fn back(&self, byte: usize, end: bool) -> usize {
        let before =
            self.edits.partition_point(|e| e.draft < byte || (!end && e.draft == byte && e.new == 0));
        let Some(edit) = before.checked_sub(1).map(|i| &self.edits[i]) else { return byte };
        let inside = byte - edit.draft;
        if inside >= edit.new {
            edit.author + edit.old + inside - edit.new
        } else {
            edit.author + if end && inside > 0 { edit.old } else { 0 }
        }
    }

    /// Blanks the line at a byte and the lines that hang from it; `false` if there was nothing to blank.
    pub(super) fn leave_out(&mut self, byte: usize) -> bool {
        let byte = byte.min(self.text.len());
        let start = self.text[..self.text.floor_char_boundary(byte)].rfind('\n').map_or(0, |n| n + 1);
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let mut end = start;
        let mut own = None;
        for line in self.text[start..].split_inclusive('\n') {
            let blank = line.trim().is_empty();
            match own {
                None if blank => return false,
                None => own = Some(indent(line)),
                Some(own) if !blank && indent(line) <= own => break,
                Some(_) => {}
            }
            end += line.len();
        }
        let blanked: String =
            self.text[start..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        self.text.replace_range(start..end, &blanked);
        true
    }
}

/// Finds the slips of a text, reports them, and mends them.
pub(super) fn mend(text: &str, diagnostics: &mut Diagnostics) -> Draft {
    let mut hand = Hand { text, fixes: Vec::new(), found: Vec::new() };
    let mut line_start = 0;
    let mut state = State::default();
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        hand.line(line_start, body, &mut state);
        line_start += line.len();
    }
    hand.close_open(&mut state);
    hand.found.sort_by_key(|d| d.span.start);
    for finding in hand.found.into_iter().take(MOST) {
        diagnostics.push(finding);
    }
    hand.fixes.sort_by_key(|f| f.0);
    draft(text, &hand.fixes)
}

/// A text with stretches of it replaced: where, how many bytes, by what; in the order of the text.
pub(super) fn draft(text: &str, fixes: &[(usize, usize, &'static str)]) -> Draft {
    let mut out = String::with_capacity(text.len() + fixes.len());
    let mut edits = Vec::with_capacity(fixes.len());
    let mut at = 0;
    for &(author, old, new) in fixes {
        out.push_str(&text[at..author]);
        edits.push(Edit { author, old, draft: out.len(), new: new.len() });
        out.push_str(new);
        at = author + old;
    }
    out.push_str(&text[at..]);
    Draft { text: out, edits, below: None }
}

/// What the lines above leave open.
#[derive(Default)]
struct State {
    /// Inside a `|` text that hangs from a key at this indent.
    block: Option<usize>,
    /// Inside quotes that were not closed on their line.
    quote: Option<char>,
    /// Open brackets: the character and its byte.
    brackets: Vec<(char, usize)>,
    /// Byte after the last character inside the open brackets.
    last: usize,
    /// Indent of the last `key:`.
    key: usize,
    /// The last key had nothing behind its colon.
    key_open: bool,
}

/// The hand that reads the text for slips.
struct Hand<'a> {
    text: &'a str,
    /// Byte, bytes replaced, replacement.
    fixes: Vec<(usize, usize, &'static str)>,
    found: Vec<Diagnostic>,
}

/// Where a key of a line ends.
enum Colon {
    /// A proper `: `, at this byte of the line.
    Proper(usize),
    /// A full-width one.
    Full(usize),
    /// One without a space behind it.
    Tight(usize),
}

impl Hand<'_> {
    fn line(&mut self, start: usize, line: &str, state: &mut State) {
        let indent = line.len() - line.trim_start_matches(BLANKS).len();
        let rest = &line[indent..];
        if let Some(key) = state.block {
            let own = line.len() - line.trim_start_matches([' ', '\t']).len();
            if own == line.len() || own > key {
                return;
            }
            if own < indent && (rest.is_empty() || spaces(&line[..indent]) > key) {
                self.tabs(start, &line[..indent], rest.is_empty());
                return;
            }
            state.block = None;
        }
        if rest.is_empty() && state.quote.is_none() {
            self.tabs(start, &line[..indent], true);
        }
        if rest.is_empty() || (rest.starts_with('#') && state.quote.is_none()) {
            return;
        }
        if !state.brackets.is_empty() {
            let key_like = rest
                .find(": ")
                .or_else(|| rest.strip_suffix(':').map(str::len))
                .is_some_and(|n| !rest[..n].contains(['[', ']', '{', '}', ',', '"', '\'']));
            if !(key_like && (indent <= state.key || rest.contains('['))) {
                self.flow(start, line, 0, state);
                return;
            }
            self.close_open(state);
        }
        if state.quote.is_some() {
            quoted(line, 0, state);
            return;
        }
        self.tabs(start, &line[..indent], false);
        self.entry(start, line, indent, state);
    }

    /// A line `key: value` (or a part of a longer plain text).
    fn entry(&mut self, start: usize, line: &str, indent: usize, state: &mut State) {
        let mut from = indent;
        while line[from..].starts_with("- ") {
            from += 2 + (line[from + 2..].len() - line[from + 2..].trim_start().len());
        }
        let rest = &line[from..];
        if rest.starts_with(['[', '{', '"', '\'', '#']) {
            if !rest.starts_with('#') {
                self.value(start, line, from, state);
            }
            return;
        }
        let hangs = !(indent <= state.key || state.key_open);
        let words = rest.find(" #").map_or(rest, |n| &rest[..n]);
        let Some(colon) = colon(words, hangs) else { return };
        let (at, width) = match colon {
            Colon::Proper(n) => (from + n, 1),
            Colon::Full(n) => {
                self.full_colon(start + from + n);
                (from + n, '：'.len_utf8())
            }
            Colon::Tight(n) => {
                let at = start + from + n;
                self.fixes.push((at, 1, ": "));
                self.found.push(
                    Diagnostic::of(&codes::Y15, Span::new(at, at + 1), "冒号后面缺一个空格")
                        .help(format!("写成“{}: …”", rest[..n].trim())),
                );
                (from + n, 1)
            }
        };
        let behind = &line[at + width..];
        let value = at + width + (behind.len() - behind.trim_start().len());
        if line[value..].trim_end() == "｜" {
            self.full_stroke(start + value);
            (state.key, state.key_open, state.block) = (from, true, Some(spaces(&line[..indent])));
            return;
        }
        state.key = from;
        state.key_open = line[value..].is_empty() || line[value..].starts_with('#');
        if line[value..].starts_with(['|', '>']) {
            state.block = Some(spaces(&line[..indent]));
            return;
        }
        let words = line[value..].split(" #").next().unwrap_or_default().trim_end();
        if words == "-" {
            self.lone_dash(start + value);
        }
        self.value(start, line, value, state);
    }

    /// A `-` for "nothing" is a list to YAML; quoted, it reaches those who know what a cell may hold.
    fn lone_dash(&mut self, at: usize) {
        self.fixes.push((at, 1, "'-'"));
    }

    /// The value that begins at a byte of a line.
    fn value(&mut self, start: usize, line: &str, from: usize, state: &mut State) {
        match line[from..].chars().next() {
            Some('[' | '{') => self.flow(start, line, from, state),
            Some(quote @ ('"' | '\'')) => {
                state.quote = Some(quote);
                quoted(line, from + 1, state);
            }
            _ => {}
        }
    }

    /// Inside brackets, from a byte of a line on.
    fn flow(&mut self, start: usize, line: &str, from: usize, state: &mut State) {
        let mut item = from;
        let mut colon = false;
        let mut quote = None;
        let mut before = ' ';
        for (n, c) in line[from..].char_indices().map(|(n, c)| (n + from, c)) {
            if let Some(q) = quote {
                quote = (c != q).then_some(q);
                before = c;
                continue;
            }
            // YAML knows no empty place in a list; quoted, it reaches those who know what a cell may hold.
            let empty = c == ',' && line[from..n].trim_end().ends_with(['[', ',', '，']);
            if empty && !in_map(state) {
                self.fixes.push((start + n, 0, "''"));
            }
            if matches!(c, ',' | ']' | '}') && line[item..n].trim() == "-" {
                self.lone_dash(start + item + line[item..n].find('-').unwrap_or(0));
            }
            match c {
                '#' if before == ' ' => break,
                '"' | '\'' if line[item..n].trim().is_empty() => quote = Some(c),
                '[' | '{' => {
                    state.brackets.push((c, start + n));
                    (item, colon) = (n + 1, false);
                }
                ']' | '}' => {
                    state.brackets.pop();
                    if state.brackets.is_empty() {
                        self.behind_list(start, line, n + 1);
                        return;
                    }
                    (item, colon) = (n + 1, true);
                }
                ',' => (item, colon) = (n + 1, false),
                ':' if line[n + 1..].starts_with(' ') => (item, colon) = (n + 1, true),
                '：' if !colon && in_map(state) && is_key(line[item..n].trim()) => {
                    self.full_colon(start + n);
                    (item, colon) = (n + c.len_utf8(), true);
                }
                '，' | '、' if is_figure(line[item..n].trim()) || !in_map(state) => {
                    self.full_comma(start + n, c);
                    (item, colon) = (n + c.len_utf8(), false);
                }
                _ => {}
            }
            if !c.is_whitespace() {
                state.last = start + n + c.len_utf8();
            }
            before = c;
        }
    }

    fn full_colon(&mut self, at: usize) {
        self.fixes.push((at, '：'.len_utf8(), ": "));
        self.found.push(
            Diagnostic::of(&codes::Y04, Span::new(at, at + '：'.len_utf8()), "项目名称后面用了全角冒号“：”")
                .help("改成半角冒号加一个空格“: ”"),
        );
    }

    fn full_stroke(&mut self, at: usize) {
        self.fixes.push((at, '｜'.len_utf8(), "|"));
        self.found.push(
            Diagnostic::of(&codes::Y04, Span::new(at, at + '｜'.len_utf8()), "冒号后面用了全角竖线“｜”")
                .help("改成半角竖线“|”"),
        );
    }

    fn full_comma(&mut self, at: usize, c: char) {
        self.fixes.push((at, c.len_utf8(), ", "));
        self.found.push(
            Diagnostic::of(&codes::Y04, Span::new(at, at + c.len_utf8()), format!("数字之间用了“{c}”"))
                .help("改成半角逗号加一个空格“, ”"),
        );
    }

    /// Blanks at a line's start that YAML does not count: tabs, and the wide ones that come with text from Word. On a line of
    /// nothing else they do no harm and are mended in silence.
    fn tabs(&mut self, start: usize, indent: &str, silent: bool) {
        let odd = |c: char| c != ' ';
        let Some(first) = indent.find(odd) else { return };
        for (n, word) in indent.match_indices(odd) {
            self.fixes.push((start + n, word.len(), if silent { "" } else { &"  "[..spaces(word)] }));
        }
        if silent {
            return;
        }
        let last = indent.rfind(odd).unwrap_or(first);
        let end = self.text.ceil_char_boundary(start + last + 1);
        let span = Span::new(start + first, end);
        let (message, help) = if indent.contains('\t') {
            ("缩进用了制表符（Tab 键）", "改用空格，每级两个；编辑器里可设置“用空格代替制表符”")
        } else {
            ("缩进用了全角空格或网页上的空格", "改用半角空格，每级两个；段首不必空两字，由程序排出")
        };
        self.found.push(Diagnostic::of(&codes::Y03, span, message).help(help));
    }

    /// What stands behind the bracket that ends a list: a comment needs a blank and a half-width `#` in front.
    fn behind_list(&mut self, start: usize, line: &str, from: usize) {
        let words = line[from..].trim_start_matches(BLANKS);
        let at = start + line.len() - words.len();
        let tight = words.len() == line.len() - from;
        let mark = ["#", "＃", "//"].into_iter().find(|mark| words.starts_with(mark));
        let Some(mark) = mark.filter(|&mark| tight || mark != "#") else { return };
        self.fixes.push((at, mark.len(), " #"));
        self.found.push(
            Diagnostic::of(&codes::Y01, Span::new(at, at + mark.len()), "表中数字后面的说明写法不对")
                .help("说明前面写一个空格和半角的“#”：“ # 说明”"),
        );
    }

    /// Brackets that are still open where the next key begins: closes them where the list seems to end.
    fn close_open(&mut self, state: &mut State) {
        let Some(&(open, at)) = state.brackets.first() else { return };
        // The parser speaks of depth itself; closing hundreds of brackets would only hide it.
        if state.brackets.len() > 4 {
            state.brackets.clear();
            return;
        }
        for &(open, _) in state.brackets.iter().rev() {
            self.fixes.push((state.last, 0, if open == '[' { "]" } else { "}" }));
        }
        state.brackets.clear();
        let close = if open == '[' { ']' } else { '}' };
        let span = Span::new(at, self.text.ceil_char_boundary(at + 1));
        self.found.push(
            Diagnostic::of(&codes::Y14, span, format!("“{open}”没有配对的“{close}”"))
                .help(format!("在这一行各项的末尾补上“{close}”")),
        );
    }
}

/// Inside quotes, from a byte of a line on.
fn quoted(line: &str, from: usize, state: &mut State) {
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

/// Spaces that stand for the blanks of a line's start.
fn spaces(indent: &str) -> usize {
    indent.chars().map(|c| if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 }).sum()
}

fn in_map(state: &State) -> bool {
    matches!(state.brackets.last(), Some(('{', _)))
}

/// Han letters only, as keys are; a sentence with a colon in it is none.
fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 32
        && !text.contains(['，', '。', '；', '、', '“', '”', ',', '[', ']', '{', '}', ' ', '#'])
}

/// Half-width or full-width digits.
fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || c == '.')
}

/// Where the key of a line ends. `hangs`: the line may be the continuation of the plain text above it.
fn colon(rest: &str, hangs: bool) -> Option<Colon> {
    for (n, c) in rest.char_indices() {
        let behind = &rest[n + c.len_utf8()..];
        match c {
            ':' if behind.is_empty() || behind.starts_with([' ', '\t']) => return Some(Colon::Proper(n)),
            '：' if !hangs && is_key(rest[..n].trim_end()) && is_value(behind.trim(), rest) => {
                return Some(Colon::Full(n));
            }
            ':' if !hangs && is_key(&rest[..n]) && !rest.contains(": ") && !rest[..n].is_ascii() => {
                return Some(Colon::Tight(n));
            }
            '：' | '#' => return None,
            _ => {}
        }
    }
    None
}

/// Whether what follows a full-width colon may be a key's value rather than the rest of a sentence.
fn is_value(behind: &str, line: &str) -> bool {
    !line.contains(": ") && (!behind.contains(['。', '；']) || behind.starts_with(['[', '{', '|']))
}
