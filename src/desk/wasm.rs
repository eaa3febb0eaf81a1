//! The engine in a browser: plain functions over the memory that it shares with its host, for a worker of the page. In: a
//! request's name and its JSON, and font files. Out: what [`super::answer`] says. The only room that is not safe Rust, and is
//! there for WebAssembly alone.
//!
//! Whoever calls asks for room (`alloc`), writes there, and gives it away with the call; what an answer points at stays until
//! the next one.

#![allow(
    unsafe_code,
    reason = "a host can neither call a function without a plain name nor pass anything but numbers"
)]

use super::{Faces, Refusal, Reply, answer};
use crate::font::{Face, FontBook, FontData, FontError, subset};
use crate::press::TypeSet;
use crate::style::{Style, TypefaceChain};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What is kept between two calls: the faces, and the last answer.
static ENGINE: Mutex<Engine> = Mutex::new(Engine::new());

struct Engine {
    fonts: BTreeMap<String, FontData>,
    set: Option<Arc<TypeSet>>,
    name: Vec<u8>,
    bytes: Vec<u8>,
    answer: Answer,
}

/// Where an answer is.
#[repr(C)]
pub struct Answer {
    /// 0: JSON. 1: a file. 2: a refusal, as JSON.
    kind: u32,
    /// The file's name.
    name: usize,
    name_length: usize,
    /// The JSON, or what the file holds.
    bytes: usize,
    bytes_length: usize,
}

impl Engine {
    const fn new() -> Self {
        let answer = Answer { kind: 0, name: 0, name_length: 0, bytes: 0, bytes_length: 0 };
        Self { fonts: BTreeMap::new(), set: None, name: Vec::new(), bytes: Vec::new(), answer }
    }

    /// Keeps an answer, and says where.
    fn give(&mut self, kind: u32, name: Vec<u8>, bytes: Vec<u8>) -> *const Answer {
        (self.name, self.bytes) = (name, bytes);
        self.answer = Answer {
            kind,
            name: self.name.as_ptr() as usize,
            name_length: self.name.len(),
            bytes: self.bytes.as_ptr() as usize,
            bytes_length: self.bytes.len(),
        };
        &raw const self.answer
    }

    /// A file that was given.
    fn open(&self, file: &str) -> Result<FontData, FontError> {
        let missing = || FontError { file: file.to_owned(), reason: "没有这个文件".to_owned() };
        self.fonts.get(file).map(Arc::clone).ok_or_else(missing)
    }

    /// Its face.
    fn face(&self, file: &str) -> Result<Face, FontError> {
        Face::new(file, self.open(file)?, 0)
    }

    /// The faces of a style, of those files that were given; without any there is nothing to set a page in.
    fn set(&mut self, style: &Style) -> Result<Arc<TypeSet>, Refusal> {
        if let Some(set) = self.set.as_ref().filter(|set| set.style == *style) {
            return Ok(Arc::clone(set));
        }
        let given = |file: &&'static str| self.fonts.contains_key(*file);
        // What a typeface asks first must be there, or all of it would be set in another.
        let first = |chain: &TypefaceChain| [chain.latin.first().copied(), chain.files.first().copied()];
        let mut missing: Vec<&str> = style.typefaces.iter().flat_map(first).flatten().collect();
        missing.retain(|file| !self.fonts.contains_key(*file));
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            let help =
                "填写、核对、存报告文件和 Word、网页、Excel 都不用字体；存 PDF 要用整个“年报填报”文件夹";
            let lacking = missing.iter().map(|file| json!({ "file": file, "characters": "" })).collect();
            return Err(Refusal {
                lacking, ..Refusal::new("网页旁边没有字体文件，排不了页", help)
            });
        }
        let mut chains = style.typefaces.clone();
        for chain in &mut chains {
            chain.latin.retain(given);
            chain.files.retain(given);
        }
        let mut open = |file: &str| self.open(file);
        let fonts = FontBook::new(&chains, &mut open);
        let fonts = fonts.map_err(|error| Refusal::new(error.to_string(), "换一份完好的字体"))?;
        let set = Arc::new(TypeSet { style: style.clone(), fonts });
        self.set = Some(Arc::clone(&set));
        Ok(set)
    }
}

/// Room for what is given with the next call.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// What was written into room of [`alloc`]'s.
fn taken(at: *mut u8, length: usize) -> Vec<u8> {
    // SAFETY: the host gives back what `alloc` gave it, once and with the same length.
    unsafe { Vec::from_raw_parts(at, length, length) }
}

fn text(at: *mut u8, length: usize) -> String {
    String::from_utf8(taken(at, length)).unwrap_or_default()
}

/// Takes a font file by the name that the style has for it.
#[unsafe(no_mangle)]
pub extern "C" fn give_font(name: *mut u8, name_length: usize, bytes: *mut u8, length: usize) {
    let (name, bytes) = (text(name, name_length), taken(bytes, length));
    let mut engine = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    engine.fonts.insert(name, Arc::new(bytes));
    engine.set = None;
}

/// Cuts a font file that was given to the characters that another has. For who makes the folder of the page
/// (`src/page/build`); the answer is a file.
#[unsafe(no_mangle)]
pub extern "C" fn abridge(
    name: *mut u8,
    name_length: usize,
    like: *mut u8,
    like_length: usize,
) -> *const Answer {
    let (name, like) = (text(name, name_length), text(like, like_length));
    let mut engine = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    let cut = engine.face(&like).and_then(|like| {
        let characters = like.characters().map(|(character, _)| character).chain(' '..='~').collect();
        subset::abridged(&engine.face(&name)?, &characters)
    });
    let (kind, bytes) = match cut {
        Ok(bytes) => (1, bytes),
        Err(error) => (2, Refusal::new(error.to_string(), "").json().to_string().into_bytes()),
    };
    engine.give(kind, name.into_bytes(), bytes)
}

/// Answers a request.
#[unsafe(no_mangle)]
pub extern "C" fn ask(what: *mut u8, what_length: usize, ask: *mut u8, length: usize) -> *const Answer {
    let (what, ask) = (text(what, what_length), taken(ask, length));
    let faces: &Faces<'_> = &|style: &Style| ENGINE.lock().unwrap_or_else(PoisonError::into_inner).set(style);
    let ask = serde_json::from_slice(&ask).unwrap_or_default();
    let (kind, name, bytes) = match answer(&what, &ask, faces) {
        Ok(Reply::Json(value)) => (0, Vec::new(), value.to_string().into_bytes()),
        Ok(Reply::File { name, bytes }) => (1, name.into_bytes(), bytes),
        Err(refusal) => (2, Vec::new(), refusal.json().to_string().into_bytes()),
    };
    ENGINE.lock().unwrap_or_else(PoisonError::into_inner).give(kind, name, bytes)
}
