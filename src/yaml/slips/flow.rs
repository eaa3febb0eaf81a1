//! Slips inside brackets: full-width commas and colons, empty places, brackets that are never closed.

use super::{BLANKS, SlipReader, State, is_figure, is_key};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl SlipReader<'_> {
    /// A `-` for "nothing" is a list to YAML; quoted, it reaches those who know what a cell may hold.
    pub(super) fn lone_dash(&mut self, at: usize) {
        self.fix(at, 1, "'-'");
    }

    /// Inside brackets, from a byte of a line on.
    pub(super) fn flow(&mut self, start: usize, line: &str, from: usize, state: &mut State<'_>) {
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
                    state.brackets.push((c, start + n));
                    (item, colon) = (n + 1, false);
                }
                ']' | '}' => {
                    state.brackets.pop();
                    if state.brackets.is_empty() {
                        state.remark = false;
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

    fn full_comma(&mut self, at: usize, c: char) {
        self.fix(at, c.len_utf8(), ", ");
        self.found.push(
            Diagnostic::of(&codes::Y04, Span::new(at, at + c.len_utf8()), format!("数字之间用了“{c}”"))
                .help("改成半角逗号加一个空格“, ”"),
        );
    }

    /// What stands behind the bracket that ends a list: a comment needs a blank and a half-width `#` in front.
    fn behind_list(&mut self, start: usize, line: &str, from: usize) {
        let words = line[from..].trim_start_matches(BLANKS);
        let at = start + line.len() - words.len();
        let tight = words.len() == line.len() - from;
        let mark = ["#", "＃", "//"].into_iter().find(|mark| words.starts_with(mark));
        let Some(mark) = mark.filter(|&mark| tight || mark != "#") else { return };
        self.fix(at, mark.len(), " #");
        self.found.push(
            Diagnostic::of(&codes::Y01, Span::new(at, at + mark.len()), "表中数字后面的说明写法不对")
                .help("说明前面写一个空格和半角的“#”：“ # 说明”"),
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

fn in_map(state: &State<'_>) -> bool {
    matches!(state.brackets.last(), Some(('{', _)))
}
