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

/// Moves the second of two stretches of a page before the first.
fn exchanged(page: &str, first: &str, second: &str, end: &str) -> String {
    let at = |mark: &str| page.find(mark).unwrap();
    let (a, b, c) = (at(first), at(second), at(end));
    format!("{}{}{}{}", &page[..a], &page[b..c], &page[a..b], &page[c..])
}

/// Parts in another order are read, and said once; with new numbers too.
#[test]
fn parts_in_another_order_are_said() {
    let (third, fourth, fifth) = (
        "<h2>三、收到和处理政府信息公开申请情况",
        "<h2>四、政府信息公开行政复议、行政诉讼情况",
        "<h2>五、存在的主要问题及改进情况",
    );
    let sixth = "<h2>六、其他需要报告的事项";
    let swapped = |page: String| exchanged(&page, third, fourth, fifth);
    let numbered = |page: String| {
        swapped(page)
            .replace("<h2>四、", "<h2>Ⅲ")
            .replace("<h2>三、", "<h2>四、")
            .replace("<h2>Ⅲ", "<h2>三、")
    };
    let last = |page: String| exchanged(&page, fifth, sixth, "</main>");
    for (lines, yaml) in [
        said_of("dengtalu-2023", swapped),
        said_of("dengtalu-2023", numbered),
        said_of("dengtalu-2023", last),
    ] {
        let own: Vec<&String> =
            lines.iter().filter(|l| ["[S0", "[D0"].iter().any(|code| l.contains(code))).collect();
        assert!(own.len() == 1 && own[0].contains("[S01]") && own[0].contains("次序与格式不同"), "{own:#?}");
        assert!(yaml.contains("其他需要报告的事项: |\n  本年度"), "{yaml}");
    }
    // Tables under the headings of each other.
    let tables = |page: String| page.replace(third, "<h2>Ⅲ").replace(fourth, third).replace("<h2>Ⅲ", fourth);
    let lines = said(tables);
    let own = lines.iter().filter(|line| line.contains("[S04]") && line.contains("下面，不在"));
    assert_eq!(own.count(), 2, "{lines:#?}");
}

/// Titles of parts without numbers, or with others, are said once for all; so is a report without a title.
#[test]
fn numbers_of_parts_are_said_once() {
    let parts = ["一、", "二、", "三、", "四、", "五、", "六、"];
    let renumbered = |with: &dyn Fn(usize) -> String| {
        let change = |page: String| {
            parts.iter().enumerate().fold(page, |page, (at, part)| {
                page.replace(&format!("<h2>{part}"), &format!("<h2>{}", with(at)))
            })
        };
        said(change)
    };
    for (with, says) in [
        (&(|_| String::new()) as &dyn Fn(usize) -> String, "等 6 个标题没有序号"),
        (&|at| format!("{}、", at + 1), "等 6 个标题的序号写法与格式不一致"),
        (&|at| format!("第{}部分 ", &parts[at][..3]), "等 6 个标题的序号写法与格式不一致"),
        (&|at| format!("（{}）", &parts[at][..3]), "等 6 个标题的序号写法与格式不一致"),
        (&|at| parts[if at == 2 { 1 } else { at }].to_owned(), "”的序号与格式不一致"),
    ] {
        let lines = renumbered(with);
        assert!(
            lines.len() == 1 && lines[0].contains("[S02]") && lines[0].contains(says),
            "{says}: {lines:#?}"
        );
    }
    // The page still says who reports, below.
    let untitled = |page: String| {
        let (from, to) = (page.find("<h1>").unwrap(), page.find("</h1>").unwrap());
        let signed = "<p>北关区灯塔路街道办事处</p><p>2024年1月20日</p></main>";
        format!("{}{}", &page[..from], &page[to + 5..]).replace("</main>", signed)
    };
    let lines = said(untitled);
    assert!(lines.iter().any(|line| line.contains("[S14] 没有标题")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("[D02]")), "{lines:#?}");
}

/// The rows of a page's table from one label to the next.
fn row<'p>(page: &'p str, label: &str) -> &'p str {
    let at = page.find(&format!(">{label}<")).unwrap();
    let from = page[..at].rfind("<tr>").unwrap();
    &page[from..at + page[at..].find("</tr>").unwrap() + 5]
}

/// A row that stands there twice with the same figures, rows and columns in another order.
#[test]
fn rows_and_columns_in_another_order_are_said() {
    let lines = said(|page| {
        let own = row(&page, "2.重复申请").to_owned();
        page.replace(&own, &own.repeat(2))
    });
    assert!(lines.len() == 1 && lines[0].contains("[D06] 有两行都是“重复申请”，数相同"), "{lines:#?}");
    // With figures the table does not add up as it stands.
    let lines = said(|page| {
        let own = row(&page, "2.重复申请").to_owned();
        page.replace(&own, &own.replace(">0<", ">3<").repeat(2))
    });
    assert!(lines.iter().any(|line| line.contains("[D05] 有两行都是“重复申请”，数相同")), "{lines:#?}");
    let lines = said(|page| {
        let (own, next) =
            (row(&page, "2.重复申请").to_owned(), row(&page, "3.要求提供公开出版物").to_owned());
        page.replace(&own, "Ⅱ").replace(&next, &own).replace('Ⅱ', &next)
    });
    assert!(lines.len() == 1 && lines[0].contains("[D06] 表三的行与格式的次序不同"), "{lines:#?}");
    let exchange = |a: &'static str, b: &'static str| {
        move |page: String| {
            let (a, b) = (format!(">{a}<"), format!(">{b}<"));
            page.replace(&a, ">Ⅰ<").replace(&b, &a).replace(">Ⅰ<", &b)
        }
    };
    for (a, b, table) in [
        ("商业企业", "科研机构", "表三"),
        ("本年制发件数", "本年废止件数", "表二"),
        ("结果维持", "结果纠正", "表四"),
    ] {
        let lines = said(exchange(a, b));
        let says = format!("[D06] {table}的列与格式的次序不同：“");
        assert!(lines.len() == 1 && lines[0].contains(&says), "{lines:#?}");
    }
    let lines = said(exchange("行政许可", "行政处罚"));
    assert!(lines.len() == 1 && lines[0].contains("[D06] 表二的行与格式的次序不同"), "{lines:#?}");
}

/// Heads that say the same in other words, and heads that say nothing known.
#[test]
fn other_heads_are_said_once() {
    for (label, other, says) in [
        ("（七）总计", "（七）合计", "[D06] 行名“（七）合计”按“办理结果总计”读"),
        ("（七）总计", "（七）总数", "[D06] 行名“（七）总数”按“办理结果总计”读"),
        ("总计", "合计", "[D06] “合计”按“总计”读"),
        ("自然人", "公民", "[D05] 表三的表头“公民”认不出，按格式的次序读各列"),
        ("自然人", "自然人另计", "[D06] “自然人另计”按“自然人”读"),
        ("商业企业", "企业", "[D05] 表三的表头“企业”认不出"),
    ] {
        let (lines, yaml) =
            said_of("suqian-2023", |page| page.replace(&format!(">{label}<"), &format!(">{other}<")));
        let own: Vec<&String> = lines.iter().filter(|l| l.contains("[D0")).collect();
        assert!(own.len() == 1 && own[0].contains(says), "{other}: {own:#?}");
        assert!(yaml.contains("3402") && yaml.contains("3511"), "{yaml}");
    }
    // One of the heads side by side says nothing known: as many figures as the form has columns are read in its order.
    let (lines, yaml) = said_of("suqian-2023", |page| {
        let at = page.rfind(">总计<").unwrap();
        format!("{}>小计<{}", &page[..at], &page[at + ">总计<".len()..])
    });
    let own: Vec<&String> = lines.iter().filter(|line| line.contains("[D05]")).collect();
    assert!(own.len() == 1 && own[0].contains("表四的表头认不全，按格式的次序读各列"), "{own:#?}");
    let (_, whole) = said_of("suqian-2023", |page| page + "<!-- -->");
    let table = |yaml: &str| yaml[yaml.find("\n政府信息公开行政复议").unwrap()..].to_owned();
    assert_eq!(
        table(&yaml).lines().take(8).collect::<Vec<_>>(),
        table(&whole).lines().take(8).collect::<Vec<_>>()
    );
}

/// What is said below a table stays below it; what no place is found for is told what to do of its kind.
#[test]
fn sentences_below_a_table_stay_there() {
    let fourth = "<h2>四、";
    let (lines, yaml) = said_of("dengtalu-2023", |page| {
        page.replace(fourth, &format!("<p>本年度没有收到申请，也没有上年结转。</p>{fourth}"))
    });
    assert!(!lines.iter().any(|line| line.contains("[D03]")), "{lines:#?}");
    assert!(yaml.contains("  表注: '本年度没有收到申请，也没有上年结转。'\n"), "{yaml}");
    let folder = Folder::new("slipped-table");
    let page = "<p>某县教育局2023年政府信息公开工作年度报告</p><p>一、总体情况</p><p>今年公开信息66条。</p>\
        <table><tr><td>渠道</td><td>条数</td></tr><tr><td>网站</td><td>66</td></tr></table><p>六、其他需要报告的事项</p><p>无。</p>";
    let ran = nianbao(&["check", &folder.write("年报.html", page)]);
    assert!(ran.out.contains("改写成正文") && !ran.out.contains("移到六个部分的正文里"), "{}", ran.out);
}

/// The year of a title is not believed where all else is of another.
#[test]
fn a_title_of_another_year_is_the_slip() {
    let signed = "<p>宿迁市人民政府办公室</p><p>2024年1月20日</p></main>";
    let change = |page: String| {
        let (from, to) = (page.find("<h1>").unwrap(), page.find("</h1>").unwrap());
        let title = page[from..to].replace("2023", "2022");
        let dated = page.contains("2024年");
        let page = format!("{}{title}{}", &page[..from], &page[to..]);
        if dated { page } else { page.replace("</main>", signed) }
    };
    let (lines, yaml) = said_of("suqian-2023", change);
    assert!(yaml.contains("\n年度: 2023\n"), "{yaml}");
    assert!(lines.iter().any(|line| line.contains("[S14] 标题的年份与年度 2023 不符")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("报告年度是 2022 年")), "{lines:#?}");
}

/// Menus on the level of the report are said once, the number of a page is no text of it.
#[test]
fn menus_and_page_numbers_are_no_text() {
    let lines = said(|page| {
        let menu = "<p>栏目</p>".repeat(39);
        page.replace("<main>", &format!("<main>{menu}")).replace("</main>", "<p>— 3 —</p></main>")
    });
    assert!(
        lines.len() == 1 && lines[0].contains("[D04] 网页上报告以外的文字没有读入，共 39 段"),
        "{lines:#?}"
    );
}

/// A table with nothing in it, or strokes, is said once.
#[test]
fn a_blank_table_is_said_once() {
    for blank in ["", "—", "无"] {
        let lines = said(|page| {
            let (from, to) = (page.find(">自然人<").unwrap(), page.find("<h2>四、").unwrap());
            let table = page[from..to].replace(">0<", &format!(">{blank}<"));
            format!("{}{table}{}", &page[..from], &page[to..])
        });
        let own: Vec<&String> = lines.iter().filter(|line| line.contains("[C0")).collect();
        assert!(
            own.len() == 1 && own[0].contains("[C01] 表三有 25 行共 175 格没有填数"),
            "{blank}: {own:#?}"
        );
    }
    let lines = said(|page| {
        let own = row(&page, "2.重复申请").to_owned();
        page.replace(&own, &own.replace(">0<", "><"))
    });
    assert!(lines.iter().any(|line| line.contains("[C01] “重复申请”有 7 格")), "{lines:#?}");
}

/// A table of another edition is said, not each of its rows; the others are read by theirs.
#[test]
fn a_table_of_another_edition_is_said_once() {
    let folder = Folder::new("slipped-edition");
    let yaml = in_repository("tests/reports/shanghai-office-2019.yaml");
    assert_eq!(
        nianbao(&["build", &yaml, "--format", "html", "--out", &folder.join(""), "--name", "旧"]).code,
        0
    );
    let old = String::from_utf8(folder.read("旧.html")).unwrap();
    let table = |page: &str| {
        let from = page.find("<table>").unwrap();
        from..from + page[from..].find("</table>").unwrap()
    };
    let lines = said(|page| {
        let at = table(&page);
        format!("{}{}{}", &page[..at.start], &old[table(&old)], &page[at.end..])
    });
    assert!(
        lines.len() == 1 && lines[0].contains("这张表用的是 2019 年的格式，应当用 2021 年的"),
        "{lines:#?}"
    );
}
