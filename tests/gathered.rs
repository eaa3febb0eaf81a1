//! What lies in a folder among reports: what the program wrote of them itself, rosters, lock files. Nothing is left out in silence.

#![allow(clippy::unwrap_used, reason = "a test that cannot touch its own folder has failed")]

#[path = "harness/program.rs"]
mod program;

use program::{Folder, nianbao, report};

const OWN: &str = "北关区灯塔路街道办事处";

/// A report of some office of the district.
fn of(office: &str) -> String {
    report("dengtalu-2023").replace(OWN, office)
}

/// Makes a Word file of a report, under a name.
fn word(folder: &Folder, text: String, name: &str) {
    folder.write("稿/稿.yaml", text);
    let (out, stem) = name.rsplit_once('/').unwrap();
    let ran = nianbao(&[
        "build",
        &folder.join("稿/稿.yaml"),
        "--out",
        &folder.join(out),
        "--name",
        stem,
        "--format",
        "docx",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// Bureaus that write with this program send what it wrote; one that sends its YAML does not make the others' files its own.
#[test]
fn a_word_file_beside_the_yaml_of_another_is_a_report() {
    let folder = Folder::new("others-yaml");
    folder.write("报送/一.yaml", of("北关区教育局"));
    word(&folder, of("北关区水利局"), "报送/水利局");
    word(&folder, of("北关区林业局").replace("2023", "2022"), "报送/林业局");
    let ran = nianbao(&["check", &folder.join("报送"), "--format", "short"]);
    assert!(ran.err.contains("3 份报告") && !ran.err.contains("旁边的 YAML"), "{ran:?}");
    let roster = "机关: 北关区人民政府\n年度: 2023\n文件夹: 报送\n成员: [北关区教育局, 北关区水利局]\n";
    folder.write("名册.yaml", roster);
    let ran = nianbao(&["check", &folder.join("报送"), "--roster", &folder.join("名册.yaml")]);
    assert!(!ran.out.contains("没有报送"), "{ran:?}");
    let ran = nianbao(&["sum", &folder.join("名册.yaml")]);
    assert!(ran.out.contains("计入 2 家"), "{ran:?}");
}

/// Of the same stem, of the name that the title gives, of the same body and year: one report, and that is said.
#[test]
fn what_was_made_of_a_yaml_beside_it_is_left_out_and_counted() {
    let folder = Folder::new("own-yaml");
    let text = of("北关区教育局");
    for name in ["一", "北关区教育局2023年政府信息公开工作年度报告", "定稿"] {
        word(&folder, text.clone(), &format!("报送/{name}"));
    }
    folder.write("报送/一.yaml", text);
    folder.write("报送/定稿.pdf", "%PDF-1.7");
    folder.write("报送/别家.pdf", "%PDF-1.7");
    let ran = nianbao(&["check", &folder.join("报送"), "--format", "short"]);
    assert!(!ran.err.contains("份报告") && !ran.out.contains("[D08]"), "one report: {ran:?}");
    assert!(ran.err.contains("有 3 个文件由旁边的 YAML 写出，没有另算"), "{ran:?}");
    assert!(ran.err.contains("别家.pdf（读不了"), "a PDF of somebody else: {ran:?}");
    assert!(!ran.err.contains("定稿.pdf"), "{ran:?}");
}

#[test]
fn a_roster_and_a_lock_file_are_no_reports() {
    let folder = Folder::new("no-reports");
    folder.write("报送/一.yaml", of("北关区教育局"));
    folder.write("报送/名册.yaml", "机关: 北关区人民政府\n年度: 2023\n文件夹: .\n成员:\n- 北关区教育局\n");
    folder.write("报送/~$利局.docx", "owner");
    let (roster, lock) = (folder.join("报送/名册.yaml"), folder.join("报送/~$利局.docx"));
    let ran = nianbao(&["check", &folder.join("报送"), "--format", "short"]);
    assert!(ran.code == 0 && ran.err.contains("名册.yaml（这是名册"), "{ran:?}");
    let ran = nianbao(&["check", &folder.join("报送"), "--roster", &roster]);
    assert!(ran.code == 0 && !ran.err.contains("名册") && !ran.out.contains("没有报送"), "{ran:?}");
    let ran = nianbao(&["check", &folder.join("报送/一.yaml"), &roster, &lock]);
    assert!(ran.code == 0 && ran.err.contains("有 2 个文件不是报告"), "{ran:?}");
    let ran = nianbao(&["check", &roster]);
    assert!(ran.code == 2 && ran.err.contains("这是名册"), "{ran:?}");
}

/// What a run wrote is no report of the next; where the reports lie nothing is written.
#[test]
fn comments_are_no_reports_and_lie_in_a_folder_of_their_own() {
    let folder = Folder::new("comments");
    word(&folder, of("北关区教育局"), "报送/甲");
    word(&folder, of("北关区水利局"), "报送/乙");
    let (reports, out) = (folder.join("报送"), folder.join("报送/批注"));
    for _ in 0..2 {
        let ran = nianbao(&["check", &reports, "--out", &out, "--format", "short"]);
        assert!(ran.code == 0 && ran.err.contains("2 份报告") && ran.err.contains("已写到"), "{ran:?}");
    }
    assert!(std::fs::read_dir(folder.join("报送/批注/批注")).is_err());
    let ran = nianbao(&["check", &reports, "--format", "short"]);
    assert!(ran.err.contains("2 份报告") && ran.err.contains("有 1 个文件夹里是以前写出的批注"), "{ran:?}");
    let word_file = folder.join("报送/甲.docx");
    for what in [&reports, &word_file] {
        let ran = nianbao(&["check", what, "--out", &reports]);
        assert!(ran.code == 2 && ran.err.contains("就是报告所在的文件夹"), "{ran:?}");
    }
    folder.write("稿/稿.yaml", of("北关区林业局"));
    let ran = nianbao(&["check", &folder.join("稿/稿.yaml"), "--out", &folder.join("稿")]);
    assert_eq!(ran.code, 0, "a list beside a YAML writes over nothing: {ran:?}");
}

/// A folder that cannot be written is no fault of the reports: what was found is shown, and the folder once.
#[test]
fn findings_are_shown_though_comments_cannot_be_written() {
    let folder = Folder::new("unwritable");
    for (name, office) in [("一", "北关区教育局"), ("二", "北关区水利局"), ("三", "北关区林业局")]
    {
        folder.write(
            &format!("报送/{name}.yaml"),
            of(office).replace("本年新收政府信息公开申请数量: [0,", "本年新收政府信息公开申请数量: [3,"),
        );
    }
    folder.write("文件", "");
    let out = folder.join("文件/批注");
    let ran = nianbao(&["check", &folder.join("报送"), "--out", &out]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.out.contains("3 份报告：3 份有错误（") && !ran.out.contains("读不了"), "{}", ran.out);
    assert_eq!(ran.err.matches("错误: ").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("另有 3 个文件也没有写到") && !ran.err.contains("已写到"), "{}", ran.err);
    let ran = nianbao(&["check", &folder.join("报送/一.yaml"), "--out", &out, "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let run = &log["runs"][0];
    assert!(!run["results"].as_array().unwrap().is_empty(), "{run}");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false, "{run}");
}

/// A draft names each body once: of what has no name, or has it again, a person decides.
#[test]
fn a_drafted_roster_names_each_body_once() {
    let folder = Folder::new("draft-once");
    folder.write("报送/一.yaml", of("北关区教育局"));
    folder.write("报送/二.yaml", of("北关区教育局"));
    folder.write("报送/三.docx", "");
    folder.write("报送/四.docx", "");
    folder.write("报送/~$三.docx", "owner");
    let roster = folder.join("名册.yaml");
    let ran = nianbao(&["sum", "--new-roster", &folder.join("报送"), "-o", &roster]);
    assert!(ran.code == 0 && ran.err.contains("有 2 份没有读出机关"), "{ran:?}");
    let text = std::fs::read_to_string(&roster).unwrap();
    let members: Vec<&str> = text.lines().filter(|line| line.starts_with("  - ")).collect();
    assert_eq!(members.len(), 1, "{text}");
    assert!(
        text.contains("没有读出机关：核对是谁的")
            && text.contains("北关区教育局还有一份")
            && !text.contains('~'),
        "{text}"
    );
    let ran = nianbao(&["sum", &roster]);
    assert!(!ran.err.contains("写了两遍"), "{ran:?}");
}

/// A file that is no report, and one without a word, are told to who sent it in the words of Word; each says where, or nothing.
#[test]
fn what_is_no_report_is_said_once_and_in_its_own_terms() {
    let folder = Folder::new("none");
    folder.write("报送/空.html", "<html><body></body></html>");
    folder.write("报送/通知.html", "<html><body><p>会议通知</p></body></html>");
    folder.write("报送/坏.docx", "");
    let ran = nianbao(&["check", &folder.join("报送"), "--out", &folder.join("批注"), "--verbose"]);
    assert!(ran.code == 1 && ran.out.contains("3 处错误") && !ran.out.contains("nianbao new"), "{}", ran.out);
    assert!(ran.out.contains("不像是一份年度报告") && ran.out.contains("文件里没有文字"), "{}", ran.out);
    let page = String::from_utf8(folder.read("批注/核对情况.html")).unwrap();
    assert!(page.contains("<td>文件里没有文字</td>") && page.contains("] 文件是空的"), "{page}");
}

/// Three of one body are three; a name with a line end takes one line.
#[cfg(unix)]
#[test]
fn a_row_a_report_and_a_count_a_body() {
    let folder = Folder::new("rows");
    for name in ["一", "二", "三\n四"] {
        folder.write(&format!("报送/{name}.yaml"), of("北关区教育局"));
    }
    let ran = nianbao(&["check", &folder.join("报送")]);
    assert!(ran.out.contains("报送不止一份（1）：北关区教育局 3 份\n"), "{}", ran.out);
    assert!(ran.out.lines().any(|line| line.contains("三\u{fffd}四.yaml")), "{}", ran.out);
    assert!(ran.err.lines().any(|line| line.contains("三\u{fffd}四.yaml、")), "{}", ran.err);
    let ran = nianbao(&["check", &folder.join("报送"), "--format", "short"]);
    assert!(ran.out.lines().all(|line| line.contains(".yaml:")), "a line a finding: {}", ran.out);
}
