//! What a file of data is laid out in ([`super::datum`]). Knows nothing else: `templates/build.rs` uses it too.

/// One word, list or map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    /// Where it begins, from 1.
    pub(crate) line: usize,
    /// The first byte of a word, and its bytes.
    pub(crate) start: usize,
    pub(crate) len: usize,
    /// The item behind all that is in it.
    pub(crate) next: usize,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    List,
    Map,
}
