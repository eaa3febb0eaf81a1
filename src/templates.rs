//! One of the two rooms that see both wings: it pairs an edition's form (for the left wing) with its style (for the
//! right wing). Both are data in `templates/`, compiled in and read once.

mod style;

use crate::form::{self, Form};
use crate::style::Style;
use crate::yaml::{DataFault, DataFile, shipped};
use std::sync::{LazyLock, OnceLock};

/// An edition: what a report says, and how it looks.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// The official form.
    pub form: &'static Form,
    /// The page.
    pub style: &'static Style,
}

/// GB/T 9704 did not change with the form: both editions are printed alike. An edition with a page of its own brings its
/// own file and a line in [`of`].
static STYLE: LazyLock<Style> = LazyLock::new(|| shipped!("templates/2021/style.yaml").read(style::read));

/// An edition that is not shipped, read from a folder.
#[derive(Debug)]
pub struct Given {
    form: Form,
    style: Option<Style>,
}

/// By edition: the styles of editions read at run time that bring one.
static STYLES: OnceLock<Vec<(String, Style)>> = OnceLock::new();

/// Reads an edition; each file by its name, for messages, and its text.
///
/// # Errors
/// On what is wrong in either file.
pub fn read(form: (&str, &str), style: Option<(&str, &str)>) -> Result<Given, DataFault> {
    let style = style.map(|(name, text)| DataFile::read(name, text, style::read)).transpose()?;
    Ok(Given { form: form::read(form.0, form.1)?, style })
}

/// Puts further editions beside the shipped ones; done once, by the porch, before the first report is read.
pub fn give(editions: Vec<Given>) {
    let (mut forms, mut styles) = (Vec::new(), Vec::new());
    for Given { form, style } in editions {
        styles.extend(style.map(|style| (form.edition.clone(), style)));
        forms.push(form);
    }
    let _ = STYLES.set(styles);
    form::give(forms);
}

/// The template that a form belongs to.
#[must_use]
pub fn of(form: &'static Form) -> Template {
    let given = STYLES.get().into_iter().flatten().find(|(edition, _)| *edition == form.edition);
    Template { form, style: given.map_or(&*STYLE, |(_, style)| style) }
}

/// The template for reports of a year; `None` before 2019, when no form was set.
#[must_use]
pub fn for_year(year: u16) -> Option<Template> {
    form::for_year(year).map(of)
}

/// The template of an edition's name (`2021`).
#[must_use]
pub fn by_name(edition: &str) -> Option<Template> {
    form::by_name(edition).map(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Role;

    #[test]
    fn twenty_two_lines_of_twenty_eight_characters() {
        // GB/T 9704 5.2.3: they fill the type area.
        let style = &*STYLE;
        let body = style.role(Role::Body);
        let line = body.size * 28.0 + body.tracking * 27.0;
        assert!(line <= style.page.width && style.page.width - line < body.size, "{line}");
        let page = body.pitch * 21.0 + body.size;
        assert!(page <= style.page.height && style.page.height - page < body.pitch, "{page}");
    }
}
