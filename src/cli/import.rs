//! `import`: foreign files become authoring YAML, written whole, never over a file that is there.

use super::Exit;
use super::args::Import;
use super::batch::{self, Batch};
use super::failure::Failure;
use super::files;
use super::inputs::Input;
use super::terminal::{Stream, Terminal};
use crate::diagnostic::human;
use crate::diagnostic::outcome::Tally;
use crate::diagnostic::{Diagnostics, Severity};
use crate::intake::{self, Intake, Purpose};
use crate::source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Does it.
pub(super) fn import(import: &Import, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let batch = batch::expand(&import.files, import.out.as_deref(), None)?;
    let inputs = &batch.inputs;
    if let (Some(path), true) = (&import.output, inputs.len() > 1) {
        let what = format!("-o {} 只能用于一个文件", path.display());
        return Err(Failure::new(what, "多个文件写到文件夹：--out 导入"));
    }
    if inputs.len() > 1 && import.out.is_none() {
        return Err(Failure::new("多个文件要写明写到哪个文件夹", "加上 --out 导入"));
    }
    let mut exit = Exit::Fine;
    let mut written = BTreeMap::new();
    let mut texts = 0;
    for input in inputs {
        // What an earlier run wrote, or a body sent so, is no fault of a folder.
        if batch.was_found(input) && matches!(input, Input::File(path) if files::is_yaml(path)) {
            texts += 1;
            continue;
        }
        // One that cannot be read or written does not keep the others from being imported.
        let ended = one(import, &batch, input, &mut written, terminal).unwrap_or_else(|failure| {
            terminal.say(Stream::Err, &failure.to_string());
            Exit::Machine
        });
        exit = exit.max(ended);
    }
    if texts > 0 {
        terminal.err(&format!("有 {texts} 份已经是 YAML，不用导入\n"));
    }
    terminal.say(Stream::Err, &batch.left_out());
    Ok(exit)
}

/// Imports one; `written` are the files that this run wrote, each with what it was made of.
fn one(
    import: &Import,
    batch: &Batch,
    input: &Input,
    written: &mut BTreeMap<PathBuf, String>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let target = target(import, batch, input);
    if let Some((path, first)) = target.as_ref().and_then(|path| Some((path, written.get(path)?))) {
        let what = format!("{} 没有导入：{} 这一次已由 {first} 写出", input.name(), path.display());
        return Err(Failure::new(what, "给其中一个改名，或单独导入：加 -o 另写一个文件名"));
    }
    let read = intake::read(&input.name(), &input.read()?, Purpose::Import);
    let Some(read) = read else {
        let what = format!("{} 不是 Word、Excel 或网页文件", input.name());
        return Err(Failure::new(what, "YAML 文本不用导入，直接 nianbao check"));
    };
    let Intake { yaml, original, found, .. } = match read {
        Ok(intake) => intake,
        Err(refused) => {
            let (source, finding) = *refused;
            let mut found = Diagnostics::new();
            found.push(finding);
            show(terminal, &source, &found);
            return Ok(Exit::Report);
        }
    };
    let found = found.sorted();
    show(terminal, &original, &found);
    match target {
        None => terminal.out(yaml.text()),
        Some(path) => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                files::make_folder(folder)?;
            }
            files::write_new(&path, yaml.text().as_bytes())
                .map_err(|failure| failure.of(&format!("{} 没有导入", input.name())))?;
            let said =
                format!("已导入 {0}（{1}）。核对：nianbao check {0}\n", path.display(), Tally::of(&found));
            terminal.out(&said);
            written.insert(path, input.name());
        }
    }
    let errors = found.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if errors { Exit::Report } else { Exit::Fine })
}

fn show(terminal: &mut Terminal, source: &Source, found: &Diagnostics) {
    let screen = terminal.screen(Stream::Err);
    for finding in found {
        terminal.err(&(human::render(source, finding, screen) + "\n"));
    }
}

/// Where the YAML goes; `None` to standard output.
fn target(import: &Import, batch: &Batch, input: &Input) -> Option<PathBuf> {
    if import.output.is_some() {
        return import.output.clone();
    }
    let folder = import.out.as_ref()?;
    let name = match input {
        Input::Stdin => Path::new("年报"),
        Input::File(path) | Input::Folder(path) => path.as_path(),
    };
    Some(folder.join(batch.below(input)).join(name.file_stem().unwrap_or_default()).with_extension("yaml"))
}
