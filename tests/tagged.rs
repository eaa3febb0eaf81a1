//! What the tagged PDF means to a reader that is not ours (poppler's `pdfinfo -struct-text` and `pdftotext`, qpdf): which cells are
//! heads of columns and which of rows, what is printed again and not read again, the order in which all is read, language, roles.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;
#[path = "harness/program.rs"]
mod program;

use judge::{ask, installed};
use nianbao::yaml::decode::decode;
use nianbao::yaml::{Node, Value, parse};
use program::{nianbao, report};
use serde_json::{Map, Value as Json};
use std::path::{Path, PathBuf};

/// An element of the structure tree.
#[derive(Debug)]
struct Element {
    role: String,
    /// `/Scope /Column`, `/ColSpan 4`.
    attributes: Vec<String>,
    text: String,
}

impl Element {
    fn has(&self, attribute: &str) -> bool {
        self.attributes.iter().any(|a| a == attribute)
    }
}

/// The tree as poppler walks it.
fn tree(pdf: &Path) -> Vec<Element> {
    let said = ask("pdfinfo", &["-struct-text".as_ref(), pdf.as_os_str()]);
    let mut out: Vec<Element> = Vec::new();
    for line in said.lines() {
        let words = line.trim_start();
        if words.starts_with('/') {
            out.last_mut().unwrap().attributes.push(words.to_owned());
        } else if let Some(text) = words.strip_prefix('"') {
            out.last_mut().unwrap().text.push_str(text.strip_suffix('"').expect("a whole text"));
        } else if !words.is_empty() {
            let role = words.split([' ', ':']).next().unwrap().to_owned();
            out.push(Element { role, attributes: Vec::new(), text: String::new() });
        }
    }
    out
}

/// The rows of the tables, each with the cells in it.
fn rows(tree: &[Element]) -> Vec<Vec<&Element>> {
    let mut rows: Vec<Vec<&Element>> = Vec::new();
    for element in tree {
        match element.role.as_str() {
            "TR" => rows.push(Vec::new()),
            "TH" | "TD" => rows.last_mut().expect("a cell lies in a row").push(element),
            _ => {}
        }
    }
    rows
}

fn built(name: &str, text: &str) -> PathBuf {
    let folder = judge::folder("tagged");
    let yaml = folder.join(format!("{name}.yaml"));
    std::fs::write(&yaml, text).unwrap();
    let (yaml, out) = (yaml.to_str().unwrap(), folder.to_str().unwrap());
    let ran = nianbao(&["build", yaml, "--out", out, "--name", name, "--format", "pdf"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    folder.join(format!("{name}.pdf"))
}

fn pressed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What the author wrote that is printed, in order: the lines of prose, the figures.
fn authored(text: &str) -> (Vec<String>, Vec<String>) {
    fn take(node: &Node, prose: &mut Vec<String>, figures: &mut Vec<String>) {
        match &node.value {
            Value::Map(entries) => {
                entries
                    .iter()
                    .filter(|e| e.key.text() != "机关类别")
                    .for_each(|e| take(&e.value, prose, figures));
            }
            Value::List(nodes) => nodes.iter().for_each(|node| take(node, prose, figures)),
            Value::Scalar(scalar) => {
                let text = scalar.text.text();
                if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
                    figures.push(text.to_owned());
                } else {
                    prose.extend(text.lines().map(pressed).filter(|line| !line.is_empty()));
                }
            }
            Value::Refused => panic!("the reports are right"),
        }
    }
    let source = decode("report", text.as_bytes()).unwrap();
    let mut found = nianbao::diagnostic::Diagnostics::new();
    let tree = parse(&source, &nianbao::yaml::Outline::new(), &mut found).unwrap();
    let (mut prose, mut figures) = (Vec::new(), Vec::new());
    take(&tree.root, &mut prose, &mut figures);
    (prose, figures)
}

fn reports() -> [(&'static str, String); 3] {
    ["dengtalu-2023", "suqian-2023", "shanghai-office-2019"].map(|name| (name, report(name)))
}

#[test]
fn heads_of_columns_and_of_rows_are_told_apart() {
    if !installed("pdfinfo", "表头的方向（pdfinfo）") {
        return;
    }
    for (name, text) in reports() {
        let tree = tree(&built(name, &text));
        let rows = rows(&tree);
        let heads = rows.iter().flatten().filter(|cell| cell.role == "TH");
        assert!(heads.count() > 40, "{name}: the tables have heads");
        for row in rows {
            let scope =
                if row.iter().any(|cell| cell.role == "TD") { "/Scope /Row" } else { "/Scope /Column" };
            // A label over several rows may stand alone at the left of a row of heads: 行政诉讼 over its two ways.
            for cell in row.iter().filter(|cell| cell.role == "TH") {
                assert!(cell.has(scope), "{name}: {} is no {scope}: {:?}", cell.text, cell.attributes);
                let scopes = cell.attributes.iter().filter(|a| a.starts_with("/Scope")).count();
                assert_eq!(scopes, 1, "{name}: {}", cell.text);
            }
            let figures = row.iter().filter(|c| c.role == "TD" && c.text.chars().any(|c| c.is_ascii_digit()));
            let heads = row.iter().filter(|c| c.role == "TH" && c.text.parse::<f64>().is_ok());
            assert_eq!(heads.count(), 0, "{name}: a figure is no head");
            assert!(figures.count() > 0 || scope == "/Scope /Column", "{name}: {row:?}");
        }
    }
}

/// Every cell finds its columns free, and none reaches out of its table.
#[test]
fn cells_fill_their_grid() {
    if !installed("pdfinfo", "单元格的跨度（pdfinfo）") {
        return;
    }
    for (name, text) in reports() {
        // For each column of the table at hand, how many more rows its cell reaches.
        let (mut grid, mut column, mut tables): (Vec<usize>, usize, usize) = (Vec::new(), 0, 0);
        for element in tree(&built(name, &text)) {
            match element.role.as_str() {
                "TR" => {
                    // A label over two rows that says nothing of the second leaves that one short.
                    assert!(grid.iter().all(|rows| *rows > 0), "{name}: {grid:?} before a row");
                    for rows in &mut grid {
                        *rows = rows.saturating_sub(1);
                    }
                    column = 0;
                }
                "TH" | "TD" => {
                    let span = |key: &str| {
                        let given = element.attributes.iter().find_map(|a| a.strip_prefix(key));
                        given.map_or(1, |n| n.trim().parse::<usize>().unwrap())
                    };
                    column += grid.iter().skip(column).take_while(|rows| **rows > 0).count();
                    let end = column + span("/ColSpan");
                    grid.resize(grid.len().max(end), 0);
                    assert!(grid[column..end].iter().all(|rows| *rows == 0), "{name}: {}", element.text);
                    grid[column..end].fill(span("/RowSpan"));
                    column = end;
                }
                "THead" | "TBody" => {}
                _ => {
                    let whole = grid.iter().all(|rows| *rows == 1);
                    assert!(whole, "{name}: {grid:?} before {} {}", element.role, element.text);
                    tables += usize::from(!grid.is_empty());
                    grid.clear();
                }
            }
        }
        assert_eq!(tables, 3, "{name}");
    }
}

/// On pages so low that tables are cut.
#[test]
fn what_is_printed_again_is_not_read_again() {
    if !["pdfinfo", "pdftotext"].iter().all(|program| installed(program, "重复的表头（pdfinfo、pdftotext）"))
    {
        return;
    }
    let (mut style, fonts) = (common::style(), common::fonts());
    let document = common::set("tests/reports/suqian-2023.yaml", &fonts).document;
    style.page.height *= 12.0 / style.page.lines as f64;
    style.page.lines = 12;
    let pages = nianbao::layout::layout(&document, &style, &fonts).unwrap().pages;
    let file = judge::folder("tagged").join("low.pdf");
    std::fs::write(&file, nianbao::export::pdf::pdf(&pages, &fonts, &document.meta).unwrap()).unwrap();
    let read: String = tree(&file).iter().map(|e| pressed(&e.text)).collect();
    let printed = pressed(&ask("pdftotext", &["-raw".as_ref(), file.as_os_str(), "-".as_ref()]));
    // A head over the columns, and the label of a group that begins on one page and ends on another.
    for words in ["法律服务机构", "申请人情况", "（三）不予公开"] {
        assert_eq!(read.matches(words).count(), 1, "{words} is read once");
    }
    for words in ["法律服务机构", "申请人情况"] {
        assert!(printed.matches(words).count() > 1, "{words} is printed on every page of the table");
    }
}

#[test]
fn all_is_read_in_the_order_of_the_report() {
    if !installed("pdfinfo", "阅读顺序（pdfinfo）") {
        return;
    }
    // One with an address within a line: a link stands between the words around it.
    let with_link = ("shengpizi-2023", report("shengpizi-2023"));
    for (name, text) in reports().into_iter().chain([with_link]) {
        let tree = tree(&built(name, &text));
        let (prose, figures) = authored(&text);
        let mut rest: String =
            tree.iter().filter(|e| e.role != "TD" && e.role != "TH").map(|e| pressed(&e.text)).collect();
        // The first lines are names and the date, of which the title and the signature are made.
        for line in prose.iter().filter(|line| line.chars().count() > 30) {
            let at = rest.find(line.as_str()).unwrap_or_else(|| panic!("{name}: not read here: {line}"));
            rest.drain(..at + line.len());
        }
        let mut cells = tree.iter().filter(|e| e.role == "TD").map(|e| e.text.trim());
        let year = figures.iter().position(|f| f.len() == 4 && f.starts_with("20")).unwrap();
        for (index, figure) in figures.iter().enumerate().skip(year + 1) {
            assert!(
                cells.any(|cell| cell.trim_start_matches('+') == figure),
                "{name}: figure {index} is not read here: {figure}"
            );
        }
    }
}

const ROLES: [&str; 13] =
    ["Document", "H1", "H2", "H3", "H4", "H5", "P", "Link", "Table", "THead", "TBody", "TR", "TH"];

#[test]
fn language_and_roles_are_declared() {
    if !["pdfinfo", "qpdf"].iter().all(|program| installed(program, "语言和结构类型（pdfinfo、qpdf）"))
    {
        return;
    }
    for (name, text) in reports() {
        let pdf = built(name, &text);
        let tree = tree(&pdf);
        for element in &tree {
            assert!(
                ROLES.contains(&element.role.as_str()) || element.role == "TD",
                "{name}: {}",
                element.role
            );
            let words = element.role.starts_with(['H', 'P']);
            assert!(!words || !element.text.is_empty(), "{name}: {element:?}");
            let cell = matches!(element.role.as_str(), "TH" | "TD" | "Link");
            assert!(words || cell || element.text.is_empty(), "{name}: {element:?}");
        }
        assert_eq!(tree.iter().filter(|e| e.role == "H1").count(), 1, "{name}: one title");
        assert_eq!(tree.iter().filter(|e| e.role == "H2").count(), 6, "{name}: the six parts");
        // Tables three and four have one head each; table two is of bands, each with a head of its own.
        assert_eq!(tree.iter().filter(|e| e.role == "THead").count(), 2, "{name}");
        assert_eq!(tree.iter().filter(|e| e.role == "TBody").count(), 2, "{name}");
        let tables: Vec<_> = tree.iter().filter(|e| e.role == "Table").collect();
        assert_eq!(tables.len(), 3, "{name}");
        assert!(
            tables.iter().all(|t| t.attributes.iter().any(|a| a.starts_with("/Summary"))),
            "{name}: {tables:?}"
        );

        let json = ask("qpdf", &["--json=2".as_ref(), pdf.as_os_str()]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let objects = json["qpdf"][1].as_object().unwrap();
        let root = objects["trailer"]["value"]["/Root"].as_str().unwrap();
        let root = &objects[&format!("obj:{root}")]["value"];
        assert_eq!(root["/Lang"], "u:zh-CN", "{name}");
        assert_eq!(root["/MarkInfo"]["/Marked"], true, "{name}");
        assert_eq!(root["/ViewerPreferences"]["/DisplayDocTitle"], true, "{name}");
        let pages = objects.values().filter(|o| o["value"]["/Type"] == "/Page");
        assert!(
            pages.clone().count() > 2 && pages.into_iter().all(|p| p["value"]["/Tabs"] == "/S"),
            "{name}"
        );
    }
}

/// The object that qpdf names, or the value itself.
fn at<'a>(objects: &'a Map<String, Json>, reference: &'a Json) -> &'a Json {
    let name = reference.as_str().map(|name| format!("obj:{name}"));
    name.and_then(|name| objects.get(&name)).map_or(reference, |object| &object["value"])
}

/// What a reader's click on an address is to a reader of the tree: the annotation's number leads to the element that holds it.
#[test]
fn addresses_lead_to_their_elements_and_back() {
    if !installed("qpdf", "链接与结构树（qpdf）") {
        return;
    }
    let pdf = built("links", &common::everything());
    let json = ask("qpdf", &["--json=2".as_ref(), pdf.as_os_str()]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let objects = json["qpdf"][1].as_object().unwrap();
    let object = |reference| at(objects, reference);
    let root = object(&object(&objects["trailer"]["value"]["/Root"])["/StructTreeRoot"]);
    let numbers = object(&root["/ParentTree"])["/Nums"].as_array().unwrap();
    let mut links = 0;
    for (name, annotation) in objects.iter().filter(|(_, o)| o["value"]["/Subtype"] == "/Link") {
        let key = &annotation["value"]["/StructParent"];
        let at = numbers.iter().step_by(2).position(|number| number == key).unwrap();
        let element = object(&numbers[2 * at + 1]);
        assert_eq!(element["/S"], "/Link", "{name}: {element}");
        let kids = element["/K"].as_array().unwrap();
        let own = Json::String(name.trim_start_matches("obj:").to_owned());
        assert!(kids.iter().any(|kid| object(kid)["/Obj"] == own), "{name}: {element}");
        let rect: Vec<f64> =
            annotation["value"]["/Rect"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
        let line = 8.0..40.0;
        assert!(
            line.contains(&(rect[3] - rect[1])) && rect[1] > 0.0 && rect[2] > rect[0],
            "{name}: {rect:?}"
        );
        links += 1;
    }
    assert_eq!(links, 3, "an address of mail and two of pages");
}
