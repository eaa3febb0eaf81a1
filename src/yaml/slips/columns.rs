//! The blanks that a line begins with: which YAML does not count, and too many or too few of the right ones. A known key stands
//! where most keys below the same one stand; an unknown one where YAML leaves it no other place.

use super::{SlipReader, State};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::lines::{BLANKS, spaces};
use crate::yaml::outline::Parent;

/// A key that other lines may stand below.
pub(super) struct Level<'a> {
    /// Spaces in front of it, once mended.
    pub(super) column: usize,
    pub(super) key: &'a str,
    pub(super) open: Open,
    /// Byte behind its colon.
    pub(super) end: usize,
}

/// What may follow on the lines below a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Nothing stands behind the colon: keys, a list or a text.
    Blank,
    /// A text on the same line: more of it.
    Text,
    /// A figure, a list, a quotation: only the next key.
    Done,
}

impl Open {
    /// From what stands behind the colon.
    pub(super) fn of(value: &str) -> Self {
        match value.chars().next() {
            None | Some('#') => Self::Blank,
            Some('[' | '{' | '"' | '\'' | '|' | '>' | '｜') => Self::Done,
            Some(c) if c.is_ascii_digit() => Self::Done,
            Some(_) => Self::Text,
        }
    }
}

/// Keys one below another that are all off by as much: one finding.
pub(super) struct Run<'a> {
    /// Where the finding lies in the list.
    finding: usize,
    key: &'a str,
    /// Too many spaces, or too few.
    off: isize,
    count: usize,
}

impl<'a> SlipReader<'a> {
    /// Says that a line begins with blanks that YAML does not count: tabs, and the wide ones that come with text from Word.
    pub(super) fn odd_blanks(&mut self, start: usize, indent: &str) -> bool {
        let odd = |c: char| c != ' ';
        let (Some(first), Some(last)) = (indent.find(odd), indent.rfind(odd)) else { return false };
        let span = Span::new(start + first, self.text.ceil_char_boundary(start + last + 1));
        let (message, help) = if indent.contains('\t') {
            ("缩进用了制表符（Tab 键）", "改用空格，每级两个；编辑器里可设置“用空格代替制表符”")
        } else {
            ("缩进用了全角空格或网页上的空格", "改用半角空格，每级两个；段首不必空两字，由程序排出")
        };
        self.found.push(Diagnostic::of(&codes::Y03, span, message).help(help));
        true
    }

    /// On a line of nothing else blanks do no harm; those that YAML would stumble over are taken out in silence.
    pub(super) fn blank(&mut self, start: usize, line: &str) {
        if line.contains(|c| c != ' ') {
            self.fix(start, line.len(), "");
        }
    }

    /// Gives a line so many spaces.
    pub(super) fn settle(&mut self, start: usize, indent: &str, column: usize) {
        if indent.len() != column || indent.contains(|c| c != ' ') {
            self.fix(start, indent.len(), " ".repeat(column));
        }
    }

    /// The column of a key's line, mended and reported if it is wrong.
    pub(super) fn column(
        &mut self,
        start: usize,
        indent: &str,
        key: &'a str,
        odd: bool,
        state: &mut State<'a>,
    ) -> usize {
        let lost = self.lost_parent(start, indent, key, state);
        let width = spaces(indent);
        let right = self.right(key, &state.levels).unwrap_or_else(|| possible(width, &state.levels));
        self.settle(start, indent, right);
        if right == width || odd || lost {
            state.run = None;
            if let Some(found) = self.found.last_mut().filter(|_| lost && right != width) {
                found.help = format!("{}；“{key}”前面写 {right} 个空格", found.help);
            }
            return right;
        }
        let off = width.cast_signed() - right.cast_signed();
        match &mut state.run {
            Some(run) if run.off == off => {
                run.count += 1;
                let what = format!("“{}”等 {} 行", run.key, run.count);
                self.found[run.finding].message = misplaced(&what, "都", off);
            }
            run => {
                let span = self.place(start + indent.len(), key);
                let message = misplaced(&format!("“{key}”"), "", off);
                let deed = if off > 0 { "删去" } else { "补上" };
                let help = format!("{deed}这 {} 个空格，与同级的项目左边对齐", off.unsigned_abs());
                self.found.push(Diagnostic::of(&codes::Y16, span, message).help(help));
                *run = Some(Run { finding: self.found.len() - 1, key, off, count: 1 });
            }
        }
        right
    }

    /// Puts the line back that a known key stands below, where it is nowhere in the file: one finding, and not one for each key.
    fn lost_parent(&mut self, start: usize, indent: &str, key: &'a str, state: &mut State<'a>) -> bool {
        let Some(Parent::Below(parent)) = self.outline.parent(key) else { return false };
        let Some(above) = self.outline.parent(parent) else { return false };
        let Some(column) = self.columns.below(above) else { return false };
        let open = |level: &&Level<'_>| level.column < column;
        let here = state.levels.iter().rfind(open).map_or(Parent::Top, |level| Parent::Below(level.key));
        let around = state.levels.iter().rfind(|level| level.column < spaces(indent));
        let known = around.is_none_or(|level| self.outline.knows(level.key));
        if self.columns.named.contains(parent) || here != above || !known {
            return false;
        }
        self.fix(start, 0, format!("{}{parent}:\n", " ".repeat(column)));
        self.columns.named.insert(parent);
        let place = self.place(start + indent.len(), key);
        let message = format!("“{key}”上面缺少“{parent}:”这一行");
        let help = match column {
            0 => format!("在上面顶格补一行“{parent}:”"),
            _ => format!("在上面补一行“{parent}:”，前面写 {column} 个空格"),
        };
        self.found.push(Diagnostic::of(&codes::Y16, place, message).help(help));
        state.levels.retain(|level| level.column < column);
        state.levels.push(Level { column, key: parent, open: Open::Blank, end: start });
        true
    }

    /// Where a key stands on its line: behind the signs that set it off (`**规章**`).
    fn place(&self, from: usize, key: &str) -> Span {
        let line = self.text[from..].lines().next().unwrap_or_default();
        let at = from + line.find(key).unwrap_or(0);
        Span::new(at, self.text.ceil_char_boundary((at + key.len()).min(from + line.len())))
    }

    /// Where a known key belongs, if the key that it stands below is open.
    fn right(&self, key: &str, levels: &[Level<'_>]) -> Option<usize> {
        let parent = self.outline.parent(key)?;
        let column = self.columns.below(parent)?;
        let Parent::Below(parent) = parent else { return Some(column) };
        let at = levels.iter().rposition(|level| level.column < column)?;
        let below = levels[at].open == Open::Blank;
        (below && levels[at].key == parent).then_some(column)
    }
}

/// The column nearest to `width` in which YAML can have a key below these.
fn possible(width: usize, levels: &[Level<'_>]) -> usize {
    let Some(top) = levels.last() else { return width };
    let Some(at) = levels.iter().rposition(|level| level.column <= width) else { return levels[0].column };
    let here = levels[at].column;
    match levels.get(at + 1) {
        // A text may go on in any column, and what is left open may begin in any.
        None if top.open == Open::Done => here,
        None => width,
        Some(next) if here < width && next.column - width <= width - here => next.column,
        Some(_) => here,
    }
}

fn misplaced(what: &str, all: &str, off: isize) -> String {
    let word = if off > 0 { "多了" } else { "少了" };
    format!("{what}前面{all}{word} {} 个空格", off.unsigned_abs())
}

/// Half-width spaces that a line begins with: those that YAML counts.
pub(super) fn counted(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line begins with blanks that YAML does not count.
pub(super) fn has_odd(line: &str) -> bool {
    let indent = line.len() - line.trim_start_matches(BLANKS).len();
    counted(line) < indent
}
