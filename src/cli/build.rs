//! `build`: reads, checks, sets and writes reports. A report with errors writes nothing; the files of the others are written
//! whole or not at all.

use super::Exit;
use super::args::{Build, OutputFormat};
use super::desk::{Desk, Reading};
use super::failure::Failure;
use super::files::{self, Target, Written};
use super::inputs::{self, Input};
use super::names;
use super::press::{Press, Printed};
use super::terminal::{Stream, Terminal};
use super::work::{self, Done};
use crate::diagnostic::human::{self, Screen};
use crate::diagnostic::outcome::Tally;
use crate::diagnostic::printable::printable;
use crate::diagnostic::{Severity, short};
use crate::export::Format;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Does it.
pub(super) fn build(build: &Build, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let begun = Instant::now();
    work::heed_interrupts();
    let inputs = inputs::expand(&build.files)?;
    let site = Site::new(build, &inputs, terminal.screen(Stream::Err))?;
    let folders = site.out_folders(&inputs);
    names::refuse_clashes(&inputs, &folders, build.pace)?;
    folders.iter().collect::<BTreeSet<_>>().into_iter().for_each(|folder| files::sweep(folder));
    let mut total = Total::default();
    let skipped = work::work(
        &inputs,
        build.pace,
        terminal,
        |input| site.build(input),
        |terminal, done| {
            total.take(&done);
            work::print(terminal, &done);
        },
    );
    if work::interrupted() {
        let what = format!("已中断：还有 {skipped} 份没有处理；已经写出的文件都是完整的");
        terminal.err(&format!("{what}\n"));
        total.exit = Exit::Machine;
    }
    if inputs.len() > 1 {
        let seconds = begun.elapsed().as_secs_f64();
        terminal.out(&total.table(skipped, seconds));
    }
    // The program ends here. The system takes the faces and their tables back at once; taking them apart first is 3 % of
    // the time of one report.
    std::mem::forget(site);
    Ok(total.exit)
}

/// Everything that the reports of a run share.
struct Site<'a> {
    build: &'a Build,
    desk: Desk,
    press: Press,
    formats: Vec<Format>,
    /// The one names of the reports: none of them is written over.
    sources: BTreeSet<PathBuf>,
    screen: Screen,
    alone: bool,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, Default)]
struct Became {
    written: usize,
    unchanged: usize,
}

impl<'a> Site<'a> {
    fn new(build: &'a Build, inputs: &[Input], screen: Screen) -> Result<Self, Failure> {
        if let Some(name) = &build.name {
            names::typed_name(name, inputs.len())?;
        }
        let asked = |format: Format| build.format.iter().any(|&typed| meant(typed) == format);
        Ok(Self {
            build,
            desk: Desk::new(&build.strictness, inputs)?,
            press: Press::new(&build.fonts)?,
            formats: Format::ALL.into_iter().filter(|&format| asked(format)).collect(),
            sources: inputs.iter().filter_map(Input::one_name).collect(),
            screen,
            alone: inputs.len() == 1,
        })
    }

    /// The folder of each report's files.
    fn out_folders<'i>(&'i self, inputs: &'i [Input]) -> Vec<&'i Path> {
        inputs.iter().map(|input| self.out_folder(input)).collect()
    }

    fn out_folder<'i>(&'i self, input: &'i Input) -> &'i Path {
        self.build.out.as_deref().unwrap_or_else(|| input.folder())
    }

    fn build(&self, input: &Input) -> Done<Became> {
        match self.try_build(input) {
            Ok(done) => done,
            Err(failure) => Done::failed(&failure),
        }
    }

    fn try_build(&self, input: &Input) -> Result<Done<Became>, Failure> {
        let mut reading = self.desk.read(input)?;
        let Some(checked) = reading.checked.take() else { return Ok(self.refused(&reading)) };
        match self.press.print(&checked, &self.formats)? {
            Ok(printed) => self.write(input, &reading, &printed),
            Err(found) => {
                reading.findings.append(found);
                reading.findings = reading.findings.sorted();
                Ok(self.refused(&reading))
            }
        }
    }

    /// A report with errors: all of them where it is the only one, one line where it is one of many.
    fn refused(&self, reading: &Reading) -> Done<Became> {
        let tally = Tally::of(&reading.findings);
        let err = if self.alone {
            format!("{}{tally}；未写出文件\n", self.findings(reading))
        } else {
            let first = reading.findings.iter().find(|found| found.severity == Severity::Error);
            let first = first.map_or_else(String::new, |found| short::render(&reading.source, found));
            format!("{first}（共 {tally}；未写出）\n")
        };
        Done { exit: Exit::Report, err, ..Done::default() }
    }

    fn findings(&self, reading: &Reading) -> String {
        let each = reading.findings.iter();
        each.map(|found| human::render(&reading.source, found, self.screen) + "\n").collect()
    }

    fn write(&self, input: &Input, reading: &Reading, printed: &Printed) -> Result<Done<Became>, Failure> {
        let folder = self.out_folder(input);
        if !folder.as_os_str().is_empty() && !files::is_folder(folder) {
            files::make_folder(folder)?;
        }
        let stem = self.build.name.clone().unwrap_or_else(|| names::stem(&printed.title));
        let mut done = Done::default();
        if self.alone {
            done.err = self.findings(reading);
        }
        let path = |format: Format| folder.join(format!("{stem}.{}", format.extension()));
        let targets =
            printed.files.iter().map(|(format, bytes)| Target { path: path(*format), bytes }).collect();
        let written = files::write_together(targets, &self.sources)?;
        for ((format, bytes), written) in printed.files.iter().zip(written) {
            let became: &mut Became = &mut done.count;
            let said = match written {
                Written::New => {
                    became.written += 1;
                    "已写出"
                }
                Written::Unchanged => {
                    became.unchanged += 1;
                    "没有变化"
                }
            };
            if self.alone {
                let pages =
                    if format.is_paged() { format!("{} 页，", printed.pages) } else { String::new() };
                let kilobytes = bytes.len().div_ceil(1000);
                let path = printable(&path(*format).display().to_string());
                let _ = writeln!(done.out, "{said} {path}（{pages}{kilobytes} KB）");
            }
        }
        let tally = Tally::of(&reading.findings);
        if self.alone && !tally.is_empty() {
            let _ = writeln!(done.err, "{tally}");
        }
        Ok(done)
    }
}

/// The exporter's name of a format for the typed one.
fn meant(typed: OutputFormat) -> Format {
    match typed {
        OutputFormat::Pdf => Format::Pdf,
        OutputFormat::Docx => Format::Docx,
    }
}

/// All reports together.
#[derive(Default)]
struct Total {
    exit: Exit,
    written: usize,
    unchanged: usize,
    refused: usize,
    failed: usize,
}

impl Total {
    fn take(&mut self, done: &Done<Became>) {
        self.exit = self.exit.max(done.exit);
        match done.exit {
            Exit::Fine if done.count.written > 0 => self.written += 1,
            Exit::Fine => self.unchanged += 1,
            Exit::Report => self.refused += 1,
            Exit::Machine => self.failed += 1,
        }
    }

    fn table(&self, skipped: usize, seconds: f64) -> String {
        let rows = [
            ("写出", self.written, true),
            ("没有变化", self.unchanged, true),
            ("有错误，未写出", self.refused, true),
            ("读写不了", self.failed, self.failed > 0),
            ("没有处理", skipped, skipped > 0),
        ];
        let mut table = String::new();
        for (name, count, shown) in rows {
            if shown {
                let blanks = 16 - unicode_width::UnicodeWidthStr::width(name);
                let _ = writeln!(table, "{name}{:blanks$}{count:>6} 份", "");
            }
        }
        let _ = writeln!(table, "用时{:12}{seconds:>6.2} 秒", "");
        table
    }
}
