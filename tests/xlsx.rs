//! The workbook: it holds the whole report, so that reading it in gives the same one; it counts, in other people's programs too.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;

use calamine::{Data, Reader, Xlsx};
use common::Set;
use judge::{ask, installed, script};
use nianbao::document::{Block, Document, Run};
use nianbao::export::xlsx;
use nianbao::intake::{self, Purpose};
use nianbao::package::parts::{Parts, repacked};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Cursor;
use std::path::{Path, PathBuf};

const REPORTS: [&str; 5] =
    ["dengtalu-2023", "suqian-2023", "shanghai-office-2019", "fenye-2024", "shengpizi-2023"];

fn set(name: &str) -> Set {
    common::set(&format!("tests/reports/{name}.yaml"), &common::fonts())
}

fn workbook(set: &Set) -> Vec<u8> {
    xlsx::write(&set.document, &common::style(), &set.layout.fit)
}

/// What a document says, block by block and cell by cell.
fn words(document: &Document) -> Vec<String> {
    let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let of = |block: &Block| match block {
        Block::Title(title) => vec![title.run.text.clone()],
        Block::Heading(heading) => vec![heading.run.text.clone()],
        Block::Paragraph(paragraph) => vec![text(&paragraph.runs)],
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| text(&cell.runs));
            cells.chain(table.note.iter().map(|note| text(&note.runs))).collect()
        }
        Block::Signature(signature) => {
            signature.name.iter().chain(&signature.date).map(|run| run.text.clone()).collect()
        }
    };
    document.blocks.iter().flat_map(of).collect()
}

/// The sheets as they are stored, and the formulas by their cells.
fn sheets(bytes: &[u8]) -> BTreeMap<String, (calamine::Range<Data>, calamine::Range<String>)> {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let sheet = |name: String| {
        let (values, formulas) =
            (book.worksheet_range(&name).unwrap(), book.worksheet_formula(&name).unwrap());
        (name, (values, formulas))
    };
    names.into_iter().map(sheet).collect()
}

#[test]
fn read_in_again_it_is_the_same_report() {
    for name in REPORTS {
        let set = set(name);
        let intake = intake::read("年报.xlsx", &workbook(&set), Purpose::Import).unwrap().unwrap();
        assert!(intake.found.is_empty(), "{name}: {:?}", intake.found.iter().collect::<Vec<_>>());
        let again = common::document_of(name, intake.yaml.text().to_owned());
        assert_eq!(words(&again), words(&set.document), "{name}");
    }
}

/// Notes of cells and of tables, signature and date, what is marked up in other formats.
#[test]
fn nothing_of_a_table_is_lost_on_the_way() {
    let set = common::set_text("everything", common::everything(), &common::fonts());
    let intake = intake::read("年报.xlsx", &workbook(&set), Purpose::Import).unwrap().unwrap();
    let yaml = intake.yaml.text();
    for kept in [
        "{数: 12, 注: '含联合发文3件'}",
        "表注: '注：统计截至12月31日，口径为A<B。'",
        "署名: 安平县教育局",
        "成文日期: 2024-01-23",
    ] {
        assert!(yaml.contains(kept), "{kept}: {yaml}");
    }
}

/// An amount keeps the zeros that its sheet shows, whoever's format shows them; a count has none.
#[test]
fn amounts_come_back_as_they_are_shown() {
    let text = std::fs::read_to_string(common::path("tests/reports/suqian-2023.yaml")).unwrap();
    let line = text.lines().find(|line| line.contains("行政事业性收费:")).unwrap();
    for amount in ["3.20", "3.00", "0.5000", "113300.89", "0.10"] {
        let changed = text.replacen(line, &format!("  行政事业性收费: {amount}"), 1);
        let set = common::set_text("amount", changed, &common::fonts());
        let book = workbook(&set);
        let back = |bytes: &[u8]| {
            let intake = intake::read("年报.xlsx", bytes, Purpose::Import).unwrap().unwrap();
            intake
                .yaml
                .text()
                .lines()
                .find(|line| line.contains("行政事业性收费:"))
                .unwrap()
                .trim()
                .to_owned()
        };
        assert_eq!(back(&book), format!("行政事业性收费: {amount}"));
        let mut parts = Parts::open(&book).unwrap();
        let styles = String::from_utf8(parts.read("xl/styles.xml").unwrap().unwrap()).unwrap();
        let decimals = amount.split_once('.').unwrap().1.len();
        let own = format!("formatCode=\"0.{}\"", "0".repeat(decimals));
        assert!(styles.contains(&own) || decimals == 2, "{styles}");
        if styles.contains(&own) {
            let foreign = styles.replace(&own, &own.replace("=\"0", "=\"#,##0"));
            let counts = foreign.replace("numFmtId=\"1\"", "numFmtId=\"2\"");
            for styles in [foreign, counts] {
                let book = repacked(&book, &[("xl/styles.xml".to_owned(), styles.into_bytes())]).unwrap();
                assert_eq!(back(&book), format!("行政事业性收费: {amount}"));
                let intake = intake::read("年报.xlsx", &book, Purpose::Import).unwrap().unwrap();
                assert!(!intake.yaml.text().contains("3402.00"));
            }
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let set = set("suqian-2023");
    assert_eq!(workbook(&set), workbook(&set));
    assert!(intake::is_ours(&workbook(&set)));
}

#[test]
fn totals_and_identities_are_formulas_with_their_results() {
    let sheets = sheets(&workbook(&set("suqian-2023")));
    let names: Vec<&str> = sheets.keys().map(String::as_str).collect();
    assert_eq!(names, ["正文", "正文（2）", "表三", "表二", "表四"]);
    let formulas = |name: &str| -> Vec<String> {
        sheets[name].1.used_cells().map(|(_, _, formula)| formula.clone()).filter(|f| !f.is_empty()).collect()
    };
    let (sums, marks): (Vec<_>, Vec<_>) = formulas("表三").into_iter().partition(|f| f.starts_with("SUM("));
    // A total in each of 25 rows, the row of totals over six columns more; each of 25 rows and twice 7 columns is judged.
    assert_eq!((sums.len(), marks.len()), (25 + 6, 25 + 14));
    assert!(sums.contains(&"SUM(D5:I5)".to_owned()) && sums.contains(&"SUM(D7:D27)".to_owned()), "{sums:?}");
    assert_eq!(formulas("表四").len(), 3 + 3);
    assert!(formulas("表二").is_empty());
    let marks = sheets.values().flat_map(|(values, _)| values.used_cells()).filter(|(_, _, v)| *v == "平");
    assert_eq!(marks.count(), 25 + 14 + 3);
}

/// A figure whose note stands below its table counts by the number before the note's sign.
#[test]
fn a_figure_with_a_sign_counts() {
    let text = std::fs::read_to_string(common::path("tests/reports/suqian-2023.yaml")).unwrap();
    let note = "其中重复申请1件，撤回后又提出的2件，补正后受理的3件，转送下级机关办理的4件";
    let noted = text.replacen("3402,", &format!("{{数: 3402, 注: {note}}},"), 1);
    assert_ne!(noted, text);
    let sheets = sheets(&workbook(&common::set_text("noted", noted, &common::fonts())));
    let formulas: Vec<&String> = sheets["表三"].1.used_cells().map(|(_, _, formula)| formula).collect();
    let sum = "SUM(E5:I5,IFERROR(VALUE(LEFT(D5,FIND(\"①\",D5)-1)),D5))";
    assert!(formulas.iter().any(|formula| *formula == sum), "{formulas:?}");
}

#[test]
fn workbooks_are_valid() {
    if !installed("docx.sh", "工作簿（Open XML SDK）") {
        return;
    }
    let folder = judge::folder("xlsx-openxml");
    let mut files: Vec<PathBuf> = Vec::new();
    let everything = common::set_text("everything", common::everything(), &common::fonts());
    let sets = REPORTS.map(|name| (name, set(name))).into_iter().chain([("everything", everything)]);
    for (name, set) in sets {
        files.push(folder.join(format!("{name}.xlsx")));
        std::fs::write(files.last().unwrap(), workbook(&set)).unwrap();
    }
    let said = ask(script("docx.sh"), &files);
    assert_eq!(said.matches(" errors 0").count(), files.len(), "{said}");
}

/// Each sheet as `LibreOffice` shows it after it has counted everything anew.
fn counted(file: &Path) -> BTreeMap<String, String> {
    let folder = file.parent().unwrap();
    let profile = folder.join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    // It believes stored results unless it is told to count always.
    let settings = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\
        <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item>\
        </oor:items>";
    std::fs::write(profile.join("user/registrymodifications.xcu"), settings).unwrap();
    let arguments: Vec<OsString> = [
        format!("-env:UserInstallation=file://{}", profile.display()),
        "--headless".to_owned(),
        "--convert-to".to_owned(),
        "csv:Text - txt - csv (StarCalc):124,34,76,1,,0,false,true,false,false,false,-1".to_owned(),
        "--outdir".to_owned(),
        folder.display().to_string(),
        file.display().to_string(),
    ]
    .map(OsString::from)
    .into();
    ask("soffice", &arguments);
    let stem = file.file_stem().unwrap().to_str().unwrap().to_owned() + "-";
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let csv = entries.filter(|path| path.extension().is_some_and(|extension| extension == "csv"));
    csv.filter_map(|path| {
        let sheet = path.file_stem()?.to_str()?.strip_prefix(&stem)?.to_owned();
        Some((sheet, std::fs::read_to_string(path).ok()?))
    })
    .collect()
}

#[test]
fn libreoffice_counts_the_same_and_sees_what_does_not_add_up() {
    if !installed("soffice", "工作簿（LibreOffice 重算）") {
        return;
    }
    for name in ["suqian-2023", "shanghai-office-2019"] {
        let folder = judge::folder(&format!("xlsx-calc-{name}"));
        let bytes = workbook(&set(name));
        let file = folder.join("right.xlsx");
        std::fs::write(&file, &bytes).unwrap();
        let shown = counted(&file);
        for (sheet, (values, _)) in sheets(&bytes) {
            let lines: Vec<Vec<&str>> = shown[&sheet].lines().map(|line| line.split('|').collect()).collect();
            let (top, left) = values.start().unwrap();
            assert_eq!((top, left), (0, 0));
            for (row, column, value) in values.used_cells() {
                if matches!(value, Data::Float(_) | Data::Int(_)) || *value == "平" {
                    let (stored, shown) = (value.to_string(), lines[row][column]);
                    let same = stored == shown || stored.parse::<f64>().ok() == shown.parse::<f64>().ok();
                    assert!(same, "{name} {sheet} {row},{column}: {stored} is shown as {shown}");
                }
            }
        }
    }
    // One figure changed by hand: its row and its column no longer hold where a total was typed, here only the identity of
    // the form over the whole table.
    let folder = judge::folder("xlsx-calc-wrong");
    let bytes = workbook(&set("suqian-2023"));
    let part = "xl/worksheets/sheet3.xml";
    let sheet = String::from_utf8(Parts::open(&bytes).unwrap().read(part).unwrap().unwrap()).unwrap();
    let changed = sheet.replacen("<v>3402</v>", "<v>3403</v>", 1);
    assert_ne!(sheet, changed);
    let file = folder.join("wrong.xlsx");
    std::fs::write(&file, repacked(&bytes, &[(part.to_owned(), changed.into_bytes())]).unwrap()).unwrap();
    let shown = &counted(&file)["表三"];
    assert_eq!(shown.matches("不平").count(), 2, "its own column and that of totals: {shown}");
    assert!(shown.contains("|3512|"), "the total is counted anew: {shown}");
}
