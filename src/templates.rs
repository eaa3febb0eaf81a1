//! One of the two rooms that see both wings: it pairs an edition's form (for the left wing) with its style (for the
//! right wing). Both are data in `templates/`, compiled in and read once.

mod style;

use crate::form::{self, Form};
use crate::style::Style;
use crate::yaml::DataFile;
use std::sync::LazyLock;

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
static STYLE: LazyLock<Style> = LazyLock::new(|| {
    DataFile::shipped("templates/2021/style.yaml", include_str!("../templates/2021/style.yaml"), style::read)
});

/// The template that a form belongs to.
#[must_use]
pub fn of(form: &'static Form) -> Template {
    Template { form, style: &STYLE }
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
