//! Files that other people's programs wrote, in many manners, and tables that are damaged: a sample of both. The whole of them is
//! `tests/judges/manners.sh` and `tests/judges/damaged.sh`.

#[path = "judges/judge.rs"]
mod judge;

use std::path::PathBuf;
use std::process::Command;

const NIANBAO: &str = env!("CARGO_BIN_EXE_nianbao");

fn judged(script: &str, test: &str, count: Option<&str>) {
    let programs = ["manners.sh", "soffice", "pandoc"];
    if !programs.iter().all(|program| judge::installed(program, "别人写的文件")) {
        return;
    }
    let out: PathBuf = judge::folder(test);
    let mut command = Command::new(judge::script(script));
    let ran = command.arg(NIANBAO).arg(out).args(count).env("MANNERS_EACH", "1").output();
    let ran = ran.expect("installed() found it");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
}

/// One file of each manner; at least 99 of 100 have every cell right.
#[test]
fn files_of_other_peoples_programs_are_read_whole() {
    judged("manners.sh", "manners", None);
}

/// No figure of a damaged table is wrong without a word.
#[test]
fn no_damaged_table_is_read_wrong_in_silence() {
    judged("damaged.sh", "damaged", Some("380"));
}
