//! The page itself: the files in `src/page/`, embedded in the program. Data; what the page asks and is told is
//! `src/page/engine.d.ts`.

/// A file of the page: its path from the page's folder, and what it holds.
pub type PageFile = (&'static str, &'static [u8]);

/// Files by their paths in `src/page/`.
macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("page/", $name)))),*] };
}

/// All of them; `index.html` is what opens.
pub const FILES: &[PageFile] = files!["engine.d.ts"];
