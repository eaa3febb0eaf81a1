//! In: a set report. Out: its pages as glyphs, each with the field that it came from; outlines of glyphs on request.
//!
//! Faces are numbered as the style names their files, whichever of them are there: a host may bring the rare ones later, and
//! outlines that a page has already stay right. Faces of a page may be cut to the characters of every day: where others are
//! shown, it is said which file is wanted whole.

use super::found::Finder;
use super::sheet::Sheet;
use crate::font::{Face, FaceId, drawn};
use crate::layout::pages::{GlyphRun, Item, Page, Pages};
use crate::press::TypeSet;
use crate::source::Span;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The files of all faces, those of the style first.
fn files(set: &TypeSet) -> Vec<&str> {
    let named = set.style.typefaces.iter().flat_map(|chain| chain.latin.iter().chain(&chain.files));
    let mut files: Vec<&str> = Vec::new();
    for file in named.copied().chain(set.fonts.faces().iter().map(Face::file)) {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

/// The pages of a report.
pub(super) fn pages(pages: &Pages, set: &TypeSet, finder: &Finder<'_>, sheet: &Sheet<'_>) -> Value {
    let files = files(set);
    let number = |face: FaceId| {
        let own = set.fonts.face(face).file();
        files.iter().position(|file| *file == own).unwrap_or(0)
    };
    let numbers: Vec<usize> = (0..).map(FaceId).take(set.fonts.faces().len()).map(number).collect();
    let field = |span: Span| {
        let field = finder.field(span).filter(|_| span != Span::default());
        field.map(|field| field.name(sheet.form))
    };
    let page = |page: &Page| {
        let runs = page
            .items
            .iter()
            .filter_map(Item::glyphs)
            .map(|run| self::run(run, numbers[usize::from(run.face.0)], field(run.source)));
        let rules = page.items.iter().filter_map(|item| match item {
            Item::Rule { x, y, width, height } => {
                Some(json!([short(*x), short(*y), short(*width), short(*height)]))
            }
            Item::Glyphs(_) => None,
        });
        json!({ "runs": runs.collect::<Vec<_>>(), "rules": rules.collect::<Vec<_>>() })
    };
    json!({
        "width": short(pages.width),
        "height": short(pages.height),
        "pages": pages.pages.iter().map(page).collect::<Vec<_>>(),
        "faces": files.iter().map(|file| file.trim_end_matches(".ttf")).collect::<Vec<_>>(),
        "findings": [],
        "lacking": lacking(pages, set),
    })
}

/// The files that are wanted whole, in the order of the faces, each with the characters that it is wanted for.
pub(super) fn lacking(pages: &Pages, set: &TypeSet) -> Vec<Value> {
    let mut all: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
    let runs = pages.pages.iter().flat_map(|page| &page.items).filter_map(Item::glyphs);
    for run in runs {
        let face = set.fonts.face(run.face);
        for glyph in run.glyphs.iter().filter(|glyph| face.lacks(glyph.id)) {
            let text = run.text.get(glyph.text.start as usize..glyph.text.end as usize);
            all.entry(run.face).or_default().extend(text.unwrap_or_default().chars());
        }
    }
    let said = |(face, characters): (FaceId, BTreeSet<char>)| json!({ "file": set.fonts.face(face).file(), "characters": characters.into_iter().collect::<String>() });
    all.into_iter().map(said).collect()
}

fn run(run: &GlyphRun, face: usize, field: Option<String>) -> Value {
    let mut out = json!({
        "face": face,
        "size": short(run.size),
        "x": short(run.x),
        "y": short(run.y),
        "glyphs": run.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>(),
        "at": run.glyphs.iter().map(|glyph| short(glyph.x)).collect::<Vec<_>>(),
        "text": run.text,
    });
    if let Some(field) = field {
        out["field"] = field.into();
    }
    out
}

/// A thousandth of a point is less than a screen shows.
fn short(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}

/// The outlines asked for, as `[face, glyph]`; what no face has is left out.
pub(super) fn outlines(ask: &Value, set: &TypeSet) -> Value {
    let files = files(set);
    let asked = ask.get("glyphs").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let outline = |pair: &Value| {
        let number = |at: usize| u16::try_from(pair.get(at)?.as_u64()?).ok();
        let (face, glyph) = (number(0)?, number(1)?);
        let file = files.get(usize::from(face))?;
        let own = set.fonts.faces().iter().find(|own| own.file() == *file)?;
        Some(json!({ "face": face, "glyph": glyph, "path": drawn::path(own, glyph) }))
    };
    json!({ "outlines": asked.iter().filter_map(outline).collect::<Vec<_>>() })
}
