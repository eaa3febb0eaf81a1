//! What the program writes of whole reports, before other people's programs: valid, embedded, complete, alike in both formats.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "judges/hanging.rs"]
mod hanging;
#[path = "judges/judge.rs"]
mod judge;
#[path = "harness/program.rs"]
mod program;

use judge::{ask, installed, script};
use nianbao::yaml::decode::decode;
use nianbao::yaml::{Node, Value, parse};
use program::{in_repository, nianbao};
use std::ffi::OsStr;
use std::io::Read as _;
use std::path::{Path, PathBuf};

const REPORTS: [&str; 3] = ["dengtalu-2023", "suqian-2023", "shanghai-office-2019"];

/// Both files of a report, written by the program.
struct Files {
    pdf: PathBuf,
    docx: PathBuf,
}

/// Builds a report into a folder of the test's own.
fn build(test: &str, report: &str) -> Files {
    let folder = judge::folder(test);
    let yaml = in_repository(&format!("tests/reports/{report}.yaml"));
    let ran = nianbao(&["build", &yaml, "--out", folder.to_str().unwrap(), "--name", report]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let file = |extension: &str| folder.join(format!("{report}.{extension}"));
    Files { pdf: file("pdf"), docx: file("docx") }
}

#[test]
fn pdf_is_archival_and_accessible() {
    if !installed("pdf.sh", " PDF/A-2a 与 PDF/UA-1（veraPDF）") {
        return;
    }
    for report in REPORTS {
        let files = build("judges-vera", report);
        let said = ask(script("pdf.sh"), &["2a,ua1".as_ref(), files.pdf.as_os_str()]);
        for flavour in ["2a", "ua1"] {
            assert!(said.contains(&format!(" {flavour} compliant=true")), "{report}: {said}");
        }
    }
}

#[test]
fn pdf_is_sound() {
    if !installed("qpdf", " PDF 语法（qpdf --check）") {
        return;
    }
    for report in REPORTS {
        let files = build("judges-qpdf", report);
        let said = ask("qpdf", &["--check".as_ref(), files.pdf.as_os_str()]);
        assert!(said.contains("No syntax or stream encoding errors"), "{report}: {said}");
    }
}

#[test]
fn docx_is_valid() {
    if !installed("docx.sh", " DOCX（Open XML SDK）") {
        return;
    }
    for report in REPORTS {
        let files = build("judges-openxml", report);
        let said = ask(script("docx.sh"), &[&files.docx]);
        assert!(said.trim_end().ends_with("errors 0"), "{report}: {said}");
    }
}

/// What the next editor does to a document, and what comes of it: `LibreOffice` sets it on without a hole, no figure is broken,
/// and a reader of another maker finds title and headings.
#[test]
fn docx_can_be_edited() {
    let judges = ["edit.sh", "soffice", "pdftotext"];
    if !judges.iter().all(|judge| installed(judge, " DOCX 的改动（python-docx、mammoth）")) {
        return;
    }
    for report in ["dengtalu-2023", "suqian-2023"] {
        let files = build("judges-edit", report);
        let edited = files.docx.with_file_name(format!("{report}-edited.docx"));
        let said = ask(script("edit.sh"), &[&files.docx, &edited]);
        let parts = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"];
        assert!(said.starts_with(r#"h1 class="title" "#), "{said}");
        assert!(parts.iter().all(|part| said.contains(&format!("h1 {part}\n"))), "{said}");

        let folder = edited.parent().unwrap();
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let convert = ["--headless", "--convert-to", "pdf", "--outdir"].map(OsStr::new);
        let arguments =
            [&[OsStr::new(&profile)], convert.as_slice(), &[folder.as_os_str(), edited.as_os_str()]].concat();
        ask("soffice", &arguments);
        let boxes =
            ask("pdftotext", &["-bbox".as_ref(), edited.with_extension("pdf").as_os_str(), "-".as_ref()]);
        assert!(boxes.matches(">12345678<").count() >= 3, "{report}: a figure of eight digits is broken");
        assert_eq!(boxes.matches(">54321<").count(), 7, "{report}: a figure of five digits is broken");

        let pages: Vec<&str> = boxes.split("<page ").skip(1).collect();
        for (number, pair) in pages.windows(2).enumerate() {
            // The page number stands below the type area, which ends at 262 mm.
            let bottoms =
                pair[0].split("yMax=\"").skip(1).map(|y| y[..y.find('"').unwrap()].parse::<f64>().unwrap());
            let last = bottoms.filter(|y| *y < 750.0).fold(0.0, f64::max) / 72.0 * 25.4;
            // A table that stands whole may leave as much as it needs itself.
            let table = pair[1].contains(">三、收到") || pair[1].contains(">四、政府信息公开行政复议");
            assert!(table || last > 262.0 - 50.0, "{report}: page {} ends at {last:.0} mm", number + 1);
        }
    }
}

/// The space between Han and figures is no character: what a reader searches for and copies has none. Every figure of the
/// prose is found with what stands beside it, by four readers; two of them see the heads of tables.
#[test]
fn four_readers_find_figures_with_what_they_count() {
    if !installed("readers.sh", " PDF 的查找与复制（poppler、MuPDF、pdfium、pdf.js）") {
        return;
    }
    for (report, words) in [
        ("dengtalu-2023", ["2023年", "66条", "息66条", "11篇", "域12篇"]),
        ("suqian-2023", ["2023年", "18万余条", "办理3607件", "26个单位", "30名个人"]),
        ("fenye-2024", ["317条", "2024年", "信息317条", "1286条", "29条"]),
    ] {
        let files = build("judges-readers", report);
        let arguments: Vec<&OsStr> =
            std::iter::once(files.pdf.as_os_str()).chain(words.iter().map(OsStr::new)).collect();
        let said = ask(script("readers.sh"), &arguments);
        let count = |reader: &str, what: &str| -> usize {
            let line = said.lines().find(|line| line.starts_with(&format!("{reader} {what} ")));
            line.unwrap_or_else(|| panic!("{said}")).rsplit(' ').next().unwrap().parse().unwrap()
        };
        let printed = text_of_docx(&files.docx);
        for reader in ["poppler", "mupdf", "pdfium", "pdf.js"] {
            for word in words.iter().filter(|word| printed.contains(**word)) {
                assert!(count(reader, word) > 0, "{report}: {reader} does not find {word}: {said}");
            }
            assert_eq!(count(reader, "blank"), 0, "{report}: {said}");
        }
        assert!(words.iter().filter(|word| printed.contains(**word)).count() >= 2, "{report}");
        for reader in ["poppler", "pdf.js"] {
            assert!(count(reader, "THead") >= 2, "{report}: {said}");
        }
    }
}

/// The rows that `pdffonts` prints: name, and whether it is embedded and subset.
fn fonts(pdf: &Path) -> Vec<(String, bool, bool)> {
    let said = ask("pdffonts", &[pdf]);
    let rows = said.lines().skip(2);
    rows.map(|row| {
        let words: Vec<&str> = row.split_whitespace().collect();
        // … emb sub uni object generation
        let [.., embedded, subset, _, _, _] = words[..] else { panic!("{said}") };
        (words[0].to_owned(), embedded == "yes", subset == "yes")
    })
    .collect()
}

#[test]
fn every_font_is_embedded_and_cut() {
    if !installed("pdffonts", "嵌入的字体（pdffonts）") {
        return;
    }
    for report in REPORTS {
        let files = build("judges-fonts", report);
        let fonts = fonts(&files.pdf);
        assert!(fonts.len() >= 5, "{report}: {fonts:?}");
        for (name, embedded, subset) in fonts {
            assert!(embedded && subset, "{report}: {name}");
        }
    }
}

/// What an author wrote that is printed: the prose, line by line, and the figures of the tables, in their order.
#[derive(Default)]
struct Authored {
    prose: Vec<String>,
    figures: Vec<String>,
}

/// Keys whose values are for the program and not for the page.
const NOT_PRINTED: [&str; 5] = ["机关类别", "格式", "上年报告", "已核", "数据"];

impl Authored {
    fn of(report: &str) -> Self {
        let bytes = std::fs::read(in_repository(&format!("tests/reports/{report}.yaml"))).unwrap();
        let source = decode(report, &bytes).unwrap();
        let tree =
            parse(&source, &nianbao::yaml::Outline::new(), &mut nianbao::diagnostic::Diagnostics::new())
                .unwrap();
        let mut authored = Self::default();
        authored.take(&tree.root);
        authored
    }

    fn take(&mut self, node: &Node) {
        match &node.value {
            Value::Map(entries) => {
                for entry in entries.iter().filter(|e| !NOT_PRINTED.contains(&e.key.text())) {
                    self.take(&entry.value);
                }
            }
            Value::List(nodes) => nodes.iter().for_each(|node| self.take(node)),
            Value::Scalar(scalar) => {
                let text = scalar.text.text();
                let number = text.trim_end_matches(['元', '万']);
                if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || ".+-".contains(c)) {
                    self.figures.push(number.to_owned());
                } else {
                    let lines = text.lines().map(without_blanks).filter(|line| !line.is_empty());
                    self.prose.extend(lines);
                }
            }
            Value::Refused => panic!("the reports are right"),
        }
    }

    /// Everything is in `text`: each line of prose in one piece, blanks aside, and the figures in their order.
    fn is_in(&self, text: &str, where_: &str) {
        let pressed = without_blanks(text);
        for line in &self.prose {
            assert!(pressed.contains(line.as_str()), "{where_} lacks: {line}");
        }
        let mut rest = numbers(text).into_iter();
        for (index, figure) in self.figures.iter().enumerate() {
            assert!(
                rest.any(|number| number == *figure),
                "{where_} lacks figure {index} of the tables: {figure}"
            );
        }
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The runs of digits of a text, with sign and decimals.
fn numbers(text: &str) -> Vec<String> {
    let apart = text.split(|c: char| !c.is_ascii_digit() && !".+-".contains(c));
    apart.map(|number| number.trim_matches('.').to_owned()).filter(|number| !number.is_empty()).collect()
}

/// The text of a PDF without its page numbers.
fn text_of_pdf(pdf: &Path) -> String {
    let said = ask("pdftotext", &["-enc".as_ref(), "UTF-8".as_ref(), pdf.as_os_str(), "-".as_ref()]);
    let is_page_number = |line: &str| {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '—');
        !line.is_empty() && line.chars().all(|c| c.is_ascii_digit())
    };
    let lines = said.lines().filter(|line| !(line.contains('—') && is_page_number(line)));
    lines.collect::<Vec<_>>().join("\n")
}

/// The text of a DOCX: a line for each paragraph.
fn text_of_docx(docx: &Path) -> String {
    let mut container = zip::ZipArchive::new(std::fs::File::open(docx).unwrap()).unwrap();
    let mut xml = String::new();
    container.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut text = String::new();
    for piece in xml.replace("</w:p>", "\n</w:p>").split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", ""));
        let is_text = tag == "w:t" || tag.starts_with("w:t ");
        if is_text || words.starts_with('\n') {
            text.push_str(words);
        } else if words.ends_with('\n') {
            text.push('\n');
        }
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

#[test]
fn the_pdf_gives_back_all_that_was_written() {
    if !installed("pdftotext", "文字能否取回（pdftotext）") {
        return;
    }
    for report in REPORTS {
        let files = build("judges-text", report);
        Authored::of(report).is_in(&text_of_pdf(&files.pdf), &format!("{report}.pdf"));
    }
}

#[test]
fn the_docx_holds_all_that_was_written() {
    for report in REPORTS {
        let files = build("judges-docx-text", report);
        Authored::of(report).is_in(&text_of_docx(&files.docx), &format!("{report}.docx"));
    }
}

fn pages(pdf: &Path) -> usize {
    let said = ask("pdfinfo", &[pdf]);
    let line = said.lines().find(|line| line.starts_with("Pages:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A word processor that has none of our faces installed shows the DOCX on as many pages, with the faces that it embeds.
#[test]
fn libreoffice_shows_as_many_pages_with_the_embedded_faces() {
    for program in ["soffice", "pdfinfo", "pdffonts"] {
        if !installed(program, " DOCX 的页数与字体（LibreOffice）") {
            return;
        }
    }
    if installed("fc-list", "所附字体没有装在系统里（fc-list）") {
        let families = ask("fc-list", &[":", "family"]);
        for family in ["Fandol", "Noto Serif SC", "Noto Sans SC", "Kai Rare Supplement", "HanaMinB"] {
            assert!(!families.contains(family), "{family} is installed here: embedding proves nothing");
        }
    }
    let folder = judge::folder("judges-libreoffice");
    for report in REPORTS {
        let files = build("judges-libreoffice", report);
        let theirs = folder.join("theirs");
        let told = hanging::without_hanging(&std::fs::read(&files.docx).unwrap());
        std::fs::write(&files.docx, told).unwrap();
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let words = [&*profile, "--headless", "--convert-to", "pdf", "--outdir"].map(std::ffi::OsStr::new);
        ask("soffice", &[&words[..], &[theirs.as_os_str(), files.docx.as_os_str()]].concat());
        let theirs = theirs.join(format!("{report}.pdf"));
        assert_eq!(pages(&theirs), pages(&files.pdf), "{report}: pages in LibreOffice and in our PDF");
        let names: Vec<String> = fonts(&theirs).into_iter().map(|(name, _, _)| name).collect();
        for face in ["FandolFang", "NotoSerifSC", "NotoSansSC"] {
            assert!(
                names.iter().any(|name| name.replace(['-', ' '], "").contains(face)),
                "{report}: {names:?}"
            );
        }
        Authored::of(report).is_in(&text_of_pdf(&theirs), &format!("LibreOffice's {report}.pdf"));
    }
}

/// Nobody reads files that differ from run to run: neither the clock nor a hash map's order has a say.
#[test]
fn two_runs_write_the_same_bytes() {
    for report in REPORTS {
        let (one, two) = (build("judges-one", report), build("judges-two", report));
        let same = |a: &Path, b: &Path| std::fs::read(a).unwrap() == std::fs::read(b).unwrap();
        assert!(same(&one.pdf, &two.pdf), "{report}.pdf");
        assert!(same(&one.docx, &two.docx), "{report}.docx");
    }
}

/// The author's editor: the schema takes every report, refuses what is wrong and completes what is begun.
#[test]
fn the_schema_takes_every_report() {
    if !installed("schema.sh", " JSON Schema（jsonschema）") {
        return;
    }
    let folder = judge::folder("judges-schema");
    for (year, reports) in
        [("2023", &["dengtalu-2023", "suqian-2023"][..]), ("2019", &["shanghai-office-2019"])]
    {
        let schema = folder.join(format!("{year}.json"));
        std::fs::write(&schema, nianbao(&["schema", "--year", year]).out).unwrap();
        let starter = folder.join(format!("new-{year}.yaml"));
        let new = nianbao(&["new", "--year", year, "--office", "安平市某局", "--kind", "市级部门"]);
        std::fs::write(&starter, new.out).unwrap();
        let mut words = vec![schema.into_os_string(), starter.into_os_string()];
        words.extend(
            reports.iter().map(|report| in_repository(&format!("tests/reports/{report}.yaml")).into()),
        );
        let said = ask(script("schema.sh"), &words);
        assert_eq!(said.matches("errors 0").count(), reports.len() + 1, "{said}");
    }
}

#[test]
fn an_editor_validates_and_completes() {
    if !installed("editor.sh", "编辑器的补全与提示（yaml-language-server）") {
        return;
    }
    let folder = judge::folder("judges-editor");
    std::fs::write(folder.join("schema.json"), nianbao(&["schema"]).out).unwrap();
    let file = folder.join("年报.yaml");
    let sample = program::report("dengtalu-2023");
    let right = format!("# yaml-language-server: $schema=schema.json\n{sample}");
    std::fs::write(&file, &right).unwrap();
    assert_eq!(ask(script("editor.sh"), &[&file]), "", "a right report has no problem");

    let wrong = right
        .replace("年度: 2023", "年度: 二零二三")
        .replace("行政处罚: 0", "行政处罚: -1")
        .replace("予以公开", "予以公布");
    std::fs::write(&file, &wrong).unwrap();
    let said = ask(script("editor.sh"), &[&file]);
    let line_of = |needle: &str| wrong.lines().position(|line| line.contains(needle)).unwrap() + 1;
    for needle in ["二零二三", "行政处罚", "予以公布"] {
        assert!(
            said.lines().any(|line| line.starts_with(&format!("{}:", line_of(needle)))),
            "{needle}: {said}"
        );
    }

    let begun = "# yaml-language-server: $schema=schema.json\n机关: 某局\n\n收到和处理政府信息公开申请情况:\n  本年度办理结果:\n    不予公开:\n      属\n";
    std::fs::write(&file, begun).unwrap();
    let complete = |line: &str, column: &str| {
        let said = ask(script("editor.sh"), &[file.as_os_str(), line.as_ref(), column.as_ref()]);
        said.lines().filter_map(|l| l.strip_prefix("+ ").map(str::to_owned)).collect::<Vec<_>>()
    };
    let keys = complete("3", "1");
    assert!(keys.iter().any(|key| key == "机关类别") && keys.iter().any(|key| key == "总体情况"), "{keys:?}");
    let rows = complete("7", "8");
    assert!(rows.iter().any(|key| key == "属于国家秘密"), "{rows:?}");

    // What a row and a cell are is said in their own words; the definition that all counts share has a title only.
    std::fs::write(&file, &right).unwrap();
    let line = |needle: &str| right.lines().position(|line| line.contains(needle)).unwrap() + 1;
    for (needle, column, words) in [
        ("  行政处罚: 0", "5", "行政处罚：本年处理决定数量"),
        ("  行政许可: 0", "9", "行政许可：本年处理决定数量"),
        ("本年新收政府信息公开申请数量: [0, 0", "20", "自然人"),
    ] {
        let place = line(needle).to_string();
        let said = ask(script("editor.sh"), &[file.as_os_str(), place.as_ref(), column.as_ref()]);
        let shown: Vec<_> = said.lines().filter(|line| line.starts_with("? ")).collect();
        assert!(shown.iter().any(|line| line.contains(words)), "{needle} {column}: {said}");
    }
    for month in ["2024-13-01", "2024年0月3日"] {
        std::fs::write(&file, right.replacen("年度: 2023", &format!("年度: 2023\n成文日期: {month}"), 1))
            .unwrap();
        assert_ne!(ask(script("editor.sh"), &[&file]), "", "{month}");
    }
}

#[test]
fn sarif_is_sarif() {
    if !installed("schema.sh", " SARIF 2.1.0（它的 JSON Schema）") {
        return;
    }
    let folder = judge::folder("judges-sarif");
    let wrong = folder.join("错 误.yaml");
    let sample = program::report("suqian-2023");
    std::fs::write(&wrong, sample.replacen("予以公开: [11", "予以公开: [12", 1)).unwrap();
    let reports = in_repository("tests/reports");
    let ran = nianbao(&["check", "--format", "sarif", &reports, wrong.to_str().unwrap()]);
    assert!(ran.code < 2, "{}", ran.err);
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() > 5 && results.iter().any(|result| result["level"] == "error"), "{results:?}");
    let file = folder.join("log.sarif");
    std::fs::write(&file, &ran.out).unwrap();
    ask(script("schema.sh"), &["sarif".as_ref(), file.as_os_str()]);
}
