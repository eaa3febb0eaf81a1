//! Many reports in one run.

#![allow(clippy::unwrap_used, reason = "a test that cannot touch its own folder has failed")]

#[path = "harness/program.rs"]
mod program;

use program::{Folder, in_repository, nianbao, program, report, run};
use unicode_width::UnicodeWidthStr;

/// A folder of reports of different offices, some of them wrong.
fn district(folder: &Folder, right: usize, wrong: usize) {
    let sample = report("dengtalu-2023");
    for number in 0..right {
        let text = sample.replace("北关区灯塔路街道办事处", &format!("北关区第{number}街道办事处"));
        folder.write(&format!("报告/{:02}区/报告{number:03}.yaml", number % 7), text);
    }
    for number in 0..wrong {
        let text = sample
            .replace("北关区灯塔路街道办事处", &format!("南关区第{number}街道办事处"))
            .replace("本年新收政府信息公开申请数量: [0,", "本年新收政府信息公开申请数量: [3,");
        folder.write(&format!("报告/错{number:03}.yaml"), text);
    }
}

/// All files below a folder, by their way from there.
fn written(folder: &Folder, name: &str) -> Vec<String> {
    let mut names = Vec::new();
    below(&std::path::PathBuf::from(folder.join(name)), "", &mut names);
    names.sort();
    names
}

fn below(folder: &std::path::Path, way: &str, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{way}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            below(&entry.path(), &format!("{name}/"), names);
        } else {
            names.push(name);
        }
    }
}

/// Whether a file is a draft, in whichever folder.
fn is_draft(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|name| name.starts_with('.'))
}

/// The counts that close a run.
fn counts(out: &str) -> Vec<Vec<&str>> {
    let lines = out.lines().skip_while(|line| !line.starts_with("写出 "));
    lines.map(|line| line.split_whitespace().collect()).collect()
}

#[test]
fn a_bad_report_does_not_stop_the_others() {
    let folder = Folder::new("batch");
    district(&folder, 9, 3);
    let arguments = ["build", &folder.join("报告"), "--out", &folder.join("成品"), "--format", "pdf"];
    let ran = nianbao(&[&arguments[..], &["--jobs", "3"]].concat());
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(written(&folder, "成品").len(), 9);
    let failures: Vec<_> = ran.err.lines().collect();
    assert_eq!(failures.len(), 3, "{}", ran.err);
    for (number, line) in failures.iter().enumerate() {
        assert!(line.contains(&format!("错{number:03}.yaml:")) && line.contains("B01"), "in order: {line}");
    }
    let table = counts(&ran.out);
    assert_eq!(table[0], ["写出", "9", "份"], "{}", ran.out);
    assert_eq!(table[1], ["没有变化", "0", "份"]);
    assert_eq!(table[2], ["有错误，未写出", "3", "份"]);
    assert_eq!(table[3][0], "用时");
    let again = nianbao(&[&arguments[..], &["--jobs", "1"]].concat());
    let table = counts(&again.out);
    assert_eq!(table[1], ["没有变化", "9", "份"], "one thread or three, the same bytes: {}", again.out);
}

#[test]
fn one_report_in_a_batch_is_the_same_as_alone() {
    let folder = Folder::new("alone");
    district(&folder, 5, 0);
    let (all, one) = (folder.join("全部"), folder.join("单独"));
    assert_eq!(nianbao(&["build", &folder.join("报告"), "--out", &all, "--jobs", "4"]).code, 0);
    for number in 0..5 {
        let path = folder.join(&format!("报告/{number:02}区/报告{number:03}.yaml"));
        assert_eq!(nianbao(&["build", &path, "--out", &format!("{one}/{number:02}区")]).code, 0);
    }
    assert_eq!(written(&folder, "全部"), written(&folder, "单独"));
    for name in written(&folder, "全部") {
        let (batch, alone) = (folder.read(&format!("全部/{name}")), folder.read(&format!("单独/{name}")));
        assert!(batch == alone, "{name} differs");
    }
}

#[test]
fn fail_fast_stops() {
    let folder = Folder::new("fast");
    let sample = report("dengtalu-2023");
    folder.write(
        "报告/0.yaml",
        sample.replace("本年新收政府信息公开申请数量: [0,", "本年新收政府信息公开申请数量: [3,"),
    );
    for number in 1..6 {
        folder.write(&format!("报告/{number}.yaml"), sample.replace("灯塔路", &format!("第{number}")));
    }
    let ran = nianbao(&[
        "build",
        &folder.join("报告"),
        "--out",
        &folder.join("成品"),
        "--jobs",
        "1",
        "--fail-fast",
    ]);
    assert_eq!(ran.code, 1);
    assert!(!std::path::Path::new(&folder.join("成品")).exists(), "nothing was begun after the first");
    assert!(ran.out.contains("没有处理"), "{}", ran.out);
}

#[test]
fn all_names_that_clash_are_said_and_the_others_are_built() {
    let folder = Folder::new("clash");
    district(&folder, 4, 0);
    for (again, of) in [("又一份", "第2"), ("又二份", "第3")] {
        folder.write(&format!("报告/{again}.yaml"), report("dengtalu-2023").replace("灯塔路", of));
        folder.write(&format!("报告/{again}（改）.yaml"), report("dengtalu-2023").replace("灯塔路", of));
    }
    let ran = nianbao(&["build", &folder.join("报告"), "--out", &folder.join("成品"), "--format", "pdf"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    for name in ["又一份.yaml", "又一份（改）.yaml", "又二份.yaml", "又二份（改）.yaml"] {
        assert!(ran.err.contains(name), "{}", ran.err);
    }
    assert!(!ran.err.contains("报告002"), "in another folder it is another's: {}", ran.err);
    assert_eq!(written(&folder, "成品").len(), 4, "{ran:?}");
    let named = nianbao(&["build", &folder.join("报告"), "--name", "年报"]);
    assert_eq!(named.code, 2);
    let looked = nianbao(&["check", &folder.join("报告"), "--format", "short"]);
    assert!(looked.err.contains("又一份（改）.yaml 的标题相同"), "{}", looked.err);
}

/// One bureau's name in two counties, typed as two folders or found below one.
#[test]
fn sub_folders_are_kept_under_out() {
    let folder = Folder::new("counties");
    for county in ["甲县", "乙县"] {
        folder.write(&format!("全市/{county}/教育局.yaml"), report("dengtalu-2023"));
    }
    let (all, one, two) = (folder.join("全市"), folder.join("全市/甲县"), folder.join("全市/乙县"));
    for (words, out) in [(vec![&*all], "合"), (vec![&one, &two], "分")] {
        let out_path = folder.join(out);
        let arguments = [&["build"], &words[..], &["--out", &out_path, "--format", "pdf"]].concat();
        assert_eq!(nianbao(&arguments).code, 0);
        let names = written(&folder, out);
        assert!(
            names.len() == 2 && names[0].starts_with("乙县/") && names[1].starts_with("甲县/"),
            "{names:?}"
        );
    }
}

#[test]
fn a_folder_says_what_it_passed_over_and_what_has_warnings() {
    let folder = Folder::new("strays");
    district(&folder, 2, 1);
    folder.write("报告/年报.yaml.txt", "机关: 甲\n");
    folder.write("报告/说明.txt", "不是报告");
    #[cfg(unix)]
    std::os::unix::fs::symlink("没有了.yaml", folder.join("报告/旧.yaml")).unwrap();
    let arguments = ["build", &folder.join("报告"), "--format", "pdf"];
    folder.write("报告/南关区第0街道办事处2023年政府信息公开工作年度报告.pdf", "以前的");
    let ran = nianbao(&arguments);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("年报.yaml.txt（扩展名应为 .yaml）") && !ran.err.contains("说明.txt"),
        "{}",
        ran.err
    );
    #[cfg(unix)]
    assert!(
        ran.err.contains("有 2 个文件不是报告") && ran.err.contains("旧.yaml（链接指向的文件没有了）"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("未写出；原有的") && ran.err.contains("还是以前的"), "{}", ran.err);
    assert!(ran.out.contains("写出的有 2 份有警告，查看：nianbao check "), "{}", ran.out);
    let rows: Vec<&str> = ran.out.lines().collect();
    assert!(rows[0].starts_with("机关") && rows[1].starts_with("南关区第0街道办事处"), "{}", ran.out);
}

/// A slip of the hand: what it takes the place of, what it writes, the errors and warnings that are found for it.
type Slip = (&'static str, &'static str, usize, usize);

/// What is planted into sixty reports, one after another.
const SLIPS: [Slip; 10] = [
    ("行政处罚: 2", "行政处罚: 2件", 1, 0),
    ("上年结转政府信息公开申请数量: [1, 1,", "上年结转政府信息公开申请数量: [1, 2,", 1, 1),
    ("规章: [0, 0, 0]", "规章: {0, 0, 0}", 1, 0),
    ("  监督保障: |\n    明确", "  监督保障: |\n  明确", 1, 0),
    ("开展业务培训2次。", "开展业务培训2次", 0, 1),
    ("落实信息发布审核制度", "落实\"三审三校\"制度", 0, 1),
    ("行政许可: 36", "行政许可: /", 1, 0),
    ("其他需要报告的事项: |", "其它需要报告的事项: |", 1, 0),
    ("新收政府信息公开申请20件", "新收政府信息公开申请21件", 0, 1),
    ("", "", 0, 0),
];

/// A folder of sixty reports of three counties, and for each its office, errors and warnings.
fn sixty(folder: &Folder) -> Vec<(String, usize, usize)> {
    let right = std::fs::read_to_string(in_repository("tests/rules/report.yaml")).unwrap();
    let mut planted = Vec::new();
    for number in 0..60 {
        let county = ["青禾县", "云水县", "安平县"][number % 3];
        let office = format!("{county}第{number:02}中心学校管理服务中心");
        let mut text = right.replacen("机关: 安平县教育局", &format!("机关: {office}"), 1);
        text = text.replace("机关类别: 县级部门\n", "");
        // Every second report has one slip, every sixth two.
        let mut slips = vec![SLIPS[number / 2 % 10]];
        slips.truncate(number % 2);
        if number % 6 == 5 {
            slips.push(SLIPS[(number / 2 + 3) % 10]);
        }
        let (mut errors, mut warnings) = (0, 0);
        for (old, new, more_errors, more_warnings) in slips {
            assert!(text.contains(old), "{old}");
            text = text.replacen(old, new, 1);
            (errors, warnings) = (errors + more_errors, warnings + more_warnings);
        }
        folder.write(&format!("全市/{county}/直属单位/{office}2023年度政府信息公开年报（定稿）.yaml"), text);
        planted.push((office, errors, warnings));
    }
    planted
}

/// `SHOW=1 cargo test --test batch sixty -- --nocapture` shows what is looked at here.
#[test]
fn the_table_of_sixty_reports_says_what_was_planted() {
    let folder = Folder::new("sixty");
    let planted = sixty(&folder);
    for (words, errors_only) in
        [(&["check"][..], false), (&["check", "--errors"], true), (&["build", "--out", "成品"], false)]
    {
        let mut command = program();
        command.args(words).arg("全市").current_dir(folder.path()).env("COLUMNS", "80");
        let ran = run(&mut command, b"");
        if std::env::var_os("SHOW").is_some() {
            println!("$ nianbao {} 全市\n{}{}", words.join(" "), ran.err, ran.out);
        }
        // A place stays whole, so that a terminal can open it.
        let place = |line: &&str| line.trim_start().starts_with("-->");
        for line in ran.out.lines().chain(ran.err.lines()).filter(|line| !place(line)) {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
        let table: Vec<&str> = ran.out.lines().skip_while(|line| !line.starts_with("机关")).collect();
        let end = table.iter().position(|line| line.starts_with("其余")).expect("some are right");
        let rows: Vec<Vec<&str>> = table[1..end].iter().map(|row| row.split_whitespace().collect()).collect();
        let said = |of: &(String, usize, usize)| {
            let row = rows.iter().find(|row| of.0.starts_with(row[0].trim_end_matches('…')))?;
            let count = |at: usize| row.get(at).map_or(0, |word| word.parse().unwrap_or(0));
            Some((count(2), count(3)))
        };
        for report in &planted {
            let (errors, warnings) = (report.1, if errors_only { 0 } else { report.2 });
            let shown = said(report);
            assert_eq!(shown.unwrap_or_default(), (errors, warnings), "{words:?} {report:?}\n{}", ran.out);
            assert_eq!(shown.is_some(), errors + warnings > 0, "{report:?}");
        }
        let gravity: Vec<(usize, usize)> = rows
            .iter()
            .map(|row| (row[2].parse().unwrap_or(0), row.get(3).map_or(0, |w| w.parse().unwrap_or(0))))
            .collect();
        assert!(gravity.is_sorted_by(|one, next| one >= next), "the gravest first: {gravity:?}");
        let quiet = planted.iter().filter(|of| of.1 + if errors_only { 0 } else { of.2 } == 0).count();
        assert!(table[end].starts_with(&format!("其余 {quiet} 份没有")), "{}", table[end]);
        assert_eq!(table[0].contains("警告"), !errors_only, "{}", table[0]);
    }
}

/// What a program that reads only standard output learns: whose report it is, which have nothing, which could not be read.
#[test]
fn other_programs_see_every_report() {
    let folder = Folder::new("programs");
    let silenced = "A09,X25,G10,G04,X20,G03,X13";
    let (right, wrong) = (report("dengtalu-2023"), "机关: 甲\n年度: 2023\n");
    let (right, wrong) = (folder.write("对.yaml", right), folder.write("错.yaml", wrong));
    let missing = folder.join("没有.yaml");
    let arguments = ["check", &right, &wrong, &missing, "--allow", silenced, "--errors", "--format"];
    let ran = nianbao(&[&arguments[..], &["json"]].concat());
    assert_eq!(ran.code, 2);
    let found: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let of = |path: &str| found.as_array().unwrap().iter().find(|f| f["file"] == path).unwrap();
    assert_eq!(
        (&of(&right)["severity"], &of(&right)["机关"]),
        (&"none".into(), &"北关区灯塔路街道办事处".into())
    );
    assert_eq!((&of(&wrong)["severity"], &of(&wrong)["机关"]), (&"error".into(), &"甲".into()));
    assert!(of(&missing)["message"].as_str().unwrap().contains("没有这个文件"), "{found}");
    let alone = nianbao(&["check", &right, "--allow", silenced, "--errors", "--format", "json"]);
    assert!(alone.out.contains(r#""severity":"none""#) && alone.out.contains("灯塔路"), "{}", alone.out);
    let ran = nianbao(&[&arguments[..], &["sarif"]].concat());
    let log: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run["artifacts"][0]["properties"]["机关"], "北关区灯塔路街道办事处");
    assert_eq!(run["results"][0]["properties"]["机关"], "甲");
    assert_eq!(run["invocations"][0]["exitCode"], 2);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let said = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(said.as_str().unwrap().contains("没有.yaml"), "{said}");
}

#[test]
fn a_report_named_twice_is_built_once() {
    let folder = Folder::new("twice");
    district(&folder, 2, 0);
    let path = folder.join("报告/00区/报告000.yaml");
    let other = folder.join("报告/01区/../00区/报告000.yaml");
    let ran = nianbao(&[
        "build",
        &path,
        &other,
        &folder.join("报告"),
        "--out",
        &folder.join("成品"),
        "--format",
        "pdf",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(written(&folder, "成品").len(), 2);
}

#[test]
fn check_takes_folders_too() {
    let folder = Folder::new("check");
    district(&folder, 6, 2);
    let ran = nianbao(&["check", &folder.join("报告"), "--allow", "A09,X25,G10,G04,X20"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("8 份报告：2 份有错误"), "{}", ran.out);
    let missing = nianbao(&["check", &folder.join("报告"), &folder.join("没有.yaml")]);
    assert_eq!(missing.code, 2, "the others are checked all the same");
    assert!(missing.err.contains("没有.yaml") && missing.out.contains("1 份读不了"), "{missing:?}");
}

/// A run over many reports, stopped by a signal when some files are there and most are not.
#[cfg(unix)]
fn stopped(folder: &Folder, signal: &str) -> std::process::Output {
    use std::process::Stdio;
    let out = folder.join("成品");
    let child = program::program()
        .args(["build", &folder.join("报告"), "--out", &out, "--jobs", "2"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while written(folder, "成品").len() < 8 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let process = child.id().to_string();
    assert!(std::process::Command::new("kill").args([signal, &process]).status().unwrap().success());
    child.wait_with_output().unwrap()
}

/// Every file but a draft is a whole PDF or DOCX.
fn all_are_whole(folder: &Folder) {
    for name in written(folder, "成品").iter().filter(|name| !is_draft(name)) {
        let bytes = folder.read(&format!("成品/{name}"));
        let whole = if bytes.starts_with(b"%PDF") {
            bytes.trim_ascii_end().ends_with(b"%%EOF")
        } else {
            bytes.starts_with(b"PK") && bytes.windows(4).any(|w| w == b"PK\x05\x06")
        };
        assert!(whole, "{name} is not whole");
    }
}

/// Ctrl-C: what is there is whole, and a line says what is not.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_only_whole_files() {
    let folder = Folder::new("interrupt");
    district(&folder, 400, 0);
    let output = stopped(&folder, "-INT");
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("已中断") && err.contains("份没有处理"), "{err}");
    assert!(written(&folder, "成品").iter().all(|name| !is_draft(name)), "no draft is left");
    all_are_whole(&folder);
}

/// Killed in the middle and run again: no broken file, none missing, no draft left.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_is_made_good_by_the_next() {
    let folder = Folder::new("killed");
    district(&folder, 60, 0);
    assert_eq!(stopped(&folder, "-KILL").status.code(), None);
    all_are_whole(&folder);
    folder.write("成品/.nianbao-4294967295-0.tmp", "a draft of a run that is no more");
    let again = nianbao(&["build", &folder.join("报告"), "--out", &folder.join("成品")]);
    assert_eq!(again.code, 0, "{again:?}");
    let names = written(&folder, "成品");
    assert_eq!(names.len(), 120, "{names:?}");
    assert!(names.iter().all(|name| !is_draft(name)), "{names:?}");
    all_are_whole(&folder);
}

/// A bureau of the same name in two counties has sent one report each; two of one county are one too many.
#[test]
fn an_office_sends_one_report_a_folder() {
    let folder = Folder::new("counties");
    let (first, second) = (folder.join("甲县"), folder.join("乙县"));
    for path in [&first, &second] {
        std::fs::create_dir_all(path).unwrap();
        std::fs::write(format!("{path}/一.yaml"), report("dengtalu-2023")).unwrap();
    }
    let apart = nianbao(&["check", &folder.join(""), "--format", "short"]);
    assert!(!apart.out.contains("[D08]"), "{}", apart.out);
    std::fs::write(format!("{second}/二.yaml"), report("dengtalu-2023")).unwrap();
    let twice = nianbao(&["check", &folder.join(""), "--format", "short"]);
    assert_eq!(twice.out.matches("[D08]").count(), 1, "{}", twice.out);
}

/// Of one name in three kinds one is imported; the others say by which, and what is YAML already is no fault of a folder.
#[test]
fn originals_of_one_name_are_not_imported_over_one_another() {
    let folder = Folder::new("import-clash");
    let path = folder.write("收/年报.yaml", report("dengtalu-2023"));
    let formats = ["--format", "docx,html", "--name", "年报", "--out"];
    assert_eq!(nianbao(&[&["build", &path][..], &formats, &[&folder.join("收")]].concat()).code, 0);
    folder.write("收/说明.yaml", report("dengtalu-2023"));
    let word = folder.join("收/年报.docx");
    let page = folder.join("收/年报.html");
    let ran = nianbao(&["import", &word, &page, "--out", &folder.join("导入")]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(ran.out.matches("已导入").count(), 1, "{ran:?}");
    let dense: String = ran.err.split_whitespace().collect();
    let clash = format!("{page}没有导入：{}这一次已由{word}写出", folder.join("导入/年报.yaml"));
    assert!(dense.contains(&clash), "{ran:?}");
    let ran = nianbao(&["import", &page, "--out", &folder.join("导入")]);
    let dense: String = ran.err.split_whitespace().collect();
    assert!(dense.contains(&format!("{page}没有导入：")) && dense.contains("文件已经存在"), "{ran:?}");
    std::fs::remove_file(page).unwrap();
    std::fs::remove_file(path).unwrap();
    let ran = nianbao(&["import", &folder.join("收"), "--out", &folder.join("再")]);
    assert!(ran.code == 0 && ran.err.contains("有 1 份已经是 YAML，不用导入"), "{ran:?}");
}
