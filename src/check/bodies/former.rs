//! Names of bodies as they are no more: 县环境保护局, 县水利局 in the report of 县水务局.

use std::ops::Range;

use super::{Names, WORDS, is_region};
use crate::source::{Sieve, digits_closing, head, is_han, opened, tail};

impl Names {
    /// A name that no body of a region has since 2019, or that the reporting body does not have; where it stands. `sieve` is the text's.
    pub(crate) fn former(&self, text: &str, sieve: &Sieve) -> Option<Range<usize>> {
        let others = WORDS.called_else.iter().filter(|(own, _)| self.core == *own);
        let others = others.flat_map(|(_, others)| others.iter()).map(|name| (name, true));
        let names = WORDS.former.iter().map(|name| (name, false)).chain(others);
        names.filter(|(name, _)| sieve.may_hold(name)).find_map(|(name, own)| {
            text.match_indices(name).find_map(|(at, _)| {
                let start = self.region_before(text, at, own)?;
                let (before, rest) = (&text[..start], &text[at + name.len()..]);
                let titled = opened(before, ['《', '》']).is_some();
                let past = WORDS.formerly.closes(before)
                    || WORDS.formerly.closes(&text[..at])
                    || WORDS.of_old.says(head(rest, "，。；、）"));
                (!titled && !past && !dated_before(before)).then_some(start..at + name.len())
            })
        })
    }

    /// Where the region before a name begins: 青禾县, or 县 where no other place stands before it. What the reporting body itself is not
    /// called must be of its own region.
    fn region_before(&self, text: &str, at: usize, own: bool) -> Option<usize> {
        let head = &text[..at];
        let inmost = self.regions.last().map(String::as_str);
        if let Some(before) = inmost.and_then(|inmost| head.strip_suffix(inmost)) {
            return Some(before.len());
        }
        let level = head.chars().next_back().filter(|c| is_region(*c))?;
        let start = at - level.len_utf8();
        // 市水利局 may be that of the city above.
        if own
            && (!inmost?.ends_with(level) || self.regions.iter().filter(|r| r.ends_with(level)).count() > 1)
        {
            return None;
        }
        let before = &head[..start];
        // 各县国土资源局.
        let alone = before.chars().next_back().is_none_or(|c| !is_han(c) || WORDS.others_own.contains(c))
            || WORDS.leading.closes(before);
        alone.then_some(start)
    }
}

/// Whether the sentence so far speaks of a year before the reform.
fn dated_before(head: &str) -> bool {
    let sentence = tail(head, "。");
    sentence.match_indices('年').any(|(at, _)| {
        digits_closing(&sentence[..at]) == 4
            && sentence[at - 4..at].parse::<u16>().is_ok_and(|year| year < 2020)
    })
}
