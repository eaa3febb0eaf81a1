//! In: a checked report, a style and its faces. Out: its pages, and the bytes of its files, one format after another. The
//! way from a checked report to files; the steps are other rooms'. Refuses to know where faces lie and where files go.

pub mod names;

use crate::check::Checked;
use crate::compose;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::export::docx::Carried;
use crate::export::{self, Format};
use crate::font::{FontBook, FontError};
use crate::layout;
use crate::layout::pages::Pages;
use crate::report::{Report, WordFonts};
use crate::style::Style;

/// A style and its faces, the office's own in front.
#[derive(Debug)]
pub struct TypeSet {
    /// As the edition has it.
    pub style: Style,
    /// Its faces.
    pub fonts: FontBook,
}

/// A set report.
#[derive(Debug)]
pub struct Printed {
    /// The report's title.
    pub title: String,
    /// Pages.
    pub pages: usize,
    /// What of its fonts the Word file carries.
    pub word_fonts: WordFonts,
    /// One file a format, in the order asked for.
    pub files: Vec<(Format, Vec<u8>)>,
}

impl TypeSet {
    /// Without faces, for what carries none: HTML, workbooks, and Word files whose faces are the office's ([`WordFonts::Office`]).
    #[must_use]
    pub fn of_measures(style: &Style) -> Self {
        Self { style: style.clone(), fonts: FontBook::of_measures(&style.typefaces) }
    }

    /// What [`Self::print`] would find, without writing anything: a character that no face has, a cell or a line that holds too
    /// much. Whether the report holds need not be known yet.
    #[must_use]
    pub fn proof(&self, report: &Report) -> Diagnostics {
        layout::proof(compose::draft(report).on_screen(), &self.style, &self.fonts)
    }

    /// The pages of a report as they are shown on a screen, however much is wrong in it; of one that holds they are those of
    /// its PDF.
    ///
    /// # Errors
    /// What cannot be set.
    pub fn pages(&self, report: &Report) -> Result<Pages, Diagnostics> {
        Ok(layout::layout(compose::draft(report).on_screen(), &self.style, &self.fonts)?.pages)
    }

    /// Sets a report and writes it in every format. What cannot be set is the report's own fault, and is found in the place
    /// where it was written.
    ///
    /// # Errors
    /// A face that may not be embedded, or whose file is broken.
    pub fn print(
        &self,
        checked: &Checked,
        formats: &[Format],
        word_fonts: Option<WordFonts>,
    ) -> Result<Result<Printed, Diagnostics>, FontError> {
        let document = compose::compose(checked);
        let word_fonts = word_fonts.or(checked.report().word_fonts()).unwrap_or(WordFonts::Used);
        let carried = match word_fonts {
            WordFonts::Used => Carried::Used,
            WordFonts::Everyday => Carried::Everyday,
            WordFonts::Office => Carried::Nothing,
        };
        let style = &Style { everyday_apart: carried == Carried::Everyday, ..self.style.clone() };
        let layout = match layout::layout(&document, style, &self.fonts) {
            Ok(layout) => layout,
            Err(found) => return Ok(Err(found)),
        };
        let write = |&format: &Format| {
            Ok((format, export::export(format, &document, &layout, style, &self.fonts, carried)?))
        };
        let files = formats.iter().map(write).collect::<Result<Vec<_>, FontError>>()?;
        let Document { meta, .. } = document;
        Ok(Ok(Printed { title: meta.title, pages: layout.pages.pages.len(), word_fonts, files }))
    }
}
