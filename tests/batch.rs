//! Many reports in one run.

#![allow(clippy::unwrap_used, reason = "a test that cannot touch its own folder has failed")]

#[path = "harness/program.rs"]
mod program;

use program::{Folder, nianbao, report};

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

fn written(folder: &Folder, name: &str) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder.join(name))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
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
    let table: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(table[0], ["写出", "9", "份"], "{}", ran.out);
    assert_eq!(table[1], ["没有变化", "0", "份"]);
    assert_eq!(table[2], ["有错误，未写出", "3", "份"]);
    assert_eq!(table[3][0], "用时");
    let again = nianbao(&[&arguments[..], &["--jobs", "1"]].concat());
    let table: Vec<Vec<&str>> = again.out.lines().map(|line| line.split_whitespace().collect()).collect();
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
        assert_eq!(nianbao(&["build", &path, "--out", &one]).code, 0);
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
fn names_that_clash_are_refused_before_anything_is_written() {
    let folder = Folder::new("clash");
    district(&folder, 4, 0);
    folder.write("报告/又一份.yaml", report("dengtalu-2023").replace("灯塔路", "第2"));
    let ran = nianbao(&["build", &folder.join("报告"), "--out", &folder.join("成品")]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("又一份.yaml") && ran.err.contains("报告002.yaml"), "{}", ran.err);
    assert!(!std::path::Path::new(&folder.join("成品")).exists());
    let upper = Folder::new("case");
    for (file, name) in [("a", "ABC街道办事处"), ("b", "abc街道办事处")] {
        let text = report("dengtalu-2023").replace("北关区灯塔路街道办事处", name);
        upper.write(&format!("{file}.yaml"), text);
    }
    let ran = nianbao(&["build", &upper.join("")]);
    assert_eq!(ran.code, 2, "names that differ by case only meet on half of all disks: {ran:?}");
    assert_eq!(upper.names(), ["a.yaml", "b.yaml"]);
    // Beside their reports they do not meet.
    assert_eq!(nianbao(&["build", &folder.join("报告"), "--format", "pdf"]).code, 0);
    let named = nianbao(&["build", &folder.join("报告"), "--name", "年报"]);
    assert_eq!(named.code, 2);
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
    while std::fs::read_dir(&out).map_or(0, Iterator::count) < 8 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let process = child.id().to_string();
    assert!(std::process::Command::new("kill").args([signal, &process]).status().unwrap().success());
    child.wait_with_output().unwrap()
}

/// Every file but a draft is a whole PDF or DOCX.
fn all_are_whole(folder: &Folder) {
    for name in written(folder, "成品").iter().filter(|name| !name.starts_with('.')) {
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
    assert!(written(&folder, "成品").iter().all(|name| !name.starts_with('.')), "no draft is left");
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
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
    all_are_whole(&folder);
}
