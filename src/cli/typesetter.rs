//! In: a checked report. Out: the bytes of its files, one format after another. Opens the faces of an edition once and shares
//! them between all reports and threads.

use super::args::FontPlaces;
use super::failure::Failure;
use super::fonts::{self, FontShelf};
use crate::check::Checked;
use crate::compose;
use crate::diagnostic::Diagnostics;
use crate::export::docx::Carried;
use crate::export::{self, Format};
use crate::font::FontBook;
use crate::layout;
use crate::report::WordFonts;
use crate::style::Style;
use crate::templates;
use std::sync::{Arc, Mutex, PoisonError};

/// Faces and what they have in common.
pub(super) struct Typesetter {
    shelf: FontShelf,
    sets: Mutex<Vec<Arc<TypeSet>>>,
}

/// A style and its faces, the office's own in front.
pub(super) struct TypeSet {
    /// As the edition has it.
    pub(super) style: Style,
    /// Its faces.
    pub(super) fonts: FontBook,
}

/// A set report.
pub(super) struct Printed {
    /// The report's title.
    pub(super) title: String,
    /// Pages.
    pub(super) pages: usize,
    /// What of its fonts the Word file carries.
    pub(super) word_fonts: WordFonts,
    /// One file a format, in the order asked for.
    pub(super) files: Vec<(Format, Vec<u8>)>,
}

impl Typesetter {
    /// Looks for the faces; none is opened yet.
    pub(super) fn new(places: &FontPlaces) -> Result<Self, Failure> {
        Ok(Self { shelf: FontShelf::find(places)?, sets: Mutex::default() })
    }

    /// Where the faces lie.
    pub(super) fn shelf(&self) -> &FontShelf {
        &self.shelf
    }

    /// The faces of a style.
    pub(super) fn type_set(&self, style: &Style) -> Result<Arc<TypeSet>, Failure> {
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = sets.iter().find(|set| set.style == *style) {
            return Ok(Arc::clone(set));
        }
        let fonts = self.shelf.open(style)?;
        let set = Arc::new(TypeSet { style: style.clone(), fonts });
        sets.push(Arc::clone(&set));
        Ok(set)
    }

    /// What `print` would find, without writing anything: a character that no face has, a cell or a line that holds too much.
    pub(super) fn proof(&self, checked: &Checked) -> Result<Diagnostics, Failure> {
        let set = self.type_set(templates::of(checked.report().form()).style)?;
        Ok(layout::proof(&compose::compose(checked), &set.style, &set.fonts))
    }

    /// Sets a report and writes it in every format. What cannot be set is the report's own fault, and is found in the place
    /// where it was written.
    pub(super) fn print(
        &self,
        checked: &Checked,
        formats: &[Format],
        word_fonts: Option<WordFonts>,
    ) -> Result<Result<Printed, Diagnostics>, Failure> {
        let set = self.type_set(templates::of(checked.report().form()).style)?;
        let document = compose::compose(checked);
        let word_fonts = word_fonts.or(checked.report().word_fonts()).unwrap_or(WordFonts::Used);
        let carried = match word_fonts {
            WordFonts::Used => Carried::Used,
            WordFonts::Everyday => Carried::Everyday,
            WordFonts::Office => Carried::Nothing,
        };
        let style = &Style { everyday_apart: carried == Carried::Everyday, ..set.style.clone() };
        let layout = match layout::layout(&document, style, &set.fonts) {
            Ok(layout) => layout,
            Err(found) => return Ok(Err(found)),
        };
        let mut files = Vec::new();
        for &format in formats {
            let bytes = export::export(format, &document, &layout, style, &set.fonts, carried);
            files.push((format, bytes.map_err(|error| fonts::unusable(&error))?));
        }
        Ok(Ok(Printed { title: document.meta.title, pages: layout.pages.pages.len(), word_fonts, files }))
    }
}
