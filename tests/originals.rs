//! What hands do to a Word file, and what reading makes of it: long names, struck figures, tables that are wrong as a whole.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "harness/office.rs"]
mod office;
#[path = "harness/program.rs"]
mod program;
#[path = "harness/rewritten.rs"]
mod rewritten;

use program::{Folder, in_repository, nianbao};
use rewritten::{element, rewritten};

/// Long names, in the title and below the report, come back whole from every format, however many lines they take.
#[test]
fn long_names_come_back() {
    let folder = Folder::new("originals-long");
    let sample = std::fs::read_to_string(in_repository("tests/reports/dengtalu-2023.yaml")).unwrap();
    for (number, office) in [
        "青禾县自然资源和规划局不动产登记事务服务中心",
        "云南省西双版纳傣族自治州景洪市勐龙镇人民政府办公室",
        "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗农牧和科技局农畜产品质量安全执法大队",
    ]
    .into_iter()
    .enumerate()
    {
        let head = format!("机关: {office}\n年度: 2023\n署名: {office}\n成文日期: 2024-01-23\n");
        let text = head + &sample[sample.find("\n总体情况").unwrap()..];
        let yaml = folder.write(&format!("{number}.yaml"), &text);
        let out = folder.join("");
        let name = format!("{number}份");
        let ran = nianbao(&["build", &yaml, "--format", "docx,html,xlsx", "--out", &out, "--name", &name]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        for ending in ["docx", "html", "xlsx"] {
            let ran = nianbao(&["import", &folder.join(&format!("{name}.{ending}"))]);
            assert_eq!(ran.err, "", "{office} {ending}");
            for line in [format!("机关: {office}\n"), format!("署名: {office}\n成文日期: 2024-01-23\n")]
            {
                assert!(ran.out.contains(&line), "{ending}: {line} {}", ran.out);
            }
            assert!(
                ran.out.ends_with("|\n  本年度，本机关未收取信息公开处理费。\n"),
                "{ending}: {}",
                ran.out
            );
            assert!(!ran.out.contains("标题: "), "{ending}: {}", ran.out);
        }
    }
}

/// What is struck through, and the raised mark of a note behind a figure, are no part of the figure; that they are there is said.
#[test]
fn struck_and_raised_characters_are_no_figures() {
    let folder = Folder::new("originals-struck");
    let run = |property: &str, text: &str| format!("<w:r><w:rPr>{property}</w:rPr><w:t>{text}</w:t></w:r>");
    let cases = [
        ("<w:strike/>", "17", "删除线"),
        ("<w:dstrike/>", "17", "删除线"),
        ("<w:vertAlign w:val=\"superscript\"/>", "1", "上标"),
    ];
    for (property, more, said) in cases {
        let path = rewritten(&folder, "suqian-2023", |d| {
            let at = d.find(">3402<").unwrap();
            let end = at + d[at..].find("</w:r>").unwrap() + 6;
            format!("{}{}{}", &d[..end], run(property, more), &d[end..])
        });
        let ran = nianbao(&["import", &path]);
        assert!(ran.out.contains(" 3402,") && ran.err.contains(said), "{property}: {}", ran.err);
    }
    let page = "<p>行政许可<s>31</s>27<sup>1</sup>件，<sup>注</sup>公开</p>";
    let ran = nianbao(&["import", &folder.write("年报.html", page)]);
    assert!(ran.out.contains("行政许可27件，注公开"), "{}", ran.out);
}

/// A table that lacks a column, that is no table, or that stands there twice is said once.
#[test]
fn a_table_that_is_wrong_as_a_whole_is_said_once() {
    let folder = Folder::new("originals-once");
    let check = |change: &dyn Fn(String) -> String| {
        let ran = nianbao(&["check", "--format", "short", &rewritten(&folder, "dengtalu-2023", change)]);
        let codes = ["[C0", "[D0", "[S04"];
        let said = ran.out.lines().filter(|line| codes.iter().any(|code| line.contains(code)));
        said.map(str::to_owned).collect::<Vec<_>>()
    };
    let rows = |table: &str| -> Vec<std::ops::Range<usize>> {
        let starts = table.match_indices("<w:tr>").map(|(at, _)| at);
        starts.map(|at| at..at + table[at..].find("</w:tr>").unwrap() + 7).collect()
    };
    // The cell before the last of each row of figures, and the head 其他.
    let lacks = check(&|d| {
        let at = element(&d, "w:tbl", 1);
        let mut table = d[at.clone()].to_owned();
        for row in rows(&table).into_iter().skip(2).rev() {
            let cells: Vec<usize> = table[row.clone()].match_indices("<w:tc>").map(|(at, _)| at).collect();
            let [.., gone, last] = cells[..] else { continue };
            table.replace_range(row.start + gone..row.start + last, "");
        }
        format!("{}{table}{}", &d[..at.start], &d[at.end..])
    });
    assert!(lacks.len() == 1 && lacks[0].contains("表三缺少“其他”这一列"), "{lacks:#?}");
    // Of the table whose rows stand side by side.
    let lacks = check(&|d| {
        let at = element(&d, "w:tbl", 2);
        let table = &d[at.clone()];
        let head = table.rfind("总计").unwrap();
        format!("{}{}{}{}", &d[..at.start], &table[..head], &table[head + "总计".len()..], &d[at.end..])
    });
    assert!(lacks.len() == 1 && lacks[0].contains("表四的表头认不全"), "{lacks:#?}");
    let typed = check(&|d| {
        let at = element(&d, "w:tbl", 1);
        let line = "<w:p><w:r><w:t>本年新收</w:t></w:r><w:r><w:tab/><w:t>3</w:t></w:r><w:r><w:tab/><w:t>0</w:t></w:r></w:p>";
        format!("{}{}{}", &d[..at.start], line.repeat(5), &d[at.end..])
    });
    assert!(typed.len() == 1 && typed[0].contains("表三是用制表符或空格排的"), "{typed:#?}");
    let twice = check(&|d| {
        let at = element(&d, "w:tbl", 1);
        let table = &d[at.clone()];
        let figure = table.rfind("<w:t").unwrap();
        let figure = figure + table[figure..].find('>').unwrap() + 1;
        let end = figure + table[figure..].find('<').unwrap();
        format!("{}{}99{}{}", &d[..at.end], &table[..figure], &table[end..], &d[at.end..])
    });
    assert!(twice.len() == 1 && twice[0].contains("表三出现了两次"), "{twice:#?}");
}

/// A blank behind the colon of an item and a stroke before the date are no YAML.
#[test]
fn what_is_typed_around_items_and_dates_is_read() {
    let folder = Folder::new("originals-typed");
    let path = rewritten(&folder, "fenye-2024", |d| {
        let at = d.rfind(">2025").unwrap() + 1;
        format!("{}- {}", &d[..at], &d[at..]).replacen("主动公开：", "主动公开： ", 1)
    });
    let ran = nianbao(&["import", &path]);
    assert!(ran.out.contains("成文日期: ") && !ran.out.contains("署名: -"), "{}", ran.out);
    let ran = nianbao(&["check", &path]);
    assert!(!ran.out.contains("[Y"), "{}", ran.out);
}

/// What stands above a title in its paragraph is part of the name, unless the body signs without it.
#[test]
fn the_name_of_a_site_above_a_title_is_none_of_the_body() {
    let folder = Folder::new("originals-site");
    let page = |signed: &str| {
        format!(
            "<p>青禾县人民政府网<br>教育局<br>2023年政府信息公开工作年度报告</p><h2>一、总体情况</h2><p>今年。</p>\
             <h2>六、其他需要报告的事项</h2><p>无。</p><p>{signed}</p><p>2024年1月20日</p>"
        )
    };
    for (signed, office) in [("教育局", "教育局"), ("青禾县人民政府网<br>教育局", "青禾县人民政府网教育局")]
    {
        let ran = nianbao(&["import", &folder.write("年报.html", page(signed))]);
        assert!(ran.out.contains(&format!("\n机关: {office}\n")), "{signed}: {}", ran.out);
        assert!(ran.out.contains(&format!("\n署名: {office}\n")), "{signed}: {}", ran.out);
    }
}

/// Words that a style strikes through are no part of a page.
#[test]
fn what_a_style_strikes_through_is_left_out() {
    let folder = Folder::new("slipped-struck");
    let page = "<p>行政许可<span style=\"color: red; text-decoration: line-through\">31</span>27件，公开</p>";
    let ran = nianbao(&["import", &folder.write("年报.html", page)]);
    assert!(ran.out.contains("行政许可27件，公开") && ran.err.contains("删除线"), "{} {}", ran.out, ran.err);
}

/// Hidden rows and columns of a sheet, and cells with a line through them, are left out and said.
#[test]
fn what_a_sheet_hides_is_left_out() {
    let cell = |name: &str, style: &str, text: &str| {
        format!("<c r=\"{name}\" t=\"inlineStr\"{style}><is><t>{text}</t></is></c>")
    };
    let sheet = |columns: &str, hidden: &str, style: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols>{columns}</cols><sheetData>\
             <row r=\"1\">{}</row><row r=\"2\">{}</row><row r=\"3\"{hidden}>{}</row><row r=\"4\">{}{}</row></sheetData></worksheet>",
            cell("A1", "", "某县教育局2023年政府信息公开工作年度报告"),
            cell("A2", "", "一、总体情况"),
            cell("A3", style, "甲乙丙丁戊己庚辛。"),
            cell("A4", "", "今年公开信息66条。"),
            cell("C4", "", "子丑寅卯"),
        )
    };
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts><font/><font><strike/></font></fonts>\
        <cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs></styleSheet>";
    let folder = Folder::new("slipped-sheet");
    for (columns, hidden, style, gone, says) in [
        ("", "", "", "", ""),
        ("", " hidden=\"1\"", "", "甲乙丙丁", "有隐藏的行、列"),
        ("<col min=\"3\" max=\"3\" hidden=\"1\"/>", "", "", "子丑寅卯", "有隐藏的行、列"),
        ("", "", " s=\"1\"", "甲乙丙丁", "删除线"),
    ] {
        let book = office::with_part(
            &office::xlsx(&sheet(columns, hidden, style)),
            "xl/styles.xml",
            styles.as_bytes(),
        );
        let relations = String::from_utf8(office::part(&book, "xl/_rels/workbook.xml.rels")).unwrap();
        let more = "<Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
            Target=\"styles.xml\"/></Relationships>";
        let relations = relations.replace("</Relationships>", more);
        let book = office::with_part(&book, "xl/_rels/workbook.xml.rels", relations.as_bytes());
        let ran = nianbao(&["import", &folder.write("年报.xlsx", book)]);
        for text in ["甲乙丙丁", "子丑寅卯"] {
            assert_eq!(ran.out.contains(text), text != gone, "{says}: {} {}", ran.out, ran.err);
        }
        assert!(ran.err.contains(says), "{says}: {}", ran.err);
    }
}
