//! `build`: reads, checks, sets and writes reports. A report with errors writes nothing; the files of the others are written
//! whole or not at all.

use super::Exit;
use super::args::Build;
use super::batch::{self, Batch};
use super::checker::{self, Checker};
use super::failure::Failure;
use super::files::{self, Target, Written};
use super::inputs::Input;
use super::names;
use super::signals;
use super::summary;
use super::terminal::{Stream, Terminal};
use super::typesetter::Typesetter;
use super::work::{self, Done};
use crate::diagnostic::human::{self, Screen};
use crate::diagnostic::outcome::{self, Outcome};
use crate::diagnostic::printable::printable;
use crate::diagnostic::short;
use crate::diagnostic::wrap::fitted;
use crate::examine::Examined;
use crate::export::Format;
use crate::press::Printed;
use crate::press::names::stem;
use crate::report::WordFonts;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

/// Does it.
pub(super) fn build(build: &Build, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let begun = Instant::now();
    signals::heed_interrupts();
    let batch = batch::expand(&build.files, build.out.as_deref(), None)?;
    let run = BuildRun::new(build, &batch, terminal.screen(Stream::Err))?;
    let (inputs, clashing) = run.without_clashes(terminal);
    let folders = inputs.iter().map(|input| run.out_folder(input)).chain(build.out.clone());
    let folders: BTreeSet<PathBuf> = folders.collect();
    for folder in &folders {
        files::sweep(folder);
    }
    let mut total = Total { failed: clashing, ..Total::default() };
    if clashing > 0 {
        total.exit = Exit::Machine;
    }
    let take = |terminal: &mut Terminal, mut done: Done<BuildCount>| {
        total.take(&mut done);
        work::print(terminal, &done);
    };
    let work = || work::work(&inputs, build.options, terminal, |input| run.build(input), take);
    let skipped = match &inputs[..] {
        [input] if run.alone => run.typesetter.opened_beside(input, work),
        _ => work(),
    };
    if signals::interrupted() {
        let what = format!("已中断：还有 {skipped} 份没有处理；已经写出的文件都是完整的");
        terminal.say(Stream::Err, &format!("{what}\n"));
        total.exit = Exit::Machine;
    }
    terminal.say(Stream::Err, &batch.left_out());
    if !run.alone {
        let seconds = begun.elapsed().as_secs_f64();
        let columns = terminal.screen(Stream::Out).columns;
        terminal.out(&summary::table(&total.outcomes, columns, run.checker.errors_only()));
        terminal.out(&total.counts(skipped, seconds));
        terminal.say(Stream::Out, &total.warned(&build.files));
    }
    // The program ends here. The system takes the faces and their tables back at once; taking them apart first is 3 % of
    // the time of one report.
    std::mem::forget(run);
    Ok(total.exit)
}

/// Everything that the reports of a run share.
struct BuildRun<'a> {
    build: &'a Build,
    batch: &'a Batch,
    checker: Checker,
    typesetter: Typesetter,
    formats: Vec<Format>,
    /// The one names of the reports: none of them is written over.
    sources: BTreeSet<PathBuf>,
    screen: Screen,
    alone: bool,
}

/// What came of building one report: files written and unchanged, and its row of the overview.
#[derive(Clone, Debug, Default)]
struct BuildCount {
    written: usize,
    unchanged: usize,
    outcome: Option<Outcome>,
}

impl<'a> BuildRun<'a> {
    fn new(build: &'a Build, batch: &'a Batch, screen: Screen) -> Result<Self, Failure> {
        let inputs = &batch.inputs;
        names::refuse_stdin_among_others(inputs)?;
        names::refuse_file_as_folder(build.out.as_deref(), "；文件名用 --name 指定")?;
        if let Some(name) = &build.name {
            names::typed_name(name, inputs.len())?;
        }
        let asked = |format: &Format| match &build.format[..] {
            [] => format.is_usual(),
            typed => typed.contains(format),
        };
        Ok(Self {
            build,
            batch,
            checker: Checker::new(&build.strictness, inputs)?,
            typesetter: Typesetter::new(&build.fonts)?,
            formats: Format::all().filter(asked).collect(),
            sources: inputs.iter().filter_map(Input::one_name).collect(),
            screen,
            alone: inputs.len() == 1,
        })
    }

    /// The folder of a report's files; under `--out` sub-folders are kept, so that a bureau of one county is not written over
    /// that of another.
    fn out_folder(&self, input: &Input) -> PathBuf {
        match &self.build.out {
            Some(out) => out.join(self.batch.below(input)),
            None => input.folder().to_owned(),
        }
    }

    /// The reports but for those that would be written over one another, of which all are said; and how many those are.
    fn without_clashes(&self, terminal: &mut Terminal) -> (Vec<Input>, usize) {
        let inputs = &self.batch.inputs;
        if self.alone {
            return (inputs.clone(), 0);
        }
        let folders: Vec<PathBuf> = inputs.iter().map(|input| self.out_folder(input)).collect();
        let titles = work::ask_each(inputs, self.build.options, checker::title);
        let clashes = names::clashes(&folders, &titles);
        for clash in &clashes {
            terminal.say(Stream::Err, &clash.failure(inputs).to_string());
        }
        let clashing: BTreeSet<usize> = clashes.into_iter().flat_map(|clash| clash.reports).collect();
        let clear = inputs.iter().enumerate().filter(|(at, _)| !clashing.contains(at));
        (clear.map(|(_, input)| input.clone()).collect(), clashing.len())
    }

    fn build(&self, input: &Input) -> Done<BuildCount> {
        match self.try_build(input) {
            Ok(done) => done,
            Err(failure) => Done::failed(&failure),
        }
    }

    fn try_build(&self, input: &Input) -> Result<Done<BuildCount>, Failure> {
        let mut file = self.checker.read(input)?;
        let Some(checked) = file.checked.take() else { return Ok(self.refused(input, &file)) };
        match self.typesetter.print(&checked, &self.formats, self.build.docx_fonts)? {
            Ok(printed) => self.write(input, &file, &printed),
            Err(found) => {
                file.append(found);
                Ok(self.refused(input, &file))
            }
        }
    }

    /// A report with errors: all of them where it is the only one, one line where it is one of many.
    fn refused(&self, input: &Input, file: &Examined) -> Done<BuildCount> {
        let tally = self.checker.outcome(file).tally;
        let old = self.still_there(input, file);
        let err = if self.alone {
            format!("{}{tally}；未写出文件{old}\n", self.findings(file))
        } else {
            let gravest = outcome::gravest(&file.findings);
            let gravest = gravest.map_or_else(String::new, |found| short::render(&file.source, found));
            fitted(&format!("{gravest}（共 {tally}；未写出{old}）\n"), self.screen.columns)
        };
        let count = BuildCount { outcome: Some(self.checker.outcome(file)), ..BuildCount::default() };
        Done { exit: Exit::Report, err, count, ..Done::default() }
    }

    /// Files of an earlier run, which are not those of this report.
    fn still_there(&self, input: &Input, file: &Examined) -> String {
        let Some(title) = &file.identity.title else { return String::new() };
        let stem = self.build.name.clone().unwrap_or_else(|| stem(title));
        let folder = self.out_folder(input);
        let path = |format: &Format| folder.join(format!("{stem}.{}", format.ending()));
        let old: Vec<PathBuf> = self.formats.iter().map(path).filter(|path| files::exists(path)).collect();
        let [first, rest @ ..] = &old[..] else { return String::new() };
        let and = if rest.is_empty() { "" } else { " 等" };
        format!("；原有的 {}{and}没有改动，还是以前的", printable(&first.display().to_string()))
    }

    fn findings(&self, file: &Examined) -> String {
        let each = self.checker.shown(file);
        each.map(|found| human::render(&file.source, found, self.screen) + "\n").collect()
    }

    fn write(&self, input: &Input, file: &Examined, printed: &Printed) -> Result<Done<BuildCount>, Failure> {
        let folder = self.out_folder(input);
        if !folder.as_os_str().is_empty() && !files::is_folder(&folder) {
            files::make_folder(&folder)?;
        }
        let stem = self.build.name.clone().unwrap_or_else(|| stem(&printed.title));
        let mut done: Done<BuildCount> = Done::default();
        done.count.outcome = Some(self.checker.outcome(file));
        if self.alone {
            done.err = self.findings(file);
        }
        let path = |format: Format| folder.join(format!("{stem}.{}", format.ending()));
        let targets =
            printed.files.iter().map(|(format, bytes)| Target { path: path(*format), bytes }).collect();
        let written = files::write_together(targets, &self.sources)?;
        for ((format, bytes), written) in printed.files.iter().zip(written) {
            let count: &mut BuildCount = &mut done.count;
            let said = match written {
                Written::New => {
                    count.written += 1;
                    "已写出"
                }
                Written::Unchanged => {
                    count.unchanged += 1;
                    "没有变化"
                }
            };
            if self.alone {
                let what = match (format, printed.word_fonts) {
                    (Format::Docx, fonts) if fonts != WordFonts::Used => format!("字体：{}，", fonts.name()),
                    _ if format.is_paged() => format!("{} 页，", printed.pages),
                    _ => String::new(),
                };
                let kilobytes = bytes.len().div_ceil(1000);
                let path = printable(&path(*format).display().to_string());
                let _ = writeln!(done.out, "{said} {path}（{what}{kilobytes} KB）");
            }
        }
        let tally = self.checker.outcome(file).tally;
        if self.alone && !tally.is_empty() {
            let _ = writeln!(done.err, "{tally}");
        }
        Ok(done)
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
    outcomes: Vec<Outcome>,
}

impl Total {
    fn take(&mut self, done: &mut Done<BuildCount>) {
        self.exit = self.exit.max(done.exit);
        self.outcomes.extend(done.count.outcome.take());
        match done.exit {
            Exit::Fine if done.count.written > 0 => self.written += 1,
            Exit::Fine => self.unchanged += 1,
            Exit::Report => self.refused += 1,
            Exit::Machine => self.failed += 1,
        }
    }

    fn counts(&self, skipped: usize, seconds: f64) -> String {
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

    /// How many were written though there are warnings, and where those are to be read.
    fn warned(&self, words: &[PathBuf]) -> String {
        let warned =
            self.outcomes.iter().filter(|outcome| outcome.tally.errors == 0 && outcome.tally.warnings > 0);
        let count = warned.count();
        if count == 0 {
            return String::new();
        }
        let words: Vec<String> = words.iter().map(|word| printable(&word.display().to_string())).collect();
        format!("写出的有 {count} 份有警告，查看：nianbao check {}\n", words.join(" "))
    }
}
