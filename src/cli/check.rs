//! `check`: reads and checks reports, shows what was found, writes nothing.

use super::Exit;
use super::args::{Check, MessageFormat};
use super::desk::{Desk, Reading};
use super::failure::Failure;
use super::figures;
use super::inputs::{self, Input};
use super::terminal::{Stream, Terminal};
use super::work::{self, Done};
use crate::diagnostic::human::{self, Screen};
use crate::diagnostic::outcome::Tally;
use crate::diagnostic::{json, sarif, short};

/// Does it.
pub(super) fn check(check: &Check, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let inputs = inputs::expand(&check.files)?;
    let desk = Desk::new(&check.strictness, &inputs)?.with_figures(check.figures);
    let screen = terminal.screen(Stream::Out);
    let job = |input: &Input| match desk.read(input) {
        Err(failure) => Done::failed(&failure),
        Ok(reading) => {
            let exit = if reading.findings.has_errors() { Exit::Report } else { Exit::Fine };
            let out = with_figures(shown(&reading, check.format, screen), &reading, check);
            Done { exit, out, err: String::new(), count: Tally::of(&reading.findings) }
        }
    };
    let mut total = Total::default();
    terminal.out(&opening(check.format));
    let mut first = true;
    let skipped = work::work(&inputs, check.pace, terminal, job, |terminal, mut done| {
        total.take(&done);
        if matches!(check.format, MessageFormat::Json | MessageFormat::Sarif) && !done.out.is_empty() {
            done.out.insert_str(0, if first { "\n" } else { ",\n" });
            first = false;
        }
        work::print(terminal, &done);
    });
    terminal.out(&closing(check.format));
    match check.format {
        MessageFormat::Human => terminal.out(&total.summary(inputs.len(), skipped)),
        MessageFormat::Short if inputs.len() > 1 => terminal.err(&total.summary(inputs.len(), skipped)),
        _ => {}
    }
    Ok(total.exit)
}

/// The figures of the prose behind the findings, if they are asked for.
fn with_figures(mut out: String, reading: &Reading, check: &Check) -> String {
    if check.figures {
        let figures = figures::shown(&reading.source, &reading.figures, check.format);
        let between = check.format == MessageFormat::Json && !out.is_empty() && !figures.is_empty();
        out.push_str(if between { ",\n" } else { "" });
        out.push_str(&figures);
    }
    out
}

/// The findings of one report.
fn shown(reading: &Reading, format: MessageFormat, screen: Screen) -> String {
    let Reading { source, findings, .. } = reading;
    let each = findings.iter();
    match format {
        MessageFormat::Human => each.map(|found| human::render(source, found, screen) + "\n").collect(),
        MessageFormat::Short => each.map(|found| short::render(source, found) + "\n").collect(),
        MessageFormat::Json => {
            each.map(|found| json::object(source, found).to_string()).collect::<Vec<_>>().join(",\n")
        }
        MessageFormat::Sarif => {
            each.map(|found| sarif::result(source, found).to_string()).collect::<Vec<_>>().join(",\n")
        }
    }
}

fn opening(format: MessageFormat) -> String {
    match format {
        MessageFormat::Human | MessageFormat::Short => String::new(),
        MessageFormat::Json => "[".to_owned(),
        MessageFormat::Sarif => sarif::opening(),
    }
}

fn closing(format: MessageFormat) -> String {
    match format {
        MessageFormat::Human | MessageFormat::Short => String::new(),
        MessageFormat::Json => "\n]\n".to_owned(),
        MessageFormat::Sarif => format!("\n{}\n", sarif::CLOSING),
    }
}

/// All reports together.
#[derive(Default)]
struct Total {
    exit: Exit,
    with_errors: usize,
    unread: usize,
    tally: Tally,
}

impl Total {
    fn take(&mut self, done: &Done<Tally>) {
        self.exit = self.exit.max(done.exit);
        self.with_errors += usize::from(done.exit == Exit::Report);
        self.unread += usize::from(done.exit == Exit::Machine);
        self.tally.add(done.count);
    }

    fn summary(&self, inputs: usize, skipped: usize) -> String {
        if inputs == 1 {
            return if self.unread > 0 { String::new() } else { format!("{}\n", self.tally) };
        }
        let mut line = format!("{inputs} 份报告：{} 份有错误", self.with_errors);
        if self.unread > 0 {
            line = format!("{line}，{} 份读不了", self.unread);
        }
        if skipped > 0 {
            line = format!("{line}，{skipped} 份没有处理");
        }
        format!("{line}（{}）\n", self.tally)
    }
}
