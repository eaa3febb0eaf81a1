//! What stands around the six parts: 题下日期, 编制说明, 表前; 管委会; titles of joint bodies and of a whole system.

#[path = "harness/program.rs"]
mod program;

use nianbao::check::{Options, check};
use nianbao::compose::compose;
use nianbao::diagnostic::Diagnostics;
use nianbao::document::{Block, Role};
use nianbao::report::read::read;
use nianbao::source::Source;
use program::{Folder, in_repository, nianbao};

fn base() -> String {
    std::fs::read_to_string(in_repository("tests/rules/report.yaml")).expect("it is there")
}

/// The correct report with everything that may stand around its parts.
fn framed() -> String {
    let more = "题下日期: 2024-01-23\n编制说明: |\n  本报告由安平县教育局编制，联系电话：0372-2155555。\n";
    let table = "收到和处理政府信息公开申请情况:\n";
    base().replace("\n年度: 2023\n", &format!("\n年度: 2023\n{more}")).replace(
        table,
        &format!("{table}  表前: |\n    本年新收{{{{ 表三.本年新收.总计 }}}}件，具体情况如下。\n"),
    )
}

#[test]
fn they_are_printed_where_they_belong() {
    let source = Source::new("a.yaml", framed());
    let mut found = Diagnostics::new();
    let report = read(&source, &mut found).expect("it is a report");
    let (checked, more) = check(report, &Options::default());
    assert!(found.is_empty() && more.is_empty(), "{found:#?}{more:#?}");
    let document = compose(&checked.expect("nothing is wrong"));
    let text = |block: &Block| match block {
        Block::Paragraph(p) => p.runs.iter().map(|run| run.text.as_str()).collect::<String>(),
        Block::Heading(heading) => heading.run.text.clone(),
        Block::Table(_) => "表".to_owned(),
        Block::Title(_) | Block::Signature(_) => String::new(),
    };
    let words: Vec<String> = document.blocks.iter().map(text).collect();
    assert_eq!(words[1], "（2024年1月23日）");
    let Block::Paragraph(date) = &document.blocks[1] else { panic!("a paragraph") };
    assert_eq!(date.role(), Role::Dateline);
    let preface = words.iter().position(|word| word == "编制说明").expect("it is printed");
    assert!(words[preface + 1].starts_with("本报告由安平县教育局编制"));
    assert!(
        words[preface + 2].starts_with("一、") || words[..preface].iter().all(|w| !w.starts_with("一、"))
    );
    let before = words.iter().position(|word| word.contains("具体情况如下")).expect("it is printed");
    assert_eq!(words[before], "本年新收20件，具体情况如下。");
    assert!(words[before - 1].starts_with("三、") && words[before + 1] == "表");
}

#[test]
fn both_formats_hold_them() {
    let folder = Folder::new("frame");
    let path = folder.write("年报.yaml", framed());
    let ran = nianbao(&["build", &path, "--out", &folder.join("成品"), "--name", "年报"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(std::fs::read_dir(folder.join("成品")).expect("it is written").count(), 2);
}

#[test]
fn bodies_of_other_kinds_are_accepted() {
    let folder = Folder::new("frame-bodies");
    let check = |head: &str| {
        let report = base();
        let rest = report.split_once("\n年度: 2023\n").expect("the base has it").1;
        let path = folder.write("年报.yaml", format!("{head}年度: 2023\n{rest}"));
        nianbao(&["check", "--format", "short", &path]).out
    };
    let named = |office: &str, title: &str| check(&format!("机关: {office}\n标题: {title}\n"));
    for (office, title) in [
        ("国家税务总局云州市税务局", "国家税务总局云州市税务系统2023年政府信息公开工作年度报告"),
        ("安平县教育局、安平县体育局", "安平县教育局安平县体育局2023年政府信息公开工作年度报告"),
        (
            "安平县文化和旅游局（安平县文物局）",
            "安平县文化和旅游局、安平县文物局2023年政府信息公开工作年度报告",
        ),
        ("安平县教育局", "安平县教育局、安平县体育局2023年政府信息公开工作年度报告"),
    ] {
        let found = named(office, title);
        assert!(!found.contains("[S14]"), "{office}: {found}");
    }
    let other = named("安平县教育局", "青禾县教育系统2023年政府信息公开工作年度报告");
    assert!(other.contains("[S14]"), "{other}");
    let zone = check("机关: 安平经济开发区管理委员会\n机关类别: 管委会\n");
    assert!(!zone.contains("机关类别"), "{zone}");
}
