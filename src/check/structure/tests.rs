//! How long section one may be. What is right and wrong in a sentence or a heading, `tests/prose/words-report.txt` says.

use super::check;
use crate::check::facts::sample::{idle, paragraph};
use crate::check::facts::{Part, Topic};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::report::OfficeKind;

#[test]
fn section_one_has_a_thousand_characters() {
    let codes = |opening: &str, times: usize| {
        let active = format!("（一）主动公开。{}", "公开信息。".repeat(times));
        let texts = [
            (opening, None),
            (&active, Some(Topic::Active)),
            ("（二）依申请公开。答复申请。", Some(Topic::OnRequest)),
            ("（三）政府信息管理。审核。", Some(Topic::Management)),
            ("（四）平台建设。改版。", Some(Topic::Platform)),
            ("（五）监督保障。培训。", Some(Topic::Supervision)),
        ];
        let mut facts = idle("安平县教育局", OfficeKind::CountyDepartment, 2023);
        facts.prose = texts.map(|(text, topic)| paragraph(text, Part::Overview(topic))).to_vec();
        let mut sink = Diagnostics::new();
        check(&facts, &mut sink);
        sink.iter().map(Diagnostic::code).collect::<Vec<_>>()
    };
    assert_eq!(codes("", 250), ["S11"]);
    // What speaks of the report itself is not counted.
    let opening = format!("根据{}编制本报告。", "有关规定，".repeat(60));
    assert_eq!(codes(&opening, 150), [] as [&str; 0]);
    assert_eq!(codes(&opening.replace("编制本报告", "开展工作"), 150), ["S11"]);
}
