//! What the document says, block by block, where the author had a choice.

use nianbao::check::{Options, check};
use nianbao::compose::compose;
use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::document::{Block, Document, Paragraph, Role, Run, Table};
use nianbao::report::read::read;
use nianbao::source::Source;

fn published(name: &str) -> String {
    let path = format!("{}/tests/reports/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("it is in the repository")
}

fn document(text: &str) -> Document {
    let source = Source::new("a.yaml", text);
    let mut found = Diagnostics::new();
    let report = read(&source, &mut found).expect("it is a report");
    let (checked, more) = check(report, &Options::default());
    found.append(more);
    found.retain(|d| d.severity == Severity::Error);
    let document = compose(&checked.unwrap_or_else(|| panic!("{found:#?}")));
    // Every run that is as long as its place says what stands there.
    for run in runs(&document) {
        if run.span.len() == run.text.len() {
            assert_eq!(source.slice(run.span), run.text);
        }
    }
    document
}

fn runs(document: &Document) -> Vec<&Run> {
    document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Title(title) => vec![&title.run],
            Block::Heading(heading) => vec![&heading.run],
            Block::Paragraph(paragraph) => paragraph.runs.iter().collect(),
            Block::Table(table) => table.rows.iter().flat_map(|r| &r.cells).flat_map(|c| &c.runs).collect(),
            Block::Signature(signature) => signature.name.iter().chain(&signature.date).collect(),
        })
        .collect()
}

fn table(document: &Document, number: usize) -> &Table {
    let mut tables =
        document.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None });
    tables.nth(number).expect("it has three tables")
}

fn words(runs: &[Run]) -> Vec<(&str, Role)> {
    runs.iter().map(|run| (run.text.as_str(), run.role)).collect()
}

fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    document.blocks.iter().filter_map(|b| if let Block::Paragraph(p) = b { Some(p) } else { None }).collect()
}

#[test]
fn notes_stand_in_their_cells_and_under_their_tables() {
    let text = published("dengtalu-2023")
        .replace("行政规范性文件: [0, 0, 0]", "行政规范性文件: {本年制发件数: 3, 现行有效件数: 3, 本年废止件数: {数: 0, 注: 另失效2件}}\n  表注: 行政规范性文件含联合发文。")
        .replace("113300.89 ", "113300.89元 ");
    let document = document(&text);
    let two = table(&document, 0);
    let row = &two.rows[3].cells;
    assert_eq!(row.len(), 4);
    assert_eq!(words(&row[2].runs), [("0", Role::TableFigure), ("（另失效2件）", Role::TableText)]);
    assert_eq!(words(&row[3].runs), [("3", Role::TableFigure)], "by name, in the form's order");
    assert_eq!(
        words(&two.rows[13].cells[1].runs),
        [("11.330089", Role::TableFigure)],
        "元 become 万元, exactly"
    );
    let note = two.note.as_ref().expect("it has one");
    assert_eq!(
        words(&note.runs),
        [("注：", Role::TableNote), ("行政规范性文件含联合发文。", Role::TableNote)]
    );
    assert!(table(&document, 1).note.is_none());
}

#[test]
fn totals_left_out_are_printed() {
    let text = published("suqian-2023")
        .replace(", 1191]", "]")
        .replace("    总计: [3375, 99, 0, 4, 7, 1, 3486]\n", "");
    let document = document(&text);
    let three = table(&document, 1);
    let last = |row: usize| three.rows[row].cells.last().map(|c| words(&c.runs)[0].0).expect("it has cells");
    assert_eq!((last(5), last(26)), ("1191", "3486"));
}

#[test]
fn the_older_form_keeps_signs_and_units() {
    let text = published("shanghai-office-2019")
        .replace("行政许可: [0, 0, 0]", "行政许可: [12, +3, 40]")
        .replace("行政处罚: [0, 0, 0]", "行政处罚: [12, -8, 40]");
    let document = document(&text);
    let figures = |row: usize| -> Vec<&str> {
        table(&document, 0).rows[row].cells[1..].iter().map(|c| c.runs[0].text.as_str()).collect()
    };
    assert_eq!(figures(6), ["12", "+3", "40"]);
    assert_eq!(figures(10), ["12", "-8", "40"]);
    assert_eq!(figures(17), ["6", "251000元"]);
}

#[test]
fn leads_are_numbered_once_and_split_from_their_text() {
    let sample = document(&published("dengtalu-2023"));
    let leads: Vec<&str> =
        paragraphs(&sample).iter().filter(|p| p.lead == Some(2)).map(|p| p.runs[0].text.as_str()).collect();
    assert_eq!(
        leads,
        [
            "（一）主动公开：",
            "（二）依申请公开：",
            "（三）政府信息管理：",
            "（四）政府信息公开平台建设：",
            "（五）监督保障："
        ]
    );
    // An author who typed the number as well does not get it twice; a missing sub-item does not leave a gap.
    let text = published("dengtalu-2023").replace(
        "    2023 年，灯塔路街道办事处未收到",
        "    （二）依申请公开。2023 年，灯塔路街道办事处未收到",
    );
    let (before, rest) = text.split_once("  政府信息管理: |").expect("the sample has it");
    let (_, after) = rest.split_once("  政府信息公开平台建设: |").expect("and the next");
    let changed = document(&format!("{before}  政府信息公开平台建设: |{after}"));
    let leads: Vec<&str> =
        paragraphs(&changed).iter().filter(|p| p.lead == Some(2)).map(|p| p.runs[0].text.as_str()).collect();
    assert_eq!(
        leads,
        ["（一）主动公开：", "（二）依申请公开。", "（三）政府信息公开平台建设：", "（四）监督保障："]
    );
}

#[test]
fn signature_and_date_follow_the_standard() {
    let text = published("dengtalu-2023")
        .replace("年度: 2023\n", "年度: 2023\n署名: 北关区灯塔路街道办事处\n成文日期: 2024-01-09\n");
    let signed = document(&text);
    let Some(Block::Signature(signature)) = signed.blocks.last() else { panic!("it is signed") };
    assert_eq!(signature.name.as_ref().map(|r| r.text.as_str()), Some("北关区灯塔路街道办事处"));
    assert_eq!(
        signature.date.as_ref().map(|r| r.text.as_str()),
        Some("2024年1月9日"),
        "no leading zeros: 7.3.5.4"
    );
    assert_eq!((signed.meta.date.year, signed.meta.date.month, signed.meta.date.day), (2024, 1, 9));
    let unsigned = document(&published("dengtalu-2023"));
    assert!(matches!(unsigned.blocks.last(), Some(Block::Paragraph(_))));
    assert_eq!((unsigned.meta.date.year, unsigned.meta.date.month), (2024, 1));
    assert_eq!(unsigned.meta.title, "北关区灯塔路街道办事处2023年政府信息公开工作年度报告");
}
