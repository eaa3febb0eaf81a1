//! Foreign files against the authoring form: what the program writes as Word comes back whole, and is found the same things in.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "harness/office.rs"]
mod office;
#[path = "harness/program.rs"]
mod program;
#[path = "harness/rewritten.rs"]
mod rewritten;

use office::{docx, packed, part, with_part, xlsx};
use program::{Folder, in_repository, nianbao};
use rewritten::{element, rewritten};

const REPORTS: [&str; 5] =
    ["dengtalu-2023", "suqian-2023", "shanghai-office-2019", "fenye-2024", "shengpizi-2023"];

/// Rule and message of everything found, ordered.
fn findings(path: &str) -> Vec<(String, String)> {
    let ran = nianbao(&["check", "--format", "json", path]);
    assert!(ran.code < 2, "{}", ran.err);
    let array: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let found = array.as_array().unwrap().iter();
    let mut found: Vec<_> = found.map(|f| (text(&f["code"]), text(&f["message"]))).collect();
    found.sort();
    found
}

/// Every figure, paragraph, note and signature of our own DOCX: the file made of the imported report is the same.
#[test]
fn our_own_word_files_come_back() {
    let folder = Folder::new("intake-own");
    for report in REPORTS {
        let yaml = in_repository(&format!("tests/reports/{report}.yaml"));
        let out = folder.join("");
        assert_eq!(nianbao(&["build", &yaml, "--format", "docx", "--out", &out, "--name", report]).code, 0);
        let (docx, back) = (folder.join(&format!("{report}.docx")), folder.join(&format!("{report}.yaml")));
        let ran = nianbao(&["import", &docx, "-o", &back]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(nianbao(&["build", &back, "--format", "docx", "--out", &out, "--name", "again"]).code, 0);
        let document = |name: &str| part(&folder.read(name), "word/document.xml");
        assert!(document(&format!("{report}.docx")) == document("again.docx"), "{report}");
        // A finding about a Word file is one about the report in it; stray spaces are gone from it already.
        let of_spaces =
            |found: Vec<(String, String)>| found.into_iter().filter(|f| f.0 != "G04").collect::<Vec<_>>();
        let (yaml, docx) = (of_spaces(findings(&yaml)), of_spaces(findings(&docx)));
        assert_eq!(yaml, docx, "{report}");
        // Word files are built as they are.
        let ran = nianbao(&[
            "build",
            &folder.join(&format!("{report}.docx")),
            "--format",
            "docx",
            "--out",
            &out,
            "--name",
            "direct",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(document("direct.docx") == document("again.docx"), "{report}");
    }
}

/// Comments are as many as the findings; every part but those that comments need is what it was; run again, nothing is added.
#[test]
fn findings_become_comments() {
    let folder = Folder::new("intake-comments");
    let yaml = in_repository("tests/reports/suqian-2023.yaml");
    let inbox = folder.join("报送");
    assert_eq!(nianbao(&["build", &yaml, "--format", "docx", "--out", &inbox, "--name", "年报"]).code, 0);
    let found = findings(&folder.join("报送/年报.docx")).len();
    let (once, twice) = (folder.join("批注"), folder.join("再批注"));
    assert_eq!(nianbao(&["check", &inbox, "--out", &once]).code, 0);
    let (before, after) = (folder.read("报送/年报.docx"), folder.read("批注/年报.docx"));
    let comments = String::from_utf8(part(&after, "word/comments.xml")).unwrap();
    assert_eq!(comments.matches("<w:comment ").count(), found);
    let document = String::from_utf8(part(&after, "word/document.xml")).unwrap();
    for mark in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
        assert_eq!(document.matches(mark).count(), found, "{mark}");
    }
    let names = zip::ZipArchive::new(std::io::Cursor::new(&before)).unwrap();
    let needed = ["[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"];
    for name in names.file_names().map(|name| name.unwrap().into_owned()) {
        assert!(needed.contains(&&*name) || part(&before, &name) == part(&after, &name), "{name}");
    }
    assert_eq!(nianbao(&["check", &once, "--out", &twice]).code, 0);
    let again = String::from_utf8(part(&folder.read("再批注/年报.docx"), "word/comments.xml")).unwrap();
    assert_eq!(again.matches("<w:comment ").count(), found);
    let overview = String::from_utf8(folder.read("批注/核对情况.html")).unwrap();
    assert!(overview.contains("宿迁市") && overview.contains("3511"));
    assert!(folder.read("批注/核对情况.xlsx").starts_with(b"PK"));
}

/// What importing a file of `tests/intake` writes, and what it says on the way.
fn imported(file: &str) -> (String, String) {
    let ran = nianbao(&["import", &in_repository(&format!("tests/intake/{file}"))]);
    assert_eq!(ran.code, 0, "{file}: {}", ran.err);
    (ran.out, ran.err)
}

/// A Word 97 file, saved by LibreOffice, says what the DOCX says that it was made of: numbers before titles, changes, a table in a
/// table, one in a text box, a footnote, a field, and neither hidden words nor comments. `.wps` is the same container.
#[test]
fn old_word_files_say_what_new_ones_say() {
    let (yaml, said) = imported("odd.doc");
    let (same, as_before) = imported("odd.docx");
    assert_eq!(yaml, same);
    for (text, stands) in [("（脚注里的话）域的结果", true), ("不该看见的字", false), ("请核实", false)]
    {
        assert_eq!(yaml.contains(text), stands, "{text}");
    }
    for remark in ["修订", "批注", "隐藏", "脚注", "文本框"] {
        assert!(said.contains(remark) && as_before.contains(remark), "{remark}: {said}");
    }
    // Merged cells of every kind, figures with notes.
    let (yaml, said) = imported("merged.doc");
    assert!(said.is_empty(), "{said}");
    assert!(yaml.contains("3511") && yaml.contains("总计"), "{yaml}");
    let folder = Folder::new("intake-wps");
    folder.write("年报.wps", std::fs::read(in_repository("tests/intake/merged.doc")).unwrap());
    let ran = nianbao(&["import", &folder.join("年报.wps")]);
    assert_eq!((ran.code, ran.out), (0, yaml), "{}", ran.err);
}

/// Words in headers and footers are no part of the report; that they are there is said, page numbers are not.
#[test]
fn words_in_the_margins_of_old_word_files_are_said() {
    assert!(imported("margins.doc").1.contains("页眉、页脚里的文字没有读"));
    assert!(!imported("page-numbers.doc").1.contains("页眉"));
}

/// Whatever is done to its bytes, an old Word file is read or refused, and never takes the program down.
#[test]
fn damaged_old_word_files_are_refused() {
    let whole = std::fs::read(in_repository("tests/intake/odd.doc")).unwrap();
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut refused = 0;
    for n in 0..300 {
        let mut bytes = whole.clone();
        if n % 5 == 0 {
            bytes.truncate(random(whole.len()));
        }
        for _ in 0..=n % 40 {
            // Heads and tables matter more than words.
            let at = if n % 2 == 0 { random(2048) } else { random(whole.len()) };
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random(256).to_le_bytes()[0];
            }
        }
        let read = nianbao::intake::read("年报.doc", &bytes, nianbao::intake::Purpose::Check);
        refused += usize::from(read.is_some_and(|read| read.is_err()));
    }
    assert!(refused > 30, "{refused}");
}

/// What each way of writing a report makes of it: the figures stay, and what was left out or read otherwise is said.
#[test]
fn layouts_of_other_writers_are_followed() {
    let folder = Folder::new("intake-layouts");
    let whole = rewritten(&folder, "suqian-2023", |d| d.replace("</w:body>", "<!-- --></w:body>"));
    let (right, said) = {
        let ran = nianbao(&["import", &whole]);
        (ran.out, ran.err)
    };
    assert!(said.is_empty(), "{said}");
    let wrap = |d: String, before: &str, after: &str| {
        let at = element(&d, "w:tbl", 1);
        format!("{}{before}{}{after}{}", &d[..at.start], &d[at.clone()], &d[at.end..])
    };
    let layout = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>";
    // A table that only arranges, twice; a text box.
    let ran = nianbao(&[
        "import",
        &rewritten(&folder, "suqian-2023", |d| {
            wrap(d, &layout.repeat(2), &"<w:p/></w:tc></w:tr></w:tbl>".repeat(2))
        }),
    ]);
    assert_eq!((ran.out, ran.err), (right.clone(), String::new()));
    let ran = nianbao(&[
        "import",
        &rewritten(&folder, "suqian-2023", |d| {
            wrap(
                d,
                "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent>",
                "<w:p/></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            )
        }),
    ]);
    assert_eq!(ran.out, right);
    assert!(ran.err.contains("文本框"), "{}", ran.err);
    // A table that goes on in another on the next page, its heads written again and not.
    for heads in [true, false] {
        let ran = nianbao(&[
            "import",
            &rewritten(&folder, "suqian-2023", |d| {
                let at = element(&d, "w:tbl", 1);
                let table = &d[at.clone()];
                let rows: Vec<usize> = table.match_indices("<w:tr>").map(|(at, _)| at).collect();
                let top = if heads { &table[rows[0]..rows[3]] } else { "" };
                let again = format!("</w:tbl><w:p/>{}{top}", &table[..rows[0]]);
                // Where no cell reaches over the cut: behind 上年结转.
                format!("{}{}{again}{}{}", &d[..at.start], &table[..rows[5]], &table[rows[5]..], &d[at.end..])
            }),
        ]);
        assert_eq!((ran.out, ran.err), (right.clone(), String::new()), "heads {heads}");
    }
    // A picture in place of a table.
    let picture = "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\">\
        <wp:extent cx=\"5000000\" cy=\"3000000\"/></wp:inline></w:drawing></w:r></w:p>";
    let ran = nianbao(&[
        "check",
        &rewritten(&folder, "suqian-2023", |d| {
            let at = element(&d, "w:tbl", 2);
            format!("{}{picture}{}", &d[..at.start], &d[at.end..])
        }),
    ]);
    assert!(ran.code == 1 && ran.out.contains("表四是一张图片"), "{}", ran.out);
    // Symbols, charts and two braces are said.
    let ran = nianbao(&[
        "import",
        &rewritten(&folder, "suqian-2023", |d| {
            let more = "<w:p><w:r><w:t>见{{ 附件 }}。</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>";
            let at = d.find("<w:tbl>").unwrap();
            let at = d[..at].rfind("<w:p>").or_else(|| d[..at].rfind("<w:p ")).unwrap();
            format!("{}{more}{}", &d[..at], &d[at..])
        }),
    ]);
    assert!(
        ran.out.contains("见{ { 附件 }}。") && ran.err.contains("“{{”读成了") && ran.err.contains("符号"),
        "{}",
        ran.err
    );
}

/// Headers and footers are not read: said where they hold words, and not for the number of a page.
#[test]
fn words_in_the_margins_are_said() {
    let folder = Folder::new("intake-margins");
    let whole = rewritten(&folder, "suqian-2023", |d| d.replace("</w:body>", "<!-- --></w:body>"));
    assert!(!nianbao(&["check", &whole]).out.contains("页脚"));
    let bytes = folder.read("年报.docx");
    let footer = String::from_utf8(part(&bytes, "word/footer1.xml")).unwrap();
    let more = footer.replacen("</w:p>", "<w:r><w:t>内部资料</w:t></w:r></w:p>", 1);
    assert_ne!(footer, more);
    let marked = folder.write("眉.docx", with_part(&bytes, "word/footer1.xml", more.as_bytes()));
    let ran = nianbao(&["check", &marked]);
    assert!(ran.out.contains("页眉、页脚里的文字没有读"), "{}", ran.out);
}

/// What cannot be read is refused, and each refusal says what to do.
#[test]
fn refusals_say_what_to_do() {
    let folder = Folder::new("intake-refusals");
    let word = docx("<w:p/>", &[]);
    let macros = docx("<w:p/>", &[("word/vbaProject.bin", b"x")]);
    let ofd = packed(&[("OFD.xml", b"<OFD/>")]);
    let archive = packed(&[("年报/年报.docx", &word)]);
    let mut locked = std::fs::read(in_repository("tests/intake/merged.doc")).unwrap();
    let at = locked.windows(2).position(|two| two == [0xEC, 0xA5]).unwrap();
    locked[at + 0x0B] |= 1;
    let cases: [(&str, &[u8], &str, &str); 16] = [
        ("年报.pdf", b"%PDF-1.7", "PDF", ".docx"),
        ("年报.docx", b"%PDF-1.7", "PDF", ".docx"),
        ("年报.rtf", b"{\\rtf1 }", "RTF", ".docx"),
        ("年报.doc", b"{\\rtf1 }", "RTF", ".docx"),
        ("年报.ofd", &ofd, "OFD", ".docx"),
        ("年报.docm", &macros, "宏", ".docx"),
        ("年报.dotm", &macros, "宏", ".docx"),
        ("年报.zip", &archive, "压缩包", "解压"),
        ("年报.docx", &word[..word.len() / 2], "损坏", ".docx"),
        ("年报.docx", b"", "空的", "重新发送"),
        ("年报.docx", "机关: 某局".as_bytes(), "扩展名不符", ".docx"),
        ("年报.doc", &locked, "密码", "去掉密码"),
        ("年报.jpg", b"\xFF\xD8\xFF\xE0", "图片", "重新录入"),
        ("年报.html", b"<html><body><img src=a.png></body></html>", "没有文字", "重新录入"),
        ("年报.docx", &word, "没有文字", "重新录入"),
        ("年报.mht", b"MIME-Version: 1.0", ".mht", ".html"),
    ];
    for (name, bytes, what, help) in cases {
        for command in ["check", "import"] {
            let path = folder.write(name, bytes);
            let ran = nianbao(&[command, &path]);
            let said = ran.out + &ran.err;
            assert!(ran.code == 1 && said.contains("[D01]"), "{name}: {said}");
            assert!(said.contains(what) && said.contains(help), "{name} {command}: {said}");
        }
    }
    // An old workbook, by its container; a file that is another kind than its name says is read as what it is.
    let whole = std::fs::read(in_repository("tests/intake/odd.docx")).unwrap();
    let ran = nianbao(&["import", &folder.write("年报.doc", &whole)]);
    assert!(ran.code == 0 && ran.out.contains("2024"), "{}", ran.err);
}

/// Runs a command with two seconds of processor time and 200 MB beyond the program itself.
#[cfg(unix)]
fn bounded(path: &str) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_nianbao");
    let own = std::fs::metadata(program).unwrap().len() / 1024;
    let line = format!("ulimit -t 2 -v {}; exec \"$0\" import \"$1\"", 200 * 1024 + own);
    let ran = std::process::Command::new("sh").args(["-c", &line, program, path]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    (ran.status.code().unwrap_or(-1), said)
}

/// Files made to take the machine down are refused, and nothing is ever fetched.
#[cfg(unix)]
#[test]
fn hostile_files_are_refused() {
    let folder = Folder::new("intake-hostile");
    let nested =
        |name: &str, n: usize| format!("{}{}", format!("<{name}>").repeat(n), format!("</{name}>").repeat(n));
    let tables = "<w:tbl><w:tr><w:tc>".repeat(70_000) + &"</w:tc></w:tr></w:tbl>".repeat(70_000);
    let sheet = |data: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"
        )
    };
    let laughs = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let entities = format!(
        "{laughs}<w:document {}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>",
        office::W
    );
    let outside = b"<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"http://127.0.0.1:9/document.xml\" TargetMode=\"External\"/></Relationships>";
    let many = (1..=12_000).fold(String::new(), |all, n| all + &format!("<mergeCell ref=\"A{n}:B{n}\"/>"));
    let merged = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
        .replace("</worksheet>", &format!("<mergeCells>{many}</mergeCells></worksheet>"));
    let note = format!(
        "<w:footnotes {}><w:footnote w:id=\"1\"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>",
        office::W,
        "甲".repeat(10_000)
    );
    // One string in every cell, one sheet under a thousand names.
    let cells = sheet(&format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(90_000)));
    let strings = format!(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>{}</t></si></sst>",
        "甲".repeat(10_000)
    );
    let shared = with_part(&xlsx(&cells), "xl/sharedStrings.xml", strings.as_bytes());
    let rows = xlsx(&sheet(&"<row/>".repeat(3_000_000)));
    let names = (1..=1000)
        .fold(String::new(), |all, n| all + &format!("<sheet name=\"{n}\" sheetId=\"{n}\" r:id=\"r1\"/>"));
    let book = String::from_utf8(part(&rows, "xl/workbook.xml")).unwrap();
    let book = book.replace("<sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/>", &names);
    let named = with_part(&rows, "xl/workbook.xml", book.as_bytes());
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("层层嵌套.docx", docx(&nested("w:sdt", 200_000), &[])),
        ("表中有表.docx", docx(&tables, &[])),
        ("层层嵌套.html", nested("div", 200_000).into_bytes()),
        ("表中有表.html", "<table><tr><td>".repeat(200_000).into_bytes()),
        ("千万格.xlsx", xlsx(&sheet(&format!("<row>{}</row>", "<c/>".repeat(10_000_000))))),
        ("千万格有数.xlsx", xlsx(&sheet(&format!("<row>{}</row>", "<c><v>1</v></c>".repeat(10_000_000))))),
        ("万次合并.xlsx", xlsx(&merged)),
        ("炸弹.docx", docx(&" ".repeat(200 << 20), &[])),
        (
            "三百万格.docx",
            docx(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc><w:p/></w:tc>".repeat(3_000_000)), &[]),
        ),
        (
            "一段到底.docx",
            docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "甲".repeat(10_000_000)), &[]),
        ),
        (
            "一注万引.docx",
            docx(
                &format!("<w:p><w:r>{}</w:r></w:p>", "<w:footnoteReference w:id=\"1\"/>".repeat(50_000)),
                &[("word/footnotes.xml", note.as_bytes())],
            ),
        ),
        ("一串万格.xlsx", shared),
        ("一表千名.xlsx", named),
        (
            "一格千行.html",
            format!(
                "<table><tr>{}</tr>{}</table>",
                "<td rowspan=1000>甲".repeat(20_000),
                "<tr><td>乙".repeat(1000)
            )
            .into_bytes(),
        ),
        (
            "实体.docx",
            packed(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", entities.as_bytes())]),
        ),
        ("外部.docx", packed(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", outside)])),
        ("实体.html", format!("{laughs}<html>&b;</html>").into_bytes()),
    ];
    for (name, bytes) in cases {
        let (code, said) = bounded(&folder.write(name, bytes));
        assert!(code == 1 && said.contains("[D0"), "{name}: {code} {said}");
    }
    // Pictures, templates and links elsewhere are neither fetched nor a reason to refuse.
    let linked = rewritten(&folder, "suqian-2023", |d| {
        let at = d[..d.find("<w:tbl>").unwrap()].rfind("</w:p>").unwrap();
        let link = "<w:hyperlink r:id=\"rIdElsewhere\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
            <w:r><w:t>（</w:t></w:r></w:hyperlink><w:r><w:t>）</w:t></w:r>";
        format!("{}{link}{}", &d[..at], &d[at..])
    });
    assert_eq!(bounded(&linked).0, 0);
}

/// Advice about a Word file speaks of the Word file.
#[test]
fn advice_is_for_whoever_has_the_word_file() {
    let folder = Folder::new("intake-advice");
    let path = rewritten(&folder, "suqian-2023", |d| {
        let at = element(&d, "w:tbl", 1);
        let row = d[..at.end].rfind("<w:tr>").unwrap();
        let gone = format!("{}{}", &d[..row], &d[row + d[row..].find("</w:tr>").unwrap() + 7..]);
        gone.replacen(">3402<", ">3402件<", 1).replacen("第五部分", "", 1)
    });
    let ran = nianbao(&["check", &path]);
    assert!(ran.out.contains("写在数后面的括号里") && ran.out.contains("补上这一行"), "{}", ran.out);
    for word in ["{数", "缩进", "已核", "{{", "YAML", ": [", "冒号后"] {
        assert!(!ran.out.contains(word), "{word}: {}", ran.out);
    }
}

/// A folder is a line a report; two files of one body are said, and with a roster who sent none.
#[test]
fn a_folder_shows_who_sent_what() {
    let folder = Folder::new("intake-folder");
    let yaml = in_repository("tests/reports/suqian-2023.yaml");
    let inbox = folder.join("报送");
    for (report, name) in [("suqian-2023", "宿迁"), ("fenye-2024", "长乐")] {
        let yaml = in_repository(&format!("tests/reports/{report}.yaml"));
        assert_eq!(nianbao(&["build", &yaml, "--format", "docx", "--out", &inbox, "--name", name]).code, 0);
    }
    folder.write("报送/旧/宿迁.yaml", std::fs::read(&yaml).unwrap());
    folder.write("报送/某局.pdf", "%PDF-1.7");
    let list = "机关: 某省人民政府\n文件夹: 报送\n成员:\n  - 宿迁市\n  - 某局\n  - {机关: 某税务局, 不计: 垂直管理}\n";
    let roster = folder.write("名册.yaml", list);
    let ran = nianbao(&["check", &inbox, "--roster", &roster]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        !ran.out.contains("-->") && ran.out.contains("3 份报告") && ran.out.contains("--verbose"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("没有报送（1）：某局"), "{}", ran.out);
    assert!(ran.err.contains("某局.pdf（读不了这种文件"), "{}", ran.err);
    let ran = nianbao(&["check", &inbox, "--roster", &roster, "--verbose"]);
    assert!(
        ran.out.contains("-->") && ran.out.contains("没有收到某局的报告") && ran.out.contains("名册里没有"),
        "{}",
        ran.out
    );
    let ran = nianbao(&["check", &inbox, "--roster", &roster, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let of_folder = found.as_array().unwrap().iter().filter(|f| f["code"] == "D08");
    let said: Vec<&str> = of_folder.map(|f| f["message"].as_str().unwrap()).collect();
    assert!(
        said.iter().any(|s| s.contains("不止一份")) && said.iter().any(|s| s.contains("没有收到")),
        "{said:?}"
    );
    let out = folder.join("批注");
    assert_eq!(nianbao(&["check", &inbox, "--roster", &roster, "--out", &out]).code, 0);
    let page = String::from_utf8(folder.read("批注/核对情况.html")).unwrap();
    assert!(page.contains("1 个机关没有报送") && page.contains("不止一份"), "{page}");
    // A roster that is none is said at its place.
    let ran = nianbao(&["check", &inbox, "--roster", &folder.write("坏.yaml", "成员: [")]);
    assert!(ran.code == 1 && ran.out.contains("坏.yaml"), "{}", ran.out);
}

/// Which cells were made one is said, beside each other and below each other.
#[test]
fn merged_cells_are_named() {
    let folder = Folder::new("intake-merged");
    let path = folder.write("年报.yaml", program::report("suqian-2023"));
    let build = ["build", &path, "--format", "html", "--name", "年报", "--out", &folder.join("")];
    assert_eq!(nianbao(&build).code, 0);
    let page = String::from_utf8(folder.read("年报.html")).unwrap();
    let row = page.find("本年新收政府信息公开申请数量</th>").unwrap();
    let cells: Vec<usize> = page[row..].match_indices("<td").take(9).map(|(at, _)| row + at).collect();
    let end = |from: usize| from + page[from..].find("</td>").unwrap() + "</td>".len();
    let beside = format!(
        "{}<td colspan=\"2\"{}{}",
        &page[..cells[0]],
        &page[cells[0] + 3..end(cells[0])],
        &page[end(cells[1])..]
    );
    let below = format!(
        "{}<td rowspan=\"2\"{}{}",
        &page[..cells[1]],
        &page[cells[1] + 3..cells[8]],
        &page[end(cells[8])..]
    );
    for (page, said) in
        [(beside, "“自然人”“商业企业”合并成了一格"), (below, "“商业企业”与上一行合并成了一格")]
    {
        let ran = nianbao(&["check", "--format", "short", &folder.write("合.html", page)]);
        assert!(ran.code == 1 && ran.out.contains(&format!("一行有 6 格，应为 7 格：{said}")), "{}", ran.out);
    }
}
