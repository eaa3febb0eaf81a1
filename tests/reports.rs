//! The published reports in `tests/reports` are right: nothing in them is an error.

use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::report::{self, Report};
use nianbao::yaml::decode::decode;

fn read(name: &str) -> (Option<Report>, Diagnostics) {
    let path = format!("{}/tests/reports/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the reports are in the repository");
    let source = decode(name, &bytes).expect("they are UTF-8");
    let mut diagnostics = Diagnostics::new();
    (report::read::read(&source, &mut diagnostics), diagnostics)
}

#[test]
fn published_reports_are_read_without_a_word() {
    for name in ["dengtalu-2023", "suqian-2023", "shanghai-office-2019"] {
        let (report, found) = read(name);
        let said: Vec<_> = found.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(said.is_empty(), "{name}: {said:#?}");
        let report = report.expect("it was read");
        assert!(report.is_complete(), "{name}");
        assert!(report.tables().all(nianbao::report::TableReport::is_full), "{name}");
    }
}

#[test]
fn figures_answer_to_their_names() {
    let (report, _) = read("suqian-2023");
    let report = report.expect("it was read");
    let count = |row: &[&str], column| report.count("表三", row, column).map(|c| c.value);
    assert_eq!(count(&["本年新收"], "总计"), Some(3511));
    assert_eq!(count(&["办理结果", "不予公开"], "总计"), Some(142));
    assert_eq!(count(&["不予公开"], "自然人"), Some(141));
    assert_eq!(count(&["其他处理", "其他"], "自然人"), Some(287));
    assert_eq!(count(&["本年度办理结果", "总计"], "总计"), Some(3486));
    assert_eq!(report.count("表四", &["行政诉讼"], "总计").map(|c| c.value), Some(113));
    assert_eq!(report.count("表二", &["行政许可"], "").map(|c| c.value), Some(1_808_595));
    let (report, _) = read("shanghai-office-2019");
    let report = report.expect("it was read");
    assert_eq!(report.form().edition, "2019");
    assert_eq!(report.count("表三", &["总计"], "总计").map(|c| c.value), Some(805), "computed");
    let money = report.table("表二").and_then(|t| t.cell(&["政府集中采购"], "采购总金额"));
    assert_eq!(money.map(|c| c.written.as_str()), Some("251000元"));
}

#[test]
fn published_reports_hold_and_become_documents() {
    use nianbao::document::Block;
    for (name, tables) in
        [("dengtalu-2023", [14, 28, 4]), ("suqian-2023", [14, 28, 4]), ("shanghai-office-2019", [18, 26, 4])]
    {
        let (report, _) = read(name);
        let (checked, found) =
            nianbao::check::check(report.expect("it was read"), &nianbao::check::Options::default());
        let errors: Vec<_> = found.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let document = nianbao::compose::compose(&checked.expect("it holds"));
        let rows: Vec<usize> = document
            .blocks
            .iter()
            .filter_map(|b| if let Block::Table(t) = b { Some(t.rows.len()) } else { None })
            .collect();
        assert_eq!(rows, tables, "{name}");
    }
}

/// Every paragraph of the sample stands in the document as in the published text, the sub-items numbered.
#[test]
fn the_sample_says_what_was_published() {
    use nianbao::document::Block;
    let (report, _) = read("dengtalu-2023");
    let (checked, _) =
        nianbao::check::check(report.expect("it was read"), &nianbao::check::Options::default());
    let document = nianbao::compose::compose(&checked.expect("it holds"));
    let path = format!("{}/tests/reports/dengtalu-2023.txt", env!("CARGO_MANIFEST_DIR"));
    let published: String = std::fs::read_to_string(path)
        .expect("it is in the repository")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut prose = 0;
    for block in &document.blocks {
        let text: String = match block {
            Block::Title(title) => title.run.text.clone(),
            Block::Heading(heading) => heading.run.text.clone(),
            Block::Paragraph(paragraph) => paragraph.runs.iter().map(|r| r.text.as_str()).collect(),
            _ => continue,
        };
        prose += 1;
        assert!(published.contains(&text), "{text}");
    }
    assert_eq!(prose, 16);
}
