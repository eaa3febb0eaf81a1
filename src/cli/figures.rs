//! `check --figures`: every figure of the prose with what it was compared with, and how many nobody has read.

use super::args::MessageFormat;
use crate::check::{Figure, FigureStatus};
use crate::diagnostic::json;
use crate::source::Source;

/// The figures of one report, as they are shown; objects of JSON are parted by commas.
pub(super) fn shown(source: &Source, figures: &[Figure], format: MessageFormat) -> String {
    match format {
        MessageFormat::Json => {
            let object = |f: &Figure| {
                let (status, with) = words(&f.status);
                json::figure(source, f.span, &f.written, status, with).to_string()
            };
            figures.iter().map(object).collect::<Vec<_>>().join(",\n")
        }
        MessageFormat::Sarif => String::new(),
        MessageFormat::Human | MessageFormat::Short => {
            let lines: String = figures.iter().map(|f| line(source, f)).collect();
            format!("{lines}{}\n", summary(source, figures))
        }
    }
}

/// The name of a status for scripts, and what goes with it.
fn words(status: &FigureStatus) -> (&'static str, &str) {
    match status {
        FigureStatus::Bound(with) => ("bound", with),
        FigureStatus::Another(whose) => ("another", whose.words()),
        FigureStatus::Unread => ("unread", ""),
    }
}

/// `年报.yaml:9:20 26件 与表三“本年新收·总计”核对`.
fn line(source: &Source, figure: &Figure) -> String {
    let place = source.place(figure.span.start);
    let said = match &figure.status {
        FigureStatus::Bound(with) => format!("与{with}核对"),
        FigureStatus::Another(whose) => whose.words().to_owned(),
        FigureStatus::Unread => "没有读懂".to_owned(),
    };
    format!("{}:{}:{}: {}  {said}\n", source.name(), place.line, place.column, figure.written)
}

/// `核对了 31 个数，8 个不在核对之列，4 个没有读懂：12件、5条`.
fn summary(source: &Source, figures: &[Figure]) -> String {
    let count = |is: fn(&FigureStatus) -> bool| figures.iter().filter(|f| is(&f.status)).count();
    let bound = count(|f| matches!(f, FigureStatus::Bound(_)));
    let another = count(|f| matches!(f, FigureStatus::Another(_)));
    let unread: Vec<&str> =
        figures.iter().filter(|f| f.status == FigureStatus::Unread).map(|f| f.written.as_str()).collect();
    let list = if unread.is_empty() { String::new() } else { format!("：{}", unread.join("、")) };
    format!(
        "{}：核对了 {bound} 个数，{another} 个不在核对之列，{} 个没有读懂{list}",
        source.name(),
        unread.len()
    )
}
