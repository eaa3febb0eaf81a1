//! A made-up edition of 2027, given at run time: a row renamed, one added, a column more, a row whose new name no rule is told.
//! What still binds works; what does not is said by name.

#[path = "harness/program.rs"]
mod program;

use program::{Folder, in_repository, nianbao};
use std::path::Path;

/// The shipped form of 2021 made into one of 2027.
fn edition() -> String {
    let shipped = std::fs::read_to_string(in_repository("templates/2021/form.yaml")).expect("it is shipped");
    let changes = [
        ("版本: 2021", "版本: 2027"),
        ("年度: [2021, 不限]", "年度: [2027, 不限]"),
        ("国办公开办函〔2021〕30号", "国办公开办函〔2027〕1号"),
        // A row renamed, and its old name given to rules.
        (
            "{印: 一、本年新收政府信息公开申请数量, 简称: 本年新收",
            "{印: 一、本年收到政府信息公开申请数量, 简称: 本年收到, 量: 本年新收",
        ),
        // A row added, with a wording of its own.
        (
            "                - 8.属于行政查询事项\n",
            "                - 8.属于行政查询事项\n                - {印: 9.属于公共数据, 说法: [公共数据]}\n",
        ),
        // A column more.
        ("法律服务机构, {印: 其他, 说法: []}]", "法律服务机构, 新闻媒体, {印: 其他, 说法: []}]"),
        ("法律服务机构 + 其他\n", "法律服务机构 + 新闻媒体 + 其他\n"),
        // A row renamed without a word to the rules.
        ("行: [规章, 行政规范性文件]", "行: [规章, 行政规范性文件（含地方）]"),
    ];
    let mut form = shipped;
    for (from, to) in changes {
        assert!(form.contains(from), "{from}");
        form = form.replace(from, to);
    }
    form
}

fn given(name: &str) -> (Folder, String) {
    let folder = Folder::new(name);
    std::fs::create_dir_all(folder.join("格式/2027")).expect("a folder");
    folder.write("格式/2027/form.yaml", edition());
    let templates = folder.join("格式");
    (folder, templates)
}

/// The starter of the new edition with a sentence in each part.
fn report(templates: &str) -> String {
    let new = nianbao(&[
        "new",
        "--year",
        "2027",
        "--office",
        "安平县教育局",
        "--kind",
        "县级部门",
        "--templates",
        templates,
    ]);
    assert_eq!(new.code, 0, "{new:?}");
    let filled = new.out.replace(": |\n", ": |\n    本机关依法办理。\n");
    filled.replace(
        "其他需要报告的事项: |\n    本机关依法办理。",
        "其他需要报告的事项: |\n    本年度未收取政府信息公开信息处理费。",
    )
}

#[test]
fn an_edition_given_at_run_time_passes_through_every_command() {
    let (folder, templates) = given("edition");
    let report = report(&templates);
    for words in ["本年收到政府信息公开申请数量:", "属于公共数据:", "新闻媒体", "国办公开办函〔2027〕1号"]
    {
        assert!(report.contains(words), "{words}\n{report}");
    }
    let schema = nianbao(&["schema", "--year", "2027", "--templates", &templates]);
    assert!(schema.code == 0 && schema.out.contains("nianbao-2027") && schema.out.contains("属于公共数据"));
    let path = folder.write("年报.yaml", &report);
    let fine = nianbao(&["check", "--format", "short", "--templates", &templates, &path]);
    assert_eq!(fine.code, 0, "{}", fine.out);
    let off: Vec<&str> = fine.out.lines().filter(|line| line.contains("[F06]")).collect();
    assert!(
        off.len() == 1 && off[0].contains("表二“行政规范性文件·现行有效件数”"),
        "what is off is said once, by name: {}",
        fine.out
    );
    let built = nianbao(&["build", "--templates", &templates, "--out", &folder.join("成品"), &path]);
    assert_eq!(built.code, 0, "{built:?}");
    let title = "安平县教育局2027年政府信息公开工作年度报告";
    for extension in ["pdf", "docx"] {
        assert!(Path::new(&folder.join(&format!("成品/{title}.{extension}"))).is_file());
    }
    let unknown = nianbao(&["check", "--format", "short", &path]);
    assert!(unknown.code == 1, "without the edition its keys are not known: {}", unknown.out);
}

#[test]
fn rules_bind_what_the_edition_renamed_and_added() {
    let (folder, templates) = given("edition-binds");
    let report = report(&templates);
    let row =
        report.lines().find(|line| line.trim_start().starts_with("本年收到")).expect("the row").to_owned();
    let key = row.split(':').next().expect("a key");
    let check = |report: &str| {
        let path = folder.write("年报.yaml", report);
        nianbao(&["check", "--format", "short", "--templates", &templates, &path]).out
    };
    // The renamed row is in the identity of every column, the new one included.
    let wrong = report.replace(&row, &format!("{key}: [0, 0, 0, 0, 0, 3, 0]"));
    let found = check(&wrong);
    assert!(found.contains("[B01]") && found.contains("“新闻媒体”、“总计”两列不平"), "{found}");
    // A rule that names it finds it under its new name.
    let carried = report
        .replace(&row, &format!("{key}: [0, 20, 0, 0, 0, 0, 0]"))
        .replace("    予以公开:", "    予以公开: [0, 20, 0, 0, 0, 0, 0] #");
    let found = check(&carried);
    assert!(found.contains("[B14]"), "{found}");
    assert!(!found.contains("[B01]"), "{found}");
    // The added row answers for its own figure in the identities.
    let added = report.replace("      属于公共数据:", "      属于公共数据: [1, 0, 0, 0, 0, 0, 0] #");
    assert!(check(&added).contains("[B01]"));
    // Prose that names it speaks of it.
    let told = added.replace(
        "依申请公开: |\n    本机关依法办理。",
        "依申请公开: |\n    全年答复1件，其中属于公共数据的3件。",
    );
    let found = check(&told);
    assert!(found.contains("属于公共数据") && found.contains("[X05]"), "{found}");
}

#[test]
fn what_is_wrong_in_an_edition_is_said_with_its_line() {
    let folder = Folder::new("edition-wrong");
    std::fs::create_dir_all(folder.join("格式/2027")).expect("a folder");
    folder.write("格式/2027/form.yaml", edition().replace("  排列: 横\n", "  排列: 斜\n"));
    let ran = nianbao(&["explain", "--templates", &folder.join("格式"), "B01"]);
    assert!(ran.code == 2 && ran.err.contains("form.yaml:"), "{ran:?}");
    assert!(ran.err.contains("“排列”只能写 横"), "{ran:?}");
    let ran = nianbao(&["explain", "--templates", &folder.join("没有")]);
    assert!(ran.code == 2 && ran.err.contains("--templates"), "{ran:?}");
}

#[test]
fn explain_says_where_a_rule_is_off() {
    let (_folder, templates) = given("edition-explain");
    let ran = nianbao(&["explain", "A06", "--templates", &templates]);
    let words = ran.out.replace(['\n', ' '], "");
    assert!(words.contains("2027版格式没有表二“行政规范性文件·本年制发件数”"), "{}", ran.out);
    assert!(words.contains("2019版格式没有"), "{}", ran.out);
}

/// A sentence of the form that an edition leaves out is a rule less, and no other.
#[test]
fn a_sum_that_the_edition_does_not_have_is_off() {
    let (folder, templates) = given("edition-sums");
    let form = edition();
    let sums = form.rfind("  勾稽:\n    - 规则: L01").expect("table four has its sum");
    let behind = form[sums..].find("\n\n").map_or(form.len(), |blank| sums + blank);
    folder.write("格式/2027/form.yaml", format!("{}{}", &form[..sums], &form[behind..]));
    let explained =
        |rule| nianbao(&["explain", rule, "--templates", &templates]).out.replace(['\n', ' '], "");
    assert!(explained("L01").contains("2027版格式没有勾稽关系"), "{}", explained("L01"));
    assert!(!explained("B01").contains("2027版格式没有"), "{}", explained("B01"));
}

/// Without `--templates` the folder beside the program is looked into.
#[test]
fn an_edition_beside_the_program_is_found() {
    let folder = Folder::new("edition-beside");
    std::fs::create_dir_all(folder.join("templates/2027")).expect("a folder");
    folder.write("templates/2027/form.yaml", edition());
    let copy = folder.join("nianbao");
    let program = program::program();
    let program = Path::new(program.get_program());
    if std::fs::hard_link(program, &copy).is_err() {
        std::fs::copy(program, &copy).expect("the program can be copied");
    }
    let ran = program::run(std::process::Command::new(&copy).args(["schema", "--year", "2027"]), b"");
    assert!(ran.code == 0 && ran.out.contains("nianbao-2027"), "{ran:?}");
}
