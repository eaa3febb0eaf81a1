//! What is looked for in a term. Knows nothing else: `templates/build.rs` uses it too.

/// A term of three characters and more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    /// Those behind its first, a blank for one that it has not.
    pub(crate) next: [char; 3],
    /// Its first character among those of all terms, and how many it has.
    pub(crate) start: u32,
    pub(crate) len: u32,
    pub(crate) kind: Kind,
}

/// What is looked for in a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A proper name: any wrong character too.
    Proper,
    /// Lost, doubled, exchanged characters, and those of another word of the same sound.
    Common,
    /// A short word, of which a character less is often another: only characters of the same sound.
    Word,
}
