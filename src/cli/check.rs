//! `check`: reads and checks reports, shows what was found, writes nothing.

use super::Exit;
use super::args::{Check, MessageFormat};
use super::attendance::{self, Attendance};
use super::batch;
use super::checker::Checker;
use super::failure::Failure;
use super::figures;
use super::files::OVERVIEWS;
use super::fonts::FontShelf;
use super::inputs::Input;
use super::names;
use super::notes;
use super::summary;
use super::terminal::{Stream, Terminal};
use super::typesetter::Typesetter;
use super::work::{self, Done};
use crate::diagnostic::human::{self, Screen};
use crate::diagnostic::outcome::{Outcome, Tally};
use crate::diagnostic::{Diagnostic, Severity, json, sarif, short};
use crate::examine::Examined;
use crate::overview::{self, Finding, Line};
use crate::report::Report;
use crate::source::Source;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Does it.
pub(super) fn check(check: &Check, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let batch = batch::expand(&check.files, check.out.as_deref(), check.roster.as_deref())?;
    names::refuse_file_as_folder(check.out.as_deref(), "")?;
    if let Some(out) = &check.out {
        notes::refuse_own_folder(out, &batch)?;
    }
    let inputs = &batch.inputs;
    let several = inputs.len() > 1;
    let checker = Checker::new(&check.strictness, inputs)?.with_figures(check.figures);
    let typesetter = typesetter(check, terminal)?;
    let screen = terminal.screen(Stream::Out);
    let sources: BTreeSet<PathBuf> = inputs.iter().filter_map(Input::one_name).collect();
    let job = |input: &Input| match examined(&checker, typesetter.as_ref(), input) {
        Err(failure) => {
            let out = unread(input, &failure, check.format);
            Done { out, ..Done::failed(&failure) }
        }
        Ok(Err(failure)) => Done::failed(&failure),
        Ok(Ok(file)) => {
            let exit = if file.findings.has_errors() { Exit::Report } else { Exit::Fine };
            let out = shown(&checker, &file, check.format, screen);
            let out = with_figures(out, &file, check);
            let written =
                check.out.as_ref().map(|out| notes::write(out, batch.below(input), input, &file, &sources));
            let line = written.as_ref().map(|_| overview::line(&file));
            let unwritten = written.and_then(Result::err);
            let outcome = Some(checker.outcome(&file));
            let count = CheckCount { outcome, title: file.identity.title, line, unwritten };
            Done { exit, out, err: String::new(), count }
        }
    };
    let mut total = Total::default();
    terminal.out(&opening(check.format));
    let mut list = List { format: check.format, first: true };
    let (mut attendance, roster) = Attendance::new(check.roster.as_deref())?;
    let each = |office: &str, source: &Source, found: &[Diagnostic]| -> String {
        let one = |finding| shown_one(source, office, finding, check.format, screen);
        found.iter().map(one).collect::<Vec<_>>().join(list_separator(check.format))
    };
    if let Some((source, found)) = &roster {
        let found: Vec<Diagnostic> = found.iter().cloned().collect();
        total.exit = total.exit.max(exit_of(&found));
        terminal.out(&list.next(each("", source, &found)));
    }
    let take = |terminal: &mut Terminal, mut done: Done<CheckCount>| {
        let outcome = done.count.outcome.as_mut().filter(|_| several || check.roster.is_some());
        if let Some(outcome) = outcome {
            let found = attendance.take(outcome).into_iter().filter_map(|found| checker.judged(found));
            let found: Vec<Diagnostic> = found.collect();
            let said = each(&outcome.office, &attendance::of_a_file(&outcome.file), &found);
            add_of_the_file(&mut done, &found, said, check.format);
        }
        total.take(&mut done);
        // One line a report is enough of many.
        if check.format == MessageFormat::Human && several && !check.verbose && !check.figures {
            done.out.clear();
        }
        done.out = list.next(std::mem::take(&mut done.out));
        work::print(terminal, &done);
    };
    let work = || work::work(inputs, check.options, terminal, job, take);
    let skipped = match (&typesetter, &inputs[..]) {
        (Some(typesetter), [input]) => typesetter.opened_beside(input, work),
        _ => work(),
    };
    if let Some((source, found)) = attendance.missing().filter(|_| skipped == 0) {
        let found: Vec<Diagnostic> = found.into_iter().filter_map(|found| checker.judged(found)).collect();
        total.exit = total.exit.max(exit_of(&found));
        total.lines.extend(attendance.absent().into_iter().map(Line::absent));
        if check.format != MessageFormat::Human || check.verbose {
            terminal.out(&list.next(each("", source, &found)));
        }
    }
    if let Some(folder) = &check.out {
        total.unwritten.extend(write_overview(folder, &total.lines, &sources).err());
        total.exit = total.exit.max(if total.unwritten.is_empty() { Exit::Fine } else { Exit::Machine });
    }
    terminal.out(&closing(check.format, &total));
    let summary = total.summary(inputs.len(), skipped, checker.errors_only());
    summarise(check, terminal, &total, several, &(summary + &attendance.summary()), checker.errors_only());
    if let Some(folder) = &check.out {
        terminal.say(Stream::Err, &total.written_to(folder));
    }
    terminal.say(Stream::Err, &batch.left_out());
    let folders: Vec<PathBuf> = inputs.iter().map(|input| batch.below(input).to_owned()).collect();
    for clash in names::clashes(&folders, &total.titles) {
        terminal.say(Stream::Err, &clash.remark(inputs));
    }
    // The system closes the faces' files all at once, which is sooner done than one by one.
    std::mem::forget(typesetter);
    Ok(total.exit)
}

/// Reads and checks a report, and looks for what setting it would find: beside the rules where it is alone. The second failure is the
/// faces'.
fn examined(
    checker: &Checker,
    typesetter: Option<&Typesetter>,
    input: &Input,
) -> Result<Result<Examined, Failure>, Failure> {
    let proof = |report: &Report| typesetter.map(|typesetter| typesetter.proof(report)).transpose();
    let early = OnceLock::new();
    // It is done once.
    let beside = |report: &Report| drop(early.set(proof(report)));
    let mut file = checker.read_beside(input, Some(&beside))?;
    if let Some(checked) = &file.checked {
        match early.into_inner().unwrap_or_else(|| proof(checked.report())) {
            Ok(found) => file.append(found.unwrap_or_default()),
            Err(failure) => return Ok(Err(failure)),
        }
    }
    Ok(Ok(file))
}

/// What a run says at its end: a line a report where there are several, and how much was found in all.
fn summarise(
    check: &Check,
    terminal: &mut Terminal,
    total: &Total,
    several: bool,
    summary: &str,
    errors_only: bool,
) {
    match check.format {
        MessageFormat::Human => {
            if several {
                let columns = terminal.screen(Stream::Out).columns;
                terminal.out(&summary::table(&total.outcomes, columns, errors_only));
            }
            terminal.say(Stream::Out, summary);
            if several && !check.verbose && !total.tally.is_empty() {
                terminal.say(Stream::Out, "每一处问题：加 --verbose；写进 Word 文件的批注：加 --out 批注\n");
            }
        }
        MessageFormat::Short if several => terminal.say(Stream::Err, summary),
        _ => {}
    }
}

/// The faces, in which a report is set to see whether `build` could. Without any the rest is still checked.
fn typesetter(check: &Check, terminal: &mut Terminal) -> Result<Option<Typesetter>, Failure> {
    match Typesetter::new(&check.fonts) {
        Ok(typesetter) => Ok(Some(typesetter)),
        Err(failure) if FontShelf::is_named(&check.fonts) => Err(failure),
        Err(failure) => {
            let what = format!("没有核对每个字是否印得出（P01 至 P03）：{}\n", failure.what());
            terminal.say(Stream::Err, &what);
            Ok(None)
        }
    }
}

/// `核对情况.xlsx` and `核对情况.html` beside the comments.
fn write_overview(folder: &Path, lines: &[Line], sources: &BTreeSet<PathBuf>) -> Result<(), Failure> {
    let book = overview::workbook(lines)
        .map_err(|reason| Failure::new(format!("写不成 核对情况.xlsx：{reason}"), "把这一行发给维护者"))?;
    let [as_book, as_page] = OVERVIEWS.map(|name| folder.join(name));
    notes::put(&as_book, &book, sources)?;
    notes::put(&as_page, overview::page(lines).as_bytes(), sources)
}

/// Adds what is said of a whole file, by its place among others, to what was found in it; `said` is how it is shown.
fn add_of_the_file(
    done: &mut Done<CheckCount>,
    found: &[Diagnostic],
    mut said: String,
    format: MessageFormat,
) {
    let Some(outcome) = &mut done.count.outcome else { return };
    done.exit = done.exit.max(exit_of(found));
    if format == MessageFormat::Json && outcome.tally.is_empty() && !found.is_empty() {
        // It is no longer one without findings.
        done.out.clear();
    }
    for finding in found {
        outcome.tally.add(Tally::one(finding.severity));
    }
    if !said.is_empty() && !done.out.is_empty() {
        said.push_str(list_separator(format));
    }
    done.out.insert_str(0, &said);
    if let Some(line) = &mut done.count.line {
        line.outcome.tally = outcome.tally;
        line.findings.splice(0..0, found.iter().map(Finding::of_file));
    }
}

/// How findings to other programs are parted: an array's are by commas.
struct List {
    format: MessageFormat,
    first: bool,
}

impl List {
    /// The next stretch of the output.
    fn next(&mut self, mut text: String) -> String {
        if matches!(self.format, MessageFormat::Json | MessageFormat::Sarif) && !text.is_empty() {
            text.insert_str(0, if self.first { "\n" } else { ",\n" });
            self.first = false;
        }
        text
    }
}

/// What stands between two findings of one stretch.
fn list_separator(format: MessageFormat) -> &'static str {
    match format {
        MessageFormat::Human | MessageFormat::Short => "",
        MessageFormat::Json | MessageFormat::Sarif => ",\n",
    }
}

/// How a run ends in which something was found.
fn exit_of(found: &[Diagnostic]) -> Exit {
    if found.iter().any(|finding| finding.severity == Severity::Error) { Exit::Report } else { Exit::Fine }
}

/// The figures of the prose behind the findings, if they are asked for.
fn with_figures(mut out: String, file: &Examined, check: &Check) -> String {
    if check.figures {
        let figures = figures::shown(&file.source, &file.figures, check.format);
        let between = check.format == MessageFormat::Json && !out.is_empty() && !figures.is_empty();
        out.push_str(if between { ",\n" } else { "" });
        out.push_str(&figures);
    }
    out
}

/// What came of checking one report.
#[derive(Debug, Default)]
struct CheckCount {
    /// `None` where it could not be read.
    outcome: Option<Outcome>,
    title: Option<String>,
    /// The row of the overview, where one is written.
    line: Option<Line>,
    /// Why its comments could not be written.
    unwritten: Option<Failure>,
}

/// The findings of one report. To another program a report is never silent: it must be able to tell those without findings from
/// those that were not looked at, and whose they are.
fn shown(checker: &Checker, file: &Examined, format: MessageFormat, screen: Screen) -> String {
    let Examined { source, identity, .. } = file;
    let mut all: Vec<String> =
        checker.shown(file).map(|found| shown_one(source, &identity.office, found, format, screen)).collect();
    if format == MessageFormat::Json && all.is_empty() {
        all.push(json::silent(source, &identity.office).to_string());
    }
    match format {
        MessageFormat::Human => all.push(checker.waived(file)),
        MessageFormat::Sarif => {
            let waived = file.findings.waived();
            let waived = waived.map(|(found, reason)| {
                sarif::suppressed(source, &identity.office, found, reason).to_string()
            });
            all.extend(waived);
        }
        MessageFormat::Short | MessageFormat::Json => {}
    }
    all.join(list_separator(format))
}

/// One finding.
fn shown_one(
    source: &Source,
    office: &str,
    found: &Diagnostic,
    format: MessageFormat,
    screen: Screen,
) -> String {
    match format {
        MessageFormat::Human => human::render(source, found, screen) + "\n",
        MessageFormat::Short => short::render(source, found) + "\n",
        MessageFormat::Json => json::object(source, office, found).to_string(),
        MessageFormat::Sarif => sarif::result(source, office, found).to_string(),
    }
}

/// A file that could not be read, for a program that reads only standard output.
fn unread(input: &Input, failure: &Failure, format: MessageFormat) -> String {
    match format {
        MessageFormat::Json => json::unread(&input.name(), failure.what(), failure.remedy()).to_string(),
        _ => String::new(),
    }
}

fn opening(format: MessageFormat) -> String {
    match format {
        MessageFormat::Human | MessageFormat::Short => String::new(),
        MessageFormat::Json => "[".to_owned(),
        MessageFormat::Sarif => sarif::opening(),
    }
}

fn closing(format: MessageFormat, total: &Total) -> String {
    match format {
        MessageFormat::Human | MessageFormat::Short => String::new(),
        MessageFormat::Json => "\n]\n".to_owned(),
        MessageFormat::Sarif => {
            let unwritten = total.unwritten.iter().map(ToString::to_string);
            let failures: Vec<String> = total.failures.iter().cloned().chain(unwritten).collect();
            format!("\n{}\n", sarif::closing(&total.outcomes, total.exit.code(), &failures))
        }
    }
}

/// All reports together.
#[derive(Default)]
struct Total {
    exit: Exit,
    with_errors: usize,
    tally: Tally,
    outcomes: Vec<Outcome>,
    lines: Vec<Line>,
    /// By input.
    titles: Vec<Option<String>>,
    /// What was said of those that could not be read.
    failures: Vec<String>,
    /// Why comments could not be written, once a file.
    unwritten: Vec<Failure>,
}

impl Total {
    fn take(&mut self, done: &mut Done<CheckCount>) {
        self.exit = self.exit.max(done.exit);
        self.with_errors += usize::from(done.exit == Exit::Report);
        self.titles.push(done.count.title.take());
        self.lines.extend(done.count.line.take());
        self.unwritten.extend(done.count.unwritten.take());
        match done.count.outcome.take() {
            Some(outcome) => {
                self.tally.add(outcome.tally);
                self.outcomes.push(outcome);
            }
            None => self.failures.push(done.err.clone()),
        }
    }

    /// Where comments are, or what kept them from being written: the same keeps others from it too.
    fn written_to(&self, folder: &Path) -> String {
        let folder = folder.display();
        match &self.unwritten[..] {
            [] => format!("批注和核对情况已写到 {folder}\n"),
            [only] => only.to_string(),
            [first, rest @ ..] => format!("{first}另有 {} 个文件也没有写到 {folder}\n", rest.len()),
        }
    }

    fn summary(&self, inputs: usize, skipped: usize, errors_only: bool) -> String {
        let unread = self.failures.len();
        let quiet = errors_only && self.tally.is_empty();
        let tally = if quiet { "没有错误".to_owned() } else { self.tally.to_string() };
        if inputs == 1 {
            return if unread > 0 { String::new() } else { format!("{tally}\n") };
        }
        let mut line = format!("{inputs} 份报告：{} 份有错误", self.with_errors);
        if unread > 0 {
            line = format!("{line}，{unread} 份读不了");
        }
        if skipped > 0 {
            line = format!("{line}，{skipped} 份没有处理");
        }
        format!("{line}（{tally}）\n")
    }
}
