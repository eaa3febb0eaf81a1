//! In: one source and one finding. Out: one line, `file:line:col: 错误[B01] message`, for editors and `grep`.

use super::Diagnostic;
use super::printable::printable;
use crate::source::Source;

/// One finding on one line, without line end.
#[must_use]
pub fn render(source: &Source, diagnostic: &Diagnostic) -> String {
    let (word, code) = (diagnostic.severity.word(), diagnostic.code());
    let message = diagnostic.message.replace(['\n', '\r'], " ");
    let line = format!("{}: {word}[{code}] {message}", source.said(diagnostic.span));
    printable(&line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::Span;

    #[test]
    fn one_line_a_finding() {
        let source = Source::new("a.yaml", "机关: 甲\n年度: 二零\n");
        let found = Diagnostic::of(&codes::C02, Span::new(20, 26), "年度 \u{1b}[2J\n不是整数");
        assert_eq!(render(&source, &found), "a.yaml:2:5: 错误[C02] 年度 \u{fffd}[2J 不是整数");
    }
}
