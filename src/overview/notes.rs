//! In: an examined file. Out: what was found in it as comments for the file itself, and as a list.

use crate::annotate::Remark;
use crate::diagnostic::short;
use crate::examine::Examined;
use crate::source::Address;

/// One comment a finding: rule and what, then what to do.
#[must_use]
pub fn remarks(file: &Examined) -> Vec<Remark> {
    let each = file.findings.iter().map(|found| {
        let at = match file.source.origin(found.span).map(|origin| origin.address) {
            Some(Address::Bytes(_, bytes)) => bytes,
            _ => 0..0,
        };
        let mut lines = vec![format!("{}[{}] {}", found.severity.word(), found.code(), found.message)];
        if !found.help.is_empty() {
            lines.push(format!("改法：{}", found.help));
        }
        Remark { at, lines }
    });
    each.collect()
}

/// One line a finding, what to do below it.
#[must_use]
pub fn list(file: &Examined) -> String {
    let mut text: String = file
        .findings
        .iter()
        .map(|found| {
            let help =
                if found.help.is_empty() { String::new() } else { format!("\n    改法：{}", found.help) };
            short::render(&file.source, found) + &help + "\n"
        })
        .collect();
    if text.is_empty() {
        text.push_str("没有发现问题\n");
    }
    text
}
