//! In: a sentence for the reader. Out: the same in lines that fit the screen, broken as Chinese is broken: between any two
//! characters, but not before a closing mark, not after an opening one and not inside a Latin word or a number.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Narrower than this nothing is broken any more.
const NARROWEST: usize = 16;

/// Lines of at most `columns`; at least one. No line holds a single character if the one before can spare another.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(NARROWEST);
    let mut lines: Vec<Vec<&str>> = Vec::new();
    let mut line = Vec::new();
    let mut used = 0;
    for piece in pieces(text) {
        if used > 0 && used + piece.trim_end().width() > columns {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        let piece = if used == 0 { piece.trim_start() } else { piece };
        used += piece.width();
        line.push(piece);
    }
    lines.push(line);
    if let [.., before, last] = &mut lines[..]
        && used <= 2
        && before.len() > 2
    {
        last.splice(0..0, before.pop());
    }
    lines.iter().map(|line| line.concat().trim_end().to_owned()).collect()
}

/// Each line of a message, those that are too wide in several, the later ones set in. Unlike in [`wrap`] nothing is too long
/// to be broken: a path is one word.
#[must_use]
pub fn fitted(text: &str, columns: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        if body.width() <= columns {
            out.push_str(line);
            continue;
        }
        let blanks = body.len() - body.trim_start_matches(' ').len();
        let indent = " ".repeat(blanks + 2);
        let room = columns.max(NARROWEST).saturating_sub(indent.len()).max(NARROWEST / 2);
        for (number, piece) in wrap(body, room).iter().flat_map(|part| cut(part, room)).enumerate() {
            let (before, after) = if number == 0 { (&indent[..blanks], "") } else { (&*indent, "\n") };
            out.extend([after, before, piece]);
        }
        out.push_str(&line[body.len()..]);
    }
    out
}

/// A line in pieces of at most so many columns.
fn cut(line: &str, columns: usize) -> Vec<&str> {
    let (mut pieces, mut from, mut used) = (Vec::new(), 0, 0);
    for (at, c) in line.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used + wide > columns {
            pieces.push(&line[from..at]);
            (from, used) = (at, 0);
        }
        used += wide;
    }
    pieces.push(&line[from..]);
    pieces
}

/// What stays together: a Latin word, or one character with the closing marks behind it and the opening ones before it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let Some(&(end, next)) = characters.peek() else { break };
        debug_assert_eq!(end, at + c.len_utf8());
        if !together(c, next) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn together(c: char, next: char) -> bool {
    let latin = |c: char| c.width() == Some(1) && !c.is_whitespace() && !"“”‘’—…".contains(c);
    (latin(c) && latin(next))
        || "，。、；：！？）》”’】〕％".contains(next)
        || "（《“‘【〔".contains(c)
        || (next == ' ' && latin(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_one_line_leaves_no_screen() {
        let path = format!("/srv/{}/年报.yaml:29:12", "long/".repeat(40));
        let text =
            format!("{path}: 错误[B02] 表三一行不平，相差 18（共 1 处错误；未写出）\n  = 改法: {path}\n短\n");
        for columns in [20, 40, 80, 120] {
            let shown = fitted(&text, columns);
            assert!(shown.lines().all(|line| line.width() <= columns), "{shown}");
            let bare = |text: &str| text.replace([' ', '\n'], "");
            assert_eq!(bare(&shown), bare(&text), "nothing is lost");
            assert!(shown.ends_with("\n短\n"), "{shown}");
        }
        assert_eq!(fitted(&text, 1000), text);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_is_too_wide() {
        let text = "办结、答复的件数，是表三（七）总计。Open XML 12345 件“三安全一稳定”".repeat(9);
        for columns in 20..90 {
            let lines = wrap(&text, columns);
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            for line in lines {
                assert!(!line.starts_with(['，', '。', '、', '）', '”']), "{line}");
                assert!(!line.ends_with(['（', '“']), "{line}");
                assert!(line.width() <= columns, "{columns}: {line}");
                assert!(line.width() > 2, "{columns}: {line} stands alone");
            }
        }
    }
}
