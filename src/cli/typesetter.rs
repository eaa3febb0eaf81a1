//! In: a checked report. Out: the bytes of its files. Opens the faces of an edition once and shares them between all reports
//! and threads; setting and writing is `press`'s.

use super::args::FontPlaces;
use super::failure::Failure;
use super::fonts::{self, FontShelf};
use super::inputs::Input;
use crate::check::Checked;
use crate::diagnostic::Diagnostics;
use crate::examine;
use crate::export::Format;
use crate::form;
use crate::press::{Printed, TypeSet};
use crate::report::{Report, WordFonts};
use crate::style::Style;
use crate::templates;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Faces and what they have in common.
pub(super) struct Typesetter {
    shelf: FontShelf,
    sets: Mutex<Vec<Arc<TypeSet>>>,
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

    /// Does the work on one report while what it will most likely want is read: words, labels, and the faces of the newest edition. What
    /// is wrong with these is said when they are asked for.
    pub(super) fn opened_beside<T>(&self, input: &Input, work: impl FnOnce() -> T) -> T {
        thread::scope(|scope| {
            let open = || {
                examine::prepare(&input.name());
                self.type_set(templates::of(form::newest()).style)
            };
            // Where there is no thread to be had all is read when it is asked for.
            let _ = thread::Builder::new().spawn_scoped(scope, open);
            work()
        })
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

    /// The faces of a report.
    fn set_of(&self, report: &Report) -> Result<Arc<TypeSet>, Failure> {
        self.type_set(templates::of(report.form()).style)
    }

    /// What `print` would find, without writing anything.
    pub(super) fn proof(&self, report: &Report) -> Result<Diagnostics, Failure> {
        Ok(self.set_of(report)?.proof(report))
    }

    /// Sets a report and writes it in every format.
    pub(super) fn print(
        &self,
        checked: &Checked,
        formats: &[Format],
        word_fonts: Option<WordFonts>,
    ) -> Result<Result<Printed, Diagnostics>, Failure> {
        let printed = self.set_of(checked.report())?.print(checked, formats, word_fonts);
        printed.map_err(|error| fonts::unusable(&error))
    }
}
