//! Sums: a county of a few bodies through the program, every H rule by its example, and 500 random counties with one fault each.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "sum/county.rs"]
mod county;
#[path = "harness/keys.rs"]
mod keys;
#[path = "harness/program.rs"]
mod program;

use nianbao::diagnostic::Severity;
use nianbao::diagnostic::codes::{self, Example, Status};
use program::{Folder, RunOutput, in_repository, nianbao};
use serde_json::Value;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// The county of `tests/sum` in a folder of the test's own.
fn county(test: &str) -> Folder {
    let folder = Folder::new(test);
    copy(Path::new(&in_repository("tests/sum")), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            std::fs::copy(path, target).unwrap();
        }
    }
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

fn path(folder: &Folder, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

/// The codes and severities that a run in JSON says.
fn said(ran: &RunOutput) -> Vec<(String, String)> {
    let object: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("no JSON: {ran:?}"));
    let found = object["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    found.iter().map(|found| (text(&found["code"]), text(&found["severity"]))).collect()
}

/// The roster with keys of an example: members are added, other keys replaced.
fn roster_with(roster: &str, wrong: &str) -> String {
    match wrong.strip_prefix("成员:\n") {
        Some(members) => roster.to_owned() + members,
        None => keys::replaced(roster, wrong),
    }
}

#[test]
fn the_county_that_examples_are_put_into_is_right() {
    let folder = county("sum-right");
    let ran = nianbao(&["sum", &path(&folder, "名册.yaml"), "--against", &path(&folder, "全县.yaml")]);
    assert_eq!((ran.code, ran.out.contains("逐格相同")), (0, true), "{ran:?}");
    assert!(!ran.out.contains('['), "{}", ran.out);
}

#[test]
fn every_rule_of_sums_is_broken_by_its_example() {
    let mut shown = 0;
    for rule in codes::all() {
        let Example::Sum(roster, report) = rule.example else { continue };
        assert_eq!(rule.status, Status::Checked);
        shown += 1;
        let folder = county("sum-rules");
        let roster = folder.write("名册.yaml", roster_with(&read(&folder, "名册.yaml"), roster));
        let report = folder.write("全县.yaml", keys::replaced(&read(&folder, "全县.yaml"), report));
        let ran = nianbao(&["sum", &roster, "--against", &report, "--format", "json"]);
        assert!(ran.code < 2, "{}: {ran:?}", rule.code);
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let found = said(&ran);
        let own = (rule.code.to_owned(), severity.to_owned());
        assert!(found.contains(&own), "{} is not found in its example; {found:?} are", rule.code);
    }
    assert_eq!(shown, 12, "H01 to H12");
}

#[test]
fn what_the_author_wrote_stays_and_placeholders_speak_of_the_sum() {
    let folder = county("sum-write");
    let report = keys::replaced(
        &read(&folder, "全县.yaml"),
        "总体情况:\n  依申请公开: |\n    2025年，全县新收政府信息公开申请{{ 表三.本年新收.总计 }}件，均已按期答复。 # 这是正文\n",
    )
    .replace("  行政许可: 164", "  行政许可: 1   # 行政审批局核过")
    .replace("\n其他需要报告的事项", "\n# 第六部分由办公室起草\n其他需要报告的事项");
    let report = folder.write("全县.yaml", &report);
    let before = read(&folder, "全县.yaml");
    let ran = nianbao(&["sum", &path(&folder, "名册.yaml"), "-o", &report]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let after = read(&folder, "全县.yaml");
    for kept in [
        "# 第六部分由办公室起草",
        "# 行政审批局核过",
        "{{ 表三.本年新收.总计 }}件，均已按期答复。 # 这是正文",
    ] {
        assert!(before.contains(kept) && after.contains(kept), "{kept} in {after}");
    }
    assert!(after.contains("# │ 计入 3 家：安平县教育局、安平县水利局、安平县青山镇人民政府"), "{after}");
    assert!(after.contains("# │ 不计 1 家：安平县气象局（垂直管理）"), "{after}");
    let changed: Vec<&str> =
        after.lines().filter(|line| !before.contains(line) && !line.starts_with('#')).collect();
    assert_eq!(changed.len(), 1, "only the line that was wrong: {changed:?}");
    let again = nianbao(&["sum", &path(&folder, "名册.yaml"), "-o", &report]);
    assert_eq!((again.code, read(&folder, "全县.yaml")), (0, after), "a second sum changes nothing");
}

#[test]
fn a_path_may_be_written_as_on_windows() {
    let folder = county("sum-windows");
    std::fs::create_dir_all(folder.join("报送")).unwrap();
    std::fs::rename(folder.join("水利局.yaml"), folder.join("报送/水利局.yaml")).unwrap();
    folder.write(
        "名册.yaml",
        read(&folder, "名册.yaml").replace("文件: 水利局.yaml", "文件: 报送\\水利局.yaml"),
    );
    let ran = nianbao(&["sum", &path(&folder, "名册.yaml")]);
    assert!(ran.code == 0 && ran.out.contains("计入 3 家"), "{ran:?}");
}

#[test]
fn a_new_report_is_begun_where_none_is() {
    let folder = county("sum-new");
    let new = path(&folder, "新.yaml");
    let ran = nianbao(&["sum", &path(&folder, "名册.yaml"), "-o", &new]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let compared = nianbao(&["sum", &path(&folder, "名册.yaml"), "--against", &new]);
    assert!(compared.out.contains("逐格相同"), "{compared:?}");
    folder.write("名册.yaml", read(&folder, "名册.yaml").replace("机关类别: 县级人民政府\n", ""));
    let named = nianbao(&["sum", &path(&folder, "名册.yaml"), "-o", &path(&folder, "又.yaml")]);
    assert_eq!(named.code, 0, "{named:?}");
    assert!(read(&folder, "又.yaml").contains("机关类别: 县级人民政府"), "its name says what it is");
}

#[test]
fn everything_that_stands_in_the_way_is_said_at_once_and_nothing_is_written() {
    let folder = county("sum-refused");
    let roster = read(&folder, "名册.yaml")
        + "  - {机关: 安平县林业局, 文件: 有错/林业局.yaml}\n  - {机关: 安平县民政局, 文件: 民政局.yaml}\n\
           \x20 - {机关: 安平县档案局, 文件: 去年/档案局.yaml}\n  - {机关: 安平县医院, 文件: 名册外/*.yaml}\n";
    let roster = folder.write("名册.yaml", &roster);
    folder.write("水利局 (1).yaml", read(&folder, "水利局.yaml"));
    let new = path(&folder, "新.yaml");
    let ran = nianbao(&["sum", &roster, "-o", &new, "--format", "json"]);
    assert_eq!(ran.code, 1);
    let mut codes: Vec<String> = said(&ran).into_iter().map(|found| found.0).collect();
    codes.sort();
    assert_eq!(codes, ["H02", "H03", "H10", "H11", "H12"], "{}", ran.out);
    assert!(!Path::new(&new).exists());
}

/// Of two reports the one counts that the roster names; of two that it does not tell apart neither.
#[test]
fn the_roster_decides_which_of_two_reports_counts() {
    let folder = county("sum-twice");
    folder.write("水利局 (1).yaml", read(&folder, "水利局.yaml"));
    let ran = nianbao(&["sum", &path(&folder, "名册.yaml"), "--format", "json"]);
    assert_eq!((ran.code, said(&ran)), (0, vec![("H03".to_owned(), "warning".to_owned())]), "{}", ran.out);
    assert!(
        ran.out.contains("水利局 (1).yaml 没有计入") && ran.out.contains("\"安平县水利局\""),
        "{}",
        ran.out
    );
    folder.write("名册.yaml", read(&folder, "名册.yaml").replace("文件: 水利局.yaml", "文件: 水利局*.yaml"));
    let ran = nianbao(&["sum", &path(&folder, "名册.yaml"), "--format", "json"]);
    assert_eq!((ran.code, said(&ran)), (1, vec![("H03".to_owned(), "error".to_owned())]), "{}", ran.out);
}

#[test]
fn missing_ones_and_those_with_errors_count_where_it_is_said() {
    let folder = county("sum-with");
    let roster = read(&folder, "名册.yaml")
        + "  - {机关: 安平县林业局, 文件: 有错/林业局.yaml}\n  - {机关: 安平县民政局, 文件: 民政局.yaml}\n";
    let roster = folder.write("名册.yaml", &roster);
    let new = path(&folder, "新.yaml");
    let ran = nianbao(&["sum", &roster, "-o", &new, "--with-errors", "--with-missing"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let text = read(&folder, "新.yaml");
    for said in ["# │ 其中报告有错误仍计入的 1 家：安平县林业局", "# │ 缺 1 家，数不全：安平县民政局"]
    {
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_rest() {
    let folder = county("sum-unread");
    folder.write("水利局.yaml", "机关: [\u{0}");
    let ran = nianbao(&["sum", &path(&folder, "名册.yaml"), "--format", "json"]);
    assert_eq!(ran.code, 1);
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(object["计入"].as_array().unwrap().len(), 2, "{}", ran.out);
    assert_eq!(object["不能用"], serde_json::json!(["安平县水利局"]));
}

/// `\` parts folders where a roster was written on Windows; a folder in place of a file is no report that was sent.
#[test]
fn a_file_is_named_as_on_windows() {
    let folder = county("sum-windows");
    std::fs::create_dir(folder.path().join("报送")).unwrap();
    std::fs::rename(folder.path().join("水利局.yaml"), folder.path().join("报送/水利局.yaml")).unwrap();
    let roster = read(&folder, "名册.yaml");
    let sum = |file: &str| {
        folder.write("名册.yaml", roster.replace("文件: 水利局.yaml", &format!("文件: {file}")));
        nianbao(&["sum", &path(&folder, "名册.yaml"), "--format", "json"]).out
    };
    assert_eq!(sum("报送\\水利局.yaml"), sum("报送/水利局.yaml"));
    let object: Value = serde_json::from_str(&sum("报送")).unwrap();
    assert_eq!(
        (&object["缺"], &object["不能用"]),
        (&serde_json::json!(["安平县水利局"]), &serde_json::json!([]))
    );
}

#[test]
fn a_city_is_the_sum_of_its_counties_and_contained_bodies_are_not_added() {
    let folder = county("sum-city");
    let roster = "机关: 云州市人民政府\n年度: 2025\n成员:\n  - 机关: 安平县人民政府\n    文件: 全县.yaml\n    口径: 汇总\n    成员:\n\
                  \x20     - {机关: 安平县教育局, 文件: 教育局.yaml}\n      - {机关: 安平县水利局, 文件: 水利局.yaml}\n  \
                  - {机关: 安平县青山镇人民政府, 文件: 青山镇.yaml}\n";
    let roster = folder.write("市.yaml", roster);
    let ran = nianbao(&["sum", &roster, "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    // The county's 30 and the township's 3 once more.
    assert_eq!(object["合计"]["表三"]["本年新收"][6], 33, "{}", ran.out);
    assert_eq!(object["已含在上级"].as_array().unwrap().len(), 2);
    // Without 口径 nobody knows.
    let roster = folder.write("市.yaml", read(&folder, "市.yaml").replace("    口径: 汇总\n", ""));
    let ran = nianbao(&["sum", &roster, "--format", "json"]);
    assert_eq!(said(&ran), [("H03".to_owned(), "error".to_owned())]);
}

/// A body above others whose own report did not come is missing where 口径 speaks of one, and is named where nothing does.
#[test]
fn a_body_above_others_is_missed_too() {
    let folder = county("sum-above");
    std::fs::create_dir_all(folder.join("报送")).unwrap();
    for name in ["教育局", "水利局"] {
        folder.write(&format!("报送/{name}.yaml"), read(&folder, &format!("{name}.yaml")));
    }
    let roster = |scope: &str| {
        format!(
            "机关: 云州市人民政府\n年度: 2025\n文件夹: 报送\n成员:\n  - 机关: 安平县人民政府\n{scope}    成员: [安平县教育局, 安平县水利局]\n"
        )
    };
    for scope in ["本级", "汇总"] {
        let roster = folder.write("市.yaml", roster(&format!("    口径: {scope}\n")));
        let new = path(&folder, "新.yaml");
        let ran = nianbao(&["sum", &roster, "-o", &new]);
        assert!(ran.code == 1 && ran.out.contains("缺“安平县人民政府”的报告"), "{ran:?}");
        assert!(ran.out.contains("计入 2 家，缺 1 家") && !Path::new(&new).exists(), "{ran:?}");
        let ran = nianbao(&["sum", &roster, "-o", &new, "--with-missing"]);
        assert!(
            ran.code == 0 && read(&folder, "新.yaml").contains("缺 1 家，数不全：安平县人民政府"),
            "{ran:?}"
        );
        std::fs::remove_file(new).unwrap();
    }
    let ran = nianbao(&["sum", &folder.write("市.yaml", roster("")), "-o", &path(&folder, "新.yaml")]);
    assert!(ran.code == 0 && ran.out.contains("只算下级的 1 家"), "{ran:?}");
    assert!(read(&folder, "新.yaml").contains("只算下级的 1 家：安平县人民政府"));
}

/// A county that sums up sends a report of its own; a city is told where it is not the sum, and adds it as it is.
#[test]
fn a_county_below_that_is_no_sum_is_named_and_stands() {
    let folder = county("sum-below");
    let whole = "机关: 云州市人民政府\n年度: 2025\n成员:\n  - 机关: 安平县人民政府\n    文件: 全县.yaml\n    口径: 汇总\n    成员:\n";
    let bodies: Vec<String> = ["教育局", "水利局", "青山镇人民政府"]
        .map(|name| {
            let file = name.trim_end_matches("人民政府");
            format!("      - {{机关: 安平县{name}, 文件: {file}.yaml}}\n")
        })
        .to_vec();
    let roster = folder.write("市.yaml", format!("{whole}{}", bodies.concat()));
    assert_eq!(said(&nianbao(&["sum", &roster, "--format", "json"])), []);
    let wrong = read(&folder, "全县.yaml").replace("行政处罚: 6", "行政处罚: 60");
    folder.write("全县.yaml", wrong);
    let ran = nianbao(&["sum", &roster]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let said = "“安平县人民政府”的汇总报告与它下面 3 家之和有 1 格不同，如表二“行政处罚”：合计 6，报告写 60";
    let dense: String = ran.out.split_whitespace().collect();
    assert!(dense.contains(&said.replace(' ', "")), "{}", ran.out);
    // What is advised tells cell by cell, with the reports named and found in a folder.
    let report = path(&folder, "全县.yaml");
    let in_folder = folder.write(
        "夹.yaml",
        read(&folder, "市.yaml")
            .replace("成员:\n  - ", "文件夹: .\n成员:\n  - ")
            .replace("    文件: 全县.yaml\n", ""),
    );
    for roster in [&roster, &in_folder] {
        let ran =
            nianbao(&["sum", roster, "--office", "安平县人民政府", "--against", &report, "--format", "json"]);
        assert!(ran.code == 1 && ran.out.contains("表二“行政处罚”：各机关合计 6，报告写 60"), "{ran:?}");
    }
    std::fs::remove_file(in_folder).unwrap();
    // With one missing nothing can be said.
    let roster = folder.write("市.yaml", read(&folder, "市.yaml").replace(", 文件: 水利局.yaml", ""));
    assert!(!nianbao(&["sum", &roster]).out.contains("H09"));
}

/// What an area's report has of reports that are in no sum: another one of the same body, beside the one that counts or in its place,
/// and one of a body that the roster does not name.
#[test]
fn a_report_that_is_in_no_sum_explains_a_difference() {
    let folder = county("sum-spare");
    let revised = read(&folder, "水利局.yaml")
        .replace("行政许可: 120", "行政许可: 130")
        .replace("行政处罚: 4", "行政处罚: 5");
    folder.write("林业局.yaml", revised.replace("安平县水利局", "安平县林业局"));
    let roster = read(&folder, "名册.yaml");
    let with = folder.write("多.yaml", roster.clone() + "  - {机关: 安平县林业局, 文件: 林业局.yaml}\n");
    assert_eq!(nianbao(&["sum", &with, "-o", &path(&folder, "大.yaml")]).code, 0);
    let dense = |report: &str| -> String {
        let ran = nianbao(&["sum", &path(&folder, "名册.yaml"), "--against", &path(&folder, report)]);
        assert!(ran.code == 1 && !ran.out.contains("核对后改为"), "{ran:?}");
        ran.out.split_whitespace().collect::<String>().replace(folder.path().to_str().unwrap(), "")
    };
    let said = dense("大.yaml");
    assert!(
        said.contains("林业局.yaml（“安平县林业局”）") && said.contains("报告计入了没有计入合计的"),
        "{said}"
    );
    folder.write("水利局 (1).yaml", &revised);
    std::fs::remove_file(folder.path().join("林业局.yaml")).unwrap();
    let said = dense("大.yaml");
    assert!(said.contains("报告计入了没有计入合计的/水利局(1).yaml（“安平县水利局”）"), "{said}");
    let other = read(&folder, "全县.yaml")
        .replace("行政许可: 164", "行政许可: 174")
        .replace("行政处罚: 6", "行政处罚: 7");
    folder.write("全县.yaml", other);
    let said = dense("全县.yaml");
    assert!(
        said.contains("报告用的是/水利局(1).yaml（“安平县水利局”），名册用的是/水利局.yaml：2格"),
        "{said}"
    );
}

/// A body that reports by another name is said to be likely the one that is missing: 别名, and not the reminder, is what helps.
#[test]
fn a_body_of_another_name_is_likely_the_one_that_is_missing() {
    let folder = county("sum-renamed");
    folder.write("水利局.yaml", read(&folder, "水利局.yaml").replace("安平县水利局", "安平县水利和湖泊局"));
    let roster = read(&folder, "名册.yaml").replace("文件: 水利局.yaml", "别名: 水利");
    let roster = folder.write("名册.yaml", roster.replace("成员:", "文件夹: 报送\n成员:"));
    std::fs::create_dir_all(folder.join("报送")).unwrap();
    std::fs::rename(folder.join("水利局.yaml"), folder.join("报送/水利局.yaml")).unwrap();
    let ran = nianbao(&["sum", &roster, "--format", "json"]);
    assert_eq!((ran.code, said(&ran)), (1, vec![("H10".to_owned(), "error".to_owned())]), "{}", ran.out);
    assert!(
        ran.out.contains("疑为“安平县水利局”") && ran.out.contains("别名: 安平县水利和湖泊局"),
        "{}",
        ran.out
    );
    let files = ["教育局.yaml", "青山镇.yaml", "报送"].map(|name| path(&folder, name));
    let ran = nianbao(&["check", "--roster", &roster, &files[0], &files[1], &files[2]]);
    let summary: String = ran.out.split_whitespace().collect();
    assert!(
        summary.contains("名册里没有（1）：安平县水利和湖泊局（疑为安平县水利局，写“别名”）"),
        "{}",
        ran.out
    );
    assert!(summary.contains("没有报送（1）：安平县水利局"), "{}", ran.out);
}

/// The rest is summed where that is asked for; what the roster has to decide stands in the way all the same.
#[test]
fn what_cannot_be_counted_is_left_out_where_it_is_said() {
    let folder = county("sum-rest");
    let roster = read(&folder, "名册.yaml")
        + "  - {机关: 安平县档案局, 文件: 去年/档案局.yaml}\n  - {机关: 安平县医院, 文件: 医院.docx}\n";
    folder.write("医院.docx", "");
    let (roster, new) = (folder.write("名册.yaml", roster), path(&folder, "新.yaml"));
    let ran = nianbao(&["sum", &roster, "-o", &new, "--format", "json"]);
    assert_eq!(
        (ran.code, said(&ran).len(), ran.out.matches("用 --with-missing").count()),
        (1, 2, 2),
        "{}",
        ran.out
    );
    let ran = nianbao(&["sum", &roster, "-o", &new, "--with-missing", "--format", "json"]);
    let warned = ["H11", "H12"].map(|code| (code.to_owned(), "warning".to_owned()));
    assert_eq!((ran.code, said(&ran)), (0, warned.to_vec()), "{}", ran.out);
    assert!(
        read(&folder, "新.yaml").contains("报来不能用、没有计入的 2 家，数不全：安平县档案局、安平县医院")
    );
    std::fs::rename(folder.join("名册外"), folder.join("报送")).unwrap();
    folder.write("名册.yaml", read(&folder, "名册.yaml").replace("成员:", "文件夹: 报送\n成员:"));
    let ran = nianbao(&["sum", &roster, "-o", &new, "--with-missing", "--with-errors"]);
    assert!(ran.code == 1 && ran.out.contains("[H10]") && ran.out.contains("照“改法”改后再汇总"), "{ran:?}");
}

/// A file that is no roster is called that, and is not taken for a damaged one.
#[test]
fn what_is_no_roster_is_said_to_be_none() {
    let folder = county("sum-none");
    let word = [
        "build",
        &path(&folder, "教育局.yaml"),
        "--format",
        "docx",
        "--name",
        "教育局",
        "--out",
        &path(&folder, ""),
    ];
    assert_eq!(nianbao(&word).code, 0);
    for (name, what, help) in [
        ("教育局.docx", "不是名册", "--new-roster 文件夹"),
        ("教育局.yaml", "不是名册", "--new-roster 文件夹"),
        ("去年", "是文件夹，不是名册", "sum --new-roster"),
    ] {
        for ran in [
            nianbao(&["sum", &path(&folder, name)]),
            nianbao(&["check", &path(&folder, "水利局.yaml"), "--roster", &path(&folder, name)]),
        ] {
            let dense = ran.err.split_whitespace().collect::<String>();
            let told = dense.contains(what) && dense.contains(&help.replace(' ', ""));
            assert!(ran.code == 2 && told && !ran.out.contains("损坏"), "{name}: {ran:?}");
        }
    }
}

#[test]
fn joint_documents_count_once() {
    let folder = county("sum-joint");
    let roster = read(&folder, "名册.yaml");
    let joint = keys::replaced(
        &roster,
        "联合发文:\n  - {机关: [安平县教育局, 安平县水利局], 制发: 1, 现行有效: 2}\n",
    );
    let roster = folder.write("名册.yaml", &joint);
    let ran = nianbao(&["sum", &roster, "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    let norms: Vec<i64> = object["合计"]["表二"]["行政规范性文件"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_i64().unwrap())
        .collect();
    assert_eq!(norms, [1, 0, 15], "2 and 17 less one and two: {}", ran.out);
}

#[test]
fn a_roster_is_drafted_from_a_folder() {
    let folder = county("sum-draft");
    std::fs::remove_file(folder.path().join("全县.yaml")).unwrap();
    for sub in ["去年", "去年不符", "名册外", "有错"] {
        std::fs::remove_dir_all(folder.path().join(sub)).unwrap();
    }
    std::fs::remove_file(folder.path().join("名册.yaml")).unwrap();
    let roster = path(&folder, "新名册.yaml");
    let ran = nianbao(&["sum", "--new-roster", folder.path().to_str().unwrap(), "-o", &roster]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let text = read(&folder, "新名册.yaml");
    assert!(text.contains("机关: 安平县人民政府\n年度: 2025"), "{text}");
    assert!(text.contains("- {机关: 安平县税务局, 不计: 垂直管理, 文件: 垂直/税务局.yaml}"), "{text}");
    let ran = nianbao(&["sum", &roster]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("计入 3 家，不计 1 家"), "{}", ran.out);
}

/// Nothing that a person reads is wider than a terminal.
/// A folder a county: its government above those in it. Folders that only sort are no level.
#[test]
fn folders_of_counties_become_levels() {
    let folder = county("sum-levels");
    let (education, water) = (read(&folder, "教育局.yaml"), read(&folder, "水利局.yaml"));
    for (area, of) in [("安平县", "报送/安平"), ("白石县", "报送/白石")] {
        std::fs::create_dir_all(folder.join(of)).unwrap();
        for (name, text) in [("教育局", &education), ("水利局", &water)] {
            folder.write(&format!("{of}/{name}.yaml"), text.replace("安平县", area));
        }
    }
    folder.write("报送/白石/县.yaml", read(&folder, "全县.yaml").replace("安平县", "白石县"));
    let ran = nianbao(&["sum", "--new-roster", &folder.join("报送"), "--office", "云州市人民政府"]);
    let of = ran.out.split_once("\n成员:\n").unwrap().1.replace(&folder.join("报送"), "报送");
    let member = |name: &str, file: &str| format!("      - {{机关: {name}, 文件: {file}.yaml}}\n");
    let right = [
        "  - 机关: 安平县人民政府\n    成员:\n".to_owned(),
        member("安平县教育局", "报送/安平/教育局") + &member("安平县水利局", "报送/安平/水利局"),
        "  - 机关: 白石县人民政府\n    文件: 报送/白石/县.yaml\n    口径: 汇总    # 它的报告含下级；只有本级的，改为“本级”\n    成员:\n".to_owned(),
        member("白石县教育局", "报送/白石/教育局") + &member("白石县水利局", "报送/白石/水利局"),
    ];
    assert_eq!(of.replace('"', ""), right.concat());
}

/// The body whose report is made is no member of its own, nor is a county's government beside its bureaus: what their reports hold a person
/// decides.
#[test]
fn a_drafted_roster_has_no_report_twice() {
    let folder = county("sum-own");
    std::fs::create_dir_all(folder.join("报送")).unwrap();
    let education = read(&folder, "教育局.yaml");
    let put = |name: &str, office: &str| {
        folder.write(&format!("报送/{name}.yaml"), education.replace("安平县教育局", office));
    };
    for (name, office) in [
        ("县", "安平县人民政府"),
        ("局", "安平县教育局"),
        ("水", "安平县水利局"),
        ("镇", "安平县青山镇人民政府"),
    ] {
        put(name, office);
    }
    let draft = || {
        let ran = nianbao(&["sum", "--new-roster", &folder.join("报送"), "-o", &folder.join("新.yaml")]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let text = read(&folder, "新.yaml");
        let ran_sum = nianbao(&["sum", &folder.join("新.yaml")]);
        assert!(!ran_sum.out.contains("写了两遍") && !ran_sum.out.contains("错误["), "{ran_sum:?}");
        std::fs::remove_file(folder.join("新.yaml")).unwrap();
        (text, ran.err, ran_sum.out)
    };
    let (text, err, out) = draft();
    assert!(
        text.contains("机关: 安平县人民政府\n# 它自己的报告")
            && text.contains("# 文件: 报送/县.yaml\n# 口径: 本级"),
        "{text}"
    );
    assert!(err.contains("县.yaml 是安平县人民政府自己的报告") && out.contains("计入 3 家"), "{err}{out}");
    put("市", "云州市人民政府");
    put("市教", "云州市教育局");
    let (text, _, out) = draft();
    assert!(
        text.contains("机关: 云州市人民政府\n# 它自己") && text.contains("  - 机关: 安平县人民政府\n"),
        "{text}"
    );
    assert!(
        text.contains("    口径: 汇总") && text.contains("      - {机关: 安平县教育局, 文件: 报送/局.yaml}"),
        "{text}"
    );
    assert!(out.contains("计入 2 家，已含在上级的报告里 3 家"), "{out}");
}

#[test]
fn eighty_columns_are_enough() {
    let folder = county("sum-columns");
    let report =
        keys::replaced(&read(&folder, "全县.yaml"), "主动公开政府信息情况:\n  行政许可: 9\n  行政处罚: 31\n");
    folder.write("全县.yaml", &report);
    let roster = folder
        .write("名册.yaml", &(read(&folder, "名册.yaml") + "  - {机关: 安平县民政局, 文件: 民政局.yaml}\n"));
    let arguments = ["sum", &roster, "--against", &path(&folder, "全县.yaml")];
    let ran = program::run(program::program().args(arguments).env("COLUMNS", "80"), b"");
    for line in ran.out.lines().filter(|line| !line.contains(folder.path().to_str().unwrap())) {
        let wide = line.width();
        assert!(wide <= 80, "{wide}: {line}");
    }
}

/// One fault in each of 500 random counties is named: who is missing, who sent two, who is in it twice, who was left out, which
/// cell is wrong. Run with `--nocapture` to see the figure.
#[test]
fn one_fault_in_five_hundred_counties_is_named() {
    let told = county::faults(500);
    println!("named rightly: {} of 500, silent: {}", told.right, told.silent);
    for line in &told.wrong {
        println!("{line}");
    }
    assert_eq!(told.silent, 0);
    assert!(told.right * 100 >= 500 * 95, "{} of 500", told.right);
}
