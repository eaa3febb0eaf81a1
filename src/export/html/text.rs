//! Text and the links in it.

use crate::document::links::links;
use crate::document::{Role, Run};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Text as element content or attribute value.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"))
}

/// Runs one after another; `around` says what stands before and behind the text of a role. An address is a link, whichever
/// runs it is written in.
pub(super) fn runs(
    out: &mut String,
    runs: &[Run],
    around: impl Fn(Role) -> (Cow<'static, str>, &'static str),
) {
    let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
    let links = links(&whole);
    let mut begin = 0;
    for same in runs.chunk_by(|a, b| a.role == b.role) {
        let end = begin + same.iter().map(|run| run.text.len()).sum::<usize>();
        let (before, behind) = around(same[0].role);
        out.push_str(&before);
        let mut at = begin;
        for link in links.iter().filter(|link| begin < link.range.end && link.range.start < end) {
            let (from, to) = (link.range.start.max(begin), link.range.end.min(end));
            out.push_str(&escaped(&whole[at..from]));
            let _ = write!(out, "<a href=\"{}\">{}</a>", escaped(&link.target), escaped(&whole[from..to]));
            at = to;
        }
        out.push_str(&escaped(&whole[at..end]));
        out.push_str(behind);
        begin = end;
    }
}
