//! The program as its reader meets it: what it prints, what it writes, how it ends.

#![allow(clippy::unwrap_used, reason = "a test that cannot touch its own folder has failed")]

#[path = "harness/program.rs"]
mod program;

use program::{Folder, RunOutput, in_repository, nianbao, program, report, run};
use std::io::Read as _;
use std::process::Stdio;

const SAMPLE: &str = "tests/reports/dengtalu-2023.yaml";
const SAMPLE_TITLE: &str = "北关区灯塔路街道办事处2023年政府信息公开工作年度报告";

/// The sample with one thing wrong.
fn broken_sample() -> String {
    report("dengtalu-2023").replacen(
        "本年新收政府信息公开申请数量: [0,",
        "本年新收政府信息公开申请数量: [3,",
        1,
    )
}

fn built(ran: &RunOutput) {
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn build_writes_both_files_beside_the_report() {
    let folder = Folder::new("beside");
    let path = folder.write("年报.yaml", report("dengtalu-2023"));
    built(&nianbao(&["build", &path]));
    assert_eq!(
        folder.names(),
        [format!("{SAMPLE_TITLE}.docx"), format!("{SAMPLE_TITLE}.pdf"), "年报.yaml".to_owned()]
    );
    assert!(folder.read(&format!("{SAMPLE_TITLE}.pdf")).starts_with(b"%PDF-1."));
    assert!(folder.read(&format!("{SAMPLE_TITLE}.docx")).starts_with(b"PK"));
}

#[test]
fn out_name_and_format_are_obeyed() {
    let folder = Folder::new("out");
    let out = folder.join("成品/第一批");
    let sample = in_repository(SAMPLE);
    built(&nianbao(&["build", &sample, "--out", &out, "--name", "年报", "--format", "pdf"]));
    built(&nianbao(&["build", &sample, "--out", &out, "--name", "文字", "--format", "docx"]));
    let mut names: Vec<_> = std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["年报.pdf", "文字.docx"]);
}

#[test]
fn formats_are_written_once_each_and_an_unknown_one_is_refused() {
    let folder = Folder::new("formats");
    let (sample, out) = (in_repository(SAMPLE), folder.join(""));
    built(&nianbao(&["build", &sample, "--out", &out, "--name", "年报", "--format", "docx,pdf,docx"]));
    assert_eq!(folder.names(), ["年报.docx", "年报.pdf"]);
    let ran = nianbao(&["build", &sample, "--out", &out, "--format", "odt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("“odt”") && ran.err.contains("pdf、docx"), "{}", ran.err);
    assert_eq!(folder.names().len(), 2);
}

#[test]
fn extensions_and_words_too_many_are_answered() {
    let folder = Folder::new("words");
    let (out, sample) = (folder.join("成品"), in_repository(SAMPLE));
    for (words, said) in [
        (&["build", &sample, "--out", &out, "--name", "年报.PDF"][..], "写成 --name 年报"),
        (&["explain", "B01", "B02"], "多写了“B02”"),
        (&["check", ""], "文件是空的"),
    ] {
        let ran = nianbao(words);
        assert!(ran.code == 2 && ran.err.contains(said), "{ran:?}");
    }
    assert!(folder.names().is_empty());
}

/// What the read-me shows as the program's words are its words, on a terminal of 80 columns.
#[test]
fn the_read_me_shows_what_is_printed() {
    let readme = std::fs::read_to_string(in_repository("README.md")).unwrap();
    let shown =
        readme.split("```text\n错误[B02]").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let (error, warning) = shown.split_once("\n\n").unwrap();
    let folder = Folder::new("read-me");
    let wrong = report("suqian-2023").replacen("予以公开: [1175,", "予以公开: [1157,", 1);
    for (name, text, said) in [
        ("宿迁.yaml", wrong, format!("错误[B02]{error}\n")),
        ("年报.yaml", report("dengtalu-2023"), format!("{warning}\n")),
    ] {
        folder.write(name, text);
        let ran = run(program().args(["check", name]).current_dir(folder.path()).env("COLUMNS", "80"), b"");
        assert!(ran.err.contains(&said) || ran.out.contains(&said), "{said}\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn a_report_with_errors_writes_nothing_and_leaves_what_was_there() {
    let folder = Folder::new("refused");
    let path = folder.write("年报.yaml", broken_sample());
    folder.write(&format!("{SAMPLE_TITLE}.pdf"), "去年的文件");
    let ran = nianbao(&["build", &path]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("错误[B01]") && ran.err.contains("未写出文件"), "{}", ran.err);
    assert_eq!(ran.out, "");
    assert_eq!(folder.names(), [format!("{SAMPLE_TITLE}.pdf"), "年报.yaml".to_owned()]);
    assert_eq!(folder.read(&format!("{SAMPLE_TITLE}.pdf")), "去年的文件".as_bytes());
}

#[test]
fn strict_makes_warnings_errors_and_allow_silences_them() {
    let folder = Folder::new("strict");
    let sample = in_repository(SAMPLE);
    assert_eq!(nianbao(&["check", &sample]).code, 0);
    let strict = nianbao(&["check", "--strict", &sample]);
    assert_eq!(strict.code, 1);
    assert!(strict.out.contains("错误[A09]"), "{}", strict.out);
    let allowed = nianbao(&["check", "--strict", "--allow", "A09,X25", &sample]);
    assert_eq!(allowed.code, 0, "{}", allowed.out);
    assert!(!allowed.out.contains("A09") && !allowed.out.contains("X25"), "{}", allowed.out);
    let built = nianbao(&["build", "--strict", &sample, "--out", &folder.join("x")]);
    assert_eq!(built.code, 1);
    assert!(folder.names().is_empty());
    let error = nianbao(&["check", "--allow", "B01", &sample]);
    assert_eq!(error.code, 2);
    assert!(error.err.contains("不能用 --allow"), "{}", error.err);
}

#[test]
fn two_runs_write_the_same_bytes_and_the_second_touches_nothing() {
    let folder = Folder::new("same");
    let path = folder.write("年报.yaml", report("suqian-2023"));
    let (one, two) = (folder.join("一"), folder.join("二"));
    built(&nianbao(&["build", &path, "--out", &one, "--name", "年报"]));
    built(&nianbao(&["build", &path, "--out", &two, "--name", "年报"]));
    for name in ["年报.pdf", "年报.docx"] {
        assert!(folder.read(&format!("一/{name}")) == folder.read(&format!("二/{name}")), "{name} differs");
    }
    let written = |name: &str| std::fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    let before = written("一/年报.pdf");
    let again = nianbao(&["build", &path, "--out", &one, "--name", "年报"]);
    assert!(again.out.contains("没有变化") && !again.out.contains("已写出"), "{}", again.out);
    assert_eq!(written("一/年报.pdf"), before);
}

#[test]
fn standard_input_is_a_report() {
    let folder = Folder::new("stdin");
    let out = folder.join("成品");
    let ran = run(program().args(["build", "-", "--out", &out]), report("dengtalu-2023").as_bytes());
    built(&ran);
    assert!(folder.read(&format!("成品/{SAMPLE_TITLE}.pdf")).starts_with(b"%PDF"));
    let ran = run(program().args(["check", "-", "--format", "short"]), broken_sample().as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("标准输入:"), "{}", ran.out);
}

#[test]
fn gb18030_and_byte_order_marks_are_read() {
    let folder = Folder::new("encodings");
    let marked = [b"\xEF\xBB\xBF".as_slice(), report("dengtalu-2023").as_bytes()].concat();
    let path = folder.write("bom.yaml", marked);
    assert_eq!(nianbao(&["check", &path]).code, 0);
    let broken = folder.write("坏.yaml", b"\xe6\x9c\xba\xe5\x85\xb3: \xff\xfe\n");
    let ran = nianbao(&["check", &broken]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("[Y09]"), "{}", ran.out);
}

/// What the machine or the command line gets wrong ends with 2, names the file and says what to do.
#[test]
fn the_machines_faults_name_the_file_and_the_remedy() {
    let folder = Folder::new("machine");
    let sample = in_repository(SAMPLE);
    let (missing, empty) = (folder.join("没有.yaml"), folder.join("空文件夹"));
    std::fs::create_dir(&empty).unwrap();
    let file = folder.write("a.pdf/x", "");
    let taken = folder.join("taken");
    std::fs::create_dir_all(format!("{taken}/年报.pdf")).unwrap();
    let long = "长".repeat(90);
    for (arguments, said) in [
        (vec!["check", &missing], "没有这个文件"),
        (vec!["check", &empty], "没有报告"),
        (vec!["build", &sample, "--out", &file], "不是文件夹"),
        (vec!["build", &sample, "--out", &file], "--out 后面写文件夹；文件名用 --name 指定"),
        (vec!["check", &sample, "--out", &file], "是一个文件，不是文件夹"),
        (vec!["build", "-x.yaml"], "写成: ./-x.yaml"),
        (vec!["check", "--jobs", "2", "-安平县.docx"], "写成: ./-安平县.docx"),
        (vec!["build", &sample, "--out", "/proc/nianbao"], "/proc/nianbao"),
        (vec!["build", &sample, "--out", "/sys"], "/sys"),
        (vec!["build", &sample, "--out", &taken, "--name", "年报"], "文件夹"),
        (vec!["build", &sample, "--out", &taken, "--name", &long], "太长"),
        (vec!["build", &sample, "--name", "a/b"], "--out"),
        (vec!["build", &sample, "--fonts", &missing], "没有字体文件夹"),
        (vec!["build", &sample, "--fonts", &empty, "--out", &taken], "LiberationSerif-Regular.ttf"),
        (vec!["build", &sample, "--office-fonts", &empty], "没有公文用的字体"),
        (vec!["check", &sample, "--previous", &missing], "没有这个文件"),
        (vec!["explain", "Z99"], "没有“Z99”"),
        (vec!["new", "--year", "2025", "--office", "某局", "--kind", "局"], "机关类别"),
        (vec!["new", "--year", "2025", "--office", "某局", "--kind", "其他", "-o", &empty], "文件夹"),
        (vec!["new", "--year", "2025", "--office", "某局", "--kind", "其他", "-o", &file], "已经存在"),
        (vec!["check"], "还缺"),
        (vec!["年报.yaml"], "nianbao check 年报.yaml"),
        (vec!["build", &sample, "——out", &empty], "半角的减号：--out"),
        (vec!["chekc", &sample], "没有“chekc”这个命令"),
        (vec!["check", "--format", "xml", &sample], "不能是“xml”"),
        (vec!["build", "--jobs", "0", &sample], "1 到 512"),
        (vec!["check", "--nonsense", &sample], "--nonsense"),
        (vec![], "用法"),
    ] {
        let ran = nianbao(&arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
    let left: Vec<_> = walk(folder.path()).into_iter().filter(|name| name.contains(".nianbao-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

fn walk(folder: &std::path::Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(walk(&path));
        } else {
            names.push(path.to_string_lossy().into_owned());
        }
    }
    names
}

/// A disk that fills up: the file's name, exit 2, and nothing half written is left.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let folder = Folder::new("full");
    let disk = folder.join("disk");
    std::fs::create_dir(&disk).unwrap();
    // A disk of 64 KB of its own, where the kernel lets us have one.
    let script = format!(
        "mount -t tmpfs -o size=64k none {disk} || exit 77; {} build {} --out {disk}; code=$?; ls -A {disk}; exit $code",
        env!("CARGO_BIN_EXE_nianbao"),
        in_repository(SAMPLE)
    );
    let mut unshare = std::process::Command::new("unshare");
    let ran = run(unshare.args(["-rm", "sh", "-c", &script]).env("COLUMNS", "1000"), b"");
    if ran.code == 77 || ran.err.contains("unshare") {
        use std::io::Write as _;
        let _ =
            writeln!(std::io::stderr(), "\n*** LEFT OUT: no disk of our own to fill: {} ***", ran.err.trim());
        return;
    }
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("磁盘已满") && ran.err.contains(SAMPLE_TITLE), "{}", ran.err);
    assert_eq!(ran.out, "", "something was left on the disk");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("read-only");
    let path = folder.write("年报.pdf", "已盖章");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let out = folder.path().to_str().unwrap();
    let ran = nianbao(&["build", &in_repository(SAMPLE), "--out", out, "--name", "年报", "--format", "pdf"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("只读") && ran.err.contains("年报.pdf"), "{}", ran.err);
    assert_eq!(folder.read("年报.pdf"), "已盖章".as_bytes());
    assert_eq!(folder.names(), ["年报.pdf"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = Folder::new("link");
    let target = folder.write("真/年报.pdf", "旧");
    std::os::unix::fs::symlink(&target, folder.join("年报.pdf")).unwrap();
    let out = folder.path().to_str().unwrap();
    built(&nianbao(&["build", &in_repository(SAMPLE), "--out", out, "--name", "年报", "--format", "pdf"]));
    assert!(std::fs::symlink_metadata(folder.join("年报.pdf")).unwrap().is_symlink());
    assert!(folder.read("真/年报.pdf").starts_with(b"%PDF"));
}

/// The reader may leave at any time (`nianbao explain | head -1`).
#[test]
fn a_closed_pipe_is_no_crash() {
    for arguments in
        [vec!["explain"], vec!["schema"], vec!["check", SAMPLE], vec!["check", "--format", "json", SAMPLE]]
    {
        let mut child = program()
            .args(&arguments)
            .current_dir(in_repository(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{arguments:?}: {err}");
        assert_eq!(err, "", "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_a_redirection_is_a_fault() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = program().arg("schema").stdout(full).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn colour_only_where_it_is_wanted() {
    let folder = Folder::new("colour");
    let path = folder.write("年报.yaml", broken_sample());
    let plain = nianbao(&["check", &path]);
    assert!(!plain.out.contains('\u{1b}'));
    let always = nianbao(&["check", "--color", "always", &path]);
    assert!(always.out.contains("\u{1b}["));
    assert_eq!(strip(&always.out), plain.out, "colour adds nothing but colour");
    let never = nianbao(&["check", "--color", "never", &path]);
    assert_eq!(never.out, plain.out);
}

/// On a terminal, of util-linux's `script`.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colour_unless_no_color_says_no() {
    let folder = Folder::new("terminal");
    let path = folder.write("年报.yaml", broken_sample());
    let line = format!("{} check {path}", env!("CARGO_BIN_EXE_nianbao"));
    let on_a_terminal = |no_color: &str| {
        let mut command = std::process::Command::new("script");
        command.env("TERM", "xterm").env("NO_COLOR", no_color).args(["-qec", &line, "/dev/null"]);
        run(&mut command, b"")
    };
    let coloured = on_a_terminal("");
    assert_eq!(coloured.code, 1, "{coloured:?}");
    assert!(coloured.out.contains("\u{1b}["), "{}", coloured.out);
    let plain = on_a_terminal("1");
    assert!(plain.out.contains("错误[B01]") && !plain.out.contains('\u{1b}'), "{}", plain.out);
}

/// Text without escape sequences.
fn strip(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            for c in characters.by_ref() {
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

#[test]
fn json_is_one_array_over_all_reports() {
    let folder = Folder::new("json");
    let wrong = folder.write("错.yaml", broken_sample());
    let ran = nianbao(&["check", "--format", "json", &in_repository(SAMPLE), &wrong]);
    assert_eq!(ran.code, 1);
    let array: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let found = array.as_array().unwrap();
    let files: std::collections::BTreeSet<_> = found.iter().map(|f| f["file"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 2, "{}", ran.out);
    let sum = found.iter().find(|f| f["code"] == "B01").expect("the sum is wrong");
    assert_eq!(sum["severity"], "error");
    for key in
        ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "labels", "help"]
    {
        assert!(!sum[key].is_null(), "{key}");
    }
    let line = usize::try_from(sum["line"].as_u64().unwrap()).unwrap();
    assert!(broken_sample().lines().nth(line - 1).unwrap().contains(": ["), "{sum}");
    let none = folder.write("对.yaml", report("dengtalu-2023"));
    let ran = nianbao(&["check", "--format", "json", "--allow", "G10,G04,X20,A09,X25", &none]);
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((found.as_array().unwrap().len(), &found[0]["severity"]), (1, &"none".into()), "{found}");
}

#[test]
fn short_is_one_line_a_finding() {
    let folder = Folder::new("short");
    let path = folder.write("年报.yaml", broken_sample());
    let ran = nianbao(&["check", "--format", "short", &path]);
    assert!(ran.out.lines().count() > 1);
    for line in ran.out.lines() {
        let rest = line.strip_prefix(&format!("{path}:")).expect(line);
        let mut parts = rest.splitn(3, ':');
        assert!(
            parts.next().unwrap().parse::<u32>().is_ok() && parts.next().unwrap().parse::<u32>().is_ok(),
            "{line}"
        );
        let message = parts.next().unwrap();
        assert!([" 错误[", " 警告[", " 提示["].iter().any(|word| message.starts_with(word)), "{line}");
    }
}

#[test]
fn nothing_is_wider_than_the_screen() {
    let folder = Folder::new("width");
    let path = folder.write("a.yaml", broken_sample());
    for columns in ["80", "60"] {
        let mut command = program();
        command.env("COLUMNS", columns).current_dir(folder.path()).args(["check", "a.yaml"]);
        let ran = run(&mut command, b"");
        assert_eq!(path, folder.join("a.yaml"));
        for line in ran.out.lines() {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= columns.parse().unwrap(), "{width} columns of {columns}: {line}");
        }
    }
}

#[test]
fn a_character_without_a_face_is_found_where_it_was_written() {
    let folder = Folder::new("face");
    let path = folder
        .write("年报.yaml", report("dengtalu-2023").replacen("指导和检查。", "指导和检查\u{1f600}。", 1));
    let ran = nianbao(&["build", &path]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("错误[P01]") && ran.err.contains("年报.yaml:17:"), "{}", ran.err);
    assert_eq!(folder.names(), ["年报.yaml"]);
}

/// What `build` finds while it sets a report, `check` says too, in the same words; what it calls right is written.
/// (P02 takes a number longer than any that the reader believes.)
#[test]
fn check_finds_what_cannot_be_set() {
    let folder = Folder::new("proof");
    let right = report("dengtalu-2023");
    for (name, old, new, code) in [
        ("表情", "指导和检查。", "指导和检查\u{1f600}。", "P01"),
        ("填充符", "指导和检查。", "指导\u{3164}和检查。", "P01"),
        ("私用区", "指导和检查。", "指导\u{e123}和检查。", "P01"),
        ("长标题", "年度: 2023", &format!("年度: 2023\n标题: {}", "长".repeat(1000)), "P03"),
    ] {
        assert!(right.contains(old), "{old}");
        let path = folder.write(&format!("{name}.yaml"), right.replacen(old, new, 1));
        let (checked, built) =
            (nianbao(&["check", &path, "--errors"]), nianbao(&["build", &path, "--errors"]));
        assert_eq!((checked.code, built.code), (1, 1), "{name}: {checked:?} {built:?}");
        assert!(checked.out.contains(&format!("错误[{code}]")), "{name}: {}", checked.out);
        assert!(
            built.err.starts_with(checked.out.split("\n\n").next().unwrap()),
            "{}{}",
            checked.out,
            built.err
        );
    }
    // Whatever is doubtful is set: both are of one mind.
    let (quotes, letters, note) = ("“".repeat(3000), "a".repeat(3000), "注".repeat(3000));
    for (number, (old, new)) in [
        ("指导和检查。", format!("指导和检查{quotes}。")),
        ("指导和检查。", format!("指导和检查{letters}。")),
        ("行政许可: 0", format!("行政许可: {{数: 0, 注: {note}}}")),
        ("行政许可: 0", format!("行政许可: {{数: 0, 注: {}}}", &letters[..300])),
        ("年度: 2023", format!("年度: 2023\n署名: {}", "长".repeat(60))),
        ("年度: 2023", format!("年度: 2023\n署名: {}", &letters[..80])),
        ("年度: 2023", format!("年度: 2023\n标题: {}2023年政府信息公开工作年度报告", &letters[..40])),
    ]
    .iter()
    .enumerate()
    {
        let path = folder.write(&format!("{number}.yaml"), right.replacen(old, new, 1));
        let (checked, built) = (nianbao(&["check", &path]), nianbao(&["build", &path]));
        assert_eq!(checked.code, built.code, "{number}: {checked:?} {built:?}");
    }
    for (name, words) in [("填充符", "U+3164（韩文填充符）"), ("私用区", "U+E123（私用区造字）")]
    {
        let said = nianbao(&["check", &folder.join(&format!("{name}.yaml"))]).out;
        assert!(said.contains(words), "{said}");
    }
    // A title that no file system takes for a name is shortened.
    let office = format!("{}局", "长".repeat(90));
    let path = folder.write("长名.yaml", right.replace("北关区灯塔路街道办事处", &office));
    assert_eq!(nianbao(&["check", &path]).code, 0);
    built(&nianbao(&["build", &path]));
}

#[test]
fn fonts_are_found_in_their_order() {
    let folder = Folder::new("fonts");
    let ran = nianbao(&["fonts"]);
    built(&ran);
    for typeface in ["小标宋", "黑体", "楷体", "仿宋", "宋体"] {
        assert!(ran.out.contains(typeface), "{}", ran.out);
    }
    let named = folder.join("没有");
    let ran = run(program().env("NIANBAO_FONTS", &named).arg("fonts"), b"");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("NIANBAO_FONTS") && ran.err.contains(&named), "{}", ran.err);
    // What is named on the command line goes before the environment.
    let fonts = in_repository("fonts");
    built(&run(program().env("NIANBAO_FONTS", &named).args(["fonts", "--fonts", &fonts]), b""));
    let ran = nianbao(&["fonts", &in_repository("tests/reports/suqian-2023.yaml")]);
    built(&ran);
    assert!(ran.out.contains("FandolFang-Regular.ttf：") && ran.out.contains("种字"), "{}", ran.out);
}

/// The office's own face, found by its family name, goes before the shipped one.
#[test]
fn office_fonts_go_first() {
    let folder = Folder::new("office");
    let face = std::fs::read(in_repository("fonts/FandolFang-Regular.ttf")).unwrap();
    folder.write("字体/机关用.ttf", renamed(face, "FandolFang", "FangSong"));
    let fonts = folder.join("字体");
    let ran = nianbao(&["fonts", "--office-fonts", &fonts]);
    built(&ran);
    let first =
        ran.out.lines().skip_while(|line| !line.starts_with("仿宋")).find(|line| line.contains("汉字"));
    assert!(first.unwrap().contains("机关用.ttf"), "{}", ran.out);
    built(&nianbao(&[
        "build",
        &in_repository(SAMPLE),
        "--office-fonts",
        &fonts,
        "--out",
        &folder.join("成品"),
    ]));
}

/// A face is a path and an index: a relative path, `#`, blanks and what is no UTF-8 are names like any others.
#[cfg(unix)]
#[test]
fn office_fonts_lie_wherever_they_lie() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("places");
    let face = std::fs::read(in_repository("fonts/FandolFang-Regular.ttf")).unwrap();
    let face = renamed(face, "FandolFang", "FangSong");
    let names: [&[u8]; 4] = [b"relative", b"a #1 b", " 字 体 ".as_bytes(), b"\xff\xfe"];
    for name in names.map(std::ffi::OsStr::from_bytes) {
        let fonts = folder.path().join(name);
        std::fs::create_dir(&fonts).unwrap();
        std::fs::write(fonts.join(name).with_extension("ttf"), &face).unwrap();
        let out = folder.join("成品");
        let mut command = program();
        command.current_dir(folder.path()).args(["build", &in_repository(SAMPLE), "--out", &out]);
        built(&run(command.arg("--office-fonts").arg(name), b""));
        let mut command = program();
        command.current_dir(folder.path()).args(["fonts", "--office-fonts"]).arg(name);
        let ran = run(&mut command, b"");
        let mut lines = ran.out.lines().skip_while(|line| !line.starts_with("仿宋"));
        let first = lines.find(|line| line.contains("汉字")).expect("仿宋 has faces");
        assert!(!first.contains("FandolFang-Regular"), "the office's own face is asked first: {first}");
    }
}

/// A collection that says it has four thousand million faces: each would be looked for.
#[test]
fn a_damaged_collection_is_refused_at_once() {
    let folder = Folder::new("collection");
    let mut bytes = b"ttcf\0\x01\0\0\xff\xff\xff\xff".to_vec();
    bytes.resize(4096, 0);
    folder.write("字体/坏.ttc", bytes);
    let ran = nianbao(&["fonts", "--office-fonts", &folder.join("字体")]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("坏.ttc 已损坏"), "{}", ran.err);
}

/// The same for what comes from a shell that limits the size of files.
#[cfg(unix)]
#[test]
fn a_file_beyond_the_systems_limit_is_an_error_with_its_name() {
    let folder = Folder::new("limit");
    let mut shell = std::process::Command::new("sh");
    shell.env("COLUMNS", "1000");
    let program = program().get_program().to_owned();
    shell.arg("-c").arg("ulimit -f 8; exec \"$0\" \"$@\"").arg(program);
    let ran = run(shell.args(["build", &in_repository(SAMPLE), "--out", &folder.join("")]), b"");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains(&format!("{SAMPLE_TITLE}.pdf：超出了允许的文件大小")), "{}", ran.err);
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

/// Nobody waits for a pipe that nobody writes to, nor for a terminal: the first Ctrl-C, and the signal that asks to end, are heard.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_blocked_read() {
    use std::process::{Command, Stdio};
    let folder = Folder::new("blocked");
    let pipe = folder.join("报告.yaml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ended = |input: &str, signal: &str, moment: u64| {
        let mut command = program();
        let mut child =
            command.args(["build", input]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(moment));
        assert!(child.try_wait().unwrap().is_none(), "it reads");
        let process = child.id().to_string();
        // Waiting would close it, and its end be read before the signal is heard.
        let _open = child.stdin.take();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        child.wait().unwrap().code()
    };
    for (input, signal) in [(pipe.as_str(), "-INT"), (&pipe, "-TERM"), ("-", "-INT")] {
        // Before the handler is there the signal ends the program by itself, without a code.
        let code = [300, 1000, 3000].into_iter().find_map(|moment| ended(input, signal, moment));
        assert_eq!(code, Some(2), "{input} {signal}");
    }
}

/// 上年报告 that is a pipe or a device would be waited for.
#[cfg(unix)]
#[test]
fn last_years_report_is_a_file() {
    let folder = Folder::new("device");
    for device in ["/dev/zero", "/dev/stdin", "/"] {
        let text =
            report("dengtalu-2023").replace("年度: 2023\n", &format!("年度: 2023\n上年报告: {device}\n"));
        let path = folder.write("报告.yaml", text);
        let ran = nianbao(&["check", &path, "--format", "short"]);
        assert!(ran.out.contains("Y18") && ran.out.contains("不是文件"), "{ran:?}");
    }
}

/// A report and a command line full of what steers a terminal: nothing of it gets through, in colour or without.
#[test]
fn nothing_that_steers_the_terminal_is_printed() {
    let folder = Folder::new("steers");
    let text = std::fs::read_to_string(in_repository("tests/check/character-steers-terminal.yaml")).unwrap();
    let raw = text.replace("\\x1b", "\u{1b}").replace("\\u009b", "\u{9b}").replace("\\u202e", "\u{202e}");
    let path = folder.write("报\u{1b}[31;5m\u{202e}\u{9b}告.yaml", raw);
    let hostile = "x\u{1b}]0;PWN\u{7}\u{9b}2J\u{2067}";
    for arguments in [
        vec!["check", &path],
        vec!["build", &path, "--name", hostile],
        vec!["build", &path, hostile],
        vec!["check", hostile],
        vec!["check", &path, "--allow", hostile],
        vec!["fonts", &path],
        vec!["explain", hostile],
        vec!["build", &path, "--office-fonts", hostile],
        vec!["new", "--office", "甲", "--kind", hostile, "--year", "2023"],
        vec![hostile],
    ] {
        for colour in ["never", "always"] {
            let ran = run(program().args(&arguments).args(["--color", colour]), b"");
            let said = strip(&format!("{}{}", ran.out, ran.err));
            let steers = |c: char| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!said.contains(steers), "{arguments:?}: {said:?}");
            let raw = ran.out + &ran.err;
            assert!(
                !["\u{1b}[31;5m", "\u{1b}]", "\u{1b}[2J"].iter().any(|theirs| raw.contains(theirs)),
                "{raw:?}"
            );
        }
    }
}

/// A font file under another family name, no longer than its own: the name's bytes and its length are written over.
fn renamed(mut font: Vec<u8>, old: &str, new: &str) -> Vec<u8> {
    let number = |font: &[u8], at: usize| usize::from(u16::from_be_bytes([font[at], font[at + 1]]));
    let directory = (0..number(&font, 4)).map(|n| 12 + 16 * n);
    let entry = directory.into_iter().find(|&at| &font[at..at + 4] == b"name").expect("a name table");
    let offset = u32::from_be_bytes(font[entry + 8..entry + 12].try_into().unwrap());
    let table = usize::try_from(offset).unwrap();
    let strings = table + number(&font, table + 4);
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for record in (0..number(&font, table + 2)).map(|n| table + 6 + 12 * n) {
        let (start, length) = (strings + number(&font, record + 10), number(&font, record + 8));
        if font[start..start + length] == utf16(old) {
            let new = utf16(new);
            font[start..start + new.len()].copy_from_slice(&new);
            let length = u16::try_from(new.len()).unwrap();
            font[record + 8..record + 10].copy_from_slice(&length.to_be_bytes());
        }
    }
    font
}

/// Last year's report is named in the report, relative to it, or on the command line.
#[test]
fn last_years_report_is_found_and_compared() {
    let folder = Folder::new("last-year");
    let rules =
        |name: &str| std::fs::read_to_string(in_repository(&format!("tests/rules/{name}.yaml"))).unwrap();
    let carried = rules("previous").replace("结转下年度继续办理: [1, 1,", "结转下年度继续办理: [2, 1,");
    let carried = carried.replace("本年新收政府信息公开申请数量: [18,", "本年新收政府信息公开申请数量: [19,");
    folder.write("去年/年报.yaml", &carried);
    let named = |path: &str| rules("report").replace("年度: 2023", &format!("年度: 2023\n上年报告: {path}"));
    let path = folder.write("年报.yaml", named("去年/年报.yaml"));
    let ran = nianbao(&["check", "--format", "short", &path]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("[B04]"), "{}", ran.out);

    let alone = folder.write("单独.yaml", rules("report"));
    assert_eq!(nianbao(&["check", &alone]).code, 0);
    let ran = nianbao(&["check", "--format", "short", "--previous", &folder.join("去年/年报.yaml"), &alone]);
    assert!(ran.out.contains("[B04]"), "{}", ran.out);

    for (path, said) in [("没有.yaml", "没有这个文件"), ("单独.yaml", "应为 2022 年度")] {
        let wrong = folder.write("错.yaml", named(path));
        let ran = nianbao(&["check", "--format", "short", &wrong]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.out.contains("[Y18]") && ran.out.contains(said), "{}", ran.out);
    }
    // What the report does not name there is nothing to strike out of it.
    let ran = nianbao(&["check", "--previous", &alone, &alone]);
    assert!(ran.out.contains("换成 2022 年度的报告\n") && !ran.out.contains("删去这一项"), "{}", ran.out);
    let many = nianbao(&["check", "--previous", &alone, &path, &alone]);
    assert_eq!(many.code, 2, "{many:?}");
}

/// The starter, with a sentence under each `|`, is a report without an error.
#[test]
fn new_passes_once_the_prose_is_filled_in() {
    let folder = Folder::new("new");
    for (year, kind) in
        [("2025", "县级部门"), ("2021", "街道办事处"), ("2020", "设区的市人民政府"), ("2019", "省级部门")]
    {
        let path = folder.join(&format!("{year}.yaml"));
        built(&nianbao(&["new", "--year", year, "--office", "安平市某机关", "--kind", kind, "-o", &path]));
        let starter = std::fs::read_to_string(&path).unwrap();
        assert_eq!(nianbao(&["check", &path]).code, 1, "without prose it is not finished");
        let filled: String = starter.lines().map(|line| filled(line) + "\n").collect();
        std::fs::write(&path, filled).unwrap();
        let ran = nianbao(&["check", "--format", "short", &path]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        built(&nianbao(&["build", &path, "--out", &folder.join("成品")]));
    }
}

fn filled(line: &str) -> String {
    let Some(key) = line.strip_suffix(": |") else { return line.to_owned() };
    let indent = " ".repeat(line.len() - line.trim_start().len() + 2);
    let text = match key.trim() {
        "其他需要报告的事项" => "本年度未收取政府信息公开信息处理费，无其他需要报告的事项。",
        "存在的主要问题及改进情况" => {
            "主要问题是栏目更新不够及时。改进措施是每月检查一次，指定专人负责。"
        }
        _ => "按照要求做好这一方面的工作，没有发生应当报告的其他情况。",
    };
    format!("{line}\n{indent}{text}")
}

/// As root every folder can be read: there the program runs as nobody.
#[cfg(unix)]
#[test]
fn one_unreadable_folder_among_many_is_a_finding() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("unreadable");
    folder.write("a/1.yaml", report("dengtalu-2023"));
    folder.write("b/2.yaml", report("dengtalu-2023"));
    let closed = folder.join("b");
    let close = |mode| std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode)).unwrap();
    close(0o000);
    let mut command = program();
    if std::fs::read_dir(&closed).is_ok() {
        let copy = folder.join("nianbao");
        std::fs::copy(command.get_program(), &copy).unwrap();
        command = std::process::Command::new("setpriv");
        command.args(["--reuid=65534", "--clear-groups", &copy]);
    }
    let ran = run(command.args(["check", &folder.join(""), "--format", "short"]), b"");
    close(0o755);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.out.contains("1.yaml"), "the others are checked: {ran:?}");
    assert!(ran.err.contains("读不了文件夹") && ran.err.contains("没有权限"), "{ran:?}");
    assert!(ran.err.contains("所在文件夹的权限\n"), "what cannot be read is not written elsewhere: {ran:?}");
}

#[test]
fn new_never_replaces_a_file() {
    let folder = Folder::new("new-kept");
    let path = folder.write("年报.yaml", "我的报告");
    let ran = nianbao(&["new", "--year", "2025", "--office", "某局", "--kind", "其他", "-o", &path]);
    assert_eq!(ran.code, 2);
    assert_eq!(folder.read("年报.yaml"), "我的报告".as_bytes());
}

#[test]
fn of_fifty_at_once_one_writes_the_new_file() {
    let folder = Folder::new("new-race");
    let path = folder.path().join("年报.yaml");
    let start = |office: &str| {
        let words = ["new", "--year", "2025", "--office", office, "--kind", "其他", "-o"];
        program().args(words).arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let offices: Vec<String> = (0..50).map(|n| format!("第{n}局")).collect();
    let running: Vec<_> = offices.iter().map(|office| start(office)).collect();
    let ended: Vec<_> = running.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let wrote: Vec<usize> = (0..50).filter(|&n| ended[n].status.code() == Some(0)).collect();
    let [winner] = wrote[..] else { panic!("{wrote:?} wrote") };
    let text = String::from_utf8(folder.read("年报.yaml")).unwrap();
    assert!(text.contains(&offices[winner]) && text.lines().count() > 50, "{text}");
    for (office, late) in offices.iter().zip(&ended).filter(|(_, late)| !late.status.success()) {
        let said = String::from_utf8_lossy(&late.stderr);
        assert!(late.status.code() == Some(2) && said.contains("年报.yaml"), "{office}: {said}");
        assert!(!text.contains(office.as_str()), "{office} wrote too");
    }
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["年报.yaml"], "drafts are left");
}

#[test]
fn too_much_is_refused_at_once() {
    let folder = Folder::new("much");
    for (name, text) in [("括号.yaml", "["), ("横线.yaml", "- "), ("字.yaml", "年")] {
        let path = folder.write(name, text.repeat((10 << 20) / text.len()));
        let ran = nianbao(&["check", &path]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.err);
        assert!(ran.out.contains("[Y07]"), "{name}: {}", ran.out);
    }
    // A device that never ends.
    #[cfg(unix)]
    assert!(nianbao(&["check", "/dev/zero"]).out.contains("[Y07]"));
}

#[test]
fn the_word_file_carries_the_fonts_that_are_asked_for() {
    let folder = Folder::new("word-fonts");
    let text = std::fs::read_to_string(in_repository("tests/reports/dengtalu-2023.yaml")).unwrap();
    folder.write("年报.yaml", format!("文档字体: 办公\n{text}").as_bytes());
    let (yaml, out) = (folder.join("年报.yaml"), folder.join("成品"));
    let size = |options: &[&str]| {
        let arguments =
            [&["build", yaml.as_str(), "--out", &out, "--name", "年报", "--format", "docx"][..], options];
        let ran = nianbao(&arguments.concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        (ran.out, std::fs::metadata(folder.join("成品/年报.docx")).unwrap().len())
    };
    let (said, office) = size(&[]);
    assert!(said.contains("字体：办公") && office < 25_000, "{said}");
    let (_, used) = size(&["--docx-fonts", "嵌入"]);
    assert!((100_000..500_000).contains(&used), "{used}");
    let (said, everyday) = size(&["--docx-fonts", "常用"]);
    assert!(said.contains("字体：常用") && (2_000_000..5_000_000).contains(&everyday), "{said}");
    let ran = nianbao(&["build", &yaml, "--docx-fonts", "全部"]);
    assert!(ran.code == 2 && ran.err.contains("嵌入、常用、办公"), "{ran:?}");
    folder.write("年报.yaml", format!("文档字体: 全部\n{text}").as_bytes());
    let ran = nianbao(&["check", &yaml]);
    assert!(ran.code == 1 && ran.out.contains("“文档字体”没有“全部”这一种"), "{ran:?}");
}
