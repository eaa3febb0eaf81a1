//! In: the path of a roster. Out: its text, what it says, and everything in which it is none. What is plainly something else is called
//! by its name.

use super::failure::Failure;
use super::files;
use crate::diagnostic::Diagnostics;
use crate::intake::{self, Kind};
use crate::roster::{self, Roster};
use crate::source::Source;
use crate::yaml::decode;
use std::path::Path;

/// The roster's text and what it says.
pub(super) fn read(path: &Path) -> Result<(Source, Option<Roster>, Diagnostics), Failure> {
    let name = path.display().to_string();
    if files::is_folder(path) {
        let what = format!("{name} 是文件夹，不是名册");
        return Err(Failure::new(
            what,
            format!("从里面的报告起草名册：nianbao sum --new-roster {name} -o 名册.yaml"),
        ));
    }
    let bytes = files::read(path, roster::LARGEST)?;
    let mut found = Diagnostics::new();
    let read = match intake::kind_of(&name, &bytes) {
        Some(Kind::Docx | Kind::Doc | Kind::Html) => return Err(no_roster(&name)),
        // Whatever is packed is said to be what it is.
        _ if bytes.starts_with(b"PK") => {
            intake::grid(&name, &bytes).map(|grid| (roster::read_sheet(&grid, &mut found), grid.source))
        }
        _ => match decode::decode_up_to(&name, &bytes, roster::LARGEST, "一份名册") {
            Ok(source) if roster::is_other(source.text()) => return Err(no_roster(&name)),
            decoded => decoded.map(|source| (roster::read(&source, &mut found), source)),
        },
    };
    let (roster, source) = read.unwrap_or_else(|broken| {
        let (source, finding) = *broken;
        found.push(finding);
        (None, source)
    });
    Ok((source, roster, found))
}

fn no_roster(name: &str) -> Failure {
    let what = format!("{name} 不是名册：名册是写明“机关”和“成员”的 .yaml，或列名相同的 .xlsx");
    Failure::new(
        what,
        "写出名册的文件名；还没有的，从放报告的文件夹起草：nianbao sum --new-roster 文件夹 -o 名册.yaml",
    )
}
