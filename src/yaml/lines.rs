//! What a line of YAML begins with, where its key ends, and which line goes on below it.

/// What stands at a line's start without being seen.
pub(super) const BLANKS: [char; 4] = [' ', '\t', '\u{3000}', '\u{A0}'];

/// Spaces that stand for the blanks of a line's start.
pub(super) fn spaces(indent: &str) -> usize {
    indent.chars().map(|c| if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 }).sum()
}

/// Byte of the first colon that YAML takes for one.
pub(super) fn proper_colon(rest: &str) -> Option<usize> {
    rest.match_indices(':')
        .map(|(n, _)| n)
        .find(|n| rest[n + 1..].is_empty() || rest[n + 1..].starts_with([' ', '\t']))
}

/// The first line behind byte `end` that says something: neither empty nor a remark.
pub(super) fn line_below(text: &str, end: usize) -> Option<&str> {
    let silent = |line: &&str| matches!(line.trim_start_matches(BLANKS).chars().next(), None | Some('#'));
    text[end..].lines().find(|line| !silent(line))
}
