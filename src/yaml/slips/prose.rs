//! Text under `|`: lines that lost their indent, a key that slid into the text, words behind the `|` itself.

use super::columns::{Level, Open, counted, has_odd};
use super::stray::QUOTES;
use super::{Colon, SlipReader, State, is_figure, is_key, opens_value};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::lines::{BLANKS, line_below, proper_colon, spaces};
use crate::yaml::outline::{MARKS, first_word};

/// A text that is open.
pub(super) struct Prose<'a> {
    name: &'a str,
    /// Column of its key.
    key: usize,
    /// Column of its lines; YAML takes it from the first.
    lines: Option<usize>,
    /// The lines just above that have too few blanks: the finding, how many, the blanks that each lacks.
    run: Option<(usize, usize, usize)>,
    /// The first line, as long as it is the only one: where it begins and its blanks. It may be the one that is wrong.
    deeper: Option<(usize, usize)>,
}

impl<'a> Prose<'a> {
    fn new(name: &'a str, key: usize) -> Self {
        Self { name, key, lines: None, run: None, deeper: None }
    }
}

impl<'a> SlipReader<'a> {
    /// Takes a line for text; `false` if it is the next key.
    pub(super) fn prose(
        &mut self,
        start: usize,
        line: &'a str,
        indent: usize,
        state: &mut State<'a>,
    ) -> bool {
        let Some(mut text) = state.block.take() else { return false };
        let rest = &line[indent..];
        let own = counted(line);
        let least = text.lines.unwrap_or(text.key + 1);
        if rest.is_empty() {
            // Blanks before the first line must not be more than its own.
            if text.lines.is_none() && !line.is_empty() {
                self.fix(start, line.len(), "");
            }
        } else if self.is_next_key(rest, spaces(&line[..indent]), &text, &state.levels) {
            return false;
        } else if own >= least {
            text.deeper = text.lines.is_none().then_some((start, own));
            (text.lines, text.run) = (text.lines.or(Some(own)), None);
        } else if rest.starts_with('#') && own <= text.key {
            // YAML would end the text at a comment in an outer column.
            self.fix(start, line.len(), "");
            self.silenced(start, line, &text);
        } else if has_odd(line) {
            self.odd_blanks(start, &line[..indent]);
            let column = text.lines.unwrap_or(text.key + 2);
            self.settle(start, &line[..indent], column);
            (text.lines, text.run) = (Some(column), None);
        } else {
            self.short(start, line, indent, &mut text);
        }
        state.block = Some(text);
        true
    }

    /// Whether a line is no text but a key: in the text's own columns only if it looks like nothing else.
    fn is_next_key(&self, rest: &str, width: usize, text: &Prose<'_>, levels: &[Level<'_>]) -> bool {
        if matches!(rest.trim_end(), "---" | "...") {
            return true;
        }
        let headed = |value: &str| value.is_empty() || value.starts_with(['|', '>', '[', '{']);
        if width >= text.lines.unwrap_or(text.key + 1) {
            let Some(end) = proper_colon(rest) else { return false };
            let (key, value) = (rest[..end].trim_end(), rest[end + 1..].trim());
            let set = headed(value) || (self.outline.is_top(key) && !value.contains(['。', '，', '；']));
            return self.outline.knows(key) && set;
        }
        match self.find_colon(rest, false) {
            Some(Colon::Proper(end)) => {
                let (key, value) = (rest[..end].trim_end(), rest[end + 1..].trim());
                let level = levels.iter().any(|level| level.column == width);
                self.outline.knows(key) || headed(value) || (is_key(key) && level)
            }
            Some(Colon::Full(end) | Colon::Tight(end) | Colon::Doubled(end, _)) => {
                let key = rest[..end].trim_end();
                self.outline.knows(key) && (key != text.name || width != text.key)
            }
            Some(Colon::Lost(..)) | None => {
                let word = first_word(rest);
                let behind = &rest[word.len()..];
                let marked = behind.strip_prefix(MARKS);
                self.outline.knows(word) && marked.map_or(!behind.starts_with('：'), opens_value)
            }
        }
    }

    /// A line of a text with too few blanks in front.
    fn short(&mut self, start: usize, line: &str, indent: usize, text: &mut Prose<'_>) {
        let width = spaces(&line[..indent]);
        if let Some((first, own)) = text.deeper.take()
            && width == text.key + 2
        {
            self.fix(first, own - width, "");
            let line = self.text[first + own..].lines().next().unwrap_or_default();
            let place = Span::new(first + own, first + own + line.trim_end().len());
            self.found.push(
                Diagnostic::of(&codes::Y16, place, "这一行的缩进比下面的文字多")
                    .help(format!("删去前面 {} 个空格", own - width)),
            );
            text.lines = Some(width);
            return;
        }
        let column = *text.lines.get_or_insert(text.key + 2);
        self.settle(start, &line[..indent], column);
        let lacks = column - width.min(column);
        if let Some((finding, count, each)) = &mut text.run {
            *count += 1;
            let found = &mut self.found[*finding];
            found.help = if *each == lacks {
                format!("这 {count} 行前面各加 {lacks} 个空格")
            } else {
                *each = 0;
                format!("这 {count} 行都缩进 {column} 个空格")
            };
            return;
        }
        let message = if width <= text.key {
            format!("“{}”的文字没有缩进", text.name)
        } else {
            "这一行的缩进比上面的文字少".to_owned()
        };
        let end = start + line.trim_end().len();
        let found = Diagnostic::of(&codes::Y16, Span::new(start + indent, end), message);
        self.found.push(found.help(format!("前面加 {lacks} 个空格")));
        text.run = Some((self.found.len() - 1, 1, lacks));
    }

    /// A key that a `#` made a remark, so that the text below it goes on with the text above.
    fn silenced(&mut self, start: usize, line: &str, text: &Prose<'_>) {
        let words = line.trim_start().trim_start_matches(['#', ' ']);
        let Some(end) = proper_colon(words) else { return };
        let key = words[..end].trim_end();
        let mut below = self.text[start + line.len()..].lines();
        let next = below.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let goes_on = next.is_some_and(|next| counted(next) > text.key);
        if self.outline.knows(key) && matches!(words[end + 1..].trim(), "" | "|") && goes_on {
            let at = start + line.len() - line.trim_start().len();
            let message = format!("“#”使“{key}:”成了说明，下面的文字会并到“{}”里", text.name);
            self.found.push(Diagnostic::of(&codes::Y22, Span::new(at, at + 1), message).help("删去这个“#”"));
        }
    }

    /// A line of text without `|`. YAML ends such a text at a remark, and takes what follows for an error.
    pub(super) fn goes_on(&mut self, at: usize, words: &str, state: &mut State<'a>) {
        if let Some((from, end)) = state.severed.take().filter(|_| state.plain) {
            let message = "这段文字被“#”断成了两截：空格加“#”后面的是说明，文字到这里就结束了";
            self.fix(from, end - from, "");
            self.found.push(
                Diagnostic::of(&codes::Y01, Span::new(from, end), message)
                    .help("冒号后写“|”，另起一行缩进书写；“|”下面的“#”会照样印出，说明移到这一项的上面"),
            );
        }
        state.plain = true;
        let remark = words.find(" #").map(|n| at + n + 1);
        state.severed = remark.map(|from| (from, at + words.trim_end().len()));
    }

    /// Text below a key that has neither `|` nor any text yet, in the key's own column; `false` if it is none.
    pub(super) fn unmarked(
        &mut self,
        start: usize,
        line: &'a str,
        indent: usize,
        state: &mut State<'a>,
    ) -> bool {
        let rest = &line[indent..];
        let Some(top) = state.levels.last() else { return false };
        let text =
            top.open == Open::Blank && !rest.starts_with(['-', '.', '&', '*', '!', '?', '%', '@', '`']);
        if !text || spaces(&line[..indent]) > top.column || self.outline.holds_keys(top.key) {
            return false;
        }
        let mut text = Prose::new(top.key, top.column);
        self.fix(top.end, 0, " |");
        self.short(start, line, indent, &mut text);
        if let Some(found) = self.found.last_mut() {
            found.help = format!("在“{}:”后面写“|”，文字各行{}", top.key, found.help);
        }
        state.block = Some(text);
        true
    }

    /// Marks in the place of `|`, and below them the text that it should open (`“|`, `：`, `│`): takes them for it.
    pub(super) fn marks_for_stroke(
        &mut self,
        start: usize,
        line: &'a str,
        value: usize,
        name: &'a str,
        key: usize,
        state: &mut State<'a>,
    ) -> bool {
        let words = line[value..].split(" #").next().unwrap_or_default().trim_end();
        let opens_row = self.outline.is_on_one_line(name) || words == "[";
        if opens_row
            || !is_marks(words)
            || words.starts_with(QUOTES)
            || !self.text_below(start + line.len(), key)
        {
            return false;
        }
        let place = Span::new(start + value, start + value + words.len());
        let message = format!("“{name}”后面是“{words}”，不是“|”");
        let help = format!("冒号后面只写一个半角的竖线，写成“{name}: |”");
        self.found.push(Diagnostic::of(&codes::Y16, place, message).help(help));
        self.fix(start + value, words.len(), "|");
        state.block = Some(Prose::new(name, key));
        true
    }

    /// Whether the next line is text below a key in this column: deeper, and no known key.
    fn text_below(&self, end: usize, key: usize) -> bool {
        line_below(self.text, end).is_some_and(|next| {
            let words = next.trim_start_matches(BLANKS);
            spaces(&next[..next.len() - words.len()]) > key && !self.outline.knows(first_word(words))
        })
    }

    /// Whether the next line is a key that belongs below this one and opens a value of its own.
    fn keys_below(&self, end: usize, name: &str) -> bool {
        let next = line_below(self.text, end).map(|next| next.trim_start_matches(BLANKS));
        next.and_then(|next| Some((next, proper_colon(next)?))).is_some_and(|(next, colon)| {
            let value = next[colon + 1..].trim();
            let headed = value.is_empty() || value.starts_with(['|', '[', '{', '"']) || is_figure(value);
            headed && self.outline.is_below(next[..colon].trim_end(), name)
        })
    }

    /// A value that begins with `|`. Byte of the line where a value goes on that needs none.
    pub(super) fn stroke(
        &mut self,
        start: usize,
        line: &'a str,
        value: usize,
        name: &'a str,
        key: usize,
        state: &mut State<'a>,
    ) -> Option<usize> {
        let mut text = Prose::new(name, key);
        let width = line[value..].chars().next().map_or(1, char::len_utf8);
        let at = start + value;
        let words = without_indicators(&line[value + width..]);
        let full = width > 1;
        let behind = words.split(" #").next().unwrap_or_default().trim();
        let tight = words.len() == line[value + width..].len() && words.trim_start().len() == words.len();
        // Where what stands behind begins: it may be a stroke too.
        let from = start + line.len() - words.trim_start().len();
        if behind.is_empty() || (behind.starts_with('#') && !tight) {
            if self.keys_below(start + line.len(), name) {
                self.fix(at, width, "");
                let message =
                    format!("“{name}:”后面多了“{}”，下面的各项成了文字", &line[value..value + width]);
                let found = Diagnostic::of(&codes::Y13, Span::new(at, at + width), message);
                self.found.push(found.help("删去；“|”写在下面各项的冒号后面"));
                return Some(value + width);
            }
            if full {
                self.fix(at, width, "|");
                let whole = if behind.is_empty() { at + width } else { from + behind.len() };
                let found = Diagnostic::of(&codes::Y04, Span::new(at, whole), "冒号后面用了全角竖线“｜”");
                self.found.push(found.help("改成半角竖线“|”"));
            }
            state.block = Some(text);
            return None;
        }
        if self.outline.is_on_one_line(name) {
            self.fix(at, from - at, "");
            let message = format!("“{name}”只写在这一行，不用“{}”", &line[value..value + width]);
            let found = Diagnostic::of(&codes::Y16, Span::new(at, at + width), message);
            self.found.push(found.help(format!("删去它，写成“{name}: {behind}”")));
            return Some(from - start);
        }
        if is_marks(behind) && self.text_below(start + line.len(), key) {
            self.fix(at, from + behind.len() - at, "|");
            let place = Span::new(from, from + behind.len());
            let found = Diagnostic::of(&codes::Y16, place, format!("“|”后面多了“{behind}”"));
            self.found.push(found.help(format!("删去，只写“{name}: |”")));
        } else {
            let column = key + 2;
            let mut help = format!("把文字移到下一行，前面写 {column} 个空格");
            if full {
                help.push_str("；竖线改成半角的“|”");
            }
            let place = Span::new(from, start + line.trim_end().len());
            let found = Diagnostic::of(&codes::Y16, place, format!("“{name}”的“|”后面不能写字"));
            self.found.push(found.help(help));
            self.fix(at, from - at, format!("|\n{}", " ".repeat(column)));
            text.lines = Some(column);
        }
        state.block = Some(text);
        None
    }
}

/// What follows a `|` without what YAML lets stand there: one digit and one sign. More digits are a figure.
fn without_indicators(behind: &str) -> &str {
    let header = behind.trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let length = behind.len() - header.len();
    let digits = behind[..length].bytes().filter(u8::is_ascii_digit).count();
    let ends = header.is_empty() || header.starts_with([' ', '\t']);
    if ends && digits <= 1 && length - digits <= 1 { header } else { behind }
}

/// Most characters of what a hand sets in the place of `|`.
const MOST_MARKS: usize = 4;

/// Letters that look like `|`.
const LIKE_A_STROKE: [&str; 3] = ["I", "l", "丨"];

/// Whether words are nothing but a few marks.
fn is_marks(words: &str) -> bool {
    let few = !words.is_empty() && words.chars().count() <= MOST_MARKS;
    LIKE_A_STROKE.contains(&words)
        || few && !words.contains(|c: char| c.is_alphanumeric() || c == '{' || c == '}')
}
