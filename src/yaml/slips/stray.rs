//! What does not belong to an entry: words behind the key of a group, decoration and list signs in front of a key, anything behind
//! the bracket that ends a row.

use super::columns::{Level, Open, counted};
use super::{Colon, SlipReader, State};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::lines::{BLANKS, line_below, proper_colon};
use crate::yaml::outline::{DECORATION, Parent, first_word};
use std::ops::Range;

/// Characters behind a row's bracket that are taken for a slip; more are a text that begins with `[`.
const MOST: usize = 8;

/// YAML's own.
pub(super) const QUOTES: [char; 2] = ['"', '\''];

impl<'a> SlipReader<'a> {
    /// Words behind the colon of a key below which known keys follow (`行政诉讼:x`): takes them out. Byte of the line where
    /// they end.
    pub(super) fn behind_group(
        &mut self,
        start: usize,
        line: &str,
        from: usize,
        colon: Colon,
    ) -> Option<usize> {
        let (at, length) = colon.place(from);
        let key = line[from..at].trim_end();
        let behind = &line[at + length..];
        let words = behind.split(" #").next().unwrap_or_default().trim_matches(BLANKS);
        let other = ['[', '{', '|', '｜', '>', '"', '\'', '#', '&', '!'];
        if words.is_empty()
            || words.starts_with(other)
            || !matches!(colon, Colon::Proper(_) | Colon::Tight(_))
        {
            return None;
        }
        let next = line_below(self.text, start + line.len())?;
        if !self.outline.is_below(first_word(next.trim_start_matches(BLANKS)), key) {
            return None;
        }
        let first = at + length + behind.find(words).unwrap_or(0);
        let end = first + words.len();
        self.fix(start + at + length, end - at - length, "");
        let message = format!("“{key}:”后面多了“{}”", shortened(words));
        self.found.push(
            Diagnostic::of(&codes::Y13, Span::new(start + first, start + end), message)
                .help("删去；数写在下面各行里"),
        );
        let remark = &line[end..];
        Some(end + remark.len() - remark.trim_start().len())
    }

    /// Whether a line begins with a known key in quotes, as YAML allows.
    pub(super) fn is_quoted_key(&self, rest: &str) -> bool {
        let inner = rest.strip_prefix(QUOTES).and_then(|inner| inner.split_once(QUOTES));
        inner.is_some_and(|(key, behind)| self.outline.knows(key) && behind.trim_start().starts_with(':'))
    }

    /// A key without the signs that set it off (`**规章**`, `“规章”`), where what they enclose is known. YAML's own quotes are no
    /// fault.
    pub(super) fn undecorated(&mut self, at: usize, key: &'a str) -> &'a str {
        let bare = key.trim_matches(DECORATION).trim_matches(QUOTES).trim();
        if bare.len() == key.len() || !self.outline.knows(bare) {
            return key;
        }
        let first = key.find(bare).unwrap_or(0);
        self.fix(at, first, "");
        self.fix(at + first + bare.len(), key.len() - first - bare.len(), "");
        if !key.starts_with(QUOTES) {
            self.found.push(
                Diagnostic::of(&codes::Y11, Span::new(at, at + key.len()), format!("“{bare}”的两边多了符号"))
                    .help(format!("写成“{bare}: …”")),
            );
        }
        bare
    }

    /// A key that a `#` made a remark, though what should stand below it does: byte of the line where it begins. Only where YAML
    /// would stumble over what follows; within a text the reader goes on ([`Self::silenced`]).
    pub(super) fn commented_key(&mut self, start: usize, line: &'a str, state: &State<'a>) -> Option<usize> {
        let words = line.trim_start_matches(BLANKS).trim_start_matches(['#', ' ']);
        let end = proper_colon(words)?;
        let key = words[..end].trim_end();
        let sign = line.len() - line.trim_start_matches(BLANKS).len();
        let open = match self.outline.parent(key)? {
            Parent::Top => sign == 0,
            Parent::Below(parent) => {
                state.levels.iter().any(|level| level.key == parent && level.column < sign.max(1))
            }
        };
        let mut below = self.text[start + line.len()..].lines();
        let next = below.find(|line| !matches!(line.trim_start().chars().next(), None | Some('#')))?;
        let follows = match words[end + 1..].split(" #").next().unwrap_or_default().trim() {
            "" => self.outline.is_below(first_word(next.trim_start_matches(BLANKS)), key),
            "|" => counted(next) > sign,
            _ => false,
        };
        if !open || !follows || self.columns.named.contains(key) {
            return None;
        }
        self.columns.named.extend(self.outline.known(key));
        let place = Span::new(start + sign, start + sign + 1);
        self.found.push(
            Diagnostic::of(&codes::Y16, place, format!("“#”使“{key}:”成了说明，下面的内容没有了着落"))
                .help("删去这个“#”"),
        );
        Some(line.len() - words.len())
    }

    /// List signs (`- `, the bytes `dashes`) in front of a known key of the form, which is in no list: takes them out.
    pub(super) fn dashed(
        &mut self,
        start: usize,
        line: &'a str,
        dashes: Range<usize>,
        state: &mut State<'a>,
    ) -> bool {
        let rest = &line[dashes.end..];
        let key = proper_colon(rest).map_or("", |end| rest[..end].trim_end());
        if dashes.is_empty() || !self.outline.knows(key) {
            state.dashed = None;
            return false;
        }
        self.fix(start + dashes.start, dashes.len(), "");
        if let Some((finding, first, count)) = &mut state.dashed {
            *count += 1;
            self.found[*finding].message = format!("“{first}”等 {count} 行前面都多了“- ”");
        } else {
            let place = Span::new(start + dashes.start, start + dashes.end);
            self.found.push(
                Diagnostic::of(&codes::Y16, place, format!("“{key}”前面多了“- ”"))
                    .help(format!("删去，写成“{key}: …”")),
            );
            state.dashed = Some((self.found.len() - 1, key, 1));
        }
        true
    }

    /// What stands behind the bracket that ends a list: a comment needs a blank and a half-width `#` in front; the next entry a
    /// line of its own; anything else is too much.
    pub(super) fn behind_list(&mut self, start: usize, line: &'a str, from: usize, state: &mut State<'a>) {
        let words = line[from..].trim_start_matches(BLANKS);
        let at = start + line.len() - words.len();
        let tight = words.len() == line.len() - from;
        let mark = ["#", "＃", "//"].into_iter().find(|mark| words.starts_with(mark));
        if let Some(mark) = mark {
            if tight || mark != "#" {
                self.fix(at, mark.len(), " #");
                self.found.push(
                    Diagnostic::of(&codes::Y01, Span::new(at, at + mark.len()), "表中数字后面的说明写法不对")
                        .help("说明前面写一个空格和半角的“#”：“ # 说明”"),
                );
            }
            return;
        }
        let words = words.split(" #").next().unwrap_or_default().trim_end_matches(BLANKS);
        let Some(level) = state.levels.last().filter(|_| !words.is_empty()) else { return };
        let place = Span::new(at, at + words.len());
        let key = proper_colon(words).map_or("", |end| words[..end].trim_end());
        if self.outline.knows(key) {
            let parent = self.outline.parent(key).and_then(|parent| self.columns.below(parent));
            let column = parent.unwrap_or(level.column);
            self.fix(at, 0, format!("\n{}", " ".repeat(column)));
            self.columns.named.extend(self.outline.known(key));
            let open = Open::of(words[key.len() + 1..].trim_start());
            state.levels.retain(|level| level.column < column);
            state.levels.push(Level { column, key, open, end: at + key.len() + 1 });
            let place = Span::new(at, at + key.len());
            self.found.push(
                Diagnostic::of(&codes::Y16, place, format!("“{key}”与上一项写在了一行"))
                    .help(format!("“{key}: …”另起一行")),
            );
        } else if words.chars().count() <= MOST && !words.starts_with([']', '}', '[', '{']) {
            self.fix(at, words.len(), "");
            self.found.push(
                Diagnostic::of(&codes::Y16, place, format!("方括号后面多了“{words}”"))
                    .help(format!("删去“{words}”；是一段文字的，整段加双引号")),
            );
        }
    }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
