//! In: a set report. Out: its pages as glyphs, each with the field that it came from; outlines of glyphs on request.

use super::found::Finder;
use super::sheet::Sheet;
use crate::font::{FaceId, FontBook, drawn};
use crate::layout::pages::{GlyphRun, Item, Page, Pages};
use crate::source::Span;
use serde_json::{Value, json};

/// The pages of a report.
pub(super) fn pages(pages: &Pages, fonts: &FontBook, finder: &Finder<'_>, sheet: &Sheet<'_>) -> Value {
    let field = |span: Span| {
        let field = finder.field(span).filter(|_| span != Span::default());
        field.map(|field| field.name(sheet.form))
    };
    let page = |page: &Page| {
        let runs = page.items.iter().filter_map(Item::glyphs).map(|run| self::run(run, field(run.source)));
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
        "faces": fonts.faces().iter().map(|face| face.stem().into()).collect::<Vec<Value>>(),
        "findings": [],
    })
}

fn run(run: &GlyphRun, field: Option<String>) -> Value {
    let mut out = json!({
        "face": run.face.0,
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
pub(super) fn outlines(ask: &Value, fonts: &FontBook) -> Value {
    let asked = ask.get("glyphs").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let outline = |pair: &Value| {
        let number = |at: usize| u16::try_from(pair.get(at)?.as_u64()?).ok();
        let (face, glyph) = (number(0)?, number(1)?);
        let id = FaceId(face);
        let own = fonts.faces().get(usize::from(face)).map(|_| fonts.face(id))?;
        Some(json!({ "face": face, "glyph": glyph, "path": drawn::path(own, glyph) }))
    };
    json!({ "outlines": asked.iter().filter_map(outline).collect::<Vec<_>>() })
}
