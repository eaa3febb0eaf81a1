//! What a page is told and what it does to a report's text: every field shown whatever is wrong, values put in their places
//! and nothing else, every step undone to the byte.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own answers has failed")]

use nianbao::desk::{Faces, Reply, answer, encoded};
use nianbao::font::{FontBook, FontData};
use nianbao::form;
use nianbao::form::skeleton::{Purpose, skeleton};
use nianbao::press::TypeSet;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The shipped faces.
fn faces() -> Box<Faces<'static>> {
    static SET: OnceLock<Arc<TypeSet>> = OnceLock::new();
    Box::new(|style| {
        let open = |file: &str| Ok(Arc::new(fs::read(Path::new("fonts").join(file)).unwrap()) as FontData);
        let set = || TypeSet {
            style: style.clone(),
            fonts: FontBook::new(&style.typefaces, &mut { open }).unwrap(),
        };
        Ok(Arc::clone(SET.get_or_init(|| Arc::new(set()))))
    })
}

fn ask(what: &str, ask: &Value) -> Value {
    match answer(what, ask, &*faces()) {
        Ok(Reply::Json(value)) => value,
        Ok(Reply::File { name, .. }) => panic!("{what}: a file, {name}"),
        Err(refusal) => panic!("{what}: {refusal:?}"),
    }
}

fn view(text: &str) -> Value {
    ask("view", &json!({ "text": text, "name": "年报.yaml" }))
}

fn edit(text: &str, edits: &Value) -> Value {
    ask("edit", &json!({ "text": text, "name": "年报.yaml", "edits": edits }))
}

/// The text after one edit.
fn with(text: &str, field: &str, value: &str) -> String {
    let edited = edit(text, &json!([{ "field": field, "value": value }]));
    let new = edited["text"].as_str().unwrap().to_owned();
    let back = edit(&new, &edited["back"]);
    assert_eq!(back["text"], text, "{field} = {value:?}: undone, the text is as it was");
    new
}

/// Every field that a page shows, with what is written in it.
fn values(view: &Value) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut add = |field: &Value| {
        if let Some(name) = field["field"].as_str() {
            let again = all.insert(name.to_owned(), field["value"].as_str().unwrap().to_owned());
            assert!(again.is_none(), "{name}: shown twice");
        }
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for head in list(&view["head"]) {
        add(&head);
    }
    for section in list(&view["sections"]) {
        for text in list(&section["texts"]) {
            add(&text);
        }
        for cell in list(&section["grid"]["cells"]) {
            add(&cell);
        }
        if section.get("grid").is_some() {
            add(&section["grid"]["note"]);
        }
    }
    all
}

/// Published reports, and what `nianbao new` gives.
fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    // The longest takes a minute, and has nothing that the others have not.
    paths.retain(|path| !path.ends_with("fenye-2024.yaml"));
    paths.sort();
    let mut all: Vec<(String, String)> =
        paths.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect();
    for year in [2020, 2025] {
        let form = form::for_year(year).unwrap();
        let text = skeleton(form, Purpose { office: "安平县教育局", kind: "县级部门", year });
        all.push((format!("new {year}"), text));
    }
    all
}

/// Chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const FIGURES: &[&str] = &[
    "0",
    "7",
    "12",
    "123456",
    "",
    "3.20",
    "113300.89元",
    "22（其中修订16件）",
    "5（见：附表, [1] {2} #3）",
    "/",
    "1,024",
    "１２",
    "无",
    "a: b",
    "\"",
    "-3",
    "+8",
    "- 1",
    "'5'",
    "1 # 2",
    "~",
    "[1]",
    "{数: 1}",
];

const LINES: &[&str] = &[
    "安平县教育局",
    "2026-01-20",
    "2026年1月20日",
    "",
    "a: b # c",
    "“引”，《书》",
    "- x",
    "\"q\"",
    "{{ 年度 }}",
    "其中：修订",
    "|",
    "> 1",
    "@x",
    "%",
    "'",
    "机关: 甲",
    "甲　乙",
    "\\n",
];

const PROSES: &[&str] = &[
    "一段。",
    "第一段。\n第二段：{{ 表三.本年新收.总计 }}件。\n（一）小标题。文字。",
    "",
    "# 不是注释\n- 不是列表\n键: 不是键",
    "隔一行。\n\n再一段。",
    "  前面两格。\n　　前面全角两格。\n    前面四格。",
    "\"引号\" 'quote' \\ 反斜杠 {花括号} [方括号] @ ` % & * !",
    "行末有空格。  \n\t制表符开头。\n中间\t制表符。",
    "---\n...\n| 竖线\n> 大于",
];

/// What a field holds after a value was put into it: a text of one line has no line ends, and no blanks around it.
fn kept(field: &str, value: &str) -> String {
    let line = field.ends_with("/表注")
        || !(field.contains('/') || SECTIONS.contains(&field) || HEAD_PROSE.contains(&field));
    let figure = field.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok());
    if line || figure {
        return value.replace('\n', " ").trim().to_owned();
    }
    let value = value.replace('\t', " ");
    let text = value.trim_matches('\n');
    let blank = text.lines().take_while(|line| line.trim_matches(' ').is_empty()).count();
    let rest: Vec<&str> = text.lines().skip(blank).collect();
    rest.join("\n").trim_start_matches(' ').trim_end_matches('\n').to_owned()
}

const HEAD_PROSE: [&str; 2] = ["导语", "编制说明"];
const SECTIONS: [&str; 3] = ["总体情况", "存在的主要问题及改进情况", "其他需要报告的事项"];

/// Comments of a text in which nothing else has a `# `.
fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.find('#').map(|at| &line[at..])).collect()
}

#[test]
fn what_is_put_in_is_read_again_and_all_else_stays() {
    for (name, first) in texts() {
        let mut chance = Chance(first.len() as u64);
        let mut text = first.clone();
        let mut before = values(&view(&text));
        for step in 0..30 {
            let fields: Vec<&String> =
                before.keys().filter(|field| !["年度", "格式"].contains(&field.as_str())).collect();
            let field = fields[chance.below(fields.len())].as_str();
            let figure = field.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok());
            let value = match field {
                _ if figure => chance.of(FIGURES),
                _ if kept(field, "a\nb") == "a b" => chance.of(LINES),
                _ => chance.of(PROSES),
            };
            let new = with(&text, field, value);
            let after = values(&view(&new));
            let what = format!("{name}, step {step}: {field} = {value:?}\n{text}\n=>\n{new}");
            assert_eq!(after.get(field), Some(&kept(field, value)), "{what}");
            let others = |all: &BTreeMap<String, String>| -> BTreeMap<String, String> {
                all.iter().filter(|(other, _)| *other != field).map(|(k, v)| (k.clone(), v.clone())).collect()
            };
            assert_eq!(others(&after), others(&before), "{what}");
            let mut rest = new.as_str();
            for comment in comments(&first) {
                let at = rest.find(comment);
                rest = &rest[at.unwrap_or_else(|| panic!("{comment} is gone: {what}")) + comment.len()..];
            }
            (text, before) = (new, after);
        }
    }
}

#[test]
fn several_edits_are_one_step() {
    for (name, text) in texts() {
        let cells: Vec<String> =
            values(&view(&text)).into_keys().filter(|field| field.starts_with("收到")).collect();
        let edits: Vec<Value> = cells
            .iter()
            .filter(|field| !field.ends_with('前') && !field.ends_with('注'))
            .enumerate()
            .map(|(at, field)| json!({ "field": field, "value": (at * 37).to_string() }))
            .collect();
        let edited = edit(&text, &json!(edits));
        let new = edited["text"].as_str().unwrap();
        let after = values(&edited["view"]);
        for wanted in &edits {
            assert_eq!(after[wanted["field"].as_str().unwrap()], wanted["value"].as_str().unwrap(), "{name}");
        }
        assert_eq!(edit(new, &edited["back"])["text"], text.as_str(), "{name}");
    }
}

#[test]
fn columns_keep_standing_under_their_heads() {
    let form = form::newest();
    let text = skeleton(form, Purpose { office: "安平县教育局", kind: "县级部门", year: 2025 });
    let new = with(&text, "收到和处理政府信息公开申请情况/0/1", "1024");
    let row = |text: &str| {
        text.lines().find(|line| line.contains("本年新收政府信息公开申请数量:")).unwrap().to_owned()
    };
    assert_eq!(row(&new).len(), row(&text).len(), "blanks give way");
    assert!(row(&new).contains(" 1024,"));
}

/// Lines taken out, cut short, and filled with what is no figure: every field that is left is shown.
#[test]
fn what_is_wrong_is_shown_all_the_same() {
    for (name, text) in texts() {
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).step_by(3) {
            let mut without = lines.clone();
            without.remove(at);
            let without = without.join("\n");
            let mut cut = lines.clone();
            cut[at] = &cut[at][..cut[at].floor_char_boundary(cut[at].len() / 2)];
            let cut = cut.join("\n");
            for broken in [without, cut] {
                let view = view(&broken);
                assert_ne!(view["state"], "unreadable", "{name}, line {}", at + 1);
                assert!(values(&view).len() > 200, "{name}, line {}", at + 1);
                if at % 6 == 0 {
                    let pages = ask("pages", &json!({ "text": broken, "name": "年报.yaml" }));
                    let shown = !pages["pages"].as_array().unwrap().is_empty();
                    assert!(
                        shown || !pages["findings"].as_array().unwrap().is_empty(),
                        "{name}, line {}",
                        at + 1
                    );
                }
            }
        }
    }
}

#[test]
fn rows_of_every_shape_are_shown_and_mended() {
    let text = "机关: 甲\n年度: 2025\n收到和处理政府信息公开申请情况:\n  本年新收政府信息公开申请数量: [1, x, '3']\n  \
                上年结转政府信息公开申请数量: {自然人: 4, 其他: 5}\n  结转下年度继续办理: [1, 2, 3, 4, 5, 6, 7, 8]\n  \
                本年度办理结果:\n    予以公开: 12\n    部分公开:\n      - 1\n      - {数: 2, 注: 补}\n";
    let cell = |row: usize, column: usize| format!("收到和处理政府信息公开申请情况/{row}/{column}");
    let shown = values(&view(text));
    let row = |row: usize| (0..7).map(|column| shown[&cell(row, column)].as_str()).collect::<Vec<_>>();
    assert_eq!(row(0), ["1", "x", "3", "", "", "", ""]);
    assert_eq!(row(1), ["4", "", "", "", "", "5", ""]);
    assert_eq!(row(2), ["12", "", "", "", "", "", ""]);
    assert_eq!(row(3), ["1", "2（补）", "", "", "", "", ""]);
    assert_eq!(row(24), ["1", "2", "3", "4", "5", "6", "7, 8"]);
    let line =
        |text: &str, key: &str| text.lines().find(|line| line.contains(key)).unwrap().trim().to_owned();
    let new = with(text, &cell(0, 4), "9");
    assert_eq!(line(&new, "本年新收"), r#"本年新收政府信息公开申请数量: [1, x, 3, "", 9, ""]"#);
    let new = with(text, &cell(1, 2), "9");
    assert_eq!(line(&new, "上年结转"), "上年结转政府信息公开申请数量: {自然人: 4, 科研机构: 9, 其他: 5}");
    let new = with(text, &cell(24, 6), "21");
    assert_eq!(line(&new, "结转下年度"), "结转下年度继续办理: [1, 2, 3, 4, 5, 6, 21]");
    // A row, its group and its section that are not there.
    let new = with(text, &cell(4, 0), "3");
    assert!(new.contains("    不予公开:\n      属于国家秘密: [3, \"\", \"\", \"\", \"\", \"\"]\n"), "{new}");
    let new = with(text, "政府信息公开行政复议、行政诉讼情况/1/0", "1");
    assert!(new.contains("\n政府信息公开行政复议、行政诉讼情况:\n  行政诉讼:\n    未经复议直接起诉: [1, \"\", \"\", \"\"]\n"), "{new}");
}

#[test]
fn a_finding_tells_its_field_and_a_culprit_its_cell() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/suqian-2023.yaml"))
            .unwrap();
    let cell = "收到和处理政府信息公开申请情况/2/0";
    let view = view(&with(&text, cell, "1157"));
    let culprits =
        view["findings"].as_array().unwrap().iter().flat_map(|found| found["culprits"].as_array().unwrap());
    let culprits: Vec<&Value> = culprits.collect();
    assert!(
        culprits.iter().all(|culprit| culprit["field"] == cell && culprit["expected"] == "1175"),
        "{culprits:?}"
    );
    assert!(!culprits.is_empty());
}

#[test]
fn characters_of_a_finding_are_those_of_the_value() {
    let form = form::newest();
    let text = skeleton(form, Purpose { office: "安平县教育局", kind: "县级部门", year: 2025 });
    let value = "𠮷字开头。\n公开了{{ 表三.没有的.总计 }}件。";
    let view = view(&with(&text, "其他需要报告的事项", value));
    let found = view["findings"].as_array().unwrap().iter().find(|found| found["code"] == "Y19").unwrap();
    let units: Vec<u16> = value.encode_utf16().collect();
    let place = |key: &str| usize::try_from(found[key].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&units[place("start")..place("end")]).unwrap(), "没有的");
    assert_eq!(found["field"], "其他需要报告的事项");
}

#[test]
fn a_starter_and_a_foreign_file_are_opened() {
    let started = ask("start", &json!({ "office": "安平县教育局", "kind": "县级部门", "year": 2025 }));
    assert_eq!(view(started["text"].as_str().unwrap())["state"], "errors");
    let last = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/suqian-2023.yaml");
    let last = fs::read_to_string(last).unwrap();
    let started = ask("start", &json!({ "office": "", "year": 2024, "previous": last }));
    let shown = values(&view(started["text"].as_str().unwrap()));
    assert_eq!((shown["机关"].as_str(), shown["机关类别"].as_str()), ("宿迁市", "设区的市人民政府"));
    let row = (0..6).map(|column| shown[&format!("收到和处理政府信息公开申请情况/1/{column}")].as_str());
    assert_eq!(row.collect::<Vec<_>>(), ["118", "3", "0", "0", "0", "0"], "what last year handed on");
    let page = "<table><tr><td>一、本年新收政府信息公开申请数量</td><td>1</td></tr></table>";
    let opened = ask("open", &json!({ "name": "去年.html", "bytes": encoded(page.as_bytes()) }));
    assert_eq!(opened["name"], "去年.yaml");
    let refused = answer("open", &json!({ "name": "a.pdf", "bytes": encoded(b"%PDF-1.7") }), &*faces());
    assert!(refused.unwrap_err().what.contains("PDF"));
    assert_eq!(view("\u{0}")["state"], "unreadable");
}

#[test]
fn what_was_looked_into_is_written_down_and_taken_back() {
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/dengtalu-2023.yaml");
    let text = fs::read_to_string(report).unwrap();
    let listed =
        text.replacen("总体情况:\n", "已核:   # 核过的\n  - {规则: G04, 说明: 别的事}\n\n总体情况:\n", 1);
    for text in [text.as_str(), listed.as_str()] {
        let found = |text: &str| -> Vec<Value> {
            let view = view(text);
            let all = view["findings"].as_array().unwrap().iter();
            all.filter(|found| found["code"] == "A09").cloned().collect()
        };
        let [before] = &found(text)[..] else { panic!("one charge is too high to be true") };
        assert!(before["waivable"] == true && before.get("waived").is_none(), "{before}");
        let waive = |text: &str, reason: &str| {
            let ask_for = json!({ "text": text, "name": "a", "code": "A09", "field": before["field"], "reason": reason });
            ask("waive", &ask_for)
        };
        let waived = waive(text, "确有其事: 见 #3");
        let new = waived["text"].as_str().unwrap();
        let [after] = &found(new)[..] else { panic!("{new}") };
        assert_eq!(after["waived"], "确有其事: 见 #3", "{new}");
        assert_eq!(edit(new, &waived["back"])["text"], text);
        let again = waive(new, "");
        assert_eq!(again["text"], text, "taken back, nothing is left of it");
    }
}

#[test]
fn every_glyph_of_the_pages_is_drawn_and_leads_back() {
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/suqian-2023.yaml");
    let text = fs::read_to_string(report).unwrap();
    let known = values(&view(&text));
    let pages = ask("pages", &json!({ "text": text, "name": "a" }));
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let runs: Vec<Value> = list(&pages["pages"]).iter().flat_map(|page| list(&page["runs"])).collect();
    let fields: Vec<&str> = runs.iter().filter_map(|run| run["field"].as_str()).collect();
    assert!(fields.iter().all(|field| known.contains_key(*field)), "{fields:?}");
    // Every figure of the three tables is one.
    let cells = known
        .keys()
        .filter(|name| name.matches('/').count() == 2)
        .filter(|name| !fields.contains(&name.as_str()));
    assert_eq!(cells.collect::<Vec<_>>(), Vec::<&String>::new());
    let (first, glyphs) = (&runs[0], list(&runs[0]["glyphs"]));
    assert_eq!(glyphs.len(), list(&first["at"]).len());
    let asked: Vec<Value> = glyphs.iter().map(|glyph| json!([first["face"], glyph])).collect();
    let outlines = ask("outlines", &json!({ "glyphs": asked }));
    let paths = list(&outlines["outlines"]);
    assert!(
        paths.len() == glyphs.len()
            && paths.iter().all(|path| path["path"].as_str().unwrap().starts_with('M'))
    );
}

/// A report as a Word file, as it is sent in.
fn word_file() -> Vec<u8> {
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/dengtalu-2023.yaml");
    let text = fs::read_to_string(report).unwrap();
    match answer("file", &json!({ "text": text, "name": "a", "format": "docx" }), &*faces()) {
        Ok(Reply::File { bytes, .. }) => bytes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn many_are_listed_commented_and_summed_up() {
    let word = json!({ "name": "灯塔路.docx", "bytes": encoded(&word_file()) });
    let yaml = json!({ "name": "坏.yaml", "bytes": encoded("机关: 甲\n年度: 2025\n".as_bytes()) });
    let judged = ask("judge", &word);
    assert_eq!(judged["office"], "北关区灯塔路街道办事处");
    assert_eq!((&judged["state"], &judged["year"]), (&json!("whole"), &json!(2023)));
    assert!(judged["first"]["place"].as_str().unwrap().contains("表二"), "{judged}");
    let broken = ask("judge", &yaml);
    assert_eq!(broken["state"], "errors");
    assert!(broken["counts"]["error"].as_u64().unwrap() > 0 && broken["first"]["severity"] == "error");
    let file = |what: &str, asked: &Value| match answer(what, asked, &*faces()) {
        Ok(Reply::File { name, bytes }) => (name, bytes),
        other => panic!("{what}: {other:?}"),
    };
    let (name, commented) = file("annotate", &word);
    assert_eq!(name, "灯塔路.docx");
    let parts = nianbao::package::parts::Parts::open(&commented).unwrap();
    assert!(parts.has("word/comments.xml"));
    let (name, listed) = file("annotate", &yaml);
    assert!(name == "坏.yaml.txt" && String::from_utf8(listed).unwrap().contains("错误[S01]"));
    let (name, book) = file("overview", &json!({ "files": [word, yaml] }));
    assert!(name == "核对情况.xlsx" && book.starts_with(b"PK"));
}
