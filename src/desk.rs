//! The second porch: what a page asks of the program, and what it is told. In: a request as JSON, and faces. Out: JSON, a named
//! file, or a refusal in words. Refuses to know files, threads, the clock and whoever carries its requests: `cli/serve` does
//! over HTTP, WebAssembly in a browser. Nothing is kept between two requests: the report's text is with the page.
//!
//! `src/page/engine.d.ts` says what may be asked and how it is answered.
//!
//! ```text
//! ask --> view (sheet: the form's fields and what is written in each; grid, found, placeholders)
//!     --> edit, waive (values into their places, by yaml/rewrite)        --> text
//!     --> judge, annotate, overview (many: examine, one file after another)
//!     --> pages (press: pages, each run with its field), files (press: bytes)
//! ```

mod ask;
mod desktop;
mod edit;
mod found;
mod grid;
mod heads;
mod many;
mod opening;
mod pages;
mod placeholders;
mod sheet;
mod view;
mod waive;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use ask::{Refusal, decoded, encoded};

use crate::diagnostic::{Diagnostics, Severity};
use crate::export::Format;
use crate::font::FontError;
use crate::form;
use crate::press::TypeSet;
use crate::press::names::stem;
use crate::report::{Report, WordFonts};
use crate::style::Style;
use crate::templates;
use ask::Asked;
use desktop::Desktop;
use found::Finder;
use serde_json::{Value, json};
use std::sync::Arc;

/// Finds the faces of a style.
pub type Faces<'f> = dyn Fn(&Style) -> Result<Arc<TypeSet>, Refusal> + Send + Sync + 'f;

/// What a request is answered with.
#[derive(Debug)]
pub enum Reply {
    /// Data.
    Json(Value),
    /// A file.
    File {
        /// Its name, with ending.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

/// Everything that may be asked, each by its name.
pub const REQUESTS: [&str; 12] = [
    "start", "open", "view", "edit", "waive", "pages", "outlines", "file", "judge", "annotate", "overview",
    "about",
];

/// Answers a request; `what` is one of [`REQUESTS`].
///
/// # Errors
/// What cannot be done, in words.
pub fn answer(what: &str, ask: &Value, faces: &Faces<'_>) -> Result<Reply, Refusal> {
    match what {
        "start" => opening::start(ask).map(Reply::Json),
        "open" => opening::open(ask).map(Reply::Json),
        "view" => Ok(Reply::Json(view::view(&Desktop::open(&ask::report(ask)?)))),
        "edit" => edited(ask).map(Reply::Json),
        "waive" => waived(ask).map(Reply::Json),
        "pages" => paged(&ask::report(ask)?, faces).map(Reply::Json),
        "outlines" => {
            let set = faces(templates::of(form::newest()).style)?;
            Ok(Reply::Json(pages::outlines(ask, &set)))
        }
        "file" => file(ask, faces),
        "judge" => many::judge(ask).map(Reply::Json),
        "annotate" => many::annotate(ask),
        "overview" => many::overview(ask),
        "about" => Ok(Reply::Json(opening::about())),
        _ => Err(Refusal::new(format!("不会做“{what}”"), "重新打开页面")),
    }
}

fn edited(ask: &Value) -> Result<Value, Refusal> {
    let asked = ask::report(ask)?;
    let edits = edit::edits(ask)?;
    let new = edit::apply(&asked.text, &edits)?;
    let back = edit::back(&asked.text, &new, &edits);
    Ok(changed(asked, new, &back))
}

fn waived(ask: &Value) -> Result<Value, Refusal> {
    let asked = ask::report(ask)?;
    let new = waive::waive(&Desktop::open(&asked), ask)?;
    let back = edit::whole(&asked.text);
    Ok(changed(asked, new, &[back]))
}

/// A text that was changed, and what the page is told of it.
fn changed(mut asked: Asked, new: String, back: &[edit::Edit]) -> Value {
    let back: Vec<Value> =
        back.iter().map(|edit| json!({ "field": edit.field, "value": edit.value })).collect();
    asked.text = new;
    let view = view::view(&Desktop::open(&asked));
    json!({ "text": asked.text, "view": view, "back": back })
}

/// The faces of a report.
fn set_of(report: &Report, faces: &Faces<'_>) -> Result<Arc<TypeSet>, Refusal> {
    faces(templates::of(report.form()).style)
}

fn paged(asked: &Asked, faces: &Faces<'_>) -> Result<Value, Refusal> {
    let desktop = Desktop::open(asked);
    let sheet = desktop.sheet();
    let finder = Finder::of(&desktop.source, sheet.as_ref());
    let (Some(report), Some(sheet)) = (desktop.examined.report(), &sheet) else {
        return Err(with_errors(&finder, &desktop.examined.findings));
    };
    let set = set_of(report, faces)?;
    match set.pages(report) {
        Ok(set_pages) => Ok(pages::pages(&set_pages, &set, &finder, sheet)),
        Err(found) => Ok(json!({
            "width": set.style.page.paper_width, "height": set.style.page.paper_height, "pages": [], "faces": [],
            "lacking": [], "findings": finder.all(&found.sorted()),
        })),
    }
}

/// Why a report with errors is not printed.
fn with_errors(finder: &Finder<'_>, found: &Diagnostics) -> Refusal {
    let count = found.count(Severity::Error);
    let findings = finder.all(found);
    Refusal {
        findings, ..Refusal::new(format!("报告还有 {count} 处错误"), "先改正标红的各处")
    }
}

/// A report's file. Without faces those are written that carry none.
fn printed(desktop: &Desktop, format: Format, faces: &Faces<'_>) -> Result<Vec<u8>, Refusal> {
    let sheet = desktop.sheet();
    let finder = Finder::of(&desktop.source, sheet.as_ref());
    let Some(checked) = &desktop.examined.checked else {
        return Err(with_errors(&finder, &desktop.examined.findings));
    };
    let (set, word_fonts) = match set_of(checked.report(), faces) {
        Ok(set) => (set, None),
        Err(refusal) if format.is_paged() => return Err(refusal),
        Err(_) => {
            let style = templates::of(checked.report().form()).style;
            (Arc::new(TypeSet::of_measures(style)), Some(WordFonts::Office))
        }
    };
    let broken = |error: FontError| {
        let lacking = set.pages(checked.report()).map(|set_pages| pages::lacking(&set_pages, &set));
        let lacking = lacking.unwrap_or_default();
        let help = if lacking.is_empty() { "换一份完好的字体" } else { "选完整的字体文件" };
        Refusal { lacking, ..Refusal::new(error.to_string(), help) }
    };
    let printed = set.print(checked, &[format], word_fonts).map_err(broken)?;
    let printed = printed.map_err(|found| with_errors(&finder, &found.sorted()))?;
    Ok(printed.files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default())
}

fn file(ask: &Value, faces: &Faces<'_>) -> Result<Reply, Refusal> {
    let asked = ask::report(ask)?;
    let name = ask::text(ask, "format")?;
    let desktop = Desktop::open(&asked);
    let title = desktop.examined.identity.title.clone().unwrap_or_default();
    let stem = stem(&title);
    if name == "yaml" {
        return Ok(Reply::File { name: format!("{stem}.yaml"), bytes: asked.text.into_bytes() });
    }
    let format = Format::named(&name)
        .ok_or_else(|| Refusal::new(format!("没有“{name}”这种格式"), "选 PDF、Word、网页、Excel 之一"))?;
    let bytes = printed(&desktop, format, faces)?;
    Ok(Reply::File { name: format!("{stem}.{}", format.ending()), bytes })
}
