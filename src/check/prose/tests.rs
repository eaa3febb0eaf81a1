//! 同比 against last year's report. What a sentence says beside its own report's tables, `tests/prose` says.

use super::Comparison;
use crate::check::facts::sample::{idle, paragraph, suqian};
use crate::check::facts::{Facts, Part, Topic};
use crate::diagnostic::{Diagnostics, Severity};
use crate::report::OfficeKind;

/// Codes and messages of warnings.
fn found(text: &str, last: &Facts) -> Vec<String> {
    let mut facts = suqian();
    facts.prose = vec![paragraph(text, Part::Overview(Some(Topic::OnRequest)))];
    let mut sink = Diagnostics::new();
    let prose = Comparison::of(&facts, Some(last));
    prose.paragraph(0, &mut sink);
    prose.finish(&mut sink);
    let warnings = sink.iter().filter(|d| d.severity >= Severity::Warning);
    warnings.map(|d| format!("{} {}", d.code(), d.message)).collect()
}

/// 3607 of this year is 一+二, and so is the 2118 of last year.
#[test]
fn growth_against_last_years_report() {
    let text = "全市全年共收办政府信息公开申请案件3607件（市政府349件、其他3258件），同比增长70.3%，其中，自然人申请3493件，法人或其他组织申请114件。";
    let mut last = idle("宿迁市", OfficeKind::City, 2022);
    last.put_totals(&[("本年新收", 2100), ("上年结转", 18)]);
    assert_eq!(found(text, &last), [] as [&str; 0]);
    let down = found(&text.replace("增长", "下降"), &last);
    assert!(matches!(&down[..], [one] if one.starts_with("X11 正文说下降 70.3%")), "{down:#?}");
    last.put_totals(&[("本年新收", 2600)]);
    let less = found(text, &last);
    assert!(matches!(&less[..], [one] if one.starts_with("X11 正文说增长 70.3%")), "{less:#?}");
}
