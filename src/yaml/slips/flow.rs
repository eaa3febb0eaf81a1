//! Slips inside brackets: full-width commas and colons, empty places, brackets that are never closed.

use super::{SlipReader, State, is_figure, is_key};
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::source::Span;

const COMMA: &str = "数字之间用了";

impl<'a> SlipReader<'a> {
    /// A `-` for "nothing" is a list to YAML; quoted, it reaches those who know what a cell may hold.
    pub(super) fn lone_dash(&mut self, at: usize) {
        self.fix(at, 1, "'-'");
    }

    /// Inside brackets, from a byte of a line on.
    pub(super) fn flow(&mut self, start: usize, line: &'a str, from: usize, state: &mut State<'a>) {
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
                self.fix(start + n, 0, "''");
            }
            if matches!(c, ',' | ']' | '}') && line[item..n].trim() == "-" {
                self.lone_dash(start + item + line[item..n].find('-').unwrap_or(0));
            }
            match c {
                '#' if before == ' ' => {
                    state.remark = true;
                    break;
                }
                '"' | '\'' if line[item..n].trim().is_empty() => quote = Some(c),
                '[' | '{' => {
                    let row = c == '{' && state.brackets.len() < 2 && self.curly_row(start + n);
                    let open = if row { '[' } else { c };
                    state.brackets.push((open, start + n));
                    (item, colon) = (n + 1, false);
                }
                ']' | '}' => {
                    self.close(start + n, c, state);
                    if state.brackets.is_empty() {
                        state.remark = false;
                        self.behind_list(start, line, n + 1, state);
                        return;
                    }
                    (item, colon) = (n + 1, true);
                }
                '】' | '］' | '）' | ')' | '〕'
                    if ends_row(&line[item..n], &line[n + c.len_utf8()..], state) =>
                {
                    self.wide_close(start + n, c);
                    state.brackets.pop();
                    state.remark = false;
                    return;
                }
                ',' => (item, colon) = (n + 1, false),
                ':' if line[n + 1..].starts_with(' ') => (item, colon) = (n + 1, true),
                '：' if !colon && in_map(state) && is_key(line[item..n].trim()) => {
                    self.full_colon(start + n);
                    (item, colon) = (n + c.len_utf8(), true);
                }
                '，' | '、' if is_figure(line[item..n].trim()) || !in_map(state) => {
                    let row = state.brackets.last().map_or(0, |&(_, at)| at);
                    self.full_comma(start + n, c, row);
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

    /// `{0, 0, 0}`: a map of three keys to YAML, a row of figures to the hand. Whether a row begins at this byte.
    fn curly_row(&mut self, at: usize) -> bool {
        let Some(cells) = cells(&self.text[at + 1..]) else { return false };
        let figures = |cell: &&str| cell.starts_with('[') || cell.split_whitespace().all(is_figure);
        let any = cells.iter().filter(|cell| !cell.is_empty()).any(figures);
        if !any || !cells.iter().all(|cell| is_cell(cell)) {
            return false;
        }
        self.fix(at, 1, "[");
        let row = cells.join(", ");
        let help = if cells.len() > 1 {
            format!("改成方括号：[{row}]")
        } else {
            format!("去掉花括号，只写 {row}")
        };
        self.found
            .push(Diagnostic::of(&codes::Y13, Span::new(at, at + 1), "这些数外面是花括号“{”").help(help));
        true
    }

    /// A bracket that ends something; the outermost is of the kind that began it.
    fn close(&mut self, at: usize, c: char, state: &mut State<'_>) {
        let outermost = state.brackets.len() == 1;
        let Some((open, from)) = state.brackets.pop() else { return };
        let close = if open == '[' { ']' } else { '}' };
        if close == c || !outermost {
            return;
        }
        self.fix(at, 1, if open == '[' { "]" } else { "}" });
        // What began with the wrong one is said there.
        if self.text[from..].starts_with(open) {
            self.found.push(
                Diagnostic::of(&codes::Y14, Span::new(at, at + 1), format!("“{open}”与“{c}”不是一对"))
                    .help(format!("这里改成“{close}”")),
            );
        }
    }

    /// What ends a row in place of `]`.
    fn wide_close(&mut self, at: usize, c: char) {
        self.fix(at, c.len_utf8(), "]");
        self.found.push(
            Diagnostic::of(&codes::Y14, Span::new(at, at + c.len_utf8()), format!("“{c}”不是半角的方括号"))
                .help("改成“]”"),
        );
    }

    /// A comma of a wrong kind; of one row all are one finding.
    fn full_comma(&mut self, at: usize, c: char, row: usize) {
        self.fix(at, c.len_utf8(), ", ");
        if let Some(found) = self.found.last_mut()
            && found.span.start as usize > row
            && found.message.starts_with(COMMA)
        {
            found.labels.push(Label { span: Span::new(at, at + c.len_utf8()), message: String::new() });
            let mut marks = found.message[COMMA.len()..].split("，共 ").next().unwrap_or_default().to_owned();
            if !marks.contains(c) {
                marks.extend(['“', c, '”']);
            }
            found.message = format!("{COMMA}{marks}，共 {} 处", found.labels.len() + 1);
            return;
        }
        self.found.push(
            Diagnostic::of(&codes::Y04, Span::new(at, at + c.len_utf8()), format!("{COMMA}“{c}”"))
                .help("改成半角逗号加一个空格“, ”"),
        );
    }

    /// Brackets that are still open where the next key begins: closes them where the list seems to end.
    pub(super) fn close_open(&mut self, state: &mut State<'_>) {
        let Some(&(open, at)) = state.brackets.first() else { return };
        // The parser speaks of depth itself; closing hundreds of brackets would only hide it.
        if state.brackets.len() > 4 {
            state.brackets.clear();
            return;
        }
        for &(open, _) in state.brackets.iter().rev() {
            self.fix(state.last, 0, if open == '[' { "]" } else { "}" });
        }
        state.brackets.clear();
        let close = if open == '[' { ']' } else { '}' };
        let mut help = format!("在这一行各项的末尾补上“{close}”");
        if std::mem::take(&mut state.remark) {
            help.push_str("；“#”后面的都是说明，文字里有“#”时整段加双引号");
        }
        let span = Span::new(at, self.text.ceil_char_boundary(at + 1));
        self.found.push(Diagnostic::of(&codes::Y14, span, format!("“{open}”没有配对的“{close}”")).help(help));
    }
}

/// Whether a bracket of another kind between these words ends a row of figures.
fn ends_row(before: &str, behind: &str, state: &State<'_>) -> bool {
    let last = behind.trim();
    let open = state.brackets.len() == 1 && state.brackets[0].0 == '[';
    open && is_figure(before.trim()) && (last.is_empty() || last.starts_with('#'))
}

fn in_map(state: &State<'_>) -> bool {
    matches!(state.brackets.last(), Some(('{', _)))
}

/// Characters in which the end of a row is looked for.
const LONGEST_ROW: usize = 400;

/// The entries between a curly bracket and the bracket that ends what it began, on one line.
fn cells(behind: &str) -> Option<Vec<&str>> {
    let line = behind.lines().next()?;
    let (mut depth, mut from, mut cells) = (0, 0, Vec::new());
    for (at, c) in line.char_indices().take(LONGEST_ROW) {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' if depth > 0 => depth -= 1,
            ':' | '：' if depth == 0 => return None,
            ']' | '}' => {
                cells.push(line[from..at].trim());
                return Some(cells);
            }
            ',' | '，' | '、' if depth == 0 => {
                cells.push(line[from..at].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    None
}

/// What a hand puts into a cell: a figure, a stroke or a word for nothing, a figure with its note.
fn is_cell(word: &str) -> bool {
    word.starts_with(['{', '[']) || (word.chars().count() <= 12 && !word.contains(['"', '\'']))
}
