//! Slips in headings and tables of originals: what was typed beside the form's own words is read where it belongs, or is said.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "harness/program.rs"]
mod program;

use program::{Folder, in_repository, nianbao};

/// A saved page of a sample, changed; what checking it says, a line each, and what importing it writes.
fn said_of(sample: &str, change: impl Fn(String) -> String) -> (Vec<String>, String) {
    let folder = Folder::new("slipped");
    let yaml = in_repository(&format!("tests/reports/{sample}.yaml"));
    let out = folder.join("");
    assert_eq!(nianbao(&["build", &yaml, "--format", "html", "--out", &out, "--name", "原件"]).code, 0);
    let page = String::from_utf8(folder.read("原件.html")).unwrap();
    let changed = change(page.clone());
    assert_ne!(page, changed, "nothing was changed");
    let path = folder.write("年报.html", changed);
    let ran = nianbao(&["check", "--format", "short", &path]);
    let lines = ran.out.lines().map(|line| line.trim_start_matches(&path).to_owned()).collect();
    (lines, nianbao(&["import", &path]).out)
}

/// What is said of a change that is not said of the sample itself.
fn said(change: impl Fn(String) -> String) -> Vec<String> {
    let (before, _) = said_of("dengtalu-2023", |page| page + "<!-- -->");
    let (mut now, _) = said_of("dengtalu-2023", change);
    now.retain(|line| !before.contains(line));
    now
}

/// Text behind a title, in its paragraph, is the first of its part; in a bracket too.
#[test]
fn text_behind_a_heading_is_of_its_part() {
    let cases = [
        ("五、存在的主要问题及改进情况", "：本年度专栏更新不够及时。", "|\n  本年度专栏更新不够及时。\n"),
        ("五、存在的主要问题及改进情况", "。本年度专栏更新不够及时。", "|\n  本年度专栏更新不够及时。\n"),
        ("五、存在的主要问题及改进情况", " 本年度专栏更新不够及时。", "|\n  本年度专栏更新不够及时。\n"),
        ("五、存在的主要问题及改进情况", "本年度，专栏更新不够及时。", "|\n  本年度，专栏更新不够及时。\n"),
        ("五、存在的主要问题及改进情况", "（专栏更新不够及时。）", "|\n  （专栏更新不够及时。）\n"),
        (
            "五、存在的主要问题及改进情况",
            "：本年度专栏更新不够及时，下一步将每月检查一次，检查的结果写进考核，不合格的限期改正，并在年底通报。",
            "|\n  本年度专栏更新不够及时，下一步",
        ),
        ("二、主动公开政府信息情况", "（本年度没有制定规章。）", "  表前: |\n    （本年度没有制定规章。）\n"),
    ];
    for (heading, more, stands) in cases {
        let (lines, yaml) =
            said_of("dengtalu-2023", |page| page.replace(heading, &format!("{heading}{more}")));
        let own: Vec<&String> = lines.iter().filter(|line| line.contains("后面接着写了正文")).collect();
        assert!(own.len() == 1 && own[0].contains("[S02]"), "{more}: {lines:#?}");
        assert!(!lines.iter().any(|line| line.contains("[S04]") || line.contains("[S01]")), "{lines:#?}");
        assert!(yaml.contains(stands), "{more}: {yaml}");
    }
    // A title that says all that the part has to say.
    for title in ["六、无其他需要报告的事项", "六、其他需要报告的事项（无）", "六、其他需要报告的事项：无"]
    {
        let old = "六、其他需要报告的事项</h2>\n<p>本年度，本机关未收取信息公开处理费。</p>";
        let (lines, yaml) = said_of("dengtalu-2023", |page| page.replace(old, &format!("{title}</h2>")));
        assert!(!lines.iter().any(|line| line.contains("没有内容")), "{title}: {lines:#?}");
        assert!(lines.iter().any(|line| line.contains("[S02]")), "{title}: {lines:#?}");
        assert!(yaml.contains("其他需要报告的事项: |\n  "), "{title}: {yaml}");
    }
    // Whatever else stands in a title's bracket is said, and imported among what found no place.
    for heading in ["一、总体情况", "三、收到和处理政府信息公开申请情况"] {
        let (lines, yaml) =
            said_of("dengtalu-2023", |page| page.replace(heading, &format!("{heading}（内部口径）")));
        assert!(
            lines.iter().any(|line| line.contains(&format!("“{heading}（内部口径）”与格式不一致"))),
            "{lines:#?}"
        );
        assert!(!lines.iter().any(|line| line.contains("[D03]")), "{lines:#?}");
        assert!(yaml.contains("\n# （内部口径）\n"), "{yaml}");
    }
}

/// Words added to the form's own in a table are said, each wording once; a unit in brackets is none.
#[test]
fn words_added_to_labels_are_said() {
    for label in [
        "法人或其他组织",
        "申请人情况",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
        "四、结转下年度继续办理",
        "本年制发件数",
        "第二十条第（五）项",
        "行政许可",
        "行政复议",
        "未经复议直接起诉",
    ] {
        for (more, says) in
            [("（含备案类）", true), ("另计", true), ("（件）", false), ("（单位：件）", false)]
        {
            let written = format!("{label}{more}");
            let lines = said(|page| page.replace(&format!(">{label}<"), &format!(">{written}<")));
            let own = lines
                .iter()
                .filter(|line| line.contains("[D06]") && line.contains(&format!("“{written}”按“")));
            assert_eq!(own.count(), usize::from(says), "{written}: {lines:#?}");
        }
    }
    let lines = said(|page| page.replace("本年收费金额（单位：万元）", "本年处理决定数量"));
    assert!(
        lines.len() == 1 && lines[0].contains("表头“本年处理决定数量”按“本年收费金额（单位：万元）”读"),
        "{lines:#?}"
    );
    let lines = said(|page| page.replace(">本年制发件数<", ">上年制发件数<"));
    assert!(lines.len() == 1 && lines[0].contains("“上年制发件数”按“本年制发件数”读"), "{lines:#?}");
}
