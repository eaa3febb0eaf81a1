//! Files that other people's programs wrote, in many manners, and tables that are damaged: a sample of both; what the
//! program writes, read back; and comments, as LibreOffice shows them. The whole of them is in `tests/judges/*.sh`.

#[path = "judges/judge.rs"]
mod judge;

use std::path::Path;
use std::process::Command;

const NIANBAO: &str = env!("CARGO_BIN_EXE_nianbao");

/// Runs a script of the judges; nothing if one of them is missing.
fn judged(script: &str, arguments: &[&Path]) {
    let programs = ["manners.sh", "docx.sh", "soffice", "pandoc"];
    if !programs.iter().all(|program| judge::installed(program, "别人写的文件")) {
        return;
    }
    let mut command = Command::new(judge::script(script));
    let ran = command.arg(NIANBAO).args(arguments).env("MANNERS_EACH", "1").output();
    let ran = ran.expect("installed() found it");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
}

/// One file of each manner; at least 99 of 100 have every cell right.
#[test]
fn files_of_other_peoples_programs_are_read_whole() {
    judged("manners.sh", &[&judge::folder("manners")]);
}

/// No figure of a damaged table is wrong without a word.
#[test]
fn no_damaged_table_is_read_wrong_in_silence() {
    judged("damaged.sh", &[&judge::folder("damaged"), Path::new("190")]);
}

/// Every figure, paragraph, note and signature of what the program writes itself comes back, and the same is found in it.
#[test]
fn what_the_program_writes_comes_back() {
    let formats = ["20", "docx", "html", "xlsx"].map(Path::new);
    judged("roundtrip.sh", &[&[judge::folder("roundtrip").as_path()][..], &formats].concat());
}

/// LibreOffice shows each comment at the words that it speaks of, in files of ours and of others.
#[test]
fn comments_stand_at_their_words() {
    let files = judge::folder("comments");
    for report in ["suqian-2023", "dengtalu-2023"] {
        let yaml = format!("{}/tests/reports/{report}.yaml", env!("CARGO_MANIFEST_DIR"));
        let mut build = Command::new(NIANBAO);
        let built =
            build.args(["build", &yaml, "--format", "docx", "--name", report, "--out"]).arg(&files).output();
        assert!(built.expect("it was built").status.success());
    }
    // Of python-docx, with changes, notes, text boxes and a comment of another's.
    let odd = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake/odd.docx");
    std::fs::copy(odd, files.join("odd.docx")).expect("the build's folder can be written");
    judged("comments.sh", &[&files, &judge::folder("commented")]);
}
