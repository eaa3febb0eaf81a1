//! The page's own files, and the face that it is shown in.

use crate::cli::files;
use crate::form;
use crate::page::FILES;
use crate::templates;
use std::path::Path;

/// Bytes of a font file.
const LARGEST_FONT: usize = 64 << 20;

/// One of the page's files, with what kind it is.
pub(super) fn page(name: &str) -> Option<(&'static str, Vec<u8>)> {
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
    if !name.split('/').all(plain) {
        return None;
    }
    let kind = kind(name)?;
    #[cfg(debug_assertions)]
    if let Some(bytes) = files::page_file(name) {
        return Some((kind, bytes));
    }
    let (_, bytes) = FILES.iter().find(|(own, _)| *own == name)?;
    Some((kind, bytes.to_vec()))
}

/// One of the shipped faces, from their folder.
pub(super) fn font(folder: &Path, name: &str) -> Option<(&'static str, Vec<u8>)> {
    let style = templates::of(form::newest()).style;
    let known = style.typefaces.iter().flat_map(|chain| chain.latin.iter().chain(&chain.files));
    let file = known.into_iter().find(|file| **file == name)?;
    Some(("font/ttf", files::read(&folder.join(file), LARGEST_FONT).ok()?))
}

/// What kind of file a page is told that it gets; `None` for what pages do not ask for.
fn kind(name: &str) -> Option<&'static str> {
    Some(match name.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" | "webmanifest" => "application/json",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => return None,
    })
}
