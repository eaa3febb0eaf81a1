//! In: a report that is asked about. Out: the same opened: its tree, its form, its fields, and what was found in it.

use super::ask::Asked;
use super::sheet::Sheet;
use crate::diagnostic::Diagnostics;
use crate::examine::{self, Examined, ReportText, Terms};
use crate::form::{self, Form};
use crate::report::Report;
use crate::report::read::{self, tree};
use crate::source::Source;
use crate::yaml::Tree;
use std::sync::Arc;

/// A report opened: its text, its tree, and what was found in it.
pub(super) struct Desktop {
    pub(super) source: Source,
    /// `None` where not even YAML could be read.
    pub(super) tree: Option<Tree>,
    pub(super) examined: Examined,
    pub(super) previous: Option<Arc<Report>>,
}

impl Desktop {
    /// Opens what was asked about.
    pub(super) fn open(asked: &Asked) -> Self {
        let source = Source::new(asked.name.as_str(), asked.text.as_str());
        let tree = tree(&source, &mut Diagnostics::new());
        let previous = asked.previous.as_deref().and_then(last_years).map(Arc::new);
        let text = ReportText { source: source.clone(), foreign: None };
        let examined = examine::examine_text(text, &Terms::default(), None, &mut |_, _| previous.clone());
        Self { source, tree, examined, previous }
    }

    /// The form of the report, as far as it can be told.
    pub(super) fn form(&self) -> &'static Form {
        let told = || read::form(&self.source, self.tree.as_ref()?);
        self.examined.report().map(Report::form).or_else(told).unwrap_or_else(form::newest)
    }

    /// Its fields; `None` where they are not known.
    pub(super) fn sheet(&self) -> Option<Sheet<'_>> {
        Sheet::of(&self.tree.as_ref()?.root, self.form())
    }
}

/// Last year's report; `None` where it is not whole.
fn last_years(text: &str) -> Option<Report> {
    let source = Source::new("上年", text);
    let report = read::read(&source, &mut Diagnostics::new())?;
    Some(report).filter(Report::is_complete)
}
