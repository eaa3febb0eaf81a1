//! One report from its bytes to the bytes of every format, with all that must hold on the way.

use nianbao::check::{Options, check};
use nianbao::compose::compose;
use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::export::{Format, docx::Carried, export};
use nianbao::font::FontBook;
use nianbao::layout::layout;
use nianbao::report::read::read;
use nianbao::source::{Source, Span};
use nianbao::style::Style;
use nianbao::yaml::decode::decode;

/// What the right wing needs.
pub(crate) struct Road<'a> {
    /// How it looks.
    pub(crate) style: &'a Style,
    /// In which faces.
    pub(crate) fonts: &'a FontBook,
}

/// Whether a place is one of a text, between characters.
fn lies_in(source: &Source, span: Span) -> bool {
    let (start, end, text) = (span.start as usize, span.end as usize, source.text());
    start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end)
}

fn inside(source: &Source, span: Span) {
    assert!(lies_in(source, span), "{span:?} of {}", source.text().len());
}

/// Every finding lies in the text, and says something.
fn told(source: &Source, found: &Diagnostics) {
    for finding in found {
        let said = format!("{}: {}", finding.code(), finding.message);
        assert!(lies_in(source, finding.span), "{said}: {:?}", finding.span);
        finding.labels.iter().for_each(|label| assert!(lies_in(source, label.span), "{said}: {label:?}"));
        finding.culprits.iter().for_each(|cell| assert!(lies_in(source, cell.span), "{said}: {cell:?}"));
        assert!(!finding.message.is_empty());
    }
}

impl Road<'_> {
    /// The files, or nothing where the report was refused.
    pub(crate) fn walk(&self, bytes: &[u8]) -> Option<Vec<(Format, Vec<u8>)>> {
        let source = match decode("road.yaml", bytes) {
            Ok(source) => source,
            Err(fault) => {
                inside(&fault.0, fault.1.span);
                return None;
            }
        };
        let mut found = Diagnostics::new();
        let report = read(&source, &mut found);
        assert!(report.is_some() || found.has_errors(), "a file that is no report is told so");
        let checked = report.and_then(|report| {
            let (checked, more) = check(report, &Options::default());
            found.append(more);
            assert!(checked.is_some() != found.has_errors(), "held back, and no word why; or let through");
            checked
        });
        told(&source, &found);
        let document = compose(&checked?);
        let layout = match layout(&document, self.style, self.fonts) {
            Ok(layout) => layout,
            Err(wrong) => {
                assert!(wrong.iter().any(|finding| finding.severity == Severity::Error));
                told(&source, &wrong);
                return None;
            }
        };
        let write = |format: Format| {
            let bytes = export(format, &document, &layout, self.style, self.fonts, Carried::Used);
            (format, bytes.expect("the shipped fonts are whole"))
        };
        Some(Format::all().map(write).collect())
    }
}
