//! Where a wrong word stands. Knows nothing else: `templates/build.rs` uses it too.

/// An entry of 字词.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The second character of what is wrong; of a single one U+0000.
    pub(crate) second: char,
    /// The first byte of what is wrong in the words of the file, and its bytes.
    pub(crate) start: u32,
    pub(crate) len: u32,
    /// The item that it begins with.
    pub(crate) at: u32,
}
